"""A record as one self-contained web page: the text with every span marked, the record beside it, each showing the other.

Everything of the report is escaped; the page makes no request and runs one inline script, allowed by its hash.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

import jinja2
from markupsafe import Markup

from dragoman.model import (
    Agreement,
    Event,
    Evidence,
    Format,
    Gap,
    Participant,
    Place,
    Record,
    Span,
    Time,
    by_words,
)
from dragoman.show.naming import name_participants

# So many lines of furniture in a row are folded away.
_FOLDED_FROM = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked in the text, for one object of the record."""

    span: Span
    kind: str
    object_id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks throughout."""

    text: str
    kinds: str
    ids: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring segments; `folded` is how many lines of furniture they are where they are nothing else and many, else 0."""

    segments: tuple[Segment, ...]
    folded: int


@dataclass(frozen=True, slots=True)
class Card:
    """One object of the record as the page shows it."""

    id: str
    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]
    quote: str
    evidence: tuple[Evidence, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one kind, under their heading."""

    title: str
    cards: tuple[Card, ...]


def render_page(record: Record) -> str:
    """The record as an HTML page that opens offline."""
    template = _environment().get_template("record.html.j2")
    style, script = _asset("record.css"), _asset("record.js")
    return template.render(
        record=record,
        report=record.report,
        stretches=list(fold_furniture(segment_text(record.report.text, marks(record)))),
        groups=[group for group in _groups(record) if group.cards],
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        style_hash=_csp_hash(style),
        script_hash=_csp_hash(script),
        when=_when,
    )


def marks(record: Record) -> list[Mark]:
    """Every span of the record that the text shows, with the object it belongs to."""
    report = record.report
    found = [Mark(span, "background", "background") for span in record.background]
    found += [Mark(piece.span, "furniture", "furniture") for piece in report.furniture]
    if report.headline_span:
        found.append(Mark(report.headline_span, "headline", "headline"))
    if report.dateline:
        found.append(Mark(report.dateline.span, "dateline", "dateline"))
    for kind, objects in (
        ("actor", record.actors),
        ("statement", record.statements),
        ("event", record.events),
        ("meeting", record.meetings),
        ("format", record.formats),
        ("agreement", record.agreements),
        ("claim", record.claims),
        ("conflict", record.conflicts),
    ):
        for item in objects:
            spans = {span for piece in item.evidence for span in piece.spans} | set(item.provenance.spans)
            found += [Mark(span, kind, item.id) for span in sorted(spans)]
    found += [Mark(item.span, "time", "time") for item in record.times]
    found += [Mark(item.span, "place", "place") for item in record.places if item.place and item.use == "literal"]
    return found


def segment_text(text: str, found: Sequence[Mark]) -> Iterator[Segment]:
    """The whole text cut at every mark's edges; the pieces joined are the text."""
    edges = sorted({0, len(text), *(edge for mark in found for edge in mark.span if 0 <= edge <= len(text))})
    opening: dict[int, list[Mark]] = {}
    for mark in found:
        opening.setdefault(mark.span.start, []).append(mark)
    current: list[Mark] = []
    for start, end in itertools.pairwise(edges):
        current = [mark for mark in current if mark.span.end > start] + opening.get(start, [])
        kinds = " ".join(sorted({mark.kind for mark in current}))
        ids = " ".join(sorted({mark.object_id for mark in current}))
        yield Segment(text[start:end], kinds, ids)


def fold_furniture(segments: Iterable[Segment]) -> Iterator[Stretch]:
    """The segments in order, long runs of furniture drawn together, so that a reader comes to the article first."""
    for furniture, run in itertools.groupby(segments, key=_is_furniture):
        own = tuple(run)
        lines = sum(1 for line in "".join(piece.text for piece in own).splitlines() if line.strip())
        yield Stretch(own, lines if furniture and lines >= _FOLDED_FROM else 0)


def _is_furniture(segment: Segment) -> bool:
    return segment.kinds == "furniture" or (not segment.kinds and segment.text.isspace())


@functools.cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PackageLoader("dragoman.show", "templates")
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


@functools.cache
def _asset(name: str) -> str:
    return resources.files("dragoman.show").joinpath("templates", name).read_text(encoding="utf-8")


def _csp_hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _groups(record: Record) -> list[Group]:
    cards = _Cards(record)
    news = [item for item in record.events if item.standing == "news"]
    background = [item for item in record.events if item.standing == "background"]
    return [
        Group("Statements", tuple(cards.statements())),
        Group("Events", tuple(cards.events(news))),
        Group("Meetings", tuple(cards.meetings())),
        Group("Formats", tuple(cards.formats())),
        Group("Agreements", tuple(cards.agreements())),
        Group("Claims about agreements", tuple(cards.claims())),
        Group("Conflict", tuple(cards.conflicts())),
        Group("Background events", tuple(cards.events(background))),
        Group("Actors", tuple(cards.actors())),
    ]


class _Cards:
    """The objects of a record as cards."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.report.text
        self.known = {actor.id: actor for actor in record.actors}
        self.numbers = {item.id: number for number, item in enumerate(record.statements, start=1)}
        named: tuple[Agreement | Format, ...] = (*record.agreements, *record.formats)
        self.titles = {item.id: item.name for item in named}

    def statements(self) -> Iterator[Card]:
        for item in self.record.statements:
            facts = [
                ("kind", item.kind),
                ("cue", self._words(item.cue)),
                ("to", self._people(item.addressee)),
                ("at", item.venue or ""),
                ("day", _when(item.day)),
                ("inside", f"statement {self.numbers[item.parent_id]}" if item.parent_id in self.numbers else ""),
                ("standing", item.standing),
                ("sure", f"{item.provenance.confidence:.2f}"),
            ]
            title = f"{self.numbers[item.id]}. {self._people(item.source) or '(no source)'}"
            yield self._card(item.id, "statement", title, facts, self._words(item.content), item.evidence, item.gaps)

    def events(self, events: Iterable[Event]) -> Iterator[Card]:
        for item in events:
            facts = [
                ("who", self._people(item.sources)),
                ("to whom", self._people(item.targets)),
                ("PLOVER", " ".join(filter(None, (item.plover, item.mode)))),
                ("quad", str(item.quad)),
                ("Goldstein", f"{item.goldstein} ({item.goldstein_table})" if item.goldstein is not None else ""),
                ("modality", item.modality),
                ("voice", self._voice(item.voice)),
                ("when", _when(item.time)),
                ("where", _where(item.place)),
                ("contexts", ", ".join(item.contexts)),
                ("sure", f"{item.provenance.confidence:.2f}"),
            ]
            title, quote = f"{item.cameo} {item.label}", item.trigger.of(self.text)
            yield self._card(item.id, "event", title, facts, quote, item.evidence, item.gaps)

    def meetings(self) -> Iterator[Card]:
        for item in self.record.meetings:
            facts = [
                ("format", self.titles.get(item.format_id or "", "")),
                ("where", _where(item.place)),
                ("when", _when(item.day)),
                ("modality", item.modality),
                ("standing", item.standing),
            ]
            title, quote = self._people(item.participants), item.trigger.of(self.text)
            yield self._card(item.id, "meeting", title, facts, quote, item.evidence, item.gaps)

    def formats(self) -> Iterator[Card]:
        for item in self.record.formats:
            facts = [("members", self._people(item.members)), ("mediators", self._people(item.mediators))]
            yield self._card(item.id, "format", item.name, facts, "", item.evidence, item.gaps)

    def agreements(self) -> Iterator[Card]:
        for item in self.record.agreements:
            facts = [
                ("kind", item.kind),
                ("parties", self._people(item.parties)),
                ("when", _when(item.time)),
                ("count", str(item.count or "")),
                ("standing", item.standing),
            ]
            yield self._card(item.id, "agreement", item.name, facts, "", item.evidence, item.gaps)

    def claims(self) -> Iterator[Card]:
        for item in self.record.claims:
            facts = [
                ("claimant", self._people(item.claimant_actors) or self._voice(item.claimant)),
                ("about", self._people(item.about)),
                ("agreement", self.titles.get(item.agreement_id or "", "")),
                ("when", _when(item.day)),
                ("standing", item.standing),
            ]
            quote = item.span.of(self.text)
            yield self._card(item.id, "claim", item.status, facts, quote, item.evidence, item.gaps)

    def conflicts(self) -> Iterator[Card]:
        for item in self.record.conflicts:
            facts = [
                ("parties", self._people(item.parties)),
                ("mediators", self._people(item.mediators)),
                ("formats", ", ".join(self.titles.get(name, "") for name in item.format_ids)),
                ("also", ", ".join(item.names[1:])),
            ]
            title = item.names[0] if item.names else "(unnamed)"
            yield self._card(item.id, "conflict", title, facts, "", item.evidence, item.gaps)

    def actors(self) -> Iterator[Card]:
        for item in self.record.actors:
            facts = [
                ("code", item.code or ""),
                ("kind", item.kind),
                ("role", item.role or ""),
                ("affiliation", item.affiliation or ""),
                ("members", ", ".join(self.known[key].name if key in self.known else "" for key in item.members)),
                ("mentions", str(len(item.mentions))),
            ]
            yield self._card(item.id, "actor", item.name, facts, "", item.evidence, item.gaps)

    @staticmethod
    def _card(  # noqa: PLR0917 - a card has these seven parts
        object_id: str,
        kind: str,
        title: str,
        facts: list[tuple[str, str]],
        quote: str,
        evidence: tuple[Evidence, ...],
        gaps: tuple[Gap, ...],
    ) -> Card:
        given = tuple((name, value) for name, value in facts if value)
        return Card(object_id, kind, title, given, " ".join(quote.split()), evidence, gaps)

    def _people(self, people: Iterable[Participant]) -> str:
        return ", ".join(self._named(named) for named in by_words(people))

    def _named(self, named: Sequence[Participant]) -> str:
        naming = name_participants(named, self.known)
        shown = f"{naming.name} = {', '.join(naming.others)}" if naming.others else naming.name
        return f"{shown} [{', '.join(naming.codes)}]" if naming.codes else shown

    def _voice(self, voice: str) -> str:
        return f"statement {self.numbers[voice]}" if voice in self.numbers else "the publisher's own"

    def _words(self, spans: Iterable[Span]) -> str:
        return " … ".join(span.of(self.text) for span in spans)


def _when(time: Time | None) -> str:
    if time is None:
        return ""
    start, end = time.start or "…", time.end or "…"
    return start if start == end else f"{start} – {end}"


def _where(place: Place | None) -> str:
    return f"{place.name} ({place.precision})" if place else ""
