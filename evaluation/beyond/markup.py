"""How is a labelled item written down?  As marked-up text that a person can edit; every offset is counted here, none is typed.

A paragraph is a run of lines, one stretch of one voice a line; an empty line ends it.  A line opens with the code of its voice:

    h  headline                 f  other furniture          o  the outlet's own voice        q  attributing words
    d1 i1 m1                    said directly, indirectly, or both, and the content of attribution 1
    d=ann                       the same voice where nothing attributes, such as a letter that is printed whole
    i1=ann                      attribution 1, whose source stands in no mention, or whose nearest mention is enough
    u=ann                       undetermined between the outlet and ann
    /                           a line break inside the paragraph

Stretches of a paragraph are joined by a space, or by nothing where the next begins with closing punctuation or an unspaced dash.
Inside a line:

    {s1 ann|Ann Odell, the mayor,}   source of attribution 1, which is the entity ``ann``; {s1,2 ann|She} for two of them
    {q1|said}                        its cue
    {c1|to stay}                     a piece of its content, where the content is not the whole stretch
    {@ann|Ann Odell}                 a mention that is no source, such as a signature
    {k ann>bea|it was late}          Ann says that Bea says so
    {x|'safe'}  {h|'Late'}           scare quotes; a quotation in the headline

After a line ``---`` follow the sources, one a line: ``ann: person | Ann Odell | role=the mayor | aka=A. Odell; Odell | seen=...``
The kind takes ``+`` or ``-`` where it is named or unnamed against the custom of its kind; ``seen`` gives the words of the text
that stand for the name, where the name itself does not.  The kind ``-`` is nobody in particular ("unspecified critics").
"""

import re
from collections.abc import Iterator

from msgspec import Struct

VOICES = {
    "h": "furniture",
    "f": "furniture",
    "o": "own",
    "q": "cue",
    "u": "undetermined",
    "d": "attributed-direct",
    "i": "attributed-indirect",
    "m": "attributed-mixed",
}
KINDS = {  # the kinds of the labelling guide, and whether a source of the kind mostly has a name
    "person": True,
    "unnamed-person": False,
    "organisation": True,
    "group": False,
    "unnamed-group": False,
    "document": True,
    "outlet-itself": False,
    "reader": False,
    "unclear": False,
    "-": False,
}
Span = tuple[int, int]

_LINE = re.compile(r"(?P<code>[hfoqudim])(?P<number>\d+)?(?:=(?P<entity>\w+)(?P<null>!)?)? (?P<text>\S.*)")
_TAG = re.compile(
    r"(?P<role>[sqc])(?P<numbers>\d+(?:,\d+)*)(?: (?P<entity>\w+))?|@(?P<mention>\w+)|k (?P<chain>\w+(?:>\w+)+)|(?P<mark>[xh])"
)
_CLOSE_UP = re.compile(r"[,.;:?!)—]|’s\b")


class MarkupError(ValueError):
    """An item that cannot be read, with the place to mend."""


class Entity(Struct, frozen=True):
    """One source of an item."""

    id: str
    kind: str
    named: bool
    name: str
    role: str | None
    aliases: tuple[str, ...]
    seen: str


class Stretch(Struct, frozen=True):
    """A stretch of one voice; `number` is the attribution whose content it is, `entity` the source given in the code itself.

    `null`: no words name the source, although the reader knows who it is.
    """

    span: Span
    code: str
    number: int | None
    entity: str | None
    null: bool

    @property
    def voice(self) -> str:
        return VOICES[self.code]


class Tag(Struct, frozen=True):
    """Words marked inside a line: their role (s, q, c, @, k, x, h), the attributions they belong to, the entities they name."""

    span: Span
    role: str
    numbers: tuple[int, ...] = ()
    entities: tuple[str, ...] = ()


class Marked(Struct, frozen=True):
    """An item taken from its mark-up: plain text, stretches and tags in the order of the text, sources by their id."""

    name: str
    text: str
    stretches: tuple[Stretch, ...]
    tags: tuple[Tag, ...]
    entities: dict[str, Entity]


def read_marked(name: str, source: str) -> Marked:
    """The item `name` as written in `source`.  Raises MarkupError."""
    body, _, table = source.partition("\n---\n")
    text = ""
    gap = ""
    stretches: list[Stretch] = []
    tags: list[Tag] = []
    for place, line in enumerate(body.splitlines(), 1):
        if not line.strip():
            gap = "\n\n"
            continue
        if line.strip() == "/":
            gap = "\n"
            continue
        found = _LINE.fullmatch(line.rstrip())
        if not found:
            raise MarkupError(f"{name}:{place}: no stretch: {line!r}")
        plain, inner = _read_tags(found["text"], f"{name}:{place}")
        if text:
            text += "" if gap == " " and _CLOSE_UP.match(plain) else gap
        start = len(text)
        text += plain
        gap = " "
        number = int(found["number"]) if found["number"] else None
        stretches.append(Stretch((start, len(text)), found["code"], number, found["entity"], bool(found["null"])))
        tags += [Tag((start + tag.span[0], start + tag.span[1]), tag.role, tag.numbers, tag.entities) for tag in inner]
    entities = {entity.id: entity for entity in _read_entities(name, table)}
    return Marked(name, text + "\n", tuple(stretches), tuple(sorted(tags, key=lambda tag: tag.span)), entities)


def _read_tags(line: str, where: str) -> tuple[str, list[Tag]]:
    plain = ""
    open_tags: list[tuple[int, re.Match[str]]] = []
    tags: list[Tag] = []
    place = 0
    while place < len(line):
        sign = line[place]
        if sign == "{":
            bar = line.find("|", place)
            found = _TAG.fullmatch(line[place + 1 : bar]) if bar > 0 else None
            if not found:
                raise MarkupError(f"{where}: no tag at {line[place : place + 30]!r}")
            open_tags.append((len(plain), found))
            place = bar + 1
            continue
        if sign == "}":
            if not open_tags:
                raise MarkupError(f"{where}: a tag closes that never opened, after {plain[-30:]!r}")
            start, found = open_tags.pop()
            tags.append(_tag((start, len(plain)), found))
        elif sign == "|":
            raise MarkupError(f"{where}: a bar outside a tag, after {plain[-30:]!r}")
        else:
            plain += sign
        place += 1
    if open_tags:
        raise MarkupError(f"{where}: a tag is not closed")
    return plain, tags


def _tag(span: Span, found: re.Match[str]) -> Tag:
    if found["role"]:
        numbers = tuple(int(number) for number in found["numbers"].split(","))
        return Tag(span, found["role"], numbers, (found["entity"],) if found["entity"] else ())
    if found["mention"]:
        return Tag(span, "@", (), (found["mention"],))
    if found["chain"]:
        return Tag(span, "k", (), tuple(found["chain"].split(">")))
    return Tag(span, found["mark"])


def _read_entities(name: str, table: str) -> Iterator[Entity]:
    for line in filter(None, map(str.strip, table.splitlines())):
        key, _, rest = line.partition(": ")
        kind, resolved, *more = (cell.strip() for cell in rest.split(" | "))
        bare = kind.rstrip("+-") or "-"
        if bare not in KINDS:
            raise MarkupError(f"{name}: {key} is of no known kind: {kind!r}")
        named = kind.endswith("+") or (KINDS[bare] and not kind.endswith("-"))
        fields = dict(cell.split("=", 1) for cell in more)
        if unknown := set(fields) - {"role", "aka", "seen"}:
            raise MarkupError(f"{name}: {key} has {sorted(unknown)}")
        aliases = tuple(alias.strip() for alias in fields.get("aka", "").split(";") if alias.strip())
        yield Entity(key, bare, named, resolved, fields.get("role"), aliases, fields.get("seen", resolved))
