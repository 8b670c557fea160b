"""How much of a piece is whose?  The share of its body that each voice has, and how many sources stand behind it."""

from msgspec import Struct

from sayso.model.record import Record
from sayso.model.statement import Voice


class VoiceShares(Struct, frozen=True, kw_only=True):
    """Characters of the body by voice, white space and cues left out, and the sources that answer for the attributed ones.

    `counts` are code points in a fixed order: direct, indirect, mixed, own, undetermined, furniture.  `named_sources` and
    `sources` count sources with at least one attributed run; both are None where the record resolves no sources.
    """

    counts: tuple[tuple[str, int], ...]
    cue: int
    named_sources: int | None
    sources: int | None

    @property
    def characters(self) -> int:
        """The characters that somebody answers for, or may: the whole of which the shares are parts."""
        return sum(count for name, count in self.counts if name != Voice.FURNITURE.value)

    @property
    def shares(self) -> tuple[tuple[str, float], ...]:
        """The part of each voice, from 0 to 1; furniture is no part.  Undetermined is always among them, be it 0."""
        whole = self.characters
        return tuple((name, count / whole if whole else 0.0) for name, count in self.counts if name != Voice.FURNITURE.value)

    @property
    def single_source(self) -> bool | None:
        """Whether all that is attributed goes back to one source; None where no sources are resolved."""
        return None if self.sources is None else self.sources == 1


def voice_shares(record: Record) -> VoiceShares:
    """The shares of one record; a run counts by its own manner, and not by that of the whole statement it belongs to."""
    names = ("direct", "indirect", "mixed", Voice.OWN.value, Voice.UNDETERMINED.value, Voice.FURNITURE.value)
    counts = dict.fromkeys(names, 0)
    cue = 0
    answering: set[int] = set()
    for run in record.voices:
        length = sum(not letter.isspace() for letter in run.span.of(record.document.text))
        if run.voice is Voice.CUE:
            cue += length
            continue
        if run.voice is Voice.ATTRIBUTED and run.attribution is not None:
            answering.add(run.attribution)
        counts[run.manner.value if run.manner else run.voice.value] += length
    sources = [source for source in record.sources if not answering.isdisjoint(source.statements)]
    return VoiceShares(
        counts=tuple(counts.items()),
        cue=cue,
        named_sources=sum(source.named for source in sources) if record.sources else None,
        sources=len(sources) if record.sources else None,
    )
