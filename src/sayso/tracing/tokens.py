"""Which words does a text hold, and where?  Runs of letters and digits of any script, folded, as numbers with their places.

Case, accents, apostrophes and the width of letters do not part a word from itself; a hyphen at the end of a line joins halves.
Han and kana are written without spaces, so each sign is a word.  Words are compared by a fixed 32-bit hash.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from sayso.tracing.native import native
from sayso.tracing.tables import Tokens

SEPARATOR, LETTER, JOINER, ALONE, HYPHEN, NEWLINE, OPEN, LOW, HIGH, CLOSE, EITHER = range(11)
"""What a sign does to a word.  From OPEN on they are quotation marks, which part words and say what is quoted.

HIGH is ``“``, which closes what LOW has opened, and opens otherwise; EITHER opens and closes: guillemets point either way."""
_UNKNOWN = 255
_PAGE = 256
"""Signs whose folding is looked up together: a text uses few such pages of Unicode, and English one or two."""
_SIGNS = 0x110000

_BATCH = 1 << 16
"""Signs that are taken apart at a time: a quarter of a megabyte, so that what is worked on stays in the processor's
cache and its memory is used again (a million at a time took a third longer)."""

_PRIME = np.uint64(0x100000001B3)  # of FNV-1, a prime for hashes of bytes
_BASIS = np.uint64(0xCBF29CE484222325)
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # of SplitMix64, which spreads every bit over all
_29, _32 = np.uint64(29), np.uint64(32)
_ZERO, _ONE, _FULL = np.uint64(0), np.uint64(1), (1 << 64) - 1
_BLANKS = np.uint64(8)
"""Signs after a hyphen among which the rest of its word begins: the end of a line, and what a new one is moved in by."""

_APOSTROPHES = "'‘’ʼ＇`´\u02b9\u05f3"
_HYPHENS = "-‐‑"
_OPENING, _CLOSING, _EITHER = "「『《〝‟", "”」』》〞", '"＂«»'
_HAN_AND_KANA = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_TATWEEL = "\u0640"
"""Arabic's filling stroke: Unicode calls it a letter, readers do not see one."""


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in batches of about 65,000 signs; a longer text is a batch of its own."""
    batch: list[str] = []
    held = 0
    for text in texts:
        if batch and held + len(text) > _BATCH:
            yield batch
            batch, held = [], 0
        batch.append(text)
        held += len(text)
    if batch:
        yield batch


def tokenise(texts: Sequence[str]) -> Tokens:
    """The words of each text.

    >>> words = tokenise(["The café’s owl", "THE CAFES OWL"])
    >>> words.bounds.tolist(), bool((words.hashes[:3] == words.hashes[3:]).all()), words.ends[:3].tolist()
    ([0, 3, 6], True, [3, 10, 14])
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    edges = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=edges[1:])
    missing = np.zeros(_SIGNS // _PAGE, np.bool_)
    while True:
        room = len(codes)
        bounds, hashes = np.zeros(len(texts) + 1, np.int64), np.empty(room, np.uint32)
        starts, ends, quoted = np.empty(room, np.uint32), np.empty(room, np.uint32), np.empty(room, np.bool_)
        count = _tokenise(codes, edges, _KINDS, _FACTORS, _TERMS, missing, bounds, hashes, starts, ends, quoted)
        if not missing.any():
            return Tokens(bounds, hashes[:count], starts[:count], ends[:count], quoted[:count])
        for page in np.flatnonzero(missing).tolist():  # the first text of a script: look its signs up and begin again
            _fill(page)
        missing[:] = False


# What each sign does, and what it makes of the hash of a word: hash * factor + term.  A sign that folds to several (ß, ﬁ, 한) is
# thus as cheap as one, and a separator begins a new hash.  Filled a page at a time, and the same in every process.
_KINDS = np.full(_SIGNS, _UNKNOWN, np.uint8)
_FACTORS = np.zeros(_SIGNS, np.uint64)
_TERMS = np.zeros(_SIGNS, np.uint64)


def _fill(page: int) -> None:
    for code in range(page * _PAGE, (page + 1) * _PAGE):
        kind, folded = _folding(chr(code))
        factor, term = (0, int(_BASIS)) if kind == SEPARATOR else (1, 0)
        for sign in folded:
            factor, term = factor * int(_PRIME) & _FULL, (term * int(_PRIME) + ord(sign) + 1) & _FULL
        _KINDS[code], _FACTORS[code], _TERMS[code] = kind, factor, term


def _folding(sign: str) -> tuple[int, str]:
    """What the sign does, and the letters and digits it folds to."""
    for kind, signs in (
        (NEWLINE, "\n\r\x0b\x0c\x85\u2028\u2029"),
        (JOINER, _APOSTROPHES + _TATWEEL),
        (HYPHEN, _HYPHENS),
        (OPEN, _OPENING),
        (CLOSE, _CLOSING),
        (LOW, "„⹂"),
        (HIGH, "“"),
        (EITHER, _EITHER),
    ):
        if sign in signs:
            return kind, ""
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):  # accents, vowel signs, soft hyphens, marks of direction
        return JOINER, ""
    spelt = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    folded = "".join(part for part in spelt if part.isalnum())
    if not folded:
        # A vowel sign that takes room of its own (Mc) belongs to its word as well.
        return (JOINER if unicodedata.category(sign) == "Mc" else SEPARATOR), ""
    if any(low <= ord(sign) <= high for low, high in _HAN_AND_KANA):
        return ALONE, folded
    return LETTER, folded


@native
def _tokenise(  # type: ignore[no-untyped-def]  # arrays, typed by numba
    codes, edges, kinds, factors, terms, missing, bounds, hashes, starts, ends, quoted
):
    """Letters and blanks, which nearly all signs are, go through without a branch: where a word ends cannot be foreseen.

    The word under way is written down again at each sign, and counts when one is none of its own.  Places are unsigned, since
    numba looks at each signed one whether it counts from the end.
    """
    count = _ZERO
    for text in range(len(edges) - 1):
        signs = codes[edges[text] : edges[text + 1]]
        last = np.uint64(len(signs))
        bounds[text] = count
        depth = 0  # quotations within quotations, by marks that say whether they open or close
        low = 0  # of them, those that opened low
        straight = False  # a quotation by marks that do not say
        since = count  # the first word for which that has not been written down
        lines = 0  # ends of line since the last word: two make a new paragraph, where a quotation that was never closed ends
        above = count  # words up to the last end of a line
        within = False  # a word
        begin = end = at = _ZERO
        value = _BASIS
        while at < last:
            code = signs[at]
            kind = kinds[code]
            hashes[count] = _mixed(value)
            starts[count] = begin
            ends[count] = end
            if kind <= JOINER:
                letter = kind == LETTER
                count += np.uint64(within & (kind == SEPARATOR))
                begin = begin if within else at
                within = letter | (within & (kind == JOINER))
                at += _ONE
                end = at if letter else end
                value = value * factors[code] + terms[code]
                continue
            if kind == HYPHEN and within:
                after = at + _ONE  # "hyphen-" at the end of a line, "ated" at the head of the next, blanks around the break
                breaks = 0
                while after < last and after < at + _BLANKS and (signs[after] == 32 or kinds[signs[after]] == NEWLINE):
                    breaks += kinds[signs[after]] == NEWLINE
                    after += _ONE
                if breaks > 0 and after < last and kinds[signs[after]] == LETTER:
                    at = after
                    continue
            count += np.uint64(within)
            within = False
            value = _BASIS
            inside = straight or depth > 0
            if kind == ALONE:
                alone = (_BASIS * factors[code] + terms[code]) * _MIX
                hashes[count] = np.uint32((alone ^ (alone >> _29)) >> _32)
                starts[count] = at
                ends[count] = at + _ONE
                count += _ONE
            elif kind in (OPEN, LOW):
                depth += 1
                low += kind == LOW
            elif kind == HIGH:
                depth += 1 if low == 0 else -1
                low = max(0, low - 1)
            elif kind == CLOSE:
                depth = max(0, depth - 1)
                low = max(0, low - 1)
            elif kind == EITHER:
                straight = not straight
            elif kind == NEWLINE:
                if count > above:
                    above = count
                    lines = 0
                if not (signs[at] == 10 and at > _ZERO and signs[at - _ONE] == 13):
                    lines += 1
                if lines > 1:
                    depth = 0
                    low = 0
                    straight = False
            elif kind == _UNKNOWN:
                missing[code // _PAGE] = True
            if inside != (straight or depth > 0):
                quoted[since:count] = inside
                since = count
            at += _ONE
        if within:
            hashes[count] = _mixed(value)
            starts[count] = begin
            ends[count] = end
            count += _ONE
        quoted[since:count] = straight or depth > 0
    bounds[len(edges) - 1] = count
    return count


@native
def _mixed(value):  # type: ignore[no-untyped-def]
    return np.uint32(((value ^ (value >> _29)) * _MIX) >> _32)
