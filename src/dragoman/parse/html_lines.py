"""What an HTML page's markup and trafilatura say of each of its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import trafilatura

from dragoman.parse.blocks import Block
from dragoman.parse.lines import line_features
from dragoman.parse.trees import Array

_WORD = re.compile(r"\w+")
_ARTICLE_WORDS = frozenset(
    ["article", "story", "body", "content", "text", "entry", "post", "paragraph", "richtext", "main", "page"]
)
_FURNITURE_WORDS = frozenset(
    ["related", "recommended", "promo", "newsletter", "footer", "header", "nav", "menu", "sidebar", "aside", "share", "social", "comment", "comments",
     "teaser", "card", "caption", "tags", "author", "byline", "meta", "ad", "ads", "advert", "widget", "breadcrumb", "cookie", "consent", "subscribe",
     "paywall", "most", "popular", "trending", "more", "list", "figure", "image", "gallery", "video", "credit", "timestamp", "date", "bio", "sponsored"]
)  # fmt: skip
_TAGS = ("p", "li", "h1", "h2", "h3", "h4", "blockquote", "figcaption", "td", "title", "a", "button", "div", "span", "time", "footer", "nav", "aside",
         "header", "article", "main", "form", "figure", "section", "ul")  # fmt: skip


def html_features(blocks: Sequence[Block], source: str) -> Array:
    """What is seen of each line: as text, in the markup, and in trafilatura's verdict."""
    plain = line_features([block.text for block in blocks])
    markup = np.array([_markup_features(block) for block in blocks], dtype=np.float64)
    return np.hstack([plain, markup, _verdict(blocks, source), _container_features(blocks, plain)])


def _markup_features(block: Block) -> list[float]:
    tail = block.path[-4:]
    return [
        block.link_chars / max(1, len(block.text)),
        min(len(block.path), 30) / 30,
        float("head" in block.path),
        float("article" in block.path),
        float("main" in block.path),
        float("articleBody" in block.item_properties),
        min(3, len(block.words & _ARTICLE_WORDS)) / 3,
        min(3, len(block.words & _FURNITURE_WORDS)) / 3,
        *(float(tag in tail) for tag in _TAGS),
    ]


def _container_features(blocks: Sequence[Block], plain: Array) -> Array:
    """How much of the page's prose stands in lines with the same markup path and words."""
    prose: dict[tuple[tuple[str, ...], frozenset[str]], float] = {}
    keys = [(block.path, block.words) for block in blocks]
    for key, value in zip(keys, plain[:, 3], strict=True):
        prose[key] = prose.get(key, 0.0) + float(value)
    total = sum(prose.values()) or 1.0
    return np.array([[prose[key] / total] for key in keys], dtype=np.float64)


def _verdict(blocks: Sequence[Block], source: str) -> Array:
    """For each line the share of its words' shingles that trafilatura keeps, and whether its neighbours are kept."""
    try:
        # Without its second opinions, which cost half as much again: the trees weigh its verdict better so (docs/pages.md).
        text = trafilatura.extract(source, fast=True, include_comments=False, include_tables=True) or ""
    except Exception:  # noqa: BLE001 - an extractor that fails on broken markup is no reason to lose the page
        text = ""
    kept = _WORD.findall(text.lower())
    shingles = {tuple(kept[i : i + 3]) for i in range(len(kept) - 2)}
    whole = {" ".join(_WORD.findall(line.lower())) for line in text.splitlines()}
    share = []
    for block in blocks:
        words = _WORD.findall(block.text.lower())
        if len(words) >= 3:
            share.append(sum(tuple(words[i : i + 3]) in shingles for i in range(len(words) - 2)) / (len(words) - 2))
        else:
            share.append(float(" ".join(words) in whole))
    column = np.array(share)
    return np.column_stack([column, column > 0.7])
