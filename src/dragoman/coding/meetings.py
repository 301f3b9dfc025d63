"""Meetings: encounters of actors, told by a verb ("met", "received") or by a noun ("talks between", "a press conference with").

A report's analysis, formats, statements and standings come in; meetings go out, each once however often it is told. An encounter in which
nobody takes part by name, and which has neither format nor place nor day, is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.coding.clauses import Clauses, agents, objects, prepositions, subjects, with_conjuncts
from dragoman.coding.modality import Judged, judge_modality
from dragoman.coding.participants import participants_of
from dragoman.coding.setting import Setting, place_of, standing_of, time_of
from dragoman.coding.sides import sector_of
from dragoman.coding.standing import WINDOW_DAYS
from dragoman.model import (
    Evidence,
    Format,
    Gap,
    Meeting,
    Modality,
    Participant,
    Place,
    PlaceMention,
    Provenance,
    Span,
    Standing,
    Time,
    content_id,
)
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.sectors import STATE_LETTERS, load_sectors
from dragoman.vocab.times import load_time_words

COMPONENT = "meeting.coder.v1"
_LATER = "meeting.later-day.v1"
_WINDOW = "meeting.window.v1"
_WITH = frozenset({"with", "between", "among", "of", "by"})
_NAMING = ("compound", "poss", "amod", "nmod")
_PRESENCE = frozenset({"presence", "participation", "attendance"})
_THERE = frozenset({"at", "during"})
# By which rules what is done at a meeting lies ahead, and the meeting with it.
_AHEAD = frozenset({"modality.modal.v1", "modality.is-to.v1", "modality.has-to.v1"})
_HOSTING = frozenset({"host", "receive", "convene"})
_OF_GUESTS = _HOSTING | {"meet"}
_THROUGH = frozenset({"at", "during", "after", "in", "following", "before", "to", "on", "for", "ahead"})


@dataclass(frozen=True, slots=True)
class _Encounter:
    """A meeting word, the words around it that carry time and place, and who takes part; whether it goes back to a meeting named before, or is another of its kind."""

    trigger: int
    carriers: tuple[int, ...]
    participants: tuple[Participant, ...]
    pointing: bool = False
    another: bool = False


def code_meetings(setting: Setting, formats: tuple[Format, ...]) -> tuple[Meeting, ...]:
    """The report's meetings in text order."""
    told: list[Meeting] = []
    for encounter in _encounters(setting):
        before = next((meeting for meeting in reversed(told) if len(meeting.participants) > 1), None)
        people = before.participants if encounter.another and before else encounter.participants
        meeting = _code(setting, formats, replace(encounter, participants=people))
        if meeting is None or (encounter.another and not (meeting.place or _own_day(meeting))):
            continue
        if encounter.pointing and before is not None:
            again = replace(meeting, participants=(), modality=before.modality, day=_own_day(meeting))
            if _fits(before, again):
                told[told.index(before)] = _join(before, again, setting)
                continue
        told = _merged(told, meeting, setting)
    return tuple(told)


def _own_day(meeting: Meeting) -> Time | None:
    """The day that the words give, not the report's window."""
    return meeting.day if any(e.field == "day" and e.rule != _WINDOW for e in meeting.evidence) else None


def _fits(one: Meeting, other: Meeting) -> bool:
    """Whether place and day of two tellings do not contradict."""
    if one.place and other.place and one.place != other.place:
        return False
    if one.day and other.day:
        return one.day.overlaps(other.day)
    return True


def _encounters(setting: Setting) -> Iterator[_Encounter]:
    words = load_negotiation().meetings
    for token in setting.analysis.tokens:
        lemma = token.lemma.lower()
        if token.pos == "VERB" and lemma in words.verbs:
            yield from _by_verb(setting, token.index)
        elif token.pos == "VERB" and lemma in words.visits:
            yield from _by_visit(setting, token.index, subjects(setting.tree, token.index))
        elif token.pos == "NOUN" and lemma in words.visits:
            yield from _by_visit(setting, token.index, _travellers(setting, token.index))
        elif token.pos == "NOUN" and lemma in words.nouns and _qualified(setting, token.index, lemma):
            yield from _by_noun(setting, token.index)


def _qualified(setting: Setting, index: int, lemma: str) -> bool:
    needed = load_negotiation().meetings.qualified.get(lemma)
    modifiers = {setting.tree.lemma(child) for child in setting.tree.below(index, *_NAMING)}
    if modifiers & load_negotiation().meetings.crowds:
        return False
    if needed is None:
        return True
    inner = {name for name, _ in prepositions(setting.tree, index)}
    if "with" in inner and lemma in load_negotiation().meetings.partnered:
        return True
    owners = _together(setting, setting.tree.below(index, *_NAMING))
    if lemma in load_negotiation().meetings.sessions and owners and _is_body(setting, owners[0]):
        return True
    talks = any(setting.tree.lemma(noun) in {"talk", "negotiation"} for _, noun in prepositions(setting.tree, index))
    return bool(modifiers & needed) or "between" in inner or talks


def _by_verb(setting: Setting, index: int) -> Iterator[_Encounter]:
    tree = setting.tree
    lemma = tree.lemma(index)
    # Whom one meets or receives is named outright: "a letter from the minister" is no guest, "American standards" are not America.
    guests = [noun for noun in objects(tree, index) if lemma in _OF_GUESTS and setting.actors.named(noun) is not None]
    hosts = agents(tree, index) if lemma == "meet" else []
    if hosts and not any(_is_official(setting, host) for host in hosts):
        # "They were met by guards": nobody confers.
        return
    if lemma in _HOSTING:
        # Who takes in 170 refugees does not meet them, and "the show he hosts with X" has no guests.
        guests = [noun for noun in guests if not _are_taken_in(setting, noun)]
    else:
        guests += [noun for name, noun in prepositions(tree, index) if name == "with"]
    guests += _present(setting, index)
    people = _together(setting, subjects(tree, index) + agents(tree, index), guests)
    if (guests and people == _together(setting, guests)) or any(
        tree.lemma(i) == "how" for i in tree.below(index, "advmod")
    ):
        # Those who are met do not meet each other; and how somebody will deal with another is no encounter.
        return
    # To meet a demand or to receive aid is no encounter: both sides must be actors.
    met = lemma in {"meet", "confer", "negotiate", "parley"} and not tree.below(index, "dobj")
    if len(people) > 1 or (people and met and _collective(setting, people)):
        yield _Encounter(index, (index,), people)


def _are_taken_in(setting: Setting, index: int) -> bool:
    """Whether a number of people without an office is told of."""
    people = participants_of(setting.actors, [index])
    return bool(setting.tree.below(index, "nummod")) and all(sector_of(setting, p) == "CVL" for p in people)


def _is_official(setting: Setting, index: int) -> bool:
    return any(
        sector_of(setting, p) in load_sectors().officials - {"MIL"} for p in participants_of(setting.actors, [index])
    )


def _travellers(setting: Setting, index: int) -> list[int]:
    """Whose visit it is."""
    tree = setting.tree
    return [*tree.below(index, "poss"), *(noun for name, noun in prepositions(tree, index) if name == "by")]


def _by_visit(setting: Setting, index: int, travellers: Iterable[int]) -> Iterator[_Encounter]:
    """An official's journey to a place where he is received: "the envoy will travel to the capital"."""
    people = tuple(p for p in _together(setting, travellers) if sector_of(setting, p) in load_sectors().officials)
    seats = load_negotiation().meetings.seats
    seated = any(setting.tree.lemma(goal) in seats for goal in _goals(setting.tree, index))
    if people and (seated or _destination(setting, index) is not None):
        yield _Encounter(index, (index,), people)


def _goals(tree: Clauses, index: int) -> list[int]:
    return [*tree.below(index, "dobj"), *(noun for name, noun in prepositions(tree, index) if name in {"to", "in"})]


def _destination(setting: Setting, index: int) -> PlaceMention | None:
    spans = [setting.words(goal) for goal in _goals(setting.tree, index)]
    return next((m for m in setting.analysis.places if m.place and any(m.span.overlaps(span) for span in spans)), None)


def _present(setting: Setting, index: int) -> list[int]:
    """Who else is there: "in the presence of", "with the participation of"."""
    tree = setting.tree
    rooms = [noun for _, noun in prepositions(tree, index) if tree.lemma(noun) in _PRESENCE]
    return [noun for room in rooms for name, noun in prepositions(tree, room) if name == "of"]


def _by_noun(setting: Setting, index: int) -> Iterator[_Encounter]:
    tree = setting.tree
    inside = with_conjuncts(tree, tree.below(index, *_NAMING))
    inside += [noun for name, noun in prepositions(tree, index) if name in _WITH - {"with"}]
    partners = [noun for name, noun in prepositions(tree, index) if name == "with"]
    governor = _governing_verb(setting, index)
    if governor is not None and tree.lemma(governor) in load_negotiation().meetings.verbs and not inside + partners:
        # "They will meet for a day of talks" is told by the verb.
        return
    hosts: list[int] = []
    carriers = [index]
    if governor is not None:
        light = tree.lemma(governor) in load_negotiation().meetings.light
        # "Will send nobody to the meeting"
        away = not light and tree.token(index).dep == "pobj" and judge_modality(tree, governor)[0] == "denied"
        if away:
            return
        if light or not inside + partners or tree.lemma(index) in load_negotiation().meetings.partnered:
            hosts = subjects(tree, governor) if tree.token(index).dep not in {"nsubj", "nsubjpass"} else []
        if tree.token(index).dep != "pobj" or light:
            carriers.append(governor)
            inside += [noun for name, noun in prepositions(tree, governor) if name == "between"]
            partners += [noun for name, noun in prepositions(tree, governor) if name == "with"]
            inside += _present(setting, governor)
    people = _together(setting, hosts, inside, partners)
    if (len(people) > 1 and people == _together(setting, partners)) or _merely_thought(tree, index):
        # With whom somebody talks do not talk to each other.
        return
    alone = not _together(setting, inside, partners)
    another = alone and _is_another(tree, index)
    yield _Encounter(index, tuple(carriers), people, alone and not another and _is_known(tree, index), another)


def _merely_thought(tree: Clauses, index: int) -> bool:
    """Whether the bare noun is only a way or a matter: "a solution through talks", "views about negotiations"."""
    token, above = tree.token(index), tree.token(tree.token(index).head)
    bare = not tree.below(index, "det", "poss", "nummod")
    return bare and token.dep == "pobj" and above.lemma.lower() not in _THROUGH | {"of"}


def _is_known(tree: Clauses, index: int) -> bool:
    """Whether the noun goes back to a meeting named before: "the talks", "the two-day summit"."""
    return any(tree.lemma(child) in {"the", "this", "these"} for child in tree.below(index, "det"))


def _is_another(tree: Clauses, index: int) -> bool:
    """Whether the noun tells another meeting of the same: "the last talks", "the previous round of talks"."""
    others = load_negotiation().meetings.others
    return _is_known(tree, index) and any(tree.lemma(child) in others for child in tree.below(index, "amod"))


def _governing_verb(setting: Setting, index: int) -> int | None:
    """The verb that a meeting noun is subject, object or circumstance of."""
    tree = setting.tree
    token = tree.token(index)
    for _ in range(4):
        head = tree.token(token.head)
        if head.index == token.index:
            return None
        if head.pos in {"VERB", "AUX"}:
            return head.index if token.dep in {"dobj", "nsubj", "nsubjpass", "prep", "attr"} else None
        stretch = (
            tree.lemma(tree.token(head.head).index) in load_time_words().units or tree.token(head.head).lemma == "round"
        )
        if head.pos == "ADP" and tree.lemma(head.index) not in _THROUGH and not (head.lemma == "of" and stretch):
            return None
        token = head
    return None


def _together(setting: Setting, *groups: Iterable[int]) -> tuple[Participant, ...]:
    """The actors that the phrases name, each once, and persons by name beside them; publishers and things are none."""
    found: dict[str, Participant] = {}
    private: set[str] = set()
    for participant in participants_of(setting.actors, [index for group in groups for index in group]):
        actor = setting.actors.actors.get(participant.actor_id or "")
        key = participant.actor_id or participant.name.lower()
        if actor is not None and actor.kind in {"publisher", "unknown"}:
            continue
        if actor is None and not (setting.actors.is_political(participant) and _is_noun(setting, participant)):
            if not _is_person(setting, participant):
                continue
            private.add(key)
        if actor is not None and actor.kind == "organisation" and not actor.table_id and participant.name.islower():
            continue
        found.setdefault(key, participant)
    return tuple(found.values()) if len(private) < len(found) else ()


def _is_person(setting: Setting, participant: Participant) -> bool:
    """Whether the name is a person's whom nothing else tells of."""
    inside = setting.analysis.tokens_in(participant.span)
    return any(
        token.index in setting.actors.names and setting.actors.names[token.index].label == "PERSON" for token in inside
    )


def _is_noun(setting: Setting, participant: Participant) -> bool:
    """Whether a noun names the participant: "intra-state" names none."""
    return any(token.pos in {"NOUN", "PROPN", "NUM", "PRON"} for token in setting.analysis.tokens_in(participant.span))


def _collective(setting: Setting, people: tuple[Participant, ...]) -> bool:
    """Whether one phrase names several: the sides, the foreign ministers."""
    actor = setting.actors.actors.get(people[0].actor_id or "")
    if actor is not None and actor.members:
        return True
    last = setting.analysis.tokens_in(people[0].span)
    return any(token.tag in {"NNS", "NNPS"} for token in last)


def _code(setting: Setting, formats: tuple[Format, ...], encounter: _Encounter) -> Meeting | None:
    report, trigger = setting.report, setting.tree.token(encounter.trigger)
    if _is_no_meeting(setting, encounter):
        return None
    channel, channel_span = _format_of(setting, formats, encounter)
    place, place_evidence, place_gaps = _place(setting, encounter)
    standing, standing_rule, standing_spans = standing_of(setting, encounter.trigger, deed=True)
    modality, cues, modality_rule = _modality(setting, encounter.trigger)
    day, day_evidence, day_gaps = _day(setting, encounter, modality, standing)
    if modality == "happened" and _is_ahead(setting, day):
        modality, cues, modality_rule = "announced", day_evidence[0].spans, _LATER
    people = encounter.participants
    told = len(people) > 1 or (people and (_collective(setting, people) or _is_session(setting, encounter)))
    if not told and not (people and (channel or place)):
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


def _is_ahead(setting: Setting, day: Time | None) -> bool:
    """Whether the day lies behind that of the report: "the two meet on Friday"."""
    published = setting.report.published
    return day is not None and published is not None and day.start is not None and day.start > published.day


def _is_no_meeting(setting: Setting, encounter: _Encounter) -> bool:
    """Whether nobody is met (who faces the press alone), or private people only."""
    people = encounter.participants
    alone = setting.tree.lemma(encounter.trigger) == "conference" and len(people) == 1
    return alone or (bool(people) and all(sector_of(setting, p) in load_sectors().private for p in people))


def _place(setting: Setting, encounter: _Encounter) -> tuple[Place | None, list[Evidence], list[Gap]]:
    """Where they meet: of a visit its goal, else the place of the clause."""
    if setting.tree.token(encounter.trigger).lemma.lower() in load_negotiation().meetings.visits:
        goal = _destination(setting, encounter.trigger)
        if goal is not None:
            return goal.place, [Evidence("place", (goal.span,), goal.rule)], []
    place, evidence, gaps = place_of(setting, encounter.carriers)
    named = [e.spans[0] for e in evidence if e.spans]
    if place is not None and any(p.span.overlaps(span) for span in named for p in encounter.participants):
        # Of "X-Y talks" neither is the place.
        return None, [], [Gap("place", "the clause names no place of the deed")]
    return place, evidence, gaps


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
    """The word's modality; talks that failed were held, those that somebody facilitates are as real as he does it."""
    judged, words = judge_modality(tree, trigger), load_negotiation().meetings
    cues = [token for span in judged[1] for token in tree.overlapping(span)]
    if judged[0] == "denied" and any(cue.lemma.lower() in words.failing for cue in cues):
        return "happened", judged[1], "meeting.failed.v1"
    held = next((cue for cue in cues if cue.pos == "VERB" and cue.lemma.lower() in words.facilitating), None)
    return judge_modality(tree, held.index) if held is not None and judged[0] == "hypothetical" else judged


def _is_session(setting: Setting, encounter: _Encounter) -> bool:
    """Whether a body meets as such: "a Security Council meeting", "the Council's session"."""
    sessions = load_negotiation().meetings.sessions
    return setting.tree.lemma(encounter.trigger) in sessions and _is_body(setting, encounter.participants[0])


def _is_body(setting: Setting, participant: Participant) -> bool:
    actor = setting.actors.actors.get(participant.actor_id or "")
    return actor is not None and actor.kind in {"igo", "organ"}


def _format_of(setting: Setting, formats: tuple[Format, ...], encounter: _Encounter) -> tuple[str | None, Span | None]:
    sentence = setting.sentence(encounter.trigger).span
    for channel in formats:
        for mention in channel.mentions:
            if sentence.covers(mention):
                return channel.id, mention
    return None, None


def _day(
    setting: Setting, encounter: _Encounter, modality: Modality, standing: Standing
) -> tuple[Time | None, list[Evidence], list[Gap]]:
    """The clause's own day; for an undated meeting that is news and has happened, the report's window: on or just before its day."""
    for carrier in encounter.carriers:
        time, evidence, gaps = time_of(setting, carrier)
        if time is not None:
            return time, [replace(piece, field="day") for piece in evidence], []
        if evidence or gaps[0].spans:
            return None, [], [replace(gap, field="day") for gap in gaps]
    published = setting.report.published
    if published is None or standing != "news" or modality not in {"happened", "ongoing"}:
        return None, [], [Gap("day", "the clause gives no day")]
    last = dt.date.fromisoformat(published.day)
    first = last - dt.timedelta(days=WINDOW_DAYS)
    spans = (published.span,) if published.span else ()
    return Time(first.isoformat(), last.isoformat(), "day"), [Evidence("day", spans, _WINDOW)], []


def _merged(told: list[Meeting], meeting: Meeting, setting: Setting) -> list[Meeting]:
    """The meetings with one more telling: of one of them, or of a new one."""
    at = next((i for i, known in enumerate(told) if _same(known, meeting, setting)), None)
    if at is None:
        return [*told, meeting]
    return [*told[:at], _join(told[at], meeting, setting), *told[at + 1 :]]


def _same(one: Meeting, other: Meeting, setting: Setting) -> bool:
    left = {p.actor_id or p.name.lower() for p in one.participants}
    right = {p.actor_id or p.name.lower() for p in other.participants}
    if one.standing != other.standing or not (left <= right or right <= left or _same_states(one, other, setting)):
        return False
    if (one.modality == "announced") != (other.modality == "announced") and one.standing != "background":
        return False
    # One says that they met, another that they did not: both stand.
    return (one.modality == "denied") == (other.modality == "denied") and _fits(one, other)


def _same_states(one: Meeting, other: Meeting, setting: Setting) -> bool:
    """Whether the same states are told to meet: once as states, once by their officials; who is not resolved may be the other."""
    left, right = (_codes(meeting, setting) for meeting in (one, other))
    states = [{code[:STATE_LETTERS] for code in codes if code} for codes in (left, right)]
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
    actors = [setting.actors.actors.get(p.actor_id or "") for p in meeting.participants]
    return [actor.code if actor is not None else None for actor in actors]


def _join(one: Meeting, other: Meeting, setting: Setting) -> Meeting:
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
        return 1 if any(e.rule == _WINDOW for e in meeting.evidence if e.field == "day") else 2

    return one if rank(one) >= rank(other) else other
