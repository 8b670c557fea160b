"""How are originals fetched that some articles link to?  Few, from no long chain, each failure a line."""

from collections.abc import Callable

from sayso.cli.inputs import reason_of
from sayso.cli.printing import complain
from sayso.errors import FetchError, SaysoError
from sayso.export.originals import missing_originals
from sayso.export.whereabouts import Read

MOST = 10
"""Pages fetched in one call: a family rarely names more than one or two, and it was pages that named them, not a person."""
DEEPEST = 2
"""Links followed one after another: from a copy of a copy to the first.  Longer chains lead away from the text."""


def fetch_originals(
    read: dict[str, Read], read_one: Callable[[str], Read]
) -> tuple[dict[str, tuple[str, ...]], list[SaysoError]]:
    """Add to `read` the originals that its articles link to and that are not among them.

    Gives the names of what was added, each with the items that gave its address, and what could not be read, which is said.
    """
    fetched: dict[str, tuple[str, ...]] = {}
    failed: list[SaysoError] = []
    asked: set[str] = set()
    for _ in range(DEEPEST):
        missing = missing_originals({name: one.record for name, one in read.items()})
        for address, givers in missing.items():
            if address in asked:
                continue
            if len(asked) == MOST:
                error: SaysoError = FetchError(
                    f"{MOST} originals were asked for, and no more are", f"give it yourself: {address}"
                )
                complain(error.reason, error.remedy)
                return fetched, [*failed, error]
            asked.add(address)
            try:
                one = read_one(address)
            except SaysoError as error:
                complain(reason_of(error, address), error.remedy)
                failed.append(error)
                continue
            # Led on by a redirect, it may turn out to be one that is there already.
            urls = {held.record.document.capture.url: name for name, held in read.items()}
            if one.record.document.capture.url not in urls:
                read[one.name] = one
                fetched[one.name] = givers
    return fetched, failed
