"""Who answers for each stretch of the body?  A source, the outlet itself, or nobody can tell."""

from collections.abc import Sequence

from sayso.model.document import Document, Role
from sayso.model.statement import Attribution, Insertion, Quotation, VoiceRun
from sayso.reading.voices.article import read_article
from sayso.reading.voices.furniture import find_furniture
from sayso.reading.voices.layout import read_layout, read_printed
from sayso.reading.voices.reader import Reader
from sayso.reading.voices.reports import find_anchors, outermost, reporting
from sayso.reading.voices.signed import find_signed, find_signers
from sayso.reading.voices.unclaimed import claim_quotations


def assign_voices(
    document: Document,
    quotations: Sequence[Quotation],
    insertions: Sequence[Insertion],
    attributions: Sequence[Attribution],
) -> tuple[VoiceRun, ...]:
    """Cut every body block into runs that lie side by side, each with one voice.

    A run is attributed, by the outermost attribution, where one reports what its source said or thinks; the words that lay it to
    the source are cue; what may carry a report on is undetermined; all else is the outlet's own.
    """
    article = read_article(document, quotations)
    signers = find_signers(read_printed(article), attributions)
    numbers = reporting(article, attributions, frozenset(signers.values()))
    pieces = claim_quotations(article, outermost(article, attributions, numbers))
    anchors = find_anchors(article, attributions, numbers)
    layout = read_layout(article, anchors)
    pages = sorted(find_furniture(article, document.text, layout.spoken))
    reader = Reader(article, attributions, pieces, anchors, pages, layout, signers)
    for paragraph in article.paragraphs:
        reader.read(paragraph)
    spans = sorted(span for block in document.blocks_of(Role.BODY) for span in block.spans)
    return tuple(reader.canvas.runs(article.text, spans))


__all__ = ["assign_voices", "find_signed"]
