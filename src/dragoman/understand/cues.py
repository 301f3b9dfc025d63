"""Cues and the attributions that they draft: verbs of saying, nouns of saying, and "according to".

A page comes in; drafts go out, each with the source, content and addressee that the parse gives its cue (`arguments.py`).
"""

from __future__ import annotations

from bisect import bisect_left

from dragoman.model import Span, Token
from dragoman.understand.arguments import (
    credits_at_end,
    find_addressees,
    find_complement,
    find_noun_complement,
    find_owners,
    find_source,
    find_subjects,
    is_quoted_as_saying,
    said_by_whom_others_quote,
)
from dragoman.understand.drafts import Draft, Page
from dragoman.vocab.cues import Cue, cue_lexicon, cue_words

_PEOPLE = frozenset({"PERSON", "ORG"})

# A phrase of more words than that behind a cue is no mere day, place or medium.
OCCASION_WORDS = 8


def draft_cues(page: Page) -> list[Draft]:
    """What the words of the lexicon, and "according to", tell of who says what, in the text's order."""
    return [draft for token in page.tokens if (draft := _draft(page, token)) is not None]


def draft_cue(page: Page, index: int, cue: Cue) -> Draft | None:
    """What the word tells if it is that cue; nothing where the parse gives it nothing to tell."""
    return _by_noun(page, index, cue) if page.tokens[index].pos == "NOUN" else _by_verb(page, index, cue)


def _draft(page: Page, token: Token) -> Draft | None:
    lemma = token.lemma.lower()
    if token.pos in {"VERB", "AUX"} and (cue := cue_lexicon().get((lemma, "v"))):
        return _by_verb(page, token.index, cue)
    if token.pos == "NOUN" and (cue := cue_lexicon().get((lemma, "n"))):
        return _by_noun(page, token.index, cue)
    if lemma == "accord" and token.text.lower() == "according":
        return _according(page, token.index)
    return None


def _by_verb(page: Page, index: int, cue: Cue) -> Draft | None:
    token = page.tokens[index]
    if is_quoted_as_saying(page, index) or is_phrasal(page, index):
        # "was quoted as saying": the saying is the cue.
        return None
    subjects = find_subjects(page, index)
    content, rule = find_complement(page, index, cue)
    if not content and not (subjects and cue.spoken):
        return None
    if not subjects and not cue.spoken:
        return None
    sources = [span for head in subjects for span in find_source(page, head, index, content)]
    told = page.pieces(content) if rule == "clause" else []
    addressee = [s for s in find_addressees(page, index, cue) if not any(piece.covers(s) for piece in told)]
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


def is_phrasal(page: Page, index: int) -> bool:
    """Whether the verb tells of no saying with its particle or object: "called off the talks", "claimed hundreds of lives"."""
    objects = page.below(index, "dobj")
    counted = [noun for head in objects for of in page.below(head, "prep") for noun in page.below(of, "pobj")]
    beside = (page.tokens[word].lemma.lower() for word in (*page.below(index, "prt"), *objects, *counted))
    return any(f"{page.tokens[index].lemma.lower()} {word}" in cue_words("phrasal") for word in beside)


def _cue_span(page: Page, index: int) -> list[Span]:
    """The verb with its auxiliaries, negation, particle, the adverb right before it, and what follows it unbroken of when and where it is said."""
    words = [index, *page.below(index, "aux", "auxpass", "neg", "prt")]
    if said_by_whom_others_quote(page, index):
        quoting = page.tokens[page.tokens[index].head].head
        by = {word for agent in page.below(quoting, "agent") for word in page.subtree(agent)}
        words += [*page.below(quoting, "aux", "auxpass"), *(word for word in range(quoting, index) if word not in by)]
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
    nouns = page.below(index, "pobj") if token.dep == "prep" and len(page.subtree(index)) <= OCCASION_WORDS else []
    return any(page.tokens[noun].lemma.lower() in cue_words("medium") | cue_words("venue") for noun in nouns)


def _by_noun(page: Page, index: int, cue: Cue) -> Draft | None:
    """A noun of saying with its content: "the minister's claim that …", "calls for …"."""
    if index and page.tokens[index - 1].lemma.lower() == "in" and page.tokens[index].dep in {"pobj", "mark"}:
        # "in order to", "in response to" name no saying.
        return None
    content = find_noun_complement(page, index, cue)
    if not content:
        return None
    sources = [span for owner in find_owners(page, index) for span in find_source(page, owner, index, content)]
    return Draft(
        index,
        page.sentence(index).paragraph,
        cue,
        sources,
        page.pieces([index]),
        page.pieces(content),
        f"attribution.noun.v1:{page.tokens[index].lemma.lower()}",
    )


def _name_behind(page: Page, noun: int, comma: int) -> list[int]:
    """The tokens of the person's name between commas behind a singular noun, where the parse gives it to what follows: "a doctor, | Mara Lind, | the road …"."""
    if page.tokens[noun].tag != "NN" or comma >= len(page.tokens) or page.tokens[comma].text != ",":
        return []
    place = bisect_left(page.analysis.names, comma + 1, key=lambda name: name.first)
    for name in page.analysis.names[place : place + 1]:
        closed = name.last < len(page.tokens) and page.tokens[name.last].text == ","
        if name.first == comma + 1 and name.last - name.first > 1 and name.label in _PEOPLE and closed:
            return list(range(comma, name.last))
    return []


def _whole_saying(page: Page, clause: int, index: int) -> int:
    """The verb of saying whose content the clause is, where who says that is told at the sentence's end: "| X said | that it had failed, according to Y"; else the clause's own."""
    outer = clause
    while page.tokens[outer].dep in {"xcomp", "acl", "advcl", "conj"}:
        outer = page.tokens[outer].head
    token = page.tokens[outer]
    cue = cue_lexicon().get((page.tokens[token.head].lemma.lower(), "v"))
    told = token.dep == "ccomp" and token.head < outer and cue is not None and cue.spoken
    return token.head if told and index in credits_at_end(page, outer) else clause


def _according(page: Page, index: int) -> Draft | None:
    """The source is whom it is according to, the content the clause around it."""
    to = next((child for child in page.below(index, "prep") if page.tokens[child].lemma.lower() == "to"), None)
    nouns = page.below(to, "pobj") if to is not None else []
    if not nouns or to is None:
        return None
    head = page.tokens[index].head
    while page.tokens[head].dep == "conj" and page.tokens[head].pos in {"VERB", "AUX"}:
        head = page.tokens[head].head
    head = _whole_saying(page, head, index)
    whole = page.sentence(index)
    content = page.subtree(head, without=[index]) if head != index else []
    if page.tokens[head].pos not in {"VERB", "AUX"}:
        content = [i for i in range(whole.first, whole.last) if i not in set(page.subtree(index))]
    source = page.subtree(nouns[0])
    source = [*source, *_name_behind(page, nouns[0], source[-1] + 1)]
    return Draft(
        index,
        whole.paragraph,
        Cue("accord", "say", frozenset()),
        page.pieces(source),
        page.pieces([index, to]),
        page.pieces([i for i in content if i not in set(source)]),
        "attribution.according.v1",
    )
