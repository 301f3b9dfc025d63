"""WARC archives. Comes in: unpacked pieces and faults. Goes out: each page's document, and a failure for each record lost.

The frames are found here, so that a broken record costs itself only; fastwarc reads what is in them. Memory is one record's.
Refuses records that are damaged, too large, or no page; passes over requests and metadata, which are nobody's reports.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Literal

from fastwarc.warc import ArchiveIterator, WarcRecordType

from dragoman.errors import ReadError
from dragoman.read.inflate import MAGIC, Fault
from dragoman.read.limits import Limits
from dragoman.read.sniff import is_text

# Not bound to a line's start: a cut record may end anywhere, and the next one follows at once.
_VERSION = re.compile(rb"WARC/1\.\d\r?\n(?=(?:WARC|Content)-[A-Za-z-]+:)", re.IGNORECASE)
_LATER_RECORD = re.compile(
    _VERSION.pattern + rb"(?:[A-Za-z-]+:[^\r\n]*\r?\n){0,12}WARC-Record-ID: *<urn:", re.IGNORECASE
)
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,18})\s*$", re.IGNORECASE | re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
# The size of a first chunk.
_CHUNK = re.compile(rb"[0-9a-f]{1,8}[ \t]*(?:;[^\r\n]{0,200})?\r\n", re.IGNORECASE)
_HEADER_BYTES = 64 * 1024
_VERSION_BYTES = 40
_DROP = 7
_OK = 200
_TAIL = 16
_NO_REPORTS = (WarcRecordType.warcinfo, WarcRecordType.request, WarcRecordType.metadata)
_PAGE_TYPES = frozenset(
    {
        "",
        "text/html",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/xhtml+xml",
        "application/rss+xml",
        "application/atom+xml",
    }
)


class _Window:
    """The part of the archive that is being looked at; grows by pieces until the archive, or its readable stretch, ends."""

    def __init__(self, pieces: Iterator[bytes | Fault]) -> None:
        self._pieces = pieces
        self.bytes = bytearray()
        self.fault: Fault | None = None
        self.ended = False

    def grow(self) -> bool:
        if self.fault or self.ended:
            return False
        piece = next(self._pieces, None)
        if isinstance(piece, Fault):
            self.fault = piece
        elif piece is None:
            self.ended = True
        else:
            self.bytes += piece
            return True
        return False

    def holds(self, count: int) -> bool:
        while len(self.bytes) < count:
            if not self.grow():
                return False
        return True

    def take_fault(self) -> Fault | None:
        fault, self.fault = self.fault, None
        return fault


def frame_records(pieces: Iterator[bytes | Fault], limits: Limits) -> Iterator[bytes | Fault]:
    """Yield each whole record's bytes in order, and one `Fault` for each stretch that holds none."""
    window = _Window(pieces)
    sound = True  # False while looking for the next record: the damage has been told already
    while True:
        found, dropped = _seek(window)
        if dropped and sound and not window.fault:
            sound = False
            yield Fault("DRG-R008", "bytes between two WARC records belong to neither; the archive was damaged")
        if not found:
            if fault := window.take_fault():
                if sound:
                    yield fault
                sound = False
                continue
            return
        record = _record(window, limits)
        if isinstance(record, Fault):
            yield record
            sound = False
            window.take_fault()
            del window.bytes[:_DROP]
        else:
            yield record
            sound = True


def _seek(window: _Window) -> tuple[bool, bool]:
    """Drop what comes before the next version line; tell whether there is one, and whether more than white space was dropped."""
    dropped = False
    while True:
        found = _VERSION.search(window.bytes)
        keep = found.start() if found else max(0, len(window.bytes) - _VERSION_BYTES)
        dropped |= bool(window.bytes[:keep].strip())
        del window.bytes[:keep]
        if found:
            return True, dropped
        if not window.grow():
            dropped |= bool(window.bytes.strip())
            window.bytes.clear()
            return False, dropped


def _record(window: _Window, limits: Limits) -> bytes | Fault:
    """Take the record that the window starts with, or leave the window and say what is wrong with it."""
    while not (end := _HEADER_END.search(window.bytes)):
        if len(window.bytes) > _HEADER_BYTES or not window.grow():
            return window.fault or Fault("DRG-R008", "the WARC record's header does not end; the record was cut")
    length = _LENGTH.search(window.bytes, 0, end.end())
    if not length:
        return Fault("DRG-R008", "the WARC record does not say how long it is (Content-Length)")
    block = int(length[1])
    if block > limits.page_bytes:
        return Fault("DRG-R005", f"the WARC record says it is {block:,} bytes, over the limit of {limits.page_bytes:,}")
    stop = end.end() + block
    if not window.holds(stop):
        return window.fault or Fault(
            "DRG-R008", "the WARC record is shorter than it says; it was cut, or its length is wrong"
        )
    window.holds(stop + _TAIL)
    after = bytes(window.bytes[stop : stop + _TAIL])
    if not after.startswith(b"\r\n\r\n") and not (after.lstrip(b"\r\n") or b"WARC/").startswith(b"WARC/"):
        return Fault("DRG-R008", "the WARC record is longer than it says; its length is wrong")
    record = bytes(window.bytes[:stop])
    del window.bytes[:stop]
    return record


def is_archive(head: bytes) -> bool:
    """Tell whether unpacked bytes begin a WARC archive; its first record may itself be the broken one."""
    return bool(re.match(rb"\s*WARC/\d", head) or _LATER_RECORD.search(head))


class Page:
    """What one record holds for us: its payload and what its headers say."""

    __slots__ = ("charset", "fetched", "payload", "url")

    def __init__(self, payload: bytes, charset: str | None, url: str | None, fetched: str | None) -> None:
        self.payload = payload
        self.charset = charset
        self.url = url
        self.fetched = fetched


def open_record(raw: bytes, limits: Limits) -> Page | None:
    """Return the page in a record, or nothing where the record is by its kind nobody's report.

    Raises:  ReadError DRG-R008 for a broken record, DRG-R013 for one that holds no page, DRG-R005 for one that unpacks too large.
    """
    try:
        record = _record_of(raw, "none")
        if record is None:
            raise ReadError("DRG-R008", "the WARC record cannot be read")
        if record.record_type in _NO_REPORTS:
            return None
        _require_page(record)
        payload = _payload(raw, record, limits.page_bytes + 1)
    except (OSError, ValueError, RuntimeError, UnicodeError) as error:
        raise ReadError("DRG-R008", f"the WARC record is broken: {error}") from error
    if len(payload) > limits.page_bytes:
        raise ReadError("DRG-R005", f"the WARC record unpacks to more than {limits.page_bytes:,} bytes")
    charset = record.http_charset if record.is_http_parsed else None
    return Page(payload, charset, record.headers.get("WARC-Target-URI"), record.headers.get("WARC-Date"))


def _record_of(raw: bytes, decoding: Literal["none", "transfer", "content", "all"]) -> Any:
    """The record, its payload as it stands (`none`) or with what its HTTP header names undone: `transfer`, `content`, `all`."""
    archive = ArchiveIterator(io.BytesIO(raw + b"\r\n\r\n"), parse_http=True, auto_decode=decoding)
    return next(iter(archive), None)


def _payload(raw: bytes, record: Any, count: int) -> bytes:
    """The first bytes of the page: many archives keep it decoded under a header that still says "chunked" or "gzip". What is gzip is left to be unpacked.

    Raises:  OSError for a body in a broken encoding.
    """
    body: bytes = record.reader.read(count)
    header = record.http_headers if record.is_http_parsed else {}
    chunked = bool(header.get("Transfer-Encoding") and _CHUNK.match(body))
    if chunked:
        body = _record_of(raw, "transfer").reader.read(count)
    if not header.get("Content-Encoding") or body.startswith(MAGIC):
        return body
    try:
        decoded: bytes = _record_of(raw, "all" if chunked else "content").reader.read(count)
    except OSError:
        if not is_text(body):
            raise
        return body
    return decoded


def _require_page(record: Any) -> None:
    kind = record.record_type
    if kind not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
        raise ReadError("DRG-R013", f"a WARC record of the kind {kind} holds no page")
    content_type = record.headers.get("Content-Type") or ""
    if record.is_http_parsed:
        status = record.http_headers.status_code
        if status is not None and status != _OK:
            raise ReadError("DRG-R013", f"the server answered {status}: no page")
        content_type = record.http_content_type or ""
    if content_type.split(";")[0].strip().lower() not in _PAGE_TYPES:
        raise ReadError("DRG-R013", f"not a page but {content_type}")
