"""Organs, groups and bodies, and the collectives of several: "the army", "Polish and Dutch troops", "both ministers".

A phrase comes in; its entity goes out, made where nothing before it is meant. Who the members of a collective are the text settles or leaves open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from dragoman.model import ActorKind, Gap
from dragoman.understand.belonging import Belonging
from dragoman.understand.collectives import Collectives
from dragoman.understand.coreference import body_before, body_by_letters, is_left_behind, person_by_name
from dragoman.understand.memory import CODED_BY_MEMBERS, ONE, Entity, Memory
from dragoman.understand.phrases import Phrase, Text, is_party, nouns_key
from dragoman.understand.pronouns import Pronouns
from dragoman.vocab.actor_table import KnownActor, Noun
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.sectors import load_sectors

_ANY = frozenset({"a", "an", "one", "another"})
# "The rebels".
_BARE = 2
# Nouns that are numbers.
_DOZENS = frozenset({"dozen", "score", "hundred", "thousand"})
# What tells whose people are who are told of for the first time: "envoys | for a second group".
_WHOSE = frozenset({"for", "from", "representing"})
_BRACKETS = "actor.letters.v1:brackets"
# Who goes by letters.
_LETTERED = frozenset({"organ", "organisation", "igo", "party", "armed-group"})
# Of whose body people of no sector of their own are.
_SPOKEN_FOR = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP", "REB"})
# Sectors of bodies that are no state's.
_LED = frozenset({"PTY", "OPP", "REB", "PRM", "CRM", "LAB", "NGO", "REL", "BUS"})


def joint_group(text: Text, memory: Memory, phrase: Phrase, of_one: Callable[[KnownActor, int, int], Entity]) -> Entity:
    """One collective for all the owners of a phrase; `of_one` gives the member that one of them, named at two tokens, has in it."""
    words = text.bare_words(phrase)
    key = ("joint", words.casefold())
    if key not in memory.entities:
        sector = phrase.noun.sector if phrase.noun else None
        members = dict.fromkeys(of_one(*owner).key for owner in phrase.owners)
        entity = Entity(key, words, "group", sector=sector, plural=True, members=list(members), gaps=[CODED_BY_MEMBERS])
        memory.entities[key] = entity
    return memory.entities[key]


def _rename(entity: Entity, words: str, *, whole: bool) -> None:
    """The fullest name that the text gives, of the body itself ("the Kenyan army") where there is one, rather than of its people ("Kenyan army officers")."""
    if (whole, len(words)) > (entity.whole, len(entity.name)):
        entity.name, entity.whole = words, whole


_PRESIDENCY = "presidency"


def _alike(lemma: str) -> frozenset[str]:
    """What else a body of that name may be called: a high commission is an embassy."""
    missions = discourse_words()["missions"]
    return missions if lemma in missions else frozenset({lemma})


def _is_called(organ: str, stem: str | None) -> bool:
    """Whether the words mean the organ: "the ministry" the foreign ministry and the Ministry of Defense."""
    return f" {organ} ".endswith(f" {stem} ") or f" {stem} of " in f" {organ}"


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a report; `memory` grows as its phrases are resolved."""

    text: Text
    memory: Memory
    belonging: Belonging
    pronouns: Pronouns
    collectives: Collectives

    def organ(self, phrase: Phrase) -> tuple[Entity | None, str]:
        """The organ that a noun of the table means, several states' as one collective, and the rule that says so."""
        noun = phrase.noun
        if noun is None:
            return None, ""
        if phrase.plural and phrase.owner is None and (states := self.collectives.of_two_states(phrase)):
            # "Military officials of the two countries"
            owners = [(state.known, phrase.first, phrase.last) for state in states if state.known is not None]
            phrase = replace(phrase, owners=tuple(owners))
        if len(phrase.owners) > 1:
            return self._joint_organ(phrase), "actor.joint-organ.v1"
        if phrase.joined is not None:
            return self._with_joined(phrase, *phrase.joined, self.organ), "actor.joint-organ.v1:and"
        if phrase.tentative:
            return body_before(self.memory, phrase) or self._of_president(phrase), "actor.body.v1:before"
        if (group := self._named_group(phrase)) is not None:
            return group, "actor.armed-group.v1"
        if phrase.definite and self._is_couple(phrase) and (both := self._named_before(phrase)) is not None:
            # "The two diplomats"
            return both, "actor.collective.v1"
        if phrase.definite and phrase.plural and (all_of := self._told_together(phrase)) is not None:
            return all_of, "actor.collective.v1"
        if (counted := self._counted_before(phrase)) is not None:
            return counted, "actor.collective.v1"
        entity = self._sector_group(phrase, "organ")
        return entity, "actor.organ.v1"

    def _counted_before(self, phrase: Phrase) -> Entity | None:
        """The bodies of that name of which the text has told so many: "the three embassies"."""
        count = self.collectives.count_of(phrase)
        if not phrase.definite or not phrase.plural or phrase.owner is not None or count is None:
            return None
        lemma = self.text.tokens[phrase.head].lemma.lower()
        found: dict[tuple[str, ...], Entity] = {}
        for seen in self.memory.seen:
            entity = self.memory.entities[seen.key]
            if (
                entity.kind == "organ"
                and not entity.plural
                and self.text.tokens[seen.token].lemma.lower() in _alike(lemma)
            ):
                found[seen.key] = entity
        return self._settled(phrase, list(found.values())) if len(found) == count else None

    def _of_president(self, phrase: Phrase) -> Entity | None:
        """Of "the presidency" that of the state whose president was named last."""
        if phrase.noun is None or phrase.noun.phrase != _PRESIDENCY:
            return None
        before = (self.memory.entities[seen.key] for seen in reversed(self.memory.seen))
        presidents = (e.owner for e in before if e.owner is not None and "president" in e.role_words)
        state = next((owner for owner in presidents if owner.kind == "state"), None)
        return self._sector_group(replace(phrase, owner=state), "organ") if state is not None else None

    def _named_group(self, phrase: Phrase) -> Entity | None:
        """The group that a noun only says what it is, and the armed group that its men stand for as a whole: "the IGAD bloc", "M7 rebels", "the M7 movement" and, where the report has named no other group, "the rebels"."""
        if phrase.noun is None or self._is_counted(phrase):
            return None
        words, lemma = discourse_words(), self.text.tokens[phrase.head].lemma.lower()
        # "M7 bandits" are what a speaker calls the M7.
        armed = phrase.owner is not None and phrase.owner.kind == "armed-group" and phrase.noun.sector == "CRM"
        men = phrase.plural and (lemma in words["in_arms"] or armed)
        if phrase.owner is not None and phrase.owner_at is not None:
            whole = self._is_whole(phrase, phrase.owner, phrase.owner_at, men=men)
            return self.memory.of_known(phrase.owner) if whole else None
        if not men:
            return None
        if not phrase.definite or phrase.last - phrase.first > _BARE:
            return None
        before = (self.memory.entities[seen.key] for seen in self.memory.seen if seen.token < phrase.first)
        groups = {entity.key: entity for entity in before if entity.kind == "armed-group"}
        only = next(iter(groups.values())) if len(groups) == 1 else None
        return only if only is not None and only.known is not None else None

    def _is_whole(self, phrase: Phrase, owner: KnownActor, owner_at: tuple[int, int], *, men: bool) -> bool:
        """Whether the noun only says what its owner is, whose name stands right before it: "the militant M7 movement", "the IGAD bloc", but not "the UN group"."""
        words = discourse_words()
        before = range(phrase.first + phrase.definite, owner_at[0])
        told = all(self.text.lower(i) in words["in_arms"] | words["outlooks"] for i in before)
        if owner_at[1] != phrase.core[0] or not told or (phrase.plural and not men):
            return False
        noun = self.text.tokens[phrase.head].lemma.lower()
        if owner.kind == "armed-group":
            return men or noun in words["generic_bodies"]
        # The United Nations have bodies of their own.
        grouping = owner.kind == "igo" and phrase.definite and noun in words["groupings"]
        return grouping and not owner.is_of_united_nations

    def _joint_organ(self, phrase: Phrase) -> Entity:
        """One collective for "Polish and Dutch troops", its members the troops of each."""

        def of_one(owner: KnownActor, first: int, last: int) -> Entity:
            one = replace(phrase, owner=owner, owner_at=(first, last), owners=(), first=phrase.core[0])
            return self._sector_group(one, "organ")

        return joint_group(self.text, self.memory, phrase, of_one)

    def _with_joined(
        self, phrase: Phrase, first: int, last: int, noun: Noun, rest: Callable[[Phrase], tuple[Entity | None, str]]
    ) -> Entity:
        """One collective for "the government and rebel forces", its members the rebels and the government; of "government and rebel forces" the forces of both. `rest` tells who the second are."""
        forces = self.text.tokens[phrase.head].lemma.lower() in discourse_words()["forces"]
        if forces and phrase.first == first:
            sector = noun.sector if noun.sector in load_sectors().rebels else "MIL"
            one = replace(phrase, core=(phrase.head, phrase.last), noun=replace(noun, sector=sector))
        else:
            one = replace(phrase, core=(first, last), head=last - 1, last=last, noun=noun, plural=False)
        other = replace(phrase, joined=None, first=last + 1, definite=False)
        entity, second = self._sector_group(replace(one, joined=None, body=None), "organ"), rest(other)[0]
        if entity.name == self.text.bare_words(phrase):
            entity.name = f"{self.text.words(first, last)} {self.text.tokens[phrase.head].text}"
        self.memory.note(replace(one, first=phrase.first, last=last, head=last - 1), entity, "actor.joint-organ.v1:and")
        if second is None:
            return entity
        second.mentions.append(self.text.span(last + 1, phrase.last))
        return self.memory.together(self.text.bare_words(phrase), [entity, second])

    def people(self, phrase: Phrase) -> tuple[Entity | None, str]:
        """The people of one office or trade: those named before where the report settles who, else a group; and the rule."""
        if phrase.joined is not None:
            return self._with_joined(phrase, *phrase.joined, self.people), "actor.joint-organ.v1:and"
        noun = phrase.noun
        if noun is not None and noun.phrase == "counterpart" and noun.sector is None:
            return self._counterparts(phrase, noun), "actor.counterpart.v1"
        if (phrase.definite or self._is_couple(phrase)) and (named := self._named_before(phrase)) is not None:
            return named, "actor.collective.v1"
        return self._sector_group(phrase, "group"), "actor.group.v1"

    def _is_couple(self, phrase: Phrase) -> bool:
        return any(self.text.lower(i) in discourse_words()["couple"] for i in range(phrase.first, phrase.last))

    def _named_before(self, phrase: Phrase) -> Entity | None:
        """The people named before whom the phrase means together, where the report settles who."""
        if phrase.noun is None or phrase.owner is not None:
            return None
        lemma = self.text.tokens[phrase.head].lemma.lower()
        if {nouns_key(phrase.noun), lemma}.isdisjoint(discourse_words()["persons"]):
            return None
        members = self.collectives.members(phrase)
        return self._settled(phrase, members) if members else None

    def _told_together(self, phrase: Phrase) -> Entity | None:
        """The office-holders whom the text last told of together, where "the top diplomats" means them."""
        lemma = self.text.tokens[phrase.head].lemma.lower()
        if phrase.owner is not None or lemma not in discourse_words()["persons"]:
            return None
        members = self.collectives.as_before(phrase.head, lemma, None)
        return self._settled(phrase, members) if members else None

    def _counterparts(self, phrase: Phrase, noun: Noun) -> Entity:
        """Of "the ministers met their Polish counterparts" those who hold in Poland what the ministers hold."""
        at = phrase.pronoun_owner
        holder = self.pronouns.resolve(at) if at is not None else None
        sector = holder.sector if holder is not None else None
        return self._sector_group(replace(phrase, noun=replace(noun, sector=sector)), "group")

    def collective(self, phrase: Phrase) -> Entity:
        """Who "the sides" or "both countries" are together, with the members that the report settles."""
        if phrase.owners:
            return self._settled(phrase, [self.memory.of_known(state) for state, *_ in phrase.owners])
        members = self.collectives.members(phrase) if phrase.owner is None else None
        return self._settled(phrase, members) if members else self._open(phrase)

    def _settled(self, phrase: Phrase, members: list[Entity]) -> Entity:
        """The collective of just these members, whatever it is called."""
        return self.memory.together(self.text.words(phrase.first, phrase.last), members)

    def _open(self, phrase: Phrase) -> Entity:
        """A collective of its own: the next of the same words need not be the same."""
        name = self.text.words(phrase.first, phrase.last)
        key = ("open", name.casefold(), str(phrase.head))
        entity = Entity(key, name, "group", plural=True, confidence=0.3)
        entity.gaps.append(
            Gap("members", "the report does not settle who is meant", (self.text.span(phrase.first, phrase.last),))
        )
        entity.gaps.append(CODED_BY_MEMBERS)
        self.memory.entities[key] = entity
        return entity

    def _sector_group(self, phrase: Phrase, fallback: ActorKind) -> Entity:
        """An organ or group by owner and sector; without an owner, the same words' earlier one, or none."""
        noun = phrase.noun
        if noun is None:
            raise AssertionError
        owner = self.belonging.of_organ(phrase)
        words = self._own_name(phrase) if phrase.named else self.text.bare_words(phrase)
        told = load_sectors().uniformed | load_sectors().rebels
        sector = phrase.body.sector if phrase.body and phrase.body.sector in told else noun.sector
        led = phrase.body.sector if phrase.body and noun.phrase in discourse_words()["any_body"] else None
        if led in _LED:
            # "Leaders of the opposition parties" lead no state.
            sector = led
        elif sector is None and phrase.body is not None and self._is_at_home(phrase.body):
            # "Government negotiators", "rebel sources"
            sector = phrase.body.sector
        whose = self.belonging.person_inside(phrase) if nouns_key(noun) in discourse_words()["of_somebody"] else None
        if whose is not None and whose.sector is not None:
            # "The opposition leader's aides"
            sector = whose.sector
        stem = sector if sector in load_sectors().uniformed and owner is not None else self._stem(phrase)
        counted = phrase.plural and not phrase.definite and self._is_counted(phrase)
        if phrase.named or counted or led in _LED or noun.phrase in discourse_words()["parts"]:
            stem = words.casefold()
        elif owner is None and phrase.plural and not phrase.definite and self.text.lower(phrase.last) in _WHOSE:
            # "Envoys for a second group" are not those told of before.
            stem = f"{stem}:{phrase.head}"
        elif owner is None and noun.kind == "people" and not phrase.plural and self.text.lower(phrase.first) in _ANY:
            # "A source" is not the sources of the sentence before.
            stem = f"{ONE}{stem}"
        earlier = self._meant_before(phrase, stem) if owner is None and phrase.definite else None
        if owner is not None and phrase.definite and not phrase.plural:
            earlier = body_before(self.memory, phrase)
        if earlier is not None:
            return earlier
        home = self.belonging.at_home(phrase) if owner is None else None
        owner = owner if home is None else home[0]
        key = ("organ", owner.id if owner else "", stem or "")
        entity = self.memory.entities.get(key)
        if entity is None:
            kind = cast("ActorKind", noun.kind if noun.kind not in {"person", "rank", "private"} else fallback)
            entity = Entity(key, words, kind, sector=sector, owner=owner, plural=phrase.plural, confidence=0.8)
            span = self.text.span(*phrase.core)
            entity.abroad = phrase.abroad or self._is_of_several(phrase)
            entity.public = self._is_public(phrase)
            entity.post = words
            entity.whole = noun.phrase in discourse_words()["whole_bodies"]
            entity.facts.append(("sector", (span,), "actor.organs-table.v1"))
            if owner is not None and phrase.owner_at:
                entity.facts.append(("country", (self.text.span(*phrase.owner_at),), "actor.organ.v1"))
            if home is not None:
                entity.facts.append(("country", (home[1],), "actor.home.v1"))
                entity.confidence = min(entity.confidence, 0.6)
            self.memory.entities[key] = entity
        entity.sector = entity.sector or sector
        if phrase.owner is not None:
            _rename(entity, words, whole=noun.phrase in discourse_words()["whole_bodies"])
        return entity

    def _is_of_several(self, phrase: Phrase) -> bool:
        """Whether they are said to be of several: "envoys of the two sides", "ministers from five nations" are of no one state."""
        last = self.text.tokens[phrase.last - 1]
        if phrase.body is not None and last.tag == "NNS" and last.lemma.lower() in discourse_words()["countries"]:
            return last.index > phrase.head
        if self.text.lower(phrase.last) != "of":
            return False
        behind = range(phrase.last + 1, min(phrase.last + 4, len(self.text.tokens)))
        return any(self.text.tokens[i].lemma.lower() in discourse_words()["sides"] for i in behind)

    @staticmethod
    def _is_at_home(body: Noun) -> bool:
        """Whether people are of the body's sector whose it is: no delegation's or embassy's are."""
        return body.sector in _SPOKEN_FOR and body.phrase not in discourse_words()["bodies_abroad"]

    def _is_public(self, phrase: Phrase) -> bool:
        """Whether words before it say that it is the state's: "state-run media", "the state news agency"."""
        words = discourse_words()
        return any(
            (self.text.tokens[i].text if self.text.same_sentence(i - 1, i) else self.text.lower(i))
            in words["of_the_state"]
            and (self.text.lower(i + 1) != "-" or self.text.lower(i + 2) in words["state_owned"])
            for i in range(phrase.first, phrase.head)
        )

    def _own_name(self, phrase: Phrase) -> str:
        """The name itself, from its first capital behind the nouns: "the populist | Karsova Movement", "the Kenyan militia | Sons of Tarn"."""
        if self._is_counted(phrase):
            return self.text.bare_words(phrase)
        tokens, start = self.text.tokens, phrase.first
        nouns = [i for i in range(start, phrase.core[0]) if tokens[i].tag == "NN" and tokens[i].text.islower()]
        start = nouns[-1] + 1 if nouns else start
        capitals = (
            i for i in range(start, phrase.core[0] + 1) if tokens[i].text[:1].isupper() or tokens[i].text[:1].isdigit()
        )
        first = next((i for i in capitals if tokens[i].tag != "DT"), None)
        return self.text.bare_words(phrase) if first is None else self.text.words(first, phrase.last)

    def _meant_before(self, phrase: Phrase, stem: str | None) -> Entity | None:
        """What a definite phrase without an owner goes back to: the last body of its kind, else the last organ of the same words."""
        body = self._called_so(phrase) or (None if phrase.plural else body_before(self.memory, phrase))
        if body is not None:
            return body
        last_named = dict.fromkeys(seen.key for seen in reversed(self.memory.seen))
        several = (self.memory.entities[key] for key in last_named if key[:1] == ("organ",))
        organs = (one for one in several if not (phrase.plural and one.key[2].startswith(ONE)))
        earlier = next((one for one in organs if _is_called(one.key[2], stem)), None)
        left = earlier is not None and is_left_behind(self.memory, earlier, phrase.head)
        return None if left else earlier

    def _called_so(self, phrase: Phrase) -> Entity | None:
        """The state's body in uniform that was last called by the very noun of "the military": another's may be an army."""
        if phrase.noun is None or phrase.noun.phrase not in discourse_words()["whole_bodies"]:
            return None
        if phrase.last - phrase.first > _BARE:
            return None
        noun, tokens = self.text.lower(phrase.head), self.text.tokens
        for seen in reversed(self.memory.seen):
            entity = self.memory.entities[seen.key]
            same = entity.key[0] == "organ" and entity.owner is not None and entity.sector == phrase.noun.sector
            if same and tokens[seen.token].text.lower() == noun:
                return None if is_left_behind(self.memory, entity, phrase.head) else entity
        return None

    def _is_counted(self, phrase: Phrase) -> bool:
        """Whether a number says how many: 26 people are not the 900 people of another sentence, nor hundreds of people a dozen others."""
        numbers = word_classes()["quantity"]
        own = [self.text.tokens[i] for i in range(phrase.first, phrase.core[0])]
        number = self.text.tokens[phrase.first - 2] if self.text.lower(phrase.first - 1) == "of" else None
        counted = number is not None and number.tag == "NNS" and number.lemma.lower() in numbers
        return counted or any(token.tag == "CD" or token.lemma.lower() in _DOZENS for token in own)

    def _stem(self, phrase: Phrase) -> str:
        first, last = phrase.core
        return " ".join(
            [*(self.text.lower(i) for i in range(first, last - 1)), self.text.tokens[last - 1].lemma.lower()]
        )

    def _in_brackets(self, phrase: Phrase) -> Entity | None:
        """The body whose letters stand in brackets right behind its name, here or before: "the UN Population Fund (UNFPA)"."""
        first, last = phrase.core
        words = self.text.words(first, last)
        brackets = (self.text.lower(first - 1), self.text.lower(last)) == ("(", ")")
        end = self.text.tokens[first - 2].span.end if brackets and first > 1 else -1
        named = [
            self.memory.entities[seen.key]
            for seen in self.memory.seen
            if seen.span.end == end or (seen.rule == _BRACKETS and seen.span.of(self.text.report.text) == words)
        ]
        return next((one for one in named if one.kind in _LETTERED), None)

    def body(self, phrase: Phrase) -> tuple[Entity, str]:
        """The body of a name that no table has, with the rule; it stays without a code of its own, unless the name is the letters of one that has one."""
        words = self.text.words(*phrase.core)
        single = phrase.first == phrase.core[0] and " " not in words
        if single and (person := person_by_name(self.memory, [words])):
            # A surname, in capitals or alone before its verb, is taken for a body's name.
            return person, "actor.body.v1"
        if words.isupper() and (body := self._in_brackets(phrase)):
            return body, _BRACKETS
        if words.isupper() and (body := body_by_letters(self.memory, words.replace(".", ""))):
            return body, "actor.letters.v1"
        key = ("body", words.casefold())
        entity = self.memory.entities.get(key)
        if entity is None:
            sector = phrase.known.sector if phrase.known else None
            party = is_party(self.text.words(phrase.core[0], phrase.last))
            kind: ActorKind = "party" if party else "organisation"
            opposes = "opposition" in {self.text.lower(i) for i in range(phrase.first, phrase.core[0])}
            sector = sector or (("OPP" if opposes else "PTY") if party else None)
            entity = Entity(key, words, kind, owner=phrase.owner, sector=sector, confidence=0.5)
            if phrase.owner is not None and phrase.owner_at:
                entity.facts.append(("country", (self.text.span(*phrase.owner_at),), "actor.body.v1"))
            if sector is None:
                entity.gaps.append(Gap("code", "the table has no such body", (self.text.span(*phrase.core),)))
            self.memory.entities[key] = entity
        return entity, "actor.body.v1"
