"""Where does a sentence say that somebody says something?  Cue verbs with their auxiliaries and subjects."""

from msgspec import Struct

from sayso.language.cues import Cue, cue_of, find_cues
from sayso.language.nouns import CLASS, PEOPLE, PERSON, noun_of
from sayso.language.phrases import Range, names_someone, phrase_start, subject_after, subject_before
from sayso.language.relays import relay_at
from sayso.language.source_words import source_words
from sayso.language.verbs import has_finite_verb
from sayso.language.words import Words, word_class

_PARTICLES = frozenset("out back on off up forth down in".split())
_LEADING_ON = frozenset("went goes go going continued continues came".split())
_NAMING = frozenset("call name title label dub brand describe headline".split())
_BEFORE_PARTICIPLE = frozenset("and or but by in while when after before".split()) | {",", "—"}
_COMPLEMENT_OPENERS = frozenset("that it he she they we i you there if whether how why what who when where :".split())
_LONGEST_RELATIVE = 30
"""Tokens from the "who" that asks not to be named to the verb that reports; the reason for it stands between them."""
_LONGEST_TAIL = 8
"""Tokens looked back over for the head of a plural subject: "people with knowledge of the board's plans"."""
_LONGEST_QUOTED = 30
"""Tokens between "quoted" and "as saying": whom, with an appositive or a relative clause."""
_GOING_ON = Cue(verb="go on", language="en", form="past", sort="speech", takes=frozenset({"quotation"}), noun=False)
_DASHES = frozenset(("—", "–", "-", "--"))
_AFTER_LABEL = frozenset((":", "—", "–", "-", "--", ")"))
LONGEST_LABEL = 12
"""Tokens before a clause that still leads its sentence: "PORT ELM, Northmere, 3 May (Veldmark) -", "To the editor:"."""
_HEARING = Cue(verb="hear", language="en", form="past", sort="speech", takes=frozenset({"that"}), noun=False)
_PUTTING_IT = Cue(verb="put it", language="en", form="past", sort="speech", takes=frozenset({"quotation"}), noun=False)
_ACCORDING = Cue(verb="according to", language="en", form="past", sort="speech", takes=frozenset(), noun=False)


class Said(Struct):
    """A cue with its neighbours, in token numbers.

    `first` and `last` bound the verb group, `last` included; `order` says where the subject stands: ``before`` or ``after`` the
    verb, ``shared`` with an earlier verb, ``none`` (nobody is named), or ``according``.
    """

    cue: Cue
    verb: int
    first: int
    last: int
    subject: Range | None
    order: str

    @property
    def begins(self) -> int:
        """The first token of cue and subject together, where the subject stands before."""
        return self.subject[0] if self.order == "before" and self.subject else self.first

    @property
    def ends(self) -> int:
        """The token after cue and subject, where the subject stands after."""
        return self.subject[1] if self.order in ("after", "according") and self.subject else self.last + 1


def find_said(words: Words) -> list[Said]:
    """The cues of one sentence that are verbs there, and "according to", from left to right."""
    found = []
    for at in find_cues(words.low):
        low = words.low[at]
        if low == "according" and words.low[at + 1 : at + 2] == ["to"]:
            subject = _according_to(words, at + 2)
            found.append(Said(_ACCORDING, at, at, at + 1, subject, "according"))
            continue
        if low in ("went", "goes"):
            found += _beside_quotation(words, at, "on", _GOING_ON)
        if low in ("put", "puts"):
            found += _beside_quotation(words, at, "it", _PUTTING_IT)
        if low in ("hears", "heard"):
            found += _hearing(words, at)
        cue = cue_of(low)
        if cue is None:
            continue
        said = _english(words, at, cue) if cue.language == "en" else _foreign(words, at, cue)
        if said is not None:
            found.append(said)
    return [said for number, said in enumerate(found) if not _is_inside(said, found[number + 1 : number + 3])]


def _beside_quotation(words: Words, at: int, second: str, cue: Cue) -> list[Said]:
    """``"...," she went on.``, ``as she puts it, "..."``: only beside a quotation; elsewhere it tells of a way or a thing."""
    if words.low[at + 1 : at + 2] != [second]:
        return []
    subject = subject_before(words, at, 0)
    if subject is None:
        return []
    before = subject[0] - 1 - (subject[0] > 1 and words.low[subject[0] - 1] == ",")
    after = at + 2 + (words.low[at + 2 : at + 3] in ([","], [":"]))
    if not ((words.speech(before) and _closes(words, at + 2)) or (after > at + 2 and words.speech(after))):
        return []
    return [Said(cue, at, at, at + 1, subject, "before")]


def _hearing(words: Words, at: int) -> list[Said]:
    """``The court heard that ...``: what a court, jury or inquest hears was said there; what others hear is no report."""
    first, _ = _group(words, at)
    subject = subject_before(words, first, 0)
    if words.low[at + 1 : at + 2] != ["that"] or subject is None or not words.isa(first - 1, "hearing"):
        return []
    return [Said(_HEARING, at, first, at, subject, "before")]


def _is_inside(said: Said, later: list[Said]) -> bool:
    """Whether a verb stands in what describes the subject of another: "Odell, who opposed the plan, told ..."."""
    return any(other.subject and other.subject[0] < said.verb < other.subject[1] for other in later)


def _according_to(words: Words, at: int) -> Range | None:
    """Whom "according to" names; at the head of a sentence an appositive counts only where a comma closes it."""
    if not leads(words, at - 2):
        return subject_after(words, at, _reach(words, at), lenient=True) or _rest(words, at)
    subject = _rest(words, at)
    if subject and words.low[subject[1] + 1 : subject[1] + 2] in (["a"], ["an"], ["who"], ["whose"]):
        described = _rest(words, subject[1] + 1)
        if described and words.low[described[1] : described[1] + 1] == [","]:
            return (subject[0], described[1])
    return subject


def leads(words: Words, first: int) -> bool:
    """Whether a clause that begins at a token leads its sentence: nothing is before it, a "that", or a dateline or label."""
    if not first or words.low[first - 1] == "that":
        return True
    if words.low[first - 1] == "," and words.isa(first - 2, "subordinator"):
        return True  # "because, according to Odell, it leaks"
    return words.low[first - 1] in _AFTER_LABEL and first <= LONGEST_LABEL and not has_finite_verb(words, 0, first)


def is_after_dateline(words: Words, at: int) -> bool:
    """Whether a token follows a dateline: "PORT ELM, May 3 - | The ferry sank"; all its words have capitals, or are small."""
    if at < 2 or at >= len(words) or words.low[at - 1] not in _DASHES or not words.capital(at):
        return False
    return all(
        words.capital(token) or not words.low[token].isalpha() or words.isa(token, "preposition") for token in range(at - 1)
    )


def _reach(words: Words, at: int) -> int:
    """How far a subject after token `at` is followed: sixty tokens, more than the longest description of a source in print."""
    return min(len(words), at + 60)


def _rest(words: Words, start: int) -> Range | None:
    end, reach = start, _reach(words, start)
    while end < reach and words.low[end] not in (",", ";", ":", "—") and not words.speech(end):
        end += 1
    if end == len(words) and end > start and words.low[end - 1] == ".":
        end -= 1
    return (start, end) if start < end else None


def _english(words: Words, at: int, cue: Cue) -> Said | None:
    if words.capital(at) and at and not words.speech(at - 1):
        return None  # a name: United States
    first, last = _group(words, at)
    group = words.low[first:at]
    if at and words.low[first - 1 : first] == ["to"] and first >= 2:
        if not (words.low[first - 2] == "on" or words.low[first - 2] in _LEADING_ON):
            return None
        first -= 2 + (words.low[first - 2] == "on")
        group = ["would"]
    if first < 0:
        return None
    if cue.noun and not _is_verb(words, first, at, group):
        return None
    passive = cue.form == "past" and any(low in word_class("passive") for low in group)
    if cue.form == "participle" and not any(low in word_class("passive") for low in group):
        return _participle(words, at, cue, first, last)
    if passive:
        return Said(cue, at, first, last, _agent(words, last), "none") if cue.sort == "speech" else None
    if cue.form == "base" and not _has_plural_subject(words, first, group):
        return None
    if cue.verb == "point" and last == at:
        return None  # only "point out" lays a statement to somebody
    if cue.form == "past" and words.low[at + 1 : at + 2] == ["by"]:
        return None  # a reduced passive: words spoken by
    if cue.verb == "tell" and cue.form == "past" and words.low[at + 1 : at + 2] in (["that"], ["to"]):
        return Said(cue, at, first, last, None, "none")  # nobody is told, so the verb is passive: "was hauled in and told that"
    if cue.verb in _NAMING and words.speech(last + 1) and not _is_named(words, first):
        return None  # a reduced passive: the procedure called ...
    subject = subject_before(words, first, 0)
    if cue.form in ("past", "third") and cue.sort == "speech":
        subject = _unnamed(words, first) or subject
    if first == at and cue.reports and not _follows_speech(words, subject):
        inverted = _inverted(words, at, last)
        # A subject that opens the sentence leaves nothing before it that could be content.
        if inverted is not None and (
            subject is None or (subject[0] > 0 and words.low[inverted[1] : inverted[1] + 1] in ([], ["."], [","]))
        ):
            return Said(cue, at, first, last, inverted, "after")
    if subject is None:
        return Said(cue, at, first, last, None, "shared") if _joins(words, first) else None
    return Said(cue, at, first, last, subject, "before")


def _unnamed(words: Words, verb: int) -> Range | None:
    """The source that a relative clause keeps from being named: "a pilot who asked not to be named because ... | told"."""
    floor = max(0, verb - _LONGEST_RELATIVE)
    if word_class("unnamed").isdisjoint(words.low[floor:verb]) or words.isa(verb - 1, "subject", "coordinator"):
        return None
    who = next((at for at in range(verb - 1, floor, -1) if words.low[at] == "who"), None)
    if who is None or words.low[who - 1] == ",":
        return None
    named = next((at for at in range(who, verb) if words.isa(at, "unnamed")), None)
    if named is None or any(_reports(words, at) for at in range(named + 1, verb)):
        return None
    start = phrase_start(words, who, 0)
    return (start, verb) if start < who else None


def _reports(words: Words, at: int) -> bool:
    cue = cue_of(words.low[at])
    return cue is not None and not cue.noun and cue.form in ("past", "third")


def _follows_speech(words: Words, subject: Range | None) -> bool:
    """Whether a subject before the verb comes right after a quotation, so that the verb is not inverted."""
    return subject is not None and subject[0] > 0 and words.alone[subject[0] - 1]


def _inverted(words: Words, at: int, last: int) -> Range | None:
    """The subject after a verb that follows its content: "..., said Odell"."""
    if at and not (words.speech(at - 1) or words.low[at - 1] in (",", "?", "!", "—")):
        return None
    if words.low[last + 1 : last + 2] == ["that"]:
        return None
    speech = at > 0 and (words.alone[at - 1] or (at > 1 and words.alone[at - 2] and words.low[at - 1] == ","))
    subject = subject_after(words, last + 1, _reach(words, last), lenient=speech)
    return subject if subject and _closes(words, subject[1]) else None


def _is_named(words: Words, end: int) -> bool:
    return end > 0 and (words.isa(end - 1, "subject") or words.capital(end - 1))


def _group(words: Words, at: int) -> Range:
    first = at
    while first and (words.isa(first - 1, "auxiliary") or words.adverb(first - 1)):
        first -= 1
    last = at
    if at + 1 < len(words) and words.low[at + 1] in _PARTICLES and words.low[at] not in ("said", "says", "say", "told"):
        follows = words.low[at + 2] if at + 2 < len(words) else "."
        if follows in _COMPLEMENT_OPENERS or follows in (",", ".") or words.speech(at + 2):
            last = at + 1
    return first, last


def _is_verb(words: Words, first: int, at: int, group: list[str]) -> bool:
    """Whether a form that is as often a noun is a verb here: a subject right before it, and something said right after."""
    if group and any(low in word_class("auxiliary") for low in group):
        return True
    if not first:
        return False
    before = words.low[first - 1]
    if before in word_class("subject"):
        return True
    if before in word_class("determiner") or before in word_class("possessive") or before in word_class("preposition"):
        return False
    following = words.low[at + 1] if at + 1 < len(words) else "."
    opens = (
        following in _COMPLEMENT_OPENERS
        or following in word_class("determiner")
        or following in word_class("possessive")
        or following in ("to", ",")
        or words.speech(at + 1)
        or (at + 1 < len(words) and words.capital(at + 1))
        or (following in (".", ",") and any(words.alone[max(0, first - 4) : first]))
    )
    return opens and (
        words.capital(first - 1) or before == "," or (before.endswith("s") and words.low[at] in ("say", "claim", "note"))
    )


def _has_plural_subject(words: Words, first: int, group: list[str]) -> bool:
    if any(low in word_class("modal") for low in group):
        return True
    if not first:
        return False
    before = words.low[first - 1]
    return (
        _is_plural_phrase(words, first)
        or before in word_class("plural_pronoun")
        or before in (",", ")")
        or before in word_class("standalone")
        or (before.endswith("s") and not before.endswith(("ss", "’s", "'s")) and before not in word_class("object"))
        or before in word_class("plural")
    )


def _is_plural_phrase(words: Words, end: int) -> bool:
    """Whether the head of the phrase before a verb is a plural of people: "sources close to the board | say"."""
    for at in range(end - 2, max(-1, end - _LONGEST_TAIL), -1):
        noun = noun_of(words.low[at], PERSON, PEOPLE, CLASS)
        if noun is not None and noun.plural and (words.isa(at + 1, "preposition") or words.low[at + 1] in source_words("privy")):
            return True
        if words.low[at] in (",", ";", ":") or words.speech(at):
            return False
    return False


def _participle(words: Words, at: int, cue: Cue, first: int, last: int) -> Said | None:
    before = words.low[first - 1] if first else ""
    if relay_at(words, at) is not None:
        return None  # "citing two engineers" names who said it to the one who says it
    if cue.sort == "judgement" and max(words.quoted[at:], default=-1) < 0:
        return None  # "supporting the plan" tells of a stance; in quotation marks it would tell of words
    if before in ("of", "without", "with") or (before == "in" and cue.sort != "speech"):
        return None
    if not first or before in _BEFORE_PARTICIPLE or words.speech(first - 1):
        return Said(cue, at, first, last, None, "shared")
    if before == "as":
        return _quoted_as(words, at, cue, first, last)
    if before in word_class("preposition") or before in word_class("determiner") or before in word_class("possessive"):
        return None
    start = phrase_start(words, first, 0)
    beside = next((token for token in range(first - 2, max(0, first - _LONGEST_TAIL), -1) if words.low[token] == "with"), None)
    if beside and words.low[beside - 1] == "," and names_someone(words, beside + 1, first):
        return Said(cue, at, first, last, (beside + 1, first), "before")  # ", with governor Odell saying ..."
    if first - start < 2:
        return None
    described = words.isa(start, "determiner") and (not start or words.low[start - 1] == ",")
    if not described or any(low.endswith("ed") for low in words.low[start:first]):
        return Said(cue, at, first, last, None, "shared")  # Odell sent a letter saying ...
    return Said(cue, at, first, last, (start, first), "before")


def _quoted_as(words: Words, at: int, cue: Cue, first: int, last: int) -> Said | None:
    """``Odell was quoted (by the Gazette) as saying``, ``(quoted) Odell, a pilot, as saying``."""
    floor = max(0, first - _LONGEST_QUOTED)
    quoted = next((token for token in range(first - 2, floor - 1, -1) if words.isa(token, "quoting")), None)
    if quoted is not None and words.isa(_group(words, quoted)[0], "passive"):
        start, _ = _group(words, quoted)
        if quoted < first - 2 and not words.isa(quoted + 1, "preposition"):
            return None
        subject = subject_before(words, start, 0)
        return Said(cue, at, start, last, subject, "before") if subject else None
    start = floor if quoted is None else quoted + 1
    end = first - 1
    while end > start and words.low[end - 1] == ",":
        end -= 1
    # Without the verb what is read is the content of a quoting: "a sailor | as saying ...".
    if (quoted is None and floor) or not (start < end and names_someone(words, start, end)):
        return None
    return Said(cue, at, first - 1, last, (start, end), "before")


def _agent(words: Words, last: int) -> Range | None:
    if words.low[last + 1 : last + 2] == ["by"]:
        that = next((at for at in range(last + 2, _reach(words, last)) if words.low[at] == "that"), _reach(words, last))
        return subject_after(words, last + 2, that)
    return None


def _closes(words: Words, at: int) -> bool:
    """Whether what follows the subject of an inverted clause lets it be one: the end, a comma, when or where it was said."""
    if at >= len(words) or words.speech(at):
        return True
    low = words.low[at]
    return (
        low in (".", ",", ";", ":", "—", "?", "!")
        or low in word_class("preposition")
        or low in word_class("time")
        or low == "who"
    )


def _joins(words: Words, first: int) -> bool:
    return bool(first) and (words.low[first - 1] in ("and", "but", "then", ",", "or", ")") or words.speech(first - 1))


def _foreign(words: Words, at: int, cue: Cue) -> Said | None:
    """A verb of saying of another language: taken only beside a quotation, where word order leaves little doubt."""
    near = [token for token in range(max(0, at - 6), at) if words.speech(token)]
    if near:
        start = near[-1] + 1
        while start < at and words.low[start] in (",", "—", "–", "-", "―"):
            start += 1
        end = at + 1
        while (
            end < len(words)
            and words.low[end] not in (",", ".", ";", ":", "—", "–", "?", "!")
            and not words.speech(end)
            and end < at + 12
        ):
            end += 1
        if end > at + 1:
            return Said(cue, at, start, at, (at + 1, end), "after")
        if start < at:
            return Said(cue, at, at, at, (start, at), "before")
        return None
    ahead = [token for token in range(at + 1, min(at + 5, len(words))) if words.speech(token)]
    if not ahead or not at:
        return None
    start = phrase_start(words, at, 0)
    return Said(cue, at, at, at, (start, at), "before") if start < at else None
