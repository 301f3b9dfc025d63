"""Which agreement a noun goes back to: by the words that tell it from others, its names, its makers, its number and its time.

The nouns of the agreements named before come in as groups, and another noun; its group goes out, or None where it names one more.
"""

from __future__ import annotations

from dragoman.coding.agreement_nouns import AgreementNoun, described
from dragoman.coding.agreement_parties import MODIFIERS
from dragoman.coding.clauses import Clauses, subtree
from dragoman.coding.setting import Setting, phrase_tokens
from dragoman.model import Time
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.times import load_time_words

# A pause in the fighting is told of even where it is only thought of.
PAUSES = frozenset({"ceasefire", "truce"})
_SETTLING = PAUSES | {"agreement", "treaty"}


def group_of(setting: Setting, groups: list[list[AgreementNoun]], noun: AgreementNoun) -> list[AgreementNoun] | None:
    """The agreement that the noun goes back to: of its kind, with no word, date, number or party that differs; the last that it shares a word or a party with before one that it does not."""
    # "The Treaty of Ardel, the 1994 deal with Karsenia": one beside the other is the same, and so is what it is said to be.
    above = setting.tree.token(noun.head)
    same = {above.head} if above.dep == "appos" else set(described(setting.tree, noun.head))
    beside = [group for group in groups if any(other.head in same for other in group)]
    found = (
        beside
        or [group for group in reversed(groups) if _same(setting, group, noun)]
        or _only_named(setting, groups, noun)
    )
    sharing = next((group for group in found if _shares(group, noun)), None)
    # "The ceasefire" is rather a ceasefire than the accord told of last.
    of_kind = (group for group in found if noun.kind in PAUSES and any(other.kind == noun.kind for other in group))
    return sharing or next(of_kind, next(iter(found), None))


def _only_named(setting: Setting, groups: list[list[AgreementNoun]], noun: AgreementNoun) -> list[list[AgreementNoun]]:
    """The one agreement with a name, to which a definite noun of its kind goes back that tells only of what kind and when it was: "the Tarn accord … the June ceasefire deal"."""
    words = load_negotiation().agreements
    settling = [group for group in groups if group[0].kind in _SETTLING]
    plain = noun.pointing and not noun.names and noun.kind in _SETTLING
    if len(settling) != 1 or not plain or not noun.content <= words.kinds.keys() | words.settling:
        return []
    makers = frozenset().union(*(other.makers for other in settling[0]))
    apart = bool(noun.makers and makers and not noun.makers & makers) or _is_dated_apart(settling[0], noun)
    named = any(other.names for other in settling[0])
    return settling if named and not apart and _may_be_of_month(setting, settling[0], noun) else []


def _may_be_of_month(setting: Setting, group: list[AgreementNoun], noun: AgreementNoun) -> bool:
    """Whether a month in the noun's name is that of the group: "the June truce" is not the accord signed in May."""
    months = load_time_words().months
    own = {months[word] for i in noun.core if (word := setting.tree.lemma(i)) in months}
    times = (other.time.time for other in group if other.time and other.time.time)
    known = {int(time.start[5:7]) for time in times if time.start and time.precision in {"month", "day"}}
    return not (own and known) or bool(own & known)


def _is_dated_apart(group: list[AgreementNoun], noun: AgreementNoun) -> bool:
    """Whether the time of the noun is not that of the group."""
    times = [other.time.time for other in group if other.time and other.time.time]
    own = noun.time.time if noun.time else None
    return own is not None and bool(times) and not all(_one_time(own, time) for time in times)


def _shares(group: list[AgreementNoun], noun: AgreementNoun) -> bool:
    """Whether a word that tells it from others, or who made it, is named in both."""
    mine = noun.content | noun.makers
    return any(mine & (other.content | other.makers) for other in group)


def _same(setting: Setting, group: list[AgreementNoun], noun: AgreementNoun) -> bool:
    first = group[0]
    numbers = {other.number for other in group if other.number}
    if noun.number and first.kind == noun.kind:
        return noun.number in numbers
    if _is_of_other_sort(setting, group, noun):
        return False
    if _is_another(setting, noun) and not any(_is_another(setting, other) for other in group):
        return False
    if numbers and not noun.pointing:
        return False
    if {first.kind, noun.kind} <= {"ceasefire", "truce", "agreement"} and _may_be_one(setting, group, noun):
        return True
    loose = {first.kind, noun.kind} <= {"agreement", "ceasefire", "truce", "treaty", "protocol"}
    named = any(noun.names & other.names for other in group)
    if first.kind != noun.kind and not (loose and (named or (noun.pointing and len(noun.core) == 1))):
        return False
    mine = noun.content
    theirs = frozenset().union(*(other.content for other in group))
    in_title = _is_told_in_title(setting, group, noun)
    if mine and theirs and not (mine <= theirs or theirs <= mine or in_title):
        return False
    makers = frozenset().union(*(other.makers for other in group))
    if not named and noun.makers and makers and not noun.makers & makers:
        return False
    any_one = is_any(setting.tree, noun.head) and bool(setting.tree.below(noun.head, "det"))
    alike = in_title or mine & theirs or (not any_one and noun.makers & makers)
    if not noun.pointing and not alike and noun.kind not in PAUSES:
        return False
    if _is_dated_apart(group, noun):
        return False
    counts = {other.count for other in group if other.count}
    return not (noun.count and counts and noun.count not in counts)


def _is_told_in_title(setting: Setting, group: list[AgreementNoun], noun: AgreementNoun) -> bool:
    """Whether the group stands in the headline alone, and the report's first paragraph tells one by the same noun."""
    title, tree = setting.report.headline_span, setting.tree
    above = title is not None and all(title.covers(other.span) for other in group)
    first = bool(setting.report.paragraphs) and setting.report.paragraphs[0].overlaps(noun.span)
    return above and first and any(tree.lemma(other.head) == tree.lemma(noun.head) for other in group)


def _is_of_other_sort(setting: Setting, group: list[AgreementNoun], noun: AgreementNoun) -> bool:
    """Whether its noun tells what was agreed, and none of the group's does so: a hotline is no timetable; "the agreement" may be either."""
    special = load_negotiation().agreements.if_concluded
    own, theirs = setting.tree.lemma(noun.head), {setting.tree.lemma(other.head) for other in group}
    return noun.kind != "exchange" and own in special and own not in theirs and bool(theirs & special)


def _may_be_one(setting: Setting, group: list[AgreementNoun], noun: AgreementNoun) -> bool:
    """A truce and a ceasefire of the same year, or named after the same place, are one."""
    tree = setting.tree
    names = {tree.token(i).text.lower() for other in group for i in other.core if tree.token(i).pos == "PROPN"}
    own = {tree.token(i).text.lower() for i in noun.core if tree.token(i).pos == "PROPN"}
    clauses = [c for clause in tree.below(noun.head, "acl", "relcl") for c in subtree(tree, clause)]
    around = {tree.token(i).text.lower() for i in clauses}
    times = [other.time.time for other in group if other.time and other.time.time]
    when = noun.time.time if noun.time else None
    dated = when is not None and bool(times) and all(_one_time(when, time) for time in times)
    same_kind = {group[0].kind, noun.kind} <= {"ceasefire", "truce"}
    return (bool(names) and (names == own or names <= around)) or (dated and same_kind)


def _one_time(one: Time, other: Time) -> bool:
    """Whether one of two times lies within the other: November 2012 and 2012."""
    return one.within(other) or other.within(one)


def is_any(tree: Clauses, index: int) -> bool:
    """Whether an indefinite word or none stands before a common noun."""
    determiners = {tree.token(child).text.lower() for child in tree.below(index, "det", "poss")}
    return tree.token(index).pos == "NOUN" and determiners <= {"a", "an", "any", "another", "some"}


def _is_another(setting: Setting, noun: AgreementNoun) -> bool:
    """Whether the words tell one more than those before: "a second truce", "another deal"."""
    tree, others = setting.tree, load_negotiation().agreements.others
    before = phrase_tokens(setting, noun.head, "det", *MODIFIERS)
    return not noun.pointing and any(tree.lemma(i) in others or tree.token(i).text.lower() in others for i in before)
