"""Statements: who said what, to whom, where and when, out of the report's attributions.

A report's analysis and standings come in; statements go out in text order. Thinking and doing are no saying, an outlet's credit to itself
is none either. A headline that says what the body says is a repeat of that statement, not a further one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.coding.citing import with_cited
from dragoman.coding.clauses import Clauses, subtree
from dragoman.coding.contents import with_questions, without_others, words_in_marks, words_said
from dragoman.coding.modality import judge_modality
from dragoman.coding.setting import Setting, standing_of
from dragoman.coding.speakers import participants_named
from dragoman.coding.standing import window_of
from dragoman.coding.timing import time_for
from dragoman.coding.venues import Venue, venue_at, venues_of_remarks
from dragoman.model import (
    Attribution,
    Evidence,
    Gap,
    Participant,
    Provenance,
    Span,
    Standing,
    Statement,
    StatementKind,
    Time,
    content_id,
)
from dragoman.vocab.cues import cue_lexicon, cue_words
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.modality import load_modality

COMPONENT = "statement.coder.v1"
_SHORT = 3
# What a speaker does by saying that he does it, beside these, is more than saying: "I deny that …".
_PLAIN = frozenset({"say", "emphasise", "offer", "demand", "ask"})
_SAME_WORDS = 0.4
# How what is said may be denied by the word that governs its verb.
_HELD_BACK = frozenset({"modality.operator.v1", "modality.without.v1"})
# Classes of nouns for what happens, and words that point to it.
_HAPPENING = ("happening", "talk", "visit", "fighting", "violence", "protest")
_POINTING = frozenset({"it", "that", "this", "which"})
_NOT_YET = frozenset({"demanded", "conditional", "hypothetical"})
_SETTLING = frozenset({"to", "on", "upon"})
_PHRASAL = frozenset({"object", "preposition", "oprd", "acomp", "noun"})


def code_statements(setting: Setting) -> tuple[Statement, ...]:
    """The report's statements in text order."""
    attributions = with_questions(setting, without_others(with_cited(setting)))
    remarks = venues_of_remarks(setting)
    chosen = {
        number: item
        for number, item in enumerate(attributions)
        if _is_said(setting, item) and not _is_said_already(setting, attributions, item)
    }
    made: dict[int, Statement] = {}
    for number, item in chosen.items():
        parent = _parent(attributions, item, made)
        within = _within(item, parent)
        # Of what is cut to the words around it nothing may be left that says anything.
        if within is item or words_said(setting, within):
            made[number] = _statement(setting, within, parent, remarks)
    title = setting.report.headline_span
    headlines = [n for n, statement in made.items() if title is not None and title.covers(min(statement.content))]
    for number in headlines:
        _merge_headline(setting, made, number, {other: made[other] for other in made if other not in headlines})
    return tuple(sorted(made.values(), key=lambda s: (min(s.content), s.parent_id is not None, s.id)))


def _is_said(setting: Setting, item: Attribution) -> bool:
    """Whether it is a communication with words worth keeping: a clause, a quotation, or a phrase of some length."""
    if item.rule.startswith("attribution.credit") or not words_said(setting, item):
        return False
    if not item.source and (item.kind == "indirect" or item.relation == "reader"):
        return False
    kind = _cue_kind(setting, item)
    if kind is None:
        return False
    if item.kind == "indirect" and (_is_unsaid(setting, item) or _is_mere_object(setting, item)):
        return False
    if item.kind != "direct" and _is_shown(setting, item):
        return False
    if item.kind == "indirect" and _is_next_clause(setting, item):
        return False
    words = _length(setting, item)
    if item.kind in {"direct", "mixed", "headline"}:
        return words > 1
    if _is_done(setting, item) or _is_anonymity(setting, item):
        return False
    if item.relation in _PHRASAL:
        # "Speaking about the conflict" tells the subject, not what was said of it.
        charge = kind != "accuse" or item.relation == "preposition" or _is_charge(setting, item)
        told = _cue_lemma(item) not in cue_words("topic") and charge
        # "Called for national unity" says what is wanted in two words.
        wanted = kind == "demand" and item.relation == "preposition"
        return words >= _SHORT - wanted and told
    return words > 1


def _is_done(setting: Setting, item: Attribution) -> bool:
    """Whether the words tell what is done or settled, and nothing that is said: "refused | to pay", "agreed | to a truce", "agreed on | a price"."""
    anchor = _anchor(setting, item)
    verbs = {_cue_lemma(item), *([] if anchor is None else [setting.tree.lemma(anchor)])}
    if verbs.isdisjoint(cue_words("deed")):
        return False
    if item.relation == "xcomp":
        return True
    cue, told = setting.analysis.tokens_in(*item.cue), setting.analysis.tokens_in(min(item.content))
    settled = [cue[-1], *(told[:1] if told and told[0].index == cue[-1].index + 1 else [])] if cue else []
    # "Declined | comment on the plot"
    silent = told[:1] and told[0].lemma.lower() == "comment"
    return bool(silent) or any(token.text.lower() in _SETTLING for token in settled)


def _is_anonymity(setting: Setting, item: Attribution) -> bool:
    """Whether a source only asks that he be left unnamed: "asking | not to be identified"."""
    words = setting.analysis.tokens_in(*item.content)
    named = [token for token in words if token.lemma.lower() in cue_words("naming")]
    return bool(named) and named[-1] is words[-1] and any(token.dep == "neg" for token in words[:2])


def _is_charge(setting: Setting, item: Attribution) -> bool:
    """Whether the words tell of what somebody is accused, though the parse gives it to him: "accusing | the three of bowing to them"."""
    return any(token.dep == "pcomp" and token.tag == "VBG" for token in setting.analysis.tokens_in(*item.content))


def _length(setting: Setting, item: Attribution) -> int:
    """How many words are said."""
    return sum(len(span.of(setting.report.text).split()) for span in words_said(setting, item))


def _is_said_already(setting: Setting, attributions: Sequence[Attribution], item: Attribution) -> bool:
    """Whether a speaker only says of himself that he says or promises it: "“I promise that we will pay,” she said" is said once, and so is "said he welcomed the talks", "denounced what he called “a raid”"."""
    around = attributions[item.parent] if item.parent is not None else None
    anchor = _anchor(setting, item)
    earlier = anchor is not None and any(setting.tree.lemma(aux) == "have" for aux in setting.tree.below(anchor, "aux"))
    again = item.relation in _PHRASAL and not item.addressee and not earlier
    if around is not None and again and _is_his(setting, around, item) and _is_said(setting, around):
        # "Said he had proposed a truce" tells of an earlier saying.
        return True
    mine = around is not None and _is_first_person(setting, item) and around.kind in {"direct", "mixed"}
    past = anchor is not None and setting.tree.token(anchor).tag == "VBD"
    return mine and not past and _cue_kind(setting, item) in _PLAIN


def _is_his(setting: Setting, around: Attribution, item: Attribution) -> bool:
    """Whether the same actor is named as the source of both, and the first holds all of the second's words."""
    one, two = ({p.actor_id for p in participants_named(setting, told.source)} for told in (around, item))
    inside = all(any(piece.covers(own) for piece in around.content) for own in item.content)
    return inside and one == two and None not in one and bool(one)


def _is_next_clause(setting: Setting, item: Attribution) -> bool:
    """Whether the words are but the clause that comes next: "which it denied, | and the row went on"."""
    first = min(item.content)
    behind = bool(item.cue) and max(item.cue).end <= first.start
    opening = next(iter(setting.analysis.tokens_in(first)), None)
    between = setting.report.text[max(item.cue).end : first.start].strip() if behind else ""
    return behind and opening is not None and opening.pos == "CCONJ" and between in {",", ";"}


def _is_first_person(setting: Setting, item: Attribution) -> bool:
    return bool(item.source) and item.source[0].of(setting.report.text).lower() in {"i", "we", "us", "me"}


def _cue_lemma(item: Attribution) -> str:
    return item.rule.partition(":")[2]


def _is_unsaid(setting: Setting, item: Attribution) -> bool:
    """Whether somebody only would or should say it ("would welcome an end"), did not ("had nothing to say about it", "declined to say whether"), or nobody does ("That said, …")."""
    anchor = _anchor(setting, item)
    if anchor is None:
        return False
    tree = setting.tree
    modals = load_modality().modals
    unreal = any(modals.get(tree.lemma(word)) not in {None, "announced"} for word in tree.below(anchor, "aux"))
    speakers = [token for span in item.source for token in setting.analysis.tokens_in(span)]
    pointed = [token for token in speakers if token.tag == "DT" and token.lemma.lower() in {"this", "that"}]
    negated = bool(tree.below(anchor, "neg"))
    modality, _, rule = judge_modality(tree, anchor)
    # "stopped short of announcing", "refused to discuss"
    held_back = modality == "denied" and rule in _HELD_BACK
    silent = held_back or (negated and (item.relation in _PHRASAL or _is_indirect_question(setting, item)))
    silent = silent or tree.lemma(tree.token(anchor).head) in load_modality().nothing
    # "It means admitting that …": nobody does.
    silent = silent or (
        tree.token(anchor).tag == "VBG" and tree.lemma(tree.token(anchor).head) in word_classes()["entail"]
    )
    # "It would be hard to ask them to announce that …"
    silent = silent or (modality in _NOT_YET and any(tree.token(aux).tag == "TO" for aux in tree.below(anchor, "aux")))
    unsaid = silent or (unreal and not negated and not _is_first_person(setting, item))
    return unsaid or (bool(pointed) and pointed == speakers)


def _is_indirect_question(setting: Setting, item: Attribution) -> bool:
    """Whether the words leave open what they ask: "would not say | whether it will go", "did not say | how many"."""
    opening = next(iter(setting.analysis.tokens_in(min(item.content))), None)
    return opening is not None and (opening.tag in {"WRB", "WP"} or opening.text.lower() == "whether")


def _is_shown(setting: Setting, item: Attribution) -> bool:
    """Whether what happens, and nobody, lets it be seen: "the vote confirmed that …", "…, which suggests that …"."""
    told = participants_named(setting, item.source) if _cue_lemma(item) in cue_words("evident") else ()
    if len(told) != 1 or told[0].actor_id is not None:
        return False
    tokens = setting.analysis.tokens_in(told[0].span)
    inside = {token.index for token in tokens}
    head = next(token for token in tokens if token.head not in inside or token.head == token.index)
    classes = word_classes()
    happening = any(head.lemma.lower() in classes[name] for name in _HAPPENING)
    return head.pos in {"VERB", "AUX"} or head.text.lower() in _POINTING or (head.pos == "NOUN" and happening)


def _is_mere_object(setting: Setting, item: Attribution) -> bool:
    """Whether the words are the object, or in the passive the subject, of a verb that tells clauses: "concluded its hearing", "threatened by sanctions"."""
    anchor = _anchor(setting, item)
    cue = cue_lexicon().get((_cue_lemma(item), "v"))
    courtesies = word_classes()["courtesy"]
    if anchor is not None and any(
        setting.tree.lemma(noun) in courtesies for noun in setting.tree.below(anchor, "dobj")
    ):
        # To offer condolences is to say nothing else.
        return True
    if anchor is None:
        return False
    tree = setting.tree
    told = {token.index for token in setting.analysis.tokens_in(*item.content)}
    objects = told.intersection(tree.below(anchor, "dobj", "nsubjpass"))
    named = tree.below(anchor, "oprd", "acomp", "ccomp", "xcomp")
    own = any(tree.below(thing, "poss") for thing in objects)
    if objects and not (named or own) and _cue_lemma(item) in cue_words("declaring"):
        # To declare a state of emergency is to bring it about, to declare one's support is not.
        return True
    # "recalled its envoy from the capital"
    beside = set() if cue is None or "dobj" in cue.complements else set(_adjuncts(tree, anchor))
    whole = [noun for noun in objects if told <= {*subtree(tree, noun), *beside}]
    if any(_is_person(setting, noun) for noun in whole):
        # "Dismissed the army chief" is a deed.
        return True
    if cue is None or item.relation != "none" or cue.kind in {"demand", "ask"}:
        return False
    if told and all(any(whom.covers(piece) for whom in item.addressee) for piece in item.content):
        # "Informed the mission about the talks": whom somebody tells is not what he tells.
        return True
    speakers = {token.index for token in setting.analysis.tokens_in(*item.source)}
    others = [noun for noun in tree.below(anchor, "dobj") if noun not in speakers]
    if _cue_lemma(item) not in cue_words("teller") and any(_is_person(setting, noun) for noun in others):
        # "Recalled its envoy and expelled …": a deed, and what comes behind it is not told; but "…, added | the mayor".
        return True
    phrasal = "dobj" in cue.complements or tree.below(anchor, "prt")
    return not phrasal and bool(whole)


def _adjuncts(tree: Clauses, verb: int) -> list[int]:
    """The words of the verb's prepositional phrases."""
    return [word for phrase in tree.below(verb, "prep") for word in subtree(tree, phrase)]


def _is_person(setting: Setting, index: int) -> bool:
    mention = setting.actors.heads.get(index)
    actor = setting.actors.actor_of(mention)
    return actor is not None and actor.kind == "person"


def _cue_kind(setting: Setting, item: Attribution) -> str | None:
    """The kind of communication; None for thoughts and deeds. Without a cue of its own it goes on with what was said."""
    lemma = _cue_lemma(item)
    if not lemma:
        return "say"
    anchor = _anchor(setting, item)
    # A headline's verb may be taken for a noun; a noun's bare form is one.
    noun = anchor is not None and setting.tree.token(anchor).tag == "NN" and setting.tree.token(anchor).text == lemma
    named = noun or item.rule.startswith("attribution.noun")
    cue = cue_lexicon().get((lemma, "n" if named else "v"))
    if cue is not None and cue.spoken and not (anchor is not None and _goes_on_to_think(setting, item, anchor)):
        return cue.kind
    # Whatever verb stands beside words in quotation marks, they are said: "had a sharp retort: “…”", "hoped: “…”".
    quoted = item.kind == "direct" and (cue is not None or _length(setting, item) > _SHORT)
    # "Officials whom it considers “guilty of the worst fraud”"
    thought = cue is not None and cue.kind == "think" and item.relation == "clause" and bool(item.source)
    quoted = quoted or (thought and words_in_marks(setting, item) > _SHORT)
    return "say" if quoted else None


def _goes_on_to_think(setting: Setting, item: Attribution, anchor: int) -> bool:
    """Whether the cue's words end in a verb of thinking: "continue to believe"."""
    inside = {token.index for token in setting.analysis.tokens_in(*item.cue)}
    verbs = [verb for verb in setting.tree.below(anchor, "xcomp") if verb in inside]
    thought = (cue_lexicon().get((setting.tree.lemma(verb), "v")) for verb in verbs)
    return any(cue is not None and not cue.spoken for cue in thought)


def _parent(attributions: Sequence[Attribution], item: Attribution, made: Mapping[int, Statement]) -> Statement | None:
    """The statement around this one, over attributions that are no statements."""
    above = item.parent
    for _ in range(len(attributions)):
        if above is None:
            return None
        if above in made:
            return made[above]
        above = attributions[above].parent
    return None


def _within(item: Attribution, parent: Statement | None) -> Attribution:
    """The same, what stands inside another's words only as far as these go: "the army said | the road was shut |, the agency reports"."""
    pieces = [
        Span(max(own.start, around.start), min(own.end, around.end))
        for own in item.content
        for around in (parent.content if parent is not None else ())
        if own.overlaps(around)
    ]
    return replace(item, content=tuple(pieces)) if pieces else item


def _statement(
    setting: Setting, item: Attribution, parent: Statement | None, remarks: Mapping[str, Venue]
) -> Statement:
    report = setting.report
    content = words_said(setting, item)
    anchor = _anchor(setting, item)
    source = participants_named(setting, item.source)
    addressee = tuple(
        whom
        for whom in participants_named(setting, item.addressee, but=frozenset(p.actor_id for p in source if p.actor_id))
        # "To which he replied": a thing.
        if whom.actor_id or whom.name.lower() != "which"
    )
    own_standing = _standing(setting, item)
    venue = venue_at(setting, anchor) if anchor is not None and item.cue else None
    if venue is None and own_standing == "news" and parent is None:
        venue = next((remarks[p.actor_id] for p in source if p.actor_id and p.actor_id in remarks), None)
    standing = "background" if parent is not None and parent.standing == "background" else own_standing
    day, day_evidence, day_gaps = _day(setting, anchor, content, standing)
    evidence = (
        *_told("source", tuple(p.span for p in source), item.rule),
        *_told("cue", item.cue, item.rule),
        Evidence("content", content, item.rule),
        *_told("addressee", tuple(p.span for p in addressee), item.rule),
        *(venue.evidence if venue else ()),
        *day_evidence,
        *_told("insertions", item.insertions, "statement.brackets.v1"),
    )
    spans = tuple(sorted({*content, *item.cue, *item.source}))
    return Statement(
        id=content_id("statement", report.id, *(n for span in (*content, *item.source, *item.cue) for n in span)),
        kind=_kind(item),
        source=source,
        cue=item.cue,
        content=content,
        provenance=Provenance(report.id, spans, COMPONENT, setting.run_id, item.confidence),
        standing=standing,
        addressee=addressee,
        venue=venue.span.of(report.text) if venue else None,
        place=venue.place if venue else None,
        day=day,
        parent_id=parent.id if parent else None,
        insertions=item.insertions,
        evidence=evidence,
        gaps=(*day_gaps, *_gaps(source, venue)),
    )


def _told(field: str, spans: tuple[Span, ...], rule: str) -> Iterator[Evidence]:
    """The evidence of a field, where words tell it."""
    if spans:
        yield Evidence(field, spans, rule)


def _gaps(source: tuple[Participant, ...], venue: Venue | None) -> Iterator[Gap]:
    if not source:
        yield Gap("source", "nobody is named as saying it")
    elif all(p.actor_id is None for p in source):
        yield Gap("source", "who this is the text does not tell", tuple(p.span for p in source))
    if venue is None:
        yield Gap("venue", "the text does not say where it was said")


def _kind(item: Attribution) -> StatementKind:
    return item.kind if item.kind != "headline" else "indirect"


def _anchor(setting: Setting, item: Attribution) -> int | None:
    """The cue's token."""
    if not item.cue:
        return None
    lemma = _cue_lemma(item)
    inside = setting.analysis.tokens_in(*item.cue)
    return next((t.index for t in inside if t.lemma.lower() == lemma), inside[-1].index if inside else None)


def _standing(setting: Setting, item: Attribution) -> Standing:
    """The standing of the cue, or of the content's sentence where there is no cue."""
    anchor = _anchor(setting, item)
    if anchor is not None:
        return standing_of(setting, anchor)[0]
    first = min(item.content)
    for sentence, standing in zip(setting.analysis.sentences, setting.standings, strict=True):
        if sentence.span.overlaps(first):
            return standing
    return "news"


def _day(
    setting: Setting, anchor: int | None, content: Sequence[Span], standing: Standing
) -> tuple[Time | None, list[Evidence], list[Gap]]:
    """The cue's own day, not one of what is told; for undated news the report's window, its day and the days just before."""
    mention = time_for(setting.tree, setting.analysis, anchor) if anchor is not None else None
    if mention is not None and any(span.covers(mention.span) for span in content):
        mention = None
    if mention is not None and mention.time is not None:
        return mention.time, [Evidence("day", (mention.span,), mention.rule)], []
    if mention is not None:
        return None, [], [Gap("day", mention.reason or "the time cannot be resolved", (mention.span,))]
    window = window_of(setting.report) if standing == "news" else None
    if window is None:
        return None, [], [Gap("day", "the clause gives no day")]
    return window[0], [Evidence("day", window[1], "statement.window.v1")], []


def _merge_headline(setting: Setting, made: dict[int, Statement], number: int, told: Mapping[int, Statement]) -> None:
    """The headline's statement becomes a repeat of the body's, where the same speaker says the same there; `told` are the body's."""
    headline = made[number]
    speakers = {p.actor_id for p in headline.source if p.actor_id}
    words = _content_words(setting, headline)
    best: tuple[float, int] | None = None
    for other, statement in told.items():
        if not speakers & {p.actor_id for p in statement.source}:
            continue
        theirs = _content_words(setting, statement)
        shared = len(words & theirs) / max(1, len(words))
        if shared >= _SAME_WORDS and (best is None or shared > best[0]):
            best = (shared, other)
    if best is not None:
        body = made[best[1]]
        repeat = Evidence("repeats", headline.content, "statement.headline.v1")
        made[best[1]] = replace(body, repeats=(*body.repeats, *headline.content), evidence=(*body.evidence, repeat))
        del made[number]
        inside = [other for other, statement in made.items() if statement.parent_id == headline.id]
        made.update({other: replace(made[other], parent_id=body.id) for other in inside})


def _content_words(setting: Setting, statement: Statement) -> set[str]:
    tokens = setting.analysis.tokens_in(*statement.content)
    return {t.lemma.lower() for t in tokens if t.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}}
