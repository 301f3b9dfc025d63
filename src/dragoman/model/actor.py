"""Actors: who does, says, meets, agrees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dragoman.model.evidence import Evidence, Gap, Provenance, Span

ActorKind = Literal[
    "state",
    "organ",
    "person",
    "armed-group",
    "party",
    "igo",
    "format",
    "publisher",
    "people",
    "organisation",
    "group",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of the report, all its mentions drawn together.

    `name` is the fullest form as written. `code` is the CAMEO actor code (`RUSGOV`), `country` ISO-3166 alpha-3, `sector` a
    CAMEO/PLOVER sector (GOV, MIL, REB, ...). `role` is the office as the text or table gives it ("Foreign Minister"),
    `affiliation` the state or body it is held in, both as of `on` (the report's day). `table_id` is the id in the table of
    known actors when the name was found there. A collective ("the sides") lists the ids of its `members`. `mentions` are all its places in the text.
    Unresolved stays unresolved: then `code` and `table_id` are None and a gap says why.
    """

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Span, ...]
    provenance: Provenance
    code: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    affiliation: str | None = None
    on: str | None = None
    table_id: str | None = None
    members: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in one object, by the words that name it there. `actor_id` is None when these words stay unresolved."""

    name: str
    span: Span
    actor_id: str | None
    role: str | None = None


def by_words(people: Iterable[Participant]) -> list[list[Participant]]:
    """The participants in order, those together whom the same words name: "diplomats of A and B" are two, "the minister" twice are two."""
    named: dict[tuple[str, Span], list[Participant]] = {}
    for person in people:
        named.setdefault((person.name, person.span), []).append(person)
    return list(named.values())
