"""What `understand` hands to `coding`: sentences, tokens and mentions, free of any language library.

All spans are in `Report.text`. Token indices are positions in `Analysis.tokens`.
"""

from __future__ import annotations

import bisect
import functools
from dataclasses import dataclass
from typing import Literal

from dragoman.model.actor import Actor
from dragoman.model.evidence import Span
from dragoman.model.place import PlaceMention
from dragoman.model.span_index import SpanIndex
from dragoman.model.time import TimeMention


@dataclass(frozen=True, slots=True)
class Token:
    """One word: Penn `tag`, universal `pos`, ClearNLP `dep`, index of its `head` (its own at a root)."""

    index: int
    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: tokens `[first, last)`. `paragraph` is the index in `Report.paragraphs`, -1 for the headline."""

    index: int
    span: Span
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A name that the language component found: label as in OntoNotes (PERSON, ORG, GPE, NORP, DATE, ...)."""

    span: Span
    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A place in the text where an actor is named, described or pronominalised.

    `span` is the whole noun phrase that stands for the actor ("Russian Foreign Minister Sergey Lavrov"), `head` its head token.
    `actor_id` is None when the mention stays unresolved.
    """

    span: Span
    head: int
    actor_id: str | None
    rule: str


AttributionKind = Literal["direct", "indirect", "mixed", "headline"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who-said-what as spans: a source, its cue and its content, each possibly in several pieces.

    `parent` is the index in `Analysis.attributions` of the attribution whose content this one stands inside. `addressee` is to whom.
    `insertions` are editorial words inside a quotation.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: AttributionKind
    rule: str
    parent: int | None = None
    addressee: tuple[Span, ...] = ()
    insertions: tuple[Span, ...] = ()
    confidence: float = 0.5

    @property
    def relation(self) -> str:
        """How cue and content are joined, the second part of `rule`: "ccomp", "quote", "preposition", "none"."""
        return self.rule.split(".")[1]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence as the learnt reader judges it, in chances from 0 to 1.

    `background`: its main clause is recalled; `said`: it tells that somebody said something; `kinds`: it holds a deed, another occurrence, or
    none; `modalities`: the modality of its main deed.
    """

    background: float
    said: float
    kinds: tuple[tuple[str, float], ...]
    modalities: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SeenDeed:
    """A deed as the learnt reader sees it.

    `trigger` is the first word that tells it, `chance` how sure it is that one is told there, `roots` the chance of each of the 15 root labels, the likeliest first, `code` the
    CAMEO code inside the likeliest: the root's own where nothing tells more.
    """

    trigger: Span
    chance: float
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    roots: tuple[tuple[str, float], ...]
    code: str

    @property
    def root(self) -> str:
        """The likeliest root label."""
        return self.roots[0][0]

    @property
    def confidence(self) -> float:
        """How sure it is that a deed of the likeliest root is told there."""
        return self.chance * self.roots[0][1]


@dataclass(frozen=True)
class Analysis:
    """A report understood: everything `coding` needs beside the `Report` itself. `places` are the literal ones, `associated` the associative. `judgements` has one entry a sentence, or none without the reader, `deeds` what it sees done.

    It has no slots, so that what is asked again and again is worked out once.
    """

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    names: tuple[NamedMention, ...]
    actors: tuple[Actor, ...] = ()
    mentions: tuple[ActorMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    associated: tuple[PlaceMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    deeds: tuple[SeenDeed, ...] = ()

    def sentence_tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence."""
        return self.tokens[sentence.first : sentence.last]

    def every_place(self) -> tuple[PlaceMention, ...]:
        """Literal and associative places, in the text's order."""
        return tuple(sorted((*self.places, *self.associated), key=lambda mention: mention.span))

    def times_in(self, span: Span) -> list[TimeMention]:
        """The time expressions that lie wholly inside the span, in order."""
        return self._times.inside(span)

    def deeds_at(self, *spans: Span) -> list[SeenDeed]:
        """The deeds whose first word is among the spans, in order."""
        return self._deeds.overlapping(*spans)

    def tells(self, span: Span) -> bool:
        """Whether the span stands in what somebody is told to have said."""
        return bool(self._told.covering(span))

    @functools.cached_property
    def _times(self) -> SpanIndex[TimeMention]:
        return SpanIndex(self.times, lambda mention: (mention.span,))

    @functools.cached_property
    def _deeds(self) -> SpanIndex[SeenDeed]:
        return SpanIndex(self.deeds, lambda deed: (deed.trigger,))

    @functools.cached_property
    def _told(self) -> SpanIndex[Attribution]:
        return SpanIndex(self.attributions, lambda attribution: attribution.content)

    def tokens_in(self, *spans: Span) -> tuple[Token, ...]:
        """The tokens that lie wholly inside one of the spans, in the text's order, each once."""
        found: dict[int, Token] = {}
        for span in spans:
            first = bisect.bisect_left(self._starts, span.start)
            for index in range(first, len(self.tokens)):
                token = self.tokens[index]
                if token.span.end > span.end:
                    break
                found[token.index] = token
        return tuple(found[index] for index in sorted(found))

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [token.span.start for token in self.tokens]
