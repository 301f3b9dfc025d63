"""Entities as the record's actors: what the tables and the report's own country add, and the code on the report's day.

Entities that the text has told all it can about come in; actors with codes, or with gaps, go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.model import Actor, Evidence, Gap, PlaceMention, Provenance, Span
from dragoman.understand.memory import Entity
from dragoman.understand.phrases import Phrase, Text
from dragoman.vocab.actor_table import ActorTable, KnownActor
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.posts import states_having
from dragoman.vocab.sectors import load_sectors
from dragoman.vocab.tokens import SUBJECTS

COMPONENT = "actor.resolve.v1"
# A report is about one country when that many of its names of states and places, and that share of them, are that country's.
_CONTEXT_MENTIONS = 2
_CONTEXT_SHARE = 0.6
_FILED_SHARE = 0.4
# It is about two countries that the text pairs when the other has that share of the names of the first.
_PAIR_SHARE = 1 / 3
# A state that is named that many times as often as the main one competes with it.
_RIVAL_SHARE = 0.75
# Of the states that have an office, the one meant is named that many times as often as any other.
_POST_SHARE = 3
# Sectors of those who have ranks too.
_ARMED = frozenset({"MIL", "GOVMIL", "REB", "PRM"})
# How many sentences, with the headline, are a report's lead; prepositions of a scene.
_LEAD = 3
_AT = frozenset({"in", "at", "near", "outside", "inside"})

# A state, and the words that speak for it.
Country = tuple[KnownActor, tuple[Span, ...]]


def find_states(text: Text, phrases: Sequence[Phrase]) -> dict[str, set[Span]]:
    """The states that the report's names of states, places, parties, organs and leaders belong to, by their ids, each with those names."""
    named = list(_states_named(text, phrases))
    venues = [mention.span for mention in text.analysis.places if _is_venue(text, mention)]
    # A report on talks in a town abroad is not about that town's state, where it names another.
    apart = [(key, span) for key, span in named if not any(venue.overlaps(span) for venue in venues)]
    found: dict[str, set[Span]] = {}
    for key, span in apart or named:
        found.setdefault(key, set()).add(span)
    return found


def _states_named(text: Text, phrases: Sequence[Phrase]) -> Iterator[tuple[str, Span]]:
    table = text.table.actors
    topics = {text.tokens[index].span.start for index in text.topics}
    for phrase in phrases:
        known = phrase.known if phrase.known is not None and phrase.known.kind == "state" else phrase.owner
        if known is not None and known.kind == "state":
            at = phrase.owner_at if known is phrase.owner and phrase.owner_at else phrase.core
            yield known.id, text.span(*at)
        home = _home_of(phrase.known, table)
        if home is not None:
            yield home, text.span(*phrase.core)
    for mention in text.analysis.places:
        home = f"state:{mention.place.country}" if mention.place else ""
        if home in table and mention.span.start not in topics:
            yield home, mention.span


def _is_venue(text: Text, mention: PlaceMention) -> bool:
    """Whether a town only tells where others talk: "talks resumed in Rome", "the Rome talks", "the Rome initiative"."""
    if mention.place is None or mention.place.precision != "city":
        return False
    inside = text.analysis.tokens_in(mention.span)
    talking = word_classes()["talk"] | word_classes()["mediation"]
    token = inside[-1] if inside else None
    if token is None:
        return False
    head = text.tokens[token.head]
    if token.dep in {"compound", "nmod", "amod"}:
        return head.lemma.lower() in talking
    if token.dep != "pobj" or head.lemma.lower() not in _AT:
        return False
    above = text.tokens[head.head]
    sentence = text.analysis.sentence_tokens(text.analysis.sentences[token.sentence])
    subjects = (other for other in sentence if other.head == above.index and other.dep in SUBJECTS)
    return any(word.lemma.lower() in talking for word in (above, *subjects))


def _home_of(known: KnownActor | None, table: Mapping[str, KnownActor]) -> str | None:
    """The id of the state whose party or organ it is, or whose leader."""
    if known is None or known.kind not in {"party", "organ", "person"}:
        return None
    home = known.of if known.kind == "person" else f"state:{known.country}"
    return home if home is not None and home in table and table[home].kind == "state" else None


def find_filed(text: Text) -> tuple[str, Span] | None:
    """The id of the state where the dateline says that the report was filed, and the dateline's words."""
    dateline = text.report.dateline
    if dateline is None:
        return None
    within = (m.place for m in text.analysis.places if dateline.span.covers(m.span))
    return next(((f"state:{place.country}", dateline.span) for place in within if place and place.country), None)


def find_main_country(
    states: Mapping[str, set[Span]],
    *,
    table: ActorTable,
    pairs: Sequence[tuple[str, str]],
    filed: tuple[str, Span] | None = None,
) -> Country | None:
    """The state that most of the names belong to, with the first of them; none where the text pairs it with one that is named often too.

    `states` are those that the report names, `pairs` the ids of actors that it names as one ("UK-France talks"). The state where it was `filed` counts once more than it is named elsewhere,
    and where it is named most no other state takes its place; one that the dateline alone names is not what a report on another is about.
    """
    key_filed, dateline = filed if filed is not None else ("", Span(0, 0))
    counts = {key: sum(not dateline.covers(span) for span in spans) for key, spans in states.items()}
    if key_filed in counts and (counts[key_filed] or len(counts) == 1):
        counts[key_filed] += 1 + (len(counts) == 1)
    best = max(counts, key=lambda key: (counts[key], key), default=None)
    if best is None:
        return None
    most = counts[best]
    share = _FILED_SHARE if best == key_filed else _CONTEXT_SHARE
    if most < _CONTEXT_MENTIONS or most < share * sum(counts.values()):
        return None
    if best == key_filed:
        return table.actors[best], (min(states[best]),)
    others = {one for pair in pairs if best in pair for one in pair if one != best}
    if any(len(states.get(one, ())) >= _PAIR_SHARE * most for one in others):
        return None
    return table.actors[best], (min(states[best]),)


def has_rival(states: Mapping[str, set[Span]], main: Country | None) -> bool:
    """Whether a report names another state nearly as often as the one that it is about."""
    if main is None:
        return False
    own = len(states.get(main[0].id, ()))
    return any(key != main[0].id and len(spans) >= _RIVAL_SHARE * own for key, spans in states.items())


def find_home(text: Text, phrases: Sequence[Phrase]) -> Country | None:
    """The one state whose organs a report names, where an armed group of that state is named too and none of another: it is at war with its own."""
    home = find_governing(text, phrases)
    known = [p.known for p in phrases if p.known is not None and p.known.kind == "armed-group"]
    if home is None or {f"state:{group.country}" for group in known} != {home[0].id}:
        return None
    return home


def find_governing(text: Text, phrases: Sequence[Phrase]) -> Country | None:
    """The one state whose organs a report names, with the first of its names for that."""
    public = discourse_words()["state_sectors"]
    organs = [p for p in phrases if p.sort == "organ" and p.noun is not None and p.noun.sector in public]
    owned = [(p.owner, text.span(*p.owner_at)) for p in organs if p.owner is not None and p.owner_at is not None]
    states = {owner.id: owner for owner, _ in owned if owner.kind == "state"}
    if len(states) != 1:
        return None
    ((key, state),) = states.items()
    return state, (min(span for owner, span in owned if owner.id == key),)


def find_risen(entities: Iterable[Entity], table: ActorTable) -> Country | None:
    """The one state whose rebels a report names, by the state's name or a group's of its own: "Kenyan rebels", "the M7"."""
    found: dict[str, Span] = {}
    for entity in entities:
        group = entity.known if entity.kind == "armed-group" else None
        own = entity.owner if entity.sector in load_sectors().rebels else None
        key = f"state:{group.country}" if group is not None else own.id if own is not None else ""
        if entity.mentions and key in table.actors and table.actors[key].kind == "state":
            found.setdefault(key, entity.mentions[0])
    if len(found) != 1:
        return None
    ((key, span),) = found.items()
    return table.actors[key], (span,)


def find_scene(text: Text, phrases: Sequence[Phrase], states: Mapping[str, set[Span]]) -> Country | None:
    """The one state that a report names, and names once: where its lead says that something was there ("in Cairo"), or that an organ of that state did it."""
    spans = [span for found in states.values() for span in found]
    if len(spans) != 1:
        return None
    (key,), span = states, spans[0]
    state = text.table.actors[key]
    at = next((token.index for token in text.tokens if token.span.end == span.end), None)
    if at is None or text.tokens[at].sentence >= _LEAD:
        return None
    public = (p for p in phrases if p.noun is not None and p.noun.sector in discourse_words()["state_sectors"])
    acts = any(p.owner is state and p.owner_at and text.span(*p.owner_at) == span for p in public)
    there = text.tokens[at].dep == "pobj" and text.lower(text.tokens[at].head) in _AT
    # A town may be taken for another of its name: what the table knows is safe.
    named = state in text.table.lookup(span.of(text.report.text))
    return (state, (span,)) if named and (acts or there) else None


def find_held(entities: Iterable[Entity]) -> dict[tuple[str, str], Entity]:
    """Who holds an office by the text itself, by whom it serves and its name: "President X" is the president, and nobody else is."""
    held: dict[tuple[str, str], Entity] = {}
    for entity in entities:
        told = entity.kind == "person" and entity.key[0] != "office" and entity.sector != "ELI"
        if told and entity.serves and entity.role:
            held.setdefault((entity.serves, entity.role.casefold()), entity)
    return held


def add_from_tables(
    entity: Entity, table: ActorTable, day: str | None, held: Mapping[tuple[str, str], Entity] | None = None
) -> None:
    """What the text leaves open about a person whom the table knows, as of the report's day; without a day he has no office that is `held` by another."""
    known = entity.known
    if known is None or known.kind != "person" or not entity.mentions:
        return
    other = (held or {}).get((known.of or "", (known.role or "").casefold()), entity)
    undated = day is None and other is entity
    serves = any(dated.holds_on(day) and dated.code[3:] != "ELI" for dated in known.codes[:-1]) or undated
    where = (entity.mentions[0],)
    if entity.owner is None and known.of:
        entity.owner = table.actors[known.of]
        entity.facts.append(("affiliation", where, "actor.leaders-table.v1"))
    if entity.role is None and serves and known.role:
        entity.role = known.role
        entity.facts.append(("role", where, "actor.leaders-table.v1"))
    if entity.sector is None:
        entity.sector = "GOV" if serves else "ELI"
        entity.facts.append(("sector", where, "actor.leaders-table.v1"))


def add_state_of_post(entity: Entity, table: ActorTable, states: Mapping[str, set[Span]]) -> None:
    """The state of an office or body that only some states have: the only one, or the one of them that the report names far more than the others, or none of all."""
    having = states_having(entity.role or "") or states_having(entity.post)
    if having is None or entity.owner is not None or entity.known is not None:
        return
    entity.abroad = True
    named = sorted(((len(states[key]), key) for key in having if key in states), reverse=True)
    if len(having) > 1 and (not named or (len(named) > 1 and named[0][0] < _POST_SHARE * named[1][0])):
        return
    best = named[0][1] if named else having[0]
    entity.owner = table.actors[best]
    entity.confidence = min(entity.confidence, 0.5)
    entity.facts.append(("country", (min(states.get(best, entity.mentions)),), "actor.post.v1"))


def settle_rank(entity: Entity, entities: Iterable[Entity]) -> None:
    """Of a sergeant or captain, told by the rank alone, that he is police, in a report that names police and no army."""
    if not entity.ranked or entity.sector != "MIL":
        return
    sectors = {other.sector for other in entities if other.kind != "person"}
    if "COP" in sectors and sectors.isdisjoint(_ARMED):
        entity.sector = "COP"


def add_context(entity: Entity, main_country: Country | None) -> None:
    """The country of an office or organ of state, of what the state owns or of who rises against it, where the report is about one country only."""
    if (
        entity.owner is not None
        or entity.known is not None
        or entity.abroad
        or not (entity.public or entity.sector in discourse_words()["state_sectors"] | load_sectors().rebels)
        or not entity.mentions
    ):
        return
    if main_country is None or entity.key[0] == "collective" or entity.members or entity.kind == "publisher":
        return
    state, spans = main_country
    entity.owner = state
    entity.confidence = min(entity.confidence, 0.5)
    entity.facts.append(("country", spans, "actor.context-country.v1"))


def make_actor(entity: Entity, ids: Mapping[tuple[str, ...], str], text: Text, day: str | None, run_id: str) -> Actor:
    """The entity as an actor of the record; `ids` are those of all entities, by key."""
    code, country, gaps = _code(entity, text.table, day)
    spans = tuple(sorted(set(entity.mentions)))
    facts = [("name", spans[:1], COMPONENT)] if spans else []
    facts += entity.facts
    if entity.known is not None and spans:
        facts.append(("code", spans[:1], f"actor.table.v1:{text.table.policy}"))
    elif code and facts:
        facts.append(
            (
                "code",
                tuple(sorted({span for f in facts if f[0] in {"country", "sector"} for span in f[1]})),
                COMPONENT,
            )
        )
    owner = entity.owner
    return Actor(
        id=ids[entity.key],
        name=entity.name,
        kind=entity.kind,
        mentions=spans,
        provenance=Provenance(text.report.id, spans, COMPONENT, run_id, entity.confidence),
        code=code,
        country=country,
        sector=entity.sector,
        role=entity.role,
        affiliation=owner.name if owner else entity.affiliation,
        on=day,
        table_id=entity.known.id if entity.known else None,
        members=tuple(ids[key] for key in entity.members),
        evidence=tuple(Evidence(name, where, rule) for name, where, rule in facts if where),
        gaps=(*entity.gaps, *gaps),
    )


def _code(entity: Entity, table: ActorTable, day: str | None) -> tuple[str | None, str | None, list[Gap]]:
    """CAMEO code and country: of the table, or the owner's code with the sector behind."""
    where = tuple(entity.mentions[:1])
    if any(gap.field == "code" for gap in entity.gaps) and entity.known is None and entity.owner is None:
        return None, None, []
    known = entity.known
    if known is not None and entity.kind not in {"people", "person"}:
        code = known.code_on(day)
        gaps = [] if code else [Gap("code", "the table has no code for it on this day", where)]
        return code, known.country, gaps
    owner = entity.owner or (known if entity.kind == "people" else None)
    if owner is None and known is not None:
        return known.code_on(day), known.country, []
    if owner is not None:
        if owner.kind == "people":
            return _code_of_people(owner, entity, table, day)
        base = owner.code_on(day) or ""
        if owner.kind != "state":
            return base or None, owner.country, [] if base else [Gap("code", f"{owner.name} has no code", where)]
        sector = entity.sector or ""
        return base + sector, owner.country, []
    if entity.region is not None:
        return entity.region + (entity.sector or ""), None, []
    if entity.sector:
        return entity.sector, None, [Gap("country", "the text names no country with it", where)]
    return None, None, [Gap("code", "neither office nor country is in the text or the table", where)]


def _code_of_people(
    owner: KnownActor, entity: Entity, table: ActorTable, day: str | None
) -> tuple[str | None, str | None, list[Gap]]:
    """Of a people's fighters or leaders, the people's state and what they are."""
    state = table.actors.get(f"state:{owner.country}")
    base = (state.code_on(day) or "") if state else ""
    sector = entity.sector or owner.sector or ""
    gaps = [] if base else [Gap("country", f"{owner.name} live in several states", tuple(entity.mentions[:1]))]
    return base + sector or None, owner.country, gaps
