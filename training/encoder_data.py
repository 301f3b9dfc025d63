"""What the encoder is taught: windows of word pieces with the labels of one task each.

Articles with attributions (PolNeAR), labelled sentences of raw news (`sentences.jsonl`), sentences with the sides of a deed (BIO), and marked relations
come in from the research data; `Item`s go out. Windows are cut as the product cuts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from aside import is_aside
from sentence_texts import LabelledDocument, read_documents, sided_events
from tokenizers import Tokenizer

from dragoman.evaluate.attribution import ROLES, Article, GoldAttribution
from dragoman.evaluate.relations import read_gold as read_relations
from dragoman.evaluate.spans import read_gold as read_tagged
from dragoman.model import MODALITIES, Span
from dragoman.understand.encoder import KINDS, MARKS, ROOTS, WINDOW, cut_windows, mark_sides
from dragoman.vocab.plover import codes_with_roots, root_of

NULL = -1
Offsets = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence within a window: where it starts in the text, its pieces `[first, last)`, and chances in the place of labels.

    `kinds` and `modalities` are by `KINDS` and `MODALITIES`, all nothing where there is no label.
    """

    start: int
    first: int
    last: int
    background: float
    kinds: tuple[float, ...]
    said: float
    modalities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """A labelled event within a window: the first piece of its trigger, its root and code by their numbers (`NULL`: no code), first and last pieces of its sides."""

    trigger: int
    root: int
    code: int
    sources: tuple[tuple[int, int], ...]
    targets: tuple[tuple[int, int], ...]


@dataclass
class Item:
    """One window: its word pieces and the labels of its task.

    `tags` `(pieces, 3)`: of `ROLES`, outside, begins, goes on. `coded` are the stretches `[first, last)` whose every deed is among `deeds`.
    """

    task: str
    ids: list[int]
    tags: np.ndarray | None = None
    links: list[tuple[int, int, int]] = field(default_factory=list)
    sides: tuple[list[tuple[int, int]], list[tuple[int, int]]] = field(default_factory=lambda: ([], []))
    sentences: list[Judged] = field(default_factory=list)
    coded: list[tuple[int, int]] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    label: int = NULL
    code: int = NULL
    marks: tuple[int, int] = (0, 0)


def attribution_items(
    articles: Iterable[Article], tokenizer: Tokenizer, taught: Mapping[str, list[dict[str, Any]]]
) -> list[Item]:
    """Windows of articles: tags of each role, and for each content its first piece with those of its source and its cue (`NULL`: none in the window).

    `taught`: by their text, the sentences of articles that a teacher has judged.
    """
    items = []
    for article in articles:
        gold = article.attributions or ()
        taken: set[int] = set()
        for ids, offsets in cut_windows(article.text, tokenizer):
            spans = {role: [s for item in gold for s in getattr(item, role)] for role in ROLES}
            tags = np.stack([bio(offsets, spans[role]) for role in ROLES], axis=1)
            links, judged = list(_links(gold, offsets)), judged_in(offsets, taught.get(article.text, ()), taken)
            items.append(Item("attribution", ids, tags=tags, links=links, sentences=judged))
    return items


def _links(gold: Iterable[GoldAttribution], offsets: Offsets) -> Iterator[tuple[int, int, int]]:
    for item in gold:
        source, cue = (_first_piece(spans, offsets) for spans in (item.source, item.cue))
        for span in item.content:
            content = _first_piece((span,), offsets)
            if content != NULL:
                yield content, source, cue


def _first_piece(spans: Iterable[Span], offsets: Offsets) -> int:
    return min((piece for span in spans for piece in pieces_in(span, offsets)), default=NULL)


def pieces_in(span: Span, offsets: Offsets) -> list[int]:
    """The pieces that share a character with a span, in order."""
    return [i for i, (a, b) in enumerate(offsets) if a < span.end and span.start < b]


def bio(offsets: Offsets, spans: Iterable[Span]) -> np.ndarray:
    """0 outside, 1 first, 2 inside, for each word piece."""
    tags = np.zeros(len(offsets), dtype=np.int64)
    for span in spans:
        inside = pieces_in(span, offsets)
        if inside:
            tags[inside] = 2
            if offsets[inside[0]][0] >= span.start or inside[0] > 0:
                tags[inside[0]] = 1
    return tags


def sentence_items(documents: Iterable[LabelledDocument], tokenizer: Tokenizer) -> list[Item]:
    """Windows of documents with the judged sentences whose greater part stands in them."""
    items = []
    for document in documents:
        taken: set[int] = set()
        for ids, offsets in cut_windows(document.text, tokenizer):
            judged = judged_in(offsets, document.sentences, taken)
            if judged:
                items.append(Item("sentences", ids, sentences=judged))
    return items


def deed_items(documents: Iterable[LabelledDocument], tokenizer: Tokenizer) -> list[Item]:
    """Windows of documents with the deeds of the sentences in them whose every deed is labelled."""
    items = []
    for document in documents:
        # What holds no deed has no event; a deed without a list of events is not coded yet.
        known = [s for s in document.sentences if s["kind"] != "deed" or "events" in s]
        taken: set[int] = set()
        for ids, offsets in cut_windows(document.text, tokenizer):
            coded = judged_in(offsets, known, taken)
            inside = {sentence.start for sentence in coded}
            events = [event for s in known if s["start"] in inside for event in s.get("events", ())]
            deeds = [deed for event in events if (deed := _deed(event, offsets))]
            if coded:
                stretches = [(sentence.first, sentence.last) for sentence in coded]
                items.append(Item("deeds", ids, coded=stretches, deeds=deeds))
    return items


def _deed(event: Mapping[str, Any], offsets: Offsets) -> Deed | None:
    trigger = _first_piece([Span(*event["trigger"])], offsets)
    if trigger == NULL:
        return None
    sides = (
        tuple(piece for span in event[side] if (piece := _pieces_of(Span(*span), offsets)))
        for side in ("source", "target")
    )
    return Deed(trigger, ROOTS.index(event["type"]), _code_number(event["cameo"], event["type"]), *sides)


def _pieces_of(span: Span, offsets: Offsets) -> tuple[int, int] | None:
    """First and last piece of a span."""
    inside = pieces_in(span, offsets)
    return (inside[0], inside[-1]) if inside else None


def _code_number(code: str | None, root: str | None) -> int:
    """A code's number; `NULL` for one that the project's table puts under another root than the label."""
    codes = codes_with_roots()
    return codes.index(code) if code in codes and root_of(code) == root else NULL


def judged_in(offsets: Offsets, sentences: Iterable[dict[str, Any]], taken: set[int]) -> list[Judged]:
    """The sentences whose greater part stands in a window, but for those `taken` by one before; afterwards these are taken too."""
    judged = []
    for sentence in sentences:
        start, end = sentence["start"], sentence["end"]
        inside = pieces_in(Span(start, end), offsets)
        covered = offsets[inside[-1]][1] - offsets[inside[0]][0] if inside else 0
        if start not in taken and 2 * covered > end - start:
            taken.add(start)
            judged.append(_judged(sentence, inside[0], inside[-1] + 1))
    return judged


def _judged(sentence: dict[str, Any], first: int, last: int) -> Judged:
    if "kinds" in sentence:
        kinds, modalities = (tuple(sentence[name]) for name in ("kinds", "modalities"))
        return Judged(sentence["start"], first, last, sentence["background"], kinds, sentence["said"], modalities)
    kinds, modalities = (
        tuple(float(sentence.get(name) == label) for label in labels)
        for name, labels in (("kind", KINDS), ("modality", MODALITIES))
    )
    background, said = sentence.get("standing") == "background", bool(sentence.get("said"))
    return Judged(sentence["start"], first, last, float(background), kinds, float(said), modalities)


def side_items(path: Path, tokenizer: Tokenizer) -> list[tuple[str, Item]]:
    """Sentences with the first and last piece of each source and target."""
    return [(text, _side_item("sides", text, *sides, tokenizer)) for text, *sides in read_sides(path)]


def read_sides(path: Path) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Each sentence of a BIO file with its sources and targets."""
    for sentence in read_tagged(path):
        starts = np.cumsum([0, *(len(word) + 1 for word in sentence.words)]).tolist()
        sources, targets = (
            [Span(starts[first], starts[last] - 1) for first, last in (sentence.gold or {})[role]]
            for role in ("source", "target")
        )
        yield " ".join(sentence.words), sources, targets


def marked_side_items(path: Path, tokenizer: Tokenizer) -> list[tuple[str, Item]]:
    """Marked relations as sentences with sides."""
    return [
        (item.text, _side_item("marked", item.text, [item.source], [item.target], tokenizer))
        for item in read_relations(path)
        if item.source and item.target
    ]


def _side_item(task: str, text: str, sources: list[Span], targets: list[Span], tokenizer: Tokenizer) -> Item:
    pieces = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = pieces.ids[:WINDOW], pieces.offsets[:WINDOW]
    sides = tuple([piece for span in spans if (piece := _pieces_of(span, offsets))] for spans in (sources, targets))
    return Item(task, ids, sides=sides)


def relation_items(path: Path, tokenizer: Tokenizer) -> list[tuple[str, Item]]:
    """Marked sentences with their types and codes."""
    return [
        (row.text, relation_item((row.text, row.source, row.target), tokenizer, row.root, row.cameo))
        for row in read_relations(path)
    ]


def event_items(labels: Path, data: Path, tokenizer: Tokenizer, aside: int) -> list[tuple[str, Item]]:
    """Labelled events of raw news that have both sides, as marked sentences."""
    return [
        (marked[0], relation_item(marked, tokenizer, event["type"], event["cameo"]))
        for document in read_documents(labels, data)
        if not is_aside(document.id, aside)
        for marked, event in sided_events(document)
    ]


def relation_item(
    marked: tuple[str, Span | None, Span | None], tokenizer: Tokenizer, root: str | None, cameo: str | None
) -> Item:
    """One sentence with its sides marked."""
    ids = tokenizer.encode(mark_sides(*marked), add_special_tokens=False).ids[:WINDOW]
    places = [tokenizer.token_to_id(MARKS[side][0]) for side in ("s", "t")]
    return Item(
        "relations",
        ids,
        label=ROOTS.index(root) if root else NULL,
        code=_code_number(cameo, root),
        marks=tuple(ids.index(p) + 1 if p in ids else 0 for p in places),
    )
