"""A logistic model written as ONNX by hand: the smallest real package, for tests and rehearsals.

score = sigmoid(bias + sum of weights x inputs), a missing input (NaN) counting as 0.
"""

from collections.abc import Sequence
from typing import Any

import numpy
import numpy.typing
from onnx import TensorProto, checker, helper, numpy_helper

from andamio.models.scoring import INPUT, OUTPUT


def linear_onnx(weights: Sequence[float], bias: float) -> bytes:
    """The serialized graph for float32 [N, len(weights)]."""
    constants: dict[str, numpy.typing.NDArray[Any]] = {
        "zero": numpy.zeros(1, dtype=numpy.float32),
        "weights": numpy.array(weights, dtype=numpy.float32).reshape(-1, 1),
        "bias": numpy.array([bias], dtype=numpy.float32),
        "column": numpy.array([1], dtype=numpy.int64),
    }
    nodes = [
        helper.make_node("IsNaN", [INPUT], ["missing"]),
        helper.make_node("Where", ["missing", "zero", INPUT], ["filled"]),
        helper.make_node("MatMul", ["filled", "weights"], ["weighted"]),
        helper.make_node("Add", ["weighted", "bias"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["probability"]),
        helper.make_node("Squeeze", ["probability", "column"], [OUTPUT]),
    ]
    graph = helper.make_graph(
        nodes,
        "linear",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["N", len(weights)])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["N"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    checker.check_model(model)
    return bytes(model.SerializeToString())
