"""Drafts of attributions held against the learnt reader: what it does not confirm is dropped, what it adds is drafted, edges are set as it sees them.

Drafts and the reader's spans come in; drafts go out. Only where the shipped model is there (`encoder.py`); the rules' drafts stand without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dragoman.model import Report, Span
from dragoman.understand.drafts import Draft, Page
from dragoman.understand.encoder import MAYBE, load_encoder
from dragoman.vocab.cues import Cue
from dragoman.vocab.lexicon import word_classes

Tags = dict[str, list[Span]]
Drafter = Callable[[Page, int, Cue], Draft | None]

_ANY = frozenset(
    ["ccomp", "xcomp", "oprd", "acomp", "acl", "dobj"]
    + [f"prep:{word}" for word in ("to", "about", "of", "for", "on", "with", "against", "at", "over", "in")]
)
_KEPT_AT_LEAST = 0.4
_CLAUSE_AT_LEAST = 25
_GAP = 12


def read_tags(report: Report) -> Tags | None:
    """The reader's spans of source, cue and content in headline and paragraphs; None where there is no reader."""
    encoder = load_encoder()
    if encoder is None:
        return None
    pieces = [*([report.headline_span] if report.headline_span else []), *report.paragraphs]
    text, starts = "", []
    for piece in pieces:
        starts.append(len(text))
        text += piece.of(report.text) + "\n"
    found = encoder.find_tags(text)
    return {role: list(_moved(found[role], starts, pieces)) for role in ("source", "cue", "content", MAYBE)}


def _moved(spans: Iterable[Span], starts: Sequence[int], pieces: Sequence[Span]) -> Iterable[Span]:
    """Spans of the joined text as spans of the report's; one that runs over several paragraphs is cut at their ends."""
    for span in spans:
        for start, piece in zip(starts, pieces, strict=True):
            first, last = max(span.start, start), min(span.end, start + piece.end - piece.start)
            if first < last:
                yield Span(piece.start + first - start, piece.start + last - start)


def draft_more(page: Page, drafts: Sequence[Draft], tags: Tags, drafter: Drafter) -> list[Draft]:
    """Drafts for the cues that only the reader sees."""
    made = []
    taken = [span for draft in drafts for span in draft.cue]
    for cue in tags["cue"]:
        if _meets(cue, taken):
            continue
        inside = [token for token in page.tokens if cue.overlaps(token.span)]
        heads = [t for t in inside if t.pos == "VERB"] or [t for t in inside if t.pos in {"NOUN", "ADJ", "PUNCT"}]
        if not heads or heads[-1].lemma.lower() in word_classes()["time"]:
            continue
        head = heads[-1]
        draft = drafter(page, head.index, Cue(head.lemma.lower(), "say", _ANY))
        if draft is None or not draft.content:
            draft = _from_tags(page, head.index, cue, tags)
        if draft is not None:
            draft.rule = f"attribution.reader.v1:{head.lemma.lower()}"
            made.append(draft)
    return made


def _from_tags(page: Page, index: int, cue: Span, tags: Tags) -> Draft | None:
    """A draft out of the spans nearest to the cue in its sentence."""
    sentence = page.sentence(index)
    content = _nearest(cue, [span for span in tags["content"] if sentence.span.overlaps(span)])
    source = _nearest(cue, [span for span in tags["source"] if sentence.span.overlaps(span)])
    if content is None:
        return None
    return Draft(
        index,
        sentence.paragraph,
        Cue(page.tokens[index].lemma.lower(), "say", _ANY),
        [source] if source else [],
        [cue],
        [content],
        "attribution.reader.v1",
    )


def refine(page: Page, drafts: Sequence[Draft], tags: Tags) -> list[Draft]:
    """The confirmed drafts with the reader's edges; quotations, headlines, and clauses told inside what is told need no confirmation."""
    confirmed = [d for d in drafts if d.quoted or any(_meets(cue, tags[MAYBE]) for cue in d.cue)]
    told = [span for draft in confirmed for span in draft.content]
    kept = []
    for draft in drafts:
        sure = draft.headline or draft.quoted or _is_told_inside(draft, told)
        if not sure and not any(_meets(cue, tags[MAYBE]) for cue in draft.cue):
            continue
        if not draft.headline:
            _set_edges(page, draft, tags)
        kept.append(draft)
    return kept


def _is_told_inside(draft: Draft, told: Sequence[Span]) -> bool:
    """Whether somebody tells a whole clause of what another said: the reader was taught to look at outer sayings."""
    spoken = draft.cue_entry is not None and draft.cue_entry.spoken and bool(draft.source)
    clause = "clause" in draft.rule and _length(draft.content) >= _CLAUSE_AT_LEAST
    return spoken and clause and any(span.covers(cue) for span in told for cue in draft.cue)


def _set_edges(page: Page, draft: Draft, tags: Tags) -> None:
    cues = [span for span in tags["cue"] if _meets(span, draft.cue)]
    draft.cue = cues or draft.cue
    sources = [span for span in tags["source"] if _meets(span, draft.source)]
    if len(sources) == 1:
        # Several pieces are a long phrase that the reader saw in shreds.
        draft.source = sources
    if draft.quoted:
        return
    nested = any(span.covers(cue) for span in tags["content"] for cue in draft.cue)
    told = [span for span in tags["content"] if _meets(span, draft.content)]
    fitted = [Span(max(a.start, b.start), min(a.end, b.end)) for a in draft.content for b in told if a.overlaps(b)]
    if told and not nested:
        fitted = [span for span in told if not _meets(span, [*draft.cue, *draft.source])] or fitted
    if _length(fitted) >= _KEPT_AT_LEAST * _length(draft.content):
        draft.content = [page.trimmed(span) for span in _joined(fitted, [*draft.cue, *draft.source])]


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


def _nearest(cue: Span, spans: Sequence[Span]) -> Span | None:
    return min(spans, key=lambda span: max(span.start - cue.end, cue.start - span.end), default=None)
