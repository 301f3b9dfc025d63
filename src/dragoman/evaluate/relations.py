"""Relation typing against marked sentences: a TSV with `marked_sentence` (`<s>…</s>`, `<t>…</t>`), optionally `gold_root`, `gold_penta`, `gold_cameo`.

Scores: macro-F1 of the 15 root labels and of the 4 quad classes, and the expected calibration error of the confidence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coding.relations import type_relation_text
from dragoman.errors import EvaluationError
from dragoman.evaluate.plain import plain_report
from dragoman.model import Span
from dragoman.understand.encoder import ROOTS, load_encoder
from dragoman.understand.language import analyse_many

_MARK = re.compile(r"(</?[st]>)")
_BINS = 10


@dataclass(frozen=True, slots=True)
class Relation:
    """One sentence without its marks, where its sides stand, and its gold where given."""

    text: str
    source: Span | None
    target: Span | None
    root: str | None
    quad: int | None
    cameo: str | None = None


def read_gold(path: Path) -> list[Relation]:
    """The rows in order.

    Raises: EvaluationError if the file has no column of marked sentences.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    if not rows or "marked_sentence" not in rows[0]:
        raise EvaluationError("DRG-E020", f"{path} has no column `marked_sentence`")
    return [_relation(row) for row in rows]


def _relation(row: dict[str, str]) -> Relation:
    text, source, target = unmark(row["marked_sentence"])
    quad = row.get("gold_penta") or ""
    root, cameo = row.get("gold_root") or None, row.get("gold_cameo") or None
    return Relation(text, source, target, root, int(float(quad)) if quad else None, cameo)


def unmark(marked: str) -> tuple[str, Span | None, Span | None]:
    """The bare sentence and the first marked span of each side."""
    text, spans, starts = "", dict[str, Span](), dict[str, int]()
    for piece in _MARK.split(marked):
        match = re.fullmatch(r"<(/?)([st])>", piece)
        if match is None:
            text += piece
        elif not match[1]:
            starts[match[2]] = len(text)
        elif match[2] in starts:
            spans.setdefault(match[2], Span(starts[match[2]], len(text)))
    return text, spans.get("s"), spans.get("t")


def predict_relations(relations: Sequence[Relation]) -> Iterator[dict[str, Any]]:
    """Root, quad and confidence of each row, in order."""
    analyses = analyse_many(plain_report(relation.text) for relation in relations)
    encoder = load_encoder()
    read: list[dict[str, float] | None] = [None] * len(relations)
    if encoder is not None:
        rows = encoder.type_relations([(item.text, item.source, item.target) for item in relations])
        read = [dict(zip(ROOTS, row.roots.tolist(), strict=True)) for row in rows]
    for number, (relation, analysis) in enumerate(zip(relations, analyses, strict=True)):
        root, quad, confidence = type_relation_text(analysis, relation.source, relation.target, read[number])
        yield {"id": number, "root": root, "quad": quad, "confidence": round(confidence, 4)}


def score_relations(predicted: Sequence[dict[str, Any]], relations: Sequence[Relation]) -> dict[str, float | int]:
    """Macro-F1 of root and quad over the rows with gold; empty of scores where no row has it."""
    judged = [(made, gold) for made, gold in zip(predicted, relations, strict=True) if gold.root]
    scores: dict[str, float | int] = {"rows": len(relations)}
    if not judged:
        return scores
    scores["root_macro_f1"] = macro_f1([(made["root"], gold.root) for made, gold in judged])
    scores["root_accuracy"] = sum(made["root"] == gold.root for made, gold in judged) / len(judged)
    scores["root_calibration_error"] = calibration_error(
        [(made["confidence"], made["root"] == gold.root) for made, gold in judged]
    )
    quads = [(made["quad"], gold.quad) for made, gold in judged if gold.quad is not None]
    if quads:
        scores["quad_macro_f1"] = macro_f1(quads)
    return scores


def macro_f1(pairs: Sequence[tuple[object, object]]) -> float:
    """The mean F1 of the labels that the gold has, of (predicted, gold) pairs."""
    labels = {gold for _, gold in pairs}
    total = 0.0
    for label in labels:
        right = sum(made == gold == label for made, gold in pairs)
        total += 2 * right / sum((made == label) + (gold == label) for made, gold in pairs)
    return total / len(labels)


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error in ten bins of confidence (Naeini et al. 2015)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        bins.setdefault(min(_BINS - 1, int(confidence * _BINS)), []).append((confidence, right))
    gaps = [abs(sum(c for c, _ in bin_) - sum(r for _, r in bin_)) for bin_ in bins.values()]
    return sum(gaps) / len(judged)
