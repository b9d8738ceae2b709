"""Rules on addresses that point back into the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules.glance import has
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.document import Document

ELSEWHERE = (("alsoListedAt", "*"), ("partners", "*", "project"))
"""What names a record in another publisher's file."""

HERE_OR_ELSEWHERE = (("basedOn", "*"), ("partOf", "*"), ("replaces", "*"), ("related", "*"))
"""What names any other work, in this file or elsewhere."""


@rule("listed-in-own-file", Severity.ERROR, when=has("alsoListedAt", "project"))
def listed_in_own_file(document: Document) -> Iterator[Fault]:
    """A project is said to be listed elsewhere, but the address points into this very file.

    `alsoListedAt` and a partner's `project` name the record of the same work in *another* publisher's file. One that
    points back would make readers count the council as its own partner.

    Give the address of the partner's record. For another project of this file use `related`, `partOf`, `basedOn` or
    `replaces`.
    """
    own = _own_address(document)
    if own is None:
        return
    for pattern in ELSEWHERE:
        for path, address in document.walk("projects", "*", *pattern):
            if isinstance(address, str) and _same(urldefrag(address).url, own):
                message = _("{address} is in this file itself. Name the record in the other publisher's file.")
                yield Fault(message.format(address=clipped(address)), path)


@rule("points-to-no-project", Severity.WARNING)
def points_to_no_project(document: Document) -> Iterator[Fault]:
    """An address points into this file, but at no project in it.

    Readers follow `partOf`, `related` and the like from record to record. This link leads nowhere.

    Write the file's address, `#` and the other project's `id`. Ids never change, so a slip is the likeliest reason.
    """
    own = _own_address(document)
    if own is None:
        return
    ids = {project_id for _path, project_id in document.ids}
    for pattern in HERE_OR_ELSEWHERE:
        for path, address in document.walk("projects", "*", *pattern):
            url, name = urldefrag(address)
            if name and name not in ids and _same(url, own):
                message = _("No project of this file has the id “{id}”. Write the id of one that is there.")
                yield Fault(message.format(id=clipped(name)), path)


@rule("points-to-itself", Severity.WARNING, when=has(*(pattern[0] for pattern in HERE_OR_ELSEWHERE)))
def points_to_itself(document: Document) -> Iterator[Fault]:
    """A project is said to be related to, based on or part of itself.

    Readers draw links between projects from this. One that begins and ends at the same project says nothing.

    Write the address of the other project, or take the entry out.
    """
    own = _own_address(document)
    ids = {path: project.get("id") for path, project in document.projects()}
    for pattern in HERE_OR_ELSEWHERE:
        for path, address in document.walk("projects", "*", *pattern):
            url, name = urldefrag(address)
            if own is not None and name and name == ids.get(path[:2]) and _same(url, own):
                yield Fault(_("This is the address of the project itself. Take it out."), path)


@rule("listed-twice", Severity.INFO, when=has("alsoListedAt"))
def listed_twice(document: Document) -> Iterator[Fault]:
    """A partner's record of the same work is named twice.

    A partner's `project` says already that this is the same work. `alsoListedAt` is for records that no partner
    named here has.

    Take the address out of `alsoListedAt`.
    """
    named = {(path[:2], project) for path, project in document.walk("projects", "*", "partners", "*", "project")}
    for path, address in document.walk("projects", "*", "alsoListedAt", "*"):
        if (path[:2], address) in named:
            yield Fault(_("This is the `project` of a partner already. Take it out here."), path)


def _own_address(document: Document) -> str | None:
    """Return the file's address: `self` if given, else where it was read from (standard, principle 5)."""
    declared = document.head.get("self")
    address = declared if isinstance(declared, str) else document.url
    return None if address is None else urldefrag(address).url


def _same(one: str, other: str) -> bool:
    return bool(one) and one.removesuffix("/").casefold() == other.removesuffix("/").casefold()
