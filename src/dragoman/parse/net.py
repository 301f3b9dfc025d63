"""A small convolutional net over the lines of a page, run with NumPy: the form in which the second model of `parse` is shipped.

Each line's features and words come in; the chance that it is the article's body goes out. Gated convolutions over five lines, two, four, eight and sixteen times as far apart, see the
page as a whole (van den Oord et al. 2016, WaveNet; here not causal). `training/page_net.py` makes the weights.
"""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.parse.trees import Array, load_arrays

BUCKETS = 4096
DILATIONS = (1, 2, 4, 8, 16)
STATES = ("before", "body", "inside", "after")
_WORDS_FIRST, _WORDS_LAST = 16, 8
WORDS = _WORDS_FIRST + _WORDS_LAST
_TAPS = 5
_CLIP = 5.0
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


class Net:
    """A classifier of a page's lines into `STATES`."""

    def __init__(self, weights: dict[str, npt.NDArray[Any]]) -> None:
        self._weights = {name: value.astype(np.float32) for name, value in weights.items()}

    def chances(self, lines: Sequence[str], features: Array) -> Array:
        """The chance of each line of being body: shape `(lines,)`."""
        weights = self._weights
        known = np.clip((features - weights["mean"]) / weights["scale"], -_CLIP, _CLIP)
        state = np.hstack([known, self._read_words(lines)]) @ weights["in_weight"] + weights["in_bias"]
        for number, dilation in enumerate(DILATIONS):
            raised = _convolve(state, weights[f"conv{number}_weight"], dilation) + weights[f"conv{number}_bias"]
            half = raised.shape[1] // 2
            gated = np.tanh(raised[:, :half]) / (1 + np.exp(-raised[:, half:]))
            state = state + gated @ weights[f"mix{number}_weight"] + weights[f"mix{number}_bias"]
        logits = np.maximum(state, 0) @ weights["out_weight"] + weights["out_bias"]
        scores = np.exp(logits - logits.max(axis=1, keepdims=True))
        body: Array = (scores[:, STATES.index("body")] / scores.sum(axis=1)).astype(np.float64)
        return body

    def _read_words(self, lines: Sequence[str]) -> npt.NDArray[np.float32]:
        """The mean vector of each line's words."""
        buckets = word_buckets(lines)
        vectors = self._weights["words"][buckets] * (buckets > 0)[:, :, None]
        mean: npt.NDArray[np.float32] = vectors.sum(axis=1) / np.maximum(1, (buckets > 0).sum(axis=1))[:, None]
        return mean


def word_buckets(lines: Sequence[str]) -> npt.NDArray[np.int64]:
    """The first and last words of each line as numbers of hash buckets, numbers alike; 0 where there is none. Shape `(lines, 24)`."""
    buckets = np.zeros((len(lines), WORDS), dtype=np.int64)
    for row, line in enumerate(lines):
        words = ["0" if word[0].isdigit() else word.lower() for word in _TOKEN.findall(line)]
        kept = words if len(words) <= WORDS else words[:_WORDS_FIRST] + words[-_WORDS_LAST:]
        buckets[row, : len(kept)] = [1 + zlib.crc32(word.encode()) % (BUCKETS - 1) for word in kept]
    return buckets


def _convolve(
    state: npt.NDArray[np.float32], weight: npt.NDArray[np.float32], dilation: int
) -> npt.NDArray[np.float32]:
    """Every line with the lines around it: `weight` has shape `(taps, in, out)`; zeros beyond the page's ends."""
    reach = dilation * (_TAPS // 2)
    padded = np.pad(state, ((reach, reach), (0, 0)))
    parts = (padded[tap * dilation : tap * dilation + len(state)] @ weight[tap] for tap in range(_TAPS))
    return functools.reduce(np.add, parts)


@functools.cache
def load_net(name: str) -> Net:
    """A shipped model: `dump_net` (is a line of a text dump the article's)."""
    return Net(load_arrays(name))
