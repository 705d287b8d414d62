"""The fitted models as ONNX graphs: "features" float32 [N, n] to "score" float32 [N], preprocessing inside.

The logistic regression is written node by node, in float64, because skl2onnx converts no log transform. The
trees go through skl2onnx, which moves thresholds so that float32 inputs take the same branches.
"""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType

from andamio.models.scoring import INPUT, OUTPUT

_OPSET = 18
_IR_VERSION = 10


def logistic_onnx(model: Any) -> bytes:
    """The champion pipeline of fitting.py."""
    scale, impute, regress = (model.named_steps[name] for name in ("scale", "impute", "regress"))
    constants = {
        "one": np.ones(1),
        "zero": np.zeros(1),
        "mean": scale.mean_,
        "deviation": scale.scale_,
        "indicated": np.asarray(impute.indicator_.features_, dtype=np.int64),
        "weights": regress.coef_.T,
        "bias": regress.intercept_,
        "column": np.array([1], dtype=np.int64),
    }
    nodes = [
        helper.make_node("Cast", [INPUT], ["exact"], to=TensorProto.DOUBLE),
        helper.make_node("Add", ["exact", "one"], ["shifted"]),
        helper.make_node("Log", ["shifted"], ["logged"]),
        helper.make_node("Sub", ["logged", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "deviation"], ["scaled"]),
        helper.make_node("IsNaN", ["scaled"], ["missing"]),
        helper.make_node("Where", ["missing", "zero", "scaled"], ["filled"]),
        helper.make_node("Gather", ["missing", "indicated"], ["flags"], axis=1),
        helper.make_node("Cast", ["flags"], ["indicators"], to=TensorProto.DOUBLE),
        helper.make_node("Concat", ["filled", "indicators"], ["terms"], axis=1),
        helper.make_node("MatMul", ["terms", "weights"], ["weighted"]),
        helper.make_node("Add", ["weighted", "bias"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["probability"]),
        helper.make_node("Squeeze", ["probability", "column"], ["flat"]),
        helper.make_node("Cast", ["flat"], [OUTPUT], to=TensorProto.FLOAT),
    ]
    graph = helper.make_graph(
        nodes,
        "logistic_regression",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["N", len(scale.mean_)])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["N"])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    return _serialize(helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)]))


def trees_onnx(model: Any, inputs: int) -> bytes:
    """The challenger pipeline of fitting.py, which takes `inputs` columns."""
    converted = convert_sklearn(
        model,
        name="gradient_boosted_trees",
        initial_types=[(INPUT, FloatTensorType([None, inputs]))],
        options={id(model): {"zipmap": False}},
        target_opset=_OPSET,
    )
    graph = converted.graph
    graph.initializer.append(numpy_helper.from_array(np.array(1, dtype=np.int64), "positive_class"))
    graph.node.append(helper.make_node("Gather", [graph.output[1].name, "positive_class"], [OUTPUT], axis=1))
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["N"]))
    return _serialize(converted)


def with_columns_swapped(onnx_bytes: bytes, first: int, second: int) -> bytes:
    """The same weights reading two inputs the wrong way round: the classic mistake between training and serving."""
    model = onnx.load_from_string(onnx_bytes)
    graph = model.graph
    width = graph.input[0].type.tensor_type.shape.dim[1].dim_value
    order = np.arange(width, dtype=np.int64)
    order[[first, second]] = second, first
    for node in graph.node:
        node.input[:] = ["reordered" if name == INPUT else name for name in node.input]
    graph.initializer.append(numpy_helper.from_array(order, "order"))
    graph.node.insert(0, helper.make_node("Gather", [INPUT, "order"], ["reordered"], axis=1))
    return _serialize(model)


def _serialize(model: onnx.ModelProto) -> bytes:
    model.ir_version = _IR_VERSION
    onnx.checker.check_model(model)
    # Field order is part of the bytes, and the bytes are part of the package's digest.
    return bytes(model.SerializeToString(deterministic=True))
