"""Bylines that name nobody."""

import pytest

from dragoman.parse.opening import find_byline


@pytest.mark.parametrize(
    "line",
    ["By our correspondent", "Staff Reporter", "From our correspondents in Juba", "News Desk", "By a staff writer"],
)
def test_an_office_is_a_byline_that_names_nobody(line: str) -> None:
    """It is no title either."""
    found = find_byline(line, 0)
    assert found is not None
    assert found.names == ()


@pytest.mark.parametrize("line", ["Border posts closed", "Agency says border closed", "Our man in Juba"])
def test_other_short_lines_are_no_bylines(line: str) -> None:
    """An office among other words names no author."""
    assert find_byline(line, 0) is None
