"""What differs between two items, and was one copied from the other?  Their texts beside each other, each change named."""

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.errors import LibraryError, NotFoundError
from sayso.export.changes import (
    NAMES,
    are_strangers,
    differences,
    kinds_named,
    left_out,
    totals_in_words,
    typography_in_words,
)
from sayso.export.compared import compared
from sayso.export.drawing import language_of
from sayso.export.interchange import enveloped
from sayso.export.kinship import Kinship, are_one_page, ground_in_words, in_words, kinship_in, ruled, witness_of
from sayso.export.places import Lines, lines_of
from sayso.export.whereabouts import Read
from sayso.model.changes import ChangeKind, Comparison
from sayso.model.reuse import OverlapKind
from sayso.store.library import Library
from sayso.store.origins import SHORT
from sayso.web.links import comparison as comparing
from sayso.web.links import document
from sayso.web.pages import Room, error_page, json_answer, render


class Version(Struct, frozen=True, kw_only=True):
    """One of the two, as it stands at the head: its name on the page, what it is, and its own pages."""

    name: str
    title: str | None
    outlet: str | None
    date: str | None
    href: str
    copies: str
    language: str


class Said(Struct, frozen=True, kw_only=True):
    """What is said of who was copied from whom: a sentence, and what shows it or speaks against it."""

    sentence: str
    grounds: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def page(room: Room, request: Request) -> Response:
    """Two items beside each other."""
    ids, only = _asked(request), _only(request)
    wanted = kinds_named(only)
    with room.open() as library:
        whole = [library.resolve(id_) for id_ in ids]
        if whole != ids:
            return RedirectResponse(comparing(whole[0], whole[1], only=only), 302)
        reads = _read(library, whole)
        if isinstance(reads, NotFoundError):
            return error_page(room, 410, reads.reason, reads.remedy)
        said = _said(library, *whole)
        waiting = library.copies.waiting()
    found, shown, totals = _compared(reads, wanted)
    old, new = reads
    return render(
        room,
        "compare.html",
        versions=[_version(name, read) for name, read in zip(("first", "second"), reads, strict=True)],
        said=said,
        waiting=waiting,
        strangers=are_strangers(found),
        shared=(found.shared_words, min(found.old_words, found.new_words)),
        classes=[(name, sum(change.is_any(frozenset({ChangeKind(name)})) for change in found.changes)) for name in NAMES],
        chosen={kind.value for kind in wanted} if only else set(),
        totals=_sentence(totals_in_words(shown, totals)),
        hidden=len(found.changes) - len(shown.changes),
        typography=_sentence(typography_in_words(found.typography)) if found.typography else None,
        left_out=(left_out(old.record), left_out(new.record)),
        stretches=list(compared(old, new, shown)),
        here=comparing(*whole),
        turned=comparing(whole[1], whole[0], only=only),
        data=comparing(whole[0], whole[1], only=only, ending=".json"),
    )


def data(room: Room, request: Request) -> Response:
    """The same as JSON, as ``sayso diff --json`` prints it."""
    wanted = kinds_named(_only(request))
    with room.open() as library:
        reads = _read(library, [library.resolve(id_) for id_ in _asked(request)])
    if isinstance(reads, NotFoundError):
        return error_page(room, 410, reads.reason, reads.remedy)
    _, shown, totals = _compared(reads, wanted)
    return json_answer(enveloped("diff", differences(*reads, shown, totals, furniture=False)))


def _asked(request: Request) -> list[str]:
    return [request.path_params["first"], request.path_params["second"]]


def _only(request: Request) -> str | None:
    """The classes that are asked for, commas between; a form sends each by itself."""
    return ",".join(filter(None, request.query_params.getlist("only"))) or None


def _read(library: Library, ids: list[str]) -> tuple[Read, Read] | NotFoundError:
    """Both items with their places in the originals, or what says that one was withdrawn: that they are there is known."""
    try:
        old, new = (_with_places(library, id_) for id_ in ids)
    except NotFoundError as error:
        return error
    return old, new


def _with_places(library: Library, id_: str) -> Read:
    record = library.record(id_)
    try:
        lines = lines_of(record.document, library.original(id_))
    except LibraryError:  # a damaged original: the text is there, its places are not
        lines = Lines("", ())
    return Read(name=id_[:SHORT], record=record, lines=lines)


def _compared(reads: tuple[Read, Read], wanted: frozenset[ChangeKind]) -> tuple[Comparison, Comparison, Counter[ChangeKind]]:
    """The comparison, what of it was asked for, and how many changes there are of each class."""
    from sayso.tracing.changes import compare_records  # who looks at other pages need not load it

    found = compare_records(reads[0].record, reads[1].record)
    shown = replace(found, changes=tuple(change for change in found.changes if change.is_any(wanted)))
    return found, shown, Counter(change.kind for change in found.changes)


def _version(name: str, read: Read) -> Version:
    record = read.record
    told, href = witness_of(read.name, record), document(record.document.capture.sha256)
    return Version(
        name=name,
        title=record.masthead.title.value if record.masthead.title else None,
        outlet=told.outlet,
        date=told.date,
        href=href,
        copies=f"{href}/copies",
        language=language_of(record),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _said(library: Library, first: str, second: str) -> Said:
    """Who was copied from whom, by their names on the page."""
    if first == second:
        return Said(sentence="This is one item, beside itself.")
    if not library.copies.overlaps([first, second]):
        if second in library.copies.family(first).members:
            return Said(sentence="Both are copies of one text; how these two are related is on the page of the copies.")
        return Said(sentence="No text was found that the two share.")
    kinship, _ = kinship_in(library, first, second)
    return _told(kinship, {first[:SHORT]: "first", second[:SHORT]: "second"})


def _told(kinship: Kinship, names: dict[str, str]) -> Said:
    link = next((one for one in kinship.links if {one.overlap.a, one.overlap.b} == set(names)), None)
    if link is None or link.overlap.kind is OverlapKind.BOILERPLATE:
        return Said(sentence="The two share nothing but furniture, such as a standing note.")
    versions = are_one_page(*(item for item in kinship.items if item.name in names))
    words = f"{link.overlap.words:,} words"
    if link.copy is None or link.source is None:
        decided = "".join(f"; {ruled(one)}" for one in link.rulings)
        asked = "which came first" if versions else "who copied whom"
        return Said(sentence=f"The two share {words}; {asked} is not said{decided}.")
    copy, source = names[link.copy], names[link.source]
    if link.overlap.kind is OverlapKind.PASSAGE:
        what = f"A passage of the {copy} ({words}) is held to be taken from the {source}"
    else:
        what = f"The {copy} is held to be {'a later version of' if versions else 'copied from'} the {source} ({words} of it)"
    return Said(
        sentence=f"{what}: {ruled(link.confirmed) if link.confirmed else in_words(link.p or 0)}.",
        grounds=tuple(ground_in_words(one) for one in link.evidence if one.copy == link.copy),
        against=tuple(ground_in_words(one) for one in link.evidence if one.copy != link.copy),
    )
