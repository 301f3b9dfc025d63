"""Parses mended where the words alone tell that the parser erred: agents of active verbs, lists taken for appositions, two owners of one thing, particles taken for prepositions; those of sayings and of headlines stand beside.

Tokens as the language component leaves them come in; the same tokens go out, some of them hung elsewhere.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Sentence, Token
from dragoman.understand.mending_headlines import is_country, mended_headline
from dragoman.understand.mending_sayings import SAYINGS
from dragoman.vocab.lexicon import event_lexicon, word_classes
from dragoman.vocab.tokens import FINITE, SUBJECTS

_BLAMED = frozenset({"on", "to"})
_PASSIVE = frozenset({"auxpass", "nsubjpass"})
_SUBJECTS = SUBJECTS | {"csubj", "csubjpass", "expl"}
# What tells whose deed a noun is.
_OF_DEEDS = frozenset({"by", "between"})


def mended(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    """The tokens; `sentences` of a headline are those of no paragraph."""
    found: Sequence[Token] = tokens
    for mend in (*_MENDINGS, *SAYINGS):
        found = tuple(mend(found))
    headlines = [sentence for sentence in sentences if sentence.paragraph < 0]
    for sentence in headlines:
        found = (*found[: sentence.first], *mended_headline(found, sentence), *found[sentence.last :])
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
        listed = token.index in joined and is_country(token, tokens) and is_country(tokens[token.head], tokens)
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


def _with_deeds_that_do(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "Shelling | by rebels killed eight" the shelling did it: a participle right before a finite verb without a subject is that, and whoever stands behind its "by" no agent of a clause."""
    served = {token.head for token in tokens if token.dep in _SUBJECTS}
    doing = {
        token.index
        for token in tokens
        if token.tag == "VBG" and token.dep == "advcl" and token.index < token.head and token.head not in served
        if tokens[token.head].tag in FINITE and tokens[token.index + 1].text.lower() in _OF_DEEDS
        if not any(between.dep == "punct" for between in tokens[token.index : token.head])
    }
    for token in tokens:
        if token.index in doing:
            yield replace(token, dep="nsubj", tag="NN", pos="NOUN")
        elif token.dep == "agent" and token.head in doing:
            yield replace(token, dep="prep")
        else:
            yield token


def _with_blame(tokens: Sequence[Token]) -> Iterator[Token]:
    """Of "blamed the raid | on Kenya" the raid is not on Kenya: the verb has the phrase, where it has none of its own."""
    blaming = {
        token.index for token in tokens if token.pos == "VERB" and token.lemma.lower() in word_classes()["blaming"]
    }
    blaming -= {token.head for token in tokens if token.dep == "prep" and token.lemma.lower() in _BLAMED}
    for token in tokens:
        thing = tokens[token.head]
        blamed = (
            token.dep == "prep" and token.lemma.lower() in _BLAMED and thing.dep == "dobj" and thing.head in blaming
        )
        yield replace(token, head=thing.head) if blamed else token


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


_MENDINGS = (
    _with_active_verbs,
    _with_lists,
    _with_both_owners,
    _with_assertions,
    _with_each_other,
    _with_particles,
    _with_deeds_that_do,
    _with_blame,
)
