"""What the encoder is taught: windows of word pieces with the labels of one task each.

Articles with attributions (PolNeAR), labelled sentences of raw news (`sentences.jsonl`), sentences with the sides of a deed (BIO), and marked relations
come in from the research data; `Item`s go out. Windows are cut as the product cuts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from aside import SHARE, SHARE_OF_DOCUMENTS, is_aside
from sentence_texts import SENTENCES, LabelledDocument, read_documents, read_texts, sided_events
from tokenizers import Tokenizer

from dragoman.evaluate.attribution import ROLES, Article, GoldAttribution
from dragoman.evaluate.attribution import read_gold as read_attributions
from dragoman.evaluate.relations import read_gold as read_relations
from dragoman.evaluate.spans import read_gold as read_tagged
from dragoman.model import MODALITIES, Span
from dragoman.understand.encoder import KINDS, MARKS, ROOTS, WINDOW, cut_windows, mark_sides
from dragoman.vocab.plover import codes_with_roots, root_of

NULL = -1
# The product's own, and others, so that no edge is learnt.
WINDOWS = (WINDOW, 130, 240)
WRITTEN_RELATIONS = Path(__file__).parent / "relations_written.tsv"
Offsets = list[tuple[int, int]]
Labels = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled sentence within a window: its number among the window's `stretches`, and its labels by their numbers (`NULL`: none)."""

    stretch: int
    background: bool
    kind: int
    said: bool
    modality: int


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
    """One window: its word pieces and what is labelled in it.

    `tags` `(pieces, 3)`: of `ROLES`, outside, begins, goes on; None where attributions are not labelled. `links`: first pieces of a content, its source and its cue (`NULL`:
    none in the window). `stretches` `[first, last)` of its sentences, `coded` of those whose every deed is among `deeds`.
    """

    task: str
    ids: list[int]
    tags: np.ndarray | None = None
    links: list[tuple[int, int, int]] = field(default_factory=list)
    stretches: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[Judged] = field(default_factory=list)
    coded: list[tuple[int, int]] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    sides: tuple[list[tuple[int, int]], list[tuple[int, int]]] = field(default_factory=lambda: ([], []))
    label: int = NULL
    code: int = NULL
    marks: tuple[int, int] = (0, 0)


def text_items(
    documents: Iterable[LabelledDocument], articles: Iterable[Article], tokenizer: Tokenizer, size: int
) -> list[Item]:
    """Windows of `size` pieces of every text, with what is labelled in it: attributions of articles, sentences and deeds of documents, both where a text is in both."""
    told = {article.text: article.attributions or () for article in articles}
    sentences = {document.text: document.sentences for document in documents}
    return [
        item
        for text in dict.fromkeys([*told, *sentences])
        for item in _windows(text, told.get(text), sentences.get(text, []), tokenizer, size)
    ]


def _windows(
    text: str, told: Sequence[GoldAttribution] | None, sentences: Sequence[Labels], tokenizer: Tokenizer, size: int
) -> Iterator[Item]:
    taken: set[int] = set()
    for ids, offsets in cut_windows(text, tokenizer, size=size):
        item = Item("texts", ids)
        if told is not None:
            spans = {role: [s for own in told for s in getattr(own, role)] for role in ROLES}
            item.tags = np.stack([bio(offsets, spans[role]) for role in ROLES], axis=1)
            item.links = list(_links(told, offsets))
        for stretch, sentence in _inside(offsets, sentences, taken):
            _add_sentence(item, stretch, sentence, offsets)
        yield item


def _inside(offsets: Offsets, sentences: Iterable[Labels], taken: set[int]) -> Iterator[tuple[tuple[int, int], Labels]]:
    """The sentences whose greater part stands in a window, but for those `taken` by one before; afterwards these are taken too."""
    for sentence in sentences:
        start, end = sentence["start"], sentence["end"]
        inside = pieces_in(Span(start, end), offsets) if start not in taken else []
        covered = offsets[inside[-1]][1] - offsets[inside[0]][0] if inside else 0
        if 2 * covered > end - start:
            taken.add(start)
            yield (inside[0], inside[-1] + 1), sentence


def _add_sentence(item: Item, stretch: tuple[int, int], sentence: Labels, offsets: Offsets) -> None:
    if "kind" in sentence:
        item.sentences.append(
            Judged(
                stretch=len(item.stretches),
                background=sentence.get("standing") == "background",
                kind=KINDS.index(sentence["kind"]),
                said=bool(sentence.get("said")),
                modality=MODALITIES.index(sentence["modality"]) if sentence.get("modality") else NULL,
            )
        )
        # What holds no deed has no event; a deed without a list of events is not coded yet.
        if sentence["kind"] != "deed" or "events" in sentence:
            item.coded.append(stretch)
            item.deeds += [deed for event in sentence.get("events", ()) if (deed := _deed(event, offsets))]
    item.stretches.append(stretch)


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


def read_parts(data: Path, tokenizer: Tokenizer, aside: int = SHARE) -> dict[str, list[list[Item]]]:
    """What each task is trained on, in as many versions: texts cut into windows of other sizes. `aside` per cent of the sentences and relations are left out.

    Of the documents that are kept aside attributions are learnt, where they have any, and nothing of their sentences.
    """
    documents = min(aside, SHARE_OF_DOCUMENTS)
    marked, written = data / "relations" / "PLV_train.tsv", WRITTEN_RELATIONS
    relations = [*relation_items(marked, tokenizer), *relation_items(written, tokenizer)]
    relations += event_items(SENTENCES, data, tokenizer, documents)
    sides = side_items(data / "relations" / "source_target_train.bio", tokenizer)
    marked_sides = [*marked_side_items(marked, tokenizer), *marked_side_items(written, tokenizer)]
    kept = {
        task: [[item for text, item in items if not is_aside(text, aside)]]
        for task, items in (("sides", sides), ("marked", marked_sides), ("relations", relations))
    }
    articles, texts = read_attributions(data / "attribution" / "train"), list(read_texts(data, documents))
    return {"texts": [text_items(texts, articles, tokenizer, size) for size in WINDOWS], **kept}
