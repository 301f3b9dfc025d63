"""Formats: standing negotiation channels, known by name from the table or told by the text ("the Russia-Armenia-Azerbaijan format").

A report's analysis and the conflicts' parties come in; formats go out with members and mediators. A noun such as "group" or "process"
without a name or a qualifier is no channel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.clauses import prepositions, subjects, with_conjuncts
from dragoman.coding.participants import participants_of
from dragoman.coding.setting import Setting, phrase_tokens
from dragoman.model import (
    Actor,
    Conflict,
    Evidence,
    Format,
    Gap,
    Participant,
    Provenance,
    Span,
    Token,
    content_id,
)
from dragoman.vocab.conflicts import KnownFormat, load_formats
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.sectors import load_sectors, sector_in
from dragoman.vocab.times import load_time_words

_AWAY = frozenset({"to", "with", "from", "at", "for", "that", "who", "which"})
COMPONENT = "format.coder.v1"
# Kinds of actors that sit in a channel.
_SENDING = frozenset({"state", "organ", "igo", "armed-group", "party", "organisation"})
_MODIFIERS = ("compound", "amod", "nmod", "nummod", "punct", "poss", "case")


@dataclass(frozen=True, slots=True)
class _Channel:
    """A channel that the text tells by a phrase: the phrase, and the actors named in it or behind it."""

    span: Span
    members: tuple[Participant, ...]


def code_formats(setting: Setting, conflicts: tuple[Conflict, ...]) -> tuple[Format, ...]:
    """The report's formats, by first mention."""
    actors = setting.analysis.actors
    known = [_known(setting, conflicts, actor) for actor in actors if actor.kind == "format"]
    taken = [span for channel in known for span in channel.mentions]
    told: dict[frozenset[str], list[_Channel]] = {}
    for channel in _told(setting, taken):
        key = frozenset(p.actor_id or p.name.lower() for p in channel.members) or frozenset(
            {channel.span.of(setting.report.text).lower()}
        )
        told.setdefault(key, []).append(channel)
    formats = [*known, *(_from_text(setting, conflicts, channels) for channels in told.values())]
    formats = [_with_chairs(setting, conflicts, channel, formats) for channel in formats]
    return tuple(sorted(formats, key=lambda channel: channel.mentions))


def _with_chairs(
    setting: Setting, conflicts: tuple[Conflict, ...], channel: Format, formats: Sequence[Format]
) -> Format:
    """The channel with the states that the text calls its chairs: they mediate in it."""
    if channel.mediators:
        return channel
    parties = {p.actor_id for conflict in conflicts for p in conflict.parties}
    chairs: dict[str, Participant] = {}
    for token in setting.analysis.tokens:
        if not token.lemma.lower().startswith(load_negotiation().formats.chairs):
            continue
        sentence = setting.sentence(token.index).span
        own = any(sentence.covers(mention) for mention in channel.mentions)
        others = any(sentence.covers(mention) for other in formats for mention in other.mentions)
        if own or (not others and len(formats) == 1):
            for state in _chairing(setting, token.index):
                if state.actor_id and state.actor_id not in parties:
                    chairs.setdefault(state.actor_id, state)
    if not chairs:
        return channel
    mediators = tuple(chairs.values())
    members = (*channel.members, *(p for p in mediators if p.actor_id not in {m.actor_id for m in channel.members}))
    spans = tuple(p.span for p in mediators)
    return replace(
        channel,
        members=members,
        mediators=mediators,
        evidence=(*channel.evidence, Evidence("mediators", spans, f"{COMPONENT}:chairs")),
        gaps=tuple(gap for gap in channel.gaps if gap.field not in {"members", "mediators"}),
    )


def _chairing(setting: Setting, index: int) -> Iterable[Participant]:
    """The states named as chairs: right behind the word up to the next verb, before it as its adjective, or as its subject."""
    tree, token = setting.tree, setting.tree.token(index)
    verb = index if token.pos == "VERB" else token.head if token.dep == "attr" else None
    if verb is not None:
        yield from _states(setting, subjects(tree, verb))
        yield from _states(setting, [noun for name, noun in prepositions(tree, verb) if name in {"with", "by"}])
        return
    yield from _states(setting, tree.below(index, "amod", "compound", "nmod"))
    last = setting.analysis.sentences[token.sentence].last
    for other in range(index + 1, last):
        word = tree.token(other)
        if word.pos in {"VERB", "AUX"} or word.text.lower() in _AWAY:
            return
        yield from _states(setting, [other])


def _states(setting: Setting, heads: Iterable[int]) -> Iterable[Participant]:
    for head in heads:
        found = setting.actors.named(head)
        actor = setting.actors.actor_of(found)
        if found is not None and actor is not None and actor.kind == "state":
            yield found


def _known(setting: Setting, conflicts: tuple[Conflict, ...], actor: Actor) -> Format:
    """A channel that the actors' table knows; who of its members mediates, the table or the conflict's parties tell."""
    known = load_formats().get((actor.table_id or "").removeprefix("format:"))
    everyone = _members_of(setting, actor, known)
    members, mediators = _roles(conflicts, everyone)
    if known is not None and known.mediators:
        ids = {a.id for a in setting.analysis.actors if a.table_id in known.mediators}
        mediators = tuple(p for p in everyone if p.actor_id in ids)
    return _write(
        setting,
        conflicts,
        name=actor.name,
        mentions=actor.mentions,
        members=members,
        mediators=mediators,
        table_id=actor.table_id,
        matter=known.conflict if known else None,
        rule=f"{COMPONENT}:table",
    )


def _members_of(setting: Setting, actor: Actor, known: KnownFormat | None) -> tuple[Participant, ...]:
    """The members and mediators by the table that the report names beside the channel's own name; a people is none."""
    ids = (*known.members, *known.mediators) if known else actor.members
    found = []
    for other in setting.analysis.actors:
        if other.kind == "people" or not (other.table_id in ids or other.id in ids):
            continue
        own = [span for span in other.mentions if not any(name.covers(span) for name in actor.mentions)]
        found += [Participant(other.name, own[0], other.id, other.role)] if own else []
    return tuple(found)


def _told(setting: Setting, taken: Sequence[Span]) -> Iterator[_Channel]:
    """The channels that phrases tell outside the names already known."""
    words = load_negotiation().formats
    for token in setting.analysis.tokens:
        lemma = token.lemma.lower()
        if token.pos not in {"NOUN", "PROPN"} or token.dep == "compound" or any(s.overlaps(token.span) for s in taken):
            continue
        if _is_known_body(setting, token.index):
            continue
        channel = None
        if lemma in words.recurring:
            channel = _recurring(setting, token)
        elif lemma in words.nouns:
            channel = _by_phrase(setting, token)
        if channel is not None:
            yield channel


def _recurring(setting: Setting, token: Token) -> _Channel | None:
    """A meeting that recurs under a proper name."""
    core = _core(setting, token)
    name = _named(setting, core)
    named = any(setting.tree.token(i).pos == "PROPN" for i in name if i != token.index)
    if token.pos != "PROPN" or not named:
        return None
    return _Channel(Span(setting.words(name[0]).start, token.span.end), _members(setting, token, core))


def _by_phrase(setting: Setting, token: Token) -> _Channel | None:
    """A noun of channels with who sits there, with what it deals with, or with a word that makes it one."""
    words, lemma, core = load_negotiation().formats, token.lemma.lower(), _core(setting, token)
    inside = {setting.tree.lemma(i) for i in core}
    qualified, matter = bool(inside & words.qualifiers), bool(inside & words.by_matter.get(lemma, frozenset()))
    members = _members(setting, token, core)
    told = matter or len(members) > 1 or (qualified and (bool(members) or lemma == "format"))
    vague = lemma in words.only_named and not (qualified or matter)
    if len(members) == 1 and lemma != "format" and _is_own(setting, members[0]):
        # "The Council's working group" is an organ of the Council.
        return None
    if not told or (vague and len(_bodies(setting, members)) < 2):
        return None
    return _Channel(Span(setting.words(_first_of_name(setting, core)).start, token.span.end), members)


def _first_of_name(setting: Setting, core: list[int]) -> int:
    """Where the channel's name begins: behind whose it is, where no name says so ("the country's peace process")."""
    owners = [i for i in core if setting.tree.token(i).dep == "poss" and setting.tree.token(i).pos == "NOUN"]
    behind = [i for i in core if i > max(owners, default=-1) and setting.tree.token(i).dep != "case"]
    return behind[0]


def _is_own(setting: Setting, member: Participant) -> bool:
    actor = setting.actors.actor_of(member)
    return actor is not None and actor.kind == "igo"


def _core(setting: Setting, token: Token) -> list[int]:
    """The noun with what stands before it."""
    return [i for i in phrase_tokens(setting, token.index, *_MODIFIERS) if i <= token.index]


def _members(setting: Setting, token: Token, core: Sequence[int]) -> tuple[Participant, ...]:
    """Who is named before the noun and behind it; the body itself, known by its name, is none of its members."""
    tree = setting.tree
    heads = with_conjuncts(tree, [i for i in core if i != token.index])
    heads += [noun for name, noun in prepositions(tree, token.index) if name in {"of", "between", "with", "among"}]
    return tuple(p for p in _political(setting, heads) if not p.span.covers(token.span))


def _is_known_body(setting: Setting, index: int) -> bool:
    """Whether the noun is part of the name of a body that the table knows, or of an armed group: "the | Group | of 77", "the M7 militant | group"."""
    actor = setting.actors.actor_of(setting.actors.mention_at(index))
    armed = actor is not None and sector_in(actor.code or "") in load_sectors().rebels
    return actor is not None and (armed or actor.kind in {"igo", "armed-group"})


def _named(setting: Setting, core: list[int]) -> list[int]:
    """The phrase without a time and plain words that open it: "the fourth annual Lake States Summit"."""
    times = [mention.span for mention in setting.analysis.times]
    months = load_time_words().months
    plain = [
        i
        for i in core[:-1]
        if setting.tree.token(i).text.islower()
        or setting.tree.lemma(i) in months
        or any(span.overlaps(setting.words(i)) for span in times)
    ]
    return [i for i in core if i > max(plain, default=-1)]


def _political(setting: Setting, heads: list[int]) -> tuple[Participant, ...]:
    found = participants_of(setting.actors, heads)
    return tuple(p for p in found if setting.actors.is_political(p))


def _bodies(setting: Setting, members: Sequence[Participant]) -> list[Participant]:
    """Those of the members that send delegates, by name: "a first group of wounded people", "a group of them" is no channel."""
    actors = [(p, setting.actors.actor_of(p)) for p in members]
    kept = [p for p, actor in actors if actor is not None and actor.kind in _SENDING]
    return [p for p in kept if any(token.pos != "PRON" for token in setting.analysis.tokens_in(p.span))]


def _from_text(setting: Setting, conflicts: tuple[Conflict, ...], channels: list[_Channel]) -> Format:
    members, mediators = _roles(conflicts, channels[0].members)
    return _write(
        setting,
        conflicts,
        name=channels[0].span.of(setting.report.text),
        mentions=tuple(channel.span for channel in channels),
        members=members,
        mediators=mediators,
        table_id=None,
        rule=f"{COMPONENT}:phrase",
    )


def _roles(
    conflicts: tuple[Conflict, ...], everyone: tuple[Participant, ...]
) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Members and mediators: beside all parties of a conflict, who is none mediates."""
    ids = {p.actor_id for p in everyone}
    for conflict in conflicts:
        parties = {p.actor_id for p in conflict.parties if p.actor_id}
        if len(parties) > 1 and parties < ids:
            return everyone, tuple(p for p in everyone if p.actor_id not in parties)
        if parties and not parties & ids and len(everyone) > 1:
            return everyone, everyone
    return everyone, ()


def _write(
    setting: Setting,
    conflicts: tuple[Conflict, ...],
    *,
    name: str,
    mentions: tuple[Span, ...],
    members: tuple[Participant, ...],
    mediators: tuple[Participant, ...],
    table_id: str | None,
    rule: str,
    matter: str | None = None,
) -> Format:
    conflict = _conflict_of(conflicts, members, matter)
    evidence = [Evidence("name", mentions[:1], rule)]
    gaps = []
    for field, found, told_by, reason in (
        ("members", members, rule, "the text names no member of it"),
        ("mediators", mediators, f"{COMPONENT}:not-a-party", "the text does not tell who of them mediates"),
    ):
        if found:
            evidence.append(Evidence(field, tuple(p.span for p in found), told_by))
        else:
            gaps.append(Gap(field, reason))
    if conflict is not None:
        evidence.append(Evidence("conflict_id", conflict.mentions[:1], f"{COMPONENT}:parties"))
    return Format(
        id=content_id("format", setting.report.id, table_id or name.lower()),
        name=name,
        mentions=tuple(sorted(mentions)),
        provenance=Provenance(
            setting.report.id, tuple(sorted(mentions)), COMPONENT, setting.run_id, 0.95 if table_id else 0.6
        ),
        members=members,
        mediators=mediators,
        table_id=table_id,
        conflict_id=conflict.id if conflict else None,
        evidence=tuple(evidence),
        gaps=tuple(gaps),
    )


def _conflict_of(
    conflicts: tuple[Conflict, ...], members: tuple[Participant, ...], matter: str | None
) -> Conflict | None:
    """The conflict that the table gives, or whose parties sit in the channel; of one conflict only, the channel is about it."""
    known = [c for c in conflicts if matter is not None and c.table_id == matter]
    if known:
        return known[0]
    ids = {p.actor_id for p in members}
    fitting = [c for c in conflicts if c.parties and {p.actor_id for p in c.parties} <= ids]
    if fitting:
        return fitting[0]
    return conflicts[0] if len(conflicts) == 1 else None
