"""Parses mended where the words alone tell that the parser erred: agents of active verbs, lists taken for appositions, two owners of one thing, headlines that list who acts with commas.

Tokens as the language component leaves them come in; the same tokens go out, some of them hung elsewhere.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.model import Sentence, Token
from dragoman.vocab.cues import cue_lexicon, cue_words
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.lexicon import event_lexicon, word_classes
from dragoman.vocab.places import load_gazetteer
from dragoman.vocab.tokens import SUBJECTS

_PASSIVE = frozenset({"auxpass", "nsubjpass"})
# What names and titles are made of.
_OF_NAME = frozenset({"PROPN", "ADJ"})
_BEFORE_NOUN = frozenset({"compound", "amod", "nmod", "nummod"})
# How the parse hangs on a verb what it makes nothing of.
_LOOSE = frozenset({"npadvmod", "dep"})
# What stands with a verb in the active, or with a whole passive.
_OWN = frozenset({"dobj", "ccomp", "dative", "oprd", "aux", "auxpass"})
_PEOPLE = ("agent", "people", "many", "envoy", "heads")
# By what a verb is told apart from the one that it is coordinated with.
_OF_ITS_OWN = SUBJECTS | {"aux", "auxpass", "mark", "neg"}
_ACTS = frozenset({"VBP", "VBZ", "VBD", "MD", "TO", "VB"})


def mended(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    """The tokens; `sentences` of a headline are those of no paragraph."""
    found = list(_with_active_verbs(tokens))
    found = list(_with_lists(found))
    found = list(_with_both_owners(found))
    found = list(_with_assertions(found))
    found = list(_with_each_other(found))
    found = list(_with_particles(found))
    found = list(_with_second_sayings(found))
    found = list(_with_shared_passives(found))
    found = list(_with_listeners(found))
    found = list(_with_senders(found))
    for sentence in sentences:
        if sentence.paragraph < 0:
            found[sentence.first : sentence.last] = _with_future(found[sentence.first : sentence.last])
            found[sentence.first : sentence.last] = _with_listed_doers(found, sentence)
            found[sentence.first : sentence.last] = _with_passives(found[sentence.first : sentence.last])
    return tuple(found)


def _with_active_verbs(tokens: Sequence[Token]) -> Iterator[Token]:
    """Where a verb of what is done to nobody has an agent, "by" is hung on the noun before it, or is a plain preposition: "protested against fire | by the army", "abided | by the truce"; and a participle that has a subject and no auxiliary is the past."""
    active = {token.index for token in tokens if token.lemma.lower() in word_classes()["unsuffered"]}
    active -= {token.head for token in tokens if token.dep in _PASSIVE}
    finite = {token.head for token in tokens if token.dep == "nsubj"} - {t.head for t in tokens if t.dep == "aux"}
    for token in tokens:
        before = tokens[token.index - 1] if token.index else token
        if token.dep == "agent" and token.head in active:
            yield replace(token, dep="prep", head=before.index if before.pos == "NOUN" else token.head)
        elif token.index in active & finite and token.tag == "VBN":
            yield replace(token, tag="VBD")
        else:
            yield token


def _with_lists(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "Kenya, the Gambia and Chad" the second is no apposition of the first: it goes on to a third; nor is "| and | his Kenyan counterpart X" one, and X hangs on the counterpart."""
    joined = {token.head for token in tokens if token.dep == "conj"}
    for token in tokens:
        if token.dep != "appos" or token.pos != "PROPN":
            yield token
            continue
        before = _before_name(token, tokens)
        listed = token.index in joined and _is_country(token, tokens) and _is_country(tokens[token.head], tokens)
        # "The commission, the French Embassy, and the Polish Embassy"
        listed |= any(t.dep == "conj" and t.head == token.index and t.lemma == token.lemma for t in tokens)
        if listed or before.text.lower() == "and":
            yield replace(token, dep="conj")
        elif before.pos == "NOUN" and before.index > token.head:
            yield replace(token, head=before.index)
        else:
            yield token


def _before_name(token: Token, tokens: Sequence[Token]) -> Token:
    """The word before those that hang on the token; the one that it hangs on, where nothing else is between."""
    first = token.index
    while first > token.head + 1 and first <= tokens[first - 1].head <= token.index:
        first -= 1
    return tokens[first - 1] if first > token.head else tokens[token.head]


def _with_both_owners(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "Marr's and Soler's meeting" both have it, and it is no second thing beside Marr."""
    owners = {t.head: t.index for t in tokens if t.dep == "poss"}
    genitives = {token.head for token in tokens if token.tag == "POS"}
    things = [t for t in tokens if t.dep == "conj" and t.index in owners and t.head + 1 < len(tokens)]
    things = [t for t in things if tokens[t.head + 1].tag == "POS" and owners[t.index] in genitives]
    changed: dict[int, Token] = {}
    for thing in things:
        first, second = tokens[thing.head], tokens[owners[thing.index]]
        if first.pos == second.pos == "PROPN":
            changed[thing.index] = replace(thing, dep=first.dep, head=first.head)
            changed[first.index] = replace(first, dep="poss", head=thing.index)
            changed[second.index] = replace(second, dep="conj", head=first.index)
    for token in tokens:
        yield changed.get(token.index, token)


def _with_assertions(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "Kenya accused Chad of it, a charge Chad denies" the first clause is the sentence's, and the denial only tells of the charge."""
    subjects = {token.head: token.index for token in tokens if token.dep == "nsubj"}
    objects = {token.head: token.index for token in tokens if token.dep == "dobj" and token.pos == "NOUN"}
    changed: dict[int, Token] = {}
    for clause in (token for token in tokens if token.dep == "ccomp" and token.head > token.index):
        verb = tokens[clause.head]
        thing, doer = objects.get(verb.index, -1), subjects.get(verb.index, -1)
        if clause.index < thing < doer < verb.index and verb.dep == "ROOT":
            changed[clause.index] = replace(clause, dep="ROOT", head=clause.index)
            changed[thing] = replace(tokens[thing], dep="appos", head=clause.index)
            changed[verb.index] = replace(verb, dep="relcl", head=thing)
    for token in tokens:
        yield changed.get(token.index, token)


def _with_each_other(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "accused each other | Monday" the day is none of what they accuse: "each other" is the verb's own object."""
    others: dict[int, Token] = {}
    for each, other, day in zip(tokens, tokens[1:], tokens[2:], strict=False):
        pair = each.text.lower() == "each" and other.text.lower() == "other"
        if pair and other.head == each.head == day.index and day.lemma.lower() in word_classes()["time"]:
            others |= {other.index: replace(other, dep="dobj", head=day.head)}
            others |= {each.index: replace(each, head=other.index)}
    for token in tokens:
        yield others.get(token.index, token)


def _with_particles(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "hands | over | bodies" the parse may take the particle for a preposition: what stands behind it is the verb's object."""
    changed: dict[int, Token] = {}
    for verb, particle in itertools.pairwise(tokens):
        beside = particle.dep == "prep" and particle.head == verb.index and verb.pos == "VERB"
        if not beside or particle.text.lower() not in _particles().get(verb.lemma.lower(), ()):
            continue
        things = [token for token in tokens[particle.index :] if token.head == particle.index and token.dep == "pobj"]
        changed[particle.index] = replace(particle, dep="prt", pos="ADP")
        changed |= {thing.index: replace(thing, dep="dobj", head=verb.index) for thing in things}
    for token in tokens:
        yield changed.get(token.index, token)


@functools.cache
def _particles() -> dict[str, frozenset[str]]:
    """By verb the particles with which the lexicon knows it to take an object."""
    found: dict[str, set[str]] = {}
    for (lemma, pos), entries in event_lexicon().items():
        for entry in entries if pos == "v" else ():
            takes = entry.targets[:1] == ("obj",) or any(condition.kind == "obj" for condition in entry.conditions)
            if entry.particle and takes:
                found.setdefault(lemma, set()).add(entry.particle)
    return {lemma: frozenset(particles) for lemma, particles in found.items()}


def _with_second_sayings(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "Kenya said that talks had stalled | and accused Chad" Kenya accuses: what says something, in the tense of the saying around it and not of what is told, goes on with that saying; so does a deed in the plain past that what is told cannot go on with ("said the raid could mean war | and closed the border")."""
    children = _by_head(tokens)
    changed: dict[int, Token] = {}
    for second in (token for token in tokens if token.dep == "conj" and token.pos == "VERB"):
        told = joined = tokens[second.head]
        while told.dep in {"xcomp", "acomp"} and told.head < told.index:
            # "Was | ready to | talk and called": no infinitive's other verb is finite.
            told = tokens[told.head]
        saying = tokens[told.head]
        around = told.dep == "ccomp" and saying.index < told.index and _says(saying)
        own = {child.dep for child in children.get(second.index, [])} & _OF_ITS_OWN
        alike = second.tag == saying.tag or (second.tag, saying.tag) == ("VBN", "VBD")
        below = children.get(told.index, [])
        if not around or not alike or own:
            continue
        says = _says(second) and (_is_backshifted(told, below) or _is_silent(below))
        objects = [child for child in children.get(second.index, []) if child.dep == "dobj"]
        # "Would be tried and sent | home"
        acts = any(thing.tag != "NN" or thing.index in children for thing in objects)
        if says or _is_done_beside(tokens, second, below, acts=acts):
            changed[second.index] = replace(second, head=saying.index)
            joins = [child for child in children[joined.index] if child.dep == "cc" and child.index < second.index]
            changed |= {child.index: replace(child, head=saying.index) for child in joins[-1:]}
    for token in tokens:
        yield changed.get(token.index, token)


def _is_done_beside(tokens: Sequence[Token], second: Token, told: Sequence[Token], *, acts: bool) -> bool:
    """Whether a verb in the plain past cannot go on with what is told: behind "could mean war", or of a thing that had been hit ("had been looted | and closed the road") or, behind a comma, had happened ("had expired, | and fired a shot")."""
    auxiliaries = {aux.text.lower() if aux.tag != "MD" else aux.tag for aux in told if aux.dep in {"aux", "auxpass"}}
    passive = any(aux.dep == "auxpass" for aux in told)
    if second.tag != "VBD" or (passive and not acts):
        return False
    joins = [aux.index for aux in told if aux.dep == "cc" and aux.index < second.index]
    apart = bool(joins) and tokens[joins[-1] - 1].text == ","
    return "MD" in auxiliaries or ("had" in auxiliaries and _is_of_a_thing(told) and acts and (passive or apart))


def _says(token: Token) -> bool:
    """Whether it is a verb by which something is said."""
    cue = cue_lexicon().get((token.lemma.lower(), "v")) if token.pos == "VERB" else None
    return cue is not None and cue.spoken


def _is_of_a_thing(below: Sequence[Token]) -> bool:
    """Whether the clause tells of what does nothing by itself: "his papers had expired | and …"."""
    somebody = word_classes()["agent"] | word_classes()["people"]
    subjects = [child for child in below if child.dep in SUBJECTS]
    return bool(subjects) and all(one.pos == "NOUN" and one.lemma.lower() not in somebody for one in subjects)


def _is_silent(below: Sequence[Token]) -> bool:
    """Whether the clause tells of what says nothing: "said the attack broke the truce | and warned …"; a report may."""
    words = discourse_words()
    speaking = words["writings"] | words["studies"]
    return _is_of_a_thing(below) and all(one.lemma.lower() not in speaking for one in below if one.dep in SUBJECTS)


def _is_backshifted(told: Token, below: Sequence[Token]) -> bool:
    """Whether the clause is in another tense than the plain past: "had stalled", "was ready", "would talk"."""
    return told.pos == "AUX" or any(child.dep in {"aux", "auxpass"} for child in below)


def _with_shared_passives(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "the envoy was summoned | and told that …", "| and handed a note" the second verb is passive too: it is a participle."""
    children = _by_head(tokens)
    for token in tokens:
        below = children.get(token.index, [])
        first = tokens[token.head]
        passive = {child.dep for child in children.get(first.index, [])} >= _PASSIVE and first.index != token.index
        own = {child.dep for child in below} & _OF_ITS_OWN
        if token.dep == "conj" and token.tag == "VBD" and passive and not own and _is_told(token, first, children):
            yield replace(token, tag="VBN")
        else:
            yield token


def _is_told(second: Token, first: Token, children: Mapping[int, Sequence[Token]]) -> bool:
    """Whether a verb that needs somebody to tell it has nobody, or somebody summoned is handed something that is not his."""
    below = children.get(second.index, [])
    lemma, objects = second.lemma.lower(), [child for child in below if child.dep in {"dobj", "dative"}]
    cue = cue_lexicon().get((lemma, "v"))
    summoned = first.lemma.lower() in word_classes()["summoning"]
    if lemma in cue_words("teller") and cue is not None:
        # "Was freed and warned that …": he may warn.
        return not objects and (summoned or lemma in word_classes()["telling"])
    if not summoned or lemma not in word_classes()["handing"]:
        return False
    his = any(child.tag == "PRP$" for thing in objects for child in children.get(thing.index, []))
    given = [thing for thing in objects if thing.dep == "dobj" and thing.pos == "NOUN"]
    behind = {child.lemma.lower() for child in below if child.dep in {"prep", "dative"}}
    return not his and bool(given or "with" in behind) and "to" not in behind


def _with_listeners(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "told | Parliament | ties were being cut" the name, or the people in the plural, right behind a verb that needs somebody to tell is no part of what is told."""
    children = _by_head(tokens)
    changed: dict[int, Token] = {}
    for verb in (token for token in tokens if token.lemma.lower() in word_classes()["telling"]):
        below = children.get(verb.index, [])
        if any(child.dep in {"dobj", "dative"} | _PASSIVE or child.dep == "agent" for child in below):
            continue
        first = verb.index + 1
        last = first
        while last + 1 < len(tokens) and tokens[last + 1].pos == tokens[last].pos == "PROPN":
            last += 1
        heads = {tokens[index].head for index in range(first, min(last + 1, len(tokens)))} - set(range(first, last + 1))
        thing = tokens[next(iter(heads))] if len(heads) == 1 else verb
        clause = tokens[thing.head]
        told = clause.dep == "ccomp" and clause.head == verb.index and thing.dep in SUBJECTS and thing.index > last
        if told and tokens[last].dep == "compound" and _may_listen(tokens[last]) and thing.pos == "NOUN":
            changed |= {i: replace(tokens[i], dep="compound", head=last) for i in range(first, last)}
            changed[last] = replace(tokens[last], dep="dobj", head=verb.index)
    for token in tokens:
        yield changed.get(token.index, token)


def _may_listen(token: Token) -> bool:
    people = word_classes()["agent"] | word_classes()["people"]
    return token.pos == "PROPN" or (token.tag == "NNS" and token.lemma.lower() in people)


def _with_senders(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "wrote to the embassy | asking for help", "sent a letter to the embassy | demanding that …" whoever writes asks, and not the embassy."""
    children = _by_head(tokens)
    for token in tokens:
        cue = cue_lexicon().get((token.lemma.lower(), "v")) if token.tag == "VBG" and token.dep == "acl" else None
        to = tokens[tokens[token.head].head]
        above = tokens[to.head]
        behind_to = tokens[token.head].dep == "pobj" and to.lemma.lower() == "to" and above.index < to.index
        verb = tokens[above.head] if above.dep == "dobj" else above
        sent = [above, *(child for child in children.get(verb.index, []) if child.dep == "dobj")]
        if cue is None or not cue.spoken or not behind_to or not any(map(_is_writing, sent)):
            yield token
        else:
            yield replace(token, dep="advcl" if verb.pos == "VERB" else "acl", head=verb.index)


def _is_writing(word: Token) -> bool:
    """Whether the word is a writing or a saying that goes to somebody, or the verb by which it does: "a letter", "a protest", "wrote"."""
    lemma = word.lemma.lower()
    if word.pos == "VERB":
        return lemma in word_classes()["writing"]
    return word.pos == "NOUN" and (lemma in cue_words("medium") or (lemma, "n") in cue_lexicon())


def _by_head(tokens: Sequence[Token]) -> Mapping[int, Sequence[Token]]:
    """The dependents of each token that has any."""
    children: dict[int, list[Token]] = {}
    for token in tokens:
        if token.head != token.index:
            children.setdefault(token.head, []).append(token)
    return children


def _with_listed_doers(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Token]:
    """Of "Kenya, Chad agree" both do it: the second, right before the verb, is coordinated with the first."""
    own = tokens[sentence.first : sentence.last]
    pairs = [(one, two) for one, two, verb in _listed(own) if _act_together(tokens, one, two, verb)]
    first = {one.index: two for one, two in pairs}
    second = {two.index: one for one, two in pairs}
    for token in own:
        if token.index in second:
            yield replace(token, dep="conj", head=second[token.index].index)
        elif token.index in first and token.dep != "nsubj":
            two = first[token.index]
            yield replace(token, dep=two.dep, head=two.head)
        else:
            yield token


def _with_passives(own: Sequence[Token]) -> Iterator[Token]:
    """Headlines tell in the present: of "Kenyan drone | downed", "Camp | shelled" the past form without an object is a passive that leaves "was" out."""
    active = {token.head for token in own if token.dep in _OWN}
    bidden = {token.head for token in own if token.dep == "xcomp"}
    past = [token for token in own if token.dep == "ROOT" and token.tag in {"VBD", "VBN"}]
    suffered = word_classes()["suffered"] | word_classes()["befalling"]
    verbs = {token.index for token in past if token.lemma.lower() in suffered} - bidden
    # "Villagers | told to leave"
    verbs |= {token.index for token in past if token.lemma.lower() in word_classes()["bidden"]} & bidden
    verbs -= active
    verbs &= {token.head for token in own if token.dep == "nsubj"}
    for token in own:
        if token.index in verbs:
            yield replace(token, tag="VBN")
        elif token.dep == "nsubj" and token.head in verbs:
            yield replace(token, dep="nsubjpass")
        else:
            yield token


def _with_future(own: Sequence[Token]) -> Iterator[Token]:
    """Of "Envoys | to meet in Cairo" the infinitive is the headline's verb, and who stands before it does it."""
    root = next((token for token in own if token.head == token.index and _is_somebody(token)), None)
    verb = next((token for token in own if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "amod"}), None)
    heads = {t.index for t in own if root and root.index in {t.index, t.head} and t.dep in {"ROOT", "appos"}}
    to = verb is not None and any(token.head == verb.index and token.tag == "TO" for token in own)
    for token in own:
        if to and root and verb and verb.head in heads and token.index in {root.index, verb.index}:
            yield replace(token, dep="nsubj" if token == root else "ROOT", head=verb.index)
        else:
            yield token


def _is_somebody(token: Token) -> bool:
    """Whether the noun is of people, or a name: "plan" takes an infinitive of its own."""
    people = frozenset().union(*(word_classes()[name] for name in _PEOPLE))
    return token.pos == "PROPN" or (token.pos == "NOUN" and token.lemma.lower() in people)


def _listed(own: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    """The heads of two names with a comma between them, and the verb behind: "Kenya | , | South Chad | agree"."""
    for comma in (token for token in own if token.text == ","):
        behind = [token for token in own if token.index > comma.index]
        name = 0
        while name < len(behind) and (behind[name].pos in _OF_NAME or behind[name].dep in _BEFORE_NOUN):
            name += 1
        if name < len(behind) and behind[name].pos == "NOUN":
            name += 1
        ends = 0 < name < len(behind) and behind[name].tag in _ACTS
        before = next((token for token in own if token.index == comma.index - 1), None)
        if ends and before is not None and before.pos in {"PROPN", "NOUN"}:
            yield before, behind[name - 1], behind[name]


def _act_together(tokens: Sequence[Token], one: Token, two: Token, verb: Token) -> bool:
    """Whether the parse has both as subjects of one verb, or one as the other's attribute where the verb is in the plural or both are states: of "Nairobi, Kenya" the second tells where the first is."""
    if one.dep == two.dep == "nsubj" and one.head == two.head:
        return True
    bound = (two.dep == "appos" and two.head == one.index) or (
        one.dep in {"nmod", "compound"} and one.head == two.index
    )
    bound = bound or (one.dep in _LOOSE and one.head == two.head)
    if not bound or "nsubj" not in {one.dep, two.dep}:
        return False
    several = verb.tag == "VBP" and one.pos == two.pos == "PROPN" and one.tag == two.tag == "NNP"
    # "Army, allies | retake", "Kenyan premier, Ugandan president | to meet"
    several |= verb.tag != "VBZ" and "NOUN" in {one.pos, two.pos}
    return several or (_is_country(one, tokens) and _is_country(two, tokens))


def _is_country(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether the name that ends with the token is a country's."""
    first = token.index
    while first > 0 and tokens[first - 1].dep == "compound" and tokens[first - 1].head == token.index:
        first -= 1
    name = " ".join(word.text for word in tokens[first : token.index + 1])
    return any(place.kind == "country" for place in load_gazetteer().lookup(name))
