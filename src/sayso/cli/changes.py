"""How does a terminal show what was changed?  By paragraph: what each change is, and its words marked in their sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sayso.cli.printing import Screen, columns, cut, pad, wrap
from sayso.export.changes import ChangeRows, left_out, totals_in_words, typography_in_words, with_signs
from sayso.export.whereabouts import Read, begins_at
from sayso.model.changes import Change, ChangeKind, Comparison, PairedParagraph
from sayso.model.legible import legible
from sayso.model.span import Span
from sayso.tracing.changes.comparing import PARAGRAPH

_LABEL = 13
"""Columns of the longest class, and two blanks."""
_CONTEXT = 60
"""Characters of the sentence that are shown on either side of a change: what it is about fits, and two lines hold it."""
_LONG = 240
"""Characters of words put in or cut that are shown without ``--full``."""
_MARKS = {"-": ("[-", "-]"), "+": ("{+", "+}")}
_OPEN = {"-": "\ue000", "+": "\ue001"}
_CLOSE = "\ue002"
"""Where colour is to begin and end, while lines are broken; from the article such private signs are taken out."""
_STYLES = {"-": ("red", "struck"), "+": ("green", "underline")}


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
    rows = ChangeRows(shown.paragraphs)
    by_row: dict[int, list[Change]] = {}
    for change in (*shown.changes, *(shown.typography if everything else ())):
        by_row.setdefault(rows.row_of(change), []).append(change)
    for at in sorted(by_row):
        yield ""
        yield _heading(old, new, shown.paragraphs, at, screen)
        for change in sorted(by_row[at], key=lambda one: (one.new, one.old)):
            yield from _lines(old, new, change, rows, screen, full)
    yield ""
    yield from wrap(totals_in_words(shown, totals), screen.width)
    if shown.typography and not everything:
        yield from wrap(f"{typography_in_words(shown.typography)}; --all lists them", screen.width)
    left = (left_out(old.record), left_out(new.record))
    if any(left) and not furniture:
        yield from wrap(f"left out: {left[0]} and {left[1]} blocks around the article; --furniture compares them", screen.width)


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


def _lines(old: Read, new: Read, change: Change, rows: ChangeRows, screen: Screen, full: bool) -> Iterator[str]:
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
    old, new = with_signs(first, change.old), with_signs(second, change.new)
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
