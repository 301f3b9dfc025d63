"""States that bear one name, by its plural: `namesakes.tsv`."""

from __future__ import annotations

import functools

from dragoman.vocab.rows import numbered_rows, one_of, parts_of


@functools.cache
def load_namesakes() -> dict[str, tuple[str, ...]]:
    """The states that "the Koreas" are, as ids of known actors, by that plural.

    Raises: VocabularyError if a state is unknown.
    """
    known = {row[0] for _, row in numbered_rows("states.tsv", 9)}
    return {
        plural: tuple(f"state:{one_of(iso, known, 'state', 'namesakes.tsv', line)}" for iso in parts_of(states))
        for line, (plural, states) in numbered_rows("namesakes.tsv", 2)
    }
