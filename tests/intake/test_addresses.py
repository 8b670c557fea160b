"""Addresses: what is taken apart, and what counts as public."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import FetchError
from sayso.intake.addresses import is_public, printable, read_place


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "harbour.example",
        "",
    ],
)
def test_an_address_that_is_not_global_unicast_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "172.32.0.1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_a_global_unicast_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://harbour.example/story", "not a page of the web"),
        ("file:///etc/passwd", "not a page of the web"),
        ("javascript:alert(1)", "not a page of the web"),
        ("https://ada:secret@harbour.example/", "a name or a password"),
        ("https://@harbour.example/", "a name or a password"),
        ("https:///story", "names no host"),
        ("https://har bour.example/", "a blank"),
        ("https://harbour.example\\@other.example/", "a backslash"),
        ("https://harbour.example/\r\nHost: other.example", "a control character"),
        ("https://harbour.example:22/", "port 22"),
        ("https://harbour.example:6379/", "port 6379"),
        ("https://harbour.example:0/", "port 0"),
        ("https://harbour.example:99999/", "is not an address"),
        ("https://[::1/", "is not an address"),
        ("https://harbour.example/" + "a" * 9000, "longer than"),
    ],
)
def test_an_address_that_no_page_is_served_at_is_refused(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason) as caught:
        read_place(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_address_is_brought_into_ascii_without_its_fragment() -> None:
    place = read_place("HTTPS://Häfen.Example./straße/ein%20tag?q=ä#unten")
    assert place.url == "https://xn--hfen-loa.example/stra%C3%9Fe/ein%20tag?q=%C3%A4"
    assert place.target == "/stra%C3%9Fe/ein%20tag?q=%C3%A4"
    assert (place.name, place.port) == ("xn--hfen-loa.example", 443)


def test_the_usual_port_is_left_out_of_the_host_header() -> None:
    assert read_place("https://harbour.example:443/").authority == "harbour.example"
    assert read_place("http://harbour.example:443/").authority == "harbour.example:443"
    assert read_place("http://[2A00:1450::1]:8080/").authority == "[2a00:1450::1]:8080"


def test_text_for_a_message_carries_no_control_characters_and_no_password() -> None:
    assert printable("https://ada:secret@h.example/\x1b[31m‮") == "https://h.example/?[31m?"


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://h.example", "https://[", "//"]))
def test_any_text_is_an_address_or_is_refused_in_one_line(text: str, head: str) -> None:
    try:
        place = read_place(head + text)
    except FetchError as error:
        assert_one_line(str(error))
        return
    assert place.url.isascii()
    assert place.target.isascii()
    assert place.target.startswith("/")
    assert not set(" \r\n\t\\") & set(place.url + place.target + place.authority)
    assert read_place(place.url) == place


def assert_one_line(message: str) -> None:
    assert message
    assert message.isprintable()
