"""What is an address of a page, and may it be asked for one?  Addresses taken apart, and the list of networks that are public."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit, urlunsplit

from msgspec import Struct

from sayso.errors import FetchError

LONGEST_URL = 8_000
"""RFC 9110 asks servers to take at least this many characters."""
_HOST = re.compile(r"[a-z0-9_][a-z0-9_.-]{0,252}|\[[0-9a-f:.]+\]")
_LOGIN = re.compile(r"([/\\]{2})[^/\\?#]*@")
"""What stands before the host; browsers take a backslash for a slash."""
_USUAL_PORTS = {"http": 80, "https": 443}
_OTHER_SERVICES = frozenset(
    map(int, "1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6379 6566 6665 6666 6667 6668 6669 6679 6697 9100 10080".split())
)
"""Ports above 1023 that browsers refuse too, since other services listen there; 6379 because the store behind it takes any
line for a command."""

_SPECIAL_4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private use
        "100.64.0.0/10",  # shared address space of providers
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, where clouds keep their metadata service
        "172.16.0.0/12",  # private use
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # former relays of 6to4
        "192.168.0.0/16",  # private use
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
"""IANA's special-purpose IPv4 addresses, kept here because the lists in `ipaddress` differ between Python versions."""

_GLOBAL_6 = IPv6Network("2000::/3")
"""All that IANA has given out as global unicast: anything outside (loopback, link-local, unique local, multicast) is refused."""

_SPECIAL_6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries any IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether `address`, written in digits, is a global unicast address.

    An IPv4 address inside an IPv6 one (mapped, or translated by NAT64) is judged by itself.

    >>> is_public("::ffff:127.0.0.1"), is_public("64:ff9b::a9fe:a9fe"), is_public("2a00:1450:4001::5e")
    (False, False, True)
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.scope_id is not None:
            return False
        if found in _MAPPED or found in _NAT64:
            return _is_public_4(IPv4Address(int(found) & 0xFFFFFFFF))
        return found in _GLOBAL_6 and not any(found in block for block in _SPECIAL_6)
    return _is_public_4(found)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in block for block in _SPECIAL_4)


class Place(Struct, frozen=True):
    """The address of a page, taken apart.

    `url` is the whole in ASCII, without its fragment; `host` is in lower case, an IPv6 address in brackets; `target` is what the
    server is asked for.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def name(self) -> str:
        """The host as a resolver and a certificate know it, without brackets."""
        return self.host.strip("[]")

    @property
    def authority(self) -> str:
        """Host and port as the header ``Host`` has them: the scheme's usual port is left out."""
        return self.host if self.port == _USUAL_PORTS[self.scheme] else f"{self.host}:{self.port}"

    @property
    def site(self) -> str:
        """What one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"


def read_place(url: str) -> Place:
    """Take an address apart.  Raises FetchError for what is no http or https address, or one that no page is served at."""
    url = url.strip()
    shown = printable(url)
    if len(url) > LONGEST_URL:
        raise FetchError(f"the address is longer than {LONGEST_URL:,} characters", "shorten it")
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise FetchError(f"{shown} holds a blank, a backslash or a control character", "write the address as a browser shows it")
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError as error:  # UnicodeError is one too
        raise FetchError(f"{shown} is not an address", "write it as https://host/path") from error
    if parts.scheme not in _USUAL_PORTS:
        raise FetchError(f"{shown} is not a page of the web", "only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise FetchError(f"the address {shown} carries a name or a password", "leave it out")
    host = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(host):
        raise FetchError(f"{shown} names no host", "write it as https://host/path")
    usual = _USUAL_PORTS[parts.scheme]
    port = usual if port is None else port
    if (port < 1024 and port not in _USUAL_PORTS.values()) or port in _OTHER_SERVICES:
        raise FetchError(f"port {port} is not one that pages are served on", "check the address")
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]|-._")
    query = quote(parts.query, safe="/%:=&?~+!$,;'@()*[]|-._")
    authority = host if port == usual else f"{host}:{port}"
    whole = urlunsplit((parts.scheme, authority, path, query, ""))
    return Place(whole, parts.scheme, host, port, f"{path}?{query}" if query else path)


def without_login(url: str) -> str:
    """`url` without the name and the password that may stand before its host.

    >>> without_login("https://ada:secret@harbour.example/mail@noon")
    'https://harbour.example/mail@noon'
    """
    return _LOGIN.sub(r"\1", url, count=1)


def printable(text: str) -> str:
    """`text` from outside, for a message: no control characters, nothing that stands before an @, at most 120 characters."""
    text = _LOGIN.sub(r"\1", text)
    return re.sub(r"[^\x21-\x7e]", "?", text)[:120]
