"""Many documents: order kept, nothing lost, whatever one of them does to its worker."""

import contextlib
import os
import signal
import time
from concurrent.futures.process import BrokenProcessPool
from unittest import mock

import pytest

from dragoman import deadline
from dragoman.batch import pool
from dragoman.batch.account import Counted, Tally
from dragoman.batch.recurrence import find_recurring
from dragoman.errors import ParseError
from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, describe_run
from dragoman.model import Document, Failed, Gap, Record, Source


def document(name, text="x"):
    """A document of that name."""
    return Document(Source(name, "text", name, len(text), "utf-8", "default"), text)


def name_of(item):
    """Work that does nothing."""
    return item.source.name


def break_on_odd(item):
    """Work that refuses, fails or dies by the document's name."""
    if item.text == "refuse":
        raise ParseError("DRG-P001", "no article")
    if item.text == "fault":
        raise ZeroDivisionError
    if item.text == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return item.source.name


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers):
    """One result a document, in the order of the input; what failed before passes through."""
    failed = Failed("broken", "read", "DRG-R001", "empty")
    items = [document("a"), failed, *(document(f"d{i}") for i in range(20))]
    found = list(pool.map_documents(items, name_of, workers=workers))
    assert found == ["a", failed, *(f"d{i}" for i in range(20))]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_refusal_and_a_fault_cost_their_document_only(workers):
    """A typed error keeps its code; a fault of ours keeps its traceback; the others go on."""
    items = [document("a"), document("b", "refuse"), document("c", "fault"), document("d")]
    a, b, c, d = pool.map_documents(items, break_on_odd, workers=workers)
    assert (a, d) == ("a", "d")
    assert (b.code, b.stage) == ("DRG-P001", "parse")
    assert c.code == "DRG-X001"
    assert "ZeroDivisionError" in c.reason


def test_a_worker_that_dies_costs_its_document_only():
    """A killed worker process is replaced; the document that killed it is named."""
    items = [document(f"d{i}") for i in range(6)] + [document("deadly", "die")] + [document(f"e{i}") for i in range(6)]
    found = list(pool.map_documents(items, break_on_odd, workers=2))
    assert [item if isinstance(item, str) else item.code for item in found] == [
        *(f"d{i}" for i in range(6)),
        "DRG-C003",
        *(f"e{i}" for i in range(6)),
    ]


def test_a_worker_that_died_before_the_next_document_is_handed_out_costs_nothing(monkeypatch):
    """What can no longer be handed to the broken workers is worked on all the same."""
    real, made = pool._pool, []

    def broken_at_first(workers):
        executor = real(workers)
        if not made:
            executor.submit = mock.Mock(side_effect=BrokenProcessPool)
        made.append(executor)
        return executor

    monkeypatch.setattr(pool, "_pool", broken_at_first)
    items = [document(f"d{i}") for i in range(3)]
    assert list(pool.map_documents(items, name_of, workers=2)) == ["d0", "d1", "d2"]


def test_a_document_that_takes_too_long_is_stopped(monkeypatch):
    """The time limit ends the work of one document with a reason."""
    monkeypatch.setattr(deadline, "_LEAST_S", 1)
    slow = list(pool.map_documents([document("slow")], lambda _: time.sleep(30), workers=1))
    assert slow[0].code == "DRG-C002"


def test_no_library_can_catch_the_end_of_the_time(monkeypatch):
    """What swallows every exception does not swallow the limit."""
    monkeypatch.setattr(deadline, "_LEAST_S", 1)

    def swallow(_):
        with contextlib.suppress(Exception):
            time.sleep(30)

    (slow,) = pool.map_documents([document("slow")], swallow, workers=1)
    assert slow.code == "DRG-C002"


def test_a_long_text_has_more_time():
    """In proportion to its length, and not without end."""
    assert deadline.seconds_for(1_000) < deadline.seconds_for(130_000) < deadline.seconds_for(300_000)
    assert deadline.seconds_for(16_000_000) == deadline.seconds_for(300_000)


def test_an_alarm_of_somebody_elses_is_left_alone():
    """Where a program has set its own, it holds; afterwards it is still there."""
    signal.setitimer(signal.ITIMER_REAL, 600)
    try:
        with deadline.time_limit(1, ParseError("DRG-P001", "never")):
            assert signal.getitimer(signal.ITIMER_REAL)[0] > 500
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 500
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_the_account_adds_up():
    """Everything that came in is recorded, skipped or quarantined, and the exit code says so."""
    counted = Counted([document("a"), Failed("b", "read", "DRG-R001", "empty")])
    tally = Tally()
    for item in counted:
        if isinstance(item, Failed):
            tally.take(item)
    tally.take(Failed("c", "read", "DRG-R014", "no page", quarantined=False))
    assert counted.count == 2
    assert (tally.quarantined, tally.skipped, tally.recorded, tally.seen) == (1, 1, 0, 2)
    assert tally.exit_code() == 3
    assert "in 2 = coded 0 + skipped 1 + quarantined 1" in tally.line("coded")


@pytest.mark.parametrize(("field", "skipped"), [("language", 1), ("events", 0)])
def test_a_report_of_which_something_was_left_out_is_coded(field, skipped):
    """Only one in a language that is not coded is skipped."""
    tally = Tally()
    tally.take(Record(plain_report("The minister left."), describe_run(Options()), gaps=(Gap(field, "left out"),)))
    assert (tally.skipped, tally.recorded) == (skipped, 1 - skipped)


HISTORY = "The war between the two states broke out over the valley in the last year of the old union, and a truce was signed later."


def page(name, day, lead):
    """A plain article with a dateline, a lead and pasted history."""
    text = f"{lead}\n\n{day}\n\nOSTRAVA-NOR, {day} (Interwire) - {lead} in the capital of the country, officials said after hours of talks.\n\n{HISTORY}\n"
    return document(name, text)


def test_paragraphs_of_different_days_recur_those_of_one_day_do_not():
    """Pasted history is known by the days it is pasted on; forty copies of one story are one story."""
    copies = [page("a", "3 March 2022", "Ministers met"), page("b", "3 March 2022", "Ministers met")]
    assert find_recurring(copies, workers=1) == frozenset()
    later = page("c", "9 May 2022", "Envoys argued")
    assert len(find_recurring([*copies, later], workers=1)) == 1
