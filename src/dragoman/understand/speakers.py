"""Who speaks where only the finished attributions tell: "I" and "we" in what somebody says, and writings that say something.

An analysis with its attributions comes in; goes out the same with what they settle among the mentions.
A person's "we" is left open: whether he speaks for his state, his body or those around him the text does not tell.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from dragoman.model import Actor, ActorMention, Analysis, Attribution, Report, Span, Token
from dragoman.understand.author import ALONE, FIRST_PERSON, author_speaks, is_announced
from dragoman.understand.binding import governing_verb, understood_subjects
from dragoman.understand.phrases import Text
from dragoman.understand.quotations import quoted_tokens
from dragoman.understand.refining import WHOLE_CLAUSES
from dragoman.vocab.discourse import discourse_words

_RULE = "actor.first-person.v1"
_ISSUING = frozenset({"state", "organ", "igo"})
_PUBLISHING = frozenset({"organ", "igo", "organisation", "party", "publisher", "armed-group"})
_BY = frozenset({"from", "by", "of"})


def with_speakers(report: Report, analysis: Analysis) -> Analysis:
    """Every first person whom nothing else resolves is who says it, by the innermost attribution around it.

    Outside quotation marks and attributions he goes on who last said "I" so: a message given word for word without marks. "We" of a text that says in one body's name
    what that body condemns, welcomes or urges is that body.
    """
    resolved = {mention.head: mention.actor_id for mention in analysis.mentions if mention.actor_id is not None}
    actors = {actor.id: actor for actor in analysis.actors}
    quoted = quoted_tokens(report, analysis)
    found: dict[int, ActorMention] = {}
    goes_on: str | None = None
    issuer = _issuer_of_all(analysis, quoted, resolved, actors)
    author = author_speaks(
        analysis, report.text, quoted, [span for item in analysis.attributions for span in item.content]
    )
    for token in analysis.tokens:
        if token.pos != "PRON" or token.text.lower() not in FIRST_PERSON or token.index in resolved:
            continue
        said = _said_around(analysis, token)
        if author and token.text.lower() in ALONE and token.index not in quoted and _is_reported(report.text, said):
            continue
        speaker = goes_on
        if said or token.index in quoted:
            speaker = _speaker(analysis, said, resolved)
        if token.index not in quoted:
            goes_on = speaker
            speaker = speaker or (issuer if _is_own_voice(analysis, said) else None)
        actor = actors.get(speaker or "")
        if actor is not None and (token.text.lower() in ALONE) == (actor.kind == "person"):
            found[token.index] = ActorMention(token.span, token.index, actor.id, _RULE)
    return _with_mentions(analysis, found)


def _is_reported(text: str, said: Sequence[Attribution]) -> bool:
    """Whether somebody's words are told in a clause, and not given word for word: the "I" in them is who tells it."""
    inner = next(iter(said), None)
    return inner is not None and inner.relation in WHOLE_CLAUSES and not is_announced(text, min(inner.content))


def _is_own_voice(analysis: Analysis, said: Sequence[Attribution]) -> bool:
    """Whether nobody but the "we" of the text itself says it."""
    sources = [token for item in said for token in analysis.tokens_in(*item.source)]
    return all(token.text.lower() in FIRST_PERSON for token in sources)


def _issuer_of_all(
    analysis: Analysis, quoted: frozenset[int], resolved: Mapping[int, str], actors: Mapping[str, Actor]
) -> str | None:
    """The one body in whose name a text in the first person condemns, welcomes or urges."""
    doers = set()
    for index, actor_id in resolved.items():
        token = analysis.tokens[index]
        verb = analysis.tokens[token.head]
        performs = verb.lemma.lower() in discourse_words()["performs"] and verb.tag in {"VBZ", "VBP"}
        if token.dep == "nsubj" and performs and index not in quoted and not _said_around(analysis, token):
            doers.add(actor_id)
    bodies = {doer for doer in doers if doer in actors and actors[doer].kind in _ISSUING}
    return bodies.pop() if len(bodies) == len(doers) == 1 else None


def _with_mentions(analysis: Analysis, found: Mapping[int, ActorMention]) -> Analysis:
    """With the mentions that were found, by their heads, in the place of open ones, and with their words among the actors'."""
    spans: dict[str | None, list[Span]] = {}
    for mention in found.values():
        spans.setdefault(mention.actor_id, []).append(mention.span)
    actors = (replace(a, mentions=tuple(sorted({*a.mentions, *spans.get(a.id, ())}))) for a in analysis.actors)
    kept = (mention for mention in analysis.mentions if mention.head not in found)
    mentions = tuple(sorted((*kept, *found.values()), key=lambda mention: (mention.span, mention.head)))
    return replace(analysis, actors=tuple(actors), mentions=mentions)


def with_authors(text: Text, analysis: Analysis) -> Analysis:
    """Every writing that says something ("the statement said"), and every report or study of a body, stands for who issued it, where the text tells."""
    resolved = {mention.head: mention.actor_id for mention in analysis.mentions if mention.actor_id is not None}
    bodies = {actor.id for actor in analysis.actors if actor.kind in _PUBLISHING}
    found: dict[int, ActorMention] = {}
    for item in analysis.attributions:
        for span in item.source:
            index = _head(analysis.tokens_in(span))
            if index is None or index in resolved or not _is_writing(text, index):
                continue
            author = _issuer(text, index, resolved, bodies) or _issuer_before(text, analysis, index, resolved, bodies)
            author = author or _issuer_told(text, index, found)
            if author is not None:
                found[index] = ActorMention(span, index, author, "actor.author.v1")
    return _with_mentions(analysis, found)


def _head(tokens: Sequence[Token]) -> int | None:
    inside = {token.index for token in tokens}
    return next((token.index for token in tokens if token.head not in inside or token.head == token.index), None)


def _is_writing(text: Text, index: int) -> bool:
    return text.tokens[index].lemma.lower() in discourse_words()["writings"]


def _is_study(text: Text, index: int) -> bool:
    """Whether it is what somebody found out and published: a report, a survey."""
    return text.tokens[index].lemma.lower() in discourse_words()["studies"]


def _issuer(text: Text, index: int, resolved: Mapping[int, str], bodies: Container[str]) -> str | None:
    """Whose the writing is by its own words: "a statement from X", "a letter sent by X", "X said in a statement", "X published a report", "the paper that X signed"; of a study and by the words right before it only a body's: "the Karsova Bank survey", "a U.N. statement"."""
    study = _is_study(text, index)
    by = _BY - {"of"} if study else _BY
    # The preposition right behind it may hang on the verb: "so reads a statement | from X".
    through = {*text.children[index], index + 1}
    named = [noun for child in sorted(through) if text.lower(child) in by for noun in text.children[child]]
    named += _below(text, index, "poss")
    around = [noun for noun in named if not study or resolved.get(noun, "") in bodies]
    before = [noun for dep in ("compound", "amod", "nmod") for noun in _below(text, index, dep)]
    around += [noun for noun in before if resolved.get(noun, "") in bodies]
    sent = [verb for verb in _below(text, index, "acl") if not _is_come_by(text, verb)]
    around += [noun for verb in sent for agent in _below(text, verb, "agent") for noun in text.children[agent]]
    around += [
        who for verb in _below(text, index, "relcl") if _issues(text, verb) for who in _below(text, verb, "nsubj")
    ]
    verb = governing_verb(text, index, through_nouns=False)
    if verb is not None and text.lower(text.tokens[index].head) == "in":
        around += sorted(understood_subjects(text, verb))
    around += _issuers_at(text, index)
    return next((resolved[noun] for noun in around if noun in resolved), None)


def _issuers_at(text: Text, index: int) -> list[int]:
    """Who issues it by the verb that it is the object or, in the passive, the subject of."""
    token = text.tokens[index]
    if token.head == index or not _issues(text, token.head):
        return []
    if token.dep == "nsubjpass":
        return [who for by in _below(text, token.head, "agent") for who in text.children[by]]
    return sorted(understood_subjects(text, token.head)) if token.dep == "dobj" else []


def _issues(text: Text, verb: int) -> bool:
    return text.tokens[verb].lemma.lower() in discourse_words()["issues"]


def _below(text: Text, index: int, dep: str) -> list[int]:
    return [child for child in text.children[index] if text.tokens[child].dep == dep]


def _is_come_by(text: Text, verb: int) -> bool:
    """Whether it tells who has the writing and not who wrote it: "the memo, obtained by the agency,"."""
    return text.tokens[verb].lemma.lower() in discourse_words()["comes_by"]


def _issuer_before(
    text: Text, analysis: Analysis, index: int, resolved: Mapping[int, str], bodies: Container[str]
) -> str | None:
    """Whose "the statement" is: of the last writing so called of which the text tells it, of who "wrote" before "the letter"; of a statement told of for the first time, of who spoke last."""
    if not _is_definite(text, index):
        return None
    lemma = text.tokens[index].lemma.lower()
    words = discourse_words()
    same = words["writings"] if lemma in words["any_writing"] else {lemma}
    earlier = [other for other in range(index - 1, -1, -1) if text.tokens[other].lemma.lower() in same]
    for other in earlier:
        issuer = _issuer(text, other, resolved, bodies)
        if issuer is not None or not _is_definite(text, other):
            # "A statement" of somebody unknown is none of those before it.
            return issuer
    wrote = (
        who
        for verb in range(index - 1, -1, -1)
        if f"{lemma} {text.tokens[verb].lemma.lower()}" in words["written"]
        for who in sorted(understood_subjects(text, verb))
    )
    writer = next((resolved[who] for who in wrote if who in resolved), None)
    told = not earlier and writer is None and lemma in words["own_writings"]
    return _last_speaker(analysis, text.tokens[index], resolved) if told else writer


def _issuer_told(text: Text, index: int, found: Mapping[int, ActorMention]) -> str | None:
    """Whose the last writing of that name is that said something before: "the statement read …, the statement added"."""
    lemma = text.tokens[index].lemma.lower()
    same = [other for other in found if other < index and text.tokens[other].lemma.lower() == lemma]
    return found[max(same)].actor_id if same and _is_definite(text, index) else None


def _is_definite(text: Text, index: int) -> bool:
    return any(text.lower(child) in {"the", "this"} for child in text.children[index])


def _last_speaker(analysis: Analysis, token: Token, resolved: Mapping[int, str]) -> str | None:
    """The actor who said something last before a token, in its paragraph or the one before."""
    paragraph = analysis.sentences[token.sentence].paragraph
    for item in reversed(analysis.attributions):
        source = analysis.tokens_in(*item.source)
        if not source or source[-1].index >= token.index or item.parent is not None:
            continue
        near = paragraph - analysis.sentences[source[-1].sentence].paragraph <= 1
        head = _head(source)
        return resolved.get(head) if near and head is not None else None
    return None


def _said_around(analysis: Analysis, token: Token) -> list[Attribution]:
    """The attributions in whose content the token stands, the innermost first."""
    around = [item for item in analysis.attributions if any(span.covers(token.span) for span in item.content)]
    return sorted(around, key=lambda item: sum(span.end - span.start for span in item.content))


def _speaker(analysis: Analysis, said: Sequence[Attribution], resolved: Mapping[int, str]) -> str | None:
    """The one actor who says it; within "I said ..." he who says that."""
    for item in said:
        source = analysis.tokens_in(*item.source)
        named = {resolved[token.index] for token in source if token.index in resolved}
        if named or not all(token.text.lower() in FIRST_PERSON for token in source):
            return named.pop() if len(named) == 1 else None
    return None
