"""The weights with which the learnt reader's chances and what the rules see are taken together (`training/judging.py`)."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

from dragoman.vocab.sections import read_table

_LEAST = 0.0005


@functools.cache
def load_weights() -> dict[str, dict[str, float]]:
    """By judgement (`background`, `event`, `deed`) the weight of each feature, in log-odds."""
    judgements = read_table("judging.yaml").parts()
    return {
        name: {feature: weight.number() for feature, weight in weights.parts().items()}
        for name, weights in judgements.items()
    }


def weigh(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The log-odds that the features give together."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def log_odds(chance: float) -> float:
    """A chance as log-odds; never without bounds."""
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))
