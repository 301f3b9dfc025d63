"""The seam for the event's type: what a trigger between a source and a target means, by the lexicon or by whatever a user puts in.

Sentence tokens and spans come in; (CAMEO code or root, confidence) pairs go out, the likeliest first. An empty answer: no event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dragoman.coding.clauses import read_clauses
from dragoman.coding.frames import Frame, find_frames
from dragoman.model import Span, Token
from dragoman.vocab.lexicon import LEXICON


class EventTyper(Protocol):
    """Decides the type of an event. `component` is its id and version."""

    component: str

    def type_relation(
        self, tokens: Sequence[Token], source: Span | None, target: Span | None, trigger: int
    ) -> list[tuple[str, float]]:
        """Codes with confidences, the likeliest first; `trigger` is the index of the predicate's token."""
        ...


class LexiconTyper:
    """The event lexicon's own reading."""

    component = LEXICON

    def type_relation(
        self,
        tokens: Sequence[Token],
        source: Span | None,
        target: Span | None,
        trigger: int,
    ) -> list[tuple[str, float]]:
        """The code of the frame at `trigger`, if the lexicon knows one."""
        frames = find_frames(read_clauses(tokens))
        sides = (source is not None) + (target is not None)
        return [(frame.code, frame_confidence(frame, sides)) for frame in frames if frame.trigger == trigger]


def frame_confidence(frame: Frame, sides: int) -> float:
    """Rough: the more specific the pattern and the more of its two sides are filled, the surer."""
    vague = len(frame.code) == 3 and frame.code.endswith("0")
    return round(min(0.95, 0.4 + 0.06 * min(frame.weight, 4) + 0.13 * sides - 0.08 * vague), 3)
