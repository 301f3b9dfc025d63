"""A text understood as far as the tests of `coding` need it."""

import dataclasses

from dragoman.evaluate.plain import plain_report
from dragoman.understand.actors import resolve_actors
from dragoman.understand.language import analyse_language
from dragoman.understand.places import find_places
from dragoman.understand.times import find_times
from dragoman.vocab.actors import load_actors


def understand(text, *, day="2021-10-13"):
    """The text's report and its analysis with times and places; paragraphs are its lines. The default day is a Wednesday."""
    report = plain_report(text, day=day)
    analysis = analyse_language(report)
    return report, dataclasses.replace(
        analysis, times=find_times(report, analysis), places=find_places(report, analysis)
    )


def understand_actors(text, *, day="2021-10-13"):
    """The same, with actors."""
    report, analysis = understand(text, day=day)
    actors, mentions = resolve_actors(report, analysis, table=load_actors(), run_id="run")
    return report, dataclasses.replace(analysis, actors=actors, mentions=mentions)
