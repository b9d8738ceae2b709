"""Whatever ends a run early, the site is the old one or the new one, and nothing is told twice or lost.

Real processes, killed for good. Two federations live side by side on the same councils: one is killed at every turn and
then finished, the other is left in peace. In the end nobody can tell them apart.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Timer

import pytest
from badserver import Hang, Site
from federation import Federation, project
from forked_runs import Origin, Run

from councilprojects_aggregator.memory.store import Store

PATIENCE = 60.0
"""Seconds after which a process counts as hung."""

KILLS = 10
"""For each seed; ten seeds make the hundred."""

MOMENT = "%Y-%m-%dT%H:%M:%SZ"

LEFT = ["registry.json", "site", "site.state.sqlite", "site.state.sqlite.lock"]
"""What lies in the folder once a run has ended well."""


class Killed:
    """A federation whose runs are processes of their own."""

    def __init__(self, federation: Federation, origin: Origin) -> None:
        self.federation, self.origin = federation, origin
        self.folder = federation.folder

    def arguments(self, *more: str) -> list[str]:
        order = self.federation.order()
        places = [
            f"--connect-to={host}={place.address}:{place.port}" for host, place in order.policy.connect_to.items()
        ]
        return [
            *("aggregate", order.registry, "--output", str(order.output), "--date", order.now.isoformat()),
            *("--allow-network", "127.0.0.0/8", "--delay", "0", "--jobs", "4", *places, *more),
        ]

    def start(self, fatal: int = -1, by: signal.Signals = signal.SIGKILL) -> Run:
        """Begin a run, to be signalled at that touch of ours, of the web, or of C."""
        return self.origin.start(self.arguments(), self.folder, fatal, by)

    def whole(self) -> dict[str, bytes]:
        """Every file of the output, those of moving facts too."""
        output = self.federation.output
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}

    def told(self) -> list[str]:
        return sorted(item["id"] for item in self.federation.json("feed.json")["items"])

    def kill_at(self, touch: int) -> int:
        """Run, and be killed at that touch, if it comes to that; return how many there were."""
        code, said = self.start(touch).finish()
        assert code in {0, -signal.SIGKILL}, said
        assert touch or code == 0
        return int(said.rpartition("touched ")[2]) if code == 0 else touch


def two_of_a_kind(web: Callable[..., Site], folder: Path, origin: Origin) -> tuple[Federation, Killed]:
    """Return one federation that is left in peace and one that is killed; the same councils publish in both."""
    site, names = web(), ["ambridge", "felpersham", "penny-hassett"]
    (folder / "peace").mkdir()
    (folder / "war").mkdir()
    quiet = Federation(site, folder / "peace", names=names)
    return quiet, Killed(Federation(site, folder / "war", names=names), origin)


def something_new(federation: Federation, number: int) -> None:
    """Let the councils do what makes entries, of every kind, and what makes none."""
    phase = ("alpha", "beta", "live")[number % 3]
    federation.publish("ambridge", project("bins", phase=phase), *(project(f"bees-{n}") for n in range(number + 1)))
    federation.publish("felpersham", project("potholes", wants=[{"type": "networking", "description": f"No {number}"}]))
    if number < KILLS // 2:
        federation.publish("penny-hassett", project("parks", status="active" if number % 2 else "paused"))
    else:  # and from now on: that it fails twice is known to whoever asks twice, and may be told
        federation.fail("penny-hassett")


def moments(killed: Killed, touches: int, seed: int) -> Iterator[Callable[[], None]]:
    """Give ways to kill a run, each at another moment: by what it is about to touch, and by the clock."""
    chance = random.Random(seed)  # noqa: S311 (the same moments each time, no secret)
    for number in range(KILLS):
        if number % 2:
            yield lambda: kill_after(killed, chance.uniform(0, 1))
        else:
            yield lambda: killed.kill_at(chance.randint(1, touches))


def kill_after(killed: Killed, share: float) -> None:
    """Kill a run at that share of a second after its first request."""
    killed.federation.site.met.clear()
    run = killed.start()
    assert killed.federation.site.met.wait(PATIENCE)
    killer = Timer(share, run.kill)
    killer.start()
    run.finish()
    killer.cancel()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_run_that_is_killed_leaves_the_old_site_or_the_new_and_the_next_one_finishes(
    web: Callable[..., Site], tmp_path: Path, origin: Origin, seed: int
) -> None:
    quiet, killed = two_of_a_kind(web, tmp_path, origin)
    fated = killed.federation
    something_new(quiet, 0)
    quiet.run()
    quiet.run()
    fated.run()
    touches = killed.kill_at(0)  # a second run, which finds all as it was
    fated.now = quiet.now
    for number, kill in enumerate(moments(killed, touches, seed), start=1):
        something_new(quiet, number)
        before = killed.whole()
        kill()
        quiet.run(timedelta(0))
        assert killed.whole() == before or fated.tree() == quiet.tree()
        with Store.open(fated.order().state) as store:
            assert store.load() is not None
        fated.run(timedelta(0))
        assert fated.tree() == quiet.tree()
        assert killed.told() == sorted({item["id"] for item in quiet.json("feed.json")["items"]})
        assert names(killed.folder) == LEFT
        fated.now = quiet.now = quiet.now + timedelta(days=1)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def killed(federation: Federation, origin: Origin) -> Killed:
    """Two councils, crawled once."""
    federation.publish("ambridge", project("bins", phase="alpha"), project("bees"))
    federation.publish("felpersham", project("potholes"))
    federation.run()
    return Killed(federation, origin)


def test_ctrl_c_while_asking_ends_at_once_and_keeps_state_and_site(killed: Killed) -> None:
    before = killed.whole()
    killed.federation.script("ambridge", lambda _request: hung(killed.federation.site))
    killed.federation.site.met.clear()
    command = [sys.executable, "-m", "councilprojects_validator", *killed.arguments()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert killed.federation.site.met.wait(PATIENCE)
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (130, "")
    assert "Traceback" not in complained
    assert killed.whole() == before
    killed.federation.publish("ambridge", project("bins", phase="beta"), project("bees"))
    killed.federation.run()
    assert killed.federation.status("ambridge")["state"] == "current"


def hung(site: Site) -> Iterator[Hang]:
    site.met.set()
    yield Hang()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_ctrl_c_at_any_stage_is_clean(killed: Killed, seed: int) -> None:
    touches = killed.kill_at(0)
    chance = random.Random(seed)  # noqa: S311 (as above)
    for number in range(KILLS):
        something_new(killed.federation, number)
        killed.federation.now += timedelta(days=1)
        before = killed.whole()
        code, said = killed.start(chance.randint(1, touches), signal.SIGINT).finish()
        assert code in {0, 130}, said
        assert "Traceback" not in said
        stands = killed.federation.json("run.json")["now"]
        assert stands == killed.federation.now.strftime(MOMENT) or killed.whole() == before
        killed.federation.run(timedelta(0))
        assert killed.federation.json("run.json")["now"] == killed.federation.now.strftime(MOMENT)
        assert names(killed.folder) == LEFT
    assert len(killed.told()) == len(set(killed.told()))


def test_a_clock_that_is_set_back_breaks_nothing_and_tells_nothing_twice(killed: Killed) -> None:
    told = killed.told()
    killed.federation.now -= timedelta(days=400)
    for _ in range(2):
        killed.federation.run()
        assert killed.told() == told
        assert {source["state"] for source in killed.federation.json("status.json")["sources"]} == {"current"}
    killed.federation.publish("ambridge", project("bins", phase="beta"), project("bees"))
    killed.federation.run()
    assert len(killed.told()) == len(told) + 1
    killed.federation.now += timedelta(days=400)
    killed.federation.run()
    assert len(killed.told()) == len(told) + 1


def test_a_second_process_is_told_to_wait_and_changes_nothing(killed: Killed) -> None:
    before = killed.whole()
    with Store.open(killed.federation.order().state):
        code, said = killed.start().finish()
    assert code == 2
    assert "Another run is using the state" in said
    assert killed.whole() == before
