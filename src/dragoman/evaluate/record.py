"""Whole records against our own gold: YAML files of the objects that a report must give (docs/evaluation.md).

Objects are paired, best first, by the share of the gold's fields that agree; a pair below half is none. Every kind is scored by
precision, recall and F1 of the pairs, and by the mean agreement of the fields within them.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import EvaluationError
from dragoman.flow import Options, code_document, try_document
from dragoman.model import OBJECT_KINDS, Actor, Document, Participant, Record, Report, Span, Time
from dragoman.read import read_documents

_PAIR_AT_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """What one report must give: `report` holds single fields, `objects` a list of expected objects by kind.

    `item` is the report's number (from 1) in an archive or feed, `lines` its first and last line in a text of several reports,
    `actors` the users' actor lists.
    """

    path: Path
    file: Path
    report: dict[str, Any]
    objects: dict[str, list[dict[str, Any]]]
    item: int = 1
    lines: tuple[int, int] | None = None
    actors: tuple[str, ...] = ()


def read_gold(path: Path) -> list[GoldRecord]:
    """The gold in a YAML file, or in all of a folder, by name; what a machine lacks of the reports is left out.

    Raises: EvaluationError if a file is malformed, or names a report whose hash is another.
    """
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    found = [gold for file in files if (gold := _read_one(file))]
    if not found:
        raise EvaluationError("DRG-E003", f"{path} holds no gold whose report is on this machine")
    return found


def _read_one(path: Path) -> GoldRecord | None:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise EvaluationError("DRG-E004", f"{path} is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or "file" not in content:
        raise EvaluationError("DRG-E004", f"{path} names no report: `file:` is missing")
    file = (path.parent / content["file"]).resolve()
    if not file.exists():
        return None
    if "sha256" in content and not hashlib.sha256(file.read_bytes()).hexdigest().startswith(content["sha256"]):
        raise EvaluationError("DRG-E005", f"{file} is not the report that {path} was written for: its hash is another")
    unknown = set(content) - {"file", "sha256", "item", "lines", "actors", "report", "note", *OBJECT_KINDS}
    if unknown:
        raise EvaluationError("DRG-E006", f"{path} has fields that are not known: {', '.join(sorted(unknown))}")
    odd = [kind for kind in OBJECT_KINDS if not _are_mappings(content.get(kind) or [])]
    if odd or not _are_mappings([content.get("report") or {}]):
        raise EvaluationError("DRG-E006", f"{path} holds no mappings under {', '.join(odd or ['report'])}")
    objects = {kind: content[kind] or [] for kind in OBJECT_KINDS if kind in content}
    lines = (content["lines"][0], content["lines"][1]) if "lines" in content else None
    actors = tuple(str((path.parent / name).resolve()) for name in content.get("actors", ()))
    if lacking := [name for name in actors if not Path(name).is_file()]:
        raise EvaluationError("DRG-E004", f"{path} names actor lists that are not there: {', '.join(lacking)}")
    return GoldRecord(path, file, content.get("report") or {}, objects, content.get("item", 1), lines, actors)


def _are_mappings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def predict_records(golds: Iterable[GoldRecord], actors: Sequence[str] = ()) -> Iterator[Record | None]:
    """The record of each gold's report, in order; None where the product gives none. `actors` add to the gold's own lists."""
    for gold in golds:
        document = _document(gold)
        record = try_document(
            document, functools.partial(code_document, options=Options(actors=(*gold.actors, *actors)))
        )
        yield record if isinstance(record, Record) else None


def _document(gold: GoldRecord) -> Document:
    """The gold's report out of its file: the item of an archive or feed, the lines of a file that holds several reports.

    Raises: EvaluationError if the file holds no such item.
    """
    documents = (item for item in read_documents([str(gold.file)]) if isinstance(item, Document))
    document = next(itertools.islice(documents, gold.item - 1, None), None)
    if document is None:
        raise EvaluationError("DRG-E013", f"{gold.file} holds no report number {gold.item}, which {gold.path} asks for")
    if not gold.lines:
        return document
    first, last = gold.lines
    text = "".join(document.text.splitlines(keepends=True)[first - 1 : last])
    return dataclasses.replace(document, text=text)


def score_records(records: Sequence[Record | None], golds: Sequence[GoldRecord]) -> dict[str, float | int]:
    """Scores by kind over all reports; `report` is the share of single fields that are right, `background` of standing among the pairs."""
    scores: dict[str, float | int] = {"reports": len(golds)}
    fields = [hit for record, gold in zip(records, golds, strict=True) for hit in _report_fields(record, gold)]
    scores["report"] = sum(fields) / len(fields) if fields else 0.0
    recalled: list[tuple[bool, bool]] = []
    for kind in OBJECT_KINDS:
        wanted = found = 0
        agreements: list[float] = []
        for record, gold in zip(records, golds, strict=True):
            if kind not in gold.objects:
                continue
            objects = list(getattr(record, kind)) if record else []
            wanted += len(gold.objects[kind])
            found += len(objects)
            pairs = pair_objects(gold.objects[kind], objects, record) if record else []
            agreements += [score for score, _, _ in pairs]
            recalled += [
                (found_one.standing == "background", wanted_one["standing"] == "background")
                for _, wanted_one, found_one in pairs
                if "standing" in wanted_one and hasattr(found_one, "standing")
            ]
        scores |= _prf(kind, len(agreements), found, wanted)
        scores[f"{kind}_fields"] = sum(agreements) / len(agreements) if agreements else 0.0
    right = sum(made and meant for made, meant in recalled)
    scores |= _prf("background", right, sum(made for made, _ in recalled), sum(meant for _, meant in recalled))
    return scores


def _prf(kind: str, paired: int, found: int, wanted: int) -> dict[str, float | int]:
    precision, recall = paired / found if found else 0.0, paired / wanted if wanted else 0.0
    total = precision + recall
    return {
        f"{kind}_gold": wanted,
        f"{kind}_precision": precision,
        f"{kind}_recall": recall,
        f"{kind}_f1": 2 * precision * recall / total if total else 0.0,
    }


def pair_objects(
    wanted: Sequence[dict[str, Any]], found: Sequence[Any], record: Record
) -> list[tuple[float, dict[str, Any], Any]]:
    """The agreement (0.5–1), the gold object and the found one of each pair, best pairs first."""
    scored = sorted(
        (
            (agreement(gold, item, record), -left, -right)
            for left, gold in enumerate(wanted)
            for right, item in enumerate(found)
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs: list[tuple[float, dict[str, Any], Any]] = []
    for score, left, right in scored:
        if score >= _PAIR_AT_LEAST and left not in used_gold and right not in used_found:
            used_gold.add(left)
            used_found.add(right)
            pairs.append((score, wanted[-left], found[-right]))
    return pairs


def agreement(gold: dict[str, Any], item: Any, record: Record) -> float:
    """The mean agreement (0–1) of the fields that the gold gives; none between events of different CAMEO roots.

    Raises: EvaluationError for a field that this kind of object does not have.
    """
    judge = _Judge(record)
    if "cameo" in gold and not judge.field("cameo", gold["cameo"], item):
        return 0.0
    return sum(judge.field(name, value, item) for name, value in gold.items()) / len(gold) if gold else 0.0


class _Judge:
    """How far one field of an object agrees with the gold's value."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.report.text
        self.actors = {actor.id: actor for actor in record.actors}
        self.statements = {item.id: item for item in record.statements}
        self.agreements = {item.id: item for item in record.agreements}

    def field(self, name: str, value: Any, item: Any) -> float:
        people = {
            "source",
            "addressee",
            "sources",
            "targets",
            "participants",
            "members",
            "mediators",
            "parties",
            "about",
        }
        spans: dict[str, Callable[[], Sequence[Span]]] = {
            "content": lambda: item.content,
            "trigger": lambda: (item.trigger,),
            "span": lambda: (item.span,),
        }
        if name in people:
            return self._people(value, getattr(item, name))
        if name in spans:
            return _span_overlap([self._span(piece) for piece in value], spans[name]())
        if name in {"day", "time"}:
            return _time(value, getattr(item, name))
        if name == "cameo":
            return 1.0 if item.cameo == value else 0.5 if item.cameo[:2] == str(value)[:2] else 0.0
        if name in {"voice", "claimant"}:
            return self._voice(value, item)
        if name == "name":
            names = [*getattr(item, "names", ()), getattr(item, "name", "")]
            return max(_words_overlap(value, found) for found in names)
        if name == "cue":
            return float(any(value.casefold() in span.of(self.text).casefold() for span in item.cue))
        if name == "agreement":
            found = self.agreements.get(item.agreement_id or "")
            return _words_overlap(value, found.name) if found else 0.0
        if name == "place":
            return float(bool(item.place) and value.casefold() in item.place.name.casefold())
        if name == "venue":
            return float(value.casefold() in (item.venue or "").casefold())
        if name == "nested":
            return float(bool(item.parent_id) == value)
        if name in {"kind", "modality", "standing", "status", "count", "plover", "quad"}:
            return float(getattr(item, name) == value)
        raise EvaluationError("DRG-E007", f"gold field {name!r} is not one of {type(item).__name__}'s")

    def _span(self, piece: Sequence[int] | str) -> Sequence[int]:
        """Offsets as they are; `first words … last words` looked up in the text.

        Raises: EvaluationError if the text does not hold the words.
        """
        if not isinstance(piece, str):
            return piece
        opening, _, closing = (part.strip() for part in piece.partition("…"))
        start = self.text.find(opening)
        end = self.text.find(closing or opening, start) + len(closing or opening) if start >= 0 else -1
        if start < 0 or end <= start:
            raise EvaluationError("DRG-E009", f"the stored text does not hold {piece!r}")
        return start, end

    def _people(self, wanted: Sequence[str], found: Sequence[Participant]) -> float:
        if not wanted or not found:
            return float(not wanted and not found)
        hits = sum(any(self._is(name, person) for person in found) for name in wanted)
        return 2 * hits / (len(wanted) + len(found)) if hits <= len(found) else 1.0

    def _is(self, wanted: str, person: Participant) -> bool:
        actor: Actor | None = self.actors.get(person.actor_id or "")
        code = actor.code if actor else None
        names = [person.name, actor.name if actor else ""]
        return code == wanted or any(_words_overlap(wanted, name) >= _PAIR_AT_LEAST for name in names)

    def _voice(self, wanted: str, item: Any) -> float:
        voice = getattr(item, "voice", None) or getattr(item, "claimant", "")
        if wanted == "publisher" or voice == "publisher":
            claimants = getattr(item, "claimant_actors", ())
            return float(wanted == voice or any(self._is(wanted, person) for person in claimants))
        statement = self.statements.get(str(voice))
        return float(statement is not None and any(self._is(wanted, person) for person in statement.source))


def _span_overlap(wanted: Sequence[Sequence[int]], found: Sequence[Span]) -> float:
    """Intersection over union, in characters."""
    left = {index for start, end in wanted for index in range(start, end)}
    right = {index for span in found for index in range(*span)}
    return len(left & right) / len(left | right) if left | right else 1.0


def _words_overlap(wanted: str, found: str) -> float:
    left, right = set(wanted.casefold().split()), set(found.casefold().split())
    return len(left & right) / max(1, min(len(left), len(right))) if left and right else 0.0


def _time(wanted: str | None, found: Time | None) -> float:
    """Whether a day, month or year of the gold (`2019-04`) is where the interval starts; `none` for no time."""
    if wanted in {None, "none"}:
        return float(found is None)
    return float(found is not None and any((end or "").startswith(str(wanted)) for end in (found.start, found.end)))


def _report_fields(record: Record | None, gold: GoldRecord) -> Iterator[float]:
    report: Report | None = record.report if record else None
    for name, value in gold.report.items():
        yield float(report is not None and _report_field(report, name, value))


def _report_field(report: Report, name: str, value: Any) -> bool:
    if name == "paragraphs":
        return bool(len(report.paragraphs) == value)
    if name == "furniture":
        return all(_furniture_count(report, kind) == count for kind, count in value.items())
    if name == "published":
        return bool((report.published.iso if report.published else None) == value)
    if name == "dateline":
        return bool((report.dateline.place if report.dateline else None) == value)
    if name in {"headline", "publisher", "section", "language"}:
        return bool(getattr(report, name) == value)
    if name == "bylines":
        return bool(list(report.bylines) == value)
    raise EvaluationError("DRG-E008", f"gold field report.{name} is not known")


def _furniture_count(report: Report, kind: str) -> int:
    """Items of the kind's lists, and one for each block without items."""
    return sum(len(item.items) or 1 for item in report.furniture if item.kind == kind)
