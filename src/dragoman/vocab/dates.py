"""Names of months and time zones as pages write them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dragoman.vocab.sections import read_table


@dataclass(frozen=True, slots=True)
class DateWords:
    """`months` maps a lower-case name to 1–12, `zones` to minutes east of Greenwich; the rest are words beside a time."""

    months: dict[str, int]
    zones: dict[str, int]
    updated: tuple[str, ...]
    published: tuple[str, ...]


@functools.cache
def load_date_words() -> DateWords:
    """The shipped table."""
    table = read_table("dates.yaml").only("months", "zones", "updated", "published")
    names = table["months"].only(*map(str, range(1, 13)))
    months = {name: int(number) for number, listed in names.items() for name in listed.words()}
    return DateWords(months, table["zones"].numbers(), table["updated"].words(), table["published"].words())
