"""The measuring itself: where gold is looked for, and what counts as reached."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from evaluation.gold import find_shared, require_shared
from evaluation.measure import Row, gives_back
from sayso.errors import NotFoundError
from sayso.intake.open import open_document
from sayso.model.document import OffsetMap
from sayso.model.span import Span


def row(value: float, target: float | None, at_most: bool = False) -> str:
    return Row(what="", value=value, shown="", target=target, at_most=at_most).reached


def test_a_figure_is_reached_as_precisely_as_the_target_is_written() -> None:
    assert row(0.96, 0.96) == "yes"
    assert row(0.9596, 0.96) == "yes"
    assert row(0.9594, 0.96) == "**no**"
    assert row(3, None) == ""


def test_a_count_of_errors_is_reached_from_above() -> None:
    assert row(0, 0.0, at_most=True) == "yes"
    assert row(1, 0.0, at_most=True) == "**no**"


def test_a_folder_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_GOLD", str(tmp_path))
    with pytest.raises(NotFoundError, match="has no folder 'gold'"):
        find_shared()
    (tmp_path / "gold").mkdir()
    assert require_shared() == tmp_path.resolve()


def test_a_paragraph_gives_back_its_characters_from_the_source_or_is_counted_as_one_that_does_not() -> None:
    source = "<p>The <b>ferry</b> &amp; its\n crew<!-- of nine --> <script>var x = '<p>'</script>rest.</p>"
    document = open_document(source.encode())
    span = document.blocks[0].span
    assert span.of(document.text) == "The ferry & its crew rest."
    assert gives_back(document, span, source)
    assert not gives_back(document, span, source.replace("ferry", "barge"))
    assert not gives_back(replace(document, offsets=OffsetMap()), Span(0, 3), source)
