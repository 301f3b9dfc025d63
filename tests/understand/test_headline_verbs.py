"""The verb of a headline that the parser takes for a noun."""

import dataclasses

import pytest

from dragoman.evaluate.plain import plain_report
from dragoman.understand.language import analyse_language


def parsed(headline):
    """The tokens of a headline by their words: tag, relation and the word that governs."""
    report = plain_report(f"{headline}\nOfficials met on Thursday.")
    report = dataclasses.replace(
        report, headline=headline, headline_span=report.paragraphs[0], paragraphs=report.paragraphs[1:]
    )
    tokens = analyse_language(report).tokens
    return {token.text: (token.tag, token.dep, tokens[token.head].text) for token in tokens if token.sentence == 0}


@pytest.mark.parametrize(
    ("headline", "subject", "verb", "thing"),
    [
        ("Rebels attack army base", "Rebels", "attack", "base"),
        ("Rebels free hostages", "Rebels", "free", "hostages"),
        ("Militants ambush convoy in Mali", "Militants", "ambush", "convoy"),
        ("Houthi rebels fire missile at Saudi capital", "rebels", "fire", "missile"),
        ("Israel, Hamas trade accusations", "Israel", "trade", "accusations"),
        ("Police fire tear gas at protesters", "Police", "fire", "gas"),
        ("NPA orders release of captured soldier", "NPA", "orders", "release"),
        ("Army shells rebel positions", "Army", "shells", "positions"),
        ("Regional bloc tightens screws on Mali", "bloc", "tightens", "screws"),
        ("FARC frees last hostages", "FARC", "frees", "hostages"),
        ("Sudan's army rejects peace offer", "army", "rejects", "offer"),
        ("North Korea fires missile into sea", "Korea", "fires", "missile"),
        ("India test-fires missile", "India", "test-fires", "missile"),
        ("Houthis fire missile at Saudi airport", "Houthis", "fire", "missile"),
    ],
)
def test_the_verb_governs_the_headline(headline, subject, verb, thing):
    """A word that is a noun and a verb's present, with whoever does it right before it and what it is done to behind."""
    tokens = parsed(headline)
    several = tokens[subject][0] in {"NNS", "NNPS"} or "," in headline or not verb.endswith("s")
    assert tokens[verb] == ("VBP" if several else "VBZ", "ROOT", verb)
    assert tokens[subject][1:] == ("nsubj", verb)
    assert tokens[thing][1:] == ("dobj", verb)


@pytest.mark.parametrize(
    "headline",
    [
        "Air strikes on rebel camp",
        "More questions for former envoy",
        "UK Tories under fire for name switch",
        "Shelling victims buried in border town",
        "Army attacks in north",
    ],
)
def test_a_headline_of_nouns_stays_one(headline):
    """No word of it is made a verb."""
    assert not [word for word, (tag, _, _) in parsed(headline).items() if tag in {"VBP", "VBZ", "VB"}]


def test_what_stands_behind_a_comma_is_told_besides():
    """The verb before it has its own subject and object."""
    tokens = parsed("Al Shabaab attacks base in Somalia, dozens killed")
    assert (tokens["Shabaab"][1:], tokens["base"][1:]) == (("nsubj", "attacks"), ("dobj", "attacks"))


def test_names_stay_where_they_are():
    """What the parser finds of names in the second reading is told in the headline's own words."""
    report = plain_report("Separatists shell positions near Tal Berek\nOfficials met in Paris.")
    report = dataclasses.replace(report, headline_span=report.paragraphs[0], paragraphs=report.paragraphs[1:])
    analysis = analyse_language(report)
    assert [name.span.of(report.text) for name in analysis.names if name.label == "GPE"][-1] == "Paris"
    assert all(report.text[t.span.start : t.span.end] == t.text for t in analysis.tokens)
