"""What the words of an office tell of who bears it: role, owner, sector and gender, each with its words.

An entity and the phrase of its office come in; afterwards the entity has what the phrase tells and it did not know.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.understand.belonging import Belonging
from dragoman.understand.memory import Entity, Memory
from dragoman.understand.partisans import is_partisan
from dragoman.understand.phrases import Phrase, Text, is_out_of_office, is_party, nouns_key, words_of_office
from dragoman.vocab.actor_table import KnownActor, Noun
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.sectors import load_sectors

_ELSEWHERE = frozenset({"GPE", "LOC"})


@dataclass(frozen=True, slots=True)
class Titles:
    """The offices of a report's entities; `memory` grows as its phrases are resolved."""

    text: Text
    memory: Memory
    belonging: Belonging

    def learn(self, entity: Entity, phrase: Phrase, rule: str) -> None:
        """Take over role, owner and sector from the words around the name, the first of each."""
        noun = phrase.noun
        if noun is None or phrase.title is None:
            return
        self._learn_gender(entity, range(phrase.first, max(phrase.title[1], phrase.core[0])))
        if noun.kind == "honorific":
            return
        if noun.kind == "private":
            entity.sector = entity.sector or noun.sector
            if is_partisan(noun):
                self._learn_party(entity, phrase, nouns_key(noun), rule)
            return
        role_span = self.text.span(self._begins(phrase), phrase.title[1])
        entity.role_words.add(nouns_key(noun))
        entity.told.add(nouns_key(noun))
        entity.role_words.update(self.text.lower(i) for i in range(*phrase.title))
        entity.role_words |= words_of_office(noun.phrase)
        owner = self.belonging.of_office(phrase)
        sent = nouns_key(noun) in discourse_words()["sent_abroad"] or self._is_for_elsewhere(phrase.title[1])
        entity.abroad = entity.abroad or (owner is None and sent)
        if noun.phrase == "counterpart" and self._learn_counterpart(entity, phrase, owner):
            return
        if entity.role is not None and (entity.owner is not None or owner is None):
            return
        if entity.role is not None and owner is not None and owner.kind == "party" and entity.sector != "PTY":
            self._learn_home(entity, owner, phrase, rule)
            return
        entity.role = role_span.of(self.text.report.text)
        entity.post = self.text.words(phrase.first, max(phrase.last, phrase.title[1]))
        entity.facts.append(("role", (role_span,), rule))
        if owner is not None:
            entity.owner = owner
            if owner.kind == "state":
                self.memory.of_known(owner)
            at = self.text.span(*phrase.owner_at) if phrase.owner_at else role_span
            entity.facts.append(("affiliation", (at,), rule))
            entity.facts.append(("country", (at,), rule))
        body = _sector_of_body(phrase)
        if phrase.body_at is not None and owner is None and body is None:
            at = self.text.span(*phrase.body_at)
            entity.affiliation = at.of(self.text.report.text)
            entity.facts.append(("affiliation", (at,), rule))
            body = "PTY" if is_party(entity.affiliation) else None
        sector = _sector(phrase, noun, body, owner)
        entity.ranked = entity.sector is None and body is None and noun.phrase in discourse_words()["police_ranks"]
        entity.sector = sector or entity.sector or ("GOV" if owner and owner.kind == "state" else None)
        entity.facts.append(("sector", (role_span,), "actor.titles-table.v1"))
        if entity.owner is None and entity.known is None and entity.affiliation is None and not body:
            self._learn_spoken_for(entity, phrase)

    def _learn_party(self, entity: Entity, phrase: Phrase, party: str, rule: str) -> None:
        """Take over the party and the state of "a Texas Democrat"."""
        entity.role_words.add(party)
        if entity.owner is None and phrase.owner is not None and phrase.owner_at is not None:
            entity.owner = phrase.owner
            entity.facts.append(("country", (self.text.span(*phrase.owner_at),), rule))

    def _learn_home(self, entity: Entity, party: KnownActor, phrase: Phrase, rule: str) -> None:
        """Of "the prime minister, who leads the X party" only the party's state is new."""
        state = self.text.table.actors.get(f"state:{party.country}")
        if state is not None and phrase.owner_at is not None:
            entity.owner = state
            entity.facts.append(("country", (self.text.span(*phrase.owner_at),), rule))

    def _begins(self, phrase: Phrase) -> int:
        """Where the words of the role begin: with "former" or "next", where somebody does not hold it now."""
        first = phrase.title[0] if phrase.title else phrase.first
        telling = (i for i in range(phrase.first, first) if is_out_of_office(self.text.lower(i)))
        return next(telling, first) if phrase.out_of_office else first

    def _learn_gender(self, entity: Entity, tokens: range) -> None:
        words = discourse_words()
        for index in tokens:
            word = self.text.lower(index).rstrip(".")
            if word in words["female"] | words["male"]:
                entity.gender = "female" if word in words["female"] else "male"

    def _is_for_elsewhere(self, index: int) -> bool:
        """Whether what stands behind the office is a place that it deals with: "Minister | for the Middle East" is no minister there."""
        if self.text.lower(index) != "for":
            return False
        name = self.text.names.get(index + 1 + (self.text.lower(index + 1) == "the"))
        return name is not None and name.label in _ELSEWHERE

    def _learn_spoken_for(self, entity: Entity, phrase: Phrase) -> None:
        """Take over owner and sector from the body that a bare "spokesman" speaks for."""
        body = self.belonging.spoken_for(phrase)
        if body is None:
            return
        entity.affiliation, entity.owner, entity.sector = body.name, self.belonging.served_by(body), body.sector
        entity.confidence = min(entity.confidence, 0.6)
        where = tuple(body.mentions[-1:])
        entity.facts.extend((name, where, "actor.spoken-for.v1") for name in ("affiliation", "country", "sector"))

    def _learn_counterpart(self, entity: Entity, phrase: Phrase, owner: KnownActor | None) -> bool:
        """Whether it could be read: "his X counterpart" holds the office of the one before, in X."""
        before = next(
            (
                e
                for seen in reversed(self.memory.seen)
                for e in [self.memory.entities[seen.key]]
                if e.role and e is not entity
            ),
            None,
        )
        if before is None or owner is None or phrase.owner_at is None:
            return False
        at = self.text.span(*phrase.owner_at)
        entity.role, entity.owner, entity.sector = before.role, owner, before.sector
        entity.role_words |= before.role_words
        where = (
            self.text.span(*phrase.core) if phrase.sort == "office" else self.text.span(phrase.first, phrase.last),
        )
        entity.facts.append(("role", where, "actor.counterpart.v1"))
        entity.facts.append(("sector", where, "actor.counterpart.v1"))
        entity.facts.extend((name, (at,), "actor.counterpart.v1") for name in ("affiliation", "country"))
        return True


def _sector_of_body(phrase: Phrase) -> str | None:
    """The sector of the organ inside an office's phrase."""
    if phrase.body is None:
        return None
    private = phrase.body.sector is None and phrase.body.phrase in discourse_words()["private_bodies"]
    return "CVL" if private else phrase.body.sector


def _sector(phrase: Phrase, noun: Noun, body: str | None, owner: KnownActor | None) -> str | None:
    """The sector of an office: its own, or that of the body inside its phrase where that tells more."""
    any_body = noun.phrase in discourse_words()["any_body"]
    if phrase.body_at is not None and owner is None and body is None and any_body:
        return None
    if body and any_body:
        return "ELI" if phrase.out_of_office else body
    if body and noun.sector in {None, "GOV"} and body not in {"GOV", "CVL", "PTY"}:
        return body
    if body in load_sectors().armed and (noun.kind == "rank" or noun.sector == "MIL"):
        # "Police Department Sgt. X", "the rebel commander"
        return body
    return "ELI" if phrase.out_of_office else (noun.sector or body)
