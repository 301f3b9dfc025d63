"""Rows of the tab-separated tables in `data/`, and what their cells hold.

A table's name comes in; rows go out. A row of another width, one told twice, or a cell that its column cannot hold is refused with its line.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container
from importlib.resources import files

from dragoman.errors import VocabularyError

DATA = files("dragoman.vocab") / "data"
_YEARS = re.compile(r"(\d{4})?-(\d{4})?")


@functools.cache
def numbered_rows(name: str, width: int, *, key: int = 1) -> tuple[tuple[int, list[str]], ...]:
    """The rows of a data file of ours with the numbers of their lines, without its comments and its heading.

    Raises: VocabularyError if one has not `width` cells, or its first `key` cells are those of a row above.
    """
    text = (DATA / name).read_text(encoding="utf-8")
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line and not line.startswith("#")]
    rows = tuple((number, line.split("\t")) for number, line in lines[1:])
    first: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        if len(row) != width:
            raise malformed(name, number, f"not {width} cells")
        above = first.setdefault(tuple(row[:key]), number)
        if above != number:
            raise malformed(name, number, f"{' '.join(row[:key])!r} stands in line {above} already")
    return rows


def malformed(name: str, line: int, what: str) -> VocabularyError:
    """What to raise for that line of a list or table."""
    return VocabularyError("DRG-V021", f"{name}, line {line}: {what}")


def one_of(cell: str, known: Container[str], what: str, name: str, line: int) -> str:
    """The cell, which is one of those known.

    Raises: VocabularyError if it is none.
    """
    if cell not in known:
        raise malformed(name, line, f"{cell!r} is no {what}")
    return cell


def span_of_years(text: str, name: str, line: int) -> tuple[int | None, int | None]:
    """The first and last year of "1994-2001"; None at an open end.

    Raises: VocabularyError if it is anything else.
    """
    if not text:
        return None, None
    found = _YEARS.fullmatch(text)
    if not found:
        raise malformed(name, line, f"{text!r} are no years (1994-)")
    first, last = found.groups()
    return int(first) if first else None, int(last) if last else None


def parts_of(text: str | None) -> list[str]:
    """What a cell lists between bars."""
    return [part.strip() for part in text.split("|") if part.strip()] if text else []
