"""What does the page say about its author?  Roles, affiliations and works, so that a reader sees who is tied to whom."""

import re
from collections.abc import Iterator

from sayso.language.sentences import split_sentences
from sayso.model.document import Block, Document, Role
from sayso.model.finding import Finding, Ground, Maker, Zone, rule
from sayso.model.record import Biography, Masthead, NameKind
from sayso.model.span import Span

_TEXT = rule("biography/section")
_TAIL = rule("biography/author-sentence")
_ROLE = rule("biography/role")
_TIE = rule("biography/affiliation")
_WORK = rule("biography/work")
_SHORTEST, _LONGEST = 40, 2500
"""Code points of a biography: shorter is a heading or a button, longer is an article."""
_TAIL_BLOCKS = 12
"""Blocks after the body among which a sentence about the author can stand outside a marked section."""
_LEADING = re.compile(r"\s*(?:An?|The)\s+(?P<role>[a-z][^,.;]{2,100}),\s+(?=[A-ZÀ-Þ])")
_LISTED = re.compile(r"[A-ZÀ-Þ][^,;:!?]{3,60},\s+(?P<role>[A-ZÀ-Þ][^,;:.!?]{3,80}),\s+(?P<house>[A-ZÀ-Þ][^;:!?]{2,80}?)\.?")
"""A name, what the person is, and where: ``Maren Holloway, Lecturer in Archives, Hollen College``."""
_IS = re.compile(
    r"\b(?:is|was|are|has been)\s+(?:also\s+|currently\s+|now\s+|formerly\s+)?"
    r"(?=(?:an?|the)\s|[A-Za-z]+(?:[ -][A-Za-z]+){0,3}\s(?:of|at|for)\s)"
)
_POSTS = r"(?:co-?)?(?:founder|author|editor|director|president|chair|head|host|former|creator|chief|owner|publisher)"
_ONE = rf"(?:also\s+)?(?:an?|the(?=\s{_POSTS}))\s"
_ITEM = re.compile(rf",?\s+(?:and|as well as)\s+(?={_ONE})|[,;]\s+(?={_ONE})")
_ARTICLE = re.compile(r"\s*(?:also\s+)?(?:an?|the)\s+", re.IGNORECASE)
_AT = re.compile(r"\s+(?:at|with|for)\s+(?:the\s+)?(?=[A-ZÀ-Þ“\"])")
_OF = re.compile(r"\s+(?:of|in|to|on)\s+(?:the\s+)?(?=[A-ZÀ-Þ“\"])")
_WORKS_AT = re.compile(
    r"\b(?:works?|worked|teach(?:es)?|taught|stud(?:ies|ied)|writes|reports?|blogs|lectures?|edits)\s+(?:[a-z ]{0,40}?)?"
    r"(?:at|for|with)\s+(?:the\s+)?(?=[A-ZÀ-Þ])"
)
_ORGANISATION_END = re.compile(
    r"[.;:]?\s*$|,?\s+(?:where|who|which|that|since|from|whose|covering|based|writing|working|specializing|and\s+(?=[a-z]))\b|"
    r",\s+(?=[a-z])|[;:]|\.\s"
)
_ROLE_END = re.compile(
    r",?\s+(?:living|based|covering|who|whose|that|working|writing|specializing|specialising|with|from|where)\b"
)
_TIES_ONLY = re.compile(
    r"(?:regular\s+|frequent\s+|founding\s+|former\s+)?(?:contributor|member|author|co-author|alum\w*|graduate)$",
    re.IGNORECASE,
)
"""Nouns that tie a person to an organisation or a work and are no profession of their own."""
_MAKES = re.compile(
    r"\b(?:author|co-?author|books?|novels?|wrote|written|writer|editor|editing|edited|published|volume|study|memoir|essays?|film)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"\s*\((?P<house>[^()\d][^()]{1,60}?)(?:,\s*(?:19|20)\d\d)?\)")
_TITLE = re.compile(r"[“\"«](?P<title>[A-ZÀ-Þ][^“”\"«»]{3,120})[”\"»]")
_CAPITAL = r"[A-ZÀ-Þ][\w’'-]*"
_PLAIN_TITLE = re.compile(
    rf"\b(?:author of|books?|novel)\s+(?P<title>{_CAPITAL}(?:\s+(?:of|the|and|in|an?|for|to|on|{_CAPITAL})){{0,12}}\s+{_CAPITAL})"
)
"""A title without marks: capitals and the small words between them."""
_NO_HOUSE = ("forthcoming", "upcoming", "see ")


def find_biographies(document: Document, masthead: Masthead) -> tuple[Biography, ...]:
    """The paragraphs about the author or authors: those of a marked section, and a closing sentence that begins with the name
    of an author."""
    found: list[Biography] = []
    heading: Finding[str] | None = None
    for index, block in enumerate(document.blocks):
        if block.role is not Role.BIO:
            if _is_about_author(document, index, masthead):
                found.append(_biography(document, block, None, _TAIL))
            continue
        text = block.text_of(document.text)
        if block.hints and block.kind is None and not _names_author(text, masthead):
            continue  # a box about the outlet, in a place made for authors
        if len(text) < _SHORTEST:
            heading = _found(document, block.span, _TEXT) if block.kind == "about-author" else None
        elif len(text) <= _LONGEST:
            found.append(_biography(document, block, heading, _TEXT))
            heading = None
    return tuple(found)


def _names_author(text: str, masthead: Masthead) -> bool:
    """Whether the text names an author of the item, or speaks of a person it need not name there."""
    surnames = [author.value.name.split()[-1] for author in masthead.authors if author.value.name]
    return any(surname in text for surname in surnames) or bool(re.match(r"\W*(?:He|She|They)\b", text))


def _is_about_author(document: Document, index: int, masthead: Masthead) -> bool:
    block = document.blocks[index]
    if block.role not in (Role.FURNITURE, Role.BODY, Role.CONTACT) or not _SHORTEST <= len(block.span) <= 800:
        return False
    names = [author.value.name for author in masthead.authors if author.value.kind is NameKind.PERSON]
    text = block.text_of(document.text)
    if not any(re.match(rf"\W*{re.escape(name)}\s+(?:is|was|writes|covers|teaches|works|reports|has)\b", text) for name in names):
        return False
    last = max((number for number, other in enumerate(document.blocks) if other.role is Role.BODY), default=-1)
    return last - 1 <= index <= last + _TAIL_BLOCKS


def _biography(document: Document, block: Block, heading: Finding[str] | None, by: Maker) -> Biography:
    text, start, end = document.text, block.span.start, block.span.end
    works = list(_works(document, block.span))
    roles: list[Span] = []
    ties: list[Span] = []
    leading = _LEADING.match(text, start, end)
    if leading:
        roles.append(Span(*leading.span("role")))
    listed = _LISTED.fullmatch(text, start, end)
    if listed:
        roles.append(Span(*listed.span("role")))
        ties.append(Span(*listed.span("house")))
    for first, last in split_sentences(text, start, end):
        for role, tie in _positions(text, first, last, works):
            roles += [role] if role else []
            ties += [tie] if tie else []
    ties = [tie for tie in ties if not any(tie.meets(work) for work in works)]
    return Biography(
        heading=heading,
        text=Finding(value=block.text_of(text), ground=Ground.PRINTED, by=by, spans=block.spans, zone=Zone.BODY_TAIL),
        roles=tuple(_found(document, span, _ROLE) for span in roles),
        affiliations=tuple(_found(document, span, _TIE) for span in dict.fromkeys(ties)),
        works=tuple(_found(document, span, _WORK) for span in works),
        publishers_of_works=tuple(_found(document, span, _WORK) for span in _houses(text, works, end)),
    )


def _found(document: Document, span: Span, by: Maker) -> Finding[str]:
    return Finding(
        value=" ".join(span.of(document.text).split()), ground=Ground.PRINTED, by=by, spans=(span,), zone=Zone.BODY_TAIL
    )


def _positions(text: str, start: int, end: int, works: list[Span]) -> Iterator[tuple[Span | None, Span | None]]:
    """Role and organisation of each thing a sentence says somebody is, and the organisations somebody works at."""
    verb = _IS.search(text, start, end)
    if verb:
        at = verb.end()
        # "and the" inside a title parts nothing, and an item that names a work is no position.
        separators = [item for item in _ITEM.finditer(text, at, end) if not any(work.meets(Span(*item.span())) for work in works)]
        for separator in [*separators, None]:
            stop = separator.start() if separator else end
            if not any(work.meets(Span(at, stop)) for work in works):
                yield _position(text, at, stop)
            at = separator.end() if separator else end
    for employed in _WORKS_AT.finditer(text, start, end):
        yield None, _organisation(text, employed.end(), end)


def _position(text: str, start: int, end: int) -> tuple[Span | None, Span | None]:
    """One item: ``a Sociologist and Research Associate at the Centre ...``."""
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article else start
    where = _AT.search(text, start, end) or _OF.search(text, start, end)
    role_end = where.start() if where else end
    cut = _ROLE_END.search(text, start, role_end)
    words = text[start : cut.start() if cut else role_end].rstrip(" .,;")
    if cut:
        where = _AT.search(text, cut.end(), end)
    role = Span(start, start + len(words)) if words and len(words) <= 100 and not _TIES_ONLY.search(words) else None
    if role and (where is None and not re.search(r"[^\W\d_]{3}", words)):
        role = None
    if where and re.search(r"\bauthor$", words, re.IGNORECASE):
        return None, None
    return role, _organisation(text, where.end(), end) if where else None


def _organisation(text: str, start: int, end: int) -> Span | None:
    stop = _ORGANISATION_END.search(text, start, end)
    end = stop.start() if stop else end
    words = text[start:end].rstrip(" ,.;")
    return Span(start, start + len(words)) if 2 <= len(words) <= 120 else None


def _works(document: Document, span: Span) -> Iterator[Span]:
    """Titles in italics, or else in quotation marks, that the words before them call a book or say somebody wrote."""
    marked = [mark for mark in document.emphasis if span.covers(mark) and 3 < len(mark) < min(150, len(span) // 2)]
    titles = marked or [Span(*found.span("title")) for found in _TITLE.finditer(document.text, span.start, span.end)]
    if not titles:
        yield from (Span(*found.span("title")) for found in _PLAIN_TITLE.finditer(document.text, span.start, span.end))
        return
    before = span.start
    said = False
    for title in titles:
        said = bool(_MAKES.search(document.text, max(before, title.start - 80), title.start)) or (
            said and title.start - before < 40
        )
        if said:
            yield title
        before = title.end


def _houses(text: str, works: list[Span], end: int) -> Iterator[Span]:
    for work in works:
        found = _HOUSE.match(text, work.end, end) or _HOUSE.match(text, min(work.end + 1, end), end)
        if found and not found["house"].lower().startswith(_NO_HOUSE):
            yield Span(*found.span("house"))
