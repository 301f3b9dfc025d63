"""Lines of a page: what a reader sees, from markup as pages have it."""

import pytest

from dragoman.parse.blocks import scan_blocks


def lines(source: str) -> list[str]:
    """The texts of a page's lines."""
    return [block.text for block in scan_blocks(source)]


@pytest.mark.parametrize(
    "tag",
    [
        f"<div data-state='{'x' * 30_000}'>",
        '<div class="lead"">',
        '<div role=”main">',
        "<div title=\"the 'envoys'\" data-note='it's late'>",
        "<div title='a < b'>",
        f"<style data-names='{'x ' * 4_000}'>p {{ margin: 0 }}</style><div>",
        "<script data-tags='<none>'>render()</script><div>",
    ],
)
def test_nothing_of_a_tag_is_shown(tag):
    """Long values, stray quotes, angle brackets inside quotes."""
    assert lines(f"<p>Before</p>{tag}The envoys met.</div>") == ["Before", "The envoys met."]


def test_blanks_are_single_and_places_in_the_source_are_kept():
    """Words beside entities and line breaks."""
    source = "<p> The  envoys&nbsp;of R&amp;D\n met <b>today</b> . </p>"
    (block,) = scan_blocks(source)
    assert block.text == "The envoys of R&D met today ."
    for run in block.runs:
        if run.end - run.start == run.source_end - run.source_start:
            there, here = source[run.source_start : run.source_end], block.text[run.start : run.end]
            assert there.split() == here.split()


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<a ", '<a x="', "<!x", "<!--", "<script ", "<script></script ", "&", "<a x='\""]
)
def test_what_never_ends_hides_nothing_before_it(piece):
    """A hundred thousand characters of a tag that is never closed: read in a moment, what stands before it kept."""
    found = lines(f"<p>The envoys met.</p>{piece * (100_000 // len(piece))}")
    assert found[0] == "The envoys met."
    assert len(found) <= 2
