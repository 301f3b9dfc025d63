"""Paragraphs that reports of different days carry word for word: the history that an agency pastes under each report.

Documents come in; fingerprints go out. Copies of one story on one day make nothing recur.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dragoman.batch.pool import map_documents
from dragoman.coding.standing import WINDOW_DAYS
from dragoman.flow import mark_paragraphs
from dragoman.model import Document, Failed


def find_recurring(documents: Iterable[Document | Failed], *, workers: int) -> frozenset[str]:
    """The fingerprints of paragraphs in reports whose days lie further apart than the news window."""
    days: dict[str, tuple[str, str]] = {}
    for item in map_documents(documents, mark_paragraphs, workers=workers):
        if isinstance(item, Failed) or not item[0]:
            continue
        day, prints = item
        for piece in prints:
            first, last = days.get(piece, (day, day))
            days[piece] = (min(first, day), max(last, day))
    return frozenset(piece for piece, (first, last) in days.items() if _apart(first, last))


def _apart(first: str, last: str) -> bool:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days > WINDOW_DAYS
