"""What goes into a library comes out of it, on both databases."""

from pathlib import Path

import pytest

from sayso.errors import LibraryError, NotFoundError, UsageError
from sayso.store.library import Added, Library, migrate, open_library
from sayso.store.schema import FORMAT
from sayso.store.sqlite import SQLite
from tests.store.items import BARRIER, COVID, DROUGHT, page, prepared


def filled(library: Library) -> list[str]:
    items = [prepared(BARRIER), prepared(DROUGHT, url="https://lanternfield.example/locks", taken="2031-05-03"), prepared(COVID)]
    assert library.add(items) == [Added.NEW] * 3
    return [item.capture.sha256 for item in items]


def test_a_record_and_its_original_come_back_as_they_went_in(library: Library) -> None:
    ids = filled(library)
    assert library.original(ids[0]) == BARRIER
    record = library.record(ids[0][:10])
    assert record.masthead.title is not None
    assert record.masthead.title.value == "Flood barrier at Quillhaven stays shut"
    assert record.attributions[0].content[0].of(record.document.text).startswith("The flood barrier")
    assert len(library) == 3


def test_two_that_make_one_library_at_once_share_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, asks = str(tmp_path / "news.db"), SQLite.has_tables
    slow = iter([True])

    def late(self: SQLite) -> bool:
        found = asks(self)
        if next(slow, False):  # another makes it while this one thinks that it is not there
            open_library(place, create=True).close()
        return found

    monkeypatch.setattr(SQLite, "has_tables", late)
    with open_library(place, create=True) as library:
        assert library.add([prepared(BARRIER)]) == [Added.NEW]


def test_adding_again_changes_nothing(library: Library) -> None:
    filled(library)
    before = list(library.dump())
    assert library.add([prepared(BARRIER), prepared(COVID)]) == [Added.UNCHANGED] * 2
    assert list(library.dump()) == before


def test_the_same_bytes_at_another_address_are_one_item_with_two_captures(library: Library) -> None:
    ids = filled(library)
    again = prepared(DROUGHT, url="https://mirror.example/locks", taken="2031-05-04")
    assert library.add([again, again]) == [Added.CAPTURED, Added.UNCHANGED]
    assert [(found.url, found.taken and found.taken.iso) for found in library.captures(ids[1])] == [
        ("https://lanternfield.example/locks", "2031-05-03"),
        ("https://mirror.example/locks", "2031-05-04"),
    ]
    assert len(library) == 3


def test_an_id_may_be_shortened_but_not_so_that_it_means_two(library: Library) -> None:
    ids = filled(library)
    assert library.resolve(ids[2][:8]) == ids[2]
    for wrong in ("", "abc", "zzzzzz", "'; DROP", ids[0] + "0"):
        with pytest.raises(NotFoundError, match="not the id of an item"):
            library.resolve(wrong)
    with pytest.raises(NotFoundError, match="no item"):
        library.resolve("0" * 64)


def test_what_is_withdrawn_leaves_its_hash_and_the_reason_and_no_word(library: Library) -> None:
    ids = filled(library)
    with pytest.raises(UsageError, match="no reason"):
        library.withdraw(ids[0], " ")
    library.withdraw(ids[0], "asked for by the outlet")
    with pytest.raises(NotFoundError, match="was withdrawn on 2031-04-09: asked for by the outlet"):
        library.record(ids[0])
    with pytest.raises(NotFoundError, match="was withdrawn"):
        library.original(ids[0])
    assert library.search("barrier").total == 0
    assert not any("arrier" in line for line in library.dump())
    assert library.add([prepared(BARRIER)]) == [Added.WITHDRAWN]
    assert [entry.withdrawn for entry in library.documents() if entry.id == ids[0]] == ["asked for by the outlet"]
    assert ids[0] not in [entry.id for entry in library.documents("date>2000")]
    assert len(library) == 2


def test_what_is_withdrawn_once_keeps_its_first_reason(library: Library) -> None:
    ids = filled(library)
    library.withdraw(ids[0], "asked for by the outlet")
    with pytest.raises(NotFoundError, match="asked for by the outlet"):
        library.withdraw(ids[0], "another")


def test_no_word_of_what_is_withdrawn_is_left_in_the_file(tmp_path: Path) -> None:
    place = tmp_path / "news.db"
    with open_library(str(place), create=True) as library:
        filled(library)
        item = prepared(
            page("Quorzimple stays shut", "The quorzimple will stay shut until Friday, harbour commissioner Jorun Ashby said.")
        )
        library.add([item])
        assert b"quorzimple" in place.with_name("news.db-wal").read_bytes() + place.read_bytes()
        library.withdraw(item.capture.sha256, "asked for by the outlet")
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    # In an index words stand after the letters that they share with the word before.
    assert b"uorzimple" not in left
    assert b"rzimple" not in left


def test_a_new_reading_takes_the_place_of_the_old_one(library: Library) -> None:
    ids = filled(library)
    before = list(library.dump())
    library.replace(prepared(BARRIER))
    assert list(library.dump()) == before
    assert [hit.id for hit in library.search("barrier").hits] == [ids[0]]


def test_a_change_that_fails_half_way_changes_nothing(library: Library) -> None:
    filled(library)
    before = list(library.dump())
    item = prepared(b"Another article altogether.")
    with pytest.raises(LibraryError):
        library.add([prepared(b"A good one before it."), replace_statements(item)])
    assert list(library.dump()) == before


def replace_statements(item: object) -> object:
    from msgspec.structs import replace

    return replace(item, statements=((1, None, 1, None, None, None, None, None, 0, 1, "", "", ""),))


def test_damaged_originals_are_found(library: Library) -> None:
    ids = filled(library)
    assert list(library.damaged()) == []
    damaged = "UPDATE original SET content = ? WHERE document_id = (SELECT id FROM document WHERE sha256 = ?)"
    library.database.run(damaged, (b"\x78\x01damaged", ids[1]))
    assert list(library.damaged()) == [ids[1]]
    with pytest.raises(LibraryError, match="is damaged"):
        library.original(ids[1])


def test_a_library_is_opened_again_and_a_newer_one_is_refused(place: str) -> None:
    with open_library(place, create=True) as library:
        ids = filled(library)
    with open_library(place) as library:
        assert library.original(ids[0]) == BARRIER
        library.database.run("UPDATE library SET value = '99' WHERE name = 'format'")
    with pytest.raises(LibraryError, match="made by a newer sayso"):
        open_library(place)


def test_an_index_of_another_folding_is_made_again(place: str) -> None:
    with open_library(place, create=True) as library:
        filled(library)
        library.database.run("UPDATE library SET value = 'older' WHERE name = 'folding'")
    with open_library(place) as library:
        assert library.search("barrier").total == 1
        assert library.search('"café tables"').total == 1


def test_an_older_library_is_brought_to_a_later_format_whole_and_with_a_copy(place: str) -> None:
    with open_library(place, create=True) as library:
        ids = filled(library)
        wrong = {FORMAT: ("ALTER TABLE term ADD COLUMN later {text}", "NO SUCH STATEMENT")}
        with pytest.raises(LibraryError):
            migrate(library.database, FORMAT, FORMAT + 1, wrong)
        assert library.database.run("SELECT value FROM library WHERE name = 'format'") == [(str(FORMAT),)]
        migrate(library.database, FORMAT, FORMAT + 1, {FORMAT: ("ALTER TABLE term ADD COLUMN later {text}",)})
        assert library.database.run("SELECT value FROM library WHERE name = 'format'") == [(str(FORMAT + 1),)]
        library.database.run("SELECT later FROM term")
    if "://" not in place:
        with open_library(f"{place}.before-{FORMAT + 1}") as copy:
            assert copy.original(ids[0]) == BARRIER


def test_a_format_that_there_never_was_is_refused(place: str) -> None:
    with open_library(place, create=True) as library:
        library.database.run("UPDATE library SET value = '0' WHERE name = 'format'")
    with pytest.raises(LibraryError, match="there never was"):
        open_library(place)
