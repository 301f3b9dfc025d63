"""The labelled sentences hold to their guideline, and to the texts that they were written on."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))
from page_parts import read_parts  # noqa: E402
from sentence_texts import read_documents  # noqa: E402

from dragoman.coding.relations import ROOT_QUADS  # noqa: E402
from dragoman.evaluate.relations import read_gold  # noqa: E402
from dragoman.model import MODALITIES  # noqa: E402
from dragoman.vocab.cameo import cameo_label  # noqa: E402

FILES = [ROOT / "benchmarks" / "sentences" / "aside.jsonl", ROOT / "training" / "sentences.jsonl"]
STANDINGS = ROOT / "training" / "standings.jsonl"
WRITTEN = ROOT / "training" / "reports_written.jsonl"


@pytest.mark.parametrize("path", [*FILES, STANDINGS, WRITTEN], ids=lambda path: path.name)
def test_labels_are_as_the_guideline_has_them(path):
    """Events where there is a deed, no modality where nothing happens or is said, spans inside their sentence."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for sentence in row["sentences"]:
            assert (sentence["modality"] is None) == (sentence["kind"] == "none" and not sentence["said"])
            assert sentence["kind"] == "deed" or not sentence.get("events")
            for event in sentence.get("events", []):
                assert event["type"] in ROOT_QUADS
                assert event["modality"] in MODALITIES
                spans = [event["trigger"], *event["source"], *event["target"]]
                assert all(sentence["start"] <= start < end <= sentence["end"] for start, end in spans)
                assert cameo_label(event["cameo"])


@pytest.mark.parametrize("path", [*FILES, STANDINGS, WRITTEN], ids=lambda path: path.name)
def test_what_is_told_elsewhere_stands_in_the_report(path):
    """Names lie between the first sentence and the last; an earlier telling is an earlier event's word."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        told = []
        first, last = (edge(s[end] for s in row["sentences"]) for edge, end in ((min, "start"), (max, "end")))
        for event in (event for sentence in row["sentences"] for event in sentence.get("events", [])):
            names = [*event.get("source_elsewhere", []), *event.get("target_elsewhere", [])]
            assert all(first <= start < end <= last for start, end in names)
            assert all(span in told for span in event.get("again", []))
            told.append(event["trigger"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_where_there_is_a_deed_there_are_events(path):
    """Sentences of the two sets that were labelled for both at once."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert all((s["kind"] == "deed") == bool(s.get("events")) for row in rows for s in row["sentences"])


def test_no_document_is_both_trained_on_and_kept_aside():
    """The files share no document."""
    ids = [
        json.loads(line)["id"]
        for path in (*FILES, STANDINGS, WRITTEN)
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(ids) == len(set(ids))


def test_written_reports_are_labelled_as_the_guideline_has_it():
    """No modality where nothing happens or is said; every sentence stands in its text."""
    documents = list(read_documents(WRITTEN, ROOT))
    assert len(documents) > 100
    for document in documents:
        for sentence in document.sentences:
            assert (sentence["modality"] is None) == (sentence["kind"] == "none" and not sentence["said"])
            assert document.text[sentence["start"] : sentence["end"]].strip()


def test_written_relations_have_both_sides_and_codes_of_the_codebook():
    """A type of the fifteen, two sides apart, and a code that CAMEO has where there is one."""
    relations = read_gold(ROOT / "training" / "relations_written.tsv")
    assert {relation.root for relation in relations} == set(ROOT_QUADS)
    for relation in relations:
        assert relation.source
        assert relation.target
        assert not relation.source.overlaps(relation.target)
        assert relation.cameo is None or cameo_label(relation.cameo)


def test_written_parts_of_pages_are_as_the_net_reads_them():
    """Parts before, of and after articles; only an article has article lines throughout."""
    parts = read_parts()
    assert {part.kind for part in parts} == {"before", "body", "after"}
    assert not any(label for part in parts if part.kind == "after" for _, label in part.lines)
    assert all(part.lines[0][1] and part.lines[-1][1] for part in parts if part.kind == "body")


@pytest.mark.shared_data
@pytest.mark.parametrize("path", [*FILES, STANDINGS], ids=lambda path: path.name)
def test_labels_are_of_these_texts(path, shared_data):
    """Every document's text has the hash that it was labelled under."""
    assert sum(len(document.sentences) for document in read_documents(path, shared_data)) > 800
