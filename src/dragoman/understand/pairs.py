"""Pairs of parties: those that a report names beside each other, and those of the known conflicts that it names.

A text and its phrases come in; pairs go out in the text's order, each with the token where it is named.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from dragoman.understand.phrases import Phrase, Text
from dragoman.vocab.conflicts import load_conflicts
from dragoman.vocab.discourse import discourse_words

# How near behind the two names the word for their conflict stands.
_NEAR = 4
_TWO = 2
# A token, and the ids of two actors.
Pair = tuple[int, tuple[str, str]]


def find_pairs(text: Text, phrases: Sequence[Phrase]) -> list[Pair]:
    """The pairs that the text names, by themselves or by their conflict; where there is none, that of the only conflict whose places it names."""
    return sorted([*_conflict_pairs(text), *named_pairs(text, phrases)]) or _place_pairs(text, phrases)


def named_pairs(text: Text, phrases: Sequence[Phrase]) -> list[Pair]:
    """The pairs that the text itself names: "between X and Y", "X-Y conflict", "X and Y" as the subject of one verb, "the two Koreas"."""
    words = discourse_words()
    named = [phrase for phrase in phrases if phrase.known is not None and phrase.known.kind in {"state", "armed-group"}]
    together = (phrase for phrase in phrases if phrase.sort == "collective" and len(phrase.owners) == _TWO)
    pairs = [(phrase.head, (phrase.owners[0][0].id, phrase.owners[1][0].id)) for phrase in together]
    for one, two in itertools.pairwise(named):
        if one.known is None or two.known is None or one.known.id == two.known.id:
            continue
        between = text.lower(one.core[1])
        if two.core[0] - one.core[1] > 2 or not text.same_sentence(one.head, two.head):
            continue
        # "X-Y", and not "X-aligned Y".
        dashed = between in {"-", "–", "—", "/"} and two.core[0] == one.core[1] + 1
        joined = dashed or between == "and"
        lead = text.lower(one.first - 1)
        following = {text.lower(index) for index in _next_words(text, two.core[1])}
        conflict = bool({word.rstrip("s") for word in following} & words["conflict"])
        if joined and (lead in {"between", "both"} or conflict or (dashed and between != "—")):
            pairs.append((one.head, (one.known.id, two.known.id)))
    return pairs


def _next_words(text: Text, start: int) -> Iterator[int]:
    """The next tokens, up to a verb of whoever looks on: those who "signed a deal" are its pair, those who "welcomed the deal" are not."""
    for index in range(start, min(start + _NEAR, len(text.tokens))):
        if text.tokens[index].lemma.lower() in discourse_words()["performs"]:
            return
        yield index


def _conflict_pairs(text: Text) -> list[Pair]:
    """The parties of the known conflicts that the text names, with the token where it does."""
    tokens = text.tokens
    pairs: list[Pair] = []
    body = text.report.text
    starts = {token.span.start: token.index for token in tokens}
    for conflict in load_conflicts().values():
        if len(conflict.parties) < 2:
            continue
        for name in conflict.names:
            if name not in body:
                continue
            places = (found.start() for found in re.finditer(rf"\b{re.escape(name)}\b", body))
            first, second = conflict.parties[:2]
            pairs.extend((starts[place], (first, second)) for place in places if place in starts)
    return sorted(pairs)


def _place_pairs(text: Text, phrases: Sequence[Phrase]) -> list[Pair]:
    """The parties of known conflicts whose places the text names, where it names both parties too."""
    named = {actor.id for phrase in phrases for actor in (phrase.known, phrase.owner) if actor is not None}
    named |= {phrase.known.of for phrase in phrases if phrase.known is not None and phrase.known.of}
    body = text.report.text
    pairs = []
    for conflict in load_conflicts().values():
        if len(conflict.parties) < 2 or not named.issuperset(conflict.parties[:2]):
            continue
        found = [body.find(place) for place in conflict.places]
        if any(place >= 0 for place in found):
            pairs.append((len(text.tokens), (conflict.parties[0], conflict.parties[1])))
    # Of a war with an armed group and a dispute of states in the same places, the war is the nearer one.
    actors = text.table.actors
    armed = [pair for pair in pairs if any(actors[party].kind == "armed-group" for party in pair[1])]
    return next((found for found in (pairs, armed) if len(found) == 1), [])
