"""Who made an agreement: by its name, by the verbs that bring it about, by whom it is between and with.

A noun of an agreement comes in; the participants that are its parties, the verbs that conclude it and its own times go out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.coding.clauses import Clauses, mistaken_participle, prepositions, subjects, with_conjuncts
from dragoman.coding.participants import each_once, key_of, members_of
from dragoman.coding.setting import Setting, phrase_tokens
from dragoman.coding.timing import time_for
from dragoman.model import Participant, Span, TimeMention
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.places import load_gazetteer
from dragoman.vocab.times import load_time_words

_ADOPTED = ("esolution", "esolutions")
_NO_PARTIES = frozenset({"igo", "format"})
_STATES = frozenset({"state", "organ", "armed-group", "party", "people", "person", "igo", "format", "group"})
_DURING = frozenset({"during", "at", "in"})
# "They agreed to a truce", "on a timetable".
_AGREED = frozenset({"to", "on"})
# A state and what of it: "KENGOV", not "KEN" nor "GOV".
_TELLING_CODE = 6
MODIFIERS = ("compound", "amod", "nummod", "poss", "nmod", "npadvmod", "punct", "case", "quantmod")


def known_as(setting: Setting, people: Iterable[Participant]) -> frozenset[str]:
    """By what they are known again: their ids, and the codes that name whose they are and what, since a state's government signs what its president does."""
    people = tuple(people)
    actors = (setting.actors.actor_of(p) for p in people)
    codes = (actor.code for actor in actors if actor is not None and actor.code)
    telling = (code for code in codes if len(code) >= _TELLING_CODE)
    return frozenset(telling) | frozenset(key_of(p) for p in people)


def doers_of(setting: Setting, verb: int) -> tuple[Participant, ...]:
    """The subjects of a verb, each member of a collective."""
    doers = [setting.actors.named(head) for head in subjects(setting.tree, verb)]
    return tuple(member for doer in doers if doer for member in members_of(setting.actors, doer))


def opening_of(setting: Setting, index: int) -> int | None:
    """The noun that a longer name begins with: the "Status" of the Forces Agreement; an actor's is none, unless the name is taken for an actor as a whole."""
    tree, token = setting.tree, setting.tree.token(index)
    of = token.head
    opening = tree.token(of).head
    named = tree.token(opening).pos == "PROPN" and of == opening + 1
    if token.dep != "pobj" or tree.token(of).text != "of" or token.pos != "PROPN" or not named:
        return None
    actor = setting.actors.heads.get(opening)
    return opening if actor is None or actor.span.covers(token.span) else None


def is_time(setting: Setting, index: int) -> bool:
    """Whether the token stands in a phrase of time, or is a month's name ("the | June | truce")."""
    token = setting.tree.token(index)
    month = token.pos == "PROPN" and setting.tree.lemma(index) in load_time_words().months
    return month or any(mention.span.covers(setting.words(index)) for mention in setting.analysis.times)


def own_times(setting: Setting, verbs: Iterable[int]) -> Iterator[TimeMention]:
    """When the deeds were; "the largest since 2009" does not date them."""
    found = (time_for(setting.tree, setting.analysis, verb) for verb in verbs)
    return (mention for mention in found if mention is not None and not mention.rule.endswith(":since"))


def prepositions_around(setting: Setting, index: int) -> list[tuple[str, int]]:
    """The noun's prepositions, those of the day right behind it, and those of the announcement that it is named in."""
    tree = setting.tree
    own = prepositions(tree, index)
    if tree.token(index).dep == "compound":
        own += prepositions(tree, tree.token(index).head)
    after = [i for i in (index + 1,) if i - tree.base < len(tree.tokens) and tree.token(i).dep == "prep"]
    own += [(tree.lemma(i), noun) for i in after for noun in tree.below(i, "pobj") if is_time(setting, noun)]
    return own + [pair for _, noun in own if is_time(setting, noun) for pair in prepositions(tree, noun)]


def concluders(setting: Setting, index: int) -> list[int]:
    """The verbs that bring the agreement about: it is their object, they are agreed to it, or they stand in its relative clause."""
    tree = setting.tree
    concluding = load_negotiation().agreements.concluding
    index = _text_of(setting, index)
    told = [clause for clause in tree.below(index, "relcl", "acl") if not tree.below(clause, "mark")]
    verbs = [clause for clause in told if tree.lemma(clause) in concluding]
    token = tree.token(index)
    head = token.head
    if token.dep in {"dobj", "nsubjpass"} and tree.lemma(head) in concluding:
        verbs.append(head)
    if token.dep == "pobj" and tree.lemma(head) in _AGREED and tree.lemma(verb := tree.token(head).head) == "agree":
        verbs.append(verb)
    if (participle := mistaken_participle(tree, index)) is not None and tree.lemma(participle) in concluding:
        verbs.append(participle)
    including = [c for p in tree.below(index, "prep") if tree.lemma(p) == "include" for c in tree.below(p, "pobj")]
    verbs += [clause for noun in including for clause in tree.below(noun, "relcl") if tree.lemma(clause) in concluding]
    return verbs


def _text_of(setting: Setting, index: int) -> int:
    """The noun whose verb the agreement's is: itself, what its longer name begins with, or its "text" that somebody signs."""
    tree, token = setting.tree, setting.tree.token(index)
    outer = tree.token(token.head).head
    text = (
        token.dep == "pobj"
        and tree.lemma(token.head) == "of"
        and tree.lemma(outer) in load_negotiation().agreements.texts
    )
    return outer if text else index if (opening := opening_of(setting, index)) is None else opening


def _named_parties(setting: Setting, index: int) -> list[Participant]:
    """Whoever is named as having made it or as being bound by it."""
    tree = setting.tree
    heads = [noun for name, noun in prepositions_around(setting, index) if name in {"between", "with", "among"}]
    own = [
        i
        for i in tree.below(index, "compound", "amod", "poss", "nmod")
        if not (_is_by(tree, i) or _is_made_there(setting, i))
    ]
    heads += with_conjuncts(tree, own)
    words = load_negotiation().agreements
    for verb in concluders(setting, index):
        # "Kenya announced a truce between the army and the rebels"
        told = tree.lemma(verb) in words.telling and any(name == "between" for name, _ in prepositions(tree, index))
        if tree.lemma(verb) not in words.brokering and not told:
            heads += subjects(tree, verb)
        heads += [noun for name, noun in prepositions(tree, verb) if name in {"with", "between"}]
        heads += [noun for name, met in prepositions(tree, verb) if name in _DURING for noun in _guests(tree, met)]
    # Only who is named outright: in "with the mediation of X" X is no party.
    named = (one for head in heads for one in (setting.actors.paired(head), setting.actors.named(head)))
    return [member for one in named if one is not None for member in members_of(setting.actors, one)]


def _is_by(tree: Clauses, index: int) -> bool:
    """Whether the word only says by whom it came: "a Kenyan-brokered truce" is not Kenya's."""
    hyphen = index - 1 >= tree.base and tree.token(index - 1).tag == "HYPH"
    return hyphen and tree.token(index).tag in {"VBN", "VBD"}


def _is_made_there(setting: Setting, index: int) -> bool:
    """Whether the name before an agreement's noun is that of where somebody made it: "the Chad deal" where two others "signed in Chad"."""
    tree, token = setting.tree, setting.tree.token(index)
    if token.dep != "compound" or token.pos != "PROPN":
        return False
    words = load_negotiation().agreements
    there = (t for t in setting.analysis.tokens if t.dep == "pobj" and t.text == token.text)
    above = [tree.token(t.head).head for t in there if tree.lemma(t.head) == "in"]
    # "Signed an accord in Chad", but a truce in Chad holds there.
    deals = [i for i in above if tree.token(i).dep == "dobj" and words.kinds.get(tree.lemma(i)) == "agreement"]
    above += [tree.token(i).head for i in deals]
    return any(tree.token(i).pos == "VERB" and tree.lemma(i) in words.concluding for i in above)


def others_named(setting: Setting, index: int) -> list[Participant]:
    """Those of them that are not the agreement itself under its name."""
    own = setting.words(index)
    return [p for p in _named_parties(setting, index) if not p.span.covers(own)]


def parties_of(setting: Setting, index: int) -> tuple[Participant, ...]:
    """Whoever is named as having made it, and makes agreements of politics; no place that it is called by."""
    first = min(phrase_tokens(setting, index, *MODIFIERS))
    name = Span(setting.words(first).start, setting.words(index).end)
    found = [p for p in _named_parties(setting, index) if _may_be_party(setting, p, name)]
    inside = {p.span for p in found if p.span.overlaps(name)}
    owners = [setting.words(owner) for owner in setting.tree.below(index, "poss")]
    # "The Mexico Agreement" is called by where it was made; one state alone is no pair.
    called = setting.tree.token(index).text[:1].isupper() and len(inside) == 1
    by_place = {span for span in inside if called and not any(span.overlaps(owner) for owner in owners)}
    return each_once(p for p in found if p.span not in by_place)


def _may_be_party(setting: Setting, participant: Participant, name: Span) -> bool:
    """Whether it makes agreements of politics; inside the agreement's name only who makes them himself."""
    actor = setting.actors.actor_of(participant)
    if actor is not None and actor.kind == "igo" and setting.report.text[name.start : name.end].endswith(_ADOPTED):
        # Who adopted a resolution is no party to it.
        return False
    if participant.span.overlaps(name) and (actor is None or actor.kind in _NO_PARTIES or not actor.code):
        # "UN Security Council resolutions", "the Prespa agreement": who adopted them is no party to them, nor is where they were made.
        return False
    if participant.span.overlaps(name) and _is_named_for(setting, participant.span, name):
        return False
    return may_agree(setting, participant)


def may_agree(setting: Setting, participant: Participant) -> bool:
    """Whether it is somebody of politics."""
    actor = setting.actors.actor_of(participant)
    return setting.actors.is_political(participant) if actor is None else actor.kind in _STATES


def _is_named_for(setting: Setting, owner: Span, name: Span) -> bool:
    """Whether the owner is the town that the agreement is called by elsewhere: "Ostrava's agreement" is no state's where "the Ostrava agreement" is told."""
    text = setting.report.text
    noun = text[name.start : name.end].rsplit(maxsplit=1)[-1]
    kinds = {place.kind for place in load_gazetteer().lookup(owner.of(text))}
    called = re.search(rf"\b{re.escape(owner.of(text))} {re.escape(noun)}\b", text)
    return name.end > owner.end and called is not None and bool(kinds) and "country" not in kinds


def is_town(setting: Setting, participant: Participant) -> bool:
    """Whether the words are a place's by the gazetteer, and no known actor's: "the Minsk agreements"."""
    actor = setting.actors.actor_of(participant)
    unknown = actor is None or (actor.kind == "organisation" and actor.table_id is None)
    return unknown and bool(load_gazetteer().lookup(participant.span.of(setting.report.text)))


def _guests(tree: Clauses, meeting: int) -> list[int]:
    """Between whom a meeting was: what was coordinated "during the meeting among X and Y" is theirs."""
    if tree.lemma(meeting) not in word_classes()["meeting"] | word_classes()["talk"]:
        return []
    return [noun for name, noun in prepositions(tree, meeting) if name in {"between", "among"}]
