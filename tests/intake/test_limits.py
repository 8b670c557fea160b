"""What is too much is refused before it is looked into."""

import pytest

from sayso.errors import NoTextError, TooLargeError
from sayso.intake.limits import Limits, check_size, megabytes


def test_two_hundred_megabytes_are_refused_by_their_number() -> None:
    with pytest.raises(TooLargeError, match="200 MiB, more than the 64 MiB"):
        check_size(200 << 20)


def test_nothing_is_refused() -> None:
    with pytest.raises(NoTextError):
        check_size(0)


def test_limits_are_a_callers_to_set() -> None:
    check_size(200 << 20, Limits(size=1 << 30))


def test_sizes_are_said_as_people_say_them() -> None:
    assert [megabytes(size) for size in (1 << 19, 12 << 20)] == ["0.5 MiB", "12 MiB"]
