"""Which time expression says when a deed was: the one that the parse hangs on it, or on the clause that carries it.

A predicate's index comes in; a TimeMention of its sentence goes out, widened to an open interval after `before`, `after`, `until` and `by`; or none.
A date on the verb of saying is not the date of what is said.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from dragoman.coding.clauses import Clauses
from dragoman.model import Analysis, Time, TimeMention
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.negotiation import load_negotiation

_CARRIED = frozenset({"xcomp", "conj", "advcl", "pcomp", "prep", "acl", "dobj", "nsubj", "nsubjpass", "pobj", "attr", "agent", "compound", "appos", "oprd"})  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_BEFORE = frozenset({"before", "until", "till", "by"})
_AFTER = frozenset({"after", "since"})
_STEPS = 5


def time_for(tree: Clauses, analysis: Analysis, index: int) -> TimeMention | None:
    """The time of the deed that token `index` names, as the sentence gives it."""
    sentence = analysis.sentences[tree.token(index).sentence]
    ranked = []
    for order, mention in enumerate(analysis.times_in(sentence.span)):
        if mention.rule == "time.duration.v1":
            continue
        anchor = _anchor(tree, sentence.first, sentence.last, mention)
        cost = None if anchor is None else _distance(tree, anchor, index)
        if cost is not None and anchor is not None:
            ranked.append((cost, abs(anchor - index), order, mention, anchor))
    if not ranked:
        return None
    _, _, _, mention, anchor = min(ranked, key=lambda item: item[:3])
    return _widened(tree, mention, anchor)


def _anchor(tree: Clauses, first: int, last: int, mention: TimeMention) -> int | None:
    """The token of the expression whose head lies outside of it."""
    inside = [i for i in range(first, last) if tree.token(i).span.overlaps(mention.span)]
    outward = [i for i in inside if tree.token(i).head not in inside or tree.token(i).head == i]
    return outward[0] if outward else None


def _dates_agreement(tree: Clauses, anchor: int, noun: int, verb: int) -> bool:
    """Whether the time only says which agreement is meant, and nobody concludes it there: "is committed to | the ceasefire of 2003"."""
    settled = word_classes()["agreement"] | word_classes()["ceasefire"] | {"resolution"}
    of = tree.lemma(tree.token(anchor).head) == "of"
    concluded = tree.lemma(verb) in load_negotiation().agreements.concluding
    return of and verb != noun and tree.lemma(noun) in settled and not concluded


def _distance(tree: Clauses, anchor: int, index: int) -> int | None:
    """Steps between the deed and the word that the time hangs on; None where a clause's edge lies between."""
    governor = _governor(tree, anchor)
    for steps, carrier in enumerate(_carriers(tree, index)):
        token = tree.token(carrier)
        if carrier == governor or (token.dep == "relcl" and token.head == anchor):
            return steps
    if _dates_agreement(tree, anchor, governor, index):
        return None
    if tree.token(governor).pos in _NOMINAL and anchor > governor:
        for steps, carrier in enumerate(_carriers(tree, governor), 1):
            if carrier == index:
                return steps
            if tree.token(carrier).pos in {"VERB", "AUX"}:
                # The noun's time reaches the verb that it belongs to and no further.
                return None
    return None


def _governor(tree: Clauses, anchor: int) -> int:
    index = tree.token(anchor).head
    for _ in range(_STEPS):
        token = tree.token(index)
        if token.pos not in {"ADP", "SCONJ", "ADV", "PART"} or token.head == index:
            break
        index = token.head
    return index


def _carriers(tree: Clauses, index: int) -> Iterator[int]:
    """The deed itself, then what carries it within its clause, outward."""
    for _ in range(_STEPS):
        yield index
        token = tree.token(index)
        if token.head == index or token.dep not in _CARRIED:
            return
        if token.pos in {"VERB", "AUX"} and token.dep == "conj" and tree.below(index, "nsubj", "nsubjpass"):
            return
        if token.pos in {"VERB", "AUX"} and token.dep in {"acl", "advcl"} and not _shares_time(tree, index):
            return
        index = token.head


def _shares_time(tree: Clauses, index: int) -> bool:
    """Whether a subordinate clause is of its governor's time: a participle, or a clause with `when`."""
    if tree.token(index).tag in {"VBG", "VBN"}:
        return True
    return any(tree.lemma(child) in {"when", "as", "while"} for child in tree.below(index, "advmod", "mark"))


def _widened(tree: Clauses, mention: TimeMention, anchor: int) -> TimeMention:
    """After `before` the expression bounds the time instead of giving it."""
    preposition = tree.token(tree.token(anchor).head)
    time = mention.time
    word = preposition.lemma.lower()
    if time is None or preposition.index == anchor or preposition.pos not in {"ADP", "SCONJ"}:
        return mention
    if word in _BEFORE:
        # "Before the end of May" is by it.
        end = time.start if word == "before" and tree.lemma(anchor) != "end" else time.end
        return dataclasses.replace(mention, time=Time(None, end, "open"), rule=f"{mention.rule}:{word}")
    if word in _AFTER:
        return dataclasses.replace(mention, time=Time(time.start, None, "open"), rule=f"{mention.rule}:{word}")
    return mention
