"""How is it put into words how often a quotation was printed, to whom it is laid, and what a print differs in?"""

from sayso.export.facts import in_marks
from sayso.model.changes import ChangeKind
from sayso.model.legible import one_line
from sayso.model.prints import Edit
from sayso.store.quotations import Laid, Quotation

SEVERAL = "in doubt: laid to several; one may quote the other, an outlet may err, or both have said it"
_PLAIN = frozenset((ChangeKind.INSERTION, ChangeKind.CUT, ChangeKind.WORDING))
"""What an edit is where "with", "without" or "is" says it already."""


def printed_how(one: Quotation) -> str:
    """``5 items (2 with copies counted once) of 4 outlets; 2 variants; first 2031-04-01``."""
    once = f" ({one.families:,} with copies counted once)" if one.families != one.items else ""
    also = f"; {one.everywhere:,} in the whole library" if one.everywhere != one.items else ""
    first = f"; first {one.first[:10]}" if one.first else "; no date found"
    return f"{_many(one.items, 'item')}{once} of {_many(one.outlets, 'outlet')}{also}; {_many(one.variants, 'variant')}{first}"


def laid_to(one: Laid) -> str:
    """``Jorun Ashby (38)``: the name as printed, and in how many items."""
    return f"{'speaker not found' if one.name is None else one_line(one.name)} ({one.items:,})"


def said_edit(edit: Edit) -> str:
    """``“second” is “third” (figure)``: what stands in the fullest print, and what in this one."""
    sort = "" if edit.kind in _PLAIN else f" ({edit.kind.value})"
    if not edit.new:
        return f"without {in_marks(one_line(edit.old))}{sort}"
    if not edit.old:
        return f"with {in_marks(one_line(edit.new))}{sort}"
    return f"{in_marks(one_line(edit.old))} is {in_marks(one_line(edit.new))}{sort}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
