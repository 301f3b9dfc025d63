"""Words that set the modality of what they govern.

Comes in: `modality.yaml`. Goes out: one typed, cached table. A list under an unknown modality is refused.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import get_args

from dragoman.errors import VocabularyError
from dragoman.model import Modality
from dragoman.vocab.sections import Section, read_table, sets_of

_OWN = frozenset({"asserted", "would"})


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """Lower-case lemma -> modality of its complement (`asserted`: as real as the word itself; `would`: by context); the table says what the other lists are."""

    modals: dict[str, str]
    verbs: dict[str, str]
    adjectives: dict[str, str]
    nouns: dict[str, str]
    duties: frozenset[str]
    stages: frozenset[str]
    negations: frozenset[str]
    conditions: frozenset[str]
    suppositions: frozenset[str]
    meanwhile: frozenset[str]
    awaited: frozenset[str]
    unmet: frozenset[str]
    soon: frozenset[str]
    beginning: frozenset[str]
    asserted_by: frozenset[str]
    untrue: frozenset[str]
    only_clauses: frozenset[str]
    ranking: frozenset[str]
    offering: frozenset[str]
    agreeing: frozenset[str]
    mild: frozenset[str]
    answering: frozenset[str]
    without: frozenset[str]
    nothing: frozenset[str]
    asking_for: frozenset[str]
    turning_down: frozenset[str]
    saying: frozenset[str]


@functools.cache
def load_modality() -> ModalityWords:
    """The shipped table."""
    table = read_table("modality.yaml").only(*(field.name for field in fields(ModalityWords)))
    return ModalityWords(
        modals=_by_lemma("modals", table.pop("modals")),
        verbs=_by_lemma("verbs", table.pop("verbs")),
        adjectives=_by_lemma("adjectives", table.pop("adjectives")),
        nouns=_by_lemma("nouns", table.pop("nouns")),
        **sets_of(table),
    )


def _by_lemma(name: str, section: Section) -> dict[str, str]:
    lists = section.parts()
    unknown = set(lists) - set(get_args(Modality)) - _OWN
    if unknown:
        raise VocabularyError("DRG-V050", f"modality.yaml, {name}: no such modality: {', '.join(sorted(unknown))}")
    return {lemma: modality for modality, lemmas in lists.items() for lemma in lemmas.words()}
