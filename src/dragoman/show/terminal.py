"""A record as people read it in a terminal: headline block; statements; events; meetings; agreements; background; furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from dragoman.model import (
    Agreement,
    Claim,
    Conflict,
    Event,
    Evidence,
    Failed,
    Format,
    Gap,
    Meeting,
    Participant,
    Record,
    Report,
    Span,
    Statement,
    Time,
    by_words,
)
from dragoman.show.naming import name_participants

# What a terminal obeys instead of showing it, and what turns round the order of the words beside it.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_CONTEXT_CHARS = 36
_DOUBTED = 0.5
_MODALITY_STYLE = {
    "happened": "green",
    "ongoing": "green",
    "announced": "cyan",
    "offered": "cyan",
    "demanded": "magenta",
    "threatened": "red",
    "denied": "red",
    "conditional": "yellow",
    "hypothetical": "yellow",
}


class LegibleConsole(Console):
    """A console through which no control character of a page reaches the terminal."""

    def on_broken_pipe(self) -> None:
        """Whoever prints says what follows, not the console."""
        raise  # noqa: PLE0704 - called where the error is handled

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Every segment without what a terminal would obey."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(_OBEYED.sub("", segment.text), segment.style)


def show_report(console: Console, report: Report, *, evidence: bool = False) -> None:
    """The report is printed: what it is, its paragraphs, its furniture counted."""
    console.print(_headline_block(report))
    for number, span in enumerate(report.paragraphs, start=1):
        console.print(Padding(Text(f"{number:>2}  ", "dim").append(span.of(report.text), "default"), (0, 0, 1, 2)))
    _section(console, "Furniture", [_furniture_line(report)] if report.furniture else [])
    if evidence:
        console.print(_evidence_table(report, report.evidence, report.gaps))


def show_record(console: Console, record: Record, *, evidence: bool = False) -> None:
    """The record is printed, news first, background apart; with `evidence`, each field's words in context."""
    report = record.report
    console.print(_headline_block(report))
    for gap in record.gaps:
        console.print(Text(f"  not coded: {gap.reason}", "yellow"))
    lines = _Lines(record, evidence=evidence)
    _section(console, "Statements", [lines.statement(item) for item in record.statements])
    _section(console, "Events", [lines.event(item) for item in record.events if item.standing == "news"])
    _section(console, "Meetings", [lines.meeting(item) for item in record.meetings])
    _section(console, "Formats", [lines.format(item) for item in record.formats])
    _section(console, "Agreements", [lines.agreement(item) for item in record.agreements])
    _section(console, "Claims about agreements", [lines.claim(item) for item in record.claims])
    _section(console, "Conflict", [lines.conflict(item) for item in record.conflicts])
    _section(console, "Background", [lines.event(item) for item in record.events if item.standing == "background"])
    _section(console, "Furniture (kept, not coded)", [_furniture_line(report)] if report.furniture else [])


def show_failure(console: Console, failed: Failed) -> None:
    """One line says what was not recorded and why."""
    word, style = ("quarantined", "red") if failed.quarantined else ("skipped", "yellow")
    console.print(
        Text.assemble((f"{word} ", style), (_one_line(failed.name), "bold"), f"  {failed.code}: {failed.reason}")
    )


def _one_line(name: str) -> str:
    """The name of a file, which may hold line breaks, with these spelt out."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)


def _section(console: Console, title: str, items: Sequence[RenderableType]) -> None:
    if not items:
        return
    console.print(Text(f"{title} ", "bold").append(f"({len(items)})", "dim"))
    for item in items:
        console.print(Padding(item, (0, 0, 0, 2)))
    console.print()


def _headline_block(report: Report) -> RenderableType:
    published = report.published
    facts = [
        ("published", f"{published.iso} ({published.precision}, from {published.origin})" if published else None),
        ("dateline", report.dateline.span.of(report.text) if report.dateline else None),
        ("by", ", ".join(report.bylines) or None),
        ("publisher", report.publisher),
        ("section", report.section),
        ("language", report.language),
    ]
    line = Text("  ")
    for name, value in facts:
        line.append(f"{name} ", "dim").append(value or "—", "default" if value else "dim").append("   ")
    title = Text(report.headline or "(no headline on the page)", "bold underline")
    return Group(Text(), title, line, Text(f"  {_one_line(report.source.name)}  {report.id}", "dim"), Text())


def _furniture_line(report: Report) -> Text:
    blocks = Counter(item.kind for item in report.furniture)
    links = Counter(dict.fromkeys(blocks, 0))
    for item in report.furniture:
        links[item.kind] += len(item.items)
    parts = [f"{kind} {links[kind] or count}" for kind, count in sorted(blocks.items())]
    return Text(" · ".join(parts), "dim")


def _doubt(item: Statement | Event) -> str:
    """What is likelier wrong than right, to be checked first."""
    sure = item.provenance.confidence
    return f"  sure {sure:.2f}" if sure < _DOUBTED else ""


class _Lines:
    """One printed item per object of the record."""

    def __init__(self, record: Record, *, evidence: bool) -> None:
        self.report = record.report
        self.evidence = evidence
        self.actors = {actor.id: actor for actor in record.actors}
        self.agreements = {item.id: item for item in record.agreements}
        self.formats = {item.id: item for item in record.formats}
        self.numbers = {item.id: number for number, item in enumerate(record.statements, start=1)}
        self.statements = {item.id: item for item in record.statements}

    def statement(self, item: Statement) -> RenderableType:
        number = Text(f"{self.numbers[item.id]:>2} ", "dim")
        head = number.append_text(self._people(item.source, "(no source)"))
        head.append(f"  {item.kind}", "cyan").append(self._words(item.cue, "  "), "italic dim")
        if item.addressee:
            head.append("  to ", "dim").append_text(self._people(item.addressee))
        if item.parent_id in self.numbers:
            head.append(f"  inside {self.numbers[item.parent_id]}", "dim")
        head.append(self._when(item.day)).append(_doubt(item), "yellow")
        lines = [head, Text(f"   “{self._words(item.content)}”", "default")]
        if item.venue:
            where = f", {item.place.name}" if item.place else ""
            lines.append(Text(f"   at {item.venue}{where}", "dim"))
        return self._with_evidence(lines, item.evidence, item.gaps)

    def event(self, item: Event) -> RenderableType:
        head = self._people(item.sources, "?").append("  →  ", "dim").append_text(self._people(item.targets, "?"))
        code = Text(f"{item.cameo} {item.label}", "bold cyan")
        code.append(f"  {item.plover or '—'}{f'-{item.mode}' if item.mode else ''}", "cyan")
        code.append(f"  quad {item.quad}  Goldstein {item.goldstein if item.goldstein is not None else '—'}", "dim")
        facts = Text("   ").append(item.modality, _MODALITY_STYLE[item.modality])
        facts.append(f"  voice: {self._voice(item.voice)}", "dim").append(self._when(item.time))
        if item.place:
            facts.append(f"  {item.place.name}", "dim")
        facts.append(f"  “{item.trigger.of(self.report.text)}”", "italic")
        if item.tellings:
            facts.append(f"  told {len(item.tellings) + 1} times", "dim")
        facts.append(_doubt(item), "yellow")
        return self._with_evidence([code, Text("   ").append_text(head), facts], item.evidence, item.gaps)

    def meeting(self, item: Meeting) -> RenderableType:
        head = self._people(item.participants).append(f"  {item.modality}", _MODALITY_STYLE[item.modality])
        head.append(self._when(item.day))
        if item.place:
            head.append(f"  {item.place.name}")
        if item.format_id in self.formats:
            head.append(f"  in {self.formats[item.format_id].name}", "dim")
        if item.standing == "background":
            head.append("  background", "dim")
        return self._with_evidence([head], item.evidence, item.gaps)

    def format(self, item: Format) -> RenderableType:
        head = Text(item.name, "bold")
        if item.members:
            head.append("  members ", "dim").append_text(self._people(item.members))
        if item.mediators:
            head.append("  mediators ", "dim").append_text(self._people(item.mediators))
        return self._with_evidence([head], item.evidence, item.gaps)

    def agreement(self, item: Agreement) -> RenderableType:
        head = Text(item.name, "bold").append(f"  {item.kind}", "cyan").append(self._when(item.time))
        if item.count:
            head.append(f"  ×{item.count}")
        if item.parties:
            head.append("  parties ", "dim").append_text(self._people(item.parties))
        if item.standing == "background":
            head.append("  background", "dim")
        return self._with_evidence([head], item.evidence, item.gaps)

    def claim(self, item: Claim) -> RenderableType:
        who = self._people(item.claimant_actors) if item.claimant_actors else Text(self._voice(item.claimant), "bold")
        head = who.append(": ", "dim").append(item.status, "magenta")
        if item.agreement_id in self.agreements:
            head.append(f"  {self.agreements[item.agreement_id].name}")
        if item.about:
            head.append("  about ", "dim").append_text(self._people(item.about))
        head.append(self._when(item.day))
        return self._with_evidence([head, Text(f"   “{item.span.of(self.report.text)}”")], item.evidence, item.gaps)

    def conflict(self, item: Conflict) -> RenderableType:
        head = Text(item.names[0] if item.names else "(unnamed)", "bold")
        if item.parties:
            head.append("  parties ", "dim").append_text(self._people(item.parties))
        if item.mediators:
            head.append("  mediators ", "dim").append_text(self._people(item.mediators))
        return self._with_evidence([head], item.evidence, item.gaps)

    def _people(self, people: Iterable[Participant], nobody: str = "") -> Text:
        """Names with code and role; several actors that the same words name share one line ("diplomats of A and B" [AAAGOV, BBBGOV])."""
        line = Text()
        for number, named in enumerate(by_words(people)):
            naming = name_participants(named, self.actors)
            line.append(", " if number else "").append(naming.name, "bold")
            if naming.others:
                line.append(f" = {', '.join(naming.others)}")
            if naming.codes:
                line.append(f" [{', '.join(naming.codes)}]", "dim")
            # "spokesman (spokesman)": an office without a name is its own role.
            shown = f" {naming.name.casefold()} "
            roles = [person.role for person in named if person.role and f" {person.role.casefold()} " not in shown]
            if roles:
                line.append(f" ({', '.join(dict.fromkeys(roles))})", "dim")
        return line if line.plain else Text(nobody, "dim")

    def _voice(self, voice: str) -> str:
        if voice in self.statements:
            names = ", ".join(person.name for person in self.statements[voice].source)
            return f"statement {self.numbers[voice]} ({names})"
        return f"{self.report.publisher or 'the publisher'}, in its own voice"

    def _words(self, spans: Iterable[Span], before: str = "") -> str:
        words = " … ".join(" ".join(span.of(self.report.text).split()) for span in spans)
        return before + words if words else ""

    @staticmethod
    def _when(time: Time | None) -> str:
        if time is None:
            return ""
        start, end = time.start or "…", time.end or "…"
        return f"  {start}" if start == end else f"  {start} – {end}"

    def _with_evidence(
        self, lines: Sequence[RenderableType], evidence: Sequence[Evidence], gaps: Sequence[Gap]
    ) -> RenderableType:
        if not self.evidence:
            return Group(*lines)
        return Group(*lines, Padding(_evidence_table(self.report, evidence, gaps), (0, 0, 1, 3)))


def _evidence_table(report: Report, evidence: Sequence[Evidence], gaps: Sequence[Gap]) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for piece in evidence:
        for number, span in enumerate(piece.spans or (None,)):
            words = _in_context(report.text, span) if span else Text("(rule only)", "dim")
            table.add_row(Text("" if number else piece.field, "cyan"), words, Text("" if number else piece.rule, "dim"))
    for gap in gaps:
        table.add_row(Text(gap.field, "yellow"), Text(f"— {gap.reason}", "yellow"), Text())
    return table


def _in_context(text: str, span: Span) -> Text:
    """The words, and what stands around them on their line, in whole words."""
    start, end = max(0, span.start - _CONTEXT_CHARS), min(len(text), span.end + _CONTEXT_CHARS)
    before, after = text[start : span.start].rpartition("\n")[2], text[span.end : end].partition("\n")[0]
    if start > 0 and len(before) == span.start - start and not text[start - 1].isspace():
        before = f"…{before.partition(' ')[2]}"
    if end < len(text) and len(after) == end - span.end and not text[end].isspace():
        after = f"{after.rpartition(' ')[0]}…"
    return Text(before, "dim").append(" ".join(span.of(text).split()), "bold").append(after, "dim")
