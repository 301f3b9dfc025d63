"""Records and reports as JSON and back, and the JSON Schema of both; the bytes are the same for the same object."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from dragoman.model import Failed, Record, Report

Kind = TypeVar("Kind", Record, Report)

_ENCODER = msgspec.json.Encoder(order="deterministic")


def encode_json(item: Record | Report | Failed, *, indent: bool = False) -> bytes:
    """The object as one line of JSON, or indented for people."""
    line = _ENCODER.encode(item)
    return msgspec.json.format(line, indent=2) if indent else line


def decode_json(data: bytes | str, kind: type[Kind]) -> Kind:
    """The object again, equal to the one encoded.

    Raises: msgspec.ValidationError if `data` does not follow the schema.
    """
    return msgspec.json.decode(data, type=kind)


def json_schema(kind: type[Record | Report]) -> dict[str, Any]:
    """The JSON Schema (2020-12) that every encoded object of this kind follows."""
    schema = msgspec.json.schema(kind)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.__name__, **schema}
