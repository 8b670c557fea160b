"""What was changed between two versions, and what is each change?  One line a case: before, after, and what is told of it."""

import pytest

from sayso.model.changes import ChangeKind
from sayso.model.document import Role
from sayso.tracing.changes import compare_records
from tests.tracing.versions import record_of


def told(old, new, roles=(Role.BODY,), laid_old=(), laid_new=(), typography=False):
    """Class, words before and words after, of each change."""
    first, second = record_of(old, roles, laid_old), record_of(new, roles, laid_new)
    found = compare_records(first, second)
    return [
        (change.kind.value, change.old.of(first.document.text), change.new.of(second.document.text))
        for change in (found.typography if typography else found.changes)
    ]


SAID = ((("officials", "said"),), (("the coastguard", "claimed"),))
CASES = {
    "a figure": ("It killed 12 people.", "It killed 14 people.", [("figure", "12", "14")]),
    "a figure in words": ("Two barges sank.", "Three barges sank.", [("figure", "Two", "Three")]),
    "a magnitude": ("It cost 2.5 million marks.", "It cost 2.5 billion marks.", [("figure", "million", "billion")]),
    "a bound of a figure": ("It killed 12 people.", "It killed at least 12 people.", [("figure", "", "at least")]),
    "a share": ("The tolls rose 4% in a year.", "The tolls rose 5% in a year.", [("figure", "4%", "5%")]),
    "a day": ("The lock leaked on Tuesday night.", "The lock leaked on Wednesday night.", [("figure", "Tuesday", "Wednesday")]),
    "a number otherwise written": ("It killed twelve people.", "It killed 12 people.", [("wording", "twelve", "12")]),
    "may is no month": ("The ferry will sail.", "The ferry may sail.", [("hedge", "will", "may")]),
    "a figure in a name": ("The COVID-19 ward shut.", "The fever ward shut.", [("name", "COVID-19", "fever")]),
    "a rank in a name": ("She saw the Third Lock Company fail.", "She saw the Old Lock Company fail.", [("name", "Third", "Old")]),
    "a rank": ("It was the third flood.", "It was the fourth flood.", [("figure", "third", "fourth")]),
    "a word of doubt put in": ("He stole the bell.", "He allegedly stole the bell.", [("hedge", "", "allegedly")]),
    "a verb of doubt": ("The lock leaks.", "The lock appears to leak.", [("hedge", "leaks", "appears to leak")]),
    "doubt taken out": ("He may have left the town.", "He left the town.", [("hedge", "may have", "")]),
    "words of a quotation": ("“We never saw it,” she said.", "“We hardly saw it,” she said.", [("quotation", "never", "hardly")]),
    "doubt within a quotation": ("“We saw it,” she said.", "“We perhaps saw it,” she said.", [("quotation", "", "perhaps")]),
    "marks put around words": ("She called it a fair offer today.", "She called it “a fair offer” today.", [("quotation", "a fair offer", "a fair offer")]),
    "a figure within a quotation": ("“I saw 12 boats,” she said.", "“I saw 20 boats,” she said.", [("figure", "12", "20")]),
    "a name spelled otherwise": ("The pilot, Ida Fen, left.", "The pilot, Ida Fenn, left.", [("name", "Fen", "Fenn")]),
    "another name": ("The bridge at Hollen is shut.", "The bridge at Brennick is shut.", [("name", "Hollen", "Brennick")]),
    "a verb of saying": ("Ida Fenn said it was late.", "Ida Fenn claimed it was late.", [("attribution", "said", "claimed")]),
    "an attribution that no reader saw": ("It was late, two officers said.", "It was late.", [("attribution", "two officers said", "")]),
    "a sentence put in": ("It rained. She left.", "It rained. The lock was shut. She left.", [("insertion", "", "The lock was shut.")]),
    "a sentence cut": ("It rained. The lock was shut. She left.", "It rained. She left.", [("cut", "The lock was shut.", "")]),
    "words put in": ("The ferry left the quay.", "The old ferry left the quay.", [("insertion", "", "old")]),
    "a denial put in": ("The ferry did leave the quay.", "The ferry did not leave the quay.", [("insertion", "", "not")]),
    "another spelling of a word": ("The colour was red.", "The color was red.", [("wording", "colour", "color")]),
    "a small word": ("She said that it was late.", "She said it was late.", [("wording", "that", "")]),
    "other words": ("The storm hit the coast of the upper delta at noon.", "A gale struck the shore of the upper delta at noon.", [("wording", "The storm hit the coast", "A gale struck the shore")]),
    "one edit of a quotation": ("“We see no reason to go,” she said.", "“There is no reason whatever to go,” she said.", [("quotation", "We see no reason", "There is no reason whatever")]),
    "a quotation put in plain words": ("“We cannot keep up with them,” said Ida Fenn, who has run the dairy at Hollen since her father died.", "It could no longer match larger firms, said Ida Fenn, who has run the dairy at Hollen since her father died.", [("quotation", "We cannot keep up with them", "It could no longer match larger firms")]),
    "a rank for a word within a quotation": ("“We were second best today,” she said.", "“We were poor today,” she said.", [("quotation", "second best", "poor")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_named_and_placed(case):
    old, new, expected = CASES[case]
    assert told([old], [new]) == expected


@pytest.mark.parametrize("case", CASES)
def test_seen_from_the_other_side_it_is_the_same(case):
    old, new, expected = CASES[case]
    turned = {"insertion": "cut", "cut": "insertion"}
    assert told([new], [old]) == [(turned.get(kind, kind), after, before) for kind, before, after in expected]


def test_what_the_reader_calls_a_source_or_a_cue_makes_a_change_one_of_attribution():
    old, new = "The lock leaked, officials said.", "The lock leaked, the coastguard claimed."
    assert told([old], [new], laid_old=SAID[0], laid_new=SAID[1]) == [("attribution", "officials said", "the coastguard claimed")]
    assert told([old], ["The lock leaked."], laid_old=SAID[0]) == [("attribution", "officials said", "")]
    # All words of the one, though of the other the reader saw none.
    other = "The lock leaked, a laboratory in Tarn has found."
    assert told([old], [other], laid_old=SAID[0]) == [("attribution", "officials said", "a laboratory in Tarn has found")]


def test_a_change_that_is_two_things_has_the_second_beside_it():
    first, second = record_of(["“I saw 12 boats,” she said."]), record_of(["“I saw 20 boats,” she said."])
    (change,) = compare_records(first, second).changes
    assert (change.kind, change.also) == (ChangeKind.FIGURE, (ChangeKind.QUOTATION,))
    assert change.is_any(frozenset([ChangeKind.QUOTATION]))
    assert not change.is_any(frozenset([ChangeKind.HEDGE]))


def test_a_headline_is_compared_with_the_headline_whatever_its_words():
    roles = (Role.HEADLINE, Role.BODY)
    found = told(["Ferry sinks off Hollen", "It rained at noon."], ["A Dark Day", "It rained at noon."], roles)
    assert found == [("headline", "Ferry sinks off Hollen", "A Dark Day")]


def test_a_paragraph_that_stands_elsewhere_has_moved_and_what_differs_in_it_is_told_too():
    one, two, three = (
        "The quay was shut at noon by the harbour board.",
        "Nobody was hurt in the storm that night.",
        "Boats lay at the bend until the wind had fallen.",
    )
    assert told([one, two, three], [three, one, two]) == [("order", three, three)]
    changed = three.replace("until", "before")
    assert told([one, two, three], [changed, one, two]) == [("order", three, changed), ("wording", "until", "before")]


def test_a_sentence_that_went_to_another_paragraph_has_moved():
    sentence = "The lamps of the upper lock were lit at five."
    old = ["It rained. " + sentence + " She left the town.", "Boats lay at the bend. The wind had fallen."]
    new = ["It rained. She left the town.", "Boats lay at the bend. " + sentence + " The wind had fallen."]
    assert told(old, new) == [("order", sentence, sentence)]


def test_a_paragraph_put_in_or_cut_is_one_change_with_the_place_where_it_would_stand():
    first, second = (
        record_of(["It rained at noon.", "She left."]),
        record_of(["It rained at noon.", "The lock leaks. It is old.", "She left."]),
    )
    (change,) = compare_records(first, second).changes
    assert (change.kind.value, change.new.of(second.document.text)) == ("insertion", "The lock leaks. It is old.")
    assert (change.old.start, change.old.end) == (18, 18)


def test_a_paragraph_that_was_split_is_no_change_of_words():
    text = ["The lamps were lit at five by the keeper.", "The boats came in before dawn, one by one."]
    assert told([" ".join(text)], text) == []
    assert told([" ".join(text)], text, typography=True) == [("typography", ". ", ".\n\n")]


TYPOGRAPHY = {
    "marks": ('"It is late," she said.', "“It is late,” she said."),
    "an apostrophe": ("It wasn't late.", "It wasn’t late."),
    "white space": ("It was  late.", "It was late."),
    "capitals": ("The Harbour Board met.", "The harbour board met."),
    "a hyphen at the end of a line": ("The har-\nbour was shut.", "The harbour was shut."),
    "a hyphen": ("A long-term plan.", "A long term plan."),
    "a word in two": ("The web site was shut.", "The website was shut."),
    "punctuation": ("It rained and, later, snowed.", "It rained and later snowed."),
    "thousands": ("It cost 1,200 marks.", "It cost 1200 marks."),
}


@pytest.mark.parametrize("case", TYPOGRAPHY)
def test_the_look_of_words_is_no_change_of_words(case):
    old, new = TYPOGRAPHY[case]
    assert told([old], [new]) == []
    assert told([old], [new], typography=True)


def test_what_stands_around_the_article_is_left_out():
    old, new = (
        record_of(["It rained.", "Menu one"], (Role.BODY, Role.NAVIGATION)),
        record_of(["It rained.", "Menu two"], (Role.BODY, Role.NAVIGATION)),
    )
    assert compare_records(old, new).changes == ()
    assert [change.kind.value for change in compare_records(old, new, furniture=True).changes] == ["figure"]


def test_the_day_in_a_byline_is_no_figure():
    roles = (Role.BYLINE, Role.BODY)
    assert told(["By Ida Fenn, 3 May", "It rained."], ["By Ida Fenn, 4 May", "It rained."], roles) == [("wording", "3", "4")]


def test_other_scripts_are_compared_too():
    assert told(["船が三隻沈んだ。"], ["船が四隻沈んだ。"])[0][1:] == ("三", "四")
    assert told(["Паром затонул у Холлена."], ["Паром сгорел у Холлена."])[0][1:] == ("затонул", "сгорел")
    assert told(["किश्ती डूब गई।"], ["किश्ती जल गई।"])[0][1:] == ("डूब", "जल")
