"""What the page as a whole says of each of its lines: where its title stands, how prose and short lines run, what repeats.

A page's lines and their own features come in; further features go out, shape `(lines, features)`. The *anchor* is the short line whose words the prose after it
takes up, and which the page's first lines repeat: most often the article's title. Sums over sets of words are exact (`fsum`), so that their order, which changes from run
to run, tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import fsum

import numpy as np
import numpy.typing as npt

from dragoman.parse.headline import OUTLET
from dragoman.parse.lines import AGO, CLOSED, CUES, PROSE, WORD, line_features, spread
from dragoman.parse.trees import Array

_DIGITS = re.compile(r"\d+")
_PROSE_AT_LEAST = 0.15
_RUN_AT_LEAST = 0.12
_TITLE_LINES = 3
_SHORT = 3
_TITLE_WORDS = (3, 35)
_LONGEST_TITLE = 60
_FOLLOWING = 8
_REACH = 40
_NEAR = 8

Flags = npt.NDArray[np.bool_]


def dump_features(lines: Sequence[str]) -> Array:
    """All that is seen of the lines of a text dump: each line's own features, then the page's."""
    own = line_features(lines)
    return np.hstack([own, structure_features(lines, own)])


def structure_features(lines: Sequence[str], own: Array) -> Array:
    """The features of every line; `own` are those of `lines.line_features`."""
    spelt = [[word.lower() for word in WORD.findall(line)] for line in lines]
    prose, sizes = own[:, PROSE], np.array([len(line) for line in spelt])
    words = [{word for word in line if len(word) > _SHORT} for line in spelt]
    rarity = {word: 1 / np.sqrt(count) for word, count in Counter(w for own_words in words for w in own_words).items()}
    likeness = _title_likeness(lines, spelt)
    scores = _anchor_scores(words, rarity, likeness, own, sizes)
    anchor = int(scores.argmax())
    index = np.arange(len(lines))
    distance = index - anchor
    told = np.concatenate([[0.0], np.cumsum(prose)])
    follows = _following(np.flatnonzero(prose > _PROSE_AT_LEAST), anchor, 6)
    repeated = _repeated(lines, sizes)
    short = (sizes >= 3) & (sizes <= 25) & (own[:, CLOSED] < 0.5)
    runs = _prose_runs(prose)
    return np.column_stack([
        np.sign(distance) * np.log1p(abs(distance)) / 5,
        np.clip(told[index] - told[anchor], -20, 40) / 20,
        distance == 0,
        np.full(len(lines), scores[anchor]),
        scores,
        likeness,
        _agreement(words, follows, rarity),
        [len(w & words[anchor]) / max(1, min(len(w), len(words[anchor]))) for w in words],
        repeated,
        spread((repeated > 0).astype(np.float64), 5),
        spread(np.array([float(bool(AGO.search(line))) for line in lines]), 6),
        *_before_and_after(prose > _PROSE_AT_LEAST, _NEAR),
        *_before_and_after(short, _NEAR),
        *_before_and_after(repeated > 0, 10),
        *_run_features(prose, runs, anchor),
        _cues_since(own, sizes, anchor),
    ])  # fmt: skip


def _title_likeness(lines: Sequence[str], spelt: Sequence[list[str]]) -> Array:
    """How far a line repeats one of the page's first lines, the outlet's name left off."""
    plain = [set(line) for line in spelt]
    likeness = np.zeros(len(lines))
    for number in range(min(_TITLE_LINES, len(lines))):
        if not _TITLE_WORDS[0] <= len(spelt[number]) <= _LONGEST_TITLE:
            continue
        title = {word.lower() for word in WORD.findall(OUTLET.sub("", " ".join(lines[number].split())))}
        for index in range(number + 1, len(lines)):
            shared = len(plain[index] & title)
            likeness[index] = max(likeness[index], shared / max(1, len(plain[index]) + len(title) - shared))
    return likeness


def _anchor_scores(
    words: Sequence[set[str]],
    rarity: dict[str, float],
    likeness: Array,
    own: Array,
    sizes: npt.NDArray[np.int64],
) -> Array:
    """How likely each short line is the title of what follows it: its rare words come again there, and the page opens with it."""
    prose = own[:, PROSE]
    told = np.concatenate([[0.0], np.cumsum(prose)])
    long_lines = np.flatnonzero(prose > _PROSE_AT_LEAST)
    scores = np.zeros(len(words))
    for index in np.flatnonzero((sizes >= _TITLE_WORDS[0]) & (sizes <= _TITLE_WORDS[1])).tolist():
        after = _following(long_lines, index, _FOLLOWING)
        after = after[after < index + _REACH]
        if not len(after):
            continue
        taken_up = set().union(*(words[other] for other in after))
        weight = fsum(rarity[word] for word in words[index])
        share = fsum(rarity[word] for word in words[index] & taken_up) / max(0.5, weight)
        length = min(1.0, (told[after[-1] + 1] - told[index + 1]) / 2)
        near = min(1.0, (told[min(len(words), index + 30)] - told[index + 1]) / 1.5)
        closed = 0.7 if own[index, CLOSED] else 1.0
        tiny = 0.6 if sizes[index] == _TITLE_WORDS[0] else 1.0
        scores[index] = share * length * closed * tiny + likeness[index] * near
    return scores


def _following(lines: npt.NDArray[np.int64], index: int, count: int) -> npt.NDArray[np.int64]:
    return lines[np.searchsorted(lines, index + 1) :][:count]


def _agreement(words: Sequence[set[str]], topic_lines: npt.NDArray[np.int64], rarity: dict[str, float]) -> Array:
    """The share of a line's words, by rarity, that the first prose after the anchor has too, in another line."""
    topic = Counter(word for index in topic_lines for word in words[index])
    members = set(topic_lines.tolist())
    shared = [fsum(rarity[w] for w in own if topic[w] > (index in members)) for index, own in enumerate(words)]
    return np.array([part / max(1, fsum(rarity[w] for w in own)) for part, own in zip(shared, words, strict=True)])


def _repeated(lines: Sequence[str], sizes: npt.NDArray[np.int64]) -> Array:
    """How often a short line comes again, numbers apart: "12 votes", "3 hours ago"."""
    shapes = [_DIGITS.sub("0", line.casefold()) for line in lines]
    counts = Counter(shapes)
    return np.array(
        [min(counts[shape] - 1, 5) / 5 if size <= 10 else 0 for shape, size in zip(shapes, sizes, strict=True)]
    )


def _before_and_after(flags: Flags, width: int) -> tuple[Array, Array]:
    """The share of the `width` lines before each, and after it."""
    total = np.concatenate([[0], np.cumsum(flags)])
    index = np.arange(len(flags))
    before = total[index] - total[np.maximum(0, index - width)]
    after = total[np.minimum(len(flags), index + 1 + width)] - total[index + 1]
    return before / width, after / width


def _prose_runs(prose: Array) -> list[tuple[int, int]]:
    """Stretches `[first, last)` of prose, one line between two of them let pass."""
    runs: list[tuple[int, int]] = []
    for index in np.flatnonzero(prose > _RUN_AT_LEAST).tolist():
        if runs and index - runs[-1][1] <= 1:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _run_features(prose: Array, runs: Sequence[tuple[int, int]], anchor: int) -> tuple[Array, Array, Array]:
    """How much prose the line's run has, whether it is the page's fullest, whether it is the first after the anchor."""
    fullness, fullest, first = np.zeros(len(prose)), np.zeros(len(prose)), np.zeros(len(prose))
    sums = [float(prose[start:end].sum()) for start, end in runs]
    for (start, end), total in zip(runs, sums, strict=True):
        fullness[start:end] = min(total, 10) / 10
    if runs:
        start, end = runs[int(np.argmax(sums))]
        fullest[start:end] = 1
    after = next((run for run in runs if run[0] > anchor), None)
    if after:
        first[after[0] : after[1]] = 1
    return fullness, fullest, first


def _cues_since(own: Array, sizes: npt.NDArray[np.int64], anchor: int) -> Array:
    """How many short lines with the cue words of each kind of furniture stand between the anchor and the line."""
    cues = (own[:, CUES] > 0.3) & (sizes <= 8)[:, None]
    total = np.concatenate([np.zeros((1, cues.shape[1])), np.cumsum(cues, axis=0)])
    since: Array = np.clip(total[:-1] - total[anchor], 0, 5) / 5
    since[: anchor + 1] = 0
    return since
