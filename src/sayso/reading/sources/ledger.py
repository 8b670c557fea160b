"""Who are the sources of an article?  Resolved mentions gathered into one entry a source."""

import re
from collections.abc import Sequence

from msgspec import Struct, field

from sayso.language.cues import cue_of
from sayso.language.nouns import noun_of
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.span import Span
from sayso.model.statement import Mention, Source, SourceKind
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Entity, span_of
from sayso.reading.sources.resolution import Resolution

_ANONYMITY = re.compile(
    r"\banonymity\b|\banonymously\b|\bunnamed because\b"
    r"|\b(?:not|without being|declined to be|refused to be|cannot be|could not be) (?:to )?(?:be |being )?"
    r"(?:named|identified|quoted by name)\b"
    r"|\bname (?:not )?be (?:not )?(?:used|withheld|published)\b|\bon background\b|\bonly (?:his|her|their) first names?\b"
    r"|\b(?:declined|refused) to give (?:his|her|their) names?\b"
)
_BARRED = re.compile(r"\bnot (?:authori[sz]ed|allowed|permitted|cleared) to [^.,;\n]{4,120}")
"""Why somebody has no name, where that stands before the wish: "who was not allowed to speak and asked not to be named"."""
_GOES_ON = re.compile(r"(?:The|He|She|They|Both)\b")
"""How a sentence begins that goes on about the source of the one before."""
_REASON = re.compile(
    r"\b(?:because|since|as (?:he|she|they|it)|(?:for|out of) fear|fearing|citing|due to|given"
    r"|in order to|to (?:discuss|speak|describe|avoid|talk))\b[^.;\n]{4,240}"
)


_SEARCHED = 1000
"""Code points of a sentence that are searched; what is longer is damage."""
_FEWEST = 3
"""Words of the shortest reason: "citing her job"."""


class _Entry(Struct, eq=False):
    first: Resolution
    mentions: list[tuple[Span, Resolution]] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)


def make_ledger(text: str, page: Page, resolved: Sequence[tuple[Span, int, Resolution]]) -> tuple[Source, ...]:
    """One source for each key; `resolved` are span, attribution and whom the span means, in the order of the text."""
    entries: dict[str, _Entry] = {}
    for span, statement, resolution in resolved:
        entry = entries.setdefault(resolution.key, _Entry(resolution))
        entry.mentions.append((span, resolution))
        if statement not in entry.statements[-1:]:
            entry.statements.append(statement)
    return tuple(_source(text, page, entry) for entry in entries.values())


def _source(text: str, page: Page, entry: _Entry) -> Source:
    found = entry.first
    entity = found.entity
    roles = _roles(text, page, entity)
    mentions: dict[Span, Mention] = {}
    for span, resolution in entry.mentions:
        mentions.setdefault(span, Mention(span=span, kind=resolution.mention, by=rule(f"sources/{resolution.rule}")))
    return Source(
        name=_finding(text, found.name, found.spans, "name", entry.mentions[0][0]),
        kind=found.kind,
        named=found.named,
        mentions=tuple(mentions.values()),
        aliases=_aliases(text, page, entity, found.name),
        roles=tuple(role for role in roles if not _is_affiliation(role)),
        affiliations=tuple(role for role in roles if _is_affiliation(role)),
        unnamed_as=_unnamed_as(entry) if not found.named else None,
        anonymity=_anonymity(text, page, entry) if not found.named else None,
        statements=tuple(sorted(set(entry.statements))),
    )


def _finding(source: str, text: str, spans: tuple[Span, ...], name: str, beside: Span) -> Finding[str]:
    """Printed, where the very words stand in the only place; inferred from that place, or from `beside`, where they do not."""
    printed = len(spans) == 1 and _squeezed(text) in _squeezed(spans[0].of(source))
    ground = Ground.PRINTED if printed else Ground.INFERRED
    return Finding(value=text, ground=ground, by=rule(f"sources/{name}"), spans=spans or (beside,), zone=Zone.BODY)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _roles(source: str, page: Page, entity: Entity | None) -> list[Finding[str]]:
    if entity is None or not entity.named:
        return []
    found: dict[str, Finding[str]] = {}
    for first, last in entity.roles:
        span = page.span(first, last)
        text = " ".join(span.of(page.text).split())
        found.setdefault(text.casefold(), _finding(source, text, (span,), "role", span))
    return list(found.values())


def _is_affiliation(role: Finding[str]) -> bool:
    """Whether words beside a name only say where somebody belongs ("R-Orlan"), and not what they are."""
    return role.value[1:2] == "-" and role.value[:1].isupper()


def _aliases(source: str, page: Page, entity: Entity | None, name: str) -> tuple[Finding[str], ...]:
    if entity is None:
        return ()
    return tuple(
        _finding(source, form, (span_of(page, place),), "alias", span_of(page, place))
        for form, place in entity.forms.items()
        if form.casefold() != name.casefold()
    )


def _unnamed_as(entry: _Entry) -> str | None:
    if entry.first.kind not in (SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP):
        return None
    text = entry.first.name.casefold()
    if "familiar with" in text or "close to" in text or "knowledge of" in text:
        return "people familiar"
    noun = entry.first.noun or noun_of(text.split()[-1] if text.split() else "")
    return noun.type if noun else None


def _anonymity(source: str, page: Page, entry: _Entry) -> Finding[str] | None:
    """Why a source has no name, where that is printed beside it or in the sentence after."""
    for span, _ in entry.mentions:
        sentence = page.sentence_of(page.token_at(span.start))
        place = _reason_in(page, sentence, span) or _reason_after(page, sentence + 1)
        if place is not None:
            text = " ".join(place.of(page.text).split()).rstrip(" ,.")
            return _finding(source, text, (place,), "anonymity", place)
    return None


def _reason_in(page: Page, sentence: int, span: Span) -> Span | None:
    """The wish for no name, or better the reason for it, in the sentence of a mention."""
    start, end = _bounds(page, sentence)
    asked = _ANONYMITY.search(page.text, start, end)
    if asked is None:
        return None
    if asked.start() < span.end:
        end = min(end, span.end)  # the reason is part of what names the source
    reason = _REASON.search(page.text, asked.end(), end)
    if reason:
        return _until_cue(page.text, *reason.span())
    barred = _BARRED.search(page.text, start, asked.start())
    if barred is None:
        return Span(*asked.span())
    joined = re.search(r"\s+and\b", barred.group())
    return Span(barred.start(), barred.start() + joined.start() if joined else barred.end())


def _reason_after(page: Page, sentence: int) -> Span | None:
    """The same in the sentence after: "The pilot spoke on condition of anonymity"."""
    if sentence >= len(page.sentences) or page.paragraphs[sentence] != page.paragraphs[sentence - 1]:
        return None
    start, _ = _bounds(page, sentence)
    if not _GOES_ON.match(page.text, start) or page.is_quoted(start):
        return None
    return _reason_in(page, sentence, Span(start, start))


def _bounds(page: Page, sentence: int) -> tuple[int, int]:
    """Where a sentence stands, as far as it is searched."""
    first, last = page.sentences[sentence]
    start = page.words.starts[first]
    return start, min(page.words.ends[last - 1], start + _SEARCHED)


def _until_cue(text: str, start: int, end: int) -> Span:
    """A reason without the statement that follows it: "because he fears for his job | told the agency ..."."""
    for number, word in enumerate(re.finditer(r"\w+", text[start:end])):
        cue = cue_of(word.group().lower())
        if number >= _FEWEST and cue is not None and cue.sort == "speech" and cue.form in ("past", "third") and not cue.noun:
            return Span(start, start + len(text[start : start + word.start()].rstrip(" ,")))
    return Span(start, end)
