"""Predicates and their arguments, read off the dependency tree of `Analysis.tokens`.

Token indices come in and go out. Nothing is resolved here: an argument is the head token of its phrase. Odd trees give fewer arguments, never an error.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model import Span, Token
from dragoman.vocab.cues import cue_lexicon
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.modality import load_modality
from dragoman.vocab.times import load_time_words

CORE_NP = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet"})
_BESIDE = 3
_BESIDE_ALL = frozenset({"along", "together", "alongside"})
_DEPTH = 6
_NOMINAL = frozenset({"NOUN", "PROPN"})
# Forms of a verb that may have several subjects.
_PLURAL = frozenset({"VBP", "VBD", "VB"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVE = frozenset({"WDT", "WP"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "conj", "pcomp"})


@dataclass(frozen=True, slots=True)
class Clauses:
    """A dependency tree: `children[i]` are token `i`'s dependents, in order; indices are those of the whole analysis. `places` are the starts of the names of places."""

    tokens: Sequence[Token]
    base: int
    children: Sequence[Sequence[int]]
    places: frozenset[int] = frozenset()

    def token(self, index: int) -> Token:
        """The token with that index."""
        return self.tokens[index - self.base]

    def below(self, index: int, *deps: str) -> list[int]:
        """The dependents of `index` with one of the relations."""
        return [child for child in self.children[index - self.base] if self.token(child).dep in deps]

    def overlapping(self, span: Span) -> Sequence[Token]:
        """The tokens that share a character with a span, in order."""
        first = bisect_right(self.tokens, span.start, key=lambda token: token.span.end)
        last = bisect_left(self.tokens, span.end, key=lambda token: token.span.start)
        return self.tokens[first:last]

    def sentence(self, index: int) -> Sequence[Token]:
        """The tokens of the token's sentence, in order."""
        number = self.token(index).sentence
        first = bisect_left(self.tokens, number, key=lambda token: token.sentence)
        return self.tokens[first : bisect_right(self.tokens, number, key=lambda token: token.sentence)]

    def is_place(self, index: int) -> bool:
        """Whether the name of a place begins or ends at the token."""
        inside = [index, *self.below(index, "compound")]
        return any(self.token(word).span.start in self.places for word in inside)

    def lemma(self, index: int) -> str:
        """The lower-case lemma."""
        return self.token(index).lemma.lower()


def read_clauses(tokens: Sequence[Token], places: Iterable[Span] = ()) -> Clauses:
    """The tree of one sentence's tokens, or of a whole analysis; `places` are where places are named."""
    base = tokens[0].index if tokens else 0
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index and base <= token.head < base + len(tokens):
            children[token.head - base].append(token.index)
    return Clauses(tokens, base, children, frozenset(span.start for span in places))


def with_conjuncts(tree: Clauses, indices: Iterable[int]) -> list[int]:
    """The tokens and all that is coordinated with them, in text order; of "a number of ministers" the ministers."""
    found: dict[int, None] = {}
    queue = list(indices)
    while queue:
        index = queue.pop()
        if index not in found:
            counted = counted_by(tree, index)
            found.update(dict.fromkeys(counted or [index]))
            # "By President X | and Y": the parse may join Y to the name.
            named = [child for child in tree.below(index, "appos") if tree.token(child).pos == "PROPN"]
            queue += [
                child
                for noun in (index, *counted, *named)
                for child in tree.below(noun, "conj")
                if tree.token(child).pos not in {"VERB", "AUX"}
            ]
            # "critics, including Trump"
            queue += [
                n for of in tree.below(index, "prep") if tree.lemma(of) == "include" for n in tree.below(of, "pobj")
            ]
    return sorted(found)


def _companions(tree: Clauses, verb: int, *, ahead: bool | None) -> list[int]:
    """Those beside the subject (`ahead` of the verb) or the object (behind it; None: on either side): "the army, along with militias, attacked", "arrested him together with two others"."""
    found = []
    for child in tree.below(verb, "prep"):
        inner = [child] if tree.lemma(child) == "with" else tree.below(child, "prep")
        joined = tree.lemma(child) == "along" or any(tree.lemma(a) in _BESIDE_ALL for a in tree.below(child, "advmod"))
        if joined and ahead in {None, child < verb}:
            found += [noun for of in inner if tree.lemma(of) == "with" for noun in tree.below(of, "pobj")]
    return found


def operator_sense(tree: Clauses, verb: int) -> str | None:
    """What the verb makes of the deed in its complement, with its particle where the two have a sense of their own ("rule out"); None for a verb that is no operator."""
    senses, lemma = load_modality().verbs, tree.lemma(verb)
    with_particle = (senses.get(f"{lemma}+{tree.lemma(particle)}") for particle in tree.below(verb, "prt"))
    return next((sense for sense in with_particle if sense), senses.get(lemma))


def counted_by(tree: Clauses, index: int) -> list[int]:
    """What a number, a share or a throng is one of: the ministers of "a number of ministers", the students of "a crowd of students"."""
    number = tree.token(index).pos == "NUM" or tree.lemma(index) in word_classes()["quantity"]
    if not number and tree.lemma(index) not in word_classes()["throng"]:
        return []
    nouns = [noun for of in tree.below(index, "prep") if tree.lemma(of) == "of" for noun in tree.below(of, "pobj")]
    persons = word_classes()["people"] | word_classes()["agent"] | word_classes()["crowd"]
    # A group of states is more than the states.
    return nouns if number else [n for n in nouns if tree.token(n).tag == "NNS" and tree.lemma(n) in persons]


def counting(tree: Clauses, index: int) -> int:
    """The number or share that counts a noun, the noun itself where none does: of "a number of ministers" the number."""
    of = tree.token(index).head
    if tree.token(index).dep != "pobj" or of == index or tree.lemma(of) != "of":
        return index
    head = tree.token(of).head
    return head if index in counted_by(tree, head) else index


def is_passive(tree: Clauses, index: int) -> bool:
    """Whether the predicate is passive: an auxiliary says so, or it is a bare past participle that modifies a noun or has one beside it ("with 52 people killed")."""
    if tree.below(index, "auxpass", "nsubjpass"):
        return True
    if tree.below(index, "agent"):
        # Of "condemned the raid on the camp | by gunmen" the parse may hang the gunmen on the verb.
        return not (tree.below(index, "nsubj") and tree.below(index, "dobj"))
    token = tree.token(index)
    if token.dep == "acl" and token.tag in {"VBN", "VBD"} and not tree.below(index, "nsubj", "dobj"):
        return not _takes_no_object(tree, index)
    if _is_suffered(tree, index):
        return True
    if token.tag != "VBN":
        return False
    bare = not tree.below(index, "dobj", "nsubj", "aux")
    beside = token.dep in {"amod", "advcl"} and bare
    return beside or _is_absolute(tree, index) or _shares_passive(tree, index)


def _takes_no_object(tree: Clauses, verb: int) -> bool:
    """Whether the verb has no passive, so that the parse takes a main verb for a participle: "the warplanes | retaliated"."""
    return tree.lemma(verb) in word_classes()["objectless"]


def _is_suffered(tree: Clauses, index: int) -> bool:
    """Whether a bare past form has no object where it would need one, as in headlines: "Man shot in robbery", "Two held after raid", "Jet shot down"."""
    token = tree.token(index)
    down = any(tree.lemma(particle) == "down" for particle in tree.below(index, "prt"))
    if token.tag in {"VBD", "VBN"} and down and tree.lemma(index) in word_classes()["felled"]:
        # "shot down or jammed two drones"
        verbs = (index, *tree.below(index, "conj"))
        return bool(tree.below(index, "nsubj")) and not any(tree.below(verb, "dobj", "aux") for verb in verbs)
    if (
        token.tag not in {"VBD", "VBN"}
        or tree.lemma(index) not in word_classes()["suffered"] | word_classes()["befalling"]
    ):
        return False
    told = tree.below(index, "dobj", "ccomp", "xcomp", "dative", "aux", "prt")
    told += [what for what in tree.below(index, "oprd") if tree.lemma(what) not in word_classes()["plight"]]
    if token.dep == "conj" and tree.below(token.head, "auxpass"):
        # "Two men were seized and a guard | shot dead"
        return bool(tree.below(index, "nsubj")) and not told
    if tree.lemma(index) not in word_classes()["suffered"]:
        return False
    if token.dep in {"ccomp", "xcomp"} and tree.lemma(token.head) in word_classes()["undergo"]:
        # "The battle saw 120 soldiers killed."
        return not tree.below(index, "dobj", "aux")
    behind = {tree.lemma(prep) for prep in tree.below(index, "prep")}
    return bool(tree.below(index, "nsubj")) and not told and bool(behind) and not behind & word_classes()["aimed"]


def is_infinitive(tree: Clauses, index: int) -> bool:
    """Whether the verb stands with `to`."""
    return any(tree.token(aux).tag == "TO" for aux in tree.below(index, "aux"))


def mistaken_participle(tree: Clauses, noun: int) -> int | None:
    """The participle behind a noun that the parse takes for its verb, leaving the true one without a subject: "the hotline | agreed with Kenya | is useful"."""
    verb = tree.token(tree.token(noun).head)
    if tree.token(noun).dep != "nsubj" or verb.tag not in {"VBD", "VBN"} or tree.below(verb.index, "aux", "dobj"):
        return None
    clauses = tree.below(verb.index, "ccomp")
    bare = (
        c for c in clauses if tree.token(c).tag in _FINITE and not tree.below(c, "nsubj", "nsubjpass", "expl", "aux")
    )
    return verb.index if next(bare, None) is not None else None


def _shares_passive(tree: Clauses, participle: int) -> bool:
    """Whether a past participle goes on with the passive that it is coordinated with: "were kidnapped and held hostage", "was summoned and handed a note"."""
    head = tree.token(participle).head
    # Who is handed something is not what is handed.
    handed = tree.lemma(participle) in word_classes()["handing"]
    own = tree.below(participle, "nsubj", "nsubjpass", "aux") or any(
        tree.children[o - tree.base] for o in tree.below(participle, "dobj") if not handed
    )
    return tree.token(participle).dep == "conj" and head != participle and not own and is_passive(tree, head)


def _is_absolute(tree: Clauses, participle: int) -> bool:
    """Whether a past participle has a subject of its own and neither auxiliary nor object; of a whole sentence's verb only headlines, which have no articles, leave "was" out."""
    own = tree.below(participle, "nsubj")
    whole = tree.token(participle).dep == "ROOT" and any(tree.below(subject, "det") for subject in own)
    return bool(own) and not whole and not tree.below(participle, "aux", "dobj")


def subjects(tree: Clauses, index: int, depth: int = 0) -> list[int]:
    """Who does it in the active: the subject, one's own or shared with or controlled by a governing clause."""
    if is_passive(tree, index):
        return agents(tree, index)
    own = tree.below(index, "nsubj")
    if own:
        first = _listed_first(tree, index, min(own))
        own = [_antecedent(tree, child) for child in own]
        return with_conjuncts(tree, [*own, *_companions(tree, index, ahead=True), *first])
    return _doers_above(tree, index, depth)


def _listed_first(tree: Clauses, verb: int, subject: int) -> list[int]:
    """Who stands before the subject with a comma for an "and", as in headlines: "Kenya gov't, rebels agree to swap prisoners"."""
    if tree.token(verb).dep != "ROOT" or tree.token(verb).tag not in _PLURAL:
        return []
    comma, opening = min(subtree(tree, subject)) - 1, tree.sentence(verb)[0].index
    if comma <= opening or tree.token(comma).text != ",":
        return []
    nouns = [i for i in tree.below(verb, "dep", "npadvmod") if tree.token(i).pos in _NOMINAL and _names(tree, i)]
    return [i for i in nouns if {opening, comma - 1} <= set(subtree(tree, i))]


def _names(tree: Clauses, index: int) -> bool:
    """Whether the noun is somebody's, by a capital in it, and no day's or month's."""
    words, inside = load_time_words(), [index, *tree.below(index, "compound", "amod")]
    day = tree.lemma(index) in words.weekdays.keys() | words.months.keys()
    return not day and any(tree.token(i).text[:1].isupper() for i in inside)


def _doers_above(tree: Clauses, index: int, depth: int) -> list[int]:
    """Who does it where the verb has no subject of its own: whom the word that governs it gives it."""
    token = tree.token(index)
    head = token.head
    if depth > _DEPTH or head == index:
        return []
    teller = _teller(tree, index) or _outer_teller(tree, index)
    if teller is not None:
        return subjects(tree, teller, depth + 1)
    if (finite := _finite_before(tree, index)) is not None:
        return subjects(tree, finite, depth + 1)
    if asked := _asked_to(tree, index):
        return with_conjuncts(tree, asked)
    if token.dep in {"acl", "amod"}:
        if aimed := _aiming(tree, index):
            return with_conjuncts(tree, aimed)
        active = token.tag == "VBG" or tree.below(index, "dobj") or _takes_no_object(tree, index)
        return with_conjuncts(tree, [head]) if active else _noun_owner(tree, head)
    if token.dep == "relcl":
        return []
    if token.dep in {"xcomp", "ccomp"}:
        controlled = tree.below(head, "dobj", "dative") if token.dep == "xcomp" else []
        if controlled and tree.lemma(head) in word_classes()["wield"]:
            # "used tanks to attack": the user attacks.
            return subjects(tree, head, depth + 1)
        if controlled := controlled or tree.below(head, "nsubjpass"):
            return with_conjuncts(tree, controlled)
    if token.dep == "pcomp" and (held := _held_to_do(tree, head)):
        return with_conjuncts(tree, held)
    if token.dep == "conj" and is_passive(tree, head) and _acts(tree, index):
        # "Was led by X and was to meet Y": X does not.
        return with_conjuncts(tree, tree.below(head, "nsubjpass"))
    if token.dep in _CLAUSAL or token.dep in {"prep", "acomp", "attr", "oprd"}:
        found = subjects(tree, head, depth + 1)
        return found or with_conjuncts(tree, tree.below(head, "nsubjpass"))
    return []


def _acts(tree: Clauses, index: int) -> bool:
    """Whether a verb tells that its subject does something, or is: it has an auxiliary or an object of its own."""
    return tree.token(index).pos == "AUX" or bool(tree.below(index, "aux", "dobj"))


def _finite_before(tree: Clauses, index: int) -> int | None:
    """The verb with which a past form goes that the parse coordinates with a gerund or an infinitive: "accused Kenya of arming them | and expelled two diplomats"."""
    token = tree.token(index)
    verb = token.head
    to_do = is_infinitive(tree, verb)
    if token.dep != "conj" or token.tag != "VBD" or not (tree.token(verb).tag == "VBG" or to_do):
        return None
    verb = tree.token(verb).head if to_do else verb
    for _ in range(_DEPTH):
        above = tree.token(verb)
        if above.tag == token.tag or above.head == verb or tree.below(verb, "aux", "nsubj"):
            break
        verb = above.head
    return verb if tree.token(verb).tag == token.tag else None


def _asked_to(tree: Clauses, index: int) -> list[int]:
    """Of whom an infinitive is asked that the parse takes for a purpose, or for a second infinitive of the noun: "pressed Kenya | to stop it", "a duty to press Kenya | to stop it"."""
    token = tree.token(index)
    if token.dep not in {"acl", "advcl"} or not is_infinitive(tree, index):
        return []
    verbs = [token.head] if token.dep == "advcl" else [v for v in tree.below(token.head, "acl") if v < index]
    asking = (verb for verb in verbs if operator_sense(tree, verb) == "demanded")
    return next((asked for verb in asking if (asked := tree.below(verb, "dobj", "dative"))), [])


def _held_to_do(tree: Clauses, preposition: int) -> list[int]:
    """Who is accused of a deed, stopped from it or thanked for it: "accused Israel of bombarding", "Israel was accused by", "charged two men with killing"."""
    verb = tree.token(preposition).head
    done_to = tree.below(verb, "dobj") if tree.token(verb).pos == "VERB" else []
    if tree.below(verb, "agent") or (is_passive(tree, verb) and tree.token(verb).dep == "acl"):
        done_to = objects(tree, verb)
    charged = tree.lemma(preposition) == "with" and tree.lemma(verb) in word_classes()["suffered"]
    return done_to if charged or tree.lemma(preposition) in {"of", "from", "for"} else []


def _teller(tree: Clauses, index: int) -> int | None:
    """The verb of saying that a participle of saying behind its content goes on from: "the minister said X was ill, urging …"."""
    token = tree.token(index)
    if token.dep not in {"advcl", "acl"} or token.tag != "VBG" or not _is_saying(tree, index):
        return None
    if index == tree.base or tree.token(index - 1).text != ",":
        return None
    above = token.head
    for _ in range(_DEPTH):
        head = tree.token(above).head
        if head == above:
            return None
        if tree.token(above).dep == "ccomp" and head < above and _is_saying(tree, head):
            return head
        above = head
    return None


def _outer_teller(tree: Clauses, index: int) -> int | None:
    """The verb of saying that is coordinated in truth with one which the parse joins to what a thing does inside its content: "said the road was open | and urged them to go"."""
    token = tree.token(index)
    doers = tree.below(token.head, "nsubj", "nsubjpass")
    somebody = word_classes()["agent"] | word_classes()["people"]
    things = doers and all(tree.token(d).pos == "NOUN" and tree.lemma(d) not in somebody for d in doers)
    if token.dep != "conj" or not things or not _is_saying(tree, index):
        return None
    above = tree.token(token.head)
    for _ in range(_DEPTH):
        head = tree.token(above.head)
        if head.index == above.index or head.index > above.index:
            return None
        if head.tag == token.tag and _is_saying(tree, head.index):
            return head.index
        above = head
    return None


def _is_saying(tree: Clauses, index: int) -> bool:
    cue = cue_lexicon().get((tree.lemma(index), "v"))
    return cue is not None and cue.spoken


def _aiming(tree: Clauses, verb: int) -> list[int]:
    """Whose decision, plan or duty an infinitive tells the content of: "a decision by Kenya to expel him", "Kenya's decision to", "Kenya has a duty to"."""
    noun = tree.token(verb).head
    words = load_modality()
    if not is_infinitive(tree, verb) or tree.lemma(noun) not in words.nouns.keys() | words.duties:
        return []
    told = tree.below(noun, "poss") or [doer for name, doer in prepositions(tree, noun) if name == "by"]
    held = tree.token(noun).dep == "dobj" and tree.lemma(tree.token(noun).head) in word_classes()["light"]
    return told or (subjects(tree, tree.token(noun).head) if held else [])


def _noun_owner(tree: Clauses, noun: int) -> list[int]:
    """Whose noun it is, for `its readiness to mediate`: its possessor, or the subject of the verb that it is an object of."""
    owners = tree.below(noun, "poss")
    if owners:
        return with_conjuncts(tree, owners)
    head = tree.token(noun).head
    if head != noun and tree.token(noun).dep in {"dobj", "attr"}:
        return with_conjuncts(tree, [_antecedent(tree, child) for child in tree.below(head, "nsubj")])
    return []


def _antecedent(tree: Clauses, index: int) -> int:
    """The noun that a relative pronoun stands for, otherwise the token itself."""
    if tree.token(index).tag not in _RELATIVE:
        return index
    clause = tree.token(index).head
    for _ in range(3):
        if tree.token(clause).dep == "relcl":
            return _told_of(tree, clause)
        clause = tree.token(clause).head
    return index


def _told_of(tree: Clauses, clause: int) -> int:
    """Whom a relative clause tells of: the noun before it, but of "a bombing in the port that killed 20" the bombing."""
    noun = tree.token(clause).head
    for _ in range(_DEPTH):
        token = tree.token(noun)
        where = token.dep == "pobj" and (token.pos == "PROPN" or tree.lemma(noun) in word_classes()["territory"])
        above = tree.token(token.head).head
        if (
            tree.lemma(clause) not in word_classes()["harm"]
            or not where
            or tree.token(above).pos not in {"NOUN", "PROPN"}
        ):
            return noun
        noun = above
    return noun


def agents(tree: Clauses, index: int) -> list[int]:
    """Who does it in the passive: the noun after `by`."""
    return with_conjuncts(tree, [noun for by in tree.below(index, "agent") for noun in tree.below(by, "pobj")])


def objects(tree: Clauses, index: int) -> list[int]:
    """To what it is done: direct object, passive subject, or the noun that a passive participle or a relative clause modifies."""
    passive = is_passive(tree, index)
    token = tree.token(index)
    if passive and _shares_passive(tree, index):
        return objects(tree, token.head)
    subject = ("nsubj",) if passive else ()
    found = [_antecedent(tree, child) for child in tree.below(index, "dobj", "nsubjpass", *subject)]
    if not found and passive and token.dep in {"acl", "amod"}:
        found = [token.head]
    if not found and passive and token.dep == "advcl" and index < token.head:
        # "Attacked by the rebels, the army withdrew"
        found = tree.below(token.head, "nsubj", "nsubjpass")
    if not found and _lacks_pronoun(tree, index):
        found = [token.head]
    if not found and token.pos == "VERB":
        # "seized or burnt three lorries"
        beside = (verb for verb in tree.below(index, "conj") if verb - index <= _BESIDE)
        found = [child for verb in beside if not tree.below(verb, "nsubj") for child in tree.below(verb, "dobj")]
    return with_conjuncts(
        tree, [*found, *(_companions(tree, index, ahead=None if passive else False) if found else ())]
    )


def _lacks_pronoun(tree: Clauses, index: int) -> bool:
    """Whether the verb's clause stands behind its object without a pronoun: "the atrocities it committed", "the town they shelled"."""
    token = tree.token(index)
    if token.dep != "relcl" or tree.below(index, "nsubjpass", "ccomp", "xcomp", "mark", "prt"):
        return False
    if tree.token(token.head).pos not in {"NOUN", "PROPN"} or tree.lemma(token.head) in word_classes()["circumstance"]:
        return False
    stranded = any(not tree.below(prep, "pobj", "pcomp") for prep in tree.below(index, "prep"))
    asked = any(
        tree.token(word).tag in _RELATIVE or tree.token(word).tag == "WRB" for word in tree.children[index - tree.base]
    )
    return bool(tree.below(index, "nsubj")) and not stranded and not asked


def datives(tree: Clauses, index: int) -> list[int]:
    """The indirect object: a bare one, or that of a `to` which the parser calls dative."""
    found = []
    for child in tree.below(index, "dative"):
        found += tree.below(child, "pobj") if tree.token(child).tag in {"IN", "TO"} else [child]
    return with_conjuncts(tree, found)


def prepositions(tree: Clauses, index: int) -> list[tuple[str, int]]:
    """(preposition, noun) of each prepositional phrase of the token, coordinated nouns and nested prepositions included; "according to" names who says it and is none."""
    pairs: list[tuple[str, int]] = []
    for prep in tree.below(index, "prep", "dative", "agent", "prt"):
        if tree.token(prep).text.lower() == "according":
            continue
        pairs += [(tree.lemma(prep), noun) for noun in with_conjuncts(tree, tree.below(prep, "pobj", "pcomp"))]
        for inner in tree.below(prep, "prep"):
            nouns = with_conjuncts(tree, tree.below(inner, "pobj"))
            pairs += [(name, noun) for noun in nouns for name in (tree.lemma(prep), tree.lemma(inner))]
    return pairs


def subtree(tree: Clauses, index: int) -> list[int]:
    """The token and all that hangs on it, in no certain order."""
    found, queue = [], [index]
    while queue:
        found.append(queue.pop())
        queue += tree.children[found[-1] - tree.base]
    return found


def phrase_span(tree: Clauses, index: int) -> Span:
    """The noun phrase around a head: its determiners and modifiers before it, without what follows."""
    first = last = index
    queue = [index]
    while queue:
        current = queue.pop()
        # "at least 83 people"
        counted = ("advmod",) if tree.token(current).pos == "NUM" or tree.token(current).dep == "advmod" else ()
        for child in tree.below(current, *CORE_NP, *counted):
            if child < index:
                first = min(first, child)
                queue.append(child)
    return Span(tree.token(first).span.start, tree.token(last).span.end)
