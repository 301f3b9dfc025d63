"""How sure an object is, made anew: `python training/confidence.py --data DATA [--write]`.

Statements: PolNeAR's dev part, articles that the encoder was not taught; right is what `dragoman evaluate attribution` pairs with a gold statement. Events: the labelled documents that it was not
taught (those whose id says so); right is an event of a labelled deed's root with whoever the report makes it clear stands on either side, each deed once (`labelled_events.judge_record`), as `benchmarks/events.py` counts by the report. Logistic regression over what
the rules see and what the reader believes (`understand/confidence.py`, `coding/confidence.py`), once with the reader and once by the rules alone. Printed for a part of the texts at a time, the weights fitted on the
others: how well it ranks, the expected calibration error, precision and F1 with what is unlikelier than a cut left out; for events also on benchmarks/sentences/aside.jsonl, which nothing was
fitted on. What is written is fitted on all but that. Run it after the encoder was made; `DRAGOMAN_ENCODER` names another one than the shipped.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from aside import SHARE_OF_DOCUMENTS, is_aside
from labelled_events import deeds_of, judge_record
from sentence_texts import KEPT_ASIDE, TRAINED_ON, LabelledDocument, read_documents
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from dragoman.coding.confidence import coded_features
from dragoman.coding.confidence import seen_features as seen_event_features
from dragoman.evaluate.attribution import GoldAttribution, pair_statements, read_gold
from dragoman.evaluate.plain import plain_report
from dragoman.evaluate.relations import calibration_error
from dragoman.flow import Options, code_analysis, describe_run, understand_report
from dragoman.understand.attribution import find_attributions
from dragoman.understand.confidence import read_features, seen_features
from dragoman.understand.drafts import Page
from dragoman.understand.encoder import FOLDER_VARIABLE
from dragoman.understand.language import analyse_many
from dragoman.understand.reading import read_report
from dragoman.vocab.judging import chance

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "dragoman" / "vocab" / "data" / "confidence.yaml"
PARTS = 6
STEPS = 10
CUTS = (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Row:
    """One object: its features, whether it is right, the number of its text."""

    features: dict[str, float]
    right: bool
    text: int


def read_statements(folder: Path, *, with_reader: bool) -> Iterator[Row]:
    """Every outer statement that is found in the folder's articles; those told inside others are not marked there."""
    articles = read_gold(folder)
    reports = [plain_report(article.text) for article in articles]
    for number, (article, report, analysis) in enumerate(zip(articles, reports, analyse_many(reports), strict=True)):
        reading = read_report(report, ()) if with_reader else None
        found = find_attributions(report, analysis, reading, least=0.0)
        page = Page(report, analysis)
        paired = pair_statements(article, [GoldAttribution(item.source, item.cue, item.content) for item in found])
        for place, item in enumerate(found):
            features = seen_features(page, item) | (read_features(item, reading.pieces) if reading else {})
            if item.parent is None:
                yield Row(features, place in paired, number)


def read_events(documents: Iterable[LabelledDocument]) -> Iterator[Row]:
    """Every event that is coded in the documents' labelled sentences."""
    run = describe_run(Options())
    for number, document in enumerate(documents):
        report = plain_report(document.text, day=document.day)
        analysis = understand_report(report, Options(), run_id=run.id)
        record = code_analysis(report, analysis, run)
        for event, right in judge_record(document, analysis, record.events)[0]:
            seen = seen_event_features(event, analysis) if analysis.judgements else {}
            yield Row(coded_features(event, analysis) | seen, right, number)


def documents_with_events(labels: Iterable[Path], data: Path, *, aside: int) -> list[LabelledDocument]:
    """The documents whose deeds are labelled, of those kept aside by their id; all of them at 100 per cent."""
    return [
        document
        for path in labels
        for document in read_documents(path, data)
        if is_aside(document.id, aside) and any("events" in sentence for sentence in document.sentences)
    ]


def events_wanted(documents: Iterable[LabelledDocument]) -> int:
    """The labelled deeds, each once."""
    return sum(len(deeds_of(document)) for document in documents)


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Weights by feature, shrunk alike whatever a feature is measured in."""
    names = list(rows[0].features)
    values = np.array([[row.features[name] for name in names] for row in rows])
    spread = np.where(values.std(axis=0) > 0, values.std(axis=0), 1.0)
    model = LogisticRegression(C=0.1, fit_intercept=False, max_iter=3000)
    model.fit(values / spread, [row.right for row in rows])
    return {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0] / spread, strict=True)}


def in_turn(rows: Sequence[Row]) -> list[float]:
    """The chance of each object by weights that had not seen its text nor the others of its part."""
    chances = [0.0] * len(rows)
    folds = GroupKFold(PARTS).split(rows, groups=[row.text for row in rows])
    for learnt, judged in folds:
        weights = fit([rows[number] for number in learnt])
        for number in judged:
            chances[number] = chance(weights, rows[number].features)
    return chances


def in_steps(chances: Sequence[float], right: Sequence[bool]) -> list[tuple[int, float, float]]:
    """(number, mean chance, share that is right) of each tenth that has any."""
    values, gold = np.array(chances), np.array(right, dtype=float)
    steps = np.minimum((values * STEPS).astype(int), STEPS - 1)
    inside = [steps == step for step in range(STEPS) if (steps == step).any()]
    return [(int(own.sum()), float(values[own].mean()), float(gold[own].mean())) for own in inside]


def show(name: str, chances: Sequence[float], right: Sequence[bool], wanted: int) -> None:
    """How good chances are, and F1 where what is unlikelier than a cut is left out."""
    print(f"{name}: {len(right)}, ranked rightly {roc_auc_score(right, chances):.3f}, calibration error {calibration_error(list(zip(chances, right, strict=True))):.3f}")  # fmt: skip
    print("   number, mean, right:", *(f"{number} {mean:.2f} {share:.2f}" for number, mean, share in in_steps(chances, right)), sep="   ")  # fmt: skip
    for least in CUTS:
        kept = [gold for value, gold in zip(chances, right, strict=True) if value >= least]
        print(f"   from {least:.2f}: {len(kept)} of {len(right)}, P {sum(kept) / max(1, len(kept)):.3f} F1 {2 * sum(kept) / (len(kept) + wanted):.3f}")  # fmt: skip


def learn_statements(data: Path, *, with_reader: bool) -> dict[str, float]:
    """The weights; how good they are is printed."""
    folder = data / "attribution" / "dev"
    rows = list(read_statements(folder, with_reader=with_reader))
    wanted = sum(len(article.attributions or ()) for article in read_gold(folder))
    show("statements, in turn", in_turn(rows), [row.right for row in rows], wanted)
    return fit(rows)


def learn_events(data: Path) -> dict[str, float]:
    """The weights; how good they are is printed."""
    fitted = documents_with_events(TRAINED_ON, data, aside=SHARE_OF_DOCUMENTS)
    kept = documents_with_events([KEPT_ASIDE], data, aside=100)
    rows, others = list(read_events(fitted)), list(read_events(kept))
    weights = fit(rows)
    show("events, in turn", in_turn(rows), [row.right for row in rows], events_wanted(fitted))
    chances = [chance(weights, row.features) for row in others]
    show("events, kept aside", chances, [row.right for row in others], events_wanted(kept))
    return weights


def main() -> None:
    """Fit, score, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parents[1] / "shared" / "data")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    weights = {
        "statement": learn_statements(options.data, with_reader=True),
        "event": learn_events(options.data),
        "statement-by-rules": learn_statements(options.data, with_reader=False),
    }
    os.environ[FOLDER_VARIABLE] = "none"
    weights["event-by-rules"] = learn_events(options.data)
    if options.write:
        head = "# Weights in log-odds, version 1: how sure an object is (training/confidence.py).\n"
        OUT.write_text(head + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
