"""Hosts and URLs are compared in one form, however they are spelt."""

from __future__ import annotations

import pytest

from councilprojects_aggregator.judging.hosts import canonical_host, host, url_key


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.ambridge.example/projects.json", "ambridge.example"),
        ("https://WWW.Ambridge.Example:8443/", "ambridge.example"),
        ("http://ambridge.example./x", "ambridge.example"),
        ("https://files.ambridge.example", "files.ambridge.example"),
        ("https://www.cyngor-môn.example/", "xn--cyngor-mn-n7a.example"),
        ("https://www.xn--cyngor-mn-n7a.example/", "xn--cyngor-mn-n7a.example"),
        ("https://-bad-ö-.example/", None),
        ("https://host:99999999/", None),
        ("https://[::1/", None),
        ("mailto:team@ambridge.example", None),
        ("nonsense", None),
        ("https:///no-host", None),
        ("", None),
        (None, None),
    ],
)
def test_a_host_is_compared_without_case_www_port_or_script(url: str | None, expected: str | None) -> None:
    assert host(url) == expected


def test_a_bare_host_name_has_the_same_form() -> None:
    assert canonical_host("WWW.Files.Ambridge.Example") == "files.ambridge.example"
    assert canonical_host("") is None


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://Ambridge.Example:443/projects.json#missed-bins", "https://ambridge.example/projects.json"),
        ("http://ambridge.example:80", "http://ambridge.example/"),
        ("https://cyngor-môn.example/a?b=c", "https://xn--cyngor-mn-n7a.example/a?b=c"),
    ],
)
def test_spellings_of_one_address_have_one_key(url: str, same: str) -> None:
    assert url_key(url) == url_key(same)


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://ambridge.example/a", "https://www.ambridge.example/a"),
        ("https://ambridge.example/a", "http://ambridge.example/a"),
        ("https://ambridge.example/a", "https://ambridge.example/A"),
        ("https://ambridge.example/a", "https://ambridge.example/a?b"),
        ("https://ambridge.example:8443/a", "https://ambridge.example/a"),
    ],
)
def test_different_addresses_have_different_keys(url: str, other: str) -> None:
    assert url_key(url) != url_key(other)


def test_what_is_no_url_is_its_own_key() -> None:
    assert url_key("lists/wales.json") == "lists/wales.json"
    assert url_key("https://[::1/") == "https://[::1/"
