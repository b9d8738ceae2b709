"""The values that pass between the aggregator's stages, in the order in which they come to be.

registry → Source → fetch → FetchOutcome → step → Record → publication → Publication → merge → Catalogue → writers

Every time is an aware UTC `datetime`; every day is a `date` in Europe/London. Nothing here does work.
"""

from councilprojects_aggregator.model.asked import (
    Answer,
    FetchOutcome,
    Hop,
    Json,
    Lane,
    Refusal,
    Registry,
    Source,
    Texts,
)
from councilprojects_aggregator.model.known import Known, KnownItem
from councilprojects_aggregator.model.remembered import (
    Action,
    Attempt,
    Event,
    EventKind,
    GoodCopy,
    Held,
    Notice,
    ProjectHistory,
    Record,
    Retained,
    State,
)
from councilprojects_aggregator.model.shown import (
    Catalogue,
    Files,
    Health,
    Place,
    Project,
    Publication,
    Run,
)

__all__ = [
    "Action",
    "Answer",
    "Attempt",
    "Catalogue",
    "Event",
    "EventKind",
    "FetchOutcome",
    "Files",
    "GoodCopy",
    "Health",
    "Held",
    "Hop",
    "Json",
    "Known",
    "KnownItem",
    "Lane",
    "Notice",
    "Place",
    "Project",
    "ProjectHistory",
    "Publication",
    "Record",
    "Refusal",
    "Registry",
    "Retained",
    "Run",
    "Source",
    "State",
    "Texts",
]
