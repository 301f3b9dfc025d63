"""The reader's second graph, which multiplies the same 8-bit weights in floating point: what is seen is the same on every machine, to a millionth.

    python training/exact.py FOLDER

FOLDER/encoder-exact.onnx is written beside FOLDER/encoder.onnx and holds no large weights of its own: it says at which byte of that file each stands.
8-bit arithmetic scales what goes into each product by its extremes and rounds it, so that a difference in the last bit grows to a hundredth; here nothing is rounded.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper

# Smaller ones stand in the graph itself.
_LARGE = 1024


def write_exact(folder: Path) -> None:
    """FOLDER/encoder-exact.onnx, from FOLDER/encoder.onnx.

    Raises: ValueError if a weight's bytes are not found once, or its zero is not 0.
    """
    stored = (folder / "encoder.onnx").read_bytes()
    model = onnx.load_from_string(stored)
    graph = model.graph
    weights = {own.name: own for own in graph.initializer}
    instead = dict(_float_products(graph, weights))
    nodes = [own for node in graph.node for own in instead.get(node.output[0], [node])]
    used, kept = {output.name for output in graph.output}, []
    for node in reversed(nodes):
        if used.intersection(node.output):
            kept.append(node)
            used.update(node.input)
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(_pointed_at(own, stored) for name, own in weights.items() if name in used)
    (folder / "encoder-exact.onnx").write_bytes(model.SerializeToString())


def _float_products(graph: onnx.GraphProto, weights: dict[str, TensorProto]) -> Iterator[tuple[str, list[NodeProto]]]:
    """For each result of an 8-bit product, scaled back, what works it out in floating point."""
    makers = {output: node for node in graph.node for output in node.output}
    users = {name: node for node in graph.node for name in node.input}
    done = set()
    for node in (own for own in graph.node if own.op_type == "MatMulInteger"):
        _, weight, _, zero = node.input
        if numpy_helper.to_array(weights[zero]).any():
            raise ValueError(f"{weight} has a zero of its own")
        rounded = makers[node.input[0]]
        cast = users[node.output[0]]
        result = users[cast.output[0]]
        both = makers[next(name for name in result.input if name != cast.output[0])]
        scale = next(name for name in both.input if name not in rounded.output)
        plain, unscaled = f"{weight}_plain", f"{weight}_unscaled"
        steps = []
        if weight not in done:
            # A cast and a product, and no DequantizeLinear: onnxruntime would make 8-bit products of that again.
            steps += [helper.make_node("Cast", [weight], [unscaled], to=TensorProto.FLOAT)]
            steps += [helper.make_node("Mul", [unscaled, scale], [plain])]
            done.add(weight)
        yield (
            result.output[0],
            [*steps, helper.make_node("MatMul", [rounded.input[0], plain], [result.output[0]])],
        )


def _pointed_at(weight: TensorProto, stored: bytes) -> TensorProto:
    """A weight, by its place in the stored file if it is large."""
    if len(weight.raw_data) <= _LARGE:
        return weight
    if stored.count(weight.raw_data) != 1:
        raise ValueError(f"the bytes of {weight.name} are not found once")
    where = {"location": "encoder.onnx", "offset": stored.find(weight.raw_data), "length": len(weight.raw_data)}
    pointer = TensorProto(name=weight.name, data_type=weight.data_type, dims=weight.dims)
    pointer.data_location = TensorProto.EXTERNAL
    for key, value in where.items():
        pointer.external_data.add(key=key, value=str(value))
    return pointer


def main() -> None:
    """Write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    write_exact(parser.parse_args().folder)


if __name__ == "__main__":
    main()
