"""Languages: told by script and small words, and not guessed from names and figures."""

import pytest

from sayso.language.languages import language_of
from sayso.language.tables import read_table


@pytest.mark.parametrize("row", read_table("languages"), ids=lambda row: row["name"])
def test_example_is_in_its_language(row: dict[str, str]) -> None:
    assert language_of(row["example"]) == row["name"]


@pytest.mark.parametrize(
    ("text", "script"), [("Шлюз закроют.", "Cyrillic"), ("船は出航する", "Japanese"), ("القفل مغلق", "Arabic")]
)
def test_script_is_told_by_its_letters(text: str, script: str) -> None:
    assert language_of(text) == f"{script} script"


@pytest.mark.parametrize(
    "text",
    [
        "Odell, Prynne, Fenn, Marrow, Quill, Vessel, Tarn, Hale, Roke and Tolmar.",
        "12 | 4.5 m | 300 t | Brennick | Port Amsel",
        "Th3 b0ard sa1d tbe l0ck w0uId cl0se 1n M4y aft3r repa1rs",
        "Brennick leader's visit to Port Amsel marks a quiet success.",
    ],
)
def test_names_figures_and_damage_are_no_other_language(text: str) -> None:
    assert language_of(text) in (None, "English")
