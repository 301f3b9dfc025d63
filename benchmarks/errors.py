"""Where the judgements of sentences and the types of relations go wrong: `python benchmarks/errors.py [--data ../shared/data] [--cases N]`.

On what is kept aside (`kept_aside.py`). Printed as the tables of docs/accuracy.md: judgements by length of sentence and by where the document comes from, the pairs of types that are
taken for each other, and, with --cases, so many wrong cases to read.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parent))
from kept_aside import KEPT_ASIDE, write_relations, write_standing

from dragoman.evaluate import relations, standing
from dragoman.evaluate.standing import f1_of_yes

ROOT = Path(__file__).parents[1]
LENGTHS = ((1, 12), (13, 24), (25, 40), (41, 400))
Case = TypeVar("Case")
Pair = tuple[str, str, dict[str, Any], dict[str, Any]]


def main() -> None:
    """The tables are printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--cases", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_standing(Path(folder), options.data)
        pairs = pair_sentences(Path(folder))
        write_relations(Path(folder) / "relations.tsv", options.data / "relations" / "PLV_train.tsv")
        rows = relations.read_gold(Path(folder) / "relations.tsv")
    print("| sentences of | number | background F1 | event F1 | modality right |\n|---|---|---|---|---|")
    for first, last in LENGTHS:
        show_row(f"{first}–{last} words", [p for p in pairs if first <= len(p[1].split()) <= last])
    sets = {row["id"]: row["set"] for row in map(json.loads, KEPT_ASIDE.read_text(encoding="utf-8").splitlines())}
    for name in sorted(set(sets.values())):
        show_row(name, [p for p in pairs if sets[p[0]] == name])
    made = list(relations.predict_relations(rows))
    wrong = [(row, item) for row, item in zip(rows, made, strict=True) if item["root"] != row.root]
    print(f"\n{len(wrong)} of {len(rows)} relations of another type; taken for each other:")
    for (gold, found), count in Counter((row.root, item["root"]) for row, item in wrong).most_common(12):
        print(f"  {gold} as {found}: {count}")
    show_reliability([(item["confidence"], item["root"] == row.root) for row, item in zip(rows, made, strict=True)])
    show_cases(pairs, wrong, options.cases)


def pair_sentences(folder: Path) -> list[Pair]:
    """(document, sentence, made, wanted) of every judged sentence."""
    texts = standing.read_texts(folder)
    gold = standing.read_gold(folder) or {}
    found = {item["id"]: item["sentences"] for item in standing.predict_standing(texts)}
    return [
        (text.name.removesuffix(".txt"), " ".join(text.text[wanted["start"] : wanted["end"]].split()), made, wanted)
        for text in texts
        for wanted in gold[text.name]
        if (made := standing.best_overlap(found[text.name], wanted)) is not None
    ]


def show_row(name: str, pairs: Sequence[Pair]) -> None:
    """One row of the table."""
    events = [(made, wanted) for _, _, made, wanted in pairs if wanted["event"]]
    right = sum(made["modality"] == wanted["modality"] for made, wanted in events) / max(1, len(events))
    background = f1_of_yes([(m["standing"] == "background", w["standing"] == "background") for *_, m, w in pairs])
    event = f1_of_yes([(m["event"], w["event"]) for *_, m, w in pairs])
    print(f"| {name} | {len(pairs)} | {background:.2f} | {event:.2f} | {right:.2f} |")


def show_reliability(judged: Sequence[tuple[float, bool]]) -> None:
    """What confidences say and how often they are right, bin by bin."""
    print(f"\nexpected calibration error {relations.calibration_error(judged):.3f}")
    print("| confidence | number | mean | right | |\n|---|---|---|---|---|")
    for low in (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = 0.4 if low == 0.0 else round(low + 0.1, 1)
        own = [(c, right) for c, right in judged if low <= c < high or (high == 1.0 and c == high)]
        if own:
            mean, right = (sum(column) / len(own) for column in zip(*own, strict=True))
            print(f"| {low:.1f}–{high:.1f} | {len(own)} | {mean:.2f} | {right:.2f} | {'█' * round(right * 20)} |")


def show_cases(pairs: Sequence[Pair], wrong: Sequence[tuple[Any, dict[str, Any]]], count: int) -> None:
    """Wrong cases of each kind, to be read."""
    kinds: dict[str, Callable[[dict[str, Any]], object]] = {
        "standing": lambda item: item["standing"],
        "event": lambda item: item["event"],
        "modality": lambda item: item["modality"],
    }
    for kind, of in kinds.items():
        cases = [p for p in pairs if of(p[2]) != of(p[3]) and (kind != "modality" or (p[2]["event"] and p[3]["event"]))]
        for document, text, made, wanted in spread(cases, count):
            print(f"{kind}\t{of(made)} for {of(wanted)}\t{document}\t{text}")
    for row, item in spread(wrong, count):
        print(f"type\t{item['root']} for {row.root}\t{row.text}")


def spread(cases: Sequence[Case], count: int) -> Sequence[Case]:
    """So many of the cases, from all over."""
    return cases[:: max(1, -(-len(cases) // count))] if count else []


if __name__ == "__main__":
    main()
