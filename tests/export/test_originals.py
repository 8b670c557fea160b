"""The address that an item gives as its original's is found, in what is printed and in what the file says out of sight."""

from sayso.export.originals import missing_originals, original_addresses
from sayso.intake.open import open_document
from sayso.model.record import Record
from sayso.reading.pipeline import read_document
from tests.tracing.test_descent import LOCK

HERE = "https://courier.example/weir"


def read(head: str = "", credit: str = "", url: str | None = HERE) -> Record:
    markup = f'<head><title>Weir closed</title><meta property="og:site_name" content="Quill Courier">{head}</head>'
    data = f"<html>{markup}<body><article><h1>Weir closed</h1><p>{LOCK}</p>{credit}</article></body></html>"
    return read_document(open_document(data.encode(), url=url), "none")


def credited(url: str) -> str:
    return f'<p>This article was originally published by the <a href="{url}">Sarn Gazette</a>.</p>'


def test_a_credit_with_a_link_gives_its_address() -> None:
    assert original_addresses(read(credit=credited("https://gazette.example/lock#c"))) == ("https://gazette.example/lock",)


def test_a_front_page_is_no_article() -> None:
    assert original_addresses(read(credit=credited("https://gazette.example/"))) == ()


def test_a_canonical_link_to_another_host_counts_where_ours_is_known() -> None:
    canonical = '<link rel="canonical" href="https://gazette.example/lock">'
    assert original_addresses(read(canonical)) == ("https://gazette.example/lock",)
    assert original_addresses(read(canonical, url=None)) == ()
    assert original_addresses(read(f'<link rel="canonical" href="{HERE}?page=1">')) == ()


def test_syndication_links_count() -> None:
    for name in ("syndication-source", "original-source"):
        found = original_addresses(read(f'<meta name="{name}" content="https://gazette.example/lock">'))
        assert found == ("https://gazette.example/lock",)


def test_only_pages_of_the_web_are_addresses() -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "ftp://gazette.example/lock", "//[x"):
        assert original_addresses(read(credit=credited(url))) == ()


def test_an_address_is_the_same_however_it_is_written() -> None:
    copy = read(credit=credited("http://www.gazette.example/lock/"))
    original = read(url="https://gazette.example/lock")
    saved = read('<link rel="canonical" href="https://gazette.example/lock">', url=None)
    assert missing_originals({"copy": copy}) == {"http://www.gazette.example/lock/": ("copy",)}
    assert missing_originals({"copy": copy, "original": original}) == {}
    assert missing_originals({"copy": copy, "saved": saved}) == {}
    assert missing_originals({"copy": copy, "https://gazette.example/lock": read(url="https://gazette.example/moved")}) == {}
