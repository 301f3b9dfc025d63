"""Events told twice in a report drawn together: one event, its other tellings kept as spans and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dragoman.model import Event, Participant, Time


def merge_tellings(events: Iterable[Event], codes: Mapping[str, str]) -> tuple[Event, ...]:
    """Events in order of first telling; a later telling of the same deed adds its trigger and evidence to the fullest telling.

    `codes` are the actors' CAMEO codes by id: what a state does, its organ does.
    """
    merged: list[Event] = []
    for event in events:
        place = next((i for i, known in enumerate(merged) if _same(known, event, codes)), None)
        if place is None:
            merged.append(event)
        else:
            merged[place] = _join(merged[place], event)
    return tuple(merged)


def _same(one: Event, other: Event, codes: Mapping[str, str]) -> bool:
    return (
        _codes_agree(one.cameo, other.cameo)
        and one.standing == other.standing
        and (one.modality == other.modality or {one.modality, other.modality} <= {"happened", "ongoing"})
        and _agree(one.sources, other.sources, codes)
        and _agree(one.targets, other.targets, codes)
        and (_ids(one.sources) & _ids(other.sources) or _ids(one.targets) & _ids(other.targets)) != frozenset()
        and _compatible(one.time, other.time)
    )


def _codes_agree(one: str, other: str) -> bool:
    """The same to three digits, or one says no more than their common root."""
    return one[:3] == other[:3] or (one[:2] == other[:2] and "0" in {one[2:], other[2:]})


def _ids(participants: Iterable[Participant]) -> frozenset[str]:
    return frozenset(p.actor_id or p.name.lower() for p in participants)


def _agree(some: tuple[Participant, ...], others: tuple[Participant, ...], codes: Mapping[str, str]) -> bool:
    """One list says the same as the other or less: a state's organ is the state."""
    left, right = _ids(some), _ids(others)
    if left <= right or right <= left:
        return True
    owners = [{codes.get(p.actor_id or "", "") for p in side} for side in (some, others)]
    states = [{code[:3] for code in side} for side in owners]
    plain = any(len(code) == 3 for side in owners for code in side)
    return plain and states[0] == states[1] and "" not in states[0]


def _compatible(one: Time | None, other: Time | None) -> bool:
    if one is None or other is None:
        return True
    return (one.start or "") <= (other.end or "9999") and (other.start or "") <= (one.end or "9999")


def _join(first: Event, second: Event) -> Event:
    def fullness(event: Event) -> tuple[int, int, bool]:
        specific = len(event.cameo.rstrip("0"))
        return (len(event.sources) + len(event.targets), specific, event.time is not None)

    fuller, other = (first, second) if fullness(first) >= fullness(second) else (second, first)
    return replace(
        fuller,
        time=fuller.time or other.time,
        place=fuller.place or other.place,
        tellings=tuple(sorted({*fuller.tellings, *other.tellings, other.trigger})),
        contexts=tuple(dict.fromkeys([*fuller.contexts, *other.contexts])),
        gaps=tuple(
            gap
            for gap in fuller.gaps
            if not (gap.field == "time" and other.time is not None) and not (gap.field == "place" and other.place)
        ),
        evidence=(
            *fuller.evidence,
            *(e for e in other.evidence if e.field == "cameo" or getattr(fuller, e.field) in {None, ()}),
        ),
        provenance=replace(
            fuller.provenance,
            spans=tuple(sorted({*fuller.provenance.spans, *other.provenance.spans})),
            confidence=max(fuller.provenance.confidence, other.provenance.confidence),
        ),
    )
