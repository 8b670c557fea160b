"""What is a change of words?  A figure, an attribution, a quotation, a hedge, a name; or else words put in, cut, reworded."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from sayso.language.amounts import amounts_of, is_amount, is_bound
from sayso.language.cues import cue_of
from sayso.language.doubt import find_hedges
from sayso.language.proper_names import Spelling, find_names
from sayso.language.tables import read_table
from sayso.language.words import read_words
from sayso.model.changes import ChangeKind
from sayso.model.document import Role
from sayso.tracing.changes.article import Article
from sayso.tracing.changes.words import is_function_word
from sayso.tracing.sequence import common

_MOSTLY = 0.5
"""Share of the words that tell something, from which words put in or cut are called by what they are: a clause of ten words that
holds a figure is an insertion, "12 of them" is a figure."""
_LAID = 0.4
"""The same for a replaced source or cue: "a spokesman said" for "two witnesses told the paper"."""
_FIGURE, _BOUND, _DAY, _ONE_SIDED, _IN_PASSING = "figure", "bound", "day", "one-sided-figure", "figure-in-passing"
"""How a figure is changed: another one; nearer or less near; another day; one for none ("two officials" for "officials"), which
yields to an attribution and to a quotation; one in a longer passage that is new or cut, told beside what the passage is."""
_GIVEN = 0.3
"""Share of the words that tell something, from which figures on one side alone name a change: "a dozen people" for "a crowd"."""
_CUE_WORDS = 12
"""Words of the longest "two officers who asked not to be named said" that is told by its verb where no reader saw it."""
_ALIKE = 0.65
"""Share of letters in common, in order, from which two words are one in two spellings: Marlow and Marlowe."""
_LONGEST = 40
"""Letters of a word that are compared; a longer one is no name."""
_REACH = 4
"""Words around a change in which a phrase of doubt may begin or end; the longest in the table has five."""
_NEGATIONS = frozenset("not no never none nobody nothing nor neither without".split())
"""Closed-class words that turn a statement round: put in or cut, they are never a mere rewording."""

_TITLE = 0.6
"""Share of words with capitals from which a sentence is set as a title, where capitals tell no names."""
K = ChangeKind
_PLAIN = (K.INSERTION, K.CUT, K.WORDING)
"""What a change is where it is nothing else."""


class Side(Struct, frozen=True):
    """The words of a run on one side, within the words `opens` to `closes` of their sentences."""

    article: Article
    first: int
    last: int
    opens: int
    closes: int
    named: frozenset[int]
    hedged: frozenset[int]

    def __len__(self) -> int:
        return self.last - self.first

    @property
    def words(self) -> range:
        """The numbers of the words."""
        return range(self.first, self.last)

    @property
    def keys(self) -> Sequence[str]:
        """The words as they are compared."""
        return self.article.keys[self.first : self.last]


class Namer:
    """Where the proper names of one version are; sentences are read when they are first asked about."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._spelling: Spelling | None = None
        self._found: dict[tuple[int, int], frozenset[int]] = {}

    def names_in(self, first: int, last: int) -> frozenset[int]:
        """The numbers of those words, between two, that are of a proper name."""
        if (first, last) not in self._found:
            self._found[first, last] = frozenset(self._read(first, last))
        return self._found[first, last]

    def _read(self, first: int, last: int) -> Iterator[int]:
        article = self._article
        if first == last:
            return
        words = read_words(article.text, article.starts[first], article.ends[last - 1])
        places: set[int] = set()
        for name in find_names(words, 0, len(words), self._spelled()):
            for at in range(name.opens, name.last):
                places.update(range(words.starts[at], words.ends[at]))
        capitals = {at for at in range(first, last) if article.text[article.starts[at]].isupper()}
        prose = len(capitals) < _TITLE * (last - first)
        for at in range(first, last):
            if article.starts[at] in places or (prose and at in capitals and _names_inside(article, at, first)):
                yield at

    def _spelled(self) -> Spelling:
        if self._spelling is None:
            article = self._article
            words = list(enumerate(zip(article.keys, article.starts, strict=True)))
            opens = {one.first for one in article.sentences}
            small = {key for _, (key, start) in words if article.text[start].islower()}
            inside = {key for at, (key, start) in words if at not in opens and article.text[start].isupper()}
            self._spelling = Spelling(frozenset(small), frozenset(inside))
        return self._spelling


def side_of(article: Article, namer: Namer, first: int, last: int, opens: int, closes: int) -> Side:
    """The words `first` to `last`, with what is known of the words around them."""
    begin, end = max(opens, first - _REACH), min(closes, last + _REACH)
    return Side(
        article,
        first,
        last,
        opens,
        closes,
        named=namer.names_in(opens, closes),
        hedged=frozenset(begin + at for at in find_hedges(article.keys[begin:end]) if not _is_day(article, begin + at, opens)),
    )


def class_of(old: Side, new: Side, role: Role) -> tuple[ChangeKind, tuple[ChangeKind, ...], str]:
    """What a change is, what else it is, and the rule that says so."""
    found: dict[ChangeKind, str] = {}
    for one, name in _found(old, new, role):
        found.setdefault(one, name)
    kind = next(iter(found))
    if role is Role.HEADLINE:
        return K.HEADLINE, tuple(one for one in found if one not in _PLAIN), "headline"
    also = tuple(one for one in found if one not in (kind, *_PLAIN))
    return kind, also, found[kind]


def _found(old: Side, new: Side, role: Role) -> Iterator[tuple[ChangeKind, str]]:
    """What the change is, the first first; what is none of the named things is insertion, cut or wording."""
    quoted = _quoted(old, new)
    hedge = _hedge(old, new)
    spelled = _spelled_otherwise(old, new)
    laid = _attribution(old, new)
    figure = None if role is Role.BYLINE else _figure(old, new)
    yields = laid or (quoted and figure == _ONE_SIDED)
    if figure in (_FIGURE, _BOUND) or (figure in (_DAY, _ONE_SIDED) and not yields):
        yield K.FIGURE, figure
    if hedge == "only" and not quoted:
        yield K.HEDGE, "hedge"
    if spelled == "name":
        yield K.NAME, "spelling"
    if laid:
        yield K.ATTRIBUTION, laid
    if quoted:
        yield K.QUOTATION, "quoted-words"
    if figure and figure != _IN_PASSING:
        yield K.FIGURE, figure
    if hedge:
        yield K.HEDGE, "hedge"
    if _named(old, new):
        yield K.NAME, "name"
    if len(old) and len(new):
        yield K.WORDING, "spelling" if spelled else "wording"
    elif not any(_tells(key) for key in (*old.keys, *new.keys)):
        yield K.WORDING, "function-words"
    else:
        yield (K.INSERTION, "words") if len(new) else (K.CUT, "words")
    if figure:
        yield K.FIGURE, figure


def _figure(old: Side, new: Side) -> str | None:
    """Whether other figures are given; whole figures are compared, so that "2.5 million" is read with its number."""
    amounts = [_amounts(side) for side in (old, new)]
    given = sum(_is_figure(side, at) for side in (old, new) for at in side.words)
    if Counter(amounts[0]) != Counter(amounts[1]) and (given or all(amounts)):
        telling = sum(_tells(key) for side in (old, new) for key in side.keys)
        if not len(old) or not len(new):
            return _FIGURE if given >= _MOSTLY * telling else _IN_PASSING
        if not all(amounts):
            return _ONE_SIDED if given >= _GIVEN * telling else _IN_PASSING
        return _FIGURE if Counter(_numbers(old)) != Counter(_numbers(new)) else _DAY
    if any(map(is_bound, (*old.keys, *new.keys))) and all(is_bound(key) or not _tells(key) for key in (*old.keys, *new.keys)):
        after = [side.last for side in (old, new)]
        if all(at < side.closes and is_amount(side.article.keys[at]) for at, side in zip(after, (old, new), strict=True)):
            return _BOUND
    return None


def _amounts(side: Side) -> tuple[str, ...]:
    days = [side.article.keys[at] for at in side.words if at not in side.named and _is_day(side.article, at, -1)]
    return (*_numbers(side), *days)


def _numbers(side: Side) -> tuple[str, ...]:
    return amounts_of([side.article.keys[at] for at in side.words if not _is_of_name(side, at)])


def _is_figure(side: Side, at: int) -> bool:
    if _is_of_name(side, at):
        return False
    return is_amount(side.article.keys[at]) or (at not in side.named and _is_day(side.article, at, -1))


def _is_of_name(side: Side, at: int) -> bool:
    """Whether a number belongs to a name: the 19 of "COVID-19", the first word of "Third Lock Company"."""
    start = side.article.starts[at]
    before = side.article.text[max(0, start - 2) : start]
    if not side.article.keys[at][:1].isdigit():
        return at in side.named
    return before[1:] in ("-", "‐") and before[:1].isalpha()


def _is_day(article: Article, at: int, opens: int) -> bool:
    """Whether a word is the name of a day or a month, which "may" and "march" are in capitals, and not where a sentence opens."""
    return article.keys[at] in _days() and article.text[article.starts[at]].isupper() and at != opens


def _attribution(old: Side, new: Side) -> str | None:
    """Whether the words are of a source or a cue, as the reader of either version says, or are verbs of saying."""
    laid = [[side.article.laid[at] for at in side.words] for side in (old, new)]
    if sum(map(sum, laid)) >= (_LAID if len(old) and len(new) else _MOSTLY) * (len(old) + len(new)):
        return "source-or-cue"
    if any(len(some) > 1 and all(some) for some in laid):
        return "source-or-cue"
    telling = [[key for key in side.keys if _tells(key) and key not in _days()] for side in (old, new)]
    if not all(telling):
        words, keys = telling[0] or telling[1], [*old.keys, *new.keys]
        short = len(keys) <= _CUE_WORDS and any(map(_says, (*words[:1], *words[-1:])))
        return "cue" if short or keys[:2] == ["according", "to"] else None
    return "cue" if all(len(keys) == 1 and _says(keys[0]) for keys in telling) else None


def _says(key: str) -> bool:
    """Whether a word is a finite form of a verb of saying that a whole statement may stand beside."""
    cue = cue_of(key)
    return cue is not None and cue.sort == "speech" and "clause" in cue.takes and cue.form in ("past", "third") and not cue.noun


def _quoted(old: Side, new: Side) -> bool:
    """Whether words of a quotation are changed; one that is put in or cut as a whole is not changed."""
    quoted = [[side.article.quoted[at] for at in side.words] for side in (old, new)]
    if len(old) and len(new) and any(map(all, quoted)):
        return True
    if sum(map(bool, (*quoted[0], *quoted[1]))) < _MOSTLY * (len(old) + len(new)):
        return False
    if len(old) and len(new):
        return True
    side = old if len(old) else new
    numbers = side.article.quoted
    beside = (numbers[at] for at in (side.first - 1, side.last) if 0 <= at < len(numbers))
    return any(number and number in (numbers[side.first], numbers[side.last - 1]) for number in beside)


def _hedge(old: Side, new: Side) -> str | None:
    """Whether words of doubt are changed, and whether ``only`` they are, but for what holds a clause together."""
    doubts = [Counter(side.article.keys[at] for at in side.words if at in side.hedged) for side in (old, new)]
    if doubts[0] == doubts[1]:
        return None
    left = _without_forms(*(_others(side) for side in (old, new)))
    if not left:
        return "only"
    doubtful = sum(doubts[0].values()) + sum(doubts[1].values())
    return "partly" if doubtful >= _LAID * (doubtful + left) else None


def _others(side: Side) -> list[str]:
    """The words that tell something and are no words of doubt."""
    return [key for at, key in zip(side.words, side.keys, strict=True) if at not in side.hedged and _tells(key)]


def _without_forms(old: list[str], new: list[str]) -> int:
    """How many words are left on both sides when words and their other forms ("leaked", "leak") are taken away in pairs."""
    new = list(new)
    left = 0
    for key in old:
        form = next((other for other in new if other == key or (key[:3] == other[:3] and alike(key, other))), None)
        if form is None:
            left += 1
        else:
            new.remove(form)
    return left + len(new)


def _spelled_otherwise(old: Side, new: Side) -> str | None:
    """Whether each word is the other one in another spelling or form: ``name`` where all that differ are names, else ``word``."""
    if len(old) != len(new) or not len(old):
        return None
    differ = [(i, j) for i, j in zip(old.words, new.words, strict=True) if old.article.keys[i] != new.article.keys[j]]
    pairs = [(old.article.keys[i], new.article.keys[j]) for i, j in differ]
    if not all(x.isalpha() or "'" in x for pair in pairs for x in pair) or not all(alike(x, y) for x, y in pairs):
        return None
    return "name" if all(i in old.named and j in new.named for i, j in differ) else "word"


def _named(old: Side, new: Side) -> bool:
    named = sum(at in side.named for side in (old, new) for at in side.words)
    telling = sum(_tells(key) for side in (old, new) for key in side.keys)
    if not named or named < _MOSTLY * telling:
        return False
    return bool(len(old) and len(new)) or _joins_name(old if len(old) else new)


def _joins_name(side: Side) -> bool:
    """Whether words put in or cut are a part of a name that stays: "Ida" before "Fenn"."""
    text, starts, ends = side.article.text, side.article.starts, side.article.ends
    before = side.first - 1 in side.named and text[ends[side.first - 1] : starts[side.first]].isspace()
    after = side.last in side.named and text[ends[side.last - 1] : starts[side.last]].isspace()
    return before or after


def alike(x: str, y: str) -> bool:
    """Whether two words are one word spelled in two ways, by the letters that they share in order."""
    x, y = x[:_LONGEST], y[:_LONGEST]
    return 2 * len(common(x, y)) >= _ALIKE * (len(x) + len(y))


def _names_inside(article: Article, at: int, first: int) -> bool:
    """Whether a word in capitals stands within its sentence, not first in it, in a quotation or after a colon."""
    key = article.keys[at]
    inside = at > first and not article.text[article.ends[at - 1] : article.starts[at]].strip(" ,’'-–()")
    return inside and key != "i" and key not in _days() and not is_function_word(key)


def _tells(key: str) -> bool:
    return key in _NEGATIONS or is_amount(key) or not is_function_word(key)


@cache
def _days() -> frozenset[str]:
    """Names of months and days of the week."""
    rows = [row["names"] for row in (*read_table("months"), *read_table("weekdays"))]
    return frozenset(name.casefold() for names in rows for name in names.split())
