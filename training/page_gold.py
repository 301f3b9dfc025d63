"""The gold pages of the research data: each HTML page with its body, headline and day, grouped by publisher.

A publisher's pages stay on one side of every split.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import py3langid

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page: `group` is its publisher, `part` is `articles` or `publishers`."""

    name: str
    part: str
    group: str
    html: bytes
    body: str
    headline: str | None
    published: str | None
    language: str


def read_pages(data: Path, *, english: bool = True) -> list[GoldPage]:
    """All gold pages of a data folder, in order; by default those in English."""
    pages = [*_articles(data / "pages" / "articles"), *_publishers(data / "pages" / "publishers")]
    return [page for page in pages if not english or page.language == "en"]


def _articles(folder: Path) -> Iterator[GoldPage]:
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, item in sorted(gold.items()):
        html = gzip.decompress((folder / f"{name}.html.gz").read_bytes())
        host = urlsplit(item["url"]).hostname or name
        group = ".".join(host.split(".")[-2:])
        body = item["articleBody"]
        yield GoldPage(name, "articles", group, html, body, None, None, _language(body))


def _publishers(folder: Path) -> Iterator[GoldPage]:
    for path in sorted(folder.glob("*/*.html.gz")):
        publisher = path.name.split("_")[0]
        versions = json.loads((path.parent / f"{publisher}.json").read_text(encoding="utf-8"))
        html = gzip.decompress(path.read_bytes())
        page_words = Counter(_WORD.findall(html.decode("utf-8", errors="replace").lower()))
        best = max(sorted(versions), key=lambda key: _fit(_body(versions[key]), page_words))
        item, body = versions[best], _body(versions[best])
        if _fit(body, page_words) < 0.5:
            continue
        day = item.get("publishing_date")
        yield GoldPage(path.name, "publishers", publisher, html, body, item.get("title"), day, _language(body))


def _body(item: dict[str, Any]) -> str:
    body = item.get("body") or {}
    lines = list(body.get("summary") or [])
    for section in body.get("sections") or []:
        lines += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
    return "\n".join(lines)


def _fit(body: str, page_words: Counter[str]) -> float:
    words = Counter(_WORD.findall(body.lower()))
    return sum((words & page_words).values()) / max(1, sum(words.values())) if len(words) > 20 else 0.0


def _language(text: str) -> str:
    return str(py3langid.classify(text[:2000])[0])
