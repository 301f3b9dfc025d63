"""Times as intervals of days, with the precision the text gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.evidence import Span

Precision = Literal["minute", "day", "week", "month", "season", "year", "decade", "open"]


@dataclass(frozen=True, slots=True)
class Instant:
    """A publication time as read: never guessed.

    `iso` is ISO 8601 with its offset when the page gives one (`2019-11-11T14:51+04:00`), without offset when it does not, a
    bare day at precision `day`. `raw` is the string as it stood, `origin` where it was read from (`json-ld`, `meta`,
    `time-element`, `text`, `url`, `feed`, `header`), `span` its place in `Report.text` when it was read from the text.
    """

    iso: str
    precision: Precision
    raw: str
    origin: str
    span: Span | None = None

    @property
    def day(self) -> str:
        """The day in the publication's own zone, `YYYY-MM-DD`."""
        return self.iso[:10]


@dataclass(frozen=True, slots=True)
class Time:
    """When something was: first and last day, ISO, both included; `None` at an open end ("since 1994" has no `end`)."""

    start: str | None
    end: str | None
    precision: Precision

    def overlaps(self, other: Time) -> bool:
        """Whether a day lies in both; an open end has no bound."""
        (first, last), (start, end) = self._bounds(), other._bounds()
        return first <= end and start <= last

    def within(self, other: Time) -> bool:
        """Whether no day lies outside `other`: November 2012 lies within 2012."""
        (first, last), (start, end) = self._bounds(), other._bounds()
        return start <= first and last <= end

    def _bounds(self) -> tuple[str, str]:
        """First and last day as strings that compare, an open end before or after every day."""
        return self.start or "", self.end or "9999"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression in the text; `time` is None when it cannot be resolved, then `reason` says why."""

    span: Span
    time: Time | None
    rule: str
    reason: str | None = None
