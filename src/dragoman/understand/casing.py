"""Headlines in Title Case or in capitals, as they would stand in the text: a parser that was taught on sentences takes their capitals for names.

A headline and its article come in; a headline of the same length goes out, so that spans stay what they are. How the article writes a word decides; of words that it
does not hold, those of the dictionary lose their capital.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Callable, Mapping

_WORD = re.compile(r"[^\W\d_]+")
# A word that no sentence begins with: its capital is its own.
_WITHIN = re.compile(r"(?<=[^\W\d_] )[^\W\d_]+")
_LONG = 4
_SHARE = 0.75
_FEWEST = 4
_ENDINGS = (
    ("", ""),
    ("ies", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


def sentence_case(headline: str, body: str, is_base: Callable[[str], bool]) -> str:
    """The headline, words lower-cased that are no names, where nearly all of its long words begin with a capital; else as it is. `is_base` knows base forms of words that are no names."""
    long = [word for word in _WORD.findall(headline) if len(word) >= _LONG]
    if len(long) < _FEWEST or sum(word[0].isupper() for word in long) < _SHARE * len(long):
        return headline
    within = collections.Counter(_WITHIN.findall(body))
    shouted = sum(word.isupper() for word in long) >= _SHARE * len(long)
    first = next(_WORD.finditer(headline)).start()
    return _WORD.sub(lambda word: _as_in_text(word, within, is_base, shouted=shouted, first=first), headline)


def _as_in_text(
    match: re.Match[str], within: Mapping[str, int], is_base: Callable[[str], bool], *, shouted: bool, first: int
) -> str:
    word, lower = match.group(), match.group().lower()
    if len(lower) != len(word) or word == lower:
        return word
    name = lower.capitalize()
    if len(name) != len(word):
        return word
    if shouted and not within.get(word, 0):
        word = name
    written = within.get(lower, 0)
    known = written + within.get(name, 0) + within.get(word, 0)
    if match.start() == first or (known and 2 * written < known):
        return word
    return lower if known or _is_form_of(lower, is_base) else word


def _is_form_of(word: str, is_base: Callable[[str], bool]) -> bool:
    """Whether the dictionary has it, or what it is a form of."""
    return len(word) > 1 and any(
        word.endswith(end) and is_base(word[: len(word) - len(end)] + base) for end, base in _ENDINGS
    )
