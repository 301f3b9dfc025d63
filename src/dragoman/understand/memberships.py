"""Whose people are of whom no office is told: by the body that they are of, are one of, or lead ("X of the M7", "X, who heads the M7 delegation").

People and the bodies that the text has named come in; afterwards the people have side, sector and affiliation, each with its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.understand.belonging import Belonging
from dragoman.understand.memory import Entity, Memory
from dragoman.understand.phrases import Phrase, Text
from dragoman.vocab.discourse import discourse_words

# Of whom one is a man of theirs; of a state it may be an athlete.
_BODIES = frozenset({"igo", "armed-group", "party", "organisation"})


def learn_memberships(text: Text, phrases: Sequence[Phrase], memory: Memory, belonging: Belonging) -> None:
    """Take over side and sector from the body that somebody is told of with, where nothing else has told them."""
    for phrase in phrases:
        seen = next(memory.seen_at((phrase.head,)), None) if phrase.sort == "person" else None
        person = memory.entities[seen.key] if seen is not None else None
        told = person is None or person.owner is not None or person.known is not None or person.sector is not None
        if person is None or told:
            continue
        body, rule = _body(text, phrase, memory, phrases)
        if body is not None:
            _join(person, body, rule, belonging)


def _join(person: Entity, body: Entity, rule: str, belonging: Belonging) -> None:
    person.owner, person.sector, person.affiliation = belonging.served_by(body), body.sector, body.name
    if body.kind == "state":
        person.owner, person.sector = body.known, "GOV"
    person.confidence = min(person.confidence, 0.6)
    where = tuple(body.mentions[-1:])
    person.facts.extend((name, where, rule) for name in ("affiliation", "country", "sector"))


def _body(text: Text, phrase: Phrase, memory: Memory, phrases: Sequence[Phrase]) -> tuple[Entity | None, str]:
    """The body that the person is told of with, and the rule that says so."""
    for index in _led(text, phrase):
        found = _named(memory, index)
        if found is not None and (found.known is not None or found.owner is not None):
            return found, "actor.leads.v1"
    for index in (*_of(text, phrase, phrases), *_one_of(text, phrase.head)):
        found = _named(memory, index)
        if found is not None and _has_people(found):
            return found, "actor.member.v1"
    return None, ""


def _has_people(body: Entity) -> bool:
    """Whether who is of it is known by it: a group, a party, an international body or one of theirs."""
    whole = body.known or body.owner
    return whole is not None and whole.kind in _BODIES and body.kind != "person"


def _named(memory: Memory, index: int) -> Entity | None:
    seen = next(memory.seen_at((index,)), None)
    return memory.entities[seen.key] if seen is not None else None


def _led(text: Text, phrase: Phrase) -> Iterator[int]:
    """The nouns that "who leads" or "leading" governs behind the name."""
    clauses = [child for child in text.children[phrase.head] if text.tokens[child].dep in {"relcl", "acl"}]
    # The parse may hang a participle behind a comma on the main verb.
    behind = [token.index for token in text.tokens[phrase.last + 1 : phrase.last + 2] if token.tag == "VBG"]
    for verb in (*clauses, *(behind if text.lower(phrase.last) == "," else ())):
        token = text.tokens[verb]
        subjects = [text.tokens[child] for child in text.children[verb] if text.tokens[child].dep == "nsubj"]
        who = token.tag != "VBN" and all(subject.tag == "WP" for subject in subjects)
        if who and token.lemma.lower() in discourse_words()["leads"]:
            yield from (child for child in text.children[verb] if text.tokens[child].dep == "dobj")


def _of(text: Text, phrase: Phrase, phrases: Sequence[Phrase]) -> list[int]:
    """The nouns of what is named behind "of" or "from" right behind the name or its comma."""
    behind = phrase.last + (text.lower(phrase.last) == ",")
    named = text.lower(behind) in {"of", "from"}
    return [other.head for other in phrases if named and other.first == behind + 1]


def _one_of(text: Text, name: int) -> Iterator[int]:
    """The nouns behind "one of" in apposition to the name."""
    for one in text.children[name]:
        if text.lower(one) == "one" and text.tokens[one].dep == "appos":
            of = (child for child in text.children[one] if text.lower(child) == "of")
            yield from (noun for child in of for noun in text.children[child])
