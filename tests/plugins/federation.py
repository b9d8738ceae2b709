"""Councils that serve their files on loopback, and runs over them: a pytest plugin, used through `federation`."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from badserver import Site, answer

from councilprojects_aggregator.crawl import Crawled, Order, crawl
from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.http import Policy

LOOPBACK = ipaddress.ip_network("127.0.0.0/8")
START = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
MOVING = ("status.json", "run.json", "meta.nq", "status/", "cy/status/")


def project(project_id: str, **more: Any) -> dict[str, Any]:
    return {
        "id": project_id,
        "title": f"Report {project_id}",
        "summary": f"Residents report {project_id} online and see when the crew will come.",
        "reviewed": "2026-10-12",
        "url": f"https://www.ambridge.example/{project_id}",
        **more,
    }


def council(name: str, *projects: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the file of the council that is called `name`, at www.<name>.example."""
    return {
        "councilProjects": "1.0",
        "publisher": {"name": f"{name.title()} Borough Council", "url": f"https://www.{name}.example/"},
        "projects": list(projects),
        **more,
    }


@dataclass
class Federation:
    """Councils on one loopback server, a registry of them, and an output that each run replaces."""

    site: Site
    folder: Path
    now: datetime = START
    names: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def output(self) -> Path:
        return self.folder / "site"

    def publish(self, name: str, *projects: dict[str, Any], **more: Any) -> None:
        """Serve a good file for the council, with an ETag that is its digest."""
        body = json.dumps(council(name, *projects, **more), ensure_ascii=False).encode()
        self.serve(name, body)

    def serve(self, name: str, body: bytes) -> None:
        etag = f'"{hashlib.sha256(body).hexdigest()}"'

        def respond(request: bytes) -> list[bytes]:
            if f"If-None-Match: {etag}".encode() in request:
                return [answer(b"", f"ETag: {etag}", status="304 Not Modified")]
            return [answer(body, f"ETag: {etag}", "Content-Type: application/json")]

        self.script(name, respond)

    def script(self, name: str, script: Any) -> None:
        """Let the council's server do whatever `script` says."""
        if name not in self.names:
            self.names.append(name)
        self.site.pages[f"/{name}.json"] = script

    def fail(self, name: str, status: str = "500 Internal Server Error") -> None:
        self.script(name, [answer(b"", status=status)])

    def registry(self, names: list[str] | None = None) -> dict[str, Any]:
        return {
            "councilProjectsRegistry": "1.0",
            "name": "Borsetshire",
            "url": "https://registry.example/registry.json",
            "sources": [
                {
                    "id": name,
                    "name": f"{name.title()} Borough Council",
                    "url": f"https://www.{name}.example/{name}.json",
                    "homepage": f"https://www.{name}.example/",
                }
                for name in names or self.names
            ],
        }

    def order(self) -> Order:
        address = self.folder / "registry.json"
        address.write_text(json.dumps(self.registry()), encoding="utf-8")
        place = Place(ipaddress.ip_address(self.site.address), self.site.port)
        hosts = [f"www.{name}.example" for name in self.names] + ["registry.example", "old.example"]
        return Order(
            registry=str(address),
            output=self.output,
            state=self.folder / "site.state.sqlite",
            now=self.now,
            policy=Policy(
                allow_networks=(LOOPBACK,),
                connect_to=dict.fromkeys(hosts, place),
                resolve=unknown,
                deadline=5.0,
                connect_timeout=2.0,
                read_timeout=2.0,
            ),
            delay=0.0,
        )

    def run(self, later: timedelta = timedelta(days=1), **changes: Any) -> Crawled:
        """Do one run; the next one is `later`."""
        crawled = crawl(replace(self.order(), **changes), self.said.append, unwatched)
        self.now += later
        return crawled

    def arguments(self) -> list[str]:
        """Return the arguments by which `councilprojects aggregate` does on the command line what `run` does."""
        order = self.order()
        return [order.registry, f"--output={order.output}", *self.ways_in(), "--delay=0"]

    def ways_in(self) -> list[str]:
        """Return the options by which a command finds the councils on this machine."""
        mapping = self.folder / "connect-to"
        hosts = (f"{host}={place.address}:{place.port}" for host, place in self.order().policy.connect_to.items())
        mapping.write_text("# where the tests serve them\n" + "\n".join(hosts), encoding="utf-8")
        return ["--allow-network=127.0.0.0/8", f"--connect-to=@{mapping}"]

    def tree(self, output: Path | None = None) -> dict[str, bytes]:
        """Return all files of the output, or of another one, but those of moving facts."""
        folder = output or self.output
        return {
            name: path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(MOVING)
        }

    def json(self, name: str) -> Any:
        return json.loads((self.output / name).read_bytes())

    def status(self, name: str) -> Any:
        return next(source for source in self.json("status.json")["sources"] if source["id"] == name)


def unknown(host: str) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, f"{host} is not known")


@contextmanager
def unwatched(_count: int) -> Iterator[Callable[[], None]]:
    yield lambda: None


@pytest.fixture
def federation(web: Callable[..., Site], tmp_path: Path) -> Federation:
    """A federation without councils yet."""
    return Federation(web(), tmp_path)
