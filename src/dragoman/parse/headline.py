"""The headline among the lines of a text dump.

The lines and which of them are the article's come in; the index of its title goes out. Candidates are the short lines above and just inside the article,
each judged by boosted trees (`training/page_lines.py headline`) on what it shares with the article, where it stands, and what stands beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

import numpy as np
import numpy.typing as npt

from dragoman.parse.dates import find_dates
from dragoman.parse.opening import find_byline
from dragoman.parse.trees import Trees
from dragoman.vocab.dates import load_date_words
from dragoman.vocab.opening import load_opening_cues

SITE = re.compile(r"\s+[|–—·•:-]{1,2}\s+(?P<site>[^|–—·•]{2,40})$")
# What a title may end with: a bar or dash, then the outlet or section.
OUTLET = re.compile(r"\s*(?:\s[|–—·•-]|\|)\s*[^|–—·•]{2,50}$")
_WORD = re.compile(r"\w+")
_ABBREVIATED = re.compile(r"\b(?:[A-ZÀ-Þ]\.){2,}$")
# A link to share it tells the title once more.
_SHARED = re.compile(r"share\b[^:]*\b(?:this|story|article|options|link)\b")
_ABOVE = 40
_NEAR = 12
_LEAST_CHANCE = 0.2
_READING_WORDS = 8
_OUTLET_WORDS = 4
_SHARED_WORDS = 3

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def choose_headline(
    lines: Sequence[str], body: Mask, model: Trees, *, skip: int = 0, above: int | None = None
) -> int | None:
    """The index of the article's title; None where no line looks like one. The first `skip` lines are none, nor are those from line `above` on."""
    inside = np.flatnonzero(body).tolist()
    told = set().union(*(content_words(lines[index]) for index in inside))
    candidates = [
        index
        for index in headline_candidates(lines, body, skip=skip)
        if (above is None or index < above) and not is_no_title(lines[index], told)
    ]
    if not candidates:
        return None
    chances = model.chances(headline_features(lines, body, candidates))
    best = int(chances.argmax())
    if chances[best] >= _LEAST_CHANCE:
        return candidates[best]
    first = inside[0] if inside else 0
    near = (index for index in reversed(candidates) if index < first and _is_likely(lines, index, first, told))
    return next(near, None)


def is_no_title(line: str, told: Container[str]) -> bool:
    """Whether the line is what often stands beside a title: how long the article takes to read, its day, an office, an outlet's name, a link to share it.

    `told` are the article's content words: a name of which it speaks may be its title's.
    """
    lower, words = line.casefold().strip(" .:|-–—"), _WORD.findall(line)
    cues = load_opening_cues()
    if any(cue in lower for cue in cues["reading-time"]) and len(words) <= _READING_WORDS:
        return True
    plain = [word.casefold() for word in words]
    links = all(word in cues["no-name"] and word not in told for word in plain)
    if links or _SHARED.match(lower) or lower in cues["agency"] or _names_outlet(words, told) or _is_dated(line):
        return True
    byline = find_byline(line, 0)
    return byline is not None and not byline.names


def _is_dated(line: str) -> bool:
    """Whether the line tells a day and little else, or when the page was updated."""
    updated = any(cue in line.casefold() for cue in load_date_words().updated)
    return any(updated or len(line) < 2 * len(date.instant.raw) for date in find_dates(line))


def _names_outlet(words: Sequence[str], told: Container[str]) -> bool:
    """Whether capitalised words end as an outlet's name does, and the article speaks of none of the others."""
    kinds = load_opening_cues()["outlet"]
    named = (
        1 < len(words) <= _OUTLET_WORDS and words[-1].casefold() in kinds and all(word[0].isupper() for word in words)
    )
    return named and not any(word.casefold() in told for word in words if word.casefold() not in kinds)


def _is_likely(lines: Sequence[str], index: int, first: int, told: Container[str]) -> bool:
    """Whether a line that the model doubts stands twice above the article, or says for the most part what the article says."""
    own = content_words(lines[index])
    shared = sum(word in told for word in own)
    twice = list(lines[:first]).count(lines[index]) > 1
    least = 1 if twice else _SHARED_WORDS
    return shared >= max(least, len(own) / 2) and not ends_sentence(lines[index])


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does and a title does not; an abbreviation's full stop ends none: "Rebels agree on talks at U.N."."""
    return line.endswith((".", ":", "…")) and not _ABBREVIATED.search(line)


def headline_candidates(lines: Sequence[str], body: Mask, *, skip: int = 0) -> list[int]:
    """The lines of 3 to 35 words that open the page, stand above the article, or in its first half."""
    inside = np.flatnonzero(body)
    first, middle = (int(inside[0]), int(inside[len(inside) // 2])) if len(inside) else (0, 0)
    opening = range(skip, min(skip + 3, len(lines)))
    around = range(max(skip, first - _ABOVE), min(len(lines), max(first + 3, middle)))
    return [index for index in sorted({*opening, *around}) if 3 <= len(lines[index].split()) <= 35]


def headline_features(lines: Sequence[str], body: Mask, candidates: Sequence[int]) -> Array:
    """What tells a title from a caption, a related title, or a sentence: shape `(candidates, features)`."""
    inside = np.flatnonzero(body).tolist()
    first = inside[0] if inside else 0
    content = [content_words(line) for line in lines]
    topic = Counter(word for index in inside for word in content[index])
    lead = {word for index in inside[:3] for word in content[index]}
    titles = [content_words(SITE.sub("", line)) for line in lines[:3]]
    counts = Counter(lines)
    near = {at for index in candidates for at in range(index - _NEAR, index + _NEAR) if 0 <= at < len(lines)}
    marked = {at for at in near if find_byline(lines[at], 0) or (len(lines[at]) < 90 and find_dates(lines[at]))}
    rows = []
    for index in candidates:
        line, own = lines[index], content[index]
        words, size, distance = line.split(), max(3, len(own)), first - index
        shares = [
            len(own & other) / max(1, len(own | other)) for at, other in enumerate(titles) if at != index and other
        ]
        rows.append([
            sum(word in topic for word in own) / size,
            sum(min(5, topic[word]) for word in own) / size,
            len(own & lead) / size,
            max(shares, default=0.0),
            counts[line],
            next((away for away in range(1, _NEAR) if index + away in marked), _NEAR + 1),
            next((away for away in range(1, _NEAR + 1) if index - away in marked), _NEAR + 1),
            np.sign(distance) * np.log1p(abs(distance)),
            np.log1p(sum(len(between.split()) for between in lines[index + 1 : first])),
            index,
            len(words),
            line.endswith((".", ":", "…")),
            line.endswith(("?", "!")),
            bool(SITE.search(line)),
            bool(find_dates(line)),
            find_byline(line, 0) is not None,
            body[index],
            sum(word[:1].isupper() for word in words) / len(words),
            sum(4 <= len(above.split()) <= 25 for above in lines[max(0, index - _ABOVE) : index]),
        ])  # fmt: skip
    return np.array(rows, dtype=np.float64)


def content_words(line: str) -> set[str]:
    """The words of four letters and more, in small letters."""
    return {word.lower() for word in _WORD.findall(line) if len(word) > 3}
