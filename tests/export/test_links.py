"""Addresses in an export: of the web, without secrets, and spelled as URIs."""

import pytest

from sayso.export.links import web_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://veldmark.example/a?b=c#d", "https://veldmark.example/a?b=c#d"),
        (" HTTP://Veldmark.example:8080/ ", "http://veldmark.example:8080/"),
        ("https://ann:key@veldmark.example/", "https://veldmark.example/"),
        ("https://veldmark.example/a b\"<>'%41", "https://veldmark.example/a%20b%22%3C%3E'%41"),
        ("https://fähre.example/über", "https://xn--fhre-loa.example/%C3%BCber"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("https://veldmark.example/\u202ea", "https://veldmark.example/%E2%80%AEa"),
        ("https://veldmark.example/\ud800", "https://veldmark.example/%EF%BF%BD"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("mailto:a@veldmark.example", None),
        ("//veldmark.example/", None),
        ("/path", None),
        ("#", None),
        ("", None),
        (None, None),
        ("http://", None),
        ("http://[::1", None),
        ("http://a:99999/", None),
        ("http://a<b>/", None),
        ("http://" + "ü" * 80 + "/", None),
    ],
)
def test_an_address_is_of_the_web_or_none(written, address):
    assert web_address(written) == address
