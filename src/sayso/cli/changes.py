"""How does a terminal show what was changed?  By paragraph: what each change is, and its words marked in their sentence."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sayso.cli.inputs import Read
from sayso.cli.printing import Screen, columns, cut, pad, wrap
from sayso.cli.whereabouts import begins_at, where_are
from sayso.errors import UsageError
from sayso.export.interchange import Changed, Differences
from sayso.model.changes import Change, ChangeKind, Comparison, PairedParagraph
from sayso.model.legible import legible
from sayso.model.span import Span
from sayso.tracing.changes.article import ARTICLE
from sayso.tracing.changes.comparing import PARAGRAPH

NAMES = tuple(kind.value for kind in ChangeKind if kind is not ChangeKind.TYPOGRAPHY)
_LABEL = 13
"""Columns of the longest class, and two blanks."""
_CONTEXT = 60
"""Characters of the sentence that are shown on either side of a change: what it is about fits, and two lines hold it."""
_SIGNS = 4
"""Signs on either side of changed words that may have changed with them: ``, “`` and a blank."""
_LONG = 240
"""Characters of words put in or cut that are shown without ``--full``."""
_MARKS = {"-": ("[-", "-]"), "+": ("{+", "+}")}
_OPEN = {"-": "\ue000", "+": "\ue001"}
_CLOSE = "\ue002"
"""Where colour is to begin and end, while lines are broken; from the article such private signs are taken out."""
_STYLES = {"-": ("red", "struck"), "+": ("green", "underline")}
_PLURALS = {ChangeKind.ORDER: "moved", ChangeKind.WORDING: "rewordings"}
_SINGULARS = {ChangeKind.ORDER: "moved", ChangeKind.WORDING: "rewording"}


def kinds_named(only: str | None) -> frozenset[ChangeKind]:
    """The classes that ``--only`` names, also in the plural or shortened; all but typography where it names none.

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
        raise UsageError("--only names no class", f"the classes are {', '.join(NAMES)}")
    return frozenset(found)


def differences(old: Read, new: Read, shown: Comparison, totals: Counter[ChangeKind], furniture: bool) -> Differences:
    """What ``--json`` prints."""
    rows = _Rows(shown.paragraphs)
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
        left_out=_left_out(old, new, furniture),
    )


def differences_page(
    old: Read,
    new: Read,
    shown: Comparison,
    totals: Counter[ChangeKind],
    screen: Screen,
    furniture: bool,
    everything: bool,
    full: bool,
) -> Iterator[str]:
    """The lines that are printed."""
    for sign, read in (("---", old), ("+++", new)):
        title = read.record.masthead.title
        yield screen.paint(cut(f"{sign} {read.name}{f'  {title.value}' if title else ''}", screen.width), "bold")
    rows = _Rows(shown.paragraphs)
    by_row: dict[int, list[Change]] = {}
    for change in (*shown.changes, *(shown.typography if everything else ())):
        by_row.setdefault(rows.row_of(change), []).append(change)
    for at in sorted(by_row):
        yield ""
        yield _heading(old, new, shown.paragraphs, at, screen)
        for change in sorted(by_row[at], key=lambda one: (one.new, one.old)):
            yield from _lines(old, new, change, rows, screen, full)
    yield ""
    yield from wrap(_totals(shown, totals), screen.width)
    if shown.typography and not everything:
        yield from wrap(_typography(shown.typography), screen.width)
    if any(left := _left_out(old, new, furniture)):
        yield from wrap(f"left out: {left[0]} and {left[1]} blocks around the article; --furniture compares them", screen.width)


class _Rows:
    """Which pair of paragraphs does a change stand in?"""

    def __init__(self, paragraphs: Sequence[PairedParagraph]) -> None:
        self._paragraphs = paragraphs
        self._new = sorted((pair.new.start, at) for at, pair in enumerate(paragraphs) if pair.new)
        self._old = sorted((pair.old.start, at) for at, pair in enumerate(paragraphs) if pair.old)

    def row_of(self, change: Change) -> int:
        """The number of the pair: that of the new words, or, where there are none, that of the old ones."""
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


def _changed(old: Read, new: Read, rows: _Rows, change: Change) -> Changed:
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


def _heading(old: Read, new: Read, paragraphs: Sequence[PairedParagraph], at: int, screen: Screen) -> str:
    """``paragraph 3, was 2`` and where it begins in both originals."""
    pair = paragraphs[at]
    if pair.new_number is None:
        name = f"paragraph {pair.old_number} of the old version"
    else:
        was = f", was {pair.old_number}" if pair.old_number not in (None, pair.new_number) else ""
        name = f"paragraph {pair.new_number}{was}"
    places = [begins_at(read, span) for read, span in ((old, pair.old), (new, pair.new)) if span]
    place = " -> ".join(filter(None, places))
    return f"{screen.paint(pad(name, screen.width - columns(place) - 1), 'bold')} {screen.paint(place, 'dim')}".rstrip()


def _lines(old: Read, new: Read, change: Change, rows: _Rows, screen: Screen, full: bool) -> Iterator[str]:
    label = change.kind.value
    note = f" (also {', '.join(kind.value for kind in change.also)})" if change.also else ""
    if change.kind is ChangeKind.TYPOGRAPHY:
        note = f" ({change.by.name.removeprefix('changes/').replace('-', ' ')})"
    if change.kind is ChangeKind.ORDER:
        numbers = rows.numbers(change)
        body = (
            f"moved from paragraph {numbers[0]} to {numbers[1]}: {_clean(_short(change.new.of(new.record.document.text), full))}"
        )
    elif change.by.name == PARAGRAPH:
        old_words, new_words = change.old.of(old.record.document.text), change.new.of(new.record.document.text)
        body = _marked("-", _short(old_words, full), screen) if old_words else _marked("+", _short(new_words, full), screen)
    else:
        body = _in_context(old.record.document.text, new.record.document.text, change, rows.context(change), screen, full)
    indent = " " * (_LABEL + 2)
    for at, line in enumerate(_painted(wrap(body + note, screen.width - len(indent)), screen)):
        yield (f"  {screen.paint(pad(label, _LABEL), 'yellow')}" if at == 0 else indent) + line


def _in_context(first: str, second: str, change: Change, within: Span, screen: Screen, full: bool) -> str:
    """The changed words, marked, with what stands around them in the second version."""
    old, new = _with_signs(first, change.old), _with_signs(second, change.new)
    one, other = old.of(first), new.of(second)
    head = tail = 0
    while head < min(len(one), len(other)) and one[head] == other[head] and not one[head].isalnum():
        head += 1
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail] and not one[-1 - tail].isalnum():
        tail += 1
    one, other = one[head : len(one) - tail], other[head : len(other) - tail]
    pieces = [
        _marked("-", _short(one, full), screen) if one.strip() else "",
        _marked("+", _short(other, full), screen) if other.strip() else "",
    ]
    before, after = _around(second, Span(new.start + head, new.end - tail), within)
    blank = " " if not one.strip() and not other.strip() else ""
    return f"{_clean(before)}{blank}{''.join(pieces)}{_clean(after)}"


def _with_signs(text: str, span: Span) -> Span:
    """The span with the signs beside it that are of no word, within its line."""
    start, end = span.start, span.end
    while start > max(0, span.start - _SIGNS) and not text[start - 1].isalnum() and text[start - 1] != "\n":
        start -= 1
    while end < min(len(text), span.end + _SIGNS) and not text[end].isalnum() and text[end] != "\n":
        end += 1
    return Span(start, end)


def _marked(sign: str, words: str, screen: Screen) -> str:
    opens, closes = _MARKS[sign]  # in colour too: where a terminal strikes nothing through, "12" and "14" would read 1214
    if screen.colour:
        opens, closes = _OPEN[sign] + opens, closes + _CLOSE
    bare = words.strip()
    lead = words[: len(words) - len(words.lstrip())]
    return f"{lead}{opens}{_clean(bare)}{closes}{words[len(lead) + len(bare) :]}"


def _around(text: str, span: Span, within: Span) -> tuple[str, str]:
    """What stands before and after a span in its paragraph, cut between words."""
    start, end = max(within.start, span.start - _CONTEXT), min(within.end, span.end + _CONTEXT)
    before, after = text[start : span.start], text[span.end : end]
    if start > within.start:
        before = "… " + before.partition(" ")[2]
    if end < within.end:
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _short(words: str, full: bool) -> str:
    return words if full or len(words) <= _LONG else words[:_LONG].rpartition(" ")[0] + " …"


def _clean(words: str) -> str:
    return legible("".join(f"<U+{ord(sign):04X}>" if "\ue000" <= sign <= "\ue002" else sign for sign in words)).replace("\n", " ")


def _painted(lines: Iterable[str], screen: Screen) -> Iterator[str]:
    """Lines with the private signs turned to colour, which begins anew on every line."""
    styles: tuple[str, ...] = ()
    for line in lines:
        pieces, start = [], 0
        for at, sign in enumerate(line):
            if "\ue000" <= sign <= "\ue002":
                pieces.append(screen.paint(line[start:at], *styles))
                styles = next((_STYLES[kind] for kind, opens in _OPEN.items() if opens == sign), ())
                start = at + 1
        yield "".join((*pieces, screen.paint(line[start:], *styles)))


def _totals(shown: Comparison, totals: Counter[ChangeKind]) -> str:
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


def _typography(typography: Sequence[Change]) -> str:
    sorts = Counter(change.by.name.removeprefix("changes/").replace("-", " ") for change in typography)
    counted = ", ".join(f"{number} {name}" for name, number in sorted(sorts.items(), key=lambda one: (-one[1], one[0])))
    places = f"{len(typography)} place{'s' if len(typography) != 1 else ''}"
    return f"typography alone differs in {places} ({counted}); --all lists them"


def _left_out(old: Read, new: Read, furniture: bool) -> tuple[int, int]:
    if furniture:
        return 0, 0
    first, second = (sum(block.role not in ARTICLE for block in read.record.document.blocks) for read in (old, new))
    return first, second
