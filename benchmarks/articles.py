"""What is a library filled with for measuring?  News articles by seed and number, in invented words: as many as are wanted.

Article ``n`` of a seed is the same whoever asks, on any machine, and however many are made around it.  Words follow Zipf's law
with a tail that never ends, so that the vocabulary grows with the number of articles as it does in news; a fifth of an article's
words belong to its topic, so that they recur in it.  All arithmetic is of whole numbers, sums, products and quotients, whose
results do not depend on the machine's mathematical library.

``python -m benchmarks.articles --count 200000 --seed 1 --format jsonl > articles.jsonl``
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]

BLOCK = 256
"""Articles made at a time: numpy's calls then cost little beside their work, and the arrays still fit a core's cache."""
HEAD = 5000
"""Ranks up to here follow 1 / rank, ranks beyond 1 / rank²: the two regimes of large corpora.  With this border 200,000 articles
have some 345,000 words and 1,000,000 some 770,000, as Heaps' law has it for news agencies (44 n^.49)."""
SHIFT = 1.0
"""Mandelbrot's correction.  With it the commonest word is 4 in 100, not quite as common as "the"."""
TOPICS = 400
TOPIC_WORDS = 60
TOPIC_SHARE = 0.2
"""Share of an article's words that come from its topic's list of words, the first of them oftenest."""
TOPIC_RANKS = (200, 20_000)
"""Topics choose their words here: neither function words nor words too rare to be anybody's subject."""
SHORTEST, SPREAD = 90, 1355
"""Words of an article: SHORTEST + SPREAD times the product of two draws, which makes many short ones and few long ones.  On
average 428 words in 2.76 kB, so that 200,000 are 552 MB."""
PEOPLE = 6000
OUTLETS = 60
FIRST_DAY, DAYS = date(2012, 1, 1), 3653
"""Ten years."""
CACHED = 200_000
"""Words kept once spelled; rarer ones are spelled anew each time, and memory does not grow with the number of articles."""

_ONSETS = "v l m n r th br dr vr tr pl gl kr sl sk sn t b p fl".split()
_VOWELS = "a e i o u ei".split()
_CODAS = ["", *"n r l m nd rt".split()]
_OPEN = [onset + vowel for onset in _ONSETS for vowel in _VOWELS]
_LAST = [onset + vowel + coda for onset in _ONSETS for vowel in _VOWELS for coda in _CODAS]
_STRIDE = 999_983
"""A prime that divides none of the syllable counts: neighbours in rank get unlike spellings, and no two get the same."""

_PAPERS = "Courier Post Gazette Ledger Packet Observer Dispatch Tribune Review Herald".split()
_ROLES = (
    "harbour commissioner|treasurer of the town|a spokeswoman for the council|chief engineer|head of the school board|a farmer|"
    "director of the institute|a spokesman for the ministry|mayor|a retired pilot|chair of the union|a bus driver"
).split("|")
_SAID = "said explained added warned argued".split()
_REGIONS = 24
_THEMES = "Councils Harbours Schools Farming Courts Weather Markets Health Transport Energy Housing Culture Science Sport".split()


class Article(NamedTuple):
    """One article; `date` is ISO 8601, `text` has paragraphs parted by an empty line."""

    id: str
    title: str
    text: str
    outlet: str
    url: str
    date: str
    region: str
    theme: str


def make_articles(count: int, seed: int, start: int = 0) -> Iterator[Article]:
    """The articles `start` to `start + count` of a seed, in order."""
    for first in range(start, start + count, BLOCK):
        yield from _block(first, min(BLOCK, start + count - first), seed)


def spell(rank: int) -> str:
    """The word of a rank, from 0: its syllables.  No two ranks have the same word; frequent words are short.

    Only last syllables may end in a consonant and each begins with one, so a word can be read back in one way only.
    """
    if rank < len(_LAST):
        return _LAST[rank * _STRIDE % len(_LAST)]
    rank, ahead, count = rank - len(_LAST), len(_OPEN), len(_OPEN) * len(_LAST)
    while rank >= count:  # one more open syllable each time
        rank, ahead, count = rank - count, ahead * len(_OPEN), count * len(_OPEN)
    rest, last = divmod(rank * _STRIDE % count, len(_LAST))
    syllables = [_LAST[last]]
    while ahead > 1:
        rest, one = divmod(rest, len(_OPEN))
        syllables.append(_OPEN[one])
        ahead //= len(_OPEN)
    return "".join(reversed(syllables))


class _Spelled(dict[int, str]):
    def __missing__(self, rank: int) -> str:
        word = spell(rank)
        if rank < CACHED:
            self[rank] = word
        return word


_WORDS = _Spelled()


def _mixed(numbers: Numbers) -> Numbers:
    """Each number's hash: the finaliser of splitmix64."""
    mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Numbers = mixed ^ (mixed >> np.uint64(31))
    return found


def _keys(numbers: Numbers, seed: int) -> Numbers:
    """A starting point for the draws of each article, far from those of its neighbours and of other seeds."""
    return _mixed(_mixed(numbers + np.uint64(1)) ^ _mixed(np.asarray([seed], np.uint64) + np.uint64(0x5A150)))


def _draws(keys: Numbers, places: Numbers) -> NDArray[np.float64]:
    """Numbers from 0 up to 1, one for each key and place: splitmix64 with the key as its state."""
    mixed = _mixed(keys + places * np.uint64(0x9E3779B97F4A7C15))
    found: NDArray[np.float64] = (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return found


_HEAD_SUMS = np.cumsum(1.0 / (np.arange(1, HEAD + 1) + SHIFT))
_WHOLE = float(_HEAD_SUMS[-1]) + 1.0
"""The tail's 1 / rank², begun at the height where the head ends, sums to 1."""
_LAST_OF_TAIL = 2.0**-30
"""Where the tail is cut after all, at rank 5,000 x 2^30: rounding could make a draw 0, and quotients by 0 are no rank."""


def _ranks(draws: NDArray[np.float64]) -> NDArray[np.int64]:
    """A rank from 0 for each draw."""
    scaled = draws * _WHOLE
    ranks = np.searchsorted(_HEAD_SUMS, scaled, side="right").astype(np.int64)
    tail = ranks >= HEAD
    left = np.maximum((_WHOLE - scaled)[tail], _LAST_OF_TAIL)  # 1 where the tail begins, next to 0 far out
    ranks[tail] = ((HEAD + SHIFT) / left - SHIFT).astype(np.int64)
    return ranks


def _topic_ranks(topics: Numbers, draws: NDArray[np.float64], seed: int) -> NDArray[np.int64]:
    """A word of the topic for each draw."""
    places = (draws * draws * TOPIC_WORDS).astype(np.uint64)  # squared: the first words of a topic are its commonest
    low, high = TOPIC_RANKS
    chosen = _mixed(topics * np.uint64(TOPIC_WORDS) + places + np.uint64(seed << 32))  # seeds have topics of their own
    return low + (chosen % np.uint64(high - low)).astype(np.int64)


_PLACES = 64
"""Draws that each article keeps for what is not a word of its body."""


def _block(first: int, count: int, seed: int) -> Iterator[Article]:
    numbers = np.arange(first, first + count, dtype=np.uint64)
    keys = _keys(numbers, seed)
    own = _draws(keys[:, None], np.arange(_PLACES, dtype=np.uint64)[None, :])
    lengths = SHORTEST + (SPREAD * own[:, 0] * own[:, 1]).astype(np.int64)
    topics = (own[:, 2] * own[:, 3] * TOPICS).astype(np.uint64)  # a product: some topics are written about more than others
    ends = np.cumsum(lengths)
    within = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths)
    word_keys = np.repeat(keys, lengths)
    places = _PLACES + 2 * within.astype(np.uint64)
    draws = _draws(word_keys, places)
    topical = _draws(word_keys, places + np.uint64(1))
    ranks = _ranks(draws)
    chosen = topical < TOPIC_SHARE
    ranks[chosen] = _topic_ranks(np.repeat(topics, lengths)[chosen], draws[chosen], seed)
    words = list(map(_WORDS.__getitem__, ranks.tolist()))
    end = 0
    for number, draw, topic, length in zip(numbers.tolist(), own.tolist(), topics.tolist(), lengths.tolist(), strict=True):
        begin, end = end, end + length
        yield _article(number, draw, topic, words[begin:end], seed)


def _article(number: int, draw: list[float], topic: int, words: list[str], seed: int) -> Article:
    outlet = _OUTLETS[int(draw[4] * draw[5] * OUTLETS)]  # a product: a few outlets publish much, many little
    day = FIRST_DAY + timedelta(days=int(draw[6] * DAYS))
    title = " ".join(words[-4 - int(5 * draw[7]) :]).capitalize()
    host = outlet.removeprefix("The ").replace(" ", "").lower()
    slug = title.lower().replace(" ", "-")
    return Article(
        id=f"{seed}-{number}",
        title=title,
        text=_text(words, draw),
        outlet=outlet,
        url=f"https://www.{host}.example/{day.year}/{day.month:02}/{day.day:02}/{slug}-{number}",
        date=day.isoformat(),
        region=_name(int(draw[8] * draw[9] * _REGIONS), _REGION_NAMES),
        theme=_THEMES[topic % len(_THEMES)],
    )


def _text(words: list[str], draw: list[float]) -> str:
    """Sentences of 9 to 30 words, three to a paragraph; one paragraph in three ends in somebody's words."""
    paragraphs, sentences, at, turn = [], list[str](), 0, 10
    while at < len(words):
        length = 9 + int(22 * draw[turn])
        sentence = " ".join(words[at : at + length])
        sentences.append(sentence[0].upper() + sentence[1:])
        at += length
        turn = turn + 1 if turn + 1 < _PLACES else 10
        if len(sentences) == 3 or at >= len(words):
            if int(1000 * draw[turn]) % 3 == 0:
                sentences[-1] = _quoted(sentences[-1], draw[turn], draw[turn - 1])
            paragraphs.append(". ".join(sentences) + ".")
            sentences = []
    return "\n\n".join(paragraphs)


def _quoted(sentence: str, one: float, other: float) -> str:
    person = int(one * other * PEOPLE)  # a product: some people are quoted often, most seldom
    said, role = _SAID[person % len(_SAID)], _ROLES[person % len(_ROLES)]
    return f"“{sentence},” {said} {_name(2 * person, _NAME)} {_name(2 * person + 1, _NAME)}, {role}"


_NAME, _REGION_NAMES, _TOWNS = 40_000, 60_000, 70_000
"""Ranks from which names are made: rare words, so that names seldom are words of the text as well."""


def _name(index: int, names: int) -> str:
    return _WORDS[names + index].capitalize()


_OUTLETS = tuple(f"The {_name(index, _TOWNS)} {_PAPERS[index % len(_PAPERS)]}" for index in range(OUTLETS))


def main(arguments: list[str]) -> int:
    """Write articles to standard output."""
    from benchmarks.article_files import FORMATS

    parser = ArgumentParser(prog="python -m benchmarks.articles", description=main.__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the number of the first one")
    parser.add_argument("--format", choices=sorted(FORMATS), default="jsonl")
    parser.add_argument("--gigabytes", type=float, help="stop after the record with which so many 10^9 bytes are reached")
    parser.add_argument(
        "--repeat", action="store_true", help="begin again after the last, under other addresses, until --gigabytes"
    )
    asked = parser.parse_args(arguments)
    if asked.repeat and not asked.gigabytes:
        parser.error("--repeat has no end without --gigabytes")
    if asked.count < 1 or not 0 <= asked.seed < 2**32 or asked.start < 0:
        parser.error("--count is at least 1, --seed from 0 to 4294967295, --start at least 0")
    records = FORMATS[asked.format](make_articles(asked.count, asked.seed, asked.start), asked.repeat)
    left = int(asked.gigabytes * 1e9) if asked.gigabytes else sys.maxsize
    for record in records:
        sys.stdout.buffer.write(record)
        left -= len(record)
        if left <= 0:
            break
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
