import pytest

from councilprojects_aggregator.writers.site.safe import host, safe_url, short_url


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/b?c=1&d=2#e",
        "http://a.example",
        "HTTPS://A.example/",
        "mailto:team@a.example",
        "https://ä.example/ö",
    ],
)
def test_pages_link_to_web_addresses_and_mail(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://a.example/",
        "//a.example/",
        "/path",
        "page",
        "",
        "https://",
        "https:a.example",
        "https://user:secret@a.example/",
        "https://a.example/ b",
        "https://a.example/\x00",
        "https://a.example\\@b.example/",
        "https://a.example/\u202egnp",
        "http://[",
        "http://a\u2100b.example/",
        "mailto:",
        'mailto:a@b.example?bcc="><script>',
        "urn:isbn:1",
        None,
        7,
        ["https://a.example/"],
    ],
)
def test_pages_link_to_nothing_else(url: object) -> None:
    assert safe_url(url) == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.a.example/b", "a.example"),
        ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
        ("https://\u0430pple.example/", "xn--pple-43d.example"),
        ("https://a_b.example/", "a_b.example"),
        ("https://faß.example/", "xn--fa-hia.example"),
        ("https://a\u00b7b.example/", "https://a\\xb7b.example/"),
        ("http://a\u2100b.example/", "http://a\\u2100b.example/"),
        ("mailto:a@b.example", ""),
    ],
)
def test_a_reader_sees_the_host_that_a_link_leads_to(url: str, expected: str) -> None:
    assert host(url) == expected


def test_an_address_is_shown_without_what_all_have() -> None:
    assert short_url("https://a.example/b/") == "a.example/b"
    assert short_url("http://a.example") == "a.example"
