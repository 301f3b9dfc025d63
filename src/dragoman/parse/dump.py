"""A whole page's text, or an article's alone, as a Report.

A document of form `dump` or `text` comes in. Its lines are judged by two models together (`lines.py`, `net.py`); what opens the article (headline, date, dateline, byline) is
taken from the lines around its start; what is left is furniture. Refused: text without an article, a list of headlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.errors import ParseError
from dragoman.model import Dateline, Document, Evidence, Furniture, Gap, Instant, OffsetRun, Report, Span, content_id
from dragoman.parse.dateline import (
    Filed,
    filed_on,
    find_closing_agency,
    find_dateline,
    find_filed,
    find_named_agency,
)
from dragoman.parse.dates import FoundDate, find_dates
from dragoman.parse.furniture import find_furniture, is_button
from dragoman.parse.headline import SITE, choose_headline, content_words, ends_sentence, is_no_title
from dragoman.parse.language import tell_language
from dragoman.parse.lines import (
    PROSE,
    best_expected,
    best_stretch,
    join_chances,
    require_few_lines,
    require_length,
    require_words,
    unspaced_prose,
    with_neighbours,
)
from dragoman.parse.net import load_net
from dragoman.parse.opening import Byline, find_byline
from dragoman.parse.paragraphs import credited_byline, find_author, trim_paragraphs
from dragoman.parse.structure import dump_features
from dragoman.parse.trees import Array, load_trees
from dragoman.vocab.dates import load_date_words
from dragoman.vocab.opening import load_opening_cues

_LINE_END = re.compile(r"\r\n|\r|\u2028|\u2029|\u0085")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_STAMPED = re.compile(r"\s*date\s+(?P<day>\d{4}-\d{2}-\d{2})\b\s*", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_ASKS = ("?", "!")
_CUT_OFF = re.compile(r"\s*(?:\.{3,}|…)$")
_SENTENCE_WORDS = 8
# "date 2019-11-11"
_STAMP_WORDS = 2
# A line less like prose than this is taken for furniture.
_PROSE_AT_LEAST = 0.08
_LEAST_WORDS = 15
_TITLE_LEAST = 3
_TITLE_WORDS = 35
_DATE_BEFORE = 8
_DATE_AFTER = 4
_RULES = {
    "headline": "headline.dump.v1",
    "bylines": "byline.v1",
    "dateline": "dateline.v1",
    "published": "published.dump.v1",
    "publisher": "publisher.dump.v1",
}
_LOOSE_MARKS = " -–—|"
# Shorter lines are the items of a list.
_BROKEN_AT_LEAST = 40
_REPORTS = re.compile(r",\s+(?P<name>[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,3})\s+(?:reports|reported|informs)\b\.?")


Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its words trimmed of blanks."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """The date that a crawl wrote before the page, and whether its line holds nothing else."""

    date: FoundDate | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found on the lines around an article's start: each with the line it stands on."""

    headline: Line | None
    filed: Filed | None
    byline: Byline | None
    published: FoundDate | None
    stamp: FoundDate | None
    lines: frozenset[int]
    starts: dict[int, int]

    @property
    def dateline(self) -> Dateline | None:
        """Where and when it was filed."""
        return self.filed.dateline if self.filed else None


def parse_dump(document: Document) -> Report:
    """The report that a dump or a plain text holds.

    Raises: ParseError if there is no article in it.
    """
    text, offsets = normalise_line_ends(document.text)
    lines = split_lines(text)
    stamp = find_stamp(lines)
    if document.source.form == "text":
        judged, body = judge_plain_lines(lines)
        headline = _title_of_plain(lines, judged, body, skip=int(stamp.alone))
    else:
        body = judge_lines(lines)
        headline = choose_headline([line.text for line in lines], body, load_trees("headline"), skip=int(stamp.alone))
    opening = read_opening(text, lines, body, headline, stamp)
    own = (index for index in np.flatnonzero(body).tolist() if index not in opening.lines)
    # A letter alone is a crawl's crumb.
    kept = [index for index in own if len(lines[index].text) > 1]
    title = opening.headline.text if opening.headline else None
    paragraphs, credits_cut = trim_paragraphs(text, join_paragraphs(text, lines, kept, opening.starts), title)
    require_length(paragraphs)
    require_words(paragraphs, text, len(lines), least=_LEAST_WORDS)
    used = {*kept, *opening.lines}
    rest = [line.span for index, line in enumerate(lines) if index not in used]
    aside = [(span, span.of(text)) for span in sorted([*rest, *credits_cut])]
    furniture = find_furniture(aside, text, first_body=paragraphs[0].start)
    return _report(document, text, offsets, paragraphs, opening, furniture, lines)


def normalise_line_ends(source: str) -> tuple[str, tuple[OffsetRun, ...]]:
    """The text with line feeds alone between lines, and the map back to the source."""
    runs: list[OffsetRun] = []
    pieces: list[str] = []
    length = position = 0
    for match in [*_LINE_END.finditer(source), None]:
        end = match.start() if match else len(source)
        piece = source[position:end]
        if piece:
            runs.append(OffsetRun(length, length + len(piece), position, end))
        pieces.append(piece)
        length += len(piece)
        if match:
            runs.append(OffsetRun(length, length + 1, *match.span()))
            pieces.append("\n")
            length += 1
            position = match.end()
    return "".join(pieces), tuple(runs)


def split_lines(text: str) -> list[Line]:
    """The lines with something on them; a crawl's stamp (`date 2019-11-11`) before the first words is a line of its own."""
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.end() - (len(match[0]) - len(match[0].rstrip()))
        stamp = _STAMPED.match(text, start, end) if not lines else None
        if stamp and stamp.end() < end:
            lines.append(Line(Span(start, stamp.end("day")), text[start : stamp.end("day")]))
            start = stamp.end()
        lines.append(Line(Span(start, end), text[start:end]))
    return lines


def judge_lines(lines: Sequence[Line]) -> Mask:
    """For each line of a whole page whether it is the article's.

    Raises: ParseError if there are no lines, or too many.
    """
    texts = _texts(lines)
    body, prose = _by_models(texts)
    return _worded(body if body.any() else _with_prose(body, prose), texts)


def judge_plain_lines(lines: Sequence[Line]) -> tuple[Mask, Mask]:
    """The same of an article without a page around it: as the models judge and its prose shows, and with every other line that is its own.

    Raises: ParseError if there are no lines, or too many.
    """
    texts = _texts(lines)
    judged = _with_prose(*_by_models(texts))
    kept = np.array([_kept_in_plain(line, index, judged) for index, line in enumerate(texts)])
    return judged, _worded(kept, texts)


def _texts(lines: Sequence[Line]) -> list[str]:
    if not lines:
        raise ParseError("DRG-P001", "no article in it: there is no text")
    require_few_lines(len(lines))
    return [line.text for line in lines]


def _by_models(texts: Sequence[str]) -> tuple[Mask, Array]:
    """What the two models judge together, and how much each line is like prose."""
    features = dump_features(texts)
    by_trees = load_trees("dump").chances(with_neighbours(features))
    chances = join_chances(by_trees, load_net("dump_net").chances(texts, features))
    return best_expected(chances, texts), features[:, PROSE]


def _with_prose(body: Mask, prose: Array) -> Mask:
    """The lines and the stretch that is most like prose."""
    first, last = best_stretch(prose - _PROSE_AT_LEAST)
    found = body.copy()
    found[first:last] = True
    return found


def _worded(body: Mask, texts: Sequence[str]) -> Mask:
    """Those that hold a word; where none does, what scripts without spaces write."""
    worded: Mask = body & np.array([bool(_WORD.search(line)) for line in texts])
    return worded if worded.any() else unspaced_prose(texts)


def _kept_in_plain(line: str, index: int, body: Mask) -> bool:
    """In an article without a page around it every line is its own, but for a title before it, a short line after, and a button's word among them."""
    inside = body[:index].any() and body[index:].any()
    return bool(body[index] or inside or _SENTENCE_END.search(line)) and not is_button(line)


def find_stamp(lines: Sequence[Line]) -> Stamp:
    """The crawl's date on the first line."""
    if not lines or not _STAMPED.match(lines[0].text):
        return Stamp(None, alone=False)
    date = next(iter(find_dates(lines[0].text, base=lines[0].span.start)), None)
    return Stamp(date, alone=date is not None and len(lines[0].text.split()) <= _STAMP_WORDS)


def read_opening(text: str, lines: Sequence[Line], body: Mask, headline: int | None, stamp: Stamp) -> Opening:
    """Date, dateline and byline from the lines around the article's start, beside its headline and the crawl's stamp."""
    first = int(np.flatnonzero(body)[0]) if body.any() else 0
    at = headline if headline is not None else first
    published = _choose_date(lines, at, first)
    used = {index for index in (headline,) if index is not None}
    if stamp.alone:
        used.add(0)
    near = [index for index in range(max(0, at - 2), min(len(lines), first + 5)) if index not in used]
    dated: set[int] = set()
    if published:
        most = 2 * len(published.span.of(text)) + 30
        dated.update(i for i in near if lines[i].span.covers(published.span) and len(lines[i].text) < most)
    used |= dated
    day = published or stamp.date
    starts = {}
    where = find_filed([(i, lines[i].span) for i in near], text, day.instant if day else None, whole=dated)
    filed = where[1] if where else None
    rest = [index for index in near if index not in used and (where is None or index != where[0])]
    if where and where[1].start >= lines[where[0]].span.end:
        used.add(where[0])
    elif where:
        starts = {where[0]: where[1].start}
    byline = find_author([line.span for line in lines], rest, text, titled=headline, first=first)
    if byline:
        used.add(byline[0])
    if headline is not None and body[headline] and headline == first and not body[first + 1 :].any():
        used.discard(headline)
    title = _without_mark(lines[headline]) if headline is not None else None
    author = byline[1] if byline else None
    return Opening(title, filed, author, published, stamp.date, frozenset(used), starts)


def _without_mark(title: Line) -> Line:
    """The title without a dash or bar that nothing follows: "Three envoys leave -"."""
    words = title.text.rstrip(_LOOSE_MARKS)
    return Line(Span(title.span.start, title.span.start + len(words)), words) if words else title


def _title_of_plain(lines: Sequence[Line], judged: Mask, body: Mask, *, skip: int) -> int | None:
    """In an article without a page around it the title above it, else the line above its first sentence, or a first line that is no sentence.

    A title that ends as a sentence does is among the lines kept, above those `judged` the article's; one that asks may be the first of these.
    """
    texts = [line.text for line in lines]
    above = int(np.flatnonzero(judged)[0]) if judged.any() else 0
    above += texts[above].endswith(_ASKS)
    chosen = choose_headline(texts, judged, load_trees("headline"), skip=skip, above=above)
    if chosen is not None and not ends_sentence(texts[chosen]):
        return chosen
    first = int(np.flatnonzero(body)[0]) if body.any() else 0
    index = max(0, first - 1)
    while index > 0 and _is_below_title(lines[index]):
        index -= 1
    words = len(lines[index].text.split())
    titled = _TITLE_LEAST <= words <= _TITLE_WORDS and not ends_sentence(lines[index].text)
    return index if (titled or _is_cut_lead(lines, index)) and index + 1 < len(lines) else None


def _is_below_title(line: Line) -> bool:
    """Whether the line is what stands between a title and its article: who wrote, where, when, how long it takes to read."""
    if is_no_title(line.text, ()) or find_byline(line.text, line.span.start) is not None:
        return True
    return find_dateline(line.text, line.span.start, None) is not None


def _is_cut_lead(lines: Sequence[Line], index: int) -> bool:
    """Whether the line is what an archive makes of a report without a title: the lead's first words and an ellipsis, with the whole lead below."""
    words = _CUT_OFF.sub("", lines[index].text)
    cut = words != lines[index].text and len(words.split()) >= _TITLE_LEAST
    return cut and any(words in line.text for line in lines[index + 1 : index + 2])


def _choose_date(lines: Sequence[Line], headline: int, first: int) -> FoundDate | None:
    """The dated line nearest the headline, one with a clock time before one without; else a line marked as published."""
    words = load_date_words()
    best: tuple[float, FoundDate] | None = None
    for index, line in enumerate(lines):
        if len(line.text) > 160:
            continue
        for found in find_dates(line.text, base=line.span.start):
            lower = line.text.casefold()
            inside = headline - _DATE_BEFORE <= index <= first + _DATE_AFTER
            score = (2.0 if inside else 0.0) + (0.8 if found.instant.precision == "minute" else 0.0)
            score += 0.6 * any(cue in lower for cue in words.published) - 0.7 * any(
                cue in lower for cue in words.updated
            )
            score -= 0.05 * abs(index - headline) + 0.6 * (len(line.text) > 3 * len(found.instant.raw) + 20)
            score -= 1.0 * any(mark in lower for mark in ("©", "copyright", "rights reserved"))
            # A date within a sentence is what the article tells, not when it was published.
            score -= 1.5 * bool(_SENTENCE_END.search(line.text) and len(line.text.split()) > _SENTENCE_WORDS)
            if score > 0.2 and (best is None or score > best[0]):
                best = (score, found)
    return best[1] if best else None


def join_paragraphs(text: str, lines: Sequence[Line], kept: Sequence[int], starts: dict[int, int]) -> tuple[Span, ...]:
    """The article's lines as paragraphs: where links part a paragraph's lines, or a line begins with a comma, they are one again."""
    parted = sum(_continues(lines[index].text) for index in kept) >= 0.15 * max(1, len(kept))
    paragraphs: list[Span] = []
    for order, index in enumerate(kept):
        span = Span(starts.get(index, lines[index].span.start), lines[index].span.end)
        follows = order > 0 and kept[order - 1] == index - 1
        goes_on = parted and follows and (_continues(lines[index].text) or _goes_on(text, paragraphs[-1]))
        # Behind an abbreviation's full stop a crawl may part the line: "Rep. Ada Renn, R-Mich. | , said …".
        if goes_on or (follows and (lines[index].text[:1] in {",", ";"} or _is_broken(text, paragraphs[-1], span))):
            paragraphs[-1] = Span(paragraphs[-1].start, span.end)
        else:
            paragraphs.append(span)
    return tuple(paragraphs)


def _is_broken(text: str, before: Span, line: Span) -> bool:
    """Whether one line end alone stands in the midst of a sentence: "called for a halt in | Nagorno-Karabakh", "met | the ministers"."""
    words = before.of(text)
    if _SENTENCE_END.search(words) or text.count("\n", before.end, line.start) != 1 or len(words) < _BROKEN_AT_LEAST:
        return False
    return text[line.start].islower() or words.split()[-1] in load_opening_cues()["leading"]


def _continues(line: str) -> bool:
    return line[:1].islower() or line[:1] in ",.;:)’”!?%"


def _goes_on(text: str, span: Span) -> bool:
    words = span.of(text)
    return not _SENTENCE_END.search(words) and len(words.rsplit("\n", 1)[-1]) > 0 and words[-1:] != ":"


def _report(  # noqa: PLR0917 - the parts of a report
    document: Document,
    text: str,
    offsets: tuple[OffsetRun, ...],
    paragraphs: tuple[Span, ...],
    opening: Opening,
    furniture: tuple[Furniture, ...],
    lines: Sequence[Line],
) -> Report:
    headline = opening.headline.text if opening.headline else None
    found = _published(opening) or filed_on(text, opening.dateline)
    publisher = _find_publisher(text, paragraphs, opening, lines)
    author = opening.byline
    if author is None or not author.names:
        author = credited_byline(text, (piece.span for piece in furniture if piece.kind == "credit")) or author
    spans = {
        "headline": opening.headline.span if opening.headline else None,
        "bylines": author.span if author else None,
        "dateline": opening.dateline.span if opening.dateline else None,
        "published": found.span if found else None,
        "publisher": publisher[1] if publisher else None,
    }
    evidence = [Evidence("language", paragraphs[:1], "language.py3langid.v1")]
    evidence += [Evidence(name, (span,), _RULES[name]) for name, span in spans.items() if span]
    gaps = [Gap(name, "the page does not give it") for name, span in spans.items() if not span]
    gaps.append(Gap("section", "a text dump does not mark it"))
    body = "\n".join(span.of(text) for span in paragraphs)
    return Report(
        id=content_id("rep", document.source.url, headline, body, found.iso if found else None),
        text=text,
        source=document.source,
        paragraphs=paragraphs,
        furniture=furniture,
        offsets=offsets,
        url=document.source.url,
        headline=headline,
        headline_span=opening.headline.span if opening.headline else None,
        bylines=author.names if author else (),
        publisher=publisher[0] if publisher else None,
        dateline=opening.dateline,
        published=found,
        language=tell_language(text, paragraphs),
        evidence=tuple(evidence),
        gaps=tuple(gaps),
    )


def _published(opening: Opening) -> Instant | None:
    """The date near the headline; the crawl's stamp only where the page itself says nothing."""
    found = opening.published or opening.stamp
    return found.instant if found else None


def _agency_by_date(published: FoundDate | None, lines: Sequence[Line]) -> tuple[str, Span] | None:
    """The agency on the line of the day: "Interwire, 16 January 2015"."""
    dated = next((line for line in lines if published and line.span.covers(published.span)), None)
    if published is None or dated is None:
        return None
    shift = dated.span.start
    found = find_named_agency(dated.text, Span(published.span.start - shift, published.span.end - shift))
    return (found.of(dated.text), Span(found.start + shift, found.end + shift)) if found else None


def _is_named_around(name: str, lines: Sequence[Line], paragraphs: Sequence[Span]) -> bool:
    """Whether a line that is none of the article's has the name."""
    around = (line for line in lines if not any(span.overlaps(line.span) for span in paragraphs))
    return any(re.search(rf"\b{re.escape(name)}\b", line.text) for line in around)


def _find_publisher(
    text: str, paragraphs: Sequence[Span], opening: Opening, lines: Sequence[Line]
) -> tuple[str, Span] | None:
    """The agency in the byline or dateline or beside the day, the outlet that says "X reports" of itself, or the site behind the title's bar."""
    if opening.byline and opening.byline.agency:
        return opening.byline.agency.strip(" :"), opening.byline.span
    if opening.filed and opening.filed.agency:
        return opening.filed.agency, opening.filed.span
    if named := _agency_by_date(opening.published, lines):
        return named
    inside = [span for span in paragraphs if opening.headline is None or span != opening.headline.span]
    for span in paragraphs[:4]:
        match = _REPORTS.search(text, span.start, span.end)
        # An outlet that says so of itself names itself around the article too; of others it only tells what they report.
        if match and _is_named_around(match["name"], lines, inside):
            return match["name"], Span(*match.span("name"))
    for line in lines[:3]:
        site = SITE.search(line.text)
        if (
            site
            and opening.headline
            and content_words(line.text[: site.start()]) == content_words(opening.headline.text)
        ):
            start = line.span.start + site.start("site")
            return site["site"].strip(), Span(start, start + len(site["site"].strip()))
    return _closing_agency(paragraphs, lines)


def _closing_agency(paragraphs: Sequence[Span], lines: Sequence[Line]) -> tuple[str, Span] | None:
    """The agency at the end of the last paragraph, or alone on the line behind it."""
    last = max((span.end for span in paragraphs), default=0)
    near = [line for line in lines if line.span.start < last <= line.span.end]
    near += [line for line in lines if line.span.start >= last][:1]
    found = [(line, span) for line in near if (span := find_closing_agency(line.text)) is not None]
    named = [Span(line.span.start + span.start, line.span.start + span.end) for line, span in found]
    return (found[-1][1].of(found[-1][0].text), named[-1]) if found else None
