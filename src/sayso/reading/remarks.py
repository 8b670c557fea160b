"""What should a careful reader know about the statements?

Marks that do not close, headlines nobody says, authors spoken of, paragraphs in other languages.
"""

from collections.abc import Iterator, Sequence

from sayso.language.languages import READ, language_of
from sayso.language.running import running_text
from sayso.model.document import Document, Remark, Role
from sayso.model.record import Masthead, NameKind
from sayso.model.span import Span
from sayso.model.statement import Attribution, Quotation, QuotationKind

_SHOWN = 60
"""Code points of a quotation that a remark repeats; the place says the rest."""


def find_remarks(
    document: Document, masthead: Masthead, quotations: Sequence[Quotation], attributions: Sequence[Attribution]
) -> tuple[Remark, ...]:
    """``unbalanced-marks``, ``headline-quotation-absent``, ``author-is-subject`` and ``language-not-read``, in this order."""
    return (
        *_unbalanced(document, quotations),
        *_absent(document, quotations),
        *_author_as_source(document, masthead, attributions),
        *_unread(document),
    )


def _unread(document: Document) -> Iterator[Remark]:
    """One remark for each language in which attributions are not read, at its first paragraph."""
    found: dict[str, list[Span]] = {}
    running = running_text(document, Role.STANDFIRST, Role.BODY)
    for start, end in running.paragraphs():
        language = language_of(running.text[start:end])
        if language not in (None, READ):
            found.setdefault(str(language), []).append(Span(start, end))
    for language, places in found.items():
        many = "a paragraph" if len(places) == 1 else f"{len(places)} paragraphs"
        sentence = f"{many} in {language}: who says what is read in {READ}, and elsewhere at most beside quotation marks"
        yield Remark("language-not-read", sentence, places[0])


def _unbalanced(document: Document, quotations: Sequence[Quotation]) -> Iterator[Remark]:
    for quotation in quotations:
        if not quotation.closed:
            yield Remark("unbalanced-marks", f"a quotation is not closed: {_shown(document, quotation)}", quotation.span)


def _absent(document: Document, quotations: Sequence[Quotation]) -> Iterator[Remark]:
    for quotation in quotations:
        if quotation.kind is QuotationKind.HEADLINE and quotation.depth == 1 and quotation.match is None:
            sentence = f"quoted words in the headline have no match in the body: {_shown(document, quotation)}"
            yield Remark("headline-quotation-absent", sentence, quotation.span)


def _shown(document: Document, quotation: Quotation) -> str:
    words = " ".join(quotation.span.of(document.text).split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"


def _author_as_source(document: Document, masthead: Masthead, attributions: Sequence[Attribution]) -> Iterator[Remark]:
    """One remark for each person of the byline whom the body quotes or reports by name; who signs a letter has no cue."""
    sources = [span for one in attributions if one.cue for span in one.source]
    for author in masthead.authors:
        if author.value.kind is not NameKind.PERSON:
            continue
        place = next((span for span in sources if _names(span, document, author.value.name)), None)
        if place is not None:
            sentence = f"the body speaks of {author.value.name}, named as an author, in the third person"
            yield Remark("author-is-subject", sentence, place)


def _names(source: Span, document: Document, name: str) -> bool:
    """Whether a source is the author: the whole name stands in it, or it is the surname alone."""
    words = source.of(document.text).casefold().split()
    wanted = name.casefold().split()
    if not wanted:
        return False
    if words == wanted[-1:] and len(wanted) > 1:
        return True
    printed = " ".join(words)
    return f" {' '.join(wanted)} " in f" {printed.replace(',', ' ')} "
