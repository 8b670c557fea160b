"""In which forms does ``sayso check`` speak?  To people, to editors, to programs, and to the places where code is reviewed."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

import msgspec

from sayso import __version__
from sayso.cli.checks import CHECKS
from sayso.cli.printing import Screen, columns
from sayso.export.interchange import Problem, Problems, enveloped
from sayso.model.legible import one_line

Found = Sequence[tuple[Problem, str | None]]
_NOTICES = frozenset(check.code for check in CHECKS if check.notice)
_AROUND = 30
"""Characters of the original shown before the place, so that the mark below it stays on the screen."""


def full(found: Found, screen: Screen) -> Iterator[str]:
    """Each finding with the line it stands in and a mark under the words."""
    for problem, line in found:
        yield _head(problem, screen)
        if line is not None and problem.line is not None and problem.column is not None:
            yield from _excerpt(problem, line, screen)
        elif problem.words:
            yield f"  | “{problem.words}”"
        yield screen.paint(f"  = sayso check --explain {problem.code}", "dim")
        yield ""
    yield _summary(found)


def concise(found: Found, screen: Screen) -> Iterator[str]:
    """One line for each finding."""
    for problem, _ in found:
        yield _head(problem, screen)


def as_json(found: Found, screen: Screen) -> Iterator[str]:
    """One JSON object with all findings."""
    yield enveloped("problems", Problems(problems=tuple(problem for problem, _ in found))).decode()


def github(found: Found, screen: Screen) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the changed lines."""
    for problem, _ in found:
        named = {
            "title": f"sayso {problem.code}",
            "file": problem.file,
            "line": problem.line,
            "endLine": problem.end_line,
            "col": problem.column,
            "endColumn": problem.end_column if problem.end_line == problem.line else None,
        }
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in named.items() if value is not None)
        level = "notice" if problem.code in _NOTICES else "warning"
        yield f"::{level} {properties}::{_message(f'{problem.code} {problem.message}')}"


def sarif(found: Found, screen: Screen) -> Iterator[str]:
    """SARIF 2.1.0, which code-scanning services read."""
    rules = [
        {
            "id": check.code,
            "name": "".join(word.capitalize() for word in check.name.split()),
            "shortDescription": {"text": check.name},
            "fullDescription": {"text": check.because},
        }
        for check in CHECKS
    ]
    run = {
        "tool": {"driver": {"name": "sayso", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem, _ in found],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    yield msgspec.json.encode(log).decode()


FORMATS: dict[str, Callable[[Found, Screen], Iterator[str]]] = {
    "full": full,
    "concise": concise,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}


def _head(problem: Problem, screen: Screen) -> str:
    name = one_line(problem.file)
    colour = "yellow" if problem.code in _NOTICES else "red"
    if problem.line is not None:
        where = f":{problem.line}:{problem.column}"
    else:
        where = f":p. {problem.page}" if problem.page is not None else ""
    return f"{screen.paint(name, 'bold')}{where} {screen.paint(problem.code, colour, 'bold')} {problem.message}"


def _excerpt(problem: Problem, line: str, screen: Screen) -> Iterator[str]:
    """The piece of the line around the place, and carets under the place as far as the piece reaches."""
    number = str(problem.line)
    room = screen.width - len(number) - 4
    begin = (problem.column or 1) - 1
    first = 0 if columns(line) <= room else max(0, begin - _AROUND)
    before = ("…" if first else "") + one_line(line[first:begin] + "|")[:-1]
    end = (problem.end_column or 1) - 1 if problem.end_line == problem.line else len(line)
    marked, after = one_line(line[begin:end]), one_line("|" + line[end : end + screen.width])[1:]
    shown = before + marked + after
    while columns(shown) > room:
        shown = shown[: -1 - max(0, (columns(shown) - room) // 2)]
    if shown != before + marked + after or len(line) > end + screen.width:
        shown = shown[:-1] + "…"
    carets = max(1, min(columns(marked), room - columns(before)))
    margin = " " * len(number)
    yield f"{margin} |"
    yield f"{number} | {shown}"
    yield f"{margin} | {' ' * columns(before)}{screen.paint('^' * carets, 'red')}"


def _summary(found: Found) -> str:
    if not found:
        return "Nothing found."
    files = len({problem.file for problem, _ in found})
    return f"Found {len(found)} in {files} {'file' if files == 1 else 'files'}."


def _result(problem: Problem) -> dict[str, object]:
    region = {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endLine": problem.end_line,
        "endColumn": problem.end_column,
    }
    place: dict[str, object] = {"artifactLocation": {"uri": quote(problem.file)}}
    if problem.line is not None:
        place["region"] = region
    message = problem.message if problem.page is None else f"{problem.message} (page {problem.page})"
    return {
        "ruleId": problem.code,
        "level": "note" if problem.code in _NOTICES else "warning",
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }


def _message(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return one_line(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
