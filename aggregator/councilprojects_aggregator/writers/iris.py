"""Which addresses may leave the house: the one gate between a publisher's strings and our links and triples.

One bad IRI makes a parser refuse a whole graph, and one `javascript:` link runs in a reader's browser. So what does
not pass here is left out where it stands, and nothing else with it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# RFC 3987 section 2.2. Narrower than the RFC on purpose: no IP literals in brackets, no user information (a password
# never belongs in a link), a host that is not empty, ASCII scheme names that we know.
_UCSCHAR = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) | 0xFFFD)}" for plane in range(1, 15)
)
_UNRESERVED = rf"a-zA-Z0-9\-._~{_UCSCHAR}"
_SUB_DELIMS = r"!$&'()*+,;="
_PERCENT = "%[0-9a-fA-F][0-9a-fA-F]"  # not {2}: see tests/test_old_pythons.py
_HOST = f"(?:[{_UNRESERVED}{_SUB_DELIMS}]++|{_PERCENT})++"
_PATH = f"(?:[{_UNRESERVED}{_SUB_DELIMS}:@/]++|{_PERCENT})"
_QUERY = f"(?:[{_UNRESERVED}{_SUB_DELIMS}:@/?]++|{_PERCENT})"
_TAIL = rf"(?:\?{_QUERY}*+)?(?:\#{_QUERY}*+)?"

_WEB = re.compile(rf"https?://{_HOST}(?::[0-9]{{1,5}})?(?:/{_PATH}*+)?{_TAIL}", re.IGNORECASE)
_NAME = re.compile(rf"(?:mailto|urn|tag):{_PATH}++{_TAIL}", re.IGNORECASE)

# RFC 3987 section 4.1: an IRI holds no bidirectional formatting character; they make one address look like another.
# The isolates came later, for the same use.
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_web_address(value: object) -> bool:
    """Say whether `value` is an absolute `http` or `https` IRI that may be shown as a link."""
    return (
        isinstance(value, str)
        and bool(_WEB.fullmatch(value))
        and not _DIRECTIONS.search(value)
        and (value.isascii() or _can_be_split(value))
    )


def _can_be_split(address: str) -> bool:
    """Refuse a host that holds a delimiter once it is normalised (`℀` is `a/c`): readers would not agree on it."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def is_iri(value: object) -> bool:
    """Say whether `value` is an absolute IRI (RFC 3987) of a scheme that names things: web, mail, `urn` or `tag`."""
    return is_web_address(value) or (
        isinstance(value, str) and bool(_NAME.fullmatch(value)) and not _DIRECTIONS.search(value)
    )
