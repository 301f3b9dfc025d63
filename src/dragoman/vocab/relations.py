"""The learnt weights of relation typing: feature -> one weight per label. None where the file is not installed."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class RelationWeights:
    """A linear model: `rows` finds a feature's line in `weights`; one column per label."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def score(self, features: Iterable[str]) -> list[float]:
        """A score per label; features as ones, scaled to unit length."""
        rows = [self.rows[feature] for feature in features if feature in self.rows]
        scores = self.bias + self.weights[rows].sum(axis=0) / max(1.0, len(rows) ** 0.5)
        return [float(score) for score in scores]


@functools.cache
def relation_weights() -> RelationWeights | None:
    """The shipped weights."""
    resource = files("dragoman.vocab") / "data" / "relations.npz"
    if not resource.is_file():
        return None
    with as_file(resource) as path, np.load(path) as data:
        features = str(data["features"]).split("\n")
        return RelationWeights(
            labels=tuple(str(data["labels"]).split("\n")),
            rows={feature: row for row, feature in enumerate(features)},
            weights=data["weights"].astype(np.float32),
            bias=data["bias"].astype(np.float32),
        )
