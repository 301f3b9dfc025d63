"""Which earlier actor a phrase means: last names, offices without a name, pronouns, and collectives such as "the sides".

Comes in: phrases in the text's order with the entities made so far. Goes out: the entity of each, or None with the reason.
Choices are by recency, subjecthood, number and, where the text shows it, gender; where two candidates tie in kind, none is taken.
"""

from __future__ import annotations

import collections
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.model import ActorKind, Analysis, Gap, Span, Token
from dragoman.understand.binding import governing_verb, is_embedded, understood_subjects
from dragoman.understand.phrases import Phrase, Text, nouns_key
from dragoman.vocab.actor_table import KnownActor
from dragoman.vocab.conflicts import load_conflicts
from dragoman.vocab.discourse import discourse_words

# "Both countries" are a report's two most named states when they have that share of all names of states before.
_TWO_STATES = 0.8
# An organ is still meant that many sentences after it was named, whatever state is named since.
_STAYS = 5
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FIRST_PERSON = frozenset({"we", "us", "our", "i", "me", "my"})
# Of these, who can only be one.
ALONE = frozenset({"i", "me", "my"})
_REACH = {"he": 4, "she": 4, "they": 2, "it": 1}
_SINGULAR = frozenset({"state", "organ", "armed-group", "party", "igo", "organisation", "format"})
# What somebody says, and the words that name who.
Voice = tuple[Sequence[Span], Span]
# How much further away the sentence before is from a clause within another.
_BACK = 1.0
_NUMBERS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "five": 5, "both": 2}


# What kind of body a bare noun may mean, where its kind alone tells; other nouns must be in the body's name.
_BODY_KINDS: dict[str, set[str]] = {
    "group": {"armed-group", "organisation"},
    "movement": {"armed-group", "party"},
    "organization": {"igo", "organisation", "armed-group"},
    "organisation": {"igo", "organisation", "armed-group"},
    "militia": {"armed-group"},
    "party": {"party"},
    "bloc": {"igo"},
    "alliance": {"igo"},
    "company": {"organisation"},
    "firm": {"organisation"},
    "agency": {"organisation", "organ", "igo"},
}


@dataclass
class Entity:
    """One actor in the making. `roles` are the offices the text gives, each with the tokens of the words and of the owner."""

    key: tuple[str, ...]
    name: str
    kind: ActorKind
    known: KnownActor | None = None
    owner: KnownActor | None = None
    sector: str | None = None
    role: str | None = None
    affiliation: str | None = None
    mentions: list[Span] = field(default_factory=list)
    facts: list[tuple[str, tuple[Span, ...], str]] = field(default_factory=list)
    members: list[tuple[str, ...]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    gender: str | None = None
    plural: bool = False
    abroad: bool = False
    role_words: set[str] = field(default_factory=set)
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity at a place in the text."""

    token: int
    sentence: int
    key: tuple[str, ...]
    subject: bool
    weight: float
    quoted: bool


class Memory:
    """The entities named so far, in the text's order."""

    def __init__(self, text: Text, voices: Sequence[Voice] = ()) -> None:
        self.text = text
        self.voices = voices
        self.entities: dict[tuple[str, ...], Entity] = {}
        self.seen: list[Seen] = []
        self.quoted = quoted_tokens(text.analysis)
        self.pairs = _conflict_pairs(text)
        self.told_in = _voices_at(text, [contents for contents, _ in voices])
        self.bears = _heads_only(text, _voices_at(text, [[source] for _, source in voices]))

    def note(self, phrase: Phrase, entity: Entity) -> None:
        """Remember where the entity was just named."""
        tokens = self.text.tokens
        here = tokens[phrase.head]
        quoted = phrase.head in self.quoted
        owned = tokens[here.head] if here.dep == "poss" and entity.kind == "person" else here
        weight = self._is_subject(owned) * (2.0 if owned is here else 1.0)
        self.seen.append(Seen(here.index, here.sentence, entity.key, self._is_subject(here), weight, quoted))

    def _is_subject(self, token: Token) -> bool:
        return token.dep in _SUBJECTS and self.text.tokens[token.head].dep not in {"relcl", "acl"}

    def person_of_office(self, phrase: Phrase) -> Entity | None:
        """The person already named who holds the office: same word and, if it is given, same owner."""
        if phrase.noun is None or phrase.plural:
            return None
        key = nouns_key(phrase.noun)
        # A vice president is no president.
        rank = {self.text.lower(i) for i in range(*phrase.title or (0, 0))} & discourse_words()["ranks"]
        best: tuple[float, int, Entity] | None = None
        for order, seen in enumerate(self.seen):
            entity = self.entities[seen.key]
            if entity.kind != "person" or key not in entity.role_words or not rank <= entity.role_words:
                continue
            if phrase.owner is not None and entity.owner is not None and entity.owner.id != phrase.owner.id:
                continue
            if phrase.owner is not None and entity.owner is None:
                continue
            if {phrase.noun.sector, entity.sector} == {"MIL", "COP"}:
                continue
            if phrase.former and entity.sector != "ELI":
                continue
            score = seen.subject * 1.5 + order / len(self.seen)
            if best is None or (score, order) >= best[:2]:
                best = (score, order, entity)
        return best[2] if best else None

    def latest_person(self, noun: str) -> Entity | None:
        """Whom "the man" means: the one last called so, by the name that he is given there, else the person named last."""
        people = [(seen, self.entities[seen.key]) for seen in reversed(self.seen)]
        named = [(seen, entity) for seen, entity in people if entity.kind == "person" and entity.key[0] == "person"]
        for called, entity in people:
            if entity.kind == "person" and any(noun in self._words(span) for span in entity.mentions):
                return next((one for seen, one in named if self._names(seen.token, called.token)), entity)
        return named[0][1] if named else None

    def _words(self, span: Span) -> list[str]:
        return span.of(self.text.report.text).casefold().split()

    def _names(self, name: int, noun: int) -> bool:
        """Whether the name is given to the noun: "a man identified as X"."""
        verb = governing_verb(self.text, name, through_nouns=False)
        if verb is None or self.text.tokens[verb].lemma.lower() not in discourse_words()["naming"]:
            return False
        return noun in understood_subjects(self.text, verb)

    def merge(self, old: Entity, new: Entity) -> None:
        """Who was named as `old` is `new` wherever it was seen or is a member."""
        self.entities.pop(old.key)
        new.gender = new.gender or old.gender
        new.role_words |= old.role_words
        self.seen = [replace(seen, key=new.key) if seen.key == old.key else seen for seen in self.seen]
        for entity in self.entities.values():
            entity.members = [new.key if member == old.key else member for member in entity.members]
        new.mentions[:0] = old.mentions

    def is_left_behind(self, entity: Entity, index: int) -> bool:
        """Whether the text has gone on from an entity of one state to others: it was named some sentences ago, another state since."""
        last = max((n for n, seen in enumerate(self.seen) if seen.key == entity.key), default=None)
        if last is None or self.text.tokens[index].sentence - self.seen[last].sentence <= _STAYS:
            return False
        own = entity.owner.id if entity.owner else None
        since = [self.entities[seen.key] for seen in self.seen[last + 1 :]]
        return any(e.kind == "state" and e.known is not None and e.known.id != own for e in since)

    def state_before(self, index: int) -> KnownActor | None:
        """The state that "the country" means: the one last and most named in this and the two sentences before."""
        here = self.text.tokens[index].sentence
        scores: dict[str, float] = {}
        rank = 0
        for seen in reversed(self.seen):
            entity = self.entities[seen.key]
            state = entity.known if entity.kind == "state" else entity.owner
            if state is None or state.kind != "state" or here - seen.sentence > 2 or seen.token >= index:
                continue
            scores[state.id] = scores.get(state.id, 1 / (1 + rank)) + 0.25 + 0.3 * seen.subject
            rank += 1
        best = max(scores, key=lambda key: scores[key], default=None)
        return self.text.table.actors[best] if best else None

    def body_before(self, phrase: Phrase) -> Entity | None:
        """The body that "the group", "the movement" or "the party" means: the last named of a fitting kind."""
        noun = nouns_key(phrase.noun) if phrase.noun else ""
        if noun not in discourse_words()["generic_bodies"] or phrase.last - phrase.first > 2:
            return None
        here = self.text.tokens[phrase.head].sentence
        kinds = _BODY_KINDS.get(noun, {"organisation", "organ", "igo", "party", "armed-group"})
        for seen in reversed(self.seen):
            entity = self.entities[seen.key]
            named = noun in entity.name.casefold().split() or noun in _BODY_KINDS
            # No government or army is "the agency": such an organ has a name of its own.
            named = named and (entity.key[0] != "organ" or " " in entity.key[2])
            if entity.kind in kinds and named and here - seen.sentence <= 4 and entity.key[:1] != ("open",):
                return entity
        return None

    def person_by_name(self, words: list[str]) -> Entity | None:
        """The person whose fuller name ends in, or holds, these words."""
        wanted = [word.casefold() for word in words]
        for seen in reversed(self.seen):
            entity = self.entities[seen.key]
            if entity.kind != "person" or not entity.key[0].startswith("person"):
                continue
            have = [word.casefold() for word in entity.name.split()]
            if wanted == have[-len(wanted) :] or (len(wanted) >= 2 and wanted[-1] == have[-1] and wanted[0] == have[0]):
                return entity
            if len(wanted) == 1 and len(wanted[0]) > 3 and wanted[0] in have[1:]:
                return entity
        return self._by_first_name(wanted)

    def _by_first_name(self, wanted: list[str]) -> Entity | None:
        """The only person of the report with that first name."""
        if len(wanted) != 1 or len(wanted[0]) <= 3:
            return None
        people = [entity for entity in self.entities.values() if entity.key[0] == "person"]
        found = [entity for entity in people if wanted[0] == entity.name.casefold().split()[0]]
        return found[0] if len(found) == 1 else None

    def pronoun(self, phrase: Phrase) -> Entity | None:
        """The entity that a pronoun stands for."""
        word = self.text.lower(phrase.head)
        if word in FIRST_PERSON:
            return self._speaker(phrase, alone=word in ALONE)
        base = {"him": "he", "his": "he", "her": "she", "them": "they", "their": "they", "its": "it"}.get(word, word)
        if base == "it" and not self._is_referring(phrase.head):
            return None
        best = max(self._candidates(phrase.head, word, base), default=None)
        entity = self.entities[self.seen[best[1]].key] if best else None
        if entity is not None and base in {"he", "she"} and entity.gender is None:
            entity.gender = "male" if base == "he" else "female"
        return entity

    def _candidates(self, index: int, word: str, base: str) -> Iterator[tuple[float, int]]:
        """How well each of what was seen before fits the pronoun, with its place among the seen."""
        here = self.text.tokens[index]
        owns = here.dep == "poss" or word in {"his", "their", "its"}
        verb = governing_verb(self.text, index, through_nouns=owns)
        doers = understood_subjects(self.text, verb) - {index} if verb is not None else frozenset()
        # What is done to somebody he does not do himself.
        barred = set() if owns else {seen.key for seen in self.seen if seen.token in doers}
        # In a clause within another, whom the outer one names comes before the sentence before.
        back = _BACK if verb is not None and is_embedded(self.text, verb) else 0.0
        against = self._spoken_of(index)
        counts = collections.Counter(seen.key for seen in self.seen)
        for order, seen in enumerate(self.seen):
            distance = here.sentence - seen.sentence
            if distance > _REACH[base] or seen.token >= index or seen.key in barred:
                continue
            entity = self.entities[seen.key]
            agrees = _agrees(base, entity)
            # A body in the singular may be "they" where it has just been the subject.
            if not agrees and not (word in {"they", "their"} and distance == 0 and seen.subject and _is_body(entity)):
                continue
            score = (
                (3.0 if owns and seen.token in doers else seen.weight)
                - 1.2 * distance
                - back * (distance > 0)
                + 0.01 * order
                + (0.15 * math.log2(counts[seen.key]) if base in {"he", "she"} else 0.0)
                - 2.0 * (not agrees)
                - 0.8 * self._is_apart(seen, index)
                - against.get(seen.key, 0.0)
            )
            yield score, order

    def _spoken_of(self, index: int) -> dict[tuple[str, ...], float]:
        """What speaks against an entity: whom a speaker names he is not, and in a quotation the speaker is "I", not "he"."""
        bears, told_in = self.bears.get(index, frozenset()), self.told_in.get(index, frozenset())
        here = self.text.tokens[index]
        says = not bears and here.dep == "nsubj" and self._is_saying(here) and index not in self.quoted
        if not (bears or says or (told_in and index in self.quoted)):
            return {}
        ahead = {
            self.text.tokens[i].text for i, voices in self.told_in.items() if i > index and not bears.isdisjoint(voices)
        }
        found = {key: 2.0 for key, entity in self.entities.items() if entity.name.split()[-1] in ahead}
        for seen in self.seen:
            named = self.text.tokens[seen.token].pos != "PRON"
            told = not bears.isdisjoint(self.told_in.get(seen.token, ()))
            if (told or (says and seen.sentence == here.sentence)) and (seen.quoted or (told and named)):
                found[seen.key] = max(found.get(seen.key, 0.0), 2.0 if named else 1.0)
            if index in self.quoted and not told_in.isdisjoint(self.bears.get(seen.token, ())):
                found[seen.key] = 2.0
        return found

    def _is_saying(self, token: Token) -> bool:
        return self.text.tokens[token.head].lemma.lower() in discourse_words()["speech"]

    def _is_apart(self, seen: Seen, index: int) -> bool:
        """Whether of entity and token one stands in what somebody says, the other outside it."""
        if index in self.quoted:
            return not seen.quoted and seen.token in self.bears
        if index in self.told_in:
            return False
        return seen.quoted or seen.token in self.told_in

    def _is_referring(self, index: int) -> bool:
        token = self.text.tokens[index]
        if token.text.lower() == "its":
            return True
        verb = self.text.tokens[token.head]
        return token.dep == "nsubj" and verb.lemma not in {
            "be",
            "seem",
            "appear",
            "take",
            "remain",
            "become",
            "happen",
            "make",
            "turn",
            "emerge",
        }

    def _speaker(self, phrase: Phrase, *, alone: bool) -> Entity | None:
        """In what somebody says "I" is the speaker, "we" the speaker's state or body."""
        near = self.speaker_near(phrase.head) if phrase.head in self.quoted else None
        speaker = near or self._voice_of(self.text.tokens[phrase.head].span)
        if speaker is None or alone or speaker.kind != "person":
            return speaker
        if speaker.owner is None:
            return None
        return self.entities.get((speaker.owner.id,))

    def _voice_of(self, word: Span) -> Entity | None:
        """Who says the word, by the learnt reader: the person, else the body, named last among the words of the source."""
        for contents, source in self.voices:
            if any(content.covers(word) for content in contents):
                seen = (seen for seen in self.seen if source.covers(self.text.tokens[seen.token].span))
                named = [self.entities[key] for key in dict.fromkeys(one.key for one in seen)]
                people = [entity for entity in named if entity.kind == "person"]
                return next(reversed(people or named), None)
        return None

    def speaker_near(self, index: int) -> Entity | None:
        """The subject of the verb of saying outside the quotation, in the same paragraph."""
        text = self.text
        sentences = text.analysis.sentences
        paragraph = sentences[text.tokens[index].sentence].paragraph
        best: tuple[int, Entity] | None = None
        for seen in self.seen:
            if seen.quoted or sentences[seen.sentence].paragraph != paragraph or not seen.subject:
                continue
            if self._is_saying(text.tokens[seen.token]):
                distance = abs(seen.token - index)
                if best is None or distance < best[0]:
                    best = (distance, self.entities[seen.key])
        return best[1] if best else None

    def group(self, phrase: Phrase) -> list[Entity] | None:
        """The members of a collective such as "the sides" or "both countries"; None where the report does not settle them."""
        words = discourse_words()
        noun = nouns_key(phrase.noun) if phrase.noun else self.text.tokens[phrase.head].lemma.lower()
        count = self._count(phrase)
        if noun == "two":
            return self._two_before(phrase.head)
        if self.text.lower(phrase.first) == "all" or self._is_elsewhere(phrase):
            return None
        if noun in words["persons"]:
            return self._people(noun, count)
        if noun in words["sides"]:
            return self._meeting(phrase) or self._joined(phrase.head) or self._pair(phrase, states=False)
        return self._pair(phrase, states=noun in words["countries"])

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
        here = self.text.tokens[index].sentence
        near = [self.entities[seen.key] for seen in self.seen if seen.token < index and here - seen.sentence <= 1]
        for kind in ("person", "state"):
            found = {entity.key: entity for entity in near if entity.kind == kind}
            if len(found) == 2:
                return list(found.values())
        return None

    def _joined(self, index: int) -> list[Entity] | None:
        """The two that stand behind "between" in this sentence or the one before."""
        text = self.text
        here = text.tokens[index].sentence
        for seen in reversed(self.seen):
            token = text.tokens[seen.token]
            if seen.token >= index or here - seen.sentence > 1 or token.dep != "conj":
                continue
            first = next((other for other in self.seen if other.token == token.head), None)
            between = first is not None and text.lower(text.tokens[first.token].head) == "between"
            if first is not None and between and first.key != seen.key:
                return [self.entities[first.key], self.entities[seen.key]]
        return None

    def _count(self, phrase: Phrase) -> int | None:
        for index in range(phrase.first, phrase.last):
            if self.text.lower(index) in _NUMBERS:
                return _NUMBERS[self.text.lower(index)]
        return None

    def _people(self, noun: str, count: int | None) -> list[Entity] | None:
        found: dict[tuple[str, ...], Entity] = {}
        for seen in reversed(self.seen):
            entity = self.entities[seen.key]
            leads = noun == "leader" and bool(
                entity.role_words & {"president", "premier", "minister", "leader", "chancellor", "king"}
            )
            if entity.kind == "person" and (
                noun in entity.role_words or leads or (noun == "man" and entity.key[0] == "person")
            ):
                found.setdefault(entity.key, entity)
            if len(found) == (count or 2):
                break
        members = list(reversed(found.values()))
        return members if len(members) == (count or 2) else None

    def _meeting(self, phrase: Phrase) -> list[Entity] | None:
        """The two who meet: a subject and who is behind "with", in this or the two sentences before."""
        text = self.text
        here = text.tokens[phrase.head].sentence
        for seen in reversed(self.seen):
            token = text.tokens[seen.token]
            if not here - 3 <= seen.sentence <= here or seen.token >= phrase.head or token.dep != "pobj":
                continue
            if text.tokens[token.head].text.lower() != "with":
                continue
            subjects = [
                other
                for other in self.seen
                if other.sentence == seen.sentence
                and other.subject
                and other.key != seen.key
                and other.token < seen.token
            ]
            if subjects:
                first, second = self.entities[subjects[-1].key], self.entities[seen.key]
                if first.kind in {"person", "state", "organ"} and second.kind in {"person", "state", "organ"}:
                    return [first, second]
        return None

    def _pair(self, phrase: Phrase, *, states: bool) -> list[Entity] | None:
        """The parties: of the conflict that the text names nearest before, or of the only one that it names."""
        before = [pair for place, pair in self.pairs if place < phrase.head]
        after = [pair for place, pair in self.pairs if place >= phrase.head]
        for pair in [*reversed(before), *after]:
            members = [self.entities.get((actor_id,)) for actor_id in pair]
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
        for seen in reversed(self.seen):
            entity = self.entities[seen.key]
            if here - seen.sentence > 1 or entity.kind != "person":
                continue
            owner = entity.owner.id if entity.owner else entity.known.of if entity.known else None
            state = self.entities.get((owner or "",))
            if state is not None and state.kind == "state" and state not in found:
                found.insert(0, state)
        return found if len(found) == 2 else None

    def _only_two(self, index: int) -> list[Entity] | None:
        """The two states that the report speaks of, where it hardly speaks of others."""
        counts: dict[tuple[str, ...], int] = {}
        for seen in self.seen:
            if self.entities[seen.key].kind == "state" and seen.token < index:
                counts[seen.key] = counts.get(seen.key, 0) + 1
        ranked = sorted(counts, key=lambda key: -counts[key])
        if len(ranked) < 2 or counts[ranked[0]] + counts[ranked[1]] < _TWO_STATES * sum(counts.values()):
            return None
        return [self.entities[key] for key in sorted(ranked[:2])]


def _agrees(base: str, entity: Entity) -> bool:
    alone = is_alone(entity)
    if base in {"he", "she"}:
        wrong = {"he": "female", "she": "male"}[base]
        return (alone or (entity.kind == "person" and not entity.plural)) and entity.gender != wrong
    if base == "they":
        return entity.plural or (entity.kind in {"group", "armed-group", "party"} and not alone)
    return _is_body(entity)


def _is_body(entity: Entity) -> bool:
    return entity.kind in _SINGULAR and not entity.plural and not is_alone(entity)


def is_alone(entity: Entity) -> bool:
    """Whether it is one man with a weapon: "the attacker"."""
    return not entity.plural and entity.name.casefold().split()[-1] in discourse_words()["lone_fighters"]


def _voices_at(text: Text, voices: Sequence[Sequence[Span]]) -> dict[int, frozenset[int]]:
    """By token, the numbers of the voices one of whose spans covers it, or stands on either side of it in a sentence."""
    found: dict[int, set[int]] = {}
    for number, spans in enumerate(voices):
        tokens = text.analysis.tokens_in(*spans)
        for token, after in itertools.pairwise((*tokens, *tokens[-1:])):
            last = after.index if after.sentence == token.sentence else token.index + 1
            for index in range(token.index, max(last, token.index + 1)):
                found.setdefault(index, set()).add(number)
    return {index: frozenset(numbers) for index, numbers in found.items()}


def _heads_only(text: Text, voices: dict[int, frozenset[int]]) -> dict[int, frozenset[int]]:
    """Without the tokens that depend on another of the same voice: of "his spokesman" the spokesman speaks."""
    return {
        index: numbers
        for index, numbers in voices.items()
        if text.tokens[index].head == index or numbers.isdisjoint(voices.get(text.tokens[index].head, ()))
    }


def quoted_tokens(analysis: Analysis) -> frozenset[int]:
    """The tokens inside quotation marks; a paragraph's unclosed quotation runs to its end."""
    found: set[int] = set()
    paragraph, opened = None, False
    for token in analysis.tokens:
        current = analysis.sentences[token.sentence].paragraph
        if current != paragraph:
            paragraph, opened = current, False
        if token.text in {'"', "“", "”", "``", "''", "„", "«", "»"}:
            opened = token.text in {"“", "„", "«", "``"} or (token.text == '"' and not opened)
        elif opened:
            found.add(token.index)
    return frozenset(found)


def _conflict_pairs(text: Text) -> list[tuple[int, tuple[str, str]]]:
    """The parties of the known conflicts that the text names, with the token where it does."""
    tokens = text.tokens
    pairs: list[tuple[int, tuple[str, str]]] = []
    body = text.report.text
    starts = {token.span.start: token.index for token in tokens}
    for conflict in load_conflicts().values():
        if len(conflict.parties) < 2:
            continue
        for name in conflict.names:
            if name not in body:
                continue
            places = (found.start() for found in re.finditer(rf"\b{re.escape(name)}\b", body))
            first, second = conflict.parties[:2]
            pairs.extend((starts[place], (first, second)) for place in places if place in starts)
    return sorted(pairs)


def place_pairs(text: Text, phrases: list[Phrase]) -> list[tuple[int, tuple[str, str]]]:
    """The parties of known conflicts whose places the text names, where it names both parties too."""
    named = {actor.id for phrase in phrases for actor in (phrase.known, phrase.owner) if actor is not None}
    named |= {phrase.known.of for phrase in phrases if phrase.known is not None and phrase.known.of}
    body = text.report.text
    pairs = []
    for conflict in load_conflicts().values():
        if len(conflict.parties) < 2 or not named.issuperset(conflict.parties[:2]):
            continue
        found = [body.find(place) for place in conflict.places]
        if any(place >= 0 for place in found):
            pairs.append((len(text.tokens), (conflict.parties[0], conflict.parties[1])))
    return pairs if len(pairs) == 1 else []


def named_pairs(text: Text, phrases: list[Phrase]) -> list[tuple[int, tuple[str, str]]]:
    """The pairs that the text itself names: "between X and Y", "X-Y conflict", "X and Y" as the subject of one verb."""
    words = discourse_words()
    named = [phrase for phrase in phrases if phrase.known is not None and phrase.known.kind in {"state", "armed-group"}]
    pairs = []
    for one, two in itertools.pairwise(named):
        if one.known is None or two.known is None or one.known.id == two.known.id:
            continue
        between = text.lower(one.core[1])
        if two.core[0] - one.core[1] > 2 or not text.same_sentence(one.head, two.head):
            continue
        joined = between in {"-", "–", "—", "and", "/"}
        lead = text.lower(one.first - 1)
        following = {text.lower(index) for index in range(two.core[1], two.core[1] + 4)}
        conflict = bool({word.rstrip("s") for word in following} & words["conflict"])
        if joined and (lead in {"between", "both"} or conflict or between in {"-", "–", "/"}):
            pairs.append((one.head, (one.known.id, two.known.id)))
    return pairs
