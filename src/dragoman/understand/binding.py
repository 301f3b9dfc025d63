"""What the grammar of a clause says of its pronouns: who its subject is, even where only an outer clause names it.

A text and a token come in; tokens go out.
"""

from __future__ import annotations

from dragoman.understand.phrases import Text
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.tokens import SUBJECTS

_OBJECTS = frozenset({"dobj", "dative"})
# What leads from a noun to the verb whose clause it is in.
_ARGUMENTS = frozenset({"dobj", "dative", "pobj", "prep", "agent", "attr", "oprd", "conj"})
_STEPS = 6


def governing_verb(text: Text, index: int, *, through_nouns: bool) -> int | None:
    """The verb of which the token is an argument, at most over prepositions; `through_nouns` also over the nouns that it belongs to."""
    for _ in range(_STEPS):
        token = text.tokens[index]
        if token.head == index:
            return None
        above = text.tokens[token.head]
        if above.pos in {"VERB", "AUX"}:
            return above.index if through_nouns or token.dep in _ARGUMENTS | SUBJECTS else None
        if not through_nouns and above.pos not in {"ADP", "SCONJ"} and token.dep != "conj":
            return None
        index = above.index
    return None


def understood_subjects(text: Text, verb: int) -> frozenset[int]:
    """Who does what the verb says: its subjects, or those that the clause around it lends it."""
    for _ in range(_STEPS):
        own = _below(text, verb, SUBJECTS)
        if own:
            return frozenset(own).union(*(conjuncts(text, child) for child in own))
        token = text.tokens[verb]
        above = text.tokens[token.head]
        if above.index == verb:
            break
        if token.dep in {"acl", "relcl"}:
            return frozenset({above.index})
        if token.dep == "pcomp":
            # "stop X from doing": X is to do it.
            above = text.tokens[above.head]
        urged = above.lemma.lower() in discourse_words()["done_to_governments"]
        if token.dep in {"xcomp", "ccomp", "pcomp"} or (urged and token.dep == "advcl" and _is_infinitive(text, verb)):
            objects = _below(text, above.index, _OBJECTS) or _asked(text, above.index)
            if objects:
                return frozenset(objects).union(*(conjuncts(text, child) for child in objects))
        elif token.dep not in {"conj", "advcl"}:
            break
        verb = above.index
    return frozenset()


def _asked(text: Text, verb: int) -> list[int]:
    """Who is called on, appealed to or pleaded with."""
    if text.tokens[verb].lemma.lower() not in discourse_words()["asks_through"]:
        return []
    through = [child for child in text.children[verb] if text.lower(child) in {"on", "upon", "to", "with"}]
    return [noun for child in through for noun in _below(text, child, frozenset({"pobj"}))]


def is_embedded(text: Text, verb: int) -> bool:
    """Whether the clause stands inside another; one that is told before "he said" is as free as a main clause."""
    token = text.tokens[verb]
    for _ in range(_STEPS):
        if token.dep != "conj":
            break
        token = text.tokens[token.head]
    told = token.dep == "parataxis" or (token.dep == "ccomp" and token.head > token.index)
    return token.head != token.index and not told


def _is_infinitive(text: Text, verb: int) -> bool:
    return any(text.lower(child) == "to" for child in text.children[verb])


def _below(text: Text, index: int, kinds: frozenset[str]) -> list[int]:
    return [child for child in text.children[index] if text.tokens[child].dep in kinds]


def conjuncts(text: Text, index: int) -> set[int]:
    """All that is coordinated with the token, behind it, or with the name that tells who it is: "his counterpart X | and the envoy Y"."""
    found: set[int] = set()
    queue = [index]
    while queue:
        children = text.children[queue.pop()]
        behind = [child for child in children if text.tokens[child].dep == "conj"]
        found.update(behind)
        queue += behind
        queue += [
            child for child in children if text.tokens[child].dep == "appos" and text.tokens[child].pos == "PROPN"
        ]
    return found
