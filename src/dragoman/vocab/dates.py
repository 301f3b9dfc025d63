"""Names of months and time zones as pages write them."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

import yaml


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
    text = resources.files("dragoman.vocab").joinpath("data", "dates.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    months = {str(name): number for number, names in content["months"].items() for name in names}
    return DateWords(months, content["zones"], tuple(content["updated"]), tuple(content["published"]))
