"""A larger reader of standing, kind and modality, and what it says of the sentences that nobody labelled: `python training/teacher.py --base BASE --data DATA --out OUT`.

`BASE` is a folder of all-mpnet-base-v2. It is trained on the labelled sentences, in windows twice as long as the encoder's with the report's day in front, then judges
every article of the research data that is not kept aside. Writes OUT/teacher.pt and OUT/taught.jsonl: documents as in `standings.jsonl`, chances in the place of labels
(`encoder.py --taught`). It is too slow to be shipped. Seeded; an hour on two cores.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from aside import SHARE_OF_DOCUMENTS, is_aside
from encoder import BACKGROUND, JUDGEMENTS, KIND, MODALITY, SAID, sentence_loss
from encoder_data import Item, Offsets, judged_in
from learning import batches, padded, rare_weigh_more, take_step, warm_and_fall
from sentence_texts import KEPT_ASIDE, TRAINED_ON, LabelledDocument, read_articles, read_documents
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from dragoman.evaluate.plain import plain_report
from dragoman.understand.encoder import KINDS, cut_windows
from dragoman.understand.language import analyse_many

SEED = 7
WINDOW = 380
EPOCHS, BATCH, RATE = 3, 4, 3e-5
# The lower layers know words already.
FROZEN_LAYERS = 4
FEWEST_WORDS = 60


class Teacher(nn.Module):
    """The large encoder with the head of sentences. Shape: `(batch, pieces, 14)`, to be averaged over a sentence."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        self.sentences = nn.Sequential(nn.Dropout(0.1), nn.Linear(self.encoder.config.hidden_size, JUDGEMENTS))
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN_LAYERS]):
            part.requires_grad_(requires_grad=False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits of each piece."""
        logits: torch.Tensor = self.sentences(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        return logits


def windows_of(document: LabelledDocument, tokenizer: Tokenizer) -> Iterator[Item]:
    """The document's windows with its sentences, its day in front of each."""
    day = tokenizer.encode(_worded(document.day), add_special_tokens=False)
    nowhere: Offsets = [(0, 0)] * len(day.ids)
    taken: set[int] = set()
    for ids, offsets in cut_windows(document.text, tokenizer, size=WINDOW):
        judged = judged_in([*nowhere, *offsets], document.sentences, taken)
        if judged:
            yield Item("sentences", [*day.ids, *ids], sentences=judged)


def _worded(day: str | None) -> str:
    try:
        return dt.date.fromisoformat((day or "")[:10]).strftime("%A %d %B %Y.")
    except ValueError:
        return f"day {day[:40]}." if day else "day unknown."


def to_tensors(batch: Sequence[Item], tokenizer: Tokenizer) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids between `<s>` and `</s>`, and the mask."""
    first, last, empty = (tokenizer.token_to_id(token) for token in ("<s>", "</s>", "<pad>"))
    return padded([[first, *item.ids, last] for item in batch], empty)


def train(model: Teacher, items: list[Item], tokenizer: Tokenizer) -> None:
    """So many epochs over the labelled windows."""
    rng = random.Random(SEED)
    steps = [step for _ in range(EPOCHS) for step in batches(items, BATCH, rng, lambda item: len(item.ids) + rng.random() * 40)]  # fmt: skip
    weights = rare_weigh_more(np.sum([judged.modalities for item in items for judged in item.sentences], axis=0))
    own = [weight for weight in model.encoder.parameters() if weight.requires_grad]
    groups = [{"params": own, "lr": RATE}, {"params": model.sentences.parameters(), "lr": 10 * RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = warm_and_fall(optimizer, warm=60, steps=len(steps))
    model.train()
    for number, step in enumerate(steps, start=1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(*to_tensors(step, tokenizer))
        take_step(sentence_loss(logits.float(), step, weights), model, optimizer, schedule)
        if number % 100 == 0:
            print(f"{number}/{len(steps)}", flush=True)


def unlabelled(data: Path) -> Iterator[dict[str, Any]]:
    """The articles that nobody is to be measured on: where each lies, its day, its text, its sentences without labels."""
    labelled = {document.id: document for labels in TRAINED_ON for document in read_documents(labels, data)}
    kept = {document.id for document in read_documents(KEPT_ASIDE, data)}
    rows = [row for row in _articles(data) if row["id"] not in kept and not is_aside(row["id"], SHARE_OF_DOCUMENTS)]
    for row, analysis in zip(rows, analyse_many(plain_report(row["text"]) for row in rows), strict=True):
        known = labelled[row["id"]].sentences if row["id"] in labelled else []
        taken = {sentence["start"] for sentence in known}
        spans = [sentence.span for sentence in analysis.sentences if sentence.span.start not in taken]
        yield row | {"sentences": [{"start": start, "end": end} for start, end in spans if end - start > 1]}


def _articles(data: Path) -> Iterator[dict[str, Any]]:
    for name in ("lgl", "TR-News", "GeoVirus"):
        file = f"places/{name}.xml"
        for number, (text, time) in enumerate(read_articles(data / file)):
            if len(text.split()) >= FEWEST_WORDS:
                yield {"id": f"{name.lower()}-{number}", "file": file, "article": number, "day": time[:10] or None, "text": text}  # fmt: skip
    for path in sorted((data / "attribution" / "train" / "text").glob("*.txt")):
        file, day = str(path.relative_to(data)), path.name.split("_")[1]
        yield {"id": f"polnear-{path.stem}", "file": file, "day": day, "text": path.read_bytes().decode("utf-8")}


def judge(model: Teacher, rows: list[dict[str, Any]], tokenizer: Tokenizer) -> None:
    """Each sentence that stands in a window is given its chances; the others are taken out."""
    model.eval()
    windows = [
        (item, row)
        for row in rows
        for item in windows_of(LabelledDocument(row["id"], row["text"], row["day"], row["sentences"]), tokenizer)
    ]
    windows.sort(key=lambda window: len(window[0].ids))
    for first in range(0, len(windows), 2 * BATCH):
        batch = windows[first : first + 2 * BATCH]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(*to_tensors([item for item, _ in batch], tokenizer)).float()
        for number, (item, row) in enumerate(batch):
            by_start = {sentence["start"]: sentence for sentence in row["sentences"]}
            for judged in item.sentences:
                by_start[judged.start] |= _chances(logits[number, 1 + judged.first : 1 + judged.last].mean(0))
        if first % (100 * 2 * BATCH) == 0:
            print(f"{first}/{len(windows)}", flush=True)
    for row in rows:
        row["sentences"] = [sentence for sentence in row["sentences"] if "kinds" in sentence]


def _chances(logits: torch.Tensor) -> dict[str, Any]:
    kinds, modalities = (logits[part].softmax(0) for part in (KIND, MODALITY))
    said = float(logits[SAID].sigmoid())
    holds_event = 1 - (1 - float(kinds[KINDS.index("deed")])) * (1 - said)
    return {
        "background": round(float(logits[BACKGROUND].sigmoid()), 4),
        "kinds": [round(float(chance), 4) for chance in kinds],
        "said": round(said, 4),
        # What holds no event has no modality.
        "modalities": [round(float(chance) * holds_event, 4) for chance in modalities],
    }


def main() -> None:
    """Train, judge, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--trained", type=Path, help="a teacher.pt of an earlier run, to judge by at once")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    options.out.mkdir(parents=True, exist_ok=True)
    model = Teacher(options.base)
    if options.trained:
        model.load_state_dict(torch.load(options.trained, weights_only=True))
    else:
        labelled = (document for labels in TRAINED_ON for document in read_documents(labels, options.data))
        items = [item for d in labelled if not is_aside(d.id, SHARE_OF_DOCUMENTS) for item in windows_of(d, tokenizer)]
        train(model, items, tokenizer)
        torch.save(model.state_dict(), options.out / "teacher.pt")
    rows = list(unlabelled(options.data))
    judge(model, rows, tokenizer)
    with (options.out / "taught.jsonl").open("w", encoding="utf-8") as file:
        for row in rows:
            text = row.pop("text")
            row["sha256"] = hashlib.sha256(text.encode()).hexdigest()[:16]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
