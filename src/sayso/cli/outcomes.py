"""How is it told what became of items on their way into the library?  One line for what failed, one for the whole."""

from collections import Counter

from sayso.cli.printing import complain, tell
from sayso.corpus.adding import Outcome
from sayso.store.library import Added

REFUSED = "refused"
NAMES = (*(one.value for one in Added), REFUSED)
"""What can become of an item, in the order in which it is told."""
_PARTIAL, _UNREADABLE = 4, 5


def tell_outcome(outcome: Outcome, counts: Counter[str]) -> None:
    """Count an outcome, and say on standard error what was refused or passed over."""
    if outcome.passed is not None:
        tell(f"{outcome.place}: {outcome.passed.count:,} passed over ({outcome.passed.reason})")
    elif outcome.refused is not None:
        reason = outcome.refused.reason
        complain(reason if outcome.place in reason else f"{outcome.place}: {reason}", outcome.refused.remedy)
        counts[REFUSED] += 1
    elif outcome.added is not None:
        counts[outcome.added.value] += 1


def summary(counts: Counter[str], held: int) -> str:
    """``812 items: 700 new, 110 unchanged, 2 refused; the library holds 1,520``."""
    parts = ", ".join(f"{counts[name]:,} {name}" for name in NAMES if counts[name])
    total = counts.total()
    return f"{total:,} item{'' if total == 1 else 's'}{': ' + parts if parts else ''}; the library holds {held:,}"


def status_of(counts: Counter[str]) -> int:
    """The exit status: done, in part, or nothing at all could be read."""
    if not counts[REFUSED]:
        return 0
    return _PARTIAL if counts.total() > counts[REFUSED] else _UNREADABLE
