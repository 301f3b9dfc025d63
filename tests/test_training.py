"""What the training code makes of labels, where the libraries that train are installed."""

import random
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the training group is not installed")
pytest.importorskip("transformers", reason="the training group is not installed")
tokenizers = pytest.importorskip("tokenizers")
sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from batches import IGNORED, collate, ends_of  # noqa: E402
from encoder import plan_steps  # noqa: E402
from encoder_data import Parts, Pieces, blurred_documents, text_items  # noqa: E402
from exact import write_exact  # noqa: E402
from items import Blurred, Deed, Item, Judged, align  # noqa: E402
from losses import Opinion, Weights, loss_of, opinion_of, sentence_means, taught_loss  # noqa: E402
from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: E402
from read_back import read_weights  # noqa: E402
from reader import JUDGEMENTS, LINK_SIZE, Logits  # noqa: E402
from sentence_texts import LabelledDocument  # noqa: E402

import dragoman.understand  # noqa: E402
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


@pytest.fixture(scope="module")
def letters():
    """Pieces of one letter each: a teacher's."""
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyzVKT,."]
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel({n: i for i, n in enumerate(names)}, "[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Split(tokenizers.Regex(r"\s*\S"), "isolated")
    return tokenizer


@pytest.fixture
def document():
    """One document, the first sentence labelled, the second not."""
    text = "Velmora shelled Karsen .\nthe army said .\n"
    event = {
        "trigger": [8, 15],
        "source": [[0, 7]],
        "target": [[16, 22]],
        "type": "ASSAULT",
        "cameo": "190",
        "target_elsewhere": [[25, 28]],
        "again": [],
    }
    labelled = {
        "start": 0,
        "end": 24,
        "standing": "news",
        "kind": "deed",
        "said": False,
        "modality": "happened",
        "events": [event],
    }
    return LabelledDocument("one", text, None, [labelled, {"start": 25, "end": 40}])


@pytest.fixture
def items(document, pieces):
    """Its two windows."""
    return text_items([document], [], Pieces(pieces), size=4)


def _logits(batch):
    rows, length = batch.ids.shape
    shapes = {
        "tags": (rows, length, 3, 3), "links": (rows, length, 3, LINK_SIZE), "sentences": (rows, length, JUDGEMENTS),
        "deeds": (rows, length, 1 + len(ROOTS)), "deed_codes": (rows, length, CODES), "deed_links": (rows, length, 3, LINK_SIZE),
        "parties": (rows, length, 3), "report_links": (rows, length, 5, LINK_SIZE), "sides": (rows, length, 4), "types": (rows, len(ROOTS)), "codes": (rows, CODES),
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
    batch = collate(items, ends_of(pieces))
    root = 1 + ROOTS.index("ASSAULT")
    assert batch.deeds.tolist() == [[IGNORED, 0, root, 0, 0, IGNORED], [IGNORED] * 6]
    assert batch.parties[0].tolist() == [IGNORED, 1, 0, 1, 0, IGNORED]
    assert batch.deed_sides[0].argmax(-1).tolist() == [1, 3]
    assert batch.stretches.tolist() == [[0, 1, 5], [1, 1, 5]]
    assert (batch.tags == IGNORED).all()


def test_what_is_told_elsewhere_is_learnt_where_somebody_looked(document, pieces):
    """A name in the same window, the start of all where there is none in it, and nothing where nobody looked."""
    (whole,) = text_items([document], [], Pieces(pieces), size=9)
    assert whole.deeds[0].elsewhere == (None, (4,), ())
    batch = collate([whole], ends_of(pieces))
    assert batch.elsewhere.sum(-1).tolist() == [[0, 1, 1]]
    assert batch.elsewhere.argmax(-1).tolist() == [[0, 5, 0]]
    (first, _) = text_items([document], [], Pieces(pieces), size=4)
    assert first.deeds[0].elsewhere == (None, (), ())


@pytest.mark.parametrize("task", ["texts", "relations", "sides"])
def test_whoever_believes_what_the_teachers_believe_has_nothing_to_learn(task, items, pieces):
    """The gradient is nothing there, and something elsewhere."""
    batch = collate([Item(task, item.ids, item.cases, stretches=item.stretches) for item in items], ends_of(pieces))
    seen = _logits(batch)
    same, other = (
        Opinion(logits, sentence_means(logits.sentences, batch))
        for logits in (Logits(*(own.detach() for own in seen)), Logits(*(own.detach().flip(-1) for own in seen)))
    )
    for teachers, learns in (([same, same], False), ([same, other], True)):
        loss = taught_loss(seen, teachers, batch)
        steps = torch.autograd.grad(loss, seen, allow_unused=True)
        assert any(step is not None and float(step.abs().max()) > 1e-5 for step in steps) == learns


def test_losses_against_labels_are_finite_where_nothing_is_labelled(items, pieces):
    """A batch without a label teaches nothing."""
    batch = collate([Item("texts", item.ids, item.cases) for item in items], ends_of(pieces))
    weights = Weights(torch.ones(len(ROOTS)), torch.ones(len(MODALITIES)), torch.ones(1 + len(ROOTS)))
    assert float(loss_of(_logits(batch), batch, weights).detach()) == 0


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_weights_are_read_back_from_the_graph(tmp_path):
    """An encoder of 8-bit weights comes back to within its rounding, whatever its modules are called."""
    module = torch.nn.ModuleDict(
        {"tags": torch.nn.Linear(64, 9), "types": torch.nn.Sequential(torch.nn.Dropout(), torch.nn.Linear(9, 40))}
    )

    class Both(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.tags, self.types = module["tags"], module["types"]

        def forward(self, states):
            return self.types(self.tags(states))

    plain = tmp_path / "plain.onnx"
    torch.onnx.export(Both().eval(), (torch.ones(1, 3, 64),), str(plain), opset_version=17, dynamo=False)
    quantize_dynamic(plain, tmp_path / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    found = read_weights(tmp_path / "encoder.onnx")
    wanted = Both().state_dict()
    assert set(found) == set(wanted)
    assert all(torch.allclose(found[name], wanted[name], atol=0.002) for name in wanted)


def test_what_a_teacher_of_other_pieces_sees_stands_at_ours(document, pieces, letters):
    """Deeds, parties and judgements that are right in the teacher's pieces are right in ours; a piece that begins nothing of the teacher's begins nothing."""
    items = text_items([document], [], Pieces(pieces, letters), size=4)
    batch = collate(items, ends_of(pieces), ends_of(letters))
    theirs, (rows, length) = batch.twin, batch.twin.ids.shape
    seen = _logits(theirs)._replace(
        deeds=20 * torch.nn.functional.one_hot(theirs.deeds.clamp(min=0), 1 + len(ROOTS)).float(),
        parties=20 * torch.nn.functional.one_hot(theirs.parties.clamp(min=0), 3).float(),
    )
    opinion = opinion_of(seen, batch)
    known = batch.deeds != IGNORED
    assert (opinion.seen.deeds.argmax(-1) == batch.deeds)[known].all()
    assert (opinion.seen.parties.argmax(-1) == batch.parties)[known].all()
    assert opinion.means.shape == (len(batch.stretches), JUDGEMENTS)
    assert opinion.seen.tags.shape == (*batch.ids.shape, 3, 3)
    assert (rows, length) != tuple(batch.ids.shape)


def test_pieces_that_begin_within_one_of_a_teachers_go_on_there():
    """The last of theirs that begins no later."""
    assert align([(0, 3), (3, 7), (8, 12)], [(0, 7), (8, 10), (10, 12)]) == [0, 0, 1]


def test_a_blurred_text_keeps_its_places(document):
    """Some words are others, and sentences stand where they stood; labels are gone."""
    text = "one two three four five six seven eight nine ten. " * 40
    blurred = Blurred(text, ["elsewhere"], random.Random(1))
    changed = blurred.text.split().count("elsewhere") + blurred.text.count("elsewhere.")
    assert 15 < changed < 80
    for at in (match for match in range(len(text)) if text.startswith(". ", match)):
        assert blurred.text[blurred.place(at)] == "."
    (own,) = blurred_documents([document], random.Random(2))
    assert [sorted(sentence) for sentence in own.sentences] == [["end", "start"], ["end", "start"]]
    assert own.text[own.sentences[1]["end"] - 1] == "."


def test_blurred_texts_come_first_and_teach_no_labels(items):
    """The last third of the epochs is of texts as they were written."""
    blurs = [Item("texts", item.ids, item.cases) for item in items]
    steps = plan_steps(Parts({"texts": [items]}, [blurs]), {"texts": 6}, {"texts": 2}, random.Random(1))
    assert len(steps) == 6 + 4
    assert sum(labelled for _, labelled in steps) == 6
    assert all(labelled for _, labelled in steps[-2:])


def test_the_exact_graph_is_made_of_the_shipped_model(tmp_path):
    """Written anew beside a copy of the shipped model, it is the shipped one."""
    shipped = Path(dragoman.understand.__file__).parent / "data"
    (tmp_path / "encoder.onnx").write_bytes((shipped / "encoder.onnx").read_bytes())
    write_exact(tmp_path)
    assert (tmp_path / "encoder-exact.onnx").read_bytes() == (shipped / "encoder-exact.onnx").read_bytes()
