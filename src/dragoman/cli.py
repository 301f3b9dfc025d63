"""The command line: arguments in, the library called, results printed."""

from __future__ import annotations

import functools
import importlib.metadata
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dragoman.batch.account import Counted, Tally
from dragoman.batch.pool import map_documents
from dragoman.batch.recurrence import find_recurring
from dragoman.errors import DragomanError
from dragoman.evaluate.run import TASKS, evaluate_task
from dragoman.flow import Options, code_document, parse_document, prepare
from dragoman.model import Document, Failed, Record, Report
from dragoman.read import read_documents
from dragoman.show.codec import encode_json, json_schema
from dragoman.show.terminal import show_failure, show_record, show_report
from dragoman.show.writers import JsonlWriter, JsonWriter, PageWriter, TerminalWriter, Writer
from dragoman.vocab.actors import DEFAULT_POLICY

EXIT_CODES = """

Exit codes: 0 every input was recorded or rightly passed over · 1 something was quarantined, the rest recorded · \
2 wrong usage, or an input that does not exist · 3 nothing was recorded · 130 interrupted."""

app = typer.Typer(
    name="dragoman",
    help="Reads the news wire and keeps the record of a conflict and of its settlement, offline.",
    epilog="Examples:  dragoman code page.html  ·  dragoman code dumps/ --jsonl -o records.jsonl  ·  dragoman COMMAND --help",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Files, folders, globs, WARC archives, feeds; - is standard input. The form is told by the content.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON: one object, or an array of several.")]
AsJsonl = Annotated[bool, typer.Option("--jsonl", help="Print JSON lines, one object per report, as they come.")]
Evidence = Annotated[
    bool, typer.Option("--evidence", "-e", help="In what is shown to people: the words behind each field, in context.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write there instead of to standard output.", show_default=False)
]
Resume = Annotated[
    bool, typer.Option("--resume", help="With --jsonl -o FILE: keep what FILE holds and go on with the rest.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 is one per core.")]
Quarantine = Annotated[
    Path | None,
    typer.Option(
        "--quarantine", help="Write a JSON line for each thing not recorded, with its reason.", show_default=False
    ),
]
Actors = Annotated[
    list[str] | None,
    typer.Option(
        "--actors",
        help="Your own actor list (TSV, YAML or PETRARCH format; docs/actors.md); may be given again.",
        show_default=False,
    ),
]


@app.command(
    epilog="Examples:  dragoman read page.html  ·  dragoman read archive.warc.gz --jsonl  ·  curl URL | dragoman read -"
    + EXIT_CODES
)
def read(
    paths: Paths,
    *,
    as_json: AsJson = False,
    as_jsonl: AsJsonl = False,
    evidence: Evidence = False,
    output: Output = None,
    resume: Resume = False,
    jobs: Jobs = 1,
    quarantine: Quarantine = None,
) -> None:
    """Read pages into Reports: headline, byline, dateline, publication time, paragraphs, furniture."""
    show = functools.partial(show_report, evidence=evidence)
    writer = _choose_writer(show, as_json=as_json, as_jsonl=as_jsonl, output=output, resume=resume)
    _run(paths, parse_document, writer, jobs=jobs, quarantine=quarantine, verb="read")


@app.command(
    epilog="Examples:  dragoman code page.txt --evidence  ·  dragoman code pages/ -j 0 --jsonl -o records.jsonl --resume"
    "  ·  dragoman code page.html --html record.html" + EXIT_CODES
)
def code(
    paths: Paths,
    *,
    as_json: AsJson = False,
    as_jsonl: AsJsonl = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            help="Write a self-contained page per report instead of printing: OUT.html, or a folder for many.",
            show_default=False,
        ),
    ] = None,
    evidence: Evidence = False,
    output: Output = None,
    resume: Resume = False,
    jobs: Jobs = 1,
    quarantine: Quarantine = None,
    actors: Actors = None,
    policy: Annotated[
        str, typer.Option("--policy", help="How disputed entities are coded: neutral-1 or iso-3166 (docs/actors.md).")
    ] = DEFAULT_POLICY,
    min_confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence", min=0.0, max=1.0, help="Leave out what is less sure; the record says how much."
        ),
    ] = 0.0,
    recurrence: Annotated[
        bool,
        typer.Option(help="Read everything once before coding, to know pasted background by its recurrence."),
    ] = True,
) -> None:
    """Code pages: who said what, who did what to whom, meetings, agreements, claims; with the words behind each field."""
    options = Options(actors=tuple(actors or ()), policy=policy, min_confidence=min_confidence)
    _prepare(options)
    if html is not None:
        writer: Writer = PageWriter(html)
    else:
        show = functools.partial(show_record, evidence=evidence)
        writer = _choose_writer(show, as_json=as_json, as_jsonl=as_jsonl, output=output, resume=resume)
    recurring = _recurring(paths, jobs) if recurrence else frozenset()
    work = functools.partial(code_document, options=options, recurring=recurring)
    _run(paths, work, writer, jobs=jobs, quarantine=quarantine, verb="coded")
    for page in getattr(writer, "written", ()):
        typer.echo(f"written {page}", err=True)


@app.command(
    epilog="Examples:  dragoman evaluate record benchmarks/record/examples  ·  dragoman evaluate pages FOLDER --predictions out.jsonl"
)
def evaluate(
    task: Annotated[str, typer.Argument(metavar="TASK", help=f"{', '.join(TASKS[:-1])} or {TASKS[-1]}.")],
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="The gold set; its form is in docs/evaluation.md.", exists=True)
    ],
    *,
    predictions: Annotated[
        Path | None,
        typer.Option(
            "--predictions", "-p", help="Write what was predicted, one JSON line an item.", show_default=False
        ),
    ] = None,
    actors: Annotated[
        list[str] | None,
        typer.Option(
            "--actors", help="Your own actor list, for the task record; may be given again.", show_default=False
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as one JSON object.")] = False,
) -> None:
    """Score the product on a gold set; without gold labels in it, only predict."""
    try:
        with _opened(predictions) as sink:
            scores = evaluate_task(task, gold, sink if predictions else None, _progress("items"), actors=actors or ())
    except DragomanError as error:
        _fail(str(error))
    if as_json:
        typer.echo(json.dumps(scores, sort_keys=True))
        return
    for name, value in _flat(scores):
        typer.echo(f"{name:<32} {value:.3f}" if isinstance(value, float) else f"{name:<32} {value}")


@app.command(epilog="Examples:  dragoman schema record > record.schema.json")
def schema(kind: Annotated[str, typer.Argument(metavar="KIND", help="record or report.")] = "record") -> None:
    """Print the JSON Schema that `code --json` (record) or `read --json` (report) follows."""
    kinds: dict[str, type[Record | Report]] = {"record": Record, "report": Report}
    if kind not in kinds:
        _fail(f"no schema is named {kind!r}; there are: record, report")
    typer.echo(json.dumps(json_schema(kinds[kind]), indent=2, sort_keys=True))


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(importlib.metadata.version("dragoman"))


def main() -> None:
    """Run the command line; a user's mistake ends in a message, not in a stack trace."""
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _fail(message: str) -> NoReturn:
    typer.echo(f"dragoman: {message}", err=True)
    raise typer.Exit(2)


def _prepare(options: Options) -> None:
    """The models and lists are loaded; what of a list could not be read is told, what makes it useless ends the run."""
    try:
        for problem in prepare(options):
            typer.echo(f"dragoman: {problem}", err=True)
    except DragomanError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename} cannot be read ({error.strerror}); check the path and its permissions")


def _flat(scores: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in scores.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, value


def _choose_writer(
    show: Callable[..., None], *, as_json: bool, as_jsonl: bool, output: Path | None, resume: bool
) -> Writer:
    if resume and not (as_jsonl and output):
        _fail("--resume goes with --jsonl and --output FILE")
    try:
        if as_jsonl:
            return JsonlWriter(output, resume=resume)
        return JsonWriter(output) if as_json else TerminalWriter(show, output)
    except (OSError, ValueError, KeyError) as error:
        _fail(f"{output} cannot be written or gone on with: {error}")


def _run(
    paths: list[str],
    work: Callable[[Document], Record | Report],
    writer: Writer,
    *,
    jobs: int,
    quarantine: Path | None,
    verb: str,
) -> None:
    """Every document goes through `work` and to the writer or the quarantine; the account is printed; the exit code set."""
    missing = [
        path for path in paths if path != "-" and not any(mark in path for mark in "*?[") and not Path(path).exists()
    ]
    if missing:
        _fail(f"no such file or folder: {', '.join(missing)}")
    errors = Console(stderr=True)
    tally = Tally()
    documents = Counted(_documents(paths, writer.done))
    with _opened(quarantine) as sink:
        results = map_documents(documents, work, workers=jobs or os.cpu_count() or 1)
        for item in _progress("reports", total=_total(paths))(results):
            tally.take(item)
            if not isinstance(item, Failed):
                writer.write(item)
                continue
            show_failure(errors, item)
            sink.write(encode_json(item).decode() + "\n")
    writer.close()
    if tally.seen != documents.count:
        raise AssertionError(f"{documents.count} documents came in and {tally.seen} were accounted for")
    typer.echo(tally.line(verb), err=True)
    if code := tally.exit_code():
        raise typer.Exit(code)


def _documents(paths: list[str], done: frozenset[tuple[str, str]]) -> Iterator[Document | Failed]:
    for item in read_documents(paths):
        if isinstance(item, Failed) or (item.source.name, item.source.sha256) not in done:
            yield item


def _recurring(paths: list[str], jobs: int) -> frozenset[str]:
    """Paragraphs that recur; nothing recurs in one document, and standard input can't be read twice."""
    if "-" in paths or not _several(paths):
        return frozenset()
    documents = _progress("reading", total=_total(paths))(read_documents(paths))
    return find_recurring(documents, workers=jobs or os.cpu_count() or 1)


def _several(paths: list[str]) -> bool:
    """Whether more than one document will come."""
    documents = iter(read_documents(paths))
    return next(documents, None) is not None and next(documents, None) is not None


def _total(paths: list[str]) -> int | None:
    """How many documents will come, for the time left; standard input can't be read twice, and a pipe needs no bar."""
    if "-" in paths or not sys.stderr.isatty():
        return None
    return sum(1 for _ in read_documents(paths))


def _progress(unit: str, *, total: int | None = None) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """A wrapper that shows items, items a second and time left on a terminal's standard error, for more than one item."""

    def follow(items: Iterable[Any]) -> Iterator[Any]:
        if not sys.stderr.isatty() or (total is not None and total < 2):
            yield from items
            return

        columns = (
            TextColumn(unit),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]} {task.description}"),
            TimeRemainingColumn(),
        )
        started = time.monotonic()
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(f"{unit}/s", total=total, rate="")
            for number, item in enumerate(items, start=1):
                bar.update(task, advance=1, rate=f"{number / (time.monotonic() - started):.1f}")
                yield item

    return follow


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[str]]:
    if path is None:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
            yield nowhere
        return
    with path.open("w", encoding="utf-8") as stream:
        yield stream
