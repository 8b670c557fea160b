"""One reader over all pages, in a process of its own: ``python -m benchmarks.readers NAME FOLDER...`` prints its cost as JSON.

Pages are unpacked before the clock starts, and so are the imports and three pages to warm up.  CPU time is the process's and its
children's.  A page that a reader cannot read is counted and named.
"""

import gzip
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

Reader = Callable[[bytes, str], object]
WARM_UP = 3


def sayso_rules() -> Reader:
    """The whole record by rules, statements, sources and voices in."""
    from sayso.config import NO_MODEL

    return _record(NO_MODEL)


def sayso_model() -> Reader:
    """The whole record, the statements by the model."""
    from sayso.config import DEFAULT_MODEL

    return _record(DEFAULT_MODEL)


def _record(model: str) -> Reader:
    from sayso.intake.open import open_document
    from sayso.reading.pipeline import read_document

    return lambda data, url: read_document(open_document(data, url=url), model)


def sayso_layer() -> Reader:
    """The text layer with its offset map alone, without body selection or reading."""
    from sayso.intake.decode import decode
    from sayso.intake.html import read_html

    return lambda data, url: read_html(decode(data, None)[0], select=False)


def trafilatura_metadata() -> Reader:
    """Body text and metadata."""
    from trafilatura import bare_extraction

    return lambda data, url: bare_extraction(data, url=url, with_metadata=True)


def newspaper4k() -> Reader:
    """Body text and metadata; its default would fetch pictures over the network."""
    from newspaper import Article

    def read(data: bytes, url: str) -> object:
        article = Article(url, fetch_images=False)
        article.download(input_html=data.decode("utf-8", "replace"))
        article.parse()
        return article.text

    return read


def readability_lxml() -> Reader:
    """Body and title; no other metadata."""
    from readability import Document

    def read(data: bytes, url: str) -> object:
        document = Document(data.decode("utf-8", "replace"), url=url)
        return document.summary(), document.title()

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "sayso, the record by rules": sayso_rules,
    "sayso, the record with the model": sayso_model,
    "trafilatura with metadata": trafilatura_metadata,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability_lxml,
    "sayso, text layer alone": sayso_layer,
}


class Stages:
    """Adds up the CPU time of functions, each without what it spends in another one that is counted too."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[tuple[str, float]] = []

    @contextmanager
    def running(self, name: str) -> Iterator[None]:
        begun = time.process_time()
        if self._open:
            outer, since = self._open[-1]
            self.seconds[outer] += begun - since
        self._open.append((name, begun))
        try:
            yield
        finally:
            ended = time.process_time()
            self.seconds[name] += ended - self._open.pop()[1]
            if self._open:
                self._open[-1] = (self._open[-1][0], ended)

    def count(self, module: ModuleType, name: str) -> None:
        """Count calls of the function by which `module` knows `name`."""
        function: Callable[..., Any] = getattr(module, name)

        @wraps(function)
        def counted(*arguments: Any, **named: Any) -> Any:  # Any: whatever the stage takes and gives
            with self.running(name):
                return function(*arguments, **named)

        setattr(module, name, counted)


def count_stages() -> Stages:
    """Counts every stage that the two spines call: the functions that `intake.open` and `reading.pipeline` import."""
    import sayso.intake.html
    import sayso.intake.open
    import sayso.reading.pipeline

    stages = Stages()
    stages.count(sayso.intake.html, "select_body")
    stages.count(sayso.intake.html, "read_html")
    for module in (sayso.intake.open, sayso.reading.pipeline):
        for name, value in sorted(vars(module).items()):
            own = getattr(value, "__module__", module.__name__) != module.__name__
            if (
                own
                and callable(value)
                and name.split("_")[0] in ("read", "find", "assign", "label", "decode", "sniff", "resolve")
            ):
                stages.count(module, name)
    return stages


def pages_of(folders: list[Path]) -> list[tuple[bytes, str]]:
    """Every page with its address, where the labels beside it know one."""
    addresses: dict[str, str] = {}
    pages = []
    for folder in folders:
        labels = folder.parent / "labels.json"
        if labels.exists():
            addresses |= {Path(label["file"]).name: label["url"] for label in json.loads(labels.read_text("utf-8"))}
        for path in sorted(folder.glob("*.html.gz")):
            pages.append((gzip.decompress(path.read_bytes()), addresses.get(path.name, "https://www.example.com/story")))
    return pages


def cpu() -> float:
    """CPU seconds of this process and of its children so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main(name: str, folders: list[Path]) -> None:
    """Read every page once and print what it cost."""
    stages = count_stages() if name == "stages" else None
    read = READERS["sayso, the record by rules" if stages else name]()
    pages = pages_of(folders)
    for data, url in pages[:WARM_UP]:
        read(data, url)
    if stages:
        stages.seconds.clear()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    failed = 0
    begun = cpu()
    for data, url in pages:
        try:
            read(data, url)
        except Exception as error:  # a reader that cannot read a page is the finding here; it is counted and named
            failed += 1
            sys.stderr.write(f"{name}: {type(error).__name__}: {str(error)[:100]}\n")
    spent = cpu() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {
                "pages": len(pages),
                "failed": failed,
                "seconds": spent,
                "peak_mb": peak / 1024,
                "before_mb": before / 1024,
                "stages": dict(stages.seconds) if stages else {},
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], [Path(argument) for argument in sys.argv[2:]])
