"""What a person corrects holds, is shown as a person's, outlives a new reading, and can be taken back."""

import pytest
from msgspec.structs import replace

from sayso.errors import UsageError
from sayso.model.anchor import Anchor, anchor_of, find_anchor
from sayso.model.finding import MakerKind
from sayso.model.span import Span
from sayso.model.statement import Manner, Voice
from sayso.store.conditions import Target
from sayso.store.corrected import Subject
from sayso.store.library import Library
from tests.store.items import BARRIER, prepared

SAID = {"who": "a reader of the desk", "why": "checked against the tape"}
OWN = "The barrier was built in 1987 and has been shut eleven times since"


@pytest.fixture
def id_(library: Library) -> str:
    library.add([prepared(BARRIER)])
    return prepared(BARRIER).capture.sha256


def test_a_title_is_corrected_and_says_who_corrected_it(library: Library, id_: str) -> None:
    library.correct(id_, Subject.TITLE, "Barrier stays shut until Friday", **SAID)
    title = library.record(id_).masthead.title
    assert title is not None
    assert (title.value, title.by.kind, title.by.name) == ("Barrier stays shut until Friday", MakerKind.PERSON, SAID["who"])
    assert title.replaces is not None
    assert library.search("title:friday").total == 1
    assert library.search("title:quillhaven").total == 0


def test_who_answers_for_a_statement_is_corrected(library: Library, id_: str) -> None:
    library.correct(id_, Subject.WHO, "Maren Tolliver", statement=2, **SAID)
    sources = {source.name.value: source.statements for source in library.record(id_).sources}
    assert sources == {"Jorun Ashby": (0,), "Maren Tolliver": (1,)}
    assert library.search("speaker:tolliver water", Target.STATEMENTS).total == 1
    library.correct(id_, Subject.WHO, "jorun ashby", statement=2, **SAID)
    assert {source.name.value: source.statements for source in library.record(id_).sources} == {"Jorun Ashby": (0, 1)}


def test_the_words_of_a_statement_are_corrected(library: Library, id_: str) -> None:
    library.correct(id_, Subject.CONTENT, statement=1, words=["will stay shut until Friday"], **SAID)
    record = library.record(id_)
    told = record.attributions[0]
    assert [span.of(record.document.text) for span in told.content] == ["will stay shut until Friday"]
    assert (told.by.kind, told.p) == (MakerKind.PERSON, None)
    assert told.replaces is not None


def test_a_manner_is_corrected_and_a_statement_that_is_none_goes(library: Library, id_: str) -> None:
    library.correct(id_, Subject.MANNER, "mixed", statement=1, **SAID)
    assert library.record(id_).attributions[0].manner is Manner.MIXED
    library.correct(id_, Subject.NO_STATEMENT, statement=1, **SAID)
    record = library.record(id_)
    assert len(record.attributions) == 1
    assert record.sources[0].statements == (0,)
    assert all(run.attribution in (None, 0) for run in record.voices)


def test_a_passage_gets_the_voice_a_person_hears(library: Library, id_: str) -> None:
    library.correct(id_, Subject.VOICE, "undetermined", words=[OWN], **SAID)
    record = library.record(id_)
    runs = [(run.voice, run.span.of(record.document.text)) for run in record.voices if run.by.kind is MakerKind.PERSON]
    assert runs == [(Voice.UNDETERMINED, OWN)]
    assert sorted(run.span for run in record.voices) == [run.span for run in record.voices]
    assert library.search(f'voice:undetermined "{OWN}"').total == 1


def test_a_correction_outlives_a_new_reading_that_cuts_otherwise(library: Library, id_: str) -> None:
    library.correct(id_, Subject.WHO, "Maren Tolliver", statement=2, **SAID)
    library.correct(id_, Subject.VOICE, "undetermined", words=[OWN], **SAID)
    item = prepared(BARRIER)
    assert library.replace(item) == ()
    assert "Maren Tolliver" in [source.name.value for source in library.record(id_).sources]
    before = list(library.dump())
    library.replace(item)
    assert list(library.dump()) == before


def test_a_correction_whose_words_are_gone_is_listed_and_changes_nothing(library: Library, id_: str) -> None:
    made = library.correct(id_, Subject.VOICE, "undetermined", words=[OWN], **SAID)
    library.database.run(
        "UPDATE correction SET target = ? WHERE number = ?", ('[{"start":0,"end":5,"exact":"words that went"}]', made.number)
    )
    assert [one.number for one in library.replace(prepared(BARRIER))] == [made.number]
    assert [one.number for one in library.lost_corrections(id_)] == [made.number]
    assert all(run.by.kind is not MakerKind.PERSON for run in library.record(id_).voices)


def test_what_is_undone_is_as_it_was_and_stays_on_record(library: Library, id_: str) -> None:
    before = library.record(id_)
    made = library.correct(id_, Subject.TITLE, "Another", **SAID)
    undone = library.undo(made.number, who="the same reader", why="the page was right")
    assert library.record(id_) == before
    assert (undone.undone_by, undone.undone_why) == ("the same reader", "the page was right")
    assert [one.value for one in library.corrections.of(id_)] == ["Another"]
    with pytest.raises(UsageError, match="was undone"):
        library.undo(made.number, who="x", why="y")


@pytest.mark.parametrize(
    ("subject", "value", "more", "says"),
    [
        (Subject.MANNER, "loud", {"statement": 1}, "choose one of direct, indirect, mixed"),
        (Subject.MANNER, "direct", {}, "there are 2"),
        (Subject.MANNER, "direct", {"statement": 9}, "there is no statement 9"),
        (Subject.VOICE, "own", {}, "which passage"),
        (Subject.VOICE, "own", {"words": ["words that are not there"]}, "does not say"),
        (Subject.PUBLISHED, "yesterday", {}, "is not a date"),
        (Subject.PUBLISHED, "2021-02-30", {}, "is not a date"),
        (Subject.VOICE, "own", {"words": ["barrier"]}, "times"),
        (Subject.CONTENT, "", {"statement": 1}, "not given"),
        (Subject.TITLE, " ", {}, "nothing is said"),
        (Subject.ORIGIN, "\u202e\u200b\u2066", {}, "nothing is said"),
        (Subject.AUTHORS, " ; ;;", {}, "nothing is said"),
        (Subject.TITLE, "x" * 100_000, {}, "has 100,000 characters"),
        (Subject.TITLE, "x", {"statement": 1}, "not corrected of a statement"),
        (Subject.VOICE, "own", {"statement": 1, "words": [OWN]}, "not corrected of a statement"),
        (Subject.WHO, "x", {"statement": 1, "words": [OWN]}, "not corrected by words"),
        (Subject.MANNER, "mixed", {"statement": 1, "words": [OWN]}, "not corrected by words"),
        (Subject.CONTENT, "x", {"statement": 1, "words": [OWN]}, "both a value and words"),
        (Subject.CONTENT, "none", {"statement": 1}, "cannot be without words"),
        (Subject.NO_STATEMENT, "x", {"statement": 1}, "has no value"),
        (Subject.TITLE, " Flood barrier at Quillhaven stays shut", {}, "is read so already"),
        (Subject.OUTLET, "Sarn Gazette", {}, "is read so already"),
        (Subject.WHO, "jorun ashby", {"statement": 2}, "is read so already"),
        (Subject.VOICE, "own", {"words": [OWN]}, "is read so already"),
        (Subject.ORIGIN, "none", {}, "is read so already"),
    ],
)
def test_what_cannot_be_a_correction_is_refused_and_nothing_changes(
    library: Library, id_: str, subject, value, more, says
) -> None:
    with pytest.raises(UsageError, match=says):
        library.correct(id_, subject, value, **more, **SAID)
    with pytest.raises(UsageError, match="nobody says why"):
        library.correct(id_, Subject.TITLE, "x", who="a", why="")
    assert library.corrections.of(id_) == []


def test_words_that_are_the_content_already_are_refused_and_the_same_words_elsewhere_are_not(library: Library, id_: str) -> None:
    record = library.record(id_)
    words = [span.of(record.document.text) for span in record.attributions[0].content]
    with pytest.raises(UsageError, match="is read so already"):
        library.correct(id_, Subject.CONTENT, statement=1, words=words, **SAID)
    library.correct(id_, Subject.TITLE, record.masthead.title.value, words=[OWN], **SAID)  # now with the place it is printed at
    with pytest.raises(UsageError, match="the reason has 3,000"):
        library.correct(id_, Subject.TITLE, "x", who="a", why="y" * 3000)


def test_withdrawing_an_item_takes_the_words_out_of_its_corrections(library: Library, id_: str) -> None:
    library.correct(id_, Subject.VOICE, "undetermined", words=[OWN], **SAID)
    library.withdraw(id_, "asked for by the outlet")
    assert not any("built in 1987" in line for line in library.dump())
    assert library.lost_corrections(id_) == ()


def test_an_anchor_finds_its_words_after_the_text_has_moved() -> None:
    text = "The gate holds. The gate holds, she said. The gate opens."
    anchor = anchor_of(text, Span(16, 30))
    assert find_anchor(text, anchor) == Span(16, 30)
    assert find_anchor("Now read: " + text, anchor) == Span(26, 40)
    assert find_anchor("The gate holds. The gate holds.", replace(anchor, start=99, end=113, prefix="x", suffix="y")) is None
    assert find_anchor("", anchor) is None
    assert find_anchor(text, Anchor(0, 0, "")) is None
