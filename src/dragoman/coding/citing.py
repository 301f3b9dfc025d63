"""Whom somebody cites: of "the agency cited the minister as saying that …" the minister says it, as the agency tells.

Attributions come in; go out the same with the cited speaker's words inside those of who cites him, and without those that hold a cited person and no words.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.clauses import Clauses, phrase_span
from dragoman.coding.setting import Setting
from dragoman.model import Attribution, Span
from dragoman.vocab.cues import cue_lexicon, cue_words
from dragoman.vocab.lexicon import word_classes

RULE = "attribution.cited.v1"
_CONFIDENCE = 0.9


def with_cited(setting: Setting) -> tuple[Attribution, ...]:
    """The report's attributions, each in its place, and behind them what those whom they cite say."""
    kept = [_behind_citing(setting.tree, item) for item in setting.analysis.attributions]
    at = {span: number for number, item in enumerate(kept) for span in item.cue}
    inner = []
    for number, item in enumerate(kept):
        person = _cited(setting, item)
        verb = _saying_of(setting.tree, person) if person is not None else None
        if person is None or (verb is None and _is_likened(setting.tree, person)):
            continue
        words = _content_behind(setting, item, person, verb)
        kept[number] = replace(item, content=words)
        told = at.get(setting.tree.token(verb).span) if verb is not None else None
        if told is not None and told != number:
            kept[told] = replace(kept[told], parent=number)
        elif words:
            inner.append(replace(_told_by(setting.tree, kept[number], person, verb), parent=number))
    return (*kept, *inner)


def _cited(setting: Setting, item: Attribution) -> int | None:
    """The person or body that the attribution's verb cites."""
    tree = setting.tree
    for verb in (t.index for span in item.cue for t in tree.overlapping(span)):
        if tree.lemma(verb) not in cue_words("citing") or tree.token(verb).pos != "VERB":
            continue
        for noun in tree.below(verb, "dobj")[:1]:
            known = setting.actors.named(noun) is not None or setting.actors.sufferer(noun) is not None
            if known or tree.lemma(noun) in word_classes()["informant"]:
                return noun
    return None


def _saying_of(tree: Clauses, person: int) -> int | None:
    """The verb by which the cited person speaks: "as saying", "who said", "saying"."""
    citing = tree.token(person).head
    names = [word for head in (citing, person) for word in tree.below(head, "prep") if tree.lemma(word) == "as"]
    verbs = [verb for word in names for verb in tree.below(word, "pcomp")]
    verbs += [
        verb for verb in tree.below(person, "acl", "relcl") if tree.token(verb).tag in {"VBG", "VBD", "VBZ", "VBP"}
    ]
    return next((verb for verb in verbs if _is_spoken(tree, verb)), None)


def _is_spoken(tree: Clauses, verb: int) -> bool:
    cue = cue_lexicon().get((tree.lemma(verb), "v"))
    return cue is not None and cue.spoken


def _is_likened(tree: Clauses, person: int) -> bool:
    """Whether somebody is cited as something, not as who tells it: "cited Velmora as an example"."""
    heads = (person, tree.token(person).head)
    return any(tree.lemma(word) == "as" and tree.below(word, "pobj") for h in heads for word in tree.below(h, "prep"))


def _content_behind(setting: Setting, item: Attribution, person: int, verb: int | None) -> tuple[Span, ...]:
    """The words of the cited: those behind their verb or a colon; all where these stand apart, none where there is nothing but who they are."""
    tree, text = setting.tree, setting.report.text
    named = tree.token(person if verb is None else verb).span
    if not any(piece.covers(named) for piece in item.content):
        return item.content
    behind = tuple(Span(max(piece.start, named.end), piece.end) for piece in item.content if piece.end > named.end)
    if verb is not None:
        return behind
    quoted = bool(behind) and text[behind[0].start : behind[0].end].lstrip()[:1] == ":"
    return (Span(text.index(":", behind[0].start) + 1, behind[0].end), *behind[1:]) if quoted else ()


def _told_by(tree: Clauses, item: Attribution, person: int, verb: int | None) -> Attribution:
    """What the cited person says, of what the attribution `item` tells; by a verb of its own or that of who cites."""
    cue = item.cue if verb is None else (tree.token(verb).span,)
    lemma = item.rule.rpartition(":")[2] if verb is None else tree.lemma(verb)
    return replace(
        item,
        source=(phrase_span(tree, person),),
        cue=cue,
        addressee=(),
        rule=f"{RULE}:{lemma}",
        confidence=round(item.confidence * _CONFIDENCE, 2),
    )


def _behind_citing(tree: Clauses, item: Attribution) -> Attribution:
    """Without the participle that names a source before the content: "reported, citing officials, that | talks would resume"."""
    first = next(iter(tree.overlapping(item.content[0])), None) if item.content else None
    if first is None or first.tag != "VBG" or tree.lemma(first.index) not in cue_words("citing"):
        return item
    marks = (t for t in tree.overlapping(item.content[0]) if t.dep == "mark" and t.lemma.lower() == "that")
    that = next((t for t in marks if tree.token(t.index - 1).text == ","), None)
    pieces = (Span(that.span.start, item.content[0].end),) if that is not None else ()
    return replace(item, content=(*pieces, *item.content[1:]))
