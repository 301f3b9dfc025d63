"""The language component."""

import dataclasses

from dragoman.evaluate.plain import plain_report
from dragoman.understand import language
from dragoman.understand.language import analyse_language


def test_a_closing_mark_without_a_space_behind_it_ends_the_sentence():
    """Neither word is glued to the mark between them."""
    analysis = analyse_language(plain_report('"All shall enjoy equal rights."Such resolve is rare, the envoy said.'))
    assert len(analysis.sentences) == 2
    assert {"rights", "Such"} <= {token.text for token in analysis.tokens}


def test_base_forms_are_those_that_news_mean():
    """To hope is not to hop, and what the component does not know has a base form."""
    analysis = analyse_language(plain_report("They hoped for peace, staged a protest, waged war and retweeted it."))
    assert [token.lemma for token in analysis.tokens if token.pos == "VERB"] == ["hope", "stage", "wage", "retweet"]


def test_an_abbreviation_before_a_name_ends_no_sentence():
    """Ranks and posts with a full stop stay with their names, and are no names themselves."""
    for short in ("Sgt.", "Capt.", "Brig.", "Supt.", "Cmdr.", "Const.", "Lieut."):
        analysis = analyse_language(plain_report(f"The road is closed, according to {short} Ilya Soran. He left."))
        assert len(analysis.sentences) == 2
        assert short in {token.text for token in analysis.tokens}
        assert short not in {
            name.span.of(f"The road is closed, according to {short} Ilya Soran. He left.") for name in analysis.names
        }


def test_an_abbreviation_behind_a_name_may_end_a_sentence():
    """The police are no part of the street."""
    assert len(analyse_language(plain_report("A man was shot on Soran Ave. Police said he was ill.")).sentences) == 2


def test_the_publisher_is_named_whole():
    """Where the component sees a part of its name alone."""
    text = "The road is open, Ilya Soran told Rest of World on Monday."
    report = dataclasses.replace(plain_report(text), publisher="Rest of World")
    assert "Rest of World" in {name.span.of(text) for name in analyse_language(report).names}


def test_words_kept_change_nothing(monkeypatch):
    """A report is read the same whether its words are forgotten with it or stay known."""
    report = plain_report("The envoy of Velkara met the mayor of Narn on Monday. Both said that they'd meet anew.")
    kept = analyse_language(report)
    monkeypatch.setattr(language, "_WORDS_KEPT", 0)
    assert analyse_language(report) == kept == analyse_language(report)


def test_a_full_stop_behind_letters_of_two_cases_ends_the_sentence():
    """It is no part of "LoC" or "MoD"; of a degree it is."""
    for text, parts in (
        ("They fired along the LoC. Officials were told.", 2),
        ("He asked the MoD. Police said nothing.", 2),
        ("Ilya Soran, Ph.D. of the town, spoke.", 1),
    ):
        assert len(analyse_language(plain_report(text)).sentences) == parts


def test_ranks_of_two_stay_with_their_names():
    """Joined by a hyphen, each with its full stop."""
    analysis = analyse_language(plain_report("The road is closed, Maj.-Gen. Ilya Soran said. He left."))
    assert len(analysis.sentences) == 2
    assert "Maj.-Gen." in {token.text for token in analysis.tokens}


def test_letters_that_look_like_a_verb_are_read_as_the_name_that_they_are():
    """In capitals only."""
    tokens = analyse_language(plain_report("Kenyan forces killed nine IS fighters. It is so.")).tokens
    assert [(t.text, t.pos) for t in tokens if t.text.lower() == "is"] == [("IS", "NOUN"), ("is", "AUX")]


def test_single_marks_around_a_quotation_are_read_as_marks():
    """They stay as they are written, and are no verbs; an apostrophe is none of them."""
    text = "The envoys' aide said that the mission may host both sides 'in helping Kenya find a way forward.'"
    tokens = analyse_language(plain_report(text)).tokens
    assert [(token.text, token.pos) for token in tokens if token.text == "'"] == [
        ("'", "PART"),
        ("'", "PUNCT"),
        ("'", "PUNCT"),
    ]
