"""Which items share text, and which belong to one family of copies?  Found soon after an item comes in, kept right when it goes.

Items wait in the table ``to_trace`` until `Copies.catch_up` compares them, so that nothing is lost where that is interrupted.  An
item is compared with those that hold two of its grams or more (see `sayso.tracing`), and these with each other: a passage that
strangers turn out to hold too becomes furniture, also between items that came before.  It never becomes news again.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sayso.model.reuse import Overlap, OverlapKind, Shared
from sayso.model.span import Span
from sayso.store.database import Database, Row, Value, marks, portions
from sayso.store.rows import unpacked_spans
from sayso.store.rulings import RulingSort, find_rulings, join

AT_ONCE = 32 << 20
"""Characters of the items that are compared at once, in one transaction: ten thousand articles."""
MOST = 20_000
"""Items at once, however short they are."""
NEAR = 256
"""Items that one is compared with at most, those that share the most grams first: one that is put together from four families of
sixty-four."""
SHARED = 2
"""Grams that two items share at least, as in `sayso.tracing.candidates`."""
_COPY = OverlapKind.REPUBLICATION

Pair = tuple[int, int]
Rank = tuple[int, int]
"""What two items are to each other: the number of its kind, and how many words less than none; the higher, the less it is."""
_RANKS = [OverlapKind.REPUBLICATION.value, OverlapKind.PASSAGE.value, OverlapKind.BOILERPLATE.value]
_PASSAGE, _NOTHING = (1, -(1 << 62)), (3, 0)
T = TypeVar("T")

if TYPE_CHECKING:
    from sayso.tracing.pipeline import Traced


class Family(Struct, frozen=True, kw_only=True):
    """Items of which each was republished from another of them or from what both were: their ids, in the order they came in.

    `urls` are the addresses at which they were captured, where that was asked for: those of one address are versions of it.
    """

    members: tuple[str, ...]
    urls: tuple[str | None, ...] = ()


class Decided(Struct, frozen=True):
    """What persons decided, as it touches families: pairs of documents that belong together, and that do not."""

    together: frozenset[Pair]
    apart: frozenset[Pair]


class Copies:
    """The overlaps between the items of one library.  `whole` gives the whole of an id that may be shortened."""

    def __init__(self, database: Database, whole: Callable[[str], str]) -> None:
        self._database = database
        self._whole = whole
        self.at_once = AT_ONCE

    # What goes in

    def wait(self, documents: Iterable[int]) -> None:
        """Note that documents are to be compared.  Inside a transaction of another."""
        self._database.many("INSERT INTO to_trace (document_id) VALUES (?) ON CONFLICT DO NOTHING", [(one,) for one in documents])

    def waiting(self) -> int:
        """How many items are still to be compared."""
        return int(str(self._database.run("SELECT COUNT(*) FROM to_trace")[0][0]))

    def compared(self) -> int:
        """How many items have been compared with all others."""
        return int(str(self._database.run("SELECT COUNT(*) FROM traced")[0][0]))

    def catch_up(self) -> int:
        """Compare what waits, a transaction at a time, also what an earlier run left; how many items that were."""
        compared = 0
        while self.waiting():
            with self._database.transaction():
                fresh = self._next()  # asked inside: another program may have compared what waited before
                self._compare(fresh)
                self._database.many("DELETE FROM to_trace WHERE document_id = ?", [(one,) for one in fresh])
            compared += len(fresh)
        return compared

    def _next(self) -> list[int]:
        """The first that wait, as many as are compared at once; one, however long it is."""
        rows = self._database.run(
            """SELECT document_id, (SELECT LENGTH(text) FROM reading r WHERE r.document_id = t.document_id) FROM to_trace t
            ORDER BY document_id LIMIT ?""",
            (MOST,),
        )
        ends = list(accumulate(int(str(length or 0)) for _, length in rows))
        return [int(str(id_)) for id_, _ in rows[: max(1, bisect_right(ends, self.at_once))]]

    def begin_again(self) -> None:
        """Let every item wait, with nothing known of any: another definition holds.  Inside a transaction of another."""
        for table in ("to_trace", "traced", "reuse", "gram", "gram_run"):
            self._database.run(f"DELETE FROM {table}")
        self._database.run("INSERT INTO to_trace (document_id) SELECT document_id FROM reading")

    def forget(self, document: int) -> None:
        """Take a document out, as long as its text is still there.  Inside a transaction of another."""
        run = self._database.run
        run("DELETE FROM to_trace WHERE document_id = ?", (document,))
        rows = run("SELECT family FROM traced WHERE document_id = ?", (document,))
        if not rows:
            return
        from sayso.store.grams import GramIndex  # what compares is compiled: who changes nothing need not load it
        from sayso.tracing.pipeline import grams_of

        if GramIndex(self._database).remove(grams_of(self._articles([document]))):
            # Of so many copies not all are found by the index, nor paired: those that were paired with this one look again.
            pairs = run(
                "SELECT document_id, other_id FROM reuse WHERE (document_id = ? OR other_id = ?) AND kind <> ?",
                (document, document, OverlapKind.BOILERPLATE.value),
            )
            self.wait(sorted({int(str(one)) for pair in pairs for one in pair} - {document}))
        run("DELETE FROM traced WHERE document_id = ?", (document,))
        run("DELETE FROM reuse WHERE document_id = ? OR other_id = ?", (document, document))
        self._part({int(str(rows[0][0]))}, self._decided())

    def _compare(self, waiting: Sequence[int]) -> None:
        from sayso.store.grams import GramIndex
        from sayso.tracing.pipeline import grams_of, trace

        articles = self._articles(waiting)
        asked = set(articles)  # what was withdrawn meanwhile has none
        if not asked:
            return
        fresh = asked - self._families(sorted(asked)).keys()
        grams, index = grams_of(articles), GramIndex(self._database)
        near = {one for sharing in index.sharing(grams) for one in sharing.nearest(SHARED, NEAR)}
        index.add(grams)
        self._database.many("INSERT INTO traced (document_id, family) VALUES (?, ?)", [(one, one) for one in sorted(fresh)])
        articles |= self._articles(sorted(near))
        numbers = self._numbers(articles)  # named by their hashes: the same items give the same, in whatever order they came
        if len(numbers) > 1:
            known = self._furniture(numbers.values())
            traced = trace(
                [articles[number] for number in numbers.values()], list(numbers), [known[one] for one in numbers.values()]
            )
            self._keep(traced, list(numbers.values()), asked, fresh)
            marks = {number: list(traced.marks.get(text, ())) for text, number in enumerate(numbers.values())}
            self._database.many(
                "UPDATE traced SET furniture = ? WHERE document_id = ?",
                [(" ".join(map(str, marks[one])), one) for one in sorted(marks) if marks[one] and marks[one] != known[one]],
            )

    def _keep(self, traced: "Traced", numbers: Sequence[int], asked: set[int], fresh: set[int]) -> None:
        """Write what is new: overlaps with what waited, and those that are known where they are others than was thought.

        What the two share may turn out to be furniture when a stranger comes who holds it too.  Of those `asked` about that are
        not `fresh`, overlaps may be known.
        """
        first = [numbers[one] for one in traced.a.tolist()]
        pairs = _pairs(first, [numbers[one] for one in traced.b.tolist()])
        unlike = _pairs(*([numbers[one] for one in column.tolist()] for column in traced.unlike))
        known = self._known([pair for pair in (*pairs, *unlike) if fresh.isdisjoint(pair)])
        ranks = zip(traced.kind.tolist(), (-traced.words).tolist(), strict=True)
        rows = [
            row
            for row, (pair, rank) in enumerate(zip(pairs, ranks, strict=True))
            if (rank != known[pair] if pair in known else not asked.isdisjoint(pair))
        ]
        columns = "kind, words, share, shared"
        kept: list[tuple[Value, ...]] = []
        joined: list[Pair] = []
        parted = [pair for pair in unlike if pair in known]
        self._database.many("DELETE FROM reuse WHERE document_id = ? AND other_id = ?", parted)
        for row, overlap in zip(rows, traced.overlaps(rows), strict=True):
            told = overlap if first[row] == pairs[row][0] else _turned(overlap)
            kept.append((*pairs[row], told.kind.value, told.words, told.share, _packed(told.shared)))
            if told.kind is OverlapKind.REPUBLICATION:
                joined.append(pairs[row])
            elif known.get(pairs[row], _NOTHING) < _PASSAGE:
                parted.append(pairs[row])
        self._database.many(
            f"""INSERT INTO reuse (document_id, other_id, {columns}) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (document_id, other_id) DO UPDATE
            SET ({columns}) = (excluded.kind, excluded.words, excluded.share, excluded.shared)""",
            kept,
        )
        decided = self._decided()
        self._join([*joined, *(pair for pair in decided.together if not asked.isdisjoint(pair))], decided)
        if parted:
            self._part(set(self._families([one for pair in parted for one in pair]).values()), decided)

    def _join(self, pairs: Sequence[Pair], decided: Decided) -> None:
        """Make one family of those of each pair; it is called by its smallest number."""
        of = self._families(sorted({one for pair in pairs for one in pair}))
        leads = {family: family for family in of.values()}
        for a, b in sorted(pairs):
            one, other = _root(leads, of[a]), _root(leads, of[b])
            leads[max(one, other)] = min(one, other)
        apart = self._families(sorted({one for pair in decided.apart for one in pair}))
        roots = {one: _root(leads, family) for one, family in apart.items() if family in leads}
        parted = {roots[a] for a, b in decided.apart if a in roots and roots[a] == roots.get(b)}
        for family in sorted(leads):
            if (root := _root(leads, family)) != family and root not in parted:
                self._database.run("UPDATE traced SET family = ? WHERE family = ?", (root, family))
        if parted:
            self._part({family for family in leads if _root(leads, family) in parted}, decided)

    def regroup(self, ids: Sequence[str]) -> None:
        """Make the families of some items anew: a person decided about them.  Inside a transaction of another."""
        numbers = self._numbers_of([self._whole(id_) for id_ in ids])
        self._part(set(self._families(sorted(numbers.values())).values()), self._decided())

    def _part(self, families: set[int], decided: Decided) -> None:
        """Make families anew of which a member or an overlap has gone, and what persons have cut from them.

        Where two are kept apart, links that persons confirmed come first and then those of the most words.
        """
        documents: list[int] = []
        for some in portions(sorted(families)):
            rows = self._database.run(f"SELECT document_id FROM traced WHERE family IN ({marks(some)})", some)
            documents += [int(str(row[0])) for row in rows]
        within, links = self._linked(documents, decided)
        names = {number: id_ for id_, number in self._numbers(within).items()} if decided.apart else {}

        def rank(pair: Pair) -> tuple[bool, int, list[str]]:
            return pair not in decided.together, -links[pair], sorted(names[one] for one in pair)

        joined = join(sorted(links, key=rank if decided.apart else None), decided.apart)
        for some in portions(sorted(within)):
            self._database.run(f"UPDATE traced SET family = document_id WHERE document_id IN ({marks(some)})", some)
        for lead, members in sorted({min(members): members for members in joined.values()}.items()):
            for some in portions(sorted(members)):
                self._database.run(f"UPDATE traced SET family = ? WHERE document_id IN ({marks(some)})", (lead, *some))

    def _linked(self, documents: Iterable[int], decided: Decided) -> tuple[set[int], dict[Pair, int]]:
        """All documents that are linked to some, directly or by way of others, whoever keeps them apart; and the links' words."""
        within, links = set(documents), dict[Pair, int]()
        todo = sorted(within)
        while todo:
            for some in portions(todo):
                asked = marks(some)
                rows = self._database.run(
                    f"""SELECT document_id, other_id, words FROM reuse WHERE kind = ? AND document_id IN ({asked}) UNION
                    SELECT document_id, other_id, words FROM reuse WHERE kind = ? AND other_id IN ({asked})""",
                    (_COPY.value, *some, _COPY.value, *some),
                )
                links |= {(int(str(a)), int(str(b))): int(str(words)) for a, b, words in rows}
            links |= {pair: links.get(pair, 0) for pair in decided.together if not within.isdisjoint(pair)}
            todo = sorted({one for pair in links for one in pair} - within)
            within.update(todo)
        return within, links

    def _decided(self) -> Decided:
        """What persons decided about items that are here; together are only those that share text."""
        rulings = find_rulings(self._database)
        numbers = self._numbers_of(sorted({id_ for one in rulings for id_ in (one.item, one.other)}))
        pairs: dict[RulingSort, set[Pair]] = {sort: set() for sort in RulingSort}
        for one in rulings:
            if one.item in numbers and one.other in numbers:
                a, b = sorted((numbers[one.item], numbers[one.other]))
                pairs[one.sort].add((a, b))
        together = pairs[RulingSort.CONFIRM]
        known = self._known(sorted(together))
        return Decided(frozenset(together & known.keys()), frozenset(pairs[RulingSort.KEEP_APART]))

    # What comes out

    def of(self, id_: str) -> tuple[Overlap, ...]:
        """What an item shares with others, it being `a` of each overlap; the most words first."""
        whole = self._whole(id_)
        rows = self._database.run(
            """SELECT a.sha256, b.sha256, r.kind, r.words, r.share, r.shared FROM reuse r
            JOIN document a ON a.id = r.document_id JOIN document b ON b.id = r.other_id
            WHERE a.sha256 = ? OR b.sha256 = ?""",
            (whole, whole),
        )
        found = (_overlap(row) for row in rows)
        mine = [one if one.a == whole else _turned(one) for one in found]
        return tuple(sorted(mine, key=lambda one: (-one.words, one.b)))

    def family(self, id_: str) -> Family:
        """The family of an item: itself alone where nothing was republished."""
        whole = self._whole(id_)
        rows = self._database.run(
            """SELECT d.sha256, d.url FROM traced t JOIN document d ON d.id = t.document_id
            WHERE t.family = (SELECT u.family FROM traced u JOIN document e ON e.id = u.document_id WHERE e.sha256 = ?)
            ORDER BY t.document_id""",
            (whole,),
        )
        urls = tuple(None if url is None else str(url) for _, url in rows)
        return Family(members=tuple(str(row[0]) for row in rows) or (whole,), urls=urls)

    def connected(self, one: str, other: str) -> bool:
        """Whether two items are linked by copies, directly or by way of others, whoever keeps them apart."""
        numbers = self._numbers_of([self._whole(one), self._whole(other)])
        first, second = (numbers[self._whole(id_)] for id_ in (one, other))
        return second in self._linked([first], self._decided())[0]

    def families_of(self, ids: Sequence[str]) -> dict[str, int]:
        """The family of each item that was compared, by a number that its members share; ids are whole."""
        found: dict[str, int] = {}
        for some in portions(ids):
            rows = self._database.run(
                f"""SELECT d.sha256, t.family FROM traced t JOIN document d ON d.id = t.document_id
                WHERE d.sha256 IN ({marks(some)})""",
                some,
            )
            found |= {str(id_): int(str(family)) for id_, family in rows}
        return found

    def families(self) -> list[Family]:
        """All families of two members or more, the largest first."""
        rows = self._database.run(
            """SELECT t.family, d.sha256 FROM traced t JOIN document d ON d.id = t.document_id
            WHERE t.family IN (SELECT family FROM traced GROUP BY family HAVING COUNT(*) > 1) ORDER BY t.family, t.document_id"""
        )
        found: dict[int, list[str]] = {}
        for family, id_ in rows:
            found.setdefault(int(str(family)), []).append(str(id_))
        return [Family(members=tuple(found[one])) for one in sorted(found, key=lambda one: (-len(found[one]), one))]

    def overlaps(self, ids: Sequence[str]) -> list[Overlap]:
        """The overlaps between some items."""
        rows: list[Row] = []
        whole = [self._whole(id_) for id_ in ids]
        for some in portions(whole):
            rows += self._database.run(
                f"""SELECT a.sha256, b.sha256, r.kind, r.words, r.share, r.shared FROM document a
                JOIN reuse r ON r.document_id = a.id JOIN document b ON b.id = r.other_id WHERE a.sha256 IN ({marks(some)})""",
                some,
            )
        found = (_overlap(row) for row in rows)
        return sorted((one for one in found if one.b in set(whole)), key=lambda one: (one.a, one.b))

    def _articles(self, documents: Sequence[int]) -> dict[int, str]:
        """The texts of documents as they are compared: of the length they have, with all but the article left blank."""
        found: dict[int, str] = {}
        for some in portions(documents):
            for id_, text, spans in self._database.run(
                f"SELECT document_id, text, searched FROM reading WHERE document_id IN ({marks(some)})", some
            ):
                assert isinstance(spans, bytes | bytearray | memoryview)
                found[int(str(id_))] = article(str(text), unpacked_spans(bytes(spans)))
        return found

    def _numbers(self, documents: Iterable[int]) -> dict[str, int]:
        """The hashes of documents, sorted, with their numbers."""
        found: dict[str, int] = {}
        for some in portions(sorted(documents)):
            rows = self._database.run(f"SELECT sha256, id FROM document WHERE id IN ({marks(some)})", some)
            found |= {str(sha256): int(str(id_)) for sha256, id_ in rows}
        return dict(sorted(found.items()))

    def _numbers_of(self, ids: Sequence[str]) -> dict[str, int]:
        """The numbers of items, by their hashes."""
        found: dict[str, int] = {}
        for some in portions(ids):
            rows = self._database.run(f"SELECT sha256, id FROM document WHERE sha256 IN ({marks(some)})", some)
            found |= {str(sha256): int(str(id_)) for sha256, id_ in rows}
        return found

    def _families(self, documents: Sequence[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for some in portions(documents):
            rows = self._database.run(f"SELECT document_id, family FROM traced WHERE document_id IN ({marks(some)})", some)
            found |= {int(str(id_)): int(str(family)) for id_, family in rows}
        return found

    def _furniture(self, documents: Iterable[int]) -> dict[int, list[int]]:
        """Which words of documents are furniture, as far as is known: where such stretches begin and end, in turn."""
        found: dict[int, list[int]] = {}
        for some in portions(sorted(documents)):
            rows = self._database.run(f"SELECT document_id, furniture FROM traced WHERE document_id IN ({marks(some)})", some)
            found |= {int(str(id_)): [int(word) for word in str(words).split()] for id_, words in rows}
        return found

    def _known(self, pairs: Sequence[Pair]) -> dict[Pair, Rank]:
        found: dict[Pair, Rank] = {}
        row = "(CAST(? AS BIGINT), CAST(? AS BIGINT))"  # PostgreSQL takes them for words
        for some in portions(pairs):
            # In this order: asked with IN, SQLite goes through all overlaps of the library.
            rows = self._database.run(
                f"""WITH asked (a, b) AS (VALUES {", ".join([row] * len(some))})
                SELECT r.document_id, r.other_id, r.kind, r.words FROM asked CROSS JOIN reuse r
                WHERE r.document_id = asked.a AND r.other_id = asked.b""",
                [one for pair in some for one in pair],
            )
            found |= {(int(str(a)), int(str(b))): (_RANKS.index(str(kind)), -int(str(words))) for a, b, kind, words in rows}
        return found


def article(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with everything outside `spans` replaced by ends of line, so that places stay what they are.

    >>> article("Menu\\nRain fell.\\nHelp", [(5, 15)])
    '\\n\\n\\n\\n\\nRain fell.\\n\\n\\n\\n\\n'
    """
    kept: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            kept += ["\n" * (start - done), text[max(start, done) : end]]
            done = end
    return "".join([*kept, "\n" * (len(text) - done)])


def _pairs(first: Sequence[int], second: Sequence[int]) -> list[Pair]:
    """Two and two documents, the smaller number before the other."""
    return [(min(pair), max(pair)) for pair in zip(first, second, strict=True)]


def _turned(overlap: Overlap) -> Overlap:
    """The same overlap, told from the other side."""
    shared = tuple(sorted((replace(one, a=one.b, b=one.a) for one in overlap.shared), key=lambda one: (one.a, one.b)))
    return replace(overlap, a=overlap.b, b=overlap.a, shared=shared)


def _packed(shared: Sequence[Shared]) -> str:
    rows = [(one.a.start, one.a.end, one.b.start, one.b.end, one.words, int(one.furniture)) for one in shared]
    return msgspec.json.encode(rows).decode()


def _overlap(row: Row) -> Overlap:
    a, b, kind, words, share, packed = row
    rows = msgspec.json.decode(str(packed), type=list[tuple[int, int, int, int, int, int]])
    shared = tuple(
        Shared(a=Span(a_start, a_end), b=Span(b_start, b_end), words=equal, furniture=bool(furniture))
        for a_start, a_end, b_start, b_end, equal, furniture in rows
    )
    return Overlap(a=str(a), b=str(b), kind=OverlapKind(str(kind)), words=int(str(words)), share=float(str(share)), shared=shared)


def _root(leads: dict[int, int], family: int) -> int:
    while leads[family] != family:
        leads[family] = leads[leads[family]]
        family = leads[family]
    return family
