"""The report: everything in it, nothing in it that acts, and no request from it."""

import base64
import hashlib
import re
import socket
import subprocess
import threading
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.export.facts import facts_of
from sayso.export.marks import LOOKS, MarkIndex, marks_of, pieces
from sayso.export.report import MARK, report_of
from sayso.model.dates import PartialDate
from sayso.model.document import Role
from sayso.model.record import Biography, FairUse, Filing
from sayso.model.span import Span
from tests.by_hand import PARAGRAPHS, document_of, printed, record_of

ELEMENTS = frozenset(
    "html head meta title style body a header p span h1 h2 dl div dt dd svg rect ul li b i main section table thead tbody tr th "
    "td br article aside ol blockquote footer details summary".split()
)
ATTRIBUTES = frozenset(
    "lang charset name content http-equiv class href id dir aria-label aria-labelledby aria-hidden scope title "
    "tabindex viewbox preserveaspectratio x y width height".split()
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "<!-- --><iframe src=//evil.example>",
    "javascript:alert(1)",
    "]]><x>",
    "&lt;b&gt;\u202e\x1b[2J",
)


class Seen(HTMLParser):
    """Every element, attribute and link of a page, and its text."""

    def __init__(self):
        super().__init__()
        self.elements, self.attributes, self.links, self.ids, self.text = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value for name, value in attrs if name == "href"]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.text.append(data)


def seen(page):
    parser = Seen()
    parser.feed(page)
    parser.close()
    return parser


def with_text(value, words):
    """`value` with `words` put into every string of it that comes from outside."""
    if isinstance(value, str):
        return words
    if isinstance(value, tuple):
        return tuple(with_text(item, words) for item in value)
    if isinstance(value, msgspec.Struct) and not isinstance(value, Span):
        changed = {}
        for field in msgspec.structs.fields(value):
            held = getattr(value, field.name)
            if field.name in {"iso", "key"}:
                continue
            changed[field.name] = with_text(held, words)
        return replace(value, **changed)
    return value


def filled():
    """The record made by hand with every field of its parts filled."""
    record = record_of()
    some, day = record.masthead.title, record.masthead.published
    return replace(
        record,
        masthead=replace(record.masthead, standfirst=some, modified=replace(day, value=PartialDate("2031-05-04")), dateline=some),
        origin=replace(record.origin, published=day, venue=some, medium=some, url=some, wire=(some,)),
        filing=Filing(sections=(some,), regions=(some,), themes=(some,), dossiers=(some,), tags=(some,)),
        terms=replace(
            record.terms,
            copyright_lines=(some,),
            nearest_holder=record.terms.holders[0],
            grants=(some,),
            disclaimer_heading=some,
            disclaimer=some,
            site=some,
            fair_use=FairUse(notice=some, no_authorisation=some, nonprofit=some, request=some),
        ),
        biographies=(
            Biography(heading=some, text=some, roles=(some,), affiliations=(some,), works=(some,), publishers_of_works=(some,)),
        ),
    )


def hostile_record(words):
    document = document_of(tuple((role, tag, f"{words} {text} {words}") for role, tag, text in PARAGRAPHS))
    return replace(with_text(filled(), words), document=replace(document, capture=with_text(document.capture, words)))


def assert_inert(page):
    parser = seen(page)
    assert set(parser.elements) <= ELEMENTS
    assert set(parser.attributes) <= ATTRIBUTES
    assert all(link.startswith("#") for link in parser.links)
    return parser


@pytest.mark.parametrize("words", HOSTILE)
def test_script_in_every_field_stays_text(words):
    parser = assert_inert(report_of(hostile_record(words)))
    assert parser.elements.count("style") == parser.elements.count("title") == 1


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from("<>\"'&/=abon \x00\x1b\u202e\u2028`{}:;-!"), max_size=40))
def test_no_text_whatever_adds_an_element_or_an_attribute(words):
    assert_inert(report_of(hostile_record(words)))


def test_the_hostile_record_leaves_no_field_empty():
    """A field that nobody fills would escape the tests above."""
    empty = set()

    def look(value):
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, msgspec.Struct) and not isinstance(item, Span):
                for field in msgspec.structs.fields(item):
                    held = getattr(item, field.name)
                    if held is None or held == ():
                        empty.add(f"{type(item).__name__}.{field.name}")
                    look(held)

    for part in (filled().masthead, filled().origin, filled().filing, filled().terms, filled().biographies):
        look(part)
    assert {
        name for name in empty if not name.startswith(("Finding.", "Candidate.", "Publisher.", "Licence.", "Condition."))
    } == set()


def test_characters_that_act_are_shown_by_name():
    page = report_of(hostile_record("a\u202eb\x1bc"))
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert '<span class="silent">&lt;U+202E&gt;</span>' in page


def test_nothing_may_be_loaded_and_only_our_own_style_is_used():
    page = report_of(record_of())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1)
    style = re.search(r"<style>(.*?)</style>", page, re.S).group(1)
    seal = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style
    assert MARK.encode() in page.encode()[:512]


def test_every_link_leads_to_a_place_on_the_page_and_no_id_is_used_twice():
    parser = seen(report_of(record_of()))
    assert len(parser.ids) == len(set(parser.ids))
    assert {link[1:] for link in parser.links} <= set(parser.ids)


def test_every_finding_with_a_place_is_marked_in_the_text_and_reached_from_the_ledger():
    record = record_of()
    parser = seen(report_of(record))
    with_places = [fact for fact in facts_of(record) if fact.spans]
    assert {f"f-{fact.key}" for fact in with_places} <= set(parser.ids)
    assert {f"s-{number}" for number in range(1, len(record.attributions) + 1)} <= set(parser.ids) & {x[1:] for x in parser.links}


def test_the_whole_text_is_in_the_report_in_order():
    record = record_of()
    page = report_of(record)
    article = page[page.index('<div class="blocks"') : page.index("</article>")]
    without_signs = re.sub(r'<a class="sign[^>]*>[^<]*</a>\u2009?|<span class="role">[^<]*</span>', "", article)
    shown = re.sub(r"<[^>]+>", "", without_signs).split()
    assert shown == record.document.text.split()


def test_the_same_record_gives_the_same_bytes():
    assert report_of(record_of()) == report_of(record_of())


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_pieces_lie_side_by_side_and_carry_the_marks_that_cover_them(edges):
    record = record_of()
    first = marks_of(record)[0]
    marks = [
        replace(first, key=f"m-{number}", spans=(Span(min(pair), max(pair)),))
        for number, pair in enumerate(edges)
        if pair[0] != pair[1]
    ]
    whole = Span(5, 25)
    found = list(pieces(whole, MarkIndex(marks)))
    assert found[0].span.start == whole.start
    assert found[-1].span.end == whole.end
    assert all(left.span.end == right.span.start for left, right in pairwise(found))
    for piece in found:
        assert set(piece.marks) == {mark for mark in marks if mark.spans[0].covers(piece.span)}


def test_a_browser_opens_the_report_and_asks_nobody_for_anything(browser, tmp_path):
    words = '<img src="http://tracker.example/x.png"><link rel=stylesheet href="//tracker.example/x.css">'
    path = tmp_path / "report.html"
    path.write_text(report_of(hostile_record(words)), "utf-8")
    asked = []
    proxy = socket.create_server(("127.0.0.1", 0))

    def listen():
        while True:
            try:
                connection, _ = proxy.accept()
            except OSError:
                return
            asked.append(connection.recv(4096).split(b"\r\n")[0])
            connection.close()

    threading.Thread(target=listen, daemon=True).start()
    dumped = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", f"--user-data-dir={tmp_path / 'profile'}",
            f"--proxy-server=http://127.0.0.1:{proxy.getsockname()[1]}", "--proxy-bypass-list=<-loopback>",
            "--dump-dom", path.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    ).stdout.decode()  # fmt: skip
    proxy.close()
    assert [line for line in asked if b"tracker" in line] == []
    assert_inert(dumped)
    assert 'id="text"' in dumped


def test_the_index_finds_what_looking_at_every_mark_would():
    first = marks_of(record_of())[0]
    marks = [replace(first, key=f"m-{n}", spans=(Span(n * 37 % 5000, n * 37 % 5000 + n * 13 % 900 + 1),)) for n in range(200)]
    index = MarkIndex(marks)
    for start in range(0, 5000, 111):
        span = Span(start, start + 250)
        assert index.meeting(span) == [(mark, mark.spans[0]) for mark in marks if mark.spans[0].meets(span)]


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_that_readers_need(scheme):
    """WCAG 2.2 asks for 4.5 to 1; the colours are the variables of the style."""
    style = re.search(r"<style>(.*?)</style>", report_of(record_of()), re.S).group(1)
    variables = re.findall(r":root\{([^}]*)\}", style)[0 if scheme == "light" else 1]
    colours = dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", variables))
    hues = [f"hue-{number}" for number in range(6)]
    for hue in hues:
        for ground in ("paper", "card"):
            colours[f"{hue} on {ground}"] = mixed(colours[hue], colours[ground], 0.15)
    filled = tuple(name for name in colours if " on " in name)
    for text in (
        "ink",
        "soft",
        "accent",
        "hit",
        "fact-line",
        "direct-line",
        "indirect-line",
        "mixed-line",
        "undetermined",
        *hues,
    ):
        grounds = (
            "paper",
            "card",
            *(("hit-soft", "fact") if text in ("ink", "soft") else ()),
            *(filled if text == "ink" else ()),
        )
        for ground in grounds:
            lighter, darker = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (text, ground)


def mixed(colour, ground, share):
    """What color-mix makes of two colours written with six digits."""
    pairs = [(int(colour[place : place + 2], 16), int(ground[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)


def test_a_dozen_sources_differ_in_colour_or_line_and_each_has_both():
    style = re.search(r"<style>(.*?)</style>", report_of(record_of()), re.S).group(1)
    looks = re.findall(r"\.by-\d+\{--by:var\(--(hue-\d)\);--line:(\w+)\}", style)
    assert len(looks) == len(set(looks)) == LOOKS
    assert all(one[0] != other[0] and one[1] != other[1] for one, other in pairwise(looks))
    assert "dotted" not in {line for _, line in looks}


def article_of(page):
    return page[page.index('<div class="blocks"') : page.index("</article>")]


def test_every_run_of_the_body_is_drawn_by_its_voice():
    article = article_of(report_of(record_of()))
    assert re.search(r'class="m voice by-0 direct said[^>]*>“We have the staff for it,”', article)
    assert re.search(r'class="m voice by-0 indirect said s-2[^>]*>The ', article)
    assert re.search(r'class="m voice by-1 indirect said s-3">put the backlog at 40 boats', article)
    assert re.search(
        r'class="m voice-undetermined v-4">Boats waited at the bend.</span><a class="sign number" href="#l-v-4" aria-label="\?: undetermined">\?',
        article,
    )
    assert 'class="m voice-own">, and it grows.' in article
    assert ">A·1</a>" in article
    assert ">B·3</a>" in article


def test_each_source_has_a_row_with_its_letter_counts_and_ways_to_its_statements():
    page = report_of(record_of(), lambda span, original: "12:5" if span else "")
    rows = re.findall(r'<tr id="l-source-\d">.*?</tr>', page)
    assert len(rows) == 2
    assert '<span class="m voice direct by-0">A</span> Ansel Brook' in rows[0]
    assert "also “Brook”" in rows[0]
    assert "2 statements: 1 direct, 1 indirect" in rows[0]
    assert '<a href="#s-2" aria-label="12:5: statement 2 in the text">12:5</a>' in rows[0]
    assert "unnamed: official" in rows[1]
    assert "“asked not to be named”" in rows[1]


def test_doubt_is_shown_beside_the_statement():
    page = report_of(record_of())
    assert '<span class="tag">p .83</span></p>' in page
    assert '<span class="tag">p .61</span> <b class="doubt">uncertain</b>' in page


def test_a_statement_outside_the_body_has_its_sources_look_too():
    record = record_of(document_of(((Role.STANDFIRST, "p", "It grows, a clerk says."), *PARAGRAPHS)))
    told = replace(record.attributions[2], content=(Span(0, 8),))
    page = report_of(replace(record, attributions=(*record.attributions[:2], told)))
    assert 'class="m voice by-1 indirect said s-3">It grows' in article_of(page)


def test_many_sources_repeat_the_looks_and_the_legend_says_so():
    record = record_of()
    more = tuple(replace(record.sources[0], statements=()) for _ in range(LOOKS))
    page = report_of(replace(record, sources=(*record.sources, *more)))
    assert "<li>and 2 more, in the same colours again</li>" in page
    assert '<span class="m voice direct by-1">N</span>' in page


def test_long_menus_are_folded_away_whole_and_nothing_that_is_linked_to_is():
    menu = tuple((Role.NAVIGATION, "li", f"Section {number}") for number in range(6))
    document = document_of((*menu, *PARAGRAPHS, *menu[:2]))
    record = record_of(document)
    page = report_of(record)
    assert page.count("<details>") == page.count("</details>") == 1
    folded = page[page.index("<details>") : page.index("</details>")]
    assert "<summary>navigation: 6 paragraphs</summary>" in folded
    assert [f"Section {number}" in folded for number in range(6)] == [True] * 6
    assert not re.search(r'id="[fsq]-', folded)
    linked = record_of(document_of((*menu, *PARAGRAPHS)))
    filed = Filing(sections=(printed(linked.document, "Section 3", "Section 3"),))
    assert "<details>" not in report_of(replace(linked, filing=filed))


def test_a_fact_shown_by_a_name_at_the_end_of_its_line_has_one_sign_there():
    record = record_of(document_of(((Role.BYLINE, "p", "By Maren Tolliver"), *PARAGRAPHS)))
    byline = printed(record.document, "By Maren Tolliver", "By Maren Tolliver")
    page = report_of(replace(record, masthead=replace(record.masthead, byline=byline)))
    assert page.count('href="#l-f-by"') == 1


def test_places_are_given_as_the_terminal_gives_them():
    page = report_of(record_of(), lambda span, original: "12:5" if span else "1:3" if original else "")
    assert '<span class="ground printed">printed</span> 12:5' in page
    assert '<span class="ground marked-up">marked up</span> 1:3' in page
    assert "characters 3 to 9" not in page
    assert "characters 3 to 9 of the original" in report_of(record_of())
