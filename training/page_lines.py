"""The models that read pages, made anew: `python training/page_lines.py dump`, `... html`, `... headline`.

Trained on the gold pages of the research data (../shared/data, or --data). For `dump` and `headline`, each page is turned into text twice: a line
a block, and a line a text node. Prints the scores of six-fold cross-validation over publishers, then trains on all of them and writes the
weights. Seeded; the same data gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from page_gold import GoldPage, read_pages
from sklearn.ensemble import HistGradientBoostingClassifier

from dragoman.evaluate.shingles import shingle_f1
from dragoman.parse.blocks import Block, scan_blocks
from dragoman.parse.headline import choose_headline, headline_candidates, headline_features
from dragoman.parse.html_lines import html_features
from dragoman.parse.lines import best_stretch, decide_lines, with_neighbours
from dragoman.parse.metadata import read_page_data
from dragoman.parse.structure import dump_features
from dragoman.parse.trees import Trees
from dragoman.read.decode import decode

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src" / "dragoman" / "parse" / "data"
SEED = 11
FOLDS = 6
LANGUAGES = ("en", "de", "fr", "es")
_WORD = re.compile(r"\w+")


def main() -> None:
    """The model is scored by cross-validation, then trained on everything and written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=["dump", "html", "headline"])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--score-only", action="store_true", help="do not write the model")
    args = parser.parse_args()
    pages = [page for page in read_pages(args.data, english=False) if page.language in LANGUAGES]
    samples = [sample for page in pages for sample in make_samples(page, "html" if args.model == "html" else "dump")]
    cross_validate(samples)
    if args.model == "headline":
        show_headlines(samples)
        weights = train_headlines(samples)
    else:
        show(samples)
        weights = train(samples)
    if not args.score_only:
        OUT.mkdir(exist_ok=True)
        np.savez_compressed(OUT / f"{args.model}.npz", **weights)


def folds(samples: Sequence[Sample]) -> Iterator[tuple[list[Sample], list[Sample]]]:
    """What to train on and what to judge, a publisher's pages always on one side."""
    groups = sorted({sample.page.group for sample in samples})
    random.Random(SEED).shuffle(groups)
    for fold in range(FOLDS):
        aside = set(groups[fold::FOLDS])
        yield (
            [sample for sample in samples if sample.page.group not in aside],
            [sample for sample in samples if sample.page.group in aside],
        )


def cross_validate(samples: Sequence[Sample]) -> None:
    """Every sample's lines are judged by a model that has not seen its publisher."""
    for kept, aside in folds(samples):
        model = Trees(train(kept))
        for sample in aside:
            sample.picked = decide_lines(sample.features, model)


class Sample:
    """One page as lines, with features and which lines are body."""

    def __init__(self, page: GoldPage, style: str, lines: Sequence[str], features: np.ndarray) -> None:
        self.page, self.style, self.lines, self.features = page, style, lines, features
        self.labels = label_lines(lines, page.body)
        self.picked = self.labels


def make_samples(page: GoldPage, model: str) -> list[Sample]:
    """The page's samples for a model: one for `html`, one a style for `dump`."""
    blocks = list(scan_blocks(decode(page.html).text))
    if not blocks:
        return []
    if model == "html":
        lines = [block.text for block in blocks]
        return [Sample(page, "html", lines, html_features(blocks, decode(page.html).text))]
    styles = {"block": [block.text for block in blocks], "node": split_nodes(blocks)}
    return [Sample(page, style, lines, dump_features(lines)) for style, lines in styles.items()]


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
    trees = HistGradientBoostingClassifier(
        max_depth=6,
        max_iter=200,
        learning_rate=0.06,
        l2_regularization=5,
        min_samples_leaf=40,
        max_features=0.3,
        random_state=SEED,
    )
    trees.fit(
        np.vstack([with_neighbours(sample.features) for sample in samples]),
        np.concatenate([sample.labels for sample in samples]),
        sample_weight=np.concatenate([word_weights(sample.lines) for sample in samples]),
    )
    return flatten(trees)


def train_headlines(samples: Sequence[Sample]) -> dict[str, np.ndarray]:
    """Boosted trees over the lines that may be a title; where a page's gold has none, its metadata's is taken."""
    rows = [row for sample in samples if (row := headline_rows(sample)) and row[1].any()]
    trees = HistGradientBoostingClassifier(
        max_depth=4,
        max_iter=150,
        learning_rate=0.05,
        l2_regularization=5,
        min_samples_leaf=20,
        max_features=0.4,
        random_state=SEED,
    )
    trees.fit(
        np.vstack([features for features, _ in rows]),
        np.concatenate([labels for _, labels in rows]),
        sample_weight=np.concatenate([np.where(labels, 10 / labels.sum(), 10 / len(labels)) for _, labels in rows]),
    )
    return flatten(trees)


def headline_rows(sample: Sample) -> tuple[np.ndarray, np.ndarray] | None:
    """Features of a sample's candidates, and which of them are its headline."""
    candidates = headline_candidates(sample.lines, sample.picked)
    if not candidates:
        return None
    data = read_page_data(decode(sample.page.html).text)
    given = [sample.page.headline] if sample.page.headline else [item.value for item in data.fields.get("headline", [])]
    wanted = [_WORD.findall(title.lower()) for title in given if title]
    labels = np.array([_WORD.findall(sample.lines[index].lower()) in wanted for index in candidates])
    return headline_features(sample.lines, sample.picked, candidates), labels


def show_headlines(samples: Sequence[Sample]) -> None:
    """The share of English pages with a gold headline on them whose headline is found, by style; cross-validated."""
    right: dict[str, list[bool]] = {}
    for kept, aside in folds(samples):
        model = Trees(train_headlines(kept))
        for sample in aside:
            wanted = _WORD.findall((sample.page.headline or "").lower())
            if sample.page.language != "en" or not any(
                wanted == _WORD.findall(line.lower()) for line in sample.lines if wanted
            ):
                continue
            found = choose_headline(sample.lines, sample.picked, model)
            right.setdefault(sample.style, []).append(
                found is not None and _WORD.findall(sample.lines[found].lower()) == wanted
            )
    for style, values in sorted(right.items()):
        print(f"{style:<6} {len(values):>3} pages  headline {np.mean(values):.3f}")


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


def show(samples: Sequence[Sample]) -> None:
    """Mean body F1 of the English pages by style and part, beside the best stretch of prose and the labels themselves."""
    rows: dict[tuple[str, str], list[tuple[float, ...]]] = {}
    for sample in samples:
        if sample.page.language != "en":
            continue
        first, last = best_stretch(sample.features[:, 3] - 0.08)
        index = np.arange(len(sample.lines))
        masks = (sample.picked, (index >= first) & (index < last), sample.labels)
        scores = tuple(shingle_f1(" ".join(itertools.compress(sample.lines, mask)), sample.page.body) for mask in masks)
        rows.setdefault((sample.style, sample.page.part), []).append(scores)
    for (style, part), values in sorted(rows.items()):
        model, stretch, ceiling = np.mean(values, axis=0)
        print(
            f"{style:<6} {part:<11} {len(values):>3} pages  model {model:.3f}  best stretch {stretch:.3f}  ceiling {ceiling:.3f}"
        )


if __name__ == "__main__":
    main()
