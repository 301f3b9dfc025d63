"""Who "I" and "we" are in what somebody says, where only the finished attributions tell.

An analysis with its attributions comes in; goes out the same with the first persons that they settle among the mentions.
A person's "we" is left open: whether he speaks for his state, his body or those around him the text does not tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.model import ActorMention, Analysis, Attribution, Token
from dragoman.understand.coreference import ALONE, FIRST_PERSON, quoted_tokens

_RULE = "actor.first-person.v1"


def with_speakers(analysis: Analysis) -> Analysis:
    """Every first person whom nothing else resolves is who says it, by the innermost attribution around it.

    Outside quotation marks and attributions he goes on who last said "I" so: a message given word for word without marks.
    """
    resolved = {mention.head: mention.actor_id for mention in analysis.mentions if mention.actor_id is not None}
    actors = {actor.id: actor for actor in analysis.actors}
    quoted = quoted_tokens(analysis)
    found: dict[int, ActorMention] = {}
    goes_on: str | None = None
    for token in analysis.tokens:
        if token.pos != "PRON" or token.text.lower() not in FIRST_PERSON or token.index in resolved:
            continue
        said = _said_around(analysis, token)
        speaker = goes_on
        if said or token.index in quoted:
            speaker = _speaker(analysis, said, resolved)
        if token.index not in quoted:
            goes_on = speaker
        actor = actors.get(speaker or "")
        if actor is not None and (token.text.lower() in ALONE) == (actor.kind == "person"):
            actors[actor.id] = replace(actor, mentions=tuple(sorted({*actor.mentions, token.span})))
            found[token.index] = ActorMention(token.span, token.index, actor.id, _RULE)
    kept = (mention for mention in analysis.mentions if mention.head not in found)
    mentions = tuple(sorted((*kept, *found.values()), key=lambda mention: (mention.span, mention.head)))
    return replace(analysis, actors=tuple(actors.values()), mentions=mentions)


def _said_around(analysis: Analysis, token: Token) -> list[Attribution]:
    """The attributions in whose content the token stands, the innermost first."""
    around = [item for item in analysis.attributions if any(span.covers(token.span) for span in item.content)]
    return sorted(around, key=lambda item: sum(span.end - span.start for span in item.content))


def _speaker(analysis: Analysis, said: Sequence[Attribution], resolved: Mapping[int, str]) -> str | None:
    """The one actor who says it; within "I said ..." he who says that."""
    for item in said:
        source = analysis.tokens_in(*item.source)
        named = {resolved[token.index] for token in source if token.index in resolved}
        if named or not all(token.text.lower() in FIRST_PERSON for token in source):
            return named.pop() if len(named) == 1 else None
    return None
