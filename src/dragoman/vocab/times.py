"""Words of time expressions. Comes in: `times.yaml`. Goes out: one typed, cached table."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields

from dragoman.vocab.sections import read_table, sets_of


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Lower-case words to numbers: weekdays 0–6, months 1–12; units to `hour`, `day`, `week`, `month`, `year`, `decade`; seasons to months.

    `future` auxiliaries and `ahead` verbs look to what is to come, phrases of `until` before a time too, but for past forms of `lasting` verbs.
    Behind a word of `feasts` a weekday is another day's name. A figure behind a `numbered` word is its number and no year, `joining` words may stand between the figures.
    """

    weekdays: dict[str, int]
    months: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, tuple[int, int]]
    future: frozenset[str]
    ahead: frozenset[str]
    until: frozenset[str]
    lasting: frozenset[str]
    numbered: frozenset[str]
    joining: frozenset[str]
    feasts: frozenset[str]


@functools.cache
def load_time_words() -> TimeWords:
    """The shipped table."""
    table = read_table("times.yaml").only(*(field.name for field in fields(TimeWords)))
    weekdays, months, numbers = (table.pop(name).numbers() for name in ("weekdays", "months", "numbers"))
    units = {word: unit.text() for word, unit in table.pop("units").parts().items()}
    seasons = {
        word: (int(parts["first"].number()), int(parts["last"].number()))
        for word, season in table.pop("seasons").parts().items()
        if (parts := season.only("first", "last"))
    }
    return TimeWords(weekdays, months, numbers, units, seasons, **sets_of(table))
