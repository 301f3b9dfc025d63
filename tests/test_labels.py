"""The labelled sentences hold to their guideline, and to the texts that they were written on."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))
from sentence_texts import read_documents  # noqa: E402

from dragoman.coding.modality import MODALITIES  # noqa: E402
from dragoman.coding.relations import ROOT_QUADS  # noqa: E402
from dragoman.vocab.cameo import cameo_label  # noqa: E402

FILES = [ROOT / "benchmarks" / "sentences" / "aside.jsonl", ROOT / "training" / "sentences.jsonl"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_labels_are_as_the_guideline_has_them(path):
    """Events where there is a deed, no modality where nothing happens or is said, spans inside their sentence."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for sentence in row["sentences"]:
            events = sentence.get("events", [])
            assert (sentence["kind"] == "deed") == bool(events)
            assert (sentence["modality"] is None) == (sentence["kind"] == "none" and not sentence["said"])
            for event in events:
                assert event["type"] in ROOT_QUADS
                assert event["modality"] in MODALITIES
                spans = [event["trigger"], *event["source"], *event["target"]]
                assert all(sentence["start"] <= start < end <= sentence["end"] for start, end in spans)
                assert cameo_label(event["cameo"])


def test_no_document_is_both_trained_on_and_kept_aside():
    """The two files share no document."""
    ids = [{json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()} for path in FILES]
    assert not ids[0] & ids[1]


@pytest.mark.shared_data
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_labels_are_of_these_texts(path, shared_data):
    """Every document's text has the hash that it was labelled under."""
    assert sum(len(document.sentences) for document in read_documents(path, shared_data)) > 800
