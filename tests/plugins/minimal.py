"""The smallest valid file as its example has it, and what it becomes with one thing wrong: for tests of commands."""

from __future__ import annotations

from pathlib import Path

VALID = (Path(__file__).parents[2] / "examples" / "minimal" / "projects.json").read_text(encoding="utf-8")
WARNED = VALID.replace('"Report a missed bin"', '"REPORT A MISSED BIN"')
INVALID = VALID.replace('"reviewed"', '"start": "2026", "end": "2025", "reviewed"')

DAY = ("--date", "2026-11-20")
"""The day on which the example is judged."""
