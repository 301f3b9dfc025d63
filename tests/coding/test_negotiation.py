"""Meetings, formats, agreements, claims and conflicts, as texts tell them."""

import dataclasses

import pytest

from dragoman.coding.agreements import code_agreements
from dragoman.coding.claims import code_claims
from dragoman.coding.conflicts import code_conflicts, complete_conflicts
from dragoman.coding.events import code_events
from dragoman.coding.formats import code_formats
from dragoman.coding.meetings import code_meetings
from dragoman.coding.setting import set_out
from dragoman.coding.standing import judge_standing
from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, code_report
from dragoman.model import Provenance, Span, Statement
from tests.coding.understanding import understand_actors


def coded(text, *, statements=()):
    """Everything that is negotiated in a text, by kind, and the codes of its actors."""
    report, analysis = understand_actors(text)
    setting = set_out(report, analysis, standings=judge_standing(report, analysis), run_id="run")
    conflicts = code_conflicts(setting)
    formats = code_formats(setting, conflicts)
    setting = dataclasses.replace(setting, statements=statements)
    events = code_events(setting, conflicts=conflicts)
    agreements = code_agreements(setting, events)
    codes = {actor.id: actor.code for actor in analysis.actors}
    return {
        "report": report,
        "codes": codes,
        "conflicts": complete_conflicts(conflicts, formats, ()),
        "formats": formats,
        "agreements": agreements,
        "meetings": code_meetings(setting, formats, events),
        "claims": code_claims(setting, agreements),
    }


def who(found, participants):
    """The codes of participants, sorted."""
    return sorted(found["codes"].get(p.actor_id) or p.name for p in participants)


@pytest.mark.parametrize(
    ("text", "people", "place", "modality"),
    [
        ("The presidents of Kenya and Uganda met in Nairobi on Tuesday.", ["KENGOV", "UGAGOV"], "Nairobi", "happened"),
        (
            "Talks will resume in Nairobi on Thursday, with Kenya attending along with Ugandan delegations.",
            ["KEN", "UGAGOV"],
            "Nairobi",
            "announced",
        ),
        (
            "Kenya's foreign minister received the Ugandan ambassador in Nairobi on Tuesday.",
            ["KENGOV", "UGAGOV"],
            "Nairobi",
            "happened",
        ),
        ("Talks between Kenya and Uganda will be held in Geneva next month.", ["KEN", "UGA"], "Geneva", "announced"),
        ("Kenya and Uganda held talks in Geneva on Monday.", ["KEN", "UGA"], "Geneva", "happened"),
    ],
)
def test_a_meeting(text, people, place, modality):
    """Who met whom, where, and whether they did."""
    found = coded(text)
    (meeting,) = found["meetings"]
    assert who(found, meeting.participants) == people
    assert meeting.place.name == place
    assert meeting.modality == modality
    assert meeting.day is not None


def test_a_meeting_told_twice_is_one():
    """A second telling adds its words, not a second meeting."""
    found = coded(
        "Kenya and Uganda held talks in Geneva on Monday.\nThe talks between Kenya and Uganda lasted three hours."
    )
    (meeting,) = found["meetings"]
    assert len([e for e in meeting.evidence if e.field == "trigger"]) == 2


def test_who_is_met_does_not_meet_the_other_guest():
    """Without the one who meets them, two guests have no meeting; a person by name may be that one."""
    assert coded("It was scheduled to meet the Kenyan president and the Ugandan government.")["meetings"] == ()
    assert coded("It ended after talks with the Kenyan president and the Ugandan government.")["meetings"] == ()
    found = coded(
        "Anna Brandt told reporters of it after two days of talks with Kenyan officials and Ugandan officials."
    )
    (meeting,) = found["meetings"]
    assert meeting.participants[0].name == "Anna Brandt"
    assert len(meeting.participants) == 3


@pytest.mark.parametrize(
    "text",
    [
        "It raised questions over how Kenya will negotiate with Ugandan rebels.",
        "Kenya opposes a solution through Kenyan-Ugandan talks.",
        "That step is closer to starting negotiations between Kenya and Uganda.",
    ],
)
def test_talks_only_thought_of_are_no_meeting(text):
    """How somebody will deal with another, a way, and what is merely nearer are no encounters."""
    assert coded(text)["meetings"] == ()


def test_the_summit_told_again_and_the_talks_before_it():
    """A bare summit goes back to the meeting before; the last talks are another one of the same, with a place of their own."""
    found = coded(
        "Kenyan and Ugandan officials will meet in Nairobi next week. At the meeting, ministers will announce a plan. "
        "The last talks, in Geneva in May, were short."
    )
    first, last = found["meetings"]
    assert (first.modality, first.place.name) == ("announced", "Nairobi")
    assert (last.modality, last.place.name, who(found, last.participants)) == (
        "happened",
        "Geneva",
        ["KENGOV", "UGAGOV"],
    )


def test_talks_told_by_states_and_by_their_officials_are_one():
    """The headline names the states, the body their officials."""
    found = coded("Kenya-Uganda talks set for Monday.\nKenyan and Ugandan officials will meet in Nairobi next week.")
    (meeting,) = found["meetings"]
    assert (meeting.modality, meeting.place.name) == ("announced", "Nairobi")


def test_a_visit_and_a_session():
    """One visits another's town, and a body meets as such; who speaks by telephone meets nobody."""
    assert coded("Kenya's minister welcomed it in a call with the Ugandan president on Tuesday.")["meetings"] == ()
    assert coded("Kenya and Uganda held telephone talks on Tuesday.")["meetings"] == ()
    assert coded("Kenyan officials will visit both capitals in May.")["meetings"][0].modality == "announced"
    assert coded("The envoy raised it at the African Union's session in May.")["meetings"]
    assert (
        coded("They welcomed the gathering of the Kenyan government in Geneva.")["meetings"][0].place.name == "Geneva"
    )
    (visit,) = coded("The tests preceded the Kenyan president's state visit to Geneva.")["meetings"]
    assert visit.place.name == "Geneva"
    found = coded("At an emergency meeting of the UN Security Council, the Kenyan ambassador denied the charges.")
    assert found["meetings"][0].modality == "happened"


def test_a_visit_is_abroad_or_to_somebody():
    """Who travels in his own country is received by nobody; whoever is visited by name takes part."""
    assert coded("The Kenyan president visited Nairobi on Monday.")["meetings"] == ()
    found = coded("The Kenyan president visited President Anna Brandt of Uganda in her village on Monday.")
    assert who(found, found["meetings"][0].participants) == ["KENGOV", "UGAGOV"]


def test_common_people_and_reporters_are_no_side():
    """Who takes in refugees or speaks to children and reporters has no encounter."""
    assert coded("The Kenyan president hosted a growing number of refugees.")["meetings"] == ()
    assert coded("The Kenyan president met Ugandan children and local reporters.")["meetings"] == ()


def test_talks_held_proposed_joined_and_once_more():
    """Hosts of talks, who proposes a meeting to whom, who joins others for talks, and a second round of the same."""
    found = coded("Kenya will host a round of bilateral talks in Geneva in mid May.")
    assert found["meetings"][0].place.name == "Geneva"
    found = coded("Kenya's minister wrote to the Ugandan president to propose a meeting before the end of the year.")
    (meeting,) = found["meetings"]
    assert (who(found, meeting.participants), meeting.modality) == (["KENGOV", "UGAGOV"], "offered")
    assert meeting.day.end == "2021-12-31"
    found = coded("The Kenyan minister joined the Ugandan president in Paris for talks on aid.")
    assert who(found, found["meetings"][0].participants) == ["KENGOV", "UGAGOV"]
    found = coded("Kenya and Uganda met in Nairobi. Mali said that it was ready to host a second round in May.")
    _, again = found["meetings"]
    assert (who(found, again.participants), again.modality, again.day.start) == (
        ["KEN", "UGA"],
        "offered",
        "2022-05-01",
    )


def test_talks_that_are_fixed_lie_ahead():
    """Whether or not somebody will come to them, talks scheduled for a day are announced."""
    found = coded("Kenya will not take part in the talks scheduled for October 19 unless Uganda apologises.")
    assert [(m.modality, m.day.start) for m in found["meetings"]] == [("announced", "2021-10-19")]
    (meeting,) = coded("The envoy said that the talks planned for October 19 should go ahead.")["meetings"]
    assert (meeting.modality, meeting.participants) == ("announced", ())


def test_who_is_named_in_the_subject_of_saying_does_not_talk():
    """To be named in the subject of a verb of saying is not to take part: "sources privy to the negotiations said"."""
    assert coded("Kenyan sources close to the negotiations said on Monday that all was well.")["meetings"] == ()


@pytest.mark.parametrize(
    "text",
    [
        "It moved to Geneva, where the Kenyan president met with the Ugandan president.",
        "The Kenyan and Ugandan presidents met during a conference in Geneva on Monday.",
        "The Kenyan and Ugandan presidents met on the sidelines of a summit in Geneva.",
    ],
)
def test_where_a_meeting_is(text):
    """Where the clause is told of, or the gathering at which they meet."""
    assert coded(text)["meetings"][0].place.name == "Geneva"


def test_no_meeting_where_nobody_meets():
    """To meet a demand, to receive aid, to hold a view are no encounters."""
    found = coded("Kenya met the demand on Tuesday.\nUganda received aid.\nThe group holds elections in May.")
    assert found["meetings"] == ()


def test_agreements_and_their_parties_and_times():
    """A concluded agreement has its parties, its day, and all its mentions."""
    found = coded("Kenya and Uganda signed a ceasefire agreement on Monday.\nThe ceasefire holds, officials said.")
    (agreement,) = found["agreements"]
    assert agreement.kind == "ceasefire"
    assert who(found, agreement.parties) == ["KEN", "UGA"]
    assert agreement.time.start == "2021-10-11"
    assert len(agreement.mentions) == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The newly adopted UN Security Council Resolution 1999 helps.", ["UN Security Council Resolution 1999"]),
        (
            "They recalled their Lake Agreement and yesterday's border agreement.",
            ["Lake Agreement", "border agreement"],
        ),
        ("Protocol 3 bans it. Protocol 5 allows it.", ["Protocol 3", "Protocol 5"]),
        ("He named Resolution 1999. Another part of Resolution 1999 is older.", ["Resolution 1999"]),
        ("The Nairobi Communique and the Rome Statute hold.", ["Nairobi Communique", "Rome Statute"]),
        ("A convention against piracy is expected.", ["convention against piracy"]),
        ("Kenya welcomed the cessation of hostilities.", ["cessation of hostilities"]),
        ("Despite a ceasefire announcement on May 17 it went on.", ["ceasefire"]),
        ("They signed a cooperation agreement. The memorandum of cooperation is short.", ["cooperation agreement"]),
        ("Kenya welcomed yesterday's border agreement. This is an interim deal.", ["border agreement"]),
        ("Kenya wants a long-sought peace treaty.", ["long-sought peace treaty"]),
        ("Kenya read the Cessation of Hostilities Agreement signed in May.", ["Cessation of Hostilities Agreement"]),
        ("Kenya stands by the Nairobi declaration.", ["Nairobi declaration"]),
        ("Kenya broke the Argane declaration.", ["Argane declaration"]),
        ("They fought over plans for a transition.", []),
        ("They hope for progress towards advancing agreement.", []),
        ("Both must try to reach an agreement by May.", []),
        ("The Kenyan rebels said: Our plans are clear.", []),
    ],
)
def test_the_names_of_agreements(text, names):
    """Each agreement once, under its own name, and none where nothing was concluded, ordered or proposed."""
    assert [agreement.name for agreement in coded(text)["agreements"]] == names


def test_parties_and_the_day_behind_an_agreement():
    """The parties may stand behind the day; a day that cannot be told from the text is the gap's reason; a part dates the whole."""
    (agreement,) = coded("They welcome the agreement on 2 October between Kenya and Uganda.")["agreements"]
    assert (agreement.name, agreement.time.start) == ("agreement", "2021-10-02")
    assert len(agreement.parties) == 2
    (exchange,) = coded("She went home in 2009 as part of a prisoner swap.")["agreements"]
    assert exchange.time.start == "2009-01-01"
    (undated,) = coded("Kenya and Uganda signed a peace treaty several years ago.")["agreements"]
    assert [gap.spans != () for gap in undated.gaps if gap.field == "time"] == [True]


def test_two_tellings_of_one_ceasefire():
    """A ceasefire of a month and the ceasefire of its year are one."""
    found = coded("Kenya recalled the November 2012 ceasefire. It would go back to the ceasefire of 2012.")
    (agreement,) = found["agreements"]
    assert agreement.time.start == "2012-11-01"


def test_how_a_law_is_understood_is_no_agreement():
    """An understanding is one where somebody comes to it."""
    assert coded("Ugandan judges relied on a long-settled understanding of the law.")["agreements"] == ()
    assert coded("Kenya and Uganda reached an understanding on the border on Monday.")["agreements"]


def test_resolutions_are_counted():
    """The number that the text gives is kept with its words."""
    found = coded("Uganda has not implemented three UN Security Council resolutions on the border.")
    (agreement,) = found["agreements"]
    assert (agreement.kind, agreement.count) == ("resolution", 3)
    (claim,) = found["claims"]
    assert (claim.status, claim.claimant, who(found, claim.about)) == ("not-implemented", "publisher", ["UGA"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Uganda violated the ceasefire agreement with Kenya.", "violated"),
        ("Kenya accused Uganda of violating the ceasefire.", "violated"),
        ("Uganda is implementing the peace agreement.", "being-implemented"),
        ("The implementation of the peace agreement continues.", "being-implemented"),
        ("Uganda has fully implemented the peace agreement.", "implemented"),
        ("Uganda failed to implement the peace agreement.", "not-implemented"),
        ("Uganda rejected the peace plan.", "rejected"),
        ("Kenya and Uganda reaffirmed the ceasefire.", "reaffirmed"),
        ("Kenya and Uganda signed a peace agreement.", "agreed"),
        ("The raids show a disregard for the ceasefire.", "not-implemented"),
        ("Uganda has a good record of implementing the peace agreement.", "implemented"),
        ("Uganda has made progress in implementing the peace agreement.", "being-implemented"),
        ("Kenya and Uganda agreed to cease hostilities.", "agreed"),
    ],
)
def test_what_is_claimed_of_an_agreement(text, status):
    """The status claimed, never a verdict."""
    (claim,) = coded(text)["claims"]
    assert claim.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Kenya urged Uganda to implement the peace agreement.",
        "Uganda may violate the ceasefire.",
        "Uganda threatened to break the truce.",
        "The envoys hope that Uganda would ratify the peace treaty.",
        "They agree on how to advance a peace agreement.",
        "Kenya has yet to ratify the amendments to the peace treaty.",
    ],
)
def test_demands_and_threats_claim_nothing(text):
    """What is asked for, threatened, hoped for or meant says nothing of the agreement's state, nor does what is beside it."""
    assert coded(text)["claims"] == ()


def test_who_agreed_and_who_carried_it_out():
    """An agreement reached between two is their doing, and a record is his who has it."""
    found = coded("They welcome the agreement reached between Kenya and Uganda.")
    assert who(found, found["claims"][0].about) == ["KEN", "UGA"]
    found = coded("Uganda has a poor record in implementation of the peace agreement.")
    (claim,) = found["claims"]
    assert (claim.status, who(found, claim.about)) == ("not-implemented", ["UGA"])


def test_who_met_when_it_was_agreed_is_party_to_it():
    """What was coordinated during a meeting among others is theirs."""
    found = coded(
        "Kenya stood by the agreements that it concluded in April during the meeting between Uganda and Rwanda."
    )
    assert who(found, found["agreements"][0].parties) == ["KEN", "RWA", "UGA"]


def test_by_whom_an_agreement_came_is_no_party_to_it():
    """Its makers are who sign it, if only its text."""
    (truce,) = coded("The two broke a Kenyan-brokered truce.")["agreements"]
    assert truce.parties == ()
    (claim,) = coded("Kenya brokered a ceasefire in May.")["claims"]
    assert (claim.status, claim.about) == ("agreed", ())
    found = coded("Kenya and Uganda initialled the text of a peace treaty.")
    assert who(found, found["agreements"][0].parties) == ["KEN", "UGA"]
    assert [claim.status for claim in found["claims"]] == ["agreed"]


def test_a_matter_between_private_people_is_no_agreement():
    """Nobody of politics made it."""
    assert coded("The residents signed an agreement with the farmers.")["agreements"] == ()


def test_a_claim_inside_a_statement_is_its_speakers():
    """Whose words: the claim's claimant is the statement that holds it."""
    text = "Uganda violated the ceasefire, the minister said."
    provenance = Provenance("r", (), "test", "run", 1.0)
    statement = Statement("s-1", "indirect", (), (), (Span(0, text.index(", the")),), provenance)
    (claim,) = coded(text, statements=(statement,))["claims"]
    assert claim.claimant == "s-1"


def test_a_conflict_by_its_name_and_its_parties():
    """Names that share parties are one conflict; its places are those in its names."""
    found = coded(
        "The Armenia-Azerbaijan Nagorno-Karabakh conflict began in 1988.\nThe Karabakh conflict is unresolved."
    )
    (conflict,) = found["conflicts"]
    assert who(found, conflict.parties) == ["ARM", "AZE"]
    assert len(conflict.mentions) == 2
    assert "Karabakh" in " ".join(conflict.names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A day of fierce fighting between Kenyan police and rebels in a dense forest ended.",
            "fierce fighting between Kenyan police and rebels",
        ),
        (
            "A conflict between Kenya and Uganda, which fought a war in 1998, goes on.",
            "conflict between Kenya and Uganda",
        ),
        ("A border war is going on between Kenya and Uganda near the lake.", "border war"),
        (
            "It followed a power struggle between the Kenyan army and Hamas.",
            "power struggle between the Kenyan army and Hamas",
        ),
        ("A two-year war between Kenya and Uganda ended.", "two-year war between Kenya and Uganda"),
        ("Kenya and Uganda met. The year-long border war went on.", "year-long border war"),
        ("Kenyan troops left. Kenyan rebels stayed. The four-year civil war went on.", "four-year civil war"),
    ],
)
def test_a_conflict_is_named_between_its_parties(text, name):
    """The name holds both parties and stops where other words begin."""
    (conflict,) = coded(text)["conflicts"]
    assert conflict.names[0].startswith(name)
    assert len(conflict.parties) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The delegation will go to Kenya and Uganda, which have seen conflicts.",
        "It may change the war and truce negotiations with Uganda.",
        "Kenyan and Ugandan officials, the two sides, recalled the Canoe Crisis of 1994.",
        "Kenya and Uganda met. A civil war went on.",
        "Kenya and Uganda met. The latest fighting went on.",
        "Kenya and Uganda met. The violence risks escalating into a wider regional war.",
    ],
)
def test_no_conflict_between_whoever_stands_near(text):
    """Each state's own conflicts, negotiations, and a crisis without parties are no conflict between two."""
    assert coded(text)["conflicts"] == ()


def test_a_people_is_no_party_beside_its_state():
    """Of a known conflict the states and groups are parties, not the people of one."""
    found = coded("Israelis fear the war in Gaza. Israel and Hamas said nothing.")
    (conflict,) = found["conflicts"]
    assert sorted(p.name for p in conflict.parties) == ["Hamas", "Israel"]


def test_a_format_named_by_its_members():
    """Who is no party to the conflict mediates in the format."""
    found = coded(
        "Russia hopes for progress in the Russia-Armenia-Azerbaijan format on the Armenia-Azerbaijan conflict."
    )
    (channel,) = [f for f in found["formats"] if f.table_id is None]
    assert who(found, channel.members) == ["ARM", "AZE", "RUS"]
    assert who(found, channel.mediators) == ["RUS"]
    assert channel.conflict_id == found["conflicts"][0].id


def test_a_group_without_a_name_is_no_format():
    """A group of people, a process and a commission are no channels by themselves."""
    assert coded("A group of farmers opposed the process, and a commission heard them.")["formats"] == ()


def test_a_format_is_named_without_a_common_noun_that_owns_it():
    """The country's process is the process; a name before it stays."""
    (channel,) = coded("It was a step forward for the country's peace process in Uganda.")["formats"]
    assert channel.name == "peace process"


def test_a_body_is_no_member_of_itself():
    """A council or an inquiry that bears a country's name is an actor, no channel between it and that country."""
    text = "The National Security Council of Kenya met, and the Kenyan Election Commission of Uganda counted."
    assert coded(text)["formats"] == ()


def test_a_known_bodys_own_noun_is_no_format():
    """The countries behind its name do not make the "Group" of 77 a channel between them."""
    text = "Speaking were the representatives of Jamaica on behalf of the Group of 77 developing countries and China."
    assert coded(text)["formats"] == ()


def test_a_group_of_mediators_has_no_parties_in_it():
    """Neither the parties of the conflict nor their peoples are members."""
    found = coded("The Middle East Quartet met. Israelis, Israel and the United States welcomed it.")
    (channel,) = found["formats"]
    assert who(found, channel.members) == who(found, channel.mediators) == ["USA"]


def test_a_meeting_that_recurs_under_a_name_is_a_format():
    """A summit with a proper name is a standing channel, without what opens the phrase; a summit alone is none."""
    found = coded("Kenya and Uganda met at the fourth annual Lake States Summit. The summit was short.")
    assert [channel.name for channel in found["formats"]] == ["Lake States Summit"]


def test_every_span_slices_to_words():
    """All evidence lies in the text."""
    text = (
        "Kenya and Uganda signed a ceasefire agreement in Geneva on Monday.\nUganda violated the ceasefire, Kenya said."
    )
    found = coded(text)
    kinds = ("meetings", "formats", "agreements", "claims", "conflicts")
    spans = {kind: [span for item in found[kind] for piece in item.evidence for span in piece.spans] for kind in kinds}
    assert spans["agreements"]
    assert spans["claims"]
    assert all(0 <= span.start < span.end <= len(text) for told in spans.values() for span in told)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda have no peace treaty.",
        "What Kenya and Uganda signed is not a peace treaty.",
        "Kenya and Uganda have yet to sign a peace treaty.",
    ],
)
def test_a_treaty_that_there_is_not_is_no_agreement(text):
    """That it is none is said by "no", "not" and "have yet to"."""
    assert coded(text)["agreements"] == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenya and Uganda signed a ceasefire in 1994. The truce of 1994 held for years.", ["ceasefire"]),
        ("Kenya and Uganda signed a ceasefire in 1994. The truce of 2003 held for years.", ["ceasefire", "truce"]),
        ("Kenya and Uganda signed the Lakes ceasefire. The Lakes truce holds.", ["Lakes ceasefire"]),
    ],
)
def test_a_truce_is_the_ceasefire_of_its_own_year_or_place(text, names):
    """The same year or name makes them one, another year makes them two."""
    assert [item.name for item in coded(text)["agreements"]] == names


def test_a_violation_is_laid_to_who_is_accused_of_it():
    """The accused is whom the claim is about."""
    (claim,) = coded("Kenya accused Uganda of violations of the ceasefire.")["claims"]
    assert claim.status == "violated"
    assert [participant.name for participant in claim.about] == ["Uganda"]


def test_strife_under_a_places_name_is_a_conflict_without_parties():
    """It has its place; "the Helmand crisis" without parties may be anything."""
    (conflict,) = coded("The Helmand insurgency has killed hundreds.")["conflicts"]
    assert (conflict.names, conflict.parties) == (("Helmand insurgency",), ())
    assert [place.name for place in conflict.places] == ["Helmand"]
    assert coded("The Helmand crisis has killed hundreds.")["conflicts"] == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Lakes Contact Group, co-chaired by Norway and Kenya, met in Geneva.",
        "The Lakes Contact Group met in Geneva. Its co-chairs Norway and Kenya were content.",
    ],
)
def test_who_chairs_a_format_mediates_in_it(text):
    """The chairs stand behind the verb or the noun."""
    found = coded(text)
    (channel,) = found["formats"]
    assert who(found, channel.mediators) == ["KEN", "NOR"]


def test_who_is_present_takes_part():
    """Those in whose presence others meet are at the meeting."""
    found = coded("The presidents of Kenya and Uganda met in the presence of Norway's ambassador.")
    (meeting,) = found["meetings"]
    assert who(found, meeting.participants) == ["KENGOV", "NORGOV", "UGAGOV"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Kenya and Uganda met in Rome. Norway is co-chairing the meeting.", ["KEN", "NOR", "UGA"]),
        ("Kenya and Uganda met. The meeting was chaired by Norway and attended by Mali.", ["KEN", "MLI", "NOR", "UGA"]),
        ("The presidents of Kenya and Uganda met under Norwegian mediation.", ["KENGOV", "NOR", "UGAGOV"]),
        ("Norway brought together Kenya and Uganda.", ["KEN", "NOR", "UGA"]),
    ],
)
def test_who_chairs_a_meeting_or_brings_others_to_it_is_there(text, people):
    """A second sentence adds who else took part."""
    found = coded(text)
    assert [who(found, meeting.participants) for meeting in found["meetings"]] == [people]


def test_the_next_session_and_the_place_behind_the_matter():
    """One more session is of the same people; what the talks are on has no place of its own."""
    found = coded("Kenya and Uganda met in Rome. The next session will be held in Nairobi in April.")
    assert [(m.place.name, m.modality) for m in found["meetings"]] == [("Rome", "happened"), ("Nairobi", "announced")]
    (meeting,) = coded("Kenya and Uganda began talks on exchanging prisoners in Nairobi.")["meetings"]
    assert meeting.place.name == "Nairobi"


def test_who_is_met_by_guards_confers_with_nobody():
    """An official who meets somebody does."""
    assert coded("The protesters were met by two guards.")["meetings"] == ()
    assert len(coded("The protesters were met by the Kenyan president.")["meetings"]) == 1


def test_private_people_and_who_faces_the_press_alone_hold_no_meeting():
    """Nobody of politics meets another."""
    assert coded("One man from Kenya met a friend from Uganda.")["meetings"] == ()
    assert coded("The Kenyan minister told reporters at a news conference that the road is open.")["meetings"] == ()


@pytest.mark.parametrize("name", ["Kenya-Uganda", "Kenya-South Sudan", "US-Kenya"])
def test_both_of_a_hyphen_are_parties(name):
    """The parse hangs the agreement on the second alone."""
    (agreement,) = coded(f"The {name} agreement has been signed.")["agreements"]
    assert len(agreement.parties) == 2


@pytest.mark.parametrize(
    ("text", "name", "parties"),
    [
        ("Kenya broke the 2015 Nakuru agreements.", "2015 Nakuru agreements", []),
        ("Kenya and Uganda signed the Nakuru Accords.", "Nakuru Accords", ["KEN", "UGA"]),
        ("The Good Friday Agreement ended the war in Kenya.", "Good Friday Agreement", []),
    ],
)
def test_an_agreement_is_named_by_where_it_was_made(text, name, parties):
    """The place, or the day of a feast, is part of its name and no party; the feast is no date."""
    found = coded(text)
    (agreement,) = found["agreements"]
    assert agreement.name == name
    assert [code for code in who(found, agreement.parties) if code in {"KEN", "UGA"}] == parties
    assert not {"Nakuru", "Good", "Friday"} & {p.name for p in agreement.parties}


def test_who_is_committed_to_an_agreement_reaffirms_it():
    """Also without a verb of saying so."""
    (claim,) = coded("Kenya remains committed to the nuclear deal.")["claims"]
    assert claim.status == "reaffirmed"


def test_a_public_meeting_is_no_meeting():
    """A gathering of whoever comes."""
    assert coded("President Orhan Veldar of Kenya held a public meeting in Nairobi.")["meetings"] == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ugandan lawmakers take it up in their session that starts in January.",
        "Kenya and Uganda will sign an accord at a meeting in Geneva.",
        "Kenya and Uganda could sign an accord at a meeting in Geneva.",
        "Ministers of Kenya and Uganda gather for talks in Geneva next month.",
    ],
)
def test_a_meeting_that_lies_ahead_has_not_happened(text):
    """Its clause begins it later, what is to be done at it is yet to be done, or its day is still to come."""
    assert {meeting.modality for meeting in coded(text)["meetings"]} == {"announced"}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda are expected to sign a border agreement in Geneva.",
        "Kenya expects to sign a border agreement with Uganda soon.",
        "Kenya will violate the border agreement with Uganda.",
    ],
)
def test_what_is_only_expected_claims_nothing(text):
    """It is neither agreed nor broken."""
    assert coded(text)["claims"] == ()


@pytest.mark.parametrize(
    "text",
    ["Kenya held talks with Uganda on the truce.", "Kenya and Uganda held talks over the border agreement in Geneva."],
)
def test_who_talks_about_an_agreement_claims_nothing(text):
    """Talks are held, not what they are about."""
    assert coded(text)["claims"] == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A bigger peace deal between Kenya and Uganda could follow.", []),
        ("Kenya and Uganda might sign a border agreement.", []),
        ("Kenya and Uganda will sign a border agreement.", ["border agreement"]),
        ("Kenya and Uganda signed a border agreement. A bigger border agreement could follow.", ["border agreement"]),
    ],
)
def test_a_conjecture_is_no_agreement(text, names):
    """Only one that is made, planned or talked about."""
    assert [agreement.name for agreement in coded(text)["agreements"]] == names


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("They back the historic Tarn border treaty. The Tarn accord helps. The Tarn agreement is new.", [3]),
        ("Kenya praised the border deal with Uganda. Critics of the Uganda deal left.", [2]),
        ("The Lake Tarn agreement was short. A truce signed at Lake Tarn ended it.", [2]),
        ("A truce began on Monday. A second truce was signed on Friday.", [1, 1]),
        ("Kenya signed the Tarn Treaty, the 1994 deal with Uganda.", [2]),
        ("The border agreement with Uganda holds. The border agreement with Tanzania does not.", [1, 1]),
        ("Kenya and Uganda agreed on a hotline. It keeps to the understandings that they reached in May.", [1, 1]),
    ],
)
def test_which_agreement_is_meant(text, mentions):
    """One that shares its name or its makers is the same, whatever it is called; a second one is another."""
    assert [len(agreement.mentions) for agreement in coded(text)["agreements"]] == mentions


@pytest.mark.parametrize(
    "text",
    [
        "Trade agreements open doors for firms.",
        "There is broad agreement that the road is bad.",
        "The city had a lease agreement with a shop.",
        "A memorandum of conversation lies in the archive.",
        "Kenya's plan for its schools is expensive.",
        "The Kenyan judge rejected the plea agreement.",
        "Kenya announced plans to build roads.",
    ],
)
def test_what_is_no_certain_agreement_of_politics(text):
    """Agreements at large, opinions shared, leases, one's own plans."""
    assert coded(text)["agreements"] == ()


def test_prisoners_exchanged():
    """The verb tells an exchange as the noun does; who brokered it is no party."""
    found = coded("Kenya and Uganda exchanged 40 prisoners on Monday. The exchange was brokered by Tanzania.")
    (exchange,) = found["agreements"]
    assert (exchange.kind, exchange.name, len(exchange.mentions)) == ("exchange", "exchanged 40 prisoners", 2)
    assert who(found, exchange.parties) == ["KEN", "UGA"]
    (claim,) = coded("Kenya and Uganda agreed to exchange prisoners.")["claims"]
    assert claim.status == "agreed"


def test_hostilities_that_two_agree_to_cease():
    """Their word is a ceasefire, and both are its parties."""
    found = coded("Kenya and Uganda agreed on Monday to cease hostilities.")
    (truce,) = found["agreements"]
    assert (truce.kind, who(found, truce.parties)) == ("ceasefire", ["KEN", "UGA"])


def test_what_a_third_announces_is_between_those_named():
    """Kenya is no party to the truce of others; whoever inks an accord is."""
    (truce,) = coded("Kenya announced a truce between Chad and Uganda.")["agreements"]
    assert truce.kind == "truce"
    found = coded("Kenya announced a truce between Chad and Uganda. Mali and Togo inked a peace accord.")
    assert [who(found, one.parties) for one in found["agreements"]] == [["TCD", "UGA"], ["MLI", "TGO"]]


def test_an_agreement_that_was_not_reached_is_none():
    """Nor has anybody rejected it."""
    found = coded("Kenya and Uganda failed to reach an agreement on the border.")
    assert (found["agreements"], found["claims"]) == ((), ())


def test_a_format_may_be_called_by_numbers():
    """The table's "5+2"; an armed group with its backer's name is no format."""
    found = coded("The 5+2 talks on Transnistria will go on. The Kenya-backed M7 militant group left Chad.")
    assert [one.name for one in found["formats"]] == ["5+2 talks"]


def test_a_known_bodys_name_holds_no_agreement():
    """The Government of National Accord is one of Libya's."""
    assert coded("The Government of National Accord left Libya.")["agreements"] == ()


def test_what_one_only_speaks_about_is_not_carried_out():
    """Challenges in implementing an agreement claim nothing."""
    text = "Kenya spoke of challenges in implementing the peace agreement with Uganda."
    assert coded(text)["claims"] == ()


def test_a_pause_in_the_fighting():
    """A humanitarian pause is a truce, even a proposed one; "more than a dozen" is no number."""
    (pause,) = coded("Kenya would consider a humanitarian pause.")["agreements"]
    assert pause.kind == "truce"
    (many,) = coded("Kenya signed more than a dozen border agreements with Uganda.")["agreements"]
    assert many.count is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The truce began at noon and was violated by both sides.", "violated"),
        ("The truce began at noon. It was respected by both sides.", "implemented"),
        ("Kenya and Uganda agreed to reopen a hotline.", "agreed"),
        ("The peace treaty promised help, and it was never carried out.", "not-implemented"),
    ],
)
def test_what_is_said_of_it_further_on(text, status):
    """A second verb and "it" go on about the agreement."""
    assert [claim.status for claim in coded(text)["claims"]] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya is negotiating a border deal with Uganda.",
        "Monitors will return once a peace agreement is signed.",
        "Monitors return only after a peace agreement has been signed.",
        "Nobody could honour the peace agreement.",
        "A peace treaty was never signed.",
        "Kenya called for a solution by implementing the peace agreement.",
    ],
)
def test_what_is_not_so_yet_claims_nothing(text):
    """What goes on, is waited for, cannot be, never came about or is asked for."""
    assert coded(text)["claims"] == ()


def test_an_agreement_that_the_parse_takes_for_who_agrees_is_agreed():
    """The hotline does not agree with anybody."""
    found = coded("The hotline agreed with Kenya is useful, the minister said.")
    assert [agreement.name for agreement in found["agreements"]] == ["hotline"]
    assert [claim.status for claim in found["claims"]] == ["agreed"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("He welcomed the failure of the talks between Kenya and Uganda.", "happened"),
        ("Tanzania facilitated talks between Kenya and Uganda in May.", "happened"),
        ("Monday's talks between Kenya and Uganda in Geneva are called a success.", "happened"),
        ("Tanzania would facilitate talks between Kenya and Uganda in May.", "hypothetical"),
    ],
)
def test_talks_that_failed_or_were_made_possible_were_held(text, modality):
    """What came of them, and who helped, leaves them as real as they were."""
    assert [meeting.modality for meeting in coded(text)["meetings"]] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya has received 170 Ugandan refugees.",
        "The Ugandan minister hosts a podcast with Kenyan officials.",
        "The court meets Kenyan standards of law, Uganda said.",
        "Kenya will not send any officials to the meeting in Geneva.",
    ],
)
def test_what_is_no_encounter(text):
    """Refugees taken in, guests of a show, standards met, a meeting stayed away from."""
    assert coded(text)["meetings"] == ()


def test_what_is_a_channel():
    """A ceasefire commission is one whoever sits in it; people in need are no delegates."""
    found = coded("Kenya demanded a session of the ceasefire commission.")
    assert [channel.name for channel in found["formats"]] == ["ceasefire commission"]
    assert coded("A first group of Kenyan wounded and Ugandan civilians left.")["formats"] == ()


def test_a_conflict_has_its_name_before_any_description():
    """What is to become of it is no part of the name."""
    text = "The conflict between the two Caucasus neighbours Armenia and Azerbaijan goes on.\nThey spoke of the Nagorno-Karabakh conflict settlement."
    (conflict,) = coded(text)["conflicts"]
    assert conflict.names[0] == "Nagorno-Karabakh conflict"


@pytest.mark.parametrize("words", ["agreed to a ceasefire", "agreed on a ceasefire"])
def test_whoever_agrees_to_it_is_party_to_it(words):
    """By a preposition as by an object."""
    found = coded(f"Kenya and Uganda {words} on Monday.")
    (agreement,) = found["agreements"]
    assert who(found, agreement.parties) == ["KEN", "UGA"]


def test_what_only_says_which_agreement_is_recalled_claims_nothing():
    """A truce "signed in 2009" is identified; an accord adopted now is news."""
    assert coded("A truce signed by Kenya and Uganda in 2009 ended the war.")["claims"] == ()
    (claim,) = coded("He praised the accord reached by Kenya and Uganda on Tuesday.")["claims"]
    assert claim.status == "agreed"


def test_what_is_negotiated_or_put_in_a_mouth_claims_nothing():
    """Negotiating deals is no agreement yet; what somebody would say is not said."""
    assert coded("Kenya goes on alone, negotiating trade deals with Uganda one by one.")["claims"] == ()
    assert coded("The ministry would say that Kenya was undermining the nuclear deal.")["claims"] == ()


def test_claims_by_particle_pronoun_and_the_deal_again():
    """To turn down is to reject; "it" as an object goes back to the object before; "the plan" is the plan that was signed."""
    (claim,) = coded("A Kenyan peace plan was turned down by Uganda.")["claims"]
    assert claim.status == "rejected"
    found = coded("In 2009, Kenya and Uganda signed a ceasefire, but Uganda regularly breaches it.")
    assert [(c.status, who(found, c.about)) for c in found["claims"]] == [
        ("agreed", ["KEN", "UGA"]),
        ("violated", ["UGA"]),
    ]
    found = coded(
        "Kenya and Uganda signed a withdrawal plan on Tuesday. Kenya said it was implementing the plan in full."
    )
    assert [claim.status for claim in found["claims"]] == ["agreed", "being-implemented"]
    found = coded("Kenya's minister accused Uganda of flying drones over the valley in breach of the ceasefire.")
    assert [(c.status, who(found, c.about)) for c in found["claims"]] == [("violated", ["UGA"])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was part of last year's nuclear deal with Kenya.", "nuclear deal"),
        ("They discussed the Kenya-Uganda Status of Forces Agreement.", "Kenya-Uganda Status of Forces Agreement"),
        ("Kenya and Uganda signed a fragile armistice.", "armistice"),
        ("Kenya and Uganda signed a loan guarantee agreement.", "loan guarantee agreement"),
    ],
)
def test_the_name_of_an_agreement(text, name):
    """Without a year that owns it or words that tell it from no other, with what a longer name begins with; states' loans are politics."""
    assert coded(text)["agreements"][0].name == name


@pytest.mark.parametrize(
    "text",
    [
        "The bill would bar any more deals with Kenya.",
        "Inspections will go on once a political agreement is reached.",
        "The candidate has a joint fundraising agreement with the party.",
    ],
)
def test_any_agreement_and_those_of_fundraisers_are_none(text):
    """What may be agreed one day, and what is no matter between sides."""
    assert coded(text)["agreements"] == ()


def test_who_adopts_or_approves_is_no_party():
    """The council that adopts a resolution and the parliament that approves a deal are not bound by it."""
    (resolution,) = coded("The UN Security Council adopted Resolution 1701 on Tuesday.")["agreements"]
    assert resolution.parties == ()
    found = coded("The Kenyan parliament approved the border deal with Uganda.")
    assert "KENLEG" not in who(found, found["agreements"][0].parties)


def test_the_ceasefire_is_rather_a_ceasefire():
    """A bare noun goes back to one of its kind before another told of later."""
    found = coded(
        "Kenya reaffirmed the ceasefire, in keeping with the understandings that it reached with Uganda in May. "
        "Kenya said that Uganda violated the ceasefire 41 times."
    )
    names = {a.id: a.name for a in found["agreements"]}
    assert [names[c.agreement_id] for c in found["claims"] if c.status == "violated"] == ["ceasefire"]


def test_the_exchange_compared_with_others_is_the_same():
    """To be "the largest such swap since 2009" is no name, no date and no second exchange."""
    found = coded(
        "Kenya and Uganda exchanged 46 prisoners on Tuesday. The exchange was the largest such swap since 2009."
    )
    (agreement,) = found["agreements"]
    assert "such" not in agreement.name
    assert agreement.time.start == "2021-10-12"


def test_a_place_that_is_disputed():
    """Two states at odds over a place, told by a verb."""
    found = coded("The Tarn Hills have been disputed since 1991, when deputies voted to leave Kenya and join Uganda.")
    (conflict,) = found["conflicts"]
    assert (conflict.names, who(found, conflict.parties)) == (("Tarn Hills",), ["KEN", "UGA"])
    assert coded("The minister's claim has been disputed by Kenya and Uganda.")["conflicts"] == ()


def test_the_two_sides_of_a_conflict():
    """Whom a dispute is with is one side of it, whatever other pair is named; the table's conflict goes by its parties too."""
    text = "The foreign ministers of Kenya and Uganda met. The two countries agreed. He settled a dispute with Turkey."
    assert coded(text)["conflicts"] == ()
    (conflict,) = coded("The conflict between Israel and the Palestinians goes on.")["conflicts"]
    assert (conflict.table_id, len(conflict.parties)) == ("israel-palestine", 2)


def test_a_working_group_of_one_body_is_no_channel():
    """The council's own working group is an organ of the council."""
    assert coded("The chairman of the UN Security Council working group spoke.")["formats"] == ()


def test_a_deal_that_is_only_told_by_what_was_agreed_is_one():
    """With who agreed and when; of one side's agreeing, or far from it, none is made."""
    text = "Kenya and Uganda agreed on 3 May 2024 to reopen the crossing. Under the deal, police will leave it."
    (agreement,) = coded(text)["agreements"]
    assert (agreement.kind, agreement.time.start) == ("agreement", "2024-05-03")
    assert who(coded(text), agreement.parties) == ["KEN", "UGA"]
    assert not coded("The guards agreed to leave. Under the deal, Kenya will send others.")["agreements"]
    far = "Kenya and Uganda agreed to reopen the crossing. " + "It rained. " * 5 + "The deal is off."
    assert not coded(far)["agreements"]


def test_talks_that_somebodys_decision_followed_are_his():
    """Whose it is has met those who are named."""
    found = coded("The Kenyan leader's decision followed talks with Ugandan President Ilya Soran.")
    (meeting,) = found["meetings"]
    assert len(meeting.participants) == 2


def test_what_is_imminent_lies_ahead():
    """Talks are no threat."""
    (meeting,) = coded("Kenya and Uganda are to attend imminent talks in Oslo.")["meetings"]
    assert meeting.modality == "announced"


def test_the_town_that_an_agreement_is_called_by_is_no_party_to_it():
    """Nor is its state, where the report also calls it by the town alone."""
    text = "The Stockholm agreement holds. The rebels were told of Stockholm's agreement, which they signed with Kenya."
    for agreement in coded(text)["agreements"]:
        assert "SWE" not in who(coded(text), agreement.parties)


def test_who_acts_for_a_government_makes_its_agreement():
    """What the government agreed to and its president signs is one."""
    text = "Kenya's government agreed to a ceasefire with the rebels. Kenyan President Anya Orsa signed a cessation of hostilities with the rebels."
    assert len(coded(text)["agreements"]) == 1


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Kenya's president signed a truce with Uganda. Kenyan President Anya Orsa signed the truce in Nairobi.",
            ["Anya Orsa", "Uganda"],
        ),
        (
            "Kenya's government signed a truce with Uganda. Kenyan President Anya Orsa signed the truce in Nairobi.",
            ["Kenya's government", "Uganda"],
        ),
        (
            "Kenya's president signed a truce with Uganda. Kenyan Foreign Minister Anya Orsa signed the truce, too.",
            ["Anya Orsa", "Kenya's president", "Uganda"],
        ),
    ],
)
def test_a_party_told_by_office_and_by_name_is_one(text, parties):
    """By his name where he was called by his office, by the side for which he signs where that was told."""
    (agreement,) = coded(text)["agreements"]
    assert sorted(p.name for p in agreement.parties) == parties


def test_a_capitalised_agreement_is_called_by_its_place():
    """One state in its name alone made nothing with itself, nor one in which others signed."""
    text = "Kenya's government and the Kenyan rebels signed the Mexico Agreement."
    (agreement,) = coded(text)["agreements"]
    assert "MEX" not in who(coded(text), agreement.parties)
    text = "Kenya's government and the rebels signed an accord in Chad. The rebels praised the Chad agreement."
    (agreement,) = coded(text)["agreements"]
    assert who(coded(text), agreement.parties) == ["KENGOV", "KENREB"]
    (pair,) = coded("The India-Pakistan Agreement holds.")["agreements"]
    assert len(pair.parties) == 2


def test_with_what_talks_end_nobody_is_met():
    """The signing of a deal is no guest."""
    text = "Kenya and Uganda wrapped up talks on Friday with the signing of a Mexican treaty."
    (meeting,) = coded(text)["meetings"]
    assert who(coded(text), meeting.participants) == ["KEN", "UGA"]


def test_the_year_of_an_agreement_dates_no_promise_to_keep_it():
    """Whose promise it is has the report's day."""
    (claim,) = coded("Kenya is committed to the ceasefire agreement of 2003.")["claims"]
    assert claim.status == "reaffirmed"


def test_a_resolution_is_what_a_body_of_states_adopts():
    """By its subject, where no word before it says whose it is; a party's is none."""
    (resolution,) = coded("The Security Council adopted a resolution on Kenya.")["agreements"]
    assert resolution.kind == "resolution"
    assert coded("The party adopted a resolution on taxes.")["agreements"] == ()


def test_a_deed_meets_nobody():
    """What tops the agenda of a summit takes no part in it."""
    found = coded("Arming Kenya's army is expected to top the agenda at the summit with Uganda.")["meetings"]
    assert not any("army" in p.name for meeting in found for p in meeting.participants)


@pytest.mark.parametrize(
    ("text", "status", "about"),
    [
        ("Five ceasefire violations were recorded on Friday.", "violated", []),
        ("Kenya initiated a ceasefire violation on Friday.", "violated", ["KEN"]),
        ("The ceasefire regime was violated three times on Friday.", "violated", []),
        ("Kenya violated paragraph 6 of the ceasefire agreement on Friday.", "violated", ["KEN"]),
        ("Kenya strictly abided by the ceasefire on Friday.", "implemented", ["KEN"]),
        ("The ceasefire was met with artillery fire from Ugandan rebels.", "violated", ["UGAREB"]),
        ("The ceasefire was answered by attacks of Ugandan rebels.", "violated", ["UGAREB"]),
        ("The ceasefire was met by Ugandan shelling.", "violated", ["UGA"]),
        ("Kenya's arrest of Ugandan soldiers broke the ceasefire.", "violated", ["KEN"]),
        ("The detention of Ugandan soldiers broke the ceasefire.", "violated", []),
        ("The exclusion of Ugandan soldiers broke the ceasefire.", "violated", []),
        ("An incursion by Ugandan soldiers broke the ceasefire.", "violated", ["UGAMIL"]),
        ("The deployment of Ugandan soldiers broke the ceasefire.", "violated", ["UGAMIL"]),
    ],
)
def test_claims_of_keeping_and_breaking(text, status, about):
    """By a noun beside the ceasefire's, through its regime, paragraph or preposition, by blows that answer it, by a deed; to whom that was done breaks nothing."""
    found = coded(text)
    assert [(claim.status, who(found, claim.about)) for claim in found["claims"]] == [(status, about)]


def test_the_agreement_itself_carries_nothing_out():
    """Where it holds nobody is told of; in a violation's name it stands alone."""
    (claim,) = coded("The ceasefire holds in Kenya on Friday.")["claims"]
    assert (claim.status, claim.about) == ("being-implemented", ())
    text = "Kenya initiated an unprovoked ceasefire violation on Friday."
    (agreement,) = coded(text)["agreements"]
    assert [span.of(text) for span in agreement.mentions] == ["ceasefire"]


def test_who_supports_talks_need_not_be_there():
    """What somebody makes of them says nothing of who meets."""
    assert coded("The rebels supported the talks on Friday.")["meetings"] == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Talks on the Cyprus problem resumed.", ["Cyprus problem"]),
        ("The Kashmir issue divides India and Pakistan.", ["Kashmir issue"]),
        ("Talks on the water problem of Cyprus resumed.", []),
        ("Talks on Nagorno-Karabakh resumed.", []),
    ],
)
def test_a_conflict_by_a_name_that_says_problem(text, names):
    """Where the table has just that name."""
    assert [name for conflict in coded(text)["conflicts"] for name in conflict.names] == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Kenya's foreign minister made the remark following a meeting with Uganda's president in Nairobi.",
            ["KENGOV", "UGAGOV"],
        ),
        ("Kenya's president spoke to reporters following talks with Uganda and Chad.", ["KENGOV", "TCD", "UGA"]),
    ],
)
def test_a_meeting_has_both_sides_of_its_event(text, people):
    """Where the meeting's own words tell one of them only."""
    found = coded(text)
    (meeting,) = found["meetings"]
    assert who(found, meeting.participants) == people


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("A Kenyan delegation arrived in Geneva for the start of peace talks with Ugandan officials.", "announced"),
        ("Kenyan rebels came for talks with the Ugandan government.", "announced"),
        ("Kenya and Uganda agree on talks in Geneva.", "announced"),
        ("Kenya and Uganda agreed to talks in Geneva.", "announced"),
        ("Kenya and Uganda held crucial talks in Geneva.", "happened"),
        ("Kenya's president convened an urgent meeting with Uganda's president.", "happened"),
        ("Kenya's president met Uganda's president for talks in Geneva.", "happened"),
        (
            "Kenya's president came to Geneva for talks with Uganda's president. Kenya's president met Uganda's president later.",
            "happened",
        ),
    ],
)
def test_what_one_comes_for_lies_ahead(text, modality):
    """Until it is told; and how weighty talks are does not ask for them."""
    assert [meeting.modality for meeting in coded(text)["meetings"]] == [modality]


def test_by_whom_a_delegation_was_led_does_nothing_further():
    """What is told of its subject next in the active is the subject's deed."""
    found = coded("The Kenyan delegation was led by Uganda's president and is due to meet Chad's president.")
    assert [who(found, meeting.participants) for meeting in found["meetings"]] == [["KENGOV", "TCDGOV"]]


def test_rounds_of_talks_told_before():
    """One is another of the same by its number, has its place in a relative clause, and may be staged."""
    text = "Kenya and Uganda met in Nairobi in March. The latest talks, which started in Geneva on Monday, ended."
    found = coded(text)
    assert [meeting.place.name for meeting in found["meetings"]] == ["Nairobi", "Geneva"]
    assert [who(found, meeting.participants) for meeting in found["meetings"]] == [["KEN", "UGA"]] * 2
    again = coded("Kenya and Uganda staged talks on Tuesday. The first round of talks on Monday failed.")
    assert [who(again, meeting.participants) for meeting in again["meetings"]] == [["KEN", "UGA"]] * 2


def test_who_meets_force_with_force_meets_nobody():
    """A bare noun of none that the report knows is no guest."""
    assert coded("Kenya warned it would meet force with force.")["meetings"] == ()


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Kenya gov't, Oromo rebels agree to swap prisoners", ["ETHREB", "KENGOV"]),
        ("Kenyan government, Oromo rebels sign truce", ["ETHREB", "KENGOV"]),
        ("Monday, Kenya signed a truce.", ["KEN"]),
    ],
)
def test_a_headlines_comma_stands_for_and(text, parties):
    """Between those who agree; a day before the subject is nobody."""
    found = coded(text)
    (agreement,), (claim,) = found["agreements"], found["claims"]
    assert (who(found, agreement.parties), who(found, claim.about)) == (parties, parties)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Peace talks between Kenya and the Oromo rebels failed. A truce was agreed in January.", ["ETHREB", "KEN"]),
        ("The conflict between Kenya and Uganda goes on. A truce was signed in 2009.", ["KEN", "UGA"]),
        ("Kenya met Uganda in Geneva. A truce was signed by Chad in 2009.", ["TCD"]),
        ("Kenya praised Uganda. A truce was signed in 2009.", []),
    ],
)
def test_who_made_what_was_agreed_by_nobody_named(text, parties):
    """Those between whom its event is, else those just told to talk."""
    found = coded(text)
    (agreement,), (claim,) = found["agreements"], found["claims"]
    assert (who(found, agreement.parties), who(found, claim.about)) == (parties, parties)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The visit is aimed at establishing a ceasefire.", []),
        ("Efforts to reach a peace deal failed.", []),
        ("Chad wants to pave the way for a peace agreement.", []),
        ("The Council may name them in a new UN resolution.", []),
        ("Kenyan envoys edged towards a truce.", []),
        ("Kenyan envoys moved closer to a ceasefire.", []),
        ("Kenyan envoys were on the verge of a peace deal.", []),
        ("Kenyan envoys are nearing a ceasefire.", []),
        ("Kenyan envoys will decide the terms of a ceasefire.", []),
        ("Kenyan envoys announced the terms of a ceasefire.", ["ceasefire"]),
        ("Kenyan envoys discussed the implementation of ceasefire accords.", ["ceasefire accords"]),
        ("Efforts to save the 2003 peace deal failed.", ["2003 peace deal"]),
        ("Efforts to reach a ceasefire between Kenya and Uganda failed.", ["ceasefire"]),
        ("Kenya agreed to a ceasefire. The ceasefire is a confidence-building measure.", ["ceasefire"]),
    ],
)
def test_what_is_only_aimed_at_is_no_agreement(text, names):
    """It is one where it is dated or its parties are known; what one is said to be is no other."""
    assert [agreement.name for agreement in coded(text)["agreements"]] == names


@pytest.mark.parametrize(
    ("further", "names"),
    [
        ("The rebels honour the said accord.", ["Argane accord"]),
        ("The truce accord was mediated by Chad.", ["Argane accord"]),
        ("Prisoners were freed under the June ceasefire agreement.", ["Argane accord"]),
        ("Prisoners were freed under the May ceasefire agreement.", ["Argane accord", "May ceasefire agreement"]),
        ("Prisoners were freed under the trade agreement.", ["Argane accord", "trade agreement"]),
    ],
)
def test_the_one_named_accord_told_by_its_kind(further, names):
    """By what sort of agreement it is and by its month."""
    found = coded(f"Kenya signed the Argane accord with the Oromo rebels in June. {further}")
    assert [agreement.name for agreement in found["agreements"]] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In a joint statement issued on Monday, the Oromo rebels said they would return.", []),
        ("Kenya and Uganda said in a joint statement that they would return.", ["joint statement"]),
        ("Kenya issued a joint statement with Uganda.", ["joint statement"]),
    ],
)
def test_a_joint_statement_is_of_several(text, names):
    """What the members of one group say together is none between sides."""
    assert [agreement.name for agreement in coded(text)["agreements"]] == names


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The peace deal has been slowly and only partially implemented.", [("being-implemented", [])]),
        ("Kenya flew to Geneva in a partial implementation of the peace deal.", [("being-implemented", ["KEN"])]),
        ("Kenya partly implemented the peace deal.", [("being-implemented", ["KEN"])]),
        ("Kenya declared the end of the 1992 peace treaty.", [("rejected", ["KEN"])]),
        ("Kenya left after the end of the 1992 truce.", []),
        ("Chad brokered a peace plan that was rejected by Uganda.", [("rejected", ["UGA"])]),
        ("Chad brokered a peace plan that was welcomed by Uganda.", [("agreed", [])]),
        ("The 1992 peace accord has failed to end the violence.", []),
        ("The 1992 truce failed to hold.", [("violated", [])]),
        ("The 1992 truce was met with silence.", []),
    ],
)
def test_claims_of_what_became_of_it(text, claims):
    """In part, by somebody's word that it is over, in a relative clause; what it failed to bring about is no breach of it."""
    found = coded(text)
    assert [(claim.status, who(found, claim.about)) for claim in found["claims"]] == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Mutual accusations of ceasefire violations have been frequent from both Kenya and Uganda.",
            [(["KEN"], ["UGA"]), (["UGA"], ["KEN"])],
        ),
        (
            "Kenya and Uganda traded accusations of violations of the ceasefire.",
            [(["KEN"], ["UGA"]), (["UGA"], ["KEN"])],
        ),
        (
            "Kenya lodged a protest over the violation of the ceasefire by Ugandan troops.",
            [(["KEN"], ["UGAMIL"])],
        ),
        ("Ugandan troops violated the ceasefire, ending Kenya's protest.", [([], ["UGAMIL"])]),
    ],
)
def test_who_accuses_claims_the_breach(text, claims):
    """Where several do, each of the others; without an accusation it is the outlet that tells it."""
    found = coded(text)
    told = [(who(found, claim.claimant_actors), who(found, claim.about)) for claim in found["claims"]]
    assert sorted(told) == claims


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("it fired at Ugandan rebels, breaching the ceasefire.", ["UGAREB"]),
        ("Uganda fired at Kenya, breaching the ceasefire.", ["UGA"]),
    ],
)
def test_nobody_accuses_himself_of_a_breach(words, about):
    """Unless he says "we": behind those at whom somebody fires the breach is theirs."""
    text = f"Kenya violated the truce. Kenya said {words}"
    speaker = coded(text)["claims"][0].about
    provenance = Provenance("r", (), "c", "run", 1.0)
    said = Statement("s", "indirect", speaker, (), (Span(text.index(words), len(text)),), provenance)
    found = coded(text, statements=(said,))
    assert [who(found, claim.about) for claim in found["claims"] if claim.claimant == "s"] == [about]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The raid could be the beginning of a war in Nairobi.", []),
        ("The raid was the beginning of a war in Nairobi.", ["war in Nairobi"]),
        (
            "The talks are aimed at an end to an 11-year-old civil war. Kenya's government and the Kenyan rebels agreed to meet.",
            ["11-year-old civil war"],
        ),
        (
            "The talks on Darfur go on. The conflict in Darfur between Sudan's army and Sudan's rebels has lasted. The armed rebellion of Sudan's government and Sudan's rebels began in 2003.",
            ["conflict in Darfur"],
        ),
    ],
)
def test_wars_that_may_come_and_that_should_end(text, names):
    """Of the first none is there; a description of what has a name in the same state is no second one."""
    conflicts = coded(text)["conflicts"]
    assert [conflict.names[0] for conflict in conflicts] == names


def test_an_agreement_on_grain_and_a_group_in_arms_are_no_formats():
    """An initiative on grain was agreed; a group that an adjective begins with a state is in arms all the same."""
    found = coded("Russia left the Black Sea Grain Initiative. The Iran-aligned Houthi group in Yemen praised it.")
    assert found["formats"] == ()
    assert [agreement.name for agreement in found["agreements"]] == ["Black Sea Grain Initiative"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Kenya's minister, accompanied by the Ugandan ambassador and reporters, met Chad's president on Friday.",
            ["KENGOV", "TCDGOV", "UGAGOV"],
        ),
        (
            "Kenya's minister, accompanied by the Ugandan ambassador, held talks with Chad's president on Friday.",
            ["KENGOV", "TCDGOV", "UGAGOV"],
        ),
    ],
)
def test_with_whom_somebody_comes_meets_too(text, people):
    """Those of politics among them."""
    found = coded(text)
    (meeting,) = found["meetings"]
    assert who(found, meeting.participants) == people


def test_whose_disputes_are_only_theirs_name_no_conflict():
    """Several without a name; hostilities are one matter."""
    assert coded("Kenya and Uganda were urged to resolve their disputes.")["conflicts"] == ()
    assert len(coded("Kenya and Uganda were urged to end their hostilities.")["conflicts"]) == 1


def test_two_persons_are_no_sides_of_a_war():
    """Though the report calls them the two: the war is their state's and the rebels'."""
    text = (
        "Kenya's government met the Kenyan rebels. President Anya Orsa and rebel leader Ilya Soran signed a truce in "
        'Nairobi. "The two also committed to talks," the minister said. Thousands died in the decade-long civil war.'
    )
    record = code_report(plain_report(text), Options())
    codes = {actor.id: actor.code for actor in record.actors}
    (war,) = record.conflicts
    assert sorted(codes[p.actor_id] for p in war.parties) == ["KENGOV", "KENREB"]


def test_nobody_meets_a_town():
    """Who visits one meets nobody by it."""
    found = coded("The Norwegian envoy visited Juba on Monday.")
    assert not any("Juba" in p.name for meeting in found["meetings"] for p in meeting.participants)
