"""Agreements: what was concluded, ordered or proposed — ceasefires, resolutions, treaties, sets of measures — by the noun that names it.

A report's analysis and standings come in; agreements go out, each with all its mentions. "The ceasefire" goes back to the one named before; a
plain "statement" or "plan" without a word that makes it one of the parties' is none.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.coding.clauses import Clauses, mistaken_participle, prepositions, subjects, subtree, with_conjuncts
from dragoman.coding.modality import judge_modality
from dragoman.coding.participants import members_of
from dragoman.coding.setting import Setting, phrase_tokens, standing_of
from dragoman.coding.sides import sector_of
from dragoman.coding.timing import time_for
from dragoman.model import (
    Agreement,
    AgreementKind,
    Evidence,
    Gap,
    Participant,
    Provenance,
    Span,
    Time,
    TimeMention,
    content_id,
)
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.places import load_gazetteer
from dragoman.vocab.sectors import load_sectors
from dragoman.vocab.times import load_time_words

COMPONENT = "agreement.coder.v1"
_MODIFIERS = ("compound", "amod", "nummod", "poss", "nmod", "npadvmod", "punct", "case", "quantmod")
_MARKS = frozenset({"``", "''"})
_ENDS = frozenset({"on", "of", "for", "against"})
_NO_PARTIES = frozenset({"igo", "format"})
_STATES = frozenset({"state", "organ", "armed-group", "party", "people", "person", "igo", "format", "group"})
# What is made between private people, too.
_ANYBODYS = frozenset({"agreement", "plan", "exchange"})
_DURING = frozenset({"during", "at", "in"})
# "The last", "this" and the like point back; so does a bare definite noun.
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "such", "his", "her", "both"})
_SUPPOSED = frozenset({"modality.modal.v1", "modality.would.v1", "modality.condition.v1"})
_WISHED = frozenset({"demanded", "hypothetical", "conditional", "denied"})


@dataclass(frozen=True, slots=True)
class _Noun:
    """One noun of an agreement: its head, its kind, its core words (all but determiners) and whether it points back.

    `number` is the figure that names it; `undated` is its time where that cannot be resolved.
    """

    head: int
    kind: AgreementKind
    core: tuple[int, ...]
    span: Span
    pointing: bool
    count: int | None
    number: str | None
    time: TimeMention | None
    undated: TimeMention | None
    parties: tuple[Participant, ...]


def code_agreements(setting: Setting) -> tuple[Agreement, ...]:
    """The report's agreements in order of first mention."""
    groups: list[list[_Noun]] = []
    for noun in (noun for noun in _nouns(setting) if not _is_conjecture(setting, noun)):
        group = _known(setting, groups, noun)
        if group is None:
            groups.append([noun])
        else:
            group.append(noun)
    # A bare "the agreement" that goes back to nothing names nothing; a firm's lease is no matter of politics.
    told = [group for group in groups if not all(_empty(setting, noun) for noun in group)]
    return tuple(_agreement(setting, group) for group in told if not _is_private(setting, group))


def _is_private(setting: Setting, group: list[_Noun]) -> bool:
    """Whether those who made it are named and nobody of politics is among them."""
    makers = [
        p
        for noun in group
        for p in _named_parties(setting, noun.head)
        if not _is_town(setting, p) and not (p.actor_id is None and noun.span.covers(p.span))
    ]
    public = (
        p for p in makers if setting.actors.is_political(p) and sector_of(setting, p) not in load_sectors().private
    )
    return bool(makers) and not any(public) and group[0].kind in _ANYBODYS


def _nouns(setting: Setting) -> Iterable[_Noun]:
    announcing = load_negotiation().agreements.announcing
    for token in setting.analysis.tokens:
        if token.pos not in {"NOUN", "PROPN"} or token.dep == "poss":
            continue
        if token.dep == "compound" and setting.tree.lemma(token.head) not in announcing:
            continue
        name = setting.actors.names.get(token.index)
        if name is not None and name.label == "PERSON":
            continue
        kind = _kind(setting, token.index)
        if kind is not None:
            yield _noun(setting, token.index, kind)


def _kind(setting: Setting, index: int) -> AgreementKind | None:
    """The kind that the head noun names; a ceasefire agreement is a ceasefire."""
    words, tree = load_negotiation().agreements, setting.tree
    lemma = tree.lemma(index)
    if lemma not in words.kinds and tree.token(index).pos == "PROPN":
        lemma = lemma.removesuffix("s")
    kind = words.kinds.get(lemma)
    if kind is None or _is_denied(tree, index):
        return None
    modifiers = {tree.lemma(child) for child in phrase_tokens(setting, index, *_MODIFIERS)} - {lemma}
    modifiers |= {tree.token(child).text.lower() for child in phrase_tokens(setting, index, *_MODIFIERS)} - {lemma}
    needed = words.only_with.get(lemma, words.only_with.get(kind))
    bound = needed is None or bool(modifiers & needed) or (lemma in words.by_name and _is_proper(tree, index))
    if needed is not None and not bound and not _bound(setting, index, kind, needed):
        partners = [p for p in _parties(setting, index) if not _is_pronoun(setting, p.span)]
        between = lemma in words.or_party and not modifiers & {"great", "good"} and partners
        if not between and not (lemma in words.if_concluded and _concluded(setting, index)):
            return None
    modifiers |= {tree.lemma(noun) for name, noun in prepositions(tree, index) if name in {"for", "on"}}
    inner: list[AgreementKind] = [
        words.kinds[m] for m in sorted(modifiers) if m in words.kinds and words.kinds[m] in {"ceasefire", "truce"}
    ]
    return inner[0] if inner and kind == "agreement" else kind


def _is_proper(tree: Clauses, index: int) -> bool:
    """Whether it is a proper name: "the Geneva Communique"."""
    names = [i for i in tree.below(index, "compound", "nmod") if tree.token(i).pos == "PROPN"]
    return tree.token(index).pos == "PROPN" and bool(names)


def _is_pronoun(setting: Setting, span: Span) -> bool:
    return all(token.pos == "PRON" for token in setting.analysis.tokens_in(span))


def _is_denied(tree: Clauses, index: int) -> bool:
    """Whether the words say that it is none: "no peace treaty", "it is not a peace treaty", "have yet to produce a treaty"."""
    token = tree.token(index)
    if any(tree.token(child).text.lower() == "no" for child in tree.below(index, "det")):
        return True
    if token.dep == "attr":
        return bool(tree.below(token.head, "neg"))
    above = tree.token(token.head)
    waiting = any(tree.lemma(word) == "yet" for word in tree.below(above.head, "advmod"))
    return token.dep == "dobj" and above.dep == "xcomp" and waiting


def _concluded(setting: Setting, index: int) -> bool:
    """Whether somebody agrees on it or concludes it, or agrees that it be done."""
    tree = setting.tree
    if _concluders(setting, index):
        return True
    token = tree.token(index)
    for _ in range(3):
        if (
            token.dep not in {"dobj", "nsubjpass", "nsubj", "xcomp", "ccomp", "pobj", "prep"}
            or token.head == token.index
        ):
            return False
        token = tree.token(token.head)
        if token.lemma.lower() in load_negotiation().agreements.agreed_by:
            return True
    return False


def _bound(setting: Setting, index: int, kind: AgreementKind, needed: frozenset[str]) -> bool:
    """Whether what follows the noun makes it one: measures that were agreed, resolution 1701, a resolution on withdrawal."""
    tree = setting.tree
    if kind == "measures":
        clauses = tree.below(index, "relcl", "acl")
        return any(tree.lemma(clause) in load_negotiation().agreements.agreed_by for clause in clauses)
    if kind == "resolution":
        numbered = any(tree.token(child).pos == "NUM" for child in tree.below(index, "nummod", "appos"))
        about = any(tree.lemma(noun) in needed for _, noun in prepositions(tree, index))
        return numbered or about or _number(setting, index, kind) is not None
    if kind == "treaty":
        return any(name in {"on", "against"} for name, _ in prepositions(tree, index))
    if kind in {"exchange", "ceasefire"}:
        return any(
            tree.lemma(noun) in needed or tree.lemma(noun) + "s" in needed
            for name, noun in prepositions(tree, index)
            if name == "of"
        )
    return False


def _noun(setting: Setting, index: int, kind: AgreementKind) -> _Noun:
    tree = setting.tree
    core = [i for i in phrase_tokens(setting, index, *_MODIFIERS) if i <= index and tree.token(i).tag not in _MARKS]
    core = _named(setting, _contiguous(core, index), kind)
    last = _end(setting, index, kind)
    span = Span(tree.token(core[0]).span.start, tree.token(last).span.end)
    times = list(_times(setting, index))
    return _Noun(
        index,
        kind,
        tuple(core),
        span,
        _points_back(setting, index),
        _count(tree, index),
        _number(setting, index, kind),
        next((mention for mention in times if mention.time is not None), None),
        next((mention for mention in times if mention.time is None), None),
        _parties(setting, index),
    )


def _named(setting: Setting, core: list[int], kind: AgreementKind) -> list[int]:
    """The phrase without whose it is, a day that owns it, and what is done with it: "their", "yesterday's", "adopted", "advancing"."""
    if kind == "measures":
        return core
    return list(itertools.dropwhile(lambda i: i != core[-1] and _opens(setting, i, alone=len(core) == 2), core))


def _opens(setting: Setting, index: int, *, alone: bool) -> bool:
    """Whether a word that opens the phrase is no part of the name; a participle is where it is all that the name has."""
    token = setting.tree.token(index)
    if token.tag in {"PRP$", "VBG", "POS"} or (token.dep == "poss" and _is_time(setting, index)):
        return True
    done = load_negotiation().agreements.concluding
    return token.tag in {"VBN", "VBD"} and token.lemma.lower() in done and not alone


def _points_back(setting: Setting, index: int) -> bool:
    """Whether it goes back to one named before: "the", "their", "yesterday's agreement", "this is an interim deal"."""
    tree = setting.tree
    owners = tree.below(index, "poss")
    determiners = {tree.token(child).text.lower() for child in (*owners, *tree.below(index, "det"))}
    dated = any(_is_time(setting, owner) for owner in owners)
    return dated or bool(determiners & _POINTING) or _is_told_of(tree, index)


def _is_told_of(tree: Clauses, index: int) -> bool:
    """Whether the noun says what the one before is: "this is an interim deal"."""
    token = tree.token(index)
    subjects_of = tree.below(token.head, "nsubj") if token.dep == "attr" and tree.lemma(token.head) == "be" else []
    return any(tree.token(child).text.lower() in {"this", "it", "that"} for child in subjects_of)


def _number(setting: Setting, index: int, kind: AgreementKind) -> str | None:
    """The figure behind the noun that names it: Resolution 1701, Protocol 6."""
    tree = setting.tree
    if index + 1 - tree.base >= len(tree.tokens):
        return None
    token, following = tree.token(index), tree.token(index + 1)
    named = kind == "resolution" or (token.text[:1].isupper() and kind in {"protocol", "treaty"})
    return following.text if named and following.pos == "NUM" and following.text.isdigit() else None


def _contiguous(tokens: list[int], head: int) -> list[int]:
    """The run of tokens that ends at the head."""
    run = [head]
    while run[0] - 1 in tokens:
        run.insert(0, run[0] - 1)
    return run


def _end(setting: Setting, index: int, kind: AgreementKind) -> int:
    """The last token of the name: a number behind it, or what the resolution or agreement is on."""
    tree = setting.tree
    if _number(setting, index, kind) is not None:
        return index + 1
    for prep in tree.below(index, "prep"):
        if tree.lemma(prep) in _ENDS and prep == index + 1:
            nouns = tree.below(prep, "pobj")
            if nouns and not _is_time(setting, nouns[-1]):
                return _phrase_end(tree, nouns[-1])
    return index


def _phrase_end(tree: Clauses, noun: int) -> int:
    """The end of a noun phrase with its `of` phrases, without clauses."""
    last = noun
    for prep in tree.below(noun, "prep"):
        if tree.lemma(prep) == "of" and prep > noun:
            for inner in tree.below(prep, "pobj"):
                last = max(last, _phrase_end(tree, inner))
    return last


def _count(tree: Clauses, index: int) -> int | None:
    numbers = load_time_words().numbers
    for child in tree.below(index, "nummod"):
        word = tree.token(child).text.lower()
        if child < index and (word in numbers or (word.isdigit() and len(word) < 3)):
            return numbers.get(word) or int(word)
    return None


def _is_time(setting: Setting, index: int) -> bool:
    return any(mention.span.covers(setting.words(index)) for mention in setting.analysis.times)


def _times(setting: Setting, index: int) -> Iterable[TimeMention]:
    """The agreement's own times: inside its phrase, of a verb that concludes it or of what it was part of, or behind it."""
    tree, times = setting.tree, setting.analysis.times
    phrase = phrase_tokens(setting, index, *_MODIFIERS)
    yield from (m for m in times if any(tree.token(child).span.overlaps(m.span) for child in phrase))
    for verb in (*_concluders(setting, index), *_part_of(tree, index)):
        mention = time_for(tree, setting.analysis, verb)
        if mention is not None:
            yield mention
    behind = [noun for name, noun in _prepositions(setting, index) if name in {"of", "in", "from", "on"}]
    yield from (m for m in times if any(m.span.covers(tree.token(noun).span) for noun in behind))


def _part_of(tree: Clauses, index: int) -> list[int]:
    """The verb whose deed was part of it: "was released as part of an exchange"."""
    part = tree.token(tree.token(tree.token(index).head).head)
    above = tree.token(part.head)
    whole = part.lemma == "part" and above.lemma == "as" and tree.token(index).dep == "pobj"
    return [above.head] if whole and tree.token(above.head).pos == "VERB" else []


def _prepositions(setting: Setting, index: int) -> list[tuple[str, int]]:
    """The noun's prepositions, those of the day right behind it, and those of the announcement that it is named in."""
    tree = setting.tree
    own = prepositions(tree, index)
    if tree.token(index).dep == "compound":
        own += prepositions(tree, tree.token(index).head)
    after = [i for i in (index + 1,) if i - tree.base < len(tree.tokens) and tree.token(i).dep == "prep"]
    own += [(tree.lemma(i), noun) for i in after for noun in tree.below(i, "pobj") if _is_time(setting, noun)]
    return own + [pair for _, noun in own if _is_time(setting, noun) for pair in prepositions(tree, noun)]


def _concluders(setting: Setting, index: int) -> list[int]:
    """The verbs that bring the agreement about: it is their object, or they stand in its relative clause."""
    tree = setting.tree
    concluding = load_negotiation().agreements.concluding
    verbs = [clause for clause in tree.below(index, "relcl", "acl") if tree.lemma(clause) in concluding]
    token = tree.token(index)
    head = token.head
    if token.dep in {"dobj", "nsubjpass"} and tree.lemma(head) in concluding:
        verbs.append(head)
    if (participle := mistaken_participle(tree, index)) is not None and tree.lemma(participle) in concluding:
        verbs.append(participle)
    including = [c for p in tree.below(index, "prep") if tree.lemma(p) == "include" for c in tree.below(p, "pobj")]
    verbs += [clause for noun in including for clause in tree.below(noun, "relcl") if tree.lemma(clause) in concluding]
    return verbs


def _named_parties(setting: Setting, index: int) -> list[Participant]:
    """Whoever is named as having made it or as being bound by it."""
    tree = setting.tree
    heads = [noun for name, noun in _prepositions(setting, index) if name in {"between", "with", "among"}]
    heads += with_conjuncts(tree, tree.below(index, "compound", "amod", "poss", "nmod"))
    for verb in _concluders(setting, index):
        heads += subjects(tree, verb)
        heads += [noun for name, noun in prepositions(tree, verb) if name in {"with", "between"}]
        heads += [noun for name, met in prepositions(tree, verb) if name in _DURING for noun in _guests(tree, met)]
    # Only who is named outright: in "with the mediation of X" X is no party.
    named = (one for head in heads for one in (setting.actors.paired(head), setting.actors.named(head)))
    return [member for one in named if one is not None for member in members_of(setting.actors, one)]


def _parties(setting: Setting, index: int) -> tuple[Participant, ...]:
    found = _named_parties(setting, index)
    first = min(phrase_tokens(setting, index, *_MODIFIERS))
    own = Span(setting.words(first).start, setting.words(index).end)
    kept: dict[str, Participant] = {}
    for participant in found:
        actor = setting.actors.actors.get(participant.actor_id or "")
        inside = participant.span.overlaps(own)
        if inside and (actor is None or actor.kind in _NO_PARTIES or not actor.code):
            # "UN Security Council resolutions", "the Prespa agreement": who adopted them is no party to them, nor is where they were made.
            continue
        if (actor is not None and actor.kind in _STATES) or (
            actor is None and setting.actors.is_political(participant)
        ):
            kept.setdefault(participant.actor_id or participant.name, participant)
    return tuple(kept.values())


def _is_town(setting: Setting, participant: Participant) -> bool:
    """Whether the words are a place's by the gazetteer, and no known actor's: "the Minsk agreements"."""
    actor = setting.actors.actors.get(participant.actor_id or "")
    unknown = actor is None or (actor.kind == "organisation" and actor.table_id is None)
    return unknown and bool(load_gazetteer().lookup(participant.span.of(setting.report.text)))


def _guests(tree: Clauses, meeting: int) -> list[int]:
    """Between whom a meeting was: what was coordinated "during the meeting among X and Y" is theirs."""
    if tree.lemma(meeting) not in word_classes()["meeting"] | word_classes()["talk"]:
        return []
    return [noun for name, noun in prepositions(tree, meeting) if name in {"between", "among"}]


def _content(setting: Setting, noun: _Noun) -> set[str]:
    """The words that tell this agreement from others of its kind: those before it and what it is of."""
    tree = setting.tree
    if _is_told_of(tree, noun.head):
        return set()
    core = [i for i in noun.core if i != noun.head and not _is_time(setting, i)]
    core += [i for name, i in prepositions(tree, noun.head) if name == "of" and not _is_time(setting, i)]
    words = {tree.lemma(i) for i in core if tree.token(i).pos not in {"DET", "NUM", "PUNCT", "PART"}}
    return words - load_negotiation().agreements.plain


def _empty(setting: Setting, noun: _Noun) -> bool:
    """Whether it names nothing: a bare noun that goes back to something, or is wished for, without parties, time or matter."""
    if noun.parties or len(noun.core) > 1 or noun.number:
        return False
    dated = bool(noun.time or noun.undated)
    if noun.pointing:
        return not dated and noun.kind not in {"ceasefire", "truce", "measures", "resolution"}
    if noun.kind != "agreement" or noun.span != setting.words(noun.head):
        return False
    alone = not dated and not setting.tree.below(noun.head, "det") and setting.tree.token(noun.head).tag == "NN"
    return alone or judge_modality(setting.tree, noun.head)[0] in _WISHED


def _is_conjecture(setting: Setting, noun: _Noun) -> bool:
    """Whether some agreement is only thought possible: "a bigger deal could follow", "might sign an accord"."""
    if noun.number or not _is_any(setting.tree, noun.head):
        return False
    modality, _, rule = judge_modality(setting.tree, noun.head)
    return modality in {"hypothetical", "conditional"} and rule in _SUPPOSED


def _is_any(tree: Clauses, index: int) -> bool:
    """Whether an indefinite word or none stands before a common noun."""
    determiners = {tree.token(child).text.lower() for child in tree.below(index, "det", "poss")}
    return tree.token(index).pos == "NOUN" and determiners <= {"a", "an", "any", "another", "some"}


def _known(setting: Setting, groups: list[list[_Noun]], noun: _Noun) -> list[_Noun] | None:
    """The agreement that the noun goes back to: of its kind, with no word, date, number or party that differs."""
    for group in reversed(groups):
        if _same(setting, group, noun):
            return group
    return None


def _same(setting: Setting, group: list[_Noun], noun: _Noun) -> bool:
    first = group[0]
    numbers = {other.number for other in group if other.number}
    if noun.number and first.kind == noun.kind:
        return noun.number in numbers
    if numbers and not noun.pointing:
        return False
    if {first.kind, noun.kind} <= {"ceasefire", "truce", "agreement"} and _may_be_one(setting, group, noun):
        return True
    loose = {first.kind, noun.kind} <= {"agreement", "ceasefire", "truce", "treaty", "protocol"}
    if first.kind != noun.kind and not (noun.pointing and len(noun.core) == 1 and loose):
        return False
    mine = _content(setting, noun)
    theirs = set().union(*(_content(setting, other) for other in group))
    if mine and theirs and not (mine <= theirs or theirs <= mine):
        return False
    if not noun.pointing and not mine & theirs and noun.kind not in {"ceasefire", "truce"}:
        return False
    times = [other.time.time for other in group if other.time and other.time.time]
    if noun.time and noun.time.time and times and not all(_one_time(noun.time.time, time) for time in times):
        return False
    counts = {other.count for other in group if other.count}
    return not (noun.count and counts and noun.count not in counts)


def _may_be_one(setting: Setting, group: list[_Noun], noun: _Noun) -> bool:
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
    return (bool(names) and (names == own or (same_kind and names <= around))) or (dated and same_kind)


def _one_time(one: Time, other: Time) -> bool:
    """Whether one of two times lies within the other: November 2012 and 2012."""
    return one.within(other) or other.within(one)


def _agreement(setting: Setting, group: list[_Noun]) -> Agreement:
    report = setting.report
    fullest = max(group, key=lambda noun: (len(noun.core), noun.span.end - noun.span.start, -noun.head))
    dated = next((noun for noun in group if noun.time), None)
    undated = next((noun.undated for noun in group if noun.undated), None)
    counted = next((noun for noun in group if noun.count), None)
    parties: dict[str, Participant] = {}
    for noun in group:
        for participant in noun.parties:
            parties.setdefault(participant.actor_id or participant.name, participant)
    readings = [standing_of(setting, noun.head) for noun in group]
    news = next((reading for reading in readings if reading[0] == "news"), readings[0])
    if dated is not None and dated.time is not None:
        from_date = standing_of(setting, dated.head)
        news = from_date if from_date[1] == "standing.dated.v1" else news
    evidence = [
        Evidence("name", (fullest.span,), f"{COMPONENT}:phrase"),
        Evidence("kind", (setting.words(fullest.head),), f"{COMPONENT}:{fullest.kind}"),
        Evidence("standing", news[2], news[1]),
    ]
    gaps = []
    if parties:
        evidence.append(Evidence("parties", tuple(p.span for p in parties.values()), f"{COMPONENT}:arguments"))
    else:
        gaps.append(Gap("parties", "the text names no party to it"))
    if dated is not None and dated.time is not None:
        evidence.append(Evidence("time", (dated.time.span,), dated.time.rule))
    elif undated is not None:
        gaps.append(Gap("time", undated.reason or "the time cannot be resolved", (undated.span,)))
    else:
        gaps.append(Gap("time", "the text does not date it"))
    if counted is not None:
        evidence.append(Evidence("count", (counted.span,), f"{COMPONENT}:number"))
    mentions = tuple(sorted({noun.span for noun in group}))
    return Agreement(
        id=content_id("agreement", report.id, *mentions[0]),
        name=fullest.span.of(report.text),
        kind=fullest.kind,
        mentions=mentions,
        provenance=Provenance(report.id, mentions, COMPONENT, setting.run_id, 0.8),
        parties=tuple(parties.values()),
        time=dated.time.time if dated is not None and dated.time is not None else None,
        count=counted.count if counted is not None else None,
        standing=news[0],
        evidence=tuple(evidence),
        gaps=tuple(gaps),
    )
