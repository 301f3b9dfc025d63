"""What each task's heads have to learn: the losses of one batch.

A reader's logits and a batch of items of one task come in, one number goes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from encoder_data import NULL, Item
from reader import BACKGROUND, KIND, LINK_SIZE, MODALITY, NEVER, SAID, Logits
from torch import nn

from dragoman.understand.encoder import ROOTS
from dragoman.vocab.plover import codes_with_roots, root_of

IGNORED = -100
# One piece in forty tells a deed.
DEEDS_WEIGH = 8.0


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each label weighs, rare ones more: of marked relations, of modalities, of deeds (the first: none)."""

    types: torch.Tensor
    modalities: torch.Tensor
    deeds: torch.Tensor


def loss_of(seen: Logits, mask: torch.Tensor, batch: Sequence[Item], weights: Weights) -> torch.Tensor:
    """The loss of one batch of one task."""
    match batch[0].task:
        case "relations":
            types, codes = seen.types.float(), seen.codes.float()
            return type_loss(types, batch, weights.types) + 0.5 * relation_code_loss(codes, batch)
        case "sentences":
            return sentence_loss(seen.sentences.float(), batch, weights.modalities)
        case "deeds":
            return deed_loss(seen, mask, batch, weights.deeds)
        case "sides" | "marked":
            return side_loss(seen.sides.float(), mask, batch)
        case _:
            told = tag_loss(seen.tags.float(), batch) + 0.3 * link_loss(seen.links.float(), mask, batch)
            judged = any(item.sentences for item in batch)
            return told + sentence_loss(seen.sentences.float(), batch, weights.modalities) if judged else told


def type_loss(types: torch.Tensor, batch: Sequence[Item], weights: torch.Tensor) -> torch.Tensor:
    """Cross entropy of the type, rare ones weighing more."""
    gold = torch.tensor([item.label for item in batch])
    return nn.functional.cross_entropy(types, gold, weight=weights, label_smoothing=0.05)


def relation_code_loss(codes: torch.Tensor, batch: Sequence[Item]) -> torch.Tensor:
    """Cross entropy of the code of each relation that has one."""
    rows = [row for row, item in enumerate(batch) if item.code != NULL]
    return code_loss(codes[rows], [(batch[row].label, batch[row].code) for row in rows])


def code_loss(codes: torch.Tensor, gold: Sequence[tuple[int, int]]) -> torch.Tensor:
    """Cross entropy of each row's code among those of its root; `gold` are roots and codes."""
    if not gold:
        return codes.sum() * 0
    roots = [root_of(code) for code in codes_with_roots()]
    inside = torch.tensor([[root == ROOTS[own] for root in roots] for own, _ in gold])
    return nn.functional.cross_entropy(codes.masked_fill(~inside, NEVER), torch.tensor([code for _, code in gold]))


def tag_loss(tags: torch.Tensor, batch: Sequence[Item]) -> torch.Tensor:
    """Cross entropy of the BIO tags."""
    gold = torch.full(tags.shape[:3], IGNORED)
    for row, item in enumerate(batch):
        gold[row, 1 : 1 + len(item.ids)] = torch.from_numpy(item.tags)
    return nn.functional.cross_entropy(tags.reshape(-1, 3), gold.reshape(-1), ignore_index=IGNORED)


def link_loss(links: torch.Tensor, mask: torch.Tensor, batch: Sequence[Item]) -> torch.Tensor:
    """Each content's first piece names the first piece of its source and of its cue among all pieces; the start of all where there is none."""
    asked = [(row, *link) for row, item in enumerate(batch) for link in item.links]
    if not asked:
        return links.sum() * 0
    rows, contents, sources, cues = (torch.tensor(column) for column in zip(*asked, strict=True))
    total = links.sum() * 0
    for side, gold in enumerate((sources, cues)):
        total = total + nn.functional.cross_entropy(_answers(links, mask, rows, contents, side), gold + 1)
    return total


def _answers(
    links: torch.Tensor, mask: torch.Tensor, rows: torch.Tensor, asking: torch.Tensor, side: int
) -> torch.Tensor:
    """How well each piece answers what some pieces ask: `(asking, pieces + 2)`."""
    asks = links[rows, asking + 1, side]
    scores = torch.einsum("nd,ntd->nt", asks, links[rows, :, 2]) / LINK_SIZE**0.5
    return scores.masked_fill(mask[rows] == 0, NEVER)


def side_loss(sides: torch.Tensor, mask: torch.Tensor, batch: Sequence[Item]) -> torch.Tensor:
    """Begin and end of source and target as a choice among the pieces; where there are several, each is right."""
    gold = torch.zeros(sides.shape)
    for row, item in enumerate(batch):
        for side, spans in enumerate(item.sides):
            for place, column in ((0, 2 * side), (1, 2 * side + 1)):
                for span in spans:
                    gold[row, span[place] + 1, column] += 1 / len(spans)
                if not spans:
                    gold[row, 0, column] = 1
    chances = nn.functional.log_softmax(sides.masked_fill(mask.unsqueeze(-1) == 0, NEVER), dim=1)
    return -(gold * chances).sum(1).mean()


def deed_loss(seen: Logits, mask: torch.Tensor, batch: Sequence[Item], weights: torch.Tensor) -> torch.Tensor:
    """Of the sentences whose every deed is labelled: where a deed is told, its root and code, whoever takes part, and who is on its either side."""
    deeds, parties = (logits.float() for logits in (seen.deeds, seen.parties))
    gold, taking_part = (torch.full(mask.shape, IGNORED) for _ in range(2))
    for row, item in enumerate(batch):
        for first, last in item.coded:
            gold[row, first + 1 : last + 1] = taking_part[row, first + 1 : last + 1] = 0
        for deed in item.deeds:
            gold[row, deed.trigger + 1] = deed.root + 1
            for first, last in (*deed.sources, *deed.targets):
                taking_part[row, first + 1] = 1
                taking_part[row, first + 2 : last + 2] = 2
    told = nn.functional.cross_entropy(deeds.flatten(0, 1), gold.flatten(), weight=weights, ignore_index=IGNORED)
    loss = DEEDS_WEIGH * told + nn.functional.cross_entropy(
        parties.flatten(0, 1), taking_part.flatten(), ignore_index=IGNORED
    )
    own = [(row, deed) for row, item in enumerate(batch) for deed in item.deeds]
    if not own:
        return loss
    rows, triggers = (torch.tensor(column) for column in zip(*((row, deed.trigger) for row, deed in own), strict=True))
    coded = [number for number, (_, deed) in enumerate(own) if deed.code != NULL]
    codes = seen.deed_codes.float()[rows[coded], triggers[coded] + 1]
    loss = loss + 0.5 * code_loss(codes, [(own[number][1].root, own[number][1].code) for number in coded])
    for side, name in enumerate(("sources", "targets")):
        answers = _answers(seen.deed_links.float(), mask, rows, triggers, side)
        wanted = torch.zeros_like(answers)
        for number, (_, deed) in enumerate(own):
            firsts = [first + 1 for first, _ in getattr(deed, name)] or [0]
            wanted[number, firsts] = 1 / len(firsts)
        loss = loss + 0.5 * nn.functional.cross_entropy(answers, wanted)
    return loss


def sentence_loss(logits: torch.Tensor, batch: Sequence[Item], weights: torch.Tensor) -> torch.Tensor:
    """Standing, kind, whether something is said, modality, of each judged sentence, against labels or a teacher's chances."""
    rows = [(row, sentence) for row, item in enumerate(batch) for sentence in item.sentences]
    means = torch.stack([logits[row, 1 + s.first : 1 + s.last].mean(0) for row, s in rows])
    background, said, kinds, modalities = (
        torch.tensor([getattr(s, name) for _, s in rows]) for name in ("background", "said", "kinds", "modalities")
    )
    loss = nn.functional.binary_cross_entropy_with_logits(means[:, BACKGROUND], background)
    loss = loss + nn.functional.cross_entropy(means[:, KIND], kinds)
    loss = loss + nn.functional.binary_cross_entropy_with_logits(means[:, SAID], said)
    if modalities.any():
        weighed = modalities * weights
        chances = nn.functional.log_softmax(means[:, MODALITY], dim=1)
        loss = loss - (weighed * chances).sum() / weighed.sum()
    return loss
