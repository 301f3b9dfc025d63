"""Which meetings are one: told twice, by the same people or their states, with no place or day that differs.

The meetings told so far and one more come in; the list goes out with that one joined to the one that it is, or behind the others.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.setting import Setting
from dragoman.model import Meeting, Time
from dragoman.vocab.sectors import STATE_LETTERS, state_in

# The rule that gives an undated meeting the report's window.
WINDOW = "meeting.window.v1"
# The rule by which what somebody came for lies ahead: he may have met since.
PURPOSE = "meeting.purpose.v1"


def with_telling(told: list[Meeting], meeting: Meeting, setting: Setting) -> list[Meeting]:
    """The meetings with one more telling: of one of them, or of a new one."""
    at = next((i for i, known in enumerate(told) if _same(known, meeting, setting)), None)
    if at is None:
        return [*told, meeting]
    return [*told[:at], joined(told[at], meeting, setting), *told[at + 1 :]]


def own_day(meeting: Meeting) -> Time | None:
    """The day that the words give, not the report's window."""
    return meeting.day if any(e.field == "day" and e.rule != WINDOW for e in meeting.evidence) else None


def fits(one: Meeting, other: Meeting) -> bool:
    """Whether place and day of two tellings do not contradict."""
    if one.place and other.place and one.place != other.place:
        return False
    if one.day and other.day:
        return one.day.overlaps(other.day)
    return True


def _same(one: Meeting, other: Meeting, setting: Setting) -> bool:
    left = {p.actor_id or p.name.lower() for p in one.participants}
    right = {p.actor_id or p.name.lower() for p in other.participants}
    if one.standing != other.standing or not (left <= right or right <= left or _same_states(one, other, setting)):
        return False
    ahead = [m for m in (one, other) if m.modality == "announced"]
    may_be_over = one.standing == "background" or any(e.rule == PURPOSE for m in ahead for e in m.evidence)
    if len(ahead) == 1 and not may_be_over:
        return False
    # One says that they met, another that they did not: both stand.
    return (one.modality == "denied") == (other.modality == "denied") and fits(one, other)


def _same_states(one: Meeting, other: Meeting, setting: Setting) -> bool:
    """Whether the same states are told to meet: once as states, once by their officials; who is not resolved may be the other."""
    left, right = (_codes(meeting, setting) for meeting in (one, other))
    states = [{state_in(code) for code in codes if code} for codes in (left, right)]
    by_name = any(len(code or "") == STATE_LETTERS for code in (*left, *right))
    resolved = states[0] == states[1] or (
        len(left) == len(right) and None in (*left, *right) and (states[0] <= states[1] or states[1] <= states[0])
    )
    return (
        one.modality == other.modality
        and by_name
        and resolved
        and max(map(len, states)) > 1
        and min(map(len, states)) > 0
    )


def _codes(meeting: Meeting, setting: Setting) -> list[str | None]:
    actors = [setting.actors.actor_of(p) for p in meeting.participants]
    return [actor.code if actor is not None else None for actor in actors]


def joined(one: Meeting, other: Meeting, setting: Setting) -> Meeting:
    """The fuller telling, with what only the other gives."""
    known = [sum(code is not None for code in _codes(meeting, setting)) for meeting in (one, other)]
    fuller, rest = (
        (one, other) if (len(one.participants), known[0]) >= (len(other.participants), known[1]) else (other, one)
    )
    taken = {name for name in ("place", "day", "format_id") if getattr(fuller, name) is None and getattr(rest, name)}
    exact = _narrower(fuller, rest)
    return replace(
        fuller,
        id=one.id,
        trigger=one.trigger,
        modality="happened" if "happened" in {one.modality, other.modality} else one.modality,
        place=fuller.place or rest.place,
        day=exact.day,
        format_id=fuller.format_id or rest.format_id,
        evidence=(
            *(e for e in fuller.evidence if e.field != "day"),
            *(e for e in rest.evidence if e.field in taken - {"day"} or e.field == "trigger"),
            *(e for e in exact.evidence if e.field == "day"),
        ),
        gaps=tuple(gap for gap in fuller.gaps if gap.field not in taken),
        provenance=replace(
            fuller.provenance,
            spans=tuple(sorted({*fuller.provenance.spans, *rest.provenance.spans})),
            confidence=max(fuller.provenance.confidence, rest.provenance.confidence),
        ),
    )


def _narrower(one: Meeting, other: Meeting) -> Meeting:
    """The telling whose day says more: an own date before the report's window, the window before nothing."""

    def rank(meeting: Meeting) -> int:
        if meeting.day is None:
            return 0
        return 1 if any(e.rule == WINDOW for e in meeting.evidence if e.field == "day") else 2

    return one if rank(one) >= rank(other) else other
