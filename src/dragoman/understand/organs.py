"""Organs and groups: ministries, armies, people by what they do, "the sides", and names of bodies that no table has.

A report's sight comes in; phrases are added to it.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Token
from dragoman.understand.known_names import says_what_it_is
from dragoman.understand.owners import (
    body_inside,
    end_of_owner,
    joined_before,
    named_before_letters,
    of_house,
    owner_left,
    owners_left,
    owners_right,
    rises,
    with_place,
    with_state_behind,
)
from dragoman.understand.phrases import POSSESSIVES, Phrase, Sight, is_party, nouns_key
from dragoman.vocab.actor_table import KnownActor, Noun
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.namesakes import load_namesakes
from dragoman.vocab.sectors import load_sectors

# Sectors of bodies that name themselves otherwise.
_TOLD_BY = frozenset({"REB", "PRM", "OPP", "PTY", "CRM"})
# Behind which an international body has the people before them.
_AT = frozenset({"at", "with"})
# What is somebody's where it is said whose: "the Kenyan side" is Kenya.
_OWNED = frozenset({"state", "side"})
# What has branches.
_WITH_BRANCHES = frozenset({"armed-group", "party", "organisation"})
# Where "the two" stands for itself, with no noun behind it.
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


def add_organ(sight: Sight, first: int, last: int, noun: Noun) -> None:
    """An organ or group by its noun at these tokens, with whose it is."""
    head = last - 1
    token = sight.tokens[head]
    if not _stands_for_itself(sight, first, last, noun) or says_what_it_is(sight, first, last):
        return
    start = sight.left(head, first)
    if not _is_nounlike(token) or (token.dep in {"compound", "nmod"} and first - 1 in sight.at_known):
        start = min(start, sight.at_known.get(first - 1, first))
    noun = _as_told(sight, start, (first, last), of_house(sight, start, first, noun))
    body = body_inside(sight, start, first) if noun.kind == "people" else None
    phrase = Phrase(start, last, head, (first, last), "organ", noun=noun, body=body)
    led = noun.phrase in discourse_words()["coalitions"]
    owner = owner_left(sight, start, first, led=led)
    if (named := named_before_letters(sight, first)) is not None:
        owner, start = (sight.actor(sight.known[named][1][0]), named, first), sight.left(head, named)
        phrase = replace(phrase, first=start)
    if owner is not None and _is_namesake(sight, owner[1], token, noun):
        owner = None
    if led and owner is not None:
        phrase = replace(phrase, noun=replace(noun, sector="MIL"))
    phrase = _with_whole_name(sight, phrase)
    called = _as_called(sight, start, noun if phrase.noun is None else phrase.noun)
    phrase = replace(phrase, noun=_as_apposed(sight, head, called))
    if owner is None and phrase.last > last:
        owner = _state_in_name(sight, last, phrase.last)
    phrase = _with_owners_behind(sight, phrase, noun)
    if phrase.owners:
        # "The Kenyan branch of the Tarn Front" is the Front's.
        branch = noun.phrase in discourse_words()["branches"]
        owner = phrase.owners[0] if branch or owner is None else owner
    if owner is None and token.tag in {"NNS", "NNPS"}:
        owner = _sender(sight, head, last)
    if owner is None and _is_loyal(sight, last):
        owner, phrase = _loyal_to(sight, last), replace(phrase, abroad=True)
    owned = _with_owner(sight, phrase, noun, owner)
    if owned is None:
        return
    owned = replace(
        owned,
        plural=token.tag in {"NNS", "NNPS"} or nouns_key(noun) in {"police", "people", "opposition"},
        definite=sight.is_definite(start),
        named=owned.named or _is_named(sight, start, last, owned) or _is_installed(sight, owned),
        abroad=owned.abroad or _is_sent_abroad(noun) or sight.is_abroad(start, first),
        joined=joined_before(sight, start, first, noun),
        pronoun_owner=next((i for i in range(start, first) if sight.tokens[i].tag in POSSESSIVES), None),
    )
    sight.phrases.append(_one_of(sight, owned))
    sight.taken.update(range(first, last))


def _with_owners_behind(sight: Sight, phrase: Phrase, noun: Noun) -> Phrase:
    """The phrase of the noun to the end of whose it is by the words behind it: "officials | of Kenya and Chad"."""
    joint = sight.text.lower(phrase.last)
    owners = owners_right(sight, phrase.last, Noun(noun.phrase, noun.kind, noun.sector))
    if joint in _AT:
        # "Officials at UN headquarters" are the UN's, troops at the border are nobody's.
        told = noun.kind == "people" and bool(owners) and owners[0][0].kind == "igo"
    else:
        # "Officials from Japan and China" are of both; of one, its sender.
        told = joint in {"of", "from", "representing"} and len(owners) > (joint == "from")
    if not told:
        return phrase
    last = phrase.last
    phrase = replace(phrase, last=end_of_owner(sight, owners[-1][2]), owners=tuple(owners))
    whole = body_inside(sight, last, phrase.last) if noun.phrase in discourse_words()["parts"] else None
    # "Members of the Kenyan army" are what it is.
    return replace(phrase, noun=replace(noun, sector=whole.sector or noun.sector)) if whole is not None else phrase


def _as_told(sight: Sight, start: int, core: tuple[int, int], noun: Noun) -> Noun:
    """The noun as what the words before it make it."""
    first, last = core
    token = sight.tokens[last - 1]
    if token.lemma in discourse_words()["one_country"] and token.text.islower():
        # "Middle East nations" are states, the Tarn Nation a people.
        noun = replace(noun, kind="group", sector=None)
    noun = _as_taking_sides(sight, start, first, noun)
    if noun.sector in discourse_words()["state_sectors"] and _is_of_a_firm(sight, start, first, noun):
        return replace(noun, sector=None, kind="organisation" if noun.kind == "organ" else noun.kind)
    return noun


def _as_taking_sides(sight: Sight, start: int, first: int, noun: Noun) -> Noun:
    """The noun as one of those who fight the state, or for it, by the words before it."""
    words = discourse_words()
    if noun.sector == "PRM" and any(sight.text.lower(i) in words["risen_too"] for i in range(start, first)):
        # "Islamist militias" fight the state, others for it.
        return replace(noun, sector="REB")
    if noun.sector == "REB" and any(_is_for_rulers(sight, i) for i in range(start, first)):
        # "Pro-government fighters"
        return replace(noun, sector="PRM")
    # "The separatist delegation", "rebel soldiers"; "the Abkhaz separatist authorities" govern what is theirs.
    if noun.kind == "people" and any(sight.text.lower(i) in words["with_arms"] for i in range(start, first)):
        return replace(noun, kind="armed-group", sector="UAF")
    governs = noun.sector == "GOV" and not _is_sent_abroad(noun) and owner_left(sight, start, first) is not None
    if noun.sector in words["offices_of_state"] and not governs and rises(sight, start, first):
        return replace(noun, sector="REB", kind="armed-group" if noun.kind == "organ" else noun.kind)
    return noun


def _is_for_rulers(sight: Sight, index: int) -> bool:
    """Whether "pro-government" begins at the token."""
    hyphened = sight.text.lower(index) == "pro" and sight.text.lower(index + 1) == "-"
    return hyphened and sight.text.lower(index + 2) in discourse_words()["ruling"]


def _one_of(sight: Sight, phrase: Phrase) -> Phrase:
    """The phrase with "one of" before it, where that makes it one of those people: "one of the | sources"."""
    before = [sight.text.lower(index) for index in range(phrase.first - 2, phrase.first)]
    if before != ["one", "of"] or not phrase.definite or phrase.noun is None or phrase.noun.kind != "people":
        return phrase
    one = phrase.first - 2
    return replace(phrase, first=one, head=one, plural=False, definite=False)


def _is_of_a_firm(sight: Sight, start: int, first: int, noun: Noun) -> bool:
    """Whether the name of a body that no table has stands before a noun that any may have: "Brightwater officials", "Brightwater's division"."""
    any_body = noun.phrase in discourse_words()["any_body"]
    if not any_body and not noun.needs_owner:
        return False
    names = {name.first: name for index in range(start, first) if (name := sight.text.names.get(index)) is not None}
    for name in names.values():
        own = range(name.first, name.last)
        known = any(i in sight.organs or i in sight.at_known or sight.in_person(i) for i in own)
        placed = any(sight.tokens[i].span.start in sight.states_of_places for i in own)
        words = sight.text.words(name.first, name.last)
        # Letters alone are as often an agency's: "HHS officials".
        agency = any_body and words.isupper() and words.isalpha()
        if name.label == "ORG" and start <= name.first and name.last <= first and not (known or placed or agency):
            return True
    return False


def _is_namesake(sight: Sight, owner: int, token: Token, noun: Noun) -> bool:
    """Whether a firm, school or charity only bears a leader's name, or one that a capital has too: "the Obama Foundation", "St. John's School"."""
    if noun.kind != "organisation" or not token.text[:1].isupper():
        return False
    if owner not in sight.known:
        return True
    start = sight.tokens[owner].span.start
    placed = start in sight.states_of_places or start in sight.states_of_parts
    return sight.known[owner][1][0].use == "capital" and not placed


def _as_called(sight: Sight, start: int, noun: Noun) -> Noun:
    """The noun with what the words before a name call it: "the rebel | Karsova Liberation Movement", "the opposition Karsova Alliance"."""
    words = discourse_words()
    at = start + (sight.tokens[start].tag == "DT")
    if noun.sector is not None or noun.kind != "organisation" or not sight.tokens[at + 1 : at + 2]:
        return noun
    if not sight.tokens[at + 1].text[:1].isupper():
        return noun
    if sight.text.lower(at) in words["in_arms"]:
        return replace(noun, kind="armed-group", sector="REB")
    return replace(noun, kind="party", sector="OPP") if sight.text.lower(at) == "opposition" else noun


def _as_apposed(sight: Sight, head: int, noun: Noun) -> Noun:
    """The noun of a name with what is told of it behind a comma: "the Tarn Council, | a grouping of several rebel movements"."""
    if noun.sector is not None or noun.kind != "organisation" or not sight.tokens[head].text[:1].isupper():
        return noun
    kinds = {last - 1: organ for last, organ in sight.organs.values()}
    for child in sight.text.children[head]:
        token = sight.tokens[child]
        if token.dep != "appos" or child < head or token.lemma.lower() not in discourse_words()["generic_bodies"]:
            continue
        of = (index for index in sight.text.children[child] if sight.text.lower(index) == "of")
        for told in (child, *(inner for index in of for inner in sight.text.children[index])):
            if rises(sight, sight.left(told, told), told):
                return replace(noun, kind="armed-group", sector="REB")
            if told in kinds and kinds[told].sector in _TOLD_BY:
                return replace(noun, kind=kinds[told].kind, sector=kinds[told].sector)
    return noun


def _stands_for_itself(sight: Sight, first: int, last: int, noun: Noun) -> bool:
    """Whether the words are a noun that means the organ, and no part of another's name or title: "opposition to", "police chief"."""
    token = sight.tokens[last - 1]
    behind = sight.text.lower(last)
    if noun.phrase == "source" and behind in {"of", "for"}:
        return False
    if noun.phrase == "regime" and sight.text.lower(first - 1) in discourse_words()["regulated"]:
        # "The ceasefire regime" rules nobody.
        return False
    if noun.phrase in discourse_words()["buildings"] and _is_building(sight, first):
        return False
    if noun.phrase in discourse_words()["done_too"] and behind == "of" and not _is_somebodys(sight, last, noun):
        return False
    if noun.phrase == "opposition" and behind == "to" and not _has_verb_behind(sight, last):
        return False
    if noun.kind == "people" and token.text[:1].isupper() and (_has_capitals(sight, last) or _ends_party(sight, last)):
        # "The People's Front", "the Party for the People": what it has in a name is named.
        return False
    if not _is_nounlike(token) and (noun.phrase != "military" or first - 1 not in sight.at_known):
        return False
    outer = token.head
    if token.dep not in {"compound", "nmod"} or outer < last or sight.tokens[outer].pos not in {"NOUN", "PROPN"}:
        return True
    if token.text[:1].isupper() and sight.text.lower(outer) in discourse_words()["no_organs"]:
        # "The Forces Agreement", "the Police Act"
        return False
    if noun.phrase == "opposition" and sight.text.lower(outer) == "party" and outer - 1 in sight.text.names:
        # "The opposition | Karsova Movement party" is a party, and not the opposition.
        return False
    others = [*sight.organs.items(), *sight.titles.items()]
    if any(start <= outer < end for start, (end, _) in others) or sight.in_person(outer):
        return False
    return noun.sector in discourse_words()["modifying_sectors"] and not noun.needs_owner


def _is_building(sight: Sight, first: int) -> bool:
    """Whether a name other than a country's or place's stands right before the noun: "Sage House"."""
    before = sight.tokens[first - 1] if first else None
    if before is None or before.tag not in {"NNP", "NNPS"} or before.dep != "compound":
        return False
    start = before.span.start
    return before.index not in sight.at_known and not (
        start in sight.states_of_places or start in sight.states_of_parts
    )


def _is_somebodys(sight: Sight, last: int, noun: Noun) -> bool:
    """Whether who has it stands behind "of": "the administration of Kenya", "of President X", but not "of the election"."""
    near = range(last + 1, min(last + 5, len(sight.tokens)))
    return bool(owners_right(sight, last, noun)) or any(i in sight.titles or sight.in_person(i) for i in near)


def _has_capitals(sight: Sight, last: int) -> bool:
    """Whether the tokens before stand in the genitive of a word in capitals."""
    return last + 1 < len(sight.tokens) and sight.tokens[last].tag == "POS" and sight.tokens[last + 1].text.istitle()


def _ends_party(sight: Sight, last: int) -> bool:
    name = sight.text.names.get(last - 1)
    return name is not None and name.last == last and is_party(sight.text.words(name.first, name.last))


def _is_nounlike(token: Token) -> bool:
    return token.pos in {"NOUN", "PROPN"} or token.tag in {"NN", "NNS", "NNP", "NNPS"}


def _is_sent_abroad(noun: Noun) -> bool:
    return noun.phrase in discourse_words()["bodies_abroad"]


def _with_whole_name(sight: Sight, phrase: Phrase) -> Phrase:
    """The phrase to the end of the body's name, which goes on behind the noun: "Department of Public Safety"."""
    first, last = phrase.core
    around = sight.text.names.get(first)
    if around is None or around.label != "ORG" or around.first > first or last >= around.last:
        return phrase
    stop = around.last - (sight.tokens[around.last - 1].tag == "POS")
    if stop <= last or sight.tokens[min(stop, len(sight.tokens) - 1)].tag[:2] == "NN":
        return phrase
    sight.taken.update(range(last, stop))
    return replace(phrase, last=stop, named=True)


def _state_in_name(sight: Sight, first: int, last: int) -> tuple[KnownActor, int, int] | None:
    """The state with which a body's name ends: "the Committee for National Security | of Kenya"."""
    for at in range(first, last):
        end, forms = sight.known.get(at, (0, ()))
        if end == last and sight.text.lower(at - 1) in {"of", "the"} and sight.actor(forms[0]).kind == "state":
            return sight.actor(forms[0]), at, end
    return None


def _with_owner(sight: Sight, phrase: Phrase, noun: Noun, owner: tuple[KnownActor, int, int] | None) -> Phrase | None:
    """The phrase with whose it is; None where it is nobody's that must be somebody's, or no organ or group at all."""
    start, (first, last) = phrase.first, phrase.core
    token, words = sight.tokens[phrase.head], discourse_words()
    of_a_person = any(sight.in_person(i) or sight.text.lower(i) in {"his", "her"} for i in range(start, first))
    if noun.phrase in words["held_by_persons"] and of_a_person:
        return None
    bare = phrase.last - start == 1 and token.tag == "NN" and noun.phrase != "police"
    if bare and noun.kind in {"people", "armed-group"} and not token.text[:1].isupper():
        return None
    joint = owners_left(sight, start, first) if token.tag in {"NNS", "NNPS"} else []
    if joint:
        phrase = replace(phrase, owners=tuple(joint), first=min(start, joint[0][1]))
    if noun.phrase in words["branches"] and (owner is None or owner[0].kind not in _WITH_BRANCHES):
        return None
    if owner is not None:
        # "Israel's campaign" is what it does; a person's is who works for him.
        mere = noun.phrase in words["of_persons"] and owner[0].kind == "state" and owner[1] in sight.known
        return None if mere else replace(phrase, owner=owner[0], owner_at=owner[1:])
    if noun.phrase in words["of_persons"]:
        if not any(sight.in_person(i) or sight.tokens[i].tag == "PRP$" for i in range(start, first)):
            return None
    elif noun.needs_owner and not any(token.tag in _having(noun) for token in sight.tokens[start:last]):
        if not sight.is_definite(start) or noun.phrase not in words["generic_bodies"]:
            return None
        phrase = replace(phrase, tentative=True)
    if phrase.body is not None and phrase.body.sector in load_sectors().rebels:
        # "Insurgent officials in Karsen" serve no state, wherever they sit.
        return phrase
    if noun.sector in words["state_sectors"] and not _is_sent_abroad(noun):
        phrase = with_state_behind(sight, phrase)
    if phrase.owner is not None:
        return phrase
    # "The embassy in Karsen" is another's.
    away = _is_sent_abroad(noun) and sight.text.lower(phrase.last) == "in"
    if token.lemma.lower() in words["sent_abroad"]:
        # Nor do "negotiators in Karsen" serve the town where they sit.
        return phrase
    return replace(phrase, abroad=True) if away else with_place(sight, phrase)


def _is_loyal(sight: Sight, last: int) -> bool:
    """Whether the words behind it say to whom they are loyal: no state's, as a rule."""
    return sight.text.lower(last) == "loyal" and sight.text.lower(last + 1) == "to"


def _loyal_to(sight: Sight, last: int) -> tuple[KnownActor, int, int] | None:
    """Whom "forces | loyal to the Karsova Front" are loyal to, where it is a known body."""
    first = last + 2 + (sight.text.lower(last + 2) == "the")
    if first not in sight.known:
        return None
    end, forms = sight.known[first]
    return sight.actor(forms[0]), first, end


def _having(noun: Noun) -> set[str]:
    """The tags of words that tell whose it is; of "our divisions" nobody's troops are."""
    return {"NNP"} if noun.phrase in discourse_words()["not_by_pronoun"] else {"NNP", "PRP$"}


def _sender(sight: Sight, head: int, last: int) -> tuple[KnownActor, int, int] | None:
    """Whose they are who do something by the "from" behind them: "police and troops from the UN mission were sent", of both nouns."""
    top = head
    while sight.tokens[top].dep == "conj" and sight.tokens[top].head < top:
        top = sight.tokens[top].head
    if sight.tokens[top].dep not in {"nsubj", "nsubjpass"} and sight.tokens[sight.tokens[top].head].dep != "agent":
        return None
    behind = [c for i in {top, head} for c in sight.text.children[i] if c >= last and sight.text.lower(c) == "from"]
    found = owners_right(sight, behind[0], Noun("troops", "organ", "MIL")) if behind else []
    return found[0] if found else None


def _has_verb_behind(sight: Sight, index: int) -> bool:
    return index + 1 < len(sight.tokens) and sight.tokens[index + 1].tag == "VB"


def _is_installed(sight: Sight, phrase: Phrase) -> bool:
    """Whether it is another state's by its making: "the Russian-installed authorities" are not the Russian ones."""
    if phrase.owner_at is None or sight.text.lower(phrase.owner_at[1]) != "-":
        return False
    return sight.text.lower(phrase.owner_at[1] + 1) in discourse_words()["installs"]


def _is_named(sight: Sight, start: int, last: int, phrase: Phrase) -> bool:
    """Whether proper nouns other than the owner's name it."""
    owner = phrase.owner_at or (0, 0)
    place = phrase.owner is not None and phrase.owner_at is not None and phrase.owner_at[0] not in sight.at_known
    return any(
        sight.tokens[index].tag in {"NNP", "NNPS"}
        and (place or not owner[0] <= index < owner[1])
        and not sight.in_person(index)
        for index in range(start, last - 1)
    )


def add_collectives(sight: Sight) -> None:
    """Plurals that mean the actors of the matter: "the two countries", "both sides", "the parties to the conflict"."""
    words = discourse_words()
    nouns = words["sides"] | words["parties"] | words["countries"]
    longer = {i for first, (last, _) in sight.organs.items() if last - first > 1 for i in range(first, last)}
    for token in sight.tokens:
        word = token.lemma.lower()
        if word == "two" and token.dep in _ARGUMENTS and sight.text.lower(token.index - 1) == "the":
            core = (token.index, token.index + 1)
            sight.phrases.append(
                Phrase(token.index - 1, core[1], token.index, core, "collective", plural=True, definite=True)
            )
            continue
        if token.text in load_namesakes() and token.index not in sight.taken:
            _add_namesakes(sight, token)
            continue
        if word not in nouns or token.tag[:2] != "NN" or token.index in sight.taken:
            continue
        if token.index in longer and not _is_a_couple(sight, token.index):
            continue
        if token.index in sight.organs and owners_right(sight, token.index + 1, sight.organs[token.index][1]):
            # "The delegations of X and Y" are theirs.
            continue
        if token.dep in {"compound", "nmod"} and token.head > token.index:
            continue
        if word in words["sides"] and _is_of_a_thing(sight, token.index):
            continue
        start = sight.left(token.index, token.index)
        before = {sight.text.lower(index) for index in range(start, token.index)}
        # "Neither side"
        plural = token.tag in {"NNS", "NNPS"} or bool(before & words["one_of_two"])
        couple = bool(before & words["couple"])
        owner = owner_left(sight, start, token.index)
        if owner is not None and plural and owner[0].kind == "people":
            # "The two Muslim countries" are two of those named.
            owner = None
        if (plural and (couple or before & {"the", "these", "those", "all"})) or (
            (word in words["one_country"] or (word in _OWNED and owner is not None))
            and (sight.text.lower(start) in {"the", "this", "that"} or sight.tokens[start].tag in POSSESSIVES)
        ):
            core = (token.index, token.index + 1)
            phrase = Phrase(start, core[1], token.index, core, "collective", plural=plural, definite=True)
            if owner is not None:
                phrase = replace(phrase, owner=owner[0], owner_at=owner[1:])
            elif not plural and token.index - start > 1:
                continue
            elif not plural and sight.tokens[start].tag in POSSESSIVES:
                phrase = replace(phrase, pronoun_owner=start)
            sight.phrases.append(phrase)
            sight.taken.update(range(start, core[1]))


def _add_namesakes(sight: Sight, token: Token) -> None:
    """The states that bear one name, by its plural: "the two Koreas"."""
    core = (token.index, token.index + 1)
    start = sight.left(token.index, token.index)
    states = [sight.text.table.actors[state] for state in load_namesakes()[token.text]]
    owners = tuple((state, *core) for state in states)
    phrase = Phrase(start, core[1], token.index, core, "collective", owners=owners, plural=True, definite=True)
    sight.phrases.append(phrase)
    sight.taken.update(range(start, core[1]))


def _is_of_a_thing(sight: Sight, index: int) -> bool:
    """Whether what stands behind "of" is no conflict and nobody: "the sides of a tower"."""
    behind = [child for child in sight.text.children[index] if sight.text.lower(child) == "of"]
    nouns = [sight.tokens[noun] for child in behind for noun in sight.text.children[child]]
    things = (noun for noun in nouns if noun.tag == "NN" and noun.lemma.lower() not in discourse_words()["conflict"])
    return any(noun.index not in sight.organs for noun in things)


def _is_a_couple(sight: Sight, index: int) -> bool:
    """Whether the noun's phrase opens with "the two" or "both"."""
    start = sight.left(index, index)
    return sight.text.lower(start) == "both" or (sight.text.lower(start), sight.text.lower(start + 1)) == ("the", "two")


def add_agent_nouns(sight: Sight) -> None:
    """People by what they do, known by the noun's ending: "two moderators"."""
    words = discourse_words()
    endings = tuple(sorted(words["agent_endings"]))
    for token in sight.tokens:
        lemma = token.lemma.lower()
        if token.tag not in {"NN", "NNS"} or token.index in sight.taken or not lemma.endswith(endings):
            continue
        if lemma in words["no_agents"] or token.index in sight.at_known or sight.in_person(token.index):
            continue
        start = sight.left(token.index, token.index)
        bare = start == token.index and token.tag == "NN"
        if not bare and not (token.dep in {"compound", "nmod", "amod"} and token.head > token.index):
            add_organ(sight, token.index, token.index + 1, Noun(lemma, "people", "CVL"))


def _is_called(sight: Sight, last: int) -> bool:
    """Whether what a body is stands right behind its name, and makes one phrase with it: "the Karsova | news agency"."""
    return any(
        phrase.named and phrase.first < last == phrase.core[0] and phrase.noun and phrase.noun.kind == "organisation"
        for phrase in sight.phrases
    )


def add_bodies(sight: Sight) -> None:
    """Names of bodies that no table has."""
    covered = (
        sight.taken
        | sight.text.topics
        | {index for phrase in sight.phrases for index in range(phrase.core[0], phrase.core[1])}
    )
    places = {mention.span.start for mention in sight.text.analysis.places if mention.place}
    for name in sight.text.analysis.names:
        if name.label != "ORG" or covered.intersection(range(name.first, name.last)) or _is_called(sight, name.last):
            continue
        first, last = name.first, name.last
        while first < last and sight.tokens[first].tag in {"DT", "``", "''", "POS"}:
            first += 1
        while last > first and sight.tokens[last - 1].tag in {"POS", "''", ",", "."}:
            last -= 1
        if (
            first == last
            or sight.tokens[first].span.start in places
            or not any(c.isalpha() for c in sight.text.words(first, last))
        ):
            continue
        if last - first == 1 and sight.text.lower(first - 1) in {"a", "an"}:
            continue
        head = sight.head(first, last)
        start = first - 1 if sight.text.lower(first - 1) == "the" else first
        owner = owner_left(sight, first, last)
        phrase = Phrase(start, last, head, (first, last), "body")
        if sight.text.lower(last) == "party" and sight.tokens[head].head == last:
            # "The opposition | Karsova Movement | party"
            phrase = replace(phrase, first=sight.left(last, first), last=last + 1, head=last)
        elif sight.text.lower(first - 1) == "opposition" and sight.text.lower(head) == "party":
            phrase = replace(phrase, first=sight.left(head, first))
        if owner is not None:
            phrase = replace(phrase, owner=owner[0], owner_at=owner[1:])
        sight.phrases.append(phrase)
