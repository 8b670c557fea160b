"""Which findings does a record hold, one by one?  Each with the path of its field, and its value in words."""

from collections.abc import Iterator
from enum import Enum
from typing import Any  # findings of every kind of value

from msgspec import Struct

from sayso.model.dates import PartialDate
from sayso.model.finding import Finding
from sayso.model.record import Author, Condition, Contact, Holder, Licence, Publisher, Record

_CONSIDERED = "origin.candidates"
"""Names that were considered for the origin are no findings about the item."""


class Found(Struct, frozen=True):
    """A finding and its field: ``masthead.title``, ``terms.conditions.2``."""

    path: str
    finding: Finding[Any]


def findings_of(record: Record) -> Iterator[Found]:
    """The findings of masthead, origin, filing, terms and biographies in the order of the record."""
    for name in ("masthead", "origin", "filing", "terms", "biographies"):
        yield from _walk(name, getattr(record, name))


def _walk(path: str, value: object) -> Iterator[Found]:
    """As deep as the record's types are, which nest four times at most."""
    if isinstance(value, Finding):
        yield Found(path, value)
    elif isinstance(value, tuple):
        for number, member in enumerate(value):
            yield from _walk(f"{path}.{number}", member)
    elif isinstance(value, Struct) and path != _CONSIDERED:
        for name in value.__struct_fields__:
            if f"{path}.{name}" != _CONSIDERED:
                yield from _walk(f"{path}.{name}", getattr(value, name))


def in_words(value: object) -> str:
    """The value of a finding as a reader would say it: the name of a holder with the years, the id of a licence."""
    match value:
        case Enum():
            return str(value.value)
        case PartialDate():
            return value.iso
        case Author() | Publisher():
            return value.name
        case Holder():
            return f"{value.name} {value.years}" if value.years else value.name
        case Licence():
            return value.id
        case Condition():
            return value.text
        case Contact():
            return value.address
    return str(value)
