"""Who is said to have said what?  Attributions by rule: source, cue and content of each reported or quoted statement."""

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.language.clauses import Said, find_said
from sayso.language.phrases import Range, names_someone
from sayso.language.running import Running, running_text
from sayso.language.sentences import split_sentences
from sayso.language.words import Words, read_words, word_class
from sayso.model.document import Document, Role
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner, Quotation, QuotationKind

_Stretch = tuple[int, int]

_WORD = re.compile(r"\w+")


class _Mark(Struct, frozen=True):
    """One paragraph's part of an outer quotation.  `speech` is False for titles; `utterance` is True where it can stand alone."""

    start: int
    end: int
    speech: bool
    utterance: bool
    continues: bool


class _Draft(Struct):
    """An attribution in the making: stretches of the running text."""

    rule: str
    content: list[_Stretch]
    source: list[_Stretch]
    cue: list[_Stretch]
    awaits: bool = False
    """A colon announces the content, which stands in the next paragraph."""


def find_attributions(document: Document, quotations: Sequence[Quotation]) -> tuple[Attribution, ...]:
    """The attributions of standfirst and body, in the order of their first content.

    A statement in quotation marks is direct where the marks hold nine tenths of its words or more, mixed where they hold fewer.
    """
    running = running_text(document, Role.STANDFIRST, Role.BODY)
    reader = _Reader(running, _marks(running, quotations))
    for start, end in running.paragraphs():
        reader.read_paragraph(start, end)
    found = [_finished(running, draft, reader.marks) for draft in reader.drafts if draft.content]
    return tuple(sorted(found, key=lambda one: (one.content[0].start, one.content[-1].end)))


def _marks(running: Running, quotations: Sequence[Quotation]) -> list[_Mark]:
    marks: list[_Mark] = []
    for quotation in quotations:
        if quotation.depth != 1 or quotation.kind is QuotationKind.HEADLINE:
            continue
        speech = quotation.kind is not QuotationKind.TITLE
        first = True
        start = quotation.parts[0].start
        for part, following in zip(quotation.parts, (*quotation.parts[1:], None), strict=True):
            if following is not None and "\n" not in running.text[part.end : following.start]:
                continue  # a page break inside the paragraph
            marks.append(_Mark(start, part.end, speech, speech and _is_utterance(running.text[start : part.end]), not first))
            start = following.start if following else part.end
            first = False
    return sorted(marks, key=lambda mark: mark.start)


def _is_utterance(quoted: str) -> bool:
    """Whether quoted words can stand alone: a sentence, or words that a comma, dash or mark sets off."""
    inside = quoted.strip("\"'“”„‟‘’‚«»‹› ")
    ends = inside[-1:] in ",.?!—…-" or quoted[-1:].isalnum()
    return (ends and inside[:1].isupper()) or inside[-1:] in ",?!—" or len(_WORD.findall(inside)) > 6


def _finished(running: Running, draft: _Draft, marks: list[_Mark]) -> Attribution:
    content = tuple(span for stretch in sorted(set(draft.content)) for span in running.pieces(*stretch))
    return Attribution(
        content=content,
        manner=_manner(running.text, content, marks),
        by=rule(f"attributions/{draft.rule}"),
        source=tuple(span for stretch in draft.source for span in running.pieces(*stretch)),
        cue=tuple(span for stretch in draft.cue for span in running.pieces(*stretch)),
    )


def _manner(text: str, content: Sequence[Span], marks: list[_Mark]) -> Manner:
    inside = outside = 0
    for span in content:
        at = span.start
        for mark in marks:
            if mark.end <= span.start or mark.start >= span.end:
                continue
            outside += len(_WORD.findall(text, at, max(at, mark.start)))
            inside += len(_WORD.findall(text, max(at, mark.start), min(mark.end, span.end)))
            at = min(mark.end, span.end)
        outside += len(_WORD.findall(text, at, span.end))
    if not inside:
        return Manner.INDIRECT
    return Manner.DIRECT if inside >= 9 * outside else Manner.MIXED


class _Reader:
    """Goes through the paragraphs, remembering who spoke last."""

    def __init__(self, running: Running, marks: list[_Mark]) -> None:
        self.text = running.text
        self.marks = marks
        self.drafts: list[_Draft] = []
        self._next_mark = 0
        self._before: _Draft | None = None
        """The last attribution of the paragraph before."""
        self._last: _Draft | None = None
        """The last attribution of this paragraph."""
        self._subject: list[_Stretch] = []
        """Whom the sentence before speaks of, in this paragraph, where it attributes nothing."""

    def read_paragraph(self, start: int, end: int) -> None:
        """Read the sentences of one paragraph."""
        here: list[tuple[int, int, int, bool]] = []
        while self._next_mark < len(self.marks) and self.marks[self._next_mark].start < end:
            mark = self.marks[self._next_mark]
            if not here or mark.start >= here[-1][1]:
                here.append((mark.start, min(mark.end, end), self._next_mark, mark.utterance))
            self._next_mark += 1
        self._before, self._last, self._subject = self._last, None, []
        shields = [(first, last) for first, last, *_ in here]
        quotation = 0
        for first, last in split_sentences(self.text, start, end, shields):
            inside = []
            while quotation < len(here) and here[quotation][0] < last:
                inside.append(here[quotation])
                quotation += 1
            self._read_sentence(read_words(self.text, first, last, inside), first == start)

    def _read_sentence(self, words: Words, opens_paragraph: bool) -> None:
        if _is_only_speech(words, self.marks):
            self._continue(words, opens_paragraph)
            return
        drafts = _Sentence(words, self.marks).read()
        self.drafts += drafts
        quoting = [draft for draft in drafts if draft.content and self._is_quoted(draft.content[-1])]
        if drafts:
            self._last = (quoting or drafts)[-1]
        subject = leading_subject(words)
        self._subject = [_stretch(words, subject)] if subject and not drafts else []

    def _is_quoted(self, stretch: _Stretch) -> bool:
        return self.text[stretch[1] - 1] in _CLOSING_MARKS

    def _continue(self, words: Words, opens_paragraph: bool) -> None:
        """A sentence of nothing but quotation belongs to whoever spoke last."""
        stretches = [(words.starts[at], words.ends[at]) for at in range(len(words)) if words.quoted[at] >= 0]
        speaker = self._last or (self._before if opens_paragraph else None)
        if speaker is not None and (speaker.awaits or (speaker.content and self._is_quoted(speaker.content[-1]))):
            speaker.content += stretches
            speaker.awaits = False
            self._last = speaker
            return
        source = speaker.source if speaker else self._subject
        if source:
            self._last = _Draft("speaker-before", stretches, list(source), [])
            self.drafts.append(self._last)


_CLOSING_MARKS = frozenset("\"'”’“‘»«」』›‹")


def _is_only_speech(words: Words, marks: list[_Mark]) -> bool:
    speech = [at for at in range(len(words)) if words.quoted[at] >= 0 and marks[words.quoted[at]].speech]
    return bool(speech) and all(
        words.quoted[at] >= 0 or words.low[at] in ("and", "…", "...") or not words.low[at][0].isalnum()
        for at in range(len(words))
    )


def _stretch(words: Words, tokens: Range) -> _Stretch:
    return (words.starts[tokens[0]], words.ends[tokens[1] - 1])


_LINKS = frozenset("and but while as when though although whereas then or".split()) | {",", ";", "—", "–", "--"}
_STRONG = frozenset("and but while whereas".split()) | {",", ";", "—", "–", "--"}


class _Sentence:
    """Goes through the cues of one sentence and gives each its content."""

    def __init__(self, words: Words, marks: list[_Mark]) -> None:
        self.words = words
        self.marks = marks
        self.drafts: list[_Draft] = []
        self._floor = 0
        """The first token that no attribution has taken."""
        self._open: tuple[_Draft, int] | None = None
        """An attribution whose content began at the given token and has not ended."""

    def read(self) -> list[_Draft]:
        """The attributions of the sentence."""
        for said in find_said(self.words):
            if said.verb >= self._floor:
                self._take(said)
        self._close(len(self.words))
        return [draft for draft in self.drafts if draft.content or draft.awaits]

    def _speech(self, at: int) -> bool:
        return 0 <= at < len(self.words) and self.words.quoted[at] >= 0 and self.marks[self.words.quoted[at]].speech

    def _utterance(self, at: int) -> bool:
        return self._speech(at) and self.marks[self.words.quoted[at]].utterance

    def _take(self, said: Said) -> None:
        low = self.words.low
        boundary = said.begins
        while boundary > self._floor and low[boundary - 1] in _LINKS:
            boundary -= 1
        links = set(low[boundary : said.begins])
        if self._open is not None and said.order != "according" and not (links & _STRONG or self._speech(said.begins - 1)):
            return  # said inside what another says
        left = self._content_before(said, boundary)
        if left is not None:
            self._close(left[0])
            draft = self._draft(said, "content-before-cue")
            draft.content.append(_stretch(self.words, left))
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

    def _draft(self, said: Said, name: str) -> _Draft:
        subject = said.subject
        if subject:
            source = [_stretch(self.words, subject)]
        elif said.order == "shared":
            earlier = [draft for draft in self.drafts if draft.source]
            leading = leading_subject(self.words)
            source = earlier[-1].source if earlier else [_stretch(self.words, leading)] if leading else []
        else:
            source = []
        draft = _Draft(name, [], list(source), [(self.words.starts[said.first], self.words.ends[said.last])])
        self.drafts.append(draft)
        return draft

    def _content_before(self, said: Said, boundary: int) -> Range | None:
        """The tokens before the cue and its subject that are their content; None where the content follows."""
        words, start = self.words, self._floor
        before = said.begins - 1
        if said.order == "shared" or before < start:
            return None
        if said.order == "according":
            return self._clause_before(start, boundary)
        end = before if words.low[before] == "," and before > start else before + 1
        if self._speech(end - 1) and (self._utterance(end - 1) or end == before):
            return self._speech_before(start, end)
        if end == before + 1 or self._open is not None or ("clause" not in said.cue.takes and said.cue.verb != "tell"):
            return None
        if _is_adverbial(words, start, end):
            return None
        if self._ends_clause(said):
            return self._clause_before(start, end)
        return None

    def _speech_before(self, start: int, end: int) -> Range:
        """A quotation before its cue, with the words of its sentence that lead up to it."""
        if self._open is not None:
            return (end - 1, end)
        first = start
        while first < end and (self.words.low[first] in _LINKS or self.words.low[first] in word_class("adverb")):
            first += 1
        return (first, end)

    def _clause_before(self, start: int, end: int) -> Range | None:
        while start < end and self.words.low[start] in ("and", "but", ",", "or", "—"):
            start += 1
        while end > start and self.words.low[end - 1] in (",", "—", ";"):
            end -= 1
        return (start, end) if end - start >= 2 else None

    def _ends_clause(self, said: Said) -> bool:
        """Whether nothing that could be content follows the cue: the end, a comma, or when and where it was said."""
        words = self.words
        at = said.ends
        if at >= len(words) or words.low[at] in (",", ".", ";", "?", "!", "—", ":"):
            return at >= len(words) or words.low[at] != ":"
        if not (
            words.low[at] in word_class("preposition")
            or words.low[at] in word_class("time")
            or words.low[at] in word_class("adverb")
            or (said.cue.verb in ("tell", "add", "write") and (words.capital(at) or words.low[at] in word_class("object")))
            or words.low[at].endswith("ly")
            or said.order == "after"
        ):
            return False
        rest = range(at, len(words))
        return len(rest) <= 14 and not any(
            words.low[token] in ("that", "would", "will", "had", "has", "was", "were", "is", "are") or words.quoted[token] >= 0
            for token in rest
        )

    def _resume(self, said: Said, draft: _Draft, left: Range) -> None:
        """Where the content goes on after its cue: "..., she said, ..."."""
        words = self.words
        at = said.ends
        while at < len(words) and not (words.low[at] in (",", ":", "—", ";") or words.quoted[at] >= 0):
            at += 1
        if at < len(words) and words.quoted[at] < 0:
            at += 1
        if at >= len(words) or at - said.ends > 16:
            return
        if self._speech(at) or (
            words.low[at - 1] == "," and not self._speech(left[1] - 1) and at - 1 == said.ends and _goes_on(words, at)
        ):
            self._open = (draft, at)

    def _content_start(self, said: Said) -> int | None:
        """The token at which the content after a cue begins; the sentence's end where a colon announces it, None if none does."""
        words, takes = self.words, said.cue.takes
        at = said.ends
        if said.order == "according":
            return at + 1 if said.first == 0 and words.low[at : at + 1] == [","] else None
        while at < len(words) and (
            words.low[at] in word_class("adverb") or (words.low[at].endswith("ly") and len(words.low[at]) > 4)
        ):
            at += 1
        if (
            "addressee" in takes
            and at < len(words)
            and words.low[at] not in ("that", ",", ":", "if", "whether", "why", "how", "what")
        ):
            at = _skip_phrase(words, at)
        marker = self._marker(at)
        if marker is not None:
            return marker
        if at >= len(words) or words.low[at] in (".", "?", "!", ";"):
            return None
        return at if self._opens_content(at, takes) else None

    def _marker(self, at: int) -> int | None:
        """Past "in a statement" and the like, the token that plainly opens the content: "that", a colon, a quotation."""
        words = self.words
        adverbial = at < len(words) and (
            words.low[at] in (",", ":", "that", "—")
            or words.quoted[at] >= 0
            or words.low[at] in word_class("preposition")
            or words.low[at] in word_class("time")
            or words.low[at].endswith("ly")
        )
        if not adverbial:
            return None
        for token in range(at, min(len(words), at + 20)):
            low = words.low[token]
            if self._speech(token) and (self._utterance(token) or token == at or words.low[token - 1] in (",", ":", "that")):
                return token
            if low == "that" and (token == at or words.low[token - 1] not in word_class("preposition")):
                return token
            if low == ":":
                return token + 1
            if low in (";", "—") or (
                low == "," and not (self._speech(token + 1) or words.low[token + 1 : token + 2] == ["that"])
            ):
                return None
        return None

    def _opens_content(self, at: int, takes: frozenset[str]) -> bool:
        words = self.words
        low = words.low[at]
        if words.quoted[at] >= 0 or low in ("that", "if", "whether", "how", "why", "what", "who", "where", "when", "there"):
            return True
        if low == "to":
            return "infinitive" in takes or "addressee" in takes
        if low in word_class("preposition"):
            return ("clause" in takes and low in ("about", "of", "against", "for", "as")) or any(
                self._speech(token) for token in range(at, len(words))
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
        if start < end:
            draft.content.append(_stretch(words, (start, end)))
            self._floor = max(self._floor, end)

    def _speech_end(self, start: int, end: int) -> int:
        """Where content that begins with a whole utterance ends: with it, or with the quotations joined to it."""
        words = self.words
        last = start + 1
        at = last
        while at < end and (self._speech(at) or words.low[at] in ("and", ",", "or", ".", "…", "...")):
            if self._speech(at):
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
    scene = (
        first in word_class("preposition")
        or first.endswith(("ing", "ed"))
        or first in word_class("adverb")
        or first in ("when", "while", "after", "before")
    )
    return scene and not any(words.low[at] == "," or words.low[at] in word_class("modal") for at in range(start, end))


def _goes_on(words: Words, at: int) -> bool:
    low = words.low[at]
    return not (
        low.endswith("ing")
        or low in ("who", "which", "whose", "when", "after", "before", "during", "in", "on", "at")
        or low in word_class("adverb")
    )


def _skip_phrase(words: Words, at: int) -> int:
    """Past the one who is told: "the council", "Odell", "them"."""
    low = words.low[at]
    if low in word_class("object") or low in ("you", "it", "reporters", "everyone", "supporters", "voters"):
        at += 1
    elif words.capital(at):
        while at < len(words) and (words.capital(at) or words.low[at] in ("of", "the", "and", "’s", ".", "&")):
            at += 1
    else:
        while at < len(words) and not (
            words.low[at] in word_class("subordinator")
            or words.low[at] in word_class("subject")
            or words.low[at] in (",", ":", ".", "to", "in", "on", "at", "during", "after")
            or words.quoted[at] >= 0
        ):
            at += 1
    return at


def leading_subject(words: Words) -> Range | None:
    """Whom a sentence speaks of first: its first noun phrase that no preposition leads in."""
    start = 0
    if len(words) and (
        words.low[0] in word_class("preposition")
        or words.low[0] in word_class("subordinator")
        or words.low[0].endswith(("ing", "ed"))
    ):
        comma = next((at for at in range(len(words)) if words.low[at] == ","), None)
        if comma is None:
            return None
        start = comma + 1
    while start < len(words) and (
        words.low[start] in word_class("adverb") or words.low[start] in word_class("coordinator") or words.low[start] == ","
    ):
        start += 1
    if start >= len(words) or words.quoted[start] >= 0:
        return None
    if words.low[start] in word_class("subject"):
        return (start, start + 1)
    end = start
    while end < len(words) and end < start + 8 and words.quoted[end] < 0:
        low = words.low[end]
        if (
            not low[0].isalnum()
            or low in word_class("auxiliary")
            or low in word_class("adverb")
            or (low.endswith("ed") and not words.capital(end))
        ):
            break
        if end > start and words.capital(end - 1) and not words.capital(end) and low not in ("of", "the", "and", "for"):
            break
        end += 1
    return (start, end) if end > start and names_someone(words, start, end) else None
