"""Things found by where they stand in the text, without walking through all of them: what keeps the cost of a long report in proportion to its length."""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from dragoman.model.evidence import Span

Item = TypeVar("Item")

# A sentence's length or so: few things share a cell, few things lie in many.
_CELL = 256


class SpanIndex(Generic[Item]):
    """Items by their spans; what is found comes in the order in which it was given, each once."""

    def __init__(self, items: Iterable[Item], spans_of: Callable[[Item], Iterable[Span]]) -> None:
        self._cells: dict[int, list[tuple[int, Span, Item]]] = collections.defaultdict(list)
        for order, item in enumerate(items):
            for span in spans_of(item):
                for cell in _cells(span):
                    self._cells[cell].append((order, span, item))

    def overlapping(self, *spans: Span) -> list[Item]:
        """The items of which a span shares a character with one of these."""
        near = ((span, own) for span in spans for cell in _cells(span) for own in self._cells.get(cell, ()))
        return _in_order((order, item) for span, (order, own, item) in near if own.overlaps(span))

    def covering(self, span: Span) -> list[Item]:
        """The items of which a span has this one wholly inside."""
        near = self._cells.get(span.start // _CELL, ())
        return _in_order((order, item) for order, own, item in near if own.covers(span))

    def inside(self, span: Span) -> list[Item]:
        """The items of which a span lies wholly inside this one."""
        near = (own for cell in _cells(span) for own in self._cells.get(cell, ()))
        return _in_order((order, item) for order, own, item in near if span.covers(own))


def _cells(span: Span) -> range:
    return range(span.start // _CELL, span.end // _CELL + 1)


def _in_order(found: Iterable[tuple[int, Item]]) -> list[Item]:
    return [item for _, item in sorted(dict(found).items())]
