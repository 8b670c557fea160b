"""What was changed between two versions?  Paragraphs are paired, then sentences, then words, and each change is named."""

from sayso.model.changes import Comparison
from sayso.model.record import Record
from sayso.tracing.changes.article import Article, read_article, read_passage
from sayso.tracing.changes.comparing import Comparer

__all__ = ["compare_passages", "compare_records"]


def compare_records(old: Record, new: Record, furniture: bool = False) -> Comparison:
    """Everything that differs between two versions; with `furniture`, also in what surrounds the article.

    The two sides are told apart by nothing but their order: seen from the other side, the same changes are found, insertions
    as cuts and cuts as insertions.  The work grows with the length of the texts, and a little faster with their paragraphs.
    """
    a, b = read_article(old, furniture), read_article(new, furniture)
    if _rank(b) < _rank(a):  # every tie is broken the same way whichever version is named first
        return Comparer(b, a).compare(turned=True)
    return Comparer(a, b).compare()


def compare_passages(old: str, new: str) -> Comparison:
    """The same for two passages by themselves, such as two prints of a quotation: their words as one stretch, whatever the share
    of them that both hold.

    >>> [change.kind.name for change in compare_passages("We will sail.", "“We will not sail”").changes]
    ['INSERTION']
    """
    a, b = read_passage(old), read_passage(new)
    if _rank(b) < _rank(a):
        return Comparer(b, a).compare(turned=True)
    return Comparer(a, b).compare()


def _rank(article: Article) -> tuple[str, list[str]]:
    return article.text, [one.role.value for one in article.paragraphs]
