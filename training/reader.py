"""The network that is trained: one encoder with a head for each thing to be read off its states.

Word pieces come in; logits of all heads go out.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import NamedTuple

import torch
from batches import Batch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from dragoman.model import MODALITIES
from dragoman.understand.encoder import KINDS, MARKS, ROOTS
from dragoman.vocab.plover import codes_with_roots

LINK_SIZE = 64
NEVER = -1e4
LINKS = 3
# Of a deed within its report: asks for whoever does it, for those it is done to, for an earlier telling; who answers, which telling does.
REPORT_LINKS = 5
CASES = 3
JUDGEMENTS = 1 + len(KINDS) + 1 + len(MODALITIES)
# Where each judgement stands among a sentence's logits.
BACKGROUND, KIND, SAID, MODALITY = 0, slice(1, 1 + len(KINDS)), 1 + len(KINDS), slice(2 + len(KINDS), JUDGEMENTS)


class Logits(NamedTuple):
    """What the heads see, `(batch, …)`.

    Attributions: `tags` `(pieces, 3, 3)`, `links` `(pieces, 3, 64)` (asks for source, asks for cue, answers). Sentences: `sentences` `(pieces, 14)`, to be averaged over a
    sentence. Deeds: `deeds` `(pieces, 16)` (none is told here, or one of this root), `deed_codes` `(pieces, codes_with_roots())`, `deed_links` as `links`, `parties` `(pieces, 3)`
    (BIO of whoever takes part), `report_links` `(pieces, 5, 64)` (asks for who does it and to whom elsewhere in the report, for an earlier telling; answers as a name, as a telling). A sentence alone: `sides` `(pieces, 4)` (source begins, ends, target begins, ends; at the first: there is none). A marked relation:
    `types` `(15,)`, `codes` `(codes_with_roots(),)`.
    """

    tags: torch.Tensor
    links: torch.Tensor
    sentences: torch.Tensor
    deeds: torch.Tensor
    deed_codes: torch.Tensor
    deed_links: torch.Tensor
    parties: torch.Tensor
    report_links: torch.Tensor
    sides: torch.Tensor
    types: torch.Tensor
    codes: torch.Tensor

    def floats(self) -> Logits:
        """The same in full precision."""
        return Logits(*(own.float() for own in self))


class Reader(nn.Module):
    """The encoder with its heads; `layers` more than the base's begin as copies of its last ones, `cases` is a state added to each piece's by how it is written."""

    def __init__(self, base: Path, *, layers: int = 0) -> None:
        super().__init__()
        # A model's own pooling is not used; some have none.
        self.encoder = AutoModel.from_pretrained(base)
        self.encoder.pooler = None
        if layers:
            stack = self.encoder.encoder.layer
            stack.extend([copy.deepcopy(layer) for layer in stack[-layers:]])
            self.encoder.config.num_hidden_layers = len(stack)
        size, codes = self.encoder.config.hidden_size, len(codes_with_roots())
        self.cases = nn.Embedding(CASES, size)
        nn.init.zeros_(self.cases.weight)
        self.tags = nn.Linear(size, 9)
        self.links = nn.Linear(size, LINKS * LINK_SIZE)
        self.sentences = nn.Linear(size, JUDGEMENTS)
        self.deeds = nn.Sequential(nn.Dropout(0.1), nn.Linear(size, 1 + len(ROOTS)))
        self.deed_codes = nn.Sequential(nn.Dropout(0.1), nn.Linear(size, codes))
        self.deed_links = nn.Linear(size, LINKS * LINK_SIZE)
        self.parties = nn.Linear(size, 3)
        self.report_links = nn.Linear(size, REPORT_LINKS * LINK_SIZE)
        self.sides = nn.Linear(size, 4)
        self.types = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, len(ROOTS)))
        self.codes = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, codes))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, cases: torch.Tensor, marks: torch.Tensor) -> Logits:
        """Logits of all heads."""
        words = self.encoder.get_input_embeddings()(ids) + self.cases(cases)
        states = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        rows = torch.arange(ids.shape[0], device=ids.device)
        marked = torch.cat([mean, *(states[rows, marks[:, side]] for side in range(2))], dim=-1)
        batch, pieces = ids.shape
        return Logits(
            tags=self.tags(states).view(batch, pieces, 3, 3),
            links=self.links(states).view(batch, pieces, LINKS, LINK_SIZE),
            sentences=self.sentences(states),
            deeds=self.deeds(states),
            deed_codes=self.deed_codes(states),
            deed_links=self.deed_links(states).view(batch, pieces, LINKS, LINK_SIZE),
            parties=self.parties(states),
            report_links=self.report_links(states).view(batch, pieces, REPORT_LINKS, LINK_SIZE),
            sides=self.sides(states),
            types=self.types(marked),
            codes=self.codes(marked),
        )


def read_pieces(base: Path) -> Tokenizer:
    """The word pieces of a base, with the marks of a relation's sides."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.add_special_tokens([token for marks in MARKS.values() for token in marks])
    return tokenizer


def make_teacher(base: Path, pieces: int) -> Reader:
    """A reader that starts from another base, with room for so many word pieces."""
    teacher = Reader(base)
    teacher.encoder.resize_token_embeddings(max(pieces, teacher.encoder.config.vocab_size))
    return teacher


def load_teacher(base: Path, path: Path, pieces: int) -> Reader:
    """What `teacher.py` wrote, to be asked."""
    teacher = make_teacher(base, pieces)
    teacher.load_state_dict(torch.load(path, weights_only=True))
    return teacher.eval()


def look(model: Reader, batch: Batch) -> Logits:
    """What a reader sees in a batch, worked out in half precision."""
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        seen: Logits = model(batch.ids, batch.mask, batch.cases, batch.marks)
    return seen.floats()
