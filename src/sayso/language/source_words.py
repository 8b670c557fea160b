"""Which words count, gather and qualify those who are named as a source?"""

from functools import cache

from sayso.language.tables import read_table


@cache
def source_words(name: str) -> frozenset[str]:
    """The words of a class of ``source_words.tsv``."""
    return frozenset(word for row in read_table("source_words") if row["class"] == name for word in row["words"].split())
