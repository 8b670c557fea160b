"""How does a terminal show how articles are related?  A tree for each family, each branch with what shows it."""

from collections.abc import Iterator, Sequence

from sayso.cli.lines import lines_page
from sayso.cli.printing import Screen, columns, cut, many, pad, wrap
from sayso.export.kinship import (
    RULED,
    SAYS,
    Kin,
    Kinship,
    Link,
    Shown,
    Tree,
    are_one_page,
    count_copies,
    ground_in_words,
    in_tree,
    in_trees,
    ruled,
)
from sayso.export.sources import doubt
from sayso.model.descent import EvidenceSort
from sayso.model.legible import one_line
from sayso.model.reuse import OverlapKind
from sayso.store.rulings import RulingSort

_WIDE, _BROAD, _NARROW, _TITLE = 100, 22, 14, 12
"""Columns of a screen from which outlet and name have the broad column, else the narrow one; and of a title at least."""
_SHARED = {OverlapKind.REPUBLICATION: "text", OverlapKind.PASSAGE: "a passage", OverlapKind.BOILERPLATE: "furniture"}
_BOX = 80
"""Columns of a title in a drawing: headlines of newspapers fit, and Graphviz takes no string of more than 16,384 bytes."""
_DEEPEST = 6
"""Branches that are indented; further ones would leave no room for words."""


_WAY_ROUND = "p says how sure it is that it was this way round. That both have it from a third is not ruled out."
"""What is said below a tree in which some were copied from others."""


def kinship_page(kinship: Kinship, screen: Screen, fetch_by: str | None = "sayso add") -> Iterator[str]:
    """The families, then what shares something else, then what shares nothing.

    `fetch_by` is what fetches an original that is not among the items, for the line that says so; None where it was tried.
    """
    families = kinship.families()
    numbers = {item.name: number for number, item in enumerate(kinship.items, 1)}
    yield screen.paint(_summary(kinship), "bold")
    for members in families:
        yield ""
        yield from _family(members, kinship, numbers, screen)
    rest = [item for item in kinship.items if item.family is None]
    for item in rest:
        yield ""
        yield _line(item, numbers, 0, screen)
        yield from _fetched(item, numbers, 0, screen)
        yield from _beside(item, kinship, numbers, screen)
    if any(item.p for item in kinship.items):
        yield ""
        yield from (screen.paint(line, "dim") for line in wrap(_WAY_ROUND, screen.width))
    yield from _originals(kinship, numbers, fetch_by, screen)
    if kinship.lines is not None and len(kinship.items) > 1:
        yield ""
        yield from lines_page(kinship, screen, listed=False)
    phrases = [item for item in kinship.items if item.phrases]
    if phrases:
        yield ""
        yield screen.paint("to look for elsewhere", "bold")
        for item in phrases:
            for phrase in item.phrases:
                # Whole and in straight marks: what is pasted into a search engine is looked for to the letter.
                yield f'  {numbers[item.name]:>3}  "{one_line(phrase)}"'


def _originals(kinship: Kinship, numbers: dict[str, int], fetch_by: str | None, screen: Screen) -> Iterator[str]:
    """A line for each original whose address is given and which is not among the items."""
    givers: dict[str, list[str]] = {}
    for item in kinship.items:
        if item.original is not None:
            givers.setdefault(item.original, []).append(str(numbers[item.name]))
    if givers:
        yield ""
        way = f"; {fetch_by} fetches them" if fetch_by else " under the address given"
        yield screen.paint(f"originals that are not among these{way}", "bold")
    for address, names in givers.items():
        # Whole, so that it can be copied: an address that is cut leads nowhere.
        yield f"  {', '.join(names):>3}  {one_line(address)}"


def _summary(kinship: Kinship) -> str:
    families = kinship.families()
    alone = sum(item.family is None for item in kinship.items)
    held = kinship.compared
    among = many(len(kinship.items), "item") if held is None else f"the {many(held, 'item')} of the library"
    parts = []
    for members in families:
        told = copies_told([(item.page, item.outlet) for item in members]).removeprefix("items ")
        parts.append(f"{len(members):,} of {among} are {told}")
    if alone and families:
        parts.append(f"{alone} {'is no copy' if alone == 1 else 'are no copies'} of another")
    elif alone:
        parts.append("no copies" if held is None else f"no copy among {among}")
    return "; ".join(parts)


def copies_told(members: Sequence[tuple[str | None, str | None]]) -> str:
    """What some items are, each given as its page and its outlet: ``items of one text: 5 outlets, 2 versions of one page``."""
    counted = count_copies(members)
    if counted.versions is None:
        return "copies of one text"
    if counted.copies is None:
        return "versions of one page"
    outlets = "" if not counted.outlets else "1 outlet, " if counted.outlets == 1 else f"{counted.outlets:,} outlets, "
    return f"items of one text: {outlets}{counted.versions}"


def _family(members: Sequence[Kin], kinship: Kinship, numbers: dict[str, int], screen: Screen) -> Iterator[str]:
    absent = [one for one in kinship.absent if one.family == members[0].family]
    for original, trees in in_trees(members, absent):
        if original is not None:
            yield f"     ({one_line(original.outlet)}, not held)"
        for tree in trees:
            yield from _tree(tree, int(original is not None), members, kinship, numbers, screen)


def _tree(
    tree: Tree, below: int, members: Sequence[Kin], kinship: Kinship, numbers: dict[str, int], screen: Screen
) -> Iterator[str]:
    for item, whole_depth in tree:
        depth = min(whole_depth + below, _DEEPEST)
        yield _line(item, numbers, depth, screen)
        yield from _fetched(item, numbers, depth, screen)
        yield from _ground(item, members, kinship, numbers, depth, screen)


def _line(item: Kin, numbers: dict[str, int], depth: int, screen: Screen) -> str:
    head = f"{'   ' * depth}{numbers[item.name]:>3}  "
    narrow = _NARROW if screen.width < _WIDE else _BROAD
    tail = f"  {item.date or 'no date':<10.10}  {cut(item.name, narrow)}"
    outlet = pad(cut(item.outlet or "no outlet", narrow), narrow)
    room = max(_TITLE, screen.width - columns(head) - columns(tail) - narrow - 2)
    return head + screen.paint(pad(cut(item.title or "no title", room), room), "bold") + "  " + outlet + tail


def _fetched(item: Kin, numbers: dict[str, int], depth: int, screen: Screen) -> Iterator[str]:
    if item.fetched_for:
        givers = ", ".join(str(numbers[name]) for name in item.fetched_for)
        gives = "gives" if len(item.fetched_for) == 1 else "give"
        yield from _indented(f"fetched: {givers} {gives} this address as the original’s", "   " * depth + "     ", screen)


def _ground(
    item: Kin, members: Sequence[Kin], kinship: Kinship, numbers: dict[str, int], depth: int, screen: Screen
) -> Iterator[str]:
    links = kinship.links
    original = next((one for one in kinship.absent if item.name in one.copies), None)
    indent = "   " * depth + "     "
    said = next((link for link in links if link.copy == item.name and link.source == item.copied_from), None)
    if said is not None:
        for_it = [one for one in said.evidence if one.copy == item.name]
        against = [one for one in said.evidence if one.copy != item.name]
        source = next((one for one in members if one.name == said.source), None)
        what = "takes a passage from" if source is None else "copied from"
        what = "a later version of" if source and are_one_page(item, source) else what
        third = f" or, as that was, from {one_line(item.or_from)} (not held)" if item.or_from else ""
        text = f"{what} {numbers[said.source or '']}{third}, {_by_whom(said)}"
        if for_it:
            text += f"{'; what shows it' if said.confirmed else ''}: {_told(for_it)}"
        if against:
            text += f"; against it: {_told(against)}"
        yield from _indented(text, indent, screen)
        yield from _indented(_amount(said), indent, screen)
    if item.version_of is not None:
        yield from _indented(_later_version(item, kinship, numbers), indent, screen)
    elif item.copied_from is None:
        held = {member.name: member for member in members if original is None or member.name not in original.copies}
        mine = [link for link in links if item.name in (link.overlap.a, link.overlap.b) and link.copy is None]
        open_ = [_other(link, item) for link in mine if not link.rulings and _other(link, item) in held]
        open_ = [name for name in open_ if item.name not in _earlier(held[name], held)]
        versions = [name for name in open_ if are_one_page(item, held[name])]
        for others, what in (
            (versions, "which came first"),
            ([name for name in open_ if name not in versions], "who copied whom"),
        ):
            if others:
                listed = ", ".join(map(str, sorted(numbers[name] for name in others)))
                yield from _indented(f"shares text with {listed}: {what} is not said", indent, screen)
    yield from _decided(item, links, numbers, indent, screen)
    if original is not None:
        yield from _indented("names it as its first publisher", indent, screen)
    elif item.names:
        yield from _indented(f"names {one_line(item.names)} as its first publisher, which is not among these", indent, screen)


def _earlier(item: Kin, held: dict[str, Kin]) -> Iterator[str]:
    """The versions of a page before this one, the last first."""
    while item.version_of in held:
        item = held[item.version_of]
        yield item.name


def _later_version(item: Kin, kinship: Kinship, numbers: dict[str, int]) -> str:
    number = numbers[item.version_of or ""]
    return f"a later version of {number} ({when_changed(item, kinship.items[number - 1])})"


def when_changed(item: Kin, before: Kin) -> str:
    """When a version of a page was captured, or else changed or published, by what tells it from the one before."""
    told = (("captured", item.captured, before.captured), ("changed", item.modified, before.modified))
    return next((f"{what} {mine}" for what, mine, other in told if mine and other and mine != other), f"dated {item.date}")


def _by_whom(link: Link) -> str:
    """How sure it is that one was copied from the other, or which person says so."""
    return ruled(link.confirmed) if link.confirmed else doubt(link.p)


def _decided(item: Kin, links: Sequence[Link], numbers: dict[str, int], indent: str, screen: Screen) -> Iterator[str]:
    """What persons decided against links of an item."""
    for link in links:
        for one in link.rulings:
            if one.sort is RulingSort.REJECT and one.item == item.name:
                yield from _indented(f"not copied from {numbers[one.other]}, {ruled(one)}", indent, screen)
            elif one.sort is RulingSort.KEEP_APART and item.name in (one.item, one.other):
                yield from _indented(f"no copy of {numbers[_other(link, item)]}, {ruled(one)}", indent, screen)


def _beside(item: Kin, kinship: Kinship, numbers: dict[str, int], screen: Screen) -> Iterator[str]:
    links = kinship.links
    if item.version_of is not None:
        yield from _indented(_later_version(item, kinship, numbers), "     ", screen)
    mine = [link for link in links if item.name in (link.overlap.a, link.overlap.b)]
    if not mine:
        yield from _indented(_nothing(kinship), "     ", screen)
    for link in sorted(mine, key=lambda one: numbers[_other(one, item)]):
        kind = _SHARED[link.overlap.kind]
        text = f"shares {kind} with {numbers[_other(link, item)]}: {_amount(link)}"
        if link.copy == item.name:
            text += f"; taken from there, {_by_whom(link)}: {_told([one for one in link.evidence if one.copy == item.name])}"
        yield from _indented(text, "     ", screen)
    yield from _decided(item, links, numbers, "     ", screen)
    if item.names:
        yield from _indented(f"names {one_line(item.names)} as its first publisher, which is not among these", "     ", screen)


def _nothing(kinship: Kinship) -> str:
    """What is said of an item that has no links to those it was compared with."""
    if len(kinship.items) > 1:
        return "no passage of it was found in the others"
    if kinship.compared is not None:
        return "no passage of it was found in any other"
    return "there is no second article to compare it with"


def _told(evidence: Sequence[Shown]) -> str:
    return ", ".join(f"{SAYS[one.sort]} (“{cut(one.words, 40)}”)" if one.words else SAYS[one.sort] for one in evidence)


def _amount(link: Link) -> str:
    shared = link.overlap.shared
    words = link.overlap.words or sum(one.words for one in shared)
    places = "one place" if len(shared) == 1 else f"{len(shared)} places"
    share = f", {link.overlap.share:.0%} of the shorter" if link.overlap.words else ""
    return f"{words} words in {places}{share}"


def _other(link: Link, item: Kin) -> str:
    return link.overlap.b if link.overlap.a == item.name else link.overlap.a


def _indented(text: str, indent: str, screen: Screen) -> Iterator[str]:
    for line in wrap(text, max(20, screen.width - len(indent))):
        yield screen.paint(indent + line, "dim")


def kinship_table(kinship: Kinship, width: int | None) -> Iterator[str]:
    """The family as a table, a row for each witness; with `width`, evidence is cut to it, else it is whole.

    Its origin is the witness that it goes back to by way of others, or the outlet that this one names and that is not held.
    """
    members = kinship.families()[kinship.items[0].family - 1] if kinship.items[0].family else kinship.items[:1]
    walked = in_tree(members)
    said = {(link.copy, link.source): link for link in kinship.links if link.copy}
    origins: dict[str, str] = {}
    rows = [("id", "outlet", "date", "origin", "from", "sure", "evidence")]
    for item, _ in walked:
        parent = item.copied_from or ""
        above = origins.get(parent)
        origins[item.name] = one_line(item.names) if not above and item.names else above or item.name
        link = said.get((item.name, parent))
        grounds = [ground_in_words(one) for one in link.evidence if one.copy == item.name] if link else []
        told = "; ".join([ruled(link.confirmed), *grounds] if link and link.confirmed else grounds)
        origin = origins[item.name] if origins[item.name] != item.name else "-"
        sure = "confirmed" if item.decision is not None else doubt(item.p).removeprefix("p ") or "-"
        rows.append((item.name, item.outlet or "-", item.date or "-", origin, parent or "-", sure, told or "-"))
    widths = [min(_BROAD, max(columns(one_line(row[at])) for row in rows)) for at in range(6)]
    for row in rows:
        line = "  ".join(pad(cut(cell, wide), wide) for cell, wide in zip(row[:6], widths, strict=True)) + "  "
        yield line + (cut(row[6], max(_TITLE, width - columns(line))) if width is not None else one_line(row[6]))


def kinship_dot(kinship: Kinship) -> Iterator[str]:
    """The same for Graphviz: solid where a credit is printed, dashed where it is inferred, bold where a person confirmed it,
    dotted where it is not said."""
    yield "digraph origin {"
    yield "  rankdir=LR; node [shape=box, fontname=sans]; edge [fontname=sans];"
    for item in kinship.items:
        label = "\\n".join(
            _quoted(part) for part in (cut(item.title or "no title", _BOX), item.outlet or "no outlet", item.date or "no date")
        )
        yield f'  "{_quoted(item.name)}" [label="{label}"];'
        if item.version_of:
            yield f'  "{_quoted(item.version_of)}" -> "{_quoted(item.name)}" [style=dashed, label="later version"];'
    named = [(one.family, one.outlet, one.copies) for one in kinship.absent]
    named += [(0, item.names, (item.name,)) for item in kinship.items if item.names and item.family is None]
    for family, outlet, copies in named:
        original = _quoted(f"names {outlet}{f' of {family}' if family else ''}")
        yield f'  "{original}" [label="{_quoted(outlet)}\\n(not held)", style=dotted];'
        yield from (f'  "{original}" -> "{_quoted(name)}" [style=solid];' for name in copies)
    versions = {frozenset((item.name, item.version_of)) for item in kinship.items if item.version_of}
    for link in kinship.links:
        if frozenset((link.overlap.a, link.overlap.b)) in versions and not link.rulings:
            continue
        if link.copy is None or link.source is None:
            a, b = link.overlap.a, link.overlap.b
            by = ", ".join(f"{RULED[one.sort]} by {one.who}" for one in link.rulings)
            label = f', label="{_quoted(by)}"' if by else ""
            yield f'  "{_quoted(a)}" -> "{_quoted(b)}" [style=dotted, dir=none{label}];'
        elif link.confirmed:
            by = _quoted(f"confirmed by {link.confirmed.who}")
            yield f'  "{_quoted(link.source)}" -> "{_quoted(link.copy)}" [style=bold, label="{by}"];'
        elif any(item.name == link.copy and item.copied_from == link.source for item in kinship.items):
            printed = any(one.sort in (EvidenceSort.CREDIT, EvidenceSort.SELF_REFERENCE) for one in link.evidence)
            style = "solid" if printed else "dashed"
            yield f'  "{_quoted(link.source)}" -> "{_quoted(link.copy)}" [style={style}, label="{doubt(link.p)}"];'
    yield "}"


def _quoted(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace('"', '\\"')
