"""Reads actor and agent dictionaries in the format of TABARI and PETRARCH.

A text file comes in; goes out its actors (names, `+` synonyms, codes in force within days), its agents (with plurals) and
its sets of words. A line that cannot be read is no silent loss: it is among the problems, with file and line.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import VocabularyError

_BRACKET = re.compile(r"\[([^\]]*)\]")
# A row of hyphens is the format's word for "no code": the phrase is known to stand for nobody.
_CODE = re.compile(r"~?[A-Z][A-Z0-9]+~?|---")
_SET = re.compile(r"!([A-Z0-9_]+)!\s*=\s*(.+)")
_SET_USE = re.compile(r"!([A-Z0-9_]+)!")
_PLURAL = re.compile(r"\{([^}]*)\}")
# Two-digit years: the format's programs read those above this one as of the last century.
_LAST_YEAR_OF_2000S = 30


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code and the first and last day on which it holds, ISO; None at an open end."""

    code: str
    start: str | None = None
    end: str | None = None

    def holds_on(self, day: str | None) -> bool:
        """Whether it holds on that day; without a day, whether its end is open."""
        if day is None:
            return self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class PetrarchActor:
    """An actor: its names with blanks for the format's underscores, and its codes in the file's order."""

    name: str
    synonyms: tuple[str, ...]
    codes: tuple[DatedCode, ...]
    line: int


@dataclass(frozen=True, slots=True)
class PetrarchAgent:
    """An agent: its names in the singular (several where it uses a set), its plurals, its code without the tilde.

    `leads`: the code stands before the country's (`IGO~`), not behind it (`~GOV`).
    """

    names: tuple[str, ...]
    plurals: tuple[str, ...]
    code: str
    leads: bool
    line: int


@dataclass(frozen=True, slots=True)
class PetrarchDictionary:
    """All of a file: every line is in an actor, an agent, a set, a comment or blank, or else among the `problems`."""

    actors: tuple[PetrarchActor, ...]
    agents: tuple[PetrarchAgent, ...]
    sets: dict[str, tuple[str, ...]]
    problems: tuple[VocabularyError, ...]


@dataclass(slots=True)
class _Open:
    """The actor whose lines are being read."""

    name: str
    line: int
    synonyms: list[str] = field(default_factory=list)
    codes: list[DatedCode] = field(default_factory=list)
    broken: bool = False


class _MalformedError(Exception):
    """What is wrong with a line."""


def read_petrarch(path: Path) -> PetrarchDictionary:
    """The dictionary in the file, and a typed error for each line that cannot be read.

    Raises: VocabularyError if the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="latin-1")
    except OSError as error:
        raise VocabularyError("DRG-V022", f"{path.name}: cannot be read: {error}") from error
    return _Reader(path.name).read(text)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.actors: list[PetrarchActor] = []
        self.agents: list[PetrarchAgent] = []
        self.sets: dict[str, tuple[str, ...]] = {}
        self.problems: list[VocabularyError] = []
        self.current: _Open | None = None

    def read(self, text: str) -> PetrarchDictionary:
        for number, raw in enumerate(text.split("\n"), 1):
            line = raw.partition("#")[0].strip().strip("﻿")
            if not line or line.startswith("<!--"):
                continue
            try:
                self._line(line, number)
            except _MalformedError as error:
                self._report(number, str(error))
        self._close()
        return PetrarchDictionary(tuple(self.actors), tuple(self.agents), self.sets, tuple(self.problems))

    def _line(self, line: str, number: int) -> None:
        found = _SET.fullmatch(line)
        if found:
            members = tuple(_name(member) for member in found[2].split(",") if member.strip())
            self.sets[found[1]] = members
        elif line.startswith("["):
            if self.current is None:
                raise _MalformedError("codes without an actor")
            self.current.codes.extend(_codes(line))
        elif line.startswith("+"):
            if self.current is None:
                raise _MalformedError("a synonym without an actor")
            name = _name(_BRACKET.sub("", line[1:]))
            if not name:
                raise _MalformedError("a synonym without a name")
            self.current.synonyms.append(name)
            self.current.codes.extend(_codes(line[1 + len(name) :] if "[" in line else ""))
        elif "~" in line:
            self._close()
            self.agents.append(self._agent(line, number))
        else:
            self._close()
            name = _name(_PLURAL.sub("", _BRACKET.sub("", line)))
            if not name:
                raise _MalformedError("no name")
            self.current = _Open(name, number)
            self.current.codes.extend(_codes(line))

    def _agent(self, line: str, number: int) -> PetrarchAgent:
        codes = _BRACKET.findall(line)
        code = codes[0].strip() if len(codes) == 1 else ""
        if not _CODE.fullmatch(code) or code.count("~") != 1:
            raise _MalformedError(f"no agent code such as [~GOV] in {line!r}")
        plural = _PLURAL.search(line)
        phrase = _PLURAL.sub("", _BRACKET.sub("", line)).strip()
        names = self._expand(phrase)
        if plural is None:
            plurals = tuple(f"{name}s" for name in names) if "!" not in phrase else ()
        else:
            plurals = (_name(plural[1]),) if plural[1].strip() else ()
        return PetrarchAgent(names, plurals, code.strip("~"), code.endswith("~"), number)

    def _expand(self, phrase: str) -> tuple[str, ...]:
        pieces = _SET_USE.split(phrase)
        unknown = sorted(set(pieces[1::2]) - set(self.sets))
        if unknown:
            raise _MalformedError(f"no set is named {', '.join(unknown)}")
        choices = [(piece,) if place % 2 == 0 else self.sets[piece] for place, piece in enumerate(pieces)]
        names = tuple(_name("".join(chosen)) for chosen in itertools.product(*choices))
        if not all(names):
            raise _MalformedError("no name")
        return names

    def _close(self) -> None:
        opened, self.current = self.current, None
        if opened is None:
            return
        if opened.codes:
            self.actors.append(PetrarchActor(opened.name, tuple(opened.synonyms), tuple(opened.codes), opened.line))
        else:
            self._report(opened.line, f"{opened.name!r} has no code")

    def _report(self, number: int, what: str) -> None:
        self.problems.append(VocabularyError("DRG-V022", f"{self.name}, line {number}: {what}"))


def _name(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def _codes(text: str) -> list[DatedCode]:
    if text.count("[") != text.count("]"):
        raise _MalformedError(f"brackets do not match in {text!r}")
    return [_dated(content) for content in _BRACKET.findall(text)]


def _dated(content: str) -> DatedCode:
    parts = re.sub(r"([<>])\s+", r"\1", content).split()
    if not parts or not _CODE.fullmatch(parts[0]) or len(parts) > 2:
        raise _MalformedError(f"[{content}] is no code")
    if len(parts) == 1:
        return DatedCode(parts[0])
    when = parts[1]
    if when.startswith("<"):
        return DatedCode(parts[0], None, _iso(when[1:], before=True))
    if when.startswith(">"):
        return DatedCode(parts[0], _iso(when[1:]), None)
    first, dash, last = when.partition("-")
    if not dash:
        raise _MalformedError(f"[{content}] has no range of days")
    return DatedCode(parts[0], _iso(first), _iso(last))


def _iso(digits: str, *, before: bool = False) -> str:
    """The day that YYMMDD or YYYYMMDD means; `before`: the day before it."""
    if not digits.isdigit() or len(digits) not in {6, 8}:
        raise _MalformedError(f"{digits!r} is no day (YYMMDD or YYYYMMDD)")
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) > _LAST_YEAR_OF_2000S else "20") + digits
    try:
        day = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise _MalformedError(f"{digits!r} is no day: {error}") from error
    return (day - dt.timedelta(days=1) if before else day).isoformat()
