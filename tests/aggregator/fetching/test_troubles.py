"""Each way in which the web fails is one kind of trouble to the validator."""

from __future__ import annotations

import pytest

from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.fetching.troubles import TROUBLES, trouble
from councilprojects_validator.hosting.served import Trouble


def test_every_outcome_has_its_kind_of_trouble() -> None:
    assert set(TROUBLES) == set(Code)
    assert {trouble(code.value, None) for code in Code} >= set(Trouble) - {Trouble.GONE, Trouble.LOGIN, Trouble.REFUSED}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (206, Trouble.SERVER),
        (300, Trouble.SERVER),
        (400, Trouble.REFUSED),
        (401, Trouble.LOGIN),
        (404, Trouble.GONE),
        (410, Trouble.GONE),
        (451, Trouble.REFUSED),
        (500, Trouble.SERVER),
        (599, Trouble.SERVER),
        (600, Trouble.REFUSED),
        (999, Trouble.REFUSED),
    ],
)
def test_a_status_has_its_kind_of_trouble(status: int, kind: Trouble) -> None:
    assert trouble(f"http-{status}", status) is kind
