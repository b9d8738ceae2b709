"""The registry says whose file an answer is; no publisher can speak as another one."""

from __future__ import annotations

from typing import Any

import pytest

from councilprojects_aggregator.judging.identity import (
    allowed_hosts,
    believes,
    claims,
    file_address,
    host_refusal,
    identify,
    publisher_iri,
)
from councilprojects_aggregator.model import Refusal, Registry, Source

AMBRIDGE = Source(
    id="ambridge",
    name="Ambridge",
    url="https://www.ambridge.example/projects.json",
    homepage="https://ambridge.example/",
    gss="E06000037",
)
FELPERSHAM = Source(
    id="felpersham",
    name="Felpersham",
    url="https://data.example/felpersham.json",
    homepage="https://www.felpersham.example/",
    hosts=("Data.example", "files.felpersham.example"),
)
COMPILER: dict[str, Any] = {"name": "Borsetshire Digital", "url": "https://www.compiler.example/"}
# Two councils whose files one compiler keeps on its own host.
BORCHESTER = Source(
    id="borchester",
    name="Borchester",
    url="https://compiler.example/borchester.json",
    homepage="https://borchester.example/",
    hosts=("compiler.example",),
    compiled_by=COMPILER,
)
PENNY_HASSET = Source(
    id="penny-hasset",
    name="Penny Hasset",
    url="https://compiler.example/penny-hasset.json",
    homepage="https://penny-hasset.example/",
    compiled_by=COMPILER,
)
NAMELESS = Source(id="nameless", name="Nameless Parish", url="https://nameless.example/projects.json")
KNOWN = claims(Registry("Borsetshire", None, (AMBRIDGE, BORCHESTER, FELPERSHAM, NAMELESS, PENNY_HASSET)))


def file(publisher: str, compiler: str | None = None, **more: str) -> dict[str, Any]:
    value: dict[str, Any] = {"publisher": {"name": "X", "url": publisher, **more}, "projects": []}
    return value | ({"compiledBy": {"name": "C", "url": compiler}} if compiler else {})


OWN = file("https://www.ambridge.example/")
COMPILED = file("https://www.borchester.example/", "https://compiler.example/about")


def test_a_file_on_the_home_pages_host_is_verified() -> None:
    verdict = identify(AMBRIDGE, KNOWN, OWN, AMBRIDGE.url)
    assert (verdict.refusal, verdict.verified, verdict.doubts) == (None, True, ())


def test_a_file_on_a_registered_host_is_verified() -> None:
    value = file("https://felpersham.example/")
    assert identify(FELPERSHAM, KNOWN, value, "https://files.felpersham.example:8443/p.json").verified


def test_a_file_that_ends_on_another_host_is_refused() -> None:
    verdict = identify(AMBRIDGE, KNOWN, OWN, "https://parked.example/")
    assert verdict.refusal is Refusal.HOST_NOT_ALLOWED
    assert "parked.example" in verdict.reason
    assert not verdict.verified


def test_a_final_url_without_a_host_is_refused() -> None:
    assert "nonsense" in host_refusal(AMBRIDGE, "nonsense")


@pytest.mark.parametrize("claimed", ["https://felpersham.example/", "https://files.felpersham.example/x"])
def test_a_file_that_says_it_is_another_registered_publishers_is_refused(claimed: str) -> None:
    verdict = identify(AMBRIDGE, KNOWN, file(claimed), AMBRIDGE.url)
    assert verdict.refusal is Refusal.ANOTHER_PUBLISHERS_FILE
    assert "felpersham" in verdict.reason


def test_a_source_without_home_page_claims_the_host_of_its_file() -> None:
    verdict = identify(AMBRIDGE, KNOWN, file("https://nameless.example/"), AMBRIDGE.url)
    assert verdict.refusal is Refusal.ANOTHER_PUBLISHERS_FILE


def test_a_source_without_home_page_is_published_and_not_verified() -> None:
    verdict = identify(NAMELESS, KNOWN, file("https://nameless.example/"), NAMELESS.url)
    assert (verdict.refusal, verdict.verified, len(verdict.doubts)) == (None, False, 1)


def test_a_publisher_on_a_host_that_nobody_vouches_for_is_published_and_not_verified() -> None:
    verdict = identify(AMBRIDGE, KNOWN, file("https://unknown.example/"), AMBRIDGE.url)
    assert (verdict.refusal, verdict.verified) == (None, False)
    assert any("unknown.example" in doubt for doubt in verdict.doubts)


@pytest.mark.parametrize(("gss", "verified"), [("E06000037", True), ("E06000038", False)])
def test_another_gss_code_than_the_registrys_is_a_doubt(gss: str, verified: bool) -> None:  # noqa: FBT001 (a table)
    verdict = identify(AMBRIDGE, KNOWN, file("https://ambridge.example/", gss=gss), AMBRIDGE.url)
    assert verdict.verified is verified


def test_a_compiled_file_is_verified_where_the_registry_names_host_and_compiler() -> None:
    assert identify(BORCHESTER, KNOWN, COMPILED, BORCHESTER.url).verified


def test_many_compiled_files_may_stand_on_one_host_unverified() -> None:
    value = file("https://penny-hasset.example/", "https://compiler.example/")
    verdict = identify(PENNY_HASSET, KNOWN, value, PENNY_HASSET.url)
    assert (verdict.refusal, verdict.verified, verdict.doubts) == (None, False, ())


def test_a_compilers_files_exchanged_between_two_councils_are_refused() -> None:
    verdict = identify(PENNY_HASSET, KNOWN, COMPILED, PENNY_HASSET.url)
    assert verdict.refusal is Refusal.ANOTHER_PUBLISHERS_FILE


def test_of_a_compiled_file_whose_council_the_registry_does_not_tell_the_compiler_alone_is_bound() -> None:
    alone = Source(id="alone", name="Alone", url="https://compiler.example/a.json", compiled_by=COMPILER)
    assert identify(alone, KNOWN, COMPILED, alone.url).refusal is None


def test_a_compiled_source_does_not_claim_its_compilers_host() -> None:
    alone = Source(id="alone", name="Alone", url="https://compiler.example/a.json", compiled_by=COMPILER)
    known = claims(Registry("Borsetshire", None, (alone, AMBRIDGE)))
    assert identify(AMBRIDGE, known, file("https://compiler.example/"), AMBRIDGE.url).refusal is None


def test_a_compiler_that_is_another_source_is_refused() -> None:
    value = file("https://ambridge.example/", "https://felpersham.example/")
    assert identify(AMBRIDGE, KNOWN, value, AMBRIDGE.url).refusal is Refusal.ANOTHER_PUBLISHERS_FILE


def test_a_compiler_that_the_registry_names_is_vouched_for_on_any_host() -> None:
    elsewhere = Source(
        id="elsewhere",
        name="Elsewhere",
        url="https://storage.example/e.json",
        homepage="https://elsewhere.example/",
        hosts=("storage.example",),
        compiled_by=COMPILER,
    )
    value = file("https://elsewhere.example/", "https://compiler.example/")
    assert identify(elsewhere, KNOWN, value, elsewhere.url).verified
    stranger = file("https://elsewhere.example/", "https://stranger.example/")
    assert not identify(elsewhere, KNOWN, stranger, elsewhere.url).verified


def test_a_file_that_does_not_say_that_it_is_compiled_is_not_verified() -> None:
    verdict = identify(BORCHESTER, KNOWN, file("https://borchester.example/"), BORCHESTER.url)
    assert (verdict.refusal, verdict.verified, len(verdict.doubts)) == (None, False, 1)


def test_sources_that_share_a_host_are_not_taken_for_each_other() -> None:
    platform = [
        Source(id=name, name=name, url=f"https://parishes.example/{name}.json", homepage="https://parishes.example/")
        for name in ("north", "south")
    ]
    known = claims(Registry("Parishes", None, tuple(platform)))
    assert identify(platform[0], known, file("https://parishes.example/"), platform[0].url).verified


def test_the_registered_url_is_the_address_without_fragment() -> None:
    source = Source(id="a", name="A", url="https://a.example/p.json#x")
    assert file_address(source, None, source.url) == "https://a.example/p.json"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("https://WWW.ambridge.example/projects.json#top", "https://WWW.ambridge.example/projects.json"),
        ("https://ambridge.example/hop.json", "https://ambridge.example/hop.json"),
        ("https://ambridge.example/final.json", "https://ambridge.example/final.json"),
        ("https://ambridge.example/elsewhere.json", AMBRIDGE.url),
        ("https://felpersham.example/projects.json", AMBRIDGE.url),
        ("https://evil.example/hop.json", AMBRIDGE.url),
    ],
)
def test_self_is_believed_where_it_is_the_registered_url_or_a_redirect_on_an_own_host(
    declared: str, expected: str
) -> None:
    redirects = ("https://ambridge.example/hop.json", "https://evil.example/hop.json")
    final = "https://ambridge.example/final.json"
    assert file_address(AMBRIDGE, declared, final, redirects) == expected
    assert believes(AMBRIDGE, declared, final, redirects) == (expected != AMBRIDGE.url or "WWW" in declared)


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("https://ambridge.example/#council", "https://ambridge.example/#council"),
        ("https://felpersham.example/#council", "https://ambridge.example/p.json#_publisher"),
        ("urn:uuid:1", "https://ambridge.example/p.json#_publisher"),
        (None, "https://ambridge.example/p.json#_publisher"),
    ],
)
def test_a_publishers_own_iri_is_taken_on_its_own_hosts_only(uri: str | None, expected: str) -> None:
    assert publisher_iri(AMBRIDGE, uri, "https://ambridge.example/p.json", {}) == expected


def test_a_host_that_is_none_is_never_allowed() -> None:
    assert allowed_hosts(Source(id="a", name="A", url="nonsense", hosts=("",))) == frozenset()
