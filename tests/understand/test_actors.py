"""Actors are read from the text first, the tables second; who stays unknown stays open. Real states say nothing here; people are invented."""

import dataclasses
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.understand.resolving import read

from dragoman.model import Actor, ActorKind, ActorMention, Dateline, Instant, Report, Source, Span
from dragoman.understand.actors import resolve_actors
from dragoman.understand.language import analyse_language
from dragoman.understand.places import find_associated, find_places
from dragoman.vocab.actors import load_actors

Found = tuple[Report, tuple[Actor, ...], tuple[ActorMention, ...]]


def _report(text: str, publisher: str | None = None, day: str | None = "2019-11-11") -> Report:
    paragraphs = []
    for piece in text.split("\n\n"):
        start = text.index(piece, paragraphs[-1].end if paragraphs else 0)
        paragraphs.append(Span(start, start + len(piece)))
    source = Source("t", "text", "", 0, "utf-8", "default")
    published = Instant(day, "day", day, "text") if day else None
    return Report("r", text, source, tuple(paragraphs), (), (), publisher=publisher, published=published)


def _resolve(report: Report, policy: str = "neutral-1") -> Found:
    analysis = analyse_language(report)
    analysis = dataclasses.replace(analysis, places=find_places(report, analysis))
    analysis = dataclasses.replace(analysis, associated=find_associated(report, analysis))
    return report, *resolve_actors(report, analysis, table=load_actors(policy=policy), run_id="run")


def _by_words(found: Found) -> dict[str, list[Actor]]:
    report, actors, mentions = found
    by_id = {actor.id: actor for actor in actors}
    words: dict[str, list[Actor]] = {}
    for mention in mentions:
        words.setdefault(mention.span.of(report.text), []).append(by_id[mention.actor_id or ""])
    return words


def _codes(text: str) -> dict[str, str | None]:
    return {words: actors[0].code for words, actors in _by_words(_resolve(_report(text))).items()}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Turkish Foreign Minister Orhan Veldar arrived in Cairo.", "Turkish Foreign Minister Orhan Veldar", "TURGOV"),
        ("Turkey's Minister of Justice, Orhan Veldar, arrived in Cairo.", "Orhan Veldar", "TURGOV"),
        ("Orhan Veldar, Turkey's foreign minister, arrived in Cairo.", "Orhan Veldar", "TURGOV"),
        ("The president of Georgia, Levan Dzoridze, arrived in Cairo.", "Levan Dzoridze", "GEOGOV"),
        ("Turkish blogger Orhan Veldar arrived in Cairo.", "Turkish blogger Orhan Veldar", "TURMED"),
        ("Turkish Health Minister Dr. Orhan Veldar arrived.", "Turkish Health Minister Dr. Orhan Veldar", "TURGOV"),
        (
            "Philippine Marine Corps General Orlan Veldar left.",
            "Philippine Marine Corps General Orlan Veldar",
            "PHLMIL",
        ),
        ("Colombian armed forces attacked a camp.", "Colombian armed forces", "COLMIL"),
        ("Police in Lima arrested six Peruvian protesters.", "six Peruvian protesters", "PEROPP"),
        ("Azerbaijanis voted on Sunday.", "Azerbaijanis", "AZECVL"),
        ("The Taliban attacked a base in Kunduz, Afghanistan.", "The Taliban", "AFGREB"),
        ("The African Union sent observers to Darfur.", "The African Union", "IGOAFRAFU"),
        ("Iran's parliament passed the bill.", "Iran's parliament", "IRNLEG"),
        ("Kenyan Supreme Court judges left the room.", "Kenyan Supreme Court judges", "KENJUD"),
        ("NATO Secretary General Pieter Holm visited Kabul.", "NATO Secretary General Pieter Holm", "IGOWSTNAT"),
        ("Former Mexican president Hugo Lerma was arrested.", "Former Mexican president Hugo Lerma", "MEXELI"),
        ("Gunmen attacked a bus near Goma.", "Gunmen", "UAF"),
        ("Orhan Veldar, HRW's deputy director, left.", "Orhan Veldar", "NGOHRI"),
        ("Orhan Veldar, Putin's deputy security adviser, left.", "Orhan Veldar", "RUSGOV"),
        ("The Bush administration sent envoys.", "The Bush administration", "USAGOV"),
        ("The Kremlin denied it.", "Kremlin", "RUSGOV"),
        ("The militant group Abu Sayyaf attacked a boat.", "The militant group", "PHLREB"),
        (
            "The head of the Kenyan government delegation left.",
            "The head of the Kenyan government delegation",
            "KENGOV",
        ),
        (
            "European Union envoys left. The bloc's foreign policy chief stayed.",
            "The bloc's foreign policy chief",
            "IGOEUREEC",
        ),
        ("Turkish personnel boarded two boats.", "Turkish personnel", "TURGOV"),
        ("Kenya and its envoys left. The ministry called the embassy in Lima.", "the embassy", "GOV"),
        ("Kenya fought forces loyal to the Taliban.", "forces", "AFGREB"),
        ("Chad's junta met Kenyan envoys in Kenya. A junta spokesman thanked Kenya.", "A junta spokesman", "TCDGOV"),
        ("An arbitral tribunal in The Hague ruled for Kenya.", "An arbitral tribunal", "JUD"),
        ("Mara Soler, the US under secretary of state, told Sudan that Sudan must wait.", "Mara Soler", "USAGOV"),
        ("The Kenyan national council chief left.", "The Kenyan national council chief", "KENLEG"),
        ("Uganda's ambassador in Kabul left.", "Uganda's ambassador", "UGAGOV"),
        ("Kenya's envoy left, but an ambassador in Kabul did not.", "an ambassador", "GOV"),
        ("Military authorities in Kenya left.", "Military authorities", "KENMIL"),
        ("The Lamu Provincial Police Office in Kenya closed.", "The Lamu Provincial Police Office", "KENCOP"),
        ("Armed villagers fled.", "Armed villagers", "UAF"),
        ("About 30 armed Serbs attacked a village.", "About 30 armed Serbs", "SRBUAF"),
        ("The Basilan branch of Abu Sayyaf fled.", "The Basilan branch of Abu Sayyaf", "PHLREB"),
        ("Amani Otieno, spokesman of the media office of the Kenyan army, left.", "Amani Otieno", "KENMIL"),
        ("Amani Otieno, a retired general from Kenya, left.", "Amani Otieno", "KENELI"),
        ("Sources told Kenya International that Chad left.", "Kenya International", "MED"),
    ],
)
def test_code_is_country_and_sector(text: str, words: str, code: str):
    """The office's or organ's country stands first, its sector behind."""
    assert _codes(text)[words] == code


def test_pm_is_a_premier_and_no_hour():
    """After a country, and not behind a number."""
    assert _codes("The Haiti PM resigned on Monday.")["The Haiti PM"] == "HTIGOV"
    assert not _codes("It ended at 8 PM on Monday.")


def test_a_capital_that_is_blamed_or_handed_something_is_its_government():
    """Behind a preposition that elsewhere tells where."""
    for text in ("The raid was blamed on Warsaw by Kenya.", "Two spies were handed to Warsaw by Kenya."):
        assert _codes(text)["Warsaw"] == "POL"


def test_a_capital_stands_for_its_government_but_not_where_it_is_a_place():
    """The agreeing Ankara is Turkey, that of "in Ankara" is nobody."""
    found = _by_words(_resolve(_report("Ankara and Moscow agreed on a truce. Delegates met in Ankara on Friday.")))
    assert [actor.code for actor in found["Ankara"]] == ["TUR"]
    assert [actor.code for actor in found["Moscow"]] == ["RUS"]


def test_a_backed_group_is_not_the_backers():
    """Of "Turkish-backed rebels" Turkey is no owner."""
    assert _codes("Turkish-backed rebels entered the town.")["Turkish-backed rebels"] == "REB"


def test_a_last_name_an_office_and_a_pronoun_mean_the_person_named_before():
    """The full name is the actor's; role and country are those of the first mention."""
    text = (
        "Norwegian Foreign Minister Solveig Brandal arrived in Juba on Monday. Brandal met rebel leaders. "
        "The minister left on Tuesday, and she flew to Nairobi."
    )
    found = _by_words(_resolve(_report(text)))
    person = found["Brandal"][0]
    assert (person.name, person.role, person.code) == ("Solveig Brandal", "Foreign Minister", "NORGOV")
    assert found["The minister"][0].id == found["she"][0].id == person.id


def test_a_short_title_is_the_office_it_is_short_for():
    """A governor is meant where "Gov." was written."""
    words = _by_words(_resolve(_report("Gov. Mara Solvan spoke on Friday. The governor said he would sign.")))
    assert {actor.name for actor in words["The governor"]} == {"Mara Solvan"}


def test_a_prime_minister_is_the_premier_too():
    """The office has two names; a deputy has neither."""
    words = _by_words(_resolve(_report("Norwegian Prime Minister Mara Solvan spoke on Friday. The premier left.")))
    assert {actor.name for actor in words["The premier"]} == {"Mara Solvan"}
    words = _by_words(_resolve(_report("Deputy Prime Minister Mara Solvan spoke on Friday. The premier left.")))
    assert {actor.name for actor in words["The premier"]} != {"Mara Solvan"}


def test_of_two_diplomats_a_foreign_minister_is_one():
    """Where they are counted and told before; two of whom nothing was told are two others."""
    pair = "Norwegian Foreign Minister Solveig Brandal met Swedish Foreign Minister Mara Solvan on Monday. "
    words = _by_words(_resolve(_report(f"{pair}The two diplomats left.")))
    members = {member for actor in words["The two diplomats"] for member in actor.members}
    assert members == {actor.id for name, found in words.items() if "Minister" in name for actor in found}
    words = _by_words(_resolve(_report(f"{pair}Two diplomats left.")))
    assert not [member for actor in words["Two diplomats"] for member in actor.members]


def test_an_acronym_that_is_spoken_may_be_written_as_a_name():
    """Short ones may not: "who" is not the WHO."""
    words = _by_words(_resolve(_report("Minusma said on Monday that it would leave. Who knows.")))
    assert {actor.code for actor in words["Minusma"]} == {"IGOUNO"}
    assert "Who" not in words


def test_one_friend_is_not_they():
    """A single person of no name is not whom a plural means."""
    words = _by_words(_resolve(_report("A friend left the army. They denounced it.")))
    assert "They" not in words


def test_the_government_is_not_one_that_the_text_has_left_behind():
    """Once another state is told of for some sentences, "the government" is not the first one's."""
    british = "The British government urged calm. "
    later = "Pakistan buried its dead. " + "The shops stayed closed. " * 6
    near = _by_words(_resolve(_report(f"{british}The government said so.")))
    far = _by_words(_resolve(_report(f"{british}{later}The government said so.")))
    assert [found["The government"][0].code for found in (near, far)] == ["GBRGOV", "GOV"]


WAR_AT_HOME = (
    "Chad's army fought the Taliban in Norway, Peru and Japan. Envoys of the two sides left. The president was silent."
)


@pytest.mark.parametrize(("group", "code"), [("FACT", "TCDGOV"), ("the Taliban", "GOV")])
def test_a_state_at_war_with_a_group_of_its_own_is_the_one_meant(group: str, code: str):
    """Of many states named, the one whose army fights an armed group of that state; not where the group is another's. Envoys of both are of neither."""
    codes = _codes(WAR_AT_HOME.replace("the Taliban", group))
    assert (codes["The president"], codes["Envoys"]) == (code, "GOV")


def test_a_name_holds_the_bracket_that_closes_its_letters():
    """The letters in brackets are the name's own."""
    found = _resolve(_report("Colombia's National Liberation Army (ELN) left."))
    assert any(actor.name.endswith("(ELN)") for actor in found[1])


def test_a_deputy_is_not_the_office_holder():
    """A vice president is nobody's president."""
    text = "Chilean President Ana Quiroga arrived on Monday. The vice president stayed in Santiago."
    found = _by_words(_resolve(_report(text)))
    assert found["The vice president"][0].id != found["Chilean President Ana Quiroga"][0].id


def test_whom_a_speaker_names_he_is_not():
    """Of two men before, "he" who accuses one of them is the other."""
    text = "Chilean Defence Minister Luis Prado met President Hugo Lerma. He accused Prado of delay."
    report = _report(text)
    start = text.index("He accused")
    voices = [((Span(text.index("Prado of"), len(text) - 1),), Span(start, start + 2))]
    found = resolve_actors(report, analyse_language(report), table=load_actors(), run_id="run", voices=voices)
    assert _by_words((report, *found))["He"][0].name == "Hugo Lerma"


def test_whom_a_speaker_names_right_after_the_mark_he_is_not():
    """A quotation mark before the name makes it no other name."""
    text = "Chilean Defence Minister Luis Prado told the press he was worried.\n“Lerma was ahead,” he said."
    report = _report("Chilean President Hugo Lerma spoke.\n" + text)
    at = report.text.rindex("he said")
    quoted = Span(report.text.index("“Lerma"), at - 1)
    voices = [((quoted,), Span(at, at + 2))]
    found = resolve_actors(report, analyse_language(report), table=load_actors(), run_id="run", voices=voices)
    spans = [
        mention.span
        for mention in found[1]
        if mention.actor_id == _by_words((report, *found))["Chilean Defence Minister Luis Prado"][0].id
    ]
    assert Span(at, at + 2) in spans


def test_the_capitals_of_a_headline_make_no_names():
    """What stands behind an office there is a name where the body has it."""
    for headline, named in (
        ("Chilean Prime Minister Dodges Criticism", False),
        ("Chilean Prime Minister Lerma Leaves", True),
    ):
        text = f"{headline}\n\nThe premier, Hugo Lerma, left the hall on Monday. Critics had asked him to stay."
        report = _report(text)
        report = dataclasses.replace(report, headline_span=Span(0, len(headline)), paragraphs=report.paragraphs[1:])
        _, actors, mentions = _resolve(report)
        people = {actor.id for actor in actors if actor.kind == "person"}
        behind = Span(headline.index("Minister ") + len("Minister "), len(headline))
        assert any(m.actor_id in people and m.span.overlaps(behind) for m in mentions) == named


def test_half_of_a_partys_name_is_not_that_party():
    """The Democrats of one country are not those of another whose name is longer."""
    text = "The Constitutional Democratic Party of Japan met the Democratic Party for the People on Monday."
    found = _by_words(_resolve(_report(text)))
    assert not any((actor.code or "").startswith("USA") for actor, *_ in found.values())
    plain = _by_words(_resolve(_report("The leaders of the Democratic Party met in Chicago on Monday.")))
    assert any(actor.code == "USAPTY" for actor, *_ in plain.values())


def test_an_office_whose_verb_follows_is_another_person():
    """Behind a comma it tells who the name before is, unless the name has an office and a verb comes next."""
    text = "After talks with NATO Secretary General Pieter Holm, the US President said they failed."
    found = _by_words(_resolve(_report(text)))
    assert found["the US President"][0].id != found["NATO Secretary General Pieter Holm"][0].id


def test_a_share_is_named_whole():
    """Seven in ten voters are not ten voters."""
    assert "7 in 10 voters" in _by_words(_resolve(_report("About 7 in 10 voters blamed the government.")))


def test_a_surname_in_capitals_is_the_persons():
    """As transcripts print it before a turn."""
    found = _by_words(_resolve(_report("Chilean President Ana Quiroga met reporters.\n\nQUIROGA: We will wait.")))
    assert found["QUIROGA"][0].id == found["Chilean President Ana Quiroga"][0].id


def test_a_persons_facts_have_their_words():
    """Role, affiliation and sector each slice out the words that say so; the day is the report's."""
    report, actors, _ = _resolve(_report("Chilean Defence Minister Ana Quiroga resigned."))
    person = next(actor for actor in actors if actor.kind == "person")
    words = {item.field: item.spans[0].of(report.text) for item in person.evidence}
    assert words["role"] == "Defence Minister"
    assert words["affiliation"] == "Chilean"
    assert (person.affiliation, person.country, person.on) == ("Chile", "CHL", "2019-11-11")


def test_collectives_list_their_members():
    """The words "The two countries" are the pair that the text names."""
    text = "Talks between Ethiopia and Eritrea resumed on Monday. The two countries signed a deal in 2018."
    report, actors, mentions = _resolve(_report(text))
    by_id = {actor.id: actor for actor in actors}
    group = next(by_id[m.actor_id or ""] for m in mentions if m.span.of(report.text) == "The two countries")
    assert [by_id[member].code for member in group.members] == ["ETH", "ERI"]
    assert group.code is None


def test_a_collective_without_context_stays_open():
    """No pair is guessed; the gap says so."""
    report, actors, _ = _resolve(_report("The sides will meet again in spring."))
    (actor,) = actors
    assert actor.members == ()
    assert {gap.field for gap in actor.gaps} == {"members", "code"}
    assert actor.gaps[0].spans[0].of(report.text) == "The sides"


def test_an_unknown_body_is_kept_open():
    """A name that no table has is an actor without a code, with the reason."""
    found = _by_words(_resolve(_report("Officials of Brightwater Holdings met Kenya's president.")))
    actor = found["Brightwater Holdings"][0]
    assert (actor.code, actor.table_id) == (None, None)
    assert [gap.field for gap in actor.gaps] == ["code"]


def test_a_disputed_entity_follows_the_policy():
    """The same words, coded by another table."""
    text = "Abkhazia closed the crossing on Monday."
    codes = [_by_words(_resolve(_report(text), policy))["Abkhazia"][0].code for policy in ("neutral-1", "iso-3166")]
    assert codes == ["XAB", "GEOPRE"]


def test_the_publisher_is_an_actor_even_unnamed():
    """Somebody's voice is the report's."""
    _, actors, _ = _resolve(_report("Rain fell.", publisher="Ostrava-Nor Courier"))
    assert [(actor.name, actor.kind) for actor in actors] == [("Ostrava-Nor Courier", "publisher")]


def test_a_format_is_known_by_its_name():
    """Its co-chairs are the format."""
    text = "The OSCE Minsk Group co-chairs visited Baku. The co-chairs will travel to Yerevan."
    found = _by_words(_resolve(_report(text)))
    assert found["The co-chairs"][0].table_id == "format:minsk-group"


_WORDS = st.sampled_from(
    [
        "the",
        "The",
        "of",
        ",",
        ".",
        '"',
        "“",
        "”",
        "'",
        "-",
        "and",
        "President",
        "minister",
        "Lavrov",
        "Armenia",
        "Armenian",
        "'s",
        "UN",
        "Taliban",
        "army",
        "Yerevan",
        "in",
        "between",
        "he",
        "they",
        "said",
        "met",
        "police",
        "rebels",
        "two",
        "sides",
        "Mr.",
        "Ana",
        "Quiroga",
        "US",
        "co-chairs",
        "(",
        ")",
        "foreign",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=40))
def test_mentions_lie_in_the_text_and_point_to_actors(words: list[str]):
    """Whatever the words: spans in bounds, heads inside their spans, every actor there, the same again on a second run."""
    report = _report(" ".join(words))
    _, actors, mentions = found = _resolve(report)
    ids = {actor.id for actor in actors}
    tokens = analyse_language(report).tokens
    for mention in mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(report.text)
        assert mention.span.covers(tokens[mention.head].span)
        assert mention.actor_id in ids
    for actor in actors:
        assert actor.kind in get_args(ActorKind)
        assert set(actor.members) <= ids
        assert all(0 <= span.start < span.end <= len(report.text) for span in actor.mentions)
    assert _resolve(report) == found


def _seed(seed_page: Path) -> Report:
    """The seed's body as its layout gives it: paragraphs between the byline and the rule of hyphens."""
    text = seed_page.read_text(encoding="utf-8")
    lines = text[: text.index("\n---")].split("\n")
    paragraphs, place = [], 0
    for number, line in enumerate(lines):
        if number > 7 and line.strip():
            paragraphs.append(Span(place, place + len(line)))
        place += len(line) + 1
    source = Source("t", "dump", "", 0, "utf-8", "default")
    when = Instant("2019-11-11T14:51+04:00", "minute", "", "text")
    return Report("r", text, source, tuple(paragraphs), (), (), publisher="Trend", published=when)


@pytest.mark.shared_data
def test_the_seed_pages_actors(seed_page: Path):
    """Who speaks and acts on the seed page, by general rules."""
    report, actors, mentions = found = _resolve(_seed(seed_page))
    by_id = {actor.id: actor for actor in actors}
    words = _by_words(found)
    by_name = {actor.name: actor for actor in actors}
    lavrov = by_name["Sergey Lavrov"]
    assert (lavrov.code, lavrov.role) == ("RUSGOV", "Foreign Minister")
    assert by_name["Zohrab Mnatsakanyan"].code == "ARMGOV"
    assert {words["Lavrov"][0].id, words["the minister"][0].id} == {lavrov.id}
    assert words["Armenian armed forces"][0].code == words["its armed forces"][0].code == "ARMMIL"
    assert words["Trend"][0].kind == "publisher"
    assert words["UN Security Council"][0].code == "IGOUNOSEC"
    assert words["the OSCE Minsk group"][0].table_id == "format:minsk-group"
    assert [by_id[member].code for member in words["the parties"][0].members] == ["ARM", "AZE"]
    assert all(mention.span.of(report.text).strip() for mention in mentions)


def test_a_sum_of_money_is_no_state():
    """The dollars are not the United States."""
    assert "US$" not in _by_words(_resolve(_report("He was fined US$1,800 in Algeria.")))


def test_a_last_name_that_opens_a_sentence_is_the_persons_at_once():
    """Also where the language component takes it for a common noun: "he" is he."""
    text = "Omar Belhast, a journalist, died in Algeria. His lawyer announced his death. Belhast, 42, lived in London. He was ill."
    assert [actor.name for actor in _by_words(_resolve(_report(text)))["He"]] == ["Omar Belhast"]


def test_part_of_a_regions_name_is_not_the_state():
    """Inner Mongolia is not Mongolia's."""
    assert "Mongolia" not in _by_words(_resolve(_report("A hospital in Inner Mongolia was shut.")))


def test_a_leaders_last_name_alone_is_not_the_leader():
    """Somebody with another first name is somebody else; "Mr" is no first name."""
    assert _codes("Orhan Putin left for Cairo.")["Orhan Putin"] is None
    assert _codes("Mr. Putin left for Cairo.")["Mr. Putin"] == "RUSGOV"


def test_the_police_of_a_town_are_no_person():
    """What stands before "chief" is his police, not his first name."""
    found = _by_words(_resolve(_report('"We searched it," said Brimfield Police Chief Orhan Veldar.')))
    assert found["Brimfield Police Chief Orhan Veldar"][0].role == "Brimfield Police Chief"


def test_the_north_and_the_south_are_states_where_these_are_named():
    """Elsewhere they are directions."""
    text = "North Korea and South Korea met. The South left early, and the North stayed."
    found = _codes(text)
    assert (found["The South"], found["the North"]) == ("KOR", "PRK")
    assert "The South" not in _codes("The South of Spain is dry.")


def test_a_family_name_that_comes_first_is_the_persons():
    """Named again by the first word of the name."""
    found = _by_words(_resolve(_report("Vel Dar Ong, a Malaysian minister, arrived. Vel left at noon.")))
    assert found["Vel"] == found["Vel Dar Ong"]


def test_the_name_of_a_place_in_a_role_is_whole():
    """A new governor is a governor, and New Jersey's is New Jersey's."""
    found = _by_words(_resolve(_report("New Jersey Governor Hugo Lerma met the new governor Ada Renn.")))
    assert found["New Jersey Governor Hugo Lerma"][0].role == "New Jersey Governor"
    assert found["the new governor Ada Renn"][0].role == "governor"


def test_a_former_office_is_told_as_such():
    """The role keeps the word."""
    found = _by_words(_resolve(_report("Former Mexican president Hugo Lerma was arrested.")))
    assert found["Former Mexican president Hugo Lerma"][0].role == "Former Mexican president"


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Incoming Kenyan president Orhan Veldar was in Cairo.", "Incoming Kenyan president Orhan Veldar", "KENELI"),
        ("Kenyan President-elect Orhan Veldar was in Cairo.", "Kenyan President-elect Orhan Veldar", "KENELI"),
        ("Kenya's president said that Kenya's next president was young.", "Kenya's next president", "KENELI"),
        ("Kenya's president said that Kenya's next president was young.", "Kenya's president", "KENGOV"),
    ],
)
def test_whoever_is_to_have_an_office_does_not_have_it(text, words, code):
    """Not the government's yet, and not who has the office."""
    assert _by_words(_resolve(_report(text)))[words][0].code == code


def test_officials_from_several_states_are_of_each():
    """One collective with a member for each state."""
    _, actors, _ = _resolve(_report("Officials from Japan, South Korea and China met in Cairo."))
    assert {"JPNGOV", "KORGOV", "CHNGOV"} <= {actor.code for actor in actors}


def test_a_faction_keeps_its_letters():
    """A bracket inside a name is part of it."""
    assert "CPI(M)" in [token.text for token in analyse_language(_report("CPI(M) leaders met.")).tokens]


def test_what_the_dateline_alone_names_is_not_what_a_report_is_about():
    """Where the text tells of another state."""
    text = "LIMA: Gunmen fired on police in Nairobi. The police said that Kenya had closed the street."
    filed = dataclasses.replace(_report(text), dateline=Dateline(Span(0, 4), "Lima", None))
    filed = dataclasses.replace(filed, paragraphs=(Span(6, len(text)),))
    assert _by_words(_resolve(filed))["The police"][0].code != "PERCOP"


def test_where_a_report_was_filed_tells_whose_bare_offices_are():
    """The dateline's state is that of "the police", though the text names no other place of it."""
    text = "LIMA: Two gunmen were killed, the police said. An envoy of Peru was not hurt."
    filed = dataclasses.replace(_report(text), dateline=Dateline(Span(0, 4), "Lima", None))
    filed = dataclasses.replace(filed, paragraphs=(Span(6, len(text)),))
    assert _by_words(_resolve(filed))["the police"][0].code == "PERCOP"


def test_several_are_no_apposition_of_one():
    """Behind a man's name a plural office is others'."""
    found = _by_words(_resolve(_report("To hear from Orhan Veldar, the foreign ministers must go to Cairo.")))
    assert found["Orhan Veldar"][0].role is None


def test_a_question_gives_nobody_an_office():
    """What is asked of him is not told of him."""
    found = _by_words(_resolve(_report("Orhan Veldar came. Is Veldar a minister? Ilya Morov is a minister.")))
    assert (found["Veldar"][0].role, found["Ilya Morov"][0].role) == (None, "minister")


def test_a_state_named_before_a_calling_is_what_is_known_not_whose_it_is():
    """A Chinese or a US scholar is of theirs."""
    text = "Tom Hill, a Russia expert, met Li Wan, a Chinese scholar. US analyst Ann Moor came too."
    found = _by_words(_resolve(_report(text)))
    codes = [found[name][0].code for name in ("Tom Hill", "Li Wan", "US analyst Ann Moor")]
    assert codes == ["EDU", "CHNEDU", "USAEDU"]


def test_a_superintendent_of_schools_is_no_policeman():
    """Without schools he is."""
    found = _by_words(_resolve(_report("Schools Superintendent Ann Moor met Superintendent Tom Hill.")))
    codes = [found[name][0].code for name in ("Schools Superintendent Ann Moor", "Superintendent Tom Hill")]
    assert codes == ["EDU", "COP"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenyan service members were hurt. The Kenyan military said so.", {"Kenyan military"}),
        ("The Kenyan military said that Kenyan service members were hurt.", {"Kenyan military"}),
        ("Kenyan police officers fled. The Kenyan police denied it.", {"Kenyan police"}),
        ("Kenyan troops fled. The Kenyan navy came.", {"Kenyan troops"}),
    ],
)
def test_a_body_and_its_people_bear_the_bodys_name(text: str, names: set[str]):
    """They are one actor; a branch does not stand for all."""
    _, actors, _ = _resolve(_report(text))
    assert {actor.name for actor in actors if (actor.code or "")[3:] in {"MIL", "COP"}} == names


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Americans raided a compound in Syria.", "Americans", "USAMIL"),
        ("The Russians shelled Nairobi.", "The Russians", "RUSMIL"),
        ("Nairobi was bombed by the Turks.", "the Turks", "TURMIL"),
        ("The French fought the rebels in Mali.", "The French", "FRAMIL"),
        ("The Turks captured the town.", "The Turks", "TURMIL"),
        ("Americans attacked the village with missiles.", "Americans", "USAMIL"),
        ("Two Americans attacked the village.", "Americans", "USACVL"),
        ("Angry Turks stormed the town.", "Turks", "TURCVL"),
        ("Americans attacked a driver.", "Americans", "USACVL"),
        ("The Turks were bombed.", "The Turks", "TURCVL"),
        ("Palestinians shelled the town.", "Palestinians", "PSECVL"),
    ],
)
def test_a_people_at_war_is_its_army(text: str, words: str, code: str):
    """Where it does what armies do; some of a people are private persons."""
    found = _codes(text)
    assert next(found[name] for name in found if name.endswith(words)) == code


def test_what_stands_before_a_name_ends_at_another_phrase_and_at_a_hyphen():
    """The verb of a clause that is taken for a noun and the first half of one word are no title; "then the president" is the president."""
    text = "The attacks surged after the military overthrew Islamist president Orhan Veldar last year."
    found = _by_words(_resolve(_report(text)))
    assert [found[words][0].sector for words in ("military", "Islamist president Orhan Veldar")] == ["MIL", "GOV"]
    found = _by_words(_resolve(_report("She backs presumptive general-election rival Orhan Veldar.")))
    assert found["Orhan Veldar"][0].sector is None
    found = _by_words(_resolve(_report("It was approved by the assembly and then the president.")))
    assert found["the president"][0].sector == "GOV"


def test_a_title_goes_on_behind_the_name_of_a_party():
    """The "party" of "party leader" belongs to the name; the campaign of a state is nobody, that of a person is."""
    found = _by_words(_resolve(_report("Ivo Marsen, the Labour Party leader in Britain, met party boss Ann Moor.")))
    assert [found[words][0].code for words in ("Ivo Marsen", "party boss Ann Moor")] == ["GBRPTY", "PTY"]
    found = _by_words(_resolve(_report("Kenya's campaign killed nine. Orhan Veldar's campaign said so.")))
    assert [words for words in found if words.endswith("campaign")] == ["Orhan Veldar's campaign"]


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("A protest organizer said so.", "A protest organizer", "OPP"),
        ("The speakers urged the crowd to march.", "The speakers", "CVL"),
        ("The Kenyan Broadcasting Corporation said so.", "The Kenyan Broadcasting Corporation", "KENMED"),
        ("The State Duma and the Federation Council met in Russia.", "the Federation Council", "RUSLEG"),
    ],
)
def test_organizers_speakers_and_broadcasters_are_what_they_are(text: str, words: str, code: str):
    """Of the opposition, private people, the media; the two houses of a parliament are two."""
    found = _codes(text)
    assert found[words] == code
    assert len({actor.id for actor in _resolve(_report(text))[1] if actor.code == "RUSLEG"}) in {0, 2}


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("Fighters of the People's Front fled.", "the People's Front", ("People's Front", None)),
        (
            "The rebel Tarn Liberation Movement fled.",
            "The rebel Tarn Liberation Movement",
            ("Tarn Liberation Movement", "REB"),
        ),
        ("The Tupac column, a rebel group, claimed the attack.", "a rebel group", ("Tupac column", "REB")),
        ("Activists of Youth Demand blocked a road, the group said.", "the group", ("Youth Demand", "OPP")),
        ("The militia Sons of Tarn shelled the town.", "militia Sons of Tarn", ("Sons of Tarn", "PRM")),
        ("The separatist group Ansar Tarn freed hostages, the group said.", "the group", ("Ansar Tarn", "REB")),
        ("The newspaper Al Tarnia reported it.", "The newspaper Al Tarnia", ("Al Tarnia", "MED")),
        ("The rebel Ivo Marsen fled.", "Ivo Marsen", ("Ivo Marsen", "REB")),
        ("The group Friday denied it.", "The group", ("group", None)),
    ],
)
def test_a_group_that_no_table_has_is_what_the_text_calls_it(text: str, words: str, told: tuple[str, str | None]):
    """By the noun before the name, in apposition, or of those who are its members; a man or a day is no group."""
    found = {name: actors for name, actors in _by_words(_resolve(_report(text))).items() if name.endswith(words)}
    actor = next(iter(found.values()))[0]
    assert (actor.name, actor.code) == told


def test_a_country_is_told_by_its_parties_and_organs_too():
    """A report on Taiwan's parties is about Taiwan, though it names China twice."""
    text = "The DPP and the Kuomintang fought over the budget. China objected. The DPP blamed China. The Legislative Yuan and the government met."
    assert _codes(text)["the government"] == "TWNGOV"


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (
            "The leader of the Democratic Party for the People met Orhan Veldar.",
            "The leader of the Democratic Party for the People",
            "PTY",
        ),
        ("The Tarn National Party won the vote.", "The Tarn National Party", "PTY"),
        (
            "Leaders of seven ruling and opposition parties met.",
            "Leaders of seven ruling and opposition parties",
            "OPP",
        ),
        ("Ministers met. Leaders of the rebel groups met.", "Leaders of the rebel groups", "REB"),
        (
            "The UN General Assembly met. Assembly President Orhan Veldar spoke.",
            "Assembly President Orhan Veldar",
            "IGOUNO",
        ),
        (
            "Kenya's National Assembly met. Assembly President Orhan Veldar spoke.",
            "Assembly President Orhan Veldar",
            "KENLEG",
        ),
    ],
)
def test_who_leads_a_party_or_an_assembly_is_of_it(text: str, words: str, code: str):
    """Parties are known by the word in their name, whose end is the name's; leaders of parties and rebels lead no state."""
    assert _codes(text)[words] == code


def test_nobody_joins_himself():
    """The movement that a party joins is another."""
    found = _by_words(_resolve(_report("The Tarn National Party has not joined the movement.")))
    assert all(actor.name != "Tarn National Party" for actor in found.get("the movement", []))


def test_an_introduced_group_is_of_the_country_named_with_it():
    """The name is its own, the country that of the noun; a person's leadership is a post, a body's its leaders."""
    found = _by_words(_resolve(_report("The Lebanese militia Sons of Tarn fled.")))
    actor = found["The Lebanese militia Sons of Tarn"][0]
    assert (actor.name, actor.code) == ("Sons of Tarn", "LBNPRM")
    text = "Orhan Veldar left. The cabinet rejected his leadership. The Kenyan leadership met."
    found = _by_words(_resolve(_report(text)))
    assert [words for words in found if words.endswith("leadership")] == ["The Kenyan leadership"]


def test_a_counted_or_numbered_group_keeps_its_number():
    """As "the 7th Tarn Forces Group" is a name, "10 Tarn passengers" are that many; a comma ends a name and its titles."""
    found = _by_words(_resolve(_report("The 7th Tarn Forces Group met 10 Tarn passengers.")))
    assert {actors[0].name for actors in found.values()} >= {"7th Tarn Forces Group", "10 Tarn passengers"}
    found = _by_words(_resolve(_report("From the Department of State, Secretary's Memoranda: nobody came.")))
    assert all(words[:1] != "," for words in found)


def _coded(text: str, name: str) -> tuple[str | None, str | None]:
    """Code and role of whoever is named so."""
    actors, _ = read(text)
    return next(((actor.code, actor.role) for actor in actors.values() if actor.name == name), (None, None))


def test_an_offices_letters_in_brackets_part_it_from_no_name():
    """The magistrate and the man are one."""
    text = "It was settled, Additional Chief Magistrate (ACMM) Sunil Varma said in New Delhi."
    assert _coded(text, "Sunil Varma")[1] == "Additional Chief Magistrate"


def test_the_state_behind_a_name_is_whose_office_it_is():
    """The word "of" ties it to the office, also over the name; a town or another's post is not taken for it."""
    text = "Ambassador Ronald Marr of the United States said the embargo was a matter between the two."
    assert _coded(text, "Ronald Marr")[0] == "USAGOV"


def test_a_party_between_office_and_name_is_whose_office_it_is():
    """As papers of South Asia write it."""
    text = "President PML-N Shahid Marr spoke. The PML-N president said no."
    actors, _ = read(text)
    (leader,) = [actor for actor in actors.values() if actor.kind == "person"]
    assert (leader.name, leader.code) == ("Shahid Marr", "PAKOPP")


def test_an_office_that_is_only_told_of_is_nobody():
    """Neither "as secretary of state" nor "his pick for US ambassador" names anyone."""
    text = "Iven Marr served as U.S. secretary of state. He was once his pick for US ambassador to Kenya."
    actors, _ = read(text)
    assert [actor.name for actor in actors.values() if actor.kind == "person"] == ["Iven Marr"]
    text = "Ada Renn is the leading candidate for Secretary of State in a Donald Trump administration, CNN reported."
    assert _coded(text, "Donald Trump")[1] != "Secretary of State"


def test_whom_a_clause_is_about_is_not_whom_its_opening_names():
    """A letter's addressee is not its writer; what somebody does "as" something he is."""
    text = "After a feud with a former beauty queen, Marr slept. In a letter to the foreign minister, Ada Renn said no."
    assert (_coded(text, "Marr")[1], _coded(text, "Ada Renn")[1]) == (None, None)
    assert _coded("Since becoming famous as the foreign minister, Ada Renn has slept.", "Ada Renn")[1] == (
        "foreign minister"
    )


def test_a_leader_of_other_days_has_no_office_that_the_text_gives_another():
    """Without a day, too: in a text of President Reagan's days others are no presidents."""
    report = dataclasses.replace(_report("President Reagan left Washington. Biden said he agreed."), published=None)
    words = _by_words(_resolve(report))
    assert (words["President Reagan"][0].code, words["Biden"][0].code) == ("USAGOV", "USAELI")
    report = dataclasses.replace(_report("Biden said he agreed."), published=None)
    assert _by_words(_resolve(report))["Biden"][0].code == "USAGOV"


def test_who_runs_a_firm_is_of_business():
    """Also where a country is named with him; the manager of a body is of the body."""
    assert _coded("A Chinese farm manager was abducted.", "Chinese farm manager")[0] == "CHNBUS"


def test_a_party_and_a_state_behind_a_name_tell_a_member_of_the_congress():
    """Where no office does."""
    assert _coded("Chairman Pete Holt, R-N.M., said he would wait.", "Pete Holt")[0] == "USALEG"
    assert _coded("Gov. Pete Holt, R-Mo., said he would wait.", "Pete Holt")[0] == "USAGOV"
    assert _coded("Chairman Pete Holt, E-mail in hand, said he would wait.", "Pete Holt")[0] is None


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Nadia Marr stood for that world.", "Nadia Marr", "person"),
        ("The road to Nadia Fund offices was shut.", "Nadia Fund", "organisation"),
    ],
)
def test_a_full_name_that_is_taken_for_a_bodys_is_a_persons(text: str, name: str, kind: str):
    """By its given name; a word for a body at its end makes it a body's."""
    actors, _ = read(text)
    assert [actor.kind for actor in actors.values() if actor.name == name] == [kind]


def test_a_committee_is_of_the_house_it_is_named_after():
    """So are its chairmen."""
    text = "The Senate Labor Committee met in Washington. House Budget Committee Chairman Pete Marr said no to the US plan."
    assert _coded(text, "Senate Labor Committee")[0] == "USALEG"
    assert _coded(text, "Pete Marr")[0] == "USALEG"


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The House China Committee met U.S. aides.", "House China Committee", "USALEG"),
        ("House Kenya Committee chairman Pete Marr met U.S. aides.", "Pete Marr", "USALEG"),
        (
            "U.S. aides met Pete Marr, chairman of the House Select Committee on the Kenya Crisis.",
            "Pete Marr",
            "USALEG",
        ),
        ("U.S. Sen. Bob Marr (R-Ohio), chairman of the Judiciary Committee, left.", "Bob Marr", "USALEG"),
        ("The Senate Budget and Justice Committee met U.S. aides.", "Senate Budget and Justice Committee", "USALEG"),
        ("Kenya's Senate Budget Committee met.", "Kenya's Senate Budget Committee", "KENLEG"),
    ],
)
def test_a_committee_is_not_its_topics(text, name, code):
    """What it deals with is no actor there, and not whose it or its chairman is."""
    assert _coded(text, name)[0] == code


@pytest.mark.parametrize(
    ("text", "words", "name", "code"),
    [
        ("The Texas Democrat left.", "The Texas Democrat", "Texas Democrat", "USAPTY"),
        ("Senator Bob Marr, a Texas Democrat, left.", "a Texas Democrat", "Bob Marr", "USALEG"),
        ("Texas Democrat Bob Marr left.", "Texas Democrat Bob Marr", "Bob Marr", "USAPTY"),
        (
            "Ann Holt (D-Ohio) met Bob Marr (R-Texas). The Ohio Democrat left.",
            "The Ohio Democrat",
            "Ann Holt",
            "USALEG",
        ),
        ("House Speaker Bob Marr spoke. The Ohio Democrat left.", "The Ohio Democrat", "Bob Marr", "USALEG"),
        ("House Speaker Bob Marr spoke. An Ohio Democrat left.", "An Ohio Democrat", "Ohio Democrat", "USAPTY"),
        ("Ann Holt (D-Ohio) spoke. The Texas Republican left.", "The Texas Republican", "Texas Republican", "USAPTY"),
    ],
)
def test_a_politician_by_party_and_state(text, words, name, code):
    """One named before of that party or of none that is told; else somebody of his own. The state is no actor."""
    found = _by_words(_resolve(_report(text)))
    assert [(actor.name, actor.code) for actor in found[words]] == [(name, code)]


def test_what_only_bears_a_leaders_name_is_not_his_states():
    """A school is nobody's for it; his administration is his state's."""
    found = _codes("The Obama Foundation and the Truman High School met the Bush administration.")
    assert (found["The Obama Foundation"], found["the Truman High School"]) == (None, "EDU")
    assert found["the Bush administration"] == "USAGOV"


def test_a_post_without_a_name_lends_no_surname():
    """The words of "the Texas Democrat" are nobody's last name."""
    found = _by_words(_resolve(_report("The Texas Democrat left. Ohio Democrat Ann Holt agreed.")))
    assert {actor.name for actors in found.values() for actor in actors} == {"Texas Democrat", "Ann Holt"}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("The Illinois Department of Roads closed it.", "The Illinois Department of Roads", "USAGOV"),
        ("The Illinois Fruit Company closed it.", "The Illinois Fruit Company", "BUS"),
        ("The North Central Roads Ministry closed it.", "The North Central Roads Ministry", "GOV"),
    ],
)
def test_a_public_body_is_of_the_state_of_the_place_in_its_name(text, words, code):
    """A firm may be anywhere, and a direction is no place."""
    assert _codes(text).get(words) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A fire broke out in Nairobi on Monday. The police came.", "KENCOP"),
        ("Kenyan firemen fought a fire. Kenyan soldiers helped. The police came.", "KENCOP"),
        ("Kenyan soldiers fought a fire. The police came.", "KENCOP"),
        ("The minister left for Kenya. The police came.", "COP"),
        ("A fire broke out. It spread fast. It spread far. It ended in Nairobi. The police came.", "COP"),
        ("A fire broke out in Nairobi and in Kampala. The police came.", "COP"),
    ],
)
def test_the_police_are_of_the_one_scene(text, code):
    """Where the lead tells of one state that something was there, or that its organ acted."""
    assert _codes(text)["The police"] == code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Brightwater Corp. officials left.", "Brightwater Corp. officials", None),
        ("The HHS officials left.", "The HHS officials", "GOV"),
        ("Health Ministry officials left.", "Health Ministry officials", "GOV"),
        ("He left Sage House in Winnipeg.", "Sage House", None),
        ("The Mississippi House met.", "The Mississippi House", "USALEG"),
        ("The Forces Agreement holds.", "The Forces Agreement", None),
        ("The proper administration of the vote mattered.", "The proper administration", None),
        ("The administration of Kenya left.", "The administration of Kenya", "KENGOV"),
        ("The sheriff's deputies came.", "The sheriff's deputies", "COP"),
        ("Sheriff Orhan Veldar spoke to his deputies.", "his deputies", "COP"),
        ("The deputies met.", "The deputies", "LEG"),
        ("Const. Orhan Veldar came.", "Const. Orhan Veldar", "COP"),
        ("It is time to heal our divisions.", "our divisions", None),
        ("Kenya's division advanced.", "Kenya's division", "KENMIL"),
        ("Division vice president Orhan Veldar spoke.", "Orhan Veldar", None),
        ("They climbed the sides of a tower.", "the sides", None),
        ("MALTA – The books were sold.", "MALTA", None),
        ("Malta said no.", "Malta", "MLT"),
    ],
)
def test_what_only_looks_like_an_organ(text, words, code):
    """A firm's people, a building, a treaty, what is done, a sheriff's men, a thing's sides, a dateline."""
    found = _by_words(_resolve(_report(text)))
    assert {None, *(actor.code for actor in found.get(words, []))} == {None, code}


def test_who_leads_a_party_too_stays_in_his_office():
    """Of the party only its state is new."""
    text = "Prime Minister Kenji Morita, who is also the president of the Liberal Democratic Party, spoke in Japan."
    assert _coded(text, "Kenji Morita") == ("JPNGOV", "Prime Minister")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Green Party of Canada leader Ann Marr spoke.", "CANPTY"),
        ("Reform Party for the People leader Ann Marr spoke.", "PTY"),
    ],
)
def test_a_party_is_named_to_its_end(text, code):
    """Whose it is behind "of", and whom it is for."""
    assert _coded(text, "Ann Marr")[0] == code


def test_letters_in_brackets_are_the_body_before_them():
    """Also where they are not its initials, and further on."""
    found = _by_words(_resolve(_report("The UN Population Fund (UNFPA) met. UNFPA sends kits.")))
    assert {actor.name for actor in found["UNFPA"]} == {"UN Population Fund"}


def test_a_capitals_name_makes_a_school_nobodys():
    """The place itself is not told by it."""
    assert _codes("St. John's Lutheran School met.")["St. John's Lutheran School"] == "EDU"


def test_an_adjective_is_no_office():
    """What is official holds none."""
    actors, _ = read("Cuba's official Orhan Veldar news agency met.")
    assert "official" not in [actor.role for actor in actors.values()]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A man was shot, police said. Capt. Orhan Veldar came.", "COP"),
        ("Soldiers and police came. Capt. Orhan Veldar came.", "MIL"),
        ("The crew came. Capt. Orhan Veldar came.", "MIL"),
    ],
)
def test_a_captain_among_police_is_police(text, code):
    """Where no army is named."""
    assert _coded(text, "Orhan Veldar")[0] == code


def test_a_senator_is_of_the_place_he_sits_for():
    """The text may tell it later; a state's senator is another's."""
    for whose, same in (("Vermont", True), ("Kenyan", False)):
        found = _by_words(_resolve(_report(f"Senator Bob Marr spoke. The {whose} senator left.")))
        assert (found["Senator Bob Marr"] == found[f"The {whose} senator"]) is same


def test_the_beginning_of_a_longer_name_is_its_bearers():
    """As headlines cut it."""
    actors, _ = read("Orhan Veldar spoke. The envoy Orhan Veldar Jilani left.")
    assert [actor.name for actor in actors.values()] == ["Orhan Veldar Jilani"]


def test_a_verb_that_is_lost_on_the_parse_ends_a_title():
    """It is no word of the office."""
    text = "The attacks surged after the military overthrew Islamist president Orhan Veldar last year."
    assert _coded(text, "Orhan Veldar")[0] == "GOV"


def test_a_caucus_is_not_its_topics():
    """The country that it is about does nothing there."""
    assert "Kenya" not in _codes("The Senate's Kenya caucus backed the bill.")


def test_a_post_that_two_of_the_named_states_have_is_neithers():
    """Unless one is named far more than the other."""
    text = "India and Britain talked. Foreign Secretary Ann Marr left."
    assert _coded(text, "Ann Marr")[0] == "GOV"
    assert _coded(f"{text} India, India, India and India.", "Ann Marr")[0] == "INDGOV"


@pytest.mark.parametrize(
    "text", ["Minister of Foreign Affairs Orhan Veldar left.", "Orhan Veldar, the minister of foreign affairs, left."]
)
def test_a_minister_of_affairs_is_one(text):
    """Of "minister of foreign affairs" the first word tells how many there are."""
    actors, _ = read(text)
    assert [(actor.name, actor.kind) for actor in actors.values()] == [("Orhan Veldar", "person")]


def test_a_place_that_is_taken_for_a_name_is_nobody():
    """The gazetteer knows it, and nothing makes it a person."""
    text = "The attack is the latest in Malaysia's remote Sabah state. Sabah receives many tourists."
    assert "Sabah" not in _by_words(_resolve(_report(text)))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Premier Wu Den-yih said the park was clean.", "Premier Wu Den-yih", "Wu Den-yih"),
        ("Shah Mehmood Veldar said so. Veldar said it was late.", "Veldar", "Shah Mehmood Veldar"),
        (
            "The Kenyan ambassador to the Netherlands, Orhan Veldar, said so.",
            "The Kenyan ambassador",
            "Orhan Veldar",
        ),
        (
            "The UN envoy said so. Orhan Veldar left. Mr. Veldar is the UN special representative.",
            "The UN envoy",
            "Orhan Veldar",
        ),
        ("A former employee of Orhan Veldar said so.", "A former employee", "former employee"),
        (
            "The US envoy said so. Orhan Veldar is the US ambassador. He left.",
            "The US envoy",
            "US envoy",
        ),
    ],
    ids=["hyphen", "surname", "sent to", "named later", "of somebody", "another post"],
)
def test_who_holds_a_post_and_how_far_a_name_goes(text, words, name):
    """A person is one actor, however the text calls him; who is only named beside a post does not hold it."""
    assert _by_words(_resolve(_report(text)))[words][0].name == name


def test_a_party_told_by_the_word_behind_its_name():
    """An opposition party is of the opposition, and its whole phrase names it."""
    actors, words = read(
        "Kenya's government met in Nairobi. The opposition Democratic Renewal party criticised the accord."
    )
    mention = words["The opposition Democratic Renewal party"]
    assert actors[mention.actor_id or ""].code == "KENOPP"


def test_a_name_of_two_states_is_that_of_the_one_named():
    """Where neither is, of the more populous."""
    assert _codes("Congo's president spoke. The Congolese army fled.")["The Congolese army"] == "CODMIL"
    assert _codes("The Republic of the Congo voted. The Congolese army fled.")["The Congolese army"] == "COGMIL"
    assert _codes("The Congolese army fled.")["The Congolese army"] == "CODMIL"


def test_a_group_is_itself_with_what_it_is():
    """Its movement is no second actor."""
    names = {actor.name for actor in _resolve(_report("The M23 rebel movement fled. Talks with the M23 failed."))[1]}
    assert len(names) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("The Soviet Union", "SUN"), ("The USSR", "SUN"), ("Yugoslavia", "YUG"), ("Czechoslovakia", "CSK")],
)
def test_a_state_that_is_no_more_is_still_named(name: str, code: str) -> None:
    """In a report of today too, by any name that is its alone."""
    assert _codes(f"{name} signed the treaty in 1948.")[name] == code


def test_the_seat_of_an_organisation_stands_for_it() -> None:
    """As a capital for its government, but not where the report names the state that it lies in, nor where it is only a town."""
    assert _codes("Brussels rejected the Kenyan plan.")["Brussels"] == "IGOEUREEC"
    assert "Brussels" not in _codes("Brussels rejected the plan. Belgium voted.")
    assert _codes("Brussels police left for Kenya.")["Brussels police"] == "BELCOP"


@pytest.mark.parametrize("name", ["Ibrahim Ag Mohamed Salik", "Sidi Ould Brahim Tolan"])
def test_small_words_join_the_halves_of_a_name(name: str) -> None:
    """Also where the language component takes them for two."""
    names = [actor.name for actor in _resolve(_report(f"{name} of the UN said the men left."))[1]]
    assert name in names
    assert not any(part in name and part != name for part in names)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "The head of the Lamu council, in northern Kenya, bordering the sea, Amani Otieno, blamed Chad.",
            "The head of the Lamu council",
            "Amani Otieno",
        ),
        (
            "The chief administrator of Lamu County, in Kenya, Amani Otieno, left.",
            "The chief administrator",
            "Amani Otieno",
        ),
        ("After talks with the mayor of Lamu, in Kenya, Amani Otieno left.", "the mayor of Lamu", "mayor of Lamu"),
    ],
)
def test_a_name_is_told_behind_what_is_inserted(text, words, name):
    """Places between commas part no office from its holder's name, where another comma follows that."""
    assert {
        actor.name
        for words_, actors in _by_words(_resolve(_report(text))).items()
        if words_.startswith(words)
        for actor in actors
    } == {name}


@pytest.mark.parametrize(
    ("text", "code", "people"),
    [
        ("Kenya's president has signed a truce in Chad. President Amani Otieno left.", "KENGOV", 1),
        ("Kenya's president met Chad's president. President Amani Otieno left.", "GOV", 3),
        ("Kenya's foreign minister declined to comment. Amani Otieno said that all was well.", "KENGOV", 1),
        ("Kenya's foreign minister declined to comment. Amani Otieno, an analyst, said that all was well.", "EDU", 2),
        ("Kenya's foreign minister met Chad's envoy. Amani Otieno said that all was well.", None, 3),
        ("Kenya's foreign minister declined to comment. Amani Otieno fell asleep.", None, 2),
    ],
)
def test_an_office_told_of_is_the_holders_who_is_named_next(text, code, people):
    """Of one office told of just before, whoever is named by that office, or speaks next without any, is the holder; of two nobody is sure."""
    _, actors, _ = _resolve(_report(text))
    found = [actor for actor in actors if actor.kind == "person"]
    assert ({actor.code for actor in found if actor.name == "Amani Otieno"}, len(found)) == ({code}, people)


@pytest.mark.parametrize(
    "text", ["Kenya Airport closed.", "Kenya International Airport closed.", "The executive branch of Kenya left."]
)
def test_what_only_begins_like_an_outlet_is_none(text):
    """A longer name, or another word, is nobody's outlet; and only groups and parties have branches."""
    _, actors, _ = _resolve(_report(text))
    assert not [actor for actor in actors if actor.sector == "MED" or "branch" in actor.name]


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("The Abu Sayyaf left the Philippines. ASG bandits freed a man.", "ASG bandits", "PHLREB"),
        ("The Abu Sayyaf left the Philippines. Five ASG bandits fled.", "Five ASG bandits", "PHLREB"),
        ("The Abu Sayyaf left the Philippines. ASG sub-leaders Mara Soler and Jon Pell fled.", "Mara Soler", "PHLREB"),
        ("The Philippines waited. ASG bandits freed a man.", "ASG bandits", "CRM"),
        ("The Philippines and TXQ sub-leaders Mara Soler and Jon Pell fled.", "Jon Pell", None),
    ],
)
def test_letters_of_a_named_group_are_that_group(text, words, code):
    """The letters of a name in the report stand for it; without the name nobody knows whose they are, and who leads an unknown body is of no government."""
    assert _codes(text)[words] == code


def test_a_headline_cuts_a_groups_name():
    """Of a name that the report has whole, the last word alone is the group in a headline, but for a word that means something."""
    text = "Sayyaf kills five\n\nIn the Philippines the Abu Sayyaf Group attacked soldiers."
    report = dataclasses.replace(_report(text), headline_span=Span(0, 17), paragraphs=_report(text).paragraphs[1:])
    assert [actor.code for actor in _by_words(_resolve(report))["Sayyaf"]] == ["PHLREB"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Kenya paid. Kenya met Chad. Kenya and Chad won.\n\nChad's army left. Attorney General Omar Soler spoke.",
            "TCDGOV",
        ),
        ("Kenya paid Chad. Chad left.\n\nKenya's army met Chad's. Attorney General Omar Soler spoke.", "GOV"),
        ("Kenya paid. Kenya met Chad. Kenya and Chad won. Chad left.\n\nAttorney General Omar Soler spoke.", "GOV"),
        ("Kenya paid. Kenya met Chad. Kenya won.\n\nAttorney General Omar Soler spoke.", "KENGOV"),
    ],
)
def test_where_two_states_compete_an_office_is_nobodys_but_by_its_paragraph(text, code):
    """Where a report names another state nearly as often as the one where it was filed, only the paragraph tells whose a man's office is."""
    report = dataclasses.replace(_report(f"NAIROBI: {text}"), dateline=Dateline(Span(0, 7), "Nairobi", None))
    assert [actor.code for actor in _by_words(_resolve(report))["Attorney General Omar Soler"]] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Omar Soler, an opposition leader, spoke. Three of Soler's aides fled.", "OPP"),
        ("Kenya's president Amani Soler spoke. Three of Soler's aides fled.", "KENGOV"),
        ("Maria Machado spoke in Kenya. Three of Machado's aides fled.", "CVL"),
    ],
)
def test_aides_are_on_the_side_of_whose_they_are(text, code):
    """Somebody's aides are what he is; a town that bears his name tells nothing."""
    words = _by_words(_resolve(_report(text)))
    assert {actor.code for name, actors in words.items() if name.endswith("aides") for actor in actors} == {code}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Amani Otieno, Kenya's envoy and head of the mission, left.", {"Amani Otieno"}),
        ("Amani Otieno, the president's adviser, left.", {"Amani Otieno", "president"}),
        ("Amani Otieno, Kenya's envoy, and the head of the mission left.", {"Amani Otieno", "head of the mission"}),
    ],
)
def test_an_apposition_tells_of_one_man_to_its_end(text, people):
    """Two offices joined without another article are one man's, and whose adviser he is he is not."""
    found = _by_words(_resolve(_report(text)))
    assert {actor.name for actors in found.values() for actor in actors if actor.kind == "person"} == people
