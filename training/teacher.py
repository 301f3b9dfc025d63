"""A larger reader of standing, kind and modality, and what it says of the sentences that nobody labelled: `python training/teacher.py --base BASE --data DATA --out OUT`.

`BASE` is a folder of all-mpnet-base-v2. It is trained on the labelled sentences, in windows twice as long as the encoder's with the report's day in front, then judges
every article of the research data that is not kept aside. Writes OUT/teacher.pt and OUT/taught.jsonl: documents as in `standings.jsonl`, chances in the place of labels
(`encoder.py --taught`). It is too slow to be shipped. Seeded; an hour on two cores.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from aside import SHARE_OF_DOCUMENTS, is_aside
from encoder import SEED, train
from encoder_data import Item, Offsets, judged_in
from reader import BACKGROUND, KIND, MODALITY, SAID, Reader, to_tensors
from sentence_texts import KEPT_ASIDE, TRAINED_ON, LabelledDocument, hash_of, read_articles, read_documents
from tokenizers import Tokenizer

from dragoman.evaluate.plain import plain_report
from dragoman.understand.encoder import KINDS, cut_windows
from dragoman.understand.language import analyse_many

WINDOW = 380
EPOCHS, BATCH, RATE = 3, 4, 3e-5
# The lower layers know words already.
FROZEN_LAYERS = 4
FEWEST_WORDS = 60


def make_teacher(base: Path) -> Reader:
    """The large encoder with the encoder's heads, its lower layers fixed."""
    model = Reader(base, attention="eager")
    for part in (model.encoder.embeddings, *model.encoder.encoder.layer[:FROZEN_LAYERS]):
        part.requires_grad_(requires_grad=False)
    return model


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


def unlabelled(data: Path) -> Iterator[dict[str, Any]]:
    """The articles that nobody is to be measured on: where each lies, its day, its text, its sentences without labels."""
    known = {document.id: document.sentences for labels in TRAINED_ON for document in read_documents(labels, data)}
    kept = {document.id for document in read_documents(KEPT_ASIDE, data)}
    rows = [row for row in _articles(data) if row["id"] not in kept and not is_aside(row["id"], SHARE_OF_DOCUMENTS)]
    for row, analysis in zip(rows, analyse_many(plain_report(row["text"]) for row in rows), strict=True):
        taken = {sentence["start"] for sentence in known.get(row["id"], ())}
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


def judge(model: Reader, rows: list[dict[str, Any]], tokenizer: Tokenizer) -> None:
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
            logits = model(*to_tensors([item for item, _ in batch], tokenizer)).sentences.float()
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
    model = make_teacher(options.base)
    if options.trained:
        model.go_on_from(options.trained)
    else:
        documents = (document for labels in TRAINED_ON for document in read_documents(labels, options.data))
        items = [item for d in documents if not is_aside(d.id, SHARE_OF_DOCUMENTS) for item in windows_of(d, tokenizer)]
        train(model, {"sentences": items}, tokenizer, {"sentences": EPOCHS}, rate=RATE, sizes={"sentences": BATCH})
        torch.save(model.state_dict(), options.out / "teacher.pt")
    rows = list(unlabelled(options.data))
    judge(model, rows, tokenizer)
    with (options.out / "taught.jsonl").open("w", encoding="utf-8") as file:
        for row in rows:
            row["sha256"] = hash_of(row.pop("text"))
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
