"""A noun means whom the text has called so, else who was named last. People and words are invented."""

import pytest
from tests.understand.resolving import meant, members, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A 53-year-old man was stung. Levan Dzoridze, a fireman, saw it. The man lives.", "53-year-old man"),
        ("A man named Ilya Morov was held. Levan Dzoridze saw it. The man lives.", "Ilya Morov"),
        ("Ilya Morov was held. The man lives.", "Ilya Morov"),
    ],
)
def test_the_man_is_he_who_was_called_so(text: str, name: str):
    """A man without a name stays himself; one who gets a name is its bearer."""
    assert meant(text, "The man") == name


def test_the_two_countries_are_those_of_the_two_officials_or_those_that_the_report_is_about():
    """The states of whoever has just been named, or the two that the text speaks of most."""
    text = "Kenyan minister Mira Solvan met Ugandan minister Oru Tamm. The two countries will talk."
    assert members(text, "The two countries") == ["Kenya", "Uganda"]
    text = (
        "Kenya fired first. Uganda answered. Norway watched. Kenya fired again, Uganda too."
        " Then Kenya and Uganda, and again Kenya and Uganda, waited. The two countries blame each other."
    )
    assert members(text, "The two countries") == ["Kenya", "Uganda"]


def test_ministers_with_a_number_are_as_many_named_before():
    """A number and an office stand for as many who hold it."""
    text = "Minister Mira Solvan came. Minister Oru Tamm came later. The two ministers talked."
    assert members(text, "The two ministers") == ["Mira Solvan", "Oru Tamm"]
    text = "Mira Solvan, minister, met Oru Tamm, minister, and Ada Renn, minister. The three ministers talked."
    assert members(text, "The three ministers") == ["Mira Solvan", "Oru Tamm", "Ada Renn"]


def test_a_man_who_is_named_later_in_the_sentence_is_who_is_named():
    """From "a man identified as X" on he is X."""
    text = "Police arrested a man identified as Oru Tamm. The man was silent."
    assert meant(text, "The man") == "Oru Tamm"


def test_who_is_whom_it_follows():
    """A relative pronoun is its antecedent."""
    assert meant("President Mira Solvan, who met Oru Tamm, was content.", "who") == "Mira Solvan"
    assert meant("They met Anna Holt and Adam Marr, who was his aide.", "who") == "Adam Marr"


def test_a_chairman_is_of_his_own_committee():
    """Another committee's is another; "the committee chairman" may be he."""
    text = "House Budget Committee Chairman Adam Holt met U.S. aides."
    assert meant(f"{text} The committee chairman left.", "The committee chairman") == "Adam Holt"
    other = "The chairman of the House Justice Committee"
    assert meant(f"{text} {other} left.", other) == other.removeprefix("The ")


def test_fighters_of_a_people_in_several_states_have_no_states_code():
    """The gap says why."""
    actors, words = read("Kurdish fighters took the town.")
    actor = actors[words["Kurdish fighters"].actor_id or ""]
    assert (actor.code, [gap.reason for gap in actor.gaps]) == ("REB", ["Kurds live in several states"])


def test_a_body_is_named_by_its_letters():
    """Its capitals, or the first letters of all its words; other letters are another's."""
    text = "The Karsova Relief Fund said the road was open. The tests are done, according to the {}."
    assert meant(text.format("KRF"), "the KRF") == "Karsova Relief Fund"
    assert meant(text.format("KRX"), "the KRX") == "KRX"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Kenya pursued the Taliban, though the Islamist group fled.", "the Islamist group", "Taliban"),
        (
            "The UN Security Council met. The 15-member council called for calm.",
            "The 15-member council",
            "UN Security Council",
        ),
        ("Hezbollah fired rockets. The Lebanese militant group fled.", "The Lebanese militant group", "Hezbollah"),
        (
            "The Taliban fled. The Lebanese militant group stayed.",
            "The Lebanese militant group",
            "Lebanese militant group",
        ),
        ("The Taliban fled. An Islamist group stayed.", "An Islamist group", "Islamist group"),
        (
            "The Taliban fled. The Islamist student group stayed.",
            "The Islamist student group",
            "Islamist student group",
        ),
    ],
)
def test_the_group_with_what_it_is_means_the_one_named_before(text, words, name):
    """By its arms or creed, its size, its country if that is told; another country's or a further word make it another."""
    assert meant(text, words) == name


def test_an_office_is_his_to_whom_the_text_gives_it():
    """Before whoever has it by the table alone, or had it; the table's people are found by it too."""
    text = (
        "President Barack Obama spoke of the party. Ronald Reagan would have wept, he said. The president urged calm."
    )
    assert meant(text, "The president") == "Barack Obama"
    text = "Prime Minister Mira Solvan met former prime minister Oru Tamm. Tamm left. The prime minister stayed."
    assert meant(text, "The prime minister") == "Mira Solvan"
    assert meant(
        "Vladimir Putin knew of it. It was the Russian president who ordered it.", "the Russian president"
    ) == ("Vladimir Putin")


def test_a_headlines_surname_is_that_of_whom_the_table_knows_in_full():
    """One person, not two."""
    assert meant("Clinton attacked. Hillary Clinton spoke. A senator believed Clinton.", "Clinton") == "Hillary Clinton"
    actors, _ = read("Clinton attacked. Hillary Clinton spoke. A senator believed Clinton.")
    assert [actor.name for actor in actors.values() if "Clinton" in actor.name] == ["Hillary Clinton"]


def test_the_woman_is_no_man():
    """A man's name is passed over, whoever was named last."""
    text = "Senator Robert Marr slept. The woman who wrote the memo under his name was sorry."
    assert meant(text, "The woman") != "Robert Marr"


def test_the_assembly_is_the_one_named_before():
    """Also where its name is long."""
    text = "The United Nations General Assembly approved it. The Assembly reiterated its view."
    assert meant(text, "The Assembly") == "United Nations General Assembly"


def test_a_name_that_is_taken_for_a_bodys_is_the_persons_who_bears_it():
    """A family name alone, and one of two letters before a given name with a hyphen."""
    text = "President Ma Ying-jeou spoke in Taipei. Ma said that he hoped for more."
    assert meant(text, "Ma") == "Ma Ying-jeou"


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The research was done by the Soviet Union many years ago.", "Soviet Union", "SUN"),
        ("Myanmar opposition leader Aung San Suu Kyi has met an envoy.", "Aung San Suu Kyi", "MMROPP"),
    ],
)
def test_long_known_names_are_whole(text, name, code):
    """A state that is no more is no union of workers; a leader's name goes on where the language component cuts it."""
    actors, _ = read(text)
    assert [actor.code for actor in actors.values() if actor.name == name] == [code]


def test_anothers_general_assembly_is_not_the_uns():
    """Its own name stands before it."""
    actors, _ = read("The forum is part of the World Technopolis Association General Assembly in Oslo.")
    assert "IGOUNO" not in {actor.code for actor in actors.values()}


def test_a_deputy_holds_the_office_only_where_nobody_else_does():
    """And who is in office is no former one."""
    text = "President Mira Solvan met Vice President Oru Tamm. Tamm left. The president stayed."
    assert meant(text, "The president") == "Mira Solvan"
    assert meant("Deputy Foreign Minister Oru Tamm spoke. The minister left.", "The minister") == "Oru Tamm"
    text = "Vice President Oru Tamm is ahead, and the former president behind."
    assert meant(text, "the former president") == "former president"


def test_one_of_a_kind_is_not_the_several_before():
    """But "the source" is the one that was."""
    text = "Multiple sources said so. A source close to her said no. The source went on."
    assert meant(text, "Multiple sources") == "Multiple sources"
    assert meant(text, "The source") == meant(text, "A source") == "source"


def test_the_man_in_oil_is_not_whoever_was_named_last():
    """A bare "the man" is."""
    assert meant("Spokesman Jas Marr wrote. The man was late.", "The man") == "Jas Marr"
    assert meant("Spokesman Jas Marr wrote. The oil man was late.", "The oil man") == "oil man"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Kenyan Prime Minister Mira Solvan spoke. Kenya's defense minister left.", "Kenya's defense minister", None),
        (
            "Kenyan Foreign Minister Mira Solvan spoke. The foreign minister left.",
            "The foreign minister",
            "Mira Solvan",
        ),
        ("Kenyan Prime Minister Mira Solvan spoke. The minister left.", "The minister", "Mira Solvan"),
        ("Director General Mira Solvan spoke. The director-general left.", "The director-general", "Mira Solvan"),
    ],
)
def test_another_portfolio_is_anothers(text: str, word: str, name: str | None):
    """A prime minister is no defense minister, though "the minister" is whoever was called one."""
    assert meant(text, word) == (name or word)


def test_the_group_is_the_only_one_in_arms_however_long_ago_it_was_named():
    """Of two that were named long ago neither is meant."""
    rain = "Rain fell in the hills. " * 6
    assert meant(f"The Taliban attacked a post. {rain}Norway accused the group of it.", "the group") == "Taliban"
    two = f"The Taliban attacked a post. Hezbollah left. {rain}Norway accused the group of it."
    assert meant(two, "the group") == "group"


def test_the_bloc_is_the_body_of_states_that_the_text_names():
    """The European Union only where it is named."""
    rain = "Rain fell in the hills. " * 6
    assert meant(f"ECOWAS sent a mediator. {rain}The bloc lifted sanctions.", "The bloc") == "ECOWAS"
    assert meant("The EU met on Monday. The bloc lifted sanctions.", "The bloc") == "EU"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The IAEA inspected the plant. UN agencies warned of danger. The agency said so.", "The agency", "IAEA"),
        ("The IAEA inspected the plant. The UN warned of danger. The agency said so.", "The agency", "IAEA"),
        ("The ICC issued a warrant. A Kenyan court freed the general. The court said so.", "The court", "Kenyan court"),
        ("A Kenyan court freed the general. The International Criminal Court was angry. The court said so.", "The court", "International Criminal Court"),
    ],
)  # fmt: skip
def test_a_body_is_the_last_of_its_kind(text: str, word: str, name: str):
    """The United Nations have agencies and are none."""
    assert meant(text, word) == name


@pytest.mark.parametrize(("way", "name"), [("deposed", "Emil Marr"), ("former", "Ada Renn")])
def test_who_holds_an_office_no_more_is_meant_by_the_word_for_it(way: str, name: str) -> None:
    """Also where the word opens the sentence, and another was told of last."""
    text = "Deposed president Emil Marr of Kenya agreed. Former Ugandan president Ada Renn left. Deposed president Emil Marr left."
    assert meant(f"{text} The {way} president said so.", f"The {way} president") == name


@pytest.mark.parametrize(("noun", "name"), [("military", "Kenyan military"), ("army", "Ugandan army")])
def test_the_military_is_the_one_that_was_called_so(noun: str, name: str) -> None:
    """Of two states' bodies in uniform the one of that very noun."""
    text = "The Kenyan military left a town. The Ugandan army agreed."
    assert meant(f"{text} The {noun} said so.", f"The {noun}") == name
