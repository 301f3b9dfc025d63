"""A pronoun means whom the grammar of its clause and who says what allow. People and words are invented."""

import pytest
from tests.understand.resolving import meant


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        (
            "Secretary Orhan Veldar spoke with Foreign Minister Ilya Morov on Monday and urged him to free the crew.",
            "him",
            "Ilya Morov",
        ),
        ("The envoys waited because the rebels came to them to surrender.", "them", "envoys"),
        ("Ilya Morov met Orhan Veldar, hoping to convince him.", "him", "Orhan Veldar"),
    ],
)
def test_whom_a_deed_is_done_to_does_not_do_it(text: str, word: str, name: str):
    """An object is not the subject of its verb, even where another clause names that subject."""
    assert meant(text, word) == name


def test_what_one_is_pressed_to_do_is_ones_own():
    """The possessor looks to him who is to do it, not to him who presses."""
    text = "The villagers had left. Soldiers urged the rebels to lay down their arms."
    assert meant(text, "their") == "rebels"
    assert meant("The villagers had left. Soldiers appealed to the rebels to lay down their arms.", "their") == "rebels"


def test_who_is_spoken_of_is_not_the_speaker():
    """Words about somebody in the third person are another's: of the one who spoke before."""
    text = 'Ilya Morov said that Orhan Veldar "knew them". "He learned their language and he used it," he said.'
    told = ("Ilya Morov", 'that Orhan Veldar "knew them"'), ("he", '"He learned their language and he used it,"')
    assert meant(text, "he", *told) == "Ilya Morov"


def test_the_speakers_not_those_they_speak_of_go_on():
    """Outside what was said, who said it is nearer than who was spoken of."""
    text = "U.S. officials say Cubans leave because they are poor. They also blame the harvest."
    assert meant(text, "They", ("U.S. officials", "Cubans leave because they are poor")) == "U.S. officials"


def test_a_clause_within_looks_to_the_clause_around_it():
    """In a clause within another the pronoun means who the outer one names, not the subject of the sentence before."""
    text = "A police official met reporters. Orhan Veldar was shot when soldiers arrested his brother."
    assert meant(text, "his") == "Orhan Veldar"


def test_a_lone_attacker_is_he_not_they():
    """One man of an armed group is neither "they" nor "it"."""
    text = "The troops died when an attacker drove at their patrol."
    assert meant(text, "their") == "troops"
    assert meant("A spokesman came. A bomber was shot before he was able to reach the gate.", "he") == "bomber"


def test_a_state_may_be_they_in_its_own_sentence():
    """A body in the singular is "they" only where it has just been the subject."""
    text = "Turkey will deal with the man who they say ordered the attack."
    assert meant(text, "they") == "Turkey"


def test_a_pronoun_tells_whether_its_bearer_is_a_man():
    """Whom "he" has meant, "her" does not mean."""
    text = "Orhan Veldar has a sister. Ilya Morov said he was ill. Her aides left."
    assert meant(text, "Her") != "Ilya Morov"


def test_a_thing_is_it_before_anybody_named_earlier():
    """The clause around tells of the thing; a body that is its subject is meant."""
    assert meant("The Kenyan army left. The car was parked when it blew up.", "it") is None
    assert meant("The road is long. The Kenyan army left when it ran short.", "it") == "Kenyan army"


def test_a_speaker_goes_on_after_what_he_is_quoted_with():
    """However many sentences of his words lie between, and whoever is spoken of in them."""
    text = 'A guard ran. "It is cold," Orhan Veldar said. "The road is long. The bridge is old. He guessed it is shut," he added.'
    told = ("Orhan Veldar", '"It is cold,"'), ("he", '"The road is long. The bridge is old. He guessed it is shut,"')
    assert meant(text, "he", *told) == "Orhan Veldar"


def test_what_a_speaker_tells_of_another_says_nothing_of_the_speaker():
    """Whoever "she" is, "he" is the speaker then."""
    text = 'Security official Radi Asiba said the road was at risk if she stayed. "The town is quiet," he said.'
    told = ("Security official Radi Asiba", "the road was at risk if she stayed"), ("he", '"The town is quiet,"')
    assert meant(text, "he", *told) == "Radi Asiba"


def test_two_who_are_joined_are_they():
    """Of A and B both are meant by "they", where no plural is nearer."""
    assert meant("Orhan Veldar and Ilya Morov left Cairo. They were happy.", "They") == "Orhan Veldar and Ilya Morov"


def test_who_arrested_is_not_who_is_arrested():
    """Whom something was done to is who suffers the like now; a doer that is named may be done by."""
    text = "Police seized the villagers. They were held for a week."
    assert meant(text, "They") == "villagers"
    assert meant("Rebels attacked a village. They were killed by the army.", "They") == "Rebels"


def test_a_given_name_tells_he_from_she():
    """Where it is borne by one sex alone; a last name alone tells nothing."""
    text = "Kevin Marsen ousted Julia Tarn last year. She has since returned, though he stays popular."
    assert [meant(text, word) for word in ("She", "he")] == ["Julia Tarn", "Kevin Marsen"]
    assert meant("Marsen met the mayor. He left.", "He") == "Marsen"


def test_whose_name_follows_the_subject_is_the_subject():
    """Of "one delegate, X, pledged" X goes on, not whom the words before only name."""
    text = "One delegate, Julia Tarn, met Ann Moor and a driver. She left."
    assert meant(text, "She") == "Julia Tarn"


def test_who_arrested_somebody_is_not_who_was_charged():
    """Nor where a pronoun arrested him."""
    text = "Police said that they had arrested two gunmen in the port. They were charged with murder."
    assert meant(text, "They") == "two gunmen"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Orhan Veldar praised the plan. After his talks in Geneva, Ilya Morov flew home.", "his", "Ilya Morov"),
        ("The army signed. In its statement, the foreign ministry denied it.", "its", "foreign ministry"),
        ("Orhan Veldar praised the plan. After his talks in Geneva, the rebels fled.", "his", "Orhan Veldar"),
        ("Orhan Veldar praised the plan. His minister Ilya Morov flew home.", "His", "Orhan Veldar"),
    ],
)
def test_whose_it_is_may_follow(text: str, word: str, name: str):
    """Before its subject a clause tells whose something is by looking ahead; of his own minister a man is not."""
    assert meant(text, word) == name


@pytest.mark.parametrize(("who", "name"), [("Foreign Minister", "Kenya"), ("farmer", None)])
def test_only_who_holds_an_office_of_state_says_we_for_it(who: str, name: str | None):
    """A farmer's "we" are not his country."""
    assert meant(f'"We must act," said Kenyan {who} Orhan Veldar.', "We") == name


def test_i_in_reported_speech_is_who_tells_it_where_he_tells_of_himself():
    """Not who is told to have said it; behind a colon it is."""
    words = "I could not enter the camp"
    told = ("Orhan Veldar", words)
    assert meant(f"Orhan Veldar said {words}. My friends asked why.", "I", told) is None
    assert meant(f"Orhan Veldar said {words}. The envoys left.", "I", told) == "Orhan Veldar"
    assert meant(f"Orhan Veldar said: {words}. My friends asked why.", "I", told) == "Orhan Veldar"


@pytest.mark.parametrize("parts", ["6:01 p.m.", "14.30 GMT", "* * *", "___"])
def test_nobody_is_named_before_a_clock_time_or_a_rule(parts: str):
    """Each piece of a live page stands by itself; a heading parts nothing."""
    text = "Orhan Veldar met the envoys.\n{}\nThe road is open. He flew home."
    assert meant(text.format(parts), "He") is None
    assert meant(text.format("The road home"), "He") == "Orhan Veldar"


def test_nobody_is_named_before_a_heading_of_a_live_page():
    """Which has several that tell something; one in a report parts nothing."""
    text = "Orhan Veldar met the envoys.\n{}The road is open. He flew home."
    headings = ("Kenya says it will wait", "Norway sends an envoy", "The talks have ended", "The army closed the road")
    assert meant(text.format("".join(f"{words}\nThe envoys left.\n" for words in headings)), "He") is None
    assert meant(text.format(f"{headings[0]}\n"), "He") == "Orhan Veldar"


def test_the_former_and_the_latter_are_the_two_just_named():
    """People before bodies; of three nobody is sure, and an office that somebody held is no pronoun."""
    text = "Orhan Veldar and Ada Renn met in Cairo. The former spoke first, the latter left."
    assert meant(text, "The former") == "Orhan Veldar"
    assert meant(text, "the latter") == "Ada Renn"
    assert meant("Kenya and Uganda signed a pact. The latter has built a road.", "The latter") == "Uganda"
    three = "Orhan Veldar met Ada Renn and Ilya Morov. The latter left."
    assert meant(three, "The latter") is None


@pytest.mark.parametrize(
    "silent",
    [
        "A Kenyan spokesman was not available for comment.",
        "A Kenyan spokesman could not be reached.",
        "A Kenyan spokesman declined to comment.",
        "The mayor, Ilya Morov, did not respond to a request for comment.",
        "A Kenyan spokesman was unavailable.",
    ],
)
def test_who_said_nothing_is_not_who_says_the_next(silent: str):
    """The words that follow are of whoever spoke before."""
    assert meant(f'Orhan Veldar said the truce held. {silent} "It is a step," he said.', "he") == "Orhan Veldar"


def test_who_speaks_without_a_name_goes_on():
    """One of several nameless is he who said something, and not whom he told of."""
    text = 'One of the sources, who was there, said President Orhan Veldar would go. "It is over," he said.'
    assert meant(text, "he") == "One of the sources"
    assert meant('A source saw President Orhan Veldar. "It is over," he said.', "he") == "Orhan Veldar"


def test_who_is_named_in_brackets_is_not_who_goes_on():
    """A remark in brackets lies between a speaker and what he says next."""
    text = (
        "French President Emil Marr spoke on Monday. “We will not accept this,” Marr said. "
        "(Goran Tova took power in 2021 and leads the junta.)\nHe continued that the sanctions would stay."
    )
    assert meant(text, "He") == "Emil Marr"


def test_it_is_the_resolution_that_was_adopted():
    """And not who is named last beside it."""
    assert meant("The resolution was approved with Kenya abstaining. It condemns the raids.", "It") is None
    assert meant("Kenya left. It condemns the raids.", "It") == "Kenya"


def test_sources_are_not_who_they_tell_of():
    """What "they" did is what others did, unless they say more."""
    told = "Kenya and Uganda discussed the truce, diplomatic sources said."
    assert "sources" not in (meant(f"{told} They also discussed fish.", "They") or "")
