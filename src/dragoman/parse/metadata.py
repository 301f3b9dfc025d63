"""What an HTML page says of itself beside its text: JSON-LD, meta elements, microdata, time elements.

The decoded source comes in; candidates for each field go out, best first, each with the name of where it stood. Malformed JSON is passed over;
values are text, never trusted as markup.
"""

from __future__ import annotations

import collections
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_JSON_LD = re.compile(
    r"<script\b[^<>]{0,500}?application/ld\+json[^<>]{0,500}>(?P<json>.*?)(?:</script\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_META = re.compile(r"<meta\b(?P<attrs>(?:[^>\"']|\"[^\"]{0,20000}\"|'[^']{0,20000}'){0,60})>", re.IGNORECASE)
_LINK = re.compile(r"<link\b(?P<attrs>[^<>]{0,2000})>", re.IGNORECASE)
_TIME = re.compile(r"<time\b(?P<attrs>[^<>]{0,1000})>", re.IGNORECASE)
_HTML = re.compile(r"<html\b(?P<attrs>[^<>]{0,2000})>", re.IGNORECASE)
_ITEM = re.compile(r"<\w+\b(?P<attrs>[^<>]{0,500}?itemprop\s*=\s*[\"']?datePublished[^<>]{0,500})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HALF = re.compile("[\ud800-\udfff]")
_ARTICLE_TYPES = re.compile(r"Article$|^(?:News|Report|BlogPosting|LiveBlogPosting)")
_JSON_AT_MOST = 2_000_000
_NODES_AT_MOST = 5_000
_META_FIELDS = {
    "headline": ("og:title", "twitter:title", "dc.title", "sailthru.title", "title"),
    "published": (
        "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "dc.date", "dc.date.issued",
        "dcterms.created", "sailthru.date", "parsely-pub-date", "article.published", "cxenseparse:recs:publishtime", "publish_date", "published_at",
    ),
    "byline": ("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author", "article:author_name"),
    "publisher": ("og:site_name", "application-name", "publisher", "dc.publisher", "cre"),
    "section": ("article:section", "section", "parsely-section", "cxenseparse:category"),
    "topics": ("news_keywords", "keywords", "article:tag", "parsely-tags"),
    "url": ("og:url",),
    "language": ("og:locale", "content-language", "language"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value, and where it stood: `json-ld`, `meta`, `time-element`, `itemprop`, `html`, `feed`."""

    value: str
    origin: str


@dataclass(slots=True)
class PageData:
    """What a page says of itself, by field, in order of trust; `article_body` is JSON-LD's copy of the text."""

    fields: dict[str, list[Candidate]] = field(default_factory=dict)
    article_body: str | None = None
    is_article: bool = False
    free: bool | None = None

    def add(self, name: str, value: object, origin: str) -> None:
        """One more candidate, if it says anything."""
        # Unescaped twice: many pages escape in their database and again in their template.
        words = _unescaped(html.unescape(str(value))).strip() if isinstance(value, str | int | float) else ""
        if words:
            self.fields.setdefault(name, []).append(Candidate(words, origin))

    def first(self, name: str) -> Candidate | None:
        """The candidate of most trust."""
        return next(iter(self.fields.get(name, ())), None)


def read_page_data(source: str) -> PageData:
    """Everything that a page's head and markup say of the article."""
    data = PageData()
    for node in _article_nodes(source):
        _read_node(node, data)
    for match in _META.finditer(source):
        attrs = _attributes(match["attrs"])
        name = (
            attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or attrs.get("http-equiv") or ""
        ).lower()
        for key, names in _META_FIELDS.items():
            if name in names:
                data.add(key, attrs.get("content", ""), "meta")
    for pattern, origin in ((_ITEM, "itemprop"), (_TIME, "time-element")):
        for match in pattern.finditer(source):
            attrs = _attributes(match["attrs"])
            data.add("published", attrs.get("content") or attrs.get("datetime") or "", origin)
    for match in _LINK.finditer(source):
        attrs = _attributes(match["attrs"])
        if attrs.get("rel", "").lower() == "canonical":
            data.fields.setdefault("url", []).insert(0, Candidate(html.unescape(attrs.get("href", "")), "html"))
    if (match_html := _HTML.search(source)) and (lang := _attributes(match_html["attrs"]).get("lang")):
        data.fields.setdefault("language", []).insert(0, Candidate(lang, "html"))
    return data


def _unescaped(text: str) -> str:
    """The words with their entities read; half of a character that JSON was cut within is marked as lost."""
    return _HALF.sub("\ufffd", html.unescape(text))


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): one or two or three for name, one, two, three in _ATTRIBUTE.findall(text)}


def _article_nodes(source: str) -> list[dict[str, Any]]:
    """JSON-LD nodes of an article type, news first, those with a body or headline before others."""
    nodes = [node for match in _JSON_LD.finditer(source) for node in _nodes(match["json"])]
    articles = [node for node in nodes if any(_ARTICLE_TYPES.search(kind) for kind in _types(node))]
    return sorted(articles, key=lambda node: (not node.get("headline"), not node.get("datePublished")))[:3]


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    if len(text) > _JSON_AT_MOST:
        return
    cleaned = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$", "", text.strip())
    try:
        content = json.loads(cleaned, strict=False)
    except (ValueError, RecursionError):
        return
    waiting, seen = collections.deque([content]), 0
    while waiting and seen < _NODES_AT_MOST:
        item = waiting.popleft()
        seen += 1
        if isinstance(item, dict):
            yield item
            waiting += [
                item[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(item.get(key), dict | list)
            ]
        elif isinstance(item, list):
            waiting += item


def _types(node: dict[str, Any]) -> list[str]:
    return [kind for kind in _listed(node.get("@type")) if isinstance(kind, str)]


def _read_node(node: dict[str, Any], data: PageData) -> None:
    data.is_article = True
    data.add("headline", node.get("headline") or node.get("name") or "", "json-ld")
    data.add("published", node.get("datePublished") or node.get("dateCreated") or "", "json-ld")
    data.add("section", _first(node.get("articleSection")), "json-ld")
    data.add("language", _first(node.get("inLanguage")), "json-ld")
    data.add("url", node.get("url") or _name(node.get("mainEntityOfPage"), "@id"), "json-ld")
    data.add("publisher", _name(node.get("publisher")), "json-ld")
    for author in _listed(node.get("author")):
        data.add("byline", _name(author), "json-ld")
    keywords = node.get("keywords")
    for topic in keywords.split(",") if isinstance(keywords, str) else _listed(keywords):
        data.add("topics", _name(topic), "json-ld")
    body = node.get("articleBody")
    if isinstance(body, str) and data.article_body is None:
        data.article_body = _unescaped(body)
    if (free := node.get("isAccessibleForFree")) is not None:
        data.free = str(free).lower() not in {"false", "http://schema.org/false", "https://schema.org/false", "0", "no"}


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: object) -> object:
    return next(iter(_listed(value)), "")


def _name(value: object, key: str = "name") -> str:
    if isinstance(value, dict):
        return str(_first(value.get(key)) or "")
    return value if isinstance(value, str) else ""
