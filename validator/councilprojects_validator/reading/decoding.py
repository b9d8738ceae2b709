"""First half of the reader: bytes become text, or a finding says in which form they were saved instead.

JSON that travels is UTF-8 (RFC 8259, section 8.1). A byte order mark is accepted with a warning; UTF-16, UTF-32 and
Windows-1252, which is what old spreadsheets and editors write, are named so that the right menu entry can be found.
"""

from __future__ import annotations

import codecs
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Diagnostic, Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.sizes import shown_size
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator


_MARKS = (
    # The longer mark first: that of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MARKS_OF = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
_WITHOUT_MARK = {
    b"\0\0\0\1": ("utf-32-be",),
    b"\1\0\0\0": ("utf-32-le",),
    b"\0\1\0\1": ("utf-16-be",),
    b"\1\0\1\0": ("utf-16-le",),
}
"""Encodings by which of a file's first four bytes are zero (RFC 4627, section 3)."""
WIDE_CODES = {"UTF-16": "file-utf-16", "UTF-32": "file-utf-32"}

_ESCAPED = 0xDC00
"""What Python adds to a byte that it could not read (PEP 383)."""
_WINDOWS = {_ESCAPED + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}

_SURROGATE_BYTES = range(0xA0, 0xC0)
"""The second byte of a surrogate that was encoded on its own behind 0xED (RFC 3629, section 3, forbids it)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without a byte order mark. `refused` tells that the bytes are not what `text` tries to show.

    `guessed` tells that they are so if read in another encoding, which is plain from them.
    """

    text: str
    refused: bool
    diagnostics: tuple[Diagnostic, ...]
    guessed: bool = False


def decode(content: bytes, max_size: int) -> Decoded:
    """Return the text of a file of at most `max_size` bytes, with what is wrong with its bytes."""
    found = _whole(content, max_size)
    if found is not None:
        text = _from_wide(content) if found.code in WIDE_CODES.values() else None
        return Decoded(text or "", refused=True, diagnostics=(found,), guessed=text is not None)
    body = content.removeprefix(codecs.BOM_UTF8)
    mark = tuple(_byte_order_mark()) if len(body) < len(content) else ()
    try:
        return Decoded(body.decode("utf-8"), refused=False, diagnostics=mark)
    except UnicodeDecodeError as error:
        # Up to the first wrong byte this is the text, so that its line and column can be told.
        text = body.decode("utf-8", errors="replace")
        found = _undecodable(body, text, error)
        guessed = found.code == "file-windows-1252"
        text = _from_windows(body) if guessed else text
        return Decoded(text, refused=True, diagnostics=(*mark, found), guessed=guessed)


def shown(content: bytes) -> str:
    """Return a file's text for showing its lines, in whatever encoding it is."""
    decoded = decode(content, len(content))
    return decoded.text if decoded.guessed else content.decode("utf-8-sig", errors="replace")


def _from_windows(body: bytes) -> str:
    """Return the text with each byte that is not UTF-8 read as Windows-1252: files are often mixed of both."""
    return body.decode("utf-8", errors="surrogateescape").translate(_WINDOWS)


def _from_wide(content: bytes) -> str | None:
    """Return a text of two or four bytes a character; None if it is not whole."""
    for encoding in ("utf-32", "utf-16", *_WITHOUT_MARK.get(_zeros(content), ())):
        if content.startswith(_MARKS_OF.get(encoding, (b"",))):
            with suppress(UnicodeDecodeError):
                return content.decode(encoding).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    return None


def _whole(content: bytes, max_size: int) -> Diagnostic | None:
    """Return what is wrong with the file as a whole, if no line of it can be blamed."""
    if len(content) > max_size:
        message = _("The file is larger than {most} and was not read. Leave out what does not belong in it.")
        return Diagnostic("file-too-large", Severity.ERROR, message.format(most=shown_size(max_size)))
    start = content.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")[:7]
    encoding = _wide(content)
    if encoding is not None:
        message = _("The file is saved as {encoding}. Save it as UTF-8: look for “Encoding” in “Save as”.")
        return Diagnostic(WIDE_CODES[encoding], Severity.ERROR, message.format(encoding=encoding), offset=0)
    if not start:
        return Diagnostic("file-empty", Severity.ERROR, _("The file is empty. Upload it again."))
    if start.startswith(b"<") and start != b"<<<<<<<":
        message = _("This is a web page (or XML), not JSON. Does the address lead to the file itself?")
        return Diagnostic("file-web-page", Severity.ERROR, message, offset=0)
    return None


def _wide(content: bytes) -> str | None:
    """Name an encoding of two or four bytes a character, with a mark or without (RFC 4627, section 3)."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    guessed = _WITHOUT_MARK.get(_zeros(content))
    return None if guessed is None else guessed[0][: len("utf-16")].upper()


def _zeros(content: bytes) -> bytes:
    """Return which of the first four bytes are zero: a text of ours begins with ASCII."""
    return bytes(min(byte, 1) for byte in content[:4])


def _byte_order_mark() -> Iterator[Diagnostic]:
    message = _("The file begins with a byte order mark, which some readers refuse. Save it as “UTF-8” without “BOM”.")
    yield Diagnostic("file-byte-order-mark", Severity.WARNING, message, offset=0)


def _undecodable(body: bytes, text: str, error: UnicodeDecodeError) -> Diagnostic:
    offset = len(body[: error.start].decode("utf-8"))
    byte, following = body[error.start], body[error.start + 1 : error.start + 2]
    if byte == 0xED and following and following[0] in _SURROGATE_BYTES:  # noqa: PLR2004 - see _SURROGATE_BYTES
        message = _("Here is half of a character; the other half is missing. Write the character again.")
        return Diagnostic("json-lone-surrogate", Severity.ERROR, message, offset=offset)
    if error.end == len(body) and error.reason == "unexpected end of data":
        message = _("The file ends in the middle of a character. Was it saved or uploaded completely?")
        return Diagnostic("file-not-utf-8", Severity.ERROR, message, offset=offset)
    count = text.count("\N{REPLACEMENT CHARACTER}") - body.count("\N{REPLACEMENT CHARACTER}".encode())
    return _one_byte(byte, offset, count)


def _one_byte(byte: int, offset: int, count: int) -> Diagnostic:
    try:
        character = bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        message = _("The byte {byte:02X} is not UTF-8. Save the file as UTF-8: look for “Encoding” in “Save as”.")
        return Diagnostic("file-not-utf-8", Severity.ERROR, message.format(byte=byte), offset=offset)
    message = _("“{character}” is saved as Windows-1252. Save the file as UTF-8: look for “Encoding” in “Save as”.")
    if count > 1:
        message = ngettext(
            "“{character}” and one more character are saved as Windows-1252. Save the file as UTF-8: look for"
            " “Encoding” in “Save as”.",
            "“{character}” and {others} more characters are saved as Windows-1252. Save the file as UTF-8: look for"
            " “Encoding” in “Save as”.",
            count - 1,
        )
    # Some of them cannot be seen, such as the soft hyphen.
    message = message.format(character=clipped(character), others=count - 1)
    return Diagnostic("file-windows-1252", Severity.ERROR, message, offset=offset)
