"""Events told twice drawn together, and deeds given to who claimed them.

The events of a report come in, in text order and with their frames where the tree is asked; fewer go out, their other tellings kept as spans and evidence.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from dragoman.coding.casualties import CLAUSES, HARMLESS, Count, count_of, hurts, ids_of, tells_such
from dragoman.coding.clauses import Clauses
from dragoman.coding.frames import KNOWN, Frame, is_known, points_back
from dragoman.coding.participants import key_of
from dragoman.coding.predicates import VIOLENT
from dragoman.model import Event, Evidence, Participant, Place, Span
from dragoman.vocab.sectors import STATE_LETTERS, load_sectors, sector_in, state_in

# Requests, promises, demands, threats.
_OF_WORDS = frozenset({"02", "03", "10", "13"})
_REFUSAL = "12"
_BLAME = "11"
# What is done with things and people, and not said: one body does it once.
_MATERIAL = frozenset({"06", "07", "08", "15", "16", "17", "18", "19", "20"})
# Who is freed or taken: so it is told by one word or another.
_OF_CAPTIVES = (frozenset({"084"}), frozenset({"173", "181"}))
_FREED = "084"
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "acl", "dobj"})
# In so many sentences after a deed "claimed responsibility" is for it.
_CLAIMED_WITHIN = 2
_NO_CODES: Mapping[str, str] = MappingProxyType({})


def merge_tellings(
    events: Iterable[Event], codes: Mapping[str, str], *, headline: Span | None = None, lead: Span | None = None
) -> tuple[Event, ...]:
    """Events in order of first telling; a later telling of the same deed adds its trigger and evidence to the fullest telling.

    `codes` are the actors' CAMEO codes by id: what a state does, its organ does. What the `headline` tells in short, the `lead` tells in full.
    """
    merged: list[Event] = []
    for event in events:
        place = next((i for i, known in enumerate(merged) if _same(known, event, codes)), None)
        if place is None and headline is not None and lead is not None and lead.covers(event.trigger):
            titles = (i for i, known in enumerate(merged) if headline.covers(known.trigger))
            place = next((i for i in titles if _is_told_in_short(merged[i], event, codes)), None)
        if place is None:
            merged.append(event)
        else:
            merged[place] = _join(merged[place], event, codes)
    return tuple(merged)


def as_told_before(tree: Clauses, coded: Iterable[tuple[Frame, Event]]) -> list[tuple[Frame, Event]]:
    """The events; violence that a noun only refers to ("the attack") is a telling of what was told before it, where something was."""
    found: list[tuple[Frame, Event]] = []
    for frame, event in coded:
        told = [i for i, (_, known) in enumerate(found) if hurts(known) and known.standing == event.standing]
        fits = (i for i in reversed(told) if _overlap(found[i][1].place, event.place) and _at_once(found[i][1], event))
        place = next(fits, None) if hurts(event) and points_back(tree, frame) else None
        _put(found, place, (frame, event))
    return found


def _put(found: list[tuple[Frame, Event]], place: int | None, told: tuple[Frame, Event]) -> None:
    """Add what is told to the events found, as a telling of the one at `place` or, without one, as another; who did it is taken over, not to whom."""
    if place is None:
        found.append(told)
        return
    first, known = found[place]
    joined = _join(known, replace(told[1], sources=(), targets=()))
    found[place] = (first, joined if joined.sources else _done_by(joined, told[1].sources))


def as_blamed(tree: Clauses, coded: Iterable[tuple[Frame, Event]]) -> list[tuple[Frame, Event]]:
    """The events; blame for "the attack" falls on whoever did the first such deed told before, which a report is mostly about."""
    found = list(coded)
    for i, (frame, event) in enumerate(found):
        about = [head for head in frame.targets if tree.token(head).pos == "NOUN" and is_known(tree, head)]
        if event.cameo[:2] != _BLAME or len(about) != 1 or any(p.actor_id for p in event.targets):
            continue
        told = [
            known
            for other, known in found[:i]
            if hurts(known) and tells_such(tree, other, about[0]) and _at_once(known, event)
        ]
        named = (known for known in told if any(p.actor_id for p in known.sources))
        others = [known for known in named if not ids_of(known.sources) & ids_of(event.sources)]
        if others:
            found[i] = (frame, _aimed_at(event, others[0].sources))
    return found


def _aimed_at(event: Event, targets: tuple[Participant, ...]) -> Event:
    """The event with those as targets who did elsewhere what it is about."""
    told = Evidence("targets", tuple(p.span for p in targets), "event.blamed.v1")
    evidence = tuple(e for e in event.evidence if e.field != "targets")
    gaps = tuple(gap for gap in event.gaps if gap.field != "targets")
    return replace(event, targets=targets, gaps=gaps, evidence=(*evidence, told))


def as_done_to_the_same(tree: Clauses, coded: Iterable[tuple[Frame, Event]]) -> list[tuple[Frame, Event]]:
    """The events; a release or a capture of people who are known ("the soldiers", "the three rebels") is the one told before of as many, or of such people, where nobody else is told to have done it."""
    found: list[tuple[Frame, Event]] = []
    for frame, event in coded:
        places = (i for i, (_, known) in enumerate(found) if _is_done_again(tree, known, event))
        place = next(places, None)
        _put(found, place, (frame, event))
    return found


def _is_done_again(tree: Clauses, known: Event, event: Event) -> bool:
    """Whether the later event frees or takes those of the earlier one again: people who are known, or by name, whose freeing may be told again as of before."""
    kinds = [next((kind for kind in _OF_CAPTIVES if one.cameo[:3] in kind), None) for one in (known, event)]
    alike = kinds[0] is not None and kinds[0] is kinds[1] and known.modality == event.modality
    doers = not event.sources or not known.sources or bool(ids_of(event.sources) & ids_of(known.sources))
    if not (alike and doers and _at_once(known, event)):
        return False
    if known.standing != event.standing:
        return known.cameo[:3] == _FREED and bool(_named(known) & _named(event))
    pairs = itertools.product(known.targets, event.targets)
    return bool(_named(known) & _named(event)) or any(_are_known(tree, one, other) for one, other in pairs)


def _named(event: Event) -> set[str]:
    """Those on whom it fell who are told by their whole names."""
    return {p.actor_id for p in event.targets if p.actor_id and " " in p.name and p.name.istitle()}


def _are_known(tree: Clauses, before: Participant, again: Participant) -> bool:
    """Whether the later phrase has an article and its noun or its number is the earlier one's."""
    words = tree.overlapping(again.span)
    outside = [word for word in words if not again.span.covers(tree.token(word.head).span) or word.head == word.index]
    heads = {word.index for word in outside} & {word.index for word in words if word.pos == "NOUN"}
    definite = any(tree.token(d).text.lower() in KNOWN for head in heads for d in tree.below(head, "det"))
    nouns = {word.lemma.lower() for word in tree.overlapping(before.span) if word.pos == "NOUN"}
    same = bool({tree.lemma(head) for head in heads} & nouns)
    first, second = count_of(before), count_of(again)
    numbers = [count.number for count in (first, second) if count is not None]
    alike = len(set(numbers)) == 1 if len(numbers) > 1 else same
    return definite and alike


def as_claimed(
    tree: Clauses, coded: Iterable[tuple[Frame, Event]], claims: Iterable[tuple[int, tuple[Participant, ...]]]
) -> list[tuple[Frame, Event]]:
    """The events; the violence told last before somebody "claimed responsibility", where nobody is named as having done it, is his. `claims` are the words that say so, and who."""
    found = list(coded)
    for word, claimants in claims:
        sentence = tree.token(word).sentence
        before = [
            i
            for i, (frame, event) in enumerate(found)
            if hurts(event)
            and frame.trigger < word
            and sentence - tree.token(frame.trigger).sentence <= _CLAIMED_WITHIN
        ]
        if before and claimants and not found[before[-1]][1].sources:
            frame, event = found[before[-1]]
            found[before[-1]] = (frame, _done_by(event, claimants))
    return found


def as_one_word(tree: Clauses, coded: Iterable[tuple[Frame, Event]]) -> list[tuple[Frame, Event]]:
    """The events; what is promised, asked or threatened in the clause of a word that itself promises, asks or threatens is one with it: "assured them that it would help"."""
    found: list[tuple[Frame, Event]] = []
    for frame, event in coded:
        of_words = event.cameo[:2] in _OF_WORDS
        told = [
            i for i, (other, known) in enumerate(found) if of_words and _is_inside(tree, frame, other, event, known)
        ]
        if not told:
            found.append((frame, event))
        else:
            first, known = found[told[-1]]
            found[told[-1]] = (first, _join(known, event))
    return found


def as_one_refusal(coded: Iterable[tuple[Frame, Event]]) -> list[tuple[Frame, Event]]:
    """The events; a word that only tells that a deed was not done is no deed of its own beside that: "failed to sign it"."""
    found = list(coded)
    # What denies another.
    cues = {cue for _, event in found if event.modality == "denied" for e in event.evidence if e.field == "modality" for cue in e.spans if cue != event.trigger}  # fmt: skip
    return [(frame, event) for frame, event in found if event.trigger not in cues or event.cameo[:2] != _REFUSAL]


def _is_inside(tree: Clauses, frame: Frame, other: Frame, event: Event, known: Event) -> bool:
    """Whether the later deed of the same doers is the clause of the earlier one's word."""
    if event.cameo[:2] != known.cameo[:2] or not ids_of(event.sources) & ids_of(known.sources):
        return False
    word = frame.trigger
    for _ in range(CLAUSES):
        token = tree.token(word)
        if token.dep not in _COMPLEMENTS or token.head == word:
            return False
        word = token.head
        if word in {other.trigger, *other.words}:
            return True
    return False


def _done_by(event: Event, doers: tuple[Participant, ...]) -> Event:
    """The event with those who took it upon themselves elsewhere."""
    told = Evidence("sources", tuple(p.span for p in doers), "event.claimed.v1")
    return replace(
        event,
        sources=doers,
        gaps=tuple(gap for gap in event.gaps if gap.field != "sources" or not doers),
        evidence=(*event.evidence, told) if doers else event.evidence,
    )


def _same(one: Event, other: Event, codes: Mapping[str, str]) -> bool:
    return (
        _codes_agree(one, other, codes)
        and one.standing == other.standing
        and (one.modality == other.modality or {one.modality, other.modality} <= {"happened", "ongoing"})
        and (_is_pair_again(one, other, codes) or _sides_agree(one, other, codes))
        and _at_once(one, other)
        and _overlap(one.place, other.place)
    )


def _is_told_in_short(title: Event, event: Event, codes: Mapping[str, str]) -> bool:
    """Whether the headline's deed may be the lead's: of one kind, and nobody in it who cannot be who is told of there; "kills official" for "two officials were killed"."""
    kind = title.cameo[:2] == event.cameo[:2] or (hurts(title) and hurts(event))
    sides = ((title.sources, event.sources), (title.targets, event.targets))
    told = any(short and full for short, full in sides)
    return (
        kind
        and told
        and title.standing == event.standing
        and title.modality == event.modality
        and all(_may_stand_for(short, full, codes) for short, full in sides)
        and _at_once(title, event)
        and _overlap(title.place, event.place)
    )


def _may_stand_for(short: tuple[Participant, ...], full: tuple[Participant, ...], codes: Mapping[str, str]) -> bool:
    """Whether everybody of the shorter telling may be somebody of the fuller one, as far as names, numbers and codes tell."""
    return not full or all(any(_may_be_whom(one, other, codes) for other in full) for one in short)


def _may_be_whom(one: Participant, other: Participant, codes: Mapping[str, str]) -> bool:
    counts = [count for p in (one, other) if (count := count_of(p)) is not None]
    if len(counts) > 1 and counts[0].number != counts[1].number:
        return False
    first, second = (codes.get(p.actor_id or "", "") for p in (one, other))
    return _may_be_same(one, other) or (bool(first) and first == second) or _is_organ(one, other, codes)


def _sides_agree(one: Event, other: Event, codes: Mapping[str, str]) -> bool:
    doers = _agree(one.sources, other.sources, codes) or _are_of_one_body(one, other, codes)
    return doers and _agree(*_aims(one, other), codes) and _share_a_side(one, other)


def _are_of_one_body(one: Event, other: Event, codes: Mapping[str, str]) -> bool:
    """Whether the doers of a material deed are of one code and the target of both is the same: "Yemen rebels" and "the Huthis" released one prisoner."""
    first, second = ({codes.get(p.actor_id or "", "") for p in event.sources} for event in (one, other))
    body = first == second and len(first) == 1 and all(len(code) > STATE_LETTERS for code in first)
    return body and one.cameo[:2] in _MATERIAL and bool(ids_of(one.targets) & ids_of(other.targets))


def _is_pair_again(one: Event, other: Event, codes: Mapping[str, str]) -> bool:
    """Whether what two sides did together is told again by whoever acted for each: the government and the rebels, then the president and the rebels' leader."""
    first, second = ([codes.get(p.actor_id or "", "") for p in event.sources] for event in (one, other))
    # Two fights of the same enemies are two.
    pairs = one.cameo[:2] not in VIOLENT and {len(first), len(second)} == {2}
    if not (pairs and _is_mutual(one) and _is_mutual(other)):
        return False
    orders = (second, second[::-1])
    return any(all(_acts_for(left, right) for left, right in zip(first, order, strict=True)) for order in orders)


def _is_mutual(event: Event) -> bool:
    """Whether several did it with each other."""
    doers = ids_of(event.sources)
    return len(doers) > 1 and doers == ids_of(event.targets)


def _acts_for(one: str, other: str) -> bool:
    """Whether two codes are of the same side, as far as both tell: KENGOV and KENGOV, REB and KENREB, KEN and KENGOV."""
    return bool(one and other) and (
        one.startswith(other) or one.endswith(other) or other.startswith(one) or other.endswith(one)
    )


def _share_a_side(one: Event, other: Event) -> bool:
    """Whether the same actor stands on a side of both; sides that agree are enough where both tell both, for a state's organ is the state."""
    whole = all((one.sources, one.targets, other.sources, other.targets))
    pairs = [*itertools.product(one.sources, other.sources), *itertools.product(one.targets, other.targets)]
    return whole or any(_may_be_same(*pair) for pair in pairs)


def _aims(one: Event, other: Event) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """The targets of both; what two promise each other has none beside what they are told to have promised a third: "agreed on a hotline, they told the envoy"."""
    targets = (one.targets, other.targets)
    mutual = [_is_mutual(one), _is_mutual(other)]
    if one.cameo[:2] not in _OF_WORDS or all(mutual):
        return targets
    first, second = (() if both else side for both, side in zip(mutual, targets, strict=True))
    return first, second


def _codes_agree(one: Event, other: Event, codes: Mapping[str, str]) -> bool:
    """The same to three digits, or one says no more than their common root, or harm to life with the same victims by number or by who they are.

    Violence of two kinds is one deed only if both name a doer or neither does.
    """
    if one.cameo[:3] == other.cameo[:3]:
        return True
    harmful = hurts(one) and hurts(other) and not {one.cameo[:3], other.cameo[:3]} & HARMLESS
    counted = any(left.fits(right) for left, right in itertools.product(_victims(one), _victims(other)))
    if harmful and (counted or _persons(one, codes) & _persons(other, codes)):
        return True
    kinds = one.cameo[:2] not in VIOLENT or bool(one.sources) == bool(other.sources)
    return kinds and one.cameo[:2] == other.cameo[:2] and "0" in {one.cameo[2:], other.cameo[2:]}


def _persons(event: Event, codes: Mapping[str, str]) -> frozenset[str]:
    """Those hurt who are no state and bear no arms: nobody dies twice."""
    known = ((p.actor_id, codes.get(p.actor_id or "", "")) for p in event.targets)
    return frozenset(
        who for who, code in known if who and len(code) > STATE_LETTERS and sector_in(code) not in load_sectors().many
    )


def _victims(event: Event) -> frozenset[Count]:
    return frozenset(filter(None, map(count_of, event.targets)))


def _may_be_same(one: Participant, other: Participant) -> bool:
    """Whether two phrases name the same actor, or as many of the same people."""
    counts = [count for p in (one, other) if (count := count_of(p)) is not None]
    return counts[0].fits(counts[1]) if len(counts) > 1 else ids_of([one]) == ids_of([other])


def _agree(some: tuple[Participant, ...], others: tuple[Participant, ...], codes: Mapping[str, str]) -> bool:
    """One list says the same as the other or less: a state's organ is the state."""
    fewer, more = sorted((some, others), key=len)
    return all(any(_may_be_same(one, other) or _is_organ(one, other, codes) for other in more) for one in fewer)


def _is_organ(one: Participant, other: Participant, codes: Mapping[str, str]) -> bool:
    """Whether one of two is a state and the other its organ."""
    state, organ = sorted((codes.get(p.actor_id or "", "") for p in (one, other)), key=len)
    return len(organ) > len(state) == STATE_LETTERS and state_in(organ) == state


def _at_once(one: Event, other: Event) -> bool:
    return one.time is None or other.time is None or one.time.overlaps(other.time)


def _overlap(one: Place | None, other: Place | None) -> bool:
    """Whether one may lie in the other, as far as their kinds and states tell."""
    if one is None or other is None or one.geonameid == other.geonameid:
        return True
    wide = {one.precision, other.precision} & {"country", "province", "region"}
    return bool(wide) and one.country == other.country


def _join(first: Event, second: Event, codes: Mapping[str, str] = _NO_CODES) -> Event:
    def fullness(event: Event) -> tuple[int, bool, int, bool, int]:
        specific = len(event.cameo.rstrip("0"))
        actors = (*event.sources, *event.targets)
        # Who acts for a state is more than the state.
        ids = {key_of(p) for p in actors}
        known = sum(len(codes.get(key, "")) for key in ids)
        # Who does something together is no more than who does it to whom.
        both = bool(event.sources and event.targets)
        return (len(ids), both, specific, event.time is not None, known)

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
        ),
    )
