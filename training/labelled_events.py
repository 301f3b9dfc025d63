"""What is coded held against labelled events: an event is right where one of the same sentence has its root and both sides agree.

Sides agree where spans overlap, or both name nobody. A record with its labelled document comes in; found and wanted events of each sentence go out, or which of the coded ones are right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sentence_texts import LabelledDocument

from dragoman.model import Event, Span, spans_agree
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


def judge_events(document: LabelledDocument, events: Sequence[Event]) -> Iterator[tuple[Event, bool]]:
    """Each event that is told in a labelled sentence, and whether it is right in one of those that tell it; a gold event is used up by one."""
    found = [place_event(event) for event in events]
    right: dict[int, bool] = {}
    for told, gold in _by_sentence(document, found):
        for number in told:
            match = next((other for other in gold if same_event(found[number][1], other)), None)
            if match is not None:
                gold.remove(match)
            right[number] = right.get(number, False) or match is not None
    return ((events[number], is_right) for number, is_right in sorted(right.items()))


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
