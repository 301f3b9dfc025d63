"""Deeds read off the model's logits: where one is told, of which root, and who stands on either side."""

import numpy as np

from dragoman.model import Span
from dragoman.understand.deeds import tell_deeds
from dragoman.understand.encoder import ROOTS, Window
from dragoman.vocab.plover import codes_with_roots

WORDS = ["Marvan", "guards", "shelled", "Teral", "and", "Sorin", "today"]
TEXT = " ".join(WORDS)
STARTS = np.cumsum([0, *(len(word) + 1 for word in WORDS[:-1])]).tolist()
SOURCE, TARGET, ANSWERS = range(3)
SURE = 12.0


def _window(*, told, sources, targets, parties):
    """`told` is {word: log-odds of ASSAULT}; sides are words that the deed asks for, 0 for [CLS]; `parties` are BIO tags."""
    n = len(WORDS)
    deeds, codes = np.zeros((n, 1 + len(ROOTS))), np.zeros((n, len(codes_with_roots())))
    deeds[:, 0] = SURE
    codes[:, codes_with_roots().index("194")] = SURE
    for word, odds in told.items():
        deeds[word, 1 + ROOTS.index("ASSAULT")] = SURE + odds
    links = np.zeros((n + 1, 3, 64))
    links[:, ANSWERS, : n + 1] = np.eye(n + 1)
    for side, asked in ((SOURCE, sources), (TARGET, targets)):
        links[1:, side, list(asked)] = 8 * SURE
    tags = np.eye(3)[parties]
    offsets = [(start, start + len(word)) for start, word in zip(STARTS, WORDS, strict=True)]
    return Window(offsets, np.zeros((n, 3, 3)), np.zeros((n + 1, 3, 64)), np.zeros((n, 14)), deeds, codes, links, tags)


def _words(spans):
    return [span.of(TEXT) for span in spans]


def test_a_deed_has_its_word_its_code_and_its_sides():
    """A compound side part by part, each as long as its tags go on."""
    window = _window(told={2: 3.0}, sources=[1], targets=[4, 6], parties=[1, 2, 0, 1, 0, 1, 0])
    (deed,) = tell_deeds([window], TEXT)
    assert (deed.trigger.of(TEXT), deed.roots[0][0], deed.code) == ("shelled", "ASSAULT", "194")
    assert deed.chance > 0.9
    assert _words(deed.sources) == ["Marvan guards"]
    assert _words(deed.targets) == ["Teral", "Sorin"]


def test_where_nobody_is_likeliest_nobody_stands():
    """The start of all answers: the sentence names none."""
    window = _window(told={2: 3.0}, sources=[0], targets=[4], parties=[0] * 7)
    (deed,) = tell_deeds([window], TEXT)
    assert deed.sources == ()
    assert deed.targets == (Span(TEXT.index("Teral"), TEXT.index(" and")),)


def test_of_two_neighbours_the_likelier_tells_it():
    """One deed is not told twice; apart, two words tell two."""
    sides = {"sources": [1], "targets": [4], "parties": [1, 2, 0, 1, 0, 0, 0]}
    assert [d.trigger.of(TEXT) for d in tell_deeds([_window(told={2: 3.0, 1: 1.0}, **sides)], TEXT)] == ["shelled"]
    assert len(list(tell_deeds([_window(told={2: 3.0, 6: 3.0}, **sides)], TEXT))) == 2


def test_an_unlikely_deed_is_none():
    """Nothing that is nine times likelier not told."""
    assert not list(tell_deeds([_window(told={2: -4.0}, sources=[1], targets=[4], parties=[0] * 7)], TEXT))
