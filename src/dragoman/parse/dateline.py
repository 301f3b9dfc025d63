"""Datelines: where and when a report was filed and by which agency, alone on a line or before the first words of a paragraph.

A line comes in; its dateline goes out with the place where the article's words start. What closes it (a dash, a colon, a full stop, a bracket, the line's end) is sought
first, the longest head before shorter ones; the head's parts are then told apart, and the parts together must show that they are a dateline.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import Dateline, Instant, Span
from dragoman.parse.dates import find_dates
from dragoman.vocab.dates import load_date_words
from dragoman.vocab.opening import load_opening_cues
from dragoman.vocab.places import load_abbreviations, load_gazetteer
from dragoman.vocab.sections import any_of

_HEAD_CHARS = 120
_DASHES = ("-", "–", "—")
_LONG_DASHES = ("–", "—")
# A dash needs a blank or an agency's full stop or capital beside it, or is long; the others close before a capital or at the line's end.
_CLOSE = re.compile(
    r"(?P<dash>\s+[-–—]{1,2}\s*|\.?[-–—]{1,2}\s+|\.?[–—]+)(?=\S|$)|\s*(?P<colon>:)(?=\s|$)\s*"
    r"|\s*(?P<stop>[.|])\s*(?=[A-ZÀ-Þ\"“‘«(\[]|$)|(?<=\))(?P<none>)\s*(?=[A-ZÀ-Þ\"“‘«])|(?P<end>$)"
)
# An agency in brackets, behind a dash or a word with a colon, that ends a line.
_CLOSING = re.compile(
    r"(?:^|(?<=[.!?”\"'’])\s*[-–—/(\[]+)\s*(?:[-–—/(\[]|[A-Z][a-z]+:)?\s*(?P<name>[A-Z][\w.&]*(?:[-/ ][A-Z][\w.&]*){0,3}?)\s*[)\]/]*\.?$"
)
_SLASHED = re.compile(r"(?:(?<=\s)/\s*|/)(?P<agency>[^/]+?)\s*/(?=\s*$)")
_PARTING = re.compile(r"\s*[,|]\s*|\s+[-–—]{1,2}\s+|\s*(?=\()|(?<=\))\s*")
_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’.\-/]*(?:\s+(?:[A-ZÀ-Þ][\w'’.\-/]*|of|and|the|de|du|do|da|dos|del|la|le|el|al|es|sur|am|an|der))*"
)
_MARKED = re.compile(r"\((?P<words>[^()\d][^()]{1,40})\)")
_PLACE_CHARS = 3
_PLACE_WORDS = 5
_UNKNOWN_WORDS = 3
_AGENCY_WORDS = 3
_REGIONS = 2
_ACRONYM = 6
# "DARWIN, NSW" names a province that no table at hand has.
_SHORT_REGION = 3
# A bare place in small letters before a dash opens a paragraph, not a heading.
_PARAGRAPH = 60
_LONG_WORD = 4
_AGENCY_ALONE = re.compile(
    r"(?:[(\[]\s*(?P<enclosed>[A-Z][\w.&'’/\- ]{1,40}?)\s*[)\]]|(?P<plain>[A-Z][\w.&'’/]{1,20}))(?P<dash>\s*[-–—]{1,2}(?=\s)|\s*—)?\s*(?=[A-ZÀ-Þ\"“‘«]|$)"
)
_OPENS = re.compile(r"[A-ZÀ-Þ\"“‘«(\[\d]")
_TURN = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.'’\- ]+:")
_TURN_CHARS = 20
_GREAT_TOWN = 200_000


@dataclass(frozen=True, slots=True)
class _Head:
    """The parts of what may be a dateline, the mark that closes it, and what follows; `marked` is an agency in brackets or slashes."""

    place: str
    regions: tuple[str, ...]
    agency: str | None
    marked: bool
    date: re.Match[str] | None
    enclosed: bool
    mark: str
    after: str

    @property
    def dashed(self) -> bool:
        """Whether a dash closes it."""
        return self.mark.endswith(_DASHES)


@dataclass(frozen=True, slots=True)
class Filed:
    """What stands before an article's first words: its dateline or the agency alone, where that stands, and where the words start."""

    dateline: Dateline | None
    agency: str | None
    span: Span
    start: int


def find_filed(
    lines: Sequence[tuple[int, Span]], text: str, published: Instant | None, whole: Container[int] = ()
) -> tuple[int, Filed] | None:
    """The first of numbered lines that has a dateline, else the first whose words an agency alone opens; with its number.

    Of the lines in `whole` a dateline must be all. A transcript's turn ("RENN: …") is none.
    """
    for index, span in lines:
        line = span.of(text)
        found = None if is_turn(line, text) else find_dateline(line, span.start, published)
        if found and (index not in whole or found[2] >= span.end):
            return index, Filed(found[0], found[1], found[0].span, found[2])
    for index, span in lines:
        alone = None if index in whole else find_agency(span.of(text), span.start)
        if alone and alone[2] < span.end:
            return index, Filed(None, *alone)
    return None


def find_dateline(line: str, start: int, published: Instant | None) -> tuple[Dateline, str | None, int] | None:
    """The dateline that a line begins with or consists of, its agency, and where the article's words start behind it.

    Returns None where there is no dateline. `start` is the line's place in the text. A day without a year is given the year that puts it nearest to the
    publication; without a publication day it stays None.
    """
    for head, words, end in _heads(line):
        if _is_dateline(head, line):
            span = Span(start, start + len(words.rstrip(" -–—:.,|\u00a0")))
            place = ", ".join((head.place, *head.regions)).strip(" .,")
            agency, first = _agency_behind(head, line[end:], start + end)
            return Dateline(span, _cased(place), _day(head.date, published)), agency, first
    return None


def _agency_behind(head: _Head, rest: str, start: int) -> tuple[str | None, int]:
    """The head's agency, else one in brackets behind it ("Juba, May 3 -- (Reuters) The army …"), and where the article's words start."""
    found = find_agency(rest, start) if head.agency is None and rest.startswith(("(", "[")) else None
    return (found[0], found[2]) if found else (head.agency, start)


def find_agency(line: str, start: int) -> tuple[str, Span, int] | None:
    """The agency that alone or behind a day opens a report ("(KNN) -- The council …", "June 6 (KNN) -- The council …"), where it stands, and where the article's words start behind it."""
    date = _date_pattern().match(line)
    match = _AGENCY_ALONE.match(line, len(line) - len(line[date.end() :].lstrip()) if date else 0)
    if match is None or (date and not (match["enclosed"] and match["dash"])):
        return None
    name, dash = match["enclosed"] or match["plain"], bool(match["dash"])
    listed = _is_listed(name) and (dash or match["enclosed"])
    if not (listed or (dash and match["enclosed"] and _is_short(name))):
        return None
    at = start + match.start("enclosed" if match["enclosed"] else "plain")
    return name, Span(at, at + len(name)), start + match.end()


def find_closing_agency(line: str) -> Span | None:
    """Where the name of a known agency stands that closes a report: alone on a line, or behind a dash or in brackets at the end of its last one ("… on Monday. — KNN-Reuters", "(AFP)")."""
    match = _CLOSING.search(line)
    if match is None or not any(_is_listed(part) for part in re.split(r"[-/]", match["name"])):
        return None
    return Span(*match.span("name"))


def find_named_agency(line: str, dated: Span) -> Span | None:
    """Where a line names a known agency before or behind its date ("Interwire, 16 January 2015"); `dated` is the date's place in the line."""
    for start, end in ((0, dated.start), (dated.end, len(line))):
        for part in re.finditer(r"[^,|·•/:()\n–—]+", line[start:end]):
            words = part[0].strip(" .-")
            if _is_listed(words):
                at = start + part.start() + part[0].index(words)
                return Span(at, at + len(words))
    return None


def is_turn(line: str, text: str) -> bool:
    """Whether a transcript's speaker begins the line: a name in capitals and a colon that open other words elsewhere in the text.

    A great town's name is none: a page of short reports repeats it.
    """
    match = _TURN.match(line)
    if match is None or _is_great_town(match[0]):
        return False
    name = re.compile(rf"(?<!\w){re.escape(match[0])}\s*(?P<said>.{{0,{_TURN_CHARS}}})")
    return len({turn["said"] for turn in name.finditer(text)}) > 1


def filed_on(text: str, dateline: Dateline | None) -> Instant | None:
    """The day that a dateline tells with its year: when the report was filed, for want of a date of publication."""
    if dateline is None:
        return None
    told = find_dates(dateline.span.of(text), origin="dateline", base=dateline.span.start)
    return next((date.instant for date in told if date.instant.day == dateline.day), None)


def _heads(line: str) -> Iterator[tuple[_Head, str, int]]:
    """What may be a dateline at the line's beginning, the longest first, with its words and where what follows starts."""
    if not (line[:1].isupper() or line[:1].isdigit() or line[:1] == "("):
        return
    for match in reversed(list(_CLOSE.finditer(line[:_HEAD_CHARS]))):
        if match["end"] is not None and match.end() < len(line):
            continue
        words = line[: match.start()]
        head = _read_head(words, match[0].strip(), line[match.end() :])
        if head is not None:
            yield head, words, match.end()


def _read_head(words: str, mark: str, after: str) -> _Head | None:
    """The parts told apart; None where something else stands among them."""
    enclosed = words.startswith("(") and words.endswith(")") and "(" not in words[1:]
    shown = words[1:-1] if enclosed else words
    date = _date_pattern().search(shown)
    left, right = (shown[: date.start()], shown[date.end() :]) if date else (shown, "")
    before, behind = _parts(left), _parts(right)
    if before is None or behind is None:
        return None
    if not before:
        before, behind = behind, []
    names = [name for name, marked in before if not marked]
    marks = [name for name, marked in (*before, *behind) if marked]
    if not names and marks:
        # "January 23, 2014 (JUBA) –": the place stands in the brackets.
        names, marks = marks[:1], marks[1:]
    late = [name for name, marked in behind if not marked]
    if not names or len(marks) + len(late) > 1 or any(marked for _, marked in before[:-1]):
        return None
    agency = next(iter((*marks, *late)), None)
    return _with_agency(names, agency, _Head("", (), agency, bool(marks), date, enclosed, mark, after))


def _with_agency(names: Sequence[str], agency: str | None, head: _Head) -> _Head | None:
    """The head with its names as place and regions; where no agency is marked, a name may be one."""
    own = list(names)
    if agency is None and len(own) > 1:
        if _is_listed(own[0]):
            agency = own.pop(0)
        elif _is_agency(own[-1]):
            agency = own.pop()
    if not own or len(own) > 1 + _REGIONS or len(own[0].split()) > _PLACE_WORDS:
        return None
    if agency is not None and not head.marked and len(agency.split()) > _AGENCY_WORDS:
        return None
    return _Head(own[0], tuple(own[1:]), agency, head.marked, head.date, head.enclosed, head.mark, head.after)


def _parts(words: str) -> list[tuple[str, bool]] | None:
    """The names between commas, dashes, bars and brackets, and whether each stands in brackets or slashes; None where one is no name."""
    parts = []
    for piece in _PARTING.split(_SLASHED.sub(r"(\g<agency>)", words)):
        name = piece.strip(" \u00a0")
        if not name.strip("."):
            continue
        marked = _MARKED.fullmatch(name)
        if not marked and not _NAME.fullmatch(name):
            return None
        parts.append((marked["words"].strip(), True) if marked else (name.rstrip("."), False))
    return parts


def _is_dateline(head: _Head, line: str) -> bool:
    """Whether the parts make a dateline: a place in capitals or one of the gazetteer, with a day, an agency, a region, brackets or a dash that show it."""
    capitals, known = head.place.isupper(), _is_known(head.place)
    cues, place = load_opening_cues(), head.place.casefold()
    named = len(place) >= _PLACE_CHARS and place not in cues["no-place"]
    # "August 30, 1991 | By Mara K. Lind": no place, though a full stop stands behind it.
    by_somebody = place.split()[0] in cues["byline"]
    if not named or by_somebody or _is_listed(head.place) or not (capitals or known or head.mark == "."):
        return False
    if not capitals and head.after and not _OPENS.match(head.after):
        return False
    if head.date:
        return capitals or known or (head.mark == "." and bool(head.after))
    if not (capitals or known):
        return False
    if head.agency and head.marked:
        return _is_credited(head, capitals=capitals, known=known)
    if head.agency:
        return head.dashed or (not head.after and known and _is_listed(head.agency))
    if head.regions:
        return _is_in_region(head, capitals=capitals, known=known)
    return _is_bare(head, line, capitals=capitals, known=known)


def _is_credited(head: _Head, *, capitals: bool, known: bool) -> bool:
    """An agency in brackets behind the place: with a mark it is enough, without one the place or the agency must be known."""
    agency = head.agency or ""
    if head.mark and head.after:
        return True
    listed = _is_listed(agency)
    return (capitals and (known or listed)) or (known and (listed or (agency.isupper() and len(agency) <= _ACRONYM)))


def _is_in_region(head: _Head, *, capitals: bool, known: bool) -> bool:
    """The place's state or region behind it: before a dash it is enough, else both must be known."""
    if head.dashed:
        return known or (capitals and bool(head.after))
    listed = all(map(_is_region, head.regions))
    return capitals and known and listed and (head.mark == ":" or not head.after)


def _is_bare(head: _Head, line: str, *, capitals: bool, known: bool) -> bool:
    """A place alone: "CAIRO -", "SEOUL: The …", a great town's also alone ("SEOUL:") ("TERRITORIAL CLAIMS: …" is a kicker), "(Nairobi) –", "Nairobi — Police said …", "Nairobi - Police said …"; a dash inside words is none, nor is a hyphen in a title."""
    if head.enclosed:
        return head.dashed and known
    if not capitals:
        spaced = head.dashed and line[len(head.place) :][:1].isspace()
        opens = spaced and known and len(line) > _PARAGRAPH
        return opens and (head.mark in _LONG_DASHES or _is_prose(head.after))
    if head.dashed:
        return known or (bool(head.after) and len(head.place.split()) <= _UNKNOWN_WORDS)
    return head.mark == ":" and known and (_is_prose(head.after) if head.after else _is_great_town(head.place))


def _is_prose(words: str) -> bool:
    """Whether not every long word begins with a capital, as those of a title do."""
    return any(word[0].islower() for word in words.split() if len(word) >= _LONG_WORD)


def _is_known(place: str) -> bool:
    return any(entry.kind != "country" for entry in load_gazetteer().lookup(place.partition("/")[0]))


def _is_great_town(name: str) -> bool:
    return any(town.kind != "country" and town.population >= _GREAT_TOWN for town in load_gazetteer().lookup(name))


def _is_region(name: str) -> bool:
    """Whether the name is a place of any kind or the short form of a province."""
    short = name.casefold()
    return bool(load_gazetteer().lookup(name)) or bool({short, f"{short}."} & load_abbreviations().keys())


def _is_listed(name: str) -> bool:
    return name.casefold() in load_opening_cues()["agency"]


def _is_short(name: str) -> bool:
    """Whether the name is one word with several capitals: "KNN", "KNWatch"."""
    return " " not in name and sum(map(str.isupper, name)) > 1


def _is_agency(name: str) -> bool:
    """Whether a name that no mark shows is an agency's: a listed one, or one with several capitals that is no region."""
    return _is_listed(name) or (_is_short(name) and len(name) > _SHORT_REGION and not _is_region(name))


@functools.cache
def _date_pattern() -> re.Pattern[str]:
    """A day with its month, in brackets or not, with its year or not, and what parts it from its neighbours."""
    names = any_of(load_date_words().months)
    return re.compile(
        rf"[\s,.|]*(?:\s[-–—]\s*)?\(?\b(?:(?P<month>{names})\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
        rf"|(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<month2>{names})\.?)\b(?:(?:,?\s+|/)(?P<year>\d{{4}})\b)?\)?[\s,.|]*",
        re.IGNORECASE,
    )


def _cased(place: str) -> str:
    """Capital letters as a name is written: `BAKU, Azerbaijan` is `Baku, Azerbaijan`."""
    return ", ".join(part.title() if part.isupper() and len(part) > 3 else part for part in re.split(r",\s*", place))


def _day(date: re.Match[str] | None, published: Instant | None) -> str | None:
    if date is None:
        return None
    number = load_date_words().months[(date["month"] or date["month2"]).casefold()]
    day = int(date["day"] or date["day2"])
    if date["year"]:
        return _iso(int(date["year"]), number, day)
    if published is None:
        return None
    day_of = dt.date.fromisoformat(published.day)
    options = [_iso(day_of.year + shift, number, day) for shift in (-1, 0, 1)]
    days = [dt.date.fromisoformat(option) for option in options if option]
    return min(days, key=lambda option: abs(option - day_of)).isoformat() if days else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
