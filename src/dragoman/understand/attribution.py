"""Who said what: source, cue and content of every attribution, read off quotation marks and the parse.

A report and its analysis come in; attributions go out in text order. A cue is a verb, a noun or "according to" (`cues.py`); its content is
what it governs and the quotations beside it, over as many paragraphs as they run (`direct_speech.py`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from dragoman.model import Analysis, Attribution, AttributionKind, Report, Span, SpanIndex, Token
from dragoman.understand.arguments import is_span_of_time
from dragoman.understand.confidence import confidence_of
from dragoman.understand.cues import draft_cues
from dragoman.understand.direct_speech import ANNOUNCED, add_direct_speech
from dragoman.understand.drafts import Draft, Page, cut_out
from dragoman.understand.encoder import whole_words
from dragoman.understand.hosts import with_hosts
from dragoman.understand.labelled import TURN, find_labelled
from dragoman.understand.pieces import Pieces
from dragoman.understand.reading import Reading
from dragoman.understand.refining import WHOLE_CLAUSES, draft_more, refine
from dragoman.understand.sharing import give_sources, make_whole, share_out
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.tokens import FINITE, SUBJECTS

_INSERTION = re.compile(r"\[[^\[\]]{1,200}\]")
_VERBAL = frozenset({"MD", "VB", "VBD", "VBP", "VBZ"})
# Parts of speech with which a clause begins behind a day; a noun would be the day's own ("Friday prayers").
_BEGIN_CLAUSE = frozenset({"DET", "PRON", "PROPN"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
# Parts of speech and tags of words that no content ends with, and of those that alone tell nothing.
_LOOSE_ENDS = _RELATIVE | {"CCONJ", "DET"}
_TELLS_NOTHING = _LOOSE_ENDS | {"ADP", "ADV", "PART", "PUNCT", "SCONJ", "SPACE"}
_ARTICLES = frozenset({"a", "an", "the"})
# What is less sure is no statement; far less sure may be what the parse sees told as a whole clause, what is told inside another's words, and headlines: the reader was taught the outer sayings of articles.
LEAST_SURE = 0.25
_LEAST_ELSE = 0.03
_LEAST_INSIDE = 0.05
# By how much surer the rules' edges must be than the reader's.
_RATHER = 0.02
# A content that long is a clause.
_CLAUSE_CHARS = 60
_Numbered = tuple[int, Attribution]


def find_attributions(
    report: Report, analysis: Analysis, reading: Reading | None = None, *, least: float = LEAST_SURE
) -> tuple[Attribution, ...]:
    """Every attribution of headline and body, in text order; `parent` says which stands inside which. By the rules alone where there is no reading.

    Where there is one, edges are those that are believed in most, and what is less sure than `least` is left out; at 0 nothing is weighed.
    """
    page = Page(report, analysis)
    drafts = [*draft_cues(page), *find_labelled(page)]
    if reading is not None:
        drafts += draft_more(page, drafts, reading)
    add_direct_speech(page, drafts)
    if reading is not None:
        drafts = refine(page, drafts, reading)
    _part(page, drafts)
    _part_sentence(page, drafts)
    _part_ruled(page, drafts)
    give_sources(page, drafts)
    make_whole(page, drafts)
    share_out(page, drafts)
    for draft in drafts:
        alone = (_quoted_alone(page, draft, piece) for piece in draft.content)
        draft.content = [_behind_times(page, draft, _behind_day(page, draft, piece)) for piece in alone]
        if not draft.quoted:
            draft.content = list(_telling(page, draft.content))
    told = [
        draft
        for draft in drafts
        if draft.content and not any(is_none(page, draft) for is_none in (_only_turns_to, _is_asked))
    ]
    ordered = sorted(told, key=lambda draft: (min(draft.cue + draft.content), draft.anchor))
    pieces = reading.pieces if reading is not None else None
    made = _finish(page, ordered, pieces, weighed=least > 0)
    made = [item for item in made if not _is_a_sum(page, item) and not _tells_nobody(page, item)]
    made = with_hosts(page, [_unbroken(page, item) for item in made])
    if pieces is None:
        return _nested(made)
    sure = _by_content([item for item in made if item.confidence >= _least(item, least)])
    return _nested([item for item in made if _is_kept(item, sure, least)])


def _least(item: Attribution, least: float) -> float:
    """How sure an attribution must be that stands by itself."""
    # "What one envoy called “a long night”"
    called = item.kind in {"direct", "mixed"} and item.relation == "oprd" and bool(item.source)
    shown = item.kind == "headline" or item.relation in WHOLE_CLAUSES or called
    return min(least, _LEAST_ELSE) if shown else least


def _is_kept(item: Attribution, sure: SpanIndex[_Numbered], least: float) -> bool:
    """Whether it is sure, or stands inside a sure one; not too unlikely itself where it stands inside one."""
    if _parent(item, sure) is not None:
        return item.confidence >= _LEAST_INSIDE
    return item.confidence >= _least(item, least)


def _nested(made: Sequence[Attribution]) -> tuple[Attribution, ...]:
    contents = _by_content(made)
    return tuple(replace(item, parent=_parent(item, contents)) for item in made)


def _by_content(made: Sequence[Attribution]) -> SpanIndex[_Numbered]:
    return SpanIndex(enumerate(made), lambda numbered: numbered[1].content)


def _only_turns_to(page: Page, draft: Draft) -> bool:
    """Whether the words name what somebody speaks to or of, and nothing that he says of it: "Answering questions, X said …", "asked about the deaths"."""
    if page.tokens[draft.anchor].lemma.lower() not in discourse_words()["turns_to"]:
        return False
    tokens = [token for piece in draft.content for token in page.analysis.tokens_in(piece)]
    return not any(token.tag in _VERBAL for token in tokens) and not any(
        piece.overlaps(quotation.span) for piece in draft.content for quotation in page.quotations
    )


def _is_asked(page: Page, draft: Draft) -> bool:
    """Whether a question asks if anybody says it: "Have any of them urged him to go?"; the auxiliary stands before the subject."""
    verb = draft.anchor
    while page.tokens[verb].dep == "conj" and not page.below(verb, *SUBJECTS):
        verb = page.tokens[verb].head
    doers, aux = page.below(verb, *SUBJECTS), page.below(verb, "aux", "auxpass")
    if draft.quoted or not doers or not aux or min(aux) > min(doers):
        return False
    return page.sentence(verb).span.of(page.text).rstrip("\"”'’ ").endswith("?")


def _tells_nobody(page: Page, item: Attribution) -> bool:
    """Whether what stands for who says it is but an article, and of nobody's name: its noun the parse took for what is said ("the | reported | plan")."""
    article = bool(item.source) and all(piece.of(page.text).lower() in _ARTICLES for piece in item.source)
    return article and not any(mention.span.overlaps(item.source[0]) for mention in page.analysis.mentions)


def _is_a_sum(page: Page, item: Attribution) -> bool:
    """Whether what stands for the content is but the money that is given or promised: "pledged | two million crowns for new wells"."""
    tokens = [token for piece in item.content for token in page.analysis.tokens_in(piece)]
    inside = {token.index for token in tokens}
    top = next((token for token in tokens if token.head not in inside), None)
    sums = (name for name in page.analysis.names if name.label == "MONEY")
    if item.kind != "indirect" or top is None or top.dep != "dobj":
        return False
    return top.lemma.lower() in word_classes()["money"] or any(own.first <= top.index < own.last for own in sums)


def _telling(page: Page, content: Iterable[Span]) -> Iterator[Span]:
    """The pieces without loose words at their ends, but for those that tell nothing: "which", "However"."""
    for span in content:
        piece = whole_words(*page.without_tail(span, _LOOSE_ENDS), page.text)
        if not page.consists_of(piece, _TELLS_NOTHING):
            yield piece


def _quoted_alone(page: Page, draft: Draft, piece: Span) -> Span:
    """The piece without who it is said to or of before a quotation, and without what its speaker does behind it: "a message for | his foes: “…”", "said “no” | and left"."""
    for quotation in page.quotations:
        if not piece.overlaps(quotation.span):
            continue
        before = page.analysis.tokens_in(Span(piece.start, max(piece.start, quotation.span.start)))
        verbal = any(token.pos in {"VERB", "AUX"} for token in before)
        if before and before[-1].text in {":", "."} and not verbal and draft.cue and max(draft.cue).end <= piece.start:
            return Span(quotation.span.start, piece.end)
        if quotation.span.start == piece.start and _goes_on_doing(page, draft, Span(quotation.span.end, piece.end)):
            return quotation.span
    return piece


def _behind_day(page: Page, draft: Draft, piece: Span) -> Span:
    """The piece without the day right behind the cue, which is that of the saying: "said | Tuesday | his deeds were lawful"."""
    tokens = page.analysis.tokens_in(piece)[:2]
    if len(tokens) < 2 or tokens[0].text.lower() not in discourse_words()["calendar"] or not draft.cue:
        return piece
    beside = not page.text[max(draft.cue).end : piece.start].strip() and max(draft.cue).end <= piece.start
    return Span(tokens[1].span.start, piece.end) if beside and tokens[1].pos in _BEGIN_CLAUSE else piece


def _behind_times(page: Page, draft: Draft, piece: Span) -> Span:
    """The piece without how often it is said: "denied | several times in the past | the charge that …"."""
    objects = sorted(page.below(draft.anchor, "dobj"))
    if len(objects) == 1 or not objects or not is_span_of_time(page, objects[0]):
        return piece
    start = page.starts[page.subtree(objects[1])[0]]
    return Span(start, piece.end) if piece.start <= page.starts[objects[0]] < start < piece.end else piece


def _unbroken(page: Page, item: Attribution) -> Attribution:
    """The same, no piece of what is told indirectly ending in the midst of a clause that tells when."""
    told = item.kind == "indirect"
    return replace(item, content=tuple(_before_broken(page, piece) for piece in item.content)) if told else item


def _before_broken(page: Page, piece: Span) -> Span:
    """The piece before a clause of "after" or "before" of which it holds but the beginning: "had left the town | , a day after a truce" before "with Chad had begun"."""
    tokens = page.analysis.tokens_in(piece)
    sequence = discourse_words()["sequence"]
    # "Quieter just one day | after the army had left": the word itself may stand behind the piece.
    behind = _behind(page, tokens[-1])
    whole = [*tokens, *behind[:1]] if behind and behind[0].text.lower() in sequence else [*tokens]
    at = next((i for i in range(len(whole) - 1, 0, -1) if whole[i].text.lower() in sequence), 0)
    left = behind[len(whole) - len(tokens) :]
    if not at or any(token.tag in FINITE for token in whole[at:]) or not _goes_on_to_verb(left):
        return piece
    first, times = at, word_classes()["time"]
    while first > 0 and (whole[first - 1].pos in {"DET", "NUM", "ADV"} or whole[first - 1].lemma.lower() in times):
        first -= 1
    if (len(whole) > len(tokens) and first == at) or not any(token.tag in FINITE for token in whole[:first]):
        return piece
    return page.trimmed(Span(piece.start, whole[first - 1].span.end))


def _behind(page: Page, last: Token) -> tuple[Token, ...]:
    """The words behind one in its sentence."""
    return page.tokens[last.index + 1 : page.sentence(last.index).last]


def _goes_on_to_verb(tokens: Sequence[Token]) -> bool:
    """Whether a phrase and its finite verb come first: "with Chad | had begun"; what begins with "and" is another clause."""
    verb = next((at for at, token in enumerate(tokens) if token.tag in FINITE or token.pos == "PUNCT"), None)
    return bool(verb) and verb is not None and tokens[verb].tag in FINITE and tokens[0].pos != "CCONJ"


def _goes_on_doing(page: Page, draft: Draft, rest: Span) -> bool:
    """Whether the words are "and" with a verb in the form of the cue's, and that of the quotation is in another: "said “we will wait” | and left the hall"."""
    tokens = page.analysis.tokens_in(rest)
    verb = next((token for token in tokens if token.pos == "VERB"), None)
    if verb is None or tokens[0].pos != "CCONJ" or verb.dep != "conj" or page.below(verb.index, *SUBJECTS):
        return False
    return verb.tag == page.tokens[draft.anchor].tag != page.tokens[verb.head].tag


def _part(page: Page, drafts: Sequence[Draft]) -> None:
    """A source's second saying is not told inside its first: "said it had moved | , adding that …"."""
    by_source: dict[tuple[Span, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.source and draft.cue:
            by_source.setdefault(tuple(draft.source), []).append(draft)
    for own in by_source.values():
        for outer, inner in itertools.permutations(own, 2):
            cue = inner.cue[0].start
            around = next((piece for piece in outer.content if piece.start <= cue < piece.end), None)
            rest = page.trimmed(Span(around.start, cue)) if around is not None else None
            if rest is not None and rest.end > rest.start:
                outer.content = [rest if piece == around else piece for piece in outer.content]
            elif rest is not None and len(outer.content) > 1 and around is not None:
                # "The text | demanded access and | asked them to stay": the first saying is no part of the second.
                outer.content = [piece for piece in outer.content if piece != around]
            elif rest is not None and outer.relation == "none":
                # "Wrote to the embassy | asking for help": the first saying tells nothing else.
                outer.content = []


def _part_sentence(page: Page, drafts: Sequence[Draft]) -> None:
    """One sentence told twice by one speaker is shared out: "A, she said, and B, she added"."""
    told = sorted((d for d in drafts if d.source and d.cue), key=attrgetter("paragraph"))
    together = (itertools.permutations(group, 2) for _, group in itertools.groupby(told, attrgetter("paragraph")))
    for outer, inner in itertools.chain.from_iterable(together):
        cue = Span(min(inner.cue[0].start, inner.source[0].start), max(inner.cue[-1].end, inner.source[-1].end))
        same = outer.source[0].of(page.text).lower() == inner.source[0].of(page.text).lower()
        around = [piece for piece in outer.content if same and piece.start < cue.start and cue.end < piece.end]
        before = [piece for piece in inner.content if around and around[0].start == piece.start < cue.start]
        if before and outer.cue[0].start > around[0].end:
            rest = page.trimmed(Span(cue.end, around[0].end))
            inner.content = [page.trimmed(Span(piece.start, min(piece.end, cue.start))) for piece in before]
            outer.content = [rest if piece == around[0] else piece for piece in outer.content]


def _part_ruled(page: Page, drafts: Sequence[Draft]) -> None:
    """Nor is what a participle of the same source tells by the edges that the rules have set: "said it had moved | , adding that …"."""
    added = [d for d in drafts if d.source and d.cue_entry and d.cue_entry.spoken and _is_added(page, d.anchor)]
    for draft, other in itertools.product(drafts, added):
        if draft is not other and draft.ruled and draft.ruled[0] == (other.ruled or (other.source,))[0]:
            source, content = draft.ruled
            cue = min(other.cue).start
            draft.ruled = (
                source,
                [page.trimmed(Span(piece.start, cue)) if piece.start < cue < piece.end else piece for piece in content],
            )


def _is_added(page: Page, anchor: int) -> bool:
    """Whether a cue is a participle behind a comma."""
    return page.tokens[anchor].tag == "VBG" and anchor > 0 and page.tokens[anchor - 1].text == ","


def _finish(page: Page, drafts: Sequence[Draft], pieces: Pieces | None, *, weighed: bool) -> list[Attribution]:
    # Two rules may see the same words told ("reiterated claims that …"): the one that knows whose they are is kept, else the first.
    once: dict[tuple[Span, ...], Attribution] = {}
    for item in (_surest(page, draft, pieces, weighed=weighed) for draft in drafts):
        words = item.content or item.cue
        if words not in once or (item.source and not once[words].source):
            once[words] = item
    return list(once.values())


def _surest(page: Page, draft: Draft, pieces: Pieces | None, *, weighed: bool) -> Attribution:
    """The attribution with the edges that the reader set, or with those of the rules where it believes more in these and they leave out no clause of it."""
    item = _attribution(page, draft)
    seen = replace(item, confidence=confidence_of(page, item, pieces))
    if not weighed or pieces is None or draft.ruled is None:
        return seen
    source, content = draft.ruled
    content = content if draft.quoted else list(_telling(page, content))
    told = SpanIndex(content, lambda span: [span])
    clauses = (span for span in seen.content if span.end - span.start >= _CLAUSE_CHARS)
    if not content or any(not told.overlapping(span) for span in clauses):
        return seen
    item = _attribution(page, replace(draft, source=source, content=content))
    ruled = replace(item, confidence=confidence_of(page, item, pieces))
    return ruled if ruled.confidence > seen.confidence + _RATHER else seen


def _attribution(page: Page, draft: Draft) -> Attribution:
    cue, content = _with_lead(page, draft.cue, sorted(draft.content))
    kind = _kind(page, draft, content)
    insertions = tuple(
        Span(*match.span())
        for piece in content
        for match in _INSERTION.finditer(page.text, piece.start, piece.end)
        if page.quotation_at(match.start()) is not None
    )
    return Attribution(
        tuple(draft.source),
        cue,
        content,
        kind,
        "attribution.credit.v1" if _is_credit(page, draft) else draft.rule,
        None,
        tuple(span for span in draft.addressee if not _is_topic(page, span, content)),
        insertions,
    )


def _with_lead(page: Page, cues: Sequence[Span], content: Sequence[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The cue with what leads over to what is told behind it, a colon or a preposition of its own ("called | for", "accused them | of"), and the content without it."""
    behind = next((piece for piece in content if cues and piece.start >= cues[-1].end), None)
    if behind is None:
        return tuple(cues), tuple(content)
    last = cues[-1]
    if page.text[last.end : last.end + 1] == ":":
        return (*cues[:-1], Span(last.start, last.end + 1)), tuple(content)
    around = (page.before(behind.start), *page.analysis.tokens_in(behind)[:1])
    lead = next((t for t in around if t and t.span.start >= last.end and _leads_over(page, t, cues)), None)
    rest = [t for t in page.analysis.tokens_in(behind) if lead is None or t.index > lead.index]
    # "Described as, “a disgrace”"
    rest = rest[1:] if lead is not None and rest and rest[0].text == "," else rest
    if lead is None or not rest:
        return tuple(cues), tuple(content)
    beside = not page.text[last.end : lead.span.start].strip()
    cues = (*cues[:-1], Span(last.start, lead.span.end)) if beside else (*cues, lead.span)
    told = Span(rest[0].span.start, behind.end)
    return tuple(cues), tuple(told if piece == behind else piece for piece in content)


def _leads_over(page: Page, token: Token, cues: Sequence[Span]) -> bool:
    """Whether it is a preposition by which one of the cues leads over to what is told."""
    own = token.dep == "prep" and token.text.lower() in discourse_words()["leads_over"]
    return own and any(cue.overlaps(page.tokens[token.head].span) for cue in cues)


def _is_topic(page: Page, addressee: Span, content: Iterable[Span]) -> bool:
    """Whether what stands behind "to", or in the midst of what is told, is told of and not told to: "pointed to the budget", "a warning to the rebels"."""
    before = page.before(addressee.start)
    behind_to = before is not None and before.lemma.lower() == "to"
    return any(piece.overlaps(addressee) and (behind_to or piece.start < addressee.start) for piece in content)


def _kind(page: Page, draft: Draft, content: Sequence[Span]) -> AttributionKind:
    if draft.headline:
        return "headline"
    own = [q for q in page.quotations if not any(q.span.covers(cue) for cue in draft.cue)]
    inside = [q for q in own if any(piece.overlaps(q.span) for piece in content)]
    if draft.rule.partition(":")[0] in {TURN, ANNOUNCED}:
        return "direct"
    if not inside:
        return "indirect"
    outside = [
        token for piece in cut_out(content, (q.span for q in inside)) for token in page.analysis.tokens_in(piece)
    ]
    told = [
        token for token in outside if token.pos not in {"PUNCT", "SPACE"} and token.text.lower() not in {"that", "to"}
    ]
    return "mixed" if told else "direct"


def _is_credit(page: Page, draft: Draft) -> bool:
    """The outlet naming itself: "…, Trend reports"."""
    publisher = (page.report.publisher or "").lower()
    if (
        draft.cue_entry is None
        or draft.cue_entry.lemma not in {"report", "say", "write", "accord"}
        or not draft.source
        or not publisher
    ):
        return False
    source = draft.source[0].of(page.text).lower().removeprefix("the ")
    return source == publisher or source in publisher.split() or source == f"{publisher} news agency"


def _parent(own: Attribution, others: SpanIndex[_Numbered]) -> int | None:
    """The number of the attribution with the shortest content that holds this one's cue, or content where it has none."""
    holding = [
        (sum(piece.end - piece.start for piece in other.content), index)
        for index, other in others.covering((own.cue or own.content)[0])
        if other is not own
    ]
    return min(holding)[1] if holding else None
