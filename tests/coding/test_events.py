"""Events: who did what to whom."""

import dataclasses

import pytest

from dragoman.coding.events import code_events
from dragoman.coding.setting import set_out
from dragoman.coding.statements import code_statements
from dragoman.model import Instant, Report, Source, Span, content_id
from dragoman.understand.actors import resolve_actors
from dragoman.understand.attribution import find_attributions
from dragoman.understand.language import analyse_language
from dragoman.understand.places import find_places
from dragoman.vocab.actors import load_actors
from tests.coding.understanding import understand_actors

FACTS = [
    ("Russia and Turkey held talks in Moscow.", "046", ["Russia", "Turkey"], ["Russia", "Turkey"]),
    ("Turkey agreed to withdraw its troops from Syria.", "0356", ["Turkey"], ["Syria"]),
    ("Norway offered to mediate between Colombia and the rebels.", "039", ["Norway"], ["Colombia", "the rebels"]),
    ("The United States imposed sanctions against Iran.", "163", ["The United States"], ["Iran"]),
    ("Germany provided humanitarian aid to Syria.", "073", ["Germany"], ["Syria"]),
    ("India threatened to attack Pakistan.", "1384", ["India"], ["Pakistan"]),
    ("North Korea refused to meet South Korea.", "125", ["North Korea"], ["South Korea"]),
    ("Three soldiers were killed by gunmen in Mali.", "180", ["gunmen"], ["Three soldiers"]),
    ("Talks between Serbia and Kosovo broke down.", "046", ["Serbia", "Kosovo"], ["Serbia", "Kosovo"]),
    ("The government declared a ceasefire with the rebels.", "0871", ["The government"], ["the rebels"]),
    ("Iraq invaded Kuwait.", "190", ["Iraq"], ["Kuwait"]),
    ("The Saudi-led attack on Yemen went on.", "190", ["Saudi"], ["Yemen"]),
    ("Russia hit Ukraine with a missile.", "194", ["Russia"], ["Ukraine"]),
    ("Israel launched a wave of attacks on Lebanon.", "190", ["Israel"], ["Lebanon"]),
    ("Ethiopian drones struck Eritrea.", "195", ["Ethiopian"], ["Eritrea"]),
    ("Israel vowed to crush Syria.", "1384", ["Israel"], ["Syria"]),
    ("It was the worst day, with 52 Palestinians killed.", "180", [], ["Palestinians"]),
    ("A suspected rebel was shot and killed in Mali.", "193", [], ["A suspected rebel"]),
    ("A suicide attack killed two soldiers in Kabul.", "1831", [], ["two soldiers"]),
    ("Nine soldiers were wounded in a rocket attack in Mali.", "194", [], ["Nine soldiers"]),
    ("The attack, carried out by Iran, killed two soldiers.", "190", ["Iran"], ["two soldiers"]),
    ("An explosion in Mali left two soldiers dead.", "180", [], ["two soldiers"]),
    ("The siege ended with five officers left dead.", "180", [], ["five officers"]),
    ("Two soldiers were killed when a rocket slammed into a bridge.", "194", [], ["Two soldiers"]),
    ("A gun battle between Iran and Iraq broke out.", "193", ["Iran", "Iraq"], ["Iran", "Iraq"]),
    ("Iran arrested dozens of Iraqi soldiers.", "173", ["Iran"], ["Iraqi soldiers"]),
    ("North Korea vowed not to meet South Korea.", "125", ["North Korea"], ["South Korea"]),
    ("Iran vowed to strike back at Israel.", "1384", ["Iran"], ["Israel"]),
    ("Iran vowed to punish Israel for the raid.", "130", ["Iran"], ["Israel"]),
    ("Villagers clashed with Indian troops.", "145", ["Villagers"], ["Indian troops"]),
    ("Iran raided or besieged twelve Iraqi towns.", "191", ["Iran"], ["Iraqi"]),
    ("Germany said the envoy was ill, urging Iran to free him.", "0253", ["Germany"], ["Iran"]),
    ("Turkey deported thousands of Syrian villagers.", "174", ["Turkey"], ["Syrian villagers"]),
    ("Turkey deported a number of villagers and refugees.", "174", ["Turkey"], ["villagers", "refugees"]),
    ("Turkey deported a group of Syrian villagers.", "174", ["Turkey"], ["Syrian villagers"]),
    ("Police arrested scores of protesters.", "173", ["Police"], ["protesters"]),
    ("A crowd of students rallied against the government.", "141", ["students"], ["the government"]),
    ("A convoy of soldiers was attacked by a band of the rebels.", "190", ["the rebels"], ["soldiers"]),
    ("Thousands of villagers were expelled from Turkey.", "174", ["Turkey"], ["villagers"]),
    ("Refugees were forcibly returned from Turkey.", "174", ["Turkey"], ["Refugees"]),
    ("The rally was broken up by police.", "175", ["police"], []),
    ("Iran welcomed the refugees.", "075", ["Iran"], ["the refugees"]),
    ("Iran claimed an attack in the port of Aden that killed 20 soldiers.", "190", ["Iran"], ["20 soldiers"]),
    ("Iran and Iraq exchanged gunfire.", "193", ["Iran", "Iraq"], ["Iran", "Iraq"]),
    ("Iran raised it in a call with Iraq on Monday.", "041", ["Iran"], ["Iraq"]),
    ("Iran held telephone talks with Iraq and Kenya.", "041", ["Iran"], ["Iraq", "Kenya"]),
    ("Iran discussed the truce with Iraq over the phone.", "041", ["Iran"], ["Iraq"]),
    ("A total of 47 prisoners were exchanged between Iran and Iraq.", "0841", ["Iran", "Iraq"], ["Iran", "Iraq"]),
    ("Monitors noted violations of the ceasefire from the rebels.", "196", ["the rebels"], []),
    ("Iran's call on Iraq to leave was heard.", "020", ["Iran"], ["Iraq"]),
    ("Iranian helicopter shot down by Iraq.", "190", ["Iraq"], ["Iranian"]),
    ("Iran shot down or captured two Iraqi helicopters.", "190", ["Iran"], ["Iraqi"]),
    ("Iran's tanks and strikes killed two soldiers.", "190", ["Iran"], ["two soldiers"]),
    ("The soldiers Turkey detained are Iraqi.", "173", ["Turkey"], ["The soldiers"]),
    ("Police detained at least nine soldiers.", "173", ["Police"], ["at least nine soldiers"]),
    ("Prosecutors charged two soldiers with treason.", "1121", ["Prosecutors"], ["two soldiers"]),
    ("A court sentenced two soldiers to six years.", "173", ["A court"], ["two soldiers"]),
    ("Clashes between protesters and police went on.", "145", ["protesters", "police"], ["protesters", "police"]),
    ("The army quelled a rebellion of militants in Mali.", "190", ["The army"], ["militants"]),
    ("The army is looking into the matter.", "090", ["The army"], []),
    ("Norway offered an apology to Sweden.", "055", ["Norway"], ["Sweden"]),
    ("Norway condemned the rebels, including Sweden.", "111", ["Norway"], ["the rebels", "Sweden"]),
    ("The army, along with rebels, attacked Iraq.", "190", ["The army", "rebels"], ["Iraq"]),
    ("The rebels promised to stop kidnapping villagers.", "0356", ["The rebels"], ["villagers"]),
    ("Turkey stopped shelling Iraq.", "087", ["Turkey"], ["Iraq"]),
    ("Turkish ships fired water cannons on Iraqi boats.", "175", ["Turkish"], ["Iraqi"]),
    ("Turkish ships blocked Iraqi boats.", "191", ["Turkish"], ["Iraqi"]),
    ("Turkey reopened a military hotline with Iraq.", "050", ["Turkey"], ["Iraq"]),
    ("The rebels regained control of much of Mali.", "192", ["The rebels"], ["Mali"]),
    ("The police used batons against the protesters.", "175", ["The police"], ["the protesters"]),
    (
        "The rebels and the government agreed to prolong a ceasefire.",
        "0356",
        ["The rebels", "the government"],
        ["The rebels", "the government"],
    ),
    ("Turkey vowed to slap Iraq with sanctions.", "1312", ["Turkey"], ["Iraq"]),
    ("Turkey slapped Iraq with sanctions.", "163", ["Turkey"], ["Iraq"]),
    ("Turkey placed two Iraqi officials under house arrest.", "173", ["Turkey"], ["two Iraqi officials"]),
    ("The general staged a coup in Mali.", "170", ["The general"], ["Mali"]),
    ("Turkey gave the rebels a week to leave Mali.", "139", ["Turkey"], ["the rebels"]),
    ("Turkey ended a ceasefire with Iraq.", "160", ["Turkey"], ["Iraq"]),
    ("Turkey and Iraq extended a truce.", "0871", ["Turkey", "Iraq"], ["Turkey", "Iraq"]),
    ("Turkey launched an airstrike on Iraq.", "195", ["Turkey"], ["Iraq"]),
    ("Turkey launched a rocket attack on Iraq.", "194", ["Turkey"], ["Iraq"]),
    ("Nationwide protests engulfed Iraq.", "141", [], ["Iraq"]),
    ("Five Iraqi soldiers died in clashes with Turkey.", "190", ["Turkey"], ["Five Iraqi soldiers"]),
    ("The rebels demanded that Turkey respect the rights of Iraq.", "100", ["The rebels"], ["Turkey"]),
    ("Turkey joined Norway in condemning Iraq.", "111", ["Turkey", "Norway"], ["Iraq"]),
    ("Turkey sent troops to its border with Iraq.", "154", ["Turkey"], ["Iraq"]),
    ("Iran vowed not to attack Iraq.", "0356", ["Iran"], ["Iraq"]),
    # Who does it himself is not what the other has.
    (
        "The government and its rebels agreed to prolong a ceasefire.",
        "0356",
        ["The government", "its rebels"],
        ["The government", "its rebels"],
    ),
]


def make_report(text, headline=None):
    """A report whose paragraphs are the text's blocks, with a headline before them where one is given."""
    whole = f"{headline}\n\n{text}" if headline else text
    start = len(headline) + 2 if headline else 0
    paragraphs = []
    for block in text.split("\n\n"):
        paragraphs.append(Span(start, start + len(block)))
        start += len(block) + 2
    return Report(
        id=content_id("report", whole),
        text=whole,
        source=Source("test", "text", "0" * 64, len(whole), "utf-8", "default"),
        paragraphs=tuple(paragraphs),
        furniture=(),
        offsets=(),
        headline=headline,
        headline_span=Span(0, len(headline)) if headline else None,
        published=Instant("2023-05-04", "day", "4 May 2023", "text"),
    )


def events_of(text, headline=None):
    """The report and its events, all sentences being news and nobody quoted."""
    report = make_report(text, headline)
    analysis = analyse_language(report)
    standings = ("news",) * len(analysis.sentences)
    return report, code_events(set_out(report, analysis, standings=standings, run_id="run"))


@pytest.mark.parametrize(("text", "code", "sources", "targets"), FACTS)
def test_who_did_what_to_whom(text, code, sources, targets):
    """The predicate gives the code, its arguments the sides."""
    _, events = events_of(text)
    assert [(e.cameo, [p.name for p in e.sources], [p.name for p in e.targets]) for e in events] == [
        (code, sources, targets)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The committee will look at the figures.",
        "He said the weather was fine.",
        "The Norwegian minister declined to comment on the Swedish report.",
        "Norway refused to say when its troops would leave Sweden.",
        "The drone hit a bus.",
        "Sweden denied that talks had been held.",
        "The judge reads of state capture in South Africa.",
        "",
    ],
)
def test_no_political_actor_or_deed_no_event(text):
    """Remarks and private matters give nothing."""
    assert events_of(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Popular Movement for Justice rejected the offer on Tuesday.", ["Popular Movement for Justice"]),
        ("The Qamari electoral council condemned the raid.", ["Qamari electoral council"]),
        ("Big Machine Records rejected the offer on Tuesday.", None),
    ],
)
def test_a_body_that_nobody_knows_is_political_by_its_noun(text, source):
    """A movement or a council acts in politics, a firm does not."""
    report, analysis = understand_actors(text)
    events = code_events(set_out(report, analysis, standings=("news",), run_id="run"))
    assert [[p.name for p in event.sources] for event in events] == ([source] if source else [])


def test_a_pair_with_a_hyphen_is_both():
    """Both hold the talks, though the parse hangs them on the second; a name cut at a hyphen is the actor in it."""
    for text in ("Russia-Ukraine talks failed on Monday.", "New Russia-Ukraine talks set for Monday"):
        report, analysis = understand_actors(text)
        standings = ("news",) * len(analysis.sentences)
        (event,) = code_events(set_out(report, analysis, standings=standings, run_id="run"))
        assert {p.name for p in event.sources} == {"Russia", "Ukraine"}


def test_spans_slice_to_the_words_and_every_field_has_evidence():
    """Evidence or nothing."""
    report, events = events_of("Germany provided humanitarian aid to Syria.")
    (event,) = events
    assert event.trigger.of(report.text) == "provided"
    assert [p.span.of(report.text) for p in event.targets] == ["Syria"]
    fields = {e.field for e in event.evidence}
    assert {"cameo", "sources", "targets", "modality", "standing", "voice"} <= fields
    assert {"time", "place"} - fields <= {gap.field for gap in event.gaps}
    assert (event.plover, event.quad, event.goldstein, event.goldstein_table) == ("AID", 2, 7.4, "phoenix")


@pytest.mark.parametrize(
    ("headline", "lead", "number"),
    [
        ("Drone kills Kenyan official", "A senior Kenyan official was killed in the north on Tuesday.", 1),
        ("Rebels kill ten Kenyan soldiers", "Ten soldiers of Kenya's army died in an attack by rebels.", 1),
        ("Rebels kill ten Kenyan soldiers", "Rebels killed four Kenyan soldiers in an attack on Tuesday.", 2),
        ("Kenya condemns Chad", "Chad condemned Kenya on Tuesday.", 2),
    ],
)
def test_a_headlines_deed_is_the_leads(headline, lead, number):
    """Where who is told of in short may be who is told of in full; other numbers and other sides are others."""
    report, analysis = understand_actors(f"{headline}\n{lead}")
    report = dataclasses.replace(report, headline_span=report.paragraphs[0], paragraphs=report.paragraphs[1:])
    events = code_events(set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run"))
    assert len(events) == number


def test_a_deed_told_twice_is_one_event_with_two_tellings():
    """Headline and lead tell one deed."""
    _, events = events_of("Iraq invaded Kuwait on Thursday.", headline="Iraq invades Kuwait")
    (event,) = events
    assert len({event.trigger, *event.tellings}) == 2


def test_who_did_it_with_each_other_is_no_more_than_who_did_it_with_whom():
    """The telling that comes first stays where the other names the same two."""
    _, events = events_of("Turkey met with Kenya. Turkey and Kenya met.")
    assert [[p.name for p in event.targets] for event in events] == [["Kenya"]]


def test_the_same_report_gives_the_same_events():
    """Repeatable to the byte."""
    text = " ".join(fact[0] for fact in FACTS)
    assert events_of(text) == events_of(text)


def test_who_is_mediated_between_is_read_off_the_name_of_their_conflict():
    """A mediator's offer concerns the parties named with the conflict, not the conflict's name; headline and lead are one offer."""
    text = "Norway is ready to render mediation assistance in the dispute between Serbia and Kosovo."
    _, (event,) = events_of(text, headline="Norway offers to mediate")
    assert (event.cameo, event.plover, event.modality) == ("039", "AGREE", "offered")
    assert [p.name for p in event.targets] == ["Serbia", "Kosovo"]


def test_the_accused_is_the_doer_of_what_he_is_accused_of():
    """The subject of a gerund after `accuse of` is the accused."""
    _, events = events_of("Turkey accused Syria of invading its neighbour, Jordan.")
    assert [(e.cameo, [p.name for p in e.sources], [p.name for p in e.targets]) for e in events] == [
        ("112", ["Turkey"], ["Syria"]),
        ("190", ["Syria"], ["Jordan"]),
    ]


def test_strikes_that_destroy_are_told_from_things_that_are_killed_off():
    """What aircraft do to positions is fighting from the air; a custom that is killed off is no deed."""
    _, events = events_of("Russian airstrikes engaged Turkish units on Monday.")
    assert [event.cameo for event in events] == ["195"]
    assert not events_of("The government of Spain killed off the siesta.")[1]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In Geneva, Iran and Iraq held talks.", "Geneva"),
        ("Iran and Iraq held talks at a hotel near Geneva.", "Geneva"),
        ("Iran attacked Iraqi troops in a village near the capital, Baghdad.", "Baghdad"),
        ("The attack on Iraqi troops occurred near Baghdad.", "Baghdad"),
        ("The Baghdad attack killed two Iraqi soldiers.", "Baghdad"),
    ],
)
def test_where_a_deed_was(text, place):
    """Its own preposition, that of its verb or at the start of its clause, or the name before the noun says where."""
    report = make_report(text)
    analysis = analyse_language(report)
    analysis = dataclasses.replace(analysis, places=find_places(report, analysis))
    events = code_events(set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run"))
    assert place in [event.place.name for event in events if event.place is not None]


def test_whom_one_blow_killed_and_wounded_is_one_event():
    """Both stand in it, and it has the code of the attack."""
    report = make_report("Three villagers were killed and twelve wounded in an axe attack in northern Kenya.")
    analysis = analyse_language(report)
    analysis = dataclasses.replace(analysis, places=find_places(report, analysis))
    (event,) = code_events(set_out(report, analysis, standings=("news",), run_id="run"))
    assert (event.cameo, [p.name for p in event.targets]) == ("182", ["Three villagers", "twelve"])


def test_a_town_where_something_happened_is_no_target():
    """The town is the place of the deed, and nobody is told to have been struck."""
    report = make_report("The attack took place in May at a mill in Kisumu.")
    analysis = analyse_language(report)
    analysis = dataclasses.replace(analysis, places=find_places(report, analysis))
    (event,) = code_events(set_out(report, analysis, standings=("news",), run_id="run"))
    assert (event.targets, event.place.name) == ((), "Kisumu")


def test_a_town_does_nothing_and_is_not_where_its_deed_is_condemned():
    """The town before a deed is that deed's place alone."""
    report = make_report("Iraq condemned the Fallujah attack that killed two Iraqi soldiers.")
    analysis = analyse_language(report)
    analysis = dataclasses.replace(analysis, places=find_places(report, analysis))
    condemned, killed = code_events(set_out(report, analysis, standings=("news",), run_id="run"))
    assert (condemned.place, killed.sources) == (None, ())
    assert killed.place is not None


def test_violence_that_a_noun_only_refers_to_is_no_second_event():
    """What "the attack" and "the killings" refer to, what they are the latest of, was told before; victims of the same number are the same."""
    text = "Rebels attacked soldiers in Mali, killing 20 people.\n\nThe attack took place at dawn. Monday's killings were the latest in a series of gun attacks in the country."
    _, events = events_of(text)
    assert {event.trigger.start for event in events} < set(range(text.index("\n")))
    _, events = events_of("A bombing killed 20 soldiers in Mali.\n\nAn attack on Monday left 20 soldiers dead in Mali.")
    assert len(events) == 1


def test_two_passives_have_victims_each():
    """Who was wounded is not who was killed."""
    _, events = events_of("Eight soldiers were killed and nine rebels were wounded.")
    assert {p.name for event in events for p in event.targets} == {"Eight soldiers", "nine rebels"}


@pytest.mark.parametrize(
    ("text", "code", "sources", "targets"),
    [
        (
            "Norwegian rebels unleashed a barrage of rockets on Swedish troops.",
            "194",
            ["Norwegian rebels"],
            ["Swedish troops"],
        ),
        ("Norway refused to negotiate with Sweden.", "125", ["Norway"], ["Sweden"]),
        ("Germany gave Syria humanitarian aid.", "073", ["Germany"], ["Syria"]),
        ("Norway has the readiness to mediate.", "039", ["Norway"], []),
        ("Norway's readiness to mediate pleased everybody.", "039", ["Norway"], []),
        ("Norway called on Friday for a ceasefire in Syria.", "0256", ["Norway"], []),
        ("Kenya threatened to humiliate Uganda.", "130", ["Kenya"], ["Uganda"]),
        ("Kenya promised to stand by Uganda.", "032", ["Kenya"], ["Uganda"]),
        ("Kenya took part in talks with Uganda.", "046", ["Kenya"], ["Uganda"]),
        ("The members of the Security Council condemned Kenya.", "111", ["the Security Council"], ["Kenya"]),
    ],
)
def test_sides_that_stand_elsewhere_than_at_the_verb(text, code, sources, targets):
    """The indirect object, whose noun it is, the object of a deed that the lexicon lacks, who takes part, whose members; a day is nobody."""
    (event,) = events_of(text)[1]
    assert event.cameo == code
    assert ([p.name for p in event.sources], [p.name for p in event.targets]) == (sources, targets)


def test_a_side_that_is_not_told_is_a_gap():
    """The record says whether the clause names nobody, or somebody whom it cannot tell."""
    (event,) = events_of("Germany imposed sanctions on Friday.")[1]
    assert ("targets", "the clause does not say") in [(gap.field, gap.reason) for gap in event.gaps]
    (event,) = events_of("It imposed sanctions on Germany.")[1]
    assert ("sources", "the words name no actor that can be told") in [(gap.field, gap.reason) for gap in event.gaps]


def _understood(text):
    report, analysis = understand_actors(text)
    return code_events(set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run"))


def test_what_a_state_orders_its_own_forces_to_do_is_its_deed():
    """No demand to the army, but an attack."""
    (event,) = _understood("Kenya ordered its army to attack rebels in Uganda.")
    assert (event.cameo, [p.name for p in event.sources], event.modality) == ("190", ["Kenya"], "happened")


@pytest.mark.parametrize(
    ("text", "code", "modality", "targets"),
    [
        ("Kenya ordered Kenyan troops to withdraw.", "0356", "announced", []),
        ("Kenya ordered the release of 20 prisoners.", "0841", "announced", ["20 prisoners"]),
        ("The UN ordered Israel to withdraw from Lebanon.", "1056", "demanded", ["Israel"]),
        ("Kenya secured the release of 20 prisoners.", "0841", "happened", ["20 prisoners"]),
    ],
)
def test_what_is_ordered_is_not_done_yet(text, code, modality, targets):
    """Who orders his own troops to withdraw, or a release, is about to; who orders another, demands it."""
    (event,) = _understood(text)
    assert (event.cameo, event.modality, [p.name for p in event.targets]) == (code, modality, targets)


@pytest.mark.parametrize(
    ("text", "code", "sources", "targets"),
    [
        (
            "Two men were killed in an armed confrontation between Kenya and Chad.",
            "190",
            ["Kenya", "Chad"],
            ["Two men"],
        ),
        ("Kenya condemned the targeting of farmers by Chad.", "111", ["Kenya"], ["Chad"]),
        ("Kenya and Chad agreed to cease hostilities.", "0871", ["Kenya", "Chad"], ["Kenya", "Chad"]),
        ("Kenya pulled out of a truce with Chad.", "161", ["Kenya"], ["Chad"]),
        ("Kenya declared a truce between Chad and Mali.", "0871", ["Chad", "Mali"], ["Chad", "Mali"]),
        ("Kenya accused Chad of it, a charge Chad denies.", "112", ["Kenya"], ["Chad"]),
        ("Kenya will not negotiate with Chad.", "125", ["Kenya"], ["Chad"]),
        ("Kenya won't negotiate with Chad.", "125", ["Kenya"], ["Chad"]),
        ("Kenyan rebels captured a police station.", "192", ["Kenyan rebels"], ["police station"]),
        ("Kenyan rebels seized the north of Chad.", "192", ["Kenyan rebels"], ["Chad"]),
        ("Kenya's war killed 3,000 people.", "190", [], ["3,000 people"]),
        (
            "The British High Commission, the French Embassy, and the US Embassy in Nicosia condemned Mali.",
            "111",
            ["British High Commission", "French Embassy", "US Embassy"],
            ["Mali"],
        ),
        (
            "The peace deal was signed by former Kenyan president Osman Karel and UNITA leader Ilya Morov.",
            "057",
            ["Osman Karel", "Ilya Morov"],
            ["Osman Karel", "Ilya Morov"],
        ),
        (
            "Yemeni rebels released one prisoner. The Houthis released the prisoner on Monday.",
            "0841",
            ["Houthis"],
            ["one prisoner"],
        ),
    ],
)
def test_sides_and_senses_of_conflict(text, code, sources, targets):
    """Who fights is told by "between", who is blamed by "by"; an agreement is left, and a refusal to talk is one."""
    (event, *_) = _understood(text)
    assert (event.cameo, [p.name for p in event.sources]) == (code, sources)
    assert [p.name for p in event.targets] == targets


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kenyan rebels seized four policemen.", "181"),
        ("Gunmen seized two soldiers in Mali.", "181"),
        ("Kenyan police seized two men.", "173"),
        ("Kenyan rebels detained two men.", "173"),
        ("Kenyan rebels captured Minister Osman Karel.", "181"),
        ("Five Italian hostages were freed on Monday.", "0841"),
    ],
)
def test_who_is_taken_and_by_whom(text, code):
    """Rebels take hostages where police arrest, and a man is no land; who is freed by nobody named was held by somebody."""
    (event,) = _understood(text)
    assert event.cameo == code


def test_a_place_that_opens_the_clause_is_where_its_deeds_were():
    """Also where a second verb tells of one."""
    events = _understood("In Geneva, Kenya and Uganda met and agreed a ceasefire.")
    assert [event.place.name for event in events] == ["Geneva", "Geneva"]


def test_whoever_claims_an_attack_did_it():
    """Who takes responsibility for it elsewhere in the text is its doer."""
    _, events = events_of("A bombing killed 20 soldiers in Mali.\n\nIran claimed responsibility for the attack.")
    assert [(e.cameo, [p.name for p in e.sources]) for e in events] == [("183", ["Iran"])]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Villagers attacked the Iraqi police.", "180"),
        ("Teachers in Kenya began a strike on Monday.", "143"),
        ("Iraqi troops attacked the villagers.", "190"),
        ("His supporters fought battles with Iraqi police.", "145"),
        ("Iraqi police clashed with rebels.", "190"),
    ],
)
def test_private_people_do_not_wage_war(text, code):
    """Their attack is no military one, their strike is a walkout, and their clash with police a riot."""
    assert [event.cameo for event in _understood(text)] == [code]


def test_to_agree_that_something_is_so_is_an_opinion():
    """To agree that something will be done is a promise."""
    assert _understood("Iran and Iraq agreed that the road is open.") == ()
    assert _understood("Iran agrees with Iraq that the talks are dead.") == ()
    (event,) = _understood("Iran and Iraq agreed that troops will leave.")
    assert event.cameo[:2] == "03"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Teachers surrounded the parliament in Karsova.", "144"),
        ("Opposition activists encircled the ministry.", "144"),
        ("The ministry was besieged by thousands of villagers.", "144"),
        ("The army surrounded the parliament.", "191"),
        ("Gunmen surrounded the parliament.", "191"),
    ],
)
def test_who_surrounds_a_building_without_arms_protests(text, code):
    """It is no blockade."""
    assert [event.cameo for event in _understood(text)] == [code]


def test_whom_reporters_surround_suffers_nothing():
    """Nor do fans besiege anybody."""
    assert _understood("Reporters surrounded the minister.") == ()


def test_whose_helicopter_is_shot_down_is_the_victim():
    """And not who shot it down."""
    (event,) = _understood("The Kenyan army, whose helicopter was shot down over Uganda, is ready.")
    assert (event.cameo, event.sources, [p.name for p in event.targets]) == ("190", (), ["Kenyan army"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norway condemned the killing of two Kenyan soldiers by Uganda.",
            [("111", ["Norway"], ["Uganda"]), ("180", ["Uganda"], ["two Kenyan soldiers"])],
        ),
        (
            "Norway welcomed the release of two Kenyan soldiers by Uganda.",
            [("051", ["Norway"], ["Uganda"]), ("0841", ["Uganda"], ["two Kenyan soldiers"])],
        ),
        ("Norway denounced the invasion of Kenya.", [("111", ["Norway"], []), ("190", [], ["Kenya"])]),
        (
            "The killing of two Kenyan soldiers was blamed on Uganda.",
            [("180", [], ["two Kenyan soldiers"]), ("112", [], ["Uganda"])],
        ),
        ("The bailout of Kenya by Norway went on.", [("071", ["Norway"], ["Kenya"])]),
        ("Uganda's rescue of two Kenyan soldiers went on.", [("073", ["Uganda"], ["two Kenyan soldiers"])]),
    ],
)
def test_to_whom_a_noun_tells_it_done_is_not_who_did_it(text, told):
    """Who answers a deed praises or blames its doer, never whom it was done to."""
    found = [(e.cameo, [p.name for p in e.sources], [p.name for p in e.targets]) for e in events_of(text)[1]]
    assert sorted(found) == sorted(told)


def _told(text):
    """What the events of a text are, inside what the text says was said."""
    report, analysis = understand_actors(text)
    analysis = dataclasses.replace(analysis, attributions=find_attributions(report, analysis))
    setting = set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")
    setting = dataclasses.replace(setting, statements=code_statements(setting))
    return [
        (e.cameo, e.modality, [p.name for p in e.sources], [p.name for p in e.targets]) for e in code_events(setting)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenya must withdraw its troops from Uganda, {} said.", ("0874", "hypothetical", ["Kenya"], ["Uganda"])),
        ("Kenya would have to impose sanctions on Uganda, {} said.", ("163", "hypothetical", ["Kenya"], ["Uganda"])),
        ("Kenya needs to withdraw its troops from Uganda, {} said.", ("0874", "hypothetical", ["Kenya"], ["Uganda"])),
        ("Kenya would attack Uganda, {} said.", ("190", "hypothetical", ["Kenya"], ["Uganda"])),
    ],
)
def test_what_an_observer_says_must_be_is_neither_his_demand_nor_a_threat(text, told):
    """He is no party to it; in a party's mouth the same words are a demand or a threat."""
    assert _told(text.format("economist Orhan Veldar")) == [told]
    assert _told(text.format("Tanzania")) != [told]


def test_what_one_will_have_to_do_oneself_is_no_demand():
    """Of oneself one announces it; of others one demands it."""
    assert _told("Kenya will have to attack Uganda, Kenya said.") == [("1384", "threatened", ["Kenya"], ["Uganda"])]
    assert _told("Kenya will have to release the prisoners, Uganda said.") == [
        ("1053", "demanded", ["Uganda"], ["Kenya"])
    ]


def test_a_blow_that_is_expected_of_nobody_is_no_threat():
    """Somebody must threaten."""
    assert _understood("Plans for an attack on Iraq were found.") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("President Mira Solvan continued her attacks on Senator Oru Tamm.", "111"),
        ("Iraqi forces liberated the town of Tikrit.", "190"),
        ("Iran warned residents to boil their water.", "020"),
        ("Iran supports the rebels by providing weapons.", "070"),
        ("The U.S. court struck down the tariffs of Canada.", "120"),
        ("Iran agreed with Iraq on a plan.", "030"),
    ],
)
def test_a_word_in_another_sense(text, code):
    """An attack in words, land that is freed, a warning of harm, support by deeds, a law that falls."""
    assert [event.cameo for event in _understood(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Iran agrees with the President of Iraq.",
        "A typhoon struck Taiwan.",
        "California voted for the Democrats.",
        "The British government waged war on graffiti.",
        "The minister offered his condolences to the Kenyan president.",
    ],
)
def test_opinions_storms_and_ballots_are_no_deeds(text):
    """Nobody of politics does anything to another."""
    assert _understood(text) == ()


@pytest.mark.parametrize(
    ("text", "code", "sources", "targets"),
    [
        ("Iraqi soldier shot twice in a robbery.", "193", [], ["Iraqi soldier"]),
        ("The battle saw two Iraqi soldiers killed.", "190", [], ["two Iraqi soldiers"]),
        ("Iraqi forces seized a hospital complex from rebels.", "192", ["Iraqi forces"], ["rebels"]),
        ("Tanks and troops were deployed to Iraq.", "154", ["Tanks", "troops"], ["Iraq"]),
        ("The Kenyan general's abduction was told on Monday.", "181", [], ["The Kenyan general"]),
        ("Uganda's abduction of a Kenyan general was told.", "181", ["Uganda"], ["a Kenyan general"]),
        (
            "Iran reiterated its concerns, stating that aid is lost and warned Iraq against delays.",
            "130",
            ["Iran"],
            ["Iraq"],
        ),
    ],
)
def test_who_does_it_where_the_words_hide_it(text, code, sources, targets):
    """Headlines without an auxiliary, forces that are sent, whose abduction it is, who goes on to say."""
    events = [event for event in _understood(text) if event.cameo == code]
    assert [([p.name for p in e.sources], [p.name for p in e.targets]) for e in events] == [(sources, targets)]


def test_what_a_deed_leads_to_is_not_its_victims_doing():
    """Who was arrested did not attack."""
    (event,) = _understood("The Kenyan president's arrest led to attacks on Uganda on Monday.")
    assert ([p.name for p in event.sources], [p.name for p in event.targets]) == ([], ["Uganda"])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Iraqi rebels killed three soldiers. Iraqi rebels abducted three soldiers.", ["190", "181"]),
        ("Iraqi rebels killed three Malian soldiers and wounded three French soldiers.", ["190", "190"]),
        ("Iraqi rebels killed three Malian soldiers. Iraqi rebels shot dead 3 Malian soldiers.", ["193"]),
    ],
)
def test_victims_of_the_same_number_are_the_same_if_they_are_the_same_people(text, codes):
    """Not where others were taken, or they are of another state."""
    assert [event.cameo for event in _understood(text)] == codes


@pytest.mark.parametrize(
    ("text", "code", "side"),
    [
        ("Kenyan workers launched a strike.", "143", "sources"),
        ("Pirates attacked a Kenyan navy ship.", "190", "sources"),
        ("Kenyan farmers attacked the army.", "190", "sources"),
        ("Iraqi gunmen shot from a passing car.", "193", "sources"),
    ],
)
def test_what_people_do_with_arms_and_without(text, code, side):
    """Workers lay down their work, criminals have arms, an army is fought; who shoots from somewhere is not shot."""
    (event,) = _understood(text)
    assert event.cameo == code
    assert getattr(event, side)


def test_those_that_somebody_speaks_to_do_not_speak_to_each_other():
    """Whoever "I" is."""
    for event in _understood("I have spoken to the Kenyan minister and to the Ugandan minister."):
        assert event.sources != event.targets


def test_whoever_is_charged_with_a_deed_did_it():
    """The charge is the prosecutors', the deed is not."""
    _, events = events_of("Iraqi prosecutors charged two soldiers with killing a villager.")
    assert [(e.cameo, [p.name for p in e.sources]) for e in events] == [
        ("1121", ["Iraqi prosecutors"]),
        ("180", ["two soldiers"]),
    ]


def test_the_victims_of_one_deed_are_gathered():
    """Those killed and those wounded by it are its targets together."""
    events = _understood("Rebels attacked an Iraqi base, and five soldiers were killed.")
    assert "five soldiers" in [p.name for event in events for p in event.targets]
    assert [event.cameo for event in events] == ["190"]


def test_nobody_dies_twice():
    """The same person hurt is one deed, by whatever verb it is told."""
    events = _understood("Gunmen shot Orhan Veldar, a Kenyan minister. The minister was killed by gunmen.")
    assert len(events) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Representatives of Kenya and Uganda met in Geneva.", {"KENGOV", "UGAGOV"}),
        ("Kenya's representative, Orhan Veldar, thanked Uganda.", {"KENGOV"}),
        ("Kenya's foreign minister and her successor, Orhan Veldar, thanked Uganda.", {"KENGOV"}),
    ],
)
def test_who_acts_for_states_acts(text, names):
    """Representatives are of each state; who is named behind an office is one man, not his state beside him."""
    report, analysis = understand_actors(text)
    codes = {actor.id: actor.code for actor in analysis.actors}
    (event,) = code_events(set_out(report, analysis, standings=("news",), run_id="run"))
    assert {codes[p.actor_id] for p in event.sources} - {None} == names


def test_what_came_of_a_blow_is_told_with_it():
    """Whom it killed and wounded are its targets, not targets of deeds of their own."""
    (event,) = _understood("The rebels shelled Iraqi troops, killing 12 soldiers and wounding nine villagers.")
    assert (event.cameo, [p.name for p in event.sources]) == ("194", ["rebels"])
    assert [p.name for p in event.targets][1:] == ["12 soldiers", "nine villagers"]


def test_according_to_whom_it_is_told_is_no_target():
    """Who is named by it only says so."""
    (event,) = _understood("Kenya sent troops on Monday, according to Ugandan Defence Minister Orhan Veldar.")
    assert (event.cameo, [p.name for p in event.sources], event.targets) == ("154", ["Kenya"], ())


def test_who_is_named_inside_a_longer_name_does_not_act_beside_it():
    """Of US military strikes the US military."""
    (event,) = _understood("He cited U.S. military strikes in Syria.")
    assert [p.name for p in event.sources] == ["U.S. military"]


@pytest.mark.parametrize(
    ("text", "code", "targets"),
    [
        ("Kenya deployed its army to the border.", "154", []),
        ("Kenya put its forces on high alert.", "152", []),
        ("Kenya pledged troops on Monday.", "0332", []),
        ("Kenya committed advisers and elite forces to the Ugandan government.", "0332", ["Ugandan government"]),
    ],
)
def test_who_is_sent_is_not_whom_it_is_aimed_at(text, code, targets):
    """Forces and advisers are what is sent, one's own forces are who is put on alert."""
    (event,) = _understood(text)
    assert (event.cameo, [p.name for p in event.targets]) == (code, targets)


@pytest.mark.parametrize(
    "text", ["Kenya responded with artillery fire.", "Kenyan troops, backed by artillery, shelled the rebels."]
)
def test_artillery_is_nobody(text):
    """Whose it is acts, or is struck."""
    for event in _understood(text):
        assert not {"artillery"} & {p.name for side in (event.sources, event.targets) for p in side}


@pytest.mark.parametrize(
    ("text", "sources", "targets"),
    [
        ("Turkey's operation was launched on Monday.", ["Turkey"], []),
        ("Iraq's attacks were launched at dawn against Iran.", ["Iraq"], ["Iran"]),
        (
            "Orhan Veldar told reporters after two days of talks with Kenyan officials and Ugandan deputies.",
            ["Orhan Veldar"],
            ["Kenyan officials", "Ugandan deputies"],
        ),
    ],
)
def test_whose_attack_and_whose_talks_it_is(text, sources, targets):
    """Whose attack is launched attacks; those with whom somebody talks do not talk to each other."""
    (event,) = _understood(text)
    assert ([p.name for p in event.sources], [p.name for p in event.targets]) == (sources, targets)


def test_a_request_politely_worded_is_one():
    """What a speaker would urge he urges; what he will urge he has not yet."""
    for words, modality in (("would urge", "demanded"), ("will urge", "announced")):
        assert _told(f'"I {words} Iraq to wait," the Kenyan minister said.') == [
            ("020", modality, ["Kenyan minister"], ["Iraq"])
        ]


def test_what_is_talked_of_is_no_partner():
    """Two ministers discuss a country without it."""
    (event,) = _understood("The Kenyan minister discussed Lebanon with the Ugandan minister.")
    assert [p.name for p in event.targets] == ["Ugandan minister"]
    assert not _understood("The Kenyan minister discussed Lebanon.")


@pytest.mark.parametrize(
    ("text", "code", "targets"),
    [
        ("Kenya demanded the release of its soldiers.", "1053", []),
        ("Kenya demanded the release of its soldiers from Uganda.", "1053", ["Uganda"]),
        ("Kenya called for the release of three journalists held by Uganda.", "0253", ["Uganda"]),
        ("Kenya demanded that Uganda release the soldiers.", "1053", ["Uganda"]),
    ],
)
def test_nothing_is_asked_of_those_who_are_to_be_freed(text, code, targets):
    """It is asked of whoever holds them, where that is told."""
    (event,) = _understood(text)
    assert (event.cameo, [p.name for p in event.targets]) == (code, targets)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Iran said Israel would strike again.", ["1384"]),
        ("The rebels struck on Monday.", ["190"]),
        ("Kenyan police threatened to strike.", ["133"]),
        ("Orhan Veldar is the Kenyan officer who commands the Ugandan army.", []),
        ("The envoy said Kenya would press the reset button with Uganda.", []),
        ("The minister said the proposal could make the Kenyan terror threat worse.", []),
        ("The Kenyan rebels pledged allegiance to Uganda.", ["051"]),
    ],
)
def test_strikes_commands_and_threats_in_their_senses(text, codes):
    """States and armed people lay down no work; to command an army is an office, a terror threat nobody's."""
    assert [event.cameo for event in _understood(text)] == codes


def test_whom_a_blow_killed_is_not_whom_the_police_then_shot():
    """Victims of what went before are no victims of what is told after them."""
    events = _understood("A bomb exploded in Nairobi, killing 20 soldiers, before police shot a rebel.")
    assert [[p.name for p in event.targets] for event in events] == [["20 soldiers"], ["rebel"]]


def test_a_warning_and_the_threat_that_it_tells_are_one():
    """Two threats coordinated are two."""
    (event,) = _understood("Kenya issued a warning that it planned to attack Uganda.")
    assert (event.cameo, [p.name for p in event.targets], len(event.tellings)) == ("1384", ["Uganda"], 1)
    assert len(_understood("Kenya threatened to attack Uganda and vowed to invade Sudan.")) == 2


def test_a_visitor_comes_to_somebody():
    """To tour a project is no visit of one party to another."""
    assert not _understood("The Kenyan president toured a slum upgrading project.")
    for where in ("Uganda", "Kampala"):
        (event,) = _understood(f"The Kenyan president travelled to {where}.")
        assert [p.name for p in event.targets] == [where]


@pytest.mark.parametrize(
    ("who", "code"),
    [("The Kenyan army", "154"), ("Kenyan police", "153"), ("Kenyan students", "141")],
)
def test_who_takes_to_the_streets_is_sent_there_or_protests(who, code):
    """Soldiers and police do not demonstrate by it."""
    (event,) = _understood(f"{who} took to the streets of Nairobi on Monday.")
    assert event.cameo == code


@pytest.mark.parametrize(
    ("headline", "speakers"),
    [
        ("Velmora Observer view on Kenya: a city on the brink", []),
        ("Kenyan president: talks will go on", ["Kenyan president"]),
    ],
)
def test_what_a_headlines_label_names_may_be_a_topic(headline, speakers):
    """An outlet's view on something is no speaker."""
    report = make_report("The talks in Nairobi went on for two days.", headline)
    found = find_attributions(report, analyse_language(report))
    assert [span.of(report.text) for item in found for span in item.source] == speakers


def test_who_hands_over_weapons_disarms():
    """Weapons are handed over in peace more often than given in aid."""
    (event,) = _understood("The Kenyan rebels handed over their last heavy weapons in March.")
    assert (event.cameo, [p.name for p in event.targets]) == ("0873", [])


@pytest.mark.parametrize(
    ("text", "code", "doer"),
    [
        ("Norway was accused by Kenya of arming the rebels.", "072", "Norway"),
        ("Norway, accused of arming the rebels, was silent.", "072", "Norway"),
        ("The decision by Kenya to expel the Norwegian envoy was condemned.", "1313", "Kenya"),
        ("Kenya used tanks to attack Norway.", "190", "Kenya"),
        ("Kenya employed a Stormlance to shoot down Norwegian jets.", "190", "Kenya"),
    ],
)
def test_who_does_what_a_governing_verb_says_of_it(text, code, doer):
    """Who is accused of it did it, by whomever he is accused; who uses a thing to do it does it."""
    doers = {event.cameo: [p.name for p in event.sources] for event in _understood(text)}
    assert doers[code] == [doer]


def test_the_occasion_of_a_demand_is_not_what_is_demanded():
    """Of whom "after" tells that they killed somebody nothing is asked."""
    events = _understood("Kenya called for calm in the region after gunmen killed two Norwegian soldiers.")
    assert [(e.cameo[:2], [p.name for p in e.sources]) for e in events] == [("02", ["Kenya"]), ("19", ["gunmen"])]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Nine died in a bombing of the Norwegian base that Kenya blamed on the rebels.", []),
        ("Nine died in a bombing of the Norwegian base attributed to the rebels.", ["rebels"]),
        ("Nine died in a bombing claimed by the rebels.", ["rebels"]),
    ],
)
def test_who_blames_others_did_not_do_it(text, doers):
    """On whom nobody in particular blames it, and who claims it, is told to have done it."""
    (bombing,) = [event for event in _understood(text) if event.cameo == "183"]
    assert [p.name.removeprefix("the ") for p in bombing.sources] == doers


def test_a_public_meeting_is_no_talks():
    """Whoever comes is there."""
    assert _understood("Kenya and Norway organised a public meeting.") == ()


def test_a_representative_is_recalled_as_an_ambassador_is():
    """From the country that it is said to be."""
    (event,) = _understood("Kenya recalled its representative from Norway.")
    assert (event.cameo, [p.name for p in event.targets]) == ("161", ["Norway"])


@pytest.mark.parametrize(
    "text", ["Kenya and Norway accused each other of shelling villages.", "Kenya and Norway fired at one another."]
)
def test_what_two_do_to_each_other_both_suffer(text):
    """Each is the other's target."""
    (event,) = _understood(text)
    assert [[p.name for p in side] for side in (event.sources, event.targets)] == [["Kenya", "Norway"]] * 2


@pytest.mark.parametrize(
    "text",
    [
        "A Patriot attacked Norwegian troops.",
        "An F-16 attacked the Norwegian army.",
        "Kenya bought a Velmor missile. The Velmor attacked Norwegian troops.",
    ],
)
def test_a_weapon_by_its_name_is_nobody(text):
    """Known by the lexicon, by letters and number, or by what the report calls it."""
    event = _understood(text)[-1]
    assert (event.cameo, event.sources) == ("190", ())


def test_who_shoots_a_weapon_by_its_name_dismisses_nobody():
    """To fire one is to strike with it."""
    (event,) = _understood("Kenya fired an Iskander at Norway.")
    assert (event.cameo, [p.name for p in event.targets]) == ("194", ["Norway"])


def test_of_two_both_are_detained():
    """Also the one of whom no more is told than what he owns."""
    (event,) = _understood("Police detained the owner and the manager of the newspaper.")
    assert [p.name for p in event.targets] == ["owner", "manager of the newspaper"]


def test_whose_envoy_is_recalled_recalls_him_from_where_he_is():
    """He is his own, and no target."""
    for event in _understood("Norway recalled its ambassador from Nairobi."):
        assert (event.cameo, [p.name for p in event.targets if "ambassador" in p.name]) == ("161", [])


def test_what_an_army_was_ordered_to_do_it_has_not_done():
    """Where nobody is told to have ordered it, it is a demand."""
    (event,) = _understood("The Norwegian army was ordered to attack the rebels.")
    assert (event.cameo[:2], event.modality) == ("10", "demanded")


def test_whose_forces_are_withdrawn_withdraws_them_from_nobody():
    """They are his own."""
    (event,) = _understood("Norway withdrew its frigates from the area.")
    assert (event.cameo, event.targets) == ("0874", ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kenya and Norway agreed to a truce.", "0871"),
        ("Kenya and Norway agreed to hold talks.", "036"),
        ("Kenya and Norway agreed on a prisoner swap.", "030"),
        ("Kenya and Norway agreed to open the border.", "0355"),
    ],
)
def test_what_two_agree_on_each_has_promised_the_other(text, code):
    """Where nobody else is named with whom they do."""
    event = _understood(text)[-1]
    assert event.cameo == code
    assert [[p.name for p in side] for side in (event.sources, event.targets)] == [["Kenya", "Norway"]] * 2


def test_whoever_agrees_with_somebody_to_do_something_promises_it():
    """The one to the other."""
    (event,) = _understood("Kenya agreed with Norway to open the border.")
    assert (event.cameo, [p.name for p in event.sources], [p.name for p in event.targets]) == (
        "0355",
        ["Kenya"],
        ["Norway"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "Kenya, Norway agree on a hotline.\n\nThe foreign ministers of Kenya and Norway agreed on Monday on a hotline.",
        "Kenya and Norway will hold talks.\n\nKenyan and Norwegian officials will meet on Monday.",
    ],
)
def test_what_states_and_their_officials_do_is_one_deed(text):
    """The headline names the states, the lead who acts for them: these are kept."""
    (event,) = _understood(text)
    assert len(event.tellings) == 1
    assert not {"Kenya", "Norway"} & {p.name for p in event.sources}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked a village and killed nine people.",
        "Rebels attack Kenyan base, kill 12.\n\nRebels stormed a Kenyan army base on Monday, killing 12 soldiers.",
        "Kenya imposed sanctions on ten Norwegian officials.\n\nKenya sanctioned ten officials.",
    ],
)
def test_one_deed_told_by_several_verbs_is_one_event(text):
    """The second verb says whom it hurt; a number says no less without whose it is."""
    (event,) = _understood(text)
    assert event.tellings


def test_what_somebody_else_does_in_the_same_sentence_is_another_deed():
    """He is no cause of what the first did."""
    assert len(_understood("Kenya attacked Norway, and Norway killed two soldiers.")) == 2


def test_whence_somebody_is_expelled_expels_him():
    """What follows it is nobody's doing who was expelled."""
    (event,) = _understood("The expulsion of Kenyan diplomats from Norway followed the arrest of a spy.")
    assert (event.cameo, [p.name for p in event.sources], [p.name for p in event.targets]) == (
        "161",
        ["Norway"],
        ["Kenyan diplomats"],
    )


def test_an_offer_turned_down_was_made():
    """It is not denied."""
    events = _understood("Kenya rejected an offer by Norway to mediate.")
    assert [(event.cameo, event.modality) for event in events] == [("127", "happened"), ("039", "offered")]


def test_where_a_thing_stands_suffers_nothing_if_it_is_told_whose_it_is():
    """The rebels are struck, not the state that they are in."""
    (event,) = _understood("Norway bombed positions of the rebels in Kenya.")
    assert [p.name for p in event.targets] == ["rebels"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The four soldiers were kidnapped and held hostage by rebels.", ["181"]),
        ("The military action of Norway against Kenya went on.", ["190"]),
        ("Kenya explained Norway's refusal to call the attack a crime.", ["120"]),
    ],
)
def test_words_around_a_deed(text, codes):
    """What is held hostage, what an action is, what is called an attack."""
    assert [event.cameo for event in _understood(text)] == codes


def test_where_somebody_is_blamed_is_nobody_blamed():
    """A phrase before the verb tells the place."""
    assert all(not event.targets for event in _understood("At the Norway conference, Kenya blamed the fog of war."))


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Norway killed 12 of our soldiers.", "12 of our soldiers"),
        ("Norway shelled the Kenyan soldiers, killing 14 of them.", "14 of them"),
    ],
)
def test_of_some_the_number_is_told(text, victims):
    """So that the same victims are known again."""
    assert victims in [p.name for p in _understood(text)[0].targets]


def test_whoever_fights_a_deed_fights_whoever_does_it():
    """Not whom it is done to."""
    event = _understood("Rebels fought against the occupation of Norway by Kenya.")[0]
    assert [p.name for p in event.targets] == ["Kenya"]


@pytest.mark.parametrize(
    ("text", "code", "target"),
    [
        ("The Taliban seized Goma on Monday.", "192", "Goma"),
        ("The Taliban seized two Kenyans on Monday.", "181", "Kenyans"),
        ("NATO bombing of Yemen went on.", "195", "Yemen"),
        ("A Taliban bombing of Yemen went on.", "183", "Yemen"),
        ("Turkey protested to Iran on Monday.", "114", "Iran"),
    ],
)
def test_who_does_it_and_to_what_tells_the_sense(text, code, target):
    """Towns are taken, people seized; states bomb from the air and protest by notes."""
    (event,) = _understood(text)
    assert (event.cameo, [p.name for p in event.targets]) == (code, [target])


def test_of_a_headlines_pair_of_leaders_each_leads_his_state():
    """The state before the comma is not a third beside them."""
    headline = "Kenya, Chad leaders meet in Oslo"
    report, analysis = understand_actors(f"{headline}\nThe two signed a deal on Monday.")
    report = dataclasses.replace(report, headline=headline, headline_span=Span(0, len(headline)))
    table = load_actors()
    actors, mentions = resolve_actors(report, analysis, table=table, run_id="run")
    analysis = dataclasses.replace(analysis, actors=actors, mentions=mentions)
    standings = ("news",) * len(analysis.sentences)
    meeting = code_events(set_out(report, analysis, standings=standings, run_id="run"))[0]
    codes = {actor.id: actor.code for actor in actors}
    assert [codes[p.actor_id] for p in meeting.sources] == ["KENGOV", "TCDGOV"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway urged Kenya to press the rebels.", [("020", ["Norway"], ["Kenya"])]),
        ("Kenya must urge the rebels to talk, Norway said.", [("020", ["Norway"], ["Kenya"])]),
        ("Kenya has a duty to press the rebels, Norway said.", [("020", ["Norway"], ["Kenya"])]),
        ("Kenya has a responsibility to press the rebels.", []),
    ],
)
def test_a_request_that_is_only_asked_for_was_not_made(text, expected):
    """Who says that a third must be asked asks him who is to do it."""
    assert [(code, doers, targets) for code, _, doers, targets in _told(text)] == expected


def test_of_whom_an_infinitive_is_asked():
    """Though the parse takes it for a purpose."""
    told = _told("Kenya has a duty to press Uganda to stop the bombing, Norway said.")
    assert ("1056", "demanded", ["Norway"], ["Uganda"]) in told


@pytest.mark.parametrize(
    "text",
    ["The Kenyan minister stormed out of the hall.", "His shadow hung over the rebels."],
)
def test_words_of_violence_without_any(text):
    """Who storms out storms nothing; what hangs over somebody hangs nobody."""
    assert not any(event.cameo[:2] in {"18", "19"} for event in _understood(text))


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan minister, who asked not to be named, spoke.",
        "The Kenyan minister declined to be identified.",
        "The Kenyan minister refrained from commenting on Norway.",
    ],
)
def test_to_keep_ones_name_or_counsel_is_no_deed(text):
    """Nothing is asked of anybody, and nobody refused."""
    assert _understood(text) == ()


def test_whom_an_answered_raid_killed_the_answer_did_not():
    """What a strike retaliates for is another deed, with victims of its own."""
    told = _understood("Norway launched strikes on Yemen in retaliation for a raid that killed six soldiers.")
    assert [([p.name for p in event.sources], [p.name for p in event.targets]) for event in told] == [
        (["Norway"], ["Yemen"]),
        ([], ["six soldiers"]),
    ]


def test_of_an_incursion_of_ships_the_ships_are_the_doers():
    """Not those whom it befalls; who abstains refuses nothing."""
    (event,) = [e for e in _understood("The incursion of Norwegian ships into Sweden went on.") if e.cameo == "190"]
    assert ([p.name for p in event.sources], [p.name for p in event.targets]) == (["Norway"], ["Sweden"])
    assert _understood("Norway and Sweden abstained.") == ()


# What is told as done, by whom and to whom: each with the codes, sources and targets of its events, in order.
TOLD = [
    # A word that only tells that it was not done.
    ("Kenya and Chad failed to sign the deal.", [("057", ["Kenya", "Chad"], ["Kenya", "Chad"])]),
    # Who keeps silent turns nothing down.
    ("Kenya did not respond to requests for comment.", []),
    # What consists in another deed.
    ("Kenya retaliated by cutting diplomatic ties with Chad.", [("161", ["Kenya"], ["Chad"])]),
    # The parse hangs the gunmen on the condemning.
    (
        "Kenya condemned the assault on peacekeepers last August by Chadian troops.",
        [("111", ["Kenya"], ["Chadian troops"]), ("190", ["Chadian troops"], ["peacekeepers"])],
    ),
    # Talks are left, not a place.
    ("Kenya was withdrawing from talks with Chad.", [("164", ["Kenya"], ["Chad"])]),
    # Own people and things.
    ("Kenya put its army on full alert.", [("152", ["Kenya"], [])]),
    ("Kenya has halted the decommissioning of its fighters.", [("1246", ["Kenya"], [])]),
    # What two agree on they promise each other.
    ("Kenya and Chad agreed to restore ambassadors.", [("030", ["Kenya", "Chad"], ["Kenya", "Chad"])]),
    # What one thinks as the other does is no promise.
    ("Kenya and Chad agreed that no more debate was needed.", []),
    # What somebody insists has been done is not asked.
    ("Kenya insisted that Chad had attacked Sudan.", [("190", ["Chad"], ["Sudan"])]),
    (
        "Kenya deploys troops to Chad; Sudan offers venue for talks.",
        [("154", ["Kenya"], ["Chad"]), ("036", ["Sudan"], [])],
    ),
    # Envoys stand for whom they are sent by.
    (
        "Negotiators for Kenya's government and the army of Chad met.",
        [("040", ["Kenya's government", "army of Chad"], ["Kenya's government", "army of Chad"])],
    ),
    # A past form goes with the verb that is finite, not with the gerund before it.
    (
        "Kenya accused Chad of arming Uganda and expelled two Chadian diplomats.",
        [("112", ["Kenya"], ["Chad"]), ("072", ["Chad"], ["Uganda"]), ("161", ["Kenya"], ["two Chadian diplomats"])],
    ),
    # An answer of which the words do not tell a deed is none.
    ("Kenya retaliated by naming two Chadian clerks.", []),
    ("Kenya sent back 40 Chadian soldiers.", [("174", ["Kenya"], ["40 Chadian soldiers"])]),
    ("Kenya suspended food deliveries to Chad.", [("1623", ["Kenya"], ["Chad"])]),
    # An army does nothing to its own state.
    ("The Kenyan army retook two villages in the east of Kenya.", [("192", ["Kenyan army"], [])]),
    # A participle before the subject is passive.
    (
        "Attacked by rebels, the Kenyan army withdrew.",
        [("190", ["rebels"], ["Kenyan army"]), ("0874", ["Kenyan army"], [])],
    ),
    # Words with a sense of their own.
    ("Kenya declared independence from Chad.", [("160", ["Kenya"], ["Chad"])]),
    ("Kenya urged restraint.", [("0256", ["Kenya"], [])]),
    ("The EU called on Kenya to show restraint.", [("0256", ["EU"], ["Kenya"])]),
    ("Kenya presses the siege of Chad.", [("191", ["Kenya"], ["Chad"])]),
    ("Kenya and Chad swapped accusations on Monday.", [("112", ["Kenya", "Chad"], ["Kenya", "Chad"])]),
    ("Kenya ordered Chadian nationals to leave.", [("174", ["Kenya"], ["Chadian nationals"])]),
]


@pytest.mark.parametrize(("text", "told"), TOLD, ids=[text for text, _ in TOLD])
def test_what_is_told_and_no_more(text, told):
    """Each deed once, with its own code and sides."""
    found = [(e.cameo, [p.name for p in e.sources], [p.name for p in e.targets]) for e in _understood(text)]
    assert found == told


def test_what_is_asked_for_as_a_condition_is_conditional():
    """Behind "provided that" nothing has been asked yet."""
    *_, event = _understood("Norway was ready to host talks, provided that Kenya asked for them.")
    assert (event.cameo[:2], event.modality) == ("02", "conditional")


def test_what_is_announced_in_the_perfect_is_done():
    """Who announces that he has done it does not promise it."""
    (event,) = _understood("Kenya announced that it had expelled Chadian diplomats.")
    assert (event.cameo, event.modality) == ("161", "happened")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya pledged to withdraw troops from the border.", [("0356", ["Kenya"], [])]),
        ("Kenya said NATO was taking sides.", []),
        ("Norway reinstated the curfew against Kenya.", [("172", ["Norway"], ["Kenya"])]),
        ("The Kenyan delegation protested over the fence.", [("114", ["Kenyan delegation"], [])]),
        (
            "Norway urged Kenya to resume talks and reinstated sanctions against Chad.",
            [("026", ["Norway"], ["Kenya"]), ("163", ["Norway"], ["Chad"])],
        ),
        ("Norway and Kenya traded insults.", [("112", ["Norway", "Kenya"], ["Norway", "Kenya"])]),
    ],
)
def test_what_is_given_back_withdrawn_or_traded(text, expected):
    """Forces of nobody named are no target; restrictions come back; what is done beside an appeal is not asked for."""
    found = [(e.cameo, [p.name for p in e.sources], [p.name for p in e.targets]) for e in _understood(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya and the rebels signed a truce deal.", ["0871"]),
        ("Kenya and the rebels agreed to a temporary ceasefire deal in Ostrava.", ["0871"]),
        ("Kenya and Uganda agreed on a trade deal.", ["057"]),
        # Where it was agreed is not what was: no promise of an attack.
        ("Kenya agreed in an offensive.", ["030"]),
        # Who acts for each side agrees for it, whoever is named; two fights of the same two are two.
        ("Kenya's government and the Kenyan rebels agreed to a ceasefire. Kenyan President Anya Orsa and Kenyan rebel leader Ilya Soran agreed to a truce.", ["0871"]),
        ("Kenya and Uganda agreed to a truce. Kenya and Norway agreed to a truce.", ["0871", "0871"]),
    ],
)  # fmt: skip
def test_a_deal_on_a_ceasefire_is_one(text, expected):
    """By its noun or by what stands before it, once for each pair."""
    assert [event.cameo for event in _understood(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya denied Ugandan claims of killing seven soldiers.", [("190", "denied")]),
        ("Kenya's minister rejected reports of an attack on the port by Uganda.", [("190", "denied")]),
        ("Kenya killed seven rebels in retaliatory firing.", [("190", "happened")]),
        ("The police scuffled with activists.", [("145", "happened")]),
        ("Kenya test-fired a missile.", [("150", "happened")]),
        ("Kenya declined comment on the plot.", []),
        ("Kenya fired a missile at Uganda.", [("194", "happened")]),
        ("A row blew up over the arrest of a judge.", []),
        ("The rallies were not sanctioned by Kenya.", []),
        ("The violence threatens the lives of Kenyan officials.", []),
        ("The attacks threaten Kenya.", []),
        ("Kenya will meet force with force.", []),
        ("Kenya summoned the heads of the missions of Uganda and Chad.", [("114", "happened")]),
    ],
)
def test_words_that_say_how_real_a_deed_is_or_which(text, expected):
    """Through the noun of a stage or an assertion; by what a blow was dealt in; in another sense."""
    found = [(event.cameo, event.modality) for event in _understood(text)]
    assert found[-len(expected) :] == expected if expected else not found


def test_nobody_meets_himself():
    """Two names of one who talks are no two sides; of two who talk with each other each is on both."""
    for text in ("The National Army of Kenya (NAK) group resumed talks.", "Kenya, Kenya resumed talks."):
        assert all(
            not {p.actor_id for p in e.sources} & {p.actor_id for p in e.targets} or len(e.sources) > 1
            for e in _understood(text)
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Each is hurt in the clause that tells of it.
        (
            "Seven Kenyan soldiers were killed when rebels attacked their camp and six Ugandan policemen were wounded when bandits raided a school.",
            [["seven kenyan soldiers"], ["six ugandan policemen"]],
        ),
        # What hangs on the second deed is not the first one's.
        (
            "It was the first attack on the Kenyan army since rebels stormed a school, killing nine people.",
            [["kenyan army"], ["nine people"]],
        ),
        ("Rebels killed five Kenyan soldiers and injured ten others during a raid on a base.", [["five kenyan soldiers"]]),
    ],
)  # fmt: skip
def test_who_was_hurt_by_which_deed(text, expected):
    """Not by every deed of the sentence; and a raid in which they were hurt takes their enemy from nobody."""
    events = _understood(text)
    hurt = [[p.name.lower() for p in event.targets] for event in events]
    for names in expected:
        assert any(set(names) <= set(found) for found in hurt)
        assert not any(
            set(names) | set(others) <= set(found) for found in hurt for others in expected if others != names
        )
    assert all(event.sources for event in events if "five kenyan soldiers" in [p.name.lower() for p in event.targets])


def test_armed_men_do_not_riot():
    """Who bears arms and storms a base fights; a crowd riots."""
    for text, code in (("Armed men stormed the base.", "190"), ("Protesters stormed the parliament.", "145")):
        assert [event.cameo for event in _understood(text)] == [code]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("A bomb killed ten people in Kenya. The rebels claimed responsibility.", ["rebels"]),
        ("A bomb killed ten people in Kenya. The rebels have not claimed responsibility.", []),
        ("No group claimed responsibility for the attack, which killed ten people.", []),
        ("A bomb killed ten people in Kenya. It rained. It rained. It rained. The rebels claimed responsibility.", []),
    ],
)
def test_who_claims_responsibility_did_it(text, doers):
    """Of what was told last before it, whether or not he says for what; nobody by a claim that nobody makes."""
    (event,) = [event for event in _understood(text) if event.cameo[:2] in {"18", "19"}]
    assert [p.name for p in event.sources] == doers


@pytest.mark.parametrize(
    "text",
    [
        "Responsibility for an attack on the army was claimed by the rebels.",
        "The rebels claimed responsibility on Monday for an attack on the army.",
    ],
)
def test_a_claim_of_responsibility_is_the_claimants_in_every_frame(text):
    """In the passive, and where a day stands between it and its deed."""
    assert [[p.name.removeprefix("the ").lower() for p in e.sources][-1:] for e in _understood(text)] == [
        ["rebels"]
    ] or [p.name.lower() for e in _understood(text) for p in e.sources] == ["the rebels"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya ordered the expulsion of Chad's ambassador to end the row.", ("161", ["Kenya"], ["Chad's ambassador"])),
        ("Kenya ordered an end to the fighting.", ("087", ["Kenya"], [])),
        ("The United Nations ordered an end to the fighting.", ("1056", ["United Nations"], [])),
    ],
)
def test_what_is_ordered_of_those_who_obey_is_done(text, expected):
    """By a state or its forces, of nobody else; a body of states has to demand it."""
    found = [(e.cameo, [p.name for p in e.sources], [p.name for p in e.targets]) for e in _understood(text)]
    assert found[:1] == [expected]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kenya released eight Chadian soldiers. The soldiers were released at noon.", 1),
        ("Kenya released eight Chadian soldiers. The eight were released at noon.", 1),
        ("Kenya freed Ilya Soran. Ilya Soran was released at noon.", 1),
        ("Kenya released eight Chadian soldiers. Chad released eight soldiers.", 2),
        ("Kenya released eight Chadian soldiers. The two soldiers were released at noon.", 2),
    ],
)
def test_who_is_freed_is_freed_once(text, number):
    """Told again of people who are known, by nobody else."""
    assert len(_understood(text)) == number


def test_who_frees_people_had_held_them():
    """Where nobody else is named who did."""
    events = _understood("The rebels released two women who had been kidnapped in May.")
    assert [(e.cameo, [p.name for p in e.sources]) for e in events] == [("0841", ["rebels"]), ("181", ["rebels"])]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Kenyan drone downed over Chad", ("190", [], ["Kenyan"])),
        ("Ugandan minister's house shelled", ("194", [], ["Ugandan minister"])),
        ("Kenyan citizens told to leave Chad", ("174", [], ["Kenyan"])),
    ],
)
def test_headlines_leave_was_out(headline, expected):
    """A bare past form without an object is suffered."""
    _, events = events_of("It rained all day in the hills, and nobody minded.", headline)
    assert [(e.cameo, [p.name for p in e.sources], [p.name for p in e.targets]) for e in events] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked a Kenyan base. Twelve Kenyan soldiers were killed in the attack.", [["Rebels"]]),
        ("Rebels launched airstrikes on a Kenyan base. Twelve Kenyan soldiers were killed in the strikes.", [["Rebels"]]),
        # A deed of another word, or of which more is told, is another.
        ("Rebels shelled a Kenyan base. Twelve Kenyan soldiers were killed in the ambush.", [["Rebels"], []]),
        ("Rebels attacked a Kenyan base. Twelve Kenyan soldiers were killed in an attack.", [["Rebels"], []]),
        # Nobody kills his own.
        ("Kenyan soldiers attacked a base. Twelve Kenyan soldiers were killed in the attack.", [["Kenyan soldiers"], []]),
    ],
)  # fmt: skip
def test_whom_the_attack_hurt_the_attacker_told_before_hurt(text, expected):
    """The casualties of a deed that is known are its targets."""
    assert [[p.name for p in event.sources] for event in _understood(text)] == expected


def test_who_strikes_for_somebody_does_not_strike_him():
    """In whose support it is done stands on the doer's side."""
    (event,) = _understood("Kenyan troops attacked the camp in support of the Somali army.")
    assert not any("Somali" in p.name for side in (event.sources, event.targets) for p in side)


def test_who_is_asked_to_mediate_is_asked():
    """Also in a relative clause, and not those between whom he is to mediate."""
    (event,) = _understood("Kenya asked Norway to mediate between Chad and Mali.")
    assert (event.cameo, [p.name for p in event.targets]) == ("028", ["Norway"])


def test_blame_for_a_deed_told_before_falls_on_whoever_did_it():
    """Where the blame itself names nobody; not on who did a deed of another word."""
    for blame, targets in (("the attack", ["Rebels"]), ("the ambush", [])):
        *_, event = _understood(f"Rebels attacked a Kenyan base. Norway condemned {blame}.")
        assert (event.cameo, [p.name for p in event.targets]) == ("111", targets)


def test_a_bare_number_of_people_is_freed():
    """As a bare number of them is killed."""
    (event,) = _understood("Kenya released 128.")
    assert [p.name for p in event.targets] == ["128"]


def test_nobody_promises_to_his_own_state():
    """What a minister vows to protect is no other side."""
    events = _understood("The Kenyan president vowed to protect Kenya's territory.")
    assert not any(p.name == "Kenya" for event in events for p in event.targets)


def test_a_day_is_nothing_that_two_accuse_of_each_other():
    """It stands behind "each other"."""
    (event,) = _understood("Kenya and Norway accused each other Monday of raids.")
    assert {p.name for p in event.sources} == {p.name for p in event.targets} == {"Kenya", "Norway"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway accused Kenya of backing the rebels.", ("070", ["Kenya"], ["rebels"])),
        ("Turkey launched an anti-PKK operation.", ("190", ["Turkey"], ["PKK"])),
        ("The Kenyan army was responsible for an attack on Norwegian soldiers.", ("190", ["Kenyan army"], ["Norwegian soldiers"])),
        ("Kenya was behind an attack on Norwegian soldiers.", ("190", ["Kenya"], ["Norwegian soldiers"])),
        ("Norway bombed Kenya's Lamu and Kwale provinces.", ("195", ["Norway"], ["Kenya"])),
        ("Rebels seized the police station.", ("192", ["Rebels"], ["police station"])),
        ("Kenyan troops launched an attack from Uganda on Norwegian soldiers.", ("190", ["Kenyan troops"], ["Norwegian soldiers"])),
    ],
)  # fmt: skip
def test_last_of_what_is_told(text, expected):
    """Backing of which somebody is accused is help; stations are taken; a blow does not strike where it comes from."""
    *_, event = _understood(text)
    assert (event.cameo, [p.name for p in event.sources], [p.name for p in event.targets]) == expected


def test_on_whose_side_somebody_is_is_no_deed():
    """Beside what he does; told as a deed it is one."""
    (event,) = _understood("The Kenyan government, backed by Norway, attacked rebels in Chad.")
    assert event.cameo == "190"
    assert [e.cameo for e in _understood("Norway backed the Kenyan government.")] == ["051"]


def test_whose_minister_tells_of_ties_cut_has_cut_them():
    """Where nobody is named who did; another's ties with another are not his."""
    for text, doers in (
        ("The Kenyan minister said that aid to Chad was suspended.", ["Kenyan minister"]),
        ("The Kenyan minister said that aid to Kenya was suspended.", []),
    ):
        report, analysis = understand_actors(text)
        analysis = dataclasses.replace(analysis, attributions=find_attributions(report, analysis))
        setting = set_out(report, analysis, standings=("news",), run_id="run")
        setting = dataclasses.replace(setting, statements=code_statements(setting))
        assert [[p.name for p in event.sources] for event in code_events(setting)] == [doers]


def test_where_no_verb_is_the_day_decides():
    """What a noun tells of a day to come is announced."""
    (event,) = _understood("More talks between Kenya and Chad next month.")
    assert (event.cameo, event.modality) == ("036", "announced")


def test_praise_of_what_somebody_does_with_another_is_his():
    """The other is not praised."""
    praise, _ = _understood("Norway welcomed Iran's cooperation with Iraq.")
    assert (praise.cameo, [p.name for p in praise.targets]) == ("051", ["Iran"])


def test_a_people_that_does_what_states_do_is_its_state():
    """No private people expel envoys."""
    report, analysis = understand_actors("The French expelled two Kenyan diplomats. The French were divided.")
    (event, *_) = code_events(set_out(report, analysis, standings=("news", "news"), run_id="run"))
    kinds = {actor.id: (actor.kind, actor.code) for actor in analysis.actors}
    assert [kinds[p.actor_id] for p in event.sources] == [("state", "FRA")]
    assert ("people", "FRACVL") in kinds.values()


def test_nobody_is_accused_by_being_the_judge():
    """Whom an object names is accused, though he has no code, and not where he is accused."""
    (event,) = _understood("Kenya accused polluters at the International Court of Justice.")
    assert not any("Court" in p.name for p in event.targets)


def test_nobody_supports_his_own_state():
    """Of what a ministry affirms its state has the object is no other side."""
    events = _understood("The Kenyan foreign ministry expressed Kenya's support for the talks.")
    assert not any(p.name == "Kenya" for event in events for p in event.targets)


def test_who_takes_a_town_occupies_it():
    """Where fighters take a place by its name."""
    assert [event.cameo for event in _understood("The rebels took Goma.")] == ["192"]
    assert [event.cameo for event in _understood("Rwandan troops entered Goma.")] == ["190"]


def test_troops_that_leave_a_state_are_withdrawn():
    """A visitor only goes."""
    assert [event.cameo for event in _understood("French troops left Niger.")] == ["0874"]
    assert not _understood("The French minister left Niger.")
