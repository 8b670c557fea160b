"""Where does a sentence begin and end, for the scorer of voices?

The scorer asks for these very offsets, so the rule is its own.
"""

import re

_ABBREVIATIONS = frozenset(
    "Mr Mrs Ms Dr Sen Rep Gov Gen Lt Col Sgt Capt Prof Rev Hon St Jr Sr vs etc No Inc Corp Co Ltd Jan Feb Mar Apr "
    "Jun Jul Aug Sept Sep Oct Nov Dec a.m p.m e.g i.e Fla Ariz Calif Conn Mich Minn Miss Mont Okla Ore Pa Tenn Tex "
    "Va Vt Wash Wis Wyo Ala Ark Colo Del Ga Ill Ind Kan Ky La Mass Md Mo Neb Nev N.C N.D N.H N.J N.M N.Y R-Va D-Va".split()
)
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘(\[']*[A-Z0-9@#])")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans without white space at their edges.  A line end always ends a sentence."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        start, last = line.span()
        for end in _END.finditer(text[start:last]):
            word = re.search(r"[\w.\-]*$", text[line.start() : line.start() + end.start()])
            before = word.group() if word else ""
            if end.group() == "." and (
                before in _ABBREVIATIONS or before.split("-")[-1] in _ABBREVIATIONS or _INITIALS.fullmatch(before)
            ):
                continue
            spans.append((start, line.start() + end.end()))
            start = line.start() + end.end()
        spans.append((start, last))
    trimmed = (_without_blanks(text, start, end) for start, end in spans)
    return [(start, end) for start, end in trimmed if start < end]


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())
