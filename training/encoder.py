"""The encoder that reads a report, made anew: `python training/encoder.py --base BASE --data DATA --out OUT --teacher-base TEACHER --teachers FILE …`.

One small BERT (`BASE`: a folder with config.json, model.safetensors and tokenizer.json; all-MiniLM-L6-v2 is what the shipped one started from), made two layers deeper, with
a head for each thing to be read (`reader.Logits`): BIO tags of source, cue and content with links from each content to its source and cue (PolNeAR); standing, kind and modality of
sentences and the deeds told in them (`sentences.jsonl`, `standings.jsonl`, `reports_written.jsonl`); where the source and the target of a sentence's main deed
begin and end; the type of a marked relation (15 roots) and the CAMEO code inside it. The tasks are mixed. It learns from labels and from what `teacher.py`'s readers believe on average, of every
text as it was written and, but in the last third of the passes, blurred; without teachers, from labels alone. `--start` goes on from an earlier run, `--mean` takes the mean with others that went on from the same. Seeded; a quarter of an hour on a GPU, many hours on two cores. `--aside` per cent of the
sentences and relations, by their hash, are never trained on; nor are PolNeAR's dev part and benchmarks/sentences. Writes OUT/encoder.onnx (8-bit weights), OUT/tokenizer.json, OUT/encoder.pt; prints figures of the heads alone (`measuring.py`).
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
from batches import Batch, Ends, collate, ends_of
from encoder_data import Parts, Pieces, read_aside, read_parts
from exact import write_exact
from items import NULL, Item
from learning import batches, epochs_of, rare_weigh_more, take_step, warm_and_fall
from losses import Opinion, Weights, loss_of, opinion_of, taught_loss
from measuring import measure
from onnxruntime.quantization import QuantType, quantize_dynamic
from read_back import read_weights
from reader import Logits, Reader, load_teacher, look, read_pieces

from dragoman.model import MODALITIES
from dragoman.understand.encoder import ROOTS

SEED = 7
LAYERS = 2
EPOCHS = {"texts": 24, "sides": 6, "marked": 1, "relations": 5}
BATCH = dict.fromkeys(EPOCHS, 128)
RATE = 2e-4
# The last third of the epochs is of texts as they were written.
BLURRED_SHARE = 2 / 3


def train(
    model: Reader,
    parts: Parts,
    ends: Ends,
    epochs: Mapping[str, int],
    *,
    rate: float,
    sizes: Mapping[str, int],
    seed: int,
    teachers: Sequence[Reader] = (),
    their_ends: Ends | None = None,
) -> None:
    """All tasks mixed, each for its own number of epochs, in batches of its size; a task's versions take turns. On the device where the model is."""
    device = next(model.parameters()).device
    steps = plan_steps(parts, epochs, sizes, random.Random(seed))
    weights = weigh_labels(parts).to(device)
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": model.encoder.parameters(), "lr": rate}, {"params": heads, "lr": 10 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=device.type == "cuda")
    schedule = warm_and_fall(optimizer, warm=1 + len(steps) // 20, steps=len(steps))
    model.train()
    begun, running = time.monotonic(), {task: torch.zeros((), device=device) for task in parts.labelled}
    for number, (items, labelled) in enumerate(steps):
        batch = collate(items, ends, their_ends).to(device)
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
) -> list[tuple[list[Item], bool]]:
    """The batches of all epochs of all tasks, mixed, and whether labels are learnt from them: blurred texts beside the others, but for the last epochs."""
    early: list[tuple[list[Item], bool]] = []
    late: list[tuple[list[Item], bool]] = []

    def cut(items: Sequence[Item], task: str) -> list[list[Item]]:
        # In each a little chance decides what goes together.
        return batches(items, sizes[task], rng, lambda item: len(item.ids) + rng.random() * 12)

    for task, versions in parts.labelled.items():
        for epoch in range(epochs.get(task, 0)):
            steps = early if epoch < BLURRED_SHARE * epochs[task] else late
            steps += [(batch, True) for batch in cut(versions[epoch % len(versions)], task)]
            if task == "texts" and steps is early and parts.blurred:
                steps += [(batch, False) for batch in cut(parts.blurred[epoch % len(parts.blurred)], task)]
    for steps in (early, late):
        rng.shuffle(steps)
    return early + late


def ask(teachers: Sequence[Reader], batch: Batch) -> list[Opinion]:
    """What each of the teachers believes of a batch; nothing is learnt through them."""
    with torch.no_grad():
        return [opinion_of(look(teacher, batch.twin or batch), batch) for teacher in teachers]


def weigh_labels(parts: Parts) -> Weights:
    """What each label weighs by how rare it is; that no deed is told weighs one."""
    items = [item for versions in parts.labelled.values() for item in versions[0]]
    types = [item.label for item in items if item.label != NULL]
    modalities = [judged.modality for item in items for judged in item.sentences if judged.modality != NULL]
    deeds = [deed.root for item in items for deed in item.deeds]
    return Weights(
        types=rare_weigh_more(np.bincount(types, minlength=len(ROOTS))),
        modalities=rare_weigh_more(np.bincount(modalities, minlength=len(MODALITIES))),
        deeds=torch.cat([torch.ones(1), rare_weigh_more(np.bincount(deeds, minlength=len(ROOTS)))]),
    )


def start_from(model: Reader, path: Path) -> None:
    """The model goes on from an earlier run's weights; heads that this had not begin anew."""
    weights = read_weights(path) if path.suffix == ".onnx" else torch.load(path, weights_only=True)
    unknown = model.load_state_dict(weights, strict=False).unexpected_keys
    if unknown:
        raise ValueError(f"{path} is no earlier run's: the encoder has no {', '.join(unknown)}")


def export(model: Reader, out: Path) -> None:
    """OUT/encoder.pt, OUT/encoder.onnx with 8-bit weights, and OUT/encoder-exact.onnx, which multiplies them in floating point."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "encoder.pt")
    model.eval()
    model.encoder.set_attn_implementation("eager")
    outputs, whole = list(Logits._fields), ("marks", "types", "codes")
    shapes = {name: {0: "batch"} if name in whole else {0: "batch", 1: "pieces"} for name in ("ids", "mask", "cases", "marks", *outputs)}  # fmt: skip
    ids = torch.ones(2, 9, dtype=torch.long)
    sample = (ids, torch.ones_like(ids), torch.ones_like(ids), torch.ones(2, 2, dtype=torch.long))
    plain = out / "plain.onnx"
    torch.onnx.export(
        model, sample, str(plain), input_names=["ids", "mask", "cases", "marks"], output_names=outputs, dynamic_axes=shapes, opset_version=17,
        dynamo=False,
    )  # fmt: skip
    heads = [node.name for node in onnx.load(plain).graph.node if node.op_type == "MatMul" and "layer" not in node.name]
    # Channel by channel, and the small heads as they are: plain 8-bit weights cost a point and a half of the sources.
    quantize_dynamic(plain, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads)
    plain.unlink()
    write_exact(out)


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--aside", type=int, default=SHARE, help="per cent of the sentences kept aside")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--epochs", default="", help="TASK=N,…; tasks left out keep theirs, 0 leaves a task out")
    parser.add_argument("--start", type=Path, help="an encoder.pt or encoder.onnx of an earlier run to go on from")
    parser.add_argument(
        "--mean",
        type=Path,
        nargs="*",
        default=[],
        help="encoder.pt of others that started alike, averaged with this one",
    )
    parser.add_argument("--teacher-base", type=Path, help="the folder that the teachers started from")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="what teacher.py wrote, averaged")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    pieces = Pieces(read_pieces(options.base), read_pieces(options.teacher_base) if options.teachers else None)
    parts = read_parts(options.data, pieces, options.aside)
    print({task: [len(items) for items in versions] for task, versions in parts.labelled.items()}, flush=True)
    room = pieces.theirs.get_vocab_size() if pieces.theirs else 0
    teachers = [load_teacher(options.teacher_base, path, room).to(options.device) for path in options.teachers]
    model = Reader(options.base, layers=LAYERS)
    if options.start:
        start_from(model, options.start)
    model = model.to(options.device)
    ends, their_ends = ends_of(pieces.ours), ends_of(pieces.theirs) if pieces.theirs else None
    epochs = epochs_of(options.epochs, EPOCHS)
    train(model, parts, ends, epochs, rate=options.rate, sizes=BATCH, seed=options.seed, teachers=teachers, their_ends=their_ends)  # fmt: skip
    runs = [
        model.state_dict(),
        *(torch.load(path, map_location=options.device, weights_only=True) for path in options.mean),
    ]
    model.load_state_dict({name: torch.stack([run[name].float() for run in runs]).mean(0) for name in runs[0]})
    print(measure(model, read_aside(options.data, pieces), ends))
    export(model.cpu(), options.out)
    pieces.ours.save(str(options.out / "tokenizer.json"))


if __name__ == "__main__":
    main()
