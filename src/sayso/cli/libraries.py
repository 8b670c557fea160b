"""Which library is meant, and how is it opened?  The same for every command that works on one."""

import getpass
import os

from sayso.cli.printing import tell
from sayso.config import DEFAULT, Settings
from sayso.store.library import Library, open_library


def open_chosen(settings: Settings, *, create: bool = False, read_only: bool = True) -> Library:
    """The library that the settings name.  Raises NotFoundError where there is none and none is to be made."""
    place = settings.text("library")
    new = create and "://" not in place and not os.path.exists(place)
    library = open_library(place, create=create, read_only=read_only and not create)
    library.copies.at_once = settings.number("compared_at_once")
    if new:
        tell(f"a new library was made: {place}")
    return library


def find_library(settings: Settings) -> Library | None:
    """The library that the settings name, to read in; None where nobody named one and there is none in the folder at hand."""
    if settings.origin("library") == DEFAULT and not os.path.isfile(settings.text("library")):
        return None
    return open_chosen(settings)


def may_be_id(source: str) -> bool:
    """Whether what was typed can be the id of an item, whole or shortened, be it too short."""
    return 0 < len(source) <= 64 and set(source.lower()) <= set("0123456789abcdef") and not os.path.exists(source)


def user_name(said: str | None) -> str:
    """Who does it: the name that was given, else that of who is logged in; empty where the system knows none."""
    if said is not None:
        return said
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
