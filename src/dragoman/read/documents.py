"""One page's bytes as a Document."""

from __future__ import annotations

import hashlib

from dragoman.model import Document, Failed, Form, Source
from dragoman.read.decode import decode_bytes
from dragoman.read.sniff import tell_content, tell_text_form

_REPLACED_AT_MOST = 0.05


def make_document(
    data: bytes,
    *,
    name: str,
    url: str | None = None,
    fetched: str | None = None,
    header_charset: str | None = None,
) -> Document | Failed:
    """The document that an HTML page or a text holds, or why there is none (empty, binary)."""
    content = tell_content(data)
    if content == "empty":
        return Failed(name, "read", "DRG-R001", "empty: there is nothing in it")
    if content == "binary":
        return Failed(name, "read", "DRG-R002", "binary: neither a page nor text (a picture, a PDF, a packed file?)")
    if content == "data":
        return Failed(name, "read", "DRG-R014", "JSON, not a page", quarantined=False)
    decoded = decode_bytes(data, header_charset=header_charset)
    if decoded.text.count("\ufffd") > len(decoded.text) * _REPLACED_AT_MOST:
        return Failed(name, "read", "DRG-R006", "the bytes are text in no encoding that is known; fetch the page again")
    form: Form = "html" if content == "html" else tell_text_form(decoded.text)
    source = Source(
        name, form, hashlib.sha256(data).hexdigest(), len(data), decoded.encoding, decoded.decided_by, url, fetched
    )
    return Document(source, decoded.text)
