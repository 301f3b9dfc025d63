"""The learnt reader, and that the rules go on without it."""

from dragoman.evaluate.plain import plain_report
from dragoman.model import Span
from dragoman.understand.attribution import find_attributions
from dragoman.understand.encoder import ROOTS, load_encoder
from dragoman.understand.language import analyse_language

TEXT = "The foreign minister of Norway said on Monday that the talks would go on.\n"


def _find(text):
    report = plain_report(text)
    return [[span.of(text) for span in item.source] for item in find_attributions(report, analyse_language(report))]


def test_tags_are_words_of_the_text_and_the_same_every_time():
    """Source, cue and content are found; two readings are equal; a text twice as long gives both."""
    encoder = load_encoder()
    assert encoder is not None
    found = encoder.find_tags(TEXT)
    assert [span.of(TEXT) for span in found["source"]] == ["The foreign minister of Norway"]
    assert "said" in found["cue"][0].of(TEXT)
    assert found["content"][0].of(TEXT).startswith("that the talks")
    assert encoder.find_tags(TEXT) == found
    assert len(encoder.find_tags(TEXT * 40)["cue"]) >= 40


def test_relation_types_are_chances():
    """They add up to one, and a plain case is plain."""
    encoder = load_encoder()
    assert encoder is not None
    chances = encoder.type_relation("Norway condemned Sweden on Monday.", Span(0, 6), Span(17, 23))
    assert abs(chances.sum() - 1) < 1e-6
    assert ROOTS[int(chances.argmax())] == "ACCUSE"


def test_a_span_never_begins_or_ends_within_a_word():
    """Word pieces that the model tags apart are given whole words."""
    encoder = load_encoder()
    assert encoder is not None
    text = "Paul Schumaker, pointing to Mecklenburg County, said Wieczorkowska-Niedzwiedzka acknowledged Przemyslaw's Szczebrzeszyn.\n"
    for span in (span for spans in encoder.find_tags(text * 3).values() for span in spans):
        for at in span:
            assert not ((text * 3)[at - 1 : at].isalnum() and (text * 3)[at : at + 1].isalnum())


def test_an_empty_text_has_no_tags():
    """Nothing goes in, nothing comes out."""
    encoder = load_encoder()
    assert encoder is not None
    assert not any(encoder.find_tags("").values())


def test_without_the_model_the_rules_go_on(monkeypatch):
    """Where its files are absent, attributions are still found."""
    with_reader = _find(TEXT)
    monkeypatch.setattr("dragoman.understand.refining.load_encoder", lambda: None)
    assert _find(TEXT) == with_reader == [["The foreign minister of Norway"]]
