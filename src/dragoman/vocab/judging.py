"""The weights with which the learnt reader's chances and what the rules see are taken together: judgements of sentences and deeds (`training/judging.py`), and how sure an object is (`training/confidence.py`)."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

from dragoman.vocab.sections import read_table

_LEAST = 0.0005
_UNLIKELIEST = 0.01


@functools.cache
def load_weights() -> dict[str, dict[str, float]]:
    """By judgement (`background`, `event`, `deed`) the weight of each feature, in log-odds."""
    return _read("judging.yaml")


@functools.cache
def load_confidence() -> dict[str, dict[str, float]]:
    """By kind of object (`statement`, `statement-by-rules`, `event`, `event-by-rules`) the weight of each feature of its confidence, in log-odds."""
    return _read("confidence.yaml")


def _read(table: str) -> dict[str, dict[str, float]]:
    return {
        name: {feature: weight.number() for feature, weight in weights.parts().items()}
        for name, weights in read_table(table).parts().items()
    }


def weigh(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The log-odds that the features give together."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def chance(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The chance that the features give together, to a hundredth; nothing is sure."""
    return round(min(max(1 / (1 + math.exp(-weigh(weights, features))), _UNLIKELIEST), 1 - _UNLIKELIEST), 2)


def log_odds(chance: float) -> float:
    """A chance as log-odds; never without bounds."""
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))
