"""What does the file say of its source out of sight?  Stated authors and publishers, syndication and canonical links."""

import re
from collections.abc import Iterator

from sayso.language.names import Credit, read_byline
from sayso.language.outlets import agency_at, agency_named, host_names, host_of, outlet_at, same_group
from sayso.model.document import Document, MarkupValue
from sayso.model.finding import Ground, Zone
from sayso.model.record import THE_OUTLET
from sayso.reading.origin.clues import Clue, Home
from sayso.reading.origin.lines import credited_clues

_ARTICLE = r"(?:\w*Article|\w*Posting|Report|WebPage|\w*Review|CreativeWork|Thing)"
_AUTHOR = re.compile(rf"{_ARTICLE}\.(?:author|creator)(?:\.name)?")
_PUBLISHER = re.compile(rf"{_ARTICLE}\.publisher(?:\.name)?")
_PROVIDER = re.compile(rf"{_ARTICLE}\.provider(?:\.name)?")
# Right on none of 81 pages whose source was known (design/RECORD.md): kept as candidates, never believed.
_DISBELIEVED = re.compile(rf"{_ARTICLE}\.(?:isBasedOn|sourceOrganization|copyrightHolder)(?:\.name|\.url)?")
_META_AUTHORS = frozenset(
    "author article:author og:article:author parsely-author sailthru.author bt:author dc.creator byl authors".split()
)
_SOURCES = frozenset({"syndication-source", "original-source"})
UNKNOWN_SITE = "a canonical link to an unknown site, which may be the same site moved"
"""Why a link counts for nothing that may yet lead to the original: whoever opens it sees."""
_MOVED_HOSTS = re.compile(r"wordpress|blogspot|(?:^|[.-])(?:cdn|staging|localhost|cms|preview|amp|mobile)\d*(?=[.-]|$)")
"""Systems, by a part of the host between stops or hyphens: "amp" is in the middle of many an outlet's name."""


def markup_clues(document: Document, home: Home) -> Iterator[Clue]:
    """Houses that metadata, JSON-LD and link relations name."""
    for value in document.markup:
        name = value.name.casefold()
        original = (value.original,) if value.original is not None else ()
        if (value.scheme == "json-ld" and _AUTHOR.fullmatch(value.name)) or (
            value.scheme in ("meta", "json") and name in _META_AUTHORS
        ):
            if "://" not in value.value and len(value.value) <= 200:
                parts = read_byline(value.value)
                yield from credited_clues(parts, home, "stated author", Ground.MARKED_UP, Zone.MARKUP, original=original)
        elif value.scheme == "json-ld" and (_PUBLISHER.fullmatch(value.name) or _PROVIDER.fullmatch(value.name)):
            yield from _stated_house(value, home)
        elif value.scheme == "json-ld" and _DISBELIEVED.fullmatch(value.name):
            if len(value.value) <= 80 and not home.owns(value.value):
                yield _clue(value.value, value, "stated provider", rejected="metadata of this kind is not reliable")
        elif name in _SOURCES and value.scheme in ("link", "meta"):
            yield from _linked(value, home, "syndication link")
        elif value.scheme == "link" and name == "canonical":
            yield from _linked(value, home, "canonical link")


def _stated_house(value: MarkupValue, home: Home) -> Iterator[Clue]:
    """An agency stated as publisher on another's page is the source; a provider on an aggregator's page is."""
    provider = ".provider" in value.name
    if agency_named(value.value) is not None:
        rejected = THE_OUTLET if home.owns(value.value) else None
        yield _clue(value.value, value, "stated provider" if provider else "stated publisher", rejected=rejected)
    elif (
        home.is_aggregator
        and (provider or not home.owns(value.value))
        and 2 <= len(value.value) <= 60
        and "://" not in value.value
    ):
        parts = read_byline(value.value)
        known = bool(parts) and parts[0].credit is Credit.ORGANISATION
        rejected = THE_OUTLET if home.owns(value.value) else None if known else "no known outlet"
        yield _clue(value.value, value, "stated provider" if provider else "stated publisher", rejected=rejected)


def _linked(value: MarkupValue, home: Home, kind: str) -> Iterator[Clue]:
    host = host_of(value.value)
    if host is None or home.owns_host(host):
        return
    agency, outlet = agency_at(value.value), outlet_at(value.value)
    name = agency.name if agency is not None else outlet.name if outlet is not None and outlet.kind == "outlet" else host
    known = agency is not None or (outlet is not None and outlet.kind == "outlet")
    rejected = None
    if home.owns(name):
        rejected = THE_OUTLET
    elif outlet is not None and outlet.kind in ("platform", "aggregator"):
        rejected = "a platform, not an outlet"
    elif kind == "canonical link":
        rejected = _canonical_doubt(value.value, host, name, known, home)
    yield _clue(name, value, kind, rejected=rejected, url=value.value)


def _canonical_doubt(url: str, host: str, name: str, known: bool, home: Home) -> str | None:
    """Why a canonical link to another host may mean no more than an edition, a moved site or a shared system."""
    if _MOVED_HOSTS.search(host):
        return "a canonical link into a system, not to an outlet"
    if home.name is not None and same_group(name, home.name):
        return "a canonical link inside the group"
    if not known:
        return UNKNOWN_SITE
    shared = host_names(host), host_names(home.host)
    if shared[0].startswith(shared[1][:5]) or shared[1].startswith(shared[0][:5]):
        return "a canonical link to a site of the same name"
    return None


def _clue(name: str, value: MarkupValue, kind: str, rejected: str | None, url: str | None = None) -> Clue:
    return Clue(
        name=name,
        kind=kind,
        ground=Ground.MARKED_UP,
        zone=Zone.MARKUP,
        original=(value.original,) if value.original is not None else (),
        url=url,
        rejected=rejected,
    )
