"""PLOVER 0.8 by CAMEO code: type, mode, contexts; and the words that show a context in a sentence."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import NamedTuple

from dragoman.vocab.cameo import cameo_labels
from dragoman.vocab.rows import malformed, numbered_rows, one_of
from dragoman.vocab.sections import read_table

CODEBOOK = "plover.0.8"
QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 1,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}


class Plover(NamedTuple):
    """What a CAMEO code is in PLOVER; `type` is None for the codes that PLOVER drops (root 01)."""

    type: str | None
    mode: str | None
    contexts: tuple[str, ...]


@functools.cache
def plover_table() -> dict[str, Plover]:
    """The whole table, CAMEO code -> PLOVER.

    Raises: VocabularyError for a code, type or context that CAMEO or PLOVER has not.
    """
    table: dict[str, Plover] = {}
    for line, (code, kind, mode, listed) in numbered_rows("plover.tsv", 4):
        one_of(code, cameo_labels(), "CAMEO code", "plover.tsv", line)
        one_of(kind, {"", *QUADS}, "type of PLOVER", "plover.tsv", line)
        contexts = tuple(filter(None, listed.split(";")))
        for context in contexts:
            one_of(context, context_names(), "context of PLOVER", "plover.tsv", line)
        table[code] = Plover(kind or None, mode or None, contexts)
    return table


def plover_of(code: str) -> Plover:
    """PLOVER's type, mode and contexts for a CAMEO code; a code that is not in the table counts as its parent."""
    table = plover_table()
    for length in range(len(code), 1, -1):
        if code[:length] in table:
            return table[code[:length]]
    return Plover(None, None, ())


@functools.cache
def _root_codes() -> dict[str, str]:
    codes = {}
    for line, (root, code) in numbered_rows("roots.tsv", 2):
        if root_of(code) != root:
            raise malformed("roots.tsv", line, f"{code!r} is no code of {root}")
        codes[root] = code
    return codes


def code_of_root(root: str) -> str:
    """The CAMEO code that says no more than one of the 15 root labels."""
    return _root_codes()[root]


# Where the 15 root labels name two of PLOVER's types together.
_YIELDS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@functools.cache
def root_of(code: str) -> str | None:
    """The root label of a CAMEO code: PLOVER's type, with CONCEDE and RETREAT together as YIELD."""
    kind = plover_of(code).type
    return _YIELDS.get(kind or "", kind)


@functools.cache
def codes_with_roots() -> tuple[str, ...]:
    """Every CAMEO code that has a root label, in the codebook's order; what is no more than a root by two digits is left out."""
    return tuple(code for code in plover_table() if len(code) > 2 and root_of(code))


@functools.cache
def context_words() -> dict[str, tuple[str, ...]]:
    """Lower-case lemma -> the contexts that it shows."""
    words: dict[str, tuple[str, ...]] = {}
    for context, lemmas in read_table("contexts.yaml").parts().items():
        for lemma in lemmas.words():
            words[lemma] = (*words.get(lemma, ()), context)
    return words


@functools.cache
def context_names() -> tuple[str, ...]:
    """All contexts, in PLOVER's order."""
    return tuple(dict.fromkeys(c for contexts in context_words().values() for c in contexts))


def contexts_among(lemmas: Iterable[str]) -> tuple[str, ...]:
    """The contexts that the lemmas show, each once, in the order in which they show them."""
    words = context_words()
    return tuple(dict.fromkeys(context for lemma in lemmas for context in words.get(lemma, ())))
