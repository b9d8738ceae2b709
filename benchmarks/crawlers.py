"""One crawler in a process of its own: asks for the files of `crawl.py` and says what of the processor that took.

    python benchmarks/crawlers.py ours|requests|scrapy AUTHORITY < TARGETS

TARGETS is JSON: `urls`, and `hosts`, the address of each. Every name is looked up by the same table, every URL is a new
host and so a new connection, and sixteen requests are under way at once.
"""

from __future__ import annotations

import ipaddress
import json
import resource
import socket
import ssl
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import local
from time import perf_counter
from typing import Any

JOBS = 16
SECONDS = 30


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def look_up_in(hosts: dict[str, str]) -> None:
    """Have the names of `hosts` lead to their addresses, for whatever asks the system."""

    def look_up(host: str, port: Any, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (hosts.get(host, host), port or 0))]

    socket.getaddrinfo = look_up
    socket.gethostbyname = lambda host: hosts.get(host, host)


def ours(authority: str) -> Callable[[list[str]], None]:
    """Return the guarded Fetcher: deadlines, judged addresses and URLs, bounded bodies."""
    from councilprojects_aggregator.fetching.http import Fetcher, Policy  # noqa: PLC0415 (only the one that is measured)

    policy = Policy(allow_networks=(ipaddress.ip_network("127.0.0.0/8"),))
    fetcher = Fetcher(policy, ssl.create_default_context(cafile=authority))

    def get(url: str) -> None:
        outcome = fetcher.get(url)
        if outcome.code != "fetched":
            raise SystemExit(f"{url}: {outcome}")

    return in_threads(get)


def bare(authority: str) -> Callable[[list[str]], None]:
    """Return requests as its readers advise: a session for each thread, one TLS context for all, a time-out."""
    import requests  # noqa: PLC0415 (as above)
    from requests.adapters import HTTPAdapter  # noqa: PLC0415 (as above)

    context, own = ssl.create_default_context(cafile=authority), local()

    class Sharing(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, ssl_context=context, **options)

        def cert_verify(self, *_: Any) -> None:
            """Do not load the authorities again."""

    def get(url: str) -> None:
        if not hasattr(own, "session"):
            own.session = requests.Session()
            own.session.trust_env = False
            own.session.mount("https://", Sharing())
        answer = own.session.get(url, timeout=SECONDS)
        answer.raise_for_status()

    return in_threads(get)


def in_threads(get: Callable[[str], None]) -> Callable[[list[str]], None]:
    def run(urls: list[str]) -> None:
        with ThreadPoolExecutor(JOBS) as pool:
            list(pool.map(get, urls))

    return run


def scrapy(_authority: str) -> Callable[[list[str]], None]:
    """Return a spider that does nothing with what it gets. It does not check certificates."""
    from scrapy import Request, Spider  # noqa: PLC0415 (as above)
    from scrapy.crawler import CrawlerProcess  # noqa: PLC0415 (as above)

    settings = {
        "LOG_LEVEL": "CRITICAL",
        "TELNETCONSOLE_ENABLED": False,
        "CONCURRENT_REQUESTS": JOBS,
        "DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver",
        "ROBOTSTXT_OBEY": False,
        "DOWNLOAD_DELAY": 0,
        "RETRY_ENABLED": False,
        "DOWNLOAD_TIMEOUT": SECONDS,
    }

    def run(urls: list[str]) -> None:
        got = []

        class Councils(Spider):
            name = "councils"

            async def start(self) -> Any:
                for url in urls:
                    yield Request(url)

            def parse(self, response: Any) -> None:
                got.append(len(response.body))

        process = CrawlerProcess(settings)
        process.crawl(Councils)
        process.start()
        if len(got) != len(urls):
            raise SystemExit(f"scrapy: {len(got)} of {len(urls)}")

    return run


def main() -> None:
    kind, authority = sys.argv[1:]
    targets = json.load(sys.stdin)
    look_up_in(targets["hosts"])  # first: Twisted keeps the function that it finds
    run = {"ours": ours, "requests": bare, "scrapy": scrapy}[kind](authority)
    before, began = processor(), perf_counter()
    run(targets["urls"])
    print(json.dumps({"processor": processor() - before, "seconds": perf_counter() - began}))


if __name__ == "__main__":
    main()
