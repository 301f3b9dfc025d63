"""The shipped tables of known actors: states, organisations, armed groups and parties, leaders, and the words for offices and organs.

Users' own lists come in; goes out one immutable table, theirs first. Disputed entities are coded as the named policy says.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from dragoman.errors import VocabularyError
from dragoman.model import ActorKind
from dragoman.vocab.actor_lists import add_list, checked_code, checked_kind
from dragoman.vocab.actor_table import NOBODY, ActorTable, Form, KnownActor, Noun, NounIndex, fold, forms_of
from dragoman.vocab.conflicts import load_formats
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.petrarch import DatedCode
from dragoman.vocab.rows import malformed, numbered_rows, one_of, parts_of, span_of_years

DEFAULT_POLICY = "neutral-1"
_SHORT_ACRONYM = 3
_NO_PLURAL = ("ese", "sh", "ch", "ss", "ic", "en", "s", "z")
# CAMEO's code for an armed group across borders; a people or party across borders has its sector only.
_ACROSS = {"armed-group": "IMG"}
_NOUN_KINDS = frozenset({*get_args(ActorKind), "honorific", "private", "rank"})
_TERM = re.compile(r"(\d{4})-(\d{4})?")


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
    for name, path in _named(paths):
        problems.extend(add_list(path, name, actors, forms))
    for actor, own in _shipped(policy):
        actors[actor.id] = actor
        forms.extend(own)
    nobody = KnownActor(NOBODY, "", "unknown", ())
    actors[NOBODY] = nobody
    forms.extend(forms_of((name for _, (name,) in numbered_rows("not_actors.tsv", 1)), NOBODY, "name", cased=True))
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
        served=_served(actors.values()),
        organs=_nouns("organs.tsv"),
        problems=tuple(problems),
    )


def _shipped(policy: str) -> Iterator[tuple[KnownActor, list[Form]]]:
    coding = _policy(policy)
    for line, row in numbered_rows("states.tsv", 9):
        yield _state(row, coding, line)
    for line, (key, kind, name, aliases, seats, code) in numbered_rows("igos.tsv", 6):
        own = DatedCode(checked_code(code, "igos.tsv", line))
        actor = KnownActor(f"igo:{key}", name, checked_kind(kind, "igos.tsv", line), (own,), sector=code[:3])
        at = forms_of(parts_of(seats), actor.id, "capital", cased=True)
        yield actor, [*_own_forms(_with_genitives([name, *parts_of(aliases)]), actor), *at]
    for line, (key, kind, name, aliases, countries, sector, years) in numbered_rows("nonstate.tsv", 7):
        where = tuple(parts_of(countries))
        main = coding.get(where[0], (where[0], where[0], ""))[0] if where else _ACROSS.get(kind, "")
        plain = name.lstrip("!?")
        actor = KnownActor(
            f"nonstate:{key}",
            plain,
            checked_kind(kind, "nonstate.tsv", line),
            (DatedCode(checked_code(f"{main}{sector}", "nonstate.tsv", line)),),
            where,
            sector,
            span_of_years(years, "nonstate.tsv", line),
        )
        yield actor, _own_forms([name, *parts_of(aliases)], actor)
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
        (DatedCode(checked_code(code, "states.tsv", line)),),
        (country,) if country else (),
        sector or None,
        span_of_years(years, "states.tsv", line),
    )
    forms = [*forms_of(_with_short_compass([name, *parts_of(aliases)]), actor.id, "name", cased=True)]
    forms += forms_of(_with_short_compass(parts_of(adjectives)), actor.id, "adjective", cased=True)
    plurals = [f"{word}s" for word in parts_of(adjectives) if not word.endswith(_NO_PLURAL) and not word.isupper()]
    forms += forms_of([*plurals, *parts_of(people)], actor.id, "people", cased=True)
    forms += forms_of(parts_of(capitals), actor.id, "capital", cased=True)
    forms += forms_of(parts_of(seats), actor.id, "seat", cased=True)
    return actor, forms


def _with_short_compass(names: Iterable[str]) -> Iterator[str]:
    """The names, and those that begin with a point of the compass also with its letter: "N. Karsova", "N.Karsova"."""
    for name in names:
        yield name
        point, _, rest = name.partition(" ")
        if rest and point.casefold().removesuffix("ern") in discourse_words()["compass"]:
            yield f"{point[0]}. {rest}"
            yield f"{point[0]}.{rest}"


def _with_genitives(names: Iterable[str]) -> Iterator[str]:
    """The names, and those that say what a body of the United Nations is also with these in the genitive and in full: "UN refugee agency", "UN's refugee agency"."""
    for name in names:
        yield name
        whole, _, rest = name.partition(" ")
        if whole == "UN" and rest.islower():
            yield f"UN's {rest}"
            yield f"United Nations {rest}"


# Those whose last name is their government's too ("the Obama administration").
_HEADS = frozenset(
    {"president", "prime minister", "premier", "chancellor", "taoiseach", "king", "leader", "supreme leader"}
)


def _served(actors: Iterable[KnownActor]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for actor in actors:
        if actor.kind == "person" and actor.of and (actor.role or "").casefold() in _HEADS:
            found.setdefault(actor.name.split()[-1], set()).add(actor.of)
    return {name: frozenset(served) for name, served in found.items()}


def _leaders(actors: Mapping[str, KnownActor]) -> Iterator[tuple[KnownActor, list[Form]]]:
    """Office-holders that news copy names without their office, coded so in their terms and as former ones (ELI) outside."""
    for line, (name, aliases, role, of, terms) in numbered_rows("leaders.tsv", 5):
        body = actors.get(of)
        spans = [_TERM.fullmatch(term) for term in terms.split(",")]
        if body is None or not all(spans):
            raise malformed("leaders.tsv", line, f"no such body or term: {of} {terms}")
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
        forms = list(forms_of([name], key, "name", cased=True))
        for alias in parts_of(aliases):
            form = next(iter(forms_of([alias.lstrip("!")], key, "name", cased=True)))
            forms.append(replace(form, exact=None, needs_country=len(form.words) == 1 and not alias.startswith("!")))
        yield actor, forms


def _named(paths: Iterable[Path]) -> list[tuple[str, Path]]:
    """Each list once, under the name that its actors' ids bear: of lists of one name in different folders, later ones are numbered."""
    named: dict[str, Path] = {}
    for path in {path.resolve(): path for path in paths}.values():
        numbers = (f"-{number}" for number in itertools.count(2))
        name = next(name for end in itertools.chain([""], numbers) if (name := path.stem + end) not in named)
        named[name] = path
    return list(named.items())


def _own_forms(names: Iterable[str], actor: KnownActor) -> list[Form]:
    made = []
    regional = actor.kind not in {"igo", "publisher", "format"} and bool(actor.countries)
    for name in names:
        plain = name.lstrip("!?")
        form = next(iter(forms_of([plain], actor.id, "name", cased=True)))
        short = form.exact is not None and len(form.exact) <= _SHORT_ACRONYM
        needs = name.startswith("?") or (short and regional and not name.startswith("!"))
        made.append(replace(form, needs_country=needs and regional))
    return made


def _nouns(name: str) -> NounIndex:
    nouns: dict[tuple[str, ...], Noun] = {}
    told: set[str] = set()
    for line, (phrases, kind, sector) in numbered_rows(name, 3):
        one_of(kind, _NOUN_KINDS, "kind of noun", name, line)
        for phrase in parts_of(phrases):
            written, _, meant = phrase.partition("=")
            if written.lstrip("*") in told:
                raise malformed(name, line, f"{written!r} is told twice")
            told.add(written.lstrip("*"))
            noun = Noun((meant or written).lstrip("*"), kind, sector or None, phrase.startswith("*"))
            nouns.setdefault(fold(written), noun)
            if noun.kind == "person" and fold(written)[-1] in discourse_words()["in_plural"]:
                nouns.setdefault(fold(_plural(written)), noun)
    longest: dict[str, int] = {}
    for words in nouns:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return NounIndex(nouns, longest)


def _plural(phrase: str) -> str:
    return f"{phrase[:-1]}ies" if phrase.endswith("y") else f"{phrase}s"


def load_policies() -> tuple[str, ...]:
    """The names of the policies for disputed entities."""
    return tuple(dict.fromkeys(row[0] for _, row in numbered_rows("policies.tsv", 6, key=2)))


def _policy(name: str) -> dict[str, tuple[str, str, str]]:
    if name not in load_policies():
        known = ", ".join(load_policies())
        raise VocabularyError("DRG-V020", f"no policy for disputed entities is named {name!r}; known: {known}")
    states = {row[0] for _, row in numbered_rows("states.tsv", 9)}
    return {
        one_of(entity, states, "state or disputed entity", "policies.tsv", line): (code, country, sector)
        for line, (policy, entity, code, country, sector, _) in numbered_rows("policies.tsv", 6, key=2)
        if policy == name
    }
