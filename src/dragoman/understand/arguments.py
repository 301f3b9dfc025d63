"""The arguments of a cue in the parse: who says it, what is said, and to whom.

A page and the token of a cue come in; tokens or spans go out, none where the parse shows none.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Span
from dragoman.understand.drafts import Page
from dragoman.vocab.cues import Cue, cue_lexicon, cue_words
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.times import load_time_words
from dragoman.vocab.tokens import FINITE, SUBJECTS

# By what is said to have been before it is said, or after.
BACKSHIFTED = frozenset({"had", "'d", "’d", "would"})
# A sentence's full stop, and where it ends.
_FULL_STOP = 2


def find_subjects(page: Page, index: int, depth: int = 0) -> list[int]:
    """Who says it: the subject, shared or controlled; `by` whom in the passive; whose statement it is."""
    bare = (
        page.tokens[index].tag == "VBN" and page.tokens[index].dep in {"advcl", "acl"} and not page.below(index, "aux")
    )
    if bare or find_suffering(page, index) is not None or page.below(index, "auxpass"):
        agents = find_agents(page, index)
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
            return find_subjects(page, outer, depth + 1)
    if token.dep == "conj" and (outer := _outer_sayer(page, index)) is not None:
        return find_subjects(page, outer, depth + 1)
    if token.dep in {"conj", "xcomp"} and page.below(head, "nsubjpass") and not page.below(index, "aux"):
        # "Was summoned by the ministry and denied it": the subject does, and not the agent.
        return page.below(head, "nsubjpass")
    if token.dep in {"conj", "xcomp", "advcl", "parataxis"}:
        return find_subjects(page, head, depth + 1) or page.below(head, "nsubjpass")
    if token.dep == "pcomp":
        verb = page.tokens[head].head
        if _as_saying(page, verb):
            # Whom somebody quotes says it, not he who quotes.
            return page.below(verb, "dobj", "nsubjpass")
        if page.tokens[verb].pos == "VERB":
            return page.below(verb, "nsubjpass") or find_subjects(page, verb, depth + 1)
    return []


def find_agents(page: Page, index: int) -> list[int]:
    """By whom it is done in the passive, be it told with the passive verb before it."""
    verbs = {index, suffering if (suffering := find_suffering(page, index)) is not None else index}
    return [noun for verb in sorted(verbs) for by in page.below(verb, "agent") for noun in page.below(by, "pobj")]


def find_suffering(page: Page, index: int) -> int | None:
    """The passive verb with the subject of a verb that is passive too: its own, or the one before it ("was summoned | and told that …")."""
    token = page.tokens[index]
    if page.below(index, "nsubjpass"):
        return index
    shared = token.tag == "VBN" and token.dep == "conj" and not page.below(index, "nsubj", "aux", "auxpass")
    return token.head if shared and page.below(token.head, "nsubjpass") else None


def _as_saying(page: Page, verb: int) -> list[int]:
    """The "as" of somebody quoted "as saying"."""
    if page.tokens[verb].lemma.lower() not in {"quote", "cite", "hear"}:
        return []
    return [word for word in page.below(verb, "prep") if page.tokens[word].lemma == "as" and page.below(word, "pcomp")]


def is_quoted_as_saying(page: Page, verb: int) -> bool:
    """Whether somebody is quoted as saying something, by whomever: it is he who says it."""
    return bool(page.below(verb, "auxpass", "nsubjpass") and _as_saying(page, verb))


def said_by_whom_others_quote(page: Page, saying: int) -> bool:
    """Whether the word is the saying that somebody is quoted with: "he was quoted by the agency as | saying"."""
    token = page.tokens[saying]
    return token.dep == "pcomp" and is_quoted_as_saying(page, page.tokens[token.head].head)


def _teller(page: Page, clause: int) -> int | None:
    """The verb of saying before the clause that is its content."""
    token = page.tokens[clause]
    cue = cue_lexicon().get((page.tokens[token.head].lemma.lower(), "v"))
    return token.head if token.dep == "ccomp" and token.head < clause and cue is not None and cue.spoken else None


def _outer_sayer(page: Page, index: int) -> int | None:
    """The verb of saying that goes on after its content, where the parse joins the second saying to what a thing does there ("confirmed that the food was held | but denied any plans") or to what others had done ("said the rebels had left | and urged the army to wait")."""
    first = page.tokens[index].head
    doers = page.below(first, "nsubj", "nsubjpass")
    somebody = word_classes()["agent"] | word_classes()["people"]
    things = doers and all(page.tokens[d].pos == "NOUN" and page.tokens[d].lemma.lower() not in somebody for d in doers)
    outer = _teller(page, first) if things or _asks_after_deeds(page, first, index) else None
    return outer if outer is not None and page.tokens[outer].tag == page.tokens[index].tag else None


def _asks_after_deeds(page: Page, first: int, index: int) -> bool:
    """Whether one verb tells what somebody named had done, and the next, in the plain past, asks others than "them" for something."""
    cue = cue_lexicon().get((page.tokens[index].lemma.lower(), "v"))
    doers = [page.tokens[d] for d in page.below(first, "nsubj", "nsubjpass")]
    had = any(page.tokens[aux].text.lower() == "had" for aux in page.below(first, "aux"))
    asked = [page.tokens[noun] for noun in page.below(index, "dobj", "nsubj")]
    asks = cue is not None and cue.kind == "demand" and page.tokens[index].tag == "VBD"
    return bool(asks and had and doers) and not any(token.pos == "PRON" for token in (*doers, *asked))


def find_owners(page: Page, index: int) -> list[int]:
    """Whose a noun of saying is: its possessor, `by` whom it is, else the subject of the verb that it is an object of."""
    owners = page.below(index, "poss") or [
        n for by in page.below(index, "prep") if page.tokens[by].lemma == "by" for n in page.below(by, "pobj")
    ]
    verb = page.tokens[index].head
    if owners or page.tokens[index].dep not in {"dobj", "attr"} or page.tokens[verb].pos != "VERB":
        return owners
    return find_agents(page, verb) if find_suffering(page, verb) is not None else page.below(verb, "nsubj")


def find_source(page: Page, head: int, cue: int, content: Sequence[int]) -> list[Span]:
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


def find_addressees(page: Page, index: int, cue: Cue) -> list[Span]:
    """To whom: the indirect object, the object of telling, `to` or `on` somebody; no venue, and with `urge` nothing that is itself urged."""
    # "called it a defeat": what is given a name is not told it.
    heads = [] if "oprd" in cue.complements else page.below(index, "dative")
    asked = page.below(index, "xcomp", "ccomp") or [
        deed
        for deed in page.below(index, "advcl")
        if any(page.tokens[aux].tag == "TO" for aux in page.below(deed, "aux"))
    ]
    if page.tokens[index].lemma.lower() in cue_words("teller"):
        wanted = asked or [at for at in page.below(index, "prep") if f"prep:{page.tokens[at].lemma}" in cue.complements]
        objects = page.below(index, "dobj") if wanted or cue.kind not in {"ask", "demand"} else []
        suffering = find_suffering(page, index)
        objects += page.below(suffering, "nsubjpass") if suffering is not None else []
        heads += [noun for noun in objects if page.tokens[noun].pos in {"NOUN", "PROPN", "PRON"}]
    else:
        prepositions = {"to", "on"} if asked and cue.kind == "demand" else {"to"}
        behind = [at for at in page.below(index, "prep", "dative") if page.tokens[at].lemma.lower() in prepositions]
        heads += [noun for preposition in behind for noun in page.below(preposition, "pobj")]
    places = cue_words("venue") - cue_words("audience")
    # "On Tuesday called on both": a day is told nothing.
    days = load_time_words().weekdays.keys() | load_time_words().months.keys()
    spans = [
        page.pieces(page.subtree(head, without=page.below(head, "relcl", "acl")))
        for head in heads
        if page.tokens[head].pos != "ADP" and page.tokens[head].lemma.lower() not in places | days
    ]
    return sorted({span for pieces in spans for span in pieces})


def find_complement(page: Page, index: int, cue: Cue) -> tuple[list[int], str]:
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
            nouns = page.below(child, "pobj", "pcomp") or _called(page, child)
            charged = _charged(page, index, cue)
            if nouns:
                return sorted({*charged, *page.subtree(child if charged else nouns[0])}), "preposition"
    suffered = page.below(index, "nsubjpass") if page.below(index, "agent") else []
    if "dobj" in cue.complements and (found := page.below(index, "dobj") or suffered):
        # "Denied | several times | the charge"
        things = [noun for noun in found if not is_span_of_time(page, noun)]
        return page.subtree((things or found)[0]), "object"
    answer = [word for word in page.below(index, "intj") if page.tokens[word].lemma.lower() in cue_words("answer")]
    if cue.spoken and answer:
        return answer, "answer"
    for relation in ("nsubj", "nsubjpass"):
        if relation in cue.complements and (found := page.below(index, relation)):
            return [], relation
    return [], "none"


def is_span_of_time(page: Page, noun: int) -> bool:
    """Whether it tells how often or how long: "several times", "two days"."""
    lemma = page.tokens[noun].lemma.lower()
    return page.tokens[noun].pos == "NOUN" and (lemma in word_classes()["time"] or lemma in load_time_words().units)


def _called(page: Page, preposition: int) -> list[int]:
    """The adjective behind "as": "was described as | constructive"."""
    return page.below(preposition, "amod") if page.tokens[preposition].lemma.lower() == "as" else []


def _charged(page: Page, index: int, cue: Cue) -> list[int]:
    """Who is accused, urged, blamed or quoted, or what is called something, which is part of what is said: "accused | Oslo of delay", "quoted | the port as saying", "described | the talks as fruitful"."""
    called = "prep:as" in cue.complements
    if not called and cue.kind not in {"accuse", "demand"} and not _as_saying(page, index):
        return []
    suffered = page.below(index, "nsubjpass") if called and page.below(index, "agent") else []
    heads = suffered or [noun for noun in page.below(index, "dobj") if noun > index]
    return page.subtree(heads[0]) if heads else []


def _own_clauses(page: Page, index: int) -> list[int]:
    """The content clauses; beside one that follows the cue, another parted by a semicolon is none of its, nor is one behind the semicolon with which an inserted saying ends: "the road was shut, he said; | the mayor was not there"."""
    found = [clause for clause in page.below(index, "ccomp") if not _is_tag(page, clause)]
    found = found or _clauses_of_told(page, index)
    after = [clause for clause in found if clause > index and not _parted(page, index, clause)]
    parted = [c for c in found if c < index and any(page.tokens[i].text == ";" for i in range(c, index))]
    return after or [clause for clause in found if clause not in parted and not _parted(page, index, clause)]


def _parted(page: Page, index: int, clause: int) -> bool:
    """Whether a semicolon stands right behind the cue and before the clause."""
    return index < clause and page.tokens[index + 1].text == ";"


def _clauses_of_told(page: Page, index: int) -> list[int]:
    """The clause with "that" and a subject which the parse gives to whom it is told: "assured residents | that the truce would hold"."""
    if page.tokens[index].lemma.lower() not in cue_words("teller"):
        return []
    told = (noun for noun in page.below(index, "dobj") if (page.tokens[noun].lemma.lower(), "n") not in cue_lexicon())
    return [clause for noun in told for clause in page.below(noun, "acl", "relcl") if tells_that(page, clause)]


def tells_that(page: Page, clause: int) -> bool:
    """Whether a clause that the parse gives to a noun lacks nothing that the noun could stand for: "at the debate | that Marr will win"."""
    own = page.below(clause, "nsubj", "nsubjpass", "expl")
    that = [word for word in page.children[clause] if page.tokens[word].lemma.lower() == "that" and word not in own]
    objects = page.below(clause, "dobj")
    whole = page.tokens[clause].dep == "acl" or "mark" in {page.tokens[word].dep for word in that}
    return bool(own and that and that[0] < own[0]) and (whole or len(objects) > 1)


def _is_tag(page: Page, clause: int) -> bool:
    """Whether a clause is itself the "said the minister" after somebody's words."""
    cue = cue_lexicon().get((page.tokens[clause].lemma.lower(), "v"))
    subjects = page.below(clause, "nsubj")
    before = page.tokens[clause - 1].text if clause else ""
    return bool(cue and cue.spoken and subjects) and subjects[0] > clause and before in {",", '"', "”", "''", "’"}


def _clause(page: Page, index: int, clause: int) -> list[int]:
    """The tokens of a content clause; of one that the cue stands inside, both its parts."""
    found = page.subtree(clause, without=[index, *credits_at_end(page, clause), *_told_by_others(page, index, clause)])
    marks = [child for child in page.below(index, "mark") if index < child < clause]
    return sorted({*found, *marks, *_lost_subject(page, index, clause)})


def _told_by_others(page: Page, index: int, clause: int) -> list[int]:
    """The clause, with its "and", that goes on with the report and not with what is said: with a speaker of its own ("said it had left | and Kenya accused it of lies"), or in the plain past where what is said stands before that ("said it had left | and Kenya shut the border")."""
    backshifted = any(page.tokens[aux].text.lower() in BACKSHIFTED for aux in page.below(clause, "aux"))
    found = []
    for other in page.below(clause, "conj"):
        subjects = page.below(other, "nsubj")
        plain = page.tokens[other].tag == "VBD" and not page.below(other, "aux", "auxpass", "mark")
        if other < max(index, clause) or not subjects or not plain or page.tokens[subjects[0]].pos != "PROPN":
            continue
        cue = cue_lexicon().get((page.tokens[other].lemma.lower(), "v"))
        if backshifted or (cue is not None and cue.spoken):
            found += [other, *(cc for cc in page.below(clause, "cc") if clause < cc < other)]
    return found


def credits_at_end(page: Page, clause: int) -> list[int]:
    """The "according" behind a comma with which the sentence ends, for whom it is according to tells all of it: "X said that it had failed, | according to Y"."""
    found = [i for i in page.subtree(clause) if page.tokens[i].text.lower() == "according" and i > clause]
    last = page.sentence(clause).last
    return [i for i in found if page.tokens[i - 1].text == "," and last - page.subtree(i)[-1] <= _FULL_STOP]


def _lost_subject(page: Page, index: int, clause: int) -> list[int]:
    """The second object of telling, where it is the subject that the clause behind it lacks: "told him | parts of the plane were lying there"."""
    told = [noun for noun in page.below(index, "dobj") if index < noun < clause]
    finite = any(page.tokens[word].tag in FINITE for word in (clause, *page.below(clause, "aux", "auxpass")))
    lacks = finite and not page.below(clause, "nsubj", "nsubjpass", "expl", "csubj")
    return page.subtree(told[-1]) if lacks and told and page.below(index, "dative") else []


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
    return page.subtree(token.head, without=[index, *find_beside(page, token.head, index)])


def find_beside(page: Page, verb: int, saying: int) -> list[int]:
    """The clause of "as" behind a saying that is inserted, by which the report tells what went on meanwhile: "shots were fired, the army said, | as a row grew worse"."""
    below = [c for above in (verb, saying) for c in page.below(above, "advcl") if c > saying]
    clauses = [clause for clause in below if page.below(clause, *SUBJECTS)]
    marks = ((clause, page.tokens[mark]) for clause in clauses for mark in page.below(clause, "mark"))
    first = [
        (clause, mark) for clause, mark in marks if mark.text.lower() == "as" and page.subtree(clause)[0] == mark.index
    ]
    return [clause for clause, mark in first if page.tokens[mark.index - 1].text == ","]


def _fenced(page: Page, index: int) -> bool:
    """Whether commas, quotation marks or the sentence's end stand around the cue's clause."""
    tokens = page.subtree(index)
    sentence = page.sentence(index)
    before = page.tokens[tokens[0] - 1].text if tokens[0] > sentence.first else ""
    return before in {",", "”", '"', "—", "–", "-", "'", "’"}


def find_noun_complement(page: Page, index: int, cue: Cue) -> list[int]:
    """The tokens of what a noun of saying tells: its clause, else what stands behind its preposition."""
    if "acl" in cue.complements:
        clauses = [
            c
            for c in page.below(index, "acl", "relcl", "ccomp")
            if page.below(c, "mark", "aux") and page.tokens[c].tag != "VBG"
        ]
        content = page.subtree(clauses[0]) if clauses else []
        if content and page.tokens[content[0]].tag not in {"WDT", "WP"}:
            return content
    for child in page.below(index, "prep"):
        nouns = page.below(child, "pobj", "pcomp")
        if nouns and f"prep:{page.tokens[child].lemma.lower()}" in cue.complements:
            return page.subtree(nouns[0])
    return []
