"""Modality is the main verb's: what governs the deed says whether it happened."""

import pytest

from dragoman.coding.clauses import read_clauses
from dragoman.coding.modality import judge_modality
from dragoman.evaluate.plain import plain_report
from dragoman.understand.language import analyse_language

CASES = [
    ("The town is being shelled by the army.", "shelled", "ongoing"),
    ("Velmora attacked Karsenia.", "attacked", "happened"),
    ("Did Velmora attack Karsenia?", "attack", "hypothetical"),
    ("Velmora wants to see Karsenia negotiating.", "negotiating", "hypothetical"),
    ("Velmora saw Karsenia attacking the town.", "attacking", "happened"),
    ("Velmora has not bothered to ask Karsenia.", "ask", "denied"),
    ("Has Velmora met the envoy and attacked Karsenia?", "attacked", "hypothetical"),
    ("When did Velmora attack Karsenia?", "attack", "happened"),
    ("Velmora denied claims that it had attacked Karsenia.", "attacked", "denied"),
    ("Velmora repeated claims that Karsenia had attacked it.", "attacked", "happened"),
    ("Velmora vowed to help the region by sending troops.", "sending", "announced"),
    ("Velmora works to support Karsenia in defeating the rebels.", "defeating", "hypothetical"),
    ("Velmora calls to ensure that Karsenia sends aid.", "sends", "hypothetical"),
    ("Velmora answered by sending troops.", "sending", "happened"),
    ("The envoy will return to the region, visiting both capitals.", "visiting", "announced"),
    ("The envoy returned to the region, visiting both capitals.", "visiting", "happened"),
    ("The envoy will fly to the capital for talks with Velmora.", "talks", "announced"),
    ("The envoy flew to the capital for talks with Velmora.", "talks", "happened"),
    ("Velmora will respond to the attack by Karsenia.", "attack", "happened"),
    ("Velmora will punish Karsenia for the raid.", "raid", "happened"),
    ("In her talks with Velmora, the envoy discussed aid.", "talks", "happened"),
    ("The envoy discussed aid in talks with Velmora.", "talks", "happened"),
    ("The envoy will discuss aid in talks with Velmora.", "talks", "announced"),
    ("The army will move on after taking the town.", "taking", "announced"),
    ("The army moved on after taking the town.", "taking", "happened"),
    ("The rebels would have fired on them and killed them.", "killed", "hypothetical"),
    ("The rebels have fired on them and killed them.", "killed", "happened"),
    ("They are due to discuss how to reach a truce when they meet in May.", "meet", "announced"),
    ("Velmora will attack Karsenia.", "attack", "announced"),
    ("Velmora is shelling the town.", "shelling", "ongoing"),
    ("Velmora continued to shell the town.", "shell", "ongoing"),
    ("Velmora plans to withdraw troops.", "withdraw", "announced"),
    ("Velmora offered to mediate.", "mediate", "offered"),
    ("Velmora is ready to mediate.", "mediate", "offered"),
    ("Velmora urged Karsenia to withdraw its troops.", "withdraw", "demanded"),
    ("Velmora called for talks.", "talks", "demanded"),
    ("Velmora called for the withdrawal of troops.", "withdrawal", "demanded"),
    ("The Security Council adopted resolutions on withdrawal of troops.", "withdrawal", "demanded"),
    ("Velmora threatened to attack Karsenia.", "attack", "threatened"),
    ("Velmora has not withdrawn its troops.", "withdrawn", "denied"),
    ("No observer was admitted to the zone.", "admitted", "denied"),
    ("Velmora denied attacking Karsenia.", "attacking", "denied"),
    ("Velmora refused to withdraw its troops.", "withdraw", "denied"),
    ("Velmora may attack Karsenia.", "attack", "hypothetical"),
    ("Velmora could withdraw its troops.", "withdraw", "hypothetical"),
    ("Karsenia said that Velmora would withdraw its troops.", "withdraw", "announced"),
    ("Karsenia denied that it would attack Velmora.", "attack", "denied"),
    ("Karsenia stopped short of saying that it would attack Velmora.", "attack", "denied"),
    ("Karsenia did not say that it would attack Velmora.", "attack", "hypothetical"),
    ("Velmora must withdraw its troops.", "withdraw", "demanded"),
    ("Velmora should not attack.", "attack", "demanded"),
    ("Talks will be held in May.", "talks", "announced"),
    ("Talks will be held in May.", "held", "announced"),
    ("The withdrawal of troops continues.", "withdrawal", "ongoing"),
    ("Velmora began to withdraw its troops.", "withdraw", "happened"),
    ("Velmora said that Karsenia had attacked the town.", "attacked", "happened"),
    ("Velmora accused Karsenia of shelling the town.", "shelling", "happened"),
    ("He left without signing the deal.", "signing", "denied"),
    ("Velmora stopped short of attacking Karsenia.", "attacking", "denied"),
    ("Instead of attacking Karsenia, Velmora sent aid.", "attacking", "denied"),
    ("Velmora and Karsenia held short talks.", "talks", "happened"),
    ("The rebels tried to seize the town.", "seize", "hypothetical"),
    ("The rebels attempted to seize the town.", "seize", "hypothetical"),
    ("They met to discuss a ceasefire.", "met", "happened"),
    ("Both plan to sign the deal when they meet in May.", "meet", "announced"),
    ("Nothing will prevent Velmora from shelling the town.", "shelling", "announced"),
    ("He is in jail after being arrested by the police.", "arrested", "happened"),
    ("The envoy is set to visit Karsenia on Sunday.", "visit", "announced"),
    ("I hope the two governments talk soon.", "talk", "hypothetical"),
    ("He condemned what he called a brutal attack.", "attack", "happened"),
    ("They met to sign a ceasefire.", "sign", "hypothetical"),
    ("The possibility of an attack remains.", "attack", "hypothetical"),
    ("Velmora decided to send troops.", "send", "announced"),
    ("Troops would have attacked the town.", "attacked", "hypothetical"),
    ("Karsenia cancelled the talks.", "talks", "denied"),
    ("Not only did Velmora attack Karsenia, it occupied the north.", "attack", "happened"),
    ("Velmora will withdraw its troops and release prisoners.", "release", "announced"),
    ("Velmora withdrew its troops and released prisoners.", "released", "happened"),
    ("The planned talks were postponed.", "talks", "announced"),
    ("Velmora warned it would attack.", "attack", "threatened"),
    ("Velmora agreed to release the prisoners.", "release", "announced"),
    ("The sides are to meet on Monday.", "meet", "announced"),
    ("Velmora failed to implement the accord.", "implement", "denied"),
    ("Velmora has been bombing the city.", "bombing", "ongoing"),
    ("Velmora condemned the attack on the convoy.", "attack", "happened"),
    ("The attack killed nine people.", "attack", "happened"),
    ("The army said it had repelled an attack.", "repelled", "happened"),
    ("The agreement on the withdrawal of troops was signed.", "withdrawal", "happened"),
    ("Velmora rejected talks with Karsenia.", "talks", "denied"),
    ("The minister asked for the release of prisoners.", "release", "demanded"),
    ("The visit is expected to take place in May.", "visit", "announced"),
    ("They discussed a possible exchange of prisoners.", "exchange", "hypothetical"),
    ("Velmora wants to join the talks.", "join", "hypothetical"),
    ("Velmora never attacked Karsenia.", "attacked", "denied"),
    ("Talks set for Monday.", "talks", "announced"),
    ("They spoke of talks planned for May.", "talks", "announced"),
    ("They are closer to starting talks.", "talks", "hypothetical"),
    ("The envoys fear that Velmora will attack Karsenia.", "attack", "hypothetical"),
    ("Velmora will have to withdraw its troops.", "withdraw", "demanded"),
    ("Karsenia said that Velmora would have to withdraw its troops.", "withdraw", "demanded"),
    ("Velmora would have had to withdraw its troops.", "withdraw", "hypothetical"),
    ("Velmora might have to withdraw its troops.", "withdraw", "hypothetical"),
    ("If they attack us, Velmora will have to withdraw its troops.", "withdraw", "conditional"),
    ("It was necessary to withdraw the troops.", "withdraw", "demanded"),
    ("If the army attacks the town, the government will respond.", "attacks", "conditional"),
    ("If the army attacks the town, the government will respond.", "respond", "conditional"),
]


@pytest.mark.parametrize(
    ("text", "deed", "expected"), CASES, ids=[f"{deed}-{i}" for i, (_, deed, _) in enumerate(CASES)]
)
def test_modality_of_a_deed(text, deed, expected):
    """The reading that a person gives, with words of the text behind it and a named rule."""
    report = plain_report(text, day="2021-10-13")
    analysis = analyse_language(report)
    token = next(token for token in analysis.tokens if token.text.lower() == deed.lower())
    modality, spans, rule = judge_modality(read_clauses(analysis.tokens), token.index)
    assert modality == expected
    assert rule.startswith("modality.")
    assert spans
    assert all(span.of(text).strip() for span in spans)
