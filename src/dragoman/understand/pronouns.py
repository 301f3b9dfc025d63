"""Whom a pronoun stands for: by who was named before it, what the grammar of its clause allows, and who says what.

A pronoun's token comes in; an entity goes out, or None. Choices are by recency, subjecthood, number and, where the text shows it, gender.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence

from dragoman.model import Sentence, Span, Token
from dragoman.understand.author import ALONE, FIRST_PERSON, author_speaks, is_announced
from dragoman.understand.binding import conjuncts, governing_verb, is_embedded, understood_subjects
from dragoman.understand.memory import ONE, Entity, Memory, Seen
from dragoman.understand.met import who_met
from dragoman.understand.phrases import Text
from dragoman.understand.sections import parting_paragraphs
from dragoman.understand.silence import kept_silent
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.modality import load_modality
from dragoman.vocab.tokens import SUBJECTS

# How many clauses outward the thing that "it" is may be told.
_OUTWARD = 4
_REACH = {"he": 4, "she": 4, "they": 2, "it": 1}
# Which of two that were named.
OF_TWO = {"former": 0, "latter": 1}
_SINGULAR = frozenset({"state", "organ", "armed-group", "party", "igo", "organisation", "format", "publisher"})
# How much further away the sentence before is from a clause within another.
_BACK = 1.0
# How much rather who asserts something is meant in what he asserts than whoever denies it.
_ASSERTED = 3.0
# How much rather a body that said something is "it" that says more.
_SPOKE = 1.0
# How much less who is named in brackets is meant behind them.
_INSERTED = 2.0
# How much less the place where a clause plays is its possessor than whoever else its sentence names.
_SCENE = 0.15
# "It", or a word before it.
_AT_HEAD = 1
_TOLD_BY_NOUN = frozenset({"acl", "ccomp", "relcl"})
_OWNERS = frozenset({"poss", "compound", "amod", "nmod"})
# What somebody says, and the words that name who.
Voice = tuple[Sequence[Span], Span]


class Pronouns:
    """Whom a report's pronouns stand for; `memory` grows as its phrases are resolved, `voices` are who says what."""

    def __init__(self, text: Text, memory: Memory, voices: Sequence[Voice] = ()) -> None:
        self.text = text
        self.memory = memory
        self.voices = voices
        self.told_in = _voices_at(text, [contents for contents, _ in voices])
        told = [content for contents, _ in voices for content in contents]
        self.author = author_speaks(text.analysis, text.report.text, memory.quoted, told)
        self.bears = _heads_only(text, _voices_at(text, [[source] for _, source in voices]))
        parting = parting_paragraphs(text.report, text.analysis)
        self.section = list(itertools.accumulate(s.paragraph in parting for s in text.analysis.sentences))
        self.inserted = frozenset(_in_brackets(text))
        # How many sentences before each are wholly quoted or in brackets.
        self.quoted_before = [0, *itertools.accumulate(self._is_quoted(s) for s in text.analysis.sentences)]

    def waits_for(self, index: int) -> int:
        """The token behind which it shows whom a pronoun means: its own, or the subject that follows whose it is in "in her speech, X said"."""
        if self.text.tokens[index].dep != "poss":
            return index
        verb = governing_verb(self.text, index, through_nouns=True)
        return (
            max(self._ahead(index, understood_subjects(self.text, verb)), default=index) if verb is not None else index
        )

    def _ahead(self, index: int, doers: Iterable[int]) -> list[int]:
        """Of whoever does what the clause of a possessive says, those that are named behind it, but for whom it belongs to."""
        owns = self.text.tokens[index].dep == "poss"
        return [i for i in doers if owns and i > index and not self._is_inside(index, i)]

    def _is_inside(self, index: int, phrase: int) -> bool:
        """Whether the token belongs to the phrase of another: "her" to that of "her minister"."""
        tokens = self.text.tokens
        while tokens[index].head not in {index, phrase}:
            index = tokens[index].head
        return tokens[index].head == phrase

    def resolve(self, index: int) -> Entity | None:
        """The entity that the pronoun at a token stands for."""
        word = self.text.lower(index)
        if word in FIRST_PERSON:
            return self._speaker(index, alone=word in ALONE)
        if word in OF_TWO:
            return self._of_two(index, OF_TWO[word])
        base = {"him": "he", "his": "he", "her": "she", "them": "they", "their": "they", "its": "it"}.get(word, word)
        if base == "it" and (not self._is_referring(index) or self._is_a_thing(index) or self._is_a_writing(index)):
            return None
        met = who_met(self.memory, index) if word == "their" else []
        if met:
            return self.memory.together(" and ".join(entity.name for entity in met), met)
        best = max(self._candidates(index, word, base), default=None)
        joined = max(self._joined(index), default=None) if base == "they" else None
        if joined is not None and (best is None or joined[0] > best[0]):
            named = self.memory.seen[joined[1]]
            members = [self.memory.entities[key] for key in joined[2]]
            words = Span(named.span.start, self.text.tokens[joined[3]].span.end).of(self.text.report.text)
            return self.memory.together(words, members)
        entity = self.memory.entities[self.memory.seen[best[1]].key] if best else None
        if entity is not None and base in {"he", "she"} and entity.gender is None and not self._tells(best, index):
            entity.gender = "male" if base == "he" else "female"
        return entity

    def _of_two(self, index: int, which: int) -> Entity | None:
        """The first or second of the two people, else of the two bodies, that this sentence and the one before name; of more nobody is sure."""
        keys = [seen.key for seen in self.memory.seen_before(index, sentences=1) if not seen.quoted]
        named = [self.memory.entities[key] for key in dict.fromkeys(reversed(keys))]
        people, bodies = ([e for e in named if kind(e)] for kind in (_is_one_person, _is_body))
        two = people if len(people) > 1 else bodies
        return two[which] if len(two) == len(OF_TWO) else None

    def _tells(self, best: tuple[float, int] | None, index: int) -> bool:
        """Whether the token stands in what that entity tells: another may be meant, so that it says nothing sure of the teller."""
        told_in = self.told_in.get(index, frozenset())
        return best is not None and not told_in.isdisjoint(self.bears.get(self.memory.seen[best[1]].token, ()))

    def _candidates(self, index: int, word: str, base: str) -> Iterator[tuple[float, int]]:
        """How well each of what was seen before fits the pronoun, with its place among the seen."""
        here = self.text.tokens[index]
        owns = here.dep == "poss" or word in {"his", "their", "its"}
        verb = governing_verb(self.text, index, through_nouns=owns)
        doers = understood_subjects(self.text, verb) - {index} if verb is not None else frozenset()
        # What is done to somebody he does not do himself.
        barred = set() if owns else {seen.key for seen in self.memory.seen_at(doers)}
        # In a clause within another, whom the outer one names comes before the sentence before.
        back = _BACK if verb is not None and is_embedded(self.text, verb) else 0.0
        against = self._spoken_of(index)
        did_the_like = self._doers_of_the_like(here)
        asserts = self._who_asserts(verb)
        speaks = base in {"he", "she"} and self._is_saying(here)
        says = base == "it" and here.dep in SUBJECTS and self._is_saying(here)
        ahead = self._ahead(index, doers)
        scene = self._scene(verb) if owns and base == "it" else None
        for order in self.memory.places_at([*range(self._within_reach(here, _REACH[base]), index), *ahead]):
            seen = self.memory.seen[order]
            distance = self._distance(seen, here)
            if self.section[seen.sentence] != self.section[here.sentence]:
                continue
            if distance > _REACH[base] or seen.key in barred:
                continue
            if base == "they" and (self._was_killed(seen) if self._is_saying(here) else self._is_informant(seen)):
                # Sources tell what others did, and the dead tell nothing.
                continue
            if seen.key in did_the_like or (speaks and distance and kept_silent(self.text, seen.token)):
                continue
            entity = self.memory.entities[seen.key]
            agrees = _agrees(base, entity) or (base in {"he", "she"} and self._is_one_speaker(seen, entity))
            # A body in the singular may be "they" where it has just been the subject.
            if not agrees and not (word in {"they", "their"} and distance == 0 and seen.subject and _is_body(entity)):
                continue
            score = (
                (3.0 if owns and seen.token in doers else seen.weight)
                - 1.2 * distance
                - back * (distance > 0)
                + 0.01 * order
                + (0.15 * math.log2(self.memory.times_seen[seen.key]) if base in {"he", "she"} else 0.0)
                + _ASSERTED * (seen.token in asserts)
                + _SPOKE * (says and self._is_saying(self.text.tokens[seen.token]) and seen.subject)
                - 2.0 * (not agrees)
                - _SCENE * (seen.token == scene)
                - 0.8 * self._is_apart(seen, index)
                - _INSERTED * (seen.token in self.inserted and index not in self.inserted)
                - against.get(seen.key, 0.0)
            )
            yield score, order

    def _scene(self, verb: int | None) -> int | None:
        """The place that a clause tells what happens in: of "Kenya went on in northern Chad, where | its army has bases" the army is not Chad's."""
        if verb is None or self.text.tokens[verb].dep != "relcl":
            return None
        where = any(self.text.lower(child) == "where" for child in self.text.children[verb])
        return self.text.tokens[verb].head if where else None

    def _who_asserts(self, verb: int | None) -> frozenset[int]:
        """Whose the assertion is that the clause tells: "denied Kenya's claims that | it had fired": Kenya's."""
        tokens = self.text.tokens
        noun = tokens[verb].head if verb is not None and tokens[verb].dep in _TOLD_BY_NOUN else None
        if noun is None or tokens[noun].lemma.lower() not in load_modality().asserted_by:
            return frozenset()
        first = self.text.analysis.sentences[tokens[noun].sentence].first
        return frozenset(i for i in range(first, noun) if tokens[i].head == noun and tokens[i].dep in _OWNERS)

    def _joined(self, index: int) -> Iterator[tuple[float, int, tuple[tuple[str, ...], ...], int]]:
        """How well each "A and B" of this sentence and the one before fits "they", with the place of A among the seen, who they are, and the last one's token."""
        here = self.text.tokens[index]
        suffers = self._suffers(here)
        did_the_like = self._doers_of_the_like(here)
        first = self.text.analysis.sentences[max(0, here.sentence - 1)].first
        for order in self.memory.places_at(range(first, index)):
            seen = self.memory.seen[order]
            distance = here.sentence - seen.sentence
            if seen.quoted != (index in self.memory.quoted):
                continue
            if seen.key in did_the_like:
                continue
            tokens = [seen.token, *sorted(conjuncts(self.text, seen.token))]
            named = [self._named_at(token) for token in tokens]
            keys = tuple(dict.fromkeys(one.key for one in named if one is not None))
            whole = all(one is not None and not self.memory.entities[one.key].plural for one in named)
            if len(keys) > 1 and whole and tokens[-1] < index:
                done_to = suffers and self.text.tokens[seen.token].dep in {"dobj", "nsubjpass"}
                yield max(seen.weight, 2.0 * done_to) - 1.2 * distance + 0.01 * order, order, keys, tokens[-1]

    def _named_at(self, token: int) -> Seen | None:
        """Who is named at the token, or as what it is: "his Kenyan counterpart | X"."""
        apposed = [child for child in self.text.children[token] if self.text.tokens[child].dep == "appos"]
        return next(self.memory.seen_at([token]), None) or next(self.memory.seen_at(apposed), None)

    def _was_killed(self, seen: Seen) -> bool:
        """Whether the clause tells of the death of who was seen: "killed nine people", "left nine people dead"."""
        token, fatal = self.text.tokens[seen.token], discourse_words()["fatal"]
        verb = self.text.tokens[token.head].lemma.lower()
        suffers = token.dep in {"dobj", "nsubjpass"} or verb in discourse_words()["dying"]
        behind = [self.text.lower(child) for child in self.text.children[seen.token]]
        return (suffers and verb in fatal | discourse_words()["dying"]) or not discourse_words()["dying"].isdisjoint(
            behind
        )

    def _suffers(self, here: Token) -> bool:
        """Whether something is done to the pronoun that is done to people by others."""
        return (
            here.dep == "nsubjpass" and self.text.tokens[here.head].lemma.lower() in discourse_words()["done_to_people"]
        )

    def _names_doer(self, here: Token) -> bool:
        """Whether the clause says by whom it is done to the pronoun."""
        return any(self.text.tokens[child].dep == "agent" for child in self.text.children[here.head])

    def _doers_of_the_like(self, here: Token) -> set[tuple[str, ...]]:
        """Who, in this sentence or the one before, did what is done to the pronoun by nobody named: whoever arrests is not who was charged."""
        if not self._suffers(here) or self._names_doer(here):
            return set()
        near = self.memory.seen_before(here.index, sentences=1)
        return {seen.key for seen in near if self._did_the_like(seen)}

    def _did_the_like(self, seen: Seen) -> bool:
        """Whether who was seen did something that is done to people, as what is done to the pronoun by nobody named is."""
        token = self.text.tokens[seen.token]
        verb = self.text.tokens[token.head]
        if token.dep == "pobj" and verb.dep == "agent":
            verb = self.text.tokens[verb.head]
        elif token.dep != "nsubj":
            return False
        return verb.lemma.lower() in discourse_words()["done_to_people"]

    def _within_reach(self, here: Token, reach: int) -> int:
        """The first token of the sentences that lie no further away than that, what is quoted in whole sentences left out."""
        first = here.sentence
        while (
            first
            and here.sentence - first + 1 - (self.quoted_before[here.sentence] - self.quoted_before[first]) <= reach
        ):
            first -= 1
        return self.text.analysis.sentences[first].first

    def _distance(self, seen: Seen, here: Token) -> int:
        """How many sentences lie between; to a speaker from where he speaks on, what he is quoted with in whole sentences does not count."""
        distance = here.sentence - seen.sentence
        speaks = not seen.quoted and seen.subject and self._is_saying(self.text.tokens[seen.token])
        goes_on = speaks and here.index not in self.memory.quoted and here.dep == "nsubj" and self._is_saying(here)
        if distance < 2 or not goes_on:
            return distance
        return distance - (self.quoted_before[here.sentence] - self.quoted_before[seen.sentence + 1])

    def _is_quoted(self, sentence: Sentence) -> bool:
        tokens = self.text.tokens[sentence.first : sentence.last]
        aside = self.memory.quoted | self.inserted
        return all(t.index in aside for t in tokens if t.pos not in {"PUNCT", "SPACE"})

    def _spoken_of(self, index: int) -> dict[tuple[str, ...], float]:
        """What speaks against an entity: whom a speaker names he is not, and in a quotation the speaker is "I", not "he"."""
        bears, told_in = self.bears.get(index, frozenset()), self.told_in.get(index, frozenset())
        here = self.text.tokens[index]
        says = not bears and here.dep == "nsubj" and self._is_saying(here) and index not in self.memory.quoted
        if not (bears or says or (told_in and index in self.memory.quoted)):
            return {}
        ahead = {
            self.text.tokens[i].text for i, voices in self.told_in.items() if i > index and not bears.isdisjoint(voices)
        }
        found = {key: 2.0 for key, entity in self.memory.entities.items() if entity.name.split()[-1] in ahead}
        for seen in self.memory.seen:
            named = self.text.tokens[seen.token].pos != "PRON"
            told = not bears.isdisjoint(self.told_in.get(seen.token, ()))
            if (told or (says and seen.sentence == here.sentence)) and (seen.quoted or (told and named)):
                found[seen.key] = max(found.get(seen.key, 0.0), 2.0 if named else 1.0)
            if index in self.memory.quoted and not told_in.isdisjoint(self.bears.get(seen.token, ())):
                found[seen.key] = 2.0
        return found

    def _is_saying(self, token: Token) -> bool:
        return self.text.tokens[token.head].lemma.lower() in discourse_words()["speech"]

    def _is_informant(self, seen: Seen) -> bool:
        return self.text.tokens[seen.token].lemma.lower() in word_classes()["informant"]

    def _is_one_speaker(self, seen: Seen, entity: Entity) -> bool:
        """Whether one of several nameless says something there: "one of the sources", "a source"."""
        one = entity.key[0] == "organ" and entity.key[2].startswith(ONE)
        return one and seen.subject and self._is_saying(self.text.tokens[seen.token])

    def _is_apart(self, seen: Seen, index: int) -> bool:
        """Whether of entity and token one stands in what somebody says, the other outside it."""
        if index in self.memory.quoted:
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

    def _is_a_thing(self, index: int) -> bool:
        """Whether the clause around tells of a thing, which "it" is then and no actor: "the car was parked there when it blew up"."""
        verb = governing_verb(self.text, index, through_nouns=self.text.tokens[index].dep == "poss")
        for _ in range(_OUTWARD):
            if verb is None:
                return False
            doers = [d for d in self.text.children[verb] if self.text.tokens[d].dep in SUBJECTS and d < index]
            if doers:
                doer = self.text.tokens[doers[-1]]
                # "The truce obliged Karsova to pull back its guns": whoever is named since may be meant.
                named = next(self.memory.seen_at(range(doer.index, index)), None)
                return doer.tag == "NN" and named is None
            verb = governing_verb(self.text, verb, through_nouns=True)
        return False

    def _is_a_writing(self, index: int) -> bool:
        """Whether "it" at the head of a sentence goes on about the writing that the sentence before was about: "The resolution was adopted with Kenya abstaining. | It | condemns the raids"."""
        here = self.text.tokens[index]
        sentences = self.text.analysis.sentences
        if here.sentence == 0 or here.dep != "nsubj" or index > sentences[here.sentence].first + _AT_HEAD:
            return False
        before = sentences[here.sentence - 1]
        passive = [t for t in self.text.tokens[before.first : before.last] if t.dep == "nsubjpass"]
        writings = discourse_words()["writings"] | discourse_words()["decisions"]
        return len(passive) == 1 and passive[0].lemma.lower() in writings and not self._tells_by_whom(before)

    def _tells_by_whom(self, sentence: Sentence) -> bool:
        """Whether a sentence names by whom it is done."""
        tokens = self.text.tokens[sentence.first : sentence.last]
        by = {token.index for token in tokens if token.dep == "agent"}
        return any(token.head in by and next(self.memory.seen_at([token.index]), None) for token in tokens)

    def _speaker(self, index: int, *, alone: bool) -> Entity | None:
        """In what somebody says "I" is the speaker, "we" the speaker's state or body."""
        quoted = index in self.memory.quoted
        near = self._speaker_near(index) if quoted else None
        speaker = near or self._voice_of(self.text.tokens[index].span, reported=alone and not quoted)
        if speaker is None or alone or speaker.kind != "person":
            return speaker
        if speaker.owner is None or (speaker.owner.kind == "state" and not _speaks_for_state(speaker)):
            return None
        return self.memory.entities.get((speaker.owner.id,))

    def _voice_of(self, word: Span, *, reported: bool) -> Entity | None:
        """Who says the word, by the learnt reader: the person, else the body, named last among the words of the source; nobody where it is the "I" of reported speech and the author speaks."""
        for contents, source in self.voices:
            content = next((content for content in contents if content.covers(word)), None)
            if content is None:
                continue
            if self.author and reported and not is_announced(self.text.report.text, content):
                return None
            seen = (seen for seen in self.memory.seen if source.covers(self.text.tokens[seen.token].span))
            named = [self.memory.entities[key] for key in dict.fromkeys(one.key for one in seen)]
            people = [entity for entity in named if entity.kind == "person"]
            return next(reversed(people or named), None)
        return None

    def _speaker_near(self, index: int) -> Entity | None:
        """The subject of the verb of saying outside the quotation, in the same paragraph."""
        text = self.text
        sentences = text.analysis.sentences
        paragraph = sentences[text.tokens[index].sentence].paragraph
        best: tuple[int, Entity] | None = None
        for seen in self.memory.seen:
            if seen.quoted or sentences[seen.sentence].paragraph != paragraph or not seen.subject:
                continue
            if self._is_saying(text.tokens[seen.token]):
                distance = abs(seen.token - index)
                if best is None or distance < best[0]:
                    best = (distance, self.memory.entities[seen.key])
        return best[1] if best else None


def _speaks_for_state(speaker: Entity) -> bool:
    """Whether the person holds an office of state; those whom the table knows do."""
    return speaker.known is not None or speaker.sector in discourse_words()["offices_of_state"]


def _agrees(base: str, entity: Entity) -> bool:
    if base in {"he", "she"}:
        wrong = {"he": "female", "she": "male"}[base]
        return (entity.is_alone or (entity.kind == "person" and not entity.plural)) and entity.gender != wrong
    if base == "they":
        return entity.plural or (entity.kind in {"group", "armed-group", "party"} and not entity.is_alone)
    return _is_body(entity)


def _is_one_person(entity: Entity) -> bool:
    return entity.kind == "person" and not entity.plural


def _is_body(entity: Entity) -> bool:
    return entity.kind in _SINGULAR and not entity.plural and not entity.is_alone


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


def _in_brackets(text: Text) -> Iterator[int]:
    """The tokens between round brackets of one paragraph."""
    opened: list[int] = []
    for token in text.tokens:
        starts = token.index == text.analysis.sentences[token.sentence].first
        paragraphs = [text.analysis.sentences[max(0, token.sentence - back)].paragraph for back in (0, 1)]
        if starts and paragraphs[0] != paragraphs[1]:
            opened = []
        if token.text == "(":
            opened.append(token.index)
        elif token.text == ")" and opened:
            yield from range(opened.pop() + 1, token.index)
