"""The article's body on a page, found again in the text layer."""

from sayso.intake.html import read_html

PROSE = [
    "The ferry between Ilm and Harrow began to sail again on Tuesday after eleven weeks in the dock, the harbour office said.",
    "Crews had waited for a shaft that was made twice, because the first one cracked while it was being tested in the yard.",
    "Passengers on the first crossing brought flags, and a brass band of nine played on the quay until the rain came down.",
    "The office expects four crossings a day until the autumn, and six on market days if a second crew can be found in time.",
]


def page(*parts: str) -> str:
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in "News Sport Weather Tides Markets Letters".split())
    article = f"<main><article><h1>Ferry sails</h1>{''.join(parts)}</article></main>"
    return f"<html><body><nav><ul>{menu}</ul></nav>{article}</body></html>"


def body(source: str) -> list[str]:
    layer = read_html(source)
    assert layer.body is not None
    return [span.of(layer.text) for span in layer.body]


def test_paragraphs_slice_back_exactly() -> None:
    found = body(page(*(f"<p>{text}</p>" for text in PROSE)))
    assert [text for text in found if text in PROSE] == PROSE


def test_entities_and_links_do_not_hide_a_paragraph() -> None:
    linked = PROSE[1].replace("a shaft", '<a href="/shaft">a&nbsp;shaft</a>').replace("the yard", "the <b>yard</b>")
    found = body(page(f"<p>{PROSE[0]}</p><p>{linked}</p><p>{PROSE[2]}</p>"))
    assert PROSE[1].replace("a shaft", "a\xa0shaft") in found


def test_an_article_cut_into_containers_is_completed() -> None:
    cut = [
        f'<div class="chunk"><div class="text"><p>{text}</p><p>{text[::-1]}</p></div></div><div class="ad">Advertisement</div>'
        for text in PROSE
    ]
    found = body(page(*cut))
    assert [text for text in found if text in PROSE] == PROSE


def test_a_page_without_an_article_has_no_menu_for_a_body() -> None:
    links = "".join(f'<li><a href="/{number}">Council vote {number} in short</a></li>' for number in range(60))
    assert not [text for text in body(f"<html><body><nav><ul>{links}</ul></nav></body></html>") if "Council vote" in text]


def test_a_page_of_more_tags_than_the_selector_bears_keeps_its_prose() -> None:
    links = "".join(f'<a href="/{number}">Ada</a> ' for number in range(12_000))
    found = body(page(f"<p>{links}</p>", *(f'<p class="story">{text}</p>' for text in PROSE)))
    assert [text for text in found if text in PROSE] == PROSE


def test_a_tag_of_countless_attributes_is_read_past() -> None:
    many = " ".join(f"a{number}=1" for number in range(50_000))
    found = body(page(f"<p {many}>{PROSE[0]}</p>", *(f"<p>{text}</p>" for text in PROSE[1:])))
    assert PROSE[1] in found
