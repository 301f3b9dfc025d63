"""Whole events on raw sentences, as coded with the learnt reader and by rules alone, and all that the reader sees: `python benchmarks/events.py [--data ../shared/data] [--labels FILE]`.

Gold: benchmarks/sentences/aside.jsonl. An event is found where one of the same sentence has its type (15 roots) and both sides agree: spans overlap, or both are
empty. Printed are precision, recall and F1 of whole events, of types alone, and of sentences that hold a deed. What the reader sees is more than what is coded: the labels hold every deed, a robber's too.
"By the report" is stricter and counts deeds, not tellings: an event is right where its sides are whoever the report makes it clear they are, whether its sentence says so or not, and each deed is found once; all events, and those of confidence 0.5 and more.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from labelled_events import Found, Placed, compare, judge_record, place_event, same_event
from sentence_texts import KEPT_ASIDE, LabelledDocument, read_documents

from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, code_analysis, describe_run, understand_report
from dragoman.model import Analysis, Record, Span
from dragoman.understand.encoder import FOLDER_VARIABLE

ROOT = Path(__file__).parents[1]
# What the reader sees less surely is no deed here.
LEAST_CHANCE = 0.4
SURE = 0.5


def main() -> None:
    """The table is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--labels", type=Path, default=KEPT_ASIDE)
    parser.add_argument(
        "--show", type=int, default=0, help="also print the sentences of so many documents with both sides"
    )
    options = parser.parse_args()
    documents = list(read_documents(options.labels, options.data))
    run = describe_run(Options())
    for name, folder in (("with the reader", None), ("rules alone", "none")):
        if folder:
            os.environ[FOLDER_VARIABLE] = folder
        reports = [plain_report(document.text, day=document.day) for document in documents]
        analyses = [understand_report(report, Options(), run_id=run.id) for report in reports]
        records = [code_analysis(report, analysis, run) for report, analysis in zip(reports, analyses, strict=True)]
        coded = [[place_event(event) for event in record.events] for record in records]
        print_scores(name, documents, coded)
        print_by_report(name, documents, analyses, records)
        if not folder:
            print_scores("all that the reader sees", documents, [_seen(analysis) for analysis in analyses])
            show_pairs(documents[: options.show], coded)


def print_scores(name: str, documents: Sequence[LabelledDocument], found: Sequence[Sequence[Placed]]) -> None:
    """One line."""
    pairs = [pair for document, own in zip(documents, found, strict=True) for pair in compare(document, own)]
    print(name, *(f"{kind} {show(counts)}" for kind, counts in tally(pairs).items()), sep="   ")


def print_by_report(
    name: str, documents: Sequence[LabelledDocument], analyses: Sequence[Analysis], records: Sequence[Record]
) -> None:
    """One line."""
    each = [judge_record(*own) for own in zip(documents, analyses, (r.events for r in records), strict=True)]
    wanted = sum(count for _, count in each)
    kinds = {}
    for kind, least in (("all", 0.0), ("sure", SURE)):
        right = [is_right for judged, _ in each for event, is_right in judged if event.provenance.confidence >= least]
        kinds[kind] = [sum(right), len(right), wanted]
    print(f"{name}, by the report", *(f"{kind} {show(counts)}" for kind, counts in kinds.items()), sep="   ")


def _seen(analysis: Analysis) -> list[Placed]:
    return [
        ((deed.trigger,), (deed.root, list(deed.sources), list(deed.targets)))
        for deed in analysis.deeds
        if deed.chance >= LEAST_CHANCE
    ]


def tally(pairs: Iterable[tuple[list[Found], list[Found]]]) -> dict[str, list[int]]:
    """Right, made and wanted, of whole events, of types alone, of sentences with a deed."""
    counts = {"whole": [0, 0, 0], "type": [0, 0, 0], "deed": [0, 0, 0]}
    for found, gold in pairs:
        for kind, same in (("whole", same_event), ("type", lambda a, b: a[0] == b[0])):
            left = list(gold)
            for event in found:
                match = next((other for other in left if same(event, other)), None)
                if match is not None:
                    left.remove(match)
            right = len(gold) - len(left)
            counts[kind] = [a + b for a, b in zip(counts[kind], (right, len(found), len(gold)), strict=True)]
        deed = (bool(found and gold), bool(found), bool(gold))
        counts["deed"] = [a + b for a, b in zip(counts["deed"], deed, strict=True)]
    return counts


def show(counts: Sequence[int]) -> str:
    """Precision, recall, F1."""
    right, made, gold = counts
    return f"P {right / max(1, made):.3f} R {right / max(1, gold):.3f} F1 {2 * right / max(1, made + gold):.3f}"


def show_pairs(documents: Sequence[LabelledDocument], coded: Sequence[Sequence[Placed]]) -> None:
    """What was found and what was wanted, for reading."""
    for document, own in zip(documents, coded, strict=False):
        for sentence, (found, gold) in zip(document.sentences, compare(document, own), strict=True):
            if not found and not gold:
                continue
            print("\n", " ".join(document.text[sentence["start"] : sentence["end"]].split()))
            for mark, events in (("found", found), ("gold ", gold)):
                for kind, sources, targets in events:
                    print(f"   {mark} {kind}: {_words(sources, document)} -> {_words(targets, document)}")


def _words(spans: Iterable[Span], document: LabelledDocument) -> str:
    return ", ".join(span.of(document.text) for span in spans) or "–"


if __name__ == "__main__":
    main()
