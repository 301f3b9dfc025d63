"""The weights of an encoder read back from its ONNX file: `encoder.py --start encoder.onnx` goes on from what was shipped.

A graph with 8-bit weights comes in (`encoder.export`); weights in full precision, by the names that `Reader` has for them, go out: to within half a step of the rounding.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

_PRODUCTS = ("MatMul", "MatMulInteger")
# What the names of products end with, whichever way the module was written down.
_ENDS = ("/MatMul_quant", "/Gemm_MatMul_quant", "/MatMul")


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """The state of a `Reader`, but for what the graph does not hold."""
    graph = onnx.load(path).graph
    own = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    states = {
        name.removesuffix("_quantized"): plain_weights(own, name)
        for name in own
        if name.endswith((".weight", ".bias", ".weight_quantized"))
    }
    for node in graph.node:
        weights = next((name for name in node.input if name in own and own[name].ndim == 2), None)
        if node.op_type in _PRODUCTS and weights:
            states[f"{_module_of(node.name)}.weight"] = plain_weights(own, weights).T
    return {name: torch.tensor(np.ascontiguousarray(weights), dtype=torch.float32) for name, weights in states.items()}


def _module_of(node: str) -> str:
    """The module whose product a node is: "/deeds/deeds.1/MatMul" is that of "deeds.1", "/encoder/encoder/layer.0/output/dense/MatMul_quant" of "encoder.encoder.layer.0.output.dense"."""
    steps = next(node.removesuffix(end) for end in _ENDS if node.endswith(end)).strip("/").split("/")
    nested = len(steps) == 2 and steps[1].startswith(f"{steps[0]}.")
    return ".".join(steps[1:] if nested else steps)


def plain_weights(own: dict[str, np.ndarray], name: str) -> np.ndarray:
    """A tensor of a graph as floating point, by the scale and zero that stand beside an 8-bit one (one of all, or one a column)."""
    if not name.endswith("_quantized"):
        return own[name]
    base = name.removesuffix("_quantized")
    zero, scale = (own[base + end].astype(np.float32) for end in ("_zero_point", "_scale"))
    return (own[name].astype(np.float32) - zero) * scale
