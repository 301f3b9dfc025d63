"""Place names resolved against the gazetteer by the report's own context.

An analysis with names comes in; one PlaceMention per name of a place goes out, and one for each adjective of a place and each name of one inside another name. A
name that the gazetteer lacks stays unresolved, with the reason. The choice among bearers of a name is a sum of four kinds of evidence: what the bearer is and how
many people it has; whether the name is its own or a variant; a qualifier behind a comma ("Paris, Texas"); and how much of the
report's other places lie in the same country or province.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import Analysis, NamedMention, Place, PlaceMention, PlacePrecision, Report, Span, Token
from dragoman.vocab.dates import load_date_words
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.places import (
    GazetteerEntry,
    load_abbreviations,
    load_adjectives,
    load_gazetteer,
    load_kinds,
    normalise_name,
    with_whole_compass,
)

RULE = "place.context.v1"
ADJECTIVE_RULE = "place.adjective.v1"
PART_RULE = "place.part_of_name.v1"
_LABELS = {"GPE", "LOC", "FAC"}
_PRECISION: dict[str, PlacePrecision] = {
    "city": "city",
    "capital": "city",
    "district": "district",
    "province": "province",
    "country": "country",
    "region": "region",
}
# Weights were set on two thirds of the articles of TR-News and LGL; see docs/accuracy.md.
_KIND_PRIOR = {"country": 4.0, "region": 2.0, "province": 1.0, "capital": 3.0, "city": 0.6, "district": -0.6}
_OWN_NAME = 0.8
_QUALIFIED = 8.0
_SAME_COUNTRY = 4.0
_SAME_PROVINCE = 2.0
_ROUNDS = 2
_NOT_PLACES = {"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "LAW", "DATE"}
_NO_PLACES_IN = {"PERSON", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE", "EVENT"}
_COMPASS = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"}
_LONGEST_NAME = 4
_LONGEST_ADJECTIVE = 3
_SHORTEST_NAME = 4
_WELL_KNOWN_PEOPLE = 100_000
_DATELINE_PART = re.compile(r"[^\W\d_][^,(:\n–—]*[^\W\d_]")
_BEHIND_PLACE = re.compile(r"\b(?:in|near|at)\s$")
_BEHIND_HYPHEN = re.compile(r"-[^\W\d_a-z][a-z]+\b")
_COMMA = re.compile(r"\s*[,(]\s*")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class _Candidates:
    span: Span
    key: str
    entries: tuple[GazetteerEntry, ...]
    qualifier: tuple[GazetteerEntry, ...]


def find_places(report: Report, analysis: Analysis) -> tuple[PlaceMention, ...]:
    """Every place name of dateline, headline and body, in order, resolved or with the reason why not."""
    tagged = [_trim(report.text, name.span) for name in analysis.names if _is_place(report.text, name)]
    filed = [span for span in _filed(report) if not any(span.overlaps(other) for other in tagged)]
    spans = sorted({*filed, *tagged, *_untagged(report.text, analysis, tagged)})
    spans = [span for span in spans if not _is_title(report.text, span)]
    named = [*spans, *(name.span for name in analysis.names)]
    spans = [_whole(report.text, span, named) for span in spans]
    found = [_candidates(report.text, span, following) for span, following in itertools.zip_longest(spans, spans[1:])]
    return tuple(_mention(item, best) for item, best in zip(found, _resolve(found), strict=True))


def _filed(report: Report) -> Iterator[Span]:
    """The names of the dateline that the gazetteer has: "BAKU, Azerbaijan", where no sentence is; "March" is its month, and no town."""
    if report.dateline is None or report.dateline.place is None:
        return
    start, end = report.dateline.span
    for part in _DATELINE_PART.finditer(report.text, start, end):
        dated = part[0].split()[0].casefold() in load_date_words().months
        if not dated and load_gazetteer().lookup(part[0]):
            yield Span(*part.span())


def find_associated(report: Report, analysis: Analysis) -> tuple[PlaceMention, ...]:
    """Every associative place, in order, where `analysis.places` has the literal ones: adjectives of places, and names of places inside other names.

    A name inside another has the sense that it has elsewhere in the report, else the one that the report's places make likeliest. What the gazetteer lacks is left out.
    """
    literal = analysis.places
    taken = [mention.span for mention in literal] + [n.span for n in analysis.names if n.label in _NO_PLACES_IN]
    adjectives = list(_adjectives(analysis, taken))
    known = {normalise_name(mention.span.of(report.text)): mention for mention in literal if mention.place}
    parts = list(
        _runs_of_known(report.text, _proper_runs(analysis), set(known), set(), [*taken, *(m.span for m in adjectives)])
    )
    context = _Context(
        (name, entry) for name, mention in known.items() if mention.place for entry in _named(mention.place)
    )
    found = [*adjectives]
    for span in parts:
        item = _candidates(report.text, span, None)
        best = known.get(item.key) or _mention(item, _choose(item, context))
        found.append(dataclasses.replace(best, span=span, rule=PART_RULE, use="associative"))
    return tuple(sorted((mention for mention in found if mention.place), key=lambda mention: mention.span))


def _named(place: Place) -> tuple[GazetteerEntry, ...]:
    return tuple(e for e in load_gazetteer().lookup(place.name) if e.geonameid == (place.geonameid or 0))[:1]


def _adjectives(analysis: Analysis, taken: Sequence[Span]) -> Iterator[PlaceMention]:
    """Adjectives of states and regions and words for their people, the longest at each word."""
    table, tokens = load_adjectives(), analysis.tokens
    first = 0
    begins = {words.split(" ")[0] for words in table}
    while first < len(tokens):
        step = 1
        for size in range(_LONGEST_ADJECTIVE if tokens[first].text in begins else 0, 0, -1):
            words = tokens[first : first + size]
            name = table.get(" ".join(token.text for token in words))
            span = Span(words[0].span.start, words[-1].span.end)
            if name and not any(span.overlaps(other) for other in taken):
                entry = max(load_gazetteer().lookup(name), key=lambda e: _KIND_PRIOR[e.kind], default=None)
                if entry:
                    yield PlaceMention(span, _place(entry), ADJECTIVE_RULE, 0.95, use="associative")
                step = size
                break
        first += step


def _resolve(found: Sequence[_Candidates]) -> list[tuple[GazetteerEntry, float] | None]:
    chosen: list[tuple[GazetteerEntry, float] | None] = [None] * len(found)
    for _ in range(_ROUNDS):
        context = _Context((item.key, best[0]) for item, best in zip(found, chosen, strict=True) if best)
        senses = _choose_by_name(found, context)
        chosen = [_choose(item, context) if item.qualifier else senses.get(item.key) for item in found]
    return chosen


def _is_place(text: str, name: NamedMention) -> bool:
    if name.label in _LABELS:
        return True
    # The tagger often takes a small town for a person or a body; behind a preposition of place, a known name is one.
    before = text[max(0, name.span.start - 8) : name.span.start].lower()
    return name.label in {"ORG", "PERSON"} and _BEHIND_PLACE.search(before) is not None


def _whole(text: str, span: Span, named: Sequence[Span]) -> Span:
    """The name with what goes on behind its hyphen: of "Ostrava-Nor" Ostrava is not the place; but "Lyon-Geneva" joins two, as do states and capitals before a hyphen."""
    rest = _BEHIND_HYPHEN.match(text, span.end)
    if rest is None:
        return span
    second = Span(rest.start() + 1, rest.end())
    other = any(second.overlaps(name) and not span.overlaps(name) for name in named)
    greater = any(entry.kind not in {"city", "district"} for entry in load_gazetteer().lookup(span.of(text)))
    return span if other or greater or load_gazetteer().lookup(second.of(text)) else Span(span.start, rest.end())


def _is_title(text: str, span: Span) -> bool:
    """Whether the word is a title that a town has for its name too: "the King", but not "in King"."""
    word = span.of(text).casefold()
    words = discourse_words()
    titled = word in words["sole_holders"] or word in words["male"] or word in words["female"]
    return titled and _BEHIND_PLACE.search(text[max(0, span.start - 8) : span.start].lower()) is None


def _untagged(text: str, analysis: Analysis, tagged: Sequence[Span]) -> Iterator[Span]:
    """Proper names that the tagger passed over and that are well-known places, or places tagged elsewhere in the report."""
    known = {normalise_name(span.of(text)) for span in tagged}
    persons = [name for name in analysis.names if name.label == "PERSON"]
    surnames = {normalise_name(name.span.of(text)).split(" ")[-1] for name in persons if name.last - name.first > 1}
    taken = [
        *tagged,
        *(name.span for name in analysis.names if name.label in _NOT_PLACES and name.last - name.first > 1),
    ]
    yield from _runs_of_known(text, _proper_runs(analysis), known, surnames, taken)


def _runs_of_known(
    text: str, runs: Iterable[list[Token]], known: set[str], surnames: set[str], taken: Sequence[Span]
) -> Iterator[Span]:
    """Stretches of proper words that are known places, the longest first, none of them over what is taken."""
    for run in runs:
        first = 0
        while first < len(run):
            found = next(
                (
                    (last, span)
                    for last in range(min(len(run), first + _LONGEST_NAME), first, -1)
                    for span in [Span(run[first].span.start, run[last - 1].span.end)]
                    if _is_known(normalise_name(span.of(text)), known, surnames)
                    and not any(span.overlaps(other) for other in taken)
                ),
                None,
            )
            if found:
                yield found[1]
            first = found[0] if found else first + 1


def _proper_runs(analysis: Analysis) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in analysis.tokens:
        proper = token.pos == "PROPN" and token.text[:1].isupper()
        if run and (not proper or token.sentence != run[-1].sentence):
            yield run
            run = []
        if proper:
            run.append(token)
    if run:
        yield run


def _is_known(key: str, known: set[str], surnames: set[str]) -> bool:
    if key in known:
        return True
    if key in surnames or key in _COMPASS or len(key) < _SHORTEST_NAME:
        return False
    entries = load_gazetteer().lookup(key)
    spelled = {key, *with_whole_compass(key)}
    return any(
        normalise_name(entry.name) in spelled
        and (entry.kind in {"country", "capital", "province"} or entry.population >= _WELL_KNOWN_PEOPLE)
        for entry in entries
    )


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    kept = _POSSESSIVE.sub("", words)
    lead = len(kept) - len(re.sub(r"^(?:[Tt]he|[Nn]orthern|[Ss]outhern|[Ee]astern|[Ww]estern|[Cc]entral)\s+", "", kept))
    # "southern Lebanon" is Lebanon's south, but "Southern Gaza Strip" or "South Sudan" may be names of their own.
    if load_gazetteer().lookup(kept):
        lead = len(kept) - len(re.sub(r"^[Tt]he\s+", "", kept))
    return Span(span.start + lead, span.start + len(kept))


def _candidates(text: str, span: Span, following: Span | None) -> _Candidates:
    words = span.of(text)
    entries = load_gazetteer().lookup(load_abbreviations().get(words.casefold(), words)) or _by_kind(words)
    return _Candidates(span, normalise_name(words), entries, _qualifier(text, span, following))


def _by_kind(words: str) -> tuple[GazetteerEntry, ...]:
    """Of "Helmand province" the province, or what else is called so."""
    name, _, kind = words.rpartition(" ")
    kinds = load_kinds().get(kind.casefold())
    if not name or kinds is None:
        return ()
    entries = load_gazetteer().lookup(name)
    return tuple(entry for entry in entries if entry.kind in kinds) or entries


def _qualifier(text: str, span: Span, following: Span | None) -> tuple[GazetteerEntry, ...]:
    """What stands behind the comma of "Paris, Texas" or "Macon, Ga."."""
    comma = _COMMA.match(text, span.end)
    if not comma:
        return ()
    if following and following.start == comma.end():
        words = following.of(text)
    else:
        words = (text[comma.end() : comma.end() + 8].split() or [""])[0].rstrip(",)")
    full = load_abbreviations().get(words.casefold(), words if following and following.start == comma.end() else "")
    return tuple(entry for entry in load_gazetteer().lookup(full) if entry.kind in {"country", "province", "region"})


class _Context:
    """How much of the report lies in each country and province, by the names that tell it."""

    def __init__(self, named: Iterable[tuple[str, GazetteerEntry]]) -> None:
        self._countries: collections.Counter[tuple[str, str]] = collections.Counter()
        self._provinces: collections.Counter[tuple[str, str, str]] = collections.Counter()
        self._names: collections.Counter[str] = collections.Counter()
        for name, entry in named:
            self._names[name] += 1
            for own in {name, ""}:
                self._countries[own, entry.country] += 1
                self._provinces[own, entry.country, entry.province or entry.name] += 1

    def support(self, entry: GazetteerEntry, name: str) -> float:
        """What the other names of the report say for one bearer of a name."""
        others = max(1, self._names.total() - self._names[name])
        country, province = (entry.country,), (entry.country, entry.province)
        same_country = (self._countries["", *country] - self._countries[name, *country]) / others
        same_province = (self._provinces["", *province] - self._provinces[name, *province]) / others
        return _SAME_COUNTRY * math.sqrt(same_country if entry.country else 0) + _SAME_PROVINCE * math.sqrt(
            same_province if entry.province else 0
        )


def _choose_by_name(found: Sequence[_Candidates], context: _Context) -> dict[str, tuple[GazetteerEntry, float] | None]:
    """One sense for each name in the report; a qualified mention settles it for the others."""
    senses: dict[str, tuple[GazetteerEntry, float] | None] = {}
    for item in sorted(found, key=lambda item: (not item.qualifier, item.span)):
        if item.key not in senses:
            senses[item.key] = _choose(item, context)
    return senses


def _choose(item: _Candidates, context: _Context) -> tuple[GazetteerEntry, float] | None:
    ranked = sorted(
        ((_score(entry, item, context), -number, entry) for number, entry in enumerate(item.entries)), reverse=True
    )
    if not ranked:
        return None
    best = ranked[0]
    rival = next((other for other in ranked[1:] if _apart(best[2], other[2])), None)
    return best[2], 1 / (1 + math.exp(rival[0] - best[0])) if rival else 0.95


def _score(entry: GazetteerEntry, item: _Candidates, context: _Context) -> float:
    score = math.log10(entry.population + 10) + _KIND_PRIOR[entry.kind]
    if normalise_name(entry.name) == item.key:
        score += _OWN_NAME
    if any(_inside(entry, area) for area in item.qualifier):
        score += _QUALIFIED
    return score + context.support(entry, item.key)


def _inside(entry: GazetteerEntry, area: GazetteerEntry) -> bool:
    if area.kind == "province":
        return entry.country == area.country and normalise_name(entry.province) == normalise_name(area.name)
    return bool(area.country) and entry.country == area.country and entry.kind != "country"


def _apart(one: GazetteerEntry, other: GazetteerEntry) -> bool:
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) > 1


def _mention(item: _Candidates, best: tuple[GazetteerEntry, float] | None) -> PlaceMention:
    if best is None:
        return PlaceMention(item.span, None, RULE, 0.0, "the gazetteer has no place of this name")
    entry, confidence = best
    return PlaceMention(item.span, _place(entry), RULE, round(confidence, 3))


def _place(entry: GazetteerEntry) -> Place:
    return Place(
        entry.name,
        entry.geonameid or None,
        entry.latitude,
        entry.longitude,
        entry.country or None,
        _PRECISION[entry.kind],
    )
