"""Whatever a file is: never a traceback, always a verdict, findings in file order, the same in every run.

Hypothesis chooses the damage here; `scripts/fuzz` goes on for hundreds of thousands of inputs. Each find became a file
of `tests/data` or a case below.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from damage import ADDRESS, TODAY, VALUES, broken_promise, damaged
from hypothesis import given, settings
from hypothesis import strategies as st

from councilprojects_validator.check import check
from councilprojects_validator.report import Outcome

DATA = Path(__file__).parents[1] / "data"
FILES = sorted([*(DATA / "valid").glob("*.json"), *(DATA / "invalid").glob("*.json")])
CONTENTS = [content for path in FILES if len(content := path.read_bytes()) < 20_000]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.sampled_from(VALUES),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=400)
@given(st.sampled_from(CONTENTS), st.integers(0, 2**32))
def test_a_damaged_file_breaks_no_promise(content: bytes, seed: int) -> None:
    assert broken_promise(damaged(Random(seed), content), thorough=True) is None  # noqa: S311 - repeatable


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_break_no_promise(content: bytes) -> None:
    assert broken_promise(content, thorough=True) is None


@settings(max_examples=200)
@given(json_values, st.sampled_from(["publisher", "projects", "language", "self", "councilProjects", "x_a_b", "title"]))
def test_any_value_anywhere_breaks_no_promise(value: object, name: str) -> None:
    whole = json.loads((DATA / "valid" / "minimal.json").read_bytes())
    holder = whole if name in {"publisher", "projects", "language", "self", "councilProjects"} else whole["projects"][0]
    holder[name] = value
    assert broken_promise(json.dumps(whole).encode(), thorough=True) is None


@settings(max_examples=100)
@given(json_values)
def test_any_json_breaks_no_promise(value: object) -> None:
    assert broken_promise(json.dumps(value).encode(), thorough=True) is None


def test_a_guess_that_is_wrong_for_its_field_keeps_no_rule_from_running() -> None:
    """Found by the fuzz run: an item that was only guessed at must be set aside like any other fault."""
    minimal = (DATA / "valid" / "minimal.json").read_text(encoding="utf-8")
    for slip in ("}Inf,nity\n  ]", '},\n    "services"\n  ]', "}, NaN ]"):
        content = minimal.replace("}\n  ]", slip).replace('"title"', "title").encode()
        assert broken_promise(content, thorough=True) is None
        assert check(content, name="x", today=TODAY, url=ADDRESS).outcome is Outcome.INVALID


RUN = """
import hashlib, sys
sys.path.insert(0, "tests/plugins")
from pathlib import Path
from random import Random
from damage import ADDRESS, TODAY, damaged
from councilprojects_validator.check import check
random, digest = Random(1), hashlib.sha256()
for path in sorted(Path("tests/data/valid").glob("*.json"))[::3]:
    report = check(damaged(random, path.read_bytes()), name="x", today=TODAY, url=ADDRESS)
    digest.update(repr(report).encode(errors="surrogatepass"))
print(digest.hexdigest())
"""


@pytest.mark.slow
def test_reports_are_the_same_whatever_the_hash_seed() -> None:
    def run(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", RUN],
            cwd=DATA.parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout

    assert len({run(seed) for seed in ("0", "1", "4242")}) == 1


@pytest.mark.slow
def test_the_command_ends_with_0_1_or_2_and_never_a_traceback(tmp_path: Path) -> None:
    random = Random(7)  # noqa: S311
    for number, content in enumerate(CONTENTS[::12]):
        (tmp_path / f"{number}.json").write_bytes(damaged(random, content))
    files = sorted(map(str, tmp_path.glob("*.json")))
    for form in ("text", "concise", "json", "github"):
        done = subprocess.run(
            [sys.executable, "-m", "councilprojects_validator", "validate", *files, "--format", form],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode in {0, 1, 2}
        assert "Traceback" not in done.stdout + done.stderr
        assert "fault in councilprojects itself" not in done.stderr


@pytest.mark.slow
def test_the_fuzz_script_runs_and_tells_its_seeds(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/fuzz", "--inputs", "500", "--jobs", "1", "--finds", str(tmp_path / "finds")],
        cwd=DATA.parents[1],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("500 inputs, seeds 1 to 1, 1 jobs")
    assert "0 finds" in done.stdout
    assert not (tmp_path / "finds").exists()
