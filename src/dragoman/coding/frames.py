"""Frames: a predicate that the event lexicon knows, with the tokens that fill its roles and the code that the words give.

A dependency tree comes in; frames go out, in text order. A predicate that only serves another one (the talks in "held talks", the
withdrawal in "urged to withdraw") is part of that frame and gives none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dragoman.coding.clauses import (
    Clauses,
    agents,
    is_infinitive,
    objects,
    prepositions,
    subjects,
    with_conjuncts,
)
from dragoman.coding.predicates import DEMANDS, VIOLENT, Match, light_verb, match_predicate
from dragoman.coding.roles import claiming_verb, find_roles, not_of_time
from dragoman.vocab.lexicon import FAMILIES, Entry, event_lexicon, shift_code, word_classes
from dragoman.vocab.modality import load_modality

# Praise, accusations, refusals and protests answer what somebody did.
ANSWERS = frozenset({"05", "11", "12", "14"})
_FREEING = "084"
_FIGHT = "190"
_COMPLEMENTS = ("xcomp", "ccomp", "acl", "pcomp", "advcl")
# How far down the deed may stand that an operator is about: "wants to try to help to free".
_DOWNWARD = 4
_TOWARDS = frozenset({"to", "with", "from", "for", "against"})
_DEALT = frozenset({"in", "by", "from", "during"})
# Behind these a clause tells when, not what an operator is about.
_OF_TIME = frozenset({"after", "before", "during", "following"})
# "the latest | in a series | of attacks"
_SERIES = 3
# What stands before a noun that the reader is taken to know of.
KNOWN = frozenset({"the", "this", "that", "these", "those", "such", "both"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A coded predicate: `trigger` its main token, `words` all tokens that decided the code, roles as head tokens.

    `deed` is the code before an operator shifted it; `embedded` the operator's complement; `alone` whether it may lack a second side.
    `owners` are the nouns inside whose phrases a target may be found where no argument names one. `carrier` is the verb that only
    carries a noun: "launched an attack". `sent` are the forces, people or things that are sent, given, talked of or asked to be
    freed: nothing is done to them, and nothing asked of them.
    """

    trigger: int
    words: tuple[int, ...]
    code: str
    deed: str
    rule: str
    family: str | None
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    reciprocal: bool
    weight: int
    embedded: int | None = None
    owners: tuple[int, ...] = ()
    alone: bool = False
    carrier: int | None = None
    sent: tuple[int, ...] = ()

    @property
    def told_by(self) -> tuple[int, ...]:
        """All tokens that tell it, the carrier among them."""
        return self.words if self.carrier is None else (*self.words, self.carrier)


def find_frames(tree: Clauses) -> list[Frame]:
    """One frame per predicate that the lexicon knows and no other frame has taken up."""
    matches = {token.index: match for token in tree.tokens if (match := match_predicate(tree, token.index))}
    # What an answer consists in that the lexicon does not know: "retaliated by calling him names".
    matches = {index: m for index, m in matches.items() if not _by_doing(tree, index) or _means(tree, index, matches)}
    taken: set[int] = set()
    frames: list[Frame] = []
    # A verb is read before the nouns that it governs, an operator before its complement: both may take others up.
    for index in sorted(matches, key=lambda i: (not matches[i].entry.family, tree.token(i).pos == "NOUN", i)):
        if index in taken:
            continue
        frame = _frame(tree, matches[index], matches)
        taken.update(word for word in frame.words if word in matches)
        frames.append(frame)
    return sorted(
        (frame for frame in frames if frame.trigger not in taken or frame.trigger in frame.words),
        key=lambda frame: frame.trigger,
    )


def _frame(tree: Clauses, match: Match, matches: Mapping[int, Match]) -> Frame:
    entry, (index, *_) = match
    roles = find_roles(tree, match)
    frame = Frame(
        trigger=index,
        words=tuple(dict.fromkeys(match.words)),
        code=entry.code,
        deed=entry.code,
        rule=entry.rule,
        family=entry.family,
        sources=tuple(dict.fromkeys(roles.sources)),
        targets=tuple(dict.fromkeys(roles.targets)),
        reciprocal=entry.reciprocal,
        weight=entry.weight,
        alone=entry.alone,
        carrier=light_verb(tree, index) if entry.pos == "n" else None,
        sent=tuple(roles.sent),
    )
    embedded = _complement(tree, index, entry, matches) if entry.family else None
    if embedded is not None:
        frame = _about(tree, frame, match, _match_of_noun(tree, embedded, matches))
    elif entry.family and not frame.targets and not (entry.reciprocal and _are_several(tree, frame.sources)):
        frame = replace(frame, targets=_within_complement(tree, index, frame.sources))
    blow = _blow(tree, index, entry, matches)
    if blow is not None:
        frame = _as_dealt(tree, frame, matches[blow])
    elif entry.code == _FIGHT and (kind := _kind_of_blow(tree, frame)) is not None:
        # "Launched | an airstrike"
        frame = replace(frame, code=kind, deed=kind)
    means = _means(tree, index, matches)
    if means is not None:
        frame = _as_done(tree, frame, matches[means])
    if not entry.targets and embedded is None:
        return frame
    return replace(frame, owners=(*frame.words[1:], *([index] if entry.pos == "n" else [])))


def _about(tree: Clauses, frame: Frame, operator: Match, inner: Match) -> Frame:
    """The frame of an operator with the deed that it is about, whose code it shifts: who is to do that is asked, offered, threatened."""
    entry, family = operator.entry, operator.entry.family
    roles = find_roles(tree, inner)
    freed = roles.targets if family in DEMANDS and inner.entry.code.startswith(_FREEING) else []
    others = [doer for doer in roles.sources if doer not in frame.sources]
    done_to = _holders(tree, inner.words[0], freed) if freed else roles.targets
    return replace(
        frame,
        words=tuple(dict.fromkeys([*frame.words, *inner.words])),
        code=shift_code(inner.entry.code, family) if family in FAMILIES else entry.code,
        deed=inner.entry.code,
        sources=frame.sources or tuple(dict.fromkeys(roles.sources if entry.pos == "n" else ())),
        targets=frame.targets or tuple(dict.fromkeys(others or done_to)),
        weight=frame.weight + 2,
        embedded=inner.words[0],
        sent=(*frame.sent, *freed),
    )


def _as_dealt(tree: Clauses, frame: Frame, blow: Match) -> Frame:
    """The frame of harm with the deed that did it: its code, and whoever dealt it, by the deed's own words or else by the verb's."""
    doers = find_roles(tree, blow).sources or [doer for doer in frame.sources if doer not in blow.words]
    return replace(_told_by(frame, blow), sources=tuple(dict.fromkeys(doers)))


def _told_by(frame: Frame, deed: Match) -> Frame:
    """The frame with another word's deed in the place of its own."""
    words = tuple(dict.fromkeys([*frame.words, *deed.words]))
    return replace(frame, words=words, code=deed.entry.code, deed=deed.entry.code)


def _are_several(tree: Clauses, doers: tuple[int, ...]) -> bool:
    """Whether those who agree on something may agree with each other: two that are named, or several of a kind ("the sides")."""
    return len(doers) > 1 or any(tree.token(doer).tag in {"NNS", "NNPS"} for doer in doers)


def _as_done(tree: Clauses, frame: Frame, deed: Match) -> Frame:
    """The frame of an answer with the deed that it consists in."""
    return replace(_told_by(frame, deed), targets=tuple(dict.fromkeys(find_roles(tree, deed).targets)))


def _means(tree: Clauses, index: int, matches: Mapping[int, Match]) -> int | None:
    """The deed by which somebody answers another: "retaliated by cutting ties"."""
    known = (deed for deed in _by_doing(tree, index) if deed in matches)
    return next((deed for deed in known if not matches[deed].entry.family), None)


def _by_doing(tree: Clauses, index: int) -> list[int]:
    """The gerund behind the "by" of a verb of answering."""
    if tree.lemma(index) not in word_classes()["answer"]:
        return []
    by = (prep for prep in tree.below(index, "prep", "agent") if tree.lemma(prep) == "by")
    return [deed for prep in by for deed in tree.below(prep, "pcomp")]


def _holders(tree: Clauses, deed: int, freed: Iterable[int]) -> list[int]:
    """From whom it is demanded that people or things be freed or given back: "from the rebels", "held by the rebels"."""
    found = [noun for name, noun in not_of_time(tree, deed) if name in {"from", "by"}]
    held = [clause for person in freed for clause in tree.below(person, "acl")]
    return found or [holder for clause in held for holder in agents(tree, clause)]


def _blow(tree: Clauses, index: int, entry: Entry, matches: Mapping[int, Match]) -> int | None:
    """The deed that did the harm which a verb tells: of "the attack killed two", "two were killed in the attack", "… when a rocket hit the town"."""
    if entry.code[:2] not in VIOLENT or tree.lemma(index) not in word_classes()["harm"] | word_classes()["burst"]:
        return None
    beside = [*tree.below(index, "conj"), *([tree.token(index).head] if tree.token(index).dep == "conj" else [])]
    verbs = [index, *(verb for verb in beside if tree.lemma(verb) in word_classes()["harm"])]
    near = [
        *subjects(tree, index),
        *(noun for verb in verbs for name, noun in prepositions(tree, verb) if name in _DEALT),
    ]
    dealt = [noun for noun in near if noun in matches and matches[noun].entry.pos == "n"]
    clauses = (clause for verb in verbs for clause in tree.below(verb, "advcl") if clause in matches)
    dealt += [clause for clause in clauses if any(tree.lemma(c) == "when" for c in tree.below(clause, "advmod"))]
    return next((deed for deed in dealt if matches[deed].entry.code[:2] in VIOLENT), None)


def _kind_of_blow(tree: Clauses, frame: Frame) -> str | None:
    """What the noun tells that a verb only carries, where it tells more than that somebody fought."""
    if tree.lemma(frame.trigger) not in word_classes()["light"] or tree.token(frame.trigger).pos != "VERB":
        return None
    nouns = (match_predicate(tree, word) for word in frame.words if word != frame.trigger)
    codes = (match.entry.code for match in nouns if match is not None and match.entry.pos == "n")
    return next((code for code in codes if code[:2] in VIOLENT and code != _FIGHT), None)


def _match_of_noun(tree: Clauses, index: int, matches: Mapping[int, Match]) -> Match:
    """The match of a word; an event noun whose conditions nothing fulfils is read in its plainest sense."""
    return matches.get(index) or Match(event_lexicon()[tree.lemma(index), "n"][-1], (index,))


def _complement(tree: Clauses, index: int, entry: Entry, matches: Mapping[int, Match]) -> int | None:
    """The deed that an operator is about: down through infinitives and clauses, or the event noun that it governs."""
    things = objects(tree, index) if entry.pos == "v" else []
    if told := [thing for thing in things if thing in matches and not matches[thing].entry.family]:
        # "Demanded talks | to end the war"
        return told[0]
    queue = [clause for clause in tree.below(index, *_COMPLEMENTS) if not _is_occasion(tree, clause)]
    about = (prep for prep in tree.below(index, "prep") if tree.lemma(prep) not in _OF_TIME)
    queue += [deep for prep in about for deep in tree.below(prep, "pcomp")]
    queue += [deep for thing in things for deep in tree.below(thing, "acl")]
    for _ in range(_DOWNWARD):
        for child in queue:
            if child in matches and (matches[child].entry.code != entry.code or _is_asked(tree, child, entry)):
                return child
        queue = [deep for child in queue for deep in _inside(tree, child)]
    nouns = [*things]
    # "An interest in talks", but "agreed in a speech", "urged in talks": there, and not to do so.
    led_by = {"for", "to", "of", "with", "on", *(["in"] if entry.pos == "n" else [])}
    nouns += [noun for name, noun in prepositions(tree, index) if name in led_by]
    for noun in nouns:
        if noun in matches and not matches[noun].entry.family:
            return noun
        if tree.token(noun).pos == "NOUN" and (tree.lemma(noun), "n") in event_lexicon():
            return noun
    return None


def _is_asked(tree: Clauses, verb: int, entry: Entry) -> bool:
    """Whether it is asked of somebody to ask a third: "urged him to press the rebels"."""
    return entry.family in DEMANDS and is_infinitive(tree, verb)


def _inside(tree: Clauses, word: int) -> list[int]:
    """What a word inside an operator's complement governs; what is called something is not asked for."""
    called = tree.lemma(word) in load_modality().asking_for
    found = tree.below(word, "xcomp", "conj", "ccomp", "acomp", *([] if called else ["dobj"]))
    # "Ordered them to fire and | reinstated warrants": that is done, and not asked for.
    told = {"VBD", "VBZ"} if is_infinitive(tree, word) else frozenset()
    return [inner for inner in found if tree.token(inner).dep != "conj" or tree.token(inner).tag not in told]


def _is_occasion(tree: Clauses, clause: int) -> bool:
    """Whether the clause only tells when or why: "called for a ban | after rebels killed two men"."""
    return (
        tree.token(clause).dep == "advcl"
        and bool(tree.below(clause, "mark", "advmod"))
        and not is_infinitive(tree, clause)
    )


def _within_complement(tree: Clauses, index: int, sources: tuple[int, ...]) -> tuple[int, ...]:
    """To whom an operator's complement that the lexicon does not know is said: who is to do it ("demanded that Kenya respect Chad"), its object, or whom its prepositions name."""
    deeds = tree.below(index, "xcomp", "ccomp")
    asked = [doer for deed in deeds for doer in with_conjuncts(tree, tree.below(deed, "nsubj")) if doer not in sources]
    if asked:
        return tuple(dict.fromkeys(asked))
    found = [thing for deed in deeds for thing in objects(tree, deed)]
    found += [noun for deed in deeds for name, noun in not_of_time(tree, deed) if name in _TOWARDS]
    return tuple(dict.fromkeys(target for target in found if target not in sources))


def points_back(tree: Clauses, frame: Frame) -> bool:
    """Whether a noun only refers to a deed told elsewhere: "the attack", "Sunday's killings", "claimed responsibility for the attack", not "the attack by rebels" nor "launched an attack"."""
    noun = tree.token(frame.trigger)
    bare = all(word == noun.index or tree.token(word).head == noun.index for word in frame.words)
    owned = frame.sources and claiming_verb(tree, frame.trigger) is None
    if noun.pos != "NOUN" or not bare or owned or frame.targets:
        return False
    return _is_latest_of(tree, noun.index) or is_known(tree, noun.index)


def harm_of_known(tree: Clauses, frame: Frame) -> int | None:
    """The noun by which a verb of harm only tells whom a deed hurt that is told elsewhere: "were killed in the attack"; None where it tells more of it."""
    nouns = [word for word in frame.words if word != frame.trigger and tree.token(word).pos == "NOUN"]
    if tree.lemma(frame.trigger) not in word_classes()["harm"] or frame.sources or len(nouns) != 1:
        return None
    told = any(
        name != "of" or tree.lemma(of) not in word_classes()["time"] for name, of in prepositions(tree, nouns[0])
    )
    return nouns[0] if not told and not tree.below(nouns[0], "relcl", "acl") and is_known(tree, nouns[0]) else None


def is_known(tree: Clauses, noun: int) -> bool:
    """Whether the reader is taken to know of what a noun tells: "the attack", "Sunday's attack"."""
    known = [tree.token(word).text.lower() for word in tree.below(noun, "det")]
    dated = [word for word in tree.below(noun, "poss") if tree.lemma(word) in word_classes()["time"]]
    return bool(dated) or any(word in KNOWN for word in known)


def _is_latest_of(tree: Clauses, noun: int) -> bool:
    """Whether the noun tells what another is the latest of: "the latest in a series of attacks"."""
    for _ in range(_SERIES):
        token = tree.token(noun)
        if token.dep != "pobj":
            return False
        noun = tree.token(token.head).head
        if tree.token(noun).text.lower() == "latest":
            return True
    return False
