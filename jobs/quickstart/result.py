"""What a quickstart run found: the JSON document that it prints at the end, keeps, and renders as its report.

    Result
    ├── run         when, on what data, with which outcome
    ├── checks      the objectives, each with target and measured value
    ├── data        ingest.json of payment_events, and events by week
    ├── features    a few features over time, and the parity counts
    ├── model       metrics with intervals, calibration
    ├── traffic     the client's view: answers by release and second, latency, accounting of every request
    ├── rollouts    one a release, with its stages and, for a fault, the marks of its detection and rollback
    ├── access      who took part, by which token, and the attempts that had to be refused
    ├── audit       what the audit log holds of the run, and whether it verifies
    ├── trace       the run's one trace: spans by job and service
    ├── steps       where the time went
    └── machine     what it ran on and what it took

Times of the run are wall-clock ms UTC (`*_ms`), durations are seconds (`*_s`), event times are ms UTC too. Every
section but `run` may be absent: a run that stopped half-way still gets a report of what it has. From data to model see
`offline_sections`, from traffic to trace `serving_sections`.
"""

from typing import Literal, NotRequired, TypedDict

from quickstart.offline_sections import Data, Features, Model
from quickstart.serving_sections import Access, Audit, Rollout, RunTrace, Traffic


class Run(TypedDict):
    """The run as a whole."""

    status: Literal["passed", "failed", "interrupted"]
    failure: NotRequired[str | None]
    """One sentence: which step failed and why."""
    started_at_ms: int
    finished_at_ms: int
    command: str
    """As a user would type it, such as "./pants quickstart --data Online_Retail.xlsx"."""
    code_version: str
    """Git revision, "-dirty" appended if so."""
    data_source: Literal["retail", "generator"]
    data_name: str
    """File name (not path) or "generator, seed 7"."""


class Check(TypedDict):
    """One objective of the run; they stand at the top of the report."""

    name: str
    """Such as "parity mismatches" or "requests lost"."""
    target: str
    """Such as "0" or "under 60 s"."""
    measured: str
    met: bool


class Step(TypedDict):
    """One step of the quickstart, in order."""

    name: str
    started_ms: int
    ended_ms: int
    detail: NotRequired[str]
    """One phrase, such as "18,402 events, 61,220 tiles"."""


class MemorySample(TypedDict):
    at_ms: int
    mb: float
    """Resident memory of the whole process tree, MiB."""


class ProcessMemory(TypedDict):
    name: str
    """Such as "flink" or "inference (Ray Serve)"."""
    peak_mb: float
    cpu_s: NotRequired[float | None]


class Machine(TypedDict):
    cpus: int
    memory_mb: float
    platform: str
    python: str
    versions: NotRequired[dict[str, str]]
    """Of the engines, such as {"flink": "2.3.0", "ray": "2.60.0"}."""
    peak_memory_mb: float
    memory: NotRequired[list[MemorySample]]
    processes: NotRequired[list[ProcessMemory]]


class Result(TypedDict):
    """The whole document. `format` grows when a reader of the old shape would be misled."""

    format: Literal[1]
    run: Run
    checks: NotRequired[list[Check]]
    data: NotRequired[Data]
    features: NotRequired[Features]
    model: NotRequired[Model]
    traffic: NotRequired[Traffic]
    rollouts: NotRequired[list[Rollout]]
    access: NotRequired[Access]
    audit: NotRequired[Audit]
    trace: NotRequired[RunTrace]
    steps: NotRequired[list[Step]]
    machine: NotRequired[Machine]
