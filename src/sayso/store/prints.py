"""Which words does a library print between quotation marks, and which of these prints are of one quotation?

What is asked for narrowly is looked up in the index of words; for more, all prints are read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from sayso.language.folding import fold
from sayso.language.quotation_marks import read_marks
from sayso.model.span import Span
from sayso.store.conditions import FROM, Target, answering
from sayso.store.database import Clause, Database, marks, portions
from sayso.store.query import Any, Node, Words
from sayso.store.rows import BREAK

REFERENCE = 10
"""Digits of an item's id in a reference, as lists of hits show them."""
NARROW = 100
"""Wordings up to which other prints are looked up in the index of words, in milliseconds each.  For more, all prints of the
library are grouped, which takes seconds for 20,000 items."""
_PHRASE = 5
"""Words of a phrase that is looked up: two prints of one quotation share so many in a row."""
_AT_ONCE = 50
"""Phrases of one look-up: FTS5 takes no expression of more than some hundred."""
_ROUNDS = 4
"""Look-ups of what the one before has found: the first finds the fullest print, the second its other cuts, the third fuller
prints that these belong to rather; a fourth is spare."""
GAP = " … "
"""Stands between the pieces of a statement in the column `content`."""
PRINTED = Clause("s.manner <> 'indirect' AND s.within IS NULL AND s.reports = 1")
"""The statements that print somebody's words; those within others stand in these."""


class Print(Struct, frozen=True, order=True):
    """A print as it is compared; sorted the earliest come first, those without a date last."""

    published: str
    id: str
    number: int
    document: int
    words: tuple[str, ...]

    @property
    def reference(self) -> str:
        """The item and the statement in it, as ``ID:N``."""
        return f"{self.id[:REFERENCE]}:{self.number}"

    @property
    def wording(self) -> str:
        """What prints that differ by typography alone have in common: blanks and hyphens are typography."""
        return "".join(self.words)


class Group(Struct, frozen=True):
    """The prints of one quotation, the fullest first, and the fullest prints of those it stands within."""

    prints: tuple[Print, ...]
    within: tuple[Print, ...]


UNDATED = "~"
"""Sorts behind every date."""


class Prints:
    """The prints of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answering(self, asked: Node) -> list[Print]:
        """The prints that answer."""
        return self._read(answering(asked, Target.STATEMENTS, self._database, PRINTED))

    def at(self, id_: str, number: int | None = None) -> list[Print]:
        """Those of an item, or of one statement of it."""
        where, values = ("d.sha256 = ?", (id_,)) if number is None else ("d.sha256 = ? AND s.number = ?", (id_, number))
        return self._read(Clause(f"{where} AND {PRINTED.sql}", values))

    def together(self, answer: Sequence[Print]) -> list[Group]:
        """The quotations that have a print among `answer`, with all their prints in the library, and others with them."""
        places = {(one.document, one.number) for one in answer}
        documents = {one.document for one in answer}
        wordings = {one.words for one in answer}
        asked: set[tuple[str, ...]] = set()
        groups: list[Group] = []
        for _ in range(_ROUNDS):
            if len(wordings) > NARROW:
                return grouped(self._read(PRINTED))
            if wordings <= asked:
                break
            documents |= self._holding(wordings - asked)
            asked |= wordings
            groups = grouped(self._read_in(sorted(documents)))
            own = [group for group in groups if any((one.document, one.number) in places for one in group.prints)]
            wordings = {one.words for group in own for one in (*group.prints, *group.within)}
        return groups

    def holding(self, words: tuple[str, ...], phrases_at_most: int) -> Counter[int]:
        """The documents that hold phrases of some words, and how many of those that were looked up, side by side."""
        held: Counter[int] = Counter()
        for phrase in list(phrases(words))[::_PHRASE][:phrases_at_most]:
            found = self._database.holding(Words(words=phrase))
            held.update(int(str(row[0])) for row in self._database.run(found.sql, found.values))
        return held

    def _read(self, where: Clause) -> list[Print]:
        from sayso.tracing.quotations import SHORTEST  # what compares is loaded where something is compared

        rows = self._database.run(
            f"""SELECT d.published, d.sha256, s.number, d.id, s.folded, CASE WHEN s.manner = 'mixed' THEN s.content ELSE '' END
            FROM {FROM[Target.STATEMENTS]} WHERE {where.sql}""",
            where.values,
        )
        found = []
        for published, id_, number, document, folded, content in rows:
            words = _quoted_words(str(content)) if content else tuple(str(folded).replace(BREAK, " ").split())
            if len(words) >= SHORTEST:
                day = UNDATED if published is None else str(published)
                found.append(Print(day, str(id_), int(str(number)), int(str(document)), words))
        return sorted(found)

    def _holding(self, wordings: Iterable[tuple[str, ...]]) -> set[int]:
        """The documents that hold a phrase of some wordings."""
        looked_up = {phrase for words in wordings for phrase in phrases(words)}
        found: set[int] = set()
        for some in portions(sorted(looked_up), _AT_ONCE):
            nodes = tuple(Words(words=one) for one in some)
            held = self._database.holding(nodes[0] if len(nodes) == 1 else Any(nodes))
            found.update(int(str(row[0])) for row in self._database.run(held.sql, held.values))
        return found

    def _read_in(self, documents: Sequence[int]) -> list[Print]:
        found: list[Print] = []
        for some in portions(documents):
            found += self._read(Clause(f"d.id IN ({marks(some)}) AND {PRINTED.sql}", tuple(some)))
        return sorted(found)


def grouped(prints: Sequence[Print]) -> list[Group]:
    """The quotations that prints are of, among themselves."""
    from sayso.tracing.quotations import group_prints

    return [
        Group(tuple(prints[number] for number in one.prints), tuple(prints[number] for number in one.within))
        for one in group_prints([one.words for one in prints])
    ]


def phrases(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The phrases of a wording by which its other prints are looked up: every one, for an edited print may share but one."""
    return (words[at : at + _PHRASE] for at in range(len(words) - _PHRASE + 1))


def _quoted_words(content: str) -> tuple[str, ...]:
    """The folded words between quotation marks of a statement that is printed partly in them."""
    return tuple(word for piece in content.split(GAP) for part in quoted_parts(piece) for word in fold(part))


def quoted_parts(piece: str) -> list[str]:
    """What stands in quotation marks, marks included, in a piece of a statement."""
    return [span.of(piece) for span in quoted_in(Span(0, len(piece)), piece)]


def quoted_in(span: Span, text: str) -> list[Span]:
    """Where that stands, in a stretch of a text."""
    return [Span(one.start, one.end) for one in read_marks(text, span.start, span.end) if one.depth == 1]
