"""The encoder that reads attributions, the sides of a deed and its type, made anew: `python training/encoder.py --base BASE --data DATA --out OUT`.

One small BERT (`BASE`: a folder with config.json, model.safetensors and tokenizer.json; all-MiniLM-L6-v2 is what the shipped one started from) with three heads:
BIO tags of source, cue and content (PolNeAR), BIO tags of source and target of a deed, and the type of a marked relation (15 roots). The tasks are mixed
in every epoch. Seeded. A part of each set is kept aside (every tenth article; 30 % of the sentences by their hash) and never trained on, unless --all.
Writes OUT/encoder.onnx (8-bit weights), OUT/tokenizer.json and OUT/scores.json.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

SEED = 7
WINDOW = 192
ATTRIBUTION = ("source", "cue", "content")
SIDES = ("S", "T")
TAGS = [*ATTRIBUTION, *SIDES]
MARKS = {"<s>": "[unused1]", "</s>": "[unused2]", "<t>": "[unused3]", "</t>": "[unused4]"}
ROOTS = ["ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT",
         "THREATEN", "YIELD"]  # fmt: skip
_LINKED = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


@dataclass
class Item:
    """One window: its word pieces, the labels of its task, and where the marks stand."""

    task: str
    ids: list[int]
    tags: np.ndarray | None = None
    label: int = -1
    marks: tuple[int, int] = (0, 0)
    offsets: list[tuple[int, int]] = field(default_factory=list)


class Reader(nn.Module):
    """The encoder with its heads: tags `(batch, tokens, 5, 3)` and relation types `(batch, 15)`."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        size = self.encoder.config.hidden_size
        self.tags = nn.Linear(size, len(TAGS) * 3)
        self.types = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, len(ROOTS)))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, marks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of both kinds of head."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        rows = torch.arange(ids.shape[0], device=ids.device)
        marked = [states[rows, marks[:, side]] for side in range(2)]
        tags = self.tags(states).view(ids.shape[0], ids.shape[1], len(TAGS), 3)
        return tags, self.types(torch.cat([mean, *marked], dim=-1))


def is_aside(text: str) -> bool:
    """Whether a sentence belongs to the 30 % kept aside."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 10 < 3


def read_articles(folder: Path) -> Iterator[tuple[str, dict[str, list[tuple[int, int]]]]]:
    """(text, spans by role) of each article in brat standoff."""
    notes = {path.stem.rpartition("_")[0]: path for path in (folder / "attributions").glob("*.ann")}
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        spans: dict[str, list[tuple[int, int]]] = {}
        linked: dict[str, list[tuple[int, int]]] = {role: [] for role in ATTRIBUTION}
        lines = notes[path.stem].read_bytes().decode("utf-8").split("\n")
        for line in lines:
            cells = line.rstrip("\r").split("\t")
            if line.startswith("T") and len(cells) > 1:
                pairs = [pair.split() for pair in cells[1].partition(" ")[2].split(";")]
                spans[cells[0]] = [(int(a), int(b)) for a, b in pairs]
        for line in lines:
            cells = line.rstrip("\r").split("\t")
            if line.startswith("E") and len(cells) > 1:
                for role, key in _LINKED.findall(cells[1]):
                    linked[role.lower()] += spans.get(key, [])
        yield text, linked


def windows(text: str, tokenizer: Tokenizer) -> Iterator[tuple[list[int], list[tuple[int, int]]]]:
    """Word pieces of stretches of whole lines, with their places in the text."""
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        piece = tokenizer.encode(line, add_special_tokens=False)
        if ids and len(ids) + len(piece.ids) > WINDOW - 2:
            yield ids, offsets
            ids, offsets = [], []
        ids += piece.ids
        offsets += [(a + start, b + start) for a, b in piece.offsets]
        start += len(line)
        while len(ids) > WINDOW - 2:
            yield ids[: WINDOW - 2], offsets[: WINDOW - 2]
            ids, offsets = ids[WINDOW - 2 :], offsets[WINDOW - 2 :]
    if ids:
        yield ids, offsets


def bio(offsets: list[tuple[int, int]], spans: list[tuple[int, int]]) -> np.ndarray:
    """0 outside, 1 first, 2 inside, for each word piece."""
    tags = np.zeros(len(offsets), dtype=np.int64)
    for start, end in spans:
        inside = [i for i, (a, b) in enumerate(offsets) if a < end and start < b]
        if inside:
            tags[inside] = 2
            if offsets[inside[0]][0] >= start or inside[0] > 0:
                tags[inside[0]] = 1
    return tags


def attribution_items(articles: list[tuple[str, dict[str, list[tuple[int, int]]]]], tokenizer: Tokenizer) -> list[Item]:
    """Windows of articles, tagged."""
    items = []
    for text, spans in articles:
        for ids, offsets in windows(text, tokenizer):
            tags = np.stack([bio(offsets, spans[role]) for role in ATTRIBUTION], axis=1)
            items.append(Item("attribution", ids, tags, offsets=offsets))
    return items


def side_items(path: Path, tokenizer: Tokenizer) -> list[tuple[str, Item]]:
    """Sentences with the tags of source and target."""
    items = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        pairs = [line.rsplit(" ", 1) for line in block.split("\n") if " " in line]
        if not pairs:
            continue
        text, spans, position = "", {side: [] for side in SIDES}, 0
        for word, tag in pairs:
            end = position + len(word)
            if tag[-1:] in spans and tag[:1] == "B":
                spans[tag[-1]].append((position, end))
            elif tag[-1:] in spans and tag[:1] == "I" and spans[tag[-1]]:
                spans[tag[-1]][-1] = (spans[tag[-1]][-1][0], end)
            text, position = f"{text}{word} ", end + 1
        piece = tokenizer.encode(text, add_special_tokens=False)
        tags = np.stack([bio(piece.offsets, spans[side]) for side in SIDES], axis=1)
        items.append((text.strip(), Item("sides", piece.ids[: WINDOW - 2], tags[: WINDOW - 2])))
    return items


def relation_items(path: Path, tokenizer: Tokenizer) -> list[tuple[str, Item]]:
    """Marked sentences with their types."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [
        (row["sentence"], relation_item(row["marked_sentence"], tokenizer, ROOTS.index(row["gold_root"])))
        for row in rows
    ]


def relation_item(marked: str, tokenizer: Tokenizer, label: int = -1) -> Item:
    """One marked sentence."""
    for mark, token in MARKS.items():
        marked = marked.replace(mark, f" {token} ")
    ids = tokenizer.encode(marked, add_special_tokens=False).ids[: WINDOW - 2]
    places = [
        ids.index(tokenizer.token_to_id(MARKS[mark])) + 1 if tokenizer.token_to_id(MARKS[mark]) in ids else 0
        for mark in ("<s>", "<t>")
    ]
    return Item("relations", ids, label=label, marks=(places[0], places[1]))


def batches(items: list[Item], size: int, rng: random.Random) -> list[list[Item]]:
    """Batches of like lengths, in random order."""
    order = sorted(items, key=lambda item: len(item.ids) + rng.random() * 12)
    made = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(made)
    return made


def to_tensors(batch: list[Item], tokenizer: Tokenizer) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids with [CLS] and [SEP], mask, marks."""
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    length = max(len(item.ids) for item in batch) + 2
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    mask = torch.zeros(len(batch), length, dtype=torch.long)
    for row, item in enumerate(batch):
        own = [first, *item.ids, last]
        ids[row, : len(own)] = torch.tensor(own)
        mask[row, : len(own)] = 1
    return ids, mask, torch.tensor([item.marks for item in batch], dtype=torch.long)


def loss_of(model: Reader, batch: list[Item], tokenizer: Tokenizer, weights: torch.Tensor) -> torch.Tensor:
    """The loss of one batch of one task."""
    ids, mask, marks = to_tensors(batch, tokenizer)
    tags, types = model(ids, mask, marks)
    if batch[0].task == "relations":
        gold = torch.tensor([item.label for item in batch])
        return nn.functional.cross_entropy(types.float(), gold, weight=weights, label_smoothing=0.05)
    roles = slice(0, 3) if batch[0].task == "attribution" else slice(3, 5)
    gold = torch.full((len(batch), ids.shape[1], roles.stop - roles.start), -100)
    for row, item in enumerate(batch):
        gold[row, 1 : 1 + len(item.ids)] = torch.from_numpy(item.tags)
    return nn.functional.cross_entropy(tags[:, :, roles].reshape(-1, 3).float(), gold.reshape(-1), ignore_index=-100)


def train(
    model: Reader, parts: dict[str, list[Item]], tokenizer: Tokenizer, epochs: dict[str, int], rate: float
) -> None:
    """All tasks mixed, each for its own number of epochs."""
    rng = random.Random(SEED)
    sizes = {"attribution": 10, "sides": 16, "relations": 16}
    steps = [
        batch
        for task, items in parts.items()
        for _ in range(epochs[task])
        for batch in batches(items, sizes[task], rng)
    ]
    rng.shuffle(steps)
    counts = np.bincount([item.label for item in parts["relations"]], minlength=len(ROOTS))
    weights = torch.tensor(np.sqrt(counts.sum() / np.maximum(1, counts)), dtype=torch.float32)
    weights = weights / weights.mean()
    heads = [*model.tags.parameters(), *model.types.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": rate}, {"params": heads, "lr": 10 * rate}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, (n + 1) / 60) * max(0.0, 1 - n / len(steps))
    )
    model.train()
    begun, running = time.monotonic(), dict.fromkeys(parts, 0.0)
    for number, batch in enumerate(steps):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model, batch, tokenizer, weights)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        running[batch[0].task] = 0.98 * running[batch[0].task] + 0.02 * float(loss.detach())
        if number % 50 == 49:
            took = time.monotonic() - begun
            print(
                f"{number + 1}/{len(steps)} {took:.0f} s, {took / (number + 1) * (len(steps) - number - 1):.0f} s left",
                {k: round(v, 3) for k, v in running.items()},
                flush=True,
            )


def export(model: Reader, out: Path) -> None:
    """ONNX with 8-bit weights."""
    model.eval()
    shapes = {
        "ids": {0: "batch", 1: "tokens"},
        "mask": {0: "batch", 1: "tokens"},
        "marks": {0: "batch"},
        "tags": {0: "batch", 1: "tokens"},
        "types": {0: "batch"},
    }
    ids = torch.ones(2, 9, dtype=torch.long)
    sample = (ids, torch.ones_like(ids), torch.ones(2, 2, dtype=torch.long))
    plain = out / "plain.onnx"
    torch.onnx.export(
        model,
        sample,
        str(plain),
        input_names=["ids", "mask", "marks"],
        output_names=["tags", "types"],
        dynamic_axes=shapes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(plain, out / "encoder.onnx", weight_type=QuantType.QInt8)
    plain.unlink()


def main() -> None:
    """Read, train, score what is aside, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="keep nothing aside")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--epochs", default="3,6,8", help="attribution, sides, relations")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--start", type=Path, help="an encoder.pt of an earlier run to go on from")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.add_special_tokens(list(MARKS.values()))
    articles = list(read_articles(options.data / "attribution" / "train"))
    kept = [a for n, a in enumerate(articles) if options.all or n % 10][: options.articles]
    sides = side_items(options.data / "relations" / "source_target_train.bio", tokenizer)
    relations = relation_items(options.data / "relations" / "PLV_train.tsv", tokenizer)
    parts = {
        "attribution": attribution_items(kept, tokenizer),
        "sides": [item for text, item in sides if options.all or not is_aside(text)],
        "relations": [item for text, item in relations if options.all or not is_aside(text)],
    }
    print({task: len(items) for task, items in parts.items()}, flush=True)
    model = Reader(options.base)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    train(model, parts, tokenizer, dict(zip(parts, map(int, options.epochs.split(",")), strict=True)), options.rate)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "encoder.pt")
    tokenizer.save(str(options.out / "tokenizer.json"))
    export(model, options.out)


if __name__ == "__main__":
    main()
