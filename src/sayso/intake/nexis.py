"""How is one article of a Nexis export read?  By its labels, in the form of today and in the older one.

Today (Nexis Uni, Lexis Advance): title, outlet, date, edition; a copyright line; labelled lines; ``Body`` and the text; then
``Classification`` and labelled lines.  Before: outlet, date, edition, title; labelled lines in capitals; the text; labelled lines
in capitals and the copyright line.
"""

import re
from itertools import takewhile

from sayso.language.dates import find_dates
from sayso.language.export_labels import labelled, tongue

_COPYRIGHT = re.compile(r"(?:copyright\s|©|\(c\)\s)", re.IGNORECASE)
_LONGEST_COPYRIGHT = 300
"""Characters of a copyright line; a paragraph about copyright is longer."""
_LONGEST_DATE = 120
"""Characters of the line with date, weekday and edition."""


def read_nexis(lines: list[str], first: bool) -> dict[str, str]:
    """The fields of an article; `first` says that the cover of the export may stand above it."""
    lines = [" ".join(line.split()) for line in lines]
    cover = _cover_end(lines) if first else 0
    lines = lines[cover:]
    body = next((index for index, line in enumerate(lines) if ":" not in line and labelled(line, "nexis", "body")), None)
    head, rest = (lines[:body], lines[body + 1 :]) if body is not None else _parted(lines)
    upper = list(takewhile(lambda line: not _is_label(line), head))
    text = list(takewhile(lambda line: not _closes(line), rest))
    fields = {"text": "\n\n".join(text)}
    _fill(head[len(upper) :], "head", fields)
    _fill(rest[len(text) :], "index", fields)
    _name(upper, fields, covered=cover > 0, older=body is None)
    if "language" in fields:
        fields["language"] = tongue(fields["language"]) or fields["language"]
    return fields


def _cover_end(lines: list[str]) -> int:
    """Where the lines of the cover end; they stand above the first label of an article that no cover has, its length."""
    for index, line in enumerate(lines):
        if (labelled(line, "nexis", "head") or ("", ""))[0] == "length":
            lines = lines[:index]
            break
    return max((index + 1 for index, line in enumerate(lines) if labelled(line, "nexis", "cover") is not None), default=0)


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """Head and rest of an article without the label ``Body``: the head goes to the last of the first labels in a row."""
    begin = next((index for index, line in enumerate(lines) if _is_label(line)), len(lines))
    end = next((index for index in range(begin, len(lines)) if not _is_label(lines[index])), len(lines))
    return lines[:end], lines[end:]


def _is_label(line: str) -> bool:
    return labelled(line, "nexis", "head") is not None or _is_copyright(line)


def _is_copyright(line: str) -> bool:
    return _COPYRIGHT.match(line) is not None and len(line) <= _LONGEST_COPYRIGHT


def _closes(line: str) -> bool:
    """Whether the text ends before a line, which begins with a label of the tail.

    With content behind it the label is in capitals or hyphenated: "Graphic: the word fits the scene" stays text.
    """
    label = line.partition(":")[0]
    if labelled(line, "nexis", "tail") is not None:
        return len(label) == len(line) or label.isupper() or "-" in label
    return label.isupper() and labelled(line, "nexis", "index") is not None


def _fill(lines: list[str], kind: str, fields: dict[str, str]) -> None:
    """Take in labelled lines; a line without a label goes on with the one above."""
    open_field = "-"
    for line in lines:
        found = labelled(line, "nexis", kind) or (labelled(line, "nexis", "tail") if kind == "index" else None)
        if found is None and _is_copyright(line):
            found = "copyright", line
        if found is not None and found[0] in fields:
            found = "-", ""  # the first word on a thing counts
        open_field, content = found if found is not None else (open_field, line)
        if open_field != "-" and content:
            fields[open_field] = f"{fields[open_field]} {content}" if open_field in fields else content


def _name(upper: list[str], fields: dict[str, str], *, covered: bool, older: bool) -> None:
    """Title, outlet and date from the lines above the labels.  Under a cover only the nearest line can be the title."""
    dated = [
        (index, found.span.of(line))
        for index, line in enumerate(upper)
        if len(line) <= _LONGEST_DATE
        for found in find_dates(line)
        if len(found.date.day) == 10
    ]
    at, date = dated[-1] if dated else (min(len(upper), 2), "")
    above, below = upper[:at], upper[at + 1 :] if date else upper[at:]
    if older and len(above) < 2 and below:
        named = {"outlet": " ".join(above), "title": below[-1], "edition": " ".join(below[:-1])}
    else:
        title = above[-2:-1] if covered else above[:-1]
        named = {"title": " ".join(title), "outlet": " ".join(above[-1:]), "edition": " ".join(below)}
    for field, content in (*named.items(), ("date", date)):
        if content:
            fields.setdefault(field, content)
