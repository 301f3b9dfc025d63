"""The word pieces of a report as the learnt reader sees them: how likely each is part of a source, a cue or a content, and what each content asks for.

Windows come in; `Pieces` in places of the report's text go out. What the reader believes of spans that rules have set is read off here (`confidence.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.model import Span
from dragoman.understand.encoder import ROLES, Window

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
SOURCE, CUE, CONTENT = range(len(ROLES))
LINK_SIZE = 64
_ANSWERS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """`n` pieces in the order in which they were read, in log-odds.

    `places` `(n, 2)`: in the report's text. `windows` `(n,)`: the number of the window that each was read in. `odds` `(n, 3)`: that it is part of each of `ROLES`; `begins`
    `(n, 3)`: that one begins there. `links` `(n, 3, 64)`: asks for a source, asks for a cue, answers. `none` `(windows, 64)`: what answers where there is none.
    """

    places: Places
    windows: Places
    odds: Numbers
    begins: Numbers
    links: Numbers
    none: Numbers

    def under(self, spans: Iterable[Span]) -> Places:
        """The numbers of the pieces that the spans touch, in order."""
        first, last = self.places.T
        touched = np.zeros(len(self.places), dtype=bool)
        for span in spans:
            touched |= (first < span.end) & (last > span.start)
        return np.flatnonzero(touched)

    def beside(self, piece: int, neighbour: int) -> bool:
        """Whether there is such a neighbour in the piece's own window."""
        return 0 <= neighbour < len(self.windows) and bool(self.windows[piece] == self.windows[neighbour])

    def link(self, content: int, part: Places, role: int) -> tuple[float, float]:
        """How much rather a content that begins with this piece names the part as its source or cue than nothing, and than whatever it names first.

        Zero where the part stands in another window, or is none.
        """
        window = self.windows[content]
        first, last = np.searchsorted(self.windows, (window, window + 1))
        seen = part[(part >= first) & (part < last)] - first
        if not seen.size:
            return 0.0, 0.0
        asked = self.links[content, role]
        scores = self.links[first:last, _ANSWERS] @ asked
        best = scores[seen].max()
        return float(best - self.none[window] @ asked), float(best - scores.max())


def place_pieces(windows: Sequence[Window], shift: Callable[[Places], Places]) -> Pieces:
    """The pieces of all windows; `shift` brings places of what was read to the report's text."""
    tags = _joined([window.tags for window in windows], (len(ROLES), 3))
    places = np.concatenate(
        [np.zeros((0, 2), dtype=np.int64), *(np.array(window.offsets, dtype=np.int64) for window in windows)]
    )
    # A piece belongs where it begins; the text that was read has other line ends than the report.
    first = shift(places[:, 0]) if len(places) else places[:, 0]
    return Pieces(
        places=np.stack([first, first + places[:, 1] - places[:, 0]], axis=1),
        windows=np.repeat(np.arange(len(windows)), [len(window.offsets) for window in windows]),
        odds=np.logaddexp(tags[..., 1], tags[..., 2]) - tags[..., 0],
        begins=tags[..., 1] - np.logaddexp(tags[..., 0], tags[..., 2]),
        links=_joined([window.links[1:] for window in windows], (3, LINK_SIZE)),
        none=np.array([window.links[0, _ANSWERS] for window in windows], dtype=np.float64).reshape(-1, LINK_SIZE),
    )


def _joined(parts: Sequence[npt.NDArray[np.float32]], shape: tuple[int, ...]) -> Numbers:
    return np.concatenate([np.zeros((0, *shape)), *parts]).astype(np.float64)
