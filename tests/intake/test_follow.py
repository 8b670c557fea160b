"""Feeds followed politely: only for changes, with pauses, later when asked; and interrupted anywhere without loss."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sayso.errors import BusyError, FetchError, UsageError
from sayso.intake.fetch import Validators, fetch
from sayso.intake.follow import TRIES, Following, Step, follow_feed
from sayso.intake.gather import Item, Passed, Refused
from sayso.intake.manners import Manners
from tests.intake.make_archives import BOMB, STORY, rss
from tests.intake.site import Answer, Site

NOW = datetime(2031, 4, 9, 10, 30, tzinfo=UTC)
HTML = {"Content-Type": "text/html; charset=utf-8"}
RSS = {"Content-Type": "application/rss+xml"}
Serve = Callable[..., Site]


class Clock:
    """Time that passes only by waiting."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waited.append(seconds)

    def manners(self) -> Manners:
        return Manners(clock=self, sleep=self.sleep)


def follow(state: Following, now: datetime = NOW, clock: Clock | None = None) -> Iterator[Step]:
    return follow_feed(state, now, manners=(clock or Clock()).manners(), allow_private=("127.0.0.1",))


def pages(*numbers: int, **more: Answer) -> dict[str, Answer]:
    return {
        "/feed": (
            200,
            RSS | {"ETag": '"one"', "Last-Modified": "Wed, 09 Apr 2031 10:00:00 GMT"},
            rss(*map("/{}".format, numbers)),
        ),
        **{f"/{number}": (200, HTML, STORY) for number in numbers},
        **{f"/{name}": answer for name, answer in more.items()},
    }


def asked(site: Site) -> list[str]:
    return [path for path, _ in site.asked if path != "/robots.txt"]


def test_a_feed_gives_its_pages_once(serve: Serve) -> None:
    site = serve(pages(1, 2))
    steps = list(follow(Following(url=site.url("/feed"))))
    assert [step.found and step.found.place for step in steps] == [None, site.url("/1"), site.url("/2")]
    state = steps[-1].state
    assert state.title == "Amsel Courier"
    assert not state.waiting
    assert asked(site) == ["/feed", "/1", "/2"]
    site.pages["/feed"] = (200, RSS, rss("/3", "/1", "/2"))
    site.pages["/3"] = (200, HTML, STORY)
    [_, step] = follow(state)
    assert isinstance(step.found, Item)
    assert step.found.url == site.url("/3")


def test_an_unchanged_feed_is_not_sent_again(serve: Serve) -> None:
    site = serve(pages(1))
    *_, last = follow(Following(url=site.url("/feed")))
    assert last.state.validators == Validators('"one"', "Wed, 09 Apr 2031 10:00:00 GMT")
    site.pages["/feed"] = (304, {}, b"")
    [step] = follow(last.state)
    assert step.found is None
    assert step.state == last.state
    _, headers = site.asked[-1]
    assert headers["If-None-Match"] == '"one"'
    assert headers["If-Modified-Since"] == "Wed, 09 Apr 2031 10:00:00 GMT"


def test_a_run_that_is_cut_off_goes_on_where_it_was_although_the_feed_is_unchanged(serve: Serve) -> None:
    site = serve(pages(1, 2, 3))
    steps = follow(Following(url=site.url("/feed")))
    next(steps)
    state = next(steps).state
    steps.close()  # type: ignore[attr-defined]
    site.pages["/feed"] = (304, {}, b"")
    assert [step.found.place for step in follow(state) if step.found] == [site.url("/2"), site.url("/3")]
    assert asked(site) == ["/feed", "/1", "/feed", "/2", "/3"]


def test_pages_of_one_host_are_asked_for_with_a_pause_and_robots_txt_once(serve: Serve) -> None:
    site = serve(pages(1, 2))
    clock = Clock()
    list(follow(Following(url=site.url("/feed")), clock=clock))
    assert clock.waited == [1.0, 1.0]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(("delay", "pause"), [("7", 7.0), ("0.1", 1.0), ("5000", 120.0), ("soon", 1.0), ("-3", 1.0)])
def test_the_pause_that_robots_txt_asks_for_is_kept(serve: Serve, delay: str, pause: float) -> None:
    site = serve(pages(1) | {"/robots.txt": (200, {}, f"User-agent: *\nCrawl-delay: {delay}\n".encode())})
    clock = Clock()
    list(follow(Following(url=site.url("/feed")), clock=clock))
    assert clock.waited == [pause]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("Wed, 09 Apr 2031 10:35:00 GMT", 300), ("", 3600), ("999999999", 86_400), ("later", 3600)],
)
def test_a_host_that_asks_for_rest_is_left_alone(serve: Serve, status: int, header: str, seconds: int) -> None:
    busy = {"Date": "Wed, 09 Apr 2031 10:30:00 GMT"} | ({"Retry-After": header} if header else {})
    site = serve(pages(1) | {"/feed": (status, busy, b"")})
    [step] = follow(Following(url=site.url("/feed")))
    assert isinstance(step.found, Refused)
    assert step.state.not_before == NOW + timedelta(seconds=seconds)
    [step] = follow(step.state, NOW + timedelta(seconds=seconds - 1))
    assert isinstance(step.found, Passed)
    assert asked(site) == ["/feed"]
    site.pages["/feed"] = (200, RSS, rss("/1"))
    *_, last = follow(step.state, NOW + timedelta(seconds=seconds))
    assert isinstance(last.found, Item)
    assert last.state.not_before is None


def test_a_host_that_asks_for_rest_among_the_entries_keeps_the_others_waiting(serve: Serve) -> None:
    site = serve(pages(1, 2, 3) | {"/2": (429, {"Retry-After": "60"}, b"")})
    *_, last = follow(Following(url=site.url("/feed")))
    assert isinstance(last.found, Refused)
    assert [waiting.entry.link for waiting in last.state.waiting] == [site.url("/2"), site.url("/3")]
    assert last.state.not_before == NOW + timedelta(seconds=60)
    assert "/3" not in asked(site)
    with pytest.raises(BusyError) as caught:
        fetch(site.url("/2"), ("127.0.0.1",))
    assert caught.value.seconds == 60


def test_an_entry_that_cannot_be_fetched_is_tried_in_some_runs_and_then_given_up(serve: Serve) -> None:
    site = serve(pages(1) | {"/1": (500, {}, b"")})
    state = Following(url=site.url("/feed"))
    for run in range(1, TRIES + 1):
        *_, last = follow(state)
        assert isinstance(last.found, Refused)
        state = last.state
        assert [waiting.tries for waiting in state.waiting] == ([run] if run < TRIES else [])
    assert [step.found for step in follow(state)] == [None]


def test_a_feed_cannot_lead_to_a_private_host_that_was_not_named(serve: Serve) -> None:
    inner = serve({"/secret": (200, HTML, STORY)})
    site = serve({"/feed": (200, RSS, rss(inner.url("/secret", "localhost"), "file:///etc/passwd"))})
    found = [step.found for step in follow(Following(url=site.url("/feed"))) if step.found]
    assert [type(one) for one in found] == [Passed, Refused]
    assert isinstance(found[1], Refused)
    assert "not a public one" in found[1].reason
    assert not inner.asked


@pytest.mark.parametrize(("body", "reason"), [(BOMB, "declares entities"), (STORY, "no feed")])
def test_what_is_no_good_feed_is_one_line(serve: Serve, body: bytes, reason: str) -> None:
    site = serve({"/feed": (200, RSS, body)})
    [step] = follow(Following(url=site.url("/feed")))
    assert isinstance(step.found, Refused)
    assert reason in step.found.reason
    assert step.state == Following(url=site.url("/feed"))


def test_a_feed_with_a_password_in_its_address_is_never_kept() -> None:
    with pytest.raises(UsageError) as caught:
        Following(url="http://ada:secret@127.0.0.1/feed")
    assert "secret" not in str(caught.value)


def test_a_stored_validator_cannot_add_headers(serve: Serve) -> None:
    site = serve(pages(1))
    fetch(site.url("/feed"), ("127.0.0.1",), since=Validators('"x"\r\nCookie: a=b', "Wed"), feeds=True)
    _, headers = site.asked[-1]
    assert "If-None-Match" not in headers
    assert "Cookie" not in headers
    assert headers["If-Modified-Since"] == "Wed"


def test_a_feed_is_no_page_for_those_who_ask_for_a_page(serve: Serve) -> None:
    site = serve(pages(1))
    with pytest.raises(FetchError, match="not a document"):
        fetch(site.url("/feed"), ("127.0.0.1",))


def test_more_new_entries_than_one_run_takes_are_counted_and_taken_next(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.intake.follow._MOST", 2)
    site = serve(pages(1, 2, 3))
    first, *_, last = follow(Following(url=site.url("/feed")))
    assert first.found == Passed(place=site.url("/feed"), reason="new entry left for the next run", count=1)
    assert [step.found.place for step in follow(last.state) if step.found] == [site.url("/3")]
