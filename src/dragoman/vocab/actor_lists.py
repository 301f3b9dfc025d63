"""Users' own actor lists (docs/actors.md): TSV, YAML, and dictionaries in PETRARCH's form.

A file comes in; actors with the forms of their names go out. A malformed row is refused with its file and line.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

import yaml

from dragoman.errors import VocabularyError
from dragoman.model import ActorKind
from dragoman.vocab.actor_table import Form, KnownActor, fold, forms_of
from dragoman.vocab.petrarch import DatedCode, read_petrarch
from dragoman.vocab.rows import malformed, numbered_rows, one_of, parts_of

_KINDS = frozenset(get_args(ActorKind))
_COLUMNS = ("name", "aliases", "adjectives", "kind", "code", "country", "sector", "role", "from", "to")


def add_list(
    path: Path, list_name: str, actors: dict[str, KnownActor], forms: list[Form]
) -> tuple[VocabularyError, ...]:
    """The file's actors and their forms are among those given, their ids under the list's name; what could not be read of a dictionary goes out.

    Raises: VocabularyError if a list is malformed.
    """
    before = len(actors)
    if path.suffix.lower() != ".txt":
        _add_rows(path, list_name, actors, forms)
        if len(actors) == before:
            raise VocabularyError("DRG-V021", f"{path.name}: there is no actor in it")
        return ()
    dictionary = read_petrarch(path)
    for number, entry in enumerate(dictionary.actors):
        codes = entry.codes
        actor = KnownActor(f"user:{list_name}:{number}", entry.name, _kind_of(codes), codes, _country_of(codes))
        actors[actor.id] = actor
        forms.extend(forms_of((entry.name, *entry.synonyms), actor.id, "name", cased=False))
    if len(actors) == before:
        raise VocabularyError("DRG-V022", f"{path.name}: there is no actor in it that can be read")
    return dictionary.problems


def _add_rows(path: Path, list_name: str, actors: dict[str, KnownActor], forms: list[Form]) -> None:
    """The rows of a user's list; rows of the same name are one actor at several times."""
    for line, row in _yaml_rows(path) if path.suffix.lower() in {".yaml", ".yml"} else _tsv_rows(path):
        unknown = sorted(set(row) - set(_COLUMNS))
        if unknown or not row.get("name"):
            what = f"unknown columns {unknown}" if unknown else "no name"
            raise malformed(path.name, line, f"{what}; known are {', '.join(_COLUMNS)}")
        country, sector = row.get("country") or None, row.get("sector") or None
        code = row.get("code") or f"{country or ''}{sector or ''}"
        if not code:
            raise malformed(path.name, line, f"{row['name']!r} has neither code nor country")
        if country and not re.fullmatch(r"[A-Z]{3}", country):
            raise malformed(path.name, line, f"{country!r} is no country (RUS)")
        first, last = _day(row.get("from"), path, line), _day(row.get("to"), path, line)
        if first and last and first > last:
            raise malformed(path.name, line, f"from {first} is after to {last}")
        dated = DatedCode(checked_code(code, path.name, line), first, last)
        key = f"user:{list_name}:{'-'.join(fold(row['name']))}"
        known = actors.get(key)
        if known:
            actors[key] = replace(known, codes=(*known.codes, dated))
            continue
        kind = checked_kind(row.get("kind") or "organisation", path.name, line)
        where = (country,) if country else ()
        actors[key] = KnownActor(key, row["name"], kind, (dated,), where, sector, role=row.get("role") or None)
        forms.extend(forms_of([row["name"], *parts_of(row.get("aliases"))], key, "name", cased=True))
        forms.extend(forms_of(parts_of(row.get("adjectives")), key, "adjective", cased=True))


def _tsv_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    heading: list[str] = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not heading:
            heading = cells
            if len(set(heading)) < len(heading):
                raise malformed(path.name, number, "a column is named twice")
        elif len(cells) > len(heading):
            raise malformed(path.name, number, f"{len(cells)} cells for {len(heading)}")
        else:
            yield number, dict(zip(heading, cells, strict=False))


def _yaml_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(path)
    try:
        root = yaml.compose(text, yaml.CSafeLoader)
        value = yaml.load(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise VocabularyError("DRG-V021", f"{path.name}: not YAML: {error}") from error
    if not isinstance(value, list) or not isinstance(root, yaml.SequenceNode):
        raise malformed(path.name, 1, "not a list of actors")
    for node, item in zip(root.value, value, strict=True):
        line = node.start_mark.line + 1
        if not isinstance(item, dict):
            raise malformed(path.name, line, "an actor is a mapping")
        yield line, {str(key): _cell(cell) for key, cell in item.items() if cell is not None}


def _text(path: Path) -> str:
    """The file's text: UTF-8, or UTF-16 where it begins with its mark, as spreadsheets save it."""
    data = path.read_bytes()
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise VocabularyError("DRG-V021", f"{path.name}: not text in UTF-8; save it as that") from error


def _cell(value: object) -> str:
    return "|".join(map(str, value)) if isinstance(value, list) else str(value)


def _day(text: str | None, path: Path, line: int) -> str | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise malformed(path.name, line, f"{text!r} is no day (2019-11-11)") from error


def _kind_of(codes: Sequence[DatedCode]) -> ActorKind:
    code = codes[0].code if codes else ""
    if code.startswith("IGO"):
        return "igo"
    if len(code) == 3:
        return "state"
    return "armed-group" if code[3:6] in {"REB", "SEP", "INS", "UAF"} else "organisation"


def _country_of(codes: Sequence[DatedCode]) -> tuple[str, ...]:
    states = {row[1]: row[0] for _, row in numbered_rows("states.tsv", 9)}
    code = codes[0].code[:3] if codes else ""
    return (states[code],) if code in states else ()


def checked_kind(kind: str, name: str, line: int) -> ActorKind:
    """The kind as one of the model's.

    Raises: VocabularyError if it is none.
    """
    return cast("ActorKind", one_of(kind, _KINDS, "kind of actor", name, line))


def checked_code(code: str, name: str, line: int) -> str:
    """The code, which is made as actor codes are.

    Raises: VocabularyError if it is not.
    """
    if not re.fullmatch(r"[A-Z]{3,}", code):
        raise malformed(name, line, f"{code!r} is no actor code (RUSGOV)")
    return code
