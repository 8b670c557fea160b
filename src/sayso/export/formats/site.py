"""How does an archive stand on a shelf of its own?  As a folder of plain pages: articles, their sheets, and indexes."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from sayso.export.article_page import article_page, filed_under
from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Kept, Tally, Withdrawn, Written
from sayso.export.links import urn_of
from sayso.export.markup import quoted, shown
from sayso.export.pages import INDEXES, file_name, page_of
from sayso.export.report import report_of
from sayso.model.legible import one_line


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
        for name in ("articles", "sheets", *self._indexes):
            (folder / name).mkdir()

    def add(self, item: Item) -> None:
        """Write the pages of one item."""
        if isinstance(item, Withdrawn):
            self._stones.append(item)
            return
        entry = _entry(item)
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
                self._page(_index_path(folder, name), name, self._list(entries, "../"), "../")
            self._page(f"{folder}/index.html", heading, _names(folder, names), "../")
        if self._stones:
            self._page("withdrawn.html", "Withdrawn", _stones(self._stones))
        self._page("index.html", self._site, self._front())

    def _front(self) -> str:
        counts = "".join(
            f'<li><a href="{folder}/index.html">{heading}</a> <b>{len(self._indexes[folder])}</b></li>'
            for folder, heading in INDEXES
        )
        stones = (
            f'<p><a href="withdrawn.html">{len(self._stones)} withdrawn</a>: the text is gone, the reason is kept.</p>\n'
            if self._stones
            else ""
        )
        return f'<ul class="counts">{counts}</ul>\n{self._list(self._entries, "")}{stones}'

    def _list(self, entries: list[_Entry], up: str) -> str:
        """Entries by date, the newest first, then by title."""
        ordered = sorted(sorted(entries, key=lambda one: (one.title, one.path)), key=lambda one: one.day, reverse=True)
        lines = "".join(
            f'<li><time>{quoted(one.day) or "no date"}</time> <a href="{up}articles/{one.path}" dir="auto">{shown(one.title)}</a>'
            f'<span class="outlet">{shown(one.outlet)}{f", from {shown(one.origin)}" if one.origin else ""}</span></li>\n'
            for one in ordered
        )
        return f'<p class="count">{_counted(len(entries), "item")}</p>\n<ol class="items">\n{lines}</ol>\n'

    def _page(self, path: str, heading: str, body: str, up: str = "") -> None:
        main = f'<main>\n<h1 dir="auto">{shown(one_line(heading))}</h1>\n{body}</main>\n'
        self._write(path, page_of(heading, main, up=up))

    def _write(self, path: str, page: str) -> None:
        (self._folder / path).write_bytes(page.encode("utf-8", "replace"))


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


def _names(folder: str, names: dict[str, list[_Entry]]) -> str:
    """All names of an index as printed; nothing is merged that was printed differently."""
    ordered = sorted(names, key=lambda name: (one_line(name).casefold(), name), reverse=folder == "dates")
    lines = "".join(
        f'<li><a href="../{_index_path(folder, name)}" dir="auto">{shown(one_line(name))}</a> <b>{len(names[name])}</b></li>\n'
        for name in ordered
    )
    return f'<p class="count">{_counted(len(names), "name")} as printed</p>\n<ul class="names">\n{lines}</ul>\n'


def _stones(stones: list[Withdrawn]) -> str:
    lines = "".join(
        f"<li><time>{quoted(stone.date.iso) if stone.date else 'no date'}</time> <code>{quoted(urn_of(stone))}</code> "
        f'<span dir="auto">{shown(one_line(stone.reason))}</span></li>\n'
        for stone in stones
    )
    return f'<p class="count">{_counted(len(stones), "item")}</p>\n<ol class="items">\n{lines}</ol>\n'


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


FORMAT = Format(
    name="site",
    media_type="text/html",
    suffix="",
    writes="a static web site: article pages that read back as the same record, sheets, indexes; no script, no request",
    to_folder=write,
    lists_tombstones=True,
)
