"""Frames: a predicate that the event lexicon knows, with the tokens that fill its roles and the code that the words give.

A dependency tree comes in; frames go out, in text order. A predicate that only serves another one (the talks in "held talks", the
withdrawal in "urged to withdraw") is part of that frame and gives none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.coding.clauses import (
    Clauses,
    agents,
    datives,
    is_passive,
    objects,
    phrase_span,
    prepositions,
    subjects,
    with_conjuncts,
)
from dragoman.vocab.lexicon import Condition, Entry, event_lexicon, shift_code, word_classes

_POS = {"VERB": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "AUX": "v"}
_COMPLEMENTS = ("xcomp", "ccomp", "acl", "pcomp", "advcl")
_CARRYING = frozenset({"in", "into", "to", "on", "with"})
_RESULTING = frozenset({("lead", "to")})
_TOWARDS = frozenset({"to", "with", "from", "for", "against"})
# Praise, accusations, refusals and protests answer what somebody did.
ANSWERS = frozenset({"05", "11", "12", "14"})
# Assault, fighting and mass violence.
VIOLENT = frozenset({"18", "19", "20"})
_DEMANDS = frozenset({"02", "10"})
_FREEING = "084"
_BLAMED = frozenset({"on", "to"})
# Aid promised, aid given, shows of force.
_SENDING = ("033", "07", "15")
_DEALT = frozenset({"in", "by", "from", "during"})
_ATTENDED = frozenset({"after", "before", "during", "in", "following", "at"})
# "the latest | in a series | of attacks"
_SERIES = 3
# What stands before a noun that the reader is taken to know of.
_KNOWN = frozenset({"the", "this", "that", "these", "those", "such"})
_DEFAULT_PREPOSITIONS = ("against", "with", "to", "on", "at")


@dataclass(frozen=True, slots=True)
class Frame:
    """A coded predicate: `trigger` its main token, `words` all tokens that decided the code, roles as head tokens.

    `deed` is the code before an operator shifted it; `embedded` the operator's complement; `alone` whether it may lack a second side. `owners` are the nouns inside whose phrases
    a target may be found where no argument names one. `carrier` is the verb that only carries a noun: "launched an attack". `sent` are the forces, people or things that are sent, given, talked of or asked
    to be freed: nothing is done to them, and nothing asked of them.
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
    matches = {token.index: match for token in tree.tokens if (match := _match(tree, token.index))}
    taken: set[int] = set()
    frames: list[Frame] = []
    # A verb is read before the nouns that it governs, an operator before its complement: both may take others up.
    for index in sorted(matches, key=lambda i: (not matches[i][0].family, tree.token(i).pos == "NOUN", i)):
        if index in taken:
            continue
        frame = _frame(tree, index, *matches[index], matches)
        taken.update(word for word in frame.words if word in matches)
        frames.append(frame)
    return sorted(
        (frame for frame in frames if frame.trigger not in taken or frame.trigger in frame.words),
        key=lambda frame: frame.trigger,
    )


def _match(tree: Clauses, index: int) -> tuple[Entry, tuple[int, ...]] | None:
    """The most specific entry that fits the token, with the tokens that its conditions matched."""
    token = tree.token(index)
    if token.dep in {"compound", "aux", "auxpass"} or token.pos not in _POS:
        return None
    if token.dep == "amod" and (token.pos != "ADJ" or index < token.head):
        return None
    kinds = [_POS[token.pos]]
    if token.tag == "VBN":
        kinds.append("a")
    lemma = tree.lemma(index)
    for kind in kinds:
        for entry in event_lexicon().get((lemma, kind), ()):
            words = _fits(tree, index, entry)
            if words is not None:
                return entry, (index, *words)
    return None


def _fits(tree: Clauses, index: int, entry: Entry) -> list[int] | None:
    words: list[int] = []
    if entry.particle:
        # "verbally", "together", "hostage": what goes with a verb is not always a particle by the parser's lights.
        beside = [c for c in tree.children[index - tree.base] if tree.token(c).text.lower() == entry.particle]
        beside = [c for c in beside if not _only_says_when(tree, c)]
        if not beside:
            return None
        words += beside[:1]
    for condition in entry.conditions:
        found = _condition(tree, index, condition)
        if found is None:
            return None
        words += found
    return words


def _only_says_when(tree: Clauses, preposition: int) -> bool:
    """Whether the phrase is one of time: "called on Friday for" is no "call on"."""
    nouns = tree.below(preposition, "pobj")
    return bool(nouns) and all(tree.lemma(noun) in word_classes()["time"] for noun in nouns)


def _condition(tree: Clauses, index: int, condition: Condition) -> list[int] | None:
    kind = condition.kind
    if kind == "prep":
        for name, noun in prepositions(tree, index):
            if name in condition.key and (not condition.words or tree.lemma(noun) in condition.words):
                return [noun] if condition.words else []
        return None
    if kind == "passive":
        return [] if is_passive(tree, index) else None
    if kind == "oprd":
        found = [c for c in tree.below(index, "oprd", "acomp", "ccomp") if tree.lemma(c) in condition.words]
        return found or None
    if kind == "subj":
        return [] if any(tree.lemma(doer) in condition.words for doer in subjects(tree, index)) else None
    if kind == "bare":
        said = [c for c in tree.below(index, "oprd", "acomp", "xcomp", "ccomp") if not _is_purpose(tree, c)]
        return None if said else []
    if kind == "inf":
        deeds = [
            d for d in tree.below(index, "xcomp", "ccomp") if not condition.words or tree.lemma(d) in condition.words
        ]
        return [] if any(tree.token(aux).tag == "TO" for deed in deeds for aux in tree.below(deed, "aux")) else None
    if kind == "light":
        return [] if _light_verb(tree, index) is not None else None
    if kind == "mod":
        heads = [*objects(tree, index), *tree.below(index, "dobj")] if tree.token(index).pos == "VERB" else [index]
        return _modified(tree, heads, condition.words)
    if kind == "that":
        clauses = tree.below(index, "acl", "ccomp")
        return [] if any(tree.lemma(mark) == "that" for c in clauses for mark in tree.below(c, "mark")) else None
    things = objects(tree, index)
    if kind == "named":
        weapons = word_classes()["projectile"] | word_classes()["weapon"]
        named = (thing for thing in things if tree.token(thing).pos == "PROPN" and tree.lemma(thing) not in weapons)
        return [] if next(named, None) is not None else None
    if kind == "obj":
        found = [thing for thing in things if tree.lemma(thing) in condition.words]
        return found[:1] or None
    if kind == "no-obj":
        return [] if not things else None
    if kind == "any-obj":
        return [] if things else None
    return [] if any(_is_somebody(tree, thing) for thing in things) else None


def _is_purpose(tree: Clauses, index: int) -> bool:
    return any(tree.token(aux).tag == "TO" for aux in tree.below(index, "aux"))


def _modified(tree: Clauses, heads: Iterable[int], words: frozenset[str]) -> list[int] | None:
    for head in heads:
        inside = [head, *tree.below(head, "amod", "compound", "nmod", "acl")]
        inside += [noun for name, noun in prepositions(tree, head) if name in {"of", "with", "for", "by"}]
        inside += [deep for word in list(inside) for deep in tree.below(word, "compound", "amod", "nmod")]
        hits = [word for word in dict.fromkeys(inside) if tree.lemma(word) in words]
        if hits:
            return hits[:1]
    return None


def _is_somebody(tree: Clauses, index: int) -> bool:
    token = tree.token(index)
    classes = word_classes()
    return token.pos in {"PROPN", "PRON", "NUM"} or tree.lemma(index) in classes["people"] | classes["agent"]


def _frame(
    tree: Clauses,
    index: int,
    entry: Entry,
    words: tuple[int, ...],
    matches: dict[int, tuple[Entry, tuple[int, ...]]],
) -> Frame:
    embedded = _complement(tree, index, entry, matches) if entry.family else None
    used = words[1:]
    sources, targets = _roles(tree, index, entry, used)
    code, deed = entry.code, entry.code
    more: tuple[int, ...] = ()
    freed: tuple[int, ...] = ()
    if embedded is not None and entry.family:
        inner, inner_words = _inner(tree, embedded, matches)
        deed = inner.code
        code = shift_code(deed, entry.family) if entry.family in {"02", "03", "10", "12", "13"} else entry.code
        more = inner_words
        doers, done_to = _roles(tree, embedded, inner, inner_words[1:])
        if entry.family in _DEMANDS and inner.code.startswith(_FREEING):
            freed = tuple(done_to)
        if not targets:
            others = [doer for doer in doers if doer not in sources]
            targets = others or (_holders(tree, embedded, freed) if freed else [*done_to])
        if not sources and entry.pos == "n":
            sources = doers
    elif entry.family and not targets:
        targets = _within_complement(tree, index, sources)
    blow = _blow(tree, index, entry, matches)
    if blow is not None:
        dealt, blow_words = matches[blow]
        more = (*more, *blow_words)
        code = deed = dealt.code
        sources = _roles(tree, blow, dealt, blow_words[1:])[0]
    spread = [*used, *more, *([index] if entry.pos == "n" else [])]
    return Frame(
        trigger=index,
        words=tuple(dict.fromkeys([*words, *more])),
        code=code,
        deed=deed,
        rule=entry.rule,
        family=entry.family,
        sources=tuple(dict.fromkeys(sources)),
        targets=tuple(dict.fromkeys(targets)),
        reciprocal=entry.reciprocal,
        weight=entry.weight + 2 * (embedded is not None),
        embedded=embedded,
        owners=tuple(dict.fromkeys(spread)) if entry.targets or embedded is not None else (),
        alone=entry.alone,
        carrier=_light_verb(tree, index) if entry.pos == "n" else None,
        sent=(*_sent(tree, index, entry, used), *freed),
    )


def _holders(tree: Clauses, deed: int, freed: Iterable[int]) -> list[int]:
    """From whom it is demanded that people or things be freed or given back: "from the rebels", "held by the rebels"."""
    found = [noun for name, noun in _places_for_targets(tree, deed) if name in {"from", "by"}]
    held = [clause for person in freed for clause in tree.below(person, "acl")]
    return found or [holder for clause in held for holder in agents(tree, clause)]


def _sent(tree: Clauses, index: int, entry: Entry, used: tuple[int, ...]) -> tuple[int, ...]:
    """What is sent, shown or given, or what two talk of: of "sent advisers and troops" both, of "discussed Kenya" Kenya."""
    if entry.pos != "v" or "obj" in entry.targets:
        return ()
    if entry.reciprocal:
        return tuple(objects(tree, index))
    if not entry.code.startswith(_SENDING):
        return ()
    phrases = (with_conjuncts(tree, [head]) for head in tree.below(index, "dobj", "nsubjpass"))
    return tuple(thing for phrase in phrases if any(thing in used for thing in phrase) for thing in phrase)


def _blow(tree: Clauses, index: int, entry: Entry, matches: dict[int, tuple[Entry, tuple[int, ...]]]) -> int | None:
    """The deed that did the harm which a verb tells: of "the attack killed two", "two were killed in the attack", "… when a rocket hit the town"."""
    if entry.code[:2] not in VIOLENT or tree.lemma(index) not in word_classes()["harm"] | word_classes()["burst"]:
        return None
    beside = [*tree.below(index, "conj"), *([tree.token(index).head] if tree.token(index).dep == "conj" else [])]
    verbs = [index, *(verb for verb in beside if tree.lemma(verb) in word_classes()["harm"])]
    near = [
        *subjects(tree, index),
        *(noun for verb in verbs for name, noun in prepositions(tree, verb) if name in _DEALT),
    ]
    dealt = [noun for noun in near if noun in matches and matches[noun][0].pos == "n"]
    clauses = (clause for verb in verbs for clause in tree.below(verb, "advcl") if clause in matches)
    dealt += [clause for clause in clauses if any(tree.lemma(c) == "when" for c in tree.below(clause, "advmod"))]
    return next((deed for deed in dealt if matches[deed][0].code[:2] in VIOLENT), None)


def _inner(
    tree: Clauses, index: int, matches: dict[int, tuple[Entry, tuple[int, ...]]]
) -> tuple[Entry, tuple[int, ...]]:
    if index in matches:
        return matches[index]
    return event_lexicon()[tree.lemma(index), "n"][-1], (index,)


def _complement(
    tree: Clauses, index: int, entry: Entry, matches: dict[int, tuple[Entry, tuple[int, ...]]]
) -> int | None:
    """The deed that an operator is about: down through infinitives and clauses, or the event noun that it governs."""
    queue = [clause for clause in tree.below(index, *_COMPLEMENTS) if not _is_occasion(tree, clause)]
    about = (prep for prep in tree.below(index, "prep") if tree.lemma(prep) not in _ATTENDED - {"in", "at"})
    queue += [deep for prep in about for deep in tree.below(prep, "pcomp")]
    if entry.pos == "v":
        queue += [deep for thing in objects(tree, index) for deep in tree.below(thing, "acl")]
    for _ in range(4):
        for child in queue:
            if child in matches and matches[child][0].code != entry.code:
                return child
        queue = [deep for child in queue for deep in tree.below(child, "xcomp", "conj", "ccomp", "acomp", "dobj")]
    nouns = [*objects(tree, index)] if entry.pos == "v" else []
    nouns += [noun for name, noun in prepositions(tree, index) if name in {"for", "to", "of", "with", "on", "in"}]
    for noun in nouns:
        if noun in matches and not matches[noun][0].family:
            return noun
        if tree.token(noun).pos == "NOUN" and (tree.lemma(noun), "n") in event_lexicon():
            return noun
    return None


def _is_occasion(tree: Clauses, clause: int) -> bool:
    """Whether the clause only tells when or why: "called for a ban | after rebels killed two men"."""
    return (
        tree.token(clause).dep == "advcl"
        and bool(tree.below(clause, "mark", "advmod"))
        and not _is_purpose(tree, clause)
    )


def _within_complement(tree: Clauses, index: int, sources: list[int]) -> list[int]:
    """To whom an operator's complement that the lexicon does not know is done: its object, or whom its prepositions name."""
    deeds = tree.below(index, "xcomp", "ccomp")
    found = [thing for deed in deeds for thing in objects(tree, deed)]
    found += [noun for deed in deeds for name, noun in _places_for_targets(tree, deed) if name in _TOWARDS]
    return [target for target in found if target not in sources]


def _roles(tree: Clauses, index: int, entry: Entry, used: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """The head tokens of source and target."""
    if entry.pos == "n":
        return _noun_roles(tree, index, entry)
    sources = _adjective_subjects(tree, index) if entry.pos == "a" else subjects(tree, index)
    if is_passive(tree, index) and entry.pos == "v":
        sources = agents(tree, index)
    pairs = _places_for_targets(tree, index)
    if entry.from_is_source and is_passive(tree, index):
        sources = sources or [noun for name, noun in pairs if name == "from"]
    for word in used:
        pairs += _places_for_targets(tree, word)
    targets: list[int] = []
    everything = objects(tree, index)
    # Of "tanks and troops were deployed" both are what the entry is about.
    whole = any(condition.kind == "obj" for condition in entry.conditions) and any(
        thing in used for thing in everything
    )
    sent = _sent(tree, index, entry, used)
    things = [thing for thing in everything if thing not in used and thing not in sent]
    things = [] if whole and entry.object_is_source else things
    if entry.object_is_source and not sources:
        sources = everything
    blows = [word for word in used if _is_blow(tree, word)]
    if not sources and is_passive(tree, index):
        # "Kenya's operation was launched"
        sources = with_conjuncts(tree, [owner for word in blows for owner in tree.below(word, "poss")])
    receivers = datives(tree, index)
    for slot in entry.targets:
        if slot == "obj":
            targets = things
        elif slot == "dat":
            targets = receivers or (things if used else [])
        else:
            targets = [noun for name, noun in pairs if name == slot]
        if targets:
            break
    if not targets and entry.targets and not entry.reciprocal:
        targets = _fallback(tree, entry, things=things, receivers=receivers, pairs=pairs, used=used)
    targets = [target for target in targets if target not in used]
    return (targets, sources) if entry.swap else (sources, targets)


def _is_blow(tree: Clauses, index: int) -> bool:
    """Whether the noun is what somebody does to another, not what it is done with."""
    classes = word_classes()
    return tree.lemma(index) in classes["violence"] - classes["projectile"] - classes["bomb"] - classes["weapon"]


def _places_for_targets(tree: Clauses, index: int) -> list[tuple[str, int]]:
    """The prepositional phrases that may name somebody: "on Tuesday" does not."""
    times = word_classes()["time"]
    return [(name, noun) for name, noun in prepositions(tree, index) if tree.lemma(noun) not in times]


def _fallback(
    tree: Clauses,
    entry: Entry,
    *,
    things: list[int],
    receivers: list[int],
    pairs: list[tuple[str, int]],
    used: tuple[int, ...],
) -> list[int]:
    """Where the entry's own places are empty: the indirect object, whose thing it is, another preposition."""
    if receivers or things:
        return receivers or things
    owned = [
        owner
        for word in used
        for owner in tree.below(word, "poss", "amod", "compound", "nmod")
        # Whose attack it is strikes.
        if tree.token(owner).dep != "poss" or not _is_blow(tree, word)
    ]
    if entry.code[:2] in {"11", "12", "17", "18", "19"} and owned:
        return owned
    for slot in _DEFAULT_PREPOSITIONS:
        found = [noun for name, noun in pairs if name == slot]
        if found:
            return found
    return owned


def _adjective_subjects(tree: Clauses, index: int) -> list[int]:
    own = tree.below(index, "nsubj", "nsubjpass")
    if own:
        return with_conjuncts(tree, own)
    token = tree.token(index)
    if token.dep in {"amod", "acl", "relcl", "appos"} and tree.token(token.head).pos in {"NOUN", "PROPN"}:
        return with_conjuncts(tree, [token.head])
    found = tree.below(token.head, "nsubj", "nsubjpass")
    return with_conjuncts(tree, found) or subjects(tree, index)


def _noun_roles(tree: Clauses, index: int, entry: Entry) -> tuple[list[int], list[int]]:
    """Roles of a noun: `by`, possessor or attribute do it; a light verb lends its subject; the entry's prepositions say to whom."""
    pairs = _places_for_targets(tree, index)
    governor = _light_verb(tree, index)
    sources = [noun for name, noun in pairs if name == "by"]
    owners = with_conjuncts(tree, tree.below(index, "poss"))
    suffered = entry.owner_is_target and not any(name == "of" for name, _ in pairs)
    sources = sources or ([] if suffered else owners)
    sources = sources or _leaders(tree, index)
    sources = sources or [c for c in tree.below(index, "amod", "compound", "nmod") if _names_a_party(tree, c)]
    if entry.of_is_source and not sources:
        sources = [noun for name, noun in pairs if name == "of"]
    if not sources and (claiming := _claiming_verb(tree, index)) is not None:
        sources = subjects(tree, claiming)
    sources = sources or _held_to_have_done(tree, index)
    if governor is not None:
        pairs = [*pairs, *_places_for_targets(tree, governor)]
        if not sources and tree.token(index).dep in {"dobj", "pobj"}:
            sources = subjects(tree, governor)
        elif not sources and tree.token(index).dep == "nsubjpass":
            sources = agents(tree, governor)
    partners = [noun for name, noun in pairs if name == "with"]
    if entry.reciprocal and partners and not sources:
        sources = _attenders(tree, index)
    targets: list[int] = owners if suffered else []
    for slot in entry.targets if not targets else ():
        if slot == "of" and entry.of_is_source and not entry.reciprocal:
            continue
        targets = [noun for name, noun in pairs if name == slot and noun not in sources]
        if targets:
            break
    return sources, targets


def _attenders(tree: Clauses, index: int) -> list[int]:
    """Who talked where a circumstance tells only with whom: "told reporters after two days of talks with the rebels"."""
    token = tree.token(index)
    for _ in range(_SERIES):
        preposition = tree.token(token.head)
        above = tree.token(preposition.head)
        if token.dep != "pobj" or preposition.text.lower() not in {"of", *_ATTENDED}:
            return []
        if above.pos == "VERB":
            return subjects(tree, above.index) if preposition.text.lower() in _ATTENDED else []
        token = above
    return []


def doers_of_noun(tree: Clauses, index: int) -> list[int] | None:
    """Who does what a noun tells, where whose it is by "of" suffers it: of "the arrest of two men by Kenya" Kenya; None for any other noun."""
    match = _match(tree, index) if tree.token(index).pos == "NOUN" else None
    if match is None or "of" not in match[0].targets or match[0].reciprocal:
        return None
    doers, done_to = _noun_roles(tree, index, match[0])
    return [doer for doer in doers if doer not in done_to]


def points_back(tree: Clauses, frame: Frame) -> bool:
    """Whether a noun only refers to a deed told elsewhere: "the attack", "Sunday's killings", "claimed responsibility for the attack", not "the attack by rebels" nor "launched an attack"."""
    noun = tree.token(frame.trigger)
    bare = all(word == noun.index or tree.token(word).head == noun.index for word in frame.words)
    owned = frame.sources and _claiming_verb(tree, frame.trigger) is None
    if noun.pos != "NOUN" or not bare or owned or frame.targets:
        return False
    if _is_latest_of(tree, noun.index):
        return True
    known = [tree.token(word).text.lower() for word in tree.below(noun.index, "det")]
    dated = [word for word in tree.below(noun.index, "poss") if tree.lemma(word) in word_classes()["time"]]
    return bool(dated) or any(word in _KNOWN for word in known)


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


def _held_to_have_done(tree: Clauses, index: int) -> list[int]:
    """Whose a deed is said to be where nobody is named who says it, or who claims it: "an attack blamed on the rebels", "a raid claimed by them"."""
    claimed = (verb for verb in tree.below(index, "acl") if tree.lemma(verb) in word_classes()["admit"])
    said = (verb for verb in _blaming(tree, index) if tree.token(verb).dep == "acl" and not agents(tree, verb))
    found = [noun for verb in said for name, noun in _places_for_targets(tree, verb) if name in _BLAMED]
    return found or [doer for verb in claimed for doer in subjects(tree, verb)]


def around_blame(tree: Clauses, index: int) -> list[int]:
    """Who blames a deed on whom: of "an attack that Kenya blamed on the rebels" Kenya, which did not do it, and the rebels, who did not suffer it."""
    token = tree.token(index)
    governor = [token.head] if token.dep in {"dobj", "nsubjpass"} else []
    verbs = [*_blaming(tree, index), *(verb for verb in governor if tree.lemma(verb) in word_classes()["blaming"])]
    found = [doer for verb in verbs for doer in subjects(tree, verb) if doer != index]
    return found + [noun for verb in verbs for name, noun in _places_for_targets(tree, verb) if name in _BLAMED]


def _blaming(tree: Clauses, index: int) -> list[int]:
    """The verbs of blaming in the clauses of a noun; the parse may hang these on a noun inside: "a bombing of the base | blamed on"."""
    nouns = [index, *(noun for _, noun in prepositions(tree, index))]
    clauses = (clause for noun in nouns for clause in tree.below(noun, "acl", "relcl"))
    return [verb for verb in clauses if tree.lemma(verb) in word_classes()["blaming"]]


def _claiming_verb(tree: Clauses, index: int) -> int | None:
    """The verb of whoever takes a deed upon himself: "claimed responsibility for the attack"."""
    preposition = tree.token(index).head
    charge = tree.token(preposition).head
    taken = tree.token(index).dep == "pobj" and tree.lemma(charge) in word_classes()["charge_of"]
    verb = tree.token(charge).head
    return verb if taken and tree.token(charge).dep == "dobj" and tree.lemma(verb) in word_classes()["admit"] else None


def _leaders(tree: Clauses, index: int) -> list[int]:
    """Who leads a deed that a noun names: "the Saudi-led intervention"."""
    before = tree.below(index, "amod", "compound")
    led = [child for child in before if tree.token(child).text.lower() == "led"]
    leaders = [c for word in led for c in tree.below(word, "npadvmod", "compound", "amod", "nmod", "nsubj", "dep")]
    return leaders or [child for child in before if tree.token(child).text.lower().endswith("-led")]


def _names_a_party(tree: Clauses, index: int) -> bool:
    token = tree.token(index)
    return token.pos == "PROPN" or token.text[:1].isupper() or tree.lemma(index) in word_classes()["agent"]


def _light_verb(tree: Clauses, index: int) -> int | None:
    """The verb that only carries the noun: `launched an attack`, `talks were held`, `took part in talks`."""
    token = tree.token(index)
    head = token.head
    if token.dep == "pobj":
        if tree.lemma(head) not in _CARRYING:
            return None
        preposition, head = head, tree.token(head).head
        if (tree.lemma(head), tree.lemma(preposition)) in _RESULTING:
            # "The arrest led to riots": who was arrested did not riot.
            return None
    governor = tree.token(head)
    if governor.pos == "VERB" and tree.lemma(head) in word_classes()["light"] | word_classes()["void"]:
        return head
    return None


__all__ = ["Frame", "find_frames", "phrase_span"]
