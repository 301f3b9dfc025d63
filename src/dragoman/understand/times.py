"""Time expressions resolved against the publication day, in the publication's own zone.

A report and its analysis come in; one TimeMention per expression goes out, in order. Each names the rule that resolved it. Where
the report has no day, or the words do not say enough, the time stays None with the reason: never a guess.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.model import Analysis, Precision, Report, Span, Time, TimeMention, Token
from dragoman.vocab.times import load_time_words

_NO_DAY = "the report's own day is not known"
_ORDINALS = ("first", "second", "third", "fourth")
# At most so many words of a phrase that leads a time.
_LED_BY = 3
_YEARS = r"(?:1[5-9]|20)\d{2}"


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What an expression is resolved against: the report's day, whether its clause looks ahead, the time named before it."""

    today: dt.date | None
    ahead: bool
    previous: Time | None


_Resolve = Callable[[re.Match[str], _Anchor], Time | str]


def find_times(report: Report, analysis: Analysis) -> tuple[TimeMention, ...]:
    """Every time expression of headline and body, in order of the text."""
    today = dt.date.fromisoformat(report.published.day) if report.published else None
    found: list[TimeMention] = []
    for sentence in analysis.sentences:
        tokens = analysis.sentence_tokens(sentence)
        for span, rule, match, resolve in _matches(report.text, sentence.span):
            if not _is_time(span, rule, tokens, report.text):
                continue
            previous = next((item.time for item in reversed(found) if item.time), None)
            result = resolve(match, _Anchor(today, _looks_ahead(span, tokens), previous))
            time, reason = (None, result) if isinstance(result, str) else (result, None)
            found.append(TimeMention(span, time, rule, reason))
    return tuple(found)


def _matches(text: str, within: Span) -> Iterator[tuple[Span, str, re.Match[str], _Resolve]]:
    """The longest expressions of a sentence, without overlap."""
    if not _clue().search(text, within.start, within.end):
        return
    candidates = [
        (match.start(), -match.end(), order, rule, match, resolve)
        for order, (rule, pattern, resolve) in enumerate(_rules())
        for match in pattern.finditer(text, within.start, within.end)
    ]
    end = within.start
    for start, stop, _, rule, match, resolve in sorted(candidates, key=lambda item: item[:3]):
        if start >= end:
            end = -stop
            yield Span(start, end), rule, match, resolve


def _is_time(span: Span, rule: str, tokens: tuple[Token, ...], text: str) -> bool:
    """Whether the words are used as a time: not Mrs May, the verb march, or 2019 people."""
    inside = [token for token in tokens if token.span.overlaps(span)]
    if not inside:
        return False
    if rule == "time.month.v1" and span.of(text).islower():
        return False
    if (
        rule == "time.weekday.v1"
        and text[: span.start].rpartition(" ")[0].rpartition(" ")[2] in load_time_words().feasts
    ):
        # "The Good Friday Agreement"
        return False
    if rule == "time.month.v1" and len(inside) == 1:
        before = text[max(0, span.start - 12) : span.start].lower()
        led = re.search(
            r"\b(?:in|since|until|till|by|from|of|to|and|during|last|next|this|early|late|mid|through|before|after)[\s-]$",
            before,
        )
        return inside[0].pos == "PROPN" and led is not None
    if rule == "time.year.v1":
        after = next((token for token in tokens if token.span.start >= span.end), None)
        counted = (
            after is not None and after.tag == "NNS" and inside[0].dep == "nummod" and inside[0].head == after.index
        )
        return not counted and not _is_numbered(inside[0], tokens)
    return True


def _is_numbered(number: Token, tokens: tuple[Token, ...]) -> bool:
    """Whether the figure numbers what stands before it: Resolution 1559, Protocols 1994 and 1996."""
    words = load_time_words()
    before = [token for token in tokens if token.index < number.index]
    while before:
        token = before.pop()
        between = token.text.lower() in words.joining and bool(before) and before[-1].pos == "NUM"
        if token.pos != "NUM" and not between:
            return bool({token.lemma.lower(), token.text.lower().rstrip(".")} & words.numbered)
    return False


def _looks_ahead(span: Span, tokens: tuple[Token, ...]) -> bool:
    """Whether the clause around the expression speaks of what is to come."""
    if not tokens:
        return False
    words = load_time_words()
    starts = [token.span.start for token in tokens]
    at = max(0, bisect_right(starts, span.start) - 1)
    base = tokens[0].index
    token = tokens[at]
    before = " ".join(token.text.lower() for token in tokens[max(0, at - _LED_BY) : at])
    if f" {before}".endswith(tuple(f" {phrase}" for phrase in words.until)):
        return not _lasted(token, tokens)
    for _ in range(8):
        if token.pos in {"VERB", "AUX"}:
            own = [other for other in tokens if other.head == token.index and other.dep in {"aux", "auxpass"}]
            if any(other.text.lower() in words.future for other in own):
                return True
            if token.tag == "VB" and any(other.text.lower() == "to" for other in own):
                head = tokens[token.head - base]
                return head.lemma in words.ahead or head.tag not in {"VBD", "VBN"}
            if token.lemma in words.ahead and before.split()[-1:] == ["for"]:
                # "Talks set for Monday."
                return True
            # "promised to receive them on Wednesday": the parser may hang the day on the promise.
            return token.lemma in words.ahead and any(
                other.head == token.index and other.dep == "xcomp" and other.span.end <= span.start for other in tokens
            )
        if token.head == token.index:
            break
        token = tokens[token.head - base]
    return False


def _lasted(token: Token, tokens: tuple[Token, ...]) -> bool:
    """Whether what went on till the time is over: "she led it until December", not "extended it until December"."""
    base = tokens[0].index
    while token.pos not in {"VERB", "AUX"} and token.head != token.index:
        token = tokens[token.head - base]
    return token.tag == "VBD" and token.lemma in load_time_words().lasting


@functools.cache
def _clue() -> re.Pattern[str]:
    """What every rule asks for: most sentences hold none, and are read once instead of once a rule."""
    words = load_time_words()
    days = (
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "overnight",
        "morning",
        "afternoon",
        "evening",
        "night",
        "weekend",
        "day",
    )
    names = sorted({*words.months, *words.weekdays, *words.units, *words.seasons, *days}, key=len, reverse=True)
    return re.compile(rf"\d|\b(?:{'|'.join(names)})\b", re.IGNORECASE)


@functools.cache
def _rules() -> tuple[tuple[str, re.Pattern[str], _Resolve], ...]:
    words = load_time_words()
    month = "|".join(sorted((name for name in words.months), key=len, reverse=True))
    weekday = "|".join(sorted((name for name in words.weekdays), key=len, reverse=True))
    number = "|".join(sorted(words.numbers, key=len, reverse=True))
    unit = "|".join(sorted(words.units, key=len, reverse=True))
    season, nth = "|".join(words.seasons), "|".join((*_ORDINALS, "last"))
    part = r"(?:(?P<part>(?:the )?(?:first|second|third|fourth|last) week of|early|mid|late|the end of|end of|the beginning of|the start of)[\s-]+(?:in\s+)?)?"
    count = rf"(?P<count>\d{{1,3}}|{number}|several|a few|a couple of|few|many|some)"
    month_name = rf"(?P<month>{month})\b(?:\.(?=,?\s+\d))?"
    # Month and weekday names are times only with a capital; everything else may begin a sentence.
    named = re.IGNORECASE
    table: tuple[tuple[str, str, _Resolve], ...] = (
        ("time.iso.v1", r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b", _iso),
        ("time.since.v1", rf"\b(?:ever\s+)?since\s+(?P<year>{_YEARS})\b", _since_year),
        ("time.since.v1", rf"\bsince\s+{month_name}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>{_YEARS})\b)?", _since_day),
        ("time.since.v1", rf"\bsince\s+(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{month_name}(?:,?\s+(?P<year>{_YEARS})\b)?", _since_day),
        ("time.since.v1", rf"\bsince\s+{month_name}(?:,?\s+(?P<year>{_YEARS}))?(?!\.?\s+\d)", _since_month),
        ("time.since.v1", rf"\bsince\s+(?:last\s+)?(?P<weekday>{weekday})\b", _since_weekday),
        ("time.range.v1", rf"\b(?:from|between)\s+(?P<one>{_YEARS})\s+(?:to|and|until|till|through)\s+(?P<two>{_YEARS})\b", _years),
        ("time.range.v1", rf"\b(?P<one>{_YEARS})\s?[-–—/]\s?(?P<two>{_YEARS}|\d{{2}})\b", _years),
        ("time.range.v1", rf"\b{month_name}\s+(?P<one>[0-3]?\d)\s?(?:[-–—]|to|and|through)\s?(?P<two>[0-3]?\d)\b(?:,?\s+(?P<year>{_YEARS}))?", _days),
        ("time.range.v1", rf"\b(?P<one>[0-3]?\d)\s?(?:[-–—]|to|and)\s?(?P<two>[0-3]?\d)\s+{month_name}(?:,?\s+(?P<year>{_YEARS}))?", _days),
        ("time.day.v1", rf"\b{month_name}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>{_YEARS})\b)?(?!\s*(?:percent|%|people|,\d))", _day),
        ("time.day.v1", rf"\b(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{month_name}(?:,?\s+(?P<year>{_YEARS})\b)?", _day),
        ("time.day.v1", rf"\b(?:the\s+)?(?P<nth>{nth})\s+(?P<weekday>{weekday}|day)\s+(?:in|of)\s+{month_name}(?:,?\s+(?:of\s+)?(?P<year>{_YEARS})\b|\s+(?P<which>this year|last year|next year))?", _nth_day),
        ("time.month.v1", rf"\b{part}{month_name},?\s+(?:of\s+)?(?P<year>{_YEARS})\b", _month),
        ("time.month.v1", rf"\b{part}{month_name}\s+(?P<which>this year|last year|next year)\b", _month),
        ("time.month.v1", rf"\b(?P<which>last|next|this)\s+{month_name}(?!\.?\s+\d)", _month),
        ("time.month.v1", rf"\b{part}{month_name}(?!\.?\s+\d)", _month),
        ("time.season.v1", rf"\b(?:(?P<which>last|this|next|in the|the)\s+)?(?P<season>{season})(?:\s+(?:of\s+)?(?P<year>{_YEARS})|(?<=(?:last|this|next)\s.{{4}})|(?<=(?:last|this|next)\s.{{6}}))\b", _season),
        ("time.decade.v1", r"\b(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<decade>(?:1[5-9]|20)\d)0s\b", _decade),
        ("time.year.v1", rf"\b{part}(?P<year>{_YEARS})\b(?!\s*(?:[:%]|percent|per cent|km|kilom|miles|meters|metres|dollars|euros))", _year),
        ("time.weekday.v1", rf"\b(?:(?P<which>last|next|(?:this|the)\s+coming|this|the following|the previous)\s+)?(?P<weekday>{weekday})\b(?:\s+(?:morning|afternoon|evening|night))?", _weekday),
        ("time.deictic.v1", r"\b(?P<word>the day before yesterday|yesterday|today|tonight|tomorrow|this morning|this afternoon|this evening|last night|overnight)\b", _deictic),
        ("time.relative.v1", rf"\b(?:(?:about|around|nearly|almost|some|more than|over)\s+)?{count}\s+(?P<unit>{unit})\s+ago\b", _ago),
        ("time.anchored.v1", rf"\b{count}\s+(?P<unit>{unit})\s+(?P<way>earlier|later|before|after)\b", _anchored),
        ("time.relative.v1", r"\b(?:(?:by|at|before|until)\s+)?(?P<part>early|late|earlier|later|the end of|the beginning of)\s+(?P<which>this|last|next)\s+(?P<unit>week|month|year)\b", _period),
        ("time.relative.v1", r"\b(?P<which>this|last|next|the past|the last|the coming|the current)\s+(?P<unit>weekend|week|month|year|decade)\b", _period),
        ("time.relative.v1", r"(?:(?<=\bover )|(?<=\bat )|(?<=\bduring )|(?<=\bon ))(?P<which>the)\s+(?P<unit>weekend)\b", _period),
        ("time.relative.v1", r"\b(?:by\s+)?the\s+end\s+of\s+the\s+(?P<unit>week|month|year)\b", _end_of),
        ("time.span.v1", rf"\b(?:over|in|during|for|within)?\s*(?:the\s+)?(?P<way>past|last|next|coming)\s+{count}\s+(?P<unit>{unit})\b", _span),
        ("time.duration.v1", rf"\bfor\s+(?:(?:about|nearly|almost|more than|over)\s+)?{count}\s+(?P<unit>{unit})\b", _for),
    )  # fmt: skip
    return tuple((rule, re.compile(pattern, named), resolve) for rule, pattern, resolve in table)


def _interval(start: dt.date | None, end: dt.date | None, precision: Precision) -> Time:
    return Time(start.isoformat() if start else None, end.isoformat() if end else None, precision)


def _date(year: int, month: int, day: int) -> dt.date | str:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return f"there is no day {year}-{month:02}-{day:02}"


def _iso(match: re.Match[str], _: _Anchor) -> Time | str:
    day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return day if isinstance(day, str) else _interval(day, day, "day")


def _since_year(match: re.Match[str], _: _Anchor) -> Time | str:
    return _interval(dt.date(int(match["year"]), 1, 1), None, "open")


def _since_month(match: re.Match[str], anchor: _Anchor) -> Time | str:
    time = _month_of(match, None, anchor)
    return time if isinstance(time, str) else Time(time.start, None, "open")


def _since_day(match: re.Match[str], anchor: _Anchor) -> Time | str:
    day = _day_of(match, int(match["day"]), _Anchor(anchor.today, ahead=False, previous=None))
    return day if isinstance(day, str) else _interval(day, None, "open")


def _since_weekday(match: re.Match[str], anchor: _Anchor) -> Time | str:
    time = _weekday_of(match["weekday"], None, _Anchor(anchor.today, ahead=False, previous=None))
    return time if isinstance(time, str) else Time(time.start, None, "open")


def _years(match: re.Match[str], _: _Anchor) -> Time | str:
    one, two = int(match["one"]), match["two"]
    last = int(two) if len(two) == 4 else one // 100 * 100 + int(two)
    if not one < last <= one + 500:
        return "the years do not make a range"
    return _interval(dt.date(one, 1, 1), dt.date(last, 12, 31), "year")


def _month_number(match: re.Match[str]) -> int:
    return load_time_words().months[match["month"].lower()]


def _days(match: re.Match[str], anchor: _Anchor) -> Time | str:
    one, two = (_day_of(match, int(match[name]), anchor) for name in ("one", "two"))
    if isinstance(one, str) or isinstance(two, str):
        return one if isinstance(one, str) else str(two)
    return _interval(one, two, "day") if one <= two else "the days do not make a range"


def _day(match: re.Match[str], anchor: _Anchor) -> Time | str:
    day = _day_of(match, int(match["day"]), anchor)
    return day if isinstance(day, str) else _interval(day, day, "day")


def _day_of(match: re.Match[str], day: int, anchor: _Anchor) -> dt.date | str:
    """The day of a month; without a year, the nearest one on the side of the report's day that the clause looks to."""
    month = _month_number(match)
    if match["year"]:
        return _date(int(match["year"]), month, day)
    if anchor.today is None:
        return _NO_DAY
    options = [
        option for year in (-1, 0, 1) if isinstance(option := _date(anchor.today.year + year, month, day), dt.date)
    ]
    fitting = [option for option in options if (option >= anchor.today) == anchor.ahead or option == anchor.today]
    if not options:
        return f"there is no day {day} in this month"
    return min(fitting or options, key=lambda option: abs(option - (anchor.today or option)))


def _nth_day(match: re.Match[str], anchor: _Anchor) -> Time | str:
    """The first, second or last weekday, or day, of a month."""
    month = _month_of(match, None, anchor)
    if isinstance(month, str) or month.start is None or month.end is None:
        return month
    first, last = dt.date.fromisoformat(month.start), dt.date.fromisoformat(month.end)
    days = [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
    wanted = load_time_words().weekdays.get(match["weekday"].lower())
    fitting = [day for day in days if wanted is None or day.weekday() == wanted]
    nth = match["nth"].lower()
    day = fitting[-1] if nth == "last" else fitting[_ORDINALS.index(nth)]
    return _interval(day, day, "day")


def _month(match: re.Match[str], anchor: _Anchor) -> Time | str:
    return _month_of(match, match.groupdict().get("part"), anchor)


def _month_of(match: re.Match[str], part: str | None, anchor: _Anchor) -> Time | str:
    month = _month_number(match)
    given = match.groupdict()
    year = int(given["year"]) if given.get("year") else _month_year(month, (given.get("which") or "").lower(), anchor)
    if isinstance(year, str):
        return year
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = _part_of(part, 1, last)
    return _interval(dt.date(year, month, first_day), dt.date(year, month, last_day), "month")


def _part_of(part: str | None, first: int, last: int) -> tuple[int, int]:
    """Early and late narrow an interval to a third."""
    third = (last - first + 1) // 3
    name = (part or "").lower()
    if name.startswith(("early", "the begin", "the start")):
        return first, first + third - 1
    if name.startswith(("late", "the end", "end")):
        return last - third + 1, last
    if name.startswith("mid"):
        return first + third, last - third
    if name.endswith("week of"):
        week = next((n for n, word in enumerate(_ORDINALS) if word in name), None)
        return (last - 6, last) if week is None else (first + 7 * week, min(last, first + 7 * week + 6))
    return first, last


def _month_year(month: int, which: str, anchor: _Anchor) -> int | str:
    if anchor.today is None:
        return _NO_DAY
    year = anchor.today.year
    if which in {"this year", "last year", "next year"}:
        return year + {"this": 0, "last": -1, "next": 1}[which.split(maxsplit=1)[0]]
    if which == "next" or (not which and anchor.ahead):
        return year if month >= anchor.today.month else year + 1
    if which == "this":
        return year
    if which == "last":
        return year if month < anchor.today.month else year - 1
    return year if month <= anchor.today.month else year - 1


def _season(match: re.Match[str], anchor: _Anchor) -> Time | str:
    first, last = load_time_words().seasons[match["season"].lower()]
    if match["year"]:
        year = int(match["year"])
    elif anchor.today is None:
        return _NO_DAY
    else:
        which = (match["which"] or "").lower()
        year = anchor.today.year
        begun = dt.date(year, first, 1) <= anchor.today
        over = dt.date(year + (last < first), last, 28) < anchor.today
        year -= (which == "last" and not over) or (which != "next" and not begun)
        year += which == "next" and begun
    end_year = year + (last < first)
    return _interval(dt.date(year, first, 1), dt.date(end_year, last, calendar.monthrange(end_year, last)[1]), "season")


def _decade(match: re.Match[str], _: _Anchor) -> Time | str:
    first = int(match["decade"]) * 10
    start, end = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((match["part"] or "").lower(), (0, 9))
    return _interval(dt.date(first + start, 1, 1), dt.date(first + end, 12, 31), "decade")


def _year(match: re.Match[str], _: _Anchor) -> Time | str:
    year = int(match["year"])
    first, last = _part_of(match["part"], 1, 12)
    return _interval(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), "year")


def _weekday(match: re.Match[str], anchor: _Anchor) -> Time | str:
    return _weekday_of(match["weekday"], match["which"], anchor)


def _weekday_of(name: str, which: str | None, anchor: _Anchor) -> Time | str:
    if anchor.today is None:
        return _NO_DAY
    wanted = load_time_words().weekdays[name.lower()]
    marker = (which or "").lower()
    if marker in {"the following", "the previous"}:
        return "it counts from a day the text does not name here"
    back = (anchor.today.weekday() - wanted) % 7
    if marker == "last":
        back = back or 7
    elif marker == "next" or marker.endswith("coming") or (anchor.ahead and marker != "last"):
        back = -((wanted - anchor.today.weekday()) % 7 or (7 if marker == "next" else 0))
    day = anchor.today - dt.timedelta(days=back)
    return _interval(day, day, "day")


def _deictic(match: re.Match[str], anchor: _Anchor) -> Time | str:
    if anchor.today is None:
        return _NO_DAY
    word = match["word"].lower()
    shift = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
    first = anchor.today + dt.timedelta(days=shift)
    if word == "overnight":
        return _interval(anchor.today - dt.timedelta(days=1), anchor.today, "day")
    return _interval(first, first, "day")


def _count(words: str) -> int | None:
    lower = words.lower()
    return int(lower) if lower.isdigit() else load_time_words().numbers.get(lower)


def _ago(match: re.Match[str], anchor: _Anchor) -> Time | str:
    if anchor.today is None:
        return _NO_DAY
    count = _count(match["count"])
    if count is None:
        return "the number is not exact"
    return _shifted(anchor.today, -count, load_time_words().units[match["unit"].lower()])


def _anchored(match: re.Match[str], anchor: _Anchor) -> Time | str:
    """A count of units earlier or later than the time named before it; "a week after they met" counts from what follows."""
    count = _count(match["count"])
    if match["way"].lower() in {"before", "after"} and match.string[match.end() :].lstrip(" ")[:1].isalnum():
        return "it counts from a deed whose day the words do not give"
    if anchor.previous is None or anchor.previous.start is None or anchor.previous.precision != "day":
        return "it counts from a day the text does not name here"
    if count is None:
        return "the number is not exact"
    sign = -1 if match["way"].lower() in {"earlier", "before"} else 1
    return _shifted(
        dt.date.fromisoformat(anchor.previous.start), sign * count, load_time_words().units[match["unit"].lower()]
    )


def _shifted(day: dt.date, count: int, unit: str) -> Time | str:
    """The day, week, month or year that lies `count` units from a day."""
    if unit == "hour":
        count, unit = (abs(count) // 24) * (1 if count > 0 else -1), "day"
    if unit == "day":
        moved = day + dt.timedelta(days=count)
        return _interval(moved, moved, "day")
    if unit == "week":
        moved = day + dt.timedelta(weeks=count)
        monday = moved - dt.timedelta(days=moved.weekday())
        return _interval(monday, monday + dt.timedelta(days=6), "week")
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        year, month = divmod(months, 12)
        return _interval(
            dt.date(year, month + 1, 1), dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1]), "month"
        )
    years = count * (10 if unit == "decade" else 1)
    if not 1 <= day.year + years <= 9999:
        return "no calendar reaches that far"
    return _interval(dt.date(day.year + years, 1, 1), dt.date(day.year + years, 12, 31), "year")


def _period(match: re.Match[str], anchor: _Anchor) -> Time | str:
    if anchor.today is None:
        return _NO_DAY
    which, unit = match["which"].lower(), match["unit"].lower()
    if which in {"the past", "the last"}:
        return _back(anchor.today, 1, "week" if unit == "weekend" else unit)
    shift = {"last": -1, "next": 1, "the coming": 1}.get(which, 0)
    if unit == "weekend":
        saturday = anchor.today - dt.timedelta(days=anchor.today.weekday() - 5) + dt.timedelta(weeks=shift)
        if not shift and saturday > anchor.today and not anchor.ahead:
            # What happened "this weekend" did so on the last one.
            saturday -= dt.timedelta(weeks=1)
        return _interval(saturday, saturday + dt.timedelta(days=1), "day")
    time = _shifted(anchor.today, shift, unit)
    return time if isinstance(time, str) else _narrowed(time, match.groupdict().get("part"), anchor.today)


def _narrowed(time: Time, part: str | None, today: dt.date) -> Time:
    """The part of a month or year that the words name; earlier in the current one ends on the report's day."""
    if part is None or time.start is None or time.end is None:
        return time
    first, last = dt.date.fromisoformat(time.start), dt.date.fromisoformat(time.end)
    if part.lower() == "earlier" and first <= today <= last:
        return _interval(first, today, time.precision)
    if part.lower() in {"earlier", "later"}:
        return time
    start, end = _part_of(part, 0, (last - first).days)
    return _interval(first + dt.timedelta(days=start), first + dt.timedelta(days=end), time.precision)


def _end_of(match: re.Match[str], anchor: _Anchor) -> Time | str:
    if anchor.today is None:
        return _NO_DAY
    time = _shifted(anchor.today, 0, match["unit"].lower())
    return time if isinstance(time, str) else Time(anchor.today.isoformat(), time.end, time.precision)


def _span(match: re.Match[str], anchor: _Anchor) -> Time | str:
    if anchor.today is None:
        return _NO_DAY
    count = _count(match["count"])
    if count is None:
        return "the number is not exact"
    unit = load_time_words().units[match["unit"].lower()]
    if unit == "hour":
        count, unit = -(-count // 24), "day"
    if match["way"].lower() in {"past", "last"}:
        return _back(anchor.today, count, unit)
    ahead = _shifted(anchor.today, count, unit)
    return ahead if isinstance(ahead, str) else Time(anchor.today.isoformat(), ahead.end, ahead.precision)


def _for(match: re.Match[str], _: _Anchor) -> Time | str:
    """A duration: it tells how long, and not when."""
    return f"{match[0]!r} says how long, not when"


def _back(today: dt.date, count: int, unit: str) -> Time | str:
    start = _shifted(today, -count, unit)
    return start if isinstance(start, str) else Time(start.start, today.isoformat(), start.precision)
