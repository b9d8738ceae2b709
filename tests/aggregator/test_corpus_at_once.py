"""The whole failure corpus in one registry and one run: each source has its outcome, and the run is none the worse."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme
from badserver import Site, answer
from certificates import CERTIFICATES, HANDSHAKES, HOST
from corpus import BODIES, FAILURES, READ

from councilprojects_aggregator.fetching.outcomes import sentence

DEADLINE = 4.0
A_FEW_SECONDS = 8.0
MOST_MEMORY = 120_000_000

RUN = """
import ipaddress, json, sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from councilprojects_aggregator import crawl as stage
from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.transport import tls_context

folder, wanted = Path(sys.argv[1]), json.loads(Path(sys.argv[1], "wanted.json").read_bytes())
context = tls_context()
context.load_verify_locations(folder / "authority.pem")
stage.Fetcher = lambda policy: Fetcher(policy, context)
addresses = {host: ipaddress.ip_address(address) for host, address in wanted["addresses"].items()}
places = {host: Place(address, wanted["port"]) for host, address in addresses.items()}
loopback = (ipaddress.ip_network("127.0.0.0/8"),)
policy = Policy(loopback, places, lambda host: ["127.0.0.1"], wanted["deadline"], 1.0, 1.0)
now, registry = datetime(2026, 11, 21, 6, tzinfo=UTC), str(folder / "registry.json")
order = stage.Order(registry, folder / "site", folder / "state", now, policy, delay=0.0)
def peak():
    # Not getrusage: that also counts what our parent had when it started us.
    (line,) = (line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024

before, began = peak(), monotonic()
crawled = stage.crawl(order, lambda _sentence: None, lambda _count: nullcontext(lambda: None))
print(json.dumps({"memory": peak() - before, "ask": crawled.built.run.durations["ask"], "all": monotonic() - began}))
"""


@pytest.fixture
def everything(web: Callable[..., Site], tmp_path: Path) -> dict[str, tuple[str, str]]:
    """Serve the corpus and write down where it is; give the URL and the expected outcome of each source, by id."""
    authority, site = trustme.CA(), web("0.0.0.0")
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    plain = [
        *((script, "invalid") for name, script in READ.items() if "web page" not in name),
        *((script, code) for _name, script, code in FAILURES),
        *(([answer(body, "Content-Type: application/json")], code) for body, code in BODIES.values()),
    ]
    wanted = {}
    for number, (script, code) in enumerate(plain):
        site.pages[f"/{number}.json"] = script
        wanted[f"plain-{number}"] = (f"http://c{number}.example/{number}.json", code)
    for number, (make, code) in enumerate(CERTIFICATES.items()):
        secure = web(context=make(authority))
        wanted[f"tls-{number}"] = (secure.publish(answer()), "invalid" if code == "fetched" else code)
    for number, (steps, code) in enumerate(HANDSHAKES.values()):
        # Of a server that does not speak HTTP, robots.txt is what is asked for first.
        told = "robots-unreachable" if code in {"reset", "read-timeout"} else code
        wanted[f"handshake-{number}"] = (f"https://{HOST}:{web(greeting=steps).port}/", told)
    addresses = {f"c{number}.example": f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(len(plain))}
    settings = {"addresses": addresses, "port": site.port, "deadline": DEADLINE}
    (tmp_path / "wanted.json").write_text(json.dumps(settings), encoding="utf-8")
    sources = [{"id": each, "name": each, "url": url} for each, (url, _code) in wanted.items()]
    registry = {"councilProjectsRegistry": "1.0", "name": "Everything", "sources": sources}
    (tmp_path / "registry.json").write_text(json.dumps(registry), encoding="utf-8")
    return wanted


@pytest.mark.slow
def test_the_whole_corpus_in_one_crawl(everything: dict[str, tuple[str, str]], tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", RUN, tmp_path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    sources = json.loads((tmp_path / "site/status.json").read_bytes())["sources"]
    assert {each["id"]: each["outcome"] for each in sources} == {
        each: code for each, (_url, code) in everything.items()
    }
    assert {each["state"] for each in sources} == {"unread"}
    assert all(sentence(each["outcome"], each.get("httpStatus")) for each in sources)
    assert len(sources) > 140
    assert 0 < found["memory"] < MOST_MEMORY, found
    assert found["ask"] < DEADLINE + A_FEW_SECONDS, found
