"""What stands on a page?  Runs of glyphs with their places: the nouns between the PDF parsers and the layout."""

from array import array

from msgspec import Struct

BOLD, ITALIC = 1, 2
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
"""Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin with the presentation forms, as the inside of a character class."""


class Piece(Struct):
    """Glyphs in a row: the characters, pdfium's index of each on its page, and from where to where each reaches.

    Coordinates are points, x to the right and y upwards, of the page as a reader holds it.  `base` is the baseline, `size` the
    size of the type.  `styles` is BOLD and ITALIC for each glyph.  `after` counts the white-space indexes that follow.
    """

    text: list[str]
    glyphs: "array[int]"
    left: "array[float]"
    right: "array[float]"
    styles: bytearray
    base: float
    size: float
    upright: bool = True
    after: int = 0

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(self.left)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(self.right)


class PageLink(Struct, frozen=True):
    """A link of a page: the pdfium indexes of the glyphs inside its rectangle, and its target."""

    glyphs: tuple[int, ...]
    target: str


class Page(Struct, frozen=True):
    """A page: its size in points, its pieces in file order, how many indexes pdfium counts on it, its links.

    `pictured` says whether there is a picture on it, `unmapped` how many glyphs have no known character,
    `unread` how many texts were passed over for want of their font.
    """

    width: float
    height: float
    pieces: tuple[Piece, ...]
    count: int
    links: tuple[PageLink, ...] = ()
    pictured: bool = False
    unmapped: int = 0
    unread: int = 0
