"""Words that tell the furniture of a page from its article. Comes in: `page_words.yaml`. Goes out: sets by kind, cached."""

from __future__ import annotations

import functools

from dragoman.vocab.sections import read_table


@functools.cache
def load_page_words() -> dict[str, frozenset[str]]:
    """The words of each kind of furniture, lower case."""
    return read_table("page_words.yaml").words_by_name()
