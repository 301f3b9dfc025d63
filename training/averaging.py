"""The mean of several passes' weights as one reader: `python training/averaging.py --base BASE --out OUT FOLDER=WEIGHT …`.

The passes must go on from each other (`encoder.py --start`): weights along one way have a mean that reads better than its ends, those of two ways have not. Writes
OUT/encoder.onnx, OUT/tokenizer.json, OUT/encoder.pt.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from encoder import export
from reader import Reader

Weights = dict[str, torch.Tensor]


def average(passes: list[tuple[Weights, float]]) -> Weights:
    """The weighted mean of each number; what is no fraction (positions) is the last pass's."""
    total = sum(weight for _, weight in passes)
    last, _ = passes[-1]
    return {
        name: sum(weights[name] * weight for weights, weight in passes) / total if value.is_floating_point() else value
        for name, value in last.items()
    }


def main() -> None:
    """Read, average, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("passes", nargs="+", metavar="FOLDER=WEIGHT")
    options = parser.parse_args()
    named = [item.rpartition("=") for item in options.passes]
    weights = average(
        [(torch.load(Path(folder) / "encoder.pt", weights_only=True), float(weight)) for folder, _, weight in named]
    )
    model = Reader(options.base)
    model.load_state_dict(weights)
    export(model, options.out)
    shutil.copy(Path(named[-1][0]) / "tokenizer.json", options.out / "tokenizer.json")


if __name__ == "__main__":
    main()
