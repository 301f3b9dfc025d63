"""Who wrote, on the lines around an article's start, and the section that a breadcrumb before it names."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from dragoman.model import Span
from dragoman.parse.dates import find_dates
from dragoman.vocab.dates import load_date_words
from dragoman.vocab.opening import load_opening_cues
from dragoman.vocab.sections import any_of

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]+"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,3}}"
_BARE = re.compile(rf"(?P<names>{_NAME}\s+{_NAME}(?:\s+{_NAME})?)(?:,\s*{_NAME}(?:\s{_NAME})?)?")
_DIGIT = re.compile(r"\d")
_OFFICE_WORDS = 6
_NOT_NAMES = frozenset(["the", "a", "an", "staff", "our", "its", "his", "her"])


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote: names, the agency where the line gives one, and the line's place."""

    names: tuple[str, ...]
    agency: str | None
    span: Span


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
        return Byline((), _agency_in(line), Span(start, start + len(line)))
    match = _byline_pattern().match(line)
    if not match or len(line) > 160:
        return None
    names = tuple(name.strip(" .,") for name in re.split(r"\s*(?:,|\band\b|&)\s*", match["names"]) if name.strip(" .,"))
    if not names or names[0].split()[0].lower() in _NOT_NAMES or all(len(name.split()) < 2 for name in names):
        return None
    return Byline(names, match["agency"], Span(start, start + len(line)))


@functools.cache
def _byline_pattern() -> re.Pattern[str]:
    cues = any_of(load_opening_cues()["byline"])
    return re.compile(
        rf"\W{{0,3}}(?i:{cues})\s*:?\s+(?P<names>{_NAMES}(?:\s*(?:,|and|&)\s*{_NAMES})*)"
        rf"(?:\s*[-–—,|/]\s*(?P<agency>[A-Z][\w.&' ]{{1,40}}?))?\s*(?P<end>[:.|;]|$|\s\d|Published|Updated|Posted)"
    )


def _names_nobody(line: str) -> bool:
    """Whether the line tells by whose office the report is: "Staff Reporter", "From our correspondents in Juba", "Interfax Staff"."""
    words = re.split(r"\s+(?:in|at)\s+(?=[A-ZÀ-Þ])", line.strip(" .:|-"))[0].casefold().split()
    offices, beside = _office_words()
    return 1 <= len(words) <= _OFFICE_WORDS and words[-1] in offices and offices.issuperset(set(words) - beside)


@functools.cache
def _office_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words for an office, and those that may stand beside them: of a byline that names nobody, of an agency's name."""
    cues = load_opening_cues()
    offices = {*cues["no-author"], *(f"{own}s" for own in cues["no-author"]), "agencies"}
    beside = {*cues["unnamed"], *(word for agency in cues["agency"] for word in agency.split())}
    return frozenset(offices), frozenset(beside)


def _agency_in(line: str) -> str | None:
    """The agency that an office's line names: "Interwire Staff"; the longest of those that stand there."""
    found = _agency_pattern().search(line)
    return found[0] if found else None


@functools.cache
def _agency_pattern() -> re.Pattern[str]:
    names = any_of(load_opening_cues()["agency"])
    return re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


def find_crumb(line: str) -> str | None:
    """The section that a breadcrumb ends with ("Home › World › Asia" gives Asia); None where the line is none."""
    cues = load_opening_cues()
    for mark in cues["crumbs"]:
        parts = [part.strip() for part in line.split(mark)]
        if len(parts) > 1 and len(line) < 80 and parts[0].casefold() in cues["home"] and parts[-1]:
            return parts[-1]
    return None
