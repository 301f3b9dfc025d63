"""What coding one report sees, and the questions that every kind of object asks of a word: whose voice, when, where, news or background.

A report's analysis, statements and standings come in; answers go out with their evidence, or a gap.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.coding.clauses import Clauses, prepositions, read_clauses, with_conjuncts
from dragoman.coding.participants import ActorIndex, index_actors
from dragoman.coding.standing import Reading, View, judge_clause_standing, judge_deed_standing, view_of
from dragoman.coding.timing import time_for
from dragoman.model import (
    Analysis,
    Evidence,
    Gap,
    Place,
    PlaceMention,
    Report,
    Sentence,
    Span,
    SpanIndex,
    Standing,
    Statement,
    Time,
)
from dragoman.vocab.goldstein import DEFAULT_TABLE
from dragoman.vocab.lexicon import word_classes

_PLACING = frozenset({"in", "at", "into", "near", "outside", "inside", "within", "across", "throughout", "around"})
# Whose deed a noun is, or on whom: "the gathering of the opposition in Riyadh" was in Riyadh.
_OF_THE_DEED = frozenset({"of", "between", "among"})
_TOLD_OF = frozenset({"nsubj", "nsubjpass", "dobj"})
_SAME_CLAUSE = frozenset({"conj", "xcomp", "advcl", "acl", "prep", "pobj", "pcomp", "attr"}) | _TOLD_OF
_CLIMB = 4
# Rules that say no more of a deed than its surroundings do.
_OF_SENTENCE = frozenset({"standing.sentence.v1", "standing.weighed.v1"})


@dataclass(frozen=True)
class Setting:
    """One report as coding sees it; `standings` has one entry per sentence, `goldstein` names the table of values. It has no slots, so that what is asked again and again is worked out once."""

    report: Report
    analysis: Analysis
    tree: Clauses
    actors: ActorIndex
    statements: tuple[Statement, ...]
    standings: tuple[Standing, ...]
    run_id: str
    goldstein: str = DEFAULT_TABLE

    @functools.cached_property
    def view(self) -> View:
        """What is seen by whoever asks what is news."""
        return view_of(self.report, self.analysis, self.tree)

    @functools.cached_property
    def told(self) -> SpanIndex[Statement]:
        """The statements by what they say."""
        return SpanIndex(self.statements, lambda statement: (*statement.content, *statement.repeats))

    def sentence(self, index: int) -> Sentence:
        """The sentence of a token."""
        return self.analysis.sentences[self.tree.token(index).sentence]

    def words(self, index: int) -> Span:
        """The token's own span."""
        return self.tree.token(index).span


def set_out(
    report: Report,
    analysis: Analysis,
    *,
    statements: tuple[Statement, ...] = (),
    standings: tuple[Standing, ...],
    run_id: str,
    goldstein: str = DEFAULT_TABLE,
) -> Setting:
    """The setting of one report, its tree read and its actors indexed."""
    tree = read_clauses(analysis.tokens, (mention.span for mention in analysis.places if mention.place))
    actors = index_actors(report, analysis, tree)
    return Setting(report, analysis, tree, actors, statements, standings, run_id, goldstein)


def standing_of(setting: Setting, index: int) -> Reading:
    """The standing of the saying or the thing that a token names, the rule, the words."""
    reading = judge_clause_standing(setting.view, index, _around(setting, index))
    return _as_told(setting, index, reading)


def standing_of_deed(setting: Setting, index: int) -> Reading:
    """The same of a deed."""
    reading = judge_deed_standing(setting.view, index, _around(setting, index))
    return _as_told(setting, index, reading)


def _around(setting: Setting, index: int) -> Standing:
    """The standing of the token's sentence."""
    return setting.standings[setting.tree.token(index).sentence]


def _as_told(setting: Setting, index: int, reading: Reading) -> Reading:
    """The reading, but what a recalled statement tells is recalled."""
    around = statement_around(setting, setting.words(index))
    if around is not None and around.standing == "background" and reading[1] in _OF_SENTENCE:
        return "background", "standing.statement.v1", around.cue or around.content
    return reading


def statement_around(setting: Setting, span: Span) -> Statement | None:
    """The innermost statement whose content holds the span."""
    holding = setting.told.covering(span)
    sizes = {s.id: sum(piece.end - piece.start for piece in s.content) for s in holding}
    return min(holding, key=lambda s: (sizes[s.id], s.parent_id is None, s.id), default=None)


def voice_evidence(field: str, statement: Statement | None, words: Span, component: str) -> Evidence:
    """The evidence of whose voice something is told in: who says the statement around its words, otherwise the words, which stand in none."""
    if statement is None:
        return Evidence(field, (words,), f"{component}:outside-statements")
    spans = tuple(p.span for p in statement.source) + statement.cue
    return Evidence(field, spans, f"{component}:inside-statement")


def time_of(setting: Setting, index: int) -> tuple[Time | None, list[Evidence], list[Gap]]:
    """When the deed was, as its clause says."""
    mention = time_for(setting.tree, setting.analysis, index)
    if mention is None:
        return None, [], [Gap("time", "the clause gives no time")]
    if mention.time is None:
        return None, [], [Gap("time", mention.reason or "the time cannot be resolved", (mention.span,))]
    return mention.time, [Evidence("time", (mention.span,), mention.rule)], []


def is_ahead(setting: Setting, day: Time | None) -> bool:
    """Whether the day lies behind that of the report: "the two meet on Friday"."""
    published = setting.report.published
    return day is not None and published is not None and day.start is not None and day.start > published.day


def place_of(setting: Setting, words: Iterable[int]) -> tuple[Place | None, list[Evidence], list[Gap]]:
    """The place that a preposition of one of the words names, of the verb that governs one, or that opens its clause; or the name before a noun ("the Karsova attack")."""
    tree = setting.tree
    own = list(dict.fromkeys(words))
    # "received the envoy in Geneva", "met with him in Geneva": the parser may hang the place on the object or the partner.
    partners = [noun for word in own for name, noun in prepositions(tree, word) if name == "with"]
    verbs = [word for word in own if tree.token(word).pos == "VERB"]
    partners += [n for word in own if word not in verbs for name, n in prepositions(tree, word) if name in _OF_THE_DEED]
    things = with_conjuncts(tree, (noun for word in verbs for noun in tree.below(word, "dobj")))
    told_of = [tree.token(word).head for word in own if tree.token(word).dep in _TOLD_OF]
    beside = (
        noun
        for word in dict.fromkeys([*own, *things, *partners, *told_of])
        for name, noun in prepositions(tree, word)
        if name in _PLACING
    )
    opening = (noun for word in own for noun in _opening(tree, word))
    for noun in itertools.chain(beside, (noun for word in own for noun in _where(tree, word)), opening):
        mention = _named_place(setting, noun)
        if mention is not None:
            return mention.place, [Evidence("place", (mention.span,), mention.rule)], []
    # Who condemns "the Karsova attack" does not do so in Karsova.
    deeds = (word for word in own if word not in verbs and word not in things)
    before = (name for word in deeds for name in tree.below(word, "compound", "nmod"))
    mention = next((found for name in before if (found := _town_at(setting, name))), None)
    if mention is not None:
        return mention.place, [Evidence("place", (mention.span,), mention.rule)], []
    return None, [], [Gap("place", "the clause names no place of the deed")]


def _where(tree: Clauses, word: int) -> list[int]:
    """The noun that a clause with `where` tells of: "flew to Geneva, where he met them"."""
    token = tree.token(word)
    told = token.dep == "relcl" and any(tree.lemma(child) == "where" for child in tree.below(word, "advmod"))
    return [token.head] if told else []


def _opening(tree: Clauses, word: int) -> Iterator[int]:
    """The nouns of the phrases of place that stand before the subject of the clause of a word, and of those that it is part of: "In Geneva, they met and agreed"."""
    for _ in range(_CLIMB):
        first = min(tree.below(word, "nsubj", "nsubjpass"), default=None)
        if first is not None:
            yield from (noun for name, noun in prepositions(tree, word) if name in _PLACING and noun < first)
        token = tree.token(word)
        if token.dep not in _SAME_CLAUSE or token.head == word:
            return
        word = token.head


def _named_place(setting: Setting, noun: int, depth: int = 0) -> PlaceMention | None:
    """The place that a noun names, or that its own words place it in: "a village near Geneva", "the capital, Karsova"."""
    found = _place_at(setting, noun)
    if found is not None or depth == _CLIMB:
        return found
    tree = setting.tree
    inside = tree.below(noun, "appos")
    # A settlement may be a village, or that of a conflict.
    is_place = tree.lemma(noun) in word_classes()["territory"] - word_classes()["conflict"]
    inside += [within for name, within in prepositions(tree, noun) if name in _PLACING or (name == "of" and is_place)]
    inside += tree.below(noun, "compound", "nmod", "poss") if is_place else []
    inside += [within for side in tree.below(noun, "advmod") for _, within in prepositions(tree, side)]
    return next((found for within in inside if (found := _named_place(setting, within, depth + 1))), None)


def _town_at(setting: Setting, index: int) -> PlaceMention | None:
    """The town that a word before a noun names; states, and capitals that stand for governments, are parties of "the X talks" and not where they are held."""
    found = _place_at(setting, index)
    town = found is not None and found.place is not None and found.place.precision in {"city", "district"}
    named = setting.actors.named(index)
    return found if town and (named is None or named.actor_id is None) else None


def _place_at(setting: Setting, index: int) -> PlaceMention | None:
    span = setting.words(index)
    mentions = setting.analysis.places
    return next((mention for mention in mentions if mention.place is not None and mention.span.overlaps(span)), None)


def phrase_tokens(setting: Setting, index: int, *deps: str) -> Sequence[int]:
    """The tokens below `index` that are reached through the given relations only, itself included, in order."""
    found = {index}
    queue = [index]
    while queue:
        for child in setting.tree.below(queue.pop(), *deps):
            if child not in found:
                found.add(child)
                queue.append(child)
    return sorted(found)
