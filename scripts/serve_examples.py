"""Serve the examples as if councils did: each host of `SITES` from an address of its own on this machine.

For `scripts/demo` and tests. The files bear `https://….example` addresses that lead nowhere; the aggregator's
`--connect-to` says where they really are, so that no output ever holds an address of this machine. Promises:
only `.json` and `.html` files of the examples, read afresh at each request, with strong ETags (RFC 9110,
section 8.8.3).
"""

from __future__ import annotations

import argparse
import hashlib
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

REGISTRY = "https://registry.councilprojects.example/registry.json"
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CONTENT_TYPES = {".json": "application/json", ".html": "text/html; charset=utf-8"}
ROBOTS = b"User-agent: *\nAllow: /\n"
FIRST_ADDRESS = 2  # 127.0.0.1 is left to whatever else this machine serves
SHUTDOWN_POLL = 0.05  # seconds; http.server's half a second for each host would slow every test
FALLBACK = "127.0.0.1"  # macOS and BSD give a machine this one alone


@dataclass(frozen=True)
class Site:
    """A host, and the folder of the examples that stands at `mount` on it."""

    host: str
    folder: str
    mount: str = "/"


SITES = (
    Site("registry.councilprojects.example", "."),
    Site("compiled.councilprojects.example", "uk", "/uk/"),
    Site("www.marlowevale.example", "federation/marlowe-vale"),
    Site("www.brohelyg.example", "federation/bro-helyg"),
    Site("www.thornmere.example", "federation/thornmere"),
)


@dataclass(frozen=True)
class Answer:
    """What is sent for one request; the body of a 304 is empty."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes = b""


def answer(site: Site, root: Path, host: str, target: str, if_none_match: str | None) -> Answer:
    """Return the answer to a GET of `target` at `host`; `root` is the folder of all examples."""
    if host.partition(":")[0].lower() != site.host:
        return _plain(HTTPStatus.MISDIRECTED_REQUEST, f"Only {site.host} is served here.")
    path = unquote(urlsplit(target).path)
    if path == "/robots.txt":
        return Answer(HTTPStatus.OK, {"Content-Type": "text/plain; charset=utf-8"}, ROBOTS)
    file = find(site, root, path)
    if file is None:
        return _plain(HTTPStatus.NOT_FOUND, "There is no such file.")
    body = file.read_bytes()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"Content-Type": CONTENT_TYPES[file.suffix], "ETag": etag, "Access-Control-Allow-Origin": "*"}
    if if_none_match is not None and etag in {tag.strip() for tag in if_none_match.split(",")}:
        return Answer(HTTPStatus.NOT_MODIFIED, headers)
    return Answer(HTTPStatus.OK, headers, body)


def find(site: Site, root: Path, path: str) -> Path | None:
    """Return the file that `path` names on `site`; None where there is none, or it is not for serving."""
    if not path.startswith(site.mount) or "\0" in path:
        return None
    folder = (root / site.folder).resolve()
    file = (folder / (path[len(site.mount) :] or "index.html")).resolve()
    served = file.is_relative_to(folder) and file.suffix in CONTENT_TYPES and file.is_file()
    return file if served else None


def _plain(status: HTTPStatus, sentence: str) -> Answer:
    return Answer(status, {"Content-Type": "text/plain; charset=utf-8"}, sentence.encode() + b"\n")


class ExampleHandler(BaseHTTPRequestHandler):
    """Puts `answer` on the wire; each site has a subclass that names it."""

    site: ClassVar[Site]
    root: ClassVar[Path]
    protocol_version = "HTTP/1.1"
    timeout = 30  # a connection that is left open does not keep its thread for ever

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self.send(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with headers alone."""
        self.send(with_body=False)

    def send(self, *, with_body: bool) -> None:
        """Write one answer."""
        host = self.headers.get("Host", "")
        reply = answer(self.site, self.root, host, self.path, self.headers.get("If-None-Match"))
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's own parameter
        """Say nothing: the crawler reports what it got."""


class ExampleServer(ThreadingHTTPServer):
    """Never asks the resolver for its own name, as `HTTPServer.server_bind` does: that can take seconds."""

    daemon_threads = True

    def server_bind(self) -> None:
        """Bind, and take the address for a name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])


@contextmanager
def serving(root: Path = EXAMPLES, sites: tuple[Site, ...] = SITES) -> Iterator[dict[str, str]]:
    """Serve `sites` while the block runs; gives `{host: "address:port"}` for `--connect-to`."""
    with ExitStack() as stack:
        places = {}
        for number, site in enumerate(sites, FIRST_ADDRESS):
            server = stack.enter_context(_server(site, root, f"127.0.0.{number}"))
            threading.Thread(target=server.serve_forever, args=(SHUTDOWN_POLL,), daemon=True).start()
            stack.callback(server.shutdown)
            places[site.host] = f"{server.server_name}:{server.server_port}"
        yield places


def _server(site: Site, root: Path, address: str) -> ExampleServer:
    handler = type("SiteHandler", (ExampleHandler,), {"site": site, "root": root})
    try:
        return ExampleServer((address, 0), handler)
    except OSError:  # this system has no such loopback address
        return ExampleServer((FALLBACK, 0), handler)


def connect_to(places: Mapping[str, str]) -> str:
    """Return `places` as the file that `--connect-to @FILE` reads: one `HOST=ADDR:PORT` a line."""
    return "".join(f"{host}={place}\n" for host, place in places.items())


@contextmanager
def crawling(programs: Path, output: Path) -> Iterator[list[str]]:
    """Serve the examples while the block runs; gives the command that crawls them into `output`.

    `programs` is the folder of the environment whose `councilprojects` is meant.
    """
    with tempfile.TemporaryDirectory() as folder, serving() as places:
        file = Path(folder) / "connect-to"
        file.write_text(connect_to(places), encoding="utf-8")
        command = [str(programs / "councilprojects"), "aggregate", REGISTRY, "--output", str(output)]
        # These servers are on this machine and do not mind being asked without a pause.
        yield [*command, "--allow-network", "127.0.0.0/8", "--delay", "0", "--connect-to", f"@{file}"]


def main() -> int:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Serve the examples on loopback addresses, one a host.")
    parser.add_argument("--examples", type=Path, default=EXAMPLES, help="the folder to serve")
    parser.add_argument("--connect-to-file", type=Path, help="file to write for --connect-to @FILE")
    options = parser.parse_args()
    with serving(options.examples) as places:
        lines = connect_to(places)
        if options.connect_to_file:
            options.connect_to_file.write_text(lines, encoding="utf-8")
        print(f"{lines}Serving the examples. Stop with Ctrl-C.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
