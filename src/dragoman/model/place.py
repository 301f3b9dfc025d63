"""Places with the precision the gazetteer gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.evidence import Span

PlacePrecision = Literal["point", "city", "district", "province", "country", "region"]
PlaceUse = Literal["literal", "associative"]


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place: GeoNames id, WGS84 degrees, ISO-3 country."""

    name: str
    geonameid: int | None
    latitude: float
    longitude: float
    country: str | None
    precision: PlacePrecision


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the text; `place` is None when it is not resolved, then `reason` says why.

    `use`: `literal` where the words name the place, `associative` where they only come from its name: an adjective ("the Syrian army") or a part of another name
    ("Kentucky State Police"). Nothing is said to have happened in an associative one. The terms are those of Gritta et al. 2020, A pragmatic guide to
    geoparsing evaluation.
    """

    span: Span
    place: Place | None
    rule: str
    confidence: float
    reason: str | None = None
    use: PlaceUse = "literal"
