"""What tests of running for years share: a run on a day of November 2026."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from federation import Federation

from councilprojects_aggregator.cli import aggregate

Run = Callable[..., Result]


@pytest.fixture
def run(federation: Federation) -> Run:
    """Return what runs the command on a federation, at six o'clock on a day of November 2026."""

    def run(day: int, *arguments: str, **options: Any) -> Result:
        command = [*federation.arguments(), f"--date=2026-11-{day}T06:00:00Z", *arguments]
        return CliRunner().invoke(aggregate, command, **options)

    return run
