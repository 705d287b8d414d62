"""Graphs that follow the packages' contract, for measuring a device where no package is at hand."""

from typing import Any

import numpy
import numpy.typing
from onnx import TensorProto, checker, helper, numpy_helper

from andamio.models.linear_model import linear_onnx
from andamio.models.scoring import INPUT, OUTPUT

INPUTS = 25
_WIDTH = 1024
_SEED = 1


def reference_models() -> dict[str, bytes]:
    """By name: a small one, whose transfer costs more than its work, and one with work for a GPU."""
    random = numpy.random.default_rng(_SEED)
    return {"linear": linear_onnx(random.normal(0, 0.1, INPUTS).tolist(), 0.1), "dense": _dense(random)}


def _dense(random: numpy.random.Generator) -> bytes:
    """Two hidden layers of 1,024 with rectifiers: 2.1 million products a row."""
    sizes = (INPUTS, _WIDTH, _WIDTH, 1)
    constants: dict[str, numpy.typing.NDArray[Any]] = {
        "zero": numpy.zeros(1, dtype=numpy.float32),
        "column": numpy.array([1], dtype=numpy.int64),
    }
    nodes = [
        helper.make_node("IsNaN", [INPUT], ["missing"]),
        helper.make_node("Where", ["missing", "zero", INPUT], ["layer0"]),
    ]
    for layer, (before, after) in enumerate(zip(sizes, sizes[1:])):
        weights = random.normal(0, numpy.sqrt(2 / before), (before, after))
        constants[f"weights{layer}"] = weights.astype(numpy.float32)
        nodes.append(helper.make_node("MatMul", [f"layer{layer}", f"weights{layer}"], [f"product{layer}"]))
        activation = "Sigmoid" if after == 1 else "Relu"
        nodes.append(helper.make_node(activation, [f"product{layer}"], [f"layer{layer + 1}"]))
    nodes.append(helper.make_node("Squeeze", [f"layer{len(sizes) - 1}", "column"], [OUTPUT]))
    graph = helper.make_graph(
        nodes,
        "dense",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["N", INPUTS])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["N"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))
