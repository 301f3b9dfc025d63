"""One task of `dragoman evaluate`: gold read, predictions written, scores returned."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

from lxml import etree

from dragoman.errors import EvaluationError
from dragoman.evaluate import attribution, pages, places, record, relations, spans, standing
from dragoman.show.codec import encode_json

Gold = TypeVar("Gold")
Scores = dict[str, Any]
Follow = Callable[[Iterable[Any]], Iterator[Any]]
TASKS = ("attribution", "pages", "places", "record", "relations", "spans", "standing")


def evaluate_task(task: str, gold: Path, sink: IO[str] | None, follow: Follow, *, actors: Sequence[str] = ()) -> Scores:
    """The scores of a task; each prediction goes to `sink` as a JSON line; `follow` wraps the items to show progress.

    `actors` are users' actor lists, for the tasks that resolve actors.

    Raises: EvaluationError if the task is not known or the gold can't be read.
    """
    if task not in TASKS:
        raise EvaluationError("DRG-E000", f"no task is named {task!r}; there are: {', '.join(TASKS)}")
    tasks: dict[str, Callable[[Path, IO[str] | None, Follow], Scores]] = {
        "attribution": _attribution,
        "pages": _pages,
        "places": _places,
        "record": functools.partial(_record, actors=actors),
        "relations": _relations,
        "spans": _spans,
        "standing": _standing,
    }
    return tasks[task](gold, sink, follow)


def _read(read: Callable[[Path], Gold], gold: Path) -> Gold:
    """What is read of the gold; what is in another form than that of its task is told, wherever that shows."""
    try:
        return read(gold)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, etree.LxmlError) as error:
        what = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        reason = f"{gold} is not in the form of its task (docs/evaluation.md): {what}"
        raise EvaluationError("DRG-E015", reason) from error


def _write(predictions: Iterable[dict[str, Any]], sink: IO[str] | None, follow: Follow) -> list[dict[str, Any]]:
    kept = []
    for item in follow(predictions):
        kept.append(item)
        if sink:
            sink.write(json.dumps(item, ensure_ascii=False) + "\n")
    return kept


def _pages(gold: Path, sink: IO[str] | None, follow: Follow) -> Scores:
    predictions = _write(pages.predict_pages(pages.page_files(gold)), sink, follow)
    return pages.score_pages(predictions, _read(pages.read_gold, gold))


def _places(gold: Path, sink: IO[str] | None, follow: Follow) -> Scores:
    articles = _read(places.read_gold, gold)
    return places.score_places(_write(places.predict_places(articles), sink, follow), articles)


def _relations(gold: Path, sink: IO[str] | None, follow: Follow) -> Scores:
    rows = _read(relations.read_gold, gold)
    return relations.score_relations(_write(relations.predict_relations(rows), sink, follow), rows)


def _spans(gold: Path, sink: IO[str] | None, follow: Follow) -> Scores:
    sentences = _read(spans.read_gold, gold)
    return spans.score_spans(_write(spans.predict_spans(sentences), sink, follow), sentences)


def _standing(gold: Path, sink: IO[str] | None, follow: Follow) -> Scores:
    predictions = _write(standing.predict_standing(_read(standing.read_texts, gold)), sink, follow)
    return standing.score_standing(predictions, _read(standing.read_gold, gold))


def _attribution(gold: Path, sink: IO[str] | None, follow: Follow) -> Scores:
    articles = _read(attribution.read_gold, gold)
    return attribution.score_attributions(_write(attribution.predict_attributions(articles), sink, follow), articles)


def _record(gold: Path, sink: IO[str] | None, follow: Follow, *, actors: Sequence[str]) -> Scores:
    golds = _read(record.read_gold, gold)
    found = list(follow(record.predict_records(golds, actors)))
    for item in found:
        if sink and item:
            sink.write(encode_json(item).decode() + "\n")
    return record.score_records(found, golds)
