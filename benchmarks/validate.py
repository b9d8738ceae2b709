"""How long and how much memory `councilprojects validate` takes, as a whole process, beside what there is without it.

For a file of 50 projects the peer is check-jsonschema with our schema, which gives no lines and runs no rules. For
large files it is the least that could be done at all: start Python, `json.loads`, jsonschema-rs with our schema. What
we take more pays for hostile bytes, positions, unknown keys, rules and marks. Figures are of the processor, in seconds
of the process and its children, the least of several rounds: what else runs on the machine only ever adds.

Needs the extra `bench`. It takes two minutes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import files

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schema/projects.schema.json"
PROGRAMS = Path(sys.executable).parent
ROUNDS = 5
FEW, MANY = 50, 20_000
GROWING = (5_000, 10_000, 20_000, 40_000)

LEAST = """
import json, sys
import jsonschema_rs
schema, value = (json.loads(open(name, "rb").read()) for name in sys.argv[1:])
print(sum(1 for _ in jsonschema_rs.Draft202012Validator(schema, validate_formats=True).iter_errors(value)))
"""
READ = "import json, sys; content = open(sys.argv[1], 'rb').read(); value = json.loads(content)"
NOTHING = "pass"

MEASURED = """
import json, os, subprocess, sys
done = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_pid, status, usage = os.wait4(done.pid, 0)
print(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""
"""Runs a command from a small process of its own: what a large one starts begins with the large one's memory."""


@dataclass(frozen=True)
class Cost:
    """Of one process: seconds of processor time, and megabytes at the peak."""

    seconds: float
    memory: float


def main() -> None:
    """Print a table for each bar."""
    with tempfile.TemporaryDirectory() as folder:
        few, many, faulty = (Path(folder) / name for name in ("few.json", "many.json", "faulty.json"))
        few.write_bytes(files.file(FEW))
        many.write_bytes(files.file(MANY))
        faulty.write_bytes(files.file(MANY, faulty=True))
        compare_few(few)
        compare_many(many, faulty)
        show_growth(Path(folder))


def compare_few(few: Path) -> None:
    """Print how a file of an ordinary council fares."""
    print(f"\n| {FEW} projects | check-jsonschema | councilprojects validate | ratio |\n|---|---|---|---|")
    peer, ours = interleaved([checked(few), validated(few)])
    print(
        f"| processor | {peer.seconds:.2f} s | {ours.seconds:.2f} s | {ours.seconds / peer.seconds:.2f} |", flush=True
    )


def compare_many(many: Path, faulty: Path) -> None:
    """Print how two large files fare, and what memory the first one takes above the bare interpreter."""
    least, good, bad = interleaved([run(LEAST, SCHEMA, many), validated(many), validated(faulty)])
    print(
        f"\n| {MANY:,} projects | json.loads and jsonschema-rs | councilprojects validate | ratio |\n|---|---|---|---|"
    )
    for name, ours in (("valid", good), ("one in ten faulty", bad)):
        print(f"| {name} | {least.seconds:.2f} s | {ours.seconds:.2f} s | {ours.seconds / least.seconds:.1f} |")
    bare, read = interleaved([run(NOTHING), run(READ, many)], rounds=1)
    above, ours_above = read.memory - bare.memory, good.memory - bare.memory
    print(f"\n| {MANY:,} projects | bytes and json.loads | councilprojects validate | ratio |\n|---|---|---|---|")
    print(f"| memory | {above:.0f} MB | {ours_above:.0f} MB | {ours_above / above:.1f} |", flush=True)


def show_growth(folder: Path) -> None:
    """Print what a project costs in files of different sizes."""
    print("\n| projects | councilprojects validate | for each project |\n|---|---|---|")
    for count in GROWING:
        path = folder / f"{count}.json"
        path.write_bytes(files.file(count))
        (cost,) = interleaved([validated(path)], rounds=2)
        print(f"| {count:,} | {cost.seconds:.2f} s | {cost.seconds / count * 1e6:.0f} µs |", flush=True)


def validated(path: Path) -> list[str | Path]:
    return [PROGRAMS / "councilprojects", "validate", "--max-size", "1GB", "--format", "concise", path]


def checked(path: Path) -> list[str | Path]:
    return [PROGRAMS / "check-jsonschema", "--schemafile", SCHEMA, path]


def run(source: str, *arguments: Path) -> list[str | Path]:
    return [sys.executable, "-c", source, *arguments]


def interleaved(commands: Sequence[list[str | Path]], rounds: int = ROUNDS) -> list[Cost]:
    """Return the least that each command took, all of them run in every round. Raises SystemExit if one cannot run."""
    costs = [list(map(measured, commands)) for _round in range(rounds)]
    return [
        Cost(min(each.seconds for each in of_one), max(each.memory for each in of_one))
        for of_one in zip(*costs, strict=True)
    ]


def measured(command: list[str | Path]) -> Cost:
    done = subprocess.run([sys.executable, "-c", MEASURED, *command], check=True, capture_output=True)
    seconds, kilobytes, code = numbers(done.stdout)
    if code not in (0, 1):
        raise SystemExit(f"This did not run: {' '.join(map(str, command))}")
    return Cost(seconds, kilobytes / 1000)


def numbers(line: bytes) -> Iterator[float]:
    return map(float, line.strip(b"[]\n").split(b","))


if __name__ == "__main__":
    main()
