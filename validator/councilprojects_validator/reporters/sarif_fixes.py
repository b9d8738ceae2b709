"""What `fix` would write, as fixes in SARIF (3.55): a viewer offers them beside the result, one click each.

Regions are lines and columns, as those of the results are. What is inserted has no deleted length, what is taken out
no inserted content (SARIF, 3.57).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilprojects_validator.positions import places
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from councilprojects_validator.diagnostics import Finding
    from councilprojects_validator.fixing.model import Change
    from councilprojects_validator.reporters.judged import Judged

    Places = Mapping[int, tuple[int, int]]


def fixes(judged: Judged, artifact: Mapping[str, Any]) -> dict[Finding, dict[str, Any]]:
    """Return the fix of each finding that `councilprojects fix` can mend; `artifact` is the file's location."""
    if not judged.report.findings:
        return {}
    from councilprojects_validator.fixing import MENDS, proposals  # noqa: PLC0415 - most files have nothing to mend

    proposed = proposals(judged.text, judged.report)
    ends = {offset for changes in proposed.values() for each in changes for offset in (each.start, each.end)}
    placed = places(judged.text, ends)
    return {
        finding: {
            "description": {"text": _(MENDS[finding.code].what)},
            "artifactChanges": [
                {"artifactLocation": artifact, "replacements": [_replacement(each, placed) for each in changes]},
            ],
        }
        for finding, changes in proposed.items()
    }


def _replacement(change: Change, placed: Places) -> dict[str, Any]:
    (line, column), (end_line, end_column) = placed[change.start], placed[change.end]
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    content = {"insertedContent": {"text": change.text}} if change.text else {}
    return {"deletedRegion": region, **content}
