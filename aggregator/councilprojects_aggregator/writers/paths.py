"""Where each page of the site stands: the one place that knows, for the pages, the feeds and the graph.

All paths are relative to the output folder; a page's folder ends with a slash and holds `index.html`. Source
and project ids are slugs (the registry and the schema refuse anything else), so they stand in a path as they
are.
"""

from __future__ import annotations

from posixpath import relpath

HOME = ""
PROJECTS = "projects/"
COUNCILS = "councils/"
HELP = "help/"
SERVICES = "services/"
TOPICS = "topics/"
TECHNOLOGIES = "technologies/"
CONTRACTS = "contracts/"
MAP = "map/"
NUMBERS = "numbers/"
LISTS = "lists/"
STATUS = "status/"
ABOUT = "about/"
DATA = "data/"
SPARQL = "sparql/"
ACCESSIBILITY = "accessibility/"
ASSETS = "assets/"
SCHEMA = "schema/1.0/"

FEEDS = "feeds/"

INDEX = "index.html"
MISSING = "404.html"
"""What hosts show under an address that nothing has (GitHub Pages and GitLab Pages by themselves)."""
STATUS_DATA = "status.json"
PROBLEMS = "status/problems.atom"
TABLE = "projects.csv"
"""Beside a list's page, the same list for a spreadsheet."""
OPML = "feeds/feeds.opml"

CHANGES = "changes"
STATE = "projects"
ATOM, RSS, JSON = FORMS = "atom", "rss", "json"


def project_page(source_id: str, project_id: str) -> str:
    return f"{PROJECTS}{source_id}/{project_id}/"


def publisher_page(source_id: str) -> str:
    return f"{COUNCILS}{source_id}/"


def for_you_page(source_id: str) -> str:
    """Return the folder of what is likely to be of use to a publisher."""
    return f"{COUNCILS}{source_id}/for-you/"


def list_page(facet: str, value: str) -> str:
    """Return the folder of the list of all projects with one value of a facet, both of them slugs."""
    return f"{LISTS}{facet}/{value}/"


def help_page(kind: str, value: str) -> str:
    """Return the folder of all `wants` or `offers` of one kind of help, a slug."""
    return f"{HELP}{kind}/{value}/"


def part(number: int) -> str:
    """Return the file of one part of a long list, in the list's folder; the first is its index."""
    return INDEX if number == 1 else f"{number}.html"


def status_page(source_id: str) -> str:
    return f"{STATUS}{source_id}/"


def problems_feed(source_id: str) -> str:
    """Return the feed of what the source's web team was told."""
    return f"{STATUS}{source_id}/problems.atom"


def feed_folder(kind: str, value: str) -> str:
    """Return the folder of the feeds on one group of projects, both parts slugs; without a kind, of those on all."""
    return f"{FEEDS}{kind}/{value}/" if kind else HOME


def feed(folder: str, name: str, form: str) -> str:
    """Return a feed: CHANGES or STATE, in one of its forms."""
    # `projects.json` is what a publisher's own file is called (standard): nobody may take a feed for one.
    return f"{folder}{name}{'.feed' if (name, form) == (STATE, JSON) else ''}.{form}"


def relative(from_page: str, to: str) -> str:
    """Return the link that leads from one page to another place of the site, wherever the site is served.

    `from_page` is a page's folder (`""` is the home page) or a file; `to` a folder or a file, with or without
    a fragment. RFC 3986 section 4.2: no result begins with a slash, so a site works under any path of a host.
    """
    path, mark, fragment = to.partition("#")
    folder = from_page.rpartition("/")[0]
    link = relpath("/" + path, "/" + folder)
    return link + ("/" if path.endswith("/") or not path else "") + mark + fragment
