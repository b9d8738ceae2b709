"""Disks that are full, that may not be written, that cannot be exchanged: a sentence, exit code 2, all as it was.

Real ones where this machine lets a user have them: a tmpfs in a mount namespace of the test's own (unshare(1)). Limits
on the size of files, which every system has, show the same for the rest.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from federation import Federation, project

from councilprojects_aggregator.memory.store import Store

MOUNT = ("unshare", "--user", "--map-root-user", "--mount")
PATIENCE = 60.0

# Everything in a namespace of its own: it is gone, mounts and all, with the shell.
SETTING = r"""
set -u
said() { sha="$(cd "$SITE" && find . -type f | sort | xargs sha256sum | sha256sum)"; echo "site $1 $sha"; }
run() { "$@" >"$FOLDER/said" 2>&1; echo "code $?"; sed 's/^/said /' "$FOLDER/said"; }
"""


def namespaces() -> bool:
    program = shutil.which("unshare")
    return program is not None and not subprocess.run([*MOUNT, "true"], check=False, capture_output=True).returncode


mounts = pytest.mark.skipif(not namespaces(), reason="this system lets no user mount anything")


@pytest.fixture
def two(federation: Federation) -> Federation:
    federation.publish("ambridge", project("bins", phase="alpha"), project("bees"))
    federation.publish("felpersham", project("potholes"))
    return federation


def command(federation: Federation, **given: Path) -> list[str]:
    order = federation.order()
    places = (f"--connect-to={host}={place.address}:{place.port}" for host, place in order.policy.connect_to.items())
    return [
        *(sys.executable, "-m", "councilprojects_validator", "aggregate", order.registry, "--delay", "0"),
        *("--output", str(given.get("output", order.output)), "--state", str(given.get("state", order.state))),
        *("--allow-network", "127.0.0.0/8", "--date", order.now.isoformat(), *places),
    ]


def shell(federation: Federation, script: str, **given: Path) -> list[tuple[str, str]]:
    """Run `script` in a namespace of its own, its "$@" our command; return what it observed, word by word."""
    output = given.get("output", federation.output)
    variables = f'FOLDER="{federation.folder}"; SITE="{output}"\n'
    full = [*MOUNT, "sh", "-c", SETTING + variables + script, "sh", *command(federation, **given)]
    done = subprocess.run(full, check=False, capture_output=True, text=True, timeout=PATIENCE)
    assert "Traceback" not in done.stdout, done.stdout
    return [tuple(line.split(" ", 1)) for line in done.stdout.splitlines()]  # type: ignore[misc]


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


FULL = """
mount -t tmpfs -o size=16m none "$FOLDER/disk"
run "$@"; said before
head -c 64m /dev/zero >"$FOLDER/disk/fill" 2>/dev/null
run "$@"; said after
rm "$FOLDER/disk/fill"
run "$@"; ls -A "$FOLDER/disk" | sed 's/^/left /'
"""


@mounts
@pytest.mark.slow
@pytest.mark.parametrize("what", ["output", "state"])
def test_a_full_disk_leaves_the_old_site_and_the_next_run_finishes(two: Federation, disk: Path, what: str) -> None:
    name = "site" if what == "output" else "the.state.sqlite"
    seen = shell(two, FULL, **{what: disk / name})
    assert [value for word, value in seen if word == "code"] == ["0", "2", "0"]
    before, after = (value.split()[1] for word, value in seen if word == "site")
    assert what == "state" or before == after
    assert any("full" in value or "No space left" in value for word, value in seen if word == "said")
    beside = [name + ".lock"] if what == "state" else []
    assert [value for word, value in seen if word == "left"] == [name, *beside]


READ_ONLY = """
run "$@"; said before
mount --bind "$FOLDER/disk" "$FOLDER/disk" && mount -o remount,bind,ro "$FOLDER/disk"
run "$@"; said after
"""


@mounts
@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "sentence"),
    [("output", "nothing may be written in"), ("state", "cannot be opened: Read-only file system")],
)
def test_what_may_not_be_written_is_told(two: Federation, disk: Path, what: str, sentence: str) -> None:
    seen = shell(two, READ_ONLY, **{what: disk / what})
    assert [value for word, value in seen if word == "code"] == ["0", "2"]
    before, after = (value.split()[1] for word, value in seen if word == "site")
    assert before == after
    assert any(sentence in value for word, value in seen if word == "said")


@mounts
def test_a_mount_point_cannot_be_exchanged_and_is_told_before_anybody_is_asked(two: Federation, disk: Path) -> None:
    seen = shell(two, 'mount -t tmpfs none "$SITE"\nrun "$@"', output=disk)
    assert seen[0] == ("code", "2")
    assert f"{disk} is a mount point" in seen[1][1]
    assert f"--output {disk}/site" in seen[1][1]
    assert two.site.requests == []


LIMITED = """
import resource, sys
from councilprojects_validator.cli import main
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
main()
"""


def limited(federation: Federation, size: int, **given: Path) -> tuple[int, str]:
    """Run where no file may become larger than `size` bytes."""
    words = command(federation, **given)[3:]
    full = [sys.executable, "-c", LIMITED, str(size), *words]
    done = subprocess.run(full, check=False, capture_output=True, text=True, timeout=PATIENCE)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_a_state_that_cannot_grow_is_told_and_what_it_held_stays(two: Federation) -> None:
    two.run()
    with Store.open(two.order().state) as store:
        held = store.load()
    before = two.tree()
    two.publish("ambridge", project("bins", phase="beta"))
    code, said = limited(two, 4096)
    assert (code, "What it held before is unchanged." in said) == (2, True)
    assert two.tree() == before
    with Store.open(two.order().state) as store:
        assert store.load() == held


def test_an_output_that_does_not_fit_leaves_nothing_half_done(two: Federation) -> None:
    two.run()
    largest = max(path.stat().st_size for path in two.output.rglob("*") if path.is_file())
    assert largest > two.order().state.stat().st_size
    code, said = limited(two, largest - 1, output=two.folder / "another")
    assert (code, "File too large. What was there before is unchanged." in said) == (2, True)
    assert sorted(path.name for path in two.folder.iterdir() if "another" in path.name) == []
