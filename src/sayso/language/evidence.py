"""Does a sentence show that the outlet itself speaks?  Looks its words up in ``data/outlet_evidence.tsv``."""

import re
from functools import cache

from sayso.language.tables import read_table

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|us)\b")
_COMES_AFTER = re.compile(
    r"(?:the|his|her|their|its|that) \w+ (?:comes?|came|follow(?:s|ed)?) (?:just |only )?"
    r"(?:after|as|amid|days|hours|weeks|months|a|the)\b"
)
"""The outlet places a report in time: "The warning came days after"."""
_HOLDS_RECORD = re.compile(
    r"(?!this|that|these|those|it\b)[^,;.]{1,80}? (?:is|are) (?:one of )?the (?:\w+ (?:\w+ )?)?"
    r"(?:\w{3,}est|first|second|third|only|most)\b"
)
"""What anybody can look up: "The lock is the oldest on the Tideway"."""
_DAY = re.compile(
    r"\b(?:(?:on|last|this|next) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.? \d{1,2}"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2})\b"
)


def outlet_evidence(sentence: str) -> str | None:
    """What shows the outlet's voice: ``contrast``, ``comment``, ``verdict``, ``record``, ``date``, ``author``, ``question``."""
    low = sentence.lower().replace("’", "'").lstrip("\"'“‘(–—- ")
    if _class("contrast").match(low):
        return "contrast"
    for name in ("comment", "verdict", "about", "record"):
        if _class(name).search(low):
            return name
    if _COMES_AFTER.match(low):
        return "about"
    if _HOLDS_RECORD.match(low):
        return "record"
    if _YEAR.search(sentence) or _DAY.search(sentence):
        return "date"
    if _FIRST_PERSON.search(sentence):
        return "author"
    return "question" if low.rstrip("\"'”’) ").endswith("?") else None


def carries_on(sentence: str) -> bool:
    """Whether a sentence opens with words that tie it to what was said before: "That inquiry", "Such a model"."""
    return _class("tie").match(sentence.lower().replace("’", "'").lstrip("\"'“‘(–—- ")) is not None


@cache
def _class(name: str) -> re.Pattern[str]:
    phrases = [
        phrase.strip() for row in read_table("outlet_evidence") if row["class"] == name for phrase in row["phrases"].split(",")
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")(?!\w)")
