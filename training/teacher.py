"""A larger model's chances of the relation types, to teach the small one with: `python training/teacher.py --base BASE --data DATA --out chances.jsonl`.

`BASE` is a folder of a larger encoder (all-mpnet-base-v2). It is trained on the same marked relations as the encoder, the part aside left out, and then asked
about them and about marked sentences that nobody typed: those of the AW sentences, of the sentences with sides, and of the labelled raw news.
Seeded; some twenty minutes on two cores. Prints its scores on the part aside.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from aside import SHARE, SHARE_OF_DOCUMENTS, is_aside
from encoder_data import NULL, read_sides
from learning import batches, rare_weigh_more, take_step, warm_and_fall
from sentence_texts import read_documents
from torch import nn
from transformers import AutoModel, AutoTokenizer

from dragoman.coding.relations import ROOT_QUADS
from dragoman.evaluate.relations import macro_f1, read_gold
from dragoman.model import Span
from dragoman.understand.encoder import ROOTS

SEED = 7
MARKS = ("<S>", "</S>", "<T>", "</T>")
HERE = Path(__file__).parent
Marked = tuple[str, Span, Span]


class Typer(nn.Module):
    """The larger encoder with one head: types `(batch, 15)` from the mean and the states of the marks."""

    def __init__(self, base: Path, size: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        self.encoder.resize_token_embeddings(size)
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * self.encoder.config.hidden_size, len(ROOTS)))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, marks: torch.Tensor) -> torch.Tensor:
        """Logits of the types."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        rows = torch.arange(len(ids))
        marked = [states[rows, marks[:, side]] for side in range(2)]
        return self.head(torch.cat([(states * weights).sum(1) / weights.sum(1), *marked], dim=-1))


def mark(item: Marked) -> str:
    """The sentence with its sides between the marks."""
    text, source, target = item
    sides = [(source, MARKS[:2]), (target, MARKS[2:])]
    for span, (opening, closing) in sorted(sides, key=lambda side: -side[0].start):
        text = f"{text[: span.start]} {opening} {text[span.start : span.end]} {closing} {text[span.end :]}"
    return text


def read_typed(path: Path) -> list[tuple[Marked, int]]:
    """Marked sentences with both sides, and their types as numbers."""
    return [
        ((item.text, item.source, item.target), ROOTS.index(item.root) if item.root else NULL)
        for item in read_gold(path)
        if item.source and item.target
    ]


def read_untyped(data: Path, share: int) -> list[Marked]:
    """Sentences with both sides that nobody typed."""
    found = [item for item, _ in read_typed(data / "relations" / "AW_train.tsv")]
    for text, sources, targets in read_sides(data / "relations" / "source_target_train.bio"):
        if sources and targets:
            found.append((text, sources[0], targets[0]))
    for document in read_documents(HERE / "sentences.jsonl", data):
        if is_aside(document.id, min(share, SHARE_OF_DOCUMENTS)):
            continue
        for sentence in document.sentences:
            first, last = sentence["start"], sentence["end"]
            for event in sentence.get("events", ()):
                if event["source"] and event["target"]:
                    sides = [Span(*event[role][0]) for role in ("source", "target")]
                    if sides[0].overlaps(sides[1]):
                        continue
                    found.append((document.text[first:last], *(Span(s.start - first, s.end - first) for s in sides)))
    return found


def to_tensors(items: list[Marked], tokenizer: object) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, mask, and the places of the opening marks."""
    made = tokenizer([mark(item) for item in items], padding=True, truncation=True, max_length=160, return_tensors="pt")
    opening = [tokenizer.convert_tokens_to_ids(MARKS[side]) for side in (0, 2)]
    places = torch.stack([(made["input_ids"] == token).int().argmax(1) for token in opening], dim=1)
    return made["input_ids"], made["attention_mask"], places


def train(model: Typer, items: list[tuple[Marked, int]], tokenizer: object, epochs: int, rate: float) -> None:
    """Cross entropy with rare types weighing more."""
    rng = random.Random(SEED)
    steps = [
        batch
        for _ in range(epochs)
        for batch in batches(items, 16, rng, lambda item: len(item[0][0]) + rng.random() * 40)
    ]
    weights = rare_weigh_more([label for _, label in items], len(ROOTS))
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    schedule = warm_and_fall(optimizer, warm=40, steps=len(steps))
    begun = time.monotonic()
    model.train()
    for number, batch in enumerate(steps):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(*to_tensors([item for item, _ in batch], tokenizer))
        gold = torch.tensor([label for _, label in batch])
        loss = nn.functional.cross_entropy(logits.float(), gold, weight=weights, label_smoothing=0.05)
        take_step(loss, model, optimizer, schedule)
        if number % 40 == 39:
            print(f"{number + 1}/{len(steps)} {time.monotonic() - begun:.0f} s {float(loss.detach()):.3f}", flush=True)


def ask(model: Typer, items: list[Marked], tokenizer: object) -> np.ndarray:
    """The chances of the types: shape `(items, 15)`."""
    model.eval()
    rows = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(items), 16):
            logits = model(*to_tensors(items[start : start + 16], tokenizer))
            rows.append(torch.softmax(logits.float(), dim=-1).numpy())
    return np.concatenate(rows)


def main() -> None:
    """Train, score, ask, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=HERE.parents[1] / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--aside", type=int, default=SHARE)
    parser.add_argument("--epochs", type=int, default=4)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    tokenizer.add_special_tokens({"additional_special_tokens": list(MARKS)})
    typed = read_typed(options.data / "relations" / "PLV_train.tsv")
    kept = [pair for pair in typed if not is_aside(pair[0][0], options.aside)]
    kept += read_typed(HERE / "relations_written.tsv")
    model = Typer(options.base, len(tokenizer))
    train(model, kept, tokenizer, options.epochs, 5e-5)
    aside = [pair for pair in typed if is_aside(pair[0][0], options.aside)]
    if aside:
        chances = ask(model, [item for item, _ in aside], tokenizer)
        pairs = [(ROOTS[int(row.argmax())], ROOTS[label]) for row, (_, label) in zip(chances, aside, strict=True)]
        quads = [(ROOT_QUADS[made], ROOT_QUADS[gold]) for made, gold in pairs]
        print(f"{len(aside)} aside: root {macro_f1(pairs):.3f}, quad {macro_f1(quads):.3f}")
    asked = [item for item, _ in kept] + read_untyped(options.data, options.aside)
    with options.out.open("w", encoding="utf-8") as out:
        for item, row in zip(asked, ask(model, asked, tokenizer), strict=True):
            line = {
                "sentence": item[0],
                "source": item[1],
                "target": item[2],
                "chances": [round(float(c), 4) for c in row],
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
