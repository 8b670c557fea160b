"""What articles print about where they have it from decides which of them are one line of sourcing."""

import pytest

from sayso.errors import UsageError
from sayso.export import lines as rooms
from sayso.export.kinship import SHORT, Kinship, kinship_of
from sayso.export.lines import lines_in, steps, with_lines
from sayso.intake.open import open_document
from sayso.model.lines import Account, Join, JoinSort, Line
from sayso.reading.pipeline import read_document
from sayso.store.library import Library
from sayso.tracing.lines import find_lines
from tests.store.items import page, prepared

FLOOD = (
    "The Sarn rose by two metres in the night and left the lower road at Quillhaven under water, Jorun Ashby, the harbour "
    "commissioner, said. “Nobody sails before the water falls,” she told a meeting of skippers at the customs house."
)
REWORDED = "Boats at Quillhaven will stay tied up until the river is down again, Tern Wire reported on Wednesday."
FRONT = "A spokesman for the Upper Sarn League denied that the sluice had been opened too late for the barges below it."
LEAGUE = "The Upper Sarn League said on Thursday that its own count had come to eleven barges and not to forty."
ROUNDUP = (
    "Jorun Ashby, the harbour commissioner, said the river was still rising. The Upper Sarn League said it was falling by noon."
)

PAGES = {
    "wire": page("River up two metres", FLOOD, outlet="Tern Wire", date="2031-04-08"),
    "copy": page("Lower road under water", FLOOD, "This article was first published by Tern Wire.", outlet="Brennick Post", date="2031-04-09"),
    "reworded": page("Boats stay tied up", REWORDED, outlet="Quill Courier", date="2031-04-09"),
    "front": page("League denies it", FRONT, outlet="Free Valley Radio", date="2031-04-10"),
    "league": page("Eleven, not forty", LEAGUE, outlet="Lanternfield Review", date="2031-04-11"),
    "roundup": page("What is said of the river", ROUNDUP, outlet="Narrows Daily", date="2031-04-12"),
}  # fmt: skip


def told(names: list[str], until: JoinSort = JoinSort.SOURCE) -> Kinship:
    records = {name: read_document(open_document(PAGES[name], name=f"{name}.html"), "none") for name in names}
    return with_lines(kinship_of(list(records.items())), records, until)


def line_of(found: Kinship, name: str) -> Line:
    assert found.lines is not None
    return next(line for line in found.lines.lines if name in line.items)


def test_a_copy_and_what_names_the_outlet_go_back_to_one_text() -> None:
    found = told(["wire", "copy", "reworded", "front"])
    assert found.lines is not None
    assert [line.items for line in found.lines.lines] == [("wire", "copy", "reworded"), ("front",)]
    assert (found.lines.texts, found.lines.reports) == (3, 2)
    copies, newsroom = found.lines.lines[0].joins
    assert (copies.sort, copies.items) == (JoinSort.COPY, ("wire", "copy"))
    assert newsroom == Join(sort=JoinSort.NEWSROOM, common="Tern Wire", items=("wire", "copy", "reworded"))


def test_a_spokesman_speaks_for_a_body_that_others_name() -> None:
    line = line_of(told(["front", "league", "wire"]), "front")
    assert line.items == ("front", "league")
    assert line.joins == (Join(sort=JoinSort.SOURCE, common="Upper Sarn League", items=("front", "league")),)
    assert line_of(told(["front", "league"], JoinSort.NEWSROOM), "front").items == ("front",)


def test_a_round_up_joins_nothing() -> None:
    found = told(["wire", "front", "roundup"])
    assert found.lines is not None
    assert [line.items for line in found.lines.lines] == [("wire",), ("front",)]
    assert found.lines.side_by_side == ("roundup",)


def test_a_library_says_the_same_and_follows_what_persons_decided(library: Library) -> None:
    items = {name: prepared(data) for name, data in PAGES.items()}
    library.add(items.values())
    library.copies.catch_up()
    names = {item.capture.sha256[:SHORT]: name for name, item in items.items()}
    found = lines_in(library, "outlet:Tern OR outlet:Brennick OR outlet:Quill OR outlet:Valley")
    assert found.lines is not None
    assert [[names[one] for one in line.items] for line in found.lines.lines] == [["wire", "copy", "reworded"], ["front"]]
    both = lines_in(library, "outlet:Lanternfield OR outlet:Tern")
    assert both.lines is not None
    assert len(both.lines.lines) == 2
    library.people.merge("Upper Sarn League", "Jorun Ashby", who="desk", why="invented")
    both = lines_in(library, "outlet:Lanternfield OR outlet:Tern")
    assert both.lines is not None
    assert len(both.lines.lines) == 1


def test_too_many_items_are_refused_in_one_line(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add([prepared(data) for data in PAGES.values()])
    monkeypatch.setattr(rooms, "MOST", 3)
    with pytest.raises(UsageError, match="6 items answer, and lines are counted of 3 at most"):
        lines_in(library, "")
    nothing = lines_in(library, "outlet:nowhere").lines
    assert nothing is not None
    assert nothing.lines == ()


def test_no_step_is_told_that_was_not_taken() -> None:
    named = [("1", ("a",)), ("2", ("b",)), ("3", ("a", "b"))]
    accounts = [Account(name=name, text=name, outlet=f"Paper {name}", sources=sources) for name, sources in named]
    assert steps(find_lines(accounts, JoinSort.COPY)) == [(2, "where round-ups count not at all")]
    assert [left for left, what in steps(find_lines(accounts)) if "newsroom" in what] == [2]
