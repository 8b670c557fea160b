"""What should an editor look at again?  A declared list of checks; each knows its code, why it matters, and how to look."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from sayso.cli.sourcing import (
    Found,
    find_headline_quotations,
    find_single_source,
    find_unclaimed,
    find_undetermined,
    find_unexplained,
    find_unnamed_figures,
)
from sayso.cli.undeclared import CODE
from sayso.model.document import NOT_WHOLE, Role
from sayso.model.record import Record


class Check(Struct, frozen=True):
    """One thing to look for.  `because` is what ``--explain`` prints: why it matters and what to do.

    A `notice` is something to know rather than to mend; places where code is reviewed show it more quietly.
    """

    code: str
    name: str
    because: str
    find: Callable[[Record], Iterator[Found]]
    notice: bool = False


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


def _among_others(_: Record) -> Iterator[Found]:
    """Nothing that one record says: see `sayso.cli.undeclared`."""
    return iter(())


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
        CODE,
        "copy not declared",
        """\
The text is another outlet's, and the page does not say so: it names no first publisher, no agency and not that outlet.  Looked
for among the articles that are checked together, and in the library for those that are named by id.  Who copied whom is inferred;
`sayso trace FILE FILE` and `sayso origin ID` show from what.

What to do: name the source as its terms ask, or take the text down.  If both have it from a third, name that.""",
        _among_others,
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
        "SV101",
        "undetermined voice",
        """\
Passages carry a source's report on without saying so, and nothing shows that the outlet speaks: a careful reader cannot tell
who answers for them.  One notice a piece, at its longest such passage; short clauses are left out.

What to do: add "she said" where it is the source's, or say how the outlet knows.  `sayso show FILE --html OUT` marks every such
passage with dots.""",
        find_undetermined,
        notice=True,
    ),
    Check(
        "SV102",
        "quotation without a source",
        """\
Words stand between quotation marks in the body, as somebody's speech, and nobody is named who says them.  A reader gives them
to whoever was quoted last.  Titles, and quotations of fewer than four words, are not meant.

What to do: name the speaker in the sentence or just before it.""",
        find_unclaimed,
    ),
    Check(
        "SV103",
        "single source",
        """\
Everything that is attributed goes back to one source, in however many forms it is named.  What one source says is not yet
confirmed by a second.  Nothing is said where a second source is possible: where a statement or a quotation is laid to nobody
known.  An interview or an announcement has one source by its nature.

What to do: ask a second source that does not depend on the first, or tell the reader that there is one.""",
        find_single_source,
        notice=True,
    ),
    Check(
        "SV104",
        "unnamed source carries a figure",
        """\
A number or a share stands in what only somebody without a name is said to say.  Nobody can be asked where it comes from.
Dates, times and ordinals are not meant, nor statements whose attribution is uncertain.

What to do: find a named source or a document for the figure, or say why the name is left out and how the figure was checked.""",
        find_unnamed_figures,
    ),
    Check(
        "SV105",
        "anonymity without a printed reason",
        """\
Somebody is quoted word for word without a name, and the article does not say why the name is left out.  Groups, and people whose
words are only reported, are not meant.

What to do: name the source, or print the reason ("who was not authorised to speak").""",
        find_unexplained,
    ),
    Check(
        "SV106",
        "headline quotation absent from the body",
        """\
The headline puts words between quotation marks that nobody says in the body in that wording.  They may be shortened,
translated differently, or put together by the desk; a reader takes them for somebody's words.

What to do: quote what the body quotes, or drop the marks.""",
        find_headline_quotations,
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
