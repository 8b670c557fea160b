"""What does the site disclaim, and what does it claim?  Disclaimers, fair-use notices, and the domain that prints them."""

import re

from sayso.language.terms import find_term_words
from sayso.model.document import Role
from sayso.model.finding import Finding, Ground, Maker, rule
from sayso.model.record import FairUse
from sayso.reading.terms.lines import TermsLine, sentences_of

_DISCLAIMER = rule("terms/disclaimer")
_FAIR_USE = rule("terms/fair-use")
_SITE = rule("terms/site")
_HEADING = re.compile(r"\W{0,3}((?:disclaimer|haftungsausschluss|avertissement)\b\s*:?)\s*", re.IGNORECASE)
_SHORTEST = 20
"""Code points of a disclaimer at least: what stands behind a link's label is shorter."""
_DISCLAIMS = re.compile(
    r"\b(?:not (?:be )?(?:responsible|liable)|sole responsibility|responsibility of|does not answer|"
    r"do not (?:necessarily )?(?:reflect|represent)|"
    r"(?:views|opinions) (?:and opinions )?(?:expressed|set out|in this)|are (?:those of|solely)|no liability|not necessarily)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"[\"“'‘]?\bfair (?:use|dealing)\b", re.IGNORECASE)
_COPYRIGHTED = re.compile(r"\bcopyright(?:ed)?\b", re.IGNORECASE)
_NO_AUTHORISATION = re.compile(
    r"\b(?:the use of which|whose (?:owners?|authors?|use)|which|that)\b"
    r"[^.]{0,60}?\bnot\b[^.]{0,120}?\bauthori[sz](?:ed|ation)[^.]{0,80}",
    re.IGNORECASE,
)
_WITHOUT_PROFIT = re.compile(r"\b(?:without (?:any )?profit|not[- ]for[- ]profit|non-?profit)\b", re.IGNORECASE)
_REQUEST = re.compile(r"^\W*(?:if|should) you\b.{0,200}\bpermission\b", re.IGNORECASE | re.DOTALL)
_DOMAIN = re.compile(
    r"(?<![@\w/.-])(?:[wW]{3}\.(?:[\w-]{1,63}\.){1,3}[a-zA-Z]{2,14}"
    r"|(?:[a-z0-9-]{1,63}\.){1,3}(?:com|org|net|edu|gov|info|news|eu|de|fr|uk|ca|au|es|it|nl|ch|at|ie|in|example))(?![\w@])"
)
"""A host with www, or in small letters under a common top-level domain: a full stop without a blank behind it is neither."""


def read_disclaimer(lines: tuple[TermsLine, ...]) -> tuple[Finding[str] | None, Finding[str] | None]:
    """The heading of the disclaimer and its sentences, without the terms of reuse that follow in the same paragraph."""
    heading: Finding[str] | None = None
    for line in lines:
        if line.block.role in (Role.BODY, Role.NAVIGATION) or line.picture:
            continue
        opening = _HEADING.match(line.text)
        if opening:
            heading = _found(line, opening.start(1), opening.end(1), _DISCLAIMER)
        start = opening.end() if opening else 0
        sentences = [(first, last) for first, last in sentences_of(line.text) if last > start]
        if not sentences or not (opening or _DISCLAIMS.search(line.text[sentences[0][0] : sentences[0][1]])):
            continue
        end = start
        for first, last in sentences:
            if find_term_words(line.text[max(first, start) : last]):
                break
            end = last
        if end - start > _SHORTEST:
            return heading, _found(line, start, end, _DISCLAIMER)
    return heading, None


def read_fair_use(lines: tuple[TermsLine, ...]) -> FairUse | None:
    """The notice by which a site claims fair use for texts of others."""
    for line in lines:
        if line.block.role is Role.BODY or not (_NOTICE.search(line.text) and _COPYRIGHTED.search(line.text)):
            continue
        nonprofit, request = None, None
        for start, end in sentences_of(line.text):
            sentence = line.text[start:end]
            profit = _WITHOUT_PROFIT.search(sentence)
            if profit and not nonprofit:
                nonprofit = _found(line, start, start + profit.end(), _FAIR_USE)
            if _REQUEST.search(sentence) and not request:
                request = _found(line, start, end, _FAIR_USE)
        unauthorised = _NO_AUTHORISATION.search(line.text)
        return FairUse(
            notice=_found(line, 0, len(line.text), _FAIR_USE),
            no_authorisation=_found(line, unauthorised.start(), unauthorised.end(), _FAIR_USE) if unauthorised else None,
            nonprofit=nonprofit,
            request=request,
        )
    return None


def read_site(lines: tuple[TermsLine, ...]) -> Finding[str] | None:
    """The domain that the page's own terms are printed for; the domain of an address to write to is not meant."""
    for line in lines:
        if line.block.role is Role.TERMS and not line.footer:
            found = _DOMAIN.search(line.text)
            if found:
                return _found(line, found.start(), found.end(), _SITE)
    return None


def _found(line: TermsLine, start: int, end: int, by: Maker) -> Finding[str]:
    end = start + len(line.text[start:end].rstrip())
    return Finding(
        value=" ".join(line.text[start:end].split()),
        ground=Ground.PRINTED,
        by=by,
        spans=line.place(start, end),
        zone=line.zone,
    )
