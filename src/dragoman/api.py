"""The verbs that users of the library need."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from dragoman.errors import ReadError
from dragoman.flow import Options, code_limited, code_reports, prepare, read_reports
from dragoman.model import Failed, Record, Report
from dragoman.read import Input

_LINE = "\n"
_SHOWN = 80


def read(source: Input) -> Report:
    """The one report in a file, given by its name, or in a page's bytes.

    Raises: DragomanError if there is no report in it; ReadError if there are several (see `read_many`).
    """
    found = list(read_reports([source]))
    reports = [item for item in found if isinstance(item, Report)]
    if len(reports) == 1:
        return reports[0]
    what = "the bytes hold" if isinstance(source, bytes) else f"{os.fspath(source).partition(_LINE)[0][:_SHOWN]} holds"
    if len(reports) > 1:
        raise ReadError("DRG-R090", f"{what} {len(reports)} reports; use read_many or code_many")
    reasons = "; ".join(f"{item.code}: {item.reason}" for item in found if isinstance(item, Failed))
    raise ReadError("DRG-R091", f"{what} no report ({reasons or 'nothing was found'})")


def code(source: Input | Report, options: Options | None = None) -> Record:
    """The whole coded record of one file, of a page's bytes, or of a Report that was read before.

    Raises: as `read`; CodingError if it takes too long; VocabularyError or OSError if an actor list of the options cannot be used.
    """
    prepare(options or Options())
    report = source if isinstance(source, Report) else read(source)
    return code_limited(report, options or Options())


def read_many(sources: Input | Iterable[Input]) -> Iterator[Report | Failed]:
    """Every report in files, folders, archives and feeds, in order, and a `Failed` for each thing that is none."""
    return read_reports(_listed(sources))


def code_many(sources: Input | Iterable[Input], options: Options | None = None) -> Iterator[Record | Failed]:
    """The record of every report in files, folders, archives and feeds; a `Failed` for each thing that is none.

    Raises: VocabularyError or OSError if an actor list of the options cannot be used.
    """
    prepare(options or Options())
    return code_reports(_listed(sources), options)


def _listed(sources: Input | Iterable[Input]) -> Iterable[Input]:
    """A single name is no iterable of letters, nor are bytes one of numbers."""
    return [sources] if isinstance(sources, str | bytes | os.PathLike) else sources
