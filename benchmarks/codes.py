"""CAMEO codes inside the type, on labelled events kept aside: `python benchmarks/codes.py [--data ../shared/data] [--labels FILE]`.

Gold: the events of benchmarks/sentences/aside.jsonl that have both sides, their type given. Printed for each least chance of a code: how many events are coded deeper than
their root, how many of those are right in full and by three digits, and how many of all events are right by three digits, beside coding the root alone. Then the codes
that the whole flow gives to the events whose type it has right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from sentence_texts import KEPT_ASIDE, LabelledDocument, read_documents, sided_events

from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, code_report
from dragoman.model import Span
from dragoman.understand.encoder import load_encoder
from dragoman.vocab.plover import code_of_root, root_of

ROOT = Path(__file__).parents[1]
LEAST = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 1.1)


def main() -> None:
    """The tables are printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--labels", type=Path, default=KEPT_ASIDE)
    options = parser.parse_args()
    encoder = load_encoder()
    if encoder is None:
        sys.exit("there is no learnt reader (docs/models.md)")
    documents = list(read_documents(options.labels, options.data))
    events = [event for document in documents for event in _events(document)]
    typed = encoder.type_relations([marked for marked, _, _ in events])
    read = [(relation.code_of(root), root, gold) for relation, (_, root, gold) in zip(typed, events, strict=True)]
    print(f"{len(events)} events with both sides, their type given")
    for least in LEAST:
        deeper = [(code, gold) for (code, chance), _, gold in read if chance >= least]
        full = sum(code == gold for code, gold in deeper) / max(1, len(deeper))
        three = sum(code[:3] == gold[:3] for code, gold in deeper) / max(1, len(deeper))
        given = [(code if chance >= least else code_of_root(root), gold) for (code, chance), root, gold in read]
        whole = sum(code[:3] == gold[:3] for code, gold in given) / max(1, len(given))
        name = "root alone" if least > 1 else f"chance ≥ {least}"
        print(f"{name:<14} coded {len(deeper) / max(1, len(read)):.2f}   right in full {full:.3f}, by three digits {three:.3f}   of all by three digits {whole:.3f}")  # fmt: skip
    pairs = [pair for document in documents for pair in _coded(document)]
    three = sum(code[:3] == gold[:3] for code, gold in pairs) / max(1, len(pairs))
    print(f"whole flow: {len(pairs)} events with the right type, code right by three digits {three:.3f}")


def _events(document: LabelledDocument) -> Iterator[tuple[tuple[str, Span, Span], str, str]]:
    """(text with its sides, root, code) of each event with both sides, of a code that agrees with its type."""
    for marked, event in sided_events(document):
        if root_of(event["cameo"]) == event["type"]:
            yield marked, event["type"], event["cameo"]


def _coded(document: LabelledDocument) -> Iterator[tuple[str, str]]:
    """(code, gold) of the coded events whose type an event of the same sentence has."""
    record = code_report(plain_report(document.text, day=document.day), Options())
    for sentence in document.sentences:
        own = Span(sentence["start"], sentence["end"])
        left = list(sentence.get("events", ()))
        for event in record.events:
            match = next((gold for gold in left if gold["type"] == root_of(event.cameo)), None)
            if match and any(own.covers(span) for span in (event.trigger, *event.tellings)):
                left.remove(match)
                yield event.cameo, match["cameo"]


if __name__ == "__main__":
    main()
