"""How a moment is written, in every output alike."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """Return an aware `moment` as RFC 3339 has it, in UTC, to the second: 2026-11-21T06:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
