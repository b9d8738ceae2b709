"""From values to the bytes of a page: the templates, with all that they may call.

Every template sees the same few functions; what is particular to a page comes as arguments. A name that nobody
defined is an error, every string is escaped, and what no page may hold is taken out at the very end.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.slugs import slug
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.graph.page import of_catalogue
from councilprojects_aggregator.writers.plain import clean_bytes
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.assets import asset_paths
from councilprojects_aggregator.writers.site.facets import kind_of_help
from councilprojects_aggregator.writers.site.folding import Folding
from councilprojects_aggregator.writers.site.markdown import markdown, marked
from councilprojects_aggregator.writers.site.openings import Opening
from councilprojects_aggregator.writers.site.safe import host, safe_url, short_url
from councilprojects_aggregator.writers.site.speech import ENGLISH_SPEECH, WELSH, WELSH_SPEECH, link, time
from councilprojects_aggregator.writers.site.twins import Twins, twins
from councilprojects_validator.wording import _, language, ngettext

# Nothing from elsewhere, nothing inline, no string ever taken for markup or code.
_POLICY = (
    "default-src 'none'; script-src 'self'{more}; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types {makers}"
)
CSP = _POLICY.format(more="", makers="'none'")
"""Of every page but one: no script of ours makes scripts, so none may."""

SPARQL_CSP = _POLICY.format(more=" 'wasm-unsafe-eval'; worker-src 'self'", makers="sparql")
"""Of the page that asks the graph: its engine is WebAssembly, in a worker that `sparql.js` makes."""


PLACES = {name: place for name, place in vars(paths).items() if name.isupper() and isinstance(place, str)}
"""Every constant of `paths` that is one place."""


MAIN = (
    paths.PROJECTS,
    paths.COUNCILS,
    paths.SERVICES,
    paths.HELP,
    paths.CONTRACTS,
    paths.MAP,
    paths.DATA,
    paths.ABOUT,
)
"""The parts of the site, as the navigation has them."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: the same for all of one part of the site that are as deep."""

    head: Markup
    top: Markup
    foot: Markup


@dataclass(frozen=True, slots=True)
class Pages:
    """The templates, dressed for one catalogue."""

    tongue: str
    """The language's tag; of English nothing."""
    twins: Twins
    shared: Mapping[str, Any]

    def page(self, path: str, template: str, *, file: str = paths.INDEX, **values: Any) -> tuple[str, bytes]:
        """Return the output path and the bytes of a page in the folder `path`.

        Its links are relative; those of a page that may be shown under any address begin with the `root` it is given.
        """
        home = values.get("root", root(path))
        section = next((each for each in MAIN if path.startswith(each)), "")
        frame = _frame(self.tongue, self.shared["site_name"], home, section, exactly=path == section)
        place = path + ("" if file == paths.INDEX else file)
        dressed = {**self.shared, "root": home, "path": path, "frame": frame, "twin": "", "kin": "", **values}
        if path.startswith(paths.PROJECTS) and path not in self.twins:
            # There is no Welsh of it; from its council's page a reader goes on in Welsh.
            dressed["kin"] = f"{home}{WELSH}/{paths.publisher_page(path.split('/')[1])}"
        if path in self.twins and "root" not in values:
            dressed["twin"] = home + (f"../{place}" if self.tongue else f"{WELSH}/{place}")
        text = _template(self.tongue, template).render(dressed)
        if self.tongue:
            return f"{self.tongue}/{path}{file}", clean_bytes(self.twins.led(text, path, home))
        return path + file, clean_bytes(text)

    def part(self, name: str) -> Callable[..., Markup]:
        """Return what `parts.html` defines under a name, to make once what stands on many pages."""
        made: Callable[..., Markup] = getattr(_template(self.tongue, "parts.html").module, name)
        return made


def root(path: str) -> str:
    """Return the link from a page in the folder `path` to the home page: `paths.relative`, but quicker."""
    return "../" * path.count("/") or "./"


@cache
def _template(tongue: str, name: str) -> Template:
    found = _environment(tongue).get_template(name)
    # Jinja2 looks through two mappings for each name, and copies both for each page.
    found.globals = dict(found.globals)
    return found


@lru_cache(maxsize=256)
def _frame(tongue: str, site_name: str, root: str, section: str, *, exactly: bool) -> Frame:
    def part(name: str) -> Markup:
        template = _environment(tongue).get_template(f"frame_{name}.html")
        said = template.render(site_name=site_name, root=root, section=section, exactly=exactly)
        return Markup(said)  # noqa: S704 (a template of ours, which escapes)

    return Frame(part("head"), part("top"), part("foot"))


def pages(catalogue: Catalogue) -> Pages:
    """Return the templates with what every page of this catalogue shows."""
    return Pages(
        language(),
        twins(catalogue),
        {"site_name": catalogue.name, "today": catalogue.today, "linked_data": of_catalogue(catalogue)},
    )


@cache
def _environment(tongue: str) -> Environment:
    speech = WELSH_SPEECH if tongue else ENGLISH_SPEECH
    environment = Folding(
        say=_,
        fixed={"paths": PLACES, "assets": asset_paths()},
        loader=PackageLoader("councilprojects_aggregator"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {"_": _said, "ngettext": _counted, "words": words}
    environment.globals |= {"assets": asset_paths(), "csp": CSP, "paths": paths}
    environment.globals |= {"speech": speech, "tongue": tongue, "speech_time": time, "speech_link": link}
    environment.filters |= {
        "best": speech.best,
        "day": words.day,
        "host": host,
        "item_key": item_key,
        "kind_of_help": _kind_of_help,
        "markdown": markdown,
        "marked": marked,
        "moment": words.moment,
        "money": words.money,
        "number": words.number,
        "percent": words.percent,
        "picked": speech.pick,
        "safe_url": safe_url,
        "shell": shlex.quote,
        "short_url": short_url,
        "slug": slug,
        "span": words.span,
        "spoken": speech.spoken,
    }
    return environment


def _said(message: str, **values: Any) -> Markup:
    """Return a message of ours with `values` escaped into it, as the extension's own `_` does, but more quickly."""
    words = Markup(_(message))  # noqa: S704 (from our templates and our translators)
    return words % values if values else words


def _counted(one: str, several: str, num: int, **values: Any) -> Markup:
    """Return the same of a message that depends on a number, which it may call `num`."""
    return Markup(ngettext(one, several, num)) % {"num": num, **values}  # noqa: S704 (as above)


def _kind_of_help(opening: Opening) -> str:
    return kind_of_help(opening.item)[1]
