"""``predict sources FOLDER``: whom given mentions mean, as one JSON line a question.

The folder holds ``text/*.txt`` and ``questions.jsonl`` with ``doc`` and ``source_span``.  The mentions are given, so that
resolution is measured by itself; the statements around them are found by rule.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from evaluation.quotes import open_plain
from sayso.model.span import Span
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.sources import resolve_spans
from sayso.reading.sources.page import open_page


def predict(folder: Path) -> Iterator[str]:
    """One line a question, in the order of the file."""
    lines = (folder / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line) for line in lines if line.strip()]
    answers = {}
    for doc in dict.fromkeys(question["doc"] for question in questions):
        document = open_plain((folder / "text" / f"{doc}.txt").read_bytes().decode("utf-8"))
        attributions = find_attributions(document, find_quotations(document))
        asked = [Span(*question["source_span"]) for question in questions if question["doc"] == doc]
        for span, found in resolve_spans(open_page(document), asked, attributions).items():
            answers[doc, span] = {"resolved": found.name, "kind": found.kind.value, "named": found.named}
    for question in questions:
        place = {"doc": question["doc"], "source_span": question["source_span"]}
        yield json.dumps(place | answers[question["doc"], Span(*question["source_span"])], ensure_ascii=False)
