"""Cues on the lines around an article. Comes in: `opening.yaml`. Goes out: lists by kind, in the table's order, cached."""

from __future__ import annotations

import functools

from dragoman.vocab.sections import read_table


@functools.cache
def load_opening_cues() -> dict[str, tuple[str, ...]]:
    """The cues by kind, lower case."""
    return {kind: cues.words() for kind, cues in read_table("opening.yaml").parts().items()}
