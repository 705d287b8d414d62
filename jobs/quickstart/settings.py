"""What a run is asked to do, and where its files lie.

<work>/events/        ingest's output            <work>/releases/     release documents
<work>/log/           the event log              <work>/routing.json  the routing table
<work>/lake/          Delta tables               <work>/decisions/    decision logs of inference
<work>/store.db       the online store           <work>/training/     packages, training.json
<work>/tile-log/      Flink's tiles              <work>/logs/         output of every process
<work>/audit.db       the audit log              <work>/result.json   what the report shows, as data
<work>/report.html    the report
<work>/secrets/       what nobody but this user may read: auth/ has the issuer's key and tokens, pii/ the key of customers'
                      tokens; beside logs and data, so that these may be given away
"""

import fcntl
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from andamio.cli import require_writable_directory
from andamio.errors import UserError

_MARKER = ".andamio-quickstart"


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of one run."""

    data: Path | None
    """The Online Retail file; None takes the generator."""
    work: Path
    binaries: Path
    seed: int
    inject_seed: int | None
    payments: int
    """How many payments the generator makes."""
    replay_payments: int
    """How many of the last payments are replayed as live requests, at least."""
    rate: float
    """Requests a second while rollouts run."""
    slice_payments: int
    """Payments between two drains of the log."""
    feature_api_port: int
    inference_port: int
    controller_port: int
    host: str = "127.0.0.1"

    @property
    def log(self) -> Path:
        return self.work / "log"

    @property
    def lake(self) -> Path:
        return self.work / "lake"

    @property
    def store(self) -> Path:
        return self.work / "store.db"

    @property
    def tile_log(self) -> Path:
        return self.work / "tile-log"

    @property
    def served(self) -> Path:
        return self.work / "served"

    @property
    def health(self) -> Path:
        return self.work / "health"

    @property
    def releases(self) -> Path:
        return self.work / "releases"

    @property
    def routing_table(self) -> Path:
        return self.work / "routing.json"

    @property
    def decisions(self) -> Path:
        return self.work / "decisions"

    @property
    def training(self) -> Path:
        return self.work / "training"

    @property
    def secrets(self) -> Path:
        return self.work / "secrets"

    @property
    def pii_keys(self) -> Path:
        return self.secrets / "pii" / "keys.yaml"

    @property
    def telemetry(self) -> Path:
        return self.work / "telemetry"

    @property
    def auth(self) -> Path:
        return self.secrets / "auth"

    @property
    def audit(self) -> Path:
        return self.work / "audit.db"

    @property
    def logs(self) -> Path:
        return self.work / "logs"

    @property
    def variables(self) -> dict[str, str]:
        """What every child has in its environment: a quickstart is development, and nothing of it goes elsewhere."""
        return {
            "ANDAMIO_ENVIRONMENT": "dev",
            "ANDAMIO_DEPLOYER": "quickstart",
            "ANDAMIO_AUDIT_LOG": str(self.audit),
            "ANDAMIO_AUDIT_CHECKPOINTS": f"{self.audit}.checkpoints",
            "ANDAMIO_TELEMETRY_DIR": str(self.telemetry),
        }

    def url(self, port: int) -> str:
        return f"http://{self.host}:{port}"


def prepare_work(work: Path) -> IO[str]:
    """Empty the work folder of an earlier run and make it ready; returns the lock to hold while this one lasts.

    A folder that holds anything and was not made by a quickstart is refused, so that a mistyped --work deletes
    nothing; so is one that a quickstart is using now. Raises `UserError`.
    """
    marker = work / _MARKER
    if work.is_dir() and any(work.iterdir()):
        if not marker.exists():
            raise UserError(f"{work} holds files that no quickstart made; choose another folder with --work")
        with _locked(marker):
            for path in work.iterdir():
                if path != marker:
                    _remove(path)
    require_writable_directory(work, "--work")
    lock = _locked(marker)
    for name in ("logs", "releases", "decisions", "log", "lake"):
        (work / name).mkdir()
    (work / "secrets").mkdir(mode=0o700)
    return lock


def _locked(marker: Path) -> IO[str]:
    file = marker.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise UserError(f"a quickstart is running in {marker.parent}; choose another folder with --work") from None
    return file


def _remove(path: Path) -> None:
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError as error:
        raise UserError(f"cannot empty {path} ({error.strerror}); choose another folder with --work") from None
