"""Names of groups that no table has, where the text says beside the name what they are: "the militia X", "X, a rebel group", "activists of X".

A report's sight comes in; phrases are added to it, each the name as one of that kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.model import Token
from dragoman.understand.owners import owner_left
from dragoman.understand.phrases import Phrase, Sight, nouns_key
from dragoman.vocab.actor_table import Noun
from dragoman.vocab.discourse import discourse_words

# What the language component calls names that are no group's.
_OTHERS = frozenset({"PERSON", "GPE", "LOC", "FAC", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "EVENT", "LAW"})
_KINDS = frozenset({"armed-group", "party", "organisation"})
# Sectors of those whose "of" names the group that they are in.
_MEMBERS = frozenset({"REB", "PRM", "CRM"})
_INSIDE = frozenset({"of", "for", "the", "and"})
_NAMES = frozenset({"NNP", "NNPS"})


def add_introduced(sight: Sight) -> None:
    """The names that a noun of the table beside them introduces; the noun is no actor of its own then, but for members."""
    for first, (last, noun) in sorted(sight.organs.items()):
        for phrase in _introduced(sight, first, last, noun):
            start, stop = phrase.core
            if not sight.taken.intersection(range(start, stop)):
                sight.people = [(one, two) for one, two in sight.people if two <= start or one >= stop]
                sight.phrases.append(phrase)
                sight.taken.update(range(start, stop))
                if start == last or phrase.beside:
                    sight.taken.update(range(first, last))


def add_outlets(sight: Sight) -> None:
    """Outlets that a country's name only ends are media of that country, and the name no state: "Radio Kenya"."""
    for state, (last, forms) in sorted(sight.known.items()):
        first = state - 1
        actor = sight.actor(forms[0])
        outlet = sight.text.lower(first) in discourse_words()["outlets"] and sight.text.same_sentence(first, state)
        named = actor.kind == "state" and forms[0].use in {"name", "capital"} and sight.tokens[first].dep == "compound"
        if not outlet or not named or not sight.tokens[first].text[:1].isupper():
            continue
        noun = Noun(sight.text.lower(first), "organisation", "MED")
        phrase = Phrase(first, last, sight.head(first, last), (first, last), "organ", noun=noun, named=True)
        sight.phrases.append(replace(phrase, owner=actor, owner_at=(state, last)))
        sight.taken.update(range(first, last))
        del sight.known[state]


def add_namesake_outlets(sight: Sight) -> None:
    """Outlets that a state's name only begins are no state: "Kenya Times"; whose they are is open, as some are in exile."""
    for first, (last, forms) in sorted(sight.known.items()):
        stop = last + 1
        ends = last < len(sight.tokens) and sight.text.lower(last) in discourse_words()["outlet_ends"]
        named = sight.actor(forms[0]).kind == "state" and forms[0].use == "name"
        if (
            not ends
            or not named
            or not sight.text.same_sentence(first, last)
            or not _is_name_of_its_own(sight, first, stop)
        ):
            continue
        noun = Noun(sight.text.lower(last), "organisation", "MED")
        start = _with_article(sight, first)
        phrase = Phrase(start, stop, sight.head(first, stop), (first, stop), "organ", noun=noun, named=True)
        sight.phrases.append(replace(phrase, abroad=True))
        sight.taken.update(range(first, stop))
        del sight.known[first]


def _is_name_of_its_own(sight: Sight, first: int, stop: int) -> bool:
    """Whether the tokens are a whole name in capitals, outside a headline, whose words all may have them."""
    headline = sight.text.report.headline_span
    inside = headline is not None and headline.covers(sight.tokens[first].span)
    goes_on = stop < len(sight.tokens) and sight.tokens[stop].tag in {"NNP", "NNPS"}
    last = sight.tokens[stop - 1]
    return (
        last.text[:1].isupper()
        and last.tag in _NAMES
        and sight.tokens[first].dep == "compound"
        and not (inside or goes_on)
    )


def _introduced(sight: Sight, first: int, last: int, noun: Noun) -> Iterator[Phrase]:
    """The names that the noun at tokens `[first, last)` tells of, as what they are."""
    token = sight.tokens[last - 1]
    words = discourse_words()
    body = nouns_key(noun) in words["generic_bodies"] | words["other_bodies"]
    if token.tag == "NN" and body and noun.kind in _KINDS and not token.text[:1].isupper():
        stop = _end_of_name(sight, last, people=True)
        if stop > last and (sight.tokens[sight.head(last, stop)].head == token.index or last <= token.head < stop):
            start = sight.left(last - 1, first)
            yield _owned(sight, _named(sight, start, (last, stop), noun), start, first)
        core = _name_before(sight, first, last)
        if core is not None:
            start = sight.left(last - 1, first)
            kind = Phrase(start, last, last - 1, (first, last), "organ", noun=noun)
            name = replace(_named(sight, _with_article(sight, core[0]), core, noun), beside=(kind,))
            yield _owned(sight, name, start, first)
    elif token.tag == "NNS" and (noun.sector in _MEMBERS or noun.phrase.startswith("activist")):
        start = last + 1 + (sight.text.lower(last + 1) == "the")
        stop = _end_of_name(sight, start, people=False) if sight.text.lower(last) == "of" else start
        if stop > start and (stop > start + 1 or start not in sight.organs):
            group = replace(noun, kind="armed-group" if noun.kind == "armed-group" else "organisation")
            yield _named(sight, _with_article(sight, start), (start, stop), group)


def _named(sight: Sight, first: int, core: tuple[int, int], noun: Noun) -> Phrase:
    return Phrase(first, core[1], sight.head(*core), core, "organ", noun=noun, named=True)


def _owned(sight: Sight, phrase: Phrase, start: int, first: int) -> Phrase:
    """The phrase with whose it is by the words before the noun: "the Lebanese | militia X"."""
    owner = owner_left(sight, start, first)
    return phrase if owner is None else replace(phrase, owner=owner[0], owner_at=owner[1:])


def _with_article(sight: Sight, first: int) -> int:
    return first - (sight.text.lower(first - 1) == "the")


def _end_of_name(sight: Sight, first: int, *, people: bool) -> int:
    """Where the name of a group ends that begins at a token, the token itself where none does; what is taken for `people` may be one."""
    last = first
    while _is_of_name(sight, last, people=people):
        last += 1
        joined = last
        while sight.text.lower(joined) in _INSIDE:
            joined += 1
        last = joined if _is_of_name(sight, joined, people=people) and joined - last < len(_INSIDE) else last
    titled = any(first <= at < last for at in sight.titles)
    return first if titled or not sight.text.same_sentence(first, last - 1) else last


def _is_of_name(sight: Sight, index: int, *, people: bool) -> bool:
    if index >= len(sight.tokens) or index in sight.at_known or (sight.in_person(index) and not people):
        return False
    token = sight.tokens[index]
    label = sight.text.label(index)
    other = label in _OTHERS and not (people and label == "PERSON")
    place = token.span.start in sight.states_of_places
    return token.tag in _NAMES and token.text[:1].isupper() and not other and not place and not _is_day(token)


def _is_day(token: Token) -> bool:
    return token.text.lower() in discourse_words()["calendar"]


def _name_before(sight: Sight, first: int, last: int) -> tuple[int, int] | None:
    """The name that "a", the noun and commas follow: "the Tarn column, | a rebel group, claimed it"."""
    token = sight.tokens[last - 1]
    start = sight.left(last - 1, first)
    named = token.head
    apposed = token.dep == "appos" and named == start - 2 and sight.text.lower(start - 1) == ","
    if not apposed or sight.text.lower(start) not in {"a", "an"} or sight.text.lower(last) == "of":
        return None
    begin = sight.left(named, named)
    begin += sight.tokens[begin].tag == "DT"
    own = range(begin, named + 1)
    free = not any(i in sight.at_known or sight.in_person(i) or i in sight.organs or i in sight.titles for i in own)
    return (begin, named + 1) if free and _is_of_name(sight, begin, people=False) else None
