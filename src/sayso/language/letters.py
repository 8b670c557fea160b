"""Does this line open, close or sign a letter?  Looks its words up in ``data/letters.tsv``."""

import re
from functools import cache

from sayso.language.given_names import sex_of_name
from sayso.language.proper_names import is_honorific
from sayso.language.tables import read_table
from sayso.language.verbs import has_finite_verb
from sayso.language.words import read_words

_SALUTATION = re.compile(
    r"(?:Dear [A-ZÀ-Þ][\w.’' -]{1,60}(?:[,:]|\Z)|(?:SIR|Sir|MADAM|Madam|Sirs)(?:[,:]|\s*[—–-])"
    r"|T[oO] [tT](?:he|HE) [eE](?:ditor|DITOR)\s*(?:[:,—–-]|\Z)"
    r"|(?:Editor|EDITOR)(?:, (?:the )?[A-ZÀ-Þ][\w.’' -]{1,60})?\s*[:—–])"
)
_TOKEN = re.compile(r"[\w.’'&@-]+|[,;(]")
_SMALL = frozenset("and & of on in upon by the de la van von der den bin al du di y e".split())
_OTHERS = re.compile(r",? and (?:\d+|\w+) others\Z")
_AUTHOR = re.compile(
    r"[\s*_—–―()-]*(?:From\s)?(?P<name>@\w{2,30}|[^\s,;:()@·•|*_—–―-][^\n,;:(@·•|*]*?)"
    r"(?=[\s.]*(?:[,;:(@·•|*\n]|\s[—–-]+\s|\s(?:by|via|aged)\s|\Z))"
)
"""A name or a handle, after a dash or "From" and before what else the line says: an office, a place, a date, "by email"."""
_DASHES = frozenset("—–―-")
_EDGES = " \t\n*_—–-―()"
_LONGEST_SIGNATURE = 160
"""Code points: a name with an office and a place, or three names."""
_LONGEST_NAME = 6
"""Words before the first comma: a title, two given names, a double surname."""
_LONGEST_PLACE = 7
"""Words and commas: "Lock Lane, Port Amsel, Northmere"."""
_STOP_INSIDE = re.compile(r"\w{3,}[.!?]\s+\S")
_LONGEST_CLOSING = 40
"""Code points looked back over for the words that close a letter."""


def opens_letter(paragraph: str) -> bool:
    """Whether the paragraph begins with a salutation: "To the Editor:", "Dear Minister,", "Sir, –"."""
    return _SALUTATION.match(paragraph.lstrip(_EDGES)) is not None


def closes_letter(paragraph: str) -> bool:
    """Whether the paragraph ends in the words before a signature: "– Yours, etc,"."""
    tail = paragraph.rstrip()[-_LONGEST_CLOSING:]
    return _ending("closes").search(tail) is not None


def signature_start(paragraph: str) -> int | None:
    """Where the words that close and sign a letter begin, in the paragraph that ends with both; None where they do not.

    >>> signature_start("The lock leaks. – Yours, etc, Orin Odell, Brennick.")
    16
    """
    tail = max(0, len(paragraph) - _LONGEST_SIGNATURE - _LONGEST_CLOSING)
    for found in _closing_words().finditer(paragraph, tail):
        if is_signature(paragraph[found.end() :]):
            return found.start()
    return None


def author_name(label: str) -> tuple[int, int] | None:
    """Where in a line that signs or heads a text its author is named: no closing words, office, place or date.

    >>> label = "– Yours, etc, Dr Ida Fenn, Brennick."
    >>> label[slice(*author_name(label))]
    'Dr Ida Fenn'
    """
    line = label.lstrip(_EDGES)
    closing = _closing_words().match(line)
    begins = len(label) - len(line) + (closing.end() if closing else 0)
    found = _AUTHOR.match(label, begins)
    return found.span("name") if found and found["name"].lower() not in _phrases("signs") else None


def titles_letters(line: str) -> bool:
    """Whether the line heads a page of letters."""
    return line.strip(_EDGES + "#:.").lower().replace("'", "’") in _phrases("titles")


def introduces_letters(paragraph: str) -> bool:
    """Whether the outlet speaks in it of letters or answers that follow."""
    low = paragraph.lower().replace("'", "’")
    return any(phrase in low for phrase in _phrases("introduces"))


def is_signature(line: str) -> bool:
    """Whether the line can be a name, with or without an office and a place: "Dr Ida Fenn, Lock Keepers’ League, Brennick"."""
    if len(line) > _LONGEST_SIGNATURE or opens_letter(line) or closes_letter(line) or titles_letters(line):
        return False
    dashed = line.lstrip()[:1] in _DASHES
    line = _OTHERS.sub("", line.replace("**", "").strip(_EDGES).rstrip(".,"))
    if line.lower() in _phrases("signs"):
        return True
    words = _TOKEN.findall(line)
    stop = next((at for at, word in enumerate(words) if word in ",;("), len(words))
    name = words[:stop]
    short = len(name) == 1 and stop == len(words) and not dashed
    if not 0 < len(name) <= _LONGEST_NAME or (short and not name[0].startswith("@")):
        return False  # "Prynne" alone may be anything, "– Prynne" is signed
    if not line[:1].isupper() and line[:1] != "@":
        return False
    if any(mark in line for mark in '“”"?!:') or not all(word[0].isupper() or word[0] == "@" or word in _SMALL for word in name):
        return False
    read = read_words(line, 0, len(line))
    return not has_finite_verb(read)


def is_office(line: str) -> bool:
    """Whether the line can stand under a name: an office or a place, and no sentence."""
    if _STOP_INSIDE.search(line) or (line.rstrip().endswith(".") and not is_place(line)):
        return False
    return is_signature("A, " + line)


def is_place(line: str) -> bool:
    """Whether the line can be a place under a name, a few words with capitals: "Port Amsel, Northmere"."""
    words = _TOKEN.findall(line.strip(_EDGES).rstrip(".,"))
    return 0 < len(words) <= _LONGEST_PLACE and all(word[0].isupper() or word in _SMALL or word == "," for word in words)


def is_plain_signature(line: str) -> bool:
    """Whether a signature is one beyond doubt: a known given name, a title or an initial, or words that sign."""
    line = line.replace("**", "").strip(_EDGES).rstrip(".,")
    if any(line.lower().endswith(phrase) for phrase in _phrases("signs")):
        return True
    first = line.split(maxsplit=1)[0].strip(".,") if line else ""
    return first.startswith("@") or is_honorific(first) or len(first) == 1 or sex_of_name(first) is not None


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for row in read_table("letters") if row["class"] == name for phrase in row["phrases"].split(";"))


@cache
def _closing_words() -> re.Pattern[str]:
    choice = "|".join(re.escape(phrase) for phrase in sorted(_phrases("closes"), key=len, reverse=True))
    return re.compile(rf"(?:(?<=\s)[—–-]\s?|(?<=[.!?…”’]\s)|\A)(?i:{choice})[,.]?\s+(?=[^\W\d_a-z]|@)")


@cache
def _ending(name: str) -> re.Pattern[str]:
    choice = "|".join(re.escape(phrase) for phrase in _phrases(name))
    return re.compile(rf"(?:\A|[\s—–-])(?:{choice})[\s,.:;*_—–-]*\Z", re.IGNORECASE)
