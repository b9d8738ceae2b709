"""What the councils of `site_catalogue` publish, and what the validator found in it."""

from __future__ import annotations

from councilprojects_validator.diagnostics import Finding, Severity

BOTH = {"name": {"en": "Digital team", "cy": "Tîm digidol"}, "email": "digital@marlowe.example"}

EVERYTHING = {
    "id": "missed-bins",
    "title": {"en": "Report a missed bin", "cy": "Rhoi gwybod am fin a fethwyd"},
    "summary": {
        "en": "Residents report a missed collection online and see when the crew will return.",
        "cy": "Mae trigolion yn rhoi gwybod ar-lein am gasgliad a fethwyd.",
    },
    "description": "# What we do\n\nCrews see **missed** bins in the cab.\n\n### Why\n\n- fewer calls\n- [more](https://a.example/)",
    "reviewed": "2026-10-12",
    "reviewBy": "2027-01-12",
    "url": {"en": "https://www.marlowe.example/bins", "cy": "https://www.marlowe.example/cy/biniau"},
    "contact": BOTH | {"url": {"en": "https://www.marlowe.example/contact"}},
    "problem": "A third of all calls are about missed bins.",
    "users": ["Residents", "Crews"],
    "phase": "beta",
    "status": "active",
    "phases": [
        {"phase": "discovery", "start": "2025-01", "end": "2025-03", "result": "Worth doing."},
        {
            "phase": "beta",
            "start": "2026-02",
            "end": "2027",
            "estimated": True,
            "url": "https://www.marlowe.example/beta",
        },
    ],
    "start": "2025-01",
    "estimated": True,
    "services": [
        {
            "lgsl": 524,
            "channels": [
                {"channel": "web", "start": "2025-04", "end": "2026-03", "volume": 8140, "definition": "Forms sent."},
                {"channel": "phone", "start": "2025-04", "end": "2026-03", "share": 0.375, "url": "https://a.example/"},
            ],
        },
        {"name": "Crew app"},
        {"uri": "https://services.example/id/7"},
    ],
    "topics": ["addresses and gazetteers", "In-cab devices"],
    "areas": ["E09000007"],
    "department": "Street scene",
    "lead": {"name": "Marlowe Vale Council", "url": "https://www.marlowe.example/"},
    "partners": [
        {
            "name": "Bro Helyg",
            "role": "adopter",
            "status": "active",
            "start": "2026-01",
            "project": "https://www.bro.example/projects.json#biniau",
        },
        {"name": "Kestrel Ltd", "url": "https://kestrel.example/"},
    ],
    "alsoListedAt": ["https://elsewhere.example/projects.json#bins"],
    "basedOn": ["https://www.bro.example/projects.json#biniau"],
    "openTo": ["talking", "sharing"],
    "offers": [
        {
            "type": "resource-sharing",
            "resource": "code",
            "description": "Our code.",
            "until": "2027-03-31",
            "url": "https://a.example/",
        },
        {"type": "networking", "description": "A monthly call.", "until": "2026-11-20"},
    ],
    "wants": [
        {
            "type": "delivery",
            "resource": "skills",
            "description": "A developer.",
            "until": "2026-12-31",
            "contact": BOTH,
        }
    ],
    "outputs": [
        {
            "type": "user-research",
            "title": "Interviews",
            "url": "https://a.example/r",
            "licence": "OGL-UK-3.0",
            "date": "2025-03",
        },
        {"type": "dpia", "title": "Privacy", "licence": "https://licences.example/own"},
        {"type": "api", "title": "API", "licence": "MIT"},
    ],
    "repositories": [
        {"url": "https://github.example/bins", "licence": "MIT", "publiccode": "https://github.example/publiccode.yml"}
    ],
    "technologies": [
        {"name": "RoundsWise", "role": "Rounds", "uri": "https://rounds.example/"},
        {"name": "PostgreSQL"},
    ],
    "standards": [{"name": "BS 7666", "uri": "https://bs.example/"}, {"name": "SAVVI"}],
    "deployments": [{"organisation": {"name": "Bro Helyg"}, "url": "https://www.bro.example/biniau", "start": "2026"}],
    "contracts": [
        {
            "title": "Rounds",
            "system": "RoundsWise",
            "supplier": {"name": "Kestrel Ltd"},
            "status": "active",
            "start": "2022-07-01",
            "end": "2028-06-30",
            "extensionEnd": "2030-06-30",
            "framework": "G-Cloud 13",
            "value": 120000,
            "url": "https://contracts.example/1",
            "ocid": "ocds-b5fd17-1",
        },
        {"system": "Bare"},
    ],
    "budget": {"band": "50k-100k", "url": "https://a.example/budget"},
    "funding": [
        {
            "funder": {"name": "MHCLG"},
            "programme": "Local Digital Fund",
            "round": "4",
            "requested": 100000,
            "awarded": 80000.5,
            "date": "2025-01",
            "phase": "discovery",
            "outcome": "awarded",
            "url": "https://a.example/fund",
        },
        {"funder": {"name": "Own money"}},
    ],
    "benefits": [
        {
            "type": "cashable",
            "description": "Fewer calls",
            "estimate": 20000,
            "actual": -5.5,
            "unit": "GBP",
            "per": "year",
            "evidence": "https://a.example/e",
        },
        {"type": "quality"},
    ],
    "lessons": [{"text": "Ride along first.", "url": "https://a.example/l", "date": "2025-02"}, {"text": "Ask crews."}],
    "updates": [
        {"date": "2026-03-01", "text": "Crews use it."},
        {"date": "2026-05-01", "text": "All depots.", "url": "https://a.example/u"},
    ],
    "updatesFeed": "https://www.marlowe.example/feed.xml",
    "links": [{"label": "Chat", "url": "https://chat.example/", "type": "chat", "date": "2026-06-01"}],
    "assessments": [
        {"standard": "service-standard", "date": "2027-02", "by": "peer", "url": "https://a.example/a"},
        {"standard": "https://standard.example/", "result": "Met"},
    ],
    "collaboration": {"goal": "The same problem.", "culture": "Open."},
}

HOSTILE = {
    "id": "attack",
    "title": "<script>alert('title')</script>",
    "summary": "<img src=x onerror=alert(1)> {{ 7 * 7 }} \u202egnp.exe\u2066 \x00\x07 \ud800 " + "Wort" * 1250,
    "description": (
        "<script>alert(1)</script> [run](javascript:alert(1)) [data](data:text/html,x) [here](../../) "
        "![pic](https://evil.example/p.png) <https://evil.example/> <style>body{display:none}</style>\n\n"
        "[a]: javascript:alert(1)\n\n[a]\n\n" + 5000 * "x"
    ),
    "reviewed": "2026-10-12",
    "url": "javascript:alert(document.domain)",
    "contact": {
        "name": '"><b>',
        "email": 'a@b.example?bcc="><script>',
        "url": "data:text/html,<script>alert(1)</script>",
    },
    "phase": 'sunset-"><i>',
    "status": "active",
    "topics": ['"><script>alert(2)</script>', "日本語", "L" * 5000],
    "partners": [{"name": "W" * 5000, "url": "https://user:secret@evil.example/", "project": "javascript:alert(3)"}],
    "outputs": [{"type": "video", "title": "O" * 5000, "url": "http://a\u2100b.example/"}],
    "wants": [{"type": "networking", "description": "N" * 5000}],
    "related": ["https://[", "\\\\evil.example\\x"],
    "updates": [{"date": "not a date", "text": {"zz-x-private": "\u202e"}}],
    "services": [{"lgsl": 999999}],
    "areas": ["E99999999"],
    "technologies": [{"name": "</script><svg onload=alert(4)>"}],
}

MARLOWE = {
    "councilProjects": "1.0",
    "licence": "OGL-UK-3.0",
    "publisher": {
        "name": "Marlowe Vale Council",
        "url": "https://www.marlowe.example/",
        "type": "unitary",
        "contact": BOTH,
        "memberOf": [{"name": "Vale Partnership"}],
        "members": [{"name": "Joint team"}],
    },
    "projects": [
        EVERYTHING,
        {
            "id": "stub",
            "title": "Stub",
            "summary": "As little as one can say.",
            "reviewed": "2024-01-05",
            "phase": "idea",
        },
    ],
}
BRO = {
    "councilProjects": "1.0",
    "language": "cy",
    "compiledBy": {"name": "Cofnod", "url": "https://cofnod.example/"},
    "publisher": {"name": {"cy": "Cyngor Bro Helyg", "en": "Bro Helyg Council"}, "url": "https://www.bro.example/"},
    "projects": [
        {
            "id": "biniau",
            "title": "Biniau",
            "summary": "Rhoi gwybod am finiau.",
            "reviewed": "2026-09-01",
            "phase": "alpha",
            "status": "completed",
            "compiledFrom": [{"url": "https://news.example/biniau", "retrieved": "2026-09-01"}],
        }
    ],
}
THORNE = {
    "councilProjects": "1.0",
    "publisher": {
        "name": "Thornmere Council",
        "url": "https://www.thorne.example/",
        "offers": [{"type": "knowledge-sharing", "resource": "mentoring", "description": "An hour a month."}],
        "wants": [{"type": "knowledge-sharing", "resource": "research", "description": "Research on bins."}],
        "services": [
            {"name": "Waste", "channels": [{"channel": "web", "start": "2025", "end": "2025", "volume": 12}]},
            {"lgsl": 524},
        ],
        "technologies": [{"name": "RoundsWise"}],
        "contracts": [{"title": "Rounds", "end": "2028"}],
        "commitments": [{"name": "Declaration", "date": "2025", "url": "https://a.example/d"}, {"name": "Pledge"}],
        "collaboration": {"capability": "Two people."},
        "links": [{"label": "Blog", "url": "https://blog.example/"}],
        "updatesFeed": "https://www.thorne.example/feed",
    },
    "projects": [],
}
TRICKSTER = {
    "councilProjects": "1.0",
    "licence": "javascript:alert(5)",
    "publisher": {"name": "T" * 5000 + "<script>", "url": "https://www.trickster.example/"},
    "projects": [HOSTILE],
}

FINDINGS = (
    Finding(
        "end-before-start",
        Severity.ERROR,
        "The end (2025) is before the start (2026).",
        "/projects/2/end",
        "project “X” › end",
        line=12,
        column=14,
    ),
    Finding(
        "unknown-key",
        Severity.WARNING,
        "“licence ” is no field.",
        "/licence ",
        "",
        suggestion="licence",
        line=3,
        column=5,
    ),
    Finding("empty", Severity.INFO, "<b>Nothing</b> to read.", "", ""),
)
