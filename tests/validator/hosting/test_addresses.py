"""What redirects mean for an address that was written down."""

from __future__ import annotations

import pytest

from councilprojects_validator.hosting.addresses import host, leads_home, moved_to, only_encrypted, without_fragment
from councilprojects_validator.hosting.served import Answer, Redirect

OLD = "https://www.ambridge.example/old"


@pytest.mark.parametrize(
    ("url", "target", "new"),
    [
        (OLD, "https://www.ambridge.example/new", "https://www.ambridge.example/new"),
        (f"{OLD}#costs", "https://www.ambridge.example/new", "https://www.ambridge.example/new#costs"),
        (f"{OLD}#costs", "https://www.ambridge.example/new#all", "https://www.ambridge.example/new#all"),
        (OLD, "https://WWW.ambridge.example/old", None),
        ("https://www.ambridge.example", "https://www.ambridge.example/", None),
        (OLD, "https://www.ambridge.example/Old", "https://www.ambridge.example/Old"),
    ],
)
def test_an_address_that_moved_for_good(url: str, target: str, new: str | None) -> None:
    assert moved_to(Answer(url, target, redirects=(Redirect(301, target),))) == new


def test_an_address_without_redirect_has_not_moved() -> None:
    assert moved_to(Answer(f"{OLD}#x", OLD)) is None


@pytest.mark.parametrize(
    ("old", "new", "only"),
    [
        ("http://www.ambridge.example/a?b", "https://www.ambridge.example/a?b", True),
        ("http://www.ambridge.example", "https://www.ambridge.example/", True),
        ("http://www.ambridge.example/a", "https://www.ambridge.example/b", False),
        ("http://ambridge.example/a", "https://www.ambridge.example/a", False),
        ("https://www.ambridge.example/a", "https://www.ambridge.example/a", False),
        ("https://www.ambridge.example/a", "http://www.ambridge.example/a", False),
    ],
)
def test_encryption_alone_is_no_move(old: str, new: str, only: bool) -> None:  # noqa: FBT001 - a case of the table
    assert only_encrypted(old, new) is only


@pytest.mark.parametrize(
    ("old", "new", "home"),
    [(OLD, "https://www.ambridge.example/", True), (OLD, "https://x.example", True), (OLD, OLD, False)],
)
def test_a_page_that_leads_to_the_front_page(old: str, new: str, home: bool) -> None:  # noqa: FBT001
    assert leads_home(old, new) is home


def test_a_front_page_that_leads_to_a_front_page_is_not_gone() -> None:
    assert not leads_home("https://ambridge.example/", "https://www.ambridge.example/")


def test_hosts_are_compared_as_registries_do() -> None:
    assert host("https://WWW.Ambridge.example:8443/x") == "ambridge.example"
    assert host("projects.json") == ""


def test_a_fragment_is_never_sent() -> None:
    assert without_fragment(f"{OLD}?a#b") == f"{OLD}?a"
