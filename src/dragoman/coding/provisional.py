"""Plain readings of modality, standing and time, from the predicate's own negation and tense."""

from __future__ import annotations

from dragoman.model import Analysis, Modality, Report, Span, Standing, TimeMention


def judge_modality(analysis: Analysis, token_index: int) -> tuple[Modality, tuple[Span, ...], str]:
    """Denied when negated, announced after `will`, otherwise happened."""
    trigger = analysis.tokens[token_index]
    for token in analysis.tokens[max(0, token_index - 8) : token_index + 1]:
        if token.head == token_index and token.dep == "neg":
            return "denied", (token.span,), "modality.plain.v1:negation"
        if token.head == token_index and token.tag == "MD":
            return "announced", (token.span,), "modality.plain.v1:modal"
    return "happened", (trigger.span,), "modality.plain.v1"


def judge_clause_standing(
    report: Report, analysis: Analysis, token_index: int, sentence_standing: Standing
) -> tuple[Standing, str, tuple[Span, ...]]:
    """The sentence's standing."""
    sentence = analysis.sentences[analysis.tokens[token_index].sentence]
    return sentence_standing, f"standing.sentence.v1:{report.id[:6]}", (sentence.span,)


def time_for(analysis: Analysis, token_index: int) -> TimeMention | None:
    """The first time that the sentence names."""
    sentence = analysis.sentences[analysis.tokens[token_index].sentence]
    return next((mention for mention in analysis.times if sentence.span.covers(mention.span)), None)
