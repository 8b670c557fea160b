"""Where is the article in a text that has no body selected?  After the masthead, before the lines that close an article."""

import re

from msgspec.structs import replace

from sayso.intake.layer import Layer
from sayso.language.broken import ends_open
from sayso.language.dates import find_dates
from sayso.language.furniture import LineKind, classify_inside, classify_line
from sayso.language.mastheads import is_byline, is_date_line, taxonomy_label
from sayso.model.document import Block, Role
from sayso.model.span import Span

_HEADING = re.compile(r"h[1-6]$")
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]*]*$")
_LEAVES_OFF = re.compile(r"(?:^|[\s(\[\"'“‘«-])[\w’'-]+[,;–—-]?[\s–—]*$")
"""The last word of a sentence that is not over: no full stop behind it, and no address."""
_GOES_ON = re.compile(r"[\w’'(\[-]+[,;:]?[\s.]|[\w’'-]+$")
_PROSE = 80
"""Code points from which a line without a full stop is prose and not a label."""
_TITLE = 200
"""Code points of a title at most; the longest headline of the public pages has 128."""
_TITLE_WORDS = 3
"""Words of a title at least, where a rubric may stand above it."""
_BROKEN = 40
"""Code points that the half of a paragraph before a page break has at least: less is a label."""
_HEAD = 12
"""Blocks within which a masthead is over; title, byline, dates and filing lines are rarely more than ten."""
_LATE = 3
"""Blocks below a title within which a byline can follow: a standfirst of two paragraphs stands above it at most."""
_REPEATED = 100
"""Code points of a running head at most."""
_STANDFIRST = 60
"""Code points from which an unmarked line under the title is a standfirst and not the name of an outlet."""
_MOSTLY = 0.6
"""Share of the prose that stands before the line that closes an article; the rest is biographies and disclaimers."""
_CELLS = ("td", "th", "pre")
_INTRODUCES = re.compile(
    r"\W*[A-ZÀ-Þ][^.!?]{2,120}?\b(?:is|are|was|writes|teaches|covers|works|has written|ist|schreibt|lehrt|est|es)\b"
)
_RoleAndKind = tuple[Role, str | None]


def label_by_structure(layer: Layer) -> tuple[Block, ...]:
    """The blocks of a text without a selected body, paragraphs rejoined over page breaks, each with its role."""
    known = [block for block in layer.blocks if block.kind]  # a PDF's running heads, page numbers, hyphens: its reader found them
    blocks, lines = _rejoined(tuple(block for block in layer.blocks if not block.kind), layer.text)
    texts = [block.text_of(layer.text) for block in blocks]
    head = _with_late_credits(_masthead_end(blocks, texts, lines), texts)
    roles = _masthead_roles(blocks, texts, lines, head)
    if head and head < len(blocks) - 1 and not lines[head] and _is_standfirst(layer, blocks[head], texts[head], roles):
        roles.append((Role.STANDFIRST, None))
    tail = _tail_start(layer, blocks, texts, lines, len(roles))
    middle = range(len(roles), tail)
    roles += [_middle_role(blocks[index], lines[index]) for index in middle]
    _name_the_author(texts, roles, head)
    roles += _tail_roles(layer, blocks, texts, lines, tail)
    labelled = [replace(block, role=role, kind=kind) for block, (role, kind) in zip(blocks, roles, strict=True)]
    return tuple(sorted(labelled + known, key=lambda block: block.spans[0].start))


def _rejoined(blocks: tuple[Block, ...], text: str) -> tuple[list[Block], list[LineKind | None]]:
    """The blocks with paragraphs that a page break cut in two made whole, and what each line is by its words."""
    running = _running_heads(blocks, text)
    apart = "\n\n" if "\n\n" in text else "\n"  # where paragraphs are apart, a single break ends a line of a masthead
    joined: list[Block] = []
    lines: list[LineKind | None] = []
    open_at = -1  # the last paragraph, while nothing but furniture of the page stands between it and here
    for block in blocks:
        words = block.text_of(text)
        line = LineKind(Role.FURNITURE, "running-head", False, False, "whole") if words in running else classify_line(words)
        if line and line.kind in ("page-number", "running-head", "advertisement"):
            joined.append(block)
            lines.append(line)
            continue
        if open_at >= 0 and line is None and _continues(joined[open_at], block, text, apart):
            joined[open_at] = replace(joined[open_at], spans=joined[open_at].spans + block.spans)
            continue
        joined.append(block)
        lines.append(line)
        open_at = len(joined) - 1
    return joined, lines


def _running_heads(blocks: tuple[Block, ...], text: str) -> frozenset[str]:
    """Short lines without a full stop that stand on the page three times or more, word for word."""
    seen: dict[str, int] = {}
    for block in blocks:
        if len(block.span) <= _REPEATED and block.tag not in _CELLS:
            words = block.text_of(text)
            if not _SENTENCE_END.search(words):
                seen[words] = seen.get(words, 0) + 1
    return frozenset(words for words, times in seen.items() if times > 2)


def _continues(before: Block, after: Block, text: str, apart: str) -> bool:
    """Whether `after` goes on in the middle of the sentence that `before` leaves open; `apart` stands between paragraphs."""
    if before.tag != after.tag or _HEADING.match(before.tag) or before.tag in (*_CELLS, "li") or "after-rule" in after.hints:
        return False
    first, then = before.text_of(text), after.spans[0].of(text)
    if len(first) < _BROKEN or taxonomy_label(first) or apart not in text[before.span.end : after.span.start]:
        return False
    if not _LEAVES_OFF.search(first) or not _GOES_ON.match(then):
        return False
    return then[:1].islower() or ends_open(first)


def _masthead_end(blocks: list[Block], texts: list[str], lines: list[LineKind | None]) -> int:
    """The index of the first block of the body; 0 where nothing before it reads as a masthead."""
    labels, headed = 0, False
    for index, block in enumerate(blocks[: _HEAD + 1]):
        text = texts[index]
        following = texts[index + 1] if index + 1 < len(texts) else ""
        if _HEADING.match(block.tag):
            if headed and len(text) < _PROSE:
                return index
            headed = True
        elif not (lines[index] or taxonomy_label(text) or is_byline(text) or is_date_line(text)):
            title = not headed and not labels and len(text) <= _TITLE
            if block.tag in ("li", *_CELLS) or text.endswith((":", ",")) or following[:1].islower():
                return index
            if _SENTENCE_END.search(text) if not title else text.endswith((".", "…", ".”", ".’", '."', ".'")):
                return index
            if len(text) >= _PROSE and not title:
                return index
            labels += 1
            if labels > 4:
                return 0
    return 0


def _with_late_credits(head: int, texts: list[str]) -> int:
    """A masthead goes on to a byline, date or filing line that stands soon below: the prose between is a standfirst."""
    if not head:
        return 0
    late = [
        index
        for index in range(head, min(head + _LATE, len(texts) - 1))
        if _is_credit(texts[index]) or taxonomy_label(texts[index])
    ]
    return late[-1] + 1 if late else head


def _masthead_roles(blocks: list[Block], texts: list[str], lines: list[LineKind | None], head: int) -> list[_RoleAndKind]:
    """The roles of the blocks before `head`."""
    labels = [index for index in range(head) if not (lines[index] or taxonomy_label(texts[index]) or _is_credit(texts[index]))]
    headings = [index for index in labels if _HEADING.match(blocks[index].tag)]
    # Without a heading the title is the first label above the credits that is long enough for one: a rubric has a word or two.
    first_credit = next((index for index in range(head) if _is_credit(texts[index])), head)
    upper = [index for index in labels if index < first_credit] or labels
    longest = max(upper, key=lambda index: len(texts[index]), default=-1)
    title = headings[0] if headings else next((index for index in upper if len(texts[index].split()) >= _TITLE_WORDS), longest)
    roles: list[_RoleAndKind] = []
    for index in range(head):
        line = lines[index]
        if index == title:
            roles.append((Role.HEADLINE, None))
        elif line and line.role is Role.ORIGIN_NOTE:
            roles.append((line.role, line.kind))
        elif taxonomy_label(texts[index]):
            roles.append((Role.TAXONOMY, None))
        elif _is_credit(texts[index]):
            roles.append((Role.BYLINE, None))
        elif line:
            roles.append((line.role, line.kind))
        elif index < title:
            roles.append((Role.TAXONOMY, "rubric"))
        else:
            standfirst = len(texts[index]) >= _STANDFIRST and not any(find_dates(texts[index][:_TITLE]))
            roles.append((Role.STANDFIRST if standfirst else Role.BYLINE, None))
    return roles


def _middle_role(block: Block, line: LineKind | None) -> _RoleAndKind:
    """The role of a block between masthead and tail.  What closes no article is no note about it either: the words of the note
    stand in a sentence of the body."""
    if block.tag == "figcaption":
        return Role.CAPTION, None
    if line and not (line.closes and line.role is not Role.FURNITURE):
        return line.role, line.kind
    return Role.BODY, None


def _name_the_author(texts: list[str], roles: list[_RoleAndKind], head: int) -> None:
    """Closing lines such as ``Maren Holloway, Lecturer, Hollen College`` are about the author whom the masthead names."""
    masthead = "\n".join(texts[:head])
    for index in range(len(roles) - 1, max(head, len(roles) - 1 - _LATE), -1):
        name, comma, _ = texts[index].partition(",")
        if (
            not comma
            or len(texts[index]) > _TITLE
            or _SENTENCE_END.search(texts[index])
            or " " not in name
            or name not in masthead
        ):
            return
        roles[index] = (Role.BIO, None)


def _is_credit(text: str) -> bool:
    return is_byline(text) or is_date_line(text)


def _is_standfirst(layer: Layer, block: Block, text: str, roles: list[_RoleAndKind]) -> bool:
    """Whether the first paragraph under a masthead without one is set apart by its type, and no interviewer's question."""
    return _is_italic(layer, block) and not text.endswith("?") and all(role is not Role.STANDFIRST for role, _ in roles)


def _is_italic(layer: Layer, block: Block) -> bool:
    """Whether a whole paragraph is set apart by its type."""
    return "italic" in block.hints or _wholly(block.span, layer.emphasis)


def _wholly(span: Span, marks: tuple[Span, ...]) -> bool:
    """Whether marks of one kind cover the span but for a character or two at its edges."""
    return sum(min(mark.end, span.end) - max(mark.start, span.start) for mark in marks if mark.meets(span)) >= len(span) - 2


def _tail_start(layer: Layer, blocks: list[Block], texts: list[str], lines: list[LineKind | None], head: int) -> int:
    """The index of the block that closes the article; the number of blocks where nothing does.

    A line that usually closes an article does not where most of the prose comes after it: it stood in the middle, or above.
    """
    links = tuple(link.span for link in layer.links)
    prose = [0 if line or index < head else len(text) for index, (text, line) in enumerate(zip(texts, lines, strict=True))]
    section = False
    for index, line in enumerate(lines):
        section = (section and line is None) or (line is not None and line.role is Role.BIO)
        prose[index] = 0 if section or (prose[index] and classify_inside(texts[index])) else prose[index]
    before, total = 0, sum(prose)
    for index in range(head, len(blocks)):
        line = lines[index]
        closes = line is not None and line.closes
        if not closes and before > total * _MOSTLY:
            inside = classify_inside(texts[index])
            closes = inside is not None and inside.closes
            if "after-rule" in blocks[index].hints:
                closes = (
                    closes
                    or line is not None
                    or _wholly(blocks[index].span, links)
                    or _is_biography(layer, blocks[index], texts[index])
                )
            elif index >= len(blocks) - 2:
                closes = closes or _is_biography(layer, blocks[index], texts[index])
        if closes and before > total * _MOSTLY:
            return index
        before += prose[index]
    return len(blocks)


def _is_biography(layer: Layer, block: Block, text: str) -> bool:
    """Whether a whole paragraph in italics at the end introduces a person."""
    return _is_italic(layer, block) and bool(_INTRODUCES.match(text))


def _tail_roles(
    layer: Layer, blocks: list[Block], texts: list[str], lines: list[LineKind | None], tail: int
) -> list[_RoleAndKind]:
    """The roles of the blocks from `tail` on.  What follows a label such as "About the author" is of its role."""
    roles: list[_RoleAndKind] = []
    section: _RoleAndKind | None = None
    links = tuple(link.span for link in layer.links)
    for index in range(tail, len(blocks)):
        text, line = texts[index], lines[index] or classify_inside(texts[index])
        if line:
            roles.append((line.role, line.kind))
            section = roles[-1] if line.at == "whole" and line.role in (Role.BIO, Role.TERMS) else None
        elif _HEADING.match(blocks[index].tag):
            roles.append((Role.FURNITURE, None))
            section = None
        elif _wholly(blocks[index].span, links):
            roles.append((Role.CONTACT, None) if "@" in text else (Role.FURNITURE, "links"))
        elif section:
            roles.append(section)
        elif taxonomy_label(text):
            roles.append((Role.TAXONOMY, None))
        else:
            roles.append((Role.BIO, None) if _is_biography(layer, blocks[index], text) else (Role.FURNITURE, "tail"))
    return roles
