"""Whom does a line credit?  Datelines, reporting lines, and the phrases by which pages say where a text comes from."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from sayso.language.dates import begins_with_date, find_dates
from sayso.language.outlets import find_any_agency
from sayso.language.tables import read_table
from sayso.model.span import Span


class Dateline(Struct, frozen=True):
    """The opening of a news text: its characters, and those of the house in brackets or before a dash."""

    span: Span
    house: Span


class CreditPhrase(Struct, frozen=True):
    """A phrase of the table found in a text.

    `relation` is what it makes of the text (``republication``, ``adapted``, ``contrib`` ...; ``copy`` says that the page is the
    original); `needs` is who counts as the name: ``any``, ``known`` outlets, an ``agency``, or a ``link``; ``note`` asks for a
    line of its own.  `name` is where the named house stands, None where the phrase leads to none.
    """

    span: Span
    relation: str
    needs: str
    name: Span | None


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """A dateline at the start of a block: ``PORT ELM, April 9 (AP) —``, ``(AP) —``, ``AP —``, ``Elmhafen (dpa) -``."""
    found = _DATELINE.match(text, start, min(end, start + _LONGEST_DATELINE))
    if found is None:
        return None
    town = text[found.start() : found.start("house")] if found["house"] else ""
    if not _is_town(town):
        return None
    if found["bare"]:
        return Dateline(Span(*found.span("bare")), Span(*found.span("bare")))
    return Dateline(Span(*found.span("place")), Span(*found.span("house")))


def _is_town(text: str) -> bool:
    """Whether the words before a dateline's brackets can be a place and a date: capitals, figures, a few small words."""
    words = re.findall(r"[^\W_]+", text)
    if len(words) > _MOST_TOWN_WORDS or (words and words[0] in ("The", "A", "An")):
        return False
    return all(not word[0].islower() or word in _TOWN_WORDS for word in words) and not find_any_agency(text)


def find_reporters(text: str, start: int, end: int) -> Iterator[Span]:
    """Who reported, in an agency's closing line: the names after "Reporting by", up to the next hand ("; Editing by ...")."""
    for found in _REPORTING.finditer(text, max(start, end - _LONGEST_TAIL), end):
        yield Span(*found.span("names"))


def is_reporting_line(text: str, start: int, end: int) -> bool:
    """Whether a block is an agency's closing line: "(Reporting by Ida Fenn; Editing by Ora Pell)"."""
    return opens_with_reporters(text, start, end) and bool(_EDITING.search(text, start, end))


def opens_with_reporters(text: str, start: int, end: int) -> bool:
    """Whether a block of a line or two begins with who reported: "Reporting by Ida Fenn"."""
    reporting = _REPORTING.search(text, start, end) if end - start < _LONGEST_TAIL else None
    return reporting is not None and not text[start : reporting.start()].strip(" ([—–-*_")


def find_phrases(text: str, start: int, end: int) -> Iterator[CreditPhrase]:
    """The credit phrases of the table between `start` and `end`, with the place of the name each leads to.

    Phrases come in the order of the table; where one covers the words of an earlier one, only the earlier counts.
    """
    taken: list[Span] = []
    told = set(_telling_words().findall(text[start:end].casefold()))
    if not told:
        return
    for pattern in _phrases():
        if told.isdisjoint(pattern.telling):
            continue
        for found in pattern.expression.finditer(text, start, end):
            span = Span(*found.span())
            if any(span.meets(other) for other in taken):
                continue
            name = name_at(text, span.end, end) if pattern.named else None
            if pattern.named and name is None and pattern.needs != "any":
                continue
            taken.append(span)
            yield CreditPhrase(span, pattern.relation, pattern.needs, name)


def name_at(text: str, start: int, end: int) -> Span | None:
    """The name of a house that begins at `start`, after articles and quotation marks; None where no name stands there.

    It ends at a mark that ends a sentence, a comma, a date, or a word that cannot be in a name.  A date is no name.
    """
    lead = _BEFORE_NAME.match(text, start, end)
    begin = lead.end() if lead else start
    stop = _AFTER_NAME.search(text, begin, min(end, begin + _LONGEST_NAME))
    finish = stop.start() if stop else min(end, begin + _LONGEST_NAME)
    if stop is None and finish < end:
        return None
    for date in find_dates(text, begin, finish):
        finish = min(finish, date.span.start)
    while finish > begin and text[finish - 1] in " ,.;:–—-\"'“”‘’)(|*":
        finish -= 1
    name = text[begin:finish]
    if len(name) < 2 or begins_with_date(name) or name.split()[0] in _NO_NAME or name.casefold() in _LANGUAGES:
        return None
    if not (name[0].isupper() or name[0].isdigit()) and len(name.split()) > 2:
        return None
    return Span(begin, finish)


class _Phrase(Struct, frozen=True):
    """A compiled phrase.  One of its `telling` words stands in any text that holds it: a quick test before the slow one."""

    expression: re.Pattern[str]
    telling: frozenset[str]
    relation: str
    needs: str
    named: bool


@cache
def _phrases() -> tuple[_Phrase, ...]:
    rows = read_table("credits")
    classes: dict[str, str] = {}
    for row in rows:
        if row["relation"] == "class":
            name, words = row["phrase"].split(" = ", 1)
            classes[name] = words
    return tuple(
        _Phrase(
            _compile(row["phrase"], classes),
            _telling(row["phrase"], classes),
            row["relation"],
            row["needs"],
            row["phrase"].endswith("{name}"),
        )
        for row in rows
        if row["relation"] != "class"
    )


def _telling(phrase: str, classes: dict[str, str]) -> frozenset[str]:
    """The alternatives of the phrase's most telling part: the one whose shortest word is longest."""
    parts = [_words(token.strip("()"), classes) for token in _tokens(phrase) if token[0] not in "[{:,"]
    return frozenset(word.split()[0] for word in max(parts, key=lambda words: min(len(word.split()[0]) for word in words)))


@cache
def _telling_words() -> re.Pattern[str]:
    words = sorted({word for pattern in _phrases() for word in pattern.telling}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})")


def _tokens(phrase: str) -> list[str]:
    return [
        token.strip() for token in re.findall(r"\[[^\]]*\](?:\s|$)|\([^)]*\)|\{\w+\}|<\w+>|[^\s\[(]+", phrase.removeprefix("^"))
    ]


def _words(choice: str, classes: dict[str, str]) -> list[str]:
    return [part for word in choice.split("|") for part in (classes[word].split("|") if word in classes else [word])]


def _compile(phrase: str, classes: dict[str, str]) -> re.Pattern[str]:
    """A regular expression for a phrase of the table (its notation is explained there)."""
    anchored = phrase.startswith("^")
    pieces = []
    for token in _tokens(phrase):
        if token == "{name}":
            continue
        if token == "{any}":
            pieces.append(r"[^.;\n]{2,60}?(?:\s+|(?=,))")
        elif token[0] == "[":
            pieces.append(
                rf"(?:{_choice(token[1:-1], classes)}\s*(?!\w))?"
                if token == "[:]"
                else rf"(?:(?:{_choice(token[1:-1], classes)})\s+)?"
            )
        elif token == ":":
            pieces.append(r"\s*:\s*")
        elif token == ",":
            pieces.append(r",\s+")
        else:
            pieces.append(rf"(?:{_choice(token.strip('()'), classes)})(?:\s+|(?=\s*[:,])|$|(?=[.\W]))")
    front = r"(?:(?<=[.!?:)\]*_—–(\n|]\s)|(?<=[.!?:)\]*_—–(\n|“\"])|\A|^)" if anchored else r"(?<!\w)"
    return re.compile(front + "".join(pieces), re.IGNORECASE | re.MULTILINE)


def _choice(words: str, classes: dict[str, str]) -> str:
    return "|".join(re.escape(part).replace(r"\ ", r"\s+") for part in sorted(_words(words, classes), key=len, reverse=True))


# City, region, date and brackets of a dateline fit into this; text follows after.
_LONGEST_DATELINE = 110
# "PORT ELM/THE QUIET WEIR, New Fenwick, April 9, 2031" has ten.
_MOST_TOWN_WORDS = 12
_TOWN_WORDS = frozenset(
    "de la le les el al der den am an im in on upon of and und et y near sur du da do dos das del della di bei".split()
)
# An agency's closing line lists a bureau at most.
_LONGEST_TAIL = 600

_LONGEST_NAME = 90

_DATELINE = re.compile(
    r"""\s*(?P<place>
      (?: [^\W\d_][^()\n—–"“”:;!?]{0,70}? )?
      \(\s*(?P<house>[^\W\d_][^()\n]{0,40}?)\s*\)
    )\.?\s*(?:[-–—―:"“]|(?=[A-ZÄÖÜ“"‘']))
    | \s*(?P<bare>[A-Z][^\W_]{1,11}(?:(?:\s|\s?/\s?|\s(?:via|and|with)\s)[A-Z][^\W_]{1,11}){0,3})\s+[–—]\s""",
    re.VERBOSE,
)
_REPORTING = re.compile(r"(?:^|(?<=[(\s.]))Reporting\s+(?:and\s+writing\s+)?by\s+(?P<names>[^;()\n]{3,200})", re.MULTILINE)
_EDITING = re.compile(r"(?:[Ee]diting|[Ww]riting|[Aa]dditional reporting)\s+by\s")

_BEFORE_NAME = re.compile(
    r"[\s“”\"'‘’„«*_\[:]*(?:"
    r"(?:the\s+)?(?:[\w,/-]+\s+){0,4}?(?:issue|edition|print edition)\s+of\s+(?:the\s+)?"
    r"|the\s+(?:website|site|blog|pages)\s+(?:of\s+)?"
    r"|(?:the|der|die|das|dem|den|la|le|les|el|our|its)\s+(?:(?:content|media|news|partner|sister)\s+)*(?:(?:partners?|site|publication|outlet)\s+)?"
    r")?[“”\"'‘’„«*_\[]*"
)
_AFTER_NAME = re.compile(
    r"""[\n;|!?(\[]|[“”"«»„](?=\W|$)|\.(?=\s|$|\)|["”])|,(?!\s(?:Inc|LLC|Ltd)\b)|:(?=\s|$)|\s[–—-]\s|[’'](?=\s|$)
    |[’']s(?=\s+(?:(?-i:[a-z])|(?:19|20)\d\d|(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october|spring|summer|fall|autumn|winter)\b)
    |\s(?:and\s+(?:is|has|was|are|have|it|republished|reprinted|re-?posted|appears|can|written|we)|und\s+(?:wurde|ist)|with|by
      |as\s(?:part|a|an|the)|in\s+(?:the|its|an?|\d|partnership|collaboration|[A-Z][a-z]+\s\d)
      |on\s(?!a\b)|at\s|is\s|are\s|was\s|were\s|has\s|have\s|here|where|which|that|who|via|erschienen|veröffentlicht|publiziert|under|when|for\s|to\s
      |before|after|earlier|last|this|contributed|all\s+rights)""",
    re.VERBOSE | re.IGNORECASE,
)
_LANGUAGES = frozenset("english german french spanish arabic russian hebrew chinese italian dutch print".split())
_NO_NAME = frozenset(
    """here this that these it our my his her their your a an print partnership collaboration conjunction cooperation part full
    response monday which who what its association all some any one two another both more most permission order title
    titles headline headlines following author authors blog website site newsletter name names error by on in at the and or online
    january february march april may june july august september october november december page today yesterday""".split()
)
