"""What stands between quotation marks, and what was put into square brackets?"""

import re
from collections.abc import Iterator
from functools import cache

from sayso.language.cues import is_speech_verb
from sayso.language.quotation_marks import Marked, read_marks
from sayso.language.running import Running, running_text
from sayso.language.tables import read_table
from sayso.model.document import Document, Role
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Insertion, Quotation, QuotationKind

_MARKS = rule("quotations/marks")
_DIALOGUE = rule("quotations/dialogue-dash")
_BRACKETS = rule("insertions/square-brackets")

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_FEW_WORDS = 4
"""Longer quotations are nearly always somebody's words; in labelled articles scare quotes have one to four."""
_BESIDE = 80
"""Code points on either side in which a verb of saying counts as beside a quotation: about eight words."""
_LOOKED_UP = 20
"""Quoted stretches of a headline that are looked up in the body: headlines have one or two, a hostile one thousands."""


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Every quotation of the headline, the standfirst and the body, in the order of their first marks.

    A quotation over several paragraphs, each of which opens with a mark, is one quotation with a part for each.
    """
    body = running_text(document, Role.STANDFIRST, Role.BODY)
    headline = running_text(document, Role.HEADLINE)
    searched = _Folded(body.text)
    quotations = [*_read(headline, searched), *_read(body, None)]
    return tuple(sorted(quotations, key=lambda quotation: (quotation.span.start, -quotation.span.end)))


def find_insertions(document: Document) -> tuple[Insertion, ...]:
    """Every bracketed insertion in standfirst, body and pull quotes: not ``[...]``, note numbers or link marks."""
    running = running_text(document, Role.STANDFIRST, Role.BODY, Role.PULL_QUOTE)
    insertions = []
    for found in _BRACKETED.finditer(running.text):
        for span in running.pieces(found.start(), found.end())[:1]:
            insertions.append(Insertion(span=span, by=_BRACKETS, expands=_expanded(running.text, found)))
    return tuple(insertions)


def _read(running: Running, headline_of: "_Folded | None") -> Iterator[Quotation]:
    """The quotations of one running text; `headline_of` is the body in which the quoted words of a headline are looked up."""
    runs_on: list[Quotation] = []
    """The parts so far of a quotation that no paragraph has closed yet."""
    for start, end in running.paragraphs():
        marked = read_marks(running.text, start, end)
        quotations = [
            _quotation(running, one, headline_of if number < _LOOKED_UP else None, headline_of is not None)
            for number, one in enumerate(marked)
        ]
        continues = bool(runs_on and marked) and marked[0].start == start and _same_mark(running.text, runs_on[0], start)
        if runs_on and not continues:
            yield _joined(runs_on)
            runs_on = []
        if not marked and headline_of is None:
            yield from _dialogue(running, start, end)
        for number, (one, quotation) in enumerate(zip(marked, quotations, strict=True)):
            open_ended = not one.closed and one.depth == 1 and one.end == end
            if open_ended or (continues and not number):
                runs_on.append(quotation)
                if open_ended:
                    continue
                yield _joined(runs_on)
                runs_on = []
            else:
                yield quotation
    if runs_on:
        yield _joined(runs_on)


def _quotation(running: Running, marked: Marked, headline_of: "_Folded | None", headline: bool) -> Quotation:
    match = headline_of.find(running.text[marked.start : marked.end]) if headline_of else None
    return Quotation(
        parts=running.pieces(marked.start, marked.end),
        kind=QuotationKind.HEADLINE if headline else _kind(running.text, marked),
        depth=marked.depth,
        closed=marked.closed,
        by=_MARKS,
        match=match,
    )


def _same_mark(text: str, left_open: Quotation, start: int) -> bool:
    return text[left_open.parts[0].start] == text[start]


def _joined(parts: list[Quotation]) -> Quotation:
    """One quotation of the parts that stand in paragraphs of their own."""
    if len(parts) == 1:
        return parts[0]
    return Quotation(
        parts=tuple(span for part in parts for span in part.parts),
        kind=QuotationKind.SPEECH,
        depth=1,
        closed=parts[-1].closed,
        by=_MARKS,
    )


def _kind(text: str, marked: Marked) -> QuotationKind:
    """What the marks are doing, from the words inside and beside them."""
    inside = text[marked.start : marked.end]
    words = _WORD.findall(inside)
    # In scripts without blanks two characters make about a word.
    count = max(len(words), sum(letter > "\u2e7f" for letter in inside) // 2)
    before = text[max(0, marked.start - _BESIDE) : marked.start].rpartition("\n")[2]
    after = text[marked.end : marked.end + _BESIDE].partition("\n")[0]
    following = _WORD.findall(after)[:5]
    if marked.sort == "work" or (count <= 2 * _FEW_WORDS and (_names_work(before) or _is_title(words, following))):
        return QuotationKind.TITLE
    opens = not before.strip() or before.rstrip()[-1] in ",:"
    ends = inside.rstrip("\"'”’»“")[-1:]
    if count > _FEW_WORDS or (opens and inside[1:2].isupper()) or not marked.closed or ends in "!?":
        return QuotationKind.SPEECH
    if any(is_speech_verb(word) for word in _WORD.findall(before)[-8:] + following):
        return QuotationKind.SPEECH
    return QuotationKind.SCARE


def _is_title(words: list[str], following: list[str]) -> bool:
    """Whether every word but the small ones is capitalised, as in the title of a book, and no verb of saying follows."""
    large = [word for word in words if word not in _SMALL]
    capitals = len(large) > 1 and words[0][0].isupper() and all(word[0].isupper() for word in large)
    return capitals and not any(is_speech_verb(word) for word in following[:4])


_SMALL = frozenset("a an the of in on and or nor but to for with at by from as vs de la le et der die das und el los y".split())


def _names_work(before: str) -> bool:
    """Whether the last word before a quotation, a plural too, names a sort of work: the novel, two songs, the film ("""
    word = _LAST_WORD.search(before[-_LONGEST_WORK:])
    return word is not None and not {word[1].lower(), word[1].lower().removesuffix("s")}.isdisjoint(_works())


_LAST_WORD = re.compile(r"(\w+),?\s*[(]?\Z")
_LONGEST_WORK = 24
"""Code points looked back over: "autobiographies" with a comma, a blank and a bracket has eighteen."""


@cache
def _works() -> frozenset[str]:
    return frozenset(row["word"].lower() for row in read_table("works"))


def _dialogue(running: Running, start: int, end: int) -> Iterator[Quotation]:
    """Speech that a dash opens at the start of a paragraph, up to the dash before the verb of saying, or to the end.

    English prints lists that way, so a dash counts only where it clings to its word, or a verb of saying of a language that
    writes dialogue with dashes follows a comma or another dash.
    """
    found = _DASH.match(running.text, start, end)
    if not found:
        return
    stop = end
    for verb in _DASH_OR_COMMA.finditer(running.text, found.end(), end):
        if is_speech_verb(verb["word"], dialogue=True):
            stop = verb.start()
            break
    else:
        if found["clings"] is None:
            return
    yield Quotation(parts=running.pieces(start, stop), kind=QuotationKind.SPEECH, depth=1, closed=True, by=_DIALOGUE)


_DASH = re.compile(r"[—―](?:(?P<clings>(?=[\w¿¡«]))|[ \u00a0])")
_DASH_OR_COMMA = re.compile(r"\s*(?:[—―–]|,[ \u00a0]?[—―–]?)\s?(?:(?:me|te|le|les|se|lui|mi|ti|gli)[ \u00a0])?(?P<word>\w+)")


_BRACKETED = re.compile(r"\[(?![\d\s,.…–-]*\])(?!(?:\w )?\d+\])[^\[\]\n]{1,200}\](?![(\[])")
"""Two hundred code points: an editor's insertion explains; longer brackets are text of their own."""
_PRONOUNS = frozenset("he she it they him her them his their its we us i you".split())


def _expanded(text: str, found: re.Match[str]) -> Span | None:
    """The name or pronoun just before that an insertion explains; None where the insertion replaces words or completes one."""
    inside = found.group()[1:-1]
    before = text[max(0, found.start() - _BESIDE) : found.start()].rpartition("\n")[2]
    if (
        not before[-1:].isspace()
        or text[found.end() : found.end() + 1].isalnum()
        or not (inside[0].isupper() or inside[0].isdigit() or inside.startswith("the "))
    ):
        return None
    named: list[str] = []
    for word in reversed(before.split()):
        if not word[0].isupper() or (named and word[-1] in '.,;:!?”’"'):
            break
        named.insert(0, word)
    while named and named[0].lower() in _NOT_NAMES:
        named.pop(0)
    last = before.split()[-1:]
    if not named and last and last[0].lower() in _PRONOUNS:
        named = last
    if not named or not named[-1][-1].isalnum():
        return None
    end = found.start() - (len(before) - len(before.rstrip()))
    return Span(end - len(before.rstrip()) + before.rindex(" ".join(named)), end) if " ".join(named) in before else None


_NOT_NAMES = frozenset("the a an in on at by for of and but if when that as so".split())


class _Folded:
    """A text made comparable: lower case, plain marks, single blanks; with the way back to its offsets."""

    def __init__(self, text: str) -> None:
        self._source = text
        self._text: str | None = None
        self._places: list[int] = []

    def find(self, quoted: str) -> Span | None:
        """Where the words between the outer marks of `quoted` stand as whole words; None if nowhere."""
        wanted, _ = _fold(quoted)
        wanted = wanted.strip(" '.,;:!?…-")
        if not wanted:
            return None
        if self._text is None:
            self._text, self._places = _fold(self._source)
        found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", self._text)
        return Span(self._places[found.start()], self._places[found.end() - 1] + 1) if found else None


_ALIKE = str.maketrans(dict.fromkeys('"“”„‟«»‹›‘’‚＂`「」『』', "'") | dict.fromkeys("—–―‑", "-"))


def _fold(text: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text.translate(_ALIKE)):
        for folded in letter.casefold():
            if folded.isspace():
                folded = " "
                if letters and letters[-1] == " ":
                    continue
            letters.append(folded)
            places.append(place)
    return "".join(letters), places
