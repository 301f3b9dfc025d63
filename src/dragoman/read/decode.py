"""Bytes to text: which encoding, and what told so. The order is BOM, HTTP header, meta element, detection."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_META_WITHIN = 4096
_DETECT_WITHIN = 64_000
_REPLACED_AT_MOST = 0.001


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in, and who decided: `bom`, `header`, `meta`, `detection` or `default`."""

    text: str
    encoding: str
    decided_by: str


def decode_bytes(data: bytes, *, header_charset: str | None = None) -> Decoded:
    """The text of a page; a declared encoding that does not fit the bytes gives way to detection.

    Never raises for odd bytes: what no encoding fits is read as UTF-8 with replacement characters, decided by `default`.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(encoding, errors="replace"), encoding, "bom")
    declared = [("header", header_charset), ("meta", _declared(data))]
    for origin, name in declared:
        if name and (text := _try(data, name)) is not None:
            return Decoded(text, codecs.lookup(_known(name) or "utf-8").name, origin)
    if (text := _try(data, "utf-8")) is not None:
        return Decoded(text, "utf-8", "detection")
    return _detect(data)


def _declared(data: bytes) -> str | None:
    head = data[:_META_WITHIN]
    found = _XML.search(head) or _META.search(head)
    return found[1].decode("ascii") if found else None


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip()).name
    except LookupError:
        return None
    # Browsers read Latin-1 as its Windows superset, and pages rely on it for their quotation marks.
    return "cp1252" if found in {"iso8859-1", "ascii"} else found


def _try(data: bytes, name: str) -> str | None:
    encoding = _known(name)
    if encoding is None:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        pass
    # A page cut off in the middle of a character, or with one bad byte, is still in its encoding.
    text = data.decode(encoding, errors="replace")
    return text if text.count("\ufffd") <= max(1, len(text) * _REPLACED_AT_MOST) else None


def _detect(data: bytes) -> Decoded:
    best = charset_normalizer.from_bytes(data[:_DETECT_WITHIN]).best()
    if best is not None:
        return Decoded(data.decode(best.encoding, errors="replace"), best.encoding, "detection")
    return Decoded(data.decode("utf-8", errors="replace"), "utf-8", "default")
