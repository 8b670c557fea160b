"""What does a record say to a person?  The facts of its sheet, in order, each with date, ground and the words that show it."""

from collections.abc import Iterable, Iterator
from typing import Any  # findings of every kind of value are shown alike

from msgspec import Struct
from msgspec.structs import replace

from sayso.export.shares import voice_shares
from sayso.export.sources import SourceLedger, answers, doubt, is_doubtful, limit, sole_source
from sayso.language.outlets import same_outlet
from sayso.model.dates import PartialDate
from sayso.model.document import NOT_WHOLE, Remark
from sayso.model.finding import Finding, Ground, MakerKind
from sayso.model.legible import one_line
from sayso.model.record import (
    THE_ORIGIN,
    THE_OUTLET,
    Condition,
    ConditionKind,
    ContactPurpose,
    Holder,
    Origin,
    Record,
    Relation,
)
from sayso.model.span import Span
from sayso.model.statement import QuotationKind, Voice

NOT_FOUND = "not found"
NOT_WHOLE_LABELS = ("no article", "cut short")
"""What a page is called that stands in an article's place, or has only the head of one."""
_HEADINGS = 12
"""Headings of one kind shown in a row; some pages carry sixty tags."""
CONDITIONS = {
    ConditionKind.PERMITS: "allowed",
    ConditionKind.LIMITS: "only",
    ConditionKind.REQUIRES: "must be kept",
    ConditionKind.RESERVES: "needs permission",
    ConditionKind.PROHIBITS: "forbidden",
}
"""What each kind of reuse term means to somebody who wants to reuse the text, in the order they ask."""
_PURPOSES = {
    ContactPurpose.REUSE: "for reuse",
    ContactPurpose.MEDIA: "for the media",
    ContactPurpose.OTHER: "purpose not printed",
}
_RELATIONS = {
    Relation.WIRE: "agency text",
    Relation.REPUBLICATION: "republished",
    Relation.AGGREGATOR: "carried by an aggregator",
    Relation.SISTER: "from a sister outlet",
    Relation.EXCERPT: "an excerpt",
    Relation.ADAPTED: "adapted",
    Relation.SELFCROSS: "the author's own cross-posting",
    Relation.JOINT: "published jointly",
    Relation.PRESS_RELEASE: "a press release",
    Relation.CONTRIB: "others contributed to it",
    Relation.NONE: "the outlet's own",
}
_OPENING = ("“", "‘", "„", "«", "‹", "»", "「", "『", '"')
_EVIDENCE = 160
"""Code points of printed words shown beside a fact; whole sentences of sources and holders fit, a page of disclaimer does not."""


class Fact(Struct, frozen=True, kw_only=True):
    """One line of the sheet.  `words` are the printed words that show it, `note` what a careful reader should know.

    `spans` are its places in the text, `original` those in the original where the evidence is not visible text.

    `key` names the fact for links and does not change between versions; `label` is what people read.  Several facts in a row may
    share a label.  A fact that is `missing` was looked for and not found.
    """

    key: str
    label: str
    value: str
    date: str | None = None
    ground: Ground | None = None
    words: str | None = None
    note: str | None = None
    spans: tuple[Span, ...] = ()
    original: tuple[Span, ...] = ()
    missing: bool = False


def facts_of(record: Record) -> tuple[Fact, ...]:
    """The facts of the record in the order of the sheet: where from, how filed, who says so, what may be reused, notes."""
    return (
        _title(record),
        *_no_article(record),
        *_outlet(record),
        *_origin(record),
        *_people(record),
        *_filing(record),
        _rests_on(record),
        _shares(record),
        *_terms(record),
        *_notes(record),
    )


def shares_of(record: Record) -> tuple[tuple[str, int], ...]:
    """How many characters of the body each voice has, those of cues and furniture left out; undetermined is always among them."""
    shares = voice_shares(record)
    return tuple(
        ("own voice" if name == Voice.OWN.value else name, count) for name, count in shares.counts if name != "furniture"
    )


def percentages(counts: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """Whole percentages that add up to 100 (largest remainder); what is there but rounds to nothing stays out at 0."""
    total = sum(count for _, count in counts)
    if not total:
        return tuple((name, 0) for name, _ in counts)
    floors = [count * 100 // total for _, count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(counts[i][1] * 100 % total), i))
    for i in by_remainder[: 100 - sum(floors)]:
        floors[i] += 1
    return tuple((name, share) for (name, _), share in zip(counts, floors, strict=True))


def words_at(record: Record, spans: tuple[Span, ...], limit: int | None = _EVIDENCE) -> str | None:
    """The printed words at `spans` on one line, cut with an ellipsis after `limit` code points; None where there are none."""
    joined = one_line(" … ".join(span.of(record.document.text) for span in spans))
    return (joined if limit is None else _cut(joined, limit)) or None


def _cut(line: str, limit: int) -> str:
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _fact(record: Record, key: str, label: str, value: str, *findings: Finding[Any]) -> Fact:
    """One fact resting on `findings`: the first gives the ground, all of them the printed words."""
    spans = tuple(dict.fromkeys(span for finding in findings for span in finding.spans))
    words, shown = words_at(record, _telling(record, spans)), one_line(value)
    return Fact(
        key=key,
        label=label,
        value=shown,
        ground=findings[0].ground,
        words=None if words is None or words.casefold() in shown.casefold() else words,
        note=_joined("; ", (_remark_on(finding) for finding in findings)),
        spans=spans,
        original=tuple(dict.fromkeys(span for finding in findings for span in finding.original)),
    )


def _telling(record: Record, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans in reading order, without those that lie inside another or repeat its words: a source line shows its name too."""
    kept: dict[str, Span] = {}
    last = None
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if last is None or not last.covers(span):
            kept.setdefault(span.of(record.document.text), span)
            last = span
    return tuple(kept.values())


def _alike(record: Record, key: str, label: str, items: Iterable[tuple[str, Finding[Any]]]) -> Iterator[Fact]:
    """One fact for each value, resting on all findings that say it: a name printed in three places is one name."""
    found: dict[str, list[Finding[Any]]] = {}
    for value, finding in items:
        found.setdefault(one_line(value), []).append(finding)
    for number, (value, findings) in enumerate(found.items()):
        yield _fact(record, f"{key}-{number}", label, value, *findings)


def _holder(holder: Holder) -> str:
    return f"{holder.name} {holder.years}" if holder.years else holder.name


def _remark_on(finding: Finding[Any]) -> str | None:
    corrected = f"corrected by {finding.by.name}" if finding.by.kind is MakerKind.PERSON else None
    likely = doubt(finding.p)
    return _joined("; ", (finding.note, likely, corrected))


def _missing(key: str, label: str, value: str = NOT_FOUND) -> Fact:
    return Fact(key=key, label=label, value=value, missing=True)


def _joined(mark: str, parts: Iterable[str | None]) -> str | None:
    return mark.join(dict.fromkeys(one_line(part) for part in parts if part)) or None


def _dated(record: Record, fact: Fact, date: Finding[PartialDate] | None, label: str) -> Iterator[Fact]:
    """The fact with its date beside it; a date that stands elsewhere has a row of its own, with its own ground and place."""
    if date is None:
        yield fact
    elif fact.missing or date.ground is not fact.ground or not _beside(record, fact, date):
        yield fact
        yield _fact(record, label.replace(" ", "-"), label, date.value.day, date)
    else:
        spans = tuple(dict.fromkeys((*fact.spans, *date.spans)))
        note = _joined("; ", (fact.note, _remark_on(date)))
        words = fact.words or words_at(record, date.spans)
        yield replace(fact, date=date.value.day, note=note, words=words, spans=spans)


def _beside(record: Record, fact: Fact, date: Finding[PartialDate]) -> bool:
    """Whether one place shows both: a block of the text, or the same characters of the original."""
    if not fact.spans or not date.spans:
        return not fact.spans and not date.spans and fact.original[:1] == date.original[:1]
    first = fact.spans[0]
    block = next((block for block in record.document.blocks if any(span.covers(first) for span in block.spans)), None)
    return block is not None and any(span.covers(date.spans[0]) for span in block.spans)


def _title(record: Record) -> Fact:
    title = record.masthead.title
    return _fact(record, "title", "title", title.value, title) if title else _missing("title", "title")


def _no_article(record: Record) -> Iterator[Fact]:
    """That the page is no article, or only the head of one, said before anything that was read from it."""
    for number, remark in enumerate(record.remarks):
        if remark.code in NOT_WHOLE:
            label = NOT_WHOLE_LABELS[0 if remark.code == "no-article" else 1]
            yield _remark_fact(record, f"no-article-{number}", label, remark)


def _outlet(record: Record) -> Iterator[Fact]:
    masthead = record.masthead
    if masthead.publisher:
        publisher = masthead.publisher.value
        run_by = f", run by {publisher.operator}" if publisher.operator and publisher.operator != publisher.name else ""
        outlet = _fact(record, "outlet", "outlet", f"{publisher.name}{run_by}", masthead.publisher)
    else:
        outlet = _missing("outlet", "outlet")
    yield from _dated(record, outlet, masthead.published, "published")
    if masthead.published is None:
        yield _missing("published", "published")
    if masthead.modified and (masthead.published is None or masthead.modified.value.day != masthead.published.value.day):
        yield _fact(record, "updated", "updated", masthead.modified.value.day, masthead.modified)


def _origin(record: Record) -> Iterator[Fact]:
    origin = record.origin
    relation = origin.relation
    if origin.publisher:
        findings = tuple(finding for finding in (origin.publisher, origin.statement, relation) if finding)
        fact = _fact(record, "original", "original", origin.publisher.value, *findings)
        how = _RELATIONS[relation.value] if relation else None
        yield from _dated(record, replace(fact, note=_joined("; ", (how, fact.note))), origin.published, "first published")
    elif relation and relation.value is not Relation.NONE:
        own = relation.value is Relation.CONTRIB
        fact = _fact(record, "original", "original", "the outlet's own" if own else "not named", relation)
        yield replace(fact, note=_joined("; ", (_RELATIONS[relation.value], fact.note)))
    else:
        yield _missing("original", "original", "no other first publisher found")
    yield from _alike(record, "wire", "wire", ((_agency(wire.value), wire) for wire in origin.wire))
    for key, label, finding in (
        ("venue", "said on", origin.venue),
        ("medium", "medium", origin.medium),
        ("original-url", "address", origin.url),
    ):
        if finding:
            yield _fact(record, key, label, finding.value, finding)
    # A name turned down in one place is no news where it was taken in another, or where it is the author's.
    authors = {author.value.name.casefold() for author in record.masthead.authors}
    taken = _origin_names(origin)
    told = (each for each in origin.candidates if each.rejected and each.rejected not in (THE_OUTLET, THE_ORIGIN))
    rejected = [
        each
        for each in told
        if each.finding.value.casefold() not in authors and not any(same_outlet(each.finding.value, name) for name in taken)
    ]
    for fact in _alike(record, "not-original", "not original", ((each.finding.value, each.finding) for each in rejected)):
        reasons = (each.rejected for each in rejected if one_line(each.finding.value) == fact.value)
        yield replace(fact, note=_joined("; ", (*reasons, fact.note)))


def _agency(name: str) -> str:
    return "agencies, not named" if name == "unnamed" else name


def _origin_names(origin: Origin) -> tuple[str, ...]:
    return tuple(finding.value for finding in (origin.publisher, *origin.wire) if finding)


def _people(record: Record) -> Iterator[Fact]:
    authors = record.masthead.authors
    if authors:
        names = "; ".join(author.value.name for author in authors)
        byline = (record.masthead.byline,) if record.masthead.byline else ()
        fact = _fact(record, "by", "by", names, *authors, *byline)
        words = words_at(record, record.masthead.byline.spans if record.masthead.byline else authors[0].spans)
        yield replace(fact, words=None if words == fact.value else words)
    else:
        yield _missing("by", "by")
    if record.masthead.dateline:
        yield _fact(record, "dateline", "dateline", record.masthead.dateline.value, record.masthead.dateline)
    if record.masthead.language:
        yield _fact(record, "language", "language", record.masthead.language.value, record.masthead.language)
    for number, biography in enumerate(record.biographies):
        ties = (*biography.roles, *biography.affiliations)
        if ties:
            fact = _fact(record, f"ties-{number}", "author's ties", "; ".join(tie.value for tie in ties), *ties)
            yield replace(fact, words=None)  # the value is the printed words themselves
        if biography.works:
            titles = "; ".join(work.value for work in biography.works)
            yield replace(_fact(record, f"works-{number}", "works", titles, *biography.works), words=None)


def _filing(record: Record) -> Iterator[Fact]:
    filing = record.filing
    kinds = (
        ("", filing.sections),
        ("", filing.regions),
        ("", filing.themes),
        ("in-depth: ", filing.dossiers),
        ("tags: ", filing.tags),
    )
    rows = [
        (ground, prefix, [finding for finding in findings if finding.ground is ground])
        for ground in Ground
        for prefix, findings in kinds
        if any(finding.ground is ground for finding in findings)
    ]
    for ground in Ground:
        shown = [prefix + _first(finding.value for finding in findings) for of, prefix, findings in rows if of is ground]
        if shown:
            found = [finding for of, _, findings in rows if of is ground for finding in findings]
            key = f"filed-{ground.value.replace(' ', '-')}"
            yield replace(_fact(record, key, "filed", " / ".join(shown), *found), words=None)
    if not rows:
        yield _missing("filed", "filed")


def _first(values: Iterable[str]) -> str:
    """The first dozen of some headings, and how many more there are."""
    named = list(values)
    return ", ".join(named[:_HEADINGS]) + (f" and {len(named) - _HEADINGS} more" if len(named) > _HEADINGS else "")


def _rests_on(record: Record) -> Fact:
    """How many sources, and whether it is one alone: a name that is given in ten forms is one source."""
    speech = sum(quotation.kind is QuotationKind.SPEECH for quotation in record.quotations)
    stated = sum(map(answers, record.attributions))
    if not stated:
        counted = f"{_count(speech, 'quotation')}; no statement laid to a source"
        return Fact(key="rests-on", label="rests on", value=counted, missing=not speech)
    ledger = SourceLedger(record)
    sole = sole_source(record, ledger)
    loose = sum(answers(one) and not ledger.of(index) for index, one in enumerate(record.attributions)) if ledger.entries else 0
    doubtful = sum(answers(one) and is_doubtful(one) for one in record.attributions)
    notes = (
        f"a single source: all that is attributed goes back to {sole.name}" if sole else None,
        f"{_count(loose, 'statement')} whose source is not known" if loose else None,
        f"{doubtful} uncertain, with p below {limit()}" if doubtful else None,
    )
    return Fact(
        key="rests-on",
        label="rests on",
        value=f"{sources_counted(ledger)}; {_count(stated, 'statement')}, {_count(speech, 'quotation')}",
        ground=Ground.INFERRED,
        note=_joined("; ", notes),
    )


def sources_counted(ledger: SourceLedger) -> str:
    """``3 named sources, 1 unnamed``: those that say something; the outlet itself and the reader are told apart."""
    if not ledger.entries:
        return "sources not resolved"
    named = sum(entry.standing == "named" for entry in ledger.stating)
    unnamed = sum(entry.standing.startswith("unnamed") for entry in ledger.stating)
    others = [entry.kind for entry in ledger.stating if not entry.standing]
    parts = [_count(named, "named source")] if named or not unnamed else []
    parts += [f"{unnamed} unnamed" if named else _count(unnamed, "unnamed source")] if unnamed else []
    return ", ".join((*parts, *dict.fromkeys(others)))


def in_marks(words: str) -> str:
    """`words` between quotation marks, unless they bring their own."""
    return words if words[:1] in _OPENING else f"“{words}”"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shares(record: Record) -> Fact:
    counts = shares_of(record)
    if not sum(count for _, count in counts):
        return _missing("text", "text", "no body text")
    shown = [(name, share, count) for (name, share), (_, count) in zip(percentages(counts), counts, strict=True)]
    value = " | ".join(
        f"{name} {share}%" if share or not count else f"{name} <1%"
        for name, share, count in shown
        if count or name == Voice.UNDETERMINED.value
    )
    return Fact(
        key="text", label="text", value=value, ground=Ground.INFERRED, note="share of the body's characters, without cues"
    )


def _terms(record: Record) -> Iterator[Fact]:
    terms = record.terms
    yield from _alike(record, "holder", "copyright", ((_holder(holder.value), holder) for holder in terms.holders))
    if terms.licence:
        licence = terms.licence.value
        scope = f", for {licence.scope}" if licence.scope else ""
        reach = "" if licence.covers_text else "; this text is not covered"
        yield _fact(record, "licence", "licence", f"{licence.id}{scope}{reach}", terms.licence)
    yield from _reuse(record)
    if terms.fair_use:
        fact = _fact(record, "fair-use", "fair use", "claimed by the site for itself", terms.fair_use.notice)
        yield replace(fact, note=_joined("; ", ("gives the reader no permission", fact.note)))
    if terms.disclaimer:
        shown = _cut(one_line(terms.disclaimer.value), _EVIDENCE)
        yield replace(_fact(record, "disclaimer", "disclaimer", shown, terms.disclaimer), words=None)
    for number, conflict in enumerate(terms.conflicts):
        spans = tuple(dict.fromkeys(span for term in conflict.terms for span in term.spans))
        yield Fact(
            key=f"conflict-{number}",
            label="conflict",
            value=f"{conflict.code} {one_line(conflict.sentence)}",
            ground=Ground.UNRESOLVED,
            words=words_at(record, spans),
            spans=spans,
        )


def _reuse(record: Record) -> Iterator[Fact]:
    terms = record.terms
    for kind, lead in CONDITIONS.items():
        found = [condition for condition in terms.conditions if condition.value.kind is kind]
        if found:
            names = dict.fromkeys(condition_name(condition.value).rstrip(".") for condition in found)
            yield _fact(record, f"reuse-{kind.value}", "reuse", f"{lead}: {'; '.join(names)}", *found)
    if not terms.conditions and terms.statement:
        yield _fact(record, "reuse", "reuse", terms.statement.value, terms.statement)
    elif not terms.conditions:
        yield _missing("reuse", "reuse", "no terms found; without them copyright holds")
    contacts = ((f"{contact.value.address} ({_PURPOSES[contact.value.purpose]})", contact) for contact in terms.contacts)
    yield from _alike(record, "contact", "ask", contacts)


def condition_name(condition: Condition) -> str:
    """What a condition is about, in a word where there is a standard one, else as printed."""
    return "as the licence says" if condition.what == "licence" else one_line(condition.what or condition.text)


def _notes(record: Record) -> Iterator[Fact]:
    for number, remark in enumerate(record.remarks):
        if remark.code not in NOT_WHOLE:
            yield _remark_fact(record, f"note-{number}", "notes", remark)


def _remark_fact(record: Record, key: str, label: str, remark: Remark) -> Fact:
    spans = (remark.span,) if remark.span else ()
    value, words = one_line(remark.sentence), words_at(record, spans)
    quoted = value.removesuffix("…").partition(": ")[2]  # a sentence that quotes the words may have cut them itself
    told = words is None or words in value or (quoted != "" and words.startswith(quoted))
    return Fact(key=key, label=label, value=value, words=None if told else words, spans=spans)
