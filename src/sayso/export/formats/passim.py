"""How do programs for text reuse take what was copied?  As passim 2 writes it: one passage a line, with its cluster.

`cluster`, `size`, `begin`, `end`, `uid` and the passage's own `text` are passim's; `id`, `series` (the outlet), `date`, `title`
and `url` are what it passes through from its input.  `begin` and `end` count code points of the item's text layer.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from sayso.export.clusters import clusters_of
from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Tally, Written
from sayso.export.kinship import witness_of
from sayso.export.links import address_of
from sayso.export.trees import Tree, json_bytes, without_nothing
from sayso.model.legible import one_line
from sayso.model.record import Record
from sayso.model.reuse import Overlap


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """The passages that the items share with each other.  Items that share none are counted and stand on no line."""
    tally = Tally()
    write_passages({item.id: item.record for item in tally.kept(items)}, out)
    return tally.written()


def write_passages(records: Mapping[str, Record], out: BinaryIO, overlaps: Iterable[Overlap] | None = None) -> None:
    """The same for records under names of their own; `overlaps` are those between them where they are known already."""
    if overlaps is None:
        from sayso.tracing.pipeline import trace  # compiled code: only who compares waits for it

        texts = [witness_of(name, record).text for name, record in records.items()]
        overlaps = trace(texts, list(records)).overlaps()
    for line in passages_of(records, overlaps):
        out.write(json_bytes(line) + b"\n")


def passages_of(records: Mapping[str, Record], overlaps: Iterable[Overlap]) -> Iterator[dict[str, Tree]]:
    """One object a passage, in the order of passim: the largest clusters first, and in each by date, what has none last."""
    dates = {name: head.published.value.iso if (head := record.masthead).published else "" for name, record in records.items()}
    found = list(clusters_of(overlaps))
    for passage in sorted(found, key=lambda one: (one.cluster, dates[one.name] or "~", one.name, one.span.start)):
        record = records[passage.name]
        head = record.masthead
        yield {
            "uid": _uid(record),
            "cluster": passage.cluster,
            "size": passage.size,
            "begin": passage.span.start,
            "end": passage.span.end,
            "id": passage.name,
            **without_nothing(
                {
                    "series": one_line(head.publisher.value.name) if head.publisher else None,
                    "date": dates[passage.name],
                    "title": one_line(head.title.value) if head.title else None,
                    "url": address_of(record),
                }
            ),
            "text": passage.span.of(record.document.text),
        }


def _uid(record: Record) -> int:
    """A number as passim has one, of 64 bits with a sign: the first eight bytes of the original's hash."""
    return int.from_bytes(bytes.fromhex(record.document.capture.sha256)[:8], signed=True)


FORMAT = Format(
    name="passim",
    media_type="application/x-ndjson",
    suffix=".json",
    writes="passages that items share, one a line, as passim writes them",
    to_file=write,
)
