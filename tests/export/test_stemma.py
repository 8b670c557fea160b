"""The drawing of a family: who stands under whom, what is left open or not held, and that no title acts in it."""

import re
from xml.etree import ElementTree

import pytest

from sayso.export.kinship import Absent, Kin, Kinship, Link
from sayso.export.stemma import DRAWN, draw_stemma
from sayso.model.reuse import Overlap, OverlapKind

SVG = "{http://www.w3.org/2000/svg}"


def kin(
    name: str, parent: str | None = None, *, title: str = "Lock shut", date: str | None = None, names: str | None = None
) -> Kin:
    return Kin(
        name=name, id=name * 8, title=title, outlet=f"Post {name}", date=date, url=None, family=1, copied_from=parent,
        p=0.97 if parent else None, names=names,
    )  # fmt: skip


def drawn(*items: Kin, links: tuple[Link, ...] = (), absent: tuple[Absent, ...] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(draw_stemma(Kinship(items=items, links=links, absent=absent)).svg)


def texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(one.itertext()) for one in svg.iter(f"{SVG}text")]


def test_a_copy_stands_under_its_source_with_outlet_date_and_probability() -> None:
    svg = drawn(kin("b", "a", date="2031-04-10"), kin("a", title="Lock", date="2031-04-09"))
    assert texts(svg) == ["p .97", "Lock", "Post a, 2031-04-09", "Lock shut", "Post b, 2031-04-10"]
    first, second = (rect.attrib for rect in svg.iter(f"{SVG}rect"))
    assert int(first["x"]) < int(second["x"])
    assert int(first["y"]) < int(second["y"])
    assert second["stroke-width"] == "3"  # the item that was asked about


def test_an_original_that_is_named_and_not_held_has_a_dotted_box() -> None:
    wire = Absent(outlet="Tern <Wire>", family=1, copies=("a", "c"))
    svg = drawn(kin("a", names="Tern <Wire>"), kin("b", "a"), kin("c", names="the TERN <Wire>"), kin("d"), absent=(wire,))
    assert [one for one in texts(svg) if one in ("printed", "p .97", "Tern <Wire>")] == [
        "printed",
        "p .97",
        "printed",
        "Tern <Wire>",
    ]
    rects = list(svg.iter(f"{SVG}rect"))
    assert [rect.get("stroke-dasharray") for rect in rects] == [None, "1 4", None, None, None]  # who names none stands first
    assert len({rect.get("x") for rect in (rects[0], rects[1])}) == 1
    assert [rects[at].get("x") for at in (2, 4)] == [rects[2].get("x")] * 2  # both under the one that is not held


def test_where_nothing_is_said_the_line_is_dashed() -> None:
    overlap = Overlap(a="a", b="b", kind=OverlapKind.REPUBLICATION, words=80, share=0.9, shared=())
    svg = drawn(kin("a"), kin("b"), links=(Link(overlap=overlap, copy=None, source=None, p=None, evidence=()),))
    [path] = svg.iter(f"{SVG}path")
    assert path.get("stroke-dasharray") == "6 4"
    assert "not said" in "".join(path.itertext())


def test_a_large_family_is_cut_and_says_so() -> None:
    stemma = draw_stemma(Kinship(items=(kin("a"), *(kin(f"b{number}", "a") for number in range(100))), links=()))
    assert stemma.left_out == 101 - DRAWN
    assert f"{101 - DRAWN} more are not drawn" in stemma.svg
    assert len(list(ElementTree.fromstring(stemma.svg).iter(f"{SVG}rect"))) == DRAWN


def test_a_deep_family_stays_within_its_width() -> None:
    items = [kin("n0"), *(kin(f"n{number}", f"n{number - 1}") for number in range(1, 30))]
    svg = drawn(*items)
    width = int(svg.attrib["viewBox"].split()[2])
    assert max(int(rect.attrib["x"]) for rect in svg.iter(f"{SVG}rect")) < width < 1000


@pytest.mark.parametrize(
    "title", ["</title><script>alert(1)</script>", '"><a href=x>', "a\u202eb\x00\x1b[31m", "]]>&amp;", "x" * 5000, "\ud800\ufffe"]
)
def test_no_title_acts_in_the_drawing(title: str) -> None:
    hostile = Kinship(
        items=(kin("a", title=title, names=title),), links=(), absent=(Absent(outlet=title, family=1, copies=("a",)),)
    )
    for svg in (draw_stemma(hostile).svg, draw_stemma(hostile, lambda item: "/documents/1").svg):
        parsed = ElementTree.fromstring(svg)
        assert {one.tag.removeprefix(SVG) for one in parsed.iter()} <= {
            "svg",
            "title",
            "desc",
            "style",
            "g",
            "a",
            "rect",
            "path",
            "text",
        }
        assert not re.search("[\u202e\x00\x1b]", svg)
        assert not [name for one in parsed.iter() for name in one.attrib if name.startswith("on") or name == "style"]
