"""What does an address ask for?  Its query, target, order and page; and the query that adds one value of a facet to another."""

import re

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request

from sayso.errors import UsageError
from sayso.language.folding import fold
from sayso.store.conditions import Target, collapsed
from sayso.store.query import read_query, without_field
from sayso.store.search import Order

_DATE = re.compile(r"\d{4}(-\d\d)?")
_MARKS = re.compile('["“”„‟″]')
_FIELD = {"source": "speaker", "year": "date", "month": "date"}
"""Axes that the query language calls otherwise."""


class Asked(Struct, frozen=True, kw_only=True):
    """What a search page was asked for."""

    query: str = ""
    target: Target = Target.DOCUMENTS
    order: Order = Order.RELEVANCE
    cursor: str | None = None

    @property
    def parameters(self) -> dict[str, str | None]:
        """Its parameters in an address, those that say nothing new left out; the page is not among them."""
        return {
            "q": self.query,
            "in": None if self.target is Target.DOCUMENTS else self.target.value,
            "order": None if self.order is Order.RELEVANCE else self.order.value,
        }

    def among(self, target: Target) -> "Asked":
        """The same query asked of another target, from its first page."""
        return replace(self, target=target, cursor=None)

    def within(self, term: str) -> "Asked":
        """What answers this and `term` as well."""
        query = self.query.strip()
        if len(_MARKS.findall(query)) % 2:
            query += '"'
        if " OR " in f" {query} ":
            query = f"({query})"
        return replace(self, query=f"{query} {term}".strip(), cursor=None)


ONCE = "copies:collapse"
"""The condition by which copies of one text count once."""


def counts_once(asked: Asked) -> bool:
    """Whether copies of one text count once in what was asked for."""
    return collapsed(read_query(asked.query).asked) is not None


def other_count(asked: Asked) -> Asked:
    """The same with copies counted once, or, where they are, with every copy counted."""
    if not counts_once(asked):
        return asked.within(ONCE)
    rest = without_field(asked.query, "copies")
    inner = replace(asked, query=rest[1:-1])  # brackets that were put around alternatives by `within` go again
    same = rest.startswith("(") and inner.within(ONCE).query == asked.query.strip()
    return replace(asked, query=inner.query if same else rest, cursor=None)


def asked_of(request: Request) -> Asked:
    """What the request's address asks for.  Raises UsageError where a parameter cannot be."""
    given = request.query_params
    target, order = given.get("in") or Target.DOCUMENTS.value, given.get("order") or Order.RELEVANCE.value
    if target not in {one.value for one in Target}:
        raise UsageError(f"nothing is kept that is called {target}", f"choose {', '.join(one.value for one in Target)}")
    if order not in {one.value for one in Order}:
        raise UsageError(f"there is no order {order}", f"choose {', '.join(one.value for one in Order)}")
    return Asked(query=given.get("q", "").strip(), target=Target(target), order=Order(order), cursor=given.get("after") or None)


def term_for(axis: str, value: str | None, target: Target) -> str | None:
    """What asks for the hits that have `value` on an axis; None where the query language cannot ask for it.

    A value is asked for to the letter; one with a quotation mark, which the language cannot hold, by its words: then an outlet
    whose name holds them too will answer with it.
    """
    if value is None:
        return None
    if axis == "kind":
        field = {Target.DOCUMENTS: "kind", Target.STATEMENTS: "kind", Target.SOURCES: "source"}.get(target)
        return f"{field}:{value}" if field else None
    if axis in ("year", "month"):
        return f"date:{value}" if _DATE.fullmatch(value) else None
    field = _FIELD.get(axis, axis)
    if _MARKS.search(value):
        return f'{field}:"{_MARKS.sub(" ", value).strip()}"' if fold(value) else None
    return f'{field}:="{value}"'
