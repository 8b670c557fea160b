"""What does an RTF file say?  Its text line by line, in one pass: no recursion, nothing run, no picture or object looked at.

Read for the exports of press databases, so paragraphs, lines and table cells each end a line; type, colour and places are left
out, as are running heads, notes, hidden text and the codes of fields.  Characters come by code page (that of the font goes before
that of the file) or as Unicode with a stand-in, which is skipped.
"""

import codecs
import re

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import UnreadableError
from sayso.intake.limits import DEFAULT, Limits, check_size

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\")
_DEEP = 1000
"""Groups open at most; what editors write nests ten to twenty deep."""
_UNSEEN = frozenset(
    b"""annotation atnauthor atnid author bkmkend bkmkstart colortbl comment company creatim datafield datastore doccomm
    fldinst filetbl footer footerf footerl footerr footnote ftnsep ftnsepc generator header headerf headerl headerr info keywords
    latentstyles listoverridetable listtable manager nonshppict objdata operator pict printim private revtbl revtim rsidtbl rxe
    stylesheet subject tc tcn template themedata title userprops xe xmlnstbl""".split()
)
"""Groups whose text no page shows (RTF 1.9.1, "destinations")."""
_ENDS_LINE = frozenset(b"par line sect page column cell nestcell row nestrow".split())
_SIGNS = {
    b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " ", b"~": "\xa0", b"_": "\u2011",
    b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t", b"\n": "\n", b"\r": "\n",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
"""From a font's character set to its code page (RTF 1.9.1, "font table")."""
_FILE_CODECS = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}


class _Group(Struct, frozen=True):
    """What holds until the next brace."""

    unseen: bool = False
    hidden: bool = False
    fonts: bool = False  # the table of fonts
    codec: str | None = None  # of the font
    stand_in: int = 1  # characters that follow a Unicode one for readers that know none


def read_rtf(data: bytes, limits: Limits = DEFAULT) -> str:
    """The text of an RTF file, a line for each paragraph, line or cell.  Raises UnreadableError or one of its kinds.

    >>> read_rtf(rb"{\\rtf1\\ansi The \\b ferry\\b0  sails.\\par By \\u214?deon Vale}")
    'The ferry sails.\\nBy Ödeon Vale'
    """
    check_size(len(data), limits)
    if not data.startswith(b"{\\rtf"):
        raise UnreadableError("the file is no RTF", "save it as RTF or DOCX")
    return _Reader(data).run()


class _Reader:
    """One pass over a file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pieces: list[str] = []
        self.bytes = bytearray()  # characters in the present code page that are not decoded yet
        self.group = _Group()
        self.outer: list[_Group] = []
        self.codec = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = 0
        self.to_skip = 0  # of a stand-in
        self.starred = False

    def run(self) -> str:
        position = 0
        while found := _TOKEN.match(self.data, position):
            position = found.end()
            word, number, code, sign, brace, text = found.groups()
            if word == b"bin":
                position += max(int(number or 0), 0)
            elif brace:
                self.step(brace)
                if not self.outer:
                    break  # what stands behind the outermost group is padding
            elif text or code:
                self.characters(text or bytes.fromhex(code.decode()))
            elif word or sign:
                self.control(word or sign, None if number is None else int(number))
        self.flush()
        joined = "".join(self.pieces)
        return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # Unicode comes in halves

    def step(self, brace: bytes) -> None:
        """Into a group or out of it."""
        self.flush()
        self.to_skip = 0
        if brace == b"{":
            if len(self.outer) >= _DEEP:
                raise UnreadableError(f"the RTF nests more than {_DEEP:,} groups", "open it in its program and save it again")
            self.outer.append(self.group)
        elif self.outer:
            self.group = self.outer.pop()
        self.starred = False

    def characters(self, text: bytes) -> None:
        if self.to_skip:
            self.to_skip, text = max(self.to_skip - len(text), 0), text[self.to_skip :]
        if not self.group.unseen and not self.group.hidden and not self.group.fonts:
            self.bytes += text

    def flush(self) -> None:
        """Decode what stands in the present code page."""
        if self.bytes:
            self.pieces.append(self.bytes.decode(self.group.codec or self.codec, "replace"))
            self.bytes.clear()

    def write(self, text: str) -> None:
        if not self.group.unseen and not self.group.hidden and not self.group.fonts:
            self.flush()
            self.pieces.append(text)

    def control(self, word: bytes, number: int | None) -> None:
        """A control word or symbol."""
        if self.to_skip:
            self.to_skip -= 1
            return
        if word == b"*":
            self.starred = True
            return
        if self.starred or word in _UNSEEN:  # a star says: who does not know this, skip it
            self.set(unseen=True)
        elif word in _ENDS_LINE:
            self.write("\n")
        elif word in _SIGNS:
            self.write(_SIGNS[word])
        elif word == b"u" and number is not None:
            self.write(chr(number % 65536))
            self.to_skip = self.group.stand_in
        elif word == b"uc":
            self.set(stand_in=max(number or 0, 0))
        elif word == b"v":
            self.set(hidden=number != 0)
        elif word in (b"f", b"fonttbl", b"fcharset", b"cpg", b"plain"):
            self.choose_font(word, number or 0)
        elif word == b"ansicpg":
            self.codec = _code_page(number) or self.codec
        elif word in _FILE_CODECS:
            self.codec = _FILE_CODECS[word]
        self.starred = False

    def choose_font(self, word: bytes, number: int) -> None:
        """Fonts tell code pages: their table does when it is read, and the text by their numbers."""
        if word == b"fonttbl":
            self.set(fonts=True)
        elif word == b"plain":
            self.set(codec=None)
        elif word == b"f" and not self.group.fonts:
            self.set(codec=self.fonts.get(number))
        elif word == b"f":
            self.font = number
        elif self.group.fonts:
            codec = _CHARSETS.get(number) if word == b"fcharset" else _code_page(number)
            if codec is not None and (word == b"cpg" or number):  # set 0 is the file's own
                self.fonts[self.font] = codec

    def set(self, **changed: bool | int | str | None) -> None:
        """Change what holds for the rest of the group."""
        self.flush()
        self.group = replace(self.group, **changed)


def _code_page(number: int | None) -> str | None:
    """Python's name of a Windows code page, where it has one."""
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030", 1361: "johab"}.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
