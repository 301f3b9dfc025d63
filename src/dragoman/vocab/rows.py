"""Rows of the tab-separated tables in `data/`, and what their cells hold.

A table's name comes in; rows go out, those of a table with another number of cells refused with its line.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files

from dragoman.errors import VocabularyError

_YEARS = re.compile(r"(\d{4})?-(\d{4})?")


def read_rows(name: str) -> list[list[str]]:
    """The rows of a tab-separated data file of ours, without its comments and its heading."""
    return [row for _, row in _numbered(name)]


@functools.cache
def numbered_rows(name: str, width: int) -> tuple[tuple[int, list[str]], ...]:
    """The rows of a data file of ours with the numbers of their lines.

    Raises: VocabularyError if one has not `width` cells.
    """
    rows = tuple(_numbered(name))
    wrong = next((number for number, row in rows if len(row) != width), None)
    if wrong is not None:
        raise VocabularyError("DRG-V021", f"{name}, line {wrong}: not {width} cells")
    return rows


def _numbered(name: str) -> Iterator[tuple[int, list[str]]]:
    text = (files("dragoman.vocab") / "data" / name).read_text(encoding="utf-8")
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line and not line.startswith("#")]
    return ((number, line.split("\t")) for number, line in lines[1:])


def span_of_years(text: str, name: str, line: int) -> tuple[int | None, int | None]:
    """The first and last year of "1994-2001"; None at an open end.

    Raises: VocabularyError if it is anything else.
    """
    if not text:
        return None, None
    found = _YEARS.fullmatch(text)
    if not found:
        raise VocabularyError("DRG-V021", f"{name}, line {line}: {text!r} are no years (1994-)")
    first, last = found.groups()
    return int(first) if first else None, int(last) if last else None


def parts_of(text: str | None) -> list[str]:
    """What a cell lists between bars."""
    return [part.strip() for part in text.split("|") if part.strip()] if text else []
