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
    """Participants whom the same words name are told together: "diplomats of A and B" are two, with both codes."""
    name = named[0].name
    known = [actor for person in named if (actor := actors.get(person.actor_id or ""))]
    others = dict.fromkeys(actor.name for actor in known if actor.name.casefold() != name.casefold())
    return Naming(name, tuple(others), tuple(dict.fromkeys(actor.code for actor in known if actor.code)))
