"""Politicians told by their party and what they stand for: "the Arizona Republican", "X, a Texas Democrat".

A report's sight comes in; go out the words for them as offices of a kind, by their first token.
"""

from __future__ import annotations

from dragoman.understand.memory import Entity, Memory
from dragoman.understand.phrases import Phrase, Sight, nouns_key
from dragoman.vocab.actor_table import Noun
from dragoman.vocab.discourse import discourse_words

# How many sentences before the politician was named who is meant.
_NEAR = 3
_INSIDE = frozenset({"compound", "amod", "nmod"})


def find_partisans(sight: Sight) -> dict[int, tuple[int, Noun]]:
    """Each such word that stands for somebody behind the name of a place, with where it ends."""
    found = {}
    for token in sight.tokens:
        word = token.text.lower()
        if word not in discourse_words()["partisans"] or not token.text[:1].isupper() or token.index in sight.at_known:
            continue
        before = range(sight.left(token.index, token.index), token.index)
        placed = any(sight.tokens[index].span.start in sight.states_of_places for index in before)
        inside = token.dep in _INSIDE and token.head > token.index and not sight.in_person(token.head)
        if placed and not inside:
            found[token.index] = (token.index + 1, Noun(word, "private", "PTY"))
    return found


def is_partisan(noun: Noun) -> bool:
    """Whether it tells a politician by the party."""
    return nouns_key(noun) in discourse_words()["partisans"]


def partisan_before(memory: Memory, phrase: Phrase) -> Entity | None:
    """The politician of that country named last who is of no other party, as far as the text tells."""
    own = nouns_key(phrase.noun) if phrase.noun else ""
    others = discourse_words()["partisans"] - {own}
    for seen in memory.seen_before(phrase.head, sentences=_NEAR):
        entity = memory.entities[seen.key]
        serves = phrase.owner is not None and entity.serves in {None, phrase.owner.id}
        politician = entity.sector in discourse_words()["political_sectors"] or entity.known is not None
        if entity.kind == "person" and serves and politician and not entity.role_words & others:
            return entity
    return None
