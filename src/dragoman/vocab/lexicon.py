"""The event lexicon: predicates with their conditions and CAMEO codes, and how an operator shifts a code to another family.

Comes in: `verbs.tsv`, `event_classes.tsv`. Goes out: entries by their trigger's lemma, most specific first. A malformed row is refused.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dragoman.errors import VocabularyError
from dragoman.vocab.cameo import cameo_labels
from dragoman.vocab.rows import numbered_rows, one_of

LEXICON = "event.lexicon.v1"
# What an operator may make of a deed: an appeal, an intent, a demand, a refusal, a threat.
FAMILIES = ("02", "03", "10", "12", "13")
# Of a trigger; 08 ends a thing, 16 a good thing, 11 blames for one.
_OPERATORS = frozenset({"-", "0", "08", "11", "16", *FAMILIES})


_CONDITIONS = frozenset({"obj", "no-obj", "mod", "prep", "people", "passive", "oprd", "subj", "bare", "inf", "light", "named", "place", "ger", "that"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that an entry needs: `kind` of obj, no-obj, any-obj, mod, prep, people, passive, oprd, subj, bare, inf, light, named, place, ger, that; `key` a preposition; any of `words`."""

    kind: str
    key: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a predicate. `rule` names it in evidence."""

    lemma: str
    particle: str | None
    pos: str
    conditions: tuple[Condition, ...]
    code: str
    family: str | None
    targets: tuple[str, ...]
    reciprocal: bool
    of_is_source: bool
    from_is_source: bool
    owner_is_target: bool
    object_is_source: bool
    swap: bool
    alone: bool
    rule: str

    @property
    def weight(self) -> int:
        """How specific: a particle and each condition count, a condition with words twice."""
        return 2 * (self.particle is not None) + sum(1 + bool(c.words) for c in self.conditions)


@functools.cache
def word_classes() -> dict[str, frozenset[str]]:
    """The word classes by name."""
    return {name: frozenset(lemmas.split()) for _, (name, lemmas) in numbered_rows("event_classes.tsv", 2)}


@functools.cache
def event_lexicon() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """(lemma, pos) -> entries, the most specific first; among equals the earlier row."""
    entries: dict[tuple[str, str], list[Entry]] = {}
    for line, row in numbered_rows("verbs.tsv", 6, key=3):
        for entry in _entries(row, line):
            entries.setdefault((entry.lemma, entry.pos), []).append(entry)
    return {key: tuple(sorted(group, key=lambda e: -e.weight)) for key, group in entries.items()}


def _entries(row: list[str], line: int) -> list[Entry]:
    triggers, pos, needs, code, family, target = row
    if pos not in {"v", "n", "a"} or code not in cameo_labels() or family not in _OPERATORS:
        raise VocabularyError("DRG-V012", f"verbs.tsv, line {line}: malformed: {row}")
    conditions = tuple(_condition(need, line) for need in needs.split(";")) if needs != "-" else ()
    parts = target.split(";")
    slots = tuple(slot for slot in parts[0].split(",") if slot != "none")
    made = []
    for trigger in triggers.split(","):
        lemma, _, particle = trigger.partition("+")
        made.append(
            Entry(
                lemma=lemma,
                particle=particle or None,
                pos=pos,
                conditions=conditions,
                code=code,
                family=None if family == "-" else family,
                targets=slots,
                reciprocal="recip" in parts,
                of_is_source="of=s" in parts,
                from_is_source="from=s" in parts,
                owner_is_target="poss=t" in parts,
                object_is_source="obj=s" in parts,
                swap="swap" in parts,
                alone="alone" in parts,
                rule=f"{LEXICON}:{trigger}/{pos}" + (f"[{needs}]" if needs != "-" else ""),
            )
        )
    return made


def _condition(need: str, line: int) -> Condition:
    head, _, words = need.partition("=")
    kind, _, key = head.partition(":")
    if kind not in _CONDITIONS:
        raise VocabularyError("DRG-V012", f"verbs.tsv, line {line}: unknown condition {need!r}")
    if kind == "obj" and not words:
        kind = "any-obj"
    members: set[str] = set()
    for word in filter(None, words.split("|")):
        if word.startswith("@") and word[1:] not in word_classes():
            raise VocabularyError("DRG-V012", f"verbs.tsv, line {line}: unknown class {word!r}")
        members |= word_classes()[word[1:]] if word.startswith("@") else {word}
    return Condition(kind, frozenset(filter(None, key.split("|"))), frozenset(members))


@functools.cache
def family_shifts() -> dict[tuple[str, str], str]:
    """(prefix of a deed's code, family) -> the family's code for that deed.

    Raises: VocabularyError for a code that is not CAMEO's.
    """
    shifts: dict[tuple[str, str], str] = {}
    for line, (prefix, *codes) in numbered_rows("families.tsv", 6):
        for family, code in zip(FAMILIES, codes, strict=True):
            if code != "-":
                shifts[prefix, family] = one_of(code, cameo_labels(), "CAMEO code", "families.tsv", line)
    return shifts


def shift_code(code: str, family: str) -> str:
    """The code of `family` whose topic is the deed `code`: an offer (03) to mediate (045) is 039.

    Where the family has none, its root with 0: nothing more is known.
    """
    shifts = family_shifts()
    for length in range(len(code), 1, -1):
        if (code[:length], family) in shifts:
            return shifts[code[:length], family]
    return f"{family}0"
