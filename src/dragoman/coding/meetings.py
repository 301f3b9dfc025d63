"""Meetings: encounters of actors, told by a verb ("met", "received") or by a noun ("talks between", "a press conference with").

A report's analysis, formats, statements, events and standings come in; meetings go out, each once however often it is told. An encounter in which
nobody takes part by name, and which has neither format nor place nor day, is none.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.clauses import Clauses, prepositions
from dragoman.coding.encounters import (
    Encounter,
    appointments,
    are_several,
    destination,
    find_encounters,
    is_body,
    those_who_meet,
)
from dragoman.coding.modality import ERRAND, Judged, judge_modality
from dragoman.coding.participants import each_once, key_of
from dragoman.coding.same_meeting import PURPOSE, WINDOW, fits, joined, own_day, with_telling
from dragoman.coding.setting import Setting, is_ahead, place_of, standing_of_deed, time_of
from dragoman.coding.sides import sector_of
from dragoman.coding.standing import window_of
from dragoman.model import (
    Event,
    Evidence,
    Format,
    Gap,
    Meeting,
    Modality,
    Place,
    Provenance,
    Span,
    Standing,
    Time,
    content_id,
)
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.sectors import load_sectors

COMPONENT = "meeting.coder.v1"
_LATER = "meeting.later-day.v1"
_FIXED = "meeting.fixed.v1"
# "Agreed to talks", "on a meeting".
_AGREED = frozenset({"to", "on"})
# CAMEO's root of consulting.
_CONSULTING = "04"
_THERE = frozenset({"at", "during"})
# By which rules what is done at a meeting lies ahead, and the meeting with it.
_AHEAD = frozenset({"modality.modal.v1", "modality.is-to.v1", "modality.has-to.v1"})


def code_meetings(setting: Setting, formats: tuple[Format, ...], events: tuple[Event, ...] = ()) -> tuple[Meeting, ...]:
    """The report's meetings in text order; who meets is what its events of the same words know of it, too."""
    told: list[Meeting] = []
    for encounter in (_with_sides(setting, found, events) for found in find_encounters(setting)):
        before = next((meeting for meeting in reversed(told) if len(meeting.participants) > 1), None)
        people = before.participants if encounter.another and before else encounter.participants
        beside = encounter.pointing and encounter.beside
        if beside and before is not None:
            people = each_once((*before.participants, *people))
        meeting = _code(setting, formats, replace(encounter, participants=people))
        if meeting is None or (encounter.another and not (meeting.place or own_day(meeting))):
            continue
        if encounter.pointing and before is not None:
            others = meeting.participants if beside else ()
            again = replace(meeting, participants=others, modality=before.modality, day=own_day(meeting))
            if fits(before, again):
                told[told.index(before)] = joined(before, again, setting)
                continue
        told = with_telling(told, meeting, setting)
    return tuple(told)


def _with_sides(setting: Setting, encounter: Encounter, events: tuple[Event, ...]) -> Encounter:
    """The encounter with both sides of an event of the same word, where one of them is missing: "following | talks with X" are of whoever speaks after them."""
    known = {key_of(p) for p in encounter.participants}
    if encounter.another or not known or (len(known) > 1 and not encounter.onesided):
        return encounter
    word = setting.words(encounter.trigger)
    for event in events:
        if event.cameo.startswith(_CONSULTING) and any(
            span.overlaps(word) for span in (event.trigger, *event.tellings)
        ):
            people = those_who_meet(setting, (*event.sources, *event.targets))
            if known < {key_of(p) for p in people}:
                return replace(encounter, participants=people, onesided=False)
    return encounter


def _code(setting: Setting, formats: tuple[Format, ...], encounter: Encounter) -> Meeting | None:
    report, trigger = setting.report, setting.tree.token(encounter.trigger)
    if _is_no_meeting(setting, encounter):
        return None
    channel, channel_span = _format_of(setting, formats, encounter)
    place, place_evidence, place_gaps = _place(setting, encounter)
    standing, standing_rule, standing_spans = standing_of_deed(setting, encounter.trigger)
    modality, cues, modality_rule = _modality(setting, encounter.trigger)
    day, day_evidence, day_gaps = _day(setting, encounter, modality, standing)
    fixed = [setting.words(index) for index in appointments(setting.tree, encounter.trigger)]
    if fixed and (day is None or is_ahead(setting, day)):
        # Who will not come to "the talks scheduled for Friday" does not undo that they are scheduled.
        modality, cues, modality_rule = "announced", tuple(fixed), _FIXED
    if modality == "happened" and is_ahead(setting, day):
        modality, cues, modality_rule = "announced", day_evidence[0].spans, _LATER
    people = encounter.participants
    if encounter.onesided and len(people) > 1:
        # With whom somebody talks do not talk to each other.
        return None
    told = len(people) > 1 or (people and (are_several(setting, people) or _is_session(setting, formats, encounter)))
    if not told and not (people and (channel or place)) and not (fixed and day_evidence):
        return None
    if modality == "hypothetical" and not (place or day):
        return None
    evidence = (
        Evidence("trigger", (trigger.span,), f"{COMPONENT}:{trigger.lemma.lower()}"),
        *([Evidence("participants", tuple(p.span for p in people), f"{COMPONENT}:arguments")] if people else []),
        Evidence("modality", cues, modality_rule),
        Evidence("standing", standing_spans, standing_rule),
        *([Evidence("format_id", (channel_span,), f"{COMPONENT}:same-sentence")] if channel_span else []),
        *place_evidence,
        *day_evidence,
    )
    spans = tuple(sorted({trigger.span, *(p.span for p in people)}))
    return Meeting(
        id=content_id("meeting", report.id, *trigger.span),
        participants=people,
        trigger=trigger.span,
        modality=modality,
        standing=standing,
        provenance=Provenance(report.id, spans, COMPONENT, setting.run_id, 0.9 if len(people) > 1 else 0.7),
        format_id=channel,
        place=place,
        day=day,
        evidence=evidence,
        gaps=(
            *([] if channel else [Gap("format_id", "the sentence names no format")]),
            *place_gaps,
            *day_gaps,
        ),
    )


def _is_no_meeting(setting: Setting, encounter: Encounter) -> bool:
    """Whether nobody is met (who faces the press alone), or private people only."""
    people = encounter.participants
    alone = setting.tree.lemma(encounter.trigger) == "conference" and len(people) < 2
    return alone or (bool(people) and all(sector_of(setting, p) in load_sectors().private for p in people))


def _place(setting: Setting, encounter: Encounter) -> tuple[Place | None, list[Evidence], list[Gap]]:
    """Where they meet: of a visit its goal, else the place of the clause."""
    if setting.tree.token(encounter.trigger).lemma.lower() in load_negotiation().meetings.visits:
        goal = destination(setting, encounter.trigger)
        if goal is not None:
            return goal.place, [Evidence("place", (goal.span,), goal.rule)], []
    place, evidence, gaps = place_of(setting, (*encounter.carriers, *_occasions(setting.tree, encounter)))
    named = [e.spans[0] for e in evidence if e.spans]
    if place is not None and any(p.span.overlaps(span) for span in named for p in encounter.participants):
        # Of "X-Y talks" neither is the place.
        return None, [], [Gap("place", "the clause names no place of the deed")]
    return place, evidence, gaps


def _occasions(tree: Clauses, encounter: Encounter) -> list[int]:
    """The gathering at which they meet: "met during a summit in Geneva", "on the sidelines of a conference"."""
    nouns = [
        noun
        for word in encounter.carriers
        for name, noun in prepositions(tree, word)
        if name in _THERE or tree.lemma(noun) in load_negotiation().meetings.beside
    ]
    inner = [within for noun in nouns for name, within in prepositions(tree, noun) if name == "of"]
    return [noun for noun in (*nouns, *inner) if tree.lemma(noun) in load_negotiation().meetings.nouns]


def _modality(setting: Setting, trigger: int) -> Judged:
    """The meeting's modality; what is denied, demanded or offered at a meeting says nothing of the meeting itself, but what lies ahead there makes it lie ahead."""
    tree = setting.tree
    token, judged = tree.token(trigger), _of_talks(tree, trigger)
    if token.dep != "pobj" or tree.lemma(token.head) not in _THERE:
        return judged
    if judged[2] == "modality.operator.v1" and tree.lemma(token.head) == "at":
        judged = "happened", (token.span,), "modality.assertion.v1"
    done = judge_modality(tree, tree.token(token.head).head)
    ahead = done[0] in {"announced", "hypothetical"} and done[2] in _AHEAD
    return ("announced", *done[1:]) if judged[0] == "happened" and ahead else judged


def _of_talks(tree: Clauses, trigger: int) -> Judged:
    """The word's modality; talks that failed were held, those that somebody facilitates are as real as he does it, for which one travels or on which one agrees lie ahead."""
    judged, words = judge_modality(tree, trigger), load_negotiation().meetings
    cues = [token for span in judged[1] for token in tree.overlapping(span)]
    if judged[0] == "denied" and any(cue.lemma.lower() in words.failing for cue in cues):
        return "happened", judged[1], "meeting.failed.v1"
    if judged[0] == "demanded" and judged[2] == "modality.adjective.v1" and tree.token(trigger).dep == "dobj":
        # Who "held crucial talks" asked for none.
        judged = judge_modality(tree, tree.token(trigger).head)
    if judged[2] == ERRAND:
        return judged[0], judged[1], PURPOSE
    agreed = _agreed_on(tree, trigger) if judged[0] == "happened" else None
    if agreed is not None:
        return "announced", (tree.token(agreed).span,), PURPOSE
    held = next((cue for cue in cues if cue.pos == "VERB" and cue.lemma.lower() in words.facilitating), None)
    return judge_modality(tree, held.index) if held is not None and judged[0] == "hypothetical" else judged


def _agreed_on(tree: Clauses, trigger: int) -> int | None:
    """The verb by which talks are agreed: "agree | on talks", "agreed | to the start of talks"."""
    words = load_negotiation().meetings
    noun = trigger
    while tree.token(noun).dep == "pobj" and tree.lemma(above := tree.token(noun).head) == "of":
        noun = tree.token(above).head
    token = tree.token(noun)
    if token.dep == "dobj":
        return token.head if tree.lemma(token.head) in words.agreeing else None
    verb = tree.token(token.head).head
    agrees = token.dep == "pobj" and tree.lemma(token.head) in _AGREED and tree.lemma(verb) in words.agreeing
    return verb if tree.token(verb).pos == "VERB" and agrees else None


def _is_session(setting: Setting, formats: tuple[Format, ...], encounter: Encounter) -> bool:
    """Whether a body or a channel meets as such: "a Security Council meeting", "a session of the truce commission"."""
    if setting.tree.lemma(encounter.trigger) not in load_negotiation().meetings.sessions:
        return False
    body = encounter.participants[0]
    channel = any(mention.overlaps(body.span) for channel in formats for mention in channel.mentions)
    return channel or is_body(setting, body)


def _format_of(setting: Setting, formats: tuple[Format, ...], encounter: Encounter) -> tuple[str | None, Span | None]:
    sentence = setting.sentence(encounter.trigger).span
    for channel in formats:
        for mention in channel.mentions:
            if sentence.covers(mention):
                return channel.id, mention
    return None, None


def _day(
    setting: Setting, encounter: Encounter, modality: Modality, standing: Standing
) -> tuple[Time | None, list[Evidence], list[Gap]]:
    """The clause's own day; for an undated meeting that is news and has happened, the report's window: on or just before its day."""
    for carrier in encounter.carriers:
        time, evidence, gaps = time_of(setting, carrier)
        if time is not None:
            return time, [replace(piece, field="day") for piece in evidence], []
        if evidence or gaps[0].spans:
            return None, [], [replace(gap, field="day") for gap in gaps]
    window = window_of(setting.report) if standing == "news" and modality in {"happened", "ongoing"} else None
    if window is None:
        return None, [], [Gap("day", "the clause gives no day")]
    return window[0], [Evidence("day", window[1], WINDOW)], []
