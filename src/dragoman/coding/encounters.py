"""Encounters: the verbs ("met", "received", "will visit") and nouns ("talks between", "a press conference with") that tell a meeting, and who takes part.

A report's setting comes in; encounters go out in text order. Whoever is met, received or talked with must be an actor: to meet a demand is no encounter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.coding.clauses import Clauses, agents, objects, prepositions, subjects, with_conjuncts
from dragoman.coding.modality import judge_modality
from dragoman.coding.participants import participants_of
from dragoman.coding.setting import Setting
from dragoman.coding.sides import sector_of
from dragoman.model import Participant, PlaceMention
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.sectors import load_sectors
from dragoman.vocab.times import load_time_words

_WITH = frozenset({"with", "between", "among", "of", "by"})
_NAMING = ("compound", "poss", "amod", "nmod")
_THROUGH = frozenset({"at", "during", "after", "in", "following", "before", "to", "on", "for", "ahead"})


@dataclass(frozen=True, slots=True)
class Encounter:
    """A meeting word, the words around it that carry time and place, and who takes part; whether it goes back to a meeting named before, or is another of its kind."""

    trigger: int
    carriers: tuple[int, ...]
    participants: tuple[Participant, ...]
    pointing: bool = False
    another: bool = False


def find_encounters(setting: Setting) -> Iterator[Encounter]:
    """Every word that tells a meeting, in text order; one meeting may be told by several."""
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
    if lemma in load_negotiation().meetings.sessions and owners and is_body(setting, owners[0]):
        return True
    talks = any(setting.tree.lemma(noun) in {"talk", "negotiation"} for _, noun in prepositions(setting.tree, index))
    return bool(modifiers & needed) or "between" in inner or talks


def _by_verb(setting: Setting, index: int) -> Iterator[Encounter]:
    tree, words = setting.tree, load_negotiation().meetings
    lemma = tree.lemma(index)
    # Whom one meets or receives is named outright: "a letter from the minister" is no guest, "American standards" are not America.
    received = objects(tree, index) if lemma in words.hosting | {"meet"} else []
    guests = [noun for noun in received if setting.actors.named(noun) is not None]
    hosts = agents(tree, index) if lemma == "meet" else []
    if hosts and not any(_is_official(setting, host) for host in hosts):
        # "They were met by guards": nobody confers.
        return
    if lemma in words.hosting:
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
    met = lemma in words.verbs - words.hosting and not tree.below(index, "dobj")
    if len(people) > 1 or (people and met and are_several(setting, people)):
        yield Encounter(index, (index,), people)


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


def _by_visit(setting: Setting, index: int, travellers: Iterable[int]) -> Iterator[Encounter]:
    """An official's journey to a place where he is received: "the envoy will travel to the capital"."""
    people = tuple(p for p in _together(setting, travellers) if sector_of(setting, p) in load_sectors().officials)
    seats = load_negotiation().meetings.seats
    seated = any(setting.tree.lemma(goal) in seats for goal in _goals(setting.tree, index))
    if people and (seated or destination(setting, index) is not None):
        yield Encounter(index, (index,), people)


def _goals(tree: Clauses, index: int) -> list[int]:
    return [*tree.below(index, "dobj"), *(noun for name, noun in prepositions(tree, index) if name in {"to", "in"})]


def destination(setting: Setting, index: int) -> PlaceMention | None:
    """The place that a journey goes to."""
    spans = [setting.words(goal) for goal in _goals(setting.tree, index)]
    return next((m for m in setting.analysis.places if m.place and any(m.span.overlaps(span) for span in spans)), None)


def _present(setting: Setting, index: int) -> list[int]:
    """Who else is there: "in the presence of", "with the participation of"."""
    tree = setting.tree
    rooms = [noun for _, noun in prepositions(tree, index) if tree.lemma(noun) in load_negotiation().meetings.presence]
    return [noun for room in rooms for name, noun in prepositions(tree, room) if name == "of"]


def _by_noun(setting: Setting, index: int) -> Iterator[Encounter]:
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
    yield Encounter(index, tuple(carriers), people, alone and not another and _is_known(tree, index), another)


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
        actor = setting.actors.actor_of(participant)
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


def are_several(setting: Setting, people: tuple[Participant, ...]) -> bool:
    """Whether one phrase names several: the sides, the foreign ministers."""
    actor = setting.actors.actor_of(people[0])
    if actor is not None and actor.members:
        return True
    last = setting.analysis.tokens_in(people[0].span)
    return any(token.tag in {"NNS", "NNPS"} for token in last)


def is_body(setting: Setting, participant: Participant) -> bool:
    """Whether it is an organ of state or an organisation of states."""
    actor = setting.actors.actor_of(participant)
    return actor is not None and actor.kind in {"igo", "organ"}
