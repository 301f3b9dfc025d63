"""What the training code makes of labels, where the libraries that train are installed."""

import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training group is not installed")
pytest.importorskip("transformers", reason="the training group is not installed")
tokenizers = pytest.importorskip("tokenizers")
sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from batches import IGNORED, blurred, collate  # noqa: E402
from encoder_data import Deed, Item, Judged, text_items  # noqa: E402
from losses import Weights, loss_of, taught_loss  # noqa: E402
from reader import JUDGEMENTS, LINK_SIZE, Logits  # noqa: E402
from sentence_texts import LabelledDocument  # noqa: E402

from dragoman.model import MODALITIES  # noqa: E402
from dragoman.understand.encoder import ROOTS  # noqa: E402
from dragoman.vocab.plover import codes_with_roots  # noqa: E402

CODES = len(codes_with_roots())


@pytest.fixture(scope="module")
def pieces():
    """Word pieces of a few words."""
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[unused1]",
        "Velmora",
        "shelled",
        "Karsen",
        ",",
        "said",
        "the",
        "army",
        ".",
    ]
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({word: number for number, word in enumerate(words)}, "[UNK]")
    )
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    return tokenizer


@pytest.fixture
def items(pieces):
    """Two windows of one document, the first sentence labelled, the second not."""
    text = "Velmora shelled Karsen .\nthe army said .\n"
    event = {"trigger": [8, 15], "source": [[0, 7]], "target": [[16, 22]], "type": "ASSAULT", "cameo": "190"}
    labelled = {
        "start": 0,
        "end": 24,
        "standing": "news",
        "kind": "deed",
        "said": False,
        "modality": "happened",
        "events": [event],
    }
    document = LabelledDocument("one", text, None, [labelled, {"start": 25, "end": 40}])
    return text_items([document], [], pieces, size=4)


def _logits(batch):
    rows, length = batch.ids.shape
    shapes = {
        "tags": (rows, length, 3, 3), "links": (rows, length, 3, LINK_SIZE), "sentences": (rows, length, JUDGEMENTS),
        "deeds": (rows, length, 1 + len(ROOTS)), "deed_codes": (rows, length, CODES), "deed_links": (rows, length, 3, LINK_SIZE),
        "parties": (rows, length, 3), "sides": (rows, length, 4), "types": (rows, len(ROOTS)), "codes": (rows, CODES),
    }  # fmt: skip
    torch.manual_seed(3)
    return Logits(**{name: torch.randn(shape).requires_grad_() for name, shape in shapes.items()})


def test_labels_of_a_document_stand_at_their_pieces(items, pieces):
    """The deed at its trigger, whoever takes part, the sentence's judgements; nothing where nothing is labelled."""
    assert [len(item.stretches) for item in items] == [1, 1]
    assert items[0].sentences == [
        Judged(stretch=0, background=False, kind=0, said=False, modality=MODALITIES.index("happened"))
    ]
    assert [type(deed) for deed in items[0].deeds] == [Deed]
    batch = collate(items, pieces)
    root = 1 + ROOTS.index("ASSAULT")
    assert batch.deeds.tolist() == [[IGNORED, 0, root, 0, 0, IGNORED], [IGNORED] * 6]
    assert batch.parties[0].tolist() == [IGNORED, 1, 0, 1, 0, IGNORED]
    assert batch.deed_sides[0].argmax(-1).tolist() == [1, 3]
    assert batch.stretches.tolist() == [[0, 1, 5], [1, 1, 5]]
    assert (batch.tags == IGNORED).all()


@pytest.mark.parametrize("task", ["texts", "relations", "sides"])
def test_whoever_believes_what_the_teachers_believe_has_nothing_to_learn(task, items, pieces):
    """The gradient is nothing there, and something elsewhere."""
    batch = collate([Item(task, item.ids, stretches=item.stretches) for item in items], pieces)
    seen = _logits(batch)
    same = Logits(*(own.detach() for own in seen))
    other = Logits(*(own.detach().flip(-1) for own in seen))
    for teachers, learns in (([same, same], False), ([same, other], True)):
        loss = taught_loss(seen, teachers, batch)
        steps = torch.autograd.grad(loss, seen, allow_unused=True)
        assert any(step is not None and float(step.abs().max()) > 1e-5 for step in steps) == learns


def test_losses_against_labels_are_finite_where_nothing_is_labelled(items, pieces):
    """A batch without a label teaches nothing."""
    batch = collate([Item("texts", item.ids) for item in items], pieces)
    weights = Weights(torch.ones(len(ROOTS)), torch.ones(len(MODALITIES)), torch.ones(1 + len(ROOTS)))
    assert float(loss_of(_logits(batch), batch, weights).detach()) == 0


def test_what_is_blurred_keeps_its_marks_and_loses_its_tags(items, pieces):
    """Only pieces that are not fixed change."""
    items[0].tags = np.zeros((len(items[0].ids), 3), dtype=np.int64)
    batch = collate(items[:1] * 200, pieces)
    fixed = torch.tensor([pieces.token_to_id(name) for name in ("[CLS]", "[SEP]", "[PAD]")])
    torch.manual_seed(1)
    changed = blurred(batch, torch.tensor([12]), fixed)
    moved = changed.ids != batch.ids
    assert 0.03 < float(moved.float().mean()) < 0.2
    assert not moved[torch.isin(batch.ids, fixed)].any()
    assert (changed.tags == IGNORED).all()
