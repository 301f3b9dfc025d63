"""Words that the language component must not split. Comes in: `tokens.txt`. Goes out: the words, lower case and capitalised."""

from __future__ import annotations

import functools
from importlib import resources


@functools.cache
def whole_words() -> tuple[str, ...]:
    """The words, each also with a capital."""
    text = resources.files("dragoman.vocab").joinpath("data", "tokens.txt").read_text(encoding="utf-8")
    words = [line for line in text.split("\n") if line and not line.startswith("#")]
    return tuple(sorted({*words, *(word.capitalize() for word in words)}))
