"""The calibration stage of a model: what turns its raw output into a probability, declared with data and method.

`place` says where it is. "none": the model's own output is the probability. "graph": the ONNX graph ends with it.
"logistic": 1 / (1 + exp(-(intercept + slope x logit(score)))) is applied after the graph (Platt 1999, on the logit).
"table": `points` are applied after the graph, linearly in between and constant beyond the ends. How they are fitted is
`calibration_fitting`'s, which of them serves `calibrated_training`'s.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy
import numpy.typing

from andamio.models.recalibration import logit

PLACES = ("none", "graph", "logistic", "table")
Floats32 = numpy.typing.NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class MethodChoice:
    """How a method was chosen: each was tried before the last rows of the training period, and measured on them."""

    rows: int
    """How many rows they were compared on."""
    data_fingerprint: str
    """Of these rows."""
    log_loss: Mapping[str, float] = field(default_factory=dict)
    """Nats, by method; "none" is the model without a calibrator, which learns from the calibrator's rows as well."""
    standard_error: Mapping[str, float] = field(default_factory=dict)
    """Of the log loss of a method minus that of "none", paired by row and cluster."""


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
    slope: float | None = None
    """For "logistic", above 0; None otherwise."""
    intercept: float | None = None
    """For "logistic"; None otherwise."""
    choice: MethodChoice | None = None
    """None: nobody compared."""

    def __post_init__(self) -> None:
        if self.place not in PLACES:
            raise ValueError(f"a calibrator's place must be one of {', '.join(PLACES)}, not {self.place!r}")
        if bool(self.points) != (self.place == "table"):
            raise ValueError("a calibrator has points exactly if it is a table")
        if any((number is not None) != (self.place == "logistic") for number in (self.slope, self.intercept)):
            raise ValueError("a calibrator has slope and intercept exactly if it is logistic")
        if self.slope is not None and not self.slope > 0:
            raise ValueError("the slope of a calibrator must be above 0, or it turns the ranking round")
        if (self.place == "none") != (self.method == "none") or (self.place != "none" and not self.data_fingerprint):
            raise ValueError("a calibrator that is there names its method and the data that it was fitted on")
        raw, probability = [x for x, _ in self.points], [y for _, y in self.points]
        if raw != sorted(set(raw)) or probability != sorted(probability):
            raise ValueError("the points of a calibrator must rise")
        if not all(0 <= y <= 1 for y in probability):
            raise ValueError("a calibrator gives probabilities, between 0 and 1")

    def apply(self, scores: Floats32) -> Floats32:
        """What is served for raw scores [N]; NaN stays NaN. Training and serving both call this, on the graph's scores."""
        if self.place == "table":
            raw, probability = zip(*self.points)
            table: numpy.typing.NDArray[numpy.float64] = numpy.interp(scores.astype(numpy.float64), raw, probability)
            return table.astype(numpy.float32)
        if self.slope is not None and self.intercept is not None:
            logits = self.intercept + self.slope * logit(scores.astype(numpy.float64))
            return (1 / (1 + numpy.exp(-logits))).astype(numpy.float32)
        return scores

    def to_document(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "place": self.place,
            "data_fingerprint": self.data_fingerprint,
            "rows": self.rows,
            "points": [list(point) for point in self.points],
            "slope": self.slope,
            "intercept": self.intercept,
            "choice": None if self.choice is None else asdict(self.choice),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Calibrator":
        """Raises `KeyError`, `TypeError` or `ValueError` for a document of another form.

        Packages from before there were logistic calibrators and choices say nothing of them.
        """
        choice = document.get("choice")
        return cls(
            method=str(document["method"]),
            place=str(document["place"]),
            data_fingerprint=str(document["data_fingerprint"]),
            rows=int(document["rows"]),
            points=tuple((float(x), float(y)) for x, y in document["points"]),
            slope=_number(document.get("slope")),
            intercept=_number(document.get("intercept")),
            choice=None if choice is None else MethodChoice(**choice),
        )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
