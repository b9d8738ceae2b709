"""The search of the pages with 20,000 projects in Chromium, its processor slowed 4 times, beside MiniSearch and Fuse.

All in one page and one run: the same titles and summaries, the same questions. Needs Chromium, npm, and a network for
the peers.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import gzip
import http.server
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from catalogue import catalogue
from files import EXAMPLES
from playwright.sync_api import Page, sync_playwright

from councilprojects_aggregator.model import Catalogue, Project
from councilprojects_aggregator.writers.site.assets import asset_files
from councilprojects_aggregator.writers.site.material import material
from councilprojects_aggregator.writers.site.search import search_data, search_file
from councilprojects_aggregator.writers.site.write import _search_page  # the one page, without 20,000 others

MINISEARCH, FUSE = "7.2.0", "7.5.0"
SLOWER = 4
SEED = 20261121
NEW_WORD = 0.04
"""One word in so many is a name that hardly another record has; the texts of the examples alone repeat too much."""

QUESTIONS = (
    "bins", "missed bin", "repairs", "blue badge", "chatbot", "planning back office", "council tax", "pot holes",
    "webiste", "p", "pl", "pla", "plan", "social care data", "adult social care assessment form", "design system",
    "housing repairs photos", "parking permits", "drupal", "waste collection days",
)  # fmt: skip

MEASURE = """async ({ engine, minisearch, fuse, questions }) => {
  const timed = (work) => {
    const start = performance.now();
    const result = work();
    return [performance.now() - start, result];
  };
  const text = await (await fetch("search.json")).text();
  const { Index } = await import(engine);
  const [{ default: MiniSearch }, { default: Fuse }] = [await import(minisearch), await import(fuse)];
  const [loadOurs, ours] = timed(() => new Index(JSON.parse(text)));
  const data = JSON.parse(text);
  const documents = data.title.map((title, id) => ({ id, title, summary: data.summary[id] }));
  const fields = ["title", "summary"];
  const options = { fields, searchOptions: { prefix: true, fuzzy: 0.2, combineWith: "AND", boost: { title: 2 } } };
  const [loadMini, mini] = timed(() => { const one = new MiniSearch(options); one.addAll(documents); return one; });
  const [loadFuse, fused] = timed(() => new Fuse(documents, { keys: fields, ignoreLocation: true, threshold: 0.2 }));
  const none = ours.facets.map(() => new Set());
  const beta = ours.facets.map(({ name, values }) => new Set(name === "phase" ? [values.indexOf("beta")] : []));
  const each = (some, work) => some.map((question) => timed(() => work(question))[0]);
  const packed = JSON.stringify(mini);
  const [readMini] = timed(() => MiniSearch.loadJSON(packed, options));
  return {
    "this project": [loadOurs, each([...questions, ...questions], (one) => ours.find(one, none)), text.length],
    "this project, a facet chosen": [loadOurs, each(questions, (one) => ours.find(one, beta)), text.length],
    "MiniSearch, made in the page": [loadMini, each(questions, (one) => mini.search(one)), 0],
    "MiniSearch, read": [readMini, each(questions, (one) => mini.search(one)), 0, packed],
    "Fuse": [loadFuse, each(questions.slice(0, 6), (one) => fused.search(one)), 0],
  };
}"""


TYPED = """(question) => new Promise((done) => {
  const [field, count] = [document.querySelector("#q"), document.querySelector("#count")];
  const start = performance.now();
  new MutationObserver((_, one) => {
    one.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
  }).observe(count, { childList: true });
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--projects", type=int, default=20_000)
    count = parser.parse_args().projects
    of = varied(catalogue(400, count // 400))
    made = material(of)
    start = time.process_time()
    data = search_data(made)
    print(f"made in {time.process_time() - start:.1f} s CPU: {len(data):,} B, {len(gzip.compress(data)):,} B packed")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(
            root,
            {
                **dict([search_file(made), *_search_page(made, search_file(made)[0], "")]),
                **asset_files(),
                "search.json": data,
                "index.html": b"<title>Bench</title>",
            },
        )
        peers(root)
        with serving(root) as address, sync_playwright() as playwright:
            program = os.environ.get("CHROME_BIN") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            beside_peers(slowed(browser.new_page()), address, root)
            as_people_meet_it(slowed(browser.new_page()), address)
            browser.close()


def beside_peers(page: Page, address: str, root: Path) -> None:
    page.goto(address)
    engine = next(path.name for path in (root / "assets").glob("search-index-*.js"))
    asked = {
        "engine": f"{address}assets/{engine}",
        "minisearch": f"{address}minisearch.js",
        "fuse": f"{address}fuse.js",
        "questions": list(QUESTIONS),
    }
    for name, (load, times, _size, *packed) in page.evaluate(MEASURE, asked).items():
        size = f"{len(gzip.compress(packed[0].encode())):,} B packed" if packed else ""
        print(f"{name:32} ready {load:7.0f} ms, median {median(times):7.1f} ms, worst {max(times):7.1f} ms  {size}")


def as_people_meet_it(page: Page, address: str) -> None:
    """Print how long the page takes to be ready, and from a key to the changed list (its pause of 150 ms included)."""
    page.set_default_timeout(120_000)
    start = time.perf_counter()
    page.goto(f"{address}projects/", wait_until="commit")
    page.locator("#results > li").first.wait_for()
    print(f"the page, from address to the newest projects: {(time.perf_counter() - start) * 1000:.0f} ms")
    page.locator("html[data-search=ready]").wait_for()
    print(f"the page, from address to ready: {(time.perf_counter() - start) * 1000:.0f} ms")
    took = [page.evaluate(TYPED, question) for question in QUESTIONS]
    print(f"the page, from a key to its list: median {median(took):.0f} ms, worst {max(took):.0f} ms")


def varied(of: Catalogue) -> Catalogue:
    """Return the catalogue with texts that repeat as those of a country would: common words often, names seldom."""
    dice = random.Random(SEED)  # noqa: S311 (the same texts each time)
    words = [word for path in sorted((EXAMPLES / "uk").glob("*.json")) for word in _words(path)]
    publications = tuple(
        dataclasses.replace(each, projects=tuple(_varied(project, words, dice) for project in each.projects))
        for each in of.publications
    )
    projects = tuple(project for each in publications for project in each.projects)
    return dataclasses.replace(of, publications=publications, projects=projects)


def _words(path: Path) -> Iterator[str]:
    for project in json.loads(path.read_bytes()).get("projects", ()):
        for text in (project["title"], project["summary"]):
            yield from (text if isinstance(text, str) else text["en"]).split()


def _varied(project: Project, words: list[str], dice: random.Random) -> Project:
    def said(length: int) -> dict[str, str]:
        return {"en-gb": " ".join(_word(words, dice) for _ in range(length))}

    title = said(dice.randint(3, 8))
    return dataclasses.replace(
        project, title=title, data={**project.data, "title": title, "summary": said(dice.randint(15, 60))}
    )


def _word(words: list[str], dice: random.Random) -> str:
    return (
        "".join(dice.choices("abcdeghilmnoprstuw", k=dice.randint(5, 9)))
        if dice.random() < NEW_WORD
        else dice.choice(words)
    )


def slowed(page: Page) -> Page:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def peers(root: Path) -> None:
    """Fetch the peers, each as one module that a browser can load."""
    (root / "package.json").write_text("{}")
    npm = ("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")
    subprocess.run([*npm, f"minisearch@{MINISEARCH}", f"fuse.js@{FUSE}"], cwd=root, check=True)
    shutil.copy(root / "node_modules/minisearch/dist/es/index.js", root / "minisearch.js")
    shutil.copy(root / "node_modules/fuse.js/dist/fuse.mjs", root / "fuse.js")


def write(root: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        """Keep the terminal for the figures."""


@contextmanager
def serving(root: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


if __name__ == "__main__":
    main()
