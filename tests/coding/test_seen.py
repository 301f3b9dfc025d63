"""Sides that only the learnt reader sees: taken where nobody stands, and never for whoever tells of the deed, or for a weapon."""

import dataclasses

import pytest

from dragoman.coding.clauses import read_clauses
from dragoman.coding.events import code_events
from dragoman.coding.participants import index_actors
from dragoman.coding.seen import complete_sides
from dragoman.coding.setting import set_out
from dragoman.model import Judgement, SeenDeed, Span
from dragoman.vocab.plover import code_of_root
from tests.coding.understanding import understand_actors

TEXT = "Swedish officials said the rockets and knew that Norwegian troops were attacked on Monday."


def _span(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def _completed(source, *, root="ASSAULT", tellers=()):
    report, analysis = understand_actors(TEXT)
    (event,) = code_events(set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run"))
    assert event.sources == ()
    deed = SeenDeed(0, 0.9, _span(source), None, ((root, 0.9),), code_of_root(root))
    actors = index_actors(report, analysis, read_clauses(analysis.tokens))
    return complete_sides(event, [deed], actors, tellers)


def test_an_empty_side_is_filled_with_its_evidence():
    """Who the reader sees doing it is the source, with the words behind it, and the gap is gone."""
    event = _completed("Swedish officials")
    assert [p.span.of(TEXT) for p in event.sources] == ["Swedish officials"]
    assert _span("Swedish officials") in event.provenance.spans
    assert not any(gap.field == "sources" for gap in event.gaps)


@pytest.mark.parametrize(
    ("source", "options"),
    [
        ("Swedish officials", {"tellers": [_span("Swedish officials")]}),
        ("Swedish officials", {"root": "AID"}),
        ("the rockets", {}),
    ],
)
def test_whoever_tells_it_and_a_weapon_do_nothing(source, options):
    """Nor is a side filled where the reader sees another type."""
    assert _completed(source, **options).sources == ()


def test_of_a_clause_the_subject_is_the_side():
    """Where the reader's words are a whole clause, who is its subject takes part, not the clause."""
    event = _completed("Swedish officials said the rockets")
    assert [p.span.of(TEXT) for p in event.sources] == ["Swedish officials"]


@pytest.mark.parametrize(("chance", "events"), [(0.9, 1), (0.05, 0)])
def test_a_word_in_another_sense_is_no_deed(chance, events):
    """Where the reader sees no deed in the sentence, the lexicon's word does not make one."""
    report, analysis = understand_actors("Norwegian troops attacked Swedish soldiers on Monday.")
    judgement = Judgement(0.1, 0.1, (("deed", chance), ("occurrence", 1 - chance), ("none", 0.0)), ())
    analysis = dataclasses.replace(analysis, judgements=(judgement,) * len(analysis.sentences))
    found = code_events(set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run"))
    assert len(found) == events
