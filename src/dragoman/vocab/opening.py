"""Cues on the lines around an article."""

from __future__ import annotations

import functools
from importlib import resources

import yaml


@functools.cache
def load_opening_cues() -> dict[str, tuple[str, ...]]:
    """The cues by kind, lower case."""
    text = resources.files("dragoman.vocab").joinpath("data", "opening.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    return {kind: tuple(map(str, cues)) for kind, cues in content.items()}
