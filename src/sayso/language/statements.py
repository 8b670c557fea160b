"""Which words of a sentence are what somebody is said to say?  Gives each cue of a sentence its source and its content."""

from msgspec import Struct

from sayso.language.anonymity import asks_anonymity, sets_condition
from sayso.language.clauses import LONGEST_LABEL, Said, find_said, is_after_dateline, leads
from sayso.language.leading import label_before, leading_subject, past_addressee
from sayso.language.phrases import Range
from sayso.language.relays import relay_at
from sayso.language.verbs import has_finite_verb
from sayso.language.words import Words, word_class

Stretch = tuple[int, int]
"""Start and end in the text, in code points."""
ATTITUDE = "attitude"
"""The rule of an attribution that tells of a wish, an act or a stance rather than of words or thoughts."""
_FACTIVE = frozenset("know realize realise learn discover recognize recognise see understand".split())
_ASKING = frozenset("ask request decline refuse wish want prefer insist demand hope agree".split())
"""Verbs after which "not to be named" is what somebody asks for himself."""
_FUNCTIONS = (
    "subject", "object", "possessive", "standalone", "determiner", "preposition", "subordinator", "auxiliary", "adverb", "plural",
)  # fmt: skip
_JOINING = frozenset("and but or that which who whose nor yet if because so where when".split())
_DEMANDS = frozenset({("call", "for"), ("call", "on"), ("push", "for"), ("refer", "to")})
"""Verbs with a preposition after which what is asked for or named follows: "called for | the board to resign"."""
_LINKS = frozenset("and but while as when though although whereas then or".split()) | {",", ";", "—", "–", "--"}
_STRONG = frozenset("and but while whereas".split()) | {",", ";", "—", "–", "--"}


class Draft(Struct):
    """An attribution in the making.  `rule` says how it was found, `sort` is that of its cue."""

    rule: str
    content: list[Stretch]
    source: list[Stretch]
    cue: list[Stretch]
    sort: str = "speech"
    verb: str = ""
    shared: bool = False
    """The cue has no subject of its own: "..., adding that ..."."""
    awaits: bool = False
    """A colon announces the content, which stands in the next paragraph."""


def read_statements(words: Words) -> list[Draft]:
    """The attributions of one sentence, in the order of their cues."""
    return _Sentence(words).read()


def stretch_of(words: Words, tokens: Range) -> Stretch:
    """Where a range of tokens stands in the text."""
    return (words.starts[tokens[0]], words.ends[tokens[1] - 1])


class _Sentence:
    """Goes through the cues of one sentence and gives each its content."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.drafts: list[Draft] = []
        self._floor = 0
        """The first token that no attribution has taken."""
        self._open: tuple[Draft, int] | None = None
        """An attribution whose content began at the given token and has not ended."""

    def read(self) -> list[Draft]:
        """The attributions of the sentence."""
        found = find_said(self.words)
        for said, following in zip(found, [*found, None][1:], strict=True):
            if following is not None and self._leads_to(said, following):
                following.subject = said.subject
            elif said.verb >= self._floor:
                self._take(said)
        self._close(len(self.words))
        for at, number in enumerate(self.words.quoted):
            if number >= 0 and not self._is_taken(at):
                self._take_bare(at)
        return [draft for draft in self.drafts if draft.content or draft.awaits]

    def _leads_to(self, said: Said, following: Said) -> bool:
        """Whether what would be the content of a cue belongs to the verb joined to it: "thanked the crews and | said, ..."."""
        judges = not said.cue.reports and said.order == "before"
        if not judges or following.order != "shared" or following.cue.form == "participle":
            return False
        start = self._content_start(said)
        return start is not None and said.verb < following.verb < start <= following.ends + 1

    def _utterance(self, at: int) -> bool:
        return 0 <= at < len(self.words) and self.words.alone[at]

    def _take(self, said: Said) -> None:
        words, low = self.words, self.words.low
        boundary = said.begins
        while boundary > self._floor and low[boundary - 1] in _LINKS:
            boundary -= 1
        links = set(low[boundary : said.begins])
        if self._open is not None and said.order != "according" and not (links & _STRONG or self.words.speech(said.begins - 1)):
            return  # said inside what another says
        if self._open is not None and said.order == "according" and leads(words, said.first):
            return  # "said that, according to Prynne, ..."
        if self._open is not None and self._open[0].verb == "according to" and ";" not in links:
            return  # according to somebody all of it is so
        if self._open is not None and set(low[self._open[1] : boundary]) <= {"that"} and not self.words.speech(said.begins - 1):
            return  # nothing of what the other says has been read: "said that, while Prynne hopes ..."
        left = self._content_before(said, boundary)
        if left is not None:
            self._close(boundary if said.order == "according" else left[0])
            draft = self._draft(said, "content-before-cue")
            draft.content.append(stretch_of(self.words, left))
            self._floor = said.ends
            self._resume(said, draft, left)
            return
        start = self._content_start(said)
        if start is None:
            return
        self._close(boundary)
        draft = self._draft(said, "content-after-cue")
        self._floor = start
        if start >= len(self.words):
            draft.awaits = True
        else:
            self._open = (draft, start)

    def _is_taken(self, at: int) -> bool:
        start, end = self.words.starts[at], self.words.ends[at]
        return any(first < end and start < last for draft in self.drafts for first, last in draft.content)

    def _take_bare(self, at: int) -> None:
        """An utterance that no known cue claims: a colon lays it to the name before it, or to the subject of its sentence."""
        words = self.words
        if not at or words.low[at - 1] != ":" or not self._utterance(at):
            return
        source = label_before(words, at - 1) or leading_subject(words)
        if source and source[1] <= at - 1:
            quoted, colon = stretch_of(words, (at, at + 1)), stretch_of(words, (at - 1, at))
            self.drafts.append(Draft("after-colon", [quoted], [stretch_of(words, source)], [colon]))

    def _draft(self, said: Said, name: str) -> Draft:
        subject = said.subject
        if subject:
            source = [stretch_of(self.words, subject)]
        elif said.order == "shared":
            earlier = [draft for draft in self.drafts if draft.source]
            leading = leading_subject(self.words)
            source = earlier[-1].source if earlier else [stretch_of(self.words, leading)] if leading else []
        else:
            source = []
        draft = Draft(
            name,
            [],
            list(source),
            [(self.words.starts[said.first], self.words.ends[said.last])],
            said.cue.sort,
            said.cue.verb,
            said.order == "shared",
        )
        self.drafts.append(draft)
        return draft

    def _content_before(self, said: Said, boundary: int) -> Range | None:
        """The tokens before the cue and its subject that are their content; None where the content follows."""
        words, start = self.words, self._floor
        before = said.begins - 1
        if said.order == "shared" or before < start:
            return None
        if said.order == "according":
            ends = words.low[said.ends : said.ends + 1] in ([], ["."])
            if not ends and leads(words, said.first):
                return None
            between = words.low[said.ends : said.ends + 1] == [","]
            return self._clause_before(0 if ends else start, boundary, 1 if between else 2)
        end = before if words.low[before] in (",", "—", "–", "―") and before > start else before + 1
        if self._open is not None and words.speech(end - 1) and self._open[1] >= end - 1:
            return None  # the quotation is the content of the cue before it
        if words.speech(end - 1) and self._is_title(end - 1, start) and not self._ends_clause(said):
            return None
        if self.words.speech(end - 1) and (self._utterance(end - 1) or end == before):
            return self._speech_before(said, start, end)
        if self._sets_scene(start, end) and self._speech_follows(said.ends):
            return None
        if end == before + 1 or (said.cue.takes.isdisjoint(("clause", "that")) and said.cue.verb != "tell"):
            return None  # without quotation marks; a verb that takes only quoted words has its other meaning: "is closing"
        if self._open is not None:
            return self._whole_sentence(said, end)
        if words.low[said.ends : said.ends + 1] == [","] and end == before and _goes_on(words, said.ends + 1):
            return self._clause_before(start, end, 1)
        if _is_adverbial(words, start, end):
            return None
        if self._ends_clause(said):
            return self._clause_before(start, end)
        return None

    def _speech_follows(self, at: int) -> bool:
        """Whether an utterance follows, after a comma or colon or none."""
        return self._utterance(at) or (self.words.low[at : at + 1] in ([","], [":"]) and self._utterance(at + 1))

    def _sets_scene(self, start: int, end: int) -> bool:
        """Whether a stretch only says on what occasion something was said: "On tolls, | Odell said", "Asked why, | he said"."""
        words = self.words
        while start < end and words.isa(start, "coordinator", "adverb", "time"):
            start += 1
        if start < end and words.low[start] == "when":
            start += 1
        phrase = words.isa(start, "preposition") and not has_finite_verb(words, start, end)
        return start < end and (phrase or words.isa(start, "asked"))

    def _is_title(self, at: int, start: int) -> bool:
        """Whether a quotation names a thing of the phrase before it: "on Radio Orlan’s “Morning Call,” | Odell said ..."."""
        before = self.words.low[at - 1] if at > start else ""
        return before in word_class("preposition") or before.endswith(("’s", "'s"))

    def _whole_sentence(self, said: Said, end: int) -> Range | None:
        """What stands before a last ", she said" where an earlier cue only told what somebody thinks or wants: all of it."""
        if said.ends < len(self.words) and self.words.low[said.ends] not in (".", ","):
            return None
        last = said.ends >= len(self.words) - 1 and self.words.low[end : end + 1] == [","]
        if not last and any(draft.sort == "speech" and not draft.shared for draft in self.drafts):
            return None
        self.drafts.clear()
        self._open, self._floor = None, 0
        return self._clause_before(0, end)

    def _speech_before(self, said: Said, start: int, end: int) -> Range:
        """A quotation before its cue, with the words of its sentence that lead up to it."""
        if self._open is not None:
            whole = self._whole_sentence(said, end) if self.words.words[end - 1][1:2].islower() else None
            return whole or (end - 1, end)
        first = start
        while first < end and (self.words.low[first] in _LINKS or self.words.isa(first, "adverb")):
            first += 1
        return (first, end)

    def _clause_before(self, start: int, end: int, fewest: int = 2) -> Range | None:
        """A clause before its cue, links and marks at its edges left out; None where hardly a word is left."""
        if not start:
            start = next((at + 1 for at in range(min(end, LONGEST_LABEL)) if is_after_dateline(self.words, at + 1)), 0)
        while start < end and self.words.low[start] in ("and", "but", ",", "or", "—"):
            start += 1
        while end > start and self.words.low[end - 1] in (",", "—", ";"):
            end -= 1
        return (start, end) if end - start >= fewest or self.words.speech(start) else None

    def _ends_clause(self, said: Said) -> bool:
        """Whether nothing that could be content follows the cue: the end, a comma, or when and where it was said."""
        words = self.words
        at = said.ends
        if at < len(words) and sets_condition(words, at):
            return True
        if at >= len(words) or words.low[at] in (",", ".", ";", "?", "!", "—", ":"):
            return at >= len(words) or words.low[at] != ":"
        if not (
            words.isa(at, "preposition", "time", "adverb")
            or (said.cue.verb in ("tell", "add", "write") and (words.capital(at) or words.isa(at, "object")))
            or (words.low[at].endswith("ly") and not words.capital(at))
            or said.order == "after"
        ):
            return False
        rest = range(at, len(words))
        return len(rest) <= 14 and not any(
            words.low[token] in ("that", "would", "will", "had", "has", "was", "were", "is", "are") or words.speech(token)
            for token in rest
        )

    def _resume(self, said: Said, draft: Draft, left: Range) -> None:
        """Where the content goes on after its cue: "..., she said, ..."."""
        words = self.words
        at = said.ends
        while at < len(words) and not (words.low[at] in (",", ":", "—", ";") or words.speech(at)):
            at += 1
        if at < len(words) and not words.speech(at):
            at += 1
        if at >= len(words) or at - said.ends > 16:
            return
        if self.words.speech(at) or (
            words.low[at - 1] == "," and not self.words.speech(left[1] - 1) and at - 1 == said.ends and _goes_on(words, at)
        ):
            self._open = (draft, at)

    def _content_start(self, said: Said) -> int | None:
        """The token at which the content after a cue begins; the sentence's end where a colon announces it, None if none does."""
        words, takes = self.words, said.cue.takes
        at = said.ends
        if said.order == "according":
            return at + 1 if leads(words, said.first) and words.low[at : at + 1] in ([","], [":"]) else None
        while at < len(words) and words.adverb(at):
            at += 1
        if words.low[at : at + 1] == [","] and at + 2 < len(words) and words.adverb(at + 1) and words.low[at + 2] == ",":
            at += 3
        relay = relay_at(words, at + 1) if words.low[at : at + 1] == [","] else None
        if relay and words.low[relay.end : relay.end + 1] == [","]:
            at = relay.end + 1  # "reported, citing the coast guard, | that ..."
        if (
            "addressee" in takes
            and at < len(words)
            and words.low[at] not in ("that", ",", ":", "if", "whether", "why", "how", "what")
        ):
            at = past_addressee(words, at)
        marker = self._marker(at)
        if marker is not None:
            return marker
        if (said.cue.verb, *words.low[at : at + 1]) in _DEMANDS and at + 1 < len(words):
            return at + 1
        if at >= len(words) or words.low[at] in (".", "?", "!", ";"):
            return None
        return at if self._opens_content(at, takes) and not self._describes(said, at) else None

    def _marker(self, at: int) -> int | None:
        """Past "in a statement" and the like, the token that plainly opens the content: "that", a colon, a quotation."""
        words = self.words
        if words.low[at : at + 1] == ["to"] and at + 1 < len(words) and not self._is_told(at + 1):
            return None
        adverbial = at < len(words) and (
            words.low[at] in (",", ":", "that", "—")
            or words.speech(at)
            or words.isa(at, "preposition", "time")
            or (words.low[at].endswith("ly") and not words.capital(at))
        )
        if not adverbial:
            return None
        if at < len(words) and sets_condition(words, at):
            return None
        for token in range(at, min(len(words), at + 20)):
            low = words.low[token]
            if self.words.speech(token) and (self._utterance(token) or token == at or words.low[token - 1] in (",", ":", "that")):
                return token
            if low == "that" and (token == at or words.low[token - 1] not in word_class("preposition")):
                return token
            if low == ":":
                return token + 1
            if low in (";", "—") or (
                low == ","
                and not (self.words.speech(token + 1) or words.low[token + 1 : token + 2] == ["that"])
                and not self._is_in_place(token)
            ):
                return None
        return None

    def _is_in_place(self, comma: int) -> bool:
        """Whether a comma stands inside the name of a place that another closes: "said in Hale, | Northmere, that ..."."""
        words = self.words
        closing = next((at for at in range(comma + 1, min(len(words), comma + 4)) if words.low[at] == ","), comma)
        return closing > comma + 1 and all(words.capital(at) for at in (comma - 1, *range(comma + 1, closing)))

    def _is_told(self, at: int) -> bool:
        """Whether the word after "to" begins a phrase for a person, and is no verb."""
        low = self.words.low[at]
        person = low == "reporters" or any(low in word_class(name) for name in ("determiner", "possessive", "object"))
        return person or self.words.capital(at)

    def _describes(self, said: Said, at: int) -> bool:
        """Whether a past form joined by "and" only describes the noun after it: "trade and | related job losses"."""
        if said.order != "shared" or said.cue.form != "past" or self.words.isa(said.verb, "said"):
            return False
        joined = self.words.low[said.first - 1 : said.first] == ["and"]
        plain = self.words.low[at].isalpha() and not self.words.capital(at)
        return joined and at == said.ends and plain and not any(self.words.low[at] in word_class(name) for name in _FUNCTIONS)

    def _opens_content(self, at: int, takes: frozenset[str]) -> bool:
        words = self.words
        low = words.low[at]
        if "quotation" in takes and not takes & {"clause", "that", "addressee"}:
            return words.speech(at)
        if words.speech(at) or low in ("that", "if", "whether", "how", "why", "what", "who", "where", "when", "there"):
            return True
        if low == "to":
            return "infinitive" in takes or "addressee" in takes
        if low in word_class("preposition"):
            return ("clause" in takes and low in ("about", "of", "against", "for", "as")) or any(
                self.words.speech(token) for token in range(at, len(words))
            )
        if low in word_class("coordinator") or low in word_class("auxiliary") or not low[0].isalnum():
            return False
        return "clause" in takes or "object" in takes or "addressee" in takes

    def _close(self, end: int) -> None:
        """End the open content before token `end`."""
        if self._open is None:
            return
        words = self.words
        draft, start = self._open
        self._open = None
        while start < end and words.low[start] in (",", ":", "—"):
            start += 1
        while end > start and words.low[end - 1] in (",", ".", ";", ":", "—", "and", "but"):
            end -= 1
        if self._utterance(start):
            end = self._speech_end(start, end)
        else:
            end = self._set_off(start, end)
        if start < end and draft.verb in _ASKING and asks_anonymity(words, start, end):
            self._floor = max(self._floor, end)
            return  # what keeps a name out of print is told of the source, and is no statement of it
        if start < end and self._tells_of_act(draft, start, end):
            draft.rule = ATTITUDE
        if start < end:
            draft.content.append(stretch_of(words, (start, end)))
            self._floor = max(self._floor, end)

    def _set_off(self, start: int, end: int) -> int:
        """Where content ends that a comma inside or after quoted words sets off from the writer's own: "...," a record low."""
        words = self.words
        for at in range(start + 1, end - 1):
            comma = words.speech(at) and (words.words[at][-2:-1] == "," or words.low[at + 1] == ",")
            following = at + 1 + (words.low[at + 1] == ",")
            if comma and following < end and not words.speech(following) and words.low[following] not in _JOINING:
                return at + 1
        return end

    def _tells_of_act(self, draft: Draft, start: int, end: int) -> bool:
        """Whether the outlet tells what the source wants, does or knows, and does not report what it says or thinks.

        "Odell wants to sail", "Odell rejected the plan", "Odell knew that it leaked"; but not "Odell promised to sail", "Odell
        hopes that it floats", nor "Odell mocked the plan as a sieve" or anything in quotation marks.
        """
        low = self.words.low[start:end]
        if (draft.verb, *self.words.low[start - 1 : start]) in _DEMANDS:
            return False
        if draft.content or max(self.words.quoted[start:end]) >= 0:
            return False
        if draft.sort == "judgement":
            return low[0] not in ("how", "why", "what", "whether", "that") and "as" not in low and "for" not in low
        return draft.sort == "attitude" or (draft.sort == "cognition" and (low[0] == "to" or draft.verb in _FACTIVE))

    def _speech_end(self, start: int, end: int) -> int:
        """Where content that begins with a whole utterance ends: with it, or with the quotations joined to it."""
        words = self.words
        last = start + 1
        at = last
        while at < end and (self.words.speech(at) or words.low[at] in ("and", ",", "or", ".", "…", "...")):
            if self.words.speech(at):
                last = at + 1
            at += 1
        if (
            at >= end
            or last > start + 1
            or words.low[last] in (",", "—", "(", "before", "after", "as", "while", "when", "in", "on", "at")
        ):
            return last
        return end


def _is_adverbial(words: Words, start: int, end: int) -> bool:
    """Whether a segment before a comma only sets the scene: "On Tuesday", "In a statement", "Asked about it"."""
    while start < end and words.low[start] in ("but", "and", "so", "yet"):
        start += 1
    if start >= end:
        return True
    first = words.low[start]
    if end - start <= 2 or first in word_class("time"):
        return True
    scene = first in word_class("preposition") or first.endswith(("ing", "ed")) or first in ("when", "while", "after", "before")
    return scene and not any(words.low[at] == "," or words.isa(at, "modal") for at in range(start, end))


def _goes_on(words: Words, at: int) -> bool:
    if at >= len(words):
        return False  # a part of a quotation may end in a comma
    low = words.low[at]
    return not (
        low.endswith("ing")
        or low in ("who", "which", "whose", "when", "after", "before", "during", "in", "on", "at")
        or low in word_class("adverb")
    )
