"""How is the text of a record drawn, with its findings marked?  Blocks in reading order, cut into pieces that lie flat."""

import re
from collections.abc import Sequence
from itertools import groupby

from sayso.export.facts import percentages, shares_of
from sayso.export.ledger import letter_of
from sayso.export.marks import LOOKS, Mark, MarkIndex, Piece, pieces
from sayso.export.markup import shown
from sayso.export.sources import SourceLedger
from sayso.model.document import Block, Role
from sayso.model.record import Record
from sayso.model.statement import Voice

_LOOKS = {
    "voice-own": "the outlet’s own voice",
    "voice-undetermined": "undetermined: a source’s or the outlet’s ?",
    "source": "source as printed",
    "cue": "cue",
    "fact": "evidence of a fact",
    "quoted-by-nobody": "quotation laid to nobody",
    "quoted-scare": "words at arm’s length",
    "insertion": "inserted words",
}
_MANNERS = {"direct": "in quotation marks", "mixed": "in part", "indirect": "in the outlet’s words"}
"""How strongly a source's colour fills its words, strongest first."""
_ASIDE = frozenset({Role.FURNITURE, Role.NAVIGATION})
_LONG = 4
"""Blocks of menus in a row that are folded away: fewer take no more room than the line that stands for them."""
_BREAK = '<span class="break" title="the text goes on after a break">⋯</span>'
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


def drawn_shares(record: Record) -> str:
    """How the body's characters are voiced, as a bar; the same figures stand beside it in words."""
    counts = shares_of(record)
    if not sum(count for _, count in counts):
        return ""
    position, rects, words = 0, [], []
    for (name, share), (_, count) in zip(percentages(counts), counts, strict=True):
        look = name.split()[0]
        if share:
            rects.append(f'<rect class="bar-{look}" x="{position}" y="0" width="{share}" height="8"/>')
        if count or name == Voice.UNDETERMINED.value:
            words.append(f'<li><span class="swatch bar-{look}"></span>{name} <b>{share or ("&lt;1" if count else 0)}%</b></li>')
        position += share
    drawing = f'<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{"".join(rects)}</svg>'
    return f'<div class="voices">{drawing}<ul aria-label="Who speaks in the body, by characters">{"".join(words)}</ul></div>\n'


def drawn_legend(record: Record, marks: Sequence[Mark]) -> str:
    """What the marks that occur look like; each is told apart by its line, letter or frame as well as by its colour."""
    looks = {look for mark in marks for look in mark.look.split()}
    entries = SourceLedger(record).entries
    items = [f"<li>{letter_of(entry)} {shown(entry.name)}</li>" for entry in entries[:LOOKS]]
    if len(entries) > LOOKS:
        items.append(f"<li>and {len(entries) - LOOKS} more, in the same colours again</li>")
    items += [f'<li><span class="m voice by-0 {name}">{words}</span></li>' for name, words in _MANNERS.items() if name in looks]
    items += [f'<li><span class="m {look}">{words}</span></li>' for look, words in _LOOKS.items() if look in looks]
    return f'<ul class="legend" aria-label="How findings are marked">{"".join(items)}</ul>\n' if items else ""


def drawn_text(record: Record, marks: Sequence[Mark]) -> tuple[str, frozenset[str]]:
    """The blocks in reading order, and the keys of the marks that the ledger can lead to.

    The way in stands before the block in which a mark begins, so that `target_rules` can light up all its pieces.
    """
    index = MarkIndex(marks)
    placed: set[str] = set()
    lines: list[str] = []
    before = None
    for folded, run in groupby(record.document.blocks, lambda block: _folds(block, index)):
        blocks = tuple(run)
        drawn: list[str] = []
        for block in blocks:
            drawn.append(_block(block, block.role is not before, record.document.text, index, placed))
            before = block.role
        if folded and len(blocks) >= _LONG:
            roles = " and ".join(dict.fromkeys(block.role.value for block in blocks))
            drawn = [f"<details>\n<summary>{roles}: {len(blocks)} paragraphs</summary>\n", *drawn, "</details>\n"]
        lines.extend(drawn)
    return "".join(lines), frozenset(placed)


def _folds(block: Block, index: MarkIndex) -> bool:
    """Whether a block may be folded away: a menu or its like, to which nothing in the ledger leads."""
    return block.role in _ASIDE and not any(
        mark.look != "voice-furniture" for span in block.spans for mark, _ in index.meeting(span)
    )


def _block(block: Block, new: bool, text: str, index: MarkIndex, placed: set[str]) -> str:
    """One block, after the ways in of the marks that begin in it; their keys are added to `placed`."""
    look = f"block role-{block.role.name.lower().replace('_', '-')}{' new' if new else ''}"
    heading = " heading" if block.tag in _HEADINGS else ""
    halves = [list(pieces(span, index)) for span in block.spans]
    marked = (mark for half in halves for piece in half for mark in piece.marks)
    begun = [key for key in dict.fromkeys(mark.key for mark in marked if mark.first) if key not in placed]
    placed.update(begun)
    ways = "".join(f'<span class="at" id="{key}"></span>' for key in begun)
    words = _BREAK.join("".join(_drawn(piece, text) for piece in half) for half in halves)
    role = block.role.value if new else ""
    return f'{ways}<div class="{look}{heading}"><span class="role">{role}</span><p dir="auto">{words}</p></div>\n'


def _drawn(piece: Piece, text: str) -> str:
    """One piece, with a way to the ledger for each mark that ends in it."""
    words = shown(piece.span.of(text))
    if piece.marks:
        looks = " ".join(dict.fromkeys(name for mark in piece.marks for name in (mark.look, mark.key) if name))
        words = f'<span class="m {looks}">{words}</span>'
    signs = "\u2009".join(
        f'<a class="sign {"name" if mark.look == "fact" else "number"}" href="#l-{mark.key}"{_read_out(mark)}>{mark.sign}</a>'
        for mark in piece.ended
        if mark.sign
    )
    return f"{words}{signs}"


def _read_out(mark: Mark) -> str:
    return f' aria-label="{mark.says}"' if mark.says else ""


def target_rules(placed: frozenset[str]) -> str:
    """One rule a finding: all its pieces light up when the ledger leads to it.

    The plain way, body:has(:target), took a browser a minute on a page with 6000 findings; this takes no time that can be felt.
    """
    light = "background:var(--hit-soft);box-shadow:0 .16em var(--hit),0 -.1em var(--hit)"
    return "".join(f"\n#{key}:target~.block .{key}{{{light}}}" for key in sorted(placed))


def language_of(record: Record) -> str:
    """The text's language as an attribute may carry it; empty means unknown."""
    language = record.masthead.language.value if record.masthead.language else ""
    return language if _LANGUAGE.fullmatch(language) else ""
