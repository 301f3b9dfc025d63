"""Where the results of a run go: the terminal, a JSON document, JSON lines, pages. Each takes one result after another.

A JSON-lines file can be gone on with: what it holds is kept where it stands, a half-written last line is cut off.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

from rich.console import Console

from dragoman.model import Record, Report
from dragoman.show.codec import encode_json
from dragoman.show.page import render_page
from dragoman.show.terminal import LegibleConsole

Identity = tuple[str, str]


class Writer(Protocol):
    """What takes the results of a run; `done` counts the inputs, by name and hash, that it holds already."""

    done: Counter[Identity]

    def write(self, item: Record | Report) -> None:
        """Take one result."""

    def close(self) -> None:
        """Leave everything written on the disk."""


class TerminalWriter:
    """Results as text for people."""

    def __init__(self, show: Callable[[Console, Record | Report], None], output: Path | None) -> None:
        self.done: Counter[Identity] = Counter()
        self.stream = output.open("w", encoding="utf-8") if output else None
        self.show = show
        self.console = LegibleConsole(file=self.stream, width=120 if output else None)

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
        self.done: Counter[Identity] = Counter()
        if output:
            # What can't be written is told before hours of work, and nothing is lost yet.
            output.open("ab").close()
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

    def __init__(self, output: Path | None, *, resume: bool, run_id: str | None) -> None:
        """Raises ValueError for a file to be gone on with that another run has written: `run_id` is None for reports."""
        self.done: Counter[Identity] = Counter()
        self.closes = output is not None
        if resume and output and output.exists():
            self.stream: IO[bytes] = output.open("r+b")
            self._keep(run_id)
        else:
            self.stream = output.open("wb") if output else sys.stdout.buffer

    def _keep(self, run_id: str | None) -> None:
        """Whole lines stay; one without its end was being written when the run was killed: it is done again."""
        whole = 0
        for line in self.stream:
            if line.endswith(b"\n"):
                self.done[_identity(line, run_id)] += 1
                whole += len(line)
        self.stream.seek(whole)
        self.stream.truncate()

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
        self.done: Counter[Identity] = Counter()
        self.target = target
        self.single = target.suffix.lower() in {".html", ".htm"}
        (target.parent if self.single else target).mkdir(parents=True, exist_ok=True)
        self.copies: Counter[Path] = Counter()
        self.written: list[Path] = []

    def write(self, item: Record | Report) -> None:
        """Write one page; a second one beside a single file takes the record's id into its name."""
        if not isinstance(item, Record):
            return
        path = self.target if self.single else self.target / f"{item.report.id}.html"
        if self.single and self.written:
            path = self.target.with_stem(f"{self.target.stem}-{item.report.id}")
        # The same report out of another file: its page says which.
        copies = self.copies[path]
        self.copies[path] += 1
        path = path.with_stem(f"{path.stem}-{copies + 1}") if copies else path
        path.write_text(render_page(item), encoding="utf-8")
        self.written.append(path)

    def close(self) -> None:
        """Nothing is left open."""


def _identity(line: bytes, run_id: str | None) -> Identity:
    try:
        found = json.loads(line)
        source = found.get("report", found)["source"]
        identity, run = (source["name"], source["sha256"]), found["run"]["id"] if "run" in found else None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("a line of it is no record or report of ours") from error
    if run != run_id:
        raise ValueError("another command, version or other options wrote it; write to another file")
    return identity
