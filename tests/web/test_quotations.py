"""The room shows each quotation once, with who prints it, and counts copies as the query asks."""

from html import escape

import pytest

from sayso.store.library import Library
from tests.store.items import page, prepared
from tests.store.test_quotations import LONG, PRINTS, own
from tests.web.conftest import client_of
from tests.web.test_room import HOSTILE, assert_inert, text_of


@pytest.fixture
def filled(library: Library) -> Library:
    library.add(
        [
            prepared(page(title, words, own(number), outlet=outlet, date=date))
            for number, (title, outlet, date, words) in enumerate(PRINTS)
        ]
    )
    library.copies.catch_up()
    return library


def test_a_quotation_leads_to_its_witnesses_and_these_to_their_articles(filled: Library, place: str) -> None:
    with client_of(place) as client:
        listed = client.get("/quotations")
        text = text_of(listed.text)
        assert "2 quotations in 6 prints" in text
        assert "Jorun Ashby (4); Tobin Hale (1)" in text
        assert "in doubt: laid to several" in text
        first = client.get("/quotations.json").json()["quotations"][0]
        id_, _, number = first["reference"].partition(":")
        answer = client.get(f"/documents/{id_}/quotations/{number}", follow_redirects=True)
        assert answer.status_code == 200
        parser = assert_inert(answer.text)
        assert "“falls” is “fell”; “second” is “third” (figure)" in text_of(answer.text)
        whole = client.get(f"/documents/{id_}/quotations/{number}.json").json()
        assert whole["kind"] == "quotation"
        for witness in whole["witnesses"]:
            assert f"/documents/{witness['id']}#s-{witness['number']}" in parser.links
        alone = client.get(f"/documents/{whole['witnesses'][0]['id']}/quotations")
        assert "5 items of 5 outlets; 2 variants" in text_of(alone.text)
        item = whole["witnesses"][0]["id"]
        assert client.get(f"/documents/{item}/quotations/99").status_code == 404
        assert client.get(f"/documents/{item}/quotations/x").status_code == 400
        assert client.get("/quotations?skip=x").status_code == 400
        assert "1 item of 1 outlet; 5 in the whole library" in text_of(client.get("/quotations?q=date:2031-04-03").text)


def test_the_rooms_lists_take_of_copies_the_first_that_answers(library: Library, place: str) -> None:
    fog = "“Fog is expected on the river until the weekend and the ferry stays in port,” Greta Hale said."
    for number in range(3):
        library.add([prepared(page(f"Lock {number}", LONG, *[fog] * (number > 0), outlet=f"Paper {number}"))])
    library.copies.catch_up()
    with client_of(place) as client:
        for path, total in (("/search.json?q=", 2), ("/search.json?in=statements&q=", 2), ("/sources.json?q=", 2)):
            field = "documents" if "sources" in path else "total"
            assert client.get(f"{path}speaker:hale").json()[field] == total
            assert client.get(f"{path}speaker:hale copies:collapse").json()[field] == 1
        for copies, items in (("", 2), (" copies:collapse", 1)):
            [one] = client.get(f"/quotations.json?q=speaker:hale{copies}").json()["quotations"]
            assert (one["items"], one["families"], one["everywhere"]) == (items, 1, 2)
            [outlet, *_] = client.get(f"/counts.json?by=outlet&q=speaker:hale{copies}").json()["facets"][0]["counts"]
            assert outlet == {"value": "Paper 1", "hits": 1}


@pytest.mark.parametrize("words", HOSTILE)
def test_no_quotation_acts_in_a_page(library: Library, place: str, words: str) -> None:
    safe = escape(words.replace("\x07", ""))
    for number in range(2):
        said = f"“We keep the gate {safe} shut until the water has fallen {'much ' * number}below the mark,” Jorun Ashby said."
        library.add([prepared(page(f"{safe} {number}", said, own(number), outlet=f"Post {safe}"))])
    with client_of(place) as client:
        [one] = client.get("/quotations.json").json()["quotations"]
        id_, _, number = one["reference"].partition(":")
        for path in ("/quotations", f"/documents/{id_}/quotations/{number}", f"/documents/{id_}/quotations"):
            answer = client.get(path, follow_redirects=True)
            assert answer.status_code == 200
            assert_inert(answer.text)
