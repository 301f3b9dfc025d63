"""The nouns, and the verbs of exchanging, that name an agreement: which kind, what belongs to the name, and when it was; who made it is told by `agreement_parties`.

A report's analysis comes in; `AgreementNoun`s go out in text order. A plain "statement" or "plan" without a word that makes it one of the parties' is none.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.agreement_parties import (
    MODIFIERS,
    concluders,
    doers_of,
    is_time,
    is_town,
    known_as,
    may_agree,
    opening_of,
    others_named,
    own_times,
    parties_of,
    prepositions_around,
)
from dragoman.coding.clauses import Clauses, prepositions, subjects
from dragoman.coding.modality import judge_modality
from dragoman.coding.participants import each_once, key_of
from dragoman.coding.setting import Setting, phrase_tokens
from dragoman.model import AgreementKind, Event, Participant, Span, TimeMention
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.times import load_time_words

_MARKS = frozenset({"``", "''"})
_ENDS = frozenset({"on", "of", "for", "against"})
_MATTER = frozenset({"of", "for", "on"})
# Behind a noun, what says which one it is.
_TELLING = frozenset({"of", "for", "on", "to", "with", "between", "against", "by", "from"})
_AGREE = "agree"
# CAMEO's roots of meaning to do, of signing and of yielding; who mediates is no party.
_CONCLUDING = ("03", "05", "08")
# And those of talking and fighting.
_BETWEEN = ("04", "19")
# In so many sentences after somebody agreed, "the deal" is theirs.
_AGREED_WITHIN = 3
# "The last", "this" and the like point back; so does a bare definite noun.
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "such", "his", "her", "both"})


@dataclass(frozen=True, slots=True)
class AgreementNoun:
    """One noun of an agreement: its head, its kind, its core words (all but determiners) and whether it points back.

    `number` is the figure that names it; `undated` is its time where that cannot be resolved; `makers` are the ids and codes of its parties and of the bodies named as having made it.
    `content` are the words that tell it from others of its kind, but for who made it: those before it and what it is of; `names` the proper names among them.
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
    makers: frozenset[str]
    content: frozenset[str]
    names: frozenset[str]


def find_agreement_nouns(setting: Setting) -> Iterable[AgreementNoun]:
    """All that the report has, in its order."""
    words = load_negotiation()
    # "The ceasefire announcement", "ceasefire violations"
    naming = words.agreements.announcing | {noun for noun, status in words.claims.nouns.items() if status == "violated"}
    told: dict[str, AgreementKind] = {}
    for token in setting.analysis.tokens:
        if token.pos == "VERB" and (matter := _exchanged(setting, token.index)):
            yield _told(setting, token.index, "exchange", matter, made_by=token.index)
        if token.pos == "VERB" and (matter := ceased(setting.tree, token.index)):
            yield _told(setting, token.index, "ceasefire", matter, made_by=token.head)
        if token.pos not in {"NOUN", "PROPN"} or token.dep == "poss":
            continue
        if token.dep == "compound" and setting.tree.lemma(token.head) not in naming:
            continue
        name = setting.actors.names.get(token.index)
        if (name is not None and name.label == "PERSON") or _is_in_a_body(setting, token.index):
            continue
        kind = _kind(setting, token.index)
        if kind is None and _goes_back(setting.tree, token.index):
            kind = told.get(setting.tree.lemma(token.index)) or _kind_of_agreed(setting, token.index)
        if kind is not None:
            told.setdefault(setting.tree.lemma(token.index), kind)
            noun = _noun(setting, token.index, kind)
            # Of "an unprovoked ceasefire violation" the ceasefire alone is the agreement.
            alone = token.dep == "compound"
            yield replace(noun, span=token.span, core=(token.index,)) if alone else noun


def _is_in_a_body(setting: Setting, index: int) -> bool:
    """Whether the word is only in the name of a known body: "the Government of National | Accord"."""
    mention = setting.actors.inside.get(index)
    actor = setting.actors.actor_of(mention)
    return mention is not None and mention.head != index and actor is not None and actor.table_id is not None


def _kind_of_agreed(setting: Setting, index: int) -> AgreementKind | None:
    """The kind of a bare "the deal" that two sides agreed on in so many words before."""
    agreement = load_negotiation().agreements.kinds.get(setting.tree.lemma(index)) == "agreement"
    return "agreement" if agreement and _agreed_before(setting, index) is not None else None


def _goes_back(tree: Clauses, index: int) -> bool:
    """Whether a bare noun may stand for an agreement told of before: "the plan", "this deal"."""
    told = any(tree.lemma(prep) in _TELLING for prep in tree.below(index, "prep"))
    bare = not told and not tree.below(index, *MODIFIERS, "acl", "relcl")
    pointing = any(tree.token(child).text.lower() in _POINTING for child in tree.below(index, "det"))
    return bare and pointing and tree.lemma(index) in load_negotiation().agreements.returning


def as_agreed(setting: Setting, noun: AgreementNoun) -> AgreementNoun:
    """The noun; a bare one that goes back to what two sides agreed shortly before it, with them and their time."""
    if not noun.pointing or noun.kind != "agreement" or noun.parties:
        return noun
    verb = _agreed_before(setting, noun.head)
    return noun if verb is None else _made_by(setting, noun, verb)


def with_sides(setting: Setting, noun: AgreementNoun, events: Sequence[Event]) -> AgreementNoun:
    """The noun with both sides of the event by which it was concluded, where its own words lack one; where nobody is said to have concluded it, with those just told to talk or fight."""
    known = {key_of(p) for p in noun.parties}
    verbs = concluders(setting, noun.head)
    if len(known) > 1 or not verbs:
        return noun
    spans = [setting.words(verb) for verb in verbs]
    told = [e for e in events if any(s.overlaps(span) for s in (e.trigger, *e.tellings) for span in spans)]
    told = [e for e in told if e.cameo.startswith(_CONCLUDING)]
    if not (told or known or any(subjects(setting.tree, verb) for verb in verbs)):
        near = range(setting.tree.token(noun.head).sentence - 1, setting.tree.token(noun.head).sentence + 1)
        told = [e for e in events if e.cameo.startswith(_BETWEEN) and _sentence_of(setting, e) in near]
    for event in reversed(told):
        people = each_once(p for p in event.sources if may_agree(setting, p))
        mutual = {key_of(p) for p in event.sources} == {key_of(p) for p in event.targets}
        if mutual and known < {key_of(p) for p in people} and len(people) > 1:
            return replace(noun, parties=people, makers=noun.makers | known_as(setting, people))
    return noun


def _sentence_of(setting: Setting, event: Event) -> int:
    return setting.analysis.tokens_in(event.trigger)[0].sentence


def _made_by(setting: Setting, noun: AgreementNoun, verb: int) -> AgreementNoun:
    """The noun with the subjects of a verb as its parties, and the verb's time as its own."""
    parties, time = doers_of(setting, verb), next(own_times(setting, [verb]), None)
    dated = time is not None and time.time is not None
    makers = known_as(setting, parties)
    return replace(noun, parties=parties, makers=makers, time=time if dated else None, undated=None if dated else time)


def _agreed_before(setting: Setting, index: int) -> int | None:
    """The verb by which two sides agreed shortly before a noun: "X and Y agreed to open the crossing. Under the deal, …"."""
    tree = setting.tree
    for token in reversed(setting.analysis.tokens[:index]):
        if tree.token(index).sentence - token.sentence > _AGREED_WITHIN:
            return None
        if token.pos == "VERB" and tree.lemma(token.index) == _AGREE:
            parties = {p.actor_id for p in doers_of(setting, token.index) if setting.actors.is_political(p)}
            if len(parties) > 1 and judge_modality(tree, token.index)[0] == "happened":
                return token.index
    return None


def _exchanged(setting: Setting, verb: int) -> list[int]:
    """The prisoners, hostages or bodies that the verb says are exchanged, as their heads."""
    tree, words = setting.tree, load_negotiation().agreements
    if words.kinds.get(tree.lemma(verb)) != "exchange":
        return []
    objects = tree.below(verb, "dobj", "nsubjpass")
    return [i for i in objects if tree.lemma(i) in words.only_with["exchange"]]


def ceased(tree: Clauses, verb: int) -> list[int]:
    """The fighting that somebody agrees to end by the verb, as its heads: "agreed to | cease | hostilities"."""
    words = load_negotiation().agreements
    agreed = tree.token(verb).dep in {"xcomp", "ccomp"} and tree.lemma(tree.token(verb).head) == _AGREE
    if not agreed or tree.lemma(verb) not in words.ceasing:
        return []
    return [i for i in tree.below(verb, "dobj", "xcomp") if tree.lemma(i) in words.ceased]


def _told(setting: Setting, verb: int, kind: AgreementKind, matter: Sequence[int], *, made_by: int) -> AgreementNoun:
    """What a verb of exchanging or ceasing tells, with its object; the subjects of `made_by` are the parties."""
    span = Span.around(setting.words(index) for index in (verb, *matter))
    bare = AgreementNoun(
        verb,
        kind,
        (verb,),
        span,
        pointing=False,
        count=None,
        number=None,
        time=None,
        undated=None,
        parties=(),
        makers=frozenset(),
        content=frozenset(),
        names=frozenset(),
    )
    made = _made_by(setting, bare, made_by)
    return replace(made, content=_content(setting, verb, (), [p.span for p in made.parties]))


def _kind(setting: Setting, index: int) -> AgreementKind | None:
    """The kind that the head noun names; a ceasefire agreement is a ceasefire."""
    words, tree = load_negotiation().agreements, setting.tree
    lemma = tree.lemma(index)
    if lemma not in words.kinds and tree.token(index).pos == "PROPN":
        lemma = lemma.removesuffix("s")
    kind = words.kinds.get(lemma)
    if kind is None or _is_denied(tree, index):
        return None
    modifiers = {tree.lemma(child) for child in phrase_tokens(setting, index, *MODIFIERS)} - {lemma}
    modifiers |= {tree.token(child).text.lower() for child in phrase_tokens(setting, index, *MODIFIERS)} - {lemma}
    if modifiers & words.private and not _is_of_states(setting, index):
        return None
    needed = words.only_with.get(lemma, words.only_with.get(kind))
    named = lemma in words.by_name and (_is_proper(tree, index) or _is_called(setting, index))
    bound = needed is None or bool(modifiers & needed) or named or _is_adopted_by(setting, index, needed)
    if needed is not None and not bound and not _bound(setting, index, kind, needed):
        partners = [p for p in parties_of(setting, index) if not _is_pronoun(setting, p.span)]
        between = lemma in words.or_party and not modifiers & words.amounts and len(partners) > (kind == "plan")
        several = kind == "plan" and tree.token(index).tag == "NNS"
        if not between and (several or not (lemma in words.if_concluded and _concluded(setting, index))):
            return None
    modifiers |= {tree.lemma(noun) for name, noun in prepositions(tree, index) if name in {"for", "on"}}
    inner: list[AgreementKind] = [
        words.kinds[m] for m in sorted(modifiers) if m in words.kinds and words.kinds[m] in {"ceasefire", "truce"}
    ]
    return inner[0] if inner and kind == "agreement" else kind


def _is_adopted_by(setting: Setting, index: int, needed: Collection[str]) -> bool:
    """Whether a body that the noun would else name made it: "the Security Council adopted a resolution"."""
    tree = setting.tree
    doers = (doer for verb in concluders(setting, index) for doer in subjects(tree, verb))
    words = {tree.token(word).text.lower() for doer in doers for word in (doer, *tree.below(doer, *MODIFIERS))}
    return not words.isdisjoint(needed)


def _is_of_states(setting: Setting, index: int) -> bool:
    """Whether two states are named as its parties: a loan agreement between them is a matter of politics."""
    actors = [setting.actors.actor_of(p) for p in parties_of(setting, index)]
    return sum(actor is not None and actor.kind == "state" for actor in actors) > 1


def _is_proper(tree: Clauses, index: int) -> bool:
    """Whether it is a proper name: "the Geneva Communique"."""
    names = [i for i in tree.below(index, "compound", "nmod") if tree.token(i).pos == "PROPN"]
    return tree.token(index).pos == "PROPN" and bool(names)


def _is_called(setting: Setting, index: int) -> bool:
    """Whether a name stands right before it that is a place's or of nobody who declares: "the Geneva declaration", "the Argane declaration"."""
    before = index - 1
    if before < setting.tree.base or setting.tree.token(before).dep != "compound":
        return False
    if any(m.place is not None and m.span.covers(setting.words(before)) for m in setting.analysis.places):
        return True
    actor = setting.actors.actor_of(setting.actors.named(before))
    known = any(setting.tree.lemma(child) == "the" for child in setting.tree.below(index, "det"))
    return known and setting.tree.token(before).pos == "PROPN" and (actor is None or not actor.code)


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
    # "Failed to reach | an agreement"
    fails = tree.lemma(above.head) in word_classes()["failing"] and any(
        tree.token(c).text.lower() in {"a", "an"} for c in tree.below(index, "det")
    )
    return token.dep == "dobj" and above.dep == "xcomp" and (waiting or fails)


def _concluded(setting: Setting, index: int) -> bool:
    """Whether somebody agrees on it or concludes it, or agrees that it be done."""
    tree = setting.tree
    if concluders(setting, index):
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
    if kind == "plan" and tree.token(index).tag == "NNS" and not tree.below(index, "det", "poss", "nummod", "amod"):
        # "Plans for a withdrawal" are anybody's.
        return False
    if kind == "treaty":
        return any(name in {"on", "against"} for name, _ in prepositions(tree, index))
    matters = (tree.lemma(noun) for name, noun in prepositions(tree, index) if name in _MATTER)
    return any(matter in needed or matter + "s" in needed for matter in matters)


def _noun(setting: Setting, index: int, kind: AgreementKind) -> AgreementNoun:
    tree = setting.tree
    core = [i for i in phrase_tokens(setting, index, *MODIFIERS) if i <= index and tree.token(i).tag not in _MARKS]
    core = _named(setting, whole_compound(tree, _contiguous(core, index)), kind)
    last = _end(setting, index, kind)
    span = Span(tree.token(_start(setting, core)).span.start, tree.token(last).span.end)
    times = list(_times(setting, index))
    makers = [p for p in others_named(setting, index) if p.actor_id and not is_town(setting, p)]
    content = _content(setting, index, core, [p.span for p in makers])
    return AgreementNoun(
        index,
        kind,
        tuple(core),
        span,
        _points_back(setting, index),
        _count(tree, index),
        _number(setting, index, kind),
        next((mention for mention in times if mention.time is not None), None),
        next((mention for mention in times if mention.time is None), None),
        parties_of(setting, index),
        known_as(setting, makers),
        content,
        content & {tree.lemma(i) for i in core if tree.token(i).pos == "PROPN"},
    )


def _start(setting: Setting, core: Sequence[int]) -> int:
    """The first token of the name: behind adjectives that tell it from no other ("a fragile truce"), before what a longer name begins with ("the Status of Forces Agreement")."""
    tree, first = setting.tree, core[0]
    before = first - 1 - tree.base
    if before > 0 and tree.token(first).pos == "PROPN" and tree.token(first - 1).text == "of":
        opening = opening_of(setting, core[-1])
        return first if opening is None else min(phrase_tokens(setting, opening, *MODIFIERS))
    plain = load_negotiation().agreements.plain

    def tells_nothing(index: int) -> bool:
        token = tree.token(index)
        return index != core[-1] and token.pos == "ADJ" and token.text.islower() and tree.lemma(index) in plain

    return next(itertools.dropwhile(tells_nothing, core))


def _content(setting: Setting, index: int, core: Sequence[int], made_by: Sequence[Span]) -> frozenset[str]:
    tree = setting.tree
    if is_told_of(tree, index):
        return frozenset()
    telling = [i for i in core if i != index] + [i for name, i in prepositions(tree, index) if name == "of"]
    told = [
        i for i in telling if not is_time(setting, i) and not any(own.overlaps(setting.words(i)) for own in made_by)
    ]
    words = {tree.lemma(i) for i in told if tree.token(i).pos not in {"DET", "NUM", "PUNCT", "PART"}}
    return frozenset(words) - load_negotiation().agreements.plain


def _named(setting: Setting, core: list[int], kind: AgreementKind) -> list[int]:
    """The phrase without whose it is, a day that owns it, and what is done with it: "their", "yesterday's", "adopted", "advancing"."""
    if kind == "measures":
        return core
    return list(itertools.dropwhile(lambda i: i != core[-1] and _opens(setting, i, alone=len(core) == 2), core))


def _opens(setting: Setting, index: int, *, alone: bool) -> bool:
    """Whether a word that opens the phrase is no part of the name; a participle is where it is all that the name has."""
    token = setting.tree.token(index)
    owner = index if token.dep == "poss" else token.head
    if token.tag in {"PRP$", "VBG", "POS"} or (
        setting.tree.token(owner).dep == "poss" and is_time(setting, index) and is_time(setting, owner)
    ):
        return True
    words = load_negotiation().agreements
    done = token.tag in {"VBN", "VBD"} and token.lemma.lower() in words.concluding
    return token.text.lower() in words.recalling or (done and not alone)


def _points_back(setting: Setting, index: int) -> bool:
    """Whether it goes back to one named before: "the", "their", "yesterday's agreement", "this is an interim deal"."""
    tree = setting.tree
    owners = tree.below(index, "poss")
    determiners = {tree.token(child).text.lower() for child in (*owners, *tree.below(index, "det"))}
    dated = any(is_time(setting, owner) for owner in owners)
    # "The understandings that we reached in May" says itself which they are.
    told = any(clause > index for clause in concluders(setting, index)) and tree.token(index).tag == "NNS"
    return dated or (bool(determiners & _POINTING) and not told) or is_told_of(tree, index)


def is_one_such(tree: Clauses, index: int) -> bool:
    """Whether the noun only compares with others of its kind: "the largest such exchange since the truce"."""
    return any(tree.lemma(child) == "such" for child in tree.below(index, "amod"))


def is_told_of(tree: Clauses, index: int) -> bool:
    """Whether the noun says what the one before is: "this is an interim deal", "the swap is the largest such exchange", "the truce is a measure of confidence"."""
    kinds = load_negotiation().agreements.kinds
    told = (tree.token(child).text.lower() for child in described(tree, index))
    return is_one_such(tree, index) or any(word in {"this", "it", "that"} or word in kinds for word in told)


def described(tree: Clauses, index: int) -> list[int]:
    """What the noun is said to be: the subject of "the truce is a step"."""
    token = tree.token(index)
    return tree.below(token.head, "nsubj") if token.dep == "attr" and tree.lemma(token.head) == "be" else []


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


def whole_compound(tree: Clauses, run: list[int]) -> list[int]:
    """The tokens with what is before a hyphen that they begin with: "long | -sought treaty", "two | -year war"."""
    first = run[0] - 1
    opens = tree.token(run[0]).tag == "HYPH" and first >= tree.base
    return [first, *run] if opens and tree.token(first).span.end == tree.token(run[0]).span.start else run


def _end(setting: Setting, index: int, kind: AgreementKind) -> int:
    """The last token of the name: a number behind it, or what the resolution or agreement is on."""
    tree = setting.tree
    if _number(setting, index, kind) is not None:
        return index + 1
    for prep in tree.below(index, "prep"):
        if tree.lemma(prep) in _ENDS and prep == index + 1:
            nouns = tree.below(prep, "pobj")
            if nouns and not is_time(setting, nouns[-1]):
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
        # "More than a dozen" is no number.
        if (
            child < index
            and not tree.below(child, "quantmod", "amod", "advmod", "det")
            and (word in numbers or (word.isdigit() and len(word) < 3))
        ):
            return numbers.get(word) or int(word)
    return None


def _times(setting: Setting, index: int) -> Iterable[TimeMention]:
    """The agreement's own times: inside its phrase, of a verb that concludes it or of what it was part of, or behind it."""
    tree, times = setting.tree, setting.analysis.times
    phrase = phrase_tokens(setting, index, *MODIFIERS)
    yield from (m for m in times if any(tree.token(child).span.overlaps(m.span) for child in phrase))
    yield from own_times(setting, (*concluders(setting, index), *_part_of(tree, index)))
    behind = [noun for name, noun in prepositions_around(setting, index) if name in {"of", "in", "from", "on"}]
    yield from (m for m in times if any(m.span.covers(tree.token(noun).span) for noun in behind))


def _part_of(tree: Clauses, index: int) -> list[int]:
    """The verb whose deed was part of it: "was released as part of an exchange"."""
    part = tree.token(tree.token(tree.token(index).head).head)
    above = tree.token(part.head)
    whole = part.lemma == "part" and above.lemma == "as" and tree.token(index).dep == "pobj"
    return [above.head] if whole and tree.token(above.head).pos == "VERB" else []
