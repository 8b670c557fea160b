"""Made articles: the same for everybody, and like news in what a library feels of it."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

import sayso
from benchmarks.article_files import json_lines, warc
from benchmarks.articles import Article, main, make_articles, spell

ROOT = Path(__file__).resolve().parents[2]
COUNT = 2000


@cache
def some() -> tuple[Article, ...]:
    return tuple(make_articles(COUNT, seed=1))


def words(articles: tuple[Article, ...]) -> Counter[str]:
    return Counter(
        word for article in articles for word in article.text.lower().translate({ord(mark): " " for mark in "“”,."}).split()
    )


def test_a_seed_gives_the_same_articles_on_every_machine() -> None:
    digest = hashlib.sha256(b"".join(json_lines(make_articles(300, seed=7), repeat=False))).hexdigest()
    assert digest == "35030a78cdede2c033f7d19afcfb9dea0a6e0f7618ec81d755db672aee8dac45", (
        "articles of earlier measurements are no longer made"
    )


def test_an_article_is_the_same_however_many_are_made_around_it() -> None:
    assert tuple(make_articles(5, seed=1, start=1233)) == some()[1233:1238]


def test_seeds_give_different_articles() -> None:
    assert not {article.text for article in make_articles(100, seed=2)} & {article.text for article in some()}


def test_articles_are_as_long_as_news() -> None:
    sizes = sorted(len(article.text.encode()) for article in some())
    assert 2650 < sum(sizes) / COUNT < 2870, "200,000 are 552 MB"
    assert sizes[COUNT // 2] < 2400, "most are shorter than the mean"
    assert sizes[0] > 400
    assert sizes[-1] < 12_000


def test_the_vocabulary_grows_with_the_articles() -> None:
    few, more = len(words(some()[: COUNT // 10])), len(words(some()))
    assert 10_000 < few < 20_000
    assert 35_000 < more < 45_000


def test_some_words_are_everywhere_and_most_are_rare() -> None:
    counted = words(some())
    commonest, *rest = counted.most_common()
    assert 0.03 < commonest[1] / counted.total() < 0.06
    assert sum(1 for _, times in rest if times == 1) > 0.3 * len(rest)


def test_words_recur_in_an_article() -> None:
    ratios = [len(set(article.text.split())) / len(article.text.split()) for article in some()[:200]]
    assert 0.45 < sum(ratios) / len(ratios) < 0.75


def test_no_two_ranks_have_the_same_word() -> None:
    ranks = [*range(120_000), *(10**power for power in range(6, 14))]
    assert len({spell(rank) for rank in ranks}) == len(ranks)


def test_outlets_regions_themes_and_days_are_spread_as_in_news() -> None:
    outlets = Counter(article.outlet for article in some())
    assert len(outlets) > 50
    assert outlets.most_common(1)[0][1] > 5 * COUNT / 60
    assert len({article.region for article in some()}) > 20
    assert len({article.theme for article in some()}) == 14
    days = [article.date for article in some()]
    assert "2012-01-01" <= min(days) < "2012-03"
    assert "2021-11" < max(days) <= "2021-12-31"
    assert len({article.url for article in some()}) == len({article.id for article in some()}) == COUNT


def records(data: bytes) -> list[tuple[dict[str, str], bytes]]:
    """The records of a WARC file, by the lengths that they state."""
    found = []
    while data:
        head, data = data.split(b"\r\n\r\n", 1)
        version, *lines = head.decode().split("\r\n")
        assert version == "WARC/1.1"
        fields = dict(line.split(": ", 1) for line in lines)
        length = int(fields["Content-Length"])
        found.append((fields, data[:length]))
        assert data[length : length + 4] == b"\r\n\r\n"
        data = data[length + 4 :]
    return found


def test_a_made_page_is_read_as_the_article_it_was_made_from() -> None:
    [_, (fields, content)] = records(b"".join(warc(some()[:1], repeat=False)))
    head, page = content.split(b"\r\n\r\n", 1)
    assert f"Content-Length: {len(page)}".encode() in head
    record = sayso.read(page, url=fields["WARC-Target-URI"], model="none")
    [article] = some()[:1]
    masthead = record.masthead
    assert masthead.title
    assert masthead.publisher
    assert masthead.published
    assert (masthead.title.value, masthead.publisher.value.name) == (article.title, article.outlet)
    assert masthead.published.value.day == article.date
    assert [region.value for region in record.filing.regions] == [article.region]
    assert record.sources


def test_repeated_records_differ_in_id_address_and_bytes_but_not_in_length() -> None:
    found = records(b"".join(islice(warc(some()[:3], repeat=True), 1 + 3 * 4)))
    pages = found[1:]
    assert [len(content) for _, content in pages] == 4 * [len(content) for _, content in pages[:3]]
    for value in (
        {fields["WARC-Record-ID"] for fields, _ in pages},
        {fields["WARC-Target-URI"] for fields, _ in pages},
        {content for _, content in pages},
    ):
        assert len(value) == len(pages)


def test_repeated_lines_are_json_with_different_ids() -> None:
    lines = [json.loads(line) for line in islice(json_lines(some()[:2], repeat=True), 6)]
    assert len({line["id"] for line in lines}) == len({line["text"] for line in lines}) == 6


def test_the_command_stops_when_so_many_gigabytes_are_written() -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks.articles",
        "--count",
        "3",
        "--format",
        "warc",
        "--gigabytes",
        "0.0001",
        "--repeat",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert 100_000 <= len(done.stdout) < 120_000
    assert len(records(done.stdout)) > 20


def test_repeating_without_an_end_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--repeat"])
    assert "--gigabytes" in capsys.readouterr().err
