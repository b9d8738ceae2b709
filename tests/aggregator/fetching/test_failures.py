"""What the libraries' exceptions mean. Most are met in the corpus; these cannot be had on loopback."""

from __future__ import annotations

import errno
import ssl

import pytest
import requests

from councilprojects_aggregator.fetching.failures import Failure, answering, connecting
from councilprojects_aggregator.fetching.outcomes import Code


@pytest.mark.parametrize(
    ("error", "code", "detail"),
    [
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "unreachable", "ENETUNREACH"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "unreachable", "EHOSTUNREACH"),
        (OSError("without a number"), "unreachable", ""),
        (TimeoutError("timed out"), "connect-timeout", ""),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), "refused-connection", ""),
    ],
)
def test_a_connection_that_is_not_made(error: OSError, code: str, detail: str) -> None:
    failure = connecting(error)
    assert (failure.code, failure.detail) == (code, detail)


def test_an_alert_that_nobody_foresaw() -> None:
    error = ssl.SSLError(1, "[SSL: SOMETHING_NEW] something new")
    error.reason = "SOMETHING_NEW"
    failure = answering(requests.exceptions.SSLError(error))
    assert (failure.code, failure.detail) == (Code.TLS_FAILED, "something new")


def test_an_exception_that_says_nothing_is_a_lost_connection() -> None:
    assert answering(requests.RequestException()).code is Code.RESET


def test_exceptions_that_wrap_each_other_come_to_an_end() -> None:
    first, second = requests.RequestException(), requests.RequestException()
    first.__cause__, second.__cause__ = second, first
    assert answering(first).code is Code.RESET


def test_a_detail_is_short_and_printable() -> None:
    assert Failure(Code.BAD_URL, "a\x1b[31m\n" + "b" * 500).detail == "a\ufffd[31m\ufffd" + "b" * 193
