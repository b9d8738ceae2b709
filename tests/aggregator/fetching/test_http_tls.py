"""Encryption against real servers: every way in which a certificate is wrong has a code of its own."""

from __future__ import annotations

import ipaddress
import os
import ssl
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from badserver import Drip, Hang, Reset, Site, Step, answer, head
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.outcomes import sentence
from councilprojects_aggregator.fetching.transport import tls_context

HOST = "council.example"
Web = Callable[..., Site]
ServerContext = Callable[["trustme.CA"], ssl.SSLContext]


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


def issued(authority: trustme.CA, *names: str, **terms: datetime) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **terms).configure_cert(context)
    return context


def good(authority: trustme.CA) -> ssl.SSLContext:
    return issued(authority, HOST)


def expired(authority: trustme.CA) -> ssl.SSLContext:
    return issued(authority, HOST, not_after=datetime(2020, 1, 1, tzinfo=UTC))


def not_yet_valid(authority: trustme.CA) -> ssl.SSLContext:
    now = datetime.now(UTC)
    return issued(authority, HOST, not_before=now + timedelta(days=2), not_after=now + timedelta(days=9))


def another_name(authority: trustme.CA) -> ssl.SSLContext:
    return issued(authority, "www.elsewhere.example")


def another_authority(_authority: trustme.CA) -> ssl.SSLContext:
    return issued(trustme.CA(), HOST)


def intermediate_left_out(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf = authority.create_child_ca().issue_cert(HOST)
    with leaf.private_key_pem.tempfile() as key, leaf.cert_chain_pems[0].tempfile() as certificate:
        context.load_cert_chain(certificate, key)
    return context


def self_signed(_authority: trustme.CA) -> ssl.SSLContext:
    return own_certificate(ec.generate_private_key(ec.SECP256R1()))


def own_certificate(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> ssl.SSLContext:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    ) + certificate.public_bytes(serialization.Encoding.PEM)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    with trustme.Blob(pem).tempfile() as both:
        context.load_cert_chain(both)
    return context


def short_key(_authority: trustme.CA) -> ssl.SSLContext:
    return own_certificate(rsa.generate_private_key(65537, 1024))  # noqa: S505 (too short: the point)


def only_tls_1_1(authority: trustme.CA) -> ssl.SSLContext:
    context = good(authority)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # which is the point
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


def only_without_secrecy(authority: trustme.CA) -> ssl.SSLContext:
    """A server with which no cipher can be agreed on."""
    context = good(authority)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("NULL-SHA256:@SECLEVEL=0")
    return context


CERTIFICATES: dict[ServerContext, str] = {
    good: "fetched",
    expired: "tls-expired",
    not_yet_valid: "tls-not-yet-valid",
    another_name: "tls-wrong-name",
    another_authority: "tls-untrusted",
    intermediate_left_out: "tls-untrusted",
    self_signed: "tls-self-signed",
    short_key: "tls-too-old",
    only_tls_1_1: "tls-too-old",
    only_without_secrecy: "tls-failed",
}


@pytest.mark.parametrize(("make", "code"), CERTIFICATES.items(), ids=[make.__name__ for make in CERTIFICATES])
def test_a_server_with_a_certificate_that_is(
    make: ServerContext, code: str, authority: trustme.CA, web: Web, fetcher: Fetcher
) -> None:
    site = web(context=make(authority))
    outcome = fetcher.get(site.publish(answer()))
    assert outcome.code == code
    assert len(site.requests) == (code == "fetched"), "nothing is sent to whom we do not trust"
    assert sentence(outcome.code, outcome.status, outcome.detail)


HANDSHAKES: dict[str, tuple[list[Step], str]] = {
    "speaks plain HTTP": ([head(status="400 Bad Request")], "tls-not-spoken"),
    "sends noise": ([bytes(200)], "tls-not-spoken"),
    "hangs up": ([], "tls-failed"),
    "resets": ([Reset()], "reset"),
    "says nothing": ([Hang()], "read-timeout"),
    "drips": ([b"\x16\x03\x03\x0f\xff\x02", Drip(bytes(999))], "read-timeout"),
}


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
