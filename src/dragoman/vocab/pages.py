"""Words that tell the furniture of a page from its article."""

from __future__ import annotations

import functools
from importlib import resources

import yaml


@functools.cache
def load_page_words() -> dict[str, frozenset[str]]:
    """The words of each kind of furniture, lower case."""
    text = resources.files("dragoman.vocab").joinpath("data", "page_words.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    return {kind: frozenset(map(str, words)) for kind, words in content.items()}
