"""The phrases of a report that stand for actors: names, offices, organs, groups and pronouns, with their owners.

A report's tokens and the table of known actors come in; goes out a list of phrases in the text's order, none resolved
to another yet. Names that the language component took for a person, and whose title the text gives, are taken as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import PlaceMention
from dragoman.understand.binding import conjuncts
from dragoman.understand.introduced import add_introduced, add_namesake_outlets, add_outlets
from dragoman.understand.known_names import add_known, add_letters, add_short_states, choose_readings, drop_organs
from dragoman.understand.offices import add_office, add_person
from dragoman.understand.organs import add_agent_nouns, add_bodies, add_collectives, add_organ
from dragoman.understand.partisans import find_partisans
from dragoman.understand.people import add_leader, add_untagged_people, find_people, is_inside_person, is_leader
from dragoman.understand.phrases import Phrase, Sight, Text
from dragoman.understand.pronouns import OF_TWO
from dragoman.vocab.actor_table import KnownActor, Noun, NounIndex, Unit, fold, units_of
from dragoman.vocab.discourse import discourse_words

_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "we", "him", "her", "them", "us", "i", "me", "his", "their", "its", "our", "my"]
)

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "poss", "conj"})


def find_phrases(text: Text, *, year: int | None) -> list[Phrase]:
    """Every phrase that stands for an actor, in the text's order; `year` is the report's."""
    sight = _look_up(text, year)
    add_outlets(sight)
    add_namesake_outlets(sight)
    add_untagged_people(sight)
    add_introduced(sight)
    for first, last in sorted(sight.people):
        add_person(sight, first, last)
    add_collectives(sight)
    _add_offices(sight)
    for first, (last, noun) in sorted(sight.organs.items()):
        if not sight.taken.intersection(range(first, last)):
            add_organ(sight, first, last, noun)
    for first, (last, forms) in sorted(sight.known.items()):
        add_known(sight, first, last, forms)
    add_agent_nouns(sight)
    add_bodies(sight)
    _add_pronouns(sight)
    found = [_with_share(sight, phrase) for phrase in sight.phrases]
    return sorted(found, key=lambda phrase: (phrase.core, phrase.first, phrase.last))


def _look_up(text: Text, year: int | None) -> Sight:
    """The report's sight with the names and nouns that the tables know, and no phrase yet."""
    sight = Sight(text, year)
    units = units_of((token.text, token.lemma) for token in text.tokens)
    matches = [match for match in text.table.find(units) if text.same_sentence(match.first, match.last - 1)]
    sight.people = find_people(sight, [match for match in matches if not is_leader(sight, match)])
    chosen = dict(choose_readings(sight, [match for match in matches if not is_inside_person(sight, match)]))
    for first, (last, forms) in chosen.items():
        if sight.actor(forms[0]).kind == "person":
            add_leader(sight, first, last, sight.actor(forms[0]))
        else:
            sight.known[first] = (last, forms)
    add_short_states(sight)
    add_letters(sight)
    drop_organs(sight)
    sight.known = {first: found for first, found in sight.known.items() if first not in text.topics}
    sight.at_known = {index: first for first, (last, _) in sight.known.items() for index in range(first, last)}
    inside = sight.at_known.keys() | {index for first, last in sight.people for index in range(first, last)}
    titles = _outside(sight, inside, text.table.titles, units)
    # "Who heads the council": a verb is no office.
    sight.titles = {first: title for first, title in titles.items() if not _is_no_title(text, first, title[0] - 1)}
    sight.organs = _outside(sight, inside, text.table.organs, units)
    _know_deputies(sight)
    sight.states_of_places = _states_of(text, text.analysis.places)
    sight.states_of_parts = _states_of(text, text.analysis.associated)
    sight.titles.update(find_partisans(sight))
    return sight


def _is_no_title(text: Text, first: int, last: int) -> bool:
    """Whether the words are a verb here, or counted though they mean one: "8 | PM"."""
    counted = first > 0 and text.tokens[first - 1].tag == "CD" and text.tokens[last].tag in {"NN", "NNP"}
    return text.tokens[last].tag[:2] == "VB" or (counted and text.lower(first - 1)[:1].isdigit())


def _outside(sight: Sight, inside: set[int], index: NounIndex, units: Sequence[Unit]) -> dict[int, tuple[int, Noun]]:
    """The nouns of the table outside the names; of one that begins inside a name, what of it stands right behind: "Green Party | leader"."""
    found = {}
    for first, last, noun in index.find(units):
        start = max((i + 1 for i in range(first, last) if i in inside), default=first)
        behind = first < start < last and sight.text.words(start, last)[:1].isalpha()
        rest = noun if start == first else index.nouns.get(fold(sight.text.words(start, last))) if behind else None
        if rest is not None:
            found[start] = (last, rest)
    return found


def _know_deputies(sight: Sight) -> None:
    """Where a sheriff is named, "the deputies" are his and no lawmakers."""
    words = discourse_words()
    nouns = [noun for _, noun in (*sight.titles.values(), *sight.organs.values())]
    if any(noun.phrase.split()[0].removesuffix("'s") in words["sheriffs"] for noun in nouns):
        for first, (last, noun) in sight.organs.items():
            if noun.phrase in words["deputies"]:
                sight.organs[first] = (last, replace(noun, sector="COP"))


def _states_of(text: Text, places: Sequence[PlaceMention]) -> dict[int, KnownActor]:
    """The state that each of the places lies in, by where its name starts."""
    actors = text.table.actors
    return {
        mention.span.start: actors[f"state:{mention.place.country}"]
        for mention in places
        if mention.place
        and not _is_direction(mention.span.of(text.report.text))
        and mention.place.precision != "country"
        and f"state:{mention.place.country}" in actors
    }


def _is_direction(name: str) -> bool:
    """Whether a name only tells where: "the North Central Railways"."""
    return all(word in discourse_words()["compass"] | {"central"} for word in name.lower().split())


def _add_offices(sight: Sight) -> None:
    """Offices without a name; where an organ's longer noun is in the same place, that."""
    for first, (last, noun) in sorted(sight.titles.items()):
        if sight.taken.intersection(range(first, last)):
            continue
        organs = sight.organs.items()
        if any(at <= first and last <= end and end - at > last - first for at, (end, _) in organs):
            continue
        group = sight.organs.get(first)
        if group is None or group[0] < last:
            add_office(sight, first, last, noun)
        elif sight.tokens[last - 1].tag in {"NN", "NNP"} and group[0] == last:
            add_office(sight, first, last, group[1])


def _with_share(sight: Sight, phrase: Phrase) -> Phrase:
    """With the number of whom it is a share: "7 in | 10 voters"."""
    first = phrase.first
    share = first > 1 and sight.text.lower(first - 1) == "in" and sight.text.same_sentence(first - 2, first)
    if share and sight.tokens[first].tag == sight.tokens[first - 2].tag == "CD":
        return replace(phrase, first=first - 2)
    return phrase


def _add_pronouns(sight: Sight) -> None:
    for token in sight.tokens:
        word = token.text.lower()
        if (token.tag in {"WP", "WDT"} and token.dep in {"nsubj", "nsubjpass", "dobj"}) or token.tag == "WP$":
            antecedent = _antecedent(sight, token.index)
            if antecedent is not None:
                core = (token.index, token.index + 1)
                sight.phrases.append(Phrase(*core, token.index, core, "relative", antecedent=antecedent))
            continue
        if word in OF_TWO and _stands_alone(sight, token.index):
            core = (token.index, token.index + 1)
            sight.phrases.append(Phrase(token.index - 1, token.index + 1, token.index, core, "pronoun"))
            continue
        if token.pos != "PRON" or word not in _PRONOUNS or token.dep == "expl":
            continue
        if token.text == "US":
            continue
        sight.phrases.append(
            Phrase(
                token.index,
                token.index + 1,
                token.index,
                (token.index, token.index + 1),
                "pronoun",
                plural=word in {"they", "them", "their", "we", "us", "our"},
            )
        )


def _stands_alone(sight: Sight, index: int) -> bool:
    """Whether "the" stands before the word, and no noun behind it: "the latter | refused", not "the former | minister"."""
    token = sight.tokens[index]
    return sight.text.lower(index - 1) == "the" and token.dep in _ARGUMENTS and sight.head(index, index + 1) == index


def _antecedent(sight: Sight, index: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    clause = verb = sight.tokens[index].head
    for _ in range(3):
        if sight.tokens[clause].dep == "relcl":
            noun = _outside_list(sight, sight.tokens[clause].head, index)
            return _last_of_several(sight, noun, index, verb)
        clause = sight.tokens[clause].head
    return None


def _outside_list(sight: Sight, noun: int, pronoun: int) -> int:
    """The noun; of "18 hostages, including 12 tourists, | who" the whole number is meant."""
    including = sight.tokens[noun].head
    inside = sight.tokens[noun].dep == "pobj" and sight.text.lower(including) == "including"
    return sight.tokens[including].head if inside and sight.text.lower(pronoun - 1) == "," else noun


def _last_of_several(sight: Sight, noun: int, pronoun: int, verb: int) -> int:
    """Of "A and | B, who was his aide" only the last is meant, by the verb."""
    joined = conjuncts(sight.text, noun)
    one = sight.tokens[verb].tag == "VBZ" or sight.text.lower(verb) == "was"
    return max((index for index in joined if noun < index < pronoun), default=noun) if one else noun
