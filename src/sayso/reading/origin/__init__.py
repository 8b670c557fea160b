"""Where does the item come from?  Its first publisher, how this copy stands to it, and the agencies it names."""

from sayso.intake.zones import find_zones
from sayso.model.document import Document
from sayso.model.record import Masthead, Origin
from sayso.reading.origin.clues import Clue, home_of
from sayso.reading.origin.endings import closing_clues, copyright_clues
from sayso.reading.origin.interview import read_venue
from sayso.reading.origin.lines import (
    byline_clues,
    dateline_clues,
    house_line_clues,
    picture_clues,
    release_clues,
)
from sayso.reading.origin.markup import markup_clues
from sayso.reading.origin.sentences import sentence_clues
from sayso.reading.origin.verdict import origin_published, weigh


def read_origin(document: Document, masthead: Masthead) -> Origin:
    """Read the origin.  No answer is better than a wrong one: a house counts only where something says that the text is its own.

    All houses considered are kept as candidates, with the reason where one was turned down.
    """
    zones = find_zones(document)
    home = home_of(document, masthead)
    clues: list[Clue] = [
        *sentence_clues(document, masthead, zones, home),
        *byline_clues(document, masthead, home),
        *dateline_clues(document, zones, home),
        *release_clues(document, zones, home),
        *house_line_clues(document, masthead, zones, home),
        *closing_clues(document, zones, home),
        *copyright_clues(document, zones, home),
        *markup_clues(document, home),
        *picture_clues(document, zones),
    ]
    verdict = weigh(document, masthead, clues, home)
    published = origin_published(document, masthead, zones, verdict.publisher)
    publisher = published.publisher if published is not None else verdict.publisher
    venue, medium = read_venue(document, masthead, zones, publisher)
    return Origin(
        relation=verdict.relation,
        publisher=publisher,
        published=published.date if published is not None else None,
        statement=verdict.statement,
        venue=venue,
        medium=medium,
        url=verdict.url,
        wire=verdict.wire,
        candidates=verdict.candidates,
    )
