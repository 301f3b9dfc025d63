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
