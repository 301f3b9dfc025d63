"""What is learnt from: windows of word pieces with the labels of one task each, and the same words in a teacher's pieces.

Made by `encoder_data.py`, laid side by side by `batches.py`.
"""

from __future__ import annotations

import bisect
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import regex

NULL = -1
# Of the words of a blurred text, so many are another's.
BLURRED = 0.1
_WORD = regex.compile(r"\w+")
Offsets = list[tuple[int, int]]


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
    """A labelled event within a window: the first piece of its trigger, its root and code by their numbers (`NULL`: no code), first and last pieces of its sides.

    `elsewhere`: first pieces of what the report tells of it in other words: names of whoever does it, of those it is done to, earlier tellings; None where nobody looked.
    """

    trigger: int
    root: int
    code: int
    sources: tuple[tuple[int, int], ...]
    targets: tuple[tuple[int, int], ...]
    elsewhere: tuple[tuple[int, ...] | None, ...] = (None, None, None)


@dataclass
class Item:
    """One window: its word pieces with their cases (`understand.encoder.cases_of`), and what is labelled in it.

    `tags` `(pieces, 3)`: of `ROLES`, outside, begins, goes on; None where attributions are not labelled. `links`: first pieces of a content, its source and its cue (`NULL`:
    none in the window). `stretches` `[first, last)` of its sentences, `coded` of those whose every deed is among `deeds`. `twin` is the same window in a teacher's pieces, `align` the number there of
    what each of our pieces begins in.
    """

    task: str
    ids: list[int]
    cases: list[int]
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
    twin: Item | None = None
    align: list[int] = field(default_factory=list)


def align(ours: Offsets, theirs: Offsets) -> list[int]:
    """For each of our pieces, the last of theirs that begins no later."""
    starts = [start for start, _ in theirs]
    return [max(0, bisect.bisect_right(starts, start) - 1) for start, _ in ours]


class Blurred:
    """A text with some of its words changed for others: one that nobody wrote, for teachers to judge."""

    def __init__(self, text: str, words: Sequence[str], rng: random.Random) -> None:
        parts, end, self._places = [], 0, [(0, 0)]
        for match in _WORD.finditer(text):
            if rng.random() < BLURRED:
                other = rng.choice(words)
                parts += [text[end : match.start()], other]
                end = match.end()
                self._places.append((end, self._places[-1][1] + len(other) - len(match[0])))
        self.text = "".join([*parts, text[end:]])

    def place(self, at: int) -> int:
        """Where a character of the text stands now; one at the edge of a word, for one that was changed."""
        number = bisect.bisect_right(self._places, (at, 10**9)) - 1
        return at + self._places[number][1]


def words_of(text: str) -> list[str]:
    """The words of a text, as they are changed."""
    return _WORD.findall(text)
