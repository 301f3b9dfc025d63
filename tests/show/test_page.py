"""The self-contained page shows the whole text, marks it, and lets nothing of it become markup."""

import dataclasses
import html
import io
import re

from rich.console import Console

from dragoman.model import Failed
from dragoman.show.page import Segment, fold_furniture, marks, render_page, segment_text
from dragoman.show.terminal import LegibleConsole, show_failure, show_record, show_report
from tests.show.records import TEXT, small_record


def test_the_segments_joined_are_the_text():
    """Cutting at the marks' edges loses nothing."""
    assert "".join(piece.text for piece in segment_text(TEXT, marks(small_record()))) == TEXT


def test_the_page_holds_the_text_escaped():
    """A tag in a headline is shown, not obeyed."""
    page = render_page(small_record())
    article = re.search(r"<article[^>]*>(.*?)</article>", page, re.DOTALL)[1]
    assert html.unescape(re.sub(r"<[^>]+>", "", article)).strip() == TEXT
    assert "<b>calls" not in page


def test_the_page_asks_the_network_for_nothing():
    """No address to fetch from stands in the page, and its policy forbids it."""
    page = render_page(small_record())
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)\s*=", page)


def test_a_span_carries_its_objects():
    """The words of a statement's content point to the statement's card."""
    page = render_page(small_record())
    assert 'id="st-1"' in page
    assert re.search(r'data-ids="[^"]*st-1[^"]*">Calm is needed', page)


def test_the_terminal_view_tells_the_record():
    """Speaker, words and furniture are there; with evidence also the rule and the gap."""
    console = Console(record=True, width=100, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    with console.file:
        show_record(console, small_record(), evidence=True)
        show_report(console, small_record().report)
        shown = console.export_text()
    assert "the envoy" in shown
    assert "“Calm is needed”" in shown
    assert "test.v1" in shown
    assert "the text does not say" in shown
    assert "related 1" in shown


def test_the_terminal_obeys_no_page():
    """Escapes, a title for the window and letters that turn the line round are shown without their power; a name's line breaks are spelt out."""
    record = small_record()
    source = dataclasses.replace(record.statements[0].source[0], name="Ada \x1b[31mRenn\x9b2J \u202eX")
    statement = dataclasses.replace(record.statements[0], source=(source,))
    report = dataclasses.replace(
        record.report,
        headline="Calm \x1b]0;mine\x07 now",
        source=dataclasses.replace(record.report.source, name="a\nin 9 = coded 9"),
    )
    console = LegibleConsole(file=io.StringIO(), width=100)
    show_record(console, dataclasses.replace(record, report=report, statements=(statement,)), evidence=True)
    show_report(console, report)
    show_failure(console, Failed("b\x1b[2J\nc", "read", "DRG-R008", "broken: \x1b[2J"))
    shown = console.file.getvalue()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert "a\\nin 9 = coded 9" in shown
    assert "b\\x1b[2J\\nc" in shown


def test_an_office_without_a_name_is_not_shown_twice():
    """Its role is its name already; a person's role is shown."""
    record = small_record()
    source = record.statements[0].source[0]
    shown = {}
    for name in ("the envoy", "Ada Renn"):
        who = (dataclasses.replace(source, name=name, role="envoy"),)
        statement = dataclasses.replace(record.statements[0], source=who)
        console = Console(file=io.StringIO(), width=100)
        show_record(console, dataclasses.replace(record, statements=(statement,)))
        shown[name] = "(envoy)" in console.file.getvalue()
    assert shown == {"the envoy": False, "Ada Renn": True}


def test_long_runs_of_furniture_are_folded_and_nothing_is_lost():
    """A menu is one folded stretch; two lines between paragraphs stay as they are."""
    menu = [
        piece for n in range(6) for piece in (Segment(f"Item {n}", "furniture", "furniture"), Segment("\n", "", ""))
    ]
    body = [
        Segment("Talks began.", "statement", "s1"),
        Segment("\n", "", ""),
        Segment("Share", "furniture", "furniture"),
    ]
    stretches = list(fold_furniture([*menu, *body]))
    assert [stretch.folded for stretch in stretches] == [6, 0, 0]
    assert [piece for stretch in stretches for piece in stretch.segments] == [*menu, *body]
