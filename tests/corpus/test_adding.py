"""Items that are added are read on all cores, in order, and a run that is repeated or was killed ends in the same library."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from sayso.corpus.adding import add_items
from sayso.corpus.reading import How, read_items
from sayso.intake.gather import Item, Refused
from sayso.store.library import Added, open_library
from tests.store.items import page

RULES = How(model="none")


def articles(count: int) -> list[Item]:
    return [
        Item(
            data=page(f"Lock {number} closes", f"The lock number {number} closes on Monday, Jorun Ashby said."),
            place=f"made:{number}",
        )
        for number in range(count)
    ]


def test_processes_read_the_same_in_the_same_order_as_one(tmp_path: Path) -> None:
    items = [
        *articles(12),
        Refused(place="made:x", reason="no such thing", remedy="leave it out"),
        Item(data=b"  ", place="made:y"),
    ]
    alone = list(read_items(items, How(model="none", processes=1)))
    together = list(read_items(items, How(model="none", processes=2)))
    assert alone == together
    assert [one.place for one in together] == [item.place for item in items]
    assert isinstance(together[-1], Refused)
    assert together[-1].reason == "the input is empty"


def test_a_second_run_says_unchanged_and_reads_nothing(tmp_path: Path) -> None:
    with open_library(str(tmp_path / "news.db"), create=True) as library:
        first = list(add_items(library, articles(5), RULES))
        assert [one.added for one in first] == [Added.NEW] * 5
        before = list(library.dump())
        again = list(add_items(library, articles(5), RULES))
        assert [one.added for one in again] == [Added.UNCHANGED] * 5
        assert list(library.dump()) == before


def test_an_item_twice_in_one_run_is_one(tmp_path: Path) -> None:
    item = articles(1)[0]
    with open_library(str(tmp_path / "news.db"), create=True) as library:
        outcomes = list(add_items(library, [item, item], RULES))
    assert [one.added for one in outcomes] == [Added.NEW, Added.UNCHANGED]


def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    items = [articles(1)[0], Item(data=b"%PDF-1.4 broken", place="bad.pdf"), articles(2)[1]]
    with open_library(str(tmp_path / "news.db"), create=True) as library:
        outcomes = list(add_items(library, items, RULES))
        assert len(library) == 2
    assert {one.place for one in outcomes if one.refused} == {"bad.pdf"}


KILLED = """
import sys
from pathlib import Path
from sayso.corpus.adding import add_items
from sayso.corpus.reading import How
from sayso.store.library import open_library
from tests.corpus.test_adding import articles
if __name__ == "__main__":
    with open_library(sys.argv[1], create=True) as library:
        for outcome in add_items(library, articles(int(sys.argv[2])), How(model="none", processes=int(sys.argv[3]))):
            print(outcome.place, flush=True)
"""


def run(place: Path, count: int, processes: int, kill_after: float | None = None) -> int:
    root = Path(__file__).parents[2]
    script = place.parent / "run.py"
    script.write_text(KILLED)
    environment = os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"}
    process = subprocess.Popen(
        [sys.executable, script, place, str(count), str(processes)],
        stdout=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    if kill_after is not None:
        time.sleep(kill_after)
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def test_a_killed_run_loses_nothing_that_was_written_and_goes_on_where_it_was(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    assert run(whole, 60, 2) == 0
    for after in (1.5, 2.2):
        run(killed, 60, 2, kill_after=after)
    assert run(killed, 60, 2) == 0
    with open_library(str(whole)) as one, open_library(str(killed)) as other:
        assert other.database.run("PRAGMA integrity_check") == [("ok",)]
        assert list(one.dump()) == list(other.dump())
