"""What each task's heads have to learn: the losses of one batch, against labels and against what teachers believe.

Logits and a `Batch` of one task come in, one number goes out.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

import torch
from batches import IGNORED, Batch
from items import NULL
from reader import BACKGROUND, KIND, LINK_SIZE, MODALITY, NEVER, SAID, Logits
from torch import nn

from dragoman.understand.encoder import KINDS, ROOTS
from dragoman.vocab.plover import codes_with_roots, root_of

# One piece in forty tells a deed.
DEEDS_WEIGH = 8.0
CODES_WEIGH = 0.5
DEED_LINKS_WEIGH = 0.5
REPORT_LINKS_WEIGH = 0.5
LINKS_WEIGH = 0.3
# A label is right but for so much.
SMOOTHED = 0.05


class Ask(NamedTuple):
    """Which of a piece's links ask, and which answers."""

    asks: slice
    answers: int


SIDES = Ask(slice(0, 2), 2)
NAMES = Ask(slice(0, 2), 3)
TELLINGS = Ask(slice(2, 3), 4)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each label weighs, rare ones more: of marked relations, of modalities, of deeds (the first: none)."""

    types: torch.Tensor
    modalities: torch.Tensor
    deeds: torch.Tensor

    def to(self, device: torch.device) -> Weights:
        """The same on another device."""
        return Weights(*(getattr(self, field.name).to(device) for field in fields(self)))


def loss_of(seen: Logits, batch: Batch, weights: Weights) -> torch.Tensor:
    """The loss of one batch against its labels."""
    match batch.task:
        case "relations":
            types = nn.functional.cross_entropy(seen.types, batch.types, weight=weights.types, label_smoothing=SMOOTHED)
            return types + CODES_WEIGH * code_loss(seen.codes, batch.types, batch.codes)
        case "sides" | "marked":
            logits = _inside(seen.sides, batch)
            return -(batch.sides * logits.log_softmax(1)).sum(1).mean()
        case _:
            told = tag_loss(seen.tags, batch.tags) + LINKS_WEIGH * link_loss(seen.links, batch)
            return told + sentence_loss(seen.sentences, batch, weights.modalities) + deed_loss(seen, batch, weights)


def code_loss(codes: torch.Tensor, roots: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Cross entropy of each row's code among those of its root, of the rows that have one."""
    inside = _codes_by_root(codes.device).T[roots.clamp(min=0)] > 0
    losses = nn.functional.cross_entropy(codes.masked_fill(~inside, NEVER), gold, ignore_index=NULL, reduction="sum")
    return losses / (gold != NULL).sum().clamp(min=1)


@functools.cache
def _codes_by_root(device: torch.device) -> torch.Tensor:
    """`(codes, roots)`: 1 where the code is one of the root's."""
    return torch.tensor(
        [[float(root_of(code) == root) for root in ROOTS] for code in codes_with_roots()], device=device
    )


def tag_loss(tags: torch.Tensor, gold: torch.Tensor, weight: torch.Tensor | None = None) -> torch.Tensor:
    """Cross entropy of labels of pieces, where there are any."""
    gold, tags = gold.flatten(), tags.flatten(0, -2)
    weighs = (weight if weight is not None else torch.ones(tags.shape[-1], device=tags.device))[gold.clamp(min=0)]
    losses = nn.functional.cross_entropy(tags, gold, weight=weight, ignore_index=IGNORED, reduction="sum")
    return losses / (weighs * (gold != IGNORED)).sum().clamp(min=1)


def link_loss(links: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Each content's first piece names the first piece of its source and of its cue among all pieces; the start of all where there is none."""
    rows, contents, *gold = batch.links.unbind(1)
    answers = answers_of(links, batch)[rows, :, contents]
    losses = [nn.functional.cross_entropy(answers[:, side], gold[side], reduction="sum") for side in range(2)]
    return sum(losses, links.new_zeros(())) / max(1, len(rows))


def answers_of(links: torch.Tensor, batch: Batch, ask: Ask = SIDES) -> torch.Tensor:
    """How well each piece answers what each asks: `(items, asks, asking, answering)`."""
    scores = torch.einsum("nasd,ntd->nsat", links[:, :, ask.asks], links[:, :, ask.answers]) / LINK_SIZE**0.5
    return scores.masked_fill(batch.mask[:, None, None] == 0, NEVER)


def _inside(logits: torch.Tensor, batch: Batch) -> torch.Tensor:
    return logits.masked_fill(batch.mask.unsqueeze(-1) == 0, NEVER)


def deed_loss(seen: Logits, batch: Batch, weights: Weights) -> torch.Tensor:
    """Of the sentences whose every deed is labelled: where a deed is told, its root and code, whoever takes part, and who is on its either side."""
    loss = DEEDS_WEIGH * tag_loss(seen.deeds, batch.deeds, weights.deeds) + tag_loss(seen.parties, batch.parties)
    rows, triggers, roots, codes = batch.told.unbind(1)
    loss = loss + CODES_WEIGH * code_loss(seen.deed_codes[rows, triggers], roots, codes)
    answers = answers_of(seen.deed_links, batch)[rows, :, triggers].log_softmax(-1)
    loss = loss - DEED_LINKS_WEIGH * (batch.deed_sides * answers).sum() / max(1, len(rows))
    return loss + REPORT_LINKS_WEIGH * report_loss(seen.report_links, batch)


def report_loss(links: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Each deed names the words elsewhere that tell who does it and to whom, and where it was told before; the start of all where there are none."""
    # Places that nobody looked for have no chance of any kind.
    looked = batch.elsewhere.sum((0, 2)).clamp(min=1)
    return -((batch.elsewhere * told_elsewhere(links, batch).log_softmax(-1)).sum((0, 2)) / looked).sum()


def told_elsewhere(links: torch.Tensor, batch: Batch) -> torch.Tensor:
    """How well each piece answers what each labelled deed asks of its report, as `Batch.elsewhere`: `(deeds, 3, pieces)`."""
    rows, triggers, *_ = batch.told.unbind(1)
    return torch.cat([answers_of(links, batch, ask)[rows, :, triggers] for ask in (NAMES, TELLINGS)], 1)


def sentence_loss(logits: torch.Tensor, batch: Batch, weights: torch.Tensor) -> torch.Tensor:
    """Standing, kind, whether something is said, modality, of each labelled sentence."""
    which, background, kinds, said, modalities = batch.judged.unbind(1)
    if not len(which):
        return logits.sum() * 0
    means = sentence_means(logits, batch)[which]
    loss = nn.functional.binary_cross_entropy_with_logits(means[:, BACKGROUND], background.float())
    loss = loss + nn.functional.cross_entropy(means[:, KIND], kinds)
    loss = loss + nn.functional.binary_cross_entropy_with_logits(means[:, SAID], said.float())
    has_one = (modalities != NULL) * weights[modalities]
    losses = nn.functional.cross_entropy(means[:, MODALITY], modalities.clamp(min=0), reduction="none")
    return loss + (has_one * losses).sum() / has_one.sum().clamp(min=1)


def sentence_means(logits: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The mean of the logits of each stretch."""
    rows, first, last = batch.stretches.unbind(1)
    sums = logits.cumsum(1)
    return (sums[rows, last - 1] - sums[rows, first - 1]) / (last - first).unsqueeze(1)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a teacher believes of a batch: `seen` at our pieces, `means` of each stretch's judgements."""

    seen: Logits
    means: torch.Tensor


def opinion_of(theirs: Logits, batch: Batch) -> Opinion:
    """What a teacher saw in a batch, or in its twin in pieces of the teacher's own, at our pieces: what begins in one of theirs begins in the first of ours that does."""
    if batch.twin is None:
        return Opinion(theirs, sentence_means(theirs.sentences, batch))
    rows = torch.arange(len(batch.align), device=batch.align.device).unsqueeze(1)
    at_ours = {name: own[rows, batch.align] for name, own in theirs._asdict().items() if name not in ("types", "codes")}
    seen = Logits(**at_ours, types=theirs.types, codes=theirs.codes)
    none = torch.full_like(seen.deeds, NEVER)
    none[..., 0] = 0
    sides = [begins.unsqueeze(-1) for begins in (batch.begins, batch.ends)] * 2
    seen = seen._replace(
        tags=_go_on(seen.tags, batch.begins.unsqueeze(-1)),
        parties=_go_on(seen.parties, batch.begins),
        deeds=seen.deeds.where(batch.begins.unsqueeze(-1), none),
        sides=seen.sides.where(torch.cat(sides, -1), NEVER),
    )
    return Opinion(seen, sentence_means(theirs.sentences, batch.twin))


def _go_on(tags: torch.Tensor, begins: torch.Tensor) -> torch.Tensor:
    """BIO logits that begin nothing but where something may begin."""
    outside, first, inside = tags.unbind(-1)
    inner = torch.stack([outside, torch.full_like(first, NEVER), torch.logaddexp(first, inside)], -1)
    return tags.where(begins.unsqueeze(-1), inner)


def taught_loss(seen: Logits, teachers: Sequence[Opinion], batch: Batch) -> torch.Tensor:
    """How far what is seen is from what the teachers believe on average: cross entropies against their chances, each head's as in `loss_of`."""
    taught = [teacher.seen for teacher in teachers]
    match batch.task:
        case "relations":
            believed = _mean(taught, lambda own: own.types.softmax(-1))
            return _cross(believed, seen.types).mean() + CODES_WEIGH * _code_teaching(seen.codes, [own.codes for own in taught], believed)  # fmt: skip
        case "sides" | "marked":
            believed = _mean(taught, lambda own: _inside(own.sides, batch).softmax(1))
            return -(believed * _inside(seen.sides, batch).log_softmax(1)).sum(1).mean()
        case _:
            told = _told_teaching(seen, taught, batch) + _deed_teaching(seen, taught, batch)
            return told + _sentence_teaching(seen, [teacher.means for teacher in teachers], batch)


def _told_teaching(seen: Logits, teachers: Sequence[Logits], batch: Batch) -> torch.Tensor:
    tags = _mean(teachers, lambda teacher: teacher.tags.softmax(-1))
    loss = _weighed(_cross(tags, seen.tags).mean(-1), batch.mask)
    # A content asks where it begins.
    asking = tags[:, :, -1, 1] * batch.mask
    return loss + LINKS_WEIGH * _link_teaching(seen.links, [teacher.links for teacher in teachers], asking, batch)


def _sentence_teaching(seen: Logits, taught: Sequence[torch.Tensor], batch: Batch) -> torch.Tensor:
    means = sentence_means(seen.sentences, batch)
    loss = means.new_zeros(())
    for own in (BACKGROUND, SAID):
        believed = _mean(taught, lambda logits, own=own: logits[:, own].sigmoid())
        loss = loss + nn.functional.binary_cross_entropy_with_logits(means[:, own], believed, reduction="sum")
    kinds, modalities = (_mean(taught, lambda logits, own=own: logits[:, own].softmax(-1)) for own in (KIND, MODALITY))
    # What holds no event has no modality.
    said = _mean(taught, lambda logits: logits[:, SAID].sigmoid())
    holds_event = 1 - (1 - kinds[:, KINDS.index("deed")]) * (1 - said)
    loss = loss + (_cross(kinds, means[:, KIND]) + holds_event * _cross(modalities, means[:, MODALITY])).sum()
    return loss / max(1, len(means))


def _deed_teaching(seen: Logits, teachers: Sequence[Logits], batch: Batch) -> torch.Tensor:
    deeds = _mean(teachers, lambda teacher: teacher.deeds.softmax(-1))
    parties = _mean(teachers, lambda teacher: teacher.parties.softmax(-1))
    judged = _in_stretches(batch)
    told = DEEDS_WEIGH * _cross(deeds, seen.deeds) + _cross(parties, seen.parties)
    asking = (1 - deeds[..., 0]) * judged
    links = _link_teaching(seen.deed_links, [teacher.deed_links for teacher in teachers], asking, batch)
    roots = (deeds[..., 1:] * judged.unsqueeze(-1)).flatten(0, 1)
    codes = _code_teaching(seen.deed_codes.flatten(0, 1), [t.deed_codes.flatten(0, 1) for t in teachers], roots)
    report, theirs = seen.report_links, [teacher.report_links for teacher in teachers]
    names = _link_teaching(report, theirs, asking, batch, NAMES)
    tellings = _link_teaching(report, theirs, asking, batch, TELLINGS)
    return (
        _weighed(told, judged)
        + DEED_LINKS_WEIGH * links
        + CODES_WEIGH * codes
        + REPORT_LINKS_WEIGH * (names + tellings)
    )


def _in_stretches(batch: Batch) -> torch.Tensor:
    """1 at the pieces of sentences, `(items, pieces)`."""
    rows, first, last = batch.stretches.unbind(1)
    edges = torch.zeros(batch.mask.shape, device=batch.mask.device)
    edges.index_put_((rows, first), torch.ones_like(rows, dtype=edges.dtype), accumulate=True)
    edges.index_put_((rows, last), -torch.ones_like(rows, dtype=edges.dtype), accumulate=True)
    return edges.cumsum(1).clamp(0, 1)


def _link_teaching(
    links: torch.Tensor,
    taught: Sequence[torch.Tensor],
    asking: torch.Tensor,
    batch: Batch,
    ask: Ask = SIDES,
) -> torch.Tensor:
    """What each piece would answer, as far as it asks; the sum of all that it asks for."""
    believed = _mean(
        taught,
        lambda own: answers_of(own, batch, ask).masked_fill(~batch.begins[:, None, None], NEVER).softmax(-1),
    )
    return _weighed(_cross(believed, answers_of(links, batch, ask)).sum(1), asking)


def _code_teaching(codes: torch.Tensor, taught: Sequence[torch.Tensor], roots: torch.Tensor) -> torch.Tensor:
    """The codes inside each root, `(rows, codes)`, as far as the row is of that root, `(rows, 15)`."""
    inside = _codes_by_root(codes.device)
    believed = _mean(taught, lambda own: _log_chances_inside(own, inside).exp())
    return -((roots @ inside.T) * believed * _log_chances_inside(codes, inside)).sum() / roots.sum().clamp(min=1)


def _log_chances_inside(codes: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
    """The logarithm of each code's chance among those of its root."""
    codes = codes - codes.amax(-1, keepdim=True).detach()
    return codes - ((codes.exp() @ inside).clamp(min=1e-30).log() @ inside.T)


def _mean(taught: Sequence[Logits | torch.Tensor], chances: Callable[..., torch.Tensor]) -> torch.Tensor:
    return torch.stack([chances(own) for own in taught]).mean(0)


def _cross(believed: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    return -(believed * logits.log_softmax(-1)).sum(-1)


def _weighed(losses: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return (losses * weights).sum() / weights.sum().clamp(min=1)
