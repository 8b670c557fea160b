"""What the store is measured with is what our rules read."""

from benchmarks.articles import make_articles
from benchmarks.prepared import prepare_article, read_article
from sayso.store.rows import prepare

COUNT = 30


def test_made_rows_are_those_that_are_read() -> None:
    pairs = [(prepare_article(one), prepare(*read_article(one))) for one in make_articles(COUNT, seed=3)]
    for made, read in pairs:
        for part in ("capture", "content", "text", "searched", "folded", "statements", "labels", "terms", "answers"):
            assert getattr(made, part) == getattr(read, part), part
    for part in ("sources", "passages"):
        made_rows, read_rows = (sum(len(getattr(one, part)) for one in side) for side in zip(*pairs, strict=True))
        assert abs(made_rows - read_rows) <= 0.02 * read_rows, part
    made_size, read_size = (sum(len(one.record) for one in side) for side in zip(*pairs, strict=True))
    assert abs(made_size - read_size) < 0.05 * read_size
