"""Where the results of a run go: the terminal, a JSON document, JSON lines, pages. Each takes one result after another.

A JSON-lines file can be gone on with: what it holds is kept, a half-written last line is dropped.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

from rich.console import Console

from dragoman.model import Record, Report
from dragoman.show.codec import encode_json
from dragoman.show.page import render_page

Identity = tuple[str, str]


class Writer(Protocol):
    """What takes the results of a run; `done` are name and hash of the inputs that it holds already."""

    done: frozenset[Identity]

    def write(self, item: Record | Report) -> None:
        """Take one result."""

    def close(self) -> None:
        """Leave everything written on the disk."""


class TerminalWriter:
    """Results as text for people."""

    def __init__(self, show: Callable[[Console, Record | Report], None], output: Path | None) -> None:
        self.done: frozenset[Identity] = frozenset()
        self.stream = output.open("w", encoding="utf-8") if output else None
        self.show = show
        self.console = Console(file=self.stream, width=120 if output else None)

    def write(self, item: Record | Report) -> None:
        """Show one result."""
        self.show(self.console, item)

    def close(self) -> None:
        """Close the file."""
        if self.stream:
            self.stream.close()


class JsonWriter:
    """One result alone as an object, several as an array."""

    def __init__(self, output: Path | None) -> None:
        self.done: frozenset[Identity] = frozenset()
        self.output = output
        self.items: list[bytes] = []

    def write(self, item: Record | Report) -> None:
        """Keep one result."""
        self.items.append(encode_json(item, indent=True))

    def close(self) -> None:
        """Write all of them."""
        text = self.items[0] if len(self.items) == 1 else b"[\n" + b",\n".join(self.items) + b"\n]"
        if self.output:
            self.output.write_bytes(text + b"\n")
        else:
            sys.stdout.buffer.write(text + b"\n")
            sys.stdout.buffer.flush()


class JsonlWriter:
    """One line a result, as they come."""

    def __init__(self, output: Path | None, *, resume: bool) -> None:
        kept = _kept_lines(output) if resume and output and output.exists() else []
        self.done: frozenset[Identity] = frozenset(_identity(line) for line in kept)
        self.stream: IO[bytes] = output.open("wb") if output else sys.stdout.buffer
        self.closes = output is not None
        for line in kept:
            self.stream.write(line + b"\n")

    def write(self, item: Record | Report) -> None:
        """Write one line."""
        self.stream.write(encode_json(item) + b"\n")
        self.stream.flush()

    def close(self) -> None:
        """Close the file."""
        if self.closes:
            self.stream.close()


class PageWriter:
    """One self-contained page a record: a file for one, a folder for many."""

    def __init__(self, target: Path) -> None:
        self.done: frozenset[Identity] = frozenset()
        self.target = target
        self.written: list[Path] = []

    def write(self, item: Record | Report) -> None:
        """Write one page; a second one beside a single file takes the record's id into its name."""
        if not isinstance(item, Record):
            return
        single = self.target.suffix.lower() in {".html", ".htm"}
        path = self.target if single else self.target / f"{item.report.id}.html"
        if single and self.written:
            path = self.target.with_stem(f"{self.target.stem}-{item.report.id}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_page(item), encoding="utf-8")
        self.written.append(path)

    def close(self) -> None:
        """Nothing is left open."""


def _kept_lines(path: Path) -> list[bytes]:
    # A line without its end was being written when the run was killed: it is done again.
    return [line[:-1] for line in path.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]


def _identity(line: bytes) -> Identity:
    found = json.loads(line)
    source = found.get("report", found)["source"]
    return source["name"], source["sha256"]
