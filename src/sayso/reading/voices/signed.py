"""Whose statement is a text printed whole?  An attribution to whoever signs it, or is named above it."""

from collections.abc import Mapping, Sequence
from itertools import chain

from sayso.model.document import Document
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner, Quotation
from sayso.reading.voices.article import read_article
from sayso.reading.voices.layout import announced_end, read_printed
from sayso.reading.voices.printed import ANNOUNCED, Printed
from sayso.reading.voices.reports import find_anchors, reporting


def find_signed(
    document: Document, quotations: Sequence[Quotation], attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The texts printed whole, each laid to who signs it; `attributions` tell where an announced text ends."""
    article = read_article(document, quotations)
    printed = read_printed(article)
    if not printed:
        return ()
    anchors = find_anchors(article, attributions, reporting(article, attributions))
    texts: dict[Span, list[Span]] = {}
    rules: dict[Span, str] = {}
    for paragraph in article.paragraphs:
        for piece in printed.get(paragraph.start, ()):
            if piece.author is None or piece.label:
                continue
            end = announced_end(paragraph, anchors) if piece.by == ANNOUNCED else piece.end
            texts.setdefault(piece.author, []).extend(article.running.pieces(piece.start, end))
            rules[piece.author] = piece.by
    return tuple(
        Attribution(
            content=tuple(content),
            manner=Manner.DIRECT,
            by=rule(f"attributions/{rules[author]}"),
            source=article.running.pieces(author.start, _line_end(document.text, author)),
        )
        for author, content in texts.items()
        if content
    )


def _line_end(text: str, author: Span) -> int:
    """Where a name ends that a place follows on the next line."""
    return author.start + len(author.of(text).partition("\n")[0])


def find_signers(printed: Mapping[int, Sequence[Printed]], attributions: Sequence[Attribution]) -> dict[Span, int]:
    """By the place where an author is named the number of the attribution of the text, which has no cue and begins with it."""
    begins: dict[int, int] = {}
    for number, one in enumerate(attributions):
        if not one.cue and one.content:
            begins.setdefault(one.content[0].start, number)
    signers: dict[Span, int] = {}
    for piece in chain.from_iterable(printed.values()):
        if piece.author is not None and not piece.label and piece.start in begins:
            signers.setdefault(piece.author, begins[piece.start])
    return signers
