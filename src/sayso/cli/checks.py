"""What should an editor look at again?  A declared list of checks; each knows its code, why it matters, and how to look."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from sayso.model.document import NOT_WHOLE, Role
from sayso.model.record import Record
from sayso.model.span import Span


class Found(Struct, frozen=True):
    """Something a check found: the sentence that is printed, and its place in the text if it has one."""

    sentence: str
    span: Span | None = None


class Check(Struct, frozen=True):
    """One thing to look for.  `because` is what ``--explain`` prints: why it matters and what to do."""

    code: str
    name: str
    because: str
    find: Callable[[Record], Iterator[Found]]


def _headline_quotations(record: Record) -> Iterator[Found]:
    for remark in record.remarks:
        if remark.code == "headline-quotation-absent":
            yield Found(remark.sentence, remark.span)


def _conflicts(record: Record) -> Iterator[Found]:
    for conflict in record.terms.conflicts:
        if conflict.code == "RU401":
            yield Found(conflict.sentence, next((span for term in conflict.terms for span in term.spans), None))


def _no_article(record: Record) -> Iterator[Found]:
    remark = next((remark for remark in record.remarks if remark.code in NOT_WHOLE), None)
    if remark:
        yield Found(remark.sentence, remark.span)
    elif not record.document.blocks_of(Role.BODY):
        yield Found("no body text was found", None)


# Codes do not change their meaning; a check that is given up leaves its number unused.
CHECKS = (
    Check(
        "EX501",
        "no article",
        """\
The file could be read, but no article was found in it: a consent wall, the stub of a paywall, a page that says "not found"
with status 200, or a page of another kind.  Nothing read from such a page should be taken for what an outlet published.

What to do: open the page in a browser, accept or log in as its readers do, and save what is then shown.""",
        _no_article,
    ),
    Check(
        "RU401",
        "terms conflict",
        """\
Two reuse terms on the page cannot both be taken at their word: an outlet grants the cross-posting of a text whose copyright
line names somebody else.  sayso shows both and settles nothing.

What to do: ask the holder named nearest to the text.  This is not legal advice.""",
        _conflicts,
    ),
    Check(
        "SV106",
        "headline quotation absent from the body",
        """\
The headline puts words between quotation marks that nobody says in the body in that wording.  They may be shortened,
translated differently, or put together by the desk; a reader takes them for somebody's words.

What to do: quote what the body quotes, or drop the marks.""",
        _headline_quotations,
    ),
)


def find_checks(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Check, ...]:
    """The checks whose code begins with one of `select` (all, if empty) and with none of `ignore`."""
    return tuple(
        check
        for check in CHECKS
        if (not select or check.code.startswith(tuple(select))) and not (ignore and check.code.startswith(tuple(ignore)))
    )


def unknown_codes(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `codes` that no check's code begins with."""
    return tuple(code for code in codes if not any(check.code.startswith(code) for check in CHECKS))
