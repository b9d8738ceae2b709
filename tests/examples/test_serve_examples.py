"""The examples' own servers: each host from its own address, nothing but the examples' files."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

JSON = "application/json"
MARLOWE = "www.marlowevale.example"


@pytest.fixture
def server(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("serve_examples.py")


def ask(place: str, host: str, target: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(place, timeout=5)
    connection.request("GET", target, headers={"Host": host, **headers})
    answer = connection.getresponse()
    found = answer.status, dict(answer.headers), answer.read()
    connection.close()
    return found


def json_of(file: Path) -> Any:
    return json.loads(file.read_bytes())


def test_each_host_serves_its_own_file_from_an_address_of_its_own(server: ModuleType, root: Path) -> None:
    with server.serving() as places:
        status, headers, body = ask(places[MARLOWE], MARLOWE, "/projects.json")
        assert len(set(places.values())) == len(places) == 5
    assert (status, headers["Content-Type"], headers["Access-Control-Allow-Origin"]) == (200, JSON, "*")
    assert body == (root / "examples/federation/marlowe-vale/projects.json").read_bytes()


def test_an_unchanged_file_is_not_sent_again(server: ModuleType) -> None:
    with server.serving() as places:
        _, headers, _ = ask(places[MARLOWE], MARLOWE, "/projects.json")
        again = ask(places[MARLOWE], MARLOWE, "/projects.json", **{"If-None-Match": headers["ETag"]})
        other = ask(places[MARLOWE], MARLOWE, "/projects.json", **{"If-None-Match": '"another"'})
    assert (again[0], again[1]["ETag"], again[2]) == (304, headers["ETag"], b"")
    assert other[0] == 200


def test_every_source_of_both_registries_is_served_and_every_registry_that_is_included(
    server: ModuleType, root: Path
) -> None:
    sites = {site.host: site for site in server.SITES}
    included = json_of(root / "examples/registry.json")["includes"]
    registries = [root / "examples/federation/registry.json", root / "examples/uk/registry.json"]
    urls = included + [source["url"] for registry in registries for source in json_of(registry)["sources"]]
    assert len(urls) == 2 + 3 + 53
    for url in urls:
        host, _, path = url.removeprefix("https://").partition("/")
        found = server.answer(sites[host], root / "examples", host, f"/{path}", None)
        assert (url, found.status) == (url, HTTPStatus.OK)


@pytest.mark.parametrize(
    ("host", "target", "status"),
    [
        (MARLOWE, "/", HTTPStatus.OK),
        (f"{MARLOWE.upper()}:8000", "/projects.json?x=1", HTTPStatus.OK),
        (MARLOWE, "/robots.txt", HTTPStatus.OK),
        (MARLOWE, "/nothing.json", HTTPStatus.NOT_FOUND),
        (MARLOWE, "/../../registry.json", HTTPStatus.NOT_FOUND),
        (MARLOWE, "/%2e%2e/%2e%2e/registry.json", HTTPStatus.NOT_FOUND),
        (MARLOWE, "/projects.json%00.html", HTTPStatus.NOT_FOUND),
        ("www.elsewhere.example", "/projects.json", HTTPStatus.MISDIRECTED_REQUEST),
        ("", "/projects.json", HTTPStatus.MISDIRECTED_REQUEST),
    ],
)
def test_only_the_examples_files_are_served_and_only_at_their_own_host(
    server: ModuleType, root: Path, host: str, target: str, status: HTTPStatus
) -> None:
    site = next(site for site in server.SITES if site.host == MARLOWE)
    assert server.answer(site, root / "examples", host, target, None).status == status


def test_a_file_outside_the_mount_or_of_another_kind_is_not_served(server: ModuleType, root: Path) -> None:
    compiled = next(site for site in server.SITES if site.mount == "/uk/")
    assert server.find(compiled, root / "examples", "/uk/registry.json") is not None
    assert server.find(compiled, root / "examples", "/registry.json") is None
    assert server.find(compiled, root / "examples", "/uk/README.md") is None


def test_a_system_with_one_loopback_address_serves_each_host_from_a_port_of_its_own(
    server: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = server.ExampleServer

    def only_one_address(address: tuple[str, int], handler: type) -> object:
        if address[0] != server.FALLBACK:
            raise OSError(49, "Can't assign requested address")
        return real(address, handler)

    monkeypatch.setattr(server, "ExampleServer", only_one_address)
    with server.serving() as places:
        assert {place.partition(":")[0] for place in places.values()} == {"127.0.0.1"}
        assert len(set(places.values())) == 5
        assert ask(places[MARLOWE], MARLOWE, "/projects.json")[0] == 200


def test_a_head_request_has_the_length_and_no_body(server: ModuleType) -> None:
    with server.serving() as places:
        connection = http.client.HTTPConnection(places[MARLOWE], timeout=5)
        connection.request("HEAD", "/projects.json", headers={"Host": MARLOWE})
        answer = connection.getresponse()
        assert int(answer.headers["Content-Length"]) > 0
        assert answer.read() == b""
        connection.close()


def test_the_connect_to_file_has_a_line_for_each_host(server: ModuleType) -> None:
    assert server.connect_to({"a.example": "127.0.0.2:80", "b.example": "127.0.0.3:81"}) == (
        "a.example=127.0.0.2:80\nb.example=127.0.0.3:81\n"
    )
