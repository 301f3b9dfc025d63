"""Dragoman reads the news wire and keeps the record of a conflict and of its settlement.

    >>> import dragoman
    >>> record = dragoman.code("page.html")            # doctest: +SKIP
    >>> record.statements[0].source[0].name            # doctest: +SKIP

`read` gives the Report of one page, `code` its whole record; `read_many` and `code_many` go through files, folders,
archives and feeds and yield a `Failed` with its reason for everything that is no report. An input is the name of a file, as `str` or path, or
the bytes of a page; nothing is fetched from the network. `Options` says how it is coded. Whatever a user can mend is raised as a
`DragomanError`, whose `code` docs/errors.md explains. `encode_json` writes what `dragoman code --json` does, `decode_json` reads it again.
"""

from dragoman.api import code, code_many, read, read_many
from dragoman.errors import DragomanError
from dragoman.flow import Options
from dragoman.model import Failed, Record, Report
from dragoman.show.codec import decode_json, encode_json, json_schema

__all__ = [
    "DragomanError",
    "Failed",
    "Options",
    "Record",
    "Report",
    "code",
    "code_many",
    "decode_json",
    "encode_json",
    "json_schema",
    "read",
    "read_many",
]
