"""What voice has each sentence?  Goes through the paragraphs in order, remembering what was reported last."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from sayso.language.cue_acts import find_act
from sayso.language.evidence import outlet_evidence
from sayso.language.labels import signature_name
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner, Voice
from sayso.reading.voices.article import Article, Paragraph
from sayso.reading.voices.bare import Report, carries_report, read_manuscript, same_source
from sayso.reading.voices.canvas import Canvas, Paint
from sayso.reading.voices.frames import Part, Stretch, read_frame
from sayso.reading.voices.hearsay import find_hearsay
from sayso.reading.voices.layout import Layout, announced_end
from sayso.reading.voices.manners import manners
from sayso.reading.voices.printed import ANNOUNCED
from sayso.reading.voices.reports import Anchor, Piece

_OWN = rule("voices/else-own")
_QUESTION = Paint(Voice.OWN, rule("voices/interviewer"))
_ANSWER = Paint(Voice.ATTRIBUTED, rule("voices/interview-answer"), manner=Manner.DIRECT)
_SIGNATURE = Paint(Voice.CUE, rule("voices/signature"))
_UNREAD = Paint(Voice.UNDETERMINED, rule("voices/language-not-read"))
_DIRECTION = re.compile(r"\([^()]{1,200}\)\W*\Z")
"""A stage direction of a transcript: "(Laughter)"."""
_TURN = rule("voices/dialogue-dash")
_LABEL = rule("voices/speaker-label")
_PAGE = Paint(Voice.FURNITURE, rule("voices/page-line"))
_COVERED = rule("voices/covered-by-attribution")
_CUE = rule("voices/attributing-clause")
_OPEN_SCOPE = rule("voices/open-scope")
_EMBEDDED = rule("voices/quotation-without-speaker")
_HEARSAY = rule("voices/hearsay")
_CARRIED_ON = rule("voices/report-carried-on")


_BLANKS = 8
"""Code points between a quotation and the paragraph that signs it."""
_LAST_WORDS = 6
"""Words before a comma or colon in which the verb stands that announces the next paragraph."""


class Reader:
    """Lays the voices of the sentences on a canvas."""

    def __init__(
        self,
        article: Article,
        attributions: Sequence[Attribution],
        pieces: Sequence[Piece],
        anchors: Sequence[Anchor],
        pages: Sequence[Span],
        layout: Layout,
        signers: Mapping[Span, int],
    ) -> None:
        self.canvas = Canvas(len(article.text), Paint(Voice.OWN, _OWN))
        self._article = article
        self._attributions = attributions
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]
        self._anchors = anchors
        self._pages = pages
        self._layout = layout
        self._signers = signers
        labels = (article.text[label.start : label.end] for label in layout.labels.values())
        self._speakers = frozenset(map(_surname, labels)) - {""}
        self._paragraphs = [paragraph.start for paragraph in article.paragraphs]
        self._manuscript = read_manuscript(
            article,
            [self._mention(piece.attribution) for piece in pieces if not self._is_thought(piece.attribution)],
            self._starts,
            layout.spoken.union(layout.turns, layout.printed),
        )
        self._answer: Paint | None = None
        """How the paragraphs after a label are painted, in a transcript."""
        self._report: Report | None = None

    def read(self, paragraph: Paragraph) -> None:
        """Lay the voices of one paragraph."""
        begins = self._past_furniture(paragraph)
        if begins >= paragraph.end:
            return
        if (
            self._read_printed(paragraph)
            or self._read_signature(paragraph)
            or self._read_answer(paragraph, begins)
            or self._read_turn(paragraph)
        ):
            return
        if self._report:
            self._report.paragraphs += 1
        if paragraph.start in self._layout.unread:
            self.canvas.lay(_UNREAD, begins, paragraph.end)
        for sentence in paragraph.sentences:
            if sentence.end > begins:
                self._read_sentence(Span(max(sentence.start, begins), sentence.end), paragraph)
        self._past_furniture(paragraph)

    def _past_furniture(self, paragraph: Paragraph) -> int:
        """Paint the furniture of a paragraph; where what follows it begins."""
        begins = paragraph.start
        number = bisect_left(self._pages, paragraph.start, key=lambda page: page.start)
        while number < len(self._pages) and self._pages[number].start < paragraph.end:
            page = self._pages[number]
            self.canvas.lay(_PAGE, page.start, page.end)
            if page.start <= begins:
                begins = page.end
            number += 1
        return begins

    def _read_printed(self, paragraph: Paragraph) -> bool:
        """A paragraph of a text printed whole, or the name above or below it."""
        pieces = self._layout.printed.get(paragraph.start, ())
        for piece in pieces:
            signer = self._signers.get(piece.author) if piece.author is not None else None
            if piece.by == ANNOUNCED and not piece.label:
                self._read_announced(paragraph, signer)
                return True
            voice, manner = (Voice.CUE, None) if piece.label else (Voice.ATTRIBUTED, Manner.DIRECT)
            self.canvas.lay(Paint(voice, rule(f"voices/{piece.by}"), signer, manner), piece.start, piece.end)
            self._report = None
        return bool(pieces)

    def _read_announced(self, paragraph: Paragraph, signer: int | None) -> None:
        """A text without marks under "The board replied:": up to the first sentence that says anew who speaks."""
        speaks = announced_end(paragraph, self._anchors)
        self.canvas.lay(Paint(Voice.ATTRIBUTED, rule(f"voices/{ANNOUNCED}"), signer, Manner.DIRECT), paragraph.start, speaks)
        for sentence in paragraph.sentences:
            if sentence.start >= speaks:
                self._read_sentence(sentence, paragraph)

    def _read_turn(self, paragraph: Paragraph) -> bool:
        """A turn of a dialogue after a dash: all of it is spoken but the words that say by whom."""
        if paragraph.start not in self._layout.dialogue:
            return False
        pieces = self._within(Span(paragraph.start, paragraph.end))
        speaker = pieces[0].attribution if pieces else None
        self.canvas.lay(Paint(Voice.ATTRIBUTED, _TURN, speaker, Manner.DIRECT), paragraph.start, paragraph.end)
        for sentence in paragraph.sentences:
            inside = self._within(sentence)
            for stretch in read_frame(self._article, sentence, inside, self._anchors_in(sentence)) if inside else ():
                if stretch.part is Part.CUE:
                    self._lay(stretch)
        self._report = None
        return True

    def _read_signature(self, paragraph: Paragraph) -> bool:
        """A dash and a name under a quotation."""
        after = self._article.quotes_in(max(0, paragraph.start - _BLANKS), paragraph.start)
        if not after or not signature_name(self._article.text, paragraph.start, paragraph.end):
            return False
        self.canvas.lay(_SIGNATURE, paragraph.start, paragraph.end)
        return True

    def _read_answer(self, paragraph: Paragraph, begins: int) -> bool:
        """A paragraph of a transcript: the label is cue, an answer direct, the interviewer's question the outlet's own."""
        label = self._layout.labels.get(paragraph.start)
        if label is None and paragraph.start in self._layout.turns:
            self.canvas.lay(_ANSWER if self._layout.turns[paragraph.start] else _QUESTION, begins, paragraph.end)
            return True
        if label is None:
            if self._answer is None or self._tells_of_speaker(paragraph):
                self._answer = None
                return False
            if _DIRECTION.match(self._article.text, paragraph.start, paragraph.end):
                self.canvas.lay(_PAGE, begins, paragraph.end)
                return True
            self.canvas.lay(self._answer, begins, paragraph.end)
            return True
        inside = self._within(Span(paragraph.start, paragraph.end))
        attribution = inside[0].attribution if inside else None
        self._answer = _QUESTION if label.asks else Paint(Voice.ATTRIBUTED, _LABEL, attribution, Manner.DIRECT)
        self.canvas.lay(Paint(Voice.CUE, _LABEL, attribution), paragraph.start, label.begins)
        self.canvas.lay(self._answer, label.begins, paragraph.end)
        return True

    def _tells_of_speaker(self, paragraph: Paragraph) -> bool:
        """Whether the outlet speaks again, of somebody who had a label: "Mr Marrow said he would come back"."""
        anchors = self._anchors_in(Span(paragraph.start, paragraph.end))
        return not self._speakers.isdisjoint(_surname(self._mention(anchor.attribution)) for anchor in anchors)

    def _within(self, span: Span) -> list[Piece]:
        """The pieces that share a character with the span, cut to it."""
        number = bisect_right(self._starts, span.start)
        if number and self._pieces[number - 1].end > span.start:
            number -= 1
        found = []
        while number < len(self._pieces) and self._pieces[number].start < span.end:
            piece = self._pieces[number]
            found.append(Piece(max(piece.start, span.start), min(piece.end, span.end), piece.attribution, piece.direct))
            number += 1
        return found

    def _anchors_in(self, span: Span) -> Sequence[Anchor]:
        first = bisect_left(self._anchors, span.start, key=lambda anchor: anchor.start)
        return self._anchors[first : bisect_left(self._anchors, span.end, key=lambda anchor: anchor.start)]

    def _read_sentence(self, sentence: Span, paragraph: Paragraph) -> None:
        pieces = self._within(sentence)
        anchors = self._anchors_in(sentence)
        if (not pieces and not anchors) or self._tells_of_thought(pieces):
            self._read_bare(sentence, paragraph)
            return
        for stretch in read_frame(self._article, sentence, pieces, anchors):
            self._lay(stretch)
        if pieces:
            told = pieces[-1]
            self._report = Report(told.attribution, self._mention(told.attribution))

    def _tells_of_thought(self, pieces: Sequence[Piece]) -> bool:
        """Whether the sole source of the article goes on to tell what somebody else thought: "The board also believed"."""
        report = self._report
        if not pieces or not self._manuscript.sole or report is None or report.left or report.paragraphs or report.ago == 0:
            return False
        numbers = {piece.attribution for piece in pieces}
        return all(self._is_thought(one) and not same_source(report.source, self._mention(one)) for one in numbers)

    def _is_thought(self, number: int | None) -> bool:
        """Whether an attribution tells what its source believes, which another may say of it."""
        cue = self._attributions[number].cue if number is not None else ()
        act = find_act([word for span in cue for word in self._article.words(span.start, span.end).low])
        return act is not None and act[0].sort == "belief"

    def _lay(self, stretch: Stretch) -> None:
        match stretch.part:
            case Part.CUE:
                self.canvas.lay(Paint(Voice.CUE, _CUE, stretch.attribution), stretch.start, stretch.end)
            case Part.BARE if stretch.after_content and not self._shows_outlet(stretch):
                self.canvas.lay(Paint(Voice.UNDETERMINED, _OPEN_SCOPE, stretch.attribution), stretch.start, stretch.end)
            case Part.CONTENT:
                for told in manners(self._article, stretch.start, stretch.end):
                    manner = Manner.DIRECT if stretch.direct else told.manner
                    if manner is None:
                        self.canvas.lay(Paint(Voice.CUE, _CUE, stretch.attribution), told.start, told.end)
                        continue
                    self.canvas.lay(Paint(Voice.ATTRIBUTED, _COVERED, stretch.attribution, manner), told.start, told.end)

    def _shows_outlet(self, stretch: Stretch) -> bool:
        """Whether a clause beside a report has a sign of the outlet's own voice; that it is set against the report is none."""
        evidence = outlet_evidence(self._article.text[stretch.start : stretch.end].lstrip(",;—– "))
        return evidence not in (None, "contrast", "author", "question")

    def _announces(self, sentence: Span, paragraph: Paragraph) -> bool:
        """Whether the sentence leads to a quotation in the next paragraph: "Odell stated,"."""
        if sentence.end < paragraph.end or self._article.text[sentence.end - 1] not in ",:":
            return False
        if not self._article.quotes_in(sentence.end + 1, sentence.end + _BLANKS):
            return False
        found = find_act(self._article.words(sentence.start, sentence.end).low[-_LAST_WORDS:])
        return found is not None and found[0].sort in ("speech", "request", "promise", "judgement")

    def _read_hearsay(self, sentence: Span) -> bool:
        """A sentence that lays something to nobody named: the clause is attributed, the words that do it are cue."""
        found = find_hearsay(self._article.words(sentence.start, sentence.end))
        for hearsay in found:
            for start, end in hearsay.content:
                for told in manners(self._article, start, min(end, sentence.end)):
                    paint = Paint(Voice.ATTRIBUTED if told.manner else Voice.CUE, _HEARSAY, manner=told.manner)
                    self.canvas.lay(paint, told.start, told.end)
            self.canvas.lay(Paint(Voice.CUE, _HEARSAY), *hearsay.cue)
        return bool(found)

    def _read_bare(self, sentence: Span, paragraph: Paragraph) -> None:
        if paragraph.start in self._layout.unread:
            self._report = None
            return
        if self._read_hearsay(sentence):
            self._report = None
            return
        if self._announces(sentence, paragraph):
            self.canvas.lay(Paint(Voice.CUE, _CUE), sentence.start, sentence.end)
            return
        if self._report is None:
            self._read_embedded(sentence)
            return
        if carries_report(self._article, sentence, self._report, paragraph, self._following(sentence), self._manuscript):
            self.canvas.lay(Paint(Voice.UNDETERMINED, _CARRIED_ON, self._report.attribution), sentence.start, sentence.end)
        else:
            self._report.left = True
            self._read_embedded(sentence)
        self._report.ago += 1

    def _mention(self, attribution: int | None) -> str:
        """The words that name the source of an attribution."""
        source = self._attributions[attribution].source if attribution is not None else ()
        return source[0].of(self._article.text) if source else ""

    def _following(self, sentence: Span) -> str | None:
        """The source of the next piece, where it stands in the next paragraph or this; None elsewhere."""
        number = bisect_left(self._starts, sentence.end)
        if number == len(self._pieces):
            return None
        passed = bisect_right(self._paragraphs, self._starts[number]) - bisect_right(self._paragraphs, sentence.start)
        if passed > 1:
            return None
        return self._mention(self._pieces[number].attribution)

    def _read_embedded(self, sentence: Span) -> None:
        """Utterances in a sentence that names no speaker: those of the report before it in the paragraph, or nobody can tell."""
        for quoted in self._article.quotes_in(sentence.start, sentence.end):
            if quoted.speech and quoted.utters(self._article.text):
                report = self._report if self._report and not self._report.paragraphs else None
                voice = Voice.ATTRIBUTED if report else Voice.UNDETERMINED
                manner = Manner.MIXED if report else None
                paint = Paint(voice, _EMBEDDED, report.attribution if report else None, manner)
                self.canvas.lay(paint, max(sentence.start, quoted.start), min(sentence.end, quoted.end))


def _surname(name: str) -> str:
    return name.split()[-1].casefold() if name.split() else ""
