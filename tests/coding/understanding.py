"""A text understood as far as the tests of `coding` need it."""

import dataclasses

from dragoman.evaluate.plain import plain_report
from dragoman.understand.language import analyse_language
from dragoman.understand.places import find_places
from dragoman.understand.times import find_times


def understand(text, *, day="2021-10-13"):
    """The text's report and its analysis with times and places; paragraphs are its lines. The default day is a Wednesday."""
    report = plain_report(text, day=day)
    analysis = analyse_language(report)
    return report, dataclasses.replace(
        analysis, times=find_times(report, analysis), places=find_places(report, analysis)
    )
