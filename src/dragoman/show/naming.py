"""Whom the words of an object's participants name: what every view says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.model import Actor, Participant


@dataclass(frozen=True, slots=True)
class Naming:
    """The words as written, the names of those who bear another, and the codes of all, each once."""

    name: str
    others: tuple[str, ...]
    codes: tuple[str, ...]


def name_participants(named: Sequence[Participant], actors: Mapping[str, Actor]) -> Naming:
    """Participants whom the same words name are told together: "diplomats of A and B" are two, with both codes; of "the three countries" the members are told, with theirs."""
    name = named[0].name
    meant = [actor for person in named if (actor := actors.get(person.actor_id or ""))]
    known = [one for actor in meant for one in _members(actor, actors)]
    others = dict.fromkeys(actor.name for actor in known if actor.name.casefold() != name.casefold())
    return Naming(name, tuple(others), tuple(dict.fromkeys(actor.code for actor in known if actor.code)))


def _members(actor: Actor, actors: Mapping[str, Actor]) -> list[Actor]:
    """Those whom a collective stands for, where the report settles them; else the actor itself."""
    return [actors[member] for member in actor.members if member in actors] or [actor]
