"""What a committee of a parliament deals with: "the House | China | Committee", "the Select Committee on | the Karsova Party". It is not whose the committee is, and does nothing there.

Tokens come in; the indices of those that only tell such a topic go out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model import Token
from dragoman.vocab.discourse import discourse_words

_NAMES = frozenset({"NNP", "NNPS"})
_INSIDE = _NAMES | {"NN", "NNS", "JJ", "POS", "HYPH"}
# How many words behind a committee tell its topic.
_LONGEST = 8


def find_topics(tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens that name what a committee or caucus deals with."""
    found: set[int] = set()
    for token in tokens:
        if token.lemma.lower() in discourse_words()["committees"]:
            found.update(_behind_house(tokens, token), _behind_on(tokens, token))
    return frozenset(found)


def _behind_house(tokens: Sequence[Token], committee: Token) -> list[int]:
    """The names between the nearest house of a parliament and the committee."""
    names: list[int] = []
    for token in reversed(tokens[: committee.index]):
        if token.text.lower() in discourse_words()["houses"]:
            return names
        if token.tag not in _INSIDE or token.sentence != committee.sentence:
            break
        names += [token.index] if token.tag in _NAMES else []
    return []


def _behind_on(tokens: Sequence[Token], committee: Token) -> Iterator[int]:
    """The name behind the "on" of a committee that has a name of its own."""
    behind = [token for token in tokens[committee.index + 1 :][:_LONGEST] if token.sentence == committee.sentence]
    if not committee.text[:1].isupper() or not behind or behind[0].text.lower() != "on":
        return
    for token in behind[1 + (behind[1:2] != [] and behind[1].tag == "DT") :]:
        if token.tag not in _INSIDE:
            return
        yield token.index
