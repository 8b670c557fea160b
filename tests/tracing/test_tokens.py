import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.tracing.tokens import batches, tokenise


def words(text: str) -> list[str]:
    tokens = tokenise([text])
    return [text[start:end] for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)]


def same(one: str, other: str) -> bool:
    return tokenise([one]).hashes.tolist() == tokenise([other]).hashes.tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("An owl, 1 owl.", ["An", "owl", "1", "owl"]),
        ("", []),
        ("...", []),
        ("owl", ["owl"]),
        ("the café’s owl", ["the", "café’s", "owl"]),
        ("мост закрыт", ["мост", "закрыт"]),
        ("الجسر مغلق", ["الجسر", "مغلق"]),
        ("橋は閉鎖", ["橋", "は", "閉", "鎖"]),
        ("다리는 닫혔다", ["다리는", "닫혔다"]),
        ("a broken hyph-\n enated word", ["a", "broken", "hyph-\n enated", "word"]),
        ("a well-known word", ["a", "well", "known", "word"]),
        ("an end-", ["an", "end"]),
        ("one 😀 two", ["one", "two"]),
        ("\ud800 lone", ["lone"]),
    ],
)
def test_words_are_found_where_they_stand(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAFÉ", "cafe"),
        ("cafe\u0301", "café"),
        ("Straße", "STRASSE"),
        ("ﬁne", "fine"),
        ("the bridge's", "the bridges"),
        ("hyph-\r\nenated", "hyphenated"),
        ("so\u00adft", "soft"),
        ("Ｗｉｄｅ", "wide"),
        ("МОСТ", "мост"),
        ("مـــدينة", "مدينة"),
        ("مَدِينَة", "مدينة"),
        ("ёлка", "елка"),
    ],
)
def test_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [("bat", "tab"), ("ab", "a b"), ("a", "aa"), ("1", "l"), ("мост", "тсом")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert not same(one, other)


def test_a_word_keeps_its_number_for_good() -> None:
    """Libraries hold grams of these: with other numbers what was added before would be found no more."""
    numbers = [155733762, 2054427696, 2479673751, 1768980503, 1210962170, 3989691911, 1177305435]
    assert tokenise(["The café’s owl 7 ﬁre 雨 straße-"]).hashes.tolist() == numbers


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('she said "yes we can" today', "yes we can"),
        ("she said “yes we can” today", "yes we can"),
        ("„ja doch“ sagte sie", "ja doch"),
        ("«да» и нет", "да"),
        ("»ja doch« sagte sie", "ja doch"),
        ("„ja doch”, mondta", "ja doch"),
        ("“a “b” c” d", "a b c"),
        ("“never closed\n\nnew paragraph", "never closed"),
        ('"opened\n\n"opened again" and closed', "opened opened again"),
    ],
)
def test_words_in_quotation_marks_are_marked(text: str, quoted: str) -> None:
    tokens = tokenise([text])
    marked = zip(tokens.starts.tolist(), tokens.ends.tolist(), tokens.quoted.tolist(), strict=True)
    assert " ".join(text[start:end] for start, end, is_quoted in marked if is_quoted) == quoted


@given(st.lists(st.text(max_size=40), max_size=6))
def test_a_text_has_the_same_words_alone_and_among_others(texts: list[str]) -> None:
    together = tokenise(texts)
    for number, text in enumerate(texts):
        part = slice(together.bounds[number], together.bounds[number + 1])
        alone = tokenise([text])
        assert alone.hashes.tolist() == together.hashes[part].tolist()
        assert alone.starts.tolist() == together.starts[part].tolist()
        assert alone.quoted.tolist() == together.quoted[part].tolist()


@given(st.text())
def test_places_are_within_the_text_and_in_order(text: str) -> None:
    tokens = tokenise([text])
    edges = [place for pair in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True) for place in pair]
    assert edges == sorted(edges)
    assert all(0 <= place <= len(text) for place in edges)
    assert all(start < end for start, end in zip(edges[::2], edges[1::2], strict=True))


@given(st.lists(st.text(max_size=30), max_size=8))
def test_batches_hold_all_texts_in_order(texts: list[str]) -> None:
    assert [text for batch in batches(texts) for text in batch] == texts
