"""The lines that open a wire article: dateline and byline, alone on a line or before the first words of a paragraph."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dragoman.model import Dateline, Instant, Span
from dragoman.vocab.dates import load_date_words
from dragoman.vocab.opening import load_opening_cues

_PLACE = r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\- ]{2,40}?)"
_REST = r"(?P<rest>(?:,\s*[A-Z][\w.'’\- ]{1,40}){0,2}?)"
_DAY = r"(?:,?\s*(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>[0-3]?\d)|,?\s*(?P<day2>[0-3]?\d)\s+(?P<month2>[A-Z][a-z]{2,8})\.?)?(?:,?\s+(?P<year>\d{4}))?"
_AGENCY = r"(?:\s*[/(]\s*(?P<agency>[A-Z][\w.&'’\- ]{1,40}?)\s*[/)])?"
_MARK = r"\s*(?P<mark>[-–—]{1,2}|:|\.)?\s*"
_INLINE = re.compile(rf"{_PLACE}{_REST}{_DAY}{_AGENCY}\s*(?:[-–—]{{1,2}}|:)\s+(?=\S)")
_AGENCY_FIRST = re.compile(rf"{_PLACE}{_REST}\s*\((?P<agency>[^)]{{2,40}})\)\s*(?:[-–—]{{1,2}}\s*)?(?=\S)")
_ALONE = re.compile(rf"{_PLACE}{_REST}{_DAY}{_AGENCY}{_MARK}$")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]+"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,3}}"
_NOT_NAMES = frozenset(["the", "a", "an", "staff", "our", "its", "his", "her"])


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote: names, the agency where the line gives one, and the line's place."""

    names: tuple[str, ...]
    agency: str | None
    span: Span


def find_dateline(line: str, start: int, published: Instant | None) -> tuple[Dateline, str | None, int] | None:
    """The dateline that a line begins with or consists of, its agency, and where the article's words start behind it.

    Returns None where there is no dateline. `start` is the line's place in the text. A day without a year is given the year that puts it nearest to the
    publication; without a publication day it stays None.
    """
    for pattern in (_INLINE, _AGENCY_FIRST, _ALONE):
        match = pattern.match(line)
        if not match or not match["place"].strip(" .").isupper():
            continue
        given = match.groupdict()
        month = (given.get("month") or given.get("month2") or "").casefold()
        if pattern is _ALONE and not (month in load_date_words().months or given["rest"]):
            continue
        end = match.end() if pattern is not _ALONE else len(line)
        words = line[:end].rstrip(" -–—:")
        place = (match["place"] + (given["rest"] or "")).strip(" .,")
        day = _day(month, given.get("day") or given.get("day2"), given.get("year"), published)
        return Dateline(Span(start, start + len(words)), _cased(place), day), given.get("agency"), start + end
    return None


def _cased(place: str) -> str:
    """Capital letters as a name is written: `BAKU, Azerbaijan` is `Baku, Azerbaijan`."""
    return ", ".join(part.title() if part.isupper() and len(part) > 3 else part for part in re.split(r",\s*", place))


def _day(month: str, day: str | None, year: str | None, published: Instant | None) -> str | None:
    number = load_date_words().months.get(month)
    if number is None or day is None:
        return None
    if year:
        return _iso(int(year), number, int(day))
    if published is None:
        return None
    day_of = dt.date.fromisoformat(published.day)
    options = [_iso(day_of.year + shift, number, int(day)) for shift in (-1, 0, 1)]
    days = [dt.date.fromisoformat(option) for option in options if option]
    return min(days, key=lambda option: abs(option - day_of)).isoformat() if days else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def find_byline(line: str, start: int) -> Byline | None:
    """The names on a byline ("By Leman Zeynalova - Trend:", "Reporting by A and B"), or None."""
    cues = "|".join(sorted(map(re.escape, load_opening_cues()["byline"]), key=len, reverse=True))
    match = re.match(
        rf"\W{{0,3}}(?i:{cues})\s*:?\s+(?P<names>{_NAMES}(?:\s*(?:,|and|&)\s*{_NAMES})*)"
        rf"(?:\s*[-–—,|/]\s*(?P<agency>[A-Z][\w.&' ]{{1,40}}?))?\s*(?P<end>[:.|;]|$|\s\d|Published|Updated|Posted)",
        line,
    )
    if not match or len(line) > 160:
        return None
    names = tuple(name.strip(" .,") for name in re.split(r"\s*(?:,|\band\b|&)\s*", match["names"]) if name.strip(" .,"))
    if not names or names[0].split()[0].lower() in _NOT_NAMES or all(len(name.split()) < 2 for name in names):
        return None
    return Byline(names, match["agency"], Span(start, start + len(line)))
