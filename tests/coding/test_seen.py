"""What only the learnt reader sees: deeds, and sides where nobody stands; never a weapon on a side."""

import dataclasses

import pytest

from dragoman.coding.events import code_events
from dragoman.coding.setting import set_out
from dragoman.model import Judgement, SeenDeed, Span
from dragoman.vocab.plover import code_of_root
from tests.coding.understanding import understand_actors

PASSIVE = "Swedish officials said the rockets and knew that Norwegian troops were attacked on Monday."
PLAIN = "Norwegian troops attacked Swedish soldiers on Monday."


def _seen(text, trigger, *, sources=(), targets=(), root="ASSAULT", chance=0.9):
    def span(words):
        return Span(text.index(words), text.index(words) + len(words))

    sides = (tuple(map(span, side)) for side in (sources, targets))
    return SeenDeed(span(trigger), chance, *sides, ((root, 0.95),), code_of_root(root))


def _events(text, *deeds, sentence=0.9):
    """The events of a text in which the reader sees these deeds, and with this chance one in each sentence."""
    report, analysis = understand_actors(text)
    judgement = Judgement(0.1, 0.1, (("deed", sentence), ("occurrence", 1 - sentence), ("none", 0.0)), ())
    judgements = (judgement,) * len(analysis.sentences)
    analysis = dataclasses.replace(analysis, judgements=judgements, deeds=deeds)
    return code_events(set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run"))


def _words(text, participants):
    return [p.span.of(text) for p in participants]


def test_an_empty_side_is_filled_with_its_evidence():
    """Who the reader sees doing it is the source, with the words behind it, and there is no gap."""
    (event,) = _events(PASSIVE, _seen(PASSIVE, "attacked", sources=["Swedish officials"]))
    assert _words(PASSIVE, event.sources) == ["Swedish officials"]
    assert event.sources[0].span in event.provenance.spans
    assert not any(gap.field == "sources" for gap in event.gaps)
    assert next(e for e in event.evidence if e.field == "sources").rule.startswith("event.reader")


def test_who_speaks_of_whom_somebody_arrested_did_not_do_it():
    """Of an attribute nobody is known who did it, whoever the reader sees."""
    text = "Kenyan envoys spoke of arbitrarily arrested Ugandan citizens."
    (event,) = _events(text, _seen(text, "arrested", sources=["Kenyan envoys"], targets=["Ugandan citizens"]))
    assert event.sources == ()


def test_whom_a_condemnation_is_conveyed_condemns_nothing():
    """Who is summoned and handed words of a deed does not do it."""
    text = "The Kenyan ambassador was summoned to Kampala and conveyed strong condemnation of the Ugandan police."
    ambassador = ["The Kenyan ambassador"]
    found = _events(
        text, _seen(text, "condemnation", sources=ambassador, targets=["the Ugandan police"], root="ACCUSE")
    )
    assert not any(_words(text, event.sources) == ambassador for event in found)


def test_who_abstains_approves_nothing():
    """A clause of "with" tells what others do beside it, whom the reader may take for doers."""
    text = "The plan was approved 12-0 with Sweden and Norway abstaining."
    assert _events(text, _seen(text, "approved", sources=["Sweden"], root="SUPPORT")) == ()


def test_what_a_war_did_is_nobodys_deed():
    """Whoever the reader sees doing it."""
    text = "Kenya came out of a war that killed nine Norwegian soldiers."
    (event,) = _events(text, _seen(text, "killed", sources=["Kenya"], targets=["nine Norwegian soldiers"]))
    assert event.sources == ()


def test_who_names_another_as_responsible_is_not():
    """Whom the reader sees is."""
    text = "Kenyan rebels named Norwegian troops as being responsible for the arrest of the envoy."
    deed = _seen(text, "arrest", sources=["Norwegian troops"], targets=["the envoy"], root="COERCE")
    (event,) = [event for event in _events(text, deed) if event.cameo[:2] == "17"]
    assert _words(text, event.sources) == ["Norwegian troops"]


def test_a_weapon_does_nothing():
    """What a deed is done with is on no side."""
    (event,) = _events(PASSIVE, _seen(PASSIVE, "attacked", sources=["the rockets"]))
    assert event.sources == ()


def test_a_weapon_by_its_name_does_nothing():
    """Nor where only the reader sees it on a side."""
    text = "Norwegian troops said the F-16 and knew that Swedish soldiers were attacked on Monday."
    (event,) = _events(text, _seen(text, "attacked", sources=["the F-16"]))
    assert event.sources == ()


def test_of_a_clause_the_subject_is_the_side():
    """Where the reader's words are a whole clause, who is its subject takes part, not the clause."""
    (event,) = _events(PASSIVE, _seen(PASSIVE, "attacked", sources=["Swedish officials said the rockets"]))
    assert _words(PASSIVE, event.sources) == ["Swedish officials"]


def test_of_a_number_of_people_the_people_are_the_side():
    """Also where the reader's words end before them."""
    text = "Thousands of Norwegian teachers roughhoused a group of Swedish soldiers on Monday."
    sides = {"sources": ["Thousands"], "targets": ["a group of Swedish soldiers"]}
    (event,) = _events(text, _seen(text, "roughhoused", **sides))
    assert (_words(text, event.sources), _words(text, event.targets)) == (["Norwegian teachers"], ["Swedish soldiers"])


def test_who_is_seen_on_both_sides_is_on_neither():
    """And whom a deed was done to is not blamed for it."""
    (event,) = _events(
        PASSIVE, _seen(PASSIVE, "attacked", sources=["Swedish officials"], targets=["Swedish officials"])
    )
    assert event.sources == ()
    text = "Norwegian officials condemned the killing of Swedish soldiers."
    seen = _seen(text, "condemned", targets=["the killing of Swedish soldiers"], root="ACCUSE")
    event = next(event for event in _events(text, seen) if event.cameo == "111")
    assert event.targets == ()


@pytest.mark.parametrize(("chance", "events"), [(0.9, 1), (0.05, 0)])
def test_a_word_in_another_sense_is_no_deed(chance, events):
    """Where the reader sees no deed in the sentence, the lexicon's word does not make one."""
    assert len(_events(PLAIN, sentence=chance)) == events


def test_a_deed_that_the_lexicon_does_not_know_is_coded():
    """With the reader's code and sides; an unsure one is not."""
    text = "Norwegian troops roughhoused Swedish soldiers on Monday."
    sides = {"sources": ["Norwegian troops"], "targets": ["Swedish soldiers"]}
    (event,) = _events(text, _seen(text, "roughhoused", **sides))
    assert event.cameo[:2] == "19"
    assert (_words(text, event.sources), _words(text, event.targets)) == (sides["sources"], sides["targets"])
    assert not _events(text, _seen(text, "roughhoused", chance=0.3, **sides))


def test_what_is_seen_at_an_auxiliary_is_the_verbs_and_may_be_denied():
    """Who would not do it is not told to have done it."""
    text = "Norway would not thwart Sweden."
    (event,) = _events(text, _seen(text, "would", sources=["Norway"], targets=["Sweden"], root="REJECT"))
    assert event.modality == "denied"
    assert [words for piece in event.evidence if piece.field == "cameo" for words in piece.spans] == [Span(17, 23)]


def test_a_mark_tells_no_deed():
    """What the reader sees told at a full stop is no deed of its own."""
    text = "The envoy of Kenya was late."
    assert _events(text, _seen(text, ".", sources=["Kenya"])) == ()


def test_how_a_deed_is_wished_for_is_none():
    """Who finds something important has not asked for it; who is sour towards somebody is so."""
    text = "Kenya considers the road important."
    assert _events(text, _seen(text, "important", sources=["Kenya"])) == ()
    text = "Kenya is sour towards Uganda."
    assert _events(text, _seen(text, "sour", sources=["Kenya"], targets=["Uganda"], root="ACCUSE"))


def test_a_verb_that_only_carries_a_noun_tells_no_deed_of_its_own():
    """What the reader sees at "inflicted" is the bombardment."""
    text = "Norwegian troops inflicted a bombardment on Swedish soldiers on Monday."
    (event,) = _events(text, _seen(text, "inflicted", sources=["Norwegian troops"], targets=["Swedish soldiers"]))
    assert event.cameo == "194"
    assert _words(text, event.sources) == ["Norwegian troops"]


def test_of_a_part_of_a_phrase_the_phrase_is_the_side():
    """Where the reader saw only how a phrase begins."""
    text = "Norwegian troops roughhoused some very tired hikers on Monday."
    (event,) = _events(text, _seen(text, "roughhoused", sources=["Norwegian troops"], targets=["some"]))
    assert _words(text, event.targets) == ["some very tired hikers"]


def test_an_attack_in_words_is_a_criticism():
    """In an ambiguous word's sense the reader is followed where it is sure; what it sees no deed in is a figure of speech."""
    (event,) = _events(PLAIN, _seen(PLAIN, "attacked", root="ACCUSE"))
    assert (event.cameo[:2], event.plover) == ("11", "ACCUSE")
    (event,) = _events(PLAIN, _seen(PLAIN, "attacked", root="ACCUSE", chance=0.5))
    assert event.cameo[:2] == "19"
    assert len(_events(PLAIN)) == 1
    assert _events("The Norwegian minister attacked Swedish rules on Monday.") == ()


def test_what_is_seen_at_another_word_of_the_same_blow_is_no_second_deed():
    """The bombing that killed is one event, whatever code the reader has for it."""
    text = "A bombing killed 20 Swedish soldiers on Monday."
    (event,) = _events(text, _seen(text, "killed"), _seen(text, "bombing"))
    assert event.cameo == "183"


def test_a_deed_seen_in_an_attribute_is_the_nouns():
    """What the reader sees told by "military" is the attack that the lexicon found."""
    text = "The Norwegian army conducted two military attacks in Sweden."
    (event,) = _events(text, _seen(text, "military", sources=["The Norwegian army"], root="MOBILIZE"))
    assert event.cameo == "190"
    text = "Norwegian ministers discussed the truce with Sweden in a phone call."
    discussed = _seen(text, "discussed", sources=["Norwegian ministers"], targets=["Sweden"], root="CONSULT")
    call = _seen(text, "phone", sources=["Norwegian ministers"], targets=["Sweden"], root="CONSULT")
    assert [event.cameo for event in _events(text, discussed, call)] == ["041"]


def test_nobody_talks_with_a_place():
    """Not even where the reader takes the capital for a partner."""
    text = "Norwegian ministers travelled to the capital for talks on Monday."
    deed = _seen(text, "talks", sources=["Norwegian ministers"], targets=["the capital"], root="CONSULT")
    assert not any(event.targets for event in _events(text, deed) if event.cameo[:3] == "046")


def test_what_is_only_thought_of_and_not_seen_is_no_deed():
    """A word of the lexicon is too little for it; what is told plainly stays."""
    assert _events("Norway might have criticised Sweden on Monday.") == ()
    assert len(_events("Norway criticised Sweden on Monday.")) == 1


ASKED = "The minister urged Velmora to press the rebels to end at once raids on the army."


@pytest.mark.parametrize("somebody", ["The minister", "Velmora"])
def test_whoever_demands_that_a_deed_be_left_does_not_do_it(somebody):
    """Nor is he a doer of it who is asked to demand that of others."""
    events = _events(ASKED, _seen(ASKED, "raids", sources=[somebody], targets=["the army"]))
    assert [event.sources for event in events if event.cameo == "190"] == [()]


def test_whoever_is_asked_to_leave_a_deed_may_do_it():
    """Who is told to end the raids is who raids."""
    events = _events(ASKED, _seen(ASKED, "raids", sources=["the rebels"], targets=["the army"]))
    assert [_words(ASKED, event.sources) for event in events if event.cameo == "190"] == [["the rebels"]]


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("The Velmoran minister left the hall.", False),
        ("The Velmoran minister left for the capital on Friday.", False),
        ("Velmoran troops left the valley on Friday.", True),
    ],
)
def test_only_who_bears_arms_yields_by_leaving(text, coded):
    """Whatever the reader takes the leaving for."""
    deed = _seen(text, "left", sources=[text.partition(" left")[0]], root="YIELD")
    assert bool(_events(text, deed)) == coded


def test_what_the_reader_surely_sees_is_no_figure_of_speech():
    """Though only one side of it is told."""
    text = "The Norwegian army is cooperating."
    assert _events(text) == ()
    assert [e.cameo[:2] for e in _events(text, _seen(text, "cooperating", root="COOPERATE"))] == ["06"]
    unsure = _seen(text, "cooperating", root="COOPERATE", chance=0.5)
    assert _events(text, unsure) == ()


def test_who_defies_calls_for_a_truce_makes_none():
    """What a verb of turning down tells is a refusal, whatever the reader takes it for."""
    text = "Norway and the rebels defy calls."
    (event,) = _events(text, _seen(text, "defy", sources=["Norway"], targets=["the rebels"], root="YIELD"))
    assert event.cameo[:2] == "12"


def test_a_preposition_is_nobody():
    """Not even where the reader sees a side there."""
    text = "The Norwegian army outflanked in the north."
    (event,) = _events(text, _seen(text, "outflanked", sources=["The Norwegian army"], targets=["in"]))
    assert event.targets == ()


def test_what_another_verb_is_about_suffers_nothing():
    """A verb with an object of its own shares none with the verb before it."""
    text = "Swedish troops boarded two boats and seized guns from Norway."
    (event,) = _events(text, _seen(text, "seized", sources=["Swedish troops"], targets=["two boats"]))
    assert _words(text, event.targets) != ["two boats"]


def test_a_not_may_be_the_refusal():
    """What the reader sees refused in "did not turn up" is told as done; who keeps silent refuses nothing."""
    text = "Norway did not turn up in Stockholm."
    (event,) = _events(text, _seen(text, "turn", sources=["Norway"], root="REJECT"))
    assert (event.cameo[:2], event.modality) == ("12", "happened")
    text = "Norway is not seeking to hit Sweden."
    (event,) = _events(text, _seen(text, "seeking", sources=["Norway"], targets=["Sweden"], root="REJECT"))
    assert event.modality == "denied"
    text = "Norway would not object to Swedish troops."
    (event,) = _events(text, _seen(text, "object", sources=["Norway"], root="REJECT"))
    assert event.modality == "denied"
    text = "Norway did not comment on Sweden."
    assert _events(text, _seen(text, "comment", sources=["Norway"], targets=["Sweden"], root="REJECT")) == ()


def test_only_words_of_such_a_crime_tell_it():
    """Of an abuse that the lexicon does not know the reader's code of rape is a physical assault."""
    text = "Norwegian officials abused the mayor of Malmo on Monday."
    deed = dataclasses.replace(
        _seen(text, "abused", sources=["Norwegian officials"], targets=["the mayor"]), code="1821"
    )
    (event,) = _events(text, deed)
    assert event.cameo == "182"
