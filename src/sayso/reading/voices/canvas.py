"""Which voice has each character?  A canvas on which later paint covers earlier, read off as runs side by side."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.model.finding import Maker
from sayso.model.span import Span
from sayso.model.statement import Manner, Voice, VoiceRun


class Paint(Struct, frozen=True):
    """What a run says of its characters."""

    voice: Voice
    by: Maker
    attribution: int | None = None
    manner: Manner | None = None


class Canvas:
    """One number a character of the text, which stands for a paint; white space takes the voice of what goes before."""

    def __init__(self, length: int, ground: Paint) -> None:
        self._paints: list[Paint] = [ground]
        self._numbers: dict[tuple[Voice, str, int | None, Manner | None], int] = {}
        self._cells = [0] * length

    def lay(self, paint: Paint, start: int, end: int) -> None:
        """Give a stretch a voice, whatever it had."""
        if start >= end:
            return
        key = (paint.voice, paint.by.name, paint.attribution, paint.manner)
        if key not in self._numbers:
            self._numbers[key] = len(self._paints)
            self._paints.append(paint)
        self._cells[start:end] = [self._numbers[key]] * (end - start)

    def at(self, place: int) -> Paint:
        """The paint of one character."""
        return self._paints[self._cells[place]]

    def runs(self, text: str, spans: Iterable[Span]) -> Sequence[VoiceRun]:
        """The runs of each span, side by side."""
        runs: list[VoiceRun] = []
        for span in spans:
            begins = span.start
            current = self._cells[self._first(text, span)] if len(span) else 0
            for at in range(span.start, span.end):
                if self._cells[at] != current and not text[at].isspace():
                    runs.append(self._run(begins, at, current))
                    begins, current = at, self._cells[at]
            if len(span):
                runs.append(self._run(begins, span.end, current))
        return runs

    def _first(self, text: str, span: Span) -> int:
        return next((at for at in range(span.start, span.end) if not text[at].isspace()), span.start)

    def _run(self, start: int, end: int, number: int) -> VoiceRun:
        paint = self._paints[number]
        return VoiceRun(span=Span(start, end), voice=paint.voice, by=paint.by, attribution=paint.attribution, manner=paint.manner)
