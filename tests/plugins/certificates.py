"""Certificates, good and bad, and handshakes that fail: the encrypted part of the failure corpus, for `badserver`."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import trustme
from badserver import Drip, Hang, Reset, Step, head
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

HOST = "council.example"
ServerContext: TypeAlias = Callable[["trustme.CA"], ssl.SSLContext]


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

HANDSHAKES: dict[str, tuple[list[Step], str]] = {
    "speaks plain HTTP": ([head(status="400 Bad Request")], "tls-not-spoken"),
    "sends noise": ([bytes(200)], "tls-not-spoken"),
    "hangs up": ([], "tls-failed"),
    "resets": ([Reset()], "reset"),
    "says nothing": ([Hang()], "read-timeout"),
    "drips": ([b"\x16\x03\x03\x0f\xff\x02", Drip(bytes(999))], "read-timeout"),
}
