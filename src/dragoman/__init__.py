"""Dragoman reads the news wire and keeps the record of a conflict and of its settlement.

    >>> import dragoman
    >>> record = dragoman.code("page.html")            # doctest: +SKIP
    >>> record.statements[0].source[0].name            # doctest: +SKIP

`read` gives the Report of one page, `code` its whole record; `read_many` and `code_many` go through files, folders,
archives and feeds and yield a `Failed` with its reason for everything that is no report.
"""

from dragoman.api import code, code_many, read, read_many
from dragoman.flow import Options

__all__ = ["Options", "code", "code_many", "read", "read_many"]
