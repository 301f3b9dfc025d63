"""Boosted trees as flat arrays: the form in which the models of `parse` are shipped and run.

Trees lie one after another; a node's `left` and `right` are positions in the arrays, a leaf has `left` 0 and its `value` is added to the score.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_ROWS = 2048


class Trees:
    """A yes-or-no classifier of rows of features."""

    def __init__(self, weights: dict[str, npt.NDArray[Any]]) -> None:
        self._weights = weights
        nodes = np.arange(len(weights["left"]))
        # A leaf is its own child, so that every row may go down as many steps as the deepest asks for.
        leaf = weights["left"] == 0
        below = [np.where(leaf, nodes, weights[side]) for side in ("right", "left")]
        self._below = np.stack(below, axis=1).ravel()

    def chances(self, inputs: Array) -> Array:
        """The chance of yes for each row: shape `(rows,)`. A few rows at a time: each is in all trees at once."""
        parts = [self._chances(inputs[first : first + _ROWS]) for first in range(0, len(inputs), _ROWS)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _chances(self, inputs: Array) -> Array:
        weights = self._weights
        values, starts = inputs.ravel(), np.arange(len(inputs))[:, None] * inputs.shape[1]
        node, above = np.tile(weights["roots"].astype(np.int64), (len(inputs), 1)), None
        while above is None or not np.array_equal(node, above):
            goes_left = values.take(weights["feature"].take(node) + starts) <= weights["threshold"].take(node)
            node, above = self._below.take(2 * node + goes_left), node
        logits = weights["base"][0] + weights["value"].take(node).sum(axis=1)
        chance: Array = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        return chance


@functools.cache
def load_trees(name: str) -> Trees:
    """A shipped model: `dump` and `html` (is a line the article's), `headline` (is it the title)."""
    return Trees(load_arrays(name))


def load_arrays(name: str) -> dict[str, npt.NDArray[Any]]:
    """The arrays of a shipped model."""
    place = resources.files("dragoman.parse").joinpath("data", f"{name}.npz")
    with place.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}
