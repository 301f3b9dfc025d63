"""Attribution cues: verbs and nouns that say that somebody says or thinks something, typed and cached.

Comes in: `cues.tsv`. Goes out: cues by lemma, and small word lists by kind. A malformed row is refused.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.errors import VocabularyError
from dragoman.vocab.rows import numbered_rows

COMMUNICATIONS = frozenset({"say", "emphasise", "demand", "offer", "deny", "accuse", "ask", "threaten"})
_KINDS = COMMUNICATIONS | {"think", "seem", "show", "act"}
_LISTS = frozenset({"kicker", "voice", "audience", "venue", "deed", "remark", "deliver", "speak", "topic", "medium", "teller", "asker", "answerer", "interviewing", "citing", "evident", "answer", "naming", "declaring", "phrasal"})  # fmt: skip


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
    return {
        (lemma, pos): Cue(lemma, kind, frozenset(complements.split()) - {"-"})
        for lemma, pos, kind, complements in _rows()
        if pos != "x"
    }


@functools.cache
def cue_words(kind: str) -> frozenset[str]:
    """The words of a list that `cues.tsv` tells of: `kicker`, `venue`, `remark` and so on."""
    return frozenset(word for word, pos, listed, _ in _rows() if pos == "x" and listed == kind)


def _rows() -> Iterator[list[str]]:
    for line, row in numbered_rows("cues.tsv", 4, key=3):
        _, pos, kind, _ = row
        if kind not in {"v": _KINDS, "n": _KINDS, "x": _LISTS}.get(pos, ()):
            raise VocabularyError("DRG-V040", f"cues.tsv, line {line}: no such kind: {pos} {kind}")
        yield row
