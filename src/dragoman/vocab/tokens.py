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
def whole_words() -> dict[str, str]:
    """The words that are not split, each also with a capital, and the word that each is to be read as: itself, or a better known one."""
    text = resources.files("dragoman.vocab").joinpath("data", "tokens.txt").read_text(encoding="utf-8")
    lines = [line.partition("=") for line in text.split("\n") if line and not line.startswith("#")]
    return {form: known or form for word, _, known in lines for form in (word, word.capitalize())}


@functools.cache
def base_forms() -> tuple[BaseForm, ...]:
    """The base forms to add or to strike out."""
    return tuple(BaseForm(word, pos, known == "yes") for word, pos, known in read_rows("lemmas.tsv"))
