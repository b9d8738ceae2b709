"""JSON for programs that may end on a terminal or in a build log: Welsh stays readable, nothing acts."""

from __future__ import annotations

import json
import re
from typing import Any

from councilprojects_validator.reporters.logs import in_json

ACTING = re.compile("[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")
"""What would act on a terminal and that `json.dumps` leaves as it is; it escapes C0 controls itself."""


def dump(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return in_json(ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)) + "\n"
