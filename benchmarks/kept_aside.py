"""What was kept aside, as gold sets of `dragoman evaluate`: `python benchmarks/kept_aside.py OUT [--data ../shared/data]`.

Writes OUT/standing (the sentences of benchmarks/sentences/aside.jsonl, labels of ours on texts of the research data; an event is a deed, or that somebody said
something), OUT/relations.tsv and OUT/spans.bio (the part of the research data's sentences that the encoder was not trained on; of the latter those alone that do not stand among the
relations that it was trained on, tokenised otherwise).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from aside import is_aside
from sentence_texts import KEPT_ASIDE, holds_event, read_documents

from dragoman.evaluate.relations import read_gold, unmark

ROOT = Path(__file__).parents[1]


def write_standing(out: Path, data: Path, labels: Path = KEPT_ASIDE) -> None:
    """`out` holds `text/`, `days.json` and `gold.jsonl`."""
    (out / "text").mkdir(parents=True, exist_ok=True)
    days: dict[str, str | None] = {}
    lines = []
    for document in read_documents(labels, data):
        name = f"{document.id}.txt"
        (out / "text" / name).write_bytes(document.text.encode())
        days[name] = document.day
        lines.append(json.dumps({"id": name, "sentences": [_gold(sentence) for sentence in document.sentences]}))
    (out / "days.json").write_text(json.dumps(days, indent=1), encoding="utf-8")
    (out / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _gold(sentence: dict[str, Any]) -> dict[str, Any]:
    event = holds_event(sentence)
    return {
        "start": sentence["start"],
        "end": sentence["end"],
        "standing": sentence["standing"],
        "event": event,
        "modality": sentence["modality"] if event else None,
    }


def write_relations(out: Path, gold: Path) -> None:
    """The rows kept aside of a file of marked relations."""
    with gold.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter="\t")
        writer.writeheader()
        writer.writerows(row for row in rows if is_aside(unmark(row["marked_sentence"])[0]))


def write_spans(out: Path, gold: Path) -> None:
    """The sentences kept aside of a BIO file, but for those that the marked relations beside it also have among what is trained on."""
    marked = read_gold(gold.with_name("PLV_train.tsv"))
    trained_on = {_letters(item.text) for item in marked if not is_aside(item.text)}
    blocks = gold.read_text(encoding="utf-8").strip().split("\n\n")
    kept = []
    for block in blocks:
        text = " ".join(line.split()[0] for line in block.split("\n") if line.strip())
        if is_aside(text) and _letters(text) not in trained_on:
            kept.append(block)
    out.write_text("\n\n".join(kept) + "\n", encoding="utf-8")


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def main() -> None:
    """The folder is written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options = parser.parse_args()
    write_standing(options.out / "standing", options.data)
    write_relations(options.out / "relations.tsv", options.data / "relations" / "PLV_train.tsv")
    write_spans(options.out / "spans.bio", options.data / "relations" / "source_target_train.bio")
    print(f"written {options.out}; now: dragoman evaluate standing {options.out / 'standing'}, and so on")


if __name__ == "__main__":
    main()
