"""How do records become rows?  Four tables with declared columns: documents, statements, sources, voices."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any, TypeAlias  # what pandas and pyarrow give back is theirs to type

from msgspec import Struct

from sayso.errors import UsageError
from sayso.export.extras import need
from sayso.export.kept import Item, Kept, Withdrawn, kept
from sayso.export.markup import shown
from sayso.export.shares import voice_shares
from sayso.export.sources import SourceLedger, cue_act, is_doubtful
from sayso.model.finding import Finding
from sayso.model.legible import one_line
from sayso.model.record import Record
from sayso.model.span import Span

Cell: TypeAlias = str | int | float | bool | tuple[str, ...] | None
Row: TypeAlias = tuple[Cell, ...]
_SHOWN = 50
"""Rows that a notebook shows; the line beneath says how many there are."""


class Kind(Enum):
    """What a column holds.  A cell of any kind may be None: not found, never a guess."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXTS = "texts"
    """A list of texts, empty where there are none."""


class Column(Struct, frozen=True):
    """A column: its name, what it holds, and what that means."""

    name: str
    kind: Kind
    means: str


class Table(Struct, frozen=True):
    """Rows under named columns: what every list of results can be turned into.

    ``.df()`` gives a pandas data frame, ``.arrow()`` a pyarrow table; polars, DuckDB and whatever else speaks Arrow's PyCapsule
    interface take the table as it is: ``polars.DataFrame(table)``.  None of them is needed for the rest.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        """How much there is: a whole table would fill many screens."""
        return f"<Table: {len(self.rows)} rows, {len(self.columns)} columns: {', '.join(column.name for column in self.columns)}>"

    def column(self, name: str) -> tuple[Cell, ...]:
        """The cells of one column.  Raises UsageError where there is none of that name."""
        for number, column in enumerate(self.columns):
            if column.name == name:
                return tuple(row[number] for row in self.rows)
        raise UsageError(f"there is no column {name!r}", f"choose one of {', '.join(column.name for column in self.columns)}")

    def df(self) -> Any:
        """A ``pandas.DataFrame``, with pandas' own types that know a missing value.  Raises UsageError without pandas."""
        pandas = need("pandas", "notebook")
        return pandas.DataFrame(
            {
                column.name: pandas.Series([_plain(cell) for cell in self.column(column.name)], dtype=_PANDAS[column.kind])
                for column in self.columns
            }
        )

    def arrow(self) -> Any:
        """A ``pyarrow.Table``, each column with what it means as metadata.  Raises UsageError without pyarrow."""
        return need("pyarrow", "tables").Table.from_batches([arrow_batch(self.columns, self.rows)], arrow_schema(self.columns))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Arrow's PyCapsule interface."""
        return self.arrow().__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        """The first rows for a notebook, and how many there are; every character of them is escaped."""
        head = "".join(f"<th>{shown(column.name)}</th>" for column in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{shown(as_text(cell))}</td>' for cell in row)}</tr>" for row in self.rows[:_SHOWN])
        few = f"Showing {_SHOWN} of {len(self.rows)} rows." if len(self.rows) > _SHOWN else f"{len(self.rows)} rows."
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{few}</p>"


class TableKind(Struct, frozen=True, kw_only=True):
    """One of the four tables: its columns, and the rows that one item gives."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Item], Iterator[Row]]
    lists_tombstones: bool = False


def table_of(items: Iterable[Item | Record], name: str = "documents") -> Table:
    """All rows of one table; records by themselves will do.  Raises UsageError for a name that is none."""
    kind = table_named(name)
    rows = (row for item in items for row in kind.rows(kept(item) if isinstance(item, Record) else item))
    return Table(kind.columns, tuple(rows))


def table_named(name: str) -> TableKind:
    """One of `TABLES`.  Raises UsageError for a name that is none."""
    for kind in TABLES:
        if kind.name == name:
            return kind
    raise UsageError(f"there is no table {name!r}", f"choose one of {', '.join(kind.name for kind in TABLES)}")


def as_text(cell: Cell) -> str:
    """A cell as it is printed: nothing for None, ``true`` and ``false``, a list with ``; `` between its members."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "; ".join(cell) if isinstance(cell, tuple) else str(cell)


def arrow_schema(columns: tuple[Column, ...]) -> Any:
    """The columns as a ``pyarrow.Schema``."""
    arrow = need("pyarrow", "tables")
    types = {
        Kind.TEXT: arrow.string(),
        Kind.INTEGER: arrow.int64(),
        Kind.NUMBER: arrow.float64(),
        Kind.BOOLEAN: arrow.bool_(),
        Kind.TEXTS: arrow.list_(arrow.string()),
    }
    return arrow.schema([arrow.field(one.name, types[one.kind], metadata={"means": one.means}) for one in columns])


def arrow_batch(columns: tuple[Column, ...], rows: Iterable[Row]) -> Any:
    """The rows as a ``pyarrow.RecordBatch``."""
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    schema = arrow_schema(columns)
    arrays = [
        need("pyarrow").array([_plain(cell) for cell in column], field.type) for column, field in zip(cells, schema, strict=True)
    ]
    return need("pyarrow").RecordBatch.from_arrays(arrays, schema=schema)


_PANDAS = {Kind.TEXT: "string", Kind.INTEGER: "Int64", Kind.NUMBER: "Float64", Kind.BOOLEAN: "boolean", Kind.TEXTS: "object"}


def _plain(cell: Cell) -> object:
    """A cell as other packages want it: lists for tuples, and no lone surrogate, which their UTF-8 cannot hold."""
    if isinstance(cell, tuple):
        return [_utf_8(text) for text in cell]
    return _utf_8(cell) if isinstance(cell, str) else cell


def _utf_8(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _text(name: str, means: str) -> Column:
    return Column(name, Kind.TEXT, means)


def _texts(name: str, means: str) -> Column:
    return Column(name, Kind.TEXTS, means)


def _integer(name: str, means: str) -> Column:
    return Column(name, Kind.INTEGER, means)


_DOCUMENT = _text("document", "SHA-256 of the original's bytes: the item's id")
_OUTLET = _text("outlet", "the publisher of this copy")
_PUBLISHED = _text("published", "publication date in ISO 8601, as precise as it was found")

DOCUMENTS = (
    _text("id", "SHA-256 of the original's bytes: the item's id"),
    _text("title", "the headline"),
    _text("byline", "the line of authors as printed"),
    _texts("authors", "the names in it"),
    _OUTLET,
    _text("host", "the host the outlet stands on"),
    _PUBLISHED,
    _text("modified", "date of the last change"),
    _text("dateline", "place and date at the head of the text"),
    _text("language", "language of the text"),
    _text("url", "address of the copy"),
    _text("captured", "when the copy was made"),
    _text("media_type", "what the original is"),
    _text("relation", "how this copy stands to the first publication"),
    _text("relation_ground", "how that is known"),
    _text("origin", "the first publisher"),
    _text("origin_ground", "how that is known"),
    _text("origin_published", "date of the first publication"),
    _text("origin_url", "its address"),
    _texts("wire", "agencies named"),
    _texts("sections", "sections as printed"),
    _texts("regions", "regions as printed"),
    _texts("themes", "themes as printed"),
    _texts("dossiers", "dossiers as printed"),
    _texts("tags", "tags as printed"),
    _texts("holders", "who holds the copyright"),
    _text("licence", "a public licence by its id"),
    Column("licence_covers_text", Kind.BOOLEAN, "whether that licence covers this text"),
    _texts("conditions", "terms of reuse, each as kind, standard name and words"),
    _texts("contacts", "addresses to ask"),
    _integer("characters", "code points of the text layer"),
    _integer("direct", "characters of the body in quotation marks and attributed"),
    _integer("indirect", "characters attributed in the outlet's words"),
    _integer("mixed", "characters attributed, quoted in part"),
    _integer("own", "characters in the outlet's own voice"),
    _integer("undetermined", "characters of which a careful reader could not tell"),
    _integer("statements", "attributions"),
    _integer("named_sources", "named sources with attributed words"),
    _integer("sources", "all sources with attributed words"),
    _texts("remarks", "codes of what a careful reader should know"),
    _text("withdrawn", "when the item was withdrawn"),
    _text("withdrawn_reason", "why; such a row has nothing else but its id"),
)
STATEMENTS = (
    _DOCUMENT,
    _integer("number", "the statement's number in its document, from 1"),
    _OUTLET,
    _PUBLISHED,
    _text("manner", "direct, indirect or mixed"),
    Column("reports", Kind.BOOLEAN, "false where the source only wants, plans or supports it"),
    _texts("sources", "names of those who answer for it; none where that is not resolved"),
    _texts("source_kinds", "their kinds"),
    Column("named", Kind.BOOLEAN, "whether one of them is named"),
    _text("content", "the words attributed"),
    _text("source_words", "the words that name the source"),
    _text("cue", "the words that attribute"),
    _text("cue_class", "how the cue attributes"),
    _text("stance", "what the cue adds"),
    Column("p", Kind.NUMBER, "calibrated probability that content and source are right"),
    Column("uncertain", Kind.BOOLEAN, "whether p is low"),
    _integer("start", "first code point of the content"),
    _integer("end", "behind its last code point"),
    _text("spans", "all its places: 12-30 40-52"),
    _text("maker_kind", "rule, model or person"),
    _text("maker", "which one"),
    _text("maker_version", "in which version"),
)
SOURCES = (
    _DOCUMENT,
    _integer("number", "the source's number in its document, from 1, by first mention"),
    _text("label", "its letter in the ledger"),
    _OUTLET,
    _PUBLISHED,
    _text("name", "fullest name, or description where there is none"),
    _text("name_ground", "printed, or inferred where it was put together"),
    _text("kind", "what sort of source"),
    Column("named", Kind.BOOLEAN, "whether the article names it"),
    _text("unnamed_as", "what sort of unnamed source"),
    _text("anonymity", "the reason printed for leaving the name out"),
    _texts("aliases", "other names in the text"),
    _texts("roles", "roles as printed"),
    _texts("affiliations", "affiliations as printed"),
    _integer("mentions", "places that refer to it"),
    _integer("statements", "statements that it says or thinks"),
    _integer("attitudes", "what it is only said to want or plan"),
    _integer("direct", "statements that are direct"),
    _integer("indirect", "statements that are indirect"),
    _integer("mixed", "statements that are mixed"),
    _integer("characters", "characters of the body it answers for, white space left out"),
    Column("share", Kind.NUMBER, "the part of the body's characters that have a voice, 0 to 1"),
)
VOICES = (
    _DOCUMENT,
    _integer("number", "the run's number in its document, from 1"),
    _integer("start", "its first code point"),
    _integer("end", "behind its last code point"),
    _text("voice", "attributed, own, undetermined, cue or furniture"),
    _text("manner", "of an attributed run"),
    _integer("statement", "the number of the statement that covers, introduces or may cover it"),
    _texts("sources", "who answers for that statement"),
    _text("words", "its words"),
    _text("maker", "the rule or model"),
    _text("maker_version", "in which version"),
)


def _document_rows(item: Item) -> Iterator[Row]:
    if isinstance(item, Withdrawn):
        cells: dict[str, Cell] = {column.name: () if column.kind is Kind.TEXTS else None for column in DOCUMENTS}
        cells |= {"id": item.id, "withdrawn": item.date.iso if item.date else "unknown", "withdrawn_reason": item.reason}
        yield tuple(cells.values())
        return
    record = item.record
    masthead, origin, filing, terms = record.masthead, record.origin, record.filing, record.terms
    capture = record.document.capture
    shares = voice_shares(record)
    counts = dict(shares.counts)
    yield (
        item.id,
        _value(masthead.title),
        _value(masthead.byline),
        tuple(author.value.name for author in masthead.authors),
        _outlet(record),
        masthead.publisher.value.host if masthead.publisher else None,
        _published(record),
        masthead.modified.value.iso if masthead.modified else None,
        _value(masthead.dateline),
        _value(masthead.language),
        capture.url,
        capture.taken.iso if capture.taken else None,
        capture.media_type,
        origin.relation.value.value if origin.relation else None,
        origin.relation.ground.value if origin.relation else None,
        _value(origin.publisher),
        origin.publisher.ground.value if origin.publisher else None,
        origin.published.value.iso if origin.published else None,
        _value(origin.url),
        _values(origin.wire),
        _values(filing.sections),
        _values(filing.regions),
        _values(filing.themes),
        _values(filing.dossiers),
        _values(filing.tags),
        _each_once(f"{one.value.name} {one.value.years or ''}".strip() for one in terms.holders),
        terms.licence.value.id if terms.licence else None,
        terms.licence.value.covers_text if terms.licence else None,
        tuple(_condition(one.value.kind.value, one.value.what, one.value.text) for one in terms.conditions),
        tuple(one.value.address for one in terms.contacts),
        len(record.document.text),
        *(counts[name] for name in ("direct", "indirect", "mixed", "own", "undetermined")),
        len(record.attributions),
        shares.named_sources,
        shares.sources,
        _each_once(remark.code for remark in record.remarks),
        None,
        None,
    )


def _statement_rows(item: Item) -> Iterator[Row]:
    if isinstance(item, Withdrawn):
        return
    record = item.record
    ledger = SourceLedger(record)
    for index, one in enumerate(record.attributions):
        sources = [entry.source for entry in ledger.of(index)]
        act = cue_act(record, one)
        yield (
            item.id,
            index + 1,
            _outlet(record),
            _published(record),
            one.manner.value,
            one.reports,
            tuple(one_line(source.name.value) for source in sources),
            tuple(source.kind.value for source in sources),
            any(source.named for source in sources) if sources else None,
            _words(record, one.content),
            _words(record, one.source),
            _words(record, one.cue),
            act.sort if act else None,
            act.stance or None if act else None,
            one.p,
            is_doubtful(one),
            one.content[0].start if one.content else None,
            one.content[-1].end if one.content else None,
            " ".join(f"{span.start}-{span.end}" for span in one.content),
            one.by.kind.value,
            one.by.name,
            one.by.version,
        )


def _source_rows(item: Item) -> Iterator[Row]:
    if isinstance(item, Withdrawn):
        return
    record = item.record
    whole = voice_shares(record).characters
    for entry in SourceLedger(record).entries:
        source, manners = entry.source, dict(entry.manners)
        yield (
            item.id,
            entry.number + 1,
            entry.label,
            _outlet(record),
            _published(record),
            entry.name,
            source.name.ground.value,
            source.kind.value,
            source.named,
            source.unnamed_as,
            _value(source.anonymity),
            entry.other_names,
            _values(source.roles),
            _values(source.affiliations),
            len(source.mentions),
            len(entry.statements),
            len(entry.attitudes),
            *(manners[name] for name in ("direct", "indirect", "mixed")),
            entry.characters,
            entry.characters / whole if whole else None,
        )


def _voice_rows(item: Item) -> Iterator[Row]:
    if isinstance(item, Withdrawn):
        return
    record = item.record
    ledger = SourceLedger(record)
    for number, run in enumerate(record.voices, 1):
        yield (
            item.id,
            number,
            run.span.start,
            run.span.end,
            run.voice.value,
            run.manner.value if run.manner else None,
            run.attribution + 1 if run.attribution is not None else None,
            tuple(entry.name for entry in ledger.of(run.attribution)) if run.attribution is not None else (),
            run.span.of(record.document.text),
            run.by.name,
            run.by.version,
        )


TABLES = (
    TableKind(name="documents", columns=DOCUMENTS, rows=_document_rows, lists_tombstones=True),
    TableKind(name="statements", columns=STATEMENTS, rows=_statement_rows),
    TableKind(name="sources", columns=SOURCES, rows=_source_rows),
    TableKind(name="voices", columns=VOICES, rows=_voice_rows),
)


def tables_of(item: Kept) -> dict[str, Table]:
    """All four tables of one record, by name."""
    return {kind.name: table_of((item,), kind.name) for kind in TABLES}


def _value(finding: Finding[str] | None) -> str | None:
    return finding.value if finding else None


def _values(findings: Iterable[Finding[str]]) -> tuple[str, ...]:
    return _each_once(finding.value for finding in findings)


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _condition(kind: str, what: str | None, text: str) -> str:
    return f"{kind} {what}: {text}" if what else f"{kind}: {text}"


def _words(record: Record, spans: tuple[Span, ...]) -> str | None:
    return " … ".join(span.of(record.document.text) for span in spans) or None


def _outlet(record: Record) -> str | None:
    return record.masthead.publisher.value.name if record.masthead.publisher else None


def _published(record: Record) -> str | None:
    return record.masthead.published.value.iso if record.masthead.published else None
