"""Who is said to have said what in a text of GUM?  Its discourse relations of attribution, cut into source, cue and content.

GUM writes two layers into one CoNLL-U file: syntax, and at the first token of each elementary unit the relation of that unit to
another.  ``Discourse=attribution-positive:7->8:1`` means: unit 7 attributes, and unit 8 heads what is attributed; of the units
that hang on 8, those of a level below 1 belong to it, and the others stand beside it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from training.brat import Labelled, LabelledText, Pieces

_RELATION = re.compile(r"Discourse=([\w-]+):(\d+)(?:->(\d+))?:(\d+)")
_ATTRIBUTES = "attribution"
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_AGENT = "obl:agent"
_IN_CUE = ("aux", "aux:pass", "cop", "compound:prt", "advmod", "fixed")
"""What annotators take into the cue beside the verb: "has also said", "did not say", "pointed out".  "That" is content."""
_SHARES_SUBJECT = ("conj", "xcomp", "advcl", "parataxis", "ccomp")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_OPENING = frozenset("\"'“‘([$#@£€")
"""What a content may begin with, beside letters and digits."""
_CLOSING = frozenset("\"'”’)]?!%…")
"""What a content may end with: annotators leave the last comma or stop out, and the marks in."""
_MARKS = frozenset('"“”')


class Token(Struct, frozen=True):
    """A word of the text.  `head` is the position of its governor in the text, -1 at the root; `unit` its discourse unit."""

    start: int
    end: int
    form: str
    tag: str
    head: int
    relation: str
    unit: int
    paragraph: int


class Edge(Struct, frozen=True):
    """How a discourse unit hangs on another."""

    relation: str
    head: int
    level: int


class Parsed(Struct, frozen=True):
    """A text with both layers."""

    name: str
    text: str
    tokens: tuple[Token, ...]
    edges: dict[int, Edge]


def read_gum(conllu: str) -> LabelledText:
    """The text of one file with its attributions: the outermost ones, since what is quoted is not cut up again."""
    parsed = parse(conllu)
    reader = _Reader(parsed)
    found = [reader.attribution(unit, edge) for unit, edge in parsed.edges.items() if edge.relation.startswith(_ATTRIBUTES)]
    return LabelledText(parsed.name, parsed.text, outermost([one for one in found if one]))


def outermost(attributions: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """Those that no other one's content holds, in the order of the text; of two with the same content, the first."""
    kept: list[Labelled] = []
    for one in sorted(attributions, key=lambda one: (-_length(one.content), one.content)):
        if not any(meet(one.content + one.cue + one.source, other.content) or meet(one.content, other.cue) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.content))


def meet(some: Pieces, others: Pieces) -> bool:
    """Whether they share a character."""
    return any(start < end_other and start_other < end for start, end in some for start_other, end_other in others)


def _length(pieces: Pieces) -> int:
    return sum(end - start for start, end in pieces)


def parse(conllu: str) -> Parsed:
    """Text and tokens: sentences joined by a blank, paragraphs by an empty line."""
    name, text, unit, paragraph, at, first = "", "", 0, 0, 0, 0
    breaks, quoted, joint = False, False, " "
    tokens: list[Token] = []
    edges: dict[int, Edge] = {}
    for line in conllu.split("\n"):
        if line.startswith("# newdoc id = "):
            name = line.partition(" = ")[2].strip()
        elif line == "# newpar":
            breaks = True
        elif line.startswith("# newpar_block = quote"):
            quoted = True
        elif line.startswith("# text = "):
            words = line.removeprefix("# text = ").strip()
            if breaks and not (quoted and _runs_on(text.rpartition("\n")[2], words)):
                paragraph, joint = paragraph + 1, "\n\n"
            text += (joint if text else "") + words
            at, first, breaks, quoted, joint = len(text) - len(words), len(tokens), False, False, " "
        elif line and line[0].isdigit():
            number, form, _, tag, _, _, head, relation, _, more = line.split("\t")
            if not number.isdecimal():
                continue  # a word written together with the next, which follow one by one; or one left out
            if found := _RELATION.search(more):
                unit = int(found[2])
                edges[unit] = Edge(found[1], int(found[3] or 0), int(found[4]))
            while text[at : at + 1].isspace():
                at += 1
            if not text.startswith(form, at):
                raise ValueError(f"{name}: {form!r} does not stand at {at}: {text[at : at + 20]!r}")
            governor = first + int(head) - 1 if int(head) else -1
            tokens.append(Token(at, at + len(form), form, tag, governor, relation, unit, paragraph))
            at += len(form)
    return Parsed(name, text, tuple(tokens), edges)


def _runs_on(paragraph: str, quoted: str) -> bool:
    """Whether a quotation that is marked up as a block stands in the paragraph, not below it."""
    opened = paragraph.count('"') % 2 == 1 or paragraph.count("“") > paragraph.count("”")
    return opened or quoted[0] in _MARKS


class _Reader:
    """Finds the words of attributions in one parsed text."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._tokens = parsed.tokens
        self._below: dict[int, list[int]] = {}
        self._hangs: dict[int, list[int]] = {}
        self._units: dict[int, list[int]] = {}
        for unit, edge in parsed.edges.items():
            self._hangs.setdefault(edge.head, []).append(unit)
        for at, token in enumerate(parsed.tokens):
            self._below.setdefault(token.head, []).append(at)
            self._units.setdefault(token.unit, []).append(at)
        self._quotations = _quotations(parsed.tokens)

    def attribution(self, unit: int, edge: Edge) -> Labelled | None:
        """What unit `unit` attributes, and by which words to whom; None where either is missing."""
        told = self._words(self._subtree(edge.head, edge.level))
        here = self._tokens[self._units[unit][0]].paragraph
        content = {at for at in told if self._tokens[at].paragraph == here}
        attributing = set(self._words(self._subtree(unit))) - content
        governor = self._governor(self._units[unit], attributing, content)
        content = self._whole_quotations(content, governor)
        if not content or governor in content or self._tokens[governor].tag == "AUX":
            return None
        if self._tokens[governor].tag in _NOMINAL and not self._child(governor, *_SUBJECTS, "cop"):
            cue = self._case(governor)
            source = self._phrase(governor) - cue
        else:
            cue = self._cue(governor, attributing)
            source = self._source(governor, attributing)
        source -= content | cue
        pieces = self._pieces(content)
        named = self._pieces(source, source=True)
        if not pieces or not named or not cue - content:  # without a source it is mostly an order: "Remember that ..."
            return None
        return Labelled(named, self._cue_pieces(cue - content, content), pieces)

    def _subtree(self, unit: int, below: int | None = None) -> list[int]:
        """The unit and what hangs on it, directly below level `below` if one is given."""
        found = [unit]
        for at in found:
            found += [
                one for one in self._hangs.get(at, ()) if at != unit or below is None or self._parsed.edges[one].level < below
            ]
        return found

    def _words(self, units: Iterable[int]) -> list[int]:
        return sorted(at for unit in units for at in self._units[unit])

    def _whole_quotations(self, content: set[int], governor: int) -> set[int]:
        """The content with the whole of each quotation that it shares words with; nothing where the cue is quoted itself."""
        whole = set(content)
        for quoted in self._quotations:
            if governor in quoted:
                return set()
            if content.intersection(quoted):
                whole.update(quoted)
        return whole

    def _governor(self, unit: Sequence[int], attributing: set[int], content: set[int]) -> int:
        """The word of the unit on which the content hangs, or else its topmost."""
        for at in sorted(content):
            token = self._tokens[at]
            if token.relation.split(":")[0] in ("ccomp", "parataxis", "xcomp", "csubj", "obj") and token.head in attributing:
                return token.head
        own = set(unit)
        return next((at for at in unit if self._tokens[at].head not in own and self._tokens[at].relation != "punct"), unit[0])

    def _child(self, at: int, *relations: str) -> list[int]:
        return [one for one in self._below.get(at, ()) if self._tokens[one].relation in relations]

    def _phrase(self, at: int) -> set[int]:
        found = [at]
        for one in found:
            found += self._below.get(one, ())
        return set(found)

    def _case(self, at: int) -> set[int]:
        return {one for case in self._child(at, "case") for one in self._phrase(case)}

    def _cue(self, governor: int, attributing: set[int]) -> set[int]:
        """The verb with what belongs to it, and the verbs that carry it ("wants to know")."""
        cue = {governor}
        top = governor
        while True:
            cue.update(one for one in self._child(top, *_IN_CUE) if one in attributing)
            token = self._tokens[top]
            if token.relation != "xcomp" or token.head not in attributing:
                break
            cue.update(self._child(top, "mark"))
            top = token.head
            cue.add(top)
        return self._joined(cue, governor)

    def _joined(self, cue: set[int], governor: int) -> set[int]:
        """The words of the cue that stand together with its verb, a subject between auxiliary and verb let by ("did he say")."""
        found = {governor}
        for step in (-1, 1):
            at = governor + step
            while at in cue:
                found.add(at)
                at += step
        return found | {at for at in cue if self._tokens[at].relation in ("aux", "aux:pass", "cop", "compound:prt")}

    def _source(self, governor: int, attributing: set[int]) -> set[int]:
        """The subject, the agent of a passive, the noun that a clause belongs to; a verb without a subject has its governor's."""
        seen = set()
        at = governor
        while at >= 0 and at not in seen:
            seen.add(at)
            if agents := self._child(at, _AGENT):
                return self._phrase(agents[0]) - self._case(agents[0])
            if subjects := self._child(at, *_SUBJECTS):
                return self._phrase(subjects[0])
            token = self._tokens[at]
            if token.relation == "acl" and not self._child(at, "mark"):  # "a letter saying", and not "a chance to say"
                return self._phrase(token.head) - self._phrase(at)
            if token.relation.split(":")[0] not in _SHARES_SUBJECT:
                break
            at = token.head
        return set()

    def _pieces(self, words: set[int], source: bool = False) -> Pieces:
        """Stretches of words as annotators mark them, without the stops and commas at their edges."""
        found: list[tuple[int, int]] = []
        for run in _runs(words):
            while run and ((self._tokens[run[0]].relation == "cc" and not found) or self._is_stop(run[0], 0, _OPENING)):
                run = run[1:]
            while run and self._is_stop(run[-1], -1, _CLOSING):
                if source and self._tokens[run[-1]].form == "," and any(self._tokens[at].form == "," for at in run[:-1]):
                    break  # the comma that closes an apposition: "Ann Marlow, the harbour master,"
                run = run[:-1]
            if any(any(letter.isalnum() for letter in self._tokens[at].form) for at in run):
                found.append((self._tokens[run[0]].start, self._tokens[run[-1]].end))
        return tuple(found)

    def _cue_pieces(self, cue: set[int], content: set[int]) -> Pieces:
        after = max(cue) + 1
        if after < len(self._tokens) and after not in content and self._tokens[after].form == ":":
            cue = cue | {after}
        return tuple((self._tokens[run[0]].start, self._tokens[run[-1]].end) for run in _runs(cue))

    def _is_stop(self, at: int, edge: int, kept: frozenset[str]) -> bool:
        form = self._tokens[at].form
        return form[edge] not in kept and not any(letter.isalnum() for letter in form)


def _quotations(tokens: Sequence[Token]) -> list[set[int]]:
    """The words between quotation marks with the marks, none across the end of a paragraph."""
    found = []
    opened: int | None = None
    for at, token in enumerate(tokens):
        if opened is not None and token.paragraph != tokens[opened].paragraph:
            opened = None
        if token.form in _MARKS:
            if opened is None:
                opened = at
            else:
                found.append(set(range(opened, at + 1)))
                opened = None
    return found


def _runs(words: set[int]) -> list[list[int]]:
    """Words that stand side by side."""
    return [[at for _, at in run] for _, run in groupby(enumerate(sorted(words)), lambda one: one[1] - one[0])]
