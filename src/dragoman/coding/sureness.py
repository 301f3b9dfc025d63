"""A record without what is less sure than a user asks for.

A record comes in; the same record goes out without the objects under a confidence, a gap saying how many of each kind were left out. What
something kept stands on (the statement around an event, the agreement of a claim) stays.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from dragoman.model import OBJECT_KINDS, Claim, Conflict, Event, Format, Gap, Meeting, Record, Statement


def keep_sure(record: Record, least: float) -> Record:
    """The record with the objects of at least this confidence and with those that they name."""
    if least <= 0:
        return record
    named: set[str] = set()
    kept = {kind: tuple(o for o in getattr(record, kind) if o.provenance.confidence >= least) for kind in OBJECT_KINDS}
    while new := {name for own in kept.values() for item in own for name in _names(item)} - named:
        named |= new
        kept = {
            kind: tuple(o for o in getattr(record, kind) if o.provenance.confidence >= least or o.id in named)
            for kind in OBJECT_KINDS
        }
    left_out = {kind: len(getattr(record, kind)) - len(kept[kind]) for kind in OBJECT_KINDS}
    gaps = [Gap(kind, f"{count} of confidence under {least:g} left out") for kind, count in left_out.items() if count]
    changes: dict[str, Any] = {**kept, "gaps": (*record.gaps, *gaps)}
    return dataclasses.replace(record, **changes)


def _names(item: object) -> Iterator[str]:
    """The ids of the objects that this one stands on."""
    match item:
        case Statement():
            names: tuple[str | None, ...] = (item.parent_id,)
        case Event():
            names = (item.voice,)
        case Meeting():
            names = (item.format_id,)
        case Format():
            names = (item.conflict_id,)
        case Claim():
            names = (item.claimant, item.agreement_id)
        case Conflict():
            names = item.format_ids
        case _:
            names = ()
    return (name for name in names if name)
