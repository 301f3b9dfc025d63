"""Words by which meetings, formats, agreements, claims and conflicts are told.

Comes in: `negotiation.yaml`. Goes out: one typed, cached table. An unknown kind or status is refused.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any, get_args

import yaml

from dragoman.errors import VocabularyError
from dragoman.model import AgreementKind, ClaimStatus

_OTHER_CLAIM_WORDS = frozenset({"nouns", "continuing", "track", "records"})


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """Lemmas: verbs that are meetings, `visits` that are one with who is at home, nouns that name one (`qualified`: only with one of the words), verbs of taking part.

    Nouns of `partnered` are one also with whom they are with, nouns of `sessions` by the body that meets; adjectives of `others` tell another of the same,
    `seats` are where visitors are received.
    """

    verbs: frozenset[str]
    visits: frozenset[str]
    nouns: frozenset[str]
    qualified: dict[str, frozenset[str]]
    light: frozenset[str]
    partnered: frozenset[str]
    sessions: frozenset[str]
    others: frozenset[str]
    seats: frozenset[str]


@dataclass(frozen=True, slots=True)
class FormatWords:
    """Nouns of channels, their qualifiers, the nouns that need a name or a qualifier, nouns of meetings that recur under a name, and how words for chairs begin."""

    nouns: frozenset[str]
    qualifiers: frozenset[str]
    only_named: frozenset[str]
    recurring: frozenset[str]
    chairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """Noun -> kind; noun or kind -> the words that it needs, or a party for `or_party`; verbs that agree measures; verbs that conclude.

    `if_concluded` are nouns that need a verb that agrees or concludes them; in a noun of `announcing` an agreement may be named; `plain` words tell
    none from another, nouns of `by_name` need a proper name.
    """

    kinds: dict[str, AgreementKind]
    only_with: dict[str, frozenset[str]]
    or_party: frozenset[str]
    agreed_by: frozenset[str]
    if_concluded: frozenset[str]
    concluding: frozenset[str]
    announcing: frozenset[str]
    plain: frozenset[str]
    by_name: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Verb -> status, noun -> status, words of continuing; adjective of a `track` noun ("a good record") -> status."""

    verbs: dict[str, ClaimStatus]
    nouns: dict[str, ClaimStatus]
    continuing: frozenset[str]
    track: frozenset[str]
    records: dict[str, ClaimStatus]


@dataclass(frozen=True, slots=True)
class NegotiationWords:
    """The whole table.

    `conflict_nouns` head a conflict's name, `conflict_closing` may follow it; `strife` needs no parties, `other_matters` are none, `nameless` nouns
    are no part of the name, `only_between` nouns need parties of their own or a known name, by `fought` verbs several wars are between the same.
    """

    meetings: MeetingWords
    formats: FormatWords
    agreements: AgreementWords
    claims: ClaimWords
    conflict_nouns: frozenset[str]
    conflict_closing: frozenset[str]
    strife: frozenset[str]
    other_matters: frozenset[str]
    nameless: frozenset[str]
    only_between: frozenset[str]
    fought: frozenset[str]


@functools.cache
def load_negotiation() -> NegotiationWords:
    """The shipped table."""
    text = resources.files("dragoman.vocab").joinpath("data", "negotiation.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    meetings, formats, agreements, claims = (content[name] for name in ("meetings", "formats", "agreements", "claims"))
    claim_verbs = {name: words for name, words in claims.items() if name not in _OTHER_CLAIM_WORDS}
    return NegotiationWords(
        MeetingWords(
            frozenset(meetings["verbs"]),
            frozenset(meetings["visits"]),
            frozenset(meetings["nouns"]),
            {noun: frozenset(words) for noun, words in meetings["qualified"].items()},
            frozenset(meetings["light"]),
            frozenset(meetings["partnered"]),
            frozenset(meetings["sessions"]),
            frozenset(meetings["others"]),
            frozenset(meetings["seats"]),
        ),
        FormatWords(
            frozenset(formats["nouns"]),
            frozenset(formats["qualifiers"]),
            frozenset(formats["only_named"]),
            frozenset(formats["recurring"]),
            tuple(formats["chairs"]),
        ),
        AgreementWords(
            _by_word("agreements", agreements["kinds"], get_args(AgreementKind)),
            {word: frozenset(needed) for word, needed in agreements["only_with"].items()},
            frozenset(agreements["or_party"]),
            frozenset(agreements["agreed_by"]),
            frozenset(agreements["if_concluded"]),
            frozenset(agreements["concluding"]),
            frozenset(agreements["announcing"]),
            frozenset(agreements["plain"]),
            frozenset(agreements["by_name"]),
        ),
        ClaimWords(
            _by_word("claims", claim_verbs, get_args(ClaimStatus)),
            _by_word("claims.nouns", claims["nouns"], get_args(ClaimStatus)),
            frozenset(claims["continuing"]),
            frozenset(claims["track"]),
            _by_word("claims.records", claims["records"], get_args(ClaimStatus)),
        ),
        frozenset(content["conflicts"]["nouns"]),
        frozenset(content["conflicts"]["closing"]),
        frozenset(content["conflicts"]["strife"]),
        frozenset(content["conflicts"]["other_matters"]),
        frozenset(content["conflicts"]["nameless"]),
        frozenset(content["conflicts"]["only_between"]),
        frozenset(content["conflicts"]["fought"]),
    )


def _by_word(section: str, lists: dict[str, list[str]], allowed: tuple[str, ...]) -> dict[str, Any]:
    unknown = set(lists) - set(allowed)
    if unknown:
        raise VocabularyError("DRG-V051", f"negotiation.yaml, {section}: not known: {', '.join(sorted(unknown))}")
    return {word: name for name, words in lists.items() for word in words}
