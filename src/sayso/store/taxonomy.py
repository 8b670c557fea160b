"""How is what publishers file made comparable?  Their labels stay as printed; beside them stand regions and subjects of ours.

A label of the axes ``place`` and ``subject`` names, as its ground, the printed label that it was made from.  The tables behind it
can be edited; a library that was filed by other tables files again when it is opened to be written.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from sayso.language.folding import fold
from sayso.language.media_topics import Topic
from sayso.language.taxonomy import Heading, find_headings, find_places, find_subjects, label_key
from sayso.store.changes import Change, Changes
from sayso.store.database import Database, Row, marks
from sayso.store.rows import BREAK

PRINTED = ("section", "region", "theme", "dossier", "tag")
"""The axes of a publisher's own labels."""
PLACE, SUBJECT = "place", "subject"
MADE = (PLACE, SUBJECT)
"""The axes that are made from them."""
PART = "taxonomy"


class Unfiled(Struct, frozen=True, kw_only=True):
    """A printed label that no table knows, and how many items have it."""

    axis: str
    value: str
    items: int


class Taxonomy:
    """The regions and subjects of one library."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes
        self._topics: dict[str, tuple[Heading, ...]] | None = None
        self._headings = lru_cache(maxsize=65_536)(self._find_headings)  # most labels are those of many items

    def file(self, labels: Iterable[tuple[int, str, str]]) -> None:
        """Write the regions and subjects of printed labels: rows of documents, axes, values.  Inside a transaction of another."""
        rows = list(self._made(labels))
        # Two labels may name one region; the ground is the first of them.
        firsts = {row[:3]: row for row in reversed(rows)}
        if firsts:
            self._database.many(
                "INSERT INTO label (document_id, axis, value, folded, ground) VALUES (?, ?, ?, ?, ?)", list(firsts.values())[::-1]
            )

    def file_again(self) -> None:
        """Make all regions and subjects anew.  Inside a transaction of another."""
        self._topics = None
        self._headings.cache_clear()
        self._database.run("DELETE FROM label WHERE axis IN (?, ?)", MADE)
        last = -1
        while ids := self._database.run("SELECT id FROM document WHERE id > ? ORDER BY id LIMIT 1000", (last,)):
            first, last = last, int(str(ids[-1][0]))
            rows = self._database.run(
                f"""SELECT document_id, axis, value FROM label
                WHERE axis IN ({marks(PRINTED)}) AND document_id > ? AND document_id <= ? ORDER BY document_id, axis, value""",
                (*PRINTED, first, last),
            )
            self.file((int(str(document)), str(axis), str(value)) for document, axis, value in rows)

    def unfiled(self) -> tuple[Unfiled, ...]:
        """The printed labels that no table knows, those of the most items first."""
        rows = self._database.run(
            f"""SELECT axis, value, COUNT(*) FROM label WHERE axis IN ({marks(PRINTED)})
            GROUP BY axis, value ORDER BY 3 DESC, 1, 2""",
            PRINTED,
        )
        return tuple(
            Unfiled(axis=str(axis), value=str(value), items=int(str(items)))
            for axis, value, items in rows
            if not self._headings(str(value))
        )

    def take_topics(self, topics: Sequence[Topic], *, who: str, why: str) -> Change:
        """Map labels to IPTC's Media Topics too, from a file that the user has; the topics of an earlier file go."""
        names = {topic.code: topic.names[0] for topic in topics}
        with self._database.transaction():
            self._database.run("DELETE FROM topic")
            self._database.many(
                "INSERT INTO topic (code, name, names, broader) VALUES (?, ?, ?, ?)",
                [
                    (
                        topic.code,
                        topic.names[0],
                        msgspec.json.encode(topic.names).decode(),
                        msgspec.json.encode([names[code] for code in topic.broader if code in names]).decode(),
                    )
                    for topic in topics
                ],
            )
            self.file_again()
            return self._changes.keep(PART, "topics", f"{len(topics)} media topics", who=who, why=why)

    def _made(self, labels: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, str, str, str, str]]:
        for document, axis, value in labels:
            if axis in PRINTED:
                for made, name, folded in self._headings(value):
                    yield document, made, name, folded, f"{axis}: {value}"

    def _find_headings(self, value: str) -> tuple[tuple[str, str, str], ...]:
        """Axis, name and folded words of what a printed label names."""
        places = [(PLACE, heading) for heading in find_places(value)]
        subjects = [(SUBJECT, heading) for heading in (*find_subjects(value), *find_headings(value, self._of_topics()))]
        return tuple((axis, heading.name, _folded(heading.words)) for axis, heading in places + subjects)

    def _of_topics(self) -> dict[str, tuple[Heading, ...]]:
        if self._topics is None:
            found: dict[str, tuple[Heading, ...]] = {}
            for row in self._database.run("SELECT code, name, names, broader FROM topic ORDER BY code"):
                heading, keys = _topic(row)
                for key in keys:
                    found[key] = (*found.get(key, ()), heading)
            self._topics = found
        return self._topics


def _folded(words: Iterable[str]) -> str:
    return f" {f' {BREAK} '.join(' '.join(fold(word)) for word in dict.fromkeys(words))} "


def _topic(row: Row) -> tuple[Heading, list[str]]:
    code, name, names, broader = (str(value) for value in row)
    others: list[str] = msgspec.json.decode(names, type=list[str])
    above: list[str] = msgspec.json.decode(broader, type=list[str])
    heading = Heading(id=f"medtop:{code}", name=name, words=(*others, f"medtop {code}", *above))
    address = f"://cv.iptc.org/newscodes/mediatopic/{code}"
    written = [*others, code, f"medtop:{code}", f"http{address}", f"https{address}"]
    return heading, list(dict.fromkeys(map(label_key, written)))
