"""Small pages about invented places, written for the cases of masthead and origin."""

from sayso.intake.open import open_document
from sayso.model.dates import PartialDate
from sayso.model.document import Document

TITLE = "Elm Valley opens its new ferry after three years of delay"
STORY = (
    "The ferry left the northern quay shortly after nine with forty passengers and two bicycles, the harbour office said.",
    "It is the first crossing since the old boat was taken out of service, and the council had promised it for two summers in a row.",
    "Residents waited on both banks of the river with flags, and the school band played until the boat was out of sight.",
    "The harbour master said that the boat will cross every hour until October and every second hour in winter.",
    "A return ticket costs four crowns. Children under six and people with a river pass travel without a ticket.",
)


def web_page(
    *,
    url: str | None = "https://www.elmvalleyherald.com/news/ferry",
    site: str | None = "Elm Valley Herald",
    title: str = TITLE,
    head: str = "",
    under_title: str = "",
    opening: str = "",
    closing: str = "",
    after: str = "",
    footer: str = "<p>About us</p><p>Privacy policy</p>",
    name: str | None = None,
    taken: str | None = None,
) -> Document:
    """A news page: `under_title` stands below the headline, `opening` before the first sentence, `closing` ends the body."""
    first, *rest = STORY
    paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in (f"{opening}{first}", *rest))
    site_name = f'<meta property="og:site_name" content="{site}">' if site else ""
    suffix = f" | {site}" if site else ""
    source = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}{suffix}</title>
<meta property="og:title" content="{title}">{site_name}{head}</head>
<body><header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<main><article class="article"><h1 class="headline">{title}</h1>
{under_title}
<div class="article-body">
{paragraphs}{closing}
</div>
{after}
</article></main>
<footer class="site-footer">{footer}</footer></body></html>"""
    return open_document(source.encode(), url=url, name=name, taken=PartialDate(taken) if taken else None)
