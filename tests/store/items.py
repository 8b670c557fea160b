"""Invented articles, read by rules, ready to be kept."""

from sayso.intake.gather import Item
from sayso.intake.open import open_document
from sayso.model.dates import PartialDate
from sayso.reading.pipeline import read_document
from sayso.store.rows import Prepared, prepare

PAGE = """<html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{date}"></head>
<body><nav><a href="/">Home</a> <a href="/menu">Menu of everything</a></nav><article><h1>{title}</h1>{body}</article></body></html>"""


def page(title: str, *paragraphs: str, outlet: str = "Sarn Gazette", date: str = "2031-04-09") -> bytes:
    """An article as a web page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return PAGE.format(title=title, outlet=outlet, date=date, body=body).encode()


def prepared(data: bytes, *, url: str | None = None, taken: str | None = None, place: str | None = None) -> Prepared:
    """One item, read by rules."""
    item = Item(data=data, url=url, taken=PartialDate(taken) if taken else None, place=place)
    document = open_document(item.data, url=item.url, taken=item.taken)
    return prepare(item, read_document(document, "none"))


BARRIER = page(
    "Flood barrier at Quillhaven stays shut",
    "The flood barrier will stay shut until Friday, harbour commissioner Jorun Ashby said. “Nobody sails before the water falls,” she told reporters.",
    "The barrier was built in 1987 and has been shut eleven times since, and the town has never paid for more than a third of the repairs.",
    date="2031-04-09",
)
DROUGHT = page(
    "Drought closes the upper locks",
    "The upper locks close on Monday because of the drought, the Sarn Haulage League said. “We have café tables where the boats were,” Oriel Vaskerly, an economist, said.",
    "Barges carried 40 per cent less grain in March than in the year before, according to the League, and C++ programmers are not needed for that.",
    outlet="Lanternfield Review",
    date="2031-05-02",
)
COVID = page(
    "Covid-19 wards reopen in Brennick",
    "Two covid-19 wards reopened in Brennick on Tuesday, a hospital official who asked not to be named said.",
    "The U.S. consul didn’t visit the wards, although a visit had been announced twice and put off twice in the winter before.",
    outlet="Brennick Post",
    date="2031-06-10",
)


def said(name: str, role: str = "", *, outlet: str, words: str = "holds") -> bytes:
    """An article in which somebody is quoted, with what stands before the name."""
    who = f"{role} {name}".strip()
    return page(
        f"Weir at {outlet}",
        f"The weir {words} until the thaw, {who} said. The boats stay where they are, and nobody was hurt.",
        "The weir was built in 1987 and has been mended eleven times since.",
        outlet=outlet,
    )
