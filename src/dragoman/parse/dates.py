"""Publication dates and times as pages write them, in many layouts and languages.

A string comes in; instants with their raw words go out. What is ambiguous (03/04/2021 with nothing to settle the order) or impossible is
left out; an unread date is never replaced by another.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import Instant, Span
from dragoman.vocab.dates import load_date_words
from dragoman.vocab.sections import any_of

_EARLIEST_YEAR = 1980
_LATEST_YEAR = 2100
_ISO = re.compile(
    r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:[T ]+(?P<clock>\d{1,2}:\d{2})(?::\d{2})?(?:\.\d+)?(?:\s?(?P<zone>Z\b|[+-]\d{2}:?\d{2}\b))?)?(?![\d-])"
)
_RFC = re.compile(
    r"\s*(?:[A-Z][a-z]{2},\s+)?[0-3]?\d\s+[A-Z][a-z]{2}\s+\d{4}\s+[0-2]\d:[0-5]\d(?::[0-5]\d)?\s+(?:[+-]\d{4}|[A-Z]{1,4})\s*$"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<one>\d{1,4})(?P<mark>[./-])(?P<two>\d{1,2})(?P=mark)(?P<three>\d{4}|\d{1,2})(?![\d/-])"
)
_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m\b\.?)?", re.IGNORECASE
)
_HOUR = re.compile(r"(?<![\d:])(?P<hour>1[0-2]|[1-9])\s*(?P<half>[ap]\.?m\b\.?)", re.IGNORECASE)
_OFFSET = re.compile(
    r"\(?\s*(?:UTC|GMT)?\s*(?P<sign>[+\-−])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\b\)?", re.IGNORECASE
)
_ZONE = re.compile(r"\(?\s*(?P<name>[A-Za-z]{1,4})\b\)?")
_NEAR = 24


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a string: where, and the instant it tells. `ambiguous` days are not given."""

    span: Span
    instant: Instant


def find_dates(text: str, *, origin: str = "text", base: int = 0) -> list[FoundDate]:
    """Every date in the string, with its clock time and zone where they stand beside it; spans are shifted by `base`."""
    found: list[FoundDate] = []
    taken: list[Span] = []
    for span, day, clock in sorted(_days(text), key=lambda item: (item[0].start, -item[0].end)):
        if any(span.overlaps(other) for other in taken):
            continue
        taken.append(span)
        whole, instant = _with_clock(text, span, day, clock, origin)
        found.append(FoundDate(Span(whole.start + base, whole.end + base), _placed(instant, whole, base)))
    return found


def read_stamp(raw: str, *, origin: str) -> Instant | None:
    """The instant in a machine-written stamp (ISO 8601, RFC 2822, or a date as people write it); None if it tells none."""
    if _RFC.match(raw):
        parsed = email.utils.parsedate_to_datetime(raw)
        if _EARLIEST_YEAR <= parsed.year <= _LATEST_YEAR:
            return Instant(parsed.isoformat(timespec="minutes"), "minute", raw, origin)
    found = find_dates(raw, origin=origin)
    if not found:
        return None
    instant = found[0].instant
    return Instant(instant.iso, instant.precision, raw, origin)


def _placed(instant: Instant, span: Span, base: int) -> Instant:
    return Instant(
        instant.iso, instant.precision, instant.raw, instant.origin, Span(span.start + base, span.end + base)
    )


def _days(text: str) -> Iterator[tuple[Span, dt.date, str | None]]:
    """Each day with its place; for an ISO stamp also its clock and zone as written."""
    for match in _ISO.finditer(text):
        if day := _date(match["year"], match["month"], match["day"]):
            clock = f"{match['clock']} {match['zone'] or ''}" if match["clock"] else None
            yield Span(*match.span()), day, clock
    for match in _NUMERIC.finditer(text):
        if day := _numeric_day(match["one"], match["two"], match["three"], match["mark"]):
            yield Span(*match.span()), day, None
    for pattern in _month_patterns():
        for match in pattern.finditer(text):
            month = load_date_words().months[match["month"].casefold().rstrip(".")]
            if day := _date(match["year"], str(month), match["day"]):
                yield Span(*match.span()), day, None


@functools.cache
def _month_patterns() -> tuple[re.Pattern[str], ...]:
    names = any_of(load_date_words().months)
    month = rf"(?P<month>{names})\.?"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|º|er)?\.?"
    year = r"(?P<year>(?:19|20)\d{2})\b"
    return (
        re.compile(rf"(?<![\w]){day}\s+(?:of\s+|de\s+)?{month},?\s+(?:de\s+)?{year}", re.IGNORECASE),
        re.compile(rf"(?<![\w]){month}\s+{day}(?:,?\s+|/){year}", re.IGNORECASE),
        re.compile(rf"(?<![\w]){day}[-/]{month}[-/]{year}", re.IGNORECASE),
    )


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _EARLIEST_YEAR <= found.year <= _LATEST_YEAR else None


def _numeric_day(one: str, two: str, three: str, mark: str) -> dt.date | None:
    """The day of three numbers, if one order alone fits: a dot means day first; a slash may mean either."""
    if len(one) == 4:
        return _date(one, two, three)
    if len(one) > 2 or len(three) != 4:
        return None
    if mark == ".":
        return _date(three, two, one)
    orders = {day for day in (_date(three, two, one), _date(three, one, two)) if day}
    return orders.pop() if len(orders) == 1 else None


def _with_clock(text: str, span: Span, day: dt.date, stamp: str | None, origin: str) -> tuple[Span, Instant]:
    """The day with the clock time that stands in the stamp, right behind it, or right before it."""
    if stamp:
        clock, _, zone = stamp.partition(" ")
        hour, minute = map(int, clock.split(":"))
        # Behind the stamp the zone may stand in letters.
        minutes, end = (_offset_minutes(zone), span.end) if zone else _zone_after(text, span.end)
        whole = Span(span.start, end)
        return whole, _instant(text, whole, day, (hour, minute), minutes, origin)
    after = text[span.end : span.end + _NEAR]
    match = _clock_in(after, at_start=True)
    if match:
        end = span.end + match.end()
        minutes, zone_end = _zone_after(text, end)
        whole = Span(span.start, zone_end)
        return whole, _instant(text, whole, day, _clock_of(match), minutes, origin)
    before = text[max(0, span.start - _NEAR) : span.start]
    match = _clock_in(before, at_start=False)
    if match:
        start = max(0, span.start - _NEAR) + match.start()
        clock_end = max(0, span.start - _NEAR) + match.end()
        minutes, zone_end = _zone_after(text, clock_end)
        behind, behind_end = _zone_after(text, span.end) if minutes is None else (minutes, span.end)
        whole = Span(start, max(span.end, behind_end if behind is not None else span.end))
        return whole, _instant(text, whole, day, _clock_of(match), behind if minutes is None else minutes, origin)
    return span, Instant(day.isoformat(), "day", span.of(text), origin)


def _clock_in(near: str, *, at_start: bool) -> re.Match[str] | None:
    """A clock time beside a date, with nothing but connecting words and marks between."""
    matches = [*_CLOCK.finditer(near), *_HOUR.finditer(near)]
    for match in matches if at_start else reversed(matches):
        between = near[: match.start()] if at_start else near[match.end() :]
        rest = re.sub(
            r"\b(?:at|um|à|a las|alle|в|saat|uhr|on|kl)\b|\((?:UTC|GMT)[^)]*\)|\b[A-Z]{2,4}\b",
            "",
            between,
            flags=re.IGNORECASE,
        )
        if not re.search(r"[\w\n]", rest):
            return match
    return None


def _clock_of(match: re.Match[str]) -> tuple[int, int]:
    hour, minute = int(match["hour"]), int(match.groupdict().get("minute") or 0)
    half = (match["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour, minute


def _zone_after(text: str, position: int) -> tuple[int | None, int]:
    """Minutes east of Greenwich written right behind a position, and where the zone ends; None where there is none."""
    rest = text[position : position + _NEAR]
    blank = len(rest) - len(rest.lstrip(" "))
    match = _OFFSET.match(rest, blank)
    if match and abs(int(match["hours"])) <= 14:
        return _signed(match["sign"], match["hours"], match["minutes"]), position + match.end()
    named = _ZONE.match(rest, blank)
    if named and (minutes := load_date_words().zones.get(named["name"].lower())) is not None:
        return minutes, position + named.end()
    return None, position


def _offset_minutes(zone: str) -> int | None:
    if not zone:
        return None
    if zone == "Z":
        return 0
    return _signed(zone[0], zone[1:3], zone[-2:])


def _signed(sign: str, hours: str, minutes: str | None) -> int:
    total = int(hours) * 60 + int(minutes or 0)
    return total if sign == "+" else -total


def _instant(  # noqa: PLR0917 - the parts of an instant
    text: str, span: Span, day: dt.date, clock: tuple[int, int], minutes: int | None, origin: str
) -> Instant:
    zone = dt.timezone(dt.timedelta(minutes=minutes)) if minutes is not None else None
    moment = dt.datetime(day.year, day.month, day.day, *clock, tzinfo=zone)
    return Instant(moment.isoformat(timespec="minutes"), "minute", span.of(text), origin)
