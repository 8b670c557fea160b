"""Who answers for what in a record?  Its sources as rows of a ledger, each with a letter, and each statement's source."""

from collections.abc import Iterable
from string import ascii_uppercase

from msgspec import Struct

from sayso.language.cue_acts import CueAct, find_act
from sayso.model.legible import one_line
from sayso.model.record import Record
from sayso.model.statement import Attribution, Manner, Source, SourceKind, Voice

DOUBTFUL = 0.7
"""The probability below which a statement is marked as uncertain: of such, three in ten or more are wrong."""
UNCERTAIN = "uncertain"
NO_REASON = "no reason printed for leaving the name out"
_KINDS = {
    SourceKind.UNNAMED_PERSON: "person",
    SourceKind.UNNAMED_GROUP: "group",
    SourceKind.OUTLET: "the outlet itself",
    SourceKind.READER: "the reader",
}
_NAMELESS = frozenset({SourceKind.OUTLET, SourceKind.READER, SourceKind.UNCLEAR})
"""Kinds of which nobody would ask for the name."""


class Entry(Struct, frozen=True, kw_only=True):
    """One source as the ledger shows it.

    `label` is its letter (A, B, ... Z, AA), by first mention.  `statements` are the numbers, from 1, of what it says or thinks,
    `attitudes` those of what it is only said to want or plan, `relayed` those that another source says it has made.  `manners`
    counts the statements; `characters` are those of the body that it answers for, white space left out.
    """

    number: int
    label: str
    source: Source
    statements: tuple[int, ...]
    attitudes: tuple[int, ...]
    relayed: tuple[int, ...]
    manners: tuple[tuple[str, int], ...]
    characters: int

    @property
    def name(self) -> str:
        """The fullest name, or the description, legible and on one line."""
        return one_line(self.source.name.value)

    @property
    def kind(self) -> str:
        """What sort of source it is; whether it is named is said apart."""
        return _KINDS.get(self.source.kind, self.source.kind.value)

    @property
    def standing(self) -> str:
        """``named``, ``unnamed``, ``unnamed: official``, or nothing where no name is to be expected."""
        if self.source.kind in _NAMELESS:
            return ""
        if self.source.named:
            return "named"
        return f"unnamed: {one_line(self.source.unnamed_as)}" if self.source.unnamed_as else "unnamed"

    @property
    def anonymous(self) -> bool:
        """Whether it is people whose names are left out; of a body or a document nobody asks the reason."""
        return self.source.kind in (SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP)

    @property
    def said_to_be(self) -> tuple[str, ...]:
        """Its roles and affiliations as printed, each once."""
        return _each_once(found.value for found in (*self.source.roles, *self.source.affiliations))

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its other names as printed, each once, without the fullest."""
        return tuple(name for name in _each_once(found.value for found in self.source.aliases) if name != self.name)


class SourceLedger:
    """The sources of one record, and which of them answer for each of its statements."""

    def __init__(self, record: Record) -> None:
        characters = _characters(record)
        self.entries = tuple(_entry(record, number, source, characters) for number, source in enumerate(record.sources))
        self._answering: dict[int, list[Entry]] = {}
        for entry in self.entries:
            for index in entry.source.statements:
                self._answering.setdefault(index, []).append(entry)

    def of(self, index: int) -> tuple[Entry, ...]:
        """The sources that answer for the attribution at `index`, mostly one; none where it is not resolved."""
        return tuple(self._answering.get(index, ()))

    @property
    def stating(self) -> tuple[Entry, ...]:
        """The sources that say or think something."""
        return tuple(entry for entry in self.entries if entry.statements)


def sole_source(record: Record, ledger: SourceLedger) -> Entry | None:
    """The one source that everything attributed goes back to.

    None where there are several, and where words are laid to somebody who is not known: that may be another.  Whom the source
    quotes in its turn is none: the outlet has it from the one.
    """
    if any(answers(one) and not ledger.of(index) for index, one in enumerate(record.attributions)):
        return None
    if any(run.voice is Voice.ATTRIBUTED and run.attribution is None for run in record.voices):
        return None
    others = [entry for entry in ledger.stating if entry.source.kind is not SourceKind.OUTLET]
    return others[0] if len(others) == 1 and others[0].source.kind is not SourceKind.UNCLEAR else None


def answers(one: Attribution) -> bool:
    """Whether the source answers for the words: it says or thinks them, and is not only said to by another."""
    return one.reports and one.within is None


def relayed_by(record: Record, ledger: SourceLedger, index: int) -> tuple[str, ...]:
    """By whom the statement at `index` is told, the outermost first; nobody where its source says so itself."""
    chain: list[str] = []
    outer = record.attributions[index].within
    while outer is not None and len(chain) < len(record.attributions):
        one = record.attributions[outer]
        printed = one_line(" ".join(span.of(record.document.text) for span in one.source))
        names = " and ".join(entry.name for entry in ledger.of(outer)) or printed or "a source not printed"
        chain.insert(0, names)
        outer = one.within
    return tuple(chain)


def said_how(entry: Entry, characters: int) -> str:
    """``3 statements: 1 direct, 2 indirect; 41% of the text``, of a body that has so many `characters` with a voice."""
    count = len(entry.statements)
    noun = "statement" if count == 1 else "statements"
    manners = [(manner, number) for manner, number in entry.manners if number]
    parts = []
    if len(manners) == 1:
        parts.append(f"{count} {manners[0][0]} {noun}")
    elif manners:
        parts.append(f"{count} {noun}: {', '.join(f'{number} {manner}' for manner, number in manners)}")
    if entry.attitudes:
        parts.append("1 attitude" if len(entry.attitudes) == 1 else f"{len(entry.attitudes)} attitudes")
    if entry.relayed:
        parts.append(f"{len(entry.relayed)} relayed")
    if entry.characters and characters:
        parts.append(f"{round(100 * entry.characters / characters) or '<1'}% of the text")
    return "; ".join(parts) or "nothing that was found"


def doubt(p: float | None) -> str:
    """A probability as it is shown: ``p .83``; the ends of the scale are never claimed.  Nothing where there is none."""
    if p is None:
        return ""
    hundredths = round(p * 100)
    return "p >.99" if hundredths > 99 else "p <.01" if hundredths < 1 else f"p .{hundredths:02}"


def limit() -> str:
    """The probability below which a statement is uncertain, as it is shown: ``.70``."""
    return doubt(DOUBTFUL).removeprefix("p ")


def is_doubtful(attribution: Attribution) -> bool:
    """Whether a reader should look again before relying on it."""
    return attribution.p is not None and attribution.p < DOUBTFUL


def cue_act(record: Record, attribution: Attribution) -> CueAct | None:
    """What the lexicon says of the words that attribute; None where it does not know them."""
    words = " ".join(span.of(record.document.text) for span in attribution.cue).lower().split()
    found = find_act([word.strip(",;:.") or word for word in words])
    return found[0] if found else None


def letters(number: int) -> str:
    """A, B, ... Z, AA, AB: the label of the source with that number, from 0."""
    label = ""
    number += 1
    while number:
        number, place = divmod(number - 1, len(ascii_uppercase))
        label = ascii_uppercase[place] + label
    return label


def _entry(record: Record, number: int, source: Source, characters: dict[int, int]) -> Entry:
    known = [index for index in source.statements if index < len(record.attributions)]
    own = [index for index in known if record.attributions[index].within is None]
    statements = tuple(index + 1 for index in own if record.attributions[index].reports)
    manners = [record.attributions[number - 1].manner for number in statements]
    return Entry(
        number=number,
        label=letters(number),
        source=source,
        statements=statements,
        attitudes=tuple(index + 1 for index in own if not record.attributions[index].reports),
        relayed=tuple(index + 1 for index in known if record.attributions[index].within is not None),
        manners=tuple((manner.value, manners.count(manner)) for manner in Manner),
        characters=sum(characters.get(index, 0) for index in known),
    )


def _characters(record: Record) -> dict[int, int]:
    """The characters of the body that each attribution answers for, as the shares count them."""
    counted: dict[int, int] = {}
    for run in record.voices:
        if run.voice is Voice.ATTRIBUTED and run.attribution is not None:
            length = sum(not letter.isspace() for letter in run.span.of(record.document.text))
            counted[run.attribution] = counted.get(run.attribution, 0) + length
    return counted


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one_line(value) for value in values))
