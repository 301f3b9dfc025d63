"""The phrases of a report that stand for actors: names, offices, organs and groups, with their owners.

A report, its analysis and the table of known actors come in; goes out a list of phrases in the text's order, none resolved
to another yet. Names that the language component took for a person, and whose title the text gives, are taken as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dragoman.model import Analysis, NamedMention, Place, Report, Span, Token
from dragoman.vocab.actors import ActorTable, Form, KnownActor, Match, Noun, fold, units_of
from dragoman.vocab.discourse import discourse_words

Sort = Literal["known", "adjective", "person", "office", "organ", "body", "collective", "pronoun", "relative"]
_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "case", "predet", "npadvmod", "advmod"}
)
_BEFORE_NAME = frozenset(
    {"DT", "JJ", "NN", "NNP", "NNS", "NNPS", "POS", "HYPH", "PRP$", "VBN", "CD", "JJS", "JJR", "FW"}
)
_NAME_JOINS = frozenset(
    {
        "-",
        "'",
        "’",
        "al",
        "el",
        "de",
        "da",
        "dos",
        "del",
        "van",
        "von",
        "der",
        "bin",
        "ben",
        "ibn",
        "bint",
        "la",
        "le",
        "du",
        "di",
        "ul",
        "abu",
        "ould",
        "ag",
        "y",
    }
)
_PRONOUNS = {"he", "she", "they", "it", "we", "him", "her", "them", "us", "i", "me"}
_POSSESSIVES = {"his", "her", "their", "its", "our", "my"}
_STATE_SECTORS = frozenset({"GOV", "GOVMIL", "MIL", "COP", "LEG", "JUD", "SPY"})
_ENDS_PHRASE = frozenset({",", ";", ":", "—", "–", "/", '"', "“", "”", "(", ")"})
_LONGEST_APPOSITION = 16
_DATES = {"DATE", "TIME"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[first, last)` stand for an actor; `core` are those of the name or noun itself.

    `owner` is the known actor that an office or organ belongs to, `owner_at` its tokens; `named` says that proper nouns make
    it one of its kind ("Kaohsiung County government"), `abroad` that it is expressly not the report's country's,
    `tentative` that it is an actor only if it means one named before ("the movement"); `body` an organ inside an office's
    phrase ("foreign ministry spokesman"), `body_at` the tokens of a body that no table has; `title` the tokens of a person's office; `beside` are offices without a name, across
    a comma, that tell who the person is.
    """

    first: int
    last: int
    head: int
    core: tuple[int, int]
    sort: Sort
    known: KnownActor | None = None
    use: str = ""
    noun: Noun | None = None
    body: Noun | None = None
    owner: KnownActor | None = None
    owner_at: tuple[int, int] | None = None
    owners: tuple[tuple[KnownActor, int, int], ...] = ()
    pronoun_owner: int | None = None
    title: tuple[int, int] | None = None
    plural: bool = False
    definite: bool = False
    former: bool = False
    named: bool = False
    abroad: bool = False
    tentative: bool = False
    body_at: tuple[int, int] | None = None
    antecedent: int | None = None
    beside: tuple[Phrase, ...] = ()
    readings: tuple[KnownActor, ...] = ()


@dataclass
class Text:
    """A report's tokens with what looks them up; built once a report."""

    report: Report
    analysis: Analysis
    table: ActorTable
    tokens: tuple[Token, ...]
    children: list[list[int]]
    names: dict[int, NamedMention] = field(default_factory=dict)

    def lower(self, index: int) -> str:
        """The token's word in lower case, empty past either end."""
        return self.tokens[index].text.lower() if 0 <= index < len(self.tokens) else ""

    def words(self, first: int, last: int) -> str:
        """The words of tokens `[first, last)` as written."""
        return self.span(first, last).of(self.report.text)

    def span(self, first: int, last: int) -> Span:
        """The span of tokens `[first, last)`."""
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether both are tokens of one sentence."""
        size = len(self.tokens)
        return 0 <= one < size and 0 <= other < size and self.tokens[one].sentence == self.tokens[other].sentence

    def label(self, index: int) -> str:
        """The language component's label of the name that the token is in, or nothing."""
        name = self.names.get(index)
        return name.label if name else ""


def read_text(report: Report, analysis: Analysis, table: ActorTable) -> Text:
    """The report's tokens made ready for look-up."""
    children: list[list[int]] = [[] for _ in analysis.tokens]
    for token in analysis.tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    names = {index: name for name in analysis.names for index in range(name.first, name.last)}
    return Text(report, analysis, table, analysis.tokens, children, names)


def find_phrases(text: Text, *, year: int | None) -> list[Phrase]:
    """Every phrase that stands for an actor, in the text's order; `year` is the report's."""
    return _Finder(text, year).find()


class _Finder:
    """One pass over a report. Each token belongs to at most one core."""

    def __init__(self, text: Text, year: int | None) -> None:
        self.text = text
        self.tokens = text.tokens
        units = units_of((token.text, token.lemma) for token in text.tokens)
        self.year = year
        matches = [match for match in text.table.find(units) if text.same_sentence(match.first, match.last - 1)]
        self.leaders: dict[tuple[int, int], KnownActor] = {}
        self.people = self._people([match for match in matches if not self._is_leader(match)])
        chosen = dict(self._choose([match for match in matches if not self._inside_person(match)]))
        for first, (last, forms) in chosen.items():
            if self._actor(forms[0]).kind == "person":
                self._add_leader(first, last, self._actor(forms[0]))
        self.known = {first: value for first, value in chosen.items() if self._actor(value[1][0]).kind != "person"}
        self.at_known = {index: first for first, (last, _) in self.known.items() for index in range(first, last)}
        inside = self.at_known.keys() | {index for first, last in self.people for index in range(first, last)}
        self.titles = self._nouns(text.table.titles.find(units), inside)
        self.organs = self._nouns(text.table.organs.find(units), inside)
        self.taken: set[int] = set()
        self.shared_title: tuple[int, Phrase] = (0, Phrase(0, 0, 0, (0, 0), "person"))
        actors = text.table.actors
        self.states_of_places = {
            mention.span.start: actors[f"state:{mention.place.country}"]
            for mention in text.analysis.places
            if mention.place
            and mention.place.precision not in {"country", "region"}
            and f"state:{mention.place.country}" in actors
        }
        self.phrases: list[Phrase] = []

    def find(self) -> list[Phrase]:
        self._add_untagged_people()
        for first, last in sorted(self.people):
            self._person(first, last)
        self._collectives()
        for first, (last, noun) in sorted(self.titles.items()):
            if not self.taken.intersection(range(first, last)):
                shadowed = any(
                    at <= first and last <= end and end - at > last - first for at, (end, _) in self.organs.items()
                )
                group = self.organs.get(first)
                if shadowed:
                    continue
                if group is None or group[0] < last:
                    self._office(first, last, noun)
                elif self.tokens[last - 1].tag in {"NN", "NNP"} and group[0] == last:
                    self._office(first, last, group[1])
        for first, (last, noun) in sorted(self.organs.items()):
            if not self.taken.intersection(range(first, last)):
                self._organ(first, last, noun)
        for first, (last, forms) in sorted(self.known.items()):
            self._known(first, last, forms)
        self._agent_nouns()
        self._bodies()
        self._pronouns()
        found = [self._with_share(phrase) for phrase in self.phrases]
        return sorted(found, key=lambda phrase: (phrase.core, phrase.first, phrase.last))

    def _with_share(self, phrase: Phrase) -> Phrase:
        """With the number of whom it is a share: "7 in | 10 voters"."""
        first = phrase.first
        share = first > 1 and self.text.lower(first - 1) == "in" and self.text.same_sentence(first - 2, first)
        if share and self.tokens[first].tag == self.tokens[first - 2].tag == "CD":
            return replace(phrase, first=first - 2)
        return phrase

    # Names of people

    def _people(self, matches: Sequence[Match]) -> list[tuple[int, int]]:
        whole = {(match.first, match.last) for match in matches}
        found = []
        for name in self.text.analysis.names:
            if name.label != "PERSON":
                continue
            if self.tokens[name.first].text.lower() in discourse_words()["of_place"]:
                # "Near Al Qaim": a place at the head of a sentence.
                continue
            if self.text.lower(name.last - 1) in discourse_words()["place_endings"] and name.last - name.first > 1:
                continue
            first, last = self._trim_person(name.first, name.last, matches)
            longer = any(m.first <= first and last <= m.last and m.last - m.first > last - first for m in matches)
            if last > first and (first, last) not in whole and not longer:
                found.append((first, last))
        return found

    def _is_leader(self, match: Match) -> bool:
        return self._actor(match.forms[0]).kind == "person"

    def _add_leader(self, first: int, last: int, actor: KnownActor) -> None:
        """A person of the table, unless the words are part of the name of something or somebody else."""
        around = self.text.names.get(first)
        if around is not None and around.label != "PERSON" and around.last - around.first > last - first:
            inside = (around.first, around.last)
            if around.label in {"ORG", "FAC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "LOC"} and not self._is_role(
                inside, first
            ):
                return
        if not any(one < last and first < two for one, two in self.people):
            self.people.append((first, last))
        self.leaders[first, last] = actor

    def _is_role(self, around: tuple[int, int], first: int) -> bool:
        """Whether what stands before the name, inside the longer one, is a title."""
        words = fold(self.text.words(around[0], first)) if around[0] < first else ()
        return bool(words) and (words in self.text.table.titles or words[-1:] in self.text.table.titles)

    def _trim_person(self, first: int, last: int, matches: Sequence[Match]) -> tuple[int, int]:
        while first < last:
            longest = self._title_at(first, last)
            if longest:
                first += longest
                continue
            token = self.tokens[first]
            small = not token.text[:1].isupper() and token.text.lower() not in _NAME_JOINS
            if not small and token.tag not in {"DT", "POS", "PRP$", "``", "''", ","}:
                break
            first += 1
        for match in matches:
            if match.first == first and match.last < last and match.forms[0].use == "adjective":
                first = match.last
        stop = first
        while stop < last and self._continues_name(stop):
            stop += 1
        while stop > first and self.tokens[stop - 1].text in {"-", "'", "’"}:
            stop -= 1
        while first < stop and first > 0 and self._extends_name(first):
            first -= 1
        return first, stop

    def _continues_name(self, index: int) -> bool:
        token = self.tokens[index]
        word = token.text
        if token.tag == "POS" or word.lower() in discourse_words()["calendar"]:
            return False
        after_hyphen = self.text.lower(index - 1) == "-"
        return word[:1].isupper() or word.lower() in _NAME_JOINS or (after_hyphen and word.isalpha())

    def _extends_name(self, first: int) -> bool:
        """Whether the token before belongs to the name too: a name in capitals that is nothing else."""
        before = self.tokens[first - 1]
        return (
            before.tag == "NNP"
            and before.dep == "compound"
            and before.text[:1].isupper()
            and len(before.text) > 2
            and before.text.isalpha()
            and before.text[1:].islower()
            and first - 1 not in self.text.names
            and self.text.same_sentence(first - 1, first)
            and (before.text.casefold(),) not in self.text.table.titles
            and (before.text.casefold(),) not in self.text.table.organs
            and before.text.casefold() not in self.text.table.forms
        )

    def _title_at(self, first: int, last: int) -> int:
        """How many of the tokens from `first` on are a title, leaving a name behind it."""
        for size in (3, 2, 1):
            words = fold(self.text.words(first, first + size)) if first + size < last else ()
            if words and words in self.text.table.titles:
                return size
        return 0

    def _inside_person(self, match: Match) -> bool:
        if self._is_leader(match):
            return any(
                (first <= match.first and match.last <= last) and (first, last) != (match.first, match.last)
                for first, last in self.people
            )
        return any(first <= match.first and match.last <= last for first, last in self.people)

    def _add_untagged_people(self) -> None:
        """Names behind titles that the language component took for something else, and last names of people known by now."""
        covered = {index for first, last in self.people for index in range(first, last)}
        for title_last, noun in self.titles.values():
            run = self._capital_run(title_last, covered)
            if run and noun.kind != "private" and self.text.same_sentence(title_last - 1, run[0]):
                self.people.append(run)
                covered.update(range(*run))
        full = {self.text.words(first, last) for first, last in self.people if last - first > 1}
        for name in self.text.analysis.names:
            if name.label != "PERSON" and self.text.words(name.first, name.last) in full and name.first not in covered:
                self.people.append((name.first, name.last))
                covered.update(range(name.first, name.last))
        surnames = {self.tokens[last - 1].text for first, last in self.people}
        self._add_untagged_speakers(covered)
        surnames -= {self.tokens[first].text for first, (last, *_) in self.known.items() if last - first == 1}
        for token in self.tokens:
            free = token.index not in covered and token.index not in self.at_known
            if free and token.tag in {"NNP", "NNPS"} and token.text in surnames and len(token.text) > 2:
                around = self.text.names.get(token.index)
                if around is None or around.last - around.first == 1:
                    self.people.append((token.index, token.index + 1))
                    covered.add(token.index)
        for first, last in self.people:
            for index in range(first, last):
                self.titles.pop(index, None)
                self.organs.pop(index, None)

    def _add_untagged_speakers(self, covered: set[int]) -> None:
        """Proper names that no name of the language component covers, and that say something: people as a rule."""
        starts = {mention.span.start for mention in self.text.analysis.places if mention.place}
        for token in self.tokens:
            if token.dep != "nsubj" or token.tag != "NNP" or token.index in covered or token.index in self.at_known:
                continue
            if self.tokens[token.head].lemma.lower() not in discourse_words()["speech"] or len(token.text) < 3:
                continue
            first = token.index
            while first > 0 and self.tokens[first - 1].tag == "NNP" and self.tokens[first - 1].head == token.index:
                first -= 1
            run = range(first, token.index + 1)
            label = self.text.label(token.index)
            wrong = label in {"", "GPE"} and not any(self.tokens[i].span.start in starts for i in run)
            other = any(i in self.at_known or i in self.titles or i in self.organs or i in covered for i in run)
            if wrong and not other and token.text[1:].islower():
                self.people.append((first, token.index + 1))
                covered.update(run)

    def _capital_run(self, start: int, covered: set[int]) -> tuple[int, int] | None:
        stop = start
        while stop < len(self.tokens):
            token = self.tokens[stop]
            joins = token.text.lower() in _NAME_JOINS and stop > start
            if stop in covered or stop in self.at_known:
                return None
            if self.text.label(stop) in _DATES:
                break
            if not (token.tag in {"NNP", "NNPS"} and token.text[:1].isupper()) and not joins:
                break
            if (
                stop in self.organs
                or stop in self.titles
                or (self.text.label(stop) in {"ORG", "GPE"} and stop > start + 2)
            ):
                return None
            stop += 1
        while stop > start and self.tokens[stop - 1].text.lower() in _NAME_JOINS:
            stop -= 1
        return (start, stop) if start < stop <= start + 5 else None

    def _person(self, first: int, last: int) -> None:
        head = self._head(first, last)
        start = self._before_name(first)
        titles = self._titles_in(start, first)
        beside: list[Phrase] = []
        if not titles:
            linked = self._title_before_preposition(first)
            if linked is not None:
                start, titles = linked
                if self.text.lower(first - 1) == ",":
                    beside.append(self._office_phrase(*titles[0]))
                    titles = []
        known = self.leaders.get((first, last))
        phrase = Phrase(start if titles else first, last, head, (first, last), "person", known=known)
        if titles:
            phrase = self._with_office(phrase, titles[-1], first)
            if self.tokens[titles[-1][1] - 1].tag in {"NNS", "NNPS"}:
                # "foreign ministers A and B": the title is of both, the phrase of neither.
                phrase = replace(phrase, first=first)
                self.shared_title = (last, phrase)
        elif self._shares_title(first):
            phrase = replace(self.shared_title[1], first=first, last=last, head=head, core=(first, last), known=known)
            self.shared_title = (last, phrase)
        beside += self._appositions(phrase)
        for office in (phrase, *beside):
            self.taken.update(range(office.first, office.last))
        self.phrases.append(replace(phrase, beside=tuple(beside)))

    def _shares_title(self, first: int) -> bool:
        """Whether the name follows, behind "and" or a comma, one with a title in the plural."""
        end, _ = self.shared_title
        if not 0 < end < first <= end + 2:
            return False
        return all(self.text.lower(index) in {"and", ",", "&"} for index in range(end, first))

    def _before_name(self, first: int) -> int:
        start = first
        while start > 0 and self.text.same_sentence(start - 1, first):
            token = self.tokens[start - 1]
            if token.tag not in _BEFORE_NAME or self.text.label(token.index) in _DATES or self._in_person(token.index):
                break
            if self._is_dash(token.index):
                break
            start -= 1
            if token.tag in {"DT", "PRP$"} and self.tokens[start + 1].tag != "POS":
                break
        while start < first and self.tokens[start].tag in {"POS", "HYPH", "VBN"}:
            start += 1
        return start

    def _is_dash(self, index: int) -> bool:
        """A hyphen with blanks around it parts phrases ("HARARE, Zimbabwe - ...")."""
        span = self.tokens[index].span
        text = self.text.report.text
        return self.tokens[index].text in {"-", "–", "—", "--"} and text[span.start - 1 : span.start].isspace()

    def _in_person(self, index: int) -> bool:
        return any(first <= index < last for first, last in self.people)

    def _titles_in(self, start: int, stop: int) -> list[tuple[int, int, Noun]]:
        return [
            (first, last, noun)
            for first, (last, noun) in sorted(self.titles.items())
            if start <= first and last <= stop
        ]

    def _title_before_preposition(self, name: int) -> tuple[int, list[tuple[int, int, Noun]]] | None:
        """The title before the name at token `name` when words stand between: "special envoy for Syria Jan ..."."""
        index = name - 1
        comma = self.text.lower(index) == ","
        index -= comma
        steps = 0
        seen_preposition = False
        while index >= 0 and steps < 9 and self.text.same_sentence(index, name):
            owner = next((item for item in self.titles.items() if item[0] <= index < item[1][0]), None)
            if owner is not None and (seen_preposition or comma):
                first, (last, noun) = owner
                apposed = self.tokens[self._head_of_run(name)].head == last - 1
                if comma and self.tokens[last - 1].dep in {"appos", "conj"} and not apposed:
                    return None
                if first in self.taken:
                    return None
                return self._before_name(first), [(first, last, noun)]
            token = self.tokens[index]
            if token.text.lower() in discourse_words()["held_in"]:
                seen_preposition = True
            elif token.tag not in _BEFORE_NAME and token.text not in {"and", "&"}:
                return None
            index -= 1
            steps += 1
        return None

    def _head_of_run(self, name: int) -> int:
        """The head token of the person's name that begins here."""
        return next((self._head(first, last) for first, last in self.people if first == name), name)

    def _appositions(self, phrase: Phrase) -> list[Phrase]:
        """The office behind the comma of "NAME, Armenia's foreign minister," which tells who the person is."""
        if self.text.lower(phrase.last) not in {",", "("}:
            return []
        start = phrase.last + 1
        for first, (last, noun) in sorted(self.titles.items()):
            if first < start:
                continue
            far = first > start + _LONGEST_APPOSITION or not self.text.same_sentence(first, phrase.last)
            if far or self._in_person(last) or first in self.taken or not self._is_one_phrase(start, first):
                return []
            office = self._office_phrase(first, last, noun)
            # "After meeting Secretary X, the president said": who has an office already is not whose verb follows.
            another = phrase.title is not None and self._is_finite(office.last)
            return [] if another else [office]
        return []

    def _is_finite(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].tag in {"VBD", "VBZ", "VBP", "MD"}

    def _is_one_phrase(self, start: int, stop: int) -> bool:
        """Whether nothing between the tokens ends a noun phrase."""
        for index in range(start, stop):
            token = self.tokens[index]
            if token.tag in {"IN", "MD", "CC"} or (token.tag[:2] == "VB" and token.tag != "VBN"):
                return False
            if token.text in {",", ";", ":"} or self._in_person(index):
                return False
        return True

    # Offices without a name

    def _office(self, first: int, last: int, noun: Noun) -> None:
        token = self.tokens[last - 1]
        if noun.kind == "honorific" or token.pos not in {"NOUN", "PROPN"}:
            return
        if token.dep == "compound" and token.head > token.index and not self._is_actor_head(token.head):
            return
        phrase = self._office_phrase(first, last, noun)
        # A bare singular names an office or a quality, not who holds it ("elected president", "in justice").
        if phrase.last - phrase.first == 1 and not phrase.plural and not token.text[:1].isupper():
            return
        if noun.phrase in discourse_words()["adjectives_too"] and not token.text[:1].isupper() and phrase.last == last:
            return
        self.phrases.append(phrase)
        self.taken.update(range(phrase.core[0], phrase.core[1]))

    def _is_actor_head(self, index: int) -> bool:
        return index in self.at_known or self._in_person(index)

    def _office_phrase(self, first: int, last: int, noun: Noun) -> Phrase:
        head = last - 1
        start = self._left(head, first)
        phrase = Phrase(start, last, head, (first, last), "office", noun=noun, title=(first, last))
        phrase = self._with_office(phrase, (first, last, noun), last)
        joint = self._owners_left(start, first) if self.tokens[head].tag in {"NNS", "NNPS"} else []
        if joint:
            phrase = replace(phrase, owners=tuple(joint), first=min(start, joint[0][1]))
        return replace(
            phrase,
            plural=self.tokens[head].tag in {"NNS", "NNPS"},
            definite=self._is_definite(start),
            abroad=self._is_abroad(start, first),
        )

    def _with_office(self, phrase: Phrase, title: tuple[int, int, Noun], stop: int) -> Phrase:
        """The phrase with its title, owner and body; `stop` is where the words before the name end."""
        first, last, noun = title
        start = phrase.first
        owner = self._owner_left(start, first)
        body = self._body_in(start, first)
        role_first = self._role_start(start, first)
        phrase = replace(
            phrase,
            noun=noun,
            title=(role_first, last),
            former=any(self.text.lower(i) in discourse_words()["former"] for i in range(start, first)),
            pronoun_owner=next((i for i in range(start, first) if self.tokens[i].tag == "PRP$"), None),
        )
        right = self._owners_right(last, noun)
        if right and (phrase.sort == "office" or right[-1][2] <= stop):
            spanned = right[-1][2] if phrase.sort == "office" else phrase.last
            body = body or self._body_in(last, right[-1][2])
            phrase = replace(phrase, last=max(phrase.last, spanned), owners=tuple(right))
            owner = owner or right[0]
        elif phrase.sort == "office" and body is None:
            reach = self._body_right(last)
            if reach is not None:
                body, end = reach
                phrase = replace(phrase, last=end)
        if owner is not None:
            phrase = replace(phrase, owner=owner[0], owner_at=owner[1:])
            return replace(phrase, body=body)
        phrase = replace(phrase, body=body)
        if body is None:
            phrase = self._with_unknown_body(phrase, start, first, last)
        return self._with_place(phrase)

    def _with_unknown_body(self, phrase: Phrase, start: int, first: int, last: int) -> Phrase:
        """The phrase with the body that no table has: "Brightwater chairman", "president of the Brightwater Group"."""
        for index in range(start, first):
            name = self.text.names.get(index)
            if name is not None and name.label == "ORG" and start <= name.first and name.last <= first:
                return replace(phrase, body_at=(name.first, name.last))
        if self.text.lower(last) not in {"of", "at", "for", "with"} or phrase.sort == "person":
            return phrase
        for index in range(last + 1, min(last + 4, len(self.tokens))):
            name = self.text.names.get(index)
            if name is not None and name.label == "ORG" and name.first == index:
                stop = name.last - (self.tokens[name.last - 1].tag == "POS")
                self.taken.update(range(index, stop))
                return replace(phrase, body_at=(index, stop), last=max(phrase.last, stop))
            if self.tokens[index].tag not in {"DT", "JJ", "NN", "NNP"}:
                break
        return phrase

    def _with_place(self, phrase: Phrase) -> Phrase:
        """The phrase with the state in which a place inside it lies ("the governor of Lagos") as its owner."""
        stop = phrase.core[0] if phrase.sort == "person" else phrase.last
        if self.text.lower(phrase.last) in {"of", "in"} and phrase.sort != "person":
            stop = min(phrase.last + 4, len(self.tokens))
        for index in range(phrase.first, stop):
            state = self.states_of_places.get(self.tokens[index].span.start)
            if state is not None:
                end = phrase.last if index >= phrase.last else index + 1
                at = (index, index + 1)
                return replace(phrase, owner=state, owner_at=at, last=max(phrase.last, end))
            if index >= phrase.last and self.tokens[index].tag not in {"IN", "DT", "JJ"}:
                break
        return phrase

    def _is_named(self, start: int, last: int, phrase: Phrase) -> bool:
        """Whether proper nouns other than the owner's name it."""
        owner = phrase.owner_at or (0, 0)
        place = phrase.owner is not None and phrase.owner_at is not None and phrase.owner_at[0] not in self.at_known
        return any(
            self.tokens[index].tag in {"NNP", "NNPS"}
            and (place or not owner[0] <= index < owner[1])
            and not self._in_person(index)
            for index in range(start, last - 1)
        )

    def _is_abroad(self, start: int, stop: int) -> bool:
        return any(self.text.lower(index) in discourse_words()["not_home"] for index in range(start, stop))

    def _role_start(self, start: int, first: int) -> int:
        """Where the role's own words begin: behind owner, determiner and possessive."""
        place = first
        while place > start:
            token = self.tokens[place - 1]
            if place - 1 in self.at_known or token.tag not in {"JJ", "NN", "NNP", "HYPH", "NNS"}:
                break
            if token.text.lower() in discourse_words()["not_role"]:
                break
            place -= 1
        while place < first and self.tokens[place].tag == "HYPH":
            place += 1
        return place

    def _owner_left(self, start: int, stop: int, *, led: bool = False) -> tuple[KnownActor, int, int] | None:
        """The known actor nearest before the noun; of "the Saudi-led coalition" its leader counts too (`led`)."""
        found = None
        for first, (last, forms) in sorted(self.known.items()):
            leads = led and self.text.lower(last + 1) == "led"
            if start <= first and last <= stop and (leads or not self._behind_hyphen(last)):
                found = (self._actor(forms[0]), first, last)
        return found

    def _owners_left(self, start: int, stop: int) -> list[tuple[KnownActor, int, int]]:
        """All the known actors before a plural noun: "Russia and Turkey's foreign ministers", "Polish and Dutch troops"."""
        nearest = self._owner_left(start, stop)
        if nearest is None:
            return []
        owners = [nearest]
        index = nearest[1] - 1
        if self.text.lower(index) not in {"and", "&"}:
            return []
        while index > 0 and self.text.lower(index) in {"and", ",", "&"} and self.text.same_sentence(index, stop - 1):
            before = self.at_known.get(index - 1)
            if self.text.lower(index - 1) == ",":
                before = self.at_known.get(index - 2)
            if before is None or self._actor(self.known[before][1][0]).kind != nearest[0].kind:
                break
            owners.insert(0, (self._actor(self.known[before][1][0]), before, self.known[before][0]))
            index = before - 1
        return owners if len(owners) > 1 else []

    def _behind_hyphen(self, last: int) -> bool:
        return self.text.lower(last) == "-" and (
            self.text.lower(last + 1) in discourse_words()["behind_hyphen"]
            or self.tokens[last + 1].tag in {"VBN", "VBG", "VBD"}
        )

    def _owners_right(self, last: int, noun: Noun) -> list[tuple[KnownActor, int, int]]:
        """The known actors behind "of", "for": one, or a list of them."""
        words = noun.phrase.split()
        preposition = self.text.lower(last)
        allowed = {"of", "from", "at", "with"} if words[-1] != "ambassador" else {"of", "from"}
        if words[-1] in discourse_words()["for_body"]:
            allowed = allowed | {"for"}
        if preposition not in allowed:
            return []
        owners = []
        index = last + 1
        while index < len(self.tokens) and index <= last + 14 and self.text.same_sentence(index, last):
            if index in self.known:
                end, forms = self.known[index]
                if self._behind_hyphen(end):
                    index = end + 2
                    continue
                if forms[0].use == "adjective":
                    end = self._end_of_noun(end)
                owners.append((self._actor(forms[0]), index, end))
                index = end
                if self.text.lower(index) not in {",", "and", "&"}:
                    if (
                        self.text.lower(index) in {"'s", "’s", "-"}
                        or self.tokens[min(index, len(self.tokens) - 1)].tag[:2] == "NN"
                    ):
                        index += 1
                        continue
                    break
                continue
            token = self.tokens[index]
            if token.tag in {"DT", "JJ", "NN", "NNP", "NNS", "NNPS", "POS", "PRP$", "CC"} or token.text in {
                ",",
                "of",
                "&",
            }:
                if token.text == "," and not owners:
                    break
                if owners and token.tag not in {"CC", "DT"} and token.text != ",":
                    break
                index += 1
                continue
            break
        return owners

    def _end_of_noun(self, index: int) -> int:
        """Where the noun behind an adjective ends ("the Swiss embassy")."""
        while index < len(self.tokens) and self.tokens[index].tag[:2] in {"NN", "JJ"} and not self._in_person(index):
            if not self.text.same_sentence(index - 1, index):
                break
            index += 1
        return index

    def _body_in(self, start: int, stop: int) -> Noun | None:
        found = None
        for first, (last, noun) in sorted(self.organs.items()):
            if start <= first and last <= stop:
                found = noun
        return found

    def _body_right(self, last: int) -> tuple[Noun, int] | None:
        if self.text.lower(last) not in {"of", "for", "from", "at", "in"}:
            return None
        for first, (end, noun) in sorted(self.organs.items()):
            if last < first <= last + 5 and all(self.tokens[i].tag in _BEFORE_NAME for i in range(last + 1, first)):
                return noun, end
        return None

    # Organs and groups

    def _organ(self, first: int, last: int, noun: Noun) -> None:
        head = last - 1
        token = self.tokens[head]
        if noun.phrase == "source" and self.text.lower(last) in {"of", "for"}:
            return
        if noun.phrase == "opposition" and self.text.lower(last) == "to" and self.tokens[last + 1].tag != "VB":
            return
        nounlike = token.pos in {"NOUN", "PROPN"} or token.tag in {"NN", "NNS", "NNP", "NNPS"}
        if not nounlike and (noun.phrase != "military" or first - 1 not in self.at_known):
            return
        if token.dep in {"compound", "nmod"} and token.head > head and self.tokens[token.head].pos in {"NOUN", "PROPN"}:
            outer = token.head
            if any(
                item[0] <= outer < item[1][0] for item in [*self.organs.items(), *self.titles.items()]
            ) or self._in_person(outer):
                return
            if noun.sector not in discourse_words()["modifying_sectors"] or noun.needs_owner:
                return
        start = self._left(head, first)
        if not nounlike or (token.dep in {"compound", "nmod"} and first - 1 in self.at_known):
            start = min(start, self.at_known.get(first - 1, first))
        phrase = Phrase(start, last, head, (first, last), "organ", noun=noun)
        led = noun.phrase in discourse_words()["coalitions"]
        owner = self._owner_left(start, first, led=led)
        if led and owner is not None:
            phrase = replace(phrase, noun=replace(noun, sector="MIL"))
        around = self.text.names.get(first)
        if around is not None and around.label == "ORG" and around.first <= first and last < around.last:
            # "Department of Public Safety": the name goes on behind the noun.
            stop = around.last - (self.tokens[around.last - 1].tag == "POS")
            if stop > last and self.tokens[min(stop, len(self.tokens) - 1)].tag[:2] != "NN":
                phrase = replace(phrase, last=stop, named=True)
                self.taken.update(range(last, stop))
        owners: list[tuple[KnownActor, int, int]] = []
        if self.text.lower(last) == "of":
            owners = self._owners_right(last, Noun(noun.phrase, noun.kind, noun.sector))
            if owners:
                phrase = replace(phrase, last=owners[-1][2], owners=tuple(owners))
                owner = owner or owners[0]
        bare = phrase.last - phrase.first == 1 and token.tag == "NN" and noun.phrase != "police"
        if bare and noun.kind in {"people", "armed-group"} and not token.text[:1].isupper():
            return
        joint = self._owners_left(start, first) if token.tag in {"NNS", "NNPS"} else []
        if joint:
            phrase = replace(phrase, owners=tuple(joint), first=min(start, joint[0][1]))
        if owner is not None:
            phrase = replace(phrase, owner=owner[0], owner_at=owner[1:])
        elif noun.phrase in discourse_words()["of_persons"]:
            if not any(self._in_person(i) or self.tokens[i].tag == "PRP$" for i in range(start, first)):
                return
        elif noun.needs_owner and not any(token.tag in {"NNP", "PRP$"} for token in self.tokens[start:last]):
            if not self._is_definite(start) or noun.phrase not in discourse_words()["generic_bodies"]:
                return
            phrase = replace(phrase, tentative=True)
        if owner is None and noun.sector in _STATE_SECTORS:
            phrase = self._with_state_behind(phrase)
        if owner is None and phrase.owner is None:
            phrase = self._with_place(phrase)
        self.phrases.append(
            replace(
                phrase,
                plural=token.tag in {"NNS", "NNPS"} or noun.phrase in {"police", "people", "opposition"},
                definite=self._is_definite(start),
                named=phrase.named or self._is_named(start, last, phrase),
                abroad=self._is_abroad(start, first),
                pronoun_owner=next((i for i in range(start, first) if self.tokens[i].tag == "PRP$"), None),
            )
        )
        self.taken.update(range(first, last))

    def _with_state_behind(self, phrase: Phrase) -> Phrase:
        """The phrase with the state that "in" names behind it ("the government in Libya"); its words stay its own."""
        if self.text.lower(phrase.last) != "in":
            return phrase
        index = phrase.last + 1
        while index < len(self.tokens) and self.tokens[index].tag in {"JJ", "DT"} and index not in self.known:
            index += 1
        if index not in self.known or not self.text.same_sentence(index, phrase.head):
            return phrase
        last, forms = self.known[index]
        state = self._actor(forms[0])
        named = state.kind == "state" and forms[0].use == "name"
        return replace(phrase, owner=state, owner_at=(index, last)) if named else phrase

    def _left(self, head: int, first: int) -> int:
        """The first token of the noun phrase, by the parse, never past a verb or a comma."""
        start = first
        stack = [head, *range(first, head)]
        while stack:
            for child in self.text.children[stack.pop()]:
                if child < head and self.tokens[child].dep in _LEFT:
                    start = min(start, child)
                    stack.append(child)
        for index in range(first - 1, start - 1, -1):
            token = self.tokens[index]
            if token.tag in {"VBD", "VBZ", "VBP", "IN", "TO", "MD"} or token.text in _ENDS_PHRASE:
                return index + 1
            if self._is_dash(index):
                return index + 1
            if self._in_person(index) and self.tokens[index + 1].tag != "POS" and not self._modifies(index):
                return index + 1
        return start

    def _is_definite(self, start: int) -> bool:
        return (
            self.text.lower(start) in {"the", "this", "that", "these", "those", "both"}
            or self.tokens[start].tag == "PRP$"
        )

    # Known names

    def _choose(self, matches: Sequence[Match]) -> Iterator[tuple[int, tuple[int, tuple[Form, ...]]]]:
        """Each match with the readings that the report's context leaves."""
        table = self.text.table
        context = {mention.place.country for mention in self.text.analysis.places if mention.place}
        plain = [table.actors[form.actor_id] for match in matches for form in match.forms if not form.needs_country]
        context.update(country for actor in plain for country in actor.countries)
        bodies = {actor.id for actor in plain}
        places = {mention.span.start: mention for mention in self.text.analysis.places}
        for match in matches:
            readings = []
            for form in match.forms:
                actor = table.actors[form.actor_id]
                here = bool(context.intersection(actor.countries)) or actor.of in bodies
                if (form.needs_country and not here) or (self.year and not actor.lives_in(self.year) and not here):
                    continue
                readings.append((not actor.id.startswith("user:"), not here, form))
            readings.sort(key=lambda item: item[:2])
            if not readings or self._is_no_name(match, readings[0][2]):
                continue
            best = [form for mine, here, form in readings if (mine, here) == readings[0][:2]]
            place = places.get(self.tokens[match.first].span.start)
            if place and place.place and self._is_elsewhere(best[0], place.place):
                continue
            yield match.first, (match.last, tuple(best))

    def _is_elsewhere(self, form: Form, place: Place) -> bool:
        """Whether the report means another place of that name (the American Georgia, the Lebanese Tripoli)."""
        country = self.text.table.actors[form.actor_id].country
        named = form.use in {"name", "capital"} and form.actor_id.startswith("state:") and country is not None
        return named and place.precision != "country" and place.country != country

    def _is_no_name(self, match: Match, form: Form) -> bool:
        """A word that is no name here: part of a longer name of something else, or an acronym in a line of capitals."""
        token = self.tokens[match.first]
        if form.exact is not None and len(form.exact) <= 3 and match.last - match.first == 1:
            sentence = self.text.analysis.sentences[token.sentence]
            letters = [c for c in sentence.span.of(self.text.report.text) if c.isalpha()]
            if letters and sum(c.isupper() for c in letters) > 0.7 * len(letters) and len(letters) > 20:
                return True
        if not form.capital and token.pos not in {"NOUN", "PROPN", "ADJ"}:
            return True
        around = self.text.names.get(match.first)
        if around is None or (around.first, around.last) == (match.first, match.last):
            return False
        return (
            around.label in {"WORK_OF_ART", "LAW", "PRODUCT", "EVENT"}
            and around.last > match.last
            and form.use != "adjective"
        )

    def _actor(self, form: Form) -> KnownActor:
        return self.text.table.actors[form.actor_id]

    def _known(self, first: int, last: int, forms: tuple[Form, ...]) -> None:
        form = forms[0]
        actor = self._actor(form)
        head = self._head(first, last)
        inside_phrase = first in self.taken
        sort: Sort = "known"
        if form.use == "capital" and not self._is_party(first, last, head, capital=True):
            return
        if form.use == "seat" and not self._is_party(first, last, head, capital=False):
            return
        if form.use == "adjective" or (actor.kind == "people" and self._modifies(head)):
            if self._is_people(first, last, head):
                form = replace(form, use="people")
            elif inside_phrase or self._owned_by_phrase(first):
                return
            else:
                sort = "adjective"
        start = first
        own_article = self.text.lower(first - 1) == "the" and self.text.lower(last) != "-" and not self._modifies(head)
        if sort == "known" and form.use in {"name", "people"} and own_article:
            start = first - 1
        if form.use == "people":
            start = self._left(head, first)
        readings = tuple(dict.fromkeys(self._actor(other) for other in forms))
        phrase = Phrase(start, last, head, (first, last), sort, known=actor, use=form.use, readings=readings)
        self.phrases.append(replace(phrase, plural=form.use == "people"))

    def _modifies(self, head: int) -> bool:
        token = self.tokens[head]
        return token.dep in {"amod", "compound", "nmod"} and token.head > head

    def _owned_by_phrase(self, first: int) -> bool:
        return any(
            (phrase.owner_at and phrase.owner_at[0] == first) or any(first == at for _, at, _ in phrase.owners)
            for phrase in self.phrases
        )

    def _is_people(self, first: int, last: int, head: int) -> bool:
        """Whether an adjective of nationality is a noun here: "Armenians", "the French"."""
        token = self.tokens[head]
        if token.tag in {"NNPS", "NNS"}:
            return True
        if self._modifies(head) or self.text.lower(last) == "-" or token.dep in {"acomp", "attr"}:
            return False
        following = self.tokens[last].tag if last < len(self.tokens) else ""
        return (
            token.pos in {"NOUN", "PROPN"}
            and following[:2] not in {"NN", "JJ"}
            and self.text.lower(first - 1) in {"the", "a", "an", "one", "two", "three", "many", "ethnic"}
        )

    def _is_party(self, first: int, last: int, head: int, *, capital: bool) -> bool:
        """Whether a capital or seat stands for its government here."""
        words = discourse_words()
        token = self.tokens[head]
        top = token
        while top.dep == "conj" and top.head < top.index:
            top = self.tokens[top.head]
        if capital and self._is_dateline(first, last):
            return False
        if self.text.lower(first - 1) in words["of_place"] - {"to", "from", "of", "over", "on"}:
            return False
        if top.dep in {"nsubj", "nsubjpass", "agent", "csubj"}:
            return True
        if top.dep == "poss":
            return not capital or self.tokens[top.head].lemma.lower() in words["political"]
        if top.dep == "pobj":
            preposition = self.tokens[top.head]
            if preposition.text.lower() in words["of_party"]:
                return True
            above = self.tokens[preposition.head].lemma.lower()
            return preposition.text.lower() in {"to", "from", "on", "of", "over"} and above in words["political"]
        if top.dep in {"dobj", "iobj", "dative"}:
            return not capital or self.tokens[top.head].lemma.lower() in words["done_to_governments"]
        if top.dep in {"compound", "nmod", "amod"}:
            following = self.text.lower(last)
            return not capital and following != "-" and not self._in_person(top.head)
        return not capital and top.dep != "pobj"

    def _is_dateline(self, first: int, last: int) -> bool:
        """Whether the words open their sentence as a dateline does: in capitals, or before a bracket, colon or dash."""
        start = first - 1 if self.text.lower(first - 1) == "the" else first
        opens = not self.text.same_sentence(start - 1, start)
        return opens and (self.tokens[first].text.isupper() or self.text.lower(last) in {"(", ":", "--", "—", "–"})

    def _head(self, first: int, last: int) -> int:
        """The token whose own head lies outside."""
        for index in range(last - 1, first - 1, -1):
            if not first <= self.tokens[index].head < last or self.tokens[index].head == index:
                return index
        return last - 1

    def _collectives(self) -> None:
        """Plurals that mean the actors of the matter: "the two countries", "both sides", "the parties to the conflict"."""
        words = discourse_words()
        nouns = words["sides"] | words["parties"] | words["countries"]
        longer = {i for first, (last, _) in self.organs.items() if last - first > 1 for i in range(first, last)}
        for token in self.tokens:
            word = token.lemma.lower()
            if word not in nouns or token.tag[:2] != "NN" or token.index in self.taken or token.index in longer:
                continue
            if token.dep in {"compound", "nmod"} and token.head > token.index:
                continue
            plural = token.tag in {"NNS", "NNPS"}
            start = self._left(token.index, token.index)
            before = {self.text.lower(index) for index in range(start, token.index)}
            couple = bool(before & words["couple"])
            owner = self._owner_left(start, token.index)
            if (plural and (couple or before & {"the", "these", "those", "all"})) or (
                (word in words["one_country"] or (word == "state" and owner is not None))
                and self.text.lower(start) in {"the", "this", "that"}
            ):
                core = (token.index, token.index + 1)
                phrase = Phrase(start, core[1], token.index, core, "collective", plural=plural, definite=True)
                if owner is not None:
                    phrase = replace(phrase, owner=owner[0], owner_at=owner[1:])
                elif not plural and token.index - start > 1:
                    continue
                self.phrases.append(phrase)
                self.taken.update(range(start, core[1]))

    def _agent_nouns(self) -> None:
        """People by what they do, known by the noun's ending: "two moderators"."""
        words = discourse_words()
        endings = tuple(sorted(words["agent_endings"]))
        for token in self.tokens:
            lemma = token.lemma.lower()
            if token.tag not in {"NN", "NNS"} or token.index in self.taken or not lemma.endswith(endings):
                continue
            if lemma in words["no_agents"] or token.index in self.at_known or self._in_person(token.index):
                continue
            start = self._left(token.index, token.index)
            bare = start == token.index and token.tag == "NN"
            if not bare and not (token.dep in {"compound", "nmod", "amod"} and token.head > token.index):
                self._organ(token.index, token.index + 1, Noun(lemma, "people", "CVL"))

    # Names of bodies that no table has

    def _bodies(self) -> None:
        covered = self.taken | {index for phrase in self.phrases for index in range(phrase.core[0], phrase.core[1])}
        places = {mention.span.start for mention in self.text.analysis.places if mention.place}
        for name in self.text.analysis.names:
            if name.label != "ORG" or covered.intersection(range(name.first, name.last)):
                continue
            first, last = name.first, name.last
            while first < last and self.tokens[first].tag in {"DT", "``", "''", "POS"}:
                first += 1
            while last > first and self.tokens[last - 1].tag in {"POS", "''", ",", "."}:
                last -= 1
            if (
                first == last
                or self.tokens[first].span.start in places
                or not any(c.isalpha() for c in self.text.words(first, last))
            ):
                continue
            if last - first == 1 and self.text.lower(first - 1) in {"a", "an"}:
                continue
            head = self._head(first, last)
            start = first - 1 if self.text.lower(first - 1) == "the" else first
            owner = self._owner_left(first, last)
            phrase = Phrase(start, last, head, (first, last), "body")
            if owner is not None:
                phrase = replace(phrase, owner=owner[0], owner_at=owner[1:])
            self.phrases.append(phrase)

    def _pronouns(self) -> None:
        for token in self.tokens:
            word = token.text.lower()
            if token.tag in {"WP", "WDT"} and token.dep in {"nsubj", "nsubjpass", "dobj"}:
                antecedent = self._antecedent(token.index)
                if antecedent is not None:
                    core = (token.index, token.index + 1)
                    self.phrases.append(Phrase(*core, token.index, core, "relative", antecedent=antecedent))
                continue
            if token.pos != "PRON" or word not in _PRONOUNS | _POSSESSIVES or token.dep == "expl":
                continue
            if token.text == "US":
                continue
            self.phrases.append(
                Phrase(
                    token.index,
                    token.index + 1,
                    token.index,
                    (token.index, token.index + 1),
                    "pronoun",
                    plural=word in {"they", "them", "their", "we", "us", "our"},
                )
            )

    def _antecedent(self, index: int) -> int | None:
        """The noun that a relative pronoun stands for."""
        clause = self.tokens[index].head
        for _ in range(3):
            if self.tokens[clause].dep == "relcl":
                return self.tokens[clause].head
            clause = self.tokens[clause].head
        return None

    def _nouns(
        self, found: Sequence[tuple[int, int, Noun]], inside: set[int] | frozenset[int]
    ) -> dict[int, tuple[int, Noun]]:
        return {first: (last, noun) for first, last, noun in found if not inside.intersection(range(first, last))}


def nouns_key(noun: Noun) -> str:
    """The noun's last word in the singular, as far as English spelling shows it."""
    word = re.split(r"[\s-]", noun.phrase)[-1].rstrip(".")
    return {"men": "man"}.get(word, word.replace("men", "man") if word.endswith("men") else word)
