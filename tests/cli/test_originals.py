"""`sayso trace --follow` fetches the originals that articles link to: few, once, and only from hosts that may be asked."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.cli.originals import MOST
from tests.cli.test_kinship import folder, sayso  # noqa: F401  # a fixture that holds for every test
from tests.intake.site import Answer, Site
from tests.store.items import page
from tests.tracing.test_descent import BREAD, LOCK, MORE

HTML = {"Content-Type": "text/html; charset=utf-8"}
ORIGINAL = page("Lock shut at Sarn Weir", LOCK, MORE, outlet="Sarn Gazette", date="2031-04-09")


@pytest.fixture
def serve() -> Iterator[Callable[[dict[str, Answer]], Site]]:
    sites: list[Site] = []

    def start(pages: dict[str, Answer]) -> Site:
        site = Site(pages)
        threading.Thread(target=site.server.serve_forever, args=(0.02,), daemon=True).start()
        sites.append(site)
        return site

    yield start
    for site in sites:
        site.server.shutdown()
        site.server.server_close()


def crediting(url: str, outlet: str = "Quill Courier", text: str = LOCK) -> bytes:
    """A copy that says where it is from, with a link."""
    credit = f'This article was originally published by the <a href="{url}">Sarn Gazette</a>.'
    return page("Weir closed", text, credit, outlet=outlet, date="2031-04-10")


def trace(*arguments: str, local: bool = True):  # a finished process
    allowed = ("--allow-private", "127.0.0.1") if local else ()
    return sayso("trace", *arguments, "--model", "none", "--no-phrases", *allowed)


def test_an_original_that_is_linked_is_fetched_and_traced(tmp_path: Path, serve: Callable[..., Site]) -> None:
    site = serve({"/lock": (200, HTML, ORIGINAL)})
    (tmp_path / "copy.html").write_bytes(crediting(site.url("/lock")))
    told = json.loads(trace("copy.html", "--follow", "--json").stdout)
    copy, original = told["items"]
    assert (original["name"], original["fetched_for"], copy["original"]) == (site.url("/lock"), ["copy.html"], None)
    assert copy["copied_from"] == original["name"]
    assert [path for path, _ in site.asked] == ["/robots.txt", "/lock"]
    shown = trace("copy.html", "--follow")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "fetched: 1 gives this address as the original’s" in shown.stdout
    assert "not among these" not in shown.stdout


def test_without_follow_a_line_names_it_and_nothing_is_asked(tmp_path: Path, serve: Callable[..., Site]) -> None:
    site = serve({"/lock": (200, HTML, ORIGINAL)})
    (tmp_path / "copy.html").write_bytes(crediting(site.url("/lock")))
    (tmp_path / "other.html").write_bytes(crediting(site.url("/lock#top"), outlet="Brennick Post"))
    done = trace("copy.html", "other.html")
    assert done.returncode == 0
    assert "originals that are not among these; --follow fetches them" in done.stdout
    assert [line for line in done.stdout.splitlines() if "http://" in line] == [f"  1, 2  {site.url('/lock')}"]
    assert site.asked == []


def test_what_is_among_them_is_not_fetched_again(tmp_path: Path, serve: Callable[..., Site]) -> None:
    site = serve({"/lock": (200, HTML, ORIGINAL)})
    (tmp_path / "copy.html").write_bytes(crediting(site.url("/lock")))
    done = trace("copy.html", site.url("/lock"), "--follow")
    assert "not among these" not in done.stdout
    assert "fetched: " not in done.stdout
    assert [path for path, _ in site.asked] == ["/robots.txt", "/lock"]


def test_an_original_that_moved_counts_as_fetched(tmp_path: Path, serve: Callable[..., Site]) -> None:
    site = serve({"/lock": (301, {"Location": "/2031/lock"}, b""), "/2031/lock": (200, HTML, ORIGINAL)})
    (tmp_path / "copy.html").write_bytes(crediting(site.url("/lock")))
    done = trace("copy.html", "--follow")
    assert "2 of 2 items are copies" in done.stdout
    assert "not among these" not in done.stdout


def test_a_failure_is_one_line_and_the_rest_is_traced(tmp_path: Path, serve: Callable[..., Site]) -> None:
    site = serve({})
    (tmp_path / "copy.html").write_bytes(crediting(site.url("/gone")))
    (tmp_path / "bread.html").write_bytes(page("Bread", BREAD))
    done = trace("copy.html", "bread.html", "--follow")
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "there is no page at" in done.stderr
    assert "originals that are not among these under the address given" in done.stdout


def test_robots_txt_and_private_hosts_are_minded(tmp_path: Path, serve: Callable[..., Site]) -> None:
    site = serve({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /lock"), "/lock": (200, HTML, ORIGINAL)})
    (tmp_path / "copy.html").write_bytes(crediting(site.url("/lock")))
    assert "robots.txt" in trace("copy.html", "--follow").stderr
    refused = trace("copy.html", "--follow", local=False)
    assert (refused.returncode, [path for path, _ in site.asked]) == (4, ["/robots.txt"])
    assert "not a public one" in refused.stderr


def test_chains_end_after_two_links(tmp_path: Path, serve: Callable[..., Site]) -> None:
    first = serve({"/lock": (200, HTML, ORIGINAL)})
    second = serve({"/2": (200, HTML, crediting(first.url("/lock", "127.1"), outlet="Brennick Post"))})
    third = serve({"/3": (200, HTML, crediting(second.url("/2"), outlet="Lanternfield Review"))})
    (tmp_path / "copy.html").write_bytes(crediting(third.url("/3", "127.1")))  # another spelling is another host
    told = json.loads(trace("copy.html", "--follow", "--json", "--allow-private", "127.1").stdout)
    assert [item["name"] for item in told["items"][1:]] == [third.url("/3", "127.1"), second.url("/2")]
    assert told["items"][2]["original"] == first.url("/lock", "127.1")
    assert first.asked == []


def test_no_more_than_ten_are_asked_for(tmp_path: Path) -> None:
    for number in range(MOST + 2):
        (tmp_path / f"{number:02}.html").write_bytes(crediting(f"http://127.0.0.1:9/{number}", text=f"{LOCK} {number}"))
    done = trace(*(f"{number:02}.html" for number in range(MOST + 2)), "--follow", local=False)
    assert done.returncode == 4
    assert done.stderr.count("\n") == MOST + 1
    assert "10 originals were asked for, and no more are" in done.stderr
