"""Headlines as they would stand in the text."""

import dataclasses

import pytest

from dragoman.evaluate.plain import plain_report
from dragoman.model import Span
from dragoman.understand.casing import sentence_case
from dragoman.understand.language import analyse_language

BODY = "The president of Velmora met Emil Rice in May. He dodged criticism of the talks, and Rice left for Karsova."
WORDS = {"dodge", "criticism", "rice", "talk", "visit", "evade", "question"}


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("President Evades Questions Before Talks With Rice", "President evades questions Before talks With Rice"),
        ("PRESIDENT DODGES CRITICISM BEFORE RICE VISIT", "President dodges criticism Before Rice visit"),
        ("Velmora's president dodges criticism before talks", "Velmora's president dodges criticism before talks"),
        ("Rice Visits Karsova", "Rice Visits Karsova"),
    ],
)
def test_words_that_are_no_names_lose_their_capital(headline, read):
    """As the article writes them; of what it does not hold, what the dictionary has; a short headline stays."""
    assert sentence_case(headline, BODY, WORDS.__contains__) == read


def test_a_headline_keeps_its_words_and_gains_its_verb():
    """Tokens are the page's own words; the parse is that of a sentence."""
    text = "Velmora President Condemns Attacks on Karsova\n\nThe president of Velmora condemned the attacks on Karsova."
    whole = plain_report(text)
    report = dataclasses.replace(
        whole, headline=text[:45], headline_span=Span(0, 45), paragraphs=(Span(47, len(text)),)
    )
    tokens = [token for token in analyse_language(report).tokens if token.span.end <= 45]
    assert ("Condemns", "VERB") in [(token.text, token.pos) for token in tokens]
