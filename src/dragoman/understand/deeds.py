"""The deeds that the learnt reader sees told: by which word, of which root and code, and who stands on either side.

Windows of the model (`encoder.py`) over a text come in; deeds go out in places of that text, in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dragoman.model import SeenDeed, Span
from dragoman.understand.encoder import ROOTS, Chances, TypedRelation, Window, softmax, whole_words
from dragoman.vocab.plover import code_of_root

# Less likely ones are none.
LEAST_CHANCE = 0.1
# So much of the chance of its root's codes a code must have; below that it is the root alone.
_SURE_OF_CODE = 0.3
# A side that is one of several is seen with a part of the whole chance.
_SHARE = 0.2
_BEGINS, _INSIDE = 1, 2
_SOURCE, _TARGET, _ANSWERS = range(3)


def tell_deeds(windows: Sequence[Window], text: str) -> Iterator[SeenDeed]:
    """Every deed that is likely enough; of two neighbouring words the likelier tells it."""
    for window in windows:
        raised = np.exp(window.deeds.astype(np.float64) - window.deeds.max(axis=1, keepdims=True))
        chances = raised / raised.sum(axis=1, keepdims=True)
        told = 1 - chances[:, 0]
        for piece in np.flatnonzero(told >= LEAST_CHANCE).tolist():
            if told[piece] >= told[max(0, piece - 1) : piece + 2].max():
                yield _tell(window, piece, chances[piece], text)


def _tell(window: Window, piece: int, chances: Chances, text: str) -> SeenDeed:
    told = float(1 - chances[0])
    relation = TypedRelation(chances[1:] / told, window.deed_codes[piece])
    roots = sorted(zip(ROOTS, relation.roots.round(4).tolist(), strict=True), key=lambda item: (-item[1], item[0]))
    code, sure = relation.code_of(roots[0][0])
    return SeenDeed(
        trigger=whole_words(*window.offsets[piece], text),
        chance=round(told, 4),
        sources=_side(window, piece, _SOURCE, text),
        targets=_side(window, piece, _TARGET, text),
        roots=tuple(roots),
        code=code if sure >= _SURE_OF_CODE else code_of_root(roots[0][0]),
    )


def _side(window: Window, piece: int, side: int, text: str) -> tuple[Span, ...]:
    """Whom the deed names on one side: nobody where that is likeliest."""
    links = window.deed_links
    chances = softmax(links[:, _ANSWERS] @ links[piece + 1, side] / links.shape[-1] ** 0.5)
    if chances.argmax() == 0:
        return ()
    firsts = np.flatnonzero(chances[1:] >= _SHARE).tolist() or [int(chances[1:].argmax())]
    spans = [_party(window, first, text) for first in firsts]
    return tuple(span for number, span in enumerate(spans) if not any(span.overlaps(other) for other in spans[:number]))


def _party(window: Window, first: int, text: str) -> Span:
    """The words of whoever takes part, from their first piece on."""
    tags = window.parties.argmax(axis=1)
    last = first + 1
    while last < len(tags) and tags[last] == _INSIDE:
        last += 1
    return whole_words(window.offsets[first][0], window.offsets[last - 1][1], text)
