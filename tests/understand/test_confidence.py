"""How sure an attribution is: by the reader's word pieces and by the rules alone; which edges are kept, and what is left out."""

import functools
import itertools

import numpy as np
import pytest

from dragoman.evaluate.plain import plain_report
from dragoman.model import Span
from dragoman.understand.attribution import LEAST_SURE, find_attributions
from dragoman.understand.encoder import FOLDER_VARIABLE
from dragoman.understand.language import analyse_language
from dragoman.understand.pieces import CONTENT, CUE, LINK_SIZE, SOURCE, Pieces, place_pieces
from dragoman.understand.reading import Reading, Told, read_report

SAID = "The mayor of Oslo said on Monday that the old bridge would open in May."


def _at(text, words):
    return Span(text.index(words), text.index(words) + len(words))


def _pieces(text, surely=2.0, **roles):
    """A piece a word, surely part of a role where it stands in that role's words, surely of none elsewhere; every content names every source and cue."""
    ends = itertools.accumulate(len(word) + 1 for word in text.split(" "))
    places = np.array([(end - 1 - len(word), end - 1) for word, end in zip(text.split(" "), ends, strict=True)])
    odds = np.full((len(places), 3), -surely)
    for name, role in (("source", SOURCE), ("cue", CUE), ("content", CONTENT)):
        for words in roles.get(name, ()):
            span = _at(text, words)
            odds[(places[:, 0] < span.end) & (places[:, 1] > span.start), role] = surely
    links = np.zeros((len(places), 3, LINK_SIZE))
    return Pieces(places, np.zeros(len(places), dtype=np.int64), odds, odds, links, np.zeros((1, LINK_SIZE)))


def _find(text, pieces, *, seen, least=LEAST_SURE):
    at = functools.partial(_at, text)
    told = Told([at(seen)], at("The mayor"), at("said"))
    reading = Reading(told=[told], cues=[at("said")], sources=[at("The mayor")], pieces=pieces)
    report = plain_report(text)
    return find_attributions(report, analyse_language(report), reading, least=least)


def test_what_the_reader_believes_makes_an_attribution_surer():
    """The same words are surer told the more the reader sees of them; always a chance."""
    parts = {"source": ["The mayor of Oslo"], "cue": ["said"], "content": ["that the old bridge would open in May."]}
    seen, unseen = (
        _find(SAID, _pieces(SAID, surely=4.0, **roles), seen="that the old bridge would open in May", least=0.01)[
            0
        ].confidence
        for roles in (parts, {"cue": ["said"]})
    )
    assert 0 < unseen < 0.3
    assert 0.7 < seen < 1


def test_what_is_unlikely_is_left_out():
    """Where the reader believes nothing of a phrase nothing is said, but for those who ask for all; a whole clause behind a verb of saying stays."""
    text = "The mayor said goodbye to the old bridge."
    find = functools.partial(_find, text, _pieces(text, surely=4.0, cue=["said"]), seen="goodbye to the old bridge")
    assert find() == ()
    assert len(find(least=0.0)) == 1
    assert _find(SAID, _pieces(SAID, surely=4.0, cue=["said"]), seen="that the old bridge would open in May")


def test_the_edges_that_are_believed_in_are_kept():
    """What the reader breaks off, but believes in, is taken as the rules bound it."""
    parts = {"source": ["The mayor of Oslo"], "cue": ["said"], "content": ["that the old bridge would open in May."]}
    (found,) = _find(SAID, _pieces(SAID, **parts), seen="on Monday that the old")
    assert [span.of(SAID) for span in found.content] == ["that the old bridge would open in May"]


def test_rules_alone_are_surer_of_quotations_than_of_what_nobody_says(monkeypatch):
    """Without a reader, too, a chance is given."""
    monkeypatch.setenv(FOLDER_VARIABLE, "none")
    texts = (
        '"The old bridge will open in May," the mayor of Oslo said.',
        "It was said that the old bridge would open in May.",
    )
    chances = []
    for text in texts:
        report = plain_report(text)
        (found,) = find_attributions(report, analyse_language(report))
        chances.append(found.confidence)
    assert 1 > chances[0] > chances[1] > 0


def test_pieces_are_found_where_they_stand_in_the_report():
    """Also behind blank lines that the reader does not see; a part in another window is not named."""
    text = "The mayor left.\n\n\nThe minister of Norway said that the talks would go on.\n"
    report = plain_report(text)
    pieces = read_report(report, ()).pieces
    places = pieces.under([_at(text, "Norway said")])
    assert [text[slice(*place)] for place in pieces.places[places].tolist()] == ["Norway", "said"]
    content = pieces.under([_at(text, "that the talks would go on")])
    rather, first = pieces.link(int(content[0]), places[1:], CUE)
    assert rather > 0
    assert first == pytest.approx(0, abs=1e-6)
    assert pieces.link(int(content[0]), np.array([], dtype=np.int64), CUE) == (0.0, 0.0)


def test_nothing_read_is_no_pieces():
    """Of an empty text there are none, and none under any span."""
    pieces = place_pieces((), lambda places: places)
    assert pieces.under([Span(0, 4)]).size == 0
    assert pieces.odds.shape == (0, 3)
