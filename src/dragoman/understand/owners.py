"""Whose an office or organ is: the known actors before and behind the noun, and the states of places inside its phrase.

Tokens of a noun come in; known actors with their tokens, or the phrase with them, go out.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import NamedMention
from dragoman.understand.phrases import DATES, Phrase, Sight, is_party, nouns_key
from dragoman.vocab.actor_table import KnownActor, Noun
from dragoman.vocab.discourse import discourse_words

# What may stand between the preposition and whose it is: "of the exiled leadership of | the Front".
_OF_OWNER = frozenset({"DT", "JJ", "VBN", "NN", "NNP", "NNS", "NNPS", "POS", "PRP$", "CC"})
# What an adjective tells of, and a state has: "New Zealand's UN contingent" is its own.
_OF_A_STATE = frozenset({"armed-group", "party"})
_NAMED = _OF_A_STATE | {"igo"}
# How far before the noun a name ends that is followed by its letters in brackets.
_BRACKETED = 4


def with_place(sight: Sight, phrase: Phrase) -> Phrase:
    """The phrase with the state in which a place inside it lies ("the governor of Lagos", "the Lagos State Police") as its owner."""
    nouns = [noun for noun in (phrase.noun, phrase.body) if noun is not None]
    public = any(noun.sector in discourse_words()["state_sectors"] for noun in nouns)
    states = sight.states_of_parts | sight.states_of_places if public else sight.states_of_places
    stop = phrase.core[0] if phrase.sort == "person" else phrase.last
    if sight.text.lower(phrase.last) in {"of", "in"} and phrase.sort != "person":
        stop = min(phrase.last + 4, len(sight.tokens))
    court = any(noun.sector == "JUD" for noun in nouns)
    for index in range(phrase.first, stop):
        if court and (sight.text.lower(index) in discourse_words()["court_seats"] or _is_international(sight, index)):
            return replace(phrase, abroad=True)
        # "Paris's aides" may be a man's.
        state = None if sight.in_person(index) else states.get(sight.tokens[index].span.start)
        if state is not None:
            end = phrase.last if index >= phrase.last else index + 1
            at = (index, index + 1)
            return replace(phrase, owner=state, owner_at=at, last=max(phrase.last, end))
        if index >= phrase.last and sight.tokens[index].tag not in {"IN", "DT", "JJ"}:
            break
    return phrase


def _is_international(sight: Sight, index: int) -> bool:
    """Whether an international body is named that only backs what the noun is: "a U.N.-backed court"."""
    return index in sight.known and sight.actor(sight.known[index][1][0]).kind == "igo"


def owner_left(sight: Sight, start: int, stop: int, *, led: bool = False) -> tuple[KnownActor, int, int] | None:
    """The known actor nearest before the noun, "the Russian-installed authorities" too; of "the Saudi-led coalition" its leader counts (`led`)."""
    found = None
    for first, (last, forms) in sorted(sight.known.items()):
        if first < start or last > stop or _is_no_owner(sight, first):
            continue
        joined = sight.text.lower(last + 1) if sight.text.lower(last) == "-" else ""
        leads = (led and joined == "led") or joined in discourse_words()["installs"]
        if leads or not _behind_hyphen(sight, last):
            found = (sight.actor(forms[0]), first, last)
    return found or _served_through(sight, start, stop)


def _served_through(sight: Sight, start: int, stop: int) -> tuple[KnownActor, int, int] | None:
    """The state or body of the leader whose man somebody is: "Obama's | adviser", "the Bush | administration"."""
    for (first, last), leader in sight.leaders.items():
        inside = start <= first and last <= stop
        if inside and leader.of and (sight.tokens[last].tag == "POS" or sight.tokens[last - 1].dep == "compound"):
            return sight.text.table.actors[leader.of], first, last
    for index in range(start, stop):
        # Of a leader of other years too: "the Bush administration", but not "the Tarn Bush | Command".
        alone = sight.tokens[index].dep == "compound" and sight.tokens[index - 1].tag not in {"NNP", "NNPS"}
        name = sight.tokens[index].text if alone else ""
        served = sight.text.table.served.get(name, frozenset())
        if len(served) == 1:
            return sight.text.table.actors[next(iter(served))], index, index + 1
    return None


def _is_no_owner(sight: Sight, first: int) -> bool:
    """Whether the name is of those against whom somebody is, or of a people elsewhere: "the anti-Taliban militia", "ethnic Albanian mayors"."""
    before = first - 1 - (sight.text.lower(first - 1) == "-")
    return sight.text.lower(before) in discourse_words()["against"] | discourse_words()["elsewhere"]


def owners_left(sight: Sight, start: int, stop: int) -> list[tuple[KnownActor, int, int]]:
    """All the known actors before a plural noun: "Russia and Turkey's foreign ministers", "Polish and Dutch troops"."""
    nearest = owner_left(sight, start, stop)
    if nearest is None:
        return []
    owners = [nearest]
    # "Seven Swiss and | five | Dutch hostages"
    index = nearest[1] - 1 - (sight.tokens[nearest[1] - 1].tag == "CD")
    # Headlines leave out the "and": "Kenya, Chad leaders meet".
    joins = {"and", "&", ","} if _in_headline(sight, index) else {"and", "&"}
    if sight.text.lower(index) not in joins:
        return []
    while index > 0 and sight.text.lower(index) in {"and", ",", "&"} and sight.text.same_sentence(index, stop - 1):
        before = sight.at_known.get(index - 1)
        if sight.text.lower(index - 1) == "," or sight.tokens[index - 1].tag == "POS":
            # "Kenya's and Uganda's presidents"
            before = sight.at_known.get(index - 2)
        if before is None or sight.actor(sight.known[before][1][0]).kind != nearest[0].kind:
            break
        owners.insert(0, (sight.actor(sight.known[before][1][0]), before, sight.known[before][0]))
        index = before - 1
    return owners if len(owners) > 1 else []


def _in_headline(sight: Sight, index: int) -> bool:
    headline = sight.text.report.headline_span
    return headline is not None and index >= 0 and headline.covers(sight.tokens[index].span)


def _behind_hyphen(sight: Sight, last: int) -> bool:
    return sight.text.lower(last) == "-" and (
        sight.text.lower(last + 1) in discourse_words()["behind_hyphen"]
        or sight.tokens[last + 1].tag in {"VBN", "VBG", "VBD"}
    )


def owners_right(sight: Sight, last: int, noun: Noun) -> list[tuple[KnownActor, int, int]]:
    """The known actors behind "of", "for": one, or a list of them."""
    if sight.text.lower(last) not in _owner_prepositions(noun):
        return []
    owners: list[tuple[KnownActor, int, int]] = []
    index: int | None = last + 1
    stop = min(len(sight.tokens), last + 15)
    while index is not None and index < stop and sight.text.same_sentence(index, last):
        if index in sight.known:
            index = _take_owner(sight, index, noun, owners)
        else:
            index = index + 1 if _list_goes_on(sight, index, owners) else None
    return owners


def _owner_prepositions(noun: Noun) -> set[str]:
    head = noun.phrase.split()[-1]
    prepositions = {"of", "from"} if head == "ambassador" else {"of", "from", "at", "with", "representing"}
    return prepositions | {"for"} if head in discourse_words()["for_body"] else prepositions


def _take_owner(sight: Sight, index: int, noun: Noun, owners: list[tuple[KnownActor, int, int]]) -> int | None:
    """Adds the known actor at the token to the owners; the token where their list may go on, none where it ends."""
    end, forms = sight.known[index]
    if _is_no_owner(sight, index):
        return None
    if _behind_hyphen(sight, end):
        return end + 2
    another = sight.text.lower(end - 1) == noun.phrase.split()[-1]
    if owners and (another or sight.actor(forms[0]).kind != owners[0][0].kind):
        # "the government of Karsova and | the World Bank", "… and | the Tarn Regional Government"
        return None
    having = sight.tokens[min(end, len(sight.tokens) - 1)].tag == "POS"
    if having and (named := _named_behind(sight, end + 1, _OF_A_STATE)) is not None:
        return named
    if forms[0].use == "adjective" or sight.actor(forms[0]).kind == "people":
        if (named := _named_behind(sight, end)) is not None:
            return named
        end = _end_of_noun(sight, end)
    owners.append((sight.actor(forms[0]), index, end))
    behind = sight.text.lower(end)
    if behind in {",", "and", "&"}:
        return end
    if behind in {"'s", "’s", "-"} or sight.tokens[min(end, len(sight.tokens) - 1)].tag[:2] == "NN":
        return end + 1
    return None


def _named_behind(sight: Sight, end: int, kinds: frozenset[str] = _NAMED) -> int | None:
    """Where the name of a group or body begins that the adjective or genitive before the token is only of: "leader of the Lebanese | movement | Hezbollah", "members of Lebanon's | movement | Hezbollah"."""
    stop = _end_of_noun(sight, end)
    named = (index for index in range(end, stop) if index in sight.known)
    return next((index for index in named if sight.actor(sight.known[index][1][0]).kind in kinds), None)


def _list_goes_on(sight: Sight, index: int, owners: list[tuple[KnownActor, int, int]]) -> bool:
    """Whether the token may stand between the preposition and an owner, or between two owners."""
    token = sight.tokens[index]
    if owners:
        return token.tag in {"CC", "DT"} or token.text == ","
    if token.text == "," or (token.tag == "CC" and sight.text.lower(index + 1) == "the"):
        return False
    return token.tag in _OF_OWNER or token.text in {"of", "&"}


def end_of_owner(sight: Sight, last: int) -> int:
    """Where the noun phrase behind "of" ends whose owner ends at `last`: "victims of Pakistan | 's earthquake"."""
    if last >= len(sight.tokens) or not sight.text.same_sentence(last - 1, last):
        return last
    end = _end_of_noun(sight, last + (sight.tokens[last].tag == "POS"))
    # "Envoys of Kenya's President | Marr"
    end = next((stop for first, stop in sight.people if first == end and sight.tokens[end - 1].tag[:2] == "NN"), end)
    dated = any(sight.text.label(index) in DATES for index in range(last, end))
    return last if dated or sight.tokens[end - 1].tag[:2] != "NN" else end


def _end_of_noun(sight: Sight, index: int) -> int:
    """Where the noun behind an adjective ends ("the Swiss embassy")."""
    while index < len(sight.tokens) and sight.tokens[index].tag[:2] in {"NN", "JJ"} and not sight.in_person(index):
        if not sight.text.same_sentence(index - 1, index):
            break
        index += 1
    return index


def named_before_letters(sight: Sight, first: int) -> int | None:
    """Where the name begins of what the noun calls by its kind, with its letters in brackets between: "the Grey Hill Army (GHA) | rebel group", "the Karsova Union (KU) | envoys"."""
    if sight.text.lower(first - 1) != ")":
        return None
    within = sight.at_known.get(first - 1)
    return within if within is not None else sight.at_known.get(first - _BRACKETED)


def rises(sight: Sight, start: int, stop: int) -> bool:
    """Whether a word before a noun tells that it is of those who fight a state: "the separatist | delegation", but not "rebel and government | forces" or "anti-terrorist | police"."""
    for index in range(start, stop):
        behind = (sight.tokens[i].tag for i in range(index + 1, stop))
        if sight.text.lower(index) in discourse_words()["in_arms"] and "CC" not in behind:
            return not _is_no_owner(sight, index)
    return False


def body_inside(sight: Sight, start: int, stop: int, *, armed: bool = False) -> Noun | None:
    """The organ that the tokens name last ("foreign ministry | spokesman", "police | officials"); before a rank or another `armed` office also those whom an adjective names ("separatist | commander")."""
    found = None
    for first in range(start, stop):
        last, noun = sight.organs.get(first, (stop + 1, None))
        if noun is None or last > stop:
            continue
        if found is not None and found.kind == "armed-group" and noun.sector == "MIL":
            # "A rebel military | commander"
            continue
        # "An Islamist president" serves no Islamists, "the rebel military chief" rebels.
        outlook = noun.kind == "armed-group" and sight.tokens[last - 1].tag == "JJ"
        outlook = outlook and sight.text.lower(first) not in discourse_words()["in_arms" if armed else "risen"]
        # "The Party for the People" is no people.
        part = noun.kind == "people" and in_party(sight, first) is not None
        if noun.needs_owner and sight.tokens[last - 1].tag == "JJ":
            # An "executive officer" is of no executive.
            continue
        # A "division vice president" is of no army.
        mere = noun.sector == "MIL" and noun.needs_owner and sight.tokens[last - 1].text.islower()
        if not outlook and not part and not mere:
            found = of_house(sight, start, first, noun)
    return found


def joined_before(sight: Sight, start: int, first: int, noun: Noun) -> tuple[int, int, Noun] | None:
    """The organ of another kind that stands, with "and" behind it, between the token `start` and those of a noun, which is of both: "the government | and opposition forces"."""
    for at in range(start, first):
        last, organ = sight.organs.get(at, (first, None))
        if organ is None or last >= first or sight.text.lower(last) != "and":
            continue
        own = body_inside(sight, last + 1, first) or noun
        words = all(sight.tokens[i].tag[:2] in {"JJ", "NN"} for i in range(last + 1, first))
        return (at, last, organ) if words and organ.sector is not None and organ.sector != own.sector else None
    return None


def in_party(sight: Sight, index: int) -> NamedMention | None:
    """The name of a party, told by the word for it, that the token is in."""
    name = sight.text.names.get(index)
    return name if name is not None and is_party(sight.text.words(name.first, name.last)) else None


def of_house(sight: Sight, start: int, first: int, noun: Noun) -> Noun:
    """The noun at token `first`, where it is a committee's as one of the house that is named from `start` on: "Senate Judiciary | Committee"."""
    if noun.sector is not None or nouns_key(noun) not in discourse_words()["committees"]:
        return noun
    before = (organ for at, (_, organ) in sight.organs.items() if start <= at < first)
    return replace(noun, sector="LEG", kind="organ") if any(organ.sector == "LEG" for organ in before) else noun


def with_state_behind(sight: Sight, phrase: Phrase) -> Phrase:
    """The phrase with the state that "in" names behind it ("the government in Libya"); its words stay its own."""
    if sight.text.lower(phrase.last) != "in":
        return phrase
    index = phrase.last + 1
    while index < len(sight.tokens) and sight.tokens[index].tag in {"JJ", "DT"} and index not in sight.known:
        index += 1
    if index not in sight.known or not sight.text.same_sentence(index, phrase.head):
        return phrase
    last, forms = sight.known[index]
    state = sight.actor(forms[0])
    named = state.kind == "state" and forms[0].use == "name"
    return replace(phrase, owner=state, owner_at=(index, last)) if named else phrase
