"""Which files are in a folder, or match a pattern?  In a fixed order, without hidden ones, and no link leads out."""

import fnmatch
import os
import stat
from collections.abc import Iterator

from sayso.intake.gather import Passed, Refused, explained, shown

_MAGIC = frozenset("*?[")
_UNPRINTED = frozenset(".css .js .mjs .map .woff .woff2 .ttf .eot .ico .svg".split())
"""Endings of what browsers save beside a page: text to the eye of a program, and no document."""
_BESIDE_DATABASES = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside an open database: those of a library in the folder that is added."""


def is_pattern(place: str) -> bool:
    """Whether a place that is no file is meant as a pattern: ``news/**/*.html``."""
    return not _MAGIC.isdisjoint(place)


def find_files(folder: str) -> Iterator[str | Refused | Passed]:
    """The paths of all files in a folder and the folders in it, sorted by the bytes of their names.

    Hidden files and folders, links that lead out of the folder or to another folder, and parts of saved pages and of databases
    are passed over; folders that may not be read are refused, each with its line.
    """
    root = os.path.realpath(folder)
    stack = [folder]
    while stack:
        path = stack.pop()
        try:
            entries = _listed(path)
        except OSError as error:
            refused = explained(path, error)
            yield Refused(place=shown(path), reason=shown(refused.reason), remedy=refused.remedy)
            continue
        inner: list[str] = []
        for entry in entries:
            reason = _why_not(entry, root)
            if reason is not None:
                yield Passed(place=shown(entry.path), reason=reason)
            elif entry.is_dir(follow_symlinks=False):
                inner.append(entry.path)
            else:
                yield entry.path
        stack.extend(reversed(inner))


def find_matches(pattern: str) -> list[str]:
    """The files and folders that a pattern names, in a fixed order; what stands in a folder that is named is not named again.

    ``*``, ``?`` and ``[abc]`` are as in a shell, ``**`` stands for any number of folders; hidden names match only where the
    pattern says so, links to folders nowhere.  What may not be read does not match.
    """
    parts = pattern.split("/")
    named: dict[str, bool] = {}  # and whether it is a folder
    stack = [("/", 1)] if pattern.startswith("/") else [("", 0)]
    while stack:
        path, at = stack.pop()
        while at < len(parts) and not is_pattern(parts[at]):
            path, at = os.path.join(path, parts[at]), at + 1
        if at == len(parts):
            if os.path.lexists(path) and not any(named.get(above) for above in (path, *_above(path))):
                named[path] = os.path.isdir(path)
        else:
            stack.extend(reversed(_match_part(path, parts, at)))
    return list(named)


def _match_part(path: str, parts: list[str], at: int) -> list[tuple[str, int]]:
    """What in the folder `path` matches part `at`, each with the part that follows."""
    try:
        entries = [entry for entry in _listed(path or ".") if not (entry.is_symlink() and entry.is_dir())]
    except OSError:
        return []
    part = parts[at]
    if not part.startswith("."):
        entries = [entry for entry in entries if not entry.name.startswith(".")]
    if part != "**":
        return [(os.path.join(path, entry.name), at + 1) for entry in entries if fnmatch.fnmatchcase(entry.name, part)]
    if at + 1 == len(parts):
        return [(path or ".", at + 1)]
    return [(path, at + 1), *((os.path.join(path, entry.name), at) for entry in entries if entry.is_dir(follow_symlinks=False))]


def _above(path: str) -> Iterator[str]:
    """The folders that `path` lies in."""
    while (upper := os.path.dirname(path)) and upper != path:
        yield upper
        path = upper


def _listed(path: str) -> list["os.DirEntry[str]"]:
    with os.scandir(path) as entries:
        return sorted(entries, key=lambda entry: os.fsencode(entry.name))


def _why_not(entry: "os.DirEntry[str]", root: str) -> str | None:
    """Why what stands in a folder is passed over; None where it is not."""
    if entry.name.startswith("."):
        return "hidden file"
    if os.path.splitext(entry.name)[1].lower() in _UNPRINTED:
        return "part of a page"
    if any(entry.name.endswith(end) and os.path.isfile(entry.path.removesuffix(end)) for end in _BESIDE_DATABASES):
        return "part of a database"
    if entry.is_symlink():
        target = os.path.realpath(entry.path)
        if target != root and not target.startswith(os.path.join(root, "")):
            return "link out of the folder"
        try:
            if stat.S_ISDIR(os.stat(target).st_mode):
                return "link to another folder"
        except OSError:
            return None  # a link to nothing: whoever opens it says so
    return None
