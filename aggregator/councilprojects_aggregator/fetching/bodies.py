"""Reading a body within bounds. Pure: the chunks are given, the bytes come back or a Failure is raised.

requests would unpack whatever comes, however much it becomes, and take half a gzip file for the whole.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence

from councilprojects_aggregator.fetching.failures import Failure
from councilprojects_aggregator.fetching.outcomes import Code

ACCEPT_ENCODING = "gzip"
"""All that is offered, and all that is unpacked: each further format is a further bomb to defuse."""

PLAIN = frozenset({"", "identity"})
GZIP = frozenset({"gzip", "x-gzip"})  # RFC 9110 section 8.4.1.3: the two are the same
GZIP_WINDOW = 31
"""zlib's largest window, and 16 to say that the format is gzip's."""

LENGTH = re.compile(r"[0-9]{1,18}")
"""RFC 9110 section 8.6; eighteen digits are an exabyte."""


def declared_length(lengths: Sequence[str], transfer_codings: Sequence[str]) -> int | None:
    """Return the length that a body should have, None where its end is told otherwise (RFC 9112 section 6.3).

    `lengths` are the Content-Length headers, `transfer_codings` the Transfer-Encoding ones. Raises Failure where they
    do not say plainly where the body ends.
    """
    shown = ", ".join((*lengths, *transfer_codings))
    if [coding.strip().lower() for coding in transfer_codings] not in ([], ["chunked"]):
        raise Failure(Code.BAD_ENCODING, shown)
    if lengths and transfer_codings:
        raise Failure(Code.BAD_LENGTH, shown)
    values = {value.strip() for value in lengths}
    if len(values) > 1 or not all(LENGTH.fullmatch(value) for value in values):
        raise Failure(Code.BAD_LENGTH, shown)
    return int(values.pop()) if values else None


def read_body(
    chunks: Iterable[bytes], content_encoding: str, *, max_wire: int, max_body: int, enough: int | None = None
) -> bytes:
    """Return the body that `chunks` make up, unpacked; raise Failure if it is too big or cannot be unpacked.

    With `enough`, reading ends there, in place of failing at `max_body`, and what has come so far is the body.
    """
    encoding = content_encoding.strip().lower()
    if encoding not in PLAIN | GZIP:
        raise Failure(Code.BAD_ENCODING, content_encoding)
    unpack = zlib.decompressobj(GZIP_WINDOW) if encoding in GZIP else None
    most = max_body + 1 if enough is None else enough
    body = bytearray()
    wire = 0
    for chunk in chunks:
        wire += len(chunk)
        body += _unpacked(unpack, chunk, most - len(body)) if unpack else chunk
        if enough is not None and len(body) >= enough:
            return bytes(body[:enough])
        if wire > max_wire:
            raise Failure(Code.TOO_BIG, str(max_wire))
        if enough is None and len(body) > max_body:
            raise Failure(Code.TOO_BIG, str(max_body))
    # A connection that ends early looks like a body that ends: only gzip's own end mark tells.
    if unpack and not unpack.eof:
        raise Failure(Code.BAD_ENCODING, "gzip")
    return bytes(body)


def _unpacked(unpack: zlib._Decompress, chunk: bytes, most: int) -> bytes:
    """Return what `chunk` adds, `most` bytes at most. What follows the end of the gzip data is left out."""
    if unpack.eof:
        return b""
    try:
        return unpack.decompress(chunk, most)
    except zlib.error as error:
        raise Failure(Code.BAD_ENCODING, str(error)) from None
