"""Files, folders, globs and standard input: what lies there, read by what it is."""

from __future__ import annotations

import glob
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import ReadError
from dragoman.model import Document, Failed
from dragoman.read.documents import make_document
from dragoman.read.feeds import read_feed
from dragoman.read.limits import Limits, gunzip_bounded, read_bounded
from dragoman.read.sniff import tell_content
from dragoman.read.warc import read_warc

_HEAD = 65_536
STDIN = "-"


def read_documents(
    paths: Iterable[str | Path], *, limits: Limits | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Failed]:
    """Every document in files, folders (with all below them), globs and standard input (`-`), in order.

    Forms are told by content. Whatever can't be read is a `Failed` with its reason, and the rest goes on; nothing is passed
    over in silence but a folder's hidden files.
    """
    bounds = limits or Limits()
    for path in paths:
        if str(path) == STDIN:
            yield from _read_data_stream(stdin or sys.stdin.buffer, "stdin", bounds)
            continue
        files = list(_expand(path))
        if not files:
            yield Failed(str(path), "read", "DRG-R007", "there is no such file, and no file matches; check the path")
        for file in files:
            yield from _read_file(file, bounds)


def _expand(path: str | Path) -> Iterator[Path]:
    place = Path(path)
    if place.is_dir():
        yield from sorted(file for file in place.rglob("*") if file.is_file() and not _hidden(file, place))
    elif place.exists():
        yield place
    elif isinstance(path, str) and glob.has_magic(path):
        for found in sorted(glob.glob(path, recursive=True)):  # noqa: PTH207 - the pattern may be absolute
            yield from _expand(Path(found))


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _read_file(path: Path, limits: Limits) -> Iterator[Document | Failed]:
    name = str(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            if _is_warc(head):
                stream.seek(0)
                yield from read_warc(stream, name=name, limits=limits)
                return
            stream.seek(0)
            data = read_bounded(stream, limits)
    except ReadError as error:
        yield Failed(name, "read", error.code, error.message)
        return
    except OSError as error:
        yield Failed(name, "read", "DRG-R008", f"the file can't be read: {error.strerror or error}")
        return
    yield from _read_data(data, name, limits)


def _is_warc(head: bytes) -> bool:
    if tell_content(head) == "gzip":
        try:
            head, _ = gunzip_bounded(head, Limits())
        except ReadError:
            return False
    return tell_content(head) == "warc"


def _read_data_stream(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Document | Failed]:
    try:
        data = read_bounded(stream, limits)
    except ReadError as error:
        yield Failed(name, "read", error.code, error.message)
        return
    if _is_warc(data[:_HEAD]):
        yield from read_warc(io.BytesIO(data), name=name, limits=limits)
    else:
        yield from _read_data(data, name, limits)


def _read_data(data: bytes, name: str, limits: Limits) -> Iterator[Document | Failed]:
    if tell_content(data) == "gzip":
        try:
            data, complete = gunzip_bounded(data, limits)
        except ReadError as error:
            yield Failed(name, "read", error.code, error.message)
            return
        if not complete:
            yield Failed(name, "read", "DRG-R009", "the gzip file is cut off; fetch it again")
            return
    if tell_content(data) == "feed":
        yield from read_feed(data, name=name)
    else:
        yield make_document(data, name=name)
