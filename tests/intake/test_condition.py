"""Pages that show something else than an article, and pages that only look so.  All of them are written for these tests."""

import gzip
import json
from pathlib import Path

import pytest

from sayso.intake.condition import find_condition
from sayso.intake.decode import decode
from sayso.intake.html import read_html
from sayso.intake.layer import Layer
from sayso.language.tables import read_table
from sayso.model.document import Remark

NAV = "<nav>" + "".join(f'<a href="/{name}">{name.title()}</a> ' for name in ("news", "region", "harbour", "letters")) + "</nav>"
FOOT = "<footer><a href='/about'>About</a> <a href='/privacy'>Privacy</a><p>© 2021 Brennick Courier</p></footer>"
ARTICLE_META = '<meta property="og:type" content="article">'
STORY = """
<p>The ferry between Quillhaven and Port Amsel will run again from Monday, the operator said on Friday, after two weeks in which
crews replaced the ramp on the northern bank and the towns paid for a bus around the bay.</p>
<p>Tickets bought before the break stay valid until the end of the month. A timetable hangs at both landings, and the harbour
office answers questions every morning between eight and ten.</p>"""
LONG_STORY = "".join(
    f"<p>On day {n} of the work the crew of barge {n} lifted {n + 3} planks, measured the bolts below them, wrote the lengths in "
    f"the log of the landing and went home by the bus of the hour {n % 12 + 1}, late because of the market on the bridge.</p>"
    for n in range(11)
)


def page(body: str, title: str = "Brennick Courier", head: str = "") -> Layer:
    return read_html(f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{NAV}{body}{FOOT}</body></html>")


def condition(layer: Layer) -> Remark | None:
    assert layer.body is not None
    return find_condition(layer, layer.body)


TEASERS = "".join(
    f"<div><h3><a href='/{n}'>Council of town {n} talks about the price of mooring</a></h3><p>A short line.</p></div>"
    for n in range(24)
)
COOKIES = (
    "<div><h1>We value your privacy</h1><p>With your consent, we and our 214 partners use cookies and personal data to measure "
    "how our pages are used and to choose advertising for you.</p><p>You can change your mind at any time: the link Privacy at "
    "the foot of each page opens the choices about consent and the purposes of our partners.</p>"
    "<button>Accept all cookies</button><button>More options</button></div>"
)
PAY = (
    "<div class='offer'><h2>Subscribe to continue reading</h2><p>Try the Courier for 4 crowns per month.</p>"
    "<a href='/login'>Sign in</a></div>"
)

SHOWN = [
    ("soft 404", "page not found", page("<h1>Page not found</h1><p>Perhaps the story moved. Try the search.</p>")),
    ("soft 404", "404 |", page("<p>Nothing lives here any more.</p>", title="404 | Brennick Courier")),
    ("soft 404", "Seite nicht gefunden", page("<h1>Seite nicht gefunden</h1><p>Bitte prüfen Sie die Adresse.</p>")),
    ("soft 404", "page you're looking for", page("<h1>The page you're looking for is gone</h1>" + TEASERS)),
    ("soft 404", "page you’re looking for", page("<h1>The page you’re looking for is gone</h1>" + TEASERS)),
    ("access check", "Just a moment", page("<p>Checking the line.</p>", title="Just a moment...")),
    ("access check", "verify you are not a robot", page("<p>Please verify you are not a robot.</p>")),
    (
        "login page",
        "Sign in",
        page("<h1>Sign in</h1><form><label>Mail</label><input><a href='/f'>Forgot your password?</a></form>"),
    ),
    ("consent wall", "We value your privacy", page(COOKIES)),
    (
        "consent wall",
        "Before you continue to",
        page("<h1>Before you continue to the Courier</h1><p>Choose what we may store.</p>"),
    ),
    (
        "consent wall",
        "Mit Werbung weiterlesen",
        page("<h2>Mit Werbung weiterlesen</h2><p>Oder werben Sie sich frei.</p>", head=ARTICLE_META),
    ),
    (
        "paywall stub",
        "Subscribe to continue reading",
        page("<article><h1>Ferry runs again</h1>" + STORY + PAY + "</article>", head=ARTICLE_META),
    ),
    (
        "paywall stub",
        "La suite est réservée",
        page("<article><h1>Le bac</h1>" + STORY + "<p>La suite est réservée aux abonnés.</p><p>Abonnez-vous</p></article>"),
    ),
]


@pytest.mark.parametrize(("sort", "words", "layer"), SHOWN, ids=[f"{sort}: {words}" for sort, words, _ in SHOWN])
def test_what_stands_in_an_articles_place_is_said_with_the_words_that_tell(sort: str, words: str, layer: Layer) -> None:
    remark = condition(layer)
    assert remark is not None
    assert remark.code == ("paywall-stub" if sort == "paywall stub" else "no-article")
    assert sort in remark.sentence
    assert words.lower() in remark.sentence.lower()
    if remark.span is not None:  # the title of a page is not in its text
        assert words.lower() in remark.span.of(layer.text).lower()


def test_a_section_page_is_said_to_be_a_list() -> None:
    layer = page("<h1>Harbour</h1>" + TEASERS)
    remark = condition(layer)
    assert remark is not None
    assert "list of articles" in remark.sentence
    assert "24 links" in remark.sentence
    assert remark.span is not None
    assert remark.span.of(layer.text).startswith("Council of town 0")


ARTICLES = {
    "a short report": page("<article><h1>Ferry runs again</h1>" + STORY + "</article>"),
    "with a cookie banner": page(
        "<article><h1>Ferry runs again</h1>" + STORY + "</article><div>We use cookies. Accept all cookies</div>"
    ),
    "with a banner before it": page(COOKIES + "<article><h1>Ferry runs again</h1>" + LONG_STORY + "</article>"),
    "about cookies": page("<h1>We use cookies, says the baker</h1>" + LONG_STORY, head=ARTICLE_META),
    "about a missing page": page("<h1>Page not found: how the archive lost a leaf</h1>" + LONG_STORY),
    "about robots": page("<h1>Are you human? A puppet asks</h1>" + LONG_STORY),
    "with a login form": page(
        "<article><h1>Ferry</h1>" + STORY + "</article><form>Sign in <a href='/f'>Forgot your password?</a></form>"
    ),
    "about signing in": page("<h1>Sign in to the choir, towns say</h1>" + STORY, head=ARTICLE_META),
    "with an offer but whole": page("<article><h1>Ferry</h1>" + LONG_STORY + "</article>" + PAY),
    "that names a report": page(
        "<article><h1>Ferry</h1>" + STORY + "<p>To read the full story of the ramp, ask the archive.</p></article>"
    ),
    "with a newsletter box": page("<article><h1>Ferry</h1>" + STORY + "</article><p>Subscribe to our newsletter</p>"),
    "with many links": page("<article><h1>Ferry</h1>" + STORY + "</article>" + TEASERS),
    "of a few words": page("<article><h1>Ferry runs again</h1><p>The ferry runs again on Monday.</p></article>"),
    "in a script without blanks": page("<h1>渡し船</h1><p>" + "渡し船は月曜日から再び運航すると会社が発表した。" * 30 + "</p>"),
    "of nothing": page(""),
}


@pytest.mark.parametrize("layer", ARTICLES.values(), ids=ARTICLES.keys())
def test_an_article_is_never_called_something_else(layer: Layer) -> None:
    assert condition(layer) is None


def test_no_real_article_is_refused(gold: Path) -> None:
    bodies = json.loads((gold / "body" / "gold.json").read_text("utf-8"))
    pages = [*sorted((gold / "body" / "pages").glob("*.html.gz")), *sorted((gold / "origin" / "pages").glob("*.html.gz"))]
    assert len(pages) >= 100
    for path in pages:
        layer = read_html(decode(gzip.decompress(path.read_bytes()), None)[0])
        remark = condition(layer)
        if remark is not None:
            # The labels of two pages end in "...", where their publisher shows no more to those who do not pay.
            assert "paywall stub" in remark.sentence
            assert bodies[path.name.removesuffix(".html.gz")]["articleBody"].endswith("...")


def test_every_phrase_stands_in_its_example_and_in_small_letters() -> None:
    for row in read_table("conditions"):
        assert row["phrase"] == row["phrase"].lower()
        assert row["phrase"] in row["example"].lower().replace("’", "'")
        assert row["at"] in ("title", "opening", "strong", "weak", "word")


def test_a_page_of_many_notices_is_judged_once_each() -> None:
    # Looking at every notice again for every other one took minutes on this page.
    notice = "<div>We use cookies, page not found, consent, subscribe to continue reading. Forgot your password?</div>"
    layer = read_html("<html><body>" + notice * 20_000 + "</body></html>", select=False)
    remark = find_condition(layer, ())
    assert remark is not None
    assert "consent wall" in remark.sentence
