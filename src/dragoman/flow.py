"""The one module that knows the order of the stages: bytes -> documents -> reports -> analyses -> records.

Everything here is a plain function over one report or an iterator over many; spreading over processes is in `batch/`.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import importlib.metadata
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from threadpoolctl import ThreadpoolController

from dragoman.coding.agreements import code_agreements
from dragoman.coding.claims import code_claims
from dragoman.coding.conflicts import code_conflicts, complete_conflicts
from dragoman.coding.events import code_events
from dragoman.coding.formats import code_formats
from dragoman.coding.meetings import code_meetings
from dragoman.coding.setting import set_out
from dragoman.coding.standing import find_background, fingerprint, judge_standing
from dragoman.coding.statements import code_statements
from dragoman.coding.sureness import keep_sure
from dragoman.deadline import seconds_for, time_limit
from dragoman.errors import CodingError, DragomanError
from dragoman.model import (
    Actor,
    Agreement,
    Analysis,
    Claim,
    Conflict,
    Document,
    Event,
    Failed,
    Format,
    Gap,
    Meeting,
    Record,
    Report,
    Run,
    Statement,
    content_id,
)
from dragoman.parse.dump import parse_dump
from dragoman.parse.html import parse_html
from dragoman.read import Input, read_documents
from dragoman.understand.actors import resolve_actors
from dragoman.understand.attribution import find_attributions
from dragoman.understand.encoder import has_reader, reader_version
from dragoman.understand.language import DEFAULT, analyse_language
from dragoman.understand.phrases import read_text
from dragoman.understand.places import find_associated, find_places
from dragoman.understand.reading import read_report
from dragoman.understand.speakers import with_authors, with_speakers
from dragoman.understand.times import find_times
from dragoman.vocab.actor_table import ActorTable
from dragoman.vocab.actors import DEFAULT_POLICY, load_actors
from dragoman.vocab.goldstein import DEFAULT_TABLE, goldstein_values

CODED_LANGUAGES = ("en",)
# Matrices as small as ours are multiplied sooner by one thread than by two that wait for each other.
_threads = ThreadpoolController()

Result = TypeVar("Result")
Object = TypeVar("Object", Report, Actor, Statement, Event, Meeting, Format, Agreement, Claim, Conflict)


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose for a run; part of the run's id.

    `language` names the language component, `actors` adds the user's own actor lists before the shipped table, `policy`
    names the policy for disputed entities, `goldstein` the table of Goldstein values (`phoenix` or `gdelt`). Objects of less than `min_confidence` are left out of the record, which says how many.
    """

    language: str = DEFAULT
    actors: tuple[str, ...] = ()
    policy: str = DEFAULT_POLICY
    min_confidence: float = 0.0
    goldstein: str = DEFAULT_TABLE


def read_reports(paths: Iterable[Input]) -> Iterator[Report | Failed]:
    """Every report in `paths`, in order, and a `Failed` for each thing that is none."""
    for document in read_documents(paths):
        yield document if isinstance(document, Failed) else try_document(document, parse_document)


def code_reports(paths: Iterable[Input], options: Options | None = None) -> Iterator[Record | Failed]:
    """The record of every report in `paths`, in order, and a `Failed` for each thing that is none."""
    code = functools.partial(code_document, options=options or Options())
    for document in read_documents(paths):
        yield document if isinstance(document, Failed) else try_document(document, code)


def try_document(document: Document, work: Callable[[Document], Result]) -> Result | Failed:
    """What `work` makes of the document, or why it makes nothing: the batch goes on.

    This is the batch's edge: here alone a fault of ours is caught, and kept with its traceback.
    """
    try:
        with _limited(len(document.text)):
            return work(document)
    except DragomanError as error:
        return Failed(document.source.name, _stage(error), error.code, error.message)
    except Exception:  # noqa: BLE001
        return Failed(document.source.name, "code", "DRG-X001", f"a fault of Dragoman's own:\n{traceback.format_exc()}")


def _limited(chars: int) -> AbstractContextManager[None]:
    """As long as a text of that length may take."""
    seconds = seconds_for(chars)
    return time_limit(seconds, CodingError("DRG-C002", f"stopped after {seconds} s; the page may be hostile or broken"))


def _stage(error: DragomanError) -> str:
    return type(error).__name__.removesuffix("Error").lower()


def code_limited(report: Report, options: Options) -> Record:
    """The whole coded record of a report, within the time that one may take.

    Raises: CodingError where it takes longer.
    """
    with _limited(len(report.text)):
        return code_report(report, options)


def parse_document(document: Document) -> Report:
    """A document as a report, whatever its form.

    Raises: ParseError if it holds no article.
    """
    parse = parse_html if document.source.form in ("html", "feed") else parse_dump
    with _threads.limit(limits=1, user_api="blas"):
        return _quote(parse(document))


def code_document(document: Document, options: Options, recurring: frozenset[str] = frozenset()) -> Record:
    """One document as its whole coded record; `recurring` as in `code_report`.

    Raises: ParseError if it holds no article.
    """
    return code_report(parse_document(document), options, recurring)


def code_report(report: Report, options: Options, recurring: frozenset[str] = frozenset()) -> Record:
    """The whole coded record of a report.

    `recurring` are the fingerprints of paragraphs that reports of other days carry too: they are background. A report in another
    language than English is recorded as such and not coded: its record holds a gap that says so.
    """
    run = describe_run(options)
    if report.language not in CODED_LANGUAGES:
        reason = f"the report's language is {report.language or 'not known'}; only English is coded"
        return Record(report, run, gaps=(Gap("language", reason),))
    analysis = understand_report(report, options, run_id=run.id)
    record = code_analysis(report, analysis, run, recurring, goldstein=options.goldstein)
    return keep_sure(record, options.min_confidence)


def mark_paragraphs(document: Document) -> tuple[str, tuple[str, ...]]:
    """The day of a document's report and the fingerprints of its paragraphs, to find those that recur.

    Raises: ParseError if it holds no article.
    """
    report = parse_document(document)
    prints = (fingerprint(span.of(report.text)) for span in report.paragraphs)
    return report.published.day if report.published else "", tuple(piece for piece in prints if piece)


def understand_report(report: Report, options: Options, *, run_id: str) -> Analysis:
    """A report with its sentences, times, places, actors and attributions."""
    table = _actor_table(options.actors, options.policy)
    with _threads.limit(limits=1, user_api="blas"):
        analysis = analyse_language(report, component=options.language)
    analysis = dataclasses.replace(analysis, times=find_times(report, analysis), places=find_places(report, analysis))
    analysis = dataclasses.replace(analysis, associated=find_associated(report, analysis))
    reading = read_report(report, analysis.sentences)
    voices = [(told.content, told.source) for told in reading.told if told.source] if reading else []
    actors, mentions = resolve_actors(report, analysis, table=table, run_id=run_id, voices=voices)
    analysis = dataclasses.replace(analysis, actors=actors, mentions=mentions)
    analysis = dataclasses.replace(analysis, attributions=find_attributions(report, analysis, reading))
    analysis = with_speakers(report, with_authors(read_text(report, analysis, table), analysis))
    return dataclasses.replace(
        analysis,
        judgements=reading.judgements if reading else (),
        deeds=reading.deeds if reading else (),
    )


def prepare(options: Options) -> tuple[DragomanError | str, ...]:
    """What could not be read of the users' actor lists, line by line, and that there is no learnt reader; afterwards the tables that the options name are loaded.

    Raises: VocabularyError if a list is missing or malformed, no policy or Goldstein table has that name, or a reader is named and not there.
    """
    goldstein_values(options.goldstein)
    missing = () if has_reader() else ("there is no learnt reader: coding by rules alone (docs/models.md)",)
    return *missing, *_actor_table(options.actors, options.policy).problems


@functools.lru_cache(maxsize=8)
def _actor_table(lists: tuple[str, ...], policy: str) -> ActorTable:
    return load_actors([Path(path) for path in lists], policy=policy)


def code_analysis(
    report: Report,
    analysis: Analysis,
    run: Run,
    recurring: frozenset[str] = frozenset(),
    *,
    goldstein: str = DEFAULT_TABLE,
) -> Record:
    """The coded record of a report that is understood already."""
    standings = judge_standing(report, analysis, recurring=recurring)
    setting = set_out(report, analysis, standings=standings, run_id=run.id, goldstein=goldstein)
    conflicts = code_conflicts(setting)
    formats = code_formats(setting, conflicts)
    statements = code_statements(setting)
    setting = dataclasses.replace(setting, statements=statements)
    events = code_events(setting, conflicts=conflicts)
    agreements = code_agreements(setting, events)
    meetings = code_meetings(setting, formats, events)
    claims = code_claims(setting, agreements)
    return Record(
        report=report,
        run=run,
        background=find_background(report, analysis, standings),
        actors=_quoted(report, analysis.actors),
        statements=_quoted(report, statements),
        events=_quoted(report, events),
        meetings=_quoted(report, meetings),
        formats=_quoted(report, formats),
        agreements=_quoted(report, agreements),
        claims=_quoted(report, claims),
        conflicts=_quoted(report, complete_conflicts(conflicts, formats, events)),
        times=analysis.times,
        places=analysis.every_place(),
    )


def _quote(report: Report) -> Report:
    return _quoted(report, (report,))[0]


def _quoted(report: Report, objects: tuple[Object, ...]) -> tuple[Object, ...]:
    """The objects, with the words behind each field sliced out of the report's text."""
    return tuple(
        dataclasses.replace(
            item,
            evidence=tuple(
                dataclasses.replace(piece, words=tuple(span.of(report.text) for span in piece.spans))
                for piece in item.evidence
            ),
        )
        for item in objects
    )


def describe_run(options: Options) -> Run:
    """What makes a record: the same options and versions give the same run id."""
    return _describe_run(options, reader_version())


@functools.lru_cache(maxsize=8)
def _describe_run(options: Options, reader: str) -> Run:
    version = importlib.metadata.version("dragoman")
    lists = (hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16] for path in options.actors)
    asked = (f"min-confidence:{options.min_confidence:g}",) if options.min_confidence else ()
    scale = (f"goldstein:{options.goldstein}",) if options.goldstein != DEFAULT_TABLE else ()
    components = (options.language, reader, *asked, *scale, *(f"actors:{digest}" for digest in lists))
    policies = (options.policy,)
    return Run(content_id("run", version, *components, *policies), version, components, policies)
