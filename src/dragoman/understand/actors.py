"""The actors of a report: who is named, described or meant by a pronoun, each with code, role and the words for it.

A report, its analysis and the table of known actors come in; go out the actors and every place where they are mentioned.
Offices and countries are read from the text first, the table second. What stays open is an actor without a code, with a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from dragoman.model import Actor, ActorKind, ActorMention, Analysis, Gap, Report, Span, content_id
from dragoman.understand.actor_codes import (
    add_context,
    add_from_tables,
    add_state_of_post,
    find_main_country,
    find_states,
    make_actor,
)
from dragoman.understand.belonging import Belonging
from dragoman.understand.collectives import Collectives
from dragoman.understand.coreference import (
    body_before,
    is_left_behind,
    latest_person,
    person_by_name,
    person_of_office,
    state_before,
)
from dragoman.understand.memory import Entity, Memory
from dragoman.understand.mentions import find_phrases
from dragoman.understand.pairs import find_pairs, named_pairs
from dragoman.understand.phrases import Phrase, Text, nouns_key, read_text
from dragoman.understand.pronouns import FIRST_PERSON, Pronouns, Voice
from dragoman.vocab.actor_table import ActorTable, KnownActor, Noun
from dragoman.vocab.discourse import discourse_words

_ARMED = frozenset({"MIL", "COP"})


def resolve_actors(
    report: Report, analysis: Analysis, *, table: ActorTable, run_id: str, voices: Sequence[Voice] = ()
) -> tuple[tuple[Actor, ...], tuple[ActorMention, ...]]:
    """The report's actors, in the order of their first mention, and all mentions, in the text's order; `voices` are who says what, as far as that is known already.

    Every mention's actor is among the actors. The publisher is one of them even where the text never names it.
    """
    text = read_text(report, analysis, table)
    day = report.published.day if report.published else None
    resolver = _Resolver(text, day, run_id, voices)
    return resolver.resolve()


class _Resolver:
    """One report's entities, built phrase by phrase."""

    def __init__(self, text: Text, day: str | None, run_id: str, voices: Sequence[Voice]) -> None:
        self.text = text
        self.day = day
        self.run_id = run_id
        self.year = int(day[:4]) if day else None
        self.phrases = find_phrases(text, year=self.year)
        self.memory = Memory(text)
        self.pronouns = Pronouns(text, self.memory, voices)
        self.collectives = Collectives(text, self.memory, find_pairs(text, self.phrases))
        self.states = find_states(text, self.phrases)
        pairs = [pair for _, pair in named_pairs(text, self.phrases)]
        self.main_country = find_main_country(self.states, table=text.table, pairs=pairs)
        self.belonging = Belonging(text, self.phrases, self.memory, self.pronouns)
        self.mentions: list[tuple[Span, int, tuple[str, ...] | None, str]] = []

    def resolve(self) -> tuple[tuple[Actor, ...], tuple[ActorMention, ...]]:
        self._publisher()
        for phrase in self.phrases:
            if phrase.sort == "known":
                self._entity_of_known(phrase)
        # Whose "we" a quotation holds shows in the words after it, so those phrases come last.
        for phrase in sorted(self.phrases, key=self._is_first_person):
            entity, rule = self._entity(phrase)
            if entity is None:
                continue
            self._mention(phrase, entity, rule)
            for office in phrase.beside:
                self._mention(office, entity, "actor.apposition.v1")
        self._surnames()
        for entity in self.memory.entities.values():
            add_from_tables(entity, self.text.table, self.day)
            add_state_of_post(entity, self.text.table, self.states)
            add_context(entity, self.main_country)
        ids = {key: self._id(key) for key in self.memory.entities}
        kept = [entity for entity in self.memory.entities.values() if self._is_kept(entity)]
        actors = [make_actor(entity, ids, self.text, self.day, self.run_id) for entity in kept]
        actors.sort(key=lambda actor: (actor.mentions[0] if actor.mentions else Span(1 << 60, 1 << 60), actor.id))
        seen: dict[tuple[Span, int], ActorMention] = {}
        for span, head, key, rule in self.mentions:
            seen.setdefault((span, head), ActorMention(span, head, ids[key] if key else None, rule))
        return tuple(actors), tuple(sorted(seen.values(), key=lambda m: (m.span, m.head)))

    def _is_first_person(self, phrase: Phrase) -> bool:
        return phrase.sort == "pronoun" and self.text.lower(phrase.head) in FIRST_PERSON

    def _surnames(self) -> None:
        """A last name that the tagger passed over, as it does in headlines and in capitals, is the person's who alone bears it here."""
        bearers: dict[str, list[Entity]] = {}
        for entity in self.memory.entities.values():
            if entity.kind == "person" and " " in entity.name:
                surname = entity.name.split()[-1]
                for form in {surname, surname.upper()}:
                    bearers.setdefault(form, []).append(entity)
        taken = [span for span, _, _, _ in self.mentions]
        for token in self.text.tokens:
            found = bearers.get(token.text, []) if token.text[:1].isupper() else []
            if len(found) == 1 and not any(span.overlaps(token.span) for span in taken):
                self.mentions.append((token.span, token.index, found[0].key, "actor.surname.v1"))
                found[0].mentions.append(token.span)

    def _is_kept(self, entity: Entity) -> bool:
        return (
            bool(entity.mentions)
            or entity.kind == "publisher"
            or any(entity.key in other.members for other in self.memory.entities.values())
        )

    def _id(self, key: tuple[str, ...]) -> str:
        return content_id("actor", self.text.report.id, *key)

    def _publisher(self) -> None:
        name = self.text.report.publisher
        if not name:
            return
        found = [actor for actor in self.text.table.lookup(name) if actor.kind == "publisher"]
        key = (found[0].id,) if found else ("publisher", name.casefold())
        entity = Entity(key, name, "publisher", known=found[0] if found else None, sector="MED")
        evidence = next((item for item in self.text.report.evidence if item.field == "publisher"), None)
        if evidence:
            entity.facts.append(("name", evidence.spans, evidence.rule))
        self.memory.entities[key] = entity

    def _entity(self, phrase: Phrase) -> tuple[Entity | None, str]:
        if phrase.sort in {"known", "adjective"}:
            return self._entity_of_known(phrase), f"actor.table.v1:{phrase.use or 'name'}"
        if phrase.sort == "person":
            return self._person(phrase), "actor.person.v1"
        if phrase.sort in {"office", "organ"}:
            subject = self._subject_of_copula(phrase)
            if subject is not None:
                self._learn_office(subject, phrase, "actor.copula.v1")
                return subject, "actor.copula.v1"
        if phrase.sort == "office":
            return self._office(phrase)
        if phrase.sort == "organ":
            return self._organ(phrase)
        if phrase.sort == "collective" and not phrase.plural and phrase.owner is not None:
            return self._known_entity(phrase.owner), "actor.country.v1"
        if phrase.sort == "collective" and not phrase.plural:
            state = state_before(self.memory, phrase.head)
            return (self._known_entity(state) if state else None), "actor.country.v1"
        if phrase.sort == "collective":
            members = self.collectives.members(phrase) if phrase.owner is None else None
            entity = self._collective(phrase, members) if members else self._open_collective(phrase)
            return entity, "actor.collective.v1"
        if phrase.sort == "body":
            return self._body(phrase), "actor.body.v1"
        if phrase.sort == "relative":
            return self._relative(phrase), "actor.relative.v1"
        return self.pronouns.resolve(phrase.head), "actor.pronoun.v1"

    def _subject_of_copula(self, phrase: Phrase) -> Entity | None:
        """Whom a predicate tells of: "Y was the foreign minister", "Z is a militant group"."""
        token = self.text.tokens[phrase.head]
        verb = self.text.tokens[token.head]
        if token.dep != "attr" or verb.lemma not in {"be", "remain", "become"} or phrase.plural:
            return None
        subjects = [child for child in self.text.children[verb.index] if self.text.tokens[child].dep == "nsubj"]
        keys = [key for _, head, key, _ in self.mentions if head in subjects and key]
        entity = self.memory.entities[keys[-1]] if keys else None
        if entity is None or (phrase.sort == "office") != (entity.kind == "person"):
            return None
        return entity

    def _relative(self, phrase: Phrase) -> Entity | None:
        """Whom "who" or "which" stands for: the mention that its antecedent heads."""
        keys = [key for _, head, key, _ in self.mentions if head == phrase.antecedent and key]
        return self.memory.entities[keys[-1]] if keys else None

    def _entity_of_known(self, phrase: Phrase) -> Entity | None:
        known = phrase.known
        if known is None:
            return None
        if len(phrase.readings) > 1:
            return self._ambiguous(phrase)
        publisher = self.text.report.publisher
        words = self.text.words(*phrase.core)
        if publisher and words.casefold() == publisher.casefold():
            return next(e for e in self.memory.entities.values() if e.kind == "publisher")
        people = phrase.use == "people" and known.kind == "state"
        key = (known.id, "people") if people else (known.id,)
        kind: ActorKind = "people" if people else known.kind
        name = self.text.words(*phrase.core) if phrase.use in {"name", "people"} else known.name
        entity = self.memory.entities.get(key)
        if entity is None:
            entity = Entity(key, name, kind, known=known, sector="CVL" if people else known.sector)
            entity.plural = people
            if known.role:
                entity.role = known.role
            self.memory.entities[key] = entity
        elif len(name) > len(entity.name) and phrase.use == "name":
            entity.name = name
        return entity

    def _known_entity(self, known: KnownActor) -> Entity:
        entity = Entity((known.id,), known.name, known.kind, known=known, sector=known.sector)
        return self.memory.entities.setdefault(entity.key, entity)

    def _ambiguous(self, phrase: Phrase) -> Entity:
        """A name that several of the table bear, none of them nearer to the report's countries."""
        words = self.text.words(*phrase.core)
        key = ("unknown", words.casefold())
        if key not in self.memory.entities:
            names = ", ".join(actor.name for actor in phrase.readings)
            span = self.text.span(*phrase.core)
            entity = Entity(key, words, "unknown", confidence=0.3)
            entity.gaps.append(Gap("code", f"the name is borne by several: {names}", (span,)))
            self.memory.entities[key] = entity
        return self.memory.entities[key]

    # People and offices

    def _person(self, phrase: Phrase) -> Entity:
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
            key = (known.id,) if known else ("person", *(later or name).casefold().split())
            entity = self.memory.entities.get(key) or Entity(key, name, "person")
            self.memory.entities[key] = entity
        if known is not None and entity.known is None:
            entity.known = known
            entity.role_words.update(known.role.casefold().split() if known.role else [])
            if known.of and self.text.table.actors[known.of].kind == "state":
                self._known_entity(self.text.table.actors[known.of])
        if len(name) > len(entity.name):
            entity.name = name
        self._learn_office(entity, phrase, "actor.title.v1")
        for office in phrase.beside:
            self._learn_office(entity, office, "actor.apposition.v1")
        for office in (phrase, *phrase.beside):
            self._fill_office(entity, office)
        return entity

    def _fill_office(self, person: Entity, phrase: Phrase) -> None:
        """Whoever was so far only "the Kenyan foreign minister" is the person who is named as that now."""
        noun = phrase.noun
        if noun is None or person.owner is None or noun.phrase not in discourse_words()["sole_holders"]:
            return
        role = (person.role or "").casefold()
        same = [e for e in self.memory.entities.values() if e.key[:2] == ("office", person.owner.id)]
        for office in same:
            if (office.role or "").casefold() == role and office.sector == person.sector:
                self.memory.merge(office, person)
                self.mentions = [(s, h, person.key if k == office.key else k, r) for s, h, k, r in self.mentions]

    def _without_initials(self, words: list[str]) -> KnownActor | None:
        """The table's person of that name but for initials ("Gerald R. Ford")."""
        short = [word for word in words if len(word.rstrip(".")) > 1]
        if len(short) < 2:
            return None
        found = [actor for actor in self.text.table.lookup(" ".join(short)) if actor.kind == "person"]
        return found[0] if len(found) == 1 else None

    def _fuller_name(self, words: list[str]) -> str | None:
        """The full name that a last name gets later ("Mr Smith ... John Smith")."""
        if len(words) > 1:
            return None
        for phrase in self.phrases:
            if phrase.sort == "person" and phrase.core[1] - phrase.core[0] > 1:
                last = self.text.tokens[phrase.core[1] - 1].text
                if last == words[-1]:
                    return self.text.words(*phrase.core)
        return None

    def _learn_office(self, entity: Entity, phrase: Phrase, rule: str) -> None:
        """Take over role, owner and sector from the words around the name, the first of each."""
        if phrase.noun is None or phrase.title is None:
            return
        words = discourse_words()
        for index in range(phrase.first, max(phrase.title[1], phrase.core[0])):
            word = self.text.lower(index).rstrip(".")
            if word in words["female"] | words["male"]:
                entity.gender = "female" if word in words["female"] else "male"
        if phrase.noun.kind == "honorific":
            return
        if phrase.noun.kind == "private":
            entity.sector = entity.sector or phrase.noun.sector
            return
        role_span = self.text.span(*phrase.title)
        entity.role_words.add(nouns_key(phrase.noun))
        entity.role_words.update(self.text.lower(i) for i in range(*phrase.title))
        owner = self.belonging.of_office(phrase)
        entity.abroad = entity.abroad or (owner is None and nouns_key(phrase.noun) in words["sent_abroad"])
        if phrase.noun.phrase == "counterpart" and self._learn_counterpart(entity, phrase, owner):
            return
        better = entity.role is None or (entity.owner is None and owner is not None)
        if not better:
            return
        entity.role = role_span.of(self.text.report.text)
        entity.facts.append(("role", (role_span,), rule))
        if owner is not None:
            entity.owner = owner
            if owner.kind == "state":
                self._known_entity(owner)
            at = self.text.span(*phrase.owner_at) if phrase.owner_at else role_span
            entity.facts.append(("affiliation", (at,), rule))
            entity.facts.append(("country", (at,), rule))
        body = phrase.body.sector if phrase.body else None
        if phrase.body and body is None and phrase.body.phrase in words["private_bodies"]:
            body = "CVL"
        sector = "ELI" if phrase.former else (phrase.noun.sector or body)
        if body and phrase.noun.sector in {None, "GOV"} and body not in {"GOV", "CVL", "PTY"}:
            sector = body
        if phrase.body_at is not None and owner is None and body is None:
            at = self.text.span(*phrase.body_at)
            entity.affiliation = at.of(self.text.report.text)
            entity.facts.append(("affiliation", (at,), rule))
            if phrase.noun.phrase in words["any_body"]:
                sector = None
        elif body and phrase.noun.phrase in words["any_body"]:
            sector = "ELI" if phrase.former else body
        entity.sector = sector or entity.sector or ("GOV" if owner and owner.kind == "state" else None)
        entity.facts.append(("sector", (role_span,), "actor.titles-table.v1"))
        if entity.owner is None and entity.known is None and entity.affiliation is None and not body:
            self._learn_spoken_for(entity, phrase)

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

    def _office(self, phrase: Phrase) -> tuple[Entity | None, str]:
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
            return self._group_of_people(phrase)
        entity = person_of_office(self.memory, phrase) if phrase.owner or phrase.definite else None
        if entity is not None:
            self._learn_office(entity, phrase, "actor.office.v1")
            return entity, "actor.office.v1"
        own = phrase.owner is not None or phrase.pronoun_owner is not None
        if phrase.definite and not own and noun.sector in {"CVL", None}:
            latest = latest_person(self.memory, nouns_key(noun))
            if latest is not None and nouns_key(noun) in discourse_words()["latest_person"]:
                return latest, "actor.office.v1:latest"
        owner = self.belonging.of_office(phrase)
        words = self._bare(phrase)
        key: tuple[str, ...] = ("office", owner.id if owner else "", words.casefold())
        if not owner and not phrase.definite:
            key = (*key, str(phrase.head))
        entity = self.memory.entities.get(key)
        if entity is None:
            entity = Entity(key, words, "person", confidence=0.7, abroad=phrase.abroad)
            self.memory.entities[key] = entity
        self._learn_office(entity, phrase, "actor.office.v1")
        return entity, "actor.office.v1"

    def _joint_office(self, phrase: Phrase) -> Entity:
        """One collective for "the foreign ministers of X, Y and Z"; the format itself for its co-chairs."""
        if phrase.owner is not None and phrase.owner.kind == "format":
            entity = self.memory.entities.get((phrase.owner.id,))
            if entity is not None:
                return entity
        words = self._bare(phrase)
        key = ("joint", words.casefold())
        entity = self.memory.entities.get(key)
        if entity is not None:
            return entity
        entity = Entity(key, words, "group", sector=phrase.noun.sector if phrase.noun else None, plural=True)
        self.memory.entities[key] = entity
        for owner, first, last in phrase.owners:
            member = self._holder(phrase, owner, first, last)
            entity.members.append(member.key)
        entity.gaps.append(Gap("code", "a collective is coded by its members", ()))
        return entity

    def _holder(self, phrase: Phrase, owner: KnownActor, first: int, last: int) -> Entity:
        """Who holds that office in that state: a person of the report, or the office itself."""
        single = replace(phrase, owner=owner, owner_at=(first, last), owners=(), plural=False)
        entity = person_of_office(self.memory, single)
        if entity is not None:
            return entity
        role = self.text.words(*phrase.title) if phrase.title else ""
        key = ("office", owner.id, role.casefold())
        if key not in self.memory.entities:
            made = Entity(key, f"{role} ({owner.name})", "person", confidence=0.7)
            self.memory.entities[key] = made
            self._learn_office(made, single, "actor.joint-office.v1")
        return self.memory.entities[key]

    def _group_of_people(self, phrase: Phrase) -> tuple[Entity | None, str]:
        words = discourse_words()
        noun = phrase.noun
        if noun is not None and noun.phrase == "counterpart" and noun.sector is None:
            return self._counterparts(phrase, noun), "actor.counterpart.v1"
        counted = any(self.text.lower(i) in words["couple"] for i in range(phrase.first, phrase.last))
        if noun and phrase.owner is None and (phrase.definite or counted) and nouns_key(noun) in words["persons"]:
            members = self.collectives.members(phrase)
            if members:
                return self._collective(phrase, members), "actor.collective.v1"
        return self._sector_group(phrase, "group"), "actor.group.v1"

    def _counterparts(self, phrase: Phrase, noun: Noun) -> Entity:
        """Of "the ministers met their Polish counterparts" those who hold in Poland what the ministers hold."""
        at = phrase.pronoun_owner
        holder = self.pronouns.resolve(at) if at is not None else None
        sector = holder.sector if holder is not None else None
        return self._sector_group(replace(phrase, noun=replace(noun, sector=sector)), "group")

    def _collective(self, phrase: Phrase, members: list[Entity]) -> Entity:
        keys = sorted({member.key for member in members})
        key = ("collective", *("/".join(part) for part in keys))
        entity = self.memory.entities.get(key)
        if entity is None:
            entity = Entity(key, self.text.words(phrase.first, phrase.last), "group", plural=True, confidence=0.6)
            entity.members = [member.key for member in members]
            entity.gaps.append(Gap("code", "a collective is coded by its members", ()))
            spans = tuple(member.mentions[-1] for member in members if member.mentions)
            entity.facts.append(("members", spans, "actor.collective.v1"))
            self.memory.entities[key] = entity
        return entity

    # Organs and groups

    def _organ(self, phrase: Phrase) -> tuple[Entity | None, str]:
        noun = phrase.noun
        if noun is None:
            return None, ""
        if len(phrase.owners) > 1:
            return self._joint_organ(phrase), "actor.joint-organ.v1"
        if phrase.tentative:
            return body_before(self.memory, phrase), "actor.body.v1:before"
        entity = self._sector_group(phrase, "organ")
        return entity, "actor.organ.v1"

    def _joint_organ(self, phrase: Phrase) -> Entity:
        """One collective for "Polish and Dutch troops", its members the troops of each."""
        words = self._bare(phrase)
        key = ("joint", words.casefold())
        entity = self.memory.entities.get(key)
        if entity is not None:
            return entity
        entity = Entity(key, words, "group", sector=phrase.noun.sector if phrase.noun else None, plural=True)
        for owner, first, last in phrase.owners:
            one = replace(phrase, owner=owner, owner_at=(first, last), owners=(), first=phrase.core[0])
            member = self._sector_group(one, "organ")
            if member.key not in entity.members:
                entity.members.append(member.key)
        entity.gaps.append(Gap("code", "a collective is coded by its members", ()))
        self.memory.entities[key] = entity
        return entity

    def _open_collective(self, phrase: Phrase) -> Entity:
        name = self.text.words(phrase.first, phrase.last)
        key = ("open", name.casefold(), str(phrase.head))
        entity = Entity(key, name, "group", plural=True, confidence=0.3)
        entity.gaps.append(
            Gap("members", "the report does not settle who is meant", (self.text.span(phrase.first, phrase.last),))
        )
        entity.gaps.append(Gap("code", "a collective is coded by its members", ()))
        self.memory.entities[key] = entity
        return entity

    def _sector_group(self, phrase: Phrase, fallback: ActorKind) -> Entity:
        """An organ or group by owner and sector; without an owner, the same words' earlier one, or none."""
        noun = phrase.noun
        if noun is None:
            raise AssertionError
        owner = self.belonging.of_organ(phrase)
        words = self._bare(phrase)
        sector = phrase.body.sector if phrase.body and phrase.body.sector in _ARMED else noun.sector
        stem = sector if sector in _ARMED and owner is not None else self._stem(phrase)
        counted = phrase.plural and not phrase.definite and self._is_counted(phrase)
        if phrase.named or counted:
            stem = words.casefold()
        if owner is None and phrase.definite and not phrase.plural:
            body = body_before(self.memory, phrase)
            if body is not None:
                return body
        if owner is None and phrase.definite:
            earlier = next(
                (
                    e
                    for e in reversed(self.memory.entities.values())
                    if e.key[:1] == ("organ",) and (e.key[2] == stem or e.key[2].endswith(f" {stem}"))
                ),
                None,
            )
            if earlier is not None and not is_left_behind(self.memory, earlier, phrase.head):
                return earlier
        key = ("organ", owner.id if owner else "", stem or "")
        entity = self.memory.entities.get(key)
        if entity is None:
            kind = cast("ActorKind", noun.kind if noun.kind not in {"person", "rank", "private"} else fallback)
            entity = Entity(key, words, kind, sector=sector, owner=owner, plural=phrase.plural, confidence=0.8)
            span = self.text.span(*phrase.core)
            entity.abroad = phrase.abroad
            entity.facts.append(("sector", (span,), "actor.organs-table.v1"))
            if owner is not None and phrase.owner_at:
                entity.facts.append(("country", (self.text.span(*phrase.owner_at),), "actor.organ.v1"))
            self.memory.entities[key] = entity
        elif len(words) > len(entity.name) and phrase.owner is not None:
            entity.name = words
        return entity

    def _is_counted(self, phrase: Phrase) -> bool:
        """Whether a number says how many: 26 people are not the 900 people of another sentence."""
        return any(self.text.tokens[i].tag == "CD" for i in range(phrase.first, phrase.core[0]))

    def _stem(self, phrase: Phrase) -> str:
        first, last = phrase.core
        return " ".join(
            [*(self.text.lower(i) for i in range(first, last - 1)), self.text.tokens[last - 1].lemma.lower()]
        )

    def _body(self, phrase: Phrase) -> Entity:
        words = self.text.words(*phrase.core)
        if words.isupper() and (person := person_by_name(self.memory, [words])):
            # A surname in capitals is taken for a body's name.
            return person
        key = ("body", words.casefold())
        entity = self.memory.entities.get(key)
        if entity is None:
            sector = phrase.known.sector if phrase.known else None
            entity = Entity(key, words, "organisation", owner=phrase.owner, sector=sector, confidence=0.5)
            if phrase.owner is not None and phrase.owner_at:
                entity.facts.append(("country", (self.text.span(*phrase.owner_at),), "actor.body.v1"))
            entity.gaps.append(Gap("code", "the table has no such body", (self.text.span(*phrase.core),)))
            self.memory.entities[key] = entity
        return entity

    def _bare(self, phrase: Phrase) -> str:
        """The phrase's words without a leading article."""
        first = phrase.first
        while first < phrase.core[0] and self.text.tokens[first].tag in {"DT", "PRP$"}:
            first += 1
        return self.text.words(first, phrase.last)

    # Going out

    def _mention(self, phrase: Phrase, entity: Entity, rule: str) -> None:
        span = self.text.span(phrase.first, phrase.last)
        self.mentions.append((span, phrase.head, entity.key, rule))
        entity.mentions.append(span)
        self.memory.note(phrase, entity)
