"""A service level objective, as its OpenSLO v1 document says it: `slo.yaml` beside each service.

    apiVersion: openslo/v1
    kind: SLO
    metadata:
      name: inference-availability
      annotations: {andamio/owner: payments-risk, andamio/runbook: docs/runbooks/inference-availability.md}
    spec:
      service: inference
      description: Answers that are not server errors
      budgetingMethod: Occurrences
      timeWindow: [{duration: 28d, isRolling: true}]
      objectives: [{target: 0.999}]
      indicator:
        metadata: {name: inference-availability}
        spec:
          ratioMetric:
            counter: true
            bad:   {metricSource: {type: Prometheus, spec: {query: 'sum(rate(errors_total[{{.window}}]))'}}}
            total: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(requests_total[{{.window}}]))'}}}

An indicator is the rates of bad (or good) and of all events, or, for what is no event (freshness, parity), `raw` with
`rawType: failure`: a query that gives the share of the window in which it failed. Queries have `{{.window}}` where the
window goes. Of OpenSLO this is what rules can be made of; what else a document has is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from andamio.errors import AndamioError

WINDOW = "{{.window}}"
_OWNER, _RUNBOOK = "andamio/owner", "andamio/runbook"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")


class InvalidSlo(AndamioError):
    """An SLO's document is not in order; the message names file, objective and fix."""


@dataclass(frozen=True, slots=True)
class EventRatio:
    """Bad events of all events, by counters."""

    bad: str
    """Query of the rate of bad events (events a second) over `{{.window}}`."""
    total: str


@dataclass(frozen=True, slots=True)
class TimeRatio:
    """The share of the time in which something does not hold."""

    failure: str
    """Query of the share, 0 to 1, over `{{.window}}`."""


@dataclass(frozen=True, slots=True)
class Slo:
    """One objective."""

    name: str
    service: str
    description: str
    owner: str
    runbook: str
    """Path in the repository."""
    target: float
    """Share of good events, or of good time, over `window_days`; in (0, 1)."""
    window_days: int
    indicator: EventRatio | TimeRatio

    @property
    def budget(self) -> float:
        """Share that may be bad."""
        return round(1 - self.target, 12)


def load_slos(path: Path) -> tuple[Slo, ...]:
    """The objectives of a file of one or more documents; raises `InvalidSlo`."""
    try:
        documents = [each for each in yaml.safe_load_all(path.read_text(encoding="utf-8")) if each is not None]
    except OSError as error:
        raise InvalidSlo(f"{path} cannot be read ({error.strerror}); write the service's objectives there") from None
    except yaml.YAMLError as error:
        raise InvalidSlo(f"{path} is not YAML ({' '.join(str(error).split())}); correct it") from None
    slos = tuple(parse_slo(document, str(path)) for document in documents)
    names = [slo.name for slo in slos]
    twice = sorted({name for name in names if names.count(name) > 1})
    if not slos or twice:
        raise InvalidSlo(f"{path} has {'two objectives named ' + twice[0] if twice else 'no objective'}; correct it")
    return slos


def parse_slo(document: Any, where: str) -> Slo:
    """The objective of one document; raises `InvalidSlo`."""
    node = _Node(document, where)
    node.only("apiVersion", "kind", "metadata", "spec")
    if (node.text("apiVersion"), node.text("kind")) != ("openslo/v1", "SLO"):
        raise InvalidSlo(f"{where}: a document must be apiVersion openslo/v1, kind SLO")
    metadata, spec = node.child("metadata"), node.child("spec")
    name = metadata.text("name")
    if not _NAME.fullmatch(name):
        raise InvalidSlo(f"{where}: metadata.name '{name}' must be lower-case words with hyphens")
    where = f"{where}, {name}"
    metadata, spec = metadata.named(where), spec.named(where)
    metadata.only("name", "displayName", "annotations")
    annotations = metadata.child("annotations")
    spec.only("service", "description", "budgetingMethod", "timeWindow", "objectives", "indicator")
    if spec.text("budgetingMethod") != "Occurrences":
        raise InvalidSlo(f"{where}: budgetingMethod must be Occurrences; the others are not supported")
    objective, window = spec.single("objectives"), spec.single("timeWindow")
    target = objective.fields.get("target")
    if isinstance(target, bool) or not isinstance(target, float) or not 0 < target < 1:
        raise InvalidSlo(f"{where}: the objective's target must be a share such as 0.999, not {target!r}")
    days = re.fullmatch(r"([1-9]\d?)d", window.text("duration"))
    if days is None or window.fields.get("isRolling") is not True:
        raise InvalidSlo(f"{where}: timeWindow must be rolling days, as in {{duration: 28d, isRolling: true}}")
    return Slo(
        name=name,
        service=spec.text("service"),
        description=spec.text("description"),
        owner=annotations.text(_OWNER),
        runbook=annotations.text(_RUNBOOK),
        target=target,
        window_days=int(days[1]),
        indicator=_indicator(spec.child("indicator").child("spec").child("ratioMetric")),
    )


def _indicator(ratio: "_Node") -> EventRatio | TimeRatio:
    ratio.only("counter", "good", "bad", "total", "raw", "rawType")
    if "raw" in ratio.fields:
        if ratio.fields.get("rawType") != "failure":
            raise InvalidSlo(f"{ratio.where}: rawType must be failure: the share of the time in which it did not hold")
        return TimeRatio(_query(ratio, "raw"))
    if ratio.fields.get("counter") is not True:
        raise InvalidSlo(f"{ratio.where}: counter must be true; gauges go under raw")
    total = _query(ratio, "total")
    if "good" in ratio.fields:
        # Never below zero: counters of good and of all are not read at the same moment.
        return EventRatio(f"clamp_min(({total}) - ({_query(ratio, 'good')}), 0)", total)
    return EventRatio(_query(ratio, "bad"), total)


def _query(ratio: "_Node", side: str) -> str:
    source = ratio.child(side).child("metricSource")
    query = source.child("spec").text("query")
    if source.text("type") != "Prometheus" or WINDOW not in query:
        raise InvalidSlo(f"{ratio.where}: {side} must be a Prometheus query with {WINDOW} in it")
    return query


@dataclass(frozen=True, slots=True)
class _Node:
    """A mapping of the document, and where it is."""

    value: Any
    where: str

    @property
    def fields(self) -> Mapping[str, Any]:
        if not isinstance(self.value, Mapping):
            raise InvalidSlo(f"{self.where}: must be a mapping, not {type(self.value).__name__}")
        return self.value

    def named(self, where: str) -> "_Node":
        return _Node(self.value, where)

    def child(self, name: str) -> "_Node":
        if name not in self.fields:
            raise InvalidSlo(f"{self.where}: {name} is missing; write it")
        return _Node(self.fields[name], self.where)

    def single(self, name: str) -> "_Node":
        entries = self.child(name).value
        if not isinstance(entries, list) or len(entries) != 1:
            raise InvalidSlo(
                f"{self.where}: {name} must be a list of one; write another objective as a document of its own"
            )
        return _Node(entries[0], self.where)

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise InvalidSlo(f"{self.where}: {name} is missing or empty; write it")
        return value

    def only(self, *names: str) -> None:
        unknown = sorted(set(self.fields) - set(names))
        if unknown:
            raise InvalidSlo(f"{self.where}: {', '.join(map(str, unknown))} cannot be used here; remove it")
