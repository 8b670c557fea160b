"""What was changed between two versions, ready to be printed or drawn: where each change stands, and how many of each class."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from sayso.errors import UsageError
from sayso.export.interchange import Changed, Differences
from sayso.export.whereabouts import Read, where_are
from sayso.model.changes import Change, ChangeKind, Comparison, PairedParagraph
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.tracing.changes.article import ARTICLE

NAMES = tuple(kind.value for kind in ChangeKind if kind is not ChangeKind.TYPOGRAPHY)
STRANGERS = 0.2
"""Share of the shorter text's words that two versions of an article have in common at the very least; two articles of one subject
share a tenth, in their small words."""
_SIGNS = 4
"""Signs on either side of changed words that may have changed with them: ``, “`` and a blank."""


def kinds_named(only: str | None) -> frozenset[ChangeKind]:
    """The classes that `only` names, commas between, also in the plural or shortened; all but typography where it is None.

    Raises UsageError for a name that is none.
    """
    if only is None:
        return frozenset(ChangeKind) - {ChangeKind.TYPOGRAPHY}
    found = set()
    for name in filter(None, (part.strip().lower() for part in only.split(","))):
        kinds = [kind for kind in NAMES if name in (kind, kind + "s") or (len(name) > 1 and kind.startswith(name))]
        if len(kinds) != 1:
            raise UsageError(f"{name} is no class of changes", f"the classes are {', '.join(NAMES)}")
        found.add(ChangeKind(kinds[0]))
    if not found:
        raise UsageError("no class is named", f"the classes are {', '.join(NAMES)}")
    return frozenset(found)


def are_strangers(comparison: Comparison) -> bool:
    """Whether the two share so few words that they may not be versions of one article."""
    return comparison.shared_words < STRANGERS * min(comparison.old_words, comparison.new_words)


def differences(old: Read, new: Read, shown: Comparison, totals: Counter[ChangeKind], furniture: bool) -> Differences:
    """What ``--json`` prints."""
    rows = ChangeRows(shown.paragraphs)
    return Differences(
        old=old.name,
        new=new.name,
        changes=tuple(_changed(old, new, rows, change) for change in shown.changes),
        typography=tuple(_changed(old, new, rows, change) for change in shown.typography),
        totals={kind.value: totals[kind] for kind in ChangeKind if totals[kind]},
        paragraphs=shown.paragraphs,
        same_paragraphs=shown.same_paragraphs,
        old_words=shown.old_words,
        new_words=shown.new_words,
        shared_words=shown.shared_words,
        left_out=(0, 0) if furniture else (left_out(old.record), left_out(new.record)),
    )


class ChangeRows:
    """Which pair of paragraphs does a change stand in?"""

    def __init__(self, paragraphs: Sequence[PairedParagraph]) -> None:
        self._paragraphs = paragraphs
        self._new = sorted((pair.new.start, at) for at, pair in enumerate(paragraphs) if pair.new)
        self._old = sorted((pair.old.start, at) for at, pair in enumerate(paragraphs) if pair.old)

    def row_of(self, change: Change) -> int:
        """The number of the pair among all of them: that of the new words, or, where there are none, that of the old ones."""
        starts, place = (self._new, change.new.start) if len(change.new) else (self._old, change.old.start)
        at = bisect_right(starts, (place, len(self._paragraphs))) - 1
        return starts[max(0, at)][1] if starts else 0

    def context(self, change: Change) -> Span:
        """The paragraph of the second version in which the change is shown; where it stands between two, its own words alone."""
        new = self._paragraphs[self.row_of(change)].new
        return new if new is not None and new.covers(change.new) else change.new

    def numbers(self, change: Change) -> tuple[int | None, int | None]:
        """The numbers of its paragraphs in the first version and in the second."""
        pair = self._paragraphs[self.row_of(change)]
        return pair.old_number, pair.new_number


def _changed(old: Read, new: Read, rows: ChangeRows, change: Change) -> Changed:
    numbers = rows.numbers(change)
    return Changed(
        kind=change.kind,
        also=change.also,
        old=where_are(old, (change.old,))[0],
        new=where_are(new, (change.new,))[0],
        old_paragraph=numbers[0],
        new_paragraph=numbers[1],
        by=change.by,
    )


def totals_in_words(shown: Comparison, totals: Counter[ChangeKind]) -> str:
    """How many changes there are of each class, and how many of all are shown."""
    counted = ", ".join(_counted(kind, totals[kind]) for kind in ChangeKind if totals[kind]) or "no word differs"
    paragraphs = f"{shown.same_paragraphs} of {len(shown.paragraphs)} paragraphs the same"
    hidden = totals.total() - len(shown.changes)
    return f"{counted}; {paragraphs}" + (f"; {len(shown.changes)} of {totals.total()} changes shown" if hidden else "")


def _counted(kind: ChangeKind, number: int) -> str:
    if kind is ChangeKind.WORDING:
        return f"{number} rewording{'s' if number != 1 else ''}"
    if kind is ChangeKind.ORDER:
        return f"{number} moved"
    if kind is ChangeKind.HEADLINE:
        return "the headline" if number == 1 else f"{number} headlines"
    return f"{number} {kind.value}{'s' if number != 1 else ''}"


def typography_in_words(typography: Sequence[Change]) -> str:
    """In how many places no word differs but how it is set."""
    sorts = Counter(change.by.name.removeprefix("changes/").replace("-", " ") for change in typography)
    counted = ", ".join(f"{number} {name}" for name, number in sorted(sorts.items(), key=lambda one: (-one[1], one[0])))
    places = f"{len(typography)} place{'s' if len(typography) != 1 else ''}"
    return f"typography alone differs in {places} ({counted})"


def left_out(record: Record) -> int:
    """How many blocks are no part of the article, and were not compared."""
    return sum(block.role not in ARTICLE for block in record.document.blocks)


def with_signs(text: str, span: Span) -> Span:
    """The span with the signs beside it that are of no word, within its line."""
    start, end = span.start, span.end
    while start > max(0, span.start - _SIGNS) and not text[start - 1].isalnum() and text[start - 1] != "\n":
        start -= 1
    while end < min(len(text), span.end + _SIGNS) and not text[end].isalnum() and text[end] != "\n":
        end += 1
    return Span(start, end)
