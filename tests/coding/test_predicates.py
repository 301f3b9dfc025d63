"""Which meaning of a predicate the lexicon gives."""

from dragoman.coding.predicates import _FULFILLED
from dragoman.vocab.lexicon import event_lexicon


def test_every_condition_of_the_lexicon_can_be_checked():
    """A kind of condition that the table allows has a check, and no check stands idle."""
    asked = {c.kind for entries in event_lexicon().values() for entry in entries for c in entry.conditions}
    assert asked == set(_FULFILLED)
