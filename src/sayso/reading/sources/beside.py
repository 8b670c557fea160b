"""What does the page say around the article that tells more of its sources?  Fuller names, and which of them is the outlet."""

from collections.abc import Iterator

from sayso.language.outlets import same_outlet
from sayso.language.proper_names import PERSON_NAME, find_names, read_spelling
from sayso.language.words import Words
from sayso.model.document import Document, Role
from sayso.model.record import Masthead, NameKind
from sayso.model.span import Span
from sayso.model.statement import SourceKind
from sayso.reading.sources.people import Entity
from sayso.reading.sources.resolution import Resolution

_ROLES = frozenset((Role.BYLINE, Role.BIO, Role.CAPTION))
_LONGEST = 3000
"""Code points of a block that is looked at for names; biographies and captions are shorter."""

FullerName = tuple[tuple[str, ...], Span]


def names_beside(document: Document, masthead: Masthead) -> list[FullerName]:
    """The names of people in byline, biography and captions, in words, and where they stand."""
    found = [
        (tuple(author.value.name.split()), author.spans[0])
        for author in masthead.authors
        if author.value.kind is NameKind.PERSON and author.spans
    ]
    return found + [name for block in document.blocks if block.role in _ROLES for name in _names(document.text, block.span)]


def with_fuller_name(found: Resolution, names: list[FullerName]) -> Resolution:
    """A person by the fullest name that the page gives: "Ida Mara Fenn" of the biography for "Ida Fenn"."""
    entity = found.entity
    if found.kind is not SourceKind.PERSON or entity is None:
        return found
    fuller = max((name for name in names if _is_fuller(entity, name[0])), key=lambda name: len(name[0]), default=None)
    if fuller is None:
        return found
    text = " ".join(fuller[0])
    return Resolution(found.key, text, (fuller[1],), found.kind, True, found.mention, found.rule, entity, found.noun)


def as_outlet(found: Resolution, masthead: Masthead) -> Resolution:
    """The outlet where a source is the outlet by name, and the outlet's name where the article says "we"."""
    publisher = masthead.publisher
    if publisher is None or found.rule == "author" or found.kind not in (SourceKind.OUTLET, SourceKind.ORGANISATION):
        return found
    if found.kind is SourceKind.ORGANISATION and not (found.named and same_outlet(found.name, publisher.value.name)):
        return found
    name = publisher.value.name
    return Resolution("outlet", name, publisher.spans, SourceKind.OUTLET, True, found.mention, found.rule)


def _names(text: str, span: Span) -> Iterator[FullerName]:
    words = Words()
    words.add_plain(text, span.start, min(span.end, span.start + _LONGEST))
    if not len(words):
        return
    bounds = (0, len(words))
    for name in find_names(words, *bounds, read_spelling(words, [bounds])):
        if name.sort == PERSON_NAME and len(name.parts) > 1:
            yield name.parts, Span(words.starts[name.first], words.ends[name.last - 1] - 2 * name.possessive)


def _is_fuller(entity: Entity, parts: tuple[str, ...]) -> bool:
    """Whether a name has all the words of an entity's, the surname last, and more."""
    own = [part.casefold().strip(".") for part in entity.parts]
    other = [part.casefold().strip(".") for part in parts]
    return len(other) > len(own) and other[-1] == own[-1] and (len(own) == 1 or other[0] == own[0]) and set(own) <= set(other)
