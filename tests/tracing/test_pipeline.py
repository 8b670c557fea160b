import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.reuse import Overlap, OverlapKind
from sayso.tracing import shelf
from sayso.tracing.pipeline import grams_of, trace
from sayso.tracing.tokens import tokenise
from tests.tracing.articles import HARBOUR, MARKET, NOTE, article


def overlaps(texts: dict[str, str]) -> list[Overlap]:
    return list(trace(list(texts.values()), list(texts)).overlaps())


def only(texts: dict[str, str]) -> Overlap:
    found = overlaps(texts)
    assert len(found) == 1
    return found[0]


def test_a_copy_is_a_republication_with_its_place_in_both_texts() -> None:
    copy = "From our partners\n\n" + HARBOUR + "\nThis story was first printed in Port Amsel."
    found = only({"a": HARBOUR, "b": copy})
    assert found.kind is OverlapKind.REPUBLICATION
    assert found.share == 1.0
    (shared,) = found.shared
    assert shared.a.of(HARBOUR) == HARBOUR.rstrip(".\n") == shared.b.of(copy)
    assert not shared.furniture


def test_unrelated_texts_have_no_relation() -> None:
    assert overlaps({"a": HARBOUR, "b": MARKET}) == []


def test_a_cut_copy_is_a_republication() -> None:
    found = only({"a": HARBOUR, "b": HARBOUR[:420] + "\n\nRead on at the harbour office."})
    assert found.kind is OverlapKind.REPUBLICATION


def test_paragraphs_in_another_order_are_found_one_by_one() -> None:
    paragraphs = HARBOUR.strip().split("\n\n")
    turned = "\n\n".join(reversed(paragraphs))
    found = only({"a": HARBOUR, "b": turned})
    assert found.kind is OverlapKind.REPUBLICATION
    assert len(found.shared) == len(paragraphs)
    assert found.shared[0].b.start > found.shared[-1].b.start


def test_a_quotation_is_a_passage_and_makes_no_family() -> None:
    quotation = HARBOUR.split("\n\n")[2].replace("\n", " ")
    other = article(1) + f"\n\nAs reported elsewhere: {quotation}\n\n" + article(2)
    traced = trace([HARBOUR, other])
    (found,) = traced.overlaps()
    assert found.kind is OverlapKind.PASSAGE
    assert traced.family.tolist() == [0, 1]


def test_a_short_quotation_is_no_relation() -> None:
    quotation = '"We would rather close it in May than lose it in November," said Ilse Varn.'
    assert overlaps({"a": HARBOUR, "b": MARKET + quotation + "\n\n" + article(3)}) == []


def test_what_one_says_once_and_the_other_twice_counts_once() -> None:
    line = "The ferry to the east bank of the lower Lyr is free for all until the last day of June."
    twice = article(21, 60) + f"\n\n{line}\n\n" + article(22, 60) + f"\n\n{line}"
    assert overlaps({"a": article(23, 120) + line, "b": twice}) == []


def test_words_misread_and_lines_broken_do_not_hide_a_copy() -> None:
    chance = random.Random(5)
    misread = "".join(chance.choice("il1rn") if sign.isalpha() and chance.random() < 0.05 else sign for sign in HARBOUR)
    found = only({"a": HARBOUR, "b": misread.replace("harbour", "har-\nbour")})
    assert found.kind is OverlapKind.REPUBLICATION
    assert found.share < 1


def test_a_copied_line_of_a_short_item_is_found() -> None:
    line = "The swing bridge at Port Amsel is closed from Monday; the ferry runs every ten minutes and is free."
    found = only({"a": line, "b": "News in brief. " + line})
    assert found.kind is OverlapKind.REPUBLICATION


@pytest.mark.parametrize("seed", range(12))
def test_two_notices_with_a_dozen_equal_words_are_always_compared(seed: int) -> None:
    words = article(seed, 12).lower().removesuffix(".")
    assert [one.kind for one in trace([f"On Monday {words}. More later.", f"Quill: {words} and so on"]).overlaps()]
    assert len(grams_of({7: words}).hashes) == 12 - 4 + 2


def test_a_gram_keeps_its_number_for_good() -> None:
    """Libraries hold these: with other numbers what was added before would be found no more."""
    grams = grams_of({7: "Rain fell all night on Port Amsel", 3: "雨"})
    assert grams.texts.tolist() == [7, 7, 7, 7, 7, 3, 3]
    whole = [11749358378398797954, 17877485941667386805], [1689872879368700427, 12000344488094961978]
    assert grams.hashes.tolist() == [*whole[0], 7482244953046011542, 10641666334937106072, 1240833176796374833, *whole[1]]


def test_a_note_at_the_end_of_two_pages_is_boilerplate() -> None:
    found = only({"a": article(4) + "\n\n" + NOTE, "b": article(5) + "\n\n" + NOTE})
    assert found.kind is OverlapKind.BOILERPLATE


def test_a_note_that_stands_among_other_notes_is_boilerplate_where_many_share_it() -> None:
    texts = {f"page {n}": f"{article(n)}\n\n{NOTE}\n\n{article(100 + n, 40)}" for n in range(8)}
    found = overlaps(texts)
    assert found
    assert {overlap.kind for overlap in found} == {OverlapKind.BOILERPLATE}
    assert all(shared.furniture for overlap in found for shared in overlap.shared)


def test_a_statement_that_many_quote_is_a_passage() -> None:
    statement = "“" + NOTE.replace("\n", " ").strip() + "”"
    texts = {f"page {n}": f"{article(n)}\n\n{statement}\n\n{article(100 + n)}" for n in range(8)}
    assert {overlap.kind for overlap in overlaps(texts)} == {OverlapKind.PASSAGE}


def test_furniture_of_a_site_does_not_join_its_pages_and_does_not_hide_a_copy() -> None:
    texts = {f"page {n}": f"{article(n)}\n\n{NOTE}" for n in range(12)}
    texts["stub"] = NOTE
    texts["copy"] = texts["page 3"].replace(NOTE, "") + "\n\n" + article(77, 30)
    names = list(texts)
    traced = trace(list(texts.values()), names)
    together = {names.index("page 3"), names.index("copy")}
    copies = [{int(a), int(b)} for a, b, kind in zip(traced.a, traced.b, traced.kind, strict=True) if kind == 0]
    assert together in copies
    assert [pair for pair in copies if names.index("stub") not in pair] == [together]
    assert len(set(traced.family.tolist())) >= len(texts) - 2


def test_copies_of_copies_are_one_family_named_by_its_first() -> None:
    texts = {"c": HARBOUR, "b": HARBOUR[:500], "a": HARBOUR[:500] + MARKET, "z": article(1)}
    traced = trace(list(texts.values()), list(texts))
    assert traced.family.tolist() == [2, 2, 2, 3]


MIXED = [
    HARBOUR,
    HARBOUR[:600],
    MARKET + NOTE,
    article(1) + NOTE,
    article(2) + NOTE,
    article(3) + HARBOUR[200:500],
    "",
    "word",
    HARBOUR,
]


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(len(MIXED))))
def test_the_order_of_the_texts_does_not_matter(order: list[int]) -> None:
    names = [f"text {number}" for number in range(len(MIXED))]
    as_given = list(trace(MIXED, names).overlaps())
    assert list(trace([MIXED[at] for at in order], [names[at] for at in order]).overlaps()) == as_given


TEXTS = st.lists(
    st.lists(
        st.sampled_from([*HARBOUR.split("\n\n"), *MARKET.split("\n\n"), NOTE, "橋は閉鎖" * 9, "«Мост закрыт»", "…"]), max_size=6
    ).map("\n\n".join),
    max_size=7,
)


@settings(deadline=None)
@given(TEXTS)
def test_what_is_shared_is_shared(texts: list[str]) -> None:
    traced = trace(texts)
    for overlap in traced.overlaps():
        one, other = texts[int(overlap.a)], texts[int(overlap.b)]
        assert overlap.a < overlap.b
        assert overlap.shared
        for shared in overlap.shared:
            here, there = (tokenise([text]).hashes.tolist() for text in (shared.a.of(one), shared.b.of(other)))
            assert here[0] == there[0]
            assert here[-1] == there[-1]
            assert shared.words <= min(len(here), len(there))
    pairs = list(zip(traced.a.tolist(), traced.b.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)


def test_texts_that_are_not_kept_give_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = list(trace(MIXED).overlaps())
    monkeypatch.setattr(shelf, "KEPT", 3)
    assert list(trace(MIXED).overlaps()) == kept


def test_the_same_ten_words_are_found_and_fewer_say_nothing() -> None:
    line = "The ferry to the east bank is free until June"
    assert [overlap.kind for overlap in overlaps({"a": line, "b": line.upper()})] == [OverlapKind.REPUBLICATION]
    assert overlaps({"a": "The ferry is free.", "b": "The ferry is free."}) == []


def test_nothing_and_next_to_nothing() -> None:
    assert overlaps({}) == []
    assert overlaps({"a": "", "b": "", "c": "word", "d": "word"}) == []


def test_ten_thousand_identical_texts_are_one_family_in_bounded_time() -> None:
    text = article(1, 120)
    traced = trace([text] * 10_000)
    assert set(traced.family.tolist()) == {0}
    assert len(traced.a) <= 4 * 10_000


def test_texts_of_one_sentence_over_and_over_are_bounded() -> None:
    sentence = "The ferry runs every ten minutes and it is free. "
    before = time.process_time()
    found = overlaps({"a": sentence * 20_000, "b": sentence * 30_000, "c": "word " * 100_000, "d": "word " * 200_000})
    assert [(overlap.a, overlap.b) for overlap in found] == [("a", "b")]  # one word over and over is one gram
    assert time.process_time() - before < 20


def test_one_very_long_text_is_compared_like_any_other() -> None:
    book = "\n\n".join([article(9, 200_000), HARBOUR, article(10, 200_000)])
    found = only({"book": book, "page": HARBOUR})
    assert found.kind is OverlapKind.REPUBLICATION
    assert found.shared[0].a.of(book) == HARBOUR.rstrip(".\n")


@pytest.mark.parametrize(
    "text",
    [
        "Старый разводной мост в Порт-Амзеле закроют с понедельника, сообщила гавань. Инженеры нашли две трещины в опорах и третью, "
        "которая начала ржаветь, и совет города выделил на работы девяносто тысяч крон.",
        "أغلق مكتب الميناء الجسر القديم في بورت أمسل أمام السيارات ابتداء من يوم الاثنين بعد أن وجد المهندسون شقين في الأعمدة خلال "
        "فحص الربيع وخصص مجلس المدينة تسعين ألف كرونة لأعمال الإصلاح التي تستمر ستة أسابيع على الأقل",
        "ポートアムゼルの古い旋回橋は月曜日から車両通行止めになると港湾事務所が発表した。春の点検で二つの支承に亀裂が見つかったという。",
    ],
)
def test_other_scripts_are_compared_too(text: str) -> None:
    found = only({"a": text, "b": "1. " + text})
    assert found.kind is OverlapKind.REPUBLICATION
    assert found.shared[0].a.of(text) == text.rstrip(".。")


def test_what_is_known_to_be_furniture_counts_for_nothing() -> None:
    body, more = article(31, 60), article(32, 200)
    texts = [f"{body}\n\n{NOTE}", f"{body}\n\n{more}"]
    (as_seen,) = trace(texts).overlaps()
    note = [60, 60 + len(NOTE.split())]
    traced = trace(texts, known=[note, []])
    (as_known,) = traced.overlaps()
    assert as_seen.share < 0.8
    assert as_known.share == 1.0
    assert traced.marks == {0: note, 1: []}
