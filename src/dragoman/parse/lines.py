"""Lines of a page judged one by one: is this line article or furniture?

A page's lines come in as strings, in order; a probability of being the article's body goes out for each, from boosted trees over
what can be seen of a line and of its neighbours, and then a yes or no, since article and furniture come in stretches: from the most
probable path, or from what together has the greatest expected F1. `training/page_lines.py` makes the weights.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dragoman.errors import ParseError
from dragoman.model import Span
from dragoman.parse.trees import Array, Trees
from dragoman.vocab.pages import load_page_words

WINDOW = 3
_STAY = 0.6
# No line is kept whose chance is less, however doubtful the page.
_LEAST_CHANCE = 0.4
_CHARS_AT_MOST = 300_000
_LINES_AT_MOST = 50_000
# Thai, Lao, Burmese, Khmer, Japanese and Chinese put no spaces between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED_PROSE = 30
# The stub's own words; a link "Subscribe" or "Sign in" alone stands on whole articles too.
_PAYWALL = re.compile(
    r"\b(?:subscribe|sign (?:in|up)|log ?in|register)\b[^.\n]{0,60}\bto (?:(?:continue|keep) reading|read (?:the full|the rest|this))",
    re.IGNORECASE,
)
_PAYWALL_WORDS = 80
WORD = re.compile(r"\w+(?:['’-]\w+)*")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_DATE = re.compile(r"\b(?:19|20)\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
AGO = re.compile(r"\b\d+\s*(?:min|mins|minutes?|hours?|hrs?|days?|h|d|w)\b(?:\s+ago)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[A-Z\"“'‘]|\s*$)")
_LINKISH = re.compile(r"https?://|www\.|@\w|#\w|\.com\b")
_SEPARATORS = re.compile(r"[|·•»›→▶©]")
_QUOTES = re.compile(r"[\"“”«»„]")
_STOPWORDS = frozenset(
    ["the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "by", "at", "from", "it", "its", "has", "have", "had", "he",
     "she", "they", "his", "her", "their", "be", "been", "are", "were", "this", "which", "who", "but", "not", "an", "said", "will", "would", "after"]
)  # fmt: skip


def require_few_lines(count: int) -> None:
    """Raises ParseError for more lines than any page has."""
    if count > _LINES_AT_MOST:
        raise ParseError("DRG-P005", f"the page has more than {_LINES_AT_MOST:,} lines; no news page does")


def require_length(paragraphs: Sequence[Span]) -> None:
    """Raises ParseError for running text beyond any report's length."""
    chars = sum(span.end - span.start for span in paragraphs)
    if chars > _CHARS_AT_MOST:
        reason = (
            f"the running text has {chars:,} characters, more than {_CHARS_AT_MOST:,}; no news report does: split it"
        )
        raise ParseError("DRG-P005", reason)


def require_words(paragraphs: Sequence[Span], text: str, lines: int, *, least: int, free: bool | None = None) -> None:
    """Raises ParseError for the stub before a paywall, which the page calls one (`free` is false) or the words do, and for less than an article."""
    words = sum(_count_words(span.of(text)) for span in paragraphs)
    if words < _PAYWALL_WORDS and (free is False or _PAYWALL.search(text)):
        raise ParseError("DRG-P003", f"the page shows {words} words before its paywall; the article is not there")
    if words < least:
        raise ParseError("DRG-P001", f"no article in it: {words} words of running text in {lines} lines")


def _count_words(text: str) -> int:
    """The words; where no spaces part them, two letters count as one."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def unspaced_prose(lines: Sequence[str]) -> npt.NDArray[np.bool_]:
    """For each line whether it is prose in a script without spaces, in which the models, which count words, see none."""
    return np.array([len(_UNSPACED.findall(line)) >= _UNSPACED_PROSE for line in lines])


def line_features(lines: Sequence[str]) -> Array:
    """What can be seen of each line alone and in its page: shape `(lines, features)`."""
    counts = Counter(line.casefold() for line in lines)
    own = np.array([_own_features(line, counts[line.casefold()]) for line in lines], dtype=np.float64)
    prose = own[:, PROSE]
    return np.hstack([own, _stretch_features(prose), _agreement_features(lines, prose)])


# Columns of a line's own features: how much prose it is, whether it ends as a sentence does, the cue words of furniture by kind.
PROSE, CLOSED, CUES = 3, 4, slice(24, 34)


def _own_features(line: str, repeated: int) -> list[float]:
    words = WORD.findall(line)
    lower = [word.lower() for word in words]
    number = len(words)
    share = 1.0 / max(1, number)
    stop = _hits(lower, _STOPWORDS)
    ends = len(_SENTENCE_END.findall(line))
    last, first = line[-1:], line[:1]
    closed = last in ".!?…" or (last in "\"'”’»)" and line[-2:-1] in ".!?…,")
    prose = min(number, 60) / 60 * (0.4 + 0.6 * closed) * min(1.0, stop * share * 4)
    cues = load_page_words()
    return [
        np.log1p(len(line)) / 6,
        np.log1p(number) / 4,
        min(number, 40) / 40,
        prose,
        float(closed),
        float(last in ":;,"),
        float(first.isupper()),
        float(first.islower()),
        float(first in "\"“'‘«„"),
        float(first in ",.;:)”’"),
        stop * share,
        min(ends, 4) / 4,
        len([word for word in words if word[0].isupper()]) * share,
        float(line.isupper()),
        sum(map(str.isdigit, line)) / max(1, len(line)),
        float(bool(_TIME.search(line))),
        float(bool(_DATE.search(line))),
        float(bool(AGO.search(line))),
        float(bool(_LINKISH.search(line))),
        float(bool(_SEPARATORS.search(line))),
        min(2, len(_QUOTES.findall(line))) / 2,
        min(4, line.count(",")) / 4,
        float(last == "?"),
        min(repeated - 1, 3) / 3,
        *(min(1.0, _hits(lower, words_of_kind) * share * 3) for words_of_kind in cues.values()),
        float(number <= 3),
    ]


def _hits(words: list[str], among: frozenset[str]) -> int:
    """How many of the words are among those; most lines have none."""
    return 0 if among.isdisjoint(words) else sum(word in among for word in words)


def _stretch_features(prose: Array) -> Array:
    """Where each line stands to the page's best stretch of prose and to all its prose."""
    first, last = best_stretch(prose - 0.08)
    index = np.arange(len(prose))
    total = prose.sum() or 1.0
    before = (np.cumsum(prose) - prose) / total
    return np.column_stack(
        [
            (index >= first) & (index < last),
            np.log1p(np.maximum(0, first - index)) / 5,
            np.log1p(np.maximum(0, index - last + 1)) / 5,
            before,
            index / max(1, len(prose)),
            spread(prose, 4),
            spread(prose, 10),
        ]
    ).astype(np.float64)


def spread(values: Array, width: int) -> Array:
    """The mean of each value with the `width` before and after it, zeros beyond the ends."""
    kernel = np.ones(2 * width + 1) / (2 * width + 1)
    padded = np.pad(values, width)
    return np.convolve(padded, kernel, mode="valid")


def best_stretch(scores: Array) -> tuple[int, int]:
    """The half-open stretch of greatest sum; `(0, 0)` where no score is above zero."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for index, score in enumerate(scores.tolist()):
        if total <= 0:
            total, start = 0.0, index
        total += score
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]


def _agreement_features(lines: Sequence[str], prose: Array) -> Array:
    """How far a line speaks of what the page's best prose speaks of, in rare words."""
    first, last = best_stretch(prose - 0.08)
    topic = Counter(
        word for line in lines[first:last] for word in {w.lower() for w in WORD.findall(line) if len(w) > 4}
    )
    rows = []
    for index, line in enumerate(lines):
        words = {word.lower() for word in WORD.findall(line) if len(word) > 4}
        inside = first <= index < last
        shared = sum(topic[word] > inside for word in words)
        rows.append([shared / max(1, len(words)), min(shared, 6) / 6])
    return np.array(rows, dtype=np.float64)


def with_neighbours(features: Array) -> Array:
    """Each line's features beside those of the lines around it, zeros beyond the page's ends."""
    padded = np.pad(features, ((WINDOW, WINDOW), (0, 0)))
    return np.hstack([padded[shift : shift + len(features)] for shift in range(2 * WINDOW + 1)])


def decide_lines(features: Array, model: Trees) -> npt.NDArray[np.bool_]:
    """For each line of a page, by its features, whether it is body: along the most probable path."""
    return most_probable_path(model.chances(with_neighbours(features)))


def join_chances(some: Array, others: Array) -> Array:
    """What two models say of each line, taken together: the mean of their log-odds, as chances."""
    odds = [np.log(np.clip(own, 1e-5, 1 - 1e-5)) - np.log1p(-np.clip(own, 1e-5, 1 - 1e-5)) for own in (some, others)]
    chance: Array = 1 / (1 + np.exp(-(odds[0] + odds[1]) / 2))
    return chance


def most_probable_path(body: Array) -> npt.NDArray[np.bool_]:
    """Viterbi over two states, from the chance of each line of being body."""
    chances = np.log(np.clip(np.column_stack([1 - body, body]), 1e-6, 1))
    moves = np.log(np.array([[_STAY, 1 - _STAY], [1 - _STAY, _STAY]]))
    score = chances[0]
    back = np.zeros((len(body), 2), dtype=int)
    for index in range(1, len(body)):
        options = score[:, None] + moves
        back[index] = options.argmax(axis=0)
        score = options.max(axis=0) + chances[index]
    path = [int(score.argmax())]
    for index in range(len(body) - 1, 0, -1):
        path.append(int(back[index][path[-1]]))
    return np.array(path[::-1], dtype=bool)


def best_expected(body: Array, lines: Sequence[str]) -> npt.NDArray[np.bool_]:
    """The lines that together have the greatest expected F1, each weighing its words; none where none is more likely body than not.

    They are the likeliest so many: of a page about which the models are sure those above a half, of a doubtful one those above less, since to leave out half an article costs
    more than to take in as much that is none.
    """
    chances = _chances_in_stretches(body)
    if chances.max(initial=0.0) <= 0.5:
        return np.zeros(len(body), dtype=bool)
    words = np.array([max(1, len(line.split())) for line in lines], dtype=np.float64)
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum((chances * words)[order])
    expected = 2 * right / (np.cumsum(words[order]) + right[-1])
    chosen: npt.NDArray[np.bool_] = chances >= max(_LEAST_CHANCE, chances[order[expected.argmax()]])
    return chosen


def _chances_in_stretches(body: Array) -> Array:
    """The chance of each line given all the others', since article and furniture come in stretches: forward and backward over two states."""
    own = np.clip(body, 1e-6, 1 - 1e-6).tolist()
    before = _carry(own)
    after = _carry(own[::-1])[::-1]
    inside = np.array(own) * before * after
    outside = (1 - np.array(own)) * (1 - np.array(before)) * (1 - np.array(after))
    chances: Array = inside / (inside + outside)
    return chances


def _carry(chances: Sequence[float]) -> list[float]:
    """What the lines before each one say of it."""
    told, carried = 0.5, []
    for chance in chances:
        carried.append(told)
        inside, outside = told * chance, (1 - told) * (1 - chance)
        known = inside / (inside + outside)
        told = _STAY * known + (1 - _STAY) * (1 - known)
    return carried
