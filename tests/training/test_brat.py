"""Brat standoff: what is written reads back, and of several annotators the one most agree with is taken."""

from pathlib import Path

from training.brat import Labelled, LabelledText, read_annotation, read_folder, write_annotation

TEXT = "“The weir holds,” said Ilse Brandt.\n\nIt “will hold,” she added, “until spring.”"


def _at(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


HOLDS = Labelled(_at("Ilse Brandt"), _at("said"), _at("“The weir holds,”"))
SPRING = Labelled(_at("she"), _at("added"), _at("It “will hold,”", "“until spring.”"))
UNSAID = Labelled((), _at("said"), _at("“The weir holds,”"))


def test_what_is_written_reads_back() -> None:
    for attributions in ((), (HOLDS,), (HOLDS, SPRING), (UNSAID, SPRING)):
        assert read_annotation(write_annotation(attributions, TEXT)) == attributions


def test_an_attribution_without_content_and_lines_of_other_kinds_are_skipped() -> None:
    assert read_annotation("T1\tCue 3 7\tsaid\nE1\tAttribution:T1 Cue:T1\n#1\tAnnotatorNotes T1\tunsure\n\n") == ()


def test_of_several_annotators_the_one_who_agrees_best_is_taken_and_unlabelled_texts_are_left_out(tmp_path: Path) -> None:
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "weir.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "text" / "unread.txt").write_text("Nobody labelled this.", encoding="utf-8")
    for annotator, found in (("a", (SPRING,)), ("b", (HOLDS,)), ("c", (HOLDS,))):
        annotation = write_annotation(found, TEXT)
        (tmp_path / "attributions" / f"weir_{annotator}.ann").write_text(annotation, encoding="utf-8")
    assert list(read_folder(tmp_path)) == [LabelledText("weir", TEXT, (HOLDS,))]
