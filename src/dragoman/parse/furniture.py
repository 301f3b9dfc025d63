"""What a page carries around its article: runs of lines become furniture with its kind and its items. Kept, never coded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.model import Furniture, FurnitureItem, FurnitureKind, Span
from dragoman.parse.dateline import find_closing_agency
from dragoman.parse.paragraphs import is_credit
from dragoman.vocab.opening import load_opening_cues

_LISTS: frozenset[FurnitureKind] = frozenset(["related", "latest"])
_META = re.compile(
    r"^(?P<section>(?:[^\d\s][^\d]{0,40}?)?)\s*[|,·•-]?\s*"
    r"(?P<time>\d{1,2}:\d{2}(?:\s?[ap]m)?|\d+\s+(?:min(?:ute)?s?|hours?|days?)(?:\s+ago)?"
    r"|(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},?\s+)?(?:\d{4}|\d{1,2})(?:,?\s+\d{1,2}:\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{2,4})\s*$"
)
_TIME_FIRST = re.compile(r"^(?P<time>\d{1,2}:\d{2})\s*[|·•–-]?\s+(?P<headline>\S.{8,})$")
# What closes a page, even in the midst of a list; who took the picture, at a caption's end.
_IMPRINT = re.compile(r"©|all rights reserved", re.IGNORECASE)
_CREDIT = re.compile(r"\b[A-Z][\w.&]+/[A-Z][\w.]*(?:\s[A-Z][\w.]+){0,2}\.?$")
_HEADING_WORDS = 5
# So many letters beside the name of an agency: a word and marks.
_AROUND_AGENCY = 10
_HEADLINE_WORDS = 3
_FOLLOW = re.compile(
    r"^\W*follow\b|\b(?:on|our)\s+(?:twitter|telegram|facebook|instagram|youtube|whatsapp|x|google news)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w")
_AROUND = " :>»-–—"

Line = tuple[Span, str]


def find_furniture(lines: Sequence[Line], text: str, *, first_body: int) -> tuple[Furniture, ...]:
    """The furniture that runs of lines are, in order; every line given is in exactly one, and no run holds words of other lines.

    `first_body` is the offset where the article begins: what stands before it with no other sign is a menu.
    """
    found = []
    for kind, run in _runs(lines, text, first_body):
        span = Span(run[0][0].start, run[-1][0].end)
        items = tuple(_items(run)) if kind in _LISTS else ()
        found.append(Furniture(kind, span, span.of(text), items))
    return tuple(found)


def _runs(lines: Sequence[Line], text: str, first_body: int) -> Iterator[tuple[FurnitureKind, list[Line]]]:
    run: list[Line] = []
    kind: FurnitureKind = "other"
    for line in lines:
        own = _kind_of(line[1])
        # Words of the article, its title or byline between two lines part them.
        broken = bool(run) and (bool(text[run[-1][0].end : line[0].start].strip()) or not _WORDS.search(line[1]))
        default: FurnitureKind = "menu" if line[0].end <= first_body else "other"
        if own == "follow-us":
            start = True
        elif kind in _LISTS and not broken:
            # A list goes on until another heading begins; cue words inside its headlines mean nothing.
            start = own is not None and own != kind and (_is_heading(line[1]) or _IMPRINT.search(line[1]) is not None)
        else:
            start = broken or not run or (own or default) != kind
        if start and run:
            yield kind, run
            run = []
        if start:
            kind = own or default
        run.append(line)
        if own == "follow-us":
            yield kind, run
            run, kind = [], default
    if run:
        yield kind, run


def is_button(line: str) -> bool:
    """Whether the line is the word of a button or a mark of advertising and nothing else ("Share", "Advertisement"), or points to another article ("Read also: …")."""
    cues = load_opening_cues()
    return line.casefold().strip(_AROUND) in {*cues["share"], *cues["promotion"]} or _points_on(line)


def _points_on(line: str) -> bool:
    """Whether a word of related articles and a colon open the line."""
    head, colon, _ = line.partition(":")
    return bool(colon) and head.casefold().strip(_AROUND) in load_opening_cues()["related"]


def _kind_of(line: str) -> FurnitureKind | None:
    lower = line.casefold().strip(_AROUND)
    if _FOLLOW.search(line) and len(line.split()) <= 20:
        return "follow-us"
    kinds: tuple[FurnitureKind, ...] = ("related", "latest", "share", "comment", "tags", "promotion")
    for kind in kinds:
        if lower in load_opening_cues()[kind] or (kind == "tags" and re.match(r"(?:tags|topics|keywords)\s*:", lower)):
            return kind
    if _points_on(line):
        return "related"
    closing = find_closing_agency(line)
    if is_credit(line) or (closing is not None and len(line) - (closing.end - closing.start) <= _AROUND_AGENCY):
        return "credit"
    if _CREDIT.search(line) and len(line.split()) > _HEADING_WORDS:
        return "caption"
    for kind in ("caption", "legal"):
        if any(cue in lower for cue in load_opening_cues()[kind]):
            return kind
    if any(lower.startswith(cue) for cue in load_opening_cues()["promotion"]):
        return "promotion"
    return None


def _is_heading(line: str) -> bool:
    return len(line.split()) <= _HEADING_WORDS


def _items(run: Sequence[Line]) -> Iterator[FurnitureItem]:
    """The items of a list: a headline with the line behind it that gives section and time, or with a time before it."""
    waiting: Line | None = None
    for span, line in run[1:]:
        meta = _META.match(line)
        first = _TIME_FIRST.match(line)
        if meta and waiting and (meta["time"] or meta["section"]):
            yield FurnitureItem(waiting[1], waiting[0], meta["section"].strip() or None, meta["time"])
            waiting = None
            continue
        if waiting:
            yield FurnitureItem(waiting[1], waiting[0])
            waiting = None
        if first:
            start = span.start + first.start("headline")
            yield FurnitureItem(first["headline"], Span(start, span.end), None, first["time"])
        elif len(line.split()) >= _HEADLINE_WORDS:
            waiting = (span, line)
    if waiting:
        yield FurnitureItem(waiting[1], waiting[0])
