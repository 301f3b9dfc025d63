"""A larger reader, which the encoder learns from: `python training/teacher.py --base BASE --pieces PIECES --data DATA --out OUT --seed N`.

`BASE` is a folder of all-mpnet-base-v2, `PIECES` the folder that the encoder starts from, whose word pieces are read. It has the encoder's heads and learns the same labels; several, with other seeds, believe less of what is in no text.
Writes OUT (`encoder.py --teachers`). It is too slow to be shipped. Seeded; minutes on a GPU.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from aside import SHARE
from encoder import train
from encoder_data import read_parts
from reader import make_teacher, read_pieces

EPOCHS = {"texts": 5, "sides": 5, "marked": 1, "relations": 4}
BATCH = {"texts": 24, "sides": 32, "marked": 32, "relations": 32}
RATE = 5e-5


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--pieces", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--aside", type=int, default=SHARE, help="per cent of the sentences kept aside")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    tokenizer = read_pieces(options.pieces)
    model = make_teacher(options.base, tokenizer).to(options.device)
    parts = read_parts(options.data, tokenizer, options.aside)
    train(model, parts, tokenizer, EPOCHS, rate=RATE, sizes=BATCH, seed=options.seed)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
