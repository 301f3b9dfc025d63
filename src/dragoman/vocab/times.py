"""Words of time expressions."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Lower-case words to numbers: weekdays 0–6, months 1–12; units to `day`, `week`, `month`, `year`, `decade`; seasons to months.

    `future` auxiliaries and `ahead` verbs look to what is to come, phrases of `until` before a time too.
    A figure behind a `numbered` word is its number and no year, `joining` words may stand between the figures.
    """

    weekdays: dict[str, int]
    months: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, tuple[int, int]]
    future: frozenset[str]
    ahead: frozenset[str]
    until: frozenset[str]
    numbered: frozenset[str]
    joining: frozenset[str]


@functools.cache
def load_time_words() -> TimeWords:
    """The shipped table."""
    text = resources.files("dragoman.vocab").joinpath("data", "times.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    seasons = {name: (first, last) for name, (first, last) in content["seasons"].items()}
    listed = {name: frozenset(content[name]) for name in ("future", "ahead", "until", "numbered", "joining")}
    return TimeWords(content["weekdays"], content["months"], content["numbers"], content["units"], seasons, **listed)
