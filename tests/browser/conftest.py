"""The site of `site_catalogue` on loopback, and a browser that looks at it.

Whatever a page says to the console as an error fails the test: so nothing that the pages' policy (CSP) refuses goes
unseen, and `bypass_csp` is never used. A missing browser is a skip on a laptop and a failure in CI (REQUIRE_BROWSER).
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

from councilprojects_aggregator.model import Catalogue, Files, Run
from councilprojects_aggregator.writers.site.write import write_site
from councilprojects_aggregator.writers.status.write import write_status

NAMES = ("chromium", "chromium-browser", "google-chrome")
# A container has no sandbox for it; the rest keeps it from calling home.
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


def no_browser(why: str) -> NoReturn:
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 (a laptop may be without it)
    except ImportError:
        no_browser("playwright is not installed")
    program = os.environ.get("CHROME_BIN") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        no_browser("no Chromium was found: install Debian's package chromium, or set CHROME_BIN")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        yield chromium
        chromium.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Keep the test's output for the test."""


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Files, str], AbstractContextManager[str]]:
    """Return what serves files below a path, as a host does that has other things too, and gives their address."""

    @contextmanager
    def serving(files: Files, below: str) -> Iterator[str]:
        root = tmp_path_factory.mktemp("site")
        for path, content in files.items():
            place: Path = root / below / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=root))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{below}"
        server.shutdown()
        server.server_close()

    return serving


@pytest.fixture(scope="session")
def site(catalogue: Catalogue, run: Run, serve: Any) -> Iterator[str]:
    """Return where the site is served."""
    with serve({**write_site(catalogue), **write_status(catalogue, run)}, "sub/path/") as address:
        yield address


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(5000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert not errors
