"""One POST, as safe and bounded as a GET: to the address that whoever runs us named, for telling and not for reading.

An edge, called by `running.webhook`. The same rules of addresses, TLS and time hold as for every request of ours. A
redirect is not followed and no body is read: only whether it was taken matters.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from councilprojects_aggregator.fetching.addresses import is_within
from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.failures import WEB_TROUBLE, Failure, answering
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.lookup import places, speaks_tls
from councilprojects_aggregator.fetching.outcomes import Code, http_code
from councilprojects_aggregator.fetching.transport import dial, sent
from councilprojects_aggregator.fetching.urls import Url, clean
from councilprojects_aggregator.fetching.user_agent import USER_AGENT
from councilprojects_aggregator.fetching.watchdog import Deadline


def post_json(fetcher: Fetcher, address: str, body: bytes) -> str:
    """Send `body`; return the code of what came of it: `fetched` where it was taken, else why not."""
    policy = fetcher.policy
    deadline = fetcher.watchdog.deadline(policy.deadline)
    try:
        url = clean(address, policy.allow_networks, policy.connect_to)
        with deadline:
            # The name was looked up within the deadline's time, if not under its watch (`policy.bound_dns_waits`).
            place = places(url, policy)[0]
            if url.scheme != "https" and not is_within(place.address, policy.allow_networks):
                return Code.BAD_SCHEME.value
            status = _sent(fetcher, url, place, body, deadline)
    except Failure as failure:
        return (Code.DEADLINE if deadline.expired else failure.code).value
    return Code.FETCHED.value if status // 100 == HTTPStatus.OK // 100 else http_code(status)


def _sent(fetcher: Fetcher, url: Url, place: Place, body: bytes, deadline: Deadline) -> int:
    """Return the status of the answer; raise Failure if there is none."""
    call = partial(dial, place, fetcher.policy, deadline)
    context = fetcher.context if speaks_tls(url, fetcher.policy) else None
    headers = {
        "Host": url.authority,
        "User-Agent": USER_AGENT,
        "Content-Type": "application/json",
        "Connection": "close",
    }
    timeouts = (fetcher.policy.connect_timeout, fetcher.policy.read_timeout)
    try:
        with sent("POST", url, headers, call=call, context=context, timeouts=timeouts, body=body) as response:
            return response.status_code
    except WEB_TROUBLE as error:
        raise answering(error) from error
