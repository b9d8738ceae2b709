"""Reading bodies: what is a whole one, and what is too much."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_aggregator.fetching.bodies import declared_length, read_body
from councilprojects_aggregator.fetching.failures import Failure

LIMITS = {"max_wire": 100, "max_body": 200}


def pieces(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size] for start in range(0, len(content), size)]


@given(st.binary(max_size=100), st.integers(1, 40))
def test_a_plain_body_is_its_chunks(content: bytes, size: int) -> None:
    assert read_body(pieces(content, size), "", **LIMITS) == content


@given(st.binary(max_size=50), st.integers(1, 40), st.sampled_from(["gzip", " GZip ", "x-gzip"]))
def test_a_gzip_body_is_unpacked_however_it_is_cut(content: bytes, size: int, encoding: str) -> None:
    assert read_body(pieces(gzip.compress(content), size), encoding, **LIMITS) == content


@given(st.binary(max_size=50), st.data())
def test_no_beginning_of_a_gzip_body_is_taken_for_the_whole(content: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(content)
    cut = packed[: data.draw(st.integers(0, len(packed) - 1))]
    with pytest.raises(Failure) as failure:
        read_body([cut], "gzip", **LIMITS)
    assert failure.value.code == "bad-encoding"


def gzipped(content: bytes) -> bytes:
    """Return `content` as gzip without the time: it is part of test ids, and two workers must give the same ones."""
    return gzip.compress(content, mtime=0)


@pytest.mark.parametrize(
    ("body", "encoding", "limit"),
    [(b"x" * 101, "", 100), (gzipped(b"x" * 201), "gzip", 200), (gzipped(bytes(range(150))), "gzip", 100)],
)
def test_what_is_too_big(body: bytes, encoding: str, limit: int) -> None:
    with pytest.raises(Failure) as failure:
        read_body([body], encoding, **LIMITS)
    assert (failure.value.code, failure.value.detail) == ("too-big", str(limit))


def test_the_limits_themselves_are_not_too_big() -> None:
    assert len(read_body([b"x" * 100], "", **LIMITS)) == 100
    assert len(read_body([gzip.compress(b"x" * 200)], "gzip", **LIMITS)) == 200


def test_reading_ends_with_the_chunk_that_is_too_much() -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x" * 101
        raise AssertionError("more was read")

    with pytest.raises(Failure):
        read_body(chunks(), "", **LIMITS)


@pytest.mark.parametrize(("body", "encoding"), [(b"x" * 70, ""), (gzipped(b"x" * 5000), "gzip")])
def test_with_enough_the_rest_is_left_unread(body: bytes, encoding: str) -> None:
    assert read_body([body], encoding, **LIMITS, enough=50) == b"x" * 50


def test_less_than_enough_is_enough() -> None:
    assert read_body([b"x"], "", **LIMITS, enough=50) == b"x"


@pytest.mark.parametrize(
    ("lengths", "codings", "length"),
    [([], [], None), (["0"], [], 0), ([" 12 "], [], 12), (["7", "7"], [], 7), ([], ["Chunked "], None)],
)
def test_where_a_body_ends(lengths: list[str], codings: list[str], length: int | None) -> None:
    assert declared_length(lengths, codings) == length


@pytest.mark.parametrize(
    ("lengths", "codings", "code"),
    [
        (["1", "2"], [], "bad-length"),
        (["1, 1"], [], "bad-length"),
        (["-1"], [], "bad-length"),
        (["\N{ARABIC-INDIC DIGIT ONE}"], [], "bad-length"),
        (["1" * 19], [], "bad-length"),
        (["1"], ["chunked"], "bad-length"),
        ([], ["identity"], "bad-encoding"),
        ([], ["chunked", "chunked"], "bad-encoding"),
    ],
)
def test_where_nobody_knows_where_a_body_ends(lengths: list[str], codings: list[str], code: str) -> None:
    with pytest.raises(Failure) as failure:
        declared_length(lengths, codings)
    assert failure.value.code == code
