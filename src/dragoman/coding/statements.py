"""Statements: who said what, to whom, where and when, out of the report's attributions.

A report's analysis and standings come in; statements go out in text order. Thinking and doing are no saying, an outlet's credit to itself
is none either. A headline that says what the body says is a repeat of that statement, not a further one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.citing import with_cited
from dragoman.coding.clauses import Clauses, counted_by, phrase_span, prepositions, subjects, subtree
from dragoman.coding.modality import judge_modality
from dragoman.coding.setting import Setting, place_of, standing_of
from dragoman.coding.standing import WINDOW_DAYS
from dragoman.coding.timing import time_for
from dragoman.model import (
    ActorMention,
    Attribution,
    Evidence,
    Gap,
    Participant,
    Place,
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
_DOUBLE_MARKS = '"“”„«»‟＂″'
_MARKS = _DOUBLE_MARKS + "'‘’`"
_BY = frozenset({"by", "from"})
_RELATIVE = frozenset({"WP", "WDT"})
_VENUE_PREPOSITIONS = frozenset({"at", "in", "during", "on", "after", "to"})
_MERELY = frozenset({"only", "just", "merely", "simply"})
_SHORT = 3
# What a speaker does by saying that he does it, beside these, is more than saying: "I deny that …".
_PLAIN = frozenset({"say", "emphasise", "offer", "demand", "ask"})
_SAME_WORDS = 0.4
# How what is said may be denied by the word that governs its verb.
_HELD_BACK = frozenset({"modality.operator.v1", "modality.without.v1"})
_PHRASAL = frozenset({"object", "preposition", "oprd", "acomp", "noun"})


@dataclass(frozen=True, slots=True)
class _Venue:
    """Where something was said: the noun's span, the place, and the evidence."""

    span: Span
    place: Place | None
    evidence: tuple[Evidence, ...]


def code_statements(setting: Setting) -> tuple[Statement, ...]:
    """The report's statements in text order."""
    attributions = _without_others(with_cited(setting))
    remarks = _remarks(setting)
    chosen = {
        number: item
        for number, item in enumerate(attributions)
        if _is_said(setting, item) and not _is_said_already(setting, attributions, item)
    }
    made: dict[int, Statement] = {}
    for number, item in chosen.items():
        parent = _parent(attributions, item, made)
        made[number] = _statement(setting, _within(item, parent), parent, remarks)
    headlines = [number for number in made if attributions[number].kind == "headline"]
    for number in headlines:
        _merge_headline(setting, made, number)
    return tuple(sorted(made.values(), key=lambda s: (min(s.content), s.parent_id is not None, s.id)))


def _without_others(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The same, an indirect content only up to where another begins to be quoted whose cue stands outside it: "he said, referring to the road, | “and we will go on.”"."""
    quoted = [item for item in attributions if item.kind == "direct" and item.cue]
    return [_until_quoted(item, quoted) if item.kind in {"indirect", "mixed"} else item for item in attributions]


def _until_quoted(item: Attribution, quoted: Sequence[Attribution]) -> Attribution:
    content = item.content
    for other in quoted:
        inside = any(piece.overlaps(cue) for piece in item.content for cue in other.cue)
        starts = [] if inside else [piece.start for piece in other.content]
        for start in starts:
            content = tuple(
                Span(piece.start, min(piece.end, start)) if piece.start < start else piece
                for piece in content
                if piece.start < start or not any(span.covers(piece) for span in other.content)
            )
    return replace(item, content=content) if content else item


def _is_said(setting: Setting, item: Attribution) -> bool:
    """Whether it is a communication with words worth keeping: a clause, a quotation, or a phrase of some length."""
    if item.rule.startswith("attribution.credit") or not _content(setting, item):
        return False
    if not item.source and (item.kind == "indirect" or item.relation == "reader"):
        return False
    kind = _cue_kind(setting, item)
    if kind is None:
        return False
    if item.kind == "indirect" and (_is_unsaid(setting, item) or _is_mere_object(setting, item)):
        return False
    if item.kind == "indirect" and _is_next_clause(setting, item):
        return False
    words = sum(len(span.of(setting.report.text).split()) for span in _content(setting, item))
    if item.kind in {"direct", "mixed", "headline"}:
        return words > 1
    if item.relation == "xcomp" and _cue_lemma(item) in cue_words("deed"):
        return False
    if item.relation in _PHRASAL:
        # "Speaking about the conflict" tells the subject, not what was said of it.
        told = _cue_lemma(item) not in cue_words("topic") and (kind != "accuse" or item.relation == "preposition")
        # "Called for national unity" says what is wanted in two words.
        wanted = kind == "demand" and item.relation == "preposition"
        return words >= _SHORT - wanted and told
    return words > 1


def _is_said_already(setting: Setting, attributions: Sequence[Attribution], item: Attribution) -> bool:
    """Whether a speaker only says of himself that he says or promises it: "“I promise that we will pay,” she said" is said once."""
    around = attributions[item.parent] if item.parent is not None else None
    mine = around is not None and _is_first_person(setting, item) and around.kind in {"direct", "mixed"}
    anchor = _anchor(setting, item)
    past = anchor is not None and setting.tree.token(anchor).tag == "VBD"
    return mine and not past and _cue_kind(setting, item) in _PLAIN


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
    silent = held_back or (negated and item.relation in _PHRASAL)
    silent = silent or tree.lemma(tree.token(anchor).head) in load_modality().nothing
    unsaid = silent or (unreal and not negated and not _is_first_person(setting, item))
    return unsaid or (bool(pointed) and pointed == speakers)


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
    # "recalled its envoy from the capital"
    beside = set() if cue is None or "dobj" in cue.complements else set(_adjuncts(tree, anchor))
    whole = [noun for noun in objects if told <= {*subtree(tree, noun), *beside}]
    if any(_is_person(setting, noun) for noun in whole):
        # "Dismissed the army chief" is a deed.
        return True
    if cue is None or item.relation != "none" or cue.kind in {"demand", "ask"}:
        return False
    phrasal = "dobj" in cue.complements or tree.below(anchor, "prt")
    return not phrasal and bool(whole)


def _adjuncts(tree: Clauses, verb: int) -> list[int]:
    """The words of the verb's prepositional phrases."""
    return [word for phrase in tree.below(verb, "prep") for word in subtree(tree, phrase)]


def _is_person(setting: Setting, index: int) -> bool:
    mention = setting.actors.heads.get(index)
    actor = setting.actors.actors.get(mention.actor_id or "") if mention is not None else None
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
    spoken = cue is not None and cue.spoken
    if not spoken and item.kind == "direct" and cue is not None and cue.kind == "think":
        return "say"
    return cue.kind if spoken and cue is not None else None


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
    setting: Setting, item: Attribution, parent: Statement | None, remarks: Mapping[str, _Venue]
) -> Statement:
    report = setting.report
    content = _content(setting, item)
    anchor = _anchor(setting, item)
    source, source_evidence = _participants(setting, item.source, item.rule)
    speakers = frozenset(p.actor_id for p in source if p.actor_id)
    addressee, addressee_evidence = _participants(setting, item.addressee, item.rule, speakers)
    own_venue = _venue_at(setting, anchor) if anchor is not None and item.cue else None
    shared = next((remarks[p.actor_id] for p in source if p.actor_id and p.actor_id in remarks), None)
    venue = own_venue or (shared if _standing(setting, item) == "news" and parent is None else None)
    standing = "background" if parent is not None and parent.standing == "background" else _standing(setting, item)
    day, day_evidence, day_gaps = _day(setting, anchor, content, standing)
    evidence = [
        *source_evidence,
        *([Evidence("cue", item.cue, item.rule)] if item.cue else []),
        Evidence("content", content, item.rule),
        *(replace(piece, field="addressee") for piece in addressee_evidence),
        *(venue.evidence if venue else ()),
        *day_evidence,
        *([Evidence("insertions", item.insertions, "statement.brackets.v1")] if item.insertions else []),
    ]
    gaps = [*day_gaps]
    if not source:
        gaps.append(Gap("source", "nobody is named as saying it"))
    elif all(p.actor_id is None for p in source):
        gaps.append(Gap("source", "who this is the text does not tell", tuple(p.span for p in source)))
    if venue is None:
        gaps.append(Gap("venue", "the text does not say where it was said"))
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
        evidence=tuple(evidence),
        gaps=tuple(gaps),
    )


def _kind(item: Attribution) -> StatementKind:
    return item.kind if item.kind != "headline" else "indirect"


def _content(setting: Setting, item: Attribution) -> tuple[Span, ...]:
    """The words of each piece of the content, none but a quotation's ending with "but" or "and"; a piece of marks alone holds none."""
    whole = [_on_its_side(setting, item, span) for span in item.content]
    whole = whole if item.kind == "direct" else [_unjoined(setting, span) for span in whole]
    return tuple(piece for span in whole if (piece := _bare(setting, span)).end > piece.start)


def _on_its_side(setting: Setting, item: Attribution, span: Span) -> Span:
    """The span within the headline where its cue stands there: a title without a full stop runs into the text for the parser."""
    title = setting.report.headline_span
    if title is None or not any(title.covers(cue) for cue in item.cue) or not title.overlaps(span):
        return span
    return Span(max(span.start, title.start), min(span.end, title.end))


def _unjoined(setting: Setting, span: Span) -> Span:
    """The span before the conjunctions at its end."""
    tokens = list(setting.analysis.tokens_in(span))
    while tokens and tokens[-1].pos in {"CCONJ", "PUNCT"}:
        if tokens.pop().pos == "CCONJ":
            span = Span(span.start, tokens[-1].span.end if tokens else span.start)
    return span


def _bare(setting: Setting, span: Span) -> Span:
    """The words themselves: without the marks around a quotation and without the conjunction `that`."""
    text = setting.report.text
    end = span.end
    start = _behind_marks(text, span.start, end)
    opening = setting.analysis.tokens_in(Span(start, end))[:2]
    # "Saying only that it will wait".
    first = next((token for token in opening if token.lemma.lower() not in _MERELY), None)
    if first is not None and first.lemma.lower() == "that" and first.dep == "mark":
        start = _behind_marks(text, min(end, first.span.end), end)
        while start < end and (text[start] in ",;:" or text[start].isspace()):
            # "Said that, since the war, …"
            start += 1
    # A mark at the end is taken off when it closes what the span opened, or when nothing inside opens it.
    while end > start and (
        text[end - 1].isspace() or (text[end - 1] in _MARKS and not _closes_inside(text, start, end))
    ):
        end -= 1
    while end > start and text[end - 1] in ",;:":
        end -= 1
    return Span(start, end)


def _behind_marks(text: str, start: int, end: int) -> int:
    """The first character that is neither a blank nor a mark around all the words."""
    while start < end and (text[start].isspace() or (text[start] in _MARKS and not _closed_within(text, start, end))):
        start += 1
    return start


def _closed_within(text: str, start: int, end: int) -> bool:
    """Whether a double mark opens but the first words: the next one closes, and more follows."""
    later = [place for place in range(start + 1, end) if text[place] in _DOUBLE_MARKS]
    if text[start] not in _DOUBLE_MARKS or not later or text[later[0] - 1].isspace():
        return False
    return any(letter.isalnum() for letter in text[later[0] : end])


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Whether the last mark closes a quotation that opens inside the span, after its start."""
    inside = text[start : end - 1]
    if text[end - 1] in "'’" and end >= start + 2 and text[end - 2].isalpha() and not any(m in inside for m in "'‘"):
        return text[end - 2] == "s"
    return sum(letter in _DOUBLE_MARKS for letter in inside) % 2 == 1


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


def _participants(
    setting: Setting, spans: Iterable[Span], rule: str, but: frozenset[str] = frozenset()
) -> tuple[tuple[Participant, ...], list[Evidence]]:
    """Whom the phrases name, each once, by the mention that the phrase's own head belongs to; `but` some."""
    named = (participant for span in spans for participant in _named(setting, span))
    once: dict[object, Participant] = {}
    for participant in named:
        if participant.actor_id not in but:
            once.setdefault(participant.actor_id or participant.span, participant)
    found = tuple(once.values())
    return found, [Evidence("source", tuple(p.span for p in found), rule)] if found else []


def _named(setting: Setting, span: Span) -> Iterator[Participant]:
    tokens = setting.analysis.tokens_in(span)
    indices = {t.index for t in tokens}
    heads = [t.index for t in tokens if t.head not in indices or t.head == t.index]
    if not heads:
        yield Participant(span.of(setting.report.text), span, None)
        return
    head = heads[0]
    if setting.tree.token(head).tag in _RELATIVE:
        head = _antecedent(setting, head)
        span = phrase_span(setting.tree, head)
    elif len(tokens) > 1 and tokens[-1].tag in _RELATIVE and not tokens[-1].text.isupper():
        span = Span(span.start, tokens[-2].span.end)
    head = _whom(setting, head, indices)
    speakers = (head, *_conjuncts(setting, head, indices))
    together = {whom: speaker for speaker in speakers for whom in _counted(setting, speaker, indices) or [speaker]}
    for index, number in together.items():
        mention = _mention(setting, index)
        actor = setting.actors.actors.get(mention.actor_id or "") if mention else None
        if actor is not None and mention is not None:
            # Of how many the words tell stays with who they are: "a majority of Kenyans" is not all of them.
            words = Span(phrase_span(setting.tree, number).start, mention.span.end) if number != index else None
            name = words.of(setting.report.text) if words else actor.name
            yield Participant(name, words or mention.span, actor.id, actor.role)
        elif len(together) == 1:
            span = _before_clause(setting, span)
            yield Participant(span.of(setting.report.text), span, None)
        else:
            word = mention.span if mention else setting.words(index)
            yield Participant(word.of(setting.report.text), word, None)


def _whom(setting: Setting, head: int, inside: set[int]) -> int:
    """Who is named behind a noun that names nobody itself: "his successor, | X", "a report by | X"."""
    tree = setting.tree
    if head in setting.actors.heads:
        return head
    medium = tree.lemma(head) in cue_words("medium")
    behind = [noun for name, noun in prepositions(tree, head) if medium and name in _BY]
    named = (i for i in [*tree.below(head, "appos"), *behind] if i in inside and i in setting.actors.heads)
    return next(named, head)


def _counted(setting: Setting, head: int, inside: set[int]) -> list[int]:
    """The people of whom a number speak; "one of the pilots" is not the pilots."""
    single = setting.tree.token(head).pos == "NUM"
    return [] if single else [noun for noun in counted_by(setting.tree, head) if noun in inside]


def _before_clause(setting: Setting, span: Span) -> Span:
    """The words before a relative clause: "the bill, | which must be approved"."""
    tree = setting.tree
    clauses = (t.index for t in setting.analysis.tokens_in(span) if t.dep == "relcl")
    first = min((min(subtree(tree, clause)) for clause in clauses), default=None)
    end = setting.words(first).start if first is not None else span.end
    named = span.of(setting.report.text)[: max(0, end - span.start)].rstrip(" ,;:–—-(")
    return Span(span.start, span.start + len(named)) if named else span


def _antecedent(setting: Setting, relative: int) -> int:
    """What a relative pronoun stands for: not the thing beside it where only the sentence's subject agrees with the verb ("Four men were found in the yard who claim …")."""
    tree = setting.tree
    clause = next((i for i in _above(setting, relative) if tree.token(i).dep == "relcl"), None)
    if clause is None:
        return relative
    noun = tree.token(clause).head
    if tree.token(clause).tag != "VBP" or tree.token(noun).tag not in {"NN", "NNP"} or tree.below(noun, "conj"):
        return noun
    verb = next((i for i in _above(setting, noun) if tree.token(i).pos in {"VERB", "AUX"}), noun)
    subject = next(iter(tree.below(verb, "nsubj", "nsubjpass")), noun)
    return subject if tree.token(subject).tag in {"NNS", "NNPS"} else noun


def _above(setting: Setting, index: int) -> Iterator[int]:
    for _ in range(6):
        head = setting.tree.token(index).head
        if head == index:
            return
        yield head
        index = head


def _conjuncts(setting: Setting, head: int, inside: set[int]) -> list[int]:
    found = [child for child in setting.tree.below(head, "conj") if child in inside]
    return found + [later for child in found for later in _conjuncts(setting, child, inside)]


def _mention(setting: Setting, index: int) -> ActorMention | None:
    return setting.actors.heads.get(index) or setting.actors.inside.get(index)


def _venue_at(setting: Setting, verb: int) -> _Venue | None:
    """The venue that a preposition of the verb of saying names, or the place alone of its addressee."""
    tree = setting.tree
    told = [noun for noun in tree.below(verb, "dobj", "dative") if tree.lemma(noun) in _venue_words()]
    pairs = [("to", noun) for noun in told] + prepositions(tree, verb)
    # The parser may hang "at a press conference" on the object: "made the remark at …".
    pairs += [pair for noun in tree.below(verb, "dobj") for pair in prepositions(tree, noun)]
    for name, noun in pairs:
        if name in _VENUE_PREPOSITIONS and tree.lemma(noun) in _venue_words():
            place, place_evidence, _ = place_of(setting, [noun, verb, *tree.below(verb, "dobj")])
            if place is None:
                place, place_evidence, _ = place_of(setting, [inner for _, inner in prepositions(tree, noun)])
            span = _phrase(setting, noun)
            return _Venue(span, place, (Evidence("venue", (span,), "statement.venue.v1"), *place_evidence))
    return None


def _venue_words() -> frozenset[str]:
    return frozenset(word.split()[-1] for word in cue_words("venue"))


def _phrase(setting: Setting, noun: int) -> Span:
    """The noun with what stands before it, without its determiner."""
    first = noun
    before = set(setting.tree.below(noun, "amod", "compound", "nmod", "nummod"))
    while first - 1 in before or (first - 1 > 0 and setting.tree.token(first - 1).head in before and first > 0):
        first -= 1
    return Span(setting.words(first).start, setting.words(noun).end)


def _remarks(setting: Setting) -> dict[str, _Venue]:
    """Speaker -> the venue of a sentence that tells where the remarks were made: "X made the remark at …"."""
    tree = setting.tree
    found: dict[str, _Venue] = {}
    for token in setting.analysis.tokens:
        if token.pos != "VERB" or token.lemma.lower() not in {
            "make",
            "speak",
            "address",
            "give",
            "deliver",
            "issue",
            "talk",
        }:
            continue
        remark = any(tree.lemma(noun) in cue_words("remark") for noun in tree.below(token.index, "dobj"))
        if not remark and token.lemma.lower() not in {"speak", "address", "talk"}:
            continue
        venue = _venue_at(setting, token.index)
        if venue is None:
            continue
        for subject in subjects(tree, token.index):
            mention = _mention(setting, subject)
            if mention is not None and mention.actor_id is not None:
                shared = tuple(
                    replace(piece, rule="statement.venue.remark.v1") if piece.field == "venue" else piece
                    for piece in venue.evidence
                )
                found.setdefault(mention.actor_id, replace(venue, evidence=shared))
    return found


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
    published = setting.report.published
    if published is None or standing != "news":
        return None, [], [Gap("day", "the clause gives no day")]
    last = dt.date.fromisoformat(published.day)
    first = last - dt.timedelta(days=WINDOW_DAYS)
    spans = (published.span,) if published.span else ()
    return Time(first.isoformat(), last.isoformat(), "day"), [Evidence("day", spans, "statement.window.v1")], []


def _merge_headline(setting: Setting, made: dict[int, Statement], number: int) -> None:
    """The headline's statement becomes a repeat of the body's, where the same speaker says the same there."""
    headline = made[number]
    speakers = {p.actor_id for p in headline.source if p.actor_id}
    words = _content_words(setting, headline)
    best: tuple[float, int] | None = None
    for other, statement in made.items():
        if other == number or not speakers & {p.actor_id for p in statement.source}:
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


def _content_words(setting: Setting, statement: Statement) -> set[str]:
    tokens = setting.analysis.tokens_in(*statement.content)
    return {t.lemma.lower() for t in tokens if t.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}}
