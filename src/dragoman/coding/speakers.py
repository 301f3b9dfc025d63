"""Whom the phrase of a source or an addressee names.

Spans of the report come in; participants go out, each once: an actor where the phrase's head is a mention of one, the words themselves where nobody is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.coding.clauses import counted_by, phrase_span, prepositions, subtree
from dragoman.coding.setting import Setting
from dragoman.model import Participant, Span
from dragoman.vocab.cues import cue_words

_BY = frozenset({"by", "from"})
_RELATIVE = frozenset({"WP", "WDT"})
_PARTICIPLES = frozenset({"VBN", "VBG"})
_LONGEST_NAME = 10
_UPWARD = 6
_NOBODY: frozenset[str] = frozenset()


def participants_named(
    setting: Setting, spans: Iterable[Span], *, but: frozenset[str] = _NOBODY
) -> tuple[Participant, ...]:
    """Whom the phrases name, each once, by the mention that the phrase's own head belongs to; `but` the actors with these ids."""
    once: dict[object, Participant] = {}
    for span in spans:
        for participant in _named(setting, span):
            if participant.actor_id not in but:
                once.setdefault(participant.actor_id or participant.span, participant)
    return tuple(once.values())


def _named(setting: Setting, span: Span) -> Iterator[Participant]:
    tokens = setting.analysis.tokens_in(span)
    indices = {t.index for t in tokens}
    heads = [t.index for t in tokens if t.head not in indices or t.head == t.index]
    if not heads:
        yield Participant(span.of(setting.report.text), span, None)
        return
    # Of words that the parse strews over the sentence, whoever is known among them.
    head = next((index for index in heads if index in setting.actors.heads), heads[0])
    if setting.tree.token(head).tag in _RELATIVE:
        head = _antecedent(setting, head)
        span = phrase_span(setting.tree, head)
    elif len(tokens) > 1 and tokens[-1].tag in _RELATIVE and not tokens[-1].text.isupper():
        span = Span(span.start, tokens[-2].span.end)
    head = _whom(setting, head, indices)
    speakers = (head, *_conjuncts(setting, head, indices))
    together = {whom: speaker for speaker in speakers for whom in _counted(setting, speaker, indices) or [speaker]}
    for index, number in together.items():
        mention = setting.actors.mention_at(index)
        actor = setting.actors.actor_of(mention)
        if actor is not None and mention is not None:
            # Of how many the words tell stays with who they are: "a majority of Kenyans" is not all of them.
            words = Span(phrase_span(setting.tree, number).start, mention.span.end) if number != index else None
            name = words.of(setting.report.text) if words else actor.name
            yield Participant(name, words or mention.span, actor.id, actor.role)
        elif len(together) == 1:
            span = _before_clause(setting, head, span)
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
    """The people of whom a number speak; "one of the pilots" is not the pilots, nor "the IGAD group of states" the states."""
    single = setting.tree.token(head).pos == "NUM"
    body = setting.actors.actor_of(setting.actors.heads.get(head))
    known = body is not None and body.table_id is not None
    return [] if single or known else [noun for noun in counted_by(setting.tree, head) if noun in inside]


def _before_clause(setting: Setting, head: int, span: Span) -> Span:
    """The words before a clause: "the bill, | which must be approved", "a study | made public on Monday"; of very many only the noun's own."""
    tree = setting.tree
    tokens = setting.analysis.tokens_in(span)
    clauses = [t.index for t in tokens if t.dep == "relcl" or (t.dep == "acl" and t.tag in _PARTICIPLES)]
    if len(tokens) > _LONGEST_NAME:
        clauses += [t.index for t in tokens if t.dep == "prep" and t.head == head and t.index > head + 1]
    starts = (min(subtree(tree, clause)) for clause in clauses)
    first = min((start for start in starts if start > head), default=None)
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
    for _ in range(_UPWARD):
        head = setting.tree.token(index).head
        if head == index:
            return
        yield head
        index = head


def _conjuncts(setting: Setting, head: int, inside: set[int]) -> list[int]:
    found = [child for child in setting.tree.below(head, "conj") if child in inside]
    return found + [later for child in found for later in _conjuncts(setting, child, inside)]
