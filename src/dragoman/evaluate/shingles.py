"""The measure of body extraction: F1 over 4-word shingles."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 4


def shingle_f1(found: str, wanted: str) -> float:
    """F1 of the 4-word shingles of two texts, counted with their repetitions; both empty is 1."""
    left, right = _shingles(found), _shingles(wanted)
    if not left and not right:
        return 1.0
    shared = sum((left & right).values())
    return 2 * shared / (sum(left.values()) + sum(right.values()))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    width = min(_SHINGLE_WORDS, len(words))
    return Counter(tuple(words[i : i + width]) for i in range(len(words) - width + 1)) if words else Counter()
