"""Where a page of several pieces parts them: a clock time or a rule as a paragraph, and the headings of a live page.

A report and its sentences come in; the paragraphs that part go out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.model import Analysis, Report
from dragoman.vocab.tokens import FINITE

# A clock time ("6:01 p.m.:", "14.30 GMT") or a rule ("* * *").
_TIME_OR_RULE = re.compile(
    r"\W*\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?)?\s*(?:[A-Z]{2,4})?\s*[:–—-]?|[\s_*=#•·~.–—-]{3,}"
)
_ENDS = frozenset(".!?…:;,\"”’'")
# A live page has so many headings that tell something; a heading has at most so many words.
_HEADINGS = 4
_WORDS = 18


def parting_paragraphs(report: Report, analysis: Analysis) -> frozenset[int]:
    """The paragraphs before which nobody is named whom "he" means behind them."""
    headings = frozenset(_headings(report, analysis))
    bars = {n for n, p in enumerate(report.paragraphs) if _TIME_OR_RULE.fullmatch(p.of(report.text))}
    return headings | bars if len(headings) >= _HEADINGS else frozenset(bars)


def _headings(report: Report, analysis: Analysis) -> Iterator[int]:
    """Short paragraphs that tell something and end without a mark."""
    for number, paragraph in enumerate(report.paragraphs):
        words = paragraph.of(report.text).strip()
        short = 0 < len(words.split()) <= _WORDS
        unmarked = short and words[0].isupper() and words[-1] not in _ENDS
        if unmarked and any(token.tag in FINITE for token in analysis.tokens_in(paragraph)):
            yield number
