"""Goldstein values per CAMEO code from named tables. A code without a value takes its parent's, and the answer says so."""

from __future__ import annotations

import functools
from typing import NamedTuple

from dragoman.errors import VocabularyError
from dragoman.vocab.rows import malformed, numbered_rows

DEFAULT_TABLE = "phoenix"


class Goldstein(NamedTuple):
    """A value, the code whose row gave it (a parent where the code has none), and the table's name."""

    value: float | None
    code: str | None
    table: str


@functools.cache
def goldstein_tables() -> dict[str, dict[str, float]]:
    """All tables by name, each code -> value; codes of earlier codebooks too.

    Raises: VocabularyError if a value is no number.
    """
    tables: dict[str, dict[str, float]] = {}
    for line, (table, code, value) in numbered_rows("goldstein.tsv", 3, key=2):
        try:
            tables.setdefault(table, {})[code] = float(value)
        except ValueError as error:
            raise malformed("goldstein.tsv", line, f"{value!r} is no number") from error
    return tables


def goldstein_values(table: str) -> dict[str, float]:
    """A table's values by code.

    Raises: VocabularyError if no table has that name.
    """
    tables = goldstein_tables()
    if table not in tables:
        raise VocabularyError("DRG-V011", f"no Goldstein table {table!r}; known: {', '.join(sorted(tables))}")
    return tables[table]


def goldstein_of(code: str, *, table: str = DEFAULT_TABLE) -> Goldstein:
    """The value of `code`, or of its nearest parent that has one.

    Raises: VocabularyError if no table has that name.
    """
    values = goldstein_values(table)
    for length in range(len(code), 1, -1):
        if code[:length] in values:
            return Goldstein(values[code[:length]], code[:length], table)
    return Goldstein(None, None, table)
