"""The words of a statement: what an attribution gives as said, without the marks around it and without what another begins to be quoted with.

Attributions come in; spans of the report's text go out, the words and nothing around them. A piece of marks alone holds none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding.setting import Setting
from dragoman.model import Attribution, Span

_DOUBLE_MARKS = '"“”„«»‟＂″'
_MARKS = _DOUBLE_MARKS + "'‘’`"
_MERELY = frozenset({"only", "just", "merely", "simply"})


def without_others(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The same, an indirect content only up to where another begins to be quoted whose cue stands outside it: "he said, referring to the road, | “and we will go on.”"."""
    quoted = [item for item in attributions if item.kind == "direct" and item.cue]
    return [_until_quoted(item, quoted) if item.kind in {"indirect", "mixed"} else item for item in attributions]


def _until_quoted(item: Attribution, quoted: Sequence[Attribution]) -> Attribution:
    content = item.content
    for other in quoted:
        inside = any(piece.overlaps(cue) for piece in item.content for cue in other.cue)
        starts = [] if inside else [piece.start for piece in other.content]
        for start in starts:
            content = tuple(
                Span(piece.start, min(piece.end, start)) if piece.start < start else piece
                for piece in content
                if piece.start < start or not any(span.covers(piece) for span in other.content)
            )
    return replace(item, content=content) if content else item


def words_said(setting: Setting, item: Attribution) -> tuple[Span, ...]:
    """The words of each piece of the content, none but a quotation's ending with "but" or "and"; a piece of marks alone holds none."""
    whole = [_on_its_side(setting, item, span) for span in item.content]
    whole = whole if item.kind == "direct" else [_unjoined(setting, span) for span in whole]
    return tuple(piece for span in whole if (piece := _bare(setting, span)).end > piece.start)


def _on_its_side(setting: Setting, item: Attribution, span: Span) -> Span:
    """The span within the headline where its cue stands there: a title without a full stop runs into the text for the parser."""
    title = setting.report.headline_span
    if title is None or not any(title.covers(cue) for cue in item.cue) or not title.overlaps(span):
        return span
    return Span(max(span.start, title.start), min(span.end, title.end))


def _unjoined(setting: Setting, span: Span) -> Span:
    """The span before the conjunctions at its end."""
    tokens = list(setting.analysis.tokens_in(span))
    while tokens and tokens[-1].pos in {"CCONJ", "PUNCT"}:
        if tokens.pop().pos == "CCONJ":
            span = Span(span.start, tokens[-1].span.end if tokens else span.start)
    return span


def _bare(setting: Setting, span: Span) -> Span:
    """The words themselves: without the marks around a quotation and without the conjunction `that`."""
    text = setting.report.text
    end = span.end
    start = _behind_marks(text, span.start, end)
    opening = setting.analysis.tokens_in(Span(start, end))[:2]
    # "Saying only that it will wait".
    first = next((token for token in opening if token.lemma.lower() not in _MERELY), None)
    if first is not None and first.lemma.lower() == "that" and first.dep == "mark":
        start = _behind_marks(text, min(end, first.span.end), end)
        while start < end and (text[start] in ",;:" or text[start].isspace()):
            # "Said that, since the war, …"
            start += 1
    # A mark at the end is taken off when it closes what the span opened, or when nothing inside opens it.
    while end > start and (
        text[end - 1].isspace() or (text[end - 1] in _MARKS and not _closes_inside(text, start, end))
    ):
        end -= 1
    while end > start and text[end - 1] in ",;:":
        end -= 1
    return Span(start, end)


def _behind_marks(text: str, start: int, end: int) -> int:
    """The first character that is neither a blank nor a mark around all the words."""
    while start < end and (text[start].isspace() or (text[start] in _MARKS and not _closed_within(text, start, end))):
        start += 1
    return start


def _closed_within(text: str, start: int, end: int) -> bool:
    """Whether a double mark opens but the first words: the next one closes, and more follows."""
    later = [place for place in range(start + 1, end) if text[place] in _DOUBLE_MARKS]
    if text[start] not in _DOUBLE_MARKS or not later or text[later[0] - 1].isspace():
        return False
    return any(letter.isalnum() for letter in text[later[0] : end])


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Whether the last mark closes a quotation that opens inside the span, after its start."""
    inside = text[start : end - 1]
    if text[end - 1] in "'’" and end >= start + 2 and text[end - 2].isalpha() and not any(m in inside for m in "'‘"):
        return text[end - 2] == "s"
    return sum(letter in _DOUBLE_MARKS for letter in inside) % 2 == 1
