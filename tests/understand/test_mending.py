"""Parses that the words alone show to be wrong."""

import dataclasses

import pytest

from dragoman.evaluate.plain import plain_report
from dragoman.understand.language import analyse_language


def parsed(headline):
    """The tokens of a headline by their words: relation and the word that governs."""
    report = plain_report(f"{headline}\nOfficials met on Thursday.")
    report = dataclasses.replace(
        report, headline=headline, headline_span=report.paragraphs[0], paragraphs=report.paragraphs[1:]
    )
    tokens = analyse_language(report).tokens
    return {token.text: (token.dep, tokens[token.head].text) for token in tokens}


@pytest.mark.parametrize(
    ("headline", "one", "two"),
    [
        ("Kyrgyzstan, Tajikistan agree on ceasefire", "Kyrgyzstan", "Tajikistan"),
        ("Armenia, Azerbaijan start talks", "Armenia", "Azerbaijan"),
        ("Kenya, Chad to hold talks", "Kenya", "Chad"),
        ("South Sudan, Kenya sign border deal in Nairobi", "Sudan", "Kenya"),
        ("Armenia, Azerbaijan exchange prisoners", "Armenia", "Azerbaijan"),
        ("Thailand and Cambodia sign truce", "Thailand", "Cambodia"),
        ("Demeke Marr, South Korean Foreign Minister hold phone conversation", "Marr", "Minister"),
    ],
)
def test_who_is_listed_with_a_comma_acts_together(headline, one, two):
    """Of two states before a headline's verb the second is coordinated with the first, its subject."""
    tokens = parsed(headline)
    assert tokens[two] == ("conj", one)
    assert tokens[one][0] == "nsubj"


def test_a_state_behind_its_town_tells_where_it_is():
    """And acts with nobody."""
    assert parsed("Nairobi, Kenya hosts peace talks with Chad")["Kenya"][0] != "conj"


@pytest.mark.parametrize(
    ("text", "governor"),
    [
        ("The army strictly abided by the truce.", "abided"),
        ("UNIFIL protested on Wednesday against fire by the Israeli army.", "fire"),
    ],
)
def test_what_is_done_to_nobody_has_no_agent(text, governor):
    """Its "by" is a plain preposition, or the noun's before it."""
    tokens = analyse_language(plain_report(text)).tokens
    assert [(t.dep, tokens[t.head].text) for t in tokens if t.text == "by"] == [("prep", governor)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jamaica, the Bahamas and Belize condemned the coup.", {"Bahamas": ("conj", "Jamaica")}),
        (
            "Ilham Soran's and Nikol Marr's meeting with Putin lasted an hour.",
            {"Soran": ("poss", "meeting"), "Marr": ("conj", "Soran"), "meeting": ("nsubj", "lasted")},
        ),
    ],
)
def test_lists_and_owners(text, expected):
    """A list of states is no apposition, and of two owners none is the subject."""
    tokens = analyse_language(plain_report(text)).tokens
    found = {token.text: (token.dep, tokens[token.head].text) for token in tokens}
    assert {word: found[word] for word in expected} == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The minister said talks had stalled and accused Kenya of bad faith.", "accused", ("conj", "said")),
        ("He said that Kenya was ready to talk and called on Chad to join.", "called", ("conj", "said")),
        ("The council said profits fell and urged banks to lend.", "urged", ("conj", "said")),
        ("The minister said the army attacked the town and urged others to do so.", "urged", ("conj", "attacked")),
        ("The army said the attack might be the first and closed the airport.", "closed", ("conj", "said")),
        ("Police said that his papers had expired, and fired a warning shot.", "fired", ("conj", "said")),
        ("The minister said the shop had been looted by rebels and closed the road.", "closed", ("conj", "said")),
        ("The army said that rebels had attacked and killed six villagers.", "killed", ("conj", "attacked")),
        ("Police said the bomb had exploded in a market and killed six.", "killed", ("conj", "exploded")),
        ("Kenya accused Chad of arming the rebels, a charge Chad denies.", "denies", ("relcl", "charge")),
        ("Kenya accused Chad of arming the rebels, a charge Chad denies.", "accused", ("ROOT", "accused")),
    ],
)
def test_which_clause_a_saying_goes_on_with(text, word, expected):
    """A second saying with the first where what is told is in another tense; a charge that is denied with the charge."""
    tokens = analyse_language(plain_report(text)).tokens
    assert {t.text: (t.dep, tokens[t.head].text) for t in tokens}[word] == expected


@pytest.mark.parametrize("mark", [" - ", " – ", ": "])
def test_who_says_a_headline_is_no_part_of_its_clause(mark):
    """A few words behind its last dash or colon."""
    assert parsed(f"Rebels attack army base{mark}security source")["source"][1] != "attack"


def test_a_headlines_verb_behind_several_names():
    """What the parse takes for a noun governs its object where the names before it are several and no other verb is there."""
    assert parsed("Armenia, Azerbaijan exchange prisoners")["prisoners"] == ("dobj", "exchange")
    assert parsed("Kenya, Uganda border deal")["deal"][0] != "dobj"


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Envoy to Sudan to meet rebels", {"Envoy": ("nsubj", "meet"), "meet": ("ROOT", "meet")}),
        ("Kenyan premier, rebel chief to meet", {"premier": ("nsubj", "meet"), "chief": ("conj", "premier")}),
        ("Mozambique, Renamo sign peace deal", {"Mozambique": ("nsubj", "sign"), "Renamo": ("conj", "Mozambique")}),
        ("Kenyan army, allies retake Goma", {"army": ("nsubj", "retake"), "allies": ("conj", "army")}),
        # A plan has an infinitive of its own, and a town its country behind it.
        ("Plan to end war in Yemen", {"Plan": ("ROOT", "Plan")}),
        ("Camp in Chad shelled", {"Camp": ("nsubjpass", "shelled")}),
    ],
)
def test_who_does_what_a_headline_tells(headline, expected):
    """With an infinitive for the future, and where a past form has no object."""
    found = parsed(headline)
    assert {word: found[word] for word in expected} == expected


def test_what_is_blamed_on_somebody_is_not_on_him():
    """The verb has the phrase; of another verb the raid keeps it."""
    for text, above in (("Kenya blamed the raid on Chad.", "blamed"), ("Kenya led the raid on Chad.", "raid")):
        tokens = analyse_language(plain_report(text)).tokens
        assert next(tokens[token.head].text for token in tokens if token.text == "on") == above


def test_particles_are_no_prepositions():
    """What stands behind one is the verb's object, where the verb is known with it; elsewhere it is not."""
    tokens = analyse_language(plain_report("The rebels hand over bodies. They walked over bodies.")).tokens
    assert [(t.dep, tokens[t.head].text) for t in tokens if t.text == "bodies"] == [("dobj", "hand"), ("pobj", "over")]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The envoy was summoned on Monday and told that the raids must stop.", "VBN"),
        ("The envoy was summoned and urged to stop the raids.", "VBN"),
        ("The ambassador was called to the ministry and handed a protest note over the raid.", "VBN"),
        ("Three men were arrested and told that they would be freed.", "VBN"),
        ("The envoy was summoned and told reporters that the raids had stopped.", "VBD"),
        ("Three men were freed and warned that the raids would go on.", "VBD"),
        ("The ambassador was called to the ministry and delivered his note.", "VBD"),
    ],
)
def test_who_is_summoned_and_told_something_is_told_it(text, tag):
    """A second verb that has nobody to tell, or nobody to hand something to, is passive as the first is."""
    tokens = analyse_language(plain_report(text)).tokens
    assert [token.tag for token in tokens if token.dep == "conj"] == [tag]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The minister told Parliament defence ties with Chad were being cut.", "Parliament", ("dobj", "told")),
        ("Police told residents floods were coming.", "residents", ("dobj", "told")),
        ("Police told residents the floods were coming.", "residents", ("dobj", "told")),
        ("The mayor announced Parliament ties were being cut.", "Parliament", ("compound", "ties")),
        ("Workers wrote to the Kenyan embassy asking for help.", "asking", ("advcl", "wrote")),
        ("Chad sent a letter to the Kenyan embassy demanding that raids stop.", "demanding", ("advcl", "sent")),
        ("The mayor spoke to a crowd demanding that raids stop.", "demanding", ("acl", "crowd")),
    ],
)
def test_to_whom_something_is_said(text, word, expected):
    """Whom a verb of telling needs is no part of the subject behind; who writes to somebody asks, not he."""
    tokens = analyse_language(plain_report(text)).tokens
    assert {t.text: (t.dep, tokens[t.head].text) for t in tokens}[word] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Shelling by rebel fighters killed eight people on Sunday, the army said.",
        "Shelling by Kenyan fighters killed eight people on Sunday, he said.",
    ],
)
def test_a_deed_that_kills_is_the_subject(text):
    """Whoever tells of it did not do it."""
    tokens = analyse_language(plain_report(text)).tokens
    told = {token.text: (token.dep, tokens[token.head].text) for token in tokens}
    assert told["Shelling"] == ("nsubj", "killed")
    assert told["by"] == ("prep", "Shelling")


def test_a_participle_beside_a_clause_of_its_own_is_no_subject():
    """What has a subject already is done by that, whatever was done beside."""
    tokens = analyse_language(plain_report("Speaking by telephone the minister condemned the raid.")).tokens
    assert [token.text for token in tokens if token.dep == "nsubj"] == ["minister"]
