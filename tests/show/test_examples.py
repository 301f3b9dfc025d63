"""Whole records of the example pages: every kind of object is shown with what it is, in the terminal and on the page."""

import functools
import html
import io
import re
from pathlib import Path

import pytest
from rich.console import Console

import dragoman
from dragoman.flow import Options
from dragoman.model import Span
from dragoman.show.page import render_page
from dragoman.show.terminal import _in_context, show_record

EXAMPLES = Path(__file__).parents[2] / "examples"
MEETING = "interwire-2022-03-03-foreign-ministers-meet-in-tal-berek.html"


@functools.cache
def _record():
    return dragoman.code(EXAMPLES / "pages" / MEETING, Options(actors=(EXAMPLES / "actors.tsv",)))


@functools.cache
def _sections():
    """What the terminal shows under each heading, blanks drawn together."""
    console = Console(file=io.StringIO(), width=400)
    show_record(console, _record())
    parts = re.split(r"\n([A-Z][a-z ]+) \(\d+\)\n", console.file.getvalue())
    return dict(zip(["", *parts[1::2]], (re.sub(r"\s+", " ", part) for part in parts[0::2]), strict=True))


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("", "published 2022-03-03"),
        ("Statements", "Selim Artuk [XKNGOV] (Foreign Minister) direct told"),
        ("Statements", "at joint press conference"),
        ("Events", "125 Reject proposal to meet, discuss, or negotiate REJECT-meet quad 3 Goldstein -5.0"),
        ("Events", "voice: statement 6 (Henrik Laasen)"),
        ("Events", "voice: Interwire, in its own voice"),
        ("Events", "sure 0."),
        ("Meetings", "happened 2022-02-28 – 2022-03-03 in Contact Group on Ushtal"),
        ("Formats", "Contact Group on Ushtal members Nordavia [XND], Republic of Aldine [XAD] mediators"),
        ("Agreements", "Lake Orvan ceasefire ceasefire 2009-01-01 – 2009-12-31"),
        ("Claims about agreements", "Interwire, in its own voice: agreed military hotline"),
    ],
)
def test_the_terminal_shows_each_object_under_its_heading(heading, shown):
    """Sides, codes, times, voices and formats stand with the object that they belong to."""
    assert shown in _sections()[heading]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("statement", "at joint press conference"),
        ("event", "voice statement 6"),
        ("event", "sure 0."),
        ("event", "voice the publisher's own"),
        ("meeting", "format Contact Group on Ushtal"),
        ("format", "mediators Nordavia [XND], Republic of Aldine [XAD]"),
        ("agreement", "when 2009-01-01 – 2009-12-31"),
        ("claim", "agreement Lake Orvan ceasefire"),
        ("actor", "code XKNGOV"),
    ],
)
def test_the_page_shows_each_object_as_a_card(kind, shown):
    """A card has the facts of its object and is of its kind."""
    cards = re.findall(
        rf'<div class="card {kind}".*?(?=<div class="card |</section>)', render_page(_record()), re.DOTALL
    )
    words = [re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", card))) for card in cards]
    assert any(shown in card for card in words)


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        (
            "The envoy said on Monday in Halden that talks had begun.\nNext",
            "said",
            "The envoy said on Monday in Halden that talks had…",
        ),
        (
            "A long and winding beginning of a line stands before this.",
            "this",
            "…beginning of a line stands before this.",
        ),
        ("Headline\nHe left.\nNext", "left", "He left."),
    ],
)
def test_the_words_around_a_field_are_whole_words(text, word, shown):
    """What is cut off is marked; a line's own beginning and end are not."""
    start = text.index(word)
    assert _in_context(text, Span(start, start + len(word))).plain == shown
