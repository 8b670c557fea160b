"""Windows through the network and back: what is kept in memory, and what is never run."""

import numpy as np
from numpy.typing import NDArray

from evaluation.quotes import open_plain
from sayso.language.running import running_text
from sayso.model.document import Role
from sayso.reading.tagging.decode import LABELS, Chain
from sayso.reading.tagging.link import Pointers
from sayso.reading.tagging.tagger import TOGETHER, tag
from sayso.reading.tagging.tokens import Tokens, read_tokens
from sayso.reading.tagging.wordpiece import WordPieces

PIECES = WordPieces(["[UNK]", "[CLS]", "[SEP]"])
SIZE = len(LABELS)


class CountedWeights:
    """Weights that find nothing and count the windows they were run on."""

    pieces = PIECES
    chain = Chain(np.zeros(SIZE, np.float32), np.zeros((SIZE, SIZE), np.float32)).constrained()
    pointers = Pointers(*(np.zeros(size, np.float32) for size in (14, 14, 3, 3, 2)))

    def __init__(self) -> None:
        self.runs = 0

    def run(self, pieces: list[int], beside: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        self.runs += 1
        scores = np.zeros((len(pieces), SIZE), np.float32)
        scores[:, 0] = 5
        return scores, np.zeros((len(pieces), 8), np.float32)


def tokens_of(text: str) -> Tokens:
    return read_tokens(running_text(open_plain(text), Role.BODY), [], [])


def test_the_network_is_run_once_a_window_however_long_the_text() -> None:
    for words in (5_000, 20_000, 80_000):
        weights = CountedWeights()
        tagged = tag(tokens_of("tide " * words), weights)
        assert weights.runs == -(-words // 190)
        assert tagged.likely.shape == (words, SIZE)
        assert np.isfinite(tagged.likely).all()


def test_what_holds_no_letter_is_not_run_through_the_network() -> None:
    for text in ("“" * 50_000, '"' * 50_000, "." * 50_000, "— " * 5_000, "…\n\n" * 5_000):
        weights = CountedWeights()
        tagged = tag(tokens_of(text), weights)
        assert (weights.runs, tagged.linked) == (0, [])
        assert (tagged.likely[:, 0] > 0.9).all()


def test_every_paragraph_is_read_where_windows_are_let_go() -> None:
    text = ("tide " * 150 + "\n\n") * (3 * TOGETHER)
    weights = CountedWeights()
    assert tag(tokens_of(text), weights).likely.shape == (150 * 3 * TOGETHER, SIZE)
    assert weights.runs == 3 * TOGETHER
