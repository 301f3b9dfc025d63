"""What is less sure than asked for is left out, counted, and never torn away from what stands on it."""

import dataclasses

from dragoman.coding.sureness import keep_sure
from dragoman.model import Event, Provenance, Span
from tests.show.records import small_record


def _event(voice, confidence):
    provenance = Provenance("rep-1", (Span(0, 5),), "test.v1", "run-1", confidence)
    return Event("ev-1", "110", "Disapprove", "ACCUSE", None, (), 3, -2.0, "test", (), (), Span(0, 5), "happened", "news", voice, provenance)  # fmt: skip


def test_the_unsure_is_left_out_and_counted():
    """Below the asked confidence a statement goes, and a gap tells so; at or above it stays."""
    record = small_record()
    assert keep_sure(record, 0.9) == record
    left = keep_sure(record, 0.95)
    assert left.statements == ()
    assert [(gap.field, gap.reason) for gap in left.gaps] == [("statements", "1 of confidence under 0.95 left out")]
    assert left.report == record.report


def test_what_something_kept_stands_on_stays():
    """The statement around a sure event is kept for it."""
    record = dataclasses.replace(small_record(), events=(_event("st-1", 0.99),))
    assert len(keep_sure(record, 0.95).statements) == 1
    assert keep_sure(dataclasses.replace(record, events=(_event("publisher", 0.99),)), 0.95).statements == ()
