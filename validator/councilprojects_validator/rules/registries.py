"""Rules on registries: sources that are listed twice, or that name a successor that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.document import Document


@rule("repeated-source-url", Severity.WARNING)
def repeated_source_url(document: Document) -> Iterator[Fault]:
    """Two sources of a registry have the same address.

    One file would be published as that of two councils, and their work would look shared.

    Keep the source whose file it is. For a file that several councils share write one source, with the name of the
    group.
    """
    first: dict[str, int] = {}
    for path, url in document.walk("sources", "*", "url"):
        address = urldefrag(url).url.removesuffix("/").casefold()
        if address in first:
            message = _("This is the address of source number {number} of the list too. Keep one of the two.")
            yield Fault(message.format(number=first[address] + 1), path)
        first.setdefault(address, int(path[1]))


@rule("unknown-successor", Severity.WARNING)
def unknown_successor(document: Document) -> Iterator[Fault]:
    """A source names a successor that is not in the registry.

    After a merger readers follow old links through `successors`. Here they would find nobody.

    Write the `id` of a source of this registry, or add the new council first.
    """
    ids = {source_id for _path, source_id in document.ids}
    if "includes" in document.value:
        return  # the successor may stand in a registry that this one includes
    for path, successor in document.walk("sources", "*", "successors", "*"):
        if successor not in ids:
            message = _("No source of this registry has the id “{id}”. Write the id of a source that is there.")
            yield Fault(message.format(id=clipped(successor)), path)
