"""How is a record shown as the page of a newspaper?  Its own blocks in its own words, in markup that says what each is.

The page describes itself: reading it back gives the same masthead, origin, filing, terms and statements.  So nothing of ours
stands between the article's blocks: menus are outside of it, and who says what is shown by the look of the words alone.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from sayso.export.findings import findings_of
from sayso.export.formats.newsarticle import kept_article
from sayso.export.kept import Kept
from sayso.export.links import address_of, host_address, web_address
from sayso.export.marks import Mark, MarkIndex, pieces, trimmed
from sayso.export.markup import quoted, shown
from sayso.export.pages import page_of
from sayso.export.trees import json_for_html
from sayso.model.document import Block, Document, Role
from sayso.model.finding import Finding
from sayso.model.legible import one_line
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.model.statement import Voice

ELEMENTS = {
    Role.HEADLINE: ("h1", "headline"),
    Role.STANDFIRST: ("p", "standfirst"),
    Role.BYLINE: ("p", "byline"),
    Role.TAXONOMY: ("p", "taxonomy"),
    Role.BODY: ("p", "body"),
    Role.CAPTION: ("figcaption", "caption"),
    Role.PULL_QUOTE: ("blockquote", "pull-quote"),
    Role.ORIGIN_NOTE: ("p", "origin-note"),
    Role.TERMS: ("p", "terms"),
    Role.BIO: ("p", "author-bio"),
    Role.CONTACT: ("p", "contact"),
}
"""The element and class of each role.  Menus and other furniture are shown where they are evidence; the sheet has them all."""
_ASIDES = {"masthead.standfirst": "standfirst", "masthead.byline": "byline", "masthead.published": "byline"}
"""The class of furniture that is evidence for a field; for any other it is small print."""
_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6", "li", "pre", "blockquote"})
"""Elements of the original that a block of the body keeps."""
_MAIL = re.compile(r"mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_RUBRIC = "rubric"

PageOf = Callable[[str, str], str]
"""Where the index page of a name stands: ``page_of("regions", "Sarn Valley")``, from the root of the site."""


def article_page(item: Kept, index_of: PageOf, sheet: str) -> str:
    """The page of one record, one folder below the root.  `sheet` is the address of its report."""
    record = item.record
    title = record.masthead.title.value if record.masthead.title else "No title found"
    # Not "en" where the language is not known: the page would say something that the original did not.
    language = record.masthead.language.value if record.masthead.language else None
    return page_of(
        title,
        f"<main>\n<article>\n{_blocks(record, index_of, title)}</article>\n</main>\n{_footer(item, index_of, sheet)}",
        up="../",
        head=_head(item, title),
        language=language if language and _LANGUAGE.fullmatch(language) else None,
    )


def _head(item: Kept, title: str) -> str:
    """What programs read: whose page it is a copy of, the licence if one covers the text, and all of the rest as JSON-LD."""
    record = item.record
    masthead, licence = record.masthead, record.terms.licence
    lines = [f'<meta property="og:type" content="article">\n<meta property="og:title" content="{quoted(title)}">\n']
    if masthead.publisher:
        lines.append(f'<meta property="og:site_name" content="{quoted(masthead.publisher.value.name)}">\n')
    address = address_of(record)
    if address:
        lines.append(f'<link rel="canonical" href="{quoted(address)}">\n')
        if masthead.publisher and masthead.publisher.value.host and _stands_on(address, masthead.publisher.value.host):
            lines.append(f'<meta property="og:url" content="{quoted(address)}">\n')
    terms = web_address(licence.value.url) if licence and licence.value.covers_text else None
    if terms:
        lines.append(f'<link rel="license" href="{quoted(terms)}">\n')
    lines.append(f'<script type="application/ld+json">{json_for_html(kept_article(item))}</script>\n')
    return "".join(lines)


def _stands_on(address: str, host: str) -> bool:
    """Whether the address is on the outlet's host, so that it may stand for it: a copy can lie on another."""
    return f".{urlsplit(address).hostname}".endswith(f".{host}")


def _blocks(record: Record, index_of: PageOf, title: str) -> str:
    document = record.document
    marks = MarkIndex([*_voices(record), *_links(record, index_of)])
    lines = []
    if not document.blocks_of(Role.HEADLINE):
        lines.append(f'<h1 class="headline">{shown(one_line(title))}</h1>\n')
    evidence = _evidence(record)
    for block in document.blocks:
        fields = list(dict.fromkeys(mark.key for span in block.spans for mark, _ in evidence.meeting(span)))
        if block.role in ELEMENTS or fields:
            element, look = _element(block, fields)
            words = "".join(_words(document, span, marks) for span in _with_joints(document, block))
            line = f'<{element} class="{look}" dir="auto">{words}</{element}>'
            wrapped = {"figcaption": f"<figure>{line}</figure>", "li": f"<ul>{line}</ul>"}
            lines.append(wrapped.get(element, line) + "\n")
    return "".join(lines)


def _element(block: Block, fields: Sequence[str]) -> tuple[str, str]:
    """The element and class of a block that is evidence for these fields."""
    if block.role not in ELEMENTS:
        return "p", _ASIDES.get(fields[0], "footer")
    element, look = ELEMENTS[block.role]
    if block.role is Role.BODY and block.tag in _TAGS:
        element = block.tag
    if block.kind == _RUBRIC:
        look = "kicker"
    if block.role is not Role.STANDFIRST and "masthead.standfirst" in fields:
        look += " summary"  # a paragraph of the text that is its standfirst too
    return element, look


def _evidence(record: Record) -> MarkIndex:
    """Where the findings about the whole item stand, by field: small print at a page's foot may say what may be reused."""
    return MarkIndex([Mark(key=found.path, look="", spans=found.finding.spans) for found in findings_of(record)])


def _with_joints(document: Document, block: Block) -> Iterator[Span | str]:
    """The halves of a block, and what stands between them: a space, or nothing where a hyphen at a line's end was left out."""
    whole, done = block.text_of(document.text), 0
    for number, span in enumerate(block.spans):
        if number and whole[done : done + 1] == " " and not whole.startswith(span.of(document.text), done):
            yield " "
            done += 1
        yield span
        done += len(span)


def _words(document: Document, span: Span | str, marks: MarkIndex) -> str:
    if isinstance(span, str):
        return span
    parts = []
    for piece in pieces(span, marks):
        words = shown(piece.span.of(document.text))
        looks = [mark.look for mark in piece.marks if mark.key == ""]
        if looks:
            words = f'<span class="{" ".join(dict.fromkeys(looks))}">{words}</span>'
        target = next((mark.key for mark in piece.marks if mark.key), None)
        parts.append(f'<a href="{quoted(target)}">{words}</a>' if target else words)
    return "".join(parts)


def _voices(record: Record) -> Iterator[Mark]:
    """How the body's words look: by whose they are, and how sure that is."""
    for run in record.voices:
        look = run.manner.value if run.voice is Voice.ATTRIBUTED and run.manner else run.voice.value
        if run.voice is not Voice.FURNITURE:
            yield Mark(key="", look=look, spans=(trimmed(run.span, record.document.text),))


def _links(record: Record, index_of: PageOf) -> Iterator[Mark]:
    """Ways to the index pages of what is filed, and the links of the original that lead to the web or to a mailbox."""
    filing, masthead = record.filing, record.masthead
    groups: tuple[tuple[str, Sequence[Finding[str]]], ...] = (
        ("regions", filing.regions),
        ("themes", filing.themes),
        ("dossiers", filing.dossiers),
        ("sections", filing.sections),
    )
    for folder, findings in groups:
        for one in findings:
            yield Mark(key=f"../{index_of(folder, one.value)}", look="", spans=one.spans)
    for author in masthead.authors:
        yield Mark(key=f"../{index_of('authors', author.value.name)}", look="", spans=author.spans)
    for link in record.document.links:
        target = web_address(link.target) or (link.target if _MAIL.fullmatch(link.target) else None)
        if target:
            yield Mark(key=target, look="", spans=(link.span,))


def _footer(item: Kept, index_of: PageOf, sheet: str) -> str:
    """Where it is filed here, where the copy was taken, and the way to the sheet with every finding."""
    record = item.record
    capture, filed = record.document.capture, filed_under(record)
    ways = "".join(
        f'<li><a href="../{index_of(folder, name)}">{shown(one_line(name))}</a></li>' for folder, names in filed for name in names
    )
    address = address_of(record)
    host = record.masthead.publisher.value.host if record.masthead.publisher else None
    front = host_address(host)
    lines = [f'<li><a href="../{quoted(sheet)}">who says what, with every finding</a></li>']
    if address:
        lines.append(f'<li><a href="{quoted(address)}">the page this is a copy of</a></li>')
    elif front:
        lines.append(f'<li><a href="{quoted(front)}">{quoted(front)}</a></li>')
    taken = f" {capture.taken.day}" if capture.taken else ""
    return (
        f'<footer class="site-footer" lang="en">\n<nav class="menu" aria-label="Filed"><ul>{ways}</ul></nav>\n'
        f'<nav class="menu" aria-label="Evidence"><ul>{"".join(lines)}</ul></nav>\n'
        f'<nav class="menu" aria-label="Copy"><ul><li>sha-256{taken} {quoted(capture.sha256)}</li></ul></nav>\n'
        '<nav class="menu" aria-label="Marks"><ul><li><span class="direct">direct</span></li>'
        '<li><span class="indirect">indirect</span></li><li><span class="mixed">mixed</span></li>'
        '<li><span class="undetermined">undetermined</span></li><li><span class="own">own voice</span></li></ul></nav>\n'
        "</footer>\n"
    )


def filed_under(record: Record) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Under which names a record stands in the indexes, by folder."""
    masthead, filing = record.masthead, record.filing
    return (
        ("outlets", (masthead.publisher.value.name,) if masthead.publisher else ()),
        ("dates", (masthead.published.value.day[:7],) if masthead.published else ()),
        ("regions", _names(filing.regions)),
        ("themes", _names(filing.themes)),
        ("dossiers", _names(filing.dossiers)),
        ("sections", _names(filing.sections)),
        ("authors", tuple(dict.fromkeys(author.value.name for author in masthead.authors))),
    )


def _names(findings: Sequence[Finding[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in findings))
