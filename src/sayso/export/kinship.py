"""How are some articles related?  Their families, who was copied from whom and what shows it, ready to be printed or drawn."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from sayso.export.links import address_of
from sayso.export.originals import missing_originals
from sayso.export.phrases import phrases_of
from sayso.export.sources import doubt
from sayso.language.outlets import host_agrees, host_of, outlet_key
from sayso.language.pages import page_key, read_archived
from sayso.model.descent import Evidence, EvidenceSort, Witness
from sayso.model.legible import one_line
from sayso.model.lines import Lines
from sayso.model.record import Record
from sayso.model.reuse import Overlap, OverlapKind
from sayso.model.span import Span
from sayso.store.copies import article
from sayso.store.library import Library
from sayso.store.origins import SHORT
from sayso.store.rows import searched_spans
from sayso.store.rulings import Ruling, RulingSort, join
from sayso.tracing.descent import DECIDED, SURE, Found, choose_parents, find_directions
from sayso.tracing.descent.versions import find_versions

MOST = 200
"""Members of a family that are compared with each other: all pairs of them are twenty thousand."""
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
RULED = {RulingSort.CONFIRM: "confirmed", RulingSort.REJECT: "rejected", RulingSort.KEEP_APART: "kept apart"}
"""What a person's decision does to a link."""


def ruled(one: Ruling) -> str:
    """Who decided what of a link, when and why: ``confirmed by desk, 2031-04-09: rang the editor``."""
    return one_line(f"{RULED[one.sort]} by {one.who}, {one.on}: {one.why}")


Outlets = Mapping[int | None, Set[str]]


class Kin(Struct, frozen=True, kw_only=True):
    """One item.  `family` numbers the families from 1, largest first; None where nothing of it was republished.

    `copied_from` is the item, by name, that it was copied from as far as that is said, with `p`, or with the number of the
    decision, one of the link's rulings, by which a person said so; `names` is the outlet that it prints as its first publisher
    where no item of its family is of that outlet (see `Kinship.absent`), and `or_from` the outlet that what it was copied from
    so names, where nothing shows that it was not taken from there as well.  Items of one `page` are its versions and no copies of
    each other; `version_of` is the one before it, `captured` and `modified` say when this one was.  `original` is the address
    that it gives as its original's where that is none of the items; `fetched_for` are the items that gave this one's, where it
    was fetched for that.  `phrases` are to be looked for elsewhere; those of a family stand at the one its copies are held to
    come from.
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
    or_from: str | None = None
    decision: int | None = None
    page: str | None = None
    captured: str | None = None
    modified: str | None = None
    version_of: str | None = None
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

    `copy` and `source` are None where that is not said; `p` is how sure it is that it was not the other way round, None where a
    person said it.  `rulings` is what persons decided about the two.
    """

    overlap: Overlap
    copy: str | None
    source: str | None
    p: float | None
    evidence: tuple[Shown, ...]
    rulings: tuple[Ruling, ...] = ()

    @property
    def confirmed(self) -> Ruling | None:
        """The decision by which a person said who was copied from whom."""
        return next((one for one in self.rulings if one.sort is RulingSort.CONFIRM), None)


class Counted(Struct, frozen=True, kw_only=True):
    """What the members of a family are: `copies` is None where all are versions of one page; `versions` says how many are."""

    copies: int | None
    outlets: int
    versions: str | None


def count_copies(members: Sequence[tuple[str | None, str | None]]) -> Counted:
    """How many copies and versions some items are, each given as its page and its outlet; versions of one page are one copy.

    >>> count_copies([("a.example/1", "A"), ("a.example/1", "A"), ("b.example/7", "B")])
    Counted(copies=2, outlets=2, versions='2 versions of one page')
    """
    pages = Counter(page for page, _ in members if page is not None)
    several = [count for count in pages.values() if count > 1]
    versions = f"{sum(several):,} versions of {'one page' if len(several) == 1 else f'{len(several):,} pages'}"
    return Counted(
        copies=None if several == [len(members)] else len(members) - sum(several) + len(several),
        outlets=len({outlet_key(outlet) for _, outlet in members if outlet}),
        versions=versions if several else None,
    )


class Absent(Struct, frozen=True, kw_only=True):
    """An original of which nothing is there: the `outlet` that some copies of a family name as their first publisher.

    `copies` are those, by name, that are not held to come from another item.
    """

    outlet: str
    family: int
    copies: tuple[str, ...]


class Kinship(Struct, frozen=True, kw_only=True):
    """Items in the order they were given, the links between them, the originals that they name and that are not there, and where
    it is asked for, their lines of sourcing.

    `compared` is how many items of a library the first was compared with, itself among them, where the others are those that it
    shares text with; None where the items are all there are.
    """

    items: tuple[Kin, ...]
    links: tuple[Link, ...]
    absent: tuple[Absent, ...] = ()
    lines: Lines | None = None
    compared: int | None = None

    def families(self) -> list[list[Kin]]:
        """The members of each family, by its number."""
        found: dict[int, list[Kin]] = {}
        for item in self.items:
            if item.family is not None:
                found.setdefault(item.family, []).append(item)
        return [found[number] for number in sorted(found)]


def witness_of(name: str, record: Record) -> Witness:
    """What a record says of its item as one of several."""
    head, document, capture = record.masthead, record.document, record.document.capture
    archived = read_archived(capture.url)
    taken = archived.taken if archived else capture.taken.iso if capture.taken else None
    spans = [(span.start, span.end) for span in searched_spans(document)]
    return Witness(
        name=name,
        text=article(document.text, spans),
        outlet=one_line(head.publisher.value.name) if head.publisher else None,
        date=head.published.value.iso if head.published else None,
        origin=one_line(record.origin.publisher.value) if record.origin.publisher else None,
        page=page_key(capture.url) or _stated_page(record),
        modified=head.modified.value.iso if head.modified else None,
        taken=taken,
    )


def _stated_page(record: Record) -> str | None:
    """The page that a file says it is, where the host is that of its outlet: reprints state their original's address too."""
    publisher, stated = record.masthead.publisher, address_of(record)
    return page_key(stated) if publisher and host_agrees(host_of(stated), publisher.value.name) else None


def kinship_of(
    items: Sequence[tuple[str, Record]],
    overlaps: Sequence[Overlap] | None = None,
    phrases: int = 0,
    fetched: Mapping[str, tuple[str, ...]] = _NONE,
    rulings: Sequence[Ruling] = (),
    families: Mapping[str, int] | None = None,
) -> Kinship:
    """How items are related, each under a name of its own.  `overlaps` are those between them where they are known already.

    So are `families`, by a number that their members share: those of a library hang on items that are not among these.

    With `phrases`, so many rare ones of each family and of each other item are given.  `fetched` are the items that were fetched
    because others give their address as the original's, with those others.  `rulings` are decisions about these items, by name.
    """
    witnesses = {name: witness_of(name, record) for name, record in items}
    if overlaps is None:
        from sayso.tracing.pipeline import trace  # compiled code: only who compares waits for it

        overlaps = list(trace([one.text for one in witnesses.values()], list(witnesses)).overlaps())
    names = [name for name, _ in items]
    families = _numbered(names, _families(overlaps, rulings) if families is None else _together(names, families))
    found = find_directions(witnesses, overlaps)
    links = _links(witnesses, overlaps, found, rulings)
    kept = {(link.overlap.a, link.overlap.b) for link in links if not _parted(link, families)}
    confirmed = {link.copy: link.confirmed.other for link in links if link.confirmed and link.copy}
    rejected = {(one.item, one.other) for one in rulings if one.sort is RulingSort.REJECT}
    versions = find_versions(witnesses)
    told = [one for one in found if (one[0].a, one[0].b) in kept]
    parents = choose_parents(witnesses, told, confirmed, rejected, versions)
    said = {(link.copy, link.source): link for link in links if link.copy}
    outlets = _outlets(witnesses, families)
    missing = {name: address for address, names in missing_originals(dict(items)).items() for name in names}
    rare = phrases_of(witnesses, families, parents, overlaps, phrases) if phrases else _NONE
    kin = tuple(
        replace(
            _kin(name, record, witnesses[name], families.get(name), said.get((name, parents.get(name))), outlets),
            version_of=versions.get(name) if name in confirmed or parents.get(name) == versions.get(name) else None,
            original=missing.get(name),
            fetched_for=fetched.get(name, ()),
            phrases=rare.get(name, ()),
        )
        for name, record in items
    )
    kin = tuple(_with_third(kin, {(link.copy, link.source): link for link in links}))
    return Kinship(items=kin, links=tuple(links), absent=tuple(_find_absent(kin)))


def _links(witnesses: dict[str, Witness], overlaps: Sequence[Overlap], found: Found, rulings: Sequence[Ruling]) -> list[Link]:
    """Each overlap with what is said of it: by persons, else by evidence that no person rejected."""
    directions = {(overlap.a, overlap.b): direction for overlap, direction in found}
    decided: dict[frozenset[str], list[Ruling]] = {}
    for ruling in rulings:
        decided.setdefault(frozenset((ruling.item, ruling.other)), []).append(ruling)
    links = []
    for overlap in overlaps:
        direction = directions.get((overlap.a, overlap.b))
        about = tuple(decided.get(frozenset((overlap.a, overlap.b)), ()))
        said = direction if direction is not None and direction.p >= DECIDED else None
        if said and any(one.sort is RulingSort.KEEP_APART or (one.item, one.other) == (said.copy, said.source) for one in about):
            said = None
        link = Link(
            overlap=overlap,
            copy=said.copy if said else None,
            source=said.source if said else None,
            p=said.p if said else None,
            evidence=tuple(_shown(one, witnesses) for one in direction.evidence) if direction else (),
            rulings=about,
        )
        if link.confirmed:
            link = replace(link, copy=link.confirmed.item, source=link.confirmed.other, p=None)
        links.append(link)
    return links


def _parted(link: Link, families: dict[str, int]) -> bool:
    """Whether what two share makes no family of them, since persons keep them, or others of their families, apart."""
    of_a, of_b = families.get(link.overlap.a), families.get(link.overlap.b)
    copies = link.overlap.kind is OverlapKind.REPUBLICATION and (of_a is None or of_a != of_b)
    return copies or any(one.sort is RulingSort.KEEP_APART for one in link.rulings)


def _kin(name: str, record: Record, witness: Witness, family: int | None, said: Link | None, outlets: Outlets) -> Kin:
    elsewhere = witness.origin is not None and outlet_key(witness.origin) not in outlets[family]
    return Kin(
        name=name,
        id=record.document.capture.sha256,
        title=one_line(record.masthead.title.value) if record.masthead.title else None,
        outlet=witness.outlet,
        date=witness.date,
        url=record.document.capture.url,
        page=witness.page,
        captured=witness.taken,
        modified=witness.modified,
        family=family,
        copied_from=said.source if said else None,
        p=said.p if said else None,
        decision=said.confirmed.number if said and said.confirmed else None,
        names=witness.origin if elsewhere else None,
    )


def kinship_in(library: Library, id_: str, other: str | None = None) -> tuple[Kinship, int]:
    """The family of an item of a library, it first, and what shares a passage with it; how many members are left out.

    `other` is one that is not to be left out.  Each is called by the first `SHORT` digits of its id.
    """
    whole = library.resolve(id_)
    members = library.copies.family(whole).members
    first = [whole, *(one for one in members if one == other and one != whole)]
    shown = [*first, *(one for one in members if one not in first)][:MOST]
    told = (OverlapKind.PASSAGE, OverlapKind.REPUBLICATION)
    beside = [one.b for one in library.copies.of(whole) if one.kind in told and one.b not in members]
    beside.sort(key=lambda one: one != other)  # a stable sort
    ids = [*shown, *beside[:MOST]]
    overlaps = [replace(one, a=one.a[:SHORT], b=one.b[:SHORT]) for one in library.copies.overlaps(ids)]
    items = [(one[:SHORT], _first_captured(library, one)) for one in ids]
    families = {one[:SHORT]: family for one, family in library.copies.families_of(ids).items()}
    kinship = kinship_of(items, overlaps, rulings=standing_rulings(library), families=families)
    return replace(kinship, compared=library.copies.compared()), len(members) - len(shown)


def standing_rulings(library: Library) -> list[Ruling]:
    """What persons decided about the links of a library, its items called by the first `SHORT` digits of their ids."""
    return [replace(one, item=one.item[:SHORT], other=one.other[:SHORT]) for one in library.origins.standing()]


Tree = list[tuple[Kin, int]]
"""Items from top to bottom, and how deep each stands."""


def in_tree(members: Sequence[Kin]) -> Tree:
    """The members of a family from top to bottom, each under the one it was copied from or is the next version of, the earlier
    first, and how deep."""
    children: dict[str | None, list[Kin]] = {}
    held = {item.name for item in members}
    for item in sorted(members, key=lambda one: (one.date is None, one.date or "", one.name), reverse=True):
        above = (one for one in (item.copied_from, item.version_of) if one in held)
        children.setdefault(next(above, None), []).append(item)
    walked: Tree = []
    todo = [(item, 0) for item in children.get(None, [])]
    while todo:
        item, depth = todo.pop()
        walked.append((item, depth))
        todo += [(child, depth + 1) for child in children.get(item.name, [])]
    return walked


def in_trees(members: Sequence[Kin], absent: Sequence[Absent]) -> list[tuple[Absent | None, list[Tree]]]:
    """The same, tree by tree: first those of which no original is named, then under each original that is not there its own."""
    trees: list[Tree] = []
    for item, depth in in_tree(members):
        if depth == 0:
            trees.append([])
        trees[-1].append((item, depth))
    original = {name: one for one in absent for name in one.copies}
    return [(one, [tree for tree in trees if original.get(tree[0][0].name) is one]) for one in (None, *absent)]


def are_one_page(one: Kin, other: Kin) -> bool:
    """Whether two items are versions of one page, or of one outlet's story."""
    return bool(one.page and one.page == other.page) or bool(one.outlet and one.outlet == other.outlet)


def in_words(p: float) -> str:
    """How sure something is that is said at all.

    >>> in_words(0.97), in_words(0.8), in_words(0.9999)
    ('very likely, p .97', 'likely, p .80', 'very likely, p >.99')
    """
    return f"{'very likely' if p >= SURE else 'likely'}, {doubt(p)}"


def ground_in_words(one: Shown) -> str:
    """A piece of evidence, said of the copy."""
    return f"{SAYS[one.sort]}: “{one.words}”" if one.words else SAYS[one.sort]


def _first_captured(library: Library, id_: str) -> Record:
    """The record of an item as it was captured first: what a page showed again later it had shown before."""
    record = library.record(id_)
    capture = record.document.capture
    page = page_key(capture.url)
    days = [one.taken for one in library.captures(id_) if one.taken and page and page_key(one.url) == page]
    if not days or capture.taken in (None, min(days)):
        return record
    return replace(record, document=replace(record.document, capture=replace(capture, taken=min(days))))


def _outlets(witnesses: dict[str, Witness], families: dict[str, int]) -> Outlets:
    """The outlets of each family, by their keys; under None those of all items."""
    found: dict[int | None, set[str]] = {None: set()}
    for name, witness in witnesses.items():
        key = outlet_key(witness.outlet) if witness.outlet else ""
        found[None].add(key)
        found.setdefault(families.get(name), set()).add(key)
    return found


def _with_third(items: Sequence[Kin], links: Mapping[tuple[str | None, str | None], Link]) -> Iterator[Kin]:
    """The items, each with the third that it may be from: what it was copied from names one that is not there, and it neither
    names that itself nor credits the other."""
    held = {item.name: item for item in items}
    for item in items:
        above, link = held.get(item.copied_from or ""), links.get((item.name, item.copied_from))
        credited = link is None or any(one.sort is EvidenceSort.CREDIT and one.copy == item.name for one in link.evidence)
        if above is None or credited or item.decision is not None or item.names is not None:
            yield item
            continue
        while above.names is None and above.copied_from in held:
            above = held[above.copied_from]
        yield replace(item, or_from=above.names)


def _find_absent(items: Sequence[Kin]) -> Iterator[Absent]:
    """The originals that are named and not there, one for each family and outlet, under the name that is printed first."""
    found: dict[tuple[int, str], list[Kin]] = {}
    families = {item.name: item.family for item in items}
    for item in items:
        has_parent = item.copied_from is not None and families[item.copied_from] == item.family
        if item.names is not None and item.family is not None and not has_parent:
            found.setdefault((item.family, outlet_key(item.names)), []).append(item)
    for (family, _), copies in sorted(found.items()):
        yield Absent(outlet=copies[0].names or "", family=family, copies=tuple(one.name for one in copies))


def _shown(one: Evidence, witnesses: dict[str, Witness]) -> Shown:
    words = one_line(one.span.of(witnesses[one.copy].text)) if one.span else None
    return Shown(sort=one.sort, copy=one.copy, source=one.source, weight=round(one.weight, 2), words=words, span=one.span)


def _families(overlaps: Sequence[Overlap], rulings: Sequence[Ruling]) -> list[list[str]]:
    """The families, as a library has them (`sayso.store.copies`): links that persons confirmed come first and then those of the
    most words."""
    together = {frozenset((one.item, one.other)) for one in rulings if one.sort is RulingSort.CONFIRM}
    apart = [(one.item, one.other) for one in rulings if one.sort is RulingSort.KEEP_APART]

    def rank(one: Overlap) -> tuple[bool, int, list[str]]:
        return frozenset((one.a, one.b)) not in together, -one.words, sorted((one.a, one.b))

    linked = (one for one in overlaps if one.kind is OverlapKind.REPUBLICATION or frozenset((one.a, one.b)) in together)
    of = join([(one.a, one.b) for one in sorted(linked, key=rank)], apart)
    return list({id(members): members for members in of.values()}.values())


def _together(names: Sequence[str], families: Mapping[str, int]) -> list[list[str]]:
    """The names of each family."""
    found: dict[int, list[str]] = {}
    for name in names:
        if name in families:
            found.setdefault(families[name], []).append(name)
    return list(found.values())


def _numbered(names: Sequence[str], families: Sequence[Sequence[str]]) -> dict[str, int]:
    """The number of each item's family, the largest family first and among equals that of the first item; none of one alone."""
    places = {name: number for number, name in enumerate(names)}
    several = [members for members in families if len(members) > 1]
    ordered = sorted(several, key=lambda members: (-len(members), min(places[one] for one in members)))
    return {name: number for number, members in enumerate(ordered, 1) for name in members}
