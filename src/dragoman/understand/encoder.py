"""The learnt reader's model: what it sees in each stretch of a text, the sides of a deed in a sentence, the type and code of a marked relation.

Texts come in; logits by word piece go out (`reading.py` makes attributions and judgements of them), spans of sides, or the chances of the 15 types and of the codes inside them. The model
is a small BERT in ONNX with 8-bit weights (`training/encoder.py`, docs/models.md); without its files, or without onnxruntime, there is none and the
rules go on alone. One thread and one window at a time, so that the same words are read the same on one machine, whatever stands around their window. Where
`DRAGOMAN_EXACT` is set, the weights are multiplied in floating point: the same on every machine, at two to three times the cost (`training/exact.py`).
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import VocabularyError
from dragoman.model import Span
from dragoman.vocab.plover import codes_with_roots, root_of

ROLES = ("source", "cue", "content")
SIDES = ("S", "T")
ROOTS = ("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT",
         "THREATEN", "YIELD")  # fmt: skip
KINDS = ("deed", "occurrence", "none")
FOLDER_VARIABLE = "DRAGOMAN_ENCODER"
EXACT_VARIABLE = "DRAGOMAN_EXACT"
MARKS = {"s": ("[unused1]", "[unused2]"), "t": ("[unused3]", "[unused4]")}
WINDOW = 190
# What is read off a stretch of text, and from where on: links may point to [CLS].
_SEEN = {"tags": 1, "links": 0, "sentences": 1, "deeds": 1, "deed_codes": 1, "deed_links": 0, "parties": 1}
_SIDE_PIECES = 25

Logits = npt.NDArray[np.float32]
Chances = npt.NDArray[np.float64]
Offsets = list[tuple[int, int]]
Pieces = tuple[list[int], Offsets]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text as the model sees it; `n` pieces, whose places in the text are `offsets`.

    `tags` `(n, 3, 3)`: outside, begins, goes on, for each of `ROLES`. `links` `(n + 1, 3, 64)`, [CLS] first: asks for a source, asks for a cue,
    answers. `sentences` `(n, 14)`: background, `KINDS`, said, `MODALITIES`, to be averaged over a sentence's pieces. `deeds` `(n, 16)`: none is told here, or one of each of
    `ROOTS`. `deed_codes` `(n, codes_with_roots())`. `deed_links` `(n + 1, 3, 64)`, [CLS] first: asks for sources, asks for targets, answers. `parties` `(n, 3)`: outside,
    begins, goes on, of whoever takes part.
    """

    offsets: Offsets
    tags: Logits
    links: Logits
    sentences: Logits
    deeds: Logits
    deed_codes: Logits
    deed_links: Logits
    parties: Logits


@dataclass(frozen=True, slots=True)
class TypedRelation:
    """What the model sees between two sides: the chance of each of `ROOTS`, and a logit of each of `codes_with_roots()`."""

    roots: Chances
    codes: Logits

    def code_of(self, root: str) -> tuple[str, float]:
        """The likeliest CAMEO code of a root, and its chance among that root's codes."""
        numbers = _codes_of(root)
        chances = softmax(self.codes[list(numbers)])
        best = int(chances.argmax())
        return codes_with_roots()[numbers[best]], float(chances[best])


@functools.cache
def _codes_of(root: str) -> tuple[int, ...]:
    return tuple(number for number, code in enumerate(codes_with_roots()) if root_of(code) == root)


def softmax(logits: npt.NDArray[Any]) -> Chances:
    """Logits as chances that add up to one."""
    raised = np.exp(logits.astype(np.float64) - logits.max())
    chances: Chances = raised / raised.sum()
    return chances


class Encoder:
    """The model with its word pieces."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._ends = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    def read(self, text: str) -> list[Window]:
        """The text in windows (`cut_windows`), in order."""
        found = []
        for ids, offsets in cut_windows(text, self._tokenizer):
            row, end = self._run(list(_SEEN), ids, cases_of(text, offsets)), len(offsets) + 1
            own = {name: seen[first:end] for (name, first), seen in zip(_SEEN.items(), row, strict=True)}
            found.append(Window(offsets, **own))
        return found

    def find_sides(self, texts: Sequence[str]) -> list[dict[str, Span | None]]:
        """Source (`S`) and target (`T`) of each sentence's main deed: the likeliest span of each, None where likelier there is none.

        Where both would be the same words, the less sure of them is None.
        """
        found = []
        for text in texts:
            piece = self._tokenizer.encode(text, add_special_tokens=False)
            (logits,) = self._run(["sides"], piece.ids[:WINDOW], cases_of(text, piece.offsets[:WINDOW]))
            # [SEP] ends no span.
            found.append(_read_sides(logits[:-1], piece.offsets, text))
        return found

    def type_relations(self, relations: Sequence[tuple[str, Span | None, Span | None]]) -> list[TypedRelation]:
        """What a source does to a target in each text."""
        found = []
        for item in relations:
            text = mark_sides(*item)
            piece = self._tokenizer.encode(text, add_special_tokens=False)
            ids, cases = piece.ids[:WINDOW], cases_of(text, piece.offsets[:WINDOW])
            marks = [self._place(ids, MARKS[side][0]) for side in ("s", "t")]
            types, codes = self._run(["types", "codes"], ids, cases, marks)
            found.append(TypedRelation(softmax(types), codes))
        return found

    def _place(self, ids: list[int], token: str) -> int:
        mark = self._tokenizer.token_to_id(token)
        return ids.index(mark) + 1 if mark in ids else 0

    def _run(
        self, outputs: list[str], window: list[int], cases: list[int], marks: Sequence[int] = (0, 0)
    ) -> list[Logits]:
        """The outputs for one window: alone, since 8-bit arithmetic scales over all that is read at once, and what stands beside a window is not to change what is seen in it."""
        first, last = self._ends
        ids = np.array([[first, *window, last]], dtype=np.int64)
        feed = {
            "ids": ids,
            "mask": np.ones_like(ids),
            "cases": np.array([[0, *cases, 0]], dtype=np.int64),
            "marks": np.array([marks], dtype=np.int64),
        }
        found: list[Logits] = self._session.run(outputs, feed)
        return [own[0] for own in found]


def _read_sides(logits: Logits, offsets: Offsets, text: str) -> dict[str, Span | None]:
    found: dict[str, Span | None] = {}
    sureness = {}
    for number, side in enumerate(SIDES):
        first, last, sureness[side] = _best_span(logits[:, 2 * number : 2 * number + 2])
        found[side] = whole_words(offsets[first - 1][0], offsets[last - 1][1], text) if first else None
    source, target = (found[side] for side in SIDES)
    if source and target and source.overlaps(target):
        found[min(SIDES, key=lambda side: sureness[side])] = None
    return found


def _best_span(logits: Logits) -> tuple[int, int, float]:
    """First and last piece of the likeliest span, by where it begins and where it ends, and by how much it beats that there is none; `(0, 0, 0)`: none."""
    size = len(logits)
    scores = logits[:, 0][:, None] + logits[:, 1][None, :]
    allowed = np.triu(np.ones((size, size), dtype=bool)) & ~np.triu(np.ones((size, size), dtype=bool), _SIDE_PIECES)
    allowed[0, 1:] = False
    first, last = divmod(int(np.where(allowed, scores, -np.inf).argmax()), size)
    return first, last, float(scores[first, last] - scores[0, 0])


def cut_windows(text: str, tokenizer: Any, size: int = WINDOW) -> Iterator[Pieces]:
    """Word pieces of stretches of whole lines, with their places in the text; only a line longer than a window of `size` pieces is cut."""
    ids: list[int] = []
    offsets: Offsets = []
    start = 0
    for line in text.splitlines(keepends=True):
        piece = tokenizer.encode(line, add_special_tokens=False)
        if ids and len(ids) + len(piece.ids) > size:
            yield ids, offsets
            ids, offsets = [], []
        ids += piece.ids
        offsets += [(a + start, b + start) for a, b in piece.offsets]
        start += len(line)
        while len(ids) > size:
            yield ids[:size], offsets[:size]
            ids, offsets = ids[size:], offsets[size:]
    if ids:
        yield ids, offsets


def cases_of(text: str, offsets: Offsets) -> list[int]:
    """How each piece is written, as word pieces do not tell it: 0 small, 1 with a capital first, 2 in capitals."""
    return [2 * (b - a > 1 and text[a:b].isupper()) or int(text[a : a + 1].isupper()) for a, b in offsets]


def whole_words(start: int, end: int, text: str) -> Span:
    """The span widened so that it begins and ends with a word, hyphened ones whole."""
    while 0 < start < len(text) and _inside_word(text, start):
        start -= 1
    while 0 < end < len(text) and _inside_word(text, end):
        end += 1
    return Span(start, end)


def _inside_word(text: str, at: int) -> bool:
    """Whether a cut before this character parts a word."""
    before, after = text[at - 1], text[at]
    if before == "-":
        return at > 1 and text[at - 2].isalnum() and after.isalnum()
    return before.isalnum() and (after.isalnum() or (after == "-" and text[at + 1 : at + 2].isalnum()))


def mark_sides(text: str, source: Span | None, target: Span | None) -> str:
    """The text with its sides between marks."""
    sides = [(span.start, span.end, side) for side, span in (("s", source), ("t", target)) if span is not None]
    for start, end, side in sorted(sides, reverse=True):
        opening, closing = MARKS[side]
        text = f"{text[:start]} {opening} {text[start:end]} {closing} {text[end:]}"
    return text


def has_reader() -> bool:
    """Whether there is a model to read with.

    Raises: VocabularyError if the environment names a folder without one.
    """
    return load_encoder() is not None


def reader_version() -> str:
    """The reader's id: the hash of its files, and whether it multiplies exactly; `reader:none` where there is none. Part of a run's id."""
    return _version(*_asked()) if has_reader() else "reader:none"


def load_encoder() -> Encoder | None:
    """The model of the folder that the environment names in `DRAGOMAN_ENCODER`, else the shipped one; in floating point where `DRAGOMAN_EXACT` is set.

    None where its files or the libraries that run it are absent, and where the environment says `none`.

    Raises: VocabularyError if the named folder lacks them.
    """
    return _load(*_asked())


def _asked() -> tuple[str | None, bool]:
    """The folder that the environment names, if any, and whether products are to be exact."""
    return os.environ.get(FOLDER_VARIABLE), bool(os.environ.get(EXACT_VARIABLE))


@functools.cache
def _version(named: str | None, exact: bool) -> str:  # noqa: FBT001 - what a cache is asked by
    hashed = hashlib.sha256()
    for path in _files(named):
        hashed.update(path.read_bytes())
    return f"reader:{hashed.hexdigest()[:16]}" + ("-exact" if exact else "")


def _files(named: str | None) -> list[Traversable]:
    return [_folder(named).joinpath(name) for name in ("encoder.onnx", "tokenizer.json")]


def _folder(named: str | None) -> Traversable:
    return Path(named) if named else resources.files("dragoman.understand").joinpath("data")


@functools.cache
def _load(named: str | None, exact: bool) -> Encoder | None:  # noqa: FBT001 - what a cache is asked by
    if named == "none":
        return None
    model, pieces = _files(named)
    if not (model.is_file() and pieces.is_file()):
        if named:
            raise VocabularyError(
                "DRG-V060", f"{FOLDER_VARIABLE} names {named}, which lacks encoder.onnx or tokenizer.json"
            )
        return None
    graph = _folder(named).joinpath("encoder-exact.onnx") if exact else model
    if not graph.is_file():
        raise VocabularyError(
            "DRG-V060", f"{named or 'the package'} lacks encoder-exact.onnx, which {EXACT_VARIABLE} asks for: python training/exact.py FOLDER writes it"
        )  # fmt: skip
    try:
        import onnxruntime  # noqa: PLC0415 - half a second that the rules alone do not need
        import tokenizers  # noqa: PLC0415
    except ImportError:
        return None
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    if exact:
        # The exact graph says only where in the other's file its weights are.
        weights = model.read_bytes()
        settings.add_external_initializers_from_files_in_memory([model.name], [weights], [len(weights)])
    # Joined into one, the sum and the norm behind each half of a layer take several times as long on a CPU as apart: a tenth of the reading.
    apart = ["SkipLayerNormFusion"]
    session = onnxruntime.InferenceSession(
        graph.read_bytes(), settings, providers=["CPUExecutionProvider"], disabled_optimizers=apart
    )
    known = {own.name for own in (*session.get_inputs(), *session.get_outputs())}
    if lacking := {"cases", *_SEEN, "sides", "types", "codes"} - known:
        raise VocabularyError("DRG-V060", f"the model in {named or 'the package'} is of an earlier version: it lacks {', '.join(sorted(lacking))}; train it anew (docs/models.md)")  # fmt: skip
    return Encoder(session, tokenizers.Tokenizer.from_str(pieces.read_text(encoding="utf-8")))
