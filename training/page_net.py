"""The net that reads text dumps beside the trees, made anew: `python training/page_net.py [--data ../shared/data] [--score-only]`.

Trained on the gold pages of the research data, turned into text twice (a line a block, a line a text node), and on pages put together out of parts of theirs and of parts that
we wrote (`page_parts.py`). Prints the scores of six-fold cross-validation over publishers of the net and of net and trees together, then trains on
everything and writes src/dragoman/parse/data/dump_net.npz. Seeded; some fifteen minutes on two cores.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from learning import take_step
from page_gold import read_pages
from page_lines import LANGUAGES, OUT, ROOT, Sample, folds, make_samples, train, word_weights
from page_parts import Labelled, Part, compose, read_parts
from torch import nn

from dragoman.evaluate.shingles import shingle_f1
from dragoman.parse.lines import best_expected, join_chances, with_neighbours
from dragoman.parse.net import BUCKETS, DILATIONS, STATES, WORDS, Net, word_buckets
from dragoman.parse.structure import dump_features
from dragoman.parse.trees import Trees

SIZE, WORD_SIZE, BATCH = 64, 16, 8
# How many pages are put together for each real one, and how often all are seen.
TIMES, EPOCHS = 5, 7
BEFORE, BODY, INSIDE, AFTER = range(len(STATES))


@dataclass(frozen=True, slots=True)
class Page:
    """One page ready to be learnt: features `(lines, n)`, word buckets `(lines, 24)`, states and weights `(lines,)`."""

    features: np.ndarray
    words: np.ndarray
    states: np.ndarray
    weights: np.ndarray


class LineNet(nn.Module):
    """The net of `dragoman.parse.net`, to be trained."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(BUCKETS, WORD_SIZE, mode="mean", padding_idx=0)
        self.entry = nn.Conv1d(features + WORD_SIZE, SIZE, 1)
        self.convs = nn.ModuleList([nn.Conv1d(SIZE, 2 * SIZE, 5, dilation=d, padding=2 * d) for d in DILATIONS])
        self.mixes = nn.ModuleList([nn.Conv1d(SIZE, SIZE, 1) for _ in DILATIONS])
        self.exit = nn.Conv1d(SIZE, len(STATES), 1)
        self.drop, self.drop_input, self.drop_words = nn.Dropout(0.2), nn.Dropout(0.1), nn.Dropout(0.3)

    def forward(self, features: torch.Tensor, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits of the states: features `(batch, n, lines)`, words `(batch, lines, 24)`, mask `(batch, 1, lines)`."""
        if self.training:
            words = words * (torch.rand(words.shape) > 0.15)
        read = self.words(words.reshape(-1, WORDS)).view(*words.shape[:2], WORD_SIZE).transpose(1, 2)
        state = self.entry(torch.cat([self.drop_input(features), self.drop_words(read)], 1)) * mask
        for conv, mix in zip(self.convs, self.mixes, strict=True):
            half, gate = conv(state).chunk(2, 1)
            state = (state + self.drop(mix(torch.tanh(half) * torch.sigmoid(gate)))) * mask
        return self.exit(self.drop(torch.relu(state)))


def to_page(lines: Sequence[str], labels: np.ndarray, features: np.ndarray | None = None) -> Page:
    """One page of lines and labels."""
    inside = np.flatnonzero(labels)
    states = np.full(len(labels), INSIDE)
    states[: inside[0]], states[inside[-1] + 1 :] = BEFORE, AFTER
    states[inside] = BODY
    weights = word_weights(lines)
    return Page(
        dump_features(lines) if features is None else features, word_buckets(lines), states, weights / weights.sum()
    )


def learn(
    samples: Sequence[Sample], parts: Sequence[Part], *, times: float, epochs: int, seed: int
) -> dict[str, np.ndarray]:
    """The weights, as `Net` takes them; `times` as many pages are put together as there are real ones."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    real = [Labelled(s.style, s.lines, s.labels) for s in samples if s.labels.any()]
    pages = [to_page(s.lines, s.labels, s.features) for s in samples if s.labels.any()]
    pages += [to_page(p.lines, p.labels) for p in compose(real, parts, int(times * len(real)), rng)]
    stacked = np.vstack([page.features for page in pages])
    mean, scale = stacked.mean(0), stacked.std(0) + 1e-3
    net = LineNet(stacked.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=3e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=epochs * (len(pages) // BATCH) + 1)
    for _ in range(epochs):
        pages.sort(key=lambda page: len(page.states) + rng.random() * 60)
        steps = [pages[i : i + BATCH] for i in range(0, len(pages) - BATCH + 1, BATCH)]
        rng.shuffle(steps)
        for step in steps:
            loss = _loss(net, step, mean, scale)
            take_step(loss, net, optimizer, schedule)
    return flatten(net, mean, scale)


def _loss(net: LineNet, pages: Sequence[Page], mean: np.ndarray, scale: np.ndarray) -> torch.Tensor:
    length = max(len(page.states) for page in pages)
    features = torch.zeros(len(pages), len(mean), length)
    words = torch.zeros(len(pages), length, WORDS, dtype=torch.long)
    states = torch.zeros(len(pages), length, dtype=torch.long)
    weights, mask = torch.zeros(len(pages), length), torch.zeros(len(pages), 1, length)
    for row, page in enumerate(pages):
        size = len(page.states)
        known = np.clip((page.features - mean) / scale, -5, 5)
        features[row, :, :size] = torch.tensor(known.T, dtype=torch.float32)
        words[row, :size] = torch.tensor(page.words)
        states[row, :size] = torch.tensor(page.states)
        weights[row, :size] = torch.tensor(page.weights, dtype=torch.float32)
        mask[row, 0, :size] = 1
    losses = nn.functional.cross_entropy(net(features, words, mask), states, reduction="none")
    return (losses * weights).sum() / len(pages)


def flatten(net: LineNet, mean: np.ndarray, scale: np.ndarray) -> dict[str, np.ndarray]:
    """The weights as arrays, half as precise: inputs are rows, convolutions `(taps, in, out)`."""
    parts = {"mean": mean, "scale": scale, "words": net.words.weight.detach().numpy()}
    layers = {"in": net.entry, "out": net.exit}
    layers |= {f"conv{n}": conv for n, conv in enumerate(net.convs)} | {
        f"mix{n}": mix for n, mix in enumerate(net.mixes)
    }
    for name, layer in layers.items():
        weight = layer.weight.detach().numpy().transpose(2, 1, 0)
        parts[f"{name}_weight"] = weight if name.startswith("conv") else weight[0]
        parts[f"{name}_bias"] = layer.bias.detach().numpy()
    return {
        name: value.astype(np.float32 if name in {"mean", "scale"} else np.float16) for name, value in parts.items()
    }


def cross_validate(samples: Sequence[Sample], parts: Sequence[Part], options: argparse.Namespace) -> None:
    """Every page is read by models that have not seen its publisher; a table of mean body F1 of the English pages is printed."""
    rows: dict[tuple[str, str, str], list[float]] = {}
    for kept, aside in folds(samples):
        net = Net(learn(kept, parts, times=options.times, epochs=options.epochs, seed=options.seed))
        trees = Trees(train(kept))
        for sample in aside:
            alone = net.chances(sample.lines, sample.features)
            both = join_chances(trees.chances(with_neighbours(sample.features)), alone)
            for name, chances in (("net", alone), ("both", both)):
                picked = itertools.compress(sample.lines, best_expected(chances, sample.lines))
                if sample.page.language == "en":
                    score = shingle_f1(" ".join(picked), sample.page.body)
                    rows.setdefault((name, sample.style, sample.page.part), []).append(score)
        print(
            {" ".join(key): f"{np.mean(values):.4f} ({len(values)})" for key, values in sorted(rows.items())},
            flush=True,
        )


def main() -> None:
    """Scored, then trained on everything and written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--times", type=float, default=TIMES)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--score-only", action="store_true")
    parser.add_argument("--write-only", action="store_true")
    options = parser.parse_args()
    pages = [page for page in read_pages(options.data, english=False) if page.language in LANGUAGES]
    samples = [sample for page in pages for sample in make_samples(page, "dump")]
    parts = read_parts()
    if not options.write_only:
        cross_validate(samples, parts, options)
    if not options.score_only:
        weights = learn(samples, parts, times=options.times, epochs=options.epochs, seed=options.seed)
        np.savez_compressed(OUT / "dump_net.npz", **weights)


if __name__ == "__main__":
    main()
