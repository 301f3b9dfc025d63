"""What the encoder is taught: windows of word pieces with the labels of one task each.

Articles with attributions (PolNeAR), labelled sentences of raw news (`sentences.jsonl`), sentences with the sides of a deed (BIO), and marked relations
come in from the research data; `Item`s go out. Windows are cut as the product cuts them.
"""

from __future__ import annotations

import bisect
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from aside import SHARE, SHARE_OF_DOCUMENTS, is_aside
from items import NULL, Blurred, Deed, Item, Judged, Offsets, align, words_of
from sentence_texts import KEPT_ASIDE, SENTENCES, TRAINED_ON, LabelledDocument, read_documents, read_texts, sided_events
from tokenizers import Tokenizer

from dragoman.evaluate.attribution import ROLES, Article, GoldAttribution
from dragoman.evaluate.attribution import read_gold as read_attributions
from dragoman.evaluate.relations import read_gold as read_relations
from dragoman.evaluate.spans import read_gold as read_tagged
from dragoman.model import MODALITIES, Span
from dragoman.understand.encoder import KINDS, MARKS, ROOTS, WINDOW, cases_of, cut_windows, mark_sides
from dragoman.vocab.plover import codes_with_roots, root_of

# The product's own, and others, so that no edge is learnt.
WINDOWS = (WINDOW, 130, 240)
WRITTEN_RELATIONS = Path(__file__).parent / "relations_written.tsv"
# How often each text is blurred.
BLURS = 2
# What the report tells of an event outside the words of its sides.
ELSEWHERE = ("source_elsewhere", "target_elsewhere", "again")
SEED = 5
Labels = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The encoder's word pieces, and a teacher's, where there is one."""

    ours: Tokenizer
    theirs: Tokenizer | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What each task is trained on, in versions, and the texts once more, blurred, in versions."""

    labelled: Mapping[str, Sequence[Sequence[Item]]]
    blurred: Sequence[Sequence[Item]]


def text_items(
    documents: Iterable[LabelledDocument], articles: Iterable[Article], pieces: Pieces, size: int
) -> list[Item]:
    """Windows of `size` pieces of every text, with what is labelled in it: attributions of articles, sentences and deeds of documents, both where a text is in both."""
    told = {article.text: article.attributions or () for article in articles}
    sentences = {document.text: document.sentences for document in documents}
    return [
        item
        for text in dict.fromkeys([*told, *sentences])
        for item in _windows(text, told.get(text), sentences.get(text, []), pieces, size)
    ]


def blurred_documents(documents: Iterable[LabelledDocument], rng: random.Random) -> list[LabelledDocument]:
    """The documents with words changed for others' and without their labels; their sentences stand where they stood."""
    documents = list(documents)
    words = [word for document in documents for word in words_of(document.text)]
    return [_blur(document, words, rng) for document in documents]


def _blur(document: LabelledDocument, words: Sequence[str], rng: random.Random) -> LabelledDocument:
    new = Blurred(document.text, words, rng)
    places = [{"start": new.place(s["start"]), "end": new.place(s["end"])} for s in document.sentences]
    return replace(document, text=new.text, sentences=places)


def _windows(
    text: str, told: Sequence[GoldAttribution] | None, sentences: Sequence[Labels], pieces: Pieces, size: int
) -> Iterator[Item]:
    taken: set[int] = set()
    for ids, offsets in cut_windows(text, pieces.ours, size=size):
        inside = list(_inside(offsets, sentences, taken))
        if pieces.theirs is None:
            yield _text_item(ids, offsets, text, told, inside)
            continue
        their_ids, theirs = encode(text, pieces.theirs, Span(offsets[0][0], offsets[-1][1]))
        inside = [own for own in inside if pieces_in(Span(own["start"], own["end"]), theirs)]
        item = _text_item(ids, offsets, text, told, inside)
        item.twin, item.align = _text_item(their_ids, theirs, text, told, inside), align(offsets, theirs)
        yield item


def _text_item(
    ids: list[int], offsets: Offsets, text: str, told: Sequence[GoldAttribution] | None, sentences: Sequence[Labels]
) -> Item:
    item = Item("texts", ids, cases_of(text, offsets))
    if told is not None:
        spans = {role: [s for own in told for s in getattr(own, role)] for role in ROLES}
        item.tags = np.stack([bio(offsets, spans[role]) for role in ROLES], axis=1)
        item.links = list(_links(told, offsets))
    for sentence in sentences:
        inside = pieces_in(Span(sentence["start"], sentence["end"]), offsets)
        _add_sentence(item, (inside[0], inside[-1] + 1), sentence, offsets)
    return item


def encode(text: str, tokenizer: Tokenizer, span: Span | None = None) -> tuple[list[int], Offsets]:
    """The pieces of a stretch of a text, and their places in the text without the blanks that some tokenizers count to them."""
    start, end = (span.start, span.end) if span else (0, len(text))
    piece = tokenizer.encode(text[start:end], add_special_tokens=False)
    places = [(start + a + len(text[start + a : start + b]) - len(text[start + a : start + b].lstrip()), start + b) for a, b in piece.offsets]  # fmt: skip
    return piece.ids, places


def _inside(offsets: Offsets, sentences: Iterable[Labels], taken: set[int]) -> Iterator[Labels]:
    """The sentences whose greater part stands in a window, but for those `taken` by one before; afterwards these are taken too."""
    for sentence in sentences:
        start, end = sentence["start"], sentence["end"]
        inside = pieces_in(Span(start, end), offsets) if start not in taken else []
        covered = offsets[inside[-1]][1] - offsets[inside[0]][0] if inside else 0
        if 2 * covered > end - start:
            taken.add(start)
            yield sentence


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
    """The pieces that share a character with a span, in order; `offsets` are in order too."""
    first = bisect.bisect_right(offsets, span.start, key=lambda piece: piece[1])
    last = bisect.bisect_left(offsets, span.end, key=lambda piece: piece[0])
    return list(range(first, last))


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
    elsewhere = tuple(_firsts_of(event.get(name), offsets) for name in ELSEWHERE)
    return Deed(trigger, ROOTS.index(event["type"]), _code_number(event["cameo"], event["type"]), *sides, elsewhere)


def _firsts_of(spans: Sequence[Sequence[int]] | None, offsets: Offsets) -> tuple[int, ...] | None:
    """The first piece of each span that stands in the window; None where nobody looked."""
    if spans is None:
        return None
    return tuple(piece for span in spans if (piece := _first_piece([Span(*span)], offsets)) != NULL)


def _pieces_of(span: Span, offsets: Offsets) -> tuple[int, int] | None:
    """First and last piece of a span."""
    inside = pieces_in(span, offsets)
    return (inside[0], inside[-1]) if inside else None


def _code_number(code: str | None, root: str | None) -> int:
    """A code's number; `NULL` for one that the project's table puts under another root than the label."""
    codes = codes_with_roots()
    return codes.index(code) if code in codes and root_of(code) == root else NULL


def side_items(path: Path, pieces: Pieces) -> list[tuple[str, Item]]:
    """Sentences with the first and last piece of each source and target."""
    return [(text, _with_twin(pieces, _side_item, "sides", text, *sides)) for text, *sides in read_sides(path)]


def read_sides(path: Path) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Each sentence of a BIO file with its sources and targets."""
    for sentence in read_tagged(path):
        starts = np.cumsum([0, *(len(word) + 1 for word in sentence.words)]).tolist()
        sources, targets = (
            [Span(starts[first], starts[last] - 1) for first, last in (sentence.gold or {})[role]]
            for role in ("source", "target")
        )
        yield " ".join(sentence.words), sources, targets


def marked_side_items(path: Path, pieces: Pieces) -> list[tuple[str, Item]]:
    """Marked relations as sentences with sides."""
    return [
        (item.text, _with_twin(pieces, _side_item, "marked", item.text, [item.source], [item.target]))
        for item in read_relations(path)
        if item.source and item.target
    ]


def _with_twin(pieces: Pieces, make: Callable[..., tuple[Item, Offsets]], *own: Any) -> Item:
    """What is made of our pieces, beside the same of a teacher's."""
    item, ours = make(pieces.ours, *own)
    if pieces.theirs is not None:
        item.twin, theirs = make(pieces.theirs, *own)
        item.align = align(ours, theirs)
    return item


def _side_item(
    tokenizer: Tokenizer, task: str, text: str, sources: list[Span], targets: list[Span]
) -> tuple[Item, Offsets]:
    ids, offsets = encode(text, tokenizer)
    ids, offsets = ids[:WINDOW], offsets[:WINDOW]
    sides = tuple([piece for span in spans if (piece := _pieces_of(span, offsets))] for spans in (sources, targets))
    return Item(task, ids, cases_of(text, offsets), sides=sides), offsets


def relation_items(path: Path, pieces: Pieces) -> list[tuple[str, Item]]:
    """Marked sentences with their types and codes."""
    return [
        (row.text, relation_item((row.text, row.source, row.target), pieces, row.root, row.cameo))
        for row in read_relations(path)
    ]


def event_items(labels: Path, data: Path, pieces: Pieces, aside: int) -> list[tuple[str, Item]]:
    """Labelled events of raw news that have both sides, as marked sentences."""
    return [
        (marked[0], relation_item(marked, pieces, event["type"], event["cameo"]))
        for document in read_documents(labels, data)
        if not is_aside(document.id, aside)
        for marked, event in sided_events(document)
    ]


def relation_item(
    marked: tuple[str, Span | None, Span | None], pieces: Pieces, root: str | None, cameo: str | None
) -> Item:
    """One sentence with its sides marked."""
    return _with_twin(pieces, _relation_item, mark_sides(*marked), root, cameo)


def _relation_item(tokenizer: Tokenizer, text: str, root: str | None, cameo: str | None) -> tuple[Item, Offsets]:
    ids, offsets = encode(text, tokenizer)
    ids, offsets = ids[:WINDOW], offsets[:WINDOW]
    first, second = (tokenizer.token_to_id(MARKS[side][0]) for side in ("s", "t"))
    item = Item(
        "relations",
        ids,
        cases_of(text, offsets),
        label=ROOTS.index(root) if root else NULL,
        code=_code_number(cameo, root),
        marks=(_place(ids, first), _place(ids, second)),
    )
    return item, offsets


def _place(ids: list[int], mark: int) -> int:
    return ids.index(mark) + 1 if mark in ids else 0


def read_parts(data: Path, pieces: Pieces, aside: int = SHARE) -> Parts:
    """What each task is trained on, in as many versions: texts cut into windows of other sizes. `aside` per cent of the sentences and relations are left out.

    Of the documents that are kept aside attributions are learnt, where they have any, and nothing of their sentences.
    """
    documents = min(aside, SHARE_OF_DOCUMENTS)
    marked, written = data / "relations" / "PLV_train.tsv", WRITTEN_RELATIONS
    relations = [*relation_items(marked, pieces), *relation_items(written, pieces)]
    relations += event_items(SENTENCES, data, pieces, documents)
    sides = side_items(data / "relations" / "source_target_train.bio", pieces)
    marked_sides = [*marked_side_items(marked, pieces), *marked_side_items(written, pieces)]
    kept = {
        task: [[item for text, item in items if not is_aside(text, aside)]]
        for task, items in (("sides", sides), ("marked", marked_sides), ("relations", relations))
    }
    articles, texts = list(read_attributions(data / "attribution" / "train")), list(read_texts(data, documents))
    blurs = [blurred_documents(texts, random.Random(SEED + turn)) for turn in range(BLURS)] if pieces.theirs else []
    return Parts(
        labelled={"texts": [text_items(texts, articles, pieces, size) for size in WINDOWS], **kept},
        blurred=[text_items(blur, (), pieces, size) for blur in blurs for size in WINDOWS],
    )


def read_aside(data: Path, pieces: Pieces) -> dict[str, list[Item]]:
    """What nothing was trained on, with its labels: articles (`attribution`: PolNeAR's dev part), the documents held back (`held`) and those kept aside (`aside`), marked relations."""
    documents = [document for labels in TRAINED_ON for document in read_documents(labels, data) if is_aside(document.id, SHARE_OF_DOCUMENTS)]  # fmt: skip
    relations = relation_items(data / "relations" / "PLV_train.tsv", pieces)
    return {
        "attribution": text_items([], read_attributions(data / "attribution" / "dev"), pieces, WINDOW),
        "held": text_items(documents, [], pieces, WINDOW),
        "aside": text_items(read_documents(KEPT_ASIDE, data), [], pieces, WINDOW),
        "relations": [item for text, item in relations if is_aside(text)],
    }
