"""What stands for an actor in a report: phrases, the report's tokens made ready for look-up, and what one pass over them has seen.

Names of people (`people.py`), known names (`known_names.py`), offices (`offices.py`) and organs (`organs.py`) add their phrases to a `Sight`; `mentions.py` calls them in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from dragoman.model import Analysis, NamedMention, Report, Span, Token
from dragoman.understand.topics import find_topics
from dragoman.vocab.actor_table import ActorTable, Form, KnownActor, Noun
from dragoman.vocab.discourse import discourse_words

Sort = Literal["known", "adjective", "person", "office", "organ", "body", "collective", "pronoun", "relative"]
_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "case", "predet", "npadvmod", "advmod"}
)
# The tags of a verb, the adjective that tells what came of it, and a number.
_RESULT = ("VB", "JJ", "CD")
BEFORE_NAME = frozenset(
    {"DT", "JJ", "NN", "NNP", "NNS", "NNPS", "POS", "HYPH", "PRP$", "VBN", "CD", "JJS", "JJR", "FW"}
)
# "Its", "whose".
POSSESSIVES = frozenset({"PRP$", "WP$"})
DATES = frozenset({"DATE", "TIME"})
# What follows "at" before a number.
_BOUNDS = frozenset({"least", "most"})
_ENDS_PHRASE = frozenset({",", ";", ":", "—", "–", "/", '"', "“", "”", "(", ")"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[first, last)` stand for an actor; `core` are those of the name or noun itself.

    `owner` is the known actor that an office or organ belongs to, `owner_at` its tokens; `named` says that proper nouns make
    it one of its kind ("Kaohsiung County government"), `abroad` that it is expressly not the report's country's,
    `joined` is another organ with which its own shares the noun, and its tokens ("the government | and opposition forces");
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
    out_of_office: bool = False
    named: bool = False
    abroad: bool = False
    tentative: bool = False
    joined: tuple[int, int, Noun] | None = None
    body_at: tuple[int, int] | None = None
    antecedent: int | None = None
    beside: tuple[Phrase, ...] = ()
    readings: tuple[KnownActor, ...] = ()


@dataclass
class Text:
    """A report's tokens with what looks them up, built once a report; `topics` are those that only tell what a committee deals with."""

    report: Report
    analysis: Analysis
    table: ActorTable
    tokens: tuple[Token, ...]
    children: list[list[int]]
    names: dict[int, NamedMention] = field(default_factory=dict)
    topics: frozenset[int] = frozenset()

    def lower(self, index: int) -> str:
        """The token's word in lower case, empty past either end."""
        return self.tokens[index].text.lower() if 0 <= index < len(self.tokens) else ""

    def words(self, first: int, last: int) -> str:
        """The words of tokens `[first, last)` as written."""
        return self.span(first, last).of(self.report.text)

    def of_one(self, first: int, last: int) -> str:
        """The words of an office of several as that of one of them: "foreign ministers", "foreign minister"."""
        noun = self.tokens[last - 1]
        words = self.words(first, last)
        return words[: -len(noun.text)] + noun.lemma if noun.tag in {"NNS", "NNPS"} else words

    def span(self, first: int, last: int) -> Span:
        """The span of tokens `[first, last)`."""
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def bare_words(self, phrase: Phrase) -> str:
        """The phrase's words without an article or possessive before them."""
        first = phrase.first
        while first < phrase.core[0] and self.tokens[first].tag in {"DT", *POSSESSIVES}:
            first += 1
        return self.words(first, phrase.last)

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
    analysis = replace(analysis, names=tuple(_whole_party(analysis, name) for name in analysis.names))
    names = {index: name for name in analysis.names for index in range(name.first, name.last)}
    return Text(report, analysis, table, analysis.tokens, children, names, find_topics(analysis.tokens))


def _whole_party(analysis: Analysis, name: NamedMention) -> NamedMention:
    """The name of a party to its end: "the Democratic Party | for the People", "the Green Party | of Karsova"."""
    tokens = analysis.tokens
    behind = [token.text for token in tokens[name.last : name.last + 4]]
    last = name.last + 1 + (behind[1:2] == ["the"])
    more = tokens[last : last + 1]
    joined = name.label == "ORG" and tokens[name.last - 1].text == "Party" and behind[:1] in (["for"], ["of"])
    if not joined or not more or not more[0].text.istitle() or more[0].sentence != tokens[name.first].sentence:
        return name
    return replace(name, span=Span(name.span.start, more[0].span.end), last=last + 1)


@dataclass
class Sight:
    """What one pass over a report has seen so far; each token belongs to at most one core.

    `people` are names of persons as tokens `[first, last)`, `leaders` those of the table; `known` the known names, `titles` and `organs` the nouns of the table, each by its
    first token with where it ends; `at_known` the first token of the known name that a token is in; `taken` the tokens that belong to a phrase; `shared_title` the last person with a
    title in the plural and where his name ends; `states_of_places` the state of a place, by where its name starts in the text, `states_of_parts` that of a place whose name is in another's.
    """

    text: Text
    year: int | None
    people: list[tuple[int, int]] = field(default_factory=list)
    leaders: dict[tuple[int, int], KnownActor] = field(default_factory=dict)
    known: dict[int, tuple[int, tuple[Form, ...]]] = field(default_factory=dict)
    at_known: dict[int, int] = field(default_factory=dict)
    titles: dict[int, tuple[int, Noun]] = field(default_factory=dict)
    organs: dict[int, tuple[int, Noun]] = field(default_factory=dict)
    states_of_places: dict[int, KnownActor] = field(default_factory=dict)
    states_of_parts: dict[int, KnownActor] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    shared_title: tuple[int, Phrase] = (0, Phrase(0, 0, 0, (0, 0), "person"))
    phrases: list[Phrase] = field(default_factory=list)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The report's tokens."""
        return self.text.tokens

    def is_dash(self, index: int) -> bool:
        """A hyphen with blanks around it parts phrases ("HARARE, Zimbabwe - ...")."""
        span = self.tokens[index].span
        text = self.text.report.text
        return self.tokens[index].text in {"-", "–", "—", "--"} and text[span.start - 1 : span.start].isspace()

    def in_person(self, index: int) -> bool:
        """Whether the token is in a name of a person."""
        return any(first <= index < last for first, last in self.people)

    def is_abroad(self, start: int, stop: int) -> bool:
        """Whether a word among the tokens says that it is not the report's country's ("foreign")."""
        return any(self.text.lower(index) in discourse_words()["not_home"] for index in range(start, stop))

    def left(self, head: int, first: int) -> int:
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
            if self.tokens[index + 1].tag == "HYPH" and not self.is_dash(index + 1):
                # One word with what is behind the hyphen: "a would-be bomber".
                continue
            if self.text.lower(index) == "at" and self.text.lower(index + 1) in _BOUNDS:
                # "At least a dozen other people"
                continue
            if token.tag in {"VBD", "VBZ", "VBP", "IN", "TO", "MD"} or token.text in _ENDS_PHRASE:
                return index + 1
            if self.is_dash(index) or (self.text.lower(index) == "then" and self.tokens[index + 1].tag == "DT"):
                # "The council and then | the president": no "then-president".
                return index + 1
            if self.in_person(index) and self.tokens[index + 1].tag != "POS" and not self.modifies(index):
                return index + 1
        return start + (self._is_result(start) or self._is_order(start))

    def _is_order(self, index: int) -> bool:
        """Whether the participle that the phrase would begin with is the verb of the noun before it: "the president | instructed | negotiators"."""
        token = self.tokens[index]
        told = token.tag == "VBN" and token.lemma.lower() in discourse_words()["orders"]
        return told and self.text.same_sentence(index - 1, index) and self.tokens[index - 1].tag[:2] == "NN"

    def _is_result(self, index: int) -> bool:
        """Whether an adjective goes with the verb before it and not with those counted behind it: "shot dead | two men"."""
        tags = [token.tag for token in self.tokens[max(0, index - 1) : index + 2]]
        return len(tags) == len(_RESULT) and all(tag.startswith(kind) for tag, kind in zip(tags, _RESULT, strict=True))

    def is_definite(self, start: int) -> bool:
        """Whether the phrase that starts here is a certain one: "the", "these", "his"."""
        return (
            self.text.lower(start) in {"the", "this", "that", "these", "those", "both"}
            or self.tokens[start].tag in POSSESSIVES
        )

    def actor(self, form: Form) -> KnownActor:
        """Whom a form of the table names."""
        return self.text.table.actors[form.actor_id]

    def modifies(self, head: int) -> bool:
        """Whether the token modifies a noun behind it."""
        token = self.tokens[head]
        return token.dep in {"amod", "compound", "nmod"} and token.head > head

    def head(self, first: int, last: int) -> int:
        """The token whose own head lies outside."""
        for index in range(last - 1, first - 1, -1):
            if not first <= self.tokens[index].head < last or self.tokens[index].head == index:
                return index
        return last - 1


def is_party(name: str) -> bool:
    """Whether the name is a party's, by the word for it: "Karsova Green Party", "Democratic Party for the People"."""
    return "party" in name.casefold().split()


def is_out_of_office(word: str) -> bool:
    """Whether the word before an office tells that somebody holds it no more, or not yet."""
    return word in discourse_words()["former"] | discourse_words()["future"]


def words_of_office(office: str) -> set[str]:
    """The words of an office, in small letters, and of whatever else it is called: a prime minister is the premier too."""
    alike = discourse_words()["heads_of_government"]
    offices = alike if office.casefold() in alike else {office.casefold()}
    return {word for name in offices for word in name.split()}


def nouns_key(noun: Noun) -> str:
    """The noun's last word in the singular, as far as English spelling shows it; a secretary-general is no general."""
    if noun.sector != "MIL" and re.search(r"[\s-]general$", noun.phrase):
        return noun.phrase.replace("-", " ")
    word = re.split(r"[\s-]", noun.phrase.split(" of ")[0])[-1].rstrip(".")
    return {"men": "man"}.get(word, word.replace("men", "man") if word.endswith("men") else word)
