"""WARC archives, packed or not: every response with a page is a document. One record is in memory at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from dragoman.errors import ReadError
from dragoman.model import Document, Failed
from dragoman.read.documents import make_document
from dragoman.read.limits import Limits, gunzip_bounded
from dragoman.read.sniff import tell_content

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read_warc(stream: BinaryIO, *, name: str, limits: Limits) -> Iterator[Document | Failed]:
    """The documents of an archive, in order, named `file#n` by the record's number.

    A broken record or a cut-off archive gives a `Failed`; the records before it stay.
    """
    number = pages = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream, parse_http=True), start=1):
            if record.record_type not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
                continue
            pages += 1
            yield _read_record(record, f"{name}#{number}", limits)
    except Exception as error:  # noqa: BLE001 - the archive reader raises errors of several libraries for broken input
        yield Failed(
            f"{name}#{number + 1}",
            "read",
            "DRG-R021",
            f"the archive is broken here ({error}); what stands before is kept",
        )
        pages += 1
    if not pages:
        yield Failed(name, "read", "DRG-R022", "the archive holds no page")


def _read_record(record: Any, name: str, limits: Limits) -> Document | Failed:
    try:
        body = record.reader.read(limits.page_bytes + 1)
        if len(body) > limits.page_bytes:
            return Failed(name, "read", "DRG-R003", "larger than a news page can be; it was not read")
        if body[:2] == b"\x1f\x8b":
            body, _ = gunzip_bounded(body, limits)
    except ReadError as error:
        return Failed(name, "read", error.code, error.message)
    except Exception as error:  # noqa: BLE001 - as above
        return Failed(name, "read", "DRG-R021", f"the record is broken ({error})")
    headers = {key.lower(): value for key, value in (record.http_headers or {}).items()} if record.http_headers else {}
    if int(getattr(record.http_headers, "status_code", None) or 200) >= 300:
        return Failed(
            name, "read", "DRG-R023", "the server's answer was no page (a redirect or an error)", quarantined=False
        )
    if tell_content(body) not in {"html", "text"}:
        return Failed(
            name, "read", "DRG-R024", "the record is no page (an image, a script, a feed or nothing)", quarantined=False
        )
    charset = _CHARSET.search(headers.get("content-type", ""))
    return make_document(
        body,
        name=name,
        url=record.headers.get("WARC-Target-URI"),
        fetched=record.headers.get("WARC-Date"),
        header_charset=charset[1] if charset else None,
    )
