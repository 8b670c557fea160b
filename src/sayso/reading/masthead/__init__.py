"""What does the item say of itself at its head?  Title, standfirst, byline and authors, outlet, dates, dateline, language."""

from sayso.intake.zones import find_zones
from sayso.model.document import Document
from sayso.model.record import Masthead
from sayso.reading.masthead.byline import read_authors
from sayso.reading.masthead.head import read_dateline, read_language, read_standfirst, read_title
from sayso.reading.masthead.published import read_dates
from sayso.reading.masthead.publisher import read_publisher


def read_masthead(document: Document) -> Masthead:
    """Read the masthead.  What is printed goes before what only the file says; nothing found is None."""
    zones = find_zones(document)
    title = read_title(document, zones)
    publisher = read_publisher(document, zones, title)
    byline, authors = read_authors(document, zones, publisher.value.name if publisher else None)
    published, modified = read_dates(document, zones)
    return Masthead(
        title=title,
        standfirst=read_standfirst(document, zones),
        byline=byline,
        authors=authors,
        publisher=publisher,
        published=published,
        modified=modified,
        dateline=read_dateline(document, zones),
        language=read_language(document),
    )
