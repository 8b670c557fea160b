"""Who leads a sentence, stands before a colon, or is told?  Names and noun phrases found without their verb."""

from sayso.language.cues import is_speech_verb
from sayso.language.phrases import Range, names_someone
from sayso.language.words import Words, word_class

_LONGEST_TIME = 6
"""Tokens of the longest phrase of time that opens a sentence: "A day and a half later,"."""
_LABEL = 8
"""Words in the longest label before a colon that only names a speaker."""
_BEFORE_LABEL = frozenset("-—–;•|*,)]")
_LONGEST_LEAD = 10
"""Tokens in the longest subject taken without its verb being known: a name with its titles."""


def leading_subject(words: Words) -> Range | None:
    """Whom a sentence speaks of first: its first noun phrase that no preposition leads in."""
    start = 0
    if len(words) and (words.isa(0, "preposition", "subordinator") or words.low[0].endswith(("ing", "ed"))):
        comma = next((at for at in range(len(words)) if words.low[at] == ","), None)
        if comma is None:
            return None
        start = comma + 1
    if not start:
        start = _past_time(words)
    while start < len(words) and (words.isa(start, "adverb", "coordinator") or words.low[start] == ","):
        start += 1
    if start >= len(words) or words.speech(start):
        return None
    if words.isa(start, "subject"):
        return (start, start + 1)
    end = start
    while end < len(words) and end < start + _LONGEST_LEAD and not words.speech(end):
        low = words.low[end]
        if (not low[0].isalnum() and low != ".") or any(
            low in word_class(name) for name in ("auxiliary", "adverb", "subject", "subordinator")
        ):
            break
        if (
            end > start
            and not words.capital(end)
            and (low.endswith("ed") or low in word_class("determiner") or is_speech_verb(low))
        ):
            break
        end += 1
    names = [at for at in range(start, end) if words.capital(at)]
    if len(names) > 1:
        end = names[-1] + 1  # lower-case words after a name are its verb
    elif names == [start] and end > start + 1 and not words.low[start + 1].endswith("s"):
        end = start + 1
    return (start, end) if end > start and names_someone(words, start, end) else None


def _past_time(words: Words) -> int:
    """The token after a comma before which only the time is told: "Minutes later, | the board ..."; 0 where none is."""
    comma = next((at for at in range(min(len(words), _LONGEST_TIME)) if words.low[at] == ","), 0)
    return comma + 1 if comma and words.isa(comma - 1, "time", "adverb") and not words.capital(comma - 1) else 0


def label_before(words: Words, colon: int) -> Range | None:
    """The name that alone stands before a colon: "Odell: ...", "... - Orin Odell and Tam Prynne: ..."."""
    start = colon
    while start > 0 and words.low[start - 1] not in _BEFORE_LABEL and not words.speech(start - 1):
        start -= 1
    if words.low[start] == "from":
        start += 1
    if not 0 < colon - start <= _LABEL:
        return None
    named = all(words.capital(at) or words.low[at] in ("and", "of", "the", ".", "de", "for") for at in range(start, colon))
    return (start, colon) if named else None


def _goes_on_name(words: Words, at: int) -> bool:
    """Whether a small word joins two parts of a name: "Legal Counsel | of the European Parliament"."""
    return words.low[at] in ("of", "the") and at + 1 < len(words) and (words.capital(at + 1) or words.low[at + 1] == "the")


def past_addressee(words: Words, at: int) -> int:
    """Past the one who is told: "the council", "Odell", "them"."""
    low = words.low[at]
    if low in word_class("object") or low in word_class("addressee"):
        at += 1
    elif words.capital(at):
        while at < len(words) and (words.capital(at) or words.isa(at, "name_link")):
            at += 1
    else:
        while at < len(words) and not (
            words.isa(at, "subordinator")
            or (at > 0 and words.capital(at - 1) and not words.capital(at) and not _goes_on_name(words, at))
            or words.isa(at, "subject")
            or words.low[at] in (",", ":", ".")
            or words.isa(at, "after_addressee")
            or words.speech(at)
        ):
            at += 1
    return at
