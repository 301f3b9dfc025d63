"""What the learnt reader sees done, beside what the lexicon coded: deeds that only it sees, those it sees nothing of, and sides that the rules left empty.

Deeds that the reader sees and frames of the lexicon come in. Each frame goes out with the deed that tells it; of the other deeds the sure ones go out as frames of
their own, their sides standing for the arguments and the word that tells them for the predicate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.coding.clauses import CORE_NP, Clauses, counted_by, phrase_span, subjects
from dragoman.coding.frames import ANSWERS, Frame
from dragoman.coding.participants import ActorIndex, key_of, participants_of
from dragoman.coding.relations import head_in
from dragoman.coding.roles import doers_of_noun
from dragoman.coding.sides import Sides, is_each_other, is_strife
from dragoman.model import Analysis, Participant, SeenDeed, Span, Token
from dragoman.vocab.lexicon import shift_code, word_classes
from dragoman.vocab.modality import load_modality
from dragoman.vocab.plover import root_of
from dragoman.vocab.sectors import load_sectors, sector_in
from dragoman.vocab.tokens import FINITE

RULE = "event.reader.v2"
# A deed that the lexicon does not know is coded from this chance on, its root included.
LEAST_CHANCE = 0.45
# From this chance on it knows better than the lexicon in which sense a word is used.
OVERRULES = 0.6
# From this chance on what is told of one side alone is no figure of speech.
SURE = 0.7
# Below this chance of a deed in its sentence the lexicon has taken a word in another sense.
DOUBTED = 0.15
_RECIPROCAL = frozenset({"CONSULT"})
_PARTICLES = frozenset({"ADP", "SCONJ", "CCONJ", "PART", "AUX"})
# Rape and torture.
_TOLD_IN_WORDS = frozenset({"1821", "1822"})
_COOPERATION = frozenset({"04", "05", "06", "07", "08"})
_MYSELF = frozenset({"i", "we"})
# What a deed is done with or about, or the deed itself: no actor.
_THINGS = (
    "airattack", "agreement", "bomb", "border", "demand", "investigation", "projectile", "proposal", "resolution", "restriction", "violence", "weapon",
)  # fmt: skip


def deeds_of_frames(
    tree: Clauses, frames: Iterable[Frame], deeds: Sequence[SeenDeed]
) -> list[tuple[Frame, SeenDeed | None]]:
    """Each frame with the likeliest deed that one of its words tells; none where the reader sees none."""
    by_word: dict[int, SeenDeed] = {}
    for deed in sorted(deeds, key=lambda deed: deed.chance):
        by_word |= dict.fromkeys(words_of_deed(tree, deed), deed)
    return [
        (frame, max((by_word[w] for w in frame.told_by if w in by_word), key=lambda deed: deed.chance, default=None))
        for frame in frames
    ]


def words_of_deed(tree: Clauses, deed: SeenDeed) -> list[int]:
    """The tokens that tell the deed, and those that they stand with."""
    return [word for token in tree.overlapping(deed.trigger) for word in (token.index, *_main_word(token, deed))]


def _main_word(token: Token, deed: SeenDeed) -> tuple[int, ...]:
    """The word that an auxiliary or, of a sure deed, a noun's attribute stands with: a deed told by its "must" is told by the verb, one told by "military" by the operation."""
    attribute = token.dep in {"amod", "compound"} and deed.confidence >= LEAST_CHANCE
    return (token.head,) if attribute or token.dep in {"aux", "auxpass"} else ()


def is_sure(deed: SeenDeed | None) -> bool:
    """Whether the reader surely sees a deed at a frame's words."""
    return deed is not None and deed.confidence >= SURE


def is_doubted(analysis: Analysis, sentence: int) -> bool:
    """Whether the reader sees so little of a deed in a sentence that what the lexicon finds there is none."""
    judgements = analysis.judgements
    return bool(judgements) and dict(judgements[sentence].kinds)["deed"] < DOUBTED


def in_seen_sense(tree: Clauses, frame: Frame, deed: SeenDeed | None) -> Frame:
    """The frame, in the sense in which the reader surely sees its word used where the lexicon has it in another: an attack in words is a criticism."""
    if deed is None or frame.rule == RULE or frame.family or deed.confidence < OVERRULES:
        return frame
    # What the lexicon tells by more words than one it knows well.
    if (
        frame.weight > 1
        or deed.root == root_of(frame.code)
        or tree.lemma(frame.trigger) not in word_classes()["ambiguous"]
    ):
        return frame
    return replace(
        frame, code=deed.code, deed=deed.code, rule=f"{RULE}:{frame.rule}", reciprocal=deed.root in _RECIPROCAL
    )


def frames_of_deeds(tree: Clauses, deeds: Iterable[SeenDeed]) -> Iterator[tuple[Frame, SeenDeed]]:
    """A frame for each deed that is sure enough; a mark tells none, nor does what is thought of a deed."""
    for deed in deeds:
        word = _told_at(tree, deed.trigger)
        if deed.confidence < LEAST_CHANCE or word is None or _tells_none(tree, word):
            continue
        if _is_silence(tree, word) or _is_own_need(tree, word):
            continue
        sources, targets = (
            tuple(whom for span in side if (head := _head_of(tree, span)) is not None for whom in _whom(tree, head))
            for side in (deed.sources, deed.targets)
        )
        code = _code_at(tree, word, deed)
        yield (
            Frame(
                trigger=word,
                words=(word,),
                code=code,
                deed=code,
                rule=RULE,
                family=None,
                sources=sources,
                targets=targets,
                reciprocal=deed.root in _RECIPROCAL,
                weight=1,
            ),
            deed,
        )


def _told_at(tree: Clauses, trigger: Span) -> int | None:
    """The word that tells the deed: for an auxiliary or "not" the verb that it goes with."""
    word = head_in(tree, trigger)
    beside = word is not None and tree.token(word).dep in {"aux", "auxpass", "neg"}
    return tree.token(word).head if word is not None and beside else word


def _code_at(tree: Clauses, word: int, deed: SeenDeed) -> str:
    """The deed's code, a coarser one where only words that the lexicon knows tell so grave a crime; where a verb of turning down tells it, the code of refusing: who defies calls for a truce makes none."""
    turned_down = tree.lemma(word) in load_modality().turning_down and deed.code[:2] in _COOPERATION
    code = deed.code[:-1] if deed.code in _TOLD_IN_WORDS else deed.code
    return shift_code(code, "12") if turned_down else code


def _tells_none(tree: Clauses, word: int) -> bool:
    """Whether the word is a mark, or an adjective of how a deed is wished for: "consider it important"."""
    token = tree.token(word)
    return token.pos == "PUNCT" or (token.pos == "ADJ" and token.lemma.lower() in load_modality().adjectives)


def _is_own_need(tree: Clauses, word: int) -> bool:
    """Whether somebody only tells what he himself needs to do, which asks nobody: "we need to make use of this truce"."""
    doers = [tree.token(doer) for doer in subjects(tree, word)]
    return tree.lemma(word) == "need" and bool(doers) and all(doer.text.lower() in _MYSELF for doer in doers)


def _is_silence(tree: Clauses, word: int) -> bool:
    """Whether somebody is told to say nothing, which turns nothing down: "did not respond to requests for comment", "declined comment"."""
    words = load_modality()
    withheld = tree.below(word, "dobj", "xcomp") if tree.lemma(word) in words.turning_down else []
    return (tree.lemma(word) in words.saying and bool(tree.below(word, "neg"))) or any(
        tree.lemma(thing) == "comment" for thing in withheld
    )


def complete_sides(
    sides: Sides, deed: SeenDeed, actors: ActorIndex, others: Sequence[Span]
) -> tuple[Sides, Collection[str]]:
    """The sides, an empty one filled by whom the reader sees there; and the names of those that were filled.

    `others` name who only tells of it there, or is sent: to tell a deed is not to do it.
    """
    filled = {}
    # Whom the reader sees on both sides stands on neither.
    unclear = set() if deed.root in _RECIPROCAL else {*deed.sources} & {*deed.targets}
    for field, spans, other in (("sources", deed.sources, sides.targets), ("targets", deed.targets, sides.sources)):
        if getattr(sides, field):
            continue
        known = {key_of(p) for p in other}
        barred = [*others, deed.trigger, *(p.span for p in other)]
        answers = field == "targets" and deed.code[:2] in ANSWERS
        told = [s for s in spans if s not in unclear and not (answers and _is_done_to_somebody(actors.tree, s))]
        if field == "sources":
            # "Kenya's war killed thousands": no deed of Kenya's.
            told = [s for s in told if not _is_war(actors.tree, s)]
        found = [p for span in told for one in _both(actors.tree, span) for p in _participants(actors, one)]
        # No forces fight their own: "a captain was killed as troops surrounded them".
        own = _forces(actors, other) if deed.root == "ASSAULT" else frozenset()
        found = [
            p
            for p in found
            if key_of(p) not in known
            and not any(p.span.overlaps(b) for b in barred)
            and own.isdisjoint(_forces(actors, [p]))
        ]
        if found:
            filled[field] = tuple({key_of(p): p for p in found}.values())
    return sides._replace(**filled), tuple(filled)


def _forces(actors: ActorIndex, people: Iterable[Participant]) -> frozenset[str]:
    """The codes of those who are somebody's soldiers or police."""
    codes = (actor.code for p in people if (actor := actors.actor_of(p)) is not None and actor.code)
    return frozenset(code for code in codes if sector_in(code) in load_sectors().uniformed)


def _head_of(tree: Clauses, span: Span) -> int | None:
    """The head of a phrase of which the reader saw a part: of "a" in "a messy deal" it is the deal."""
    head = head_in(tree, span)
    while head is not None and tree.token(head).dep in CORE_NP and tree.token(head).head > head:
        head = tree.token(head).head
    return head


def _is_war(tree: Clauses, span: Span) -> bool:
    head = _head_of(tree, span)
    return head is not None and is_strife(tree, head)


def _both(tree: Clauses, span: Span) -> list[Span]:
    """The phrase; with what is coordinated with it where it stands behind "between": of "clashes between | Kenya | and Chad" both clash."""
    head = _head_of(tree, span)
    if head is None or tree.lemma(tree.token(head).head) != "between":
        return [span]
    others = (phrase_span(tree, child) for child in tree.below(head, "conj"))
    return [span, *(other for other in others if not other.overlaps(span))]


def _is_done_to_somebody(tree: Clauses, span: Span) -> bool:
    """Whether the phrase tells a deed done to whom it names: to condemn "the killing of X" is not to blame X."""
    head = _head_of(tree, span)
    return head is not None and doers_of_noun(tree, head) is not None


def _whom(tree: Clauses, head: int) -> list[int]:
    """Of a number of people the people, of whatever else the head itself."""
    return counted_by(tree, head) or [head]


def _participants(actors: ActorIndex, span: Span) -> tuple[Participant, ...]:
    """Whom a phrase names; the phrase itself where that is nobody known, and of a clause its subject.

    A pronoun that nothing resolves names nobody, nor does the outlet act, nor a weapon.
    """
    head = _head_of(actors.tree, span)
    if head is not None and not span.covers(actors.tree.token(head).span):
        span = phrase_span(actors.tree, head)
    if head is not None and any(t.tag in FINITE for t in actors.tree.overlapping(span)):
        head = next((word for word in subjects(actors.tree, head) if span.covers(actors.tree.token(word).span)), None)
        span = phrase_span(actors.tree, head) if head is not None else span
    named = head is not None and any(letter.isalnum() for letter in span.of(actors.text))
    # Those who do it to each other are named before.
    if head is None or not named or actors.is_weapon(head) or is_each_other(actors.tree, head):
        return ()
    if any(actors.tree.lemma(head) in word_classes()[name] for name in _THINGS):
        return ()
    mention = actors.heads.get(head)
    particles = all(token.pos in _PARTICLES for token in actors.tree.overlapping(span))
    unknown = not particles and actors.tree.token(head).pos != "PRON" and (mention is None or mention.actor_id is None)
    return participants_of(actors, _whom(actors.tree, head)) or (
        (Participant(span.of(actors.text), span, None),) if unknown else ()
    )
