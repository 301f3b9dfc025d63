"""What is left to each of several sayings of one sentence: who tells of a saying is no part of it, nor is what another says beside it.

Drafts come in, with the edges that rules and reader have set, and are changed in place.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from dragoman.model import Span
from dragoman.understand.arguments import find_beside
from dragoman.understand.drafts import Draft, Page, cut_out
from dragoman.vocab.tokens import FINITE

# So many tokens away another cue may still stand in the same sentence or the next.
_FAR = 80
# How a cue and its content are joined where the parse finds no clause behind it.
_LOOSE = frozenset({"none", "inserted"})
_NOMINAL = frozenset({"ADJ", "ADP", "CCONJ", "DET", "NOUN", "NUM", "PART", "PROPN"})
_RELATIVE = frozenset({"WDT", "WP", "WRB"})
_CONTRASTS = frozenset({"while", "whereas"})


def share_out(page: Page, drafts: Sequence[Draft]) -> None:
    """Each content without those who tell of its saying, and without what is told of others beside it."""
    sourced = [draft for draft in drafts if draft.source and draft.cue]
    for draft, other in itertools.permutations(sourced, 2):
        if abs(draft.anchor - other.anchor) > _FAR or draft.source == other.source:
            continue
        draft.content = _shared(page, draft, other, draft.content)
        if draft.ruled:
            draft.ruled = draft.ruled[0], _shared(page, draft, other, draft.ruled[1])


def _shared(page: Page, draft: Draft, other: Draft, content: Sequence[Span]) -> list[Span]:
    """The pieces of a draft's content as another draft beside it leaves them; all of them where it would leave none."""
    pieces = [_before(page, piece, _end(page, draft, other, piece)) for piece in content]
    left = [piece for piece in pieces if piece.end > piece.start and not _is_anothers(page, draft, other, piece)]
    return left or list(content)


def _before(page: Page, piece: Span, end: int | None) -> Span:
    return piece if end is None else page.trimmed(Span(piece.start, end))


def _end(page: Page, draft: Draft, other: Draft, piece: Span) -> int | None:
    """Where another's saying ends the piece; None where it does not."""
    source = other.source[0]
    if _tells_of(page, draft, other) and piece.start < source.start < piece.end:
        return source.start
    sentence = page.sentence(draft.anchor).span
    if piece.start < sentence.end < piece.end and _tells_next(page, sentence.end, other, piece):
        return sentence.end
    contrast = _contrast(page, other)
    # "Said A, | while B said C": the teller sets them side by side.
    if contrast is not None and piece.start < contrast < piece.end and piece.covers(source):
        return contrast if max(draft.cue).end <= piece.start else None
    return None


def _tells_next(page: Page, start: int, other: Draft, piece: Span) -> bool:
    """Whether a piece without quotations runs on behind its sentence into the one in which the other says something: "… could be set. | In Karsen the council noted that …"."""
    next_one = page.sentence(other.anchor).span
    quoted = any(piece.overlaps(quotation.span) for quotation in page.quotations)
    return start <= next_one.start < piece.end <= next_one.end and next_one.overlaps(other.source[0]) and not quoted


def _tells_of(page: Page, draft: Draft, other: Draft) -> bool:
    """Whether the other is inserted behind a comma after what is told of the first: "the rebels agreed that it would end, | the envoy said |, although …"."""
    ahead = any(piece.start <= other.source[0].start and _same_sentence(page, other, piece) for piece in other.content)
    return ahead and is_inserted(page, other) and max(draft.cue).end < other.source[0].start


def is_inserted(page: Page, draft: Draft) -> bool:
    """Whether source and cue follow each other behind a comma: "the truce had held, | the envoy said"."""
    source, cue = draft.source[0], draft.cue[0]
    before = page.before(source.start)
    beside = not page.text[source.end : cue.start].strip() and page.quotation_at(source.start) is None
    return before is not None and before.text == "," and beside


def give_sources(page: Page, drafts: Sequence[Draft]) -> None:
    """A verb of saying at the end of what is told, to which the parse gives nobody, is said by whom the phrase behind the last comma names: "jets bombed the town, killing six, | residents and a rebel group | said"."""
    for draft in drafts:
        spoken = draft.cue_entry is not None and draft.cue_entry.kind == "say" and draft.cue_entry.spoken
        if draft.source or not draft.cue or not spoken or page.tokens[draft.anchor].tag not in FINITE:
            continue
        named = _named_before(page, draft)
        if named is not None and any(piece.covers(named) for piece in draft.content):
            draft.source = [named]
            draft.content = [_before(page, p, named.start if p.covers(named) else None) for p in draft.content]


def _named_before(page: Page, draft: Draft) -> Span | None:
    """The noun phrase between a comma and the cue."""
    first = next((token.index for token in page.analysis.tokens_in(draft.cue[0])), draft.anchor)
    start = first
    while start > page.sentence(draft.anchor).first and page.tokens[start - 1].pos in _NOMINAL:
        start -= 1
    if start == first or page.tokens[start - 1].text != "," or page.quotation_at(page.starts[start]) is not None:
        return None
    last = page.tokens[first - 1]
    return Span(page.starts[start], last.span.end) if last.pos in {"NOUN", "PROPN"} else None


def make_whole(page: Page, drafts: Sequence[Draft]) -> None:
    """What is told before a saying that is inserted behind it is its whole sentence so far, where no marks of quotation part it: the reader may see pieces of it, or only what stands behind the saying."""
    for draft in drafts:
        spoken = draft.cue_entry is not None and draft.cue_entry.kind == "say" and draft.cue_entry.spoken
        told = (
            draft.source and draft.cue and spoken and not draft.quoted and (draft.content or ends_sentence(page, draft))
        )
        ahead = _sentence_ahead(page, draft) if told and draft.relation in _LOOSE and is_inserted(page, draft) else None
        if ahead is None:
            continue
        clauses = find_beside(page, page.tokens[draft.anchor].head, draft.anchor)
        beside = [span for clause in clauses for span in page.pieces(page.subtree(clause))]
        behind = [piece for piece in cut_out(draft.content, beside) if piece.start > ahead.end]
        if len(behind) == len(draft.content):
            behind = []
        draft.content = [ahead, *behind]


def ends_sentence(page: Page, draft: Draft) -> bool:
    """Whether nothing but to whom, when and where it is said follows the cue in its sentence: "the road was shut, the mayor | told | a briefing"."""
    sentence = page.sentence(draft.anchor)
    rest = page.analysis.tokens_in(Span(max(draft.cue).end, sentence.span.end))
    below = set(page.subtree(draft.anchor))
    # "When the talks failed, | the envoy told a briefing."
    whole = page.tokens[sentence.first].pos != "SCONJ"
    return whole and all(
        token.pos == "PUNCT" or (token.index in below and token.pos not in {"VERB", "AUX", "SCONJ"}) for token in rest
    )


def _sentence_ahead(page: Page, draft: Draft) -> Span | None:
    """The sentence up to the source, where it is a whole one by itself."""
    sentence = page.sentence(draft.anchor)
    span = page.trimmed(Span(sentence.span.start, draft.source[0].start))
    tokens = page.analysis.tokens_in(span)
    # "The road, | which, | the envoy said, is open": the clause goes on behind the saying.
    finite = any(token.tag in FINITE for token in tokens) and tokens[-1].tag not in _RELATIVE
    # "As the talks failed, | the envoy said …"
    beside = any(
        page.tokens[child].dep in {"advcl", "prep", "npadvmod"} and page.subtree(child)[0] <= sentence.first + 1
        for child in page.children[draft.anchor]
        if child < draft.anchor
    )
    quoted = any(span.overlaps(quotation.span) for quotation in page.quotations)
    return span if finite and not beside and not quoted else None


def _contrast(page: Page, other: Draft) -> int | None:
    """Where the "while" behind a comma begins the other's clause."""
    marks = [page.tokens[mark] for mark in page.below(other.anchor, "mark", "advmod")]
    begins = [mark for mark in marks if mark.text.lower() in _CONTRASTS and mark.index]
    return next((mark.span.start for mark in begins if page.tokens[mark.index - 1].text == ","), None)


def _is_anothers(page: Page, draft: Draft, other: Draft, piece: Span) -> bool:
    """Whether the piece stands in a later sentence than its cue and holds the cue of another whose source stands before it there: "… could begin. The union | “noted with regret” | that …"."""
    if not any(piece.covers(cue) for cue in other.cue) or piece.covers(other.source[0]):
        return False
    later = page.sentence(draft.anchor).span.end <= page.sentence(other.anchor).span.start
    return later and _same_sentence(page, other, other.source[0]) and other.source[0].start < piece.start


def _same_sentence(page: Page, draft: Draft, span: Span) -> bool:
    return page.sentence(draft.anchor).span.overlaps(span)
