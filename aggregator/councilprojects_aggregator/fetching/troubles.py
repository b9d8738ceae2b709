"""Outcomes as the validator sorts them, by what advice they call for. Pure; `for_validation` calls it."""

from __future__ import annotations

from collections.abc import Mapping

from councilprojects_aggregator.fetching.outcomes import HTTP_PREFIX, Code
from councilprojects_validator.hosting.served import Trouble

SERVER_FAULTS = range(500, 600)
ANSWERS = range(100, 400)

STATUSES = {401: Trouble.LOGIN, 404: Trouble.GONE, 410: Trouble.GONE}

TROUBLES: Mapping[Code, Trouble | None] = {
    Code.FETCHED: None,
    Code.NOT_MODIFIED: None,
    Code.BAD_URL: Trouble.ADDRESS,
    Code.BAD_SCHEME: Trouble.REDIRECTS,
    Code.USERINFO: Trouble.ADDRESS,
    Code.BAD_HOST: Trouble.ADDRESS,
    Code.FORBIDDEN_HOST: Trouble.ADDRESS,
    Code.FORBIDDEN_PORT: Trouble.ADDRESS,
    Code.FORBIDDEN_ADDRESS: Trouble.ADDRESS,
    Code.ROBOTS_DISALLOWED: Trouble.ROBOTS,
    Code.ROBOTS_UNREACHABLE: Trouble.ROBOTS,
    Code.REDIRECT_WITHOUT_LOCATION: Trouble.REDIRECTS,
    Code.REDIRECT_LOOP: Trouble.REDIRECTS,
    Code.TOO_MANY_REDIRECTS: Trouble.REDIRECTS,
    Code.REDIRECT_DOWNGRADE: Trouble.REDIRECTS,
    Code.DNS_FAILURE: Trouble.NO_SUCH_SITE,
    Code.DNS_NO_ANSWER: Trouble.NO_ANSWER,
    Code.REFUSED_CONNECTION: Trouble.NO_ANSWER,
    Code.UNREACHABLE: Trouble.NO_ANSWER,
    Code.CONNECT_TIMEOUT: Trouble.NO_ANSWER,
    Code.RESET: Trouble.NO_ANSWER,
    Code.READ_TIMEOUT: Trouble.NO_ANSWER,
    Code.DEADLINE: Trouble.NO_ANSWER,
    Code.TLS_EXPIRED: Trouble.CERTIFICATE,
    Code.TLS_NOT_YET_VALID: Trouble.CERTIFICATE,
    Code.TLS_WRONG_NAME: Trouble.CERTIFICATE,
    Code.TLS_SELF_SIGNED: Trouble.CERTIFICATE,
    Code.TLS_UNTRUSTED: Trouble.CERTIFICATE,
    Code.TLS_TOO_OLD: Trouble.ENCRYPTION,
    Code.TLS_NOT_SPOKEN: Trouble.ENCRYPTION,
    Code.TLS_FAILED: Trouble.ENCRYPTION,
    Code.NOT_HTTP: Trouble.SERVER,
    Code.BAD_HEADERS: Trouble.SERVER,
    Code.BAD_LENGTH: Trouble.SERVER,
    Code.BAD_ENCODING: Trouble.SERVER,
    Code.CUT_OFF: Trouble.SERVER,
    Code.TOO_BIG: Trouble.TOO_BIG,
    Code.UNASKED_NOT_MODIFIED: Trouble.SERVER,
    Code.INTERNAL_ERROR: Trouble.OURS,
}


def trouble(code: str, status: int | None) -> Trouble | None:
    """Return what kind of trouble an outcome is, None if it is none."""
    if not code.startswith(HTTP_PREFIX):
        return TROUBLES[Code(code)]
    if status in STATUSES:
        return STATUSES[status]
    # Beyond 599 there are no statuses: 999 is how some sites tell programs to go away.
    return Trouble.SERVER if status in SERVER_FAULTS or status in ANSWERS else Trouble.REFUSED
