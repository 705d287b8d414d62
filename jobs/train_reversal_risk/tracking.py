"""MLflow: one run a model, with parameters, metrics with their intervals, provenance, and the registered package.

<metric>, <metric>_low, <metric>_high                        on the evaluation part
<metric>_minus_<baseline>, ..._low, ..._high                 paired differences
"""

import logging
import os
import time
from collections.abc import Mapping
from pathlib import Path

# MLflow reports its use to its makers as soon as it is imported, unless these are set by then.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("DO_NOT_TRACK", "true")

from mlflow import MlflowClient  # noqa: E402
from mlflow.entities import Metric, Param, RunTag  # noqa: E402

from andamio.errors import UserError  # noqa: E402
from andamio.models.bootstrap import Interval  # noqa: E402
from andamio.models.package import ModelPackage  # noqa: E402
from andamio.models.registry import RegisteredVersion, Registry, without_password  # noqa: E402

EXPERIMENT = "reversal_risk"


class Tracking:
    """The experiment at one tracking URI."""

    def __init__(self, uri: str, artifacts: Path) -> None:
        """Opens or creates the experiment; raises `UserError` if MLflow cannot use the URI."""
        # Every migration of a new database is logged, dozens of lines.
        for name in ("mlflow", "alembic"):
            logging.getLogger(name).setLevel(logging.ERROR)
        _require_folder(uri)
        try:
            self._client = MlflowClient(tracking_uri=uri, registry_uri=uri)
            experiment = self._client.get_experiment_by_name(EXPERIMENT)
            self._experiment = (
                experiment.experiment_id
                if experiment
                else self._client.create_experiment(EXPERIMENT, artifact_location=artifacts.resolve().as_uri())
            )
        except Exception as error:  # noqa: BLE001 - MLflow passes on what its stores raise: SQLAlchemy's, requests'
            reason = str(error).strip().splitlines()[0]
            shown = without_password(uri)
            raise UserError(f"MLflow cannot use {shown} ({reason.replace(uri, shown)}); correct --mlflow-uri") from None
        self._registry = Registry(uri)

    def record(
        self,
        package: ModelPackage,
        alias: str,
        params: Mapping[str, str | int | float],
        metrics: Mapping[str, Interval],
    ) -> RegisteredVersion:
        """Log one finished run and register its package under `alias`."""
        manifest = package.manifest
        provenance = {
            "andamio.training_run_id": manifest.training_run_id,
            "andamio.data_fingerprint": manifest.data_fingerprint,
            "andamio.code_version": manifest.code_version,
            "andamio.package_digest": package.digest,
        }
        at_ms = time.time_ns() // 1_000_000
        run = self._client.create_run(self._experiment, start_time=at_ms, run_name=alias)
        self._client.log_batch(
            run.info.run_id,
            metrics=[Metric(name, value, at_ms, 0) for name, value in _flat(metrics).items()],
            params=[Param(name, str(value)) for name, value in params.items()],
            tags=[RunTag(name, value) for name, value in provenance.items()],
        )
        registered = self._registry.register(package, run.info.run_id, alias)
        self._client.set_terminated(run.info.run_id)
        return registered


def _require_folder(uri: str) -> None:
    """MLflow would retry for a minute before it gives up on a database in a folder that does not exist."""
    scheme, _, path = uri.partition(":///")
    if scheme == "sqlite" and not Path(path).parent.is_dir():
        raise UserError(f"there is no folder {Path(path).parent} for the database; create it or correct --mlflow-uri")


def _flat(metrics: Mapping[str, Interval]) -> dict[str, float]:
    numbers: dict[str, float] = {}
    for name, interval in metrics.items():
        numbers |= {name: interval.value, f"{name}_low": interval.low, f"{name}_high": interval.high}
    return numbers
