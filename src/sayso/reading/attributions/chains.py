"""Who is said to have said that somebody said something?  Attributions inside the contents of others."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from sayso.language.cue_acts import complement_of, find_act, is_negated
from sayso.language.nouns import DOCUMENT, ORGANISATION, noun_at_end
from sayso.language.relays import find_named, relay_at
from sayso.language.running import Running, running_text
from sayso.language.sentences import split_sentences
from sayso.language.statements import ATTITUDE, Draft, Stretch, stretch_of
from sayso.language.words import Words, read_words, word_class
from sayso.model.document import Document, Role
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Attribution, Quotation
from sayso.reading.attributions.reader import Mark, Reader, find_marks, finished

_DEEPEST = 3
"""Links under the outermost statement that are read.  Print hardly has two; a bound keeps the time linear in the text."""
_EDGES = " ,.;—–-"
_MARKS = "\"'“”„‟‘’‚«»‹›「」『』"
_BEFORE = 60
"""Code points before a source or cue that are read for what makes its statement none: "if the board says"."""
_LONGEST_COMPLEMENT = 600
"""Code points of a content that are read for what complement it is."""
_NOT_SAID = frozenset("act desire factive inference hearsay".split())
_RELAYING = re.compile(r"\b(?:quoting|citing)\b", re.IGNORECASE)
_SUPPOSED = frozenset("if unless whether would will could might may should must can cannot let ’ll 'll ’d 'd".split())
_ASKING = frozenset("did does do has have had is are was were".split())


class _Link(Struct):
    """An attribution and the one that it is in; `level` counts the links above it."""

    one: Attribution
    outer: "_Link | None" = None
    level: int = 0


def add_chains(
    document: Document,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    printed: Sequence[Attribution] = (),
) -> tuple[Attribution, ...]:
    """The attributions, in the order of their contents, with those inside their contents.

    What one of `attributions` already says inside another is told to be so; what else is said there is read by rule; and where a
    source quotes another beside its statement ("according to the Gazette, quoting the board, ..."), both have said it.
    `printed` are texts printed whole, letters for one; what was found in them stands within them.
    """
    running = running_text(document, Role.STANDFIRST, Role.BODY)
    marks = [find_marks(running, quotations, depth) for depth in range(1, _DEEPEST + 2)]
    beside = _find_beside(running, marks[0])
    links = [_Link(one) for one in _cut(running.text, attributions, beside)]
    _nest(links)
    links = _read_inside(running, marks, links)
    links += list(_relayed(beside, links, running))
    links += _nest_in(links, printed)
    links.sort(key=lambda link: (link.one.content[0].start, link.level, link.one.content[-1].end))
    places = {id(link): number for number, link in enumerate(links)}
    return tuple(msgspec.structs.replace(link.one, within=places[id(link.outer)]) if link.outer else link.one for link in links)


def relays(one: Attribution, text: str) -> bool:
    """Whether the cue says that its source quotes another: "the Gazette | quoted | a sailor as saying ..."."""
    return any(not word_class("quoting").isdisjoint(span.of(text).lower().split()) for span in one.cue)


def _size(one: Attribution) -> int:
    return sum(len(span) for span in one.content)


def _holds(running: Running, one: Attribution) -> bool:
    """Whether what stands in the content is said by the source, and not by the outlet that tells of its wish or act."""
    return one.reports or relays(one, running.text)


def _nest(links: Sequence[_Link]) -> None:
    """Tell of the given attributions which stand in others: source and cue lie in the other's content."""
    contents = sorted((span.start, span.end, number) for number, link in enumerate(links) for span in link.one.content)
    cues = sorted((link.one.cue[0].start, number) for number, link in enumerate(links) if link.one.cue and link.one.source)
    around: list[tuple[int, int, int]] = []
    following = 0
    for place, number in cues:
        while following < len(contents) and contents[following][0] <= place:
            around.append(contents[following])
            following += 1
        around = [one for one in around if one[1] > place]
        inner = links[number]
        places = (*inner.one.cue, *inner.one.source)
        outer = [
            links[other]
            for start, end, other in around
            if other != number
            and _size(links[other].one) > _size(inner.one)
            and all(start <= span.start and span.end <= end for span in places)
        ]
        if outer:
            inner.outer = min(outer, key=lambda link: _size(link.one))
    for link in links:
        above = link.outer
        while above is not None:
            link.level += 1
            above = above.outer


def _nest_in(links: Sequence[_Link], printed: Sequence[Attribution]) -> list[_Link]:
    """The texts printed whole, as links; those of `links` that stand in none yet are told to stand in one where they do.

    What a letter says was read with the article, so the text itself counts as no level.
    """
    outer = [_Link(one, level=-1) for one in printed]
    places = sorted((span.start, span.end, number) for number, one in enumerate(printed) for span in one.content)

    def around(place: int) -> int | None:
        at = bisect_right(places, place, key=lambda span: span[0]) - 1
        return places[at][2] if at >= 0 and place < places[at][1] else None

    for link in links:
        number = around(link.one.content[0].start)
        said = link.one.cue[0].start if link.one.cue else link.one.content[-1].start
        if link.outer is None and number is not None and around(said) == number:
            link.outer = outer[number]
    return outer


def _read_inside(running: Running, marks: Sequence[Sequence[Mark]], links: Sequence[_Link]) -> list[_Link]:
    """The links, each followed by what is found inside its content, level by level."""
    taken = {at for link in links for span in link.one.cue for at in range(span.start, span.end)}
    found: list[_Link] = []
    level = list(links)
    while level:
        found += level
        level = [inner for link in level for inner in _inside(running, marks, link, taken)]
    return found


def _inside(running: Running, marks: Sequence[Sequence[Mark]], link: _Link, taken: set[int]) -> Iterator[_Link]:
    if link.level >= _DEEPEST or not _holds(running, link.one):
        return
    for start, end, depth in _regions(running, marks, link.one):
        inner = _within(marks[depth], start, end)
        drafts = [*_drafts(running, inner, start, end, relays(link.one, running.text)), *_named(running.text, inner, start, end)]
        for draft in drafts:
            one = finished(running, draft, [Span(mark.start, mark.end) for mark in inner])
            cues = {at for span in one.cue for at in range(span.start, span.end)}
            if one.content and taken.isdisjoint(cues):
                taken |= cues
                yield _Link(one, link, link.level + 1)


def _drafts(running: Running, marks: Sequence[Mark], start: int, end: int, relayed: bool) -> Iterator[Draft]:
    """The statements that stand in a stretch."""
    reader = Reader(running, list(marks), {})
    for paragraph in _paragraphs(running.text, start, end):
        reader.read_paragraph(*paragraph)
    speaking: list[Stretch] = []
    for draft in reader.drafts:
        # "Odell has sold the ferry, boasting ...": who boasts is a guess where nobody has said anything before.
        if draft.content and _is_said(running.text, draft, start, relayed) and (not draft.shared or draft.source[0] in speaking):
            speaking += draft.source
            yield draft


def _named(text: str, marks: Sequence[Mark], start: int, end: int) -> Iterator[Draft]:
    """The statements of a stretch that a noun names: "the board's claim that ..."."""
    quoted = [(mark.start, mark.end, number, mark.utterance) for number, mark in enumerate(marks)]
    for paragraph in _paragraphs(text, start, end):
        for first, last in split_sentences(text, *paragraph, [(mark.start, mark.end) for mark in marks]):
            words = read_words(text, first, last, quoted)
            for one in find_named(words):
                if not words.isa(one.source[0], "dialogue"):
                    stretches = (stretch_of(words, part) for part in (one.content, one.source, (one.noun, one.noun + 1)))
                    content, source, cue = stretches
                    yield Draft("named-statement", [content], [source], [cue])


def _regions(running: Running, marks: Sequence[Sequence[Mark]], one: Attribution) -> Iterator[tuple[int, int, int]]:
    """The stretches of a content that are read: start, end, and the depth of quotations in them, from 0.

    Words in marks are read without them, so that what is quoted inside is found; the words around them apart from those.
    """
    for span in one.content:
        start, end, depth = span.start, span.end, 0
        while depth + 1 < len(marks):
            mark = _around(marks[depth], start, end)
            if mark is None:
                break
            start, end, depth = *_unmarked(running.text, max(start, mark.start), min(end, mark.end)), depth + 1
        yield start, end, depth
        if depth + 1 < len(marks):
            for mark in _within(marks[depth], start, end):
                if mark.utterance:
                    yield *_unmarked(running.text, mark.start, mark.end), depth + 1


def _around(marks: Sequence[Mark], start: int, end: int) -> Mark | None:
    """The quotation that a stretch lies in."""
    at = bisect_right(marks, start, key=lambda mark: mark.start) - 1
    return marks[at] if at >= 0 and end <= marks[at].end else None


def _within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """The quotations that lie in a stretch."""
    first = bisect_left(marks, start, key=lambda mark: mark.start)
    last = bisect_left(marks, end, key=lambda mark: mark.start)
    return [mark for mark in marks[first:last] if mark.end <= end]


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    if start < end and text[start] in _MARKS:
        start += 1
    if start < end and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return ((found.start(), found.end()) for found in re.compile(r"[^\s][^\n]*").finditer(text, start, end))


def _is_said(text: str, draft: Draft, begins: int, relayed: bool) -> bool:
    """Whether a statement inside another is told as made: by somebody else than the two who talk, not denied, asked or supposed.

    `relayed` says that it stands in words which its source quotes, where a name and a colon are enough.
    """
    if not (draft.source and draft.cue) or draft.rule == ATTITUDE:
        return False
    source, cue = read_words(text, *draft.source[0]), [word for stretch in draft.cue for word in read_words(text, *stretch).low]
    start = min(stretch[0] for stretch in (*draft.source, *draft.cue))
    before = read_words(text, max(begins, start - _BEFORE), start).low[-1:]
    if len(source) == 1 and (source.isa(0, "dialogue", "unsaying") or (source.isa(0, "relative") and before == [","])):
        return False
    if (
        not _SUPPOSED.isdisjoint([*before, *source.low[:1], *cue])
        or not _ASKING.isdisjoint(before)
        or is_negated([*cue, ""], len(cue))
    ):
        return False
    first, last = draft.content[0]
    follows = first >= draft.cue[0][0]
    return _tells(cue, source, read_words(text, first, min(last, first + _LONGEST_COMPLEMENT)), follows, relayed)


def _tells(cue: list[str], source: Words, content: Words, follows: bool, relayed: bool) -> bool:
    """Whether the cue tells of words or thoughts, and its content what they were: no topic, no wish, nothing shown."""
    quoted = bool(content.words) and content.words[0][0] in _MARKS
    if cue[0] == "according":
        return True
    if cue == [":"] or cue[0] == "as":
        return relayed
    found = find_act(cue)
    if found is None or found[0].sort in _NOT_SAID:
        return False
    takes = complement_of(content, follows)
    if found[0].sort == "finding" and noun_at_end(source.low, DOCUMENT, ORGANISATION) is None:
        return content.low[:1] == ["that"]
    return quoted or bool(takes & found[0].reports) or not {"that", "whether"}.isdisjoint(cue)


class _Beside(Struct, frozen=True):
    """A source quoted beside a statement: in which sentence, from participle to its end, and who."""

    sentence: Span
    place: Span
    cue: Span
    source: tuple[Span, ...]


def _find_beside(running: Running, marks: Sequence[Mark]) -> list[_Beside]:
    text = running.text
    hits = [found.start() for found in _RELAYING.finditer(text)]
    found = []
    for paragraph in running.paragraphs() if hits else ():
        here = hits[bisect_left(hits, paragraph[0]) : bisect_left(hits, paragraph[1])]
        if not here:
            continue
        inside = [(mark.start, mark.end, number, mark.utterance) for number, mark in enumerate(_within(marks, *paragraph))]
        for start, end in split_sentences(text, *paragraph, [(first, last) for first, last, *_ in inside]):
            if bisect_left(here, start) == bisect_left(here, end):
                continue
            words = read_words(text, start, end, inside)
            for relay in filter(None, (relay_at(words, at) for at in range(len(words)))):
                first, last = words.starts[relay.source[0]], words.ends[relay.end - 1]
                cue = Span(words.starts[relay.at], words.ends[relay.at])
                found.append(_Beside(Span(start, end), Span(cue.start, last), cue, running.pieces(first, last)))
    return found


def _cut(text: str, attributions: Sequence[Attribution], beside: Sequence[_Beside]) -> Iterator[Attribution]:
    """The attributions without those quoted beside them at the edges of their contents; none whose content was but that."""
    for one in attributions:
        content = one.content
        for other in beside:
            content = tuple(part for span in content for part in _without(text, span, other.place) if len(part))
        if content:
            yield one if content == one.content else msgspec.structs.replace(one, content=content)


def _without(text: str, span: Span, place: Span) -> tuple[Span, ...]:
    if not span.meets(place):
        return (span,)
    if place.covers(span):
        return ()
    if not text[place.end : span.end].strip(_EDGES):
        return (Span(span.start, span.start + len(text[span.start : place.start].rstrip(_EDGES))),)
    if not text[span.start : place.start].strip(_EDGES):
        return (Span(span.end - len(text[place.end : span.end].lstrip(_EDGES)), span.end),)
    return (span,)


def _relayed(beside: Sequence[_Beside], links: Sequence[_Link], running: Running) -> Iterator[_Link]:
    """What those have said too who are quoted beside a statement, each under the statement of the one who quotes them."""
    cued = sorted((link.one.cue[0].start, number) for number, link in enumerate(links) if link.one.cue)
    for other in beside:
        first, last = (bisect_left(cued, (edge, -1)) for edge in (other.sentence.start, other.sentence.end))
        near = [
            link
            for link in (links[number] for _, number in cued[first:last])
            if _holds(running, link.one) and not any(other.place.meets(span) for span in link.one.content)
        ]
        if not near:
            continue
        # The nearest cue before the participle, or else the first after it: "citing two engineers, the Gazette said".
        before = [link for link in near if link.one.cue[0].start < other.place.start]
        outer = before[-1] if before else near[0]
        one = Attribution(
            content=outer.one.content,
            manner=outer.one.manner,
            by=rule("attributions/relay"),
            source=other.source,
            cue=(other.cue,),
        )
        yield _Link(one, outer, outer.level + 1)
