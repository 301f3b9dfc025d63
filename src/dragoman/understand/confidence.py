"""How sure an attribution is: what the learnt reader believes of its source, its cue and its content, weighed with what the rules see.

An attribution comes in; a chance goes out that somebody who reads the report would mark the same: a source that meets this one, and half of the content or more. The
weights are those of `vocab/data/confidence.yaml`, fitted on articles that the reader was not taught (`training/confidence.py`, docs/models.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dragoman.model import Attribution
from dragoman.understand.drafts import Page
from dragoman.understand.labelled import TURN
from dragoman.understand.pieces import CONTENT, CUE, SOURCE, Pieces
from dragoman.understand.refining import WHOLE_CLAUSES
from dragoman.vocab.judging import chance, load_confidence

_PRONOUN = frozenset({"PRON"})
# Beyond this many log-odds nothing is surer.
_SUREST = 12.0
# What the reader makes of a place that is none: surely outside.
_OUTSIDE = -5.0
_FARTHEST = 200


def confidence_of(page: Page, item: Attribution, pieces: Pieces | None) -> float:
    """The chance that the attribution is one, to a hundredth; by what the rules see alone where no reader saw it."""
    features = seen_features(page, item)
    table = "statement-by-rules"
    # The reader was taught articles, and of the turns of an interview knows nothing.
    if pieces is not None and item.rule != TURN and (read := read_features(item, pieces)):
        features, table = features | read, "statement"
    return chance(load_confidence()[table], features)


def seen_features(page: Page, item: Attribution) -> dict[str, float]:
    """What the rules see: how it is told, in how many words, by whom."""
    words = sum(len(page.analysis.tokens_in(span)) for span in item.content)
    return {
        "bias": 1.0,
        "direct": float(item.kind == "direct"),
        "mixed": float(item.kind == "mixed"),
        "words": math.log1p(words),
        "unnamed": float(not item.source),
        "pronoun": float(bool(item.source) and all(page.consists_of(span, _PRONOUN) for span in item.source)),
        "clause": float(item.relation in WHOLE_CLAUSES),
    }


def read_features(item: Attribution, pieces: Pieces) -> dict[str, float]:
    """What the reader believes of the parts, in log-odds; nothing where it did not read the content."""
    content, source, cue = (pieces.under(spans) for spans in (item.content, item.source, item.cue))
    if not content.size:
        return {}
    first, last = int(content[0]), int(content[-1])
    source_rather, source_first = pieces.link(first, source, SOURCE)
    cue_rather, _ = pieces.link(first, cue, CUE)
    odds = pieces.odds
    found = {
        "content": float(odds[content, CONTENT].mean()),
        "begins": float(pieces.begins[first, CONTENT]),
        "before": float(odds[first - 1, CONTENT]) if pieces.beside(first, first - 1) else _OUTSIDE,
        "after": float(odds[last + 1, CONTENT]) if pieces.beside(last, last + 1) else _OUTSIDE,
        "source": float(odds[source, SOURCE].mean()) if source.size else 0.0,
        "cue": float(odds[cue, CUE].max()) if cue.size else 0.0,
        "source-rather": source_rather,
        "source-first": source_first,
        "cue-rather": cue_rather,
    }
    bounded = {name: min(max(value, -_SUREST), _SUREST) for name, value in found.items()}
    return bounded | {"far": _pieces_between(source.tolist(), content.tolist())}


def _pieces_between(source: Sequence[int], content: Sequence[int]) -> float:
    """Log of the pieces between source and content; 0 where there is no source."""
    if not source:
        return 0.0
    apart = np.abs(np.subtract.outer(source, content)).min()
    return math.log1p(min(float(apart), _FARTHEST))
