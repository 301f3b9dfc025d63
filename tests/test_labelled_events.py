"""Events held against what a whole report tells: each deed once, with whoever is meant on its sides."""

import dataclasses
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from labelled_events import deeds_of, judge_record
from sentence_texts import LabelledDocument

from dragoman.coding.events import code_events
from dragoman.coding.setting import set_out
from tests.coding.understanding import understand_actors

TEXT = "Kenyan troops attacked Ugandan soldiers on Monday. Two Ugandan soldiers were killed."
SECOND = TEXT.index("Two")


def _event(trigger, source, target, **elsewhere):
    spans = {name: [[TEXT.index(words), TEXT.index(words) + len(words)] for words in told] for name, told in (("source", source), ("target", target))}  # fmt: skip
    start = TEXT.index(trigger)
    return {"trigger": [start, start + len(trigger)], "type": "ASSAULT", "cameo": "190", **spans, **elsewhere}


def _document(*, again, doers=([0, 13],)):
    first = _event("attacked", ["Kenyan troops"], ["Ugandan soldiers"], again=[])
    second = _event("killed", [], ["Two Ugandan soldiers"], again=[first["trigger"]] if again else [], source_elsewhere=list(doers))  # fmt: skip
    sentences = [
        {"start": 0, "end": SECOND - 1, "kind": "deed", "events": [first]},
        {"start": SECOND, "end": len(TEXT), "kind": "deed", "events": [second]},
    ]
    return LabelledDocument("one", TEXT, None, sentences)


@pytest.fixture(scope="module")
def coded():
    """The text's analysis, and its events as coded by the rules."""
    report, analysis = understand_actors(TEXT)
    return analysis, code_events(set_out(report, analysis, standings=("news", "news"), run_id="run"))


def test_a_deed_that_is_told_twice_is_one():
    """With the words of both tellings, and the name that the second leaves out."""
    (deed,) = deeds_of(_document(again=True))
    assert [TEXT[a:b] for a, b in deed.names[0]] == ["Kenyan troops", "Kenyan troops"]
    assert len(deed.sentences) == 2
    assert len(deeds_of(_document(again=False))) == 2


def test_a_second_event_of_one_deed_is_wrong(coded):
    """It was told already."""
    analysis, events = coded
    first = next(event for event in events if event.trigger.of(TEXT) == "attacked")
    twice = [dataclasses.replace(first, id=name) for name in ("one", "other")]
    judged, wanted = judge_record(_document(again=True), analysis, twice)
    assert wanted == 1
    assert [right for _, right in judged] == [True, False]


@pytest.mark.parametrize(("doers", "right"), [(([0, 13],), False), ((), True)], ids=["named", "nobody"])
def test_an_open_side_is_right_only_where_the_report_names_nobody(coded, doers, right):
    """Who is named elsewhere is not left out."""
    analysis, events = coded
    first = next(event for event in events if event.trigger.of(TEXT) == "attacked")
    start = TEXT.index("killed")
    killed = dataclasses.replace(
        first, trigger=type(first.trigger)(start, start + 6), tellings=(), sources=(), targets=first.targets
    )
    document = _document(again=False, doers=doers)
    target = [SECOND + 4, SECOND + 20]
    document.sentences[1]["events"][0]["target"] = [target]
    target_of = dataclasses.replace(first.targets[0], span=type(first.trigger)(*target))
    ((_, is_right),) = judge_record(document, analysis, [dataclasses.replace(killed, targets=(target_of,))])[0]
    assert is_right == right
