"""Whom does a source quote in its turn?  Participles and nouns of saying: "quoting the board", "the board's claim that ..."."""

from collections.abc import Iterator

from msgspec import Struct

from sayso.language.cue_acts import noun_act
from sayso.language.nouns import CLASS, DOCUMENT, ORGANISATION, PEOPLE, PERSON, noun_at_end
from sayso.language.phrases import Range, phrase_start
from sayso.language.words import Words

_LONGEST = 30
"""Tokens in the longest description of a source that is followed, as in `sayso.language.phrases`."""
_BRACKET = 8
"""Tokens of the longest bracket after a name, such as its initials."""
_SPEAKERS = (PERSON, CLASS, PEOPLE, ORGANISATION, DOCUMENT)
_SAYING = ("speech", "belief", "promise", "finding")
_LONGEST_AGENT = 8
"""Tokens between a noun of saying and "that": "by" and a name with its title."""
_ENDS = frozenset((",", ";", ":", "—", "–", ")", "."))


class Relay(Struct, frozen=True):
    """A participle and whom it names, in token numbers: ``citing | two engineers``."""

    at: int
    source: Range

    @property
    def end(self) -> int:
        """The token after it."""
        return self.source[1]


def relay_at(words: Words, at: int) -> Relay | None:
    """The relay that begins at token `at`; None where none does, or where what is cited can say nothing: "citing low growth"."""
    if not words.isa(at, "relaying") or (at and words.low[at - 1] not in _ENDS | {"("}):
        return None
    start = end = at + 1
    reach = min(len(words), start + _LONGEST)
    while end < reach and not words.speech(end) and not _ends(words, end):
        closing = next((token for token in range(end, min(reach, end + _BRACKET)) if words.low[token] == ")"), None)
        end = closing + 1 if words.low[end] == "(" and closing is not None else end + 1
    if end == start + _LONGEST:
        return None
    return Relay(at, (start, end)) if end > start and _can_speak(words, start, end) else None


def _ends(words: Words, at: int) -> bool:
    if words.low[at] == ".":
        return at + 1 == len(words) or not words.capital(at - 1)  # else a full stop of an abbreviation
    return words.low[at] in _ENDS or words.low[at] == "that"


def _can_speak(words: Words, start: int, end: int) -> bool:
    """Whether the head of a noun phrase names a person, a body or a document."""
    head = start
    while (
        head < end
        and words.low[head] != "("
        and not (head > start and (words.isa(head, "preposition", "relative") or words.low[head].endswith("ing")))
    ):
        head += 1
    low = words.low[start:head]
    if not low or not words.words[head - 1][0].isalpha():
        return False
    if words.capital(head - 1) and not words.isa(head - 1, "time"):
        return True
    return noun_at_end(low, *_SPEAKERS) is not None or (low[-1] == "familiar" and noun_at_end(low[:-1], *_SPEAKERS) is not None)


class Named(Struct, frozen=True):
    """A statement that a noun names, in token numbers: ``the board’s | claim | that the ferry was safe``."""

    source: Range
    noun: int
    content: Range


def find_named(words: Words) -> Iterator[Named]:
    """The statements of a sentence that a noun of saying and a clause with "that" lay to somebody."""
    for that in range(2, len(words) - 1):
        if words.low[that] != "that":
            continue
        noun = _noun_before(words, that)
        source = _owner(words, noun, that) if noun is not None else None
        if noun is not None and source is not None:
            yield Named(source, noun, (that, len(words) - (words.low[-1] in (".", "?", "!"))))


def _noun_before(words: Words, that: int) -> int | None:
    """The noun of saying before a "that", or before the agent between: "claim | that", "claim by the board | that"."""
    for at in range(that - 1, max(0, that - _LONGEST_AGENT), -1):
        act = noun_act(words.low[at])
        if act is not None and (at == that - 1 or words.low[at + 1] == "by"):
            return at if act.sort in _SAYING and "clause" in act.reports else None
    return None


def _owner(words: Words, noun: int, that: int) -> Range | None:
    """Whose the noun is: "| the board’s | repeated claim", "| their | claim", "a | Gazette | report", "claim by | the board"."""
    if noun < that - 1:
        return (noun + 2, that) if noun + 2 < that else None
    for at in range(noun - 1, max(-1, noun - 3), -1):
        if words.isa(at, "owner"):
            return (at, at + 1)
        if words.low[at].endswith(("’s", "'s", "s’", "s'")):
            return (phrase_start(words, at + 1, 0), at + 1)
    if noun >= 2 and words.capital(noun - 1) and words.isa(noun - 2, "determiner"):
        return (noun - 1, noun)
    return None
