"""The models that tell article lines from furniture, made anew: `python training/page_lines.py dump` or `... html`.

Trained on the gold pages of the research data (../shared/data, or --data). For `dump`, each page is turned into text twice: a line a block,
and a line a text node. Prints the body F1 on the publishers kept aside beside a simple rule, then writes the weights, trained on the other
publishers only. Seeded; the same data gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from page_gold import GoldPage, read_pages
from sklearn.ensemble import HistGradientBoostingClassifier

from dragoman.evaluate.shingles import shingle_f1
from dragoman.parse.blocks import Block, scan_blocks
from dragoman.parse.html_lines import html_features
from dragoman.parse.lines import LineModel, best_stretch, line_features, with_neighbours
from dragoman.read.decode import decode

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src" / "dragoman" / "parse" / "data"
SEED = 11
TREES = 200
STAY = (0.6, 0.6)
LANGUAGES = ("en", "de", "fr", "es")
_WORD = re.compile(r"\w+")

Rows = dict[tuple[str, str], list[tuple[float, float, float]]]


def main() -> None:
    """The model is trained, scored and written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=["dump", "html"])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate by publisher instead of writing")
    args = parser.parse_args()
    pages = read_pages(args.data, english=False)
    samples = [sample for page in pages for sample in make_samples(page, args.model)]
    if args.folds:
        groups = sorted({sample.page.group for sample in samples if not sample.page.held_out})
        rows: Rows = {}
        for fold in range(args.folds):
            aside = set(groups[fold :: args.folds])
            kept = [s for s in samples if not s.page.held_out and s.page.group not in aside]
            score(train(kept), [s for s in samples if s.page.group in aside], rows)
        show(rows)
        return
    weights = train([sample for sample in samples if not sample.page.held_out])
    show(score(weights, [sample for sample in samples if sample.page.held_out], {}))
    OUT.mkdir(exist_ok=True)
    np.savez_compressed(OUT / f"{args.model}.npz", **weights)


class Sample:
    """One page as lines, with features and which lines are body."""

    def __init__(self, page: GoldPage, style: str, lines: Sequence[str], features: np.ndarray) -> None:
        self.page, self.style, self.lines, self.features = page, style, lines, features
        self.labels = label_lines(lines, page.body)


def make_samples(page: GoldPage, model: str) -> list[Sample]:
    """The page's samples for a model."""
    blocks = list(scan_blocks(decode(page.html).text))
    if not blocks:
        return []
    if model == "html":
        lines = [block.text for block in blocks]
        return [Sample(page, "html", lines, html_features(blocks, decode(page.html).text))]
    styles = {"block": [block.text for block in blocks], "node": split_nodes(blocks)}
    return [Sample(page, style, lines, line_features(lines)) for style, lines in styles.items()]


def split_nodes(blocks: Sequence[Block]) -> list[str]:
    """A line a text node: links and bold words stand alone."""
    lines = []
    for block in blocks:
        start = 0
        for end in block.nodes:
            if piece := block.text[start:end].strip():
                lines.append(piece)
            start = end
    return lines


def label_lines(lines: Sequence[str], body: str) -> np.ndarray:
    """Which lines are of the gold body, by the share of their 4-word shingles that it holds; short lines by their neighbours."""
    gold = _WORD.findall(body.lower())
    shingles = {tuple(gold[i : i + 4]) for i in range(len(gold) - 3)}
    whole = {" ".join(_WORD.findall(part.lower())) for part in body.splitlines()}
    words = [_WORD.findall(line.lower()) for line in lines]
    labels = np.zeros(len(lines), dtype=bool)
    for index, own in enumerate(words):
        if len(own) >= 6:
            found = sum(tuple(own[i : i + 4]) in shingles for i in range(len(own) - 3))
            labels[index] = found >= 0.6 * (len(own) - 3)
    for index, own in enumerate(words):
        if not own:
            labels[index] = 0 < index < len(lines) - 1 and labels[index - 1] and len(lines[index]) < 4
        elif len(own) < 6:
            before = [w for part in words[max(0, index - 4) : index] for w in part][-3:]
            after = [w for part in words[index + 1 : index + 5] for w in part][:3]
            context = before + own + after
            spans = range(max(0, len(before) - 3), len(before) + len(own))
            inside = [tuple(context[i : i + 4]) in shingles for i in spans if i + 4 <= len(context)]
            near = labels[max(0, index - 3) : index + 4].any()
            labels[index] = bool(inside and near and (sum(inside) >= 0.5 * len(inside) or " ".join(own) in whole))
    return labels


def train(samples: Sequence[Sample]) -> dict[str, np.ndarray]:
    """Boosted trees over lines and their neighbours; a page weighs the same as any other, its lines by their words."""
    samples = [sample for sample in samples if sample.page.language in LANGUAGES]
    inputs = np.vstack([with_neighbours(sample.features) for sample in samples])
    labels = np.concatenate([sample.labels for sample in samples])
    weights = np.concatenate([word_weights(sample.lines) for sample in samples])
    trees = HistGradientBoostingClassifier(
        max_depth=6,
        max_iter=TREES,
        learning_rate=0.06,
        l2_regularization=5,
        min_samples_leaf=40,
        max_features=0.3,
        random_state=SEED,
    )
    trees.fit(inputs, labels, sample_weight=weights)
    return {**flatten(trees), "stay": np.array(STAY)}


def word_weights(lines: Sequence[str]) -> np.ndarray:
    """A line's share of its page's words, short lines counting a little more; the page's sum is its number of lines."""
    words = np.array([3 + len(line.split()) for line in lines], dtype=float)
    return words / words.sum() * 200


def flatten(trees: HistGradientBoostingClassifier) -> dict[str, np.ndarray]:
    """The fitted trees as flat arrays."""
    parts: dict[str, list[np.ndarray]] = {"feature": [], "threshold": [], "left": [], "right": [], "value": []}
    roots, size = [], 0
    for (tree,) in trees._predictors:  # noqa: SLF001 - scikit-learn offers no other way to the nodes
        nodes = tree.nodes
        inner = ~nodes["is_leaf"].astype(bool)
        roots.append(size)
        parts["feature"].append(nodes["feature_idx"].astype(np.int32) * inner)
        parts["threshold"].append(np.where(inner, nodes["num_threshold"], 0.0))
        parts["left"].append(np.where(inner, nodes["left"] + size, 0).astype(np.int32))
        parts["right"].append(np.where(inner, nodes["right"] + size, 0).astype(np.int32))
        parts["value"].append(np.where(inner, 0.0, nodes["value"]))
        size += len(nodes)
    flat = {name: np.concatenate(values) for name, values in parts.items()}
    return {**flat, "roots": np.array(roots, dtype=np.int32), "base": trees._baseline_prediction.ravel()}  # noqa: SLF001


def score(weights: dict[str, np.ndarray], samples: Sequence[Sample], rows: Rows) -> Rows:
    """Body F1 of each English page by style and part, beside the best stretch of prose and the labels themselves."""
    model = LineModel(weights)
    for sample in samples:
        if sample.page.language != "en":
            continue
        first, last = best_stretch(sample.features[:, 3] - 0.08)
        picked = model.decide(sample.features)
        scores = tuple(
            shingle_f1(text, sample.page.body)
            for text in (
                " ".join(line for line, take in zip(sample.lines, picked, strict=True) if take),
                " ".join(sample.lines[first:last]),
                " ".join(line for line, take in zip(sample.lines, sample.labels, strict=True) if take),
            )
        )
        rows.setdefault((sample.style, sample.page.part), []).append(scores)  # type: ignore[arg-type]
    return rows


def show(rows: Rows) -> None:
    """The means are printed."""
    for (style, part), values in sorted(rows.items()):
        means = np.mean(values, axis=0)
        print(
            f"{style:<6} {part:<11} {len(values):>3} pages  model {means[0]:.3f}  best stretch {means[1]:.3f}  ceiling {means[2]:.3f}"
        )


if __name__ == "__main__":
    main()
