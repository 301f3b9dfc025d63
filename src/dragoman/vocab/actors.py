"""The tables of known actors: states, organisations, armed groups and parties, and the words for offices and organs.

Shipped tables and users' own lists come in; goes out one immutable table that is searched by the longest phrase. Disputed
entities are coded as the named policy says. A malformed row is refused with its file and line.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Literal, cast, get_args

import yaml

from dragoman.errors import VocabularyError
from dragoman.model import ActorKind
from dragoman.vocab.petrarch import DatedCode, read_petrarch

DEFAULT_POLICY = "neutral-1"
# Stands in the table for names that mean no actor, so that the shorter ones inside are not read ("South America").
NOBODY = "nobody"
Use = Literal["name", "adjective", "people", "capital", "seat"]
_KINDS = frozenset(get_args(ActorKind))
_UNIT = re.compile(r"[^\W_]+")
_YEARS = re.compile(r"(\d{4})?-(\d{4})?")
_SHORT_ACRONYM = 3
_LONGEST_ACRONYM = 7
_NO_PLURAL = ("ese", "sh", "ch", "ss", "ic", "en", "s", "z")


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
class KnownFormat:
    """A standing negotiation format; members and mediators are ids of known actors."""

    id: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    mediators: tuple[str, ...]
    conflict: str | None
    years: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class KnownConflict:
    """A conflict; parties are ids of known actors."""

    id: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[int | None, int | None]


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


@dataclass(frozen=True, slots=True)
class ActorTable:
    """The known actors, found by phrase. `policy` is the table by which disputed entities are coded.

    `problems` are the lines of users' PETRARCH dictionaries that could not be read.
    """

    policy: str
    actors: Mapping[str, KnownActor]
    forms: Mapping[str, tuple[Form, ...]]
    titles: NounIndex
    organs: NounIndex
    formats: Mapping[str, KnownFormat]
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
        return "".join(unit.raw for unit in window) == form.exact
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


def load_actors(paths: Sequence[Path] = (), policy: str = DEFAULT_POLICY) -> ActorTable:
    """The shipped actors, and before them those of the users' own lists, coded by the named policy.

    A list is a TSV or YAML file as docs/actors.md describes, or a PETRARCH dictionary (`.txt`).
    Raises: VocabularyError for an unknown policy or a malformed list.
    """
    return _load(tuple(paths), policy)


@functools.cache
def _load(paths: tuple[Path, ...], policy: str) -> ActorTable:
    actors: dict[str, KnownActor] = {}
    forms: list[Form] = []
    problems: list[VocabularyError] = []
    for path in paths:
        if path.suffix == ".txt":
            dictionary = read_petrarch(path)
            problems.extend(dictionary.problems)
            entries = [(entry.name, entry.synonyms, entry.codes) for entry in dictionary.actors]
            for number, (name, synonyms, codes) in enumerate(entries):
                actor = KnownActor(f"user:{path.stem}:{number}", name, _kind_of(codes), codes, _country_of(codes))
                actors[actor.id] = actor
                forms.extend(_user_forms((name, *synonyms), actor.id, "name", cased=False))
        else:
            _add_list(path, actors, forms)
    for actor, own in _shipped(policy):
        actors[actor.id] = actor
        forms.extend(own)
    nobody = KnownActor(NOBODY, "", "unknown", ())
    actors[NOBODY] = nobody
    forms.extend(_user_forms((row[0] for _, row in _rows("not_actors.tsv", 1)), NOBODY, "name", cased=True))
    for actor, own in _leaders(actors):
        actors[actor.id] = actor
        forms.extend(own)
    by_word: dict[str, list[Form]] = {}
    for form in forms:
        by_word.setdefault(form.words[0], []).append(form)
    return ActorTable(
        policy=policy,
        actors=actors,
        forms={word: tuple(sorted(group, key=lambda form: -len(form.words))) for word, group in by_word.items()},
        titles=_nouns("titles.tsv"),
        organs=_nouns("organs.tsv"),
        formats=load_formats(),
        problems=tuple(problems),
    )


def _shipped(policy: str) -> Iterator[tuple[KnownActor, list[Form]]]:
    coding = _policy(policy)
    for line, row in _rows("states.tsv", 9):
        yield _state(row, coding, line)
    for line, (key, kind, name, aliases, code) in _rows("igos.tsv", 5):
        actor = KnownActor(f"igo:{key}", name, _checked(kind, "igos.tsv", line), (DatedCode(code),), sector=code[:3])
        yield actor, _own_forms([name, *_parts(aliases)], actor)
    for line, (key, kind, name, aliases, countries, sector, years) in _rows("nonstate.tsv", 7):
        where = tuple(_parts(countries))
        main = coding.get(where[0], (where[0], where[0], ""))[0] if where else _ACROSS.get(kind, "")
        plain = name.lstrip("!?")
        actor = KnownActor(
            f"nonstate:{key}",
            plain,
            _checked(kind, "nonstate.tsv", line),
            (DatedCode(f"{main}{sector}"),),
            where,
            sector,
            _span_of_years(years, "nonstate.tsv", line),
        )
        yield actor, _own_forms([name, *_parts(aliases)], actor)
    for known in load_formats().values():
        actor = KnownActor(f"format:{known.id}", known.name, "format", (), years=known.years)
        yield actor, _own_forms([known.name, *known.aliases], actor)


def _state(row: list[str], coding: Mapping[str, tuple[str, str, str]], line: int) -> tuple[KnownActor, list[Form]]:
    iso, cameo, name, aliases, adjectives, people, capitals, seats, years = row
    code, country, sector = coding.get(iso, (cameo, iso, ""))
    actor = KnownActor(
        f"state:{iso}",
        name,
        "state",
        (DatedCode(code),),
        (country,) if country else (),
        sector or None,
        _span_of_years(years, "states.tsv", line),
    )
    forms = [*_user_forms([name, *_parts(aliases)], actor.id, "name", cased=True)]
    forms += _user_forms(_parts(adjectives), actor.id, "adjective", cased=True)
    plurals = [f"{word}s" for word in _parts(adjectives) if not word.endswith(_NO_PLURAL) and not word.isupper()]
    forms += _user_forms([*plurals, *_parts(people)], actor.id, "people", cased=True)
    forms += _user_forms(_parts(capitals), actor.id, "capital", cased=True)
    forms += _user_forms(_parts(seats), actor.id, "seat", cased=True)
    return actor, forms


# CAMEO's code for an armed group across borders; a people or party across borders has its sector only.
_ACROSS = {"armed-group": "IMG"}
_TERM = re.compile(r"(\d{4})-(\d{4})?")


def _leaders(actors: Mapping[str, KnownActor]) -> Iterator[tuple[KnownActor, list[Form]]]:
    """Office-holders that news copy names without their office, coded so in their terms and as former ones (ELI) outside."""
    for line, (name, aliases, role, of, terms) in _rows("leaders.tsv", 5):
        body = actors.get(of)
        spans = [_TERM.fullmatch(term) for term in terms.split(",")]
        if body is None or not all(spans):
            raise VocabularyError("DRG-V021", f"leaders.tsv, line {line}: no such body or term: {of} {terms}")
        base = body.code_on(None) or ""
        office = f"{base}GOV" if body.kind == "state" else base
        codes = [
            DatedCode(office, f"{span[1]}-01-01", f"{span[2]}-12-31" if span[2] else None) for span in spans if span
        ]
        codes.append(DatedCode(f"{base}ELI" if body.kind == "state" else base, None, "9999-12-31"))
        key = f"person:{'-'.join(fold(name))}"
        actor = KnownActor(
            key,
            name,
            "person",
            tuple(codes),
            body.countries,
            "GOV" if body.kind == "state" else body.sector,
            role=role,
            of=of,
        )
        forms = list(_user_forms([name], key, "name", cased=True))
        for alias in _parts(aliases):
            form = next(iter(_user_forms([alias.lstrip("!")], key, "name", cased=True)))
            forms.append(replace(form, exact=None, needs_country=len(form.words) == 1 and not alias.startswith("!")))
        yield actor, forms


def _own_forms(names: Iterable[str], actor: KnownActor) -> list[Form]:
    made = []
    regional = actor.kind not in {"igo", "publisher", "format"} and bool(actor.countries)
    for name in names:
        plain = name.lstrip("!?")
        form = next(iter(_user_forms([plain], actor.id, "name", cased=True)))
        short = form.exact is not None and len(form.exact) <= _SHORT_ACRONYM
        needs = name.startswith("?") or (short and regional and not name.startswith("!"))
        made.append(replace(form, needs_country=needs and regional))
    return made


def _user_forms(names: Iterable[str], actor_id: str, use: Use, *, cased: bool) -> Iterator[Form]:
    for name in names:
        raws = _raw_units(name)
        words = tuple(raw.casefold() for raw in raws)
        if not words:
            continue
        if words[0] == "the" and len(words) > 1:
            raws, words = raws[1:], words[1:]
        bare = "".join(raws)
        acronym = cased and len(raws) <= 2 and len(bare) <= _LONGEST_ACRONYM and bare.upper() == bare
        yield Form(
            words, actor_id, use, bare if acronym else None, capital=cased and any(raw[:1].isupper() for raw in raws)
        )


_LIST_COLUMNS = ("name", "aliases", "adjectives", "kind", "code", "country", "sector", "role", "from", "to")


def _add_list(path: Path, actors: dict[str, KnownActor], forms: list[Form]) -> None:
    """The rows of a user's list; rows of the same name are one actor at several times."""
    for line, row in _yaml_rows(path) if path.suffix in {".yaml", ".yml"} else _tsv_rows(path):
        unknown = sorted(set(row) - set(_LIST_COLUMNS))
        if unknown or not row.get("name"):
            what = f"unknown columns {unknown}" if unknown else "no name"
            raise VocabularyError("DRG-V021", f"{path.name}, line {line}: {what}; known are {', '.join(_LIST_COLUMNS)}")
        country, sector = row.get("country") or None, row.get("sector") or None
        code = row.get("code") or f"{country or ''}{sector or ''}"
        if not re.fullmatch(r"[A-Z]{3,}", code) or (country and not re.fullmatch(r"[A-Z]{3}", country)):
            raise VocabularyError("DRG-V021", f"{path.name}, line {line}: {code!r} is no actor code (RUSGOV)")
        dated = DatedCode(code, _day(row.get("from"), path, line), _day(row.get("to"), path, line))
        key = f"user:{path.stem}:{'-'.join(fold(row['name']))}"
        known = actors.get(key)
        if known:
            actors[key] = replace(known, codes=(*known.codes, dated))
            continue
        kind = _checked(row.get("kind") or "organisation", path.name, line)
        where = (country,) if country else ()
        actors[key] = KnownActor(key, row["name"], kind, (dated,), where, sector, role=row.get("role") or None)
        forms.extend(_user_forms([row["name"], *_parts(row.get("aliases"))], key, "name", cased=True))
        forms.extend(_user_forms(_parts(row.get("adjectives")), key, "adjective", cased=True))


def _tsv_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    heading: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not heading:
            heading = cells
        elif len(cells) > len(heading):
            raise VocabularyError("DRG-V021", f"{path.name}, line {number}: {len(cells)} cells for {len(heading)}")
        else:
            yield number, dict(zip(heading, cells, strict=False))


def _yaml_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        value = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise VocabularyError("DRG-V021", f"{path.name}: not YAML: {error}") from error
    if not isinstance(value, list) or not isinstance(root, yaml.SequenceNode):
        raise VocabularyError("DRG-V021", f"{path.name}, line 1: not a list of actors")
    for node, item in zip(root.value, value, strict=True):
        line = node.start_mark.line + 1
        if not isinstance(item, dict):
            raise VocabularyError("DRG-V021", f"{path.name}, line {line}: an actor is a mapping")
        yield line, {str(key): _cell(cell) for key, cell in item.items() if cell is not None}


def _cell(value: object) -> str:
    return "|".join(map(str, value)) if isinstance(value, list) else str(value)


def _day(text: str | None, path: Path, line: int) -> str | None:
    if text and not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise VocabularyError("DRG-V021", f"{path.name}, line {line}: {text!r} is no day (2019-11-11)")
    return text or None


def _kind_of(codes: Sequence[DatedCode]) -> ActorKind:
    code = codes[0].code if codes else ""
    if code.startswith("IGO"):
        return "igo"
    if len(code) == 3:
        return "state"
    return "armed-group" if code[3:6] in {"REB", "SEP", "INS", "UAF"} else "organisation"


def _country_of(codes: Sequence[DatedCode]) -> tuple[str, ...]:
    states = {row[1]: row[0] for _, row in _rows("states.tsv", 9)}
    code = codes[0].code[:3] if codes else ""
    return (states[code],) if code in states else ()


def _nouns(name: str) -> NounIndex:
    nouns: dict[tuple[str, ...], Noun] = {}
    for _, (phrases, kind, sector) in _rows(name, 3):
        for phrase in _parts(phrases):
            noun = Noun(phrase.lstrip("*"), kind, sector or None, phrase.startswith("*"))
            nouns.setdefault(fold(phrase), noun)
    longest: dict[str, int] = {}
    for words in nouns:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return NounIndex(nouns, longest)


@functools.cache
def load_formats() -> dict[str, KnownFormat]:
    """The standing formats of negotiation, by id."""
    return {
        key: KnownFormat(
            key,
            name,
            tuple(_parts(aliases)),
            tuple(_reference(part) for part in _parts(members)),
            tuple(_reference(part) for part in _parts(mediators)),
            conflict or None,
            _span_of_years(years, "formats.tsv", line),
        )
        for line, (key, name, aliases, members, mediators, conflict, years) in _rows("formats.tsv", 7)
    }


@functools.cache
def load_conflicts() -> dict[str, KnownConflict]:
    """The conflicts since 1945, by id."""
    return {
        key: KnownConflict(
            key,
            tuple(_parts(names)),
            tuple(part if ":" in part else f"nonstate:{part}" for part in _parts(parties)),
            tuple(_parts(places)),
            _span_of_years(years, "conflicts.tsv", line),
        )
        for line, (key, names, parties, places, years) in _rows("conflicts.tsv", 5)
    }


def load_policies() -> tuple[str, ...]:
    """The names of the policies for disputed entities."""
    return tuple(dict.fromkeys(row[0] for _, row in _rows("policies.tsv", 6)))


def _policy(name: str) -> dict[str, tuple[str, str, str]]:
    if name not in load_policies():
        known = ", ".join(load_policies())
        raise VocabularyError("DRG-V020", f"no policy for disputed entities is named {name!r}; known: {known}")
    return {row[1]: (row[2], row[3], row[4]) for _, row in _rows("policies.tsv", 6) if row[0] == name}


def _reference(part: str) -> str:
    return part if ":" in part else f"state:{part}"


@functools.cache
def _rows(name: str, width: int) -> tuple[tuple[int, list[str]], ...]:
    text = (files("dragoman.vocab") / "data" / name).read_text(encoding="utf-8")
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line and not line.startswith("#")]
    rows = tuple((number, line.split("\t")) for number, line in lines[1:])
    wrong = next((number for number, row in rows if len(row) != width), None)
    if wrong is not None:
        raise VocabularyError("DRG-V021", f"{name}, line {wrong}: not {width} cells")
    return rows


def _checked(kind: str, name: str, line: int) -> ActorKind:
    if kind not in _KINDS:
        raise VocabularyError("DRG-V021", f"{name}, line {line}: {kind!r} is no kind of actor")
    return cast("ActorKind", kind)


def _span_of_years(text: str, name: str, line: int) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    found = _YEARS.fullmatch(text)
    if not found:
        raise VocabularyError("DRG-V021", f"{name}, line {line}: {text!r} are no years (1994-)")
    first, last = found.groups()
    return int(first) if first else None, int(last) if last else None


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()] if text else []
