"""How good is every reading, in one table?  Runs the predictions and the scorers as anybody would, each in a process of its own.

``python -m evaluation measure`` prints the page that is kept as ``evaluation/RESULTS.md``: the figure, the one to reach, and
beside them the same figure of a peer on the same pages in the same run.
"""

import datetime
import gzip
import html
import json
import platform
import re
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from msgspec import Struct

from evaluation import edits, peers
from evaluation.body import SUFFIX
from evaluation.gold import require_shared
from evaluation.measure_reuse import measure_reuse
from evaluation.measure_statements import measure_statements
from evaluation.running import run_prediction, run_scorer
from sayso.errors import SaysoError
from sayso.intake.open import open_document
from sayso.model.document import Document, Role
from sayso.model.span import Span


class Row(Struct, frozen=True, kw_only=True):
    """One line of the table.

    `target` is the least that is asked for, or the most where `at_most`; None where nothing is asked.
    """

    what: str
    value: float
    shown: str
    target: float | None = None
    asked: str = ""
    at_most: bool = False
    peer: str = ""

    @property
    def reached(self) -> str:
        """``yes``, ``no``, or nothing where nothing is asked."""
        if self.target is None:
            return ""
        value = round(self.value, 3)  # as precise as the targets are written
        return "yes" if (value <= self.target if self.at_most else value >= self.target) else "**no**"


def measure() -> Iterator[str]:
    """The lines of the results page."""
    shared = require_shared()
    yield "# How good is it?"
    yield ""
    yield f"Measured on {datetime.date.today().isoformat()} with `python -m evaluation measure > evaluation/RESULTS.md`,"
    peer = version("trafilatura")
    yield f"Python {platform.python_version()}, trafilatura {peer} beside it, on the public part of the gold data."
    yield "The texts belong to others and are not in the repository: `SAYSO_GOLD` names their folder (see CONTRIBUTING.md)."
    yield "The rules were written with these pages in view. No figure for unseen pages is given here; expect less."
    yield ""
    yield "| what | measured | to reach | reached | trafilatura, same pages |"
    yield "|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        for row in _rows(shared, Path(folder)):
            yield f"| {row.what} | {row.shown} | {row.asked} | {row.reached} | {row.peer} |"
        yield ""
        yield from measure_statements(shared, Path(folder))
        yield from measure_reuse(Path(folder))
    yield ""
    yield from edits.figures()
    yield ""
    yield from _commands()


def _rows(shared: Path, work: Path) -> Iterator[Row]:
    yield from _sample(shared, work)
    yield from _origin(shared, work)
    yield from _body(shared, work)
    yield from _quotes(shared, work)


def _sample(shared: Path, work: Path) -> Iterator[Row]:
    folder = shared / "gold" / "sample"
    predicted = run_prediction("sample", folder / "reprinted-interview.md", work / "sample.predictions")
    line = run_scorer(shared, "score_sample.py", folder / "reprinted-interview.gold.json", predicted)
    for what, label in (
        ("spans", "near"),
        ("spans, to the character", "exact"),
        ("fields", "fields"),
        ("body paragraphs", "paragraphs"),
    ):
        found = re.search(rf"{label} (\d+)/(\d+)", line)
        if not found:
            raise SystemExit(f"the scorer of the sample said: {line}")
        got, total = int(found[1]), int(found[2])
        target = None if label == "exact" else float(total)
        yield Row(
            what=f"reprinted interview: {what}",
            value=got,
            shown=f"{got} of {total}",
            target=target,
            asked=f"{total}" if target else "",
        )
    extra = re.search(r"extra (\d+)", line)
    spare = int(extra[1]) if extra else 0
    yield Row(what="reprinted interview: spans beyond the gold", value=spare, shown=str(spare))


def _origin(shared: Path, work: Path) -> Iterator[Row]:
    folder = shared / "gold" / "origin"
    ours = _origin_figures(shared, run_prediction("origin", folder, work / "origin.predictions"), work)
    theirs = _origin_figures(shared, _write(peers.predict_masthead(folder), work / "origin-peer.jsonl"), work)
    pages = ours["pages"]
    origin = ours["origin"]
    yield _share(f"origin F1, {pages} pages, {_asked(origin)} with an origin", origin["F1"], 0.90)
    yield _share(f"origin precision, {origin['tp'] + origin['fp']} answers", origin["P"]["value"], 0.95)
    false = ours["false_origin"]
    yield Row(
        what="false origins", value=false["k"], shown=f"{false['k']} of {false['n']} pages", target=0.0, asked="0", at_most=True
    )
    yield _share(f"wire F1, {_asked(ours['wire'])} agencies", ours["wire"]["F1"], 0.90)
    yield _share("relation accuracy", ours["relation"]["value"], 0.75)
    yield _share(f"copyright holder F1, {_asked(ours['copyright_holder'])} holders", ours["copyright_holder"]["F1"], 0.80)
    yield _share(f"reuse terms F1, {_asked(ours['reuse_terms'])} pages with terms", ours["reuse_terms"]["F1"], 0.80)
    for name, target in (("title", 0.99), ("date", 0.98), ("publisher", 0.95), ("authors", 0.85)):
        yield _share(f"{name} F1", ours[name]["F1"], target, theirs[name]["F1"])
    licence, trap = ours["licence"], ours["licence_trap"]
    found = licence["tp"] / (licence["tp"] + licence["fn"]) if licence["tp"] + licence["fn"] else 1.0
    yield _share(f"licences found, {_asked(licence)} pages with one", found, 1.0)
    false_licences = licence["fp"]
    yield Row(
        what="false licences (traps of scope: " + f"{trap['k']} of {trap['n']})",
        value=false_licences,
        shown=str(false_licences),
        target=0.0,
        asked="0",
        at_most=True,
    )


def _asked(counts: dict[str, Any]) -> int:  # Any: the scorer's own JSON
    """How many answers the gold data has; where they are few, one page moves the figure far."""
    return int(counts["tp"] + counts["fn"])


def _body(shared: Path, work: Path) -> Iterator[Row]:
    folder = shared / "gold" / "body"
    ours = _body_figure(shared, run_prediction("body", folder / "pages", work / "body.predictions"))
    others = []
    for setting in peers.BODY_SETTINGS:
        file = _write(peers.predict_body(folder / "pages", setting), work / f"body-{setting}.json")
        others.append(f"{setting} {_body_figure(shared, file):.3f}")
    yield Row(what="body F1, 70 pages", value=ours, shown=f"{ours:.3f}", target=0.960, asked=".960", peer=", ".join(others))
    good, total = _slices(folder / "pages")
    yield Row(
        what="body paragraphs that slice back exactly, in the text and in the source",
        value=good / total,
        shown=f"{good:,} of {total:,}",
        target=1.0,
        asked="all",
    )


def _quotes(shared: Path, work: Path) -> Iterator[Row]:
    data = shared / "gold" / "polnear" / "data"
    predicted = run_prediction("quotes", data / "dev" / "text", work / "quotes.predictions")
    figures = work / "quotes-figures.json"
    run_scorer(shared, "score_polnear.py", data, "--split", "dev", "--pred", predicted, "--json", figures)
    rows = json.loads(figures.read_text("utf-8"))
    yield _percent("quotations by rule, dev: link F1 on quoted contents", rows["link | quoted"]["f1"], 66)
    yield _percent("quotations by rule, dev: content F1 of direct", rows["content >=0.5 | direct"]["f1"], 90)
    yield _percent("quotations by rule, dev: link F1 on all contents", rows["link | all"]["f1"], None)


def _share(what: str, value: float, target: float, peer: float | None = None) -> Row:
    return Row(
        what=what,
        value=value,
        shown=f"{value:.3f}",
        target=target,
        asked=f"{target:.2f}".removeprefix("0"),
        peer="" if peer is None else f"{peer:.3f}",
    )


def _percent(what: str, value: float, target: float | None) -> Row:
    return Row(
        what=what, value=100 * value, shown=f"{100 * value:.1f}", target=target, asked="" if target is None else f"{target:g}"
    )


def _origin_figures(shared: Path, predicted: Path, work: Path) -> dict[str, Any]:  # Any: the scorer's own JSON
    figures = work / (predicted.name + ".figures.json")
    run_scorer(shared, "score_origin.py", shared / "gold" / "origin" / "labels.json", predicted, "--json", figures)
    found: dict[str, Any] = json.loads(figures.read_text("utf-8"))
    # The scorer gives accuracy where a page has one value; its F1 counts a page without an answer as missed, not as wrong too.
    labels = json.loads((shared / "gold" / "origin" / "labels.json").read_text("utf-8"))
    answers = {row["file"]: row for row in map(json.loads, predicted.read_text("utf-8").splitlines())}
    for name, field in (("title", "title"), ("date", "published"), ("publisher", "publisher")):
        answered = sum(bool(label.get(field)) and bool(answers[label["file"]].get(field)) for label in labels)
        found[name]["F1"] = 2 * found[name]["k"] / (found[name]["n"] + answered)
    return found


def _body_figure(shared: Path, predicted: Path) -> float:
    line = run_scorer(shared, "score_body.py", shared / "gold" / "body" / "gold.json", predicted)
    return float(line.rsplit("F1", 1)[1])


def _write(lines: Iterable[str], path: Path) -> Path:
    path.write_text("".join(line + "\n" for line in lines), "utf-8")
    return path


def _slices(folder: Path) -> tuple[int, int]:
    """How many body paragraphs give their own characters back, from the text and from the HTML, and how many there are."""
    good = total = 0
    for path in sorted(folder.glob("*" + SUFFIX)):
        data = gzip.decompress(path.read_bytes())
        try:
            document = open_document(data)
        except SaysoError:
            continue
        source = data.decode(document.capture.encoding or "utf-8", "replace")
        for block in document.blocks_of(Role.BODY):
            for span in block.spans:
                total += 1
                good += gives_back(document, span, source)
    return good, total


def gives_back(document: Document, span: Span, source: str) -> bool:
    """Whether the span leads to its own characters in the HTML source, and from there back to itself."""
    place = document.offsets.to_source(span)
    if place is None or document.offsets.to_text(place) != span:
        return False
    markup = re.sub(r"<!--.*?-->|<(script|style|noscript)\b.*?</\1\s*>", "", place.of(source), flags=re.S | re.I)
    visible = html.unescape(re.sub(r"<[^>]*>", "", markup))
    return "".join(visible.split()) == "".join(span.of(document.text).split())


def _commands() -> Iterator[str]:
    yield "The F1 of title, date and publisher, the slices and trafilatura's column are computed by `evaluation/measure.py`."
    yield "The other rows one by one (`SAYSO_MODEL=none` reads by rules alone), with `$SAYSO_GOLD` the folder of gold data:"
    yield ""
    yield "```sh"
    yield "python -m evaluation predict sample $SAYSO_GOLD/gold/sample/reprinted-interview.md > sample.json"
    yield "python $SAYSO_GOLD/score/score_sample.py $SAYSO_GOLD/gold/sample/reprinted-interview.gold.json sample.json"
    yield "python -m evaluation predict origin $SAYSO_GOLD/gold/origin > origin.jsonl"
    yield "python $SAYSO_GOLD/score/score_origin.py $SAYSO_GOLD/gold/origin/labels.json origin.jsonl"
    yield "python -m evaluation predict body $SAYSO_GOLD/gold/body/pages > body.json"
    yield "python $SAYSO_GOLD/score/score_body.py $SAYSO_GOLD/gold/body/gold.json body.json"
    yield "python -m evaluation predict quotes $SAYSO_GOLD/gold/polnear/data/dev/text > quotes.jsonl"
    yield "python $SAYSO_GOLD/score/score_polnear.py $SAYSO_GOLD/gold/polnear/data --split dev --pred quotes.jsonl"
    yield "python -m evaluation predict polnear $SAYSO_GOLD/gold/polnear/data/dev/text > polnear.jsonl"
    yield "python $SAYSO_GOLD/score/score_polnear.py $SAYSO_GOLD/gold/polnear/data --split dev --pred polnear.jsonl --ci 500"
    yield "python -m evaluation predict voice $SAYSO_GOLD/gold/voice/text > voice.jsonl"
    yield "python $SAYSO_GOLD/score/score_voice.py score $SAYSO_GOLD/gold/voice/public.jsonl voice.jsonl"
    yield "python -m evaluation predict sources FOLDER > sources.jsonl  # text/*.txt and questions.jsonl"
    yield "python $SAYSO_GOLD/score/score_sources.py $SAYSO_GOLD/gold/sources/public.jsonl sources.jsonl"
    yield "python $SAYSO_GOLD/score/make_reprints.py --texts $SAYSO_GOLD/gold/polnear/data/train/text \\"
    yield "    --meta $SAYSO_GOLD/gold/polnear/data/metadata.tsv --size 2000 --seed 11 --out reprints"
    yield "python -m evaluation predict reuse reprints/docs.jsonl > pairs.jsonl"
    yield "python $SAYSO_GOLD/score/score_reuse.py reprints pairs.jsonl"
    yield "python -m evaluation edits"
    yield "```"
