"""Offices and bodies that only some states have under that name: `posts.tsv`."""

from __future__ import annotations

import functools
import re

from dragoman.vocab.rows import numbered_rows, one_of, parts_of

_ANY_WORDS = " * "


@functools.cache
def load_posts() -> dict[str, tuple[str, ...]]:
    """The states that have the office or body, as ids of known actors, by its name in lower case; " * " in a name stands for any words.

    Raises: VocabularyError if a state is unknown.
    """
    known = {row[0] for _, row in numbered_rows("states.tsv", 9)}
    return {
        office: tuple(f"state:{one_of(iso, known, 'state', 'posts.tsv', line)}" for iso in parts_of(states))
        for line, (office, states) in numbered_rows("posts.tsv", 2)
    }


def states_having(name: str) -> tuple[str, ...] | None:
    """The states that alone have an office or body of that name, or the one whose people it names ("state department spokesman"); None where any may."""
    posts = load_posts()
    words = name.casefold()
    return posts.get(words) or next((posts[post] for post, form in _forms() if form.search(words)), None)


@functools.cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every name and what finds it: anywhere where it holds any words, else at the beginning."""
    return tuple(
        (
            post,
            re.compile(
                (r"\b" if _ANY_WORDS in post else "^")
                + r"\b(?:.*\s)?\b".join(map(re.escape, post.split(_ANY_WORDS)))
                + r"\b"
            ),
        )
        for post in load_posts()
    )
