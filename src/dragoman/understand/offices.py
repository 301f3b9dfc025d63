"""People with their offices, and offices without a name: "Russian Foreign Minister Sergey Lavrov", "the minister".

A report's sight comes in; phrases are added to it.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Token
from dragoman.understand.known_names import says_what_it_is
from dragoman.understand.owners import (
    body_inside,
    end_of_owner,
    in_party,
    joined_before,
    named_before_letters,
    of_house,
    owner_left,
    owners_left,
    owners_right,
    with_place,
)
from dragoman.understand.phrases import BEFORE_NAME, DATES, POSSESSIVES, Phrase, Sight, is_out_of_office, nouns_key
from dragoman.vocab.actor_table import KnownActor, Noun
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.tokens import SUBJECTS

_LONGEST_APPOSITION = 16
_LONGEST_BRACKETS = 8
# Fewer letters may stand for anything: "UK", "PM".
_SHORT = 2
_OBJECTS = frozenset({"pobj", "dobj"})
# What a phrase inserted between commas is made of: "in northern Kenya", "bordering the sea".
_INSERTED = BEFORE_NAME | {"IN", "VBG"}
_NO_OFFICES = frozenset({"honorific", "private", "rank"})


def add_person(sight: Sight, first: int, last: int) -> None:
    """A person by the name at these tokens, with the office that the text gives before or behind it."""
    head = sight.head(first, last)
    start = _before_name(sight, first)
    titles = _titles_in(sight, start, first)
    beside: list[Phrase] = []
    if not titles:
        linked = _title_before_preposition(sight, first)
        if linked is not None:
            start, titles = linked
            if sight.text.lower(first - 1) == ",":
                beside.append(_office_phrase(sight, *titles[0]))
                titles = []
            else:
                # Of "the envoy for Karsova X" the parse hangs the name on the place or field.
                head = _outermost(sight, start, last, _main_word(sight, *titles[0][:2]))
    elif (before := _apposed_office(sight, start, head)) is not None:
        beside.append(before)
    known = sight.leaders.get((first, last))
    phrase = Phrase(start if titles else first, last, head, (first, last), "person", known=known)
    if titles:
        phrase = _with_owner_beside_name(
            sight, _with_office(sight, phrase, _telling_title(sight, start, titles), first)
        )
        if sight.tokens[_main_word(sight, *titles[-1][:2])].tag in {"NNS", "NNPS"}:
            # "foreign ministers A and B": the title is of both, the phrase of neither.
            phrase = replace(phrase, first=first)
            sight.shared_title = (last, phrase)
    elif _shares_title(sight, first):
        phrase = replace(sight.shared_title[1], first=first, last=last, head=head, core=(first, last), known=known)
        sight.shared_title = (last, phrase)
    beside += [*_second_offices(sight, phrase), *_appositions(sight, phrase)]
    for office in (phrase, *beside):
        stop = office.owners[-1][2] if office.owners else office.last
        sight.taken.update(range(_own_words(sight, office), max(stop, office.core[1])))
    sight.phrases.append(replace(phrase, beside=tuple(beside)))


def _second_offices(sight: Sight, phrase: Phrase) -> list[Phrase]:
    """The other office of one man: "Deputy Prime Minister | and | Foreign Minister X"; a president is no minister."""
    stop = phrase.first - 1
    if phrase.title is None or sight.text.lower(stop) != "and":
        return []
    joined = [(first, last, noun) for first, (last, noun) in sight.titles.items() if last == stop]
    plain = [
        (f, n, noun) for f, n, noun in joined if noun.kind not in _NO_OFFICES and sight.tokens[n - 1].text.istitle()
    ]
    offices = [_office_phrase(sight, *one) for one in plain if one[2].phrase not in discourse_words()["heads"]]
    return [
        office
        for office in offices
        if not office.plural and not sight.is_definite(office.first) and phrase.owner in {None, office.owner}
    ]


def _outermost(sight: Sight, first: int, last: int, index: int) -> int:
    """The word that the token is told with, or under, inside tokens `[first, last)`."""
    while index != sight.tokens[index].head and first <= sight.tokens[index].head < last:
        index = sight.tokens[index].head
    return index


def _with_owner_beside_name(sight: Sight, phrase: Phrase) -> Phrase:
    """The phrase with the party named between office and name, or the state that "of" names behind the name: "Chairman Karsova Green Party X", "Ambassador X | of the United States"."""
    office = phrase.noun is not None and phrase.noun.kind not in {"honorific", "private"}
    if phrase.owner is not None or phrase.noun is None or not office or phrase.title is None:
        return phrase
    for first in range(phrase.title[1], phrase.core[0]):
        if first in sight.known and sight.actor(sight.known[first][1][0]).kind == "party":
            last, forms = sight.known[first]
            return replace(phrase, owner=sight.actor(forms[0]), owner_at=(first, last))
    if sight.text.lower(phrase.core[1]) != "of":
        return phrase
    behind = owners_right(sight, phrase.core[1], phrase.noun)
    if len(behind) != 1 or behind[0][0].kind != "state" or sight.known[behind[0][1]][1][0].use != "name":
        return phrase
    return replace(phrase, owner=behind[0][0], owner_at=behind[0][1:])


def _telling_title(sight: Sight, start: int, titles: list[tuple[int, int, Noun]]) -> tuple[int, int, Noun]:
    """The title that tells most: an office before a rank ("Police Chief Gen."), if it tells a sector; a form of address last."""
    own = [title for title in titles if title[2].kind != "honorific"]
    offices = [title for title in own if title[2].kind != "rank"]
    telling = [title for title in offices if title[2].sector or body_inside(sight, start, title[0])]
    return (telling or own or titles)[-1]


def _own_words(sight: Sight, office: Phrase) -> int:
    """Where the words begin that are not those of another office that has it: "the Secretary-General's | Special Representative"."""
    stop = office.title[0] if office.title else office.first
    titles = [last for first, (last, _) in sight.titles.items() if office.first <= first and last < stop]
    return max((last + 1 for last in titles if sight.tokens[last].tag == "POS"), default=office.first)


def _apposed_office(sight: Sight, start: int, head: int) -> Phrase | None:
    """The office before the comma, whose holder the name behind it tells: "the Permanent Representative of France, | Ambassador X"."""
    linked = _title_before_preposition(sight, start) if sight.text.lower(start - 1) == "," else None
    office = _office_phrase(sight, *linked[1][0]) if linked is not None else None
    token = sight.tokens[head]
    return office if office is not None and token.dep == "appos" and token.head == office.head else None


def _shares_title(sight: Sight, first: int) -> bool:
    """Whether the name follows, behind "and" or a comma, one with a title in the plural."""
    end, _ = sight.shared_title
    if not 0 < end < first <= end + 2:
        return False
    return all(sight.text.lower(index) in {"and", ",", "&"} for index in range(end, first))


def _before_name(sight: Sight, first: int) -> int:
    start = first
    while start > 0 and sight.text.same_sentence(start - 1, first):
        token = sight.tokens[start - 1]
        if _is_short_form(sight, start):
            start -= 3
            continue
        if sight.in_person(token.index):
            if sight.tokens[start].tag == "POS" and start + 1 < first:
                # "Obama's | adviser | X": whose he is tells whom he serves.
                start = next(one for one, two in sight.people if one < start <= two)
            break
        if not _may_stand_before(token, first) or sight.text.label(token.index) in DATES:
            break
        if sight.is_dash(token.index) or _is_object_before(sight, token.index):
            break
        start -= 1
        if token.tag in {"DT", "PRP$"} and sight.tokens[start + 1].tag != "POS":
            break
    while start < first and sight.tokens[start].tag in {"POS", "HYPH", "VBN"}:
        if is_out_of_office(sight.text.lower(start)):
            # "Deposed | President X"
            break
        start += 1
    party = in_party(sight, start)
    return party.first if party is not None and party.first < start else _past_place(sight, start, first)


def _may_stand_before(token: Token, first: int) -> bool:
    """Whether the word may be one of those before a name at token `first`: also the participle of an office, "truce | monitoring chief X"."""
    office = token.tag == "VBG" and token.dep in {"amod", "compound"} and token.index < token.head < first
    return token.tag in BEFORE_NAME or office


def _is_short_form(sight: Sight, stop: int) -> bool:
    """Whether the letters of an office or a known body, in brackets behind it, end at the token: "Chief Metropolitan Magistrate (CMM) | X", "the African Union (AU) | envoy"."""
    letters = sight.tokens[stop - 2].text.replace(".", "") if stop > 3 else ""
    marks = (sight.text.lower(stop - 3), sight.text.lower(stop - 1)) == ("(", ")")
    told = any(last == stop - 3 for last, _ in (*sight.titles.values(), *sight.known.values()))
    return marks and letters.isupper() and told


def _is_object_before(sight: Sight, index: int) -> bool:
    """Whether the word is another phrase's, no part of what stands before the name: the verb of "after the army overthrew | President X", taken for a noun."""
    token = sight.tokens[index]
    # No noun is an adjective's dependent: such a parse has lost the verb.
    lost = token.dep == "amod" or (token.dep in _OBJECTS and token.head < index)
    mere = token.tag == "NN" and lost and token.text.islower()
    return mere and not any(
        first <= index < last for first, (last, _) in [*sight.titles.items(), *sight.organs.items()]
    )


def _past_place(sight: Sight, start: int, first: int) -> int:
    """Behind the state that a preposition without another object names: "In Turkey | Minister X met ..."."""
    before = sight.tokens[start - 1] if start else None
    if before is None or before.tag != "IN" or sight.text.children[before.index] or before.head < first:
        return start
    at = start + (sight.tokens[start].tag == "DT")
    end = sight.known[at][0] if at in sight.known else start
    return end if start < end < first and sight.tokens[end].tag != "POS" else start


def _titles_in(sight: Sight, start: int, stop: int) -> list[tuple[int, int, Noun]]:
    return [
        (first, last, noun)
        for first, (last, noun) in sorted(sight.titles.items())
        if start <= first and last <= stop and not _is_hyphenated(sight, last, stop) and not _tells_how(sight, last - 1)
    ]


def _tells_how(sight: Sight, index: int) -> bool:
    """Whether the word is an adjective here: "the official | Brightwater agency"."""
    return sight.tokens[index].tag == "JJ" and sight.tokens[index].text.islower()


def _is_hyphenated(sight: Sight, last: int, stop: int) -> bool:
    """Whether the title is the first half of one word: "general-election rival"."""
    tight = last + 1 < stop and sight.tokens[last].tag == "HYPH" and not sight.is_dash(last)
    return tight and sight.tokens[last + 1].text[:1].islower()


def _title_before_preposition(sight: Sight, name: int) -> tuple[int, list[tuple[int, int, Noun]]] | None:
    """The title before the name at token `name` when words stand between: "special envoy for Syria Jan ..."."""
    index = name - 1
    comma = sight.text.lower(index) == ","
    index = _past_inserted(sight, name) - 1 if comma else index
    steps = 0
    seen_preposition = abroad = False
    while index >= 0 and steps < 9 and sight.text.same_sentence(index, name):
        owner = next((item for item in sight.titles.items() if item[0] <= index < item[1][0]), None)
        if owner is not None and (seen_preposition or comma):
            if not comma and sight.modifies(_head_of_run(sight, name)):
                # "Secretary of State in a | X | administration"
                return None
            first, (last, noun) = owner
            if not comma and sight.tokens[name - 1].tag == "IN":
                # "An employee of | X", "a spokesman for | X" is not X.
                return None
            if abroad and nouns_key(noun) not in discourse_words()["sent_abroad"]:
                return None
            several = sight.tokens[_main_word(sight, first, last)].tag in {"NNS", "NNPS"}
            if several and not comma:
                # "Reporters from | X": one man is not several.
                return None
            apposed = sight.tokens[_head_of_run(sight, name)].head == last - 1
            if comma and sight.tokens[last - 1].dep in {"appos", "conj"} and not apposed:
                return None
            clause = several or _opens_clause(sight, name, last - 1)
            if comma and not apposed and clause:
                # "after the fall of the town to terrorists, X said", "in a letter to the minister, X said"
                return None
            if first in sight.taken:
                return None
            return _before_name(sight, first), [(first, last, noun)]
        token = sight.tokens[index]
        opens = max((at for at in range(index - _LONGEST_BRACKETS, index) if sight.text.lower(at) == "("), default=-1)
        if token.text == ")" and opens > 0:
            # Letters in brackets part no office from its name: "the head of the Karsova Union (KU), X".
            index = opens - 1
            continue
        if token.text.lower() in discourse_words()["held_in"]:
            seen_preposition = True
        elif token.text.lower() == "to" and (comma or _is_state(sight, name - 1)):
            # "The Kenyan ambassador to the Netherlands, X", "the UN envoy to Libya X"
            seen_preposition = abroad = True
        elif token.tag not in BEFORE_NAME and token.text not in {"and", "&"}:
            return None
        index -= 1
        steps += 1
    return None


def _past_inserted(sight: Sight, name: int) -> int:
    """The comma before the name at token `name`, or before what is inserted between it and the office: "the head of Lamu county | , in northern Kenya, bordering Somalia, | X,"."""
    last = next((stop for first, stop in sight.people if first == name), name)
    stop = name - 1
    while sight.text.lower(last) == ",":
        first = stop - 1
        while sight.tokens[first].tag in _INSERTED and sight.text.same_sentence(first - 1, name):
            first -= 1
        opens = sight.tokens[first + 1].tag == "IN" or sight.tokens[first + 1].dep == "acl"
        if sight.text.lower(first) != "," or first + 1 >= stop or not opens:
            break
        stop = first
    return stop


def _is_state(sight: Sight, index: int) -> bool:
    """Whether a state's name ends at the token."""
    first = sight.at_known.get(index)
    return first is not None and sight.actor(sight.known[first][1][0]).kind == "state"


def _opens_clause(sight: Sight, name: int, office: int) -> bool:
    """Whether the name is a clause's subject and the office before it an object of what stands before the clause."""
    token = sight.tokens[_head_of_run(sight, name)]
    subject = token.dep in SUBJECTS and token.head > token.index
    above = sight.tokens[office].head
    # "As the foreign minister, X said": that is what he is.
    return subject and sight.tokens[office].dep in _OBJECTS and above < office and sight.text.lower(above) != "as"


def _head_of_run(sight: Sight, name: int) -> int:
    """The head token of the person's name that begins here, with the title before it."""
    while not any(first <= name < last for first, last in sight.people) and sight.tokens[name].dep == "compound":
        name = sight.tokens[name].head
    return next((sight.head(first, last) for first, last in sight.people if first <= name < last), name)


def _appositions(sight: Sight, phrase: Phrase) -> list[Phrase]:
    """The office behind the comma of "NAME, Armenia's foreign minister," which tells who the person is."""
    behind = _past_brackets(sight, phrase.last)
    if sight.text.lower(behind) not in {",", "("}:
        return []
    start = behind + 1
    for first, (last, noun) in sorted(sight.titles.items()):
        if first < start:
            continue
        token = sight.tokens[last - 1]
        inner = token.dep in {"amod", "compound", "poss"}
        if inner and sight.tokens[token.head].dep == "appos" and token.head in _title_heads(sight):
            # "X, HRW's | deputy | Middle East director", "X, the president's | envoy"
            continue
        far = first > start + _LONGEST_APPOSITION or not sight.text.same_sentence(first, phrase.last)
        if far or sight.in_person(last) or first in sight.taken or not _is_one_phrase(sight, start, first):
            return []
        office = _office_phrase(sight, first, last, noun)
        if office.plural:
            # "From X, the ministers must": one man is not several.
            return []
        # "After meeting Secretary X, the president said": who has an office already is not whose verb follows.
        another = phrase.title is not None and _is_finite(sight, office.last)
        # "X, Kenyan minister hold talks": two do.
        head = sight.tokens[office.head]
        beside = head.dep == "conj" and head.head == phrase.head
        return [] if another or beside else [office, *_joined_office(sight, office)]
    return []


def _joined_office(sight: Sight, office: Phrase) -> list[Phrase]:
    """The second office in an apposition, joined to the first without an article of its own: "X, the Kenyan envoy | and head of the mission"."""
    second = next((child for child in sight.text.children[office.head] if sight.tokens[child].dep == "conj"), None)
    found = [(f, n, noun) for f, (n, noun) in sight.titles.items() if second is not None and f <= second < n]
    if not found or found[0][0] in sight.taken or found[0][2].kind in _NO_OFFICES:
        return []
    joined = _office_phrase(sight, *found[0])
    own = sight.tokens[joined.first].tag in {"DT", *POSSESSIVES} or sight.tokens[joined.first].dep == "poss"
    between = range(office.title[1] if office.title else office.last, joined.first)
    whole = any(sight.text.lower(i) == "and" for i in between) and not any(sight.text.lower(i) == "," for i in between)
    return [joined] if whole and not own and not joined.plural and joined.first > office.first else []


def _past_brackets(sight: Sight, index: int) -> int:
    """Behind what stands in brackets at the token where a comma follows: "X (R-Texas) | , the chairman"."""
    if sight.text.lower(index) != "(":
        return index
    end = next((at for at in range(index + 1, index + _LONGEST_BRACKETS) if sight.text.lower(at) == ")"), index)
    return end + 1 if sight.text.lower(end + 1) == "," else index


def _title_heads(sight: Sight) -> set[int]:
    return {last - 1 for last, _ in sight.titles.values()}


def _is_finite(sight: Sight, index: int) -> bool:
    return index < len(sight.tokens) and sight.tokens[index].tag in {"VBD", "VBZ", "VBP", "MD"}


def _is_one_phrase(sight: Sight, start: int, stop: int) -> bool:
    """Whether nothing between the tokens ends a noun phrase."""
    for index in range(start, stop):
        token = sight.tokens[index]
        ends = token.tag in {"IN", "MD", "CC"} or (token.tag[:2] == "VB" and token.tag != "VBN")
        if ends and not _joins_fields(sight, index, stop):
            return False
        # "X, Obama's adviser": whose he is, may be named.
        if token.text in {",", ";", ":"} or (sight.in_person(index) and not _is_possessor(sight, index)):
            return False
    return True


def _joins_fields(sight: Sight, index: int, office: int) -> bool:
    """Whether the word is an "and" that joins two others before an office that tell its field: "the bank's trade | and | finance director"."""
    first = sight.tokens[sight.tokens[index].head]
    return (
        sight.tokens[index].tag == "CC"
        and first.dep in {"compound", "nmod", "amod"}
        and first.index < index
        and first.head >= office
    )


def _is_possessor(sight: Sight, index: int) -> bool:
    """Whether the name that the token is in stands in the genitive."""
    last = next(last for first, last in sight.people if first <= index < last)
    return last < len(sight.tokens) and sight.tokens[last].tag == "POS"


def add_office(sight: Sight, first: int, last: int, noun: Noun) -> None:
    """An office by its noun at these tokens, where no name goes with it."""
    token = sight.tokens[last - 1]
    if noun.kind == "honorific" or token.pos not in {"NOUN", "PROPN"} or says_what_it_is(sight, first, last):
        return
    top = sight.tokens[sight.head(first, last)]
    if any(one.dep == "compound" and one.head >= last and not _is_actor_head(sight, one.head) for one in (token, top)):
        # "The Secretary of State | nominee"
        sight.taken.update(range(first, last))
        return
    phrase = _office_phrase(sight, first, last, noun)
    if not phrase.plural and _is_mere_post(sight, phrase, top):
        sight.taken.update(range(first, last))
        return
    # A bare singular names an office or a quality, not who holds it ("elected president", "in justice").
    if phrase.last - phrase.first == 1 and not phrase.plural and not token.text[:1].isupper():
        return
    words = discourse_words()
    # "The council | chief" is one, by what he is chief of.
    body = phrase.body.sector if phrase.body is not None and noun.phrase in words["any_body"] else None
    adjective = noun.phrase in words["adjectives_too"] and not token.text[:1].isupper()
    if adjective and phrase.last == last and body not in words["state_sectors"]:
        return
    sight.phrases.append(phrase)
    sight.taken.update(range(phrase.core[0], phrase.core[1]))


def _is_mere_post(sight: Sight, phrase: Phrase, top: Token) -> bool:
    """Whether the office is told of and not who holds it: "as US secretary of state", "his pick for US ambassador"."""
    own = range(phrase.first, phrase.core[1])
    held = any(sight.tokens[i].tag in {"DT", "POS", *POSSESSIVES} for i in own)
    preposition = sight.tokens[top.head]
    if held or top.dep != "pobj":
        return False
    above = sight.tokens[preposition.head].lemma.lower()
    return preposition.text.lower() == "as" or (
        preposition.text.lower() in {"of", "for"} and above in discourse_words()["posts"]
    )


def _is_actor_head(sight: Sight, index: int) -> bool:
    return index in sight.at_known or sight.in_person(index)


def _main_word(sight: Sight, first: int, last: int) -> int:
    """The word of an office that tells whether it is one: of "minister of foreign affairs" the first."""
    return next((index - 1 for index in range(first + 1, last) if sight.text.lower(index) == "of"), last - 1)


def _office_phrase(sight: Sight, first: int, last: int, noun: Noun) -> Phrase:
    head = _main_word(sight, first, last)
    start = _start_of_office(sight, first, head)
    phrase = Phrase(start, last, head, (first, last), "office", noun=noun, title=(first, last))
    phrase = _with_office(sight, phrase, (first, last, noun), last)
    joint = owners_left(sight, start, first) if sight.tokens[head].tag in {"NNS", "NNPS"} else []
    if joint:
        phrase = replace(phrase, owners=tuple(joint), first=min(start, joint[0][1]))
    plural = sight.tokens[head].tag in {"NNS", "NNPS"}
    return replace(
        phrase,
        plural=plural,
        joined=joined_before(sight, start, first, noun) if plural else None,
        definite=sight.is_definite(start),
        abroad=phrase.abroad or sight.is_abroad(start, first),
    )


def _start_of_office(sight: Sight, first: int, head: int) -> int:
    """Where the words of an office begin whose title begins at token `first`; one that the parse took for a preposition hangs on the state before it: "the Kenyan | under secretary"."""
    above = sight.tokens[first].head
    if sight.tokens[first].tag == "IN" and above == first - 1:
        return sight.left(above, above)
    return sight.left(head, first)


def _with_office(sight: Sight, phrase: Phrase, title: tuple[int, int, Noun], stop: int) -> Phrase:
    """The phrase with its title, owner and body; `stop` is where the words before the name end."""
    first, last, noun = title
    start = phrase.first
    owner = owner_left(sight, start, first)
    if owner is not None and _is_subject(sight, owner, noun):
        owner = None
    if (named := named_before_letters(sight, start)) is not None:
        # Of "the Karsova Union (KU) | special envoys" the Union has them.
        owner = (sight.actor(sight.known[named][1][0]), named, sight.known[named][0])
        start = sight.left(sight.head(named, owner[2]), named)
        phrase = replace(phrase, first=start)
    body = body_inside(sight, start, first, armed=noun.sector == "MIL")
    if owner is not None and body is None and owner[0].kind == "state" and in_party(sight, owner[1]) is not None:
        # "Green Party of Kenya | leader X"
        body = Noun("party", "party", "PTY")
    role_first = _role_start(sight, start, first)
    phrase = replace(
        phrase,
        noun=noun,
        title=(role_first, last),
        out_of_office=any(is_out_of_office(sight.text.lower(i)) for i in range(start, first)),
        pronoun_owner=next((i for i in range(start, first) if sight.tokens[i].tag in POSSESSIVES), None),
    )
    # Whose ambassador "from the capital" is recalled, the pronoun tells: "its ambassador".
    recalled = phrase.pronoun_owner is not None and sight.text.lower(last) == "from"
    right = [] if recalled else owners_right(sight, last, noun)
    if right and _is_area(sight, last, noun) and right[0][0].kind == "state":
        phrase = replace(phrase, last=max(phrase.last, right[-1][2]) if phrase.sort == "office" else phrase.last)
    elif right and (phrase.sort == "office" or right[-1][2] <= stop):
        spanned = end_of_owner(sight, right[-1][2]) if phrase.sort == "office" else phrase.last
        body = body or body_inside(sight, last, right[-1][2])
        phrase = replace(phrase, last=max(phrase.last, spanned), owners=tuple(right))
        owner = owner or right[0]
    elif phrase.sort == "office" and body is None:
        body, end = _served_right(sight, last, noun)
        phrase = replace(phrase, last=max(phrase.last, end))
    if owner is not None:
        if owner[0].kind == "people" and noun.phrase in discourse_words()["of_peoples"]:
            # A "Kurdish leader" is of no government.
            phrase = replace(phrase, noun=replace(noun, sector="ELI"))
        return replace(phrase, owner=owner[0], owner_at=owner[1:], body=body)
    phrase = replace(phrase, body=body)
    if nouns_key(noun) in discourse_words()["sent_abroad"] and sight.text.lower(last) == "in":
        # "The ambassador | in Karsen" is not of the state where he sits.
        return replace(phrase, abroad=True)
    if body is None:
        phrase = _with_unknown_body(sight, phrase, start, first, last)
    return with_place(sight, phrase)


def _is_subject(sight: Sight, owner: tuple[KnownActor, int, int], noun: Noun) -> bool:
    """Whether the state named before a calling is what is studied: "a China | scholar"; a "Chinese scholar" and a "US scholar" are of theirs."""
    actor, first, last = owner
    uses = {form.use for form in sight.known[first][1]} if first in sight.known else set()
    return (
        noun.phrase in discourse_words()["of_subjects"]
        and actor.kind == "state"
        and uses == {"name"}
        and sight.tokens[last - 1].dep == "compound"
        and not sight.tokens[last - 1].text.replace(".", "").isupper()
    )


def _is_area(sight: Sight, last: int, noun: Noun) -> bool:
    """Whether what stands behind the office's "for" is dealt with, not served: "Special Representative for Lebanon", but not "representatives for Lebanon"."""
    words = noun.phrase.split()
    several = sight.tokens[last - 1].tag == "NNS" and len(words) == 1
    return sight.text.lower(last) == "for" and words[-1] in discourse_words()["for_area"] and not several


def _with_unknown_body(sight: Sight, phrase: Phrase, start: int, first: int, last: int) -> Phrase:
    """The phrase with the body that no table has: "Brightwater chairman", "president of the Brightwater Group"."""
    for index in range(start, first):
        name = sight.text.names.get(index)
        if name is not None and name.label == "ORG" and start <= name.first and name.last <= first:
            return replace(phrase, body_at=(name.first, name.last))
        letters = sight.tokens[index].text
        if name is None and letters.isalpha() and letters.isupper() and len(letters) > _SHORT:
            return replace(phrase, body_at=(index, index + 1))
    if sight.text.lower(last) not in {"of", "at", "for", "with"} or phrase.sort == "person":
        return phrase
    for index in range(last + 1, min(last + 4, len(sight.tokens))):
        name = sight.text.names.get(index)
        if name is not None and name.label == "ORG" and name.first == index:
            stop = name.last - (sight.tokens[name.last - 1].tag == "POS")
            sight.taken.update(range(index, stop))
            return replace(phrase, body_at=(index, stop), last=max(phrase.last, stop))
        if sight.tokens[index].tag not in {"DT", "JJ", "NN", "NNP"}:
            break
    return phrase


def _role_start(sight: Sight, start: int, first: int) -> int:
    """Where the role's own words begin: behind owner, determiner and possessive."""
    place = first
    while place > start:
        token = sight.tokens[place - 1]
        of_role = token.tag in {"JJ", "NN", "NNP", "HYPH", "NNS"} or _joins_fields(sight, place - 1, first)
        if place - 1 in sight.at_known or not of_role:
            break
        if token.text.lower() in discourse_words()["not_role"] and not _is_inside_name(sight, place - 1):
            break
        place -= 1
    while place < first and sight.tokens[place].tag == "HYPH":
        place += 1
    return place


def _is_inside_name(sight: Sight, index: int) -> bool:
    """Whether the word is part of a longer name that goes on behind it: "| New | Karsova Governor"."""
    name = sight.text.names.get(index)
    return name is not None and index + 1 < name.last and sight.tokens[index].text[:1].isupper()


def _joins(sight: Sight, index: int, last: int) -> bool:
    """Whether the word is between the adjectives of the noun: "the leaders of ruling | and opposition parties"."""
    token = sight.tokens[index]
    return token.tag in {"VBG", "CC"} and token.head > last


def _served_right(sight: Sight, last: int, noun: Noun) -> tuple[Noun | None, int]:
    """The organ or office that the office ending at `last` is held in or speaks for, if any, and where the words for it end: "a spokesman | for the ministry", "| for X Y"."""
    speaks = nouns_key(noun) in discourse_words()["speaks_for"]
    named = [stop for first, stop in sight.people if first == last + 1 and sight.text.lower(last) == "for"]
    if named and speaks:
        return None, named[0]
    return _body_right(sight, last, speaks=speaks) or (None, last)


def _body_right(sight: Sight, last: int, *, speaks: bool) -> tuple[Noun, int] | None:
    """The organ behind the preposition, or the office where it is one that `speaks` for others, and where its noun ends."""
    if sight.text.lower(last) not in {"of", "for", "from", "at", "in"}:
        return None
    last = _past_press_office(sight, last)
    nouns = sight.organs | (sight.titles if speaks else {})
    for first, (end, noun) in sorted(nouns.items()):
        if (
            last < first <= last + 5
            and noun.kind not in {"honorific", "private"}
            and sight.tokens[end - 1].dep != "amod"
            and all(sight.tokens[i].tag in BEFORE_NAME or _joins(sight, i, last) for i in range(last + 1, first))
        ):
            return _committee(sight, first, end) or (noun, _end_of_compound(sight, end))
    return None


def _past_press_office(sight: Sight, last: int) -> int:
    """The "of" behind the office by which a body speaks, the token itself where none is named: "of the media office | of the army"."""
    words = discourse_words()
    first = last + 1 + (sight.text.lower(last + 1) in {"the", "its", "a"})
    speaks = sight.text.lower(first) in words["press"] and sight.text.lower(first + 1) in words["press_offices"]
    return first + 2 if speaks and sight.text.lower(first + 2) == "of" else last


def _end_of_compound(sight: Sight, end: int) -> int:
    """Where the noun ends that the organ ending at `end` only tells more of: of "the government | delegation" behind the delegation."""
    token = sight.tokens[end - 1]
    return token.head + 1 if token.dep == "compound" and token.head >= end else end


def _committee(sight: Sight, start: int, end: int) -> tuple[Noun, int] | None:
    """The committee that the name of a house at tokens `[start, end)` goes on to be: "the House | Select Committee"."""
    for first, (last, noun) in sorted(sight.organs.items()):
        near = end <= first <= end + 4 and nouns_key(noun) in discourse_words()["committees"]
        if near and all(sight.tokens[i].tag in BEFORE_NAME for i in range(end, first)):
            return of_house(sight, start, first, noun), last
    return None
