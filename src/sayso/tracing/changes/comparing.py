"""How do two versions line up?  Paragraphs first, then the sentences of paired paragraphs, then the words of paired sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sayso.language.amounts import is_amount
from sayso.model.changes import Change, ChangeKind, Comparison, PairedParagraph, mirror
from sayso.model.document import Role
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.tracing.changes.article import Article, Stretch
from sayso.tracing.changes.classes import Namer, class_of, side_of
from sayso.tracing.changes.pairing import Unit, likeness, pair_units
from sayso.tracing.changes.typography import MARKS_ADDED, between, find_at_edges, find_typography, typography
from sayso.tracing.changes.words import Run, compare_words
from sayso.tracing.sequence import Pairs, longest_chain

PARAGRAPH = "changes/paragraph"
"""The rule that tells of a whole paragraph put in or cut."""
_AT_THE_HEAD = (Role.HEADLINE, Role.STANDFIRST, Role.BYLINE)
"""Blocks that are the same by what they are for: the new headline is the old one rewritten, whatever its words."""
_SPLIT = 0.6
"""Share of a unit's words that its neighbour's counterpart must have to spare, for one that was split or joined."""
_CARRIED = 0.8
"""Words in common from which a sentence that was cut in one paragraph and put into another is called moved."""
_CARRIED_WORDS = 6
"""The fewest words of such a sentence; shorter ones are said twice."""
_JOINING = (ChangeKind.ATTRIBUTION, ChangeKind.QUOTATION, ChangeKind.WORDING)
_JOINED = 2
"""Words that may stay between two changes of these classes for them to be one: "we see no reason", "there is no reason"."""
_NOWHERE = 2.0
"""A share of words in common that no two units have."""

_EDGE = 4
"""Signs beside a word among which its quotation mark stands: a blank, a bracket and two marks."""

Group = tuple[list[int], list[int]]
"""Units that belong together, by their numbers on both sides."""
Paired = tuple[list[Stretch], list[Stretch]]
"""The same as stretches of the two versions."""


class Told(Struct, frozen=True):
    """A run of words with what it is called, what else it is, and by which rule."""

    run: Run
    kind: ChangeKind
    also: tuple[ChangeKind, ...]
    rule: str


class Row(Struct, frozen=True):
    """A paragraph of either side with its counterpart, and where on both sides the row stands."""

    old: Stretch | None
    new: Stretch | None
    same: bool
    moved: bool
    places: tuple[int, int]


class Comparer:
    """The comparison of two versions while it is made."""

    def __init__(self, a: Article, b: Article) -> None:
        self.a, self.b = a, b
        self.namers = Namer(a), Namer(b)
        self._by_paragraph = _by_paragraph(a), _by_paragraph(b)
        self.changes: list[Change] = []
        self.typography: list[Change] = []
        self.rows: list[Row] = []
        self.left: tuple[list[Stretch], list[Stretch]] = ([], [])
        """Sentences of either side that have no counterpart in their place."""
        self.partners = [-1] * len(a.keys), [-1] * len(b.keys)
        """For each word of either side the word of the other that it is, -1 where there is none."""
        self._known_before: dict[int, list[int]] = {}
        self._known_closing: dict[int, dict[int, int]] = {}

    def compare(self, turned: bool = False) -> Comparison:
        """The result; with `turned`, as it is seen from the second version."""
        lone = self._compare_paragraphs()
        self._carry_sentences()
        self._tell_left()
        for number, stretch in lone:
            self._add_row(stretch if number == 0 else None, stretch if number == 1 else None, same=False, moved=False)
        rows = sorted(self.rows, key=lambda row: row.places if turned else row.places[::-1])
        return Comparison(
            changes=_in_order(self.changes, turned),
            typography=_in_order(self.typography, turned),
            paragraphs=tuple(_pair(row, turned) for row in rows),
            old_words=len((self.b if turned else self.a).keys),
            new_words=len((self.a if turned else self.b).keys),
            shared_words=sum(partner >= 0 for partner in self.partners[0]),
        )

    def _compare_paragraphs(self) -> list[tuple[int, Stretch]]:
        """Pair the paragraphs and compare the pairs; what is left has the number of its side beside it."""
        old, new = self.a.paragraphs, self.b.paragraphs
        heads = [
            pair
            for role in _AT_THE_HEAD
            for pair in zip([one for one in old if one.role is role], [one for one in new if one.role is role], strict=False)
        ]
        taken = {id(one) for pair in heads for one in pair}
        rest_a = [one for one in old if id(one) not in taken]
        rest_b = [one for one in new if id(one) not in taken]
        units = _units(self.a, rest_a), _units(self.b, rest_b)
        pairing = pair_units(*units)
        groups, moved = _absorbed(pairing.chain, pairing.moved, *units, rest_a, rest_b)
        aligned: list[Paired] = [([first], [second]) for first, second in heads]
        aligned += [([rest_a[i] for i in rows], [rest_b[j] for j in columns]) for rows, columns in groups]
        shifted = [([rest_a[i] for i in rows], [rest_b[j] for j in columns]) for rows, columns in moved]
        places = [(one[0].paragraph, other[0].paragraph) for one, other in aligned]
        weights = [sum(stretch.last - stretch.first for stretch in (*one, *other)) for one, other in aligned]
        kept = set(longest_chain(places, weights))
        shifted += [group for at, group in enumerate(aligned) if at not in kept]  # a byline that went from the head to the foot
        for at, (old_ones, new_ones) in enumerate(aligned):
            self._compare_group(old_ones, new_ones, at not in kept, whole=at < len(heads))
        for old_ones, new_ones in shifted[: len(moved)]:
            self._compare_group(old_ones, new_ones, moved=True)
        self._tell_moved(sorted(shifted, key=lambda group: group[0][0].first))
        done = {i for rows, _ in groups + moved for i in rows}, {j for _, columns in groups + moved for j in columns}
        alone = [(0, one) for i, one in enumerate(rest_a) if i not in done[0]] + [
            (1, one) for j, one in enumerate(rest_b) if j not in done[1]
        ]
        for number, one in alone:
            self.left[number].extend(self._sentences(number, [one]))
        return alone

    def _compare_group(self, old: list[Stretch], new: list[Stretch], moved: bool, whole: bool = False) -> None:
        """Compare paragraphs that belong together, sentence by sentence or, what stands at the head, as a whole."""
        same = _same(self.a, self.b, old, new)
        if same or whole:
            self._compare_words(old, new)
        else:
            self._compare_sentences(*(self._sentences(side, some) for side, some in ((0, old), (1, new))))
        for at in range(max(len(old), len(new))):
            self._add_row(old[min(at, len(old) - 1)], new[min(at, len(new) - 1)], same, moved)

    def _sentences(self, side: int, paragraphs: Iterable[Stretch]) -> list[Stretch]:
        return [sentence for one in paragraphs for sentence in self._by_paragraph[side][one.paragraph]]

    def _compare_sentences(self, old: list[Stretch], new: list[Stretch]) -> None:
        units = _units(self.a, old), _units(self.b, new)
        pairing = pair_units(*units)
        groups, moved = _absorbed(pairing.chain, pairing.moved, *units, old, new)
        done_a, done_b = set(), set()
        for rows, columns in groups + moved:
            self._compare_words([old[i] for i in rows], [new[j] for j in columns])
            done_a.update(rows)
            done_b.update(columns)
        self._tell_moved([([old[i] for i in rows], [new[j] for j in columns]) for rows, columns in moved])
        self.left[0].extend(one for i, one in enumerate(old) if i not in done_a)
        self.left[1].extend(one for j, one in enumerate(new) if j not in done_b)

    def _compare_words(self, old: list[Stretch], new: list[Stretch]) -> None:
        first, second = (old[0].first, old[-1].last), (new[0].first, new[-1].last)
        runs, pairs = compare_words(self.a, self.b, first, second)
        for i, j in pairs:
            self.partners[0][i], self.partners[1][j] = j, i
        role = old[0].role if old[0].role is Role.HEADLINE else new[0].role
        edges = set(self._tell_marks(pairs, role))
        self.typography.extend(find_typography(self.a, self.b, pairs, edges))
        ends = (_joint(some) for some in (old, new))
        self.typography.extend(find_at_edges(self.a, self.b, pairs, *ends))
        told: list[Told] = []
        for run in runs:
            if "".join(self.a.keys[run.a0 : run.a1]) == "".join(self.b.keys[run.b0 : run.b1]):
                spans = self._span(self.a, run.a0, run.a1, first), self._span(self.b, run.b0, run.b1, second)
                self.typography.append(typography(*spans, "hyphens"))
                continue
            sides = (
                side_of(self.a, self.namers[0], run.a0, run.a1, *first),
                side_of(self.b, self.namers[1], run.b0, run.b1, *second),
            )
            one = Told(run, *class_of(*sides, role))
            told.append(self._whole_figure(one, first, second) if one.kind is ChangeKind.FIGURE else one)
        for one in self._joined(told):
            old_span = self._span(self.a, one.run.a0, one.run.a1, first)
            new_span = self._span(self.b, one.run.b0, one.run.b1, second)
            self.changes.append(Change(kind=one.kind, old=old_span, new=new_span, by=rule(f"changes/{one.rule}"), also=one.also))

    def _whole_figure(self, one: Told, first: tuple[int, int], second: tuple[int, int]) -> Told:
        """A changed figure with the words before it that it is joined to by a hyphen: "thirty-one" whole."""
        run = one.run
        while run.a0 > first[0] and run.b0 > second[0] and _is_joined(self.a, run.a0) and _is_joined(self.b, run.b0):
            run = Run(run.a0 - 1, run.a1, run.b0 - 1, run.b1)
        return replace(one, run=run)

    def _joined(self, told: Iterable[Told]) -> list[Told]:
        """Neighbours of one class as one change; in a headline all of them."""
        joined: list[Told] = []
        for one in told:
            before = joined[-1] if joined else None
            if before is None or before.kind is not one.kind or not self._belong(before, one):
                joined.append(one)
                continue
            run = Run(before.run.a0, one.run.a1, before.run.b0, one.run.b1)
            also = tuple(kind for kind in ChangeKind if kind in (*before.also, *one.also))
            joined[-1] = Told(run, one.kind, also, before.rule if before.rule == one.rule else one.kind.value)
        return joined

    def _belong(self, before: Told, after: Told) -> bool:
        if before.kind is ChangeKind.HEADLINE:
            return True
        if before.kind not in _JOINING or after.run.a0 - before.run.a1 > _JOINED:
            return False
        sides = ((self.a, before.run.a1, after.run.a0, after.run.a1), (self.b, before.run.b1, after.run.b0, after.run.b1))
        between = (
            side.text[side.ends[end - 1] if end else 0 : side.starts[first]] for side, end, first, last in sides if first < last
        )
        return not any(sign in text for text in between for sign in ".!?")

    def _tell_marks(self, pairs: Pairs, role: Role) -> Iterator[int]:
        """Words that stay and have got quotation marks around them, or lost them; yields the words at their edges."""
        run: Pairs = []
        for i, j in (*pairs, (-1, -1)):
            differ = i >= 0 and (self.a.quoted[i] > 0) != (self.b.quoted[j] > 0)
            if run and not (differ and (i - 1, j - 1) == run[-1]):
                yield from self._tell_marked(run, role)
                run = []
            if differ:
                run.append((i, j))

    def _tell_marked(self, run: Pairs, role: Role) -> Iterator[int]:
        """Unless no mark is seen at either edge: then one mark elsewhere has turned all that follows it inside out."""
        (i0, j0), (i1, j1) = run[0], run[-1]
        edges = ((_edge(self.a, i0, i0), _edge(self.b, j0, j0)), (_edge(self.a, i1 + 1, i1), _edge(self.b, j1 + 1, j1)))
        if not any(between(old, new) == MARKS_ADDED for old, new in edges):
            return
        kind, also = (ChangeKind.HEADLINE, (ChangeKind.QUOTATION,)) if role is Role.HEADLINE else (ChangeKind.QUOTATION, ())
        old, new = Span(self.a.starts[i0], self.a.ends[i1]), Span(self.b.starts[j0], self.b.ends[j1])
        self.changes.append(Change(kind=kind, old=old, new=new, by=rule("changes/quotation-marks"), also=also))
        yield from (i0, i1 + 1)

    def _tell_moved(self, groups: Sequence[Paired]) -> None:
        """Stretches that stand elsewhere, each run of neighbours that moved together as one."""
        runs: list[list[Paired]] = []
        for group in groups:
            if runs and all(before[-1].last == one[0].first for before, one in zip(runs[-1][-1], group, strict=True)):
                runs[-1].append(group)
            else:
                runs.append([group])
        for run in runs:
            old, new = (Span(run[0][side][0].span.start, run[-1][side][-1].span.end) for side in (0, 1))
            self.changes.append(Change(kind=ChangeKind.ORDER, old=old, new=new, by=rule("changes/moved")))

    def _carry_sentences(self) -> None:
        """Sentences cut in one place and put in at another are moved, also across paragraphs."""
        old, new = (sorted(left, key=lambda one: one.first) for left in self.left)
        units = _units(self.a, old), _units(self.b, new)
        pairing = pair_units(*units, floor=_NOWHERE)
        found = [
            (i, j)
            for i, j in sorted(pairing.chain + pairing.moved)
            if min(len(units[0][i]), len(units[1][j])) >= _CARRIED_WORDS
            and likeness(Counter(units[0][i]), Counter(units[1][j])) >= _CARRIED
        ]
        for i, j in found:
            self._compare_words([old[i]], [new[j]])
        self._tell_moved([([old[i]], [new[j]]) for i, j in found])
        done = {i for i, _ in found}, {j for _, j in found}
        self.left = (
            [one for i, one in enumerate(old) if i not in done[0]],
            [one for j, one in enumerate(new) if j not in done[1]],
        )

    def _tell_left(self) -> None:
        """What was cut and what was put in: neighbouring sentences of one paragraph as one change."""
        for number, kind in ((0, ChangeKind.CUT), (1, ChangeKind.INSERTION)):
            article = (self.a, self.b)[number]
            for run in _runs(self.left[number]):
                whole = article.paragraphs[run[0].paragraph]
                lone = run[0].first == whole.first and run[-1].last == whole.last
                span = whole.span if lone else Span(run[0].span.start, run[-1].span.end)
                place = self._place(number, run[0].first)
                here = Span(place, place)
                old, new = (span, here) if number == 0 else (here, span)
                named = ChangeKind.HEADLINE if whole.role is Role.HEADLINE else kind
                maker = rule(PARAGRAPH if lone else "changes/sentence")
                self.changes.append(Change(kind=named, old=old, new=new, by=maker))

    def _place(self, side: int, at: int) -> int:
        """Where on the other side a word would stand that has no counterpart: after the counterpart of what stands before it."""
        other = (self.b, self.a)[side]
        before = self._before(side)[at]
        if before < 0:
            return other.paragraphs[0].span.start if other.paragraphs else 0
        return self._closing(1 - side).get(before, other.ends[before])

    def _before(self, side: int) -> list[int]:
        """For each word of a side, the counterpart of the last word before it that has one; -1 where none has."""
        if side not in self._known_before:
            last, found = -1, []
            for partner in self.partners[side]:
                found.append(last)
                last = partner if partner >= 0 else last
            self._known_before[side] = [*found, last]
        return self._known_before[side]

    def _closing(self, side: int) -> dict[int, int]:
        """Where the sentence ends that a word is the last of."""
        if side not in self._known_closing:
            self._known_closing[side] = {one.last - 1: one.span.end for one in (self.a, self.b)[side].sentences}
        return self._known_closing[side]

    def _span(self, article: Article, first: int, last: int, within: tuple[int, int]) -> Span:
        """Where some words stand; of none, the end of the word before them, or the start of the first."""
        if first < last:
            return Span(article.starts[first], article.ends[last - 1])
        place = article.ends[first - 1] if first > within[0] else article.starts[first] if first < len(article.starts) else 0
        return Span(place, place)

    def _add_row(self, old: Stretch | None, new: Stretch | None, same: bool, moved: bool) -> None:
        places = (
            old.span.start if old else self._place(1, new.first if new else 0),
            new.span.start if new else self._place(0, old.first if old else 0),
        )
        self.rows.append(Row(old, new, same, moved, places))


def _in_order(changes: Iterable[Change], turned: bool) -> tuple[Change, ...]:
    kinds = list(ChangeKind)
    seen = (mirror(change) if turned else change for change in changes)
    return tuple(sorted(seen, key=lambda one: (one.new, one.old, kinds.index(one.kind))))


def _pair(row: Row, turned: bool) -> PairedParagraph:
    old, new = (row.new, row.old) if turned else (row.old, row.new)
    return PairedParagraph(
        old=old.span if old else None,
        new=new.span if new else None,
        old_number=old.paragraph + 1 if old else None,
        new_number=new.paragraph + 1 if new else None,
        same=row.same,
        moved=row.moved,
    )


def _units(article: Article, stretches: Iterable[Stretch]) -> list[Unit]:
    return [tuple(article.keys[one.first : one.last]) for one in stretches]


def _same(a: Article, b: Article, old: Sequence[Stretch], new: Sequence[Stretch]) -> bool:
    return a.keys[old[0].first : old[-1].last] == b.keys[new[0].first : new[-1].last]


def _is_joined(article: Article, at: int) -> bool:
    """Whether a hyphen joins a word to a figure before it."""
    between = article.text[article.ends[at - 1] : article.starts[at]] if at < len(article.starts) else ""
    return between in ("-", "‐", "‑") and is_amount(article.keys[at - 1])


def _joint(stretches: Sequence[Stretch]) -> Stretch:
    """Neighbours as one stretch."""
    first, last = stretches[0], stretches[-1]
    span = Span(first.span.start, max(first.span.end, last.span.end))
    return Stretch(first.first, last.last, span, first.paragraph, first.role)


def _by_paragraph(article: Article) -> dict[int, list[Stretch]]:
    found: dict[int, list[Stretch]] = {}
    for one in article.sentences:
        found.setdefault(one.paragraph, []).append(one)
    return found


def _runs(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Neighbours within one paragraph together."""
    runs: list[list[Stretch]] = []
    for one in stretches:
        if runs and runs[-1][-1].last == one.first and runs[-1][-1].paragraph == one.paragraph:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _edge(article: Article, at: int, word: int) -> str:
    """The signs between words `at` - 1 and `at`, those nearest to `word`."""
    start = article.ends[at - 1] if at else 0
    end = article.starts[at] if at < len(article.starts) else len(article.text)
    return article.text[max(start, end - _EDGE) : end] if word == at else article.text[start : min(end, start + _EDGE)]


def _absorbed(
    chain: Pairs, moved: Pairs, a: Sequence[Unit], b: Sequence[Unit], old: Sequence[Stretch], new: Sequence[Stretch]
) -> tuple[list[Group], list[Group]]:
    """The pairs as groups, with neighbours taken in whose words the counterpart has to spare: what was split or joined."""
    free = set(range(len(a))) - {i for i, _ in chain + moved}, set(range(len(b))) - {j for _, j in chain + moved}
    found = []
    for pairs in (chain, moved):
        groups: list[Group] = [([i], [j]) for i, j in pairs]
        for group in groups if free[0] or free[1] else ():
            _take_in(group, a, b, new, free[1])
            _take_in((group[1], group[0]), b, a, old, free[0])
        found.append(groups)
    return found[0], found[1]


def _take_in(group: Group, a: Sequence[Unit], b: Sequence[Unit], stretches: Sequence[Stretch], free: set[int]) -> None:
    """Take free neighbours on the second side into the group."""
    mine, theirs = group
    spare: Counter[str] | None = None
    for step, end in ((1, -1), (-1, 0)):
        at = theirs[end] + step
        while at in free and _adjoin(stretches, theirs[end], at):
            if spare is None:
                spare = Counter(word for i in mine for word in a[i])
                spare.subtract(word for j in theirs for word in b[j])
            words = Counter(b[at])
            if sum(min(count, max(0, spare[word])) for word, count in words.items()) < _SPLIT * len(b[at]):
                break
            spare.subtract(words)
            free.remove(at)
            theirs.insert(len(theirs) if step > 0 else 0, at)
            at += step


def _adjoin(stretches: Sequence[Stretch], one: int, other: int) -> bool:
    first, second = sorted((stretches[one], stretches[other]), key=lambda stretch: stretch.first)
    return first.last == second.first
