"""Agreements: what was concluded, ordered or proposed — ceasefires, resolutions, treaties, sets of measures — by the noun that names it.

A report's analysis and standings come in; agreements go out, each with all its mentions. What only goes back to something, is any one of its kind, or is private people's is none.
"""

from __future__ import annotations

from dragoman.coding.agreement_nouns import AgreementNoun, as_agreed, find_agreement_nouns, is_told_of, with_sides
from dragoman.coding.agreement_parties import concluders, is_town, known_as, others_named
from dragoman.coding.clauses import Clauses, subjects
from dragoman.coding.modality import is_time_ahead, judge_modality
from dragoman.coding.participants import each_once
from dragoman.coding.same_agreement import PAUSES, group_of, is_any
from dragoman.coding.setting import Setting, standing_of
from dragoman.coding.sides import sector_of
from dragoman.model import Agreement, Event, Evidence, Gap, Participant, Provenance, content_id
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.sectors import load_sectors

COMPONENT = "agreement.coder.v1"
# What is made between private people, too.
_ANYBODYS = frozenset({"agreement", "plan", "exchange"})
# Kinds of actors that are one side, however many they are.
_SINGLE = frozenset({"armed-group", "igo", "organ", "party", "state"})
_SUPPOSED = frozenset({"modality.modal.v1", "modality.would.v1", "modality.condition.v1"})
_WISHED = frozenset({"demanded", "hypothetical", "conditional", "denied"})


def code_agreements(setting: Setting, events: tuple[Event, ...] = ()) -> tuple[Agreement, ...]:
    """The report's agreements in order of first mention; who made them is what the events of concluding them know, too."""
    groups: list[list[AgreementNoun]] = []
    told = (with_sides(setting, noun, events) for noun in find_agreement_nouns(setting))
    for noun in (noun for noun in told if not _is_conjecture(setting, noun)):
        group = group_of(setting, groups, noun)
        if group is not None:
            groups.remove(group)
        # "The agreement" is the one spoken of last.
        groups.append([*group, noun] if group is not None else [as_agreed(setting, noun)])
    # A bare "the agreement" that goes back to nothing names nothing; a firm's lease is no matter of politics.
    named = [
        group
        for group in sorted(groups, key=lambda own: own[0].span)
        if not all(_empty(setting, noun) for noun in group)
    ]
    return tuple(
        _agreement(setting, group)
        for group in named
        if not (_is_private(setting, group) or all(_is_one_sides(setting, noun) for noun in group))
    )


def _is_private(setting: Setting, group: list[AgreementNoun]) -> bool:
    """Whether those who made it are named and nobody of politics is among them."""
    makers = [
        p
        for noun in group
        for p in others_named(setting, noun.head)
        if not is_town(setting, p) and not (p.actor_id is None and noun.span.covers(p.span))
    ]
    public = (
        p for p in makers if setting.actors.is_political(p) and sector_of(setting, p) not in load_sectors().private
    )
    return bool(makers) and not any(public) and group[0].kind in _ANYBODYS


def _is_one_sides(setting: Setting, noun: AgreementNoun) -> bool:
    """Whether a statement is that of a single body or group whose members make it together: "in a joint statement the rebels said"."""
    tree, token = setting.tree, setting.tree.token(noun.head)
    if noun.kind != "statement" or noun.parties or token.dep != "pobj" or tree.lemma(token.head) != "in":
        return False
    said = (setting.actors.named(doer) for doer in subjects(tree, tree.token(token.head).head))
    actors = [setting.actors.actor_of(one) for one in said]
    return len(actors) == 1 and actors[0] is not None and actors[0].kind in _SINGLE and not actors[0].members


def _empty(setting: Setting, noun: AgreementNoun) -> bool:
    """Whether it names nothing: a bare noun that goes back to something, or is wished for, without parties, time or matter."""
    if noun.parties or noun.number:
        return False
    dated = bool(noun.time or noun.undated)
    if len(noun.core) > 1:
        return not dated and _is_general(setting, noun)
    if noun.pointing:
        return not dated and noun.kind not in {"ceasefire", "truce", "measures", "resolution"}
    if noun.kind != "agreement" or noun.span != setting.words(noun.head):
        return False
    if not dated and _is_general(setting, noun):
        return True
    alone = not dated and not setting.tree.below(noun.head, "det") and setting.tree.token(noun.head).tag == "NN"
    return alone or judge_modality(setting.tree, noun.head)[0] in _WISHED


def _is_general(setting: Setting, noun: AgreementNoun) -> bool:
    """Whether it is no certain one of politics: "trade agreements open doors", "there is broad agreement that", "a lease agreement"."""
    tree, words = setting.tree, load_negotiation().agreements
    common = is_any(tree, noun.head) and not noun.names and noun.kind in _ANYBODYS | {"treaty"}
    concluded = tree.lemma(noun.head) in words.if_concluded or concluders(setting, noun.head)
    if not common or noun.count or concluded:
        return False
    done = any(tree.token(i).tag == "VBN" and tree.lemma(i) in words.concluding for i in tree.below(noun.head, "amod"))
    return not done and not noun.content & frozenset().union(*words.only_with.values())


def _is_conjecture(setting: Setting, noun: AgreementNoun) -> bool:
    """Whether some agreement is only thought possible or hoped for: "a bigger deal could follow", "might sign an accord", "efforts to reach a truce"."""
    if noun.number or not is_any(setting.tree, noun.head):
        return False
    if any(setting.tree.token(child).text.lower() == "any" for child in setting.tree.below(noun.head, "det")):
        return True
    unknown = not (noun.parties or noun.time or noun.undated)
    if unknown and (_is_hoped_for(setting, noun) or _is_neared(setting.tree, noun.head)):
        return True
    modality, _, rule = judge_modality(setting.tree, noun.head)
    if noun.kind in PAUSES:
        return False
    if is_time_ahead(setting.tree, setting.tree.token(noun.head).head):
        # "Once an accord is reached"
        return True
    return modality in {"hypothetical", "conditional"} and rule in _SUPPOSED


def _is_hoped_for(setting: Setting, noun: AgreementNoun) -> bool:
    """Whether somebody only aims at it, or only thinks of what would be done in it: "efforts to reach a truce", "may name them in a new resolution"; or what of it is still to be settled: "will discuss the terms of a truce"."""
    tree = setting.tree
    modality, cues, _ = judge_modality(tree, noun.head)
    words = (token.lemma.lower() for span in cues for token in tree.overlapping(span))
    if modality == "hypothetical":
        return not load_negotiation().agreements.aims.isdisjoint(words)
    preposition = tree.token(noun.head).head
    above = tree.token(preposition).head
    if tree.token(noun.head).dep != "pobj":
        return False
    one = any(tree.lemma(child) == "a" for child in tree.below(noun.head, "det"))
    made = concluders(setting, noun.head)
    if one and tree.lemma(preposition) == "of" and tree.token(above).dep == "dobj" and not made:
        # "Discussed the carrying out of accords": these are there.
        told = tree.lemma(tree.token(above).head) in load_negotiation().agreements.telling
        return not told and judge_modality(tree, above)[0] in {"announced", "hypothetical"}
    return tree.lemma(preposition) == "in" and judge_modality(tree, above)[0] == "hypothetical"


def _is_neared(tree: Clauses, head: int) -> bool:
    """Whether somebody is only on the way to it: "edged towards a truce", "closer to a deal", "on the verge of a deal", "neared a deal"."""
    words, token = load_negotiation().agreements.nearing, tree.token(head)
    above = token.head
    if token.dep == "pobj" and tree.lemma(above) in {"to", "of"}:
        above = tree.token(above).head
    return token.dep in {"pobj", "dobj"} and bool(words & {tree.lemma(above), tree.token(above).text.lower()})


def _parties(setting: Setting, group: list[AgreementNoun]) -> tuple[Participant, ...]:
    """All who are named as having made it; whom one telling has by his office or his side and another by his name is there once: "Chad's president" and "President X" by the name, "the rebels" and "their leader X" by the side."""
    found: list[Participant] = []
    for noun in group:
        before = tuple(found)
        for participant in noun.parties:
            twin = next((one for one in before if one in found and _is_again(setting, one, participant)), None)
            if twin is None:
                found.append(participant)
            elif _is_holder(setting, twin):
                found[found.index(twin)] = participant
    return each_once(found)


def _is_again(setting: Setting, one: Participant, other: Participant) -> bool:
    """Whether a person stands for the same side as the one told before, who is not called by a name."""
    person, before = setting.actors.actor_of(other), setting.actors.actor_of(one)
    alike = known_as(setting, [one]) & known_as(setting, [other])
    if not alike or person is None or before is None or person.kind != "person":
        return False
    same_office = str(before.role).lower() == str(person.role).lower()
    return before.kind != "person" or (same_office and _is_holder(setting, one))


def _is_holder(setting: Setting, participant: Participant) -> bool:
    """Whether it is somebody known by his office alone: "Chad's president"."""
    actor = setting.actors.actor_of(participant)
    return actor is not None and bool(actor.role) and actor.name.lower().endswith(str(actor.role).lower())


def _agreement(setting: Setting, group: list[AgreementNoun]) -> Agreement:
    report = setting.report
    # "The largest such swap" is no name of it, nor is what it is said to be.
    names = [noun for noun in group if not is_told_of(setting.tree, noun.head)] or group
    fullest = max(
        names, key=lambda noun: (bool(noun.names), len(noun.core), noun.span.end - noun.span.start, -noun.head)
    )
    dated = next((noun for noun in group if noun.time), None)
    undated = next((noun.undated for noun in group if noun.undated), None)
    counted = next((noun for noun in group if noun.count), None)
    parties = _parties(setting, group)
    readings = [standing_of(setting, noun.head) for noun in group]
    news = next((reading for reading in readings if reading[0] == "news"), readings[0])
    if dated is not None and dated.time is not None:
        from_date = standing_of(setting, dated.head)
        news = from_date if from_date[1] == "standing.dated.v1" else news
    evidence = [
        Evidence("name", (fullest.span,), f"{COMPONENT}:phrase"),
        Evidence("kind", (setting.words(fullest.head),), f"{COMPONENT}:{fullest.kind}"),
        Evidence("standing", news[2], news[1]),
    ]
    gaps = []
    if parties:
        evidence.append(Evidence("parties", tuple(p.span for p in parties), f"{COMPONENT}:arguments"))
    else:
        gaps.append(Gap("parties", "the text names no party to it"))
    if dated is not None and dated.time is not None:
        evidence.append(Evidence("time", (dated.time.span,), dated.time.rule))
    elif undated is not None:
        gaps.append(Gap("time", undated.reason or "the time cannot be resolved", (undated.span,)))
    else:
        gaps.append(Gap("time", "the text does not date it"))
    if counted is not None:
        evidence.append(Evidence("count", (counted.span,), f"{COMPONENT}:number"))
    mentions = tuple(sorted({noun.span for noun in group}))
    return Agreement(
        id=content_id("agreement", report.id, *mentions[0]),
        name=fullest.span.of(report.text),
        kind=fullest.kind,
        mentions=mentions,
        provenance=Provenance(report.id, mentions, COMPONENT, setting.run_id, 0.8),
        parties=parties,
        time=dated.time.time if dated is not None and dated.time is not None else None,
        count=counted.count if counted is not None else None,
        standing=news[0],
        evidence=tuple(evidence),
        gaps=tuple(gaps),
    )
