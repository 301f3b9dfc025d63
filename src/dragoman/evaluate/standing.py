"""News or background, event or none, and modality, sentence by sentence: a folder with `text/*.txt`, `days.json`, and optionally `gold.jsonl`.

`days.json` gives each text's day (`{"name.txt": "2019-11-11"}`, null for none). A line of predictions, as of gold, is `{"id", "sentences": [{"start", "end", "standing",
"event", "modality"}]}`, places in characters; modality is null where there is no event. Each gold sentence is judged by the predicted one that it overlaps most.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coding.sentences import JudgedSentence, judge_sentences
from dragoman.errors import EvaluationError
from dragoman.evaluate.plain import plain_report
from dragoman.evaluate.relations import macro_f1
from dragoman.flow import Options, code_analysis, describe_run, understand_report

Judged = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DatedText:
    """One text, its day where it is known."""

    name: str
    text: str
    day: str | None


def read_texts(folder: Path) -> list[DatedText]:
    """The folder's texts by name, with their days.

    Raises: EvaluationError if there is no text, or `days.json` is no object.
    """
    paths = sorted((folder / "text").glob("*.txt"))
    if not paths:
        raise EvaluationError("DRG-E010", f"{folder} has no text/*.txt")
    days: dict[str, str | None] = {}
    if (folder / "days.json").is_file():
        try:
            days = dict(json.loads((folder / "days.json").read_text(encoding="utf-8")))
        except ValueError as error:
            raise EvaluationError("DRG-E014", f"{folder / 'days.json'}: no object of days: {error}") from error
    return [DatedText(path.name, path.read_bytes().decode("utf-8"), days.get(path.name)) for path in paths]


def predict_standing(texts: Sequence[DatedText]) -> Iterator[Judged]:
    """Each text's sentences, judged."""
    for item in texts:
        report = plain_report(item.text, day=item.day)
        run = describe_run(Options())
        analysis = understand_report(report, Options(), run_id=run.id)
        record = code_analysis(report, analysis, run)
        judged = judge_sentences(record, analysis)
        yield {"id": item.name, "sentences": [_to_json(sentence) for sentence in judged]}


def _to_json(sentence: JudgedSentence) -> Judged:
    return {
        "start": sentence.span.start,
        "end": sentence.span.end,
        "standing": sentence.standing,
        "event": sentence.event,
        "modality": sentence.modality,
    }


def read_gold(folder: Path) -> dict[str, list[Judged]] | None:
    """The gold sentences by text; None without `gold.jsonl`."""
    path = folder / "gold.jsonl"
    if not path.is_file():
        return None
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {line["id"]: line["sentences"] for line in lines}


def score_standing(predicted: Sequence[Judged], gold: Mapping[str, Sequence[Judged]] | None) -> dict[str, float | int]:
    """F1 of background, F1 of event, macro-F1 of the modality of gold events; only counts where there is no gold."""
    pairs = [
        (made, wanted)
        for item in predicted
        for wanted in (gold or {}).get(item["id"], ())
        if (made := best_overlap(item["sentences"], wanted)) is not None
    ]
    scores: dict[str, float | int] = {"texts": len(predicted), "judged": len(pairs)}
    if not pairs:
        return scores
    standings = [
        (made["standing"] == "background", wanted["standing"] == "background")
        for made, wanted in pairs
        if wanted.get("standing")
    ]
    scores["background_f1"] = f1_of_yes(standings)
    scores["standing_macro_f1"] = macro_f1(standings) if standings else 0.0
    scores["event_f1"] = f1_of_yes([(made["event"], wanted["event"]) for made, wanted in pairs if "event" in wanted])
    told = [
        (made["modality"], wanted["modality"])
        for made, wanted in pairs
        if wanted.get("event") and wanted.get("modality")
    ]
    if told:
        scores["modality_macro_f1"] = macro_f1(told)
    return scores


def best_overlap(sentences: Sequence[Judged], wanted: Judged) -> Judged | None:
    """The predicted sentence that a gold one overlaps most; None where none does."""

    def overlap(made: Judged) -> int:
        return int(min(made["end"], wanted["end"]) - max(made["start"], wanted["start"]))

    best = max(sentences, key=overlap, default=None)
    return best if best is not None and overlap(best) > 0 else None


def f1_of_yes(pairs: Sequence[tuple[bool, bool]]) -> float:
    """F1 of yes over (predicted, gold) pairs; 0 where neither has one."""
    right = sum(made and wanted for made, wanted in pairs)
    total = sum(made + wanted for made, wanted in pairs)
    return 2 * right / total if total else 0.0
