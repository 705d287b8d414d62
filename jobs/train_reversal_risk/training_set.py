"""The training set: payments with their labels, and their inputs as they were at payment time.

An input is a request field of the payment's first delivery, or a feature f(key, t, k) with t = k = the
payment's time: what an online read would have answered then. An event at exactly t is not in it, nor is one
that became known after t.

    --------------- training --------------|---- 30 days: embargo ----|------- evaluation -------|-- 30 days --|
                                                                     split                           train until

Training uses what was known at the split, so its labels are mature there; evaluation what was known at the end. The
rehearsal is the same one level down, within the training part: what was known when the last fifth of it began. It is where
calibrators are compared, so that the evaluation part decides nothing.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from andamio.catalog.definitions import FeatureService
from andamio.features.batch.duckdb_engine import connect
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.offline.point_in_time import TIME_COLUMN, training_set
from andamio.models.calibrated_training import COMPARISON_SHARE, LabelledRows
from andamio.models.metrics import Floats
from andamio.models.scoring import FloatMatrix, to_matrix
from train_reversal_risk.errors import TrainingError
from train_reversal_risk.labels import HORIZON_MS, REQUEST_FIELDS, Example, examples_known_by, payments_known_by

TRAINING_SHARE = 0.75
"""The split is the time by which this share of the mature payments had been made."""
# Below this an interval over customers is a guess, and so is a model of 25 inputs.
MINIMUM_POSITIVES = 20


@dataclass(frozen=True, slots=True)
class Rows:
    """Examples with their inputs, by payment time."""

    inputs: tuple[str, ...]
    examples: tuple[Example, ...]
    values: tuple[tuple[Value, ...], ...]
    """Exact, in the order of `inputs`."""

    @property
    def matrix(self) -> FloatMatrix:
        """What the model sees: float32, no value is NaN."""
        return to_matrix(self.values)

    @property
    def labels(self) -> Floats:
        return np.array([example.label for example in self.examples], dtype=np.float64)

    @property
    def customers(self) -> list[tuple[str, str]]:
        """(tenant, customer) of each row."""
        return [(example.payment.tenant, example.payment.customer) for example in self.examples]

    @property
    def labelled(self) -> LabelledRows:
        """As a learner takes them."""
        times = [example.payment.t_ms for example in self.examples]
        return LabelledRows(self.matrix, self.labels, times, self.customers)

    def fingerprint(self) -> str:
        """SHA-256 over names and rows as canonical JSON: event, time, label and exact inputs, in order."""
        digest = hashlib.sha256(json.dumps(self.inputs).encode())
        for example, values in zip(self.examples, self.values, strict=True):
            payment = example.payment
            row = [payment.tenant, payment.event_id, payment.t_ms, example.label, *values]
            digest.update(b"\n" + json.dumps(row, separators=(",", ":"), allow_nan=False).encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What is trained on, what is evaluated on, and the mature payments of the past for the past-rate baseline."""

    training: Rows
    evaluation: Rows
    split_ms: int
    rehearsal: Rows
    """As known at `rehearsed_ms`, when the last of the training part began."""
    rehearsed_ms: int
    training_history: tuple[Example, ...]
    """Labelled with what was known at the split."""
    evaluation_history: tuple[Example, ...]
    """Labelled with what was known at the end."""


def build(service: FeatureService, deliveries: Mapping[str, pa.Table], train_until_ms: int) -> TrainingSet:
    """Label, split and join the features; raises `TrainingError` when there is too little to learn from.

    `deliveries` are those known by `train_until_ms`, by contract id.
    """
    payments_view, reversals_view = view_of(service, "payment_captured"), view_of(service, "payment_reversed")
    payment_rows, reversal_rows = (
        [Delivery.from_row(row) for row in deliveries[f"{view.contract}@{view.contract_version}"].to_pylist()]
        for view in (payments_view, reversals_view)
    )

    payments = payments_known_by(payments_view, payment_rows, train_until_ms)
    mature = [payment for payment in payments if payment.mature_at_ms <= train_until_ms]
    if not mature:
        raise _too_little("no payment is 30 days old")
    split_ms = mature[int(len(mature) * TRAINING_SHARE)].t_ms
    as_of_split = examples_known_by(
        payments_known_by(payments_view, payment_rows, split_ms), reversals_view, reversal_rows, split_ms
    )
    as_of_end = examples_known_by(payments, reversals_view, reversal_rows, train_until_ms)
    evaluated = [example for example in as_of_end if example.payment.t_ms >= split_ms]
    for part, examples in (("training", as_of_split), ("evaluation", evaluated)):
        positives = sum(example.label for example in examples)
        if positives < MINIMUM_POSITIVES or positives == len(examples):
            raise _too_little(f"the {part} part has {len(examples)} mature payments, {positives} of them reversed")
    training = _with_inputs(service, deliveries, as_of_split)
    rehearsed_ms = training.labelled.last(COMPARISON_SHARE)
    rehearsed = examples_known_by(
        payments_known_by(payments_view, payment_rows, rehearsed_ms), reversals_view, reversal_rows, rehearsed_ms
    )
    return TrainingSet(
        training=training,
        evaluation=_with_inputs(service, deliveries, evaluated),
        split_ms=split_ms,
        rehearsal=_with_inputs(service, deliveries, rehearsed),
        rehearsed_ms=rehearsed_ms,
        training_history=tuple(as_of_split),
        evaluation_history=tuple(as_of_end),
    )


def _with_inputs(service: FeatureService, deliveries: Mapping[str, pa.Table], examples: Sequence[Example]) -> Rows:
    payments = [example.payment for example in examples]
    labels = pa.table(
        {
            "tenant": pa.array([payment.tenant for payment in payments], pa.string()),
            **{
                # The views of one model are about one entity, so its key stands in one column.
                key: pa.array([payment.customer for payment in payments], pa.string())
                for key in {view.key_column for view in service.views}
            },
            TIME_COLUMN: pa.array([payment.t_ms for payment in payments], pa.int64()),
        }
    )
    with connect() as connection:
        joined = training_set(connection, service.views, deliveries, labels)
    features = zip(*(joined[name].to_pylist() for name in service.feature_names()), strict=True)
    return Rows(
        inputs=(*REQUEST_FIELDS, *service.feature_names()),
        examples=tuple(examples),
        values=tuple((*payment.request, *values) for payment, values in zip(payments, features, strict=True)),
    )


def view_of(service: FeatureService, contract: str) -> FeatureView:
    """The service's view over a contract: it says which of the contract's events count."""
    return next(view for view in service.views if view.contract == contract)


def _too_little(problem: str) -> TrainingError:
    return TrainingError(
        f"{problem}; at least {MINIMUM_POSITIVES} reversed ones are needed on either side of a gap of "
        f"{HORIZON_MS // 86_400_000} days: land more history, or raise --train-until-ms"
    )
