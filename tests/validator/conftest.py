"""What tests of the commands share: a folder with a file of each verdict, in which they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from minimal import INVALID, VALID, WARNED


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for name, text in {"valid": VALID, "warned": WARNED, "invalid": INVALID}.items():
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    return tmp_path
