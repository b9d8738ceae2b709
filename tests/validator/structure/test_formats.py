"""The formats of the standard's values, each with what it takes and what it refuses."""

from __future__ import annotations

import pytest

from councilprojects_validator.structure.formats import FORMATS, LONGEST_EMAIL, LONGEST_URI

TAKEN = {
    "date": ["2026-10-12", "2024-02-29", "0001-01-01"],
    "date-time": [
        "2026-10-12T09:30:00Z",
        "2026-10-12t09:30:00.5+01:00",
        "1990-12-31T23:59:60Z",
        "1998-12-31T15:59:60-08:00",
    ],
    "duration": ["P3M", "P2W", "P1Y2M3D", "PT5M", "P1DT12H30M5S", "P1Y"],
    "email": ["digital@ambridge.example", "a.b+c@x-y.example", '"a b"@x.example', "a@[127.0.0.1]", "a@[IPv6:::1]"],
    "language-tag": ["en", "cy", "en-GB", "zh-Hant-TW", "de-1996", "sl-rozaj-biske", "x-private"[2:], "en-x-council"],
    "partial-date": ["2026", "2026-10", "2026-10-12", "0001"],
    "time": ["09:30:00Z", "23:59:60+00:00"],
    "uri": [
        "https://www.ambridge.example/",
        "urn:uuid:f81d4fae",
        "http://[::1]:80/a?b#c",
        "http://[fe80::1:2.3.4.5]/%20",
        "http://[v1.a]/",
        "tag:a.example,2026:x",
        "file:///a",
        "a:/",
        "https://u:p@h.example/",
    ],
    "uri-reference": ["wales.json", "../a/b.json?c:d#e", "//h.example/a", "https://h.example/", "", "a?b:c", "/a:b"],
    "uuid": ["2EB8AA08-aa98-11ea-b4aa-73b441d16380"],
}
REFUSED = {
    "date": ["2026-02-30", "2026-13-01", "2026-1-1", "2026-10-12\n", "\uff12026-10-12", "12/10/2026", "0000-01-01", ""],
    "date-time": [
        "2026-10-12",
        "2026-10-12 09:30:00Z",
        "2026-10-12T09:30:00",
        "2026-10-12T24:00:00Z",
        "2026-10-12T09:60:00Z",
    ],
    "duration": ["P", "PT", "P1", "3M", "P1Y2W", "P1D2M", "P1,5M", "P3M\n", "PT1H5S"],
    "email": [
        "digital",
        "a@b@c",
        "a b@c.example",
        "a@-b.example",
        "a@b.example\n",
        "@b.example",
        "a@" + "b" * LONGEST_EMAIL,
    ],
    "language-tag": ["", "e", "english language", "en_GB", "en-", "en-GB-a", "cy\n"],
    "partial-date": ["2026-13", "2026-00", "26", "0000", "2025-26", "2026-02-30", "2026\n"],
    "time": ["09:30Z", "09:30:00", "12:00:60Z", "23:59:61Z", "00:00:00+24:00"],
    "uri": [
        "www.ambridge.example",
        "/a",
        "https://a b/",
        "http://[::1/",
        "https://a/%zz",
        "https://ä.example/",
        "://a",
        "http://a\n",
        "http://" + "a" * LONGEST_URI,
    ],
    "uri-reference": ["a b", "1:b", "\\a", "a" * (LONGEST_URI + 1)],
    "uuid": [
        "2eb8aa08aa9811eab4aa73b441d16380",
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
        "2eb8aa08-aa98-11ea-b4aa-73b441d16380\n",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in TAKEN.items() for text in texts])
def test_a_format_takes(name: str, text: str) -> None:
    assert FORMATS[name](text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in REFUSED.items() for text in texts])
def test_a_format_refuses(name: str, text: str) -> None:
    assert not FORMATS[name](text)


def test_every_format_has_cases_of_both_kinds() -> None:
    assert FORMATS.keys() == TAKEN.keys() == REFUSED.keys()
