"""The language that an article is written in: its paragraphs come in, an ISO 639-1 code goes out."""

from __future__ import annotations

from collections.abc import Iterable

import py3langid

from dragoman.model import Span

# So many characters tell it.
_ENOUGH = 4000


def tell_language(text: str, paragraphs: Iterable[Span]) -> str:
    """The likeliest language of the paragraphs' words."""
    return str(py3langid.classify("\n".join(span.of(text) for span in paragraphs)[:_ENOUGH])[0])
