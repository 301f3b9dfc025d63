"""Whom a people stands for by what it does: its armed forces ("the Americans bombed the town"), or its state ("the French expelled two envoys").

A phrase that names a people comes in, with the text; goes out whether its verb is a deed of arms, or of a state. A number of them, or such as an adjective tells apart, are private people.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.understand.phrases import Phrase, Text
from dragoman.vocab.discourse import discourse_words

_AGAINST = frozenset({"with", "against", "on", "into", "from"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def does_armed_deed(text: Text, phrase: Phrase) -> bool:
    """Whether armies alone do what the people do, or they do it to fighters or, "the" people, to a place."""
    if not _is_whole(text, phrase):
        return False
    words = discourse_words()
    for verb in _verbs(text, phrase.head):
        lemma = text.tokens[verb].lemma.lower()
        if lemma in words["deeds_of_armies"]:
            return True
        met = list(_met(text, verb)) if lemma in words["deeds_of_arms"] else []
        if any(text.tokens[noun].lemma.lower() in words["fighters"] for noun in met):
            return True
        places = (text.label(n) in _PLACES or text.tokens[n].lemma.lower() in words["fought_over"] for n in met)
        if text.lower(phrase.first) == "the" and any(places):
            return True
    return False


def does_deed_of_state(text: Text, phrase: Phrase) -> bool:
    """Whether the people does what only states do."""
    deeds = discourse_words()["deeds_of_states"]
    return _is_whole(text, phrase) and any(
        text.tokens[verb].lemma.lower() in deeds for verb in _verbs(text, phrase.head)
    )


def _is_whole(text: Text, phrase: Phrase) -> bool:
    """Whether all of them are meant, by themselves."""
    own = {text.tokens[child].dep for child in text.children[phrase.head]}
    return not own & {"nummod", "amod", "relcl", "acl"} and text.tokens[phrase.head].dep != "conj"


def _verbs(text: Text, head: int) -> Iterator[int]:
    """The verbs whose doer the noun is, and those that go on after them."""
    token = text.tokens[head]
    if token.dep == "pobj" and text.tokens[token.head].dep == "agent":
        yield text.tokens[token.head].head
    if token.dep == "nsubj" and text.tokens[token.head].pos == "VERB":
        yield token.head
        for later in text.children[token.head]:
            own = {text.tokens[child].dep for child in text.children[later]}
            if text.tokens[later].dep == "conj" and not own & {"nsubj", "nsubjpass"}:
                yield later


def _met(text: Text, verb: int) -> Iterator[int]:
    """The nouns that the verb is done to, or that stand behind its preposition."""
    for child in text.children[verb]:
        token = text.tokens[child]
        if token.dep in {"dobj", "nsubjpass"}:
            yield child
        if token.dep == "prep" and token.lemma.lower() in _AGAINST:
            yield from (noun for noun in text.children[child] if text.tokens[noun].dep == "pobj")
