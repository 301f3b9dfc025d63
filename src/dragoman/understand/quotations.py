"""Quotation marks paired, whatever their style: `"…"`, `“…”`, `«…»`, `„…“`, ``…'', '…', and mixed pairs.

Comes in: the text and its paragraphs. Goes out: the outermost quotations in order. A mark's shape (what stands at its sides) decides
where its own nature does not fit, since wire pages often open with one kind of mark and close with another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import Analysis, Report, Span

_DOUBLE = re.compile("``|''|[\"“”„‟«»＂″]")
_SINGLE = re.compile("[‘’']")
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_OPENERS = frozenset("“„«‟") | {"``"}
_CLOSERS = frozenset("”»") | {"''"}
_BEFORE_OPENING = frozenset("([{—–-:/") | frozenset("‘'")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-…/") | frozenset("’'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks in `span`, without them in `inner`; `closed` unless the paragraph ends first; `single` marks."""

    span: Span
    inner: Span
    closed: bool
    paragraph: int
    single: bool = False


def find_quotations(text: str, paragraphs: Sequence[tuple[int, Span]]) -> tuple[Quotation, ...]:
    """The outermost quotations of each (index, span) paragraph.

    A paragraph that ends inside a quotation leaves it open up to its end: the next may reopen it.
    """
    found: list[Quotation] = []
    for index, paragraph in paragraphs:
        double = list(_paired(text, index, paragraph))
        found += double
        found += _singles(text, index, paragraph, double)
    return tuple(sorted(found, key=lambda quotation: quotation.span))


def quoted_tokens(report: Report, analysis: Analysis) -> frozenset[int]:
    """The tokens inside double quotation marks of the headline and the paragraphs; a paragraph's unclosed quotation runs to its end."""
    pieces = [*([(-1, report.headline_span)] if report.headline_span else []), *enumerate(report.paragraphs)]
    quotations = (quotation for quotation in find_quotations(report.text, pieces) if not quotation.single)
    return frozenset(token.index for quotation in quotations for token in analysis.tokens_in(quotation.inner))


def _opens(text: str, start: int, end: int, paragraph: Span) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()


def _closes(text: str, start: int, end: int, paragraph: Span) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)


def _paired(text: str, index: int, paragraph: Span) -> Iterator[Quotation]:
    stack: list[tuple[int, int]] = []
    unmarked = True
    for mark in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
        if unmarked and _closes_unopened(text, mark, paragraph):
            # The opening mark was lost with the line before.
            yield Quotation(
                Span(paragraph.start, mark.end()), Span(paragraph.start, mark.start()), closed=True, paragraph=index
            )
        elif _is_opening(text, mark, paragraph, inside=bool(stack)):
            if len(stack) == 1 and _begins_sentence(text, mark, paragraph):
                yield from _never_closed(text, index, paragraph, stack.pop())
            stack.append(mark.span())
        elif stack:
            start, inner = stack.pop()
            if not stack:
                yield Quotation(Span(start, mark.end()), Span(inner, mark.start()), closed=True, paragraph=index)
        unmarked = False
    if stack:
        # A nested mark that never closed is no reason to lose the outer quotation: the first opening counts.
        start, inner = stack[0]
        end = paragraph.start + len(text[paragraph.start : paragraph.end].rstrip())
        single = _closed_by_single(text, inner, paragraph)
        if single is not None:
            yield Quotation(Span(start, single.end()), Span(inner, single.start()), closed=True, paragraph=index)
        elif inner < end:
            yield Quotation(Span(start, end), Span(inner, end), closed=False, paragraph=index)


def _closed_by_single(text: str, inner: int, paragraph: Span) -> re.Match[str] | None:
    """The single mark behind the end of a sentence that closes what a double one opened, where no single one opens before it: "“We go on.’ He left"."""
    for mark in _SINGLE.finditer(text, inner, paragraph.end):
        if _opens_single(text, mark, paragraph):
            return None
        if text[mark.start() - 1] in ".!?" and _closes(text, *mark.span(), paragraph):
            return mark
    return None


def _closes_unopened(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a straight mark can only close, behind the comma or full stop of words that came before."""
    closes = _closes(text, *mark.span(), paragraph) and not _opens(text, *mark.span(), paragraph)
    return mark.group() == '"' and closes and text[mark.start() - 1] in ".,!?"


def _begins_sentence(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a straight mark can only open, and a sentence ends before it: no quotation inside another begins so."""
    opens = _opens(text, *mark.span(), paragraph) and not _closes(text, *mark.span(), paragraph)
    return mark.group() == '"' and opens and text[paragraph.start : mark.start()].rstrip()[-1:] in {".", "!", "?"}


def _never_closed(text: str, index: int, paragraph: Span, mark: tuple[int, int]) -> Iterator[Quotation]:
    """A quotation whose closing mark is lost ends with its sentence; a mark at the paragraph's start is one left over from the line before."""
    start, inner = mark
    end = _SENTENCE_END.search(text, inner, paragraph.end)
    if start > paragraph.start and end is not None:
        yield Quotation(Span(start, end.start() + 1), Span(inner, end.start() + 1), closed=False, paragraph=index)


def _is_opening(text: str, mark: re.Match[str], paragraph: Span, *, inside: bool) -> bool:
    opens = _opens(text, *mark.span(), paragraph)
    closes = _closes(text, *mark.span(), paragraph)
    if inside and closes and not opens:
        return False
    if opens and not closes:
        # A straight mark inside a straight quotation that looks like an opening is one; so is a second curly one.
        return True
    if mark.group() in _OPENERS:
        return True
    return mark.group() not in _CLOSERS and not inside


def _singles(text: str, index: int, paragraph: Span, double: list[Quotation]) -> Iterator[Quotation]:
    """Single quotations outside double ones; an apostrophe has a letter at both sides or ends a possessive."""
    start: re.Match[str] | None = None
    marks = [
        mark
        for mark in _SINGLE.finditer(text, paragraph.start, paragraph.end)
        if not any(quotation.span.covers(Span(*mark.span())) for quotation in double)
    ]
    for position, mark in enumerate(marks):
        if start is None:
            if _opens_single(text, mark, paragraph):
                start = mark
        elif _closes(text, *mark.span(), paragraph) and not _possessive(text, mark, marks[position + 1 :], paragraph):
            span = Span(start.start(), mark.end())
            yield Quotation(span, Span(start.end(), mark.start()), closed=True, paragraph=index, single=True)
            start = None
    if start is not None and _introduced(text, start, paragraph):
        end = paragraph.start + len(text[paragraph.start : paragraph.end].rstrip())
        yield Quotation(Span(start.start(), end), Span(start.end(), end), closed=False, paragraph=index, single=True)


def _opens_single(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    after = text[mark.end() : mark.end() + 1]
    return _opens(text, *mark.span(), paragraph) and (after.isalpha() or after in "[…")


def _introduced(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark that nothing closes begins a sentence of somebody's, behind a comma or colon or with its paragraph, and no word with an apostrophe."""
    before = text[paragraph.start : mark.start()].rstrip()
    after = text[mark.end() : mark.end() + 2]
    return (not before or before[-1] in {",", ":"}) and after[:1].isupper() and not after[1:].isdigit()


def _possessive(text: str, mark: re.Match[str], later: list[re.Match[str]], paragraph: Span) -> bool:
    """Whether `ministers'` is meant: after an s, before a lower-case word, while a better closing mark follows."""
    if text[mark.start() - 1 : mark.start()] != "s" or not text[mark.end() :].lstrip()[:1].islower():
        return False
    for candidate in later:
        if _opens_single(text, candidate, paragraph):
            return False
        if _closes(text, *candidate.span(), paragraph):
            return True
    return False
