"""Names to bytes to documents. Comes in: paths, folders, globs, `-`. Goes out: documents and failures, in the order given.

Refuses, one by one and with a reason, what is missing, unreadable, too large or no page; the rest goes on. Folders are walked in
the order of their names; a folder's read-me and licence are not its reports.
"""

from __future__ import annotations

import glob
import hashlib
import io
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.deadline import each_within, time_limit
from dragoman.errors import ReadError
from dragoman.model import Document, Failed, Source
from dragoman.read.decode import decode
from dragoman.read.feeds import read_feed
from dragoman.read.inflate import CHUNK, MAGIC, Fault, inflate
from dragoman.read.limits import DEFAULT_LIMITS, Limits
from dragoman.read.sniff import form_of, require_text
from dragoman.read.warc import frame_records, is_archive, open_record

_ABOUT_THE_FOLDER = re.compile(r"(?:readme|licen[cs]e|copying|notice|changelog|contributing)(?:\.\w+)?", re.IGNORECASE)
_GLOB = re.compile(r"[*?\[]")
_PACKED_AGAIN = 2
_URL = re.compile(r"(?:https?|ftp|file)://", re.IGNORECASE)
_SHOWN = 80
# What is read: the name of a file, a folder, a pattern, or a page's own bytes.
Input = str | os.PathLike[str] | bytes
_NOTHING: BinaryIO = io.BytesIO()


def read_documents(
    paths: Iterable[Input],
    *,
    limits: Limits = DEFAULT_LIMITS,
    stdin: BinaryIO | None = None,
    apart: Iterable[Path] = (),
) -> Iterator[Document | Failed]:
    """Yield every page in the inputs as a document, or as a failure that says why it is none: nothing is lost, one is held at a time.

    A file is read once, however often and by whatever names it is given.


    Args:    `paths` are files, folders, globs, `-` for `stdin` (the process's own unless given), or the bytes of a page, feed or archive; `apart` are
             files and folders that are passed over, such as those which the run itself writes.
    """
    own = frozenset(os.path.realpath(path) for path in apart)
    read: set[str] = set()
    for number, path in enumerate(paths, 1):
        if isinstance(path, bytes):
            yield from _guarded(f"bytes#{number}", _streamer(f"bytes#{number}", io.BytesIO(path), limits))
        elif os.fspath(path) == "-":
            yield from _guarded("stdin", _streamer("stdin", stdin or sys.stdin.buffer, limits))
        elif wrong := _no_name(os.fspath(path)):
            yield _failed(os.fspath(path)[:_SHOWN], "DRG-R001", wrong)
        else:
            for found in _files(Path(path), own):
                if isinstance(found, Failed):
                    yield found
                elif (real := os.path.realpath(found)) in read:
                    yield _failed(_name(found), "DRG-R014", f"read already in this run: {_name(Path(real))}")
                else:
                    read.add(real)
                    yield from _guarded(_name(found), _opener(found, limits))


def _no_name(path: str) -> str | None:
    """What is wrong with a name that can be no file's."""
    if not path:
        return "an empty name is no file; check the name"
    if "\0" in path or "\n" in path:
        return "a text, not the name of a file; give its bytes"
    if _URL.match(path):
        return "an address, not the name of a file; nothing is fetched from the network: fetch it, and give the file or its bytes"
    return None


def _streamer(name: str, stream: BinaryIO, limits: Limits) -> Callable[[], Iterator[Document | Failed]]:
    return lambda: _read_stream(name, stream, limits)


def _opener(path: Path, limits: Limits) -> Callable[[], Iterator[Document | Failed]]:
    def opened() -> Iterator[Document | Failed]:
        with path.open("rb") as stream:
            yield from _read_stream(_name(path), stream, limits)

    return opened


def _name(path: Path) -> str:
    """Return the path as text; bytes that are none, which a file's name may hold, are spelt out."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _guarded(name: str, read: Callable[[], Iterator[Document | Failed]]) -> Iterator[Document | Failed]:
    """Yield what `read` gives; where it cannot go on, a failure."""
    try:
        yield from read()
    except ReadError as error:
        yield _failed(name, error.code, error.message)
    except OSError as error:
        yield _failed(
            name, "DRG-R002", f"cannot be read ({error.strerror or error}); check the file and its permissions"
        )


_SKIPPED = frozenset({"DRG-R004", "DRG-R011", "DRG-R012", "DRG-R013", "DRG-R014"})


def _failed(name: str, code: str, reason: str) -> Failed:
    return Failed(name, "read", code, reason, quarantined=code not in _SKIPPED)


def _files(path: Path, own: frozenset[str]) -> Iterator[Path | Failed]:
    """Yield the files that one name stands for."""
    if os.path.realpath(path) in own:
        yield _failed(_name(path), "DRG-R014", "what this run writes; write it elsewhere to have this read")
    elif os.path.exists(path):  # noqa: PTH110 (a name that is too long for a file raises in pathlib)
        yield from _walk(path, frozenset(), own) if path.is_dir() else [path]
    elif _GLOB.search(str(path)) and (matches := sorted(glob.glob(str(path), recursive=True))):  # noqa: PTH207 (absolute too)
        # `**` gives folders and what is in them; only files, so that none comes twice.
        only_files = [match for match in matches if not Path(match).is_dir()]
        for match in only_files or matches:
            yield from _files(Path(match), own)
    else:
        yield _failed(
            _name(path), "DRG-R001", "there is no such file or folder, nor does anything match it; check the name"
        )


def _walk(folder: Path, above: frozenset[str], own: frozenset[str]) -> Iterator[Path | Failed]:
    real = os.path.realpath(folder)
    if real in above:
        yield _failed(_name(folder), "DRG-R014", "a link back to a folder above it: already being read")
        return
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield _failed(
            _name(folder), "DRG-R002", f"the folder cannot be listed ({error.strerror}); check its permissions"
        )
        return
    if not paths:
        yield _failed(_name(folder), "DRG-R001", "the folder is empty; check the name")
    for path in paths:
        if os.path.realpath(path) in own:
            yield from _files(path, own)
        elif path.is_dir():
            yield from _walk(path, above | {real}, own)
        else:
            yield _inside(path)


def _inside(path: Path) -> Path | Failed:
    """Return a file found in a folder, or say why it is passed over; a file that the user names is always tried."""
    if path.name.startswith("."):
        return _failed(_name(path), "DRG-R014", "a hidden file; name it to have it read")
    if _ABOUT_THE_FOLDER.fullmatch(path.name):
        return _failed(_name(path), "DRG-R014", "says what the folder is, no report; name it to have it read")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _failed(
            _name(path), "DRG-R002", f"cannot be read ({error.strerror}); check the file and its permissions"
        )
    return (
        path
        if stat.S_ISREG(mode)
        else _failed(_name(path), "DRG-R014", "a device or pipe, not a file; name it to have it read")
    )


def _read_stream(name: str, stream: BinaryIO, limits: Limits) -> Iterator[Document | Failed]:
    """Yield what one file holds, packed or not, one page or many."""
    first = stream.read(CHUNK)
    # A pipe gives what it has; the form needs a beginning.
    while len(first) < CHUNK and (more := stream.read(CHUNK - len(first))):
        first += more
    read = _from(first, stream)
    pieces: Iterator[bytes | Fault] = inflate(read, limits) if first.startswith(MAGIC) else _chunks(read)
    head = next(pieces, b"")
    pieces = _chain(head, pieces)
    if not isinstance(head, Fault) and is_archive(head):
        yield from _read_archive(name, pieces, limits)
        return
    yield from _read_page(name, _whole(pieces, limits), limits)


def _from(first: bytes, stream: BinaryIO) -> Callable[[int], bytes]:
    held = [first]
    return lambda count: held.pop() if held else stream.read(count)


def _chunks(read: Callable[[int], bytes]) -> Iterator[bytes | Fault]:
    while chunk := read(CHUNK):
        yield chunk


def _chain(head: bytes | Fault, rest: Iterator[bytes | Fault]) -> Iterator[bytes | Fault]:
    yield head
    yield from rest


def _whole(pieces: Iterator[bytes | Fault], limits: Limits) -> bytes:
    data = bytearray()
    for piece in pieces:
        if isinstance(piece, Fault):
            raise ReadError(piece.code, piece.reason)
        data += piece
        if len(data) > limits.page_bytes:
            raise ReadError(
                "DRG-R005", f"larger than {limits.page_bytes:,} bytes unpacked, the limit for a page; split it"
            )
    return bytes(data)


def _read_archive(name: str, pieces: Iterator[bytes | Fault], limits: Limits) -> Iterator[Document | Failed]:
    empty = True
    for number, record in enumerate(frame_records(pieces, limits), start=1):
        for found in _guarded(f"{name}#{number}", _record_reader(f"{name}#{number}", record, limits)):
            empty = False
            yield found
    if empty:
        yield _failed(name, "DRG-R016", "the archive holds no page, only requests or metadata; check how it was made")


def _record_reader(name: str, record: bytes | Fault, limits: Limits) -> Callable[[], Iterator[Document | Failed]]:
    def opened() -> Iterator[Document | Failed]:
        if isinstance(record, Fault):
            raise ReadError(record.code, record.reason)
        with time_limit(limits.seconds, _too_slow(limits)):
            page = open_record(record, limits)
        if page is not None:
            yield from _read_page(name, page.payload, limits, charset=page.charset, url=page.url, fetched=page.fetched)

    return opened


def _read_page(
    name: str,
    data: bytes,
    limits: Limits,
    *,
    charset: str | None = None,
    url: str | None = None,
    fetched: str | None = None,
) -> Iterator[Document | Failed]:
    """Yield what a page's or feed's bytes hold, each within the time limit."""
    found = _in_page(name, data, limits, charset=charset, url=url, fetched=fetched)
    return each_within(limits.seconds, _too_slow(limits), found)


def _too_slow(limits: Limits) -> ReadError:
    return ReadError("DRG-R017", f"took longer than {limits.seconds} s to read; it may be hostile or broken")


def _in_page(
    name: str, data: bytes, limits: Limits, *, charset: str | None, url: str | None, fetched: str | None
) -> Iterator[Document | Failed]:
    for _ in range(_PACKED_AGAIN):
        # A packed page inside an archive, or packed once more.
        if data.startswith(MAGIC):
            data = _whole(inflate(_from(data, _NOTHING), limits), limits)
    require_text(data)
    decoded = decode(data, header_charset=charset)
    form = form_of(decoded.text)
    if form == "feed":
        yield from read_feed(name, decoded)
        return
    source = Source(
        name=name,
        form=form,
        sha256=hashlib.sha256(data).hexdigest(),
        byte_count=len(data),
        encoding=decoded.encoding,
        encoding_from=decoded.decided_by,
        url=url,
        fetched=fetched,
    )
    yield Document(source=source, text=decoded.text)
