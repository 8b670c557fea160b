"""When was it published?  Printed dates at the head of the page, and those the file states."""

import re

from msgspec import Struct

from sayso.intake.zones import Zones, is_picture_text
from sayso.language.dates import days_between, find_dates, read_stamp
from sayso.model.dates import PartialDate
from sayso.model.document import Document, Role
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.span import Span

_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|WebPage|\w*Review|CreativeWork|Thing)\.")
_STATED = {  # how near a name is to "first published": the smaller the rank, the nearer
    "datepublished": 0,
    "article:published_time": 1,
    "og:article:published_time": 1,
    "article:published": 1,
    "bt:pubdate": 2,
    "pubdate": 2,
    "publishdate": 2,
    "publish-date": 2,
    "publish_date": 2,
    "publication_date": 2,
    "published_at": 2,
    "published-date": 2,
    "publication-date": 2,
    "article_date_original": 2,
    "article.published": 2,
    "og:pubdate": 2,
    "sailthru.date": 2,
    "parsely-pub-date": 2,
    "parsely-page-date": 2,
    "cxenseparse:publishtime": 2,
    "cxenseparse:recs:publishtime": 2,
    "citation_publication_date": 2,
    "rnews:datepublished": 2,
    "dcterms.created": 3,
    "dc.date.issued": 3,
    "dcterms.issued": 3,
    "dcterms.date": 3,
    "dc.date": 3,
    "dc.date.created": 3,
    "date": 3,
    "displaydate": 3,
    "datecreated": 4,
    "article:created": 4,
}
_LOOSE = 3
_CHANGED = frozenset(
    {"datemodified", "article:modified_time", "og:article:modified_time", "bt:moddate", "og:updated_time", "lastmod", "modified"}
)
_FIELDS = {"date": "datepublished", "modified": "datemodified"}
"""What the dates among the fields of a JSON object are called in schema.org."""
_FIRST_NEWSPAPER = 1605
"""Exports of digitised newspapers go back to the beginnings (Strasbourg, 1605)."""
_UPDATE_WORD = re.compile(r"updat|modif|aktualisiert|mis à jour|actualizado|aggiornat|edited|last\s*:|revised", re.I)
_PUBLISH_WORD = re.compile(r"publish|posted|veröffentlicht|publié|publicado|erschienen|filed|created", re.I)
_DATE_HINT = re.compile(r"date|time|publish|posted|byline|meta\b|author|credit|info")
# "Last updated" and its date may be blocks apart by a bar; 40 characters bridge them.
_LABEL_REACH = 40
# Longer blocks at the head are sentences, whose dates are about the news.
_LONGEST_LINE, _LONGEST_UNMARKED_LINE = 240, 90
# Blocks of the body that may still be date lines, where the body was found too early.
_INTO_BODY = 2
# A date above the headline may be of a claim or of the page; one below it goes first.
_ABOVE_HEADLINE = 3


class _Printed(Struct, frozen=True):
    """A date on the page: its place, its rank (smaller is better) and whether it is one of changing."""

    span: Span
    date: PartialDate
    rank: int
    changed: bool


def read_dates(document: Document, zones: Zones) -> tuple[Finding[PartialDate] | None, Finding[PartialDate] | None]:
    """First publication and last change.  Where print and file are a day apart at most, print wins: the file is often in UTC."""
    printed = _printed_dates(document, zones)
    first = [date for date in printed if not date.changed]
    stated, loose = _stated(document, published=True)
    shown = min(first, key=lambda date: date.rank, default=None)
    if stated is not None:
        near = [date for date in first if (days_between(date.date, stated.value) or 0) <= 1 and len(date.date.day) == 10]
        # "date" and the like may be the day the page was made; a printed date outranks them.
        shown = min(near or (first if loose else ()), key=lambda date: date.rank, default=None)
    published = _finding(shown) if shown is not None else stated or _from_address(document)
    changed = next((date for date in printed if date.changed), None)
    modified = _finding(changed) if changed is not None else _stated(document, published=False)[0]
    return published, modified


def _finding(printed: _Printed) -> Finding[PartialDate]:
    return Finding(
        value=printed.date, ground=Ground.PRINTED, by=rule("masthead/printed-date"), spans=(printed.span,), zone=Zone.HEADER
    )


def _printed_dates(document: Document, zones: Zones) -> list[_Printed]:
    found: list[_Printed] = []
    for index in range(zones.header.start, min(zones.body.start + _INTO_BODY, len(document.blocks))):
        block = document.blocks[index]
        marked = block.tag == "time" or block.role is Role.BYLINE
        hinted = marked or bool(_DATE_HINT.search(block.hints))
        longest = _LONGEST_LINE if hinted else _LONGEST_UNMARKED_LINE
        if index == zones.headline or len(block.span) > longest or is_picture_text(block) or block.kind == "print-stamp":
            continue
        for date in find_dates(document.text, block.span.start, block.span.end):
            if len(date.date.day) < 10:
                continue
            label = document.text[max(0, date.span.start - _LABEL_REACH) : date.span.start]
            # The nearest label counts: "Published 9 May, updated 10 May".
            update = max((word.end() for word in _UPDATE_WORD.finditer(label)), default=-1)
            publish = max((word.end() for word in _PUBLISH_WORD.finditer(label)), default=-1)
            changed = update > publish or (update < 0 and publish < 0 and "modified" in block.hints)
            rank = 0 if publish >= 0 and not changed else (1 if marked else 2 if hinted else 3)
            if zones.headline is not None and index < zones.headline:
                rank += _ABOVE_HEADLINE
            found.append(_Printed(date.span, date.date, rank, changed))
    return found


def _stated(document: Document, published: bool) -> tuple[Finding[PartialDate] | None, bool]:
    """The date the file states, and whether it states it under a loose name."""
    best: tuple[int, int] | None = None
    answer: Finding[PartialDate] | None = None
    for order, value in enumerate(document.markup):
        name = value.name.casefold()
        if value.scheme == "json":
            name = _FIELDS.get(name, "")
        elif value.scheme == "json-ld":
            if not _ARTICLE.match(value.name) or name.count(".") != 1:
                continue
            name = name.rsplit(".", 1)[-1]
        rank = (0 if name in _CHANGED else None) if not published else _STATED.get(name)
        if rank is None or (best is not None and best <= (rank, order)):
            continue
        date = read_stamp(value.value, _FIRST_NEWSPAPER) if value.scheme == "json" else read_stamp(value.value)
        if date is not None:
            best = (rank, order)
            answer = Finding(
                value=date,
                ground=Ground.MARKED_UP,
                by=rule("masthead/stated-date"),
                original=(value.original,) if value.original else (),
                zone=Zone.MARKUP,
            )
    return answer, best is not None and best[0] >= _LOOSE


_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?:/|-|$)")


def _from_address(document: Document) -> Finding[PartialDate] | None:
    found = _IN_ADDRESS.search(document.capture.url or "")
    date = read_stamp("-".join(found.groups())) if found else None
    if date is None:
        return None
    return Finding(value=date, ground=Ground.INFERRED, by=rule("masthead/address-date"), zone=Zone.ADDRESS)
