"""Bytes to text. Comes in: a page's bytes and the charset its HTTP header named. Goes out: the text and how that was decided.

The order is byte order mark, header, meta (or XML declaration), detection; a declaration that its bytes belie is passed over.
Refuses bytes that no encoding turns into text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from dragoman.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)""")
_HEAD_BYTES = 4096
# What browsers read under these names (WHATWG Encoding Standard): pages declare the narrower one and use the wider.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# What the world's news pages are written in; leaving out the rest keeps short samples from exotic answers.
_CANDIDATES = [
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "koi8_r",
    "koi8_u",
    "iso8859_2",
    "iso8859_5",
    "iso8859_15",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "cp874",
]
# Python reads these and no browser does: they can turn a page's letters into others, or into halves of characters.
_NO_PAGES = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined"})
_SAMPLE_BYTES = 20_000
# Detectors confuse the tables of Latin letters on short samples; nothing else gives only these beside ASCII in a Western page.
_WESTERN = frozenset("àâäáãåæçèéêëíîïñòóôöõøœùúûüßÀÂÄÁÅÆÇÈÉÊËÍÎÏÑÒÓÔÖÕØŒÙÚÛÜ“”‘’‚„–—…•€£§«»°·™®©¿¡\xa0´")
_ASCII_IN_WESTERN = 0.8
_BEYOND_REPAIR = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that gave it, and what decided: `bom`, `header`, `meta`, `detection` or `default`."""

    text: str
    encoding: str
    decided_by: str


def decode(data: bytes, *, header_charset: str | None = None) -> Decoded:
    """Decode a page as its reader would have seen it.

    Raises:  ReadError DRG-R015 where too much would be lost.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_repaired(data, codec), name, "bom")
    if wide := unmarked_wide(data):
        return Decoded(_repaired(data, wide), wide, "detection")
    declared = _declared(data, header_charset)
    utf8 = _strict(data, "utf-8")
    if utf8 is not None:
        # Valid UTF-8 beyond ASCII does not happen by chance, whatever the page claims to be.
        if data.isascii():
            name, decided_by = next(iter(declared), ("utf-8", "default"))
            text = _strict(data, name)
            return Decoded(utf8, "utf-8", "default") if text != utf8 else Decoded(utf8, name, decided_by)
        agreeing = next((decided_by for name, decided_by in declared if name == "utf-8"), "detection")
        return Decoded(utf8, "utf-8", agreeing)
    for name, decided_by in declared:
        text = _strict(data, name)
        if text is not None and _reads(text):
            return Decoded(text, name, decided_by)
    return _detected(data)


def unmarked_wide(data: bytes) -> str | None:
    """Name the UTF-16 that bytes without a mark are in: Latin letters and markup have a zero in every other byte."""
    even, odd = data[:_HEAD_BYTES:2], data[1:_HEAD_BYTES:2]
    for name, letters, zeros in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        if zeros.count(0) * 2 > len(zeros) and not letters.count(0):
            return name
    return None


def _declared(data: bytes, header_charset: str | None) -> list[tuple[str, str]]:
    head = data[:_HEAD_BYTES]
    found = _DECLARATION.search(head) or _META.search(head)
    # A page that says in ASCII letters that it is UTF-16 is not.
    meta = found[1].decode("ascii") if found else None
    if meta and meta.lower().startswith("utf-16"):
        meta = "utf-8"
    named = ((header_charset, "header"), (meta, "meta"))
    return [(known, decided_by) for name, decided_by in named if name and (known := _known(name))]


def _known(name: str) -> str | None:
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not codec._is_text_encoding or codec.name in _NO_PAGES:  # noqa: SLF001 (no public way to tell)
        return None
    return _WIDER.get(codec.name, codec.name)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, ValueError):
        return None


def _reads(text: str) -> bool:
    """Tell whether the text is free of the control characters that a wrong table gives."""
    return sum(1 for char in text[:_SAMPLE_BYTES] if "\x7f" <= char <= "\x9f") * 1000 <= min(len(text), _SAMPLE_BYTES)


def _repaired(data: bytes, codec: str) -> str:
    text = data.decode(codec, errors="replace")
    if text.count("\ufffd") > max(1, len(text) * _BEYOND_REPAIR):
        raise ReadError("DRG-R015", f"cannot be decoded as {codec}, nor as anything else; save it as UTF-8")
    return text


def _detected(data: bytes) -> Decoded:
    # A cut file or a few stray bytes in good UTF-8: far fewer breaks than letters beyond ASCII.
    mended = data.decode("utf-8", errors="replace")
    broken = mended.count("\ufffd")
    if broken * 10 <= sum(1 for char in mended if char > "\x7f"):
        return Decoded(mended, "utf-8", "detection")
    sample = _sample(data)
    if _is_western(sample.decode("cp1252", errors="replace")):
        return Decoded(data.decode("cp1252", errors="replace"), "cp1252", "detection")
    best = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
    name = codecs.lookup(best.encoding).name if best else "cp1252"
    return Decoded(_repaired(data, name), name, "detection" if best else "default")


def _is_western(text: str) -> bool:
    beyond = [char for char in text if char > "\x7f"]
    return set(beyond) <= _WESTERN and len(beyond) <= len(text) * (1 - _ASCII_IN_WESTERN)


def _sample(data: bytes) -> bytes:
    """Return the words that tell one table from another: lines beyond ASCII, without their tags."""
    lines = (line for line in re.sub(rb"<[^<>]{0,2000}>", b" ", data).splitlines() if not line.isascii())
    return b"\n".join(lines)[:_SAMPLE_BYTES]
