"""Reports a second, page to record, beside the bare language pipeline on the same text: `python benchmarks/speed.py PATH...`.

Prints the share of each stage in one process, the rate in one and in two processes, the ratio to the bare pipeline, and how long the tables of known actors take to load with a user's list.
"""

from __future__ import annotations

import argparse
import cProfile
import functools
import pstats
import time
from collections.abc import Callable
from pathlib import Path

from dragoman.batch.pool import map_documents
from dragoman.flow import Options, code_document, parse_document, try_document
from dragoman.model import Document, Report
from dragoman.read import read_documents
from dragoman.understand.language import analyse_language
from dragoman.vocab.actors import load_actors

ACTORS = Path(__file__).parents[1] / "examples" / "actors.tsv"
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
    args = parser.parse_args()
    documents = [item for item in read_documents(args.paths) if isinstance(item, Document)]
    parsed = (try_document(item, parse_document) for item in documents)
    reports = [item for item in parsed if isinstance(item, Report) and item.language == "en"]
    words = sum(len(report.body.split()) for report in reports) / max(1, len(reports))
    print(f"{len(documents)} documents, {len(reports)} English reports of {words:.0f} words on average")
    code = functools.partial(code_document, options=Options())
    bare_s = timed(lambda: [analyse_language(report) for report in reports])
    profile = cProfile.Profile()
    one_s = timed(lambda: list(map_documents(documents, code, workers=1)))
    two_s = timed(lambda: list(map_documents(documents, code, workers=2)))
    print(
        f"one process {len(documents) / one_s:6.1f} reports/s   two processes {len(documents) / two_s:6.1f} reports/s"
    )
    started = time.perf_counter()
    load_actors([ACTORS])
    print(f"the tables of known actors load with a user's list in {1000 * (time.perf_counter() - started):.0f} ms")
    print(
        f"bare language pipeline {len(reports) / bare_s:6.1f} reports/s; whole flow takes {one_s / bare_s:.2f} times as long"
    )
    profile.runcall(lambda: list(map_documents(documents, code, workers=1)))
    stats = pstats.Stats(profile)
    total = stats.total_tt  # type: ignore[attr-defined]
    for (_, _, name), row in sorted(stats.stats.items(), key=lambda item: -item[1][3]):  # type: ignore[attr-defined]
        if name in STAGES:
            print(f"{name:<20} {row[3] / total:6.1%} of the time")


def timed(work: Callable[[], object]) -> float:
    """Seconds by the wall clock, after one call that loads what loads once."""
    work()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
