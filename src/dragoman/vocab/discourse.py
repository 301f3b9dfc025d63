"""Word classes that actor resolution needs beside the tables of names: `discourse.yaml`, by name of the class."""

from __future__ import annotations

import functools
from importlib.resources import files

import yaml


@functools.cache
def discourse_words() -> dict[str, frozenset[str]]:
    """The classes, each a set of lower-case words."""
    text = (files("dragoman.vocab") / "data" / "discourse.yaml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in yaml.load(text, yaml.CSafeLoader).items()}
