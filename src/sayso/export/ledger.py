"""What stands beside the text in a report?  The facts, the statements and the doubts, each leading to its place."""

from collections.abc import Callable, Sequence

from sayso.export.facts import Fact, in_marks, words_at
from sayso.export.marks import laid_quotations
from sayso.export.markup import shown
from sayso.model.finding import Ground, Maker
from sayso.model.legible import one_line
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.model.statement import Attribution, Quotation, QuotationKind

NO_TITLE = "(no title found)"
PlaceOf = Callable[[Span | None, Span | None], str]
"""Where a span of the text, or else one of the original, stands: ``12:5``, ``p. 3``, or nothing."""


def nowhere(text: Span | None, original: Span | None) -> str:
    """No place at all: what a report says where nobody has the original's lines."""
    return ""


def facts_table(facts: Sequence[Fact], placed: frozenset[str], place_of: PlaceOf) -> str:
    """The facts as a table; a label that repeats is shown once.  `placed` are the marks that the text holds."""
    rows, before = [], None
    for fact in facts:
        rows.append(_fact_row(fact, "" if fact.label == before else fact.label, placed, place_of))
        before = fact.label
    head = "<tr><th>Fact</th><th>Value</th><th>Date</th><th>Ground</th><th>What shows it</th></tr>"
    return f'<table class="facts">\n<thead>{head}</thead>\n<tbody>\n{"".join(rows)}</tbody>\n</table>\n'


def ledger(record: Record, facts: Sequence[Fact], placed: frozenset[str], place_of: PlaceOf) -> str:
    """The column beside the text."""
    sections = (
        ("statements", f"Who says what ({len(record.attributions)})", _statements(record, place_of)),
        ("quotations", "Other words between quotation marks", _quotations(record)),
        ("notes", "Notes", _notes(facts, placed)),
    )
    shown_sections = "".join(
        f'<section aria-labelledby="h-{key}">\n<h2 id="h-{key}">{title}</h2>\n{content}</section>\n'
        for key, title, content in sections
        if content
    )
    return f'<aside aria-label="Ledger">\n{shown_sections}</aside>\n'


def _fact_row(fact: Fact, label: str, placed: frozenset[str], place_of: PlaceOf) -> str:
    key = f"f-{fact.key}"
    place = place_of(fact.spans[0] if fact.spans else None, fact.original[0] if fact.original else None)
    ground = " ".join(part for part in (_ground(fact.ground) if fact.ground else "", place) if part)
    words = shown(in_marks(fact.words)) if fact.words else "in the text"
    shows = []
    if key in placed:
        shows.append(f'<a href="#{key}" dir="auto">{words}</a>')
    elif fact.words:
        shows.append(f'<span dir="auto">{words}</span>')
    elif fact.original and not place:
        first = fact.original[0]
        shows.append(f"characters {first.start:,} to {first.end:,} of the original")
    if fact.note:
        shows.append(f'<span class="note">{shown(fact.note)}</span>')
    look = ' class="missing"' if fact.missing else ""
    header = f'<th scope="row">{shown(label)}</th>'
    return (
        f'<tr id="l-{key}"{look}>{header}<td dir="auto">{shown(fact.value)}</td><td class="date">{shown(fact.date or "")}</td>'
        f"<td>{ground}</td><td>{'<br>'.join(shows)}</td></tr>\n"
    )


def _ground(ground: Ground) -> str:
    return f'<span class="ground {ground.name.lower().replace("_", "-")}">{ground.value}</span>'


def _statements(record: Record, place_of: PlaceOf) -> str:
    if not record.attributions:
        return '<p class="missing">No statement laid to a source was found.</p>\n'
    items = "".join(
        _statement(record, number, attribution, place_of(attribution.content[0], None))
        for number, attribution in enumerate(record.attributions, 1)
    )
    return f'<ol class="statements">\n{items}</ol>\n'


def _statement(record: Record, number: int, attribution: Attribution, place: str) -> str:
    source = words_at(record, attribution.source)
    cue = words_at(record, attribution.cue)
    who = f"<b>{shown(source)}</b>" if source else '<b class="missing">source not printed</b>'
    verb = f" <i>{shown(cue)}</i>" if cue else ""
    doubt = f'<span class="note">probability {attribution.p:.2f}</span>' if attribution.p is not None else ""
    manner = attribution.manner.value
    attitude = "" if attribution.reports else ' <span class="tag">attitude</span>'
    return (
        f'<li id="l-s-{number}"><a class="number" href="#s-{number}" aria-label="statement {number} in the text">{number}</a>'
        f'<p class="who" dir="auto">{who}{verb} <span class="m {manner} tag">{manner}</span>{attitude}</p>'
        f'<blockquote dir="auto">{shown(words_at(record, attribution.content, None) or "")}</blockquote>'
        f'<p class="maker">{f"{place}, " if place else ""}{_maker(attribution.by)}{doubt}</p></li>\n'
    )


def _quotations(record: Record) -> str:
    """Quotations that stand in no statement: headlines, scare quotes, titles, and words laid to nobody."""
    laid = laid_quotations(record)
    items = "".join(
        f'<li><a href="#q-{number}" dir="auto">{shown(words_at(record, quotation.parts) or "")}</a> {_sort(quotation)}</li>\n'
        for number, quotation in enumerate(record.quotations, 1)
        if quotation.kind is not QuotationKind.SPEECH or number not in laid
    )
    return f'<ul class="quotations">\n{items}</ul>\n' if items else ""


def _sort(quotation: Quotation) -> str:
    if quotation.kind is QuotationKind.HEADLINE:
        return "in the headline, found in the body" if quotation.match else "in the headline, not found in the body"
    if quotation.kind is QuotationKind.TITLE:
        return "a title"
    return "words at arm’s length" if quotation.kind is QuotationKind.SCARE else "laid to nobody"


def _notes(facts: Sequence[Fact], placed: frozenset[str]) -> str:
    items = "".join(_note(fact, placed) for fact in facts if fact.label == "notes")
    return f"<ul>\n{items}</ul>\n" if items else ""


def _note(fact: Fact, placed: frozenset[str]) -> str:
    way = f' <a href="#f-{fact.key}">in the text</a>' if f"f-{fact.key}" in placed else ""
    return f"<li>{shown(fact.value)}{way}</li>\n"


def _maker(maker: Maker) -> str:
    return f"{maker.kind.value} {shown(one_line(maker.name))}, version {shown(one_line(maker.version))}"
