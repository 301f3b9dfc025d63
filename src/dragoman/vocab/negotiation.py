"""Words by which meetings, formats, agreements, claims and conflicts are told.

Comes in: `negotiation.yaml`. Goes out: one typed, cached table. An unknown kind or status is refused.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args

from dragoman.errors import VocabularyError
from dragoman.model import AgreementKind, ClaimStatus
from dragoman.vocab.sections import Section, read_table, sets_of

_OTHER_CLAIM_WORDS = frozenset(
    {
        "nouns",
        "continuing",
        "progress",
        "track",
        "records",
        "partial",
        "ends",
        "accusing",
        "levelling",
        "answering",
        "suffered",
    }
)


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """Lemmas: verbs that are meetings (`hosting` ones of whoever has others come to him), `visits` that are one with who is at home, nouns that name one (`qualified`: only with one of the words), verbs of taking part.

    `attending` verbs of these add their subject to a meeting told of before, `gathering` ones with "together" make their objects meet;
    `joining` verbs of these have those who are joined as their object; `arranging` verbs bring a meeting about or not, `fixing` ones set its day.
    Nouns of `sessions` are one by the body that meets; adjectives of `others` tell another of the same where the noun is known, those of `more` anyhow, nouns of `turns` are one of several,
    `presence` and the verbs of `being_there` tell who else is there, participles of `accompanying` with whom somebody comes, those of `regarding` what somebody makes of it who need not be, `seats` are where visitors are received, nouns of `beside` are the margins of a gathering, with a word of `crowds` a noun names a gathering of whoever comes, with one of `remote` a talk by telephone: neither is a meeting.
    `failing` words tell that talks came to nothing, `facilitating` verbs that somebody makes them possible, those of `coming` that he is on his way to them, of `agreeing` that there will be some.
    """

    verbs: frozenset[str]
    hosting: frozenset[str]
    visits: frozenset[str]
    nouns: frozenset[str]
    qualified: dict[str, frozenset[str]]
    light: frozenset[str]
    attending: frozenset[str]
    gathering: frozenset[str]
    joining: frozenset[str]
    arranging: frozenset[str]
    fixing: frozenset[str]
    crowds: frozenset[str]
    remote: frozenset[str]
    sessions: frozenset[str]
    others: frozenset[str]
    more: frozenset[str]
    turns: frozenset[str]
    presence: frozenset[str]
    being_there: frozenset[str]
    accompanying: frozenset[str]
    regarding: frozenset[str]
    seats: frozenset[str]
    beside: frozenset[str]
    failing: frozenset[str]
    facilitating: frozenset[str]
    coming: frozenset[str]
    agreeing: frozenset[str]


@dataclass(frozen=True, slots=True)
class FormatWords:
    """Nouns of channels, their qualifiers, the nouns that need a name or a qualifier, what makes them channels `by_matter`, nouns of meetings that recur under a name, and how words for chairs begin."""

    nouns: frozenset[str]
    qualifiers: frozenset[str]
    only_named: frozenset[str]
    by_matter: dict[str, frozenset[str]]
    recurring: frozenset[str]
    chairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """Noun -> kind; noun or kind -> the words that it needs, or a party for `or_party`; verbs that agree measures; verbs that conclude, `brokering` ones by others than the parties.

    `settling` words say only that it is one of peace, `recalling` participles that it was named; what words of `aims` lead to, or what is but neared by `nearing` ones, is not there yet; `if_concluded` are nouns that need a verb that agrees or concludes them; in a noun of `announcing` an agreement may be named; `plain` words tell
    none from another, `others` tell one more, `private` ones that it is no matter of politics, nouns of `returning` may stand for one told of before, with `amounts` a deal is only much, nouns of `by_name`
    need a proper name; of `texts` somebody signs the text of it; by `telling` verbs somebody may speak of one between others; who agrees to do by `ceasing` verbs with what is `ceased` makes a truce.
    """

    kinds: dict[str, AgreementKind]
    only_with: dict[str, frozenset[str]]
    or_party: frozenset[str]
    agreed_by: frozenset[str]
    if_concluded: frozenset[str]
    concluding: frozenset[str]
    brokering: frozenset[str]
    texts: frozenset[str]
    others: frozenset[str]
    amounts: frozenset[str]
    announcing: frozenset[str]
    private: frozenset[str]
    returning: frozenset[str]
    plain: frozenset[str]
    by_name: frozenset[str]
    ceasing: frozenset[str]
    telling: frozenset[str]
    aims: frozenset[str]
    nearing: frozenset[str]
    settling: frozenset[str]
    recalling: frozenset[str]
    ceased: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Verb -> status, noun -> status, words of continuing, nouns of `progress`; adjective of a `track` noun ("a good record") -> status; with `partial` words it goes on; who declares it by a noun of `ends` rejects it; whoever does what `accusing` words say, or what `levelling` verbs do with one, claims the breach; what is `answering` it with blows breaks it; of deeds by `suffered` nouns "of" names no doer."""

    verbs: dict[str, ClaimStatus]
    nouns: dict[str, ClaimStatus]
    continuing: frozenset[str]
    progress: frozenset[str]
    track: frozenset[str]
    records: dict[str, ClaimStatus]
    partial: frozenset[str]
    ends: frozenset[str]
    accusing: frozenset[str]
    levelling: frozenset[str]
    answering: frozenset[str]
    suffered: frozenset[str]


@dataclass(frozen=True, slots=True)
class NegotiationWords:
    """The whole table.

    `conflict_nouns` head a conflict's name, `conflict_closing` may follow it; `strife` needs no parties, `other_matters` are none, `nameless` nouns
    are no part of the name, `only_between` nouns need parties of their own or a known name, by `fought` verbs several wars are between the same, what is told of in the passive of `contested` ones is in dispute, `conflict_plain` words
    tell no name from another, `passing` adjectives no war from another; `inner` words tell of a war within one state, what nouns of `ending` are of is there.
    """

    meetings: MeetingWords
    formats: FormatWords
    agreements: AgreementWords
    claims: ClaimWords
    conflict_nouns: frozenset[str]
    conflict_closing: frozenset[str]
    conflict_plain: frozenset[str]
    strife: frozenset[str]
    other_matters: frozenset[str]
    nameless: frozenset[str]
    only_between: frozenset[str]
    fought: frozenset[str]
    contested: frozenset[str]
    passing: frozenset[str]
    inner: frozenset[str]
    ending: frozenset[str]


@functools.cache
def load_negotiation() -> NegotiationWords:
    """The shipped table."""
    table = read_table("negotiation.yaml").only("meetings", "formats", "agreements", "claims", "conflicts")
    conflicts = sets_of(
        table["conflicts"].only(
            "nouns",
            "closing",
            "strife",
            "other_matters",
            "nameless",
            "only_between",
            "fought",
            "contested",
            "plain",
            "passing",
            "inner",
            "ending",
        )
    )
    return NegotiationWords(
        _meetings(table["meetings"]),
        _formats(table["formats"]),
        _agreements(table["agreements"]),
        _claims(table["claims"].parts()),
        conflicts.pop("nouns"),
        conflicts.pop("closing"),
        conflicts.pop("plain"),
        **conflicts,
    )


def _meetings(section: Section) -> MeetingWords:
    parts = section.only(*(field.name for field in fields(MeetingWords)))
    return MeetingWords(qualified=parts.pop("qualified").words_by_name(), **sets_of(parts))


def _formats(section: Section) -> FormatWords:
    parts = section.only(*(field.name for field in fields(FormatWords)))
    by_matter = parts.pop("by_matter").words_by_name()
    return FormatWords(by_matter=by_matter, chairs=parts.pop("chairs").words(), **sets_of(parts))


def _agreements(section: Section) -> AgreementWords:
    parts = section.only(*(field.name for field in fields(AgreementWords)))
    kinds = _by_word("agreements", parts.pop("kinds").parts(), get_args(AgreementKind))
    return AgreementWords(kinds, parts.pop("only_with").words_by_name(), **sets_of(parts))


def _claims(parts: Mapping[str, Section]) -> ClaimWords:
    statuses = get_args(ClaimStatus)
    return ClaimWords(
        _by_word("claims", {name: part for name, part in parts.items() if name not in _OTHER_CLAIM_WORDS}, statuses),
        _by_word("claims.nouns", parts["nouns"].parts(), statuses),
        frozenset(parts["continuing"].words()),
        frozenset(parts["progress"].words()),
        frozenset(parts["track"].words()),
        _by_word("claims.records", parts["records"].parts(), statuses),
        frozenset(parts["partial"].words()),
        frozenset(parts["ends"].words()),
        frozenset(parts["accusing"].words()),
        frozenset(parts["levelling"].words()),
        frozenset(parts["answering"].words()),
        frozenset(parts["suffered"].words()),
    )


def _by_word(section: str, lists: Mapping[str, Section], allowed: tuple[str, ...]) -> dict[str, Any]:
    unknown = set(lists) - set(allowed)
    if unknown:
        raise VocabularyError("DRG-V051", f"negotiation.yaml, {section}: not known: {', '.join(sorted(unknown))}")
    return {word: name for name, words in lists.items() for word in words.words()}
