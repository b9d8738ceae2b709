"""A registry and all that it includes make one list, in which nothing stands twice."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from councilprojects_aggregator.model import Lane, Registry, Source
from councilprojects_aggregator.registry import (
    MOST_FAULTS_TOLD,
    MOST_LEVELS,
    MOST_REGISTRIES,
    RegistryError,
    active,
    has_ended,
    read_registry,
)

TODAY = date(2026, 11, 21)
TOP = "https://lists.example/top.json"


def entry(source_id: str, url: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": source_id, "name": source_id.title(), "url": url or f"https://{source_id}.example/p.json", **more}


def registry(*sources: dict[str, Any], includes: tuple[str, ...] = (), **more: Any) -> bytes:
    value = {"councilProjectsRegistry": "1.0", "name": "Borsetshire", "sources": sources, **more}
    return json.dumps(value | ({"includes": includes} if includes else {})).encode()


def read(content: bytes, others: Mapping[str, bytes | Exception] | None = None, address: str = TOP) -> Registry:
    def web(where: str) -> bytes:
        found = (others or {})[where]
        if isinstance(found, Exception):
            raise found
        return found

    return read_registry(content, address, web, today=TODAY)


def ids(found: Registry) -> list[str]:
    return [source.id for source in found.sources]


def test_every_member_of_a_source_is_read() -> None:
    compiler = {"name": "Borsetshire Digital", "url": "https://compiler.example/"}
    full = entry(
        "ambridge",
        homepage="https://ambridge.example/",
        gss="E06000037",
        orgIds=["GB-LAE-WBK"],
        type="unitary",
        hosts=["files.ambridge.example"],
        format="code.json",
        licence="OGL-UK-3.0",
        compiledBy=compiler,
        lane="preview",
        added="2026-10",
        ended="2028-03-31",
        successors=["borsetshire"],
        previousUrls=["https://old.ambridge.example/p.json"],
    )
    found = read(registry(full, url="https://lists.example/"))
    assert found == Registry(
        name="Borsetshire",
        url="https://lists.example/",
        sources=(
            Source(
                id="ambridge",
                name="Ambridge",
                url="https://ambridge.example/p.json",
                homepage="https://ambridge.example/",
                gss="E06000037",
                org_ids=("GB-LAE-WBK",),
                type="unitary",
                hosts=("files.ambridge.example",),
                format="code.json",
                licence="OGL-UK-3.0",
                compiled_by=compiler,
                lane=Lane.PREVIEW,
                added="2026-10",
                ended="2028-03-31",
                successors=("borsetshire",),
                previous_urls=("https://old.ambridge.example/p.json",),
            ),
        ),
    )


def test_sources_are_sorted_by_id_whatever_their_order() -> None:
    entries = [entry("c"), entry("a"), entry("b"), entry("d", "https://a.example/p.json")]
    expected = read(registry(*entries))
    assert ids(expected) == ["a", "b", "c"]
    for seed in range(6):
        random.Random(seed).shuffle(entries)  # noqa: S311 (an order, no secret)
        assert read(registry(*entries)) == expected


def test_an_empty_registry_is_told_and_no_mistake() -> None:
    found = read(registry())
    assert (found.sources, found.troubles) == ((), ("The registry lists no source yet.",))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"{}",
        registry(name=""),
        registry(councilProjectsRegistry="2.0"),
        b'{"councilProjectsRegistry": "1.0", "name": "R", "sources": {}}',
        b'{"councilProjects": "1.0", "publisher": {"name": "A", "url": "https://a.example/"}, "projects": []}',
    ],
)
def test_what_is_no_registry_is_a_sentence_with_its_address(content: bytes) -> None:
    with pytest.raises(RegistryError, match=TOP) as raised:
        read(content)
    assert raised.value.report is not None


def test_whoever_mends_a_registry_is_told_how_to_see_every_fault() -> None:
    one = b'{"councilProjectsRegistry": "1.0", "name": "R", "sources": [],}'
    with pytest.raises(RegistryError) as raised:
        read(one, address="the list.json")
    assert "councilprojects validate" not in str(raised.value)
    with pytest.raises(RegistryError) as raised:
        read(one.replace(b'"R"', b"\xe2\x80\x9cR\xe2\x80\x9d"), address="the list.json")
    assert str(raised.value).endswith(" All 2 faults: councilprojects validate 'the list.json'")


def test_included_registries_make_one_list() -> None:
    others = {
        "https://lists.example/wales/list.json": registry(entry("b"), includes=("../more.json",)),
        "https://lists.example/more.json": registry(entry("c")),
    }
    found = read(registry(entry("a"), includes=("wales/list.json",)), others)
    assert (ids(found), found.troubles) == (["a", "b", "c"], ())


def test_a_file_includes_files_beside_it_and_addresses_on_the_web() -> None:
    others = {"lists/wales/list.json": registry(entry("b")), "https://x.example/list.json": registry(entry("c"))}
    content = registry(entry("a"), includes=("wales/list.json", "https://x.example/list.json"))
    assert ids(read(content, others, "lists/top.json")) == ["a", "b", "c"]


def test_registries_that_include_each_other_end() -> None:
    others = {
        "https://b.example/": registry(entry("b"), includes=(TOP, "https://c.example/")),
        "https://c.example/": registry(entry("c"), includes=("https://B.example:443/#again",)),
    }
    found = read(registry(entry("a"), includes=("https://b.example/", TOP + "#self")), others)
    assert (ids(found), found.troubles) == (["a", "b", "c"], ())


@pytest.mark.parametrize(
    "failure",
    [
        OSError(5, "Input/output error"),
        OSError("nothing more is known"),
        RegistryError("https://b.example/ is down."),
        b"<html>",
        b"{}",
        b'{"councilProjects": "1.0", "publisher": {"name": "A", "url": "https://a.example/"}, "projects": []}',
    ],
)
def test_an_included_registry_that_cannot_be_used_is_a_sentence(failure: bytes | Exception) -> None:
    others = {"https://b.example/": failure, "https://c.example/": registry(entry("c"))}
    found = read(registry(entry("a"), includes=("https://b.example/", "https://c.example/")), others)
    assert ids(found) == ["a", "c"]
    assert len(found.troubles) == 1
    assert "https://b.example/" in found.troubles[0]


def test_registries_are_not_followed_for_ever() -> None:
    chain = {
        f"https://{level}.example/": registry(entry(f"s{level}"), includes=(f"https://{level + 1}.example/",))
        for level in range(20)
    }
    found = read(registry(includes=("https://0.example/",)), chain)
    assert len(found.sources) == MOST_LEVELS
    assert len(found.troubles) == 1


def test_a_registry_of_registries_is_bounded() -> None:
    many = {f"https://r{number}.example/": registry(entry(f"s{number}")) for number in range(MOST_REGISTRIES + 5)}
    found = read(registry(includes=tuple(many)), many)
    assert len(found.sources) == MOST_REGISTRIES - 1
    assert len(found.troubles) == 6


def test_a_list_that_is_registered_twice_doubles_nothing() -> None:
    same = registry(entry("a"), entry("b"))
    others = {"https://one.example/": same, "https://two.example/": same}
    found = read(registry(entry("c"), includes=tuple(others)), others)
    assert ids(found) == ["a", "b", "c"]
    assert found.troubles == ("2 sources in https://two.example/ are listed elsewhere already, and count once.",)


def test_the_outer_list_comes_first_where_ids_are_the_same() -> None:
    others = {"https://inner.example/": registry(entry("a", "https://evil.example/p.json"))}
    found = read(registry(entry("a"), includes=("https://inner.example/",)), others)
    assert [source.url for source in found.sources] == ["https://a.example/p.json"]
    assert len(found.troubles) == 1
    assert "https://evil.example/p.json" in found.troubles[0]


def test_one_url_under_two_ids_counts_once() -> None:
    found = read(registry(entry("a"), entry("z", "https://A.example:443/p.json#x")))
    assert ids(found) == ["a"]
    assert found.troubles == (
        f"https://a.example/p.json is registered twice. “a” is kept; “z”, from {TOP}, is left out.",
    )


def test_a_faulty_source_is_left_out_and_told() -> None:
    found = read(registry(entry("a"), {"id": "b", "name": "No address"}))
    assert ids(found) == ["a"]
    assert len(found.troubles) == 1
    assert TOP in found.troubles[0]


def test_many_faults_are_counted_and_not_all_told() -> None:
    faulty = [{"id": f"b{number}", "name": "No address"} for number in range(MOST_FAULTS_TOLD + 3)]
    found = read(registry(entry("a"), *faulty))
    assert len(found.troubles) == MOST_FAULTS_TOLD + 1
    assert "3 more faults" in found.troubles[-1]


@pytest.mark.parametrize("junk", [1, [], [1], {"a": 1}, True])
def test_of_a_newer_version_optional_members_may_be_anything(junk: object) -> None:
    members = ("homepage", "gss", "orgIds", "type", "hosts", "format", "licence", "compiledBy", "added", "ended")
    odd = entry("a", lane=junk, successors=junk, previousUrls=junk, **dict.fromkeys(members, junk))
    content = json.loads(registry(odd, councilProjectsRegistry="1.99")) | {"url": junk, "includes": junk}
    assert read(json.dumps(content).encode()).sources == (Source(id="a", name="A", url="https://a.example/p.json"),)


def test_a_lane_of_a_newer_version_is_not_published() -> None:
    found = read(registry(entry("a", lane="embargoed"), councilProjectsRegistry="1.99"))
    assert found.sources[0].lane is Lane.PREVIEW


@pytest.mark.parametrize(
    ("ended", "over"),
    [(None, False), ("2026-11-20", True), ("2026-11-21", False), ("2026-11", False), ("2026-10", True), ("2025", True)],
)
def test_a_source_ends_after_its_last_day(ended: str | None, over: bool) -> None:  # noqa: FBT001 (a table)
    source = Source(id="a", name="A", url="https://a.example/", ended=ended)
    assert has_ended(source, TODAY) is over
    assert bool(active(Registry("R", None, (source,)), TODAY).sources) is not over
