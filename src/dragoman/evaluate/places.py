"""Places against LGL-like XML: articles with text and toponyms, each with coordinates.

Scores: of the toponyms found, and of all, the share resolved within 161 km (100 miles) of the gold point.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from dragoman.errors import EvaluationError
from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, describe_run, understand_report
from dragoman.model import Span

NEAR_KM = 161.0
_EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A gold place name and its point in degrees."""

    span: Span
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a gold file."""

    text: str
    toponyms: tuple[Toponym, ...]


def read_gold(path: Path) -> list[Article]:
    """The articles of an XML file, in order; a toponym without coordinates is left out.

    Raises: EvaluationError if the file holds no article.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(path.read_bytes(), parser)
    articles = [] if root is None else root.findall("article")
    if not articles:
        raise EvaluationError("DRG-E002", f"{path} holds no <article>")
    return [
        Article(article.findtext("text") or "", tuple(_toponyms(article)))
        for article in articles
        if article.find("text") is not None
    ]


def _toponyms(article: Any) -> Iterator[Toponym]:
    for node in (*article.iter("toponym"), *article.iter("location")):
        latitude, longitude = node.findtext(".//lat"), node.findtext(".//lon")
        if latitude and longitude:
            span = Span(int(node.findtext("start")), int(node.findtext("end")))
            yield Toponym(span, float(latitude), float(longitude))


def predict_places(articles: list[Article]) -> Iterator[dict[str, Any]]:
    """One prediction an article: its resolved places."""
    options = Options()
    run = describe_run(options)
    for number, article in enumerate(articles):
        analysis = understand_report(plain_report(article.text), options, run_id=run.id)
        places = [
            {
                "start": item.span.start,
                "end": item.span.end,
                "lat": item.place.latitude,
                "lon": item.place.longitude,
                "geonameid": item.place.geonameid,
            }
            for item in analysis.every_place()
            if item.place
        ]
        yield {"id": number, "places": places}


def score_places(predictions: list[dict[str, Any]], articles: list[Article]) -> dict[str, float | int]:
    """Shares within 161 km of the toponyms found, and of all; a toponym is found when a resolved span overlaps it."""
    total = found = near = 0
    for item, article in zip(predictions, articles, strict=True):
        for toponym in article.toponyms:
            total += 1
            hits = [place for place in item["places"] if Span(place["start"], place["end"]).overlaps(toponym.span)]
            found += bool(hits)
            near += bool(hits) and _distance_km(hits[0], toponym) <= NEAR_KM
    return {
        "toponyms": total,
        "found": found / total if total else 0.0,
        "near_of_found": near / found if found else 0.0,
        "near_of_all": near / total if total else 0.0,
    }


def _distance_km(place: dict[str, Any], toponym: Toponym) -> float:
    south, north = math.radians(place["lat"]), math.radians(toponym.latitude)
    across = math.radians(toponym.longitude - place["lon"])
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(across / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
