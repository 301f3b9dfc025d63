"""Quotations: any marks, matched or not."""

import pytest

from dragoman.model import Span
from dragoman.understand.quotations import find_quotations


@pytest.mark.parametrize(
    "text",
    [
        'He said "We wait here" again.',
        "He said “We wait here” again.",
        'He said “We wait here" again.',
        'He said "We wait here” again.',
        "He said «We wait here» again.",
        "He said „We wait here“ again.",
    ],
)
def test_marks_of_any_kind_and_mismatched(text):
    """One quotation, with its words."""
    found = find_quotations(text, [(0, Span(0, len(text)))])
    assert [item.inner.of(text).strip() for item in found] == ["We wait here"]


def test_an_apostrophe_and_a_measure_are_no_quotation():
    """Neither the mark of a genitive nor that of inches opens one."""
    text = "The ministers' meeting ended; the gun's barrel wasn't long."
    assert find_quotations(text, [(0, Span(0, len(text)))]) == ()


def test_an_unclosed_quotation_ends_with_its_paragraph():
    """It is kept, and told to be open."""
    text = "“We waited, the minister said.\nThe road is open."
    found = find_quotations(text, [(0, Span(0, 30)), (1, Span(31, len(text)))])
    assert [item.closed for item in found] == [False]


def test_a_mark_without_its_partner_swallows_nobody_elses_words():
    """A quotation that never closes ends with its sentence where another opens; one whose opening mark was lost begins with its paragraph."""
    unclosed = 'He said: "They waited for us. The road was closed in May. "We left then," he added.'
    found = find_quotations(unclosed, [(0, Span(0, len(unclosed)))])
    assert [item.inner.of(unclosed) for item in found] == ["They waited for us.", "We left then,"]
    unopened = 'We will go on talking," he said. "And we will agree."'
    found = find_quotations(unopened, [(0, Span(0, len(unopened)))])
    assert [item.inner.of(unopened) for item in found] == ["We will go on talking,", "And we will agree."]
    stray = '"Asked about it, the envoy was silent. "We will see," she said.'
    assert [item.inner.of(stray) for item in find_quotations(stray, [(0, Span(0, len(stray)))])] == ["We will see,"]


def test_a_single_mark_that_nothing_closes_runs_to_the_paragraphs_end():
    """Where it begins a sentence behind a comma or colon; a word with an apostrophe opens nothing."""
    text = "Renn added, 'The road is open to all."
    (found,) = find_quotations(text, [(0, Span(0, len(text)))])
    assert (found.inner.of(text), found.closed, found.single) == ("The road is open to all.", False, True)
    for text in ("Back then, '60s songs were heard.", "He met the 'Tigers of the east."):
        assert find_quotations(text, [(0, Span(0, len(text)))]) == ()


def test_a_single_mark_behind_a_sentence_closes_what_a_double_one_opened():
    """Where no single mark opens before it; one nested inside closes its own."""
    text = "He wrote: “We go on.’ He left, and “Dust” is his film."
    assert [q.inner.of(text) for q in find_quotations(text, [(0, Span(0, len(text)))])] == ["We go on."]
    text = "He wrote: “They said ‘We go on.’ and left."
    assert [q.inner.of(text) for q in find_quotations(text, [(0, Span(0, len(text)))])] == [
        "They said ‘We go on.’ and left."
    ]
