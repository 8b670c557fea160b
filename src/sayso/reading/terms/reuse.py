"""What may a reader do with the text?  The sentences that permit, forbid or condition reuse, their clauses, and whom to ask."""

import re
from collections.abc import Iterator

from msgspec import Struct

from sayso.language.copyright import find_copyright_lines
from sayso.language.outlets import same_outlet
from sayso.language.terms import TermWords, find_term_words
from sayso.model.document import Role
from sayso.model.finding import Finding, Ground, Maker, Zone, rule
from sayso.model.record import Condition, ConditionKind, Contact, ContactPurpose
from sayso.reading.terms.lines import TermsLine, sentences_of

_STATEMENT = rule("terms/reuse-sentence")
_GRANT = rule("terms/grant")
_CLAUSE = rule("terms/clause")
_CONTACT = rule("terms/contact")
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_OWN_MATTER = re.compile(
    r"\b(?:this|these|our|all|any)\s+(?:\w+\s+)?(?:article|story|text|post|piece|report|material|content|contents|work|copy|column|site)s?\b|\bre(?:print|publi|produc)\w+",
    re.IGNORECASE,
)
_FAIR_USE = re.compile(r"[\"“]?fair (?:use|dealing)|copyrighted material", re.IGNORECASE)
_CONNECTIVE = re.compile(
    r"[,;:]?\s+(?:as long(?:\s+as)?|so long(?:\s+as)?|provid(?:ed|ing)(?:\s+that)?|"
    r"on (?:the )?condition(?:\s+that)?|if|but only if|only if)\s+"
    r"|[,;]\s+(?:but\s+)?(?:please\s+)?(?=(?:you )?must\b|with (?:proper |full |due )?(?:credit|attribution|a link))"
    r"|\s+(?=with (?:proper |full |due |appropriate )?(?:credit|attribution|a (?:hyper)?link|acknowledge?ment))",
    re.IGNORECASE,
)
_AND = re.compile(
    r",?\s+(?=(?:together|along) with\b|as well as\b|and (?:a |an |the )?(?:hyper)?link|"
    r"and (?:that|you|do|please|provide|include|link|credit|keep|the text)\b)"
    r"|;\s+(?:and\s+)?",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"\b(?:on|in|for|at|to|by|within)\s+(?:(?:any|all|other|their|your|a|an)\s+)?"
    r"(?:non-?\s?(?:profit|commercial)|not-for-profit|community|school|university|educational?|academic|personal|local|small|private|public|internal|independent)"
    r"(?:[\w\s,/-]{0,60}?)\b(?:sites?|websites?|blogs?|outlets?|news\s?papers?|newsletters?|media|publications?|pages?|use|uses|purposes?|organi[sz]ations?|groups?|readers|papers?|classrooms?)\b",
    re.IGNORECASE,
)
_WHAT = (
    ("link back", re.compile(r"\b(?:hyper-?)?link", re.IGNORECASE)),
    (
        "attribution",
        re.compile(r"credit|source|attribut|acknowledg|\bnamed?\b|\bcit(?:e|ed|ation)\b|byline|copyright", re.IGNORECASE),
    ),
    (
        "unchanged",
        re.compile(
            r"unchanged|unaltered|unedited|not (?:be )?(?:edit|alter|chang)|in (?:its )?(?:full|entirety)|complete", re.IGNORECASE
        ),
    ),
    ("notice", re.compile(r"\b(?:notif|inform|tell us|let us know|e-?mail)", re.IGNORECASE)),
    ("counter", re.compile(r"pixel|counter|tracking|html code", re.IGNORECASE)),
    ("non-commercial", re.compile(r"non-?commercial", re.IGNORECASE)),
)
_CROSS_POST = re.compile(r"\b(?:cross-?post|re-?post)", re.IGNORECASE)
_RESERVED_WHAT = (
    ("commercial", re.compile(r"\bcommercial", re.IGNORECASE)),
    ("print", re.compile(r"\bprint\b", re.IGNORECASE)),
)
_KINDS = {
    "permits": ConditionKind.PERMITS,
    "requires": ConditionKind.REQUIRES,
    "reserves": ConditionKind.RESERVES,
    "prohibits": ConditionKind.PROHIBITS,
    "limits": ConditionKind.LIMITS,
}
_MEDIA = re.compile(
    r"\b(?:media|press|presse)\b.{0,30}\b(?:inquir|enquir|contact|request|anfrage|office|quer)|^\W*(?:media|press)\b",
    re.IGNORECASE,
)
_SHORTEST = 3
"""Words of a term at least: "Reproduction is prohibited." has three, a link label such as "Republish" has one or two."""


class Reuse(Struct, frozen=True, kw_only=True):
    """What was found, as the fields of `Terms` of the same names."""

    statement: Finding[str] | None
    grants: tuple[Finding[str], ...]
    conditions: tuple[Finding[Condition], ...]
    contacts: tuple[Finding[Contact], ...]


class _Term(Struct, frozen=True):
    """One sentence about reuse: its place in its line and the words that make it one."""

    line: TermsLine
    start: int
    end: int
    words: tuple[TermWords, ...]

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def kind(self) -> str:
        """What the sentence does as a whole: a ban that can be lifted by asking is a reservation."""
        kinds = [word.kind for word in self.words]
        for kind in ("permits", "reserves", "prohibits", "requires", "limits"):
            if kind in kinds:
                return "reserves" if kind == "permits" and "prohibits" in kinds and "reserves" in kinds else kind
        return "states"


def read_reuse(lines: tuple[TermsLine, ...], addressed: tuple[TermsLine, ...], agencies: tuple[str, ...]) -> Reuse:
    """Read the reuse sentences of the lines.  `addressed` are further lines that may hold an address to write to; `agencies`
    are those whose text this is, for terms that speak of an agency's texts alone."""
    terms = [term for line in lines for term in _terms(line, agencies)]
    nearest = min(terms, key=lambda term: (term.line.nearness, term.kind == "states"), default=None)
    return Reuse(
        statement=_finding(nearest, _STATEMENT) if nearest else None,
        grants=tuple(_finding(term, _GRANT) for term in terms if term.kind == "permits"),
        conditions=tuple(condition for term in terms for condition in _conditions(term)),
        contacts=tuple(contact for line in addressed for contact in _contacts(line, terms)),
    )


def _terms(line: TermsLine, agencies: tuple[str, ...]) -> Iterator[_Term]:
    if line.picture or line.block.role in (Role.HEADLINE, Role.STANDFIRST, Role.NAVIGATION, Role.BYLINE):
        return
    in_body = line.block.role is Role.BODY
    if (in_body and line.zone is not Zone.BODY_TAIL) or _is_fair_use(line.text):
        return
    rights = list(find_copyright_lines(line.text))
    scoped = [
        statement.start
        for statement in rights
        if statement.scope and not any(same_outlet(statement.scope, agency) for agency in agencies)
    ]
    for start, end in sentences_of(line.text):
        sentence = line.text[start:end]
        if scoped and start >= scoped[0]:
            return  # what follows "Agency articles: Copyright ..." is about those
        if len(sentence.split()) < _SHORTEST or sentence.endswith("?"):
            continue
        words = find_term_words(sentence)
        if words and (not in_body or rights or _OWN_MATTER.search(sentence) or words[0].kind == "states"):
            yield _Term(line, start, end, words)


def _is_fair_use(text: str) -> bool:
    return len(_FAIR_USE.findall(text[:2000])) > 1


def _finding(term: _Term, by: Maker) -> Finding[str]:
    return Finding(
        value=term.text,
        ground=Ground.PRINTED,
        by=by,
        spans=term.line.place(term.start, term.end),
        zone=term.line.zone,
    )


def _conditions(term: _Term) -> Iterator[Finding[Condition]]:
    """The clauses of a term; a sentence without clauses is one condition."""
    kind = term.kind
    if kind == "states":
        return
    if kind == "reserves":
        yield _condition(term, term.start, term.end, ConditionKind.RESERVES, _what(term.text, _RESERVED_WHAT))
        return
    what = next((word.what for word in term.words if word.kind == kind), None)
    if kind != "permits":
        yield _condition(term, term.start, term.end, _KINDS[kind], what)
        return
    connective = _CONNECTIVE.search(term.text, term.words[0].end)
    granted = connective.start() if connective else len(term.text)
    what = "cross-post" if _CROSS_POST.search(term.text, 0, granted) else what
    yield _condition(term, term.start, term.start + granted, ConditionKind.PERMITS, what)
    scope = _SCOPE.search(term.text, 0, granted)
    if scope:
        yield _condition(term, term.start + scope.start(), term.start + scope.end(), ConditionKind.LIMITS, None)
    if connective:
        yield from _required(term, connective.end())


def _required(term: _Term, at: int) -> Iterator[Finding[Condition]]:
    end = len(term.text.rstrip(" .!"))
    for separator in [*_AND.finditer(term.text, at, end), None]:
        stop = separator.start() if separator else end
        clause = term.text[at:stop]
        if clause.strip():
            yield _condition(term, term.start + at, term.start + stop, ConditionKind.REQUIRES, _what(clause, _WHAT))
        at = separator.end() if separator else end


def _what(text: str, names: tuple[tuple[str, re.Pattern[str]], ...]) -> str | None:
    return next((name for name, pattern in names if pattern.search(text)), None)


def _condition(term: _Term, start: int, end: int, kind: ConditionKind, what: str | None) -> Finding[Condition]:
    return Finding(
        value=Condition(kind, term.line.text[start:end], what),
        ground=Ground.PRINTED,
        by=_CLAUSE,
        spans=term.line.place(start, end),
        zone=term.line.zone,
    )


def _contacts(line: TermsLine, terms: list[_Term]) -> Iterator[Finding[Contact]]:
    for found in _EMAIL.finditer(line.text):
        purpose = ContactPurpose.OTHER
        if any(term.line.index == line.index and term.start <= found.start() < term.end for term in terms):
            purpose = ContactPurpose.REUSE
        elif _MEDIA.search(line.text[max(0, line.text.rfind("\n", 0, found.start())) : found.start()][-120:]):
            purpose = ContactPurpose.MEDIA
        yield Finding(
            value=Contact(found.group(), purpose),
            ground=Ground.PRINTED,
            by=_CONTACT,
            spans=line.place(found.start(), found.end()),
            zone=line.zone,
        )
