"""Pages against their gold: a folder with `html/*.html` and/or `dump/*.txt`, and optionally `gold.jsonl`.

Scores: body F1 over 4-word shingles (mean over pages), headline equal, publication day equal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import EvaluationError
from dragoman.evaluate.shingles import shingle_f1
from dragoman.flow import read_reports
from dragoman.model import Report

_WORD = re.compile(r"\w+")


def page_files(folder: Path) -> list[Path]:
    """The pages of a gold folder, by name.

    Raises: EvaluationError if there are none.
    """
    files = [*folder.glob("html/*.html"), *folder.glob("html/*.html.gz"), *folder.glob("dump/*.txt")]
    if not files:
        raise EvaluationError("DRG-E001", f"{folder} holds no html/*.html and no dump/*.txt")
    return sorted(files)


def predict_pages(files: list[Path]) -> Iterator[dict[str, Any]]:
    """One prediction a page, in order; a page that holds no report has an empty body."""
    for path in files:
        name = path.name.removesuffix(".gz")
        report = next((item for item in read_reports([path]) if isinstance(item, Report)), None)
        published = report.published.iso if report and report.published else None
        yield {
            "id": name,
            "headline": report.headline if report else None,
            "body": report.body if report else "",
            "published": published,
        }


def read_gold(folder: Path) -> dict[str, dict[str, Any]]:
    """The gold of a folder by page id; empty where there is no `gold.jsonl`."""
    path = folder / "gold.jsonl"
    if not path.exists():
        return {}
    return {item["id"]: item for item in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if item}


def score_pages(predictions: list[dict[str, Any]], gold: dict[str, dict[str, Any]]) -> dict[str, float | int]:
    """Mean body F1, share of headlines and of days that are right, each over the pages whose gold has the field."""
    scores: dict[str, list[float]] = {"body_f1": [], "headline": [], "day": []}
    for item in predictions:
        wanted = gold.get(item["id"], {})
        if wanted.get("body"):
            scores["body_f1"].append(shingle_f1(item["body"], wanted["body"]))
        if wanted.get("headline"):
            scores["headline"].append(float(_same(item["headline"] or "", wanted["headline"])))
        if wanted.get("published"):
            scores["day"].append(float((item["published"] or "")[:10] == wanted["published"][:10]))
    means: dict[str, float | int] = {name: sum(values) / len(values) for name, values in scores.items() if values}
    return {"pages": len(predictions), **means}


def _same(found: str, wanted: str) -> bool:
    return _WORD.findall(found.lower()) == _WORD.findall(wanted.lower())
