"""How is an article read that somebody exported as JSON?  The fields that hold words become text, the others metadata.

The text is title, standfirst and byline, then the body, then a note of rights, whatever the order of the fields; every character
of them has its place in the JSON, where an escape is a run of its own.  A field of HTML is read as a page is, and its map goes on
from the HTML to the JSON.  Which field is what stands in ``language/data/article_fields.tsv``.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import NoTextError
from sayso.intake.json_text import Value, find_values, read_string, string_runs
from sayso.intake.layer import Layer, LayerBuilder
from sayso.intake.text import find_paragraphs
from sayso.language.article_fields import article_fields, fold
from sayso.language.dates import read_stamp
from sayso.model.dates import PartialDate
from sayso.model.document import Block, Link, MarkupValue, OffsetMap
from sayso.model.span import Span

SCHEME = "json"
"""The scheme of the metadata; its names are the roles of `article_fields.tsv`."""
_MANY = ("text", "html", "author", "section", "tags")
"""Roles of which all values count; of the others the first."""
_STATED = ("title", "date", "modified", "url", "host", "outlet", "author", "language", "section", "tags", "dateline")
_KEPT = (*_STATED, "description", "id", "series")
_LONGEST = 2000
"""Characters of a metadata value at most; longer ones are the article's text again."""
_MOST = 200
"""Values of one role at most; a bibliography of 200 authors is none."""
_TAG = re.compile(
    r"</(?:p|div|li|h[1-6]|blockquote|article|section|body)\s*>|<(?:p|br|li|div|h[1-6])(?:\s[^<>]{0,400})?/?>", re.I
)
_PAGE = re.compile(r"\s{0,100}(?:<!doctype\s|<html[\s>]|<head[\s>]|<body[\s>])", re.I)
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}", re.I)
_HEADLINE = Block(spans=(), tag="h1", hints="headline")
_SHOWN = 8
"""Names of fields that the line about an object without text gives."""
_SECONDS, _MILLISECONDS = (100_000_000, 4_102_444_800), 100_000_000_000
"""Unix times from 1973 to 2099; smaller numbers are years and days written as figures, larger ones count milliseconds."""


class Article(Struct, frozen=True):
    """What a JSON object gives: its layer, and what it says of its address and of the day when the copy was made."""

    layer: Layer
    url: str | None = None
    taken: PartialDate | None = None


def read_json(source: str, fields: Mapping[str, str] | None = None) -> Article:
    """The layer of one JSON object.  `fields` is a mapping of your own, from field to role, that goes before the table.

    Raises UnreadableError where the source is no JSON object, NoTextError where no field is known to hold text, UsageError where
    `fields` names a role that there is not.
    """
    roles, names = _by_role(source, fields)
    reader = _Reader(source)
    reader.read(roles)
    if not reader.body:
        seen = ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
        reason = f"no field of the JSON is known to hold text; it has {seen}" if names else "the JSON object is empty"
        raise NoTextError(reason, "say which field does, as in text=FIELD")
    url = next((value.value for value in reader.markup if value.name == "url"), None)
    return Article(reader.layer(), url, reader.taken(roles))


def _by_role(source: str, fields: Mapping[str, str] | None) -> tuple[dict[str, list[Value]], list[str]]:
    """The values of each role, of the field that goes first, and the names of the fields."""
    known = article_fields(fields).roles
    ranks: dict[str, int] = {}
    roles: dict[str, list[Value]] = {}
    names: dict[str, None] = {}
    for value in find_values(source):
        if len(names) <= _SHOWN:
            names[_printable(value.path.partition(".")[0])] = None
        for role, rank in known.get(fold(value.path), ()):
            if not _fits(source, value, role) or rank > ranks.get(role, rank):
                continue
            if rank < ranks.get(role, rank + 1):
                ranks[role], roles[role] = rank, []
            if (role in _MANY or not roles[role]) and len(roles[role]) < (_MOST if role in _KEPT else len(source)):
                roles[role].append(value)
    return roles, list(names)


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name[:40])


def _fits(source: str, value: Value, role: str) -> bool:
    """Whether a value can be what its field is for: words are strings, an address has a scheme, an outlet none."""
    written = source[value.start : min(value.end, value.start + _LONGEST + 3)]
    if written[0] != '"':
        return role in ("id", "date", "modified", "taken") and written[0] in "0123456789"
    if not read_string(written, 0, len(written)).strip():
        return False
    address = "://" in written or ":\\/\\/" in written
    return address if role == "url" else not address or role not in ("outlet", "author")


class _Reader:
    """The layer as it grows."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.builder = LayerBuilder()
        self.blocks: list[Block] = []
        self.body: list[Span] = []
        self.links: list[Link] = []
        self.emphasis: list[Span] = []
        self.markup: list[MarkupValue] = []
        self.wrappers: list[tuple[int, int, int, int]] = []

    def read(self, roles: dict[str, list[Value]]) -> None:
        """Title, standfirst and byline, the body, the rights; and the metadata."""
        page = "text" not in roles and any(_PAGE.match(self.string(value)) for value in roles.get("html", []))
        repeated = self.opens_with_title(roles)
        if not page:  # a whole page shows its own
            if not repeated:
                self.line(roles, "title", _HEADLINE)
            self.line(roles, "standfirst", Block(spans=(), hints="standfirst"))
            self.line(roles, "byline", Block(spans=(), hints="byline"))
        for value in roles.get("text", roles.get("html", [])):
            if "text" not in roles or len(_TAG.findall(self.string(value))) > 1:
                self.html(value)
            else:
                self.paragraphs(value, titled=repeated and not self.body)
        self.line(roles, "rights", Block(spans=(), hints="copyright"))
        for role in _KEPT:
            for value in roles.get(role, ()):
                self.state(role, value)

    def layer(self) -> Layer:
        return Layer(
            text=self.builder.text(),
            blocks=tuple(self.blocks),
            offsets=self.builder.offsets(wrappers=tuple(self.wrappers)),
            links=tuple(self.links),
            emphasis=tuple(self.emphasis),
            markup=tuple(self.markup),
            body=tuple(self.body),
        )

    def taken(self, roles: dict[str, list[Value]]) -> PartialDate | None:
        return next((read_stamp(_as_date(self.string(value))) for value in roles.get("taken", ())), None)

    def string(self, value: Value) -> str:
        """What a value says; a number as it is written."""
        if self.source[value.start] != '"':
            return self.source[value.start : value.end]
        return read_string(self.source, value.start, value.end)

    def line(self, roles: dict[str, list[Value]], role: str, block: Block) -> None:
        """One block of the first value of a role."""
        for value in roles.get(role, ()):
            text, start = self.copy(value)
            words = text.strip()
            if words:
                start += text.index(words[0])
                self.blocks.append(replace(block, spans=(Span(start, start + len(words)),)))

    def opens_with_title(self, roles: dict[str, list[Value]]) -> bool:
        """Whether the text says the title again in its first paragraph, as trafilatura's does, and more behind it."""
        if "title" not in roles or "text" not in roles:
            return False
        text = self.string(roles["text"][0])
        paragraphs = [paragraph.of(text) for paragraph in islice(find_paragraphs(text), 2)]
        title = self.string(roles["title"][0])
        return len(paragraphs) == 2 and paragraphs[0].split() == title.split() and not _TAG.search(text)

    def paragraphs(self, value: Value, titled: bool) -> None:
        """The paragraphs of plain text; where it is `titled` the first is the headline."""
        text, start = self.copy(value)
        for paragraph in find_paragraphs(text):
            span = Span(start + paragraph.start, start + paragraph.end)
            self.blocks.append(replace(_HEADLINE, spans=(span,)) if titled else Block(spans=(span,)))
            if not titled:
                self.body.append(span)
            titled = False

    def copy(self, value: Value) -> tuple[str, int]:
        """Write a string to the layer, on a line of its own; its text, and where that begins."""
        self.part()
        start = self.builder.length
        pieces = []
        for run in string_runs(self.source, value.start, value.end):
            self.builder.add(*run)
            pieces.append(run[0])
        return "".join(pieces), start

    def part(self) -> None:
        if self.builder.length:
            self.builder.gap("\n")

    def html(self, value: Value) -> None:
        """A field of HTML, read as a page; of a fragment every block is body."""
        from sayso.intake.html import read_html

        inner = LayerBuilder()
        for run in string_runs(self.source, value.start, value.end):
            inner.add(*run)
        source, outer = inner.text(), inner.offsets()
        page = _PAGE.match(source) is not None
        layer = read_html(source, select=page)
        if not layer.text:
            return
        self.part()
        base = self.builder.length
        self.blocks.extend(replace(block, spans=_moved(block.spans, base)) for block in layer.blocks)
        body = (layer.body or ()) if page else tuple(span for block in layer.blocks for span in block.spans)
        self.body.extend(_moved(body, base))
        self.links.extend(replace(link, span=_moved((link.span,), base)[0]) for link in layer.links)
        self.emphasis.extend(_moved(layer.emphasis, base))
        for stated in layer.markup:
            place = outer.to_source(stated.original) if stated.original else None
            self.markup.append(replace(stated, original=place))
        for start, end, source_start, source_end in layer.offsets.wrappers:
            place = outer.to_source(Span(source_start, source_end))
            if place:
                self.wrappers.append((base + start, base + end, place.start, place.end))
        _add_through(self.builder, layer.text, layer.offsets, outer)

    def state(self, role: str, value: Value) -> None:
        """A value of metadata under the name of its role."""
        said = " ".join(self.string(value).split())
        if role in ("date", "modified"):
            said = _as_date(said)
        elif role == "outlet" and _HOST.fullmatch(said):  # crawlers put the host where the name is not known
            role = "host"
        if 0 < len(said) <= _LONGEST:
            quotes = 1 if self.source[value.start] == '"' else 0
            self.markup.append(MarkupValue(SCHEME, role, said, Span(value.start + quotes, value.end - quotes)))


def _moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by) for span in spans)


def _as_date(said: str) -> str:
    """A Unix time as the date that it is; anything else as it stands."""
    if not (said.isascii() and said.isdigit() and len(said) <= 13):
        return said
    seconds = int(said) // 1000 if int(said) >= _MILLISECONDS else int(said)
    return datetime.fromtimestamp(seconds, UTC).isoformat() if _SECONDS[0] <= seconds < _SECONDS[1] else said


def _add_through(builder: LayerBuilder, text: str, inner: OffsetMap, outer: OffsetMap) -> None:
    """Append `text`, which `inner` maps to a source that is itself mapped by `outer`: each run with its place in the last."""
    reached = 0
    for start, source, length, reach in zip(inner.text, inner.source, inner.text_lengths, inner.source_lengths, strict=True):
        if start > reached:
            builder.gap(text[reached:start])
        reached = start + length
        if length != reach:
            place = outer.to_source(Span(source, source + reach))
            if place:
                builder.add(text[start:reached], place.start, len(place))
            continue
        row = bisect_right(outer.text, source) - 1
        while start < reached:
            behind = outer.text[row] + outer.text_lengths[row]
            step = min(reached - start, behind - source)
            if outer.text_lengths[row] == outer.source_lengths[row]:
                builder.add(text[start : start + step], outer.source[row] + source - outer.text[row])
            else:  # an escape: one character
                builder.add(text[start : start + step], outer.source[row], outer.source_lengths[row])
            start, source, row = start + step, source + step, row + 1
    if reached < len(text):
        builder.gap(text[reached:])
