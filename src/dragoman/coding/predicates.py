"""Which meaning of a predicate the event lexicon gives: the most specific entry whose conditions the words around the token fulfil.

A dependency tree and a token come in; the entry goes out with the tokens that fulfilled its conditions, or None for a word that the lexicon does not know so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dragoman.coding.clauses import Clauses, counted_by, is_infinitive, is_passive, objects, prepositions, subjects
from dragoman.vocab.lexicon import Condition, Entry, event_lexicon, word_classes

# Assault, fighting and mass violence.
VIOLENT = frozenset({"18", "19", "20"})
# Requests and demands.
DEMANDS = frozenset({"02", "10"})
_POS = {"VERB": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "AUX": "v"}
_CARRYING = frozenset({"in", "into", "to", "on", "with"})
_RESULTING = frozenset({("lead", "to")})


class Match(NamedTuple):
    """An entry, and the tokens that decided for it: the predicate first."""

    entry: Entry
    words: tuple[int, ...]


def match_predicate(tree: Clauses, index: int) -> Match | None:
    """The most specific entry that fits the token."""
    token = tree.token(index)
    if token.dep in {"compound", "aux", "auxpass"} or token.pos not in _POS:
        return None
    if token.dep == "amod" and (token.pos != "ADJ" or index < token.head):
        return None
    kinds = [_POS[token.pos]]
    if token.tag == "VBN":
        kinds.append("a")
    lemma = tree.lemma(index)
    for kind in kinds:
        for entry in event_lexicon().get((lemma, kind), ()):
            words = _fits(tree, index, entry)
            if words is not None:
                return Match(entry, (index, *words))
    return None


def _fits(tree: Clauses, index: int, entry: Entry) -> list[int] | None:
    words: list[int] = []
    if entry.particle:
        # "verbally", "together", "hostage": what goes with a verb is not always a particle by the parser's lights.
        beside = [c for c in tree.children[index - tree.base] if tree.token(c).text.lower() == entry.particle]
        beside = [c for c in beside if not _only_says_when(tree, c)]
        if not beside:
            return None
        words += beside[:1]
    for condition in entry.conditions:
        found = _FULFILLED[condition.kind](tree, index, condition)
        if found is None:
            return None
        words += found
    return words


def _only_says_when(tree: Clauses, preposition: int) -> bool:
    """Whether the phrase is one of time: "called on Friday for" is no "call on"."""
    nouns = tree.below(preposition, "pobj")
    return bool(nouns) and all(tree.lemma(noun) in word_classes()["time"] for noun in nouns)


def _if_so(holds: object) -> list[int] | None:
    """A condition that matches no word of its own."""
    return [] if holds else None


def _by_preposition(tree: Clauses, index: int, condition: Condition) -> list[int] | None:
    for name, noun in prepositions(tree, index):
        # "A call on Monday" asks nobody.
        anybody = not condition.words and not (name == "on" and tree.lemma(noun) in word_classes()["time"])
        if name in condition.key and (anybody or tree.lemma(noun) in condition.words):
            return [noun] if condition.words else []
    return None


def _by_object(tree: Clauses, index: int, condition: Condition) -> list[int] | None:
    things = dict.fromkeys(_things(tree, index))
    things |= dict.fromkeys(one for thing in list(things) for one in counted_by(tree, thing))
    return next(([thing] for thing in things if tree.lemma(thing) in condition.words), None)


def _things(tree: Clauses, index: int) -> list[int]:
    """The objects of a verb: of "were kidnapped and held hostage" the hostage is none that is shared, and of "gave them | a week" the week is one."""
    return [*objects(tree, index), *tree.below(index, "dobj", "npadvmod")]


def _by_what_it_is_called(tree: Clauses, index: int, condition: Condition) -> list[int] | None:
    """The complement that says what the object is called or made to be."""
    found = [c for c in tree.below(index, "oprd", "acomp", "ccomp") if tree.lemma(c) in condition.words]
    return found or None


def _by_subject(tree: Clauses, index: int, condition: Condition) -> list[int] | None:
    return _if_so(any(tree.lemma(doer) in condition.words for doer in subjects(tree, index)))


def _without_complement(tree: Clauses, index: int, _: Condition) -> list[int] | None:
    said = tree.below(index, "oprd", "acomp", "xcomp", "ccomp")
    return _if_so(all(is_infinitive(tree, complement) for complement in said))


def _by_infinitive(tree: Clauses, index: int, condition: Condition) -> list[int] | None:
    # "Gave them a week | to leave"
    spans = [thing for thing in _things(tree, index) if tree.lemma(thing) in word_classes()["time"]]
    deeds = tree.below(index, "xcomp", "ccomp", *(["advcl"] if spans else []))
    deeds += [deed for span in spans for deed in tree.below(span, "acl", "relcl")]
    told = [deed for deed in deeds if not condition.words or tree.lemma(deed) in condition.words]
    return _if_so(any(is_infinitive(tree, deed) for deed in told))


def _by_that_clause(tree: Clauses, index: int, _: Condition) -> list[int] | None:
    marks = (mark for clause in tree.below(index, "acl", "ccomp") for mark in tree.below(clause, "mark"))
    return _if_so(any(tree.lemma(mark) == "that" for mark in marks))


def _by_name(tree: Clauses, index: int, _: Condition) -> list[int] | None:
    weapons = word_classes()["projectile"] | word_classes()["weapon"]
    things = objects(tree, index)
    return _if_so(any(tree.token(thing).pos == "PROPN" and tree.lemma(thing) not in weapons for thing in things))


def _by_place(tree: Clauses, index: int, _: Condition) -> list[int] | None:
    return _if_so(any(tree.is_place(thing) for thing in objects(tree, index)))


def _by_what_is_left_off(tree: Clauses, index: int, _: Condition) -> list[int] | None:
    """A violent deed in the gerund, of a verb of stopping: "stop shelling", "refrain from attacking"."""
    from_it = (
        deep for prep in tree.below(index, "prep") if tree.lemma(prep) == "from" for deep in tree.below(prep, "pcomp")
    )
    deeds = (deed for deed in (*tree.below(index, "xcomp"), *from_it) if tree.token(deed).tag == "VBG")
    known = event_lexicon()
    return next(
        ([deed] for deed in deeds if any(e.code[:2] in VIOLENT for e in known.get((tree.lemma(deed), "v"), ()))), None
    )


def _by_modifier(tree: Clauses, index: int, condition: Condition) -> list[int] | None:
    """A word inside the phrase of the object, of what an agreement without one is "to" or "on", or of the noun itself."""
    if tree.token(index).pos != "VERB":
        return _modified(tree, [index], condition.words)
    things = [*objects(tree, index), *tree.below(index, "dobj")]
    settled = [noun for name, noun in prepositions(tree, index) if name in {"to", "on", "upon"}]
    return _modified(tree, things or settled, condition.words)


def _modified(tree: Clauses, heads: Iterable[int], words: frozenset[str]) -> list[int] | None:
    for head in heads:
        inside = [head, *tree.below(head, "amod", "compound", "nmod", "acl")]
        inside += [noun for name, noun in prepositions(tree, head) if name in {"of", "with", "for", "by", "to"}]
        inside += [deep for word in list(inside) for deep in tree.below(word, "compound", "amod", "nmod")]
        hits = [word for word in dict.fromkeys(inside) if tree.lemma(word) in words]
        if hits:
            return hits[:1]
    return None


def _is_somebody(tree: Clauses, index: int) -> bool:
    token = tree.token(index)
    classes = word_classes()
    return token.pos in {"PROPN", "PRON", "NUM"} or tree.lemma(index) in classes["people"] | classes["agent"]


def light_verb(tree: Clauses, index: int) -> int | None:
    """The verb that only carries the noun: `launched an attack`, `talks were held`, `took part in talks`."""
    token = tree.token(index)
    head = token.head
    if token.dep == "pobj":
        if tree.lemma(head) not in _CARRYING:
            return None
        preposition, head = head, tree.token(head).head
        if (tree.lemma(head), tree.lemma(preposition)) in _RESULTING:
            # "The arrest led to riots": who was arrested did not riot.
            return None
    # What follows a deed, or precedes it, does not do it.
    carrying = word_classes()["light"] if token.dep == "dobj" else word_classes()["light"] | word_classes()["void"]
    return head if tree.token(head).pos == "VERB" and tree.lemma(head) in carrying else None


# How each kind of condition is fulfilled: the tokens that do it, or None.
_FULFILLED: dict[str, Callable[[Clauses, int, Condition], list[int] | None]] = {
    "obj": _by_object,
    "any-obj": lambda tree, index, _: _if_so(objects(tree, index)),
    "no-obj": lambda tree, index, _: _if_so(not objects(tree, index)),
    "people": lambda tree, index, _: _if_so(any(_is_somebody(tree, thing) for thing in objects(tree, index))),
    "named": _by_name,
    "place": _by_place,
    "ger": _by_what_is_left_off,
    "mod": _by_modifier,
    "subj": _by_subject,
    "prep": _by_preposition,
    "passive": lambda tree, index, _: _if_so(is_passive(tree, index)),
    "light": lambda tree, index, _: _if_so(light_verb(tree, index) is not None),
    "oprd": _by_what_it_is_called,
    "bare": _without_complement,
    "inf": _by_infinitive,
    "that": _by_that_clause,
}
