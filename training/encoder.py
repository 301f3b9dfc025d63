"""The encoder that reads a report, made anew: `python training/encoder.py --base BASE --data DATA --out OUT --teacher-base TEACHER --teachers FILE …`.

One small BERT (`BASE`: a folder with config.json, model.safetensors and tokenizer.json; all-MiniLM-L6-v2 is what the shipped one started from), made two layers deeper, with
a head for each thing to be read (`reader.Logits`): BIO tags of source, cue and content with links from each content to its source and cue (PolNeAR); standing, kind and modality of
sentences and the deeds told in them (`sentences.jsonl`, `standings.jsonl`, `reports_written.jsonl`); where the source and the target of a sentence's main deed
begin and end; the type of a marked relation (15 roots) and the CAMEO code inside it. The tasks are mixed. It learns from labels and from what `teacher.py`'s larger readers believe on average, of every
text and of every other batch blurred; without teachers, from labels alone. Seeded; minutes on a GPU, many hours on two cores. `--aside` per cent of the sentences and relations, by their hash, are never trained on; nor are PolNeAR's dev
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
from aside import SHARE
from batches import Batch, blurred, collate
from encoder_data import NULL, Item, read_parts
from learning import batches, rare_weigh_more, take_step, warm_and_fall
from losses import Weights, loss_of, taught_loss
from onnxruntime.quantization import QuantType, quantize_dynamic
from reader import Logits, Reader, load_teacher, read_pieces
from tokenizers import Tokenizer

from dragoman.model import MODALITIES
from dragoman.understand.encoder import MARKS, ROOTS

SEED = 7
LAYERS = 2
EPOCHS = {"texts": 15, "sides": 4, "marked": 1, "relations": 4}
BATCH = dict.fromkeys(EPOCHS, 64)
RATE = 2e-4
Parts = Mapping[str, Sequence[Sequence[Item]]]


def train(
    model: Reader,
    parts: Parts,
    tokenizer: Tokenizer,
    epochs: Mapping[str, int],
    *,
    rate: float,
    sizes: Mapping[str, int],
    teachers: Sequence[Reader] = (),
    blur: bool = True,
    seed: int,
) -> None:
    """All tasks mixed, each for its own number of epochs, in batches of its size; a task's versions take turns. On the device where the model is."""
    device = next(model.parameters()).device
    steps = plan_steps(parts, epochs, sizes, random.Random(seed))
    weights = weigh_labels(parts).to(device)
    pool = torch.tensor([piece for versions in parts.values() for item in versions[0] for piece in item.ids], device=device)  # fmt: skip
    fixed = torch.tensor([tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]", "[PAD]", *sum(MARKS.values(), ()))], device=device)  # fmt: skip
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": model.encoder.parameters(), "lr": rate}, {"params": heads, "lr": 10 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=device.type == "cuda")
    schedule = warm_and_fall(optimizer, warm=1 + len(steps) // 20, steps=len(steps))
    model.train()
    begun, running = time.monotonic(), {task: torch.zeros((), device=device) for task in parts}
    for number, items in enumerate(steps):
        batch = collate(items, tokenizer).to(device)
        labelled = not (teachers and blur and number % 2)
        if not labelled:
            batch = blurred(batch, pool, fixed)
        seen = look(model, batch)
        loss = loss_of(seen, batch, weights) if labelled else torch.zeros((), device=device)
        if teachers:
            loss = loss + taught_loss(seen, ask(teachers, batch), batch)
        take_step(loss, model, optimizer, schedule)
        running[batch.task] = 0.98 * running[batch.task] + 0.02 * loss.detach()
        if number % 100 == 99:
            took = time.monotonic() - begun
            left = took / (number + 1) * (len(steps) - number - 1)
            print(f"{number + 1}/{len(steps)} {took:.0f} s, {left:.0f} s left", {k: round(float(v), 3) for k, v in running.items()}, flush=True)  # fmt: skip


def plan_steps(
    parts: Parts, epochs: Mapping[str, int], sizes: Mapping[str, int], rng: random.Random
) -> list[list[Item]]:
    """The batches of all epochs of all tasks, mixed; in each a little chance decides what goes together."""
    steps = [
        batch
        for task, versions in parts.items()
        for epoch in range(epochs[task])
        for batch in batches(versions[epoch % len(versions)], sizes[task], rng, lambda item: len(item.ids) + rng.random() * 12)
    ]  # fmt: skip
    rng.shuffle(steps)
    return steps


def ask(teachers: Sequence[Reader], batch: Batch) -> list[Logits]:
    """What each of the teachers sees in a batch; nothing is learnt through them."""
    with torch.no_grad():
        return [look(teacher, batch) for teacher in teachers]


def look(model: Reader, batch: Batch) -> Logits:
    """What a reader sees in a batch, worked out in half precision."""
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        seen: Logits = model(batch.ids, batch.mask, batch.marks)
    return seen.floats()


def weigh_labels(parts: Parts) -> Weights:
    """What each label weighs by how rare it is; that no deed is told weighs one."""
    items = [item for versions in parts.values() for item in versions[0]]
    types = [item.label for item in items if item.label != NULL]
    modalities = [judged.modality for item in items for judged in item.sentences if judged.modality != NULL]
    deeds = [deed.root for item in items for deed in item.deeds]
    return Weights(
        types=rare_weigh_more(np.bincount(types, minlength=len(ROOTS))),
        modalities=rare_weigh_more(np.bincount(modalities, minlength=len(MODALITIES))),
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


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--aside", type=int, default=SHARE, help="per cent of the sentences kept aside")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--epochs", default="", help="TASK=N,…; tasks left out keep theirs, 0 leaves a task out")
    parser.add_argument("--start", type=Path, help="an encoder.pt of an earlier run to go on from")
    parser.add_argument("--teacher-base", type=Path, help="the folder that the teachers started from")
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=[], help="what teacher.py or an earlier run wrote, averaged"
    )
    parser.add_argument("--unblurred", action="store_true", help="no batch is blurred for the teachers")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    tokenizer = read_pieces(options.base)
    epochs = EPOCHS | {task: int(n) for task, _, n in (item.partition("=") for item in options.epochs.split(",") if item)}  # fmt: skip
    parts = read_parts(options.data, tokenizer, options.aside)
    parts = {task: versions for task, versions in parts.items() if epochs[task]}
    print({task: [len(items) for items in versions] for task, versions in parts.items()}, flush=True)
    teachers = [load_teacher(options.teacher_base, path, tokenizer).to(options.device) for path in options.teachers]
    model = Reader(options.base, layers=LAYERS)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    model = model.to(options.device)
    train(
        model,
        parts,
        tokenizer,
        epochs,
        rate=options.rate,
        sizes=BATCH,
        teachers=teachers,
        blur=not options.unblurred,
        seed=options.seed,
    )
    export(model.cpu(), options.out)
    tokenizer.save(str(options.out / "tokenizer.json"))


if __name__ == "__main__":
    main()
