"""The headline among the lines of a text dump.

The lines and which of them are the article's come in; the index of its title goes out. Candidates are the short lines above and just inside the article,
each judged by boosted trees (`training/page_lines.py headline`) on what it shares with the article, where it stands, and what stands beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dragoman.parse.dates import find_dates
from dragoman.parse.opening import find_byline
from dragoman.parse.trees import Trees

SITE = re.compile(r"\s+[|–—·•:-]{1,2}\s+(?P<site>[^|–—·•]{2,40})$")
# What a title may end with: a bar or dash, then the outlet or section.
OUTLET = re.compile(r"\s*(?:\s[|–—·•-]|\|)\s*[^|–—·•]{2,50}$")
_WORD = re.compile(r"\w+")
_ABOVE = 40
_NEAR = 12
_LEAST_CHANCE = 0.2

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def choose_headline(lines: Sequence[str], body: Mask, model: Trees, *, skip: int = 0) -> int | None:
    """The index of the article's title; None where no line looks like one. The first `skip` lines are none."""
    candidates = headline_candidates(lines, body, skip=skip)
    if not candidates:
        return None
    chances = model.chances(headline_features(lines, body, candidates))
    best = int(chances.argmax())
    return candidates[best] if chances[best] >= _LEAST_CHANCE else None


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
