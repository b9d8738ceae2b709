"""What became of a request, in stable codes, with a sentence for each that a council's web team can act on.

`http` and `fetch` give the codes, `step` decides by them, the status page shows the sentences. A code is never renamed
or used for something else. HTTP statuses that are failures have the code `http-` and the number.
"""

from __future__ import annotations

from enum import StrEnum

from councilprojects_aggregator.fetching.user_agent import CRAWLER_PAGE, PRODUCT
from councilprojects_validator.wording import _


class Code(StrEnum):
    """Every outcome but the `http-…` ones."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not-modified"

    BAD_URL = "bad-url"
    BAD_SCHEME = "bad-scheme"
    USERINFO = "userinfo"
    BAD_HOST = "bad-host"
    FORBIDDEN_HOST = "forbidden-host"
    FORBIDDEN_PORT = "forbidden-port"
    FORBIDDEN_ADDRESS = "forbidden-address"
    ROBOTS_DISALLOWED = "robots-disallowed"
    ROBOTS_UNREACHABLE = "robots-unreachable"

    REDIRECT_WITHOUT_LOCATION = "redirect-without-location"
    REDIRECT_LOOP = "redirect-loop"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    REDIRECT_DOWNGRADE = "redirect-downgrade"

    DNS_FAILURE = "dns-failure"
    DNS_NO_ANSWER = "dns-no-answer"
    REFUSED_CONNECTION = "refused-connection"
    UNREACHABLE = "unreachable"
    CONNECT_TIMEOUT = "connect-timeout"
    RESET = "reset"
    READ_TIMEOUT = "read-timeout"
    DEADLINE = "deadline"

    TLS_EXPIRED = "tls-expired"
    TLS_NOT_YET_VALID = "tls-not-yet-valid"
    TLS_WRONG_NAME = "tls-wrong-name"
    TLS_SELF_SIGNED = "tls-self-signed"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS_TOO_OLD = "tls-too-old"
    TLS_NOT_SPOKEN = "tls-not-spoken"
    TLS_FAILED = "tls-failed"

    NOT_HTTP = "not-http"
    BAD_HEADERS = "bad-headers"
    BAD_LENGTH = "bad-length"
    BAD_ENCODING = "bad-encoding"
    CUT_OFF = "cut-off"
    TOO_BIG = "too-big"
    UNASKED_NOT_MODIFIED = "unasked-not-modified"

    INTERNAL_ERROR = "internal-error"


HTTP_PREFIX = "http-"


def http_code(status: int) -> str:
    """Return the code of an answer whose status means that there is no file to read."""
    return f"{HTTP_PREFIX}{status}"


def sentence(code: str, status: int | None = None, detail: str = "") -> str:
    """Return what happened and what to do about it, in words for whoever looks after the publisher's website."""
    template = SENTENCES.get(code) or _http_sentence(code, status)
    return template.format(
        code=code, status=status, detail=detail or _("nothing more is known"), product=PRODUCT, page=CRAWLER_PAGE
    )


def _http_sentence(code: str, status: int | None) -> str:
    if not code.startswith(HTTP_PREFIX) or status is None:
        return _("The file could not be read ({code}).")
    family = status // 100
    return STATUS_SENTENCES.get(status) or FAMILY_SENTENCES.get(family) or FAMILY_SENTENCES[0]


_FIREWALL = _(
    " If it opens in a browser, a firewall or bot filter probably stops programs:"
    " let the user agent “{product}” through ({page} says what it does)."
)

SENTENCES: dict[str, str] = {
    Code.FETCHED: _("The file was read."),
    Code.NOT_MODIFIED: _("The file has not changed since it was last read."),
    Code.BAD_URL: _(
        "The address, or one that it redirects to, is not a web address that can be followed ({detail})."
        " Register an address that opens as it is."
    ),
    Code.BAD_SCHEME: _(
        "The address redirects to something that is not a web page ({detail}). Only https:// and http:// are followed."
    ),
    Code.USERINFO: _(
        "The address, or one that it redirects to, contains a user name or password. Publish the file without either."
    ),
    Code.BAD_HOST: _(
        "The address, or one that it redirects to, has no proper host name ({detail})."
        " Use the website's name, not a number."
    ),
    Code.FORBIDDEN_HOST: _(
        "The host name {detail} exists in private networks only."
        " Publish the file on a website that everybody can reach."
    ),
    Code.FORBIDDEN_PORT: _(
        "The address, or one that it redirects to, has an unusual port ({detail})."
        " Publish the file on the ordinary ones: no port in the address, or 443, 80, 8443 or 8080."
    ),
    Code.FORBIDDEN_ADDRESS: _(
        "The name {detail} points into a private network in the public DNS, at least in part."
        " Have every such entry removed, so that the name leads to public addresses only."
    ),
    Code.ROBOTS_DISALLOWED: _(
        "The website's robots.txt does not let “{product}” read the file. Add the lines “User-agent: {product}” and"
        " “Allow: /” to it, or a rule that allows this one file."
    ),
    Code.ROBOTS_UNREACHABLE: _(
        "The website's robots.txt could not be read ({detail}), so nothing else was asked for (RFC 9309)."
        " Serve a robots.txt, or answer 404 for it."
    ),
    Code.REDIRECT_WITHOUT_LOCATION: _("The web server answers {status}, a redirect, without saying where to."),
    Code.REDIRECT_LOOP: _("The address redirects in a circle ({detail}). Often cookies are expected; none are kept."),
    Code.TOO_MANY_REDIRECTS: _("The address redirects too often ({detail}). Register the address where it ends."),
    Code.REDIRECT_DOWNGRADE: _(
        "The address redirects from https:// to an insecure http:// address ({detail}). Redirect to https://."
    ),
    Code.DNS_FAILURE: _("There is no website with the name {detail}. Was it mistyped, or has the name lapsed?"),
    Code.DNS_NO_ANSWER: _(
        "The name servers for {detail} did not answer. If this lasts, whoever runs the domain should look at its DNS."
    ),
    Code.REFUSED_CONNECTION: _("The web server refused the connection: nothing answers there. Is it running?"),
    Code.UNREACHABLE: _("The web server could not be reached through the network. Is it online?"),
    Code.CONNECT_TIMEOUT: _(
        "The web server did not take the connection. It is down, or a firewall drops requests from our network."
    ),
    Code.RESET: _("The web server closed the connection without an answer.") + _FIREWALL,
    Code.READ_TIMEOUT: _("The web server took the connection and then sent nothing for too long.") + _FIREWALL,
    Code.DEADLINE: _("The answer took too long as a whole, and was given up. Is the web server overloaded?"),
    Code.TLS_EXPIRED: _("The website's security certificate has expired. Renew it."),
    Code.TLS_NOT_YET_VALID: _("The website's security certificate is not valid yet. Is the issuing date right?"),
    Code.TLS_WRONG_NAME: _(
        "The website's security certificate is for another name ({detail}). Have one issued that includes this one."
    ),
    Code.TLS_SELF_SIGNED: _(
        "The website's security certificate is signed by nobody else, or by an authority of its own."
        " Use one from a public certificate authority."
    ),
    Code.TLS_UNTRUSTED: _(
        "The website's security certificate leads to no authority that is trusted ({detail})."
        " Usually the server does not send its intermediate certificate: install the whole chain."
    ),
    Code.TLS_TOO_OLD: _(
        "The web server's encryption is too old to be safe ({detail})."
        " It needs TLS 1.2 or 1.3, and a modern certificate."
    ),
    Code.TLS_NOT_SPOKEN: _(
        "The web server does not speak https at this address ({detail}). Is it plain http on the port for https?"
    ),
    Code.TLS_FAILED: _("No secure connection could be agreed on with the web server ({detail})."),
    Code.NOT_HTTP: _("What answers at this address does not speak HTTP as web servers do."),
    Code.BAD_HEADERS: _("The web server sent headers that are too long, too many or malformed."),
    Code.BAD_LENGTH: _("The web server contradicts itself about the length of the file ({detail})."),
    Code.BAD_ENCODING: _(
        "The web server sent the file packed in a way that was not asked for, or damaged ({detail})."
        " Only gzip is understood, and no packing at all."
    ),
    Code.CUT_OFF: _("The file broke off before its end. If this lasts, look for a time limit on the web server."),
    Code.TOO_BIG: _(
        "The file is too big: {detail} bytes are the most that is read."
        " Leave out what is not needed, or send it packed with gzip."
    ),
    Code.UNASKED_NOT_MODIFIED: _(
        "The web server answers “not modified” (304) to a request for the whole file. Look at its cache settings."
    ),
    Code.INTERNAL_ERROR: _("Something went wrong on our side ({detail}). It is not the publisher's fault."),
}

STATUS_SENTENCES: dict[int, str] = {
    401: _("The web server asks for a password (401). The file has to be open to everybody.") + _FIREWALL,
    403: _("The web server refuses to show the file (403).") + _FIREWALL,
    404: _(
        "There is no file at this address (404). Put it back, redirect to its new place, or have the registry changed."
    ),
    406: _("The web server will not send JSON (406). Let it answer whatever the request's Accept header says."),
    410: _("The web server says that the file was taken away for good (410)."),
    429: _("The web server says that we ask too often (429), though we ask seldom.") + _FIREWALL,
    451: _("The web server withholds the file for legal reasons (451)."),
    503: _("The web server is out of service or overloaded (503). It will be asked again later.") + _FIREWALL,
}
"""For statuses about which more can be said than for their family."""

FAMILY_SENTENCES: dict[int, str] = {
    2: _("The web server answers with status {status} and no whole file. It should answer 200 and the file."),
    3: _("The web server answers with status {status}, a redirect that cannot be followed."),
    4: _("The web server refuses the request (status {status}).") + _FIREWALL,
    5: _("The web server has a fault of its own (status {status}). It will be asked again later."),
    0: _("The web server answers with a status that has no meaning ({status}).") + _FIREWALL,
}
"""By the first digit of the status (RFC 9110 section 15); 0 stands for those that HTTP does not have, such as 999."""
