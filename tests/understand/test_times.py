"""Times: every expression resolves against the report's day in its own zone, by a named rule, or says why not."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.evaluate.plain import plain_report
from dragoman.model import Time
from dragoman.understand.language import analyse_language
from dragoman.understand.times import find_times

DAY = "2019-11-13"  # a Wednesday

CASES = [
    ("The envoys met on Monday.", "Monday", ("2019-11-11", "2019-11-11", "day")),
    ("The envoys will meet on Monday.", "Monday", ("2019-11-18", "2019-11-18", "day")),
    ("It was a visit set for Monday.", "Monday", ("2019-11-18", "2019-11-18", "day")),
    ("They agreed on it in April this year.", "April this year", ("2019-04-01", "2019-04-30", "month")),
    ("They agreed on Nov. 11.", "Nov. 11", ("2019-11-11", "2019-11-11", "day")),
    ("They agreed on 3 December.", "3 December", ("2018-12-03", "2018-12-03", "day")),
    ("They will agree on 3 December.", "3 December", ("2019-12-03", "2019-12-03", "day")),
    ("They agreed last year.", "last year", ("2018-01-01", "2018-12-31", "year")),
    ("They have argued since 1994.", "since 1994", ("1994-01-01", None, "open")),
    ("They fought from 1992 to 1994.", "from 1992 to 1994", ("1992-01-01", "1994-12-31", "year")),
    ("They fought in 1992-94.", "1992-94", ("1992-01-01", "1994-12-31", "year")),
    ("They meet on March 3-5, 2020.", "March 3-5, 2020", ("2020-03-03", "2020-03-05", "day")),
    ("They fought in the late 1980s.", "the late 1980s", ("1987-01-01", "1989-12-31", "decade")),
    ("They fought in mid-May.", "mid-May", ("2019-05-11", "2019-05-21", "month")),
    ("They agreed earlier this week.", "earlier this week", ("2019-11-11", "2019-11-13", "week")),
    ("They fought over the weekend.", "the weekend", ("2019-11-09", "2019-11-10", "day")),
    ("They fought this weekend.", "this weekend", ("2019-11-09", "2019-11-10", "day")),
    ("They will meet at the weekend.", "the weekend", ("2019-11-16", "2019-11-17", "day")),
    ("They fought overnight.", "overnight", ("2019-11-12", "2019-11-13", "day")),
    ("They fought last summer.", "last summer", ("2019-06-01", "2019-08-31", "season")),
    ("They agreed three days ago.", "three days ago", ("2019-11-10", "2019-11-10", "day")),
    ("They will go home next month.", "next month", ("2019-12-01", "2019-12-31", "month")),
    ("They met on the last Friday in August.", "the last Friday in August", ("2019-08-30", "2019-08-30", "day")),
    ("They met on the first Monday of May 2018.", "the first Monday of May 2018", ("2018-05-07", "2018-05-07", "day")),
    ("They have fought since Sept. 11, 2001.", "since Sept. 11, 2001", ("2001-09-11", None, "open")),
    ("They have fought since 5 August.", "since 5 August", ("2019-08-05", None, "open")),
    ("They fought in the past 36 hours.", "in the past 36 hours", ("2019-11-11", "2019-11-13", "day")),
    ("They agreed two hours ago.", "two hours ago", ("2019-11-13", "2019-11-13", "day")),
    ("They meet this coming Friday.", "this coming Friday", ("2019-11-15", "2019-11-15", "day")),
    ("The envoy led it until December.", "December", ("2018-12-01", "2018-12-31", "month")),
    ("The council extended it until December.", "December", ("2019-12-01", "2019-12-31", "month")),
    ("The law of 2019-02-03 stands.", "2019-02-03", ("2019-02-03", "2019-02-03", "day")),
]


def times_of(text, day=DAY):
    """The report and the times found in it."""
    report = plain_report(text, day=day)
    return report, find_times(report, analyse_language(report))


@pytest.mark.parametrize(("text", "words", "expected"), CASES, ids=[case[1] + "|" + case[0][:14] for case in CASES])
def test_an_expression_resolves(text, words, expected):
    """The words, the interval and its precision are those that a reader would give."""
    report, found = times_of(text)
    assert [(m.span.of(report.text), m.time) for m in found] == [(words, Time(*expected))]
    assert found[0].rule.startswith("time.")


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister may come.",
        "The troops march on.",
        "Some 2019 people fled.",
        "They said 1:30.",
        "They passed Resolution 1874.",
        "They recalled resolutions 1718 and 1874.",
    ],
)
def test_other_words_are_no_times(text):
    """A modal, a verb, a count, a clock and the number of a resolution are no dates."""
    assert times_of(text)[1] == ()


@pytest.mark.parametrize(
    "text", ["They met on Monday.", "They met last year.", "They met two days ago.", "They met in May."]
)
def test_without_a_day_relative_times_stay_open(text):
    """A report without a day gives no anchor: a reason, never a guess."""
    _, (mention,) = times_of(text, day=None)
    assert mention.time is None
    assert "day" in (mention.reason or "")


def test_a_duration_is_no_date():
    """How long is not when, and an inexact number stays inexact."""
    _, (mention,) = times_of("They fought for three years.")
    assert mention.time is None
    assert "how long" in (mention.reason or "")


def test_a_count_from_an_earlier_time_needs_one():
    """'Two days later' counts from the day named before it, and from nothing else."""
    _, (first, second) = times_of("They met on March 3, 2014. The talks failed two days later.")
    assert first.time == Time("2014-03-03", "2014-03-03", "day")
    assert second.time == Time("2014-03-05", "2014-03-05", "day")
    _, (alone,) = times_of("The talks failed two days later.")
    assert alone.time is None
    _, (_, clause) = times_of("On Monday they met. It came a week after the police made arrests.")
    assert clause.time is None
    assert "deed" in (clause.reason or "")


def test_a_deadline_lies_ahead():
    """A day that something must be done by, named without its year, is the next such day."""
    _, (deadline,) = times_of("They asked for answers no later than May 10.", day="2023-04-26")
    assert deadline.time == Time("2023-05-10", "2023-05-10", "day")


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(1946, 1, 1), dt.date(2090, 1, 1)), st.sampled_from([case[0] for case in CASES]))
def test_any_day_gives_ordered_intervals(day, text):
    """Whatever the report's day: spans lie in the text and no interval ends before it starts."""
    report, found = times_of(text, day=day.isoformat())
    for mention in found:
        assert 0 <= mention.span.start < mention.span.end <= len(report.text)
        if mention.time and mention.time.start and mention.time.end:
            assert dt.date.fromisoformat(mention.time.start) <= dt.date.fromisoformat(mention.time.end)
