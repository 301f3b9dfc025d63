"""What the language component must know of words: those that it must not split, and which base forms there are; and what its tags tell. `tokens.txt` and `lemmas.tsv` come in."""

from __future__ import annotations

import functools
from typing import NamedTuple

from dragoman.vocab.rows import DATA, numbered_rows, one_of

DICTIONARY = ("verb", "noun", "adj", "adv")
# The tags of finite verbs.
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# The relations of a subject to its verb.
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class BaseForm(NamedTuple):
    """A base form of a part of speech of the dictionary, and whether there is such a word."""

    word: str
    pos: str
    known: bool


@functools.cache
def whole_words() -> dict[str, str]:
    """The words that are not split, each also with a capital, and the word that each is to be read as: itself, or a better known one."""
    text = (DATA / "tokens.txt").read_text(encoding="utf-8")
    lines = [line.partition("=") for line in text.split("\n") if line and not line.startswith("#")]
    return {
        form: known or form
        for word, _, known in lines
        for form in {word, word if word.isupper() else word.capitalize()}
    }


@functools.cache
def base_forms() -> tuple[BaseForm, ...]:
    """The base forms to add or to strike out.

    Raises: VocabularyError for another part of speech, or what is neither known nor not.
    """
    return tuple(
        BaseForm(
            word,
            one_of(pos, DICTIONARY, "part of speech", "lemmas.tsv", line),
            one_of(known, ("yes", "no"), '"yes" or "no"', "lemmas.tsv", line) == "yes",
        )
        for line, (word, pos, known) in numbered_rows("lemmas.tsv", 3, key=2)
    )
