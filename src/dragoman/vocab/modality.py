"""Words that set the modality of what they govern.

Comes in: `modality.yaml`. Goes out: one typed, cached table. A list under an unknown modality is refused.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import get_args

import yaml

from dragoman.errors import VocabularyError
from dragoman.model import Modality

_OWN = frozenset({"asserted", "would"})


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """Lower-case lemma -> modality of its complement (`asserted`: as real as the word itself; `would`: by context)."""

    modals: dict[str, str]
    verbs: dict[str, str]
    adjectives: dict[str, str]
    nouns: dict[str, str]
    negations: frozenset[str]
    conditions: frozenset[str]
    meanwhile: frozenset[str]
    without: frozenset[str]
    nothing: frozenset[str]


@functools.cache
def load_modality() -> ModalityWords:
    """The shipped table."""
    text = resources.files("dragoman.vocab").joinpath("data", "modality.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    return ModalityWords(
        modals=_by_lemma("modals", content["modals"]),
        verbs=_by_lemma("verbs", content["verbs"]),
        adjectives=_by_lemma("adjectives", content["adjectives"]),
        nouns=_by_lemma("nouns", content["nouns"]),
        negations=frozenset(content["negations"]),
        conditions=frozenset(content["conditions"]),
        meanwhile=frozenset(content["meanwhile"]),
        without=frozenset(content["without"]),
        nothing=frozenset(content["nothing"]),
    )


def _by_lemma(name: str, lists: dict[str, list[str]]) -> dict[str, str]:
    unknown = set(lists) - set(get_args(Modality)) - _OWN
    if unknown:
        raise VocabularyError("DRG-V050", f"modality.yaml, {name}: no such modality: {', '.join(sorted(unknown))}")
    return {lemma: modality for modality, lemmas in lists.items() for lemma in lemmas}
