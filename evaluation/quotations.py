"""Which edits may a quotation undergo and still be told for one?  Quotations of PolNeAR, edited by lot, grouped with all others.

``python -m evaluation quotations`` prints the table for the dev half; the numbers of `quotation/1` were chosen on train alone.
Quotations are found by our rules, so that the table also holds their slips.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evaluation.gold import require_shared
from evaluation.quotes import open_plain
from sayso.language.folding import fold
from sayso.model.statement import Manner
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.tracing.quotations import SHORTEST, group_prints

SEED = 1
LENGTHS = ((SHORTEST, 12), (13, 25), (26, 1_000_000))
"""Words of the quotations of a column, first and last."""
Words = list[str]


def figures(half: str = "dev") -> Iterator[str]:
    """The lines of the table."""
    quotations = read_quotations(require_shared() / "gold" / "polnear" / "data" / half / "text")
    yield f"{len(quotations):,} direct quotations of eight words or more in PolNeAR {half}, each once. Found again after an edit,"
    yield "by words of the quotation; in brackets how many others were joined with one:"
    yield ""
    yield f"| edit | {' | '.join(f'{first} to {last}' if last < 1000 else f'{first} on' for first, last in LENGTHS)} |"
    yield f"|---|{'---|' * len(LENGTHS)}"
    for name, edit in EDITS.items():
        cells = []
        for first, last in LENGTHS:
            found, wrong, count = score([one for one in quotations if first <= len(one) <= last], edit)
            cells.append(f"{100 * found / count:.1f} % ({wrong})" if count else "-")
        yield f"| {name} | {' | '.join(cells)} |"


def read_quotations(folder: Path) -> list[Words]:
    """The words of the direct quotations of a folder of texts, each quotation once."""
    prints: list[Words] = []
    for path in sorted(folder.glob("*.txt")):
        document = open_plain(path.read_bytes().decode("utf-8"))
        for one in find_attributions(document, find_quotations(document)):
            if one.manner is Manner.DIRECT and one.reports and one.within is None:
                prints.append([word for span in one.content for word in fold(span.of(document.text))])
    return [prints[group.prints[0]] for group in group_prints(prints) if not group.within]


def score(quotations: Sequence[Words], edit: Callable[[Words, random.Random], Words]) -> tuple[int, int, int]:
    """How many are found again after an edit, how many others are joined, and of how many that were edited."""
    draws = random.Random(SEED)
    pairs = [(words, edited) for words in quotations if len(edited := edit(list(words), draws)) >= SHORTEST]
    groups = group_prints([*(words for words, _ in pairs), *(edited for _, edited in pairs)])
    group_of = {number: at for at, group in enumerate(groups) for number in group.prints}
    found = sum(group_of[at] == group_of[at + len(pairs)] for at in range(len(pairs)))
    wrong = sum(len({number % len(pairs) for number in group.prints}) - 1 for group in groups)
    return found, wrong, len(pairs)


def _kept(words: Words, share: int) -> int:
    return max(SHORTEST, len(words) // share)


def _piece(words: Words, draws: random.Random) -> Words:
    kept = _kept(words, 3)
    first = draws.randrange(len(words) - kept + 1)
    return words[first : first + kept]


def _dropped(words: Words, draws: random.Random) -> Words:
    at = draws.randrange(len(words))
    return [*words[:at], *words[at + 1 :]]


def _left_out(words: Words, draws: random.Random) -> Words:
    third = len(words) // 3
    return [*words[:third], *words[2 * third :]]


def _changed(words: Words, draws: random.Random, times: int = 1) -> Words:
    for _ in range(times):
        words[draws.randrange(len(words))] = "barge"
    return words


def _explained(words: Words, draws: random.Random) -> Words:
    at = draws.randrange(len(words))
    return [*words[:at], "the", "harbour", "commissioner", *words[at + 1 :]]


EDITS: dict[str, Callable[[Words, random.Random], Words]] = {
    "the end cut": lambda words, draws: words[: _kept(words, 2)],
    "the beginning cut": lambda words, draws: words[-_kept(words, 2) :],
    "a third from anywhere": _piece,
    "a word dropped": _dropped,
    "the middle third left out": _left_out,
    "a word changed": _changed,
    "two words changed": lambda words, draws: _changed(words, draws, 2),
    "a word in ten changed": lambda words, draws: _changed(words, draws, max(1, len(words) // 10)),
    "three words in brackets for one": _explained,
}
"""What editors do to quotations; what is left must have eight words."""
