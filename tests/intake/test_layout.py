"""Roles of blocks: what is headline, byline, body or the small print, in texts with and without markup."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.html import read_html
from sayso.intake.layer import Layer
from sayso.intake.layout import label_blocks
from sayso.intake.markdown import read_markdown
from sayso.intake.text import read_text
from sayso.model.document import Block, Role

FIRST = "The councils of Quillhaven and Port Amsel agreed on Thursday to split the cost of repairing the lower lock on the Sarn."
SECOND = "“We have spent more on letters about this lock than on paint for it,” said Harbour Commissioner Jorun Ashby, who led the talks."
THIRD = "The work will cost about 2.3 million crowns and should take 14 weeks, a statement from both councils said on Friday."
FOURTH = "Ferry services will run to the usual timetable, the operator, Delta Crossings, said in a letter to its passengers."
STORY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def roles_of(layer: Layer, url: str | None = None) -> list[tuple[str, str]]:
    return [(block.role.value, block.text_of(layer.text)) for block in label_blocks(layer, url)]


def role_named(layer: Layer, words: str) -> Block:
    return next(block for block in label_blocks(layer, None) if words in block.text_of(layer.text))


def body_of(layer: Layer) -> list[str]:
    return [text for role, text in roles_of(layer) if role == "body"]


def test_plain_text_of_an_article_is_all_body() -> None:
    assert roles_of(read_text(STORY)) == [("body", FIRST), ("body", SECOND), ("body", THIRD)]


def test_a_line_without_a_full_stop_above_the_text_is_its_title() -> None:
    assert roles_of(read_text(f"Two towns share a lock\n\n{STORY}"))[0] == ("headline", "Two towns share a lock")
    assert roles_of(read_text(f"Who pays for the lock?\n\n{STORY}"))[0] == ("headline", "Who pays for the lock?")


def test_a_masthead_of_plain_lines_is_told_from_the_body() -> None:
    layer = read_text(
        f"HARBOUR\n\nTwo towns share the cost of a lock\n\nBy Sela Winterbourne\n\nBrennick Courier, June 15, 2021\n\n{STORY}"
    )
    assert [role for role, _ in roles_of(layer)] == ["taxonomy", "headline", "byline", "byline", "body", "body", "body"]


def test_the_masthead_of_a_reprint() -> None:
    source = (
        "# Two towns share a lock\n\nVon [Oriel Vaskerly](#)  \nBrennick Courier, 15. Juni 2021  \nThema: [Schleusen](#)  \n"
        f"Tags: locks, tolls\n\n*{FIRST}*\n\n{SECOND}\n\n{THIRD}"
    )
    assert [role for role, _ in roles_of(read_markdown(source))] == [
        "headline",
        "byline",
        "byline",
        "taxonomy",
        "taxonomy",
        "standfirst",
        "body",
        "body",
    ]


def test_a_date_line_below_the_standfirst_belongs_to_the_masthead() -> None:
    layer = read_markdown(
        f"# Two towns share a lock\n\n*First broadcast on Radio Veldmark, 3 May 2022*\n\n**Sela Winterbourne** talks to the pilots about "
        f"silt, and what it costs.\n\nThe Brennick Courier | May 5, 2022\n\n**Q: When did the silt rise?**\n\n{SECOND}\n\n{THIRD}"
    )
    assert [role for role, _ in roles_of(layer)] == ["headline", "origin note", "standfirst", "byline", "body", "body", "body"]


def test_a_closing_line_about_the_author_of_the_masthead_is_biography() -> None:
    layer = read_text(
        f"Two rivers, one clerk\n\nMaren Holloway, The Delta\n\n{STORY}\n\nMaren Holloway, Lecturer in archives, Hollen College"
    )
    assert [role for role, _ in roles_of(layer)] == ["headline", "byline", "body", "body", "body", "bio"]


def test_a_heading_inside_the_text_is_body() -> None:
    layer = read_markdown(f"# Two towns share a lock\n\n{FIRST}\n\n## What it costs\n\n{SECOND}")
    assert body_of(layer) == [FIRST, "What it costs", SECOND]


def test_a_quotation_that_opens_the_text_is_body() -> None:
    assert body_of(read_text(f"{SECOND}\n\n{THIRD}")) == [SECOND, THIRD]


BROKEN = (
    "The pilots said that a quiet season would be in the best interests of the river as a",
    "trading route and of both towns.",
)


@pytest.mark.parametrize("between", ["", "12\n\n", "Page 3 of 9\n\n", "ADVERTISEMENT\n\n"])
def test_a_paragraph_broken_by_a_page_is_one_block_of_two_spans(between: str) -> None:
    layer = read_text(f"{FIRST}\n\n{BROKEN[0]}\n\n{between}{BROKEN[1]}\n\n{THIRD}")
    block = role_named(layer, BROKEN[0])
    assert [span.of(layer.text) for span in block.spans] == list(BROKEN)
    assert block.role is Role.BODY
    assert body_of(layer) == [FIRST, " ".join(BROKEN), THIRD]


def test_a_paragraph_that_breaks_off_at_a_small_word_goes_on_with_a_name() -> None:
    layer = read_text(
        f"{FIRST}\n\nThe pilots had sent their letter to the harbour office and to the\n\nDelta Ferry Company in May.\n\n{THIRD}"
    )
    assert len(body_of(layer)) == 3


@pytest.mark.parametrize(
    "pair",
    [
        (
            "For other uses of the articles of this newspaper write to rights@brennick.example",
            "www.brennick.example is our home.",
        ),
        ("The council published a list of those who had signed the letter:", "pilots, lock keepers and the ferry line."),
        ("He said that the work would be finished in the spring.", "eBoats will be let through first."),
        ("Lock keepers", "and others"),
    ],
)
def test_paragraphs_that_end_stay_apart(pair: tuple[str, str]) -> None:
    layer = read_text(f"{FIRST}\n\n{pair[0]}\n\n{pair[1]}\n\n{THIRD}")
    assert all(len(block.spans) == 1 for block in label_blocks(layer, None))


def test_a_running_head_is_furniture_wherever_it_stands() -> None:
    head = "Brennick Courier Archive"
    layer = read_text(f"{FIRST}\n\n{head}\n\n{BROKEN[0]}\n\n{head}\n\n{BROKEN[1]}\n\n{head}\n\n{THIRD}")
    assert body_of(layer) == [FIRST, " ".join(BROKEN), THIRD]
    assert {block.kind for block in label_blocks(layer, None) if block.role is Role.FURNITURE} == {"running-head"}


TAIL = {
    "The original source of this article is Veldmark": ("origin note", None),
    "This story was originally published by Veldmark.": ("origin note", None),
    "Dieser Artikel erschien zuerst im Sarntaler Boten.": ("origin note", None),
    "(Reporting by Sela Winterbourne; editing by Tobin Hale)": ("origin note", None),
    "Copyright © Veldmark, 2021": ("terms", "copyright"),
    "© 2021 Brennick Courier": ("terms", "copyright"),
    "This material may not be published, broadcast, rewritten or redistributed.": ("terms", "reuse"),
    "Disclaimer: The views in this article are those of its author.": ("terms", "disclaimer"),
    "About the author: Oriel Vaskerly writes about rivers.": ("bio", "about-author"),
    "For media inquiries: press@brennick.example": ("contact", None),
    "Comment on Courier articles on our page": ("furniture", "comments"),
    "12 comments": ("furniture", "comments"),
    "Become a Member of the Courier": ("furniture", "membership"),
    "Articles by: Oriel Vaskerly": ("furniture", "articles-by"),
    "Share this article": ("furniture", "share"),
    "Related: How the lock was built": ("furniture", "related"),
    "Sign up for our morning newsletter": ("furniture", "newsletter"),
}


@pytest.mark.parametrize("line", TAIL)
def test_lines_below_the_text_are_told_apart(line: str) -> None:
    layer = read_markdown(f"{STORY}\n\n{line}")
    block = role_named(layer, line)
    assert (block.role.value, block.kind) == TAIL[line]
    assert body_of(layer) == [FIRST, SECOND, THIRD]


def test_what_follows_a_heading_about_the_author_is_biography() -> None:
    about = "Oriel Vaskerly is an economist at the Lanternfield Institute and has written two books about rivers."
    layer = read_markdown(f"{STORY}\n\n### About the author\n\n{about}\n\n© Veldmark 2021")
    assert [role for role, _ in roles_of(layer)][3:] == ["bio", "bio", "terms"]


def test_an_introduction_of_a_person_in_italics_at_the_end_is_biography() -> None:
    layer = read_markdown(f"{STORY}\n\n*Oriel Vaskerly is an economist at the Lanternfield Institute.*")
    assert roles_of(layer)[-1][0] == "bio"


def test_words_of_the_small_print_inside_the_text_are_body() -> None:
    middle = "Reproduction of this letter in the minutes was refused, the clerk said, and nobody on the council asked why."
    layer = read_text(f"{FIRST}\n\n{middle}\n\n{SECOND}\n\n{THIRD}\n\n{FIRST}\n\n{SECOND}")
    assert middle in body_of(layer)


def test_a_rule_between_parts_of_the_text_closes_nothing() -> None:
    layer = read_markdown(f"{FIRST}\n\n{SECOND}\n\n---\n\n{THIRD}\n\n{FIRST}")
    assert len(body_of(layer)) == 4


def test_a_rule_before_a_line_of_links_closes_the_text() -> None:
    layer = read_markdown(f"{STORY}\n\n---\n\n[The delta in pictures](#)\n\n[Ferry times](#)")
    assert body_of(layer) == [FIRST, SECOND, THIRD]


def test_a_note_of_origin_above_the_text_closes_nothing() -> None:
    layer = read_markdown(f"# Two towns share a lock\n\n*This article was first published by Veldmark.*\n\n{STORY}")
    assert [role for role, _ in roles_of(layer)] == ["headline", "origin note", "body", "body", "body"]


def web_page(inside: str, before: str = "", after: str = "") -> Layer:
    return read_html(
        f"""<html><head><title>Two towns share a lock | Courier</title><meta property="og:title" content="Two towns share a lock"></head>
        <body><nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/h">Harbour</a></li></ul></nav>
        <main><article class="article">{before}<div class="article-body"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FIRST}</p>
        <p>{SECOND}</p>{inside}</div></article></main><footer class="footer">{after}</footer></body></html>"""
    )


def test_the_headline_of_a_page_is_the_heading_nearest_to_its_title() -> None:
    layer = web_page("", "<h1>Courier</h1><h1>Two towns share a lock</h1>")
    assert [text for role, text in roles_of(layer) if role == "headline"] == ["Two towns share a lock"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("<p>(Reporting by Sela Winterbourne; editing by Tobin Hale)</p>", "origin note"),
        ("<p>© 2021 Northmere Press. All rights reserved.</p>", "terms"),
        ("<p>Related: How the lock was built, and why it leaks in the spring</p>", "furniture"),
        ("<p>Sign up for the Delta briefing, our newsletter for the river towns.</p>", "furniture"),
        ("<p>Reach the reporter at winterbourne@brennick.example or follow her on Chatterbox.</p>", "contact"),
    ],
)
def test_certain_lines_leave_a_selected_body(line: str, role: str) -> None:
    layer = web_page(line)
    words = line.removeprefix("<p>").removesuffix("</p>")
    assert (role, words) in roles_of(layer)
    assert body_of(layer) == [FIRST, SECOND, THIRD, FIRST, SECOND]


BARE_PAGE = f"""<html><head><title>x</title></head><body><h2>Two towns share a lock</h2><p>By Oriel Vaskerly</p><p>Brennick Courier, June 15, 2021</p>
<p>Region: <a href="#">Sarn Valley</a></p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p>
<p>Copyright © Veldmark, 2021</p><h3>About the author</h3><p>Oriel Vaskerly is an economist at the Lanternfield Institute, Hollen, and has
written two books about the river.</p><p>This site contains material of others. www.brennick.example contains copyrighted material.</p></body></html>"""


def test_a_sentence_that_begins_like_a_button_stays_in_the_middle_of_a_body() -> None:
    sentence = "Share the work and the bill, the pilots had asked in a letter that nobody answered."
    layer = read_html(BARE_PAGE.replace(f"<p>{SECOND}</p>", f"<p>{SECOND}</p><p>{sentence}</p>"))
    assert sentence in body_of(layer)


def test_a_page_without_class_words_is_labelled_by_what_it_says() -> None:
    roles = [role for role, _ in roles_of(read_html(BARE_PAGE))]
    assert roles == ["headline", "byline", "byline", "taxonomy", *["body"] * 4, "terms", "bio", "bio", "terms"]


def test_lines_without_blank_lines_between_them_are_rejoined_too() -> None:
    layer = read_text(f"{FIRST}\n{BROKEN[0]}\n{BROKEN[1]}\n{THIRD}")
    assert body_of(layer) == [FIRST, " ".join(BROKEN), THIRD]


def test_a_page_without_a_selected_body_has_none() -> None:
    layer = web_page("")
    bare = Layer(text=layer.text, blocks=layer.blocks, offsets=layer.offsets, body=())
    assert body_of(bare) == []


def test_a_block_selected_in_part_is_cut_there() -> None:
    layer = read_text(f"{FIRST} {SECOND}")
    start = layer.text.index("“We")
    cut = Layer(
        text=layer.text,
        blocks=layer.blocks,
        offsets=layer.offsets,
        body=(layer.blocks[0].span.__class__(start, len(layer.text)),),
    )
    assert [(block.role.value, block.text_of(layer.text)) for block in label_blocks(cut, None)] == [
        ("furniture", FIRST),
        ("body", SECOND),
    ]


LINES = st.sampled_from(
    [FIRST, SECOND, *BROKEN, "Region: Sarn", "By A. Quill", "© 2021 Veldmark", "12", "Comments", "About the author", "# Head", "---",
     "*Italics here.*", "- item", "> quoted", "Disclaimer:", "", "a", "“"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=14), st.booleans())
def test_labelling_loses_no_character(lines: list[str], markdown: bool) -> None:
    source = "\n\n".join(lines)
    layer = read_markdown(source) if markdown else read_text(source)
    blocks = label_blocks(layer, None)
    spans = sorted(span for block in blocks for span in block.spans)
    assert spans == sorted(span for block in layer.blocks for span in block.spans)
    assert [block.span.start for block in blocks] == sorted(block.span.start for block in blocks)
