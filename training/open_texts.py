"""Which texts may a model learn from that anyone may use?  GUM's and re3d's, labelled, as a folder that ``training`` reads.

``python -m training.open_texts --gum FOLDER --re3d FOLDER --not-for-training FILE --out FOLDER [--model NAME --weights FOLDER]``

GUM's own attributions are gold.  Where a text has no gold, a model that was trained before labels it: what it is sure enough of
is added, unless it touches a gold attribution.  re3d and the texts in
``training/texts`` have no attributions of their own, so without a model they are left out.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evaluation.quotes import open_plain
from sayso.model.span import Span
from sayso.model.statement import Attribution
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from training.brat import Labelled, LabelledText, Pieces, write_annotation
from training.gum import meet, read_gum

LIKELY = 0.5
"""A model's attribution is taken where it is more likely right than wrong: what is not taken is taught to be nobody's."""

OURS = Path(__file__).parent / "texts"
"""News invented for training: no place, person or body in it exists."""

Labeller = Callable[[str], Sequence[Labelled]]


def main(arguments: Sequence[str]) -> int:
    """Write the texts and print how many attributions each kind of text has."""
    parser = argparse.ArgumentParser(prog="python -m training.open_texts", description=__doc__)
    parser.add_argument("--gum", type=Path, required=True, help="a folder with dep/*.conllu")
    parser.add_argument("--re3d", type=Path, required=True, help="a folder with */documents.json")
    parser.add_argument("--not-for-training", type=Path, required=True, help="names of texts to leave out, one a line")
    parser.add_argument("--out", type=Path, required=True, help="where text/ and attributions/ go")
    parser.add_argument("--model", help="the model that labels what has no gold")
    parser.add_argument("--weights", type=Path, help="the folder of its weights; the package's own where none is named")
    parser.add_argument("--texts", type=Path, default=OURS, help="plain texts written for training; a model labels them")
    chosen = parser.parse_args(arguments)
    label = labeller(chosen.model, chosen.weights) if chosen.model else None
    left_out = frozenset(chosen.not_for_training.read_text(encoding="utf-8").split())
    counts: Counter[tuple[str, str]] = Counter()
    for kind, gold in (*open_texts(chosen.gum, chosen.re3d, left_out), *our_texts(chosen.texts)):
        if label is None and not gold.attributions:
            continue
        silver = beside(gold.attributions, label(gold.text)) if label else ()
        write_text(chosen.out, LabelledText(gold.name, gold.text, (*gold.attributions, *silver)))
        counts += Counter({(kind, "texts"): 1, (kind, "gold"): len(gold.attributions), (kind, "model's"): len(silver)})
    for kind in dict.fromkeys(kind for kind, _ in counts):
        print(f"{kind}: " + ", ".join(f"{counts[kind, what]} {what}" for what in ("texts", "gold", "model's")))
    return 0


def open_texts(gum: Path, re3d: Path, left_out: frozenset[str]) -> Iterator[tuple[str, LabelledText]]:
    """Every text that is not left out, with its kind (GUM's genre, or re3d's publisher) and its own labels."""
    for path in sorted((gum / "dep").glob("*.conllu")):
        if path.stem not in left_out:
            yield path.stem.split("_")[1], read_gum(path.read_text(encoding="utf-8"))
    for path in sorted(re3d.glob("*/documents.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            if f"re3d:{document['_id']}" not in left_out:
                yield path.parent.name, LabelledText(f"re3d_{document['_id']}", document["text"], ())


def our_texts(folder: Path) -> Iterator[tuple[str, LabelledText]]:
    """Invented news written for this purpose: it has no labels of its own."""
    for path in sorted(folder.glob("*.txt")):
        yield "ours", LabelledText(f"ours_{path.stem}", path.read_text(encoding="utf-8"), ())


def labeller(model: str, weights: Path | None) -> Labeller:
    """What the named model finds in a text."""
    from sayso.reading.tagging import load_weights, tag_attributions
    from sayso.reading.tagging.weights import Weights

    loaded = Weights(weights, model) if weights else load_weights(model)

    def label(text: str) -> list[Labelled]:
        document = open_plain(text)
        quotations = find_quotations(document)
        found = tag_attributions(document, quotations, find_attributions(document, quotations), loaded)
        return [_labelled(one) for one in found if one.p is not None and one.p >= LIKELY]

    return label


def beside(gold: Sequence[Labelled], silver: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """Those of `silver` that touch no gold attribution, except that a source may serve several."""
    return tuple(
        one
        for one in silver
        if not any(meet(one.content + one.cue, other.content + other.cue + other.source) for other in gold)
        and not any(meet(one.source, other.content + other.cue) for other in gold)
    )


def write_text(folder: Path, labelled: LabelledText) -> None:
    """One text and its labels, as ``training.brat`` reads them."""
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "text" / f"{labelled.name}.txt").write_bytes(labelled.text.encode())
    annotation = write_annotation(labelled.attributions, labelled.text)
    (folder / "attributions" / f"{labelled.name}_open.ann").write_text(annotation, encoding="utf-8", newline="\n")


def _labelled(one: Attribution) -> Labelled:
    return Labelled(_pieces(one.source), _pieces(one.cue), _pieces(one.content))


def _pieces(spans: Sequence[Span]) -> Pieces:
    return tuple((span.start, span.end) for span in spans)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
