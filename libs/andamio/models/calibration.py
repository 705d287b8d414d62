"""The calibration stage of a model: what turns its raw output into a probability, declared with data and method.

`place` says where it is. "none": the model's own output is the probability, as after fitting by maximum likelihood.
"graph": the ONNX graph ends with it. "table": `points` are applied after the graph, linearly in between and constant
beyond the ends; fitted by isotonic regression (pool adjacent violators: Ayer et al. 1955).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import numpy.typing

PLACES = ("none", "graph", "table")
Floats = numpy.typing.NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Calibrator:
    """A declared calibration stage."""

    method: str = "none"
    """For people: "none", "platt", "isotonic", ..."""
    place: str = "none"
    data_fingerprint: str = ""
    """Of the rows that it was fitted on; empty where nothing was fitted."""
    rows: int = 0
    points: tuple[tuple[float, float], ...] = ()
    """(raw score, probability), both rising, for a table; empty otherwise."""

    def __post_init__(self) -> None:
        if self.place not in PLACES:
            raise ValueError(f"a calibrator's place must be one of {', '.join(PLACES)}, not {self.place!r}")
        if bool(self.points) != (self.place == "table"):
            raise ValueError("a calibrator has points exactly if it is a table")
        if (self.place == "none") != (self.method == "none") or (self.place != "none" and not self.data_fingerprint):
            raise ValueError("a calibrator that is there names its method and the data that it was fitted on")
        raw, probability = [x for x, _ in self.points], [y for _, y in self.points]
        if raw != sorted(set(raw)) or probability != sorted(probability):
            raise ValueError("the points of a calibrator must rise")
        if not all(0 <= y <= 1 for y in probability):
            raise ValueError("a calibrator gives probabilities, between 0 and 1")

    def apply(self, scores: numpy.typing.NDArray[numpy.float32]) -> numpy.typing.NDArray[numpy.float32]:
        """What is served for raw scores [N]; NaN stays NaN."""
        if self.place != "table":
            return scores
        raw, probability = zip(*self.points)
        calibrated: Floats = numpy.interp(scores.astype(numpy.float64), raw, probability)
        return calibrated.astype(numpy.float32)

    def to_document(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "place": self.place,
            "data_fingerprint": self.data_fingerprint,
            "rows": self.rows,
            "points": [list(point) for point in self.points],
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Calibrator":
        """Raises `KeyError`, `TypeError` or `ValueError` for a document of another form."""
        return cls(
            method=str(document["method"]),
            place=str(document["place"]),
            data_fingerprint=str(document["data_fingerprint"]),
            rows=int(document["rows"]),
            points=tuple((float(x), float(y)) for x, y in document["points"]),
        )


def isotonic(scores: Sequence[float] | Floats, labels: Sequence[float] | Floats, data_fingerprint: str) -> Calibrator:
    """The rising table with the least squared error of `labels` (0 or 1) over `scores`.

    Fit it on rows that the model was not fitted on. Equal scores count as one point; a level's two ends are kept.
    """
    raw, ranks = numpy.unique(numpy.asarray(scores, dtype=numpy.float64), return_inverse=True)
    weights = numpy.bincount(ranks).astype(float)
    means = numpy.bincount(ranks, numpy.asarray(labels, dtype=numpy.float64)) / weights
    # Blocks of (mean, weight, first, last): a block below its predecessor is merged with it.
    blocks: list[tuple[float, float, int, int]] = []
    for index, (mean, weight) in enumerate(zip(means.tolist(), weights.tolist())):
        block = (mean, weight, index, index)
        while blocks and blocks[-1][0] >= block[0]:
            before = blocks.pop()
            total = before[1] + block[1]
            block = ((before[0] * before[1] + block[0] * block[1]) / total, total, before[2], block[3])
        blocks.append(block)
    points = [
        (float(raw[end]), min(1.0, max(0.0, mean)))
        for mean, _, first, last in blocks
        for end in ((first,) if first == last else (first, last))
    ]
    return Calibrator("isotonic", "table", data_fingerprint, len(ranks), tuple(points))
