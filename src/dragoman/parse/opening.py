"""The lines that open a wire article: dateline and byline, alone on a line or before the first words of a paragraph."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.model import Dateline, Instant, Span
from dragoman.parse.dates import find_dates
from dragoman.vocab.dates import load_date_words
from dragoman.vocab.opening import load_opening_cues
from dragoman.vocab.places import load_gazetteer

# A report from two places names both: "TAL-BEREK/OSTRAVA".
_PLACE = r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-/ ]{2,40}?)"
_REST = r"(?P<rest>(?:,\s*[A-Z][\w.'’\- ]{1,40}){0,2}?)"
_DAY = r"(?:,?\s*(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>[0-3]?\d)|,?\s*(?P<day2>[0-3]?\d)\s+(?P<month2>[A-Z][a-z]{2,8})\.?)?(?:,?\s+(?P<year>\d{4}))?"
_AGENCY = r"(?:\s*[/(]\s*(?P<agency>[A-Z][\w.&'’\- ]{1,40}?)\s*[/)])?"
_MARK = r"\s*(?P<mark>[-–—]{1,2}|:|\.)?\s*"
_INLINE = re.compile(rf"{_PLACE}{_REST}{_DAY}{_AGENCY}\s*(?P<mark>[-–—]{{1,2}}|:)\s+(?=\S)")
_AGENCY_FIRST = re.compile(rf"{_PLACE}{_REST}\s*\((?P<agency>[^)]{{2,40}})\)\s*(?:[-–—]{{1,2}}\s*)?(?=\S)")
# A full stop closes a dateline only behind its day or agency: "TAL-BEREK, Karsenia, March 4. The hotline ...", "Ostrava-Nor, October 12, VPA. Units ...".
_STOPPED = re.compile(
    r"(?P<place>[A-ZÀ-ÖØ-Þ][\w.'’\-]{2,40}(?:\s[A-ZÀ-ÖØ-Þ][\w'’\-]{1,20}){0,2})"
    rf"{_REST},\s+(?:(?P<month>[A-Z][a-z]{{2,8}})\.?\s+(?P<day>[0-3]?\d)|(?P<day2>[0-3]?\d)\s+(?P<month2>[A-Z][a-z]{{2,8}}))"
    r"(?:,?\s+(?P<year>\d{4}))?(?:,?\s*[/(]?\s*(?P<agency>[A-Z][\w&'’\-]{1,20}(?:\s[A-Z][\w&'’\-]{1,20}){0,2})\s*[/)]?)?\.\s+(?=[A-Z\"“«])"
)
_ALONE = re.compile(rf"{_PLACE}{_REST}{_DAY}{_AGENCY}{_MARK}$")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]+"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,3}}"
# Behind a place in small letters an agency in brackets marks a dateline: "Karsen (KNN)", "Karsen (KNN) -- The council …".
_CREDITED = re.compile(
    rf"(?P<place>{_NAME}(?:\s{_NAME}){{0,2}}){_REST}\s*\((?P<agency>[A-Z]{{2,6}})\)\s*(?:[-–—]{{1,2}}\s*)?(?=[A-Z\"“]|$)"
)
# Any order of the parts that close with a dash, a colon, a bar or, behind a day or an agency, a full stop: "Addis Ababa, 4 February 2026 –", "(Nairobi) –", "Moscow. March 3. INTERFAX -", "YEREVAN, MARCH 3, ARMENPRESS. The …".
_SEP = r"\s*(?:[,.|]|[-–—])?\s*"
_DATE = r"\b(?:(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?|(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<month2>[A-Za-z]{3,9})\.?)(?:,?\s+(?P<year>\d{4}))?"
_IN_MARKS = r"(?:/\s*(?P<agency>[A-Z][\w.&'’\- ]{1,40}?)\s*/|\(\s*(?P<agency2>[A-Z][\w.&'’\- ]{1,40}?)\s*\))"
_BY_ITSELF = r"\b(?P<agency3>[A-Z][\w&'’]+(?:\s[A-Z][\w&'’]+)?)"
_PARTED = re.compile(
    rf"(?P<open>\()?(?P<place>{_NAME}(?:[\s/]{_NAME}){{0,3}}){_REST}(?:{_SEP}{_IN_MARKS})?(?:{_SEP}\(?{_DATE}\)?)?"
    rf"(?:{_SEP}(?:\(\s*(?P<agency4>[A-Z][\w.&'’\- ]{{1,40}}?)\s*\)|{_BY_ITSELF}))?(?P<close>\))?\s*(?P<mark>\.?[-–—]{{1,2}}|[:|.]|$)\s*(?=[A-Z\"“‘«(\[]|$)"
)
_BARE = re.compile(rf"(?P<names>{_NAME}\s+{_NAME}(?:\s+{_NAME})?)(?:,\s*{_NAME}(?:\s{_NAME})?)?")
_DIGIT = re.compile(r"\d")
_DASHES = "-–—"
_PARAGRAPH = 60
_OFFICE_WORDS = 6
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
    for pattern in (_PARTED, _INLINE, _AGENCY_FIRST, _STOPPED, _ALONE, _CREDITED):
        match = pattern.match(line)
        capitals = pattern not in {_PARTED, _STOPPED, _CREDITED}
        if not match or (capitals and not match["place"].strip(" .").isupper()):
            continue
        if pattern is _CREDITED and not load_gazetteer().lookup(match["place"]):
            continue
        given = match.groupdict()
        month = (given.get("month") or given.get("month2") or "").casefold()
        if pattern is _PARTED and not _is_parted(match, month, line):
            continue
        if pattern is _STOPPED and month not in load_date_words().months:
            continue
        bare = not (month or given["rest"] or given.get("agency"))
        if pattern is _INLINE and match["mark"] == ":" and bare and not load_gazetteer().lookup(match["place"]):
            # "SEOUL: ..." is a dateline, "TERRITORIAL CLAIMS: ..." a kicker.
            continue
        if pattern is _ALONE and not (month in load_date_words().months or given["rest"]):
            continue
        end = match.end() if pattern is not _ALONE else len(line)
        words = line[:end].rstrip(" -–—:.|")
        agency = _agency(given)
        region = agency if pattern is _PARTED and _is_region(given, month) else None
        place = (match["place"] + (f", {region}" if region else given["rest"] or "")).strip(" .,")
        day = _day(month, given.get("day") or given.get("day2"), given.get("year"), published)
        return Dateline(Span(start, start + len(words)), _cased(place), day), None if region else agency, start + end
    return None


def _is_parted(match: re.Match[str], month: str, line: str) -> bool:
    """Whether the parts make a dateline: a place in capitals or one of the gazetteer, with a day, an agency, a region, brackets or a dash that show it."""
    given, place = match.groupdict(), match["place"].strip(" .")
    known = [entry for entry in load_gazetteer().lookup(place.split("/")[0]) if entry.kind != "country"]
    if not (known or (place.isupper() and month)) or (month and month not in load_date_words().months):
        return False
    dash = bool(match["mark"]) and match["mark"][-1] in _DASHES
    if month or any(given[name] for name in ("agency", "agency2", "agency4")):
        return bool(month or match["mark"])
    if given["agency3"]:
        return dash and (_is_region(given, month) or sum(map(str.isupper, given["agency3"])) > 1)
    # "Nairobi — Police said …", of a whole paragraph; a dash inside words is none.
    alone = not place.isupper() and match["mark"] in _DASHES[1:] and len(line) > _PARAGRAPH
    return dash and bool(given["open"] or given["rest"] or (alone and line[match.start("mark") - 1].isspace()))


def _agency(given: Mapping[str, str | None]) -> str | None:
    return next((name for key, name in given.items() if key.startswith("agency") and name), None)


def _is_region(given: Mapping[str, str | None], month: str) -> bool:
    """Whether what stands where an agency may is the state or region of the place: "Juba, South Sudan —"."""
    return not month and bool(given["agency3"] and load_gazetteer().lookup(given["agency3"]))


def filed_on(text: str, dateline: Dateline | None) -> Instant | None:
    """The day that a dateline tells with its year: when the report was filed, for want of a date of publication."""
    if dateline is None:
        return None
    told = find_dates(dateline.span.of(text), origin="dateline", base=dateline.span.start)
    return next((date.instant for date in told if date.instant.day == dateline.day), None)


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


def find_bare_byline(line: str, start: int, before: str) -> Byline | None:
    """Names on the line next to the headline without a cue, or under a "By" of its own line; `before` is the line above.

    Names are two to four capitalised words, none of which a name has not (a section's, an office's).
    """
    alone = before.strip(" :").casefold() in load_opening_cues()["byline"]
    dated = next(iter(find_dates(line)), None)
    shown = line[: dated.span.start] if dated else line
    match = _BARE.fullmatch(shown.strip(" ,|·•-–—"))
    if match is None or shown.isupper() or _DIGIT.search(shown):
        return None
    words = [word.casefold().strip(".,") for word in match["names"].split()]
    if not alone and any(word in load_opening_cues()["no-name"] or word in load_date_words().months for word in words):
        return None
    return Byline((match["names"],), None, Span(start, start + len(shown.rstrip())))


def find_byline(line: str, start: int) -> Byline | None:
    """The names on a byline ("By Leman Zeynalova - Trend:", "Reporting by A and B"), none of one that names nobody ("By our correspondent in Geneva"); None where there is no byline."""
    if _names_nobody(line):
        return Byline((), None, Span(start, start + len(line)))
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


def _names_nobody(line: str) -> bool:
    """Whether the line tells by whose office the report is: "Staff Reporter", "From our correspondents in Juba", "News Desk"."""
    words = re.split(r"\s+(?:in|at)\s+(?=[A-ZÀ-Þ])", line.strip(" .:|-"))[0].casefold().split()
    cues = load_opening_cues()
    offices = {*cues["no-author"], *(f"{own}s" for own in cues["no-author"]), "agencies"}
    return (
        1 <= len(words) <= _OFFICE_WORDS
        and words[-1] in offices
        and offices.issuperset(set(words) - set(cues["unnamed"]))
    )


def find_crumb(line: str) -> str | None:
    """The section that a breadcrumb ends with ("Home › World › Asia" gives Asia); None where the line is none."""
    cues = load_opening_cues()
    for mark in cues["crumbs"]:
        parts = [part.strip() for part in line.split(mark)]
        if len(parts) > 1 and len(line) < 80 and parts[0].casefold() in cues["home"] and parts[-1]:
            return parts[-1]
    return None
