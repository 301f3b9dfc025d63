"""Items as the tensors of one batch: what goes into the network, and the labels that its losses compare with.

A list of `Item`s of one task comes in, a `Batch` goes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import torch
from items import Item
from learning import padded
from tokenizers import Tokenizer

# What has no label.
IGNORED = -100
_ENDS = (("[CLS]", "<s>"), ("[SEP]", "</s>"), ("[PAD]", "<pad>"))


@dataclass(frozen=True, slots=True)
class Ends:
    """The pieces that a window begins with, ends with, and is filled up with."""

    first: int
    last: int
    empty: int


def ends_of(tokenizer: Tokenizer) -> Ends:
    """Those of a tokenizer, by either of the names that they have."""
    known = tokenizer.get_vocab()
    return Ends(*(known[bert] if bert in known else known[other] for bert, other in _ENDS))


@dataclass(frozen=True, slots=True)
class Batch:
    """Items side by side; pieces are counted with [CLS] first.

    `ids`, `mask`, `cases` `(items, pieces)`, `marks` `(items, 2)`. `tags` `(items, pieces, 3)`, `deeds` (0: none is told, else the root's number and one) and `parties`
    `(items, pieces)`: `IGNORED` where not labelled. `links` `(links, 4)`: item, first pieces of content, source, cue (0: none). `stretches` `(sentences, 3)`: item, first
    piece, last and one; `judged` `(labelled sentences, 5)`: which stretch, background, kind, said, modality (`NULL`: none). `told` `(deeds, 4)`: item, piece, root, code (`NULL`: none),
    with `deed_sides` `(deeds, 2, pieces)`: chance of each first piece of a source or target; `elsewhere` `(deeds, 3, pieces)`: of names elsewhere of either side, and of earlier tellings, none at all where nobody looked. `sides` `(items, pieces, 4)`: chance that source, target begin and end there. `types`, `codes` `(items)`
    of marked relations. `twin` is the same batch in a teacher's pieces; `align` `(items, pieces)` is where each of ours begins there, `begins` and `ends` whether it is the first or the last of ours that does.
    """

    task: str
    ids: torch.Tensor
    mask: torch.Tensor
    cases: torch.Tensor
    marks: torch.Tensor
    tags: torch.Tensor
    links: torch.Tensor
    stretches: torch.Tensor
    judged: torch.Tensor
    deeds: torch.Tensor
    parties: torch.Tensor
    told: torch.Tensor
    deed_sides: torch.Tensor
    elsewhere: torch.Tensor
    sides: torch.Tensor
    types: torch.Tensor
    codes: torch.Tensor
    align: torch.Tensor
    begins: torch.Tensor
    ends: torch.Tensor
    twin: Batch | None = None

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        own: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        return replace(self, **{name: value.to(device) for name, value in own.items() if hasattr(value, "to")})


def collate(items: Sequence[Item], ends: Ends, their_ends: Ends | None = None) -> Batch:
    """Items of one task as one batch; with `their_ends` their twins beside them."""
    ids, mask = padded([[ends.first, *item.ids, ends.last] for item in items], ends.empty)
    twin = collate([item.twin for item in items if item.twin], their_ends) if their_ends else None
    align, begins, lasts = _alignment(items, tuple(ids.shape))
    shape = tuple(ids.shape)
    tags, (deeds, parties) = np.full((*shape, 3), IGNORED), np.full((2, *shape), IGNORED)
    sides = np.zeros((*shape, 4), dtype=np.float32)
    links, stretches, judged, told, deed_sides, elsewhere = [], [], [], [], [], []
    for row, item in enumerate(items):
        if item.tags is not None:
            tags[row, 1 : 1 + len(item.ids)] = item.tags
        links += [(row, content + 1, source + 1, cue + 1) for content, source, cue in item.links]
        judged += [(len(stretches) + s.stretch, s.background, s.kind, s.said, s.modality) for s in item.sentences]
        stretches += [(row, start + 1, end + 1) for start, end in item.stretches]
        for start, end in item.coded:
            deeds[row, start + 1 : end + 1] = parties[row, start + 1 : end + 1] = 0
        for deed in item.deeds:
            deeds[row, deed.trigger + 1] = deed.root + 1
            told.append((row, deed.trigger + 1, deed.root, deed.code))
            deed_sides.append(
                [_firsts([first for first, _ in spans], shape[1]) for spans in (deed.sources, deed.targets)]
            )
            elsewhere.append([_firsts(places, shape[1]) for places in deed.elsewhere])
            for start, end in (*deed.sources, *deed.targets):
                parties[row, start + 1] = 1
                parties[row, start + 2 : end + 2] = 2
        for side, spans in enumerate(item.sides):
            for place in range(2):
                sides[row, :, 2 * side + place] = _firsts([span[place] for span in spans], shape[1])
    return Batch(
        items[0].task,
        ids,
        mask,
        padded([[0, *item.cases, 0] for item in items], 0)[0],
        marks=torch.tensor([item.marks for item in items]),
        tags=torch.from_numpy(tags),
        links=_rows(links, 4),
        stretches=_rows(stretches, 3),
        judged=_rows(judged, 5),
        deeds=torch.from_numpy(deeds),
        parties=torch.from_numpy(parties),
        told=_rows(told, 4),
        deed_sides=_by_deed(deed_sides, 2, shape[1]),
        elsewhere=_by_deed(elsewhere, 3, shape[1]),
        sides=torch.from_numpy(sides),
        types=torch.tensor([item.label for item in items]),
        codes=torch.tensor([item.code for item in items]),
        align=align,
        begins=begins,
        ends=lasts,
        twin=twin,
    )


def _alignment(items: Sequence[Item], shape: tuple[int, int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Where each piece begins in the twin, [CLS] and [SEP] too, and whether it is the first and the last of those that begin there."""
    places = np.zeros(shape, dtype=np.int64)
    steps = np.ones((shape[0], shape[1] + 1), dtype=bool)
    for row, item in enumerate(items):
        if item.twin is not None:
            own = np.array([0, *(place + 1 for place in item.align), len(item.twin.ids) + 1])
            places[row, : len(own)] = own
            steps[row, 1 : len(own)] = own[1:] != own[:-1]
    return torch.from_numpy(places), torch.from_numpy(steps[:, :-1]), torch.from_numpy(steps[:, 1:])


def _firsts(places: Sequence[int] | None, pieces: int) -> np.ndarray:
    """Each of the places is as likely as another; the start of all where there is none, and nothing where nobody looked."""
    chances = np.zeros(pieces, dtype=np.float32)
    if places is not None:
        for place in places:
            chances[place + 1] += 1 / len(places)
        chances[0] = not places
    return chances


def _by_deed(chances: Sequence[Sequence[np.ndarray]], asked: int, pieces: int) -> torch.Tensor:
    return torch.from_numpy(np.array(chances, dtype=np.float32).reshape(len(chances), asked, pieces))


def _rows(rows: Sequence[Sequence[int]], columns: int) -> torch.Tensor:
    return torch.tensor(rows, dtype=torch.long).reshape(len(rows), columns)
