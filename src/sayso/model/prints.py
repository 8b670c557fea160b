"""What differs between two prints of one quotation?"""

from msgspec import Struct

from sayso.model.changes import ChangeKind

QUOTATION = "quotation/1"
"""What makes two prints one quotation; docs/quotations.md says what it holds."""


class Edit(Struct, frozen=True, kw_only=True):
    """One place in which a print differs from the fullest: `old` are its words there, `new` those here, one may be empty.

    `also` are the other things that it is, as of a `sayso.model.changes.Change`.
    """

    kind: ChangeKind
    old: str
    new: str
    also: tuple[ChangeKind, ...] = ()
