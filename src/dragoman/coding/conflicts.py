"""Conflicts: the matter itself, by the names that the report gives it ("the Karabakh conflict", "the war between X and Y").

A report's analysis comes in; conflicts go out with parties and places; when formats and events are coded, the mediators and formats are added.
Parties come from the name's own words; for a conflict that the table knows, from the table for those parties that the report names.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.agreement_nouns import whole_compound
from dragoman.coding.clauses import operator_sense, prepositions, subjects, with_conjuncts
from dragoman.coding.modality import judge_modality
from dragoman.coding.participants import each_once, participants_of
from dragoman.coding.setting import Setting, phrase_tokens
from dragoman.model import (
    Actor,
    Conflict,
    Event,
    Evidence,
    Format,
    Gap,
    Participant,
    Place,
    Provenance,
    Span,
    Token,
    content_id,
)
from dragoman.vocab.actor_table import fold
from dragoman.vocab.conflicts import KnownConflict, load_conflicts
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.sectors import load_sectors, sector_in, state_in

COMPONENT = "conflict.coder.v1"
_MODIFIERS = ("compound", "amod", "nmod", "poss", "punct", "case", "npadvmod")
_PARTIES = frozenset({"state", "armed-group", "party", "organ"})
_INNER = frozenset({"between", "in", "over", "with", "against"})
# Who stands for a state against those who rise against it, the first first.
_STATES_OWN = ("GOV", "MIL")
_TWO = 2
# How far up the verb is looked for that only fears it.
_CLIMB = 4
# Two states have at least that share of the names of states in a report on their war.
_MOST = 0.8
_MEDIATING = frozenset({"039", "045"})


@dataclass(frozen=True, slots=True)
class _Naming:
    """One phrase that names a conflict: its span, whether that is a name and no description, the words that tell it from others, its parties, the table's entry."""

    span: Span
    named: bool
    words: frozenset[str]
    parties: tuple[Participant, ...]
    entry: KnownConflict | None


def code_conflicts(setting: Setting) -> tuple[Conflict, ...]:
    """The report's conflicts by first mention, without their formats and mediators."""
    groups: list[list[_Naming]] = []
    for naming in sorted([*_namings(setting), *_disputed(setting)], key=lambda naming: naming.span):
        group = next((group for group in groups if any(_same(setting, naming, other) for other in group)), None)
        if group is None:
            groups.append([naming])
        else:
            group.append(naming)
    return tuple(_conflict(setting, group) for group in groups)


def complete_conflicts(
    conflicts: tuple[Conflict, ...], formats: tuple[Format, ...], events: tuple[Event, ...]
) -> tuple[Conflict, ...]:
    """The conflicts with their formats, and with who mediates: in a format, or by an event of mediation between the parties."""
    return tuple(_complete(conflict, formats, events) for conflict in conflicts)


def _complete(conflict: Conflict, formats: tuple[Format, ...], events: tuple[Event, ...]) -> Conflict:
    parties = {p.actor_id for p in conflict.parties}
    own = [channel for channel in formats if channel.conflict_id == conflict.id]
    mediating = (e for e in events if e.cameo in _MEDIATING and parties & {p.actor_id for p in e.targets})
    mediators = [p for channel in own for p in channel.mediators] + [p for event in mediating for p in event.sources]
    found = tuple(p for p in each_once(mediators) if p.actor_id is None or p.actor_id not in parties)
    gap = () if found else (Gap("mediators", "the text names nobody who mediates"),)
    spans = tuple(p.span for p in found)
    evidence = (Evidence("mediators", spans, f"{COMPONENT}:formats-and-mediation"),) if found else ()
    return replace(
        conflict,
        mediators=found,
        format_ids=tuple(channel.id for channel in own),
        evidence=(*conflict.evidence, *evidence),
        gaps=(*conflict.gaps, *gap),
    )


def _namings(setting: Setting) -> Iterable[_Naming]:
    words = load_negotiation()
    for token in setting.analysis.tokens:
        noun = {token.lemma.lower(), token.text.lower()}
        if token.pos not in {"NOUN", "PROPN"} or not noun & (words.conflict_nouns | _last_words()):
            continue
        core = [i for i in phrase_tokens(setting, token.index, *_MODIFIERS) if i <= token.index]
        if not noun & words.conflict_nouns and not _is_known_name(setting, core):
            # "The Cyprus problem", but no other problem.
            continue
        if any(setting.tree.lemma(i) in words.other_matters for i in core):
            continue
        behind = _behind(setting, token.index)
        if not behind and _are_anybodys(setting, core):
            continue
        proper = [i for i in core if i != token.index and _is_proper(setting, i)]
        phrase = core if proper else _with_first(setting, core, behind)
        if noun & words.nameless:
            phrase = [i for i in phrase if i > token.index] or phrase
        named = bool(proper)
        # In "the Karabakh conflict settlement" the conflict ends before what is to become of it.
        whole = [i for i in core if i != token.index and setting.tree.lemma(i) in words.conflict_nouns]
        phrase = [i for i in phrase if i <= whole[-1]] if whole else phrase
        proper += [i for inner in behind for i in phrase_tokens(setting, inner, *_MODIFIERS) if _is_proper(setting, i)]
        folded = frozenset(piece for i in proper for piece in fold(setting.tree.token(i).text))
        entry = _entry(folded) or _entry_between(setting, token.index)
        if entry is not None and not _may_be_meant(setting, entry, folded):
            entry = None
        parties = _parties(setting, core, token.index, entry)
        if not parties and not noun & words.only_between:
            adversaries = {p.actor_id for p in _adversaries(setting, token.index)}
            parties = _contenders(setting, token.index, placed=bool(proper))
            told = _is_strife(token) and _is_told_apart(setting, core) and not _is_thought_of(setting, token.index)
            if not parties and not proper and told:
                parties = _at_war(setting, inner=_is_inner(setting, core))
            if not adversaries <= {p.actor_id for p in parties}:
                # Of "a dispute with X" X is one side, and nobody tells who is the other.
                continue
        placed = bool(proper) and _is_placed(setting, proper) and _is_strife(token)
        if len(parties) < 2 and entry is None and not (placed and not _is_possible(setting, token.index)):
            continue
        span = Span(setting.tree.token(min(phrase)).span.start, setting.tree.token(max(phrase)).span.end)
        yield _Naming(_trimmed(setting, span, token.span), named, folded, parties, entry)


def _are_anybodys(setting: Setting, core: list[int]) -> bool:
    """Whether several are told of whom nothing names: "resolve their disputes"."""
    *before, head = (setting.tree.token(i) for i in core)
    words = load_negotiation()
    # "Their hostilities" are one matter, as "the hostilities" are.
    alike = {head.text.lower(), head.lemma.lower()} & words.only_between
    several = head.tag == "NNS" and not alike and head.text.lower() not in words.conflict_nouns
    return several and bool(before) and all(token.tag == "PRP$" for token in before)


def _disputed(setting: Setting) -> Iterable[_Naming]:
    """What two are at odds over, told by a verb: "the Tarn Hills have been disputed since 1991" beside the names of two states, or by them."""
    tree, words = setting.tree, load_negotiation()
    for token in setting.analysis.tokens:
        if token.pos != "VERB" or token.lemma.lower() not in words.contested:
            continue
        for head in tree.below(token.index, "nsubjpass"):
            by = [noun for name, noun in prepositions(tree, token.index) if name in {"by", "between"}]
            sentence = setting.sentence(token.index)
            around = by or range(sentence.first, sentence.last)
            named = each_once(participants_of(setting.actors, around))
            states = tuple(p for p in named if (actor := setting.actors.actor_of(p)) and actor.kind == "state")
            if tree.token(head).pos == "PROPN" and len(states) == 2:
                core = [i for i in phrase_tokens(setting, head, *_MODIFIERS) if i <= head]
                proper = frozenset(piece for i in core for piece in fold(tree.token(i).text))
                span = Span(tree.token(min(core)).span.start, tree.token(head).span.end)
                yield _Naming(span, named=True, words=proper, parties=states, entry=_entry(proper))


def _adversaries(setting: Setting, head: int) -> tuple[Participant, ...]:
    """With or against whom it is."""
    against = [noun for name, noun in prepositions(setting.tree, head) if name in {"with", "against"}]
    return tuple(p for p in participants_of(setting.actors, against) if p.actor_id is not None)


def _is_proper(setting: Setting, index: int) -> bool:
    token = setting.tree.token(index)
    return token.pos in {"PROPN", "ADJ"} and token.text[:1].isupper()


def _behind(setting: Setting, index: int) -> list[int]:
    """What the conflict is over or between, as its own prepositions say: in "the war and talks with X" the preposition is that of the talks."""
    tree = setting.tree
    others = [other for other in with_conjuncts(tree, [index]) if other > index]
    preps = [
        prep
        for prep in tree.below(index, "prep")
        if tree.lemma(prep) in _INNER and prep < min(others, default=prep + 1)
    ]
    return [noun for prep in preps for noun in with_conjuncts(tree, tree.below(prep, "pobj"))]


def _with_first(setting: Setting, core: list[int], nouns: list[int]) -> list[int]:
    """The noun with what it is over or between, where nothing before it tells which conflict it is; cut where other words begin."""
    tree, head = setting.tree, core[-1]
    joined = {i for noun in nouns for i in phrase_tokens(setting, noun, *_MODIFIERS, "det", "nummod", "cc")}
    joined |= {i for i in tree.below(head, "prep") if tree.lemma(i) in _INNER}
    last = head
    while last + 1 in joined:
        last += 1
    while last > head and tree.token(last).pos in {"PUNCT", "ADP", "CCONJ", "DET"}:
        last -= 1
    first = min(whole_compound(tree, [i for i in core if tree.token(i).tag not in {"DT", "PRP$"}]))
    return list(range(first, last + 1))


def _contenders(setting: Setting, index: int, *, placed: bool) -> tuple[Participant, ...]:
    """Who fights it or is at odds: two that are the clause's subject, or the two whom the report calls the sides."""
    token = setting.tree.token(index)
    governor = token.head
    for _ in range(2):
        if setting.tree.token(governor).pos == "ADP":
            governor = setting.tree.token(governor).head
    verb = setting.tree.token(governor)
    words = load_negotiation()
    several = token.tag in {"NNS", "NNPS"} and token.text.lower() not in words.conflict_nouns
    if several and verb.lemma.lower() not in words.fought:
        # "X and Y, which saw conflicts": each its own.
        return ()
    doers = subjects(setting.tree, governor) if verb.pos in {"VERB", "AUX"} else []
    told = [p for p in participants_of(setting.actors, doers) if _may_contend(setting, p)]
    if len(told) > 1:
        return tuple(told)
    groups = [actor for actor in setting.analysis.actors if actor.kind == "group" and len(actor.members) == 2]
    by_id = {actor.id: actor for actor in setting.analysis.actors}
    pairs = {frozenset(group.members): group for group in groups if all(m in by_id for m in group.members)}
    states = [group for pair, group in pairs.items() if all(by_id[m].kind == "state" for m in pair)]
    if not placed or len(states) != 1:
        return ()
    members = [by_id[m] for m in states[0].members]
    return tuple(Participant(m.name, m.mentions[0], m.id, m.role) for m in members if m.mentions)


def _is_told_apart(setting: Setting, core: list[int]) -> bool:
    """Whether words before the noun tell which war it is: "the year-long border war", but not "the latest fighting"."""
    telling = (i for i in core[:-1] if setting.tree.lemma(i) not in load_negotiation().passing)
    return any(setting.tree.token(i).dep in {"amod", "compound"} for i in telling)


def _is_thought_of(setting: Setting, index: int) -> bool:
    """Whether it is only feared or foreseen: "risks escalating into a broader conflict"; what somebody hopes to see the end of is there."""
    tree, above = setting.tree, index
    ended = tree.token(tree.token(index).head).head
    if tree.token(index).dep == "pobj" and tree.lemma(ended) in load_negotiation().ending:
        return False
    for _ in range(_CLIMB):
        above = tree.token(above).head
        if operator_sense(tree, above) in {"hypothetical", "denied", "threatened"}:
            return True
    return judge_modality(tree, index)[0] in {"hypothetical", "denied", "conditional"}


def _is_possible(setting: Setting, index: int) -> bool:
    """Whether some war is only told to be possible: "could be the beginning of a war in the north"."""
    tree, above = setting.tree, index
    for _ in range(_CLIMB):
        if tree.token(above).pos in {"VERB", "AUX"}:
            break
        above = tree.token(above).head
    any_one = any(tree.lemma(child) == "a" for child in tree.below(index, "det"))
    return any_one and judge_modality(tree, above)[0] in {"hypothetical", "conditional"}


def _is_inner(setting: Setting, core: list[int]) -> bool:
    """Whether the words tell that it is within one state: "the civil war", "a month-long uprising"."""
    return any(setting.tree.lemma(i) in load_negotiation().inner for i in core)


def _at_war(setting: Setting, *, inner: bool) -> tuple[Participant, ...]:
    """The two who are at war in the report as a whole: the one pair that it calls the sides; else the one state's forces and those who rise against it; else, of no war within one (`inner`), the two states that it hardly speaks of others beside."""
    actors = [actor for actor in setting.analysis.actors if actor.mentions]
    sides = _called_sides(actors)
    if sides is None:
        sides = _risen(actors) or (() if inner else _two_states(actors))
    members = sorted(sides, key=lambda actor: actor.mentions)
    return tuple(Participant(m.name, m.mentions[0], m.id, m.role) for m in members)


def _called_sides(actors: Sequence[Actor]) -> Sequence[Actor] | None:
    """The pair whom the report calls the sides; nobody where it so calls several pairs, None where it calls none so."""
    by_id = {actor.id: actor for actor in actors}
    pairs = {frozenset(actor.members) for actor in actors if actor.kind == "group" and len(actor.members) == _TWO}
    named = [[by_id[m] for m in pair] for pair in pairs if all(m in by_id for m in pair)]
    if not named:
        return None
    told = [pair for pair in named if all(_is_side(actor) for actor in pair)]
    if all(actor.kind == "person" for pair in named for actor in pair):
        # "The two" who signed are persons, and no sides themselves.
        return None
    return told[0] if len(told) == 1 else ()


def _risen(actors: Sequence[Actor]) -> Sequence[Actor]:
    """The forces or the government of the one state whose rebels the report names, and these."""
    sectors = load_sectors()
    rebels = [a for a in actors if _is_side(a) and sector_in(a.code or "") in sectors.rebels and a.country]
    organs = [a for a in actors if a.kind == "organ" and sector_in(a.code or "") in _STATES_OWN]
    organs.sort(key=lambda actor: _STATES_OWN.index(sector_in(actor.code or "")))
    home = [organ for organ in organs if rebels and organ.country == rebels[0].country]
    return (home[0], rebels[0]) if home and len({rebel.country for rebel in rebels}) == 1 else ()


def _two_states(actors: Sequence[Actor]) -> Sequence[Actor]:
    """The two states that nearly all names of states are of."""
    states = sorted((a for a in actors if a.kind == "state"), key=lambda a: (-len(a.mentions), a.mentions))
    named = sum(len(state.mentions) for state in states)
    share = sum(len(state.mentions) for state in states[:_TWO])
    return states[:_TWO] if len(states) >= _TWO and share >= _MOST * named else ()


def _is_side(actor: Actor) -> bool:
    return actor.kind in _PARTIES and bool(actor.code)


def _may_contend(setting: Setting, participant: Participant) -> bool:
    actor = setting.actors.actor_of(participant)
    return actor is not None and _is_side(actor)


def _is_placed(setting: Setting, proper: list[int]) -> bool:
    """Whether the name holds a place other than a state."""
    spans = [setting.tree.token(i).span for i in proper]
    return any(
        mention.place is not None and any(mention.span.covers(span) for span in spans)
        for mention in setting.analysis.places
    )


def _is_strife(token: Token) -> bool:
    return token.lemma.lower() in load_negotiation().strife


def _trimmed(setting: Setting, span: Span, head: Span) -> Span:
    """The phrase from its first capital before the head on: without an adjective that is no name."""
    text = setting.report.text[span.start : head.start if span.covers(head) else span.end]
    start = next((at for at, letter in enumerate(text) if letter.isupper()), 0)
    while start and text[start - 1].isalpha() | (text[start - 1] == "-" and text[start - 2 : start - 1].isalpha()):
        start -= 1
    return Span(span.start + start, span.end)


@functools.cache
def _keys() -> tuple[tuple[frozenset[str], KnownConflict], ...]:
    """The words of each name that tell it from others, with its conflict; longest first."""
    words = load_negotiation()
    plain = words.conflict_nouns | words.conflict_closing | words.conflict_plain
    keys = [
        (frozenset(fold(name)) - plain, conflict) for conflict in load_conflicts().values() for name in conflict.names
    ]
    return tuple(sorted(((key, c) for key, c in keys if key), key=lambda item: (-len(item[0]), item[1].id)))


def _entry(words: frozenset[str]) -> KnownConflict | None:
    """The table's conflict whose name the words hold; the longest name wins."""
    return next((conflict for key, conflict in _keys() if key <= words), None)


@functools.cache
def _known_names() -> frozenset[tuple[str, ...]]:
    """The names that say what is at issue; a place alone is more than its conflict."""
    names = (name for conflict in load_conflicts().values() for name in conflict.names)
    return frozenset(fold(name) for name in names if name.split()[-1].islower())


@functools.cache
def _last_words() -> frozenset[str]:
    return frozenset(name[-1] for name in _known_names())


def _is_known_name(setting: Setting, core: list[int]) -> bool:
    """Whether the words end with a name that the table has as it stands."""
    words = tuple(piece for i in core for piece in fold(setting.tree.token(i).text))
    return any(words[start:] in _known_names() for start in range(len(words) - 1))


def _may_be_meant(setting: Setting, entry: KnownConflict, words: frozenset[str]) -> bool:
    """Whether the name holds a place of the conflict, or the report one of its parties: "the Maoist insurgency" is not the same in every state."""
    places = {piece for place in entry.places for piece in fold(place)}
    return bool(words & places) or any(actor.table_id in entry.parties for actor in setting.analysis.actors)


def _entry_between(setting: Setting, head: int) -> KnownConflict | None:
    """The table's conflict between the two that stand behind the noun, states or their peoples, where it knows one only."""
    nouns = [noun for name, noun in prepositions(setting.tree, head) if name == "between"]
    actors = (setting.actors.actor_of(p) for p in participants_of(setting.actors, nouns))
    named = {actor.table_id for actor in actors if actor is not None}
    known = [conflict for conflict in load_conflicts().values() if named == set(conflict.parties)]
    return known[0] if len(named) > 1 and len(known) == 1 else None


def _parties(setting: Setting, core: list[int], head: int, entry: KnownConflict | None) -> tuple[Participant, ...]:
    heads = with_conjuncts(setting.tree, [i for i in core if i != head])
    heads += [noun for name, noun in prepositions(setting.tree, head) if name in {"between", "with", "against"}]
    if setting.tree.token(head).dep in {"nsubj", "nsubjpass"}:
        # "A war is going on between X and Y."
        verb = setting.tree.token(head).head
        heads += [noun for name, noun in prepositions(setting.tree, verb) if name == "between"]
    places = {word for place in (entry.places if entry else ()) for word in fold(place)}
    named = (p for p in participants_of(setting.actors, heads) if _may_contend(setting, p))
    found = each_once(p for p in named if not set(fold(p.span.of(setting.report.text))) <= places)
    if len(found) < 2 and entry is not None:
        found = each_once([*found, *_from_table(setting, entry)])
    return found if len(found) > 1 or entry is not None else ()


def _from_table(setting: Setting, entry: KnownConflict) -> Iterable[Participant]:
    """The parties that the table names and the report mentions; a people where its state is not named."""
    actors = [actor for actor in setting.analysis.actors if actor.mentions and actor.table_id in entry.parties]
    by_state = {actor.table_id for actor in actors if actor.kind != "people"}
    for actor in actors:
        if actor.kind != "people" or actor.table_id not in by_state:
            yield Participant(actor.name, actor.mentions[0], actor.id, actor.role)


def _same(setting: Setting, one: _Naming, other: _Naming) -> bool:
    if one.entry is not None and other.entry is not None:
        return one.entry.id == other.entry.id
    left, right = {p.actor_id for p in one.parties}, {p.actor_id for p in other.parties}
    if left and right:
        # "The armed rebellion" in a state is the conflict of that state that has a name.
        within = _states(setting, one) == _states(setting, other) and len(_states(setting, one)) == 1
        return left == right or (within and not (one.words and other.words))
    return bool(one.words & other.words)


def _states(setting: Setting, naming: _Naming) -> set[str | None]:
    """Whose the parties are."""
    actors = (setting.actors.actor_of(p) for p in naming.parties)
    return {state_in(actor.code) for actor in actors if actor is not None and actor.code}


def _conflict(setting: Setting, group: list[_Naming]) -> Conflict:
    report = setting.report
    entry = next((naming.entry for naming in group if naming.entry), None)
    parties = each_once(participant for naming in group for participant in naming.parties)
    mentions = tuple(sorted({naming.span for naming in group}))
    told = sorted(group, key=lambda naming: (not naming.named, naming.span.start - naming.span.end, naming.span))
    names = tuple(dict.fromkeys(naming.span.of(report.text) for naming in told))
    places = _places(setting, mentions)
    rule = f"{COMPONENT}:{'table-' + entry.id if entry else 'phrase'}"
    evidence = [Evidence("names", mentions, rule)]
    gaps = []
    if parties:
        evidence.append(Evidence("parties", tuple(p.span for p in parties), rule))
    else:
        gaps.append(Gap("parties", "the text names none of its parties"))
    return Conflict(
        id=content_id("conflict", report.id, entry.id if entry else names[0].lower()),
        names=names,
        mentions=mentions,
        provenance=Provenance(report.id, mentions, COMPONENT, setting.run_id, 0.85),
        parties=parties,
        places=places,
        table_id=entry.id if entry else None,
        evidence=tuple(evidence),
        gaps=tuple(gaps),
    )


def _places(setting: Setting, mentions: Iterable[Span]) -> tuple[Place, ...]:
    """The places named in the conflict's own names, states left out."""
    spans = list(mentions)
    found = {
        mention.place.name: mention.place
        for mention in setting.analysis.places
        if mention.place is not None
        and mention.place.precision != "country"
        and any(span.covers(mention.span) for span in spans)
    }
    return tuple(found.values())
