"""A file with room for one more member in its project: what the mends are tried on."""

from __future__ import annotations

from datetime import date

from councilprojects_validator.fixing import Fixed, fix

TODAY = date(2026, 11, 20)
FILE = """{
  "councilProjects": "1.0",
  "publisher": {
    "name": "Ambridge Borough Council",
    "url": "https://www.ambridge.example/",
    "contact": {"email": "digital@ambridge.example"}
  },
  "projects": [
    {
      "id": "missed-bins",
      "title": "Report a missed bin",
      "summary": "Residents report a missed collection online and see when the crew will return.",
      "reviewed": "2026-10-12"%s
    }
  ]
}
"""


def mended(content: str) -> Fixed:
    return fix(content.encode(), name="projects.json", today=TODAY)
