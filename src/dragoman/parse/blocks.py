"""An HTML page as the lines that a reader sees, each with its place in the source.

The decoded source is scanned once, without building a tree, so that every character of a line can be traced back; scripts, styles and
hidden elements are left out. Broken markup is taken as it comes; only absurd nesting or size is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.errors import ParseError
from dragoman.model import OffsetRun
from dragoman.parse.lines import require_few_lines

# As browsers part a page: a quotation mark opens a value behind "=" only, and what is not closed runs to the end. No part is looked at twice, whatever the page.
_TOKEN = re.compile(
    r"""<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)
    |<(?P<raw>script|style|noscript|template|svg|iframe|select|object|textarea|math)\b[^>]*+>(?:[^<]++|<(?!/(?P=raw)\s*+>))*+(?:</(?P=raw)\s*+>|\Z)
    |<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]{0,40}+)(?P<attrs>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)(?:>|\Z)
    |<[!?][^>]*+(?:>|\Z)
    |(?P<text>(?:[^<]++|<(?!/?[a-zA-Z]|[!?]))++)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_WORDS = re.compile(r"[a-z]{2,}")
# Words with a blank between, as they stand; one with an entity alone.
_STRETCH = re.compile(r"[^\s&]+(?: [^\s&]+)*(?!\S)|\S+")
_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_VOID_TAGS = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_CLOSES_ITSELF = {"p": "p", "li": "li", "dd": "dd", "dt": "dt", "option": "option", "tr": "tr", "td": "td", "th": "th"}
_HIDDEN = re.compile(r"\bhidden(?:\s|$|=)|display\s*:\s*none", re.IGNORECASE)
_DEPTH_AT_MOST = 500
_TRACED_ANCESTORS = 8


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the page: its text, where in the source its pieces stand, and the markup around it.

    `path` are the names of the open elements, outermost first; `words` those in the classes and ids of the nearest ones; `link_chars`
    the characters inside links; `nodes` the ends of its text nodes, as offsets in `text`; `runs` map `text` to the source.
    """

    text: str
    path: tuple[str, ...]
    words: frozenset[str]
    link_chars: int
    nodes: tuple[int, ...]
    runs: tuple[OffsetRun, ...]
    item_properties: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Element:
    name: str
    words: frozenset[str]
    hidden: bool
    item_property: str | None = None


@dataclass(slots=True)
class _Scan:
    """The state of a scan: the open elements and the pieces of the line being gathered."""

    stack: list[_Element] = field(default_factory=list)
    pieces: list[tuple[int, int, bool]] = field(default_factory=list)
    count: int = 0


def scan_blocks(source: str) -> Iterator[Block]:
    """The visible lines of a page, in the order of the source.

    Raises: ParseError if elements nest or lines multiply beyond any news page.
    """
    scan = _Scan()
    for token in _TOKEN.finditer(source):
        if token["text"] is not None:
            if not (scan.stack and scan.stack[-1].hidden):
                linked = any(element.name == "a" for element in scan.stack[-4:])
                scan.pieces.append((token.start(), token.end(), linked))
        elif token["name"]:
            name = token["name"].lower()
            if name in _BLOCK_TAGS:
                yield from _flush(source, scan)
            if token["end"]:
                _close(scan, name)
            elif name not in _VOID_TAGS and not token["attrs"].endswith("/"):
                _open(scan, name, token["attrs"])
    yield from _flush(source, scan)


def _open(scan: _Scan, name: str, attrs: str) -> None:
    closing = _CLOSES_ITSELF.get(name)
    if closing and scan.stack and scan.stack[-1].name == closing:
        scan.stack.pop()
    if len(scan.stack) >= _DEPTH_AT_MOST:
        raise ParseError("DRG-P005", f"elements nest more than {_DEPTH_AT_MOST} deep; no news page does")
    words: frozenset[str] = frozenset()
    hidden = bool(scan.stack and scan.stack[-1].hidden)
    item_property = None
    if attrs and not attrs.isspace():
        found = {key.lower(): html.unescape(one or two or three) for key, one, two, three in _ATTRIBUTE.findall(attrs)}
        words = frozenset(_WORDS.findall(f"{found.get('class', '')} {found.get('id', '')}".lower()))
        hidden = hidden or "hidden" in found or bool(_HIDDEN.search(found.get("style", "")))
        item_property = found.get("itemprop")
    scan.stack.append(_Element(name, words, hidden, item_property))


def _close(scan: _Scan, name: str) -> None:
    for depth in range(len(scan.stack) - 1, max(-1, len(scan.stack) - 1 - 50), -1):
        if scan.stack[depth].name == name:
            del scan.stack[depth:]
            return


def _flush(source: str, scan: _Scan) -> Iterator[Block]:
    pieces, scan.pieces = scan.pieces, []
    if not pieces or all(source[start:end].isspace() for start, end, _ in pieces):
        return
    scan.count += 1
    require_few_lines(scan.count)
    text, runs, nodes, link_chars = _join(source, pieces)
    if text:
        near = scan.stack[-_TRACED_ANCESTORS:]
        yield Block(
            text,
            tuple(element.name for element in scan.stack),
            frozenset().union(*(element.words for element in near)),
            link_chars,
            tuple(nodes),
            tuple(runs),
            frozenset(element.item_property for element in scan.stack if element.item_property),
        )


def _join(source: str, pieces: list[tuple[int, int, bool]]) -> tuple[str, list[OffsetRun], list[int], int]:
    """The pieces as one line with single blanks, and a run for every stretch that stands in the source as it is."""
    line: list[str] = []
    runs: list[OffsetRun] = []
    nodes: list[int] = []
    length = link_chars = 0
    gap = False
    for start, end, linked in pieces:
        before = length
        for stretch in _STRETCH.finditer(source, start, end):
            text = " ".join(html.unescape(stretch[0]).split()) if "&" in stretch[0] else stretch[0]
            if not text:
                gap = True
                continue
            if length and (gap or (stretch.start() > start and source[stretch.start() - 1].isspace())):
                line.append(" ")
                length += 1
            line.append(text)
            _extend(runs, length, length + len(text), *stretch.span())
            length += len(text)
            gap = False
        gap = gap or source[end - 1].isspace() or (before == length and source[start:end].isspace())
        if length > before:
            nodes.append(length)
            link_chars += (length - before) if linked else 0
    return "".join(line), runs, nodes, link_chars


def _extend(runs: list[OffsetRun], start: int, end: int, source_start: int, source_end: int) -> None:
    """Adds the run of some words, grown into the one before where text and source go in step."""
    if runs:
        last = runs[-1]
        in_step = last.end - last.start == last.source_end - last.source_start
        if (
            in_step
            and end - start == source_end - source_start
            and start - last.end == source_start - last.source_end <= 1
        ):
            runs[-1] = OffsetRun(last.start, end, last.source_start, source_end)
            return
    runs.append(OffsetRun(start, end, source_start, source_end))
