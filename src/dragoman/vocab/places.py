"""The gazetteer: which places bear a name. GeoNames (CC BY 4.0), made compact by `training/gazetteer.py`.

Both tables stay bytes in memory and are searched in place, so that loading takes no time to speak of.
"""

from __future__ import annotations

import bisect
import functools
import gzip
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.rows import DATA, numbered_rows, one_of

GazetteerKind = Literal["city", "capital", "district", "province", "country", "region"]


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place that bears a name; `country` is ISO-3; provinces, districts and regions that GeoNames' tables at hand lack an id for have id 0."""

    name: str
    geonameid: int
    latitude: float
    longitude: float
    country: str
    province: str
    population: int
    kind: GazetteerKind


@functools.lru_cache(maxsize=4096)
def normalise_name(name: str) -> str:
    """Lower case, no accents, only letters, digits and single blanks; a leading "the" is dropped."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def with_whole_compass(name: str) -> list[str]:
    """A normalised name with its first letter as the point of the compass that it stands for."""
    letter, _, rest = name.partition(" ")
    points = [point for point in sorted(discourse_words()["compass"]) if rest and letter == point[0]]
    return [f"{point}{ending} {rest}" for point in points for ending in ("", "ern")]


class Gazetteer:
    """Names to places, by binary search over the sorted table of names."""

    def __init__(self, places: bytes, names: bytes) -> None:
        self._places, self._names = places, names
        self._place_ends, self._name_ends = _line_ends(places), _line_ends(names)
        # A report names a place again and again.
        self._found = functools.lru_cache(maxsize=4096)(self._look_up)

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """Every place that bears the name, in the table's order; of a name that begins with a compass point's letter ("S. Karsova"), of the name in full."""
        key = normalise_name(name)
        return self._found(key) or next(filter(None, map(self._found, with_whole_compass(key))), ())

    def _look_up(self, name: str) -> tuple[GazetteerEntry, ...]:
        key = name.encode()
        found = bisect.bisect_left(range(len(self._name_ends)), key, key=self._key)
        if not key or found == len(self._name_ends) or self._key(found) != key:
            return ()
        rows = _line(self._names, self._name_ends, found).split(b"\t")[1].split(b",")
        return tuple(self._entry(int(row)) for row in rows)

    def _key(self, number: int) -> bytes:
        return _line(self._names, self._name_ends, number).partition(b"\t")[0]

    def _entry(self, number: int) -> GazetteerEntry:
        name, key, latitude, longitude, country, province, people, kind = (
            _line(self._places, self._place_ends, number).decode().split("\t")
        )
        return GazetteerEntry(
            name,
            int(key),
            float(latitude),
            float(longitude),
            country,
            province,
            int(people),
            kind,  # type: ignore[arg-type]
        )


def _line_ends(data: bytes) -> npt.NDArray[np.int64]:
    return np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord("\n"))


def _line(data: bytes, ends: npt.NDArray[np.int64], number: int) -> bytes:
    return data[int(ends[number - 1]) + 1 if number else 0 : int(ends[number])]


@functools.cache
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    places, names = (gzip.decompress((DATA / f"{part}.tsv.gz").read_bytes()) for part in ("places", "names"))
    return Gazetteer(places, names)


@functools.cache
def load_abbreviations() -> dict[str, str]:
    """Abbreviations of provinces in datelines and after commas (`Calif.`, `N.Y.`, `Ont.`) and what they stand for."""
    return {short.casefold(): full for _, (short, full) in numbered_rows("place_abbreviations.tsv", 2)}


@functools.cache
def load_kinds() -> dict[str, frozenset[str]]:
    """Words that say of what kind a place is ("province"), lower case, and the gazetteer's kinds that they may mean.

    Raises: VocabularyError for a kind that the gazetteer has not.
    """
    known = get_args(GazetteerKind)
    return {
        word: frozenset(one_of(kind, known, "kind of place", "place_kinds.tsv", line) for kind in kinds.split())
        for line, (word, kinds) in numbered_rows("place_kinds.tsv", 2)
    }


@functools.cache
def load_adjectives() -> dict[str, str]:
    """Adjectives of states and regions, and words for their people, as written (`Armenian`, `South Africans`, `European`), and whose they are."""
    states = [(row[2], row[4], row[5]) for _, row in numbered_rows("states.tsv", 9)]
    regions = [(name, adjectives, "") for _, (name, adjectives, _) in numbered_rows("regions_adjectives.tsv", 3)]
    found: dict[str, str] = {}
    for name, adjectives, people in (*states, *regions):
        for word in filter(None, (*adjectives.split("|"), *people.split("|"))):
            found.setdefault(word, name)
            found.setdefault(f"{word}s", name)
    return found


@functools.cache
def load_region_codes() -> dict[str, str]:
    """CAMEO's codes of international regions, by their names and adjectives as written (`West Africa`, `West African`)."""
    rows = (row for _, row in numbered_rows("regions_adjectives.tsv", 3))
    return {word: code for name, adjectives, code in rows if code for word in (name, *adjectives.split("|"))}
