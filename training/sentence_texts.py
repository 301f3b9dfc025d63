"""Labelled sentences with their texts: labels hold documents by where they lie in the research data, offsets, and the text's hash; what we wrote ourselves holds its text.

Comes in: a file of labels (`training/sentences.jsonl`, `benchmarks/sentences/aside.jsonl`) and the data's folder; goes out: documents with
text. A text whose hash is another's is refused.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aside import is_aside
from lxml import etree
from page_gold import read_pages

from dragoman.evaluate.plain import plain_report
from dragoman.model import Span
from dragoman.understand.language import analyse_many

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences.jsonl"
TRAINED_ON = (SENTENCES, HERE / "standings.jsonl", HERE / "reports_written.jsonl")
FEWEST_WORDS = 60
KEPT_ASIDE = HERE.parent / "benchmarks" / "sentences" / "aside.jsonl"


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """One document: its text, its day where known, and its sentences' labels (`benchmarks/sentences/GUIDELINE.md`)."""

    id: str
    text: str
    day: str | None
    sentences: list[dict[str, Any]]


def read_documents(labels: Path, data: Path) -> Iterator[LabelledDocument]:
    """The documents in order.

    Raises: ValueError if a text is not the one that was labelled.
    """
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = _text(row, data)
        if hash_of(text) != row["sha256"]:
            raise ValueError(f"{row['id']}: the text in {data} is not the one that was labelled")
        yield LabelledDocument(row["id"], text, row["day"], row["sentences"])


def read_texts(data: Path, aside: int) -> Iterator[LabelledDocument]:
    """Every document of the research data, and ours, that nobody is to be measured on, with all its sentences, labelled or not; `aside` per cent are left out."""
    kept = {document.id for document in read_documents(KEPT_ASIDE, data)}
    labelled = {document.id: document for labels in TRAINED_ON for document in read_documents(labels, data)}
    others = [document for document in _articles(data) if document.id not in labelled]
    documents = [d for d in (*labelled.values(), *others) if d.id not in kept and not is_aside(d.id, aside)]
    for document, analysis in zip(documents, analyse_many(plain_report(d.text) for d in documents), strict=True):
        taken = [(sentence["start"], sentence["end"]) for sentence in document.sentences]
        free = [s.span for s in analysis.sentences if not any(s.span.start < end and start < s.span.end for start, end in taken)]  # fmt: skip
        unlabelled = [{"start": start, "end": end} for start, end in free if end - start > 1]
        yield replace(document, sentences=[*document.sentences, *unlabelled])


def _articles(data: Path) -> Iterator[LabelledDocument]:
    for name in ("lgl", "TR-News", "GeoVirus"):
        for number, (text, time) in enumerate(read_articles(data / f"places/{name}.xml")):
            if len(text.split()) >= FEWEST_WORDS:
                yield LabelledDocument(f"{name.lower()}-{number}", text, time[:10] or None, [])
    for path in sorted((data / "attribution" / "train" / "text").glob("*.txt")):
        yield LabelledDocument(f"polnear-{path.stem}", path.read_bytes().decode("utf-8"), path.name.split("_")[1], [])


def hash_of(text: str) -> str:
    """What a text is known by where the text itself is not kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def holds_event(sentence: dict[str, Any]) -> bool:
    """Whether a labelled sentence holds an event: a deed, or that somebody said something."""
    return bool(sentence["kind"] == "deed" or sentence["said"])


def sided_events(document: LabelledDocument) -> Iterator[tuple[tuple[str, Span, Span], dict[str, Any]]]:
    """((sentence, source, target), event) of each labelled event that has both sides, the first of each, apart."""
    for sentence in document.sentences:
        first = sentence["start"]
        for event in sentence.get("events", ()):
            spans = [event[role][0] for role in ("source", "target") if event[role]]
            sides = [Span(start - first, end - first) for start, end in spans]
            if len(sides) == 2 and not sides[0].overlaps(sides[1]):
                yield (document.text[first : sentence["end"]], sides[0], sides[1]), event


def _text(row: dict[str, Any], data: Path) -> str:
    if "text" in row:
        return str(row["text"])
    path = data / row["file"]
    if "lines" in row:
        first, last = row["lines"]
        return "\n".join(path.read_text(encoding="utf-8").split("\n")[first - 1 : last])
    if "article" in row:
        return read_articles(path)[row["article"]][0]
    if "page" in row:
        return _pages(data)[row["page"]]
    if "document" in row:
        return str(json.loads(path.read_text(encoding="utf-8").splitlines()[row["document"]])["text"])
    return path.read_bytes().decode("utf-8")


@functools.cache
def _pages(data: Path) -> dict[str, str]:
    return {page.name: page.body for page in read_pages(data)}


@functools.cache
def read_articles(path: Path) -> list[tuple[str, str]]:
    """Text and time of each article of a geoparsing set, in order; nothing where it has none."""
    tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False))
    return [(item.findtext("text") or "", item.findtext("dltime") or "") for item in tree.getroot().findall("article")]
