"""The facts of the sheet: in order, each with its ground, doubt as doubt, and nothing where nothing was found."""

from functools import partial

from msgspec.structs import replace

from sayso.export.facts import facts_of, in_marks, percentages, shares_of, words_at
from sayso.model.dates import PartialDate
from sayso.model.document import Role
from sayso.model.finding import Finding, Ground, Maker, MakerKind
from sayso.model.record import (
    Condition,
    ConditionKind,
    Filing,
    Masthead,
    Origin,
    Publisher,
    Record,
    Relation,
    Terms,
)
from sayso.model.span import Span
from sayso.model.statement import Voice
from tests.by_hand import MADE, document_of, printed, record_of


def empty():
    return Record(document=document_of(()), masthead=Masthead(), origin=Origin(), filing=Filing(), terms=Terms())


def by_key(record):
    return {fact.key: fact for fact in facts_of(record)}


def test_the_sheet_has_its_order():
    labels = list(dict.fromkeys(fact.label for fact in facts_of(record_of())))
    assert labels == [
        "title", "outlet", "published", "original", "not original", "by", "language", "author's ties", "filed", "rests on", "text",
        "copyright", "licence", "reuse", "ask", "fair use", "conflict", "notes",
    ]  # fmt: skip


def test_keys_are_unique_and_made_of_our_own_words():
    keys = [fact.key for fact in facts_of(record_of())]
    assert len(keys) == len(set(keys))
    assert all(key.replace("-", "").isalnum() and key.isascii() for key in keys)


def test_every_fact_says_its_ground_or_that_it_is_missing():
    assert all(fact.ground or fact.missing or fact.label == "notes" for fact in facts_of(record_of()))


def test_what_was_not_found_is_said_and_not_guessed():
    facts = by_key(empty())
    assert {key for key, fact in facts.items() if fact.missing} == set(facts)
    assert facts["title"].value == facts["outlet"].value == facts["published"].value == facts["by"].value == "not found"
    assert facts["original"].value == "no other first publisher found"
    assert facts["text"].value == "no body text"


def test_a_date_known_on_another_ground_than_the_outlet_has_a_row_of_its_own():
    facts = by_key(record_of())
    assert (facts["outlet"].ground, facts["outlet"].date) == (Ground.MARKED_UP, None)
    assert (facts["published"].ground, facts["published"].value) == (Ground.PRINTED, "2031-05-03")


def test_the_origin_shows_the_sentence_that_says_it_and_what_was_turned_down():
    facts = by_key(record_of())
    assert "The original source of this article is Veldmark" in facts["original"].words
    assert facts["original"].note == "republished"
    assert (facts["not-original-0"].value, facts["not-original-0"].note) == (
        "Upper Sarn Haulage League",
        "named in the text only",
    )


def test_shares_of_the_text_add_up_and_never_leave_the_undetermined_out():
    record = record_of()
    assert by_key(record)["text"].value == "direct 22% | indirect 58% | own voice 7% | undetermined 13%"
    assert sum(share for _, share in percentages(shares_of(record))) == 100
    determined = tuple(run for run in record.voices if run.voice is not Voice.UNDETERMINED)
    assert by_key(replace(record, voices=determined))["text"].value.endswith("undetermined 0%")
    assert percentages((("a", 1), ("b", 1), ("c", 1))) == (("a", 34), ("b", 33), ("c", 33))
    assert percentages((("a", 0),)) == (("a", 0),)


def test_named_and_unnamed_sources_are_counted_apart():
    fact = by_key(record_of())["rests-on"]
    assert fact.value == "1 named source, 1 unnamed; 3 statements, 2 quotations"
    assert fact.note == "1 uncertain, with p below .70"


def test_a_single_source_is_said_and_not_guessed():
    record = record_of()
    alone = replace(record, attributions=record.attributions[:2], sources=record.sources[:1], voices=record.voices[:5])
    assert by_key(alone)["rests-on"].note == "a single source: all that is attributed goes back to Ansel Brook"
    loose = replace(record, sources=record.sources[:1])
    assert by_key(loose)["rests-on"].note.startswith("1 statement whose source is not known")
    assert by_key(replace(record, sources=()))["rests-on"].value.startswith("sources not resolved; 3 statements")


def test_a_correction_by_a_person_is_shown_as_one():
    record = record_of()
    title = replace(record.masthead.title, by=Maker(MakerKind.PERSON, "A. Desk", "1"), value="Another title")
    corrected = replace(record, masthead=replace(record.masthead, title=title))
    assert by_key(corrected)["title"].note == "corrected by A. Desk"


def test_long_evidence_is_cut_in_sight():
    record = record_of()
    assert words_at(record, (Span(0, 40),), 20).endswith("…")
    assert words_at(record, ()) is None


def test_words_that_bring_their_own_marks_get_no_second_pair():
    assert (in_marks("he said"), in_marks("“No,” he said"), in_marks("«Non»")) == ("“he said”", "“No,” he said", "«Non»")


def test_a_notebook_shows_the_facts_and_runs_nothing():
    record = record_of()
    title = replace(record.masthead.title, value="<script>alert(1)</script>\x1b[31m")
    page = replace(record, masthead=replace(record.masthead, title=title))._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;U+001B&gt;" in page
    assert page.count("<tr>") == len(facts_of(record))


def with_date(words, paragraphs):
    document = document_of(paragraphs)
    outlet = printed(document, Publisher("Ilm Post"), "Ilm Post")
    masthead = Masthead(publisher=outlet, published=printed(document, PartialDate("2031-05-03"), words))
    return by_key(replace(empty(), document=document, masthead=masthead))


def test_a_date_has_a_row_of_its_own_where_the_outlet_is_printed_elsewhere():
    apart = with_date("3 May 2031", ((Role.BYLINE, "p", "3 May 2031"), (Role.FURNITURE, "p", "Ilm Post, founded 1988")))
    assert (apart["outlet"].date, apart["outlet"].words) == (None, None)
    assert (apart["published"].value, apart["published"].words) == ("2031-05-03", "3 May 2031")
    together = with_date("3 May 2031", ((Role.BYLINE, "p", "Ilm Post, 3 May 2031"),))
    assert together["outlet"].date == "2031-05-03"
    assert "published" not in together


def test_another_spelling_of_the_first_publisher_is_not_shown_as_turned_down():
    record = record_of()
    other = replace(record.origin.candidates[0], finding=replace(record.origin.candidates[0].finding, value="The Veldmark"))
    rejected = replace(record, origin=replace(record.origin, candidates=(other,)))
    assert not any(fact.label == "not original" for fact in facts_of(rejected))


def test_a_place_or_purpose_of_a_permission_is_not_said_twice():
    facts = by_key(record_of())
    assert facts["reuse-limits"].value == "only: on school sites"


def test_what_a_licence_allows_is_left_to_the_licence():
    record = record_of()
    granted = printed(record.document, Condition(ConditionKind.PERMITS, "You may repost", "licence"), "You may repost")
    assert by_key(replace(record, terms=Terms(conditions=(granted,))))["reuse-permits"].value == "allowed: as the licence says"


def test_disclaimers_and_an_authors_works_are_facts():
    record = record_of()
    here = partial(printed, record.document)
    biographies = (replace(record.biographies[0], works=(here("Lamps on the Sarn", "the lamps"),)),)
    facts = by_key(
        replace(record, biographies=biographies, terms=Terms(disclaimer=here("Views are the author’s. " * 20, "keeper")))
    )
    assert (facts["works-0"].label, facts["works-0"].value) == ("works", "Lamps on the Sarn")
    assert facts["disclaimer"].value.startswith("Views are the author’s.")
    assert facts["disclaimer"].value.endswith("…")


def test_a_note_that_quotes_the_words_and_cuts_them_does_not_repeat_them():
    record = record_of()
    remark = replace(record.remarks[0], sentence="quoted words in the headline have no match in the body: ‘Stay Open…")
    [note] = [fact for fact in facts_of(replace(record, remarks=(remark,))) if fact.label == "notes"]
    assert note.words is None


def test_a_row_names_the_ground_of_all_it_shows_and_says_how_many_it_leaves_out():
    document = document_of()
    tags = tuple(Finding(value=f"tag {n}", ground=Ground.MARKED_UP, by=MADE, original=(Span(n, n + 1),)) for n in range(15))
    filing = Filing(sections=(printed(document, "Uplands", "Uplands"),), tags=tags)
    facts = by_key(replace(empty(), document=document, filing=filing))
    assert (facts["filed-printed"].value, facts["filed-printed"].ground) == ("Uplands", Ground.PRINTED)
    assert facts["filed-marked-up"].ground is Ground.MARKED_UP
    assert facts["filed-marked-up"].value.endswith("tag 11 and 3 more")


def test_others_part_in_the_outlets_own_text_and_unnamed_agencies_are_said_in_words():
    record = record_of()
    relation = printed(record.document, Relation.CONTRIB, "Veldmark")
    wire = (printed(record.document, "unnamed", "Veldmark"),)
    facts = by_key(replace(record, origin=Origin(relation=relation, wire=wire)))
    assert (facts["original"].value, facts["original"].note) == ("the outlet's own", "others contributed to it")
    assert facts["wire-0"].value == "agencies, not named"


def test_a_record_is_shown_on_one_line_in_a_console():
    assert repr(empty()) == "<Record None: 0 attributions, 0 quotations>"
    assert repr(record_of()).count("\n") == 0
    assert repr(record_of()).endswith("Quillhaven': 3 attributions, 3 quotations>")
