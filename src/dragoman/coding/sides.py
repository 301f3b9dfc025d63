"""Who stands on either side of a deed, and whether what the lexicon found is a deed at all.

A frame and the report's setting come in; sources and targets go out. Figures of speech, private matters and what such an actor does not do are no deeds.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable
from typing import NamedTuple

from dragoman.coding.clauses import Clauses, prepositions, with_conjuncts
from dragoman.coding.frames import ANSWERS, Frame
from dragoman.coding.participants import NOBODY, OWNER, PARTNER, STRUCK, key_of, participants_of
from dragoman.coding.predicates import DEMANDS, VIOLENT
from dragoman.coding.roles import doers_of_noun
from dragoman.coding.setting import Setting, place_of
from dragoman.model import Conflict, Participant
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.sectors import STATE_LETTERS, load_sectors, sector_in, state_in

# Talks, visits, praise, cooperation and aid are between two: with one side only they are a figure of speech more often than a deed.
_BETWEEN = frozenset({"04", "05", "06", "07"})
# What the parties of a conflict do together: talk, sign, make truce, fight.
_OF_A_CONFLICT = frozenset({"03", "04", "05", "08", "19"})
_STRIKES = VIOLENT | {"13", "15", "17"}
_MEDIATION = frozenset({"045", "039", "038", "028", "108", "126", "135", "165"})
# What private citizens may do or suffer without any other actor.
_PEOPLES = frozenset({"14", "17", "18", "19", "20"})
# Accusations, charges and the freeing of who was held: where nobody is named who makes them, an authority or captor does.
_OF_CAPTORS = frozenset({"112", "1121", "0841"})
_SUPPORT = "05"
# What a third may announce of two.
_AGREED = frozenset({"057", "0871"})
_VISIT = "042"
_REDUCED = "16"
_PROMISE, _YIELD = "03", "08"
_MUTUAL = frozenset({("each", "other"), ("one", "another")})
# Behind its word, what blame or refusal is about: "angry at the army".
_ABOUT = frozenset({"by", "over", "at", "in"})
_DONE_BY = frozenset({"by"})
_OF_STATE = frozenset({"GOV", "MIL", "COP"})
# Promises, concessions, refusals, shows of force, relations reduced.
_OF_ONES_OWN = frozenset({"03", "08", "12", "15", "16"})
_FORCED = frozenset({"0874", "192"})


class Sides(NamedTuple):
    """Who does it, and to whom."""

    sources: tuple[Participant, ...]
    targets: tuple[Participant, ...]


def find_sides(setting: Setting, frame: Frame, conflicts: tuple[Conflict, ...]) -> Sides:
    """The actors on both sides; `conflicts` tell between whom is mediated, and who fought where a clause names nobody."""
    found = _sides(setting, frame, conflicts)
    if not any(found):
        both = _belligerents(setting, frame, conflicts)
        return Sides(both, both)
    return found


def is_deed(setting: Setting, frame: Frame, sides: Sides, *, seen: bool = False) -> bool:
    """Whether an actor of politics takes part in something that such an actor does; of violence a place that is named is enough. What the reader surely has `seen` is no figure of speech."""
    political = any(setting.actors.is_political(p) for side in sides for p in side)
    if not political and not (frame.deed[:2] == "14" and sides.sources):
        struck = frame.deed[:2] in VIOLENT and not sides.sources and place_of(setting, frame.words)[0] is not None
        if not struck:
            return False
    if frame.code[:2] == "12" and setting.tree.lemma(frame.trigger) in word_classes()["failing"] and not sides.sources:
        # "The accord has failed to stop the violence": a thing refuses nothing.
        return False
    if _is_gathering(setting, frame) or (frame.embedded is None and _agrees_that(setting, frame)):
        return False
    if not seen and _is_figure_of_speech(setting, frame, sides):
        return False
    # What is demanded those would do who are asked to.
    return _can_do_it(setting, frame, sides.targets if frame.family in DEMANDS else sides.sources)


def is_figure(setting: Setting, frame: Frame, sides: Sides) -> bool:
    """Whether a word of fighting that is used of words as well ("attack", "fight") is one here, as somebody without arms does it: to be asked where the learnt reader sees no deed."""
    figurative = setting.tree.lemma(frame.trigger) in word_classes()["figurative"] and not frame.family
    return (
        figurative
        and bool(sides.sources)
        and not any(sector_of(setting, p) in load_sectors().armed for side in sides for p in side)
    )


def is_public(setting: Setting, sides: Sides, code: str) -> bool:
    """Whether somebody other than private citizens takes part, or it is what citizens do and suffer."""
    others = (p for side in sides for p in side if setting.actors.is_political(p))
    captor = code in _OF_CAPTORS and not sides.sources
    return code[:2] in _PEOPLES or captor or any(sector_of(setting, p) != "CVL" for p in others)


def sector_of(setting: Setting, participant: Participant) -> str:
    """The last three letters of the actor's code; empty where it has none."""
    actor = setting.actors.actor_of(participant)
    return sector_in(actor.code or "") if actor else ""


def _can_do_it(setting: Setting, frame: Frame, sources: tuple[Participant, ...]) -> bool:
    """Whether the doer is of a kind that does such things: land is left and taken by forces, visits are paid by officials."""
    actors = [setting.actors.actor_of(p) for p in sources]
    codes = [actor.code or "" for actor in actors if actor is not None]
    if frame.deed[:2] == _YIELD and _only_goes(setting, frame):
        return any(sector_in(code) in load_sectors().armed for code in codes)
    if frame.deed in _FORCED:
        return not codes or any(
            len(code) == STATE_LETTERS or sector_in(code) in load_sectors().forces for code in codes
        )
    if frame.deed == _VISIT:
        return any(code and sector_in(code) not in load_sectors().homebound for code in codes)
    return True


def _only_goes(setting: Setting, frame: Frame) -> bool:
    """Whether somebody is told to leave, and no more: "left the hall", "left for the capital on Friday"."""
    return len(frame.words) == 1 and setting.tree.lemma(frame.trigger) in word_classes()["going"]


def _is_gathering(setting: Setting, frame: Frame) -> bool:
    """Whether the talks are a meeting of whoever comes: "organised a public meeting"."""
    nouns = (word for word in frame.words if setting.tree.token(word).pos == "NOUN")
    attributes = (setting.tree.lemma(c) for noun in nouns for c in setting.tree.below(noun, "amod", "compound"))
    return frame.deed[:2] == "04" and any(word in load_negotiation().meetings.crowds for word in attributes)


def _is_figure_of_speech(setting: Setting, frame: Frame, sides: Sides) -> bool:
    """With one side only, a bare noun is seldom a deed told, save violence; and talks, visits or trade are seldom one at all."""
    if all(sides):
        return frame.reciprocal and frame.embedded is None and _agrees_that(setting, frame)
    if frame.family and frame.embedded is None:
        return not (frame.alone and sides.sources) or _agrees_that(setting, frame)
    noun = setting.tree.token(frame.trigger).pos in {"NOUN", "PROPN"} and len(frame.words) == 1
    root = frame.deed[:2]
    if noun:
        return not ((root in VIOLENT and not frame.reciprocal) or frame.code in _MEDIATION)
    return root in _BETWEEN and root != "07" and frame.code not in _MEDIATION and not (frame.alone or frame.family)


def _agrees_that(setting: Setting, frame: Frame) -> bool:
    """Whether somebody only agrees that something is so, which is an opinion: "agreed that the deal is dead"."""
    tree = setting.tree
    told = [clause for clause in tree.below(frame.trigger, "ccomp") if tree.below(clause, "nsubj", "nsubjpass", "expl")]
    ahead = [
        c
        for c in told
        if not tree.below(c, "expl") and any(tree.token(aux).tag == "MD" for aux in tree.below(c, "aux"))
    ]
    return frame.family == "03" and bool(told) and not ahead


def _sides(setting: Setting, frame: Frame, conflicts: tuple[Conflict, ...]) -> Sides:
    # "Kenya's war killed thousands": no deed of Kenya's.
    doers = [head for head in frame.sources if not _is_whose_war(setting, head)]
    sources = participants_of(setting.actors, doers, inward=OWNER if frame.deed[:2] == "14" else NOBODY)
    if not sources and frame.deed[:2] in VIOLENT:
        # "Were killed in clashes | between Kenya and Chad"
        sources = _between(setting, frame.words)
    # Praise and blame of what somebody does is of him, not of those with whom or to whom he does it.
    whose = frame.deed[:2] == _SUPPORT and any(setting.tree.below(head, "poss") for head in frame.targets)
    reach = OWNER if whose or frame.code[:2] == "11" else PARTNER if frame.deed[:2] in _BETWEEN else STRUCK
    answered = _answered(setting, frame)
    heads = frame.targets if answered is None else answered
    targets = participants_of(setting.actors, heads, inward=reach)
    if frame.code in _MEDIATION and not (frame.family in DEMANDS and targets):
        named = tuple(p for p in targets if _is_party(setting, p))
        targets = named if len(named) > 1 else _disputants(setting, frame, conflicts) or named
    elif not targets and frame.owners and not frame.reciprocal and answered is None:
        owned = participants_of(setting.actors, frame.owners, inward=reach)
        targets = owned if frame.embedded is None or not frame.targets else ()
    if not targets and frame.code[:2] in {"11", "12"} and answered is None:
        # Where somebody is accused is not who is: "accused polluters at the court".
        about = _DONE_BY if frame.targets else _ABOUT
        blamed = [
            noun for name, noun in prepositions(setting.tree, frame.trigger) if name in about and noun > frame.trigger
        ]
        targets = participants_of(setting.actors, blamed)
    # A town does nothing, and nobody but an attacker does anything to one.
    sources = tuple(p for p in sources if not is_town(setting, p))
    targets = whom_it_may_befall(setting, frame, targets)
    targets = tuple(p for p in targets if not _is_sent(setting, frame, sources, p))
    if (others_truce := _announced_between(setting, frame)) is not None:
        # "Kenya announced a truce between the army and the rebels": theirs.
        return Sides(others_truce, others_truce)
    mutual = any(is_each_other(setting.tree, head) for head in frame.targets)
    if mutual:
        targets = ()
    known = {key_of(p) for p in sources}
    others = tuple(p for p in targets if key_of(p) not in known)
    if (frame.reciprocal or mutual) and not others:
        both = sources if len(known) > 1 else ()
        return Sides(sources, both)
    # Of "I have spoken to X and Y" neither speaks to the other, whoever "I" is.
    somebody = any(setting.tree.token(index).pos == "PRON" for index in frame.sources)
    # Nor of "talks with X and Y".
    somebody = somebody or any(_is_met(setting, index) for index in frame.targets)
    if frame.reciprocal and not sources and not somebody and len(others) > 1:
        return Sides(others, others)
    return Sides(sources, others)


def _is_whose_war(setting: Setting, index: int) -> bool:
    """Whether the word only tells whose or what war did it."""
    token = setting.tree.token(index)
    return token.dep in {"poss", "amod", "compound"} and is_strife(setting.tree, token.head)


def is_strife(tree: Clauses, index: int) -> bool:
    """Whether a war or conflict does it: "a war that killed thousands" is nobody's deed."""
    return tree.lemma(index) in load_negotiation().strife


def _between(setting: Setting, words: Iterable[int]) -> tuple[Participant, ...]:
    """Between whom it is, by what stands behind any of the words: "clashes | between Kenya and Chad"."""
    heads = [noun for word in words for name, noun in prepositions(setting.tree, word) if name == "between"]
    return participants_of(setting.actors, with_conjuncts(setting.tree, heads))


def _announced_between(setting: Setting, frame: Frame) -> tuple[Participant, ...] | None:
    """Between whom somebody else announces an agreement, where he is neither; None where he announces his own, or another deed."""
    announces = setting.tree.lemma(frame.trigger) in load_negotiation().agreements.telling and frame.deed in _AGREED
    between = _between(setting, (*frame.words, *setting.tree.below(frame.trigger, "dobj"))) if announces else ()
    own = {key_of(p) for p in participants_of(setting.actors, frame.sources)}
    return between if len(between) > 1 and own.isdisjoint(key_of(p) for p in between) else None


def is_each_other(tree: Clauses, index: int) -> bool:
    """Whether the words mean that each of the doers does it to the other: "each other", "one another"."""
    words = [token.text.lower() for token in tree.tokens[max(0, index - 1 - tree.base) : index + 2 - tree.base]]
    return any(pair in _MUTUAL for pair in itertools.pairwise(words))


def whom_it_may_befall(setting: Setting, frame: Frame, targets: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The targets without towns, to which only an attacker or a visitor does anything; nobody comes to somebody by coming to a thing, or talks with a place."""
    if frame.deed == _VISIT:
        return tuple(
            p for p in targets if p.actor_id is not None or _is_place(setting, p) or setting.actors.is_political(p)
        )
    if frame.deed[:2] == "04":
        return tuple(p for p in targets if p.actor_id is not None or not _is_place(setting, p))
    if frame.deed[:2] in _STRIKES:
        # Of "strikes in Kenya's Tana and Lamu provinces" Kenya suffers them, and these are where.
        states = {actor.code for p in targets if (actor := setting.actors.actor_of(p)) and actor.kind == "state"}
        return tuple(p for p in targets if p.actor_id is not None or not _lies_in(setting, p, states))
    return tuple(p for p in targets if not is_town(setting, p))


def _lies_in(setting: Setting, participant: Participant, states: Collection[str | None]) -> bool:
    """Whether it is no more than the name of a place in one of the states."""
    mentions = (m for m in setting.analysis.places if m.span.covers(participant.span))
    return any(m.place is not None and m.place.country in states for m in mentions)


def without_doers(frame: Frame, sides: Sides) -> Sides:
    """The sides, nobody of whom does it to himself: of several who do it with each other all are on both."""
    doers, goals = ({key_of(p) for p in side} for side in sides)
    if doers == goals and len(doers) > 1:
        return sides
    if frame.reciprocal and len(doers) > 1 and goals and goals < doers:
        return sides._replace(targets=sides.sources)
    return sides._replace(targets=tuple(p for p in sides.targets if key_of(p) not in doers))


def without_own(setting: Setting, frame: Frame, sides: Sides) -> Sides:
    """The sides, without as targets the doers' own people and things, which they move, promise, withhold or give up: "put its army on alert", "refused to dissolve their militia"; who is a doer himself stays ("the government and its rivals agreed")."""
    if frame.deed[:2] in VIOLENT | {_SUPPORT}:
        # "The army retook two villages | in its own country", "the ministry affirmed | the state's readiness"
        return sides._replace(targets=tuple(p for p in sides.targets if not _is_whose_organ(setting, p, sides.sources)))
    if frame.deed[:2] not in _OF_ONES_OWN and frame.code[:2] not in _OF_ONES_OWN:
        return sides
    doers = {key_of(p) for p in sides.sources}
    promised = _PROMISE in {frame.deed[:2], frame.code[:2]}
    others = [p for p in sides.targets if key_of(p) in doers or not _is_theirs(setting, p, doers)]
    # "The president vowed to protect | Kenya's territory": his own.
    kept = (p for p in others if not (promised and _is_whose_organ(setting, p, sides.sources)))
    return sides._replace(targets=tuple(kept))


def _is_whose_organ(setting: Setting, state: Participant, sources: tuple[Participant, ...]) -> bool:
    """Whether it is the state whose forces or officials do it."""
    actor = setting.actors.actor_of(state)
    codes = [whom.code or "" for p in sources if (whom := setting.actors.actor_of(p)) is not None]
    owned = (code.startswith(actor.code or "-") and sector_in(code) in _OF_STATE for code in codes if actor is not None)
    return actor is not None and actor.kind == "state" and bool(codes) and all(owned)


def _is_theirs(setting: Setting, participant: Participant, doers: set[str]) -> bool:
    """Whether a pronoun tells that it belongs to the doers, one that names another does not; or whether they are forces of nobody named: "to withdraw | troops"."""
    words = setting.tree.overlapping(participant.span)
    if words and all(setting.tree.lemma(word.index) in word_classes()["troops"] for word in words):
        return not any(setting.tree.below(word.index, "det", "poss") for word in words)
    owners = [owner for word in words for owner in setting.tree.below(word.index, "poss")]
    pronouns = [owner for owner in owners if setting.tree.token(owner).pos == "PRON"]
    named = [setting.actors.heads.get(pronoun) for pronoun in pronouns]
    return bool(pronouns) and all(m is None or m.actor_id is None or m.actor_id in doers for m in named)


def _is_place(setting: Setting, participant: Participant) -> bool:
    """Whether it names a place, or a kind of place: "the capital"."""
    named = any(m.place is not None and m.span.overlaps(participant.span) for m in setting.analysis.places)
    words = setting.tree.overlapping(participant.span)
    return named or any(setting.tree.lemma(word.index) in word_classes()["territory"] for word in words)


def _is_met(setting: Setting, index: int) -> bool:
    """Whether somebody else talks with whom the token names."""
    tree = setting.tree
    while tree.token(index).dep == "conj" and tree.token(index).head != index:
        index = tree.token(index).head
    return tree.token(index).dep == "pobj" and tree.lemma(tree.token(index).head) == "with"


def _answered(setting: Setting, frame: Frame) -> tuple[int, ...] | None:
    """Whom praise, blame, protest or a fight is about where its object is a deed done to somebody: who did that; None where it is no such deed."""
    if frame.code[:2] not in ANSWERS | VIOLENT or frame.embedded is not None:
        return None
    doers = [doers_of_noun(setting.tree, head) for head in frame.targets]
    if all(found is None for found in doers):
        return None
    return tuple(
        whom for head, found in zip(frame.targets, doers, strict=True) for whom in ([head] if found is None else found)
    )


def _is_sent(setting: Setting, frame: Frame, sources: tuple[Participant, ...], participant: Participant) -> bool:
    """Whether it is whom or what the doer sends, or the doer's own envoys or forces that are recalled or shown: they are not who it is aimed at."""
    if any(participant.span.covers(setting.words(word)) for word in frame.sent):
        return True
    told = any(participant.span.covers(setting.words(word)) for word in frame.words)
    forces = sector_of(setting, participant) == "MIL" and (told or frame.code[:2] == "15")
    if not forces and not (told and frame.deed[:2] == _REDUCED):
        return False
    codes = [actor.code or "" for p in (*sources, participant) if (actor := setting.actors.actor_of(p))]
    return len(codes) > 1 and all(state_in(code) == state_in(codes[-1]) for code in codes)


def is_town(setting: Setting, participant: Participant) -> bool:
    """Whether a participant is no more than the name of a place that is no state."""
    places = (mention for mention in setting.analysis.places if mention.span.covers(participant.span))
    small = (m.place is None or m.place.precision in {"city", "district"} for m in places)
    return participant.actor_id is None and any(small)


def _disputants(setting: Setting, frame: Frame, conflicts: tuple[Conflict, ...]) -> tuple[Participant, ...]:
    """Between whom is mediated, where the sentence names their conflict."""
    sentence = setting.sentence(frame.trigger).span
    for conflict in conflicts:
        if len(conflict.parties) > 1 and any(sentence.covers(mention) for mention in conflict.mentions):
            return conflict.parties
    return ()


def _belligerents(setting: Setting, frame: Frame, conflicts: tuple[Conflict, ...]) -> tuple[Participant, ...]:
    """Who fought, talked or made truce in the history that the report recalls, where only one conflict can be meant."""
    told = [conflict for conflict in conflicts if len(conflict.parties) > 1]
    recalled = setting.standings[setting.tree.token(frame.trigger).sentence] == "background"
    theirs = frame.reciprocal and frame.deed[:2] in _OF_A_CONFLICT
    return told[0].parties if theirs and recalled and len(told) == 1 else ()


def _is_party(setting: Setting, participant: Participant) -> bool:
    actor = setting.actors.actor_of(participant)
    if actor is None:
        return setting.actors.is_political(participant)
    return actor.kind in {"state", "armed-group", "people", "organ", "party"}
