"""Events: who did what to whom, out of a report's analysis, its statements and its standings.

Every frame that the lexicon finds becomes an event when a political actor stands on at least one side; plain comments (root 01) are
statements, not events. Each field carries the words or the rule behind it; what the text does not say is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.coding.clauses import Clauses, prepositions, read_clauses
from dragoman.coding.frames import Frame, find_frames
from dragoman.coding.merging import merge_tellings
from dragoman.coding.modality import judge_modality
from dragoman.coding.participants import NOBODY, OWNER, PARTNER, STRUCK, index_actors, participants_of
from dragoman.coding.setting import Setting, place_of, standing_of, statement_around, time_of
from dragoman.coding.typers import EventTyper, frame_confidence
from dragoman.model import (
    Analysis,
    Conflict,
    Event,
    Evidence,
    Gap,
    Modality,
    Participant,
    Provenance,
    Report,
    Span,
    Standing,
    Statement,
    content_id,
)
from dragoman.vocab.cameo import cameo_label, quad_of
from dragoman.vocab.goldstein import DEFAULT_TABLE, goldstein_of
from dragoman.vocab.lexicon import LEXICON, shift_code, word_classes
from dragoman.vocab.plover import contexts_among, plover_of

COMPONENT = "event.coder.v1"
_OFFERS = frozenset({"offer", "ready", "willing", "prepared", "propose", "readiness", "willingness", "volunteer"})
_FACTS = frozenset({"agree", "accept", "consent", "accede", "approve", "undertake"})
# Talks, visits, praise, cooperation and aid are between two: with one side only they are a figure of speech more often than a deed.
_BETWEEN = frozenset({"04", "05", "06", "07"})
_VIOLENT = frozenset({"18", "19", "20"})
_PEOPLES = frozenset({"14", "17", "18", "19", "20"})
_MILD = frozenset({"should", "ought", "needs", "need"})
_FORCED = frozenset({"0874", "192"})
_FORCES = frozenset({"MIL", "REB", "INS", "SEP", "UAF", "GOV", "COP", "PKO", "SPY"})
_STAY_AT_HOME = frozenset({"CVL", "MED", "BUS", "EDU", "CRM"})
_HOSTILE = frozenset({"14", "16", "18", "19", "20"})
_MEDIATION = frozenset({"045", "039", "038", "028", "108", "126", "135", "165"})


@dataclass(frozen=True, slots=True)
class _Coder(Setting):
    """The report's setting, and what types its events."""

    conflicts: tuple[Conflict, ...]
    typer: EventTyper | None
    goldstein_table: str


def code_events(
    report: Report,
    analysis: Analysis,
    *,
    statements: tuple[Statement, ...],
    standings: tuple[Standing, ...],
    run_id: str,
    conflicts: tuple[Conflict, ...] = (),
    typer: EventTyper | None = None,
    goldstein_table: str = DEFAULT_TABLE,
) -> tuple[Event, ...]:
    """The report's events in text order, each once however often it is told.

    Args: `standings` has one entry per sentence of `analysis`. `conflicts` tell between whom is mediated, and who fought or made truce
            where a clause names nobody. `typer` decides codes in the lexicon's place.
    Raises: VocabularyError if no Goldstein table has that name, or a typer gives a code that CAMEO lacks.
    """
    tree = read_clauses(analysis.tokens)
    actors = index_actors(report, analysis, tree)
    setting = _Coder(report, analysis, tree, actors, statements, standings, run_id, conflicts, typer, goldstein_table)
    coded = [(frame, event) for frame in find_frames(tree) if (event := _code_frame(setting, frame))]
    codes = {actor.id: actor.code or "" for actor in analysis.actors}
    return merge_tellings(_without_casualties(setting, coded), codes)


def _without_casualties(setting: _Coder, coded: list[tuple[Frame, Event]]) -> Iterator[Event]:
    """The events, but for those that only tell whom another deed of the sentence hurt: these give it its target."""
    harm = [_is_casualty(setting, frame, event) for frame, event in coded]
    for (frame, event), hurt in zip(coded, harm, strict=True):
        sentence = setting.tree.token(frame.trigger).sentence
        near = [
            (other, casualty)
            for (other_frame, other), casualty in zip(coded, harm, strict=True)
            if setting.tree.token(other_frame.trigger).sentence == sentence and other is not event
        ]
        if hurt and any(_hurts(other) and not casualty for other, casualty in near):
            continue
        victims = [other for other, casualty in near if casualty]
        if hurt or not victims or not _hurts(event):
            yield event
            continue
        spans = tuple(sorted({*event.tellings, *(victim.trigger for victim in victims)}))
        targets = event.targets or tuple(p for victim in victims for p in victim.targets)
        gaps = tuple(gap for gap in event.gaps if gap.field != "targets" or not targets)
        told = Evidence("targets", tuple(p.span for p in targets), f"{COMPONENT}:casualties")
        evidence = event.evidence if event.targets else (*event.evidence, told)
        yield replace(event, targets=targets, tellings=spans, gaps=gaps, evidence=evidence)


def _is_casualty(setting: _Coder, frame: Frame, event: Event) -> bool:
    return not event.sources and setting.tree.lemma(frame.trigger) in word_classes()["harm"] and _hurts(event)


def _hurts(event: Event) -> bool:
    return event.cameo[:2] in _VIOLENT and event.modality not in {"denied", "hypothetical", "conditional"}


def _code_frame(setting: _Coder, frame: Frame) -> Event | None:
    if _is_inside_name(setting, frame.trigger):
        return None
    sources, targets = _sides(setting, frame)
    if not sources and not targets:
        sources = targets = _belligerents(setting, frame)
    if not any(setting.actors.is_political(p) for p in (*sources, *targets)) and not (
        frame.deed[:2] == "14" and sources
    ):
        return None
    if _is_figure_of_speech(setting, frame, sources, targets) or not _can_do_it(setting, frame, sources):
        return None
    code, confidence, typed_by = _type(setting, frame, sources, targets)
    if code is None:
        return None
    modality, cues, modality_rule = _modality(setting, frame)
    code, modality, shift_rule = _shift(code, (modality, cues), frame)
    if _is_command(setting, frame, targets):
        code, modality, targets, shift_rule = frame.deed, "happened", (), "+command"
    if modality == "hypothetical" and not (sources and targets):
        return None
    if modality == "demanded" and not frame.family and code[:2] not in {"02", "10"}:
        family = "02" if any(span.of(setting.report.text).lower() in _MILD for span in cues) else "10"
        sources, targets, code, shift_rule = _demanded(setting, frame, sources, targets, code, family)
    if frame.deed[:2] == "18" and any(_sector(setting, p) == "MIL" for p in (*sources, *targets)):
        # Codebook, 18 and 19: what armed forces do, or what is done to them, is fighting rather than assault.
        code, shift_rule = shift_code("190", code[:2]) if frame.family else "190", f"{shift_rule}+armed-forces"
    if "01" in {code[:2], frame.deed[:2]} or not (_is_public(setting, sources, targets) or code[:2] in _PEOPLES):
        return None
    return _event(
        setting,
        frame,
        sources=sources,
        targets=targets,
        code=code,
        confidence=confidence,
        rule=typed_by + shift_rule,
        modality=(modality, cues, modality_rule),
    )


def _can_do_it(setting: _Coder, frame: Frame, sources: tuple[Participant, ...]) -> bool:
    """Whether the doer is of a kind that does such things: land is left and taken by forces, visits are paid by officials."""
    actors = [setting.actors.actors.get(p.actor_id or "") for p in sources]
    codes = [actor.code or "" for actor in actors if actor is not None]
    if frame.deed in _FORCED:
        return not codes or any(len(code) == 3 or code[-3:] in _FORCES for code in codes)
    if frame.deed == "042":
        return any(code and code[-3:] not in _STAY_AT_HOME for code in codes)
    return True


def _demanded(
    setting: _Coder,
    frame: Frame,
    sources: tuple[Participant, ...],
    targets: tuple[Participant, ...],
    code: str,
    family: str,
) -> tuple[tuple[Participant, ...], tuple[Participant, ...], str, str]:
    """What somebody says must be done is that speaker's demand to the doer, what should be his appeal; the publisher's own "must" stays the deed."""
    said = statement_around(setting, setting.tree.token(frame.trigger).span)
    doers = {p.actor_id or p.name for p in sources}
    if said is None or not said.source or doers & {p.actor_id or p.name for p in said.source}:
        return sources, targets, code, ""
    return said.source, sources or targets, shift_code(code, family), "+demanded"


def _is_command(setting: _Coder, frame: Frame, targets: tuple[Participant, ...]) -> bool:
    """Whether somebody orders forces of his own to do it: that is his deed."""
    commands = setting.tree.lemma(frame.trigger) in word_classes()["command"]
    forces = all(_sector(setting, p) in {"MIL", "COP"} for p in targets)
    return commands and forces and bool(targets) and "15" <= frame.deed[:2] <= "20"


def _sector(setting: _Coder, participant: Participant) -> str:
    actor = setting.actors.actors.get(participant.actor_id or "")
    return (actor.code or "")[-3:] if actor else ""


def _is_public(setting: _Coder, sources: tuple[Participant, ...], targets: tuple[Participant, ...]) -> bool:
    """Whether somebody other than private citizens takes part."""
    return any(setting.actors.is_political(p) and _sector(setting, p) != "CVL" for p in (*sources, *targets))


def _is_figure_of_speech(
    setting: _Coder, frame: Frame, sources: tuple[Participant, ...], targets: tuple[Participant, ...]
) -> bool:
    """With one side only, a bare noun is seldom a deed told, save violence; and talks, visits or trade are seldom one at all."""
    if sources and targets:
        return False
    if frame.family and frame.embedded is None:
        return not (frame.alone and sources)
    noun = setting.tree.token(frame.trigger).pos in {"NOUN", "PROPN"} and len(frame.words) == 1
    root = frame.deed[:2]
    if noun:
        return not ((root in _VIOLENT and not frame.reciprocal) or frame.code in _MEDIATION)
    return root in _BETWEEN and root != "07" and frame.code not in _MEDIATION and not (frame.alone or frame.family)


def _is_inside_name(setting: _Coder, trigger: int) -> bool:
    token = setting.tree.token(trigger)
    return token.pos == "PROPN" and (trigger in setting.actors.names or trigger in setting.actors.inside)


def _sides(setting: _Coder, frame: Frame) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    sources = participants_of(setting.actors, frame.sources, inward=OWNER if frame.deed[:2] == "14" else NOBODY)
    reach = OWNER if frame.code[:2] == "11" else PARTNER if frame.deed[:2] in _BETWEEN else STRUCK
    targets = participants_of(setting.actors, frame.targets, inward=reach)
    if frame.code in _MEDIATION:
        named = tuple(p for p in targets if _is_party(setting, p))
        targets = named if len(named) > 1 else _disputants(setting, frame) or named
    elif not targets and frame.owners and not frame.reciprocal:
        owned = participants_of(setting.actors, frame.owners, inward=reach)
        targets = owned if frame.embedded is None or not frame.targets else ()
    if not targets and frame.code[:2] in {"11", "12"}:
        blamed = [
            noun for name, noun in prepositions(setting.tree, frame.trigger) if name in {"by", "over", "at", "in"}
        ]
        targets = participants_of(setting.actors, blamed)
    known = {p.actor_id or p.name for p in sources}
    others = tuple(p for p in targets if (p.actor_id or p.name) not in known)
    if frame.reciprocal and not others:
        both = sources if len(sources) > 1 else ()
        return sources, both
    if frame.reciprocal and not sources and len(others) > 1:
        return others, others
    return sources, others


def _disputants(setting: _Coder, frame: Frame) -> tuple[Participant, ...]:
    """Between whom is mediated, where the sentence names their conflict."""
    sentence = setting.sentence(frame.trigger).span
    for conflict in setting.conflicts:
        if len(conflict.parties) > 1 and any(sentence.covers(mention) for mention in conflict.mentions):
            return conflict.parties
    return ()


def _belligerents(setting: _Coder, frame: Frame) -> tuple[Participant, ...]:
    """Who fought, talked or made truce in the history that the report recalls, where only one conflict can be meant."""
    told = [conflict for conflict in setting.conflicts if len(conflict.parties) > 1]
    recalled = setting.standings[setting.tree.token(frame.trigger).sentence] == "background"
    return told[0].parties if frame.reciprocal and recalled and len(told) == 1 else ()


def _is_party(setting: _Coder, participant: Participant) -> bool:
    actor = setting.actors.actors.get(participant.actor_id or "")
    if actor is None:
        return setting.actors.is_political(participant)
    return actor.kind in {"state", "armed-group", "people", "organ", "party"}


def _type(
    setting: _Coder, frame: Frame, sources: tuple[Participant, ...], targets: tuple[Participant, ...]
) -> tuple[str | None, float, str]:
    if setting.typer is None:
        return frame.code, frame_confidence(frame, bool(sources) + bool(targets)), frame.rule
    sentence = setting.analysis.sentences[setting.tree.token(frame.trigger).sentence]
    answers = setting.typer.type_relation(
        setting.analysis.sentence_tokens(sentence),
        sources[0].span if sources else None,
        targets[0].span if targets else None,
        frame.trigger,
    )
    if not answers:
        return None, 0.0, setting.typer.component
    code, confidence = answers[0]
    cameo_label(code)
    return code, confidence, setting.typer.component


def _modality(setting: _Coder, frame: Frame) -> tuple[Modality, tuple[Span, ...], str]:
    """The main verb's modality; where that only says that it happened, what the operator's family means."""
    modality, spans, rule = judge_modality(setting.tree, frame.trigger)
    if modality not in {"happened", "ongoing"} or not frame.family:
        return modality, spans, rule
    lemma = setting.tree.lemma(frame.trigger)
    by_family: dict[str, Modality] = {"02": "demanded", "10": "demanded", "13": "threatened", "03": "announced"}
    if lemma in _FACTS or frame.family not in by_family:
        return modality, spans, rule
    meant: Modality = "offered" if lemma in _OFFERS else by_family[frame.family]
    return meant, (setting.tree.token(frame.trigger).span,), f"{LEXICON}:family-{frame.family}"


def _shift(code: str, judged: tuple[Modality, tuple[Span, ...]], frame: Frame) -> tuple[str, Modality, str]:
    """CAMEO's own families for what is only offered or threatened; a hostile deed that is announced is a threat.

    What will be done under a condition is offered or threatened too; the deed of the if-clause itself is not.
    """
    modality, cues = judged
    if frame.family == "12" and frame.deed[:2] in _HOSTILE:
        # To refuse to threaten or to strike is not to do it.
        return frame.deed, "denied", "+refused"
    if frame.family:
        return code, modality, ""
    root = code[:2]
    promised = modality == "conditional" and len(cues) > 1
    if root in {"04", "05", "06", "07", "08"} and (modality in {"offered", "announced"} or promised):
        return shift_code(code, "03"), modality, f"+{modality}"
    if root in _HOSTILE and (modality in {"threatened", "announced"} or promised):
        return shift_code(code, "13"), "conditional" if promised else "threatened", f"+{modality}"
    return code, modality, ""


def _event(
    setting: _Coder,
    frame: Frame,
    *,
    sources: tuple[Participant, ...],
    targets: tuple[Participant, ...],
    code: str,
    confidence: float,
    rule: str,
    modality: tuple[Modality, tuple[Span, ...], str],
) -> Event:
    tree, report = setting.tree, setting.report
    trigger = tree.token(frame.trigger)
    words = tuple(sorted(tree.token(word).span for word in frame.words))
    standing, standing_rule, standing_spans = standing_of(setting, frame.trigger)
    voice, voice_evidence = _voice(setting, trigger.span)
    time, time_evidence, time_gaps = time_of(setting, frame.trigger)
    place, place_evidence, place_gaps = place_of(setting, dict.fromkeys([*frame.words, *frame.targets]))
    plover = plover_of(code)
    goldstein = goldstein_of(code, table=setting.goldstein_table)
    sentence = setting.analysis.sentences[trigger.sentence]
    shown = contexts_among(token.lemma.lower() for token in setting.analysis.sentence_tokens(sentence))
    evidence = [
        Evidence("cameo", words, rule),
        *([Evidence("sources", tuple(p.span for p in sources), f"{COMPONENT}:arguments")] if sources else []),
        *([Evidence("targets", tuple(p.span for p in targets), f"{COMPONENT}:arguments")] if targets else []),
        Evidence("modality", modality[1], modality[2]),
        Evidence("standing", standing_spans, standing_rule),
        voice_evidence,
        *time_evidence,
        *place_evidence,
    ]
    if goldstein.code not in {None, code}:
        evidence.append(Evidence("goldstein", (), f"goldstein.{goldstein.table}:parent-{goldstein.code}"))
    return Event(
        id=content_id("event", report.id, code, trigger.span.start, trigger.span.end, standing, voice),
        cameo=code,
        label=cameo_label(code),
        plover=plover.type,
        mode=plover.mode,
        contexts=tuple(dict.fromkeys([*plover.contexts, *shown])),
        quad=quad_of(code),
        goldstein=goldstein.value,
        goldstein_table=goldstein.table,
        sources=sources,
        targets=targets,
        trigger=trigger.span,
        modality=modality[0],
        standing=standing,
        voice=voice,
        provenance=Provenance(
            report.id,
            tuple(sorted({*words, *(p.span for p in (*sources, *targets))})),
            COMPONENT,
            setting.run_id,
            confidence,
        ),
        time=time,
        place=place,
        evidence=tuple(evidence),
        gaps=(*_side_gaps(frame, tree, sources, targets), *time_gaps, *place_gaps),
    )


def _side_gaps(
    frame: Frame, tree: Clauses, sources: tuple[Participant, ...], targets: tuple[Participant, ...]
) -> list[Gap]:
    gaps = []
    for field, found, heads in (("sources", sources, frame.sources), ("targets", targets, frame.targets)):
        if not found:
            reason = "the words name no actor that can be told" if heads else "the clause does not say"
            gaps.append(Gap(field, reason, tuple(tree.token(head).span for head in heads)))
    return gaps


def _voice(setting: _Coder, trigger: Span) -> tuple[str, Evidence]:
    """The innermost statement whose content holds the trigger; otherwise the publisher speaks."""
    innermost = statement_around(setting, trigger)
    if innermost is None:
        return "publisher", Evidence("voice", (trigger,), f"{COMPONENT}:outside-statements")
    spans = tuple(p.span for p in innermost.source) + innermost.cue
    return innermost.id, Evidence("voice", spans, f"{COMPONENT}:inside-statement")
