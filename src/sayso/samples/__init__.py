"""Pages to try sayso on: written for this package, about outlets, people and places that do not exist.

``reprinted-interview.md`` is a radio interview that a second outlet reprints, as Markdown made from a PDF; ``wire-story.html`` is
a newspaper's page with a story of a news agency on it.  ``archive`` holds two dozen items about one event, as archives have them:
`sample_items` lists them, ``docs/sample-archive.md`` says what each is there for.
"""

from importlib.resources import files

from msgspec import Struct

from sayso.model.dates import PartialDate
from sayso.model.record import Relation

_NONE = "-"


class SampleItem(Struct, frozen=True, kw_only=True):
    """An item of the sample archive, and what a careful reader finds in it.

    `url` and `taken` say where and when it was captured.  `follows` names the item that its text was made from, or the version
    of the page before it, whether the page says so or not.
    """

    file: str
    url: str | None
    taken: PartialDate
    kind: str
    title: str | None
    outlet: str
    published: PartialDate | None
    relation: Relation
    origin: str | None
    follows: str | None

    @property
    def data(self) -> bytes:
        """The original, as it was captured."""
        return files(__name__).joinpath("archive", self.file).read_bytes()


def sample_items() -> tuple[SampleItem, ...]:
    """The items of the sample archive, in the order of their dates."""
    text = files(__name__).joinpath("archive", "items.tsv").read_text("utf-8")
    columns, *rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(_item(dict(zip(columns, row, strict=True))) for row in rows)


def _item(row: dict[str, str]) -> SampleItem:
    cells = {name: None if cell == _NONE else cell for name, cell in row.items()}
    published = cells["published"]
    return SampleItem(
        file=row["file"],
        url=cells["url"],
        taken=PartialDate(row["taken"]),
        kind=row["kind"],
        title=cells["title"],
        outlet=row["outlet"],
        published=PartialDate(published) if published else None,
        relation=Relation(row["relation"]),
        origin=cells["origin"],
        follows=cells["follows"],
    )
