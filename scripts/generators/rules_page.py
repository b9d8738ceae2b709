"""Makes `docs/rules.md`: the page of every code that the validator can report, from the rules and their fixtures."""

from __future__ import annotations

import sys
from pathlib import Path

from generators.rule_examples import examples
from generators.standard import Files, Standard

VALIDATOR = Path(__file__).resolve().parents[2] / "validator"


def rules_page(_standard: Standard) -> Files:
    # Appended, not put first: the installed package wins, and without one the sources will do.
    sys.path.append(str(VALIDATOR))
    from councilprojects_validator.explain import markdown  # noqa: PLC0415 - only now can it be found

    return {"docs/rules.md": markdown(examples()).encode()}
