"""What a reader is worth by its heads alone, on what nothing was trained on: a quick look while it is made; the product's own figures come from `dragoman evaluate`.

A network and `encoder_data.read_aside`'s items come in; figures go out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import torch
from batches import IGNORED, Batch, Ends, collate
from items import NULL, Item
from losses import sentence_means, told_elsewhere
from reader import BACKGROUND, MODALITY, Logits, Reader, look

from dragoman.evaluate.relations import macro_f1

SIZE = 64


def measure(model: Reader, aside: Mapping[str, Sequence[Item]], ends: Ends) -> dict[str, float]:
    """F1 of source, cue and content by pieces, of background at its best cut, of modalities and types (macro), of where deeds are told with their roots, of names elsewhere of who does them and to whom and of earlier tellings."""
    model.eval()
    with torch.no_grad():
        found = dict(zip(("source", "cue", "content"), _roles(model, aside["attribution"], ends), strict=True))
        for name in ("held", "aside"):
            found |= {f"{name} {kind}": value for kind, value in _texts(model, aside[name], ends).items()}
        found["types"] = _types(model, aside["relations"], ends)
    model.train()
    return {name: round(float(value), 4) for name, value in found.items()}


def _seen(model: Reader, items: Sequence[Item], ends: Ends) -> Iterator[tuple[Logits, Batch]]:
    device = next(model.parameters()).device
    ordered = sorted(items, key=lambda item: len(item.ids))
    for start in range(0, len(ordered), SIZE):
        batch = collate(ordered[start : start + SIZE], ends).to(device)
        yield look(model, batch), batch


def _f1(right: float, found: float, gold: float) -> float:
    return 2 * right / max(1.0, found + gold)


def _roles(model: Reader, items: Sequence[Item], ends: Ends) -> list[float]:
    counts = np.zeros((3, 3))
    for seen, batch in _seen(model, items, ends):
        for role in range(3):
            gold, own = batch.tags[:, :, role], seen.tags[:, :, role].argmax(-1) > 0
            known = gold != IGNORED
            counts[role] += [int((own & (gold > 0) & known).sum()), int((own & known).sum()), int(((gold > 0) & known).sum())]  # fmt: skip
    return [_f1(*own) for own in counts]


def _texts(model: Reader, items: Sequence[Item], ends: Ends) -> dict[str, float]:
    standing, modalities = [], []
    deeds, elsewhere = np.zeros(3), np.zeros((3, 3))
    for seen, batch in _seen(model, items, ends):
        which, background, _, _, modality = batch.judged.unbind(1)
        means = sentence_means(seen.sentences, batch)[which]
        standing += zip(means[:, BACKGROUND].tolist(), background.tolist(), strict=True)
        pairs = zip(means[:, MODALITY].argmax(-1).tolist(), modality.tolist(), strict=True)
        modalities += [pair for pair in pairs if pair[1] != NULL]
        elsewhere += _elsewhere(seen, batch)
        known, own = batch.deeds != IGNORED, seen.deeds.argmax(-1)
        deeds += [int(((own == batch.deeds) & (own > 0) & known).sum()), int(((own > 0) & known).sum()), int(((batch.deeds > 0) & known).sum())]  # fmt: skip
    return {"background": _best_cut(standing), "modality": macro_f1(modalities), "deeds": _f1(*deeds), "doer": _f1(*elsewhere[0]), "goal": _f1(*elsewhere[1]), "again": _f1(*elsewhere[2])}  # fmt: skip


def _elsewhere(seen: Logits, batch: Batch) -> np.ndarray:
    """(right, found, gold) of names of sources, of targets, and of earlier tellings elsewhere, a row each, of the labelled deeds."""
    best = told_elsewhere(seen.report_links, batch).argmax(-1)
    looked = batch.elsewhere.sum(-1) > 0
    gold, own = batch.elsewhere[..., 0] < 1, best > 0
    right = batch.elsewhere.gather(-1, best.unsqueeze(-1)).squeeze(-1) > 0
    return torch.stack([(mask & looked).sum(0) for mask in (right & own, own, gold)], 1).cpu().numpy()


def _best_cut(pairs: Sequence[tuple[float, int]]) -> float:
    gold = np.array([own for _, own in sorted(pairs, reverse=True)])
    right = gold.cumsum()
    return float((2 * right / (np.arange(1, len(gold) + 1) + gold.sum())).max())


def _types(model: Reader, items: Sequence[Item], ends: Ends) -> float:
    pairs = [
        pair
        for seen, batch in _seen(model, items, ends)
        for pair in zip(seen.types.argmax(-1).tolist(), batch.types.tolist(), strict=True)
    ]
    return macro_f1(pairs)
