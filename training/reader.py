"""The network that is trained: one encoder with a head for each thing to be read off its states.

Word pieces come in; logits of all heads go out.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoConfig, AutoModel

from dragoman.model import MODALITIES
from dragoman.understand.encoder import KINDS, MARKS, ROOTS
from dragoman.vocab.plover import codes_with_roots

LINK_SIZE = 64
NEVER = -1e4
LINKS = 3
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

    def floats(self) -> Logits:
        """The same in full precision."""
        return Logits(*(own.float() for own in self))


class Reader(nn.Module):
    """The encoder with its heads; `layers` more than the base's begin as copies of its last ones.

    `pieces` `(vocabulary,)` are the base's numbers of the word pieces that come in, where it has others.
    """

    def __init__(
        self, base: Path, *, layers: int = 0, pieces: torch.Tensor | None = None, attention: str = "sdpa"
    ) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation=attention)
        self.register_buffer("pieces", pieces, persistent=False)
        if layers:
            stack = self.encoder.encoder.layer
            stack.extend([copy.deepcopy(layer) for layer in stack[-layers:]])
            self.encoder.config.num_hidden_layers = len(stack)
        size, codes = self.encoder.config.hidden_size, len(codes_with_roots())
        self.tags = nn.Linear(size, 9)
        self.links = nn.Linear(size, LINKS * LINK_SIZE)
        self.sentences = nn.Linear(size, JUDGEMENTS)
        self.deeds = nn.Sequential(nn.Dropout(0.1), nn.Linear(size, 1 + len(ROOTS)))
        self.deed_codes = nn.Sequential(nn.Dropout(0.1), nn.Linear(size, codes))
        self.deed_links = nn.Linear(size, LINKS * LINK_SIZE)
        self.parties = nn.Linear(size, 3)
        self.sides = nn.Linear(size, 4)
        self.types = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, len(ROOTS)))
        self.codes = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, codes))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, marks: torch.Tensor) -> Logits:
        """Logits of all heads."""
        own = ids if self.pieces is None else self.pieces[ids]
        states = self.encoder(input_ids=own, attention_mask=mask).last_hidden_state
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
            sides=self.sides(states),
            types=self.types(marked),
            codes=self.codes(marked),
        )


def same_pieces(ours: Tokenizer, theirs: Tokenizer) -> torch.Tensor:
    """The number that another vocabulary has for each of our word pieces; the first, the last and the empty one may have other names there."""
    other_names = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}
    known = theirs.get_vocab()
    numbers = sorted((number, piece) for piece, number in ours.get_vocab().items())
    return torch.tensor(
        [known.get(other_names.get(piece, ""), known.get(piece, known["[UNK]"])) for _, piece in numbers]
    )


def read_pieces(base: Path) -> Tokenizer:
    """The word pieces of a base, with the marks of a relation's sides."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.add_special_tokens([token for marks in MARKS.values() for token in marks])
    return tokenizer


def make_teacher(base: Path, ours: Tokenizer, *, layers: int = 0) -> Reader:
    """A reader of our word pieces that starts from another base."""
    theirs = Tokenizer.from_file(str(base / "tokenizer.json"))
    return Reader(base, layers=layers, pieces=same_pieces(ours, theirs), attention="eager")


def load_teacher(base: Path, path: Path, ours: Tokenizer) -> Reader:
    """What `teacher.py` or `encoder.py` wrote, to be asked."""
    state = torch.load(path, weights_only=True)
    stack = {name.split(".")[3] for name in state if name.startswith("encoder.encoder.layer.")}
    teacher = make_teacher(base, ours, layers=len(stack) - AutoConfig.from_pretrained(base).num_hidden_layers)
    teacher.load_state_dict(state)
    return teacher.eval()
