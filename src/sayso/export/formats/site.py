"""How does an archive stand on a shelf of its own?  As a folder of plain pages: articles, their sheets, and indexes."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sayso.export.article_page import article_page, filed_under
from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Kept, Tally, Withdrawn, Written
from sayso.export.links import urn_of
from sayso.export.markup import quoted, shown
from sayso.export.pages import INDEXES, file_name, page_of
from sayso.export.report import report_of
from sayso.model.legible import one_line

_LINES = 500
"""Lines of a list on one page: a browser shows them at once, and a library of 200,000 has no page of 40 MB."""
_TURN = '<nav class="turn" aria-label="Pages"><ul>{ways}</ul></nav>\n'


class _Entry(Struct, frozen=True):
    """What an index page needs to know of an item."""

    day: str
    title: str
    path: str
    outlet: str
    origin: str


class _Shelf:
    """The site being written: pages go out as they come, and what the indexes need is kept."""

    def __init__(self, folder: Path, choices: Choices) -> None:
        self._folder, self._site = folder, choices.title
        self._entries: list[_Entry] = []
        self._indexes: dict[str, dict[str, list[_Entry]]] = {name: {} for name, _ in INDEXES}
        self._stones: list[Withdrawn] = []
        self._paths: set[str] = set()
        for name in ("articles", "sheets", *self._indexes):
            (folder / name).mkdir()

    def add(self, item: Item) -> None:
        """Write the pages of one item."""
        if isinstance(item, Withdrawn):
            self._stones.append(item)
            return
        entry = _entry(item)
        if entry.path in self._paths:  # one day, one title, and hashes that begin alike
            entry = replace(entry, path=f"{file_name(item.id, item.id)}-{len(self._paths)}.html")
        self._paths.add(entry.path)
        sheet = f"sheets/{entry.path}"
        self._write(f"articles/{entry.path}", article_page(item, _index_path, sheet))
        self._write(sheet, report_of(item.record))
        self._entries.append(entry)
        for folder, names in filed_under(item.record):
            for name in names:
                self._indexes[folder].setdefault(name, []).append(entry)

    def finish(self) -> None:
        """Write the pages that lead to the others."""
        for folder, heading in INDEXES:
            names = self._indexes[folder]
            for name, entries in names.items():
                self._pages(_index_path(folder, name), name, _items(entries, "../"), "item", up="../")
            self._pages(f"{folder}/index.html", heading, _names(folder, names), "name", up="../")
        if self._stones:
            self._pages("withdrawn.html", "Withdrawn", _stones(self._stones), "item")
        self._pages("index.html", self._site, _items(self._entries, ""), "item", above=self._counts())

    def _counts(self) -> str:
        counts = "".join(
            f'<li><a href="{folder}/index.html">{heading}</a> <b>{len(self._indexes[folder]):,}</b></li>'
            for folder, heading in INDEXES
        )
        number = len(self._stones)
        stones = f'<li><a href="withdrawn.html">Withdrawn</a> <b>{number:,}</b></li>' if number else ""
        return f'<ul class="counts">{counts}{stones}</ul>\n'

    def _pages(self, path: str, heading: str, lines: list[str], noun: str, *, up: str = "", above: str = "") -> None:
        """A list as one page, or as several that lead to each other; each says which part of how many it shows."""
        stem, last = path.removesuffix(".html"), max(-(-len(lines) // _LINES), 1)
        paths = [path, *(f"{stem}-{number}.html" for number in range(2, last + 1))]
        for number, here in enumerate(paths):
            part = lines[number * _LINES : (number + 1) * _LINES]
            ways = "".join(
                f'<li><a rel="{rel}" href="{up}{paths[other]}">{word}</a></li>'
                for rel, word, other in (("prev", "Before", number - 1), ("next", "After", number + 1))
                if 0 <= other < last
            )
            first = number * _LINES + 1
            count = f"{len(lines):,} {noun}{'' if len(lines) == 1 else 's'}"
            shown_here = f"{first:,} to {first + len(part) - 1:,} of {count}" if last > 1 else count
            body = (
                f'<main>\n<h1 dir="auto">{shown(one_line(heading))}</h1>\n{above}<p class="count">{shown_here}</p>\n'
                f'<ol class="{noun}s">\n{"".join(part)}</ol>\n'
                f"{_TURN.format(ways=ways) if ways else ''}</main>\n"
            )
            self._write(here, page_of(heading, body, up=up))

    def _write(self, path: str, page: str) -> None:
        (self._folder / path).write_bytes(page.encode())


def write(items: Iterable[Item], folder: Path, choices: Choices) -> Written:
    """The site, from ``index.html`` on.  It needs no server: every link is relative, and every page stands by itself."""
    tally = Tally()
    shelf = _Shelf(folder, choices)
    for item in tally.each(items):
        shelf.add(item)
    shelf.finish()
    return tally.written(lists_tombstones=True)


def _entry(item: Kept) -> _Entry:
    masthead, origin = item.record.masthead, item.record.origin
    title = one_line(masthead.title.value) if masthead.title else "No title found"
    day = masthead.published.value.day if masthead.published else ""
    return _Entry(
        day=day,
        title=title or "No title found",
        path=f"{file_name(f'{day} {title}', item.id)}.html",
        outlet=one_line(masthead.publisher.value.name) if masthead.publisher else "outlet not found",
        origin=one_line(origin.publisher.value) if origin.publisher else "",
    )


def _index_path(folder: str, name: str) -> str:
    return f"{folder}/{file_name(name, f'{folder}/{name}')}.html"


def _items(entries: list[_Entry], up: str) -> list[str]:
    """Entries by date, the newest first, then by title."""
    ordered = sorted(sorted(entries, key=lambda one: (one.title, one.path)), key=lambda one: one.day, reverse=True)
    return [
        f'<li><time>{quoted(one.day) or "no date"}</time> <a href="{up}articles/{one.path}" dir="auto">{shown(one.title)}</a>'
        f'<span class="outlet">{shown(one.outlet)}{f", from {shown(one.origin)}" if one.origin else ""}</span></li>\n'
        for one in ordered
    ]


def _names(folder: str, names: dict[str, list[_Entry]]) -> list[str]:
    """All names of an index as printed; nothing is merged that was printed differently."""
    ordered = sorted(names, key=lambda name: (one_line(name).casefold(), name), reverse=folder == "dates")
    return [
        f'<li><a href="../{_index_path(folder, name)}" dir="auto">{shown(one_line(name))}</a> <b>{len(names[name]):,}</b></li>\n'
        for name in ordered
    ]


def _stones(stones: list[Withdrawn]) -> list[str]:
    return [
        f"<li><time>{quoted(stone.date.iso) if stone.date else 'no date'}</time> <code>{quoted(urn_of(stone))}</code> "
        f'<span dir="auto">{shown(one_line(stone.reason))}</span></li>\n'
        for stone in stones
    ]


FORMAT = Format(
    name="site",
    media_type="text/html",
    suffix="",
    writes="a static web site: article pages that read back as the same record, sheets, indexes; no script, no request",
    to_folder=write,
    lists_tombstones=True,
)
