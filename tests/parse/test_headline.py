"""Which lines are a title and which never are."""

import numpy as np
import pytest

from dragoman.parse.headline import choose_headline, is_no_title
from dragoman.parse.trees import Trees, load_arrays, load_trees

TITLE = "Karsenia closes two border posts after shots were fired"
ARTICLE = [
    "The Interior Ministry of Karsenia said on Monday that two border posts had been closed after shots were fired near the valley.",
    "Velmora's government said that its soldiers had fired no shots, and that the posts should be opened as soon as possible.",
    "The posts were closed for a week last spring, when the two states could not agree on who guards the road between them.",
]


@pytest.mark.parametrize(
    "line",
    [
        "2 Min Read",
        "Reading time: 4 minutes",
        "Interfax Staff",
        "By the Interfax Wire Staff",
        "The Ostrava Herald",
        "The Associated Press",
        "Facebook Twitter Email",
        "Last updated: 3 March 2026 | Source: the ministry",
        "3 March 2026 at 4:02 pm",
        "Share this story: Border posts closed",
    ],
)
def test_what_stands_beside_a_title_is_none(line: str) -> None:
    """How long it takes to read, who wrote, when, for whom, and links to share it."""
    assert is_no_title(line, {"karsenia", "border"})


@pytest.mark.parametrize(
    "line",
    [
        TITLE,
        "Ostrava Herald",
        "The United States and the Middle East",
        "Share prices fall: what is known",
        "What the 3 March 2026 vote in Karsenia means for the talks",
    ],
)
def test_a_title_may_name_what_the_article_is_about(line: str) -> None:
    """An outlet's word, a day or a share in it excludes none."""
    assert not is_no_title(line, {"ostrava", "karsenia", "middle"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["Breaking News"], ["update"]),
        ([TITLE, "December 31, 2025 / 2:25 PM / 4 years ago"], ["Interfax Staff", "1 Min Read"]),
        ([], ["Click to follow", "The Ostrava Herald Online"]),
    ],
)
def test_the_title_is_found_among_what_stands_beside_it(before: list[str], after: list[str]) -> None:
    """Above a standfirst's links, an office, the time to read."""
    lines = [*before, TITLE, *after, *ARTICLE]
    body = np.array([line in ARTICLE for line in lines])
    found = choose_headline(lines, body, load_trees("headline"))
    assert found is not None
    assert lines[found] == TITLE


def test_a_line_that_the_article_bears_out_is_a_title_where_the_model_finds_none() -> None:
    """It stands above, and the article says most of its words; others stay without a title."""
    unsure = Trees({**load_arrays("headline"), "base": np.array([-50.0])})
    body = np.array([False, True, True, True])
    assert choose_headline([TITLE, *ARTICLE], body, unsure) == 0
    assert choose_headline(["Weather in the northern hills today", *ARTICLE], body, unsure) is None
