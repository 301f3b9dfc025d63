"""How sure an event is: surer where the reader sees the same deed with the same sides."""

import pytest

from tests.coding.test_seen import PLAIN, _events, _seen

SIDES = {"sources": ["Norwegian troops"], "targets": ["Swedish soldiers"]}


def _sureness(*deeds):
    (event,) = _events(PLAIN, *deeds)
    return event.provenance.confidence


@pytest.mark.parametrize(
    "deed",
    [
        {"chance": 0.2},
        {"root": "CONSULT"},
        {"sources": ["Swedish soldiers"], "targets": ["Norwegian troops"]},
    ],
)
def test_an_event_that_the_reader_sees_alike_is_surer(deed):
    """Than one of which it is less sure, of another type, or with other sides."""
    assert 0 < _sureness(_seen(PLAIN, "attacked", **(SIDES | deed))) < _sureness(_seen(PLAIN, "attacked", **SIDES)) < 1


def test_an_event_that_the_reader_does_not_see_is_less_sure():
    """The lexicon alone may have taken a word in another sense."""
    assert _sureness() < _sureness(_seen(PLAIN, "attacked", **SIDES))
