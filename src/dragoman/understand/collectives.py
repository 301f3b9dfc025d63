"""Who the members of a collective are: of "the sides", "both countries", "the two ministers".

A phrase comes in, with what was named before it and the pairs that the report names; entities go out, or None where it does not settle them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.understand.binding import governing_verb
from dragoman.understand.memory import Entity, Memory, Seen
from dragoman.understand.pairs import Pair
from dragoman.understand.phrases import Phrase, Text, nouns_key
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.namesakes import load_namesakes
from dragoman.vocab.sectors import load_sectors
from dragoman.vocab.tokens import SUBJECTS

# "Both countries" are a report's two most named states when they have that share of all names of states before.
_TWO_STATES = 0.8
# Who may be a side, how far before the sides their names are near, and what joins one to the other.
_PARTIES = frozenset({"state", "organ", "armed-group", "party", "igo"})
_NEAR = 3
_PARTNERS = frozenset({"with", "against"})
_TWO = 2
# "Of the two countries".
_OF_TWO = 4
# Whose organs fight an armed group of their own state.
_AT_WAR = frozenset({"MIL", "GOV"})
# What joins the names of a list.
_JOINED = re.compile(r"\s*,?\s*(?:and|&)?\s*(?:the\s+)?", re.IGNORECASE)
_NUMBERS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "five": 5, "both": 2}


@dataclass(frozen=True, slots=True)
class Collectives:
    """Who a report's collectives are; `memory` grows as its phrases are resolved, `pairs` are in the text's order."""

    text: Text
    memory: Memory
    pairs: Sequence[Pair]

    def members(self, phrase: Phrase) -> list[Entity] | None:
        """The members of a collective such as "the sides" or "both countries"; None where the report does not settle them."""
        words = discourse_words()
        lemma = self.text.tokens[phrase.head].lemma.lower()
        noun = nouns_key(phrase.noun) if phrase.noun and lemma not in words["persons"] else lemma
        count = self.count_of(phrase)
        if noun == "two":
            return self._two_before(phrase.head) or self._counted_two(phrase.head)
        if self.text.lower(phrase.first) == "all" or self._is_elsewhere(phrase):
            return None
        if noun in words["persons"]:
            named = self._named_together(phrase.head, count) or self.as_before(phrase.head, noun, count)
            return named or self._people(noun, count)
        if noun in words["sides"]:
            if self._are_in_conflict(phrase):
                # Whoever met to end a war does not wage it.
                return self._joined(phrase.head) or self._parties(phrase)
            near = self._meeting(phrase) or self._joined(phrase.head) or self._together(phrase.head, _NEAR)
            found = near or self._parties(phrase)
            if found and {entity.key for entity in found} <= self._tellers(phrase.head):
                # "Kenya and Chad said that both sides had broken the truce": who fought, where the text tells of others who did.
                return self._fought(phrase.head) or self._at_war(phrase.head) or found
            return found
        if noun in words["countries"] and self._is_told_apart(phrase):
            return self._two_before(phrase.head)
        pointing = self.text.lower(phrase.first) in {"these", "those"}
        if noun in words["countries"] and ((count is not None and count > _TWO) or (pointing and count is None)):
            return self._listed(phrase.head, count)
        return self._pair(phrase, states=True) if noun in words["countries"] else self._parties(phrase)

    def two_states(self, phrase: Phrase) -> list[Entity]:
        """The two states that the text is about, where the phrase counts two of something that each has one of: "the two presidents", "the presidents of both countries"."""
        counted = (self.count_of(phrase) == _TWO or self._is_of_two(phrase)) and not self._is_elsewhere(phrase)
        return (self._pair(phrase, states=True) or []) if counted else []

    def of_two_states(self, phrase: Phrase) -> list[Entity]:
        """The two states whose people are told of: "officials | of the two countries", "officials | in both countries"."""
        return (self._pair(phrase, states=True) or []) if self._is_of_two(phrase) else []

    def _is_of_two(self, phrase: Phrase) -> bool:
        """Whether what stands behind "of" or "in" counts two states."""
        text, words = self.text, discourse_words()
        behind = range(phrase.last + 1, min(phrase.last + _OF_TWO, len(text.tokens)))
        counted = any(_NUMBERS.get(text.lower(i)) == _TWO for i in behind)
        return (
            bool(behind)
            and text.lower(phrase.last) in {"of", "in"}
            and counted
            and any(
                text.tokens[i].lemma.lower() in words["countries"] or text.tokens[i].text in load_namesakes()
                for i in behind
            )
        )

    def _are_in_conflict(self, phrase: Phrase) -> bool:
        """Whether a word says that they are at war or odds with each other: "the warring sides", "clashes between the sides"."""
        words, tokens = discourse_words()["in_conflict"], self.text.tokens
        preposition = tokens[tokens[phrase.head].head]
        fought = (
            preposition.lemma.lower() == "between"
            and tokens[preposition.head].lemma.lower() in word_classes()["fighting"]
        )
        return fought or any(self.text.lower(i) in words for i in range(phrase.first, phrase.head))

    def _parties(self, phrase: Phrase) -> list[Entity] | None:
        """The parties of what the text tells of: the pair that it names, else those who do something together, else an armed group and its foe."""
        people = not self._are_in_conflict(phrase)
        together = self._pair(phrase, states=False) or self._together(phrase.head, people=people)
        return together or self._at_war(phrase.head) or self._two_alone(phrase)

    def _two_alone(self, phrase: Phrase) -> list[Entity] | None:
        """Of "both sides" the two states that the report speaks of, where no rebels are named beside them."""
        before = (self.memory.entities[seen.key] for seen in self.memory.seen if seen.token < phrase.head)
        risen = any(entity.kind == "armed-group" or entity.sector in load_sectors().rebels for entity in before)
        return self._only_two(phrase.head) if self.count_of(phrase) == _TWO and not risen else None

    def _is_told_apart(self, phrase: Phrase) -> bool:
        """Whether a word says which two of several are meant: "the two Muslim countries"."""
        own = range(phrase.first, phrase.head)
        couple = discourse_words()["couple"]
        return any(self.text.tokens[i].tag[:2] in {"JJ", "NN"} and self.text.lower(i) not in couple for i in own)

    def _is_elsewhere(self, phrase: Phrase) -> bool:
        """Whether the words behind it say that those of one country are meant: "the parties in Iraq"."""
        text = self.text
        places = (
            noun
            for child in text.children[phrase.head]
            if text.lower(child) == "in"
            for noun in text.children[child]
            if text.tokens[noun].dep == "pobj"
        )
        return any(text.label(noun) == "GPE" for noun in places)

    def _two_before(self, index: int) -> list[Entity] | None:
        """The two persons, else the two states, of this and the sentence before, where there are just two."""
        near = [self.memory.entities[seen.key] for seen in self.memory.seen_before(index, sentences=1)][::-1]
        for kind in ("person", "state"):
            found = {entity.key: entity for entity in near if entity.kind == kind}
            if len(found) == 2:
                return list(found.values())
        return None

    def _counted_two(self, index: int) -> list[Entity] | None:
        """Those whom the text last counted as two: "two aid workers"."""
        tokens = self.text.tokens
        for seen in self.memory.seen_before(index, len(self.text.analysis.sentences)):
            numbers = [self.text.lower(child) for child in self.text.children[seen.token] if tokens[child].tag == "CD"]
            entity = self.memory.entities[seen.key]
            if entity.plural and [_NUMBERS.get(number) for number in numbers] == [2]:
                return [entity]
        return None

    def _joined(self, index: int) -> list[Entity] | None:
        """The two that stand behind "between" in this sentence or the one before."""
        text = self.text
        for seen in self.memory.seen_before(index, sentences=1):
            token = text.tokens[seen.token]
            if token.dep != "conj":
                continue
            first = next((other for other in self.memory.seen if other.token == token.head), None)
            between = first is not None and text.lower(text.tokens[first.token].head) == "between"
            if first is not None and between and first.key != seen.key:
                return [self.memory.entities[first.key], self.memory.entities[seen.key]]
        return None

    def _together(self, index: int, sentences: int | None = None, *, people: bool = True) -> list[Entity] | None:
        """The two parties that the text last named as those who do something together or to each other: "the army and the rebels fought", "the army clashed with the rebels"; within so many sentences, or anywhere before; two office-holders only where `people` may be meant."""
        memory = self.memory
        reach = len(self.text.analysis.sentences) if sentences is None else sentences
        for seen in memory.seen_before(index, reach):
            pair = self._both_of(seen)
            if pair and pair[0] is not pair[1] and (_may_be_sides(pair) or (people and _are_of_two_states(pair))):
                return pair
        return None

    def _tellers(self, index: int) -> set[tuple[str, ...]]:
        """Who says, asks or demands what the token stands in, within its sentence."""
        tokens, tellers = self.text.tokens, set()
        while tokens[index].head != index:
            index = tokens[index].head
            if tokens[index].lemma.lower() in discourse_words()["speech"]:
                doers = [child for child in self.text.children[index] if tokens[child].dep in SUBJECTS]
                doers += [child for doer in doers for child in self.text.children[doer] if tokens[child].dep == "conj"]
                tellers |= {seen.key for seen in self.memory.seen_at(doers)}
        return tellers

    def _fought(self, index: int) -> list[Entity] | None:
        """The two whom the text last named before as fighting each other."""
        words = discourse_words()
        for seen in self.memory.seen_before(index, len(self.text.analysis.sentences)):
            verb = governing_verb(self.text, seen.token, through_nouns=True)
            lemma = self.text.tokens[verb].lemma.lower() if verb is not None else ""
            pair = self._both_of(seen) if lemma in words["deeds_of_arms"] | words["deeds_of_armies"] else []
            if pair and pair[0] is not pair[1] and _may_be_sides(pair):
                return pair
        return None

    def _both_of(self, seen: Seen) -> list[Entity]:
        """Who was seen and who does it with him; both of "government and rebel forces", where these are a subject or stand behind "between"."""
        entities = self.memory.entities
        members = [entities[key] for key in entities[seen.key].members]
        between = self.text.lower(self.text.tokens[seen.token].head) == "between"
        if len(members) == _TWO and (between or self._subject(seen.token) is not None):
            return members
        first = self._beside(seen)
        return [entities[first.key], entities[seen.key]] if first is not None else []

    def _at_war(self, index: int) -> list[Entity] | None:
        """The one armed group that the text named before, and the army or government of its state."""
        seen = [self.memory.entities[one.key] for one in self.memory.seen if one.token < index]
        groups = {e.key: e for e in seen if e.kind == "armed-group" and e.known is not None}
        group = next(iter(groups.values())) if len(groups) == 1 else None
        if group is None or group.known is None:
            return None
        home = f"state:{group.known.country}"
        organs = (e for e in seen if e.kind == "organ" and e.owner is not None and e.owner.id == home)
        foe = next((e for e in organs if e.sector in _AT_WAR), None)
        return [foe, group] if foe is not None else None

    def _beside(self, seen: Seen) -> Seen | None:
        """Who does it with somebody: the subject or the one behind "between" that he is coordinated with, where these are two, or whose verb he is a partner of by "with"."""
        tokens = self.text.tokens
        token = tokens[seen.token]
        if token.dep == "conj":
            several = [child for child in self.text.children[seen.token] if tokens[child].dep == "conj"]
            if several:
                return None
            between = self.text.lower(tokens[token.head].head) == "between"
            return next(self.memory.seen_at([token.head]), None) if between else self._subject(token.head)
        if token.dep != "pobj" or self.text.lower(token.head) not in _PARTNERS:
            return None
        verb = tokens[token.head].head
        subjects = [child for child in self.text.children[verb] if tokens[child].dep in SUBJECTS]
        return self._subject(subjects[0]) if subjects else None

    def _subject(self, index: int) -> Seen | None:
        """What was named there as the subject of a verb, other than of those by which one looks on ("X and Y welcomed the truce")."""
        tokens = self.text.tokens
        if tokens[tokens[index].head].lemma.lower() in discourse_words()["performs"]:
            return None
        return next((seen for seen in self.memory.seen_at([index]) if seen.subject), None)

    def count_of(self, phrase: Phrase) -> int | None:
        """How many the phrase says that they are."""
        for index in range(phrase.first, phrase.last):
            if self.text.lower(index) in _NUMBERS:
                return _NUMBERS[self.text.lower(index)]
        return None

    def _named_together(self, index: int, count: int | None) -> list[Entity] | None:
        """Those whom the text just named by the same noun as several, of which state each: "the foreign ministers of X, Y and Z"."""
        noun = self.text.tokens[index].lemma.lower()
        for seen in self.memory.seen_before(index, sentences=2):
            entity = self.memory.entities[seen.key]
            same = entity.key[0] == "joint" and self.text.tokens[seen.token].lemma.lower() == noun
            if same and count in {None, len(entity.members)}:
                return [self.memory.entities[member] for member in entity.members]
        return None

    def as_before(self, index: int, noun: str, count: int | None) -> list[Entity] | None:
        """Those whom the text last told of together, where all of them hold an office of that noun: after "the three ministers", "the ministers" are the three; None where they are others, or other than `count`."""
        meant = self._offices(noun)
        for seen in self.memory.seen_before(index, len(self.text.analysis.sentences)):
            members = [self.memory.entities[key] for key in self.memory.entities[seen.key].members]
            if len(members) < _TWO or not all(entity.kind == "person" for entity in members):
                continue
            fits = all(meant & entity.role_words for entity in members) and count in {None, len(members)}
            return members if fits else None
        return None

    @staticmethod
    def _offices(noun: str) -> frozenset[str]:
        """The words of the offices that the noun means: a leader leads, a diplomat may be a foreign minister."""
        words = discourse_words()
        alike = {"leader": words["leaders"], "diplomat": words["diplomats"]}
        return frozenset({noun}) | alike.get(noun, frozenset())

    def _listed(self, index: int, count: int | None) -> list[Entity] | None:
        """The states that the text last named as so many, or as several, in one list ("Kenya, Chad and Mali"), or those of so many office-holders whom it last told of together."""
        listed: list[Seen] = []
        found: list[Entity] | None = None
        for seen in reversed(list(self.memory.seen_before(index, len(self.text.analysis.sentences)))):
            entity = self.memory.entities[seen.key]
            members = [self.memory.entities[key] for key in entity.members]
            owners = [self.memory.entities.get((one.serves or "",)) for one in members if one.kind == "person"]
            states = [state for state in owners if state is not None and state.kind == "state"]
            if len(members) == len(states) == count:
                found = states
            if entity.kind == "state":
                listed = [*listed, seen] if listed and self._is_joined(listed[-1], seen) else [seen]
                if len(listed) >= (count or _TWO):
                    several = count in {None, len(listed)}
                    found = [self.memory.entities[one.key] for one in listed] if several else None
        return found

    def _is_joined(self, one: Seen, other: Seen) -> bool:
        """Whether nothing but a comma, "and" or an article stands between the two names."""
        return _JOINED.fullmatch(self.text.report.text, one.span.end, other.span.start) is not None

    def _people(self, noun: str, count: int | None) -> list[Entity] | None:
        """The persons named last who hold such an office: a president leads, and of "the two diplomats" a foreign minister may be one."""
        meant = self._offices(noun) if count or noun != "diplomat" else frozenset({noun})
        found: dict[tuple[str, ...], Entity] = {}
        for seen in reversed(self.memory.seen):
            entity = self.memory.entities[seen.key]
            if entity.kind == "person" and (meant & entity.role_words or (noun == "man" and entity.key[0] == "person")):
                found.setdefault(entity.key, entity)
            if len(found) == (count or 2):
                break
        members = list(reversed(found.values()))
        return members if len(members) == (count or 2) else None

    def _meeting(self, phrase: Phrase) -> list[Entity] | None:
        """The two who meet: a subject and who is behind "with", in this or the three sentences before."""
        text = self.text
        for seen in self.memory.seen_before(phrase.head, sentences=3):
            token = text.tokens[seen.token]
            if token.dep != "pobj" or text.tokens[token.head].text.lower() != "with":
                continue
            subjects = [
                other
                for other in self.memory.seen
                if other.sentence == seen.sentence
                and other.subject
                and other.key != seen.key
                and other.token < seen.token
            ]
            if subjects:
                first, second = self.memory.entities[subjects[-1].key], self.memory.entities[seen.key]
                if first.kind in {"person", "state", "organ"} and second.kind in {"person", "state", "organ"}:
                    return [first, second]
        return None

    def _pair(self, phrase: Phrase, *, states: bool) -> list[Entity] | None:
        """The parties: of the conflict that the text names nearest before, or of the only one that it names."""
        before = [pair for place, pair in self.pairs if place < phrase.head]
        after = [pair for place, pair in self.pairs if place >= phrase.head]
        for pair in [*reversed(before), *after]:
            members = [self.memory.entities.get((actor_id,)) for actor_id in pair]
            found = [member for member in members if member is not None]
            if states:
                found = [member for member in found if member.kind == "state"]
            if len(found) == 2:
                return found
        return (self._two_owners(phrase.head) or self._only_two(phrase.head)) if states else None

    def _two_owners(self, index: int) -> list[Entity] | None:
        """The states of the two office-holders named last, in this sentence or the one before."""
        here = self.text.tokens[index].sentence
        found: list[Entity] = []
        for seen in reversed(self.memory.seen):
            entity = self.memory.entities[seen.key]
            if here - seen.sentence > 1 or entity.kind != "person":
                continue
            state = self.memory.entities.get((entity.serves or "",))
            if state is not None and state.kind == "state" and state not in found:
                found.insert(0, state)
        return found if len(found) == 2 else None

    def _only_two(self, index: int) -> list[Entity] | None:
        """The two states that the report speaks of, where it hardly speaks of others."""
        counts: dict[tuple[str, ...], int] = {}
        for seen in self.memory.seen:
            if self.memory.entities[seen.key].kind == "state" and seen.token < index:
                counts[seen.key] = counts.get(seen.key, 0) + 1
        ranked = sorted(counts, key=lambda key: -counts[key])
        if len(ranked) < 2 or counts[ranked[0]] + counts[ranked[1]] < _TWO_STATES * sum(counts.values()):
            return None
        return [self.memory.entities[key] for key in sorted(ranked[:2])]


def _may_be_sides(pair: Sequence[Entity]) -> bool:
    """Whether the two may be the sides of something: two international bodies are between them."""
    return all(_may_be_side(entity) for entity in pair) and any(entity.kind != "igo" for entity in pair)


def _may_be_side(entity: Entity) -> bool:
    """Whether it is a party, or the men of one in arms: "rebel leaders"."""
    return entity.kind in _PARTIES or (entity.kind == "group" and entity.sector in load_sectors().rebels)


def _are_of_two_states(pair: Sequence[Entity]) -> bool:
    """Whether they are office-holders of two states, who stand for them: the envoy of an international body stands between them."""
    owners = [entity.owner for entity in pair if entity.kind == "person" and entity.owner is not None]
    states = {owner.id for owner in owners if owner.kind == "state"}
    return len(states) == len(pair)
