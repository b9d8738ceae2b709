"""The schema for editors in VS Code's JSON language service: completions, hovers, and what it underlines."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from councilprojects_validator import standard

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCHEMA = ROOT / "schema" / "projects.editor.schema.json"
ADDRESS = "https://w3id.org/councilprojects/1.0/projects.editor.schema.json"
CURSOR = "‸"

pytestmark = pytest.mark.slow

START = f"""{{
  "$schema": "{ADDRESS}",
  "councilProjects": "1.0",
  "publisher": {{"name": "Ambridge Borough Council", "url": "https://www.ambridge.example/"}},
  "projects": [
    {{
      "id": "missed-bins",
      "title": "Report a missed bin",
      "summary": "Residents report a missed collection online and see when the crew will return.",
      "reviewed": "2026-10-12",
"""
END = "\n    }\n  ]\n}\n"


@cache
def node() -> str:
    """Return the program, or skip where neither it nor the service is there. In CI both are."""
    program = shutil.which("node")
    if program is None or not (HERE / "node_modules").is_dir():
        assert not os.environ.get("CI"), "scripts/check installs VS Code's JSON language service"
        pytest.skip("needs Node.js, and `npm ci` in tests/editor")
    return program


def ask(*marked: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Return what the editor says where the cursor stands in each text, and which schemas it went for."""
    questions = [{"text": text.replace(CURSOR, ""), "offset": text.find(CURSOR)} for text in marked]
    done = subprocess.run(
        [node(), HERE / "ask.mjs", ADDRESS, SCHEMA],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    said = json.loads(done.stdout)
    return said["answers"], said["asked"]


def project(line: str) -> dict[str, Any]:
    """Return what the editor says within a project."""
    (said,), _asked = ask(f"{START}      {line}{END}")
    return said


def labels(said: dict[str, Any]) -> set[str]:
    return {item["label"].strip('"') for item in said["completions"]}


def test_a_project_offers_its_fields_with_their_meaning() -> None:
    said = project(f'"{CURSOR}"')
    known = set(json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["project"]["properties"])
    written = {"id", "title", "summary", "reviewed"}
    assert labels(said) == known - written
    assert all(item["documentation"] for item in said["completions"])


def test_the_file_and_the_publisher_offer_theirs() -> None:
    texts = (
        f'{{"$schema": "{ADDRESS}", "{CURSOR}"}}',
        f'{{"$schema": "{ADDRESS}", "publisher": {{"{CURSOR}"}}}}',
        f'{{"$schema": "{ADDRESS}", "publisher": {{"contact": {{"{CURSOR}"}}}}}}',
    )
    (root, publisher, contact), asked = ask(*texts)
    assert labels(root) > {"councilProjects", "publisher", "projects", "licence", "reviewEvery"}
    assert labels(publisher) > {"name", "url", "gss", "offers", "wants", "commitments"}
    assert labels(contact) == {"name", "email", "url"}
    assert asked == [ADDRESS], "the file's own `$schema` is what the editor goes by"


def plain(markdown: str) -> str:
    """Return the words without the backslashes by which the editor keeps them from being taken for Markdown."""
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


CODED = {
    f'"phase": "{CURSOR}"': "phase",
    f'"status": "{CURSOR}"': "status",
    f'"openTo": ["{CURSOR}"]': "open-to",
    f'"topics": ["{CURSOR}"]': "topics",
    f'"offers": [{{"resource": "{CURSOR}"}}]': "resource",
    f'"partners": [{{"name": "Felpersham", "role": "{CURSOR}"}}]': "partner-role",
}


@pytest.mark.parametrize(("line", "codelist"), CODED.items(), ids=CODED.values())
def test_a_field_with_codes_offers_them_with_what_they_mean(line: str, codelist: str) -> None:
    said = project(line)
    codes = standard.codelist(codelist)
    assert labels(said) >= set(codes)
    told = {item["label"].strip('"'): item["documentation"] for item in said["completions"]}
    assert [code for code in codes if codes[code].title not in told[code]] == []


def test_resting_on_a_field_shows_what_it_is() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    declared = schema["$defs"]["project"]["properties"]["phase"]
    said = project(f'"ph{CURSOR}ase": "beta"')
    assert declared["title"] in plain(said["hover"])
    assert declared["description"] in plain(said["hover"])


def test_resting_on_a_code_shows_what_it_means() -> None:
    said = project(f'"phase": "be{CURSOR}ta"')
    assert standard.codelist("phase")["beta"].description in plain(said["hover"])


@pytest.mark.parametrize(
    ("line", "underlined"),
    [
        ('"sumary": "x"', ['"sumary"']),
        ('"tags": ["bins"]', ['"tags"']),
        ('"phase": "Beta"', ['"Beta"']),
        ('"topics": "bins"', ['"bins"']),
        ('"partners": [{"nam": "Felpersham"}]', ['"nam"']),
        ('"x_ambridge_ref": {"any": ["thing"]}', []),
        ('"topics": ["our own word"]', []),
        ('"title_cy": "x"', ['"title_cy"']),
    ],
)
def test_what_is_underlined(line: str, underlined: list[str]) -> None:
    problems = project(line)["problems"]
    found = [problem["text"] for problem in problems if "Missing property" not in problem["message"]]
    assert found == underlined


def test_a_field_that_is_missing_is_told() -> None:
    (said,), _asked = ask(f'{{"$schema": "{ADDRESS}", "councilProjects": "1.0", "projects": []}}')
    assert [problem["message"] for problem in said["problems"]] == ['Missing property "publisher".']


EXAMPLES = sorted(
    path for path in (ROOT / "examples").glob("*/**/*.json") if '"councilProjects"' in path.read_text(encoding="utf-8")
)


def test_the_examples_have_nothing_underlined() -> None:
    """Judged by the schema that they name themselves; but for the one that is there for its faults."""
    sound = [path for path in EXAMPLES if path.parent.name not in {"faulty", "source"}]
    answers, asked = ask(*(path.read_text(encoding="utf-8") for path in sound))
    assert len(sound) > 50
    assert [path.name for path, said in zip(sound, answers, strict=True) if said["problems"]] == []
    assert asked == [ADDRESS]
