"""Offices that only some states have under that name: `posts.tsv`."""

from __future__ import annotations

import functools

from dragoman.vocab.rows import numbered_rows, one_of, parts_of


@functools.cache
def load_posts() -> dict[str, tuple[str, ...]]:
    """The states that have the office, as ids of known actors, by its name in lower case.

    Raises: VocabularyError if a state is unknown.
    """
    known = {row[0] for _, row in numbered_rows("states.tsv", 9)}
    return {
        office: tuple(f"state:{one_of(iso, known, 'state', 'posts.tsv', line)}" for iso in parts_of(states))
        for line, (office, states) in numbered_rows("posts.tsv", 2)
    }
