"""Who accuses others of a breach where no statement tells it: "protested over the violations", "accusations of violations from both".

The word of a breach comes in; those who accuse go out, as far as they are named.
"""

from __future__ import annotations

from dragoman.coding.clauses import Clauses, prepositions, subjects, with_conjuncts
from dragoman.coding.participants import participants_of
from dragoman.coding.setting import Setting
from dragoman.model import Participant
from dragoman.vocab.negotiation import load_negotiation

_CLIMB = 4
_OF = frozenset({"from", "by", "between"})


def accusers_of(setting: Setting, breach: int) -> tuple[Participant, ...]:
    """Who protests against the breach or speaks of it as another's."""
    tree, accusing = setting.tree, load_negotiation().claims.accusing
    index = breach
    for _ in range(_CLIMB):
        index = tree.token(index).head
        if tree.lemma(index) in accusing:
            doers = subjects(tree, index) if tree.token(index).pos == "VERB" else _whose(tree, index)
            return participants_of(setting.actors, with_conjuncts(tree, doers))
        if tree.token(index).pos == "VERB":
            break
    return ()


def _whose(tree: Clauses, noun: int) -> list[int]:
    """Whose accusation it is: "Kenya's protest", "protests by Kenya", "lodged a protest", "accusations have come from both"."""
    verb = tree.token(noun).head
    about = [noun]
    if tree.token(noun).dep == "nsubj":
        about += [verb, *tree.below(verb, "acomp", "attr")]
    by = [who for word in about for name, who in prepositions(tree, word) if name in _OF]
    if by:
        return by
    if tree.token(noun).dep == "dobj" and tree.lemma(verb) in load_negotiation().claims.levelling:
        return subjects(tree, verb)
    return tree.below(noun, "poss", "amod", "compound")
