"""Where do the bytes come from?  A file, an address, an open stream: looked at before it is read, and never read without end."""

import errno
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from sayso.errors import NotFoundError, TooLargeError, UnreadableError, UsageError
from sayso.intake.addresses import without_login
from sayso.intake.limits import DEFAULT
from sayso.intake.manners import Manners
from sayso.model.dates import PartialDate
from sayso.model.legible import legible, name_of

_SMALLER = "give the article alone, or raise the setting max_bytes"
_SCHEMES = ("http://", "https://")
_LINE_ENDS = re.compile("[\t\n\r]")


class Item(Struct, frozen=True, kw_only=True):
    """An original as received, and what is known about it from outside.

    `encoding` is what came with the bytes from outside them, such as a server's word for the charset.  `place` says where among
    many it stood (``news.warc.gz:1842``), see `shown`; `name` is a file's own name, as the file system has it.
    """

    data: bytes
    name: str | None = None
    url: str | None = None
    encoding: str | None = None
    taken: PartialDate | None = None
    place: str | None = None


class Refused(Struct, frozen=True, kw_only=True):
    """One of many that could not be read: a line of the report.  `reason` says what is wrong, `remedy` what to do."""

    place: str
    reason: str
    remedy: str


class Passed(Struct, frozen=True, kw_only=True):
    """What was left aside on purpose, counted: the pictures of a web archive, the hidden files of a folder."""

    place: str
    reason: str
    count: int = 1


Found = Item | Refused | Passed


def is_address(source: str) -> bool:
    """Whether `source` is the address of a page and not a file name."""
    return source[:8].lower().startswith(_SCHEMES)


def gather(
    source: "str | bytes | os.PathLike[str] | BinaryIO",
    *,
    url: str | None = None,
    taken: str | None = None,
    allow_private: tuple[str, ...] = (),
    limit: int = DEFAULT.size,
    manners: Manners | None = None,
) -> Item:
    """The bytes of `source` with its name and address.  `manners` are those of `sayso.intake.fetch`.

    Raises UsageError, NotFoundError, FetchError or UnreadableError.
    """
    day = _day(taken)
    if isinstance(source, bytes):
        return Item(data=_within(source, limit, "the input"), url=url, taken=day)
    if isinstance(source, str | os.PathLike):
        place = os.fspath(source)
        if is_address(place):
            if url is not None:
                raise UsageError(f"{place} is an address already", "leave out url, which is for saved copies")
            return _fetched(place, day, allow_private, limit, manners)
        return Item(data=read_file(place, limit), name=printable(Path(place).name), url=url, taken=day)
    return Item(data=_within(source.read(limit + 1), limit, "the input"), url=url, taken=day)


def read_file(path: str, limit: int = DEFAULT.size) -> bytes:
    """The bytes of a regular file of at most `limit` bytes.  Folders, pipes and devices are refused before they are opened."""
    with open_file(path) as stream:
        try:
            size = os.fstat(stream.fileno()).st_size
            if size > limit:
                raise TooLargeError(
                    f"{path} has {size:,} bytes", f"the limit is {limit:,}; give the article alone, or raise max_bytes"
                )
            return _within(stream.read(limit + 1), limit, path)
        except OSError as error:
            raise explained(path, error) from error


def open_file(path: str) -> BinaryIO:
    """A regular file, open for reading.  Folders, pipes and devices are refused before they are opened."""
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableError(f"{path} is a folder", "name one file in it")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError(
                f"{path} is {_sort_of(found.st_mode)}, not a file",
                "save its content to a file, or pipe it in and write - for the name",
            )
        # O_NONBLOCK: had the file become a pipe since it was looked at, opening it must not wait for a writer.
        return os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb")
    except (OSError, ValueError) as error:
        raise explained(path, error) from error


def printable(name: str) -> str:
    """A file's name with bytes that are not UTF-8 written out, so that it can stand in JSON.

    >>> printable("sto\\udcffry.md")
    'sto\\\\xffry.md'
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def shown(text: str) -> str:
    """A file's name, an address or words about them as one printable line without a login: line ends and what acts are named.

    >>> shown("ga\\nte\\u202e.html"), shown("https://ada:secret@harbour.example/")
    ('ga<U+000A>te<U+202E>.html', 'https://harbour.example/')
    """
    return _LINE_ENDS.sub(lambda found: name_of(found.group()), legible(without_login(text)))


def explained(path: str, error: OSError | ValueError) -> NotFoundError | UnreadableError:
    """The system's word on why a file or folder cannot be opened or read, in ours."""
    if isinstance(error, ValueError) or not path:  # a NUL in the name, or a variable of the shell that is not set
        return NotFoundError(f"{path!r} cannot be a file name", "give the name of a file")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NotFoundError(f"there is no file {path}", "check the name")
    if isinstance(error, PermissionError):
        return UnreadableError(f"{path} may not be read by you", "ask for permission to read it, or copy it")
    if error.errno == errno.ELOOP:
        return UnreadableError(f"{path} is a link that leads back to itself", "name the file it was meant to lead to")
    if error.errno == errno.ENAMETOOLONG:
        return NotFoundError("the file name is longer than this system allows", "give the name of a file")
    return UnreadableError(f"{path} cannot be read ({error.strerror or error})", "check the disk, or copy the file and try again")


def _sort_of(mode: int) -> str:
    kinds = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"))
    return next((name for test, name in kinds if test(mode)), "something else")


def _within(data: bytes, limit: int, what: str) -> bytes:
    if len(data) > limit:
        raise TooLargeError(f"{what} has more than {limit:,} bytes", _SMALLER)
    return data


def _day(taken: str | None) -> PartialDate | None:
    if taken is None:
        return None
    try:
        return PartialDate(taken)
    except ValueError as error:
        raise UsageError(f"{taken!r} is not a date", "write it as 2031-04-09") from error


def _fetched(url: str, day: PartialDate | None, allow_private: tuple[str, ...], limit: int, manners: Manners | None) -> Item:
    from sayso.intake.fetch import FetchLimits, fetch  # the door to the network is opened for addresses only

    fetched = fetch(url, allow_private, limits=FetchLimits(size=limit), manners=manners)
    return Item(data=fetched.data, url=fetched.url, encoding=fetched.charset, taken=day or fetched.dated)
