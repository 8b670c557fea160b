"""Does a cue report what its source says or thinks, or tell of an act, a wish or a topic?  Reads ``data/cue_acts.tsv``."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table
from sayso.language.verbs import has_finite_verb
from sayso.language.words import Words, word_class

_CLAUSE_WORDS = frozenset("that if whether how why what who whom whose when where which there because".split())
_RELATIVES = frozenset("that who which whose whom where".split())
_GROUNDS = ("as", "for", "of", "with", "on")
_NEGATIONS = frozenset("not never hardly nor n't neither nobody without".split())
_NEGATED = re.compile(r"\w+n[’']t\Z")
_NEGATION_REACH = 3
"""Tokens before a verb among which a negation is its own: "did not immediately say"."""
_UNDONE = frozenset("resist help avoid stop refrain but".split())
_PASSIVE = frozenset(
    "is are was were be been being am ’s 's ’re 're ’m 'm feel feels felt seem seems seemed remain remains remained "
    "became become becomes came come comes sound sounds sounded".split()
)
_DEGREES = frozenset("also so very too now still not quite more less often long first away".split())
_OWN = frozenset("act desire factive inference".split())


class CueAct(Struct, frozen=True):
    """One entry of the table.  `sort` is its class, `reports` are the complements with which it reports."""

    cue: str
    part: str
    sort: str
    reports: frozenset[str]
    stance: str
    form: str
    """``base``, ``finite``, ``ing`` for verbs and phrases; ``only`` for the rest."""


def find_act(low: list[str]) -> tuple[CueAct, int] | None:
    """The entry that rules a cue, given its words in lower case, and at which of them it stands; None where none is known.

    A phrase counts before a word, and the last verb of saying before an earlier verb that only leads up to it ("issued a
    statement saying"), unless an act governs it ("declined to say").
    """
    known: list[tuple[CueAct, int]] = []
    for at, word in enumerate(low):
        for phrase, act in _phrases().get(word, ()):
            after = at + 1 + len(phrase)
            if act.sort != "hearsay" and tuple(low[at + 1 : after]) == phrase and low[after : after + 1] != ["to"]:
                return act, at
        entries = [act for act in _words().get(word, ()) if act.part != "adjective" or is_passive(low, at)]
        if entries:
            leads = any(act.sort == "speech" and "to" not in act.reports for act in entries) and low[at + 1 : at + 2] == ["to"]
            if leads and any(word in _words() for word in low[at + 2 :]):
                continue  # "continued to insist"
            known.append((next((act for act in entries if act.part == "adjective"), entries[0]), at))
    if not known:
        return None
    for act, at in known:
        if act.sort not in _OWN:
            break
        if tuple(low[at + 1 : at + 2]) == ("to",):
            return act, at
    reporting = [one for one in known if one[0].sort not in _OWN]
    verbs = [one for one in reporting if one[0].part == "verb"]
    return (verbs or reporting or known)[0]


def noun_act(word: str) -> CueAct | None:
    """The entry of a noun or adjective, given in lower case."""
    return next((act for act in _words().get(word, ()) if act.part in ("noun", "adjective")), None)


@cache
def hearsay_words() -> frozenset[str]:
    """The adverbs that lay a clause to somebody who is not named: allegedly."""
    return frozenset(word for word, acts in _words().items() if any(act.sort == "hearsay" for act in acts))


@cache
def inference_words() -> frozenset[str]:
    """The adverbs that make a report the outlet's inference: apparently."""
    return frozenset(
        word for word, acts in _words().items() if any(act.part == "adverb" and act.sort == "inference" for act in acts)
    )


def hearsay_passive(low: Sequence[str], at: int) -> int:
    """Words of a passive at `at` that lays what follows to nobody named ("was | accused of"); 0 where there is none."""
    for phrase, act in _phrases().get(low[at], ()):
        if act.sort == "hearsay" and tuple(low[at + 1 : at + 1 + len(phrase)]) == phrase and is_passive(low, at):
            return len(phrase) + 1
    return 0


def complement_of(words: Words, follows: bool) -> frozenset[str]:
    """What sort of complement a content is, by its tokens; `follows` is False where it stands before its cue."""
    low = words.low
    kinds = set()
    if any(words.speech(at) for at in range(len(words))):
        kinds.add("quotation")
    first = next((at for at in range(len(words)) if words.speech(at) or low[at][0].isalnum()), None)
    if first is None:
        return frozenset(kinds)
    if low[first] == "to" or low[first : first + 2] == ["not", "to"] or _inner_infinitive(words, first):
        kinds.add("to")
    if not follows or low[first] in _CLAUSE_WORDS or low[first] in word_class("subject") or _is_clause(words, first):
        kinds.add("clause")
    kinds.update(ground for ground in _GROUNDS if ground in low)
    return frozenset(kinds)


def _is_clause(words: Words, first: int) -> bool:
    """Whether a finite verb stands before the first relative pronoun; in "the lock that leaks" none does."""
    end = next((at for at in range(first + 1, len(words)) if words.low[at] in _RELATIVES), len(words))
    return has_finite_verb(words, first, end)


def _inner_infinitive(words: Words, first: int) -> bool:
    """Whether an object and an infinitive follow: "urged | the board to resign"."""
    low = words.low
    for at in range(first + 1, len(words) - 1):
        if low[at] in (",", ";", "."):
            return False
        if low[at] == "to" and low[at + 1].isalpha() and not words.capital(at + 1):
            return not any(low[at + 1] in word_class(name) for name in ("determiner", "possessive", "object"))
    return False


def is_negated(low: Sequence[str], at: int) -> bool:
    """Whether a negation stands just before the word `at`; one that is undone does not count: "could not resist adding"."""
    before = low[max(0, at - _NEGATION_REACH) : at]
    return any(word in _NEGATIONS or _NEGATED.match(word) for word in before) and _UNDONE.isdisjoint(before)


def is_passive(low: Sequence[str], at: int) -> bool:
    """Whether a form of "to be" stands just before the word `at`, adverbs aside: "was widely seen"."""
    before = at - 1
    while before >= 0 and (low[before].endswith("ly") or low[before] in _DEGREES):
        before -= 1
    return before >= 0 and low[before] in _PASSIVE


@cache
def _entries() -> tuple[tuple[str, CueAct], ...]:
    found = []
    for row in read_table("cue_acts"):
        forms = row["forms"].split()
        for number, form in enumerate(forms):
            kind = "only"
            if row["part"] in ("verb", "phrase") and len(forms) > 1:
                kind = "ing" if form.endswith("ing") and number else "finite" if number else "base"
            found.append(
                (
                    form,
                    CueAct(
                        cue=row["cue"],
                        part=row["part"],
                        sort=row["class"],
                        reports=frozenset(row["reports"].split()),
                        stance=row["stance"],
                        form=kind,
                    ),
                )
            )
    return tuple(found)


@cache
def _words() -> dict[str, tuple[CueAct, ...]]:
    """Entries of single words by their forms; verbs before nouns, as a cue is a verb more often."""
    index: dict[str, list[CueAct]] = {}
    for form, act in _entries():
        if act.part != "phrase":
            index.setdefault(form, []).append(act)
    return {form: tuple(sorted(acts, key=lambda act: act.part != "verb")) for form, acts in index.items()}


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], CueAct], ...]]:
    """Phrases by the forms of their first word, longest first, with the words that follow it."""
    index: dict[str, list[tuple[tuple[str, ...], CueAct]]] = {}
    for form, act in _entries():
        if act.part == "phrase":
            index.setdefault(form, []).append((tuple(act.cue.split()[1:]), act))
    return {form: tuple(sorted(rows, key=lambda row: -len(row[0]))) for form, rows in index.items()}
