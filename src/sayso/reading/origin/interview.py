"""On what programme was it said?  The venue of a reprinted interview, named in its introduction."""

import re

from sayso.intake.zones import Zones
from sayso.model.document import Document
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.record import Masthead
from sayso.model.span import Span

_TOLD = re.compile(
    r"\b(?:told|tells|said\s+(?:on|to)|speaking\s+(?:to|with|on)|interview\s+(?:with|on|to)|spoke\s+(?:to|with)|interviewed\s+by)\s+(?:the\s+)?"
    r"(?P<name>[A-ZÄÖÜ][\w&’'-]*(?:\s+(?:[A-ZÄÖÜ][\w&’'-]*|of|the|on))*)"
)
_MEDIA = (
    ("radio", "radio interview"),
    ("tv", "television interview"),
    ("television", "television interview"),
    ("podcast", "podcast interview"),
)
# The introduction says it: the standfirst, or the first paragraphs.
_PARAGRAPHS = 2


def read_venue(
    document: Document, masthead: Masthead, zones: Zones, publisher: Finding[str] | None
) -> tuple[Finding[str] | None, Finding[str] | None]:
    """The origin's programme that somebody "told", and what kind of interview that makes; (None, None) for a text without one."""
    if publisher is None:
        return None, None
    own = publisher.value.casefold()
    places = list(masthead.standfirst.spans) if masthead.standfirst is not None else []
    places += [span for index in zones.body[:_PARAGRAPHS] for span in document.blocks[index].spans]
    for place in places:
        for found in _TOLD.finditer(document.text, place.start, place.end):
            name = found["name"]
            if own in name.casefold() and own != name.casefold():
                span = Span(*found.span("name"))
                venue = Finding(value=name, ground=Ground.PRINTED, by=rule("origin/venue"), spans=(span,), zone=Zone.BODY_HEAD)
                words = name.casefold().split()
                kind = next((medium for word, medium in _MEDIA if word in words), "interview")
                return venue, Finding(
                    value=kind, ground=Ground.INFERRED, by=rule("origin/medium"), spans=(span,), zone=Zone.BODY_HEAD
                )
    return None, None
