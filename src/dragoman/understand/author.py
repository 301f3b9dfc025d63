"""Whose "I" stands outside quotation marks: the author's, of a diary, a letter or an opinion, or that of whom a text gives word for word without marks.

Tokens, and what is told without marks, come in; a verdict goes out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dragoman.model import Analysis, Span

FIRST_PERSON = frozenset({"we", "us", "our", "i", "me", "my"})
# Of these, who can only be one.
ALONE = frozenset({"i", "me", "my"})


def author_speaks(analysis: Analysis, text: str, quoted: Collection[int], told: Sequence[Span]) -> bool:
    """Whether somebody speaks of himself who tells the text: an "I" in nothing that anybody is given, and in no words that a colon announces.

    In reported speech "I" is he then: "He said | I could not enter. I asked him why".
    """
    announced = min((span.start for span in told if is_announced(text, span)), default=len(text))
    first = (t for t in analysis.tokens if t.text.lower() in ALONE and t.index not in quoted)
    return any(token.span.start < announced and token.pos == "PRON" and not _is_in(token.span, told) for token in first)


def is_announced(text: str, span: Span) -> bool:
    """Whether a colon stands before the words: "The minister said: | I welcome the report"."""
    return text[: span.start].rstrip().endswith(":")


def _is_in(word: Span, told: Iterable[Span]) -> bool:
    return any(span.covers(word) for span in told)
