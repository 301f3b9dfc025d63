"""A noun means whom the text has called so, else who was named last. People and words are invented."""

import pytest
from tests.understand.resolving import meant


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
