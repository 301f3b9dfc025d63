"""RSS and Atom feeds: an item with its text is a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import feedparser

from dragoman.model import Document, Failed, Source
from dragoman.read.decode import decode_bytes

_HINTS = (
    ("headline", "title"),
    ("published", "published"),
    ("byline", "author"),
    ("section", "category"),
    ("url", "link"),
)
_MARKED_UP = ("<", "&lt;")


def read_feed(data: bytes, *, name: str) -> Iterator[Document | Failed]:
    """One document an item, in the feed's order; an item without text is skipped with its reason."""
    if b"<!ENTITY" in data:
        yield Failed(
            name, "read", "DRG-R010", "the feed declares XML entities, which no honest feed needs; it was not read"
        )
        return
    decoded = decode_bytes(data)
    try:
        feed = feedparser.parse(
            decoded.text.encode("utf-8"), response_headers={"content-type": "application/xml; charset=utf-8"}
        )
    except Exception as error:  # noqa: BLE001 - feedparser lets errors of many kinds through for malformed XML
        yield Failed(
            name, "read", "DRG-R011", f"the feed is malformed ({type(error).__name__}: {error}); fetch it again"
        )
        return
    if not feed.entries:
        yield Failed(
            name,
            "read",
            "DRG-R012",
            f"the feed has no items that can be read ({feed.get('bozo_exception', 'it is empty')})",
        )
    for number, entry in enumerate(feed.entries, start=1):
        item = f"{name}#{number}"
        html = _content(entry)
        if not html.strip():
            yield Failed(item, "read", "DRG-R013", "the item carries no text, only a link", quarantined=False)
            continue
        content = html.encode()
        source = Source(
            item,
            "feed",
            hashlib.sha256(content).hexdigest(),
            len(content),
            decoded.encoding,
            decoded.decided_by,
            entry.get("link"),
        )
        yield Document(source, html, _hints(feed, entry))


def _content(entry: Any) -> str:
    contents = [part.get("value", "") for part in entry.get("content", ())]
    text = max([*contents, entry.get("summary", "")], key=len)
    if not any(mark in text for mark in _MARKED_UP):
        text = "\n".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    return str(text)


def _hints(feed: Any, entry: Any) -> tuple[tuple[str, str], ...]:
    hints = [(ours, str(entry[theirs])) for ours, theirs in _HINTS if entry.get(theirs)]
    if not entry.get("published") and entry.get("updated"):
        hints.append(("published", str(entry["updated"])))
    if feed.feed.get("title"):
        hints.append(("publisher", str(feed.feed["title"])))
    if feed.feed.get("language"):
        hints.append(("language", str(feed.feed["language"])))
    return tuple(hints)
