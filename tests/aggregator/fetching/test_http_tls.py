"""Encryption against real servers: every way in which a certificate is wrong has a code of its own."""

from __future__ import annotations

import ipaddress
import os
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from badserver import Drip, Hang, Site, Step, answer, head
from certificates import CERTIFICATES, HANDSHAKES, HOST, ServerContext, another_name, good, issued

from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.outcomes import sentence
from councilprojects_aggregator.fetching.transport import tls_context
from councilprojects_validator.hosting.served import Certificate

Web = Callable[..., Site]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def fetch_context(authority: trustme.CA) -> ssl.SSLContext:
    """The product's own context, that trusts our authority too."""
    context = tls_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def fetcher(policy: Policy, fetch_context: ssl.SSLContext) -> Fetcher:
    return Fetcher(policy, fetch_context)


@pytest.mark.parametrize(("make", "code"), CERTIFICATES.items(), ids=[make.__name__ for make in CERTIFICATES])
def test_a_server_with_a_certificate_that_is(
    make: ServerContext, code: str, authority: trustme.CA, web: Web, fetcher: Fetcher
) -> None:
    site = web(context=make(authority))
    outcome = fetcher.get(site.publish(answer()))
    assert outcome.code == code
    assert len(site.requests) == (code == "fetched"), "nothing is sent to whom we do not trust"
    assert sentence(outcome.code, outcome.status, outcome.detail)


def test_until_when_the_certificate_is_good_is_told_with_the_file(
    authority: trustme.CA, web: Web, fetcher: Fetcher
) -> None:
    """Also with a “not modified”, and of the website where the redirects lead."""
    since, until = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), datetime(2093, 5, 6, 7, 8, 9, tzinfo=UTC)
    first = web(context=good(authority))
    site = web(context=issued(authority, "files.example", not_before=since, not_after=until))
    site.pages["/same"] = [head(status="304 Not Modified")]
    redirect = first.publish(head(f"Location: {site.publish(answer(), host='files.example')}", status="302 Found"))
    for outcome in (fetcher.get(redirect), fetcher.get(site.url("/same", "files.example"), etag='"1"')):
        assert outcome.code in {"fetched", "not-modified"}
        assert outcome.certificate == Certificate(since, until)
    assert fetcher.get(site.url("/gone", "files.example")).certificate is None
    assert fetcher.get(web().publish(answer())).certificate is None


@pytest.mark.parametrize(("steps", "code"), HANDSHAKES.values(), ids=HANDSHAKES)
def test_a_server_that_in_the_handshake(steps: list[Step], code: str, web: Web, fetcher: Fetcher) -> None:
    site = web(greeting=steps)
    assert fetcher.get(f"https://{HOST}:{site.port}/").code == code


def test_the_deadline_holds_in_the_handshake(web: Web, fetcher: Fetcher) -> None:
    patient = replace(fetcher, policy=replace(fetcher.policy, read_timeout=9.0))
    site = web(greeting=[Hang()])
    assert patient.get(f"https://{HOST}:{site.port}/").code == "deadline"


def test_the_deadline_holds_within_an_encrypted_answer(authority: trustme.CA, web: Web, fetcher: Fetcher) -> None:
    site = web(context=good(authority))
    assert fetcher.get(site.publish(head(), Drip(b" " * 999))).code == "deadline"


def test_an_address_in_place_of_a_name_needs_a_certificate_of_its_own(
    authority: trustme.CA, web: Web, fetcher: Fetcher
) -> None:
    site = web(context=good(authority))
    assert fetcher.get(site.publish(answer(), host="127.0.0.1")).code == "tls-wrong-name"
    site = web(context=issued(authority, "127.0.0.1"))
    assert fetcher.get(site.publish(answer(), host="127.0.0.1")).code == "fetched"


def test_no_redirect_leads_back_to_plain_http(authority: trustme.CA, web: Web, fetcher: Fetcher) -> None:
    plain, secure = web(), web(context=good(authority))
    target = plain.publish(answer())
    outcome = fetcher.get(secure.publish(head(f"Location: {target}", status="301 Moved")))
    assert (outcome.code, outcome.detail, outcome.status) == ("redirect-downgrade", target, 301)
    assert plain.requests == []


def test_a_redirect_leads_from_plain_http_to_https(authority: trustme.CA, web: Web, fetcher: Fetcher) -> None:
    plain, secure = web(), web(context=good(authority))
    target = secure.publish(answer())
    assert fetcher.get(plain.publish(head(f"Location: {target}", status="301 Moved"))).final_url == target


@pytest.mark.parametrize(("make", "code"), [(good, "fetched"), (another_name, "tls-wrong-name")])
def test_connect_to_speaks_real_tls_on_the_ports_for_it(
    make: ServerContext, code: str, authority: trustme.CA, web: Web, fetcher: Fetcher
) -> None:
    """With the declared name, which the certificate has to be for. The address is this process's own."""
    address = ipaddress.ip_address("127.1.0.0") + os.getpid() % 60_000
    site = web(str(address), port=8443, context=make(authority))
    site.pages["/file"] = [answer()]
    fetcher = replace(fetcher, policy=replace(fetcher.policy, connect_to={HOST: Place(address, 8443)}))
    assert fetcher.get(f"https://{HOST}/file").code == code


def test_one_context_serves_all_and_takes_nothing_old() -> None:
    context = tls_context()
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


def test_the_environment_adds_no_authority(
    authority: trustme.CA,
    web: Web,
    policy: Policy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = tmp_path / "ours.pem"
    ours.write_bytes(authority.cert_pem.bytes())
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(ours))
    site = web(context=good(authority))
    assert Fetcher(policy).get(site.publish(answer())).code == "tls-untrusted"
