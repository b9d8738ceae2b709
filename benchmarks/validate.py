"""How long `councilprojects validate` takes, as a whole process, beside a bare pass of jsonschema over the same file.

The bare pass is what anybody can have without us: start Python, `json.loads`, every error of
`jsonschema.Draft202012Validator` with our schema. What we take more pays for hostile bytes, positions, unknown keys,
rules and marks. Run it with `.venv/bin/python benchmarks/validate.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5  # the quickest counts: what else runs on the machine only ever adds
PROJECTS = 1_000
BARE = """
import json, sys
from jsonschema import Draft202012Validator
schema = json.loads(open(sys.argv[1], "rb").read())
value = json.loads(open(sys.argv[2], "rb").read())
print(sum(1 for _ in Draft202012Validator(schema).iter_errors(value)))
"""


def main() -> None:
    """Print a row for each file."""
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "projects.json"
        many.write_bytes(thousand(json.loads((ROOT / "examples/typical-council/projects.json").read_bytes())))
        files = {"the smallest file": ROOT / "examples/minimal/projects.json", f"{PROJECTS:,} projects": many}
        print("| file | size | bare jsonschema | councilprojects validate | ratio |\n|---|---|---|---|---|")
        for name, file in files.items():
            peer, ours = quickest(lambda file=file: bare(file)), quickest(lambda file=file: validate(file))
            size = file.stat().st_size / 1000
            print(f"| {name} | {size:,.1f} kB | {peer:.2f} s | {ours:.2f} s | {ours / peer:.1f} |", flush=True)


def thousand(file: dict) -> bytes:
    """Return `file` with its projects repeated under new ids, up to PROJECTS."""
    projects = file["projects"]
    file["projects"] = [{**projects[number % len(projects)], "id": f"project-{number}"} for number in range(PROJECTS)]
    return json.dumps(file, ensure_ascii=False, indent=2).encode()


def bare(file: Path) -> None:
    """Run the peer."""
    subprocess.run(
        [sys.executable, "-c", BARE, ROOT / "schema/projects.schema.json", file], check=True, stdout=subprocess.DEVNULL
    )


def validate(file: Path) -> None:
    """Run ours; that the file is valid is part of the measurement."""
    command = Path(sys.executable).with_name("councilprojects")
    subprocess.run([command, "validate", "--format", "concise", file], check=True, stdout=subprocess.DEVNULL)


def quickest(run: Callable[[], None]) -> float:
    """Return the shortest of ROUNDS runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
