"""How sure a coded event is: what the learnt reader believes of its deed and its sides, weighed with what the rules see.

An event and the analysis that it was coded from come in; a chance goes out that somebody who reads the report would mark one of the same root with whoever the report makes it clear stands on either side. The
weights are those of `vocab/data/confidence.yaml`, fitted on labelled documents that the reader was not taught (`training/confidence.py`, docs/models.md).
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.seen import RULE
from dragoman.model import Analysis, Event, Span, spans_agree
from dragoman.vocab.judging import chance, load_confidence, log_odds
from dragoman.vocab.plover import root_of

# What is taken for the chance of a deed, and of its root, where the reader sees none.
_UNSEEN = 0.02
_CARRIED = frozenset({"dobj", "nsubjpass"})


def with_confidence(event: Event, analysis: Analysis) -> Event:
    """The event with its chance to be right, to a hundredth."""
    features, table = coded_features(event, analysis), "event-by-rules"
    if analysis.judgements:
        features, table = features | seen_features(event, analysis), "event"
    sure = chance(load_confidence()[table], features)
    return replace(event, provenance=replace(event.provenance, confidence=sure))


def coded_features(event: Event, analysis: Analysis) -> dict[str, float]:
    """What the rules see: who takes part, by how many words it is told, in which form."""
    trigger = analysis.tokens_in(event.trigger)[0]
    return {
        "bias": 1.0,
        "source": float(bool(event.sources)),
        "target": float(bool(event.targets)),
        "source-known": float(any(own.actor_id for own in event.sources)),
        "target-known": float(any(own.actor_id for own in event.targets)),
        "noun": float(trigger.pos in {"NOUN", "PROPN"}),
        "words": float(len(_words(event))),
        "happened": float(event.modality == "happened"),
        "vague": float(len(event.cameo) == 3 and event.cameo.endswith("0")),
        "told-again": float(bool(event.tellings)),
    }


def seen_features(event: Event, analysis: Analysis) -> dict[str, float]:
    """What the reader believes: that a deed is told, of this root; and whether it sees the same sides."""
    root, trigger = root_of(event.cameo) or "", analysis.tokens_in(event.trigger)[0]
    # "launched an attack": what is told at the verb is told by the noun.
    carried = (analysis.tokens[trigger.head].span,) if trigger.dep in _CARRIED else ()
    words = (*_words(event), *carried)
    deeds = analysis.deeds_at(*words)
    deed = max(deeds, key=lambda own: own.chance * dict(own.roots).get(root, 0.0), default=None)
    seen = {
        "deed": log_odds(deed.chance if deed else _UNSEEN),
        "root": log_odds(dict(deed.roots).get(root, 0.0) if deed else _UNSEEN),
        "by-reader": float(event.evidence[0].rule.startswith(RULE)),
    }
    # Of several tellings one may name whom the others do not.
    for name, own, theirs in (
        ("source", event.sources, [deed.sources for deed in deeds]),
        ("target", event.targets, [deed.targets for deed in deeds]),
    ):
        agree = any(spans_agree([participant.span for participant in own], side) for side in theirs)
        seen[f"{name}-agreed"] = float(bool(deeds) and agree)
        seen[f"{name}-other"] = float(bool(deeds) and not agree)
    return seen


def _words(event: Event) -> tuple[Span, ...]:
    """The words that decided the code; those of all tellings."""
    return tuple(span for evidence in event.evidence if evidence.field == "cameo" for span in evidence.spans)
