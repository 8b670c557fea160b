"""How does text reach the terminal?  Everything printed passes here: made harmless, measured in columns, wrapped, coloured."""

import os
import sys
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

from sayso.model.legible import legible, one_line

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35", "cyan": "36"} | {
    "underline": "4",
    "struck": "9",
}
_NARROWEST = 40
"""Below this many columns a table is wrapped as if it had so many: label and date alone take half of it."""
_WIDEST = 120
"""Lines longer than this are hard to read on any screen."""
_DEFAULT = 100
"""Columns where the output is no terminal: a file or a pipe."""


class Screen(Struct, frozen=True):
    """What the output can take: columns, and whether colour is wanted."""

    width: int
    colour: bool

    def paint(self, text: str, *styles: str) -> str:
        """`text` in the named styles; unchanged where colour is off.  `text` must be harmless already."""
        if not self.colour or not styles or not text:
            return text
        return f"\x1b[{';'.join(_STYLES[style] for style in styles)}m{text}\x1b[0m"


def screen_for(color: str, width: int, environment: Mapping[str, str]) -> Screen:
    """The screen that standard output is, under the settings `color` and `width` (0: ask the terminal)."""
    terminal = sys.stdout.isatty()
    plain = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
    colour = color == "always" or (color == "auto" and terminal and not plain)
    return Screen(max(_NARROWEST, width or _measured(environment, terminal)), colour)


def say(text: str = "") -> None:
    """Print a line of results to standard output; line breaks and our own colours stay, all else must be harmless already."""
    sys.stdout.write(text + "\n")


def complain(reason: str, remedy: str) -> None:
    """Print what is wrong and what to do, on one line, to standard error."""
    sys.stderr.write(f"sayso: {one_line(reason)}; {one_line(remedy)}\n")


def tell(message: str) -> None:
    """Print a message that is neither result nor complaint to standard error."""
    sys.stderr.write(f"sayso: {one_line(message)}\n")


def many(count: int, noun: str) -> str:
    """``1 item``, ``2 items``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def columns(text: str) -> int:
    """How many columns `text` takes: East Asian wide characters two, combining marks and joiners none."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def pad(text: str, width: int) -> str:
    """`text` with spaces after it up to `width` columns."""
    return text + " " * max(0, width - columns(text))


def cut(text: str, width: int) -> str:
    """`text` on one line and harmless, cut with an ellipsis where it is wider than `width` columns."""
    line = one_line(text)
    if columns(line) <= width:
        return line
    taken = 0
    for index, character in enumerate(line):
        taken += _width(character)
        if taken > width - 1:
            return line[:index].rstrip() + "…"
    return line


def wrap(text: str, width: int) -> list[str]:
    """`text` made harmless, in lines of at most `width` columns; a word longer than a line is broken."""
    lines: list[str] = []
    for paragraph in legible(text).split("\n"):
        line = ""
        room = width
        for word in paragraph.split():
            while True:
                needed = columns(word) + (1 if line else 0)
                if needed <= room:
                    line += f" {word}" if line else word
                    room -= needed
                    break
                if line:
                    lines.append(line)
                    line, room = "", width
                    continue
                head = _head(word, width)
                lines.append(head)
                word = word[len(head) :]
        lines.append(line)
    return lines


def showing(what: str, skip: int, shown: int, of: str) -> str:
    """Which of a list are shown, after so many that were passed over.

    >>> showing("witnesses ", 10, 5, "20"), showing("", 50, 0, "20 families")
    ('Showing witnesses 11 to 15 of 20', 'Showing none of 20 families: 50 were passed over')
    """
    if not shown:
        return f"Showing none of {of}: {skip:,} were passed over"
    return f"Showing {what}{skip + 1:,} to {skip + shown:,} of {of}"


def _head(word: str, width: int) -> str:
    """As much of `word` as fits, at least one character."""
    taken = 0
    for index, character in enumerate(word):
        taken += _width(character)
        if taken > width and index:
            return word[:index]
    return word


def _width(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _measured(environment: Mapping[str, str], terminal: bool) -> int:
    given = environment.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given[:6]) > 0:
        return min(int(given[:6]), _WIDEST)
    if not terminal:
        return _DEFAULT
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns or _DEFAULT, _WIDEST)
    except OSError:
        return _DEFAULT
