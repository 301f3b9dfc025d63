"""RSS and Atom. Comes in: a feed's bytes and text. Goes out: one document for each item that carries text, a failure for each other.

Refuses feeds that declare entities (they can swell without end) and feeds without items.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException

import feedparser

from dragoman.errors import ReadError
from dragoman.model import Document, Failed, Source
from dragoman.read.decode import Decoded

_ENTITY = re.compile(r"<!ENTITY\b")
_CLOSED = re.compile(r"</(?:\w+:)?(?:rss|feed|RDF)\s*>")
_TAG = re.compile(r"<[^<>]*>")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));", re.IGNORECASE)
_HALVES = range(0xD800, 0xE000)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_feed(name: str, decoded: Decoded) -> Iterator[Document | Failed]:
    """Yield the feed's items in its own order.

    Raises:  ReadError DRG-R009 for XML that no item can be read from, DRG-R006 for declared entities.
    """
    if _ENTITY.search(decoded.text):
        raise ReadError(
            "DRG-R006",
            "the feed declares XML entities, which can swell without end; remove its DOCTYPE if you trust it",
        )
    feed = _parsed(decoded.text)
    entries = feed.entries
    if not entries:
        reason = feed.get("bozo_exception") or "it has no items"
        raise ReadError("DRG-R009", f"no item can be read from this feed: {reason}; fetch it again")
    # The last item of a feed that was cut off may itself be cut.
    cut = bool(feed.bozo) and not _CLOSED.search(decoded.text[-2000:])
    for number, entry in enumerate(entries, start=1):
        item = f"{name}#{number}"
        if cut and number == len(entries):
            yield Failed(item, "read", "DRG-R009", "the feed is cut off within this item; fetch it again")
        else:
            yield _document(item, entry, feed.feed, decoded)


def _parsed(text: str) -> Any:
    # A file object: feedparser would take a string for an address. The text is decoded, so its own declaration no longer holds.
    whole = _REFERENCE.sub(_without_halves, _PROLOG.sub("", text, count=1))
    raw = io.BytesIO(whole.encode("utf-8", errors="replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(raw, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except (SAXException, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise ReadError("DRG-R009", f"this feed cannot be read: {error}; fetch it again") from error


def _without_halves(reference: re.Match[str]) -> str:
    """A reference to half a character, which no parser takes, as the mark of a lost one."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return "&#xFFFD;" if number in _HALVES else reference[0]


def _document(name: str, entry: Any, feed: Any, decoded: Decoded) -> Document | Failed:
    text = _content(entry)
    if not text.strip():
        return Failed(
            name, "read", "DRG-R011", "the feed's item has no text, only a link; fetch its page", quarantined=False
        )
    raw = text.encode("utf-8", errors="replace")
    url = entry.get("link") or None
    source = Source(
        name=name,
        form="feed",
        sha256=hashlib.sha256(raw).hexdigest(),
        byte_count=len(raw),
        encoding=decoded.encoding,
        encoding_from=decoded.decided_by,
        url=url,
    )
    return Document(source=source, text=text, hints=_hints(entry, feed, url))


def _content(entry: Any) -> str:
    """Return the item's full content, or its summary where there is none; the longest where there are several."""
    bodies = [str(body.get("value") or "") for body in entry.get("content") or ()]
    best = max(bodies, key=len, default="")
    text = best if best.strip() else str(entry.get("summary") or "")
    if "<" in text:
        return text
    # Plain text in a feed: its lines are its paragraphs.
    return "\n".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())


def _hints(entry: Any, feed: Any, url: str | None) -> tuple[tuple[str, str], ...]:
    authors = [author.get("name") for author in entry.get("authors") or () if author.get("name")]
    terms = [tag.get("term") for tag in entry.get("tags") or () if tag.get("term")]
    publisher = (
        (entry.get("source") or {}).get("title") or entry.get("publisher") or feed.get("publisher") or feed.get("title")
    )
    detail = entry.get("title_detail") or {}
    content = entry.get("content") or [{}]
    found = (
        ("headline", entry.get("title")),
        ("published", entry.get("published") or entry.get("updated")),
        ("byline", "; ".join(authors) or entry.get("author")),
        ("publisher", publisher),
        ("section", terms[0] if terms else None),
        ("language", detail.get("language") or content[0].get("language") or feed.get("language")),
        ("url", url),
    )
    return tuple((key, plain) for key, value in found if value and (plain := _plain(str(value))))


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", markup)).split())
