"""A document and its record, written by hand: what the tests of printing show, whatever the readers of the day find."""

from functools import partial
from hashlib import sha256
from typing import TypeVar

from sayso.model.dates import PartialDate
from sayso.model.document import Block, Capture, Document, OffsetMap, Remark, Role
from sayso.model.finding import Finding, Ground, rule
from sayso.model.record import (
    Author,
    Biography,
    Candidate,
    Condition,
    ConditionKind,
    Conflict,
    Contact,
    ContactPurpose,
    FairUse,
    Filing,
    Holder,
    Licence,
    Masthead,
    NameKind,
    Origin,
    Publisher,
    Record,
    Relation,
    Terms,
)
from sayso.model.span import Span
from sayso.model.statement import (
    Attribution,
    Insertion,
    Manner,
    Mention,
    MentionKind,
    Quotation,
    QuotationKind,
    Source,
    SourceKind,
    Voice,
    VoiceRun,
)

T = TypeVar("T")
GRANT = "You may repost this on school sites with a link."
ORIGIN_NOTE = "The original source of this article is Veldmark"
LEAGUE = "Upper Sarn Haulage League"

MADE = rule("tests/by-hand")
PARAGRAPHS = (
    (Role.HEADLINE, "h1", "Lock Keepers Vote to ‘Stay Open All Night’ at Quillhaven"),
    (Role.BYLINE, "p", "By Maren Tolliver, Veldmark, 3 May 2031"),
    (Role.TAXONOMY, "p", "Region: Sarn Valley, Uplands"),
    (Role.BODY, "p", "“We have the staff for it,” keeper Ansel Brook said, “and the lamps.” Boats waited at the bend."),
    (Role.BODY, "p", "The council, he added, had not answered the League [Upper Sarn Haulage League] in a month."),
    (Role.BODY, "p", "A clerk, who asked not to be named, put the backlog at 40 boats, and it grows."),
    (Role.ORIGIN_NOTE, "p", ORIGIN_NOTE),
    (Role.TERMS, "p", "Copyright © Veldmark, 2031. All rights reserved. You may repost this on school sites with a link."),
    (Role.CONTACT, "p", "For print, write to rights@veldmark.example"),
)


def document_of(paragraphs: tuple[tuple[Role, str, str], ...] = PARAGRAPHS) -> Document:
    """Paragraphs with a blank line between them; the original is the text itself."""
    text, blocks = "", []
    for role, tag, words in paragraphs:
        blocks.append(Block(spans=(Span(len(text), len(text) + len(words)),), role=role, tag=tag))
        text += words + "\n\n"
    data = text.encode("utf-8", "surrogatepass")
    return Document(
        text=text,
        blocks=tuple(blocks),
        offsets=OffsetMap(text=(0,), source=(0,), text_lengths=(len(text),), source_lengths=(len(text),)),
        capture=Capture(
            sha256=sha256(data).hexdigest(), size=len(data), media_type="text/plain", encoding="utf-8", name="lock.txt"
        ),
    )


def at(document: Document, words: str) -> Span:
    """Where `words` stand first."""
    start = document.text.index(words)
    return Span(start, start + len(words))


def printed(document: Document, value: T, *words: str, ground: Ground = Ground.PRINTED, note: str | None = None) -> Finding[T]:
    """A finding that stands where `words` stand."""
    return Finding(value=value, ground=ground, by=MADE, spans=tuple(at(document, word) for word in words), note=note)


def record_of(document: Document | None = None) -> Record:
    """A record with something in nearly every field."""
    document = document or document_of()
    here = partial(printed, document)
    said = "“We have the staff for it,”", "“and the lamps.”"
    spans = tuple(at(document, part) for part in said)
    lanternfield = Publisher("Lanternfield Review", "lanternfield.example")
    told = at(document, "The council, he added, had not answered the League [Upper Sarn Haulage League] in a month.")
    he = Span(at(document, "he added").start, at(document, "he added").start + 2)
    boats = "put the backlog at 40 boats"
    return Record(
        document=document,
        masthead=Masthead(
            title=here(PARAGRAPHS[0][2], PARAGRAPHS[0][2]),
            byline=here(PARAGRAPHS[1][2], PARAGRAPHS[1][2]),
            authors=(here(Author("Maren Tolliver", NameKind.PERSON), "Maren Tolliver"),),
            publisher=Finding(
                value=lanternfield,
                ground=Ground.MARKED_UP,
                by=MADE,
                original=(Span(3, 9),),
            ),
            published=here(PartialDate("2031-05-03T09:00+02:00"), "3 May 2031"),
            language=Finding(value="en", ground=Ground.INFERRED, by=MADE),
        ),
        origin=Origin(
            relation=here(Relation.REPUBLICATION, ORIGIN_NOTE),
            publisher=here("Veldmark", "Veldmark"),
            statement=here(ORIGIN_NOTE, ORIGIN_NOTE),
            candidates=(Candidate(finding=here(LEAGUE, LEAGUE), rejected="named in the text only"),),
        ),
        filing=Filing(regions=(here("Sarn Valley", "Sarn Valley"), here("Uplands", "Uplands"))),
        terms=Terms(
            holders=(here(Holder("Veldmark", "2031"), "Copyright © Veldmark, 2031"),),
            licence=here(Licence("CC-BY-4.0", scope="pictures only", covers_text=False), "All rights reserved."),
            statement=here(
                "You may repost this on school sites with a link.", "You may repost this on school sites with a link."
            ),
            conditions=(
                here(Condition(ConditionKind.PERMITS, "You may repost this", "cross-post"), "You may repost this"),
                here(Condition(ConditionKind.LIMITS, "on school sites"), "on school sites"),
                here(Condition(ConditionKind.REQUIRES, "with a link", "link back"), "with a link"),
                here(Condition(ConditionKind.RESERVES, "For print", "print"), "For print"),
            ),
            contacts=(here(Contact("rights@veldmark.example", ContactPurpose.REUSE), "rights@veldmark.example"),),
            fair_use=FairUse(notice=here("fair use", "All rights reserved.")),
            conflicts=(
                Conflict(
                    code="RU401",
                    sentence="the page reserves all rights and grants reposting",
                    terms=(here("All rights reserved.", "All rights reserved."), here("You may repost", "You may repost")),
                ),
            ),
        ),
        biographies=(Biography(text=here("keeper", "keeper"), affiliations=(here("the council", "council"),)),),
        quotations=(
            Quotation(parts=(at(document, "‘Stay Open All Night’"),), kind=QuotationKind.HEADLINE, depth=1, closed=True, by=MADE),
            Quotation(parts=(spans[0],), kind=QuotationKind.SPEECH, depth=1, closed=True, by=MADE),
            Quotation(parts=(spans[1],), kind=QuotationKind.SPEECH, depth=1, closed=True, by=MADE),
        ),
        insertions=(Insertion(span=at(document, "[Upper Sarn Haulage League]"), by=MADE),),
        attributions=(
            Attribution(
                content=spans,
                manner=Manner.DIRECT,
                by=MADE,
                source=(at(document, "keeper Ansel Brook"),),
                cue=(at(document, "said"),),
            ),
            Attribution(
                content=(told,),
                manner=Manner.INDIRECT,
                by=MADE,
                source=(he,),
                cue=(at(document, "added"),),
                p=0.83,
            ),
            Attribution(
                content=(at(document, boats),),
                manner=Manner.INDIRECT,
                by=MADE,
                source=(at(document, "A clerk"),),
                p=0.61,
            ),
        ),
        sources=(
            Source(
                name=here("Ansel Brook", "Ansel Brook"),
                kind=SourceKind.PERSON,
                named=True,
                mentions=(
                    Mention(span=at(document, "keeper Ansel Brook"), kind=MentionKind.NAME, by=MADE),
                    Mention(span=he, kind=MentionKind.PRONOUN, by=rule("tests/last-named")),
                ),
                roles=(here("keeper", "keeper"),),
                affiliations=(here("the League", "the League"),),
                aliases=(here("Brook", "Brook"),),
                statements=(0, 1),
            ),
            Source(
                name=here("A clerk", "A clerk"),
                kind=SourceKind.UNNAMED_PERSON,
                named=False,
                mentions=(Mention(span=at(document, "A clerk"), kind=MentionKind.NOMINAL, by=MADE),),
                unnamed_as="official",
                anonymity=here("asked not to be named", "asked not to be named"),
                statements=(2,),
            ),
        ),
        voices=(
            VoiceRun(span=spans[0], voice=Voice.ATTRIBUTED, by=MADE, attribution=0, manner=Manner.DIRECT),
            VoiceRun(span=at(document, " keeper Ansel Brook said, "), voice=Voice.CUE, by=MADE, attribution=0),
            VoiceRun(span=spans[1], voice=Voice.ATTRIBUTED, by=MADE, attribution=0, manner=Manner.DIRECT),
            VoiceRun(span=at(document, " Boats waited at the bend."), voice=Voice.UNDETERMINED, by=MADE, attribution=0),
            VoiceRun(span=told, voice=Voice.ATTRIBUTED, by=MADE, attribution=1, manner=Manner.INDIRECT),
            VoiceRun(span=at(document, "A clerk, who asked not to be named, "), voice=Voice.CUE, by=MADE, attribution=2),
            VoiceRun(span=at(document, boats), voice=Voice.ATTRIBUTED, by=MADE, attribution=2, manner=Manner.INDIRECT),
            VoiceRun(span=at(document, ", and it grows."), voice=Voice.OWN, by=MADE),
        ),
        remarks=(
            Remark(
                "headline-quotation-absent",
                "quoted words in the headline have no match in the body",
                at(document, "‘Stay Open All Night’"),
            ),
        ),
        versions=(("sayso", "0.1.0"),),
    )
