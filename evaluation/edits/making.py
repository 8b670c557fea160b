"""Which edits are made, and of what class is each?  Seeded code edits real articles and writes down what it did and where.

Its words are its own: nothing here is read from the tables by which changes are named.  Who says what is taken from the labels of
PolNeAR, not from sayso's reading.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

Place = tuple[int, int]

_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundreds dozens".split()
)
_NUMBER = re.compile(r"(?<![\w.,$-])\$?\d[\d,]*(?:\.\d+)?(?![\w,-]|\.\d)|\b(?:" + "|".join(_NUMBER_WORDS) + r")\b(?!-)")
_CUES = {
    "said": ["claimed", "insisted", "argued", "conceded", "maintained"],
    "says": ["claims", "insists", "argues", "concedes"],
    "told": ["assured", "reminded"],
    "added": ["claimed", "said"],
    "argued": ["said", "suggested"],
    "claimed": ["said", "noted"],
    "wrote": ["claimed", "argued"],
    "noted": ["said", "claimed"],
    "believes": ["claims", "says"],
    "suggested": ["said", "asserted"],
    "announced": ["said", "confirmed"],
    "explained": ["said", "claimed"],
}
_SPEAKERS = (
    "a campaign spokesman",
    "officials in the capital",
    "people close to the campaign",
    "a senior aide",
    "the governor’s office",
    "an adviser who asked for anonymity",
    "critics of the plan",
    "Ida Fenn",
    "police",
    "a person briefed on the talks",
    "Orlan Marrow, a former clerk",
    "the state party",
)
_ADDED = (
    ", officials said",
    ", according to a person briefed on the matter",
    ", a spokesman said",
    ", critics say",
    ", she said",
    ", police said",
    ", the campaign says",
    ", according to the ministry",
)
_HEDGES_IN = (
    "reportedly",
    "allegedly",
    "apparently",
    "possibly",
    "supposedly",
    "purportedly",
    "seemingly",
    "perhaps",
    "probably",
)
_HEDGE_FRAMES = {
    "is": ["may be", "appears to be", "is said to be", "might be", "could be"],
    "are": ["may be", "appear to be", "might be", "are thought to be"],
    "was": ["may have been", "appears to have been", "is believed to have been", "was reportedly"],
    "were": ["may have been", "seem to have been", "were allegedly"],
    "has": ["may have", "has reportedly", "appears to have"],
    "will": ["may", "might", "could", "is likely to"],
}
_HEDGES_OUT = re.compile(
    r" \b(?:reportedly|allegedly|apparently|perhaps|probably|possibly|likely|seemingly|presumably|arguably)\b(?= \w)"
)
_MODALS_OUT = {"may": "will", "might": "will", "could": "will"}
_PEOPLE = (
    "Orin Odell",
    "Ida Fenn",
    "Maren Tolliver",
    "Tamsin Vessel",
    "Ansel Brook",
    "Hale Quill",
    "Orlan Marrow",
    "Piers Lodd",
    "Nessa Hollin",
)
_NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December The A An In On At But And If It He She They We You I This That These Those "
    "For To Of By With As When While After Before There What Who Why How Not So Now Then Mr Mrs Ms Dr Sen Rep Gov "
    "President Secretary Senator Governor ".split()
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?(?= [a-z]|[,.] |[,.]$)")
_SYNONYMS = {
    "began": "started",
    "started": "began",
    "big": "large",
    "large": "big",
    "help": "assist",
    "buy": "purchase",
    "because": "since",
    "however": "though",
    "children": "kids",
    "many": "numerous",
    "show": "demonstrate",
    "shows": "demonstrates",
    "used": "employed",
    "get": "obtain",
    "start": "begin",
    "end": "conclusion",
    "important": "significant",
    "hard": "difficult",
    "quickly": "rapidly",
    "people": "residents",
    "money": "funds",
    "country": "nation",
    "job": "post",
    "fight": "battle",
    "whole": "entire",
    "often": "frequently",
    "also": "additionally",
    "plan": "scheme",
    "near": "close to",
    "during": "in the course of",
    "about": "concerning",
    "among": "amid",
    "support": "backing",
    "problem": "difficulty",
    "problems": "difficulties",
    "law": "statute",
    "victory": "win",
    "won": "carried",
    "center": "centre",
    "labor": "labour",
    "program": "programme",
    "favor": "favour",
    "toward": "towards",
    "called": "labelled",
    "gave": "handed",
    "strong": "firm",
    "chance": "opportunity",
    "good": "fine",
}
_QUOTE_WORDS = (
    "plainly",
    "badly",
    "always",
    "never",
    "really",
    "certain",
    "terrible",
    "wonderful",
    "honest",
    "foolish",
    "serious",
    "strange",
    "simple",
    "bitter",
    "proud",
    "careless",
    "ordinary",
    "enormous",
)
_SENTENCES = (
    "The meeting went on until late in the evening.",
    "No date for the next session was set.",
    "A full copy of the letter was sent to every member.",
    "The hall was half empty by then.",
    "The matter had been put off twice.",
    "An earlier draft had gone further.",
    "Rain kept many away.",
    "The office did not answer a request for comment.",
    "It was the third such vote in a month.",
    "Nothing of the kind had been tried before.",
    "The rules leave little room for that.",
    "That seat has been vacant since the spring.",
)
_PHRASES = (
    " in a move that surprised many of those present",
    " after a long and at times heated debate",
    " behind closed doors",
    " for the second year running",
    " despite a late change of plan",
    " before the doors were opened to the public",
    " without much ceremony",
    " in front of a small crowd",
)
_HEADLINES = (
    "A Long Evening and a Short Answer",
    "What the Vote Means for the Valley",
    "Questions Remain After Day of Speeches",
    "The Race Tightens, Again",
)
_MARKED = re.compile('[“"][^“”"\n]{20,400}[”"]')
_IN_MARKS = re.compile("(?:[“\"]|'')(?:(?!'')[^“”\"])*(?:[”\"]|''|$)")
_SENTENCE_END = re.compile(r"(?<=[a-z]{3}[.!?]) (?=[A-Z])")


class Edit(Struct, frozen=True, kw_only=True):
    """One edit: its class, and the words before and after; `elsewhere` are places that serve as well, of what moved."""

    kind: str
    sort: str
    old: Place
    new: Place
    elsewhere: tuple[tuple[Place, Place], ...] = ()


class Pair(Struct, frozen=True, kw_only=True):
    """Two versions, as paragraphs with a headline first, and every edit between them."""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    edits: tuple[Edit, ...]


class _Site(Struct, frozen=True):
    """A piece of one paragraph and what is put for it; `shown` trims the replacement to what is new in it."""

    paragraph: int
    start: int
    end: int
    text: str
    kind: str
    sort: str


class Source(Struct, frozen=True):
    """An article: paragraphs, headline first, and in each the places of sources and cues as they were labelled."""

    name: str
    paragraphs: tuple[str, ...]
    said: tuple[tuple[tuple[Place, Place], ...], ...]
    laid: tuple[tuple[Place, ...], ...]


def read_sources(data: Path, split: str) -> Iterator[Source]:
    """The articles of one part of PolNeAR in the order of their names, with the labels of the first annotator."""
    titles = {}
    head, *rows = (data / "metadata.tsv").read_text("utf-8").splitlines()
    columns = head.split("\t")
    for row in rows:
        cells = dict(zip(columns, row.split("\t"), strict=False))
        titles[Path(cells["filename"]).stem] = cells["title"]
    for path in sorted((data / split / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        labels = sorted((data / split / "attributions").glob(path.stem + "_*.ann")) or sorted(
            (data / split / "attributions").glob(path.stem + "*.ann")
        )
        if not labels or not titles.get(path.stem):
            continue
        pieces, events = _labels(labels[0].read_text("utf-8"))
        paragraphs = [titles[path.stem]]
        said: list[tuple[tuple[Place, Place], ...]] = [()]
        laid: list[tuple[Place, ...]] = [()]
        for found in re.finditer(r"[^\n]+", text):
            paragraphs.append(found.group())
            start, end = found.span()
            laid.append(tuple((a - start, b - start) for a, b in pieces if start <= a and b <= end))
            inside = (pair for pair in events if all(start <= a and b <= end for a, b in pair))
            said.append(tuple(((a - start, b - start), (c - start, d - start)) for (a, b), (c, d) in inside))
        yield Source(path.stem, tuple(paragraphs), tuple(said), tuple(laid))


def _labels(brat: str) -> tuple[list[Place], list[tuple[Place, Place]]]:
    """The places of sources and cues, and of those in one piece the pairs that belong together."""
    places: dict[str, list[Place]] = {}
    events = []
    for line in brat.split("\n"):
        if line.startswith("T") and line.count("\t") >= 2:  # a content may run over several lines
            name, what, _ = line.split("\t", 2)
            label, _, spans = what.partition(" ")
            if label in ("Source", "Cue"):
                places[name] = [tuple(map(int, span.split())) for span in spans.split(";")]  # type: ignore[misc]  # two numbers
        elif line.startswith("E") and "Attribution:" in line:
            roles = dict(part.split(":") for part in line.split("\t")[1].split())
            one, other = places.get(roles.get("Source", ""), []), places.get(roles.get("Cue", ""), [])
            if len(one) == len(other) == 1:
                events.append((one[0], other[0]))
    return [place for some in places.values() for place in some], events


def edit(source: Source, others: Sequence[Source], chance: random.Random) -> Pair:
    """Make up to eight edits, at most one a sentence, and none where an earlier one was made."""
    wanted = chance.randint(0, 8)
    makers: list[Callable[[Source, random.Random], _Site | None]] = [
        _number,
        _cue,
        _speaker,
        _drop,
        _add_attribution,
        _quotation,
        _hedge_in,
        _hedge_out,
        _spell,
        _person,
        _reword,
        _reword,
        _phrase,
    ]
    whole = ["sentence in", "sentence out", "paragraph in", "paragraph out", "move", "headline"]
    sites: list[_Site] = []
    moves: dict[str, tuple[int, int]] = {}
    touched: set[int] = set()
    for _ in range(wanted):
        at = chance.randrange(len(makers) + len(whole))
        if at < len(makers):
            site = makers[at](source, chance)
            if site and _is_free(source, site, sites) and site.paragraph not in touched:
                sites.append(site)
            continue
        sort = whole[at - len(makers)]
        used = {site.paragraph for site in sites}
        if sort == "headline":
            site = _headline(source, chance)
            if 0 not in used:
                sites.append(site)
        elif sort.startswith("sentence"):
            site = _sentence(source, others, chance, sort)
            if site and site.paragraph not in used | touched:
                sites.append(site)
                touched.add(site.paragraph)
        elif sort not in moves:
            number = chance.randrange(1, len(source.paragraphs))
            if number in used | touched or (sort != "paragraph in" and len(source.paragraphs[number].split()) < 12):
                continue
            moves[sort] = (number, 0)
            if sort == "move":
                target = chance.randrange(1, len(source.paragraphs))
                if abs(target - number) < 1:
                    del moves[sort]
                    continue
                moves[sort] = (number, target)
            if sort != "paragraph in":
                touched.add(number)
    return _apply(source, others, sites, moves, chance)


def _apply(
    source: Source, others: Sequence[Source], sites: list[_Site], moves: dict[str, tuple[int, int]], chance: random.Random
) -> Pair:
    old_at, at = [], 0
    for paragraph in source.paragraphs:
        old_at.append(at)
        at += len(paragraph) + 2
    order: list[int | str] = list(range(len(source.paragraphs)))
    if "move" in moves:
        number, target = moves["move"]
        order.remove(number)
        order.insert(target, number)
    added = ""
    if "paragraph in" in moves:
        other = chance.choice(others)
        long = [one for one in other.paragraphs[1:] if 12 <= len(one.split()) <= 70] or [_SENTENCES[0] + " " + _SENTENCES[1]]
        added = chance.choice(long)
        order.insert(order.index(moves["paragraph in"][0]) + 1, "in")
    gone = moves["paragraph out"][0] if "paragraph out" in moves else -1
    new: list[str] = []
    new_at: dict[int | str, int] = {}
    edits: list[Edit] = []
    at = 0
    for one in order:
        new_at[one] = at
        if one == gone:
            length = len(source.paragraphs[gone])
            edits.append(Edit(kind="cut", sort="paragraph out", old=(old_at[gone], old_at[gone] + length), new=(at, at)))
            continue
        text = added if isinstance(one, str) else source.paragraphs[one]
        if isinstance(one, str):
            before = old_at[moves["paragraph in"][0]]
            edits.append(Edit(kind="insertion", sort="paragraph in", old=(before, before), new=(at, at + len(text))))
        else:
            shift = 0
            for site in sorted((site for site in sites if site.paragraph == one), key=lambda site: site.start):
                text = text[: site.start + shift] + site.text + text[site.end + shift :]
                edits.append(_told(source.paragraphs[one], site, old_at[one], at + site.start + shift))
                shift += len(site.text) - (site.end - site.start)
        new.append(text)
        at += len(text) + 2
    if "move" in moves:
        number, target = moves["move"]
        lengths = {one: len(source.paragraphs[one]) for one in range(len(source.paragraphs))}
        between = range(min(number, target), max(number, target) + 1)
        here = [
            ((old_at[one], old_at[one] + lengths[one]), (new_at[one], new_at[one] + lengths[one]))
            for one in between
            if one != gone
        ]
        own = next(pair for pair in here if pair[0][0] == old_at[number])
        edits.append(Edit(kind="order", sort="move", old=own[0], new=own[1], elsewhere=tuple(here)))
    return Pair(name=source.name, old=source.paragraphs, new=tuple(new), edits=tuple(edits))


def _told(paragraph: str, site: _Site, old_at: int, new_at: int) -> Edit:
    """The edit at its place, without the words that are the same at either end."""
    before, after = paragraph[site.start : site.end], site.text
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    while head and (before[:head] + "x")[head - 1].isalnum():
        head -= 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    while tail and before[len(before) - tail].isalnum():
        tail -= 1
    places = []
    for text, start in ((before, old_at + site.start), (after, new_at)):
        kept = text[head : len(text) - tail]
        bare = kept.strip(" ,.")
        lead = len(kept) - len(kept.lstrip(" ,.")) if bare else 0
        places.append((start + head + lead, start + head + lead + len(bare)))
    return Edit(kind=site.kind, sort=site.sort, old=places[0], new=places[1])


def _is_free(source: Source, site: _Site, sites: Sequence[_Site]) -> bool:
    text = source.paragraphs[site.paragraph]
    for other in sites:
        if other.paragraph == site.paragraph:
            first, last = sorted(((site.start, site.end), (other.start, other.end)))
            if last[0] < first[1] or not _SENTENCE_END.search(text, max(0, first[1] - 5), last[0] + 2):
                return False
    return True


def _bodies(source: Source, chance: random.Random) -> list[int]:
    numbers = [number for number in range(1, len(source.paragraphs)) if len(source.paragraphs[number].split()) >= 8]
    chance.shuffle(numbers)
    return numbers


def _in_marks(text: str, at: int) -> bool:
    return any(found.start() <= at < found.end() for found in _IN_MARKS.finditer(text))


def _find(
    source: Source, chance: random.Random, pattern: re.Pattern[str], free: bool = True, marks: bool = False
) -> tuple[int, re.Match[str]] | None:
    """A place that fits; with `free` outside what lays statements to sources, without `marks` outside quotations."""
    for number in _bodies(source, chance):
        text = source.paragraphs[number]
        found = [
            one
            for one in pattern.finditer(text)
            if (marks or not _in_marks(text, one.start()))
            and not (free and any(a <= one.end() and one.start() <= b for a, b in source.laid[number]))
        ]
        if found:
            return number, chance.choice(found)
    return None


def _number(source: Source, chance: random.Random) -> _Site | None:
    found = _find(source, chance, _NUMBER, marks=True)
    if not found:
        return None
    number, match = found
    word = match.group()
    digits = re.sub(r"\D", "", word.partition(".")[0])
    if not digits:
        other = chance.choice([one for one in _NUMBER_WORDS if one != word])
    else:
        value = int(digits) + chance.choice([-7, -3, -2, -1, 1, 2, 3, 5, 10, 40])
        other = ("$" if word.startswith("$") else "") + (f"{max(1, value):,}" if "," in word else str(max(1, value)))
        if other == word:
            return None
    return _Site(number, match.start(), match.end(), other, "figure", "number")


def _pairs(source: Source, chance: random.Random) -> list[tuple[int, Place, Place]]:
    found = [(number, *pair) for number in _bodies(source, chance) for pair in source.said[number]]
    chance.shuffle(found)
    return found


def _cue(source: Source, chance: random.Random) -> _Site | None:
    for number, _, (start, end) in _pairs(source, chance):
        word = source.paragraphs[number][start:end]
        if word in _CUES:
            return _Site(number, start, end, chance.choice(_CUES[word]), "attribution", "cue")
    return None


def _speaker(source: Source, chance: random.Random) -> _Site | None:
    for number, (start, end), _ in _pairs(source, chance):
        words = source.paragraphs[number][start:end]
        if 1 <= len(words.split()) <= 8 and not re.search(r"\d", words) and not set(words.lower().split()) & set(_NUMBER_WORDS):
            other = chance.choice(_SPEAKERS)
            other = (
                other[0].upper() + other[1:]
                if words[0].isupper() and (start == 0 or source.paragraphs[number][start - 2] in ".”")
                else other
            )
            return _Site(number, start, end, other, "attribution", "source")
    return None


def _drop(source: Source, chance: random.Random) -> _Site | None:
    """``, X said.`` and ``According to X, `` left out."""
    for number, one, other in _pairs(source, chance):
        text = source.paragraphs[number]
        start, end = min(one[0], other[0]), max(one[1], other[1])
        if end - start > one[1] - one[0] + other[1] - other[0] + 1:
            continue
        if text[max(0, start - 2) : start] == ", " and text[end : end + 1] == "." and not re.search(r"\d", text[start:end]):
            return _Site(number, start - 2, end, "", "attribution", "dropped")
        if start == 0 and text[end : end + 2] == ", " and text[end + 2 : end + 3].isalpha() and other[0] == 0:
            return _Site(number, 0, end + 3, text[end + 2].upper(), "attribution", "dropped")
    return None


def _add_attribution(source: Source, chance: random.Random) -> _Site | None:
    found = _find(source, chance, re.compile(r"(?<=[a-z]{3})\.(?= [A-Z]|$)"))
    if not found or source.laid[found[0]]:
        return None
    return _Site(found[0], found[1].start(), found[1].start(), chance.choice(_ADDED), "attribution", "added")


def _quotation(source: Source, chance: random.Random) -> _Site | None:
    for number in _bodies(source, chance):
        text = source.paragraphs[number]
        marked = list(_MARKED.finditer(text))
        if not marked:
            continue
        one = chance.choice(marked)
        words = [word for word in re.finditer(r"(?<= )[a-z]{4,}(?=[ ,.])", one.group()) if word.group() not in _NUMBER_WORDS]
        words = [word for word in words if word.group() not in ("reportedly", "perhaps", "maybe", "probably", "might", "could")]
        if len(words) < 3:
            continue
        word = chance.choice(words[1:])
        start, end = one.start() + word.start(), one.start() + word.end()
        how = chance.random()
        if how < 0.6:
            return _Site(number, start, end, chance.choice(_QUOTE_WORDS), "quotation", "word")
        if how < 0.8:
            return _Site(number, start - 1, end, "", "quotation", "left out")
        return _Site(number, start, start, chance.choice(_QUOTE_WORDS) + " ", "quotation", "put in")
    return None


def _hedge_in(source: Source, chance: random.Random) -> _Site | None:
    found = _find(source, chance, re.compile(r"(?<=[a-z] )(?:" + "|".join(_HEDGE_FRAMES) + r")(?= [a-z]{4})"))
    if not found:
        return None
    number, match = found
    if chance.random() < 0.5 and match.group() != "will":
        return _Site(number, match.end(), match.end(), " " + chance.choice(_HEDGES_IN), "hedge", "adverb in")
    return _Site(number, match.start(), match.end(), chance.choice(_HEDGE_FRAMES[match.group()]), "hedge", "frame in")


def _hedge_out(source: Source, chance: random.Random) -> _Site | None:
    found = _find(source, chance, _HEDGES_OUT)
    if found:
        return _Site(found[0], *found[1].span(), "", "hedge", "adverb out")
    found = _find(source, chance, re.compile(r"(?<=[a-z] )(?:may|might|could)(?= [a-z])"))
    return _Site(found[0], *found[1].span(), _MODALS_OUT[found[1].group()], "hedge", "modal out") if found else None


def _name_at(source: Source, chance: random.Random, free: bool) -> tuple[int, re.Match[str]] | None:
    found = _find(source, chance, _NAME, free=free)
    return found if found and not set(found[1].group().split()) & _NO_NAMES else None


def _spell(source: Source, chance: random.Random) -> _Site | None:
    found = _name_at(source, chance, free=False)
    if not found:
        return None
    number, match = found
    word = match.group().split()[-1]
    at = chance.randrange(1, len(word) - 1)
    other = chance.choice(
        [
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice("aeilnrst") + word[at + 1 :],
            word + "e",
        ]
    )
    start = match.end() - len(word)
    return _Site(number, start, match.end(), other, "name", "spelling") if other != word else None


def _person(source: Source, chance: random.Random) -> _Site | None:
    found = _name_at(source, chance, free=True)
    if not found:
        return None
    name = chance.choice(_PEOPLE)
    return _Site(found[0], *found[1].span(), name if " " in found[1].group() else name.split()[1], "name", "another")


def _reword(source: Source, chance: random.Random) -> _Site | None:
    found = _find(source, chance, re.compile(r"(?<=[a-z] )(?:" + "|".join(_SYNONYMS) + r")(?= [a-z])"))
    return _Site(found[0], *found[1].span(), _SYNONYMS[found[1].group()], "wording", "synonym") if found else None


def _phrase(source: Source, chance: random.Random) -> _Site | None:
    found = _find(source, chance, re.compile(r"(?<=[a-z]{3})\.(?= [A-Z]|$)"))
    return _Site(found[0], found[1].start(), found[1].start(), chance.choice(_PHRASES), "insertion", "phrase") if found else None


def _sentence(source: Source, others: Sequence[Source], chance: random.Random, sort: str) -> _Site | None:
    for number in _bodies(source, chance):
        text = source.paragraphs[number]
        ends = [found.start() for found in _SENTENCE_END.finditer(text) if not _in_marks(text, found.start())]
        if sort == "sentence in":
            at = chance.choice([*ends, len(text)])
            if at == len(text) and text[-1:] not in '.!?”"':
                continue
            return _Site(number, at, at, " " + chance.choice(_SENTENCES), "insertion", sort)
        starts = [0, *(end + 1 for end in ends)]
        stops = [*ends, len(text)]
        whole = [(a, b) for a, b in zip(starts, stops, strict=True) if len(text[a:b].split()) >= 5]
        if len(whole) < 2:
            continue
        a, b = chance.choice(whole)
        return _Site(number, a, min(len(text), b + 1), "", "cut", sort) if a == 0 else _Site(number, a - 1, b, "", "cut", sort)
    return None


def _headline(source: Source, chance: random.Random) -> _Site:
    title = source.paragraphs[0]
    words = list(re.finditer(r"\S+", title))
    if chance.random() < 0.5 or len(words) < 4:
        return _Site(0, 0, len(title), chance.choice(_HEADLINES), "headline", "rewritten")
    word = chance.choice(words[1:-1])
    if chance.random() < 0.5:
        return _Site(0, word.start(), word.end(), chance.choice(_QUOTE_WORDS).capitalize(), "headline", "word")
    return _Site(0, word.end(), len(title), "", "headline", "trimmed")
