"""The command line: arguments in, the library called, results printed."""

from __future__ import annotations

import functools
import importlib.metadata
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
from dragoman.flow import Options, code_document, describe_run, parse_document, prepare
from dragoman.model import Document, Failed, Record, Report
from dragoman.read import read_documents
from dragoman.show.codec import encode_json, json_schema
from dragoman.show.terminal import LegibleConsole, show_failure, show_record, show_report
from dragoman.show.writers import Identity, JsonlWriter, JsonWriter, PageWriter, TerminalWriter, Writer
from dragoman.understand.encoder import EXACT_VARIABLE
from dragoman.vocab.actors import DEFAULT_POLICY
from dragoman.vocab.goldstein import DEFAULT_TABLE

EXIT_CODES = """

Exit codes: 0 every input was recorded or rightly passed over · 1 something was quarantined, the rest recorded · \
2 wrong usage, an input that does not exist, or an output that cannot be written · 3 nothing was recorded · 130 interrupted."""

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


def _print_version(asked: bool) -> None:  # noqa: FBT001 - Typer hands it over so
    if asked:
        version()
        raise typer.Exit


@app.callback()
def root(
    *,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Read the news wire and keep the record of a conflict and of its settlement, offline."""


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
    inputs = _require_inputs(paths, output, quarantine)
    show = functools.partial(show_report, evidence=evidence)
    writer = _choose_writer(show, as_json=as_json, as_jsonl=as_jsonl, output=output, resume=resume)
    _run(inputs, parse_document, writer, jobs=jobs, quarantine=quarantine, verb="read")


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
    goldstein: Annotated[
        str, typer.Option("--goldstein", help="The table of Goldstein values: phoenix or gdelt (docs/record.md).")
    ] = DEFAULT_TABLE,
    min_confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence", min=0.0, max=1.0, help="Leave out what is less sure; the record says how much."
        ),
    ] = 0.0,
    exact: Annotated[
        bool,
        typer.Option(
            "--exact", help="The reader's chances alike on every machine, at some half more time (docs/models.md)."
        ),
    ] = False,
    recurrence: Annotated[
        bool,
        typer.Option(help="Read everything once before coding, to know pasted background by its recurrence."),
    ] = True,
) -> None:
    """Code pages: who said what, who did what to whom, meetings, agreements, claims; with the words behind each field."""
    if exact:
        os.environ[EXACT_VARIABLE] = "1"
    options = Options(actors=tuple(actors or ()), policy=policy, min_confidence=min_confidence, goldstein=goldstein)
    inputs = _require_inputs(paths, output, quarantine, html)
    _prepare(options)
    show = functools.partial(show_record, evidence=evidence)
    run_id = describe_run(options).id
    writer = _choose_writer(
        show, as_json=as_json, as_jsonl=as_jsonl, output=output, resume=resume, html=html, run_id=run_id
    )
    recurring = _recurring(inputs, jobs) if recurrence else frozenset()
    work = functools.partial(code_document, options=options, recurring=recurring)
    _run(inputs, work, writer, jobs=jobs, quarantine=quarantine, verb="coded")
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
    if actors:
        _prepare(Options(actors=tuple(actors)))
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
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows another in its place.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
        sys.exit(130)


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


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What the user gave to be read, and the files that the run itself writes, which are passed over."""

    paths: tuple[str, ...]
    own: tuple[Path, ...]

    def documents(self) -> Iterator[Document | Failed]:
        return read_documents(self.paths, apart=self.own)

    def can_be_read_twice(self) -> bool:
        """Tell files and folders from standard input and pipes, which give what they hold once."""
        return not any(path == "-" or Path(path).is_fifo() or Path(path).is_char_device() for path in self.paths)


def _require_inputs(paths: list[str], *own: Path | None) -> _Inputs:
    """The inputs, before anything is written: all there, standard input once, and none that the run would write over."""
    written = tuple(path for path in own if path is not None)
    missing = [
        path for path in paths if path != "-" and not any(mark in path for mark in "*?[") and not _is_there(path)
    ]
    if missing:
        hint = "; nothing is fetched: curl URL | dragoman … -" if any("://" in path for path in missing) else ""
        _fail(f"no such file or folder: {', '.join(path or '(an empty name)' for path in missing)}{hint}")
    if paths.count("-") > 1:
        _fail("standard input (-) can be read once only")
    targets = {os.path.realpath(path) for path in written}
    if both := [path for path in paths if path != "-" and os.path.realpath(path) in targets]:
        _fail(f"{both[0]} is to be read and to be written to; write elsewhere")
    return _Inputs(tuple(paths), written)


def _is_there(path: str) -> bool:
    """Whether there is such a file or folder."""
    return os.path.exists(path)  # noqa: PTH110 (pathlib takes an empty name for the folder that one is in, and raises for one that is too long)


def _choose_writer(
    show: Callable[..., None],
    *,
    as_json: bool,
    as_jsonl: bool,
    output: Path | None,
    resume: bool,
    html: Path | None = None,
    run_id: str | None = None,
) -> Writer:
    if resume and not (as_jsonl and output):
        _fail("--resume goes with --jsonl and --output FILE")
    if as_json + as_jsonl + (html is not None) > 1:
        _fail("of --json, --jsonl and --html one goes at a time")
    if html and output:
        _fail("--html names its own file or folder; --output goes without it")
    try:
        if html:
            return PageWriter(html)
        if as_jsonl:
            return JsonlWriter(output, resume=resume, run_id=run_id)
        return JsonWriter(output) if as_json else TerminalWriter(show, output)
    except OSError as error:
        _fail(f"{html or output} cannot be written: {error.strerror or error}")
    except ValueError as error:
        _fail(f"{output} cannot be gone on with: {error}")


@contextmanager
def _writing() -> Iterator[None]:
    """A full disk ends the run with a message; where the reader of our output has gone (`| head`), nothing is left to say."""
    try:
        yield
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error
    except OSError as error:
        _fail(f"the output cannot be written: {error.strerror or error}; what was written before is kept")


def _run(
    inputs: _Inputs,
    work: Callable[[Document], Record | Report],
    writer: Writer,
    *,
    jobs: int,
    quarantine: Path | None,
    verb: str,
) -> None:
    """Every document goes through `work` and to the writer or the quarantine; the account is printed; the exit code set."""
    errors = LegibleConsole(stderr=True)
    tally = Tally()
    documents = Counted(_documents(inputs, writer.done, tally))
    with _opened(quarantine) as sink, _telling_where(tally, verb, writer):
        results = map_documents(documents, work, workers=jobs or os.cpu_count() or 1)
        for item in _progress("reports", total=_total(inputs))(results):
            tally.take(item)
            with _writing():
                if not isinstance(item, Failed):
                    writer.write(item)
                    continue
                show_failure(errors, item)
                sink.write(encode_json(item).decode() + "\n")
        with _writing():
            writer.close()
    if tally.seen != documents.count:
        raise AssertionError(f"{documents.count} documents came in and {tally.seen} were accounted for")
    typer.echo(tally.line(verb), err=True)
    if code := tally.exit_code():
        raise typer.Exit(code)


@contextmanager
def _telling_where(tally: Tally, verb: str, writer: Writer) -> Iterator[None]:
    """Who interrupts a run hears how far it has come, and how to go on."""
    try:
        yield
    except KeyboardInterrupt as error:
        resume = "; --resume goes on with it" if isinstance(writer, JsonlWriter) and writer.closes else ""
        typer.echo(f"interrupted: {tally.line(verb)}{resume}", err=True)
        raise typer.Exit(130) from error


def _documents(inputs: _Inputs, done: Counter[Identity], tally: Tally) -> Iterator[Document | Failed]:
    """What is not `done` yet; an input given twice is done once for each record of it."""
    left = done.copy()
    for item in inputs.documents():
        identity = ("", "") if isinstance(item, Failed) else (item.source.name, item.source.sha256)
        if left[identity] > 0:
            left[identity] -= 1
            tally.kept += 1
        else:
            yield item


def _recurring(inputs: _Inputs, jobs: int) -> frozenset[str]:
    """Paragraphs that recur; nothing recurs in one document, and standard input can't be read twice."""
    if not inputs.can_be_read_twice() or not _several(inputs):
        return frozenset()
    documents = _progress("reading", total=_total(inputs))(inputs.documents())
    return find_recurring(documents, workers=jobs or os.cpu_count() or 1)


def _several(inputs: _Inputs) -> bool:
    """Whether more than one document will come."""
    documents = inputs.documents()
    return next(documents, None) is not None and next(documents, None) is not None


def _total(inputs: _Inputs) -> int | None:
    """How many documents will come, for the time left; standard input can't be read twice, and a pipe needs no bar."""
    if not sys.stderr.isatty() or not inputs.can_be_read_twice():
        return None
    return sum(1 for _ in inputs.documents())


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
    with _writing():
        stream = path.open("w", encoding="utf-8")
    try:
        yield stream
    finally:
        with _writing():
            stream.close()
