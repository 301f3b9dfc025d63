"""Encounters: the verbs ("met", "received", "will visit") and nouns ("talks between", "a press conference with") that tell a meeting, and who takes part.

A report's setting comes in; encounters go out in text order. Whoever is met, received or talked with must be an actor: to meet a demand is no encounter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.coding.clauses import Clauses, agents, is_infinitive, objects, prepositions, subjects, with_conjuncts
from dragoman.coding.modality import judge_modality
from dragoman.coding.participants import each_once, participants_of
from dragoman.coding.setting import Setting
from dragoman.coding.sides import is_town, sector_of
from dragoman.model import Participant, PlaceMention
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.sectors import load_sectors, state_in
from dragoman.vocab.times import load_time_words

_WITH = frozenset({"with", "between", "among", "of", "by"})
_NAMING = ("compound", "poss", "amod", "nmod")
# "Following" the language component takes for a form of a verb.
_THROUGH = frozenset({"at", "during", "after", "in", "follow", "before", "to", "on", "for", "ahead"})


@dataclass(frozen=True, slots=True)
class Encounter:
    """A meeting word, the words around it that carry time and place, and who takes part; whether it goes back to a meeting named before, there `beside` who met, or is another of its kind.

    Of a `onesided` one only those are told with whom somebody meets.
    """

    trigger: int
    carriers: tuple[int, ...]
    participants: tuple[Participant, ...]
    pointing: bool = False
    another: bool = False
    beside: bool = False
    onesided: bool = False


def find_encounters(setting: Setting) -> Iterator[Encounter]:
    """Every word that tells a meeting, in text order; one meeting may be told by several."""
    words = load_negotiation().meetings
    for token in setting.analysis.tokens:
        lemma = token.lemma.lower()
        if token.pos == "VERB" and lemma in words.verbs:
            yield from _by_verb(setting, token.index)
        elif token.pos == "VERB" and lemma in words.gathering:
            yield from _by_gathering(setting, token.index)
        elif token.pos == "VERB" and lemma in words.visits:
            yield from _by_visit(setting, token.index, subjects(setting.tree, token.index))
        elif token.pos == "NOUN" and lemma in words.visits:
            yield from _by_visit(setting, token.index, _travellers(setting, token.index))
        elif token.pos == "NOUN" and lemma in words.nouns and _qualified(setting, token.index, lemma):
            yield from _by_noun(setting, token.index)


def _qualified(setting: Setting, index: int, lemma: str) -> bool:
    words = load_negotiation().meetings
    needed = words.qualified.get(lemma)
    modifiers = {setting.tree.lemma(child) for child in setting.tree.below(index, *_NAMING)}
    if modifiers & (words.crowds | words.remote):
        return False
    if needed is None:
        return True
    inner = {name for name, _ in prepositions(setting.tree, index)}
    owners = _together(setting, setting.tree.below(index, *_NAMING))
    if lemma in words.sessions and owners and is_body(setting, owners[0]):
        return True
    behind = [setting.tree.lemma(noun) for name, noun in prepositions(setting.tree, index) if name == "of"]
    talks = any(noun in {"talk", "negotiation"} for noun in behind)
    one_more = words.more | (words.others if lemma == "session" else set())
    if lemma in words.turns and not behind and modifiers & one_more:
        # "Will host a second round", "the next session will be held": one more of the talks told of before.
        governor = _governing_verb(setting.tree, index)
        return governor is not None and _is_object(setting.tree, index, governor)
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
    guests = [noun for noun in guests if not (_is_private(setting, noun) or _is_bare(setting, noun))]
    guests += _present(setting, index)
    doers = subjects(tree, index) + agents(tree, index)
    people = _together(setting, doers, _companions(setting, doers), guests)
    if (guests and people == _together(setting, guests)) or any(
        tree.lemma(i) == "how" for i in tree.below(index, "advmod")
    ):
        # Those who are met do not meet each other; and how somebody will deal with another is no encounter.
        return
    # To meet a demand or to receive aid is no encounter: both sides must be actors.
    met = lemma in words.verbs - words.hosting and not tree.below(index, "dobj")
    if len(people) > 1 or (people and met and are_several(setting, people)):
        yield Encounter(index, (index,), people)


def _by_gathering(setting: Setting, index: int) -> Iterator[Encounter]:
    """Whom somebody brings together: "the envoy brought together the government and the rebels"."""
    tree = setting.tree
    together = any(tree.token(i).text.lower() == "together" for i in tree.below(index, "advmod", "prt"))
    guests = [noun for noun in objects(tree, index) if not _is_private(setting, noun)] if together else []
    met = _together(setting, guests)
    if len(met) > 1 or (met and are_several(setting, met)):
        yield Encounter(index, (index, *guests), _together(setting, subjects(tree, index), guests))


def _are_taken_in(setting: Setting, index: int) -> bool:
    """Whether a number of people without an office is told of."""
    people = participants_of(setting.actors, [index])
    return bool(setting.tree.below(index, "nummod")) and all(sector_of(setting, p) == "CVL" for p in people)


def _is_bare(setting: Setting, index: int) -> bool:
    """Whether a common noun stands alone, as no office-holder's does: "met | force with force"."""
    alone = setting.tree.token(index).tag == "NN" and not setting.tree.children[index - setting.tree.base]
    return alone and setting.actors.actor_of(setting.actors.named(index)) is None


def _is_private(setting: Setting, index: int) -> bool:
    """Whether common people or reporters are named by what they are: "four children", "local reporters"."""
    people = participants_of(setting.actors, [index])
    plain = setting.tree.token(index).pos == "NOUN" and setting.tree.lemma(index) not in word_classes()["agent"]
    return plain and bool(people) and all(sector_of(setting, p) in {"CVL", "MED"} for p in people)


def _is_official(setting: Setting, index: int) -> bool:
    return any(
        sector_of(setting, p) in load_sectors().officials - {"MIL"} for p in participants_of(setting.actors, [index])
    )


def _travellers(setting: Setting, index: int) -> list[int]:
    """Whose visit it is."""
    tree = setting.tree
    return [*tree.below(index, "poss"), *(noun for name, noun in prepositions(tree, index) if name == "by")]


def _by_visit(setting: Setting, index: int, travellers: Iterable[int]) -> Iterator[Encounter]:
    """An official's journey abroad to where he is received, or to somebody: "the envoy will travel to the capital", "visited the king"."""
    people = tuple(p for p in _together(setting, travellers) if sector_of(setting, p) in load_sectors().officials)
    visited = [goal for goal in setting.tree.below(index, "dobj") if _is_somebody(setting, goal)]
    hosts = _together(setting, visited)
    if people and (hosts or _is_abroad(setting, index, people)):
        yield Encounter(index, (index,), each_once((*people, *hosts)))


def _is_somebody(setting: Setting, index: int) -> bool:
    """Whether the token names a person, or holders of an office."""
    actor = setting.actors.actor_of(setting.actors.named(index))
    return actor is not None and (actor.kind == "person" or actor.role is not None)


def _is_abroad(setting: Setting, index: int, people: tuple[Participant, ...]) -> bool:
    """Whether the journey goes to where others are at home: a minister who visits a village of his own country is received by nobody."""
    goals = _goals(setting.tree, index)
    if any(setting.tree.lemma(goal) in load_negotiation().meetings.seats for goal in goals):
        return True
    actors = [setting.actors.actor_of(p) for p in people]
    homes = {state_in(actor.code) for actor in actors if actor is not None and actor.code}
    states = [setting.actors.actor_of(setting.actors.named(goal)) for goal in goals]
    there: set[str | None] = {actor.code for actor in states if actor and actor.kind == "state" and actor.code}
    goal = destination(setting, index)
    if goal is not None and goal.place is not None:
        there.add(goal.place.country)
    return bool(there) and not homes <= there


def _goals(tree: Clauses, index: int) -> list[int]:
    return [*tree.below(index, "dobj"), *(noun for name, noun in prepositions(tree, index) if name in {"to", "in"})]


def destination(setting: Setting, index: int) -> PlaceMention | None:
    """The place that a journey goes to."""
    spans = [setting.words(goal) for goal in _goals(setting.tree, index)]
    return next((m for m in setting.analysis.places if m.place and any(m.span.overlaps(span) for span in spans)), None)


def _present(setting: Setting, index: int) -> list[int]:
    """Who else is there: "in the presence of", "with the participation of", "under Kenyan mediation", "with Kenya attending along with Chad"."""
    tree, words = setting.tree, load_negotiation().meetings
    there = [
        v for prep in tree.below(index, "prep") for v in tree.below(prep, "pcomp") if tree.lemma(v) in words.being_there
    ]
    coming = [who for verb in there for who in subjects(tree, verb)]
    coming += [noun for verb in there for along in tree.below(verb, "prep", "advmod") for noun in _along(tree, along)]
    rooms = [noun for _, noun in prepositions(tree, index) if tree.lemma(noun) in words.presence]
    named = [noun for room in rooms for noun in with_conjuncts(tree, tree.below(room, *_NAMING))]
    return coming + named + [noun for room in rooms for name, noun in prepositions(tree, room) if name == "of"]


def _companions(setting: Setting, doers: Iterable[int]) -> list[int]:
    """With whom of politics somebody comes: "the minister, accompanied by two envoys, met"."""
    tree = setting.tree
    named = [word for doer in doers for word in (doer, *tree.below(doer, "appos"))]
    words = load_negotiation().meetings.accompanying
    led = [verb for word in named for verb in tree.below(word, "acl") if tree.lemma(verb) in words]
    others = with_conjuncts(tree, [noun for verb in led for noun in agents(tree, verb)])
    return [noun for noun in others if not _is_private(setting, noun)]


def _along(tree: Clauses, index: int) -> list[int]:
    """Who is named behind "along with" or "with"."""
    inner = [index, *tree.below(index, "prep")]
    return with_conjuncts(
        tree, [noun for prep in inner if tree.lemma(prep) == "with" for noun in tree.below(prep, "pobj")]
    )


def _by_noun(setting: Setting, index: int) -> Iterator[Encounter]:
    tree, words = setting.tree, load_negotiation().meetings
    inside = with_conjuncts(tree, tree.below(index, *_NAMING))
    inside += [noun for name, noun in prepositions(tree, index) if name in _WITH - {"with"}]
    partners = _partners(setting, index)
    governor = _governing_verb(tree, index)
    hosted = governor is not None and tree.lemma(governor) in words.hosting and _is_object(tree, index, governor)
    if governor is not None and tree.lemma(governor) in words.verbs and not hosted and not inside + partners:
        # "They will meet for a day of talks" is told by the verb.
        return
    hosts: list[int] = []
    carriers = [index, *appointments(tree, index)]
    beside = False
    if governor is not None:
        light = hosted or tree.lemma(governor) in words.light
        # "Will send nobody to the meeting"
        away = not light and tree.token(index).dep == "pobj" and judge_modality(tree, governor)[0] == "denied"
        if away:
            return
        asked = not inside and tree.lemma(governor) in words.arranging and _is_object(tree, index, governor)
        if asked:
            partners += _asked(tree, governor)
        regards = tree.lemma(governor) in words.regarding and _is_object(tree, index, governor)
        if light or asked or not (regards or inside + partners):
            # "Arming the army will top the agenda at the summit": a deed meets nobody.
            doers = [doer for doer in subjects(tree, governor) if tree.token(doer).pos != "VERB"]
            hosts = [*doers, *_companions(setting, doers)] if not _is_of_subject(tree, index, governor) else []
        if light and tree.token(index).dep == "nsubjpass":
            # "The talks were chaired by X and attended by Y."
            further = [verb for verb in tree.below(governor, "conj") if tree.lemma(verb) in words.light]
            hosts += [noun for verb in (governor, *further) for noun in agents(tree, verb)]
        beside = tree.lemma(governor) in words.attending
        if tree.token(index).dep != "pobj" or light:
            carriers.append(governor)
            inside += [noun for name, noun in prepositions(tree, governor) if name == "between"]
            partners += _partners(setting, governor)
            inside += _present(setting, governor)
            if tree.lemma(governor) in words.joining:
                partners += objects(tree, governor)
    people = _together(setting, hosts, inside, partners)
    if governor is not None and people and people == _together(setting, partners):
        # "The president's decision followed talks with X": they are his.
        own = [owner for thing in subjects(tree, governor) for owner in tree.below(thing, "poss")]
        people = _together(setting, own, partners)
    if _merely_thought(tree, index):
        return
    onesided = bool(people) and people == _together(setting, partners)
    alone = not _together(setting, inside, partners)
    another = alone and _is_another(tree, index)
    # "Talks on exchanging prisoners in Geneva" are there, though the parse hangs the place on the matter.
    carriers += [i for prep in tree.below(index, "prep") for i in tree.below(prep, "pcomp")]
    # "The talks, which started in Geneva on Monday, ended."
    carriers += [clause for clause in tree.below(index, "relcl") if tree.lemma(clause) in words.light]
    known = alone and not another and _is_known(tree, index)
    yield Encounter(index, tuple(carriers), people, known, another, beside, onesided)


def _partners(setting: Setting, word: int) -> list[int]:
    """With whom: "ended the talks with the rebels", not "with the signing of a deal"."""
    somebody = word_classes()["agent"] | word_classes()["people"] | word_classes()["troops"]
    found = [noun for name, noun in prepositions(setting.tree, word) if name == "with"]
    return [n for n in found if setting.actors.named(n) is not None or setting.tree.lemma(n) in somebody]


def appointments(tree: Clauses, index: int) -> list[int]:
    """The words behind a meeting noun that fix it: "the talks scheduled for October 19", "the talks that will be held in May"."""
    words = load_negotiation().meetings
    fixed = [i for i in tree.below(index, "acl") if tree.token(i).tag == "VBN" and tree.lemma(i) in words.fixing]
    held = [i for i in tree.below(index, "relcl") if tree.lemma(i) in words.light | words.fixing]
    return fixed + [i for i in held if any(tree.token(aux).tag == "MD" for aux in tree.below(i, "aux"))]


def _is_object(tree: Clauses, index: int, verb: int) -> bool:
    """Whether the noun, or the round or the days of it, is the verb's object."""
    head = tree.token(index).head
    while tree.token(index).dep == "pobj" and tree.lemma(head) == "of":
        index, head = tree.token(head).head, tree.token(tree.token(head).head).head
    return tree.token(index).dep in {"dobj", "nsubjpass"} and head == verb


def _is_of_subject(tree: Clauses, index: int, verb: int) -> bool:
    """Whether the noun stands in the verb's subject: "several sources privy to the negotiations said"."""
    while tree.token(index).head not in {verb, index}:
        index = tree.token(index).head
    return tree.token(index).dep in {"nsubj", "nsubjpass"}


def _asked(tree: Clauses, verb: int) -> list[int]:
    """To whom a meeting is proposed: "proposed a meeting to X", "wrote to X to propose a meeting"."""
    told = [verb, *([tree.token(verb).head] if is_infinitive(tree, verb) else [])]
    return [noun for one in told for name, noun in prepositions(tree, one) if name == "to"]


def _merely_thought(tree: Clauses, index: int) -> bool:
    """Whether the bare noun is only a way or a matter: "a solution through talks", "views about negotiations"."""
    token, above = tree.token(index), tree.token(tree.token(index).head)
    bare = not tree.below(index, "det", "poss", "nummod")
    return bare and token.dep == "pobj" and above.lemma.lower() not in _THROUGH | {"of"}


def _is_known(tree: Clauses, index: int) -> bool:
    """Whether the noun goes back to a meeting named before: "the talks", "the two-day summit"."""
    return any(tree.lemma(child) in {"the", "this", "these"} for child in tree.below(index, "det"))


def _is_another(tree: Clauses, index: int) -> bool:
    """Whether the noun tells another meeting of the same: "the last talks", "the previous round of talks", "a second round"."""
    words = load_negotiation().meetings
    told = {tree.lemma(child) for child in tree.below(index, "amod", "det")}
    one_of_them = bool(told & words.more) or (_is_known(tree, index) and bool(told & words.others))
    outer = tree.token(tree.token(index).head).head
    turn = tree.token(index).dep == "pobj" and tree.lemma(tree.token(index).head) == "of" and outer < index
    return one_of_them or (turn and tree.lemma(outer) in words.turns and _is_another(tree, outer))


def _governing_verb(tree: Clauses, index: int) -> int | None:
    """The verb that a meeting noun is subject, object or circumstance of."""
    token = tree.token(index)
    for _ in range(4):
        head = tree.token(token.head)
        if head.index == token.index:
            return None
        if head.pos in {"VERB", "AUX"} and head.dep != "prep":
            return head.index if token.dep in {"dobj", "nsubj", "nsubjpass", "prep", "attr"} else None
        stretch = (
            tree.lemma(tree.token(head.head).index) in load_time_words().units or tree.token(head.head).lemma == "round"
        )
        if head.dep == "prep" and tree.lemma(head.index) not in _THROUGH and not (head.lemma == "of" and stretch):
            return None
        token = head
    return None


def _together(setting: Setting, *groups: Iterable[int]) -> tuple[Participant, ...]:
    """Those whom the phrases name and who may meet."""
    return those_who_meet(setting, participants_of(setting.actors, [index for group in groups for index in group]))


def those_who_meet(setting: Setting, named: Iterable[Participant]) -> tuple[Participant, ...]:
    """The actors of those named, each once, and persons by name beside them; publishers, towns and things are none."""
    found: dict[str, Participant] = {}
    private: set[str] = set()
    for participant in named:
        actor = setting.actors.actor_of(participant)
        key = participant.actor_id or participant.name.lower()
        if (actor is not None and actor.kind in {"publisher", "unknown"}) or is_town(setting, participant):
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
