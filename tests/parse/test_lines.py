"""Which lines are kept, given the chance of each."""

import numpy as np
import pytest

from dragoman.parse.lines import best_expected, most_probable_path

LINE = "Velmora's cabinet met on Monday and put off the vote on the valley."


def test_of_a_doubtful_page_likely_lines_below_a_half_are_kept():
    """To leave out half an article costs more than to take in as much that is none."""
    chances = np.array([0.02, 0.9, *[0.45] * 6, 0.9, 0.02])
    kept = best_expected(chances, [LINE] * len(chances))
    assert kept.tolist() == [False, *[True] * 8, False]
    assert most_probable_path(chances).sum() < kept.sum()


def test_of_a_page_that_is_clear_a_line_below_a_half_is_left_out():
    """Where the rest is sure, the doubtful line at its end adds less than it may cost."""
    chances = np.array([0.02, *[0.99] * 8, 0.3, 0.02, 0.02])
    assert best_expected(chances, [LINE] * len(chances)).tolist() == [False, *[True] * 8, *[False] * 3]


def test_a_line_weighs_its_words():
    """In doubt a line is kept where what is sure beside it is little, and left out where that is much."""
    chances = np.array([0.01, 0.95, 0.45, 0.01])
    long_line = " ".join([LINE] * 20)
    assert best_expected(chances, ["Home", LINE, long_line, "Home"]).tolist() == [False, True, True, False]
    assert best_expected(chances, ["Home", long_line, LINE, "Home"]).tolist() == [False, True, False, False]


@pytest.mark.parametrize("chances", [[0.3] * 40, [0.0], [0.01, 0.45, 0.01]])
def test_where_no_line_is_likely_none_is_kept(chances):
    """A page without an article has none, however many lines might be some."""
    assert not best_expected(np.array(chances), [LINE] * len(chances)).any()


def test_a_long_page_is_decided_without_running_out_of_numbers():
    """Chances of nought and one, tens of thousands in a row, stay chances."""
    chances = np.array([0.0] * 20_000 + [1.0] * 20_000)
    assert best_expected(chances, ["word"] * 40_000).sum() == 20_000
