"""Which earlier actor a name or a noun means: last names, offices without a name, "the country", "the group", "the man".

A phrase and what was named before it come in; an entity goes out, or None where nothing before it fits.
"""

from __future__ import annotations

import re

from dragoman.model import Span
from dragoman.understand.binding import governing_verb, understood_subjects
from dragoman.understand.memory import Entity, Memory
from dragoman.understand.phrases import Phrase, is_out_of_office, nouns_key
from dragoman.vocab.actor_table import KnownActor, Noun
from dragoman.vocab.discourse import discourse_words

# Who bears a name of several words that its letters stand for.
_BODIES = frozenset({"organ", "armed-group", "party", "igo", "organisation", "unknown"})
# "Tan", "Kim"
_SHORTEST_NAME = 3
# "The group".
_BARE = 2
# Words between those that tell an office from others.
_PLAIN = frozenset({"of", "the", "for", "and", "to"})
# A given name behind the family name.
_HYPHENATED = re.compile(r"^\w+ \w+-[a-z]+$")
_WORDS = re.compile(r"\w+")

# How much more than all else the word for it tells by which an office was lost.
_SAME_WAY = 8

# An organ is still meant that many sentences after it was named, whatever state is named since.
_STAYS = 5
_LATELY = 4
# What of its kind a report seldom has two of.
_FAR = frozenset({"armed-group", "igo"})

# What kind of body a bare noun may mean, where its kind alone tells; other nouns must be in the body's name.
_BODY_KINDS: dict[str, set[str]] = {
    "group": {"armed-group", "organisation"},
    "movement": {"armed-group", "party"},
    "organization": {"igo", "organisation", "armed-group"},
    "organisation": {"igo", "organisation", "armed-group"},
    "militia": {"armed-group"},
    "party": {"party"},
    "bloc": {"igo"},
    "alliance": {"igo"},
    "company": {"organisation"},
    "firm": {"organisation"},
    "agency": {"organisation", "organ", "igo"},
}
# What a body that is sent somewhere is called, whichever it bears in its name.
_DEPLOYED = frozenset({"mission", "force", "operation"})
# They have agencies and are none.
_AGENCY, _UNITED_NATIONS = "agency", ("igo:un",)


def person_by_name(memory: Memory, words: list[str]) -> Entity | None:
    """The person whose fuller name ends in, or holds, these words."""
    wanted = [word.casefold() for word in words]
    for seen in reversed(memory.seen):
        entity = memory.entities[seen.key]
        if entity.kind != "person" or not entity.key[0].startswith("person"):
            continue
        have = [word.casefold() for word in entity.name.split()]
        if wanted == have[-len(wanted) :] or (len(wanted) >= 2 and wanted[-1] == have[-1] and wanted[0] == have[0]):
            return entity
        if len(wanted) == 1 and len(wanted[0]) > 3 and wanted[0] in have[1:]:
            return entity
    return _by_first_name(memory, wanted)


def body_by_letters(memory: Memory, letters: str) -> Entity | None:
    """The body named last whose name's capitals, or all its initials, are these letters: "the Karsova Relief Fund" is the KRF."""
    for seen in reversed(memory.seen):
        entity = memory.entities[seen.key]
        if entity.kind in _BODIES and letters in _initials(seen.span.of(memory.text.report.text)):
            return entity
    return None


def outlet_by_name(memory: Memory, name: str) -> Entity | None:
    """The outlet named last of which this is the whole name, without the words for what it is: "the Karsova news agency" is Karsova."""
    for seen in reversed(memory.seen):
        entity = memory.entities[seen.key]
        if entity.sector != "MED" or entity.kind != "organisation":
            continue
        own, named, kind = entity.name.partition(f"{name} ")
        if named and not own and kind.islower():
            return entity
    return None


def _initials(name: str) -> set[str]:
    words = [word for word in _WORDS.findall(name) if word.casefold() != "the"]
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return {capitals, "".join(word[0].upper() for word in words)} if len(capitals) > 1 else set()


def _by_first_name(memory: Memory, wanted: list[str]) -> Entity | None:
    """The only person of the report whose name begins so, as family names do in East Asia: "Tan Kok Liang … Tan"."""
    people = [entity for entity in memory.entities.values() if entity.key[0].startswith("person")]
    if len(wanted[0]) < _SHORTEST_NAME:
        # "Ma Ying-jeou … Ma"
        people = [entity for entity in people if _HYPHENATED.search(entity.name)]
    found = [entity for entity in people if wanted == entity.name.casefold().split()[: len(wanted)]]
    return found[0] if len(found) == 1 else None


def person_of_office(memory: Memory, phrase: Phrase) -> Entity | None:
    """The person already named who holds the office: same word and, if it is given, same owner."""
    if phrase.noun is None or phrase.plural:
        return None
    key = nouns_key(phrase.noun)
    # A vice president is no president.
    rank = {memory.text.lower(i) for i in range(*phrase.title or (0, 0))} & discourse_words()["ranks"]
    told = {memory.text.lower(i) for i in range(phrase.first, phrase.core[1])}
    ways = {word for word in told if is_out_of_office(word)}
    best: tuple[int, float, int, Entity] | None = None
    for order, seen in enumerate(memory.seen):
        entity = memory.entities[seen.key]
        if entity.kind != "person" or key not in entity.role_words or not rank <= entity.role_words:
            continue
        if (
            phrase.owner is not None
            and phrase.owner.id != entity.serves
            and not _may_sit_for(memory, entity, phrase, key)
        ):
            continue
        if {phrase.noun.sector, entity.sector} == {"MIL", "COP"} or _is_of_other_portfolio(entity, phrase.noun, key):
            continue
        if _is_of_other_committee(entity, memory.text.words(phrase.first, phrase.last), key):
            continue
        if (phrase.out_of_office or phrase.noun.sector == "ELI") and entity.sector != "ELI":
            continue
        score = seen.subject * 1.5 + order / len(memory.seen)
        # "The deposed president" is not "former President X", where another is told to be deposed.
        holds = _holds(entity, key, rank) + _SAME_WAY * bool(ways & set((entity.role or "").casefold().split()))
        if best is None or (holds, score, order) >= best[:3]:
            best = (holds, score, order, entity)
    return best[3] if best else None


def _may_sit_for(memory: Memory, entity: Entity, phrase: Phrase, office: str) -> bool:
    """Whether whom the text calls a senator, and not of which state, may be "the Vermont senator", by the place that he sits for."""
    if entity.serves is not None or office not in entity.told or not phrase.definite or phrase.owner_at is None:
        return False
    return phrase.owner not in memory.text.table.lookup(memory.text.words(*phrase.owner_at))


def _is_of_other_portfolio(entity: Entity, noun: Noun, office: str) -> bool:
    """Whether what the person is minister or secretary of is another: a prime minister is no defense minister, though he may be "the minister"."""
    plain = {office, *office.split(), *_PLAIN}
    wanted, held = (set(_WORDS.findall(" ".join(words))) - plain for words in ([noun.phrase], entity.role_words))
    return bool(wanted and held) and wanted.isdisjoint(held)


def _is_of_other_committee(entity: Entity, office: str, noun: str) -> bool:
    """Whether both are held in a committee, and not in the same: "the chairman of the Budget Committee" is no Judiciary Committee chairman."""
    plain = {noun, *_PLAIN} | discourse_words()["committees"] | discourse_words()["houses"]
    wanted, held = (set(_WORDS.findall(words.casefold())) for words in (office, entity.post))
    committees = bool(wanted & discourse_words()["committees"] and held & discourse_words()["committees"])
    return committees and bool(wanted - plain) and (wanted & held) <= plain


def _holds(entity: Entity, office: str, rank: set[str]) -> int:
    """How surely the office is the person's: most where the text gives it to him, less where it gives him one below it, least where it says that he had it."""
    below = set((entity.role or "").casefold().split()) & discourse_words()["ranks"] - rank
    return 2 * (office in entity.told) - bool(below) - 4 * (entity.sector == "ELI")


def latest_person(memory: Memory, noun: str) -> Entity | None:
    """Whom "the man" means: the one last called so, by the name that he is given there, else the person named last."""
    words = discourse_words()
    other = {"male"} if noun in words["female"] else {"female"} if noun in words["male"] else set()
    people = [(seen, memory.entities[seen.key]) for seen in reversed(memory.seen)]
    people = [(seen, entity) for seen, entity in people if entity.gender not in other]
    named = [(seen, entity) for seen, entity in people if entity.kind == "person" and entity.key[0] == "person"]
    for called, entity in people:
        if entity.kind == "person" and any(noun in _words(memory, span) for span in entity.mentions):
            return next((one for seen, one in named if _names(memory, seen.token, called.token)), entity)
    return named[0][1] if named else None


def _words(memory: Memory, span: Span) -> list[str]:
    return span.of(memory.text.report.text).casefold().split()


def _names(memory: Memory, name: int, noun: int) -> bool:
    """Whether the name is given to the noun: "a man identified as X"."""
    verb = governing_verb(memory.text, name, through_nouns=False)
    if verb is None or memory.text.tokens[verb].lemma.lower() not in discourse_words()["naming"]:
        return False
    return noun in understood_subjects(memory.text, verb)


def state_before(memory: Memory, index: int) -> KnownActor | None:
    """The state that "the country" means: the one last and most named in this and the two sentences before."""
    scores: dict[str, float] = {}
    rank = 0
    for seen in memory.seen_before(index, sentences=2):
        entity = memory.entities[seen.key]
        state = entity.known if entity.kind == "state" else entity.owner
        if state is None or state.kind != "state":
            continue
        scores[state.id] = scores.get(state.id, 1 / (1 + rank)) + 0.25 + 0.3 * seen.subject
        rank += 1
    best = max(scores, key=lambda key: scores[key], default=None)
    return memory.text.table.actors[best] if best else None


def body_before(memory: Memory, phrase: Phrase) -> Entity | None:
    """The body that "the group", "the movement" or "the party" means: the last named of a fitting kind, of late; from further up an armed group or a body of states that is the only one to fit."""
    noun = nouns_key(phrase.noun) if phrase.noun else ""
    told = _told_of_body(memory, phrase)
    if noun not in discourse_words()["generic_bodies"] or told is None:
        return None
    here = memory.text.tokens[phrase.head].sentence
    verb = governing_verb(memory.text, phrase.head, through_nouns=False)
    doers = understood_subjects(memory.text, verb) if verb is not None else frozenset()
    kinds = _BODY_KINDS.get(noun, {"organisation", "organ", "igo", "party", "armed-group"})
    others: dict[object, Entity] = {}
    for seen in reversed(memory.seen):
        entity = memory.entities[seen.key]
        # No government or army is "the agency": such an organ has a name of its own.
        own_name = entity.key[0] != "organ" or " " in entity.key[2]
        named = noun in entity.name.casefold().split() or (noun in _BODY_KINDS and own_name)
        named = named or (noun in _DEPLOYED and entity.kind == "igo" and _is_deployed(memory, entity))
        if seen.token in doers:
            # Nobody joins or leaves himself: "the party left the movement".
            continue
        fits = (
            entity.kind == "armed-group" and _is_of(entity, phrase.owner)
            if told == "armed"
            else entity.kind in kinds and _is_body_of(entity, phrase.owner)
        )
        if fits and named and entity.key[:1] != ("open",) and not (noun == _AGENCY and entity.key == _UNITED_NATIONS):
            if here - seen.sentence <= _LATELY:
                return entity
            others[seen.key] = entity
    return next((e for e in others.values() if len(others) == 1 and e.kind in _FAR), None)


def _is_deployed(memory: Memory, entity: Entity) -> bool:
    """Whether the table knows the body by a name of one that is sent somewhere: "the mission" is UNIFIL, the UN Interim Force in Lebanon."""
    known = entity.known
    forms = (form for forms in memory.text.table.forms.values() for form in forms)
    return known is not None and any(
        not _DEPLOYED.isdisjoint(form.words) for form in forms if form.actor_id == known.id
    )


def _told_of_body(memory: Memory, phrase: Phrase) -> str | None:
    """What is told of it between "the" and the noun: nothing (""), its size ("the 15-member council"), that it is in arms ("the Islamist group") or of a region ("the regional bloc"); None where more is."""
    text, words = memory.text, discourse_words()
    at = range(*phrase.owner_at) if phrase.owner_at else range(0)
    told = [
        i for i in range(phrase.first + 1, phrase.head) if i not in at and text.tokens[i].tag not in {"POS", "HYPH"}
    ]
    if not told:
        of_body = phrase.owner is not None and phrase.owner.kind == "igo"
        return "" if of_body or (not phrase.owner_at and phrase.last - phrase.first <= _BARE) else None
    if phrase.last > phrase.head + 1:
        return None
    if all(text.lower(i) in words["in_arms"] | words["outlooks"] for i in told):
        return "armed" if phrase.definite else None
    if all(text.lower(i) in words["of_region"] for i in told) and not phrase.owner_at:
        return "region" if phrase.definite else None
    size = text.tokens[told[0]].tag == "CD" and [text.lower(i) in words["of_size"] for i in told[1:]] == [True]
    return "size" if size and not phrase.owner_at else None


def _is_of(entity: Entity, state: KnownActor | None) -> bool:
    """Whether it is of the state, if any is given."""
    if state is None:
        return True
    return entity.owner is state or (entity.known is not None and state.country in entity.known.countries)


def _is_body_of(entity: Entity, whole: KnownActor | None) -> bool:
    """Whether it is one of an international body's own, by its code, if one is given: "the UN agency"."""
    if whole is None:
        return True
    own = entity.known or entity.owner
    return (
        own is not None
        and entity.known is not whole
        and (own.code_on(None) or "").startswith(whole.code_on(None) or "-")
    )


def is_left_behind(memory: Memory, entity: Entity, index: int) -> bool:
    """Whether the text has gone on from an entity of one state to others: it was named some sentences ago, another state since."""
    last = max((n for n, seen in enumerate(memory.seen) if seen.key == entity.key), default=None)
    if last is None or memory.text.tokens[index].sentence - memory.seen[last].sentence <= _STAYS:
        return False
    own = entity.owner.id if entity.owner else None
    since = [memory.entities[seen.key] for seen in memory.seen[last + 1 :]]
    return any(e.kind == "state" and e.known is not None and e.known.id != own for e in since)
