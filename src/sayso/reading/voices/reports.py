"""Which attributions report what their source says or thinks, and which answers where they nest?"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from msgspec import Struct

from sayso.language.cue_acts import CueAct, complement_of, find_act, inference_words, is_negated, is_passive, noun_act
from sayso.language.cues import cue_of
from sayso.language.verbs import has_finite_verb
from sayso.language.words import Words, word_class
from sayso.model.span import Span
from sayso.model.statement import Attribution
from sayso.reading.voices.article import Article

_BEFORE_CUE = 40
"""Code points before a cue that are read for its negation or auxiliary: "did not immediately"."""
_LONGEST_SCENE = 80
"""Code points of a phrase that sets the scene."""
_SHORT_PHRASE = 8
"""Tokens of a prepositional phrase that holds no statement."""
_LONGEST_COMPLEMENT = 600
"""Code points of a content that are read for what complement it is."""
_LONGEST_QUOTING = 4
"""Tokens of the longest verb group of quoting: "has also been quoting"."""
_ASKED = frozenset("what how".split())
_LONGEST_NOTHING = 40
"""Code points: "nothing since the spring", "so more than once"."""
_TOPICS = frozenset("against over into at regarding concerning".split())
"""Prepositions at the end of a cue, after which a topic follows and no statement."""
_SAYING = ("speech", "request", "promise")
_PICTURES = frozenset(
    "photo photos photograph photographs picture pictures image images video videos footage map maps chart charts clip".split()
)
_UNMARKED = frozenset(("attributions/speaker-label",))
_AUTHOR = frozenset(
    ("i", "we", "me", "us", "my", "our", "myself", "ourselves", "you", "this newspaper", "this paper", "this column")
)
"""Who is the author, or the reader whom the author imagines: "You may say that it leaks"."""
_NOTHING = frozenset("nothing so little much more something anything".split())
"""Words that stand for a content and hold none: "he said nothing"."""
_FINDERS = frozenset("he she they we i you who".split())


class Anchor(Struct, frozen=True, order=True):
    """A cue, or the mention of a source beside it."""

    start: int
    end: int
    attribution: int


class Piece(Struct, frozen=True, order=True):
    """A stretch of the text for which an attribution, given by its number, answers; None where nobody is named.

    `direct` says that it is a source's own words though no marks show it: a labelled answer, a signed letter.
    """

    start: int
    end: int
    attribution: int | None
    direct: bool = False


def reporting(article: Article, attributions: Sequence[Attribution], printed: frozenset[int] = frozenset()) -> list[int]:
    """The numbers of the attributions that report, by the words of their cue; without a cue every one does.

    Those in `printed` are texts printed whole, which the layout shows: they are left out, and what stands in them answers.
    Of a chain the outermost that reports answers, but where it only quotes ("the Gazette quoted a sailor as saying"), the quoted.
    """
    found = [number for number, one in enumerate(attributions) if one.content and number not in printed and reports(article, one)]
    quoting = {attributions[number].within for number in found if _is_quoted(article, attributions[number], attributions)}
    answering = set(found) - quoting
    return [number for number in found if number in answering and attributions[number].within not in answering]


def _is_quoted(article: Article, one: Attribution, attributions: Sequence[Attribution]) -> bool:
    """Whether the attribution is most of what another, whose cue says that it quotes, has to say."""
    outer = attributions[one.within] if one.within is not None else None
    if outer is None or 2 * sum(map(len, one.content)) < sum(map(len, outer.content)):
        return False
    words = [article.words(span.start, span.end) for span in outer.cue]
    return any(low.isa(at, "quoting") for low in words for at in range(min(len(low), _LONGEST_QUOTING)))


def find_anchors(article: Article, attributions: Sequence[Attribution], numbers: Sequence[int]) -> list[Anchor]:
    """The cues, and the mentions of sources that stand in the sentence of their cue, or of their content where there is none."""
    anchors: set[tuple[int, int, int]] = set()
    for number in numbers:
        one = attributions[number]
        beside = {article.sentence_at(span.start) for span in one.cue or one.content}
        anchors.update((span.start, span.end, number) for span in one.cue)
        anchors.update((span.start, span.end, number) for span in one.source if article.sentence_at(span.start) in beside)
    return [Anchor(*anchor) for anchor in sorted(anchors)]


def outermost(article: Article, attributions: Sequence[Attribution], numbers: Sequence[int]) -> list[Piece]:
    """The contents cut where they nest, each stretch with the attribution whose content takes in the others."""
    pieces = sorted(
        (start, end, start - end, number)
        for number in numbers
        for span in attributions[number].content
        if len(span) and not _sets_scene(article, attributions[number], span)
        for start, end in _claimed(article, attributions[number], span)
    )
    edges = sorted({edge for start, end, _, _ in pieces for edge in (start, end)})
    answered: list[Piece] = []
    active: list[tuple[int, int, int]] = []
    following = 0
    for start, end in pairwise(edges):
        while following < len(pieces) and pieces[following][0] <= start:
            _, last, length, number = pieces[following]
            heappush(active, (length, number, last))
            following += 1
        while active and active[0][2] <= start:
            heappop(active)
        if not active:
            continue
        number = active[0][1]
        if answered and answered[-1].attribution == number and answered[-1].end == start:
            start = answered.pop().start
        answered.append(Piece(start, end, number))
    return [Piece(one.start, one.end, one.attribution, _is_direct(attributions, one.attribution)) for one in answered]


def _sets_scene(article: Article, one: Attribution, span: Span) -> bool:
    """Whether a stretch before the cue only says when or where it was said: "In a statement, | Odell said"."""
    if not one.cue or span.start > one.cue[0].start or len(span) > _LONGEST_SCENE or span != one.content[0]:
        return False  # a later stretch is the other half of a sentence that a page break cuts
    words = article.words(span.start, span.end)
    unquoted = not article.quotes_in(span.start, span.end)
    return bool(len(words)) and unquoted and _is_phrase(words) and not has_finite_verb(words)


def _claimed(article: Article, one: Attribution, span: Span) -> Iterator[tuple[int, int]]:
    """What of a content the attribution claims: no unquoted sentence without its cue, which may carry the report on or not."""
    if not one.cue or one.by.name in _UNMARKED:
        yield span.start, span.end
        return
    beside = {article.sentence_at(place.start) for place in (*one.cue, *one.source)}
    first, last = article.sentence_at(span.start), article.sentence_at(span.end - 1)
    edges = [span.start, *article.begins[first:last], span.end]
    for sentence, (start, end) in enumerate(pairwise(edges), first):
        if sentence in beside or article.quotes_in(start, end):
            yield start, _before_open_clause(article, start, end)


def _before_open_clause(article: Article, start: int, end: int) -> int:
    """Where a content ends that an utterance in marks and a clause beside it make up: "it “...”| , but the board will pay".

    The clause may be the outlet's; after a few quoted words, or where a "that" takes it up, the report goes on.
    """
    quotes = [one for one in article.quotes_in(start, end) if one.speech and one.end < end]
    if not quotes or not quotes[-1].utters(article.text):
        return end
    words = article.words(quotes[-1].end, end)
    low = words.low
    joined = low[:1] == [";"] or (low[:1] in ([","], ["—"], ["–"]) and low[1:2] in (["but"], ["and"], ["though"], ["yet"]))
    takes_up = low[2:3] == ["that"] or low[1:2] == ["that"]
    return quotes[-1].end if joined and not takes_up and has_finite_verb(words, 2) else end


def _is_direct(attributions: Sequence[Attribution], number: int | None) -> bool:
    """Whether the attribution is direct by a label or signature instead of marks."""
    return number is not None and attributions[number].by.name in _UNMARKED


def reports(article: Article, one: Attribution) -> bool:
    """Whether the content can be written as ``SOURCE: content``: a statement, an order, a belief, and not an act or a topic."""
    if not one.cue:
        return one.reports
    if _is_author(article, one) or _holds_nothing(article, one):
        return False
    text = article.text
    low, head = _cue_words(article, one)
    if not inference_words().isdisjoint(low):
        return False
    start, end = one.content[0].start, one.content[-1].end
    content = article.words(start, min(end, start + _LONGEST_COMPLEMENT))
    follows = one.content[0].start >= one.cue[0].start
    takes = complement_of(content, follows) | set(low[-1:])
    if follows and low and low[-1] in _TOPICS and content.low[:1] != ["that"]:
        takes -= {"clause"}  # "ruled against | the board's plan to close the lock, which leaks"
    found = find_act(low)
    if found is None:
        return one.reports and _is_plain_report(article, one, low, content)
    act, at = found
    before = article.words(max(0, head - _BEFORE_CUE), head).low if head else []
    context, place = [*before, *low], len(before) + at
    if act.part == "verb" and noun_act(low[at]) is not None and _is_noun(context, place):
        act = noun_act(low[at]) or act
    if "quotation" in takes and "-" not in act.reports:
        return True
    if act.part == "verb" and act.sort in _SAYING and is_negated(context, place):
        return False
    if (
        act.part == "verb"
        and (is_passive(context, place) or _names(act, context, place, text, one))
        and not _has_agent(text, one)
    ):
        if act.sort in ("belief", "judgement"):
            return act.sort == "judgement" and bool(takes & act.reports & {"as", "for", "of", "with"})
        if not follows:
            takes = complement_of(content, True)  # the subject of a passive may be a topic: "the toll was discussed"
    if act.part == "verb" and act.sort == "speech" and follows and "clause" not in takes and _is_phrase(content):
        return False
    if act.sort == "judgement" and follows and _is_name_of_thing(article, one, content):
        return False
    if act.sort == "finding" and not _finds(article, one, content):
        return False
    return "any" in act.reports or not takes.isdisjoint(act.reports) or _has_clause_word(low, at, act)


def _is_author(article: Article, one: Attribution) -> bool:
    """Whether the source is "I" or "we" outside quotation marks: the author's own voice."""
    if not one.source:
        return False
    span = one.source[0]
    inside = any(quoted.start <= span.start and span.end <= quoted.end for quoted in article.quotes_in(span.start, span.end))
    return span.of(article.text).strip().lower() in _AUTHOR and not inside


def _holds_nothing(article: Article, one: Attribution) -> bool:
    """Whether the content says not what was said: "The board said | so twice", "What | the papers say | of it"."""
    first = one.content[0]
    if first.start < one.cue[0].start and first.of(article.text).lower() in _ASKED:
        after = article.words(one.content[-1].start, one.content[-1].end)
        return len(one.content) > 1 and after.low[:1] in (["of"], ["on"], ["about"])
    start, end = first.start, one.content[-1].end
    if end - start > _LONGEST_NOTHING or one.content[0].start < one.cue[0].start:
        return False
    words = article.words(start, end)
    return bool(len(words)) and words.low[0] in _NOTHING and max(words.quoted) < 0 and not has_finite_verb(words)


def _is_plain_report(article: Article, one: Attribution, low: Sequence[str], content: Words) -> bool:
    """Whether a cue that no table knows reports: by an utterance, a claim that it names, a "that", or a mark alone.

    A few words in marks make no report: "The scheme requires | a “safe berth”".
    """
    return (
        any(quoted.utters(article.text) for span in one.content for quoted in article.quotes_in(span.start, span.end))
        or any(noun_act(word) and content.low[at + 1 : at + 2] == ["that"] for at, word in enumerate(content.low))
        or content.low[:1] in (["that"], ["whether"])
        or not any(word[:1].isalnum() for word in low)
        or any(cue is not None and cue.language != "en" for cue in map(cue_of, low))
    )


def _cue_words(article: Article, one: Attribution) -> tuple[list[str], int]:
    low: list[str] = []
    for span in one.cue:
        low += article.words(span.start, min(span.end, span.start + 400)).low
    return low, one.cue[0].start


def _is_noun(low: Sequence[str], at: int) -> bool:
    before = low[at - 1] if at else ""
    return before in word_class("determiner") or before in word_class("possessive") or before.endswith(("’s", "'s"))


def _has_agent(text: str, one: Attribution) -> bool:
    """Whether a passive names who believes: "is seen by many as"."""
    return any(text[max(0, span.start - 3) : span.start].lower() == "by " for span in one.source)


def _is_phrase(content: Words) -> bool:
    """Whether a content is a prepositional phrase: "wrote | in a letter"."""
    return len(content) <= _SHORT_PHRASE and content.isa(0, "preposition")


def _is_name_of_thing(article: Article, one: Attribution, content: Words) -> bool:
    """Whether a participle only gives the name of the thing before it: "the group called | the Tideway"."""
    first = 1 if content.isa(0, "determiner") else 0
    if first >= len(content) or not all(
        content.capital(at) for at in range(first, len(content)) if content.words[at][0].isalnum()
    ):
        return False
    source = article.text[one.source[-1].start : one.source[-1].end].split()[-1:] if one.source else [""]
    return bool(source) and not source[0][:1].isupper() and source[0].lower() not in word_class("subject")


def _names(act: CueAct, low: Sequence[str], at: int, text: str, one: Attribution) -> bool:
    """Whether a participle after a comma gives a name: "The programme, called Tideway"."""
    comma = text[max(0, one.cue[0].start - 2) : one.cue[0].start].startswith(",")
    return comma and act.sort == "judgement" and low[at].endswith("ed")


def _finds(article: Article, one: Attribution, content: Words) -> bool:
    """Whether the subject of a verb of finding can answer: no picture does, and a person only with a clause."""
    low = [word for span in one.source for word in article.words(span.start, min(span.end, span.start + 400)).low]
    if not _PICTURES.isdisjoint(low):
        return False
    head = low[-1] if low else ""
    if low[:1] and low[0] in _FINDERS:
        return content.low[:1] == ["that"]
    named = bool(one.source) and article.text[one.source[-1].end - 1 : one.source[-1].end].isalpha() and _is_name(article, one)
    return bool(head) and (not named or "clause" in complement_of(content, True))


def _is_name(article: Article, one: Attribution) -> bool:
    words = article.text[one.source[0].start : one.source[-1].end].split()
    return all(word[0].isupper() for word in words)


def _has_clause_word(low: Sequence[str], at: int, act: CueAct) -> bool:
    """Whether the complementizer was taken into the cue: "said that"."""
    return "clause" in act.reports and bool({"that", "whether", "if", "how", "why"}.intersection(low[at + 1 :]))
