"""What a page says of one project, one council or one file: all that its record says, in its language."""

from __future__ import annotations

import re

import pytest
from read_pages import text_of

from councilprojects_aggregator.model import Files

FIELDS = {
    "title": "Report a missed bin",
    "title.cy": "Rhoi gwybod am fin a fethwyd",
    "summary": "Residents report a missed collection online",
    "summary.cy": "Mae trigolion yn rhoi gwybod ar-lein",
    "description": "Crews see missed bins in the cab.",
    "reviewed": "Confirmed 12 October 2026",
    "reviewBy": "Next review by 12 January 2027",
    "url": "The project's own page",
    "url.cy": "Tudalen Gymraeg",
    "contact": "Digital team / Tîm digidol digital@marlowe.example Contact page",
    "problem": "A third of all calls",
    "users": "Crews",
    "phase": "Beta",
    "phase meaning": "real users",
    "status": "Active",
    "status meaning": "Somebody works on it now",
    "phases": "Discovery January 2025 to March 2025 Worth doing.",
    "phases.estimated": "February 2026 to 2027 (forecast)",
    "start": "from January 2025 (what is still to come is a forecast)",
    "services": "Crew app",
    "services.channels": "Web April 2025 to March 2026 8,140 Forms sent.",
    "services.channels.share": "37.5%",
    "topics": "In-cab devices",
    "areas": "London Borough of Camden",
    "department": "Street scene",
    "lead": "Marlowe Vale Council (marlowe.example) Lead",
    "partners": "Adopter (Active) Their record of it from January 2026",
    "alsoListedAt": "elsewhere.example/projects.json#bins",
    "basedOn": "Based on Biniau",
    "openTo": "Talking Sharing",
    "offers": "Code Open until 31 March 2027 Our code.",
    "offers closed": "Networking Closed on 20 November 2026",
    "wants": "Skills Open until 31 December 2026 A developer.",
    "outputs": "Interviews (a.example) User research Open Government Licence v3.0 March 2025",
    "outputs.licence": "licences.example/own",
    "repositories": "github.example/bins – MIT – publiccode.yml",
    "technologies": "RoundsWise – Rounds · rounds.example",
    "standards": "BS 7666",
    "deployments": "Bro Helyg , from 2026 – see it",
    "contracts": "1 July 2022 to 30 June 2028 can be extended to 30 June 2030 £120,000",
    "contracts.framework": "G-Cloud 13",
    "contracts.ocid": "ocds-b5fd17-1",
    "budget": "£50,000 to £100,000",
    "funding": "MHCLG Local Digital Fund 4 (Discovery) Source (a.example) £100,000 £80,000.50 Awarded January 2025",
    "benefits": "Fewer calls 20,000 GBP (each year) -5.5 GBP (each year) Evidence",
    "lessons": "Ride along first. (February 2025)",
    "updates": "1 May 2026 All depots.",
    "updatesFeed": "The project's own feed of updates",
    "links": "Chat (chat.example) – Chat , 1 June 2026",
    "assessments": "planned for February 2027",
    "collaboration": "Shared goal The same problem.",
    "licence": "Open Government Licence v3.0",
    "iri": "https://www.marlowe.example/projects.json#missed-bins",
    "first seen": "30 October 2026",
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_project_page_shows_every_field(site: Files, field: str) -> None:
    text = re.sub(r" ([,)])", r"\1", text_of(site, "projects/marlowe/missed-bins/index.html"))

    assert re.sub(r" ([,)])", r"\1", FIELDS[field]).replace("( ", "(") in text.replace("( ", "(")


def test_welsh_is_marked_as_welsh(site: Files) -> None:
    page = site["projects/marlowe/missed-bins/index.html"].decode()

    assert '<p class="govuk-heading-m" lang="cy"><bdi>Rhoi gwybod am fin a fethwyd</bdi></p>' in page
    assert '<bdi lang="cy">Biniau</bdi>' in site["projects/bro/biniau/index.html"].decode()


def test_a_compiled_record_shown_from_an_earlier_copy_says_both(site: Files) -> None:
    text = text_of(site, "projects/bro/biniau/index.html")

    assert "Compiled by Cofnod from public sources; not the council's own publication." in text
    assert "news.example , read on 1 September 2026" in text
    assert "Shown from the copy of 30 October 2026, because the file could not be read since 3 November 2026." in text


def test_a_council_without_projects_shows_what_it_says_itself(site: Files) -> None:
    text = text_of(site, "councils/thorne/index.html")

    for said in (
        "No projects listed yet.",
        "An hour a month.",
        "Research on bins.",
        "Declaration (a.example) , 2025",
        "Pledge",
        "How people use Waste",
        "RoundsWise",
        "until 2028",
        "Two people.",
        "Blog",
        "The organisation's own feed of updates",
    ):
        assert said in text


def test_a_council_page_is_a_portfolio_by_phase(site: Files) -> None:
    text = text_of(site, "councils/marlowe/index.html")

    assert text.index("Idea 1") < text.index("Stub") < text.index("Beta 1") < text.index("Report a missed bin Marlowe")
    assert "1 record is not shown, because it has a fault." in text
    assert "Verified: it is on the organisation's own website" in text
    assert "Nothing is asked for or offered in the organisation's own name yet." in text
    assert "Its projects want help Skills : Report a missed bin until 31 December 2026" in text
    assert "Its projects offer help Code : Report a missed bin until 31 March 2027" in text
    assert "A monthly call" not in text


def test_a_source_that_publishes_nothing_has_a_page_that_says_so(site: Files) -> None:
    assert "Not asked for yet." in text_of(site, "councils/silent/index.html")
    assert "councils/silent/" not in site["councils/index.html"].decode()


def test_a_source_on_trial_is_on_its_status_page_only(site: Files) -> None:
    assert "councils/trial/index.html" not in site
    assert "On trial, not shown" in text_of(site, "status/trial/index.html")
