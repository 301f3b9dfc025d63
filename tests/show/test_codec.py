"""Records go to JSON and come back."""

import json

import msgspec
import pytest

from dragoman.model import Record, Report
from dragoman.show.codec import decode_json, encode_json, json_schema
from tests.show.records import small_record


def test_a_record_comes_back_equal():
    """What is encoded is decoded to an equal object, from one line or indented."""
    record = small_record()
    assert decode_json(encode_json(record), Record) == record
    assert decode_json(encode_json(record, indent=True), Record) == record


def test_spans_are_pairs_that_slice_to_the_words():
    """In JSON a span is `[start, end)` into the report's text."""
    found = json.loads(encode_json(small_record()))
    piece = found["statements"][0]["evidence"][0]
    assert [found["report"]["text"][start:end] for start, end in piece["spans"]] == piece["words"]


def test_what_breaks_the_schema_is_refused():
    """A record with a misspelt modality or a missing id does not decode."""
    found = json.loads(encode_json(small_record()))
    found["statements"][0]["kind"] = "shouted"
    with pytest.raises(msgspec.ValidationError):
        decode_json(json.dumps(found), Record)


@pytest.mark.parametrize("kind", [Record, Report])
def test_the_schema_names_every_field(kind):
    """The published schema holds every field of the object, and names what is required."""
    schema = json_schema(kind)
    definition = schema["$defs"][kind.__name__]
    assert set(definition["properties"]) == set(kind.__dataclass_fields__)
    assert "source" in json_schema(Report)["$defs"]["Report"]["required"]
