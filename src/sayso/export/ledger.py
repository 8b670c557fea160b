"""What stands beside the text in a report?  The facts, the statements and the doubts, each leading to its place."""

from collections.abc import Callable, Sequence

from sayso.export.facts import Fact, in_marks, words_at
from sayso.export.marks import laid_quotations, look_of
from sayso.export.markup import shown
from sayso.export.shares import voice_shares
from sayso.export.sources import NO_REASON, UNCERTAIN, Entry, SourceLedger, doubt, is_doubtful, relayed_by, said_how
from sayso.model.finding import Ground, Maker, MakerKind
from sayso.model.legible import one_line
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.model.statement import Attribution, Quotation, QuotationKind, Voice

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


def sources_table(record: Record, placed: frozenset[str], place_of: PlaceOf) -> str:
    """The sources as a table, one row each; nothing where none is resolved."""
    book = SourceLedger(record)
    if not book.entries:
        return ""
    characters = voice_shares(record).characters
    rows = "".join(_source_row(record, entry, characters, placed, place_of) for entry in book.entries)
    titles = ("Source", "Kind", "Said to be", "Named", "Statements", "Where")
    head = "".join(f"<th>{title}</th>" for title in titles)
    return (
        f'<section class="sheet" aria-labelledby="h-sources">\n<h2 id="h-sources">Sources ({len(book.entries)})</h2>\n'
        f'<table class="facts sources">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</section>\n'
    )


def ledger(record: Record, facts: Sequence[Fact], placed: frozenset[str], place_of: PlaceOf) -> str:
    """The column beside the text."""
    open_runs = [number for number, run in enumerate(record.voices, 1) if run.voice is Voice.UNDETERMINED]
    sections = (
        ("statements", f"Who says what ({len(record.attributions)})", _statements(record, place_of)),
        ("undetermined", f"Who says so? ({len(open_runs)})", _undetermined(record, open_runs, place_of)),
        ("quotations", "Other words between quotation marks", _quotations(record)),
        ("notes", "Notes", _notes(facts, placed)),
    )
    shown_sections = "".join(
        f'<section aria-labelledby="h-{key}">\n<h2 id="h-{key}">{title}</h2>\n{content}</section>\n'
        for key, title, content in sections
        if content
    )
    return f'<aside aria-label="Ledger" tabindex="0">\n{shown_sections}</aside>\n'


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


def letter_of(entry: Entry) -> str:
    """A source's letter in its colour and on its line."""
    return f'<span class="m voice direct {look_of((entry,))}">{entry.label}</span>'


def _source_row(record: Record, entry: Entry, characters: int, placed: frozenset[str], place_of: PlaceOf) -> str:
    also = f'<br><span class="note">also {_listed(entry.other_names)}</span>' if entry.other_names else ""
    named = shown(entry.standing or "no name expected")
    if entry.anonymous:
        reason = entry.source.anonymity
        named += f'<br><span class="note">{shown(in_marks(one_line(reason.value))) if reason else NO_REASON}</span>'
    where = ", ".join(_way(record, number, placed, place_of) for number in (*entry.statements, *entry.attitudes, *entry.relayed))
    return (
        f'<tr id="l-{_source_key(entry)}"><th scope="row" dir="auto">{letter_of(entry)} '
        f"{shown(entry.name)}{also}</th><td>{shown(entry.kind)}</td>"
        f'<td dir="auto">{_listed(entry.said_to_be)}</td><td dir="auto">{named}</td>'
        f"<td>{shown(said_how(entry, characters))}</td><td>{where}</td></tr>\n"
    )


def _source_key(entry: Entry) -> str:
    return f"source-{entry.number}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(shown(in_marks(word)) for word in words)


def _way(record: Record, number: int, placed: frozenset[str], place_of: PlaceOf) -> str:
    """A way to a statement in the text, by its place in the original or else its number."""
    place = shown(place_of(record.attributions[number - 1].content[0], None)) or f"no. {number}"
    label = f"{place}: statement {number} in the text"
    return f'<a href="#s-{number}" aria-label="{label}">{place}</a>' if f"s-{number}" in placed else place


def _statements(record: Record, place_of: PlaceOf) -> str:
    if not record.attributions:
        return '<p class="missing">No statement laid to a source was found.</p>\n'
    book = SourceLedger(record)
    items = "".join(
        _statement(record, book, index, attribution, place_of(attribution.content[0], None))
        for index, attribution in enumerate(record.attributions)
    )
    return f'<ol class="statements">\n{items}</ol>\n'


def _statement(record: Record, book: SourceLedger, index: int, attribution: Attribution, place: str) -> str:
    number, printed = index + 1, words_at(record, attribution.source)
    cue = words_at(record, attribution.cue)
    verb = f" <i>{shown(cue)}</i>" if cue else ""
    manner = attribution.manner.value
    attitude = "" if attribution.reports else ' <span class="tag">attitude</span>'
    chain = relayed_by(record, book, index)
    relayed = f' <span class="tag">relayed by {shown(", quoting ".join(chain))}</span>' if chain else ""
    return (
        f'<li id="l-s-{number}"><a class="number" href="#s-{number}" aria-label="statement {number} in the text">{number}</a>'
        f'<p class="who" dir="auto">{_who(book, index, printed)}{verb} <span class="tag">{manner}</span>{attitude}{relayed}'
        f"{_doubt(attribution)}</p>"
        f'<blockquote dir="auto">{shown(words_at(record, attribution.content, None) or "")}</blockquote>'
        f'<p class="maker">{f"{place}, " if place else ""}{_maker(attribution.by)}</p></li>\n'
    )


def _who(book: SourceLedger, index: int, printed: str | None) -> str:
    """The sources by letter and name, and how the text names them here where that is another wording."""
    entries = book.of(index)
    if not entries:
        return f"<b>{shown(printed)}</b>" if printed else '<b class="missing">source not printed</b>'
    names = " and ".join(
        f'<a class="letter" href="#l-{_source_key(entry)}">{letter_of(entry)}</a> <b>{shown(entry.name)}</b>' for entry in entries
    )
    return f"{names} ({shown(in_marks(printed))})" if printed and printed not in {entry.name for entry in entries} else names


def _doubt(attribution: Attribution) -> str:
    if attribution.p is None:
        return ""
    sure = f' <span class="tag">{shown(doubt(attribution.p))}</span>'
    return f'{sure} <b class="doubt">{UNCERTAIN}</b>' if is_doubtful(attribution) else sure


def _undetermined(record: Record, numbers: Sequence[int], place_of: PlaceOf) -> str:
    """The passages that may be a source's or the outlet's, each with that source."""
    book = SourceLedger(record)
    items = []
    for number in numbers:
        run = record.voices[number - 1]
        entries = book.of(run.attribution) if run.attribution is not None else ()
        who = f"the outlet or {' and '.join(shown(entry.name) for entry in entries)}" if entries else "the outlet or a source"
        place = place_of(run.span, None)
        words = shown(words_at(record, (run.span,)) or "")
        items.append(
            f'<li id="l-v-{number}"><a href="#v-{number}" dir="auto">{words}</a>'
            f'<p class="maker">{f"{shown(place)}, " if place else ""}{who}</p></li>\n'
        )
    return f"<ul>\n{''.join(items)}</ul>\n" if items else ""


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
    if maker.kind is MakerKind.PERSON:
        return f'<b class="by-person">corrected by {shown(one_line(maker.name))}</b>, no. {shown(one_line(maker.version))}'
    return f"{maker.kind.value} {shown(one_line(maker.name))}, version {shown(one_line(maker.version))}"
