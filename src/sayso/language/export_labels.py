"""What do the lines of a press database's export mean?  Labels, separators and codes of Nexis and Factiva, from their table."""

import re
from functools import cache

from sayso.language.tables import read_table

_ID = r"[A-Za-z][A-Za-z0-9_]{3,19}[0-9][A-Za-z0-9]{10,29}"
"""Factiva's number of a document: the source's code, a date and a running number (``ELMOWL0020310409e74900001``)."""


@cache
def labels(product: str, kind: str) -> dict[str, str]:
    """From each label, in lower case, to the field that its line fills; a hyphen is none."""
    rows = read_table("export_labels")
    return {row["label"].casefold(): row["field"] for row in rows if (row["product"], row["kind"]) == (product, kind)}


@cache
def separator(product: str, kind: str) -> re.Pattern[str]:
    """The pattern of a line that opens (``start``) or closes (``end``) an article."""
    wild = _ID if product == "factiva" else "[0-9]{1,6}"
    lead = r"(?:AN\s+)?" if product == "factiva" else ""  # the code of that line, where there are codes
    forms = [re.escape(label).replace(r"\#", wild).replace(r"\ ", r"\s+") for label in labels(product, kind)]
    return re.compile(f"{lead}(?:{'|'.join(forms)})" if forms else "(?!)", re.IGNORECASE)


def labelled(line: str, product: str, kind: str) -> tuple[str, str] | None:
    """The field and the content of a line that begins with a label and a colon, or that is nothing but the label.

    >>> labelled("Length: 512 words", "nexis", "head")
    ('length', '512 words')
    """
    label, colon, content = line.partition(":")
    field = labels(product, kind).get(label.strip().casefold())
    return (field, content.strip()) if field is not None and (colon or len(line) == len(label)) else None


def tongue(name: str) -> str | None:
    """The code of a language by its name in one of the languages of the products; None where the table has none."""
    return labels("*", "tongue").get(name.split(";")[0].strip().casefold())


def counts_words(line: str) -> bool:
    """Whether a line is nothing but a number of words: ``1,512 words``, ``512 Wörter``."""
    found = re.fullmatch(r"[0-9][0-9.,' ]{0,12}\s*(\D{1,20})", line)
    return found is not None and found[1].strip().casefold() in labels("factiva", "words")
