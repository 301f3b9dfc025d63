"""What the language component must know of words: those that it must not split, and which base forms there are. `tokens.txt` and `lemmas.tsv` come in."""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple

from dragoman.vocab.rows import read_rows


class BaseForm(NamedTuple):
    """A base form of a part of speech (`verb`, `noun`), and whether there is such a word."""

    word: str
    pos: str
    known: bool


@functools.cache
def whole_words() -> tuple[str, ...]:
    """The words that are not split, each also with a capital."""
    text = resources.files("dragoman.vocab").joinpath("data", "tokens.txt").read_text(encoding="utf-8")
    words = [line for line in text.split("\n") if line and not line.startswith("#")]
    return tuple(sorted({*words, *(word.capitalize() for word in words)}))


@functools.cache
def base_forms() -> tuple[BaseForm, ...]:
    """The base forms to add or to strike out."""
    return tuple(BaseForm(word, pos, known == "yes") for word, pos, known in read_rows("lemmas.tsv"))
