"""What a stretch of bytes or text is, told by its content and never by its name.

Comes in: bytes, or decoded text. Goes out: a form, or `ReadError` saying why it is no page. Refuses binaries, program code, data.
"""

from __future__ import annotations

import json
import re

from dragoman.errors import ReadError
from dragoman.model import Form
from dragoman.read.decode import unmarked_wide

_BINARY = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF; export its text first"),
    (b"PK\x03\x04", "a zip archive (or an office document); unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an office document; save it as text first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"\xfd7zXZ", "xz data; unpack it first"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstandard data; unpack it first"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"RIFF", "an image, sound or film"),
    (b"OggS", "sound or film"),
    (b"ID3", "sound"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x00\x00\x01\x00", "an icon"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_HEAD = 64 * 1024
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"<(?:meta|title|div|p|span|h[1-6]|a|br|li|ul|ol|section|main|table|script|link)\b[^<>]*>", re.IGNORECASE
)
_PREAMBLE = re.compile(r"\s*(?:<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s)*", re.DOTALL | re.IGNORECASE)
_FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|(?:atom|a):feed)[\s>]")
_CODE = re.compile(
    r"^(?:#!|import \w|from [\w.]+ import |def \w+\(|class \w+[(:]|#include\b|package \w+;|function \w+\(|\.?[\w-]+ \{$)",
    re.MULTILINE,
)
_TAGS_OF_A_FRAGMENT = 3
_LINES_OF_CODE = 3
_LINES_OF_A_DUMP = 6
_SHORT_LINE = 60
_SHARE_OF_SHORT_LINES = 0.35


def require_text(data: bytes) -> None:
    """Pass bytes that are text in some encoding.

    Raises:  ReadError DRG-R003 for nothing but white space, DRG-R004 for a binary.
    """
    if not data.strip():
        raise ReadError("DRG-R003", "the file is empty; fetch it again")
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise ReadError("DRG-R004", f"not a page but {what}")
    if data.startswith(_WIDE_MARKS) or unmarked_wide(data):
        return
    head = data[:_HEAD]
    controls = sum(head.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13, 27))
    if controls * 200 > len(head):
        raise ReadError("DRG-R004", "not a page but binary data; give pages, text, feeds or WARC files")


def is_text(data: bytes) -> bool:
    """Tell whether bytes are text in some encoding."""
    try:
        require_text(data)
    except ReadError:
        return False
    return True


def form_of(text: str) -> Form:
    """Name the form of a decoded text.

    Raises:  ReadError DRG-R012 for text that is no page: program code, JSON, XML of another kind.
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        if _FEED_ROOT.match(text.lstrip("\ufeff"), _end_of_preamble(text)):
            return "feed"
        if _PAGE.search(head) or len(_TAG.findall(head)) >= 1:
            return "html"
        if head.startswith("<?xml"):
            raise ReadError("DRG-R012", "XML that is neither a page nor an RSS or Atom feed")
    if _PAGE.search(head) or len(_TAG.findall(head)) >= _TAGS_OF_A_FRAGMENT:
        return "html"
    if head.startswith(("{", "[")) and _is_json(text):
        raise ReadError("DRG-R012", "JSON data, not a page")
    if head.startswith("#!") or len(_CODE.findall(head)) >= _LINES_OF_CODE:
        raise ReadError("DRG-R012", "program code, not a page")
    return _plain_form(head)


def _end_of_preamble(text: str) -> int:
    found = _PREAMBLE.match(text.lstrip("\ufeff"))
    return found.end() if found else 0


def _is_json(text: str) -> bool:
    """Tell JSON, and JSON lines by the first of them."""
    for piece in (text, text.lstrip("\ufeff \t\r\n").partition("\n")[0]):
        try:
            json.loads(piece)
        except (ValueError, RecursionError):
            continue
        return True
    return False


def _plain_form(head: str) -> Form:
    """Tell a page's dump, with its menus and lists, from an article alone: by its many short lines that end no sentence."""
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    short = sum(1 for line in lines if len(line) < _SHORT_LINE and line[-1] not in ".!?:;\"”'’)")
    many = len(lines) >= _LINES_OF_A_DUMP and short >= _SHARE_OF_SHORT_LINES * len(lines)
    return "dump" if many else "text"
