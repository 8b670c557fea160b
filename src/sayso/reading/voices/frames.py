"""Which words of a sentence attribute, and which are left bare?  The stretches between the contents of one sentence."""

from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from sayso.language.cue_acts import find_act
from sayso.language.verbs import has_finite_verb
from sayso.language.words import Words, word_class
from sayso.model.span import Span
from sayso.reading.voices.article import Article
from sayso.reading.voices.reports import Anchor, Piece

_FEW = 3
"""Words at the edge of a content that belong to it: "But | the ferry sank", "the ferry sank | on Tuesday"."""
_ADVERBIAL = frozenset("as while after before because although though when since if unless until whereas even once".split())
_JOINING = frozenset("and but or yet so nor".split())
_CONDITIONS = frozenset("if when unless because although while since as once until".split())
"""Words that open a clause which another must follow: "that if it leaks | , it will sink"."""
_IFS = frozenset("if unless until".split())
"""Words of a condition, which belongs to what is reported: "would sail | , with or without a crew, if the fog lifts"."""
_SPEAKING = frozenset("speaking referring citing quoting addressing recalling discussing describing echoing".split())
_STOPS = frozenset({",", ";", "—", "–", "--", "(", "-"})


class Part(Enum):
    """What a stretch of a sentence is to the attributions in it."""

    CONTENT = "content"
    CUE = "cue"
    BARE = "bare"
    """The outlet's, or of open scope."""


class Stretch(Struct, frozen=True):
    """A stretch of a sentence; `attribution` is the one it belongs to, of a bare stretch the one before it."""

    start: int
    end: int
    part: Part
    attribution: int | None
    after_content: bool = False
    """A bare stretch that follows a content with no cue between."""
    direct: bool = False


def read_frame(article: Article, sentence: Span, pieces: Sequence[Piece], anchors: Sequence[Anchor]) -> list[Stretch]:
    """The sentence cut into content, cue and bare stretches; both sequences are in order and lie in the sentence."""
    stretches: list[Stretch] = []
    at = sentence.start
    for number, piece in enumerate((*pieces, None)):
        end = piece.start if piece else sentence.end
        if at < end:
            before = pieces[number - 1] if number else None
            inside = [anchor for anchor in anchors if at <= anchor.start < end]
            stretches += _gap(article, Span(at, end), before, piece, inside)
        if piece:
            stretches.append(Stretch(piece.start, piece.end, Part.CONTENT, piece.attribution, direct=piece.direct))
            at = piece.end
    return _joined(stretches)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for one in stretches:
        last = joined[-1] if joined else None
        if last and last.part is one.part and last.attribution == one.attribution and one.part is not Part.BARE:
            joined[-1] = Stretch(last.start, one.end, one.part, one.attribution, direct=last.direct or one.direct)
        else:
            joined.append(one)
    return joined


def _gap(article: Article, gap: Span, before: Piece | None, after: Piece | None, anchors: Sequence[Anchor]) -> Iterator[Stretch]:
    words = article.words(gap.start, gap.end)
    worded = [at for at in range(len(words)) if words.speech(at) or words.words[at][0].isalnum()]
    if anchors:
        yield from _cue(article, gap, words, before, after, anchors)
    elif before and after and before.attribution == after.attribution:
        yield Stretch(gap.start, gap.end, Part.CONTENT, before.attribution)
    elif before and after:
        kind = Part.BARE if len(worded) > _FEW else Part.CUE
        yield Stretch(gap.start, gap.end, kind, before.attribution if kind is Part.BARE else after.attribution, True)
    elif before:
        yield _tail(gap, words, worded, before, _opening(article, before))
    elif after:
        lead = len(worded) <= _FEW or not has_finite_verb(words)
        yield Stretch(gap.start, gap.end, Part.CONTENT if lead else Part.BARE, after.attribution)
    else:
        yield Stretch(gap.start, gap.end, Part.BARE, None)


def _opening(article: Article, piece: Piece) -> str:
    """The first word of a content after its "that"."""
    low = article.words(piece.start, min(piece.end, piece.start + 40)).low
    return next((word for word in low if word not in ("that", ",", "")), "")


def _tail(gap: Span, words: Words, worded: Sequence[int], before: Piece, opening: str) -> Stretch:
    """What follows a content to the end of its sentence: a phrase belongs to it, the scope of a clause is open."""
    first = words.low[worded[0]] if worded else ""
    sets_off = bool(worded) and (worded[0] > 0 or first in _JOINING or first in _ADVERBIAL)
    conditional = opening in _CONDITIONS and words.low[:1] == [","]
    plain = next((at for at in range(1, len(words)) if words.low[at] in _IFS), len(words))
    sets_off = sets_off and (first in _JOINING or first in _ADVERBIAL or plain == len(words))
    if len(worded) <= _FEW or conditional or not (sets_off or has_finite_verb(words, 0, plain)):
        return Stretch(gap.start, gap.end, Part.CONTENT, before.attribution)
    own = first in _ADVERBIAL or (first in _JOINING and words.low[worded[1]] in _ADVERBIAL)
    return Stretch(gap.start, gap.end, Part.BARE, before.attribution, not own)


def _cue(
    article: Article, gap: Span, words: Words, before: Piece | None, after: Piece | None, anchors: Sequence[Anchor]
) -> Iterator[Stretch]:
    """A gap with a cue: the attributing clause, and what the outlet tells before or after it in clauses of their own."""
    first = _first_anchor(words, anchors)
    last = next((at for at in range(len(words)) if words.starts[at] >= max(anchor.end for anchor in anchors)), len(words))
    begins = _cut_before(words, first)
    told = before and after is None and not article.quotes_in(before.start, before.end)
    resumes = _resumption(words, last) if told else None
    if before and resumes:
        yield Stretch(gap.start, words.starts[resumes], Part.CUE, before.attribution)
        yield Stretch(words.starts[resumes], gap.end, Part.CONTENT, before.attribution)
        return
    ends = _cut_after(words, last) if after is None else len(words)
    start = words.starts[begins] if begins else gap.start
    end = words.starts[ends] if ends < len(words) else gap.end
    if start > gap.start:
        yield Stretch(gap.start, start, Part.BARE, before.attribution if before else None, before is not None)
    yield Stretch(start, end, Part.CUE, anchors[-1].attribution if after is None else after.attribution)
    if end < gap.end:
        yield Stretch(end, gap.end, Part.BARE, None)


def _first_anchor(words: Words, anchors: Sequence[Anchor]) -> int:
    """The token at which source and cue begin, or the cue alone where its subject does something else before it.

    "Odell flew to the coast | and said", "the crew raised the ferry, | saying"; but "Odell, who raised the ferry, said".
    """
    places = [next((at for at in range(len(words)) if words.ends[at] > anchor.start), len(words)) for anchor in anchors]
    for place in sorted(places[1:]):
        before = place - 1
        while before > places[0] and words.adverb(before):
            before -= 1
        speaks = place < len(words) and words.low[place].endswith("ing") and words.low[before] == ","
        if (speaks or words.low[before] in _JOINING) and has_finite_verb(words, places[0], before):
            return before + 1 if speaks else before
    return places[0]


def _resumption(words: Words, last: int) -> int | None:
    """Where a statement goes on after a cue in its middle: "The ferry, he said, | sank at noon"."""
    worded = sum(words.words[at][0].isalnum() for at in range(last, len(words)))
    if words.low[last : last + 1] != [","] or worded <= _FEW:
        return None
    follows = words.low[last + 1]
    leaves = follows in _ADVERBIAL or follows in word_class("relative") or follows in ("a", "an", "the") or _speaks(follows)
    return None if leaves or words.capital(last + 1) else last + 1


def _cut_before(words: Words, first: int) -> int:
    """The token at which the attributing clause begins: after the last clause of the outlet's own that stands before it."""
    if words.low[:1] == ["asked"] or words.low[:2] == ["when", "asked"]:
        return 0
    for at in range(first - 1, 0, -1):
        low = words.low[at]
        joins = low in _JOINING or low in _ADVERBIAL
        if (joins or words.low[at] in (";", "—", ",")) and has_finite_verb(words, 0, at):
            return at if joins else at + 1
    return 0


def _cut_after(words: Words, last: int) -> int:
    """The token at which a clause of the outlet's own begins after the cue: "as the crowd rose", "contradicting the board"."""
    for at in range(last, len(words)):
        low = words.low[at]
        stop = at > last and words.low[at - 1] in _STOPS
        if (low in _ADVERBIAL or (low in _JOINING and stop)) and has_finite_verb(words, at + 1):
            return at
        if stop and low.endswith("ing") and len(low) > len("being") and not _speaks(low) and not words.capital(at):
            return at
    return len(words)


def _speaks(low: str) -> bool:
    found = find_act([low])
    return low in _SPEAKING or low in word_class("preposition") or (found is not None and found[0].sort in ("speech", "request"))
