"""Parses of sayings mended: which verb a second saying goes on with, who is told something in the passive, to whom and by whom something is said.

Tokens come in; the same tokens go out, some of them hung elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.model import Token
from dragoman.vocab.cues import cue_lexicon, cue_words
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.tokens import SUBJECTS

_PASSIVE = frozenset({"auxpass", "nsubjpass"})
# By what a verb is told apart from the one that it is coordinated with.
_OF_ITS_OWN = SUBJECTS | {"aux", "auxpass", "mark", "neg"}


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


SAYINGS = (_with_second_sayings, _with_shared_passives, _with_listeners, _with_senders)
