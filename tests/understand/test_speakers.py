"""First persons are who says them. People and words are invented."""

import dataclasses

from dragoman.evaluate.plain import plain_report
from dragoman.model import Attribution, Span
from dragoman.understand.actors import resolve_actors
from dragoman.understand.language import analyse_language
from dragoman.understand.speakers import with_speakers
from dragoman.vocab.actors import DEFAULT_POLICY, load_actors

MESSAGE = (
    "The Foreign Secretary Orhan Veldar said:\n\nI welcome the report. We must act.\n\n"
    "This was a crime. I thank the inspectors."
)


def _first_persons(text: str, source: str, content: str) -> list[tuple[str, str]]:
    """The first persons that the source's words settle, and who they are."""
    report = plain_report(text)
    spans = [Span(report.text.index(words), report.text.index(words) + len(words)) for words in (source, content)]
    analysis = analyse_language(report)
    actors, mentions = resolve_actors(report, analysis, table=load_actors(policy=DEFAULT_POLICY), run_id="run")
    said = Attribution((spans[0],), (), (spans[1],), "indirect", "attribution.none.v1:say")
    analysis = with_speakers(dataclasses.replace(analysis, actors=actors, mentions=mentions, attributions=(said,)))
    names = {actor.id: actor for actor in analysis.actors}
    found = [(m.span, names[m.actor_id or ""]) for m in analysis.mentions if m.rule == "actor.first-person.v1"]
    assert all(span in actor.mentions for span, actor in found)
    return [(span.of(report.text), actor.name) for span, actor in found]


def test_i_in_what_somebody_says_is_he():
    """Also further on in a message that is given without marks; whom a person's "we" means stays open."""
    found = _first_persons(MESSAGE, "The Foreign Secretary Orhan Veldar", "I welcome the report.")
    assert found == [("I", "Orhan Veldar"), ("I", "Orhan Veldar")]


def test_we_in_what_a_body_says_is_the_body():
    """A body that speaks has no other "we"."""
    text = "Turkey said in a note: We reject the terms."
    assert _first_persons(text, "Turkey", "We reject the terms") == [("We", "Turkey")]


def test_nobody_says_what_nobody_is_given():
    """An "I" outside what is given to somebody stays open."""
    text = "Orhan Veldar left. I welcome the report. The rain went on."
    assert _first_persons(text, "Orhan Veldar", "The rain went on") == []
