"""The actors of a report: who is named, described or meant by a pronoun, each with code, role and the words for it.

A report, its analysis and the table of known actors come in; go out the actors and every place where they are mentioned.
Offices and countries are read from the text first, the table second. What stays open is an actor without a code, with a gap.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Actor, ActorKind, ActorMention, Analysis, Gap, Report, Span, content_id
from dragoman.understand.actor_codes import (
    Country,
    add_context,
    add_from_tables,
    add_state_of_post,
    find_filed,
    find_governing,
    find_held,
    find_home,
    find_main_country,
    find_risen,
    find_scene,
    find_states,
    has_rival,
    make_actor,
    settle_rank,
)
from dragoman.understand.author import FIRST_PERSON
from dragoman.understand.belonging import Belonging
from dragoman.understand.collectives import Collectives
from dragoman.understand.coreference import outlet_by_name
from dragoman.understand.groups import Groups
from dragoman.understand.memberships import learn_memberships
from dragoman.understand.memory import Entity, Memory
from dragoman.understand.mentions import find_phrases
from dragoman.understand.office_holders import OfficeHolders
from dragoman.understand.pairs import find_pairs, named_pairs
from dragoman.understand.peoples import does_armed_deed, does_deed_of_state
from dragoman.understand.phrases import Phrase, Text, read_text
from dragoman.understand.pronouns import Pronouns, Voice
from dragoman.understand.regions import learn_region
from dragoman.understand.titles import Titles
from dragoman.vocab.actor_table import ActorTable, KnownActor
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.sectors import load_sectors

# How many sentences before it the state is told of that a bare ministry belongs to.
_LATELY = 3


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
        self.phrases = find_phrases(text, year=int(day[:4]) if day else None)
        self.known_from = {phrase.first: phrase for phrase in self.phrases if phrase.sort == "known"}
        self.memory = Memory(text)
        self.pronouns = Pronouns(text, self.memory, voices)
        collectives = Collectives(text, self.memory, find_pairs(text, self.phrases))
        self.states = find_states(text, self.phrases)
        pairs = [pair for _, pair in named_pairs(text, self.phrases)]
        at_war = find_home(text, self.phrases)
        self.main_country = (
            at_war
            or find_main_country(self.states, table=text.table, pairs=pairs, filed=find_filed(text))
            or find_scene(text, self.phrases, self.states)
        )
        self.contested = at_war is None and has_rival(self.states, self.main_country)
        self.belonging = belonging = Belonging(text, self.phrases, self.memory, self.pronouns)
        self.titles = Titles(text, self.memory, belonging)
        self.groups = Groups(text, self.memory, belonging, self.pronouns, collectives)
        self.holders = OfficeHolders(text, self.phrases, self.memory, belonging, self.titles, self.groups)

    def resolve(self) -> tuple[tuple[Actor, ...], tuple[ActorMention, ...]]:
        self._publisher()
        for phrase in self.phrases:
            if phrase.sort == "known":
                self._entity_of_known(phrase)
            if phrase.sort == "collective":
                for state, *_ in phrase.owners:
                    self.memory.of_known(state)
        # Whose "we" a quotation holds shows in the words after it, so those phrases come last.
        for phrase in sorted(self.phrases, key=self._turn):
            entity, rule = self._entity(phrase)
            if entity is None:
                continue
            self.memory.note(phrase, entity, rule)
            learn_region(self.text, entity, phrase)
            for office in phrase.beside:
                self.memory.note(office, entity, "actor.apposition.v1")
        self.holders.fill_posts_abroad()
        learn_memberships(self.text, self.phrases, self.memory, self.belonging)
        self._surnames()
        held = find_held(self.memory.entities.values())
        risen = find_risen(self.memory.entities.values(), self.text.table)
        governing = find_governing(self.text, self.phrases)
        for entity in self.memory.entities.values():
            add_from_tables(entity, self.text.table, self.day, held)
            settle_rank(entity, self.memory.entities.values())
            add_state_of_post(entity, self.text.table, self.states)
            home = self._told_with(entity) or self._home_of(entity)
            if entity.sector in load_sectors().rebels:
                home = risen or governing or home
            elif entity.kind == "organ":
                # Whom the rebels of the one state fight is its government.
                home = home or risen
            add_context(entity, home)
        ids = {key: self._id(key) for key in self.memory.entities}
        kept = [entity for entity in self.memory.entities.values() if self._is_kept(entity)]
        actors = [make_actor(entity, ids, self.text, self.day, self.run_id) for entity in kept]
        actors.sort(key=lambda actor: (actor.mentions[0] if actor.mentions else Span(1 << 60, 1 << 60), actor.id))
        seen: dict[tuple[Span, int], ActorMention] = {}
        for one in self.memory.seen:
            seen.setdefault((one.span, one.token), ActorMention(one.span, one.token, ids[one.key], one.rule))
        return tuple(actors), tuple(sorted(seen.values(), key=lambda m: (m.span, m.head)))

    def _told_with(self, entity: Entity) -> Country | None:
        """The only state that is named in the paragraph before the entity is first named there, where it acts in a sentence before, with its words: "Kenya also announced it. …, the foreign ministry said"."""
        here = next((seen for seen in self.memory.seen if seen.span in entity.mentions[:1]), None)
        speaks = entity.kind == "person" or entity.name.casefold().endswith("ministry")
        if here is None or entity.sector != "GOV" or not speaks:
            # Soldiers may be whom the state struck.
            return None
        sentences = self.text.analysis.sentences
        paragraph = sentences[here.sentence].paragraph
        before = (seen for seen in self.memory.seen if seen.token < here.token and not seen.quoted)
        near = [seen for seen in before if sentences[seen.sentence].paragraph == paragraph]
        states = {seen.key: seen for seen in reversed(near) if self.memory.entities[seen.key].kind == "state"}
        late = range(here.sentence - _LATELY, here.sentence)
        acting = next((seen for seen in states.values() if seen.subject and seen.sentence in late), None)
        state = self.memory.entities[acting.key].known if acting is not None and len(states) == 1 else None
        return (state, (acting.span,)) if acting is not None and state is not None else None

    def _home_of(self, entity: Entity) -> Country | None:
        """The state that the report is about; of a man by his office, where another competes with it, only the one state whose people or organs his paragraph tells of."""
        if entity.kind != "person" or not self.contested:
            return self.main_country
        here = next((seen for seen in self.memory.seen if seen.span in entity.mentions[:1]), None)
        if here is None:
            return self.main_country
        sentences = self.text.analysis.sentences
        beside = [one for one in self.memory.seen if one.key != here.key]
        near = [one for one in beside if sentences[one.sentence].paragraph == sentences[here.sentence].paragraph]
        states: dict[str, Country] = {}
        for one in near:
            state = self._state_of(self.memory.entities[one.key])
            if state is not None:
                states.setdefault(state.id, (state, (one.span,)))
        return next(iter(states.values())) if len(states) == 1 else None

    def _state_of(self, entity: Entity) -> KnownActor | None:
        """The state that it is, is of, or rises in."""
        whole = self.belonging.served_by(entity) or entity.known
        if whole is None or whole.kind == "state":
            return whole
        return self.text.table.actors.get(f"state:{whole.country}") if whole.kind != "igo" else None

    def _turn(self, phrase: Phrase) -> tuple[bool, int, bool]:
        """When a phrase is resolved: in the text's order, a pronoun behind what it waits for."""
        if phrase.sort != "pronoun":
            return False, phrase.first, False
        waits_for = self.pronouns.waits_for(phrase.head)
        return self.text.lower(phrase.head) in FIRST_PERSON, waits_for, waits_for > phrase.head

    def _surnames(self) -> None:
        """A last name that the tagger passed over, as it does in headlines and in capitals, is the person's who alone bears it here; so is an outlet's name that no place has."""
        bearers: dict[str, list[Entity]] = {}
        text = self.text.report.text
        places = {mention.span.of(text) for mention in self.text.analysis.places if mention.place}
        for entity in self.memory.entities.values():
            if entity.kind == "person" and entity.key[0] != "office" and " " in entity.name:
                surname = entity.name.split()[-1]
                for form in {surname, surname.upper()}:
                    bearers.setdefault(form, []).append(entity)
            elif entity.sector == "MED":
                own = entity.name.split()[0]
                if own not in places and outlet_by_name(self.memory, own) is entity:
                    bearers.setdefault(own, []).append(entity)
        taken = [seen.span for seen in self.memory.seen]
        for token in self.text.tokens:
            found = bearers.get(token.text, []) if token.text[:1].isupper() else []
            if len(found) == 1 and not any(span.overlaps(token.span) for span in taken):
                index = token.index
                phrase = Phrase(index, index + 1, index, (index, index + 1), "person")
                self.memory.note(phrase, found[0], "actor.surname.v1")

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
        if phrase.sort in {"person", "body"} and (outlet := self._outlet(phrase)) is not None:
            return outlet, "actor.outlet.v1"
        if phrase.sort == "person":
            return self.holders.person(phrase), "actor.person.v1"
        named = self._named_behind(phrase)
        if named is not None:
            return named, "actor.apposition.v1"
        if phrase.sort in {"office", "organ"}:
            subject = self._subject_of_copula(phrase)
            if subject is not None:
                self.titles.learn(subject, phrase, "actor.copula.v1")
                return subject, "actor.copula.v1"
        if phrase.sort == "office":
            return self.holders.office(phrase)
        if phrase.sort == "organ":
            return self.groups.organ(phrase)
        if phrase.sort == "collective" and not phrase.plural and phrase.owner is not None:
            return self.memory.of_known(phrase.owner), "actor.country.v1"
        if phrase.sort == "collective" and not phrase.plural:
            state = self.belonging.of_country(phrase)
            return (self.memory.of_known(state) if state else None), "actor.country.v1"
        if phrase.sort == "collective":
            return self.groups.collective(phrase), "actor.collective.v1"
        if phrase.sort == "body":
            return self.groups.body(phrase)
        if phrase.sort == "relative":
            antecedent = () if phrase.antecedent is None else (phrase.antecedent,)
            return self._named_at(*antecedent), "actor.relative.v1"
        return self.pronouns.resolve(phrase.head), "actor.pronoun.v1"

    def _outlet(self, phrase: Phrase) -> Entity | None:
        """The outlet that the report has named with what it is, and now by its name alone: "the Karsova news agency … Karsova"."""
        if phrase.known is not None or phrase.noun is not None or phrase.beside:
            return None
        return outlet_by_name(self.memory, self.text.words(*phrase.core))

    def _named_behind(self, phrase: Phrase) -> Entity | None:
        """The known actor whose name follows its kind without a comma: "the militant group | Abu Sayyaf", "the armed group | the Arakan Army"."""
        other = self.known_from.get(phrase.last)
        if phrase.sort not in {"organ", "body"} or other is None or len(other.readings) > 1:
            return None
        kind, head = self.text.tokens[phrase.head], self.text.tokens[other.head]
        # The parse may take both for the subject.
        same = (head.dep, head.head) in {("appos", phrase.head), (kind.dep, kind.head)}
        return self._entity_of_known(other) if same else None

    def _subject_of_copula(self, phrase: Phrase) -> Entity | None:
        """Whom a predicate tells of: "Y was the foreign minister", "Z is a militant group"."""
        token = self.text.tokens[phrase.head]
        verb = self.text.tokens[token.head]
        if token.dep != "attr" or verb.lemma not in {"be", "remain", "become"} or phrase.plural:
            return None
        subjects = [child for child in self.text.children[verb.index] if self.text.tokens[child].dep == "nsubj"]
        if subjects and verb.index < subjects[0] < token.index:
            # "Is Y a good minister?"
            return None
        entity = self._named_at(*subjects)
        if entity is None or (phrase.sort == "office") != (entity.kind == "person"):
            return None
        return entity

    def _named_at(self, *heads: int) -> Entity | None:
        """Whom the last mention that one of the tokens heads stands for."""
        seen = next(self.memory.seen_at(heads), None)
        return self.memory.entities[seen.key] if seen else None

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
        if phrase.use == "seat" and known.kind == "state":
            return self._organ_of(known, phrase, "GOV", rule="actor.seat.v1")
        people = phrase.use == "people" and known.kind == "state"
        before = (self.text.lower(index) for index in range(phrase.first, phrase.core[0]))
        if people and any(word in discourse_words()["with_arms"] for word in before):
            return self._armed_people(known, phrase)
        if people and not self._is_unarmed(known) and does_armed_deed(self.text, phrase):
            return self._organ_of(known, phrase, "MIL", rule="actor.armed-people.v1")
        people = people and not does_deed_of_state(self.text, phrase)
        key = (known.id, "people") if people else (known.id,)
        kind: ActorKind = "people" if people else known.kind
        name = self.text.words(*phrase.core) if phrase.use == "name" or people else known.name
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

    def _armed_people(self, state: KnownActor, phrase: Phrase) -> Entity:
        """Those of a people who bear arms, and of whom nothing tells for whom: "armed Kenyans"."""
        made = Entity(
            (state.id, "armed"), self.text.bare_words(phrase), "people", known=state, sector="UAF", plural=True
        )
        entity = self.memory.entities.setdefault(made.key, made)
        if entity is made:
            entity.facts.append(("sector", (self.text.span(phrase.first, phrase.last),), "actor.armed-people.v1"))
        return entity

    def _is_unarmed(self, state: KnownActor) -> bool:
        return (state.code_on(self.day) or "") in discourse_words()["without_army"]

    def _organ_of(self, state: KnownActor, phrase: Phrase, sector: str, *, rule: str) -> Entity:
        """The organ of a state that other words stand for: the government for its seat ("the Kremlin"), the army for its people."""
        self.memory.of_known(state)
        key = ("organ", state.id, "government" if sector == "GOV" else sector)
        entity = self.memory.entities.get(key)
        if entity is None:
            name = self.text.words(*phrase.core)
            entity = Entity(key, name, "organ", owner=state, sector=sector, confidence=0.8)
            span = self.text.span(*phrase.core)
            entity.facts += [(told, (span,), rule) for told in ("sector", "country")]
            self.memory.entities[key] = entity
        return entity

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
