"""People by name or by office: who is named, and who bears an office that is told without a name.

A phrase comes in; its entity goes out, made where nobody before it is meant, with what the words of its office tell (`titles.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.model import Span
from dragoman.understand.belonging import Belonging
from dragoman.understand.coreference import latest_person, person_by_name, person_of_office
from dragoman.understand.groups import Groups, joint_group
from dragoman.understand.memory import Entity, Memory
from dragoman.understand.partisans import is_partisan, partisan_before
from dragoman.understand.phrases import Phrase, Text, nouns_key, words_of_office
from dragoman.understand.titles import Titles
from dragoman.vocab.actor_table import KnownActor
from dragoman.vocab.discourse import discourse_words

# Behind a name, the party and constituency of a member of the Congress.
_SEAT = re.compile(r"\s*[,(]\s*(?P<seat>(?P<party>[A-Z])-[A-Z][\w.]*)")
_CONGRESS = "state:USA"
_PARTIES = {"r": {"republican"}, "d": {"democrat"}}

# How far before a name its possessor stands, and what bodies have people who are known by them.
_POSSESSOR = 2
_BODIES_WITH_PEOPLE = frozenset({"igo", "armed-group", "party"})


_DIPLOMAT = "diplomat"
# How many sentences before a name an office is told of that is its bearer's.
_JUST = 2


@dataclass(frozen=True, slots=True)
class OfficeHolders:
    """The people of a report; `phrases` are all of it, `memory` grows as they are resolved."""

    text: Text
    phrases: Sequence[Phrase]
    memory: Memory
    belonging: Belonging
    titles: Titles
    groups: Groups

    def person(self, phrase: Phrase) -> Entity:
        """Who is named: one named before, one of the table, or somebody new; with his offices learnt."""
        words = [self.text.tokens[i].text for i in range(*phrase.core)]
        name = self.text.words(*phrase.core)
        known = phrase.known
        entity = self.memory.entities.get((known.id,)) if known else None
        entity = entity or person_by_name(self.memory, [w for w in name.replace("’s", "").split() if w])
        if entity is None:
            known = known or self._without_initials(words)
            entity = self.memory.entities.get((known.id,)) if known else None
        if entity is None:
            later = self._fuller_name(words)
            known = known or (later.known if later is not None else None)
            full = self.text.words(*later.core) if later is not None else name
            key = (known.id,) if known else ("person", *full.casefold().split())
            entity = self.memory.entities.get(key) or Entity(key, name, "person")
            self.memory.entities[key] = entity
        if known is not None and entity.known is None:
            entity.known = known
            entity.role_words |= words_of_office(known.role or "")
            if known.of and self.text.table.actors[known.of].kind == "state":
                self.memory.of_known(self.text.table.actors[known.of])
        if len(name) > len(entity.name):
            entity.name = name
        entity.gender = entity.gender or _gender_of(entity.name)
        told = [(phrase, "actor.title.v1"), *((office, "actor.apposition.v1") for office in phrase.beside)]
        # A rank tells less than an office with a sector: "the rebel commander, Colonel X".
        sectors = any(office.noun is not None and (office.noun.sector or office.body) for office in phrase.beside)
        ranked = sectors and phrase.noun is not None and phrase.noun.kind == "rank"
        for office, rule in [*told[1:], told[0]] if ranked else told:
            self.titles.learn(entity, office, rule)
        for office in (phrase, *phrase.beside):
            self._fill_office(entity, office)
        if entity.owner is None and entity.known is None and entity.sector is None:
            self._learn_untitled(entity, phrase)
        self._seat(entity, phrase)
        self._learn_possessor(entity, phrase)
        return entity

    def _learn_possessor(self, person: Entity, phrase: Phrase) -> None:
        """Whose he is of whom no office is told: "the ELN's Pablo Soler"; a state's may be an athlete."""
        first = phrase.core[0]
        if person.owner is not None or person.known is not None or first < _POSSESSOR:
            return
        whose = next(self.memory.seen_at((first - _POSSESSOR,)), None)
        body = self.memory.entities[whose.key].known if whose and self.text.tokens[first - 1].tag == "POS" else None
        if whose is not None and body is not None and body.kind in _BODIES_WITH_PEOPLE:
            person.owner = body
            person.facts.append(("affiliation", (whose.span,), "actor.possessor.v1"))

    def _seat(self, person: Entity, phrase: Phrase) -> None:
        """Who sits in the US Congress by the party and state behind his name: "Chairman X, D-Ohio"."""
        start = self.text.span(*phrase.core).end
        found = _SEAT.match(self.text.report.text, start)
        state = self.text.table.actors.get(_CONGRESS)
        if found is None or state is None or found["party"].casefold() not in discourse_words()["seat_parties"]:
            return
        where = (Span(*found.span("seat")),)
        person.role_words.update(_PARTIES.get(found["party"].casefold(), ()))
        if person.sector is None:
            person.sector = "LEG"
            person.facts.append(("sector", where, "actor.seat-tag.v1"))
        if person.owner is None:
            person.owner = state
            person.facts.append(("country", where, "actor.seat-tag.v1"))

    def _fill_office(self, person: Entity, phrase: Phrase) -> None:
        """Whoever was so far only "the Kenyan foreign minister" is the person who is named as that now."""
        noun = phrase.noun
        if noun is None or noun.phrase not in discourse_words()["sole_holders"]:
            return
        if person.serves is None and not person.abroad:
            office = self._office_just_told(phrase, person.role)
            if office is not None:
                self._take_office(person, office)
            return
        role = (person.role or "").casefold()
        same = [e for e in self.memory.entities.values() if e.key[:2] == ("office", person.serves)]
        for office in same:
            if (office.role or "").casefold() == role and office.sector == person.sector:
                self.memory.merge(office, person)

    def _office_just_told(self, phrase: Phrase, role: str | None) -> Entity | None:
        """The only office without a name, of that role if one is given, that this sentence, before the phrase, or the two before tell of: its one holder in a state."""
        near = (self.memory.entities[seen.key] for seen in self.memory.seen_before(phrase.first, _JUST))
        people = (e for e in near if e.kind == "person")
        offices = {e.key: e for e in people if role is None or (e.role or "").casefold() == role.casefold()}
        (office,) = offices.values() if len(offices) == 1 else (None,)
        if office is None or office.key[0] != "office" or office.owner is None or office.owner.kind != "state":
            return None
        return office if (office.role or "").casefold() in discourse_words()["sole_holders"] else None

    def _take_office(self, person: Entity, office: Entity) -> None:
        """The person is who was so far told of by the office alone."""
        where = tuple(office.mentions[-1:])
        person.owner, person.sector = office.owner, office.sector
        told = ["affiliation", "country"] if person.role else ["affiliation", "country", "role", "sector"]
        person.role, person.post = person.role or office.role, person.post or office.post
        person.facts.extend((name, where, "actor.office-told.v1") for name in told)
        person.confidence = min(person.confidence, 0.6)
        self.memory.merge(office, person)

    def _learn_untitled(self, person: Entity, phrase: Phrase) -> None:
        """Who speaks, named without any office here or later, right after an office was told of without a name is its holder: "Kenya's foreign minister declined. | Amani Otieno said …"."""
        first = phrase.first == self.text.analysis.sentences[self.text.tokens[phrase.head].sentence].first
        surname = self.text.tokens[phrase.core[1] - 1].text
        same = [p for p in self.phrases if p.sort == "person" and self.text.tokens[p.core[1] - 1].text == surname]
        titled = any(p.noun is not None or p.beside for p in same)
        if not first or titled or same[0] is not phrase or phrase.core[1] - phrase.core[0] == 1:
            return
        token = self.text.tokens[phrase.head]
        speaks = token.dep == "nsubj" and self.text.tokens[token.head].lemma.lower() in discourse_words()["speech"]
        office = self._office_just_told(phrase, None)
        if speaks and office is not None and self._is_last_told(office, phrase):
            self._take_office(person, office)

    def _is_last_told(self, office: Entity, phrase: Phrase) -> bool:
        """Whether the office is the only one of a person told of in the sentence before, as what that is about."""
        here = self.text.tokens[phrase.head].sentence
        before = [seen for seen in self.memory.seen_before(phrase.first, 1) if seen.sentence == here - 1]
        people = {seen.key for seen in before if self.memory.entities[seen.key].kind == "person"}
        return people == {office.key} and any(seen.subject for seen in before if seen.key == office.key)

    def fill_posts_abroad(self) -> None:
        """Whoever was only "the UN envoy" is the one person of the report who is named as that, or as a representative of the UN, where it tells of one such post."""
        words = discourse_words()
        kinds = [words["envoys"], *({noun} for noun in words["sent_abroad"] - words["envoys"])]
        for kind in kinds:
            posts: dict[tuple[str, frozenset[str]], list[Entity]] = {}
            for entity in self.memory.entities.values():
                if entity.owner is not None and entity.told & kind and not entity.plural:
                    rank = frozenset(entity.role_words & words["ranks"])
                    posts.setdefault((entity.owner.id, rank), []).append(entity)
            for holders in posts.values():
                offices = [entity for entity in holders if entity.key[0] == "office"]
                people = [entity for entity in holders if entity.key[0] != "office"]
                if len(offices) == len(people) == 1:
                    self.memory.merge(offices[0], people[0])

    def _without_initials(self, words: list[str]) -> KnownActor | None:
        """The table's person of that name but for initials ("Gerald R. Ford")."""
        short = [word for word in words if len(word.rstrip(".")) > 1]
        if len(short) < 2:
            return None
        found = [actor for actor in self.text.table.lookup(" ".join(short)) if actor.kind == "person"]
        return found[0] if len(found) == 1 else None

    def _fuller_name(self, words: list[str]) -> Phrase | None:
        """Where a last name stands in full later ("Mr Smith ... John Smith"), or the beginning of a name of more words ("Ada Renn … Ada Renn Marr")."""
        for phrase in self.phrases:
            full = [token.text for token in self.text.tokens[slice(*phrase.core)]] if phrase.sort == "person" else []
            if len(full) > len(words) and (full[: len(words)] if len(words) > 1 else full[-1:]) == words:
                return phrase
        return None

    def office(self, phrase: Phrase) -> tuple[Entity | None, str]:
        """Who bears an office that is told without a name, one or several; and the rule that says so."""
        noun = phrase.noun
        if noun is None:
            return None, ""
        if len(phrase.owners) > 1 or (phrase.plural and phrase.owner is not None and phrase.owner.kind == "format"):
            return self._joint_office(phrase), "actor.joint-office.v1"
        if nouns_key(noun) in discourse_words()["chairs"] and phrase.plural:
            formats = [seen.key for seen in self.memory.seen if self.memory.entities[seen.key].kind == "format"]
            if formats:
                return self.memory.entities[formats[-1]], "actor.co-chairs.v1"
        if phrase.plural:
            entity, rule = self.groups.people(phrase)
            both = None if entity is not None and entity.members else self._of_both(phrase)
            return (both, "actor.joint-office.v1:both") if both is not None else (entity, rule)
        entity = person_of_office(self.memory, phrase) if self._may_be_named(phrase) else None
        if entity is None and phrase.definite and is_partisan(noun):
            entity = partisan_before(self.memory, phrase)
        if entity is not None:
            self.titles.learn(entity, phrase, "actor.office.v1")
            return entity, "actor.office.v1"
        own = phrase.owner is not None or phrase.pronoun_owner is not None
        # "The man" is the last one; "the oil man" is who is in oil.
        bare = phrase.core[0] - phrase.first <= 1
        if phrase.definite and bare and not own and nouns_key(noun) == _DIPLOMAT and (envoy := self._latest_envoy()):
            return envoy, "actor.office.v1:latest"
        if phrase.definite and bare and not own and noun.sector in {"CVL", None}:
            latest = latest_person(self.memory, nouns_key(noun))
            if latest is not None and nouns_key(noun) in discourse_words()["latest_person"]:
                return latest, "actor.office.v1:latest"
        owner = self.belonging.of_office(phrase)
        words = self.text.bare_words(phrase)
        key: tuple[str, ...] = ("office", owner.id if owner else "", words.casefold())
        if not owner and not phrase.definite:
            key = (*key, str(phrase.head))
        entity = self.memory.entities.get(key)
        if entity is None:
            entity = Entity(key, words, "person", confidence=0.7, abroad=phrase.abroad)
            self.memory.entities[key] = entity
        self.titles.learn(entity, phrase, "actor.office.v1")
        return entity, "actor.office.v1"

    def _latest_envoy(self) -> Entity | None:
        """The person named last whose office is a diplomat's."""
        people = (self.memory.entities[seen.key] for seen in reversed(self.memory.seen))
        offices = discourse_words()["diplomats"]
        return next((one for one in people if one.kind == "person" and offices & one.role_words), None)

    def _may_be_named(self, phrase: Phrase) -> bool:
        """Whether the office may be that of somebody named before: "a Texas Democrat" and "a spokesman for the Kremlin" are others."""
        one_of_many = phrase.noun is not None and is_partisan(phrase.noun)
        one_of_many |= self.text.lower(phrase.first) in {"a", "an"}
        return phrase.definite or (phrase.owner is not None and not one_of_many)

    def _of_both(self, phrase: Phrase) -> Entity | None:
        """The holders of the office in the two states that the text is about: "the two presidents", "both countries' leaders"."""
        noun = phrase.noun
        if noun is None or noun.sector != "GOV" or phrase.owner is not None or phrase.title is None:
            return None
        states = [entity.known for entity in self.groups.collectives.two_states(phrase) if entity.known is not None]
        if not states:
            return None
        whole = (phrase.first, phrase.last)
        title = (phrase.core[1] - len(noun.phrase.split()), phrase.core[1])
        return self._joint_office(replace(phrase, owners=tuple((state, *whole) for state in states), title=title))

    def _joint_office(self, phrase: Phrase) -> Entity:
        """One collective for "the foreign ministers of X, Y and Z"; the format itself for its co-chairs."""
        if phrase.owner is not None and phrase.owner.kind == "format":
            entity = self.memory.entities.get((phrase.owner.id,))
            if entity is not None:
                return entity
        return joint_group(self.text, self.memory, phrase, lambda *owner: self._holder(phrase, *owner))

    def _holder(self, phrase: Phrase, owner: KnownActor, first: int, last: int) -> Entity:
        """Who holds that office in that state: a person of the report, or the office itself."""
        single = replace(phrase, owner=owner, owner_at=(first, last), owners=(), plural=False)
        entity = person_of_office(self.memory, single)
        if entity is not None:
            return entity
        role = self.text.of_one(*phrase.title) if phrase.title else ""
        key = ("office", owner.id, role.casefold())
        if key not in self.memory.entities:
            made = Entity(key, f"{role} ({owner.name})", "person", confidence=0.7)
            self.memory.entities[key] = made
            self.titles.learn(made, single, "actor.joint-office.v1")
            made.role = role
        return self.memory.entities[key]


def _gender_of(name: str) -> str | None:
    """What a given name tells, where more than it is told."""
    given, _, rest = name.casefold().partition(" ")
    words = discourse_words()
    if not rest or given not in words["given_female"] | words["given_male"]:
        return None
    return "female" if given in words["given_female"] else "male"
