"""How often was one quotation printed, by whom, and what differs?  Each is counted once, with its witnesses and its variants.

Nothing is kept: which prints are of one quotation (see `sayso.tracing.quotations`) follows from the statements when it is asked.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from sayso.errors import NotFoundError, UsageError
from sayso.language.folding import fold
from sayso.language.identity import acronym_key, stands_for
from sayso.model.legible import one_line
from sayso.model.prints import Edit
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.model.statement import Manner, QuotationKind
from sayso.store.conditions import FROM, Target
from sayso.store.database import Clause, Database, marks, portions
from sayso.store.prints import (
    GAP,
    REFERENCE,
    UNDATED,
    Group,
    Print,
    Prints,
    grouped,
    quoted_in,
    quoted_parts,
)
from sayso.store.query import Every, read_query
from sayso.store.search import PAGE

_LOOKED_UP = 16
"""Phrases of a quotation by which items are found that print it in no statement: the first that tell it, of a long one."""
_NEAREST = 50
"""Such items whose records are opened, those that hold most of these phrases first: a record takes a millisecond."""


class Laid(Struct, frozen=True, kw_only=True):
    """A name or description as printed, None where none is found, and in how many items the words are laid to it."""

    name: str | None
    named: bool
    items: int


class Quotation(Struct, frozen=True, kw_only=True):
    """A quotation over a library.

    `reference` is its fullest print, as ``ID:N``, the item and the statement in it, and `words` what that prints.  Counted are
    the prints that answer: `items` print it, `families` of them if copies count once, in `outlets`, in `variants` other wordings,
    the `first` on that day.  `everywhere` are its items in the whole library.  `who` are those to whom the words are laid;
    `several` says that these are names of which none is part of the other, so that it is in doubt whose words they are.
    `within` are fullest prints of longer quotations that hold these words too.
    """

    reference: str
    words: str
    who: tuple[Laid, ...]
    several: bool
    prints: int
    items: int
    families: int
    outlets: int
    variants: int
    first: str | None
    everywhere: int
    within: tuple[str, ...] = ()


class Witness(Struct, frozen=True, kw_only=True):
    """One print: `words` as it prints them, at `spans` of the item's text; `variant` is its number among the variants, 0 for the
    words of the fullest print.  `family` is the reference-long id of the first item of its family of copies."""

    id: str
    number: int
    outlet: str | None
    published: str | None
    title: str | None
    family: str
    who: tuple[str, ...]
    p: float | None
    variant: int
    words: str
    spans: tuple[Span, ...]


class Variant(Struct, frozen=True, kw_only=True):
    """A wording that is not the fullest print's: its number, its words, what differs, and how many items print it so."""

    number: int
    words: str
    edits: tuple[Edit, ...]
    items: int


class Unclaimed(Struct, frozen=True, kw_only=True):
    """An item that prints the words in quotation marks, at `spans`, in no statement: nobody is named for them."""

    id: str
    outlet: str | None
    published: str | None
    title: str | None
    words: str
    spans: tuple[Span, ...]


class QuotationCard(Struct, frozen=True, kw_only=True):
    """One quotation with its variants, the commonest first, and its witnesses, the earliest first.

    `quotation` counts all of both, also those that are not given.  `unclaimed` are no witnesses of what anybody says, and are
    counted nowhere.
    """

    quotation: Quotation
    variants: tuple[Variant, ...]
    witnesses: tuple[Witness, ...]
    unclaimed: tuple[Unclaimed, ...] = ()


class QuotationsPage(Struct, frozen=True, kw_only=True):
    """Some of the quotations that answer, those that most items print first; `total` counts all, `prints` all their prints."""

    quotations: tuple[Quotation, ...]
    total: int
    prints: int
    remarks: tuple[str, ...] = ()


class Quotations:
    """The quotations of one library.  `resolve` gives the whole of a shortened id, `record` what was read of an item."""

    def __init__(self, database: Database, resolve: Callable[[str], str], record: Callable[[str], Record]) -> None:
        self._database = database
        self._prints = Prints(database)
        self._resolve = resolve
        self._record = record

    def page(self, query: str = "", *, size: int = PAGE, skip: int = 0) -> QuotationsPage:
        """The quotations of which a print answers, each once.  Raises UsageError for what cannot be asked."""
        asked = read_query(query)
        answer = self._prints.answering(asked.asked)
        places = {(one.document, one.number) for one in answer}
        groups = grouped(answer) if isinstance(asked.asked, Every) else self._prints.together(answer)
        found: list[tuple[int, int, Print, Group, list[Print]]] = []
        for group in groups:
            counted = [one for one in group.prints if (one.document, one.number) in places]
            if counted:
                found.append((-len({one.document for one in counted}), -len(counted), group.prints[0], group, counted))
        found.sort(key=lambda one: one[:3])
        return QuotationsPage(
            quotations=tuple(self._told(group, counted) for *_, group, counted in found[skip : skip + size]),
            total=len(found),
            prints=sum(len(counted) for *_, counted in found),
            remarks=asked.remarks,
        )

    def one(self, reference: str, *, size: int = PAGE, skip: int = 0) -> QuotationCard:
        """The quotation that a statement, as ``ID:N``, is a print of, with all its prints in the library.

        Of variants and witnesses `size` are given at most; `skip` passes over witnesses.
        Raises NotFoundError where there is no such statement, UsageError where it is no quotation or too short to be one.
        """
        asked = self._print(reference)
        group = next(one for one in self._prints.together([asked]) if asked in one.prints)
        return self._card(group, size, skip)

    def of_item(self, id_: str) -> dict[int, Quotation]:
        """The quotations that an item prints and others print too, by the numbers of its statements."""
        whole = self._resolve(id_)
        own = self._prints.at(whole)
        found: dict[int, Quotation] = {}
        for group in self._prints.together(own) if own else ():
            mine = [one for one in group.prints if one.id == whole]
            if mine and len({one.document for one in group.prints}) > 1:
                told = self._told(group, group.prints)
                found |= {one.number: told for one in mine}
        return dict(sorted(found.items()))

    def _print(self, reference: str) -> Print:
        id_, _, number = reference.strip().partition(":")
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            raise UsageError(f"{reference} names no statement", "write ID:N, the item and the statement's number in it")
        whole = self._resolve(id_)
        at = Clause("d.sha256 = ? AND s.number = ?", (whole, int(number)))
        if not self._database.run(f"SELECT 1 FROM {FROM[Target.STATEMENTS]} WHERE {at.sql}", at.values):
            raise NotFoundError(f"the library has no statement {reference}", "see the statements of an item: sayso statements ID")
        found = self._prints.at(whole, int(number))
        if not found:
            raise UsageError(
                f"statement {reference} quotes no eight words of its own", "shorter words and indirect speech are not compared"
            )
        return found[0]

    # What is told

    def _told(self, group: Group, counted: Sequence[Print]) -> Quotation:
        fullest = group.prints[0]
        about = self._about(counted)
        laid = self._laid(counted)
        dates = [one.published for one in counted if one.published != UNDATED]
        return Quotation(
            reference=fullest.reference,
            words=self._printed_words([fullest])[fullest],
            who=_tallied(counted, laid),
            several=_are_several(laid.values()),
            prints=len(counted),
            items=len({one.document for one in counted}),
            families=len({about[one.document][2] for one in counted}),
            outlets=len({about[one.document][0] for one in counted} - {None}),
            variants=len({one.wording for one in counted} - {fullest.wording}),
            first=min(dates, default=None),
            everywhere=len({one.document for one in group.prints}),
            within=tuple(one.reference for one in group.within),
        )

    def _card(self, group: Group, size: int, skip: int) -> QuotationCard:
        from sayso.tracing.changes import compare_passages

        fullest, ordered = group.prints[0], sorted(group.prints)
        of_wording: dict[str, list[Print]] = {}
        for one in ordered:
            of_wording.setdefault(one.wording, []).append(one)
        others = [prints for wording, prints in of_wording.items() if wording != fullest.wording]
        others.sort(key=lambda prints: (-len({one.document for one in prints}), prints[0]))
        printed = self._printed_words([fullest, *(prints[0] for prints in others[:size])])
        variants = []
        for number, prints in enumerate(others[:size], 1):
            old, new = printed[fullest], printed[prints[0]]
            edits = tuple(
                Edit(kind=change.kind, old=change.old.of(old), new=change.new.of(new), also=change.also)
                for change in compare_passages(old, new).changes
            )
            items = len({one.document for one in prints})
            variants.append(Variant(number=number, words=new, edits=edits, items=items))
        numbers = {prints[0].wording: number for number, prints in enumerate(others, 1)}
        return QuotationCard(
            quotation=self._told(group, group.prints),
            variants=tuple(variants),
            witnesses=tuple(self._witnesses(ordered[skip : skip + size], numbers)),
            unclaimed=tuple(self._unclaimed(group)),
        )

    def _witnesses(self, prints: Sequence[Print], numbers: dict[str, int]) -> Iterator[Witness]:
        about, laid = self._about(prints), self._laid(prints)
        for one in prints:
            record = self._record(one.id)
            text, attribution = record.document.text, record.attributions[one.number - 1]
            spans = tuple(
                part
                for span in attribution.content
                for part in (quoted_in(span, text) if attribution.manner is Manner.MIXED else (span,))
            )
            outlet, title, family = about[one.document]
            yield Witness(
                id=one.id,
                number=one.number,
                outlet=outlet,
                published=None if one.published == UNDATED else one.published,
                title=title,
                family=family[:REFERENCE],
                who=tuple(name for name, _ in laid[one]),
                p=attribution.p,
                variant=numbers.get(one.wording, 0),
                words=GAP.join(one_line(span.of(text)) for span in spans),
                spans=spans,
            )

    def _unclaimed(self, group: Group) -> Iterator[Unclaimed]:
        """The quotations of other items that hold the words and stand in no statement."""
        from sayso.tracing.quotations import group_prints

        fullest = group.prints[0].words
        held = self._prints.holding(fullest, _LOOKED_UP)
        others = set(held) - {one.document for one in group.prints}
        for some in portions(sorted(others, key=lambda one: (-held[one], one))[:_NEAREST]):
            rows = self._database.run(
                f"""SELECT d.sha256, d.outlet, d.published, d.title FROM document d WHERE d.id IN ({marks(some)})
                ORDER BY COALESCE(d.published, '~'), d.sha256""",
                some,
            )
            for id_, outlet, published, title in rows:
                record = self._record(str(id_))
                for spans in _unlaid(record):
                    words = [word for span in spans for word in fold(span.of(record.document.text))]
                    if any(len(one.prints) == 2 for one in group_prints([fullest, words])):
                        yield Unclaimed(
                            id=str(id_),
                            outlet=_text(outlet),
                            published=_text(published),
                            title=_text(title),
                            words=GAP.join(one_line(span.of(record.document.text)) for span in spans),
                            spans=spans,
                        )

    def _about(self, prints: Sequence[Print]) -> dict[int, tuple[str | None, str | None, str]]:
        """Of each document its outlet, its title, and the id of the first item of its family."""
        found: dict[int, tuple[str | None, str | None, str]] = {}
        for some in portions(sorted({one.document for one in prints})):
            rows = self._database.run(
                f"""SELECT d.id, d.outlet, d.title, COALESCE(f.sha256, d.sha256) FROM document d
                LEFT JOIN traced t ON t.document_id = d.id LEFT JOIN document f ON f.id = t.family
                WHERE d.id IN ({marks(some)})""",
                some,
            )
            for id_, outlet, title, family in rows:
                found[int(str(id_))] = (_text(outlet), _text(title), str(family))
        return found

    def _laid(self, prints: Sequence[Print]) -> dict[Print, tuple[tuple[str, bool], ...]]:
        """To whom each print is laid: names as printed, and whether each is a name."""
        at = {(one.document, one.number): one for one in prints}
        found: dict[Print, list[tuple[str, bool]]] = {one: [] for one in prints}
        for some in portions(sorted({one.document for one in prints})):
            rows = self._database.run(
                f"""SELECT a.document_id, a.statement, o.name, o.named FROM answers a
                JOIN source o ON o.document_id = a.document_id AND o.number = a.source
                WHERE a.document_id IN ({marks(some)}) ORDER BY a.document_id, a.statement, a.source""",
                some,
            )
            for document, statement, name, named in rows:
                one = at.get((int(str(document)), int(str(statement))))
                if one is not None:
                    found[one].append((str(name), bool(named)))
        return {one: tuple(names) for one, names in found.items()}

    def _printed_words(self, prints: Sequence[Print]) -> dict[Print, str]:
        """The words of prints as they stand on the page."""
        at = {(one.document, one.number): one for one in prints}
        found: dict[Print, str] = {}
        for some in portions(sorted({one.document for one in prints})):
            for document, number, manner, content in self._database.run(
                f"SELECT document_id, number, manner, content FROM statement WHERE document_id IN ({marks(some)})", some
            ):
                one = at.get((int(str(document)), int(str(number))))
                if one is not None:
                    mixed = manner == Manner.MIXED.value
                    pieces = str(content).split(GAP) if mixed else [str(content)]
                    found[one] = GAP.join(part for piece in pieces for part in (quoted_parts(piece) if mixed else (piece,)))
        return found


def _unlaid(record: Record) -> list[tuple[Span, ...]]:
    """The quotations of a record that stand in no statement, as their parts."""
    laid = [span for one in record.attributions for span in one.content]
    speech = (one for one in record.quotations if one.depth == 1 and one.kind is QuotationKind.SPEECH)
    return [one.parts for one in speech if not any(span.start < one.span.end and one.span.start < span.end for span in laid)]


def _tallied(prints: Sequence[Print], laid: dict[Print, tuple[tuple[str, bool], ...]]) -> tuple[Laid, ...]:
    """To whom the words are laid, the most items first."""
    documents: dict[tuple[str | None, bool], set[int]] = {}
    for one in prints:
        for name in laid[one] or ((None, False),):
            documents.setdefault(name, set()).add(one.document)
    ranked = sorted(documents.items(), key=lambda one: (-len(one[1]), one[0][0] is None, one[0]))
    return tuple(Laid(name=name, named=named, items=len(items)) for (name, named), items in ranked)


def _are_several(laid: Iterable[tuple[tuple[str, bool], ...]]) -> bool:
    """Whether two prints name speakers none of whom may be one of the other's."""
    named = sorted({names for print_ in laid if (names := tuple(name for name, is_name in print_ if is_name))})
    return any(
        not any(_may_be_one(x, y) for x in one for y in other) for at, one in enumerate(named) for other in named[at + 1 :]
    )


def _may_be_one(one: str, other: str) -> bool:
    """Whether one name is part of the other: "Ashby" or "J. Ashby" of "Jorun Ashby", "SBA" of "Sarn Basin Authority"."""
    short, long = sorted((fold(one), fold(other)), key=len)
    inside = all(any(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for y in long) for x in short)
    acronyms = ((acronym_key(one), other), (acronym_key(other), one))
    return inside or any(letters and stands_for(letters, name) for letters, name in acronyms)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
