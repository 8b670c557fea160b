"""How far a long run is, as it is said."""

from pathlib import Path
from types import SimpleNamespace

from sayso.cli.progress import Progress
from sayso.intake.items import Meter, find_items
from tests.intake.make_archives import packed, stories


def test_where_the_number_is_known_the_items_say_how_far_it_is() -> None:
    progress = Progress("read", total=4000, clock=lambda: 0.0)
    progress.done = 1000
    assert progress.state(100.0) == "1,000 of 4,000 read, 10 a second, 5:00 left"


def test_where_it_is_not_the_bytes_do() -> None:
    meter = SimpleNamespace(total=2 << 30, read=0)
    progress = Progress("items", clock=lambda: 0.0, meter=meter)
    progress.done = 20
    assert progress.state(10.0) == "20 items, 2.0 a second, 0% of 2048 MiB"
    meter.read = 1 << 29
    assert progress.state(10.0) == "20 items, 2.0 a second, 25% of 2048 MiB, 0:30 left"
    meter.total = None
    assert progress.state(10.0) == "20 items, 2.0 a second"


def test_the_bytes_of_files_are_followed_to_their_end(tmp_path: Path) -> None:
    places = [str(tmp_path / name) for name in ("a.warc.gz", "b.warc", "c.html")]
    records = stories(60)
    for place, data in zip(places, (packed(records), b"".join(records), b"<p>The ferry sails.</p>"), strict=True):
        Path(place).write_bytes(data)
    meter = Meter(places)
    assert (meter.read, meter.total) == (0, sum(Path(place).stat().st_size for place in places))
    reached = [meter.read for place in places for _ in find_items(place, meter=meter)]
    assert reached == sorted(reached)
    assert len(set(reached)) > 5
    assert meter.read == meter.total
    assert Meter([str(tmp_path)]).total is None
    assert Meter([places[0], "https://amsel.example/"]).total is None
