"""Who stands where around a predicate: the head tokens of its source, of its target, and of what is only sent or talked of.

A dependency tree, a predicate's token and its lexicon entry come in; roles go out, not yet resolved to actors. Where the entry's own places are empty, others are tried.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from dragoman.coding.clauses import (
    Clauses,
    agents,
    datives,
    is_passive,
    objects,
    operator_sense,
    prepositions,
    subjects,
    with_conjuncts,
)
from dragoman.coding.predicates import DEMANDS, Match, light_verb, match_predicate
from dragoman.vocab.lexicon import Entry, word_classes
from dragoman.vocab.negotiation import load_negotiation

# Arrests and abductions; the freeing of those taken.
_CAPTURE = frozenset({"173", "181"})
_FREEING = "0841"
# Aid promised, aid given, shows of force.
_SENDING = ("033", "07", "15")
# What a list of names is made of.
_LISTED = frozenset({"PROPN", "DET", "CCONJ", "PUNCT"})
_ALONGSIDE = "alongside"
_BLAMED = frozenset({"on", "to"})
_ATTENDED = frozenset({"after", "before", "during", "in", "following", "at"})
_DEFAULT_PREPOSITIONS = ("against", "with", "to", "on", "at")
# Roots of accusations, refusals, coercion, assault and fighting: whose the object is suffers them.
_SUFFERED_BY_OWNER = frozenset({"11", "12", "17", "18", "19"})
# "after the second round | of two days | of talks"
_NESTED = 3
# "urged him to press the rebels to end at once | their | raids"
_CLIMB = 6


class Roles(NamedTuple):
    """Head tokens; `sent` are the forces, people or things that are sent, given or talked of."""

    sources: list[int]
    targets: list[int]
    sent: list[int]


def find_roles(tree: Clauses, match: Match) -> Roles:
    """The roles of a matched predicate; its words name nobody."""
    entry, (index, *used) = match
    if entry.pos == "n":
        return Roles(*_noun_roles(tree, index, entry), [])
    sent = _sent(tree, index, entry, used)
    # "stopped shelling the town": what is left off was done to it.
    left_off = [word for word in used if tree.token(word).tag == "VBG"] if _leaves_off(entry) else []
    everything = [thing for verb in (left_off or [index]) for thing in objects(tree, verb)]
    sources = _doers(tree, index, entry) or (everything if entry.object_is_source else [])
    if not sources and is_passive(tree, index):
        # "Kenya's operation was launched"
        sources = with_conjuncts(tree, [owner for w in used if _is_blow(tree, w) for owner in tree.below(w, "poss")])
    # Of "tanks and troops were deployed" both are what the entry is about.
    whole = any(condition.kind == "obj" for condition in entry.conditions) and any(t in used for t in everything)
    things = [thing for thing in everything if thing not in used and thing not in sent]
    things = [] if whole and entry.object_is_source else things
    targets = [target for target in _done_to(tree, index, entry, used, things) if target not in used]
    return Roles(targets, sources, sent) if entry.swap else Roles(sources, targets, sent)


def _leaves_off(entry: Entry) -> bool:
    return any(condition.kind == "ger" for condition in entry.conditions)


def _doers(tree: Clauses, index: int, entry: Entry) -> list[int]:
    """Who does what a verb or an adjective tells."""
    passive = is_passive(tree, index)
    if entry.pos == "a":
        found = _adjective_subjects(tree, index)
    else:
        found = agents(tree, index) if passive else [*subjects(tree, index), *_joined(tree, index)]
    if not found and passive and entry.from_is_source:
        return [noun for name, noun in not_of_time(tree, index) if name == "from"]
    return found or (_captors(tree, index, entry) if passive else [])


def _joined(tree: Clauses, index: int) -> list[int]:
    """Who is joined in doing it: "joined | Kenya | in condemning the raid"."""
    preposition = tree.token(index).head
    verb = tree.token(preposition).head
    joins = tree.token(index).dep == "pcomp" and tree.lemma(preposition) == "in" and tree.lemma(verb) == "join"
    return with_conjuncts(tree, tree.below(verb, "dobj")) if joins else []


def _captors(tree: Clauses, index: int, entry: Entry) -> list[int]:
    """Who held those whom he is told to free: "the rebels released two women | held since May"."""
    token = tree.token(index)
    if entry.code not in _CAPTURE or token.dep not in {"acl", "relcl"}:
        return []
    verb = tree.token(token.head).head
    freeing = match_predicate(tree, verb) if tree.token(token.head).dep in {"dobj", "nsubjpass"} else None
    return subjects(tree, verb) if freeing is not None and freeing.entry.code == _FREEING else []


def _done_to(tree: Clauses, index: int, entry: Entry, used: Iterable[int], things: list[int]) -> list[int]:
    """To whom it is done: the first of the entry's places that somebody or something stands in."""
    if against := [whom for word in used for whom in _whom_against(tree, word)]:
        return against
    pairs = [pair for word in (index, *used) for pair in not_of_time(tree, word)]
    receivers = datives(tree, index)
    for slot in entry.targets:
        if slot == "obj":
            found = things
        elif slot == "dat":
            found = receivers or (things if used else [])
        else:
            found = [noun for name, noun in pairs if name == slot]
        if found:
            return found
    if not entry.targets or entry.reciprocal:
        return []
    # What stands before the verb only tells where or when.
    behind = [(name, noun) for name, noun in pairs if noun > index]
    return receivers or things or _elsewhere(tree, entry, behind, used)


def _whom_against(tree: Clauses, noun: int) -> list[int]:
    """Whom the words before a noun say that it is against: "an anti-rebel operation"."""
    return [word for word in tree.below(noun, "amod", "compound", "nmod") if _is_opposed(tree, word)]


def _is_opposed(tree: Clauses, word: int) -> bool:
    before = [token.text.lower() for token in tree.tokens[max(0, word - 2 - tree.base) : word - tree.base]]
    return before in (["anti", "-"], ["anti", "–"])


def _sent(tree: Clauses, index: int, entry: Entry, used: Iterable[int]) -> list[int]:
    """What is sent, shown or given, or what two talk of: of "sent advisers and troops" both, of "discussed Kenya" Kenya."""
    if entry.pos != "v" or "obj" in entry.targets:
        return []
    if entry.reciprocal:
        return objects(tree, index)
    if not entry.code.startswith(_SENDING):
        return []
    phrases = (with_conjuncts(tree, [head]) for head in tree.below(index, "dobj", "nsubjpass"))
    return [thing for phrase in phrases if any(thing in used for thing in phrase) for thing in phrase]


def _is_blow(tree: Clauses, index: int) -> bool:
    """Whether the noun is what somebody does to another, not what it is done with."""
    classes = word_classes()
    return tree.lemma(index) in classes["violence"] - classes["projectile"] - classes["bomb"] - classes["weapon"]


def not_of_time(tree: Clauses, index: int) -> list[tuple[str, int]]:
    """The prepositional phrases that may name somebody: "on Tuesday" does not."""
    times = word_classes()["time"]
    return [(name, noun) for name, noun in prepositions(tree, index) if tree.lemma(noun) not in times]


def _elsewhere(tree: Clauses, entry: Entry, pairs: list[tuple[str, int]], used: Iterable[int]) -> list[int]:
    """Where the entry's own places are empty: whose thing it is, another preposition."""
    owned = [
        owner
        for word in used
        for owner in tree.below(word, "poss", "amod", "compound", "nmod")
        # Whose attack it is strikes.
        if tree.token(owner).dep != "poss" or not _is_blow(tree, word)
    ]
    if entry.code[:2] in _SUFFERED_BY_OWNER and owned:
        return owned
    for slot in _DEFAULT_PREPOSITIONS:
        found = [noun for name, noun in pairs if name == slot]
        if found:
            return found
    return owned


def _adjective_subjects(tree: Clauses, index: int) -> list[int]:
    own = tree.below(index, "nsubj", "nsubjpass")
    if own:
        return with_conjuncts(tree, own)
    token = tree.token(index)
    if token.dep in {"amod", "acl", "relcl", "appos"} and tree.token(token.head).pos in {"NOUN", "PROPN"}:
        return with_conjuncts(tree, [token.head])
    found = tree.below(token.head, "nsubj", "nsubjpass")
    return with_conjuncts(tree, found) or subjects(tree, index)


def _noun_roles(tree: Clauses, index: int, entry: Entry) -> tuple[list[int], list[int]]:
    """Roles of a noun: `by`, possessor or attribute do it; a light verb lends its subject; the entry's prepositions say to whom."""
    pairs = not_of_time(tree, index)
    governor = light_verb(tree, index)
    # "The battle that began on Monday | between the two armies"
    began = (clause for clause in tree.below(index, "relcl") if tree.lemma(clause) in word_classes()["void"])
    pairs += [pair for clause in began for pair in not_of_time(tree, clause)]
    sources = [noun for name, noun in pairs if name == "by"] or _doers_beyond(tree, index)
    owners = with_conjuncts(tree, tree.below(index, "poss") or _shared_owners(tree, index))
    suffered = entry.owner_is_target and not any(name == "of" for name, _ in pairs)
    sources = sources or ([] if suffered else owners)
    sources = sources or _leaders(tree, index)
    before = tree.below(index, "amod", "compound", "nmod")
    sources = sources or [c for c in before if _names_a_party(tree, c) and not _is_opposed(tree, c)]
    if entry.of_is_source and not sources:
        sources = [noun for name, noun in pairs if name == "of"]
    if entry.from_is_source and not sources:
        # "The expulsion of diplomats | from Kenya", which the parse may hang on the diplomats.
        sources = [noun for name, noun in (*pairs, *_inside_of(tree, pairs)) if name == "from"]
    if not sources and (claiming := claiming_verb(tree, index)) is not None:
        sources = claimants(tree, claiming)
    sources = sources or _held_to_have_done(tree, index) or _answerable(tree, index)
    if governor is not None:
        pairs = [*pairs, *not_of_time(tree, governor)]
        if not sources and tree.token(index).dep in {"dobj", "pobj"}:
            sources = subjects(tree, governor)
        elif not sources and tree.token(index).dep == "nsubjpass":
            sources = agents(tree, governor)
    partners = [noun for name, noun in pairs if name == "with"]
    if entry.reciprocal and partners and not sources:
        sources = _attenders(tree, index)
    if entry.of_is_source:
        # "The incursion of ships | into Kenya", which the parse may hang on the ships.
        pairs = [*pairs, *_inside_of(tree, pairs)]
    targets: list[int] = owners if suffered else _whom_against(tree, index)
    for slot in entry.targets if not targets else ():
        if slot == "of" and entry.of_is_source and not entry.reciprocal:
            continue
        targets = [noun for name, noun in pairs if name == slot and noun not in sources]
        if targets:
            break
    return sources, targets


def _inside_of(tree: Clauses, pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The prepositional phrases that hang on what stands behind "of"."""
    return [pair for name, noun in pairs if name == "of" for pair in not_of_time(tree, noun)]


def _shared_owners(tree: Clauses, index: int) -> list[int]:
    """Whose a noun is that shares its owner with the noun before it: of "its attacks and raids" the raids."""
    token = tree.token(index)
    bare = token.dep == "conj" and not tree.below(index, "det", "amod", "compound", "nmod", "nummod")
    return tree.below(token.head, "poss") if bare and tree.token(token.head).pos == "NOUN" else []


def _doers_beyond(tree: Clauses, index: int) -> list[int]:
    """Who does what the object of a verb tells, where the parse hangs the "by" on the verb: "condemned the raid on the camp | by gunmen"."""
    verb = tree.token(index).head
    return agents(tree, verb) if tree.token(index).dep == "dobj" and not is_passive(tree, verb) else []


def _attenders(tree: Clauses, index: int) -> list[int]:
    """Who talked where a circumstance tells only with whom: "told reporters after two days of talks with the rebels"."""
    token = tree.token(index)
    for _ in range(_NESTED):
        preposition = tree.token(token.head)
        above = tree.token(preposition.head)
        if token.dep != "pobj" or preposition.text.lower() not in {"of", *_ATTENDED}:
            return []
        if above.pos == "VERB":
            # "Died in clashes with the rebels": that was suffered.
            attended = preposition.text.lower() in _ATTENDED and tree.lemma(above.index) not in word_classes()["harm"]
            return subjects(tree, above.index) if attended else []
        token = above
    return []


def doers_of_noun(tree: Clauses, index: int) -> list[int] | None:
    """Who does what a noun tells, where whose it is by "of" suffers it: of "the arrest of two men by Kenya" Kenya; None for any other noun."""
    if tree.token(index).pos != "NOUN":
        return None
    match = match_predicate(tree, index)
    if match is None:
        behind = list(prepositions(tree, index))
        by = with_conjuncts(tree, [noun for name, noun in behind if name == "by"])
        # "The targeting of civilians | by troops"
        return by if by and any(name == "of" for name, _ in behind) else None
    if "of" not in match.entry.targets or match.entry.reciprocal:
        return None
    doers, done_to = _noun_roles(tree, index, match.entry)
    return [doer for doer in doers if doer not in done_to]


def _held_to_have_done(tree: Clauses, index: int) -> list[int]:
    """Whose a deed is said to be where nobody is named who says it, or who claims it: "an attack blamed on the rebels", "a raid claimed by them"."""
    claimed = (verb for verb in tree.below(index, "acl") if tree.lemma(verb) in word_classes()["admit"])
    said = (verb for verb in _blaming(tree, index) if tree.token(verb).dep == "acl" and not agents(tree, verb))
    found = [noun for verb in said for name, noun in not_of_time(tree, verb) if name in _BLAMED]
    return found or [doer for verb in claimed for doer in subjects(tree, verb)]


def _answerable(tree: Clauses, index: int) -> list[int]:
    """Who is said to have done what a noun tells: "they were | responsible for | the raid", "those | behind | the raid"."""
    preposition = tree.token(tree.token(index).head)
    above = tree.token(preposition.head)
    if tree.token(index).dep != "pobj" or preposition.text.lower() not in {"for", "behind"}:
        return []
    if preposition.text.lower() == "for" and tree.lemma(above.index) not in word_classes()["answerable"]:
        return []
    verb = tree.token(above.head) if above.dep == "acomp" else above
    if tree.lemma(verb.index) == "be":
        # Who "named X as being responsible" is not.
        return subjects(tree, verb.index) if tree.below(verb.index, "nsubj") else []
    bearer = tree.token(above.head) if above.dep == "amod" else above
    return [bearer.index] if bearer.pos in {"NOUN", "PROPN", "PRON"} else []


def around_blame(tree: Clauses, index: int) -> list[int]:
    """Who blames a deed on whom: of "an attack that Kenya blamed on the rebels" Kenya, which did not do it, and the rebels, who did not suffer it."""
    token = tree.token(index)
    governor = [token.head] if token.dep in {"dobj", "nsubjpass"} else []
    verbs = [*_blaming(tree, index), *(verb for verb in governor if tree.lemma(verb) in word_classes()["blaming"])]
    found = [doer for verb in verbs for doer in subjects(tree, verb) if doer != index]
    return found + [noun for verb in verbs for name, noun in not_of_time(tree, verb) if name in _BLAMED]


def around_demand(tree: Clauses, index: int) -> list[int]:
    """Who only demands of others that a deed be done or left, and of whom something else is demanded: of "urged him to press the rebels to end the raids" he, not the rebels."""
    found: list[int] = []
    word = index
    for _ in range(_CLIMB):
        token = tree.token(word)
        above = token.head
        if token.pos == "VERB" and token.dep == "conj":
            return found
        match = match_predicate(tree, above) if above != word else None
        if match is not None and match.entry.pos == "v" and match.entry.family in DEMANDS:
            roles = find_roles(tree, match)
            found += roles.sources
            if token.pos == "VERB" and word != index and not _does_or_leaves(tree, word):
                found += roles.targets
        word = above
    return found


def objects_beside(tree: Clauses, index: int) -> list[int]:
    """The things that are objects of the verbs with which a verb is coordinated that has an object of its own: of "boarded two boats and seized guns" nobody seized the boats."""
    if tree.token(index).pos != "VERB" or not tree.below(index, "dobj"):
        return []
    above = [tree.token(index).head] if tree.token(index).dep == "conj" else []
    beside = [*above, *tree.below(index, "conj"), *(verb for head in above for verb in tree.below(head, "conj"))]
    things = [thing for verb in beside if verb != index for thing in tree.below(verb, "dobj")]
    return [thing for thing in things if tree.token(thing).pos == "NOUN"]


def lending_a_roof(tree: Clauses, index: int) -> list[int]:
    """Under whose auspices, or by whose mediation, it is done, with whom nobody does it: "met under the auspices of the UN and the EU"."""
    rooms = [noun for _, noun in prepositions(tree, index) if tree.lemma(noun) in load_negotiation().meetings.presence]
    return with_conjuncts(tree, [noun for room in rooms for name, noun in prepositions(tree, room) if name == "of"])


def on_their_side(tree: Clauses, index: int) -> list[int]:
    """Who does it with the doers, or for whom they do it, and does not suffer it: "fighting alongside | the rebels", "struck back in support of | the army"."""
    found = []
    for name, noun in prepositions(tree, index):
        if name == _ALONGSIDE:
            found.append(noun)
        elif name in {"in", "on"} and tree.lemma(noun) in word_classes()["behalf"]:
            found += [whom for of, whom in prepositions(tree, noun) if of == "of"]
    return found


def doing_otherwise(tree: Clauses, index: int) -> list[int]:
    """Whom a list of names behind "with" tells to do something else beside it: "approved 12-0, with Kenya | and Chad | abstaining"; who attends takes part."""
    taking_part = load_negotiation().meetings.being_there
    behind = [token for token in tree.sentence(index) if token.index > index]
    for start in (place for place, token in enumerate(behind) if token.text.lower() == "with"):
        names = list(itertools.takewhile(lambda token: token.pos in _LISTED, behind[start + 1 :]))
        verb = behind[start + 1 + len(names)] if start + 1 + len(names) < len(behind) else None
        if names and verb is not None and verb.tag == "VBG" and tree.lemma(verb.index) not in taking_part:
            return [token.index for token in names if token.pos == "PROPN"]
    return []


def _does_or_leaves(tree: Clauses, verb: int) -> bool:
    """Whether who does what the verb tells does its object, begins, goes on with or ends it: "carry out the raids", "stop the raids"."""
    bears_on = operator_sense(tree, verb) in {"asserted", "denied", "ongoing"}
    return bears_on or tree.lemma(verb) in word_classes()["light"] | word_classes()["ending"]


def _blaming(tree: Clauses, index: int) -> list[int]:
    """The verbs of blaming in the clauses of a noun; the parse may hang these on a noun inside: "a bombing of the base | blamed on"."""
    nouns = [index, *(noun for _, noun in prepositions(tree, index))]
    clauses = (clause for noun in nouns for clause in tree.below(noun, "acl", "relcl"))
    return [verb for verb in clauses if tree.lemma(verb) in word_classes()["blaming"]]


def claiming_verb(tree: Clauses, index: int) -> int | None:
    """The verb of whoever takes a deed upon himself: "claimed responsibility for the attack"."""
    preposition = tree.token(index).head
    above = tree.token(preposition).head
    # "Claimed responsibility on Monday | for the attack": the parse may hang it on the verb.
    charges = [above, *tree.below(above, "dobj", "nsubjpass")] if tree.token(index).dep == "pobj" else []
    taken = (c for c in charges if tree.lemma(c) in word_classes()["charge_of"])
    verbs = (tree.token(charge).head for charge in taken if tree.token(charge).dep in {"dobj", "nsubjpass"})
    return next((verb for verb in verbs if tree.lemma(verb) in word_classes()["admit"]), None)


def bare_claim(tree: Clauses, verb: int) -> bool:
    """Whether the verb takes a deed upon somebody without saying which: "claimed responsibility"."""
    charges = [thing for thing in tree.below(verb, "dobj") if tree.lemma(thing) in word_classes()["charge_of"]]
    if tree.lemma(verb) not in word_classes()["admit"] or not charges:
        return False
    told = [name for word in (verb, *charges) for name, _ in prepositions(tree, word)]
    return "for" not in told and not any(tree.below(charge, "acl", "relcl") for charge in charges)


def receivers(tree: Clauses, index: int) -> list[int]:
    """To whom the words that a noun names are handed, in the passive: of "the envoy was summoned and conveyed condemnation" the envoy, who condemns nothing."""
    verb = tree.token(index).head
    handed = tree.token(index).dep == "dobj" and tree.lemma(verb) in word_classes()["handing"]
    return [whom for whom in objects(tree, verb) if whom != index] if handed and is_passive(tree, verb) else []


def claimants(tree: Clauses, verb: int) -> list[int]:
    """Who takes a deed upon himself: nobody where it is not claimed, or by "no group"."""
    doers = [] if tree.below(verb, "neg") else subjects(tree, verb)
    return [doer for doer in doers if not any(tree.lemma(det) in {"no", "neither"} for det in tree.below(doer, "det"))]


def _leaders(tree: Clauses, index: int) -> list[int]:
    """Who leads a deed that a noun names: "the Saudi-led intervention"."""
    before = tree.below(index, "amod", "compound")
    led = [child for child in before if tree.token(child).text.lower() == "led"]
    leaders = [c for word in led for c in tree.below(word, "npadvmod", "compound", "amod", "nmod", "nsubj", "dep")]
    return leaders or [child for child in before if tree.token(child).text.lower().endswith("-led")]


def _names_a_party(tree: Clauses, index: int) -> bool:
    token = tree.token(index)
    return token.pos == "PROPN" or token.text[:1].isupper() or tree.lemma(index) in word_classes()["agent"]
