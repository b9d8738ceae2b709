"""What the pages on data and on publishing say: every file of the output that is for others to use."""

from __future__ import annotations

from councilprojects_aggregator.writers import paths
from councilprojects_validator.wording import _

SMALLEST = """\
{
  "councilProjects": "1.0",
  "publisher": {"name": "Ambridge Borough Council", "url": "https://www.ambridge.example/"},
  "projects": [
    {
      "id": "missed-bins",
      "title": "Report a missed bin",
      "summary": "Residents report a missed collection online and see when the crew will return.",
      "reviewed": "2026-10-12",
      "url": "https://www.ambridge.example/missed-bins"
    }
  ]
}"""
"""The smallest valid file, as the standard gives it."""


def groups() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the tables of the data page: heading, name, and for each file its path and what it is."""
    return [
        (_("Feeds: be told what is new"), "feeds", _feeds()),
        (_("All projects, for a spreadsheet or a program"), "tables", _tables()),
        (_("Linked data"), "graph", _graph()),
        (_("How the files were read"), "status", _status()),
        (_("The standard that the files follow"), "standard", _standard()),
    ]


def _feeds() -> list[tuple[str, str]]:
    return [
        ("feed.atom", _("New projects, changes of phase, offers and requests, newest first (Atom)")),
        ("feed.rss", _("The same, as RSS")),
        ("feed.json", _("The same, as JSON Feed 1.1")),
        ("projects.atom", _("One entry for each project as it stands, for programs (Atom)")),
        (paths.FEEDS, _("All feeds: by publisher, phase, topic, service, nation or region, help wanted and on offer")),
        (paths.OPML, _("All of them as one list for a feed reader (OPML)")),
    ]


def _tables() -> list[tuple[str, str]]:
    return [
        ("projects.csv", _("One row for each project; opens in Excel")),
        (f"{paths.COUNCILS}councils.csv", _("One row for each publisher")),
        (f"{paths.HELP}wants.csv", _("Help wanted today")),
        (f"{paths.HELP}offers.csv", _("Help on offer today")),
        (f"{paths.CONTRACTS}contracts.csv", _("Contracts that are running, and when they end")),
        ("catalogue.json", _("Every publisher and project with all that is said of them")),
    ]


def _graph() -> list[tuple[str, str]]:
    return [
        ("graph.nq", _("Everything as N-Quads, a named graph for each publisher")),
        ("graph.nq.gz", _("The same, compressed")),
        ("graph.trig", _("The same, as TriG, easier to read")),
        ("graph.jsonld", _("The same, as JSON-LD")),
        ("catalog.ttl", _("The files as a DCAT catalogue, for data portals")),
        ("catalog.jsonld", _("The same, as JSON-LD")),
        ("void.ttl", _("How much the graph holds, and in which vocabularies (VoID)")),
        ("meta.nq", _("When each source was asked and what it answered")),
    ]


def _status() -> list[tuple[str, str]]:
    return [
        (paths.STATUS_DATA, _("Each source: when it was read, what was found, what is shown")),
        ("run.json", _("The last run: versions, counts, times")),
        ("history.jsonl", _("Every change that was ever told, and when a project was first seen")),
    ]


def _standard() -> list[tuple[str, str]]:
    return [
        (paths.SCHEMA + "projects.schema.json", _("All fields of projects.json, as a JSON Schema")),
        (paths.SCHEMA + "projects.editor.schema.json", _("The same, stricter, for completion in editors")),
        (paths.SCHEMA + "registry.schema.json", _("The list of sources, as a JSON Schema")),
        (paths.SCHEMA + "report.schema.json", _("The validator's report, as a JSON Schema")),
        (paths.SCHEMA + "vocabulary.html", _("The terms of the linked data and all codes, explained")),
        (paths.SCHEMA + "vocabulary.ttl", _("The same, as Turtle")),
        (paths.SCHEMA + "context.jsonld", _("The terms that fields stand for, as a JSON-LD context")),
    ]
