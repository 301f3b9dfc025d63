"""Who said what: source, cue and content of every attribution, read off quotation marks and the parse.

A report and its analysis come in; attributions go out in text order. A cue is a verb, a noun or "according to"; its content is what
it governs and the quotations beside it, over as many paragraphs as they run. A quotation that nothing attributes stays unattributed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from dragoman.model import Analysis, Attribution, AttributionKind, Report, Span, Token
from dragoman.understand.coreference import FIRST_PERSON
from dragoman.understand.drafts import Draft, Page, cut_out, distance
from dragoman.understand.labelled import TURN, find_labelled
from dragoman.understand.quotations import Quotation
from dragoman.understand.reading import Reading
from dragoman.understand.refining import draft_more, refine
from dragoman.vocab.cues import Cue, cue_lexicon, cue_words

ANNOUNCED = "attribution.announced.v1"
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_INSERTION = re.compile(r"\[[^\[\]]{1,200}\]")
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
# Parts of speech and tags of words that no content ends with, and of those that alone tell nothing.
_LOOSE_ENDS = _RELATIVE | {"CCONJ", "DET"}
_TELLS_NOTHING = _LOOSE_ENDS | {"ADP", "ADV", "PART", "PUNCT", "SCONJ", "SPACE"}
_SCARE_WORDS = 3
_OCCASION_WORDS = 8
_CONFIDENCE = {"direct": 0.9, "mixed": 0.85, "indirect": 0.8, "headline": 0.8}
_PLACED = frozenset({"prep", "npadvmod", "advmod", "dative", "advcl", "agent", "punct", "aux", "neg", "mark", "prt"})


def find_attributions(report: Report, analysis: Analysis, reading: Reading | None = None) -> tuple[Attribution, ...]:
    """Every attribution of headline and body, in text order; `parent` says which stands inside which. By the rules alone where there is no reading."""
    page = Page(report, analysis)
    drafts = [draft for token in analysis.tokens if (draft := _draft(page, token)) is not None]
    drafts += find_labelled(page)
    if reading is not None:
        drafts += draft_more(page, drafts, reading, _by_word)
    _announce(page, drafts)
    _quote(page, drafts)
    if reading is not None:
        drafts = refine(page, drafts, reading)
    _part(page, drafts)
    _part_sentence(page, drafts)
    for draft in drafts:
        if not draft.quoted:
            draft.content = list(_telling(page, draft.content))
    kept = [draft for draft in drafts if draft.content]
    return _finish(page, sorted(kept, key=lambda draft: (min(draft.cue + draft.content), draft.anchor)))


def _telling(page: Page, content: Iterable[Span]) -> Iterator[Span]:
    """The pieces without loose words at their ends, but for those that tell nothing: "which", "However"."""
    for span in content:
        piece = page.without_tail(span, _LOOSE_ENDS)
        if not page.consists_of(piece, _TELLS_NOTHING):
            yield piece


def _draft(page: Page, token: Token) -> Draft | None:
    lemma = token.lemma.lower()
    if token.pos in {"VERB", "AUX"} and (cue := cue_lexicon().get((lemma, "v"))):
        return _by_verb(page, token.index, cue)
    if token.pos == "NOUN" and (cue := cue_lexicon().get((lemma, "n"))):
        return _by_noun(page, token.index, cue)
    if lemma == "accord" and token.text.lower() == "according":
        return _according(page, token.index)
    return None


def _by_word(page: Page, index: int, cue: Cue) -> Draft | None:
    return _by_noun(page, index, cue) if page.tokens[index].pos == "NOUN" else _by_verb(page, index, cue)


def _by_verb(page: Page, index: int, cue: Cue) -> Draft | None:
    token = page.tokens[index]
    subjects = _subjects(page, index)
    content, rule = _complement(page, index, cue)
    if not content and not (subjects and cue.spoken):
        return None
    if not subjects and not cue.spoken:
        return None
    sources = [span for head in subjects for span in _source_span(page, head, index, content)]
    addressee = _addressees(page, index, cue)
    return Draft(
        index,
        page.sentence(index).paragraph,
        cue,
        sources,
        _cue_span(page, index),
        page.pieces(content),
        f"attribution.{rule}.v1:{token.lemma.lower()}",
        addressee,
    )


def _subjects(page: Page, index: int, depth: int = 0) -> list[int]:
    """Who says it: the subject, shared or controlled; `by` whom in the passive; whose statement it is."""
    bare = (
        page.tokens[index].tag == "VBN" and page.tokens[index].dep in {"advcl", "acl"} and not page.below(index, "aux")
    )
    passive = bare or bool(page.below(index, "auxpass", "nsubjpass"))
    if passive:
        agents = [noun for by in page.below(index, "agent") for noun in page.below(by, "pobj")]
        return page.below(index, "nsubjpass") if not agents and _as_saying(page, index) else agents
    own = page.below(index, "nsubj")
    if own:
        # "It is hard to say": nobody says it.
        nobody = depth > 0 and page.tokens[own[0]].text.lower() == "it" and page.below(index, "acomp", "attr")
        return [] if nobody else own
    token = page.tokens[index]
    head = token.head
    if head == index or depth > 3:
        return []
    if token.dep == "acl":
        return [head] if token.tag == "VBG" else []
    if token.tag == "VBG" and token.dep == "advcl" and page.tokens[index - 1].text == ",":
        outer = _teller(page, head)
        if outer is not None:
            # "The envoy said the army had moved, adding that …": the envoy adds.
            return _subjects(page, outer, depth + 1)
    if token.dep in {"conj", "xcomp", "advcl", "parataxis"}:
        return _subjects(page, head, depth + 1) or page.below(head, "nsubjpass")
    if token.dep == "pcomp":
        verb = page.tokens[head].head
        if _as_saying(page, verb):
            # Whom somebody quotes says it, not he who quotes.
            return page.below(verb, "dobj", "nsubjpass")
        return (
            page.below(verb, "nsubjpass") or _subjects(page, verb, depth + 1) if page.tokens[verb].pos == "VERB" else []
        )
    return []


def _as_saying(page: Page, verb: int) -> list[int]:
    """The "as" of somebody quoted "as saying"."""
    if page.tokens[verb].lemma.lower() not in {"quote", "cite", "hear"}:
        return []
    return [word for word in page.below(verb, "prep") if page.tokens[word].lemma == "as" and page.below(word, "pcomp")]


def _teller(page: Page, clause: int) -> int | None:
    """The verb of saying before the clause that is its content."""
    token = page.tokens[clause]
    cue = cue_lexicon().get((page.tokens[token.head].lemma.lower(), "v"))
    return token.head if token.dep == "ccomp" and token.head < clause and cue is not None and cue.spoken else None


def _source_span(page: Page, head: int, cue: int, content: Sequence[int]) -> list[Span]:
    """The noun phrase of the source with its appositions and clauses, as far as it runs unbroken beside its head."""
    credited = [i for i in page.subtree(head) if page.tokens[i].text.lower() == "according"]
    inside = set(page.subtree(head, without=credited)) - set(content) - {cue}
    # "According to X, Y said": a phrase of another source is no part of this one.
    inside -= {i for c in credited for i in page.subtree(c)}
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    span = page.trimmed(Span(page.tokens[first].span.start, page.tokens[last].span.end))
    if "," in span.of(page.text) and page.text[span.end : span.end + 1] == ",":
        # An apposition closes with its comma.
        span = Span(span.start, span.end + 1)
    return [span] if span.end > span.start else []


def _cue_span(page: Page, index: int) -> list[Span]:
    """The verb with its auxiliaries, negation, particle, the adverb right before it, and what follows it unbroken of when and where it is said."""
    words = [index, *page.below(index, "aux", "auxpass", "neg", "prt")]
    before = index - 1
    if before >= 0 and before in page.below(index, "advmod"):
        words.append(before)
    words = sorted(word for word in words if word <= index or page.tokens[word].dep == "prt")
    last = words[-1]
    for child in page.children[index]:
        phrase = page.subtree(child)
        if child > index and phrase[0] == last + 1 and _tells_occasion(page, child):
            words += phrase
            last = phrase[-1]
    return page.pieces(words)


def _tells_occasion(page: Page, index: int) -> bool:
    """Whether a phrase of a cue is its day or its medium: "said | Tuesday", "wrote | in a letter"."""
    token = page.tokens[index]
    if token.dep == "npadvmod":
        return token.pos in {"NOUN", "PROPN"}
    nouns = page.below(index, "pobj") if token.dep == "prep" and len(page.subtree(index)) <= _OCCASION_WORDS else []
    return any(page.tokens[noun].lemma.lower() in cue_words("medium") | cue_words("venue") for noun in nouns)


def _addressees(page: Page, index: int, cue: Cue) -> list[Span]:
    """To whom: the indirect object, the object of telling, `to` or `on` somebody; no venue, and with `urge` nothing that is itself urged."""
    # "called it a defeat": what is given a name is not told it.
    heads = [] if "oprd" in cue.complements else page.below(index, "dative")
    asked = page.below(index, "xcomp", "ccomp") or [
        deed
        for deed in page.below(index, "advcl")
        if any(page.tokens[aux].tag == "TO" for aux in page.below(deed, "aux"))
    ]
    if page.tokens[index].lemma.lower() in cue_words("teller"):
        objects = page.below(index, "dobj") if asked or cue.kind not in {"ask", "demand"} else []
        heads += [noun for noun in objects if page.tokens[noun].pos in {"NOUN", "PROPN", "PRON"}]
    else:
        prepositions = {"to", "on"} if asked and cue.kind == "demand" else {"to"}
        behind = [at for at in page.below(index, "prep", "dative") if page.tokens[at].lemma.lower() in prepositions]
        heads += [noun for preposition in behind for noun in page.below(preposition, "pobj")]
    places = cue_words("venue") - cue_words("audience")
    spans = [
        page.pieces(page.subtree(head, without=page.below(head, "relcl", "acl")))
        for head in heads
        if page.tokens[head].pos != "ADP" and page.tokens[head].lemma.lower() not in places
    ]
    return sorted({span for pieces in spans for span in pieces})


def _complement(page: Page, index: int, cue: Cue) -> tuple[list[int], str]:
    """The tokens of what the cue governs, and by which relation."""
    clause = _own_clauses(page, index)
    if clause and ("ccomp" in cue.complements or cue.spoken):
        return _clause(page, index, clause[0]), "clause"
    inserted = _inserted(page, index)
    if inserted and cue.spoken:
        return inserted, "inserted"
    for relation in ("xcomp", "oprd", "acomp"):
        if relation in cue.complements and (found := page.below(index, relation)):
            return sorted({*_charged(page, index, cue), *page.subtree(found[0])}), relation
    for child in page.below(index, "prep"):
        if f"prep:{page.tokens[child].lemma.lower()}" in cue.complements:
            nouns = page.below(child, "pobj", "pcomp")
            charged = _charged(page, index, cue)
            if nouns:
                return sorted({*charged, *page.subtree(child if charged else nouns[0])}), "preposition"
    suffered = page.below(index, "nsubjpass") if page.below(index, "agent") else []
    if "dobj" in cue.complements and (found := page.below(index, "dobj") or suffered):
        return page.subtree(found[0]), "object"
    for relation in ("nsubj", "nsubjpass"):
        if relation in cue.complements and (found := page.below(index, relation)):
            return [], relation
    return [], "none"


def _charged(page: Page, index: int, cue: Cue) -> list[int]:
    """Who is accused, urged, blamed or quoted, which is part of what is said: "accused | Oslo of delay", "quoted | the port as saying"."""
    if cue.kind not in {"accuse", "demand"} and not _as_saying(page, index):
        return []
    heads = [noun for noun in page.below(index, "dobj") if noun > index]
    return page.subtree(heads[0]) if heads else []


def _own_clauses(page: Page, index: int) -> list[int]:
    """The content clauses; beside one that follows the cue, another parted by a semicolon is none of its."""
    found = [clause for clause in page.below(index, "ccomp") if not _is_tag(page, clause)]
    after = [clause for clause in found if clause > index]
    parted = [c for c in found if c < index and any(page.tokens[i].text == ";" for i in range(c, index))]
    return after or [clause for clause in found if clause not in parted]


def _is_tag(page: Page, clause: int) -> bool:
    """Whether a clause is itself the "said the minister" after somebody's words."""
    cue = cue_lexicon().get((page.tokens[clause].lemma.lower(), "v"))
    subjects = page.below(clause, "nsubj")
    before = page.tokens[clause - 1].text if clause else ""
    return bool(cue and cue.spoken and subjects) and subjects[0] > clause and before in {",", '"', "”", "''", "’"}


def _clause(page: Page, index: int, clause: int) -> list[int]:
    """The tokens of a content clause; of one that the cue stands inside, both its parts."""
    found = page.subtree(clause, without=[index])
    marks = [child for child in page.below(index, "mark") if index < child < clause]
    return sorted({*found, *marks})


def _inserted(page: Page, index: int) -> list[int]:
    """What a cue clause is inserted into: "The talks, he said, failed"."""
    token = page.tokens[index]
    if token.dep not in {"parataxis", "ccomp", "advcl", "dep"} or token.head == index or not page.below(index, "nsubj"):
        return []
    if page.below(index, "mark"):
        return []
    head = page.tokens[token.head]
    quotation = page.quotation_at(token.span.start)
    if quotation is not None and not quotation.span.covers(head.span):
        return []
    if head.pos not in {"VERB", "AUX", "NOUN", "ADJ"} or (token.dep in {"ccomp", "advcl"} and not _fenced(page, index)):
        return []
    return page.subtree(token.head, without=[index])


def _fenced(page: Page, index: int) -> bool:
    """Whether commas, quotation marks or the sentence's end stand around the cue's clause."""
    tokens = page.subtree(index)
    sentence = page.sentence(index)
    before = page.tokens[tokens[0] - 1].text if tokens[0] > sentence.first else ""
    return before in {",", "”", '"', "—", "–", "-", "'", "’"}


def _by_noun(page: Page, index: int, cue: Cue) -> Draft | None:
    """A noun of saying with its content: "the minister's claim that …", "calls for …"."""
    if index and page.tokens[index - 1].lemma.lower() == "in" and page.tokens[index].dep in {"pobj", "mark"}:
        # "in order to", "in response to" name no saying.
        return None
    content: list[int] = []
    if "acl" in cue.complements:
        clauses = [
            c
            for c in page.below(index, "acl", "relcl", "ccomp")
            if page.below(c, "mark", "aux") and page.tokens[c].tag != "VBG"
        ]
        content = page.subtree(clauses[0]) if clauses else []
        if content and page.tokens[content[0]].tag in {"WDT", "WP"}:
            content = []
    if not content:
        for child in page.below(index, "prep"):
            if f"prep:{page.tokens[child].lemma.lower()}" in cue.complements and (
                nouns := page.below(child, "pobj", "pcomp")
            ):
                content = page.subtree(nouns[0])
                break
    if not content:
        return None
    owners = page.below(index, "poss") or [
        n for by in page.below(index, "prep") if page.tokens[by].lemma == "by" for n in page.below(by, "pobj")
    ]
    if not owners:
        verb = page.tokens[index].head
        if page.tokens[index].dep in {"dobj", "attr"} and page.tokens[verb].pos == "VERB":
            owners = page.below(verb, "nsubj")
    sources = [span for owner in owners for span in _source_span(page, owner, index, content)]
    return Draft(
        index,
        page.sentence(index).paragraph,
        cue,
        sources,
        page.pieces([index]),
        page.pieces(content),
        f"attribution.noun.v1:{page.tokens[index].lemma.lower()}",
    )


def _according(page: Page, index: int) -> Draft | None:
    """The source is whom it is according to, the content the clause around it."""
    to = next((child for child in page.below(index, "prep") if page.tokens[child].lemma.lower() == "to"), None)
    nouns = page.below(to, "pobj") if to is not None else []
    if not nouns or to is None:
        return None
    head = page.tokens[index].head
    while page.tokens[head].dep == "conj" and page.tokens[head].pos in {"VERB", "AUX"}:
        head = page.tokens[head].head
    whole = page.sentence(index)
    content = page.subtree(head, without=[index]) if head != index else []
    if page.tokens[head].pos not in {"VERB", "AUX"}:
        content = [i for i in range(whole.first, whole.last) if i not in set(page.subtree(index))]
    return Draft(
        index,
        whole.paragraph,
        Cue("accord", "say", frozenset()),
        page.pieces(page.subtree(nouns[0])),
        page.pieces([index, to]),
        page.pieces(content),
        "attribution.according.v1",
    )


def _announce(page: Page, drafts: Sequence[Draft]) -> None:
    """A paragraph that ends with a cue and a colon tells the next one: "The union said in a statement:"; and those after it in which the same "I" or "we" goes on."""
    last = {d.paragraph: d for d in drafts if d.source and d.cue_entry is not None and d.cue_entry.spoken}
    told = [(number, draft) for number, draft in last.items() if _announces(page, number, draft)]
    voices = {number for number, _ in told} | {draft.paragraph for draft in drafts if _tells_of_another(page, draft)}
    for number, draft in told:
        following = range(number + 1, len(page.report.paragraphs))
        run = list(itertools.takewhile(lambda n: n not in voices and _goes_on_as_i(page, n), following))
        if run:
            draft.rule = f"{ANNOUNCED}:{page.tokens[draft.anchor].lemma.lower()}"
        end = number + 1 + max(len(run), 1)
        draft.content = [page.trimmed(paragraph) for paragraph in page.report.paragraphs[number + 1 : end]]
        draft.quoted = True


def _announces(page: Page, number: int, draft: Draft) -> bool:
    """Whether its paragraph, not the last, ends with a colon soon after the cue that has nothing to tell yet."""
    if draft.content or not 0 <= number < len(page.report.paragraphs) - 1:
        return False
    rest = Span(max(draft.cue).end, page.report.paragraphs[number].end).of(page.text)
    return rest.rstrip().endswith(":") and len(rest.split()) <= _OCCASION_WORDS


def _tells_of_another(page: Page, draft: Draft) -> bool:
    """Whether a sentence says of somebody, and not of "I" or "we", that he says something."""
    token = page.tokens[draft.anchor]
    cue = cue_lexicon().get((token.lemma.lower(), "v"))
    told = cue is not None and cue.spoken and token.dep == "ROOT" and bool(draft.source)
    return told and not any(_in_first_person(page, source) for source in draft.source)


def _goes_on_as_i(page: Page, number: int) -> bool:
    """Whether "I" or "we" speaks in a paragraph that does not open with a quotation."""
    paragraph = page.report.paragraphs[number]
    return page.quotation_at(paragraph.start) is None and _in_first_person(page, paragraph)


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
        if len(quotation.inner.of(page.text).split()) <= _SCARE_WORDS or quotation.paragraph < 0:
            continue
        _carry_on(page, quotation, drafts)


def _owner(page: Page, quotation: Quotation, drafts: list[Draft]) -> Draft | None:
    """The cue of a quotation: its content overlaps it, or it stands in the same sentence outside of it."""
    outside = [
        d
        for d in drafts
        if d.paragraph == quotation.paragraph and not quotation.span.covers(d.cue[0]) and not d.headline
    ]
    overlapping = [d for d in outside if any(piece.overlaps(quotation.span) for piece in d.content)]
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
        and _beside(page, d.cue[0], quotation.span, quotation.paragraph)
        and (words > _SCARE_WORDS or not d.content)
        and not _is_answered(page, d.anchor, quotation)
    ]
    return min(near or _below(page, quotation, drafts), key=lambda d: distance(d.cue[0], quotation.span), default=None)


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


def _beside(page: Page, cue: Span, quotation: Span, paragraph: int) -> bool:
    """Whether the cue's sentence touches the quotation, or is the one right before or after it in the paragraph."""
    touching = [s for s in page.analysis.sentences if s.paragraph == paragraph and s.span.overlaps(quotation)]
    own = next((s for s in page.analysis.sentences if s.span.overlaps(cue)), None)
    if own is None or not touching:
        return False
    return touching[0].index - 1 <= own.index <= touching[-1].index


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
    """A quotation without a cue that opens its paragraph: it goes on with the quotation before, or has its speaker."""
    before = [d for d in drafts if d.quoted and d.content and max(d.content).end <= quotation.span.start]
    if not before:
        return
    last = max(before, key=lambda d: max(d.content).end)
    start = page.report.paragraphs[quotation.paragraph].start
    opens = not page.text[start : quotation.span.start].strip()
    end = max(last.content).end
    previous = page.quotation_at(end - 1)
    if (previous is not None and not previous.closed and opens and quotation.paragraph == previous.paragraph + 1) or (
        quotation.paragraph == last.paragraph and not _between(page, end, quotation.span.start)
    ):
        last.content = sorted([*last.content, quotation.span])
    elif opens and previous is not None and quotation.paragraph == previous.paragraph + 1 and last.source:
        rest = page.text[quotation.span.end : page.report.paragraphs[quotation.paragraph].end]
        if len(rest.split()) <= _SCARE_WORDS:
            last.content = sorted([*last.content, quotation.span])


def _between(page: Page, start: int, end: int) -> bool:
    """Whether another voice may come in between: a whole sentence without quotation."""
    return any(
        start <= s.span.start and s.span.end <= end for s in page.analysis.sentences if s.span.end - s.span.start > 30
    )


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


def _part(page: Page, drafts: Sequence[Draft]) -> None:
    """A source's second saying is not told inside its first: "said it had moved | , adding that …"."""
    by_source: dict[tuple[Span, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.source and draft.cue:
            by_source.setdefault(tuple(draft.source), []).append(draft)
    for own in by_source.values():
        for outer, inner in itertools.permutations(own, 2):
            cue = inner.cue[0].start
            around = next((piece for piece in outer.content if piece.start < cue < piece.end), None)
            rest = page.trimmed(Span(around.start, cue)) if around is not None else None
            if rest is not None and rest.end > rest.start:
                outer.content = [rest if piece == around else piece for piece in outer.content]


def _finish(page: Page, drafts: Sequence[Draft]) -> tuple[Attribution, ...]:
    # Two rules may see the same words told ("reiterated claims that …"): the one that knows whose they are is kept, else the first.
    once: dict[tuple[Span, ...], Attribution] = {}
    for item in (_attribution(page, draft) for draft in drafts):
        words = item.content or item.cue
        if words not in once or (item.source and not once[words].source):
            once[words] = item
    made = list(once.values())
    return tuple(replace(item, parent=_parent(made, number)) for number, item in enumerate(made))


def _attribution(page: Page, draft: Draft) -> Attribution:
    content = tuple(sorted(draft.content))
    kind = _kind(page, draft, content)
    confidence = _CONFIDENCE[kind] if draft.cue_entry is None or draft.cue_entry.spoken else 0.5
    if not draft.source:
        confidence -= 0.2
    insertions = tuple(
        Span(*match.span())
        for piece in content
        for match in _INSERTION.finditer(page.text, piece.start, piece.end)
        if page.quotation_at(match.start()) is not None
    )
    rule = "attribution.credit.v1" if _is_credit(page, draft) else draft.rule
    return Attribution(
        tuple(draft.source),
        tuple(draft.cue),
        content,
        kind,
        rule,
        None,
        tuple(span for span in draft.addressee if not _is_topic(page, span, content)),
        insertions,
        round(confidence, 2),
    )


def _is_topic(page: Page, addressee: Span, content: Iterable[Span]) -> bool:
    """Whether what stands behind "to" is told of and not told to: "pointed to the budget", "a warning to the rebels"."""
    before = page.before(addressee.start)
    behind_to = before is not None and before.lemma.lower() == "to"
    return behind_to and any(piece.overlaps(addressee) for piece in content)


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


def _parent(made: Sequence[Attribution], number: int) -> int | None:
    """The attribution with the shortest content that holds this one's cue and content."""
    own = made[number]
    inside = own.cue or own.content
    holding = [
        (sum(piece.end - piece.start for piece in other.content), index)
        for index, other in enumerate(made)
        if index != number and all(any(piece.covers(span) for piece in other.content) for span in inside[:1])
    ]
    return min(holding)[1] if holding else None
