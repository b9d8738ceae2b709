"""From values to the bytes of a page: the templates, with all that they may call.

Every template sees the same few functions; what is particular to a page comes as arguments. A name that nobody
defined is an error, every string is escaped, and what no page may hold is taken out at the very end.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.slugs import slug
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.graph.page import of_catalogue
from councilprojects_aggregator.writers.plain import clean
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.assets import asset_paths
from councilprojects_aggregator.writers.site.facets import kind_of_help
from councilprojects_aggregator.writers.site.markdown import markdown, marked
from councilprojects_aggregator.writers.site.openings import Opening
from councilprojects_aggregator.writers.site.safe import host, safe_url, short_url
from councilprojects_validator.wording import _, ngettext

# Nothing from elsewhere, nothing inline, no string ever taken for markup or code.
_POLICY = (
    "default-src 'none'; script-src 'self'{more}; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types {makers}"
)
CSP = _POLICY.format(more="", makers="'none'")
"""Of every page but one: no script of ours makes scripts, so none may."""

SPARQL_CSP = _POLICY.format(more=" 'wasm-unsafe-eval'; worker-src 'self'", makers="sparql")
"""Of the page that asks the graph: its engine is WebAssembly, in a worker that `sparql.js` makes."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The templates, dressed for one catalogue."""

    environment: Environment
    shared: Mapping[str, Any]

    def page(self, path: str, template: str, **values: Any) -> tuple[str, bytes]:
        """Return the output path and the bytes of the page in the folder `path`."""
        home = paths.relative(path, paths.HOME)
        dressed = {**self.shared, "root": home, "path": path, **values}
        text = self.environment.get_template(template).render(dressed)
        return path + paths.INDEX, clean(text).encode()

    def part(self, name: str) -> Callable[..., Markup]:
        """Return a macro of `parts.html`, for what stands on many pages and need not be rendered for each."""
        macro: Callable[..., Markup] = getattr(self.environment.get_template("parts.html").module, name)
        return macro


def pages(catalogue: Catalogue) -> Pages:
    """Return the templates with what every page of this catalogue shows."""
    return Pages(
        _environment(), {"site_name": catalogue.name, "today": catalogue.today, "linked_data": of_catalogue(catalogue)}
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("councilprojects_aggregator"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {"_": _said, "assets": asset_paths(), "csp": CSP, "paths": paths, "words": words}
    environment.filters |= {
        "best": words.best,
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
        "picked": pick,
        "safe_url": safe_url,
        "shell": shlex.quote,
        "short_url": short_url,
        "slug": slug,
        "span": words.span,
        "spoken": words.spoken,
    }
    return environment


def _said(message: str, **values: Any) -> Markup:
    """Return a message of ours with `values` escaped into it.

    As the extension's own `_`, but that it looks a message up once: a page says some fifty, and it took a quarter
    of its time.
    """
    words = _message(message)
    return words % values if values else words


@cache
def _message(message: str) -> Markup:
    return Markup(_(message))  # noqa: S704 (from our templates and our translators)


def _kind_of_help(opening: Opening) -> str:
    return kind_of_help(opening.item)[1]
