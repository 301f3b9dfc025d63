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
