"""Spans, evidence, gaps and provenance: what stands behind every field of every object."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open `[start, end)` in code points of `Report.text`; a pair, so that JSON holds `[start, end]`."""

    start: int
    end: int

    @classmethod
    def around(cls, spans: Iterable[Span]) -> Span:
        """The shortest span that covers all of them; there is at least one."""
        starts, ends = zip(*spans, strict=True)
        return cls(min(starts), max(ends))

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def spans_agree(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether any of one overlaps any of the other, or both are empty."""
    if not one or not other:
        return not one and not other
    return any(a.overlaps(b) for a in one for b in other)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words (`spans`) and the named rule behind one field of an object.

    `field` is the attribute's name on the object that carries the evidence; `rule` is a component's id and version,
    as in `event.lexicon.v1:offer`. `words` are what the spans slice out of the text; the flow fills them in at the end.
    """

    field: str
    spans: tuple[Span, ...]
    rule: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that is empty, and why: a gap is a value."""

    field: str
    reason: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an object comes from: the report, all its words, the component that made it, the run, how sure it is (0–1)."""

    report_id: str
    spans: tuple[Span, ...]
    component: str
    run_id: str
    confidence: float


def content_id(prefix: str, *parts: object) -> str:
    """An id that depends on nothing but `parts`: `prefix-` and 16 hex digits of their SHA-256."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode()).hexdigest()[:16]}"
