"""What coding one report sees, and the questions that every kind of object asks of a word: whose voice, when, where, news or background.

A report's analysis, statements and standings come in; answers go out with their evidence, or a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.coding.clauses import Clauses, prepositions, read_clauses
from dragoman.coding.participants import ActorIndex, index_actors
from dragoman.coding.standing import Reading, judge_clause_standing
from dragoman.coding.timing import time_for
from dragoman.model import Analysis, Evidence, Gap, Place, Report, Sentence, Span, Standing, Statement, Time

_PLACING = frozenset({"in", "at", "near", "outside", "on"})


@dataclass(frozen=True, slots=True)
class Setting:
    """One report as coding sees it; `standings` has one entry per sentence."""

    report: Report
    analysis: Analysis
    tree: Clauses
    actors: ActorIndex
    statements: tuple[Statement, ...]
    standings: tuple[Standing, ...]
    run_id: str

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
) -> Setting:
    """The setting of one report, its tree read and its actors indexed."""
    tree = read_clauses(analysis.tokens)
    return Setting(report, analysis, tree, index_actors(report, analysis, tree), statements, standings, run_id)


def standing_of(setting: Setting, index: int) -> Reading:
    """The standing of the deed that a token names, the rule, the words; what a recalled statement tells is recalled."""
    sentence_standing = setting.standings[setting.tree.token(index).sentence]
    reading = judge_clause_standing(setting.report, setting.analysis, setting.tree, index, sentence_standing)
    around = statement_around(setting, setting.words(index))
    if around is not None and around.standing == "background" and reading[1] == "standing.sentence.v1":
        return "background", "standing.statement.v1", around.cue or around.content
    return reading


def statement_around(setting: Setting, span: Span) -> Statement | None:
    """The innermost statement whose content holds the span."""
    holding = [s for s in setting.statements if any(piece.covers(span) for piece in (*s.content, *s.repeats))]
    return min(holding, key=lambda s: (sum(piece.end - piece.start for piece in s.content), s.id), default=None)


def time_of(setting: Setting, index: int) -> tuple[Time | None, list[Evidence], list[Gap]]:
    """When the deed was, as its clause says."""
    mention = time_for(setting.tree, setting.analysis, index)
    if mention is None:
        return None, [], [Gap("time", "the clause gives no time")]
    if mention.time is None:
        return None, [], [Gap("time", mention.reason or "the time cannot be resolved", (mention.span,))]
    return mention.time, [Evidence("time", (mention.span,), mention.rule)], []


def place_of(setting: Setting, words: Iterable[int]) -> tuple[Place | None, list[Evidence], list[Gap]]:
    """The place that a preposition of one of the words names."""
    tree = setting.tree
    own = list(words)
    # "received the envoy in Geneva", "met with him in Geneva": the parser may hang the place on the object or the partner.
    partners = [noun for word in own for name, noun in prepositions(tree, word) if name == "with"]
    things = [noun for word in own if tree.token(word).pos == "VERB" for noun in tree.below(word, "dobj")]
    reach = dict.fromkeys([*own, *things, *partners])
    for word in reach:
        for name, noun in prepositions(tree, word):
            if name not in _PLACING:
                continue
            span = setting.words(noun)
            for mention in setting.analysis.places:
                if mention.place is not None and mention.span.overlaps(span):
                    return mention.place, [Evidence("place", (mention.span,), mention.rule)], []
    return None, [], [Gap("place", "the clause names no place of the deed")]


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
