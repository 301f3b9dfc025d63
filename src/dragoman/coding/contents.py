"""The words of a statement: what an attribution gives as said, without the marks around it and without what another begins to be quoted with.

Attributions come in; spans of the report's text go out, the words and nothing around them. A piece of marks alone holds none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.coding.clauses import phrase_span
from dragoman.coding.setting import Setting
from dragoman.model import Attribution, Span, Token
from dragoman.vocab.cues import cue_lexicon
from dragoman.vocab.tokens import FINITE

_DOUBLE_MARKS = '"“”„«»‟＂″'
_MARKS = _DOUBLE_MARKS + "'‘’`"
_QUOTED = re.compile(rf"[{_DOUBLE_MARKS}]([^{_DOUBLE_MARKS}]+)[{_DOUBLE_MARKS}]")
# A single mark before a word that no further one closes.
_SINGLE_OPEN = re.compile(r"(?<![\w'‘])['‘](?=\w)(?:[^'‘’]|(?<=\w)['’](?=\w))*$")
# Each paragraph of a long quotation opens it anew.
_REOPENED = re.compile(rf"\n\s*[{_DOUBLE_MARKS}]")
_WH = frozenset({"WP", "WDT", "WRB"})
_RELATIVE = frozenset({"that", "which", "who"})
_SHORT = 3
_LOOSE = ",;: –—-"
_FINAL = ".!?…"
_MERELY = frozenset({"only", "just", "merely", "simply"})


def without_others(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The same, an indirect content only up to where another begins to be quoted whose cue stands outside it: "he said, referring to the road, | “and we will go on.”"."""
    quoted = [item for item in attributions if item.kind == "direct" and item.cue]
    return [_until_quoted(item, quoted) if item.kind in {"indirect", "mixed"} else item for item in attributions]


def _until_quoted(item: Attribution, quoted: Sequence[Attribution]) -> Attribution:
    content = item.content
    for other in quoted:
        inside = any(piece.overlaps(cue) for piece in item.content for cue in other.cue)
        starts = [] if inside else [piece.start for piece in other.content]
        for start in starts:
            content = tuple(
                Span(piece.start, min(piece.end, start)) if piece.start < start else piece
                for piece in content
                if piece.start < start or not any(span.covers(piece) for span in other.content)
            )
    return replace(item, content=content) if content else item


def with_questions(setting: Setting, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The same, an answer of a word with the question that its sentence asks of nobody named: "Asked | whether he would sign, he said | no"."""
    asked = {cue.start: item for item in attributions for cue in item.cue if not item.source and _asks(item)}
    return [_with_question(setting, item, asked) for item in attributions]


def _asks(item: Attribution) -> bool:
    cue = cue_lexicon().get((item.rule.partition(":")[2], "v"))
    return cue is not None and cue.kind == "ask"


def _with_question(setting: Setting, item: Attribution, asked: Mapping[int, Attribution]) -> Attribution:
    words = setting.analysis.tokens_in(*item.content)
    if not item.cue or sum(token.pos != "PUNCT" for token in words) > _SHORT:
        return item
    verbs = [token.index for token in setting.analysis.tokens_in(*item.cue) if token.pos == "VERB"]
    starts = (setting.words(clause).start for verb in verbs for clause in setting.tree.below(verb, "advcl"))
    question = next((asked[start] for start in starts if start in asked), None)
    if question is None or question is item:
        return item
    kind = "mixed" if item.kind == "direct" else item.kind
    return replace(item, content=tuple(sorted((*question.content, *item.content))), kind=kind)


def words_said(setting: Setting, item: Attribution) -> tuple[Span, ...]:
    """The words of each piece of the content, none but a quotation's ending with "but" or "and"; a piece of marks alone holds none."""
    whole = [_on_its_side(setting, item, span) for span in (*_told_of(setting, item), *item.content)]
    if item.kind != "direct":
        whole = [_unjoined(setting, _before_remark(setting, span)) for span in whole]
    pieces = [piece for span in whole if (piece := _bare(setting, span)).end > piece.start]
    # "What it calls “a clean break”": the pronoun tells nothing.
    return tuple(piece for piece in pieces if not _is_pronoun(setting, piece)) or tuple(pieces)


def words_in_marks(setting: Setting, item: Attribution) -> int:
    """How many words of what is told stand in one pair of quotation marks at most."""
    pieces = (span.of(setting.report.text) for span in item.content)
    return max((len(match[1].split()) for piece in pieces for match in _QUOTED.finditer(piece)), default=0)


def _antecedent(setting: Setting, content: Span) -> int | None:
    """The noun for which the relative pronoun stands that is the subject of the content's first verb, and no part of the content."""
    tree = setting.tree
    first = next(iter(setting.analysis.tokens_in(content)), None)
    if first is None or first.tag not in FINITE:
        return None
    verb = first.head if first.dep in {"aux", "auxpass"} else first.index
    subjects = [tree.token(index) for index in tree.below(verb, "nsubj", "nsubjpass")]
    if not any(subject.tag in _WH and subject.index < first.index for subject in subjects):
        return None
    clause = verb if tree.token(verb).dep == "relcl" else tree.token(verb).head
    noun = tree.token(clause).head
    return noun if tree.token(clause).dep == "relcl" and tree.token(noun).pos in {"NOUN", "PROPN"} else None


def _is_pronoun(setting: Setting, span: Span) -> bool:
    tokens = setting.analysis.tokens_in(span)
    return len(tokens) == 1 and tokens[0].tag in _WH


def _told_of(setting: Setting, item: Attribution) -> tuple[Span, ...]:
    """Whom the clause of an inserted saying tells of, which stands before its pronoun: "| raids | that they said | killed nine", "the road, which, according to the mayor, | is open"."""
    if len(item.source) != 1 or len(item.content) != 1 or item.kind == "direct" or not item.cue:
        return ()
    subject = _antecedent(setting, item.content[0]) or _named_before(setting, item)
    if subject is None or setting.words(subject).end >= min(*item.source, *item.cue).start:
        return ()
    return (Span(phrase_span(setting.tree, subject).start, setting.words(subject).end),)


def _named_before(setting: Setting, item: Attribution) -> int | None:
    """The noun right before a relative pronoun, source, cue and verb that follow each other, whatever the parse makes of them."""
    source, cue, content = (
        setting.analysis.tokens_in(part) for part in (item.source[0], *item.cue[:1], item.content[0])
    )
    unbroken = (
        source and cue and content and source[-1].index + 1 == cue[0].index and cue[-1].index + 1 == content[0].index
    )
    if not unbroken or source[0].index < 2 or content[0].tag not in FINITE:
        return None
    noun, pronoun = (setting.tree.token(source[0].index - back) for back in (2, 1))
    if pronoun.text.lower() not in _RELATIVE or noun.pos not in {"NOUN", "PROPN"}:
        return None
    return noun.index


def _on_its_side(setting: Setting, item: Attribution, span: Span) -> Span:
    """The span within the headline where its cue stands there: a title without a full stop runs into the text for the parser."""
    title = setting.report.headline_span
    if title is None or not any(title.covers(cue) for cue in item.cue) or not title.overlaps(span):
        return span
    return Span(max(span.start, title.start), min(span.end, title.end))


def _before_remark(setting: Setting, span: Span) -> Span:
    """The span before what the teller remarks on it: ", an admission that | cheered his foes", ", to which | she replied"."""
    tokens = setting.analysis.tokens_in(span)
    for at, token in enumerate(tokens[1:-1], 1):
        quoted = any(mark in span.of(setting.report.text)[token.span.start - span.start :] for mark in _DOUBLE_MARKS)
        if token.text == "," and (
            _replies(setting, token.index + 1) or (not quoted and _named_saying(tokens[at + 1 :]))
        ):
            return Span(span.start, tokens[at - 1].span.end)
    return span


def _named_saying(tokens: Sequence[Token]) -> bool:
    """Whether the words begin with "a" and a noun of saying, of which a clause tells: "a claim that he denied"."""
    if not tokens or tokens[0].text.lower() not in {"a", "an"}:
        return False
    noun = next((token for token in tokens[1:] if token.pos != "ADJ"), None)
    cue = cue_lexicon().get((noun.lemma.lower(), "n")) if noun is not None and noun.pos == "NOUN" else None
    return cue is not None and cue.spoken and any(t.dep == "relcl" and t.head == noun.index for t in tokens if noun)


def _replies(setting: Setting, index: int) -> bool:
    """Whether "to which" stands at a token, and somebody says something to it."""
    tree = setting.tree
    to, which = (tree.token(at) if at < len(tree.tokens) else None for at in (index, index + 1))
    if to is None or which is None or to.text.lower() != "to" or which.text.lower() != "which":
        return False
    cue = cue_lexicon().get((tree.lemma(to.head), "v"))
    return cue is not None and cue.spoken


def _unjoined(setting: Setting, span: Span) -> Span:
    """The span before the conjunctions at its end."""
    tokens = list(setting.analysis.tokens_in(span))
    while tokens and tokens[-1].pos in {"CCONJ", "PUNCT"}:
        if tokens.pop().pos == "CCONJ":
            span = Span(span.start, tokens[-1].span.end if tokens else span.start)
    return span


def _bare(setting: Setting, span: Span) -> Span:
    """The words themselves: without the marks around a quotation and without the conjunction `that`."""
    text = setting.report.text
    end = span.end
    start = _behind_marks(text, span.start, end)
    while start < end and (text[start] in ",;:" or text[start].isspace()):
        start = _behind_marks(text, start + 1, end)
    opening = setting.analysis.tokens_in(Span(start, end))[:2]
    # "Saying only that it will wait".
    first = next((token for token in opening if token.lemma.lower() not in _MERELY), None)
    if first is not None and _is_conjunction(first):
        start = _behind_marks(text, min(end, first.span.end), end)
        while start < end and (text[start] in ",;:" or text[start].isspace()):
            # "Said that, since the war, …"
            start += 1
    # A mark at the end is taken off when it closes what the span opened, or when nothing inside opens it.
    while end > start and (
        text[end - 1].isspace() or (text[end - 1] in _MARKS and not _closes_inside(text, start, end))
    ):
        end -= 1
    while end > start and (text[end - 1] in _LOOSE or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return Span(start, _closed(text, start, end))


def _is_conjunction(token: Token) -> bool:
    """Whether it is the "that" before what is told, which the parser may take for the object of a relative clause, but never for its subject."""
    mistaken = token.tag in {"IN", "WDT"} and token.dep not in {"nsubj", "nsubjpass"}
    return token.lemma.lower() == "that" and (token.dep == "mark" or mistaken)


def _closed(text: str, start: int, end: int) -> int:
    """The end behind the mark that closes what opens inside the words, where only a full stop stands between: "called him “weak”, and “a liar | .”"."""
    close = end
    while close < len(text) and text[close] in _FINAL:
        close += 1
    opened = sum(letter in _DOUBLE_MARKS for letter in _REOPENED.sub("\n", text[start:end])) % 2
    return close + 1 if opened and close < len(text) and text[close] in _DOUBLE_MARKS else end


def _behind_marks(text: str, start: int, end: int) -> int:
    """The first character that is neither a blank nor a mark around all the words."""
    while start < end and (text[start].isspace() or (text[start] in _MARKS and not _closed_within(text, start, end))):
        start += 1
    return start


def _closed_within(text: str, start: int, end: int) -> bool:
    """Whether a double mark opens but the first words: the next one closes, and more follows."""
    later = [place for place in range(start + 1, end) if text[place] in _DOUBLE_MARKS]
    if text[start] not in _DOUBLE_MARKS or not later or text[later[0] - 1].isspace():
        return False
    return any(letter.isalnum() for letter in text[later[0] : end])


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Whether the last mark closes a quotation that opens inside the span, after its start."""
    inside = _REOPENED.sub("\n", text[start : end - 1])
    if text[end - 1] in "'’" and end >= start + 2 and text[end - 2].isalpha() and not any(m in inside for m in "'‘"):
        return text[end - 2] == "s"
    if text[end - 1] in "'’" and _SINGLE_OPEN.search(inside, 1):
        return True
    return sum(letter in _DOUBLE_MARKS for letter in inside) % 2 == 1
