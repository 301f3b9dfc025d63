"""The regions of the world to which those belong who are of several states there: "West African mediators", "ministers of five East African nations".

A phrase comes in; goes out CAMEO's code of the region that its words name, with those words, or None.
"""

from __future__ import annotations

from dragoman.model import Span
from dragoman.understand.memory import Entity
from dragoman.understand.phrases import Phrase, Text
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.places import load_adjectives, load_region_codes

# Words of the longest name or adjective of a region.
_LONGEST = 3
# Phrases by what somebody is, whose own name no region is part of.
_SORTS = frozenset({"organ", "office", "collective"})


def learn_region(text: Text, entity: Entity, phrase: Phrase) -> None:
    """Whoever no state or body has is of the region that the words of the phrase name, and of no state that the report is about."""
    if entity.owner is not None or entity.known is not None or entity.members or entity.region is not None:
        return
    found = _region_of(text, phrase)
    if found is None:
        return
    entity.region, span = found
    entity.abroad = True
    entity.gaps = [gap for gap in entity.gaps if gap.field != "code"]
    entity.facts.append(("country", (span,), "actor.region.v1"))


def _region_of(text: Text, phrase: Phrase) -> tuple[str, Span] | None:
    """The code of the region that the phrase's own words name, the longest name at a word, with its words."""
    if phrase.sort not in _SORTS or phrase.named:
        return None
    codes = load_region_codes()
    for first in range(phrase.first, phrase.last):
        for last in range(min(phrase.last, first + _LONGEST), first, -1):
            code = codes.get(text.words(first, last))
            if code is not None:
                return None if _is_part(text, last) else (code, text.span(first, last))
    return None


def _is_part(text: Text, last: int) -> bool:
    """Whether the adjective that ends there is of no region: "the European-backed rebels", "African American voters"."""
    hyphen = text.lower(last) == "-" and text.lower(last + 1) in discourse_words()["behind_hyphen"]
    return hyphen or text.words(last, last + 1) in load_adjectives()
