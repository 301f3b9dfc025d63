"""Words that tell background from news. Comes in: `standing.yaml`. Goes out: one typed, cached table."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Lower-case lemmas by what they tell."""

    earlier: frozenset[str]
    links: frozenset[str]
    stative: frozenset[str]
    origins: frozenset[str]
    lasting: frozenset[str]


@functools.cache
def load_standing() -> StandingWords:
    """The shipped table."""
    text = resources.files("dragoman.vocab").joinpath("data", "standing.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    return StandingWords(**{name: frozenset(words) for name, words in content.items()})
