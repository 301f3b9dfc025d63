"""Who tells somebody something where the report only says that he was summoned: "Kenya summoned the envoy. He was told that …".

Attributions come in and go out, those of a passive that names nobody with the host as their source, as sure as they are without. Without a host that the text names nobody says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.model import Attribution, Span
from dragoman.understand.arguments import find_agents, find_source, find_suffering
from dragoman.understand.drafts import Page
from dragoman.vocab.cues import cue_words
from dragoman.vocab.lexicon import word_classes

# What somebody is summoned to that speaks to him there; a town does not.
_BODIES = frozenset({"organ", "igo", "organisation"})
# So many paragraphs on he is still there.
_NEXT = 1


@dataclass(frozen=True, slots=True)
class _Call:
    """A verb by which a host summons a guest; head tokens."""

    verb: int
    host: int
    guest: int


def with_hosts(page: Page, items: Sequence[Attribution]) -> list[Attribution]:
    """The same; what somebody summoned is told by nobody named, his host tells him."""
    calls = list(_calls(page))
    return [_with_host(page, item, calls) if calls and not item.source else item for item in items]


def _with_host(page: Page, item: Attribution, calls: Sequence[_Call]) -> Attribution:
    told = [(verb, guest) for verb in _telling(page, item) for guest in _guests(page, verb)]
    his = [call for verb, guest in told[:1] for call in calls if _is_his(page, call, verb, guest)]
    return replace(item, source=tuple(find_source(page, his[-1].host, his[-1].verb, []))) if his else item


def _telling(page: Page, item: Attribution) -> list[int]:
    """The verbs of a cue by which somebody is told something."""
    words = (token for token in page.analysis.tokens_in(*item.cue) if token.pos == "VERB")
    return [token.index for token in words if token.lemma.lower() in cue_words("teller")]


def _guests(page: Page, verb: int) -> list[int]:
    """The subject of a passive that tells nobody by whom."""
    suffering = find_suffering(page, verb)
    return page.below(suffering, "nsubjpass") if suffering is not None and not find_agents(page, verb) else []


def _is_his(page: Page, call: _Call, verb: int, guest: int) -> bool:
    """Whether the guest who is told something is who was summoned just before."""
    there, here = (page.sentence(index).paragraph for index in (call.verb, verb))
    diplomats = word_classes()["diplomat"]
    both = all(page.tokens[noun].lemma.lower() in diplomats for noun in (guest, call.guest))
    # "The envoy was told": no other than who was summoned.
    same = both and any(page.tokens[det].text.lower() == "the" for det in page.below(guest, "det"))
    same = same or guest == call.guest or _actor(page, guest) == _actor(page, call.guest) is not None
    return same and call.verb < verb and 0 <= there <= here <= there + _NEXT


def _calls(page: Page) -> Iterator[_Call]:
    """The summonings whose host the text names, in its order: who summons, or the body that somebody is summoned to."""
    kinds = {actor.id: actor.kind for actor in page.analysis.actors}
    for token in page.tokens:
        if token.pos != "VERB" or token.lemma.lower() not in word_classes()["summoning"]:
            continue
        passive = page.below(token.index, "nsubjpass")
        behind = [to for to in page.below(token.index, "prep") if page.tokens[to].lemma.lower() == "to"]
        to = [noun for preposition in behind for noun in page.below(preposition, "pobj")]
        bodies = [noun for noun in to if kinds.get(_actor(page, noun) or "") in _BODIES]
        hosts = [*find_agents(page, token.index), *bodies] if passive else page.below(token.index, "nsubj")
        guests = passive or page.below(token.index, "dobj")
        if hosts and guests:
            yield _Call(token.index, hosts[0], guests[0])


def _actor(page: Page, head: int) -> str | None:
    """The actor whom a mention with this head names."""
    span: Span = page.tokens[head].span
    named = (m for m in page.analysis.mentions if m.head == head or (m.span.covers(span) and m.span.end == span.end))
    return next((mention.actor_id for mention in named), None)
