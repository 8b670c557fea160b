"""What voice has each sentence?  Goes through the paragraphs in order, remembering what was reported last."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.language.cue_acts import find_act
from sayso.language.labels import signature_name
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner, Voice
from sayso.reading.voices.article import Article, Paragraph
from sayso.reading.voices.bare import Report, carries_report
from sayso.reading.voices.canvas import Canvas, Paint
from sayso.reading.voices.frames import Part, Stretch, read_frame
from sayso.reading.voices.hearsay import find_hearsay
from sayso.reading.voices.manners import manners
from sayso.reading.voices.reports import Anchor, Piece
from sayso.reading.voices.unclaimed import find_answers, find_letters, find_transcript

_OWN = rule("voices/else-own")
_QUESTION = Paint(Voice.OWN, rule("voices/interviewer"))
_ANSWER = Paint(Voice.ATTRIBUTED, rule("voices/interview-answer"), manner=Manner.DIRECT)
_LETTER = Paint(Voice.ATTRIBUTED, rule("voices/signed-letter"), manner=Manner.DIRECT)
_SIGNATURE = Paint(Voice.CUE, rule("voices/signature"))
_LABEL = rule("voices/speaker-label")
_PAGE = Paint(Voice.FURNITURE, rule("voices/page-line"))
_COVERED = rule("voices/covered-by-attribution")
_CUE = rule("voices/attributing-clause")
_OPEN_SCOPE = rule("voices/open-scope")
_EMBEDDED = rule("voices/quotation-without-speaker")
_HEARSAY = rule("voices/hearsay")
_CARRIED_ON = rule("voices/report-carried-on")


_WORD = re.compile(r"\w+")
_FEW_WORDS = 4
"""Words of a quotation that may be no utterance: an echo, a name."""
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
    ) -> None:
        self.canvas = Canvas(len(article.text), Paint(Voice.OWN, _OWN))
        self._article = article
        self._attributions = attributions
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]
        self._anchors = anchors
        self._pages = pages
        self._labels = find_transcript(article)
        self._letters, self._signatures = find_letters(article)
        self._turns = {} if self._labels else find_answers(article)
        self._answer: Paint | None = None
        """How the paragraphs after a label are painted, in a transcript."""
        self._report: Report | None = None

    def read(self, paragraph: Paragraph) -> None:
        """Lay the voices of one paragraph."""
        begins = self._past_furniture(paragraph)
        if begins >= paragraph.end:
            return
        if self._read_letter(paragraph) or self._read_signature(paragraph) or self._read_answer(paragraph, begins):
            return
        if self._report:
            self._report.paragraphs += 1
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

    def _read_letter(self, paragraph: Paragraph) -> bool:
        for spans, paint in ((self._letters, _LETTER), (self._signatures, _SIGNATURE)):
            number = bisect_right(spans, paragraph.start, key=lambda span: span.start) - 1
            if number >= 0 and spans[number].end >= paragraph.end:
                self.canvas.lay(paint, paragraph.start, paragraph.end)
                self._report = None
                return True
        return False

    def _read_signature(self, paragraph: Paragraph) -> bool:
        """A dash and a name under a quotation."""
        after = self._article.quotes_in(max(0, paragraph.start - _BLANKS), paragraph.start)
        if not after or not signature_name(self._article.text, paragraph.start, paragraph.end):
            return False
        self.canvas.lay(_SIGNATURE, paragraph.start, paragraph.end)
        return True

    def _read_answer(self, paragraph: Paragraph, begins: int) -> bool:
        """A paragraph of a transcript: the label is cue, an answer direct, the interviewer's question the outlet's own."""
        label = self._labels.get(paragraph.start)
        if label is None and paragraph.start in self._turns:
            self.canvas.lay(_ANSWER if self._turns[paragraph.start] else _QUESTION, begins, paragraph.end)
            return True
        if label is None:
            if self._answer is None:
                return False
            self.canvas.lay(self._answer, begins, paragraph.end)
            return True
        inside = self._within(Span(paragraph.start, paragraph.end))
        attribution = inside[0].attribution if inside else None
        self._answer = _QUESTION if label.asks else Paint(Voice.ATTRIBUTED, _LABEL, attribution, Manner.DIRECT)
        self.canvas.lay(Paint(Voice.CUE, _LABEL, attribution), paragraph.start, label.begins)
        self.canvas.lay(self._answer, label.begins, paragraph.end)
        return True

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

    def _read_sentence(self, sentence: Span, paragraph: Paragraph) -> None:
        pieces = self._within(sentence)
        first = bisect_left(self._anchors, sentence.start, key=lambda anchor: anchor.start)
        last = bisect_left(self._anchors, sentence.end, key=lambda anchor: anchor.start)
        anchors = self._anchors[first:last]
        if not pieces and not anchors:
            self._read_bare(sentence, paragraph)
            return
        for stretch in read_frame(self._article, sentence, pieces, anchors):
            self._lay(stretch)
        if pieces:
            told = pieces[-1]
            self._report = Report(told.attribution, self._mention(told.attribution))

    def _lay(self, stretch: Stretch) -> None:
        match stretch.part:
            case Part.CUE:
                self.canvas.lay(Paint(Voice.CUE, _CUE, stretch.attribution), stretch.start, stretch.end)
            case Part.BARE if stretch.after_content:
                self.canvas.lay(Paint(Voice.UNDETERMINED, _OPEN_SCOPE, stretch.attribution), stretch.start, stretch.end)
            case Part.CONTENT:
                for told in manners(self._article, stretch.start, stretch.end):
                    manner = Manner.DIRECT if stretch.direct else told.manner
                    if manner is None:
                        self.canvas.lay(Paint(Voice.CUE, _CUE, stretch.attribution), told.start, told.end)
                        continue
                    self.canvas.lay(Paint(Voice.ATTRIBUTED, _COVERED, stretch.attribution, manner), told.start, told.end)

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
        if self._read_hearsay(sentence):
            self._report = None
            return
        if self._announces(sentence, paragraph):
            self.canvas.lay(Paint(Voice.CUE, _CUE), sentence.start, sentence.end)
            return
        if self._report is None:
            self._read_embedded(sentence)
            return
        if carries_report(self._article, sentence, self._report, paragraph, self._following(sentence)):
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
        """The source of the piece that opens the next paragraph; None where none does."""
        number = bisect_left(self._starts, sentence.end)
        if number == len(self._pieces) or self._article.text.count("\n\n", sentence.end, self._starts[number]) > 1:
            return None
        return self._mention(self._pieces[number].attribution)

    def _read_embedded(self, sentence: Span) -> None:
        """Utterances in a sentence that names no speaker: those of the report before it in the paragraph, or nobody can tell."""
        for quoted in self._article.quotes_in(sentence.start, sentence.end):
            if quoted.speech and len(_WORD.findall(quoted.of(self._article.text))) > _FEW_WORDS:
                report = self._report if self._report and not self._report.paragraphs else None
                voice = Voice.ATTRIBUTED if report else Voice.UNDETERMINED
                manner = Manner.MIXED if report else None
                paint = Paint(voice, _EMBEDDED, report.attribution if report else None, manner)
                self.canvas.lay(paint, max(sentence.start, quoted.start), min(sentence.end, quoted.end))
