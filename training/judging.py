"""How the learnt reader's chances are cut, and weighed with what the rules found said, made anew: `python training/judging.py --data DATA [--write]`.

Fitted on the labelled documents that the encoder was not trained on (those of `sentences.jsonl` and `standings.jsonl` whose id says so), scored on benchmarks/sentences/aside.jsonl, which
nothing was fitted on. Run it after the encoder was made; `DRAGOMAN_ENCODER` names another one than the shipped.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from aside import SHARE_OF_DOCUMENTS, is_aside
from sentence_texts import KEPT_ASIDE, TRAINED_ON, holds_event, read_documents
from sklearn.linear_model import LogisticRegression

from dragoman.coding.clauses import read_clauses
from dragoman.coding.relations import head_in
from dragoman.coding.sentences import event_features, likeliest_modality
from dragoman.coding.standing import deed_features, judge_clause_standing, judge_standing, standing_features, view_of
from dragoman.evaluate.plain import plain_report
from dragoman.evaluate.relations import macro_f1
from dragoman.evaluate.standing import f1_of_yes
from dragoman.flow import Options, code_analysis, describe_run, understand_report
from dragoman.model import Span
from dragoman.vocab.judging import weigh

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "dragoman" / "vocab" / "data" / "judging.yaml"
Row = tuple[dict[str, float], dict[str, float], str, dict]


def read_rows(labels: Path, data: Path, *, only_aside: bool) -> list[Row]:
    """Features of standing and of event, the reader's modality, and the labels, of each sentence."""
    return [
        row
        for document in read_documents(labels, data)
        if not only_aside or is_aside(document.id, SHARE_OF_DOCUMENTS)
        for row in _rows(document.text, document.day, document.sentences)
    ]


def _rows(text: str, day: str | None, labels: list[dict]) -> Iterator[Row]:
    report, run = plain_report(text, day=day), describe_run(Options())
    analysis = understand_report(report, Options(), run_id=run.id)
    record = code_analysis(report, analysis, run)
    for sentence, judgement in zip(analysis.sentences, analysis.judgements, strict=True):
        label = next((item for item in labels if item["start"] == sentence.span.start), None)
        if label is not None:
            features = standing_features(judgement), event_features(record, sentence, judgement)
            yield *features, likeliest_modality(judgement), label


def read_deeds(labels: Path, data: Path, *, only_aside: bool) -> list[tuple[dict[str, float], bool]]:
    """Features of each labelled event's standing, and whether it is background."""
    return [
        row
        for document in read_documents(labels, data)
        if not only_aside or is_aside(document.id, SHARE_OF_DOCUMENTS)
        for row in _deeds(document.text, document.day, document.sentences)
    ]


def _deeds(text: str, day: str | None, labels: list[dict]) -> Iterator[tuple[dict[str, float], bool]]:
    report = plain_report(text, day=day)
    analysis = understand_report(report, Options(), run_id="")
    tree, standings = read_clauses(analysis.tokens), judge_standing(report, analysis)
    view = view_of(report, analysis, tree)
    for event in (event for label in labels for event in label.get("events", ())):
        trigger = head_in(tree, Span(*event["trigger"]))
        if trigger is None:
            continue
        sentence = standings[tree.token(trigger).sentence]
        verdict, rule, _ = judge_clause_standing(view, trigger, sentence)
        if rule != "standing.dated.v1":
            yield deed_features(view, trigger, verdict), event["standing"] == "background"


def fit(rows: list[dict[str, float]], gold: list[bool], *, least_precision: float = 0.0) -> dict[str, float]:
    """Weights by feature; shrunk, as the rows are few. Cut where of what is called yes no less than `least_precision` is right."""
    names = list(rows[0])
    model = LogisticRegression(C=0.3, fit_intercept=False, max_iter=1000)
    model.fit(np.array([[row[name] for name in names] for row in rows]), gold)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    bias = weights["bias"]
    # The cut that gives the best F1 of yes, not the best likelihood.
    found = {
        cut: list(zip(apply({**weights, "bias": bias + cut}, rows), gold, strict=True))
        for cut in np.arange(-1, 1.05, 0.1).round(2)
    }
    allowed = [cut for cut, pairs in found.items() if precision_of_yes(pairs) >= least_precision]
    if not allowed:
        raise SystemExit(f"no cut calls {least_precision:.3f} rightly yes: label more sentences, or train longer")
    best = max(allowed, key=lambda cut: f1_of_yes(found[cut]))
    return {**weights, "bias": round(float(bias + best), 3)}


def precision_of_yes(pairs: list[tuple[bool, bool]]) -> float:
    """Of (found, gold) pairs the share that is right of those found."""
    yes = [gold for found, gold in pairs if found]
    return sum(yes) / max(1, len(yes))


def apply(weights: dict[str, float], rows: list[dict[str, float]]) -> list[bool]:
    """Yes where the weighed features are above zero."""
    return [weigh(weights, row) > 0 for row in rows]


def modality_score(rows: list[Row]) -> float:
    """Macro-F1 over the events."""
    return macro_f1([(modality, label["modality"]) for _, _, modality, label in rows if holds_event(label)])


def main() -> None:
    """Fit, score, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parents[1] / "shared" / "data")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    fitted = [row for labels in TRAINED_ON for row in read_rows(labels, options.data, only_aside=True)]
    aside = read_rows(KEPT_ASIDE, options.data, only_aside=False)
    gold = {
        "background": lambda label: label["standing"] == "background",
        "event": holds_event,
    }
    weights = {}
    for number, (name, is_gold) in enumerate(gold.items()):
        weights[name] = fit([row[number] for row in fitted], [is_gold(row[-1]) for row in fitted])
        scores = [
            f1_of_yes([(weigh(weights[name], row[number]) > 0, is_gold(row[-1])) for row in rows])
            for rows in (fitted, aside)
        ]
        print(f"{name}: fitted on {len(fitted)} {scores[0]:.3f}, aside {len(aside)} {scores[1]:.3f}", weights[name])
    deeds = [row for labels in TRAINED_ON for row in read_deeds(labels, options.data, only_aside=True)]
    # News taken for background is lost to whoever reads the news: the weights may find more of it, but not at that price.
    ruled = precision_of_yes([(row["verdict"] > 0, old) for row, old in deeds])
    weights["deed"] = fit([row for row, _ in deeds], [old for _, old in deeds], least_precision=ruled)
    for name, rows in (("fitted", deeds), ("aside", read_deeds(KEPT_ASIDE, options.data, only_aside=False))):
        found = apply(weights["deed"], [row for row, _ in rows])
        ruled = f1_of_yes([(row["verdict"] > 0, old) for row, old in rows])
        print(
            f"deed: {name} {len(rows)} {f1_of_yes(list(zip(found, [old for _, old in rows], strict=True))):.3f}, by rule alone {ruled:.3f}"
        )
    print(f"modality: fitted {modality_score(fitted):.3f}, aside {modality_score(aside):.3f}")
    if options.write:
        head = "# Weights in log-odds, version 1: how the learnt reader's chances and what the rules see are taken together (training/judging.py).\n"
        OUT.write_text(head + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
