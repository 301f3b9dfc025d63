"""First persons are who says them, writings who issued them. People and words are invented."""

import dataclasses

import pytest

from dragoman.evaluate.plain import plain_report
from dragoman.model import Attribution, Span
from dragoman.understand.actors import resolve_actors
from dragoman.understand.language import analyse_language
from dragoman.understand.phrases import read_text
from dragoman.understand.speakers import with_authors, with_speakers
from dragoman.vocab.actors import DEFAULT_POLICY, load_actors

MESSAGE = (
    "The Foreign Secretary Orhan Veldar said:\n\nI welcome the report. We must act.\n\n"
    "This was a crime. I thank the inspectors."
)


def _settled(text: str, source: str, content: str) -> list[tuple[str, str]]:
    """The words that the attribution settles, and who they are."""
    report = plain_report(text)
    spans = [Span(report.text.rindex(words), report.text.rindex(words) + len(words)) for words in (source, content)]
    analysis, table = analyse_language(report), load_actors(policy=DEFAULT_POLICY)
    actors, mentions = resolve_actors(report, analysis, table=table, run_id="run")
    said = Attribution((spans[0],), (), (spans[1],), "indirect", "attribution.none.v1:say")
    analysis = dataclasses.replace(analysis, actors=actors, mentions=mentions, attributions=(said,))
    analysis = with_speakers(report, with_authors(read_text(report, analysis, table), analysis))
    names = {actor.id: actor for actor in analysis.actors}
    rules = {"actor.first-person.v1", "actor.author.v1"}
    found = [(mention.span, names[mention.actor_id or ""]) for mention in analysis.mentions if mention.rule in rules]
    assert all(span in actor.mentions for span, actor in found)
    return [(span.of(report.text), actor.name) for span, actor in found]


def test_i_in_what_somebody_says_is_he():
    """Also further on in a message that is given without marks; whom a person's "we" means stays open."""
    found = _settled(MESSAGE, "The Foreign Secretary Orhan Veldar", "I welcome the report.")
    assert found == [("I", "Orhan Veldar"), ("I", "Orhan Veldar")]


def test_we_in_what_a_body_says_is_the_body():
    """A body that speaks has no other "we"."""
    text = "Turkey said in a note: We reject the terms."
    assert _settled(text, "Turkey", "We reject the terms") == [("We", "Turkey")]


def test_nobody_says_what_nobody_is_given():
    """An "I" outside what is given to somebody stays open."""
    text = "Orhan Veldar left. I welcome the report. The rain went on."
    assert _settled(text, "Orhan Veldar", "The rain went on") == []


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Turkey said in a statement it will go. The crew is safe, the statement said.", "the statement", "Turkey"),
        ("A letter sent by Turkey was read. The crew is safe, the letter said.", "the letter", "Turkey"),
        ("A statement from Turkey said the crew is safe.", "A statement from Turkey", "Turkey"),
        ("The World Bank published a report. The crew is safe, the report said.", "the report", "World Bank"),
        ("A survey of sailors by the World Bank found the crew is safe.", "A survey of sailors", "World Bank"),
        ("A World Bank study says the crew is safe.", "A World Bank study", "World Bank"),
        ("A U.N. statement said the crew is safe.", "A U.N. statement", "U.N."),
        ("A Kenyan military statement said the crew is safe.", "A Kenyan military statement", "Kenyan military"),
        (
            "Hamas met. The crew is safe, read a statement from the group which includes sailors.",
            "a statement",
            "Hamas",
        ),
        ("Turkey published a report. The crew is safe, the report said.", "the report", "Turkey"),
        ("A report was sent by Turkey. The crew is safe, the document said.", "the document", "Turkey"),
        ("The crew is safe, says the paper that Turkey signed.", "the paper that Turkey signed", "Turkey"),
        ("Orhan Veldar wrote to Turkey. The crew is safe, the letter said.", "the letter", "Orhan Veldar"),
    ],
)
def test_a_writing_speaks_for_who_issued_it(text: str, source: str, name: str):
    """By its own words, or by those with which it was first named."""
    assert _settled(text, source, "rew is safe")[-1] == (source, name)


def test_a_writing_of_nobody_stays_open():
    """Where the text does not tell who issued it."""
    assert _settled("A statement was read. The crew is safe, it was said.", "A statement", "rew is safe") == []
    text = "A statement from Turkey was read. A statement came in May. The crew is safe, the statement said."
    assert _settled(text, "the statement", "rew is safe") == []


def test_what_a_survey_is_about_did_not_make_it():
    """Neither those asked nor the country."""
    assert _settled("A survey of the sailors found the crew is safe.", "A survey of the sailors", "rew is safe") == []
    assert _settled("A Kenya report says the crew is safe.", "A Kenya report", "rew is safe") == []


def test_we_of_a_text_in_one_bodys_name_is_that_body():
    """Whoever condemns and urges in it; where two do, nobody is meant."""
    text = "Kenya condemns the attack. We urge calm. The envoy said the road is open."
    assert _settled(text, "The envoy", "the road is open") == [("We", "Kenya")]
    text = "Kenya condemns the attack. Uganda urges calm. We welcome that. The envoy said the road is open."
    assert _settled(text, "The envoy", "the road is open") == []


def test_who_has_a_writing_did_not_issue_it():
    """An agency that obtained the memo does not speak in it, nor who drafted what a council adopts."""
    text = "The memo, obtained by Reuters, said the road is open."
    assert _settled(text, "The memo, obtained by Reuters,", "the road is open") == []
    text = "The resolution, drafted by Norway, said the road is open."
    assert _settled(text, "The resolution, drafted by Norway,", "the road is open") == []
    text = "The memo, sent by Reuters, said the road is open."
    assert _settled(text, "The memo, sent by Reuters,", "the road is open") == [
        ("The memo, sent by Reuters,", "Reuters")
    ]


def test_a_statement_told_of_for_the_first_time_is_of_who_spoke_last():
    """Not where the text tells of a statement before, and not whose."""
    text = "Turkey condemned the attack. The crew is safe, the statement said."
    report = plain_report(text)
    analysis, table = analyse_language(report), load_actors(policy=DEFAULT_POLICY)
    actors, mentions = resolve_actors(report, analysis, table=table, run_id="run")
    said = [
        Attribution((Span(at, at + len(source)),), (), (), "indirect", "attribution.none.v1:say")
        for source in ("Turkey", "the statement")
        for at in [text.index(source)]
    ]
    analysis = dataclasses.replace(analysis, actors=actors, mentions=mentions, attributions=tuple(said))
    settled = with_authors(read_text(report, analysis, table), analysis)
    assert [mention.span.of(text) for mention in settled.mentions if mention.rule == "actor.author.v1"] == [
        "the statement"
    ]
