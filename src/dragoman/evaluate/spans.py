"""Source and target spans against a BIO file: `word TAG` lines (B-S, I-S, B-T, I-T, O), sentences parted by blank lines.

Scores: exact span F1 of each role and of both together. A file of words alone is only predicted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coding.relations import predict_spans as predict_token_spans
from dragoman.errors import EvaluationError
from dragoman.evaluate.plain import plain_report
from dragoman.model import Analysis, Span
from dragoman.understand.encoder import load_encoder
from dragoman.understand.language import analyse_many

ROLES = {"source": "S", "target": "T"}
Pieces = list[list[int]]


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """One sentence's words and, where the file gives them, its gold spans by role in words `[first, last)`."""

    words: tuple[str, ...]
    gold: dict[str, Pieces] | None


def read_gold(path: Path) -> list[TaggedSentence]:
    """The sentences in order.

    Raises: EvaluationError if there is none.
    """
    blocks = [block for block in path.read_text(encoding="utf-8").replace("\r", "").split("\n\n") if block.strip()]
    if not blocks:
        raise EvaluationError("DRG-E030", f"{path} holds no sentence")
    return [_sentence(block) for block in blocks]


def _sentence(block: str) -> TaggedSentence:
    rows = [line.split() for line in block.split("\n") if line.strip()]
    words = tuple(row[0] for row in rows)
    if any(len(row) < 2 for row in rows):
        return TaggedSentence(words, None)
    tags = [row[-1] for row in rows]
    return TaggedSentence(words, {role: _spans(tags, letter) for role, letter in ROLES.items()})


def _spans(tags: Sequence[str], letter: str) -> Pieces:
    spans: Pieces = []
    for number, tag in enumerate(tags):
        if tag == f"B-{letter}":
            spans.append([number, number + 1])
        elif tag == f"I-{letter}" and spans and spans[-1][1] == number:
            spans[-1][1] = number + 1
    return spans


def predict_spans(sentences: Sequence[TaggedSentence]) -> Iterator[dict[str, Any]]:
    """Source and target spans of each sentence's main deed, in words."""
    encoder = load_encoder()
    if encoder is not None:
        found = encoder.find_sides([" ".join(sentence.words) for sentence in sentences])
        for number, (sentence, sides) in enumerate(zip(sentences, found, strict=True)):
            yield {"id": number, **_sides_in_words(sentence.words, sides)}
        return
    analyses = analyse_many(plain_report(" ".join(sentence.words)) for sentence in sentences)
    for number, (sentence, analysis) in enumerate(zip(sentences, analyses, strict=True)):
        source, target = predict_token_spans(analysis)
        yield {
            "id": number,
            "source": _to_words(analysis, sentence.words, source),
            "target": _to_words(analysis, sentence.words, target),
        }


def _sides_in_words(words: Sequence[str], sides: Mapping[str, Span | None]) -> dict[str, Pieces]:
    """What the learnt reader sees, as spans of the file's words."""
    starts = _starts(words)
    return {
        role: _words_of(starts, [(span.start, span.end)] if (span := sides[letter]) else [])
        for role, letter in ROLES.items()
    }


def _starts(words: Sequence[str]) -> list[int]:
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    return starts


def _words_of(starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> Pieces:
    """Characters as spans of the file's words."""
    found = set()
    for begin, end in spans:
        one = max(number for number, start in enumerate(starts) if start <= begin)
        two = max(number for number, start in enumerate(starts) if start < end) + 1
        found.add((one, two))
    return [list(pair) for pair in sorted(found)]


def _to_words(analysis: Analysis, words: Sequence[str], pieces: Sequence[tuple[int, int]]) -> Pieces:
    """Spans of the analysis's tokens as spans of the file's words."""
    spans = [(analysis.tokens[first].span.start, analysis.tokens[last - 1].span.end) for first, last in pieces]
    return _words_of(_starts(words), spans)


def score_spans(predicted: Sequence[dict[str, Any]], sentences: Sequence[TaggedSentence]) -> dict[str, float | int]:
    """Exact F1 of source, target and both, over the sentences with gold."""
    scores: dict[str, float | int] = {"sentences": len(sentences)}
    totals = [0, 0, 0]
    for role in ROLES:
        counts = [0, 0, 0]
        for made, sentence in zip(predicted, sentences, strict=True):
            if sentence.gold is None:
                continue
            found, gold = {tuple(span) for span in made[role]}, {tuple(span) for span in sentence.gold[role]}
            counts = [a + b for a, b in zip(counts, (len(found & gold), len(found), len(gold)), strict=True)]
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        if counts[2]:
            scores[f"{role}_exact_f1"] = 2 * counts[0] / (counts[1] + counts[2])
    if totals[2]:
        scores["exact_f1"] = 2 * totals[0] / (totals[1] + totals[2])
    return scores
