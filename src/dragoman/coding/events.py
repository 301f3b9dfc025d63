"""Events: who did what to whom, out of a report's analysis, its statements and its standings.

Every frame that the lexicon finds becomes an event when a political actor stands on at least one side; plain comments (root 01) are
statements, not events. Each field carries the words or the rule behind it; what the text does not say is a gap.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from dragoman.coding.casualties import as_harm_told_before, as_one_blow, without_casualties
from dragoman.coding.clauses import Clauses, is_infinitive, is_passive, subjects
from dragoman.coding.confidence import with_confidence
from dragoman.coding.frames import Frame, find_frames, points_back
from dragoman.coding.meaning import Meaning, is_supposed, read_meaning
from dragoman.coding.merging import (
    as_blamed,
    as_claimed,
    as_done_to_the_same,
    as_one_refusal,
    as_one_word,
    as_told_before,
    merge_tellings,
)
from dragoman.coding.participants import participants_of
from dragoman.coding.roles import (
    around_blame,
    around_demand,
    bare_claim,
    claimants,
    doing_otherwise,
    lending_a_roof,
    objects_beside,
    on_their_side,
    receivers,
)
from dragoman.coding.seen import (
    RULE,
    complete_sides,
    deeds_of_frames,
    frames_of_deeds,
    in_seen_sense,
    is_doubted,
    is_sure,
    words_of_deed,
)
from dragoman.coding.setting import Setting, place_of, standing_of_deed, statement_around, time_of, voice_evidence
from dragoman.coding.sides import (
    Sides,
    find_sides,
    is_deed,
    is_figure,
    is_public,
    is_strife,
    sector_of,
    whom_it_may_befall,
    without_doers,
    without_own,
)
from dragoman.model import (
    Conflict,
    Event,
    Evidence,
    Gap,
    Participant,
    Provenance,
    SeenDeed,
    Span,
    content_id,
)
from dragoman.vocab.cameo import cameo_label, quad_of
from dragoman.vocab.goldstein import goldstein_of
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.plover import contexts_among, plover_of
from dragoman.vocab.sectors import state_in

COMPONENT = "event.coder.v1"
# What is done by saying it: appeals, offers, demands, threats.
_BY_WORDS = frozenset({"02", "03", "10", "13"})
# Ties and envoys, aid, talks, monitors.
_BY_STATES = frozenset({"161", "162", "164", "166"})
# What names whoever only stands around a deed.
_AROUND = (around_blame, around_demand, objects_beside, lending_a_roof, on_their_side, receivers)
# How sure an event is is weighed when all its tellings are together.
_NOT_WEIGHED = 0.0
# What is told without "will", "would" or "no"; of anything else a word of the lexicon is too little to go by.
_PLAIN = frozenset({"happened", "demanded"})


def code_events(setting: Setting, *, conflicts: tuple[Conflict, ...] = ()) -> tuple[Event, ...]:
    """The report's events in text order, each once however often it is told.

    Args: `conflicts` tell between whom is mediated, and who fought or made truce where a clause names nobody.
    """
    tree, analysis = setting.tree, setting.analysis
    told = deeds_of_frames(tree, find_frames(tree), analysis.deeds)
    # What one of a frame's words tells is told by the frame.
    words = {word for frame, _ in told for word in frame.told_by}
    known = {deed.trigger for deed in analysis.deeds if not words.isdisjoint(words_of_deed(tree, deed))}
    known |= {deed.trigger for _, deed in told if deed}
    sure = [(f, deed) for f, deed in told if not is_doubted(analysis, tree.token(f.trigger).sentence)]
    sure += frames_of_deeds(tree, (deed for deed in analysis.deeds if deed.trigger not in known))
    sure.sort(key=lambda pair: pair[0].trigger)
    coded = [(frame, event) for frame, deed in sure if (event := _code_frame(setting, frame, deed, conflicts))]
    codes = {actor.id: actor.code or "" for actor in analysis.actors}
    once = as_told_before(tree, as_one_word(tree, as_one_blow(tree, as_one_refusal(coded))))
    once = as_harm_told_before(tree, once, codes)
    once = as_blamed(tree, as_done_to_the_same(tree, as_claimed(tree, once, _claims(setting))))
    report = setting.report
    lead = report.paragraphs[0] if report.paragraphs else None
    told_once = without_casualties(tree, once, codes)
    events = merge_tellings(told_once, codes, headline=report.headline_span, lead=lead)
    return tuple(with_confidence(event, analysis) for event in events)


def _claims(setting: Setting) -> list[tuple[int, tuple[Participant, ...]]]:
    """The words by which somebody takes what was told before upon himself, and who does."""
    words = [t.index for t in setting.tree.tokens if t.pos == "VERB" and bare_claim(setting.tree, t.index)]
    return [(word, participants_of(setting.actors, claimants(setting.tree, word))) for word in words]


def _code_frame(setting: Setting, frame: Frame, deed: SeenDeed | None, conflicts: tuple[Conflict, ...]) -> Event | None:
    if _is_inside_name(setting, frame.trigger) or _is_made_to(setting.tree, frame.trigger):
        return None
    if _is_epithet(setting.tree, frame.trigger):
        return None
    frame = in_seen_sense(setting.tree, frame, deed)
    sides = find_sides(setting, frame, conflicts)
    read: Collection[str] = ()
    if deed is not None and not points_back(setting.tree, frame):
        around = statement_around(setting, deed.trigger)
        barred = [participant.span for participant in around.source] if around is not None else []
        others = [*frame.sent, *frame.words]
        others += [word for beside in _AROUND for word in beside(setting.tree, frame.trigger)]
        barred += [setting.words(word) for word in others]
        wars = any(is_strife(setting.tree, doer) for doer in subjects(setting.tree, frame.trigger))
        doers = () if wars else deed.sources
        sides, read = complete_sides(sides, replace(deed, sources=doers), setting.actors, barred)
        sides = sides._replace(targets=whom_it_may_befall(setting, frame, sides.targets))
        sides = _without_bystanders(setting, frame, sides)
    sides = without_own(setting, frame, without_doers(frame, _by_whoever_tells(setting, frame, sides)))
    figure = deed is None and setting.analysis.judgements and is_figure(setting, frame, sides)
    if figure or is_supposed(setting, frame, sides) or not is_deed(setting, frame, sides, seen=is_sure(deed)):
        return None
    meaning = read_meaning(setting, frame, sides, frame.code)
    if "01" in {meaning.code[:2], frame.deed[:2]} or not is_public(setting, meaning.sides, meaning.code):
        return None
    if deed is None and setting.analysis.judgements and meaning.modality not in _PLAIN:
        return None
    if meaning.modality == "hypothetical" and not all(sides):
        return None
    if meaning.modality == "threatened" and not frame.family and not meaning.sides.sources:
        # A blow that somebody expects is nobody's threat.
        return None
    return _event(setting, frame, meaning, read)


def _without_bystanders(setting: Setting, frame: Frame, sides: Sides) -> Sides:
    """The sides without who does something else beside the deed; and, where nobody is told to have done what was suffered, without who only tells of it, unless that is to do it."""
    otherwise = [setting.words(word) for word in doing_otherwise(setting.tree, frame.trigger)]
    tellers = [] if frame.deed[:2] in _BY_WORDS else _tellers(setting, frame.trigger)
    others = [*otherwise, *tellers]
    return Sides(
        tuple(p for p in sides.sources if not any(map(p.span.overlaps, others))),
        tuple(p for p in sides.targets if not any(map(p.span.overlaps, otherwise))),
    )


def _by_whoever_tells(setting: Setting, frame: Frame, sides: Sides) -> Sides:
    """The sides; relations that a state's minister tells to be cut, by nobody named, with another state, his own state cuts: "the premier said that aid to Kenya was suspended"."""
    if sides.sources or frame.deed[:3] not in _BY_STATES or not is_passive(setting.tree, frame.trigger):
        return sides
    around = statement_around(setting, setting.tree.token(frame.trigger).span)
    states, others = (
        {state_in(actor.code or "") for p in side if (actor := setting.actors.actor_of(p)) is not None and actor.code}
        for side in (around.source if around is not None else (), sides.targets)
    )
    speak_for_it = around is not None and all(sector_of(setting, p) in {"", "GOV"} for p in around.source)
    abroad = len(states) == 1 and "" not in states and bool(others) and states.isdisjoint(others)
    return sides._replace(sources=around.source) if around is not None and speak_for_it and abroad else sides


def _is_epithet(tree: Clauses, trigger: int) -> bool:
    """Whether it only tells whose side somebody is on, who is told of for something else: "the government, | backed by Kenya"."""
    backed = tree.token(trigger).dep == "acl" and tree.token(trigger).tag == "VBN"
    return backed and tree.lemma(trigger) in word_classes()["backing"] and bool(tree.below(trigger, "agent"))


def _tellers(setting: Setting, trigger: int) -> list[Span]:
    """Who tells what somebody suffered by nobody named: "the ministry said that the truce was broken", "they spoke of arrested citizens"."""
    tree = setting.tree
    attribute = tree.token(trigger).dep == "amod" and tree.token(trigger).tag == "VBN"
    if tree.below(trigger, "agent") or not (attribute or is_passive(tree, trigger)):
        return []
    above = subjects(tree, _verb_above(tree, trigger)) if attribute else []
    around = statement_around(setting, tree.token(trigger).span)
    return [*map(setting.words, above), *(participant.span for participant in (around.source if around else ()))]


def _verb_above(tree: Clauses, index: int) -> int:
    """The nearest verb on which the word hangs; the top of its sentence where there is none."""
    head = tree.token(index).head
    while tree.token(head).pos != "VERB" and tree.token(head).head != head:
        head = tree.token(head).head
    return head


def _is_inside_name(setting: Setting, trigger: int) -> bool:
    token = setting.tree.token(trigger)
    return token.pos == "PROPN" and (trigger in setting.actors.names or trigger in setting.actors.inside)


def _is_made_to(tree: Clauses, trigger: int) -> bool:
    """Whether it only tells that somebody had to: "were | forced | to return fire"."""
    had_to = tree.lemma(trigger) in word_classes()["forcing"] and is_passive(tree, trigger)
    return had_to and any(is_infinitive(tree, verb) for verb in tree.below(trigger, "xcomp"))


def _event(setting: Setting, frame: Frame, meaning: Meaning, read: Collection[str]) -> Event:
    """The event with the evidence of each field; `read` names the sides that the reader filled."""
    code, tree, report = meaning.code, setting.tree, setting.report
    trigger = tree.token(frame.trigger)
    words = tuple(sorted(tree.token(word).span for word in frame.words))
    standing, standing_rule, standing_spans = standing_of_deed(setting, frame.trigger)
    around = statement_around(setting, trigger.span)
    voice = around.id if around is not None else "publisher"
    time, time_evidence, time_gaps = time_of(setting, frame.trigger)
    place, place_evidence, place_gaps = place_of(setting, dict.fromkeys([*frame.words, *frame.targets]))
    plover, goldstein = plover_of(code), goldstein_of(code, table=setting.goldstein)
    sentence = setting.analysis.sentence_tokens(setting.sentence(frame.trigger))
    shown = contexts_among(token.lemma.lower() for token in sentence)
    evidence = [
        Evidence("cameo", words, frame.rule + meaning.shift),
        *_side_evidence(meaning.sides, read),
        Evidence("modality", meaning.cues, meaning.rule),
        Evidence("standing", standing_spans, standing_rule),
        voice_evidence("voice", around, trigger.span, COMPONENT),
        *time_evidence,
        *place_evidence,
    ]
    if goldstein.code not in {None, code}:
        evidence.append(Evidence("goldstein", (), f"goldstein.{goldstein.table}:parent-{goldstein.code}"))
    spans = tuple(sorted({*words, *(p.span for side in meaning.sides for p in side)}))
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
        sources=meaning.sides.sources,
        targets=meaning.sides.targets,
        trigger=trigger.span,
        modality=meaning.modality,
        standing=standing,
        voice=voice,
        provenance=Provenance(report.id, spans, COMPONENT, setting.run_id, _NOT_WEIGHED),
        time=time,
        place=place,
        evidence=tuple(evidence),
        gaps=(*_side_gaps(tree, frame, meaning.sides), *time_gaps, *place_gaps),
    )


def _side_evidence(sides: Sides, read: Collection[str]) -> Iterator[Evidence]:
    for field, side in zip(sides._fields, sides, strict=True):
        if side:
            yield Evidence(field, tuple(p.span for p in side), RULE if field in read else f"{COMPONENT}:arguments")


def _side_gaps(tree: Clauses, frame: Frame, sides: Sides) -> Iterator[Gap]:
    for field, side, heads in zip(sides._fields, sides, (frame.sources, frame.targets), strict=True):
        if not side:
            reason = "the words name no actor that can be told" if heads else "the clause does not say"
            yield Gap(field, reason, tuple(tree.token(head).span for head in heads))
