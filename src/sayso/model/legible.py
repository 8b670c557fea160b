"""How is text from outside shown, so that it cannot act?  Characters that do not print are named in sight."""

import re

_SILENT = re.compile(
    "(?!\r\n)[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls but tab and line feed: terminal escapes begin with one of them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: they reorder the words around them
    "\u2028\u2029\ufff9-\ufffb"  # line and paragraph separators, interlinear annotation
    "\ud800-\udfff"  # lone surrogates, as in file names that are not UTF-8: no terminal can encode them
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    "\U000e0000-\U000e007f]"  # tag characters: text that nobody sees
)
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen, zero-width space, word joiner, byte order mark: they only say where a line may break."""
_SPACE = re.compile(r"\s+")


def name_of(character: str) -> str:
    """The sign shown in place of a character that does not print.

    >>> name_of(chr(0x202E)), name_of(chr(27))
    ('<U+202E>', '<U+001B>')
    """
    return f"<U+{ord(character):04X}>"


def find_silent(text: str) -> list[tuple[int, int]]:
    """The places (code points, half-open) of characters that would act or hide instead of print."""
    return [found.span() for found in _SILENT.finditer(text)]


def escaped(written: str) -> str:
    """JSON text with every character that would act instead of print as an escape of the same value: ``\\u202e``."""
    return _SILENT.sub(lambda found: "".join(f"\\u{unit:04x}" for unit in _utf_16_units(found.group())), written)


def _utf_16_units(character: str) -> tuple[int, ...]:
    units = character.encode("utf-16-be", "surrogatepass")
    return tuple(int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))


def legible(text: str) -> str:
    """`text` with each character that would act on a terminal or a page replaced by its name; tabs and line ends stay."""
    return _SILENT.sub(lambda found: name_of(found.group()), text)


def one_line(text: str) -> str:
    """`text` legible and on one line: white space collapsed, break hints dropped."""
    return legible(_UNSEEN.sub("", _SPACE.sub(" ", text)).strip())
