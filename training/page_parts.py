"""Pages put together out of parts of others: more pages to learn from than there are.

Gold pages and parts that we wrote ourselves (`training/page_parts/*.txt`: blocks of lines, `B|` article, `F|` furniture) come in; pages as lines with labels go out, each of
one page's top, another's article and a third's foot. The article keeps the lines right above it, and the page opens with its title.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PARTS = Path(__file__).parent / "page_parts"
Lines = list[tuple[str, bool]]
_NEAR_AT_MOST = 12
_TAIL_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A written stretch of a page: `before`, `body` or `after` an article."""

    kind: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page as lines and which of them are its article's."""

    style: str
    lines: Sequence[str]
    labels: np.ndarray

    def stretch(self) -> tuple[int, int]:
        """The first line of the article and the one after its last."""
        inside = np.flatnonzero(self.labels)
        return int(inside[0]), int(inside[-1]) + 1

    def pairs(self, start: int, end: int) -> Lines:
        """Lines with their labels."""
        return [(line, bool(label)) for line, label in zip(self.lines[start:end], self.labels[start:end], strict=True)]


def read_parts(folder: Path = PARTS) -> list[Part]:
    """The written parts, in order."""
    parts: list[Part] = []
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("=== "):
                parts.append(Part(line[4:].strip(), []))
            elif line[1:2] == "|" and parts and line[2:].strip():
                parts[-1].lines.append((line[2:].strip(), line[0] == "B"))
    return [part for part in parts if part.lines]


def compose(pages: Sequence[Labelled], parts: Sequence[Part], count: int, rng: random.Random) -> Iterator[Labelled]:
    """So many pages put together; `parts` may be empty."""
    styles = sorted({page.style for page in pages})
    whole = {style: [page for page in pages if page.style == style and page.labels.any()] for style in styles}
    written = {kind: [part for part in parts if part.kind == kind] for kind in ("before", "body", "after")}
    while count > 0:
        style = rng.choice(styles)
        title, body = _body(whole[style], written["body"], rng)
        before = _before(whole[style], written["before"], rng)
        after = [pair for _ in range(rng.choice((1, 1, 1, 2))) for pair in _after(whole[style], written["after"], rng)]
        if title is not None and rng.random() < 0.75:
            before = [(title, False), *before[1:]]
        page = [*before, *body, *after]
        if style == "node" and written["body"]:
            page = list(_split(page, rng))
        labels = np.array([label for _, label in page])
        if labels.any():
            count -= 1
            yield Labelled(style, [line for line, _ in page], labels)


def _body(pages: Sequence[Labelled], written: Sequence[Part], rng: random.Random) -> tuple[str | None, Lines]:
    if written and rng.random() < 0.3:
        return None, rng.choice(written).lines
    page = rng.choice(pages)
    start, end = page.stretch()
    near = max(0, start - rng.randint(0, _NEAR_AT_MOST))
    return page.lines[0], page.pairs(near, end + rng.randint(0, _TAIL_AT_MOST))


def _before(pages: Sequence[Labelled], written: Sequence[Part], rng: random.Random) -> Lines:
    if written and rng.random() < 0.4:
        return rng.choice(written).lines
    page = rng.choice(pages)
    lines = page.pairs(0, page.stretch()[0])
    cut = rng.random()
    return lines if cut > 0.3 else lines[len(lines) // 2 :] if cut > 0.15 else []


def _after(pages: Sequence[Labelled], written: Sequence[Part], rng: random.Random) -> Lines:
    if written and rng.random() < 0.5:
        return rng.choice(written).lines
    page = rng.choice(pages)
    lines = page.pairs(page.stretch()[1], len(page.lines))
    return lines[: len(lines) // 2] if rng.random() < 0.2 else lines


def _split(page: Lines, rng: random.Random) -> Iterator[tuple[str, bool]]:
    """Some long lines cut around a few words in the middle, as where a link stands on a line of its own."""
    for line, label in page:
        words = line.split()
        if len(words) > 12 and rng.random() < 0.12:
            first = rng.randint(2, len(words) - 6)
            last = first + rng.randint(1, 4)
            yield " ".join(words[:first]), label
            yield " ".join(words[first:last]), label
            yield " ".join(words[last:]), label
        else:
            yield line, label
