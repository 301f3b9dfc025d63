"""Whom a deed hurt: casualties told beside it are its targets, and what only tells by what means a blow was dealt tells the same blow.

The events of a report come in, in text order and with their frames where the tree is asked; those that remain go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dragoman.coding.clauses import Clauses, subtree
from dragoman.coding.frames import Frame, harm_of_known
from dragoman.coding.predicates import VIOLENT
from dragoman.model import Event, Evidence, Participant, Token
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.times import load_time_words

# "as many as 20 people"
_BEFORE_NUMBER = 4
_ARTICLES = frozenset({"a", "an"})
# Of violence what kills or wounds nobody by itself: abductions, blockades, occupations, broken ceasefires.
HARMLESS = frozenset({"181", "191", "192", "196"})
# So many clauses outward the verb is sought that others are coordinated with, or that a clause hangs on.
CLAUSES = 3
# By which prepositions a blow's means is told.
_MEANS = frozenset({"in", "by", "with"})


class Count(NamedTuple):
    """How many a phrase counts, whose they are, and what; as far as it says."""

    number: str
    named: frozenset[str]
    what: str

    def fits(self, other: Count) -> bool:
        """Whether one says the same as the other or less: "12" are "12 Kenyan soldiers"."""
        fewer, more = sorted((self.named, other.named), key=len)
        return (
            self.number == other.number and fewer <= more and (self.what == other.what or "" in {self.what, other.what})
        )


def without_casualties(tree: Clauses, coded: list[tuple[Frame, Event]], codes: Mapping[str, str]) -> Iterator[Event]:
    """The events, but for those that only tell whom another deed of the sentence hurt: these give it its target."""
    harm = [_is_casualty(tree, frame, event) for frame, event in coded]
    deeds = [
        (tree.token(f.trigger).sentence, e) for (f, e), hurt in zip(coded, harm, strict=True) if hurts(e) and not hurt
    ]
    causes = {}
    for (frame, event), hurt in zip(coded, harm, strict=True):
        near = (deed for sentence, deed in deeds if sentence == tree.token(frame.trigger).sentence)
        causes[event.id] = _causes(tree, event, near, codes) if hurt else []
    for _, event in coded:
        if causes[event.id]:
            continue
        # Whom the ramming of a crowd killed are not those whom police then shot.
        tellings = [other for _, other in coded if any(cause is event for cause in causes[other.id])]
        yield _with_victims(event, tellings) if tellings else event


def _causes(tree: Clauses, casualty: Event, deeds: Iterable[Event], codes: Mapping[str, str]) -> list[Event]:
    """Which of the deeds may have hurt whom the event tells of: those of its own clause, else those that it hangs on, before others; nobody hurts his own forces."""
    hurt = {codes.get(p.actor_id or "", "") for p in casualty.targets} - {""}
    likely = [
        deed
        for deed in deeds
        if deed.cameo[:3] not in HARMLESS
        and _may_come_of(tree, casualty, deed)
        and not hurt & {codes.get(p.actor_id or "", "") for p in deed.sources}
    ]
    words = tree.overlapping(casualty.trigger)
    if not words:
        return likely
    verb = words[-1]
    own = [deed for deed in likely if _hangs_on(tree, deed, verb.index)]
    told = [deed for deed in likely if _is_outcome(verb) and _is_told_by(tree, deed, verb.head)]
    return own or told or likely


def _hangs_on(tree: Clauses, deed: Event, verb: int) -> bool:
    """Whether the deed is told in what hangs on the verb: "were killed | when a rocket hit them"."""
    below = set(subtree(tree, verb)) - {verb}
    return any(word.index in below for word in tree.overlapping(deed.trigger))


def _is_told_by(tree: Clauses, deed: Event, verb: int) -> bool:
    """Whether the verb, or its object, tells the deed: "launched an attack, | killing two"."""
    return any(verb in {word.index, word.head} for word in tree.overlapping(deed.trigger))


def as_one_blow(tree: Clauses, coded: Iterable[tuple[Frame, Event]]) -> list[tuple[Frame, Event]]:
    """The events; those that tell whom one and the same blow hurt are one: "two were killed and nine wounded in the attack", "killed them in retaliatory firing"."""
    found: list[tuple[Frame, Event]] = []
    for frame, event in coded:
        # "Attacked it in the war with X" tells of two.
        words = {*frame.words, *([] if event.targets else _dealt_in(tree, frame.trigger))}
        place = next((i for i, (other, known) in enumerate(found) if hurts(known) and words & set(other.words)), None)
        if place is None or not hurts(event):
            found.append((frame, event))
            continue
        first, known = found[place]
        found[place] = (first, _with_victims(known, [event]))
    return found


def as_harm_told_before(
    tree: Clauses, coded: Iterable[tuple[Frame, Event]], codes: Mapping[str, str]
) -> list[tuple[Frame, Event]]:
    """The events; whom "the attack" is told to have hurt are those whom the last such deed told before hurt, in so far as its doers are no comrades of theirs."""
    found: list[tuple[Frame, Event]] = []
    for frame, event in coded:
        noun = harm_of_known(tree, frame) if hurts(event) else None
        hurt = {codes.get(p.actor_id or "", "") for p in event.targets} - {""}
        fits = [
            i
            for i, (other, known) in enumerate(found)
            if noun is not None
            and tells_such(tree, other, noun)
            and hurts(known)
            and known.standing == event.standing
            and not hurt & {codes.get(p.actor_id or "", "") for p in known.sources}
        ]
        if not fits:
            found.append((frame, event))
        else:
            first, known = found[fits[-1]]
            found[fits[-1]] = (first, _with_victims(known, [event]))
    return found


def tells_such(tree: Clauses, frame: Frame, noun: int) -> bool:
    """Whether a deed is told by the noun itself, by the verb of the same word, or by a word made of it: "attacked", "the attack"; "airstrikes", "the strikes"."""
    words = (tree.lemma(word) for word in frame.told_by)
    # A counterattack is another than the attack.
    return any(word.endswith(tree.lemma(noun)) and not word.startswith("counter") for word in words)


def _dealt_in(tree: Clauses, word: int) -> list[int]:
    """The verb that a noun of violence, or a word before it, only tells the means of: "killed three | in firing"."""
    token = tree.token(word)
    noun = tree.token(token.head) if token.dep in {"amod", "compound"} else token
    preposition = tree.token(noun.head)
    means = noun.dep == "pobj" and preposition.lemma.lower() in _MEANS
    return [preposition.head] if means and tree.token(preposition.head).pos == "VERB" else []


def _with_victims(event: Event, others: Sequence[Event]) -> Event:
    """The event with those whom its other tellings hurt, and the words that tell it."""
    named = ids_of(event.targets)
    victims = tuple(p for other in others for p in other.targets if not ids_of([p]) & named)
    told = Evidence("targets", tuple(p.span for p in victims), "event.casualties.v1")
    targets = (*event.targets, *victims)
    return replace(
        event,
        targets=targets,
        tellings=tuple(sorted({*event.tellings, *(other.trigger for other in others)})),
        gaps=tuple(gap for gap in event.gaps if gap.field != "targets" or not targets),
        evidence=(*event.evidence, told) if victims else event.evidence,
    )


def _is_casualty(tree: Clauses, frame: Frame, event: Event) -> bool:
    """Whether it tells only whom a deed hurt: nobody is said to have done it, or it is what came of the deed before it ("shelled the town, | killing six", "and killed six")."""
    if tree.lemma(frame.trigger) not in word_classes()["harm"] or not hurts(event):
        return False
    verb = _first_of(tree, frame.trigger)
    token = tree.token(verb)
    return not event.sources or _is_outcome(token) or verb != frame.trigger


def _is_outcome(token: Token) -> bool:
    """Whether it is a participle of what came of the verb before it: "shelled the town, | killing six"."""
    return token.tag == "VBG" and token.dep == "advcl" and token.head < token.index


def _first_of(tree: Clauses, verb: int) -> int:
    """The first of the verbs with which a verb is coordinated, its own doer not told anew."""
    for _ in range(CLAUSES):
        token = tree.token(verb)
        if token.dep != "conj" or token.head > verb or tree.below(verb, "nsubj", "nsubjpass"):
            return verb
        verb = token.head
    return verb


def _answered(tree: Clauses, casualty: Event, deed: Event) -> bool:
    """Whether the harm is told of what the deed answers: "struck the camp in retaliation for a raid that killed six"."""
    for token in tree.overlapping(casualty.trigger):
        word = token.index
        while tree.token(word).head != word:
            above = tree.token(tree.token(word).head)
            reason = tree.lemma(above.head) in word_classes()["reprisal"] or tree.lemma(above.index) == "after"
            if tree.token(word).dep == "pobj" and reason:
                return not deed.trigger.overlaps(tree.token(word).span)
            word = above.index
    return False


def _may_come_of(tree: Clauses, casualty: Event, deed: Event) -> bool:
    """Whether the harm may be the deed's: what is told after another verb's participle of harm is another deed ("rammed them, killing 80, | before police shot him"), and so is what somebody else did."""
    if _answered(tree, casualty, deed):
        return False
    words = tree.overlapping(casualty.trigger)
    participle = any(map(_is_outcome, words))
    before = deed.trigger < casualty.trigger
    if not casualty.sources or participle:
        return before or not participle
    harm = any(word.lemma.lower() in word_classes()["harm"] for word in tree.overlapping(deed.trigger))
    return before and not harm and ids_of(casualty.sources) == ids_of(deed.sources)


def hurts(event: Event) -> bool:
    """Whether it is violence that is told as real."""
    return event.cameo[:2] in VIOLENT and event.modality not in {"denied", "hypothetical", "conditional"}


def ids_of(participants: Iterable[Participant]) -> frozenset[str | Count]:
    """By what the participants are known again: how many of whom they are, their ids, their names."""
    return frozenset(count_of(p) or p.actor_id or p.name.lower() for p in participants)


def count_of(participant: Participant) -> Count | None:
    """What a phrase counts: "at least twenty people" are the "20" of another sentence; none where it counts nobody."""
    words = participant.name.split()
    numbers = load_time_words().numbers
    counting = [at for at, word in enumerate(words[:_BEFORE_NUMBER]) if word.lower() not in _ARTICLES]
    counted = [(at, str(numbers.get(words[at].lower(), words[at]))) for at in counting]
    at, number = next(((at, number) for at, number in counted if number[:1].isdigit()), (0, ""))
    if not number:
        return None
    named = frozenset(word.lower() for word in words[at + 1 : -1] if word[:1].isupper())
    what = words[-1].lower() if at < len(words) - 1 and words[-1].lower() not in word_classes()["anybody"] else ""
    return Count(number, named, what)
