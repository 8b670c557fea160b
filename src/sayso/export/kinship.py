"""How are some articles related?  Their families, who was copied from whom and what shows it, ready to be printed or drawn."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from sayso.export.originals import missing_originals
from sayso.language.folding import fold
from sayso.language.rarity import rare_phrases
from sayso.model.descent import Evidence, EvidenceSort, Witness
from sayso.model.legible import one_line
from sayso.model.lines import Lines
from sayso.model.record import Record
from sayso.model.reuse import Overlap, OverlapKind
from sayso.model.span import Span
from sayso.store.copies import article
from sayso.store.library import Library
from sayso.store.rows import searched_spans
from sayso.tracing.descent import DECIDED, SURE, choose_parents, find_directions

SHORT = 12
"""Digits by which an item of a library is called."""
MOST = 200
"""Members of a family that are compared with each other: all pairs of them are twenty thousand."""
CERTAIN = 0.99
"""Probability above which two digits would say that something is certain, which nothing here is."""
PHRASES = 3
"""Rare phrases of each text: one may have been edited away in the copy that is looked for."""
_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})

SAYS = {
    EvidenceSort.CREDIT: "names the other’s outlet",
    EvidenceSort.SELF_REFERENCE: "speaks of the other’s outlet as the other does",
    EvidenceSort.QUOTATION: "quotes what the other says itself",
    EvidenceSort.DAMAGE: "has words misread",
    EvidenceSort.CUT: "has nothing of its own, and the other goes on",
    EvidenceSort.TRIM: "leaves words out",
    EvidenceSort.COMPILED: "is put together from several",
    EvidenceSort.ELSEWHERE: "the other was copied more often",
    EvidenceSort.MARKS: "has its quotation marks flattened",
    EvidenceSort.DATE: "is dated later",
}
"""What a piece of evidence says of the copy."""


class Kin(Struct, frozen=True, kw_only=True):
    """One item.  `family` numbers the families from 1, largest first; None where nothing of it was republished.

    `copied_from` is the item, by name, that it was copied from as far as that is said, with `p`; `names` is the outlet that it
    prints as its first publisher where none of the items is of that outlet.  `original` is the address that it gives as its
    original's where that is none of the items; `fetched_for` are the items that gave this one's, where it was fetched for that.
    `phrases` are to be looked for elsewhere; those of a family stand at the one its copies are held to come from.
    """

    name: str
    id: str
    title: str | None
    outlet: str | None
    date: str | None
    url: str | None
    family: int | None
    copied_from: str | None
    p: float | None
    names: str | None
    original: str | None = None
    fetched_for: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


class Shown(Struct, frozen=True, kw_only=True):
    """One piece of evidence, with the words of the copy that are it."""

    sort: EvidenceSort
    copy: str
    source: str
    weight: float
    words: str | None
    span: Span | None


class Link(Struct, frozen=True, kw_only=True):
    """Two items that share text: what and where, and what speaks for one having been copied from the other.

    `copy` and `source` are None where that is not said; `p` is how sure it is that it was not the other way round.
    """

    overlap: Overlap
    copy: str | None
    source: str | None
    p: float | None
    evidence: tuple[Shown, ...]


class Kinship(Struct, frozen=True, kw_only=True):
    """Items in the order they were given, the links between them, and where it is asked for, their lines of sourcing."""

    items: tuple[Kin, ...]
    links: tuple[Link, ...]
    lines: Lines | None = None

    def families(self) -> list[list[Kin]]:
        """The members of each family, by its number."""
        found: dict[int, list[Kin]] = {}
        for item in self.items:
            if item.family is not None:
                found.setdefault(item.family, []).append(item)
        return [found[number] for number in sorted(found)]


def witness_of(name: str, record: Record) -> Witness:
    """What a record says of its item as one of several."""
    head, document = record.masthead, record.document
    spans = [(span.start, span.end) for span in searched_spans(document)]
    return Witness(
        name=name,
        text=article(document.text, spans),
        outlet=one_line(head.publisher.value.name) if head.publisher else None,
        date=head.published.value.iso if head.published else None,
        origin=one_line(record.origin.publisher.value) if record.origin.publisher else None,
    )


def kinship_of(
    items: Sequence[tuple[str, Record]],
    overlaps: Sequence[Overlap] | None = None,
    phrases: int = 0,
    fetched: Mapping[str, tuple[str, ...]] = _NONE,
) -> Kinship:
    """How items are related, each under a name of its own.  `overlaps` are those between them where they are known already.

    With `phrases`, so many rare ones of each family and of each other item are given.  `fetched` are the items that were fetched
    because others give their address as the original's, with those others.
    """
    witnesses = {name: witness_of(name, record) for name, record in items}
    if overlaps is None:
        from sayso.tracing.pipeline import trace  # compiled code: only who compares waits for it

        overlaps = list(trace([one.text for one in witnesses.values()], list(witnesses)).overlaps())
    found = find_directions(witnesses, overlaps)
    directions = {(overlap.a, overlap.b): direction for overlap, direction in found}
    parents = choose_parents(witnesses, found)
    links = []
    for overlap in overlaps:
        direction = directions.get((overlap.a, overlap.b))
        said = direction if direction is not None and direction.p >= DECIDED else None
        links.append(
            Link(
                overlap=overlap,
                copy=said.copy if said else None,
                source=said.source if said else None,
                p=said.p if said else None,
                evidence=tuple(_shown(one, witnesses) for one in direction.evidence) if direction else (),
            )
        )
    sure = {(link.copy, link.source): link.p for link in links if link.copy}
    families = _families([name for name, _ in items], overlaps)
    missing = {name: address for address, names in missing_originals(dict(items)).items() for name in names}
    outlets = {(one.outlet or "").casefold().removeprefix("the ") for one in witnesses.values()}
    rare = _phrases(witnesses, families, parents, overlaps, phrases) if phrases else {}
    return Kinship(
        items=tuple(
            Kin(
                name=name,
                id=record.document.capture.sha256,
                title=one_line(record.masthead.title.value) if record.masthead.title else None,
                outlet=witnesses[name].outlet,
                date=witnesses[name].date,
                url=record.document.capture.url,
                family=families.get(name),
                copied_from=parents.get(name),
                p=sure.get((name, parents.get(name))),
                names=_not_held(witnesses[name].origin, outlets),
                original=missing.get(name),
                fetched_for=fetched.get(name, ()),
                phrases=rare.get(name, ()),
            )
            for name, record in items
        ),
        links=tuple(links),
    )


def kinship_in(library: Library, id_: str, other: str | None = None) -> tuple[Kinship, int]:
    """The family of an item of a library, it first, and what shares a passage with it; how many members are left out.

    `other` is a member that is not to be left out.  Each is called by the first `SHORT` digits of its id.
    """
    whole = library.resolve(id_)
    members = library.copies.family(whole).members
    first = [whole, *(one for one in members if one == other and one != whole)]
    shown = [*first, *(one for one in members if one not in first)][:MOST]
    beside = [one.b for one in library.copies.of(whole) if one.kind is OverlapKind.PASSAGE and one.b not in members]
    ids = [*shown, *beside[:MOST]]
    overlaps = [replace(one, a=one.a[:SHORT], b=one.b[:SHORT]) for one in library.copies.overlaps(ids)]
    return kinship_of([(one[:SHORT], library.record(one)) for one in ids], overlaps), len(members) - len(shown)


def in_tree(members: Sequence[Kin]) -> list[tuple[Kin, int]]:
    """The members of a family from top to bottom, each under the one it was copied from, the earlier first, and how deep."""
    children: dict[str | None, list[Kin]] = {}
    held = {item.name for item in members}
    for item in sorted(members, key=lambda one: (one.date is None, one.date or "", one.name), reverse=True):
        children.setdefault(item.copied_from if item.copied_from in held else None, []).append(item)
    walked: list[tuple[Kin, int]] = []
    todo = [(item, 0) for item in children.get(None, [])]
    while todo:
        item, depth = todo.pop()
        walked.append((item, depth))
        todo += [(child, depth + 1) for child in children.get(item.name, [])]
    return walked


def are_one_page(one: Kin, other: Kin) -> bool:
    """Whether two items are versions of one page, or of one outlet's story."""
    return bool(one.url and one.url == other.url) or bool(one.outlet and one.outlet == other.outlet)


def in_words(p: float) -> str:
    """How sure something is that is said at all.

    >>> in_words(0.97), in_words(0.8), in_words(0.9999)
    ('very likely, p 0.97', 'likely, p 0.80', 'very likely, p over 0.99')
    """
    figure = "over 0.99" if p > CERTAIN else f"{p:.2f}"
    return f"{'very likely' if p >= SURE else 'likely'}, p {figure}"


def ground_in_words(one: Shown) -> str:
    """A piece of evidence, said of the copy."""
    return f"{SAYS[one.sort]}: “{one.words}”" if one.words else SAYS[one.sort]


def _phrases(
    witnesses: dict[str, Witness],
    families: dict[str, int],
    parents: Mapping[str, str],
    overlaps: Sequence[Overlap],
    count: int,
) -> dict[str, tuple[str, ...]]:
    """Rare phrases of each family, from the text its copies are held to come from and what it shares with them; and of others."""
    groups: dict[int | str, list[str]] = {}
    for name in witnesses:
        groups.setdefault(families.get(name, name), []).append(name)
    sources = {group: _source(names, parents, witnesses) for group, names in groups.items()}
    words = {group: set(fold(witnesses[source].text)) for group, source in sources.items()}
    holders = Counter(word for held in words.values() for word in held)
    houses = {house for one in witnesses.values() for house in (one.outlet, one.origin) if house}
    found = {}
    for group, source in sources.items():
        others = {word: holders[word] - 1 for word in words[group] if holders[word] > 1}
        shared = _shared(source, overlaps)
        found[source] = rare_phrases(witnesses[source].text, count, within=shared, houses=houses, held=others)
    return found


def _source(names: Sequence[str], parents: Mapping[str, str], witnesses: dict[str, Witness]) -> str:
    """The member most of the others are held to come from, directly or by way of others; the earliest of several, by date."""
    below = dict.fromkeys(names, 0)
    for name in names:
        seen = {name}
        while (parent := parents.get(name)) in below and parent not in seen:
            below[parent] += 1
            seen.add(parent)
            name = parent
    return min(names, key=lambda name: (-below[name], witnesses[name].date or "9999", name))


def _shared(name: str, overlaps: Sequence[Overlap]) -> list[Span]:
    """What a text shares with its copies, furniture left out."""
    copies = [one for one in overlaps if one.kind is OverlapKind.REPUBLICATION and name in (one.a, one.b)]
    return [shared.a if one.a == name else shared.b for one in copies for shared in one.shared if not shared.furniture]


def _not_held(origin: str | None, outlets: Iterable[str]) -> str | None:
    return origin if origin and origin.casefold().removeprefix("the ") not in outlets else None


def _shown(one: Evidence, witnesses: dict[str, Witness]) -> Shown:
    words = one_line(one.span.of(witnesses[one.copy].text)) if one.span else None
    return Shown(sort=one.sort, copy=one.copy, source=one.source, weight=round(one.weight, 2), words=words, span=one.span)


def _families(names: Sequence[str], overlaps: Sequence[Overlap]) -> dict[str, int]:
    """The number of each item's family, the largest family first and among equals that of the first item."""
    of = {name: {name} for name in names}
    for overlap in overlaps:
        if overlap.kind is OverlapKind.REPUBLICATION and of[overlap.a] is not of[overlap.b]:
            together = of[overlap.a] | of[overlap.b]
            for name in together:
                of[name] = together
    distinct = {id(members): members for name in names if len(members := of[name]) > 1}
    ordered = sorted(distinct.values(), key=lambda members: (-len(members), min(map(names.index, members))))
    return {name: number for number, members in enumerate(ordered, 1) for name in members}
