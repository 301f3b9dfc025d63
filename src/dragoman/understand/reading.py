"""What the learnt reader sees in a report: attributions with their parts tied together, and a judgement of every sentence.

A report and its sentences come in; a `Reading` in places of the report's text goes out, or None where there is no model (`encoder.py`).
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from dragoman.model import MODALITIES, Judgement, Report, SeenDeed, Sentence, Span
from dragoman.understand.deeds import tell_deeds
from dragoman.understand.encoder import KINDS, ROLES, Chances, Window, load_encoder, softmax, whole_words
from dragoman.understand.pieces import Pieces, place_pieces

# In log-odds, what each role need not be likelier than not by; last, a cue that the rules see too.
_LENIENCE = np.array([0.6, 0.1, 0.0, 0.3])
# The same for what is told where nothing surer is seen; whether it is told is weighed last (`confidence.py`).
_LOOSER = np.array([1.0, 0.7, 0.3, 1.0])
# A link may be a little less likely than none; a part that nobody names goes to what stands this many pieces away.
_UNSURE = 8.0
_BESIDE = 15
# For each piece between the two, a link counts less by so much.
_FAR = 0.2
_OUTSIDE, _BEGINS, _INSIDE = range(3)
# In log-odds, from tag to tag: nothing goes on that has not begun, and what goes on seldom begins anew.
_STEPS = np.array([[0.0, 0.0, -8.0], [0.0, -2.0, 0.0], [0.0, -2.0, 0.0]])
_SOURCE, _CUE, _CONTENT, _LENIENT_CUE = range(4)
_ANSWERS = 2
_SAID = 1 + len(KINDS)

Run = tuple[int, int]
Tagged = tuple[Window, list[list[Run]]]


@dataclass(slots=True)
class Told:
    """One attribution as the reader sees it: its content, possibly in several pieces, the source and the cue that go with it."""

    content: list[Span]
    source: Span | None
    cue: Span | None


@dataclass(slots=True)
class Reading:
    """A report as the reader sees it: what is told, every cue and source, one judgement a sentence, what is done, and the word pieces that all this was read off."""

    told: list[Told] = field(default_factory=list)
    cues: list[Span] = field(default_factory=list)
    sources: list[Span] = field(default_factory=list)
    judgements: tuple[Judgement, ...] = ()
    deeds: tuple[SeenDeed, ...] = ()
    pieces: Pieces | None = field(default=None, compare=False)


def read_report(report: Report, sentences: Sequence[Sentence]) -> Reading | None:
    """Headline and paragraphs as the reader sees them; None where there is no reader."""
    encoder = load_encoder()
    if encoder is None:
        return None
    pieces = [*([report.headline_span] if report.headline_span else []), *report.paragraphs]
    text, starts = "", []
    for piece in pieces:
        starts.append(len(text))
        text += piece.of(report.text) + "\n"
    windows = encoder.read(text)
    place = _Places(starts, pieces)
    judgements = tuple(_judge(windows, (place.back(sentence.span) for sentence in sentences)))
    reading = Reading(judgements=judgements, pieces=place_pieces(windows, place.shift))
    reading.deeds = tuple(_place_deeds(tell_deeds(windows, text), place))
    tagged, looser = _tag(windows)
    # A headline's words are told by nobody in the article, nor the article's by anybody in its headline.
    edge = starts[1] if report.headline_span and len(starts) > 1 else 0
    for told in _with_others(_find_told(tagged, text, edge), _find_told(looser, text, edge)):
        content = [part for span in told.content for part in place.forth(span)]
        source, cue = (next(place.forth(span), None) if span else None for span in (told.source, told.cue))
        if content:
            reading.told.append(Told(content, source, cue))
    for window, runs in tagged:
        reading.sources += [s for run in runs[_SOURCE] for s in place.forth(_span(run, window, text))]
        reading.cues += [s for run in runs[_LENIENT_CUE] for s in place.forth(_span(run, window, text))]
    return reading


def _place_deeds(deeds: Iterable[SeenDeed], place: _Places) -> Iterator[SeenDeed]:
    """The deeds in places of the report's text."""
    for deed in deeds:
        trigger = next(place.forth(deed.trigger), None)
        if trigger is not None:
            # Nobody's name goes over the end of a paragraph.
            sources, targets = (
                tuple(part for span in side for part in itertools.islice(place.forth(span), 1))
                for side in (deed.sources, deed.targets)
            )
            yield replace(deed, trigger=trigger, sources=sources, targets=targets)


class _Places:
    """Between the text that was read, its pieces joined by line ends, and the report's."""

    def __init__(self, starts: Sequence[int], pieces: Sequence[Span]) -> None:
        self._starts, self._pieces = starts, pieces
        self._rows = sorted(range(len(pieces)), key=lambda number: pieces[number].start)
        self._own = [pieces[number].start for number in self._rows]

    def forth(self, span: Span) -> Iterator[Span]:
        """A span that was read as spans of the report's text: one that runs over several pieces is cut at their ends."""
        number = max(0, bisect_right(self._starts, span.start) - 1)
        while number < len(self._pieces) and self._starts[number] < span.end:
            start, piece = self._starts[number], self._pieces[number]
            first, last = max(span.start, start), min(span.end, start + piece.end - piece.start)
            if first < last:
                yield Span(piece.start + first - start, piece.start + last - start)
            number += 1

    def shift(self, positions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Places in the text that was read as places in the report's."""
        shifts = np.array([piece.start - start for start, piece in zip(self._starts, self._pieces, strict=True)])
        moved: npt.NDArray[np.int64] = positions + shifts[np.searchsorted(self._starts, positions, side="right") - 1]
        return moved

    def back(self, span: Span) -> Span:
        """A span of the report's text as one of the text that was read."""
        number = self._rows[max(0, bisect_right(self._own, span.start) - 1)]
        shift = self._starts[number] - self._pieces[number].start
        return Span(span.start + shift, span.end + shift)


def _with_others(sure: list[Told], others: Iterable[Told]) -> list[Told]:
    """What is surely told, and of the others what shares no content and no cue with it."""
    contents = [span for told in sure for span in told.content]
    cues = [told.cue for told in sure if told.cue]
    return sure + [
        told
        for told in others
        if not any(span.overlaps(own) for span in told.content for own in contents)
        and not (told.cue and any(told.cue.overlaps(cue) for cue in cues))
    ]


def _tag(windows: Sequence[Window]) -> list[list[Tagged]]:
    """By each of the two leniences every window with its runs of pieces of each role and, last, of the cues that need not be likelier than not: the likeliest sequence of tags."""
    if not windows:
        return [[], []]
    length = max(len(window.offsets) for window in windows)
    logits = np.zeros((len(windows), len(ROLES) + 1, length, 3))
    for row, window in enumerate(windows):
        size = len(window.offsets)
        logits[row, : len(ROLES), :size] = window.tags.swapaxes(0, 1)
        logits[row, _LENIENT_CUE, :size] = window.tags[:, _CUE]
        # What is padded is outside.
        logits[row, :, size:, _OUTSIDE] = 99
    both = np.stack([logits, logits])
    both[..., _OUTSIDE] -= np.stack([_LENIENCE, _LOOSER])[:, None, :, None]
    tags = likeliest_tags(both.reshape(-1, length, 3)).reshape(2, len(windows), -1, length).tolist()
    return [
        [(window, [_runs(own) for own in rows]) for window, rows in zip(windows, each, strict=True)] for each in tags
    ]


def likeliest_tags(logits: Chances) -> npt.NDArray[np.int64]:
    """The likeliest tags `(rows, pieces)` of logits `(rows, pieces, 3)`, all rows at once (Viterbi); the first piece may go on from the window before."""
    chances = logits - np.logaddexp.reduce(logits, axis=-1, keepdims=True)
    rows, length, _ = logits.shape
    back = np.zeros((rows, length, 3), dtype=np.int64)
    score = chances[:, 0]
    for piece in range(1, length):
        steps = score[:, :, None] + _STEPS
        back[:, piece] = steps.argmax(axis=1)
        score = steps.max(axis=1) + chances[:, piece]
    tags = np.zeros((rows, length), dtype=np.int64)
    tags[:, -1] = score.argmax(axis=1)
    for piece in range(length - 1, 0, -1):
        tags[:, piece - 1] = back[np.arange(rows), piece, tags[:, piece]]
    return tags


def _runs(tags: Sequence[int]) -> list[Run]:
    """Stretches of pieces `[first, last)` of a sequence of tags."""
    runs: list[Run] = []
    for number, tag in enumerate(tags):
        if tag == _INSIDE and runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        elif tag != _OUTSIDE:
            runs.append((number, number + 1))
    return runs


def _find_told(tagged: Sequence[Tagged], text: str, edge: int) -> list[Told]:
    """Every content with the source and the cue that go with it on the same side of `edge`; contents of one cue are one, and one that a window cuts goes on in the next."""
    found: list[Told] = []
    cut_off: Told | None = None
    for window, tags in tagged:
        roles = [[part for run in own for part in _parted(window, run, edge)] for own in tags]
        contents = list(roles[_CONTENT])
        open_end = bool(contents) and contents[-1][1] == len(window.offsets)
        goes_on = bool(contents) and contents[0][0] == 0 and window.tags[0, _CONTENT].argmax() == _INSIDE
        last = cut_off
        if cut_off is not None and goes_on:
            cut_off.content.append(_span(contents.pop(0), window, text))
        for runs, *parts in _tie(window, contents, roles, edge):
            told = Told([_span(r, window, text) for r in runs], *(_span(p, window, text) if p else None for p in parts))
            found.append(told)
            last = told if contents[-1] in runs else last
        cut_off = last if open_end else None
    return found


def _parted(window: Window, run: Run, edge: int) -> list[Run]:
    """The run, or its two parts where it goes over the edge."""
    first, last = run
    inner = bisect_right([start for start, _ in window.offsets[first:last]], edge - 1) + first
    return [(first, inner), (inner, last)] if first < inner < last else [run]


def _tie(
    window: Window, contents: Sequence[Run], roles: Sequence[Sequence[Run]], edge: int
) -> list[tuple[list[Run], Run | None, Run | None]]:
    """Contents with their source and cue: what each names as its own, else what nobody names and stands beside it."""
    parts: list[list[Run | None]] = []
    sides = [window.offsets[run[0]][0] < edge for run in contents]
    for role in (_SOURCE, _CUE):
        groups: tuple[list[Run], list[Run]] = [], []
        for run in roles[role]:
            groups[window.offsets[run[0]][0] < edge].append(run)
        named = [_named(window, run, groups[side], role) for run, side in zip(contents, sides, strict=True)]
        for run in roles[role]:
            near = [n for n, own in enumerate(named) if own is None and run in groups[sides[n]]]
            free = [n for n in near if _apart(contents[n], run) <= _BESIDE]
            if run not in named and free:
                named[min(free, key=lambda n: _apart(contents[n], run))] = run
        parts.append(named)
    tied: list[tuple[list[Run], Run | None, Run | None]] = []
    by_cue: dict[Run, int] = {}
    for content, source, cue in zip(contents, *parts, strict=True):
        if cue is not None and cue in by_cue:
            runs, known, _ = tied[by_cue[cue]]
            tied[by_cue[cue]] = ([*runs, content], known or source, cue)
            continue
        if cue is not None:
            by_cue[cue] = len(tied)
        tied.append(([content], source, cue))
    return tied


def _apart(one: Run, other: Run) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _named(window: Window, content: Run, candidates: Sequence[Run], role: int) -> Run | None:
    """Which of the candidates a content names as its own; None where it names none of them."""
    scores = window.links[:, _ANSWERS] @ window.links[content[0] + 1, role]
    ranked = [(float(scores[run[0] + 1 : run[1] + 1].max()) - _FAR * _apart(content, run), run) for run in candidates]
    score, best = max(ranked, default=(0.0, None))
    return best if best is not None and score > scores[0] - _UNSURE else None


def _span(run: Run, window: Window, text: str) -> Span:
    return whole_words(window.offsets[run[0]][0], window.offsets[run[1] - 1][1], text)


def _judge(windows: Sequence[Window], sentences: Iterable[Span]) -> Iterator[Judgement]:
    """The mean of the model's judgements over the pieces of each sentence, as chances."""
    size = _SAID + 1 + len(MODALITIES)
    places = np.array([place for window in windows for place in window.offsets], dtype=np.int64).reshape(-1, 2)
    logits = np.concatenate([np.zeros((0, size)), *(window.sentences for window in windows)])
    for sentence in sentences:
        first = int(np.searchsorted(places[:, 1], sentence.start, side="right"))
        last = int(np.searchsorted(places[:, 0], sentence.end, side="left"))
        mean = logits[first:last].mean(axis=0) if first < last else np.zeros(size)
        kinds, modalities = (softmax(part).round(4).tolist() for part in (mean[1:_SAID], mean[_SAID + 1 :]))
        yield Judgement(
            background=_sigmoid(mean[0]),
            said=_sigmoid(mean[_SAID]),
            kinds=tuple(zip(KINDS, kinds, strict=True)),
            modalities=tuple(zip(MODALITIES, modalities, strict=True)),
        )


def _sigmoid(value: float) -> float:
    return round(float(1 / (1 + np.exp(-value))), 4)
