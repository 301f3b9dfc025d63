"""An HTML page, or the HTML of a feed's item, as a Report.

A document of form `html` or `feed` comes in. The page becomes its visible lines (`blocks.py`), each judged article or furniture by what it says, where
it stands in the markup and what trafilatura makes of it (`html_lines.py`); metadata give the rest. Refused: a page without an
article, a list of headlines, the stub before a paywall, absurd nesting.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.errors import ParseError
from dragoman.model import Document, Evidence, Furniture, Gap, Instant, OffsetRun, Report, Span, content_id
from dragoman.parse.blocks import Block, scan_blocks
from dragoman.parse.dateline import Filed, filed_on, find_filed
from dragoman.parse.dates import find_dates, read_stamp
from dragoman.parse.furniture import find_furniture
from dragoman.parse.headline import OUTLET
from dragoman.parse.html_lines import html_features
from dragoman.parse.language import tell_language
from dragoman.parse.lines import decide_lines, require_length, require_words, unspaced_prose
from dragoman.parse.metadata import Candidate, PageData, read_page_data
from dragoman.parse.opening import Byline, find_crumb
from dragoman.parse.paragraphs import credited_byline, find_author, trim_paragraphs
from dragoman.parse.trees import load_trees
from dragoman.vocab.opening import load_opening_cues

_LEAST_WORDS = 15
_LINK_SHARE = 0.6
_WORD = re.compile(r"\w+")
_NOT_A_NAME = re.compile(r"https?:|www\.|@|^by$|\.com\b", re.IGNORECASE)
_NEAR_HEADLINE = 12


@dataclass(frozen=True, slots=True)
class _Page:
    """The stored text of a page, with its lines and the map back to the source."""

    text: str
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...]
    offsets: tuple[OffsetRun, ...]


def parse_html(document: Document) -> Report:
    """The report that a page or a feed's item holds.

    Raises: ParseError if there is no article in it, or it is too deeply nested.
    """
    data = _page_data(document)
    page = _page(document, data)
    body = _judge(document, page, data)
    headline, headline_span, headline_origin = _headline(page, body, data)
    published, published_gap = _published(page, body, data, headline_span)
    filed, byline, starts, used = _opening(page, body, published, headline_span)
    dateline = filed.dateline if filed else None
    published = published or filed_on(page.text, dateline)
    kept = [index for index in np.flatnonzero(body).tolist() if index not in used]
    spans = [Span(starts.get(index, page.spans[index].start), page.spans[index].end) for index in kept]
    paragraphs, credits_cut = trim_paragraphs(page.text, spans, headline)
    _require_article(page, kept, paragraphs, data)
    furniture = _furniture(page, {*kept, *used}, paragraphs, credits_cut)
    if byline is None or not byline.names:
        byline = credited_byline(page.text, (piece.span for piece in furniture if piece.kind == "credit")) or byline
    authors, authors_origin = _bylines(data, byline)
    publisher = _publisher(page, data, headline) or _by_agency(filed)
    section = data.first("section") or _crumb(page, headline_span)
    url = _url(document, data)
    evidence, gaps = _account(
        ("headline", headline_origin, headline_span),
        ("published", published.origin if published else None, published.span if published else None),
        ("dateline", "text" if dateline else None, dateline.span if dateline else None),
        ("bylines", authors_origin, byline.span if byline else None),
        ("publisher", publisher.origin if publisher else None, None),
        ("section", section.origin if section else None, None),
        reasons={"published": published_gap},
    )
    words = "\n".join(span.of(page.text) for span in paragraphs)
    return Report(
        id=content_id("rep", url, headline, words, published.iso if published else None),
        text=page.text,
        source=document.source,
        paragraphs=paragraphs,
        furniture=furniture,
        offsets=page.offsets,
        url=url,
        headline=headline,
        headline_span=headline_span,
        bylines=authors,
        publisher=publisher.value if publisher else None,
        dateline=dateline,
        published=published,
        section=section.value if section else None,
        topics=tuple(dict.fromkeys(item.value for item in data.fields.get("topics", ()) if len(item.value) <= 60)),
        language=tell_language(page.text, paragraphs),
        evidence=(Evidence("language", paragraphs[:1], "language.py3langid.v1"), *evidence),
        gaps=gaps,
    )


def _account(
    *fields: tuple[str, str | None, Span | None], reasons: Mapping[str, str | None]
) -> tuple[tuple[Evidence, ...], tuple[Gap, ...]]:
    """Evidence of each field that was found, by its origin and where it stands; a gap for each that was not, with its reason."""
    found = [(name, origin, (span,) if span else ()) for name, origin, span in fields if origin]
    lacking = [name for name, origin, _ in fields if not origin]
    return (
        tuple(Evidence(name, spans, f"{name}.html.v1:{origin}") for name, origin, spans in found),
        tuple(Gap(name, reasons.get(name) or "the page does not give it") for name in lacking),
    )


def _page_data(document: Document) -> PageData:
    """What the page says of itself, before it what the feed says of its item."""
    data = read_page_data(document.text) if document.source.form == "html" else PageData()
    for name, value in document.hints:
        data.fields.setdefault(name, []).insert(0, Candidate(value, "feed"))
    return data


def _page(document: Document, data: PageData) -> _Page:
    """The visible lines joined into the stored text; a feed's headline, which its HTML lacks, goes first."""
    pieces: list[str] = []
    spans: list[Span] = []
    offsets: list[OffsetRun] = []
    length = 0
    blocks = list(scan_blocks(document.text))
    headline = data.first("headline")
    if document.source.form == "feed" and headline:
        blocks.insert(0, Block(" ".join(headline.value.split()), ("h1",), frozenset(), 0, (), ()))
    for block in blocks:
        spans.append(Span(length, length + len(block.text)))
        offsets += [
            OffsetRun(run.start + length, run.end + length, run.source_start, run.source_end) for run in block.runs
        ]
        pieces.append(block.text)
        length += len(block.text) + 1
    return _Page("\n".join(pieces), tuple(blocks), tuple(spans), tuple(offsets))


def _judge(document: Document, page: _Page, data: PageData) -> npt.NDArray[np.bool_]:
    """For each line whether it is the article's."""
    if not page.blocks:
        raise ParseError("DRG-P001", "no article in it: the page shows no text")
    if document.source.form == "feed":
        headline = data.first("headline")
        return np.array(
            [
                not (index == 0 and headline) and bool(_WORD.search(block.text))
                for index, block in enumerate(page.blocks)
            ]
        )
    features = html_features(page.blocks, document.text)
    worded = np.array([bool(_WORD.search(block.text)) and "head" not in block.path for block in page.blocks])
    body: npt.NDArray[np.bool_] = decide_lines(features, load_trees("html")) & worded
    return body if body.any() else worded & unspaced_prose([block.text for block in page.blocks])


def _require_article(page: _Page, kept: Sequence[int], paragraphs: Sequence[Span], data: PageData) -> None:
    """Raises ParseError for what is no article, saying what it seems to be."""
    require_length(paragraphs)
    require_words(paragraphs, page.text, len(page.blocks), least=_LEAST_WORDS, free=data.free)
    links = sum(page.blocks[index].link_chars for index in kept)
    if links > _LINK_SHARE * sum(len(span) for span in (page.blocks[index].text for index in kept)):
        raise ParseError("DRG-P002", "a list of links, not an article (a section's front page?)")


def _headline(page: _Page, body: npt.NDArray[np.bool_], data: PageData) -> tuple[str | None, Span | None, str | None]:
    """The article's title as metadata give it, in the visible words where the page shows them; else the first large heading."""
    first = int(np.flatnonzero(body)[0]) if body.any() else len(page.blocks)
    headings = [index for index, block in enumerate(page.blocks) if "h1" in block.path and len(block.text.split()) >= 2]
    heading = next((index for index in headings if index <= first), next(iter(headings), None))
    candidates = [
        (" ".join(_strip_site(item.value, page, data).split()), item.origin) for item in data.fields.get("headline", [])
    ]
    shown = [(at, origin) for value, origin in candidates if (at := _shown_at(page, value)) is not None]
    if shown:
        at, origin = min(shown, key=lambda item: "h1" not in page.blocks[item[0]].path)
        return page.spans[at].of(page.text), page.spans[at], origin
    if candidates:
        return candidates[0][0], None, candidates[0][1]
    if heading is not None:
        return page.blocks[heading].text, page.spans[heading], "h1"
    title = next(
        (index for index, block in enumerate(page.blocks) if "title" in block.path and "head" in block.path), None
    )
    if title is not None:
        words = _strip_site(page.blocks[title].text, page, data)
        start = page.spans[title].start
        return words, Span(start, start + len(words)), "title"
    return None, None, None


def _publisher(page: _Page, data: PageData, headline: str | None) -> Candidate | None:
    """The outlet as metadata name it, in Latin letters where one does; else what the head's title adds to the headline."""
    given = data.fields.get("publisher", [])
    latin = next((item for item in given if item.value.isascii()), None)
    if given:
        return latin or given[0]
    titles = (block.text for block in page.blocks if "title" in block.path and "head" in block.path)
    for title in titles:
        match = OUTLET.search(title)
        if match and headline and title[: match.start()].strip() == headline:
            return Candidate(match[0].strip(" |–—·•-"), "title")
    return None


def _by_agency(filed: Filed | None) -> Candidate | None:
    return Candidate(filed.agency, "text") if filed and filed.agency else None


def _crumb(page: _Page, headline: Span | None) -> Candidate | None:
    """The section that a breadcrumb before the headline ends with: "Home › World"."""
    for span, block in zip(page.spans, page.blocks, strict=True):
        if headline is not None and span.start >= headline.start:
            return None
        if section := find_crumb(block.text):
            return Candidate(section, "breadcrumb")
    return None


def _strip_site(title: str, page: _Page, data: PageData) -> str:
    """A title without the outlet's name behind a bar: the publisher's, or whatever the page's own heading leaves out."""
    match = OUTLET.search(title)
    if not match:
        return title
    rest = title[: match.start()]
    publisher = data.first("publisher")
    named = publisher and set(_WORD.findall(match[0].lower())) & set(_WORD.findall(publisher.value.lower()))
    at = None if named or "|" in match[0] else _shown_at(page, rest)
    return rest if named or "|" in match[0] or (at is not None and "h1" in page.blocks[at].path) else title


def _shown_at(page: _Page, value: str) -> int | None:
    """The line that shows these words and little else, headings before others, the head's title last."""
    wanted = _WORD.findall(value.lower())
    found = [index for index, block in enumerate(page.blocks) if _WORD.findall(block.text.lower()) == wanted]
    ranked = sorted(
        found, key=lambda index: ("head" in page.blocks[index].path, "h1" not in page.blocks[index].path, index)
    )
    return ranked[0] if ranked else None


def _published(
    page: _Page, body: npt.NDArray[np.bool_], data: PageData, headline: Span | None
) -> tuple[Instant | None, str | None]:
    """The instant of publication by JSON-LD, meta, microdata, time element or the visible text, in this order; else why there is none.

    Where metadata give universal time and the page shows the same instant with its own offset, the page's is kept.
    """
    shown = _shown_dates(page, body, headline)
    reason = None
    for candidate in data.fields.get("published", ()):
        instant = read_stamp(candidate.value, origin=candidate.origin)
        if instant is None:
            reason = f"the page's date can't be read: {candidate.value[:60]!r}"
            continue
        same = next((found for found in shown if _same_instant(found, instant)), None)
        return (same if same and not instant.iso.endswith(":00") else instant), None
    return (shown[0], None) if shown else (None, reason)


def _shown_dates(page: _Page, body: npt.NDArray[np.bool_], headline: Span | None) -> list[Instant]:
    first = int(np.flatnonzero(body)[0]) if body.any() else len(page.blocks)
    at = next((index for index, span in enumerate(page.spans) if span == headline), first)
    lines = range(max(0, at - _NEAR_HEADLINE), min(len(page.blocks), max(at, first) + _NEAR_HEADLINE))
    found = [
        (item.instant.precision != "minute", abs(index - at), item.instant)
        for index in lines
        if len(page.blocks[index].text) <= 160
        for item in find_dates(page.blocks[index].text, base=page.spans[index].start)
    ]
    return [instant for _, _, instant in sorted(found, key=lambda item: item[:2])]


def _same_instant(shown: Instant, stamp: Instant) -> bool:
    return (
        shown.iso[10:] != ""
        and shown.iso[-6] in "+-"
        and shown.iso[:16] != stamp.iso[:16]
        and _utc(shown) == _utc(stamp)
    )


def _utc(instant: Instant) -> object:
    moment = dt.datetime.fromisoformat(instant.iso)
    return moment.astimezone(dt.UTC) if moment.tzinfo else None


def _opening(
    page: _Page, body: npt.NDArray[np.bool_], published: Instant | None, headline: Span | None
) -> tuple[Filed | None, Byline | None, dict[int, int], set[int]]:
    """Dateline or agency, and byline, on the lines around the article's start, and which lines they take."""
    first = int(np.flatnonzero(body)[0]) if body.any() else 0
    used = {index for index, span in enumerate(page.spans) if span == headline}
    titled = next(iter(used), None)
    lines = [i for i in range(max(0, first - _NEAR_HEADLINE), min(len(page.blocks), first + 4)) if i not in used]
    outside = {index for index in lines if not body[index]}
    where = find_filed([(index, page.spans[index]) for index in lines], page.text, published, whole=outside)
    starts: dict[int, int] = {}
    if where and where[1].start >= page.spans[where[0]].end:
        used.add(where[0])
    elif where:
        starts[where[0]] = where[1].start
    rest = [index for index in lines if where is None or index != where[0]]
    byline = find_author(page.spans, rest, page.text, titled=titled, first=first)
    if byline:
        used.add(byline[0])
    return where[1] if where else None, byline[1] if byline else None, starts, used


def _furniture(
    page: _Page, used: set[int], paragraphs: Sequence[Span], credits_cut: Sequence[Span]
) -> tuple[Furniture, ...]:
    lines = [
        span
        for index, (span, block) in enumerate(zip(page.spans, page.blocks, strict=True))
        if index not in used and "head" not in block.path
    ]
    aside = [(span, span.of(page.text)) for span in sorted([*lines, *credits_cut])]
    return find_furniture(aside, page.text, first_body=paragraphs[0].start)


def _bylines(data: PageData, byline: Byline | None) -> tuple[tuple[str, ...], str | None]:
    """Names without addresses or "By", from metadata or the byline on the page."""
    candidates = data.fields.get("byline", [])
    origin = candidates[0].origin if candidates else None
    names = [
        name.strip(" .,")
        for item in candidates
        if item.origin == origin
        for name in re.split(r"\s*(?:,|;|\band\b|&)\s*", re.sub(r"^\s*by\s+", "", item.value, flags=re.IGNORECASE))
    ]
    offices = load_opening_cues()["no-author"]
    named = tuple(
        dict.fromkeys(
            name
            for name in names
            if name and not _NOT_A_NAME.search(name) and not any(word in offices for word in name.casefold().split())
        )
    )
    if named:
        return named, origin
    return (byline.names, "text") if byline else ((), None)


def _url(document: Document, data: PageData) -> str | None:
    candidates = [item.value for item in data.fields.get("url", ()) if item.value.startswith(("http://", "https://"))]
    return document.source.url or next(iter(candidates), None)
