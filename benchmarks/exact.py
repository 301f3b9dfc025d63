"""How alike two machines' readings are, with 8-bit products and with exact ones: `python benchmarks/exact.py [PATH...]`.

What differs between machines is the order in which sums are worked out. Here the runtime orders them once as it likes best and once as the model's graph says: printed are the
greatest difference of a chance, how many records differ in any byte, and what exact products cost beside 8-bit ones, in the processor's time for reading the same text. Without paths the example pages are read.
"""

from __future__ import annotations

import argparse
import itertools
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from dragoman.flow import Options, code_report, parse_document, try_document
from dragoman.model import Document, Report
from dragoman.read import read_documents
from dragoman.show.codec import encode_json
from dragoman.understand import encoder
from dragoman.understand.encoder import EXACT_VARIABLE, Window, load_encoder

EXAMPLES = Path(__file__).parents[1] / "examples" / "pages"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The windows and the records of the same reports, and how many seconds reading took."""

    windows: list[Window]
    records: list[str]
    seconds: float


def main() -> None:
    """Both arithmetics, each with both orders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", default=[str(EXAMPLES)])
    parsed = (
        try_document(item, parse_document)
        for item in read_documents(parser.parse_args().paths)
        if isinstance(item, Document)
    )
    reports = [report for report in parsed if isinstance(report, Report) and report.language == "en"]
    costs = {}
    for name, exact in {"8-bit": "", "exact": "1"}.items():
        os.environ[EXACT_VARIABLE] = exact
        one, other = (_read(reports, summed_otherwise=own) for own in (False, True))
        costs[name] = one.seconds
        differing = sum(a != b for a, b in zip(one.records, other.records, strict=True))
        print(
            f"{name}: chances differ by at most {_apart(one.windows, other.windows):.1e}, {differing} of {len(reports)} records differ"
        )
    print(f"exact reading takes {costs['exact'] / costs['8-bit']:.1f} times the time")


def _read(reports: Sequence[Report], *, summed_otherwise: bool) -> Outcome:
    with _order(otherwise=summed_otherwise):
        reader = load_encoder()
    assert reader is not None
    started = time.process_time()
    windows = list(itertools.chain.from_iterable(reader.read(report.body) for report in reports))
    seconds = time.process_time() - started
    return Outcome(windows, [repr(encode_json(code_report(report, Options()))) for report in reports], seconds)


@contextmanager
def _order(*, otherwise: bool) -> Iterator[None]:
    """The reader is loaded anew, its sums ordered as the runtime likes best or as the graph says."""
    own = onnxruntime.InferenceSession

    def plain(graph: bytes, settings: Any, **how: Any) -> Any:
        settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        return own(graph, settings, **how)

    encoder._load.cache_clear()  # noqa: SLF001 - loaded once for good otherwise
    onnxruntime.InferenceSession = plain if otherwise else own
    try:
        yield
    finally:
        onnxruntime.InferenceSession = own


def _apart(some: Sequence[Window], others: Sequence[Window]) -> float:
    """The greatest difference of a chance among tags, deeds and who takes part."""
    return max(
        float(np.abs(_chances(getattr(one, name)) - _chances(getattr(other, name))).max())
        for one, other in zip(some, others, strict=True)
        for name in ("tags", "deeds", "parties")
    )


def _chances(logits: Any) -> Any:
    raised = np.exp(logits.astype(np.float64) - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


if __name__ == "__main__":
    main()
