"""Which words lay a statement to somebody?  Looks words up in the table of cues."""

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table


class Cue(Struct, frozen=True):
    """One form of a word that attributes.

    `form` is ``base`` (say), ``third`` (says), ``past`` (said) or ``participle`` (saying); `takes` is what may follow, in the
    words of ``cues.tsv``; `noun` says that the form is as often a noun.
    """

    verb: str
    language: str
    form: str
    sort: str
    takes: frozenset[str]
    noun: bool

    @property
    def reports(self) -> bool:
        """Whether it can stand beside a whole statement: "..., she said", as against "she called it ..."."""
        return not self.takes.isdisjoint(("clause", "that", "quotation"))


def cue_of(word: str) -> Cue | None:
    """The cue that `word`, in lower case, is a form of."""
    return _cues().get(word)


def find_cues(words: Sequence[str]) -> list[int]:
    """The numbers of those words, in lower case, that are a form of a cue, or begin "according to", "went on" and the like."""
    forms = _cue_forms()
    return [] if forms.isdisjoint(words) else [at for at, word in enumerate(words) if word in forms]


def is_speech_verb(word: str, dialogue: bool = False) -> bool:
    """Whether `word` is a form of a verb of saying; with `dialogue`, of a language that may open speech with a dash."""
    cue = _cues().get(word.lower())
    return cue is not None and cue.sort in ("speech", "judgement") and not (dialogue and cue.language == "en")


@cache
def _cue_forms() -> frozenset[str]:
    return frozenset((*_cues(), "according", "went", "goes", "put", "puts", "hears", "heard"))


@cache
def _cues() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for row in read_table("cues"):
        nouns = row["nouns"].split()
        forms = row["forms"].split()
        for number, form in enumerate(forms):
            cue = Cue(
                verb=row["verb"],
                language=row["language"],
                form="past" if number == 0 and forms.count(form) > 1 else _form(form, number, row["language"]),
                sort=row["class"],
                takes=frozenset(row["takes"].split()),
                noun=form in nouns,
            )
            found.setdefault(form, cue)
    return found


def _form(form: str, number: int, language: str) -> str:
    if language != "en":
        return "past"
    if number == 0:
        return "base"
    if form.endswith("ing"):
        return "participle"
    return "third" if number == 1 else "past"
