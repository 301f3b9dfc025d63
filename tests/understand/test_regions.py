"""Those of several states are of the region that is named with them, and of no state that the report is about. People are invented."""

import pytest
from tests.understand.resolving import read


def _code(text: str, words: str) -> str | None:
    actors, mentions = read(text)
    return actors[mentions[words].actor_id or ""].code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("West African mediators spoke. Kenya's army and Kenya's rebels met.", "West African mediators", "WAF"),
        ("Ministers of five West African nations met.", "Ministers of five West African nations", "WAFGOV"),
        ("Kenya's army left. The top southern African envoys met.", "The top southern African envoys", "SAFGOV"),
        ("European officials met.", "European officials", "EURGOV"),
        # A region that is part of a state's name, of a people's, or that backs somebody, is not meant.
        ("South African envoys met.", "South African envoys", "ZAFGOV"),
        ("African American voters met.", "African American voters", "CVL"),
        ("The European-backed rebels met.", "The European-backed rebels", "REB"),
        # Of several states, and of nobody who is named.
        (
            "Kenya's rebels left. Ministers of five nations met in Kenya. Kenya was glad.",
            "Ministers of five nations",
            "GOV",
        ),
        (
            "Ministers from neighbouring countries met in Kenya. Kenya was glad.",
            "Ministers from neighbouring countries",
            "GOV",
        ),
        # Whoever mediates or negotiates is not the report's state's, unless it is said.
        ("Kenya's rebels left. Negotiator Orhan Veldar met Kenya's army.", "Negotiator Orhan Veldar", "GOV"),
        ("Kenya's rebels left. Kenyan negotiator Orhan Veldar spoke.", "Kenyan negotiator Orhan Veldar", "KENGOV"),
    ],
)
def test_those_of_several_states_are_of_their_region(text: str, words: str, code: str | None):
    """CAMEO's code of the region stands where a state's would."""
    assert _code(text, words) == code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("S. Sudan government troops left.", "S. Sudan government troops", "SSDMIL"),
        ("S.Sudan rebels left.", "S.Sudan rebels", "SSDREB"),
        ("Talks with N. Korea failed.", "N. Korea", "PRK"),
        ("S Korea said it would talk.", "S Korea", "KOR"),
        ("S. African envoys met.", "S. African envoys", "ZAFGOV"),
        ("The N. Macedonia government met.", "The N. Macedonia government", "MKDGOV"),
        ("Talks with E.Timor failed.", "E.Timor", "TMP"),
    ],
)
def test_the_letter_of_a_compass_point_belongs_to_the_states_name(text: str, words: str, code: str):
    """However it is written, the state is that of the whole name, and not its neighbour."""
    assert _code(text, words) == code
