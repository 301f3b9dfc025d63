"""The entities of a report in the making, and where each was named: what a phrase further on can mean.

Phrases come in, each with the entity that it was found to stand for; afterwards that place is remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.model import ActorKind, Gap, Span, Token
from dragoman.understand.phrases import Phrase, Text
from dragoman.understand.quotations import quoted_tokens
from dragoman.vocab.actor_table import KnownActor
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.tokens import SUBJECTS

# The gap of every collective.
CODED_BY_MEMBERS = Gap("code", "a collective is coded by its members", ())
# What the key of a single one of a kind begins with: "a source".
ONE = "one "


@dataclass
class Entity:
    """One actor in the making; `facts` are fields of it with the words and the rule behind each, `role_words` the words of its offices, `told` those of them that the text itself gives it, `post` the words of its office with the body that it is held in, `ranked` that its sector is only that of a rank which soldiers and police have, `region` CAMEO's code of the region where those of several states are from, `public` that it is said to be the state's ("state-run"), `whole` that its name is a body's and not its people's."""

    key: tuple[str, ...]
    name: str
    kind: ActorKind
    known: KnownActor | None = None
    owner: KnownActor | None = None
    sector: str | None = None
    role: str | None = None
    affiliation: str | None = None
    region: str | None = None
    mentions: list[Span] = field(default_factory=list)
    facts: list[tuple[str, tuple[Span, ...], str]] = field(default_factory=list)
    members: list[tuple[str, ...]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    gender: str | None = None
    plural: bool = False
    abroad: bool = False
    public: bool = False
    whole: bool = False
    ranked: bool = False
    role_words: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    post: str = ""
    confidence: float = 0.9

    @property
    def serves(self) -> str | None:
        """The id of whom a person serves, by the text, else by the table."""
        return self.owner.id if self.owner is not None else self.known.of if self.known is not None else None

    @property
    def is_alone(self) -> bool:
        """Whether it is one man with a weapon: "the attacker"."""
        return not self.plural and self.name.casefold().split()[-1] in discourse_words()["lone_fighters"]


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity at a place in the text: its words, the token that heads them, and the rule that told whom they mean."""

    span: Span
    token: int
    sentence: int
    key: tuple[str, ...]
    subject: bool
    weight: float
    quoted: bool
    rule: str


class Memory:
    """The entities named so far, in the text's order."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.entities: dict[tuple[str, ...], Entity] = {}
        self.seen: list[Seen] = []
        # How often each entity was seen.
        self.times_seen: Counter[tuple[str, ...]] = Counter()
        self.quoted = quoted_tokens(text.report, text.analysis)
        self._at: dict[int, list[int]] = {}

    def of_known(self, known: KnownActor) -> Entity:
        """The entity of an actor of the table, from now on among the entities."""
        entity = Entity((known.id,), known.name, known.kind, known=known, sector=known.sector)
        return self.entities.setdefault(entity.key, entity)

    def together(self, name: str, members: Sequence[Entity]) -> Entity:
        """The collective of just these members, whatever it is called."""
        key = ("collective", *("/".join(part) for part in sorted({member.key for member in members})))
        entity = self.entities.get(key)
        if entity is None:
            entity = Entity(key, name, "group", plural=True, confidence=0.6, gaps=[CODED_BY_MEMBERS])
            entity.members = [member.key for member in members]
            spans = tuple(member.mentions[-1] for member in members if member.mentions)
            entity.facts.append(("members", spans, "actor.collective.v1"))
            self.entities[key] = entity
        return entity

    def note(self, phrase: Phrase, entity: Entity, rule: str) -> None:
        """Remember where the entity was just named."""
        span = self.text.span(phrase.first, phrase.last)
        entity.mentions.append(span)
        tokens = self.text.tokens
        here = tokens[phrase.head]
        quoted = phrase.head in self.quoted
        if here.dep == "appos" and phrase.sort == "person" and here.head < here.index:
            # "One delegate, | X, pledged her vote": who the subject is.
            here = tokens[here.head]
        owned = tokens[here.head] if here.dep == "poss" and entity.kind == "person" else here
        weight = self._is_subject(owned) * (2.0 if owned is here else 1.0)
        subject = self._is_subject(here)
        self._at.setdefault(phrase.head, []).append(len(self.seen))
        self.times_seen[entity.key] += 1
        self.seen.append(Seen(span, phrase.head, here.sentence, entity.key, subject, weight, quoted, rule))

    def _is_subject(self, token: Token) -> bool:
        return token.dep in SUBJECTS and self.text.tokens[token.head].dep not in {"relcl", "acl"}

    def merge(self, old: Entity, new: Entity) -> None:
        """Who was named as `old` is `new` wherever it was seen or is a member."""
        self.entities.pop(old.key)
        new.gender = new.gender or old.gender
        new.role_words |= old.role_words
        new.told |= old.told
        self.seen = [replace(seen, key=new.key) if seen.key == old.key else seen for seen in self.seen]
        self.times_seen[new.key] += self.times_seen.pop(old.key, 0)
        for entity in self.entities.values():
            members = (new.key if member == old.key else member for member in entity.members)
            entity.members = list(dict.fromkeys(members))
        new.mentions[:0] = old.mentions

    def seen_at(self, tokens: Iterable[int]) -> Iterator[Seen]:
        """What was named at one of the tokens, the last first."""
        return (self.seen[order] for order in reversed(self.places_at(tokens)))

    def places_at(self, tokens: Iterable[int]) -> list[int]:
        """The places among the seen of what was named at one of the tokens, in order."""
        return sorted(order for token in tokens for order in self._at.get(token, ()))

    def seen_before(self, index: int, sentences: int) -> Iterator[Seen]:
        """What was named before the token, in its sentence and so many before that, the last first."""
        first = max(0, self.text.tokens[index].sentence - sentences)
        return self.seen_at(range(self.text.analysis.sentences[first].first, index))
