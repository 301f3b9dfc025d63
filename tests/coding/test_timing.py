"""A deed's time is the expression that its own clause carries."""

import pytest

from dragoman.coding.clauses import read_clauses
from dragoman.coding.timing import time_for
from tests.coding.understanding import understand

CASES = [
    ("On Monday the army attacked the town, killing three people.", "attacked", "2021-10-11"),
    ("On Monday the army attacked the town, killing three people.", "killing", "2021-10-11"),
    ("The minister said on Tuesday that the army had attacked the town.", "attacked", None),
    ("The minister said on Tuesday that the army had attacked the town.", "said", "2021-10-12"),
    ("The minister said the army had attacked the town on Monday.", "attacked", "2021-10-11"),
    ("The conflict began in 1988 when the army attacked the town.", "began", "1988-01-01"),
    ("The 1994 ceasefire was violated on Monday.", "violated", "2021-10-11"),
    ("The 1994 ceasefire was violated on Monday.", "ceasefire", "1994-01-01"),
    ("The town, which fell in 1993, was shelled.", "shelled", None),
]


@pytest.mark.parametrize(("text", "deed", "start"), CASES)
def test_the_time_of_a_deed(text, deed, start):
    """The clause's own time, neither that of the saying nor that of another clause."""
    analysis = understand(text)[1]
    token = next(token for token in analysis.tokens if token.text == deed)
    mention = time_for(read_clauses(analysis.tokens), analysis, token.index)
    assert (mention and mention.time and mention.time.start) == start


@pytest.mark.parametrize(("word", "start", "end"), [("before", None, "2015-01-01"), ("after", "2015-01-01", None)])
def test_before_and_after_bound_the_time(word, start, end):
    """An event before 2015 is not dated 2015."""
    _, analysis = understand(f"The army attacked the town {word} 2015.")
    mention = time_for(read_clauses(analysis.tokens), analysis, 2)
    assert mention is not None
    assert mention.time is not None
    assert (mention.time.start, mention.time.end) == (start, end)
    assert mention.rule.endswith(word)
