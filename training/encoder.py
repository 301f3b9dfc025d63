"""The encoder that reads a report, made anew: `python training/encoder.py --base BASE --data DATA --out OUT`.

One small BERT (`BASE`: a folder with config.json, model.safetensors and tokenizer.json; all-MiniLM-L6-v2 is what the shipped one started from) with
a head for each thing to be read (`reader.Logits`): BIO tags of source, cue and content with links from each content to its source and cue (PolNeAR); standing, kind and modality of
sentences (`sentences.jsonl`, `standings.jsonl`, `reports_written.jsonl`); the deeds told in them, with root, code and both sides; where the source and the target of a sentence's main deed
begin and end; the type of a marked relation (15 roots) and the CAMEO code inside it. The tasks are mixed in every epoch; deeds, which
have layers of their own, come last, on the encoder that is to be shipped (`--epochs …,deeds=5`). Seeded. `--aside` per cent of the sentences and relations, by their hash, are never trained on; nor are PolNeAR's dev
part and benchmarks/sentences. Writes OUT/encoder.onnx (8-bit weights), OUT/tokenizer.json, OUT/encoder.pt.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from aside import SHARE, SHARE_OF_DOCUMENTS, is_aside
from encoder_data import (
    NULL,
    Item,
    attribution_items,
    deed_items,
    event_items,
    marked_side_items,
    relation_items,
    sentence_items,
    side_items,
)
from learning import batches, rare_weigh_more, take_step, warm_and_fall
from losses import Weights, loss_of
from onnxruntime.quantization import QuantType, quantize_dynamic
from reader import Logits, Reader, to_tensors
from sentence_texts import TRAINED_ON, read_documents
from tokenizers import Tokenizer

from dragoman.evaluate.attribution import read_gold
from dragoman.model import MODALITIES
from dragoman.understand.encoder import MARKS, ROOTS

SEED = 7
EPOCHS = {"attribution": 4, "sentences": 6, "sides": 6, "marked": 1, "relations": 5, "deeds": 0}
BATCH = {"attribution": 10, "sentences": 8, "sides": 16, "marked": 16, "relations": 16, "deeds": 8}
HERE = Path(__file__).parent


def train(
    model: Reader,
    parts: dict[str, list[Item]],
    tokenizer: Tokenizer,
    epochs: dict[str, int],
    *,
    rate: float,
    sizes: dict[str, int] = BATCH,
) -> None:
    """All tasks mixed, each for its own number of epochs, in batches of its size."""
    rng = random.Random(SEED)
    steps = [batch for task, items in parts.items() for _ in range(epochs[task]) for batch in batches(items, sizes[task], rng, lambda item: len(item.ids) + rng.random() * 12)]  # fmt: skip
    rng.shuffle(steps)
    weights = weigh_labels(parts)
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": model.encoder.parameters(), "lr": rate}, {"params": heads, "lr": 10 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = warm_and_fall(optimizer, warm=60, steps=len(steps))
    model.train()
    begun, running = time.monotonic(), dict.fromkeys(parts, 0.0)
    for number, batch in enumerate(steps):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            ids, mask, marks = to_tensors(batch, tokenizer)
            seen = model(ids, mask, marks)
        loss = loss_of(seen, mask, batch, weights)
        take_step(loss, model, optimizer, schedule)
        running[batch[0].task] = 0.98 * running[batch[0].task] + 0.02 * float(loss.detach())
        if number % 100 == 99:
            took = time.monotonic() - begun
            left = took / (number + 1) * (len(steps) - number - 1)
            print(f"{number + 1}/{len(steps)} {took:.0f} s, {left:.0f} s left", {k: round(v, 3) for k, v in running.items()}, flush=True)  # fmt: skip


def weigh_labels(parts: Mapping[str, Sequence[Item]]) -> Weights:
    """What each label weighs by how rare it is; that no deed is told weighs one."""
    types = [item.label for item in parts.get("relations", ()) if item.label != NULL]
    modalities = [judged.modalities for item in parts.get("sentences", ()) for judged in item.sentences]
    deeds = [deed.root for item in parts.get("deeds", ()) for deed in item.deeds]
    return Weights(
        types=rare_weigh_more(np.bincount(types, minlength=len(ROOTS))),
        modalities=rare_weigh_more(np.sum([(0.0,) * len(MODALITIES), *modalities], axis=0)),
        deeds=torch.cat([torch.ones(1), rare_weigh_more(np.bincount(deeds, minlength=len(ROOTS)))]),
    )


def export(model: Reader, out: Path) -> None:
    """OUT/encoder.pt, and OUT/encoder.onnx with 8-bit weights."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "encoder.pt")
    model.eval()
    model.encoder.set_attn_implementation("eager")
    outputs, whole = list(Logits._fields), ("marks", "types", "codes")
    shapes = {name: {0: "batch"} if name in whole else {0: "batch", 1: "pieces"} for name in ("ids", "mask", "marks", *outputs)}  # fmt: skip
    ids = torch.ones(2, 9, dtype=torch.long)
    sample = (ids, torch.ones_like(ids), torch.ones(2, 2, dtype=torch.long))
    plain = out / "plain.onnx"
    torch.onnx.export(
        model, sample, str(plain), input_names=["ids", "mask", "marks"], output_names=outputs, dynamic_axes=shapes, opset_version=17,
        dynamo=False,
    )  # fmt: skip
    heads = [node.name for node in onnx.load(plain).graph.node if node.op_type == "MatMul" and "layer" not in node.name]
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
    labelled = [d for labels in TRAINED_ON for d in read_documents(labels, data) if not is_aside(d.id, documents)]
    return {
        "attribution": attribution_items(articles, tokenizer, beside),
        "sentences": sentence_items([*labelled, *judged.values()], tokenizer),
        "deeds": deed_items(labelled, tokenizer),
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
        model.go_on_from(options.start)
    train(model, parts, tokenizer, epochs, rate=options.rate)
    export(model, options.out)
    tokenizer.save(str(options.out / "tokenizer.json"))


if __name__ == "__main__":
    main()
