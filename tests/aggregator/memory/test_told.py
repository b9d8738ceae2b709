"""A web team hears of each kind of trouble once, of its end once, and nothing every night."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.memory.history import history_files, restore
from councilprojects_aggregator.memory.step import HELD
from councilprojects_aggregator.memory.store import Store
from councilprojects_aggregator.memory.told import (
    CAUSES,
    MOST_TOLD,
    Cause,
    cause_of,
    open_notices,
    tell,
    trouble_since,
)
from councilprojects_aggregator.model import (
    Attempt,
    GoodCopy,
    Health,
    Held,
    Notice,
    Publication,
    Record,
    Refusal,
    Source,
    State,
)
from councilprojects_validator.diagnostics import Finding, Severity
from councilprojects_validator.hosting.served import Certificate
from councilprojects_validator.report import Acceptance, Kind, Outcome, Report, SetAside

START = datetime(2026, 11, 21, 6, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://www.ambridge.example/projects.json"
COPY = GoodCopy(b"{}", "0" * 64, START, START, URL, ())


class Council:
    """A source that is asked once a day; `goes` says what came of it, and gives what its web team is told."""

    def __init__(self) -> None:
        self.now = START
        self.fails = 0
        self.certificate: Certificate | None = None
        self.publication = Publication(
            Source("ambridge", "Ambridge", URL), Record("ambridge", URL, good=COPY), Health.CURRENT, verified=True
        )

    def goes(self, outcome: str = "fetched", *, health: Health = Health.CURRENT, **changes: object) -> Notice | None:
        self.now += DAY
        well = outcome in {"fetched", HELD}
        self.fails = 0 if well else self.fails + 1
        record = replace(
            self.publication.record,
            attempt=Attempt(
                self.now,
                outcome,
                503 if outcome == "http-503" else None,
                "a detail",
                fails=self.fails,
                certificate=self.certificate if well else None,
            ),
            held=Held(("a",), 1, self.now) if outcome == HELD else None,
        )
        publication = replace(self.publication, record=record, health=health, **changes)  # type: ignore[arg-type]
        after, told = tell({"ambridge": publication}, self.now)
        self.publication = after["ambridge"]
        assert set(told) <= {"ambridge"}
        return told.get("ambridge")

    def causes(self, outcomes: Iterable[str]) -> list[str | None]:
        return [notice.cause if (notice := self.goes(outcome)) else None for outcome in outcomes]


@pytest.fixture
def council() -> Council:
    return Council()


def report(*codes: str) -> Report:
    findings = (
        *(Finding(code, Severity.ERROR, "A fault.", "", "") for code in codes),
        Finding("stale", Severity.WARNING, "Old.", "", ""),
    )
    return Report("x", Kind.PROJECTS, Outcome.INVALID, findings, Acceptance(None))


def test_a_trouble_is_told_once_and_its_end_once(council: Council) -> None:
    assert council.causes(["fetched", "http-503", "http-503", "http-503", "fetched", "fetched"]) == [
        *(None, "server", None, None, "over", None),
    ]


def test_a_certificate_that_is_about_to_end_is_told_once_and_that_it_was_renewed(council: Council) -> None:
    """Also between other troubles, and to whoever has parts left out for good."""
    council.certificate = Certificate(START - 300 * DAY, START + 5 * DAY)
    parts = (SetAside(("projects", 0, "end"), ("end-before-start",)),)
    assert council.goes("http-503") is not None
    first, second, third = (council.goes(set_aside=parts) for _ in range(3))
    assert first is not None
    assert second is not None
    assert (first.cause, second.cause, third) == ("parts", "certificate-ends", None)
    assert (second.detail, second.outcome) == ("2026-11-26", None)
    council.certificate = Certificate(START, START + 300 * DAY)
    over = council.goes(set_aside=())
    assert over is not None
    assert (over.cause, over.ends[1:]) == ("over", (first.id, second.id))
    assert council.goes() is None


def test_a_certificate_that_did_end_is_another_trouble(council: Council) -> None:
    council.certificate = Certificate(START - 300 * DAY, START + 2 * DAY)
    assert council.causes(["fetched", "fetched", "tls-expired", "tls-expired"]) == [
        *("certificate-ends", None, "certificate", None),
    ]
    assert [notice.cause for notice in open_notices(council.publication.record)] == ["certificate-ends", "certificate"]


def test_a_notice_says_what_happened_and_recovery_says_what_it_ends(council: Council) -> None:
    began = council.goes("http-503")
    over = council.goes()
    assert began is not None
    assert over is not None
    assert began == Notice(
        id=began.id,
        published=START + DAY,
        cause="server",
        since=START + DAY,
        outcome="http-503",
        status=503,
        detail="a detail",
    )
    assert (over.cause, over.since, over.ends) == ("over", began.since, (began.id,))
    assert began.id.startswith("urn:uuid:")
    assert began.id != over.id


def test_every_kind_of_trouble_is_told_once_until_all_is_over(council: Council) -> None:
    outcomes = ["http-503", "tls-expired", "http-502", "tls-wrong-name", "http-404", "fetched", "fetched"]
    assert council.causes(outcomes) == ["server", "certificate", None, None, "not-found", "over", None]
    assert len(council.publication.record.told[-1].ends) == 3


def test_a_trouble_has_begun_when_the_copy_went_stale(council: Council) -> None:
    stale = replace(council.publication.record, stale_since=START - 9 * DAY)
    council.publication = replace(council.publication, record=stale)
    notice = council.goes("http-404")
    assert notice is not None
    assert notice.since == START - 9 * DAY
    assert trouble_since(council.publication.record) == START - 9 * DAY


def test_a_server_that_fails_every_other_night_is_not_told_every_other_night(council: Council) -> None:
    assert council.causes(["http-503", "fetched"] * 4) == ["server", "over", *[None] * 6]


def test_but_it_is_told_when_it_lasts(council: Council) -> None:
    assert council.causes(["http-503", "fetched", "http-503", "http-503", "fetched"]) == [
        *("server", "over", None, "server", "over"),
    ]


def test_another_trouble_soon_after_is_told_at_once(council: Council) -> None:
    assert council.causes(["http-503", "fetched", "http-404"]) == ["server", "over", "not-found"]


def test_the_same_trouble_weeks_later_is_told_at_once(council: Council) -> None:
    assert council.causes(["http-503", "fetched", *["fetched"] * 7, "http-503"])[-1] == "server"


def test_a_held_drop_is_told(council: Council) -> None:
    notice = council.goes(HELD, health=Health.HELD)
    assert notice is not None
    assert (notice.cause, notice.outcome, notice.since) == ("held", "held", council.now)
    assert council.causes([HELD, "fetched"]) == [None, "over"]


def test_parts_that_are_left_out_are_told_by_their_codes(council: Council) -> None:
    aside = (
        SetAside(("projects", 0), ("not-a-url",), "bins"),
        SetAside(("projects", 1), ("missing-field", "not-a-url")),
    )
    notice = council.goes(health=Health.PARTIAL, set_aside=aside)
    assert notice is not None
    assert (notice.cause, notice.findings) == ("parts", ("missing-field", "not-a-url"))
    assert council.goes(health=Health.PARTIAL, set_aside=aside) is None
    over = council.goes(set_aside=())
    assert over is not None
    assert over.cause == "over"


def test_a_refused_file_is_told_by_the_codes_of_its_errors_and_quotes_nothing(council: Council) -> None:
    notice = council.goes("invalid", health=Health.STALE, report=report("missing-field", "enum", "enum"))
    assert notice is not None
    assert (notice.cause, notice.findings, notice.detail) == ("file", ("enum", "missing-field"), "")


def test_a_file_that_was_never_judged_has_no_findings(council: Council) -> None:
    notice = council.goes(Code.TOO_BIG)
    assert notice is not None
    assert (notice.cause, notice.findings) == ("file", ())


def test_a_copy_that_the_registry_no_longer_allows_is_told(council: Council) -> None:
    notice = council.goes(health=Health.REFUSED)
    assert notice is not None
    assert notice.cause == "owner"


def test_our_own_fault_is_nobodys_trouble_and_ends_none(council: Council) -> None:
    assert council.causes(["internal-error", "http-404", "internal-error", "fetched"]) == [
        *(None, "not-found", None, "over"),
    ]


@pytest.mark.parametrize("health", [Health.ENDED, Health.SUPERSEDED])
def test_nobody_is_told_of_a_file_that_is_not_wanted(council: Council, health: Health) -> None:
    assert council.goes("http-404", health=health) is None


def test_who_was_never_asked_is_told_nothing(council: Council) -> None:
    after, told = tell({"ambridge": council.publication}, START)
    assert told == {}
    assert after == {"ambridge": council.publication}


def test_a_file_on_trial_is_told_of_like_any_other(council: Council) -> None:
    notice = council.goes("http-404", health=Health.PREVIEW)
    assert notice is not None
    assert notice.cause == "not-found"


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [
        ("tls-untrusted", Cause.CERTIFICATE),
        ("http-403", Cause.STOPPED),
        ("http-429", Cause.STOPPED),
        ("http-404", Cause.NOT_FOUND),
        ("http-999", Cause.SERVER),
        ("dns-failure", Cause.ADDRESS),
        ("robots-disallowed", Cause.STOPPED),
        ("too-big", Cause.FILE),
        ("host-not-allowed", Cause.OWNER),
        ("internal-error", None),
    ],
)
def test_who_has_to_do_what(outcome: str, cause: Cause | None) -> None:
    assert cause_of(outcome) == cause


def test_every_refusal_has_its_cause() -> None:
    assert set(Refusal) <= set(CAUSES)


def test_what_was_told_stays_bounded(council: Council) -> None:
    for _ in range(MOST_TOLD):
        council.causes(["http-503", "fetched", *["fetched"] * 8])
    assert len(council.publication.record.told) == MOST_TOLD
    assert open_notices(council.publication.record) == ()


def test_what_was_told_is_in_the_state_and_in_the_output(council: Council, tmp_path: Path) -> None:
    council.causes(["http-503", "fetched", "tls-expired"])
    record = council.publication.record
    with Store.open(tmp_path / "state") as store:
        store.save(State(START, {"ambridge": record}))
    with Store.open(tmp_path / "state") as store:
        loaded = store.load()
    assert loaded is not None
    assert loaded.records["ambridge"].told == record.told
    unread = replace(record, good=None, attempt=None)
    for published in ({"ambridge"}, set()):
        restored = restore(history_files(State(START, {"ambridge": unread}), published).get)
        assert restored.records["ambridge"].told == record.told


def test_a_restored_state_tells_nothing_twice(council: Council) -> None:
    council.goes("http-503")
    council.publication = replace(council.publication, record=replace(council.publication.record, attempt=None))
    assert tell({"ambridge": council.publication}, council.now)[1] == {}
    assert council.causes(["http-503", "fetched"]) == [None, "over"]
