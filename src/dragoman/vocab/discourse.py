"""Word classes that actor resolution needs beside the tables of names: `discourse.yaml`, by name of the class."""

from __future__ import annotations

import functools

from dragoman.vocab.sections import read_table


@functools.cache
def discourse_words() -> dict[str, frozenset[str]]:
    """The classes, each a set of lower-case words."""
    return read_table("discourse.yaml").words_by_name()
