"""Attribution cues: verbs and nouns that say that somebody says or thinks something, typed and cached.

Comes in: `cues.tsv`. Goes out: cues by lemma, and small word lists by kind. A malformed row is refused.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dragoman.errors import VocabularyError
from dragoman.vocab.rows import read_rows

COMMUNICATIONS = frozenset({"say", "emphasise", "demand", "offer", "deny", "accuse", "ask", "threaten"})
_KINDS = COMMUNICATIONS | {"think", "seem", "show", "act"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue's lemma, its kind and the complements that carry the content: dependency labels, `prep:about` with the preposition."""

    lemma: str
    kind: str
    complements: frozenset[str]

    @property
    def spoken(self) -> bool:
        """Whether it names a communication, not a thought or a deed."""
        return self.kind in COMMUNICATIONS


@functools.cache
def cue_lexicon() -> dict[tuple[str, str], Cue]:
    """(lemma, `v` or `n`) -> cue."""
    cues: dict[tuple[str, str], Cue] = {}
    for number, row in enumerate(read_rows("cues.tsv"), 1):
        if len(row) != 4 or row[1] not in {"v", "n", "x"} or (row[1] != "x" and row[2] not in _KINDS):
            raise VocabularyError("DRG-V040", f"cues.tsv, entry {number}: malformed: {row}")
        lemma, pos, kind, complements = row
        if pos != "x":
            cues[lemma, pos] = Cue(lemma, kind, frozenset(complements.split()) - {"-"})
    return cues


@functools.cache
def cue_words(kind: str) -> frozenset[str]:
    """The words of a list: `kicker`, `voice`, `audience`, `venue`, `deed`, `remark`, `topic`, `medium`, `teller`."""
    return frozenset(row[0] for row in read_rows("cues.tsv") if row[1] == "x" and row[2] == kind)
