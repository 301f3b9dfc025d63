"""The learnt reader: spans of attributions and of the sides of a deed in a text, and the type of a marked relation.

A text comes in; spans by tag go out, or the chances of the 15 types. The model is a small BERT in ONNX with 8-bit weights (`training/encoder.py`,
docs/models.md); without its files, or without onnxruntime, there is no reader and the rules go on alone. Windows of whole lines go through it in
batches of like length; one thread, so that the same machine gives the same answer.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.model import Span

SIDES = ("S", "T")
TAGS = ("source", "cue", "content", *SIDES)
ROOTS = ("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT",
         "THREATEN", "YIELD")  # fmt: skip
_MARKS = {"s": ("[unused1]", "[unused2]"), "t": ("[unused3]", "[unused4]")}
MAYBE = "maybe-cue"
_WINDOW = 190
# In log-odds: a cue that the rules see too need not be likelier than not.
_LENIENCE = 3.0
_BATCH = 16
_INSIDE = 2
_GAP = 12
_PARTING = re.compile(r"[,;:()]|\b(?:and|or|with|to|by|for|against|from)\b")

Pieces = tuple[list[int], list[tuple[int, int]]]


class Encoder:
    """The model with its word pieces."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._ends = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    def find_tags(self, text: str) -> dict[str, list[Span]]:
        """The spans of each tag, in order; each begins and ends with a word. Under `MAYBE`, cues that are less than likely too."""
        spans: dict[str, list[Span]] = {tag: [] for tag in (*TAGS, MAYBE)}
        windows = list(self._windows(text))
        for (_, offsets), logits in zip(windows, self._tag_windows([ids for ids, _ in windows]), strict=True):
            best = logits.argmax(axis=-1)
            for number, tag in enumerate(TAGS):
                spans[tag] += _read_bio(best[:, number].tolist(), offsets, text)
            cues = logits[:, TAGS.index("cue")] + np.array([-_LENIENCE, 0, 0], dtype=np.float32)
            spans[MAYBE] += _read_bio(cues.argmax(axis=-1).tolist(), offsets, text)
        return spans

    def find_sides(self, text: str) -> dict[str, list[Span]]:
        """Source (`S`) and target (`T`) of a sentence's main deed, phrases whole."""
        found = self.find_tags(text)
        return {side: _joined(found[side], text) for side in SIDES}

    def type_relation(self, text: str, source: Span | None, target: Span | None) -> npt.NDArray[np.float64]:
        """The chance of each of `ROOTS` for what `source` does to `target` in `text`."""
        marked = _mark(text, source, target)
        ids = self._tokenizer.encode(marked, add_special_tokens=False).ids[:_WINDOW]
        places = [self._place(ids, _MARKS[side][0]) for side in ("s", "t")]
        _, types = self._run([ids], [places])
        scores = np.exp(types[0].astype(np.float64) - types[0].max())
        chances: npt.NDArray[np.float64] = scores / scores.sum()
        return chances

    def _place(self, ids: list[int], token: str) -> int:
        mark = self._tokenizer.token_to_id(token)
        return ids.index(mark) + 1 if mark in ids else 0

    def _windows(self, text: str) -> Iterator[Pieces]:
        """Word pieces of stretches of whole lines, with their places in the text."""
        ids: list[int] = []
        offsets: list[tuple[int, int]] = []
        start = 0
        for line in text.splitlines(keepends=True):
            piece = self._tokenizer.encode(line, add_special_tokens=False)
            if ids and len(ids) + len(piece.ids) > _WINDOW:
                yield ids, offsets
                ids, offsets = [], []
            ids += piece.ids
            offsets += [(a + start, b + start) for a, b in piece.offsets]
            start += len(line)
            while len(ids) > _WINDOW:
                yield ids[:_WINDOW], offsets[:_WINDOW]
                ids, offsets = ids[_WINDOW:], offsets[_WINDOW:]
        if ids:
            yield ids, offsets

    def _tag_windows(self, windows: Sequence[list[int]]) -> list[npt.NDArray[np.float32]]:
        """The logits `(pieces, tags, 3)` of each window."""
        order = sorted(range(len(windows)), key=lambda number: len(windows[number]))
        found: dict[int, npt.NDArray[np.float32]] = {}
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            tags, _ = self._run([windows[number] for number in batch], [(0, 0)] * len(batch))
            for row, number in enumerate(batch):
                found[number] = tags[row, 1 : 1 + len(windows[number])]
        return [found[number] for number in range(len(windows))]

    def _run(
        self, windows: Sequence[list[int]], marks: Sequence[Sequence[int]]
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        first, last = self._ends
        length = max(len(ids) for ids in windows) + 2
        ids = np.zeros((len(windows), length), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, own in enumerate(windows):
            ids[row, : len(own) + 2] = [first, *own, last]
            mask[row, : len(own) + 2] = 1
        feed = {"ids": ids, "mask": mask, "marks": np.array(marks, dtype=np.int64)}
        tags, types = self._session.run(["tags", "types"], feed)
        return tags, types


def _read_bio(tags: Sequence[int], offsets: Sequence[tuple[int, int]], text: str) -> list[Span]:
    """Runs of pieces: 1 begins, 2 goes on; widened to whole words, so that pieces of one word are of one span."""
    runs: list[Span] = []
    open_run = False
    for tag, (start, end) in zip(tags, offsets, strict=True):
        if tag:
            piece = _whole_words(start, end, text)
            goes_on = runs and (piece.start < runs[-1].end or (tag == _INSIDE and open_run))
            runs[-1:] = [Span(runs[-1].start, max(runs[-1].end, piece.end))] if goes_on else [*runs[-1:], piece]
        open_run = bool(tag)
    return runs


def _whole_words(start: int, end: int, text: str) -> Span:
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Shreds of a phrase as one: a word between them that neither coordinates nor parts them is of it."""
    joined: list[Span] = []
    for span in spans:
        gap = text[joined[-1].end : span.start] if joined else ","
        if len(gap) <= _GAP and not _PARTING.search(gap):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _mark(text: str, source: Span | None, target: Span | None) -> str:
    sides = [(span.start, span.end, side) for side, span in (("s", source), ("t", target)) if span is not None]
    for start, end, side in sorted(sides, reverse=True):
        opening, closing = _MARKS[side]
        text = f"{text[:start]} {opening} {text[start:end]} {closing} {text[end:]}"
    return text


@functools.cache
def load_encoder() -> Encoder | None:
    """The shipped model; None where its files or the libraries that run it are absent."""
    folder = resources.files("dragoman.understand").joinpath("data")
    model, pieces = folder.joinpath("encoder.onnx"), folder.joinpath("tokenizer.json")
    if not (model.is_file() and pieces.is_file()):
        return None
    try:
        import onnxruntime  # noqa: PLC0415 - half a second that the rules alone do not need
        import tokenizers  # noqa: PLC0415
    except ImportError:
        return None
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.read_bytes(), settings, providers=["CPUExecutionProvider"])
    return Encoder(session, tokenizers.Tokenizer.from_str(pieces.read_text(encoding="utf-8")))
