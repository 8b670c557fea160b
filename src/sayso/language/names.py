"""Whose names stand in a byline?  Parts an author line into persons, agencies, outlets and staff credits, each with its place."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache

from msgspec import Struct

from sayso.language.dates import find_dates
from sayso.language.outlets import AgencyMention, agency_named, find_agencies, house_names, outlet_cut_short, outlet_named
from sayso.language.tables import read_table
from sayso.model.span import Span


class Credit(Enum):
    """What sort of name stands in a byline."""

    PERSON = "person"
    AGENCY = "agency"
    ORGANISATION = "organisation"
    STAFF = "staff"
    UNNAMED = "unnamed"
    """Agencies without their names: "with inputs from agencies"."""


class Credited(Struct, frozen=True):
    """A name in a byline: its characters, what it names, and the mark or word before it (``by``, ``and``, ``,``, ``|``)."""

    span: Span
    name: str
    credit: Credit
    after: str


# A byline that needs more than this is a paragraph; the longest of 46 real pages has 160 characters.
LONGEST_BYLINE = 400


@lru_cache(maxsize=1024)  # masthead and origin read the same few lines of a page
def read_byline(text: str) -> tuple[Credited, ...]:
    """The names in an author line, left to right; dates, titles, addresses, handles and buttons are passed over.

    >>> [(part.name, part.credit.value) for part in read_byline("By IDA FENN and Ora Pell, The Associated Press | 9 May 2031")]
    [('IDA FENN', 'person'), ('Ora Pell', 'person'), ('The Associated Press', 'agency')]
    """
    if len(text) > LONGEST_BYLINE:
        return ()
    masked = _mask(text)
    lead = _lead().match(masked)
    whole = _trim(masked, lead.end() if lead else 0, len(masked))
    words = masked[slice(*whole)].casefold().split()
    if any(" ".join(words[-count:]) in _words("staff") & _words("unnamed") for count in range(2, _LONGEST_STAFF_PHRASE + 1)):
        return (Credited(Span(*whole), text[slice(*whole)], Credit.STAFF, "by" if lead else ""),)
    parts: list[Credited] = []
    for start, end, after in _pieces(masked):
        for part in _credited(text, start, end, after):
            bureau = parts and (parts[0].credit is Credit.AGENCY or (after == "," and parts[-1].credit is Credit.ORGANISATION))
            if part.credit is Credit.PERSON and after in (",", "|") and bureau:
                continue  # "Press Trust of India, Port Elm"
            parts.append(part)
    return tuple(parts)


def begins_like_byline(text: str) -> bool:
    """Whether a line opens with a word that leads to authors, with a capital after it ("By Ida Fenn", "von Ida Fenn")."""
    lead = _lead().match(text)
    return bool(lead) and text[lead.end() : lead.end() + 1].isupper() if lead else False


def is_person(text: str) -> bool:
    """Whether a short text has the shape of a person's name: two to six words, capitals or name particles, no word of a house."""
    words = [word.rstrip(",") for word in text.split()]
    if not 2 <= len(words) <= 6 or len(text) > 60:
        return False
    if text.casefold() in _words("town"):
        return False
    full = 0
    for index, word in enumerate(words):
        bare = word.strip(".,'’\"()").casefold()
        if _also_name(word, bare, index, words):
            full += 1
            continue
        if bare in _words("never") or bare in _words("organisation") or bare in _titles()[0]:
            return False
        if _NAME_WORD.fullmatch(word):
            full += 1
        elif bare not in _PARTICLES:
            return False
    return full >= 2 and bool(_NAME_WORD.fullmatch(words[-1])) and not _is_title(text)


def _also_name(word: str, bare: str, index: int, words: list[str]) -> bool:
    """Whether a word that is no name elsewhere is one here: an initial ("A."), a given name ("May Fenn"), a surname."""
    if len(bare) == 1 and word[0].isupper():
        return word.endswith(".") or 0 < index < len(words) - 1
    if not word[0].isupper() or not all(other[0].isupper() and len(other) > 1 for other in words):
        return False
    if index == 0:
        return bare in _words("given") and len(words) <= 3
    return index == len(words) - 1 and bare in _words("surname") and words[0].casefold() not in _words("never")


def is_staff_credit(text: str) -> bool:
    """Whether a text credits nobody by name: "Staff report", "Elm Times Web Desk", "The Editorial Board"."""
    words = text.casefold().split()
    return any(" ".join(words[-count:]) in _words("staff") for count in range(1, min(len(words), _LONGEST_STAFF_PHRASE) + 1))


def names_no_agency(text: str) -> bool:
    """Whether a text credits agencies without naming one: "agencies", "news service reports"."""
    folded = " ".join(text.casefold().strip(" .:()").split())
    folded = folded.removeprefix("the ").removeprefix("from ")
    words = folded.split()
    staffed = any(
        " ".join(words[-count:]) in _words("staff") & _words("unnamed") for count in range(2, _LONGEST_STAFF_PHRASE + 1)
    )
    return staffed or folded in _words("unnamed")


# "Reuters Institute", "Bloomberg School": named after an agency, and none.
_SCHOOL = re.compile(
    r"\b(?:Institute|School|University|Foundation|Cent(?:er|re)|Philanthropies|College|Fellows?|Fellowship|Prize)\b", re.I
)
_GLUED = re.compile(r"[a-zà-ÿ]{3}[A-Z]")
# "FitzGerald", "VandenBerg": capitals inside one name.
_COMPOUND_FRONT = re.compile(r"(?:Fitz|Vande[nr]|Mack?e|Saint|Santa|Della|Mont|Lamb|Louise|Anne|Mary)$")
_DEGREE = re.compile(r"(?:,?\s+(?:Ph\.?D\.?|M\.?D\.?|MBA|MPH|M\.?Sc\.?|RN|RD|J\.?D\.?|Esq\.?|CFP®?|CFA))+$")
# "Ida Fenn and Veldmark": one capital word beside a person is a house, for persons have two.
_JOINING = frozenset({"and", "&", "und", "et", "y", "och"})
_ONE_WORD = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]{2,29}")
_LONGEST_STAFF_PHRASE = 6
# Letters of any script, apostrophes and hyphens inside; an initial may carry its stop ("J.", "J.K.").
_NAME_WORD = re.compile(r"(?:[^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:['’.\-‐][^\W\d_]+)*\.?|[a-z]{1,3}['’\-‐][A-Z][^\W\d_]+(?:-[^\W\d_]+)*)")
_PARTICLES = frozenset("de da di del della der den van von zu la le el al bin ibn ben dos das do du ter ten y e af av st".split())
_NOISE = re.compile(
    r"""[\w.+-]{1,64}(?:@|\s?\[at\]\s?)[\w.-]{1,200}|\[email[^\]]{0,20}\]|@\w{1,50}|https?://\S{1,300}|www\.\S{1,300}
    |\bT?\d{1,2}[:.h]\d\d(?::\d\d)?(?:\.\d+)?(?:Z\b|[+-]\d\d:?\d\d)?\s*(?:[ap]\.?m\.?\b)?
    |\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)[a-z]*,?\s+(?=\n|\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d)
    |\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b|\b\d+\b|\(\s*\)
    |\b(?:E[SD]T|C[SD]T|M[SD]T|P[SD]T|GMT|UTC|BST|CES?T|SAST|IST)(?=Updated|Published|Posted|[^\w]|$)""",
    re.VERBOSE | re.IGNORECASE,
)
# "Photos by Ida Fenn": a name, but not of an author.
_OTHER_HANDS = re.compile(
    r"\b(?:photo\w*|pictures?|images?|illustrat\w+|graphics?|video|edited|editing|reviewed|checked|translated|reporting)"
    r"\s+by\b(?:(?!\b(?:written|words|story|text)\s+by\b)[^|•;\n])*",
    re.I,
)


def _mask(text: str) -> str:
    """The text with everything that is no name replaced by line breaks, character for character."""
    characters = list(text)
    for printed in find_dates(text):
        characters[printed.span.start : printed.span.end] = "\n" * len(printed.span)
    masked = "".join(characters)
    masked = _compound().sub(lambda found: _JOINTS.sub(lambda joint: _GLUE[joint.group()], found.group()), masked)
    masked = _NOISE.sub(lambda found: "\n" * len(found.group()), masked)
    masked = _OTHER_HANDS.sub(lambda found: "\n" * len(found.group()), masked)
    return _stop().sub(lambda found: "\n" * len(found.group()), masked)


# Characters that stand for those of a compound name while the line is parted, one for one.
_JOINTS = re.compile(r"[ /&\d]")
_GLUE = {" ": "\ue000", "/": "\ue001", "&": "\ue002", **{str(digit): chr(0xE010 + digit) for digit in range(10)}}


@cache
def _compound() -> re.Pattern[str]:
    """Names of houses that hold a word, mark or number at which a byline is parted: "Press Trust of India", "France 24"."""
    parting = re.compile(rf"(?i)\b(?:{_alternatives('joint')}|{_alternatives('place')})\b|[\d/&]")
    names = sorted((name for name in house_names() if " " in name and parting.search(name)), key=len, reverse=True)
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _pieces(masked: str) -> Iterator[tuple[int, int, str]]:
    """The pieces between separators, and what stands before each, in lower case without its blanks."""
    lead = _lead().match(masked)
    start = lead.end() if lead else 0
    after = "by" if lead else ""
    for found in _separator().finditer(masked, start):
        if found.group().strip().startswith(",") and _GENERATION.match(masked, found.end()):
            continue
        if masked[start : found.start()].strip():
            yield start, found.start(), after
        mark = found.group().strip().casefold() or "\n"
        again = _lead().match(masked, found.end())
        if again:
            start, after = again.end(), "by"
        else:
            start, after = found.end(), mark
    if masked[start:].strip():
        yield start, len(masked), after


_GENERATION = re.compile(r"\s*(?:Jr|Sr|II|III|IV)\b")


def _credited(text: str, start: int, end: int, after: str) -> Iterator[Credited]:
    start, end = _trim(text, start, end)
    if start >= end:
        return
    joined = _joint_start().match(text, start, end)
    if joined:  # "(with AFP)"
        start, after = joined.end(), joined["word"].casefold()
    degree = _DEGREE.search(text, start, end)
    end = degree.start() if degree else end
    piece = text[start:end]
    credit = _classify(piece)
    if credit is Credit.PERSON and after in _PLACE_MARKS:
        return
    parted = tuple(_unglued(text, start, end, after)) if credit in (None, Credit.PERSON) and _GLUED.search(piece) else ()
    if parted:
        yield from parted
        return
    if credit is not None:
        yield Credited(Span(start, end), piece, credit, after)
        return
    divided = tuple(_divided(text, start, end, after))
    if divided:
        yield from divided
    elif _is_house(piece) or (after in _JOINING and _ONE_WORD.fullmatch(piece) and piece.casefold() not in _words("never")):
        yield Credited(Span(start, end), piece, Credit.ORGANISATION, after)


def _classify(piece: str) -> Credit | None:
    if agency_named(piece):
        return Credit.AGENCY
    if names_no_agency(piece) and not is_staff_credit(piece):
        return Credit.UNNAMED
    if outlet_named(piece) and (piece[0].isupper() or len(piece) > 4) and not _is_title(piece):
        return Credit.ORGANISATION
    if is_staff_credit(piece) and len(piece) <= 60:
        return Credit.STAFF
    return Credit.PERSON if is_person(piece) else None


def _is_house(piece: str) -> bool:
    """Whether a name nobody has in a table looks like one of a house: "Elm Valley Herald", "Fenwick University"."""
    words = piece.split()
    if not 2 <= len(words) <= 7 or not words[0][0].isupper() or _is_title(piece):
        return False
    return words[-1].casefold().strip(".") in _words("organisation") or words[0].casefold() in ("university", "institute")


def _divided(text: str, start: int, end: int, after: str) -> Iterator[Credited]:
    """A piece that is several things at once: "Ida Fenn Reuters", "AP Sports Writer Ida Fenn", "Ida Fenn science editor"."""
    piece = text[start:end]
    mentions = list(find_agencies(piece))
    mention = mentions[0] if mentions else None
    if len(mentions) > 1 and not re.search(r"[^\W_]", "".join(_between(piece, mentions))):
        for each in mentions:  # AFP-JIJI
            yield Credited(Span(start + each.span.start, start + each.span.end), each.span.of(piece), Credit.AGENCY, after)
        return
    if mention is not None and _SCHOOL.search(piece, mention.span.end):
        yield Credited(Span(start, end), piece, Credit.ORGANISATION, after)
        return
    if mention is not None:
        place = Span(start + mention.span.start, start + mention.span.end)
        before = _trim(text, start, place.start)
        if before[0] < before[1] and is_person(text[slice(*before)]):
            yield Credited(Span(*before), text[slice(*before)], Credit.PERSON, after)
        yield Credited(place, text[place.start : place.end], Credit.AGENCY, after if before[0] >= before[1] else " ")
        rest = _trim(text, place.end + _title_length(text[place.end : end]), end)
        if is_person(text[slice(*rest)]):
            yield Credited(Span(*rest), text[slice(*rest)], Credit.PERSON, after)
        return
    if _is_title(piece):
        return
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", piece)]
    for index in range(2, len(words)):
        head, tail = piece[: words[index - 1][1]], piece[words[index][0] :]
        if not is_person(head.rstrip(",")) or head.split()[0].casefold() in _titles()[1]:
            continue
        titled = _is_title(tail) or (_is_title(tail.partition(" ")[2]) and tail.split()[0].casefold() in _words("organisation"))
        if titled or (_is_outlet_tail(tail) and (outlet_named(tail) or (tail.startswith("The ") and _is_house(tail)))):
            yield Credited(Span(start, start + len(head.rstrip(","))), head.rstrip(","), Credit.PERSON, after)
            if not titled:
                yield Credited(Span(start + words[index][0], end), tail, Credit.ORGANISATION, " ")
            return


def _between(piece: str, mentions: list[AgencyMention]) -> Iterator[str]:
    """What stands around the agencies of a piece."""
    at = 0
    for mention in mentions:
        yield piece[at : mention.span.start]
        at = mention.span.end
    yield piece[at:]


def _unglued(text: str, start: int, end: int, after: str) -> Iterator[Credited]:
    """A name and what lost the blank before it: a house, perhaps cut off, a title, a date label ("Ida FennThe Daily Ow")."""
    for found in re.finditer(r"(?<=[a-zà-ÿ])(?=[A-Z])", text[start:end]):
        head, tail = text[start : start + found.start()], text[start + found.start() : end]
        if not is_person(head):
            continue
        if _is_title(tail) or tail.split()[0].casefold() in _words("stop"):
            yield Credited(Span(start, start + len(head)), head, Credit.PERSON, after)
            return
        agency = agency_named(tail)
        if agency is not None or outlet_named(tail) is not None or outlet_cut_short(tail) is not None:
            yield Credited(Span(start, start + len(head)), head, Credit.PERSON, after)
            credit = Credit.AGENCY if agency is not None else Credit.ORGANISATION
            yield Credited(Span(start + len(head), end), tail, credit, " ")
            return
        if _COMPOUND_FRONT.search(head) is None and _GLUED.match(head[-3:] + tail[:1]):
            yield Credited(Span(start, start + len(head)), head, Credit.PERSON, after)
            if is_person(tail):
                yield Credited(Span(start + len(head), end), tail, Credit.PERSON, ",")
            return


def _is_outlet_tail(tail: str) -> bool:
    """Outlets of one plain word ("Time", "People") are words and surnames too; alone at the end of a name they do not count."""
    return len(tail.split()) > 1 or tail.isupper() or "." in tail


def _is_title(text: str) -> bool:
    words = [word.casefold() for word in re.findall(r"[^\W\d_][\w.'’-]*", text)]
    if not words:
        return False
    nouns, modifiers = _titles()
    for index, word in enumerate(words):
        if word.strip(".") in nouns:
            return all(earlier in modifiers or earlier in nouns or earlier in ("and", "of", "the") for earlier in words[:index])
    return False


def _title_length(text: str) -> int:
    """How many characters of a text, from its start, are a job title."""
    nouns, modifiers = _titles()
    length = 0
    for found in re.finditer(r"[^\W\d_][\w.'’-]*", text):
        word = found.group().casefold()
        if word in nouns:
            length = found.end()
        elif word not in modifiers:
            break
    return length


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in ' \t\n\xa0,;:|•·-–—―/*()"“”‚„':
        start += 1
    while end > start and (
        text[end - 1] in ' \t\n\xa0,;:|•·-–—―/*("“”‚„' or (text[end - 1] == ")" and "(" not in text[start:end])
    ):
        end -= 1
    if end - start > 3 and text[end - 1] == "." and text[end - 3] not in " .":
        end -= 1
    return start, end


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["phrase"] for row in read_table("byline_words") if row["kind"] == kind)


_PLACE_MARKS = frozenset({"in", "at", "from", "of", "for", "aus", "für"})


@cache
def _titles() -> tuple[frozenset[str], frozenset[str]]:
    rows = read_table("titles")
    return (
        frozenset(row["word"].casefold() for row in rows if row["kind"] == "noun"),
        frozenset(row["word"].casefold() for row in rows if row["kind"] == "modifier"),
    )


def _alternatives(kind: str) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(_words(kind), key=len, reverse=True))


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:(?i:{_alternatives('lead')})\s*[:.]?\s+|(?:[Bb]y|[Vv]on)(?=[A-ZÄÖÜ][a-zà-ÿ]))")


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{_alternatives('stop')})(?![\w'’-])(?!\s+(?:by|von)\b)", re.IGNORECASE)


@cache
def _joint_start() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>(?i:{_alternatives('joint')}))\s+(?=\S)")


@cache
def _separator() -> re.Pattern[str]:
    words = f"{_alternatives('joint')}|{_alternatives('place')}"
    return re.compile(
        rf"\s*(?:[;|•·\n/()]+|,(?:\s*(?:and|und|et|y|och|&)(?=\s))?|\s[-–—―]+(?=\s)|[–—―]+)\s*|\s+(?i:{words})(?=\s)\s*"
    )
