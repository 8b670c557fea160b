"""Which characters do the bytes stand for?  The file's own word first, then what fits, with a remark on what was repaired."""

import codecs
import re

from sayso.model.document import Remark

_DECLARED = re.compile(
    rb"""<meta[^>]{0,256}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})
    |<\?xml[^>]{0,128}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""",
    re.I | re.X,
)
_HEAD = 4096
"""Bytes searched for a declaration.  The HTML standard asks for 1024; real pages put long comments and scripts before it."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with UTF-16's mark, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STRAY = 0.002
"""Up to this share of damaged sequences a page is taken for UTF-8 with stray bytes (a quoted fragment in another encoding), above
it for a page in a one-byte encoding.  Latin text with 1 % accented letters lies well above, single pasted words well below."""
_SUPERSETS = {
    **dict.fromkeys("iso-8859-1 latin1 latin-1 ascii us-ascii iso8859-1 x-cp1252 cp1252".split(), "windows-1252"),
    **dict.fromkeys("utf8 unicode-1-1-utf-8".split(), "utf-8"),
    **dict.fromkeys("gb2312 gbk".split(), "gb18030"),
    **dict.fromkeys("shift-jis x-sjis".split(), "cp932"),
    **dict.fromkeys("ks-c-5601-1987 euc-kr".split(), "cp949"),
}
"""What a label means in practice (WHATWG Encoding Standard, "names and labels")."""
_NO_CHARSETS = frozenset({"unicode-escape", "raw-unicode-escape", "undefined", "idna", "punycode", "mbcs", "oem"})
"""Names that Python knows and no file may declare: they make characters of escapes, take long, or differ by machine."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, str, tuple[Remark, ...]]:
    """The characters of `data`, the name of the encoding, and remarks on repairs.

    `declared` is what came with the bytes (an HTTP or MIME header); a byte-order mark outranks it, it outranks a declaration in
    the file.  A wrong declaration is answered by trying UTF-8, then Windows-1252 as the HTML standard does.  A byte that fits
    nothing becomes U+FFFD, one for each, and is counted in a remark.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], name)
    for name in _candidates(data, declared):
        try:
            return data.decode(name), name, ()
        except (ValueError, LookupError):  # UnicodeError is a ValueError; so is a NUL in a name
            continue
    repaired = data.decode("utf-8", "replace")
    if repaired.count("�") <= _STRAY * len(data) + 1:
        return _replacing(data, "utf-8")
    return _replacing(data, "windows-1252")


def _candidates(data: bytes, declared: str | None) -> list[str]:
    found = _DECLARED.search(data, 0, _HEAD)
    inside = (found.group(1) or found.group(2)).decode("ascii") if found else None
    names = [name for label in (declared, inside) if label and (name := _standard_name(label)) not in _NO_CHARSETS]
    zeros = data[:_HEAD].count(0)
    if zeros * 3 > len(data[:_HEAD]):  # ASCII text in UTF-16 is half zeros; a third leaves room for other scripts
        names.append("utf-16-le" if data[1::2][:_HEAD].count(0) >= data[::2][:_HEAD].count(0) else "utf-16-be")
    return [*names, "utf-8"] if "utf-8" not in names else names


def _standard_name(name: str) -> str:
    """Python's name for what a label means."""
    lower = name.strip().lower().replace("_", "-")
    if lower.startswith(("utf-16", "utf-7")):  # said inside a file that could be read as ASCII, it cannot be true
        return "utf-8"
    return _SUPERSETS.get(lower, lower)


def _replacing(data: bytes, name: str) -> tuple[str, str, tuple[Remark, ...]]:
    text = data.decode(name, "replace")
    bad = text.count("�") - (data.count("�".encode()) if name == "utf-8" else 0)
    if bad <= 0:
        return text, name, ()
    sentence = f"{bad} {'byte does' if bad == 1 else 'bytes do'} not fit {name} and stand as U+FFFD"
    return text, name, (Remark("encoding-repaired", sentence),)
