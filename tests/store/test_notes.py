"""A note holds on to its words, is listed when it has lost them, and keeps none of a withdrawn item."""

import json

import pytest

from sayso.errors import NotFoundError, UsageError
from sayso.export.notes import notes_json
from sayso.store.library import Library
from tests.store.items import BARRIER, DROUGHT, prepared

WORDS = "will stay shut until Friday"


@pytest.fixture
def id_(library: Library) -> str:
    library.add([prepared(BARRIER), prepared(DROUGHT)])
    return prepared(BARRIER).capture.sha256


def test_a_note_stands_on_its_words_and_is_found_by_its_own_and_theirs(library: Library, id_: str) -> None:
    note = library.notes.write(id_[:10], "Ask the town hall.", words=[WORDS], who="desk")
    assert [span.of(library.record(id_).document.text) for span in note.spans or ()] == [WORDS]
    assert (note.who, note.made_on, note.orphan) == ("desk", "2031-04-09T10:00:00+00:00", False)
    assert library.notes.of(id_) == library.notes.every() == (note,)
    assert library.notes.every("town") == library.notes.every('"until friday"') == (note,)
    assert library.notes.every("zeppelin") == ()
    assert [hit.id for hit in library.search('note:"town hall"').hits] == [id_]
    assert library.search("note:drought").total == 0


def test_a_note_may_be_on_the_whole_item(library: Library, id_: str) -> None:
    note = library.notes.write(id_, "Compare with last year's.", who="desk")
    assert (note.target, note.spans, note.orphan) == ((), (), False)


def test_a_note_is_edited_and_removed_and_the_log_keeps_both(library: Library, id_: str) -> None:
    note = library.notes.write(id_, "Ask.", words=[WORDS], who="desk")
    assert library.notes.edit(note.number, "Asked: true until Saturday.", who="night desk").text.startswith("Asked")
    library.notes.remove(note.number, who="night desk", why="done")
    assert library.notes.every() == ()
    assert library.search("note:asked").total == 0
    with pytest.raises(NotFoundError, match="no note"):
        library.notes.one(note.number)
    log = [(one.action, one.detail, one.who, one.why) for one in library.notes.log()]
    assert log == [
        ("write", "", "desk", ""),
        ("edit", "Ask.", "night desk", ""),
        ("remove", "Asked: true until Saturday.", "night desk", "done"),
    ]


def test_a_note_outlives_a_new_reading_or_is_listed_as_an_orphan(library: Library, id_: str) -> None:
    note = library.notes.write(id_, "Ask.", words=[WORDS], who="desk")
    library.replace(prepared(BARRIER))
    assert library.notes.every() == (note,)
    assert library.notes.orphans() == ()
    target = json.dumps([{"start": 1, "end": 9, "exact": "words that went"}])
    library.database.run("UPDATE note SET target = ?", (target,))
    [orphan] = library.notes.orphans()
    assert (orphan.number, orphan.spans, orphan.text) == (note.number, None, "Ask.")


def test_withdrawing_an_item_takes_its_words_out_of_its_notes(library: Library, id_: str) -> None:
    library.notes.write(id_, "Ask.", words=[WORDS], who="desk")
    library.withdraw(id_, "asked for by the outlet")
    assert not any("stay shut" in str(row) for row in library.database.run("SELECT * FROM note"))
    [orphan] = library.notes.orphans()
    assert (orphan.text, orphan.target, orphan.withdrawn) == ("Ask.", (), True)
    with pytest.raises(NotFoundError, match="was withdrawn"):
        library.notes.write(id_, "More.", who="desk")


def test_notes_leave_as_web_annotations(library: Library, id_: str) -> None:
    library.notes.write(id_, "Ask \u202ethe town hall.", words=[WORDS, "Nobody sails"], who="desk")
    library.notes.write(id_, "On all of it.", who="desk")
    data = notes_json(library.notes.every())
    assert "\u202e".encode() not in data
    page = json.loads(data)
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    first, second = page["items"]
    assert first["body"]["value"] == "Ask \u202ethe town hall."
    text = library.record(id_).document.text
    for target in first["target"]:
        position, quote = target["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
    assert second["target"]["source"] == f"urn:sha256:{id_}"


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda notes, id_: notes.write(id_, " ", who="x"), UsageError, "the note is empty"),
        (lambda notes, id_: notes.write(id_, "x" * 100_001, who="x"), UsageError, "at most 100,000"),
        (lambda notes, id_: notes.write(id_, "x", words=["not there"], who="x"), UsageError, "does not say"),
        (lambda notes, id_: notes.write(id_, "x", who=""), UsageError, "nobody says who"),
        (lambda notes, id_: notes.write("0" * 64, "x", who="x"), NotFoundError, "no item"),
        (lambda notes, id_: notes.edit(9, "x", who="x"), NotFoundError, "no note 9"),
        (lambda notes, id_: notes.remove(9, who="x"), NotFoundError, "no note 9"),
        (lambda notes, id_: notes.every("title:x"), UsageError, "by words alone"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(library: Library, id_: str, call, error, says) -> None:
    with pytest.raises(error, match=says):
        call(library.notes, id_)
    assert library.notes.every() == ()
    assert library.notes.log() == []
