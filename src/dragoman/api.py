"""The verbs that users of the library need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.errors import ReadError
from dragoman.flow import Options, code_limited, code_reports, read_reports
from dragoman.model import Failed, Record, Report


def read(path: str | Path) -> Report:
    """The one report in a file.

    Raises: DragomanError if the file holds no report; ReadError if it holds several (see `read_many`).
    """
    found = list(read_reports([path]))
    reports = [item for item in found if isinstance(item, Report)]
    if len(reports) == 1:
        return reports[0]
    if len(reports) > 1:
        raise ReadError("DRG-R090", f"{path} holds {len(reports)} reports; use read_many or code_many")
    reasons = "; ".join(f"{item.code}: {item.reason}" for item in found if isinstance(item, Failed))
    raise ReadError("DRG-R091", f"{path} holds no report ({reasons or 'nothing was found in it'})")


def code(source: str | Path | Report, options: Options | None = None) -> Record:
    """The whole coded record of one file or of a Report that was read before.

    Raises: as `read`.
    """
    report = source if isinstance(source, Report) else read(source)
    return code_limited(report, options or Options())


def read_many(paths: Iterable[str | Path]) -> Iterator[Report | Failed]:
    """Every report in files, folders, archives and feeds, in order, and a `Failed` for each thing that is none."""
    return read_reports(paths)


def code_many(paths: Iterable[str | Path], options: Options | None = None) -> Iterator[Record | Failed]:
    """The record of every report in files, folders, archives and feeds; a `Failed` for each thing that is none."""
    return code_reports(paths, options)
