"""The terminal and the page say the same of whom the words name."""

import dataclasses
import html
import io

import pytest
from rich.console import Console

from dragoman.model import Actor, Participant
from dragoman.show.page import render_page
from dragoman.show.terminal import show_record
from tests.show.records import small_record, span


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ({}, "the envoy"),
        ({"a": ("The Envoy", None)}, "the envoy"),
        ({"a": ("Ada Renn", None)}, "the envoy = Ada Renn"),
        ({"a": ("Ada Renn", "VELGOV"), "b": ("Oru Tamm", "KRSGOV")}, "the envoy = Ada Renn, Oru Tamm [VELGOV, KRSGOV]"),
        ({"a": ("the envoy", "VELGOV"), "b": ("Oru Tamm", "VELGOV")}, "the envoy = Oru Tamm [VELGOV]"),
    ],
)
def test_names_and_codes_are_the_same_in_every_view(known, shown):
    """The words, who bears another name, and the codes of all, each once; words that name nobody known stand alone."""
    record = small_record()
    where = span("the envoy")
    actors = tuple(
        Actor(key, name, "person", (where,), record.statements[0].provenance, code=code)
        for key, (name, code) in known.items()
    )
    source = tuple(Participant("the envoy", where, key) for key in known) or (Participant("the envoy", where, None),)
    statement = dataclasses.replace(record.statements[0], source=source)
    record = dataclasses.replace(record, actors=actors, statements=(statement,))
    console = Console(file=io.StringIO(), width=200)
    show_record(console, record)
    assert f" 1 {shown}  direct" in console.file.getvalue()
    assert f">1. {shown}<" in html.unescape(render_page(record))


def test_a_collective_is_told_with_its_members():
    """Their names and codes stand behind its words, as it has none of its own."""
    record = small_record()
    where, provenance = span("the envoy"), record.statements[0].provenance
    members = (
        Actor("a", "Velmora", "state", (), provenance, code="VEL"),
        Actor("b", "Karsenia", "state", (), provenance, code="KRS"),
    )
    both = Actor("c", "the two countries", "group", (where,), provenance, members=("a", "b"))
    statement = dataclasses.replace(record.statements[0], source=(Participant("the two countries", where, "c"),))
    record = dataclasses.replace(record, actors=(*members, both), statements=(statement,))
    assert "the two countries = Velmora, Karsenia [VEL, KRS]" in html.unescape(render_page(record))
