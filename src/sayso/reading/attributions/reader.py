"""Who is said to have said what?  Attributions by rule: source, cue and content of each reported or quoted statement."""

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.language.clauses import Said, find_said
from sayso.language.cues import find_cues
from sayso.language.labels import Label, find_labels, heading_name, signature_name
from sayso.language.leading import leading_subject
from sayso.language.manner import manner_of
from sayso.language.running import Running, running_text
from sayso.language.sentences import split_sentences
from sayso.language.statements import ATTITUDE, Draft, Stretch, read_statements, stretch_of
from sayso.language.words import Words, read_words, word_class
from sayso.model.document import Document, Role
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner, Quotation, QuotationKind

_WORD = re.compile(r"\w+")
_DASHES = frozenset("—–―-") | {"--"}
_CLOSING_MARKS = frozenset("\"'”’“‘»«」』›‹")
_LABELLED = "speaker-label"
"""The rule for transcripts, where a label does what quotation marks do elsewhere."""
_LONGEST_SENTENCE = 400
"""Tokens.  Printed sentences stay far below; what is longer is a list or damage, and is read in pieces to bound the time."""
_CLAUSE = 160
"""Code points looked at for "Odell, who ran the port for twenty years, asked" after a question mark."""


class Mark(Struct, frozen=True):
    """One paragraph's part of an outer quotation.

    `speech` is False for titles, `utterance` is True where it can stand alone; it `continues` a part in the paragraph before,
    and `runs_on` into the next.
    """

    start: int
    end: int
    speech: bool
    utterance: bool
    continues: bool
    runs_on: bool


def find_attributions(document: Document, quotations: Sequence[Quotation]) -> tuple[Attribution, ...]:
    """The attributions of standfirst and body, in the order of their first content.

    A statement in quotation marks is direct where the marks hold nine tenths of its words or more, mixed where they hold fewer.
    """
    running = running_text(document, Role.STANDFIRST, Role.BODY)
    paragraphs = list(running.paragraphs())
    reader = Reader(running, find_marks(running, quotations, 1), find_labels(running.text, paragraphs))
    for start, end in paragraphs:
        reader.read_paragraph(start, end)
    marked = [Span(mark.start, mark.end) for mark in reader.marks]
    found = [finished(running, draft, marked) for draft in reader.drafts if draft.content]
    return tuple(sorted(found, key=lambda one: (one.content[0].start, one.content[-1].end)))


def find_marks(running: Running, quotations: Sequence[Quotation], depth: int) -> list[Mark]:
    """The quotations of one depth paragraph by paragraph, ascending."""
    marks: list[Mark] = []
    for quotation in quotations:
        if quotation.depth != depth or quotation.kind is QuotationKind.HEADLINE:
            continue
        speech = quotation.kind is not QuotationKind.TITLE
        first = True
        start = quotation.parts[0].start
        for part, following in zip(quotation.parts, (*quotation.parts[1:], None), strict=True):
            if following is not None and "\n" not in running.text[part.end : following.start]:
                continue  # a page break inside the paragraph
            utterance = speech and _is_utterance(running.text[start : part.end])
            marks.append(Mark(start, part.end, speech, utterance, not first, following is not None))
            start = following.start if following else part.end
            first = False
    return sorted(marks, key=lambda mark: mark.start)


def _is_utterance(quoted: str) -> bool:
    """Whether quoted words can stand alone: a sentence, or words that a comma, dash or mark sets off."""
    inside = quoted.strip("\"'“”„‟‘’‚«»‹› ")
    ends = inside[-1:] in ",.?!—…-" or quoted[-1:].isalnum()
    return (ends and inside[:1].isupper()) or inside[-1:] in ",?!—" or len(_WORD.findall(inside)) > 6


def finished(running: Running, draft: Draft, marked: Sequence[Span]) -> Attribution:
    """A draft as an attribution; `marked` are the stretches between marks that show its manner."""
    content = tuple(span for stretch in sorted(set(draft.content)) for span in running.pieces(*stretch))
    return Attribution(
        content=content,
        manner=Manner.DIRECT if draft.rule == _LABELLED else manner_of(running.text, content, marked),
        by=rule(f"attributions/{draft.rule}"),
        reports=draft.rule != ATTITUDE,
        source=tuple(span for stretch in draft.source for span in running.pieces(*stretch)),
        cue=tuple(span for stretch in draft.cue for span in running.pieces(*stretch)),
    )


class Reader:
    """Goes through the paragraphs, remembering who spoke last."""

    def __init__(self, running: Running, marks: list[Mark], labels: dict[int, Label]) -> None:
        self.text = running.text
        self.marks = marks
        self.labels = labels
        self.drafts: list[Draft] = []
        self._next_mark = 0
        self._before: Draft | None = None
        """The last attribution of the paragraph before."""
        self._last: Draft | None = None
        """The last attribution of this paragraph."""
        self._told: Words | None = None
        """The sentence before, in this paragraph, where it attributes nothing."""
        self._waiting: list[Stretch] = []
        """The parts so far of a quotation that runs on over paragraphs and has no source yet."""
        self._alone: list[Stretch] = []
        """The quotations of the paragraph before, where it held nothing else."""

    def read_paragraph(self, start: int, end: int) -> None:
        """Read the sentences of one paragraph."""
        here: list[tuple[int, int, int, bool]] = []
        while self._next_mark < len(self.marks) and self.marks[self._next_mark].start < end:
            mark = self.marks[self._next_mark]
            if not here or mark.start >= here[-1][1]:
                here.append((mark.start, min(mark.end, end), self._next_mark if mark.speech else -1, mark.utterance))
            self._next_mark += 1
        self._before, self._last, self._told = self._last, None, None
        if self._read_label(start, end) or self._read_name_alone(start, end):
            return
        self._alone = []
        shields = [(first, last) for first, last, *_ in here]
        quotation = 0
        for first, last in self._asked_joined(split_sentences(self.text, start, end, shields)):
            inside = []
            while quotation < len(here) and here[quotation][0] < last:
                inside.append(here[quotation])
                quotation += 1
            opens = first == start
            for part in read_words(self.text, first, last, inside).parts(_LONGEST_SENTENCE):
                if inside or self._alone or find_cues(part.low):
                    self._read_sentence(part, opens)
                else:
                    self._hand_over()
                    self._told = part
                opens = False

    def _read_label(self, start: int, end: int) -> bool:
        """A paragraph of a transcript: what stands after its label.  An interviewer's question stays the outlet's own."""
        label = self.labels.get(start)
        if label is None:
            return False
        if not label.asks:
            self._last = Draft(_LABELLED, [(label.begins, end)], [(label.start, label.end)], [(label.end, label.begins)])
            self.drafts.append(self._last)
        return True

    def _read_name_alone(self, start: int, end: int) -> bool:
        """A paragraph that only names the speaker: of the quotation after a heading, or of the one before a signature."""
        heading = heading_name(self.text, start, end)
        if heading:
            self._last = Draft("heading", [], [heading], [], awaits=True)
            self.drafts.append(self._last)
            return True
        return self._read_signature(start, end)

    def _read_signature(self, start: int, end: int) -> bool:
        """A dash and a name after quotations that stood alone: they are that person's, whoever spoke before."""
        signed = signature_name(self.text, start, end)
        if signed is None or not self._alone:
            return False
        for draft in self.drafts[-1:]:
            draft.content = [stretch for stretch in draft.content if stretch not in self._alone]
        self._last = Draft("signature", self._alone, [signed], [])
        self.drafts.append(self._last)
        self._alone = []
        return True

    def _asked_joined(self, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Sentences with ``"Why?" | Odell asked.`` made one: the stop inside the marks did not end it."""
        joined: list[tuple[int, int]] = []
        for first, last in sentences:
            asked = self.text[first - 3 : first - 1].strip("\"'”’»") in ("?", "!", "…")
            if joined and asked and self._is_quoted((0, joined[-1][1])):
                words = read_words(self.text, first, min(last, first + _CLAUSE))
                said = next(iter(find_said(words)), None)
                if said is not None and _trails(words, said):
                    joined[-1] = (joined[-1][0], last)
                    continue
            joined.append((first, last))
        return joined

    def _read_sentence(self, words: Words, opens_paragraph: bool) -> None:
        if words.low[0] in _DASHES and self._read_signature(words.starts[0], words.ends[-1]):
            return
        if self._read_signed(words):
            return
        if _is_only_speech(words):
            self._continue(words, opens_paragraph)
            return
        drafts = read_statements(words)
        self._take_waiting(words, drafts)
        self.drafts += drafts
        quoting = [draft for draft in drafts if draft.content and self._is_quoted(draft.content[-1])]
        if drafts:
            self._last = (quoting or drafts)[-1]
        self._told = None if drafts else words

    def _subject(self) -> list[Stretch]:
        """Whom the sentence before speaks of, where it attributes nothing."""
        subject = leading_subject(self._told) if self._told else None
        return [stretch_of(self._told, subject)] if self._told and subject else []

    def _take_waiting(self, words: Words, drafts: list[Draft]) -> None:
        """The earlier paragraphs of a quotation go to whoever is named in its last one, or else to whoever spoke before."""
        if not self._waiting:
            return
        speech = {(words.starts[at], words.ends[at]) for at in range(len(words)) if words.quoted[at] >= 0}
        for draft in drafts:
            if draft.content and draft.content[0] in speech:
                draft.content[:0] = self._waiting
                self._waiting = []
                return
        self._hand_over()

    def _hand_over(self) -> None:
        """What waits for a source goes to whoever spoke before, or to nobody."""
        if self._waiting and self._before and self._before.content:
            self._before.content += self._waiting
        self._waiting = []

    def _read_signed(self, words: Words) -> bool:
        """A sentence that is a quotation and, after a dash, the name of its speaker."""
        if len(words) < 3 or words.quoted[0] < 0 or words.low[1] not in _DASHES or max(words.quoted[1:]) >= 0:
            return False
        signed = signature_name(self.text, words.starts[1], words.ends[-1])
        if not signed or find_said(words):
            return False
        self._last = Draft("signature", [(words.starts[0], words.ends[0])], [signed], [])
        self.drafts.append(self._last)
        return True

    def _is_quoted(self, stretch: Stretch) -> bool:
        return self.text[stretch[1] - 1] in _CLOSING_MARKS

    def _continue(self, words: Words, opens_paragraph: bool) -> None:
        """A sentence of nothing but quotation belongs to whoever spoke last."""
        stretches = [(words.starts[at], words.ends[at]) for at in range(len(words)) if words.quoted[at] >= 0]
        self._alone = stretches if opens_paragraph else []
        if self.marks[max(words.quoted)].runs_on:
            self._waiting += stretches
            self._last = self._last or self._before
            return
        stretches = self._waiting + stretches
        self._waiting = []
        speaker = self._last or (self._before if opens_paragraph else None)
        runs_on = self.marks[max(words.quoted)].continues
        if speaker is not None and (speaker.awaits or runs_on or (speaker.content and self._is_quoted(speaker.content[-1]))):
            speaker.content += stretches
            speaker.awaits = False
            self._last = speaker
            return
        source = speaker.source if speaker else self._subject()
        if source:
            self._last = Draft("speaker-before", stretches, list(source), [])
            self.drafts.append(self._last)


def _trails(words: Words, said: Said) -> bool:
    """Whether a clause at the start of a sentence says nothing itself: ``Odell asked.``, ``Odell told reporters on Monday.``"""
    if said.begins or said.order != "before" or "that" in words.low or not (said.cue.reports or "addressee" in said.cue.takes):
        return False
    rest = words.low[said.ends : said.ends + 1]
    return not rest or rest[0] in (".", ",") or rest[0] in word_class("preposition") or rest[0] in word_class("time")


def _is_only_speech(words: Words) -> bool:
    speech = [at for at in range(len(words)) if words.quoted[at] >= 0]
    return bool(speech) and all(
        words.quoted[at] >= 0 or words.low[at] in ("and", "…", "...") or not words.low[at][0].isalnum()
        for at in range(len(words))
    )
