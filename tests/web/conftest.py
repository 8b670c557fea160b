"""The reading room over a library of a few invented items, asked without a server."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from sayso.store.library import Library, open_library
from sayso.store.rows import Prepared
from sayso.web.pages import Room
from sayso.web.room import reading_room
from tests.conftest import new_database
from tests.store.items import BARRIER, COVID, DROUGHT, prepared


@pytest.fixture
def filled(library: Library) -> Library:
    """A library with three items, on each of the databases, to be changed."""
    library.add(three_items())
    return library


def three_items() -> list[Prepared]:
    """Items of which two have an address that must not become a link."""
    return [
        prepared(BARRIER, url="https://gazette.example/barrier", taken="2031-04-10"),
        prepared(DROUGHT, url="javascript:alert(1)"),
        prepared(COVID, url="https://user:secret@post.example/covid"),
    ]


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Somebody who asks the room of a library with the three items, which no test changes."""
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("room") / "news.db")
    else:
        place = new_database(request.getfixturevalue("server"))
    with open_library(place, create=True) as library:
        library.add(three_items())
    return client_of(place)


def client_of(place: str) -> TestClient:
    """Somebody who asks the room of a library, on this machine."""
    room = Room(place=place, name="news.db")
    return TestClient(reading_room(room), base_url="http://127.0.0.1:7297", follow_redirects=False)


@pytest.fixture
def client(filled: Library, place: str) -> Iterator[TestClient]:
    """Somebody who asks the room of `filled`."""
    with client_of(place) as asking:
        yield asking
