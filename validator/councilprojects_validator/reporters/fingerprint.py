"""A name for each finding that stays the same while lines move: by it a CI service knows what is new.

Made of the file, the record's id (or its place, where it has none), the code and the place inside the record; of two
findings alike in all of these the second is numbered.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from councilprojects_validator.reporters.records import record_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.diagnostics import Finding


def fingerprints(name: str, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield one fingerprint for each finding, in their order; no two are the same."""
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        whole = record_pointer(finding)
        identity = (name, finding.record_id or whole, finding.code, finding.pointer[len(whole) :], finding.field or "")
        seen[identity] += 1
        parts = (*identity, str(seen[identity]))
        yield hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
