"""What the whole page says of its lines, and the net that reads it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.parse.test_dump import BODY, FURNITURE, HEADLINE

from dragoman.parse.lines import line_features
from dragoman.parse.net import WORDS, load_net, word_buckets
from dragoman.parse.structure import dump_features, structure_features

ROOT = Path(__file__).parents[2]
PAGE = [line for line in f"{HEADLINE} - Interwire\nHome\nWorld\n{HEADLINE}\n{BODY}\n{FURNITURE}".splitlines() if line]


def test_the_anchor_is_the_title_above_the_article():
    """The heading that the page's first line repeats, and that the prose takes up, is nearest to itself."""
    is_anchor = structure_features(PAGE, line_features(PAGE))[:, 2]
    assert np.flatnonzero(is_anchor).tolist() == [PAGE.index(HEADLINE)]


@pytest.mark.parametrize("lines", [["One line."], ["", "-"], ["a"] * 400, ["x" * 5000]])
def test_odd_pages_have_features_and_chances(lines):
    """A page of one line, of no words, of one word over and over, of one endless word: a chance for each line."""
    features = dump_features(lines)
    chances = load_net("dump_net").chances(lines, features)
    assert features.shape[0] == len(chances) == len(lines)
    assert np.isfinite(chances).all()
    assert ((chances >= 0) & (chances <= 1)).all()


def test_the_net_tells_the_article_from_its_lists():
    """Paragraphs are likelier the article's than the headlines under it."""
    chances = load_net("dump_net").chances(PAGE, dump_features(PAGE))
    body = [
        chance
        for line, chance in zip(PAGE, chances, strict=True)
        if line.startswith(("Velmora's", "Karsenia's", "The two"))
    ]
    rest = [chance for line, chance in zip(PAGE, chances, strict=True) if line in FURNITURE.splitlines()]
    assert min(body) > max(rest)


def test_long_lines_are_read_by_their_ends():
    """The first sixteen and the last eight words count; numbers are alike."""
    words = [f"word{'x' * number}" for number in range(40)]
    (long_line,) = word_buckets([" ".join(words)])
    assert long_line.tolist() == word_buckets([" ".join(words[:16] + words[-8:])])[0].tolist()
    assert (long_line > 0).sum() == WORDS
    assert word_buckets(["12"]).tolist() == word_buckets(["1990"]).tolist()


def test_features_do_not_hang_on_the_order_of_sets():
    """Under another seed of hashes, which orders sets otherwise, every bit is the same."""
    code = (
        "import hashlib; from tests.parse.test_structure import PAGE; from dragoman.parse.structure import dump_features;"
        "print(hashlib.sha256(dump_features(PAGE).tobytes()).hexdigest())"
    )
    seen = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1
