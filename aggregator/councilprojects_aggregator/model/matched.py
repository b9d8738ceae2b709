"""What the `match` stage works out: who would want to know of whose work, and why. Nothing here does work.

All of it is the aggregator's own word, never said in a publisher's name. Projects and publishers are named by their
IRI, offers and wants by their key as well (`keys.item_key`): whoever shows a match looks its text up, so that what a
publisher removes is gone from every match at once. Why two belong together is a `Reason`, a value; it becomes a
sentence where it is shown (`matching.reasons.sentence`), in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias


class Because(StrEnum):
    """What two records have in common. The comment says what `Reason.items` then holds."""

    SERVICES = "services"
    """Local government services that both declare: LGSL numbers as text, or addresses."""
    TOPICS = "topics"
    """Topics that both declare: codes of `topics.csv`, else as the first of the two writes them."""
    SUBJECTS = "subjects"
    """Subjects that both write of, each perhaps in other words: codes of `matching/synonyms.csv`."""
    WORDS = "words"
    """Words that both use, as the first of the two writes them."""
    TITLE = "title"
    """Both have nearly the same title; no items."""
    PARTNERS = "partners"
    """The publishers name each other, or the same others, as partners: their names."""
    REPOSITORY = "repository"
    """Both name this repository: its address."""
    LISTED = "listed"
    """One says that the other is the same work (`alsoListedAt`, `partners[].project`); no items."""
    BASED_ON = "based-on"
    """One says that it is built on the other (`basedOn`), or on its repository; no items."""
    RESOURCE = "resource"
    """Both are about the same kind of help: a code of `resource.csv`."""
    SYSTEM = "system"
    """The same product: its name."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that two records have in common, or one says of the other."""

    because: Because
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Similar:
    """Another council's project on the same subject: worth a look."""

    project: str
    """IRI of the project on whose page it is shown."""
    other: str
    score: int
    """Thousandths, up to 1000: how much they have in common. For order alone, never shown."""
    reasons: tuple[Reason, ...]
    """The strongest first; at least one."""


@dataclass(frozen=True, slots=True)
class SameWork:
    """Two records, of two publishers, of one and the same work; `project` sorts before `other`."""

    project: str
    other: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class BuiltOn:
    """A project that says it is built on another publisher's."""

    project: str
    """The one that was built on the other."""
    other: str
    """What it is built on."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """An offer or a want that is open today, by who says it."""

    source_id: str
    iri: str
    """Of the project; of the publisher where it speaks for itself."""
    key: str
    """`keys.item_key` of the item in normal form."""
    until: str | None = None
    """The last day that it is open, if it has one."""


@dataclass(frozen=True, slots=True)
class WantMet:
    """A want of one publisher that an offer of another may meet."""

    want: Opening
    offer: Opening
    score: int
    reasons: tuple[Reason, ...]
    until: str | None
    """The last day on which both are open; None if neither has an end."""


@dataclass(frozen=True, slots=True)
class AlikeWants:
    """Two publishers who want the same thing: they might meet. `one` sorts before `other`."""

    one: Opening
    other: Opening
    score: int
    reasons: tuple[Reason, ...]
    until: str | None
    """The last day on which both are open; None if neither has an end."""


@dataclass(frozen=True, slots=True)
class ContractEnd:
    """A contract that runs, and the day on which it ends, extensions left out."""

    source_id: str
    iri: str
    """Of the project; of the publisher where the contract is its own."""
    key: str
    """`keys.item_key` of the contract in normal form."""
    end: date
    """The last day; of a partial date the last that it can mean."""


@dataclass(frozen=True, slots=True)
class EndsSoon:
    """A contract that ends within a year: told once, by the day of its end."""

    id: str
    """A urn:uuid:, the same in every run, for ever."""
    since: datetime
    """When a run first found it; never changed afterwards."""
    contract: ContractEnd


@dataclass(frozen=True, slots=True)
class ContractsNear:
    """Contracts of two publishers or more, for the same system, that end near each other: they might buy together."""

    system: str
    """The product's name as most of them write it."""
    supplier: str
    """As most of them write it; empty if nobody names one."""
    contracts: tuple[ContractEnd, ...]
    """By end, then source."""


@dataclass(frozen=True, slots=True)
class TechnologyUse:
    """Somebody who says that they run a technology."""

    source_id: str
    iri: str
    """Of the project that names it; of the publisher where it speaks for itself."""


@dataclass(frozen=True, slots=True)
class SameTechnology:
    """A technology that two publishers or more run."""

    key: str
    """Its name without case, spaces and signs: what is the same for all spellings."""
    name: str
    """As most of them write it."""
    users: tuple[TechnologyUse, ...]
    """By source and IRI."""


@dataclass(frozen=True, slots=True)
class Partnership:
    """A project that names another publisher here as its partner."""

    project: str
    partner: str
    """The partner's source id."""
    other: str | None
    """IRI of the partner's own record, if the project names one that is known here."""
    confirmed: bool
    """The partner's record names this project as well; else it is claimed by one side alone."""


Match: TypeAlias = Similar | SameWork | BuiltOn | WantMet | AlikeWants | ContractsNear


class Kind(StrEnum):
    """What an entry of “for you” is about."""

    SIMILAR = "similar"
    SAME_WORK = "same-work"
    BUILT_ON = "built-on"
    OFFER_FOR_YOUR_WANT = "offer-for-your-want"
    WANT_FOR_YOUR_OFFER = "want-for-your-offer"
    ALIKE_WANT = "alike-want"
    CONTRACTS = "contracts"


@dataclass(frozen=True, slots=True)
class ForYou:
    """One thing that a council should hear of, once."""

    id: str
    """A urn:uuid: of kind, council and the two records: the same in every run, for ever."""
    kind: Kind
    since: datetime
    """When a run first found it; never changed afterwards."""
    match: Match


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything that the stage works out, in an order that depends on IRIs and scores alone."""

    similar: Mapping[str, tuple[Similar, ...]] = field(default_factory=dict)
    """By the project's IRI, at most five each, the nearest first; a project without any is not in it."""
    same_work: tuple[SameWork, ...] = ()
    built_on: tuple[BuiltOn, ...] = ()
    wants_met: tuple[WantMet, ...] = ()
    """By want, the best offer first."""
    alike_wants: tuple[AlikeWants, ...] = ()
    contracts: tuple[ContractsNear, ...] = ()
    """Those that end first come first."""
    ending: tuple[EndsSoon, ...] = ()
    """The newest found first."""
    technologies: tuple[SameTechnology, ...] = ()
    """Those that most run come first."""
    partnerships: tuple[Partnership, ...] = ()
    for_you: Mapping[str, tuple[ForYou, ...]] = field(default_factory=dict)
    """By source id, the newest first; a council without any is not in it."""
