"""Names of people: those that the language component found, trimmed of titles, and those that it passed over.

A report's sight comes in; names are added to it as tokens `[first, last)`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import NamedMention
from dragoman.understand.phrases import DATES, Sight
from dragoman.vocab.actor_table import KnownActor, Match, fold
from dragoman.vocab.discourse import discourse_words

# How many words a given name with a surname has.
_FULL = frozenset({2, 3})
_NAMED_AS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss"})


def find_people(sight: Sight, matches: Sequence[Match]) -> list[tuple[int, int]]:
    """The names that the language component took for persons, trimmed, but for those that `matches` know as something else."""
    whole = {(match.first, match.last) for match in matches}
    found = []
    for name in sight.text.analysis.names:
        if name.label != "PERSON" and not (_is_full_name(sight, name) or _is_named_behind_place(sight, name, matches)):
            continue
        if sight.tokens[name.first].text.lower() in discourse_words()["of_place"]:
            # "Near Al Qaim": a place at the head of a sentence.
            continue
        if sight.text.lower(name.last - 1) in discourse_words()["place_endings"] and name.last - name.first > 1:
            continue
        if _is_organ_before_title(sight, name.last) or _is_place(sight, name):
            continue
        first, last = _trim_person(sight, name.first, name.last, matches)
        longer = any(m.first <= first and last <= m.last and m.last - m.first > last - first for m in matches)
        if last > first and (first, last) not in whole and not longer:
            found.append((first, last))
    # Of "Emil Ag | Marr Tolan" the second holds the first.
    return [one for one in found if not any(one != two and two[0] <= one[0] and one[1] <= two[1] for two in found)]


def _is_full_name(sight: Sight, name: NamedMention) -> bool:
    """Whether what was taken for a body is told of as a person and ends with no word for a body: by a given name ("Nadia Marr", not "the Nadia Fund"), by an office behind a comma, or since the last word alone says something too."""
    words = [sight.tokens[index].text for index in range(name.first, name.last)]
    given = discourse_words()["given_female"] | discourse_words()["given_male"]
    if name.label != "ORG" or len(words) not in _FULL:
        return False
    if words[0].lower() not in given and not _has_office(sight, name) and not _speaks_by_surname(sight, name):
        return False
    titled = all(word.istitle() and word.isalpha() for word in words)
    table = sight.text.table
    body = any(fold(word) in table.organs or fold(word) in table.titles for word in words[1:])
    return titled and not body and sight.text.lower(name.first - 1) not in {"the", "a", "an"}


def _is_named_behind_place(sight: Sight, name: NamedMention, matches: Sequence[Match]) -> bool:
    """Whether what was taken for a body is a state and a person behind it: "the mission to Kenya | Nadia Marr"."""
    given = discourse_words()["given_female"] | discourse_words()["given_male"]
    first = (match for match in matches if match.first == name.first)
    return any(_is_place_of_office(sight, m, name.last) and sight.text.lower(m.last) in given for m in first)


def _has_office(sight: Sight, name: NamedMention) -> bool:
    """Whether an office in apposition behind it tells who it is: "Marr Tolan, the special envoy, said"."""
    nouns = sight.text.table.titles.nouns
    apposed = [sight.tokens[child] for index in range(name.first, name.last) for child in sight.text.children[index]]
    offices = (nouns.get(fold(t.text)) for t in apposed if t.dep == "appos" and t.tag in {"NN", "NNP"})
    named = any(noun is not None and noun.kind not in {"private", "rank"} for noun in offices)
    return named and sight.text.lower(name.last) == ","


def _speaks_by_surname(sight: Sight, name: NamedMention) -> bool:
    """Whether the last word, with no word before it that belongs to it, says something elsewhere, as no body's does."""
    surname = sight.tokens[name.last - 1].text
    return any(
        token.text == surname
        and token.tag == "NNP"
        and token.dep == "nsubj"
        and sight.tokens[token.head].lemma.lower() in discourse_words()["speech"]
        and not sight.text.children[token.index]
        and not name.first <= token.index < name.last
        for token in sight.tokens
    )


def _is_place(sight: Sight, name: NamedMention) -> bool:
    """Whether one word that was taken for a person's name is a place by the gazetteer, and nobody by what stands before it or what it does."""
    placed = any(mention.place and mention.span == name.span for mention in sight.text.analysis.places)
    if not placed or name.last - name.first > 1:
        return False
    token = sight.tokens[name.first]
    does = token.dep in {"nsubj", "agent"} and sight.tokens[token.head].lemma.lower() in discourse_words()["speech"]
    titled = token.dep != "compound" and any(last == name.first for last, _ in sight.titles.values())
    return not does and not titled


def _is_organ_before_title(sight: Sight, last: int) -> bool:
    """Whether the name ends with an organ that stands before the noun of an office: "Mapleton Police | Chief X"."""
    token = sight.tokens[last - 1]
    title = fold(sight.text.words(last, last + 1)) if token.dep == "compound" and token.head >= last else ()
    return title in sight.text.table.titles and fold(token.text) in sight.text.table.organs


def is_leader(sight: Sight, match: Match) -> bool:
    """Whether the known phrase is a person."""
    return sight.actor(match.forms[0]).kind == "person"


def add_leader(sight: Sight, first: int, last: int, actor: KnownActor) -> None:
    """A person of the table, unless the words are part of the name of something or somebody else."""
    around = sight.text.names.get(first)
    if around is not None and around.label != "PERSON" and around.last - around.first > last - first:
        inside = (around.first, around.last)
        if around.label in {"ORG", "FAC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "LOC"} and not _is_role(
            sight, inside, first
        ):
            return
    others = _other_forename(sight, first, actor)
    if others < first:
        # "Bilawal Bhutto Zardari" is no Asif Ali Zardari.
        sight.people = [(one, two) for one, two in sight.people if one < others or two > last] + [(others, last)]
        return
    # Of a name that the language component cut ("Aung San | Suu Kyi") the whole is the person's.
    sight.people = [(one, two) for one, two in sight.people if not (first <= one and two <= last)]
    if not any(one < last and first < two for one, two in sight.people):
        sight.people.append((first, last))
    sight.leaders[first, last] = actor


def _other_forename(sight: Sight, first: int, actor: KnownActor) -> int:
    """Where the name begins of somebody else who has the same last name; `first` where it is the actor's own."""
    own = {word[:1].casefold() for word in actor.name.split()}
    start = first
    while start > 0 and _is_forename(sight, start - 1, first):
        start -= 1
    forenames = [sight.tokens[index].text for index in range(start, first)]
    return start if forenames and not any(word[:1].casefold() in own for word in forenames) else first


def _is_forename(sight: Sight, index: int, surname: int) -> bool:
    token = sight.tokens[index]
    word = fold(token.text)
    bound = token.dep == "compound" and token.head == surname and token.tag == "NNP"
    return (
        bound and token.text.istitle() and word not in sight.text.table.titles and word not in sight.text.table.organs
    )


def _is_role(sight: Sight, around: tuple[int, int], first: int) -> bool:
    """Whether what stands before the name, inside the longer one, is a title."""
    words = fold(sight.text.words(around[0], first)) if around[0] < first else ()
    return bool(words) and (words in sight.text.table.titles or words[-1:] in sight.text.table.titles)


def _trim_person(sight: Sight, first: int, last: int, matches: Sequence[Match]) -> tuple[int, int]:
    while first < last:
        longest = _title_at(sight, first, last)
        if longest:
            first += longest
            continue
        token = sight.tokens[first]
        small = not token.text[:1].isupper() and token.text.lower() not in discourse_words()["name_joins"]
        if not small and token.tag not in {"DT", "POS", "PRP$", "``", "''", ","}:
            break
        first += 1
    for match in matches:
        adjective = match.last < last and match.forms[0].use == "adjective"
        if match.first == first and (adjective or _is_place_of_office(sight, match, last)):
            first = match.last
    stop = first
    while stop < last and _continues_name(sight, stop):
        stop += 1
    while stop > first and sight.tokens[stop - 1].text in {"-", "'", "’"}:
        stop -= 1
    while (
        first < stop
        and first > 0
        and (words := _extends_name(sight, first) or _joined_to_name(sight, first, stop, matches))
    ):
        first -= words
    return first, _past_hyphen(sight, stop) if stop > first else stop


def _is_place_of_office(sight: Sight, match: Match, last: int) -> bool:
    """Whether a name taken for a person's begins with the state that his office is about: "ambassador to Kenya | X Y"."""
    state = match.forms[0].use == "name" and sight.actor(match.forms[0]).kind == "state"
    return state and last - match.last > 1 and sight.text.lower(match.first - 1) in discourse_words()["before_places"]


def _past_hyphen(sight: Sight, stop: int) -> int:
    """Behind the second half of a given name, where the name was cut at its hyphen: "Wu Den | -yih"."""
    tokens = sight.tokens[stop : stop + 2]
    if len(tokens) < 2 or tokens[0].text != "-" or not (tokens[1].text.isalpha() and tokens[1].text.islower()):
        return stop
    tight = sight.tokens[stop - 1].span.end == tokens[0].span.start and tokens[0].span.end == tokens[1].span.start
    return stop + 2 if tight and tokens[1].tag == "NNP" else stop


def _continues_name(sight: Sight, index: int) -> bool:
    token = sight.tokens[index]
    word = token.text
    if token.tag == "POS" or word.lower() in discourse_words()["calendar"]:
        return False
    after_hyphen = sight.text.lower(index - 1) == "-"
    return word[:1].isupper() or word.lower() in discourse_words()["name_joins"] or (after_hyphen and word.isalpha())


def _extends_name(sight: Sight, first: int) -> bool:
    """Whether the token before belongs to the name too: a name in capitals that is nothing else."""
    before = sight.tokens[first - 1]
    return (
        before.tag == "NNP"
        and before.dep == "compound"
        and before.text[:1].isupper()
        and len(before.text) > 2
        and before.text.isalpha()
        and before.text[1:].islower()
        and first - 1 not in sight.text.names
        and sight.text.same_sentence(first - 1, first)
        and (before.text.casefold(),) not in sight.text.table.titles
        and (before.text.casefold(),) not in sight.text.table.organs
        and before.text.casefold() not in discourse_words()["portfolios"]
        and before.text.casefold() not in sight.text.table.forms
    )


def _joined_to_name(sight: Sight, first: int, stop: int, matches: Sequence[Match]) -> int:
    """How many words before tokens `[first, stop)` belong to the name by a small word that joins them to it: "Emil Ag | Marr Tolan"."""
    if not sight.text.same_sentence(first - 2, first):
        return 0
    given, join = sight.tokens[first - 2 : first]
    bound = all(token.dep == "compound" and first <= token.head < stop for token in (given, join))
    other = any(fold(given.text) in nouns for nouns in (sight.text.table.titles, sight.text.table.organs))
    joins = join.text.isalpha() and join.text.lower() in discourse_words()["name_joins"]
    known = any(match.first <= given.index < match.last for match in matches)
    named = given.tag == "NNP" and given.text.istitle() and not known and not other
    return 2 if bound and joins and named else 0


def _title_at(sight: Sight, first: int, last: int) -> int:
    """How many of the tokens from `first` on are a title, leaving a name behind it."""
    for size in (3, 2, 1):
        words = fold(sight.text.words(first, first + size)) if first + size < last else ()
        if words and words in sight.text.table.titles:
            return size
    return 0


def is_inside_person(sight: Sight, match: Match) -> bool:
    """Whether the known phrase is part of a name of a person."""
    if is_leader(sight, match):
        return any(
            (first <= match.first and match.last <= last) and (first, last) != (match.first, match.last)
            for first, last in sight.people
        )
    return any(first <= match.first and match.last <= last for first, last in sight.people)


def add_untagged_people(sight: Sight) -> None:
    """Names behind titles that the language component took for something else, and last names of people known by now."""
    covered = {index for first, last in sight.people for index in range(first, last)}
    for title_last, noun in sight.titles.values():
        run = _capital_run(sight, _past_portfolio(sight, title_last), covered)
        named = run and noun.kind != "private" and sight.text.same_sentence(title_last - 1, run[0])
        if run and named and not _only_in_headline(sight, run):
            sight.people.append(run)
            covered.update(range(*run))
    full = {sight.text.words(first, last) for first, last in sight.people if last - first > 1}
    for name in sight.text.analysis.names:
        if name.label != "PERSON" and sight.text.words(name.first, name.last) in full and name.first not in covered:
            sight.people.append((name.first, name.last))
            covered.update(range(name.first, name.last))
    surnames = {sight.tokens[last - 1].text for first, last in sight.people}
    _add_untagged_speakers(sight, covered)
    surnames -= {sight.tokens[first].text for first, (last, *_) in sight.known.items() if last - first == 1}
    for token in sight.tokens:
        free = token.index not in covered and token.index not in sight.at_known
        # What opens a sentence may be tagged as a common noun.
        named = token.pos == "PROPN" or (token.pos in {"NOUN", "ADJ", "X"} and token.dep in _NAMED_AS)
        if free and named and token.text in surnames and len(token.text) > 2:
            around = sight.text.names.get(token.index)
            if around is None or around.last - around.first == 1 or _is_of_both(sight, around, surnames):
                sight.people.append((token.index, token.index + 1))
                covered.add(token.index)
    for first, last in sight.people:
        for index in range(first, last):
            sight.titles.pop(index, None)
            sight.organs.pop(index, None)


def _is_of_both(sight: Sight, name: NamedMention, surnames: set[str]) -> bool:
    """Whether what was taken for one name is two people of the report: "Marr and Soler"."""
    first, *between, last = (sight.tokens[index].text for index in range(name.first, name.last))
    return between == ["and"] and {first, last} <= surnames


def _only_in_headline(sight: Sight, run: tuple[int, int]) -> bool:
    """Whether none of its words stands in the body: a headline's capitals make no names ("Prime Minister Dodges Criticism")."""
    headline = sight.text.report.headline_span
    if headline is None or not headline.covers(sight.tokens[run[0]].span):
        return False
    words = {sight.tokens[index].text for index in range(*run)}
    return not any(token.text in words for token in sight.tokens if not headline.covers(token.span))


def _add_untagged_speakers(sight: Sight, covered: set[int]) -> None:
    """Proper names that no name of the language component covers, and that say something: people as a rule."""
    starts = {mention.span.start for mention in sight.text.analysis.places if mention.place}
    nouns = {i for first, (last, _) in [*sight.titles.items(), *sight.organs.items()] for i in range(first, last)}
    for token in sight.tokens:
        if token.dep != "nsubj" or token.tag != "NNP" or token.index in covered or token.index in sight.at_known:
            continue
        if sight.tokens[token.head].lemma.lower() not in discourse_words()["speech"] or len(token.text) < 3:
            continue
        first = token.index
        while first > 0 and sight.tokens[first - 1].tag == "NNP" and sight.tokens[first - 1].head == token.index:
            first -= 1
        run = range(first, token.index + 1)
        label = sight.text.label(token.index)
        wrong = label in {"", "GPE"} and not any(sight.tokens[i].span.start in starts for i in run)
        other = any(i in sight.at_known or i in nouns or i in covered for i in run)
        if wrong and not other and token.text[1:].islower():
            sight.people.append((first, token.index + 1))
            covered.update(run)


def _past_portfolio(sight: Sight, index: int) -> int:
    """Behind the field of an office that ends at the token: "Secretary-General | for Human Rights | X"; the token itself where no field is told in capitals."""
    stop = index + 1
    while stop < len(sight.tokens) and (sight.tokens[stop].tag in {"NNP", "NNPS"} or sight.text.lower(stop) == "and"):
        stop += 1
    ends = (i for i in range(index + 1, stop) if sight.text.lower(i) in discourse_words()["portfolios"])
    return max(ends, default=index - 1) + 1 if sight.text.lower(index) in {"for", "of"} else index


def _capital_run(sight: Sight, start: int, covered: set[int]) -> tuple[int, int] | None:
    stop = start
    while stop < len(sight.tokens):
        token = sight.tokens[stop]
        joins = token.text.lower() in discourse_words()["name_joins"] and stop > start
        if stop in covered or stop in sight.at_known:
            return None
        if sight.text.label(stop) in DATES:
            break
        if not (token.tag in {"NNP", "NNPS"} and token.text[:1].isupper()) and not joins:
            break
        if (
            stop in sight.organs
            or stop in sight.titles
            or (sight.text.label(stop) in {"ORG", "GPE"} and stop > start + 2)
        ):
            return None
        stop += 1
    while stop > start and sight.tokens[stop - 1].text.lower() in discourse_words()["name_joins"]:
        stop -= 1
    return (start, stop) if start < stop <= start + 5 else None
