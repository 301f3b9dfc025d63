"""How much is read at most; everything that is read is hostile until shown otherwise."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.errors import ReadError

_CHUNK = 1 << 16
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """`page_bytes` bounds one page as read and unpacked, `ratio` how much larger than packed it may come out."""

    page_bytes: int = 20 * MEGABYTE
    ratio: int = 200


def read_bounded(stream: BinaryIO, limits: Limits) -> bytes:
    """All bytes of a stream.

    Raises: ReadError if there are more than a page may have.
    """
    data = stream.read(limits.page_bytes + 1)
    if len(data) > limits.page_bytes:
        raise ReadError(
            "DRG-R003",
            f"larger than {limits.page_bytes // MEGABYTE} MB, which no news page is; split it, or pack pages as WARC",
        )
    return data


def gunzip_bounded(data: bytes, limits: Limits) -> tuple[bytes, bool]:
    """The unpacked bytes of one or more gzip members, and whether they are complete.

    Raises: ReadError if the content grows past the limits (a bomb) or nothing can be unpacked.
    """
    out = bytearray()
    rest = data
    complete = True
    while rest:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while not unpacker.eof:
                out += unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
                if len(out) > limits.page_bytes or len(out) > max(MEGABYTE, limits.ratio * len(data)):
                    raise ReadError("DRG-R004", "the gzip content grows past the limit; it looks like a bomb")
                if not rest and not unpacker.eof:
                    complete = False
                    break
        except zlib.error:
            complete = False
        if not complete:
            break
        rest = unpacker.unused_data.lstrip(b"\x00")
    if not out:
        raise ReadError("DRG-R005", "the gzip content is broken from the start; fetch the file again")
    return bytes(out), complete
