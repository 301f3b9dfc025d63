"""Parses of headlines mended: who is listed with a comma acts together, past forms without an object are passives, infinitives the future.

The tokens of a text come in with a headline's sentence; that sentence's tokens go out, some of them hung elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Sentence, Token
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.places import load_gazetteer

# What names and titles are made of.
_OF_NAME = frozenset({"PROPN", "ADJ"})
_BEFORE_NOUN = frozenset({"compound", "amod", "nmod", "nummod"})
# How the parse hangs on a verb what it makes nothing of.
_LOOSE = frozenset({"npadvmod", "dep", "advcl"})
# What stands with a verb in the active, or with a whole passive.
_OWN = frozenset({"dobj", "ccomp", "dative", "oprd", "aux", "auxpass"})
_PEOPLE = ("agent", "people", "many", "envoy", "heads")
_ACTS = frozenset({"VBP", "VBZ", "VBD", "MD", "TO", "VB"})


def mended_headline(tokens: Sequence[Token], sentence: Sentence) -> Sequence[Token]:
    """The tokens of the headline."""
    own = tuple(_with_future(tokens[sentence.first : sentence.last]))
    whole = (*tokens[: sentence.first], *own, *tokens[sentence.last :])
    return tuple(_with_passives(tuple(_with_listed_doers(whole, sentence))))


def _with_listed_doers(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Token]:
    """Of "Kenya, Chad agree" both do it: the second, right before the verb, is coordinated with the first."""
    own = tokens[sentence.first : sentence.last]
    pairs = [(one, two) for one, two, verb in _listed(own) if _act_together(tokens, one, two, verb)]
    first = {one.index: two for one, two in pairs}
    second = {two.index: one for one, two in pairs}
    for token in own:
        if token.index in second:
            yield replace(token, dep="conj", head=second[token.index].index)
        elif token.index in first and token.dep != "nsubj":
            two = first[token.index]
            yield replace(token, dep=two.dep, head=two.head)
        else:
            yield token


def _with_passives(own: Sequence[Token]) -> Iterator[Token]:
    """Headlines tell in the present: of "Kenyan drone | downed", "Camp | shelled" the past form without an object is a passive that leaves "was" out."""
    active = {token.head for token in own if token.dep in _OWN}
    bidden = {token.head for token in own if token.dep == "xcomp"}
    past = [token for token in own if token.dep == "ROOT" and token.tag in {"VBD", "VBN"}]
    suffered = word_classes()["suffered"] | word_classes()["befalling"]
    verbs = {token.index for token in past if token.lemma.lower() in suffered} - bidden
    # "Villagers | told to leave"
    verbs |= {token.index for token in past if token.lemma.lower() in word_classes()["bidden"]} & bidden
    verbs -= active
    verbs &= {token.head for token in own if token.dep == "nsubj"}
    for token in own:
        if token.index in verbs:
            yield replace(token, tag="VBN")
        elif token.dep == "nsubj" and token.head in verbs:
            yield replace(token, dep="nsubjpass")
        else:
            yield token


def _with_future(own: Sequence[Token]) -> Iterator[Token]:
    """Of "Envoys | to meet in Cairo" the infinitive is the headline's verb, and who stands before it does it."""
    root = next((token for token in own if token.head == token.index and _is_somebody(token)), None)
    verb = next((token for token in own if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "amod"}), None)
    heads = {t.index for t in own if root and root.index in {t.index, t.head} and t.dep in {"ROOT", "appos"}}
    to = verb is not None and any(token.head == verb.index and token.tag == "TO" for token in own)
    for token in own:
        if to and root and verb and verb.head in heads and token.index in {root.index, verb.index}:
            yield replace(token, dep="nsubj" if token == root else "ROOT", head=verb.index)
        else:
            yield token


def _is_somebody(token: Token) -> bool:
    """Whether the noun is of people, or a name: "plan" takes an infinitive of its own."""
    people = frozenset().union(*(word_classes()[name] for name in _PEOPLE))
    return token.pos == "PROPN" or (token.pos == "NOUN" and token.lemma.lower() in people)


def _listed(own: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    """The heads of two names with a comma between them, and the verb behind: "Kenya | , | South Chad | agree"."""
    for comma in (token for token in own if token.text == ","):
        behind = [token for token in own if token.index > comma.index]
        name = 0
        while name < len(behind) and (behind[name].pos in _OF_NAME or behind[name].dep in _BEFORE_NOUN):
            name += 1
        if name < len(behind) and behind[name].pos == "NOUN":
            name += 1
        ends = 0 < name < len(behind) and behind[name].tag in _ACTS
        before = next((token for token in own if token.index == comma.index - 1), None)
        if ends and before is not None and before.pos in {"PROPN", "NOUN"}:
            yield before, behind[name - 1], behind[name]


def _act_together(tokens: Sequence[Token], one: Token, two: Token, verb: Token) -> bool:
    """Whether the parse has both as subjects of one verb, or one as the other's attribute where the verb is in the plural or both are states: of "Nairobi, Kenya" the second tells where the first is."""
    if one.dep == two.dep == "nsubj" and one.head == two.head:
        return True
    bound = (two.dep == "appos" and two.head == one.index) or (
        one.dep in {"nmod", "compound"} and one.head == two.index
    )
    bound = bound or (one.dep in _LOOSE and one.head == two.head)
    if not bound or "nsubj" not in {one.dep, two.dep}:
        return False
    several = verb.tag == "VBP" and one.pos == two.pos == "PROPN" and one.tag == two.tag == "NNP"
    # "Army, allies | retake", "Kenyan premier, Ugandan president | to meet"
    several |= verb.tag != "VBZ" and "NOUN" in {one.pos, two.pos}
    return several or (is_country(one, tokens) and is_country(two, tokens))


def is_country(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether the name that ends with the token is a country's."""
    first = token.index
    while first > 0 and tokens[first - 1].dep == "compound" and tokens[first - 1].head == token.index:
        first -= 1
    name = " ".join(word.text for word in tokens[first : token.index + 1])
    return any(place.kind == "country" for place in load_gazetteer().lookup(name))
