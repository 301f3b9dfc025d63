"""Who an argument names: the actors behind the head token of a phrase.

Mentions that the understanding stage resolved come first; then names that the language component saw; then nouns for political
agents ("troops", "gunmen"), which stay unresolved. A pronoun that nothing resolves names nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from dragoman.coding.clauses import CORE_NP, Clauses, counting, phrase_span, prepositions, with_conjuncts
from dragoman.model import Actor, ActorMention, Analysis, NamedMention, Participant, Report, Span
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.sectors import load_sectors, sector_in

_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_UNPOLITICAL = frozenset({"publisher", "unknown", "organisation"})
# By which prepositions a phrase that names nobody itself may still tell on whom a deed fell, with whom it was done, and whose it was.
STRUCK = frozenset(
    {
        "of",
        "in",
        "from",
        "by",
        "against",
        "on",
        "between",
        "among",
        "near",
        "inside",
        "at",
        "with",
        "across",
        "throughout",
    }
)
PARTNER = frozenset({"of", "by", "against", "between", "among", "with", "from"})
OWNER = frozenset({"of", "by", "from"})
NOBODY: frozenset[str] = frozenset()
_WHERE = frozenset({"in", "at", "near", "inside", "across", "throughout"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
# Of what make a weapon is: "F-16", "MiG-29", "S-400".
_DESIGNATION = re.compile(r"[A-Z][A-Za-z]{0,3}-\d+[A-Z]{0,2}s?")
_ARMS = ("projectile", "weapon", "armament")
# Where a number stands for people: "nine were injured".
_BEFALLING = ("harm", "arrest", "suffered", "freeing")
_COUNTED = frozenset({"dobj", "nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class ActorIndex:
    """Tokens -> the mention or name that they head or stand in, and the actors by id."""

    text: str
    tree: Clauses
    heads: dict[int, ActorMention]
    inside: dict[int, ActorMention]
    names: dict[int, NamedMention]
    actors: dict[str, Actor]
    agents: frozenset[int]
    weapons: frozenset[str]
    starts: list[int]

    def mention_at(self, index: int) -> ActorMention | None:
        """The mention that the token heads or stands in."""
        return self.heads.get(index) or self.inside.get(index)

    def actor_of(self, named: Participant | ActorMention | None) -> Actor | None:
        """The actor that a participant or a mention is resolved to."""
        return self.actors.get(named.actor_id) if named is not None and named.actor_id else None

    def named(self, index: int) -> Participant | None:
        """The participant that the token itself names, if it names one; the name of a weapon names nobody."""
        if self.is_weapon(index):
            return None
        mention = self.mention_at(index)
        if mention is not None:
            actor = self.actor_of(mention)
            if actor is not None:
                if actor.kind == "publisher":
                    return None
                return Participant(actor.name, mention.span, actor.id, actor.role)
            if self.tree.token(mention.head).pos == "PRON":
                return None
            return Participant(mention.span.of(self.text), mention.span, None)
        name = self.names.get(index)
        if name is not None and self.tree.token(name.first).pos == "ADP":
            # "Near Karsova": a place at the head of a sentence.
            return None
        if name is not None and name.label in _NAMES:
            # "New Cuba-", before "U.S. talks": what is cut at a hyphen names no more than the actor in it.
            cut = self.tree.token(name.last - 1).tag == "HYPH"
            known = [at for at in range(name.first, name.last) if cut and at in self.inside]
            return self.named(known[0]) if known else Participant(name.span.of(self.text), name.span, None)
        token = self.tree.token(index)
        agent = self.tree.lemma(index) in word_classes()["agent"] and token.pos in {"NOUN", "PROPN"}
        # "War" in small letters is no name, whatever its tag.
        if agent or (token.pos == "PROPN" and name is None and not token.text.islower()):
            span = phrase_span(self.tree, index)
            return Participant(span.of(self.text), span, None)
        return None

    def is_weapon(self, index: int) -> bool:
        """Whether the token is the name of a weapon: by the lexicon, by its letters and number, or as the report calls one so; no actor with a code bears it."""
        token = self.tree.token(index)
        mention = self.mention_at(index)
        actor = self.actor_of(mention)
        if actor is not None and actor.code:
            return False
        if _DESIGNATION.fullmatch(token.text):
            return True
        named = token.pos == "PROPN" and token.text[:1].isupper() and not (actor is not None and " " in actor.name)
        arms = word_classes()["projectile"] | word_classes()["weapon"] | self.weapons
        return named and self.tree.lemma(index) in arms

    def paired(self, index: int) -> Participant | None:
        """Who stands before the hyphen: of "Kenya-South Sudan talks" Kenya, where the parse hangs the talks on the second alone."""
        mention = self.heads.get(index)
        first = bisect_left(self.starts, mention.span.start) if mention is not None else index
        joined = first > 1 and self.tree.token(first - 1).text in {"-", "–"} and first - 2 in self.heads
        return self.named(first - 2) if joined else None

    def sufferer(self, index: int) -> Participant | None:
        """The people ("20 civilians", "nine", "nine of them") to whom a deed is done."""
        tree, token = self.tree, self.tree.token(index)
        number = counting(tree, index)
        people = tree.lemma(index) in word_classes()["people"] and token.pos in {"NOUN", "PROPN", "NUM"}
        done = tree.token(number).dep in _COUNTED
        harmed = done and any(tree.lemma(tree.token(number).head) in word_classes()[name] for name in _BEFALLING)
        some_of = number != index and token.pos == "PRON"
        counted = harmed and (some_of or (token.pos == "NUM" and not tree.below(index, "prep")))
        if people or counted:
            span = phrase_span(tree, index)
            return Participant(span.of(self.text), span, None)
        return None

    def is_town(self, index: int) -> bool:
        """Whether the token is the name of a place that no known actor bears."""
        name, mention = self.names.get(index), self.mention_at(index)
        return name is not None and name.label in _PLACES and (mention is None or mention.actor_id is None)

    def is_political(self, participant: Participant) -> bool:
        """Whether the participant is an actor of politics rather than a private person or a firm."""
        actor = self.actor_of(participant)
        if actor is not None and actor.kind == "person":
            return bool(actor.code or actor.role or actor.affiliation)
        if actor is not None and (actor.kind not in _UNPOLITICAL or actor.code):
            return True
        # "The electoral council": a body that nobody knows is of politics by its noun.
        first = bisect_left(self.starts, participant.span.start)
        last = bisect_left(self.starts, participant.span.end)
        return any(index in self.agents for index in range(first, last))


def index_actors(report: Report, analysis: Analysis, tree: Clauses) -> ActorIndex:
    """The index of one analysis. Of nested mentions the innermost stands for a token inside, the outermost for its own head."""
    starts = [token.span.start for token in analysis.tokens]
    heads: dict[int, ActorMention] = {}
    inside: dict[int, ActorMention] = {}
    for mention in sorted(analysis.mentions, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        current = heads.get(mention.head)
        if current is None or (current.actor_id is None and mention.actor_id is not None):
            heads[mention.head] = mention
        for index in range(bisect_left(starts, mention.span.start), bisect_left(starts, mention.span.end)):
            inside[index] = mention
    names = {index: name for name in analysis.names for index in range(name.first, name.last)}
    nouns = word_classes()["agent"]
    agents = {
        token.index for token in analysis.tokens if token.lemma.lower() in nouns and token.pos in {"NOUN", "PROPN"}
    }
    agents |= {index for index, name in names.items() if name.label in {"GPE", "NORP"}}
    actors = {actor.id: actor for actor in analysis.actors}
    weapons = frozenset(_weapons_of(tree, names))
    return ActorIndex(report.text, tree, heads, inside, names, actors, frozenset(agents), weapons, starts)


def _weapons_of(tree: Clauses, names: dict[int, NamedMention]) -> Iterator[str]:
    """The names of one word that the report gives to weapons: "Oreshnik missiles", "a Patriot battery"; of places and peoples they are the owners'."""
    arms = frozenset(chain.from_iterable(word_classes()[name] for name in _ARMS))
    for token in tree.tokens:
        head = tree.token(token.head)
        named = names.get(token.index)
        alone = named is None or (named.last - named.first == 1 and named.label not in {"GPE", "NORP"})
        single = not tree.below(token.index, *CORE_NP) and token.index + 1 == token.head
        if (
            token.pos == "PROPN"
            and token.dep in {"compound", "nmod"}
            and alone
            and single
            and head.lemma.lower() in arms
        ):
            yield token.lemma.lower()


def participants_of(
    index: ActorIndex, tokens: Iterable[int], *, inward: frozenset[str] = NOBODY
) -> tuple[Participant, ...]:
    """The participants that the phrases name, each once.

    `inward`: the prepositions by which to look inside a phrase that itself names none ("a village in ...").
    """
    found: dict[object, Participant] = {}
    for named in _without_owners(index, (p for t in tokens for p in _named_in(index, t, inward=inward, depth=0))):
        for participant in members_of(index, named):
            found.setdefault(participant.actor_id or participant.span, participant)
    return tuple(found.values())


def key_of(participant: Participant) -> str:
    """By what a participant is told from others: the actor, else the name."""
    return participant.actor_id or participant.name


def each_once(participants: Iterable[Participant]) -> tuple[Participant, ...]:
    """The participants, each actor and each name once, as first told."""
    found: dict[str, Participant] = {}
    for participant in participants:
        found.setdefault(key_of(participant), participant)
    return tuple(found.values())


def members_of(index: ActorIndex, participant: Participant) -> tuple[Participant, ...]:
    """Whom a collective ("the sides", "the presidents of X and Y") stands for; anybody else stands for himself."""
    actor = index.actor_of(participant)
    if actor is None or actor.kind != "group" or not actor.members:
        return (participant,)
    members = [index.actors[member] for member in actor.members if member in index.actors]
    return tuple(Participant(member.name, participant.span, member.id, member.role) for member in members)


def _whose(index: ActorIndex, token: int, own: Participant) -> list[Participant]:
    """Whose office or organ a bare noun is: of "the members of the council" the council is the actor; and for whom envoys stand, who may be several."""
    actor = index.actor_of(own)
    sent = index.tree.lemma(token) in word_classes()["envoy"]
    known = actor is not None and (bool(actor.code or actor.members) or not sent)
    if known or index.tree.token(token).pos != "NOUN":
        return []
    owners = [noun for name, noun in prepositions(index.tree, token) if name == "of" or (sent and name == "for")]
    named = [index.named(noun) for noun in owners if sent or index.tree.token(noun).pos == "PROPN"]
    found = [participant for participant in named if participant is not None]
    # Envoys of private people are these people's own.
    return [p for p in found if _is_public(index, p)] if sent else found[:1]


def _is_public(index: ActorIndex, participant: Participant) -> bool:
    """Whether it is known by a code that is no private person's."""
    actor = index.actor_of(participant)
    return actor is not None and bool(actor.code) and sector_in(actor.code or "") not in load_sectors().private


def _counted(index: ActorIndex, token: int, own: Participant) -> Participant:
    """The participant by the number that counts him where one does: "14 of them"."""
    number = counting(index.tree, token)
    if number == token or index.tree.token(number).pos != "NUM":
        return own
    span = Span(index.tree.token(number).span.start, phrase_span(index.tree, token).end)
    return replace(own, name=span.of(index.text), span=span)


def _named_in(index: ActorIndex, token: int, *, inward: frozenset[str], depth: int) -> list[Participant]:
    own = index.named(token) or (index.sufferer(token) if inward else None)
    tree = index.tree
    if own is not None:
        paired = index.paired(token)
        return [
            *_mistaken_for_name(index, token),
            *([paired] if paired else []),
            *(_whose(index, token, own) or [_counted(index, token, own)]),
        ]
    if depth > 2:
        return []
    apposed = [p for child in with_conjuncts(tree, tree.below(token, "appos")) if (p := index.named(child))]
    if apposed and tree.below(token, "poss"):
        # "Her successor, X": X, not she.
        return apposed
    inner = with_conjuncts(tree, tree.below(token, "poss", "amod", "compound", "nmod", "appos"))
    # A blow comes from somewhere, and does not strike it.
    away = {"from"} if tree.lemma(token) in word_classes()["violence"] else set()
    phrases = [(name, noun) for name, noun in prepositions(tree, token) if name in inward - away]
    beyond = [noun for name, noun in phrases if name == "with"]
    if beyond and tree.lemma(token) in word_classes()["border"]:
        # "Its border | with Kenya": Kenya, whose other side it is.
        inner, phrases = beyond, []
    inner += [noun for name, noun in phrases if name not in _WHERE]
    found = [p for child in inner for p in _named_in(index, child, inward=inward, depth=depth + 1)]
    # Where it happened may be whom it struck if nothing else says whom; a town is its place.
    where = [noun for name, noun in phrases if not found and name in _WHERE and not index.is_town(noun)]
    found += [p for noun in where for p in _named_in(index, noun, inward=inward, depth=depth + 1)]
    # "a village of ..." does nothing.
    if not found and not inward and depth == 0 and tree.lemma(token) not in word_classes()["territory"]:
        outer = [noun for name, noun in prepositions(tree, token) if name in {"of", "from"}]
        found = [p for child in outer for p in _named_in(index, child, inward=NOBODY, depth=1)]
    return found


def _mistaken_for_name(index: ActorIndex, token: int) -> list[Participant]:
    """The first of two that are named together, where the parse takes him for a part of the second's name: "Minister X and President Y"."""
    tree, own = index.tree, index.mention_at(token)
    before = [child for child in tree.below(token, "nmod") if child in index.heads and tree.below(child, "cc")]
    apart = [child for child in before if own is None or not own.span.overlaps(index.heads[child].span)]
    return [participant for child in apart if (participant := index.named(child))]


def _without_owners(index: ActorIndex, participants: Iterable[Participant]) -> list[Participant]:
    """Those who are no state inside the name of its own organ: of "US military strikes" the US military, not the US beside it; of "Kenya and Chad leaders" the leaders."""
    found = list(participants)
    each = [member for p in found for member in members_of(index, p)]
    codes = [(member.span, actor.code or "") for member in each if (actor := index.actor_of(member))]

    def is_owner(participant: Participant) -> bool:
        actor = index.actor_of(participant)
        state = actor.code if actor is not None else None
        organs = (code for span, code in codes if span != participant.span and span.covers(participant.span))
        return state is not None and any(code != state and code.startswith(state) for code in organs)

    return [p for p in found if not is_owner(p)]
