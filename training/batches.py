"""Items as the tensors of one batch: what goes into the network, and the labels that its losses compare with.

A list of `Item`s of one task comes in, a `Batch` goes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import torch
from encoder_data import Item
from learning import padded
from tokenizers import Tokenizer

# What has no label.
IGNORED = -100
# Of the pieces of a blurred batch, so many are another's.
BLURRED = 0.1


@dataclass(frozen=True, slots=True)
class Batch:
    """Items side by side; pieces are counted with [CLS] first.

    `ids`, `mask` `(items, pieces)`, `marks` `(items, 2)`. `tags` `(items, pieces, 3)`, `deeds` (0: none is told, else the root's number and one) and `parties`
    `(items, pieces)`: `IGNORED` where not labelled. `links` `(links, 4)`: item, first pieces of content, source, cue (0: none). `stretches` `(sentences, 3)`: item, first
    piece, last and one; `judged` `(labelled sentences, 5)`: which stretch, background, kind, said, modality (`NULL`: none). `told` `(deeds, 4)`: item, piece, root, code (`NULL`: none),
    with `deed_sides` `(deeds, 2, pieces)`: chance of each first piece of a source or target. `sides` `(items, pieces, 4)`: chance that source, target begin and end there. `types`, `codes` `(items)`
    of marked relations.
    """

    task: str
    ids: torch.Tensor
    mask: torch.Tensor
    marks: torch.Tensor
    tags: torch.Tensor
    links: torch.Tensor
    stretches: torch.Tensor
    judged: torch.Tensor
    deeds: torch.Tensor
    parties: torch.Tensor
    told: torch.Tensor
    deed_sides: torch.Tensor
    sides: torch.Tensor
    types: torch.Tensor
    codes: torch.Tensor

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        moved = {f.name: getattr(self, f.name).to(device, non_blocking=True) for f in fields(self) if f.name != "task"}
        return replace(self, **moved)


def collate(items: Sequence[Item], tokenizer: Tokenizer) -> Batch:
    """Items of one task as one batch."""
    first, last, empty = map(tokenizer.token_to_id, ("[CLS]", "[SEP]", "[PAD]"))
    ids, mask = padded([[first, *item.ids, last] for item in items], empty)
    shape = tuple(ids.shape)
    tags, (deeds, parties) = np.full((*shape, 3), IGNORED), np.full((2, *shape), IGNORED)
    sides = np.zeros((*shape, 4), dtype=np.float32)
    links, stretches, judged, told, deed_sides = [], [], [], [], []
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
            deed_sides.append([_firsts(spans, shape[1]) for spans in (deed.sources, deed.targets)])
            for start, end in (*deed.sources, *deed.targets):
                parties[row, start + 1] = 1
                parties[row, start + 2 : end + 2] = 2
        for side, spans in enumerate(item.sides):
            for place in range(2):
                sides[row, :, 2 * side + place] = _firsts([(span[place], 0) for span in spans], shape[1])
    return Batch(
        items[0].task,
        ids,
        mask,
        marks=torch.tensor([item.marks for item in items]),
        tags=torch.from_numpy(tags),
        links=_rows(links, 4),
        stretches=_rows(stretches, 3),
        judged=_rows(judged, 5),
        deeds=torch.from_numpy(deeds),
        parties=torch.from_numpy(parties),
        told=_rows(told, 4),
        deed_sides=torch.from_numpy(np.array(deed_sides, dtype=np.float32).reshape(len(told), 2, shape[1])),
        sides=torch.from_numpy(sides),
        types=torch.tensor([item.label for item in items]),
        codes=torch.tensor([item.code for item in items]),
    )


def _firsts(spans: Sequence[tuple[int, int]], pieces: int) -> np.ndarray:
    """The first piece of each span is as likely as another's; the start of all where there is no span."""
    chances = np.zeros(pieces, dtype=np.float32)
    for first, _ in spans:
        chances[first + 1] += 1 / len(spans)
    chances[0] = not spans
    return chances


def _rows(rows: Sequence[Sequence[int]], columns: int) -> torch.Tensor:
    return torch.tensor(rows, dtype=torch.long).reshape(len(rows), columns)


def blurred(batch: Batch, pool: torch.Tensor, fixed: torch.Tensor) -> Batch:
    """The batch without tags, some of its pieces, but for the `fixed` ones, changed for others of `pool`: texts that nobody wrote, for teachers to judge."""
    chosen = (torch.rand(batch.ids.shape, device=pool.device) < BLURRED) & ~torch.isin(batch.ids, fixed)
    others = pool[torch.randint(len(pool), batch.ids.shape, device=pool.device)]
    return replace(batch, ids=torch.where(chosen, others, batch.ids), tags=torch.full_like(batch.tags, IGNORED))
