"""Unpacking: bounded at every step, and honest about what broke off."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.unpacking import Unpacker


def unpack(encoding: str, packed: bytes, step: int = 7, most: int = 10_000) -> tuple[bytes, bool]:
    unpacker = Unpacker(encoding)
    out = b""
    for start in range(0, len(packed), step):
        out += unpacker.feed(packed[start : start + step], most - len(out))
    return out, unpacker.complete


@given(st.binary(max_size=3000), st.integers(1, 4000))
def test_what_was_packed_comes_out_again_however_it_is_cut(data: bytes, step: int) -> None:
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    assert unpack("gzip", gzip.compress(data), step) == (data, True)
    assert unpack("deflate", zlib.compress(data), step) == (data, True)
    assert unpack("deflate", raw.compress(data) + raw.flush(), step) == (data, True)
    assert unpack("identity", data, step) == (data, True)


def test_gzip_in_two_members_with_padding_is_one_body() -> None:
    assert unpack("gzip", gzip.compress(b"owl ") + gzip.compress(b"hoots") + b"\0\0\0") == (b"owl hoots", True)


def test_a_bomb_gives_no_more_than_was_asked_for() -> None:
    unpacker = Unpacker("gzip")
    assert len(unpacker.feed(gzip.compress(bytes(50_000_000)), 1000)) == 1000


def test_a_body_that_broke_off_is_not_complete() -> None:
    assert unpack("gzip", gzip.compress(b"a long story" * 50)[:-12])[1] is False


def test_a_packing_nobody_asked_for_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        Unpacker("br")
