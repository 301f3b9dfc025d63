"""Modality: whether a deed happened, goes on, is announced, offered, demanded, threatened, denied, conditional or only thought of.

The index of a predicate in a dependency tree comes in; its modality goes out with the words that set it and the rule's name. The
reading climbs from the predicate through what governs it, and stops at the first word that decides; plain assertion is what remains.
"""

from __future__ import annotations

from typing import cast

from dragoman.coding.clauses import Clauses, is_infinitive, operator_sense, subtree
from dragoman.model import Modality, Span
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.modality import load_modality
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.tokens import FINITE, SUBJECTS

Judged = tuple[Modality, tuple[Span, ...], str]

# What somebody travels for.
ERRAND = "modality.errand.v1"
_DEPTH = 6
# How far up what denies that something was said is looked for.
_SAID = 3
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_VERBAL = frozenset({"VERB", "AUX"})
_GOVERNED = frozenset({"xcomp", "ccomp", "acl", "pcomp", "dobj", "nsubj", "nsubjpass", "pobj", "attr", "advcl", "relcl", "oprd"})  # fmt: skip
_INTO = "into"
_TOWARDS = frozenset({"for", "to", _INTO})
_MEANT = frozenset({"announced", "offered", "hypothetical"})
# "Have yet to".
_YET = "yet"
_UNREAL = frozenset({"announced", "conditional", "hypothetical", "offered"})
# The tags of a clause that is told as done, by the modality of the verb that governs it.
_PAST_TENSES = {
    "announced": {"VBD", "VBZ", "VBP"},
    "threatened": {"VBD", "VBZ", "VBP"},
    "demanded": {"VBD"},
    "hypothetical": {"VBD"},
}
_MEANS = frozenset({"by", "in", "through"})


def judge_modality(tree: Clauses, index: int) -> Judged:
    """The modality of the deed that token `index` names, the words that set it, and the rule."""
    found = _judge(tree, index, _DEPTH)
    return found or ("happened", (tree.token(index).span,), "modality.assertion.v1")


def _judge(tree: Clauses, index: int, depth: int) -> Judged | None:
    if depth == 0:
        return None
    if tree.token(index).pos in _NOMINAL:
        return _noun(tree, index) or _disputed(tree, index) or _governor(tree, index, depth)
    return (
        _asked(tree, index)
        or _negated(tree, index)
        or _modal(tree, index)
        or _condition(tree, index)
        or _meanwhile(tree, index, depth)
        or _shared(tree, index, depth)
        or _participle(tree, index, depth)
        or _infinitive(tree, index, depth)
        or _gerund(tree, index, depth)
        or _disputed(tree, index)
        or _progressive(tree, index)
    )


def _judged(tree: Clauses, modality: str, rule: str, *words: int) -> Judged:
    spans = tuple(tree.token(word).span for word in sorted(words))
    return cast("Modality", modality), spans, f"modality.{rule}.v1"


def _asked(tree: Clauses, index: int) -> Judged | None:
    """What a question only asks about: "Have any of them urged him to go?"; the auxiliary stands before the subject and no question word before it."""
    token = tree.token(index)
    while token.dep == "conj" and tree.token(token.head).pos in _VERBAL and not tree.below(index, *SUBJECTS):
        index = token.head
        token = tree.token(index)
    doers, aux = tree.below(index, *SUBJECTS), tree.below(index, "aux", "auxpass")
    if not doers or not aux or min(aux) > min(doers):
        return None
    inquired = any(tree.token(child).tag[:1] == "W" for child in tree.children[index - tree.base] if child < min(aux))
    ends = (word for word in tree.tokens[index - tree.base :] if word.text == "?" and word.sentence == token.sentence)
    return None if inquired or next(ends, None) is None else _judged(tree, "hypothetical", "question", min(aux))


def _negation(tree: Clauses, index: int) -> int | None:
    """The negating word of a verb: its own, or the `no` of its subject or object."""
    words = load_modality()
    for child in tree.below(index, "neg", "preconj", "advmod", "cc", "det"):
        # A capital inside a clause is a name's part (the Nor of a hyphened town), no `nor`.
        name = tree.token(child).dep == "cc" and not tree.token(child).text.islower()
        if tree.token(child).text.lower() in words.negations and not _not_only(tree, child) and not name:
            return child
    if tree.token(index).pos in _VERBAL:
        for noun in tree.below(index, "nsubj", "nsubjpass", "dobj", "attr"):
            if tree.token(noun).text.lower() in words.negations:
                return noun
            for child in tree.below(noun, "det", "neg"):
                if tree.token(child).text.lower() in {"no", "neither"}:
                    return child
    return None


def _not_only(tree: Clauses, index: int) -> bool:
    after = index + 1 - tree.base
    return after < len(tree.tokens) and tree.tokens[after].text.lower() in {"only", "just"}


def _negated(tree: Clauses, index: int) -> Judged | None:
    no = _negation(tree, index)
    if no is None:
        return None
    duty = next((aux for aux in tree.below(index, "aux") if modal_class(tree, aux) == "demanded"), None)
    if duty is not None:
        return _judged(tree, "demanded", "modal", duty, no)
    return _judged(tree, "denied", "negation", no)


def modal_class(tree: Clauses, index: int) -> str | None:
    """What an auxiliary makes of its verb's deed, "wo" of "won't" as "will"; None for one that is no modal."""
    token = tree.token(index)
    modals = load_modality().modals
    return modals.get(token.text.lower()) or (modals.get(tree.lemma(index)) if token.tag == "MD" else None)


def _modal(tree: Clauses, index: int) -> Judged | None:
    if (duty := _duty(tree, index)) is not None:
        return duty
    for aux in tree.below(index, "aux"):
        kind = modal_class(tree, aux)
        if kind in {"announced", "would"} and (hope := _hoped(tree, index)) is not None:
            return _judged(tree, "hypothetical", "operator", hope, aux)
        if kind == "would":
            return _would(tree, index, aux)
        if kind in {"announced", "hypothetical"} and (mark := _if_clause(tree, index)) is not None:
            return _judged(tree, "conditional", "condition", mark, aux)
        if kind:
            return _judged(tree, kind, "modal", aux)
    return None


def _duty(tree: Clauses, index: int) -> Judged | None:
    """What "will have to" or "would have to" be done is demanded, what "may have to" be is only thought of; under a condition its modal decides."""
    token = tree.token(index)
    has = index if tree.lemma(index) == "have" else token.head
    verb = next((v for v in tree.below(has, "xcomp") if is_infinitive(tree, v)), None)
    if tree.lemma(has) != "have" or verb is None or index not in {has, verb}:
        return None
    modal = next((aux for aux in tree.below(has, "aux") if modal_class(tree, aux)), None)
    if modal is None or _if_clause(tree, has) is not None or _plan(tree, has) is not None or _negation(tree, has):
        return None
    # "Would have had to" be done it never was.
    perfect = any(tree.lemma(aux) == "have" for aux in tree.below(has, "aux"))
    kind = "hypothetical" if perfect or modal_class(tree, modal) == "hypothetical" else "demanded"
    return _judged(tree, kind, "has-to", modal, has)


def _hoped(tree: Clauses, index: int) -> int | None:
    """The verb that only hopes, fears or imagines what its clause says will be."""
    token = tree.token(index)
    hypothetical = operator_sense(tree, token.head) == "hypothetical"
    return token.head if token.dep == "ccomp" and token.head != index and hypothetical else None


def _would(tree: Clauses, index: int, aux: int) -> Judged:
    """`would`: conditional beside an if-clause, the future of a past report, otherwise only thought of."""
    mark = _if_clause(tree, index)
    if mark is not None:
        return _judged(tree, "conditional", "condition", mark, aux)
    plan = _plan(tree, index)
    if plan is not None:
        return _judged(tree, "conditional", "plan", plan, aux)
    perfect = any(tree.lemma(other) == "have" for other in tree.below(index, "aux"))
    head = tree.token(tree.token(index).head)
    reported = tree.token(index).dep in {"ccomp", "conj"} and head.tag in {"VBD", "VBN", "VBZ", "VBP", "VBG"}
    if reported and not perfect and head.index != index:
        if (unsaid := _unsaid(tree, head.index, aux)) is not None:
            return unsaid
        if operator_sense(tree, head.index) == "threatened":
            return _judged(tree, "threatened", "operator", head.index, aux)
        return _judged(tree, "announced", "reported-future", aux)
    return _judged(tree, "hypothetical", "would", aux)


def _unsaid(tree: Clauses, verb: int, would: int) -> Judged | None:
    """What somebody denies or keeps himself from saying that it would be ("denied that it would attack") is denied; what he did not say is only thought of."""
    if operator_sense(tree, verb) == "denied":
        return _judged(tree, "denied", "operator", verb)
    outer = _judge(tree, verb, _SAID)
    if outer is None or outer[0] != "denied":
        return None
    return _judged(tree, "hypothetical", "would", would) if _negation(tree, verb) is not None else outer


def _plan(tree: Clauses, index: int) -> int | None:
    """The `under` of "under the plan", on the verb or on the verb that it is coordinated with."""
    verbs = [index, tree.token(index).head] if tree.token(index).dep == "conj" else [index]
    return next((prep for verb in verbs for prep in tree.below(verb, "prep") if tree.lemma(prep) == "under"), None)


def _if_clause(tree: Clauses, index: int) -> int | None:
    """The `if` of a clause that the verb depends on."""
    for clause in tree.below(index, "advcl"):
        for mark in tree.below(clause, "mark"):
            if tree.lemma(mark) in load_modality().suppositions:
                return mark
    return None


def _condition(tree: Clauses, index: int) -> Judged | None:
    """The verb of an if-clause, and what a present-tense verb says under one."""
    for mark in tree.below(index, "mark"):
        lemma = tree.lemma(mark)
        if lemma in load_modality().conditions:
            return _judged(tree, "hypothetical" if lemma == "whether" else "conditional", "condition", mark)
    above = tree.token(tree.token(index).head)
    if above.dep == "prep" and above.text.lower() in load_modality().suppositions:
        # "provided that they ask for it"
        return _judged(tree, "conditional", "condition", above.index)
    governing = _if_clause(tree, index)
    if governing is not None and tree.token(index).tag in {"VB", "VBP", "VBZ"}:
        return _judged(tree, "conditional", "condition", governing)
    return None


def is_time_ahead(tree: Clauses, index: int) -> bool:
    """Whether a clause in the present tense tells the time of what lies ahead: "when they meet", "once it is signed", "after it has been ratified"."""
    return _time_mark(tree, index) is not None


def _time_mark(tree: Clauses, index: int) -> int | None:
    """The conjunction of such a clause; of "as soon as" the second "as"."""
    finite = next(iter(tree.below(index, "aux", "auxpass")), index)
    token = tree.token(index)
    dated = token.dep == "relcl" and tree.lemma(token.head) in word_classes()["time"]
    # "Would not talk until they left"
    told = tree.token(finite).tag == "VBD" and any(
        modal_class(tree, aux) == "would" for aux in tree.below(token.head, "aux")
    )
    if not (token.dep == "advcl" or dated) or (tree.token(finite).tag not in {"VBP", "VBZ"} and not told):
        return None
    marks = [mark for mark in tree.below(index, "mark", "advmod") if mark < finite]
    soon = tree.lemma(token.head) in load_modality().soon
    return next((m for m in marks if soon or tree.lemma(m) in load_modality().meanwhile), None)


def _meanwhile(tree: Clauses, index: int, depth: int) -> Judged | None:
    """What a clause says of the time of another deed lies as far ahead as that: "will discuss it when they meet"; what is waited for is not there yet."""
    # "When it is sure | that they have left"
    while tree.token(index).dep in {"ccomp", "acomp"} and tree.token(index).head != index:
        index = tree.token(index).head
    mark = _time_mark(tree, index)
    if mark is None:
        return None
    # Of "will meet them on Monday | when he arrives" the meeting, of "are due to discuss how to make peace when they meet" the discussing sets the time.
    verbs = [tree.token(index).head]
    while tree.token(verbs[-1]).pos not in _VERBAL and tree.token(verbs[-1]).head != verbs[-1]:
        verbs[-1] = tree.token(verbs[-1]).head
    while tree.token(verbs[-1]).dep in {"xcomp", "ccomp", "advmod"} and tree.token(verbs[-1]).head != verbs[-1]:
        verbs.append(tree.token(verbs[-1]).head)
    outer = [judged for verb in verbs if (judged := _judge(tree, verb, depth - 1)) is not None]
    found = next((judged for judged in outer if judged[0] == "announced"), next(iter(outer), None))
    awaited = tree.lemma(mark) in load_modality().awaited or tree.lemma(tree.token(index).head) in load_modality().soon
    # Nor has happened what must before something is done that is refused: "would not talk until they left".
    unmet = found is None or found[0] == "denied"
    return _judged(tree, "hypothetical", "awaited", mark) if unmet and awaited else found


def _shared(tree: Clauses, index: int, depth: int) -> Judged | None:
    """A coordinated bare verb shares the first verb's auxiliaries; one with its own form speaks for itself."""
    token = tree.token(index)
    head = tree.token(token.head)
    aux = [other for other in tree.below(index, "aux") if tree.token(other).tag != "TO"]
    if token.dep != "conj" or head.pos not in _VERBAL or aux or tree.below(index, "nsubj", "nsubjpass"):
        return None
    # "Would have fired and killed": past form and participle look alike.
    alike = (token.tag, head.tag, head.pos) == ("VBD", "VBN", "VERB") and bool(tree.below(head.index, "aux"))
    outer = _judge(tree, token.head, depth - 1) if alike or token.tag in {head.tag, "VB"} else None
    # "Made no mention of it but thanked them"
    alone = outer is not None and outer[0] == "denied" and token.tag in FINITE and not alike
    return None if alone else outer


def _infinitive(tree: Clauses, index: int, depth: int) -> Judged | None:
    """`to withdraw`: as real as what governs it says; for a purpose, not yet real."""
    # "Has to date | refused": no infinitive, as "to be | released" is.
    passive = any(tree.token(aux).text.lower() == "be" for aux in tree.below(index, "auxpass"))
    bare = passive or tree.token(index).tag not in {"VBN", "VBD"}
    to = next((aux for aux in tree.below(index, "aux") if tree.token(aux).tag == "TO" and bare), None)
    if to is None and tree.token(index).dep not in {"xcomp", "ccomp"}:
        return None
    governed = _governor(tree, index, depth)
    if governed or to is None:
        return governed
    token = tree.token(index)
    head = tree.token(token.head)
    if head.lemma == "be" and token.dep == "xcomp":
        told = next(
            (adj for adj in tree.below(head.index, "acomp") if tree.lemma(adj) in load_modality().adjectives), None
        )
        if told is not None:
            return _governed(tree, index, told, depth)
        return _judged(tree, "announced", "is-to", head.index, to)
    if head.lemma == "have" and token.dep == "xcomp":
        if any(tree.lemma(word) == _YET for word in (*tree.below(head.index, "advmod"), *tree.below(index, "advmod"))):
            return _judged(tree, "denied", "yet-to", head.index, to)
        return _judged(tree, "demanded", "has-to", head.index, to)
    # "The first | to leave", "the first envoy | to leave": he did.
    ranked = (tree.lemma(word) for word in (head.index, *tree.below(head.index, "amod")))
    done = any(lemma in load_modality().ranking for lemma in ranked)
    if token.dep in {"advcl", "acl", "relcl"} and not done:
        alone = head.dep == "ROOT" and head.index < index and not _has_finite(tree, index)
        if token.dep != "advcl" and (alone or passive):
            # A headline's future: "Envoy | to meet rebels: ministry"; "a list of prisoners | to be released".
            return _judged(tree, "announced", "is-to", to)
        return _judged(tree, "hypothetical", "purpose", to)
    # A headline's future: "Kenya to withdraw its troops".
    return _judged(tree, "announced", "is-to", to) if token.dep == "ROOT" and tree.below(index, *SUBJECTS) else None


def _has_finite(tree: Clauses, index: int) -> bool:
    """Whether the sentence of the word has a finite verb."""
    return any(token.tag in FINITE for token in tree.sentence(index))


def _participle(tree: Clauses, index: int, depth: int) -> Judged | None:
    """A participle beside a main verb lies as far ahead as that: "will return to the region, visiting both capitals"."""
    token = tree.token(index)
    if token.dep != "advcl" or token.tag != "VBG" or tree.below(index, "aux", "mark", "nsubj"):
        return None
    outer = _judge(tree, token.head, depth - 1)
    return outer if outer is not None and outer[0] in _UNREAL else None


def _gerund(tree: Clauses, index: int, depth: int) -> Judged | None:
    token = tree.token(index)
    if token.dep != "pcomp":
        return None
    preposition = tree.token(token.head)
    if (without := _without(tree, preposition.index)) is not None:
        return _judged(tree, "denied", "without", without)
    if preposition.lemma.lower() in _MEANS and tree.token(preposition.head).pos in _VERBAL:
        # What is done in doing another thing is as real as that.
        return _governor(tree, index, depth) or _judge(tree, preposition.head, depth - 1)
    if preposition.lemma.lower() in load_modality().meanwhile and tree.token(preposition.head).pos in _VERBAL:
        # "will move on after taking the town"
        outer = _judge(tree, preposition.head, depth - 1)
        return outer if outer is not None and outer[0] in _UNREAL else None
    return _governor(tree, index, depth)


def _without(tree: Clauses, preposition: int) -> int | None:
    """The word that denies what stands behind a preposition: itself, or the adverb with it ("instead of attacking")."""
    words = [preposition, *tree.below(preposition, "advmod")]
    return next((word for word in words if tree.lemma(word) in load_modality().without), None)


def _progressive(tree: Clauses, index: int) -> Judged | None:
    """`is shelling`, `is being shelled`."""
    tag = tree.token(index).tag
    being = next((aux for aux in tree.below(index, "auxpass", "aux") if tree.token(aux).text.lower() == "being"), None)
    be = next((aux for aux in tree.below(index, "aux") if tree.lemma(aux) in {"be", "'s", "’s"} and aux != being), None)
    # "After being indicted" nothing goes on.
    if be is None or not (tag == "VBG" or (tag == "VBN" and being is not None)):
        return None
    return _judged(tree, "ongoing", "progressive", being or be)


def _disputed(tree: Clauses, index: int) -> Judged | None:
    """What somebody asserts and another denies: "denied claims that it had hacked", "… of hacking", "claims that it had hacked are baseless"."""
    words = load_modality()
    token = tree.token(index)
    above = tree.token(token.head)
    of = token.dep in {"pcomp", "pobj"} and above.lemma.lower() == "of"
    noun = tree.token(above.head) if of else above
    if not (of or token.dep in {"acl", "ccomp", "relcl"}) or noun.lemma.lower() not in words.asserted_by:
        return None
    if noun.dep in {"dobj", "nsubjpass"}:
        denies = operator_sense(tree, noun.head) == "denied"
        return _judged(tree, "denied", "operator", noun.head) if denies else None
    if noun.dep != "nsubj" or _negation(tree, noun.head) is not None:
        return None
    untrue = (c for c in tree.below(noun.head, "acomp", "attr") if tree.lemma(c) in words.untrue)
    false = next(untrue, None)
    return _judged(tree, "denied", "operator", false) if false is not None else None


def _noun(tree: Clauses, index: int) -> Judged | None:
    """What a noun's own determiner and adjectives say of the deed it names."""
    words = load_modality()
    for child in tree.below(index, "det", "neg"):
        if tree.token(child).text.lower() in {"no", "neither"}:
            return _judged(tree, "denied", "negation", child)
    for child in tree.below(index, "amod", "compound"):
        modality = words.adjectives.get(tree.lemma(child)) or words.adjectives.get(tree.token(child).text.lower())
        if modality:
            return _judged(tree, modality, "adjective", child)
    arranged = next((c for c in tree.below(index, "acl", "relcl") if _is_arranged(tree, c) or _begins(tree, c)), None)
    return None if arranged is None else _judged(tree, "announced", "adjective", arranged)


def _is_arranged(tree: Clauses, index: int) -> bool:
    """Whether a participle tells what lies ahead: "talks set for Monday", "a visit planned for May"."""
    token = tree.token(index)
    ahead = load_modality().adjectives.get(token.text.lower()) == "announced"
    return ahead and token.tag in {"VBN", "VBD"} and not tree.below(index, "dobj", "aux", "auxpass")


def _begins(tree: Clauses, index: int) -> bool:
    """Whether a relative clause in the present tense tells when something is to begin: "the session that starts in January"."""
    token = tree.token(index)
    bare = not tree.below(index, "aux", "auxpass", "dobj", "neg")
    return (
        token.dep == "relcl" and token.tag in {"VBZ", "VBP"} and bare and tree.lemma(index) in load_modality().beginning
    )


def _governor(tree: Clauses, index: int, depth: int) -> Judged | None:
    """What the word that governs the deed says of it."""
    token = tree.token(index)
    listed = token.dep == "appos" and _is_listed(tree, index)
    if token.dep not in _GOVERNED and token.dep not in {"conj", "compound"} and not listed:
        return None
    head = tree.token(token.head)
    if head.index == index or _is_another_news(tree, index):
        return None
    if (token.dep == "conj" or listed) and head.pos in _NOMINAL:
        return _judge(tree, head.index, depth - 1)
    if head.pos in {"ADP", "SCONJ", "PART"} and head.dep in {"prep", "dative", "agent", "mark"}:
        if (without := _without(tree, head.index)) is not None:
            return _judged(tree, "denied", "without", without)
        preposition = head.lemma.lower()
        if preposition in load_modality().unmet and token.pos in _NOMINAL and _negation(tree, head.head) is not None:
            # "No ceasefire before a withdrawal": that is waited for.
            return _judged(tree, "hypothetical", "awaited", head.index)
        if preposition not in {"of", "for", "on", "to", "into", "at", "against", "from", "with", "about", "in"}:
            return None
        attached = head.index
        head = tree.token(_attachment(tree, attached))
        circumstance = head.pos in _VERBAL and _is_circumstance(tree, attached, head.index)
        if head.pos in _VERBAL and token.pos in _NOMINAL and (circumstance or not _takes(tree, head.index)):
            # "will punish them for the attack", "will respond to the attack": that was before.
            takes_part = preposition == "in" and tree.lemma(head.index) in word_classes()["light"]
            ahead = (preposition in _TOWARDS or takes_part) and head.lemma.lower() not in load_modality().answering
            outer = _judge(tree, head.index, depth - 1) if circumstance or ahead else None
            if preposition == "for" and outer is None and head.lemma.lower() in load_negotiation().meetings.coming:
                # "Arrived for talks": they lie ahead.
                return "announced", (head.span,), ERRAND
            # "will fly to the capital for talks": they lie as far ahead as the flight; who "will not go into talks" has none.
            unreal = _UNREAL | ({"denied", "demanded"} if preposition == _INTO or takes_part else set())
            return outer if outer is not None and outer[0] in unreal else None
    return _governed(tree, index, head.index, depth)


def _is_listed(tree: Clauses, index: int) -> bool:
    """Whether "and" stands before the phrase, which the parse takes for an apposition: "called for an end to the fighting | and | resumption of talks"."""
    first = min(subtree(tree, index), default=index)
    return first > tree.base and tree.token(first - 1).dep == "cc"


def _is_another_news(tree: Clauses, index: int) -> bool:
    """Whether a semicolon stands between a clause and the verb behind it on which the parse hangs it: "Kenya moves troops; Chad offers talks"."""
    token = tree.token(index)
    between = range(index + 1, token.head) if token.dep == "ccomp" else range(0)
    return any(tree.token(word).text == ";" for word in between)


def _is_circumstance(tree: Clauses, preposition: int, verb: int) -> bool:
    """Whether a phrase only tells where or when: it stands before the subject, or behind what the verb is about ("in their talks they discussed aid", "discussed aid in talks")."""
    ahead = min(tree.below(verb, *SUBJECTS), default=preposition)
    about = min(tree.below(verb, "dobj"), default=preposition)
    return preposition < ahead or (tree.lemma(preposition) == "in" and about < preposition)


def _attachment(tree: Clauses, preposition: int) -> int:
    """What a preposition belongs to: the noun right before it, where the parser hangs it on the verb of that noun, or the adjective ("made it conditional | on")."""
    head = tree.token(preposition).head
    before = preposition - 1
    if before >= tree.base and tree.token(before).pos == "ADJ" and tree.lemma(before) in load_modality().adjectives:
        return before
    if before >= tree.base and before in tree.below(head, "dobj", "nsubjpass"):
        return before if tree.lemma(before) in load_modality().nouns else head
    return head


def _takes(tree: Clauses, verb: int) -> bool:
    """Whether the verb is an operator whose prepositional noun is what it asks, offers or rules on."""
    return operator_sense(tree, verb) not in {None, "asserted", "announced"}


def _governed(tree: Clauses, index: int, governor: int, depth: int) -> Judged | None:
    words = load_modality()
    token, head = tree.token(index), tree.token(governor)
    lemma = tree.lemma(governor)
    if head.pos in {"ADJ", "ADV"}:
        # "stopped short of attacking"
        modality = "denied" if lemma in words.without else words.adjectives.get(lemma)
        return _judged(tree, modality, "operator", governor) if modality else None
    if head.pos in _NOMINAL and lemma in words.stages:
        return _judge(tree, governor, depth - 1)
    if head.pos in _NOMINAL:
        behind = [word for word in tree.below(governor, "amod") if governor < word < index]
        due = next((word for word in behind if words.adjectives.get(tree.lemma(word)) == "announced"), None)
        if due is not None:
            # A headline's predicate: "Envoy | due | in Cairo for talks".
            return _judged(tree, "announced", "operator", due)
        duty = lemma in words.duties and is_infinitive(tree, index)
        modality = "demanded" if duty else words.nouns.get(lemma)
        if not modality or token.dep == "conj":
            return None
        no = next(
            (det for det in tree.below(governor, "det") if tree.token(det).text.lower() in {"no", "neither"}), None
        )
        if no is not None and modality in _MEANT:
            # "Has no intention of leaving"
            return _judged(tree, "denied", "operator", no, governor)
        return _judged(tree, modality, "operator", governor)
    if head.pos not in _VERBAL:
        return None
    if token.dep in SUBJECTS:
        return _subject_of(tree, index, governor, depth)
    modality = operator_sense(tree, governor)
    named = lemma in words.asking_for and modality == "demanded"
    if named and token.dep in {"dobj", "oprd", "attr", "ccomp", "nsubj"}:
        # To call it brutal is not to call for it.
        return None
    if modality in {None, "asserted"} or _is_told_as_done(tree, index, modality):
        # Said to have happened, or as real as `began`: what governs the governor may still decide.
        seen = token.dep == "ccomp" and token.tag in {"VB", "VBG"}
        real = (token.dep in {"xcomp", "dobj", "pcomp"} or seen) and (modality == "asserted" or token.pos in _NOMINAL)
        return _judge(tree, governor, depth - 1) if real else None
    if token.dep == "advcl":
        return None
    if modality == "ongoing":
        # "ready to continue talks": what governs the going on decides first.
        outer = _judge(tree, governor, depth - 1)
        if outer is not None and outer[0] not in {"happened", "ongoing"}:
            return outer
    return _under(tree, index, governor, str(modality))


def _is_told_as_done(tree: Clauses, index: int, modality: str) -> bool:
    """Whether the clause of a verb of announcing, threatening, demanding or supposing tells what was done: "announced that it has halted", "insisted that it had paid", "warned that troops attacked"."""
    token = tree.token(index)
    if token.pos not in _VERBAL or token.dep != "ccomp" or modality not in _PAST_TENSES:
        return False
    perfect = token.tag == "VBN" and any(tree.lemma(aux) == "have" for aux in tree.below(index, "aux"))
    return token.tag in _PAST_TENSES[modality] or (perfect and modality != "hypothetical")


def _under(tree: Clauses, index: int, governor: int, modality: str) -> Judged | None:
    """The deed under an operator verb; a negated operator denies it, save where it denies a denial."""
    token = tree.token(index)
    no = _negation(tree, governor)
    if modality == "denied":
        # Nothing "will prevent us from fighting": it is announced.
        return _modal(tree, governor) if no is not None else _judged(tree, "denied", "operator", governor)
    if no is not None and modality in {"announced", "ongoing"}:
        return _judged(tree, "denied", "operator", no, governor)
    if modality == "announced" and token.pos in _NOMINAL and tree.lemma(governor) in load_modality().only_clauses:
        return None
    if modality == "threatened" and tree.lemma(governor) == "warn" and token.dep not in {"xcomp", "ccomp"}:
        return _judged(tree, "hypothetical", "operator", governor)
    return _judged(tree, modality, "operator", governor)


def _subject_of(tree: Clauses, index: int, governor: int, depth: int) -> Judged | None:
    """Talks that "will be held", a withdrawal that "is needed": the verb speaks for its subject."""
    token = tree.token(index)
    if token.pos not in _NOMINAL:
        return None
    modality = operator_sense(tree, governor)
    named = tree.lemma(governor) in load_modality().asking_for and modality == "demanded"
    if token.dep == "nsubjpass" and modality not in {None, "asserted"} and not named:
        return _under(tree, index, governor, str(modality))
    if token.dep == "nsubj" and _is_arranged(tree, governor):
        return _judged(tree, "announced", "operator", governor)
    if token.dep == "nsubj" and modality in {"ongoing", "denied"} and not tree.below(governor, "dobj", "xcomp"):
        return _under(tree, index, governor, str(modality))
    # What "did not work" or "will not change his mind" was done; what "did not take place" was not.
    takes_place = word_classes()["void"] | word_classes()["light"]
    if token.dep == "nsubj" and tree.lemma(governor) not in takes_place and _negation(tree, governor) is not None:
        return None
    return _judge(tree, governor, depth - 1)
