"""What the network is shown: tokens, their shape, and what marks and rules made of them."""

import numpy as np

from evaluation.quotes import open_plain
from sayso.language.running import running_text
from sayso.model.document import Role
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.tagging.tokens import Tokens, read_tokens
from sayso.reading.tagging.windows import cut_windows
from sayso.reading.tagging.wordpiece import WordPieces

TEXT = "Ann Odell's ferry sank.\n\n“It was the fog,” Odell said. NATO had 3 ships there.\n"
PIECES = WordPieces(
    [
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "ann",
        "od",
        "##ell",
        "'",
        "s",
        "ferry",
        "sank",
        ".",
        "“",
        "”",
        "it",
        "was",
        "the",
        "fog",
        ",",
        "cafe",
    ]
)


def tokens_of(text: str) -> Tokens:
    document = open_plain(text)
    quotations = find_quotations(document)
    return read_tokens(running_text(document, Role.BODY), quotations, find_attributions(document, quotations))


def test_tokens_slice_back_and_stand_in_paragraphs() -> None:
    tokens = tokens_of(TEXT)
    assert [TEXT[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert tokens.words[:4] == ["Ann", "Odell", "'s", "ferry"]
    assert [tokens.words[first] for first, _ in tokens.paragraphs] == ["Ann", "“"]


def test_marks_rules_and_shapes_stand_beside_the_tokens() -> None:
    tokens = tokens_of(TEXT)
    said = {word: at for at, word in enumerate(tokens.words)}
    assert tokens.marked[said["fog"]] == 1
    assert tokens.marked[said["said"]] == 0
    assert tokens.ruled[said["“"]] == 5
    assert tokens.ruled[said["fog"]] == 6
    assert tokens.ruled[said["said"]] == 3
    assert tokens.ruled[said["said"] - 1] == 1
    assert tokens.ruled_by[said["fog"]] == tokens.ruled_by[said["said"]] == 0
    assert tokens.ruled_by[said["ferry"]] == -1
    assert [tokens.shaped[said[word]] for word in ("ferry", "Ann", "NATO", "3")] == [0, 1, 2, 3]


def test_spans_become_tokens() -> None:
    tokens = tokens_of(TEXT)
    assert tokens.covered([(0, 9)]) == [(0, 2)]
    assert tokens.covered([(1, 5)]) == [(0, 2)]
    assert tokens.covered([(23, 24)]) == []


def test_a_text_without_words() -> None:
    assert len(tokens_of(" \n\n")) == 0
    assert cut_windows(tokens_of(""), PIECES, 64) == []


def test_words_are_cut_into_the_longest_pieces_known() -> None:
    assert PIECES.of("Odell") == (4, 5)
    assert PIECES.of("Café") == (18,)
    assert PIECES.of("Odell.") == (4, 5, 10)
    assert PIECES.of("harbour") == (0,)
    assert PIECES.of("x" * 500) == (0,)


def test_windows_hold_every_token_once_and_never_too_many_pieces() -> None:
    tokens = tokens_of("\n\n".join(["It was the fog, Odell said.", "“It was the fog” " * 30, "Ann Odell sank."] * 4))
    for size in (16, 40, 200):
        windows = cut_windows(tokens, PIECES, size)
        assert [at for window in windows for at in range(window.first, window.last)] == list(range(len(tokens)))
        for window in windows:
            assert len(window.pieces) == len(window.token_of) <= size
            assert [window.token_of[at] for at in window.heads] == list(range(window.first, window.last))
            assert window.pieces[0] == PIECES.first
            assert window.pieces[-1] == PIECES.break_
            beside = window.beside(tokens)
            assert np.array_equal(beside[window.heads, 0], tokens.shaped[window.first : window.last])
            assert not beside[0].any()
