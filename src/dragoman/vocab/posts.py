"""Offices that only some states have under that name: `posts.tsv`."""

from __future__ import annotations

import functools

from dragoman.vocab.rows import numbered_rows, parts_of


@functools.cache
def load_posts() -> dict[str, tuple[str, ...]]:
    """The states that have the office, as ids of known actors, by its name in lower case."""
    return {
        office: tuple(f"state:{iso}" for iso in parts_of(states))
        for _, (office, states) in numbered_rows("posts.tsv", 2)
    }
