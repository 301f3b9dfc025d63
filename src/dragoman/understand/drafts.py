"""Attributions in the making: a report's tokens as a tree with its quotations, and the drafts that rules and the learnt reader fill."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.model import Analysis, Report, Sentence, Span, Token
from dragoman.understand.quotations import Quotation, find_quotations
from dragoman.vocab.cues import Cue

_LIGHT_PUNCTUATION = " \t\n\r,;:.–—-…"


@dataclass(slots=True)
class Draft:
    """An attribution in the making; spans are of the text. `anchor` is the cue's token; `ruled` are source and content as the rules set them, where the reader has set others."""

    anchor: int
    paragraph: int
    cue_entry: Cue | None
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    rule: str
    addressee: list[Span] = field(default_factory=list)
    quoted: bool = False
    headline: bool = False
    ruled: tuple[list[Span], list[Span]] | None = None

    @property
    def relation(self) -> str:
        """How cue and content are joined, the second part of `rule`."""
        return self.rule.split(".")[1]


class Page:
    """The report's tokens as a tree, and its quotations."""

    def __init__(self, report: Report, analysis: Analysis) -> None:
        self.report = report
        self.text = report.text
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.starts = [token.span.start for token in analysis.tokens]
        self.children: list[list[int]] = [[] for _ in analysis.tokens]
        for token in analysis.tokens:
            if token.head != token.index:
                self.children[token.head].append(token.index)
        pieces = list(enumerate(report.paragraphs))
        if report.headline_span:
            pieces.insert(0, (-1, report.headline_span))
        self.quotations = find_quotations(report.text, pieces)

    def below(self, index: int, *deps: str) -> list[int]:
        """The dependents with one of the relations."""
        return [child for child in self.children[index] if self.tokens[child].dep in deps]

    def subtree(self, index: int, without: Iterable[int] = ()) -> list[int]:
        """The tokens under `index`, itself included, in order, without the subtrees of some."""
        left = set(without)
        found = []
        queue = [index]
        while queue:
            current = queue.pop()
            if current in left:
                continue
            found.append(current)
            queue += self.children[current]
        return sorted(found)

    def pieces(self, indices: Sequence[int]) -> list[Span]:
        """Runs of neighbouring tokens as spans, light punctuation at their ends left off."""
        runs: list[list[int]] = []
        for index in indices:
            if runs and runs[-1][1] == index - 1:
                runs[-1][1] = index
            else:
                runs.append([index, index])
        spans = [self.trimmed(Span(self.tokens[a].span.start, self.tokens[b].span.end)) for a, b in runs]
        return [span for span in spans if span.end > span.start and any(c.isalnum() for c in span.of(self.text))]

    def trimmed(self, span: Span) -> Span:
        """The span without light punctuation at its ends; an abbreviation keeps its full stop."""
        start, end = span
        while start < end and self.text[start] in _LIGHT_PUNCTUATION:
            start += 1
        while end > start and self.text[end - 1] in _LIGHT_PUNCTUATION:
            if self.text[end - 1] == "." and self._abbreviated(end):
                break
            end -= 1
        return Span(start, end)

    def consists_of(self, span: Span, kinds: frozenset[str]) -> bool:
        """Whether every word of it is of these kinds, by part of speech or by tag."""
        return all({token.pos, token.tag} & kinds for token in self.analysis.tokens_in(span))

    def without_tail(self, span: Span, loose: frozenset[str]) -> Span:
        """The span without words of these kinds, by part of speech or by tag, at its end."""
        end = span.end
        for token in reversed(self.analysis.tokens_in(span)):
            if not {token.pos, token.tag} & loose or token.span.start <= span.start:
                break
            end = token.span.start
        return self.trimmed(Span(span.start, end)) if end < span.end else span

    def before(self, position: int) -> Token | None:
        """The last token that begins before a character."""
        index = bisect_left(self.starts, position) - 1
        return self.tokens[index] if index >= 0 else None

    def _abbreviated(self, end: int) -> bool:
        token = self.before(end)
        return token is not None and token.span.end == end and len(token.text) > 1

    def quotation_at(self, position: int) -> Quotation | None:
        """The quotation that holds a character."""
        return next((q for q in self.quotations if q.span.start <= position < q.span.end), None)

    def sentence(self, index: int) -> Sentence:
        """The sentence of a token."""
        return self.analysis.sentences[self.tokens[index].sentence]


def cut_out(pieces: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """The pieces in order, cut where they run over a hole."""
    found = sorted(pieces)
    for hole in sorted(holes):
        cut: list[Span] = []
        for piece in found:
            if not piece.overlaps(hole):
                cut.append(piece)
                continue
            cut += [Span(piece.start, hole.start)] if piece.start < hole.start else []
            cut += [Span(hole.end, piece.end)] if hole.end < piece.end else []
        found = cut
    return found


def distance(one: Span, other: Span) -> int:
    """The characters between two spans; 0 where they touch or overlap."""
    return max(one.start - other.end, other.start - one.end, 0)
