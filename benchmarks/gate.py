"""The quality gate: no task may score below its pinned floor. `python benchmarks/gate.py [--data ../shared/data] [--only NAME]`.

`floors.json` names for each task its gold set, the hash of it, and the floors. A gold set that is not on this machine is passed over, and said so; one whose hash is
another is a failure: floors hold for the gold that they were pinned on. `--pin` writes the present scores as floors, a little below them; a floor is lowered only
with `--allow-lower`, and only if the changelog's first section says which ("floor NAME: why"). Exit code 1 if anything falls short.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from kept_aside import write_relations, write_spans, write_standing

from dragoman.evaluate.run import evaluate_task

ROOT = Path(__file__).parents[1]
FLOORS = Path(__file__).with_name("floors.json")
# What is pinned lies so far below what was scored: another processor rounds otherwise (docs/models.md), which is no regression.
MARGIN = 0.01

Floor = dict[str, Any]


def check(floors: dict[str, Floor], data: Path) -> Iterator[tuple[str, str, float | None, float, str]]:
    """(task, metric, score, floor, verdict) of every floor: `ok`, `below`, `gold changed`, `gold absent`."""
    for name, floor in floors.items():
        gold = locate(floor["gold"], data)
        absent = is_absent(floor, data)
        changed = not absent and digest(gold) != floor["sha256"]
        scores = {} if absent or changed else score(floor, gold, data)
        for metric, least in floor["floors"].items():
            found = scores.get(metric)
            verdict = (
                "gold absent" if absent else "gold changed" if changed else "ok" if (found or 0) >= least else "below"
            )
            yield name, metric, found, least, verdict


def score(floor: Floor, gold: Path, data: Path) -> dict[str, float]:
    """The task's scores on its gold set, nested names joined by dots."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "gold"
        match floor.get("part"), floor["task"]:
            case "aside", "standing":
                write_standing(made, data, gold)
            case "aside", "relations":
                write_relations(made, gold)
            case "aside", "spans":
                write_spans(made, gold)
            case _:
                made = gold
        return dict(_flat(evaluate_task(floor["task"], made, None, iter, actors=())))


def _flat(scores: dict[str, Any], above: str = "") -> Iterator[tuple[str, float]]:
    for name, value in scores.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, float(value)


def locate(gold: str, data: Path) -> Path:
    """Where a gold set lies: in the project, or in the research data where its name begins with `data:`."""
    return data / gold.removeprefix("data:") if gold.startswith("data:") else ROOT / gold


def is_absent(floor: Floor, data: Path) -> bool:
    """Whether the gold set, or the texts that its labels are of, are not on this machine."""
    return not locate(floor["gold"], data).exists() or (bool(floor.get("needs_data")) and not data.exists())


def digest(gold: Path) -> str:
    """A hash of the gold set's names and bytes."""
    hashed = hashlib.sha256()
    for path in [gold] if gold.is_file() else sorted(p for p in gold.rglob("*") if p.is_file()):
        hashed.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return hashed.hexdigest()[:16]


def pin(floors: dict[str, Floor], data: Path, *, only: str | None, allow_lower: bool, changelog: str) -> list[str]:
    """The floors are set to the present scores; what may not be lowered is left and named."""
    refused = []
    for name, floor in floors.items():
        gold = locate(floor["gold"], data)
        if (only and name != only) or is_absent(floor, data):
            continue
        scores = score(floor, gold, data)
        told = f"floor {name}:" in changelog.split("\n## ")[1]
        before = len(refused)
        for metric, least in floor["floors"].items():
            new = round(scores[metric] - MARGIN, 3)
            print(f"{name:<22} {metric:<24} {scores[metric]:.3f}", flush=True)
            if new < least and not (allow_lower and told):
                refused.append(f"{name} {metric}: {new} is below {least}")
            elif new > least or allow_lower:
                floor["floors"][metric] = new
        if len(refused) == before:
            floor["sha256"] = digest(gold)
    return refused


def main() -> None:
    """A table is printed; the exit code says whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--only", help="one entry of floors.json")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    options = parser.parse_args()
    floors: dict[str, Floor] = json.loads(FLOORS.read_text(encoding="utf-8"))
    if options.only and options.only not in floors:
        sys.exit(f"no floor is named {options.only!r}; there are: {', '.join(floors)}")
    if options.pin:
        changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        refused = pin(floors, options.data, only=options.only, allow_lower=options.allow_lower, changelog=changelog)
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
        print("\n".join(refused) or "pinned")
        sys.exit(1 if refused else 0)
    chosen = {name: floor for name, floor in floors.items() if options.only in {None, name}}
    rows = list(check(chosen, options.data))
    for name, metric, found, least, verdict in rows:
        print(f"{name:<22} {metric:<24} {'–' if found is None else f'{found:.3f}':>6}  floor {least:.3f}  {verdict}")
    sys.exit(1 if any(verdict in {"below", "gold changed"} for *_, verdict in rows) else 0)


if __name__ == "__main__":
    main()
