"""Words that tell background from news. Comes in: `standing.yaml`. Goes out: one typed, cached table."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Lower-case lemmas by what they tell; `before` and `now` match time expressions that tell it themselves."""

    earlier: frozenset[str]
    links: frozenset[str]
    stative: frozenset[str]
    origins: frozenset[str]
    lasting: frozenset[str]
    before: re.Pattern[str]
    now: re.Pattern[str]


@functools.cache
def load_standing() -> StandingWords:
    """The shipped table."""
    text = resources.files("dragoman.vocab").joinpath("data", "standing.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    before, now = ("|".join(content.pop(name)) for name in ("before", "now"))
    words = {name: frozenset(listed) for name, listed in content.items()}
    return StandingWords(before=re.compile(before), now=re.compile(now), **words)
