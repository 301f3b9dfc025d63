"""A small hand-made record for the tests of `show`."""

from dragoman.model import (
    Actor,
    Evidence,
    Furniture,
    FurnitureItem,
    Gap,
    Instant,
    Participant,
    Provenance,
    Record,
    Report,
    Run,
    Source,
    Span,
    Statement,
)

TEXT = (
    "Envoy <b>calls</b> for calm\nBy Ada Renn\n“Calm is needed,” the envoy said.\nRelated\nMarkets fall\nBusiness 10:15"
)


def span(words: str) -> Span:
    """Where the words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def small_record() -> Record:
    """One statement by one actor, one furniture list."""
    provenance = Provenance("rep-1", (span("“Calm is needed,” the envoy said."),), "test.v1", "run-1", 0.9)
    report = Report(
        id="rep-1",
        text=TEXT,
        source=Source("page.txt", "dump", "00", len(TEXT), "utf-8", "default"),
        paragraphs=(span("“Calm is needed,” the envoy said."),),
        furniture=(
            Furniture(
                "related",
                span("Related\nMarkets fall\nBusiness 10:15"),
                "Related\nMarkets fall\nBusiness 10:15",
                (FurnitureItem("Markets fall", span("Markets fall"), "Business", "10:15"),),
            ),
        ),
        offsets=(),
        headline="Envoy <b>calls</b> for calm",
        headline_span=span("Envoy <b>calls</b> for calm"),
        bylines=("Ada Renn",),
        published=Instant("2021-03-04T10:00+02:00", "minute", "4 March 2021 10:00", "text"),
        language="en",
    )
    actor = Actor(
        "act-1", "the envoy", "person", (span("the envoy"),), provenance, gaps=(Gap("code", "not in the table"),)
    )
    statement = Statement(
        id="st-1",
        kind="direct",
        source=(Participant("the envoy", span("the envoy"), "act-1"),),
        cue=(span("said"),),
        content=(span("Calm is needed"),),
        provenance=provenance,
        evidence=(Evidence("content", (span("Calm is needed"),), "test.v1", ("Calm is needed",)),),
        gaps=(Gap("day", "the text does not say"),),
    )
    return Record(report, Run("run-1", "0", ("test.v1",)), actors=(actor,), statements=(statement,))
