"""The encoder that reads a report, made anew: `python training/encoder.py --base BASE --data DATA --out OUT`.

One small BERT (`BASE`: a folder with config.json, model.safetensors and tokenizer.json; all-MiniLM-L6-v2 is what the shipped one started from) with
six heads: BIO tags of source, cue and content with links from each content to its source and cue (PolNeAR); where the source and the target of
a deed begin and end; standing, kind and modality of sentences (`sentences.jsonl`, `standings.jsonl`); the type of a marked relation (15 roots) and the CAMEO code inside it. The tasks are mixed
in every epoch. Seeded. `--aside` per cent of the sentences and relations, by their hash, are never trained on; nor are PolNeAR's dev
part and benchmarks/sentences. Writes OUT/encoder.onnx (8-bit weights), OUT/tokenizer.json, OUT/encoder.pt.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from aside import SHARE, SHARE_OF_DOCUMENTS, is_aside
from encoder_data import (
    NULL,
    Item,
    attribution_items,
    event_items,
    marked_side_items,
    relation_items,
    sentence_items,
    side_items,
)
from learning import batches, padded, rare_weigh_more, take_step, warm_and_fall
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_texts import TRAINED_ON, read_documents
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from dragoman.evaluate.attribution import read_gold
from dragoman.model import MODALITIES
from dragoman.understand.encoder import KINDS, MARKS, ROOTS
from dragoman.vocab.plover import codes_with_roots, root_of

SEED = 7
LINK_SIZE = 64
LINKS = 3
JUDGEMENTS = 1 + len(KINDS) + 1 + len(MODALITIES)
# Where each judgement stands among a sentence's logits.
BACKGROUND, KIND, SAID, MODALITY = 0, slice(1, 1 + len(KINDS)), 1 + len(KINDS), slice(2 + len(KINDS), JUDGEMENTS)
EPOCHS = {"attribution": 4, "sentences": 6, "sides": 6, "marked": 1, "relations": 5}
BATCH = {"attribution": 10, "sentences": 8, "sides": 16, "marked": 16, "relations": 16}
HERE = Path(__file__).parent


class Reader(nn.Module):
    """The encoder with its heads.

    Shape: tags `(batch, pieces, 3, 3)`, links `(batch, pieces, 3, 64)` (asks for source, asks for cue, answers), sides `(batch, pieces, 4)` (source begins, ends, target
    begins, ends; at [CLS]: there is none), sentences `(batch, pieces, 14)` (to be averaged over a sentence), types `(batch, 15)`, codes `(batch, codes_with_roots())`.
    """

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="sdpa")
        size = self.encoder.config.hidden_size
        self.tags = nn.Linear(size, 9)
        self.links = nn.Linear(size, LINKS * LINK_SIZE)
        self.sides = nn.Linear(size, 4)
        self.sentences = nn.Linear(size, JUDGEMENTS)
        self.types = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, len(ROOTS)))
        self.codes = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, len(codes_with_roots())))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, marks: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Logits of all heads."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        rows = torch.arange(ids.shape[0], device=ids.device)
        marked = torch.cat([mean, *(states[rows, marks[:, side]] for side in range(2))], dim=-1)
        return (
            self.tags(states).view(ids.shape[0], ids.shape[1], 3, 3),
            self.links(states).view(ids.shape[0], ids.shape[1], LINKS, LINK_SIZE),
            self.sides(states),
            self.sentences(states),
            self.types(marked),
            self.codes(marked),
        )


def to_tensors(batch: list[Item], tokenizer: Tokenizer) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids with [CLS] and [SEP], mask, marks."""
    first, last, empty = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]", "[PAD]"))
    ids, mask = padded([[first, *item.ids, last] for item in batch], empty)
    return ids, mask, torch.tensor([item.marks for item in batch], dtype=torch.long)


def loss_of(model: Reader, batch: list[Item], tokenizer: Tokenizer, weights: dict[str, torch.Tensor]) -> torch.Tensor:
    """The loss of one batch of one task."""
    ids, mask, marks = to_tensors(batch, tokenizer)
    tags, links, sides, sentences, types, codes = (part.float() for part in model(ids, mask, marks))
    match batch[0].task:
        case "relations":
            return type_loss(types, batch, weights["types"]) + 0.5 * code_loss(codes, batch)
        case "sentences":
            return sentence_loss(sentences, batch, weights["modalities"])
        case "sides" | "marked":
            return side_loss(sides, mask, batch)
        case _:
            told = tag_loss(tags, batch) + 0.3 * link_loss(links, mask, batch)
            judged = any(item.sentences for item in batch)
            return told + sentence_loss(sentences, batch, weights["modalities"]) if judged else told


def type_loss(types: torch.Tensor, batch: list[Item], weights: torch.Tensor) -> torch.Tensor:
    """Cross entropy of the type, rare ones weighing more."""
    gold = torch.tensor([item.label for item in batch])
    return nn.functional.cross_entropy(types, gold, weight=weights, label_smoothing=0.05)


def code_loss(codes: torch.Tensor, batch: list[Item]) -> torch.Tensor:
    """Cross entropy of the code among those of its root."""
    rows = [row for row, item in enumerate(batch) if item.code != NULL]
    if not rows:
        return codes.sum() * 0
    roots = [root_of(code) for code in codes_with_roots()]
    inside = torch.tensor([[root == ROOTS[batch[row].label] for root in roots] for row in rows])
    gold = torch.tensor([batch[row].code for row in rows])
    return nn.functional.cross_entropy(codes[rows].masked_fill(~inside, -1e4), gold)


def tag_loss(tags: torch.Tensor, batch: list[Item]) -> torch.Tensor:
    """Cross entropy of the BIO tags."""
    gold = torch.full(tags.shape[:3], -100)
    for row, item in enumerate(batch):
        gold[row, 1 : 1 + len(item.ids)] = torch.from_numpy(item.tags)
    return nn.functional.cross_entropy(tags.reshape(-1, 3), gold.reshape(-1), ignore_index=-100)


def link_loss(links: torch.Tensor, mask: torch.Tensor, batch: list[Item]) -> torch.Tensor:
    """Each content's first piece names the first piece of its source and of its cue among all pieces; [CLS] where there is none."""
    asked = [(row, *link) for row, item in enumerate(batch) for link in item.links]
    if not asked:
        return links.sum() * 0
    rows, contents, sources, cues = (torch.tensor(column) for column in zip(*asked, strict=True))
    total = links.sum() * 0
    for side, gold in enumerate((sources, cues)):
        asks = links[rows, contents + 1, side]
        scores = torch.einsum("nd,ntd->nt", asks, links[rows, :, 2]) / LINK_SIZE**0.5
        total = total + nn.functional.cross_entropy(scores.masked_fill(mask[rows] == 0, -1e4), gold + 1)
    return total


def side_loss(sides: torch.Tensor, mask: torch.Tensor, batch: list[Item]) -> torch.Tensor:
    """Begin and end of source and target as a choice among the pieces; where there are several, each is right."""
    gold = torch.zeros(sides.shape)
    for row, item in enumerate(batch):
        for side, spans in enumerate(item.sides):
            for place, column in ((0, 2 * side), (1, 2 * side + 1)):
                for span in spans:
                    gold[row, span[place] + 1, column] += 1 / len(spans)
                if not spans:
                    gold[row, 0, column] = 1
    chances = nn.functional.log_softmax(sides.masked_fill(mask.unsqueeze(-1) == 0, -1e4), dim=1)
    return -(gold * chances).sum(1).mean()


def sentence_loss(logits: torch.Tensor, batch: list[Item], weights: torch.Tensor) -> torch.Tensor:
    """Standing, kind, whether something is said, modality, of each judged sentence, against labels or a teacher's chances."""
    rows = [(row, sentence) for row, item in enumerate(batch) for sentence in item.sentences]
    means = torch.stack([logits[row, 1 + s.first : 1 + s.last].mean(0) for row, s in rows])
    background, said, kinds, modalities = (
        torch.tensor([getattr(s, name) for _, s in rows]) for name in ("background", "said", "kinds", "modalities")
    )
    loss = nn.functional.binary_cross_entropy_with_logits(means[:, BACKGROUND], background)
    loss = loss + nn.functional.cross_entropy(means[:, KIND], kinds)
    loss = loss + nn.functional.binary_cross_entropy_with_logits(means[:, SAID], said)
    if modalities.any():
        weighed = modalities * weights
        chances = nn.functional.log_softmax(means[:, MODALITY], dim=1)
        loss = loss - (weighed * chances).sum() / weighed.sum()
    return loss


def train(model: Reader, parts: dict[str, list[Item]], tokenizer: Tokenizer, epochs: dict[str, int], rate: float) -> None:  # fmt: skip
    """All tasks mixed, each for its own number of epochs."""
    rng = random.Random(SEED)
    steps = [batch for task, items in parts.items() for _ in range(epochs[task]) for batch in batches(items, BATCH[task], rng, lambda item: len(item.ids) + rng.random() * 12)]  # fmt: skip
    rng.shuffle(steps)
    labels = [item.label for item in parts.get("relations", []) if item.label != NULL]
    modalities = [judged.modalities for item in parts.get("sentences", []) for judged in item.sentences]
    weights = {
        "types": rare_weigh_more(np.bincount(labels, minlength=len(ROOTS))),
        "modalities": rare_weigh_more(np.sum([(0.0,) * len(MODALITIES), *modalities], axis=0)),
    }
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": model.encoder.parameters(), "lr": rate}, {"params": heads, "lr": 10 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = warm_and_fall(optimizer, warm=60, steps=len(steps))
    model.train()
    begun, running = time.monotonic(), dict.fromkeys(parts, 0.0)
    for number, batch in enumerate(steps):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model, batch, tokenizer, weights)
        take_step(loss, model, optimizer, schedule)
        running[batch[0].task] = 0.98 * running[batch[0].task] + 0.02 * float(loss.detach())
        if number % 100 == 99:
            took = time.monotonic() - begun
            left = took / (number + 1) * (len(steps) - number - 1)
            print(f"{number + 1}/{len(steps)} {took:.0f} s, {left:.0f} s left", {k: round(v, 3) for k, v in running.items()}, flush=True)  # fmt: skip


def export(model: Reader, out: Path) -> None:
    """OUT/encoder.pt, and OUT/encoder.onnx with 8-bit weights."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "encoder.pt")
    model.eval()
    model.encoder.set_attn_implementation("eager")
    outputs = ["tags", "links", "sides", "sentences", "types", "codes"]
    shapes = {name: {0: "batch", 1: "pieces"} for name in ("ids", "mask", *outputs[:4])}
    shapes |= {name: {0: "batch"} for name in ("marks", "types", "codes")}
    ids = torch.ones(2, 9, dtype=torch.long)
    sample = (ids, torch.ones_like(ids), torch.ones(2, 2, dtype=torch.long))
    plain = out / "plain.onnx"
    torch.onnx.export(
        model, sample, str(plain), input_names=["ids", "mask", "marks"], output_names=outputs, dynamic_axes=shapes, opset_version=17,
        dynamo=False,
    )  # fmt: skip
    heads = [
        node.name for node in onnx.load(plain).graph.node if node.op_type == "MatMul" and "encoder" not in node.name
    ]
    # Channel by channel, and the small heads as they are: plain 8-bit weights cost a point and a half of the sources.
    quantize_dynamic(plain, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads)
    plain.unlink()


def read_parts(data: Path, tokenizer: Tokenizer, aside: int, taught: Path | None = None) -> dict[str, list[Item]]:
    """What each task is trained on; `taught` is what a teacher says of sentences without labels (`teacher.py`)."""

    def kept(items: list[tuple[str, Item]]) -> list[Item]:
        return [item for text, item in items if not is_aside(text, aside)]

    documents = min(aside, SHARE_OF_DOCUMENTS)
    marked, written = data / "relations" / "PLV_train.tsv", HERE / "relations_written.tsv"
    relations = [*relation_items(marked, tokenizer), *relation_items(written, tokenizer)]
    relations += event_items(HERE / "sentences.jsonl", data, tokenizer, documents)
    articles = read_gold(data / "attribution" / "train")
    judged = {document.text: document for document in read_documents(taught, data)} if taught else {}
    # An article with attributions learns what the teacher says of it in the same windows.
    beside = {article.text: judged.pop(article.text).sentences for article in articles if article.text in judged}
    labelled = [document for labels in TRAINED_ON for document in read_documents(labels, data)]
    return {
        "attribution": attribution_items(articles, tokenizer, beside),
        "sentences": sentence_items([*labelled, *judged.values()], tokenizer, documents),
        "sides": kept(side_items(data / "relations" / "source_target_train.bio", tokenizer)),
        "marked": kept([*marked_side_items(marked, tokenizer), *marked_side_items(written, tokenizer)]),
        "relations": kept(relations),
    }  # fmt: skip


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=HERE.parents[1] / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--aside", type=int, default=SHARE, help="per cent of the sentences kept aside")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--epochs", default="", help="TASK=N,…; tasks left out keep theirs, 0 leaves a task out")
    parser.add_argument("--start", type=Path, help="an encoder.pt of an earlier run to go on from")
    parser.add_argument(
        "--taught", type=Path, help="a taught.jsonl of teacher.py: sentences without labels with its chances"
    )
    options = parser.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.add_special_tokens([token for marks in MARKS.values() for token in marks])
    epochs = EPOCHS | {
        task: int(n) for task, _, n in (item.partition("=") for item in options.epochs.split(",") if item)
    }
    parts = read_parts(options.data, tokenizer, options.aside, options.taught)
    parts = {task: items for task, items in parts.items() if epochs[task]}
    print({task: len(items) for task, items in parts.items()}, flush=True)
    model = Reader(options.base)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    train(model, parts, tokenizer, epochs, options.rate)
    export(model, options.out)
    tokenizer.save(str(options.out / "tokenizer.json"))


if __name__ == "__main__":
    main()
