"""What stands where is found as by walking through everything."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Span, SpanIndex

SPANS = st.tuples(st.integers(0, 1500), st.integers(1, 900)).map(lambda own: Span(own[0], own[0] + own[1]))
# Each item stands in several places.
ITEMS = st.lists(st.lists(SPANS, max_size=3), max_size=12)


@given(ITEMS, SPANS, SPANS)
def test_the_index_finds_what_a_walk_finds(items, one, other):
    """Overlapping, covering and lying inside; in the order given, each once."""
    index = SpanIndex(enumerate(items), lambda item: item[1])
    walk = list(enumerate(items))
    assert index.overlapping(one, other) == [i for i in walk if any(s.overlaps(one) or s.overlaps(other) for s in i[1])]
    assert index.covering(one) == [i for i in walk if any(s.covers(one) for s in i[1])]
    assert index.inside(one) == [i for i in walk if any(one.covers(s) for s in i[1])]


def test_an_index_of_nothing_finds_nothing():
    """Nor does it grow by being asked."""
    index = SpanIndex([], lambda item: [item])
    assert index.overlapping(Span(0, 10), Span(300, 900)) == index.covering(Span(5, 6)) == index.overlapping() == []
