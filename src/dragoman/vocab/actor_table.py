"""Known actors as a report is searched for them: names as forms, nouns for offices and organs, by the longest phrase.

Tokens come in; matches go out. The tables themselves are in `actors.py`, users' own in `actor_lists.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.errors import VocabularyError
from dragoman.model import ActorKind
from dragoman.vocab.petrarch import DatedCode

# Stands in the table for names that mean no actor, so that the shorter ones inside are not read ("South America").
NOBODY = "nobody"
Use = Literal["name", "adjective", "people", "capital", "seat"]
_UNIT = re.compile(r"[^\W_]+")
_LONGEST_ACRONYM = 7
_SPOKEN_ACRONYM = 5


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One actor of a table. `codes` are in force within their days; the first that fits the day counts.

    `countries` are ISO-3 or the policy's codes, the main one first; `years` are the first and last in which it bears the name;
    `of` is the id of the state or body in which a person holds the `role`.
    """

    id: str
    name: str
    kind: ActorKind
    codes: tuple[DatedCode, ...]
    countries: tuple[str, ...] = ()
    sector: str | None = None
    years: tuple[int | None, int | None] = (None, None)
    role: str | None = None
    of: str | None = None

    def code_on(self, day: str | None) -> str | None:
        """The code on that day; without a day, that which has no end, or else the first. None where the table has none for it."""
        if day is None and self.codes and not any(dated.holds_on(None) for dated in self.codes):
            return self.codes[0].code
        return next((dated.code for dated in self.codes if dated.holds_on(day)), None)

    @property
    def country(self) -> str | None:
        """The main country."""
        return self.countries[0] if self.countries else None

    @property
    def is_of_united_nations(self) -> bool:
        """Whether it is the United Nations or a body of theirs."""
        return (self.code_on(None) or "").startswith("IGOUNO")

    def lives_in(self, year: int) -> bool:
        """Whether it bears the name in that year."""
        first, last = self.years
        return (first is None or first <= year) and (last is None or year <= last)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an actor. `exact` is the acronym as it must stand; `needs_country` only counts where the report names it."""

    words: tuple[str, ...]
    actor_id: str
    use: Use
    exact: str | None = None
    capital: bool = True
    needs_country: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for an office (`titles.tsv`) or for an organ or group (`organs.tsv`), which may need an owner to be one."""

    phrase: str
    kind: str
    sector: str | None
    needs_owner: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a token as phrases are compared: folded `word`, `lemma`, and the `token` it belongs to."""

    word: str
    lemma: str
    raw: str
    token: int
    starts: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `[first, last)` are a known phrase: its readings, users' own first."""

    first: int
    last: int
    forms: tuple[Form, ...]


def fold(text: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared: no case, accents, full stops, hyphens or apostrophes."""
    return tuple(word.casefold() for word in _raw_units(text))


def _raw_units(text: str) -> list[str]:
    plain = text.replace(".", "")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _UNIT.findall(plain)


def units_of(tokens: Iterable[tuple[str, str]]) -> list[Unit]:
    """The units of a text's (word, lemma) pairs, in order."""
    units = []
    for index, (text, lemma) in enumerate(tokens):
        simple = text.isalpha() and text.isascii()
        raws = [text] if simple else _raw_units(text)
        lemmas = [lemma] if simple else _raw_units(lemma)
        for place, raw in enumerate(raws):
            last = place == len(raws) - 1
            stem = lemmas[place].casefold() if len(lemmas) == len(raws) else ""
            units.append(Unit(raw.casefold(), stem, raw, index, place == 0, last))
    return units


def forms_of(names: Iterable[str], actor_id: str, use: Use, *, cased: bool) -> Iterator[Form]:
    """The forms of an actor's names, a leading "the" left off; `cased`: capitals count, and a short name in capitals matches only so."""
    for name in names:
        raws = _raw_units(name)
        words = tuple(raw.casefold() for raw in raws)
        if not words:
            continue
        if words[0] == "the" and len(words) > 1:
            raws, words = raws[1:], words[1:]
        bare = "".join(raws)
        # "LeT" is one too; "let" and "Let" are none.
        capitals = bare.upper() == bare or (len(raws) == 1 and sum(letter.isupper() for letter in bare) > 1)
        acronym = cased and len(raws) <= 2 and len(bare) <= _LONGEST_ACRONYM and capitals
        yield Form(
            words, actor_id, use, bare if acronym else None, capital=cased and any(raw[:1].isupper() for raw in raws)
        )


@dataclass(frozen=True, slots=True)
class ActorTable:
    """The known actors, found by phrase. `policy` is the table by which disputed entities are coded.

    `served` has, by the last name of heads of state, government or a body, the ids of what those of that name lead or led, whatever the year. `problems` are the lines of users' PETRARCH dictionaries that could not be read.
    """

    policy: str
    actors: Mapping[str, KnownActor]
    forms: Mapping[str, tuple[Form, ...]]
    titles: NounIndex
    organs: NounIndex
    served: Mapping[str, frozenset[str]]
    problems: tuple[VocabularyError, ...] = ()

    def find(self, units: Sequence[Unit]) -> tuple[Match, ...]:
        """The known phrases of a text, the longest from left to right, none within another."""
        found = []
        start = 0
        while start < len(units):
            match = self._match_at(units, start)
            if match is None:
                start += 1
                continue
            if match[0].forms[0].actor_id != NOBODY:
                found.append(match[0])
            start += match[1]
        return tuple(found)

    def _match_at(self, units: Sequence[Unit], start: int) -> tuple[Match, int] | None:
        if not units[start].starts:
            return None
        length = 0
        readings: list[Form] = []
        for form in self.forms.get(units[start].word, ()):
            size = len(form.words)
            if size < length:
                break
            window = units[start : start + size]
            if len(window) == size and _fits(form, window):
                length = size
                if all(form.actor_id != other.actor_id for other in readings):
                    readings.append(form)
        if not readings:
            return None
        last = units[start + length - 1]
        return Match(units[start].token, last.token + 1, tuple(readings)), length

    def lookup(self, phrase: str) -> tuple[KnownActor, ...]:
        """The actors that the whole phrase names, users' own first."""
        units = units_of([(phrase, "")])
        units = (
            [replace(units[1], starts=True), *units[2:]]
            if units[:1] and units[0].word == "the" and units[1:]
            else units
        )
        found = self.find(units)
        whole = found and found[0].last == 1 and len(found[0].forms[0].words) == len(units)
        return tuple(self.actors[form.actor_id] for form in found[0].forms) if whole else ()


def _fits(form: Form, window: Sequence[Unit]) -> bool:
    if not window[-1].ends or any(unit.word != word for unit, word in zip(window, form.words, strict=True)):
        return False
    if form.exact is not None:
        written = "".join(unit.raw for unit in window)
        # An acronym that can be spoken is also written as a name: "Minusma".
        return written == form.exact or (len(written) >= _SPOKEN_ACRONYM and written == form.exact.capitalize())
    return not form.capital or window[0].raw[:1].isupper() or window[-1].raw[:1].isupper()


@dataclass(frozen=True, slots=True)
class NounIndex:
    """A list of nouns by their words; `longest` has, for each first word, the size of the longest phrase that it begins."""

    nouns: Mapping[tuple[str, ...], Noun]
    longest: Mapping[str, int]

    def __contains__(self, words: tuple[str, ...]) -> bool:
        return words in self.nouns

    def find(self, units: Sequence[Unit]) -> tuple[tuple[int, int, Noun], ...]:
        """Where the nouns stand: tokens `[first, last)` and the noun, the longest from left to right."""
        found = []
        start = 0
        while start < len(units):
            unit = units[start]
            most = max(self.longest.get(unit.word, 0), self.longest.get(unit.lemma, 0)) if unit.starts else 0
            step = 1
            for size in range(min(most, len(units) - start), 0, -1):
                last = units[start + size - 1]
                if not last.ends:
                    continue
                words = tuple(unit.word for unit in units[start : start + size])
                noun = self.nouns.get(words) or self.nouns.get((*words[:-1], last.lemma))
                if noun:
                    found.append((unit.token, last.token + 1, noun))
                    step = size
                    break
            start += step
        return tuple(found)
