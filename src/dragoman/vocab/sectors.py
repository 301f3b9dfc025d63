"""Sectors of actor codes by what their actors do. Comes in: `sectors.yaml`. Goes out: one typed, cached table."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields

from dragoman.vocab.sections import read_table, sets_of

# So many letters of an actor's code are its state's, and so many its sector's.
STATE_LETTERS = 3


def state_in(code: str) -> str:
    """The letters of an actor's code that say whose it is: a state's, or those of a class of its own ("IGO")."""
    return code[:STATE_LETTERS]


def sector_in(code: str) -> str:
    """The last three letters; of a code of three letters those."""
    return code[-STATE_LETTERS:]


@dataclass(frozen=True, slots=True)
class Sectors:
    """Three-letter sectors of CAMEO; the table says what each class is."""

    armed: frozenset[str]
    uniformed: frozenset[str]
    rebels: frozenset[str]
    many: frozenset[str]
    forces: frozenset[str]
    unarmed: frozenset[str]
    homebound: frozenset[str]
    officials: frozenset[str]
    private: frozenset[str]
    observers: frozenset[str]


@functools.cache
def load_sectors() -> Sectors:
    """The shipped table."""
    return Sectors(**sets_of(read_table("sectors.yaml").only(*(field.name for field in fields(Sectors)))))
