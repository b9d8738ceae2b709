"""The failure corpus: how web servers are known to behave, as scripts for `badserver`, and what we call it."""

from __future__ import annotations

import gzip

from badserver import Drip, Endless, Hang, Reset, Script, answer, head

ZIPPED = gzip.compress(b'{"a": 1}', mtime=0)
BOMB = gzip.compress(bytes(30_000_000), mtime=0)
CHUNKED = "Transfer-Encoding: chunked"
GZIP = "Content-Encoding: gzip"

READ: dict[str, Script] = {
    "a plain answer": [answer()],
    "without a length, ended by closing": [head(), b"{}"],
    "chunked": [head(CHUNKED), b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"],
    "chunked, with extensions and a trailer": [head(CHUNKED), b"2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n"],
    "HTTP/1.0": [b"HTTP/1.0 200 OK\r\n\r\n{}"],
    "line ends of one character": [b"HTTP/1.1 200 OK\nContent-Length: 2\n\n{}"],
    "gzip": [answer(ZIPPED, GZIP)],
    "gzip by its old name": [answer(ZIPPED, "Content-Encoding: x-gzip")],
    "gzip, chunked in the middle": [
        head(CHUNKED, GZIP),
        b"5\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (ZIPPED[:5], len(ZIPPED[5:]), ZIPPED[5:]),
    ],
    "gzip with something after its end": [answer(ZIPPED + b"more", GZIP)],
    "gzip within gzip, named once": [answer(gzip.compress(ZIPPED), GZIP)],
    "an encoding named that is none": [answer(b"{}", "Content-Encoding: identity")],
    "its length twice, the same": [head("Content-Length: 2", "Content-Length: 2"), b"{}"],
    "more than its length": [head("Content-Length: 2"), b"{} and more"],
    "in drips, but in time": [Drip(answer(), 0.001)],
    "100 Continue first": [b"HTTP/1.1 100 Continue\r\n\r\n", answer()],
    "a connection that it does not close": [answer(), Hang()],
    "a web page with 200": [answer(b"<html>", "Content-Type: text/html")],
    "a wrong type and charset": [answer(b"{}", "Content-Type: image/png; charset=iso-8859-1")],
    "nothing, and says so": [answer(b"")],
    "cookies": [answer(b"{}", "Set-Cookie: id=1; Path=/")],
    "a header with a NUL": [answer(b"{}", 'ETag: "a\0b"')],
    "a header that is none": [answer(b"{}", "this is no header")],
}

FAILURES: list[tuple[str, Script, str]] = [
    # Statuses without a file.
    *(
        (f"{status}", [answer(b"x", status=f"{status} Status")], f"http-{status}")
        for status in (201, 202, 203, 204, 205, 206, 226, 300, 305, 306, 399)
    ),
    *(
        (f"{status}", [answer(b"x", status=f"{status} Status")], f"http-{status}")
        for status in (400, 401, 403, 404, 406, 410, 418, 429, 451, 500, 502, 503, 504, 520, 526, 599, 600, 999)
    ),
    ("103 Early Hints", [head(status="103 Early Hints"), answer()], "http-103"),
    ("304 unasked", [head(status="304 Not Modified")], "unasked-not-modified"),
    ("304 unasked, with a body", [answer(b"{}", status="304 Not Modified")], "unasked-not-modified"),
    ("404 with an endless body", [head(status="404 Not Found"), Endless(b"x" * 60_000)], "http-404"),
    ("503 that hangs after its headers", [head("Retry-After: 5", status="503 No"), Hang()], "http-503"),
    # Connections.
    ("closes without a word", [], "reset"),
    ("resets without a word", [Reset()], "reset"),
    ("never answers", [Hang()], "read-timeout"),
    ("hangs in the headers", [b"HTTP/1.1 200 OK\r\nX: ", Hang()], "read-timeout"),
    ("hangs in the body", [head("Content-Length: 9"), b"{", Hang()], "read-timeout"),
    ("slow headers", [Drip(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 90)], "deadline"),
    ("a slow body", [head("Content-Length: 999"), Drip(b" " * 999)], "deadline"),
    ("a slow body without a length", [head(), Drip(b" " * 999)], "deadline"),
    ("a flood of 100 Continue", [Endless(b"HTTP/1.1 100 Continue\r\n\r\n" * 500)], "deadline"),
    ("an endless trailer", [head(CHUNKED), b"2\r\n{}\r\n0\r\n", Endless(b"X: y\r\n" * 500)], "deadline"),
    ("resets in the body", [head("Content-Length: 9"), b"{", Reset()], "cut-off"),
    ("closes in the body", [head("Content-Length: 9"), b"{}"], "cut-off"),
    ("closes in a chunk", [head(CHUNKED), b"9\r\n{}"], "cut-off"),
    ("closes after a chunk", [head(CHUNKED), b"2\r\n{}\r\n"], "cut-off"),
    ("closes in a gzip body with a length", [head(GZIP, "Content-Length: 99"), ZIPPED[:9]], "cut-off"),
    # What is not HTTP.
    ("HTTP/0.9", [b"{}"], "not-http"),
    ("another protocol", [b"SSH-2.0-OpenSSH_9.6\r\n"], "not-http"),
    ("binary noise", [bytes(range(256)) * 4], "not-http"),
    ("a TLS alert on a plain port", [b"\x15\x03\x01\x00\x02\x02\x46"], "not-http"),
    ("a status that is no number", [b"HTTP/1.1 OK\r\n\r\n"], "not-http"),
    ("a status of two digits", [b"HTTP/1.1 20 OK\r\n\r\n"], "not-http"),
    ("a status of four digits", [b"HTTP/1.1 2000 OK\r\n\r\n"], "not-http"),
    ("HTTP/3", [b"HTTP/3 200 OK\r\n\r\n{}"], "not-http"),
    # Headers.
    ("endless headers", [b"HTTP/1.1 200 OK\r\n", Endless(b"X: y\r\n" * 10)], "bad-headers"),
    ("a header of a megabyte", [b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n"], "bad-headers"),
    ("a status line of a megabyte", [b"HTTP/1.1 200 " + b"y" * 1_000_000 + b"\r\n\r\n"], "bad-headers"),
    ("a chunk size of a megabyte", [head(CHUNKED), b"0" * 1_000_000], "bad-headers"),
    # Lengths.
    ("a negative length", [head("Content-Length: -1"), b"{}"], "bad-length"),
    ("a length with a sign", [head("Content-Length: +2"), b"{}"], "bad-length"),
    ("a length that is no number", [head("Content-Length: two"), b"{}"], "bad-length"),
    ("an empty length", [head("Content-Length:"), b"{}"], "bad-length"),
    ("a length in two minds", [head("Content-Length: 2, 3"), b"{}"], "bad-length"),
    ("two lengths", [head("Content-Length: 2", "Content-Length: 3"), b"{}"], "bad-length"),
    ("a length of 30 digits", [head("Content-Length: " + "9" * 30), b"{}"], "bad-length"),
    ("a length of 5,000 digits", [head("Content-Length: " + "9" * 5000), b"{}"], "bad-length"),
    ("a length and chunks", [head("Content-Length: 2", CHUNKED), b"2\r\n{}\r\n0\r\n\r\n"], "bad-length"),
    # Chunks.
    ("a chunk size that is no number", [head(CHUNKED), b"xyz\r\n{}\r\n0\r\n\r\n"], "cut-off"),
    ("a negative chunk size", [head(CHUNKED), b"-2\r\n{}\r\n0\r\n\r\n"], "cut-off"),
    ("a chunk size beyond all bounds", [head(CHUNKED), b"f" * 40 + b"\r\n{}"], "cut-off"),
    # Encodings.
    ("brotli, not asked for", [answer(b"\x0b\x00\x80{}\x03", "Content-Encoding: br")], "bad-encoding"),
    ("zstd, not asked for", [answer(b"\x28\xb5\x2f\xfd", "Content-Encoding: zstd")], "bad-encoding"),
    ("deflate, not asked for", [answer(b"\x78\x9c\x03\x00", "Content-Encoding: deflate")], "bad-encoding"),
    ("gzip twice", [answer(gzip.compress(ZIPPED), "Content-Encoding: gzip, gzip")], "bad-encoding"),
    ("gzip in two headers", [answer(gzip.compress(ZIPPED), GZIP, GZIP)], "bad-encoding"),
    ("gzip that is none", [answer(b"{}", GZIP)], "bad-encoding"),
    ("gzip that is cut", [answer(ZIPPED[:-3], GZIP)], "bad-encoding"),
    ("gzip that is cut, without a length", [head(GZIP), ZIPPED[:12]], "bad-encoding"),
    ("gzip with a wrong checksum", [answer(ZIPPED[:-8] + bytes(8), GZIP)], "bad-encoding"),
    ("gzip of nothing at all", [answer(b"", GZIP)], "bad-encoding"),
    ("an unknown transfer coding", [head("Transfer-Encoding: gzip, chunked"), b"0\r\n\r\n"], "bad-encoding"),
    ("chunked said twice", [head(CHUNKED, CHUNKED), b"0\r\n\r\n"], "bad-encoding"),
    # Sizes.
    ("a length over the limit", [head("Content-Length: 100000000"), Hang()], "too-big"),
    ("an endless body", [head(), Endless(b"[]," * 20_000)], "too-big"),
    ("endless chunks", [head(CHUNKED), Endless(b"258\r\n" + b"[]," * 200 + b"\r\n")], "too-big"),
    ("a chunk without end", [head(CHUNKED), b"ffffffff\r\n", Endless(b"[]," * 20_000)], "too-big"),
    ("a gzip bomb", [answer(BOMB, GZIP)], "too-big"),
    ("an endless tail after gzip", [head(GZIP), ZIPPED, Endless(b"x" * 60_000)], "too-big"),
    # Redirects that lead nowhere; where they may lead is below.
    ("a redirect without an address", [head(status="302 Found")], "redirect-without-location"),
    ("a redirect to itself", [head("Location: ?", status="302 Found")], "redirect-loop"),
]

BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "invalid"),
    "a web page": (b"<!doctype html><title>Sorry</title>", "html-instead-of-json"),
    "a byte order mark alone": (b"\xef\xbb\xbf", "invalid"),
    "UTF-16": ('{"councilProjects": "1.0"}'.encode("utf-16"), "invalid"),
    "Latin-1": ('{"councilProjects": "1.0", "a": "é"}'.encode("latin-1"), "invalid"),
    "NaN": (b'{"councilProjects": NaN}', "invalid"),
    "a number beyond bounds": (b'{"councilProjects": 1e400}', "invalid"),
    "5,000 digits": (b'{"councilProjects": ' + b"9" * 5_000 + b"}", "invalid"),
    "depth": (b"[" * 100_000, "invalid"),
    "megabytes of small lists": (b"[" + b"[]," * 3_000_000 + b"[]]", "too-big"),
    "a key twice": (b'{"councilProjects": "1.0", "councilProjects": "1.0"}', "invalid"),
    "a lone surrogate": (rb'{"councilProjects": "1.0", "a": "\ud800"}', "invalid"),
    "a NUL": (b'{"councilProjects": "1.0\x00"}', "invalid"),
    "another version": (b'{"councilProjects": "9.0"}', "unknown-version"),
    "a list": (b"[1, 2]", "invalid"),
}
"""Files that no file is, each with what it comes to in a run; `too-big` by the limit of bytes on the wire."""
