"""Bare text from a gold set as a Report, so that the stages can be scored one by one."""

from __future__ import annotations

import re

from dragoman.model import Instant, Report, Source, Span, content_id

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def plain_report(text: str, *, day: str | None = None) -> Report:
    """A report whose stored text is `text` itself and whose paragraphs are its lines; English, published on `day`."""
    source = Source("gold", "text", "", len(text), "utf-8", "default")
    published = Instant(day, "day", day, "gold") if day else None
    paragraphs = tuple(Span(*line.span()) for line in _LINE.finditer(text))
    return Report(content_id("rep", text), text, source, paragraphs, (), (), published=published, language="en")
