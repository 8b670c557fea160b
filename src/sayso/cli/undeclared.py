"""Which of some articles print a text that is another's without saying so?  Compared with each other and with the library."""

from collections.abc import Sequence

from msgspec.structs import replace

from sayso.cli.libraries import find_library, may_be_id
from sayso.cli.sourcing import Found
from sayso.config import Settings
from sayso.export.kinship import MOST, Kinship, Link, kinship_of, ruled
from sayso.export.sources import doubt
from sayso.export.whereabouts import Read
from sayso.model.descent import EvidenceSort
from sayso.model.legible import one_line
from sayso.model.record import Record
from sayso.model.reuse import OverlapKind
from sayso.store.rulings import Ruling

CODE = "OR203"


def find_undeclared(reads: Sequence[Read], sources: Sequence[str], settings: Settings) -> dict[str, list[Found]]:
    """For each article, by name, what it prints of others without naming them; `sources` are the articles as they were typed."""
    records = {read.name: read.record for read in reads}
    kin, rulings = _kin([source for source in sources if may_be_id(source)], settings)
    known = {record.document.capture.sha256 for record in records.values()}
    compared = [*records.items(), *((name, record) for name, record in kin.items() if name not in known)]
    if len(compared) < 2:
        return {}
    names = {record.document.capture.sha256: name for name, record in compared}
    named = [replace(one, item=names.get(one.item, one.item), other=names.get(one.other, one.other)) for one in rulings]
    kinship = kinship_of(compared, rulings=named)
    found: dict[str, list[Found]] = {}
    parents = {item.name: item.copied_from for item in kinship.items}
    for link in kinship.links:
        copy = link.copy
        republished = link.overlap.kind is OverlapKind.REPUBLICATION
        if copy in records and link.source == parents[copy] and republished and not _declared(link, kinship, records[copy]):
            found[copy] = [_found(link, kinship)]
    return found


def _declared(link: Link, kinship: Kinship, copy: Record) -> bool:
    """Whether the copy names where it is from: its first publisher, an agency, or the other's outlet; or is of that outlet."""
    outlets = {item.name: item.outlet for item in kinship.items}
    credited = any(one.sort is EvidenceSort.CREDIT and one.copy == link.copy for one in link.evidence)
    same = outlets[str(link.copy)] is not None and outlets[str(link.copy)] == outlets[str(link.source)]
    return credited or same or copy.origin.publisher is not None or bool(copy.origin.wire)


def _found(link: Link, kinship: Kinship) -> Found:
    held = {item.name: item for item in kinship.items}
    source, third = held[str(link.source)], held[str(link.copy)].or_from
    stretch = max((one for one in link.overlap.shared if not one.furniture), key=lambda one: one.words)
    whose = one_line(source.outlet or source.name)
    amount = f"{link.overlap.words} words, {link.overlap.share:.0%} of the shorter text, are also in {whose}"
    ground = ruled(link.confirmed) if link.confirmed else doubt(link.p)
    also = f", unless both have it from {one_line(third)}" if third else ""
    sentence = f"{amount}, held to be the source ({ground}){also}, and no origin is named"
    return Found(sentence, stretch.a if link.overlap.a == link.copy else stretch.b)


def _kin(ids: Sequence[str], settings: Settings) -> tuple[dict[str, Record], list[Ruling]]:
    """The families, in the library, of the items that were named by id, and what persons decided about copies."""
    library = find_library(settings) if ids else None
    if library is None:
        return {}, []
    with library:
        members = {member for id_ in ids for member in library.copies.family(id_).members[:MOST]}
        return {member: library.record(member) for member in sorted(members)}, library.origins.standing()
