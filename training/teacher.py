"""A reader of other word pieces, which the encoder learns from: `python training/teacher.py --base BASE --pieces PIECES --data DATA --out OUT --seed N`.

`BASE` is a folder that `teacher_base.py` wrote, `PIECES` the folder that the encoder starts from, whose windows are read. It has the encoder's heads and learns the same labels; several, with other seeds, believe less
of what is in no text. Writes OUT (`encoder.py --teachers`). It is too slow to be shipped. Seeded; minutes on a GPU.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from aside import SHARE
from batches import ends_of
from encoder import train
from encoder_data import Parts, Pieces, read_aside, read_parts
from learning import epochs_of
from measuring import measure
from reader import make_teacher, read_pieces

EPOCHS = {"texts": 16, "sides": 10, "marked": 2, "relations": 8}
BATCH = dict.fromkeys(EPOCHS, 128)
RATE = 2.5e-4


def twins(parts: Parts) -> Parts:
    """The same windows in the teacher's own pieces."""
    return Parts({task: [[item.twin for item in items if item.twin] for items in versions] for task, versions in parts.labelled.items()}, [])  # fmt: skip


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--pieces", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--aside", type=int, default=SHARE, help="per cent of the sentences kept aside")
    parser.add_argument("--epochs", default="", help="TASK=N,…; tasks left out keep theirs, 0 leaves a task out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    pieces = Pieces(read_pieces(options.pieces), read_pieces(options.base))
    model = make_teacher(options.base, pieces.theirs.get_vocab_size()).to(options.device)
    parts, aside, ends = read_parts(options.data, pieces, options.aside), read_aside(options.data, pieces), ends_of(pieces.theirs)  # fmt: skip
    train(model, twins(parts), ends, epochs_of(options.epochs, EPOCHS), rate=RATE, sizes=BATCH, seed=options.seed)
    print(measure(model, {name: [item.twin for item in items] for name, items in aside.items()}, ends))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
