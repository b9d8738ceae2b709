"""From how a file is served to what its web team should know. Pure: `Served` in, diagnostics out.

Each check is one function. None of them speaks of what the file says: `check` does that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.message import Message
from typing import TYPE_CHECKING, TypeAlias

from councilprojects_validator.diagnostics import Diagnostic
from councilprojects_validator.hosting import certificates
from councilprojects_validator.hosting.addresses import host, is_encrypted, moved_to, only_encrypted
from councilprojects_validator.hosting.served import Answer, Repeat, Trouble
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules import RULES
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from datetime import date

    from councilprojects_validator.hosting.served import Served

LONGEST = 200
"""Code points of an address in a sentence: somebody has to copy it."""

WORTH_PACKING = 100_000
"""Bytes. Below, compression saves less than a photograph weighs."""

NEAR = 0.8
"""Of the size at which readers stop."""

UTF_8 = frozenset({"utf-8", "utf8", "us-ascii"})

WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
"""JSON never begins so. `check` says of such a file that it is a web page."""

CHALLENGE = re.compile(
    rb"captcha|cf-challenge|challenge-platform|_incapsula_|verify (?:that )?you are (?:a )?human|checking your browser"
    rb"|enable javascript and cookies|are you a robot|unusual traffic|request unsuccessful|ddos protection",
    re.IGNORECASE,
)
"""What pages that test whether a person asks have in them: Cloudflare, Imperva, Akamai, reCAPTCHA and their like."""

LOOKED_AT = 200_000
"""Bytes of a web page in which such a word is looked for."""

FAILURES = {
    Trouble.GONE: "hosting-gone",
    Trouble.LOGIN: "hosting-login",
    Trouble.REFUSED: "hosting-refused",
    Trouble.ROBOTS: "hosting-robots",
    Trouble.SERVER: "hosting-server-fault",
    Trouble.NO_SUCH_SITE: "hosting-no-such-site",
    Trouble.NO_ANSWER: "hosting-no-answer",
    Trouble.CERTIFICATE: "hosting-certificate",
    Trouble.ENCRYPTION: "hosting-encryption",
    Trouble.REDIRECTS: "hosting-redirects",
    Trouble.ADDRESS: "hosting-address",
    Trouble.TOO_BIG: "hosting-too-big",
}
"""By what kept us from reading the file. A fault of ours is no finding."""

Check: TypeAlias = "Callable[[Served, int], Iterator[Diagnostic]]"


def hosting(served: Served, max_size: int, today: date) -> Iterator[Diagnostic]:
    """Yield what a web team should know. `max_size` is the most bytes that readers take."""
    yield from _certificate(served, today)
    if served.content is None:
        checks: tuple[Check, ...] = (_failure,)
    elif WEB_PAGE.match(served.content):
        # Of a page that came in place of the file, nothing else is worth saying.
        checks = (*ON_THE_WAY, _challenge)
    else:
        checks = (*ON_THE_WAY, *OF_THE_FILE)
    for each in checks:
        yield from each(served, max_size)


def _failure(served: Served, _max_size: int) -> Iterator[Diagnostic]:
    trouble = served.answer.trouble
    if served.challenged:
        yield _found("hosting-challenge", CHALLENGED)
    elif trouble is not None and trouble in FAILURES:
        yield _found(FAILURES[trouble], served.answer.sentence)


def _certificate(served: Served, today: date) -> Iterator[Diagnostic]:
    if served.certificate is not None and certificates.ends_soon(served.certificate, today):
        yield _found("hosting-certificate-ends", certificates.sentence(certificates.last_day(served.certificate)))


def _encryption(served: Served, _max_size: int) -> Iterator[Diagnostic]:
    asked, final = served.answer.url, served.answer.final_url
    if not is_encrypted(final):
        yield _found("hosting-not-https", _("The file is served by http:, without encryption. Serve it by https:."))
    elif not is_encrypted(asked) and _new_address(served) is None:
        first = served.answer.redirects[0].url
        message = _("This address begins with “http:” and redirects to “https:”. Register {url}.")
        yield _found("hosting-http-to-https", message, url=first if only_encrypted(asked, first) else final)


def _moved(served: Served, _max_size: int) -> Iterator[Diagnostic]:
    target = _new_address(served)
    if target is not None:
        message = _("This address has moved for good, to {url}. Register that one.")
        yield _found("hosting-moved", message, url=target)


def _new_address(served: Served) -> str | None:
    """Return where the file moved for good; that it is encrypted now is no move, and told by itself."""
    target = moved_to(served.answer)
    return None if target is None or only_encrypted(served.answer.url, target) else target


def _other_host(served: Served, _max_size: int) -> Iterator[Diagnostic]:
    asked, final = host(served.answer.url), host(served.answer.final_url)
    if asked != final:
        message = _(
            "This address is on {asked}, but the file comes from {final}. Have the registry name {final} as one of"
            " your hosts, or the file counts as somebody else's."
        )
        yield _found("hosting-other-host", message, asked=asked, final=final)


def _robots(served: Served, _max_size: int) -> Iterator[Diagnostic]:
    for refusal in served.robots:
        if refusal.trouble is not Trouble.OURS:
            where = host(refusal.url)
            yield _found("hosting-robots", "{where}: {sentence}", where=where, sentence=refusal.sentence)


def _challenge(served: Served, _max_size: int) -> Iterator[Diagnostic]:
    if served.challenged or CHALLENGE.search(served.content or b"", 0, LOOKED_AT):
        yield _found("hosting-challenge", CHALLENGED)


def _content_type(served: Served, _max_size: int) -> Iterator[Diagnostic]:
    declared = _media_type(served.content_type)
    kind = declared.get_content_type()
    if not served.content_type:
        message = _("The web server does not say what kind of file this is. Send “Content-Type: application/json”.")
        yield _found("hosting-content-type", message)
    elif kind != "application/json" and not kind.endswith("+json"):
        message = _("The web server calls the file “{kind}”. Send “Content-Type: application/json”.")
        yield _found("hosting-content-type", message, kind=kind)
    charset = declared.get_param("charset")
    if isinstance(charset, str) and charset.casefold() not in UTF_8:
        message = _("The web server says that the file is in “{charset}”. JSON is UTF-8: leave the charset out.")
        yield _found("hosting-charset", message, charset=charset)


def _cors(served: Served, _max_size: int) -> Iterator[Diagnostic]:
    if served.allow_origin is None:
        message = _(
            "Other websites may not read this file from a browser. Send “Access-Control-Allow-Origin: *” with it."
        )
        yield _found("hosting-no-cors", message)
    elif served.allow_origin.strip() != "*":
        message = _(
            "Only the website {origin} may read this file from a browser."
            " Send “Access-Control-Allow-Origin: *” with it."
        )
        yield _found("hosting-no-cors", message, origin=served.allow_origin)


def _validators(served: Served, _max_size: int) -> Iterator[Diagnostic]:
    if not served.etag and not served.last_modified:
        message = _(
            "The web server sends neither ETag nor Last-Modified, so readers take the whole file at each visit."
        )
        yield _found("hosting-no-validators", message)
    elif served.repeat is Repeat.SENT_AGAIN:
        names = " / ".join(name for name, value in _named(served) if value)
        message = _("Asked whether the file had changed since its {names}, the web server sent all of it again.")
        yield _found("hosting-validators-ignored", message, names=names)
    elif isinstance(served.repeat, Answer):
        message = _("The file was read once. A second request, a moment later, was not answered so: {sentence}")
        yield _found("hosting-second-request", message, sentence=served.repeat.sentence)


def _size(served: Served, max_size: int) -> Iterator[Diagnostic]:
    size = len(served.content or b"")
    if size >= WORTH_PACKING and not served.content_encoding:
        message = _("The file has {size} and is sent as it is. Let the web server compress it with gzip.")
        yield _found("hosting-not-compressed", message, size=_in_words(size))
    if size > NEAR * max_size:
        message = _("The file has {size}. Beyond {most} it will be refused whole.")
        yield _found("hosting-near-limit", message, size=_in_words(size), most=_in_words(max_size))


ON_THE_WAY: tuple[Check, ...] = (_encryption, _moved, _other_host, _robots)
OF_THE_FILE: tuple[Check, ...] = (_content_type, _cors, _validators, _size)

CHALLENGED = _(
    "A page that tests whether a person is asking came in place of the file. Exempt this address from that check."
)


def _found(code: str, message: str, **parts: str) -> Diagnostic:
    shown = {name: clipped(part, LONGEST) if name != "sentence" else part for name, part in parts.items()}
    return Diagnostic(code, RULES[code].severity, message.format(**shown) if shown else message)


def _media_type(value: str | None) -> Message:
    """Return a message with the header alone: the standard library's reader of media types is its method."""
    message = Message()
    if value:
        message["Content-Type"] = value
    return message


def _named(served: Served) -> tuple[tuple[str, str | None], ...]:
    return ("ETag", served.etag), ("Last-Modified", served.last_modified)


def _in_words(size: int) -> str:
    return _("{n} MB").format(n=f"{size / 1_000_000:.1f}") if size >= 1_000_000 else _("{n} kB").format(n=size // 1000)  # noqa: PLR2004
