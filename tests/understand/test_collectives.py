"""A collective means those who are named together nearest to it. People and words are invented."""

import pytest
from tests.understand.resolving import meant, members, read


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "India and Pakistan claim it. A war between militants and Turkish troops goes on. The two sides met.",
            "The two sides",
            ["militants", "Turkish troops"],
        ),
        (
            "The India-Pakistan conflict goes on. President Ilya Morov was met by Prime Minister Orhan Veldar. The two talked.",
            "The two",
            ["Ilya Morov", "Orhan Veldar"],
        ),
        (
            "Turkey and the rebels signed a truce. The envoy was glad. It rained for days. A road was shut. The two sides met.",
            "The two sides",
            ["Turkey", "rebels"],
        ),
        (
            "Turkish troops clashed with the rebels. Many people fled. Both sides claimed victory.",
            "Both sides",
            ["Turkish troops", "rebels"],
        ),
        (
            "Turkey and the rebels signed a truce. It rained for days. A road was shut. A bridge fell. Norway and Kenya welcomed the deal. The two sides met.",
            "The two sides",
            ["Turkey", "rebels"],
        ),
        (
            "Turkish troops clashed with the rebels. Many people fled. Norway urged both parties to talk.",
            "both parties",
            ["Turkish troops", "rebels"],
        ),
        (
            "Hamas freed a man in Khan Younis, Israel said. Gaza was quiet. Envoys pressed both sides.",
            "both sides",
            ["Israel", "Hamas"],
        ),
        ("Turkey and Egypt fought for a day. Neither side lost a soldier.", "Neither side", ["Turkey", "Egypt"]),
        (
            "Turkish President Orhan Veldar and Greek Prime Minister Ilya Morov talked. It rained. They praised both sides.",
            "both sides",
            ["Orhan Veldar", "Ilya Morov"],
        ),
        (
            "A court jailed two aid workers. Norway protested. The envoy left. The two had been seized in May.",
            "The two",
            ["two aid workers"],
        ),
        ("Turkey, Egypt and the rebels signed a truce. The two sides met.", "The two sides", []),
        ("The India-Pakistan conflict goes on. He helped the parties in Yemen to talk.", "the parties", []),
        (
            "The Iran-aligned Houthi movement met. Yemen's army and the Houthis fought. A road was shut. A bridge fell. It snowed. The two sides met.",
            "The two sides",
            ["Yemen's army", "Houthi movement"],
        ),
        (
            "Yemen's army attacked. The African Union and NATO met. The Houthis fled. Both sides lost men.",
            "Both sides",
            ["Yemen's army", "Houthis"],
        ),
        ("India and Pakistan left. A region where all nations are free is near.", "all nations", []),
        ("India fired. Pakistan fired too. Both sides lost men.", "Both sides", ["India", "Pakistan"]),
        (
            "India and Pakistan fought. The Kremlin was in contact with Ilya Morov. Clashes between the two sides went on.",
            "the two sides",
            ["India", "Pakistan"],
        ),
        (
            "Kenya's government and rebel leaders agreed to a truce. A truce between the major warring factions was announced.",
            "the major warring factions",
            ["Kenya's government", "rebel leaders"],
        ),
        (
            "Turkey's army and the rebels fought. The Turkish president met with the UN envoy. The truce was broken by both warring sides.",
            "both warring sides",
            ["Turkey's army", "rebels"],
        ),
        ("Turkish President Orhan Veldar met with UN envoy Ilya Morov. The rival sides fought.", "The rival sides", []),
    ],
)
def test_two_are_those_just_named_together(text: str, word: str, expected: list[str]):
    """Not the parties of a conflict named elsewhere; all, and those of a third country, are no pair."""
    assert members(text, word) == expected


def test_a_word_tells_which_two_countries_are_meant():
    """Those of the sentence before, not those that the report names most."""
    text = "Iran spoke of Syria, and Syria of Iran. Turkey and Egypt sent aid. The two Muslim countries sent envoys."
    assert members(text, "The two Muslim countries") == ["Turkey", "Egypt"]


def test_the_ministers_are_those_named_as_several():
    """Not the two whose names were read last, who are two of the three."""
    text = (
        "Turkish Foreign Minister Orhan Veldar met Greek Foreign Minister Ilya Morov. The foreign ministers of Turkey, Greece and Egypt "
        "had agreed on measures. The ministers are in Cairo."
    )
    assert members(text, "The ministers") == ["Orhan Veldar", "Ilya Morov", "foreign minister (Egypt)"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "Kenya, Chad and Mali signed. Rome watched. The three countries went on.",
            "The three countries",
            ["Kenya", "Chad", "Mali"],
        ),
        ("Kenya, Chad, Togo and Mali signed. The three countries went on.", "The three countries", []),
        (
            "The British High Commission, the French Embassy and the US Embassy met. The three embassies left.",
            "The three embassies",
            ["British High Commission", "French Embassy", "US Embassy"],
        ),
        ("Kenya, Chad and Mali signed. Those nations went on.", "Those nations", ["Kenya", "Chad", "Mali"]),
        (
            "Kenya's foreign minister Osman Karel met his Chadian counterpart Ilya Morov and Malian counterpart Edda Voss. The three ministers agreed. The top diplomats left.",
            "The top diplomats",
            ["Osman Karel", "Ilya Morov", "Edda Voss"],
        ),
        (
            "Turkish Foreign Minister Orhan Veldar and his Greek counterpart Ilya Morov and Polish counterpart Edda Voss issued a joint statement. They said so.",
            "They",
            ["Orhan Veldar", "Ilya Morov", "Edda Voss"],
        ),
    ],
)
def test_so_many_are_those_told_of_as_so_many(text: str, word: str, expected: list[str]):
    """A list of three states, or three who hold the office: none of them is left out, and a list of four is another."""
    assert members(text, word) == expected


def test_officials_of_the_two_countries_are_of_both():
    """A joint group, its members the officials of each."""
    text = "Kenya and Chad fought a war. The envoy met military officials of the two countries."
    actors, words = read(text)
    officials = actors[words["military officials"].actor_id or ""]
    assert [actors[member].code for member in officials.members] == ["KENMIL", "TCDMIL"]


def test_it_that_says_more_is_the_body_that_spoke():
    """And not who did something before it in the sentence."""
    text = "Kenya held the swap and state news agency IRNA said it took place in Chad. It said they would go on."
    assert meant(text, "It") == "IRNA"


def test_the_dead_do_not_speak():
    """Whoever was killed is not who "they" are that say something."""
    text = "Sources in Delhi spoke. Shelling killed nine people. They said that it went on."
    assert meant(text, "They") != "nine people"


def test_of_a_number_with_some_of_it_the_whole_is_told_of():
    """The clause behind the comma is about all of them."""
    assert meant("They freed 18 hostages, including 12 tourists, who were ill.", "who") == "18 hostages"


def test_another_count_is_of_others():
    """Hundreds of people are not the dozen told of before, a spokesman for a body not the man who spoke."""
    text = "At least a dozen other people were held. Hundreds of people have been killed."
    _, words = read(text)
    assert words["people"].actor_id != words["At least a dozen other people"].actor_id
    text = "Foreign Ministry spokesman Osman Karel left Moscow. A spokesman for the Kremlin stayed in Russia."
    assert meant(text, "A spokesman for the Kremlin") != "Osman Karel"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Hamas rebels took Tarnu. The Hamas then left. The rebels want talks.", "The rebels", "Hamas"),
        ("Hamas rebels took Tarnu.", "Hamas rebels", "Hamas"),
        ("Two Hamas rebels took Tarnu.", "Two Hamas rebels", "Two Hamas rebels"),
        ("The Kenyan side refused to sign.", "The Kenyan side", "Kenya"),
        ("The Hamas took Tarnu. Hezbollah took Velm. The rebels want talks.", "The rebels", "rebels"),
    ],
)
def test_the_men_of_the_only_armed_group_are_the_group(text: str, word: str, expected: str):
    """Where a number of them is told, or another group is named too, they are a body of their own."""
    assert meant(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Guyana accused Venezuela of a lie. Caracas proposed a meeting of the two presidents.", "the two presidents"),
        (
            "Guyana and Venezuela signed a deal. The two countries' presidents met in Rome.",
            "The two countries' presidents",
        ),
    ],
)
def test_both_presidents_are_those_of_the_two_states(text: str, word: str):
    """Where no two are named, each of the two states that the text is about has one."""
    assert members(text, word) == ["president (Guyana)", "president (Venezuela)"]


@pytest.mark.parametrize("words", ["the leaders of both countries", "the deputy prime ministers of the two states"])
def test_the_ministers_of_both_countries_are_one_of_each(words: str):
    """Of the pair that the text is about; of several that are not counted nobody knows."""
    name = words.split(" of ", maxsplit=1)[0]
    text = f"Kenya and Uganda signed a protocol. The meeting was chaired by {words}."
    assert len(members(text, name)) == 2
    assert not members(text.replace("both", "many").replace("the two", "many"), name)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Both the Kenyan government and opposition forces broke it.",
            "the Kenyan government and opposition forces",
            ["Kenyan government", "opposition forces"],
        ),
        (
            "Government and rebel forces clashed.",
            "Government and rebel forces",
            ["Government forces", "rebel forces"],
        ),
        (
            "The government and opposition leaders met.",
            "The government and opposition leaders",
            ["government", "opposition leaders"],
        ),
        (
            "The government and rebel negotiators met.",
            "The government and rebel negotiators",
            ["government", "rebel negotiators"],
        ),
        ("The Kenyan army and police forces left.", "The Kenyan army", []),
    ],
)
def test_two_kinds_that_share_a_noun_are_two(text: str, words: str, expected: list[str]):
    """The government and those against it are two, though one noun may stand for both."""
    assert members(text, words) == expected


def test_their_talks_are_of_those_who_met():
    """Whoever was named between has no part in them; without a meeting "their" is as elsewhere."""
    text = "Turkish President Orhan Veldar met UN envoy Ilya Morov. Kurdish rebels attacked. After their talks Veldar left."
    assert members(text, "their") == ["Orhan Veldar", "Ilya Morov"]
    text = "Turkish President Orhan Veldar met with the UN envoy to Libya Ilya Morov. During their talks he left."
    assert members(text, "their") == ["Orhan Veldar", "Ilya Morov"]
    text = "The president talked with reporters. Kurdish rebels attacked. After their talks Veldar left."
    assert meant(text, "their") == "Kurdish rebels"


@pytest.mark.parametrize(
    ("told", "sides"),
    [
        ("The Sudanese army and the RSF fought in Khartoum.", ["Sudanese army", "RSF"]),
        ("Kenya and Uganda met in Lima.", ["Kenya", "Uganda"]),
    ],
)
def test_who_speaks_of_both_sides_is_neither_where_others_fought(told, sides):
    """Nobody else fights, and they speak of themselves."""
    text = f"{told} Kenya and Uganda said that both sides had broken the truce."
    assert sorted(members(text, "both sides")) == sorted(sides)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The two Koreas signed a pact.", "The two Koreas", ["North Korea", "South Korea"]),
        ("Both Sudans signed a pact.", "Both Sudans", ["Sudan", "South Sudan"]),
        ("The two Koreas met. The UN praised both sides.", "both sides", ["North Korea", "South Korea"]),
        (
            "The presidents of the two Koreas met.",
            "The presidents",
            ["president (North Korea)", "president (South Korea)"],
        ),
    ],
)
def test_the_plural_of_a_name_is_the_states_that_bear_it(text: str, words: str, expected: list[str]) -> None:
    """They are a pair too, whoever else is named."""
    assert members(text, words) == expected


def test_people_in_both_countries_are_of_each() -> None:
    """As those "of both countries" are."""
    actors, words = read("Kenya and Chad met. Officials in both countries agreed.")
    both = actors[words["Officials"].actor_id or ""]
    assert sorted(actors[member].code or "" for member in both.members) == ["KENGOV", "TCDGOV"]
