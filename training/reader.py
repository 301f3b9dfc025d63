"""The network that is trained: one encoder with a head for each thing to be read off its states.

Word pieces come in; logits of all heads go out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from encoder_data import Item
from learning import padded
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel, BertConfig
from transformers.models.bert.modeling_bert import BertLayer

from dragoman.model import MODALITIES
from dragoman.understand.encoder import KINDS, ROOTS
from dragoman.vocab.plover import codes_with_roots

LINK_SIZE = 64
NEVER = -1e4
LINKS = 3
# The deeds' own layers, beside the encoder's last ones.
DEED_LAYERS = 2
JUDGEMENTS = 1 + len(KINDS) + 1 + len(MODALITIES)
# Where each judgement stands among a sentence's logits.
BACKGROUND, KIND, SAID, MODALITY = 0, slice(1, 1 + len(KINDS)), 1 + len(KINDS), slice(2 + len(KINDS), JUDGEMENTS)


class Logits(NamedTuple):
    """What the heads see, `(batch, …)`.

    Attributions: `tags` `(pieces, 3, 3)`, `links` `(pieces, 3, 64)` (asks for source, asks for cue, answers). Sentences: `sentences` `(pieces, 14)`, to be averaged over a
    sentence. Deeds: `deeds` `(pieces, 16)` (none is told here, or one of this root), `deed_codes` `(pieces, codes_with_roots())`, `deed_links` as `links`, `parties` `(pieces, 3)`
    (BIO of whoever takes part). A sentence alone: `sides` `(pieces, 4)` (source begins, ends, target begins, ends; at the first: there is none). A marked relation:
    `types` `(15,)`, `codes` `(codes_with_roots(),)`.
    """

    tags: torch.Tensor
    links: torch.Tensor
    sentences: torch.Tensor
    deeds: torch.Tensor
    deed_codes: torch.Tensor
    deed_links: torch.Tensor
    parties: torch.Tensor
    sides: torch.Tensor
    types: torch.Tensor
    codes: torch.Tensor


class Reader(nn.Module):
    """The encoder with its heads."""

    def __init__(self, base: Path, attention: str = "sdpa") -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation=attention)
        size, codes = self.encoder.config.hidden_size, len(codes_with_roots())
        self.tags = nn.Linear(size, 9)
        self.links = nn.Linear(size, LINKS * LINK_SIZE)
        self.sentences = nn.Linear(size, JUDGEMENTS)
        own = BertConfig(hidden_size=size, num_attention_heads=self.encoder.config.num_attention_heads, intermediate_size=4 * size)  # fmt: skip
        own._attn_implementation = "eager"  # noqa: SLF001 - a layer alone has no other way to be told
        self.deed_layers = nn.ModuleList([BertLayer(own) for _ in range(DEED_LAYERS)])
        self.deeds = nn.Sequential(nn.Dropout(0.1), nn.Linear(size, 1 + len(ROOTS)))
        self.deed_codes = nn.Sequential(nn.Dropout(0.1), nn.Linear(size, codes))
        self.deed_links = nn.Linear(size, LINKS * LINK_SIZE)
        self.parties = nn.Linear(size, 3)
        self.sides = nn.Linear(size, 4)
        self.types = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, len(ROOTS)))
        self.codes = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, codes))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, marks: torch.Tensor) -> Logits:
        """Logits of all heads."""
        seen = self.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        # Deeds are learnt on what the encoder sees, and do not change it.
        states, deeds = seen.last_hidden_state, seen.hidden_states[-1 - DEED_LAYERS].detach()
        for layer in self.deed_layers:
            deeds = layer(deeds, (1.0 - mask[:, None, None, :].to(deeds.dtype)) * NEVER)
            deeds = deeds[0] if isinstance(deeds, tuple) else deeds
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        rows = torch.arange(ids.shape[0], device=ids.device)
        marked = torch.cat([mean, *(states[rows, marks[:, side]] for side in range(2))], dim=-1)
        batch, pieces = ids.shape
        return Logits(
            tags=self.tags(states).view(batch, pieces, 3, 3),
            links=self.links(states).view(batch, pieces, LINKS, LINK_SIZE),
            sentences=self.sentences(states),
            deeds=self.deeds(deeds),
            deed_codes=self.deed_codes(deeds),
            deed_links=self.deed_links(deeds).view(batch, pieces, LINKS, LINK_SIZE),
            parties=self.parties(deeds),
            sides=self.sides(states),
            types=self.types(marked),
            codes=self.codes(marked),
        )

    def go_on_from(self, path: Path) -> None:
        """The weights are those of an earlier run; where that knew no deeds, their layers begin as the encoder's last ones."""
        earlier = torch.load(path, weights_only=True)
        self.load_state_dict(self.state_dict() | earlier)
        if not any(name.startswith("deed_layers") for name in earlier):
            for own, layer in zip(self.deed_layers, self.encoder.encoder.layer[-DEED_LAYERS:], strict=True):
                own.load_state_dict(layer.state_dict())


def to_tensors(batch: Sequence[Item], tokenizer: Tokenizer) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids between the tokens that open and close a text, mask, marks."""
    names = ("[CLS]", "[SEP]", "[PAD]") if tokenizer.token_to_id("[CLS]") is not None else ("<s>", "</s>", "<pad>")
    first, last, empty = map(tokenizer.token_to_id, names)
    ids, mask = padded([[first, *item.ids, last] for item in batch], empty)
    return ids, mask, torch.tensor([item.marks for item in batch], dtype=torch.long)
