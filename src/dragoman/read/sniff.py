"""What a run of bytes is, told by its content: nothing here looks at a file's name."""

from __future__ import annotations

import re
from typing import Literal

Content = Literal["empty", "gzip", "warc", "feed", "html", "text", "data", "binary"]

_HEAD = 4096
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|section|main|span|br|a\s)[\s>/]?", re.IGNORECASE
)
_CLOSING = re.compile(rb"</(?:p|div|html|body|h1|a|article|section|span)\s*>", re.IGNORECASE)
_DATA = re.compile(rb"""\s*(?:\{\s*"|\[\s*[{"\]])""")
_SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"OggS",
    b"ID3",
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_CONTROL_AT_MOST = 0.02


def tell_content(data: bytes) -> Content:
    """The kind of content that the first bytes announce."""
    head = data[:_HEAD]
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(_SIGNATURES) or _is_binary(head):
        return "binary"
    if _DATA.match(head):
        return "data"
    plain = head.replace(b"\x00", b"")
    if _FEED.search(plain) and not re.search(rb"<html[\s>]", plain, re.IGNORECASE):
        return "feed"
    if _HTML.search(plain) and (_CLOSING.search(data[:200_000].replace(b"\x00", b"")) or b"<html" in plain.lower()):
        return "html"
    return "text"


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    control = len(head) - len(head.translate(None, _CONTROL))
    return control > len(head) * _CONTROL_AT_MOST


def tell_text_form(text: str) -> Literal["dump", "text"]:
    """Whether text is a whole page's lines, furniture and all, or an article alone.

    An article is mostly prose: long lines that end as sentences do. A page dump is mostly short lines.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    prose = sum(len(line) >= 80 and line[-1] in ".!?…”\"'»:;" for line in lines)
    return "text" if lines and prose >= len(lines) * 0.5 else "dump"
