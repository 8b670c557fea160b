"""Does a sentence report what nobody named is said to have said?  "Odell was accused of ...", "the ferry allegedly leaked"."""

from msgspec import Struct

from sayso.language.cue_acts import hearsay_passive, hearsay_words
from sayso.language.words import Words

_BREAKS = frozenset({";", "—", "–", "--", ":"})
_LINKS = frozenset("and but while whereas although though because so yet".split())
_RELATIVES = frozenset("who which that whose where".split())


class Hearsay(Struct, frozen=True):
    """The words that attribute, and the clause they attribute, which may stand on both sides of them; code points."""

    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]


def find_hearsay(words: Words) -> list[Hearsay]:
    """The hearsay of a sentence that no attribution reads, one a clause."""
    found: list[Hearsay] = []
    floor = 0
    for at in range(len(words)):
        if at < floor or words.speech(at):
            continue
        if words.low[at] in hearsay_words():
            start, end = _clause_start(words, at, floor), _clause_end(words, at)
            sides = [(words.starts[a], words.ends[b - 1]) for a, b in ((start, at), (at + 1, end)) if a < b]
            found.append(Hearsay((words.starts[at], words.ends[at]), tuple(sides)))
            floor = end
            continue
        length = hearsay_passive(words.low, at)
        if length:
            start, end = _clause_start(words, at, floor), _clause_end(words, at)
            if at + length < end:
                cue = (words.starts[start], words.ends[at + length - 1])
                found.append(Hearsay(cue, ((words.starts[at + length], words.ends[end - 1]),)))
                floor = end
    return found


def _clause_start(words: Words, at: int, floor: int) -> int:
    for before in range(at - 1, floor - 1, -1):
        low = words.low[before]
        if low in _BREAKS or low in _RELATIVES or (low in _LINKS and before and words.low[before - 1] in (",", ";")):
            return before + 1
    return floor


def _clause_end(words: Words, at: int) -> int:
    for after in range(at + 1, len(words)):
        low = words.low[after]
        if low in _BREAKS or (low == "," and words.low[after + 1 : after + 2] and words.low[after + 1] in _LINKS | _RELATIVES):
            return after
    return len(words)
