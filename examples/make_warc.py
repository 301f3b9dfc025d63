# ruff: noqa: INP001 - a script beside its data, no package
"""Write `pages/interwire.warc.gz` from the pages beside it: the same bytes every time.

Run `python examples/make_warc.py` after changing one of the pages. Needs nothing but Python.
"""

from __future__ import annotations

import gzip
import hashlib
import uuid
from pathlib import Path

HERE = Path(__file__).parent / "pages"
ARCHIVE = HERE / "interwire.warc.gz"
FETCHED = "2024-05-21T06:00:00Z"
PAGES = (
    (
        "https://interwire.example/ushtal/2022-03-03-foreign-ministers-meet-in-tal-berek",
        "interwire-2022-03-03-foreign-ministers-meet-in-tal-berek.html",
    ),
    (
        "https://karsendaily.example/n/2021-10-12-kharvat-market-shelled",
        "karsen-daily-2021-10-12-kharvat-market-shelled.html",
    ),
    (
        "https://interwire.example/ushtal/2024-05-20-withdrawal-dolm-pass",
        "interwire-2024-05-20-withdrawal-dolm-pass.html",
    ),
)


def record(kind: str, content_type: str, block: bytes, *, url: str | None = None) -> bytes:
    """Return one record, packed as a gzip member of its own."""
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {url}")
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{number}>",
        f"WARC-Date: {FETCHED}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"WARC-Block-Digest: sha256:{hashlib.sha256(block).hexdigest()}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
    ]
    raw = "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
    return gzip.compress(raw, compresslevel=9, mtime=0)


def archive() -> bytes:
    """Return the whole archive: what made it, then each page's request and the answer to it."""
    parts = [
        record("warcinfo", "application/warc-fields", b"software: make_warc.py\r\nformat: WARC File Format 1.0\r\n")
    ]
    for url, name in PAGES:
        host, path = url.removeprefix("https://").split("/", maxsplit=1)
        request = f"GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
        page = (HERE / name).read_bytes()
        answer = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n\r\n".encode()
        )
        parts.append(record("request", "application/http; msgtype=request", request, url=url))
        parts.append(record("response", "application/http; msgtype=response", answer + page, url=url))
    return b"".join(parts)


if __name__ == "__main__":
    ARCHIVE.write_bytes(archive())
