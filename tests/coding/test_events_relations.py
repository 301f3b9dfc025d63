"""One relation in one sentence: its type, and who its sides are."""

import pytest

from dragoman.coding.relations import ROOT_QUADS, predict_spans, relation_features, type_relation_text
from dragoman.model import Report, Source, Span
from dragoman.understand.language import analyse_language
from dragoman.vocab.relations import relation_weights


def analyse(text):
    """The analysis of one sentence."""
    return analyse_language(
        Report(text, text, Source("s", "text", "0", 0, "utf-8", "default"), (Span(0, len(text)),), (), ())
    )


@pytest.mark.parametrize(
    ("text", "source", "target", "root"),
    [
        (
            "Velmoran troops shelled the town of Brask, killing six soldiers.",
            "Velmoran troops",
            "the town of Brask",
            "ASSAULT",
        ),
        ("The Velmoran parliament rejected a proposal by Tarsk.", "The Velmoran parliament", "Tarsk", "REJECT"),
        ("Police in Velmora arrested three opposition activists.", "Police", "three opposition activists", "COERCE"),
        (
            "Velmora's president met his Tarskian counterpart.",
            "Velmora's president",
            "his Tarskian counterpart",
            "CONSULT",
        ),
    ],
)
def test_a_marked_relation_has_its_root_and_quad(text, source, target, root):
    """Plain cases are typed by what is done."""
    sides = [Span(text.index(side), text.index(side) + len(side)) for side in (source, target)]
    label, quad, confidence = type_relation_text(analyse(text), *sides)
    assert (label, quad) == (root, ROOT_QUADS[root])
    assert 0 < confidence <= 1


def test_every_sentence_gets_a_label():
    """Even one whose words nobody has seen, and one without sides."""
    label, quad, _ = type_relation_text(analyse("Xyzzy plugh."), None, None)
    assert ROOT_QUADS[label] == quad


def test_the_sides_words_are_not_evidence_of_the_type():
    """The names of the two sides are left out of the words that decide."""
    text = "Iraq invaded Kuwait."
    features = relation_features(analyse(text), Span(0, 4), Span(13, 19))
    assert "w=iraq" not in features
    assert "w=invade" in features
    assert "both=ASSAULT" in features


def test_weights_know_the_fifteen_roots():
    """The shipped weights and the labels agree."""
    weights = relation_weights()
    assert weights is not None
    assert set(weights.labels) == set(ROOT_QUADS)


@pytest.mark.parametrize(
    ("text", "sources", "targets"),
    [
        (
            "Turkish forces and allied rebels attacked a Kurdish village .",
            ["Turkish forces", "allied rebels"],
            ["a Kurdish village"],
        ),
        ("Three soldiers were killed by gunmen .", ["gunmen"], ["Three soldiers"]),
    ],
)
def test_spans_of_both_sides(text, sources, targets):
    """Coordinated actors have a span each; a passive's agent is its source."""
    analysis = analyse(text)
    words = [[" ".join(t.text for t in analysis.tokens[a:b]) for a, b in pieces] for pieces in predict_spans(analysis)]
    assert words == [sources, targets]
