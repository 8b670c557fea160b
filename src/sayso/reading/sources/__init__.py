"""Who answers for each statement?  Mentions of people, bodies, groups and documents, joined into one entry a source."""

from collections.abc import Sequence

from sayso.language.nouns import DOCUMENT, ORGANISATION, PERSON, noun_of
from sayso.model.document import Document
from sayso.model.record import Masthead
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner, Source
from sayso.reading.sources.authors import find_authors, find_signers
from sayso.reading.sources.beside import as_outlet, names_beside, with_fuller_name
from sayso.reading.sources.chain import SEXES, Chain
from sayso.reading.sources.ledger import make_ledger
from sayso.reading.sources.page import Page, open_page, uncontracted
from sayso.reading.sources.people import Cast, read_cast
from sayso.reading.sources.phrases import read_phrase
from sayso.reading.sources.resolution import Resolution, again
from sayso.reading.sources.resolve import Resolver
from sayso.reading.sources.roles import read_roles


def resolve_sources(document: Document, masthead: Masthead, attributions: Sequence[Attribution]) -> tuple[Source, ...]:
    """The sources of the attributions, in the order in which they first speak.

    An attribution without a source has none here; `Source.statements` count the attributions as given.
    """
    spans = [_whole(one.source) for one in attributions if one.source]
    if not spans:
        return ()
    page = open_page(document)
    names = names_beside(document, masthead)
    resolved = {
        span: as_outlet(with_fuller_name(found, names), masthead)
        for span, found in resolve_spans(page, spans, attributions).items()
    }
    found = [
        (_whole(one.source), number, resolved[_whole(one.source)])
        for number, one in enumerate(attributions)
        if one.source and _whole(one.source) in resolved
    ]
    return make_ledger(document.text, page, sorted(found, key=lambda one: (one[0].start, one[1])))


def resolve_spans(page: Page, spans: Sequence[Span], attributions: Sequence[Attribution]) -> dict[Span, Resolution]:
    """Whom each of the spans means, the attributions telling who says what around them."""
    asked = sorted({*spans}, key=lambda span: (span.start, span.end))
    chain, events = open_chain(page, asked, attributions)
    resolver = Resolver(page, chain, find_authors(page) | find_signers(page, attributions))
    found: dict[Span, Resolution] = {}
    notable = {
        at for at, word in enumerate(page.words.low) if (noun := noun_of(word)) and noun.kind in (DOCUMENT, ORGANISATION, PERSON)
    }
    todo = sorted({*events, *notable})
    at = 0
    for span in asked:
        first, last = page.tokens_of(span)
        while at < len(todo) and todo[at] < first:
            chain.read_token(todo[at])
            if todo[at] in notable:
                resolver.note(todo[at])
            at += 1
        found[span] = resolver.resolve(span)
        notable.difference_update(range(first, last))
    # Who signs is known only at the signature, which mostly stands below the "I" of a letter.
    for span, one in found.items():
        if one.rule == "signature" and one.spans[0] in found:
            found[span] = again(found[one.spans[0]], one.mention, one.rule)
    return found


def open_chain(page: Page, spans: Sequence[Span], attributions: Sequence[Attribution]) -> tuple[Chain, list[int]]:
    """A chain at the beginning of an article, and the tokens that it has to read: names and pronouns."""
    sources: dict[int, int] = {}
    contents = []
    for number, attribution in enumerate(attributions):
        for span in attribution.source:
            sources.update(dict.fromkeys(range(*page.tokens_of(span)), number))
        contents += [(*page.tokens_of(span), number) for span in attribution.content]
    asked = {*spans, *(_whole(one.source) for one in attributions if one.source)}
    for span in asked:
        for token in range(*page.tokens_of(span)):
            sources.setdefault(token, -1)
    cast = read_cast(page, sources)
    read_roles(page, cast)
    direct = frozenset(number for number, attribution in enumerate(attributions) if attribution.manner is Manner.DIRECT)
    chain = Chain(page, cast, _heads(page, cast, sources, sorted(asked)), sorted(contents), direct)
    pronouns = (at for at, word in enumerate(page.words.low) if word in SEXES or uncontracted(word) in SEXES)
    return chain, sorted({named.name.first for named in cast.named} | {*pronouns})


def _heads(page: Page, cast: Cast, sources: dict[int, int], asked: Sequence[Span]) -> dict[int, int]:
    """Of the tokens of sources those that name who speaks, and not whose aide or what of: with the number of the attribution."""
    heads: dict[int, int] = {}
    for span in asked:
        phrase = read_phrase(page, cast, *page.tokens_of(span))
        if phrase is None:
            continue
        named = phrase.name or (cast.at.get(phrase.cut + 1) if page.words.low[phrase.cut : phrase.cut + 1] == [","] else None)
        tokens = range(named.name.first, named.name.last) if named else range(phrase.first, phrase.cut)
        if named is None and phrase.last - phrase.first > 1 and not (phrase.noun and phrase.noun.kind == PERSON):
            continue
        if named:
            named.entity.spoke = True
        heads.update((token, sources[token]) for token in tokens if token in sources)
    return heads


def _whole(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


__all__ = ["resolve_sources", "resolve_spans"]
