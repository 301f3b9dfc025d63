"""What is coded held against labelled events: an event is right where one of the same sentence has its root and both sides agree.

Sides agree where spans overlap, or both name nobody (`compare`); or, by what the whole report tells (`judge_record`), where they name whoever the report says it is, however the sentence
puts it, and a deed told several times is one. A record with its labelled document comes in; found and wanted events of each sentence go out, or which of the coded ones are right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sentence_texts import LabelledDocument

from dragoman.model import Analysis, Event, Participant, Span, spans_agree
from dragoman.vocab.plover import root_of

# Root, sources, targets.
Found = tuple[str, list[Span], list[Span]]
# An event with the words that tell it.
Placed = tuple[tuple[Span, ...], Found]


def place_event(event: Event) -> Placed:
    """A coded event with the words that tell it."""
    found = root_of(event.cameo) or "", [p.span for p in event.sources], [p.span for p in event.targets]
    return (event.trigger, *event.tellings), found


def compare(document: LabelledDocument, found: Sequence[Placed]) -> Iterator[tuple[list[Found], list[Found]]]:
    """(found, gold) events of every labelled sentence."""
    for told, gold in _by_sentence(document, found):
        yield [found[number][1] for number in told], gold


@dataclass
class LabelledDeed:
    """A deed of a report with all its tellings: the sentences that tell it, the roots that they give it; for either side the sentences' own words and those that name who is meant."""

    sentences: list[Span] = field(default_factory=list)
    roots: set[str] = field(default_factory=set)
    own: tuple[list[Span], list[Span]] = field(default_factory=lambda: ([], []))
    names: tuple[list[Span], list[Span]] = field(default_factory=lambda: ([], []))


def deeds_of(document: LabelledDocument) -> list[LabelledDeed]:
    """The deeds of a document, each with all its tellings, in order of the first."""
    found: list[LabelledDeed] = []
    told: dict[tuple[int, ...], LabelledDeed] = {}
    for sentence in document.sentences:
        for event in sentence.get("events", ()):
            deed = next((told[tuple(span)] for span in event.get("again", ()) if tuple(span) in told), None)
            if deed is None:
                deed = LabelledDeed()
                found.append(deed)
            told.setdefault(tuple(event["trigger"]), deed)
            deed.sentences.append(Span(sentence["start"], sentence["end"]))
            # Where the codebooks part ("occupy territory"), either root is right.
            deed.roots |= {event["type"], root_of(event["cameo"]) or event["type"]}
            for side, own, names in zip(("source", "target"), deed.own, deed.names, strict=True):
                spans, elsewhere = ([Span(*span) for span in event.get(key, ())] for key in (side, f"{side}_elsewhere"))
                own.extend(spans)
                # Words that need no others name who is meant.
                names.extend(elsewhere if f"{side}_elsewhere" in event else spans)
    return found


def judge_record(
    document: LabelledDocument, analysis: Analysis, events: Sequence[Event]
) -> tuple[list[tuple[Event, bool]], int]:
    """Each event that is told in a labelled sentence, and whether it is right by what the whole report tells, the surer ones first; and the number of deeds to be found. A deed is used up by one event."""
    labelled = [Span(s["start"], s["end"]) for s in document.sentences if s["kind"] != "deed" or "events" in s]
    deeds = deeds_of(document)
    wanted, judged = len(deeds), []
    for event in sorted(events, key=lambda own: -own.provenance.confidence):
        words, (root, *_) = place_event(event)
        sentences = {span for span in labelled if any(span.covers(word) for word in words)}
        if not sentences:
            continue
        match = next(
            (
                d
                for d in deeds
                if root in d.roots and sentences.intersection(d.sentences) and _is_by(event, d, analysis)
            ),
            None,
        )
        if match is not None:
            deeds.remove(match)
        judged.append((event, match is not None))
    return judged, wanted


def _is_by(event: Event, deed: LabelledDeed, analysis: Analysis) -> bool:
    return all(
        _names_them(side, own, names, analysis)
        for side, own, names in zip((event.sources, event.targets), deed.own, deed.names, strict=True)
    )


def _names_them(side: Sequence[Participant], own: Sequence[Span], names: Sequence[Span], analysis: Analysis) -> bool:
    """Whether a coded side is who is meant: by the words that name them, or by the actor of these words; where nothing names them, by the sentence's own words, or nobody."""
    if not names:
        return spans_agree([p.span for p in side], own)
    if any(p.span.overlaps(name) for p in side for name in names):
        return True
    actors = {m.actor_id for m in analysis.mentions if m.actor_id and any(m.span.overlaps(name) for name in names)}
    if actors:
        return any(p.actor_id in actors for p in side)
    return any(p.span.overlaps(span) for p in side for span in own)


def _by_sentence(document: LabelledDocument, found: Sequence[Placed]) -> Iterator[tuple[list[int], list[Found]]]:
    for sentence in document.sentences:
        own = Span(sentence["start"], sentence["end"])
        gold = [_gold(event) for event in sentence.get("events", ())]
        yield [number for number, (words, _) in enumerate(found) if any(own.covers(span) for span in words)], gold


def _gold(event: dict[str, Any]) -> Found:
    return event["type"], [Span(*span) for span in event["source"]], [Span(*span) for span in event["target"]]


def same_event(one: Found, other: Found) -> bool:
    """Whether both have the same root and the same sides."""
    return one[0] == other[0] and all(spans_agree(a, b) for a, b in zip(one[1:], other[1:], strict=True))
