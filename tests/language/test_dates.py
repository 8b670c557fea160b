"""When does it say?  Dates as they are printed and as machines write them."""

import pytest

from sayso.language.dates import begins_with_date, days_between, find_dates, read_date, read_stamp
from sayso.model.dates import PartialDate

PRINTED = [
    ("September 24, 2031", "2031-09-24"),
    ("24 September 2031", "2031-09-24"),
    ("Published November 20th, 2031 - 07:29 GMT", "2031-11-20"),
    ("Sept. 9, 2031", "2031-09-09"),
    ("Dec 1st 2031 1:01PM", "2031-12-01"),
    ("Fri Nov 7 2031 - 07:33", "2031-11-07"),
    ("18 NOV 2031", "2031-11-18"),
    ("March 7, 20317:55 AM UTC", "2031-03-07"),
    ("28.04.2031, 19:09", "2031-04-28"),
    ("On 11/13/31 at 4:00 PM EST", "2031-11-13"),
    ("11.14.2031 09:00 AM", "2031-11-14"),
    ("2031-04-09", "2031-04-09"),
    ("2031/04/09 10:00", "2031-04-09"),
    ("9. März 2031", "2031-03-09"),
    ("Okt 13, 2031 | Umwelt", "2031-10-13"),
    ("le 1er août 2031", "2031-08-01"),
    ("9 de enero de 2031", "2031-01-09"),
    ("9 maggio 2031", "2031-05-09"),
    ("9 января 2031", "2031-01-09"),
    ("2031年4月9日", "2031-04-09"),
    ("in May 2031", "2031-05"),
    ("04/04/2031", "2031-04-04"),
]


@pytest.mark.parametrize(("text", "iso"), PRINTED, ids=[text for text, _ in PRINTED])
def test_printed_date_is_read(text: str, iso: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize("text", ["04/05/2031", "31 June 2031", "version 2.10.11", "in 20314 units", "99.99.2031", "the 9th"])
def test_what_nobody_can_tell_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_date_that_lost_its_blank_is_read() -> None:
    assert [found.date.day for found in find_dates("Ida FennJanuary 23, 2031")] == ["2031-01-23"]
    assert [found.date.day for found in find_dates("The Elm Owl5/18/2031")] == ["2031-05-18"]
    assert not list(find_dates("release v5/18/20 of Dinamar 5, 2031"))


def test_date_stands_where_it_says() -> None:
    text = "Elm Research, April 9, 2031. Harbour Wave 10 April 2031"
    assert [found.span.of(text) for found in find_dates(text)] == ["April 9, 2031", "10 April 2031"]


STAMPS = [
    ("2031-04-28T08:11:49+02:00", "2031-04-28T08:11:49+02:00"),
    ("2031-12-30T14:42:01-0700", "2031-12-30T14:42:01-07:00"),
    ("2031-04-25T12:26:27.802Z", "2031-04-25T12:26:27Z"),
    ("20310516T09:51:53Z", "2031-05-16T09:51:53Z"),
    ("2031-04-24 09:11:22", "2031-04-24T09:11:22"),
    ("20311102", "2031-11-02"),
    ("Wed Nov 19 21:57:01 UTC 2031", "2031-11-19"),
    ("Wed, 19 Nov 2031 21:57:01 GMT", "2031-11-19"),
    ("April 9, 2031", "2031-04-09"),
]


@pytest.mark.parametrize(("value", "iso"), STAMPS, ids=[value for value, _ in STAMPS])
def test_stamp_is_read(value: str, iso: str) -> None:
    found = read_stamp(value)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "value", ["", "0001-01-01 00:00:00Z", "1970-01-01T00:00:00Z", "2031-06-31T00:00", "yesterday", "99999999"]
)
def test_empty_value_of_a_machine_is_no_date(value: str) -> None:
    assert read_stamp(value) is None


def test_days_between_dates_of_a_day() -> None:
    assert days_between(PartialDate("2031-04-09"), PartialDate("2031-04-10T01:00Z")) == 1
    assert days_between(PartialDate("2031-04"), PartialDate("2031-04-10")) is None


@pytest.mark.parametrize("text", ["April 24, 2031 / 7:13 AM", "Monday, 9 April", "9 April", "24.04.2031", "Fri Apr 24"])
def test_text_opens_with_a_date(text: str) -> None:
    assert begins_with_date(text)


@pytest.mark.parametrize("text", ["The Fenwick Owl", "Sunday Owl", "Marchfield Herald", "8tracks"])
def test_name_is_no_date(text: str) -> None:
    assert not begins_with_date(text)


def test_long_line_of_digits_is_read_in_one_pass() -> None:
    assert list(find_dates("1" * 200_000)) == []
