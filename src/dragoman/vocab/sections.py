"""The YAML tables in `data/`: sections by name, each read as what it must hold.

A table's name comes in; its sections go out. One that is lacking, unknown, told twice or of another form is refused with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import yaml

from dragoman.errors import VocabularyError
from dragoman.vocab.rows import DATA, malformed

_TEXT = "tag:yaml.org,2002:str"


class Section:
    """A part of a table: further sections by name, a list of words, or a number."""

    def __init__(self, table: str, node: yaml.Node) -> None:
        self._table, self._node = table, node

    def parts(self) -> dict[str, Section]:
        """The sections by name."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.refusal("no sections by name")
        found: dict[str, Section] = {}
        for key, value in self._node.value:
            if str(key.value) in found:
                raise malformed(self._table, key.start_mark.line + 1, f"{key.value!r} is told twice")
            found[str(key.value)] = Section(self._table, value)
        return found

    def only(self, *names: str) -> dict[str, Section]:
        """The sections, which are just those named."""
        found = self.parts()
        for name in sorted(found.keys() - set(names)):
            raise found[name].refusal(f"no section is named {name!r}; known are {', '.join(names)}")
        if lacking := sorted(set(names) - found.keys()):
            raise self.refusal(f"lacks {', '.join(lacking)}")
        return found

    def words(self) -> tuple[str, ...]:
        """The words of a list, in order, each once."""
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.refusal("no list of words")
        found: dict[str, None] = {}
        for item in self._node.value:
            # YAML takes a bare `on` or `no` for a truth value.
            if item.tag != _TEXT or item.value in found:
                what = "is told twice" if item.tag == _TEXT else "is no word; write it in quotation marks"
                raise malformed(self._table, item.start_mark.line + 1, f"{item.value!r} {what}")
            found[item.value] = None
        return tuple(found)

    def words_by_name(self) -> dict[str, frozenset[str]]:
        """The words of each list under its name."""
        return sets_of(self.parts())

    def text(self) -> str:
        """The word that stands here."""
        if self._node.tag != _TEXT:
            raise self.refusal("no word")
        return str(self._node.value)

    def number(self) -> float:
        """The number that stands here."""
        try:
            return float(self._node.value)
        except (TypeError, ValueError) as error:
            raise self.refusal(f"{self._node.value!r} is no number") from error

    def numbers(self) -> dict[str, int]:
        """The whole number under each name."""
        found = {name: part.number() for name, part in self.parts().items()}
        if any(number != int(number) for number in found.values()):
            raise self.refusal("a whole number under each name")
        return {name: int(number) for name, number in found.items()}

    def refusal(self, what: str) -> VocabularyError:
        """What to raise for this section."""
        return malformed(self._table, self._node.start_mark.line + 1, what)


def read_table(name: str) -> Section:
    """The whole of a YAML table of ours.

    Raises: VocabularyError if it is no YAML; so does each reading of a section that is not what it must be.
    """
    try:
        node = yaml.compose((DATA / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise malformed(name, mark.line + 1 if mark else 1, f"not YAML: {error.problem}") from error
    if node is None:
        raise malformed(name, 1, "empty")
    return Section(name, node)


def sets_of(parts: Mapping[str, Section]) -> dict[str, frozenset[str]]:
    """The words of each section, as a set."""
    return {name: frozenset(part.words()) for name, part in parts.items()}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words as they are written, the longest first; without a group of its own."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
