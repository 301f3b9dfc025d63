"""Statements out of attributions."""

import dataclasses

from dragoman.coding.setting import set_out
from dragoman.coding.statements import code_statements
from dragoman.model import Attribution, Span
from tests.coding.understanding import understand_actors

TEXT = 'Norwegian voters said the budget doesn\'t "speak" to them.'


def test_marks_alone_are_no_words():
    """A content that is quotation marks around the cue makes no statement, and hurts none."""
    report, analysis = understand_actors(TEXT)
    first, last = TEXT.index('"'), TEXT.rindex('"')
    marks = (Span(first, first + 1), Span(last, last + 1))
    item = Attribution((Span(0, 16),), (Span(first + 1, last),), marks, "direct", "attribution.none.v1:speak")
    analysis = dataclasses.replace(analysis, attributions=(item,))
    assert code_statements(set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")) == ()


def _sources(text, *items):
    report, analysis = understand_actors(text)
    analysis = dataclasses.replace(analysis, attributions=items)
    setting = set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")
    return [[participant.name for participant in s.source] for s in code_statements(setting)]


def test_a_source_ends_before_its_relative_pronoun_and_a_pronoun_alone_is_what_it_refers_to():
    """The villages claim, not "the villages who"; the signs suggest, not "that"."""
    for text, words in (
        ("The company was blamed by five villages who claim the dam is unsafe.", "five villages who"),
        ("The company was blamed by five villages who claim the dam is unsafe.", "who"),
    ):
        source, cue, content = (
            Span(text.index(part), text.index(part) + len(part)) for part in (words, "claim", "the dam is unsafe")
        )
        item = Attribution((source,), (cue,), (content,), "indirect", "attribution.clause.v1:claim")
        assert _sources(text, item) == [["five villages"]]
