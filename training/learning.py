"""What the training loops share: batches of like lengths, weights for rare labels, a rate that warms up and falls, one step."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

Item = TypeVar("Item")


def epochs_of(told: str, usual: Mapping[str, int]) -> dict[str, int]:
    """How often each task is gone through: "TASK=N,…", tasks left out as usual; what is gone through 0 times is left out."""
    own = {task: int(times) for task, _, times in (item.partition("=") for item in told.split(",") if item)}
    return {task: times for task, times in {**usual, **own}.items() if times}


def batches(items: Sequence[Item], size: int, rng: random.Random, length: Callable[[Item], float]) -> list[list[Item]]:
    """Batches of like lengths, in random order; `length` may add a little chance to a length, so that epochs differ."""
    order = sorted(items, key=length)
    made = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(made)
    return made


def padded(rows: Sequence[Sequence[int]], empty: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows of numbers filled up with `empty` to the longest, and 1 where they are their own; both `(rows, longest)`."""
    ids = torch.full((len(rows), max(map(len, rows))), empty, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1
    return ids, mask


def rare_weigh_more(counts: npt.ArrayLike) -> torch.Tensor:
    """A weight a label, by the square root of how rare it is, one on average; `counts` is how often there is each."""
    counts = np.asarray(counts)
    weights = torch.tensor(np.sqrt(counts.sum() / np.maximum(1, counts)), dtype=torch.float32)
    return weights / weights.mean()


def warm_and_fall(optimizer: torch.optim.Optimizer, *, warm: int, steps: int) -> Any:
    """A schedule of the rate: up over the first `warm` steps, down to nothing at the last."""
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(1.0, (n + 1) / warm) * max(0.0, 1 - n / steps))


def take_step(loss: torch.Tensor, model: nn.Module, optimizer: torch.optim.Optimizer, schedule: Any) -> None:
    """One step down the gradient, no longer than one."""
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
