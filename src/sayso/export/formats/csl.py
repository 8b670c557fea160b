"""How does a record enter a reference manager?  As CSL-JSON, which Zotero and its kin read."""

from collections.abc import Iterable
from typing import BinaryIO

from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Kept, Tally, Written
from sayso.export.links import address_of
from sayso.export.trees import Tree, without_nothing, write_array
from sayso.model.dates import PartialDate


def citation(item: Kept) -> dict[str, Tree]:
    """One item as a newspaper article.  Names stay as printed: where a family name begins is not for a program to guess."""
    record = item.record
    masthead, origin, capture = record.masthead, record.origin, record.document.capture
    sections = dict.fromkeys(one.value for one in record.filing.sections)
    return without_nothing(
        {
            "id": f"sha256:{item.id}",
            "type": "article-newspaper",
            "title": masthead.title.value if masthead.title else None,
            "author": [{"literal": author.value.name} for author in masthead.authors],
            "container-title": masthead.publisher.value.name if masthead.publisher else None,
            "issued": _date(masthead.published.value) if masthead.published else None,
            "section": "; ".join(sections),
            "original-date": _date(origin.published.value) if origin.published else None,
            "original-publisher": origin.publisher.value if origin.publisher else None,
            "abstract": masthead.standfirst.value if masthead.standfirst else None,
            "language": masthead.language.value if masthead.language else None,
            "URL": address_of(record),
            "accessed": _date(capture.taken) if capture.taken else None,
        }
    )


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """One array."""
    tally = Tally()
    write_array(out, "", (citation(item) for item in tally.kept(items)))
    out.write(b"\n")
    return tally.written()


def _date(date: PartialDate) -> Tree:
    """As precise as it was printed: year, month, day, or less."""
    return {"date-parts": [[int(part) for part in date.day.split("-")]]}


FORMAT = Format(
    name="csl",
    media_type="application/vnd.citationstyles.csl+json",
    suffix=".json",
    writes="CSL-JSON for reference managers",
    to_file=write,
)
