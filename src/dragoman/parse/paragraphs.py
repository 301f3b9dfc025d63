"""What stands among an article's paragraphs and is not its words: bullets, the title once more, who reported and edited it.

Spans of paragraphs come in; they go out trimmed, with the credits cut from them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from dragoman.model import Span
from dragoman.parse.language import tell_language
from dragoman.parse.opening import Byline, find_bare_byline, find_byline
from dragoman.vocab.opening import load_opening_cues
from dragoman.vocab.sections import any_of

_WORD = re.compile(r"\w+")
# A dash before a small letter goes on with the sentence above.
_BULLET = re.compile(r"[•●▪◦‣∙]\s*|[·*]\s+|[-–]\s+(?=[^a-z\s])")
_DASHES = ("-", "–")
# "- Ada Renn" says whose the words above are.
_SIGNED_WORDS = 3
_MARKED_WORDS = 2
# So many lines below the headline names may stand alone.
_NEAR_TITLE = 5
# Behind a caption's last sentence who took the picture: "… in Ostrava. PHOTO: KNN.", "… on Monday. KNN/Ada Renn".
_CAPTION = re.compile(
    r"[.!?)”\"]\s+(?:(?:PHOTO|Photo|Image|Picture|Photograph|Credit|File photo)s?(?:\s+by\s|\s*[:/]\s*)[^.\n]{2,40}"
    r"|[A-Z][A-Z&.]{2,}/[A-Z]\w+(?:\s[A-Z][\w.]+){0,2})\.?\s*\Z|\((?:Photo|Image|Picture)\s*:[^)\n]{2,60}\)\s*\Z"
)
_BY = re.compile(r"\bby\b", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"\s+(?:in|at|from|for|with)\s.*")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|\band\b|&)\s*")
_LINKING = frozenset(["by", "and", "in", "at", "for", "from", "the", "with", "of", "to", "additional"])


def trim_paragraphs(text: str, spans: Sequence[Span], title: str | None) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The paragraphs without their bullets, without those that only repeat the title or are a picture's caption, and without the credits at their ends; and those captions and credits.

    Where nothing else is left the paragraphs stay as they are.
    """
    paragraphs, credited = [], []
    dashed = _dashes_are_bullets(text, spans)
    named = _WORD.findall((title or "").casefold())
    for span in spans:
        start = span.start + _bullet(span.of(text), dashed=dashed)
        if _is_title_again(text[start : span.end], named):
            continue
        if _CAPTION.search(text, start, span.end):
            credited.append(Span(start, span.end))
            continue
        credit = find_credit(text, Span(start, span.end))
        if credit:
            credited.append(credit)
        end = start + len(text[start : credit.start if credit else span.end].rstrip())
        if end > start:
            paragraphs.append(Span(start, end))
    return (tuple(paragraphs), tuple(credited)) if paragraphs else (tuple(spans), ())


def _is_title_again(words: str, title: Sequence[str]) -> bool:
    """Whether the words are those of the title, and at most the number of a picture: "TITLE - photo 1"."""
    own = _WORD.findall(words.casefold())
    more = own[len(title) :]
    numbered = 0 < len(more) <= _MARKED_WORDS < len(title) and more[-1].isdigit()
    return bool(title) and own[: len(title)] == title and (not more or numbered)


def _dashes_are_bullets(text: str, spans: Sequence[Span]) -> bool:
    """Whether dashes that open paragraphs mark the items of a list: in other languages than English they open speech."""
    return any(text.startswith(_DASHES, span.start) for span in spans) and tell_language(text, spans) == "en"


def _bullet(words: str, *, dashed: bool) -> int:
    """How long the bullet is that a paragraph begins with; a dash before a bare name is none."""
    match = _BULLET.match(words)
    dash = words.startswith(_DASHES)
    if match is None or (dash and not (dashed and len(words.split()) > 1 + _SIGNED_WORDS)):
        return 0
    return match.end()


def find_credit(text: str, span: Span) -> Span | None:
    """Where the paragraph ends with who reported and edited it ("(Reporting by Ada Renn; Editing by Iven Marr)"), or is nothing else."""
    # Most lines have no "by", which is sought faster than the whole.
    if not _BY.search(text, span.start, span.end):
        return None
    for match in _credit_pattern().finditer(text, span.start, span.end):
        before = text[span.start : match.start()].rstrip()
        if (not before or match["open"] or before.endswith((".", "!", "?", '"', "”", "’", ")"))) and _is_credit(match):
            return Span(match.start("credit"), span.end)
    return None


def is_credit(line: str) -> bool:
    """Whether the line is a credit and nothing else."""
    found = find_credit(line, Span(0, len(line)))
    return found is not None and not line[: found.start].strip()


def find_author(
    spans: Sequence[Span], near: Iterable[int], text: str, *, titled: int | None, first: int
) -> tuple[int, Byline] | None:
    """The first of the lines `near` the headline that names who wrote, with its number; right below the headline names may stand alone.

    `titled` is the headline's number, `first` that of the article's first line, below which a credit is no byline.
    """
    for index in near:
        span, line = spans[index], spans[index].of(text)
        if index > first and is_credit(line):
            continue
        named = find_byline(line, span.start)
        if named is None and titled is not None and titled < index < min(first, titled + _NEAR_TITLE):
            named = find_bare_byline(line, span.start, spans[index - 1].of(text))
        if named is not None:
            return index, named
    return None


def _is_credit(match: re.Match[str]) -> bool:
    """Whether only names follow, and further parts of a credit."""
    cues = load_opening_cues()
    known = {*_LINKING, *cues["credit"], *cues["no-author"], *(f"{office}s" for office in cues["no-author"])}
    words = _WORD.findall(match["names"])
    return bool(words) and all(word[0].isupper() or word in known for word in words) and words[0][0].isupper()


@functools.cache
def _credit_pattern() -> re.Pattern[str]:
    cues = any_of(load_opening_cues()["credit"])
    one = rf"(?:additional\s+)?(?:{cues})"
    return re.compile(
        rf"(?P<credit>(?P<open>[(\[]\s*)?(?:[-–—]{{1,2}}\s*)?(?<!\w)(?:with\s+)?{one}(?:\s*(?:,|and|&)\s*{one})*\s+by\s+(?P<names>[^\n]+))$",
        re.IGNORECASE,
    )


def credited_byline(text: str, credits_found: Iterable[Span]) -> Byline | None:
    """The names of those who reported, as the first credit that tells them gives them; who added or edited is none of them."""
    for span in credits_found:
        match = _reporters_pattern().search(text, span.start, span.end)
        if match:
            found = [_BEFORE_PLACE.sub("", name).strip(" .)]") for name in _BETWEEN_NAMES.split(match["names"])]
            people = tuple(name for name in found if len(name.split()) > 1 and name[0].isupper())
            if people:
                return Byline(people, None, span)
    return None


@functools.cache
def _reporters_pattern() -> re.Pattern[str]:
    """Who reported, at a credit's beginning, up to its next part."""
    cues = any_of(load_opening_cues()["credit"])
    return re.compile(
        rf"(?<![^(\[\s])(?<!additional )(?<!with )(?:reporting|reported|written)(?:\s+and\s+(?:{cues}))?\s+by\s+"
        rf"(?P<names>.+?)(?=[;\])]|[.,]?\s+(?:and\s+)?(?:with\s+)?(?:additional\s+)?(?:{cues})\b|\.?\s*$)",
        re.IGNORECASE,
    )
