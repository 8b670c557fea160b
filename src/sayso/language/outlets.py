"""Which outlet is that?  Names, hosts and groups of outlets, and the news agencies whose texts others print."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import urlsplit

from msgspec import Struct

from sayso.language.tables import read_table
from sayso.model.span import Span


class Outlet(Struct, frozen=True):
    """An outlet we know: `kind` is ``outlet``, ``aggregator``, ``platform`` or ``press``; `group` owns it, where that matters."""

    name: str
    hosts: tuple[str, ...]
    aliases: tuple[str, ...]
    group: str | None
    kind: str


class Agency(Struct, frozen=True):
    """A news agency: `code` is its short form, read in capitals only (AP)."""

    name: str
    code: str | None
    aliases: tuple[str, ...]
    hosts: tuple[str, ...]


class AgencyMention(Struct, frozen=True):
    """An agency named in a text, and where."""

    span: Span
    agency: Agency


def host_of(url: str | None) -> str | None:
    """The host of an address in lower case, without ``www.``, ``m.``, ``amp.`` and the like; None where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return _FRONT.sub("", host) if host and "." in host else None


def outlet_at(url: str | None) -> Outlet | None:
    """The outlet at an address, by the longest host of the table that fits (``news.example.org`` under ``example.org``)."""
    host = host_of(url)
    if url is None or host is None:
        return None
    try:
        path = urlsplit(url if "//" in url else f"//{url}").path
    except ValueError:
        path = ""
    known = _by_host()
    edition = known.get(f"{host}/{path.strip('/').split('/')[0].lower()}")
    if edition is not None:
        return edition
    while "." in host:
        if host in known:
            return known[host]
        host = host.split(".", 1)[1]
    return None


def outlet_named(name: str) -> Outlet | None:
    """The outlet that a printed name means, spelled with or without "The" and ".com"; None where we know none."""
    known = _by_name()
    return known.get(_letters(name)) or known.get(name_key(name))


def outlet_cut_short(name: str) -> Outlet | None:
    """The one outlet whose name begins with `name`, for author fields that a system cut off ("Elm Journ"); None if several do."""
    key = name_key(name)
    if len(key) < 8:  # shorter beginnings fit too many
        return None
    fitting = {outlet.name: outlet for known, outlet in _by_name().items() if known.startswith(key)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def agency_at(url: str | None) -> Agency | None:
    """The agency whose own site an address is on."""
    host = host_of(url)
    while host and "." in host:
        if host in _agency_hosts():
            return _agency_hosts()[host]
        host = host.split(".", 1)[1]
    return None


def agency_named(name: str) -> Agency | None:
    """The agency that a name means as a whole: its name, an alias, or its code in capitals ("AP", but not "ap")."""
    name = name.strip(" .,:;()[]\"'“”‘’–—-")
    if not name:
        return None
    if name in _agency_codes():
        return _agency_codes()[name]
    known = _agencies_by_name()
    found = known.get(name_key(name)) or known.get(name.casefold())
    if found is None and "/" in name:  # dpa/lni: the agency and its regional service
        first, second = name.split("/", 1)
        if len(second) <= 4 and agency_named(second) is None:
            found = agency_named(first)
    if found is None and _CALLED_AGENCY.fullmatch(name) and outlet_named(name) is None:
        return Agency(name.removeprefix("the ").removeprefix("The "), None, (), ())
    return found


def find_agencies(text: str) -> Iterator[AgencyMention]:
    """Agencies named in a short text such as a byline, left to right; codes count in capitals only."""
    for found in _agency_pattern().finditer(text):
        agency = agency_named(found.group())
        if agency is not None:
            yield AgencyMention(Span(found.start(), found.end()), agency)


def is_house(name: str) -> bool:
    """Whether a name in a dateline's brackets is one of a house: an agency, a known outlet, or a station's call sign."""
    return agency_named(name) is not None or outlet_named(name) is not None or is_call_sign(name)


def is_call_sign(name: str) -> bool:
    """Whether a name is a North American station's call sign: KDVR, WKRG-TV, CFTO."""
    return bool(_CALL_SIGN.fullmatch(name.strip()))


def house_names() -> tuple[str, ...]:
    """Every name and alias of the tables, agencies first."""
    houses: tuple[Agency | Outlet, ...] = (*_agencies(), *_outlets())
    return tuple(name for house in houses for name in (house.name, *house.aliases))


def find_any_agency(text: str) -> bool:
    """Whether a short text names an agency at all."""
    return next(find_agencies(text), None) is not None


@lru_cache(maxsize=8192)  # names come again and again, on a page and across the pages of an outlet
def name_key(name: str) -> str:
    """What stays the same however a name is spelled: ``The Daily Owl``, ``DailyOwl.com`` and ``daily owl`` share a key."""
    name = (name if name.isascii() else unicodedata.normalize("NFKC", name)).casefold().strip()
    name = _WEB_FRONT.sub("", name)
    return _letters(_WEB_END.sub("", name.rstrip(". ")))


def same_outlet(one: str, other: str) -> bool:
    """Whether two names mean one outlet, by spelling or by the tables of aliases."""
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return False
    if first == second:
        return True
    known, also = outlet_named(one), outlet_named(other)
    if known is not None and also is not None:
        return known.name == also.name
    agency, too = agency_named(one), agency_named(other)
    return agency is not None and too is not None and agency.name == too.name


def outlet_key(name: str) -> str:
    """One key for all names of an outlet or agency, by spelling and by the tables of aliases.

    >>> outlet_key("The Varn Post"), outlet_key("Varn Post"), outlet_key("AFP") == outlet_key("Agence France-Presse")
    ('varnpost', 'varnpost', True)
    """
    known = agency_named(name) or outlet_named(name)
    return name_key(known.name if known is not None else name) or name.strip()


def same_group(one: str, other: str) -> bool:
    """Whether two outlets are known to belong to one owner."""
    first, second = outlet_named(one), outlet_named(other)
    return first is not None and second is not None and first.group is not None and first.group == second.group


def host_names(host: str | None) -> str:
    """The telling part of a host, ready to compare with `name_key`: ``news.example-times.co.uk`` gives ``exampletimes``."""
    if not host:
        return ""
    labels = [label for label in host.split(".") if label]
    if len(labels) > 1:
        labels.pop()
    if len(labels) > 1 and labels[-1] in _SECOND_LEVELS:
        labels.pop()
    return "".join(character for character in labels[-1] if character.isalnum()) if labels else ""


def host_agrees(host: str | None, name: str) -> bool:
    """Whether a name could be that of the outlet at a host: the same letters, the host's letters inside it, or its initials."""
    brand, key = host_names(host), name_key(name)
    if len(brand) < 2 or len(key) < 2:
        return False
    if brand == key or (len(brand) >= 4 and brand in key) or (len(key) >= 4 and key in brand):
        return True
    words = [word for word in re.findall(r"[^\W_]+", name.casefold()) if word not in ("the", "of", "and")]
    initials = "".join(word[0] for word in words)
    return words[:1] == [brand] or (len(initials) >= 2 and brand.startswith(initials) and len(brand) - len(initials) <= 4)


_FRONT = re.compile(r"^(?:(?:www\d?|m|amp|mobile|beta|feeds|edition)\.)+(?=[^.]+\.)")


def _letters(name: str) -> str:
    return _NO_LETTER.sub("", name.casefold())


_NO_LETTER = re.compile(r"[\W_]+")
# Agencies that no table holds say what they are in their names: "Northmere Press Agency".
_CALLED = r"(?:[Tt]he\s)?(?:[A-ZÄÖÜ][\w'’-]*\s){1,3}(?:(?:News|Press)\sAgency|Newswire|Nachrichtenagentur|Presseagentur)"
_CALLED_AGENCY = re.compile(_CALLED)
_CALL_SIGN = re.compile(r"(?:[KW][A-Z]{2,3}|C[FHIJK][A-Z]{2})(?:-?(?:TV|FM|AM|LD|CD)|\s?\d{1,2}|/[A-Z0-9]{2,8})?")
_WEB_FRONT = re.compile(r"^(?:the\s+)?(?:https?://)?(?:www\.)?(?:the\s+)?")
_WEB_END = re.compile(r"\.(?:com|net|org|co\.uk|com\.au|co\.za|co|ca|in|de|fr|tv|info|io|news|ch|at|ie|us|eu)$")
_SECOND_LEVELS = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "or", "go", "ne"})


@cache
def _outlets() -> tuple[Outlet, ...]:
    return tuple(
        Outlet(
            row["name"], tuple(_cells(row["hosts"], " ")), tuple(_cells(row["aliases"], "; ")), _cell(row["group"]), row["kind"]
        )
        for row in read_table("outlets")
    )


@cache
def _by_host() -> dict[str, Outlet]:
    return {host: outlet for outlet in _outlets() for host in outlet.hosts}


@cache
def _by_name() -> dict[str, Outlet]:
    known: dict[str, Outlet] = {}
    for outlet in _outlets():
        for name in (outlet.name, *outlet.aliases):
            # "Boston.com" is known with its ending only: without it, it is a town.
            known.setdefault(_letters(name) if _WEB_END.search(name.casefold()) else name_key(name), outlet)
    return known


@cache
def _agencies() -> tuple[Agency, ...]:
    return tuple(
        Agency(row["name"], _cell(row["code"]), tuple(_cells(row["aliases"], "; ")), tuple(_cells(row["hosts"], " ")))
        for row in read_table("agencies")
    )


@cache
def _agency_codes() -> dict[str, Agency]:
    return {agency.code: agency for agency in _agencies() if agency.code}


@cache
def _agencies_by_name() -> dict[str, Agency]:
    codes = {code.casefold() for code in _agency_codes()}
    known: dict[str, Agency] = {}
    for agency in _agencies():
        for name in (agency.name, *agency.aliases):
            key = name_key(name) if name_key(name) not in codes or name.islower() else name.casefold()
            if key not in codes or name.islower():
                known.setdefault(key, agency)
    return known


@cache
def _agency_hosts() -> dict[str, Agency]:
    return {host: agency for agency in _agencies() for host in agency.hosts}


@cache
def _agency_pattern() -> re.Pattern[str]:
    names = sorted({name for agency in _agencies() for name in (agency.name, *agency.aliases)}, key=len, reverse=True)
    codes = sorted(_agency_codes(), key=len, reverse=True)
    spelled = "|".join(re.escape(name) for name in names if name not in _agency_codes())
    return re.compile(rf"(?<![\w@#])(?:(?i:{spelled})|{'|'.join(map(re.escape, codes))}|{_CALLED})(?![\w@])")


def _cell(cell: str) -> str | None:
    return None if cell == "-" else cell


def _cells(cell: str, mark: str) -> list[str]:
    return [] if cell == "-" else cell.split(mark)
