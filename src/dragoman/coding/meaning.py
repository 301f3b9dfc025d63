"""What a deed means once it is seen how it is told: done, offered, demanded, threatened, ordered; and by whom.

A frame with its sides and its code come in; code, modality and sides go out as CAMEO's families have them: an offer to mediate is 039, "must withdraw" in
somebody's mouth is his demand, "will attack" a threat.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from dragoman.coding.agreement_nouns import ceased
from dragoman.coding.clauses import Clauses, operator_sense, prepositions, subjects
from dragoman.coding.frames import Frame
from dragoman.coding.modality import judge_modality, modal_class
from dragoman.coding.participants import key_of, participants_of
from dragoman.coding.predicates import DEMANDS, VIOLENT
from dragoman.coding.seen import RULE
from dragoman.coding.setting import Setting, is_ahead, statement_around, time_of
from dragoman.coding.sides import Sides, sector_of
from dragoman.model import Modality, Participant, Span
from dragoman.vocab.lexicon import LEXICON, event_lexicon, shift_code, word_classes
from dragoman.vocab.modality import load_modality
from dragoman.vocab.sectors import STATE_LETTERS, load_sectors, sector_in, state_in
from dragoman.vocab.tokens import FINITE

_HOSTILE = frozenset({"14", "16", "18", "19", "20"})
_ASSAULTS = frozenset({"180", "182"})
_FIGHT = "190"
_BOMBING, _FROM_THE_AIR = "183", "195"
_RALLIES, _COMPLAINT = frozenset({"140", "141"}), "114"
_WALKOUT = "143"
_KINDLY = frozenset({"03", "04", "05", "06", "07", "08"})
_YIELD, _TRUCE, _RELEASE = "08", "0871", "0841"
_BY_FORCE = frozenset({"15", "16", "17", "18", "19", "20"})
_DE_ESCALATION = "087"
_PRAISE, _HELP = "051", "070"
_OCCUPATION, _ARREST, _ABDUCTION = "192", "173", "181"
_HAS_TO = "modality.has-to.v1"
# Modal verbs, whose meaning hangs on who uses them.
_MODAL = frozenset({_HAS_TO, "modality.modal.v1", "modality.reported-future.v1"})
_MEANT = frozenset({"announced", "demanded", "threatened"})
_BY_NATURE = frozenset({"02", "03", "10", "13"})
_OF_STATE = frozenset({"GOV", "MIL"})
_UNREFUSED = frozenset({"denied", "hypothetical"})
_FIRST_PERSON = frozenset({"i", "we"})
_TALKED_OF = frozenset({"person", "igo", "organisation", "party", "publisher"})


class Meaning(NamedTuple):
    """A deed's code, sides and modality; `cues` and `rule` are the modality's evidence, `shift` says what changed the code."""

    code: str
    sides: Sides
    modality: Modality
    cues: tuple[Span, ...]
    rule: str
    shift: str


def read_meaning(setting: Setting, frame: Frame, sides: Sides, code: str) -> Meaning:
    """The deed `code` as it is told."""
    if _is_blow(setting, frame, sides):
        frame = replace(frame, deed=_FIGHT)
        code = shift_code(_FIGHT, frame.family) if frame.family else _FIGHT
    modality, cues, rule = _modality(setting, frame)
    if modality == "happened" and (day := _day_ahead(setting, frame.trigger)):
        modality, cues, rule = "announced", day, "modality.day-ahead.v1"
    mild = any(_is_mild(setting, span) for span in cues)
    if mild or rule in _MODAL:
        modality = _as_meant(setting, frame, sides, modality, rule)
    code, modality, shift = _shift(setting.tree, code, (modality, cues), frame)
    if (
        modality == "happened"
        and frame.deed == _RELEASE
        and setting.tree.lemma(frame.trigger) in word_classes()["decree"]
    ):
        # Who has a release ordered is not free yet.
        modality, shift = "announced", "+decreed"
    if _commands(setting, frame) and (own := _own_forces(setting, frame, sides)):
        sides = Sides(sides.sources, tuple(p for p in sides.targets if p not in own))
        if frame.deed[:2] in _BY_FORCE:
            code, modality, shift = frame.deed, "happened", "+command"
        elif frame.deed[:2] == _YIELD:
            # Who orders his troops to withdraw is about to.
            code, modality, shift = shift_code(frame.deed, "03"), "announced", "+command"
    elif _decrees(setting, frame, sides):
        # Who orders a deed of those who obey him does it.
        truce = frame.deed[:3] == _DE_ESCALATION
        done = truce or frame.deed[:2] in _BY_FORCE
        code = frame.deed if done else code
        modality, shift = ("happened", "+decreed") if done else (modality, shift)
    if (
        frame.family == "03"
        and len(sides.sources) > 1
        and frame.embedded is not None
        and ceased(setting.tree, frame.embedded)
    ):
        # Who agree to cease fire make a truce.
        code, modality, shift = _TRUCE, "happened", "+agreed"
    if modality == "demanded" and not frame.family and code[:2] not in DEMANDS:
        family = "02" if mild else "10"
        demanded = _demanded(setting, frame, sides)
        if demanded is not None:
            sides, code, shift = demanded, shift_code(code, family), "+demanded"
    if _is_only_asked(setting, frame, modality, rule):
        # To say that somebody must ask a third is to ask him.
        demanded = _demanded(setting, frame, sides) if sides.sources else None
        sides, code, shift = demanded or Sides((), ()), f"{frame.family}0", "+demanded"
    code, who = _by_whom(setting, frame, sides, code)
    return Meaning(code, sides, modality, cues, rule, shift + who)


def _day_ahead(setting: Setting, trigger: int) -> tuple[Span, ...]:
    """The words of a day to come that a noun tells of where no verb does: "More talks | next month"."""
    tree = setting.tree
    if tree.token(trigger).pos != "NOUN" or any(token.tag in FINITE for token in tree.sentence(trigger)):
        return ()
    day, evidence, _ = time_of(setting, trigger)
    return evidence[0].spans if is_ahead(setting, day) else ()


def _is_mild(setting: Setting, cue: Span) -> bool:
    """Whether what demands a deed only asks for it: "should", "called for", not "must", "insisted on"."""
    appeals = (
        entry.family == "02"
        for word in setting.tree.overlapping(cue)
        for entry in event_lexicon().get((word.lemma.lower(), "v"), ())
    )
    return cue.of(setting.report.text).lower() in load_modality().mild or any(appeals)


def _by_whom(setting: Setting, frame: Frame, sides: Sides, code: str) -> tuple[str, str]:
    """What a deed is when such people do it, and the rule that says so, empty where they change nothing."""
    who = ""
    if code == "190" and _is_of_words(setting, frame) and _are_politicians(setting, sides):
        code, who = "111", "+words"
    unarmed = bool(sides.sources) and all(_is_private(setting, p) for p in sides.sources)
    if code == "190" and unarmed and not _are_armed(setting, sides):
        # What private people do is no fighting; a strike of theirs is no strike of arms.
        strike = any(setting.tree.lemma(word) in word_classes()["walkout"] for word in frame.words)
        code, who = "143" if strike else "180", f"{who}+unarmed"
    if code == "191" and sides.sources and all(_is_of_a_crowd(setting, p) for p in sides.sources):
        # Who surrounds a building without arms demonstrates.
        code, who = "144", f"{who}+unarmed"
    if code in _RALLIES and sides.sources and all(_is_of_state(setting, p) for p in sides.sources):
        # A government that protests sends a note.
        code, who = _COMPLAINT, f"{who}+of-state"
    if code == _BOMBING and sides.sources and all(_is_of_state(setting, p) for p in sides.sources):
        code, who = _FROM_THE_AIR, f"{who}+of-state"
    if code in {"190", "180"} and _is_riot(setting, frame, sides):
        code, who = "145", f"{who}+riot"
    if code == _PRAISE and _is_charged(setting.tree, frame.trigger):
        # Whom somebody is accused of backing he helps.
        code, who = _HELP, f"{who}+charged"
    armed = load_sectors().armed - load_sectors().uniformed
    if code == "145" and sides.sources and all(sector_of(setting, p) in armed for p in sides.sources):
        # Armed men who storm a base do not riot.
        code, who = "190", f"{who}+armed"
    people = [actor is not None and actor.kind == "person" for actor in map(setting.actors.actor_of, sides.targets)]
    if code == _OCCUPATION and people and all(people):
        # Land is occupied; a man is taken.
        code, who = _ARREST, f"{who}+person"
    arrests = setting.tree.lemma(frame.trigger) in word_classes()["arrest"]
    if code == _ARREST and not arrests and sides.sources and all(sector_of(setting, p) in armed for p in sides.sources):
        # Rebels who seize somebody take him hostage.
        code, who = _ABDUCTION, f"{who}+armed"
    if frame.deed in _ASSAULTS and _are_armed(setting, sides):
        # Codebook, 18 and 19: what armed forces do, or what is done to them or to rebels, is fighting rather than assault.
        code, who = shift_code("190", code[:2]) if frame.family else "190", f"{who}+armed-forces"
    return code, who


def _is_blow(setting: Setting, frame: Frame, sides: Sides) -> bool:
    """Whether states or armed people strike: they lay down no work."""
    words = (word for word in (frame.trigger, *frame.words) if setting.tree.token(word).pos == "VERB")
    strikes = any(setting.tree.lemma(word) in word_classes()["walkout"] for word in words)
    doers = [setting.actors.actor_of(p) for p in sides.sources]
    armed = all(actor is not None and _bears_arms(actor.code or "") for actor in doers)
    return frame.deed == _WALKOUT and strikes and bool(doers) and armed


def _bears_arms(code: str) -> bool:
    """Whether a code is a state's or that of armed people; police lay down their work."""
    return sector_in(code) != "COP" and (len(code) == STATE_LETTERS or sector_in(code) in load_sectors().armed)


def _is_riot(setting: Setting, frame: Frame, sides: Sides) -> bool:
    """Whether the fighting is a clash with police: "injured in clashes with demonstrators"."""
    police = any(sector_of(setting, p) == "COP" for side in sides for p in side)
    crowd = any(_is_private(setting, p) or sector_of(setting, p) == "OPP" for side in sides for p in side)
    return police and crowd and any(setting.tree.lemma(word) in word_classes()["riot"] for word in frame.words)


def _is_charged(tree: Clauses, verb: int) -> bool:
    """Whether somebody is accused of backing others: "accused Kenya | of backing the rebels"."""
    of = tree.token(verb).head
    backs = tree.token(verb).dep == "pcomp" and tree.lemma(verb) in word_classes()["backing"]
    return backs and tree.lemma(of) == "of" and tree.lemma(tree.token(of).head) == "accuse"


def _is_of_words(setting: Setting, frame: Frame) -> bool:
    """Whether a word of fighting may be meant of words: no weapon is named with it."""
    tools = (noun for name, noun in prepositions(setting.tree, frame.trigger) if name == "with")
    armed = any(setting.tree.lemma(noun) in word_classes()["weapon"] for noun in tools)
    return setting.tree.lemma(frame.trigger) in word_classes()["figurative"] and not armed


def _are_armed(setting: Setting, sides: Sides) -> bool:
    struck = (sector_of(setting, p) for p in sides.targets)
    return any(sector in load_sectors().rebels for sector in struck) or any(
        sector_of(setting, p) == "MIL" for side in sides for p in side
    )


def _is_of_state(setting: Setting, participant: Participant) -> bool:
    """Whether it is a state, its government or army, or a body of several states."""
    actor = setting.actors.actor_of(participant)
    return actor is not None and (actor.kind in {"state", "igo"} or sector_in(actor.code or "") in _OF_STATE)


def _is_private(setting: Setting, participant: Participant) -> bool:
    """Whether it is somebody without arms: a private person, people at work, a firm."""
    actor = setting.actors.actor_of(participant)
    nobody = actor is not None and actor.kind == "person" and not setting.actors.is_political(participant)
    return nobody or sector_of(setting, participant) in load_sectors().unarmed


def _is_of_a_crowd(setting: Setting, participant: Participant) -> bool:
    """Whether it is somebody without arms, protesters, or a number of people of whom no more is told."""
    if participant.actor_id is not None and sector_of(setting, participant) != "OPP":
        return _is_private(setting, participant)
    words = setting.tree.overlapping(participant.span)
    return any(token.lemma.lower() in word_classes()["crowd"] for token in words)


def _are_politicians(setting: Setting, sides: Sides) -> bool:
    """Whether people of politics without arms do it to people, parties or bodies that are no state: such attacks are of words."""
    doers, targets = ([setting.actors.actor_of(p) for p in side] for side in sides)
    people = all(actor is not None and actor.kind == "person" for actor in doers)
    talked_of = all(actor is not None and actor.kind in _TALKED_OF for actor in targets)
    armed = any(sector_of(setting, p) in load_sectors().armed for side in sides for p in side)
    politics = any(not _is_private(setting, p) for p in sides.sources)
    return all(sides) and people and talked_of and politics and not armed


def _modality(setting: Setting, frame: Frame) -> tuple[Modality, tuple[Span, ...], str]:
    """The main verb's modality; where that only says that it happened, what the operator's family means, or what a request, a threat or a promise is by its nature."""
    modality, spans, rule = judge_modality(setting.tree, frame.trigger)
    if frame.rule == RULE and rule == "modality.negation.v1" and _refuses_by_not(setting.tree, frame):
        # Of "did not turn up" the "not" is the refusal.
        return "happened", spans, rule
    # What the reader sees agreed is done; a request, a threat and a promise are so by their nature.
    by_nature = None if frame.rule == RULE and frame.deed[:2] == "03" else frame.deed[:2]
    family = frame.family or by_nature
    told = modality in {"happened", "ongoing"} or (modality == "denied" and _is_turned_down(setting.tree, frame, spans))
    if not family or not (told or _is_polite(setting, frame, spans)):
        return modality, spans, rule
    lemma = setting.tree.lemma(frame.trigger)
    by_family: dict[str, Modality] = {"02": "demanded", "10": "demanded", "13": "threatened", "03": "announced"}
    if lemma in load_modality().agreeing or family not in by_family:
        return modality, spans, rule
    meant: Modality = "offered" if lemma in load_modality().offering else by_family[family]
    return meant, (setting.tree.token(frame.trigger).span,), f"{LEXICON}:family-{family}"


def _refuses_by_not(tree: Clauses, frame: Frame) -> bool:
    """Whether the refusal that the reader sees at a negated verb lies in the "not", the verb itself turning nothing down; who does not seek or want a thing refuses none."""
    lemma = tree.lemma(frame.trigger)
    # "Turn" does so only as "turn down", which the lexicon finds itself.
    entries = (entry for entry in event_lexicon().get((lemma, "v"), ()) if entry.particle is None)
    refuses = any("12" in {entry.code[:2], entry.family} for entry in entries)
    refuses = refuses or lemma in load_modality().turning_down
    return frame.deed[:2] == "12" and not refuses and operator_sense(tree, frame.trigger) not in _UNREFUSED


def _is_only_asked(setting: Setting, frame: Frame, modality: Modality, rule: str) -> bool:
    """Whether a request is itself only asked for: "has a duty to press them"; "we must press them" is the speaker's own."""
    own = rule in _MODAL and any(_is_first_person(setting, doer) for doer in frame.sources)
    return modality == "demanded" and frame.family in DEMANDS and not rule.startswith(LEXICON) and not own


def _is_first_person(setting: Setting, index: int) -> bool:
    return setting.tree.token(index).text.lower() in _FIRST_PERSON


def _is_turned_down(tree: Clauses, frame: Frame, cues: tuple[Span, ...]) -> bool:
    """Whether a noun of asking, offering or threatening is only turned down: "rejected the offer" tells that it was made."""
    verbs = (token.lemma.lower() for cue in cues for token in tree.overlapping(cue))
    return tree.token(frame.trigger).pos == "NOUN" and any(verb in load_modality().turning_down for verb in verbs)


def _is_polite(setting: Setting, frame: Frame, cues: tuple[Span, ...]) -> bool:
    """Whether a speaker only words a request of his own politely: "I would urge them to go"."""
    tree = setting.tree
    own = any(_is_first_person(setting, doer) for doer in tree.below(frame.trigger, "nsubj"))
    would = {load_modality().modals.get(cue.of(setting.report.text).lower()) for cue in cues[-1:]} == {"would"}
    return own and would and frame.family in DEMANDS


def _as_meant(setting: Setting, frame: Frame, sides: Sides, modality: Modality, rule: str) -> Modality:
    """What a modal verb means in somebody's mouth: an observer only supposes what others will or must do, and what one "will have to" do oneself is announced."""
    said = statement_around(setting, setting.tree.token(frame.trigger).span)
    if modality not in _MEANT or said is None or not said.source:
        return modality
    if _are_observers(setting, said.source):
        return "hypothetical"
    own = any(_is_own(setting, doer, speaker) for doer in sides.sources for speaker in said.source)
    return "announced" if own and rule == _HAS_TO else modality


def is_supposed(setting: Setting, frame: Frame, sides: Sides) -> bool:
    """Whether the reader takes for an observer's demand, promise or threat what he says others must or will do: he is no party to it, unless he says "I"."""
    tree = setting.tree
    if RULE not in frame.rule or frame.deed[:2] not in _BY_NATURE:
        return False
    said = statement_around(setting, tree.token(frame.trigger).span)
    own = any(_is_first_person(setting, doer) for doer in subjects(tree, frame.trigger))
    return (
        said is not None and not own and _are_observers(setting, said.source) and _are_observers(setting, sides.sources)
    )


def _are_observers(setting: Setting, participants: tuple[Participant, ...]) -> bool:
    return bool(participants) and all(sector_of(setting, p) in load_sectors().observers for p in participants)


def _is_own(setting: Setting, doer: Participant, speaker: Participant) -> bool:
    """Whether the doer is the speaker, or the state that he speaks for."""
    if doer.actor_id is None or doer.actor_id == speaker.actor_id:
        return key_of(doer) == key_of(speaker)
    state, mouth = (setting.actors.actor_of(p) for p in (doer, speaker))
    if state is None or mouth is None or state.kind != "state" or not state.code:
        return False
    return (mouth.code or "").startswith(state.code)


def _shift(
    tree: Clauses, code: str, judged: tuple[Modality, tuple[Span, ...]], frame: Frame
) -> tuple[str, Modality, str]:
    """CAMEO's own families for what is only offered or threatened; a hostile deed that is announced is a threat.

    What will be done under a condition is offered or threatened too; the deed of the if-clause itself is not.
    """
    modality, cues = judged
    if frame.family == "12" and frame.deed[:2] in _HOSTILE:
        # To refuse to threaten or to strike is not to do it.
        return frame.deed, "denied", "+refused"
    if frame.family == "03" and frame.embedded is not None and tree.below(frame.embedded, "neg"):
        # To vow not to talk is to refuse it, not to strike to promise peace.
        if frame.deed[:2] in VIOLENT:
            return shift_code(f"{_DE_ESCALATION}0", "03"), "announced", "+forgone"
        return (frame.deed if frame.deed[:2] in _HOSTILE else shift_code(frame.deed, "12")), "denied", "+refused"
    if frame.family == "03" and frame.deed[:2] in _HOSTILE and frame.embedded is not None:
        # To vow to strike is to threaten it.
        return shift_code(frame.deed, "13"), "threatened", "+announced"
    if frame.family:
        return code, modality, ""
    root = code[:2]
    if modality == "denied" and root in _KINDLY and _will_not(tree, frame.trigger):
        # Who says that he will not talk refuses to.
        return shift_code(code, "12"), "happened", "+refused"
    promised = modality == "conditional" and len(cues) > 1
    if root in _KINDLY - {"03"} and (modality in {"offered", "announced"} or promised):
        return shift_code(code, "03"), modality, f"+{modality}"
    if root in _HOSTILE and (modality in {"threatened", "announced"} or promised):
        return shift_code(code, "13"), "conditional" if promised else "threatened", f"+{modality}"
    return code, modality, ""


def _will_not(tree: Clauses, index: int) -> bool:
    """Whether it is told that somebody is not going to do it: "will not", "would not"."""
    ahead = {"announced", "would"}
    return bool(tree.below(index, "neg")) and any(modal_class(tree, aux) in ahead for aux in tree.below(index, "aux"))


def _demanded(setting: Setting, frame: Frame, sides: Sides) -> Sides | None:
    """What somebody says must be done is that speaker's demand to the doer; the publisher's own "must" stays the deed."""
    said = statement_around(setting, setting.tree.token(frame.trigger).span)
    doers = {key_of(p) for p in sides.sources}
    if said is None or not said.source or doers & {key_of(p) for p in said.source}:
        return None
    return Sides(said.source, sides.sources or sides.targets)


def _commands(setting: Setting, frame: Frame) -> bool:
    """Whether somebody orders a deed; of "the army was ordered to attack" nobody is told to have ordered it, nor that it was done."""
    return setting.tree.lemma(frame.trigger) in word_classes()["command"] and bool(frame.sources)


def _decrees(setting: Setting, frame: Frame, sides: Sides) -> bool:
    """Whether a state, its government or armed people order a deed that a noun names, of nobody else: "ordered the expulsion of two diplomats", "ordered a ceasefire"."""
    tree, deed = setting.tree, frame.embedded
    named = deed is not None and tree.token(deed).dep == "dobj" and tree.token(deed).head == frame.trigger
    if not named or not _commands(setting, frame):
        return False
    actors = [setting.actors.actor_of(p) for p in sides.sources]
    return bool(actors) and all(
        actor is not None and (actor.kind == "state" or sector_in(actor.code or "") in load_sectors().armed | _OF_STATE)
        for actor in actors
    )


def _own_forces(setting: Setting, frame: Frame, sides: Sides) -> tuple[Participant, ...]:
    """The forces that are ordered to do it, of no other state than whoever orders it."""
    codes = [actor.code or "" for p in sides.sources if (actor := setting.actors.actor_of(p)) is not None]
    homes = {state_in(code) for code in codes if code and code not in _OF_STATE}
    sent = subjects(setting.tree, frame.embedded) if frame.embedded is not None else []
    forces = []
    for participant in (*sides.targets, *participants_of(setting.actors, sent)):
        actor = setting.actors.actor_of(participant)
        code = actor.code or "" if actor is not None else ""
        of_home = not homes or state_in(code) in homes or code in load_sectors().uniformed
        if of_home and sector_in(code) in load_sectors().uniformed:
            forces.append(participant)
    return tuple(forces)
