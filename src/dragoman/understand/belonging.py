"""Whose an office or organ is where its own phrase names no known actor: by a pronoun, by who has it, by what it leads or stands beside.

A phrase comes in, with what was named before it; a known actor goes out, or None where the words around do not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.model import Span
from dragoman.understand.coreference import body_before, state_before
from dragoman.understand.memory import Entity, Memory
from dragoman.understand.phrases import Phrase, Text, nouns_key
from dragoman.understand.pronouns import Pronouns
from dragoman.vocab.actor_table import KnownActor
from dragoman.vocab.discourse import discourse_words

_BODIES = frozenset({"state", "armed-group", "igo", "party"})
# How many sentences a quotation may lie between two mentions of a spokesman.
_NEAR = 3
# What has a spokesman of its own.
_SPEAKING = frozenset({"organ", "organisation", "armed-group", "igo", "party"})


@dataclass(frozen=True, slots=True)
class Belonging:
    """What the words around a phrase tell about whose it is; `phrases` are all of the report, `memory` grows as they are resolved."""

    text: Text
    phrases: Sequence[Phrase]
    memory: Memory
    pronouns: Pronouns

    def of_office(self, phrase: Phrase) -> KnownActor | None:
        """Whom the office serves."""
        return (
            phrase.owner
            or self._by_pronoun(phrase)
            or self._by_possessor(phrase)
            or self._behind_of(phrase)
            or self._of_whom_he_speaks_for(phrase)
            or self._represented(phrase)
            or self._united_nations(phrase)
            or self._by_body_inside(phrase)
            or self._by_body_before(phrase)
        )

    def of_organ(self, phrase: Phrase) -> KnownActor | None:
        """Whose the organ or group is; allies and partners are nobody's."""
        if phrase.noun is not None and nouns_key(phrase.noun) in discourse_words()["others"]:
            return None
        return (
            phrase.owner
            or self._by_pronoun(phrase)
            or self._by_person(phrase)
            or self._of_leader(phrase)
            or self._of_regime(phrase)
            or self._beside(phrase)
        )

    def of_country(self, phrase: Phrase) -> KnownActor | None:
        """The state that "the country" or "her country" means."""
        if phrase.pronoun_owner is None:
            return state_before(self.memory, phrase.head)
        owner = self._by_pronoun(phrase)
        return owner if owner is not None and owner.kind == "state" else None

    def at_home(self, phrase: Phrase) -> tuple[KnownActor, Span] | None:
        """Whose "the government" is beside the opposition, a court or the parliament of one state, in this sentence or the one before, and the words for that: such bodies have to do with their own state."""
        words = discourse_words()
        sector = phrase.noun.sector if phrase.noun is not None and phrase.definite and not phrase.plural else None
        if sector not in words["state_sectors"]:
            return None
        near = [(self.memory.entities[seen.key], seen.span) for seen in self.memory.seen_before(phrase.head, 1)]
        homes = [(e.owner, span) for e, span in near if e.owner is not None and e.sector in words["domestic_sectors"]]
        one = len({owner.id for owner, _ in homes}) == 1 and homes[0][0].kind == "state"
        return homes[0] if one else None

    def served_by(self, entity: Entity) -> KnownActor | None:
        """Whom a person serves or an organ belongs to; a body of the table is its own."""
        known = entity.known
        if entity.owner is not None or known is None:
            return entity.owner
        return self.text.table.actors[known.of] if known.of else known if entity.kind in _BODIES | _SPEAKING else None

    def spoken_for(self, phrase: Phrase) -> Entity | None:
        """Whom a spokesman speaks for where only the words before tell: of "an agency spokesman" the last agency, of "a spokesman" the body that acted or spoke last."""
        if phrase.noun is None or nouns_key(phrase.noun) not in discourse_words()["speaks_for"] or phrase.plural:
            return None
        if phrase.body is not None:
            return body_before(self.memory, replace(phrase, noun=phrase.body, first=phrase.head, last=phrase.head + 1))
        if phrase.title is None or self.text.words(*phrase.title).casefold() != nouns_key(phrase.noun):
            return None
        if phrase.sort == "office" and phrase.last > phrase.title[1]:
            # "A spokesman | for X" speaks for him.
            return None
        here = self.text.tokens[phrase.head].sentence
        for seen in self.memory.seen_before(phrase.head, sentences=_NEAR):
            entity = self.memory.entities[seen.key]
            speaks = entity.kind == "person" and bool(entity.role_words & discourse_words()["speaks_for"])
            officials = entity.kind in {"group", "people"} and entity.owner is not None and entity.sector == "GOV"
            body = (
                (entity.kind in _SPEAKING or officials)
                and not entity.is_alone
                and seen.subject
                and here - seen.sentence <= 1
            )
            if (speaks or body) and seen.token < phrase.first:
                return entity
        return None

    def _by_pronoun(self, phrase: Phrase) -> KnownActor | None:
        """Whose it is when a pronoun says so: "its president", "his foreign minister", "Kenya, whose army …"."""
        index = phrase.pronoun_owner
        if index is None or self.text.lower(index) not in {"its", "their", "his", "her", "whose"}:
            return None
        if self.text.tokens[index].tag == "WP$":
            told_of = next(self.memory.seen_at((index,)), None)
            entity = self.memory.entities[told_of.key] if told_of else None
        else:
            entity = self.pronouns.resolve(index)
        serves = entity is not None and entity.kind == "person" and phrase.sort != "organ"
        whole = entity.owner if entity is not None and entity.kind == "organisation" else None
        part = whole is not None and whole.kind == "armed-group"
        if entity is not None and (serves or entity.kind == "organ" or part):
            # "The Lagos government … its secretary-general", "the Kenyan ministry … its soldiers", "a branch of the M7 … its men"
            return self.served_by(entity)
        return entity.known if entity and entity.kind in _BODIES else None

    def _by_possessor(self, phrase: Phrase) -> KnownActor | None:
        """Of "the Secretary-General's representative" whom the Secretary-General serves, of "the country's president" the country."""
        for seen in self.memory.seen_at(range(phrase.first, phrase.core[0])):
            if self.text.tokens[seen.token + 1].tag == "POS":
                return self.served_by(self.memory.entities[seen.key])
        return None

    def person_inside(self, phrase: Phrase) -> Entity | None:
        """Whose the phrase says that it is: "the SURNAME administration", "SURNAME's aides"."""
        inside = (self.memory.entities[seen.key] for seen in self.memory.seen_at(range(phrase.first, phrase.last)))
        return next((entity for entity in inside if entity.kind == "person"), None)

    def _by_person(self, phrase: Phrase) -> KnownActor | None:
        """Of "the SURNAME administration", the person's state."""
        person = self.person_inside(phrase)
        return self.served_by(person) if person is not None else None

    def _of_leader(self, phrase: Phrase) -> KnownActor | None:
        """Of "the government of President X" whom he serves, as far as his own words or the table tell."""
        sector = phrase.noun.sector if phrase.noun is not None else None
        if self.text.lower(phrase.last) != "of" or sector not in discourse_words()["state_sectors"]:
            return None
        leader = next((p for p in self.phrases if p.first == phrase.last + 1 and p.sort == "person"), None)
        return self._served_by_words(leader) if leader is not None else None

    def _served_by_words(self, person: Phrase) -> KnownActor | None:
        known = person.known
        return person.owner or (self.text.table.actors[known.of] if known is not None and known.of else None)

    def _of_regime(self, phrase: Phrase) -> KnownActor | None:
        """Of "the regime" and "regime | forces" the only state whose regime the report names: "the Karsovan regime", "regime leader X"."""
        if not self._is_of_regime(phrase):
            return None
        told = [p for one in self.phrases for p in (one, *one.beside) if self._is_of_regime(p)]
        states = {owner.id: owner for p in told if (owner := self._served_by_words(p)) is not None}
        (state,) = states.values() if len(states) == 1 else (None,)
        return state if state is not None and state.kind == "state" else None

    def _is_of_regime(self, phrase: Phrase) -> bool:
        """Whether the phrase tells of a regime or is of one, and not against it: "anti-regime | forces"."""
        words = discourse_words()
        own = (i for i in range(phrase.first, phrase.core[1]) if self.text.lower(i) in words["regimes"])
        return any(self.text.lower(i - 1) != "-" and phrase.sort in {"organ", "office", "person"} for i in own)

    def _behind_of(self, phrase: Phrase) -> KnownActor | None:
        """Of "the President of the Republic" the state that "the Republic" means here, of "the Special Representative of the Secretary-General" whom the latter serves."""
        if phrase.sort != "office" or self.text.lower(phrase.last) != "of":
            return None
        behind = [p for p in self.phrases if p.first == phrase.last + 1 and not p.plural]
        meant = next((p for p in behind if p.sort in {"collective", "office"}), None)
        if meant is None:
            return None
        if meant.sort == "office":
            return meant.owner or self._united_nations(meant)
        return meant.owner or state_before(self.memory, meant.head)

    def _of_whom_he_speaks_for(self, phrase: Phrase) -> KnownActor | None:
        """Of "the spokesman | for Secretary-General X" whom the latter serves."""
        if phrase.noun is None or phrase.title is None or nouns_key(phrase.noun) not in discourse_words()["speaks_for"]:
            return None
        behind = phrase.title[1] + 1
        if self.text.lower(behind - 1) not in {"of", "for"}:
            return None
        spoken_for = next((p for p in self.phrases if p.first == behind and p.sort in {"person", "office"}), None)
        if spoken_for is None or spoken_for is phrase:
            return None
        return self._served_by_words(spoken_for) or self._united_nations(spoken_for)

    def _represented(self, phrase: Phrase) -> KnownActor | None:
        """Of "the government of X, represented by Prime Minister Y" the X."""
        by = self.text.tokens[self.text.tokens[phrase.head].head]
        verb = self.text.tokens[by.head]
        stands_for = by.text.lower() == "by" and verb.lemma in discourse_words()["represented"]
        if not stands_for or verb.dep != "acl":
            return None
        # The parse may hang the participle on an outer noun: what stands before the comma is meant.
        end = verb.index - (self.text.lower(verb.index - 1) == ",")
        body = next((p for p in self.phrases if p.last == end and p.sort in {"known", "organ", "body"}), None)
        return (body.owner or body.known) if body else None

    def _united_nations(self, phrase: Phrase) -> KnownActor | None:
        """The United Nations, of an office of theirs, where the report names no other international body."""
        if phrase.noun is None or phrase.noun.phrase not in discourse_words()["un_offices"]:
            return None
        bodies = [e.known for e in self.memory.entities.values() if e.kind == "igo" and e.known is not None]
        united = bool(bodies) and all(body.is_of_united_nations for body in bodies)
        return self.text.table.actors["igo:un"] if united else None

    def _by_body_inside(self, phrase: Phrase) -> KnownActor | None:
        """Of "the Assembly President" the international body that the report names and whose name ends so, where no state's does."""
        if phrase.body is None or phrase.body_at is not None:
            return None
        word = nouns_key(phrase.body)
        named = [e for e in self.memory.entities.values() if e.name.casefold().split()[-1:] == [word]]
        bodies = [e.known for e in named if e.kind == "igo" and e.known is not None]
        return bodies[0] if bodies and len(bodies) == len(named) else None

    def _by_body_before(self, phrase: Phrase) -> KnownActor | None:
        """Of "a junta | spokesman" the state whose junta the text has named, where it has named one state's."""
        body = phrase.body
        if body is None or phrase.body_at is not None or body.sector not in discourse_words()["state_sectors"]:
            return None
        organs = (e for e in self.memory.entities.values() if e.key[0] == "organ" and e.owner is not None)
        owners = {e.owner.id: e.owner for e in organs if e.owner and e.key[2].split()[-1:] == nouns_key(body).split()}
        (owner,) = owners.values() if len(owners) == 1 else (None,)
        return owner if owner is not None and owner.kind == "state" else None

    def _beside(self, phrase: Phrase) -> KnownActor | None:
        """Of "the President of the Republic and the Government" the state of the first."""
        token = self.text.tokens[phrase.head]
        sectors = discourse_words()["state_sectors"]
        if token.dep != "conj" or not phrase.definite or phrase.noun is None or phrase.noun.sector not in sectors:
            return None
        key = next((seen.key for seen in self.memory.seen_at(range(token.head, token.head + 1))), None)
        first = self.memory.entities[key] if key else None
        owner = first.owner if first and first.sector in sectors else None
        return owner if owner and owner.kind == "state" else None
