"""What do all pages of a site have in common?  A head that lets nothing act or load, a way to every index, names of files."""

import re
import unicodedata
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from sayso.export.markup import quoted

_SLUG = 60
"""Code points of a title in a file's name: with date and hash, far below the 255 bytes that file systems take."""
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
INDEXES = (
    ("outlets", "Outlets"),
    ("dates", "Dates"),
    ("regions", "Regions"),
    ("themes", "Themes"),
    ("dossiers", "Dossiers"),
    ("sections", "Sections"),
    ("authors", "Authors"),
)
"""Folders of the index pages, and what they are called, in the order of the menu."""


def page_of(title: str, body: str, *, up: str = "", head: str = "", language: str | None = "en") -> str:
    """A whole page.  `up` leads from it to the root of the site (``../``), `head` are more elements for its head.

    `language` is that of the page's words; None where it is not known.
    """
    policy = f"default-src 'none'; style-src 'sha256-{_seal()}'; base-uri 'none'; form-action 'none'"
    menu = "".join(f'<li><a href="{up}{folder}/index.html">{name}</a></li>' for folder, name in INDEXES)
    lang = f' lang="{quoted(language)}"' if language else ""
    return (
        f"<!DOCTYPE html>\n<html{lang}>\n<head>\n"
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{quoted(title)}</title>\n{head}<style>{_style()}</style>\n</head>\n<body>\n"
        f'<nav class="site" lang="en" aria-label="Site"><ul><li><a class="home" href="{up}index.html">Home</a></li>'
        f"{menu}</ul></nav>\n{body}</body>\n</html>\n"
    )


def file_name(words: str, key: str) -> str:
    """A name for a file that no system refuses and no other has: plain letters of `words`, then 12 hex digits of `key`.

    >>> file_name("../Étang & Cie", "a")
    'etang-cie-ca978112ca1b'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = _NOT_PLAIN.sub("-", plain).strip("-")
    if len(slug) > _SLUG:
        slug = slug[:_SLUG].rpartition("-")[0] or slug[:_SLUG]
    mark = key[:12] if re.fullmatch("[0-9a-f]{64}", key) else sha256(key.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{slug}-{mark}" if slug else mark


@cache
def _style() -> str:
    return files("sayso.export").joinpath("data", "site.css").read_text("utf-8")


@cache
def _seal() -> str:
    return b64encode(sha256(_style().encode()).digest()).decode()
