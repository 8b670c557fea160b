"""What does a person who searches ask for?  The query language: words, phrases, fields, and how they are put together.

    flood barrier            both words
    "flood barrier"          the phrase
    flood*                   words that begin so
    flood OR drought         one of them;  -drought or NOT drought leaves out;  ( ) group
    speaker:"Jorun Ashby"    a field; its value holds where the field holds these words side by side
    outlet:="Post"           the field says this and nothing else, to the letter (as in calibre and beets)
    date:2021-06  date>=2021-06-01  date:2021-05..2021-07  sources>=3

Whatever is typed is a query: a mark that is not closed, a field that there is not, a sign that is no word are taken in the
nearest sense, and a remark says in which.  No text of a query reaches a database but as words that
`sayso.language.folding` has made, or, behind ``:=``, as a value of one legible line.
"""

import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from sayso.errors import UsageError
from sayso.language.folding import fold
from sayso.model.legible import one_line

LONGEST = 4000
"""Characters of a query: a page of a book.  What is longer was pasted by mistake."""
DEEPEST = 40
"""Brackets within brackets: far beyond what a person writes, far below what the parser can call itself."""


class Level(Enum):
    """What a field is a property of."""

    DOCUMENT = "document"
    STATEMENT = "statement"
    PASSAGE = "passage"
    TERM = "term"


class Sort(Enum):
    """How a field's value is compared."""

    WORDS = "words"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    YES = "yes"


class Field(Struct, frozen=True, kw_only=True):
    """A field of the query language: the column that answers it, and what a person may write."""

    level: Level
    sort: Sort
    column: str
    means: str
    choices: tuple[str, ...] = ()


_KINDS = (
    "person", "unnamed-person", "organisation", "group", "unnamed-group", "document", "outlet-itself", "reader", "unclear",
)  # fmt: skip
FIELDS: dict[str, Field] = {
    "title": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="title", means="words of the title"),
    "outlet": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="outlet", means="the outlet's name"),
    "author": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="author", means="an author's name"),
    "host": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="host", means="words of the site's host name"),
    "origin": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="origin", means="the first publisher, where one is named"),
    "section": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="section", means="the outlet's section"),
    "region": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="region", means="the region it is filed under"),
    "theme": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="theme", means="the theme it is filed under"),
    "dossier": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="dossier", means="a dossier, the outlet's or your own"),
    "tag": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="tag", means="a tag of the outlet's"),
    "place": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="place", means="a country or world region that its labels name"),
    "subject": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="subject", means="a subject that its labels name"),
    "note": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="note", means="words of your notes on it"),
    "language": Field(level=Level.DOCUMENT, sort=Sort.WORDS, column="language", means="language, as en or en-GB"),
    "date": Field(level=Level.DOCUMENT, sort=Sort.DATE, column="published", means="date of publication"),
    "captured": Field(level=Level.DOCUMENT, sort=Sort.DATE, column="captured", means="day a copy was made"),
    "statements": Field(level=Level.DOCUMENT, sort=Sort.NUMBER, column="statements", means="how many statements it has"),
    "sources": Field(level=Level.DOCUMENT, sort=Sort.NUMBER, column="sources", means="how many sources it rests on"),
    "unnamed": Field(level=Level.DOCUMENT, sort=Sort.NUMBER, column="unnamed", means="how many of them have no name"),
    "copies": Field(
        level=Level.DOCUMENT, sort=Sort.CHOICE, column="family", means="collapse: of copies of one text, the first that answers",
        choices=("collapse",),
    ),
    "speaker": Field(level=Level.STATEMENT, sort=Sort.WORDS, column="speaker", means="a name of who answers for a statement"),
    "says": Field(level=Level.STATEMENT, sort=Sort.WORDS, column="content", means="words of a statement"),
    "cue": Field(level=Level.STATEMENT, sort=Sort.WORDS, column="cue", means="the words that attribute it"),
    "kind": Field(
        level=Level.STATEMENT, sort=Sort.CHOICE, column="manner", means="how it is given", choices=("direct", "indirect", "mixed")
    ),
    "source": Field(level=Level.STATEMENT, sort=Sort.CHOICE, column="kind", means="what its source is", choices=_KINDS),
    "named": Field(level=Level.STATEMENT, sort=Sort.YES, column="named", means="whether its source has a name"),
    "p": Field(level=Level.STATEMENT, sort=Sort.NUMBER, column="p", means="how likely its words and source are right, 0 to 1"),
    "voice": Field(
        level=Level.PASSAGE, sort=Sort.CHOICE, column="voice", means="who answers for a passage that holds the words",
        choices=("attributed", "own", "undetermined"),
    ),
    "holder": Field(level=Level.TERM, sort=Sort.WORDS, column="holder", means="who holds the copyright"),
    "licence": Field(level=Level.TERM, sort=Sort.WORDS, column="licence", means="a public licence"),
    "reuse": Field(level=Level.TERM, sort=Sort.WORDS, column="condition", means="words of a condition of reuse"),
}  # fmt: skip
OF_RUNNING_WORDS = frozenset({"says", "cue", "note"})
"""Fields that hold sentences, which nobody asks for whole."""
LATER = {
    "claim": "claims are not read yet",
    "figure": "figures are not read yet",
}
"""Names that the language keeps for what sayso is going to read; to take them for words would promise an answer."""


class Compare(Enum):
    """How a value stands to the one asked for."""

    IS = ":"
    EXACTLY = ":="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    BETWEEN = ".."


class Words(Struct, frozen=True, kw_only=True):
    """Words side by side in this order; with `prefix` the last is only begun."""

    words: tuple[str, ...]
    prefix: bool = False


class Asked(Struct, frozen=True, kw_only=True):
    """A field and what is asked of it: `words` where it is a field of words, else `value` (and `until`, of a range).  Of a field
    of words that is asked for exactly, `value` is the whole of it."""

    name: str
    compare: Compare = Compare.IS
    words: Words | None = None
    value: str = ""
    until: str = ""

    @property
    def field(self) -> Field:
        """What the language says of the field."""
        return FIELDS[self.name]


class Every(Struct, frozen=True):
    """Nothing is asked: everything answers."""


class Nothing(Struct, frozen=True):
    """What was typed holds no word: nothing answers."""


class Not(Struct, frozen=True):
    """What does not answer `part`."""

    part: "Node"


class All(Struct, frozen=True):
    """What answers each of `parts`, at least two."""

    parts: tuple["Node", ...]


class Any(Struct, frozen=True):
    """What answers one of `parts`, at least two."""

    parts: tuple["Node", ...]


Node = Words | Asked | Every | Nothing | Not | All | Any


class Query(Struct, frozen=True):
    """What is asked, and in what sense doubtful parts were taken."""

    asked: Node
    remarks: tuple[str, ...] = ()

    def words(self) -> list[Words]:
        """The words that a hit shows, in the order typed: those that are not left out, whether of the text or of statements."""
        found: list[Words] = []
        open_: list[Node] = [self.asked]
        while open_:
            node = open_.pop()
            if isinstance(node, Words):
                found.append(node)
            elif isinstance(node, Asked) and node.words and node.name in ("says", "title"):
                found.append(node.words)
            elif isinstance(node, All | Any):
                open_.extend(reversed(node.parts))
        return found


_PIECE = re.compile(
    r"""\s*(?:
      (?P<open>\()|(?P<close>\))|(?P<minus>-(?=["(\w]))|
      (?P<name>[A-Za-z]+)(?P<compare>:=|:|>=|<=|>|<)(?:"(?P<marked>[^"]*)(?P<shut>"?)|(?P<bare>[^\s"()]*))|
      "(?P<phrase>[^"]*)(?P<end>"?)(?P<star>\*?)|
      (?P<word>[^\s"()]+)
    )""",
    re.VERBOSE,
)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?")
_STRAIGHT = str.maketrans("“”„‟″", '"""""')


def read_query(text: str) -> Query:
    """What `text` asks for.  Raises UsageError only for what is too long, too deep, or a field's value that cannot be."""
    if len(text) > LONGEST:
        raise UsageError(f"the query has {len(text):,} characters", f"at most {LONGEST:,} are read")
    pieces = _Pieces(text.translate(_STRAIGHT))
    node = pieces.read_whole()
    return Query(node, tuple(dict.fromkeys(pieces.remarks)))


def without_field(text: str, name: str) -> str:
    """The query without what it asks of a field, the rest as it was typed; what ``-`` or NOT turns round stays.

    >>> without_field('"a copies:collapse" OR b copies:collapse', "copies")
    '"a copies:collapse" OR b'
    """
    kept, done, turned = [], 0, False
    for found in _PIECE.finditer(text.translate(_STRAIGHT)):
        if found["name"] and found["name"].lower() == name and not turned:
            kept.append(text[done : found.start()])
            done = found.end()
        turned = bool(found["minus"]) or found["word"] == "NOT"
    return "".join([*kept, text[done:]]).strip()


class _Pieces:
    """The pieces of one query, taken from left to right."""

    def __init__(self, text: str) -> None:
        self._found = [found for found in _PIECE.finditer(text) if found.lastgroup]
        self._at = 0
        self.remarks: list[str] = []

    def read_whole(self) -> Node:
        """The whole query; closing brackets that close nothing are passed over."""
        parts = [self._read_any(0)]
        while self._at < len(self._found):
            self.remarks.append("a closing bracket without an opening one was left out")
            self._at += 1
            parts.append(self._read_any(0))
        return _joined(All, parts)

    def _read_any(self, depth: int) -> Node:
        """Alternatives, up to a closing bracket or the end."""
        if depth > DEEPEST:
            raise UsageError(f"the query has brackets more than {DEEPEST} deep", "write it with fewer")
        parts = [_joined(All, list(self._each(depth)))]
        while self._is("OR"):
            self._at += 1
            parts.append(_joined(All, list(self._each(depth))))
        return _joined(Any, parts)

    def _each(self, depth: int) -> Iterator[Node]:
        while self._at < len(self._found) and not self._found[self._at]["close"] and not self._is("OR"):
            if self._is("AND"):
                self._at += 1
                continue
            yield self._read_one(depth)

    def _read_one(self, depth: int) -> Node:
        turned = False
        while self._at < len(self._found) and (self._found[self._at]["minus"] or self._is("NOT")):
            turned = not turned
            self._at += 1
        if self._at == len(self._found) or self._found[self._at]["close"]:
            return Every()  # NOT, and nothing after it
        found = self._found[self._at]
        self._at += 1
        if found["open"]:
            node = self._read_any(depth + 1)
            if self._at < len(self._found):
                self._at += 1
            else:
                self.remarks.append("a bracket that is not closed was closed at the end")
        elif found["name"]:
            node = self._read_field(found)
        else:
            node = self._read_words(found)
        return Not(node) if turned else node

    def _is(self, word: str) -> bool:
        return self._at < len(self._found) and self._found[self._at]["word"] == word

    def _read_words(self, found: re.Match[str]) -> Node:
        text = found["word"] if found["word"] is not None else found["phrase"]
        if found["phrase"] is not None and not found["end"]:
            self.remarks.append("a quotation mark that is not closed was closed at the end")
        return self._words_of(text, bool(found["star"])) or Nothing()

    def _words_of(self, text: str, star: bool = False) -> Words | None:
        star = star or text.endswith("*")
        words = tuple(fold(text))
        if not words:
            self.remarks.append(f"{text!r} holds no word" if text else "empty quotation marks hold no word")
            return None
        return Words(words=words, prefix=star)

    def _read_field(self, found: re.Match[str]) -> Node:
        name, typed = found["name"].lower(), found.group().strip()
        value = found["marked"] if found["marked"] is not None else found["bare"]
        if found["marked"] is not None and not found["shut"]:
            self.remarks.append("a quotation mark that is not closed was closed at the end")
        if name in LATER:
            raise UsageError(f"{name}: {LATER[name]}", f"leave it out; the fields are {', '.join(FIELDS)}")
        field = FIELDS.get(name)
        compare = Compare(found["compare"])
        plain = compare in (Compare.IS, Compare.EXACTLY)
        if field is None or (not plain and field.sort not in (Sort.DATE, Sort.NUMBER)):
            if field is None and plain and found["bare"] and not found["bare"].startswith("/"):
                self.remarks.append(f"{found['name']}: is no field and was searched as words; the fields are {', '.join(FIELDS)}")
            return self._words_of(typed) or Nothing()
        if field.sort is Sort.WORDS and compare is Compare.EXACTLY:
            return self._read_exactly(name, value)
        if field.sort is Sort.WORDS:
            words = self._words_of(value)
            return Asked(name=name, words=words) if words else Nothing()
        return _asked(name, field, Compare.IS if plain else compare, value)

    def _read_exactly(self, name: str, value: str) -> Node:
        if name in OF_RUNNING_WORDS:
            raise UsageError(f"{name}: is not asked for to the letter", f"write {name}: and words of it")
        whole = one_line(value)
        if not whole:
            self.remarks.append("empty quotation marks hold no word")
            return Nothing()
        return Asked(name=name, compare=Compare.EXACTLY, value=whole)


def _asked(name: str, field: Field, compare: Compare, value: str) -> Asked:
    low = value.strip().lower()
    if field.sort is Sort.CHOICE:
        if low not in field.choices:
            raise UsageError(f"{name}: cannot be {value!r}", f"choose one of {', '.join(field.choices)}")
        return Asked(name=name, value=low)
    if field.sort is Sort.YES:
        if low not in ("yes", "no"):
            raise UsageError(f"{name}: cannot be {value!r}", "write yes or no")
        return Asked(name=name, value=low)
    pattern, form = (_DATE, "2021, 2021-06 or 2021-06-15") if field.sort is Sort.DATE else (_NUMBER, "3 or 0.7")
    first, between, last = low.partition("..")
    if between and compare is Compare.IS and all(not end or pattern.fullmatch(end) for end in (first, last)) and (first or last):
        if not last:
            return Asked(name=name, compare=Compare.AT_LEAST, value=first)
        if not first:
            return Asked(name=name, compare=Compare.AT_MOST, value=last)
        return Asked(name=name, compare=Compare.BETWEEN, value=first, until=last)
    if not pattern.fullmatch(low):
        raise UsageError(f"{name}: cannot be {value!r}", f"write it as {form}, or a range such as {name}:{form.split(',')[0]}..")
    return Asked(name=name, compare=compare, value=low)


def _joined(kind: type[All] | type[Any], parts: list[Node]) -> Node:
    """`parts` put together.  What asks nothing, or holds no word, adds nothing where there is something beside it."""
    asking = [part for part in parts if not isinstance(part, Every | Nothing)]
    if not asking:
        return Nothing() if any(isinstance(part, Nothing) for part in parts) else Every()
    return asking[0] if len(asking) == 1 else kind(tuple(asking))
