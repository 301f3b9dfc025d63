"""Speakers whom the layout names and no verb: a headline's label, a signature after a quotation, the label of a turn in an interview.

A page comes in; drafts of attributions go out, their cue the mark that parts speaker and words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from dragoman.model import Span
from dragoman.understand.drafts import Draft, Page
from dragoman.vocab.cues import Cue, cue_words
from dragoman.vocab.places import load_gazetteer
from dragoman.vocab.tokens import FINITE

TURN = "attribution.turn.v1"
_HEADLINE_SOURCE = re.compile(r"^(?P<source>[^:]{2,60}):\s+(?P<content>\S.*)$", re.DOTALL)
_HEADLINE_TAIL = re.compile(r"^(?P<content>.+?)\s+[-–—]\s+(?P<source>[^-–—:]{2,50})$", re.DOTALL)
# "Rebels kill ten soldiers: source": four words and more, and fewer behind the colon.
_HEADLINE_COLON = re.compile(r"^(?P<content>(?:\S+\s+){3,}\S+):\s+(?P<source>(?:[^\s:–—]+\s?){1,4})$")
_QUESTION = re.compile(
    r"(?:what|who|why|how|when|where|which|is|are|does|do|did|can|could|will|should)\b", re.IGNORECASE
)
_SIGNATURE = re.compile(r"\s*(?P<mark>[–—―]|--?)\s*(?P<source>[^\W\d_][^,;:(\n]{1,60})(?:[,;(].*)?$", re.DOTALL)
_TURN = re.compile(r"[\"“]?(?P<source>[^\W\d_][^:.?!,\n]{0,40}):\s+(?P<content>\S.*)$", re.DOTALL)
_NAME_WORDS = 6
_SIGNED_WORDS = 3
# "UAE: talks will resume" may be said.
_ACRONYM = 3
_LABEL = Cue(":", "say", frozenset())


def find_labelled(page: Page) -> list[Draft]:
    """What the layout says is told, and by whom."""
    return [*_headline(page), *_signed(page), *_turns(page)]


def _headline(page: Page) -> list[Draft]:
    """A headline's label: "X: what X says", "what X says - X", "what X says: X"."""
    span = page.report.headline_span
    if span is None:
        return []
    words = span.of(page.text)
    for pattern in (_HEADLINE_COLON, _HEADLINE_SOURCE, _HEADLINE_TAIL):
        match = pattern.match(words)
        if (
            pattern is _HEADLINE_COLON
            and match is not None
            and _tells(page, Span(span.start + match.start("source"), span.end))
        ):
            continue
        if match is None or not _is_voice(page, match["source"], span.start + match.start("source")):
            continue
        if pattern is _HEADLINE_SOURCE and _is_slug(page, match["source"], match["content"]):
            continue
        if match["content"].endswith("?") and _QUESTION.match(match["content"]):
            # "Budget office: What does it do?" names a topic.
            continue
        source = Span(span.start + match.start("source"), span.start + match.end("source"))
        content = page.trimmed(Span(span.start + match.start("content"), span.start + match.end("content")))
        mark = Span(source.end, source.end + 1) if pattern is _HEADLINE_SOURCE else Span(content.end, source.start)
        anchor = bisect_left(page.starts, source.start)
        rule = "attribution.headline.v1"
        return [Draft(anchor, -1, _LABEL, [source], [mark], [content], rule, headline=True)]
    return []


def _is_slug(page: Page, label: str, words: str) -> bool:
    """Whether a state's name in capitals, before words that are in none and quote nothing, only tells where the report is from: "SIERRA LEONE: Rebels free hostages"."""
    title = page.report.headline_span
    quoted = any(title is not None and title.overlaps(quotation.span) for quotation in page.quotations)
    capitals = label.isupper() and not words.isupper() and len(label) > _ACRONYM
    return capitals and not quoted and any(place.kind == "country" for place in load_gazetteer().lookup(label))


def _tells(page: Page, span: Span) -> bool:
    """Whether the words have a verb of their own."""
    return any(token.tag in FINITE or token.pos == "VERB" for token in page.analysis.tokens_in(span))


def _is_voice(page: Page, words: str, start: int) -> bool:
    """Whether a label names a speaker and is no kicker."""
    lower = [word.strip(".,'’()").lower() for word in words.split()]
    if not lower or len(lower) > 8 or lower[0] in cue_words("kicker"):
        return False
    if any(f" {kicker} " in f" {' '.join(lower)} " for kicker in cue_words("kicker") if " " in kicker):
        return False
    if any(word in cue_words("voice") or word.rstrip("s") in cue_words("voice") for word in lower):
        return True
    inside = Span(start, start + len(words))
    person = any(name.label in {"PERSON", "ORG", "NORP"} and inside.overlaps(name.span) for name in page.analysis.names)
    # A bare surname is often no name to the tagger; a known person of the body is one.
    known = (
        len(lower) <= 2
        and words[:1].isupper()
        and any(
            name.label == "PERSON"
            and words.casefold() in name.span.of(page.text).casefold()
            and not inside.overlaps(name.span)
            for name in page.analysis.names
        )
    )
    return person or known


def _signed(page: Page) -> Iterator[Draft]:
    """A quotation that is a paragraph, with a dash and a name after it or opening the next one."""
    paragraphs = page.report.paragraphs
    for quotation in page.quotations:
        number = quotation.paragraph
        if number < 0 or len(quotation.inner.of(page.text).split()) <= _SIGNED_WORDS:
            continue
        own = paragraphs[number]
        if page.text[own.start : quotation.span.start].strip():
            continue
        rest = Span(quotation.span.end, own.end)
        if not rest.of(page.text).strip() and number + 1 < len(paragraphs):
            rest = paragraphs[number + 1]
        match = _SIGNATURE.match(rest.of(page.text))
        if match and _is_name(match["source"]):
            source = page.trimmed(Span(rest.start + match.start("source"), rest.start + match.end("source")))
            mark = Span(rest.start + match.start("mark"), rest.start + match.end("mark"))
            anchor = bisect_left(page.starts, source.start)
            rule = "attribution.signature.v1"
            yield Draft(anchor, number, _LABEL, [source], [mark], [quotation.span], rule, quoted=True)


def _turns(page: Page) -> Iterator[Draft]:
    """Paragraphs that open with a speaker and a colon, where each speaker has several and one asks something or is known: "MALEK: We were never asked"."""
    found = [
        (paragraph.start, number, match)
        for number, paragraph in enumerate(page.report.paragraphs)
        if (match := _TURN.match(paragraph.of(page.text))) and _is_name(match["source"])
    ]
    often = Counter(match["source"] for _, _, match in found)
    turns = [turn for turn in found if often[turn[2]["source"]] > 1]
    asked = any(_asks(match["source"]) or match["content"].rstrip('" ”').endswith("?") for _, _, match in turns)
    if not asked and not any(_is_voice(page, m["source"], start + m.start("source")) for start, _, m in turns):
        # A list of prices and places has labels too.
        return
    heads = [number for _, number, _ in turns]
    interview = any(_asks(match["source"]) for _, _, match in turns)
    goes_on = _going_on(heads, len(page.report.paragraphs)) if interview else {}
    for start, number, match in turns:
        if _asks(match["source"]):
            continue
        label, content = (Span(start + match.start(part), start + match.end(part)) for part in ("source", "content"))
        anchor = bisect_left(page.starts, label.start)
        mark = Span(label.end, label.end + 1)
        source = (
            _who_answers(page, turns[0][0]) if match["source"].lower() in cue_words("answerer") else None
        ) or label
        rest = [page.report.paragraphs[other] for other in goes_on.get(number, ())]
        told = [page.trimmed(span) for span in (content, *rest)]
        yield Draft(anchor, number, _LABEL, [source], [mark], told, TURN, quoted=True)


def _asks(label: str) -> bool:
    """Whether a turn's label names nobody but whoever asks: "Q:"."""
    return label.lower() in cue_words("asker")


def _who_answers(page: Page, end: int) -> Span | None:
    """The name of the one person whom the text tells of before the turns begin, or who is interviewed or speaks there: he is whose turns only say "A:"."""
    people = {actor.id for actor in page.analysis.actors if actor.kind == "person"}
    named = [m for m in page.analysis.mentions if m.span.end <= end and m.actor_id in people]
    named = [m for m in named if page.tokens[m.head].pos != "PRON"]
    spoken_to = [m for m in named if _verb_of(page, m.head, "pobj", "dobj") in cue_words("interviewing")]
    speaking = [m for m in named if _verb_of(page, m.head, "nsubj") in cue_words("interviewing")]
    those = next(([*group] for group in (spoken_to, speaking) if len({m.actor_id for m in group}) == 1), named)
    return max((m.span for m in those), key=_length) if len({m.actor_id for m in those}) == 1 else None


def _verb_of(page: Page, head: int, *deps: str) -> str | None:
    """The verb of which a noun is such an argument, be it over a preposition."""
    token = page.tokens[head]
    above = page.tokens[token.head]
    verb = page.tokens[above.head] if token.dep == "pobj" else above
    return verb.lemma.lower() if token.dep in deps else None


def _length(span: Span) -> int:
    return span.end - span.start


def _going_on(heads: list[int], paragraphs: int) -> dict[int, range]:
    """The paragraphs over which each turn of an interview goes on: up to the next; the last no farther than the longest before it, as other text may follow."""
    lengths = [after - head for head, after in pairwise(heads)]
    ends = [*heads[1:], min(paragraphs, heads[-1] + max(lengths, default=1))]
    return {head: range(head + 1, end) for head, end in zip(heads, ends, strict=True)}


def _is_name(words: str) -> bool:
    """Whether it is a few words of which all but short ones are capitalised."""
    parts = words.split()
    return 0 < len(parts) <= _NAME_WORDS and all(part[:1].isupper() for part in parts if len(part) > _SIGNED_WORDS)
