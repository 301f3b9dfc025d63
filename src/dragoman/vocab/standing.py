"""Words that tell background from news. Comes in: `standing.yaml`. Goes out: one typed, cached table."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, fields

from dragoman.vocab.sections import read_table, sets_of


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Lower-case lemmas by what they tell; `before` and `now` match time expressions that tell it themselves."""

    earlier: frozenset[str]
    only_past: frozenset[str]
    follows: frozenset[str]
    others: frozenset[str]
    recalling: frozenset[str]
    links: frozenset[str]
    stative: frozenset[str]
    lasting: frozenset[str]
    before: re.Pattern[str]
    now: re.Pattern[str]


@functools.cache
def load_standing() -> StandingWords:
    """The shipped table."""
    table = read_table("standing.yaml").only(*(field.name for field in fields(StandingWords)))
    before, now = (re.compile("|".join(table.pop(name).words())) for name in ("before", "now"))
    return StandingWords(before=before, now=now, **sets_of(table))
