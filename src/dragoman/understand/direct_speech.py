"""Words given to a cue from outside its clause: the paragraphs that it announces, and the quotations beside it or after it.

A page and the drafts of its cues come in; afterwards the drafts hold those words. A quotation that nothing attributes stays unattributed.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Sequence
from operator import attrgetter

from dragoman.model import ActorMention, Span
from dragoman.understand.author import FIRST_PERSON
from dragoman.understand.cues import OCCASION_WORDS
from dragoman.understand.drafts import Draft, Page, cut_out, distance
from dragoman.understand.quotations import Quotation
from dragoman.vocab.cues import cue_lexicon

ANNOUNCED = "attribution.announced.v1"
_SCARE_WORDS = 3
# Paragraphs without "I" or "we" between those of one speaker, and before the one that announces his words in a release.
_SILENT = 2
_HEAD_OF_RELEASE = 2
_SENTENCE_ENDS = frozenset(".!?…")
_ENDS = frozenset('.!?…)"”’:;,')


def add_direct_speech(page: Page, drafts: list[Draft]) -> None:
    """The cues have what is told word for word: first the paragraphs that they announce, then the quotations, then questions without marks."""
    _announce(page, drafts)
    _quote(page, drafts)
    _call(page, drafts)


def _announce(page: Page, drafts: Sequence[Draft]) -> None:
    """A paragraph that ends with a cue and a colon tells the next one, and those after it that are the same speaker's: "The union said in a statement:"."""
    spoken = (d for d in drafts if d.source and d.cue_entry is not None and d.cue_entry.spoken)
    last = {draft.paragraph: draft for draft in sorted(spoken, key=attrgetter("anchor"))}
    told = [(number, draft) for number, draft in last.items() if _announces(page, number, draft)]
    voices = {number for number, _ in told} | {draft.paragraph for draft in drafts if _tells_of_another(page, draft)}
    for number, draft in told:
        following = range(number + 1, len(page.report.paragraphs))
        first, others = following[0], following[1:]
        unbroken = [first, *itertools.takewhile(lambda n: n not in voices and not _opens_quotation(page, n), others)]
        run = max(_of_first_person(page, unbroken), _of_release(page, number, draft, unbroken), key=len)
        if run:
            draft.rule = f"{ANNOUNCED}:{page.tokens[draft.anchor].lemma.lower()}"
        end = number + 1 + max(len(run), 1)
        draft.content = [page.trimmed(paragraph) for paragraph in page.report.paragraphs[number + 1 : end]]
        draft.quoted = True


def _of_first_person(page: Page, paragraphs: Sequence[int]) -> Sequence[int]:
    """Those up to the last in which "I" or "we" speaks, with no more than two between that do not."""
    end = 0
    for place, number in enumerate(paragraphs):
        if place - end > _SILENT:
            break
        end = place + 1 if _in_first_person(page, page.report.paragraphs[number]) else end
    return paragraphs[:end]


def _of_release(page: Page, number: int, draft: Draft, paragraphs: Sequence[int]) -> Sequence[int]:
    """Of a release, which announces at its head what one person says and quotes nobody after, all up to a heading or to where it tells of the speaker himself."""
    after = page.report.paragraphs[number + 1 :]
    quotes = any(paragraph.overlaps(q.span) for paragraph in after for q in page.quotations if _is_speech(page, q))
    speakers = {mention.actor_id for mention in _named_in(page, draft.source)} - {None}
    if number > _HEAD_OF_RELEASE or page.report.bylines or quotes or not speakers:
        return ()
    return list(itertools.takewhile(lambda n: not _tells_of(page, n, speakers), paragraphs))


def _tells_of(page: Page, number: int, actors: Container[str | None]) -> bool:
    """Whether a paragraph is a heading, or names one of the actors."""
    paragraph = page.report.paragraphs[number]
    words = paragraph.of(page.text).rstrip()
    heading = words[-1:] not in _ENDS and len(words.split()) <= OCCASION_WORDS
    return heading or any(mention.actor_id in actors for mention in _named_in(page, [paragraph]))


def _named_in(page: Page, spans: Sequence[Span]) -> list[ActorMention]:
    """Who is named in the spans, pronouns left out."""
    inside = (m for m in page.analysis.mentions if any(span.covers(m.span) for span in spans))
    return [mention for mention in inside if page.tokens[mention.head].pos != "PRON"]


def _announces(page: Page, number: int, draft: Draft) -> bool:
    """Whether its paragraph, not the last, ends with a colon soon after the cue that has nothing to tell yet."""
    if draft.content or not 0 <= number < len(page.report.paragraphs) - 1:
        return False
    rest = Span(max(draft.cue).end, page.report.paragraphs[number].end).of(page.text)
    return rest.rstrip().endswith(":") and len(rest.split()) <= OCCASION_WORDS


def _tells_of_another(page: Page, draft: Draft) -> bool:
    """Whether a sentence says of somebody, and not of "I" or "we", that he says something."""
    token = page.tokens[draft.anchor]
    cue = cue_lexicon().get((token.lemma.lower(), "v"))
    beside = any(quotation.paragraph == draft.paragraph for quotation in page.quotations)
    says = cue is not None and cue.spoken and token.dep == "ROOT" and bool(draft.source)
    told = says and bool(draft.content or beside)
    return told and not any(_in_first_person(page, source) for source in draft.source)


def _opens_quotation(page: Page, number: int) -> bool:
    return page.quotation_at(page.report.paragraphs[number].start) is not None


def _is_speech(page: Page, quotation: Quotation) -> bool:
    """Whether more is quoted than a name or a word."""
    return len(quotation.inner.of(page.text).split()) > _SCARE_WORDS


def _in_first_person(page: Page, span: Span) -> bool:
    """Whether "I" or "we" stands in it outside quotation marks."""
    return any(
        token.text.lower() in FIRST_PERSON and page.quotation_at(token.span.start) is None
        for token in page.analysis.tokens_in(span)
    )


def _quote(page: Page, drafts: list[Draft]) -> None:
    """Quotations given to the cues beside them, to the cue they go on after, or to the speaker of the paragraph before."""
    for quotation in page.quotations:
        owner = _owner(page, quotation, drafts)
        if owner is not None:
            _extend(page, owner, quotation)
            continue
        if not _is_speech(page, quotation) or quotation.paragraph < 0:
            continue
        _carry_on(page, quotation, drafts)
    for first, then in reversed(list(itertools.pairwise(page.quotations))):
        _carry_back(page, first, then, drafts)


def _carry_back(page: Page, first: Quotation, then: Quotation, drafts: Sequence[Draft]) -> None:
    """A quotation of nobody's that its paragraph leaves open is whose the next paragraph goes on to quote."""
    goes_on = not first.closed and then.paragraph == first.paragraph + 1 and _opens(page, then)
    if not goes_on or any(piece.overlaps(first.span) for draft in drafts for piece in draft.content):
        return
    owner = next((d for d in drafts if d.quoted and any(p.overlaps(then.span) for p in d.content)), None)
    if owner is not None:
        owner.content = sorted([*owner.content, first.span])


def _opens(page: Page, quotation: Quotation) -> bool:
    """Whether its paragraph begins with the quotation."""
    start = page.report.paragraphs[quotation.paragraph].start
    return not page.text[start : quotation.span.start].strip()


def _owner(page: Page, quotation: Quotation, drafts: list[Draft]) -> Draft | None:
    """The cue of a quotation: its content overlaps it, or it stands in the same sentence outside of it."""
    outside = [
        d
        for d in drafts
        if d.paragraph == quotation.paragraph and not quotation.span.covers(d.cue[0]) and not d.headline
    ]
    tag = next((d for d in outside if _is_tag(page, d, quotation)), None)
    if tag is not None:
        tag.content = []
        return tag
    overlapping = [d for d in outside if any(piece.overlaps(quotation.span) for piece in d.content)]
    behind = next((d for d in outside if _is_announced(page, d, quotation)), None)
    if behind is not None and not overlapping:
        return behind
    if overlapping:
        spoken = [d for d in overlapping if d.cue_entry is None or d.cue_entry.spoken] or overlapping
        return min(spoken, key=lambda d: distance(d.cue[0], quotation.span))
    words = len(quotation.inner.of(page.text).split())
    near = [
        d
        for d in outside
        if d.source
        and (d.cue_entry is None or d.cue_entry.spoken)
        and (not d.content or d.quoted)
        and _beside(page, d, quotation)
        and (words > _SCARE_WORDS or not d.content)
        and not _is_answered(page, d.anchor, quotation)
    ]
    near = [d for d in near if _follows_call(page, d, quotation.span)] or near
    # "The mayor, who | asked | not to be named, | told reporters": a clause of who says it says nothing.
    near = [d for d in near if not any(span.covers(d.cue[0]) for other in near for span in other.source)] or near
    return min(near or _below(page, quotation, drafts), key=lambda d: distance(d.cue[0], quotation.span), default=None)


def _is_announced(page: Page, draft: Draft, quotation: Quotation) -> bool:
    """Whether nothing but a colon parts the quotation from what its cue tells: "told them why he left: “…”"."""
    spoken = draft.cue_entry is not None and draft.cue_entry.spoken and bool(draft.source and draft.content)
    return spoken and page.text[max(draft.content).end : quotation.span.start].strip() == ":"


def _is_tag(page: Page, draft: Draft, quotation: Quotation) -> bool:
    """Whether nothing but who says it stands between a quotation that ends with a comma and its cue, which has been given other words: "– “we need more,” | she said –"."""
    first = min(*draft.source, *draft.cue).start if draft.source else -1
    others = bool(draft.content) and not draft.quoted and max(draft.content).end <= quotation.span.start
    ends = quotation.inner.of(page.text).endswith((",", "?", "!"))
    spoken = draft.cue_entry is not None and draft.cue_entry.spoken
    return (
        others and ends and spoken and quotation.span.end <= first and not page.text[quotation.span.end : first].strip()
    )


def _below(page: Page, quotation: Quotation, drafts: Sequence[Draft]) -> list[Draft]:
    """The cue that opens the next paragraph after one that is nothing but a quotation up to its comma: a line broken in the sentence."""
    alone = page.trimmed(page.report.paragraphs[quotation.paragraph]) == page.trimmed(quotation.span)
    if quotation.paragraph < 0 or not alone or not quotation.inner.of(page.text).rstrip().endswith(","):
        return []
    below = [d for d in drafts if d.paragraph == quotation.paragraph + 1 and d.source and not d.content]
    first = [s for s in page.analysis.sentences if s.paragraph == quotation.paragraph + 1][:1]
    return [d for d in below if d.cue_entry and d.cue_entry.spoken and first and first[0].span.covers(d.cue[0])][:1]


def _is_answered(page: Page, cue: int, quotation: Quotation) -> bool:
    """Whether the quoted words stand behind the cue's "to": they are whom or what is answered ("respond to “any crisis”"), not what is said."""
    inside = page.analysis.tokens_in(quotation.inner)
    members = {token.index for token in inside}
    head = next((token for token in inside if token.head not in members), None)
    if head is None or head.dep != "pobj":
        return False
    preposition = page.tokens[head.head]
    return preposition.lemma.lower() == "to" and preposition.head == cue


def _beside(page: Page, draft: Draft, quotation: Quotation) -> bool:
    """Whether the cue's sentence touches the quotation, is the one right before it in the paragraph, or right after it where it has no words of its own: "…?' | asked X"."""
    cue = draft.cue[0]
    sentences = page.analysis.sentences
    touching = [s for s in sentences if s.paragraph == quotation.paragraph and s.span.overlaps(quotation.span)]
    own = next((s for s in sentences if s.span.overlaps(cue)), None)
    if own is None or not touching:
        return False
    opened = own.span.start == cue.start and page.text[cue.start].islower()
    opened = opened or _follows_call(page, draft, quotation.span)
    return touching[0].index - 1 <= own.index <= touching[-1].index + opened


def _follows_call(page: Page, draft: Draft, span: Span) -> bool:
    """Whether a sentence that only names who says it stands right behind a question or a cry: "“Will they sign?” | Mara Lind asked."."""
    if not draft.source or draft.content:
        return False
    first = min(*draft.source, *draft.cue).start
    called = span.of(page.text).rstrip("\"”’'»").endswith(("?", "!"))
    return called and page.sentence(draft.anchor).span.start == first and not page.text[span.end : first].strip()


def _call(page: Page, drafts: Sequence[Draft]) -> None:
    """A question or a cry without marks is told by the sentence in small letters behind it: "Will they sign? | he asked."."""
    for draft in drafts:
        own = page.sentence(draft.anchor)
        spoken = draft.cue_entry is not None and draft.cue_entry.spoken
        if not spoken or own.index == 0 or not page.text[own.span.start].islower():
            continue
        before = page.analysis.sentences[own.index - 1]
        if before.paragraph == own.paragraph and _follows_call(page, draft, before.span):
            draft.content = [before.span]


def _extend(page: Page, draft: Draft, quotation: Quotation) -> None:
    """The quotation made part of the draft's content; what a direct quotation already covers is not told twice."""
    pieces = [piece for piece in draft.content if not quotation.span.covers(piece)]
    merged: list[Span] = []
    span = quotation.span
    for piece in pieces:
        if piece.overlaps(span) or page.text[min(piece.end, span.end) : max(piece.start, span.start)].strip() == "":
            span = Span(min(piece.start, span.start), max(piece.end, span.end))
        else:
            merged.append(piece)
    draft.content = cut_out([*merged, span], draft.cue + draft.source)
    draft.quoted = True


def _carry_on(page: Page, quotation: Quotation, drafts: list[Draft]) -> None:
    """A quotation without a cue that opens its paragraph: it goes on with the quotation before, or has the speaker of the paragraph before."""
    before = [d for d in drafts if d.quoted and d.content and max(d.content).end <= quotation.span.start]
    rest = page.text[quotation.span.end : page.report.paragraphs[quotation.paragraph].end]
    alone = _opens(page, quotation) and len(rest.split()) <= _SCARE_WORDS
    # A heading may stand in marks too.
    sentence = quotation.inner.of(page.text).rstrip()[-1:] in _SENTENCE_ENDS
    teller = _last_teller(page, quotation.paragraph - 1, drafts) if alone and sentence else None
    last = max(before, key=lambda d: max(d.content).end, default=None)
    if last is not None and _goes_on(page, quotation, last, alone=alone):
        last.content = sorted([*last.content, quotation.span])
    elif teller is not None:
        teller.content = sorted([*teller.content, quotation.span])
        teller.quoted = True


def _goes_on(page: Page, quotation: Quotation, last: Draft, *, alone: bool) -> bool:
    """Whether the quotation goes on with what was quoted last."""
    end = max(last.content).end
    previous = page.quotation_at(end - 1)
    if quotation.paragraph == last.paragraph and not _between(page, end, quotation.span.start):
        return True
    if previous is None or quotation.paragraph != previous.paragraph + 1 or not _opens(page, quotation):
        return False
    return not previous.closed or (alone and bool(last.source))


def _last_teller(page: Page, number: int, drafts: Sequence[Draft]) -> Draft | None:
    """Whose clause without quotation marks ends a paragraph: a quotation alone in the next one is his."""
    if number < 0 or any(q.paragraph == number and _is_speech(page, q) for q in page.quotations):
        return None
    sentence = max((s.index for s in page.analysis.sentences if s.paragraph == number), default=-1)
    told = [
        draft
        for draft in drafts
        if draft.paragraph == number
        and page.tokens[draft.anchor].sentence == sentence
        and page.tokens[draft.anchor].dep == "ROOT"
        and draft.source
        and draft.relation == "clause"
        and draft.cue_entry is not None
        and draft.cue_entry.spoken
    ]
    return told[0] if len(told) == 1 else None


def _between(page: Page, start: int, end: int) -> bool:
    """Whether another voice may come in between: a whole sentence without quotation."""
    return any(
        start <= s.span.start and s.span.end <= end for s in page.analysis.sentences if s.span.end - s.span.start > 30
    )
