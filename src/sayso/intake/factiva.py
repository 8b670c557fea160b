"""How is one article of a Factiva export read?  By its codes, or where it is set for the eye, by the order of its lines.

With codes ("plus indexing"): ``HD`` and the title, ``WC`` and the length, up to ``AN`` and the document's number.  For the eye:
section, title, byline; the number of words; date, time, outlet, its code, page, edition; language, copyright line; the text; the
document's number.
"""

import re

from sayso.language.dates import find_dates
from sayso.language.export_labels import counts_words, labels, tongue
from sayso.language.names import begins_like_byline, is_person

_CODED = re.compile(r"([A-Z]{2,3})(?:[\t\xa0]\s*|\s{2,}|$)(.*)", re.S)
"""A code and its content, in the next cell or behind a tab."""
_SPACED = re.compile(r"([A-Z]{2,3}) (.+)", re.S)
_TIME = re.compile(r"[0-9]{1,2}[:.][0-9]{2}(?:\s*[ap]m)?(?:\s+[A-Z]{2,4})?", re.I)
_COPYRIGHT = re.compile(r"(?:copyright\s|©|\(c\)\s)", re.IGNORECASE)
_CODE = re.compile(r"[A-Z0-9]{2,8}")
_HEAD = 12
"""Lines between the number of words and the language at most: date, time, outlet, code, page, volume, edition."""
_ABOVE = 3
"""Lines above the number of words at most: section, title, byline."""


def read_factiva(lines: list[str], first: bool) -> dict[str, str]:
    """The fields of an article whose last line is its number; `first` says that the page's own head may stand above it."""
    titled = next((spaced for spaced in (False, True) if any(_is_title(line, spaced) for line in lines)), None)
    fields = _set_for_the_eye(lines, first) if titled is None else _coded(lines, titled)
    if fields.get("id"):
        fields["id"] = fields["id"].split()[-1]
    if "language" in fields:
        fields["language"] = tongue(fields["language"]) or fields["language"]
    return {field: content if field == "text" else " ".join(content.split()) for field, content in fields.items()}


def _split(line: str, spaced: bool) -> tuple[str, str] | None:
    """Code and content of a line; with `spaced`, a single blank parts them."""
    found = _CODED.fullmatch(line) or (_SPACED.fullmatch(line) if spaced else None)
    return (found[1], found[2]) if found is not None and found[1].casefold() in labels("factiva", "code") else None


def _is_title(line: str, spaced: bool) -> bool:
    found = _split(line, spaced)
    return found is not None and found[0] == "HD"


def _coded(lines: list[str], spaced: bool) -> dict[str, str]:
    """The fields of an article with codes; each code counts once, so that two capitals in the text are text."""
    known = labels("factiva", "code")
    found: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        parts = _split(line, spaced)
        if parts is not None and parts[0] not in found:
            code, content = parts
            found[code] = [content] if content.strip() else []
        elif code:
            found[code].append(line)
    fields: dict[str, str] = {}
    for code, pieces in found.items():
        field = known[code.casefold()]
        joined = ("\n\n" if field == "text" else " ").join(" ".join(piece.split()) for piece in pieces)
        if field != "-" and joined:
            fields[field] = f"{fields[field]}\n\n{joined}" if field in fields else joined
    return fields


def _set_for_the_eye(lines: list[str], first: bool) -> dict[str, str]:
    """The fields of an article without codes, found from the number of words on."""
    lines = [" ".join(line.split()) for line in lines]
    count = next((index for index, line in enumerate(lines) if counts_words(line)), None)
    if count is None or count == 0:
        return {}
    fields = {"length": lines[count], "id": lines[-1]}
    above = lines[max(count - _ABOVE, 0) : count]
    if len(above) > 1 and (begins_like_byline(above[-1]) or is_person(above[-1])):
        fields["author"] = above.pop()
    fields["title"] = above[-1]
    if len(above) > 1 and (count <= _ABOVE or not first):
        fields["section"] = above[-2]
    last = min(count + _HEAD, len(lines) - 1)
    spoken = next((index for index in range(count + 1, last) if tongue(lines[index])), None)
    held = next((index for index in range(count + 1, last) if _COPYRIGHT.match(lines[index])), None)
    if spoken is not None:
        fields["language"] = lines[spoken]
        held = held if held == spoken + 1 else None
    if held is not None:
        fields["copyright"] = lines[held]
    places = [index for index in (spoken, held) if index is not None]
    if not places:
        return {}
    _read_facts(lines[count + 1 : min(places)], fields)
    fields["text"] = "\n\n".join(lines[max(places) + 1 : -1])
    return fields


def _read_facts(lines: list[str], fields: dict[str, str]) -> None:
    """Date, time, outlet, code, and what is left: page and edition."""
    for line in lines:
        if "date" not in fields and any(len(found.date.day) == 10 for found in find_dates(line)):
            fields["date"] = line
        elif "time" not in fields and "outlet" not in fields and _TIME.fullmatch(line):
            fields["time"] = line
        elif "outlet" not in fields:
            fields["outlet"] = line
        elif "outlet_code" not in fields and _CODE.fullmatch(line) and not line.isdigit():
            fields["outlet_code"] = line
        else:
            field = "page" if "page" not in fields and len(line) <= 8 else "edition"
            fields[field] = f"{fields[field]} {line}" if field in fields else line
