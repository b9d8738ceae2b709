"""What crawling 2,000 councils costs: a first run, an unchanged second one, hosts that hang; a request beside peers.

    python benchmarks/crawl.py [NUMBER OF COUNCILS]

One nginx serves them all, each at an address of its own. A request is measured beside bare requests and beside Scrapy,
in the same run and by processor time, for other work on the machine spoils the clock's.
"""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from threading import Thread

from councils import Served, serving

from councilprojects_aggregator.fetching.connect_to import parse_connect_to
from councilprojects_aggregator.fetching.fetch import Ask, fetch_all
from councilprojects_aggregator.fetching.http import Fetcher, Policy

COUNCILS = 2000
HANG_ONE_IN = 20
ROUNDS = 3
DAY = "2026-11-20"
PEERS = ("requests", "ours", "scrapy")


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds by the clock and of the processor, megabytes at the peak."""

    seconds: float
    processor: float
    memory: float


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNCILS
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), count) as served:
        requests_beside_peers(served)
        first_and_second(served)
        hanging_hosts(served)


def requests_beside_peers(served: Served) -> None:
    """Print requests a second of the processor, the most of ROUNDS runs by turns."""
    print("\n| a request over | " + " | ".join(PEERS) + " | guards cost |\n|---|---|---|---|---|")
    for scheme in ("http", "https"):
        best = dict.fromkeys(PEERS, 0.0)
        for _ in range(ROUNDS):
            for peer in PEERS:
                best[peer] = max(best[peer], rate(peer, scheme, served))
        shown = " | ".join(f"{best[peer]:.0f}/s" if best[peer] else "not installed" for peer in PEERS)
        print(f"| {scheme} | {shown} | {best['requests'] / best['ours'] - 1:+.0%} |")


def rate(peer: str, scheme: str, served: Served) -> float:
    """Return requests a second of the processor; 0 if the peer is not installed."""
    if peer == "scrapy" and importlib.util.find_spec("scrapy") is None:
        return 0.0
    hosts = {each.host if scheme == "http" else each.tls_host: each.address for each in served.councils}
    port = served.port if scheme == "http" else served.tls_port
    targets = {"hosts": hosts, "urls": [f"{scheme}://{host}:{port}/projects.json" for host in hosts]}
    command = [sys.executable, Path(__file__).with_name("crawlers.py"), peer, served.authority]
    done = subprocess.run(command, input=json.dumps(targets), text=True, stdout=subprocess.PIPE, check=True)
    return len(hosts) / float(json.loads(done.stdout)["processor"])


def first_and_second(served: Served) -> None:
    """Print what a first run costs and what an unchanged one an hour, and a day, later."""
    site = served.folder / "site"
    first = aggregate(served, site, f"{DAY}T10:00:00Z")
    before = inodes(site)
    second = aggregate(served, site, f"{DAY}T11:00:00Z")
    after = inodes(site)
    touched = {name.split("/")[0] for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    next_day = aggregate(served, site, "2026-11-21T11:00:00Z")
    print("\n| run | clock | processor | memory | as quick as the first |\n|---|---|---|---|---|")
    for name, cost in (("first", first), ("an hour later", second), ("the next day", next_day)):
        print(
            f"| {name} | {cost.seconds:.1f} s | {cost.processor:.1f} s | {cost.memory:.0f} MB "
            f"| {first.processor / cost.processor:.1f} times |"
        )
    print(f"\nThe second run touched {', '.join(sorted(touched))}; {len(before)} files in all.")


def hanging_hosts(served: Served) -> None:
    """Print how long the asking takes while every twentieth host takes connections and never answers."""
    all_well = asked_in(served, {})
    with silent() as port:
        hanging = {each.host: f"{each.address}:{port}" for each in served.councils[::HANG_ONE_IN]}
        with_hanging = asked_in(served, hanging)
    print(
        f"\n| hosts that hang | asked within | all others read within |\n|---|---|---|\n| 0 | {all_well[0]:.1f} s |  |"
    )
    print(f"| {len(hanging)} of {len(served.councils)} | {with_hanging[0]:.1f} s | {with_hanging[1]:.1f} s |")


def asked_in(served: Served, elsewhere: Mapping[str, str]) -> tuple[float, float]:
    """Return seconds for all answers, and for those of hosts that do answer; some of them `elsewhere`."""
    network = (ip_network("127.0.0.0/8"),)
    lines = [f"{each.host}={elsewhere.get(each.host, f'{each.address}:{served.port}')}" for each in served.councils]
    fetcher = Fetcher(Policy(allow_networks=network, connect_to=parse_connect_to(lines, network, str)))
    began, last = time.perf_counter(), {}
    fetch_all(
        [Ask(each.id, each.url) for each in served.councils],
        fetcher,
        delay=0.0,
        on_done=lambda _id, outcome: last.update({outcome.code: time.perf_counter() - began}),
    )
    return time.perf_counter() - began, last["fetched"]


@contextmanager
def silent() -> Iterator[int]:
    """Listen at a port of every loopback address, take every connection, and say nothing."""
    with socket.create_server(("", 0), backlog=1024) as listener:
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    taken.append(listener.accept()[0])
                except OSError:
                    return

        Thread(target=take, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        for each in taken:
            each.close()


def aggregate(served: Served, site: Path, now: str) -> Cost:
    """Run `councilprojects aggregate` as a process; return what it took."""
    command = [
        Path(sys.executable).with_name("councilprojects"),
        *("aggregate", served.registry, "--output", site, "--date", now, "--quiet", "--delay", "0"),
        *("--allow-network", "127.0.0.0/8", "--connect-to", f"@{served.connect_to}"),
        *("--site-url", "https://projects.example/"),
    ]
    began = time.perf_counter()
    # As installed: a shell that has this set would have two seconds of compiling counted in every run.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, env=environment)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"councilprojects aggregate ended with {process.returncode}.")
    return Cost(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def inodes(site: Path) -> dict[str, tuple[int, int]]:
    found = ((path, path.stat()) for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): (each.st_ino, each.st_mtime_ns) for path, each in found}


if __name__ == "__main__":
    main()
