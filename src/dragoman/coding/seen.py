"""What the learnt reader sees done, beside what the lexicon coded: deeds that only it sees, those it sees nothing of, and sides that the rules left empty.

What the reader sees in a report comes in. Frames go out for sentences in which the lexicon coded no deed, its sides standing for the arguments and the word that
governs both for the predicate; and for coded events of the same root, the side that they lack.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from dragoman.coding.clauses import Clauses, phrase_span, subjects
from dragoman.coding.frames import Frame
from dragoman.coding.participants import ActorIndex, participants_of
from dragoman.coding.relations import head_in
from dragoman.model import Analysis, Event, Evidence, Participant, SeenDeed, Span
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.plover import root_of

RULE = "event.reader.v1"
LEAST_CHANCE = 0.78
# Below this chance of a deed in its sentence the lexicon has taken a word in another sense.
DOUBTED = 0.15
LEAST_ROOT = 0.5
_RECIPROCAL = frozenset({"CONSULT"})
# What a deed is done with, or the deed itself: no actor.
_THINGS = ("airattack", "bomb", "projectile", "violence", "weapon")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PREDICATES = frozenset({"VERB", "NOUN", "ADJ", "AUX"})


def seen_frames(tree: Clauses, deeds: Sequence[SeenDeed], coded: Collection[int]) -> Iterator[tuple[Frame, float]]:
    """A frame and its confidence for each sure deed with both sides, of a sentence that is not among those `coded`.

    Less sure ones, and those with one side, cost the records more than they gave (docs/accuracy.md).
    """
    for deed in deeds:
        root, chance = deed.roots[0]
        if deed.sentence in coded or deed.chance < LEAST_CHANCE or chance < LEAST_CHANCE:
            continue
        source, target = head_in(tree, deed.source), head_in(tree, deed.target)
        trigger = _predicate(tree, source, target) if source is not None and target is not None else None
        if source is None or target is None or trigger is None:
            continue
        frame = Frame(
            trigger=trigger,
            words=(trigger,),
            code=deed.code,
            deed=deed.code,
            rule=RULE,
            family=None,
            sources=(source,),
            targets=(target,),
            reciprocal=root in _RECIPROCAL,
            weight=1,
        )
        yield frame, round(deed.chance * chance, 3)


def is_doubted(analysis: Analysis, sentence: int) -> bool:
    """Whether the reader sees so little of a deed in a sentence that what the lexicon finds there is none."""
    judgements = analysis.judgements
    return bool(judgements) and dict(judgements[sentence].kinds)["deed"] < DOUBTED


def complete_sides(event: Event, deeds: Iterable[SeenDeed], actors: ActorIndex, tellers: Sequence[Span]) -> Event:
    """The event with an empty side filled by what the reader sees in its sentence, where both see the same root.

    `tellers` name whoever tells of it there: to tell a deed is not to do it.
    """
    for deed in deeds:
        if deed.roots[0][0] != root_of(event.cameo) or deed.roots[0][1] < LEAST_ROOT:
            continue
        for field, span, others in (("sources", deed.source, event.targets), ("targets", deed.target, event.sources)):
            if (
                getattr(event, field)
                or span is None
                or any(span.overlaps(taken) for taken in (*tellers, *(p.span for p in others)))
            ):
                continue
            found = _participants(actors, span)
            known = {p.actor_id or p.name for p in others}
            if not found or any((p.actor_id or p.name) in known for p in found):
                continue
            spans = tuple(sorted({*event.provenance.spans, *(p.span for p in found)}))
            changes: dict[str, Any] = {
                field: found,
                "evidence": (*event.evidence, Evidence(field, (span,), RULE)),
                "provenance": replace(event.provenance, spans=spans),
                "gaps": tuple(gap for gap in event.gaps if gap.field != field),
            }
            event = replace(event, **changes)
    return event


def _participants(actors: ActorIndex, span: Span) -> tuple[Participant, ...]:
    """Whom a phrase names; the phrase itself where that is nobody known, and of a clause its subject.

    A pronoun that nothing resolves names nobody, nor does the outlet act, nor a weapon.
    """
    head = head_in(actors.tree, span)
    if head is not None and any(t.tag in _FINITE for t in actors.tree.overlapping(span)):
        head = next((word for word in subjects(actors.tree, head) if span.covers(actors.tree.token(word).span)), None)
        span = phrase_span(actors.tree, head) if head is not None else span
    if head is None or any(actors.tree.lemma(head) in word_classes()[name] for name in _THINGS):
        return ()
    mention = actors.heads.get(head)
    unknown = actors.tree.token(head).pos != "PRON" and (mention is None or mention.actor_id is None)
    return participants_of(actors, [head]) or ((Participant(span.of(actors.text), span, None),) if unknown else ())


def _predicate(tree: Clauses, source: int, target: int) -> int | None:
    """The nearest word that governs both and may tell a deed."""
    above = set(_governors(tree, target))
    shared = (word for word in _governors(tree, source) if word in above)
    return next((word for word in shared if tree.token(word).pos in _PREDICATES), None)


def _governors(tree: Clauses, index: int) -> list[int]:
    found: list[int] = []
    while tree.token(index).head != index and len(found) < 30:
        index = tree.token(index).head
        found.append(index)
    return found
