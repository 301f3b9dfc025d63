"""Agreements: what was concluded, ordered or proposed — ceasefires, resolutions, treaties, sets of measures — by the noun that names it.

A report's analysis and standings come in; agreements go out, each with all its mentions. "The ceasefire" goes back to the one named before; a
plain "statement" or "plan" without a word that makes it one of the parties' is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.coding.clauses import Clauses, prepositions, subjects, subtree, with_conjuncts
from dragoman.coding.participants import members_of
from dragoman.coding.setting import Setting, phrase_tokens, standing_of
from dragoman.coding.timing import time_for
from dragoman.model import (
    Agreement,
    AgreementKind,
    Evidence,
    Gap,
    Participant,
    Provenance,
    Span,
    TimeMention,
    content_id,
)
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.times import load_time_words

COMPONENT = "agreement.coder.v1"
_MODIFIERS = ("compound", "amod", "nummod", "poss", "nmod", "npadvmod", "punct", "case", "quantmod")
_ENDS = frozenset({"on", "of", "for"})
_STATES = frozenset({"state", "organ", "armed-group", "party", "people", "person", "igo", "format", "group"})
# "The last", "this" and the like point back; so does a bare definite noun.
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "such", "his", "her", "both"})


@dataclass(frozen=True, slots=True)
class _Noun:
    """One noun of an agreement: its head, its kind, its core words (all but determiners) and whether it points back."""

    head: int
    kind: AgreementKind
    core: tuple[int, ...]
    span: Span
    pointing: bool
    count: int | None
    time: TimeMention | None
    parties: tuple[Participant, ...]


def code_agreements(setting: Setting) -> tuple[Agreement, ...]:
    """The report's agreements in order of first mention."""
    groups: list[list[_Noun]] = []
    for noun in _nouns(setting):
        group = _known(setting, groups, noun)
        if group is None:
            groups.append([noun])
        else:
            group.append(noun)
    # A bare "the agreement" that goes back to nothing names nothing.
    return tuple(_agreement(setting, group) for group in groups if not all(_empty(noun) for noun in group))


def _nouns(setting: Setting) -> Iterable[_Noun]:
    for token in setting.analysis.tokens:
        if token.pos not in {"NOUN", "PROPN"} or token.dep in {"compound", "poss"}:
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
    kind = words.kinds.get(lemma)
    if kind is None or _is_denied(tree, index):
        return None
    modifiers = {tree.lemma(child) for child in phrase_tokens(setting, index, *_MODIFIERS)} - {lemma}
    modifiers |= {tree.token(child).text.lower() for child in phrase_tokens(setting, index, *_MODIFIERS)} - {lemma}
    needed = words.only_with.get(lemma, words.only_with.get(kind))
    if needed is not None and not modifiers & needed and not _bound(setting, index, kind, needed):
        between = lemma in words.or_party and not modifiers & {"great", "good"} and _parties(setting, index)
        if not between and not (lemma in words.if_concluded and _concluded(setting, index)):
            return None
    inner: list[AgreementKind] = [
        words.kinds[m] for m in sorted(modifiers) if m in words.kinds and words.kinds[m] in {"ceasefire", "truce"}
    ]
    return inner[0] if inner and kind == "agreement" else kind


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
        follows = index + 1 - tree.base
        behind = (
            follows < len(tree.tokens) and tree.tokens[follows].pos == "NUM" and tree.tokens[follows].text.isdigit()
        )
        return numbered or about or behind
    if kind == "exchange":
        return any(
            tree.lemma(noun) in needed or tree.lemma(noun) + "s" in needed
            for name, noun in prepositions(tree, index)
            if name == "of"
        )
    return False


def _noun(setting: Setting, index: int, kind: AgreementKind) -> _Noun:
    tree = setting.tree
    core = [i for i in phrase_tokens(setting, index, *_MODIFIERS) if i <= index]
    core = _contiguous(core, index)
    last = _end(setting, index, kind)
    determiners = {tree.token(child).text.lower() for child in tree.below(index, "det", "poss")}
    span = Span(tree.token(core[0]).span.start, tree.token(last).span.end)
    return _Noun(
        index,
        kind,
        tuple(core),
        span,
        bool(determiners & _POINTING),
        _count(tree, index),
        _time(setting, index),
        _parties(setting, index),
    )


def _contiguous(tokens: list[int], head: int) -> list[int]:
    """The run of tokens that ends at the head."""
    run = [head]
    while run[0] - 1 in tokens:
        run.insert(0, run[0] - 1)
    return run


def _end(setting: Setting, index: int, kind: AgreementKind) -> int:
    """The last token of the name: a number behind it, or what the resolution or agreement is on."""
    tree = setting.tree
    follows = index + 1
    if (
        follows - tree.base < len(tree.tokens)
        and tree.token(follows).pos == "NUM"
        and tree.token(follows).text.isdigit()
        and kind == "resolution"
    ):
        return follows
    for prep in tree.below(index, "prep"):
        if tree.lemma(prep) in _ENDS and prep == index + 1:
            nouns = tree.below(prep, "pobj")
            if nouns:
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


def _time(setting: Setting, index: int) -> TimeMention | None:
    """The agreement's own time: inside its phrase, or with a verb that concludes it."""
    tree = setting.tree
    own = [
        mention
        for mention in setting.analysis.times
        for child in phrase_tokens(setting, index, *_MODIFIERS)
        if mention.time is not None and tree.token(child).span.overlaps(mention.span)
    ]
    if own:
        return own[0]
    for verb in _concluders(setting, index):
        mention = time_for(tree, setting.analysis, verb)
        if mention is not None and mention.time is not None:
            return mention
    after = [m for m in setting.analysis.times if m.time is not None and _hangs_on(tree, m, index)]
    return after[0] if after else None


def _hangs_on(tree: Clauses, mention: TimeMention, index: int) -> bool:
    """Whether a prepositional phrase of the noun holds the time: the agreement of 10 November."""
    for name, noun in prepositions(tree, index):
        if name in {"of", "in", "from", "on"} and mention.span.covers(tree.token(noun).span):
            return True
    return False


def _concluders(setting: Setting, index: int) -> list[int]:
    """The verbs that bring the agreement about: it is their object, or they stand in its relative clause."""
    tree = setting.tree
    concluding = load_negotiation().agreements.concluding
    verbs = [clause for clause in tree.below(index, "relcl", "acl") if tree.lemma(clause) in concluding]
    token = tree.token(index)
    head = token.head
    if token.dep in {"dobj", "nsubjpass"} and tree.lemma(head) in concluding:
        verbs.append(head)
    including = [c for p in tree.below(index, "prep") if tree.lemma(p) == "include" for c in tree.below(p, "pobj")]
    verbs += [clause for noun in including for clause in tree.below(noun, "relcl") if tree.lemma(clause) in concluding]
    return verbs


def _parties(setting: Setting, index: int) -> tuple[Participant, ...]:
    tree = setting.tree
    heads = [noun for name, noun in prepositions(tree, index) if name in {"between", "with", "among"}]
    heads += with_conjuncts(tree, tree.below(index, "compound", "amod", "poss", "nmod"))
    for verb in _concluders(setting, index):
        heads += subjects(tree, verb)
        heads += [noun for name, noun in prepositions(tree, verb) if name in {"with", "between"}]
    # Only who is named outright: in "with the mediation of X" X is no party.
    named = (setting.actors.named(head) for head in heads)
    found = [member for one in named if one is not None for member in members_of(setting.actors, one)]
    first = min(phrase_tokens(setting, index, *_MODIFIERS))
    own = Span(setting.words(first).start, setting.words(index).end)
    kept: dict[str, Participant] = {}
    for participant in found:
        actor = setting.actors.actors.get(participant.actor_id or "")
        if actor is not None and actor.kind == "igo" and participant.span.overlaps(own):
            # "UN Security Council resolutions": who adopted them is no party to them.
            continue
        if (actor is not None and actor.kind in _STATES) or (
            actor is None and setting.actors.is_political(participant)
        ):
            kept.setdefault(participant.actor_id or participant.name, participant)
    return tuple(kept.values())


def _content(setting: Setting, noun: _Noun) -> set[str]:
    """The words that tell this agreement from others of its kind."""
    tree = setting.tree
    words = {tree.lemma(i) for i in noun.core if tree.token(i).pos not in {"DET", "NUM", "PUNCT"} and i != noun.head}
    return {
        word
        for word in words
        if word not in {"new", "late", "last", "recent", "existing", "the", "same", "current", "these", "fragile"}
    }


def _empty(noun: _Noun) -> bool:
    return (
        noun.pointing
        and len(noun.core) == 1
        and noun.time is None
        and not noun.parties
        and noun.kind not in {"ceasefire", "truce", "measures", "resolution"}
    )


def _known(setting: Setting, groups: list[list[_Noun]], noun: _Noun) -> list[_Noun] | None:
    """The agreement that the noun goes back to: of its kind, with no word, date, number or party that differs."""
    for group in reversed(groups):
        if _same(setting, group, noun):
            return group
    return None


def _same(setting: Setting, group: list[_Noun], noun: _Noun) -> bool:
    first = group[0]
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
    times = {other.time.time for other in group if other.time}
    if noun.time and times and noun.time.time not in times:
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
    dated = noun.time is not None and any(other.time and other.time.time == noun.time.time for other in group)
    same_kind = {group[0].kind, noun.kind} <= {"ceasefire", "truce"}
    return (bool(names) and (names == own or (same_kind and names <= around))) or (dated and same_kind)


def _agreement(setting: Setting, group: list[_Noun]) -> Agreement:
    report = setting.report
    fullest = max(group, key=lambda noun: (len(noun.core), noun.span.end - noun.span.start, -noun.head))
    dated = next((noun for noun in group if noun.time), None)
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
        provenance=Provenance(report.id, mentions, COMPONENT, setting.run_id, 0.8 if len(fullest.core) > 1 else 0.6),
        parties=tuple(parties.values()),
        time=dated.time.time if dated is not None and dated.time is not None else None,
        count=counted.count if counted is not None else None,
        standing=news[0],
        evidence=tuple(evidence),
        gaps=tuple(gaps),
    )
