"""Sentences judged: news or background, an event in it or none, and the modality of its deed.

A record with its analysis comes in; one judgement a sentence goes out. An event is a deed, a meeting, or that somebody said something: to say is an act that
happened, of CAMEO's root 01 where it is nothing more. Where the learnt reader has judged the sentences, its chance of either and what the rules found said are weighed together, and the
modality is the one that it finds likeliest; without the reader what was coded decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import MODALITIES, Analysis, Event, Judgement, Meeting, Modality, Record, Sentence, Span, Standing
from dragoman.vocab.judging import load_weights, log_odds, weigh


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """One sentence; `modality` is None where there is no event."""

    span: Span
    standing: Standing
    event: bool
    modality: Modality | None


def judge_sentences(record: Record, analysis: Analysis) -> tuple[JudgedSentence, ...]:
    """Every sentence of the analysis, in order."""
    judgements: tuple[Judgement | None, ...] = analysis.judgements or (None,) * len(analysis.sentences)
    return tuple(
        _judge(record, sentence, judgement) for sentence, judgement in zip(analysis.sentences, judgements, strict=True)
    )


def _judge(record: Record, sentence: Sentence, judgement: Judgement | None) -> JudgedSentence:
    opening = Span(sentence.span.start, sentence.span.start + 1)
    background = any(span.covers(opening) for span in record.background)
    main, said = main_deed(record, sentence), is_said(record, sentence)
    event = main is not None or said
    modality: Modality = main.modality if main is not None else "happened"
    if judgement is not None:
        event = weigh(load_weights()["event"], event_features(record, sentence, judgement)) > 0
        modality = likeliest_modality(judgement)
    standing: Standing = "background" if background else "news"
    return JudgedSentence(sentence.span, standing, event, modality if event else None)


def likeliest_modality(judgement: Judgement) -> Modality:
    """The modality with the greatest chance."""
    chances = dict(judgement.modalities)
    return max(MODALITIES, key=lambda name: chances[name])


def event_features(record: Record, sentence: Sentence, judgement: Judgement) -> dict[str, float]:
    """What is weighed to say whether a sentence holds an event."""
    deed, said = dict(judgement.kinds)["deed"], judgement.said
    return {
        "bias": 1.0,
        "either": log_odds(deed + said - deed * said),
        "coded-said": float(is_said(record, sentence)),
    }


def main_deed(record: Record, sentence: Sentence) -> Event | Meeting | None:
    """The deed with both sides, else the first that the sentence tells."""
    span = sentence.span
    deeds: list[Event | Meeting] = [e for e in record.events if any(span.covers(s) for s in (e.trigger, *e.tellings))]
    deeds += [meeting for meeting in record.meetings if span.covers(meeting.trigger)]
    return min(deeds, key=lambda deed: not (isinstance(deed, Event) and deed.sources and deed.targets), default=None)


def is_said(record: Record, sentence: Sentence) -> bool:
    """Whether somebody named is told here to have said something, outside of what another says."""
    return any(
        item.source and not item.parent_id and any(sentence.span.covers(cue) for cue in item.cue)
        for item in record.statements
    )
