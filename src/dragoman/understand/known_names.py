"""Known names: which of its readings a name has in this report, and whether a capital or an adjective stands for an actor here.

A report's sight comes in; phrases are added to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Place
from dragoman.understand.phrases import Phrase, Sight, Sort
from dragoman.vocab.actor_table import Form, KnownActor, Match, fold
from dragoman.vocab.discourse import discourse_words

_PARTS = frozenset({"province", "region", "district", "city"})
# Of a short form in letters: "USA", "UAE".
_LONGEST_LETTERS = 3
# Whose names have letters and last words that stand for them.
_LETTERED = frozenset({"armed-group", "party"})
_CURRENCIES = frozenset("$€£¥")


def choose_readings(sight: Sight, matches: Sequence[Match]) -> Iterator[tuple[int, tuple[int, tuple[Form, ...]]]]:
    """Each match with the readings that the report's context leaves."""
    table = sight.text.table
    matches = _with_own_countries(sight, matches)
    context = {mention.place.country for mention in sight.text.analysis.places if mention.place}
    # What may name several tells nothing of which is meant: "the Congolese army".
    told = [match.forms for match in matches if len({form.actor_id for form in match.forms}) == 1]
    plain = [table.actors[form.actor_id] for forms in told for form in forms if not form.needs_country]
    named = {country for actor in plain for country in actor.countries}
    context |= named
    bodies = {actor.id for actor in plain}
    analysis = sight.text.analysis
    places = {mention.span.start: mention for mention in (*analysis.associated, *analysis.places)}
    for match in matches:
        readings = []
        for form in match.forms:
            actor = table.actors[form.actor_id]
            here = bool(context.intersection(actor.countries)) or actor.of in bodies
            # A state that is no more is still named: "the Soviet Union", "Czechoslovakia".
            gone = sight.year is not None and not actor.lives_in(sight.year)
            if (form.needs_country or (gone and not _is_state_alone(actor, match, form))) and not here:
                continue
            readings.append((not actor.id.startswith("user:"), not here, form))
        readings.sort(key=lambda item: (*item[:2], not named.intersection(table.actors[item[2].actor_id].countries)))
        if not readings or _is_no_name(sight, match, readings[0][2]):
            continue
        best = [form for mine, here, form in readings if (mine, here) == readings[0][:2]]
        if best[0].use in {"name", "adjective"} and _is_inside_place(sight, match):
            continue
        place = places.get(sight.tokens[match.first].span.start)
        if place and place.place and _is_elsewhere(sight, best[0], place.place):
            continue
        if sight.actor(best[0]).kind == "igo" and best[0].use == "capital":
            # Of a report on Belgium Brussels is the capital, and "the Brussels police" is Belgian in any.
            at_home = place is not None and place.place is not None and place.place.country in named
            head = sight.head(match.first, match.last)
            if at_home or not _is_party(sight, match.first, match.last, head, capital=True):
                continue
        yield match.first, (_closed(sight, match), tuple(best))


def _closed(sight: Sight, match: Match) -> int:
    """Where the name ends, with the bracket that closes one inside it: "National Army (KNA)"."""
    open_inside = any(sight.text.lower(index) == "(" for index in range(match.first, match.last))
    return match.last + (open_inside and sight.text.lower(match.last) == ")")


def add_short_states(sight: Sight) -> None:
    """Of "the North" and "the South" are the states of these names meant, where the report names them in full."""
    named: dict[str, tuple[Form, ...]] = {}
    for first, (last, forms) in sight.known.items():
        word = sight.text.lower(first)
        if word in discourse_words()["compass"] and last - first > 1 and sight.actor(forms[0]).kind == "state":
            named.setdefault(word, forms)
    for token in sight.tokens:
        after = sight.tokens[token.index + 1] if token.index + 1 < len(sight.tokens) else None
        alone = after is None or not (after.text[:1].isupper() and after.tag[:3] == "NNP")
        short = token.text[:1].isupper() and token.text[1:].islower() and sight.text.lower(token.index - 1) == "the"
        if token.text.lower() in named and short and alone and token.index not in sight.known:
            sight.known[token.index] = (token.index + 1, named[token.text.lower()])


def add_letters(sight: Sight) -> None:
    """The letters of a name that the report has for a group or party are that group: "KLF" the Karsova Liberation Front; in a headline so is the last word of its name, where that is no word: "Sayyaf"."""
    table = sight.text.table
    sure = (forms[0] for _, forms in sight.known.values() if len(forms) == 1)
    named = {form.actor_id for form in sure if sight.actor(form).kind in _LETTERED}
    short: dict[str, set[Form]] = {}
    for form in (form for forms in (table.forms.values() if named else ()) for form in forms):
        if form.actor_id in named and form.use == "name":
            short.setdefault("".join(word[0] for word in form.words).upper(), set()).add(form)
            short.setdefault(form.words[-1].capitalize(), set()).add(form)
    words = {token.text for token in sight.tokens}
    for token in sight.tokens:
        found = short.get(token.text, set())
        one = len({form.actor_id for form in found}) == 1
        if one and token.index not in sight.known and _is_short_form(sight, token.index, words):
            sight.known[token.index] = (token.index + 1, (min(found, key=lambda form: form.words),))


def _is_short_form(sight: Sight, index: int, words: set[str]) -> bool:
    """Whether the word is letters, or a proper noun in a headline that the report has nowhere as a common one."""
    word = sight.tokens[index].text
    if len(word) < _LONGEST_LETTERS or sight.in_person(index):
        return False
    headline = sight.text.report.headline_span
    inside = headline is not None and headline.covers(sight.tokens[index].span)
    noun = fold(word) in sight.text.table.organs or fold(word) in sight.text.table.titles
    return word.isupper() or (inside and not noun and word.lower() not in words)


def _with_own_countries(sight: Sight, matches: Sequence[Match]) -> list[Match]:
    """The matches, those of parties and groups with the name of their country behind a hyphen ("Hezbollah-Lebanon")."""
    joined: list[Match] = []
    for match in matches:
        before = joined[-1] if joined else None
        country = sight.actor(match.forms[0])
        group = sight.actor(before.forms[0]) if before else None
        hyphen = before is not None and before.last == match.first - 1 and sight.text.lower(before.last) == "-"
        own = group is not None and group.kind in {"party", "armed-group"} and country.country in group.countries
        if before is not None and hyphen and own and country.kind == "state":
            joined[-1] = replace(before, last=match.last)
        else:
            joined.append(match)
    return joined


def _is_inside_place(sight: Sight, match: Match) -> bool:
    """Whether the name is only part of the name of a region or town ("Inner | Mongolia")."""
    first = sight.tokens[match.first]
    before = sight.tokens[match.first - 1] if match.first else first
    around = (
        m
        for m in sight.text.analysis.places
        if m.place and m.place.precision in _PARTS and m.span.start < first.span.start
    )
    return before.text[:1].isupper() and any(m.span.covers(first.span) and m.span.covers(before.span) for m in around)


def _is_elsewhere(sight: Sight, form: Form, place: Place) -> bool:
    """Whether the report means another place of that name (the American Georgia, the Lebanese Tripoli)."""
    country = sight.text.table.actors[form.actor_id].country
    named = form.use in {"name", "capital"} and form.actor_id.startswith("state:") and country is not None
    # A region may be of several states, or the state itself when it was one: "the Soviet Union".
    return named and place.precision != "country" and place.country not in {None, country}


def _is_state_alone(actor: KnownActor, match: Match, form: Form) -> bool:
    """Whether a state is named by a name that is all its own; a few letters may stand for much."""
    letters = form.exact is not None and len(form.exact) <= _LONGEST_LETTERS
    return actor.kind == "state" and form.use == "name" and not letters and len(match.forms) == 1


def _is_no_name(sight: Sight, match: Match, form: Form) -> bool:
    """A word that is no name here: part of a longer name of something else, or an acronym in a line of capitals."""
    token = sight.tokens[match.first]
    if not _CURRENCIES.isdisjoint(sight.tokens[match.last - 1].text):
        # "US$2.4 million"
        return True
    if form.exact is not None and len(form.exact) <= 3 and match.last - match.first == 1:
        sentence = sight.text.analysis.sentences[token.sentence]
        letters = [c for c in sentence.span.of(sight.text.report.text) if c.isalpha()]
        if letters and sum(c.isupper() for c in letters) > 0.7 * len(letters) and len(letters) > 20:
            return True
    if form.use == "people" and match.first and _is_addressed(sight, match.first):
        # "Ms Baloch" is a woman of that name.
        return True
    counted = token.pos == "NUM" and sight.actor(form).kind == "format"
    if not form.capital and token.pos not in {"NOUN", "PROPN", "ADJ"} and not counted:
        # A channel may be called by numbers: "the 5+2 talks".
        return True
    if _is_half_of_a_party(sight, match, form) or _is_anothers_assembly(sight, match, form):
        return True
    around = sight.text.names.get(match.first)
    if around is None or (around.first, around.last) == (match.first, match.last):
        return False
    return (
        around.label in {"WORK_OF_ART", "LAW", "PRODUCT", "EVENT"}
        and around.last > match.last
        and form.use != "adjective"
    )


def _is_addressed(sight: Sight, first: int) -> bool:
    """Whether a form of address stands before the token: "Ms"."""
    noun = sight.text.table.titles.nouns.get(fold(sight.tokens[first - 1].text))
    return noun is not None and noun.kind == "honorific"


def _is_anothers_assembly(sight: Sight, match: Match, form: Form) -> bool:
    """Whether a body of the UN is named whose name another's ends with: "the Karsova Towns Association | General Assembly"."""
    before = sight.tokens[match.first - 1] if match.first else None
    several = match.last - match.first > 1 and sight.actor(form).kind == "igo"
    if before is None or not several or not sight.text.same_sentence(before.index, match.first):
        return False
    name = before.tag in {"NNP", "NNPS"} and before.text[:1].isupper() and not before.text.isupper()
    return name and before.dep == "compound" and match.first <= before.head < match.last


def _is_half_of_a_party(sight: Sight, match: Match, form: Form) -> bool:
    """Whether the name of a party goes on to be another's: "the Constitutional | Democratic Party", "the Democratic Party | for the People"."""
    if sight.actor(form).kind != "party" or match.last - match.first < 2:
        return False
    before = sight.tokens[match.first - 1] if match.first else None
    longer = (
        before is not None
        and before.text[:1].isupper()
        and before.pos in {"ADJ", "PROPN"}
        and match.first <= before.head < match.last
        and before.index > sight.text.analysis.sentences[before.sentence].first
        and not any(place.span.overlaps(before.span) for place in sight.text.analysis.places)
    )
    return longer or [sight.text.lower(index) for index in range(match.last, match.last + 2)] == ["for", "the"]


def drop_organs(sight: Sight) -> None:
    """Names of international bodies that are a state's organs here are no known names: "the Russian Security Council"."""
    for first, (last, forms) in list(sight.known.items()):
        if sight.actor(forms[0]).kind == "igo" and _state_beside(sight, first, last) is not None:
            del sight.known[first]


def _state_beside(sight: Sight, first: int, last: int) -> tuple[int, int] | None:
    """The state before the name or, by "of", behind it, whose own body it is then: "the Kenyan Red Cross", "the Security Council of Ukraine"."""
    if last - first < 2 or sight.modifies(sight.head(first, last)):
        return None
    for start, (stop, forms) in sight.known.items():
        before = stop == first and forms[0].use == "adjective"
        having = stop == first - 1 and sight.tokens[stop].tag == "POS"
        behind = start == last + 1 and sight.text.lower(last) == "of"
        if (before or having or behind) and sight.actor(forms[0]).kind == "state":
            return start, stop
    return None


def add_known(sight: Sight, first: int, last: int, forms: tuple[Form, ...]) -> None:
    """A known name as a phrase, where it stands for an actor; `forms` are its readings, the best first."""
    form = forms[0]
    actor = sight.actor(form)
    head = sight.head(first, last)
    if actor.id.startswith("igo:") and actor.kind == "organisation":
        beside = _state_beside(sight, first, last)
        if beside is not None:
            _add_national(sight, (min(first, beside[0]), max(last, beside[1])), beside, actor)
            return
    inside_phrase = first in sight.taken
    sort: Sort = "known"
    if form.use == "capital" and not _is_party(sight, first, last, head, capital=True):
        return
    if form.use == "seat" and not _is_party(sight, first, last, head, capital=False):
        return
    if form.use == "name" and actor.kind == "state" and _is_filed_from(sight, first, last):
        return
    if form.use == "adjective" or (actor.kind == "people" and sight.modifies(head)):
        if _is_people(sight, first, last, head):
            form = replace(form, use="people")
        elif inside_phrase or _owned_by_phrase(sight, first):
            return
        else:
            sort = "adjective"
    start = first
    own_article = sight.text.lower(first - 1) == "the" and sight.text.lower(last) != "-" and not sight.modifies(head)
    if sort == "known" and form.use in {"name", "people"} and own_article:
        start = first - 1
    told = sight.text.lower(first - 1) in discourse_words()["in_arms"]
    if form.use == "people":
        start = sight.left(head, first)
    elif told and actor.kind == "armed-group" and sort == "known" and not _owned_by_phrase(sight, first):
        start = min(sight.left(head, first), sight.left(first - 1, first - 1))
        head = sight.head(start, last)
    readings = tuple(dict.fromkeys(sight.actor(other) for other in forms))
    phrase = Phrase(start, last, head, (first, last), sort, known=actor, use=form.use, readings=readings)
    sight.phrases.append(replace(phrase, plural=form.use == "people"))


def says_what_it_is(sight: Sight, first: int, last: int) -> bool:
    """Whether the word only tells that the group is in arms whose name follows: "the | rebel | M7", no rebel of theirs."""
    if last not in sight.known or sight.text.lower(first) not in discourse_words()["in_arms"]:
        return False
    forms = sight.known[last][1]
    return sight.actor(forms[0]).kind == "armed-group" and forms[0].use == "name" and last - first == 1


def _add_national(sight: Sight, core: tuple[int, int], beside: tuple[int, int], whole: KnownActor) -> None:
    """A state's own branch of an international organisation as a body of that state, and no longer the `whole`."""
    owner = sight.actor(sight.known[beside[0]][1][0])
    start = core[0] - (sight.text.lower(core[0] - 1) == "the")
    phrase = Phrase(start, core[1], sight.head(*core), core, "body", known=whole, owner=owner, owner_at=beside)
    sight.phrases.append(phrase)


def _owned_by_phrase(sight: Sight, first: int) -> bool:
    return any(
        (phrase.owner_at and phrase.owner_at[0] == first) or any(first == at for _, at, _ in phrase.owners)
        for phrase in sight.phrases
    )


def _is_people(sight: Sight, first: int, last: int, head: int) -> bool:
    """Whether an adjective of nationality is a noun here: "Armenians", "the French"."""
    token = sight.tokens[head]
    if token.tag in {"NNPS", "NNS"}:
        return True
    if sight.modifies(head) or sight.text.lower(last) == "-" or token.dep in {"acomp", "attr"}:
        return False
    following = sight.tokens[last].tag if last < len(sight.tokens) else ""
    return (
        token.pos in {"NOUN", "PROPN"}
        and following[:2] not in {"NN", "JJ"}
        and sight.text.lower(first - 1) in {"the", "a", "an", "one", "two", "three", "many", "ethnic"}
    )


def _is_party(sight: Sight, first: int, last: int, head: int, *, capital: bool) -> bool:
    """Whether a capital or seat stands for its government here."""
    words = discourse_words()
    token = sight.tokens[head]
    top = token
    while top.dep == "conj" and top.head < top.index:
        top = sight.tokens[top.head]
    if capital and _is_dateline(sight, first, last):
        return False
    if sight.text.lower(first - 1) in words["of_place"] - {"to", "from", "of", "over", "on"}:
        return False
    if top.dep in {"nsubj", "nsubjpass", "agent", "csubj"}:
        return True
    if top.dep == "poss":
        return not capital or sight.tokens[top.head].lemma.lower() in words["political"]
    if top.dep == "pobj":
        preposition = sight.tokens[top.head]
        if preposition.text.lower() in words["of_party"]:
            return True
        above = sight.tokens[preposition.head].lemma.lower()
        return preposition.text.lower() in {"to", "from", "on", "of", "over"} and above in words["political"]
    if top.dep in {"dobj", "iobj", "dative"}:
        return not capital or sight.tokens[top.head].lemma.lower() in words["done_to_governments"]
    if top.dep in {"compound", "nmod", "amod"}:
        following = sight.text.lower(last)
        return not capital and following != "-" and not sight.in_person(top.head)
    return not capital and top.dep != "pobj"


def _is_filed_from(sight: Sight, first: int, last: int) -> bool:
    """Whether a state's name in capitals opens its sentence before a bracket or dash: a dateline, also of a town of that name ("MALTA – …")."""
    words = sight.text.words(first, last)
    ends = sight.text.lower(last) in {"(", "--", "—", "–", "-"}
    return ends and words.isupper() and len(words) > _LONGEST_LETTERS and _is_dateline(sight, first, last)


def _is_dateline(sight: Sight, first: int, last: int) -> bool:
    """Whether the words open their sentence as a dateline does: in capitals, or before a bracket, colon or dash."""
    start = first - 1 if sight.text.lower(first - 1) == "the" else first
    opens = not sight.text.same_sentence(start - 1, start)
    return opens and (sight.tokens[first].text.isupper() or sight.text.lower(last) in {"(", ":", "--", "—", "–"})
