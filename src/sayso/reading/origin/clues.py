"""What is a clue to the origin?  A house named somewhere on the page, how and where, and why it may not count."""

from msgspec import Struct

from sayso.language.outlets import (
    Outlet,
    agency_at,
    agency_named,
    host_agrees,
    host_names,
    host_of,
    is_call_sign,
    name_key,
    outlet_at,
    outlet_named,
    same_group,
    same_outlet,
)
from sayso.model.document import Document
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.record import Candidate, Masthead
from sayso.model.span import Span

# What each kind of evidence is worth.  A sentence that names the source outweighs any one mark; printed marks outweigh what
# only the file says; a canonical link alone is the weakest, because editions and moved sites have it too.
WEIGHTS = {
    "sentence": 6.0,
    "byline": 4.5,
    "dateline": 4.0,
    "house line": 3.5,
    "copyright line": 3.0,
    "closing line": 3.0,
    "reporting line": 3.0,
    "syndication link": 6.0,
    "stated author": 2.5,
    "stated publisher": 2.5,
    "stated provider": 2.5,
    "canonical link": 1.5,
}


_NO_OUTLETS = {
    "platform": "a platform, which first published nothing",
    "aggregator": "a platform, which first published nothing",
    "group": "an owner, not an outlet",
    "institution": "an institution, which is named for many reasons",
}
"""Kinds of the outlet table that are no first publishers, unless a sentence says so."""


class Clue(Struct, frozen=True, kw_only=True):
    """A house and the evidence for it.

    `name` is as printed (or the table's, where only an address is given).  `relation` is what the evidence says of the text, None
    where it only names.  `carrier` is a house that only passed the text on ("Quill via JTA"); `rejected` says why a clue does
    not count.
    """

    name: str
    kind: str
    ground: Ground
    zone: Zone
    relation: str | None = None
    spans: tuple[Span, ...] = ()
    original: tuple[Span, ...] = ()
    statement: Span | None = None
    url: str | None = None
    carrier: bool = False
    rejected: str | None = None

    @property
    def key(self) -> str:
        """The identity of the house, whatever its spelling."""
        return house_key(self.name)

    @property
    def is_agency(self) -> bool:
        """Whether the house is a news agency."""
        return agency_named(self.name) is not None

    @property
    def refusal(self) -> str | None:
        """Why the clue does not count, if it does not: as found, or because a platform lends its name to anybody."""
        if self.rejected is not None or self.kind == "sentence":
            return self.rejected
        known = outlet_named(self.name)
        if known is None or self.is_agency:
            return None
        if known.kind == "word" and self.kind != "syndication link" and self.kind != "canonical link" and self.url is None:
            return "an everyday word, though an outlet has it as its name"
        return _NO_OUTLETS.get(known.kind)

    @property
    def weight(self) -> float:
        """How much the clue counts; nothing when it was rejected, names a partner or a contributor, or passed the text on."""
        if self.refusal or self.carrier or self.relation in ("contrib", "joint"):
            return 0.0
        return WEIGHTS[self.kind]

    def finding(self, text: str) -> Finding[str]:
        """The house as a finding: printed where its name stands in `text`, inferred where a table or a link's address gave it."""
        shown = [" ".join(span.of(text).split()).casefold() for span in self.spans]
        named = not shown or any(" ".join(self.name.split()).casefold() in words for words in shown)
        return Finding(
            value=self.name,
            ground=self.ground if named else Ground.INFERRED,
            by=rule(f"origin/{self.kind.replace(' ', '-')}"),
            spans=self.spans,
            original=self.original,
            zone=self.zone,
        )

    def candidate(self, text: str, rejected: str | None = None) -> Candidate:
        """The clue as a candidate of the record."""
        return Candidate(finding=self.finding(text), rejected=rejected)


class Home(Struct, frozen=True):
    """The page's own house: names that are no origin because they are the outlet itself."""

    name: str | None
    host: str | None
    outlet: Outlet | None
    agency: str | None

    @property
    def is_aggregator(self) -> bool:
        """Whether the page stands on a site that carries others' texts under its own address."""
        return self.outlet is not None and self.outlet.kind == "aggregator"

    def owns(self, name: str) -> bool:
        """Whether `name` is this house itself: by name, by its host, by its station's call sign, or by its group's name."""
        agency, known = agency_named(name), outlet_named(name)
        if agency is not None:
            return agency.name == self.agency
        if self.name is not None and name_key(name) == name_key(self.name):
            return True
        if known is not None and self.outlet is not None:
            return known.name == self.outlet.name or (known.kind == "group" and known.group == self.outlet.group)
        if self.name is not None and (same_outlet(name, self.name) or _inside(name, self.name)):
            return True
        return known is None and host_agrees(self.host, name)

    def is_kin(self, name: str) -> bool:
        """Whether `name` is known to belong to this house's owner."""
        return any(own is not None and same_group(name, own) for own in (self.name, self.outlet.name if self.outlet else None))

    def owns_host(self, host: str | None) -> bool:
        """Whether a host is this house's, under any of its addresses."""
        if host is None or self.host is None:
            return host is None
        other = outlet_at(host)
        if other is not None and self.outlet is not None and other.name == self.outlet.name:
            return True
        return host_names(host) == host_names(self.host) or (self.name is not None and host_agrees(host, self.name))


def home_of(document: Document, masthead: Masthead) -> Home:
    """The page's own house, from its address and its masthead."""
    url = document.capture.url
    name = masthead.publisher.value.name if masthead.publisher is not None else None
    host = host_of(url) or (masthead.publisher.value.host if masthead.publisher is not None else None)
    outlet = outlet_at(url or host)
    named = (outlet_named(name) or outlet_at(name)) if name is not None else None
    agency = agency_at(url or host)
    if agency is not None and host is not None and host.startswith("hosted."):
        agency = None  # an agency's page service for its customers: the customer is the outlet
    own = agency or (agency_named(name) if name is not None and not host else None)
    return Home(name, host, outlet or named, own.name if own is not None else None)


def house_key(name: str) -> str:
    """One key for all spellings of a house."""
    agency = agency_named(name)
    if agency is not None:
        return f"agency {agency.name}"
    outlet = known_outlet(name)
    return f"outlet {outlet.name}" if outlet is not None else name_key(name)


def known_outlet(name: str) -> Outlet | None:
    """The outlet of the table, also where "magazine" or the like is printed after its name."""
    found = outlet_named(name)
    if found is None and " " in name:
        head, tail = name.rsplit(" ", 1)
        if tail.casefold() in ("magazine", "newspaper", "website", "news", "blog", "site", "journal", "online"):
            found = outlet_named(head)
    return found


def _inside(name: str, own: str) -> bool:
    """Whether a name is a part of the outlet's own ("KSTU" in "FOX 13 Utah (KSTU)")."""
    key, whole = name_key(name), name_key(own)
    return len(key) >= 4 and key in whole if is_call_sign(name) else False
