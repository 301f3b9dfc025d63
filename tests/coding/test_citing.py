"""Whom somebody cites says it, inside what is told by who cites him."""

import dataclasses

import pytest

from dragoman.coding.setting import set_out, statement_around
from dragoman.coding.statements import code_statements
from dragoman.model import Attribution, Span
from tests.coding.understanding import understand_actors


def _said(text, *told):
    """Source, cue and content of each statement that the attributions (source, cue, content, how they are joined) make; and whether it is another's."""

    def span(words):
        return Span(text.index(words), text.index(words) + len(words))

    items = tuple(
        Attribution((span(source),), (span(cue),), (span(content),), "indirect", f"attribution.{rule}")
        for source, cue, content, rule in told
    )
    report, analysis = understand_actors(text)
    analysis = dataclasses.replace(analysis, attributions=items)
    setting = set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")
    statements = code_statements(setting)
    setting = dataclasses.replace(setting, statements=statements)
    return setting, [
        (s.source[0].name, s.cue[0].of(text), s.content[0].of(text), s.parent_id is not None) for s in statements
    ]


@pytest.mark.parametrize(
    ("verb", "manner", "rule"),
    [("cited", "as saying", "preposition.v1:cite"), ("cited", "who said", "object.v1:cite"), ("quoted", "saying", "object.v1:quote")],
)  # fmt: skip
def test_whom_one_cites_says_it(verb, manner, rule):
    """Who cites him tells it; what stands inside is in the voice of the cited."""
    content = f"a Kenyan minister {manner} the dam is unsafe"
    text = f"The agency {verb} {content}."
    setting, said = _said(text, ("The agency", verb, content, rule))
    assert said == [
        ("agency", verb, "the dam is unsafe", False),
        ("Kenyan minister", manner.split()[-1], "the dam is unsafe", True),
    ]
    unsafe = text.index("unsafe")
    around = statement_around(setting, Span(unsafe, unsafe + 6))
    assert around.source[0].name == "Kenyan minister"


@pytest.mark.parametrize("cited", ["two anonymous officials", "people close to the talks", "an anonymous source"])
def test_who_is_only_named_as_a_source_is_nothing_said(cited):
    """Neither beside the report nor at the head of what is reported."""
    text = f"The agency reported, citing {cited}, that the dam is unsafe."
    report = ("The agency", "reported", f"citing {cited}, that the dam is unsafe", "clause.v1:report")
    _, said = _said(text, report, ("The agency", "citing", cited, "object.v1:cite"))
    assert said == [("agency", "reported", "the dam is unsafe", False)]


@pytest.mark.parametrize("cited", ["Uganda as an example of failure", "a lack of good evidence"])
def test_what_one_cites_that_is_no_source_is_told(cited):
    """An example, or a thing."""
    text = f"The Kenyan minister cited {cited}."
    _, said = _said(text, ("The Kenyan minister", "cited", cited, "object.v1:cite"))
    assert said == [("Kenyan minister", "cited", cited, False)]


def test_what_stands_beside_who_is_quoted_is_his():
    """Behind a colon, or before the verb."""
    text = "The agency quoted a Kenyan minister: the dam is unsafe."
    _, said = _said(text, ("The agency", "quoted", "a Kenyan minister: the dam is unsafe", "object.v1:quote"))
    assert said == [
        ("agency", "quoted", "the dam is unsafe", False),
        ("Kenyan minister", "quoted", "the dam is unsafe", True),
    ]
    text = "The dam is unsafe, the agency quoted a Kenyan minister."
    _, said = _said(text, ("the agency", "quoted", "The dam is unsafe", "clause.v1:quote"))
    assert [(source, inner) for source, _, _, inner in said] == [("agency", False), ("Kenyan minister", True)]
