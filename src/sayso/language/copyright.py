"""Whom does a copyright line name?  Reads the mark, the years and the holder's name out of one line."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table

_YEARS = r"(?:19|20)\d\d(?:\s*(?:[-–—/,&]|to|bis)\s*(?:(?:19|20)\d\d|\d\d\b|present|today|heute))*"
_RESERVED_WORDS = r"(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)"
_MARK = re.compile(
    r"(?:(?P<word>copyrights?)\s*(?:©|ⓒ|\([cс]\)|@|&copy;|®)?|(?:©|ⓒ)\s*(?:copyright\b)?"
    r"|\(c\)(?:\s*copyright\b|(?=\s*(?:19|20)\d\d\b)|(?=\s[A-Z])))"
    rf"[\s:,.]*(?:by\s+|of\s+)?(?P<years>{_YEARS})?(?:\s+(?=0\s)|0\s)?[\s,.:–—-]*"
    rf"(?:copyright\b[\s©:,.]*)?(?:{_RESERVED_WORDS}[\s.,:–—-]*)?(?:by\s+|to\s+)?",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    rf"(?P<years>{_YEARS})[\s,.:–—-]+(?P<name>[^\n|•©]{{2,80}}?)\s*[.,–—-]?\s*{_RESERVED_WORDS}",
    re.IGNORECASE,
)
_LEGAL = (
    r"(?:Inc|INC|LLC|L\.L\.C|LLP|LP|Ltd|LTD|Limited|GmbH(?:\s*&\s*Co\.?\s*KGa?A?)?|AG|SE|KG|Corp|Corporation|plc|PLC|S\.A|SA|SAS|S\.p\.A|SpA"
    r"|B\.V|BV|N\.V|S\.L\.?U?|SLU?|mbH(?:\s*&\s*Co\.?\s*KG)?|Oy|AB|AS|A/S|DAC|Pty|Pvt|Co)"
)
_NAME_END = re.compile(
    rf"(?P<legal>,?\s*\b{_LEGAL}\b\.?(?:,?\s+{_LEGAL}\b\.?)*)"
    rf"(?=\s+(?!{_LEGAL}\b|&|and\b|19|20)[A-ZÀ-Þ]|\s+(?:19|20)\d\d|\s*[.,;|(/]|\s*$)"
    r"|(?P<stop>[\n|•·<>;]|\s[-–—~]\s|\s\((?![^()\n]{2,30}\)\s+(?:Private|Pvt|Ltd|Limited|Inc)\b)|\((?=www|http)"
    r"|,?\s*\b(?:[Aa]ll\s+[Rr]ights|ALL RIGHTS|[Aa]lle\s+Rechte|[Tt]ous\s+droits|[Tt]odos\s+l?os\s|[Tt]utti\s+i)\b"
    r"|,\s+(?:an?|part|owned|including|its|or|und|oder|unless|except)\s|,?\s+a\s+(?:division|part|subsidiary|unit)\b"
    r"|\s+(?:[Pp]owered\s+by|[Uu]sed\s+(?:by|with)|[Rr]eprinted|[Rr]epublished|[Dd]istributed|[Pp]ublished|[Uu]nless|[Ee]xcept)\b"
    r"|\s+vom\s+(?=\d)|\s+(?:[Pp]rivacy|[Tt]erms|[Cc]ontact|[Uu]nder|[Aa]nd\s+(?:may|its|other)|or\s+its|via|is|are)\b"
    r"|,?\s*\b(?:19|20)\d\d\b|\.(?=\s|$)|[?:](?=\s|$))"
)
_SHORTENED = re.compile(r"(?:\b(?:Inc|Co|Ltd|Corp|St|Mr|Mrs|Ms|Dr|Bros|No|Pty|Pvt|Jr|Sr|U\.S|U\.K)|\b[A-Z])$")
_DOTTED = re.compile(r"\b(?:LLC|LLP|LP|Limited|GmbH|AG|SE|KG|Corporation|plc|PLC|SA|SAS|BV|Oy|AB|AS|DAC)\.$")
_ONLY_LEGAL = re.compile(rf"\W*{_LEGAL}\W*$")
_LEADING_YEARS = re.compile(rf"(?:^|\s)(?P<years>{_YEARS})\s*$")
_COMPANY = re.compile(rf"\b{_LEGAL}\.?$")
_TRAILING_YEARS = re.compile(rf"[\s,.(]*(?P<years>{_YEARS})")
_RESERVED_AFTER = re.compile(rf"[\s,.|–—-]*{_RESERVED_WORDS}", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"(?:polic(?:y|ies)|notices?|infringement|law|laws|act|terms|statements?|information|holders?|owners?|material|materials|protected|"
    r"claims?|agent|complaints?|reserved|office|protection|issues?|and|or|in|is|the|this|all|on|to|for|at|with|belongs|free|ip|violations?|"
    r"requests?|questions?|content|contents|images?|photos?|pictures?|credits?|alert|registration|disclaimer|privacy|symbol|year|details|"
    r"bild|bilder|foto|fotos|hinweis|hinweise|rechte|des|de)\b[\s.:,]*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:An?|[Tt]he (?:contents?|material|text|site|website)|This|All|No)\s+[^A-Z]|The (?:content|material)")
"""The next sentence, where the line names no holder: "© 2031. An independent publication ..."."""
_NO_HOLDER = re.compile(r"(?:provided|designed|powered|built|hosted|developed|created|maintained)\s+by\b", re.IGNORECASE)
"""An aggregator's credit line or a web designer's, not a holder."""
_SCOPED_LEAD = re.compile(r"(?P<name>[A-ZÀ-Þ][\w .,'’&-]{1,50}?)\s+(?:articles|stories|content|material|copy|text|news)\s*:?\s*$")
_PLAIN_LEAD = re.compile(
    r"(?:(?:all|the|this|our|any)?\s*(?:site|website|web\s*site|original|page|editorial|entire|text|article|story)*\s*"
    r"(?:contents?|content|material|text|texts|article|articles|story|design|photos)?\s*"
    r"(?:is|are|on this site (?:is|are)|of this site(?: is| are)?)?)?[\s:,™®&–—•|·*-]*$",
    re.IGNORECASE,
)
_PICTURE_LEAD = re.compile(
    r"\b(?:photo|image|picture|foto|fotos|bild|bilder|video|graphic|illustration|map|credit)s?\b", re.IGNORECASE
)
_LONGEST_LEAD = 48
"""Code points before the mark: room for "The-Agency-Wire™ &" or "Via a distributor", not for the end of a sentence."""
_LONGEST_NAME = 80


class CopyrightLine(Struct, frozen=True):
    """One copyright statement, as offsets into the text it was read from: the whole, the holder's name, the years as printed.

    `scope` is the name of those whose texts alone it speaks of ("Agency articles: Copyright ...").  `bare` says that there is
    neither a year nor the word copyright beside the name, as in a photo credit; `picture` that it is one.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    years: str | None
    scope: str | None
    bare: bool
    picture: bool


def find_copyright_lines(text: str) -> Iterator[CopyrightLine]:
    """The copyright statements of a text, in order."""
    at = 0
    found_any = False
    while mark := _MARK.search(text, at):
        at = mark.end()
        line = _read(text, mark)
        if line is not None:
            found_any = True
            at = max(at, line.end)
            yield line
    if not found_any:
        for reserved in _RESERVED.finditer(text):
            start, end = reserved.span("name")
            if _is_name(text[start:end]):
                yield CopyrightLine(reserved.start(), reserved.end(), start, end, _tidy(reserved["years"]), None, False, False)


def _read(text: str, mark: re.Match[str]) -> CopyrightLine | None:
    line_start = max(text.rfind("\n", 0, mark.start()) + 1, _sentence_start(text, mark.start()))
    lead = text[line_start : mark.start()]
    scope = None if _PLAIN_LEAD.match(lead) else _SCOPED_LEAD.search(lead)
    if len(lead) > _LONGEST_LEAD and not scope:
        return None
    start, end = mark.end(), _name_end(text, mark.end())
    while end > start and (text[end - 1] in ' \t\xa0,;:-–—*"“' or _DOTTED.search(text[start:end])):
        end -= 1
    years, whole_end = mark["years"], end
    trailing = _TRAILING_YEARS.match(text, end)
    if trailing and not years:
        years, whole_end = trailing["years"], trailing.end()
    if not years and (leading := _LEADING_YEARS.search(lead)):
        years = leading["years"]
        lead = lead[: leading.start()]
    if not _is_name(text[start:end]):
        return _name_before(text, line_start, mark)
    word = mark["word"] is not None
    if (
        word
        and not years
        and text[mark.start() : mark.end()].strip().lower() == "copyright"
        and not (scope or _PLAIN_LEAD.match(lead))
    ):
        return None  # "the copyright Veldmark holds" in a sentence
    picture = bool(_PICTURE_LEAD.search(lead)) or _names_picture(text[start:end], text[end : end + 3])
    whole_start = line_start if not lead.strip() or _PLAIN_LEAD.match(lead) or "wire" in lead.lower() else mark.start()
    while whole_start < mark.start() and text[whole_start].isspace():
        whole_start += 1
    bare = not (years or word or _RESERVED_AFTER.match(text, end) or _COMPANY.search(text[start:end]))
    speaks_of = scope["name"].strip() if scope else None
    return CopyrightLine(whole_start, whole_end, start, end, _tidy(years), speaks_of, bare, picture)


def _name_before(text: str, line_start: int, mark: re.Match[str]) -> CopyrightLine | None:
    """The holder before the mark, where nothing but years or the reservation follows it: ``Delta News © 2021``."""
    lead = text[line_start : mark.start()].rstrip(" \t,–—-|")
    rest = text[mark.end() : mark.end() + 60].lstrip(" .,|")
    if (rest and rest[0] not in "\n" and not _RESERVED_AFTER.match(rest)) or not lead[:1].isupper() or lead.endswith((".", ":")):
        return None
    if not (mark["years"] or _RESERVED_AFTER.match(text, mark.start() + 1)) or not _is_name(lead) or len(lead.split()) > 6:
        return None
    return CopyrightLine(
        line_start,
        mark.end(),
        line_start,
        line_start + len(lead),
        _tidy(mark["years"]),
        None,
        False,
        bool(_PICTURE_LEAD.search(lead)),
    )


def _sentence_start(text: str, before: int) -> int:
    """Where the sentence that holds the mark begins; "Inc. ©" is no sentence end, but whoever prints both prints a line break."""
    last = max(text.rfind(end, 0, before) for end in (". ", "| ", "! "))
    return last + 2 if last >= 0 else 0


def _name_end(text: str, start: int) -> int:
    at = start
    while found := _NAME_END.search(text, at, start + 2 * _LONGEST_NAME):
        if found["legal"] is not None:
            return found.end()
        if found["stop"].startswith(".") and _SHORTENED.search(text[max(start, found.start() - 4) : found.start()]):
            at = found.end()
            continue
        return found.start()
    return min(len(text), start + 2 * _LONGEST_NAME)


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= _LONGEST_NAME or len(name.split()) > 9 or not re.search(r"[^\W\d_]{2}", name):
        return False
    if _NOT_NAMES.fullmatch(name) or _NO_HOLDER.match(name):
        return False
    first = re.sub(r"^[Tt]he ", "", name).split()[0]
    if _SENTENCE.match(name):
        return False
    if not (first[0].isalnum() or first[0] in "“\"'‘«") or (_NOT_NAMES.fullmatch(first) and first[0].islower()):
        return False
    return not first[0].islower() or "." in first or name == first or any(letter.isupper() for letter in first)


def _names_picture(name: str, after: str) -> bool:
    """Whether a holder is a picture desk, or an agency and a photographer parted by a stroke."""
    if ("/" in name or after.lstrip().startswith("/")) and not _COMPANY.search(name):
        return True
    lowered = name.lower()
    return any(lowered.startswith(seller) for seller in _picture_sellers())


def is_legal_form(name: str) -> bool:
    """Whether the words are nothing but the legal form of a company: ``Inc.``, ``GmbH``."""
    return bool(_ONLY_LEGAL.match(name))


def _tidy(years: str | None) -> str | None:
    return " ".join(years.split()) if years else None


@cache
def _picture_sellers() -> tuple[str, ...]:
    return tuple(row["name"] for row in read_table("photo_agencies"))
