"""A pronoun means whom the grammar of its clause and who says what allow. People and words are invented."""

from collections.abc import Sequence

import pytest

from dragoman.evaluate.plain import plain_report
from dragoman.model import Actor, ActorMention, Span
from dragoman.understand.actors import resolve_actors
from dragoman.understand.coreference import Voice
from dragoman.understand.language import analyse_language
from dragoman.vocab.actors import DEFAULT_POLICY, load_actors


def _read(text: str, told: Sequence[tuple[str, str]] = ()) -> tuple[dict[str, Actor], dict[str, ActorMention]]:
    """The actors by id and the last mention of each word, where `told` are sources and what they say."""
    report = plain_report(text)

    def place(words: str) -> Span:
        start = report.text.rindex(words)
        return Span(start, start + len(words))

    voices: list[Voice] = [([place(content)], place(source)) for source, content in told]
    analysis = analyse_language(report)
    table = load_actors(policy=DEFAULT_POLICY)
    actors, mentions = resolve_actors(report, analysis, table=table, run_id="run", voices=voices)
    words = {mention.span.of(report.text): mention for mention in mentions}
    return {actor.id: actor for actor in actors}, words


def _meant(text: str, word: str, *told: tuple[str, str]) -> str | None:
    """Whom the last mention of the word means."""
    actors, words = _read(text, told)
    return actors[words[word].actor_id or ""].name if word in words else None


def _members(text: str, word: str) -> list[str]:
    """Whom the collective stands for."""
    actors, words = _read(text)
    return [actors[member].name for member in actors[words[word].actor_id or ""].members]


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
    assert _meant(text, word) == name


def test_what_one_is_pressed_to_do_is_ones_own():
    """The possessor looks to him who is to do it, not to him who presses."""
    text = "The villagers had left. Soldiers urged the rebels to lay down their arms."
    assert _meant(text, "their") == "rebels"


def test_who_is_spoken_of_is_not_the_speaker():
    """Words about somebody in the third person are another's: of the one who spoke before."""
    text = 'Ilya Morov said that Orhan Veldar "knew them". "He learned their language and he used it," he said.'
    told = ("Ilya Morov", 'that Orhan Veldar "knew them"'), ("he", '"He learned their language and he used it,"')
    assert _meant(text, "he", *told) == "Ilya Morov"


def test_the_speakers_not_those_they_speak_of_go_on():
    """Outside what was said, who said it is nearer than who was spoken of."""
    text = "U.S. officials say Cubans leave because they are poor. They also blame the harvest."
    assert _meant(text, "They", ("U.S. officials", "Cubans leave because they are poor")) == "U.S. officials"


def test_a_clause_within_looks_to_the_clause_around_it():
    """In a clause within another the pronoun means who the outer one names, not the subject of the sentence before."""
    text = "A police official met reporters. Orhan Veldar was shot when soldiers arrested his brother."
    assert _meant(text, "his") == "Orhan Veldar"


def test_a_lone_attacker_is_he_not_they():
    """One man of an armed group is neither "they" nor "it"."""
    text = "The troops died when an attacker drove at their patrol."
    assert _meant(text, "their") == "troops"
    assert _meant("A spokesman came. A bomber was shot before he was able to reach the gate.", "he") == "bomber"


def test_a_state_may_be_they_in_its_own_sentence():
    """A body in the singular is "they" only where it has just been the subject."""
    text = "Turkey will deal with the man who they say ordered the attack."
    assert _meant(text, "they") == "Turkey"


def test_a_pronoun_tells_whether_its_bearer_is_a_man():
    """Whom "he" has meant, "her" does not mean."""
    text = "Orhan Veldar has a sister. Ilya Morov said he was ill. Her aides left."
    assert _meant(text, "Her") != "Ilya Morov"


@pytest.mark.parametrize(
    ("text", "word", "members"),
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
        ("The India-Pakistan conflict goes on. He helped the parties in Yemen to talk.", "the parties", []),
        ("India and Pakistan left. A region where all nations are free is near.", "all nations", []),
    ],
)
def test_two_are_those_just_named_together(text: str, word: str, members: list[str]):
    """Not the parties of a conflict named elsewhere; all, and those of a third country, are no pair."""
    assert _members(text, word) == members


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
    assert _meant(text, "The man") == name


def test_the_two_countries_are_those_of_the_two_officials_or_those_that_the_report_is_about():
    """The states of whoever has just been named, or the two that the text speaks of most."""
    text = "Kenyan minister Mira Solvan met Ugandan minister Oru Tamm. The two countries will talk."
    assert _members(text, "The two countries") == ["Kenya", "Uganda"]
    text = (
        "Kenya fired first. Uganda answered. Norway watched. Kenya fired again, Uganda too."
        " Then Kenya and Uganda, and again Kenya and Uganda, waited. The two countries blame each other."
    )
    assert _members(text, "The two countries") == ["Kenya", "Uganda"]


def test_ministers_with_a_number_are_as_many_named_before():
    """A number and an office stand for as many who hold it."""
    text = "Minister Mira Solvan came. Minister Oru Tamm came later. The two ministers talked."
    assert _members(text, "The two ministers") == ["Mira Solvan", "Oru Tamm"]
    text = "Mira Solvan, minister, met Oru Tamm, minister, and Ada Renn, minister. The three ministers talked."
    assert _members(text, "The three ministers") == ["Mira Solvan", "Oru Tamm", "Ada Renn"]


def test_a_man_who_is_named_later_in_the_sentence_is_who_is_named():
    """From "a man identified as X" on he is X."""
    text = "Police arrested a man identified as Oru Tamm. The man was silent."
    assert _meant(text, "The man") == "Oru Tamm"


def test_who_is_whom_it_follows():
    """A relative pronoun is its antecedent."""
    assert _meant("President Mira Solvan, who met Oru Tamm, was content.", "who") == "Mira Solvan"


def test_fighters_of_a_people_in_several_states_have_no_states_code():
    """The gap says why."""
    actors, words = _read("Kurdish fighters took the town.")
    actor = actors[words["Kurdish fighters"].actor_id or ""]
    assert (actor.code, [gap.reason for gap in actor.gaps]) == ("REB", ["Kurds live in several states"])
