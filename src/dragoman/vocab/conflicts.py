"""The world's conflicts since 1945 and the standing formats of their negotiation, with their parties as ids of known actors."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dragoman.vocab.rows import numbered_rows, parts_of, span_of_years


@dataclass(frozen=True, slots=True)
class KnownFormat:
    """A standing negotiation format; members and mediators are ids of known actors."""

    id: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    mediators: tuple[str, ...]
    conflict: str | None
    years: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class KnownConflict:
    """A conflict; parties are ids of known actors."""

    id: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[int | None, int | None]


@functools.cache
def load_formats() -> dict[str, KnownFormat]:
    """The standing formats of negotiation, by id."""
    return {
        key: KnownFormat(
            key,
            name,
            tuple(parts_of(aliases)),
            tuple(_reference(part) for part in parts_of(members)),
            tuple(_reference(part) for part in parts_of(mediators)),
            conflict or None,
            span_of_years(years, "formats.tsv", line),
        )
        for line, (key, name, aliases, members, mediators, conflict, years) in numbered_rows("formats.tsv", 7)
    }


@functools.cache
def load_conflicts() -> dict[str, KnownConflict]:
    """The conflicts since 1945, by id."""
    return {
        key: KnownConflict(
            key,
            tuple(parts_of(names)),
            tuple(part if ":" in part else f"nonstate:{part}" for part in parts_of(parties)),
            tuple(parts_of(places)),
            span_of_years(years, "conflicts.tsv", line),
        )
        for line, (key, names, parties, places, years) in numbered_rows("conflicts.tsv", 5)
    }


def _reference(part: str) -> str:
    return part if ":" in part else f"state:{part}"
