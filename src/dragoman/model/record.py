"""The record of one report: statements, events, meetings, formats, agreements, claims, the conflict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from dragoman.model.actor import Actor, Participant
from dragoman.model.evidence import Evidence, Gap, Provenance, Span
from dragoman.model.place import Place, PlaceMention
from dragoman.model.report import Report
from dragoman.model.time import Time, TimeMention

StatementKind = Literal["direct", "indirect", "mixed"]
Modality = Literal[
    "happened",
    "ongoing",
    "announced",
    "offered",
    "demanded",
    "threatened",
    "denied",
    "conditional",
    "hypothetical",
]
MODALITIES: tuple[Modality, ...] = get_args(Modality)
Standing = Literal["news", "background"]
ClaimStatus = Literal[
    "agreed", "reaffirmed", "being-implemented", "implemented", "not-implemented", "violated", "rejected"
]
AgreementKind = Literal[
    "ceasefire",
    "resolution",
    "statement",
    "measures",
    "treaty",
    "agreement",
    "plan",
    "protocol",
    "truce",
    "exchange",
]


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, to whom, where and when.

    `content` may be several spans; `insertions` are editorial words inside it. `parent_id` is the statement it is nested in.
    `repeats` are further places of the same statement (the headline that says it first).
    """

    id: str
    kind: StatementKind
    source: tuple[Participant, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    provenance: Provenance
    standing: Standing = "news"
    addressee: tuple[Participant, ...] = ()
    venue: str | None = None
    place: Place | None = None
    day: Time | None = None
    parent_id: str | None = None
    insertions: tuple[Span, ...] = ()
    repeats: tuple[Span, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom.

    `cameo` has two digits when the text supports only the root. `voice` is `publisher` or the id of the statement the event is inside.
    `goldstein_table` names the table of `goldstein`. `trigger` is the word or words that name the deed. Further `tellings` of the same event in
    the report are further evidence, not further events.
    """

    id: str
    cameo: str
    label: str
    plover: str | None
    mode: str | None
    contexts: tuple[str, ...]
    quad: int
    goldstein: float | None
    goldstein_table: str
    sources: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    trigger: Span
    modality: Modality
    standing: Standing
    voice: str
    provenance: Provenance
    time: Time | None = None
    place: Place | None = None
    tellings: tuple[Span, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """An encounter of actors; `format_id` is the standing channel it took place in, if the text says so."""

    id: str
    participants: tuple[Participant, ...]
    trigger: Span
    modality: Modality
    standing: Standing
    provenance: Provenance
    format_id: str | None = None
    place: Place | None = None
    day: Time | None = None
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A standing negotiation channel."""

    id: str
    name: str
    mentions: tuple[Span, ...]
    provenance: Provenance
    members: tuple[Participant, ...] = ()
    mediators: tuple[Participant, ...] = ()
    table_id: str | None = None
    conflict_id: str | None = None
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Something concluded, ordered or proposed; `count` when the text gives a number ("four resolutions")."""

    id: str
    name: str
    kind: AgreementKind
    mentions: tuple[Span, ...]
    provenance: Provenance
    parties: tuple[Participant, ...] = ()
    time: Time | None = None
    count: int | None = None
    standing: Standing = "news"
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's assertion about an agreement's state; never the tool's own verdict.

    `claimant` is `publisher` for the outlet's own voice or the id of the statement that carries it; `about` is about whom.
    """

    id: str
    claimant: str
    status: ClaimStatus
    span: Span
    provenance: Provenance
    agreement_id: str | None = None
    claimant_actors: tuple[Participant, ...] = ()
    about: tuple[Participant, ...] = ()
    day: Time | None = None
    standing: Standing = "news"
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """The matter itself."""

    id: str
    names: tuple[str, ...]
    mentions: tuple[Span, ...]
    provenance: Provenance
    parties: tuple[Participant, ...] = ()
    mediators: tuple[Participant, ...] = ()
    format_ids: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    table_id: str | None = None
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What made a record: Dragoman's version, every component's id and version, the policy tables in use; `id` is their hash."""

    id: str
    version: str
    components: tuple[str, ...]
    policies: tuple[str, ...] = ()


# The fields of a record that hold what was coded, each object with its provenance.
OBJECT_KINDS = ("statements", "events", "meetings", "formats", "agreements", "claims", "conflicts")


@dataclass(frozen=True, slots=True)
class Record:
    """The whole coded record of one report."""

    report: Report
    run: Run
    background: tuple[Span, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    formats: tuple[Format, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    gaps: tuple[Gap, ...] = ()
