"""What is found out about a phrase that names a source: who it is, of what kind, and by which rule."""

from collections.abc import Sequence

from msgspec import Struct

from sayso.language.nouns import CLASS, DOCUMENT, ORGANISATION, PART, PEOPLE, Noun, noun_of
from sayso.language.proper_names import DOCUMENT_NAME, PERSON_NAME
from sayso.language.source_words import source_words
from sayso.language.words import word_class
from sayso.model.span import Span
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Entity, span_of
from sayso.reading.sources.phrases import Phrase


class Resolution(Struct, frozen=True):
    """Whom a phrase means.

    Equal `key` is the same source; `spans` are where `name` is printed, empty where it was put together.
    """

    key: str
    name: str
    spans: tuple[Span, ...]
    kind: SourceKind
    named: bool
    mention: MentionKind
    rule: str
    entity: Entity | None = None
    noun: Noun | None = None


def of_entity(page: Page, entity: Entity, mention: MentionKind, rule: str) -> Resolution:
    """The source that a named entity is, or a person described before."""
    kind = {PERSON_NAME: SourceKind.PERSON, "people": SourceKind.GROUP, DOCUMENT_NAME: SourceKind.DOCUMENT}.get(
        entity.sort, SourceKind.ORGANISATION
    )
    if not entity.named:
        kind = SourceKind.UNNAMED_PERSON
    key = f"entity:{entity.number}"
    return Resolution(key, entity.name, (span_of(page, entity.place),), kind, entity.named, mention, rule, entity)


def again(found: Resolution, mention: MentionKind, rule: str) -> Resolution:
    """The same source, mentioned in another way."""
    return Resolution(found.key, found.name, found.spans, found.kind, found.named, mention, rule, found.entity, found.noun)


def unclear(page: Page, span: Span, mention: MentionKind) -> Resolution:
    """A source of which nobody could say who it is; each is its own."""
    return Resolution(f"unclear:{span.start}", span.of(page.text), (span,), SourceKind.UNCLEAR, False, mention, "unclear")


def put_together(name: str, kind: SourceKind, named: bool, rule: str, spans: tuple[Span, ...] = ()) -> Resolution:
    """A source whose name is made of others' names."""
    return Resolution(f"text:{name.casefold()}", name, spans, kind, named, MentionKind.NOMINAL, rule)


def kind_of(noun: Noun | None, plural: bool, quantified: bool) -> SourceKind:
    """The kind of a source described by a noun and by no name."""
    if noun is None or noun.kind == PART:
        return SourceKind.UNNAMED_GROUP if plural or quantified else SourceKind.UNCLEAR
    if noun.kind == DOCUMENT:
        return SourceKind.DOCUMENT
    if noun.kind == ORGANISATION:
        if noun.plural and noun.type == "government" and not quantified:
            return SourceKind.GROUP  # "the nations of the world"
        return SourceKind.UNNAMED_GROUP if noun.plural or quantified else SourceKind.ORGANISATION
    if noun.kind in (CLASS, PEOPLE) and plural and not quantified:
        return SourceKind.GROUP
    return SourceKind.UNNAMED_GROUP if plural or quantified else SourceKind.UNNAMED_PERSON


def is_share(page: Page, phrase: Phrase) -> bool:
    """Whether a phrase gives a share of people: "12 percent of voters", "both candidates", "one in three"."""
    low = page.words.low[phrase.first : phrase.last]
    head = low[: max(1, phrase.cut - phrase.first)]
    if low[0] == "both" or ("per" in head and "cent" in head) or _opens_with_share(low[:_LEAD]):
        return True
    return any(
        low[at] == "in" and _is_number(low[at - 1]) and _is_number(low[at + 1]) for at in range(1, min(_LEAD, len(low) - 1))
    )


_LEAD = 5
"""Tokens in which a share is told: "nearly nine out of | ten" is none of the longest."""


def _opens_with_share(low: Sequence[str]) -> bool:
    """Whether a share stands before any other noun: "a strong | majority of pilots", and not "critics in | both parties"."""
    for word in low:
        if word in source_words("share"):
            return True
        if word in word_class("preposition") or (noun_of(word) is not None and word not in source_words("gathering")):
            return False
    return False


def _is_number(low: str) -> bool:
    return low[0].isdigit() or low in source_words("quantifier")


def possessive(name: str) -> str:
    """A name with the ending that says whose."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"
