"""What tests of what the validator is lent share: a fetcher that may not wait."""

from __future__ import annotations

import pytest

from councilprojects_aggregator.fetching.for_validation import ForValidation
from councilprojects_aggregator.fetching.http import Fetcher


@pytest.fixture
def lent(fetcher: Fetcher) -> ForValidation:
    return ForValidation(fetcher, sleep=never)


def never(seconds: float) -> None:
    raise AssertionError(f"slept for {seconds} s, though all is ours")
