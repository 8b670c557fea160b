"""Letters: salutations, closings and signatures are told by their words."""

import pytest

from sayso.language.letters import closes_letter, introduces_letters, is_signature, opens_letter, signature_start, titles_letters


@pytest.mark.parametrize(
    "line", ["To the Editor:", "Dear Minister,", "Sir, – The lock leaks.", "SIR – I have read", "Editor, the Courier:"]
)
def test_salutation_opens_a_letter(line: str) -> None:
    assert opens_letter(line)


@pytest.mark.parametrize("line", ["Dear oh dear, it leaks", "Sir Orin Odell spoke.", "To the quay"])
def test_other_words_open_none(line: str) -> None:
    assert not opens_letter(line)


@pytest.mark.parametrize("line", ["It leaks. – Yours, etc,", "Yours faithfully", "Kind regards,"])
def test_closing_stands_at_the_end(line: str) -> None:
    assert closes_letter(line)


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("Orin Odell, Brennick", True),
        ("Dr Ida Fenn, Lock Keepers’ League", True),
        ("**Veshna Tolmar**", True),
        ("ORIN ODELL,", True),
        ("Name and address supplied", True),
        ("– Prynne", True),
        ("@odell_quay", True),
        ("Orin Odell, Tamsin Prynne and 41 others", True),
        ("Prynne", False),
        ("Odell said the lock leaks", False),
        ("Will it hold?", False),
        ("Dear Minister,", False),
    ],
)
def test_signature_is_a_name_with_what_belongs_to_it(line: str, signs: bool) -> None:
    assert is_signature(line) is signs


def test_signature_may_stand_in_the_last_paragraph() -> None:
    paragraph = "The lock leaks. Yours faithfully, Orin Odell, Brennick"
    assert signature_start(paragraph) == paragraph.index("Yours")
    assert signature_start("Yours sincerely is how he ended.") is None


def test_page_of_letters_has_a_title_or_an_introduction() -> None:
    assert titles_letters("Readers' letters")
    assert introduces_letters("We asked readers whether the lock should go.")
    assert not introduces_letters("The lock leaks.")
