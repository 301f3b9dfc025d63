"""Drafts of attributions held against the learnt reader: what it does not confirm is dropped, what it adds is drafted, edges are set as it sees them.

Drafts and the reading come in; drafts go out. Only where the shipped model is there (`reading.py`); the rules' drafts stand without it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from dragoman.model import Span, SpanIndex
from dragoman.understand.arguments import (
    BACKSHIFTED,
    find_beside,
    find_suffering,
    said_by_whom_others_quote,
    tells_that,
)
from dragoman.understand.cues import draft_cue, is_phrasal
from dragoman.understand.drafts import Draft, Page, cut_out, distance
from dragoman.understand.reading import Reading, Told
from dragoman.understand.sharing import ends_sentence, is_inserted
from dragoman.vocab.cues import Cue, cue_lexicon, cue_words
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.tokens import SUBJECTS

_ANY = frozenset(
    ["ccomp", "xcomp", "oprd", "acomp", "acl", "dobj"]
    + [f"prep:{word}" for word in ("to", "about", "of", "for", "on", "with", "against", "at", "over", "in")]
)
_CLAUSE_AT_LEAST = 25
_SENTENCE_AT_LEAST = 60
_GAP = 12
_SMALL_PART = 6
_EDGE = 16
_CRUMB = 8
_CONJUNCTIONS = frozenset({"CCONJ", "SCONJ"})
_LOOSE = _CONJUNCTIONS | {"ADP"}
_EMPTY = _LOOSE | {"DET", "PART", "PUNCT"}
_COMPLETE = frozenset({"NOUN", "PROPN", "PRON", "VERB", "NUM"})
_MODIFYING = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det"})
_LEADING = _MODIFYING | {"nsubj", "nsubjpass"}
# What stands between names.
_JOINS = frozenset({",", "and", "&"})
_VERB_FORMS = frozenset({"MD", "VB", "VBD", "VBP", "VBZ"})
WHOLE_CLAUSES = frozenset({"clause", "inserted", "according"})
_PHRASES = frozenset({"object", "xcomp", "noun"})


def draft_more(page: Page, drafts: Sequence[Draft], reading: Reading) -> list[Draft]:
    """Drafts for what only the reader sees told."""
    made = []
    taken = [span for draft in drafts for span in draft.cue]
    for told in reading.told:
        if told.cue is None or _meets(told.cue, taken):
            continue
        first, last = (bisect_left(page.starts, edge) for edge in told.cue)
        inside = [token for token in page.tokens[max(0, first - 1) : last] if told.cue.overlaps(token.span)]
        heads = [t for t in inside if t.pos == "VERB"] or [
            t for t in inside if t.pos in {"NOUN", "ADJ", "PUNCT", "ADP"}
        ]
        if not heads or heads[-1].lemma.lower() in word_classes()["time"]:
            continue
        head = heads[-1]
        if is_phrasal(page, head.index):
            continue
        entry = Cue(head.lemma.lower(), "say", _ANY)
        draft = draft_cue(page, head.index, entry)
        if draft is None:
            draft = Draft(head.index, page.sentence(head.index).paragraph, entry, [], [told.cue], [], "")
        draft.cue = draft.cue or [told.cue]
        seen = _trimmed(page, told.content)
        draft.content = draft.content or _of_this_cue(page, draft, seen) or seen
        draft.rule = f"attribution.reader.v2:{head.lemma.lower()}"
        made.append(draft)
    return made


def refine(page: Page, drafts: Sequence[Draft], reading: Reading) -> list[Draft]:
    """The confirmed drafts with the reader's edges; quotations, headlines, and clauses told inside what is told need no confirmation."""
    cues = SpanIndex(reading.cues, lambda cue: [cue])
    confirmed = [d for d in drafts if d.quoted or cues.overlapping(*d.cue)]
    told = [span for draft in confirmed for span in draft.content]
    within = SpanIndex(told, lambda span: [span])
    seen = SpanIndex(reading.told, lambda item: [item.cue] if item.cue else [])
    kept, left = [], []
    for draft in drafts:
        sure = draft.headline or draft.quoted or _is_told_inside(page, draft, within) or _is_plain(page, draft)
        if not sure and not cues.overlapping(*draft.cue):
            left.append(draft)
            continue
        if not draft.headline:
            others = [span for other in confirmed if other.quoted and other is not draft for span in other.content]
            draft.ruled = list(draft.source), list(draft.content)
            _set_edges(page, draft, reading, told, others, next(iter(seen.overlapping(*draft.cue)), None))
        kept.append(draft)
    _share_out(page, kept)
    _go_on(page, [d for d in kept if not seen.overlapping(*d.cue)], left)
    # Within what somebody tells there is no word of the reader's to go by: it was taught outer sayings.
    inner = [d for d in kept if any(map(within.covering, d.cue)) and not d.quoted]
    phrases = [draft for draft in inner if draft.relation not in WHOLE_CLAUSES]
    gone = _go_on(page, phrases, phrases)
    return [draft for draft in kept if draft not in gone]


def _go_on(page: Page, drafts: Sequence[Draft], seconds: Sequence[Draft]) -> list[Draft]:
    """Where the reader does not say how far a content goes, what a second verb of the same clause tells belongs to the first: "stressed A and reaffirmed B". Those that went into another."""
    gone = []
    for second in seconds:
        verb = page.tokens[second.anchor]
        if verb.dep != "conj":
            continue
        for first in drafts:
            if first.anchor == verb.head and first.source == second.source and first.content:
                told = [*first.content, *page.pieces(page.subtree(verb.index))]
                first.content = [Span(min(first.content).start, max(span.end for span in told))]
                gone.append(second)
    return gone


def _share_out(page: Page, drafts: Sequence[Draft]) -> None:
    """Each piece of content left to the nearest of the cues that have it; pieces without a word that means something left out where others remain."""
    owners: dict[Span, list[Draft]] = {}
    for draft in drafts:
        for span in draft.content:
            owners.setdefault(span, []).append(draft)
    for span, claiming in owners.items():
        nearest = min(claiming, key=lambda draft: min((distance(cue, span) for cue in draft.cue), default=0))
        for draft in claiming:
            others = [own for own in draft.content if own != span]
            if others and (draft is not nearest or page.consists_of(span, _EMPTY)):
                draft.content = others


def _is_told_inside(page: Page, draft: Draft, told: SpanIndex[Span]) -> bool:
    """Whether somebody tells at some length what another said, or is to say in a whole clause: the reader was taught to look at outer sayings."""
    spoken = draft.cue_entry is not None and draft.cue_entry.spoken and bool(draft.source)
    said = "clause" in draft.rule or page.tokens[draft.anchor].tag != "VB"
    long = _length(draft.content) >= _CLAUSE_AT_LEAST
    return spoken and said and long and any(map(told.covering, draft.cue))


def _is_plain(page: Page, draft: Draft) -> bool:
    """Whether it is the plainest saying of all, behind its whole clause: "the road was shut, | two officials said"."""
    plain = draft.cue_entry is not None and draft.cue_entry.lemma == "say" and draft.relation in WHOLE_CLAUSES
    behind = draft.source and draft.content and max(draft.content).end <= draft.source[0].start
    return bool(plain and behind) and is_inserted(page, draft)


def _set_edges(  # noqa: PLR0917 - what the reader sees, and what stands around it
    page: Page, draft: Draft, reading: Reading, contents: Sequence[Span], others: Sequence[Span], told: Told | None
) -> None:
    """The draft's source, cue and content as the reader sees them, where it sees this attribution as `told`; `contents` is all that is told, `others` what is quoted of others."""
    if told is None or told.cue is None:
        sources = [s for s in reading.sources if _meets(s, draft.source) and not _ends_in_verb(page, s)]
        draft.source = [_with_others(page, sources[0], draft.source)] if len(sources) == 1 else draft.source
        return
    fixed = "according" in draft.rule or _is_broken(page, told.cue)
    if not (fixed and any(cue.covers(told.cue) for cue in draft.cue)):
        draft.cue = [_without_loose(page, draft, told.cue)]
    # A phrase that the parse runs on over what is told says nothing of where the source ends.
    runs_on = any(piece.covers(span) for piece in draft.source for span in told.content)
    parsed = draft.source if "according" in draft.rule and not runs_on else []
    agents = [span for span in draft.source if (word := page.before(span.start)) and word.lemma == "by"]
    agents += [page.tokens[by].span for by in page.below(draft.anchor, "agent")]
    draft.source = _seen_source(page, told, draft, contents)
    taken = [*draft.cue, *draft.source, *parsed, *agents, *_told_to(page, draft), *_occasions(page, draft)]
    own = cut_out(told.content, _quoted_behind(page, draft, others, told.content))
    whole_seen = [s for s in _trimmed(page, own) if not _is_anothers(page, draft, s, others)]
    # What a hole leaves of a piece may be a crumb.
    seen = [s for s in cut_out(whole_seen, taken) if s in whole_seen or s.end - s.start >= _CRUMB]
    if draft.quoted:
        # A quotation is the rules' to bound; crumbs of theirs that the reader does not see told are none.
        whole = [span for span in draft.content if span.end - span.start >= _CLAUSE_AT_LEAST or _meets(span, seen)]
        seen = [span for span in seen if not _is_crumb(page, draft, span)]
        seen = [span for span in [*whole, *seen] if not _meets(span, taken) and _is_near(page, draft, span)]
        beside = [s for s in _clauses_beside(page, draft) if not _meets(s, [q.span for q in page.quotations])]
        seen = cut_out(seen, beside if draft.relation == "clause" else [])
    else:
        seen = _of_this_cue(page, draft, cut_out(seen, _clauses_beside(page, draft)))
        if _is_parsed(draft) or draft.relation == "xcomp":
            seen = _filled([_widened(page, span, draft.content) for span in seen], draft.content, taken)
        seen = [page.without_tail(_whole(page, span, draft.content), _CONJUNCTIONS) for span in seen]
    seen = _with_prepositions(page, draft, _merged(_trimmed(page, seen)), taken)
    draft.content = _joined(seen, taken) or draft.content
    if _is_parsed(draft) and draft.ruled:
        # What is told of the speaker himself is not what he says: "a lawyer for a man | convicted of theft | says he is ill".
        draft.content = [s for s in draft.content if not any(own.covers(s) for own in draft.ruled[0])] or draft.content
    # "Explaining | why she left": what is told is no part of the cue.
    draft.cue = _trimmed(page, cut_out(draft.cue, draft.content)) or draft.cue


def _without_loose(page: Page, draft: Draft, cue: Span) -> Span:
    """The cue without an article at its end, and without a preposition that leads to neither what is told nor whom it is about: "said | on stage"."""
    cue = page.without_tail(cue, frozenset({"DET"}))
    last = page.before(cue.end)
    if last is None or last.dep != "prep" or last.head != draft.anchor or draft.cue_entry is None:
        return cue
    leads = f"prep:{last.lemma.lower()}" in draft.cue_entry.complements
    return cue if leads else page.without_tail(cue, frozenset({"ADP"}))


def _seen_source(page: Page, told: Told, draft: Draft, contents: Sequence[Span]) -> list[Span]:
    """The reader's source up to the cue, out to the head of its noun phrase, where the parse does not know better."""
    if told.source is None:
        return draft.source
    cue = min((span.start for span in draft.cue if told.source.start < span.start < told.source.end), default=None)
    source = page.trimmed(Span(told.source.start, cue)) if cue is not None else told.source
    whole = _to_head(page, source)
    source = source if _meets(whole, draft.cue) else whole
    known = draft.source and (
        _is_parsed(draft)
        or said_by_whom_others_quote(page, draft.anchor)
        or _comes_from_outside(source, draft, contents)
        or _is_farther(page, source, draft)
        or (is_inserted(page, draft) and ends_sentence(page, draft))
    )
    clause = draft.source and (_ends_in_verb(page, source) or _meets(source, draft.cue))
    # Who says something in reported speech is named before it or beside it, never paragraphs later.
    later = not draft.quoted and not _is_near(page, draft, source) and source.start > max(draft.cue).end
    if clause or later or _is_told_of(page, source, draft) or (known and not _meets(source, draft.source)):
        return draft.source
    whole = page.without_tail(_with_first_half(page, source, draft.source), _LOOSE)
    return [_with_others(page, whole, draft.source)]


def _is_told_of(page: Page, source: Span, draft: Draft) -> bool:
    """Whether it is who is told something or of whom it is told, in the passive: "the envoys are said to have left", "when he was asked", "was summoned and handed a protest"."""
    token = page.tokens[draft.anchor]
    cue = cue_lexicon().get((token.lemma.lower(), "v" if token.pos == "VERB" else "n"))
    verb = find_suffering(page, token.index if token.pos == "VERB" else token.head)
    # "Were incensed that …": they say it.
    subjects = page.below(verb, "nsubjpass") if cue is not None and cue.spoken and verb is not None else []
    return not draft.source and any(source.overlaps(page.tokens[subject].span) for subject in subjects)


def _told_to(page: Page, draft: Draft) -> list[Span]:
    """The addressees before a clause that the parse sees told, or before the preposition of what it sees asked ("asked | the mayor | for help"), and those behind "to" that it does not see told themselves."""
    if draft.cue_entry is None or not draft.cue_entry.spoken or "reader" in draft.rule or not draft.content:
        return []
    found = []
    for span in draft.addressee:
        before = page.before(span.start)
        if _meets(span, draft.content):
            continue
        if before is not None and before.lemma.lower() == "to":
            found.append(Span(before.span.start, span.end))
        elif _is_parsed(draft) or (_is_object_of(page, draft, span) and span.end < min(draft.content).start):
            found.append(span)
    return found


def _is_object_of(page: Page, draft: Draft, span: Span) -> bool:
    """Whether it stands right behind the cue, with a preposition or words in quotation marks for what is told: "asked | the mayor | for help", "warned | residents | it is “forbidden”"."""
    beside = not page.text[max(draft.cue).end : span.start].strip()
    return beside and (draft.relation == "preposition" or draft.quoted)


def _occasions(page: Page, draft: Draft) -> list[Span]:
    """Participles, adjectives, venues and clauses of "as" of a verb of saying, which tell when and where it is said and not what: "Speaking during a visit, he said at a ceremony"."""
    participles = [c for c in page.below(draft.anchor, "advcl") if page.tokens[c].tag in {"VBG", "VBN", "JJ"}]
    # "Was called fair by both, | raising hopes that …": who calls it so tells nothing of that.
    loose = [c for c in participles if c > draft.anchor and page.below(draft.anchor, "agent") and _is_added(page, c)]
    bare = participles if _is_parsed(draft) else loose
    bare = [c for c in bare if not page.below(c, "nsubj", "nsubjpass", "mark")]
    inserted = bool(draft.source and draft.cue) and is_inserted(page, draft)
    bare += find_beside(page, page.tokens[draft.anchor].head, draft.anchor) if inserted else []
    phrases = [page.subtree(clause) for clause in bare]
    behind = min(draft.content, default=Span(0, 0)).start > page.starts[draft.anchor]
    for preposition in page.below(draft.anchor, "prep"):
        if draft.relation == "clause" and behind and preposition < min(page.below(draft.anchor, "nsubj"), default=0):
            # "On the prospect of talks, | he said that …"
            phrases.append(page.subtree(preposition))
        nouns = [
            noun for noun in page.below(preposition, "pobj") if page.tokens[noun].lemma.lower() in cue_words("venue")
        ]
        # "announced in an address that …": the clause is told; "in an address to mark the day" it is not.
        phrases += [page.subtree(preposition, without=_with_subjects(page, noun)) for noun in nouns]
    spans = [span for phrase in phrases for span in page.pieces(phrase)]
    return [span for span in spans if not _meets(span, draft.content)]


def _is_added(page: Page, participle: int) -> bool:
    """Whether it stands behind a comma, and says nothing itself: "…, | raising hopes"."""
    cue = cue_lexicon().get((page.tokens[participle].lemma.lower(), "v"))
    return page.tokens[participle - 1].text == "," and not (cue is not None and cue.spoken)


def _with_subjects(page: Page, noun: int) -> list[int]:
    """The clauses of the noun that have a subject of their own, and no pronoun for the noun."""
    relative = [clause for clause in page.below(noun, "relcl") if tells_that(page, clause)]
    return relative + [c for c in page.below(noun, "acl") if page.below(c, "nsubj", "nsubjpass", "expl")]


def _comes_from_outside(source: Span, draft: Draft, contents: Sequence[Span]) -> bool:
    """Whether the cue stands inside what somebody tells and the source outside it: who tells that of others is not whom it is told of."""
    around = [content for content in contents if any(content.covers(cue) for cue in draft.cue)]
    return any(not content.covers(source) for content in around)


def _is_farther(page: Page, source: Span, draft: Draft) -> bool:
    """Whether the reader's source stands in another sentence than the cue, and the parse's in the cue's own."""
    sentence = page.sentence(draft.anchor).span
    return not sentence.overlaps(source) and _meets(sentence, draft.source)


def _of_this_cue(page: Page, draft: Draft, seen: Sequence[Span]) -> list[Span]:
    """The pieces that the parse gives to this cue as well, those of some length in its own sentence, and long ones near it (`_is_near`): crumbs elsewhere are others'."""
    sentence = page.sentence(draft.anchor).span
    return [
        span
        for span in seen
        if _meets(span, draft.content)
        or (
            span.end - span.start >= (_CLAUSE_AT_LEAST if sentence.overlaps(span) else _SENTENCE_AT_LEAST)
            and _is_near(page, draft, span)
        )
    ]


def _is_crumb(page: Page, draft: Draft, span: Span) -> bool:
    """Whether a few words without marks stand apart from what is quoted, and the parse gives them to another saying: "“it was quiet,” he said, without | referring to | the raid"."""
    if _meets(span, draft.content) or span.end - span.start >= _CLAUSE_AT_LEAST:
        return False
    tokens = page.analysis.tokens_in(span)
    above = tokens[0].index if tokens else draft.anchor
    while page.tokens[above].head != above and above != draft.anchor:
        above = page.tokens[above].head
        if page.tokens[above].dep == "pcomp" and above != draft.anchor:
            return True
    return False


def _is_near(page: Page, draft: Draft, span: Span) -> bool:
    """Whether it stands in the cue's paragraph; in another, only a quotation goes on."""
    own = page.report.paragraphs[draft.paragraph] if draft.paragraph >= 0 else page.report.headline_span
    quoted = sum(
        min(q.span.end, span.end) - max(q.span.start, span.start) for q in page.quotations if q.span.overlaps(span)
    )
    return own is None or own.overlaps(span) or 2 * quoted > span.end - span.start


def _quoted_behind(page: Page, draft: Draft, others: Sequence[Span], content: Sequence[Span]) -> list[Span]:
    """Others' quotations in the content that open a sentence behind the cue's, unless the rules gave them to this cue too."""
    end = page.sentence(draft.anchor).span.end
    inside = [q.span for q in page.quotations if q.span.start >= end and _meets(q.span, content)]
    opening = {sentence.span.start for sentence in page.analysis.sentences} if inside else set()
    behind = (span for span in inside if span.start in opening)
    return [span for span in behind if any(map(span.covers, others)) and not _meets(span, draft.content)]


def _is_anothers(page: Page, draft: Draft, span: Span, others: Sequence[Span]) -> bool:
    """Whether a piece that the parse does not give to the cue stands in what another is quoted with, or in a sentence before the cue's and in no quotation."""
    if _meets(span, draft.content):
        return False
    sentence = page.sentence(draft.anchor).span
    before = span.end <= sentence.start and not _meets(span, [q.span for q in page.quotations])
    return before or (_meets(span, others) and not sentence.overlaps(span))


def _clauses_beside(page: Page, draft: Draft) -> list[Span]:
    """Clauses coordinated with that of a cue that governs a phrase: "dismissed calls for a truce, | and the army shelled the town"; of one that governs a clause in another tense what its subject does besides: "said the raid could mean war | and closed the border"."""
    main = page.tokens[draft.anchor]
    if main.tag == "VBG" and main.dep == "advcl":
        # "Held him, saying his papers had expired, | and fired a shot"
        main = page.tokens[main.head]
    verbs = [verb for verb in page.below(main.index, "conj") if verb > draft.anchor]
    own = [verb for verb in verbs if page.below(verb, *SUBJECTS)]
    if draft.relation in _PHRASES:
        return [span for verb in own for span in page.pieces(page.subtree(verb))]
    told = page.below(draft.anchor, "ccomp") if draft.relation == "clause" else []
    past = main.tag == "VBD" and any(_is_backshifted(page, clause) for clause in told)
    # "Said they would be tried | and sent home": that is told too.
    suffered = any(page.below(clause, "auxpass") for clause in told)
    deeds = [verb for verb in verbs if past and page.tokens[verb].tag == "VBD" and verb not in own]
    deeds = [verb for verb in deeds if not suffered or _has_object(page, verb)]
    joins = page.below(main.index, "cc")
    found = [word for verb in deeds if verb > max(told) for word in (*joins, *page.subtree(verb)) if word > max(told)]
    return page.pieces(sorted({*found}))


def _has_object(page: Page, verb: int) -> bool:
    """Whether the verb has a clause or an object, and not but a word for a place ("sent | home")."""
    objects = page.below(verb, "dobj", "ccomp")
    return any(page.children[thing] or page.tokens[thing].tag != "NN" for thing in objects)


def _is_backshifted(page: Page, clause: int) -> bool:
    """Whether the clause is in no tense that a plain past could go on with: "could mean war", or of a thing, "had expired"; who had left may have closed the road."""
    before = [page.tokens[aux] for aux in page.below(clause, "aux", "auxpass")]
    doers = [page.tokens[doer] for doer in page.below(clause, *SUBJECTS)]
    heads = {mention.head for mention in page.analysis.mentions}
    things = bool(doers) and all(doer.pos == "NOUN" and doer.index not in heads for doer in doers)
    return any(aux.tag == "MD" or (things and aux.text.lower() in BACKSHIFTED) for aux in before)


def _is_parsed(draft: Draft) -> bool:
    """Whether the parse gave a whole clause to a verb of saying: then it knows whose, and where the clause begins and ends."""
    return draft.cue_entry is not None and draft.cue_entry.spoken and draft.relation in WHOLE_CLAUSES


def _widened(page: Page, span: Span, pieces: Iterable[Span]) -> Span:
    """The span out to the edges of the parsed piece around it: to its start, and to its end where a word or two are missing or the verb is."""
    for piece in pieces:
        if piece.overlaps(span):
            ends = 0 <= piece.end - span.end <= _EDGE or _verb(page, piece) >= span.end
            return Span(min(piece.start, span.start), piece.end if ends else span.end)
    return span


def _verb(page: Page, piece: Span) -> int:
    """Where the word that the rest of a parsed clause hangs on begins."""
    tokens = page.analysis.tokens_in(piece)
    members = {token.index for token in tokens}
    return next((t.span.start for t in tokens if t.head not in members or t.head == t.index), piece.start)


def _filled(spans: Sequence[Span], pieces: Sequence[Span], holes: Sequence[Span]) -> list[Span]:
    """The spans, those within one parsed piece as one, what lies between them taken in."""
    filled: list[Span] = []
    for span in sorted(spans):
        last = filled[-1] if filled else None
        around = last is not None and any(piece.covers(last) and piece.covers(span) for piece in pieces)
        if last is not None and around and not _meets(Span(last.start, span.end), holes):
            filled[-1] = Span(last.start, max(last.end, span.end))
        else:
            filled.append(span)
    return filled


def _whole(page: Page, span: Span, pieces: Iterable[Span]) -> Span:
    """The parsed piece around a span that breaks off in the middle of a phrase ("wants | to"), or is but a small part of it."""
    around = next((piece for piece in pieces if piece.covers(span)), span)
    small = _SMALL_PART * (span.end - span.start) < around.end - around.start
    if small or not _is_broken(page, span):
        return around if small else span
    ends = (piece.end for piece in pieces if piece.start < span.end < piece.end)
    return around if around != span else Span(span.start, next(ends, _object_end(page, span)))


def _object_end(page: Page, span: Span) -> int:
    """Where the noun ends to which the preposition leads that the span breaks off behind: "an attack in | Karsen"."""
    last = page.before(span.end)
    objects = page.below(last.index, "pobj") if last is not None and last.pos == "ADP" else []
    return page.tokens[objects[0]].span.end if objects else span.end


def _is_broken(page: Page, span: Span) -> bool:
    """Whether it breaks off in the middle of a phrase: "wants | to", "said in a", "a state | commission", "which Islamabad | denies"."""
    last = page.before(span.end)
    if last is None:
        return False
    return last.pos not in _COMPLETE or (last.dep in _LEADING and last.head > last.index)


def _to_head(page: Page, span: Span) -> Span:
    """The span out to the noun that its last word modifies: "state | media agency"."""
    last = page.before(span.end)
    while last is not None and last.dep in _MODIFYING and last.tag != "PRP$" and last.head > last.index:
        last = page.tokens[last.head]
    return Span(span.start, max(span.end, last.span.end)) if last is not None else span


def _ends_in_verb(page: Page, span: Span) -> bool:
    """Whether it is no phrase that names somebody: "minister Renn will use"."""
    last = page.before(span.end)
    return last is not None and last.tag in _VERB_FORMS


def _with_first_half(page: Page, span: Span, parsed: Sequence[Span]) -> Span:
    """The span; the parsed phrase around it where it begins with a conjunction: "Renn, | and other critics"."""
    halved = any(token.pos == "CCONJ" for token in page.analysis.tokens_in(span)[:1])
    return next((own for own in parsed if own.covers(span)), span) if halved else span


def _with_others(page: Page, span: Span, parsed: Sequence[Span]) -> Span:
    """The span; the parsed phrase around it where that is a list of names of which it is one: "Oria | and Ruritania", "Oria, | Ruritania | and Karsova"."""
    around = next((own for own in parsed if own.covers(span) and own != span), None)
    if around is None:
        return span
    before = page.analysis.tokens_in(Span(around.start, span.start))
    behind = page.analysis.tokens_in(Span(span.end, around.end))
    rest = (*before, *behind)
    edges = (*before[-1:], *behind[:1])
    joined = all(token.text.lower() in _JOINS for token in edges) and any(t.text.lower() in {"and", "&"} for t in rest)
    named = bool(behind) and behind[-1].pos in {"NOUN", "PROPN"} if not before else True
    loose = any(token.pos in {"VERB", "AUX"} or token.dep == "appos" for token in rest)
    return around if joined and named and not loose else span


def _trimmed(page: Page, spans: Iterable[Span]) -> list[Span]:
    return [own for span in spans if (own := page.trimmed(span)).end > own.start]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _with_prepositions(page: Page, draft: Draft, spans: Sequence[Span], holes: Sequence[Span]) -> list[Span]:
    """The spans, one that a preposition ties to the one before, or to the cue behind which that stands, with it: "described | talks | here on Monday | with Chad"."""
    tied: list[Span] = []
    for span in spans:
        lead = page.before(span.start)
        heads = [token.head for token in page.analysis.tokens_in(span) if token.dep == "pobj"]
        above = page.tokens[lead.head] if lead is not None and lead.dep == "prep" and lead.index in heads else None
        before = tied[-1] if tied and tied[-1].start > page.starts[draft.anchor] else None
        own = above is not None and before is not None and (above.index == draft.anchor or before.covers(above.span))
        if lead is not None and own and not _meets(lead.span, holes):
            tied.append(Span(lead.span.start, span.end))
        else:
            tied.append(span)
    return tied


def _joined(spans: Iterable[Span], holes: Sequence[Span]) -> list[Span]:
    """The spans in order, a word or two that the reader left out between them taken in."""
    joined: list[Span] = []
    for span in sorted(set(spans)):
        if joined and span.start - joined[-1].end <= _GAP and not _meets(Span(joined[-1].end, span.start), holes):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
