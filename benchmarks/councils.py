"""Two thousand councils on this machine, for the benchmarks: their files, and one nginx that serves them.

Each council has a host and a loopback address of its own, as on the web, and a strong ETag and a Last-Modified from
nginx. Needs nginx (Debian: nginx-light) and Linux or another system that answers on all of 127.0.0.0/8.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = 5
"""For each council: a median of what is known of 155 real projects at 40 councils."""

BEYOND_127_0 = 256
"""The first address is 127.1.0.1: the first block is left to whatever else this machine serves."""

CONFIGURATION = """
daemon off; worker_processes 1; pid nginx.pid; error_log stderr crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; default_type application/json; types {{ text/plain txt; }}
  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
  server {{ listen 127.0.0.1:{probe}; listen {port}; allow 127.0.0.0/8; deny all; root councils/$host; }}
  server {{
    listen {tls_port} ssl; ssl_certificate chain.pem; ssl_certificate_key key.pem; allow 127.0.0.0/8; deny all;
    server_name ~^c(?<number>[0-9]+)\\.councils\\.example$; root councils/www.council-$number.example;
  }}
}}
"""


@dataclass(frozen=True)
class Council:
    """One of them, by its number."""

    number: int

    @property
    def id(self) -> str:
        return f"council-{self.number}"

    @property
    def host(self) -> str:
        return f"www.{self.id}.example"

    @property
    def url(self) -> str:
        return f"https://{self.host}/projects.json"

    @property
    def tls_host(self) -> str:
        """Its name in the one certificate that nginx has for all."""
        return f"c{self.number}.councils.example"

    @property
    def address(self) -> str:
        return f"127.{1 + self.number // 62_500}.{self.number // 250 % 250}.{1 + self.number % 250}"


@dataclass(frozen=True)
class Served:
    """Where it all is while nginx runs."""

    folder: Path
    councils: tuple[Council, ...]
    port: int
    tls_port: int

    @property
    def authority(self) -> Path:
        """The certificate that signs nginx's."""
        return self.folder / "authority.pem"

    @property
    def registry(self) -> Path:
        return self.folder / "registry.json"

    @property
    def connect_to(self) -> Path:
        return self.folder / "connect-to"


@contextmanager
def serving(folder: Path, count: int) -> Iterator[Served]:
    """Serve `count` councils from `folder` while the block runs."""
    if shutil.which("nginx") is None and not Path("/usr/sbin/nginx").exists():
        raise SystemExit("This benchmark needs nginx. On Debian and Ubuntu: sudo apt-get install nginx-light")
    folder.chmod(0o755)  # started by root, nginx reads as somebody else
    councils = tuple(map(Council, range(count)))
    served = Served(folder, councils, free_port(), free_port())
    write(served)
    probe = free_port()
    (folder / "nginx.conf").write_text(CONFIGURATION.format(port=served.port, tls_port=served.tls_port, probe=probe))
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", "nginx.conf", "-e", "stderr"]
    with subprocess.Popen(command) as nginx:
        try:
            wait_for(probe)
            yield served
        finally:
            nginx.terminate()


def write(served: Served) -> None:
    """Write the councils' files, the registry, and where each host is."""
    certify(served)
    typical = json.loads((ROOT / "examples/typical-council/projects.json").read_bytes())
    for council in served.councils:
        path = served.folder / "councils" / council.host / "projects.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(file_of(council, typical), ensure_ascii=False, indent=2), encoding="utf-8")
    sources = [
        {"id": each.id, "name": f"Council {each.number}", "url": each.url, "homepage": f"https://{each.host}/"}
        for each in served.councils
    ]
    registry = {"councilProjectsRegistry": "1.0", "name": "Two thousand councils", "sources": sources}
    served.registry.write_text(json.dumps(registry), encoding="utf-8")
    lines = (f"{each.host}={each.address}:{served.port}\n" for each in served.councils)
    served.connect_to.write_text("".join(lines), encoding="utf-8")


def certify(served: Served) -> None:
    """Make an authority, and nginx's certificate."""
    authority = trustme.CA()
    certificate = authority.issue_cert("*.councils.example")
    authority.cert_pem.write_to_path(served.authority)
    certificate.private_key_pem.write_to_path(served.folder / "key.pem")
    (served.folder / "chain.pem").write_bytes(b"".join(each.bytes() for each in certificate.cert_chain_pems))


def file_of(council: Council, typical: dict) -> dict:
    """Return a file like the typical council's under this council's name, with PROJECTS of its projects in turn."""
    file = json.loads(json.dumps(typical).replace("www.larkmoor.example", council.host))
    projects = file["projects"]
    first = council.number % len(projects)
    chosen = (projects[first:] + projects[:first])[:PROJECTS]
    file["publisher"]["name"] = f"Council {council.number}"
    file["projects"] = [{**each, "id": f"{each['id']}-{council.number}"} for each in chosen]
    return file


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    """Return as soon as somebody listens at `port`."""
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("nginx did not start.")
